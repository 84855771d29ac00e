/* Columns back into records, and one fact changed. */
#include "interp/plan/census.h"

static Record *referred_record(Columns *columns, uint32_t row);

/* ---- cells --------------------------------------------------------------------------- */

static Value number_value(const Column *column, int64_t numerator) {
  TypeKind kind = column->field->type.kind;
  Fraction number = fraction_from(numerator);
  if (kind == TYPE_MOMENT)
    return (Value){ .state = VALUE_KNOWN, .kind = kind, .as.moment = numerator };
  if (column->denominator != 1)
    fraction_make(numerator, column->denominator, &number);     /* 64 bits: it fits */
  return value_number(kind, number);
}

static Value name_value(const Columns *columns, const Column *column, int32_t name) {
  switch (column->field->type.kind) {
    case TYPE_TEXT:   return value_text(census_text(columns->census, name));
    case TYPE_CODE:   return value_code(&column->field->type.codes->codes[name]);
    case TYPE_BODY:   return value_body(census_body(columns->census->model, name));
    case TYPE_RECORD: return value_record(referred_record(column->target, (uint32_t)name));
    case TYPE_DURATION: return value_duration(census_duration(columns->census, name));
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE:
    case TYPE_MONEY: case TYPE_DATE: case TYPE_MOMENT: case TYPE_LIST:
      break;
  }
  return value_unknown(column->field->type.kind);
}

static Value list_value(const Column *column, const ColumnChunk *chunk, size_t at, Arena *arena) {
  size_t count = (size_t)chunk->lengths[at];
  Value *items = arena_array(arena, Value, count + 1);
  for (size_t i = 0; i < count; i++) {
    int32_t element = column->elements.items[(size_t)chunk->names[at] + i];
    items[i] = value_record(referred_record(column->target, (uint32_t)element));
  }
  return value_list(items, count);
}

static Value known_value(const Columns *columns, const Column *column, uint32_t row,
                         Arena *arena) {
  const ColumnChunk *chunk = &column->chunks.items[row / COLUMN_CHUNK];
  size_t at = row % COLUMN_CHUNK;
  switch (column->form) {
    case COLUMN_TRUTH:  return value_truth(chunk->truths[at] == 2);
    case COLUMN_NUMBER: return number_value(column, chunk->numbers[at]);
    case COLUMN_DAY:    return value_date(chunk->names[at]);
    case COLUMN_NAME:   return name_value(columns, column, chunk->names[at]);
    case COLUMN_LIST:   return list_value(column, chunk, at, arena);
    case COLUMN_VALUE: case COLUMN_UNUSED: break;
  }
  return value_unknown(column->field->type.kind);
}

Value column_value(const Columns *columns, const Column *column, uint32_t row, Arena *arena) {
  if (column->form == COLUMN_UNUSED)
    return value_unknown(column->field->type.kind);
  switch (column_state(column, row)) {
    case CELL_KNOWN:   return known_value(columns, column, row, arena);
    case CELL_UNKNOWN: return value_unknown(column->field->type.kind);
    case CELL_NONE:    return value_none(column->field->type.kind);
    case CELL_ODD:     break;
  }
  return column_odd(column, row);
}

/* ---- records ------------------------------------------------------------------------- */

static Record *empty_record(const Columns *columns, uint32_t row, Arena *arena) {
  Record *record = arena_new(arena, Record);
  record->type = columns->type;
  record->fields = arena_array(arena, Value, columns->type->count + 1);
  const FaultyRow *faulty = columns_faults(columns, row);
  for (size_t i = 0; faulty && i < faulty->count; i++)
    LIST_ADD(arena, &record->faults, Fault, faulty->faults[i]);
  return record;
}

/* A reference that only questions read is left out of what is judged. */
static bool is_left_out(const Column *column) {
  return column->asked && column->target;
}

static void fill_record(const Columns *columns, uint32_t row, bool whole, Record *record,
                        Arena *arena) {
  for (size_t i = 0; i < columns->type->count; i++) {
    const Column *column = &columns->fields[i];
    record->fields[i] = whole || !is_left_out(column)
                            ? column_value(columns, column, row, arena)
                            : value_unknown(column->field->type.kind);
  }
}

/* Made when it is first asked for; its own references are filled one after the other, since a
 * chain of them may be as long as the table and lead back to where it began. */
static Record *referred_record(Columns *columns, uint32_t row) {
  Census *census = columns->census;
  Record **place = &columns->built.items[row];
  if (*place)
    return *place;
  *place = empty_record(columns, row, census->contents);
  LIST_ADD(census->arena, &census->waiting, Waiting, (Waiting){ columns, row, *place });
  return columns->built.items[row];
}

static void fill_built(Census *census) {
  while (census->filled < census->waiting.count) {
    Waiting next = census->waiting.items[census->filled++];
    fill_record(next.columns, next.row, false, next.columns->built.items[next.row],
                census->contents);
  }
  census->waiting.count = census->filled = 0;
}

static const Record *new_record(Columns *columns, uint32_t row, bool whole, Arena *arena) {
  Record *record = empty_record(columns, row, arena);
  fill_record(columns, row, whole, record, arena);
  fill_built(columns->census);
  return record;
}

const Record *columns_record(Columns *columns, uint32_t row, Arena *arena) {
  Census *census = columns->census;
  if (columns->kept)
    return columns->kept[row];
  if (columns->referred) {
    const Record *built = referred_record(columns, row);
    fill_built(census);
    return built;
  }
  return new_record(columns, row, false, arena);
}

const Record *census_record(Census *census, const RecordType *type, uint32_t row, Arena *arena) {
  return columns_record(census_columns(census, type), row, arena);
}

const Record *census_record_whole(Census *census, const RecordType *type, uint32_t row,
                                  Arena *arena) {
  return new_record(census_columns(census, type), row, true, arena);
}

/* ---- what-ifs ------------------------------------------------------------------------ */

uint64_t census_version(const Census *census) {
  return census->version;
}

static Value put(Columns *columns, uint32_t row, const FieldType *field, Value value) {
  Census *census = columns->census;
  Column *column = &columns->fields[field->index];
  Value before = column_value(columns, column, row, census->arena);
  fill_built(census);
  column_set(columns, column, row, value);
  census_fill_waiting(census);
  census->version++;
  census->puts++;
  return before;
}

Value census_put_referred(Census *census, const RecordType *type, Text key,
                         const FieldType *field, Value value) {
  Columns *columns = census_referred(census, type);
  uintptr_t found = columns ? (uintptr_t)map_get(&columns->rows, key) : 0;
  if (!found)
    return value_unknown(field->type.kind);
  uint32_t row = (uint32_t)(found - 1);
  Record *built = columns->built.items[row];
  if (built)
    built->fields[field->index] = value;
  return put(columns, row, field, value);
}

Value census_put(Census *census, const RecordType *type, uint32_t row, const FieldType *field,
                Value value) {
  Columns *columns = census_columns(census, type);
  if (census_referred(census, type)) {
    const Record *record = census_record(census, type, row, census->arena);
    census_put_referred(census, type, record_key_text(census->arena, record), field, value);
  }
  return put(columns, row, field, value);
}

/* The place of the row among those with faults, or where it would be. */
static size_t faulty_place(const Columns *columns, uint32_t row) {
  size_t place = 0;
  while (place < columns->faulty.count && columns->faulty.items[place].row < row)
    place++;
  return place;
}

static void put_faults(Columns *columns, uint32_t row, const Fault *faults, size_t count) {
  size_t place = faulty_place(columns, row), end = columns->faulty.count;
  bool there = place < end && columns->faulty.items[place].row == row;
  if (there && count == 0) {
    for (size_t i = place + 1; i < end; i++)
      columns->faulty.items[i - 1] = columns->faulty.items[i];
    columns->faulty.count--;
  }
  if (count == 0)
    return;
  FaultyRow faulty = { row, faults, count };
  if (!there) {
    LIST_ADD(columns->census->arena, &columns->faulty, FaultyRow, faulty);
    for (size_t i = end; i > place; i--)
      columns->faulty.items[i] = columns->faulty.items[i - 1];
  }
  columns->faulty.items[place] = faulty;
}

static void put_referred_faults(Columns *columns, Text key, const Fault *faults, size_t count) {
  uintptr_t found = (uintptr_t)map_get(&columns->rows, key);
  if (!found)
    return;
  uint32_t row = (uint32_t)(found - 1);
  Record *built = columns->built.items[row];
  put_faults(columns, row, faults, count);
  if (!built)
    return;
  built->faults.count = 0;
  for (size_t i = 0; i < count; i++)
    LIST_ADD(columns->census->contents, &built->faults, Fault, faults[i]);
}

void census_put_faults(Census *census, const RecordType *type, uint32_t row,
                       const Fault *faults, size_t count) {
  Columns *referred = census_referred(census, type);
  if (referred) {
    const Record *record = census_record(census, type, row, census->contents);
    put_referred_faults(referred, record_key_text(census->contents, record), faults, count);
  }
  put_faults(census_columns(census, type), row, faults, count);
  census->version++;
  census->puts++;
}
