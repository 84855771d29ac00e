#!/bin/sh
# The completion, the manual and docs/commands.md know each command and option of the program.
#   tests/command/every_option.sh ANSLAG
set -u
anslag=$1
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

# What is offered behind "anslag WORD…", one a line.
completed() {
  bash -c 'source completion/anslag.bash
    COMP_WORDS=(anslag "$@"); COMP_CWORD=$#; _anslag; printf "%s\n" "${COMPREPLY[@]}"' - "$@"
}
told() {  # told WHAT: nothing is listed in $work/lacking
  if [ -s "$work/lacking" ]; then echo "FAIL $1"; sed 's/^/    /' "$work/lacking"; else echo "ok $1"; fi
  : > "$work/lacking"
}
: > "$work/lacking"

"$anslag" --help | sed '/^A first hour/q' | sed -n 's/^  \([a-z]*\)  .*/\1/p' | grep -vx anslag > "$work/commands"
[ -s "$work/commands" ] || echo "anslag --help lists no command" > "$work/lacking"
completed '' > "$work/offered"
grep -vxFf "$work/offered" "$work/commands" >> "$work/lacking"
while read -r command; do
  grep -qE "^\.(It )?Cm $command( |\$)" docs/anslag.1 || echo "the manual lacks $command"
  grep -q "^| .anslag $command\b" docs/commands.md || echo "commands.md lacks $command"
done < "$work/commands" >> "$work/lacking"
told "each command is completed, and stands in the manual and in commands.md"

while read -r command; do
  "$anslag" "$command" --help | sed -n '/^Options/,$s/^  \(--[a-z-]*\).*/\1/p' | sort > "$work/options"
  completed "$command" -- | sort > "$work/offered"
  diff "$work/options" "$work/offered" | sed -n "s/^[<>] /$command /p"
  cat "$work/options" >> "$work/all"
done < "$work/commands" >> "$work/lacking"
told "the completion of each command offers its options, and no others"

sort -u "$work/all" | while read -r option; do
  grep -qE -- "^\.(It|Op|Fl).* -${option#--}( |\$)" docs/anslag.1 || echo "the manual lacks $option"
  grep -q -- "$option\b" docs/commands.md || echo "commands.md lacks $option"
done > "$work/lacking"
told "each option stands in the manual and in commands.md"
