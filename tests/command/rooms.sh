#!/bin/sh
# Includes go one way only; and the check sees one that does not.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
sh "$root/tests/rooms.sh" && echo "ok every include goes one way" || echo "FAIL an include goes the wrong way"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir -p "$work/tests" "$work/base" "$work/grammar" "$work/interp/eval" "$work/interp/command"
cp "$root/tests/rooms.txt" "$work/tests/"
echo '#include "interp/eval/eval.h"' > "$work/base/wrong.c"
echo '#include <sqlite3.h>'          > "$work/interp/eval/wrong.c"
echo '#include "base/text.h"'        > "$work/interp/command/wrong.c"
sh "$root/tests/rooms.sh" "$work" > "$work/out" 2>&1; code=$?
[ $code != 0 ] && [ "$(grep -c wrong.c "$work/out")" = 3 ] && echo "ok control: three planted includes are seen" \
  || { echo "FAIL control: three planted includes are not seen"; cat "$work/out"; }
