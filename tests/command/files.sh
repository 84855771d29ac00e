#!/bin/sh
# Files that are no ordinary files, that are too large, or that are written: never a wait
# without end, never more than the limit read, never a file more open than its owner wants.
#   tests/command/files.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export NO_COLOR=1 LC_ALL=C.UTF-8
cd "$work" || exit 1

write_rules() {  # write_rules FILE: one that names the document "given.txt" beside it
  cat > "$1" <<'RULES'
guideline g "G"
  assumed "An example."
document d from "given.txt" "D"
record r
  id integer key
  a  yes/no
decision d on r
  assumed "An example."
  criterion c "C"
    requires a
    source d "words"
RULES
}
expect() {  # expect NAME EXIT WORDS COMMAND…: within ten seconds
  name=$1 exit=$2 words=$3; shift 3
  timeout 10 "$@" > out 2>&1 < /dev/null; got=$?
  if [ $got = "$exit" ] && grep -q -- "$words" out; then echo "ok files: $name"
  else echo "FAIL files: $name: exit $got"; head -5 out | sed 's/^/    /'; fi
}

mkdir p q; write_rules p/g.anslag
mkfifo p/given.txt;            expect "a pipe is no document"             3 'it is no file'  "$anslag" check p/g.anslag
rm p/given.txt; mkdir p/given.txt
                               expect "a folder is no document"           3 'it is a folder' "$anslag" check p/g.anslag
rmdir p/given.txt; echo words > p/given.txt
mkfifo p/pipe.anslag;          expect "a pipe in a folder is passed over" 0 '1 file checked' "$anslag" check p
# What is interrupted while it waits for a pipe says so.
mkfifo waiting
expect "waiting for a pipe can be interrupted" 130 E0906 timeout --preserve-status -s TERM 1 "$anslag" check waiting

for command in check fmt test schema; do
  expect "$command reads no device without end" 4 E0902 "$anslag" $command --max-memory 256M /dev/zero
done
truncate -s 17M large.anslag
for command in check fmt test schema; do
  expect "$command reads no rule file above 16 MiB" 4 E0902 "$anslag" $command large.anslag
done
expect "nor from standard input" 4 E0902 sh -c "'$anslag' check - < large.anslag"

# A list of 200 000 members is laid out in time that grows with it.
{ printf 'guideline g "G"\n  assumed "An example."\ndefine x = 1 in ('
  seq -s ', ' 200000; printf ')\n'; } > long.anslag
expect "a long list is laid out" 1 E0811 "$anslag" fmt --check long.anslag

# Tests are judged one by one: what one took is given back before the next.
{ sed '/given.txt/d; /source/d; s/requires a/&\n    assumed "An example."/' p/g.anslag
  seq 5000 | sed 's/.*/test "t&"\n  given r id &, a yes\n  expect fundable/'; } > tests.anslag
expect "5000 tests need little memory" 0 '5000 passed' "$anslag" test --max-memory 64M tests.anslag

# What is written anew is as open as the mask says; what is there keeps its mode.
"$anslag" init pack > /dev/null 2>&1 && "$anslag" schema pack --db pack/cases.db > /dev/null 2>&1 &&
  "$anslag" run pack > /dev/null 2>&1 || echo "FAIL files: a package that runs"
( umask 077; "$anslag" export pack decisions --to closed.csv > /dev/null 2>&1 )
case $(ls -l closed.csv) in -rw-------*) echo "ok files: a new list is as open as the mask says" ;;
*) echo "FAIL files: a new list is as open as the mask says"; ls -l closed.csv ;; esac
chmod 640 closed.csv; "$anslag" export pack decisions --to closed.csv > /dev/null 2>&1
case $(ls -l closed.csv) in -rw-r-----*) echo "ok files: a list that is there keeps its mode" ;;
*) echo "FAIL files: a list that is there keeps its mode"; ls -l closed.csv ;; esac
[ "$(ls closed.csv*)" = closed.csv ] && echo "ok files: nothing is left beside it" || echo "FAIL files: nothing is left beside it"

expect "a package without a folder is refused" 2 'needs a folder' "$anslag" init ''
[ ! -e guideline.anslag ] && echo "ok files: and nothing is written" || echo "FAIL files: and nothing is written"
odd=$(printf 'odd\033[31m'); mkdir "$odd"
"$anslag" schema pack --db "$odd/a.db" > out 2>&1; code=$?
[ $code = 0 ] && grep -q '<U+001B>' out && ! grep -qF "$odd" out &&
  echo "ok files: a path does not steer the terminal" || { echo "FAIL files: a path does not steer the terminal: exit $code"; head -3 out; }
