#!/bin/sh
# Messages about the command line, files and tables that no other case gives: code and exit.
#   tests/command/codes.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
expect() {  # expect CODE EXIT NAME COMMAND…
  code=$1 ended=$2 name=$3; shift 3
  "$@" > out 2>&1; status=$?
  if [ $status = "$ended" ] && grep -q "^error\[$code\]" out; then echo "ok $name"
  else echo "FAIL $name: exit $status"; cat out; fi
}

cat > rules.anslag <<'RULES'
guideline g "G"
  assumed "A case."
  currency SEK
record item "Item"
  id     integer key
  amount money
decision d on item
  criterion small "Small"
    requires amount at most 100 kr
    assumed "A case."
test "it does not hold"
  given item id 1, amount 500 kr
  expect fundable
RULES
cat > areas.anslag <<'RULES'
guideline g "G"
  assumed "A case."
record area "Area"
  id integer key
RULES
cat > link.anslag <<'RULES'
guideline g "G"
  assumed "A case."
record org "Org"
  id integer key
record item "Item"
  id   integer key
  year integer key
  orgs list of org via item_org
decision d on item
  criterion many "Many"
    requires (count of x in orgs) above 0
    assumed "A case."
RULES
printf 'guideline g "G"\n    assumed   "A case."\n' > layout.anslag
"$anslag" schema rules.anslag --db cases.db --quiet &&
  sqlite3 cases.db "insert into item values (1, 5000)" &&
  "$anslag" run rules.anslag --db cases.db --quiet || echo "FAIL the cases could not be set up"

expect E0402 1 "a link table's end with several key fields" "$anslag" run link.anslag --db link.db
expect E0804 2 "no database was named" "$anslag" run rules.anslag
expect E0806 1 "rules that decide nothing are not run" "$anslag" run areas.anslag --db cases.db
expect E0806 1 "and give no list" "$anslag" export areas.anslag decisions --db cases.db
expect E0810 1 "a test that does not hold" "$anslag" test rules.anslag
expect E0811 1 "a file that is not in the one layout" "$anslag" fmt --check layout.anslag
expect E0812 2 "a list has no such column" \
  "$anslag" export rules.anslag decisions --db cases.db --columns id,outcomes
grep -q 'did you mean outcome?' out && echo "ok and the nearest is offered" || echo "FAIL no nearest column"
expect E0813 2 "there is no help on that" "$anslag" help nonsense
expect E0815 3 "a file could not be written" \
  "$anslag" export rules.anslag decisions --db cases.db --to nowhere/list.csv
