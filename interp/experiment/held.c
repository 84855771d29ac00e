#include "interp/experiment/held.h"

#include "interp/plan/intake.h"

#include <string.h>

/* ---- which fields are read ----------------------------------------------------- */

/* A field that is read for questions only. */
typedef LIST(FieldType *) Marked;

static void mark(Arena *arena, FieldType *field, Marked *marked) {
  if (field->used)
    return;
  field->used = true;
  LIST_ADD(arena, marked, FieldType *, field);
}

static void unmark(const Marked *marked) {
  for (size_t i = 0; i < marked->count; i++)
    marked->items[i]->used = false;
}

static bool was_marked(const Marked *marked, const FieldType *field) {
  for (size_t i = 0; i < marked->count; i++)
    if (marked->items[i] == field)
      return true;
  return false;
}

static bool is_subject(const Model *model, const RecordType *type) {
  for (size_t i = 0; i < model->decisions.count; i++)
    if (model->decisions.items[i]->subject == type)
      return true;
  return false;
}

/* What people call a record: the name field, or its first text. */
static void mark_name(Arena *arena, RecordType *type, Marked *marked) {
  for (size_t i = 0; i < type->count; i++) {
    FieldType *field = &type->fields[i];
    bool names = type->name_field >= 0 ? (int)i == type->name_field
                                       : field->type.kind == TYPE_TEXT && !field->key;
    if (!names)
      continue;
    mark(arena, field, marked);
    return;
  }
}

static bool has_columns(Store *store, const RecordType *type, Diags *diags) {
  bool muted = diags->muted;
  diags->muted = true;
  bool there = store_check_tables(store, type);
  diags->muted = muted;
  return there;
}

/* All fields of a subject, and the names of what they refer to; as many as there are. */
static void mark_subject(Held *held, RecordType *type, Store *store, Marked *marked) {
  for (size_t i = 0; i < type->count; i++) {
    Marked one = { NULL, 0, 0 };
    FieldType *field = &type->fields[i];
    mark(held->arena, field, &one);
    const Type *element = field->type.kind == TYPE_LIST ? field->type.element : &field->type;
    if (element->kind == TYPE_RECORD && !element->record->row_by_key)
      mark_name(held->arena, held->model->records.items[element->record->index], &one);
    if (one.count && !has_columns(store, type, held->diags)) {
      unmark(&one);
      continue;
    }
    for (size_t j = 0; j < one.count; j++)
      LIST_ADD(held->arena, marked, FieldType *, one.items[j]);
  }
}

/* ---- reading ------------------------------------------------------------------- */

/* The faults that count: of fields that rules read. */
static void drop_faults(Held *held, Columns *columns, const Marked *marked) {
  size_t left = 0;
  for (size_t i = 0; i < columns->faulty.count; i++) {
    FaultyRow faulty = columns->faulty.items[i];
    Fault *faults = arena_array(held->arena, Fault, faulty.count + 1);
    size_t count = 0;
    for (size_t j = 0; j < faulty.count; j++)
      if (!faulty.faults[j].field || !was_marked(marked, faulty.faults[j].field))
        faults[count++] = faulty.faults[j];
    if (count)
      columns->faulty.items[left++] = (FaultyRow){ faulty.row, faults, count };
  }
  columns->faulty.count = left;
}

static void note_asked(Held *held, Columns *columns, const Marked *marked) {
  for (size_t i = 0; i < columns->type->count; i++) {
    Column *column = &columns->fields[i];
    column->asked = !column->field->key && was_marked(marked, column->field);
  }
  drop_faults(held, columns, marked);
}

static void read_rows(Held *held, const RecordType *type, Store *store, unsigned threads) {
  const IntakeOptions options = { .window = 0, .threads = threads };
  Intake *intake = intake_new(held->arena, held->census, store, type, &options);
  while (intake_next(intake))
    continue;
  intake_end(intake);
}

static void read_type(Held *held, RecordType *type, Store *store, unsigned threads) {
  HeldType *read = &held->types[type->index];
  *read = (HeldType){ .type = type, .columns = census_columns(held->census, type),
                      .shipped = type->row_by_key != NULL };
  for (size_t i = 0; read->shipped && i < type->row_count; i++)
    census_add(held->census, type->sorted[i]);
  if (read->shipped)
    census_keep(held->census, type, type->sorted);
  bool subject = is_subject(held->model, type);
  read->absent = !read->shipped && !subject &&
                 (!store || !type->used || !has_columns(store, type, held->diags));
  if (store && !read->shipped && !read->absent)
    read_rows(held, type, store, threads);
  read->count = read->columns->count;
}

static void read_decided(Held *held, Store *store) {
  for (size_t i = 0; i < held->model->decisions.count; i++) {
    HeldDecided *decided = &held->decided[i];
    decided->count = store_decided(store, held->arena, held->model->decisions.items[i]->name,
                                   &decided->rows);
  }
}

/* The marks are taken back: what rules read is a property of the rules. */
void held_read(Held *held, Arena *arena, Model *model, Store *store, unsigned threads,
               Diags *diags) {
  Marked marked = { NULL, 0, 0 };
  *held = (Held){ .arena = arena, .model = model, .diags = diags, .stored = store != NULL };
  held->types = arena_array(arena, HeldType, model->records.count + 1);
  held->decided = arena_array(arena, HeldDecided, model->decisions.count + 1);
  for (size_t i = 0; store && i < model->records.count; i++)
    if (is_subject(model, model->records.items[i]) && !model->records.items[i]->row_by_key)
      mark_subject(held, model->records.items[i], store, &marked);
  held->census = census_new(arena, model);
  for (size_t i = 0; i < model->records.count; i++)
    read_type(held, model->records.items[i], store, threads);
  for (size_t i = 0; i < model->records.count; i++) {
    Columns *referred = census_referred(held->census, model->records.items[i]);
    note_asked(held, held->types[i].columns, &marked);
    if (referred)
      note_asked(held, referred, &marked);
  }
  unmark(&marked);
  if (store)
    read_decided(held, store);
}

/* ---- records ------------------------------------------------------------------- */

const Record *held_record(Held *held, const RecordType *type, size_t number, Arena *arena) {
  const HeldType *of = held_type(held, type);
  if (of->shipped)
    return type->sorted[number];
  return census_record_whole(held->census, type, (uint32_t)number, arena);
}

static bool key_refers(const RecordType *type) {
  for (size_t i = 0; i < type->count; i++)
    if (type->fields[i].key && type->fields[i].type.kind == TYPE_RECORD)
      return true;
  return false;
}

/* Of the key's cells alone, unless one of them leads elsewhere. */
Text held_key(const Held *held, Arena *arena, const RecordType *type, size_t number) {
  const HeldType *of = held_type(held, type);
  if (of->shipped || key_refers(type))
    return record_key_text(arena, census_record(held->census, type, (uint32_t)number, arena));
  Record record = { .type = type, .fields = arena_array(arena, Value, type->count + 1) };
  for (size_t i = 0; i < type->count; i++)
    if (type->fields[i].key)
      record.fields[i] = column_value(of->columns, &of->columns->fields[i], (uint32_t)number,
                                      arena);
  return record_key_text(arena, &record);
}

/* ---- as a population ----------------------------------------------------------- */

static void start(void *context, const RecordType *record) {
  Held *held = context;
  held->reading = held_type(held, record);
  held->next = 0;
}

static const Record *next(void *context, Arena *batch) {
  Held *held = context;
  const HeldType *reading = held->reading;
  if (held->next == reading->count)
    return NULL;
  return census_record(held->census, reading->type, (uint32_t)held->next++, batch);
}

static void report_absent(const Held *held, const RecordType *type) {
  diag_report(held->diags, DIAG_NOT_HELD, type->span,
              "the records \"%.*s\" are asked for, and there is no database that has them",
              TEXT_PRINT(type->name));
  memory_stop(held->arena->memory);
}

/* A record made for itself, with all that was read. */
static Record *make_record(const Held *held, const HeldType *of, size_t number) {
  const Record *record = census_record_whole(held->census, of->type, (uint32_t)number,
                                             held->arena);
  return (Record *)(uintptr_t)record;                /* our own: nobody else has it */
}

static void all(void *context, const RecordType *type, const Record *const **records,
                size_t *count) {
  Held *held = context;
  HeldType *found = &held->types[type->index];
  if (found->absent)
    report_absent(held, type);
  *count = found->count;
  *records = type->sorted;
  if (found->shipped)
    return;
  if (!found->all) {
    Record **made = arena_array(held->arena, Record *, found->count + 1);
    for (size_t i = 0; i < found->count; i++)
      made[i] = make_record(held, found, i);
    found->all = made;
  }
  *records = (const Record *const *)found->all;
}

static size_t decided(void *context, Arena *arena, const Decision *decision,
                      StoreDecided **rows) {
  const Held *held = context;
  (void)arena;
  *rows = held->decided[decision->index].rows;
  return held->decided[decision->index].count;
}

static size_t count_held(void *context, const RecordType *record) {
  return held_type(context, record)->count;
}

void held_population(Held *held, Population *population) {
  *population = (Population){
    .context = held, .start = start, .next = next, .all = { .context = held, .all = all },
    .decided = decided, .count = count_held,
  };
}

RecordSource held_source(Held *held) {
  return (RecordSource){ .context = held, .all = held->stored ? all : NULL };
}

/* ---- finding ------------------------------------------------------------------- */

const HeldType *held_type(const Held *held, const RecordType *type) {
  return &held->types[type->index];
}

static int64_t whole_key(const HeldType *of, size_t number) {
  const Column *column = &of->columns->fields[of->type->key];
  return column->chunks.items[number / COLUMN_CHUNK].numbers[number % COLUMN_CHUNK];
}

static bool is_ordered(const HeldType *of) {
  const RecordType *type = of->type;
  const Column *column = &of->columns->fields[type->key];
  if (type->key_count != 1 || type->fields[type->key].type.kind != TYPE_INTEGER ||
      column->partial || column->denominator != 1)
    return false;
  for (size_t i = 1; i < of->count; i++)
    if (whole_key(of, i - 1) >= whole_key(of, i))
      return false;
  return true;
}

/* The slot of the key, or the free one where it would be. */
static uint32_t *slot_of(const Held *held, const HeldType *of, Text key, Arena *scratch) {
  size_t at = (size_t)text_hash(key, 0) & (of->slot_count - 1);
  while (of->slots[at]) {
    arena_reset(scratch);
    if (text_equal(held_key(held, scratch, of->type, of->slots[at] - 1), key))
      break;
    at = (at + 1) & (of->slot_count - 1);
  }
  return &of->slots[at];
}

/* Of several records with one key the last. */
static void fill_slots(const Held *held, HeldType *of, Arena *scratch) {
  Arena keys;
  arena_init_deferred(&keys, scratch->memory);
  of->slot_count = 16;
  while (of->slot_count < of->count * 2)
    of->slot_count *= 2;
  of->slots = arena_array(held->arena, uint32_t, of->slot_count);
  for (size_t i = 0; i < of->count; i++) {
    arena_reset(&keys);
    uint32_t *slot = slot_of(held, of, held_key(held, &keys, of->type, i), scratch);
    of->doubled |= *slot > 0;
    *slot = (uint32_t)(i + 1);
  }
  memory_release(scratch->memory, &keys);
}

/* -1: before it. */
static int compare_keys(const HeldType *of, int64_t wanted, size_t number) {
  int64_t key = whole_key(of, number);
  return (wanted > key) - (wanted < key);
}

static bool find_ordered(const Held *held, const HeldType *of, Text key, Arena *scratch,
                         size_t *number) {
  int64_t wanted;
  Fraction parsed;
  size_t low = 0, high = of->count;
  if (!fraction_parse(key, '.', &parsed) || !fraction_to_int64(parsed, &wanted))
    return false;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (compare_keys(of, wanted, middle) > 0)
      low = middle + 1;
    else
      high = middle;
  }
  *number = low;
  return low < of->count && text_equal(held_key(held, scratch, of->type, low), key);
}

bool held_find(Held *held, const RecordType *type, Text key, size_t *number) {
  HeldType *of = &held->types[type->index];
  Arena scratch;
  arena_init_deferred(&scratch, held->arena->memory);
  if (!of->sought) {
    of->ordered = is_ordered(of);
    if (!of->ordered)
      fill_slots(held, of, &scratch);
    of->sought = true;
  }
  bool found = false;
  if (of->ordered) {
    found = find_ordered(held, of, key, &scratch, number);
  } else {
    uint32_t slot = *slot_of(held, of, key, &scratch);
    found = slot > 0;
    *number = (size_t)slot - 1;
  }
  memory_release(held->arena->memory, &scratch);
  return found;
}

/* ---- facts assumed ------------------------------------------------------------- */

/* What ships with the rules is read where it is; all other records are made of the columns. */
static void put_shipped(Held *held, const HeldPut *put) {
  Record *record = (Record *)(uintptr_t)put->type->type->sorted[put->row];
  record->fields[put->field->index] = put->value;
  record->faults.count = 0;
  for (size_t i = 0; i < put->fault_count; i++)
    LIST_ADD(held->arena, &record->faults, Fault, put->faults[i]);
}

static void put(Held *held, const HeldPut *put) {
  const HeldType *of = put->type;
  if (of->shipped)
    put_shipped(held, put);
  census_put(held->census, of->type, put->row, put->field, put->value);
  census_put_faults(held->census, of->type, put->row, put->faults, put->fault_count);
  if (of->all)
    *of->all[put->row] = *make_record(held, of, put->row);
}

static void assume(Held *held, const FactChange *fact) {
  size_t number;
  if (!held_find(held, fact->record, fact->key, &number))
    return;
  const HeldType *of = held_type(held, fact->record);
  const FaultyRow *faulty = columns_faults(of->columns, (uint32_t)number);
  HeldPut changed = { .type = of, .row = (uint32_t)number, .field = fact->field }, before;
  before = changed;
  before.value = column_value(of->columns, &of->columns->fields[fact->field->index],
                              (uint32_t)number, held->scratch);
  before.faults = faulty ? faulty->faults : NULL;
  before.fault_count = faulty ? faulty->count : 0;
  LIST_ADD(held->scratch, &held->puts, HeldPut, before);
  Fault *faults = arena_array(held->arena, Fault, before.fault_count + 1);
  for (size_t i = 0; i < before.fault_count; i++)
    if (before.faults[i].field != fact->field)
      faults[changed.fault_count++] = before.faults[i];
  changed.value = fact->value;
  changed.faults = faults;
  put(held, &changed);
}

static void restore(void *what) {
  Held *held = what;
  for (size_t i = held->puts.count; i > 0; i--)
    put(held, &held->puts.items[i - 1]);
  memset(&held->puts, 0, sizeof held->puts);
}

void held_assume(Held *held, Arena *scratch, const FactChange *facts, size_t count) {
  held->scratch = scratch;
  memory_defer(scratch->memory, restore, held);
  for (size_t i = 0; i < count; i++)
    assume(held, &facts[i]);
}

void held_restore(Held *held) {
  memory_release(held->arena->memory, held);
}

bool held_says(Held *held, const FactChange *facts, size_t count) {
  size_t number;
  for (size_t i = 0; i < count; i++) {
    const HeldType *of = held_type(held, facts[i].record);
    if (held_find(held, facts[i].record, facts[i].key, &number) &&
        (of->shipped || columns_faults(of->columns, (uint32_t)number)))
      return false;
  }
  return true;
}
