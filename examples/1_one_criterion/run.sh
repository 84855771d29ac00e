#!/bin/sh
# The story, from rules to reasons; what it prints stands in expected.out.
set -eu
db=$(mktemp -d)/story.db
trap 'rm -rf "$(dirname "$db")"' EXIT
anslag check culture.anslag
anslag test culture.anslag
anslag schema culture.anslag | sqlite3 "$db"
anslag import culture.anslag --db "$db" application application.csv
anslag run culture.anslag --db "$db"
for key in $(sqlite3 "$db" "select record from anslag_decision order by cast(record as integer)"); do
  anslag explain culture.anslag --db "$db" "$key"
done
