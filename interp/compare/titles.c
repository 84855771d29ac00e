#include "interp/compare/titles.h"

#include "interp/plan/intake.h"

enum { WINDOW = 65536 };

struct Titles {
  Arena            *arena;
  const EndingSide *side;
  const RecordType *type;
  const FieldType  *field;      /* NULL: records have no name */
  Census           *census;     /* NULL: not begun */
  Intake           *intake;     /* NULL: nothing is being read */
  size_t            base, read; /* the window: its first number, and how many */
};

/* Its name, else its first text that is no key. */
static const FieldType *naming_field(const RecordType *type) {
  if (type->name_field >= 0)
    return &type->fields[type->name_field];
  for (size_t i = 0; i < type->count; i++)
    if (type->fields[i].type.kind == TYPE_TEXT && !type->fields[i].key)
      return &type->fields[i];
  return NULL;
}

Text ending_title(const Record *record) {
  const FieldType *field = naming_field(record->type);
  Value value = field && !field->key ? record->fields[field->index] : value_unknown(TYPE_TEXT);
  return value.state == VALUE_KNOWN ? value.as.text : TEXT("");
}

Titles *titles_new(Arena *arena, const EndingSide *side, const Decision *decision) {
  Titles *titles = arena_new(arena, Titles);
  const FieldType *field = naming_field(decision->subject);
  *titles = (Titles){ .arena = arena, .side = side, .type = decision->subject };
  if (field && !field->key && field->used)
    titles->field = field;
  return titles;
}

static void stop_reading(Titles *titles) {
  if (titles->intake)
    intake_end(titles->intake);
  titles->intake = NULL;
}

static void start_reading(Titles *titles) {
  IntakeOptions options = { .window = WINDOW, .threads = titles->side->threads };
  if (!titles->census)
    titles->census = census_new(titles->arena, titles->side->side->model);
  titles->intake = intake_new(titles->arena, titles->census, titles->side->store, titles->type,
                              &options);
  titles->base = titles->read = 0;
}

/* Reads on to the window that holds it; false: there are not so many. */
static bool read_on(Titles *titles, size_t number) {
  if (number < titles->base)
    stop_reading(titles);
  if (!titles->intake)
    start_reading(titles);
  while (number >= titles->base + titles->read) {
    titles->base += titles->read;
    census_clear(titles->census);
    if (!intake_next(titles->intake))
      return false;
    titles->read = census_columns(titles->census, titles->type)->count;
  }
  return true;
}

Text titles_at(Titles *titles, size_t number, Arena *arena) {
  if (!titles->field || !read_on(titles, number))
    return TEXT("");
  const Columns *columns = census_columns(titles->census, titles->type);
  Value value = column_value(columns, &columns->fields[titles->field->index],
                             (uint32_t)(number - titles->base), arena);
  return value.state == VALUE_KNOWN ? value.as.text : TEXT("");
}

void titles_end(Titles *titles) {
  stop_reading(titles);
  if (titles->census)
    census_end(titles->census);
  titles->census = NULL;
}
