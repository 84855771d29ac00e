#!/bin/sh
# rules/plan_2024 as an analyst asks it: every printed figure found again, what-ifs with totals, targets
# and margins, who owes what, and no sentence of the catalogued kind left open.
#   tests/command/plan_2024.sh ANSLAG
set -u
anslag=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
rules=$root/rules/plan_2024
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; tail -n 40 out; fi; }
holds() { grep -qE -- "$1" out; verdict $? "$2"; }
lacks() { ! grep -qE -- "$1" out; verdict $? "$2"; }
ends() { [ "$1" = "$2" ]; verdict $? "$3"; }

"$anslag" test "$rules" > out 2>&1; ends $? 0 "every test of the plan agrees"
holds ' 0 underkända' "none fails"

"$anslag" budget "$rules" > out 2>&1; ends $? 0 "the budget needs no database and no date"
holds '^REGIONBIDRAG 2024 stämmer med bilaga_4a\(kod, 2024\): 24 av 24$' "4 A follows from 4 B, board by board"
holds '^Uppräkning 2024 stämmer med bilaga_4b\(uppräkning, kod\): 25 av 25$' "the uprating, with Finans"
[ "$(grep -cE '^(202[56]: )?Regionbidrag stämmer med bilaga_4a\(kod, år\): 24 av 24$' out)" = 2 ]
verdict $? "both plan years follow from the printed figures"
# Two boards wait for an amount that the plan leaves open; all else agrees.
grep -E 'stämmer med .*: [0-9]+ av [0-9]+$' out | grep -vE ': ([0-9]+) av \1$' > open
[ "$(cat open)" = "$(grep -E 'höör_hörby.*: 22 av 24$' out)" ]
verdict $? "what does not agree is the transfer without an amount"
holds 'Skuldsättningsmål +2026 +13 982 mkr +högst 14 300,3 mkr +marginal +318,3 mkr +uppfyllt' "the debt target's margin"
holds 'Resultatmål: fem år +2024 .*avsteg' "the result target is suspended"
holds 'Lånetak .*12 827 mkr +högst +16 000 mkr' "the loan ceiling"

"$anslag" budget "$rules" --set "uppräkning_sjukvård = 2,4 %" > out 2>&1
holds 'REGIONBIDRAG 2024 +53 833,8 → +53 628,6 +-205,2' "2.9 to 2.4 %: the total"
holds 'Skuldsättningsmål +2026 .*marginal +933,3 mkr' "2.9 to 2.4 %: the debt target's margin"
"$anslag" budget "$rules" --set "internränta_2024 = 2,5 %" > out 2>&1
holds 'Internränta +201,4 → +302,1 +(\+)?100,7' "interest 2.0 to 2.5 %: the compensation"
"$anslag" budget "$rules" --scenario "effektiviseringskrav på 1 procent" > out 2>&1
holds 'Skuldsättningsmål +2026 .*marginal +1869,3 mkr' "a 1 % efficiency requirement: the debt target's margin"

"$anslag" deadlines "$rules" --as-of 2024-01-01 > out 2>&1; ends $? 0 "the follow-up plan as a calendar"
holds '2024-11-03 .*verksamhetsberättelse_delår' "boards decide before the council's meeting"
holds '2023-12-31 .*egna_planer' "own plans by December 2023"
"$anslag" deadlines "$rules" --as-of 2024-01-01 --body Primärvårdsnämnden > out 2>&1
holds 'psykoterapiplattform' "a board's own list has what runs until further notice"
holds 'Huvudansvaret för den digitala plattformen' "the lead that two places name differently is open"

"$anslag" doc --sources --as-of 2024-01-01 "$rules" > out 2>&1; ends $? 0 "the document is counted"
lacks 'Regionfullmäktige (fastställer|uppdrar|beslutar)' "no decision of the council is left open"
lacks 'Regionbidrag motsvarande [0-9]' "no transfer is left open"
lacks '^ +[0-9]+  Nytt uppdrag 2024' "no new assignment is left open"
holds '2 093 meningar: .* ([0-9]|1[0-9]|[2-9][0-9]) öppna' "fewer than a hundred of its sentences are open, most of them headings"

# The same questions in a dialogue, without a database.
printf '%s\n' 'sätt uppräkning_sjukvård = 2,4 %' 'skuldsättningsmålet(2026).marginal' 'jämför utgångsläge, nuläge' \
  'variera uppräkning_sjukvård från 2,4 % till 2,9 % steg 0,5 % visa regionbidrag.summan' ':ångra' 'regionbidrag.summan' \
  | "$anslag" fråga "$rules" > out 2>&1; ends $? 0 "the plan is asked in a dialogue"
holds '^  933 250 000 kr' "a setting reaches a target's margin"
holds 'Skuldsättningsmål 2026: marginal +318,25 mkr +933,25 mkr' "margins stand side by side"
holds '2,40 % +53,63 mdkr' "a sweep of the uprating"
holds '^  53 833 8[0-9]{2} [0-9]{3} kr' "undone, the plan is as printed"
