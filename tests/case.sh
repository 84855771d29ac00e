#!/bin/sh
# One case of the golden runner: prints "ok NAME" or "FAIL NAME" and why.
#   tests/case.sh KIND FILE        with ANSLAG (the program) and BLESS=1 to record
set -u
kind=$1 file=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NO_COLOR=1 LC_ALL=C.UTF-8

pass() { echo "ok $1"; }
fail() { echo "FAIL $1"; [ -z "${2:-}" ] || sed 's/^/    /' "$2" | head -40; }
verdict() { if [ "$1" = 0 ]; then pass "$2"; else fail "$2" "${3:-}"; fi; }

# Clean: checks without an error or a warning.
clean() {  # clean OPTION… FILE
  "$ANSLAG" check "$@" > "$work/out" 2>&1 && ! grep -qE '^(error|warning|fel|varning)\[' "$work/out"
}
# Whole: clean, and its tests pass where it has some.
whole() {  # whole NAME FILE [OPTION…]
  name=$1 subject=$2; shift 2
  status=0; clean "$@" "$subject" || status=1
  verdict $status "$name: checks clean" "$work/out"
  if [ $status = 0 ] && grep -qE '^ *test "' "$subject"; then
    status=0; "$ANSLAG" test "$subject" > "$work/out" 2>&1 || status=1
    verdict $status "$name: its tests pass" "$work/out"
  fi
}
# The output of a command, and how it ended, against what stands in FILE.
golden() {  # golden NAME EXPECTED
  if [ "${BLESS:-}" = 1 ]; then cp "$work/out" "$2"; fi
  if [ ! -f "$2" ]; then fail "$1: no $2"; return; fi
  status=0; diff -u "$2" "$work/out" > "$work/diff" || status=1
  verdict $status "$1" "$work/diff"
}
# Fenced blocks of a Markdown page: one file each, and a line "FILE INFO" in $work/blocks.
blocks() {
  awk -v dir="$work/page" '
    /^```/ { if (inside) { inside = 0; close(out); next }
             inside = 1; info = substr($0, 4); n++
             out = sprintf("%s/block_%03d.anslag", dir, n); print out " " info > (dir "/list"); printf "" > out; next }
    inside { print > out }' "$1"
}

case $kind in
unit)
  CMOCKA_MESSAGE_OUTPUT=TAP "$file" > "$work/out" 2>&1; status=$?
  grep -E '^ok ' "$work/out" | sed -E "s|^ok [0-9]+ - |ok $(basename "$file"): |"
  grep -E '^not ok ' "$work/out" | sed -E "s|^not ok [0-9]+ - |FAIL $(basename "$file"): |"
  if [ $status != 0 ] && ! grep -qE '^not ok ' "$work/out"; then fail "$(basename "$file"): exit $status" "$work/out"; fi
  [ $status = 0 ] && ! grep -qE '^ok ' "$work/out" && fail "$(basename "$file"): no test ran" "$work/out"
  ;;
property)  # the first seed of a thousand; the control, which must be found; or what once differed
  program=$(dirname "$ANSLAG")/property
  # Memory that is given back is soon asked for again.
  export MALLOC_TOP_PAD_=67108864 MALLOC_TRIM_THRESHOLD_=1073741824 MALLOC_MMAP_THRESHOLD_=1073741824
  case $file in
    planted) set -- --rules 20 --plant ;;
    *.txt)   set -- --again "$file" ;;
    *)       set -- --rules "${RULES:-1000}" --seed "$file" ;;
  esac
  status=0; "$program" "$@" > "$work/out" 2>&1 || status=1
  verdict $status "rule sets made by chance, from $file: judged alike in every way" "$work/out"
  ;;
good) whole "$file" "$file" ;;
bad)
  cp -r "$(dirname "$file")/." "$work/" 2>/dev/null
  (cd "$work" && "$ANSLAG" check "$(basename "$file")"; echo "exit $?") > "$work.out" 2>&1
  mv "$work.out" "$work/out"
  if grep -qE '(error|warning|note|fel|varning|anmärkning)\[' "$work/out"; then golden "$file" "${file%.anslag*}.out"
  else fail "$file: nothing was complained of" "$work/out"; fi
  ;;
rules) whole "$file" "$file" --strict ;;
layout)
  status=0; "$ANSLAG" fmt --check "$file" > "$work/out" 2>&1 || status=1
  verdict $status "$file: is laid out as fmt does" "$work/out"
  ;;
page)
  mkdir "$work/page"; : > "$work/page/list"
  [ -d docs/sources ] && cp -r docs/sources "$work/page/"
  blocks "$file"
  number=0
  while read -r block info; do
    number=$((number + 1)); name="$file block $number"
    case $info in
    anslag|"anslag good") whole "$name" "$block" ;;
    "anslag bad "*)
      code=${info#anslag bad }
      "$ANSLAG" check "$block" > "$work/out" 2>&1
      status=0; grep -q "\[$code\]" "$work/out" || status=1
      verdict $status "$name: gives $code" "$work/out" ;;
    "anslag fails")
      status=1; "$ANSLAG" check "$block" > "$work/out" 2>&1 && ! "$ANSLAG" test "$block" > "$work/out" 2>&1 && status=0
      verdict $status "$name: its test fails" "$work/out" ;;
    esac
  done < "$work/page/list"
  if grep -q '^```console$' "$file" && [ "$(dirname "$(dirname "$file")")" = . ]; then
    tests/walk.sh "$file" > "$work/out" 2>&1
    if [ "${BLESS:-}" = 1 ] && ! grep -q '^FAIL: ' "$work/out"; then cp "$work/out" "$file"; fi
    status=0; diff -u "$file" "$work/out" > "$work/diff" || status=1
    verdict $status "$file: its commands print what it shows" "$work/diff"
  fi
  ;;
script)
  "$file" "$ANSLAG" > "$work/out" 2>&1; status=$?
  if grep -qE '^(ok|FAIL|skip) ' "$work/out"; then
    sed -E "s|^(ok\|FAIL\|skip) |\1 $file: |" "$work/out"
    [ $status = 0 ] || grep -qE '^FAIL ' "$work/out" || fail "$file: exit $status" "$work/out"
  else verdict $status "$file" "$work/out"; fi
  ;;
example)
  (cd "$(dirname "$file")" && sh run.sh) > "$work/out" 2>&1
  echo "exit $?" >> "$work/out"
  golden "$file" "$(dirname "$file")/expected.out"
  ;;
*) fail "no such kind of case: $kind" ;;
esac
