#!/bin/sh
# All tests.  Its last line is "N passed, N failed".
#   tests/run.sh BUILD [KIND …]     kinds: unit property good bad rules layout page script example
# Cases of all kinds run beside each other, those of tests/longest.txt first; what fails is told at
# once.  JOBS: how many at a time; one more than there are cores, since some wait for a disk or clock.
set -u
cd "$(dirname "$0")/.."
build=$(cd "$1" && pwd); shift
kinds=${*:-unit property good bad rules layout page example script}
ANSLAG=$build/anslag
PATH=$build:$PATH
results=$build/results; rm -rf "$results"; mkdir -p "$results"
export ANSLAG PATH results

list() {  # list KIND: the files of its cases
  case $1 in
  unit)    find "$build/unit" -type f -perm -u+x ! -name '*.*' 2>/dev/null ;;
  property) seq 1 1000 9001; for each in planted tests/property/cases/*.txt; do echo "$each"; done ;;
  good)    find tests/good -name '*.anslag' -o -name '*.anslag.md' ;;
  bad)     find tests/bad -name '*.anslag' -o -name '*.anslag.md' ;;
  rules)   find rules stdlib -name '*.anslag' -o -name '*.anslag.md' ;;
  layout)  find rules stdlib examples -name '*.anslag' -o -name '*.anslag.md' ;;
  page)    find docs README.md -name '*.md' ;;
  example) find examples -name run.sh ;;
  script)  find tests/command tests/acceptance tests/reliability -name '*.sh' -perm -u+x ! -path '*/lib/*' ;;
  esac | LC_ALL=C sort
}

# Lines "KIND NUMBER FILE", the longest first.
for kind in $kinds; do
  list "$kind" | awk -v kind="$kind" '{ print kind, NR, $0 }'
done > "$results/cases"
awk -v build="$build/" '
  NR == FNR { if ($1 !~ /^#/ && NF) rank[$0] = ++ranks; next }
  { name = $3; sub("^" build, "", name); key = $1 " " name
    print (key in rank ? rank[key] : ranks + FNR), $0 }' tests/longest.txt "$results/cases" |
  sort -n | cut -d' ' -f2- > "$results/in_order"

# Each case has a file of its own for what it says.
xargs -P "${JOBS:-$(($(nproc 2>/dev/null || echo 2) + 1))}" -L 1 sh -c '
  out=$results/$0.$1.out; tests/case.sh "$0" "$2" > "$out" 2>&1
  lines=$(grep -vE "^(ok |$)" "$out") && printf "%s\n" "$lines"' < "$results/in_order"

for kind in $kinds; do
  if ! grep -q "^$kind " "$results/cases"; then
    echo "FAIL $kind: there are no cases" | tee "$results/$kind.0.out"
  fi
  cat "$results/$kind".*.out > "$results/$kind.out"
  echo "$kind: $(grep -cE '^ok ' "$results/$kind.out") passed, $(grep -cE '^FAIL ' "$results/$kind.out") failed"
done

passed=$(for kind in $kinds; do cat "$results/$kind.out"; done | grep -cE '^ok ')
failed=$(for kind in $kinds; do cat "$results/$kind.out"; done | grep -cE '^FAIL ')
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
