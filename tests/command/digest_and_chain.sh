#!/bin/sh
# H1, H2, H3: the digest of the decisions, the hashes of rules and data, and the chain of runs, computed
# once more with nothing but SQL and sha256sum.
#   tests/command/digest_and_chain.sh ANSLAG
set -u
anslag=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp -r "$here/../../rules/omstallning/." "$work/"
cd "$work" || exit 1
rules=omstallning_2026.anslag data=$here/../acceptance/omstallning
"$anslag" schema $rules --db a.db > /dev/null 2>&1
for record in organisation application applicant; do
  "$anslag" import $rules --db a.db --keep-bad $record "$data/$record.csv" > /dev/null 2>&1
done
say() { if [ "$1" = "$2" ]; then echo "ok $3"; else echo "FAIL $3: $1, not $2"; fi; }
of_run() { sqlite3 a.db "select ifnull($2, '') from anslag_run where run_id = $1"; }
run() { "$anslag" run $rules --db a.db --quiet "$@" > /dev/null; }

run --as-of 2026-06-30
run --scenario "fördubblad delegation" --set "pool_limit = 110 mkr"

# H1: keys in order of value; D and L lines parted by TAB.
lines() {
  echo anslag-digest-1
  sqlite3 a.db "
    select line from (
      select cast(record as integer) as place, 0 as part, '' as name,
             'D' || char(9) || decision || char(9) || record || char(9) || outcome || char(9) || ifnull(decider, '') || char(9) ||
             ifnull(asked, '') || char(9) || ifnull(granted, '') || char(9) || ifnull(currency, '') || char(9) || ifnull(frame, '') ||
             char(9) || ifnull(rank, '') || char(9) || ifnull(failed, '') || char(9) || ifnull(missing, '') || char(9) ||
             ifnull(noted, '') as line
        from anslag_decision where run_id = $1
      union all
      select distinct cast(record as integer), 1, deadline, 'L' || char(9) || deadline || char(9) || ifnull(due, '')
        from anslag_deadline where run_id = $1)
    order by place, part, name"
}
for run in 1 2; do
  say "$(lines $run | sha256sum | cut -c1-64)" "$(of_run $run digest)" "H1 the digest of run $run is that of its lines"
done

# H3: the chain.
chain() {
  printf 'anslag-run-1\n'
  for column in run_id started engine rules_hash data_hash as_of settings records digest previous_hash; do
    sqlite3 a.db "select ifnull($column, '') from anslag_run where run_id = $1"
  done
}
say "$(of_run 1 previous_hash)" 0000000000000000000000000000000000000000000000000000000000000000 "H3 the first run follows none"
say "$(of_run 2 previous_hash)" "$(of_run 1 hash)" "H3 the second run follows the first"
for run in 1 2; do
  say "$(chain $run | sha256sum | cut -c1-64)" "$(of_run $run hash)" "H3 the hash of run $run is that of its lines"
done

# H2: what the hashes tell apart.
say "$(of_run 1 rules_hash)" "$(of_run 2 rules_hash)" "H2 a setting changes no rule"
say "$(of_run 1 data_hash)" "$(of_run 2 data_hash)" "H2 the same data"
sqlite3 a.db "update application set title = title || '!' where id = 7"
run
say "$(of_run 3 data_hash)" "$(of_run 1 data_hash)" "H2 a cell that no rule uses does not count"
sqlite3 a.db "update application set effect_long = effect_long + 1 where id = 7"
run
[ "$(of_run 4 data_hash)" != "$(of_run 1 data_hash)" ]; say $? 0 "H2 one öre more in a cell changes the hash of the data"
echo "-- a remark" >> $rules
run
[ "$(of_run 5 rules_hash)" != "$(of_run 1 rules_hash)" ]; say $? 0 "H2 a byte more in the rules changes theirs"
say "$(of_run 5 digest)" "$(of_run 4 digest)" "H1 and not the digest"
sed -i 's/044-309 30 00/044-309 30 01/' sources/*.txt
run
[ -n "$(of_run 6 hash)" ] && [ "$(of_run 6 rules_hash)" != "$(of_run 5 rules_hash)" ]; say $? 0 "H2 a byte in a document changes it too"
