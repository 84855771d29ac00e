#!/bin/sh
# The story, from rules to reasons; what it prints stands in expected.out.
set -eu
db=$(mktemp -d)/story.db
trap 'rm -rf "$(dirname "$db")"' EXIT
anslag check research_aid.anslag
anslag test research_aid.anslag
anslag schema research_aid.anslag | sqlite3 "$db"
anslag import research_aid.anslag --db "$db" project project.csv
anslag run research_aid.anslag --db "$db"
for key in $(sqlite3 "$db" "select record from anslag_decision order by cast(record as integer)"); do
  anslag explain research_aid.anslag --db "$db" "$key"
done
