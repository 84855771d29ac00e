#!/bin/sh
# A database that cannot be used has its own message and exit code, and stays as it was.
#   tests/command/database.sh ANSLAG
set -u
anslag=$1
rules=$(cd "$(dirname "$0")/../data/databases" && pwd)/grants.anslag
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export NO_COLOR=1 LC_ALL=C.UTF-8
cd "$work" || exit 1

"$anslag" schema "$rules" > schema.sql || { echo "FAIL the tables are made"; exit 1; }
fresh() {  # fresh SQL: a database in a.db with a thousand records, then SQL
  rm -f a.db*
  { cat schema.sql
    echo "INSERT INTO organisation VALUES (1, 'A'), (2, 'B');"
    echo "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO application (id, amount) SELECT i, i * 100 FROM n;"
    echo "INSERT INTO applicant SELECT id, 1 + id % 2 FROM application;"
    echo "$1"; } | sqlite3 a.db
}
refuse() {  # refuse NAME EXIT CODE COMMAND…: the command on a.db fails so, and a.db is as before
  name=$1 exit=$2 code=$3; shift 3
  before=$(cat a.db 2> /dev/null | sha256sum)
  "$anslag" "$@" > out 2>&1; got=$?
  after=$(cat a.db 2> /dev/null | sha256sum)
  if [ $got = "$exit" ] && grep -q "error\[$code\]" out && [ "$before" = "$after" ]; then echo "ok database: $name"
  else echo "FAIL database: $name: exit $got"; head -8 out | sed 's/^/    /'; fi
}

fresh ""
"$anslag" run "$rules" --db a.db > out 2>&1 && echo "ok database: a whole one is judged" || { echo "FAIL database: a whole one is judged"; head -5 out; }

rm -f a.db;                      refuse "missing"            3 E0611 run "$rules" --db a.db
mkdir a.db;                      refuse "a folder"           3 E0611 run "$rules" --db a.db; rmdir a.db
seq 1 5000 > a.db;               refuse "no database"        3 E0612 run "$rules" --db a.db
fresh ""; dd if=/dev/urandom of=a.db bs=4096 seek=2 count=3 conv=notrunc 2> /dev/null
                                 refuse "damaged pages"      3 E0612 run "$rules" --db a.db
fresh ""; dd if=/dev/zero of=a.db bs=1 seek=100 count=8 conv=notrunc 2> /dev/null
                                 refuse "damaged schema"     3 E0612 run "$rules" --db a.db
fresh ""; size=$(wc -c < a.db); head -c $((size / 2)) a.db > b.db; mv b.db a.db
                                 refuse "cut short"          3 E0612 run "$rules" --db a.db
: > a.db;                        refuse "empty"              1 E0618 run "$rules" --db a.db
fresh "DROP TABLE application";  refuse "no table"           1 E0618 run "$rules" --db a.db
fresh "ALTER TABLE application RENAME TO applications"
refuse "a table with a slip"     1 E0618 run "$rules" --db a.db
grep -q 'did you mean "applications"' out && echo "ok database: the near table is named" || echo "FAIL database: the near table is named"
fresh "DROP TABLE applicant";    refuse "no link table"      1 E0618 run "$rules" --db a.db
fresh "ALTER TABLE application RENAME COLUMN amount TO amont"
                                 refuse "no column"          1 E0619 run "$rules" --db a.db
grep -q 'did you mean "amont"' out && echo "ok database: the near column is named" || echo "FAIL database: the near column is named"
fresh "DROP TABLE applicant; CREATE TABLE applicant (a, b)"
                                 refuse "other link columns" 1 E0621 run "$rules" --db a.db
fresh "CREATE TABLE anslag_run (x)"
                                 refuse "a table in our name" 1 E0620 run "$rules" --db a.db
fresh "CREATE TABLE anslag_schema (version); INSERT INTO anslag_schema VALUES (4)"
                                 refuse "a newer version"    3 E0617 run "$rules" --db a.db
fresh ""; printf 'id,amount\n5,1\n' > f.csv
                                 refuse "a key that is there" 1 E0508 import "$rules" --db a.db application f.csv
fresh "PRAGMA journal_mode = WAL" > /dev/null
"$anslag" run "$rules" --db a.db > out 2>&1 && echo "ok database: one with a write-ahead log" || { echo "FAIL database: one with a write-ahead log"; head -5 out; }

# In use by another: five seconds are waited, then said.
fresh ""; mkfifo hold
sqlite3 a.db < hold > locked & holder=$!
exec 3> hold
echo "BEGIN EXCLUSIVE; SELECT 'locked';" >&3
while [ ! -s locked ]; do sleep 0.1; done
refuse "in use" 3 E0613 run "$rules" --db a.db
exec 3>&-; wait $holder

# Read-only: only where the one who tests is held to it.
fresh ""; mkdir closed; mv a.db closed; chmod 444 closed/a.db; chmod 555 closed
if ! { : >> closed/a.db; } 2> /dev/null; then
  "$anslag" run "$rules" --db closed/a.db > out 2>&1; got=$?
  if [ $got = 3 ] && grep -q E0614 out; then echo "ok database: read-only"
  else echo "FAIL database: read-only: exit $got"; head -5 out; fi
fi
chmod 755 closed
