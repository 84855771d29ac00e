#!/bin/sh
# The pictures in the README show what the program prints now.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
now=$(mktemp); trap 'rm -f "$now"' EXIT
for picture in run repl; do
  "$here/scripts/picture.sh" "$(dirname "$1")" $picture > "$now"
  if cmp -s "$now" "$here/docs/$picture.svg"; then echo "ok $picture.svg is of today's program"
  else echo "FAIL $picture.svg: scripts/picture.sh BUILD $picture > docs/$picture.svg"; diff "$now" "$here/docs/$picture.svg" | head -10; fi
done
