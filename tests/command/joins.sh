#!/bin/sh
# The tables of a run joined as people write it, in plain sqlite3: each question in a number of steps that grows
# as the records do, never as their square.  And the type of `record`, by which SQLite can do that.
#   tests/command/joins.sh ANSLAG
set -u
anslag=$1 records=3000 most=400     # steps a record; a join that goes through all for each takes thousands
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; cut -c1-150 out | sed 's/^/    /' | head -12; fi; }
same() { [ "$1" = "$2" ]; status=$?; [ $status = 0 ] || printf '%s\n--- not\n%s\n' "$1" "$2" > out; verdict $status "$3"; }
in_db() { sqlite3 "$1" "$2" 2>&1; }

rules() {  # rules FILE TYPE RECORD: a guideline over a register whose key is of TYPE
  cat > "$1" <<RULES
guideline g "G"
  in force 2026-01-01 to 2027-12-31
    assumed "An example."
  currency SEK
  counts time by std.time.se
use std.time.se
body board "The board"
record $3
  id       $2 key
  amount   money
  received date
  decided  date awaited
  useful   yes/no
decision payment on $3
  governed by received
    assumed "An example."
  shows half = amount / 2
    assumed "An example."
  criterion useful requires useful
    assumed "An example."
  criterion large requires amount above 10 kr
    assumed "An example."
  frame pool = 10_000 mkr
    assumed "An example."
  decided by board out of pool
    assumed "An example."
  allocate by id full amount, else waitlist
    assumed "An example."
  deadline told owed by board to board due decided + 6 months
    assumed "An example."
RULES
}
register() {  # register DB TYPE KEY RECORD
  in_db "$1" "create table $4 (id $2 primary key, amount INTEGER, received TEXT, decided TEXT, useful INTEGER);
    with recursive n(i) as (select 1 union all select i + 1 from n where i < $records)
    insert into $4 select $3, 500 + i % 7 * 100, '2026-02-01', date('2026-03-01', (i % 90) || ' days'),
                          case i % 5 when 0 then 0 when 1 then NULL else 1 end from n"
}

# ---- questions ------------------------------------------------------------------------------------
cat > questions <<'QUESTIONS'
d left join deadlines|select count(l.due) from anslag_decision d left join anslag_deadline l using (run_id, record) where d.run_id = 2
d left join findings and deadlines|select count(f.rule), count(l.due) from anslag_decision d left join anslag_finding f using (run_id, decision, record) left join anslag_deadline l using (run_id, decision, record) where d.run_id = 2
d join findings|select count(*) from anslag_decision d join anslag_finding f on f.run_id = d.run_id and f.decision = d.decision and f.record = d.record where d.run_id = 2
findings join d, grouped|select f.rule, d.outcome, count(*) from anslag_finding f join anslag_decision d using (run_id, decision, record) where run_id = 2 group by 1, 2
d join the register|select a.useful, d.outcome, count(*) from anslag_decision d join claim a on a.id = d.record where d.run_id = 2 group by 1, 2
the register join d|select a.useful, d.outcome, count(*) from claim a join anslag_decision d on d.record = a.id where d.run_id = 2 group by 1, 2
the register left join d|select count(*), count(d.outcome) from claim a left join anslag_decision d on d.record = a.id and d.run_id = 2
the register left join findings|select count(*), count(f.rule) from claim a left join anslag_finding f on f.record = a.id and f.run_id = 2
the register, d and deadlines|select count(*), count(l.due) from claim a join anslag_decision d on d.record = a.id join anslag_deadline l on l.run_id = d.run_id and l.record = d.record where d.run_id = 2
two runs|select n.outcome, o.outcome, count(*) from anslag_decision n join anslag_decision o using (decision, record) where n.run_id = 2 and o.run_id = 1 group by 1, 2
two runs, one left out|select count(*), count(o.outcome) from anslag_decision n left join anslag_decision o on o.record = n.record and o.run_id = 1 where n.run_id = 2
d left join values|select count(v.value) from anslag_decision d left join anslag_value v using (run_id, decision, record) where d.run_id = 2
d left join lines of the account|select count(*), sum(l.amount) from anslag_decision d left join anslag_frame_line l using (run_id, decision, record) where d.run_id = 2
lines of the account left join d|select count(*), count(d.outcome) from anslag_frame_line l left join anslag_decision d using (run_id, decision, record) where l.run_id = 2
d left join what was decided|select count(*), count(g.outcome) from anslag_decision d left join anslag_decided g using (run_id, decision, record) where d.run_id = 2
who is not among them|select count(*) from claim where id not in (select record from anslag_decision where run_id = 2 and outcome = 'rejected')
d where there is a deadline|select count(*) from anslag_decision d where run_id = 2 and exists (select 1 from anslag_deadline l where l.run_id = d.run_id and l.record = d.record)
the register where there is no decision|select count(*) from claim a where not exists (select 1 from anslag_decision d where d.run_id = 2 and d.record = a.id)
an outcome for each of the register|select count(*), count(o) from (select (select outcome from anslag_decision d where d.run_id = 2 and d.record = a.id) o from claim a)
one record|select outcome from anslag_decision where run_id = 2 and record = '17'
QUESTIONS
ask() {  # ask DB NAME: all questions, by the steps that SQLite counts
  while IFS='|' read -r name question; do
    printf '.stats on\n%s;\n' "$question" | sqlite3 -batch "$1" > out 2>&1
    steps=$(awk '/^Virtual Machine Steps/ { print $NF }' out)
    [ "${steps:-0}" -gt 0 ] && [ "$steps" -lt $((records * most)) ]; verdict $? "$2: $name"
  done < questions
}

rules numbers.anslag integer claim; rules texts.anslag text claim
register numbers.db INTEGER i claim; register texts.db TEXT "printf('D-%05d', i)" claim
for kind in numbers texts; do
  for run in 1 2; do "$anslag" run $kind.anslag --db $kind.db --as-of 2026-09-0$run --quiet > out 2>&1 || verdict 1 "a run over $kind"; done
  "$anslag" decide $kind.anslag --db $kind.db --run 2 --by board --on 2026-10-01 > out 2>&1; verdict $? "$kind: decided"
  ask $kind.db "keys that are $kind"
done
same "$(in_db numbers.db "select count(l.due), count(v.value) from anslag_decision d join anslag_deadline l using (run_id, record) join anslag_value v using (run_id, record) where d.run_id = 2")" \
  "$(in_db numbers.db "select count(*), count(*) from claim where useful and amount > 1000 and decided is not null")" "and the answers are right"

# What would be found if it were otherwise: no type, the views of version 2.
cp numbers.db plain.db
in_db plain.db "drop view anslag_decision; create view anslag_decision as select x.run_id as run_id, x.decision as decision, cast(e.record as text) as record, n.outcome as outcome
  from anslag_extent x cross join anslag_ended e on e.id between x.first and x.last cross join anslag_ending n on n.id = e.ending"
ask plain.db control > seen; grep -q '^FAIL control: the register left join d' seen; verdict $? "a join that goes through all for each is seen"

# ---- the type of record -----------------------------------------------------------------------------
shape() { in_db "$1" "select group_concat(t, ' ') from (select c.type as t from sqlite_schema s, pragma_table_xinfo(s.name) c where c.name = 'record'
  and s.name in ('anslag_ended', 'anslag_frame_line', 'anslag_decided', 'anslag_fact') order by s.name)"; }
same "$(shape numbers.db)" "INTEGER INTEGER INTEGER INTEGER" "whole numbers stand as such"
same "$(shape texts.db)" "TEXT TEXT TEXT TEXT" "texts stand as such"
same "$(in_db numbers.db "select count(*) from anslag_decision where run_id = 2 and record in ('7', 8)")" 2 "a number is found as a text too"

# A register of texts beside one of numbers: the tables are made anew, with what people made on them.
cp numbers.db both.db
in_db both.db "create index mine on anslag_ended (record); create trigger told after delete on anslag_frame_line begin select 1; end"
"$anslag" runs numbers.anslag --db both.db 1 > before 2>&1
rules other.anslag text other
in_db both.db "create table other (id TEXT primary key, amount, received, decided, useful);
  insert into other select x, 900, '2026-02-01', NULL, 1 from (select '7' x union all select '007' union all select '1e3' union all select 'å' union all select '+7' union all select ' 7')"
"$anslag" run other.anslag --db both.db --as-of 2026-09-03 > out 2>&1; verdict $? "a guideline of text keys in the same database"
same "$(shape both.db)" "TEXT TEXT TEXT TEXT" "makes the keys texts"
same "$(in_db both.db "select group_concat(record, '|') from (select record from anslag_decision where run_id = 3 order by 1)")" " 7|+7|007|1e3|7|å" "'007' stands beside 7"
same "$(in_db both.db "select count(*) from sqlite_schema where name in ('mine', 'told')")" 2 "indexes and triggers of people stay"
same "$(in_db both.db "select count(*), count(distinct typeof(record)) from anslag_decision where run_id < 3")" "$((2 * records))|1" "and all rows are there"
"$anslag" runs numbers.anslag --db both.db 1 > after 2>&1; diff before after > out; verdict $? "the runs before say the same"
"$anslag" runs numbers.anslag --db both.db --verify > out 2>&1; verdict $? "and verify, decisions too"
"$anslag" run numbers.anslag --db both.db --as-of 2026-09-04 --quiet > out 2>&1; verdict $? "the first guideline once more"
same "$(shape both.db)" "TEXT TEXT TEXT TEXT" "texts stay texts"
"$anslag" explain numbers.anslag --db both.db 1500 > out 2>&1; verdict $? "a record is found among them"
"$anslag" runs other.anslag --db both.db --verify > out 2>&1; verdict $? "all of them verify"

# The largest key, and cells that are no key, in a register of numbers.
cp numbers.db odd.db
in_db odd.db "create table keep as select * from claim; drop table claim; create table claim (id, amount, received, decided, useful); insert into claim select * from keep;
  insert into claim (id, amount, received, useful) values (1e19, 2000, '2026-02-01', 1), ('99999999999999999999', 2000, '2026-02-01', 1), ('9223372036854775807', 2000, '2026-02-01', 1), ('1e3', 5, NULL, 1), ('x', 5, NULL, 1)"
for jobs in 1 2; do "$anslag" run numbers.anslag --db odd.db --as-of 2026-09-03 --quiet --jobs $jobs > out 2>&1; verdict $? "a run over keys that are none, $jobs threads"; done
same "$(shape odd.db)" "INTEGER INTEGER INTEGER INTEGER" "leaves the type"
in_db odd.db "select cast(record as text), outcome, granted from anslag_decision where run_id = 4 and (typeof(record) <> 'integer' or record > $records) order by 1" > seen
in_db odd.db "select cast(record as text), outcome, granted from anslag_decision where run_id = 3 and (typeof(record) <> 'integer' or record > $records) order by 1" | diff - seen > out; verdict $? "stand as they are with one thread or two"
cp seen out; grep -q "^9223372036854775807|fundable" seen && [ "$(grep -c '^|invalid' seen)" = 4 ]; verdict $? "the largest key is one, those that are none are empty"
"$anslag" decide numbers.anslag --db odd.db --run 4 --by board --on 2026-10-02 > out 2>&1; verdict $? "can be decided"
"$anslag" runs numbers.anslag --db odd.db --verify > out 2>&1; verdict $? "and verify"

# ---- version 2 --------------------------------------------------------------------------------------
# Its rows had no type of key, its endings no deadlines, its views an order and a cast.
two() {  # two DB: DB as version 2 would have kept it
  in_db "$1" "
    insert into anslag_ended_deadline select e.id, l.position, l.deadline, l.owed_by, l.owed_to, l.due
      from anslag_ended e join anslag_ending_deadline l on l.ending = e.ending;
    drop view anslag_decision; drop view anslag_finding; drop view anslag_value; drop view anslag_deadline; drop table anslag_ending_deadline;
    create table keep as select * from anslag_ended; drop table anslag_ended;
    create table anslag_ended (id INTEGER PRIMARY KEY, ending INTEGER NOT NULL, record NOT NULL, asked INTEGER, granted INTEGER, rank INTEGER);
    insert into anslag_ended select * from keep; drop table keep;
    create view anslag_decision as select x.run_id, x.decision, cast(e.record as text) as record, n.outcome from anslag_extent x cross join anslag_ended e
      on e.id between x.first and x.last cross join anslag_ending n on n.id = e.ending;
    update anslag_schema set version = 2"
}
for kind in numbers texts; do
  for ask in "export $kind.anslag decisions" "export $kind.anslag deadlines"; do "$anslag" $ask --db $kind.db --to was.csv > out 2>&1 && cat was.csv; done > was
  same "$(two $kind.db)" "" "a database of version 2, $kind"
  cp $kind.db read.db; chmod a-w read.db
  for ask in "export $kind.anslag decisions" "export $kind.anslag deadlines"; do "$anslag" $ask --db read.db --to new.csv > out 2>&1 && cat new.csv; done > new
  diff was new > out && [ -s new ]; verdict $? "reads as before"
  "$anslag" runs $kind.anslag --db read.db --verify > out 2>&1; verdict $? "verifies as it is"
  "$anslag" run $kind.anslag --db $kind.db --as-of 2026-09-03 --quiet > out 2>&1; verdict $? "is moved over by a run"
  same "$(in_db $kind.db "select version from anslag_schema")" 3 "to version 3"
  "$anslag" runs $kind.anslag --db $kind.db --verify > out 2>&1; verdict $? "and verifies"
  ask $kind.db "moved, $kind"
done
same "$(shape numbers.db) $(shape texts.db)" "INTEGER INTEGER INTEGER INTEGER TEXT TEXT TEXT TEXT" "with keys of a type"
