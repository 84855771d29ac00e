#!/bin/sh
# The limits of one file: its size, its mistakes; each a clear error and exit 4, in bounded time.
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

expect() {  # expect NAME CODE EXIT FILE
  "$anslag" check --messages 0 "$4" > "$work/out" 2>&1; code=$?
  if [ $code != "$3" ]; then echo "FAIL $1: exit $code"; head -5 "$work/out"
  elif [ "$2" != - ] && ! grep -q "\[$2\]" "$work/out"; then echo "FAIL $1: no $2"; head -5 "$work/out"
  else echo "ok $1"; fi
}
comment() { head -c "$1" /dev/zero | tr '\0' x; }   # one long comment's worth of bytes

most=$((16 * 1024 * 1024))
for size in $((most - 1)) $most; do
  { printf -- '--'; comment $((size - 2)); } > "$work/size.anslag"
  expect "a file of $size bytes is read" - 0 "$work/size.anslag"
done
{ printf -- '--'; comment $((most - 1)); } > "$work/size.anslag"
expect "a file of one byte more than 16 MiB is refused" E0902 4 "$work/size.anslag"

for n in 999 5000; do
  awk -v n=$n 'BEGIN { for (i = 0; i < n; i++) print "parameter p" i " = = 1" }' > "$work/mistakes.anslag"
  if [ $n = 999 ]; then expect "$n mistakes are all counted" E0110 1 "$work/mistakes.anslag"
  else expect "$n mistakes end the reading" E0911 4 "$work/mistakes.anslag"; fi
done

# A table of many rows is held against itself in bounded time and memory, and what is wrong in it is found.
{ printf 'guideline g "G"\n  assumed "An example."\n  currency SEK\nparameter p(x integer) by table unique match\n  | x || fee |\n'
  awk 'BEGIN { for (i = 0; i < 3000; i++) print "  | " 10 * i " to " 10 * i + 9 " || " i " kr |"; print "  | 7 || 1 kr |" }'
  printf '  assumed "An example."\n'; } > "$work/rows.anslag"
timeout 40 "$anslag" check "$work/rows.anslag" > "$work/out" 2>&1
if grep -q 'rows 1 and 3001 both match' "$work/out"; then echo "ok 3001 rows in bounded time"
else echo "FAIL 3001 rows in bounded time"; head -5 "$work/out"; fi
{ printf 'guideline g "G"\n  assumed "An example."\n  currency SEK\nparameter p(x integer) by table unique match\n  | x || fee |\n'
  awk 'BEGIN { for (i = 0; i < 4001; i++) print "  | " i " || " i " kr |" }'
  printf '  assumed "An example."\n'; } > "$work/rows.anslag"
expect "a table of 4001 rows is not searched, and it says so" W0721 0 "$work/rows.anslag"
