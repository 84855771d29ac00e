/* Records into columns. */
#include "interp/plan/census.h"

#include "base/search.h"

#include <string.h>

enum { DENOMINATOR_MOST = 1000000000 };

/* ---- what there is ------------------------------------------------------------------- */

static ColumnForm form_of(const FieldType *field) {
  if (!field->used && !field->key)
    return COLUMN_UNUSED;
  return field->type.kind == TYPE_DURATION ? COLUMN_NAME : field_form(field);
}

static const RecordType *target_type(const FieldType *field) {
  if (field->type.kind == TYPE_RECORD)
    return field->type.record;
  return field->type.kind == TYPE_LIST ? field->type.element->record : NULL;
}

static void start_columns(Census *census, Columns *columns, const RecordType *type,
                          bool referred) {
  *columns = (Columns){ .census = census, .type = type, .referred = referred };
  columns->fields = arena_array(census->arena, Column, type->count + 1);
  for (size_t i = 0; i < type->count; i++)
    columns->fields[i] = (Column){ .field = &type->fields[i], .denominator = 1,
                                   .form = form_of(&type->fields[i]) };
  if (referred)
    map_init(&columns->rows, census->contents);
}

static void link_targets(Census *census, Columns *columns);

static Columns *target_of(Census *census, const RecordType *type) {
  Columns **place = &census->referred[type->index];
  if (!*place) {
    *place = arena_new(census->arena, Columns);
    start_columns(census, *place, type, true);
    link_targets(census, *place);
  }
  return *place;
}

/* As deep as record types that lead to others. */
static void link_targets(Census *census, Columns *columns) {
  for (size_t i = 0; i < columns->type->count; i++) {
    Column *column = &columns->fields[i];
    const RecordType *type = column->form == COLUMN_UNUSED ? NULL : target_type(column->field);
    if (type)
      column->target = target_of(census, type);
  }
}

Census *census_new(Arena *arena, const Model *model) {
  Census *census = arena_new(arena, Census);
  size_t count = model->records.count;
  *census = (Census){ .arena = arena, .contents = arena, .model = model };
  census->added = arena_array(arena, Columns, count + 1);
  census->referred = arena_array(arena, Columns *, count + 1);
  map_init(&census->texts, arena);
  for (size_t i = 0; i < count; i++)
    start_columns(census, &census->added[i], model->records.items[i], false);
  for (size_t i = 0; i < count; i++)
    link_targets(census, &census->added[i]);
  return census;
}

Columns *census_columns(const Census *census, const RecordType *type) {
  return &census->added[type->index];
}

Columns *census_referred(const Census *census, const RecordType *type) {
  return census->referred[type->index];
}

/* ---- names as numbers ---------------------------------------------------------------- */

static int32_t find_text(const Census *census, Text text) {
  return (int32_t)(uintptr_t)map_get(&census->texts, text) - 1;
}

/* The least number that is free, for this text. */
static int32_t number_text(Census *census, Text kept) {
  while (census->next_text < census->text_list.count &&
         census->text_list.items[census->next_text].bytes)
    census->next_text++;
  if (census->next_text == census->text_list.count)
    LIST_ADD(census->arena, &census->text_list, Text, kept);
  census->text_list.items[census->next_text++] = kept;
  map_add(&census->texts, kept, (void *)(uintptr_t)census->next_text);
  return (int32_t)census->next_text - 1;
}

int32_t census_keep_text(Census *census, Text text) {
  int32_t number = find_text(census, text);
  return number >= 0 ? number : number_text(census, arena_text(census->contents, text));
}

int32_t census_number_of_text(Census *census, Text text) {
  int32_t number = census_keep_text(census, text);
  for (size_t i = 0; i < census->asked_texts.count; i++)
    if (census->asked_texts.items[i].number == number)
      return number;
  LIST_ADD(census->arena, &census->asked_texts, AskedText,
           (AskedText){ number, arena_text(census->arena, text) });
  return number;
}

Text census_text(const Census *census, int32_t number) {
  return census->text_list.items[number];
}

/* ---- durations as numbers: those of their bytes ------------------------------------------ */

static Text bytes_of(const Duration *duration) {
  return (Text){ (const char *)duration, sizeof *duration };
}

int32_t census_keep_duration(Census *census, Duration duration) {
  return census_keep_text(census, bytes_of(&duration));
}

int32_t census_number_of_duration(Census *census, Duration duration) {
  return census_number_of_text(census, bytes_of(&duration));
}

Duration census_duration(const Census *census, int32_t number) {
  Duration duration;
  memcpy(&duration, census_text(census, number).bytes, sizeof duration);
  return duration;
}

int32_t census_body_number(const Census *census, const Body *body) {
  for (size_t i = 0; i < census->model->bodies.count; i++)
    if (census->model->bodies.items[i] == body)
      return (int32_t)i;
  return body == body_nobody() ? (int32_t)census->model->bodies.count : -1;
}

const Body *census_body(const Model *model, int32_t number) {
  return (size_t)number < model->bodies.count ? model->bodies.items[number] : body_nobody();
}

/* ---- chunks -------------------------------------------------------------------------- */

static void add_chunk(Arena *arena, Column *column, size_t number) {
  ColumnChunk chunk = { .states = NULL };
  if (number < column->chunks.count)
    return;
  switch (column->form) {
    case COLUMN_TRUTH:  chunk.truths  = arena_array(arena, uint8_t, COLUMN_CHUNK); break;
    case COLUMN_NUMBER: chunk.numbers = arena_array(arena, int64_t, COLUMN_CHUNK); break;
    case COLUMN_LIST:   chunk.lengths = arena_array(arena, int32_t, COLUMN_CHUNK);
                        chunk.names   = arena_array(arena, int32_t, COLUMN_CHUNK); break;
    case COLUMN_DAY: case COLUMN_NAME:
                        chunk.names   = arena_array(arena, int32_t, COLUMN_CHUNK); break;
    case COLUMN_VALUE: case COLUMN_UNUSED: return;
  }
  LIST_ADD(arena, &column->chunks, ColumnChunk, chunk);
}

static uint32_t columns_reserve(Columns *columns) {
  Arena *arena = columns->census->arena;
  if (columns->count % COLUMN_CHUNK == 0)
    for (size_t i = 0; i < columns->type->count; i++)
      add_chunk(arena, &columns->fields[i], columns->count / COLUMN_CHUNK);
  if (columns->referred)
    LIST_ADD(arena, &columns->built, Record *, NULL);
  return (uint32_t)columns->count++;
}

void column_extend(Arena *arena, Column *column, size_t rows) {
  size_t chunks = (rows + COLUMN_CHUNK - 1) / COLUMN_CHUNK;
  for (size_t i = column->chunks.count; i < chunks; i++)
    add_chunk(arena, column, i);
}

uint32_t columns_extend(Columns *columns, size_t count) {
  uint32_t first = (uint32_t)columns->count;
  for (size_t i = 0; i < columns->type->count; i++)
    column_extend(columns->census->arena, &columns->fields[i], first + count);
  for (size_t i = 0; columns->referred && i < count; i++)
    LIST_ADD(columns->census->arena, &columns->built, Record *, NULL);
  columns->count += count;
  return first;
}

CellState column_state(const Column *column, uint32_t row) {
  const uint8_t *states = column->chunks.items[row / COLUMN_CHUNK].states;
  return states ? (CellState)states[row % COLUMN_CHUNK] : CELL_KNOWN;
}

static void set_state(Arena *arena, Column *column, uint32_t row, CellState state) {
  ColumnChunk *chunk = &column->chunks.items[row / COLUMN_CHUNK];
  if (state != CELL_KNOWN && !chunk->states)
    chunk->states = chunk->room ? chunk->room : arena_array(arena, uint8_t, COLUMN_CHUNK);
  if (chunk->states)
    chunk->states[row % COLUMN_CHUNK] = (uint8_t)state;
  column->partial |= state != CELL_KNOWN;
  column->odd |= state == CELL_ODD;
}

/* ---- numbers ------------------------------------------------------------------------- */

bool column_numerator(Fraction number, int64_t denominator, int64_t *numerator) {
  Int128 scaled;
  if (number.denominator > denominator || denominator % (int64_t)number.denominator != 0)
    return false;
  if (__builtin_mul_overflow(number.numerator, denominator / (int64_t)number.denominator,
                             &scaled))
    return false;
  *numerator = (int64_t)scaled;
  return scaled <= INT64_MAX && scaled > INT64_MIN;
}

static void scale_chunk(ColumnChunk *chunk, int64_t factor) {
  for (size_t i = 0; i < COLUMN_CHUNK; i++)
    chunk->numbers[i] *= factor;
}

bool column_refine(Column *column, int64_t part) {
  int64_t factor = part / whole_common_divisor(part, column->denominator);
  int64_t most;
  if (column->denominator > DENOMINATOR_MOST / factor ||
      __builtin_mul_overflow(column->most, factor, &most))
    return false;
  for (size_t i = 0; i < column->chunks.count; i++)
    scale_chunk(&column->chunks.items[i], factor);
  column->denominator *= factor;
  column->most = most;
  return true;
}

static bool set_number(Column *column, uint32_t row, Fraction number) {
  int64_t numerator;
  if (!column_numerator(number, column->denominator, &numerator) &&
      (number.denominator > DENOMINATOR_MOST ||
       !column_refine(column, (int64_t)number.denominator) ||
       !column_numerator(number, column->denominator, &numerator)))
    return false;
  int64_t size = numerator < 0 ? -numerator : numerator;
  column->most = size > column->most ? size : column->most;
  column->chunks.items[row / COLUMN_CHUNK].numbers[row % COLUMN_CHUNK] = numerator;
  return true;
}

/* ---- cells --------------------------------------------------------------------------- */

static bool set_list(Census *census, Column *column, uint32_t row, Value value) {
  ColumnChunk *chunk = &column->chunks.items[row / COLUMN_CHUNK];
  for (size_t i = 0; i < value.as.list.count; i++)
    if (value.as.list.items[i].state != VALUE_KNOWN)
      return false;
  chunk->names[row % COLUMN_CHUNK] = (int32_t)column->elements.count;
  chunk->lengths[row % COLUMN_CHUNK] = (int32_t)value.as.list.count;
  for (size_t i = 0; i < value.as.list.count; i++) {
    uint32_t element = columns_row_of(column->target, value.as.list.items[i].as.record);
    LIST_ADD(census->arena, &column->elements, int32_t, (int32_t)element);
  }
  return true;
}

static int32_t name_of(Census *census, const Column *column, Value value) {
  switch (value.kind) {
    case TYPE_TEXT:   return census_keep_text(census, value.as.text);
    case TYPE_CODE:   return value.as.code->codelist == column->field->type.codes
                                 ? (int32_t)value.as.code->index : -1;
    case TYPE_BODY:   return census_body_number(census, value.as.body);
    case TYPE_RECORD: return (int32_t)columns_row_of(column->target, value.as.record);
    case TYPE_DURATION: return census_keep_duration(census, value.as.duration);
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE:
    case TYPE_MONEY: case TYPE_DATE: case TYPE_MOMENT: case TYPE_LIST:
      break;
  }
  return -1;
}

/* False: it does not fit the form. */
static bool set_known(Census *census, Column *column, uint32_t row, Value value) {
  ColumnChunk *chunk = &column->chunks.items[row / COLUMN_CHUNK];
  size_t at = row % COLUMN_CHUNK;
  if (value.kind != column->field->type.kind)
    return false;
  switch (column->form) {
    case COLUMN_TRUTH:
      chunk->truths[at] = value.as.truth ? 2 : 0;
      return true;
    case COLUMN_NUMBER:
      return set_number(column, row, value.kind == TYPE_MOMENT ? fraction_from(value.as.moment)
                                                               : value.as.number);
    case COLUMN_DAY:
      chunk->names[at] = value.as.date;
      return true;
    case COLUMN_NAME:
      chunk->names[at] = name_of(census, column, value);
      return chunk->names[at] >= 0;
    case COLUMN_LIST:
      return set_list(census, column, row, value);
    case COLUMN_VALUE: case COLUMN_UNUSED:
      break;
  }
  return false;
}

/* The value's texts and elements, where they outlive the record. */
static Value keep(Census *census, Column *column, Value value) {
  if (value.state == VALUE_KNOWN && value.kind == TYPE_TEXT)
    value.as.text = arena_text(census->contents, value.as.text);
  if (value.state != VALUE_KNOWN || value.kind != TYPE_LIST)
    return value;
  Value *items = arena_array(census->contents, Value, value.as.list.count + 1);
  for (size_t i = 0; i < value.as.list.count; i++)
    items[i] = keep(census, column, value.as.list.items[i]);
  value.as.list.items = items;
  return value;
}

static size_t odd_place(const Column *column, uint32_t row) {
  return search_place(column->odd_cells.items, column->odd_cells.count, sizeof(OddCell), row);
}

static void set_odd(Census *census, Column *column, uint32_t row, Value value) {
  size_t place = odd_place(column, row);
  OddCell cell = { row, keep(census, column, value) };
  if (place == column->odd_cells.count || column->odd_cells.items[place].row != row) {
    LIST_ADD(census->arena, &column->odd_cells, OddCell, cell);
    for (size_t i = column->odd_cells.count - 1; i > place; i--)
      column->odd_cells.items[i] = column->odd_cells.items[i - 1];
  }
  column->odd_cells.items[place] = cell;
}

/* What is not known has a number that nothing stumbles over, also where the room is used again. */
static void set_harmless(ColumnForm form, ColumnChunk *chunk, size_t at) {
  switch (form) {
    case COLUMN_TRUTH:  chunk->truths[at] = 1; return;
    case COLUMN_NUMBER: chunk->numbers[at] = 0; return;
    case COLUMN_LIST:   chunk->lengths[at] = 0; chunk->names[at] = 0; return;
    case COLUMN_DAY: case COLUMN_NAME: chunk->names[at] = 0; return;
    case COLUMN_VALUE: case COLUMN_UNUSED: return;
  }
}

void column_set(Columns *columns, Column *column, uint32_t row, Value value) {
  Census *census = columns->census;
  if (column->form == COLUMN_UNUSED)
    return;
  ColumnChunk *chunk = &column->chunks.items[row / COLUMN_CHUNK];
  CellState state = value.state == VALUE_NONE ? CELL_NONE : CELL_UNKNOWN;
  if (value.state == VALUE_KNOWN)
    state = set_known(census, column, row, value) ? CELL_KNOWN : CELL_ODD;
  else if (value.state == VALUE_ERROR)
    state = CELL_ODD;
  if (state == CELL_ODD)
    set_odd(census, column, row, value);
  if (state != CELL_KNOWN)
    set_harmless(column->form, chunk, row % COLUMN_CHUNK);
  set_state(census->arena, column, row, state);
}

Value column_odd(const Column *column, uint32_t row) {
  return column->odd_cells.items[odd_place(column, row)].value;
}

/* ---- records ------------------------------------------------------------------------- */

void columns_add_faults(Columns *columns, uint32_t row, const Record *record) {
  Arena *arena = columns->census->contents;
  if (!record->faults.count)
    return;
  Fault *faults = arena_array(arena, Fault, record->faults.count);
  for (size_t i = 0; i < record->faults.count; i++)
    faults[i] = (Fault){ record->faults.items[i].field,
                         arena_text(arena, record->faults.items[i].cell),
                         arena_text(arena, record->faults.items[i].reason) };
  LIST_ADD(columns->census->arena, &columns->faulty, FaultyRow,
           (FaultyRow){ row, faults, record->faults.count });
}

const FaultyRow *columns_faults(const Columns *columns, uint32_t row) {
  return search_number(columns->faulty.items, columns->faulty.count, sizeof(FaultyRow), row);
}

void columns_fill(Columns *columns, uint32_t row, const Record *record) {
  for (size_t i = 0; i < columns->type->count; i++)
    column_set(columns, &columns->fields[i], row, record->fields[i]);
  columns_add_faults(columns, row, record);
}

uint32_t columns_row_of(Columns *columns, const Record *record) {
  Census *census = columns->census;
  Text key = record_key_text(census->contents, record);
  uintptr_t found = (uintptr_t)map_get(&columns->rows, key);
  if (found)
    return (uint32_t)(found - 1);
  uint32_t row = columns_reserve(columns);
  map_add(&columns->rows, key, (void *)((uintptr_t)row + 1));
  LIST_ADD(census->arena, &census->waiting, Waiting, (Waiting){ columns, row, record });
  return row;
}

/* One after the other, since a chain of references may be as long as the table. */
void census_fill_waiting(Census *census) {
  while (census->filled < census->waiting.count) {
    Waiting next = census->waiting.items[census->filled++];
    columns_fill(next.columns, next.row, next.record);
  }
  census->waiting.count = census->filled = 0;
}

uint32_t census_add(Census *census, const Record *record) {
  Columns *columns = census_columns(census, record->type);
  uint32_t row = columns_reserve(columns);
  columns_fill(columns, row, record);
  census_fill_waiting(census);
  return row;
}

void census_keep(Census *census, const RecordType *type, const Record *const *records) {
  census_columns(census, type)->kept = records;
}
