#!/bin/sh
# A run over many records keeps its queue; explanations of single records answer from it, in the same
# words as a run made for the question, and no longer once anything in the database is another.
#   tests/command/explain_kept.sh ANSLAG
set -u
anslag=$1
rules=$(cd "$(dirname "$0")/../.." && pwd)/bench/bench.anslag
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
check() { if [ "$2" = 0 ]; then echo "ok $1"; else echo "FAIL $1"; cat out err 2> /dev/null | head -5; fi; }

sqlite3 a.db "create table application (id integer primary key, applicant_kind text, ownership_pct real,
    amount_ore integer, received text, decided text, focus_area text, benefit_short_ore integer,
    benefit_long_ore integer, benefit_model text, ongoing integer, shared_benefit integer,
    innovation_considered integer);
  with recursive n(i) as (select 1 union all select i + 1 from n where i < 6000)
  insert into application select 3 * i, case i % 5 when 0 then 'privat' when 1 then 'bolag' else 'namnd' end,
    40 + i % 37, 100 * (50000 + (i * 7919) % 1900000), date('2024-01-01', (i * 31 % 600) || ' days'),
    '2025-12-01', case when i % 50 = 0 then null else 'FO' || (1 + i % 6) end, i, i, 'faststalld', 1, i % 11 <> 0, 1 from n"
"$anslag" run "$rules" --db a.db --quiet > out 2> err; check "the run" $?
sqlite3 a.db "select count(*) > 0 and sum(length(candidates)) < 14 * (select count(*) from anslag_decision
  where outcome in ('fundable', 'waitlisted')) from anslag_queue" | grep -q '^1$'; check "keeps its queue, in few bytes" $?
cp a.db b.db; sqlite3 b.db "drop table anslag_queue"
keys=$(sqlite3 a.db "select record from (select record, outcome, row_number() over (partition by outcome, decider
  order by rank, record) n from anslag_decision) where n in (1, 2, 500)")
told=0; other=0
for key in $keys; do
  "$anslag" explain "$rules" --db a.db "$key" > kept 2> err
  "$anslag" explain "$rules" --db b.db "$key" > anew 2>> err
  told=$((told + 1)); cmp -s kept anew || { other=$((other + 1)); diff kept anew | head -5; }
done
[ $told -gt 8 ] && [ $other = 0 ]; check "$told records explained alike from the queue and anew" $?

# What the queue says is what is told as long as nothing has changed: so it is the queue that is asked.
key=$(sqlite3 a.db "select record from anslag_decision where outcome = 'waitlisted' limit 1 offset 700")
cp a.db c.db
sqlite3 c.db "update anslag_queue set file_change = file_change + 1, candidates = x'00'"
"$anslag" explain "$rules" --db c.db "$key" > kept 2> err; "$anslag" explain "$rules" --db b.db "$key" > anew 2>> err
cmp -s kept anew; check "a queue that is damaged is not used" $?

# A change of any record, or of the settings, is seen.
first=$(sqlite3 a.db "select record from anslag_decision where outcome = 'fundable' order by rank limit 1")
sqlite3 a.db "update application set amount_ore = 12000000000 where id = $first"
"$anslag" explain "$rules" --db a.db "$key" > changed 2> err
! cmp -s changed anew; check "a changed record is seen in what others get" $?
"$anslag" explain "$rules" --db b.db "$key" --set "pool_limit = 500 mkr" > wide 2> err
cp b.db d.db; "$anslag" run "$rules" --db d.db --quiet; "$anslag" explain "$rules" --db d.db "$key" --set "pool_limit = 500 mkr" > set 2>> err
cmp -s wide set; check "other settings are judged anew" $?
sqlite3 d.db "pragma journal_mode = wal" > /dev/null; "$anslag" run "$rules" --db d.db --quiet > out 2> err
sqlite3 d.db "select count(*) from anslag_queue where run_id = (select max(run_id) from anslag_run)" | grep -q '^0$'
check "in WAL mode none is kept: the file does not count its changes" $?

# Two decisions on a record, one that refuses it without the others, one that queues it: what would change
# the first is tried among all the others too.
{ cat "$rules"; cat << 'RULES'
decision andra "Andra" on application
  assumed "Ett mått, inget beslut."
  criterion mycket "Mycket"
    requires amount above 12 tkr
    assumed "Ett mått."
  frame liten = 3 mkr
    assumed "Ett mått."
  decided by regionstyrelsen out of liten
    assumed "Ett mått."
  allocate by amount, id full amount, else waitlist
    assumed "Minst först."
RULES
} > two.anslag
sqlite3 b.db ".dump application" | sqlite3 e.db
"$anslag" run two.anslag --db e.db --quiet > out 2> err; check "a run of two decisions" $?
cp e.db f.db; sqlite3 f.db "drop table anslag_queue"
keys=$(sqlite3 e.db "select a.record from anslag_decision a join anslag_decision b on a.record = b.record
    and b.decision = 'andra' and b.outcome in ('fundable', 'waitlisted')
  where a.decision = 'stod' and a.outcome in ('rejected', 'incomplete') order by a.record" | awk 'NR % 200 == 1')
told=0; other=0
for key in $keys; do
  "$anslag" explain two.anslag --db e.db "$key" > kept 2> err
  "$anslag" explain two.anslag --db f.db "$key" > anew 2>> err
  told=$((told + 1)); cmp -s kept anew || { other=$((other + 1)); diff kept anew | head -5; }
done
[ $told -gt 8 ] && [ $other = 0 ]; check "$told records of two decisions explained alike from the queue and anew" $?
