#!/bin/sh
# The dialogue as a script: what-ifs over the acceptance applications against what is expected.
#   tests/command/repl.sh ANSLAG
set -u
anslag=$1
root=$(pwd)
here=$root/tests/acceptance/omstallning
rules=$root/rules/omstallning/omstallning_2026.anslag
swedish=$root/examples/omstallning_sv/omstallning_2026.anslag
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; head -40 out; fi; }
ask() { printf '%s\n' "$@" | "$anslag" repl "$rules" --db a.db > out 2>&1; }
has() { grep -qF -- "$1" out; }

"$anslag" schema "$rules" | sqlite3 a.db
for record in organisation application applicant; do
  "$anslag" import "$rules" --db a.db --keep-bad $record "$here/$record.csv" > import.log 2>&1
done
before=$(sha256sum a.db)

# ---- the chair asks "what if" (the figures are those of an independent implementation) -------------

ask 'set director_limit = 1.5 mkr'
has 'regiondirektor decides  53 → 49 (−4)' && has 'frame 19.97 → 19.97 of 20 mkr, binds' &&
  has 'regionstyrelsen decides 55 → 59 (+4)' && has 'funded 108 = 108' &&
  has 'application 2, 190, 285 (1–1.37 mkr)' && has 'take the room of 7 smaller ones'
verdict $? "a higher limit and fewer decisions: who takes the room"
[ "$(grep -c "^  " out)" -le 7 ]; verdict $? "a what-if is told in a few lines"

ask 'set director_pool = 40 mkr' 'set director_limit = 2 mkr'
has '53 → 71 (+18)' && has 'frame 39.97 of 40 mkr, binds' && has 'together with: director_pool = 40 mkr'
verdict $? "settings add up, and it says so"

ask 'set pool_limit = 150 mkr'
has '108 → 44 (−64)' && has '119.98 → 149.99 mkr' && has 'waitlisted 73 → 137' &&
  has 'application 40 (120 mkr, received 2026-01-06)' && has 'pushes out 65'
verdict $? "more money and fewer funded: the application that pushes out the others"

ask 'set report_within = 9 months' 'diff' ':once dues.csv' 'set report_within = 12 months' ':set' \
  'what if 1, decided 2026-05-31'
has 'other deadlines for 80; diff shows the 80 that differ' && has '80 records differ' &&
  grep -q '^stod,1,.*outcome_report 2027-04-15,outcome_report 2027-01-15' dues.csv &&
  has 'no application of these rules ends otherwise' &&
  has 'other deadlines for 1; diff shows the one that differs' && ! has 'the frame pool is full'
verdict $? "a time that is changed moves deadlines, and nothing else"
"$anslag" diff "$rules" --set 'report_within = 9 months' --db a.db --format csv 2> /dev/null | cut -d, -f2 > apart
cut -d, -f2 dues.csv | cmp -s - apart
verdict $? "for the same records as anslag diff"

ask 'without common_benefit' 'diff' ':once without.csv' 'unset' 'set pool_limit = 60 mkr' 'diff' ':once less.csv'
grep -q '^stod,75,.*,rejected,fundable,.*,,outcome_report [2?]' without.csv; verdict $? "who is funded without a rule owes what goes with it"
"$anslag" diff "$rules" --set 'pool_limit = 60 mkr' --db a.db --format csv 2> /dev/null | cut -d, -f2-11 > apart
grep -q 'outcome_report 2027' apart && tail -c +4 less.csv | cut -d, -f2-11 | cmp -s - apart
verdict $? "who loses a grant loses the deadline: the list is that of anslag diff"

ask 'solve pool_limit for fundable = 108' 'solve report_within for fundable = 108'
has 'pool_limit from 119 439 354 kr to 119 536 546 kr' && has 'pool_limit from 119 982 790 kr to 120 042 789 kr' &&
  has 'answers, perhaps more: what is measured turns' && has 'report_within: every value that was tried'
verdict $? "all that solve tells gives the goal, also where it holds already"

ask 'sweep director_limit from 1 mkr to 2 mkr step 1 mkr show granted by decider, fundable by decider' ':once parts.csv' \
  'sweep pool_limit from 1 kr to 20 mkr step 1 kr show granted'
head -1 parts.csv | grep -q 'granted: Region.*fundable: Region' && [ "$(head -1 parts.csv | tr ',' '\n' | sort | uniq -d | wc -l)" = 0 ] &&
  has 'more than 10 000 points'
verdict $? "parts of two measures that are called alike say whose they are"

# ---- what looks at records is not told without them ------------------------------------------------

printf 'controls\n' | "$anslag" repl "$rules" > out 2>&1
has 'needs a database (--db)' && ! has '0 hits'
verdict $? "controls without a database say that they need one"
ask 'controls'; has 'hits' && ! has 'needs a database'; verdict $? "and with one, what they find"

# ---- exactly the records that differ ---------------------------------------------------------------

records() {  # records EXPECTED.csv: keys whose line differs from as adopted, deadlines apart
  cut -d, -f1-5 "$here/expected.csv" | sort > one; cut -d, -f1-5 "$1" | sort > two
  comm -13 one two | cut -d, -f1 | grep -v id | sort -n
}
listed() {  # listed FILE.csv: the column record of a list
  awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "record") c = i; next } { print $c }' "$1" | sort -n
}
ask 'set director_limit = 2 mkr' 'set director_pool = 40 mkr' diff ':once doubled.csv' unset \
    'set pool_limit = 150 mkr' diff ':once pool.csv'
records "$here/expected-doubled-delegation.csv" > want; listed doubled.csv > got; cmp -s want got
verdict $? "diff lists exactly the records that the doubled delegation changes"
records "$here/expected-pool-150.csv" > want; listed pool.csv > got; cmp -s want got
verdict $? "diff lists exactly the records that a pool of 150 mkr changes"

# ---- one digest, whichever way ----------------------------------------------------------------------

run() { "$anslag" run "$rules" --db a.db --dry-run --format json "$@" | tr ',' '\n' | sed -n 's/.*"digest": *"\([0-9a-f]*\)".*/\1/p'; }
digests() { grep -E '^  [0-9a-f]{64}$' out | tr -d ' '; }
ask :digest 'set pool_limit = 150 mkr' :digest undo :digest redo :digest \
    'save scenario "150" to saved.anslag' unset 'scenario "fördubblad delegation"' :digest
adopted=$(run) pool=$(run --set 'pool_limit = 150 mkr') doubled=$(run --scenario 'fördubblad delegation')
printf '%s\n' "$adopted" "$pool" "$adopted" "$pool" "$doubled" > want; digests > got
[ -n "$adopted" ] && cmp -s want got
verdict $? "set, undo, redo and a scenario give the digests of the same settings on the command line"
saved=$(run --scenario saved.anslag)
[ "$saved" = "$pool" ]; verdict $? "a saved scenario is one the batch takes, with the same digest"
ask 'scenario "saved.anslag"' :digest; [ "$(digests)" = "$pool" ]
verdict $? "and one the dialogue takes back"
"$anslag" repl "$rules" --db a.db --set 'pool_limit = 150 mkr' > out 2>&1 <<'IN'
:digest
:set
IN
[ "$(digests)" = "$pool" ] && has 'set pool_limit = 150 mkr'; verdict $? "--set is what stands before the first question"

# ---- questions ----------------------------------------------------------------------------------------

ask 212.amount 'director_limit / 2' granted director.drawn 'fundable where focus = staffing top 2 by amount' \
    'all where amount above 5 mkr show id, outcome' 'regiondirektor top 1 by amount' frames
has '  4 596 000 kr' && has '  500 000 kr' && has '  119 982 789.65 kr' && has 'the first 2 of ' &&
  has '  40  waitlisted' && has '  1   Exakt 1 mkr' && has 'full from'
verdict $? "expressions, lists and frames"

ask 'top 1 by granted' 'where focus = staffing and granted above 1 mkr' 'all top 1 by asked show id' \
    'where decider is regiondirektor and granted at least 1 mkr show id, granted / amount' 'top 1 by granted / 2 show id'
has '  85  Projekt 85  5 831 000 kr  fundable  regionstyrelsen  5 831 000 kr' && has '  the first 1 of 303, granted 5.83 mkr' &&
  has '  7 of 303, granted' && [ "$(grep -cx ' *41' out)" = 1 ] && has '100 %' && [ "$(grep -cx ' *85' out)" = 1 ]
verdict $? "lists by how records end: granted, asked, decider, also in a test and without a word before"
ask 'top 2 by decider'; [ $? = 2 ] && has 'error[E0834]: "decider" has no order'
verdict $? "who decides is no order"

ask 'without common_benefit' 'what if 40, amount 30 mkr' :set 'unset common_benefit' ':set' 'unset 40' :set
has '  without common_benefit' && has '  what if 40, amount 30 mkr' &&
  [ "$(grep -c '^  without common_benefit$' out)" = 1 ] && [ "$(tail -1 out)" = '  nothing is assumed: the rules as they are' ]
verdict $? "rules switched off and other facts, taken back one by one"

ask 'set pool_limit = 150 mkr' 'diff by title'
[ "$(grep -c '^    Projekt ' out)" -le 24 ] && grep -q '^    43 others  *43 .*get less ' out
verdict $? "of many groups those with the most records, and the others in one line"

ask 'criterion small "Small"' '  requires amount at most 60 tkr else "Too large."'
has 'frame 19.97 mkr → 675.46 tkr of 20 mkr' && has 'frame 675.46 tkr of 120 mkr'
verdict $? "two amounts in other units have each its own"

ask 'compare baseline, "fördubblad delegation"' ':once compare.csv'
grep -q '^regiondirektor decides,53,71' compare.csv && grep -q '^fundable,108,108' compare.csv
verdict $? "scenarios side by side, and as a list for Excel"

ask 'sweep pool_limit from 120 mkr to 150 mkr step 10 mkr show granted, count fundable' plot ':svg pool.svg' \
    'solve director_limit for fundable = 108 from 0.9 mkr to 1.1 mkr'
has '  150.00 mkr  149.99 mkr        44' && has 'pool_limit varied' && grep -q '<svg' pool.svg
verdict $? "a sweep as a table, a chart and a picture"

ask 'sweep pool_limit from 120 mkr to 150 mkr step 30 mkr, director_limit from 1 mkr to 2 mkr step 1 mkr show granted by decider, count fundable' \
    plot ':svg pools.svg'
[ "$(grep -c '^fundable$' out)" = 2 ] && [ "$(grep -c '^Regionstyrelsen, mkr$' out)" = 2 ] && grep -q '<svg' pools.svg
verdict $? "a sweep over two parameters: a table for each of what is measured"

ask 'explain 212' 'why not 40' 'test that "212 waits"'
has 'What would change it' && has 'amount' && has '  expect fundable, decider regionstyrelsen, granted'
verdict $? "why, why not, and a test of it"
mkdir rules && cp -r "$(dirname "$rules")"/* rules/
printf '%s\n' 'explain 46' 'set pool_limit = 150 mkr' 'test that "46 as it is"' 'save test to rules/omstallning_2026.anslag' \
  'save scenario "larger still" to rules/omstallning_2026.anslag' |
  "$anslag" repl rules/omstallning_2026.anslag --db a.db > out 2>&1
"$anslag" test rules/omstallning_2026.anslag >> out 2>&1 && grep -q 'test "46 as it is"' rules/omstallning_2026.anslag &&
  "$anslag" run rules/omstallning_2026.anslag --db a.db --dry-run --scenario 'larger still' >> out 2>&1
verdict $? "a test and a scenario saved to the guideline stand in it, and hold"

# ---- declarations -----------------------------------------------------------------------------------

ask 'frame director = 12 mkr within pool' :set frames
has '53 → 36 (−17)' && has '  replace in decision stod frame director = 12 mkr within pool' && has 'director     11.97 mkr   12 mkr'
verdict $? "a frame of a decision, typed alone, is another version of it"

ask 'add to decision stod criterion small "Small" requires amount at most 5 mkr else "Too large."' '40.outcome' \
    'parameter director_limit = 2 mkr' director_limit undo undo '40.outcome'
has '  rejected' && has '  2 000 000 kr' && [ "$(tail -1 out)" = '  waitlisted' ]
verdict $? "criteria and parameters are laid over the rules, and undone"
ask 'criterion small "Small"
  requires amount at most 5 mkr else "Too large."' 'define twice(a) = a.amount * 2' 'all top 1 by amount show id, amount'
has 'the first 1 of 303'; verdict $? "a clause alone is a clause of the decision"

# ---- a pasted table ------------------------------------------------------------------------------------

printf 'id\tamount\n40\t30000000\n2\t900000\n\n:set\nundo\n' | "$anslag" repl "$rules" --db a.db > out 2>&1
has '  40 amount: 120 000 000 kr → 30 000 000 kr' && has '  2 facts of 2 records' && has 'all stands as the rules are'
verdict $? "a pasted table changes facts, listed, in one step"

# ---- Swedish --------------------------------------------------------------------------------------------

"$anslag" schema "$swedish" | sqlite3 b.db
for record in organisation ansökan sökande_i; do
  "$anslag" import "$swedish" --db b.db --keep-bad $record "$root/examples/8_a_week/$record.csv" > import.log 2>&1
done
printf '%s\n' 'sätt maxbelopp = 1,5 mkr' 'återställ' 'sätt avsatta_medel = 150 mkr' 'kan beviljas topp 1 efter belopp' \
  'variera avsatta_medel från 120 mkr till 150 mkr steg 30 mkr visa beviljat, antal kan beviljas' 'skillnader per område' \
  'varför inte 41' 'tänk om 40, belopp 30 mkr' 'utan gemensam_nytta' 'gör om' |
  "$anslag" repl "$swedish" --db b.db --keep-going > out 2>&1
has 'regiondirektören beslutar 53 → 49 (−4)' && has 'obs högre gräns men färre beslut' && has '108 → 44 (−64)' &&
  has 'ansökan 40 (120 mkr, inkommen 2026-01-06)' && has 'kan beviljas' && has 'det finns inget att göra om'
verdict $? "Swedish rules are asked and answered in Swedish"
! grep -E '^  [a-z].*\b(the|and|with|from|gets)\b' out; verdict $? "and in Swedish only"

ask_sv() { printf '%s\n' "$@" | "$anslag" repl "$swedish" --db b.db --keep-going > out 2>&1; }
# ---- what a newcomer types -------------------------------------------------------------------------------

ask_sv hjälp 'tänk om 40, belopp 30 mkr' ramar skillnader
has ':avsluta' && has 'full från 41' && has ':skriv FIL.csv ger alla' && ! has ':once'
verdict $? "help without its colon; what binds is not cut off; commands in the language of the rules"
[ -z "$(LC_ALL=C awk '{ gsub(/[\200-\277]/, "") } length($0) > 80' out)" ]
verdict $? "at 80 columns nothing is wider"
ask_sv 'visa 40' 'varför 40' 'per 5'; [ "$(grep -c 'så börjar ingen fråga: :hjälp visar orden' out)" = 3 ]
verdict $? "what begins like no question is pointed to the words"
ask_sv 'plot' 'targets'
has 'ordet här är rita' && has 'ordet här är mål' && ! grep -q 'ett utfall, beviljat' out
verdict $? "a word alone in the other language is told, not measured"
ask_sv 'varför inte' 'förklara' 'varför inte 40'
has 'nyckeln till en uppgift saknas efter "varför inte"' && has 'skriv den efter: förklara 40' && has 'ansökan 40'
verdict $? "a verb without its key says so, and the next line is its own"
ask_sv 'sätt maxbelopp = 1.500.000 kr'; has 'eller utan punkt om det är tusental'
verdict $? "points between thousands"
ask_sv 'maxbelopp = 2 mkr'; has '  nej' && has 'för att anta det: sätt maxbelopp = …'
verdict $? "a comparison of a parameter tells how to assume it"
ask_sv 'sätt maxbelopp = 1,5 mkr' 'återställ allt' ':sätt'; has 'inget antas: reglerna som de är'
verdict $? "unset all"
printf 'tänk om\nnr\tbelopp\n40\t30 000 000\n' | "$anslag" repl "$swedish" --db b.db > out 2>&1
has '40 belopp: 120 000 000 kr → 30 000 000 kr'; verdict $? "a table below what if"
ask_sv :foo; ! has 'menade du'; verdict $? "no far-fetched suggestion"
ask 'set pool_limit = 150 mkr' 'what if 40, amount 30 mkr' quit granted; has 'one that differs' && ! has '  149 9'
verdict $? "one record in the singular; a word ends the dialogue"

# ---- what goes wrong changes nothing ---------------------------------------------------------------------

ask 'set director_limit = 1.5 mkr' 'set director_limt = 2 mkr' 'set pool_limit = 150 mkr'; status=$?
[ $status = 1 ] && has 'did you mean director_limit?' && ! has 'pool_limit = 150'
verdict $? "a script stops at its first mistake, with its code"
[ "$before" = "$(sha256sum a.db)" ]; verdict $? "nothing was written to the database"

{ for i in 1 2 3 4 5; do
    cat <<'IN'
set director_limit = 1.5 mkr
set director_limit =
set director_limit = yes
set nonsense = 3
unset nothing
undo
undo
redo
redo
212.
212.nothing
)(
explain 999999
why not "x,y"
what if 40, id 3
what if 40, amount "x"
what if 40, amount 1 kr, amount 2 kr
without nothing
without common_benefit
compare baseline, nowhere
scenario "nowhere"
sweep pool_limit from 1 mkr to 2 mkr step 0 mkr show granted
sweep pool_limit from 1 mkr to 100 mkr step 1 öre show granted
sweep nothing from 1 to 2 step 1 show granted
sweep pool_limit from 120 mkr to 130 mkr step 5 mkr show nothing
solve pool_limit for granted
plot
:svg
:once nowhere/x.csv
:hold some
:hold none
:nothing
:help nothing
:help E0830
criterion
parameter x
use std.money
guideline other "x"
add to decision nothing criterion x requires yes
repeal stod.focus
undo
fundable where amount
fundable top 0 by amount
all where nothing = 3
budget
targets
save scenario "x" to /nowhere/x.anslag
test that "x"
save test to /nowhere/x.anslag
diff by nothing
diff by focus
"unclosed
'unclosed
(1 + 2

1 / 0
%
-- only a comment
frames
unset
IN
  done
} > lines
"$anslag" repl "$rules" --db a.db --keep-going < lines > out 2>&1; status=$?
[ $status -gt 0 ] && [ $status -lt 128 ] && [ "$(tail -1 out)" != "" ] && grep -q "full from" out &&
  ! grep -qE 'AddressSanitizer|runtime error|Segmentation' out
verdict $? "300 lines, valid and not, never end the session"

# ---- what is no script, and what must not be replaced --------------------------------------------------

"$anslag" repl "$rules" --db a.db < "$work" > out 2>&1; [ $? = 3 ] && has 'E0601'
verdict $? "a script that cannot be read is no empty one"
cp a.db copy.db; ln -s copy.db copy.csv
ask_on() { printf '%s\n' "$@" | "$anslag" repl "$rules" --db a.db --keep-going > out 2>&1; }
ask_on 'set pool_limit = 150 mkr' 'save scenario "x" to copy.db' 'save scenario "x" to copy.db' \
  'fundable top 2 by amount' ':once copy.csv' ':once copy.csv'
[ $? = 3 ] && has '"copy.csv" is a database, and is not replaced' && cmp -s a.db copy.db
verdict $? "nothing that is saved takes the place of a database"
