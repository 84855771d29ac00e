#!/bin/sh
# How long the answers of `anslag repl` take over a register held in memory (dialogue.c).
#   bench/dialogue.sh BUILD [RECORDS] [ROUNDS]
set -eu
[ $# -ge 1 ] && [ -d "$1" ] || { sed -n "s/^#   //p" "$0" >&2; exit 2; }
build=$(cd "$1" && pwd); records=${2:-1000000}; rounds=${3:-9}
cd "$(dirname "$0")/.."
work=$build/bench; mkdir -p "$work"
compile="${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2"
$compile -o "$work/generate" bench/generate.c -lsqlite3 -lm
$compile -I. -I"$build/generated" -o "$work/dialogue" bench/dialogue.c \
  -Wl,--start-group "$build"/lib/*.a -Wl,--end-group -lsqlite3 -lcrypto -lutf8proc -lm -lpthread
[ -f "$work/applications-$records.db" ] || "$work/generate" "$records" "$work/applications-$records.db"
"$work/dialogue" bench/bench.anslag "$work/applications-$records.db" "$rounds" < bench/dialogue.txt
