#!/bin/sh
# Rules in a Markdown file work as those of a rule file: check, test, run, fmt; only the blocks change.
#   tests/command/literate.sh ANSLAG
set -u
anslag=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp -r "$here/../good/literate/." "$work/"
cd "$work" || exit 1
file=a_guideline_in_markdown.anslag.md
say() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; fi; }
prose() { awk '/^ ? ? ?(```|~~~)/ { inside = !inside; print; next } !inside' "$1"; }

"$anslag" check "$file" > out 2>&1; say $? "a guideline in Markdown checks"
"$anslag" check . > out 2>&1 && grep -q '3 files checked' out; say $? "and is found in its folder"
"$anslag" test "$file" > out 2>&1; say $? "its tests pass"
"$anslag" schema "$file" --db a.db > /dev/null 2>&1
sqlite3 a.db "insert into application (id, amount, youth) values (1, 5000000, 1), (2, 100000, 0)"
"$anslag" run "$file" --db a.db --quiet > out 2>&1
[ "$(sqlite3 a.db "select group_concat(outcome, ' ') from anslag_decision")" = "fundable rejected" ]; say $? "it decides"

"$anslag" fmt --check "$file" > out 2>&1; say $? "it is laid out"
sed 's/^parameter most /parameter    most /; s/^  ceiling /       ceiling /' "$file" > loose.anslag.md
"$anslag" fmt loose.anslag.md && cmp -s loose.anslag.md "$file"; say $? "fmt lays out the blocks and nothing else"
"$anslag" fmt --to sv "$file"; grep -q '^prövning support avser application' "$file"; say $? "in Swedish its rules are Swedish"
prose "$file" > swedish; prose loose.anslag.md > english; cmp -s swedish english; say $? "and its prose is what it was"
"$anslag" fmt --to en "$file"; cmp -s loose.anslag.md "$file"; say $? "back in English it is the same file"

sed 's/requires youth else/requires youht else/' loose.anslag.md > wrong.anslag.md
line=$(grep -n youht wrong.anslag.md | cut -d: -f1)
"$anslag" check wrong.anslag.md 2>&1 | grep -q "wrong.anslag.md:$line:"; say $? "a mistake is shown at its line of the Markdown"
