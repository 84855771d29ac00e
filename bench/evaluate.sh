#!/bin/sh
# The batch evaluator beside a loop written by hand over the same columns (evaluate.c).
#   bench/evaluate.sh BUILD [RECORDS] [ROUNDS]
set -eu
[ $# -ge 1 ] && [ -d "$1" ] || { sed -n "s/^#   //p" "$0" >&2; exit 2; }
build=$(cd "$1" && pwd); records=${2:-1000000}; rounds=${3:-15}
cd "$(dirname "$0")/.."
work=$build/bench; mkdir -p "$work"
compile="${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2"
$compile -o "$work/generate" bench/generate.c -lsqlite3 -lm
$compile -O3 -I. -c -o "$work/evaluate_columns.o" bench/evaluate_columns.c
$compile -I. -I"$build/generated" -o "$work/evaluate" bench/evaluate.c "$work/evaluate_columns.o" \
  -Wl,--start-group "$build"/lib/*.a -Wl,--end-group -lsqlite3 -lcrypto -lutf8proc -lm
[ -f "$work/applications-$records.db" ] || "$work/generate" "$records" "$work/applications-$records.db"
"$work/evaluate" bench/bench.anslag "$work/applications-$records.db" "$rounds"
