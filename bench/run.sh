#!/bin/sh
# `anslag run` beside a program written by hand for the same guideline, on the same records.
#   bench/run.sh BUILD [RECORDS] [ROUNDS]
# Prints the ratio of the medians of whole processes (wall time), the memory a record takes,
# and whether the two decided alike.  Absolute times differ from machine to machine.
set -eu
[ $# -ge 1 ] && [ -d "$1" ] || { sed -n 's/^#   //p' "$0" >&2; exit 2; }
build=$(cd "$1" && pwd); records=${2:-1000000}; rounds=${3:-5}
cd "$(dirname "$0")/.."
work=$build/bench; mkdir -p "$work"
for program in generate by_hand; do
  ${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -o "$work/$program" bench/$program.c -lsqlite3 -lm
done
source=$work/applications-$records.db
[ -f "$source" ] || "$work/generate" "$records" "$source"

timed() {  # timed NAME COMMAND…: one wall time in seconds to $work/NAME.times
  name=$1; shift
  cp "$source" "$work/$name.db"; sync "$work/$name.db"
  start=$(date +%s%N); "$@" > "$work/$name.log" 2>&1; end=$(date +%s%N)
  echo "$(( (end - start) / 1000 ))" >> "$work/$name.times"
}
median() { sort -n "$1" | awk '{ t[NR] = $1 } END { print t[int((NR + 1) / 2)] / 1e6 }'; }
peak() {  # peak RECORDS: kilobytes of the largest resident set of a run
  file=$work/applications-$1.db; [ -f "$file" ] || "$work/generate" "$1" "$file"
  cp "$file" "$work/peak.db"
  "$build/anslag" run bench/bench.anslag --db "$work/peak.db" --quiet > /dev/null &
  run=$!; most=0
  while [ -r /proc/$run/status ]; do
    now=$(awk '/^VmHWM/ { print $2 }' /proc/$run/status 2>/dev/null || true)
    [ "${now:-0}" -gt "$most" ] && most=$now
    sleep 0.02
  done
  wait $run; echo "$most"
}

rm -f "$work"/*.times
for round in $(seq "$rounds"); do
  timed by_hand "$work/by_hand" "$work/by_hand.db"
  timed anslag "$build/anslag" run bench/bench.anslag --db "$work/anslag.db" --quiet
done

differing=$(sqlite3 "$work/anslag.db" "
  attach '$work/by_hand.db' as hand;
  select count(*) from (
    select cast(d.record as integer) id, outcome, ifnull(decider,''), ifnull(granted,''), ifnull(failed,''), ifnull(missing,''),
           ifnull((select due from anslag_deadline l where l.run_id = d.run_id and l.record = d.record), '')
      from anslag_decision d where run_id = (select max(run_id) from anslag_run)
    except
    select id, outcome, ifnull(decider,''), ifnull(granted,''), ifnull(failed,''), ifnull(missing,''), ifnull(due,'')
      from hand.decision)")
hand=$(median "$work/by_hand.times"); ours=$(median "$work/anslag.times")
fewer=$((records / 10)); small=$(peak $fewer); large=$(peak "$records")
echo "records                      $records, median of $rounds rounds"
echo "by hand                      $hand s"
echo "anslag run                   $ours s"
awk "BEGIN { printf \"ratio                        %.2f\n\", $ours / $hand
             printf \"memory                       %d KiB, %.0f bytes a record beyond the first $fewer\n\", $large, ($large - $small) * 1024 / ($records - $fewer) }"
echo "records decided differently  $differing"
