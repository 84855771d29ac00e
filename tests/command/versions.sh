#!/bin/sh
# A guideline and the amendments beside it, from the command line (semantics X3, X5, X7).
#   tests/command/versions.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir clubs && cat > clubs/clubs.anslag <<'RULES'
guideline clubs "Support for clubs"
  in force 2026-01-01 to 2026-12-31 assumed "The year."
  currency SEK
body committee "The committee"
role director "The director" at committee
parameter most = 20 kr assumed "The limit."
record application "Application"
  id       integer key
  amount   money
  received date
  decided  date
decision support on application
  governed by received assumed "The day it came in."
  criterion size requires amount above 0 kr assumed "Something."
  frame pool = 1 tkr assumed "The money."
  decided by committee out of pool assumed "The ordinary decider."
  delegated to director at most most out of pool governed by decided assumed "Small amounts."
  allocate by received, id full amount assumed "It keeps its place."
scenario "autumn"
  set most = 40 kr from 2026-10-01
RULES
cat > clubs/september.anslag <<'RULES'
amendment september of clubs "Changed support"
  in force 2026-09-01 until further notice
set most = 30 kr governed by decided assumed "A higher limit."
repeal support.size assumed "Not needed."
RULES
cat > clubs/elsewhere.anslag <<'RULES'
-- Not an amendment of these clubs, whatever it mentions.
amendment september of societies "Changed support"
  in force 2026-09-01 until further notice
RULES
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; cat out; fi; }
one() { sqlite3 clubs.db "$1"; }

"$anslag" schema clubs/clubs.anslag | sqlite3 clubs.db
one "insert into application values (1, 2500, '2026-03-01', '2026-03-10'), (2, 2500, '2026-03-01', '2026-09-10'),
  (3, 0, '2026-09-02', '2026-09-10')"

"$anslag" run clubs/clubs.anslag --db clubs.db > out 2>&1 && grep -q '^amended from 2026-09-01: Changed support$' out &&
  [ "$(one 'select group_concat(outcome || decider) from anslag_decision')" = fundablecommittee,fundabledirector,fundabledirector ]
verdict $? "each record by its version, each clause by its date"
[ "$(one "select group_concat(value) from anslag_value where name = 'version'")" = adopted,adopted,september ]
verdict $? "the version is written with the result"

"$anslag" run clubs/september.anslag --db clubs.db > out 2>&1 &&
  [ "$(one 'select count(distinct digest || rules_hash) from anslag_run')" = 1 ]
verdict $? "the amendment named instead: the same rules, the same digest"

sed -i 's/30 kr/31 kr/' clubs/september.anslag
"$anslag" run clubs/clubs.anslag --db clubs.db > out 2>&1 &&
  [ "$(one 'select count(distinct rules_hash) from anslag_run')" = 2 ]
verdict $? "the hash of the rules is over the amendments too"

"$anslag" run clubs/clubs.anslag --db clubs.db --dry-run --set 'most = 10 kr from 2026-09-01' --format json > out 2>&1 &&
  grep -q '"committee"' out && ! grep -q '"director","count":2' out
verdict $? "a setting for some days applies after the amendments"
"$anslag" run clubs/clubs.anslag --db clubs.db --scenario autumn --set 'most = 5 kr until 2026-03-31' > out 2>&1 &&
  one "select settings from anslag_run order by run_id desc limit 1" | grep -qF '"most":"40 kr from 2026-10-01, 5 kr until 2026-03-31"'
verdict $? "the days are part of the run's settings"

one "update application set decided = null where id = 2"
"$anslag" run clubs/clubs.anslag --db clubs.db > out 2>&1; code=$?
[ $code = 2 ] && grep -q 'E0349' out
verdict $? "a clause's date that is not known needs the run's"
"$anslag" run clubs/clubs.anslag --db clubs.db --as-of 2026-08-31 > out 2>&1 &&
  "$anslag" explain clubs/clubs.anslag 2 --db clubs.db --as-of 2026-08-31 > out 2>&1 &&
  grep -q '^not yet as amended by september "Changed support" (from 2026-09-01)$' out &&
  grep -q 'governed by decided, which is not known' out
verdict $? "which is explained"
one "update application set amount = 500 where id = 2"
"$anslag" run clubs/clubs.anslag --db clubs.db > out 2>&1
verdict $? "and is not asked for where the versions agree"

"$anslag" check clubs/september.anslag > out 2>&1 && grep -q 'with its guideline clubs/clubs.anslag' out
verdict $? "an amendment is checked with its guideline"
"$anslag" check clubs > out 2>&1; code=$?
[ $code = 1 ] && [ "$(grep -c '^error' out)" = 1 ] && grep -q 'E0346' out
verdict $? "one that has none is an error, once"
rm clubs/elsewhere.anslag
"$anslag" run clubs --db clubs.db --as-of 2026-08-31 > out 2>&1
verdict $? "a folder with one guideline and its amendments is a place of rules"

printf 'amendment in of clubs "Unfinished"\n  in force 2026-09-01 until further notice\n' > clubs/unfinished.anslag
"$anslag" run clubs/clubs.anslag --db clubs.db --as-of 2026-08-31 > out 2>&1; code=$?
[ $code = 1 ] && grep -q '^error\[E0110\]' out && grep -q 'clubs/unfinished.anslag:1:' out
verdict $? "nothing is judged beside an amendment whose first line can't be read"
rm clubs/unfinished.anslag
