#!/bin/sh
# The picture in the README shows what the program prints now (scripts/picture.sh BUILD > docs/run.svg).
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
now=$(mktemp); trap 'rm -f "$now"' EXIT
"$here/scripts/picture.sh" "$(dirname "$1")" > "$now"
if cmp -s "$now" "$here/docs/run.svg"; then echo "ok the README's picture is of today's program"
else echo "FAIL the README's picture: scripts/picture.sh BUILD > docs/run.svg"; diff "$now" "$here/docs/run.svg" | head -10; fi
