#!/bin/sh
# anslag deadlines: what the rules say, what has been noted, what decisions start; the day asked about; as a
# list and as a calendar (RFC 5545).
#   tests/command/duties.sh ANSLAG
set -u
anslag=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; cat out; fi; }
holds() { grep -qE "$1" out; verdict $? "$2"; }
lacks() { ! grep -qE "$1" out; verdict $? "$2"; }

cp "$here"/../good/duties/plan.txt "$here"/../good/duties/tasks.csv .
cat > plan.anslag <<'RULES'
plan year "Plan for the year"
  status adopted 2023-11-01
document plan from "plan.txt"
body council "Council" also called "KF"
body care    "Care board" also called "CB"
body housing "Housing board"
group boards = care, housing
record office "Office"
  id    integer key
  name  text
  large yes/no
group offices = office where large
meeting november "The council in November" at council 2024-11-04
assignments from "tasks.csv" source plan quote words
report interim "Interim report; a long title, with a comma, and åäö to fold over more than one line of the calendar"
  owed by boards to council covering 2024-01 to 2024-08 due before november
  assumed "An example."
report monthly "Monthly" owed by care to council covering 2024-04, 2024-07 due 2024-08-31
  assumed "An example."
report large_ones "Of the large" owed by offices to council due 2024-02-29
  assumed "An example."
record measure "Measure"
  id        integer key
  deviation deviation
  step      sanctions
record deviation "Deviation"
  id       integer key
  name     text
  seen     date
  measures list of measure by deviation optional
ladder sanctions "Sanctions" on deviation
  step reminder "Reminder"
  step plan     "Action plan" due seen + 30 days
  step penalty  "Penalty"
  assumed "An example."
record case "Case"
  id      integer key
  good    yes/no
  decided date optional
  who     text optional
  sent    yes/no optional
  recorded decision decider = who, decided = decided
decision grant on case
  criterion quality requires good assumed "An example."
  decided by council assumed "An example."
  deadline account "Account" when decided is given
    owed by offices to council due decided + 10 days
    fulfilled when sent is given
    assumed "An example."
  deadline later "Later" when decided is given owed by council to council due 2025-02
    assumed "An example."
RULES

"$anslag" deadlines plan.anslag > out 2>&1; [ $? = 2 ] && grep -q -- '--as-of' out
verdict $? "the day asked about is needed"
"$anslag" deadlines plan.anslag --as-of 2024-09-01 > out 2>&1; verdict $? "without a database"
holds '^Care board$' "by body"
holds '2024-06-30 +overdue +T1: Mobile teams' "overdue"
holds '2024-11-03 +due +interim' "T6 before a meeting: the day before it"
holds '2024-12, day not set +due +T2' "of a month the day is not set"
holds 'until further notice +T3' "until further notice"
holds 'pending +T4' "pending"
holds '2024-08-31 +overdue +monthly 2024-04' "a report for each period"
holds '2024-02-29 +overdue +large_ones' "a group without its records is named itself"
holds 'after T2, T3' "what it waits for"
"$anslag" deadlines plan.anslag --as-of 2024-06-30 --body CB > out 2>&1
holds '2024-06-30 +due +T1' "on its day it is due"
lacks '^Housing board$' "of one body only"
"$anslag" deadlines plan.anslag --as-of 2024-06-30 --body Nobody > out 2>&1; [ $? = 2 ]
verdict $? "a body that owes nothing is told"
"$anslag" bevaka plan.anslag --as-of 2024-06-30 --organ CB --lang sv > out 2>&1; verdict $? "in Swedish"

"$anslag" schema plan.anslag | sqlite3 a.db
sqlite3 a.db "insert into office values (1, 'North', 1), (2, 'South', 0), (3, 'Care board', 1);
  insert into deviation values (1, 'Clinic', '2024-08-01'), (2, 'Surgery', '2024-08-01');
  insert into measure values (1, 1, 'reminder'), (2, 2, 'plan'), (3, 2, 'penalty');
  insert into 'case' values (1, 1, '2024-08-01', 'KF', null), (2, 1, '2024-08-01', 'KF', 1), (3, 1, null, null, null), (4, 1, '2024-08-20', null, null);
  insert into anslag_duty values ('assignment', 'T1', 'CB', null, 'done', '2024-06-01', 'case 12'),
    ('assignment', 'T4', null, '2024-10-01', 'begun', null, null),
    ('report', 'monthly 2024-04', '', null, 'klar', null, null), ('report', 'monthy', '', null, 'done', null, null);"
"$anslag" deadlines plan.anslag --db a.db --as-of 2024-09-01 > out 2>&1; verdict $? "with a database"
holds '2024-06-30 +done +T1' "what has been noted as done"
holds '^    case 12' "its evidence"
holds '2024-10-01 +due +T4' "a day noted where the rules set none"
holds '2024-08-31 +done +monthly 2024-04' "of one period"
holds '2024-08-31 +overdue +monthly 2024-07' "not of the other"
holds 'nothing owed is called "monthy"' "a row that stands for nothing is told"
holds '^North$' "each member of a group"
lacks '^South$' "and no other"
[ "$(grep -c '^Care board$' out)" = 1 ]; verdict $? "an organisation is the body of its name"
holds '2024-08-11 +overdue +account 1: Account$' "S8 a deadline of a decision taken"
holds '2024-08-11 +done +account 2' "fulfilled"
holds '2024-08-30 +overdue +account 4: Account \(proposal\)' "of none yet: a proposal"
holds '2025-02, day not set +due +later 1' "T6 a deadline within a month"
lacks 'account 3' "without a day it has not begun"
holds '2024-08-31 +overdue +sanctions 1: Clinic: Action plan' "the step of a ladder"
lacks 'sanctions 2' "no step left"
"$anslag" deadlines plan.anslag --db a.db --as-of 2024-09-01 --to list.csv 2> out; verdict $? "to a CSV file"
cp list.csv out; holds 'North,report,large_ones,Of the large,day,2024-02-29,overdue' "a row for each who owes it"
"$anslag" deadlines plan.anslag --db a.db --as-of 2024-09-01 --format json > out 2>/dev/null; verdict $? "as JSON"
python3 -c 'import json; d = json.load(open("out")); assert any(r["name"] == "T2" and r["due"] == "2024-12" and r["when"] == "day not set" for r in d["rows"])'
verdict $? "with days that are not set"

"$anslag" deadlines plan.anslag --as-of 2024-09-01 --to plan.ics 2> out; verdict $? "to a calendar"
"$anslag" deadlines plan.anslag --as-of 2024-09-01 --format ics > again.ics 2> out; cmp plan.ics again.ics > out 2>&1
verdict $? "the same bytes again"
python3 - > out 2>&1 <<'CHECK'
raw = open("plan.ics", "rb").read()
assert raw.endswith(b"END:VCALENDAR\r\n")
lines = raw.split(b"\r\n")[:-1]
assert all(b"\n" not in line and b"\r" not in line for line in lines), "CRLF"
assert all(len(line) <= 75 for line in lines), "75 octets"
for line in lines: line.decode("utf-8")
text = raw.replace(b"\r\n ", b"").decode("utf-8")
events = text.split("BEGIN:VEVENT")[1:]
uids = [l for l in text.split("\r\n") if l.startswith("UID:")]
assert len(set(uids)) == len(uids) == len(events) > 0, "UID"
assert "DTSTART;VALUE=DATE:20241103\r\nDTEND;VALUE=DATE:20241104" in text
assert "DTSTAMP:20240901T000000Z" in text
assert "SUMMARY:Care board: Interim report\\; a long title\\, with a comma\\, and åäö" in text
assert "SUMMARY:Council: The council in November" in text
assert "(day not set)" in text
CHECK
verdict $? "RFC 5545: lines, folding, escapes, days"

"$anslag" check plan.anslag --pending > out 2>&1
holds 'tasks.csv:5  T4  Training again' "check --pending: a day left open"
lacks 'november' "a meeting whose day is set leaves nothing open"
cat > open.anslag <<'RULES'
plan year "Plan for the year"
document plan from "plan.txt"
body council "Council"
meeting april at council 2025-04
conflict fees "300 or 400 kr"
  between plan "The fee is 300 kr a day"
  and plan in "Annex 2" "Fee 400 kr a day"
parameter days = pending
  source plan "due within 30 days of the decision"
RULES
"$anslag" check open.anslag --pending > out 2>&1
holds 'days$' "a parameter"
holds 'april  2025-04, day not set' "a meeting of which only the month is set"
holds 'fees  300 or 400 kr' "an open conflict"
