#!/bin/sh
# The story, from rules to reasons; what it prints stands in expected.out.
set -eu
db=$(mktemp -d)/story.db
trap 'rm -rf "$(dirname "$db")"' EXIT
anslag check ranked_call.anslag
anslag test ranked_call.anslag
anslag schema ranked_call.anslag | sqlite3 "$db"
for record in partner aspect proposal; do
  anslag import ranked_call.anslag --db "$db" $record $record.csv
done
anslag run ranked_call.anslag --db "$db"
for key in $(sqlite3 "$db" "select record from anslag_decision order by record"); do
  anslag explain ranked_call.anslag --db "$db" "$key"
done
