#!/bin/sh
# The story: a week with a changed guideline - the paper, what it changes, what if, what was decided.
# What it prints stands in expected.out; days and hashes of today are written as DAY and HASH.
set -eu
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp -r ../omstallning_sv/. "$work/" && cp ./*.csv frågor.txt "$work/"
cp ändring.txt september_2026.anslag "$work/"
cd "$work"
printf 'rules = omstallning_2026.anslag\ndb = stöd.db\n' > anslag.package
mv september_2026.anslag kommande
show() { printf '\n$ %s\n' "$*"; }
today=$(date -u +%F)
same() { sed -E "s/$today|$(date -u +%F)/IDAG/g; s/(sista |slutar i )[0-9a-f]+/\\1HASH/; s/(regler )[0-9a-f]{8}/\\1HASH/"; }

echo "Måndag: 303 ansökningar, och en ändring som gäller från den 1 september"
anslag schema --db stöd.db --quiet
for record in organisation ansökan sökande_i; do
  anslag läs --quiet --keep-bad $record $record.csv > /dev/null 2>&1 || [ $? = 1 ]
done
show anslag pröva
anslag pröva
show 'anslag källa ny ändring.txt --som andring --daterat 2026-08-20 --diarienummer RS-2026-0123'
anslag källa ny ändring.txt --som andring --daterat 2026-08-20 --diarienummer RS-2026-0123
mv kommande september_2026.anslag
show anslag kontrollera
anslag kontrollera .
show anslag jämför omstallning_2026.anslag september_2026.anslag --as-of 2026-09-01
anslag jämför omstallning_2026.anslag september_2026.anslag --as-of 2026-09-01
rm september_2026.anslag

printf '\nOnsdag: ordföranden frågar\n'
show 'anslag fråga < frågor.txt'
anslag fråga < frågor.txt

printf '\nTorsdag: nämnden beslutar\n'
show 'anslag beslut --förslag 1 --av regionstyrelsen --den 2026-10-14 --ref "§ 187" avvikelser.csv'
anslag beslut --förslag 1 --av regionstyrelsen --den 2026-10-14 --ref "§ 187" avvikelser.csv 2>&1 | same

printf '\nFredag: revisorn\n'
anslag läs --quiet --update ansökan komplettering.csv > /dev/null
show anslag förklara 31 --beslutat
anslag förklara 31 --beslutat | same
show anslag granska
anslag granska | same
