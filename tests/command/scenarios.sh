#!/bin/sh
# A scenario by a name that is not declared: the nearest, or those there are.
#   tests/command/scenarios.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cat > rules.anslag <<'RULES'
parameter low = 10 days
  assumed "An example."
record case "Case"
  id integer key
RULES
"$anslag" schema rules.anslag | sqlite3 cases.db
says() {  # says NAME TEXT
  "$anslag" run rules.anslag --db cases.db --scenario "$1" > out 2>&1; code=$?
  if [ $code = 2 ] && grep -qF "$2" out; then echo "ok $1: $2"; else echo "FAIL $1: exit $code"; cat out; fi
}
says longer "these rules declare no scenario"
printf 'scenario "longer"\n  set low = 20 days\nscenario "much longer"\n  set low = 90 days\n' >> rules.anslag
says longre "did you mean longer?"
says x 'there is "longer", "much longer"'
