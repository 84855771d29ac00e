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
