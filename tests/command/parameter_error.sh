#!/bin/sh
# A parameter that can't be computed stops the run before anything is judged or written.
#   tests/command/parameter_error.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cat > shared.anslag <<'RULES'
guideline shared "Shared"
  currency SEK
parameter places = 4
  assumed "Four."
parameter pool = 100 kr
  assumed "A hundred."
parameter each = pool / places
  assumed "Shared."
record case "Case"
  id     integer key
  amount money
decision grant on case
  criterion within requires amount at most each
    assumed "At most its share."
RULES
"$anslag" schema shared.anslag | sqlite3 cases.db
sqlite3 cases.db "insert into \"case\" values (1, 2500)"
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; cat out; fi; }

"$anslag" run shared.anslag --db cases.db --set places=0 > out 2>&1; code=$?
[ $code = 1 ] && grep -q 'E0820.*"each" cannot be computed: division by zero' out
verdict $? "division by zero in a parameter is told"
sqlite3 cases.db "select 1 from sqlite_master where name = 'anslag_run'" | grep -q 1 &&
  [ "$(sqlite3 cases.db 'select count(*) from anslag_run')" != 0 ]
[ $? = 1 ]; verdict $? "and nothing is written"
"$anslag" run shared.anslag --db cases.db > out 2>&1 &&
  [ "$(sqlite3 cases.db 'select outcome from anslag_decision')" = fundable ]
verdict $? "with its own value it is judged"
"$anslag" run shared.anslag --db cases.db --set places=8 > out 2>&1 &&
  [ "$(sqlite3 cases.db 'select outcome from anslag_decision where run_id = 2')" = rejected ]
verdict $? "what is computed from a setting is computed anew"
