/* One look-up for an equality in a `where` over a whole table (law 5).
 *
 * `sum of a.amount for a in award where a.undertaking = undertaking` goes through the
 * awards of that undertaking only.  An element left out is one whose `where` is certainly
 * no: its field is known and differs.  Those whose field is not known, or cannot be read,
 * always stay, so that the result is that of going through all.
 *
 * The records served before a record are such a table too, one that grows: what is new is
 * put into the index when it is next asked.
 *
 * Owner: the evaluator's arena.  Cost: O(n) once for a table and field, then O(1), for a table
 * that grows O(log n). */
#include "base/map.h"
#include "interp/eval/evaluator.h"

typedef LIST(size_t) Places;

struct RecordIndex {
  const void          *identity;    /* of the table's records */
  size_t               count;       /* of them, so far */
  const FieldType     *field;
  Map                  places;      /* by the value as tables write it: Places */
  Places               open;        /* not known, or not readable */
  RecordIndex         *next;
};

bool evaluate_plain_equality(TypeKind a, TypeKind b) {
  switch (a) {
    case TYPE_INTEGER: case TYPE_DATE: case TYPE_TEXT: case TYPE_CODE: case TYPE_RECORD:
    case TYPE_MONEY: case TYPE_RATE: case TYPE_MOMENT:
      return a == b;
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_DECIMAL: case TYPE_DURATION: case TYPE_BODY:
    case TYPE_LIST:
      break;
  }
  return false;
}

/* ---- building ------------------------------------------------------------------------- */

bool index_is_open(const Record *record, const FieldType *field) {
  Value value = record->fields[field->index];
  if (value.state != VALUE_KNOWN || value.kind != field->type.kind)
    return true;
  for (size_t i = 0; i < record->faults.count; i++)
    if (!record->faults.items[i].field || record->faults.items[i].field == field)
      return true;
  return false;
}

static void add_place(Evaluator *evaluator, RecordIndex *index, Text key, size_t place) {
  Places *places = map_get(&index->places, key);
  if (!places) {
    places = arena_new(evaluator->arena, Places);
    map_add(&index->places, key, places);
  }
  LIST_ADD(evaluator->arena, places, size_t, place);
}

static RecordIndex *index_new(Evaluator *evaluator, const Elements *elements,
                              const FieldType *field) {
  RecordIndex *index = arena_new(evaluator->arena, RecordIndex);
  *index = (RecordIndex){ .identity = elements->identity, .field = field,
                          .next = evaluator->indexes };
  map_init(&index->places, evaluator->arena);
  evaluator->indexes = index;
  return index;
}

static void extend(Evaluator *evaluator, RecordIndex *index, const Elements *elements) {
  for (; index->count < elements->first + elements->count; index->count++) {
    const Record *record = elements->records[index->count];
    const FieldType *field = index->field;
    if (index_is_open(record, field))
      LIST_ADD(evaluator->arena, &index->open, size_t, index->count);
    else
      add_place(evaluator, index, value_plain(evaluator->arena, record->fields[field->index]),
                index->count);
  }
}

static RecordIndex *find(Evaluator *evaluator, const Elements *elements,
                         const FieldType *field) {
  RecordIndex *index = evaluator->indexes;
  while (index && !(index->identity == elements->identity && index->field == field))
    index = index->next;
  if (!index)
    index = index_new(evaluator, elements, field);
  extend(evaluator, index, elements);
  return index;
}

/* ---- the equality --------------------------------------------------------------------------- */

static bool is_field_of(const Term *term, unsigned slot) {
  return term->kind == TERM_FIELD && term->as.field.object &&
         term->as.field.object->kind == TERM_VARIABLE &&
         term->as.field.object->as.variable.slot == slot;
}

/* Whether `term` is the same for every element: a chain of fields, a constant, a parameter. */
static bool stands_apart(const Term *term, unsigned slot) {
  while (term->kind == TERM_FIELD && term->as.field.object)
    term = term->as.field.object;
  if (term->kind == TERM_VARIABLE)
    return term->as.variable.slot != slot;
  return term->kind == TERM_CONSTANT || term->kind == TERM_PARAMETER ||
         term->kind == TERM_SUBJECT || term->kind == TERM_FIELD;
}

const FieldType *index_equality(const Term *term, unsigned slot, const Term **value) {
  if (term->kind != TERM_BINARY || term->as.binary.op != BINARY_EQUAL)
    return NULL;
  const Term *left = term->as.binary.left, *right = term->as.binary.right;
  bool field_left = is_field_of(left, slot) && stands_apart(right, slot);
  if (!field_left && !(is_field_of(right, slot) && stands_apart(left, slot)))
    return NULL;
  *value = field_left ? right : left;
  return (field_left ? left : right)->as.field.field;
}

const FieldType *evaluate_equality(const Term *where, unsigned slot, const Term **value) {
  if (!where || where->kind != TERM_BINARY || where->as.binary.op != BINARY_AND)
    return where ? index_equality(where, slot, value) : NULL;
  const FieldType *found = evaluate_equality(where->as.binary.left, slot, value);
  return found ? found : evaluate_equality(where->as.binary.right, slot, value);
}

/* ---- narrowing --------------------------------------------------------------------------- */

/* Both lists in order, as one. */
static const size_t *merge(Evaluator *evaluator, const Places *a, const Places *b) {
  size_t *merged = arena_array(evaluator->batch, size_t, a->count + b->count);
  for (size_t i = 0, j = 0; i + j < a->count + b->count;) {
    bool first = j >= b->count || (i < a->count && a->items[i] < b->items[j]);
    size_t at = i + j;
    merged[at] = first ? a->items[i++] : b->items[j++];
  }
  return merged;
}

/* The first of the places that is at or after `limit`. */
static size_t first_from(const Places *places, size_t limit) {
  size_t low = 0, high = places->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (places->items[middle] < limit)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Those among the elements: of a table that grows, not what came later. */
static Places within(const Places *places, const Elements *elements) {
  size_t from = first_from(places, elements->first);
  size_t end = first_from(places, elements->first + elements->count);
  return (Places){ places->items ? places->items + from : NULL, end - from, 0 };
}

void index_narrow(Evaluator *evaluator, const Term *where, Elements *elements) {
  static const size_t none = 0;
  unsigned slot = elements->domain->slot;
  const Term *apart;
  const FieldType *field = evaluate_equality(where, slot, &apart);
  if (!field)
    return;
  Value value = evaluate(evaluator, apart);
  if (value.state != VALUE_KNOWN || !evaluate_plain_equality(value.kind, field->type.kind))
    return;
  RecordIndex *index = find(evaluator, elements, field);
  const Places *found = map_get(&index->places, value_plain(evaluator->batch, value));
  Places nothing = { 0 };
  Places certain = within(found ? found : &nothing, elements);
  Places open = within(&index->open, elements);
  elements->count = certain.count + open.count;
  elements->chosen = open.count == 0      ? certain.items
                     : certain.count == 0 ? open.items
                                          : merge(evaluator, &certain, &open);
  if (!elements->chosen)
    elements->chosen = &none;
}
