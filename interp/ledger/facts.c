#include "interp/ledger/facts.h"

#include "base/map.h"
#include "grammar/keywords.h"
#include "interp/data/csv_value.h"

#include <string.h>

/* ---- gathering ------------------------------------------------------------------------ */

typedef struct {
  Arena          *arena;
  const Model    *model;
  const StoreFact *like;
  StoreFactList  *facts;
  const Record   *way[FACTS_DEPTH + 1];   /* from the record judged down to the one looked at */
  size_t          depth;
} Gathering;

static void add(Gathering *gathering, Text path, bool known, Text value) {
  StoreFact fact = *gathering->like;
  fact.field = path;
  fact.known = known;
  fact.value = known ? value : TEXT_NONE;
  LIST_ADD(gathering->arena, gathering->facts, StoreFact, fact);
}

static const Fault *fault_of(const Record *record, const FieldType *field) {
  for (size_t i = 0; i < record->faults.count; i++)
    if (record->faults.items[i].field == field)
      return &record->faults.items[i];
  return NULL;
}

static bool is_on_the_way(const Gathering *gathering, const Record *record) {
  for (size_t i = 0; i < gathering->depth; i++)
    if (gathering->way[i]->type == record->type &&
        record_key_compare(gathering->way[i], record) == 0)
      return true;
  return false;
}

static void gather_record(Gathering *gathering, const Record *record, Text before);

static Text keys_of(Gathering *gathering, Value list) {
  Writer writer;
  writer_to_memory(&writer, gathering->arena);
  for (size_t i = 0; i < list.as.list.count; i++)
    writer_print(&writer, "%s%.*s", i ? ", " : "",
                 TEXT_PRINT(record_key_text(gathering->arena,
                                            list.as.list.items[i].as.record)));
  return writer_text(&writer);
}

static void gather_list(Gathering *gathering, Value list, Text path) {
  add(gathering, path, true, keys_of(gathering, list));
  for (size_t i = 0; i < list.as.list.count; i++)
    gather_record(gathering, list.as.list.items[i].as.record,
                  arena_format(gathering->arena, "%.*s[%zu].", TEXT_PRINT(path), i + 1));
}

static void gather_field(Gathering *gathering, const Record *record, const FieldType *field,
                         Text before) {
  Arena *arena = gathering->arena;
  Text   path = arena_format(arena, "%.*s%.*s", TEXT_PRINT(before), TEXT_PRINT(field->name));
  Value  value = record->fields[field->index];
  const Fault *fault = fault_of(record, field);
  if (fault)
    add(gathering, path, true, arena_text(arena, fault->cell));
  else if (value.state != VALUE_KNOWN)
    add(gathering, path, false, TEXT_NONE);
  else if (value.kind == TYPE_LIST)
    gather_list(gathering, value, path);
  else if (value.kind == TYPE_RECORD) {
    add(gathering, path, true, record_key_text(arena, value.as.record));
    gather_record(gathering, value.as.record, arena_format(arena, "%.*s.", TEXT_PRINT(path)));
  } else if (value.kind == TYPE_CODE)
    add(gathering, path, true, value.as.code->name);    /* whatever language the rules are in */
  else
    add(gathering, path, true,
        arena_text(arena, value_show(arena, value, &field->type,
                                     gathering->model->surface == SURFACE_SWEDISH)));
}

/* Rows that ship with the rules are in the rule texts: their key tells them. */
static void gather_record(Gathering *gathering, const Record *record, Text before) {
  bool whole = gathering->depth < FACTS_DEPTH && !is_on_the_way(gathering, record) &&
               !record->type->row_by_key;
  if (whole)
    gathering->way[gathering->depth++] = record;
  for (size_t i = 0; i < record->type->count; i++) {
    const FieldType *field = &record->type->fields[i];
    if (field->key || (whole && field->used))
      gather_field(gathering, record, field, before);
  }
  gathering->depth -= whole;
}

void facts_gather(Arena *arena, const Model *model, const Record *record, const StoreFact *like,
                  StoreFactList *facts) {
  Gathering gathering = { .arena = arena, .model = model, .like = like, .facts = facts };
  gather_record(&gathering, record, TEXT(""));
}

static bool is_digit_at(Text text, size_t at) {
  return at < text.length && text.bytes[at] >= '0' && text.bytes[at] <= '9';
}

Text facts_shown(Arena *arena, Text value) {
  if (value.length && value.bytes[0] == '"')
    return value;
  char *bytes = arena_alloc(arena, value.length + 1);
  for (size_t i = 0; i < value.length; i++) {
    bool parts = value.bytes[i] == '_' && i && is_digit_at(value, i - 1) &&
                 is_digit_at(value, i + 1);
    bytes[i] = parts ? ' ' : value.bytes[i];
  }
  return (Text){ bytes, value.length };
}

/* ---- the record again ------------------------------------------------------------------- */

typedef struct {
  Arena        *arena;
  const Model  *model;
  Map           values;               /* path -> const StoreFact * */
  FactsRecords *records;
  Map           made;                 /* "type key" -> Record *, made whole */
} Making;

static const StoreFact *fact_at(const Making *making, Text before, const FieldType *field) {
  Text path = arena_format(making->arena, "%.*s%.*s", TEXT_PRINT(before),
                           TEXT_PRINT(field->name));
  return making->values.count ? map_get(&making->values, path) : NULL;
}

static Text without_underscores(Arena *arena, Text text) {
  char *bytes = arena_alloc(arena, text.length + 1);
  size_t length = 0;
  for (size_t i = 0; i < text.length; i++)
    if (text.bytes[i] != '_')
      bytes[length++] = text.bytes[i];
  return (Text){ bytes, length };
}

/* "1 000,50 kr" without its unit. */
static Text amount_alone(Text text, const Currency *currency) {
  Text unit = !currency ? TEXT("") : currency->main_unit.length ? currency->main_unit
                                                                : currency->name;
  if (unit.length && text_ends_with(text, unit))
    text = text_part(text, 0, text.length - unit.length);
  return text_trim(text);
}

static Text duration_in_parts(Arena *arena, Text text) {
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t at = 0; at < text.length;) {
    size_t plus = text_find(text, TEXT(" + "), at);
    bool more = plus < text.length;
    writer_put(&writer, text_part(text, at, more ? plus : text.length));
    writer_put(&writer, more ? TEXT(" ") : TEXT(""));
    at = plus + 3;
  }
  return writer_text(&writer);
}

/* What value_show has written, as a cell of a file has it. */
static Text as_cell(Arena *arena, const FieldType *field, Text shown) {
  switch (field->type.kind) {
    case TYPE_MONEY:
      return without_underscores(arena, amount_alone(shown, field->type.currency));
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE:
      return without_underscores(arena, shown);
    case TYPE_DURATION:
      return duration_in_parts(arena, shown);
    case TYPE_TEXT:
      return shown.length >= 2 && shown.bytes[0] == '"'
                 ? text_part(shown, 1, shown.length - 1)
                 : shown;
    default:
      return shown;
  }
}

static Fraction scale_of(const FieldType *field) {
  if (field->type.kind != TYPE_MONEY)
    return fraction_from(1);
  const Currency *currency = field->type.currency;
  return fraction_from(currency && currency->minor_per_main > 0 ? currency->minor_per_main : 100);
}

static Value body_named(const Making *making, Text name) {
  for (size_t i = 0; i < making->model->bodies.count; i++)
    if (body_is_called(making->model->bodies.items[i], name))
      return value_body(making->model->bodies.items[i]);
  return value_unknown(TYPE_BODY);
}

static Value read_value(Making *making, Record *record, const FieldType *field, Text shown) {
  const Model *model = making->model;
  CsvForm form = { .type = field->type, .scale = scale_of(field),
                   .decimal_comma = model->surface == SURFACE_SWEDISH,
                   .language = surface_language(model->surface) };
  Value value;
  const char *reason = "";
  if (field->type.kind == TYPE_BODY)
    return body_named(making, shown);
  if (csv_value(making->arena, &form, as_cell(making->arena, field, shown), &value, &reason))
    return value;
  LIST_ADD(making->arena, &record->faults, Fault,
           (Fault){ .field = field, .cell = shown, .reason = text_from(reason) });
  return value_unknown(field->type.kind);
}

static const Record *make_record(Making *making, const RecordType *type, Text before,
                                 size_t depth);

static const FieldType *first_key(const RecordType *type) {
  return &type->fields[type->key];
}

static Value make_list(Making *making, const FieldType *field, Text path, size_t depth) {
  const RecordType *element = field->type.element->record;
  LIST(Value) values = { NULL, 0, 0 };
  for (size_t i = 1;; i++) {
    Text before = arena_format(making->arena, "%.*s[%zu].", TEXT_PRINT(path), i);
    if (!fact_at(making, before, first_key(element)))
      break;
    LIST_ADD(making->arena, &values, Value,
             value_record(make_record(making, element, before, depth)));
  }
  return value_list(values.items, values.count);
}

static Value make_value(Making *making, Record *record, const FieldType *field, Text before,
                        size_t depth) {
  const StoreFact *fact = fact_at(making, before, field);
  if (!fact || !fact->known)
    return fact && field->optional ? value_none(field->type.kind)
                                   : value_unknown(field->type.kind);
  if (field->type.kind == TYPE_LIST)
    return make_list(making, field, fact->field, depth);
  if (field->type.kind == TYPE_RECORD)
    return value_record(make_record(making, field->type.record,
                                    arena_format(making->arena, "%.*s.",
                                                 TEXT_PRINT(fact->field)), depth));
  return read_value(making, record, field, fact->value);
}

/* A record that only its key is told of, and that has been made whole before. */
static Record *made_before(Making *making, const Record *record, bool key_only) {
  Text name = arena_format(making->arena, "%.*s %.*s", TEXT_PRINT(record->type->name),
                           TEXT_PRINT(record_key_text(making->arena, record)));
  Record *before = making->made.count ? map_get(&making->made, name) : NULL;
  if (!before && !key_only)
    map_add(&making->made, name, (void *)(uintptr_t)record);
  return key_only ? before : NULL;
}

static const Record *make_record(Making *making, const RecordType *type, Text before,
                                 size_t depth) {
  Arena *arena = making->arena;
  Record *record = arena_new(arena, Record);
  record->type = type;
  record->fields = arena_array(arena, Value, type->count + 1);
  bool key_only = true;
  for (size_t i = 0; i < type->count; i++) {
    record->fields[i] = value_unknown(type->fields[i].type.kind);
    if (type->fields[i].key)
      record->fields[i] = make_value(making, record, &type->fields[i], before, depth);
    else if (fact_at(making, before, &type->fields[i]))
      key_only = false;
  }
  const Record *shipped = type->row_by_key
                              ? record_type_row(type, record_key_text(arena, record))
                              : NULL;
  Record *earlier = shipped ? NULL : made_before(making, record, key_only);
  if (shipped || earlier)
    return shipped ? shipped : earlier;
  for (size_t i = 0; i < type->count && depth <= FACTS_DEPTH; i++)
    if (!type->fields[i].key)
      record->fields[i] = make_value(making, record, &type->fields[i], before, depth + 1);
  if (!key_only)
    LIST_ADD(arena, making->records, const Record *, record);
  return record;
}

const Record *facts_rebuild(Arena *arena, const Model *model, const RecordType *type,
                           const StoreFactList *facts, FactsRecords *records) {
  Making making = { .arena = arena, .model = model, .records = records };
  map_init(&making.values, arena);
  map_init(&making.made, arena);
  for (size_t i = 0; i < facts->count; i++)
    map_set(&making.values, facts->items[i].field, &facts->items[i]);
  return make_record(&making, type, TEXT(""), 0);
}
