#!/bin/sh
# A record that can be trusted: decisions by a proposal and otherwise, their chain, the facts they rest on,
# what has changed since, runs judged again, and what an audit finds.
#   tests/command/record.sh ANSLAG
set -u
anslag=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp -r "$here/../../rules/omstallning/." "$work/"
cd "$work" || exit 1
data=$here/../acceptance/omstallning rules=omstallning_2026.anslag
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; cut -c1-150 out | sed 's/^/    /' | head -12; fi; }
same() { [ "$1" = "$2" ]; status=$?; [ $status = 0 ] || echo "$1, not $2" >> out; verdict $status "$3"; }
ask() { sqlite3 a.db "$1"; }
run() { "$anslag" "$@" > out 2>&1; }
says() { grep -qF -- "$1" out; verdict $? "$2"; }
refused() {  # refused CODE EXIT NAME COMMAND…
  code=$1 ended=$2 name=$3; shift 3
  before=$(ask "select count(*), max(hash) from anslag_decided" 2>&1)
  "$anslag" "$@" > out 2>&1; status=$?
  [ $status = "$ended" ] && grep -q "\[$code\]" out &&
    [ "$before" = "$(ask "select count(*), max(hash) from anslag_decided" 2>&1)" ]
  verdict $? "$code $name"
}
whole() { run runs $rules --db a.db --verify; verdict $? "$1"; }

run schema $rules --db a.db
for record in organisation application applicant; do
  run import $rules --db a.db --keep-bad $record "$data/$record.csv"
done
run run $rules --db a.db --as-of 2026-09-08
decide="decide $rules --db a.db --run 1"

# What is refused writes nothing.
refused E0860 2 "an unknown run" decide $rules --db a.db --run 7 --by RS --on 2026-10-14
refused E0861 2 "an unknown body" $decide --by RX --on 2026-10-14
"$anslag" $decide --by RS --on 2026-09-07 --dry-run > out 2>&1 && grep -q 'W0863' out
verdict $? "a day before the run is told of, and taken"
refused E0864 1 "a body for which nothing is proposed" $decide --by RF --on 2026-10-14
refused E0801 2 "no day" $decide --by RS
printf 'record,outcome,granted\n9999,fundable,1\n' > wrong.csv
refused E0865 1 "a record that was not judged" $decide --by RS --on 2026-10-14 wrong.csv
printf 'record,outcome\n49,perhaps\n' > wrong.csv
refused E0869 1 "an unknown outcome" $decide --by RS --on 2026-10-14 wrong.csv
printf 'record,outcome,granted\n49,rejected,5\n' > wrong.csv
refused E0869 1 "an amount for what is refused" $decide --by RS --on 2026-10-14 wrong.csv
printf 'record,outcome\n49,fundable\n49,rejected\n' > wrong.csv
refused E0509 1 "a record listed twice" $decide --by RS --on 2026-10-14 wrong.csv
printf 'record,granted\n49,much\n' > wrong.csv
refused E0501 1 "an amount that is none" $decide --by RS --on 2026-10-14 wrong.csv
printf 'record,outcome\n49,fundable\n' > wrong.csv
refused E0872 1 "a correction of what is not decided" $decide --by RS --on 2026-10-14 --replace wrong.csv

# As proposed, and otherwise.
printf 'Ansökan;utgång;beviljat;skäl\n49;kan beviljas;2 000 000,50;etapp 1\n50;avslag;;väntar på utredning\n46;bordlagd;;\n' > differs.csv
run $decide --by RS --on 2026-10-14 --ref "§ 187" --dry-run differs.csv
says "Would be recorded: 52 as proposed, 2 differ" "a dry run tells the same"
same "$(ask "select count(*) from sqlite_schema where name = 'anslag_decided'")" 0 "and writes nothing"
run $decide --by RS --on 2026-10-14 --ref "§ 187" differs.csv; verdict $? "the board decides"
says "Recorded: 52 as proposed, 2 differ (49: 2 mkr in place of 2.36 mkr" "what differs is told"
says "Left for another time: 1." "a record is left for another time"
says "due 2027-10-14" "deadlines count from the day of the decision"
same "$(ask "select group_concat(outcome || ' ' || n, ', ') from (select outcome, count(*) n from anslag_decided group by 1 order by 1)")" \
  "fundable 53, ineligible 14, rejected 50" "who decides when nobody else does takes the refusals too"
same "$(ask "select deviates, granted, reference, reason from anslag_decided where record = '49'")" \
  "granted|200000050|§ 187|etapp 1" "a line says what differs and why"
same "$(ask "select deviates from anslag_decided where record = '50'")" "outcome,granted" "and an outcome that does"
same "$(ask "select value from anslag_fact where record = '50' and field = 'amount'")" "424_027.93 kr" "facts are kept as the rules write them"
same "$(ask "select group_concat(value, '; ') from (select value from anslag_fact where record = '50' and field in ('applicants', 'applicants[2].kind') order by rowid)")" \
  "3, 7, 14; committee" "those of lists too"
refused E0862 1 "all is decided already but what was left" $decide --by RS --on 2026-10-15 differs.csv
run $decide --by RS --on 2026-10-15; says "Recorded: 1 as proposed." "what was left is decided later"
refused E0862 1 "nothing is left" $decide --by RS --on 2026-10-16
run $decide --by regiondirektor --on 2026-10-20; says "Recorded: 53 as proposed." "the director decides his own"
whole "the chain is whole"

# Decisions open the next run's frames, and the run judges them without serving them again.
run run $rules --db a.db --as-of 2026-10-21 --format json
same "$(ask "select opening from anslag_frame where run_id = 2 and frame = 'pool'")" \
  "$(ask "select sum(granted) from anslag_decided")" "decisions open the next frames"
same "$(ask "select count(*) from anslag_decided d join anslag_decision p on p.record = d.record and p.run_id = 2
  where p.outcome <> d.outcome or ifnull(p.granted, 0) <> ifnull(d.granted, 0)")" 0 "and stand in the next proposal"
same "$(ask "select due from anslag_deadline where run_id = 2 and record = '49'")" 2027-10-14 "with their deadlines"
run letters $rules --db a.db --to letters
same "$(ls letters | wc -l)" "$(ask "select count(*) from anslag_decided")" "each decision has its letter"
run runs $rules --db a.db replay 1; says "the same digest" "a run is judged again without what was decided after it"
run runs replay 1 $rules --db a.db; says "the same digest" "and where the rules are named last"

# A correction stands in the place of what was decided.
printf 'record,outcome,granted,reason\n50,fundable,424027.93,the inquiry is done\n' > corrections.csv
run decide $rules --db a.db --run 2 --by RS --on 2026-12-01 --replace corrections.csv; verdict $? "a correction"
same "$(ask "select replaces from anslag_decided where record = '50' and replaces is not null")" \
  "$(ask "select min(id) from anslag_decided where record = '50'")" "it says which line it replaces"
run explain $rules --db a.db 50; says "424" "and counts from then on"
whole "the chain is whole with a correction"
head=$(ask "select hash from anslag_decided order by id desc limit 1")
run runs $rules --db a.db --verify --head "$head"; verdict $? "the head noted is in the chain"

# What was decided is explained as it was.
(head -1 "$data/application.csv"; grep '^25,' "$data/application.csv" | sed 's/staffing,0,/staffing,900000,/') > completed.csv
run import $rules --db a.db --update application completed.csv
run explain $rules --db a.db 25 --decided; verdict $? "a decision is explained"
says "Decision 10 (stod 25): rejected, 2026-10-14, Regionstyrelsen, § 187." "who decided what, and when"
says "effect_short: 0 kr" "from the facts of then"
says "effect_short was changed 0 kr → 900 000 kr (file" "what was changed since, by which file"
tr '\n' ' ' < out | tr -s ' ' > flat; mv flat out
says "Judged today: fundable. No new decision is recorded." "and what it would be today"
sed -i 's/^parameter director_limit.*= 1 mkr/&/; s/effect_short above 0 kr else/effect_short above 1 kr else/' $rules
run explain $rules --db a.db 25 --decided
says "requires effect_short above 0 kr" "by the rules of then"
says "other than today's" "which are told apart from today's"
run explain $rules --db a.db 25 --run 1 --format json
same "$(sqlite3 :memory: "select json_extract(cast(readfile('out') as text), '$[0].since[0].field'), json_extract(cast(readfile('out') as text), '$[0].today')")" \
  "effect_short|fundable" "the same in JSON"
refused E0870 2 "one that is not decided" explain $rules --db a.db 30 --decided
run runs $rules --db a.db replay 1; [ $? = 1 ]; verdict $? "a run comes out otherwise after its data have changed"
says "they have changed since" "and it is said why"
says "stod 25  outcome: rejected" "and for which record"
cp "$here/../../rules/omstallning/$rules" .

# What an audit finds.
sqlite3 a.db "insert into anslag_duty (kind, name, body, due, status, done_on) values ('deadline', 'outcome_report 49', '', '', 'done', '2027-11-01')" 2> /dev/null
run audit $rules --db a.db --as-of 2027-10-18 --format json; verdict $? "an audit with findings exits 0"
count() { sqlite3 :memory: "select json_extract(cast(readfile('out') as text), '$.counts.$1')"; }
same "$(count facts)" 1 "facts changed after the decision"
same "$(count power)" 0 "nobody went beyond his power"
same "$(sqlite3 :memory: "select json_extract(cast(readfile('out') as text), '$.frames[0].most') > 0")" 1 "the most that was drawn"
[ "$(count late)" -gt 50 ]; verdict $? "reports that are late"
printf 'record,outcome,granted,decider,reason\n45,fundable,1000000.01,regiondirektor,\n' > beyond.csv
key=$(ask "select record from anslag_decision where run_id = 2 and outcome = 'waitlisted' order by rowid limit 1")
sed -i "s/^45/$key/" beyond.csv
run decide $rules --db a.db --run 2 --by RS --on 2026-12-02 beyond.csv; says "outside the limits of that power" "outside power is recorded and told"
run audit $rules --db a.db --from 2026-12-02 --until 2026-12-02; says "above the limit 1 000 000 kr of that day" "with the limit of the day"
says "without a reason" "a decision otherwise than proposed wants a reason"
run granska $rules --db a.db --från 2026-12-02 --lang sv --till fynd.csv; grep -q "över gränsen 1 000 000 kr den dagen" fynd.csv
verdict $? "the same in Swedish, as a list"
sqlite3 a.db ".backup gone.db"
sqlite3 gone.db "delete from applicant where application = 49; delete from application where id = 49"
run audit $rules --db gone.db --as-of 2027-10-18; says "49: the record is no longer in the database" "a record that is gone after its decision"
run audit $rules --db gone.db --until 2026-01-01; ! grep -q "no longer in" out; verdict $? "told with the days of its decision"
cat > raised.anslag <<'RAISED'
amendment raised of omstallning_2026 "Higher limit"
  status adopted by regionstyrelsen 2026-11-20 "§ 112"
  in force 2026-12-02 until further notice
  assumed "a test"

set director_limit = 1.5 mkr governed by decided
  assumed "a test"
RAISED
run audit . --db a.db; verdict $? "rules that read the day of the run are audited as of today"
! grep -q "above the limit" out; verdict $? "on its first day a raised limit holds"
sed -i s/2026-12-02/2026-12-03/ raised.anslag
run audit . --db a.db; says "limit 1 000 000 kr of that day; 1 500 000 kr" "the day before it does not"
rm raised.anslag
ask "update anslag_decided set granted = granted + 1 where record = '49'"
run audit $rules --db a.db; [ $? = 1 ]; verdict $? "a broken record exits 1"
says "THE RECORD IS BROKEN" "and is told first"
ask "update anslag_decision set granted = granted + 1 where run_id = 2 and record = '49'"
refused E0867 1 "rows that were changed" decide $rules --db a.db --run 2 --by RS --on 2026-12-03 --replace corrections.csv

# run --commit; data changed between a run and its decision.
run schema $rules --db b.db
for record in organisation application applicant; do
  run import $rules --db b.db --keep-bad $record "$data/$record.csv"
done
run run $rules --db b.db --commit; [ $? = 2 ]; verdict $? "run --commit needs a day"
run run $rules --db b.db --as-of 2026-05-02
(head -1 "$data/application.csv"; grep '^25,' "$data/application.csv" | sed 's/staffing,0,/staffing,900000,/') > completed.csv
run import $rules --db b.db --update application completed.csv
run decide $rules --db b.db --run 1 --by RS --on 2026-05-03; status=$?
[ $status = 1 ] && grep -q E0866 out; verdict $? "E0866 a proposal that the data no longer bear"
run run $rules --db b.db --commit --as-of 2026-05-03; verdict $? "run --commit"
same "$(sqlite3 b.db "select count(distinct decider), count(*) - count(deviates), min(decided_on) from anslag_decided")" \
  "2|$(sqlite3 b.db "select count(*) from anslag_decided")|2026-05-03" "decides as proposed, each by its decider"
run runs $rules --db b.db --verify; verdict $? "and the chain is whole"

# The proposals gone with their table.
cp b.db dropped.db; sqlite3 dropped.db "drop view anslag_decision"
run runs $rules --db dropped.db --verify; [ $? = 1 ] && grep -q 'run 1: its rows give another digest' out
verdict $? "a table that was dropped is no record kept"

# A file that is far longer than the run, and names what it has not judged: told soon.
{ echo record,outcome; seq 1000 90000 | sed 's/$/,rejected/'; } > long.csv
timeout 20 "$anslag" decide $rules --db b.db --run 1 --by RS --on 2026-05-03 long.csv > out 2>&1; status=$?
[ $status = 1 ] && grep -q E0865 out; verdict $? "a long list of decisions is read in seconds"
