#!/bin/sh
# What machines read: JSON that parses, lists as CSV, standard input and output.
#   tests/command/formats.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
"$anslag" init p > /dev/null 2>&1 && cd p || { echo "FAIL the package"; exit 1; }
{ "$anslag" schema | sqlite3 cases.db && "$anslag" import application data/applications.csv && "$anslag" run; } > /dev/null 2>&1 \
  || { echo "FAIL the first run"; exit 1; }

verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; fi; }
json() {  # json NAME QUERY EXPECTED COMMAND…: standard output is JSON, and QUERY on it gives EXPECTED
  name=$1 query=$2 expected=$3; shift 3
  "$@" > out.json 2> err
  got=$(sqlite3 :memory: "SELECT json_extract(CAST(readfile('out.json') AS TEXT), '$query')" 2>&1)
  [ "$got" = "$expected" ]; verdict $? "$name ($query is $got)"
}
json "run --format json counts"      '$.records'            7          "$anslag" run --format json
json "run gives each outcome"        '$.outcomes.rejected'  1          "$anslag" run --dry-run --format json
json "run gives each decider"        '$.granted.manager'    2500000    "$anslag" run --dry-run --format json
json "run gives each frame"          '$.frames[0].drawn'    12000000   "$anslag" run --dry-run --format json
json "a what-if moves the frame"     '$.frames[0].limit'    20000000   "$anslag" run --dry-run --format json --set "year_limit = 200 tkr"
json "explain --format json"         '$[0].outcome'         rejected   "$anslag" explain 3 --format json
json "explain gives reasons"         '$[0].reasons[0]'      "The project is not open to everyone." "$anslag" explain 3 --format json
json "explain gives minor units"     '$[0].granted_minor'   2000000    "$anslag" explain 1 --format json
json "missing --format json"         '$.facts[0].fact'      has_budget "$anslag" missing --format json
json "test --format json"            '$.failed'             0          "$anslag" test --format json
json "check --format json is a list" '$'                    '[]'       "$anslag" check --format json
json "check --format sarif"          '$.version'            2.1.0      "$anslag" check --format sarif
json "export as JSON"                '$.rows[0].outcome'    fundable   "$anslag" export decisions --format json

"$anslag" test --format tap | sed -n 2p | grep -qx '1\.\.5'; verdict $? "test --format tap has its plan"
"$anslag" test --format junit | grep -q '<testsuites tests="5" failures="0">'; verdict $? "test --format junit counts"
"$anslag" fmt - < guideline.anslag | cmp -s - guideline.anslag; verdict $? "fmt - prints the one layout"
"$anslag" fmt --to sv - < guideline.anslag | grep -q '^språk sv'; verdict $? "fmt --to sv translates"
"$anslag" fmt --to sv - < guideline.anslag > sv.anslag
"$anslag" fmt --to en - < sv.anslag | cmp -s - guideline.anslag; verdict $? "en, sv, en is the same file"
"$anslag" test sv.anslag 2>&1 | grep -qx '5 godkända, 0 underkända'; verdict $? "the Swedish file has the same tests"
"$anslag" check - < guideline.anslag > out 2>&1; verdict $? "check - reads standard input"
"$anslag" import --update application - < data/applications.csv > out 2>&1; verdict $? "import - reads standard input"

for what in decisions findings frames deadlines; do
  "$anslag" export $what --to $what.csv > out 2>&1 && [ -s $what.csv ]; verdict $? "export $what"
done
head -c 3 decisions.csv | od -An -tx1 | grep -q 'ef bb bf'; verdict $? "a file for Excel has its mark"
grep -q '^Assumed' decisions.csv; verdict $? "assumptions stand first"
rows=$("$anslag" export decisions --quiet --where 'amount above 20 tkr' --columns record,granted | wc -l)
[ "$rows" = 5 ]; verdict $? "--where chooses rows ($rows lines)"
"$anslag" export decisions --quiet --where 'amount' > out 2>&1; [ $? = 2 ]; verdict $? "--where wants a test"
sqlite3 cases.db "UPDATE application SET title = '=HYPERLINK(\"x\")' WHERE id = 1"
"$anslag" export decisions --quiet --columns name --where 'id is 1' | grep -q "'=HYPERLINK"; verdict $? "no cell is a formula"

before=$(sha256sum cases.db); "$anslag" run --dry-run > /dev/null 2>&1; "$anslag" explain 3 > /dev/null; "$anslag" missing > /dev/null
[ "$before" = "$(sha256sum cases.db)" ]; verdict $? "what only reads changes nothing"
"$anslag" run --out other.db > out 2>&1 && [ "$(sqlite3 other.db 'SELECT count(*) FROM anslag_decision')" = 7 ]
verdict $? "run --out writes to another database"
one=$("$anslag" run --format json | sed 's/.*"digest"//'); two=$("$anslag" run --format json | sed 's/.*"digest"//')
[ "$one" = "$two" ]; verdict $? "two runs have one digest"
