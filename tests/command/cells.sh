#!/bin/sh
# V6, V7: what stands in a cell of a table that is not ours, one case a record; the record's name says
# what it holds.  U6: a fact of another record is named in full in the finding.
#   tests/command/cells.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cat > cells.anslag <<'RULES'
guideline cells "Cells"
  currency SEK
codelist size "Size" small "Liten" large "Stor"
parameter low = 10 kr
  assumed "An example."
parameter half = 50 %
  assumed "An example."
record owner from table agare
  id    integer key
  share rate in %
  other integer
  valid when share at most 100 % "More than the whole."
record case from table arende
  id      text key
  minor   money
  kronor  money from column belopp_kr in kr
  tkr     money from column belopp_tkr in tkr
  share   rate in %
  factor  decimal
  number  integer
  day     date
  flag    yes/no
  size    size
  word    text
  note    text optional
  owners  list of owner via case_owner optional
  lead    owner optional
decision grant on case
  criterion minor requires minor at least low
    assumed "An example."
  criterion kronor requires kronor at least low
    assumed "An example."
  criterion tkr requires tkr at least low
    assumed "An example."
  criterion share requires share at least half
    assumed "An example."
  criterion factor requires factor at least 1.5
    assumed "An example."
  criterion number requires number at least 3
    assumed "An example."
  criterion day requires day no later than 2026-06-30
    assumed "An example."
  criterion flag requires flag
    assumed "An example."
  criterion size requires size is large
    assumed "An example."
  criterion word requires word is "Åre"
    assumed "An example."
  criterion note requires note is not given or note is "b"
    assumed "An example."
  criterion owners requires every o in owners satisfies o.share above half
    assumed "An example."
  criterion lead requires lead is not given or lead.share above half
    assumed "An example."
RULES
sqlite3 cells.db "
  create table agare(id, share, other);
  create table arende(id, minor, belopp_kr, belopp_tkr, share, factor, number, day, flag, size, word, note, lead);
  create table case_owner(arende, agare);
  insert into agare values (1, '60', null), (2, 50.000001, 'not read'), (3, 50, 1), (4, null, 1), (5, '100.01', 1),
    (6, 'x', 1);"
row() {  # row EXPECTED NAME COLUMN VALUE: a whole record but for one cell
  printf '%s\n' "$2|$1" >> expected
  sqlite3 cells.db "
    insert into arende values ('$2', 1000, '10', 1, '50', '1.5', 3, '2026-06-30', 'yes', 'large', 'Åre', null, null);
    update arende set $3 = $4 where id = '$2'"
}
owned() {  # owned EXPECTED NAME OWNER…
  row "$1" "$2" note null; name=$2; shift 2
  for owner; do sqlite3 cells.db "insert into case_owner values ('$name', $owner)"; done
}
row fundable   whole           note         null
row rejected   one_ore_below   minor        999
row fundable   minor_as_text   minor        "'1000'"
row fundable   minor_as_real   minor        1000.0
row invalid    half_an_ore     minor        1000.5
row fundable   kronor_10_00    belopp_kr    "'10.00'"
row rejected   kronor_9_99     belopp_kr    9.99
row fundable   kronor_10_10    belopp_kr    10.1
row invalid    kronor_10_001   belopp_kr    "'10.001'"
row fundable   kronor_10_010   belopp_kr    "'10.010'"
row invalid    decimal_comma   belopp_kr    "'10,50'"
row invalid    a_plus          belopp_kr    "'+10'"
row rejected   a_minus         belopp_kr    "'-10'"
row invalid    a_thousand_gap  belopp_kr    "'10 000'"
row invalid    an_exponent     belopp_kr    "'1e3'"
row fundable   the_most        belopp_kr    "'900000000000000'"
row invalid    over_the_most   belopp_kr    "'900000000000000.01'"
row fundable   tkr_one_ore     belopp_tkr   "'0.01'"
row rejected   tkr_below       belopp_tkr   "'0.00999'"
row invalid    tkr_too_fine    belopp_tkr   "'0.009999'"
row rejected   share_below     share        "'49.999999999999'"
row fundable   share_as_real   share        50.5
row rejected   share_real_low  share        49.99
row invalid    share_with_sign share        "'50 %'"
row rejected   shortest_form   factor       1.4999999999999998
row fundable   factor_whole    factor       2
row fundable   number_3_0      number       "'3.0'"
row invalid    number_3_5      number       3.5
row fundable   number_most     number       "'9223372036854775807'"
row invalid    number_over     number       "'9223372036854775808'"
row invalid    number_blank    number       "' '"
row rejected   the_day_after   day          "'2026-07-01'"
row invalid    no_such_day     day          "'2026-06-31'"
row invalid    no_leap_day     day          "'2025-02-29'"
row invalid    a_time_of_day   day          "'2026-06-30T00:00'"
row fundable   flag_ja         flag         "'ja'"
row fundable   flag_1          flag         1
row rejected   flag_0          flag         0
row rejected   flag_nej        flag         "'nej'"
row invalid    flag_2          flag         2
row invalid    flag_true       flag         "'true'"
row fundable   size_by_title   size         "'Stor'"
row rejected   size_small      size         "'small'"
row invalid    size_unheard_of size         "'medium'"
row fundable   word_decomposed word         "'A' || char(778) || 're'"
row rejected   word_in_small   word         "'åre'"
row fundable   note_empty      note         "''"
row rejected   note_c          note         "'c'"
for column in minor belopp_kr belopp_tkr share factor number day flag size word; do
  row incomplete "${column}_null" $column null
  row incomplete "${column}_empty" $column "''"
done
owned fundable   two_owners          1 2
owned rejected   an_owner_at_half    1 3
owned incomplete an_owner_unknown    1 4
owned rejected   one_fails_one_open  3 4
owned invalid    an_invalid_owner    1 5
owned invalid    an_unread_owner     1 6
owned invalid    an_absent_owner     1 7
owned fundable   an_owner_twice      1 1
row   incomplete a_lead_unknown      lead 4
row   fundable   a_lead              lead 1
row   invalid    an_absent_lead      lead 9

"$anslag" run cells.anslag --db cells.db --quiet > out 2>&1 || { echo "FAIL the run"; cat out; exit 1; }
sqlite3 cells.db "select record || '|' || outcome from anslag_decision" > got
while IFS='|' read -r name outcome; do
  if grep -qxF "$name|$outcome" got; then echo "ok V6 $name is $outcome"
  else echo "FAIL V6 $name: $(grep "^$name|" got), not $outcome"; fi
done < expected

say() { if [ "$1" = "$2" ]; then echo "ok $3"; else echo "FAIL $3: $1, not $2"; fi; }
missing() {
  sqlite3 cells.db "select distinct missing from anslag_finding where record = '$1' and verdict = 'unknown'"
}
say "$(missing an_owner_unknown)" "owners[4].share" "U6 an element of a list is named with its key, in valid when too"
say "$(missing a_lead_unknown)" "lead.share" "U6 a fact behind a reference is named with it, in valid when too"

sqlite3 cells.db "insert into arende select 'A' || char(778), minor, belopp_kr, belopp_tkr, share, factor, number, day,
  flag, size, word, note, lead from arende where id = 'whole';
  insert into arende select 'Å', minor, belopp_kr, belopp_tkr, share, factor, number, day, flag, size, word, note, lead
  from arende where id = 'whole'"
"$anslag" run cells.anslag --db cells.db --quiet > out 2>&1
say "$(sqlite3 cells.db "select count(*) from anslag_decision where run_id = 2 and record = 'Å' and outcome = 'invalid'")" 2 \
  "V7 two records with one key after NFC are both invalid"
