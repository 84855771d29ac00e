#!/bin/sh
# S3 in an explanation: an outcome of the guideline's own says what it rests on.  F3, F6: an explanation of a
# decision taken says what is wrong with it.
#   tests/command/own_and_recorded.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cat > rules.anslag <<'RULES'
guideline g "G"
  in force 2026-01-01 to 2026-12-31
    assumed "An example."
  currency SEK
body board "The board"
role clerk "The clerk" at board
record claim
  id       integer key
  amount   money
  received date
  special  yes/no
  decider_written text optional
  sum_written     money optional
  recorded decision decider = decider_written, granted = sum_written
decision grant on claim
  governed by received
    assumed "An example."
  outcome forwarded "Passed on" before criterion when special
    assumed "Special ones are another's."
  frame pool = 100 kr
    assumed "An example."
  delegated to clerk at most 20 kr out of pool
    assumed "An example."
  decided by board out of pool
    assumed "An example."
  allocate by received, id full amount, else waitlist
    assumed "An example."
RULES
"$anslag" schema rules.anslag | sqlite3 claims.db
sqlite3 claims.db "insert into claim values (1, 1000, '2026-02-01', 1, null, null), (2, 1000, '2026-02-01', 0, 'clerk', 2001),
  (3, 1000, '2026-02-01', 0, 'clerk', 2000), (4, 1000, '2026-02-01', null, null, null)"
shows() {  # shows KEY TEXT WHAT
  if "$anslag" explain rules.anslag --db claims.db "$1" 2>&1 | grep -qF "$2"; then echo "ok $3"
  else echo "FAIL $3: no \"$2\""; "$anslag" explain rules.anslag --db claims.db "$1"; fi
}
shows 1 "yes       forwarded - Passed on" "S3 an own outcome stands among the rules"
shows 1 "assumed: Special ones are another's." "S3 with its basis"
shows 1 "special: yes" "S3 and what it rests on"
shows 4 "when special" "S3 one that is not known shows its test"
shows 2 "clerk granted 20.01 kr, outside the limits of that power" "F6 one ore beyond the power is told"
if "$anslag" explain rules.anslag --db claims.db 3 | grep -q outside; then echo "FAIL F6 within the power"
else echo "ok F6 exactly the limit is within the power"; fi
first=$("$anslag" explain rules.anslag --db claims.db 3 | head -1)
if [ "$first" = "claim 3" ]; then echo "ok a record is not called after who decided it"
else echo "FAIL a record is not called after who decided it: $first"; fi
