#!/bin/bash
# Limits at n - 1, n, n + 1, and far beyond, with a stack of 256 KiB: a clear error, never a crash.
#   tests/reliability/stack.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
if grep -q __asan_init "$anslag"; then echo "skip under the address sanitizer: its frames are larger than the program's"; exit 0; fi
ulimit -s 256

source_of() {  # source_of EXPRESSION: a guideline that holds it
  printf 'guideline g "G"\n  assumed "x"\n  currency SEK\nrecord r\n  id integer key\n  a yes/no\n  n integer\n'
  printf 'decision d on r\n  assumed "x"\n  criterion c "C"\n    requires %s\n    assumed "x"\n' "$1"
}
repeat() { head -c "$2" /dev/zero | sed "s/\x0/$(printf '%s' "$1" | sed 's/[&/]/\\&/g')/g"; }

expect() {  # expect NAME CODE EXIT FILE: CODE "-" for none
  start=$(date +%s%N)
  "$anslag" check "$4" > "$work/out" 2>&1; code=$?
  took=$(( ($(date +%s%N) - start) / 1000000 ))
  if [ $code != "$3" ]; then echo "FAIL $1: exit $code"; head -5 "$work/out"
  elif [ "$2" != - ] && ! grep -q "\[$2\]" "$work/out"; then echo "FAIL $1: no $2"; head -5 "$work/out"
  elif [ "$(grep -cE '^error\[' "$work/out")" -gt 1 ]; then echo "FAIL $1: more than one error"; head -20 "$work/out"
  elif [ $took -gt 10000 ]; then echo "FAIL $1: took $took ms"
  else echo "ok $1"; fi
}

# A parenthesis is one step; the tree's height is the number of them and the leaf's.
for n in 190 199 200 201 10000 1000000; do
  source_of "$(repeat '(' $n)a$(repeat ')' $n)" > "$work/p.anslag"
  if [ $n -lt 199 ]; then expect "$n parentheses are read" - 0 "$work/p.anslag"
  elif [ $n -gt 200 ]; then expect "$n parentheses are one clear error" E0901 4 "$work/p.anslag"; fi
done
for n in 190 201 10000 1000000; do
  source_of "$(repeat 'not ' $n)a" > "$work/n.anslag"
  if [ $n -lt 199 ]; then expect "$n times not is read" - 0 "$work/n.anslag"
  else expect "$n times not is one clear error" E0901 4 "$work/n.anslag"; fi
done
for n in 100 1000000; do
  source_of "(1$(repeat '+1' $n)) above n" > "$work/s.anslag"
  if [ $n -lt 199 ]; then expect "a sum of $n terms is read" - 0 "$work/s.anslag"
  else expect "a sum of $n terms is one clear error" E0901 4 "$work/s.anslag"; fi
done
