#!/bin/sh
# The words of the language as a dictionary of libFuzzer's: one in quotes a line, bytes that are
# no ASCII as \xHH.
#   tests/fuzz/words.sh > words.dict
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."
awk -F '"' '
  BEGIN { for (i = 128; i < 256; i++) hex[sprintf("%c", i)] = sprintf("\\x%02X", i) }
  function written(word,   out, i, c) {
    for (i = 1; i <= length(word); i++) { c = substr(word, i, 1); out = out (c in hex ? hex[c] : c) }
    return out
  }
  { for (i = 2; i <= NF; i += 2) if ($i != "" && $i !~ /[|]/) print "\"" written($i) "\"" }
' grammar/keywords.def
