#!/bin/sh
# The story, from rules to reasons; what it prints stands in expected.out.
set -eu
db=$(mktemp -d)/story.db
trap 'rm -rf "$(dirname "$db")"' EXIT
anslag check de_minimis.anslag
anslag test de_minimis.anslag
anslag schema de_minimis.anslag | sqlite3 "$db"
for record in undertaking earlier_aid application; do
  anslag import de_minimis.anslag --db "$db" $record $record.csv
done
anslag run de_minimis.anslag --db "$db"
for key in $(sqlite3 "$db" "select record from anslag_decision order by cast(record as integer)"); do
  anslag explain de_minimis.anslag --db "$db" "$key"
done
