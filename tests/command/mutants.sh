#!/bin/sh
# The tests of the rules notice what is changed in them: nine changes in ten, and each that they do
# not notice is explained beside it.
#   tests/command/mutants.sh ANSLAG
set -u
anslag=$1
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

# bite NAME PATH …: 90 per cent, and no survivor without a reason.
bite() {
  name=$1; shift
  if ! "$anslag" test --mutate --threshold 90 --lang en --format json "$@" > "$work/tried" 2> "$work/told"; then
    echo "FAIL $name: the tests notice too little"; head -5 "$work/told" | sed 's/^/    /'; return
  fi
  survived=$(sed -n '1s/.*"survived":\([0-9]*\).*/\1/p' "$work/tried")
  if [ "$survived" = 0 ]; then echo "ok $name: nine changes in ten are noticed, the others explained"
  else
    echo "FAIL $name: $survived changes are neither noticed nor explained"
    grep '"fate":"\(survived\|unreached\)"' "$work/tried" | head -5 | sed 's/^/    /'
  fi
}
for folder in rules/*/; do bite "${folder%/}" "$folder"; done
for rules in examples/[1-7]*/*.anslag examples/[1-7]*/*.anslag.md examples/omstallning_sv/*.anslag; do
  [ ! -f "$rules" ] || bite "$rules" "$rules"
done

# The library's modules, by the tests that use them.
days=tests/good/stdlib
"$anslag" test --mutate --lang en $days/easter* $days/euro* $days/outside* $days/swedish_dead* \
  $days/swedish_public* stdlib > "$work/tried" 2>&1
for module in easter eu se; do
  percent=$(sed -n "s|^std/time/$module.anslag: .* \([0-9]*\) %.*|\1|p" "$work/tried" | head -1)
  if [ "${percent:-0}" -ge 90 ]; then echo "ok std.time.$module: nine changes in ten are noticed"
  else echo "FAIL std.time.$module: ${percent:-no} per cent are noticed"; fi
done

# A test that is taken away is missed.
cp rules/omstallning/omstallning_2026.anslag "$work/less.anslag"
cp -r rules/omstallning/sources "$work/sources"
sed -i '/^test "a project that is decided but not started/,/^  expect/d' "$work/less.anslag"
if "$anslag" test --mutate --lang en "$work/less.anslag" | grep -q '→ without decided$'; then
  echo "ok a part of a rule that lost its test is shown"
else echo "FAIL a part of a rule that lost its test is shown"; fi
if "$anslag" test --mutate --threshold 100 "$work/less.anslag" > /dev/null 2> "$work/told"; [ $? = 1 ] &&
   grep -q E0880 "$work/told"; then echo "ok a threshold fails with its code"
else echo "FAIL a threshold fails with its code"; fi

# The other two questions.
"$anslag" test --coverage --threshold 90 rules/omstallning > "$work/covered" 2>&1 &&
  grep -q '^deciders  *2 of 2' "$work/covered" && echo "ok coverage tells the kinds" || echo "FAIL coverage tells the kinds"
"$anslag" test --boundaries "$work/less.anslag" > "$work/bounds"
sed -n '/^test "/,/^$/p' "$work/bounds" | grep -v ' sides of bounds ' > "$work/tests"
cat "$work/tests" >> "$work/less.anslag"
if [ -s "$work/tests" ] && "$anslag" test "$work/less.anslag" > "$work/out" 2>&1; then
  echo "ok the tests offered for bounds hold as they stand"
else echo "FAIL the tests offered for bounds hold as they stand"; sed 's/^/    /' "$work/out"; fi
