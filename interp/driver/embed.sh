#!/bin/sh
# embed.sh FILE... - a C table of the files' bytes, on standard output (see embedded.h).
set -eu
LC_ALL=C
export LC_ALL

echo '/* Made by embed.sh. */'
echo '#include "interp/driver/embedded.h"'
echo
number=0
table=''
for file in $(printf '%s\n' "$@" | sort -u); do
  number=$((number + 1))
  echo "static const unsigned char file_$number[] = {"
  [ -f "$file" ] && [ -r "$file" ]
  od -An -v -tu1 "$file" | sed -e 's/^ *//' -e 's/  */,/g' -e 's/$/,/'
  echo '0 };'
  table="$table  { \"$file\", file_$number, sizeof file_$number - 1 },
"
done
echo
echo 'const EmbeddedFile embedded_files[] = {'
printf '%s' "$table"
echo '};'
echo "const size_t embedded_count = sizeof embedded_files / sizeof embedded_files[0];"
