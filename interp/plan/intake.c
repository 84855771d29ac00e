/* Windows of a table into a census. */
#include "interp/plan/intake.h"

#include "interp/plan/intake_lists.h"
#include "interp/plan/intake_rows.h"

#include <string.h>

struct Intake {
  Arena            *arena;
  Census           *census;
  Columns          *columns;      /* that are filled */
  Store            *store;
  size_t            window;
  Scan             *scan;         /* NULL: the table is read by `reader` */
  const ScanBatch  *batch;        /* being taken; NULL: the next is */
  size_t            taken;        /* rows of it */
  References       *references;
  LIST(OwnerLists *) lists;       /* one for each field that is a list */
  uint8_t          *doubts;       /* of the rows of a part: to be read by the reference */
  size_t            doubt_room;
  StoreReader      *reader;
  Arena             scratch;
};

/* ---- beginning and end --------------------------------------------------------------- */

static bool is_read(const Column *column) {
  return column->form != COLUMN_UNUSED;
}

/* References are to keys that columns hold. */
static bool can_refer(const Columns *columns) {
  for (size_t i = 0; i < columns->type->count; i++) {
    const Column *column = &columns->fields[i];
    if (is_read(column) && column->field->type.kind == TYPE_RECORD &&
        column->field->type.record->key_count != 1)
      return false;
  }
  return true;
}

static void end_lists(Intake *intake) {
  for (size_t i = intake->lists.count; i-- > 0;)
    owner_lists_end(intake->lists.items[i]);
  intake->lists.count = 0;
}

/* False: one of them cannot be read beside the records. */
static bool start_lists(Intake *intake) {
  Columns *columns = intake->columns;
  for (size_t i = 0; i < columns->type->count; i++) {
    Column *column = &columns->fields[i];
    if (!is_read(column) || column->field->type.kind != TYPE_LIST)
      continue;
    OwnerLists *lists = owner_lists_new(intake->arena, intake->references, intake->store, columns,
                                        column);
    if (!lists) {
      end_lists(intake);
      return false;
    }
    LIST_ADD(intake->arena, &intake->lists, OwnerLists *, lists);
  }
  return true;
}

Intake *intake_new(Arena *arena, Census *census, Store *store, const RecordType *type,
                   const IntakeOptions *options) {
  Intake *intake = arena_new(arena, Intake);
  *intake = (Intake){ .arena = arena, .census = census, .store = store,
                      .columns = census_columns(census, type), .window = options->window };
  arena_init_deferred(&intake->scratch, arena->memory);
  intake->references = references_new(arena, census, store);
  if (can_refer(intake->columns) && scan_can(store, type) && start_lists(intake))
    intake->scan = scan_new(store, type, options->threads);
  else
    intake->reader = store_read(store, type);
  return intake;
}

void intake_end(Intake *intake) {
  end_lists(intake);
  if (intake->scan)
    scan_end(intake->scan);
  else
    store_read_end(intake->reader);
  references_end(intake->references);
  memory_release(intake->scratch.memory, &intake->scratch);
}

/* ---- record by record ---------------------------------------------------------------- */

static size_t read_records(Intake *intake, size_t most) {
  size_t count = 0;
  const Record *record = NULL;
  while (count < most && (record = store_next(intake->reader, &intake->scratch)) != NULL) {
    census_add(intake->census, record);
    arena_reset(&intake->scratch);
    count++;
  }
  return count;
}

/* ---- batch by batch ------------------------------------------------------------------ */

/* A row that the columns do not tell all of. */
static void add_record(Intake *intake, const IntakePart *part, size_t row, bool marked) {
  Columns *columns = intake->columns;
  uint32_t to = (uint32_t)(part->first + (row - part->start));
  bool is_double = part->batch->flags[row] & SCAN_DOUBLE;
  if (marked) {
    Record *record = scan_record(intake->scan, row, &intake->scratch);
    if (is_double)
      scan_add_double(intake->scan, record, &intake->scratch);
    columns_fill(columns, to, record);
    census_fill_waiting(intake->census);
    return;
  }
  Record record = *columns_record(columns, to, &intake->scratch);
  scan_add_double(intake->scan, &record, &intake->scratch);
  columns_add_faults(columns, to, &record);
}

static void add_records(Intake *intake, const IntakePart *part) {
  for (size_t i = 0; i < part->count; i++) {
    unsigned flags = part->batch->flags[part->start + i];
    if (!flags && !intake->doubts[i])
      continue;
    arena_reset(&intake->scratch);
    add_record(intake, part, part->start + i, intake->doubts[i] || flags & SCAN_MARKED);
  }
}

/* References; rows whose record is doubtful are noted. */
static void refer(Intake *intake, const IntakePart *part, const ScanColumn *from) {
  Column *column = &part->columns->fields[from->field->index];
  intake_copy_states(part, from);
  for (size_t i = 0; i < part->count; i++) {
    size_t row = part->start + i;
    uint32_t to = (uint32_t)(part->first + i), found = 0;
    if (from->states[row] == CELL_KNOWN && !(part->batch->flags[row] & SCAN_MARKED))
      found = references_row(intake->references, column->field->type.record, from, row);
    intake->doubts[i] |= found == REFERENCE_DOUBTFUL;
    column->chunks.items[to / COLUMN_CHUNK].names[to % COLUMN_CHUNK] =
        found == REFERENCE_DOUBTFUL ? 0 : (int32_t)found;
  }
}

static const ScanColumn *key_of(const Intake *intake, const ScanBatch *batch) {
  const RecordType *type = intake->columns->type;
  for (size_t i = 0; i < batch->column_count; i++)
    if (batch->columns[i].field == &type->fields[type->key])
      return &batch->columns[i];
  return NULL;
}

/* Lists are asked for owner by owner in key order; of doubles the reference reads them. */
static void take_lists(Intake *intake, const IntakePart *part) {
  const ScanColumn *key = intake->lists.count ? key_of(intake, part->batch) : NULL;
  for (size_t i = 0; key && i < part->count; i++) {
    intake->doubts[i] |= part->batch->flags[part->start + i] != 0;
    for (size_t j = 0; j < intake->lists.count && !intake->doubts[i]; j++)
      intake->doubts[i] = !owner_lists_take(intake->lists.items[j], key, part->start + i,
                                            (uint32_t)(part->first + i));
  }
}

/* A column that the table lacks (store_forgive) has no cells. */
static void take_missing(const IntakePart *part) {
  Columns *columns = part->columns;
  for (size_t i = 0; i < columns->type->count; i++) {
    Column *column = &columns->fields[i];
    bool found = !is_read(column) || column->field->list != LIST_NOT;
    for (size_t j = 0; !found && j < part->batch->column_count; j++)
      found = part->batch->columns[j].field == column->field;
    for (size_t j = 0; !found && j < part->count; j++)
      column_set(columns, column, (uint32_t)(part->first + j),
                 value_unknown(column->field->type.kind));
  }
}

static void clear_doubts(Intake *intake, size_t count) {
  if (count > intake->doubt_room) {
    intake->doubts = arena_array(intake->arena, uint8_t, count);
    intake->doubt_room = count;
  }
  memset(intake->doubts, 0, count);
}

static void take_part(Intake *intake, size_t count) {
  const ScanBatch *batch = intake->batch;
  Columns *columns = intake->columns;
  IntakePart part = { .batch = batch, .start = intake->taken, .count = count,
                      .columns = columns, .first = columns_extend(columns, count),
                      .scratch = &intake->scratch };
  clear_doubts(intake, count);
  for (size_t i = 0; i < batch->column_count; i++) {
    const Column *column = &columns->fields[batch->columns[i].field->index];
    if (is_read(column) && column->target)
      refer(intake, &part, &batch->columns[i]);
    else if (is_read(column))
      intake_copy(&part, &batch->columns[i]);
  }
  take_missing(&part);
  take_lists(intake, &part);
  references_settle(intake->references);
  add_records(intake, &part);
  arena_reset(&intake->scratch);
  intake->taken += count;
}

static size_t take_rows(Intake *intake, size_t most) {
  size_t count = 0;
  while (count < most) {
    if (!intake->batch) {
      intake->batch = scan_next(intake->scan);
      intake->taken = 0;
    }
    if (!intake->batch) {
      for (size_t i = 0; i < intake->lists.count; i++)
        owner_lists_drain(intake->lists.items[i]);
      break;
    }
    size_t left = intake->batch->count - intake->taken;
    size_t part = left < most - count ? left : most - count;
    take_part(intake, part);
    count += part;
    if (intake->taken == intake->batch->count)
      intake->batch = NULL;
  }
  return count;
}

/* ---- windows ------------------------------------------------------------------------- */

bool intake_next(Intake *intake) {
  size_t most = intake->window ? intake->window : SIZE_MAX;
  return (intake->scan ? take_rows(intake, most) : read_records(intake, most)) > 0;
}
