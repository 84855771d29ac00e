#!/bin/sh
# Memory that ends at every allocation (oom.c, built beside the program).
#   tests/reliability/oom.sh ANSLAG
set -u
oom=$(dirname "$1")/oom
[ -x "$oom" ] || { echo "ok skipped: the harness is not built for this variant"; exit 0; }
work=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$(dirname "$0")"/oom_rules/* "$work/"
"$oom" "$work" || exit 1
"$oom" "$work" planted > /dev/null && echo "ok control: a block that is kept is noticed" || echo "FAIL control: a block that is kept is not noticed"
