#include "interp/report/pending.h"

#include "interp/check/budget.h"
#include "interp/report/bases.h"

typedef struct {
  Writer  *writer;
  Sources *sources;
  const char *heading;
  Map     *told;
  bool     first;               /* nothing stands above it */
  size_t   count;
} Section;

static void begin_line(Section *section, Span span) {
  if (section->count++ == 0)
    writer_print(section->writer, "%s%s\n", section->first ? "" : "\n",
                 message(section->writer->language, section->heading));
  Source *source = sources_get(section->sources, span);
  if (source) {
    Place place = source_place(section->sources, source, span.start);
    writer_print(section->writer, "  %.*s:%zu  ", TEXT_PRINT(source->path), place.line);
  } else {
    writer_put(section->writer, TEXT("  "));
  }
}

/* Notes what is told; true if it was told of another file that uses the same one. */
static bool is_told(Section *section, Span span, Text name, Text text) {
  const Source *source = sources_get(section->sources, span);
  Arena *arena = section->told->arena;
  Text key = arena_format(arena, "%.*s %u %.*s %.*s", TEXT_PRINT(source ? source->path : TEXT("")),
                          (unsigned)span.start, TEXT_PRINT(name), TEXT_PRINT(text));
  if (map_get(section->told, key))
    return true;
  map_add(section->told, key, section->told);
  return false;
}

static void add(Section *section, Span span, Text name, Text text) {
  if (is_told(section, span, name, text))
    return;
  begin_line(section, span);
  writer_put(section->writer, name);
  if (name.length && text.length)
    writer_put(section->writer, TEXT("  "));
  writer_put(section->writer, text);
  writer_put_char(section->writer, '\n');
}

static bool is_pending(const Term *term) {
  return term && term->kind == TERM_PENDING;
}

/* What an open conflict has made pending is told with the conflict. */
static const Conflict *conflict_of(const Model *model, const Term *term) {
  for (size_t i = 0; i < model->conflicts.count; i++)
    if (text_equal(model->conflicts.items[i]->name, term->as.pending.name))
      return model->conflicts.items[i];
  return NULL;
}

static void add_pending(Section *section, const Model *model, const Term *term, Span span,
                        Text name, Text title) {
  if (is_pending(term) && !conflict_of(model, term))
    add(section, span, name, title);
}

static void list_parameters(Section *section, const Model *model) {
  for (size_t i = 0; i < model->parameters.count; i++) {
    const Parameter *parameter = model->parameters.items[i];
    if (parameter->values.count == 0)
      add_pending(section, model, parameter->value, parameter->span, parameter->name,
                  parameter->title);
    for (size_t j = 0; j < parameter->values.count; j++)
      add_pending(section, model, parameter->values.items[j].value,
                  parameter->values.items[j].span, parameter->name, parameter->title);
  }
}

static void list_cells(Section *section, const Model *model) {
  for (size_t i = 0; i < model->tables.count; i++) {
    const DataTable *table = model->tables.items[i];
    for (size_t j = 0; j < table->rows.count; j++)
      if (table->rows.items[j].pending)
        add(section, table->rows.items[j].row->span, table->name, table->title);
  }
}

static void list_days(Section *section, const Model *model) {
  Arena *arena = section->told->arena;
  for (size_t i = 0; i < model->duties.count; i++) {
    const Duty *duty = model->duties.items[i];
    add_pending(section, model, duty->due, duty->span, duty->name, duty->title);
  }
  for (size_t i = 0; i < model->meetings.count; i++) {
    const Meeting *meeting = model->meetings.items[i];
    Text month = text_part(date_text(arena, meeting->day), 0, 7);
    if (meeting->day_not_set)
      add(section, meeting->span, meeting->name,
          arena_format(arena, message(section->writer->language, MESSAGE("%.*s, day not set")),
                       TEXT_PRINT(month)));
  }
}

static void list_values(Section *section, const Model *model) {
  list_parameters(section, model);
  for (size_t i = 0; i < model->frames.count; i++) {
    const Frame *frame = model->frames.items[i];
    add_pending(section, model, frame->limit, frame->span, frame->name, frame->title);
  }
  list_cells(section, model);
  for (size_t i = 0; i < model->transfers.count; i++) {
    const Transfer *transfer = model->transfers.items[i];
    add_pending(section, model, transfer->amount, transfer->span, transfer->name,
                transfer->title);
  }
  list_days(section, model);
}

static void list_conflicts(Section *section, const Model *model) {
  for (size_t i = 0; i < model->conflicts.count; i++) {
    const Conflict *conflict = model->conflicts.items[i];
    if (!conflict->follows)
      add(section, conflict->span, conflict->name, conflict->title);
  }
}

typedef struct {
  Section  *section;
  BasisKind kind;
} Wanted;

static void list_basis(void *context, Text rule, const ModelBasis *basis) {
  const Wanted *wanted = context;
  if (basis->kind == wanted->kind)
    add(wanted->section, basis->span, rule, basis->text);
}

static void list_not_encoded(Section *section, const Model *model) {
  for (size_t i = 0; i < model->not_encoded.count; i++) {
    const NotEncoded *left_out = &model->not_encoded.items[i];
    add(section, left_out->span, left_out->text, left_out->because);
  }
}

void pending_write(Writer *writer, const Model *model, Sources *sources, Map *told) {
  size_t told_before = told->count;
  Section values = { writer, sources, MESSAGE("Pending: the sources leave these values open"),
                     told, true, 0 };
  list_values(&values, model);
  Section conflicts = { writer, sources,
                        MESSAGE("Conflicts: two places disagree, and neither is followed"),
                        told, values.count == 0, 0 };
  list_conflicts(&conflicts, model);
  size_t open = values.count + conflicts.count;
  Section readings = { writer, sources, MESSAGE("Readings: how an unclear text is read"),
                       told, open == 0, 0 };
  Wanted wanted = { &readings, BASIS_READING };
  bases_visit(model, list_basis, &wanted);
  Section assumptions = { writer, sources, MESSAGE("Assumed: rules of ours, not the text's"),
                          told, open + readings.count == 0, 0 };
  wanted = (Wanted){ &assumptions, BASIS_ASSUMED };
  bases_visit(model, list_basis, &wanted);
  Section left_out = { writer, sources, MESSAGE("Not encoded: left to people"),
                       told, open + readings.count + assumptions.count == 0, 0 };
  list_not_encoded(&left_out, model);
  if (open + readings.count + assumptions.count + left_out.count == 0)
    writer_say(writer, told_before ? MESSAGE("The sources leave nothing more open.\n")
                                   : MESSAGE("The sources leave nothing open.\n"));
}
