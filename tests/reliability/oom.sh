#!/bin/sh
# Memory that ends at allocations (oom.c, built beside the program): all of them with STEP 1 (make oom).
#   tests/reliability/oom.sh ANSLAG [STEP]
set -u
oom=$(dirname "$1")/oom
if grep -q __asan_init "$1"; then echo "skip under the address sanitizer: the harness replaces malloc, as it does"; exit 0; fi
work=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$(dirname "$0")"/oom_rules/* "$work/"
"$oom" "$work" "${2:-19}" || exit 1
"$oom" "$work" planted > /dev/null && echo "ok control: a block that is kept is noticed" || echo "FAIL control: a block that is kept is not noticed"
