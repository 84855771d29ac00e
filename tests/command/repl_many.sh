#!/bin/sh
# The dialogue over some thousand records: long lists, and records that are sought among many.
#   tests/command/repl_many.sh ANSLAG
set -u
anslag=$1
rules=$(pwd)/examples/1_one_criterion/culture.anslag
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2"; head -40 out; fi; }
ask() { printf '%s\n' "$@" | "$anslag" repl "$rules" --db a.db > out 2>&1; }
has() { grep -qF -- "$1" out; }

"$anslag" schema "$rules" | sqlite3 a.db
sqlite3 a.db "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
  INSERT INTO application (id, project, cost, open)
  SELECT i * 7, 'Project ' || i, i * 100, CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN 'no' ELSE 'yes' END FROM n"

ask fundable ':once long.csv'
has 'showing 40 of 1 500; :once FILE.csv writes all' && has '1 500 of 2 500, granted' && has '1 500 rows written' &&
  [ "$(wc -l < long.csv)" = 1501 ] && [ "$(tail -1 long.csv | cut -d, -f1,2)" = '17493,Project 2499' ]
verdict $? "a list longer than the screen is written whole"

ask 'fundable where cost above 100 kr top 1200 by cost' ':once top.csv'
has 'the first 1 200 of 1 440' && has '1 200 rows written' && [ "$(sed -n 2p top.csv | cut -d, -f1)" = 17493 ] &&
  [ "$(sqlite3 a.db "SELECT group_concat(id) FROM (SELECT id FROM application WHERE open = 'yes'
         AND cost > 10000 ORDER BY cost DESC, id LIMIT 1200)")" = "$(sed 1d top.csv | cut -d, -f1 | paste -sd, -)" ]
verdict $? "the largest of them, in order"

ask fundable 'without public' ':once other.csv'
has 'the list was of other assumptions' && [ ! -e other.csv ]
verdict $? "it is not written under other assumptions"

ask fundable 'without public' undo ':once same.csv'
has '1 500 rows written' && [ "$(wc -l < same.csv)" = 1501 ]
verdict $? "what was undone is as it was"

ask 'what if 14, open no' fundable 14.outcome 17500.cost 'explain 21' 13.cost
has '1 499 of 2 500' && has '  rejected' && has '  2 500 kr' && has 'no record has the key "13"'
verdict $? "one among them has other facts"
