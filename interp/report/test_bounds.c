#include "interp/report/test_bounds.h"

#include "grammar/keywords.h"

unsigned test_bounds_percent(const TestBounds *bounds) {
  return bounds->all ? (unsigned)(bounds->met * 100 / bounds->all) : 100;
}

/* ---- a test ------------------------------------------------------------------------------ */

typedef struct {
  Writer  *writer;
  Arena   *arena;
  Surface  surface;
  Sources *sources;
} Writing;

static const char *word(const Writing *writing, const char *english) {
  return keyword_called(english, writing->surface);
}

static void put_name(Writing *writing, Text name) {
  bool quoted = keyword_reserves(name, writing->surface);
  writer_print(writing->writer, quoted ? "'%.*s'" : "%.*s", TEXT_PRINT(name));
}

/* As it is written, line breaks and what indents them folded to one space. */
static void put_written(Writing *writing, Span span) {
  const Source *source = sources_get(writing->sources, span);
  Text text = source ? text_part(source->text, span.start, span.end) : TEXT_NONE;
  bool space = false;
  for (size_t i = 0; i < text.length; i++) {
    bool here = text.bytes[i] == ' ' || text.bytes[i] == '\n';
    if (!here && space)
      writer_put_char(writing->writer, ' ');
    if (!here)
      writer_put_char(writing->writer, text.bytes[i]);
    space = here;
  }
}

static Text shown(const Writing *writing, Value value, const Type *type) {
  return value_show(writing->arena, value, type, writing->surface == SURFACE_SWEDISH);
}

/* What is said of the field itself is left out: the proposal says it anew. */
static void put_given(Writing *writing, const ModelGiven *given, const TestProposal *proposal) {
  Writer *writer = writing->writer;
  const char *before = " ";
  writer_print(writer, "  %s ", word(writing, "given"));
  put_name(writing, given->record->name);
  if (given->like) {
    writer_print(writer, " %s ", word(writing, "like"));
    put_name(writing, given->like->name);
    before = ", ";
  }
  for (size_t i = 0; i < given->facts.count; i++) {
    if (given == proposal->given && given->facts.items[i].field == proposal->field)
      continue;
    writer_print(writer, "%s", before);
    put_written(writing, given->facts.items[i].span);
    before = ", ";
  }
  if (given == proposal->given) {
    writer_print(writer, "%s", before);
    put_name(writing, field_word(proposal->field));
    Text value = shown(writing, proposal->value, &proposal->field->type);
    writer_print(writer, " %.*s", TEXT_PRINT(value));
  }
  writer_put_char(writer, '\n');
}

static void put_settings(Writing *writing, const ModelTest *test) {
  for (size_t i = 0; i < test->settings.count; i++) {
    const ModelSetting *setting = &test->settings.items[i];
    writer_print(writing->writer, "  %s %.*s = %.*s\n", word(writing, "set"),
                 TEXT_PRINT(setting->parameter->name), TEXT_PRINT(setting->text));
  }
  if (test->has_as_of)
    writer_print(writing->writer, "  %s %.*s\n", word(writing, "as of"),
                 TEXT_PRINT(date_text(writing->arena, test->as_of)));
}

/* "failed a and b" */
static void put_names(Writing *writing, const char *kind, Text names) {
  if (!names.length)
    return;
  writer_print(writing->writer, ", %s ", word(writing, kind));
  for (size_t at = 0, end; at < names.length; at = end + 1) {
    end = text_find(names, TEXT(","), at);
    if (at)
      writer_print(writing->writer, " %s ", word(writing, "and"));
    put_name(writing, text_part(names, at, end < names.length ? end : names.length));
  }
}

static void put_expected(Writing *writing, const TestProposal *proposal) {
  Writer *writer = writing->writer;
  Text outcome = arena_text(writing->arena, proposal->outcome);
  writer_print(writer, "  %s %s", word(writing, "expect"), word(writing, outcome.bytes));
  put_names(writing, "failed", proposal->failed);
  put_names(writing, "missing", proposal->missing);
  if (proposal->decider.length) {
    writer_print(writer, ", %s ", word(writing, "decider"));
    put_name(writing, proposal->decider);
  }
  if (proposal->granted_known) {
    Type money = { .kind = TYPE_MONEY, .currency = proposal->currency };
    Value granted = value_number(TYPE_MONEY, fraction_from(proposal->granted));
    writer_print(writer, ", %s %.*s", word(writing, "granted"),
                 TEXT_PRINT(shown(writing, granted, &money)));
  }
  writer_put_char(writer, '\n');
}

static const char *const side_texts[BOUND_SIDES] = {
  MESSAGE("just below the bound in line %zu"),
  MESSAGE("on the bound in line %zu"),
  MESSAGE("just above the bound in line %zu"),
};

Text proposal_text(Arena *arena, const TestProposal *proposal, const Bound *bound,
                   BoundSide side, Surface surface, Sources *sources) {
  Writer writer;
  writer_to_memory(&writer, arena);
  writer.language = surface_language(surface);
  Writing writing = { &writer, arena, surface, sources };
  Source *source = sources_get(sources, bound->span);
  size_t line = source ? source_place(sources, source, bound->span.start).line : 0;
  writer_print(&writer, "%s \"%.*s %.*s: ", word(&writing, "test"),
               TEXT_PRINT(field_word(proposal->field)),
               TEXT_PRINT(shown(&writing, proposal->value, &proposal->field->type)));
  writer_say(&writer, side_texts[side], line);
  writer_put(&writer, TEXT("\"\n"));
  put_settings(&writing, proposal->like);
  for (size_t i = 0; i < proposal->like->givens.count; i++)
    put_given(&writing, &proposal->like->givens.items[i], proposal);
  put_expected(&writing, proposal);
  return writer_text(&writer);
}

/* ---- text -------------------------------------------------------------------------------- */

/* "no test just below it, on it", one remark for a bound; *next is moved past it. */
static Text missing_text(Arena *arena, const Screen *screen, const TestBounds *bounds,
                         size_t *next) {
  static const char *const sides[BOUND_SIDES] = { MESSAGE("just below it"), MESSAGE("on it"),
                                                  MESSAGE("just above it") };
  static const char *const rooms[BOUND_SIDES] = { "", MESSAGE("takes the last of it"),
                                                  MESSAGE("lacks the smallest unit of it") };
  const Bound *bound = bounds->missing.items[*next].bound;
  Text text = TEXT_NONE;
  for (; *next < bounds->missing.count && bounds->missing.items[*next].bound == bound; ++*next) {
    BoundSide side = bounds->missing.items[*next].side;
    Text words = text_from(screen_words(screen, bound->frame ? rooms[side] : sides[side]));
    text = text.length ? arena_format(arena, "%.*s, %.*s", TEXT_PRINT(text), TEXT_PRINT(words))
                       : words;
  }
  if (!bound->known && !bound->frame)
    return text_from(screen_words(screen, MESSAGE("no test comes here")));
  return arena_format(arena, screen_words(screen, MESSAGE("no test %.*s")), TEXT_PRINT(text));
}

static void put_tests(Writer *writer, const TestBounds *bounds) {
  bool first = true;
  for (size_t i = 0; i < bounds->missing.count; i++) {
    if (!bounds->missing.items[i].has_test)
      continue;
    if (first)
      writer_say(writer, MESSAGE("\n-- Tests for them, with what comes of each now: is that what "
                                 "the guideline says?\n"));
    first = false;
    writer_put_char(writer, '\n');
    writer_put(writer, bounds->missing.items[i].test);
  }
}

void test_bounds_write_text(Writer *writer, const Screen *screen, const TestBounds *bounds,
                            Sources *sources) {
  Remarks remarks = { NULL, 0, 0 };
  for (size_t i = 0; i < bounds->missing.count;) {
    Span span = bounds->missing.items[i].bound->span;
    remarks_add(writer->arena, &remarks, sources, span,
                missing_text(writer->arena, screen, bounds, &i));
  }
  remarks_write_text(writer, screen, &remarks);
  put_tests(writer, bounds);
  writer_put(writer, remarks.count ? TEXT("\n") : TEXT(""));
  writer_say(writer, MESSAGE("%zu of %zu sides of bounds have a test, %u %%\n"), bounds->met,
             bounds->all, test_bounds_percent(bounds));
}

/* ---- JSON -------------------------------------------------------------------------------- */

void test_bounds_write_json(Writer *writer, const TestBounds *bounds, Sources *sources) {
  writer_print(writer, "{\"sides\":%zu,\"met\":%zu,\"percent\":%u,\"missing\":[", bounds->all,
               bounds->met, test_bounds_percent(bounds));
  for (size_t i = 0; i < bounds->missing.count; i++) {
    const MissingBound *missing = &bounds->missing.items[i];
    Source *source = sources_get(sources, missing->bound->span);
    Place place = source_place(sources, source, missing->bound->span.start);
    writer_put(writer, i ? TEXT(",\n{\"path\":") : TEXT("\n{\"path\":"));
    writer_json(writer, source->path);
    writer_print(writer, ",\"line\":%zu,\"column\":%zu,\"side\":\"%s\"", place.line, place.column,
                 bound_side_names[missing->side]);
    if (missing->has_test) {
      writer_put(writer, TEXT(",\"test\":"));
      writer_json(writer, missing->test);
    }
    writer_put_char(writer, '}');
  }
  writer_put(writer, TEXT("\n]}\n"));
}
