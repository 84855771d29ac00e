#!/bin/sh
# The guideline judged over 303 applications, by the program alone: schema, import, run.
# Compares outcome, decider, granted, failed, missing, noted and due date of every record
# with what an independent implementation of the guideline says, in three settings.
#
#   tests/acceptance/omstallning/run.sh build/anslag      prints "ok NAME" or "FAIL NAME …"
set -eu
anslag=$1
here=$(dirname "$0")
rules=$here/../../../rules/omstallning/omstallning_2026.anslag
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

say() {   # say STATUS NAME [DETAIL FILE]
  if [ "$1" = 0 ]; then echo "ok $2"
  else echo "FAIL $2"; failed=1; [ -z "${3:-}" ] || head -20 "$3"; fi
}

load() {  # load DATABASE APPLICATION.csv
  "$anslag" schema "$rules" | sqlite3 "$1"
  for record in organisation application applicant; do
    file=$here/$record.csv
    [ $record = application ] && file=$2
    status=0
    "$anslag" import "$rules" --db "$1" --keep-bad $record "$file" >>"$work/import.log" 2>&1 || status=$?
    expected=0; [ $record = application ] && expected=1     # two cells can't be read: named, and exit 1
    [ $status = $expected ] || { cat "$work/import.log"; echo "FAIL import of $record: exit $status"; exit 1; }
  done
}

actual() {  # actual DATABASE: the columns of expected.csv
  sqlite3 -csv -header "$1" "
    select cast(d.record as integer) as id, d.outcome, ifnull(d.decider,'') as decider,
           ifnull(d.granted,'') as granted_ore, ifnull(d.failed,'') as failed,
           ifnull(d.missing,'') as missing, ifnull(d.noted,'') as noted,
           ifnull((select l.due from anslag_deadline l where l.run_id = d.run_id
                     and l.decision = d.decision and l.record = d.record), '') as report_due
      from anslag_decision d
     where d.run_id = (select max(run_id) from anslag_run)
     order by id" | tr -d '"\r'
}

digest() { sqlite3 "$1" "select digest from anslag_run order by run_id desc limit 1"; }

judge() {  # judge NAME EXPECTED.csv [OPTION …]
  name=$1; expected=$2; shift 2
  "$anslag" run "$rules" --db "$work/a.db" --quiet "$@" >/dev/null 2>"$work/run.err" || {
    say 1 "$name: run" "$work/run.err"; return; }
  actual "$work/a.db" > "$work/actual.csv"
  tr -d '"\r' < "$here/$expected" > "$work/expected.csv"
  status=0; diff "$work/expected.csv" "$work/actual.csv" > "$work/diff" || status=1
  say $status "$name: all $(($(wc -l < "$work/expected.csv") - 1)) records agree" "$work/diff"
  frames=$(sqlite3 "$work/a.db" "
    select count(*) from anslag_frame f where run_id = (select max(run_id) from anslag_run)
       and frame in ('pool','director') and drawn <> (select ifnull(sum(granted),0) from anslag_decision d
           where d.run_id = f.run_id and (f.frame = 'pool' or d.frame = f.frame))")
  say "$frames" "$name: what is granted adds up to what each frame has drawn"
}

load "$work/a.db" "$here/application.csv"
grep -q 'en miljon' "$work/import.log" && grep -q '2026-02-30' "$work/import.log" && status=0 || status=1
say $status "both cells that can't be read are named" "$work/import.log"

judge "as adopted" expected.csv
first=$(digest "$work/a.db")
judge "as adopted, again" expected.csv
[ "$first" = "$(digest "$work/a.db")" ] && status=0 || status=1
say $status "two runs give the same digest"
judge "delegation doubled" expected-doubled-delegation.csv --set "director_limit = 2 mkr" --set "director_pool = 40 mkr"
judge "delegation doubled, by its scenario" expected-doubled-delegation.csv --scenario "fördubblad delegation"
judge "a pool of 150 mkr" expected-pool-150.csv --set pool_limit="150 mkr"

for seed in 1 2 3; do
  { head -1 "$here/application.csv"
    tail -n +2 "$here/application.csv" | awk -v seed=$seed 'BEGIN { srand(seed) } { print rand() "\t" $0 }' | sort | cut -f2-
  } > "$work/shuffled.csv"
  rm -f "$work/b.db"; load "$work/b.db" "$work/shuffled.csv"
  "$anslag" run "$rules" --db "$work/b.db" --quiet >/dev/null
  [ "$first" = "$(digest "$work/b.db")" ] && status=0 || status=1
  say $status "rows inserted in another order give the same digest ($seed)"
done
exit $failed
