#!/bin/sh
# F2, F3, F13, D1: frames with keys in the tables, the lines of their account replayed, and what would fund a
# record that waits.
#   tests/command/frames.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cat > rules.anslag <<'RULES'
guideline g "G"
  in force 2026-01-01 to 2027-12-31
    assumed "An example."
  currency SEK
  counts time by std.time.se
use std.time.se
body board "The board"
role clerk "The clerk" at board
record claim
  id       integer key
  topic    text
  amount   money
  received date
  youth    yes/no
  decider_written text optional
  decided_on      date optional
  sum_written     money optional
  sum_paid        money optional
  sum_returned    money optional
  recorded decision decider = decider_written, granted = sum_written, decided = decided_on,
                    paid = sum_paid, returned = sum_returned
decision payment on claim
  governed by received
    assumed "An example."
  amount asked = grant.granted
  frame paid = 400 kr rolling 3 months back from received
    assumed "An example."
  decided by board out of paid
    assumed "An example."
  allocate by id full amount, else waitlist
    assumed "An example."
decision grant on claim
  governed by received
    assumed "An example."
  frame pool = 300 kr
    assumed "An example."
  frame themes = 200 kr within pool for each topic in each year of received
    assumed "An example."
  frame young = 50 kr within pool only when youth
    assumed "An example."
  delegated to clerk at most 100 kr out of young
    assumed "An example."
  decided by board out of themes
    assumed "An example."
  allocate by received, id partial down to 10 kr, else waitlist
    assumed "An example."
RULES
"$anslag" schema rules.anslag | sqlite3 claims.db
sqlite3 claims.db "insert into claim values
  (1, 'a', 9000, '2026-02-01', 0, null, null, null, null, null),
  (2, 'a', 12000, '2026-02-02', 0, null, null, null, null, null),
  (3, 'b', 9000, '2026-02-03', 0, null, null, null, null, null),
  (4, 'a', 4000, '2026-02-04', 1, null, null, null, null, null),
  (5, 'c', 4000, '2026-01-04', 0, 'board', '2026-01-10', 5000, 3000, 2000),
  (6, 'a', 4000, '2027-02-04', 0, null, null, null, null, null),
  (7, null, 4000, '2027-02-04', 0, null, null, null, null, null),
  (8, 'b', 9000, '2026-02-05', 0, null, null, null, null, null),
  (9, null, 4000, '2026-01-02', 0, null, null, null, null, null)"
"$anslag" run rules.anslag --db claims.db > run.out 2>&1 || { echo "FAIL it runs"; cat run.out; }
is() {  # is WHAT EXPECTED SQL
  got=$(sqlite3 claims.db "$3")
  if [ "$got" = "$2" ]; then echo "ok $1"; else echo "FAIL $1: $got"; fi
}
is "F2 a state for each key" "a,2026 a,2027 b,2026 c,2026" \
  "select group_concat(key, ' ') from (select key from anslag_frame where frame = 'themes' order by key)"
is "F9 what is left is granted" "1:9000 2:11000 3:7000" \
  "select group_concat(record || ':' || granted, ' ') from (select record, granted from anslag_decision
   where decision = 'grant' and record in ('1', '2', '3') order by record)"
is "F3 what came back is drawn no more" "3000" "select opening from anslag_frame where frame = 'pool'"
is "F2 an unknown key is asked for" "topic" \
  "select missing from anslag_decision where decision = 'grant' and record = '9'"
is "F3 the lines of decisions taken give the opening" "0" \
  "select count(*) from anslag_frame f where opening <> (select coalesce(sum(amount), 0) from anslag_frame_line l
   where l.run_id = f.run_id and l.frame = f.frame and l.key = f.key and kind in ('committed', 'returned'))"
is "F3 those of the run give what it draws" "0" \
  "select count(*) from anslag_frame f where drawn <> (select coalesce(sum(amount), 0) from anslag_frame_line l
   where l.run_id = f.run_id and l.frame = f.frame and l.key = f.key and kind = 'reserved')"
is "F3 and what was paid is told" "3000 2026-01-10" \
  "select amount || ' ' || \"on\" from anslag_frame_line where kind = 'paid' and frame = 'pool'"
is "D1 the other decision reads what was granted" "9000" \
  "select asked from anslag_decision where decision = 'payment' and record = '1'"
shows() {  # shows KEY TEXT WHAT
  if "$anslag" explain rules.anslag --db claims.db --decision grant "$1" 2>&1 | tr '\n' ' ' | tr -s ' ' | grep -qF "$2"
  then echo "ok $3"; else echo "FAIL $3: no \"$2\""; "$anslag" explain rules.anslag --db claims.db --decision grant "$1"; fi
}
shows 2 "granted 110 kr (in part)" "F9 a grant in part is called so"
shows 2 "drawn from themes of a,2026 room 110 kr at its turn, then 0 kr" "the room at its turn"
shows 8 "Tried: with that room it is fundable." "F13 what surely suffices is tried, with a computed limit too"
shows 4 "Room for one of these deciders is enough: for clerk to decide: pool" "F13 one row is enough"
shows 4 "for board to decide, all of these:" "F13 all frames of a row need the room"
shows 2 "the frame young is open only when youth (youth: no)" "only when, with its values"
json=$("$anslag" explain rules.anslag --db claims.db --decision grant --format json 4)
case $json in
*'"deciders":["clerk","board"]'*'"deciders":["board"]'*) echo "ok F13 each frame once, with the deciders it stands in the way of" ;;
*) echo "FAIL F13 each frame once, with the deciders it stands in the way of: $json" ;;
esac
if grep -q "paid .* 300 in all, in any window at most 400 kr" run.out; then echo "ok F4 a window is no bar"
else echo "FAIL F4 a window is no bar"; cat run.out; fi

# D2: a frame belongs to its decision; where two have one name, the rows say whose.
sed 's/frame paid = 400 kr rolling 3 months back from received/frame pool = 400 kr/; s/out of paid/out of pool/' rules.anslag > twins.anslag
sqlite3 twins.db "attach 'claims.db' as c; $("$anslag" schema twins.anslag) insert into claim select * from c.claim"
"$anslag" run twins.anslag --db twins.db --quiet > out 2>&1 &&
  [ "$(sqlite3 twins.db "select group_concat(frame, ' ') from (select distinct frame from anslag_frame where frame like '%pool' order by 1)")" = "grant.pool payment.pool" ] &&
  [ "$(sqlite3 twins.db "select group_concat(frame, ' ') from (select distinct frame from anslag_frame_line where frame like '%pool' order by 1)")" = "grant.pool payment.pool" ]
if [ $? = 0 ]; then echo "ok D2 two frames of one name"; else echo "FAIL D2 two frames of one name"; cat out; fi
