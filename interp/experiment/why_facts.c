/* The facts of a record that may be changed, and the record with others in their place. */
#include "interp/experiment/why_parts.h"

#include <string.h>

enum { MOST_DEPTH = 3, MOST_FACTS = 200 };

/* ---- what has happened ------------------------------------------------------------------- */

static bool is_field(const Term *term, const FieldType *field) {
  return term && term->kind == TERM_FIELD && term->as.field.field == field &&
         (!term->as.field.object || term->as.field.object->kind == TERM_SUBJECT);
}

static bool tells_of_decisions(const ModelRecorded *recorded, const FieldType *field) {
  const FieldType *const parts[] = { recorded->decider, recorded->granted,   recorded->decided,
                                     recorded->outcome, recorded->reference, recorded->paid,
                                     recorded->returned };
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (parts[i] == field)
      return true;
  return false;
}

static bool governs(const Decision *decision, const FieldType *field) {
  bool found = is_field(decision->governing, field);
  for (size_t i = 0; i < decision->powers.count; i++)
    found |= is_field(decision->powers.items[i]->governed, field);
  for (size_t i = 0; i < decision->uses.count; i++)
    found |= is_field(decision->uses.items[i]->governed, field);
  for (size_t i = 0; i < decision->deadlines.count; i++)
    found |= is_field(decision->deadlines.items[i]->governed, field);
  return found;
}

/* Is it such a thing, that has happened? */
static bool why_fixed(const Decision *decision, const FieldType *field) {
  if (field->type.kind != TYPE_DATE && field->type.kind != TYPE_MOMENT)
    return false;
  for (size_t i = 0; i < decision->order_count; i++)
    if (is_field(decision->order[i].value, field))
      return true;
  return governs(decision, field);
}

/* ---- the facts --------------------------------------------------------------------------- */

typedef struct {
  Arena           *arena;
  const Judgement *judgement;
  WhyFacts        *facts;
} Walk;

bool why_fault(const Record *record, const FieldType *field) {
  for (size_t i = 0; i < record->faults.count; i++)
    if (record->faults.items[i].field == field)
      return true;
  return false;
}

static bool may_change(const Walk *walk, const Record *record, const FieldType *field) {
  if (field->key || !field->used || field->type.kind == TYPE_LIST ||
      field->type.kind == TYPE_RECORD)
    return false;
  if (record != walk->judgement->record)
    return record->type->name_field != (int)field->index;
  if (why_fixed(walk->judgement->decision, field))
    return false;
  const ModelRecorded *recorded = judgement_recorded_fields(walk->judgement);
  return !recorded || !tells_of_decisions(recorded, field);
}

static bool is_gathered(const WhyFacts *facts, const Record *record) {
  for (size_t i = 0; i < facts->count; i++)
    if (facts->items[i].record == record)
      return true;
  return false;
}

static void walk_record(const Walk *walk, const Record *record, Text path, unsigned depth);

static void walk_value(const Walk *walk, const FieldType *field, Value value, Text path,
                       unsigned depth) {
  if (value.state != VALUE_KNOWN)
    return;
  if (value.kind == TYPE_RECORD) {
    Text inner = arena_format(walk->arena, "%.*s%.*s.", TEXT_PRINT(path), TEXT_PRINT(field->name));
    walk_record(walk, value.as.record, inner, depth + 1);
    return;
  }
  for (size_t i = 0; value.kind == TYPE_LIST && i < value.as.list.count; i++) {
    const Record *element = value.as.list.items[i].as.record;
    Text inner = arena_format(walk->arena, "%.*s%.*s[%.*s].", TEXT_PRINT(path),
                              TEXT_PRINT(field->name),
                              TEXT_PRINT(record_key_text(walk->arena, element)));
    walk_record(walk, element, inner, depth + 1);
  }
}

static void walk_record(const Walk *walk, const Record *record, Text path, unsigned depth) {
  if (depth > MOST_DEPTH || is_gathered(walk->facts, record))
    return;
  for (size_t i = 0; i < record->type->count && walk->facts->count < MOST_FACTS; i++) {
    const FieldType *field = &record->type->fields[i];
    Value value = record->fields[i];
    if (!may_change(walk, record, field))
      continue;
    bool open = (value.state == VALUE_UNKNOWN && !field->optional) || why_fault(record, field);
    LIST_ADD(walk->arena, walk->facts, WhyFact,
             (WhyFact){ .record = record, .field = field, .open = open,
                        .others = field->owner != FACT_APPLICANT,
                        .path = arena_format(walk->arena, "%.*s%.*s", TEXT_PRINT(path),
                                             TEXT_PRINT(field->name)) });
  }
  for (size_t i = 0; i < record->type->count; i++)
    walk_value(walk, &record->type->fields[i], record->fields[i], path, depth);
}

void why_facts(Arena *arena, const Judgement *judgement, WhyFacts *facts) {
  Walk walk = { .arena = arena, .judgement = judgement, .facts = facts };
  walk_record(&walk, judgement->record, TEXT(""), 0);
}

/* ---- the record with other facts --------------------------------------------------------- */

typedef struct {
  Arena            *arena;
  const WhySetting *settings;
  size_t            count;
  bool              deep;         /* some fact is of a record referred to */
} WhyChanging;

static const Record *changed(const WhyChanging *change, const Record *record, unsigned depth);

static Record *copy_of(Arena *arena, const Record *record) {
  Record *copy = arena_new(arena, Record);
  *copy = *record;
  copy->fields = arena_array(arena, Value, record->type->count);
  memcpy(copy->fields, record->fields, record->type->count * sizeof *copy->fields);
  return copy;
}

static void drop_fault(Arena *arena, Record *record, const FieldType *field) {
  size_t kept = 0;
  if (!record->faults.count)
    return;
  Fault *faults = arena_array(arena, Fault, record->faults.count);
  for (size_t i = 0; i < record->faults.count; i++)
    if (record->faults.items[i].field != field)
      faults[kept++] = record->faults.items[i];
  record->faults.items = faults;
  record->faults.count = record->faults.room = kept;
}

static Value changed_value(const WhyChanging *change, Value value, unsigned depth, bool *differs) {
  if (value.state != VALUE_KNOWN)
    return value;
  if (value.kind == TYPE_RECORD) {
    const Record *other = changed(change, value.as.record, depth);
    *differs |= other != value.as.record;
    return value_record(other);
  }
  if (value.kind != TYPE_LIST)
    return value;
  Value *items = arena_array(change->arena, Value, value.as.list.count + 1);
  for (size_t i = 0; i < value.as.list.count; i++)
    items[i] = changed_value(change, value.as.list.items[i], depth, differs);
  return *differs ? value_list(items, value.as.list.count) : value;
}

static Value without_entry(Arena *arena, Value list, const Record *entry) {
  Value *items = arena_array(arena, Value, list.as.list.count + 1);
  size_t kept = 0;
  for (size_t i = 0; i < list.as.list.count; i++)
    if (list.as.list.items[i].as.record != entry)
      items[kept++] = list.as.list.items[i];
  return value_list(items, kept);
}

static const Record *changed(const WhyChanging *change, const Record *record, unsigned depth) {
  Record *copy = NULL;
  for (size_t i = 0; i < change->count; i++) {
    const WhySetting *setting = &change->settings[i];
    if (setting->fact->record != record)
      continue;
    copy = copy ? copy : copy_of(change->arena, record);
    size_t index = setting->fact->field->index;
    if (setting->fact->entry) {
      copy->fields[index] = without_entry(change->arena, copy->fields[index], setting->fact->entry);
      continue;
    }
    copy->fields[index] = setting->chosen ? setting->value
                                          : value_open(setting->fact->field->type.kind);
    drop_fault(change->arena, copy, setting->fact->field);
  }
  for (size_t i = 0; change->deep && depth < MOST_DEPTH && i < record->type->count; i++) {
    bool differs = false;
    Value value = changed_value(change, record->fields[i], depth + 1, &differs);
    if (!differs)
      continue;
    copy = copy ? copy : copy_of(change->arena, record);
    copy->fields[i] = value;
  }
  return copy ? copy : record;
}

const Record *why_changed(Arena *arena, const Record *record, const WhySetting *settings,
                          size_t count) {
  WhyChanging change = { arena, settings, count, false };
  for (size_t i = 0; i < count; i++)
    change.deep |= settings[i].fact->record != record;
  return changed(&change, record, 0);
}
