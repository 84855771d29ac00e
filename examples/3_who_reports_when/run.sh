#!/bin/sh
# The story, from rules to reasons; what it prints stands in expected.out.
set -eu
db=$(mktemp -d)/story.db
trap 'rm -rf "$(dirname "$db")"' EXIT
anslag check research.anslag
anslag test research.anslag
anslag schema research.anslag | sqlite3 "$db"
anslag import research.anslag --db "$db" application application.csv
anslag run research.anslag --db "$db"
for key in $(sqlite3 "$db" "select record from anslag_decision order by cast(record as integer)"); do
  anslag explain research.anslag --db "$db" "$key"
done
