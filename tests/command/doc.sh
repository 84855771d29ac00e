#!/bin/sh
# The rules beside their sources, what no rule cites, readings and assumptions.
#   tests/command/doc.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cat > text.txt <<'TEXT'
Guideline for support

Who may have it
Support is given to associations & clubs <in the region>. An application, e.g. one of
less than a page, is enough.

● It is received before 1 May.
● It shows a cost of at most 10 000 kr.

The board decides as it sees fit. The board decides as it sees fit.
Nothing here says who pays.
2024 120 130 140
Page footer of the authority
TEXT
cat > rules.anslag <<'RULES'
guideline support "Support"
  status    proposed 2026-01-15
    assumed "Dated by its file's name."
  currency  SEK
document text from "text.txt" "Guideline"
background text from "Page footer" to "the authority"
not encoded "Free judgement" source text "decides as it sees fit" because "left to the board"
record case "Case"
  id       integer key
  received date
  cost     money
decision grant on case
  criterion in_time "In time" requires received before 2026-05-01
    source text "received before 1 May"
    reading "The year of the budget."
  criterion small "Small" requires cost at most 10_000 kr
    source text "at most 10 000 kr"
  eligible when id above 0
    source text "associations & clubs <in the region>. An application"
RULES
verdict() { if [ "$1" = 0 ]; then echo "ok doc: $2"; else echo "FAIL doc: $2"; cat out; fi; }

"$anslag" doc --sources rules.anslag > out 2>&1 &&
  grep -q '10 sentences: 4 encoded (40 %), 2 not encoded (20 %), 1 background (10 %), 2 headings (20 %), 1 open (10 %)' out
verdict $? "each sentence counts once, a heading and a list item as one"
grep -q '11  Nothing here says who pays' out && ! grep -q '120 130' out
verdict $? "what no rule cites is shown with its line; rows of figures are no sentences"
! grep -q 'sees fit' out
verdict $? "a sentence that stands again is as the first"
"$anslag" doc --sources --format json rules.anslag > out 2>&1 &&
  [ "$(sqlite3 :memory: "select json_extract(readfile('out'), '\$.documents[0].open')")" = 1 ]
verdict $? "the same as JSON"
"$anslag" doc --sources --to sources.csv rules.anslag > out 2>&1 &&
  grep -q '^text,11,open,Nothing here says who pays' sources.csv
verdict $? "and as a list, a row for each sentence"

"$anslag" doc rules.anslag > out 2>&1 && grep -q '^  In time$' out &&
  grep -q '"received before 1 May" (text, line 7)' out && grep -q 'reading: The year of the budget' out
verdict $? "each rule stands beside its words"
"$anslag" doc rules.anslag --to page.html > out 2>&1 &&
  grep -q 'It is <mark>received before 1 May</mark>' page.html &&
  grep -q 'associations &amp; clubs &lt;in the region&gt;' page.html && ! grep -q '<in the' page.html
verdict $? "a page shows the quote in its sentence, escaped"
"$anslag" doc --format json rules.anslag > out 2>&1 &&
  [ "$(sqlite3 :memory: "select json_valid(readfile('out'))")" = 1 ]
verdict $? "and JSON"

"$anslag" doc --readings rules.anslag > out 2>&1 && grep -q 'The year of the budget' out &&
  grep -q "Dated by its file's name" out && grep -q 'In time (rules.anslag:13)' out
verdict $? "readings and assumptions are listed with their places"
"$anslag" doc --readings --sources rules.anslag > out 2>&1; [ $? = 2 ]
verdict $? "one list at a time"

cat > amended.anslag <<'RULES'
amendment september of support "Amended guideline"
  in force 2026-09-01 until further notice
    assumed "A test."
set most = 20 kr assumed "Less."
repeal grant.in_time assumed "Not needed."
RULES
cat > base.anslag <<'RULES'
guideline support "Support"
  in force 2026-01-01 until further notice assumed "A test."
  currency SEK
parameter most = 30 kr assumed "As adopted."
record case "Case"
  id       integer key
  received date
  cost     money
decision grant on case
  governed by received assumed "By the day it came in."
  criterion in_time "In time" requires received before 2026-12-01 assumed "A test."
  criterion small "Small" requires cost at most most assumed "A test."
RULES
"$anslag" doc base.anslag > out 2>&1 && grep -q 'parameter most = 30 kr' out && grep -q '^  In time' out &&
  grep -q 'repeal grant.in_time' out
verdict $? "without a day the texts as they were adopted"
"$anslag" doc --as-of 2026-09-01 base.anslag > out 2>&1 && grep -q 'parameter most = 20 kr' out &&
  grep -q '^most  changed by Amended guideline, in force from 2026-09-01' out && ! grep -q 'In time' out
verdict $? "with a day the consolidated text, each changed piece with its amendment"
"$anslag" doc --as-of 2026-08-31 base.anslag > out 2>&1 && grep -q 'parameter most = 30 kr' out &&
  grep -q '^  In time' out && ! grep -q 'repeal' out
verdict $? "the day before it is the adopted one"
