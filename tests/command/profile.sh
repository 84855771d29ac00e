#!/bin/sh
# `run --profile` tells where the time went, and nothing comes out otherwise.
#   tests/command/profile.sh ANSLAG
set -u
anslag=$1
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
ok() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; cat "$work/out"; fi; }

cat > "$work/rules.anslag" <<'RULES'
guideline measured "Measured"
  assumed "A test."
  currency SEK
body board "The board"
record application "Application"
  id     integer key
  amount money from column amount_ore
  open   yes/no
decision grant "Grant" on application
  assumed "A test."
  criterion small "Small"
    requires amount below 500 kr
    assumed "A test."
  criterion open "Open"
    requires open
    assumed "A test."
  frame pool = 1_000 kr
    assumed "A test."
  decided by board out of pool
    assumed "A test."
  allocate by id full amount, else waitlist
    assumed "A test."
RULES
sqlite3 "$work/cases.db" "CREATE TABLE application (id INTEGER PRIMARY KEY, amount_ore, open);
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
  INSERT INTO application SELECT i, i * 100, CASE i % 10 WHEN 0 THEN NULL ELSE i % 3 > 0 END FROM n;"
cp "$work/cases.db" "$work/plain.db"

"$anslag" run "$work/rules.anslag" --db "$work/plain.db" --format json > "$work/plain.json"
"$anslag" run "$work/rules.anslag" --db "$work/cases.db" --format json --profile > "$work/out"
ok $? "a run is measured"
sed 's/,"profile".*/}/' "$work/out" | cmp -s - "$work/plain.json"
ok $? "nothing comes out otherwise"
grep -q '"read":{"time":[1-9][0-9]*,"records":3000}' "$work/out"
ok $? "every record was read"
grep -q '{"decision":"grant","rule":"small","time":[1-9][0-9]*,"by_reference":[0-9]*}' "$work/out"
ok $? "each rule has its time"
grep -q '"rule":null' "$work/out"
ok $? "what is no rule's is told too"

"$anslag" run "$work/rules.anslag" --db "$work/cases.db" --profile > "$work/out"
grep -q '^  reading records .*3 000 records' "$work/out" && grep -q '^  in all .*100 %' "$work/out" &&
  grep -q '^  grant.small ' "$work/out"
ok $? "phases and rules stand in tables"
grep -q '^Records judged one by one, and why' "$work/out" &&
  grep -q '^ *[0-9]*  the first of its kind' "$work/out"
ok $? "why records are judged one by one stands there too"
"$anslag" run "$work/rules.anslag" --db "$work/cases.db" --format json --profile > "$work/out"
grep -q '"alone":{"first":[1-9][0-9]*,"decision":0,' "$work/out"
ok $? "and is counted for programs"
"$anslag" run "$work/rules.anslag" --db "$work/cases.db" --profile --lang sv > "$work/out"
grep -q '^Var tiden tog vägen' "$work/out" && grep -q '^  läsning av poster' "$work/out"
ok $? "in Swedish too"
"$anslag" run "$work/rules.anslag" --db "$work/cases.db" --dry-run --profile > "$work/out"
grep -q '^  judging by columns ' "$work/out" && ! grep -q '^  writing rows ' "$work/out"
ok $? "of a dry run nothing is written"
"$anslag" run "$work/rules.anslag" --db "$work/cases.db" > "$work/out"
! grep -q 'Where the time went' "$work/out"
ok $? "who does not ask is not told"
