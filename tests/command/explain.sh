#!/bin/sh
# What an explanation says of records that end in different ways (semantics F13, S, U).
#   tests/command/explain.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
"$anslag" init p > /dev/null 2>&1 && cd p || { echo "FAIL the package"; exit 1; }
"$anslag" schema --db cases.db > /dev/null 2>&1
cat > more.csv <<'END'
id,title,association,seat_here,amount,received,decided,open_to_everyone,has_budget,environment
1,One,A,yes,50000,2026-02-01,2026-11-30,yes,yes,yes
2,Two,B,yes,40000,2026-02-02,2026-03-10,yes,yes,
3,Three,C,yes,35000,2026-02-03,2026-03-10,yes,yes,yes
4,Four,D,yes,45000.50,2026-02-04,,yes,yes,yes
5,Five,E,yes,20000,2026-02-05,2026-03-10,yes,yes,yes
6,Six,F,yes,70000,2025-12-31,2026-03-10,no,no,yes
7,Seven,G,yes,0,2026-02-05,2026-03-10,yes,yes,yes
8,Eight,H,yes,5000,2026-02-05,2026-03-10,,,
END
"$anslag" import application more.csv > out 2>&1 || { echo "FAIL the import"; cat out; exit 1; }

says() {  # says KEY NAME PATTERN: the explanation, its lines joined, holds PATTERN
  "$anslag" explain "$1" > out 2> err; code=$?
  if [ $code = 0 ] && tr -s ' \n' ' ' < out | grep -qF -- "$3"; then echo "ok $2"
  else echo "FAIL $2: exit $code"; tr -s ' \n' ' ' < out; cat err; fi
}
says 1 "fundable names amount and decider"     "fundable: 50 000 kr, decided by board"
says 1 "it has a name"                         "Application 1 - One"
says 1 "why not the delegate"                  "50 000 kr is above 20 000 kr (manager_limit)"
says 1 "the room at its turn"                  "room 120 000 kr at its turn, then 70 000 kr"
says 1 "the quote with its line"               'guideline, line 9: "Associations with their seat'
says 1 "the deadline and how it was counted"   "2027-02-28: Report on the project owed by manager to board counted: 3 months from 2026-11-30"
says 1 "the document in full"                  "guideline: Guideline for grants to small projects, 2026-01-15"
says 2 "what is only considered is noted"      "noted environment"
says 4 "waitlisted: what it lacked"            "year had room for 30 000 kr at its turn: 15 000.50 kr more was lacking"
says 4 "waitlisted: what surely does"          "with 35 000 kr waitlisted before it in this frame, 50 000.50 kr more surely does"
says 4 "waitlisted: and it was tried"          "Tried: with that room it is fundable."
says 5 "a smaller one overtakes"               "fundable: 20 000 kr, decided by manager"
says 6 "the first stage that fails decides"    "ineligible"
says 7 "an amount of zero is invalid"          "The amount must be above zero."
says 8 "what is missing, and from whom"        "open_to_everyone - Open to everyone: ask the applicant"
says 8 "a fact of the office is not asked for" "incomplete What is missing open_to_everyone - Open to everyone: ask the applicant has_budget - Has a budget: ask the applicant Rules"

wide=0
for key in 1 2 3 4 5 6 7 8; do
  "$anslag" explain $key | awk '{ n = gsub(/[\200-\277]/, "&"); if (length($0) - n > 80) exit 1 }' || wide=1
  "$anslag" explain $key --format json > out.json
  [ "$(sqlite3 :memory: "SELECT json_extract(CAST(readfile('out.json') AS TEXT), '\$[0].key')")" = $key ] || echo "FAIL explain $key as JSON"
done
[ $wide = 0 ] && echo "ok no line is wider than 80 columns" || echo "FAIL a line is wider than 80 columns"
sum=$("$anslag" run --format json | sed 's/.*"drawn":\([0-9]*\).*/\1/')
rows=$(sqlite3 cases.db "SELECT sum(granted) FROM anslag_decision WHERE run_id = 1")
[ "$sum" = "$rows" ] && echo "ok the frame's drawn is the sum of what is granted" || echo "FAIL drawn $sum, granted $rows"
says 4 "a what-if is explained too"            "waitlisted"
"$anslag" explain 4 --set "year_limit = 1 mkr" | grep -q '^fundable' && echo "ok --set changes the answer" || echo "FAIL --set changes the answer"
