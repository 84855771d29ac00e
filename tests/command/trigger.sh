#!/bin/sh
# A trigger that swallows a row of the proposal is noticed: exit 3, and nothing is kept.
set -u
anslag=$1
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
rules=$here/reliability/oom_rules/rules.anslag
"$anslag" schema "$rules" | sqlite3 "$work/a.db"
"$anslag" import "$rules" --db "$work/a.db" --quiet item "$here/reliability/oom_rules/item.csv" > /dev/null 2>&1
"$anslag" run "$rules" --db "$work/a.db" --quiet > /dev/null || echo "FAIL the undisturbed run"
sqlite3 "$work/a.db" "create trigger t before insert on anslag_ended when new.record = 2 begin select raise(ignore); end"
"$anslag" run "$rules" --db "$work/a.db" --quiet > /dev/null 2> "$work/err"; code=$?
runs=$(sqlite3 "$work/a.db" 'select count(*) from anslag_run')
if [ $code = 3 ] && [ "$runs" = 1 ] && grep -q 'E0610' "$work/err"; then echo "ok a row that a trigger drops ends the run with 3, and nothing is kept"
else echo "FAIL a row that a trigger drops: exit $code, $runs runs"; cat "$work/err"; fi
