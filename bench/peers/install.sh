#!/bin/sh
# Installs what the benchmark compares with: CLIPS and PostgreSQL by apt-get, the rest by npm.
#   bench/peers/install.sh FOLDER        node_modules stand there; some 300 MB
set -eu
folder=$1
if [ "$(id -u)" = 0 ]; then
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    clips libclips-dev postgresql nodejs sqlite3 g++ make python3 > /dev/null
else
  echo "CLIPS, PostgreSQL and Node.js are installed by an administrator: apt-get install libclips-dev postgresql nodejs" >&2
fi
mkdir -p "$folder"; cd "$folder"
[ -f package.json ] || echo '{ "private": true, "type": "module" }' > package.json
npm install --no-audit --no-fund --ignore-scripts --loglevel=error \
  @duckdb/node-api@1.5.6-r.1 @gorules/zen-engine@0.54.0 @marcbachmann/cel-js@8.0.0 json-logic-js@2.0.5 better-sqlite3@12.11.1
# better-sqlite3 is compiled here, with the headers that Node.js came with.
[ -f node_modules/better-sqlite3/build/Release/better_sqlite3.node ] || (
  cd node_modules/better-sqlite3
  node "$(npm root -g)/npm/node_modules/node-gyp/bin/node-gyp.js" rebuild --release --nodedir=/usr > ../../better-sqlite3.log 2>&1 ||
    echo "better-sqlite3 could not be compiled: see $folder/better-sqlite3.log" >&2)
