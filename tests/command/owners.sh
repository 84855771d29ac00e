#!/bin/sh
# V9, F11, F13: who owns a missing fact shows in lists and findings and changes no outcome; ranks; what
# would fund a waitlisted record.
#   tests/command/owners.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
say() { if [ "$1" = "$2" ]; then echo "ok $3"; else echo "FAIL $3: $1, not $2"; fi; }

cat > rules.anslag <<'TEXT'
guideline g "G"
  assumed "A case."
  in force 2026-01-01 to 2026-12-31
  currency SEK
body board   "The board"
body clerk   "The clerk"
record claim
  id       integer key
  received date
  amount   money
  stated   yes/no
  assessed yes/no assessed by clerk
  found    yes/no looked up in "the register"
  waited   yes/no awaited
decision d on claim
  assumed "A case."
  governed by received
    assumed "A case."
  criterion all_four "All four"
    requires stated
    requires assessed
    requires found
    requires waited
    assumed "A case."
  frame pool = 100 kr
    assumed "A case."
  decided by board out of pool
    assumed "A case."
  allocate by received, id full amount, else waitlist
    assumed "A completed one keeps its place."
TEXT
cat > claim.csv <<'TEXT'
id,received,amount,stated,assessed,found,waited
1,2026-02-01,60,yes,yes,yes,yes
2,2026-02-02,50,yes,yes,yes,yes
3,2026-02-03,30,yes,yes,yes,yes
4,2026-02-04,70,yes,yes,yes,yes
5,2026-02-05,10,,yes,yes,yes
6,2026-02-06,10,yes,,yes,yes
7,2026-02-07,10,yes,yes,,yes
8,2026-02-08,10,yes,yes,yes,
9,2026-02-09,10,no,,,
TEXT
"$anslag" schema rules.anslag --db a.db > /dev/null 2>&1
"$anslag" import rules.anslag --db a.db claim claim.csv --quiet
"$anslag" run rules.anslag --db a.db --quiet > /dev/null

of() { sqlite3 -separator ' ' a.db "$1" | tr '\n' ';'; }
say "$(of "select record, missing, owner from anslag_finding where verdict = 'unknown' order by record")" \
    "5 stated applicant;6 assessed office;7 found register;8 waited event;" "V9 each missing fact has its owner"
say "$(of "select outcome, count(*) from anslag_decision where record between 5 and 8 group by outcome")" "incomplete 4;" "V9 the owner changes no outcome"
say "$(of "select record, outcome, ifnull(missing, '') from anslag_decision where record = 9")" "9 rejected ;" "V9 nothing is asked for where it is settled"
say "$(of "select record, outcome, ifnull(rank, '-') from anslag_decision where record < 6 order by record")" \
    "1 fundable 1;2 waitlisted 2;3 fundable 3;4 waitlisted 4;5 incomplete -;" "F11 the rank counts those that reached the allocation"
"$anslag" explain rules.anslag --db a.db 4 > out
grep -q 'pool had room for 10 kr at its turn: 60 kr more was lacking' out; say $? 0 "F13 what was lacking"
grep -q 'with 50 kr waitlisted before it in this frame, 110 kr more surely does' out; say $? 0 "F13 what surely suffices"
"$anslag" explain rules.anslag --db a.db --set "pool.amount = 210 kr" 4 | grep -q '^fundable: 70 kr'; say $? 0 "F13 and it does"
"$anslag" explain rules.anslag --db a.db --set "pool.amount = 209.99 kr" 4 | grep -q '^waitlisted'; say $? 0 "F13 one öre less does not"
