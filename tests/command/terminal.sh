#!/bin/sh
# The dialogue in a terminal of its own: editing, completion, history, pasting, Ctrl-C, sizes.
#   tests/command/terminal.sh ANSLAG
set -u
anslag=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
pty=$(dirname "$anslag")/pty
[ -x "$pty" ] || { echo "skip there is no $pty"; exit 0; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp -r "$root/examples/omstallning_sv/." "$work/" && cp "$root/tests/data/swedish/"*.csv "$work/" && cd "$work" || exit 1
rules=omstallning_2026.anslag
export HOME="$work" XDG_STATE_HOME="$work/state" TERM=xterm-256color TMPDIR="$work" NO_COLOR=
unset VISUAL EDITOR NO_COLOR
"$anslag" schema $rules --db d.db > /dev/null 2>&1
for record in organisation ansökan sökande_i; do
  "$anslag" import $rules --db d.db "$record" "$record.csv" > /dev/null 2>&1
done

drive() {  # drive NAME COLUMNS LINES < STEPS
  name=$1 columns=$2 lines=$3
  if "$pty" "$columns" "$lines" "$anslag" fråga $rules --db d.db > out 2>&1; then echo "ok $name"
  else echo "FAIL $name"; sed 's/^/    /' out | cat -v | tail -40; fi
}

for columns in 80 120; do
  for locale in C.UTF-8 C; do
    LC_ALL=$locale drive "Tab fills in a verb and a parameter with å ä ö ($columns columns, $locale)" $columns 30 <<'STEPS'
see >
type sät\tavs\t= 150 mkr\r
see 150
see >
type :ångra\r
see >
type \x04
end 0
STEPS
  done
done

export LC_ALL=C.UTF-8
drive "a second Tab lists what there is, with titles" 80 30 <<'STEPS'
see >
type sätt \t\t
see avsatta_medel
see maxbelopp
see >
type \x15\x04
end 0
STEPS

drive "the arrow and Ctrl-R find what was entered" 80 30 <<'STEPS'
see >
type maxbelopp + 17 kr\r
see 1 000 017 kr
see >
type maxbelopp + 1 kr\r
see 1 000 001 kr
see >
type \e[A\e[A\r
see 1 000 017 kr
see >
type \x12+ 1 k
wait 300
type \r
see 1 000 001 kr
see >
type \x04
end 0
STEPS

drive "the next dialogue remembers" 80 30 <<'STEPS'
see >
type \e[A\r
see 1 000 001 kr
see >
type \x04
end 0
STEPS
[ "$(stat -c %a state/anslag/history-*)" = 600 ] && echo "ok only its owner reads the history" ||
  { echo "FAIL the history's rights"; ls -l state/anslag; }

drive "a personal number is not kept" 80 30 <<'STEPS'
see >
type -- 19640823-3234 och 640823-3234\r
see >
type -- 196408233234\r
see >
type -- dnr 2026-0123 om 1000000000 kr\r
see >
type \x04
end 0
STEPS
if grep -qE '3234' state/anslag/history-*; then echo "FAIL the history holds a personal number"
elif grep -q 'dnr 2026-0123 om 1000000000 kr' state/anslag/history-*; then echo "ok the history holds the rest"
else echo "FAIL the history"; cat state/anslag/*; fi

drive "Ctrl-C drops the line, and the dialogue goes on" 80 30 <<'STEPS'
see >
type maxbelopp + 5 kr
see + 5 kr
type \x03
see >
type maxbelopp\r
see 1 000 000 kr
hide 005
see >
type \x04
end 0
STEPS

drive "an unfinished input waits, and an empty line ends it" 80 30 <<'STEPS'
see >
type (maxbelopp +\r
see …
type 2 kr)\r
see 1 000 002 kr
see >
type (maxbelopp +\r
see …
type \r
see [E
see slutar här
see >
type \x04
end 0
STEPS

drive "a pasted line goes where the cursor is" 80 30 <<'STEPS'
see >
type  + 3 kr\x01
paste maxbelopp
type \r
see 1 000 003 kr
see >
type \x04
end 0
STEPS

drive "a pasted block arrives whole and waits for Return" 80 30 <<'STEPS'
see >
paste maxbelopp + 4 kr\rmaxbelopp + 6 kr\r
see 2 rader inklistrade
hide 1 000 004
see …
type \r
see 1 000 004 kr
see 1 000 006 kr
see >
paste maxbelopp + 7 kr\rmaxbelopp + 8 kr\r
see …
type \x03
see >
type 1\r
see 1
hide 1 000 007
see >
type \x04
end 0
STEPS

drive "a table from a spreadsheet keeps its columns" 80 30 <<'STEPS'
see >
paste nr\tbelopp\r1\t700000\r2\t800000\r
see 3 rader inklistrade, 2 kolumner
see …
type \r
see >
type \x04
end 0
STEPS

drive "the window may change while one types" 80 30 <<'STEPS'
see >
type maxbelopp +
size 120 40
wait 200
type  9 kr\r
see 1 000 009 kr
size 60 20
see >
type \x04
end 0
STEPS

cat > editor <<'SCRIPT'
#!/bin/sh
grep -q 'maxbelopp + 11 kr' "$1" && printf 'maxbelopp + 12 kr\nmaxbelopp + 13 kr\n' > "$1"
SCRIPT
chmod +x editor
EDITOR="$work/editor" drive ":edit opens the last input in the editor" 80 30 <<'STEPS'
see >
type maxbelopp + 11 kr\r
see 1 000 011 kr
see >
type :edit\r
see 1 000 012 kr
see 1 000 013 kr
see >
type \x04
end 0
STEPS
EDITOR=/nowhere drive "an editor that is not there is said" 80 30 <<'STEPS'
see >
type :edit\r
see fel[E0887]
see >
type \x04
end 0
STEPS
ls anslag-* > /dev/null 2>&1 && echo "FAIL the editor's file was left" || echo "ok the editor's file is gone"

TERM=dumb drive "a terminal that cannot be edited on is read plainly" 80 30 <<'STEPS'
see >
type maxbelopp + 14 kr\n
see 1 000 014 kr
see >
type maxb\x03
see >
type :avsluta\n
end 0
STEPS

# Ctrl-C in long work: enough records for it, each of them judged anew at a thousand steps.
sqlite3 d.db "WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 231000)
  INSERT INTO ansokan(nr, inkommen, belopp, projekt) SELECT i, '2026-02-01', 100000 + i, 'Projekt ' || i FROM n" 2> sql ||
  sed 's/^/FAIL more records: /' sql
drive "Ctrl-C stops long work and not the dialogue" 80 30 <<'STEPS'
see >
type variera majoritet från 0 % till 100 % steg 0,1 % visa beviljat\r
wait 1500
type \x03
see E0906
see >
wait 300
hide >
type maxbelopp + 15 kr\r
see 1 000 015 kr
see >
type \x04
end 0
STEPS
