#!/bin/sh
# The command line: help for every command, wrong lines, Swedish names, exit codes.
#   tests/command/usage.sh ANSLAG
set -u
anslag=$1
docs=$(cd "$(dirname "$0")/../../docs/help" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# expect NAME CODE PATTERN COMMAND…: ends with CODE and prints PATTERN somewhere
expect() {
  name=$1 code=$2 pattern=$3; shift 3
  "$@" > out 2>&1; got=$?
  if [ "$got" = "$code" ] && { [ -z "$pattern" ] || grep -qF -- "$pattern" out; }; then echo "ok $name"
  else echo "FAIL $name: exit $got"; head -5 out; fi
}

for command in init check test schema import run explain missing export fmt help; do
  "$anslag" $command --help > out 2> err; code=$?
  examples=$(sed -n '/^Examples/,/^Options/p' out | grep -c '^  anslag ')
  if [ $code = 0 ] && [ ! -s err ] && [ "$examples" -ge 2 ]; then echo "ok $command --help has examples"
  else echo "FAIL $command --help: exit $code, $examples examples"; fi
done

expect "version"                          0 "anslag "                     "$anslag" --version
expect "help outside a package"           0 "anslag init"                 "$anslag"
expect "-h is help"                       0 "anslag run"                  "$anslag" run -h
expect "a slip in a command"              2 "did you mean anslag check?"  "$anslag" chekc
expect "a slip in an option"              2 "did you mean --strict?"      "$anslag" check --strct x
expect "an unknown command"               2 "E0801"                       "$anslag" frobnicate
expect "a command's own options only"     2 "anslag init has no option"   "$anslag" init --db x y
expect "a missing value"                  2 "needs a value"               "$anslag" run --db
expect "too few words"                    2 "anslag init DIR"             "$anslag" init
expect "too many words"                   2 "does not know what to do"    "$anslag" init a b
expect "a wrong format"                   2 "there is no format"          "$anslag" check --format yaml x
expect "a format of another command"      2 "has no format"               "$anslag" run --format sarif x
expect "messages in the language asked for" 3 "kunde inte läsas"      "$anslag" check --lang sv no-such-file.anslag
expect "a wrong colour"                   2 "--color is"                  "$anslag" check --color blue x
expect "a wrong size"                     2 "needs a size"                "$anslag" check --max-memory 12X x
expect "a wrong count"                    2 "needs a whole number, 0 or more"        "$anslag" check --messages many x
expect "keep-good and keep-bad"           2 "exclude each other"          "$anslag" import --keep-good --keep-bad a b
expect "no package and no rules"          2 "E0803"                       "$anslag" run --db x.db
expect "a file that is not there"         3 "E0601"                       "$anslag" check nowhere.anslag
expect "an unknown topic"                 2 "did you mean frames?"        "$anslag" help frame
expect "a code in small letters"          0 "E0801"                       "$anslag" help e0801
expect "control characters stay out"      2 '\x1B[2J'                     "$anslag" "$(printf '\033[2J')"

expect "ny makes a package"               0 "anslag test"    "$anslag" ny grants
expect "testa runs its tests"             0 "0 failed"       "$anslag" testa grants
expect "kontrollera checks it"            0 "nothing to complain of" "$anslag" kontrollera --strict grants
expect "formatera finds it in order"      0 ""               "$anslag" formatera --check grants
expect "init writes over nothing"         2 "E0807"          "$anslag" init grants
expect "hjälp lists topics"               0 "Ämnen"         "$anslag" hjälp
expect "no database"                      3 "E06"            "$anslag" run grants
"$anslag" schema grants --db grants/cases.db > out 2>&1
expect "läs imports"                      0 "7 rows"         "$anslag" läs grants application grants/data/applications.csv
expect "export before a run"              2 "E0808"          "$anslag" exportera grants decisions
expect "pröva --prova writes nothing"     0 "dry run"        "$anslag" pröva grants --prova
expect "pröva judges"                     0 "fundable"       "$anslag" pröva grants
expect "förklara explains"                0 "rejected"       "$anslag" förklara grants 3
expect "an unknown record"                2 "E0805"          "$anslag" förklara grants 33
expect "saknas lists"                     0 "has_budget"     "$anslag" saknas grants
expect "a list by decider"                0 "The manager"    "$anslag" exportera grants decisions --beslutande manager
expect "an unknown column"                2 "did you mean granted?" "$anslag" export grants decisions --columns grantd
expect "an unknown list"                  2 "there is no list" "$anslag" export grants letters
expect "an ending no list has"            2 ".csv or .json"  "$anslag" export grants decisions --to x.xlsx
expect "an unknown parameter"             2 "did you mean"   "$anslag" run grants --dry-run --set "year_limt = 1 kr"
expect "a setting of another type"        2 "error"          "$anslag" run grants --dry-run --set "year_limit = 3 months"
expect "a date that is none"              2 "not a date"     "$anslag" run grants --dry-run --as-of 2026-02-30
expect "an unknown scenario"              2 "error"          "$anslag" run grants --dry-run --scenario nope
expect "a memory limit"                   4 "E0904"          "$anslag" run grants --max-memory 200k
"$anslag" run grants --quiet > out 2>&1
[ $? = 0 ] && [ ! -s out ] && echo "ok quiet is quiet" || echo "FAIL quiet is quiet"
(cd grants/data && expect "a package is found from within" 0 "fundable" "$anslag" run --dry-run)
(cd grants && expect "alone it says where one stands" 0 "next " "$anslag")

# A Swedish line is answered in Swedish: by its words, by --lang, by the locale.
expect "Swedish: a slip in an option"     2 "menades --strict?"         "$anslag" kontrollera --strct x
expect "Swedish: a slip in a command"     2 "menades anslag pröva?"     "$anslag" --lang sv pröve
expect "Swedish: by the locale"           2 "fel[E0801]"                env LC_ALL=sv_SE.UTF-8 "$anslag" frobnicate
expect "Swedish: not by another locale"   2 "error[E0801]"              env LC_ALL=svenska "$anslag" frobnicate
expect "English is asked for"             2 "error[E0801]"              env LC_ALL=sv_SE.UTF-8 "$anslag" --lang en frobnicate
expect "Swedish: too few words"           2 "[REGLER] UPPGIFTER FIL"    "$anslag" läs
expect "Swedish: an option by its name"   2 "har inte alternativet --till" "$anslag" ny --till x y
expect "Swedish: before rules are read"   3 "filen eller mappen finns inte" "$anslag" kontrollera no-such-file.anslag
expect "rules say their own language"     0 "proposed by"               "$anslag" pröva grants --prova
english='\b(the|is|are|of|and|by|with|not|decided|missing|file|rules|show|which|what|where|needs|only|without)\b'
for command in $("$anslag" --lang sv | sed -n 's/^  \([a-zåäö]*\) .*/\1/p' | grep -v '^anslag$'); do
  "$anslag" $command --hjälp > out 2> err; code=$?
  [ $code = 0 ] && [ ! -s err ] && [ "$(sed -n '/^Exempel/,/^Alternativ/p' out | grep -c '^  \(anslag\|echo\) ')" -ge 2 ] &&
    sed -n '/^Exempel/{n;p;}' out | grep -q "^  anslag $command " &&
    ! sed -E 's/--?[a-z-]+//g' out | grep -vE '^På engelska|^anslag' | grep -E "$english" > found &&
    echo "ok $command --hjälp is Swedish" || { echo "FAIL $command --hjälp: exit $code"; cat out found; }
done

# Every topic has a page in both languages, and every page is a topic.
for page in "$docs"/*.md; do
  topic=$(basename "$page" .md); language=en
  case $topic in *.sv) topic=${topic%.sv} language=sv ;; esac
  title=$(sed -n '1s/^# //p' "$page")
  "$anslag" help "$topic" --lang $language > out 2>&1
  [ "$(head -1 out)" = "$title" ] && "$anslag" help --lang $language | grep -qF "  $title" &&
    echo "ok help: $topic in $language" || { echo "FAIL help: $topic in $language"; head -3 out; }
done
expect "a topic by its Swedish name"      0 "Pengar: ramar"             "$anslag" help ramar
