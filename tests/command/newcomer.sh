#!/bin/sh
# What stopped one who had only the documents: a case for each.
#   tests/command/newcomer.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export NO_COLOR=1 LC_ALL=C.UTF-8
cd "$work" || exit 1
expect() {  # expect NAME EXIT WORDS COMMAND…: it ends so, and a line of it has the words
  name=$1 ended=$2 words=$3; shift 3
  "$@" > out 2>&1; status=$?
  if [ $status = "$ended" ] && grep -qF -- "$words" out; then echo "ok newcomer: $name"
  else echo "FAIL newcomer: $name: exit $status"; head -20 out | sed 's/^/    /'; fi
}
lacks() {  # lacks NAME WORDS: what the last command printed does not hold the words
  if grep -qF -- "$2" out; then echo "FAIL newcomer: $1"; head -20 out | sed 's/^/    /'; else echo "ok newcomer: $1"; fi
}

cat > rules.anslag <<'RULES'
guideline g "G"
  assumed "A case."
  currency SEK
body board "The board"
record item "Item"
  id     integer key
  amount money "Amount"
  part   rate "Part"
  note   text "A long text that is shown"
  fine   yes/no "Is it fine?"
decision d on item
  criterion fine "It is fine"
    requires fine else "It is not."
    assumed "A case."
  criterion noted "It is noted, in words that make this line of the rules longer than any screen that is eighty wide"
    requires note is not "no"
    reading "It may be read otherwise."
  amount asked = amount
    assumed "A case."
  ceiling most = part of amount
    assumed "A case."
  frame pot = 100 kr
    assumed "A case."
  decided by board out of pot
    assumed "A case."
  allocate by id full amount, else waitlist
    assumed "A case."
RULES

# Tables that are there already are compared with the rules, not taken for right.
expect "the tables are made" 0 'has the tables that the rules need' "$anslag" schema rules.anslag --db a.db
sed 's/^  note .*/&\n  more   text "More"/' rules.anslag > more.anslag
expect "a column that an older table lacks" 1 'error[E0623]' "$anslag" schema more.anslag --db a.db
expect "a table that is missing says what makes it" 1 'anslag schema RULES --db FILE makes the tables' \
  sh -c ': > empty.db; "$0" run rules.anslag --db empty.db' "$anslag"

# Records: granted, waitlisted, incomplete, invalid.
sqlite3 a.db "INSERT INTO item VALUES (1, 9000, '0.9', 'n', 1), (2, 8000, '1', 'n', 1), (3, 5000, NULL, 'n', 1), (4, 'x', '1', 'n', 1), (5, 1000, '1', 'n', NULL)"
expect "the run ends in short lines" 0 'is a proposal: nothing is decided.' "$anslag" run rules.anslag --db a.db
grep -q '^anslag missing: ' out && ! grep -qE '^.{81}' out && echo "ok newcomer: and none is wider than 80" || { echo "FAIL newcomer: and none is wider than 80"; cat out; }
expect "an unknown ceiling cuts neither way" 0 'ceiling most' "$anslag" explain rules.anslag --db a.db 3
lacks "and is not said to" 'cuts nothing'
expect "a waitlisted one would be granted" 0 'would be granted' "$anslag" explain rules.anslag --db a.db 2
expect "a funded one is to be" 0 'to be granted' "$anslag" explain rules.anslag --db a.db 1
expect "missing tells of the invalid" 0 '1 record is invalid' "$anslag" missing rules.anslag --db a.db
expect "findings name the missing by title" 0 'Is it fine?' \
  sh -c '"$0" export rules.anslag --db a.db findings --to f.csv; cat f.csv' "$anslag"

# What several files leave open: under each file's name, once.
mkdir two; cp rules.anslag two/a.anslag; sed 's/^guideline g/guideline h/' rules.anslag > two/b.anslag
expect "what is pending stands under its file" 0 'two/b.anslag:' "$anslag" check --pending two/a.anslag two/b.anslag

# A rate whose unit was taken wrong shows at once; a field may be called as a word of the language.
printf 'id;amount;part;note;fine\n1;90;51;n;yes\n' > part.csv
"$anslag" schema rules.anslag --db part.db > out 2>&1
expect "import tells the least and greatest rate" 0 'largest 5100 %' "$anslag" import rules.anslag --db part.db item part.csv
sed 's/^  note .*/&\n  on     date/' rules.anslag > word.anslag
expect "a field called as a word" 1 'stands in single quotes' "$anslag" check word.anslag
expect "what --to takes" 0 'a .csv, .json or .ics file' "$anslag" deadlines --help

# A row about who decides, of an amendment that is not in force for the record.
cp rules.anslag amended.anslag
cat >> amended.anslag <<'RULES'
amendment later of g "Later"
  status proposed 2026-01-01
  in force 2030-01-01 until further notice
  applies to item when id above 100
  add to decision d delegated to board at most 1 kr out of pot governed by as_of
    assumed "A row of the amendment only."
RULES
expect "explain knows the amendment" 0 'not yet as amended' "$anslag" explain amended.anslag --db a.db --as-of 2026-02-01 1
lacks "and shows only rows of the record's version" 'A row of the amendment only'

# Money that only moves between records: the sums stay, the records do not.
printf 'code;name\nA;Alpha\nB;Beta\n' > posts.csv
cat > moved.anslag <<'RULES'
plan p "Plan"
  assumed "A case."
  currency SEK
record post "Post" from "posts.csv"
  code text key
  name text
parameter rate = 10 %   assumed "A case."
budget moved "Moved" for each post
  line share "Share" = (if code is "A" then rate else -rate) of 100 kr
  total all_in "Sum"
RULES
expect "a what-if that only moves money" 0 'what the settings change' "$anslag" budget moved.anslag --set "rate = 20 %"
lacks "is not said to change nothing" 'change nothing'
