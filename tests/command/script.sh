#!/bin/sh
# The dialogue without a terminal: what is one input, where it stops, with what code.
#   tests/command/script.sh ANSLAG
set -u
anslag=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp -r "$root/examples/omstallning_sv/." "$work/" && cp "$root/tests/data/swedish/"*.csv "$work/" && cd "$work" || exit 1
rules=omstallning_2026.anslag
export XDG_STATE_HOME="$work/state"
"$anslag" schema $rules --db d.db > /dev/null 2>&1
for record in organisation ansökan; do "$anslag" import $rules --db d.db "$record" "$record.csv" > /dev/null 2>&1; done

enter() {  # enter SCRIPT [OPTION…]: as printf writes it; into out, its code into $status
  printf "$1" > script; shift
  "$anslag" repl $rules --db d.db "$@" < script > out 2>&1; status=$?
}
verdict() { if [ "$1" = 0 ]; then echo "ok $2"; else echo "FAIL $2 (exit $status)"; head -20 out | cat -v; fi; }
has() { grep -qF -- "$1" out; }

enter 'maxbelopp + 1 kr\nmaxbelopp + 2 kr\n'
has '1 000 001 kr' && has '1 000 002 kr' && [ $status = 0 ] && ! has '> '; verdict $? "a line is an input, and no prompt is shown"
enter 'maxbelopp + 3 kr'
has '1 000 003 kr' && [ $status = 0 ]; verdict $? "the last line may lack its end"
enter 'maxbelopp + 4 kr\r\n\r\nmaxbelopp + 5 kr\r\n'
has '1 000 004 kr' && has '1 000 005 kr' && [ $status = 0 ]; verdict $? "lines may end as on Windows"
enter '(maxbelopp +\n6 kr)\nmaxbelopp\n  + 7 kr\n'
has '1 000 006 kr' && has '1 000 007 kr' && [ $status = 0 ]; verdict $? "an open parenthesis, or white space before a line, goes on with it"
enter '(maxbelopp +\n\nmaxbelopp + 8 kr\n' --keep-going
has 'fel[E0' && has '1 000 008 kr' && [ $status = 1 ]; verdict $? "an empty line ends an input in any case"
enter 'parameter påslag "Påslag"\n  = 9 kr\n  antagande "Ett fall."\nmaxbelopp + påslag\n'
has '1 000 009 kr' && [ $status = 0 ]; verdict $? "a declaration is one input with its indented lines"

enter 'maxbelopp + 1 kr\nnågot_annat\nmaxbelopp + 2 kr\n'
has '1 000 001 kr' && has '= rad 2 i skriptet' && ! has '1 000 002 kr' && [ $status = 2 ]; verdict $? "the first that fails ends it, and its line is told"
enter 'något_annat\n= 1\nmaxbelopp + 2 kr\n' --keep-going
has '= rad 2' && has '1 000 002 kr' && [ $status = 2 ]; verdict $? "--keep-going goes on, and ends with the worst code"
enter 'något_annat\nmaxbelopp + 2 kr\n' --fortsätt
has '1 000 002 kr' && [ $status = 2 ]; verdict $? "--fortsätt is the same"
enter ':avsluta\nmaxbelopp + 2 kr\n'
! has '1 000 002 kr' && [ $status = 0 ]; verdict $? "what stands behind :avsluta is not read"
enter ':edit\n'
has 'E0885' || has 'fel[E08'; verdict $? "there is nothing to edit on"
enter ''
[ $status = 0 ]; verdict $? "an empty script is one"
enter 'max\0belopp\n\377\376\n"\n' --keep-going
[ $status = 1 ]; verdict $? "bytes that are no text are complained of"
[ ! -e state ]; verdict $? "a script leaves no history"

"$anslag" repl nowhere.anslag < /dev/null > out 2>&1; status=$?
[ $status = 3 ] && has 'E06'; verdict $? "rules that are not there end it before it begins"

# An answer before the script's end: a program may ask as it goes, ending each input by an empty line.
mkfifo questions
"$anslag" repl $rules --db d.db < questions > out 2>&1 &
process=$!
exec 3> questions
printf 'maxbelopp + 10 kr\n\n' >&3
for _ in 1 2 3 4 5 6 7 8 9 10; do has '1 000 010 kr' && break; sleep 0.5; done
has '1 000 010 kr'; verdict $? "an input that an empty line ends is answered at once"
kill -s TERM $process; exec 3>&-; wait $process; status=$?
[ $status = 130 ]; verdict $? "SIGTERM ends it with 130"
