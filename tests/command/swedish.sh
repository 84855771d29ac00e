#!/bin/sh
# Rules in Swedish are answered in Swedish: results, explanations, what is missing, tests, data.
#   tests/command/swedish.sh ANSLAG
set -u
anslag=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
rules=omställning.anslag
cp -r "$root/examples/omstallning_sv/sources" "$work/" && cp "$root/tests/data/swedish/"*.csv "$work/" &&
  cp "$root/examples/omstallning_sv/omstallning_2026.anslag" "$work/$rules" && cd "$work" || exit 1

# Words that stand in our English texts and in no Swedish one.
english='\b(the|is|are|of|and|by|with|not|not known|decided|granted|missing|asked|rejected|fundable|waitlisted|incomplete|eligible when|line [0-9]|rows?|records?|nothing|expected|needs|which|who|what)\b'
says() {  # says NAME PATTERN COMMAND…: the answer holds PATTERN and no English
  name=$1 pattern=$2; shift 2
  "$anslag" "$@" > out 2>&1
  joined=$(tr -s ' \n' ' ' < out)
  case $joined in *"$pattern"*) ;; *) echo "FAIL $name: no \"$pattern\""; cat out; return ;; esac
  # What is quoted in a fence of rules is the author's; names of columns are the library's.
  if grep -nE "$english" out > found; then echo "FAIL $name: English"; cat found; else echo "ok $name"; fi
}

says schema   "har de tabeller som reglerna behöver"       schema $rules --db d.db
says import   "3 tillagda i organisation"                  läs $rules --db d.db organisation organisation.csv
says import   "summa 131 700 000 kr"                       läs $rules --db d.db ansökan ansökan.csv
says run      "ramar"                                      pröva $rules --db d.db
says run      "Körning 2 är ett förslag"                   run $rules --db d.db
says explain  "kan beviljas: 800 000 kr, beslutas av regiondirektören" förklara $rules --db d.db 1
says explain  "12 månader från 2026-03-03: samma dag"      förklara $rules --db d.db 1
says explain  "det fattades 10 800 000 kr"                 förklara $rules --db d.db 3
says explain  "NEJ insatsområdet"                          förklara $rules --db d.db 4
says explain  "ska bedömas (Handläggaren)"                 förklara $rules --db d.db 5
says missing  "Fråga sökanden"                             saknas $rules --db d.db
says missing  ""                                           saknas $rules --db d.db --till saknas.csv
head -1 saknas.csv | grep -q 'Vem;Lämnas av;Ansökan;Uppgift;Benämning;I sin helhet' && echo "ok missing: the list's headings" || { echo "FAIL missing: the list's headings"; head -1 saknas.csv; }
says test     " godkända, 0 underkända"                   testa $rules
says export   "har 6 rader ur körning 2"                   exportera $rules --db d.db decisions --to beslut.csv
says deadlines "Åligganden per 2026-03-01"                 bevaka $rules --db d.db --as-of 2026-03-01
says "no key" "ingen uppgift har nyckeln \"99\""           förklara $rules --db d.db 99

# Data errors name the cell and say why.
sed 's/;800000;2026-02-02/;mycket;2026-13-02/' ansökan.csv > fel.csv
says "bad cells" "\"mycket\" är inget belopp"              läs $rules --db d.db --update ansökan fel.csv
says "bad cells" "är inget datum som 2026-01-31"           läs $rules --db d.db --update ansökan fel.csv

# A test that fails says what it waited for.
sed 's/^  förvänta kan beviljas/  förvänta reserv/' $rules > fallerar.anslag
says "failing test" "väntade reserv, fick"                 testa fallerar.anslag

# --lang asks for the other language, and the machine's words are English.
"$anslag" förklara $rules --db d.db 3 --lang en > out 2>&1
if grep -q '^waitlisted' out && grep -q 'What would fund it' out; then echo "ok --lang en"; else echo "FAIL --lang en"; cat out; fi
"$anslag" förklara $rules --db d.db 3 --format json > out 2>&1
if grep -q '"outcome": *"waitlisted"' out; then echo "ok JSON"; else echo "FAIL JSON"; cat out; fi
