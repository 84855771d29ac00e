#!/bin/sh
# docs/keywords.md, made from the one table of words.
#   scripts/keywords.sh            writes the page
#   scripts/keywords.sh --check    exit 1 if the page is not what the table says
set -eu
cd "$(dirname "$0")/.."

page() {
  cat <<'TEXT'
# Words

Every word of the language in both languages, from `grammar/keywords.def` by `scripts/keywords.sh`. A file is in English, or in Swedish
where its first line says `språk sv`. Words in parentheses are read too; `anslag fmt` writes the first.

- A word may be a phrase (`no later than`). Any white space may stand between its parts, and the longest phrase wins. Capital and
  small letters make no difference.
- A word marked `·` is reserved: as a name it stands in single quotes, `'report'`. The others are names wherever a name is wanted, so
  a record may have a field `amount`, `source` or `status`. After a dot any word may stand.
- Words of questions are words only in a dialogue (`anslag repl`): in a rule file they are names like others.
- Units of money (`kr`, `tkr`, `mkr`, `EUR`, …) are declared in `stdlib/std/money.anslag` and are the same in both languages.
TEXT
  awk '
    /^\/\* .* \*\/$/ { heading = substr($0, 4, length($0) - 6); sub(/:.*/, "", heading); sub(/\.$/, "", heading)
                      sub(/,.*directly.*/, "", heading)
                      printf "\n## %s\n\n| English | Swedish | |\n| --- | --- | --- |\n", heading; next }
    /^X\(/ { entry = ""; inside = 1 }
    inside { entry = entry $0 }
    inside && /\)$/ {
      inside = 0; split(entry, part, "\"")
      printf "| %s | %s | %s |\n", form(part[2], part[6]), form(part[4], part[8]), part[5] ~ /RESERVED/ ? "·" : ""
    }
    function form(first, more) {
      gsub(/\|/, "`, `", more)
      return "`" first "`" (more == "" ? "" : " (`" more "`)")
    }' grammar/keywords.def
}

if [ "${1:-}" = --check ]; then page | diff -u docs/keywords.md -
else page > docs/keywords.md; fi
