#include "interp/report/pending.h"

#include "interp/report/bases.h"

typedef struct {
  Writer  *writer;
  Sources *sources;
  Text     heading;
  Map     *told;
  bool     first;               /* nothing stands above it */
  size_t   count;
} Section;

static void begin_line(Section *section, Span span) {
  if (section->count++ == 0)
    writer_print(section->writer, "%s%.*s\n", section->first ? "" : "\n",
                 TEXT_PRINT(section->heading));
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

static void list_values(Section *section, const Model *model) {
  for (size_t i = 0; i < model->parameters.count; i++) {
    const Parameter *parameter = model->parameters.items[i];
    if (is_pending(parameter->value))
      add(section, parameter->span, parameter->name, parameter->title);
  }
  for (size_t i = 0; i < model->frames.count; i++) {
    const Frame *frame = model->frames.items[i];
    if (is_pending(frame->limit))
      add(section, frame->span, frame->name, frame->title);
  }
  for (size_t i = 0; i < model->duties.count; i++) {
    const Duty *duty = model->duties.items[i];
    if (is_pending(duty->due))
      add(section, duty->span, duty->name, duty->title);
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
  Section values = { writer, sources, TEXT("Pending: the sources leave these values open"),
                     told, true, 0 };
  list_values(&values, model);
  Section readings = { writer, sources, TEXT("Readings: how an unclear text is read"),
                       told, values.count == 0, 0 };
  Wanted wanted = { &readings, BASIS_READING };
  bases_visit(model, list_basis, &wanted);
  Section assumptions = { writer, sources, TEXT("Assumed: rules of ours, not the text's"),
                          told, values.count + readings.count == 0, 0 };
  wanted = (Wanted){ &assumptions, BASIS_ASSUMED };
  bases_visit(model, list_basis, &wanted);
  Section left_out = { writer, sources, TEXT("Not encoded: left to people"),
                       told, values.count + readings.count + assumptions.count == 0, 0 };
  list_not_encoded(&left_out, model);
  if (values.count + readings.count + assumptions.count + left_out.count == 0)
    writer_put(writer, told_before ? TEXT("The sources leave nothing more open.\n")
                                   : TEXT("The sources leave nothing open.\n"));
}
