#!/bin/sh
# anslag letters: one page a record by its decision, drafts marked, only what the applicant states asked for, all
# escaped; and what explain and run say of conflicts, judgement and ladders.
#   tests/command/letters.sh ANSLAG
set -u
anslag=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; cat out; fi; }
holds() { grep -qF "$1" out; verdict $? "$2"; }
lacks() { ! grep -qF "$1" out; verdict $? "$2"; }

cp "$here"/../good/duties/plan.txt .
cat > rules.anslag <<'RULES'
guideline g "Grants & co"
  issued by "The <Board>"
  currency SEK
  sent to board, all
document plan from "plan.txt" "The plan"
body board "The board" also called "B"
body clerk "The clerk"
group all "All of them" = board, clerk
codelist size small "A small one" large "A large one"
record case "Case"
  id     integer key
  name   text "Name"
  amount money "Amount"
  good   yes/no "Good"
  sure   yes/no "Sure" assessed by board
  kind   size
  last   sanctions optional
  who    text optional
  day    date optional
  got    money optional
  ref    text optional
  recorded decision decider = who, granted = got, decided = day, reference = ref
ladder sanctions "Sanctions" on case
  step reminder "Reminder" due day_of_sanctions
  step penalty  "Penalty"
  assumed "An example."
parameter day_of_sanctions = 2026-03-01 assumed "An example."
conflict fees "300 kr or 400 kr"
  between plan "The fee is 300 kr a day"
  and plan in "Annex 2" "Fee 400 kr a day"
  follows plan in "Annex 2" because "it is newer"
decision judge on case
  criterion quality requires good else "{name} is not good enough."
    source plan in "Annex 2" "Fee 400 kr a day"
  criterion sure requires sure else "Not sure." assumed "An example."
  decided by board assumed "An example."
  condition same "Nothing else." assumed "An example."
  deadline account "Account" owed by board to board due 2026-12-31 assumed "An example."
  shows twice = 2 * amount
not encoded "the greatest effect" source plan "The care board shall draw up a strategy"
  because "people weigh it" needs judgement in sure
letter refusal "Decision: refusal" when rejected
  "The board has on {decided_on} § {reference} refused application {id} of {amount} ({kind})."
  "Reasons: {reasons}" "{sources}"
letter grant "Decision" when fundable
  "{decider} grants {granted} of {twice} to {name}." "{conditions}" "{deadlines}"
letter ask "More is needed" when incomplete
  "We ask for: {missing}."
RULES
"$anslag" schema rules.anslag | sqlite3 a.db
sqlite3 a.db "insert into 'case' values (1, 'A <b> & \"co\"', 10000, 1, 1, 'small', null, 'B', '2026-02-01', 10000, '12'),
  (2, 'Bo', 100, 0, 0, 'large', 'reminder', 'board', '2026-02-01', null, '13'),
  (3, 'Cy', 100, null, null, 'small', null, null, null, null, null),
  (4, 'Di', 100, 1, 1, 'small', 'penalty', null, null, null, null);"

"$anslag" letters rules.anslag --db a.db --to out.d > out 2>&1; verdict $? "letters by decisions taken"
[ "$(ls out.d | tr '\n' ' ')" = "judge_grant_1.html judge_refusal_2.html " ]; verdict $? "one each"
cp out.d/judge_grant_1.html out
holds '<p>The board grants 100 kr of 200 kr to A &lt;b&gt; &amp; &quot;co&quot;.</p>' "escaped and filled in"
holds '<p>2026-12-31: Account</p>' "with its deadlines"
lacks 'Draft' "a decision is no draft"
cp out.d/judge_refusal_2.html out
holds 'has on 2026-02-01 § 13 refused application 2 of 1 kr (A large one).' "with day and reference"
holds 'is not good enough. Not sure.' "with every reason"
holds 'The plan, Annex 2: ”Fee 400 kr a day”' "with its sources"
sqlite3 a.db "create table anslag_decided (id integer primary key, run_id, decision, record, outcome, granted, currency, decider,
    decided_on, reference, deviates, reason, recorded_at, replaces, previous_hash, hash);
  insert into anslag_decided (decision, record, outcome, granted, decider, decided_on, reference) values ('judge', '3', 'rejected', null, 'board', '2026-03-03', '77');"
"$anslag" letters rules.anslag --db a.db --to decided > out 2>&1; cp decided/judge_refusal_3.html out
holds 'has on 2026-03-03 § 77 refused application 3' "by a decision that anslag recorded"
sqlite3 a.db "drop table anslag_decided"
"$anslag" brev rules.anslag --db a.db --till drafts --utkast > out 2>&1; verdict $? "drafts, in Swedish"
[ "$(ls drafts | wc -l)" = 4 ]; verdict $? "a draft for each without a decision"
cp drafts/judge_ask_3.html out
holds '<p>We ask for: Good.</p>' "only what the applicant states is asked for"
holds 'Draft: no decision has been taken.' "marked as a draft"
"$anslag" letters rules.anslag --db a.db --to by --decider "The clerk" --draft --quiet > out 2>&1; [ -z "$(ls by)" ]
verdict $? "only what that body decides"
"$anslag" letters rules.anslag --db a.db > out 2>&1; [ $? = 2 ]; verdict $? "a folder is needed"

"$anslag" explain rules.anslag --db a.db 2 > out 2>&1
holds 'Penalty (Sanctions)' "explain: the step proposed"
holds 'reading: 300 kr or 400 kr; plan in "Annex 2" is followed: it is' "explain: the conflict, and what is followed"
holds 'Needs judgement: the greatest effect: people weigh it' "explain: what needs judgement"
holds 'Issued by The <Board>' "explain: whose rules"
holds 'Sent to The board, All of them' "explain: who is told"
"$anslag" run rules.anslag --db a.db --quiet > out 2>&1
of() { sqlite3 -separator ' ' a.db "$1" | tr '\n' ';' > out; }
of "select record, value from anslag_value where name = 'sanctions' order by record"
holds '1 reminder;2 penalty;3 reminder;' "run: the step proposed for each"
of "select record, verdict, reason from anslag_finding where rule = 'sure' and verdict = 'noted' order by record limit 1"
holds '1 noted Needs judgement: the greatest effect: people weigh it;' "run: noted for judgement"
of "select noted from anslag_decision where record = '2'"
holds 'sure;' "run: in the row of the decision"

cat > texts.anslag <<'RULES'
guideline g "G"
record case "Case"
  id   text key
  good yes/no
decision judge on case
  criterion quality requires good assumed "An example."
letter refusal "Refusal" when rejected "Application {id}."
RULES
"$anslag" schema texts.anslag | sqlite3 t.db
sqlite3 t.db "insert into 'case' values ('2026/1', 0), ('2026:1', 0), ('2026_1', 0), ('2026_1_2', 0), ('A', 0), ('a', 0),
  ('../../up', 0), (printf('%.300c', 'x'), 0), (printf('%.300c', 'x') || 'y', 0);"
"$anslag" letters texts.anslag --db t.db --to texts --draft > out 2>&1; verdict $? "keys of any kind"
[ "$(ls texts | tr '[:upper:]' '[:lower:]' | sort -u | wc -l)" = 9 ]; verdict $? "a file each, also of keys that are written alike"
[ "$(cat texts/*.html | grep -c 'Application ')" = 9 ]; verdict $? "and each its own letter"
