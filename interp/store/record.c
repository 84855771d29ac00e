/* From a row to a record with all it leads to.
 *
 * Rows are read first and what they refer to waits in a queue, so nothing recurses
 * and records that lead back to one another are the same records.  Those of small
 * tables are kept for good, others live as long as the batch.  At the end of a
 * resolution invalidity goes back along the references (V6). */
#include "base/pointers.h"
#include "interp/store/inside.h"

enum { SEEN_FEW = 16 };   /* up to here a list is searched, then a map */

void record_add_fault(Arena *arena, Record *record, const FieldType *field, Text cell,
                      Text reason) {
  LIST_ADD(arena, &record->faults, Fault, (Fault){ field, arena_text(arena, cell), reason });
}

/* ---- the cells of a row ---- */

static void wait_for(Store *store, Pending pending) {
  LIST_ADD(&store->resolution.arena, &store->resolution.pending, Pending, pending);
}

/* A row that ships with the rules is found there. */
static void refer_to_shipped(const Store *store, Record *record, const FieldType *field,
                             Value *value, Arena *arena) {
  const RecordType *target = field->type.record;
  Text key = value_plain(arena, *value);
  const Record *row = record_type_row(target, key);
  *value = row ? value_record(row) : value_unknown(TYPE_RECORD);
  if (!row)
    record_add_fault(arena, record, field, key,
                     arena_format(arena,
                                  model_words(store->model, "is the key of no %.*s that exists"),
                                  TEXT_PRINT(target->name)));
}

static void read_field(Store *store, Record *record, const FieldType *field, Cell cell,
                       Arena *arena) {
  Value value;
  const char *reason = NULL;
  bool reference = field->type.kind == TYPE_RECORD;
  if (!cell_value(store->model, field, cell, arena, &value, &reason)) {
    record_add_fault(arena, record, field, cell_text(arena, cell),
                     text_from(model_words(store->model, reason)));
    value = value_unknown(field->type.kind);
  } else if (field->key && !value_is_known(value)) {
    record_add_fault(arena, record, field, TEXT(""),
                     text_from(model_words(store->model, "is empty: a record needs its key")));
  } else if (reference && value_is_known(value) && field->type.record->row_by_key) {
    refer_to_shipped(store, record, field, &value, arena);
  } else if (reference && value_is_known(value)) {
    Table *target = table_of(store, field->type.record);
    wait_for(store, (Pending){ .record = record, .field = field, .table = target, .key = value,
                               .arena = arena });
    value = value_unknown(TYPE_RECORD);
  }
  value.kind = field->type.kind;
  record->fields[field->index] = value;
}

static Record *read_row(Store *store, Table *table, const Cell *cells, Arena *arena) {
  const RecordType *type = table->record;
  Record *record = arena_new(arena, Record);
  record->type = type;
  record->fields = arena_array(arena, Value, type->count ? type->count : 1);
  for (size_t i = 0; i < type->count; i++)
    record->fields[i] = value_unknown(type->fields[i].type.kind);
  for (size_t i = 0; i < table->count; i++)
    read_field(store, record, table->columns[i], cells[i], arena);
  for (size_t i = 0; i < table->lists.count; i++)
    wait_for(store, (Pending){ .record = record, .field = table->lists.items[i]->field,
                               .list = table->lists.items[i], .arena = arena });
  return record;
}

/* ---- records met in this resolution ---- */

static bool is_seen_as(const Seen *seen, const Table *table, Text key, const Arena *arena) {
  return seen->table == table && seen->arena == arena && text_equal(seen->key, key);
}

static Text seen_name(Store *store, const Table *table, Text key, const Arena *arena) {
  return arena_format(&store->resolution.arena, "%.*s %d %.*s", TEXT_PRINT(table->record->name),
                      arena == store->arena, TEXT_PRINT(key));
}

static Record *find_seen(Store *store, const Table *table, Text key, const Arena *arena) {
  Resolution *resolution = &store->resolution;
  if (resolution->mapped)
    return map_get(&resolution->seen_map, seen_name(store, table, key, arena));
  for (size_t i = 0; i < resolution->seen.count; i++)
    if (is_seen_as(&resolution->seen.items[i], table, key, arena))
      return resolution->seen.items[i].record;
  return NULL;
}

static void map_seen(Store *store, const Seen *seen) {
  map_set(&store->resolution.seen_map, seen_name(store, seen->table, seen->key, seen->arena),
          seen->record);
}

static void add_seen(Store *store, const Table *table, Text key, const Arena *arena,
                     Record *record) {
  Resolution *resolution = &store->resolution;
  Seen seen = { table, arena_text(&resolution->arena, key), arena, record };
  if (!resolution->mapped && resolution->seen.count >= SEEN_FEW) {
    map_init(&resolution->seen_map, &resolution->arena);
    resolution->mapped = true;
    for (size_t i = 0; i < resolution->seen.count; i++)
      map_seen(store, &resolution->seen.items[i]);
  }
  if (resolution->mapped)
    map_seen(store, &seen);
  else
    LIST_ADD(&resolution->arena, &resolution->seen, Seen, seen);
}

/* ---- looking up ---- */

/* value_plain of a key; whole numbers, which most are, without the long way round. */
static Text key_text(Arena *arena, Value key) {
  int64_t whole;
  if (key.kind != TYPE_INTEGER || !fraction_to_int64(key.as.number, &whole) || whole < 0)
    return value_plain(arena, key);
  enum { MOST_DIGITS = 20 };
  char *bytes = arena_alloc(arena, MOST_DIGITS);
  size_t at = MOST_DIGITS;
  do {
    bytes[--at] = (char)('0' + whole % 10);
    whole /= 10;
  } while (whole > 0);
  return (Text){ bytes + at, MOST_DIGITS - at };
}

void key_bind(Store *store, Statement *statement, int index, Value key) {
  int64_t whole;
  if (key.kind == TYPE_INTEGER && fraction_to_int64(key.as.number, &whole))
    statement_bind_integer(store, statement, index, whole);
  else
    statement_bind_text(store, statement, index, value_plain(&store->resolution.arena, key));
}

static Record *read_found(Store *store, Table *table, const Value *keys, Arena *arena) {
  for (size_t i = 0; i < table->key_count; i++)
    key_bind(store, table->find, (int)i + 1, keys[i]);
  Record *record = NULL;
  if (statement_step(store, table->find)) {
    statement_cells(store, table->find, (int)table->count, table->cells);
    record = read_row(store, table, table->cells, arena);
    if (statement_step(store, table->find))
      record_add_fault(arena, record, NULL, value_plain(arena, keys[0]),
                       text_from(model_words(store->model, "is the key of several records")));
  }
  sqlite3_reset(table->find);
  return record;
}

/* The record with these keys, kept, seen or read; NULL if there is none. */
static Record *fetch(Store *store, Table *table, const Value *keys, Arena *arena) {
  Text key = key_text(&store->resolution.arena, keys[0]);
  table_plan_find(store, table);
  if (table->key_count != 1)
    return read_found(store, table, keys, arena);
  Record *record = table->small ? map_get(&table->kept, key) : find_seen(store, table, key, arena);
  if (record)
    return record;
  record = read_found(store, table, keys, table->small ? store->arena : arena);
  if (!record)
    return NULL;
  if (table->small)
    map_add(&table->kept, arena_text(store->arena, key), record);
  else
    add_seen(store, table, key, arena, record);
  return record;
}

static void join(Store *store, const Pending *pending, const Record *target) {
  LIST_ADD(&store->resolution.arena, &store->resolution.edges, Edge,
           (Edge){ pending->record, target, pending->field, pending->arena, false });
}

static void report_dangling(const Store *store, const Pending *pending,
                            const RecordType *target, Text key) {
  record_add_fault(pending->arena, pending->record, pending->field, key,
                   arena_format(pending->arena,
                                model_words(store->model, "is the key of no %.*s that exists"),
                                TEXT_PRINT(target->name)));
}

static void resolve_reference(Store *store, const Pending *pending) {
  Record *target = fetch(store, pending->table, &pending->key, pending->arena);
  if (!target) {
    report_dangling(store, pending, pending->table->record,
                    value_plain(pending->arena, pending->key));
    return;
  }
  pending->record->fields[pending->field->index] = value_record(target);
  join(store, pending, target);
}

/* ---- lists ---- */

/* The value that the rows of a list name their owner by. */
static Value owner_value(const Record *record, const FieldType *field) {
  Value value = record->fields[field->index];
  for (unsigned depth = 0; value_is_known(value) && value.kind == TYPE_RECORD && depth < 8; depth++)
    value = value.as.record->fields[value.as.record->type->key];
  return value;
}

typedef LIST(Value) Values;

static void add_element(Store *store, const Pending *pending, Values *values, Table *table,
                        Cell cell) {
  const RecordType *type = table->record;
  Value key;
  const char *reason = NULL;
  if (!cell_value(store->model, &type->fields[type->key], cell, pending->arena, &key, &reason) ||
      !value_is_known(key)) {
    Text text = cell_text(pending->arena, cell);
    if (text.length)
      report_dangling(store, pending, type, text);
    else
      record_add_fault(pending->arena, pending->record, pending->field, text,
                       arena_format(pending->arena,
                                    model_words(store->model, "has a row that names no %.*s"),
                                    TEXT_PRINT(type->name)));
    return;
  }
  Record *element = fetch(store, table, &key, pending->arena);
  if (!element) {
    report_dangling(store, pending, type, value_plain(pending->arena, key));
    return;
  }
  if (values->count && values->items[values->count - 1].as.record == element)
    return;
  LIST_ADD(pending->arena, values, Value, value_record(element));
  join(store, pending, element);
}

static void resolve_list(Store *store, const Pending *pending) {
  ListPlan *plan = pending->list;
  const FieldType *field = plan->field;
  Value owner = owner_value(pending->record, plan->owner_key);
  if (!value_is_known(owner))
    return;
  Values values = { NULL, 0, 0 };
  if (!plan->element)
    plan->element = table_of(store, field->type.element->record);
  if (!plan->statement)
    plan->statement = statement_new(store, plan->sql);
  key_bind(store, plan->statement, 1, owner);
  while (statement_step(store, plan->statement))
    add_element(store, pending, &values, plan->element,
                statement_cell(store, plan->statement, 0));
  sqlite3_reset(plan->statement);
  bool empty_is_known = field->optional && values.count == 0;
  size_t least = field->at_least > 1 ? (size_t)field->at_least : 1;
  if (values.count >= least || empty_is_known)
    pending->record->fields[field->index] = value_list(values.items, values.count);
}

/* ---- a resolution ---- */

static bool is_invalid(const PointerMap *met, const Record *record) {
  return record->faults.count > 0 || pointer_map_get(met, record) != NULL;
}

/* Notes which edges lead to an invalid record, and so backwards along them. */
static bool find_invalid(Resolution *resolution, PointerMap *met) {
  bool any = false;
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 0; i < resolution->edges.count; i++) {
      Edge *edge = &resolution->edges.items[i];
      if (edge->invalid || !is_invalid(met, edge->to))
        continue;
      edge->invalid = changed = any = true;
      pointer_map_set(&resolution->arena, met, edge->from, edge->from);
    }
  }
  return any;
}

/* A reference to an invalid record makes the record invalid (V6), and so on backwards.  Faults
 * are told in the order of a record's fields, whatever was read before. */
static void spread_faults(Store *store) {
  Resolution *resolution = &store->resolution;
  PointerMap met = { .slots = NULL };
  if (!find_invalid(resolution, &met))
    return;
  for (size_t i = 0; i < resolution->edges.count; i++) {
    const Edge *edge = &resolution->edges.items[i];
    if (edge->invalid)
      record_add_fault(edge->arena, edge->from, edge->field,
                       record_key_text(edge->arena, edge->to),
                       arena_format(edge->arena, model_words(store->model, "is an invalid %.*s"),
                                    TEXT_PRINT(edge->to->type->name)));
  }
}

static void finish_resolution(Store *store) {
  Resolution *resolution = &store->resolution;
  while (resolution->done < resolution->pending.count) {
    Pending pending = resolution->pending.items[resolution->done++];
    if (pending.list)
      resolve_list(store, &pending);
    else
      resolve_reference(store, &pending);
  }
  spread_faults(store);
  Arena arena = resolution->arena;
  *resolution = (Resolution){ .arena = arena };
  arena_reset(&resolution->arena);
}

Record *record_build(Store *store, Table *table, const Cell *cells, Arena *arena) {
  Record *record = read_row(store, table, cells, arena);
  if (!table->resolves)
    return record;
  const FieldType *key = &table->record->fields[table->record->key];
  Value value = record->fields[key->index];
  if (table->key_count == 1 && key->type.kind != TYPE_RECORD && value_is_known(value))
    add_seen(store, table, key_text(&store->resolution.arena, value), arena, record);
  finish_resolution(store);
  return record;
}

Record *record_find(Store *store, Table *table, const Value *keys, Arena *arena) {
  Record *record = fetch(store, table, keys, arena);
  finish_resolution(store);
  return record;
}

/* ---- keys as text ---- */

/* The next part of "a\,b,c", without its backslashes. */
static Text next_part(Arena *arena, Text key, size_t *at, bool composite) {
  if (!composite) {
    *at = key.length + 1;
    return key;
  }
  char *bytes = arena_alloc(arena, key.length + 1);
  size_t length = 0;
  while (*at < key.length && key.bytes[*at] != ',') {
    if (key.bytes[*at] == '\\' && *at + 1 < key.length)
      (*at)++;
    bytes[length++] = key.bytes[(*at)++];
  }
  (*at)++;
  return (Text){ bytes, length };
}

bool record_key_parse(Store *store, const RecordType *record, Text key, Arena *arena,
                      Value *keys) {
  size_t at = 0, count = 0;
  for (size_t i = 0; i < record->count; i++) {
    if (!record->fields[i].key)
      continue;
    if (at > key.length)
      return false;
    Text part = next_part(arena, key, &at, record->key_count > 1);
    const char *reason;
    FieldType field = *field_behind(&record->fields[i]);
    field.scale = fraction_from(1);       /* a key in writing is the value itself */
    Cell cell = { .kind = CELL_TEXT, .text = part };
    if (!cell_value(store->model, &field, cell, arena, &keys[count], &reason) ||
        !value_is_known(keys[count]))
      return false;
    count++;
  }
  return at > key.length;
}
