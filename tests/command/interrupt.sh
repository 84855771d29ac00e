#!/bin/sh
# Ctrl-C in the middle of a run: 130 within a moment, and the database as it was.
#   tests/command/interrupt.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
"$anslag" init p > /dev/null 2>&1 && cd p || exit 1
"$anslag" schema --db cases.db > /dev/null 2>&1
sqlite3 cases.db "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000)
  INSERT INTO application SELECT i, 'p' || i, 'a', 1, 100000, '2026-02-01', '2026-03-01', 1, 1, 1 FROM n"
"$anslag" run --dry-run --format json > undisturbed 2>&1

# Until the program listens for SIGTERM: on a busy machine its start may take longer than the wait.
listens() {  # listens PROCESS
  while caught=$(sed -n 's/^SigCgt:[^0-9a-f]*//p' "/proc/$1/status" 2>/dev/null) && [ -n "$caught" ]; do
    [ $((0x$caught & 0x4000)) = 0 ] || return
    sleep 0.01
  done
}

runs_there() {
  runs=$(sqlite3 cases.db "SELECT count(*) FROM sqlite_master WHERE name = 'anslag_run'")
  [ "$runs" = 0 ] || runs=$(sqlite3 cases.db "SELECT count(*) FROM anslag_run")
}
for signal in INT TERM; do
  for wait in 0.02 0.08 0.2; do
    runs_there; before=$runs
    "$anslag" run > out 2>&1 &
    process=$!
    listens $process
    sleep $wait
    begun=$(date +%s%N)
    kill -s $signal $process 2>/dev/null || { echo "ok SIG$signal after $wait s: it was done before"; wait $process; continue; }
    wait $process; code=$?
    took=$((($(date +%s%N) - begun) / 1000000))
    runs_there
    whole=$(sqlite3 cases.db "PRAGMA integrity_check")
    if [ $code = 0 ]; then echo "ok SIG$signal after $wait s: it was done before"
    elif [ $code = 130 ] && [ "$runs" = "$before" ] && [ "$whole" = ok ] && [ $took -lt 1000 ]; then
      echo "ok SIG$signal after $wait s: 130, nothing written ($took ms)"
    else echo "FAIL SIG$signal after $wait s: exit $code, $runs runs after $before, integrity $whole, $took ms"; head -3 out; fi
  done
done
"$anslag" run --format json > after 2>&1
[ "$(sed 's/.*"digest"//' undisturbed)" = "$(sed 's/.*"digest"//' after)" ] \
  && echo "ok the run after has the undisturbed digest" || echo "FAIL the run after has another digest"

# While SQLite itself works: the records are a view that has to be sorted first.
sqlite3 cases.db "ALTER TABLE application RENAME TO stored;
  CREATE VIEW application AS SELECT * FROM stored ORDER BY title || association DESC"
"$anslag" run --dry-run > out 2>&1 &
process=$!
listens $process
sleep 0.15
begun=$(date +%s%N)
kill -s INT $process; wait $process; code=$?
took=$((($(date +%s%N) - begun) / 1000000))
[ $code = 130 ] && [ $took -lt 1000 ] && echo "ok SIGINT while SQLite sorts: 130 ($took ms)" \
  || { echo "FAIL SIGINT while SQLite sorts: exit $code, $took ms"; head -3 out; }
