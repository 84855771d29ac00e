#!/bin/sh
# Deadlines of runs owed by whom a field or a list names: told from columns, no record judged by
# itself for it; who owes the same on the same day shares what is written, what is one record's own
# stands in its row.
#   tests/command/run_owers.sh ANSLAG
set -u
anslag=$1
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; cut -c1-150 out | sed 's/^/    /' | head -12; fi; }
same() { [ "$1" = "$2" ]; status=$?; [ $status = 0 ] || printf '%s\n--- not\n%s\n' "$1" "$2" > out; verdict $status "$3"; }
run() { "$anslag" "$@" > out 2>&1; }
in_db() { sqlite3 "$1" "$2" 2>&1; }
owed() { in_db "$1" "select record, deadline, owed_by, owed_to, due from anslag_deadline where run_id = 1 order by cast(record as integer), deadline"; }
numbers="with recursive n(i) as (select 1 union all select i + 1 from n where i < 400)"

# ---- the guideline, in both languages -----------------------------------------------------------------
en=$here/rules/omstallning sv=$here/examples/omstallning_sv
"$anslag" schema "$en" | sqlite3 en.db; "$anslag" schema "$sv" | sqlite3 sv.db
in_db en.db "insert into organisation values (1, 'One', 'committee', null), (2, 'Two', 'board', null), (3, 'Three, and more', 'company', '80'), (4, null, 'board', null);
  $numbers insert into application select i, 'P' || i, case i % 10 when 0 then 150000000 else 10000 * (5 + i % 20) end, '2026-02-01',
    case i % 7 when 3 then null else date('2026-03-01', (i % 5) || ' days') end, 'staffing', 1000, 1000, 'adopted', 'existing', 1, 1, 1, 1, null, null, null from n;
  $numbers insert into applicant select i, 1 + i / 10 % 4 from n union select i, 1 + i % 3 from n" > out; verdict $? "applications"
in_db sv.db "attach 'en.db' as en; insert into organisation select id, name, case kind when 'company' then 'bolag' when 'board' then 'styrelse' else 'nämnd' end, owned_share from en.organisation;
  insert into ansokan select id, title, amount, received, 'bemanning', 1, 1, 1000, 1000, 'fastställd', 'befintlig', 1, 1, 1, 1, null, decided, null, null from en.application;
  insert into \"sökande_i\" select * from en.applicant" > out; verdict $? "and in Swedish"
for language in en sv; do
  eval "rules=\$$language"
  cp $language.db first.db; run run "$rules" --db first.db --as-of 2026-03-10 --format json --profile; verdict $? "$language: a run"
  grep -q '"granted":0[,}]' out && ! grep -q '"alone":{"first":[0-9]\{3\}' out; verdict $? "$language: nobody is judged for what is owed"
  owed first.db > first; [ -s first ]; verdict $? "$language: deadlines are owed"
  for how in "--jobs 1" "--window 1" "--window 64"; do
    cp $language.db each.db; run run "$rules" --db each.db --as-of 2026-03-10 $how && owed each.db > out; cmp first out > /dev/null; verdict $? "$language: the same with $how"
  done
  same "$(in_db first.db "select count(*) from anslag_ended_deadline")" 0 "$language: no record has deadlines of its own"
  run runs "$rules" --db first.db --verify; verdict $? "$language: verified"
done
cp en.db first.db; run run "$en" --db first.db --as-of 2026-03-10
in_db first.db "with named as (select a.id, case d.decider when 'regiondirektor' then 'regiondirektor' else (select group_concat(name) from
    (select coalesce(o.name, o.id) as name from applicant p join organisation o on o.id = p.organisation where p.application = a.id order by o.id)) end as who, date(a.decided, '12 months') as due
    from application a join anslag_decision d on d.record = a.id and d.outcome = 'fundable')
  select id, 'outcome_report', who, 'regionstyrelsen', due from named order by id" > wanted
owed first.db > out; cmp out wanted > /dev/null; verdict $? "who applied owes it, or who decided"
grep -q '|One,Two|' out && grep -q '|One,4|' out && grep -q '|regiondirektor|' out; verdict $? "several, one without a name, and the director"
run explain "$en" 40 --db first.db; grep -q 'owed by One, Two to' out; verdict $? "explained"
run deadlines "$en" --db first.db --as-of 2026-03-10; grep -q '^Three, and more$' out; verdict $? "listed"

# ---- who owes it is each record's own -------------------------------------------------------------------
cat > own.anslag <<'END'
guideline g "G"
  assumed "A case."
  currency SEK
body board "The board"
record claim "Claims"
  id integer key
  who text
  decided date
decision grant on claim
  criterion kept requires id above 0 assumed "A case."
  deadline account "The account" owed by who, board to who due decided + 90 days assumed "A case."
END
in_db own.db "create table claim (id INTEGER PRIMARY KEY, who TEXT, decided TEXT);
  $numbers insert into claim select i, case when i % 50 = 0 then null when i <= 100 then 'all' else 'n' || i end, '2026-01-01' from n" > out
cp own.db first.db; run run own.anslag --db first.db --as-of 2026-02-01 --format json --profile; verdict $? "a run with an owner for each"
grep -q '"alone":{"first":[1-9],.*"granted":0[,}]' out; verdict $? "nobody is judged for that"
same "$(in_db first.db "select count(*) from anslag_deadline")" 400 "each owes its account"
in_db own.db "select id, 'account', coalesce(who || ',', '') || 'board', who, '2026-04-01' from claim order by id" > wanted
owed first.db > out; cmp out wanted > /dev/null; verdict $? "under its own name"
same "$(in_db first.db "select count(*) < 100 and count(*) > 1 from anslag_ending_deadline")" 1 "few are said by endings"
run runs own.anslag --db first.db --verify; verdict $? "verified"

# ---- in one version so, in another so ---------------------------------------------------------------------
mkdir package; sed -e 's/^  assumed "A case."/  in force 2026-01-01 until further notice assumed "A case."/' -e 's/^  decided date/&\n  received date/' \
  -e 's/^decision.*/&\n  governed by received assumed "A case."/' -e 's/90 days/& governed by decided/' own.anslag > package/g.anslag
cat > package/change.anslag <<'END'
amendment change of g "A change"
  status adopted by board 2026-01-20
  in force 2026-02-01 until further notice
replace in decision grant deadline account "The account" owed by board when id below 50, else who to board
    due decided + 30 days governed by decided assumed "A case."
END
printf 'rules = g.anslag\n' > package/anslag.package
cp own.db amended.db; in_db amended.db "alter table claim add received text; update claim set received = '2026-01-15',
  decided = case when id % 100 = 7 then null when id % 2 then '2026-01-31' else '2026-02-01' end" > out
run run package --db amended.db --format json --profile; verdict $? "an amended deadline"
grep -q '"alone":{"first":[1-9],.*"granted":0[,}]' out; verdict $? "nobody is judged for that either"
in_db amended.db "select id, 'account', case when id % 2 then coalesce(who || ',', '') || 'board' when id < 50 then 'board' else who end, case when id % 2 then who else 'board' end,
  case when decided is null then null when id % 2 then '2026-05-01' else '2026-03-03' end from claim order by id" > wanted
owed amended.db > out; cmp out wanted > /dev/null; verdict $? "each owes as its version says, and one where that is not known"
