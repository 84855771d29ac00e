#!/bin/sh
# Rules that read the date of the run do not run without it (semantics T4).
#   tests/command/as_of.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cat > late.anslag <<'RULES'
guideline late "Late"
record case "Case"
  id  integer key
  due date
decision grant on case
  criterion in_time requires due no earlier than as_of
    assumed "Not yet due."
test "the day itself"
  given case id 1, due 2026-01-02
  as of 2026-01-02
  expect fundable
RULES
"$anslag" schema late.anslag | sqlite3 cases.db
sqlite3 cases.db "insert into \"case\" values (1, '2026-01-02')"
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; cat out; fi; }

"$anslag" run late.anslag --db cases.db > out 2>&1; code=$?
[ $code = 2 ] && grep -q 'none was given' out
verdict $? "no run without a date"
"$anslag" run late.anslag --db cases.db --as-of 2026-01-02 > out 2>&1 &&
  [ "$(sqlite3 cases.db 'select outcome from anslag_decision')" = fundable ]
verdict $? "a run on the day"
"$anslag" run late.anslag --db cases.db --as-of 2026-01-03 > out 2>&1 &&
  [ "$(sqlite3 cases.db 'select outcome from anslag_decision where run_id = 2')" = rejected ]
verdict $? "a run the day after"
"$anslag" test late.anslag > out 2>&1
verdict $? "a test gives its own day"
