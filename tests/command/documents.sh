#!/bin/sh
# The four smaller documents under rules/ as an analyst asks them: no sentence left open, tests that agree,
# a batch from import to reasons, what-ifs, ladders and duties.
#   tests/command/documents.sh ANSLAG
set -u
anslag=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; tail -n 40 out; fi; }
holds() { grep -qE -- "$1" out; verdict $? "$2"; }
lacks() { ! grep -qE -- "$1" out; verdict $? "$2"; }
ends() { [ "$1" = "$2" ]; verdict $? "$3"; }

for name in omstallning delar_2022 halland_2025 strukturprogram; do
  rules=$root/rules/$name
  "$anslag" check --strict "$rules" > out 2>&1; ends $? 0 "$name: every rule has a basis"
  "$anslag" test "$rules" > out 2>&1; ends $? 0 "$name: its tests agree"
  "$anslag" doc --sources --lang en "$rules" > out 2>&1; ends $? 0 "$name: its document is counted"
  lacks ' open( |$)' "$name: no sentence is left open"
done

# ---- Halland: applications by their effect, a frame for each year ---------------------------
rules=$root/rules/halland_2025
cat > organisation.csv <<'ROWS'
id,name,kind
1,Region Halland,region
2,Region Skåne,region
3,Halmstads kommun,nämnd
ROWS
cat > åtgärd.csv <<'ROWS'
nr,benämning,slag,område,innebörd,stärker_vården,annat_statligt_stöd,långsiktig,gott_exempel,ökar_produktivitet,ökar_kvalitet,genomförandeplan,effekt_till
1,Ny metod,effektivisering,egen,process,ja,nej,ja,ja,ja,nej,Bilaga 1,2035-12-31
2,AI,effektivisering,ai_hinder,något_annat,ja,nej,ja,ja,ja,ja,Bilaga 2,2035-12-31
ROWS
cat > utbetalning.csv <<'ROWS'
nr,år,belopp
1,2026,10000000
2,2027,10000000
3,2026,245000000
ROWS
cat > ansökan.csv <<'ROWS'
nr,sökande,åtgärder,utbetalningar,inkommen,användning,resultat,bidrag_till,intygad_av,protokoll,rätt_församling,beslut_omfattar,effektivitet
1,1,1,1;2,2025-09-01,Utveckla,Lägre kostnad,2027-12-31,Ordföranden,2025-05-20,ja,ja,7
2,Region Halland;Region Skåne,2,3,2025-10-01,Juridik,Mindre arbete,2027-12-31,Ordföranden,2025-05-20,ja,ja,9
3,3,1,1,2025-10-01,Utveckla,Lägre kostnad,2027-12-31,Ordföranden,2025-05-20,ja,ja,9
ROWS
"$anslag" schema "$rules" --db halland.db > out 2>&1; ends $? 0 "halland: its tables"
for record in organisation åtgärd utbetalning ansökan; do
  "$anslag" import "$rules" --db halland.db --quiet $record $record.csv > out 2>&1
  ends $? 0 "halland: $record is imported"
done
outcomes() { sqlite3 halland.db "select group_concat(outcome, ' ') from (select outcome from anslag_decision
  where run_id = (select max(run_id) from anslag_run) order by record)" > out 2>&1; }
"$anslag" run "$rules" --db halland.db --quiet > out 2>&1; ends $? 0 "halland: the applications are judged"
outcomes; holds '^waitlisted fundable ineligible$' "halland: the greater effect goes first, a municipality may not apply"
sqlite3 halland.db "select key, drawn from anslag_frame order by key" > out 2>&1
holds '^2026\|24500000000$' "halland: a joint application counts once, in its year"
"$anslag" run "$rules" --db halland.db --quiet --set "årsbelopp = 255 mkr" > out 2>&1
outcomes; holds '^fundable fundable ineligible$' "halland: 255 mkr a year fund both"
"$anslag" run "$rules" --db halland.db --quiet --scenario "halverat statsbidrag" > out 2>&1
outcomes; holds '^fundable waitlisted ineligible$' "halland: half the grant funds the smaller one only"

# ---- The directive and the half-year report ---------------------------------------------------
rules=$root/rules/strukturprogram
"$anslag" budget "$rules" > out 2>&1; ends $? 0 "the directive's budget needs no database"
holds '^Summa +400 000 +400 000$' "400 000 kr a year"
holds 'sökt ur Regionstyrelsens oförutsedda kostnader 2026' "what is asked for is not yet granted"
"$anslag" check --pending "$rules" > out 2>&1
holds 'kvar_av_oförutsett' "what is left of the unforeseen is open"
"$anslag" deadlines "$rules" --as-of 2026-01-01 > out 2>&1
holds 'uppskattad_kostnad' "the chair owes an estimate"

rules=$root/rules/delar_2022
"$anslag" budget "$rules" > out 2>&1; ends $? 0 "the half-year's figures need no database"
holds '^Lagd budget +17,4$' "the budget that the result and its deviation leave"
holds '^Helårsprognos mot lagd budget +150,0$' "the forecast is the sum of its parts"
holds 'Minskad sjukfrånvaro +2022 +2,97 % +under 2,63 % .*inte uppfyllt' "sick leave is not lower"
cat > avvikelse.csv <<'ROWS'
nr,utförare,handlingsplan_senast,utbetalt,berättigat,utfört,avtalsbrott,väsentligt_avtalsbrott,vitesform,vitesandel,fast_ersättning,patientsäkerhet
1,Vårdcentralen,2022-03-22,1000000,1000000,ja,nej,nej,andel,2,5000000,nej
2,LARO,2022-03-22,1200000,1000000,ja,ja,nej,andel,2,5000000,nej
ROWS
cat > åtgärder.csv <<'ROWS'
nr,avvikelse,steg,vidtagen,skäl
1,2,vite,2022-03-01,
ROWS
"$anslag" schema "$rules" --db delar.db > out 2>&1
"$anslag" import "$rules" --db delar.db --quiet avvikelse avvikelse.csv > out 2>&1
"$anslag" import "$rules" --db delar.db --quiet åtgärd åtgärder.csv > out 2>&1
"$anslag" deadlines "$rules" --db delar.db --as-of 2022-03-10 > out 2>&1
holds 'sanktioner 1: Erinran' "the first sanction is a reminder"
holds 'sanktioner 2: Återbetalning' "after a penalty, what was paid too much"
holds 'utan skriftligt skäl: Erinran, Begäran om handlingsplan' "steps that were passed without a reason"
