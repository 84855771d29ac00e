#!/bin/sh
# Files to import, with all that is said of each and what is in the tables afterwards.
#   tests/command/import.sh ANSLAG         with BLESS=1 to record tests/data/import/*.out
set -u
anslag=$1
cases=$(cd "$(dirname "$0")/../data/import" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export NO_COLOR=1 LC_ALL=C.UTF-8
cd "$cases" || exit 1

"$anslag" schema grants.anslag > "$work/schema.sql" && sqlite3 "$work/empty.db" < "$work/schema.sql" || { echo "FAIL the tables are made"; exit 1; }
sqlite3 "$work/empty.db" "INSERT INTO organisation (id, name) VALUES (1, 'Nämnden'), (2, 'Same'), (3, 'Same')"
cp "$work/empty.db" "$work/filled.db"
sqlite3 "$work/filled.db" "INSERT INTO application (id, title, amount) VALUES (1, 'One', 10000), (2, 'Two', 20000);
                           INSERT INTO applicant VALUES (1, 1)"

tell() {  # tell FILE RECORD OPTION…: what is printed, how it ends, what is written
  file=$1 record=$2; shift 2
  case $file in links*|update*) cp "$work/filled.db" "$work/a.db" ;; *) cp "$work/empty.db" "$work/a.db" ;; esac
  "$anslag" import grants.anslag --db "$work/a.db" "$@" "$record" "$file" < /dev/null 2>&1
  echo "exit $?"
  sqlite3 "$work/a.db" "SELECT 'application', * FROM application" "SELECT 'applicant', * FROM applicant" 2>&1
  sqlite3 "$work/a.db" "SELECT 'history', record, key, field, old, new, file, row FROM anslag_history" 2> /dev/null
}

grep -v '^#' cases.txt | while read -r file record options; do
  name=$(echo "$file $record $options" | sed 's/\.csv application//; s/\.csv//; s/ --/_/g; s/-/_/g; s/ *$//; s/ /_into_/')
  # shellcheck disable=SC2086 (several options)
  tell "$file" "$record" $options > "$work/out" 2>&1 < /dev/null
  [ "${BLESS:-}" = 1 ] && cp "$work/out" "$name.out"
  if diff -u "$name.out" "$work/out" > "$work/diff" 2>&1; then echo "ok import $name"
  else echo "FAIL import $name"; sed 's/^/    /' "$work/diff" | head -40; fi
done

# Thousands are parted in all of the account, and keep its columns.
{ echo 'id,title,amount,cost'; for i in $(seq 1200); do echo "$i,T,1,"; done; } > "$work/many.csv"
cp "$work/empty.db" "$work/a.db"
"$anslag" import grants.anslag --db "$work/a.db" application "$work/many.csv" > "$work/out" 2> "$work/err"
if grep -q '^1 200 added to application$' "$work/out" && grep -q ' 1 200$' "$work/out" && grep -q '    0$' "$work/out"
then echo "ok import says 1 200"; else echo "FAIL import says 1 200"; cat "$work/err" "$work/out"; fi
