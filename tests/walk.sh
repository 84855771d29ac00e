#!/bin/sh
# Walks through a page as its reader does, in a fresh folder, and writes the page as it came out:
#   tests/walk.sh PAGE > SAME_PAGE
#
# A fenced block `console` holds commands ("$ …") and what they print, both streams; a line "…" stands
# for lines left out.  `LANGUAGE add FILE` puts its lines at the end of a file, `LANGUAGE save FILE` makes
# the file, `LANGUAGE change FILE: WORDS` stands instead of the one line that holds WORDS, `LANGUAGE before
# FILE: WORDS` above it; `LANGUAGE part FILE` must stand in the file; a comment `<!-- remove FILE: WORDS -->`
# takes that line away; `<!-- run COMMAND -->` is done unseen.  The folder has the project's rules,
# examples and tests/acceptance in it; `anslag` must be in the PATH.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/folder/tests"
cp -r rules examples "$work/folder/"
cp -r tests/acceptance "$work/folder/tests/"

awk -v work="$work" '
  BEGIN { cwd = work "/folder" }
  function file_of(name) { return cwd "/" name }
  function run(command,    script, line) {           # into got[1..count]
    script = work "/script"
    print "cd \"" cwd "\"\n" command "\nended=$?\npwd > \"" work "/cwd\"\nexit $ended" > script; close(script)
    system("sh " script " > " work "/out 2>&1 < /dev/null")
    count = 0
    while ((getline line < (work "/out")) > 0) got[++count] = line
    close(work "/out")
    if ((getline line < (work "/cwd")) > 0) cwd = line
    close(work "/cwd")
  }
  function agrees(    at, i, gap) {                  # said[1..lines] with gaps, against got
    at = 1
    for (i = 1; i <= lines; i++) {
      if (said[i] == "…") { gap = 1; continue }
      while (gap && at <= count && got[at] != said[i]) at++
      if (at > count || got[at] != said[i]) return 0
      at++; gap = 0
    }
    return gap || at > count
  }
  function finish_command(    i) {
    if (command == "") return
    run(command)
    if (agrees()) for (i = 1; i <= lines; i++) print said[i]
    else for (i = 1; i <= count; i++) print got[i]
    command = ""; lines = 0
  }
  function apply(    name, words, line, text, found) {
    name = rest; sub(/:.*/, "", name)
    if (what == "part") {
      while ((getline line < file_of(name)) > 0) text = text line "\n"
      if (!index(text, body)) print "FAIL: this does not stand in " name
    } else if (what == "add") { printf "%s", body >> file_of(name) }
    else if (what == "save") { printf "%s", body > file_of(name) }
    else {
      words = substr(rest, length(name) + 3)
      while ((getline line < file_of(name)) > 0) {
        if (index(line, words)) { text = text body (what == "before" ? line "\n" : ""); found++ }
        else text = text line "\n"
      }
      close(file_of(name))
      if (found != 1) print "FAIL: " found + 0 " lines of " name " hold " words
      else printf "%s", text > file_of(name)
    }
    close(file_of(name))
  }
  /^```/ && !inside {
    inside = 1; what = "shown"; body = ""; command = ""; lines = 0
    if ($0 == "```console") what = "console"
    else if ($2 ~ /^(add|save|change|before|part)$/) {
      what = $2; rest = $0; sub(/^[^ ]+ [^ ]+ /, "", rest)
    }
    print; next
  }
  /^```/ { if (what == "console") finish_command(); else if (what != "shown") apply(); inside = 0; print; next }
  inside && what == "console" && /^\$ / { finish_command(); command = substr($0, 3); print; next }
  inside && what == "console" { said[++lines] = $0; next }
  inside { body = body $0 "\n" }
  /^<!-- run / { words = $0; sub(/^<!-- run /, "", words); sub(/ -->$/, "", words); run(words) }
  /^<!-- remove / {
    what = "change"; body = ""; rest = $0
    sub(/^<!-- remove /, "", rest); sub(/ -->$/, "", rest); apply()
  }
  { print }' "$1"
