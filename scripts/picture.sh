#!/bin/sh
# The picture in the README: a terminal with a real run, drawn as SVG.
#   scripts/picture.sh BUILD > docs/run.svg
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
rules=rules/omstallning/omstallning_2026.anslag
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export NO_COLOR=1 LC_ALL=C.UTF-8

"$build/anslag" schema "$rules" | sqlite3 "$work/ansokningar.db"
for record in organisation application applicant; do
  "$build/anslag" import "$rules" --db "$work/ansokningar.db" --quiet --keep-bad $record \
    tests/acceptance/omstallning/$record.csv >/dev/null 2>&1 || true
done
{
  echo '$ anslag run omstallning_2026.anslag --db ansokningar.db'
  "$build/anslag" run "$rules" --db "$work/ansokningar.db" | sed '/^$/N;/^\n$/D'
  echo
  echo '$ anslag explain omstallning_2026.anslag --db ansokningar.db 31'
  "$build/anslag" explain "$rules" --db "$work/ansokningar.db" 31 | awk '
    NR <= 5 { print; next }
    /^  (yes|NO) / { shown = ($1 == "NO"); if (shown && n++ == 0) on = 1; else on = 0 }
    on { print }'
} > "$work/screen.txt"

awk '
  function plain(text) { gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text); return text }
  { line[NR] = $0 }
  END {
    high = 18; top = 44
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"%d\" role=\"img\" aria-label=\"A terminal: anslag run judges 303 applications, anslag explain says why one was rejected\">\n", top + NR * high + 12
    print "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#16181d\"/>"
    print "<g fill=\"#5b616e\"><circle cx=\"20\" cy=\"18\" r=\"6\"/><circle cx=\"40\" cy=\"18\" r=\"6\"/><circle cx=\"60\" cy=\"18\" r=\"6\"/></g>"
    print "<g font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\" fill=\"#e6e6e6\" xml:space=\"preserve\">"
    for (i = 1; i <= NR; i++) {
      ink = line[i] ~ /^\$ / ? " fill=\"#8fd18f\"" : line[i] ~ /^  NO / ? " fill=\"#ff9c8f\"" : ""
      if (line[i] != "") printf "<text x=\"18\" y=\"%d\"%s>%s</text>\n", top + (i - 1) * high + 12, ink, plain(line[i])
    }
    print "</g></svg>"
  }' "$work/screen.txt"
