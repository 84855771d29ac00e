#!/bin/sh
# What would change an outcome: every answer of `explain`, applied to the database, makes the record
# fundable; and what is said where nothing would.
#   tests/command/why_not.sh ANSLAG
set -u
anslag=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
rules=$root/rules/omstallning/omstallning_2026.anslag
data=$root/tests/acceptance/omstallning
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
"$anslag" schema "$rules" --db all.db > /dev/null 2>&1
for record in organisation application applicant; do
  "$anslag" import "$rules" --db all.db --keep-bad $record "$data/$record.csv" > import.log 2>&1
done

"$anslag" run "$rules" --db all.db --quiet > /dev/null

why() {  # why KEY: what would fund and change it, in one line
  "$anslag" explain "$rules" --db all.db "$@" 2>&1 |
    sed -nE '/^(What would (fund|change) it|Vad som skulle (räcka|ändra det))/,$p' | tr -s ' \n' ' '
}
says() {  # says NAME KEY PATTERN
  name=$1 pattern=$3
  if why "$2" | grep -qF -- "$pattern"; then echo "ok $name"
  else echo "FAIL $name"; why "$2"; fi
}
says "one fact of two that would do"      13 "One of these is enough: applicants[21].kind: committee or board, now company"
says "the bound on the grid of its unit"  13 "applicants[21].owned_share: at least 50.01 %, now 50 %"
says "an amount that fits the room"       40 "amount: at most 116 450 000 kr, now 120 000 000 kr"
says "since when the room was too small"  40 "full for it since Ansökan 1 was served, which took 1 000 000 kr"
says "who applies with them, taken away"   18 "One of these is enough: applicants: without Föreningen E (fundable: 60 000 kr, decided by regiondirektor)"
! why 15 | grep -q 'without' && echo "ok not the only one who applies" || { echo "FAIL not the only one who applies"; why 15; }
says "a fact that is not known, and one"  27 "effect_long: at least 0.01 kr, which is not known"
says "another decider's limit"             2 "regiondirektor would decide with amount: at most 1 000 000 kr, now 1 000 000.01 kr"
says "nothing within reach, and why"       5 "Nothing within reach would make it fundable. in_force: 2025-12-31 lies outside the dates in force"
says "what has happened is not changed"    5 "received has happened, and is not changed afterwards"
others=$(sqlite3 all.db "SELECT record FROM anslag_decision WHERE failed = 'common_benefit' LIMIT 1")
says "facts of others are named as such"  "$others" "common_benefit: yes, now no (assessed by Handläggaren: not the applicant's to change)"
case $(why 40 --lang sv) in
  *"högst 116 450 000 kr, nu 120 000 000 kr"*) echo "ok in Swedish" ;;
  *) echo "FAIL in Swedish"; why 40 --lang sv ;;
esac

# Each answer to each of every tenth record that is not fundable, by an UPDATE, is what it says.
tried=0 failed=0 without=0
for key in $(sqlite3 all.db "SELECT record FROM anslag_decision WHERE outcome <> 'fundable' AND CAST(record AS INTEGER) % 10 = 7"); do
  "$anslag" explain "$rules" --db all.db "$key" --format json > answer.json
  sqlite3 -separator ' ' :memory: "
    SELECT a.key, json_extract(c.value, '\$.record'), json_extract(c.value, '\$.key'),
           json_extract(c.value, '\$.field'),
           coalesce(json_extract(c.value, '\$.to'), 'without ' || json_extract(c.value, '\$.entry'))
      FROM json_each(json_extract(CAST(readfile('answer.json') AS TEXT), '\$[0].why_not.answers')) a,
           json_each(json_extract(a.value, '\$.changes')) c" > changes
  for answer in $(cut -d' ' -f1 changes | sort -u); do
    cp all.db one.db
    while read -r of record at field to; do
      [ "$of" = "$answer" ] || continue
      case $to in
        without\ *) sqlite3 one.db "DELETE FROM applicant WHERE application = $at AND organisation = ${to#without }"
                    without=$((without + 1)); continue ;;
      esac
      case $field in
        amount|effect_short|effect_long) value=$(awk -v n="$to" 'BEGIN { printf "%d.%02d", n / 100, n % 100 }') ;;
        owned_share) value=$(awk -v n="$to" 'BEGIN { printf "%.2f", n * 100 }') ;;
        *) value=$to ;;
      esac
      table=$record
      kind=$(sqlite3 one.db "SELECT type FROM pragma_table_info('$table') WHERE name = '$field'")
      [ "$kind" = INTEGER ] && value=$to
      sqlite3 one.db "UPDATE $table SET $field = '$value' WHERE id = $at"
    done < changes
    tried=$((tried + 1))
    "$anslag" explain "$rules" --db one.db "$key" | grep -q '^fundable' ||
      { failed=$((failed + 1)); echo "  $key, answer $answer"; cat changes; }
  done
done
[ "$tried" -ge 15 ] && echo "ok answers were there to try: at least 15" || echo "FAIL only $tried answers"
[ "$without" -ge 1 ] && echo "ok one of them takes an applicant away" || echo "FAIL none takes an applicant away"
[ "$failed" = 0 ] && echo "ok every answer, applied, makes its record fundable" || echo "FAIL $failed of $tried answers"

"$anslag" explain "$rules" --db all.db 45 --format html > page.html
grep -q '^<!doctype html>' page.html && grep -q '<html lang="en">' page.html &&
  grep -q 'What would change it' page.html && ! grep -qE '<(script|link|img)' page.html &&
  echo "ok as one self-contained page" || echo "FAIL as one self-contained page"
