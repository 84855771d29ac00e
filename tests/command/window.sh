#!/bin/sh
# A run comes out alike however many records it holds at a time, and with one thread or two:
# every row of every table, the digest and the hash of the data.
set -u
anslag=$1
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
rules=$here/bench/bench.anslag
"$anslag" schema "$rules" | sqlite3 "$work/source.db"
# Records that differ in every way: met, not met, not known, a date that is none, an empty amount.
sqlite3 "$work/source.db" "
  insert into application
  with recursive n(i) as (select 1 union all select i + 1 from n where i < 900)
  select i * 2 - 11,
    case i % 7 when 0 then 'privat' when 1 then null when 2 then 'namnd' when 3 then 'bolag' else 'styrelse' end,
    case i % 11 when 0 then null else (i * 37) % 100 end,
    case i % 97 when 0 then null when 1 then -5 else (i * 7919) % 90000000 + 1000 end,
    case i % 89 when 0 then 'sent' when 1 then null else date('2024-01-01', '+' || ((i * 13) % 1200) || ' days') end,
    case i % 5 when 0 then null else date('2025-03-31', '+' || i || ' days') end,
    case i % 13 when 0 then 'OVRIGT' when 1 then 'FO9' else 'FO' || (1 + i % 6) end,
    case i % 17 when 0 then 0 when 1 then null else i end, i,
    case i % 19 when 0 then 'utkast' else 'faststalld' end,
    case i % 23 when 0 then null when 1 then 0 else 1 end, case i % 29 when 0 then 0 else 1 end,
    case i % 31 when 0 then null else 1 end
  from n"

told() {  # told OPTION…: all that a run with these options leaves behind
  cp "$work/source.db" "$work/a.db"
  "$anslag" run "$rules" --db "$work/a.db" --set "pool_limit = 3 mkr" "$@" > "$work/out" 2> "$work/err" || { cat "$work/err"; return; }
  grep -v '^Run' "$work/out"
  sqlite3 "$work/a.db" "select digest, data_hash, records from anslag_run;
    select * from anslag_decision order by decision, cast(record as integer);
    select * from anslag_finding order by decision, cast(record as integer), rule, verdict;
    select * from anslag_value order by decision, cast(record as integer), name;
    select * from anslag_deadline order by decision, cast(record as integer), deadline;
    select * from anslag_frame; select * from anslag_frame_line"
}

told --jobs 1 > "$work/expected"
[ "$(wc -l < "$work/expected")" -gt 1500 ] || { echo "FAIL the run says too little"; head -20 "$work/expected"; }
for outcome in fundable waitlisted rejected incomplete invalid ineligible; do
  grep -q "|$outcome|" "$work/expected" || echo "FAIL no record is $outcome"
done
for options in "--window 1" "--window 7 --jobs 1" "--window 7 --jobs 2" "--window 1024" "--window 100000 --jobs 2"; do
  told $options > "$work/told"
  if cmp -s "$work/expected" "$work/told"; then echo "ok run $options comes out as without"
  else echo "FAIL run $options comes out otherwise"; diff "$work/expected" "$work/told" | head; fi
done

# The same of a run that writes nothing.
"$anslag" run "$rules" --db "$work/source.db" --dry-run --format json --jobs 1 > "$work/one"
"$anslag" run "$rules" --db "$work/source.db" --dry-run --format json --jobs 2 --window 5 > "$work/two"
if cmp -s "$work/one" "$work/two"; then echo "ok a dry run comes out alike"
else echo "FAIL a dry run comes out otherwise"; diff "$work/one" "$work/two" | head; fi

"$anslag" run "$rules" --db "$work/source.db" --window many > "$work/out" 2> "$work/err"; code=$?
if [ $code = 2 ]; then echo "ok a window that is no number is refused"
else echo "FAIL a window that is no number: exit $code"; fi

# More than the memory allowed has room for is a limit that is told.
for many in 1073741824 18446744073709551614 18446744073709551615; do
  cp "$work/source.db" "$work/a.db"
  "$anslag" run "$rules" --db "$work/a.db" --window $many > "$work/out" 2> "$work/err"; code=$?
  if [ $code = 4 ] && grep -q E0904 "$work/err"; then echo "ok a window of $many is beyond the memory"
  else echo "FAIL a window of $many: exit $code"; fi
done

# A body is known by its name in every window, though the names are numbered anew in each.
cat > "$work/bodies.anslag" <<'RULES'
body board "The board"
record unit_of "Unit"
  id    integer key
  name  text
  owner application
record application "Application"
  id       integer key
  amount   money
  received date
  members  list of unit_of by owner
decision grant on application
  criterion own
    requires board in members
    assumed "An example."
RULES
"$anslag" schema "$work/bodies.anslag" | sqlite3 "$work/bodies.db"
sqlite3 "$work/bodies.db" "
  insert into application (id, amount, received)
  with recursive n(i) as (select 1 union all select i + 1 from n where i < 900)
  select i, 100, '2025-01-01' from n;
  insert into unit_of (id, name, owner)
  select id, case when id % 3 = 0 then 'board' when id % 5 = 1 then 'x' || id else 'The board' end, id
  from application"
for window in 1 7 64 1024; do
  cp "$work/bodies.db" "$work/b.db"
  "$anslag" run "$work/bodies.anslag" --db "$work/b.db" --window "$window" > "$work/out" 2>&1
  met=$(sqlite3 "$work/b.db" "select count(*) from anslag_decision where outcome = 'fundable'")
  [ "$met" = 780 ] && echo "ok a body is known by its name with --window $window" ||
    echo "FAIL with --window $window $met members are the board, not 780"
done

# The least key there is, in a row that fills a batch by itself: it is itself, and all behind it are read.
"$anslag" schema "$rules" | sqlite3 "$work/least.db"
sqlite3 "$work/least.db" "
  insert into application (id, applicant_kind, amount_ore, received, focus_area, benefit_short_ore,
                           benefit_long_ore, benefit_model, ongoing, shared_benefit, innovation_considered)
  with recursive n(i) as (select 0 union all select i + 1 from n where i < 8999)
  select -9223372036854775807 - 1 + i, case i when 0 then printf('%.*c', 5000000, 'x') else 'namnd' end,
    1000, '2024-02-01', 'OVRIGT', 1, 1, 'faststalld', 1, 1, 1 from n"
for jobs in 1 2; do
  cp "$work/least.db" "$work/a.db"
  "$anslag" run "$rules" --db "$work/a.db" --quiet --jobs $jobs > "$work/out" 2>&1
  count=$(sqlite3 "$work/a.db" "select count(*), min(cast(record as integer)), max(cast(record as integer)) from anslag_decision")
  if [ "$count" = "9000|-9223372036854775808|-9223372036854766809" ]; then echo "ok the least key, --jobs $jobs"
  else echo "FAIL the least key, --jobs $jobs: $count"; fi
done

# A body among the records of a list, looked up by its name in each window anew.
data=$here/tests/acceptance/omstallning rules=$here/rules/omstallning/omstallning_2026.anslag
"$anslag" schema "$rules" --db "$work/grants.db" --quiet
for record in organisation application applicant; do
  "$anslag" import "$rules" --db "$work/grants.db" --quiet --keep-bad $record "$data/$record.csv" > /dev/null 2>&1
done
values() {  # values OPTION…
  cp "$work/grants.db" "$work/a.db"; "$anslag" run "$rules" --db "$work/a.db" --quiet --as-of 2026-09-08 "$@" > "$work/out" 2>&1
  sqlite3 "$work/a.db" "select digest from anslag_run; select * from anslag_value order by decision, record, name"
}
values > "$work/expected"
for options in "--window 1 --jobs 1" "--window 1 --jobs 2" "--window 100"; do
  values $options > "$work/told"
  if grep -q '|yes$' "$work/told" && cmp -s "$work/expected" "$work/told"; then echo "ok $options: lists with a body among them"
  else echo "FAIL $options: lists with a body among them"; diff "$work/expected" "$work/told" | head -4; fi
done
