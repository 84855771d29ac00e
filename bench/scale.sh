#!/bin/sh
# How time and memory grow with the records: `anslag run` over a register, and over one ten times
# as large.
#   bench/scale.sh BUILD [RECORDS] [ROUNDS]   some three minutes with 1 000 000 and 3; 3 GB of disk
# One after the other, round by round, each on a fresh copy that is on the disk; of each the median,
# of the ratios within a round too.  With RECORDS as by default the table goes into
# docs/performance.md.
set -eu
[ $# -ge 1 ] && [ -d "$1" ] || { sed -n 's/^#   //p' "$0" >&2; exit 2; }
build=$(cd "$1" && pwd); records=${2:-1000000}; rounds=${3:-3}; many=$((records * 10))
cd "$(dirname "$0")/.."
work=$build/bench; mkdir -p "$work/times"; rm -f "$work"/times/scale_*
for program in generate timed; do
  ${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -o "$work/$program" bench/$program.c -lsqlite3 -lm
done
for count in $records $many; do
  [ -f "$work/applications-$count.db" ] || "$work/generate" "$count" "$work/applications-$count.db"
done

once() {  # once RECORDS THREADS
  rm -f "$work/now.db"*; cp "$work/applications-$1.db" "$work/now.db"; sync "$work/now.db"
  "$work/timed" "$build/anslag" run bench/bench.anslag --db "$work/now.db" --quiet --jobs "$2" >> "$work/times/scale_$1_$2" 2> "$work/scale.log"
}
middle() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
column() { cut -d' ' -f"$2" "$work/times/scale_$1" | middle; }   # column NAME NUMBER
ratio() {  # ratio THREADS NUMBER: ten times as many to few, of column NUMBER
  paste -d' ' "$work/times/scale_${many}_$1" "$work/times/scale_${records}_$1" | awk -v c="$2" '{ print $c / $(c + 3) }' | middle
}
spaced() { echo "$1" | sed ':a; s/\([0-9]\)\([0-9]\{3\}\)\($\| \)/\1 \2\3/; ta'; }

for round in $(seq "$rounds"); do
  for threads in 1 2; do once "$records" $threads; once "$many" $threads; done
done
rm -f "$work/now.db"*
{
  echo "\`bench/scale.sh build $records $rounds\`, $(date +%F)."
  echo
  echo "| records | threads | seconds | processor seconds | MiB | seconds to those of a tenth | processor seconds to those of a tenth |"
  echo "| --- | --- | --- | --- | --- | --- | --- |"
  for threads in 1 2; do
    for count in $records $many; do
      name=${count}_$threads; clock=-; processor=-
      if [ "$count" = $many ]; then clock=$(ratio $threads 1); processor=$(ratio $threads 2); fi
      awk -v n="$(spaced "$count")" -v j=$threads -v w="$(column "$name" 1)" -v c="$(column "$name" 2)" -v m="$(column "$name" 3)" -v r="$clock" -v p="$processor" 'BEGIN {
        printf "| %s | %d | %.2f | %.2f | %.0f | %s | %s |\n", n, j, w / 1e6, c / 1e6, m / 1024, r == "-" ? r : sprintf("%.1f", r), p == "-" ? p : sprintf("%.1f", p) }'
    done
  done
} > "$work/scale.md"
cat "$work/scale.md"
[ "$records" != 1000000 ] || sh bench/into_page.sh "$work" scale
