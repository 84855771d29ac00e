#include "interp/decide/owers.h"

#include "interp/check/term_walk.h"

/* ---- names as numbers ------------------------------------------------------------------ */

void owers_init(Owers *owers, Arena *arena, const Columns *columns) {
  *owers = (Owers){ .arena = arena, .columns = columns };
  map_init(&owers->names, arena);
  numbering_init(&owers->joined, arena, 2);
  LIST_ADD(arena, &owers->texts, Text, TEXT(""));
}

Text owers_text(const Owers *owers, uint32_t number) {
  return owers->texts.items[number];
}

static uint32_t add_text(Owers *owers, Text text) {
  LIST_ADD(owers->arena, &owers->texts, Text, text);
  return (uint32_t)(owers->texts.count - 1);
}

/* Of one name, be it without a letter: that is not nobody. */
static uint32_t number_of(Owers *owers, Text name) {
  uintptr_t found = (uintptr_t)map_get(&owers->names, name);
  if (found)
    return (uint32_t)found;
  Text kept = arena_text(owers->arena, name);
  found = add_text(owers, kept);
  map_add(&owers->names, kept, (void *)found);
  return (uint32_t)found;
}

/* Both in a row. */
static uint32_t join(Owers *owers, uint32_t names, uint32_t more) {
  if (names == OWERS_NOBODY || more == OWERS_NOBODY)
    return names + more;
  uint32_t pair = numbering_of_pair(&owers->joined, names, more);
  if (pair == owers->joins.count) {
    Text text = arena_format(owers->arena, "%.*s,%.*s", TEXT_PRINT(owers_text(owers, names)),
                             TEXT_PRINT(owers_text(owers, more)));
    LIST_ADD(owers->arena, &owers->joins, uint32_t, add_text(owers, text));
  }
  return owers->joins.items[pair];
}

/* ---- planning -------------------------------------------------------------------------- */

/* NULL: its cells name nobody that columns tell. */
static OwerField *field_of(Owers *owers, const FieldType *type) {
  const Column *column = &owers->columns->fields[type->index];
  const Type *named = type->type.kind == TYPE_LIST ? type->type.element : &type->type;
  bool record = named->kind == TYPE_RECORD && column->target && !column->asked;
  if (!(column->form == COLUMN_NAME && (record || named->kind == TYPE_TEXT)) &&
      !(column->form == COLUMN_LIST && record))
    return NULL;
  for (size_t i = 0; i < owers->fields.count; i++)
    if (owers->fields.items[i]->column == column)
      return owers->fields.items[i];
  OwerField *field = arena_new(owers->arena, OwerField);
  field->column = column;
  LIST_ADD(owers->arena, &owers->fields, OwerField *, field);
  return field;
}

typedef struct {
  Evaluator *evaluator;
  bool       same;                    /* for all records that may owe it */
} GroupTest;

/* Of what tells who is a member: nothing but the member's facts, and values that are the same on
 * all days. */
static bool visit(void *context, const Term *term) {
  GroupTest *test = context;
  switch (term->kind) {
    case TERM_CONSTANT: case TERM_VARIABLE: case TERM_FIELD: case TERM_NOT: case TERM_NEGATE:
    case TERM_BINARY: case TERM_MEMBERSHIP: case TERM_STATE: case TERM_RANGE:
      break;
    case TERM_PARAMETER: {
      Value value = evaluator_parameter(test->evaluator, term->as.parameter.parameter);
      test->same &= value.state == VALUE_KNOWN;
      break;
    }
    default:
      test->same = false;
  }
  return test->same;
}

/* Records that are judged may be too many to be at hand. */
static bool is_same_for_all(const Owers *owers, const PartyPlace *place, const Group *group) {
  GroupTest test = { place->evaluator, group->record != owers->columns->type };
  if (group->where)
    term_walk(group->where, visit, &test);
  return test.same;
}

static uint32_t fixed_names(Owers *owers, const PartyPlace *place, const Party *party) {
  PartyNames names = { NULL, 0, 0 };
  uint32_t number = OWERS_NOBODY;
  parties_name(place, party, 1, &names);
  for (size_t i = 0; i < names.count; i++)
    number = join(owers, number, number_of(owers, names.items[i].name));
  return number;
}

bool owers_plan(Owers *owers, const PartyPlace *place, const Party *parties, size_t count,
                OwerParts *parts) {
  for (size_t i = 0; i < count; i++) {
    OwerPart part = { NULL, OWERS_NOBODY };
    const Group *group = parties[i].group;
    if (group && group->record && !is_same_for_all(owers, place, group))
      return false;
    if (!parties[i].field)
      part.names = fixed_names(owers, place, &parties[i]);
    else if (!(part.field = field_of(owers, parties[i].field)))
      return false;
    LIST_ADD(owers->arena, parts, OwerPart, part);
  }
  return true;
}

bool owers_are_fixed(const OwerParts *parts) {
  for (size_t i = 0; i < parts->count; i++)
    if (parts->items[i].field)
      return false;
  return true;
}

/* ---- rows ------------------------------------------------------------------------------ */

/* As record_name has it, which is asked only where the record is called by its key. */
static Text name_of_record(Columns *columns, uint32_t row, Arena *arena) {
  const Column *column = &columns->fields[columns->type->name_field];
  Value name = column_value(columns, column, row, arena);
  if (name.state == VALUE_KNOWN && name.kind == TYPE_TEXT && name.as.text.length > 0)
    return name.as.text;
  return record_name(arena, columns_record(columns, row, arena));
}

/* Whom the cell's number stands for, once for each in a window. */
static uint32_t look_up(Owers *owers, OwerField *field, uint32_t cell) {
  Columns *target = field->column->target;
  while (field->names.count <= cell)
    LIST_ADD(owers->arena, &field->names, uint32_t, 0);
  uint32_t *name = &field->names.items[cell];
  if (!*name)
    *name = 1 + number_of(owers, target ? name_of_record(target, cell, owers->arena)
                                        : census_text(owers->columns->census, (int32_t)cell));
  return *name - 1;
}

static uint32_t name_of(Owers *owers, OwerField *field, int32_t cell) {
  uint32_t known = (uint32_t)cell < field->names.count ? field->names.items[cell] : 0;
  return known ? known - 1 : look_up(owers, field, (uint32_t)cell);
}

static uint32_t names_in_list(Owers *owers, OwerField *field, const ColumnChunk *chunk,
                              size_t at) {
  const int32_t *elements = field->column->elements.items + chunk->names[at];
  uint32_t names = OWERS_NOBODY;
  for (int32_t i = 0; i < chunk->lengths[at]; i++)
    names = join(owers, names, name_of(owers, field, elements[i]));
  return names;
}

/* Nobody as long as it is not known who. */
static void add_field(Owers *owers, OwerField *field, size_t first, uint32_t *numbers,
                      size_t rows) {
  const ColumnChunk *chunk = &field->column->chunks.items[first / COLUMN_CHUNK];
  bool list = field->column->form == COLUMN_LIST;
  for (size_t i = 0; i < rows; i++) {
    if (chunk->states && chunk->states[i] != CELL_KNOWN)
      continue;
    numbers[i] = join(owers, numbers[i], list ? names_in_list(owers, field, chunk, i)
                                              : name_of(owers, field, chunk->names[i]));
  }
}

/* Another window has other numbers in its cells. */
static void forget(Owers *owers) {
  uint64_t version = census_version(owers->columns->census);
  for (size_t i = 0; owers->version != version && i < owers->fields.count; i++)
    owers->fields.items[i]->names.count = 0;
  owers->version = version;
}

void owers_of(Owers *owers, const OwerParts *parts, size_t first, uint32_t *numbers, size_t rows) {
  forget(owers);
  for (size_t i = 0; i < rows; i++)
    numbers[i] = OWERS_NOBODY;
  for (size_t i = 0; i < parts->count; i++) {
    const OwerPart *part = &parts->items[i];
    if (part->field)
      add_field(owers, part->field, first, numbers, rows);
    for (size_t row = 0; !part->field && row < rows; row++)
      numbers[row] = join(owers, numbers[row], part->names);
  }
}

void owers_left(const Owers *owers, size_t first, uint8_t *left, size_t rows) {
  for (size_t i = 0; i < owers->fields.count; i++) {
    const Column *column = owers->fields.items[i]->column;
    const uint8_t *states = column->odd ? column->chunks.items[first / COLUMN_CHUNK].states : NULL;
    for (size_t row = 0; states && row < rows; row++)
      left[row] |= states[row] == CELL_ODD;
  }
}
