#!/bin/sh
# What Anslag does, on real input: a guideline, 303 applications, decisions with reasons.
#   scripts/demo.sh BUILD
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
anslag=$build/anslag
rules=rules/omstallning/omstallning_2026.anslag
data=tests/acceptance/omstallning
db=$build/demo.db
show() { printf '\n$ %s\n' "$*"; }

rm -f "$db"
show "anslag check $rules"
"$anslag" check "$rules"
show "anslag test $rules"
"$anslag" test "$rules" | tail -3

show "anslag schema $rules | sqlite3 demo.db"
"$anslag" schema "$rules" | sqlite3 "$db"
show "anslag import … organisation, application, applicant"
for record in organisation application applicant; do
  # Two applications have a cell that can't be read: it is named, and they are kept as invalid.
  "$anslag" import "$rules" --db "$db" --keep-bad $record "$data/$record.csv" || [ $? = 1 ]
done

show "anslag run $rules --db demo.db"
"$anslag" run "$rules" --db "$db"
show "anslag explain $rules --db demo.db 2"
"$anslag" explain "$rules" --db "$db" 2
show "anslag explain $rules --db demo.db 31"
"$anslag" explain "$rules" --db "$db" 31
show "anslag run … --set 'pool_limit = 150 mkr'      (what if?)"
"$anslag" run "$rules" --db "$db" --out "$build/what-if.db" --set "pool_limit = 150 mkr"
printf '\nThe decisions are in %s, tables anslag_*.\n' "${db#"$PWD"/}"
