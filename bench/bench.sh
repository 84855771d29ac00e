#!/bin/bash
# The whole measure: `anslag run` beside floors, beside C written by hand, and beside what one might
# use instead, on the same records; all that decide the same must decide alike.
#   bench/bench.sh BUILD [RECORDS] [ROUNDS]         under ten minutes with 1 000 000 and 3
# Prints tables in Markdown and, with RECORDS as by default, puts them into docs/performance.md between its
# marks.  Peers that are not installed are left out (bench/peers/install.sh BUILD/bench/peers installs them;
# PEERS=FOLDER names another place with their node_modules).  One after the other, round by round; of each
# the median; files are in the page cache.
set -eu
[ $# -ge 1 ] && [ -d "$1" ] || { sed -n 's/^#   //p' "$0" >&2; exit 2; }
build=$(cd "$1" && pwd); records=${2:-1000000}; rounds=${3:-3}
slow=10000000      # microseconds: what takes longer is timed once
cd "$(dirname "$0")/.."
work=$build/bench; peers=${PEERS:-$work/peers}; mkdir -p "$work/times"
rm -f "$work"/times/* "$work"/*.wrong
anslag=$build/anslag
say() { echo "bench: $*" >&2; }

# ---- programs and data ---------------------------------------------------------------------------

compile() { ${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -o "$work/$1" "$2" -lsqlite3 -lm; }
compile generate bench/generate.c; compile by_hand bench/by_hand.c; compile floors bench/floors.c; compile timed bench/timed.c
clips=no; postgres=no; npm=no
${CC:-cc} -w -O2 -o "$work/clips" bench/peers/clips.c -lclips -lsqlite3 -lm 2> /dev/null && clips=yes || say "CLIPS is not installed"
[ -d "$peers/node_modules/better-sqlite3" ] && npm=yes || say "no peers of npm in $peers: bench/peers/install.sh $peers"
pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | tail -1 || true)
[ -x "$pg_bin/initdb" ] && postgres=yes || say "PostgreSQL is not installed"
data=$work/applications-$records.db
[ -f "$data" ] || { say "makes $records records"; "$work/generate" "$records" "$data"; }
# What rule engines can say of bench.anslag: without frames, and so without an allocation.
sed -e 's/^guideline bench/guideline part/' -e '/^parameter .*pool/d' -e '/^  frame /,+1d' -e 's/ out of [a-z]*$//' -e '/^  allocate /,+1d' \
  bench/bench.anslag > "$work/part.anslag"
if [ $npm = yes ]; then    # modules are looked for beside the program
  mkdir -p "$work/node"; cp bench/peers/*.mjs "$work/node/"; rm -rf "$work/node/node_modules"; ln -s "$(cd "$peers" && pwd)/node_modules" "$work/node/node_modules"
  echo '{ "type": "module" }' > "$work/node/package.json"
fi
csv=$work/applications-$records.csv
columns="id, applicant_kind, ownership_pct, amount_ore, received, decided, focus_area, benefit_short_ore, benefit_long_ore, benefit_model, ongoing, shared_benefit, innovation_considered"
if [ $npm = yes ] || [ $postgres = yes ]; then
  [ -f "$csv" ] || sqlite3 -header -csv "$work/applications-$records.db" "SELECT $columns FROM application" > "$csv"
fi

# ---- a PostgreSQL of our own ------------------------------------------------------------------------

pg=
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
sql() { psql -X -q -h "$pg" -U postgres -d postgres "$@"; }
stop_postgres() { [ -n "$pg" ] || return 0; as_postgres "$pg_bin/pg_ctl" -D "$pg/data" -m fast stop > /dev/null 2>&1 || true; rm -rf "$pg"; pg=; }
trap stop_postgres EXIT
if [ $postgres = yes ]; then
  pg=$(mktemp -d); [ "$(id -u)" = 0 ] && chown postgres "$pg"
  if as_postgres "$pg_bin/initdb" -D "$pg/data" -U postgres -A trust -E UTF8 --locale=C > "$work/postgres.log" 2>&1 &&
     as_postgres "$pg_bin/pg_ctl" -D "$pg/data" -w -l "$pg/log" -o "-k $pg -c listen_addresses= -c shared_buffers=1GB -c work_mem=256MB -c max_wal_size=4GB" start >> "$work/postgres.log" 2>&1; then
    sql -c "CREATE TABLE application (id BIGINT PRIMARY KEY, applicant_kind TEXT, ownership_pct DOUBLE PRECISION, amount_ore BIGINT, received DATE, decided DATE, focus_area TEXT,
      benefit_short_ore BIGINT, benefit_long_ore BIGINT, benefit_model TEXT, ongoing INTEGER, shared_benefit INTEGER, innovation_considered INTEGER)" \
      -c "\\copy application FROM '$csv' CSV HEADER" -c "VACUUM ANALYZE application"
  else say "PostgreSQL does not start: $work/postgres.log"; postgres=no; fi
fi
[ $npm = yes ] && node "$work/node/duckdb.mjs" load "$csv" "$work/applications.duckdb"

# ---- what was decided, as one hash -------------------------------------------------------------------

hash() { sha256sum | cut -c1-16; }
of_table() { sqlite3 "$1" "SELECT id, outcome, ifnull(decider, ''), ifnull(granted, ''), ifnull(failed, ''), ifnull(due, '') FROM decision ORDER BY id" | hash; }
of_run() {
  sqlite3 "$1" "SELECT d.record, d.outcome, ifnull(d.decider, ''), CASE WHEN d.outcome = 'fundable' THEN d.granted ELSE '' END, ifnull(d.failed, ''), ifnull(l.due, '')
    FROM anslag_decision d LEFT JOIN anslag_deadline l ON l.run_id = d.run_id AND l.record = d.record AND d.outcome = 'fundable'
    WHERE d.run_id = (SELECT max(run_id) FROM anslag_run) ORDER BY CAST(d.record AS INTEGER)" | hash
}
of_duckdb() { node "$work/node/duckdb.mjs" tell "$1" | hash; }
of_postgres() { sql -At -F '|' -c "SELECT id, outcome, coalesce(decider, ''), coalesce(granted::text, ''), failed, coalesce(due::text, '') FROM decision ORDER BY id" | hash; }

# ---- one time, one after the other ----------------------------------------------------------------------

fresh() { rm -f "$work/now.db"*; cp "$1" "$work/now.db"; sync "$work/now.db"; }
# once NAME HOW COMMAND…: HOW tells the hash of what was decided; "-": nothing is
once() {
  name=$1 how=$2; shift 2
  [ ! -f "$work/times/$name" ] || awk -v slow=$slow '$1 > slow { exit 1 }' "$work/times/$name" || return 0
  "$work/timed" "$@" >> "$work/times/$name" 2> "$work/$name.log" || { say "$name failed: $work/$name.log"; exit 3; }
  [ "$how" = - ] || [ -f "$work/times/$name.hash" ] || $how > "$work/times/$name.hash"
}
round_of_all() {
  fresh "$data"; once scan - "$work/floors" scan "$work/now.db"
  fresh "$data"; once insert - "$work/floors" insert "$work/now.db"
  fresh "$data"; once by_hand "of_table $work/now.db" "$work/by_hand" "$work/now.db"
  fresh "$data"; once anslag_1 "of_run $work/now.db" "$anslag" run bench/bench.anslag --db "$work/now.db" --quiet --jobs 1
  fresh "$data"; once anslag_2 "of_run $work/now.db" "$anslag" run bench/bench.anslag --db "$work/now.db" --quiet
  once explain - "$anslag" explain bench/bench.anslag --db "$work/now.db" $((records * 2 / 3))
  fresh "$data"; once sqlite_exact "of_table $work/now.db" sqlite3 "$work/now.db" ".read bench/peers/sqlite_exact.sql"
  fresh "$data"; once sqlite_window "of_table $work/now.db" sqlite3 "$work/now.db" ".read bench/peers/sqlite_window.sql"
  if [ $npm = yes ]; then once duckdb "of_duckdb $work/applications.duckdb" node "$work/node/duckdb.mjs" run "$work/applications.duckdb" 2; fi
  if [ $postgres = yes ]; then once postgres of_postgres psql -X -q -h "$pg" -U postgres -d postgres -f bench/peers/postgres.sql; fi
}
round_of_engines() {
  fresh "$data"; once part_anslag_1 "of_run $work/now.db" "$anslag" run "$work/part.anslag" --db "$work/now.db" --quiet --jobs 1
  fresh "$data"; once part_anslag "of_run $work/now.db" "$anslag" run "$work/part.anslag" --db "$work/now.db" --quiet
  fresh "$data"; once part_wide "of_run $work/now.db" "$anslag" run bench/bench.anslag --db "$work/now.db" --quiet \
    --set "pool_limit = 100_000_000 mkr" --set "director_pool = 100_000_000 mkr"
  if [ $clips = yes ]; then fresh "$data"; once part_clips "of_table $work/now.db" "$work/clips" bench/peers/clips.clp "$work/now.db"; fi
  [ $npm = yes ] || return 0
  for engine in by_hand cel json_logic zen; do
    fresh "$data"; once part_$engine "of_table $work/now.db" node "$work/node/engines.mjs" $engine "$work/now.db"
  done
}
for round in $(seq "$rounds"); do say "round $round of $rounds"; round_of_all; round_of_engines; done

# ---- tables ------------------------------------------------------------------------------------------------

median() { sort -n -k "$2,$2" "$work/times/$1" | awk -v c="$2" '{ v[NR] = $c } END { print v[int((NR + 1) / 2)] }'; }
# row NAME TITLE RECORDS BASE REFERENCE: ratio to BASE is the median of the ratios within a round
row() {
  [ -f "$work/times/$1" ] || return 0
  alike=-
  if [ -f "$work/times/$1.hash" ] && [ "$5" != - ]; then
    if cmp -s "$work/times/$1.hash" "$work/times/$5.hash"; then alike=yes; else alike=no; fi
  fi
  ratio=$(paste "$work/times/$1" "$work/times/$4" | awk 'NF == 6 { print $1 / $4 }' | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }')
  awk -v t="$2" -v w="$(median $1 1)" -v c="$(median $1 2)" -v m="$(median $1 3)" -v n="$3" -v r="$ratio" -v a="$alike" 'BEGIN {
    printf "| %s | %.2f | %.2f | %.0f | %.0f | %.2f | %s |\n", t, w / 1e6, c / 1e6, n / w * 1e3, m / 1024, r, a }'
  case $1 in sqlite_window) ;; *) [ "$alike" != no ] || touch "$work/$1.wrong" ;; esac
}
spaced() { echo "$1" | sed ':a; s/\([0-9]\)\([0-9]\{3\}\)\($\| \)/\1 \2\3/; ta'; }
tables() {
  echo "$(uname -s) $(uname -m), $(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1); $(${CC:-cc} --version | head -1); SQLite $(sqlite3 --version | cut -d' ' -f1); \`bench/bench.sh build $records $rounds\`, $(date +%F)."
  echo
  echo "| $(spaced "$records") applications, from SQLite into SQLite | seconds | processor seconds | thousand records a second | MiB | ratio to by hand | decides alike |"
  echo "| --- | --- | --- | --- | --- | --- | --- |"
  row scan "every cell read, nothing decided" "$records" by_hand -
  row insert "every cell read, one constant row for each" "$records" by_hand -
  row by_hand "by hand in C, step and bind" "$records" by_hand by_hand
  row anslag_1 "**anslag run**, one thread" "$records" by_hand by_hand
  row anslag_2 "**anslag run**" "$records" by_hand by_hand
  row sqlite_exact "SQL in SQLite, frames by recursion" "$records" by_hand by_hand
  row sqlite_window "SQL in SQLite, frames by window sums (another rule)" "$records" by_hand by_hand
  row duckdb "DuckDB, own file, frames by a loop in JavaScript" "$records" by_hand by_hand
  row postgres "PostgreSQL, own tables, frames by PL/pgSQL (memory: of psql)" "$records" by_hand by_hand
  echo
  echo "| $(spaced "$records") applications, the criteria and the delegation by amount alone | seconds | processor seconds | thousand records a second | MiB | ratio to anslag run | decides alike |"
  echo "| --- | --- | --- | --- | --- | --- | --- |"
  row part_anslag "**anslag run**, without frames" "$records" part_anslag part_anslag
  row part_anslag_1 "**anslag run**, without frames, one thread" "$records" part_anslag part_anslag
  row part_wide "**anslag run**, frames wide open" "$records" part_anslag part_anslag
  row part_clips "CLIPS, embedded in C" "$records" part_anslag part_anslag
  row part_by_hand "JavaScript by hand, better-sqlite3" "$records" part_anslag part_anslag
  row part_cel "cel-js" "$records" part_anslag part_anslag
  row part_json_logic "json-logic-js" "$records" part_anslag part_anslag
  row part_zen "zen-engine" "$records" part_anslag part_anslag
  echo
  awk -v t="$(median explain 1)" -v n="$(spaced "$records")" 'BEGIN { printf "`anslag explain` of one of the %s, rules and data as in the latest run: %.0f ms, whole process.\n", n, t / 1e3 }'
}
in_memory() {
  echo '```text'; echo "\$ sh bench/evaluate.sh build $records"; sh bench/evaluate.sh "$build" "$records"
  echo "\$ sh bench/what_if.sh build $records"; sh bench/what_if.sh "$build" "$records"
  echo "\$ sh bench/dialogue.sh build $records"; sh bench/dialogue.sh "$build" "$records"; echo '```'
}
growth() {
  echo '```text'; echo "\$ sh bench/growth.sh build"; sh bench/growth.sh "$build"; echo '```'
}
frames() {
  echo '```text'; echo "\$ bash bench/frames.sh build"; bash bench/frames.sh "$build"; echo '```'
}
tables > "$work/tables.md"
cat "$work/tables.md"
say "in memory"; in_memory > "$work/memory.md"
cat "$work/memory.md"
say "growth"; growth > "$work/growth.md"
cat "$work/growth.md"
say "frames"; frames > "$work/frames.md"
cat "$work/frames.md"
if [ "$records" = 1000000 ]; then
  sh bench/into_page.sh "$work" tables memory growth frames
fi
if ls "$work"/*.wrong > /dev/null 2>&1; then say "decided otherwise: $(ls "$work"/*.wrong)"; exit 1; fi
