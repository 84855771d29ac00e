#!/bin/bash
# Decisions killed at any moment are recorded whole or not at all, and the chain is whole; two at once never
# record a decision twice.
#   tests/reliability/decide_kill.sh ANSLAG [KILLS]        40 by default
# Control: with ANSLAG_CONTROL=1 a line is written outside of the decision, and must be noticed.
set -u
anslag=$1 kills=${2:-40}
here=$(cd "$(dirname "$0")" && pwd)
rules=$here/../../rules/omstallning/omstallning_2026.anslag
data=$here/../acceptance/omstallning
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
db=$work/a.db
"$anslag" schema "$rules" | sqlite3 "$db"
for record in organisation application applicant; do
  "$anslag" import "$rules" --db "$db" --keep-bad $record "$data/$record.csv" > /dev/null 2>&1
done
"$anslag" run "$rules" --db "$db" --as-of 2026-09-08 --quiet
cp "$db" "$work/before.db"
# A command, not a function: in the background a function is a shell of its own, and killing that leaves the program running.
decide=("$anslag" decide "$rules" --db "$db" --run 1 --by RS --on 2026-10-14 --quiet)
start=$(date +%s%N); "${decide[@]}"; span=$(( ($(date +%s%N) - start) / 1000000 + 1 ))
all=$(sqlite3 "$db" "select count(*) from anslag_decided")

recorded() { sqlite3 "$db" "select count(*) from anslag_decided" 2> /dev/null || echo 0; }
bad=0 half=0 whole=0 none=0
for ((i = 0; i < kills; i++)); do
  rm -f "$db-journal"; cp "$work/before.db" "$db"
  "${decide[@]}" > /dev/null 2>&1 & process=$!
  sleep "$(printf '0.%03d' $(( (RANDOM * 32768 + RANDOM) % (span + span / 4 + 1) )))"
  kill -9 $process 2> /dev/null; wait $process 2> /dev/null
  [ -s "$db-journal" ] && half=$((half + 1))
  [ "${ANSLAG_CONTROL:-}" = 1 ] && sqlite3 -cmd ".timeout 3000" "$db" "create table if not exists anslag_decided (id integer primary key,
    run_id, decision, record, outcome, granted, currency, decider, decided_on, reference, deviates, reason, recorded_at, replaces, previous_hash, hash);
    insert into anslag_decided (run_id, decision, record, outcome, decider, decided_on, recorded_at, previous_hash, hash)
      values (1, 'stod', 'x', 'fundable', 'x', '2026-10-14', 'x', 'x', 'x')"
  count=$(recorded)
  case ${count:-0} in
    0) none=$((none + 1)) ;;
    "$all") whole=$((whole + 1)) ;;
    *) bad=$((bad + 1)); echo "kill $i: $count of $all decisions" ;;
  esac
  "$anslag" runs "$rules" --db "$db" --verify > "$work/out" 2>&1 || { bad=$((bad + 1)); cat "$work/out"; }
done
if [ "${ANSLAG_CONTROL:-}" = 1 ]; then
  [ $bad -gt 0 ] && echo "ok control: lines written beside the decision are noticed" || echo "FAIL control"
  exit 0
fi
[ $bad = 0 ] && echo "ok $kills decisions killed: $none not recorded, $whole whole, $half in the middle of writing" || echo "FAIL $bad bad"
ANSLAG_CONTROL=1 "$0" "$anslag" 3 | tail -1

# Two at once: one of them records, or both one after the other what is theirs.
cp "$work/before.db" "$db"
"${decide[@]}" > "$work/one" 2>&1 & one=$!
"${decide[@]}" > "$work/two" 2>&1 & two=$!
wait $one; first=$?; wait $two; second=$?
[ $((first + second)) = 1 ] && [ "$(recorded)" = "$all" ] && echo "ok two at once: one records, the other is told" ||
  { echo "FAIL two at once: $first, $second, $(recorded) of $all"; cat "$work/one" "$work/two"; }
"$anslag" runs "$rules" --db "$db" --verify > /dev/null && echo "ok and the chain is whole" || echo "FAIL the chain"
