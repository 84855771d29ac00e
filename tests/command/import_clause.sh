#!/bin/sh
# A spreadsheet read by the rules' own import clause, and a first clause guessed.
#   tests/command/import_clause.sh ANSLAG        with BLESS=1 to record tests/data/import_clause/*.out
set -u
anslag=$1
cases=$(cd "$(dirname "$0")/../data/import_clause" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export NO_COLOR=1 LC_ALL=C.UTF-8
cd "$cases" || exit 1

"$anslag" schema rules.anslag > "$work/schema.sql" && sqlite3 "$work/a.db" < "$work/schema.sql" || { echo "FAIL the tables are made"; exit 1; }
sqlite3 "$work/a.db" "INSERT INTO organisation (id, name) VALUES (1, 'Alfa'), (2, 'Beta')"

tell() {  # tell NAME: what stands in $work/out against NAME.out
  [ "${BLESS:-}" = 1 ] && cp "$work/out" "$1.out"
  if diff -u "$1.out" "$work/out" > "$work/diff" 2>&1; then echo "ok $1"
  else echo "FAIL $1"; sed 's/^/    /' "$work/diff" | head -40; fi
}

{ "$anslag" import rules.anslag --db "$work/a.db" application form.csv; echo "exit $?"
  sqlite3 "$work/a.db" "SELECT 'application', * FROM application" "SELECT 'applicant', * FROM applicant"; } > "$work/out" 2>&1
tell the_columns_of_a_clause
{ "$anslag" import rules.anslag --guess application strange.csv; echo "exit $?"; } > "$work/out" 2>&1
tell a_clause_is_guessed
{ sed '/^import form/,/blank cells/d' rules.anslag > "$work/guessed.anslag"
  "$anslag" import rules.anslag --guess application strange.csv >> "$work/guessed.anslag"
  "$anslag" check "$work/guessed.anslag" > /dev/null 2>&1; echo "exit $?"; } > "$work/out" 2>&1
tell what_is_guessed_is_understood
