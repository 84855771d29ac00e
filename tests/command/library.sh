#!/bin/sh
# The program of docs/library.md compiles, and does what the page says.
#   tests/command/library.sh ANSLAG
set -u
anslag=$1
if grep -q __asan_init "$anslag"; then echo "skip under the address sanitizer: the page's program is built without it"; exit 0; fi
build=$(cd "$(dirname "$anslag")" && pwd)
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp -r "$here/rules/omstallning/." "$work/"
cd "$work" || exit 1
say() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; head -5 out; fi; }
awk '/^```c$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$here/docs/library.md" > judge.c
ln -s "$build/libanslag.so.0" libanslag.so
${CC:-cc} -std=c11 -Wall -Wextra -Wpedantic -Werror -I"$here/interp/driver" judge.c -L. -lanslag -Wl,-rpath,"$build" -o judge > out 2>&1
say $? "the page's program compiles without a warning"
"$anslag" schema omstallning_2026.anslag --db applications.db > out 2>&1
for record in organisation application applicant; do
  "$anslag" import omstallning_2026.anslag --db applications.db --keep-bad $record "$here/tests/acceptance/omstallning/$record.csv" > out 2>&1
done
./judge > out 2>&1; say $? "it judges and returns 0"
grep -q '"records": *303' out; say $? "and prints the summary as JSON"
[ "$(sqlite3 applications.db 'select settings from anslag_run' | grep -c 'director_limit')" = 1 ]; say $? "with the setting it was given"
