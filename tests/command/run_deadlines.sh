#!/bin/sh
# Deadlines of runs: days that many records share are said once, by their ending; what is written to one record's
# deadlines changes no other's; verifying finds what was changed beneath; databases of version 2.
#   tests/command/run_deadlines.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; cut -c1-150 out | sed 's/^/    /' | head -12; fi; }
same() { [ "$1" = "$2" ]; status=$?; [ $status = 0 ] || printf '%s\n--- not\n%s\n' "$1" "$2" > out; verdict $status "$3"; }
run() { "$anslag" "$@" > out 2>&1; }
in_db() { sqlite3 "$1" "$2" 2>&1; }

cat > g.anslag <<'END'
guideline g "G"
  assumed "A case."
  currency SEK
body board "The board"
role clerk "The clerk" at board
record claim "Claims"
  id integer key
  amount money
  decided date
  kind integer
decision grant on claim
  criterion sort requires kind above 0 assumed "A case."
  criterion size considers kind above 1 assumed "A case."
  frame pool = 300 kr assumed "A case."
  decided by board out of pool assumed "A case."
  allocate by id full amount, else waitlist assumed "A case."
  deadline account "The account" owed by clerk to board due decided + 90 days assumed "A case."
  deadline answer "An answer" when kind above 2 owed by board to clerk due decided + 10 days assumed "A case."
END
# RECORDS DAYS: a register; decided on so many days, now and then on none
register() {
  rm -f "$3"; in_db "$3" "create table claim (id INTEGER PRIMARY KEY, amount INTEGER, decided TEXT, kind INTEGER);
    with recursive n(i) as (select 1 union all select i + 1 from n where i < $1)
    insert into claim select i, 100, case when i % 7 = 3 then null else date('2026-01-01', (i % $2) || ' days') end, i % 5 from n"
}
of_run() { in_db "$1" "select record, deadline, owed_by, owed_to, due from anslag_deadline where run_id = $2 order by cast(record as integer), deadline"; }

# ---- said once --------------------------------------------------------------------------------------
register 400 9 first.db; run run g.anslag --db first.db --as-of 2026-02-01; verdict $? "a run"
run run g.anslag --db first.db --as-of 2026-02-01
same "$(in_db first.db "select count(*) from anslag_ended_deadline")" 0 "no record has deadlines of its own"
same "$(in_db first.db "select count(*) < 100, count(*) > 20 from anslag_ending_deadline")" "1|1" "days are said by endings"
in_db first.db "select n.id from anslag_ending n where not exists (select 1 from anslag_ended e where e.ending = n.id)" > out
[ ! -s out ]; verdict $? "every ending is some record's"
in_db first.db "select c.id, 'account', 'clerk', 'board', date(decided, '90 days') from claim c join anslag_decision d on d.record = c.id and d.run_id = 1 where outcome = 'fundable'
  union all select id, 'answer', 'board', 'clerk', date(decided, '10 days') from claim where kind > 2 order by 1, 2" > wanted
of_run first.db 1 > out; cmp out wanted > /dev/null; verdict $? "each record has its own days"
register 400 399 many.db; run run g.anslag --db many.db --as-of 2026-02-01; verdict $? "a run with hardly a day twice"
same "$(in_db many.db "select count(*) > 50 from anslag_ended_deadline; select count(*) > 20 from anslag_ending_deadline")" "1
1" "some stay the records' own"
run runs g.anslag --db many.db --verify; verdict $? "and verify"
of_run many.db 1 > first; in_db many.db "delete from anslag_decision; delete from anslag_run" > out
for how in "--jobs 1" "--window 1" "--window 64"; do
  register 400 399 each.db; run run g.anslag --db each.db --as-of 2026-02-01 $how && of_run each.db 1 > out; cmp first out > /dev/null; verdict $? "the same with $how"
done

# ---- corrected: one record's, and no other's -----------------------------------------------------------
views="anslag_decision anslag_finding anslag_value anslag_deadline"
only() {  # only VIEW ROW STATEMENT NAME: rows but ROW stay, also those of the other views
  cp first.db a.db; said=$(in_db a.db "$3"); [ -z "$said" ] || { echo "$said" > out; verdict 1 "$4"; return; }
  for view in $views; do
    except=0; [ $view = "$1" ] && except=$2
    in_db first.db "select * from $view where not ($except)" | sort > before; in_db a.db "select * from $view where not ($except)" | sort > after
    diff before after > out || { verdict 1 "$4: other rows of $view stay"; return; }
  done
  verdict 0 "$4: all other rows stay"
}
key=$(in_db first.db "select l.record from anslag_deadline l join anslag_finding f using (run_id, record) where run_id = 2 and deadline = 'account' order by 1 limit 1")
[ -n "$key" ]; verdict $? "a record with a deadline and a finding"
row="run_id = 2 and record = '$key'"
only anslag_deadline "$row" "update anslag_deadline set due = '2030-01-01' where $row" "a deadline corrected"
same "$(in_db a.db "select distinct due from anslag_deadline where $row")" 2030-01-01 "it says what was written"
only anslag_deadline "$row" "delete from anslag_deadline where $row" "a deadline deleted"
same "$(in_db a.db "select count(*) from anslag_deadline where $row")" 0 "it is gone"
only anslag_deadline "$row and deadline = 'own'" "insert into anslag_deadline (run_id, decision, record, deadline) values (2, 'grant', '$key', 'own')" "a deadline added"
same "$(in_db a.db "select count(*) from anslag_deadline where $row and deadline = 'own'")" 1 "it is there"
only anslag_deadline "run_id = 2 and record in ('$key', '2')" "update anslag_deadline set record = 2 where $row" "a deadline given to another record"
same "$(in_db a.db "select count(*) from anslag_deadline where $row")" 0 "it moved"
only anslag_finding "$row" "update anslag_finding set reason = 'because' where $row" "a finding corrected beside deadlines"
only anslag_decision "$row" "update anslag_decision set granted = 7, noted = 'x' where $row" "a decision corrected beside deadlines"
cp first.db a.db; before=$(in_db a.db "select deadline, due from anslag_deadline where $row")
in_db a.db "update anslag_decision set run_id = 9 where $row" > out
same "$(in_db a.db "select deadline, due from anslag_deadline where run_id = 9")" "$before" "a decision moved to another run takes them with it"

# ---- verifying ----------------------------------------------------------------------------------------
run runs g.anslag --db first.db --verify; verdict $? "untouched rows verify"
found() {  # found STATEMENT: it changes something, and verifying tells
  cp first.db a.db; changed=$(in_db a.db "$1; select total_changes() > 0")
  [ "$changed" = 1 ] || { echo "$changed" > out; verdict 1 "cannot: $1"; return; }
  run runs g.anslag --db a.db --verify; [ $? = 1 ] && grep -q 'run 2' out; verdict $? "found: $1"
}
ended=$(in_db first.db "select max(e.id) from anslag_ended e join anslag_ending_deadline l on l.ending = e.ending")
at="ending = (select ending from anslag_ended where id = $ended) and position = 0"
found "update anslag_ending_deadline set due = '2099-01-01' where $at"
found "update anslag_ending_deadline set deadline = 'x' where $at"
found "update anslag_ending_deadline set ending = 99999 where $at"
found "delete from anslag_ending_deadline where $at"
found "insert into anslag_ending_deadline select ending, 9, deadline, owed_by, owed_to, due from anslag_ending_deadline where $at"
found "insert into anslag_ended_deadline select $ended, 0, deadline, owed_by, owed_to, due from anslag_ending_deadline where $at"
cp first.db a.db; in_db a.db "drop table anslag_ending_deadline" > out; run runs g.anslag --db a.db --verify; [ $? = 1 ]; verdict $? "found: a table that is gone"
for list in deadlines decisions; do
  "$anslag" export g.anslag --db first.db $list --to $list.csv > out 2>&1; verdict $? "export $list"
done
same "$(grep -c 'The account,clerk\|An answer,board' deadlines.csv)" "$(in_db first.db "select count(*) from anslag_deadline where run_id = 2")" "every deadline is exported"
same "$(grep -c '2026-04-0' decisions.csv)" "$(in_db first.db "select count(distinct record) from anslag_deadline where run_id = 2 and due like '2026-04-0%'")" "also beside the decisions"

# ---- version 2: deadlines stood in rows of their own, and a key had no type ---------------------------
cp first.db old.db
in_db old.db "
  create temp table l as select e.id, d.position, d.deadline, d.owed_by, d.owed_to, d.due from anslag_ended e join anslag_ending_deadline d on d.ending = e.ending;
  drop view anslag_decision; drop view anslag_finding; drop view anslag_value; drop view anslag_deadline;
  drop table anslag_ending_deadline; insert into anslag_ended_deadline select * from l;
  create table e (id INTEGER PRIMARY KEY, ending INTEGER NOT NULL, record NOT NULL, asked INTEGER, granted INTEGER, rank INTEGER);
  insert into e select * from anslag_ended; drop table anslag_ended; alter table e rename to anslag_ended;
  create view anslag_deadline as select x.run_id, x.decision, cast(e.record as text) as record, l.deadline, l.owed_by, l.owed_to, l.due
    from anslag_extent x cross join anslag_ended_deadline l on l.ended between x.first and x.last cross join anslag_ended e on e.id = l.ended;
  update anslag_schema set version = 2" > out; [ ! -s out ]; verdict $? "a database of version 2"
cp old.db read.db; chmod a-w read.db
for command in "runs g.anslag --verify" "runs g.anslag 2" "runs g.anslag replay 2" "deadlines g.anslag"; do
  "$anslag" $command --db first.db > new 2>&1; "$anslag" $command --db read.db > was 2>&1
  diff new was > out; verdict $? "version 2: $command"
done
"$anslag" export g.anslag --db read.db deadlines --to was.csv > out 2>&1; cmp deadlines.csv was.csv >> out; verdict $? "version 2: the deadlines as before"
of_run old.db 1 > was; run run g.anslag --db old.db --as-of 2026-02-01; verdict $? "version 2: the next run"
same "$(in_db old.db "select version from anslag_schema")" 3 "moves it on"
of_run old.db 1 > out; cmp was out > /dev/null; verdict $? "deadlines of the runs before stay"
of_run old.db 3 > out; cmp wanted out > /dev/null; verdict $? "and those of the new run are its own"
run runs g.anslag --db old.db --verify; verdict $? "all of it verifies"
