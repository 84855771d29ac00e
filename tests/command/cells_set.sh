#!/bin/sh
# A cell of a parameter's table is set from the command line; one that no row has stops the run.
#   tests/command/cells_set.sh ANSLAG
set -u
anslag=$1
rules=$(cd "$(dirname "$0")/../good/tables" && pwd)/X5_a_cell_of_a_parameter_is_set.anslag
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export NO_COLOR=1 LC_ALL=C.UTF-8
cd "$work" || exit 1
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; cat out; fi; }

"$anslag" schema "$rules" | sqlite3 a.db
sqlite3 a.db "INSERT INTO household (id, year, zone) VALUES (1, 2026, 1), (2, 2026, 3)"

"$anslag" run "$rules" --db a.db --set "fee(2026, 1) = 9_000 kr" --set "fee(2026, 1) = 9_500 kr" > out 2>&1
[ "$(sqlite3 a.db 'SELECT settings FROM anslag_run')" = '{"scenario":null,"sets":{"fee(2026, 1)":"9_500 kr"}}' ] &&
  grep -q 'fee(2026, 1) = 9_500 kr' out && grep -q 'rejected *1' out
verdict $? "the last setting of a cell counts, and is recorded"

"$anslag" run "$rules" --db a.db --set "fee(2030, 1) = 1 kr" > out 2>&1; code=$?
[ $code = 1 ] && grep -q 'E0413.*"fee(2030, 1)" is in no row' out &&
  [ "$(sqlite3 a.db 'SELECT count(*) FROM anslag_run')" = 1 ]
verdict $? "a cell that no row has is refused, and nothing is written"

"$anslag" run "$rules" --db a.db --set "fee(2026) = 1 kr" > out 2>&1
grep -q 'E0215.*takes 2 arguments' out
verdict $? "a cell has all its keys"

"$anslag" run "$rules" --db a.db --set "fee(2026, 1) = 5 %" > out 2>&1
grep -q 'E0413.*the cell is money SEK' out
verdict $? "a cell keeps its type"

"$anslag" explain "$rules" --db a.db 2 > out 2>&1
grep -q 'fee (row 2): 7 300 kr' out
verdict $? "an explanation names the row that decided"
