#include "interp/decide/world.h"

void world_init(World *world, Arena *arena, const Model *model, Evaluator *evaluator) {
  *world = (World){ .arena = arena, .model = model, .evaluator = evaluator };
}

/* ---- who there is ---------------------------------------------------------------- */

static Inhabitant *settle(World *world, const RecordType *type, const ModelGiven *given,
                          const Sample *sample) {
  Record *record = arena_new(world->arena, Record);
  record->type = type;
  record->fields = arena_array(world->arena, Value, type->count + 1);
  Inhabitant *inhabitant = arena_new(world->arena, Inhabitant);
  *inhabitant = (Inhabitant){ .given = given, .sample = sample, .record = record };
  LIST_ADD(world->arena, &world->list, Inhabitant *, inhabitant);
  return inhabitant;
}

void world_add(World *world, const ModelGiven *given) {
  settle(world, given->record, given, given->like);
}

static const Record *record_of_sample(World *world, const Sample *sample) {
  for (size_t i = 0; i < world->list.count; i++)
    if (world->list.items[i]->sample == sample)
      return world->list.items[i]->record;
  return settle(world, sample->record, NULL, sample)->record;
}

/* ---- facts ----------------------------------------------------------------------- */

static void add_fault(World *world, Record *record, const FieldType *field, Text reason) {
  LIST_ADD(world->arena, &record->faults, Fault, (Fault){ .field = field, .reason = reason });
}

static bool is_number(TypeKind kind) {
  return kind == TYPE_INTEGER || kind == TYPE_DECIMAL || kind == TYPE_RATE || kind == TYPE_MONEY;
}

static void fill_value(World *world, Record *record, const ModelFact *fact) {
  const FieldType *field = fact->field;
  Value value = evaluate(world->evaluator, fact->value);
  if (value.state == VALUE_ERROR)
    add_fault(world, record, field, value.as.error->message);
  else if (value.state == VALUE_KNOWN && field->type.kind == TYPE_MONEY &&
           !fraction_is_whole(value.as.number))
    add_fault(world, record, field,
              text_from(model_words(world->model, "is not a whole number of the smallest unit")));
  else
    record->fields[field->index] = value;
  if (value.state == VALUE_KNOWN && is_number(field->type.kind))
    record->fields[field->index].kind = field->type.kind;
}

/* V2: no rows, or fewer than `at least`, is not known; optional, it is the empty list. */
static Value list_value(const FieldType *field, const Value *items, size_t count) {
  if (count == 0 && field->optional)
    return value_list(NULL, 0);
  if (count == 0 || (int64_t)count < field->at_least)
    return value_unknown(TYPE_LIST);
  return value_list(items, count);
}

static void fill_samples(World *world, Record *record, const ModelFact *fact) {
  const FieldType *field = fact->field;
  size_t count = fact->samples.count;
  if (field->type.kind == TYPE_RECORD) {
    if (count)
      record->fields[field->index] = value_record(record_of_sample(world, fact->samples.items[0]));
    return;
  }
  Value *items = arena_array(world->arena, Value, count + 1);
  for (size_t i = 0; i < count; i++)
    items[i] = value_record(record_of_sample(world, fact->samples.items[i]));
  record->fields[field->index] = list_value(field, items, count);
}

static Value default_value(const FieldType *field) {
  if (!field->optional)
    return value_unknown(field->type.kind);
  return field->type.kind == TYPE_LIST ? value_list(NULL, 0) : value_none(field->type.kind);
}

static const ModelFact *find_fact(const ModelFact *facts, size_t count, const FieldType *field) {
  for (size_t i = count; i-- > 0;)
    if (facts[i].field == field)
      return &facts[i];
  return NULL;
}

/* What a given says of a field itself, else what the sample says that it is like. */
static const ModelFact *fact_of(const Inhabitant *inhabitant, const FieldType *field) {
  const ModelFact *fact = NULL;
  if (inhabitant->given)
    fact = find_fact(inhabitant->given->facts.items, inhabitant->given->facts.count, field);
  if (!fact && inhabitant->sample)
    fact = find_fact(inhabitant->sample->facts.items, inhabitant->sample->facts.count, field);
  return fact;
}

static void fill(World *world, Inhabitant *inhabitant) {
  Record *record = inhabitant->record;
  inhabitant->filled = true;
  for (size_t i = 0; i < record->type->count; i++) {
    const FieldType *field = &record->type->fields[i];
    const ModelFact *fact = fact_of(inhabitant, field);
    record->fields[i] = default_value(field);
    if (!fact)
      continue;
    if (field->type.kind == TYPE_RECORD || field->type.kind == TYPE_LIST)
      fill_samples(world, record, fact);
    else if (fact->value)
      fill_value(world, record, fact);
    else
      record->fields[i] = field->optional ? value_none(field->type.kind)
                                          : value_unknown(field->type.kind);
  }
}

/* ---- keys ------------------------------------------------------------------------ */

/* By another whose key is settled. */
static bool key_is_taken(const World *world, const Record *record) {
  for (size_t i = 0; i < world->list.count; i++) {
    const Inhabitant *other = world->list.items[i];
    if (other->keyed && other->record != record && other->record->type == record->type &&
        value_is_known(other->record->fields[record->type->key]) &&
        record_key_compare(other->record, record) == 0)
      return true;
  }
  return false;
}

static bool says_its_key(const Inhabitant *inhabitant) {
  const RecordType *type = inhabitant->record->type;
  for (size_t i = 0; inhabitant->given && i < inhabitant->given->facts.count; i++)
    if (inhabitant->given->facts.items[i].field->key)
      return true;
  return !inhabitant->given && value_is_known(inhabitant->record->fields[type->key]);
}

static Value number_as_key(World *world, TypeKind kind, int64_t number) {
  if (kind == TYPE_TEXT)
    return value_text(arena_format(world->arena, "%lld", (long long)number));
  return value_integer(number);
}

/* One that does not say its key keeps its sample's if that is free, else takes the next number. */
static void give_key(World *world, Inhabitant *inhabitant) {
  Record *record = inhabitant->record;
  const FieldType *key = &record->type->fields[record->type->key];
  bool numbered = key->type.kind == TYPE_INTEGER || key->type.kind == TYPE_TEXT;
  Value *value = &record->fields[key->index];
  bool free = value_is_known(*value) && !key_is_taken(world, record);
  for (int64_t number = 1; numbered && !free; number++) {
    *value = number_as_key(world, key->type.kind, number);
    free = !key_is_taken(world, record);
  }
  inhabitant->keyed = true;
}

static void give_keys(World *world) {
  for (size_t i = 0; i < world->list.count; i++)
    world->list.items[i]->keyed = says_its_key(world->list.items[i]);
  for (size_t i = 0; i < world->list.count; i++)
    if (!world->list.items[i]->keyed)
      give_key(world, world->list.items[i]);
}

/* V7: two records with one key are both invalid. */
static void find_same_keys(World *world) {
  for (size_t i = 0; i < world->list.count; i++) {
    Record *record = world->list.items[i]->record;
    if (value_is_known(record->fields[record->type->key]) && key_is_taken(world, record))
      add_fault(world, record, &record->type->fields[record->type->key],
                text_from(model_words(world->model, "is the key of another record too")));
  }
}

/* ---- records that refer back ----------------------------------------------------- */

/* Or has the same value of that field as its owner has: siblings. */
static bool refers_to(const Record *record, Text by, const Record *owner) {
  const FieldType *field = record_type_find(record->type, by);
  if (!field)
    return false;
  Value value = record->fields[field->index];
  if (value.state != VALUE_KNOWN)
    return false;
  if (value.kind == TYPE_RECORD && value.as.record->type == owner->type)
    return value.as.record == owner;
  const FieldType *own = record_type_find(owner->type, by);
  Value same = own ? owner->fields[own->index] : value_unknown(TYPE_UNKNOWN);
  return same.state == VALUE_KNOWN && value_same(value, same);
}

static void gather(World *world, Record *owner, const FieldType *field) {
  const RecordType *element = field->type.element->record;
  Value *items = arena_array(world->arena, Value, world->list.count + 1);
  size_t count = 0;
  for (size_t i = 0; i < world->list.count; i++) {
    const Record *record = world->list.items[i]->record;
    if (record->type != element || !refers_to(record, field->by, owner))
      continue;
    size_t place = count++;
    for (; place > 0 && record_key_compare(items[place - 1].as.record, record) > 0; place--)
      items[place] = items[place - 1];
    items[place] = value_record(record);
  }
  owner->fields[field->index] = list_value(field, items, count);
}

static void gather_lists(World *world, const Inhabitant *inhabitant) {
  Record *record = inhabitant->record;
  for (size_t i = 0; i < record->type->count; i++) {
    const FieldType *field = &record->type->fields[i];
    if (field->list == LIST_BY && !fact_of(inhabitant, field))
      gather(world, record, field);
  }
}

/* ---- the whole ------------------------------------------------------------------- */

void world_finish(World *world) {
  for (size_t i = 0; i < world->list.count; i++)      /* filling meets further samples */
    if (!world->list.items[i]->filled)
      fill(world, world->list.items[i]);
  give_keys(world);
  find_same_keys(world);
  for (size_t i = 0; i < world->list.count; i++)
    gather_lists(world, world->list.items[i]);
}

const Record *world_given(const World *world, const ModelGiven *given) {
  for (size_t i = 0; i < world->list.count; i++)
    if (world->list.items[i]->given == given)
      return world->list.items[i]->record;
  return NULL;
}

const Record *const *world_records(const World *world, size_t *count) {
  const Record **records = arena_array(world->arena, const Record *, world->list.count + 1);
  for (size_t i = 0; i < world->list.count; i++)
    records[i] = world->list.items[i]->record;
  *count = world->list.count;
  return records;
}
