#!/bin/sh
# How time grows with the rules: 10, 100 and 1 000 criteria, and 10 000 lines.
#   bench/growth.sh BUILD [RECORDS]
# Writes rule files with more and more criteria over the table of bench.anslag, no two the same, but
# with their limits near one of ten, so that they part the records into much the same classes.  For
# each: the time to check the rules, to judge every record in columns, to tell besides which records
# end alike, and of a whole run, in all and for each criterion (and record).  What one criterion
# costs must not grow with how many there are.
set -eu
[ $# -ge 1 ] && [ -d "$1" ] || { sed -n 's/^#   //p' "$0" >&2; exit 2; }
build=$(cd "$1" && pwd); records=${2:-10000}
cd "$(dirname "$0")/.."
work=$build/bench; mkdir -p "$work"
sh bench/evaluate.sh "$build" "$records" 1 > /dev/null
source=$work/applications-$records.db

rules() {  # rules CRITERIA: a rule file
  sed -n 's/^guideline bench/guideline growth/; /criterion applicant/q; p' bench/bench.anslag
  awk -v count="$1" 'BEGIN {
    for (i = 1; i <= count; i++) {
      near = 2400 * (1 + i % 10); limit = sprintf("%d.%02d", near + i / 100, i % 100)
      printf "  criterion test_%d \"Prov %d\"\n    requires ", i, i
      if (i % 5 == 0) printf "applicant_kind in (namnd, styrelse) or ownership above %.5f %%\n", 4 * (i % 10) + i / 100000
      if (i % 5 == 1) printf "amount above %s kr or benefit_model is faststalld\n", limit
      if (i % 5 == 2) printf "benefit_short + benefit_long above %s kr\n", limit
      if (i % 5 == 3) printf "focus_area is not OVRIGT or benefit_long above %s kr\n", limit
      if (i % 5 == 4) printf "received + %d days after 2020-01-01 or ongoing\n", i
      printf "    assumed \"Ett prov.\"\n"
    }
  }'
  sed -n '/frame pool/,$p' bench/bench.anslag
}
seconds() {  # seconds COMMAND…: the least of three
  for round in 1 2 3; do
    start=$(date +%s%N); "$@" > "$work/growth.log" 2>&1; end=$(date +%s%N)
    echo $(( (end - start) / 1000 ))
  done | sort -n | head -1 | awk '{ printf "%.3f", $1 / 1e6 }'
}
whole() { cp "$source" "$work/growth.db"; "$build/anslag" run "$1" --db "$work/growth.db" --quiet; }

echo "$records records; times of a criterion: check in microseconds; the others in nanoseconds a record"
printf '%9s %7s %9s %7s %12s %7s %12s %7s %9s %7s\n' criteria lines 'check s' each \
  'columns s' each 'and alike s' each 'run s' each
for count in 10 100 1000 3320; do
  file=$work/growth-$count.anslag
  rules $count > "$file"
  check=$(seconds "$build/anslag" check "$file")
  "$work/evaluate" "$file" "$source" 25 > "$work/growth.log"
  columns=$(awk '/all anew/ { gsub(/[(]/, "", $7); print $7 / 1e3 }' "$work/growth.log")
  alike=$(awk '/which end alike/ { gsub(/[(]/, "", $10); print $10 / 1e3 }' "$work/growth.log")
  run=$(seconds whole "$file")
  awk -v c=$count -v l="$(wc -l < "$file")" -v t="$check" -v e="$columns" -v a="$alike" \
    -v r="$run" -v n="$records" 'BEGIN {
    printf "%9d %7d %9.3f %7.1f %12.5f %7.2f %12.5f %7.2f %9.2f %7.0f\n", c, l, t, t / c * 1e6,
      e, e / c / n * 1e9, a, a / c / n * 1e9, r, r / c / n * 1e9 }'
done
