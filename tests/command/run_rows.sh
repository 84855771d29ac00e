#!/bin/sh
# The rows of runs: views that are written as tables are, a change to one row that touches no other, what
# verifying finds in every table beneath them, and databases of version 1.
#   tests/command/run_rows.sh ANSLAG
set -u
anslag=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp -r "$here/../../rules/omstallning/." "$work/"
cd "$work" || exit 1
data=$here/../acceptance/omstallning rules=omstallning_2026.anslag
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; cut -c1-150 out | sed 's/^/    /' | head -12; fi; }
same() { [ "$1" = "$2" ]; status=$?; [ $status = 0 ] || printf '%s\n--- not\n%s\n' "$1" "$2" > out; verdict $status "$3"; }
run() { "$anslag" "$@" > out 2>&1; }
in_db() { sqlite3 "$1" "$2" 2>&1; }

run schema $rules --db first.db
for record in organisation application applicant; do
  run import $rules --db first.db --keep-bad $record "$data/$record.csv"
done
run run $rules --db first.db --as-of 2026-09-08
run run $rules --db first.db --as-of 2026-09-09 --set "pool_limit = 90 mkr"
views="anslag_decision anslag_finding anslag_value anslag_deadline"

# What stands in a view, with a record's rows together whatever they are kept as.
shown() { in_db "$1" "select * from $2 where run_id = $3 and not ($4)" | sort; }
reset() { cp first.db a.db; }

# ---- correcting: one row changes, and no other ----------------------------------------------------
only() {  # only VIEW ROW STATEMENT NAME: rows but ROW stay, also those of the other views
  reset
  said=$(in_db a.db "$3")
  [ -z "$said" ] || { echo "$said" > out; verdict 1 "$4"; return; }
  for view in $views; do
    except=0; [ $view = "$1" ] && except=$2
    for number in 1 2; do shown first.db $view $number "$except" > before; shown a.db $view $number "$except" > after
      diff before after > out || { verdict 1 "$4: other rows of $view stay"; return; }
    done
  done
  verdict 0 "$4: all other rows stay"
}
key=$(in_db first.db "select record from anslag_decision where run_id = 2 and outcome = 'rejected' order by record limit 1")
row="run_id = 2 and record = '$key'"
only anslag_decision "$row" "update anslag_decision set outcome = 'mislaid', granted = 7, noted = 'x,y' where $row" "a decision corrected"
same "$(in_db a.db "select outcome, granted, noted from anslag_decision where $row")" "mislaid|7|x,y" "it says what was written"
only anslag_decision "record = '$key'" "update anslag_decision set outcome = 'mislaid' where record = '$key'" "in both runs"
only anslag_decision "$row" "delete from anslag_finding where 0; update anslag_decision set asked = asked where $row" "nothing changed"
same "$(shown a.db anslag_decision 2 0)" "$(shown first.db anslag_decision 2 0)" "a row written over with itself"
only anslag_finding "$row" "update anslag_finding set reason = 'because' where $row" "a finding corrected"
same "$(in_db a.db "select distinct reason from anslag_finding where $row")" because "it says what was written"
only anslag_finding "$row" "delete from anslag_finding where $row" "a finding deleted"
same "$(in_db a.db "select count(*) from anslag_finding where $row")" 0 "it is gone"
only anslag_finding "$row and rule = 'own'" "insert into anslag_finding (run_id, decision, record, rule, verdict, reason) values (2, 'stod', '$key', 'own', 'noted', 'mine')" "a finding added"
same "$(in_db a.db "select verdict, reason from anslag_finding where $row and rule = 'own'")" "noted|mine" "it is there"
due=$(in_db first.db "select record from anslag_deadline where run_id = 2 limit 1")
row="run_id = 2 and record = '$due'"
only anslag_deadline "$row" "update anslag_deadline set due = '2030-01-01' where $row" "a deadline corrected"
same "$(in_db a.db "select distinct due from anslag_deadline where $row")" 2030-01-01 "it says what was written"
only anslag_deadline "$row" "delete from anslag_deadline where $row" "a deadline deleted"
only anslag_value "$row" "insert into anslag_value values (2, 'stod', '$due', 'note', 'v'); update anslag_value set value = 'w' where $row and name = 'note'" "a value added"
same "$(in_db a.db "select value from anslag_value where $row and name = 'note'; delete from anslag_value where $row and name = 'note'; select count(*) from anslag_value where $row and name = 'note'")" "w
0" "a value corrected and deleted"
only anslag_decision "run_id = 1 and record = 'new'" "insert into anslag_decision (run_id, decision, record, outcome, asked) values (1, 'stod', 'new', 'fundable', 5)" "a decision added"
same "$(in_db a.db "select outcome, asked, typeof(record) from anslag_decision where record = 'new'")" "fundable|5|text" "it is there"
reset; all=$(in_db a.db "select count(*) from anslag_deadline where record = '$due'")
in_db a.db "update anslag_decision set run_id = 9 where $row" > out
same "$(in_db a.db "select group_concat(run_id) from (select run_id from anslag_decision where record = '$due' order by 1)")" "1,9" "a decision moved to another run"
same "$(in_db a.db "select count(*) from anslag_deadline where record = '$due'")" "$all" "takes with it what is its own"
in_db a.db "update anslag_deadline set record = 'nobody' where run_id = 9" > out; grep -q "no such record" out; verdict $? "a deadline needs a record"
in_db a.db "insert into anslag_decision (run_id, decision, record) values (1, 'stod', 'x')" > out; grep -q "NOT NULL" out; verdict $? "a decision needs an outcome"
reset; in_db a.db "delete from anslag_decision where run_id = 2" > out
same "$(in_db a.db "select (select count(*) from anslag_deadline where run_id = 2), (select count(*) from anslag_extent where run_id = 2), (select count(*) from anslag_ended), (select count(*) from anslag_decision where run_id = 1)")" \
  "0|0|$(in_db first.db "select count(*), count(*) from anslag_decision where run_id = 1")" "a run taken away leaves nothing of its own"

# ---- verifying: every table beneath ----------------------------------------------------------------
run runs $rules --db first.db --verify; verdict $? "untouched rows verify"
found() {  # found STATEMENT: it changes something, and verifying tells
  reset; changed=$(in_db a.db "$1; select total_changes() > 0")
  [ "$changed" = 1 ] || { echo "$changed" > out; verdict 1 "cannot: $1"; return; }
  run runs $rules --db a.db --verify; [ $? = 1 ] && grep -q 'run 2' out; verdict $? "found: $1"
}
middle=$(in_db first.db "select (first + last) / 2 from anslag_extent where run_id = 2")
ending=$(in_db first.db "select ending from anslag_ended where id = $middle")
for column in outcome decider currency frame failed missing noted; do
  found "update anslag_ending set $column = ifnull($column, '') || 'x' where id = $ending"
done
for column in asked granted rank; do
  found "update anslag_ended set $column = ifnull($column, 0) + 1 where id = $middle"
done
found "update anslag_ended set record = record || '0' where id = $middle"
found "update anslag_ended set ending = ending + 1 where id = $middle"
found "update anslag_ended set ending = 99999 where id = $middle"
found "update anslag_ended set id = 99999 where id = $middle"
found "delete from anslag_ended where id = $middle"
found "delete from anslag_ending where id = $ending"
found "update anslag_extent set first = first + 1 where run_id = 2"
found "update anslag_extent set last = last + 5 where run_id = 1; insert into anslag_extent values (2, 'other', 1, 2, 3)"
found "update anslag_extent set run_id = 7 where run_id = 2"
found "update anslag_extent set decision = 'other' where run_id = 2"
found "delete from anslag_extent where run_id = 2"
cp first.db shared.db      # deadlines as those have them that are no other's
in_db first.db "insert into anslag_ended_deadline select e.id, l.position, l.deadline, l.owed_by, l.owed_to, l.due
    from anslag_ended e join anslag_ending_deadline l on l.ending = e.ending; delete from anslag_ending_deadline" > out; run runs $rules --db first.db --verify; verdict $? "rows of the records' own verify"
deadline="(select min(ended) from anslag_ended_deadline where ended >= (select first from anslag_extent where run_id = 2))"
found "update anslag_ended_deadline set deadline = 'x' where ended = $deadline"
found "update anslag_ended_deadline set due = '2099-01-01' where ended = $deadline"
found "update anslag_ended_deadline set ended = 99999 where ended = $deadline"
found "update anslag_ended_deadline set ended = $middle, position = 99 where ended = $deadline"
found "delete from anslag_ended_deadline where ended = $deadline"
reset; in_db a.db "drop table anslag_ended_deadline" > out; run runs $rules --db a.db --verify; [ $? = 1 ]; verdict $? "found: a table that is gone"
mv shared.db first.db
reset; in_db a.db "create table keep as select * from anslag_decision; drop view anslag_decision; create view anslag_decision as select * from keep" > out
run runs $rules --db a.db --verify; [ $? = 1 ]; verdict $? "found: a view that somebody made otherwise"

# ---- reading: by the extent, never all rows of all runs -------------------------------------------
for view in $views; do
  in_db first.db "explain query plan select * from $view where run_id = 2" > out
  ! grep "SCAN" out | grep -v "COMPOUND" > seen; verdict $? "$view is read by its extent"
done

# ---- a run beside a stranger's trigger -------------------------------------------------------------
reset; in_db a.db "create trigger t after insert on anslag_ended when new.id % 50 = 7 begin insert into anslag_ended (ending, record) values (1, 'x'); end" > out
run run $rules --db a.db --as-of 2026-09-10; [ $? = 3 ] && grep -q E0610 out; verdict $? "a trigger that adds rows ends a run"
same "$(in_db a.db "select count(*) from anslag_run")" 2 "and nothing is kept"

# ---- version 1 -------------------------------------------------------------------------------------
old() {  # the first run as version 1 would have kept it
  cp first.db old.db
  in_db old.db "
    create temp table d as select * from anslag_decision; create temp table f as select * from anslag_finding;
    create temp table v as select * from anslag_value; create temp table l as select * from anslag_deadline;
    drop view anslag_decision; drop view anslag_finding; drop view anslag_value; drop view anslag_deadline;
    drop table anslag_extent; drop table anslag_ended; drop table anslag_ending; drop table anslag_ending_finding;
    drop table anslag_ended_finding; drop table anslag_ended_value; drop table anslag_ended_deadline; drop table anslag_ending_deadline;
    create table anslag_decision (run_id INTEGER NOT NULL REFERENCES anslag_run (run_id), decision TEXT NOT NULL,
      record TEXT NOT NULL, outcome TEXT NOT NULL, decider TEXT, asked INTEGER, granted INTEGER, currency TEXT,
      frame TEXT, rank INTEGER, failed TEXT, missing TEXT, noted TEXT, consulted TEXT);
    create table anslag_finding (run_id INTEGER NOT NULL REFERENCES anslag_run (run_id), decision TEXT NOT NULL,
      record TEXT NOT NULL, rule TEXT NOT NULL, verdict TEXT NOT NULL, missing TEXT, source TEXT, owner TEXT, reason TEXT);
    create table anslag_value (run_id INTEGER NOT NULL REFERENCES anslag_run (run_id), decision TEXT NOT NULL,
      record TEXT NOT NULL, name TEXT NOT NULL, value TEXT);
    create table anslag_deadline (run_id INTEGER NOT NULL REFERENCES anslag_run (run_id), decision TEXT NOT NULL,
      record TEXT NOT NULL, deadline TEXT NOT NULL, owed_by TEXT, owed_to TEXT, due TEXT);
    insert into anslag_decision select * from d; insert into anslag_finding select * from f;
    insert into anslag_value select * from v; insert into anslag_deadline select * from l;
    create index anslag_decision_key on anslag_decision (run_id, decision, record);
    update anslag_schema set version = 1"
}
old > out; [ ! -s out ]; verdict $? "a database of version 1"
cp old.db read.db; chmod a-w read.db
for list in decisions findings deadlines frames; do
  "$anslag" export $rules --db first.db $list --to new.csv > out 2>&1; "$anslag" export $rules --db read.db $list --to was.csv >> out 2>&1
  cmp new.csv was.csv >> out; verdict $? "version 1: $list as before"
done
for command in "runs $rules" "runs $rules 2" "runs $rules replay 2" "runs $rules --verify" "deadlines $rules"; do
  "$anslag" $command --db first.db > new 2>&1; "$anslag" $command --db read.db > was 2>&1
  diff new was > out; verdict $? "version 1: $command"
done
same "$(in_db read.db "select version from anslag_schema; select type from sqlite_schema where name = 'anslag_decision'")" "1
table" "reading changes nothing"
"$anslag" run $rules --db old.db --as-of 2026-09-10 --quiet > out 2>&1; verdict $? "version 1: the next run"
same "$(in_db old.db "select version from anslag_schema; select group_concat(type) from sqlite_schema where name in ('anslag_decision', 'anslag_finding', 'anslag_value', 'anslag_deadline')")" "3
view,view,view,view" "moves the rows over"
for view in $views; do
  same "$(shown old.db $view 1 0; shown old.db $view 2 0)" "$(shown first.db $view 1 0; shown first.db $view 2 0)" "$view says the same"
done
run runs $rules --db old.db --verify; verdict $? "and all three runs verify"
old > out; in_db old.db "delete from anslag_decision where run_id = 2 and record = '$due'; update anslag_decision set outcome = 'x' where run_id = 1 and record = '$due'" > out
run runs $rules --db old.db --verify; [ $? = 1 ]; verdict $? "version 1: changed rows are found"
run run $rules --db old.db --as-of 2026-09-10
run runs $rules --db old.db --verify; [ $? = 1 ] && grep -q 'run 1' out && grep -q 'run 2' out; verdict $? "and still are when they are moved over"
run decide $rules --db old.db --run 3 --by RS --on 2026-10-14; verdict $? "version 1: a decision by a run that moved it"
old > out; in_db old.db "alter table anslag_decision add column mine TEXT" > out
run run $rules --db old.db --as-of 2026-09-10; [ $? = 1 ] && grep -q E0620 out; verdict $? "version 1: a table with a column of one's own is not taken over"
old > out; run decide $rules --db old.db --run 2 --by RS --on 2026-10-14; verdict $? "version 1: a decision"
run runs $rules --db old.db --verify; verdict $? "and the chain is whole"
