#!/bin/sh
# anslag report: a page that needs nothing but itself, with the figures of the run, in the rules' language.
#   tests/command/report.sh ANSLAG
set -u
anslag=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; fi; }
holds() { grep -qF "$1" page.html; verdict $? "$2"; }

data=$root/tests/acceptance/omstallning
cp -r "$root/rules/omstallning/." .
rules=omstallning_2026.anslag
"$anslag" schema $rules --db a.db --quiet
for record in organisation application applicant; do
  "$anslag" import $rules --db a.db --keep-bad --quiet $record "$data/$record.csv" > /dev/null 2>&1
done
"$anslag" report $rules --db a.db -o page.html --quiet; verdict $? "a page is written"
holds '<th scope="row">fundable</th><td class="figure">108</td><td class="figure">119 982 789.65 kr</td>' "it has the outcomes of the run"
holds '<th scope="row">Regiondirektören</th><td class="figure">53</td><td class="figure">19 974 401.39 kr</td>' "and its deciders by their titles"
holds '<td class="figure">17 210.35 kr</td>' "and what is left of a frame"
holds "$("$anslag" run $rules --db a.db --dry-run --format json | sed 's/.*"digest":"\([0-9a-f]*\)".*/\1/')" "it ends with the digest of the run"
! grep -qE '(src|href)=|https?:|<script|@import|url\(' page.html; verdict $? "it needs nothing but itself"
[ "$(grep -c '<table>' page.html)" = "$(grep -c '<caption>' page.html)" ]; verdict $? "every table has a caption"
[ "$(grep -o '<th class="bar"' page.html | wc -l)" = "$(grep -o '<th class="bar" aria-hidden="true"' page.html | wc -l)" ]
verdict $? "a bar says nothing that is not in a figure"
[ -z "$(sqlite3 a.db "select name from sqlite_master where name = 'anslag_run'")" ]; verdict $? "nothing is written to the database"
"$anslag" report $rules --db a.db --set "pool_limit = 150 mkr" --to page.html --quiet
holds 'pool_limit = 150 mkr' "a what-if says so"
"$anslag" report $rules --db a.db --lang sv -o page.html --quiet; holds '<html lang="sv">' "a page in Swedish says so"
holds 'Vad som saknas' "and is"
sqlite3 a.db "update application set title = '<script>x</script>' where id = 1"
sqlite3 a.db "update organisation set name = '<b>&' where id = 1"
"$anslag" report $rules --db a.db -o page.html --quiet; ! grep -q '<script>' page.html; verdict $? "what comes from data is escaped"
"$anslag" report $rules --db a.db -o page.csv > out 2>&1; [ $? = 2 ] && grep -q 'does not end in .html' out
verdict $? "a report that is no page is refused"
