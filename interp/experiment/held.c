#include "interp/experiment/held.h"

#include "base/pointers.h"

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

static void drop_fault(Record *record, size_t at) {
  for (size_t i = at + 1; i < record->faults.count; i++)
    record->faults.items[i - 1] = record->faults.items[i];
  record->faults.count--;
}

/* The records are our own: only their type says that nobody else changes them. */
static Record *own(const Record *record) {
  return (Record *)(uintptr_t)record;
}

static void drop_faults(const HeldType *type, const Marked *marked) {
  for (size_t i = 0; i < type->count; i++) {
    Record *record = own(type->records[i]);
    for (size_t j = record->faults.count; j > 0; j--) {
      const FieldType *field = record->faults.items[j - 1].field;
      if (field && was_marked(marked, field))
        drop_fault(record, j - 1);
    }
  }
}

static void read_type(Held *held, RecordType *type, Store *store) {
  HeldType *read = &held->types[type->index];
  *read = (HeldType){ .type = type };
  map_init(&read->by_key, held->arena);
  if (type->row_by_key) {
    read->records = type->sorted;
    read->count = type->row_count;
    return;
  }
  bool subject = is_subject(held->model, type);
  read->absent = !subject && (!store || !type->used || !has_columns(store, type, held->diags));
  if (store && !read->absent)
    store_all(store, type, &read->records, &read->count);
}

static void read_decided(Held *held, Store *store) {
  for (size_t i = 0; i < held->model->decisions.count; i++) {
    HeldDecided *decided = &held->decided[i];
    decided->count = store_decided(store, held->arena, held->model->decisions.items[i]->name,
                                   &decided->rows);
  }
}

/* The marks are taken back: what rules read is a property of the rules. */
void held_read(Held *held, Arena *arena, Model *model, Store *store, Diags *diags) {
  Marked marked = { NULL, 0, 0 };
  *held = (Held){ .arena = arena, .model = model, .diags = diags, .stored = store != NULL };
  held->types = arena_array(arena, HeldType, model->records.count + 1);
  held->decided = arena_array(arena, HeldDecided, model->decisions.count + 1);
  for (size_t i = 0; store && i < model->records.count; i++)
    if (is_subject(model, model->records.items[i]) && !model->records.items[i]->row_by_key)
      mark_subject(held, model->records.items[i], store, &marked);
  for (size_t i = 0; i < model->records.count; i++)
    read_type(held, model->records.items[i], store);
  for (size_t i = 0; i < model->records.count; i++)
    if (!held->types[i].type->row_by_key)
      drop_faults(&held->types[i], &marked);
  unmark(&marked);
  if (store)
    read_decided(held, store);
}

/* ---- as a population ----------------------------------------------------------- */

static void start(void *context, const RecordType *record) {
  Held *held = context;
  held->reading = held_type(held, record);
  held->next = 0;
}

static const Record *next(void *context, Arena *batch) {
  Held *held = context;
  (void)batch;
  return held->next < held->reading->count ? held->reading->records[held->next++] : NULL;
}

static void all(void *context, const RecordType *type, const Record *const **records,
                size_t *count) {
  Held *held = context;
  const HeldType *found = held_type(held, type);
  if (found->absent) {
    diag_report(held->diags, DIAG_NOT_HELD, type->span,
                "the records \"%.*s\" are asked for, and there is no database that has them",
                TEXT_PRINT(type->name));
    memory_stop(held->arena->memory);
  }
  *records = found->records;
  *count = found->count;
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

bool held_find(Held *held, const RecordType *type, Text key, size_t *number) {
  HeldType *held_here = &held->types[type->index];
  for (size_t i = 0; !held_here->found && i < held_here->count; i++)
    map_set(&held_here->by_key, record_key_text(held->arena, held_here->records[i]),
            (void *)(uintptr_t)(i + 1));
  held_here->found = true;
  size_t place = (size_t)(uintptr_t)map_get(&held_here->by_key, key);
  *number = place - 1;
  return place > 0;
}

/* ---- facts assumed ------------------------------------------------------------- */

typedef struct {
  Held             *held;
  Arena            *scratch;
  const FactChange *fact;
  const Record     *record;         /* of the key, among all of its type */
  PointerSet        seen;
} Assuming;

static void patch(Assuming *assuming, Record *record) {
  const FactChange *fact = assuming->fact;
  LIST_ADD(assuming->scratch, &assuming->held->patches, HeldPatch, (HeldPatch){ record, *record });
  Value *fields = arena_array(assuming->scratch, Value, record->type->count + 1);
  memcpy(fields, record->fields, record->type->count * sizeof *fields);
  fields[fact->field->index] = fact->value;
  Record changed = { .type = record->type, .fields = fields };
  for (size_t i = 0; i < record->faults.count; i++)
    if (record->faults.items[i].field != fact->field)
      LIST_ADD(assuming->scratch, &changed.faults, Fault, record->faults.items[i]);
  *record = changed;
}

enum { MOST_REFERENCES = 16 };      /* a record that refers to one that refers … */

static void patch_referred(Assuming *assuming, Value value, unsigned depth);

static void patch_behind(Assuming *assuming, const Record *record, unsigned depth) {
  for (size_t i = 0; depth < MOST_REFERENCES && i < record->type->count; i++)
    patch_referred(assuming, record->fields[i], depth + 1);
}

/* Every other copy of the record, wherever a reference leads to it. */
static void patch_referred(Assuming *assuming, Value value, unsigned depth) {
  if (value.state != VALUE_KNOWN)
    return;
  for (size_t i = 0; value.kind == TYPE_LIST && i < value.as.list.count; i++)
    patch_referred(assuming, value.as.list.items[i], depth);
  if (value.kind != TYPE_RECORD ||
      !pointers_add(assuming->scratch, &assuming->seen, value.as.record))
    return;
  const Record *record = value.as.record;
  if (record != assuming->record && record->type == assuming->record->type &&
      record_key_compare(record, assuming->record) == 0)
    patch(assuming, own(record));
  patch_behind(assuming, record, depth);
}

static bool leads_to(const FieldType *field, const RecordType *type) {
  const Type *element = field->type.kind == TYPE_LIST ? field->type.element : &field->type;
  return element->kind == TYPE_RECORD && element->record == type;
}

static bool is_referred_to(const Model *model, const RecordType *type) {
  for (size_t i = 0; i < model->records.count; i++)
    for (size_t j = 0; j < model->records.items[i]->count; j++)
      if (leads_to(&model->records.items[i]->fields[j], type))
        return true;
  return false;
}

static void assume(Held *held, Arena *scratch, const FactChange *fact) {
  size_t number;
  if (!held_find(held, fact->record, fact->key, &number))
    return;
  Assuming assuming = { .held = held, .scratch = scratch, .fact = fact,
                        .record = held_type(held, fact->record)->records[number] };
  patch(&assuming, own(assuming.record));
  if (!is_referred_to(held->model, fact->record))
    return;
  for (size_t i = 0; i < held->model->records.count; i++)
    for (size_t j = 0; j < held->types[i].count; j++)
      patch_behind(&assuming, held->types[i].records[j], 0);
}

static void restore(void *what) {
  Held *held = what;
  for (size_t i = held->patches.count; i > 0; i--)
    *held->patches.items[i - 1].record = held->patches.items[i - 1].before;
  memset(&held->patches, 0, sizeof held->patches);
}

void held_assume(Held *held, Arena *scratch, const FactChange *facts, size_t count) {
  memory_defer(scratch->memory, restore, held);
  for (size_t i = 0; i < count; i++)
    assume(held, scratch, &facts[i]);
}

void held_restore(Held *held) {
  memory_release(held->arena->memory, held);
}
