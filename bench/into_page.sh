#!/bin/sh
# Puts what was measured into docs/performance.md, between the marks of its parts.
#   bench/into_page.sh FOLDER PART...       of each PART: FOLDER/PART.md
set -eu
[ $# -ge 2 ] && [ -d "$1" ] || { sed -n 's/^#   //p' "$0" >&2; exit 2; }
folder=$(cd "$1" && pwd); shift
cd "$(dirname "$0")/.."
page=docs/performance.md
for part in "$@"; do
  grep -q "^<!-- $part: written by bench/" $page || { echo "$page has no place for $part" >&2; exit 2; }
  awk -v part="$part" -v file="$folder/$part.md" '
    index($0, "<!-- " part ": written by bench/") == 1 { print; print ""; while ((getline line < file) > 0) print line; print ""; skip = 1; next }
    $0 == "<!-- end of " part " -->" { skip = 0 }
    !skip' $page > "$folder/performance.md"
  cat "$folder/performance.md" > $page
done
