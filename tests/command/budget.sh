#!/bin/sh
# anslag budget: tables, targets and controls as text, JSON and CSV; what a what-if changes; what is open;
# records from a database; what a run leaves of it.
#   tests/command/budget.sh ANSLAG
set -u
anslag=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; cat out; fi; }
holds() { grep -qE "$1" out; verdict $? "$2"; }
lacks() { ! grep -qE "$1" out; verdict $? "$2"; }
ends() { [ "$1" = "$2" ]; verdict $? "$3"; }

cp "$here"/../good/budgets/*.csv .
cat > plan.anslag <<'RULES'
language sv
plan plan_2024 "Plan 2024"
  gäller 2024-01-01 tills vidare
    antagande "Ett exempel."
  valuta SEK
kodlista sektorn "Sektor"
  regional "Regional utveckling"
  health   "Hälso- och sjukvård"
uppgifter anslagspost "Anslagspost" från "posts.csv"
  kod    text nyckel från kolumn code
  namn   text        från kolumn name
  sektor sektorn     från kolumn sector
tabell belopp_i(item, kod) pengar i mkr från "moved.csv" annars 0 mkr
  antagande "Ett exempel."
parameter uppräkningstal = 2,9 %
  antagande "Ett exempel."
budget bidrag "Regionbidrag 2024" för varje anslagspost per sektor
  status antagen för 2024
  visas i 0,1 mkr
  rad ingående "Regionbidrag 2023" = belopp_i(opening, kod)
  avsnitt tekniska "Tekniska justeringar" i prisnivå 2023
    rader från överföringar
    delsumma "Summa"
  rad uppräkning "Uppräkning" = uppräkningstal av (ingående + tekniska)
  summa summan "REGIONBIDRAG"
    stämmer med tryckt(kod) inom 0,1 mkr
  balanseras av FINANS
definition tryckt(k) = om k är "KN" så 357,6 mkr annars summan_av(k)
definition summan_av(k) = belopp_i(opening, k) * 1,029
överföring apotekare "Chefsapotekare" av 0,5 mkr från HBG till KN i prisnivå 2023
  antagande "Ett exempel."
överföring remisser "Remissansvar" av ej fastställd från SUS till HBG i prisnivå 2023
  antagande "Ett exempel."
budget planår "Planår" för varje anslagspost
  fortsätter bidrag
  för år 2025 till 2026
  status plan för 2025 till 2026
  rad fjolåret "Föregående år" = föregående summa
  summa plansumma "Summa"
mål stort "Stort nog" kräver planår(år).plansumma minst 5 mdkr
  antagande "Ett exempel."
mål litet "Litet nog" kräver bidrag("KN").summan högst 400 mkr
  antagande "Ett exempel."
kontroll stora "Stora poster" allvarsgrad hög avser anslagspost när belopp_i(opening, kod) över 3 mdkr
  antagande "Ett exempel."
RULES
sed 's/,change,/,belopp_i,/; 1s/^item,code/item,kod/' change.csv > moved.csv

"$anslag" budget plan.anslag > out 2>&1; code=$?
ends "$code" 1 "a budget that does not agree ends with 1"
holds '^Regionbidrag 2023 +346,8 +3 708,6 +4 055,4' "amounts in the unit shown, with group totals"
holds 'Hälso- och' "a group by its title"
holds 'REGIONBIDRAG +357,4 ' "a total"
holds '4 belopp är inte kända \(\?\): remisser' "pending amounts are counted and named"
holds 'FINANS' "the one that balances"
holds 'E0470.*"summan" stämmer inte' "what does not agree is an error"
holds 'KN 357,4, tryckt 357,6 \(-0,2\)' "and who"
holds '2025 plan' "how a year stands"
holds 'Stort nog +2025' "a target for each year"
holds 'Litet nog +357,4 mkr +högst +400 mkr +marginal +42,6 mkr +uppfyllt' "a target with its margin"
holds 'Stora poster \(hög\): 1 träff' "a control"

"$anslag" budget plan.anslag bidrag > out 2>&1
lacks 'Planår|Stort nog' "one budget alone"
"$anslag" budget plan.anslag bidraget > out 2>&1; code=$?
ends "$code" 2 "no such budget ends with 2"
holds 'menade du bidrag' "and says which is meant"
"$anslag" budget plan.anslag planår --year 2026 > out 2>&1
lacks '^2025' "one year alone"

"$anslag" budget plan.anslag bidrag --set "uppräkningstal = 2,4 %" > out 2>&1; code=$?
ends "$code" 0 "a what-if that does not agree is no error"
holds 'Uppräkning +117,6\? → +97,3\? +-20,3' "what changes stands beside the rules as they are"
holds 'Kulturnämnden +357,4 → +355,6 +-1,7' "and record by record"
"$anslag" budget plan.anslag --set "bidrag.uppräkning = 1 kr" > out 2>&1; code=$?
ends "$code" 2 "what is no parameter can't be set"

"$anslag" budget plan.anslag --format json > budget.json 2> out
jq -e '.budgets[0].records[0].amounts.summan == 35737170000' budget.json > out 2>&1; verdict $? "JSON: amounts by line, in minor units"
jq -e '.budgets[0].groups[0].amounts["ingående"] == 405540000000' budget.json > out 2>&1; verdict $? "JSON: groups"
jq -e '.budgets[0].open[0].name == "remisser" and .budgets[0].totals.open.remisser == 2' budget.json > out 2>&1; verdict $? "JSON: what is open"
jq -e '.targets | length == 3' budget.json > out 2>&1; verdict $? "JSON: targets"
jq -e '.controls[0].records == ["KTN"]' budget.json > out 2>&1; verdict $? "JSON: controls"
"$anslag" budget plan.anslag --format csv > out 2> /dev/null
holds '^bidrag,,KN,Kulturnämnden,ingående,Regionbidrag 2023,line,,346800000.00,SEK,0$' "CSV: a row for each record and line"
holds '^bidrag,,SUS,Sjukhusstyrelse Sus,remisser,Remissansvar,line,,,SEK,1$' "CSV: what is not known is empty"

# Records of a database; what a run leaves.
cat > cases.anslag <<'RULES'
plan plan_2024 "Plan"
  currency SEK
record post "Post"
  code   text key
  amount money
body board "Board"
budget plan_sum "Plan" for each post
  line base "Base" = amount
  total all_of_it "Sum"
target small "Small" requires plan_sum.all_of_it at most 5 kr
  assumed "An example."
control large "Large" severity low on post when amount above 4 kr
  assumed "An example."
decision grant on post
  criterion amount_asked requires amount above 0 kr
    assumed "An example."
  decided by board
    assumed "An example."
RULES
"$anslag" budget cases.anslag > out 2>&1; code=$?
ends "$code" 2 "a budget over data needs a database"
"$anslag" schema cases.anslag | sqlite3 cases.db
sqlite3 cases.db "INSERT INTO post VALUES ('a', 100), ('b', 500), ('c', NULL)"
"$anslag" budget cases.anslag --db cases.db > out 2>&1
holds '^Base +1 +5 +\? +6\?' "records of a database, with one that is not known"
holds 'c\.amount|amount' "what is missing is named"
"$anslag" run cases.anslag --db cases.db > out 2>&1
holds 'Large \(low\): 1 hit, 1 can' "a run tells what its controls hit"
sqlite3 cases.db "SELECT record, line, amount, open FROM anslag_budget WHERE line = 'all_of_it'" > out
printf 'a|all_of_it|100|0\nb|all_of_it|500|0\nc|all_of_it|0|1\n' | cmp -s - out; verdict $? "anslag_budget"
sqlite3 cases.db "SELECT target, year, status FROM anslag_target" > out
printf 'small||unknown\n' | cmp -s - out; verdict $? "anslag_target"
sqlite3 cases.db "SELECT control, severity, record, verdict, source FROM anslag_control" > out
printf 'large|low|b|hit|assumed: An example.\nlarge|low|c|unknown|assumed: An example.\n' | cmp -s - out; verdict $? "anslag_control"

# A record of a database that refers to rows that ship with the rules.
cat > projects.anslag <<'RULES'
guideline support "Support"
  currency SEK
record appropriation "Appropriation" from "posts.csv"
  code   text key
  name   text
  sector text
record project "Project"
  id            integer key
  appropriation appropriation
  amount        money
body board "Board"
decision grant on project
  criterion of_health requires appropriation.sector is "health"
    assumed "An example."
  decided by board
    assumed "An example."
RULES
"$anslag" schema projects.anslag > out
lacks 'CREATE TABLE IF NOT EXISTS "appropriation"' "rows that ship have no table"
sqlite3 projects.db < out
printf 'id,appropriation,amount\n1,SUS,100\n2,Kulturnämnden,50\n' > projects.csv
"$anslag" import projects.anslag --db projects.db project projects.csv > out 2>&1; code=$?
ends "$code" 0 "a reference to them is imported by key or name"
sqlite3 projects.db "INSERT INTO project VALUES (3, 'XX', 5)"
"$anslag" run projects.anslag --db projects.db > /dev/null 2>&1
sqlite3 projects.db "SELECT record, outcome FROM anslag_decision ORDER BY record" > out
printf '1|fundable\n2|rejected\n3|invalid\n' | cmp -s - out; verdict $? "and read by a run; one to no row is invalid"
"$anslag" import projects.anslag --db projects.db appropriation posts.csv > out 2>&1; code=$?
ends "$code" 2 "rows that ship are not imported"
holds 'ship with the rules' "and it says why"
