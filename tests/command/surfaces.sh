#!/bin/sh
# The guideline written with the other language's words is the same guideline: it checks clean, its tests
# pass, it decides the same, and translated back it is the file it was.
#   tests/command/surfaces.sh ANSLAG
set -u
anslag=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp -r "$here/../../rules/omstallning/." "$work/"
cd "$work" || exit 1
data=$here/../acceptance/omstallning
say() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; fi; }

"$anslag" fmt --to sv - < omstallning_2026.anslag > svenska.anslag; say $? "the guideline is written in Swedish"
head -1 svenska.anslag | grep -q '^språk sv$'; say $? "and says so in its first line"
"$anslag" check --strict svenska.anslag > out 2>&1 && ! grep -qE '^(error|warning|note)\[' out; say $? "the Swedish text checks clean"
"$anslag" test svenska.anslag > out 2>&1; say $? "its tests pass"
"$anslag" fmt --to en - < svenska.anslag > english.anslag; cmp -s english.anslag omstallning_2026.anslag; say $? "back in English it is the same file"

"$anslag" schema omstallning_2026.anslag --db a.db > /dev/null 2>&1
for record in organisation application applicant; do
  "$anslag" import omstallning_2026.anslag --db a.db --keep-bad $record "$data/$record.csv" > /dev/null 2>&1
done
for rules in omstallning_2026 svenska; do "$anslag" run $rules.anslag --db a.db --quiet > /dev/null; done
[ "$(sqlite3 a.db 'select count(*) || "," || count(distinct digest) from anslag_run')" = 2,1 ]; say $? "both decide alike"
