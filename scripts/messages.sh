#!/bin/sh
# Gathers the texts the program says into base/messages_sv.po, and checks the translations:
#   scripts/messages.sh           adds new texts (untranslated), marks those that changed
#   scripts/messages.sh --check   fails where a text is missing, unclear or its format differs
# Needs gettext's tools.
set -eu
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
po=base/messages_sv.po
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

find base grammar interp -name '*.[chy]' | sort > "$work/files"
xgettext --from-code=UTF-8 --language=C --no-location --no-wrap --force-po \
  -f "$work/files" -o "$work/all.pot" \
  -kMESSAGE -kdiag_report:4 -kdiag_mark:2 -kdiag_label:3 -kdiag_help:2 -kdiag_words:2 \
  -kwriter_say:2 -kwriter_say_number:3 -kwriter_say_count:3,4 -kwork_say:2 -ksaid:2 -kmoney_heading:2 \
  -kscreen_words:2 -kexplained_words:2 -kmodel_words:2 -kevaluate_error:3 -kreason_in:2 -kwords:2 -kphrase:2 -ktold_words:2 -ktold_phrase:2 -kput_headed:2 -kheading:2 \
  -kbases_need:4 -kclause_unique:4 -kterm_mismatch:3 -kterm_of_kind:4 -kframe_sum:3 \
  -kconstant_year:3 -kcheck_amount:4 -kcheck_most:4 -kcheck_currency:3 \
  -kreport_no_lines:3 -kreport_where:3 -kreport_place:3 -kreport_contradiction:3 \
  -kreport_no_previous:3 -kreport_no_part:4 -kreport_parts:5 -ktime_allowed:4 -kask:3 -kmay_be_amended:3 \
  -kpackage_source:3 -kreport_line:5 -kreport_encoding:2 -kreport_difference:4 -knot_known:4 \
  -kmessage:2 -kmessage_for:3,4 2> "$work/warnings" || { cat "$work/warnings"; exit 1; }
# Functions that take two texts: the second of them.
xgettext --from-code=UTF-8 --language=C --no-location --no-wrap --join-existing \
  -f "$work/files" -o "$work/all.pot" -k -kclause_unique:5 -kreport_no_lines:4 -kreport_place:4 \
  -kreport_contradiction:4 -kreport_no_previous:4 2>> "$work/warnings"

{ sed -n '1,/^$/p' "$po"; sed '1,/^$/d' "$work/all.pot"; } > "$work/header.pot"
if [ "${1:-}" = --check ]; then
  status=0
  msgfmt --check-format -o /dev/null "$po" || status=1
  msgcmp --use-untranslated "$po" "$work/header.pot" 2> "$work/missing" || status=1
  msgattrib --untranslated --no-obsolete --no-wrap "$po" > "$work/untranslated"
  grep -c '^msgid "[^"]' "$work/untranslated" > "$work/count" || :
  if [ "$(cat "$work/count")" != 0 ]; then status=1; cat "$work/untranslated"; fi
  [ ! -s "$work/missing" ] || head -40 "$work/missing"
  exit $status
fi
msgmerge --quiet --no-fuzzy-matching --no-wrap --no-location --update --backup=none "$po" "$work/header.pot"
msgattrib --no-obsolete --no-wrap -o "$po" "$po"
msgfmt --check-format --statistics -o /dev/null "$po"
