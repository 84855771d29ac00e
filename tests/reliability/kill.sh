#!/bin/bash
# A run killed at any moment leaves the database as it was, and the next run decides as if
# nothing had happened.
#   tests/reliability/kill.sh ANSLAG [KILLS]        100 by default
# Control: with ANSLAG_CONTROL=1 the harness writes a row outside of the run before it looks, as a
# program would that commits half of its work, and must notice it.
set -u
anslag=$1 kills=${2:-100}
here=$(cd "$(dirname "$0")" && pwd)
rules=$here/../../rules/omstallning/omstallning_2026.anslag
data=$here/../acceptance/omstallning
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
db=$work/a.db

"$anslag" schema "$rules" | sqlite3 "$db"
"$anslag" import "$rules" --db "$db" organisation "$data/organisation.csv" >/dev/null 2>&1
"$anslag" import "$rules" --db "$db" --keep-bad application "$data/application.csv" >/dev/null 2>&1
"$anslag" import "$rules" --db "$db" applicant "$data/applicant.csv" >/dev/null 2>&1
# The same applications over and over, so that a run takes long enough to be killed in the middle.
sqlite3 "$db" "
  create temp table n as with recursive n(i) as (select 1 union all select i + 1 from n where i < 40) select i from n;
  insert into application (id, title, amount, received, decided, focus, effect_short, effect_long,
      effect_model, activity, reduces_cost, raises_efficiency, common_benefit, innovation_considered)
    select a.id + 1000 * i, title, amount, received, decided, focus, effect_short, effect_long,
      effect_model, activity, reduces_cost, raises_efficiency, common_benefit, innovation_considered from application a, n;
  insert into applicant select application + 1000 * i, organisation from applicant, n" || { echo "FAIL loading"; exit 1; }
"$anslag" run "$rules" --db "$db" --quiet >/dev/null || { echo "FAIL the undisturbed run"; exit 1; }

digest() { sqlite3 "$db" "select digest from anslag_run order by run_id desc limit 1"; }
state() {  # what a reader sees: runs, rows without their run, rows of the inputs
  sqlite3 "$db" "select (select count(*) from anslag_run),
    (select count(*) from anslag_decision where run_id not in (select run_id from anslag_run)),
    (select count(*) - 1 from (select run_id from anslag_decision group by run_id having count(*) <> (select count(*) from application))),
    (select count(*) from application), (select count(*) from applicant), (select count(*) from organisation)"
}
undisturbed=$(digest); before=$(state)
cp "$db" "$work/kept.db"; cp "$db" "$work/b.db"; start=$(date +%s%N)
"$anslag" run "$rules" --db "$work/b.db" --quiet >/dev/null; span=$(( ($(date +%s%N) - start) / 1000000 + 1 ))

# After a run that was not killed in time: as before it, so that the database does not grow.
again() { wait $run 2>/dev/null; cp "$work/kept.db" "$db"; before=$(state); }

bad=0 killed=0 middle=0
while [ $killed -lt "$kills" ]; do
  "$anslag" run "$rules" --db "$db" --quiet >/dev/null 2>&1 & run=$!
  pause=$(( (RANDOM % span) + 1 )); sleep "$(printf '%d.%03d' $((pause / 1000)) $((pause % 1000)))"
  if ! kill -9 $run 2>/dev/null || wait $run 2>/dev/null; then again; continue; fi
  killed=$((killed + 1))
  [ -s "$db-journal" ] || [ -s "$db-wal" ] && middle=$((middle + 1))
  if [ "${ANSLAG_CONTROL:-}" = 1 ] && [ $killed = 1 ]; then
    sqlite3 "$db" "insert into anslag_decision(run_id, decision, record, outcome) values (99999, 'stod', 'x', 'fundable')" 2>/dev/null ||
      sqlite3 "$db" "pragma foreign_keys = off; insert into anslag_decision(run_id, decision, record, outcome) values (99999, 'stod', 'x', 'fundable')"
  fi
  [ "$(sqlite3 "$db" 'pragma integrity_check')" = ok ] || { bad=$((bad + 1)); echo "FAIL integrity after kill $killed"; }
  now=$(state)
  if [ "$now" != "$before" ]; then
    # The kill may have come after the commit: then there is one whole run more.
    runs=${now%%|*}; then=${before%%|*}
    if [ "$runs" = $((then + 1)) ] && [ "${now#*|}" = "${before#*|}" ]; then before=$now
    else bad=$((bad + 1)); before=$now; [ "${ANSLAG_CONTROL:-}" = 1 ] || echo "FAIL half-written after kill $killed: $now, was $before"; fi
  fi
done
if [ "${ANSLAG_CONTROL:-}" = 1 ]; then [ $bad -gt 0 ]; exit; fi

"$anslag" run "$rules" --db "$db" --quiet >/dev/null || bad=$((bad + 1))
[ "$(digest)" = "$undisturbed" ] && echo "ok the rerun's digest is that of the undisturbed run" || echo "FAIL the rerun's digest differs"
[ $bad = 0 ] && echo "ok $kills kills, $middle of them with a journal open: nothing half-written" || echo "FAIL $bad of $kills kills left something"
if [ "$kills" = 100 ]; then
  ANSLAG_CONTROL=1 "$0" "$anslag" 1 && echo "ok control: a half-written row is noticed" || echo "FAIL control: a half-written row is not noticed"
fi
