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

grep -q ';avslag;' beslut.csv && ! grep -q ';rejected;' beslut.csv && echo "ok export: outcomes" || { echo "FAIL export: outcomes"; cat beslut.csv; }
"$anslag" exportera $rules --db d.db findings --to fynd.csv > /dev/null 2>&1
grep -q ';nej;' fynd.csv && ! grep -q ';fail;' fynd.csv && echo "ok export: verdicts" || { echo "FAIL export: verdicts"; cat fynd.csv; }

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

# What the library declares in English is called as the rules call it, in lists for people too.
sed 's/bolag;100/bolag;/' organisation.csv > utan_andel.csv
says "the library's names" "rad 4, organisation 3: ägarandel 100 % → inget" läs $rules --db d.db --update --prova organisation utan_andel.csv
says "the library's names" "slag slag kod"                 läs $rules --db d.db --update organisation utan_andel.csv
says "the library's names" "sökande[2].slag: nämnd"        förklara $rules --db d.db 4
says "the library's names" "sökande[3].slag: bolag"        förklara $rules --db d.db 3
says "the library's names" "ägarandel - Ägarandel"         saknas $rules --db d.db
"$anslag" saknas $rules --db d.db --till saknas.csv > /dev/null
grep -q 'sökanden;;3;ägarandel;Ägarandel;sökande\[3\].ägarandel' saknas.csv && echo "ok the library's names: lists" || { echo "FAIL the library's names: lists"; cat saknas.csv; }
"$anslag" saknas $rules --db d.db --till saknas.json > /dev/null
grep -q '"owner":"applicant".*"fact":"owned_share".*"path":"sökande\[3\].owned_share"' saknas.json && echo "ok the library's names: programs" || { echo "FAIL the library's names: programs"; cat saknas.json; }
cp organisation.csv enskild.csv && sed -i 's/3;Folktandvården AB;bolag;100/3;Folktandvården AB;privat;100/' enskild.csv
"$anslag" läs $rules --db d.db --update organisation enskild.csv > /dev/null 2>&1; "$anslag" pröva $rules --db d.db > /dev/null 2>&1
says "rules without a title" "ej behörig inte behörig"           förklara $rules --db d.db 3
says "rules without a title" "NEJ behörig behörig när varje"     förklara $rules --db d.db 3
says "rules without a title" "ja gäller - reglerna gäller på"    förklara $rules --db d.db 3
"$anslag" exportera $rules --db d.db skäl > fynd.csv 2>&1
grep -q '^3[;,].*[;,]behörig[;,]nej[;,]inte behörig' fynd.csv && ! grep -qE '[;,](eligible|in_force|valid when)[;,]' fynd.csv && echo "ok rules without a title: lists" || { echo "FAIL rules without a title: lists"; cat fynd.csv; }
[ "$(sqlite3 d.db "SELECT failed FROM anslag_decision WHERE record = 3 ORDER BY run_id DESC LIMIT 1")" = eligible ] && echo "ok rules without a title: tables" || echo "FAIL rules without a title: tables"

# What a decision rests on is kept in the library's names, and a change of it is told in the rules'.
"$anslag" beslut $rules --db d.db --förslag "$(sqlite3 d.db 'SELECT max(run_id) FROM anslag_run')" --av regionstyrelsen --den 2026-03-02 > /dev/null 2>&1
[ "$(sqlite3 d.db "SELECT value FROM anslag_fact WHERE record = 2 AND field = 'sökande[1].kind'")" = committee ] && echo "ok decided: facts" || echo "FAIL decided: facts"
says "decided" "Uppgifter 0"                                          granska $rules --db d.db
sed -i 's/;Regionstyrelsen;nämnd;/;Regionstyrelsen;styrelse;/' enskild.csv
"$anslag" läs $rules --db d.db --update organisation enskild.csv > /dev/null 2>&1
says "decided" "2: sökande[1].slag nämnd → styrelse"                  granska $rules --db d.db
says "decided" "ändrades sökande[1].slag nämnd → styrelse"            förklara $rules --db d.db 2 --beslutat
