#!/bin/sh
# Rules read nothing outside their folder, whatever they ask for.
#   tests/command/paths.sh ANSLAG
set -u
anslag=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir "$work/p" && cd "$work/p" || exit 1
echo "the secret words of the other folder" > ../secret.txt
ln -s ../secret.txt link.txt
ln -s .. up
printf 'some words that may be cited\n' > own.txt

refuse() {  # refuse NAME PATH
  printf 'guideline g "G"\n  source d "the secret words of the other folder"\ndocument d from "%s" "D"\n' "$2" > g.anslag
  "$anslag" check g.anslag > out 2>&1; code=$?
  if [ $code != 0 ] && grep -q 'error\[' out; then echo "ok $1"; else echo "FAIL $1: exit $code"; head -3 out; fi
}
refuse "no parent folder"    ../secret.txt
refuse "no absolute path"    "$work/secret.txt"
refuse "no link out"         link.txt
refuse "no linked folder out" up/secret.txt
refuse "no folder as a document" .
printf 'rules = ../g.anslag\n' > anslag.package
"$anslag" check > out 2>&1; "$anslag" run > out 2>&1; code=$?
[ $code = 1 ] && grep -q E0802 out && echo "ok a package stays in its folder" || { echo "FAIL a package stays in its folder: exit $code"; head -3 out; }
printf 'rulse = g.anslag\n' > anslag.package
"$anslag" run > out 2>&1; code=$?
[ $code = 1 ] && grep -q E0802 out && echo "ok a slip in a package file is shown" || echo "FAIL a slip in a package file is shown: exit $code"
