#!/bin/sh
# What changed: two rule sets beside each other, the records by both, two texts of a document.
#   tests/command/diff.sh ANSLAG
set -u
anslag=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
acceptance=$root/tests/acceptance/omstallning
rules=$root/rules/omstallning/omstallning_2026.anslag
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export TMPDIR="$work" LC_ALL=C.UTF-8

verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; head -20 out; fi; }
holds() {  # holds PATTERN NAME: the last output, its lines joined, has it
  tr -s ' \n' ' ' < out | grep -qF -- "$1"; verdict $? "$2"
}

# ---- exactly the records that differ between what an independent implementation expects -----------
"$anslag" schema "$rules" --db a.db > out 2>&1
for record in organisation application applicant; do
  "$anslag" import "$rules" --db a.db --keep-bad $record "$acceptance/$record.csv" > out 2>&1
done
differing() {  # differing EXPECTED.csv: id, outcome, decider and due as they are after, of those that differ
  tr -d '"\r' < "$acceptance/expected.csv" > before.csv
  tr -d '"\r' < "$acceptance/$1" > after.csv
  awk -F, 'NR == FNR { was[$1] = $2 FS $3 FS $4 FS $NF; next }
           FNR > 1 && was[$1] != $2 FS $3 FS $4 FS $NF { print $1 "," $2 "," $3 }' before.csv after.csv | sort
}
same_records() {  # same_records NAME EXPECTED.csv ARGUMENT …
  name=$1 expected=$2; shift 2
  differing "$expected" > expected.txt
  "$anslag" diff "$rules" "$@" --db a.db --format csv > out 2> err; code=$?
  awk -F, 'NR > 1 { print $2 "," $5 "," $7 }' out | tr -d '\r' | sort > actual.txt
  [ $code = 0 ] && [ -s expected.txt ] && diff expected.txt actual.txt > difference; status=$?
  [ $status = 0 ] || cp difference out
  verdict $status "$name: $(wc -l < expected.txt) records, those of the expected files"
}
same_records "the doubled delegation" expected-doubled-delegation.csv "@fördubblad delegation"
same_records "a pool of 150 mkr" expected-pool-150.csv --set "pool_limit = 150 mkr"
same_records "a scenario as an option" expected-doubled-delegation.csv --scenario "fördubblad delegation"
"$anslag" diff "$rules" "@större pott" --db a.db > out 2> err
holds "fundable 108 → 44 (−64) 119.98 mkr → 149.99 mkr" "outcomes before and after, with their money"
holds "obs more money and fewer records: 40 (120 mkr) now gets room, and 65 no longer do." "what is against expectation is marked"
holds "frame pool: 119.98 of 120 mkr → 149.99 of 150 mkr, binds" "frames before and after"
"$anslag" diff "$rules" "@fördubblad delegation" "$rules" > /dev/null 2>&1; [ $? = 2 ]; verdict $? "three words are too many"
"$anslag" diff "$rules@fördubblad delegation" "$rules" --db a.db > out 2>&1
holds "director_limit 2 mkr 1 mkr" "the older side may be the scenario"
"$anslag" diff "$rules" "$rules" --db a.db > out 2>&1; code=$?
[ $code = 0 ] && holds "No rule or parameter says anything else." "the same rules: nothing" && holds "every record ends as before" "and no record"
"$anslag" diff "$rules" "@större pott" --db a.db --format json > out 2>&1
[ "$(sqlite3 :memory: "select json_extract(cast(readfile('out') as text), '\$.decisions[0].differ') || json_extract(cast(readfile('out') as text), '\$.rules[0].name')")" = 67pool_limit ]
verdict $? "JSON is one object"
"$anslag" diff "$rules" "@större pott" --db a.db --to list.csv > out 2>&1 && [ "$(wc -l < list.csv)" = 68 ]; verdict $? "--to FILE.csv has a row for each record that differs"

# ---- by meaning: the other language, the other order, other names, other units ----------------------
for folder in "$root"/rules/*/ "$root"/examples/*/; do
  name=$(basename "$folder"); main=$(grep -h '^rules' "$folder/anslag.package" 2>/dev/null | sed 's/.*= *//')
  [ -n "$main" ] || main=$(cd "$folder" && grep -LsE '^(amendment|ändring) ' *.anslag *.anslag.md | head -1)
  [ -n "$main" ] || continue
  for language in sv en; do
    rm -rf other; cp -r "$folder" other
    "$anslag" fmt --to $language other > out 2>&1 || { verdict 1 "$name: fmt --to $language"; continue; }
    "$anslag" diff --quiet "$folder$main" "other/$main" --format json > out 2> err
    code=$?; [ $code = 0 ] || cat err >> out
    [ $code = 0 ] && grep -q '"rules":\[\]' out; verdict $? "$name: the words of $language are no change"
  done
done
cat > one.anslag <<'RULES'
guideline grants "Grants" assumed "a"
  in force 2026-01-01 to 2026-12-31 assumed "a"
  currency SEK
body board
parameter least "The least" = 10 tkr assumed "a"
define net = amount - cost
record application
  id integer key
  amount money
  cost money
  received date
  open yes/no
decision grant on application
  governed by received assumed "a"
  criterion size requires net above least assumed "a"
  criterion open requires open assumed "a"
  deadline follow_up owed by board to board due received + 30 days assumed "a"
  frame pool = 1 mkr assumed "a"
  decided by board out of pool assumed "a"
  allocate by received, id full amount assumed "a"
RULES
sed -e '/^define/d' -e 's/net above least/-- by hand\n    least below (amount - cost)/' -e 's/10 tkr/10_000 kr/' -e 's/1 mkr/1_000 tkr/' one.anslag > two.anslag
"$anslag" diff one.anslag two.anslag > out 2>&1
holds "No rule or parameter says anything else." "an inlined definition, a turned comparison, another unit: no change"
sed -e 's/10 tkr/12 tkr/' -e '/criterion open/d' -e 's/30 days/20 days/' -e 's/assumed "a"$/assumed "b"/' one.anslag > three.anslag
"$anslag" diff one.anslag three.anslag > out 2>&1
holds "least 10 tkr 12 tkr" "a parameter with its values"
holds "open (criterion, taken away) open –" "a criterion that is gone"
holds "follow_up: due received + 30 days received + 20 days" "a deadline"
"$anslag" diff one.anslag three.anslag --lang sv > out 2>&1
holds "open (kriteriet är borttaget)" "in Swedish"

# ---- an amendment, the days of one guideline, what was decided ------------------------------------------
mkdir clubs
cat > clubs/clubs.anslag <<'RULES'
guideline clubs "Support for clubs"
  in force 2026-01-01 to 2026-12-31 assumed "The year."
  currency SEK
body committee "The committee"
role director "The director" at committee
parameter most = 20 kr assumed "The limit."
parameter floor = 1 kr until 2026-06-30 assumed "First.", 2 kr from 2026-07-01 assumed "Then."
record application "Application"
  id integer key
  amount money
  received date
  decided date
  decided_by text
  granted money
  recorded decision decider = decided_by, granted = granted, decided = decided
decision support on application
  governed by received assumed "The day it came in."
  criterion size requires amount at least floor assumed "Something."
  frame pool = 1 tkr assumed "The money."
  decided by committee out of pool assumed "The ordinary decider."
  delegated to director at most most out of pool governed by decided assumed "Small amounts."
  allocate by received, id full amount assumed "It keeps its place."
RULES
cat > clubs/september.anslag <<'RULES'
amendment september of clubs "Changed support"
  in force 2026-09-01 until further notice
set most = 30 kr governed by decided assumed "A higher limit."
repeal support.size assumed "Not needed."
add to record application members integer "Members"
add to decision support criterion members requires members at least 20 assumed "Twenty."
RULES
mkdir before && cp clubs/clubs.anslag before/
"$anslag" schema before/clubs.anslag --db c.db > out 2>&1
sqlite3 c.db "insert into application values (1, 2500, '2026-03-01', '2026-03-10', null, null),
  (2, 2500, '2026-03-01', '2026-09-10', null, null), (3, 50, '2026-09-02', '2026-09-10', null, null),
  (4, 2500, '2026-03-01', '2026-03-10', 'director', 2500)"
"$anslag" diff clubs/clubs.anslag clubs/september --db c.db > out 2> err; code=$?
[ $code = 0 ]; verdict $? "a guideline and its amendment, named without its ending; a column is missing and it goes on"
holds "From 2026-09-01 before after goes by most 20 kr 30 kr decided" "the day, the values, the date that each goes by"
holds "members (new criterion) – at least 20 received" "a new criterion"
holds "size (criterion, taken away) at least floor – received" "what is repealed"
holds "1 received from 2026-09-01: judged by what is new in members, size; new values of most; Members is missing for 1, to be asked for" "the transition: who is judged by what, what becomes missing"
holds "1 not decided before 2026-09-01: the old rules; new values of most" "and who meets only the new values"
holds "1 decided already: what was decided stands" "decisions taken stand"
holds "The database needs a column, members: anslag schema shows it." "the column that the database lacks"
"$anslag" diff clubs/clubs.anslag --set "most = 40 kr" --db c.db --as-of 2026-09-15 > out 2>&1
holds "before after most 30 kr 40 kr Application (4)" "a setting over an amended guideline: nothing of the amendment's transition"
echo 'rules = clubs.anslag' > clubs/anslag.package
(cd clubs && "$anslag" diff --set "most = 40 kr" --db ../c.db --as-of 2026-09-15) > out 2>&1
holds "before after most 30 kr 40 kr Application (4)" "in a package neither is named: its rules, and what is laid over them"
(cd clubs && "$anslag" diff) > out 2>&1; [ $? = 2 ] && grep -q E0801 out; verdict $? "nothing to compare with"
rm clubs/anslag.package
"$anslag" diff clubs/clubs.anslag@2026-05-01 @2026-07-15 --db c.db > out 2>&1
holds "floor 1 kr 2 kr" "two days of one guideline"
sqlite3 c.db "update application set decided = '2026-09-10' where id = 4"
"$anslag" diff before/clubs.anslag clubs/clubs.anslag --db c.db --decided --format csv > out 2>&1
[ "$(awk -F, 'NR > 1 { print $2 $5 }' out | tr -d '\r')" = "" ] && "$anslag" diff before/clubs.anslag --set "floor = 30 kr" --db c.db --decided --format csv > out 2>&1 &&
  [ "$(awk -F, 'NR > 1 { print $2 $4 $5 }' out | tr -d '\r')" = 4fundablerejected ]
verdict $? "--decided: what was decided, beside what the new rules would say"
"$anslag" diff clubs/clubs.anslag nowhere > out 2>&1; [ $? = 3 ]; verdict $? "a file that is not there"
"$anslag" diff clubs/clubs.anslag "@nothing" > out 2>&1; [ $? -ne 0 ] && grep -q E0201 out; verdict $? "a scenario that is not there"

# ---- texts of documents ------------------------------------------------------------------------------------
mkdir package; cd package || exit 1
printf 'rules = rules.anslag\n' > anslag.package
mkdir sources
printf 'Riktlinjer\n\nStöd ges med ett maxbelopp om 1 mkr per projekt.\n\nRedovisning sker inom 12 månader efter beslut.\n\nNämnden beslutar.\n' > sources/gammal.txt
cat > rules.anslag <<'RULES'
språk sv

riktlinjer stöd "Stöd"
  källa gammal "Riktlinjer"
  gäller 2026-01-01 till 2026-12-31
    antagande "Året."
  valuta SEK

dokument gammal from "sources/gammal.txt" "Riktlinjer"

parameter gräns "Gräns" = 1 mkr
  källa gammal "ett maxbelopp om 1 mkr per projekt"
parameter tid "Tid" = 12 månader
  källa gammal "inom 12 månader efter beslut"
RULES
sed -i 's/dokument gammal from/dokument gammal från/' rules.anslag
printf '\357\273\277Riktlinjer  \r\n\r\nStöd ges med ett maxbelopp om 1,5 mkr per projekt.\r\n\r\nRedovisning sker inom 12 24 månader efter beslut.\r\n\fNämnden beslutar.\r\n\r\nDet gäller 2024 2026.\r\nEffekten tas hem.\r\n' > ny.txt
"$anslag" källa ny ny.txt --som ändringen --daterat 2026-08-20 --diarienummer RS-2026-0123 > out 2>&1
verdict $? "source add takes a text in"
printf 'Rubrik \033[31mröd\n' > styrande.txt
"$anslag" källa ny styrande.txt --som styrande --daterat 2026-08-21 > styrt 2>&1
! grep -q "$(printf '\033')" styrt && grep -q 'x1B' styrt
verdict $? "nothing in a document steers the terminal"
holds "ändringen: 2 sidor, 28 ord → sources/andringen_2026-08-20.txt" "its pages, its words, where it went"
holds "Läs igenom rad 5 och 8: bindestreck eller minustecken kan ha fallit bort." "the lines to read"
holds 'dokument ändringen från "sources/andringen_2026-08-20.txt" "Riktlinjer" daterat 2026-08-20 diarienummer "RS-2026-0123"' "the clause to paste"
! grep -q "$(printf '\r')" sources/andringen_2026-08-20.txt && head -c 3 sources/andringen_2026-08-20.txt | grep -q Rik; verdict $? "no mark, no carriage returns, no spaces at ends"
before=$(sha256sum sources/*)
"$anslag" källa ny ny.txt --som ändringen --daterat 2026-08-20 > out 2>&1; [ $? = 1 ] && grep -q E0850 out && [ "$before" = "$(sha256sum sources/*)" ]
verdict $? "a source is never written over"
printf 'St\366d ges.\r\n' > latin.txt && "$anslag" källa ny latin.txt > out 2>&1 && grep -q 'Stöd ges' sources/latin.txt; verdict $? "Windows-1252"
printf '\377\376S\000t\000\366\000d\000\n\000' > wide.txt && "$anslag" källa ny wide.txt > out 2>&1 && grep -q 'Stöd' sources/wide.txt; verdict $? "UTF-16"
printf '%%PDF-1.4\n\000\001' > a.pdf
(PATH=$work/nothing; export PATH; "$anslag" källa ny a.pdf) > out 2>&1; [ $? = 1 ] && grep -q 'E0851' out && grep -q pdftotext out; verdict $? "a PDF without a program that reads it: what to install"
mkdir ../bin && printf '#!/bin/sh\nprintf "Taget ur en pdf.\\n\\f"\n' > ../bin/pdftotext && chmod +x ../bin/pdftotext
(PATH=$work/bin:$PATH; export PATH; "$anslag" källa ny a.pdf) > out 2>&1 && grep -q 'Taget ur en pdf' sources/a.txt; verdict $? "and with one"
printf 'a\000b' > raw.bin; "$anslag" källa ny raw.bin > out 2>&1; [ $? = 1 ] && grep -q 'E0851' out; verdict $? "what is no text is refused"
"$anslag" diff --documents "$rules" riktlinjer raw.bin > out 2>&1; [ $? = 1 ] && grep -q 'E0851.*raw.bin. is no text' out
verdict $? "a document that is no text is not compared"
"$anslag" källa ny ny.txt --daterat igår > out 2>&1; [ $? = 2 ]; verdict $? "a date that is none"

"$anslag" jämför --dokument gammal ändringen > out 2>&1; code=$?
[ $code = 0 ]; verdict $? "two texts of a document"
holds '"ett maxbelopp om 1 mkr per projekt" nu "ett maxbelopp om 1,5 mkr per projekt" vilar på dem: gräns' "a quote that no longer stands, its new wording, the rules that rest on it"
holds 'Nya meningar utan regel' "new sentences"
holds '"Effekten tas hem."' "that no rule cites"
! grep -q 'Nämnden beslutar' out; verdict $? "what stands as it stood is not told"
"$anslag" jämför --dokument gammal gammal > out 2>&1; holds "står kvar" "the same text"
"$anslag" jämför --dokument gammal ändringen --format json > out 2>&1
[ "$(sqlite3 :memory: "select json_extract(cast(readfile('out') as text), '\$.lost[0].rules[0]')")" = gräns ]; verdict $? "as JSON"
"$anslag" jämför --dokument gammal ändringn > out 2>&1; [ $? = 2 ] && grep -q E0852 out; verdict $? "a document that is not there"

# ---- a difference that does not show is none to remark ---------------------------------------------

cat > one_large.anslag <<'RULES'
guideline one_large "One large or two small"
  in force 2026-01-01 to 2026-12-31
  currency SEK
body board "The board"
parameter least = 0 kr
record application "Application"
  id integer key
  amount money "Amount"
  received date
decision grant on application governed by received
  amount asked = amount
  criterion size requires amount at least least
  frame pool = 120 mkr
  decided by board out of pool
  allocate by id full amount, else waitlist
RULES
"$anslag" schema one_large.anslag --db large.db > out 2>&1
sqlite3 large.db "insert into application (id, amount, received) values (1, 6000000000, '2026-02-01'),
  (2, 5999997000, '2026-02-01'), (3, 12000000000, '2026-02-01')"
"$anslag" diff one_large.anslag --set "least = 100 mkr" --db large.db > out 2>&1
holds "fundable 2 → 1" "one in the place of two, for 30 kr more"
! grep -q 'more money and fewer' out; verdict $? "thirty kronor of 120 million are not more money"
sqlite3 large.db "update application set amount = 5000000000 where id = 2"
"$anslag" diff one_large.anslag --set "least = 100 mkr" --db large.db > out 2>&1
holds "more money and fewer records: 3 (120 mkr) now gets room, and 2 no longer do." "ten million are"
