#include "interp/ledger/since.h"

#include "base/map.h"

typedef struct {
  Arena *arena;
  const RecordType    *type;
  const StoreTaken    *line;
  const StoreFactList *facts;           /* that name the records on a path */
  const StoreChanges  *history;
} Since;

/* ---- whose field a path is -------------------------------------------------------------- */

static const StoreFact *fact_of(const StoreFactList *facts, Text field) {
  for (size_t i = 0; i < facts->count; i++)
    if (text_equal(facts->items[i].field, field))
      return &facts->items[i];
  return NULL;
}

/* "applicants[2]" is of the field applicants. */
static Text without_index(Text part) {
  size_t bracket = text_find(part, TEXT("["), 0);
  return bracket < part.length ? text_part(part, 0, bracket) : part;
}

static const RecordType *type_behind(const FieldType *field) {
  return field->type.kind == TYPE_RECORD  ? field->type.record
         : field->type.kind == TYPE_LIST ? field->type.element->record
                                          : NULL;
}

/* The record type that the field of the path belongs to, and where its name begins. */
static const RecordType *owner_of(const Since *since, Text path, size_t *name_at) {
  const RecordType *type = since->type;
  size_t at = 0;
  for (;;) {
    size_t dot = text_find(path, TEXT("."), at);
    if (dot >= path.length)
      break;
    const FieldType *field = record_type_find(type, without_index(text_part(path, at, dot)));
    type = field ? type_behind(field) : NULL;
    if (!type)
      return NULL;
    at = dot + 1;
  }
  *name_at = at;
  return type;
}

/* The key of the record that the path's last field belongs to: it stands among the facts. */
static Text key_of(const Since *since, const RecordType *type, Text before) {
  if (!before.length)
    return since->line->record;
  const StoreFact *key = fact_of(since->facts,
                                 arena_format(since->arena, "%.*s%.*s", TEXT_PRINT(before),
                                              TEXT_PRINT(type->fields[type->key].name)));
  if (!key)
    return TEXT("");
  Text value = key->value;
  bool quoted = value.length >= 2 && value.bytes[0] == '"';
  return quoted ? text_part(value, 1, value.length - 1) : value;
}

/* The last import since the decision that changed it. */
static const StoreChange *change_of(const Since *since, Text path) {
  size_t at = 0;
  const RecordType *type = owner_of(since, path, &at);
  if (!type)
    return NULL;
  Text name = text_part(path, at, path.length);
  Text key = key_of(since, type, text_part(path, 0, at));
  const StoreChange *last = NULL;
  for (size_t i = 0; i < since->history->count; i++) {
    const StoreChange *change = &since->history->items[i];
    if (text_equal(change->record, type->name) && text_equal(change->key, key) &&
        text_equal(change->field, name) &&
        text_compare(change->at, since->line->recorded_at) >= 0)
      last = change;
  }
  return last;
}

/* ---- what differs (a field that rules no longer read is not among `now`) ---------------- */

/* Does the path lead through a list that has other elements now? */
static bool is_behind(const SinceChanges *changes, Text path) {
  for (size_t i = 0; i < changes->count; i++) {
    Text field = changes->items[i].field;
    if (text_starts_with(path, field) && path.length > field.length &&
        (path.bytes[field.length] == '[' || path.bytes[field.length] == '.'))
      return true;
  }
  return false;
}

SinceChanges since_compare(Arena *arena, const RecordType *type, const StoreTaken *line,
                           const StoreFactList *then, const StoreFactList *now,
                           const StoreChanges *history) {
  Since since = { arena, type, line, then, history };
  SinceChanges changes = { NULL, 0, 0 };
  Map by_path;
  map_init(&by_path, arena);
  for (size_t i = 0; i < now->count; i++)
    map_set(&by_path, now->items[i].field, &now->items[i]);
  for (size_t i = 0; i < then->count; i++) {
    const StoreFact *was = &then->items[i];
    const StoreFact *is = by_path.count ? map_get(&by_path, was->field) : NULL;
    bool has = is && is->known;
    if (!is || is_behind(&changes, was->field) ||
        (has == was->known && (!has || text_equal(was->value, is->value))))
      continue;
    LIST_ADD(arena, &changes, SinceChange,
             (SinceChange){ .field = was->field, .had = was->known, .has = has,
                            .was = was->value, .is = has ? is->value : TEXT_NONE,
                            .change = change_of(&since, was->field) });
  }
  return changes;
}
