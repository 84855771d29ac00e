#!/bin/sh
# The pictures in the README: a terminal with a real run, and one with questions, drawn as SVG.
#   scripts/picture.sh BUILD run > docs/run.svg
#   scripts/picture.sh BUILD repl > docs/repl.svg        (needs BUILD/pty)
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

run() {
  echo '$ anslag run omstallning_2026.anslag --db ansokningar.db'
  "$build/anslag" run "$rules" --db "$work/ansokningar.db" | sed '/^$/N;/^\n$/D'
  echo
  echo '$ anslag explain omstallning_2026.anslag --db ansokningar.db 31'
  "$build/anslag" explain "$rules" --db "$work/ansokningar.db" 31 | awk '
    NR <= 5 { print; next }
    /^  (yes|NO) / { shown = ($1 == "NO"); if (shown && n++ == 0) on = 1; else on = 0 }
    on { print }'
}
repl() {
  echo '$ anslag repl omstallning_2026.anslag --db ansokningar.db'
  {
    for question in 'set director_limit = 1.5 mkr' 'unset' 'set pool_limit = 150 mkr' 'why not 40' \
      'sweep pool_limit from 120 mkr to 240 mkr step 20 mkr show fundable' 'plot'; do
      printf 'see >\ntype %s\\n\n' "$question"
    done
    printf 'see >\ntype :quit\\n\nend 0\n'
  } | TERM=dumb XDG_STATE_HOME="$work" "$build/pty" --show 80 40 "$build/anslag" repl "$rules" \
        --db "$work/ansokningar.db" | sed '/^> :quit/d'
}

case $2 in
run)  label='A terminal: anslag run judges 303 applications, anslag explain says why one was rejected' ;;
repl) label='A terminal: anslag repl answers what a higher limit and a larger pool would change, why not, and draws a sweep' ;;
esac
"$2" > "$work/screen.txt"

# Dots and lines of a chart come from other fonts than letters, of another width: in such a line
# each of them stands in its own place.
LC_ALL=C awk -v label="$label" '
  function is_drawn(text) { return text ~ /\342\240|\342\241|\342\242|\342\243|\342\224/ }
  function placed(text,    list, column, piece) {
    for (column = 0; text != ""; text = substr(text, RLENGTH + 1)) {
      if (match(text, /^ +/)) { column += RLENGTH; continue }
      if (match(text, /^[!-~]+( [!-~]+)*/)) piece = RLENGTH
      else { match(text, /^[\300-\377][\200-\277]*/); piece = 1 }
      list = list sprintf("<tspan x=\"%.1f\">%s</tspan>", 18 + column * 8.43, plain(substr(text, 1, RLENGTH)))
      column += piece
    }
    return list
  }
  function plain(text) { gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text); return text }
  { line[NR] = $0 }
  END {
    high = 18; top = 44
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"%d\" role=\"img\" aria-label=\"%s\">\n", top + NR * high + 12, label
    print "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#16181d\"/>"
    print "<g fill=\"#5b616e\"><circle cx=\"20\" cy=\"18\" r=\"6\"/><circle cx=\"40\" cy=\"18\" r=\"6\"/><circle cx=\"60\" cy=\"18\" r=\"6\"/></g>"
    print "<g font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\" fill=\"#e6e6e6\" xml:space=\"preserve\">"
    for (i = 1; i <= NR; i++) {
      ink = line[i] ~ /^[$>] / ? " fill=\"#8fd18f\"" : line[i] ~ /^  (NO|obs) / ? " fill=\"#ff9c8f\"" : ""
      if (line[i] != "") printf "<text x=\"18\" y=\"%d\"%s>%s</text>\n", top + (i - 1) * high + 12, ink, is_drawn(line[i]) ? placed(line[i]) : plain(line[i])
    }
    print "</g></svg>"
  }' "$work/screen.txt"
