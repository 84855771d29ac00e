#!/bin/sh
# Every diagnostic code has its page, in docs/ and inside the program; every page has its code.
#   tests/command/pages.sh ANSLAG
set -u
anslag=$1
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
grep -hoE 'X\(DIAG_[A-Z_0-9]+, *[0-9]+, *SEVERITY_[A-Z]+' base/codes_*.h \
  | sed -E 's/.*, *([0-9]+), *SEVERITY_(.).*/\2 \1/' | awk '{ printf "%s%04d\n", $1, $2 }' | sort > "$work/codes"
ls docs/diagnostics | grep -v README | sed 's/\.md$//' | sort > "$work/pages"
[ "$(wc -l < "$work/codes")" -gt 50 ] || echo "FAIL the codes were not found"
if cmp -s "$work/codes" "$work/pages"; then echo "ok every code has a page, every page a code"
else echo "FAIL codes and pages differ: $(comm -3 "$work/codes" "$work/pages" | tr '\n' ' ')"; fi
[ -z "$(uniq -d "$work/codes")" ] && echo "ok no number is used twice" || echo "FAIL numbers used twice: $(uniq -d "$work/codes")"
while read -r code; do
  lines=$("$anslag" help "$code" 2>&1 | wc -l)
  [ "$lines" -ge 4 ] || echo "FAIL anslag help $code says little"
  head -1 "docs/diagnostics/$code.md" | grep -q "^# $code: " || echo "FAIL docs/diagnostics/$code.md has no title line"
done < "$work/codes"
echo "ok the program has every page inside"
