#!/bin/sh
# From a .po file to a table in C, in the order of the texts' bytes:
#   base/messages.sh FILE.po NAME > FILE.c
# Entries that are fuzzy, obsolete or without a translation are left out.
set -eu
export LC_ALL=C
awk '
  function put(one, other) { if (one != "" && other != "" && !fuzzy) printf "%s\t%s\n", one, other }
  function flush() {
    put(id, text); put(plural, several)
    id = plural = text = several = part = ""; fuzzy = 0
  }
  function quoted(line) { sub(/^[^"]*"/, "", line); sub(/"[ \t]*$/, "", line); return line }
  function add(words) {
    if (part == "id") id = id words
    else if (part == "plural") plural = plural words
    else if (part == "several") several = several words
    else text = text words
  }
  /^#~/ { next }
  /^#/ || /^[ \t]*$/ { if (part == "text" || part == "several") flush(); if (/^#,.*fuzzy/) fuzzy = 1; next }
  /^msgid_plural / { part = "plural"; add(quoted($0)); next }
  /^msgid /        { if (part == "text" || part == "several") flush(); part = "id"; add(quoted($0)); next }
  /^msgstr\[1\] /  { part = "several"; add(quoted($0)); next }
  /^msgstr/        { part = "text"; add(quoted($0)); next }
  /^"/             { add(quoted($0)) }
  END { flush() }
' "$1" | sort -t '	' -k 1,1 > "${TMPDIR:-/tmp}/messages.$$"
trap 'rm -f "${TMPDIR:-/tmp}/messages.$$"' EXIT
# The order of C strings, not of their escapes: \" sorts as a quotation mark.
awk -F '\t' '
  { key = $1; gsub(/\\"/, "\"", key); gsub(/\\n/, "\001", key); gsub(/\\\\/, "\\", key)
    print key "\t" $1 "\t" $2 }
' "${TMPDIR:-/tmp}/messages.$$" | sort -t '	' -k 1,1 | awk -F '\t' -v name="$2" '
  BEGIN { print "#include \"base/message.h\"\n\nconst Translation " name "[] = {" }
  $1 == last { next }        # the plural of one entry may be a text of its own
  { last = $1; printf "  { \"%s\",\n    \"%s\" },\n", $2, $3; count++ }
  END { printf "  { \"\", \"\" }\n};\n\nconst unsigned %s_count = %d;\n", name, count }'
