/* Rules that changed, in words. */
#include "interp/report/difference_inside.h"

#include "grammar/print.h"

#include <string.h>

typedef struct {
  Arena            *arena;
  const Screen     *screen;
  const Comparison *comparison;
  const RulesPart  *part;
  bool              after;
  bool              values;       /* every parameter is told by its value: of what is new */
} Telling;

static Surface surface_of(const Telling *telling) {
  return telling->screen->swedish ? SURFACE_SWEDISH : SURFACE_ENGLISH;
}

static const RulesSide *side_of(const Telling *telling) {
  return telling->after ? &telling->comparison->after : &telling->comparison->before;
}

static const char *words(const Telling *telling, const char *english) {
  return screen_words(telling->screen, english);
}

static Text visible(const Telling *telling, Text text) {
  return arena_text(telling->arena, screen_visible(telling->arena, text));
}

/* ---- terms ---------------------------------------------------------------------------- */

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Thousands parted by spaces, as people write. */
static Text with_spaces(const Telling *telling, Text text) {
  char *bytes = arena_array(telling->arena, char, text.length + 1);
  for (size_t i = 0; i < text.length; i++) {
    bool between = text.bytes[i] == '_' && i > 0 && i + 1 < text.length &&
                   is_digit(text.bytes[i - 1]) && is_digit(text.bytes[i + 1]);
    bytes[i] = between ? ' ' : text.bytes[i];
  }
  return (Text){ bytes, text.length };
}

static Text printed(const Telling *telling, const Expr *expr) {
  Writer writer;
  writer_to_memory(&writer, telling->arena);
  print_expr(&writer, expr, surface_of(telling));
  return with_spaces(telling, visible(telling, writer_text(&writer)));
}

/* A parameter of this side alone, or a number of the clause, is told by its value. */
static const Term *value_of(const Telling *telling, const Term *term) {
  const RulesSide *side = side_of(telling);
  Former former = comparison_former(telling->arena, telling->comparison, telling->after, NULL);
  while (term && term->kind == TERM_PARAMETER && !term->as.parameter.on &&
         (telling->values || form_one_sided(&former, term->as.parameter.parameter))) {
    SideValues values = side_values(telling->arena, side, term->as.parameter.parameter);
    if (values.count != 1 || !values.items[0].value)
      break;
    term = side_term(side, values.items[0].value);
  }
  return term;
}

static Text constant_text(const Telling *telling, const Term *term) {
  if (term->kind == TERM_CONSTANT)
    return screen_value(telling->arena, telling->screen, term->as.constant, &term->type);
  if (term->kind == TERM_PENDING)
    return text_from(words(telling, "pending"));
  return TEXT("…");
}

/* The comparison with such a value in its right place: "at most 2 years". */
static const Expr *with_value(const Telling *telling, const Term *term) {
  const Expr *expr = term->expr;
  if (term->kind != TERM_BINARY || expr->kind != EXPR_BINARY)
    return expr;
  const Term *right = value_of(telling, term->as.binary.right);
  if (right == term->as.binary.right || !right->expr)
    return expr;
  Expr *copy = arena_new(telling->arena, Expr);
  *copy = *expr;
  copy->as.binary.right = right->expr;
  return copy;
}

static Text term_text(const Telling *telling, const Term *term) {
  term = value_of(telling, side_term(side_of(telling), term));
  if (!term)
    return TEXT("");
  return term->expr ? printed(telling, with_value(telling, term)) : constant_text(telling, term);
}

/* Of a comparison what stands behind its left side: "at most 2 years". */
static Text short_text(const Telling *telling, const Term *term) {
  Text whole = term_text(telling, term);
  term = side_term(side_of(telling), term);
  if (term->kind != TERM_BINARY || !term->expr || term->expr->kind != EXPR_BINARY ||
      term->as.binary.left->kind != TERM_FIELD)
    return whole;
  Text left = printed(telling, term->expr->as.binary.left);
  return text_starts_with(whole, left) && whole.length > left.length + 1
             ? text_part(whole, left.length + 1, whole.length)
             : whole;
}

/* ---- values by day -------------------------------------------------------------------- */

static Text side_value_text(const Telling *telling, const SideValue *value) {
  if (value->text.length)
    return visible(telling, value->text);
  return value->value ? term_text(telling, value->value) : TEXT("–");
}

static Text dated_text(const Telling *telling, const SideValue *value) {
  Text text = side_value_text(telling, value);
  if (value->days.from == DATE_FIRST)
    return text;
  return arena_format(telling->arena, words(telling, "%.*s from %.*s"), TEXT_PRINT(text),
                      TEXT_PRINT(date_text(telling->arena, value->days.from)));
}

static Text parameter_text(const Telling *telling, const Parameter *parameter) {
  const RulesSide *side = side_of(telling);
  SideValues values = side_values(telling->arena, side, parameter);
  Text all = TEXT_NONE;
  for (size_t i = 0; i < values.count; i++) {
    bool edge = !values.items[i].value && (i == 0 || i + 1 == values.count);
    if (edge && values.count > 1)
      continue;
    Text one = side->has_day ? side_value_text(telling, &values.items[i])
                             : dated_text(telling, &values.items[i]);
    all = all.length ? arena_format(telling->arena, "%.*s, %.*s", TEXT_PRINT(all), TEXT_PRINT(one))
                     : one;
  }
  return all;
}

/* ---- aspects -------------------------------------------------------------------------- */

static Text exceptions_text(const Telling *telling, const Exceptions *exceptions) {
  Text all = TEXT_NONE;
  for (size_t i = 0; i < exceptions->count; i++) {
    const Exception *exception = &exceptions->items[i];
    Text name = exception->name.length ? exception->name : exception->title;
    Text one = exception->condition ? printed(telling, exception->condition) : name;
    if (exception->condition && name.length)
      one = arena_format(telling->arena, "%.*s: %.*s", TEXT_PRINT(visible(telling, name)),
                         TEXT_PRINT(one));
    all = all.length ? arena_format(telling->arena, "%.*s; %.*s", TEXT_PRINT(all), TEXT_PRINT(one))
                     : one;
  }
  return all;
}

static Text aspect_text(const Telling *telling, const Aspect *aspect, bool shortened) {
  if (aspect->term)
    return shortened ? short_text(telling, aspect->term) : term_text(telling, aspect->term);
  if (aspect->parameter)
    return parameter_text(telling, aspect->parameter);
  if (aspect->table)
    return arena_format(telling->arena, words(telling, "%zu rows"), aspect->table->rows.count);
  if (aspect->exceptions)
    return exceptions_text(telling, aspect->exceptions);
  return aspect->said ? text_from(words(telling, aspect->said)) : visible(telling, aspect->words);
}

Text difference_aspect(Arena *arena, const Screen *screen, const Comparison *comparison,
                       const RulesPart *part, const Aspect *aspect, bool after) {
  Telling telling = { arena, screen, comparison, part, after, false };
  return aspect_text(&telling, aspect, false);
}

/* ---- what a part is called ------------------------------------------------------------ */

typedef struct { const char *sort, *added, *removed; } NewWords;

/* In Swedish the word for new follows the noun. */
static const NewWords new_words[] = {
  { "criterion",    MESSAGE("new criterion"),    MESSAGE("criterion, taken away") },
  { "considered",   MESSAGE("newly considered"), MESSAGE("considered no more") },
  { "eligible",     MESSAGE("new test of who may apply"),
                    MESSAGE("test of who may apply, taken away") },
  { "excluded",     MESSAGE("new exclusion"),    MESSAGE("exclusion, taken away") },
  { "delegated",    MESSAGE("new delegation"),   MESSAGE("delegation, taken away") },
  { "decided by",   MESSAGE("decides, new"),     MESSAGE("decides no more") },
  { "deadline",     MESSAGE("new deadline"),     MESSAGE("deadline, taken away") },
  { "condition",    MESSAGE("new condition"),    MESSAGE("condition, taken away") },
  { "frame",        MESSAGE("new frame"),        MESSAGE("frame, taken away") },
  { "fact",         MESSAGE("new fact"),         MESSAGE("fact, taken away") },
  { "line",         MESSAGE("new line"),         MESSAGE("line, taken away") },
  { "note",         MESSAGE("new note"),         MESSAGE("note, taken away") },
};

static Text new_text(const Telling *telling, bool added) {
  const char *sort = telling->part->sort;
  for (size_t i = 0; i < sizeof new_words / sizeof new_words[0]; i++)
    if (strcmp(new_words[i].sort, sort) == 0)
      return text_from(words(telling, added ? new_words[i].added : new_words[i].removed));
  return arena_format(telling->arena, added ? words(telling, "%s: new")
                                            : words(telling, "%s: taken away"),
                      words(telling, sort));
}

/* Names of our own (the head's lines, the allocation) are said; the rules' own are as written. */
Text difference_part_name(Arena *arena, const Screen *screen, const RulesPart *part) {
  if (part->kind == PART_HEAD || part->kind == PART_ALLOCATION || part->kind == PART_VALID)
    return text_from(screen_words(screen, part->sort));
  Text name = part->name.length ? part->name
              : part->title.length ? part->title
                                   : text_from(screen_words(screen, part->sort));
  if (part->kind == PART_FIELD || part->kind == PART_LINE)
    name = arena_format(arena, "%.*s.%.*s", TEXT_PRINT(part->owner), TEXT_PRINT(name));
  return arena_text(arena, screen_visible(arena, name));
}

static Text named_as_new(const Telling *telling, bool added) {
  return arena_format(telling->arena, "%.*s (%.*s)",
                      TEXT_PRINT(difference_part_name(telling->arena, telling->screen,
                                                      telling->part)),
                      TEXT_PRINT(new_text(telling, added)));
}

/* "director: at most"; of a parameter only its name. */
static Text named_aspect(const Telling *telling, const char *label) {
  Text name = difference_part_name(telling->arena, telling->screen, telling->part);
  return *label ? arena_format(telling->arena, "%.*s: %s", TEXT_PRINT(name),
                               words(telling, label))
                : name;
}

/* ---- the date it goes by -------------------------------------------------------------- */

static Text date_name(const Telling *telling, const Term *term) {
  if (!term)
    return TEXT("");
  if (term->kind == TERM_FIELD)
    return visible(telling, term->as.field.field->name);
  return term->expr ? printed(telling, term->expr) : TEXT("");
}

/* What the amendment asks of a record: the field of `applies to R when FIELD …`. */
static const Term *asked_date(const Amendment *amendment) {
  const Term *when = amendment ? amendment->when : NULL;
  return when && when->kind == TERM_BINARY ? when->as.binary.left : NULL;
}

/* The only date that any decision goes by. */
static const Term *usual_date(const Model *model) {
  return model->decisions.count == 1 ? model->decisions.items[0]->governing : NULL;
}

/* The amendment by which the change holds; NULL: by none. */
const Amendment *difference_amendment(const RulesChange *change) {
  const Versions *versions = change->versions;
  if (!versions)
    return NULL;
  return change->kind == RULES_REMOVED && versions->until.count ? versions->until.items[0]
                                                                : versions->from;
}

static Text governed_text(const Telling *telling, const RulesChange *change) {
  const Amendment *amendment = difference_amendment(change);
  if (!amendment)
    return TEXT("");
  const Term *date = change->versions->governed ? change->versions->governed
                     : asked_date(amendment)    ? asked_date(amendment)
                     : change->governed         ? change->governed
                                                : usual_date(telling->comparison->after.model);
  return date_name(telling, date);
}

/* ---- rows ----------------------------------------------------------------------------- */

static ChangeRow row_of(Telling *telling, const RulesChange *change, const AspectChange *aspect) {
  bool told = aspect->before ? *aspect->before->label != '\0' : *aspect->after->label != '\0';
  const char *label = aspect->after ? aspect->after->label : aspect->before->label;
  bool only_requirement = text_is(text_from(label), "requires") && change->aspects.count == 1;
  ChangeRow row = { .change = change };
  telling->after = true;
  row.name = named_aspect(telling, told && !only_requirement ? label : "");
  if (aspect->after)
    row.after = aspect_text(telling, aspect->after, only_requirement);
  row.governed = governed_text(telling, change);
  telling->after = false;
  if (aspect->before)
    row.before = aspect_text(telling, aspect->before, only_requirement);
  return row;
}

/* What a new part says, in one text: all its aspects but what it is. */
static Text whole_part(Telling *telling, bool shortened) {
  Text all = TEXT_NONE;
  for (size_t i = 0; i < telling->part->aspects.count; i++) {
    const Aspect *aspect = &telling->part->aspects.items[i];
    bool plain = text_is(text_from(aspect->label), "requires") || *aspect->label == '\0';
    if (text_is(text_from(aspect->label), "sort") || aspect->only_words)
      continue;
    Text one = aspect_text(telling, aspect, shortened && plain);
    if (!plain)
      one = arena_format(telling->arena, "%s %.*s", words(telling, aspect->label),
                         TEXT_PRINT(one));
    all = all.length ? arena_format(telling->arena, "%.*s, %.*s", TEXT_PRINT(all), TEXT_PRINT(one))
                     : one;
  }
  return all;
}

static ChangeRow row_of_whole(Telling *telling, const RulesChange *change) {
  ChangeRow row = { .change = change };
  bool added = change->kind == RULES_ADDED;
  telling->after = added;
  telling->values = true;
  row.name = named_as_new(telling, added);
  *(added ? &row.after : &row.before) = whole_part(telling, true);
  telling->values = false;
  row.governed = governed_text(telling, change);
  return row;
}

static ChangeRow row_of_name(Telling *telling, const RulesChange *change) {
  Telling old = *telling;
  old.part = change->before;
  telling->after = true;
  return (ChangeRow){ .change = change,
                      .name = arena_format(telling->arena, words(telling, "%s, renamed"),
                                           words(telling, change->after->sort)),
                      .before = difference_part_name(old.arena, old.screen, old.part),
                      .after = difference_part_name(telling->arena, telling->screen,
                                                    telling->part),
                      .governed = governed_text(telling, change) };
}

static void add_rows(Telling *telling, const RulesChange *change, ChangeRows *rows) {
  telling->part = change_part(change);
  switch (change->kind) {
    case RULES_ADDED: case RULES_REMOVED:
      LIST_ADD(telling->arena, rows, ChangeRow, row_of_whole(telling, change));
      return;
    case RULES_RENAMED:
      LIST_ADD(telling->arena, rows, ChangeRow, row_of_name(telling, change));
      return;
    case RULES_CHANGED:
      for (size_t i = 0; i < change->aspects.count; i++)
        LIST_ADD(telling->arena, rows, ChangeRow,
                 row_of(telling, change, &change->aspects.items[i]));
      return;
  }
}

/* A new fact is told by what asks for it, and by the column that the database needs. */
static bool is_told(const RulesChange *change) {
  return change->kind != RULES_ADDED || change->after->kind != PART_FIELD;
}

ChangeRows difference_rows(Arena *arena, const Screen *screen, const Comparison *comparison,
                           bool only_words) {
  ChangeRows rows = { NULL, 0, 0 };
  Telling telling = { .arena = arena, .screen = screen, .comparison = comparison };
  for (size_t i = 0; i < comparison->changes.count; i++) {
    const RulesChange *change = &comparison->changes.items[i];
    if (change->only_words == only_words && is_told(change))
      add_rows(&telling, change, &rows);
  }
  return rows;
}

Text difference_condition(const DifferencePage *page, const Amendment *amendment,
                          const Term *governed) {
  Telling telling = { .arena = page->arena, .screen = page->screen,
                      .comparison = page->report->comparison, .after = true };
  if (amendment->when && amendment->when->expr)
    return printed(&telling, amendment->when->expr);
  Text date = date_name(&telling, governed);
  if (date.length == 0 || amendment->in_force.count == 0)
    return TEXT("");
  return arena_format(page->arena, words(&telling, "%.*s from %.*s"), TEXT_PRINT(date),
                      TEXT_PRINT(date_text(page->arena, amendment->in_force.items[0].from)));
}

Text difference_not_before(const DifferencePage *page, const Amendment *amendment,
                           const Term *date) {
  Telling telling = { .arena = page->arena, .screen = page->screen,
                      .comparison = page->report->comparison, .after = true };
  if (amendment->in_force.count == 0)
    return TEXT("");
  return arena_format(page->arena, words(&telling, "not %.*s before %.*s"),
                      TEXT_PRINT(date_name(&telling, date)),
                      TEXT_PRINT(date_text(page->arena, amendment->in_force.items[0].from)));
}
