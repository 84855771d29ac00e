#!/bin/sh
# All tests.  Its last line is "N passed, N failed".
#   tests/run.sh BUILD [KIND …]     kinds: unit property good bad rules layout page script example
set -u
cd "$(dirname "$0")/.."
build=$(cd "$1" && pwd); shift
kinds=${*:-unit property good bad rules layout page example script}
ANSLAG=$build/anslag
PATH=$build:$PATH
export ANSLAG PATH
results=$build/results; mkdir -p "$results"; rm -f "$results"/*

list() {  # list KIND: the files of its cases
  case $1 in
  unit)    find "$build/unit" -type f -perm -u+x ! -name '*.*' 2>/dev/null ;;
  property) for first in 1 2001 4001 6001 8001 planted tests/property/cases/*.txt; do echo "$first"; done ;;
  good)    find tests/good -name '*.anslag' -o -name '*.anslag.md' ;;
  bad)     find tests/bad -name '*.anslag' -o -name '*.anslag.md' ;;
  rules)   find rules stdlib -name '*.anslag' -o -name '*.anslag.md' ;;
  layout)  find rules stdlib examples -name '*.anslag' -o -name '*.anslag.md' ;;
  page)    find docs README.md -name '*.md' ;;
  example) find examples -name run.sh ;;
  script)  find tests/command tests/acceptance tests/reliability -name '*.sh' -perm -u+x ! -path '*/lib/*' ;;
  esac | LC_ALL=C sort
}

for kind in $kinds; do
  list "$kind" > "$results/$kind.list"
  if [ ! -s "$results/$kind.list" ]; then echo "FAIL $kind: there are no cases" > "$results/$kind.out"
  else
    # Each case's lines are written at once, so that two cases never mix theirs.
    xargs -P "${JOBS:-2}" -n 1 sh -c 'lines=$(tests/case.sh "$0" "$1" 2>&1); printf "%s\n" "$lines"' "$kind" \
      < "$results/$kind.list" > "$results/$kind.out"
  fi
  grep -vE '^(ok |$)' "$results/$kind.out"
  echo "$kind: $(grep -cE '^ok ' "$results/$kind.out") passed, $(grep -cE '^FAIL ' "$results/$kind.out") failed"
done

passed=$(cat "$results"/*.out | grep -cE '^ok ')
failed=$(cat "$results"/*.out | grep -cE '^FAIL ')
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
