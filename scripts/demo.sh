#!/bin/sh
# What Anslag does, on real input: a guideline, 303 applications, decisions with reasons.
#   scripts/demo.sh BUILD
set -eu
exec 2>&1                     # messages where they belong, between the results
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
anslag=$build/anslag
rules=rules/omstallning/omstallning_2026.anslag
data=tests/acceptance/omstallning
db=$build/demo.db
named=${db#"$PWD"/}
show() { printf '\n$ %s\n' "$*"; }

rm -f "$db"
show "anslag check $rules"
"$anslag" check "$rules"
show "anslag test $rules"
"$anslag" test "$rules"

show "anslag schema $rules --db $named"
"$anslag" schema "$rules" --db "$db"
printf '\nTwo cells of the applications cannot be read, on purpose: each is named (E0501) and kept.\n'
for record in organisation application applicant; do
  show "anslag import $rules --db $named --keep-bad $record $data/$record.csv"
  # The applications with a cell that can't be read are kept as invalid: the exit code is 1.
  "$anslag" import "$rules" --db "$db" --keep-bad $record "$data/$record.csv" || [ $? = 1 ]
done

show "anslag run $rules --db $named"
"$anslag" run "$rules" --db "$db"
show "anslag explain $rules --db $named 31       (why was it rejected?)"
"$anslag" explain "$rules" --db "$db" 31
show "anslag explain $rules --db $named 40       (why does it have to wait?)"
"$anslag" explain "$rules" --db "$db" 40
show "anslag missing $rules --db $named"
"$anslag" missing "$rules" --db "$db"
show "anslag run $rules --db $named --dry-run --set 'pool_limit = 150 mkr'       (what if?)"
"$anslag" run "$rules" --db "$db" --dry-run --set "pool_limit = 150 mkr"
show "anslag explain $rules --db $named --set 'pool_limit = 150 mkr' 40 | head -3"
"$anslag" explain "$rules" --db "$db" --set "pool_limit = 150 mkr" 40 > "$build/demo.txt"
head -3 "$build/demo.txt"
show "anslag budget rules/plan_2024 regionbidrag --set 'uppräkning_sjukvård = 2,4 %' | tail -20       (a budget, and what if?)"
"$anslag" budget rules/plan_2024 regionbidrag --set "uppräkning_sjukvård = 2,4 %" > "$build/demo.txt"
tail -20 "$build/demo.txt"
printf '\nThe proposal is in %s, tables anslag_*. Next: docs/tutorial.md\n' "$named"
