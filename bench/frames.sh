#!/bin/bash
# What each kind of frame costs: memory and time a candidate, in a whole run on one thread.
#   bench/frames.sh BUILD [RECORDS] [KIND…]      kinds: as listed below; as if not named, all
# Makes a register in which every record is a candidate, half as many applicants as records, over
# eleven years, and judges it by one criterion and frames of each kind.  Bytes are the most that the
# process held, and time is that of the processor (all threads), both beyond a decision without
# frames.
set -eu -o pipefail
[ $# -ge 1 ] && [ -d "$1" ] || { sed -n 's/^#   //p' "$0" >&2; exit 2; }
build=$(cd "$1" && pwd); records=${2:-1000000}
[ $# -gt 2 ] && shift 2 && kinds=$* || kinds="single nested earmarked keyed keyed_text keyed_yearly yearly_carried keyed_carried rolling several"
cd "$(dirname "$0")/.."
work=$build/bench; mkdir -p "$work"
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -o "$work/timed" bench/timed.c
data=$work/frames-$records.db

# Amounts from 1 000 to 400 000 kr; received in order of id, give or take three weeks, from 2016
# to 2026.
[ -f "$data" ] || sqlite3 "$data.new" "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
  CREATE TABLE application (id INTEGER PRIMARY KEY, applicant INTEGER, name TEXT, amount_ore INTEGER, received TEXT);
  CREATE TABLE payment (id INTEGER PRIMARY KEY, application INTEGER, year INTEGER, amount_ore INTEGER);
  WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < $records)
  INSERT INTO application SELECT i, i * 48271 % 2147483647 % ($records / 2), printf('5560-%08d', i * 48271 % 2147483647 % ($records / 2)),
    100000 + i * 69621 % 2147483647 % 40000000, date('2016-01-01', (i * 3995 / $records + i * 16807 % 21) || ' days') FROM n;
  INSERT INTO payment SELECT 2 * id + k, id, 2026 + (id + k) % 3, amount_ore / 2 FROM application, (SELECT 0 k UNION ALL SELECT 1);
  CREATE INDEX payment_application ON payment (application);" > /dev/null
[ -f "$data" ] || mv "$data.new" "$data"

rules() {  # rules KIND: a rule file
  case $1 in none) frames=; out= ;; nested) out=" out of inner" ;; earmarked) out=" out of pool" ;; *) out=" out of each" ;; esac
  most=$((records / 10)); pool="frame pool = $most mkr"
  case $1 in
    none) frames= ;;
    single) frames=; out=" out of pool" ;;
    nested) frames="frame inner = $((most / 4)) mkr within pool" ;;
    earmarked) frames="frame inner = $((most / 4)) mkr within pool earmarked" ;;
    keyed) frames="frame each = 500 tkr within pool for each applicant" ;;
    keyed_text) frames="frame each = 500 tkr within pool for each name" ;;
    keyed_yearly) frames="frame each = 200 tkr within pool for each applicant in each year of received" ;;
    yearly_carried) frames="frame each = $((most / 11)) mkr in each year of received carries over at most 3 % overdraws at most 1 mkr" ;;
    keyed_carried) frames="frame each = 200 tkr within pool for each applicant in each year of received carries over at most 10 %" ;;
    rolling) frames="frame each = 300 tkr within pool for each applicant rolling 3 years back from received" ;;
    several) frames="frame each = $most mkr within pool for each p.year counting p.amount for p in parts" ;;
  esac
  cat << END
guideline frames "Ramar"
  assumed "Ett mått, inget beslut."
  in force 2016-01-01 to 2028-12-31
  currency SEK
  counts time by std.time.se
use std.time.se
body board "Nämnden"
record payment
  id          integer key
  application application
  year        integer
  amount      money from column amount_ore
record application "Ansökan"
  id        integer key
  applicant integer
  name      text
  amount    money from column amount_ore
  received  date
  parts     list of payment by application
decision aid "Stöd" on application
  assumed "Ett mått, inget beslut."
  governed by received
    assumed "Den dag ansökan kom in."
  criterion sought "Något sökt"
    requires amount above 0 kr
    assumed "Ett mått."
END
  [ "$1" = none ] || printf '  %s\n    assumed "Ett mått."\n' "$pool"
  [ -z "$frames" ] || printf '  %s\n    assumed "Ett mått."\n' "$frames"
  printf '  decided by board%s\n    assumed "Ett mått."\n  allocate by received, id full amount, else waitlist\n    assumed "Ett mått."\n' "$out"
}

# Processor microseconds and KiB of the best of two.
measure() {
  for round in 1 2; do
    cp "$data" "$work/frames.db"
    "$work/timed" "$build/anslag" run "$1" --db "$work/frames.db" --quiet --jobs 1 2> "$work/frames.log" || { cat "$work/frames.log" >&2; exit 3; }
  done | sort -n -k2,2 | head -1 | cut -d' ' -f2,3
}

echo "$records records, each a candidate, $((records / 2)) applicants"
printf '%-16s %10s %10s %12s %12s\n' frame 'seconds' MiB 'bytes each' 'ns each'
for kind in none $kinds; do
  rules "$kind" > "$work/frames-$kind.anslag"
  set -- $(measure "$work/frames-$kind.anslag")
  [ "$kind" != none ] || { base_time=$1; base_room=$2; }
  awk -v k="$kind" -v t="$1" -v m="$2" -v bt="$base_time" -v bm="$base_room" -v n="$records" 'BEGIN {
    printf "%-16s %10.2f %10.0f %12.0f %12.0f\n", k, t / 1e6, m / 1024, (m - bm) * 1024 / n, (t - bt) * 1e3 / n }'
done
rm -f "$work/frames.db"
