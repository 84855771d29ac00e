#!/bin/bash
# Limits at n - 1, n, n + 1, and far beyond, with a stack of 256 KiB: a clear error, never a crash.
#   tests/reliability/stack.sh ANSLAG
# Control: a program that ends by a signal, and one that refuses what is within the limit, must be noticed.
set -u
anslag=$1
if grep -q __asan_init "$anslag"; then echo "skip under the address sanitizer: its frames are larger than the program's"; exit 0; fi
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
ulimit -s 256
rules=$work/rules.anslag

source_of() {  # source_of EXPRESSION: a guideline that holds it
  printf 'guideline g "G"\n  assumed "x"\n  currency SEK\nrecord r\n  id integer key\n  a yes/no\n  n integer\n  t text\n'
  printf 'decision d on r\n  assumed "x"\n  criterion c "C"\n    requires %s\n    assumed "x"\n' "$1"
}
repeat() { head -c "$2" /dev/zero | sed "s/\x0/$(printf '%s' "$1" | sed 's/[&/]/\\&/g')/g"; }

# One file of each kind whose size is N.
parentheses() { source_of "$(repeat '(' $1)a$(repeat ')' $1)"; }
nots()        { source_of "$(repeat 'not ' $1)a"; }
ands()        { source_of "a$(repeat ' and a' $1)"; }
pluses()      { source_of "(1$(repeat '+1' $1)) above n"; }
minuses()     { source_of "$(repeat '- ' $1)n above 0"; }
ifs()         { source_of "$(repeat '(if a then a else ' $1)a$(repeat ')' $1)"; }
name_bytes()  { source_of a; printf 'parameter %s = 1\n  assumed "x"\n' "$(repeat x $1)"; }
digits()      { source_of "n above 0.$(repeat 1 $(($1 - 1)))"; }
text_bytes()  { source_of "t is \"$(repeat x $1)\""; }
file_bytes()  { source_of a > "$work/part"; cat "$work/part"; printf -- '--'; repeat x $(($1 - $(wc -c < "$work/part") - 3)); echo; }
parameters()  { source_of a; printf 'define f(%s) = p1\n  assumed "x"\n' "$(seq -s, 1 $1 | sed 's/[0-9]*/p&/g')"; }
files_deep()  {
  for i in $(seq 2 $(($1 - 1))); do echo "use m$((i + 1))" > "$work/m$i.anslag"; done
  printf 'parameter p = 1\n  assumed "x"\n' > "$work/m$1.anslag"
  source_of a | sed '4i use m2'
}

expect() {  # expect NAME CODE: one such error and exit 4; CODE "-": nothing to complain of
  start=$(date +%s%N)
  "$anslag" check "$rules" > "$work/out" 2>&1; code=$?
  took=$(( ($(date +%s%N) - start) / 1000000 ))
  errors=$(grep -cE '^error\[' "$work/out")
  if [ "$2" = - ] && [ $code != 0 ]; then echo "FAIL $1: exit $code"; head -5 "$work/out"
  elif [ "$2" != - ] && [ $code != 4 ]; then echo "FAIL $1: exit $code"; head -5 "$work/out"
  elif [ "$2" != - ] && ! grep -q "^error\[$2\]" "$work/out"; then echo "FAIL $1: no $2"; head -5 "$work/out"
  elif [ "$errors" -gt 1 ]; then echo "FAIL $1: more than one error"; head -20 "$work/out"
  elif [ $took -gt 20000 ]; then echo "FAIL $1: took $took ms"
  else echo "ok $1"; fi
}
limit() {  # limit KIND N CODE [FAR …]: N is the most that is read
  kind=$1 most=$2 refused=$3; shift 3
  words=$(echo "$kind" | tr _ ' ')
  for n in $((most - 1)) $most; do $kind $n > "$rules"; expect "$n $words are read" -; done
  for n in $((most + 1)) "$@"; do $kind $n > "$rules"; expect "$n $words are one clear error" "$refused"; done
}

limit parentheses 199 E0901 10000 1000000
limit nots 198 E0901 10000 1000000
limit ands 198 E0901 10000 1000000
limit pluses 197 E0901 10000 1000000
limit minuses 197 E0901 10000 1000000
limit ifs 99 E0901 10000
limit name_bytes 256 E0903 100000
limit digits 38 E0903 100000
limit text_bytes 1048576 E0903
limit file_bytes 16777216 E0902
limit parameters 64 E0409 1000
limit files_deep 33 E0212 100

source_of a > "$rules"
for i in $(seq 1 10000); do printf 'parameter p%d = nowhere%d\n  assumed "x"\n' $i $i; done >> "$rules"
"$anslag" check "$rules" > "$work/out" 2>&1; code=$?
if [ $code = 1 ] && [ "$(grep -c '^error' "$work/out")" = 20 ] && grep -q '9980 more errors' "$work/out"
then echo "ok of 10000 mistakes 20 are shown and all counted"; else echo "FAIL of 10000 mistakes: exit $code"; tail -3 "$work/out"; fi

parentheses 3 > "$rules"
printf '#!/bin/sh\nkill -SEGV $$\n' > "$work/crashes"; printf '#!/bin/sh\nexit 4\n' > "$work/refuses"; chmod +x "$work/crashes" "$work/refuses"
for planted in crashes refuses; do
  if (anslag=$work/$planted; expect planted - 2>/dev/null) | grep -q '^FAIL'; then echo "ok control: a program that $planted is noticed"
  else echo "FAIL control: a program that $planted is not noticed"; fi
done
