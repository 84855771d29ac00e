#!/bin/sh
# What-ifs over a register held in memory, beside the same written by hand (what_if.c).
#   bench/what_if.sh BUILD [RECORDS] [ROUNDS]
set -eu
[ $# -ge 1 ] && [ -d "$1" ] || { sed -n "s/^#   //p" "$0" >&2; exit 2; }
build=$(cd "$1" && pwd); records=${2:-1000000}; rounds=${3:-15}
cd "$(dirname "$0")/.."
work=$build/bench; mkdir -p "$work"
compile="${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2"
$compile -o "$work/generate" bench/generate.c -lsqlite3 -lm
$compile -O3 -I. -c -o "$work/what_if_hand.o" bench/what_if_hand.c
$compile -I. -I"$build/generated" -o "$work/what_if" bench/what_if.c "$work/what_if_hand.o" \
  -Wl,--start-group "$build"/lib/*.a -Wl,--end-group -lsqlite3 -lcrypto -lutf8proc -lm
[ -f "$work/applications-$records.db" ] || "$work/generate" "$records" "$work/applications-$records.db"
"$work/what_if" "$work/applications-$records.db" "$rounds"
