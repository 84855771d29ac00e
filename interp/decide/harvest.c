#include "interp/decide/harvest.h"

#include "interp/decide/by_columns.h"

struct Harvest {
  ByColumns *by;
  Rereading *again;
};

struct HarvestReader {
  ByColumns       *by;
  Rereading       *again;
  KeptCursor       cursor;
  KeptRow          row;               /* of the record given last */
  size_t           owed, due_count;
  size_t           number;            /* records given */
  int32_t          due;               /* the day that is written in `day` */
  char             day[DATE_LENGTH + 1];
  char             digits[24];
  Writer           deadlines;
};

const Decision *harvest_decision(const Harvest *harvest) {
  return harvest->by->round->decision;
}

size_t harvest_count(const Harvest *harvest) {
  return harvest->by->kept.count;
}

size_t harvest_ending_count(const Harvest *harvest) {
  return harvest->by->endings.list.count;
}

HarvestEnding harvest_ending(const Harvest *harvest, uint32_t number) {
  const KnownEnding *ending = &harvest->by->endings.list.items[number];
  return (HarvestEnding){ .kind = ending->kind, .outcome = ending->row.outcome,
                          .decider = ending->row.decider, .recorded = ending->recorded,
                          .words = ending->words };
}

HarvestReader *harvest_read(const Harvest *harvest) {
  HarvestReader *reader = arena_new(harvest->by->round->run->arena, HarvestReader);
  *reader = (HarvestReader){ .by = harvest->by, .again = harvest->again,
                             .due = DUE_NOT_KNOWN };
  writer_to_memory(&reader->deadlines, harvest->by->round->run->arena);
  return reader;
}

/* ---- deadlines ------------------------------------------------------------------------- */

static void put_deadline(HarvestReader *reader, Text name, Text due) {
  Writer *writer = &reader->deadlines;
  if (writer->used)
    writer_put(writer, TEXT(", "));
  writer_put(writer, name);
  writer_put_char(writer, ' ');
  writer_put(writer, due.length ? due : TEXT("?"));
  reader->owed++;
  reader->due_count += due.length > 0;
}

static Text day_of(HarvestReader *reader, int32_t due) {
  if (due == DUE_NOT_KNOWN || due == DUE_NOT_OWED)
    return TEXT_NONE;
  if (due != reader->due)
    date_write(due, reader->day);
  reader->due = due;
  return (Text){ reader->day, DATE_LENGTH };
}

/* From the lines of the digest: "L TAB name TAB day", names without anything escaped. */
static void put_lines(HarvestReader *reader, Text lines) {
  for (size_t at = 0; at < lines.length;) {
    size_t end = text_find(lines, TEXT("\n"), at);
    size_t name = text_find(lines, TEXT("\t"), at) + 1, due = text_find(lines, TEXT("\t"), name);
    put_deadline(reader, text_part(lines, name, due), text_part(lines, due + 1, end));
    at = end + 1;
  }
}

static Text deadlines_of(HarvestReader *reader, size_t number, const KeptRow *row) {
  const ByColumns *by = reader->by;
  OutcomeKind kind = by->endings.list.items[row->ending].kind;
  reader->deadlines.used = reader->owed = reader->due_count = 0;
  if (row->apart)
    put_lines(reader, row->apart->lines);
  for (size_t i = 0; !row->apart && i < by->kept.due_count; i++) {
    int32_t due = kept_chunk(&by->kept, number)->dues[i][number % KEPT_CHUNK];
    if (by_columns_owes(by, i, kind, due))
      put_deadline(reader, by->brought.deadlines.items[i].deadline->name, day_of(reader, due));
  }
  return reader->deadlines.used ? writer_text(&reader->deadlines) : TEXT("");
}

/* ---- records --------------------------------------------------------------------------- */

bool harvest_next(HarvestReader *reader, HarvestRecord *record) {
  const ByColumns *by = reader->by;
  size_t number = reader->number;
  if (number == by->kept.count)
    return false;
  reader->number++;
  KeptRow row = kept_next(&by->kept, &reader->cursor);
  int64_t asked = kept_chunk(&by->kept, number)->asked[number % KEPT_CHUNK];
  uint64_t rank;
  int64_t granted = by_columns_granted(by, &row, &rank);
  bool funded = by->endings.list.items[row.ending].kind == OUTCOME_FUNDABLE;
  *record = (HarvestRecord){ .ending = row.ending, .has_asked = asked != SIFT_NOT_KNOWN,
                             .granted = row.apart || funded ? granted : 0,
                             .key = kept_key(&by->kept, number, &row, reader->digits),
                             .deadlines = deadlines_of(reader, number, &row) };
  record->owed = reader->owed;
  record->due = reader->due_count;
  reader->row = row;
  record->asked = record->has_asked ? asked : 0;
  return true;
}

Judgement *harvest_judgement(HarvestReader *reader, Arena **batch) {
  ByColumns *by = reader->by;
  Placement placement;
  if (reader->row.placed)
    allocation_at(by->round->allocation, reader->row.place, &placement);
  *batch = &by->round->run->batch;
  Judgement *judgement = by_columns_again(by, reader->again, reader->number - 1,
                                          reader->row.placed ? &placement : NULL);
  round_note_exceeded(by->round, judgement);
  return judgement;
}

/* ---- handing over ---------------------------------------------------------------------- */

void by_columns_hand_over(ByColumns *by) {
  const HarvestTo *to = by->columns->harvest;
  Rereading again = { 0 };
  Harvest harvest = { .by = by, .again = &again };
  if (!to)
    return;
  to->take(to->context, &harvest);
  by_columns_read_enough(by, &again);
}
