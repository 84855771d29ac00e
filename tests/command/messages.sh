#!/bin/sh
# Every text the program says has its translation, with the same arguments.
set -u
cd "$(dirname "$0")/../.." || exit 1
if ! command -v msgcmp > /dev/null; then echo "FAIL messages: gettext is not installed"; exit 1; fi
said=$(mktemp); trap 'rm -f "$said"' EXIT
if sh scripts/messages.sh --check > "$said" 2>&1; then
  echo "ok messages: all are translated"
else
  echo "FAIL messages: some are not translated (make messages, then base/messages_sv.po)"; head -60 "$said"
fi
