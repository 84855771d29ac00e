#!/bin/bash
# Output that cannot be written is a failure: exit 3 and a message, never a silent 0.
#   tests/reliability/full_device.sh ANSLAG
set -u
anslag=$1
here=$(cd "$(dirname "$0")" && pwd)
rules=$here/../../rules/omstallning/omstallning_2026.anslag
data=$here/../acceptance/omstallning
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
db=$work/a.db
"$anslag" schema "$rules" | sqlite3 "$db"
for record in organisation application applicant; do
  "$anslag" import "$rules" --db "$db" --keep-bad $record "$data/$record.csv" >/dev/null 2>&1
done
"$anslag" run "$rules" --db "$db" --quiet >/dev/null

full() {  # full NAME COMMAND…
  name=$1; shift
  "$@" > /dev/full 2> "$work/err"; code=$?
  [ $code = 3 ] && [ -s "$work/err" ] && echo "ok $name to a full device exits 3" || { echo "FAIL $name to a full device: exit $code"; cat "$work/err"; }
}
full schema  "$anslag" schema "$rules"
full run     "$anslag" run "$rules" --db "$db"
full "run as JSON" "$anslag" run "$rules" --db "$db" --format json
full explain "$anslag" explain "$rules" --db "$db" 1
full missing "$anslag" missing "$rules" --db "$db"
full test    "$anslag" test "$rules"
full decide  "$anslag" decide "$rules" --db "$db" --run 1 --by RS --on 2099-01-01
full runs    "$anslag" runs "$rules" --db "$db" --verify
full audit   "$anslag" audit "$rules" --db "$db" --format json
full help    "$anslag" help
full fmt     sh -c "'$anslag' fmt - < '$rules'"
full "check as JSON" "$anslag" check --format json "$rules"

# A reader that goes away (EPIPE) is a failure of the output too, never a crash.
( "$anslag" schema "$rules"; echo $? > "$work/code" ) 2>/dev/null | true
code=$(cat "$work/code")
case $code in 0|3) echo "ok a closed pipe ends in $code" ;; *) echo "FAIL a closed pipe ends in $code" ;; esac

# Control: a program that does not look at what its writes return would exit 0.
sh -c 'trap "" PIPE; echo x > /dev/full; exit 0' 2>/dev/null
[ $? = 0 ] && echo "ok control: a program that ignores failed writes exits 0, which this test would refuse"
