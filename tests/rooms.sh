#!/bin/sh
# Holds every include of ours against tests/rooms.txt: a room uses only rooms before it, the
# program uses only the public header, and only interp/store knows SQLite.
# With a folder as argument that tree is looked at instead (the check's own test).
set -eu
cd "${1:-$(dirname "$0")/..}"

rooms=$(sed -e 's/#.*//' -e '/^ *$/d' tests/rooms.txt)
[ -n "$rooms" ] || { echo "rooms: tests/rooms.txt names no rooms" >&2; exit 1; }

find base grammar interp -name '*.[chyl]' | sort | xargs awk -v rooms="$rooms" '
  function room_of(path,    i) {
    for (i = count; i > 0; i--)
      if (index(path, folder[i] "/") == 1) return i
    return 0
  }
  BEGIN {
    total = split(rooms, words, /[ \n]+/)
    for (i = 1; i < total; i += 2) { count++; name[count] = words[i]; folder[count] = words[i + 1] }
  }
  /^[ \t]*#[ \t]*include[ \t]*</ {
    if ($0 ~ /<sqlite3\.h>/ && FILENAME !~ /^interp\/store\//)
      complain("only interp/store includes sqlite3.h")
    next
  }
  /^[ \t]*#[ \t]*include[ \t]*"/ {
    match($0, /"[^"]*"/)
    included = substr($0, RSTART + 1, RLENGTH - 2)
    looked_at++
    if (included !~ /\//) {
      if (included != "parser.h" || FILENAME !~ /^grammar\//)
        complain("includes start at the root: " included)
      next
    }
    if (FILENAME ~ /^interp\/command\//) {
      if (included !~ /^interp\/command\// && included != "interp/driver/anslag.h")
        complain("the program knows only interp/driver/anslag.h, not " included)
      next
    }
    from = room_of(FILENAME); to = room_of(included)
    if (!from) complain("stands in no room of tests/rooms.txt")
    else if (!to) complain(included " stands in no room of tests/rooms.txt")
    else if (to > from) complain(name[from] " may not use " name[to] ": " included)
  }
  function complain(what) { printf "%s:%d: %s\n", FILENAME, FNR, what; bad++ }
  END {
    if (!looked_at) { print "rooms: no includes were found"; exit 1 }
    if (bad) exit 1
    printf "rooms: %d includes, all go one way\n", looked_at
  }'
