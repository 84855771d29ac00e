/* Expressions of a wanted kind over what is in scope. */
#include "tests/property/maker.h"

#include <string.h>

/* ---- facts and names ----------------------------------------------------------------- */

enum { MOST_PATHS = 48 };

typedef struct { const char *path, *guard; bool optional, behind, named; } Fact;
typedef struct { Fact items[MOST_PATHS]; size_t count; } Facts;

static const char *path_to(Maker *maker, const char *object, const char *name) {
  return *object ? text(maker, "%s.%s", object, name) : name;
}

static void add_facts(Maker *maker, Facts *facts, const ObjectMade *object, Kind kind,
                      bool behind) {
  for (size_t i = 0; i < object->table->count; i++) {
    const FieldMade *field = &object->table->fields[i];
    if (field->kind == kind && !field->key && facts->count < MOST_PATHS)
      facts->items[facts->count++] = (Fact){ path_to(maker, object->path, field->name),
                                             object->guard, field->optional, behind,
                                             field->to == &maker->organisation };
  }
}

static void add_result(Maker *maker, Facts *facts, const ObjectMade *object, const char *format) {
  const char *of = path_to(maker, object->path, "grant");
  const char *path = reached(maker, FORM_MADE_OTHERS, text(maker, format, of, of));
  if (facts->count < MOST_PATHS)
    facts->items[facts->count++] = (Fact){ .path = path, .guard = object->guard };
}

/* What the first decision has come to for the record. */
static void add_results(Maker *maker, Facts *facts, const ObjectMade *object, Kind kind) {
  static const char *const of_kind[][4] = {
    [MONEY] = { "%s.granted", "%s.asked", "max(%s.granted, 5 kr)", "%s.asked" },
    [INTEGER] = { "(if %s.outcome in (fundable, waitlisted) then %s.rank else 0)", "%s.rank",
                  "(if %s.rank is known then 1 else 2)",
                  "(if %s.outcome is fundable then 3 else 4)" },
    [TRUTH] = { "(%s.outcome is fundable)", "(%s.outcome in (rejected, waitlisted))",
                "(%s.decider is board)", "(%s.granted is known)" },
  };
  bool some = kind == MONEY || kind == INTEGER || kind == TRUTH;
  if (!maker->results || object->table != &maker->application || !some)
    return;
  for (size_t i = 0; i < 2; i++)
    add_result(maker, facts, object, of_kind[kind][chance(maker, 4)]);
}

/* Those behind references too: a.org.size. */
static Facts facts_of(Maker *maker, Kind kind) {
  Facts facts = { .count = 0 };
  for (size_t i = maker->scope.object_count; i-- > 0;) {
    const ObjectMade *object = &maker->scope.objects[i];
    add_facts(maker, &facts, object, kind, false);
    add_results(maker, &facts, object, kind);
    for (size_t j = 0; j < object->table->count; j++) {
      const FieldMade *field = &object->table->fields[j];
      if (field->kind != REFERENCE || (object->guard && field->optional) || once_in(maker, 2))
        continue;
      const char *path = path_to(maker, object->path, field->name);
      ObjectMade reached_object = { path, field->to, field->optional ? path : object->guard };
      add_facts(maker, &facts, &reached_object, kind, true);
      add_results(maker, &facts, &reached_object, kind);
    }
  }
  return facts;
}

static const char *guards_of(Maker *maker, const Fact *fact) {
  if (fact->guard && fact->optional)
    return text(maker, "%s is given and %s is given", fact->guard, fact->path);
  return fact->guard ? text(maker, "%s is given", fact->guard)
                     : text(maker, "%s is given", fact->path);
}

/* A bare code is one only beside a value of its list. */
static const char *typed_code(Maker *maker) {
  return text(maker, "code_of(%zu)", chance(maker, maker->codes));
}

static const char *fact(Maker *maker, Kind kind) {
  Facts facts = facts_of(maker, kind);
  if (!facts.count)
    return kind == KIND ? typed_code(maker) : literal(maker, kind);
  /* What stands nearest comes first, and is meant most often. */
  size_t near = once_in(maker, 2) ? facts.count : (facts.count + 1) / 2;
  const Fact *chosen = &facts.items[chance(maker, near)];
  if (chosen->behind)
    reached(maker, FORM_MADE_PATH, "");
  if (!chosen->guard && !chosen->optional)
    return chosen->path;
  reached(maker, FORM_MADE_STATE, "");
  if (kind == TRUTH)
    return text(maker, "(%s and %s)", guards_of(maker, chosen), chosen->path);
  return text(maker, "(if %s then %s else %s)", guards_of(maker, chosen), chosen->path,
              literal(maker, kind));
}

const char *organisation_path(Maker *maker) {
  const char *found[8];
  size_t count = 0;
  for (size_t i = 0; i < maker->scope.object_count && count < 8; i++) {
    const ObjectMade *object = &maker->scope.objects[i];
    if (object->table == &maker->organisation && *object->path && !object->guard)
      found[count++] = object->path;
  }
  Facts facts = facts_of(maker, REFERENCE);
  for (size_t i = 0; i < facts.count && count < 8; i++)
    if (!facts.items[i].guard && !facts.items[i].optional && facts.items[i].named)
      found[count++] = facts.items[i].path;
  return count ? found[chance(maker, count)] : NULL;
}

static const char *name_of(Maker *maker, Kind kind) {
  const Scope *scope = &maker->scope;
  size_t first = chance(maker, scope->named_count + 1);
  for (size_t i = 0; i < scope->named_count; i++) {
    const NamedMade *named = &scope->named[(first + i) % scope->named_count];
    if (named->kind != kind)
      continue;
    return named->name;
  }
  return fact(maker, kind);
}

static const char *argument(Maker *maker, Kind kind, unsigned depth) {
  return kind == REFERENCE ? organisation_path(maker) : expression(maker, kind, depth);
}

static const char *call(Maker *maker, Kind kind, unsigned depth) {
  size_t first = chance(maker, maker->call_count + 1);
  for (size_t i = 0; i < maker->call_count; i++) {
    const CallMade *called = &maker->calls[(first + i) % maker->call_count];
    if (called->kind != kind)
      continue;
    const char *arguments = "";
    for (size_t j = 0; arguments && j < called->count; j++) {
      const char *next = argument(maker, called->arguments[j], depth + 2);
      arguments = next ? text(maker, "%s%s%s", arguments, j ? ", " : "", next) : NULL;
    }
    if (!arguments)
      continue;
    return reached(maker, FORM_MADE_CALL, text(maker, "%s(%s)", called->name, arguments));
  }
  return name_of(maker, kind);
}

/* ---- shared by several kinds --------------------------------------------------------- */

static const char *choice(Maker *maker, Kind kind, unsigned depth) {
  return reached(maker, FORM_MADE_IF,
                 text(maker, "(if %s then %s else %s)", expression(maker, TRUTH, depth + 1),
                      expression(maker, kind, depth + 1), expression(maker, kind, depth + 1)));
}

static const char *either_end(Maker *maker, Kind kind, unsigned depth) {
  return reached(maker, FORM_MADE_MAX_MIN,
                 text(maker, "%s(%s, %s)", once_in(maker, 2) ? "max" : "min",
                      expression(maker, kind, depth + 1), expression(maker, kind, depth + 1)));
}

static const char *two(Maker *maker, Kind kind, const char *op, unsigned depth) {
  return text(maker, "(%s %s %s)", expression(maker, kind, depth + 1), op,
              expression(maker, kind, depth + 1));
}

/* ---- amounts and numbers ------------------------------------------------------------- */

static const char *rounded(Maker *maker, unsigned depth) {
  static const char *const ways[] = { "rounded to", "rounded up to", "rounded down to" };
  static const char *const units[] = { "1 kr", "100 kr", "0.05 kr", "7 kr", "1 tkr" };
  return reached(maker, FORM_MADE_ROUNDED,
                 text(maker, "(%s %s %s)", expression(maker, MONEY, depth + 1),
                      ways[chance(maker, 3)], units[chance(maker, 5)]));
}

static const char *rates_table(Maker *maker, unsigned depth) {
  if (!maker->rates)
    return fact(maker, MONEY);
  return reached(maker, FORM_MADE_LOOKUP,
                 text(maker, "price(%s, %s)",
                      once_in(maker, 2) ? integer_written(maker)
                                        : expression(maker, INTEGER, depth + 2),
                      once_in(maker, 3) ? code_written(maker) : fact(maker, KIND)));
}

/* Of one organisation, or of all; the budget reads nothing of itself. */
static const char *line_of_budget(Maker *maker) {
  static const char *const lines[] = { "base_line", "extra", "in_all" };
  if (!maker->budget || maker->scope.object_count == 0)
    return fact(maker, MONEY);
  const char *line = lines[chance(maker, 3)];
  const char *of = once_in(maker, 4) ? NULL : organisation_path(maker);
  reached(maker, FORM_MADE_BUDGET_READ, "");
  if (maker->budget_years)
    return of ? text(maker, "outlay(%s, 2026).%s", of, line) : text(maker, "outlay(2026).%s", line);
  return of ? text(maker, "outlay(%s).%s", of, line) : text(maker, "outlay.%s", line);
}

static const char *money(Maker *maker, unsigned depth) {
  switch (chance(maker, 14)) {
    case 0: case 1: return name_of(maker, MONEY);
    case 2: return two(maker, MONEY, "+", depth);
    case 3: return two(maker, MONEY, "-", depth);
    case 4:
      return reached(maker, FORM_MADE_RATE_OF,
                     text(maker, "(%s of %s)", expression(maker, RATE, depth + 1),
                          expression(maker, MONEY, depth + 1)));
    case 5:
      return text(maker, "(%s * %s)", expression(maker, MONEY, depth + 1),
                  expression(maker, once_in(maker, 2) ? INTEGER : DECIMAL, depth + 1));
    case 6:
      return text(maker, "(%s / %s)", expression(maker, MONEY, depth + 1),
                  once_in(maker, 2) ? "3"
                                    : reached(maker, FORM_MADE_QUOTIENT,
                                              expression(maker, INTEGER, depth + 1)));
    case 7: return rounded(maker, depth);
    case 8: return either_end(maker, MONEY, depth);
    case 9: return choice(maker, MONEY, depth);
    case 10: return rates_table(maker, depth);
    case 11: return once_in(maker, 3) ? line_of_budget(maker) : call(maker, MONEY, depth);
    case 12:
      return reached(maker, FORM_MADE_MAX_MIN,
                     text(maker, "absolute(%s)", expression(maker, MONEY, depth + 1)));
    default: return list_expression(maker, MONEY, depth);
  }
}

static const char *in_another_currency(Maker *maker) {
  Facts facts = facts_of(maker, FOREIGN);
  if (!facts.count)
    return fact(maker, RATE);
  return reached(maker, FORM_MADE_CURRENCY,
                 text(maker, "(%s / %s)", fact(maker, FOREIGN),
                      once_in(maker, 2) ? "1 EUR" : "100 EUR"));
}

static const char *rate(Maker *maker, unsigned depth) {
  switch (chance(maker, 8)) {
    case 0: return once_in(maker, 2) ? in_another_currency(maker) : name_of(maker, RATE);
    case 1: return two(maker, RATE, once_in(maker, 2) ? "+" : "-", depth);
    case 2: return reached(maker, FORM_MADE_QUOTIENT, two(maker, MONEY, "/", depth));
    case 3: return either_end(maker, RATE, depth);
    case 4: return choice(maker, RATE, depth);
    case 5: return call(maker, RATE, depth);
    case 6: return two(maker, RATE, "*", depth);
    default: return list_expression(maker, RATE, depth);
  }
}

static const char *integer(Maker *maker, unsigned depth) {
  switch (chance(maker, 10)) {
    case 0: return name_of(maker, INTEGER);
    case 1: return two(maker, INTEGER, once_in(maker, 2) ? "+" : "-", depth);
    case 2: return two(maker, INTEGER, "*", depth);
    case 3:
      return reached(maker, FORM_MADE_DATES,
                     text(maker, "(%s of %s)", once_in(maker, 2) ? "year" : "month",
                          expression(maker, DAY, depth + 1)));
    case 4:
      return reached(maker, FORM_MADE_DATES,
                     text(maker, "%s(%s)", once_in(maker, 2) ? "day_of" : "weekday",
                          expression(maker, DAY, depth + 1)));
    case 5:
      return reached(maker, FORM_MADE_MAX_MIN,
                     text(maker, "remainder(%s, %s)", expression(maker, INTEGER, depth + 1),
                          once_in(maker, 2) ? "7" : expression(maker, INTEGER, depth + 1)));
    case 6: return choice(maker, INTEGER, depth);
    case 7: return call(maker, INTEGER, depth);
    case 8:
      if (maker->calendar && once_in(maker, 3))
        return reached(maker, FORM_MADE_WORKING,
                       text(maker, "working_days_between(%s, %s)",
                            expression(maker, DAY, depth + 1), expression(maker, DAY, depth + 1)));
      return either_end(maker, INTEGER, depth);
    default: return list_expression(maker, INTEGER, depth);
  }
}

static const char *decimal(Maker *maker, unsigned depth) {
  switch (chance(maker, 6)) {
    case 0: return name_of(maker, DECIMAL);
    case 1: return two(maker, DECIMAL, once_in(maker, 2) ? "+" : "*", depth);
    case 2:
      return reached(maker, FORM_MADE_QUOTIENT,
                     text(maker, "(%s / %s)", expression(maker, DECIMAL, depth + 1),
                          expression(maker, INTEGER, depth + 1)));
    case 3: return choice(maker, DECIMAL, depth);
    case 4: return either_end(maker, DECIMAL, depth);
    default: return fact(maker, DECIMAL);
  }
}

/* ---- dates --------------------------------------------------------------------------- */

static const char *computed_span(Maker *maker, const char *of_fact, unsigned depth) {
  reached(maker, FORM_MADE_SPANS, "");
  switch (chance(maker, 6)) {
    case 0: return text(maker, "(%s %s %s)", of_fact, once_in(maker, 3) ? "-" : "+",
                        expression(maker, SPAN, depth + 1));
    case 1: return text(maker, "(%s * %s)", of_fact, expression(maker, INTEGER, depth + 2));
    case 2: return text(maker, "(-%s)", of_fact);
    case 3: return either_end(maker, SPAN, depth);
    default: return choice(maker, SPAN, depth + 1);
  }
}

static const char *span(Maker *maker, unsigned depth) {
  if (!once_in(maker, 4))
    return once_in(maker, 3) ? name_of(maker, SPAN) : span_written(maker);
  if (!maker->calendar)
    return span_written(maker);
  const char *of_fact = reached(maker, FORM_MADE_DURATION, fact(maker, SPAN));
  return once_in(maker, 3) ? computed_span(maker, of_fact, depth) : of_fact;
}

/* Months and days have no order, which is an error where facts tell it, and none of the rules. */
static const char *of_spans(Maker *maker, unsigned depth) {
  static const char *const words[] = { "at most", "at least", "below", "above", "is", "is not" };
  if (!maker->calendar || !facts_of(maker, SPAN).count)
    return fact(maker, TRUTH);
  const char *of_fact = fact(maker, SPAN);
  reached(maker, FORM_MADE_SPANS, "");
  switch (chance(maker, 4)) {
    case 0: return text(maker, "(%s between 1 month and 2 years)", of_fact);
    case 1: return text(maker, "(%s %s (%s, %s))", of_fact, once_in(maker, 3) ? "not in" : "in",
                        span_written(maker), span_written(maker));
    case 2: return text(maker, "(%s %s %s)", of_fact, words[chance(maker, 6)],
                        expression(maker, SPAN, depth + 1));
    default: return text(maker, "(%s %s %s)", of_fact, words[chance(maker, 6)],
                         span_written(maker));
  }
}

static const char *day(Maker *maker, unsigned depth) {
  switch (chance(maker, 9)) {
    case 0: return name_of(maker, DAY);
    case 1: case 2:
      if (!maker->calendar)
        return fact(maker, DAY);
      return reached(maker, FORM_MADE_DATES,
                     text(maker, "(%s %s %s)", expression(maker, DAY, depth + 1),
                          once_in(maker, 4) ? "-" : "+", span(maker, depth + 1)));
    case 3:
      return reached(maker, FORM_MADE_DATES,
                     text(maker, "end_of_month(%s)", expression(maker, DAY, depth + 1)));
    case 4: return either_end(maker, DAY, depth);
    case 5: return choice(maker, DAY, depth);
    case 6:
      if (maker->calendar && once_in(maker, 2))
        return reached(maker, FORM_MADE_WORKING,
                       text(maker, "(%s rolling to next working day)",
                            expression(maker, DAY, depth + 1)));
      return reached(maker, FORM_MADE_DATES,
                     text(maker, "date(%s, %zu, %zu)", expression(maker, INTEGER, depth + 1),
                          1 + chance(maker, 12), 1 + chance(maker, 31)));
    case 7: return list_expression(maker, DAY, depth);
    default: return fact(maker, DAY);
  }
}

/* ---- yes and no ---------------------------------------------------------------------- */

const char *comparison_word(Maker *maker, Kind kind) {
  static const char *const of_numbers[] = { "at most", "at least", "below", "above", "=", "<>",
                                            "is", "is not", "<=", ">" };
  static const char *const of_days[] = { "no later than", "no earlier than", "before", "after",
                                         "is", "=" };
  static const char *const of_names[] = { "is", "is not" };
  if (kind == DAY || kind == MOMENT)
    return of_days[chance(maker, kind == DAY ? 6 : 4)];
  return kind == KIND || kind == WORDS ? of_names[chance(maker, 2)]
                                       : of_numbers[chance(maker, 10)];
}

static const char *comparison(Maker *maker, unsigned depth) {
  static const Kind kinds[] = { MONEY, MONEY, MONEY, RATE, INTEGER, INTEGER, DECIMAL, DAY, DAY };
  Kind kind = kinds[chance(maker, 9)];
  const char *right = once_in(maker, 2) ? literal(maker, kind)
                                        : expression(maker, kind, depth + 1);
  return reached(maker, FORM_MADE_COMPARISON,
                 text(maker, "(%s %s %s)", expression(maker, kind, depth + 1),
                      comparison_word(maker, kind), right));
}

static const char *of_names(Maker *maker, unsigned depth) {
  switch (chance(maker, 8)) {
    case 0: case 1:
      return reached(maker, FORM_MADE_MEMBERSHIP,
                     text(maker, "(%s %s (%s, %s))", fact(maker, KIND),
                          once_in(maker, 3) ? "not in" : "in", code_written(maker),
                          code_written(maker)));
    case 2:
      return reached(maker, FORM_MADE_TEXT,
                     text(maker, "(%s %s %s)", expression(maker, WORDS, depth + 1),
                          comparison_word(maker, WORDS), words_written(maker)));
    case 3:
      return reached(maker, FORM_MADE_MOMENT,
                     text(maker, "(%s %s %s)", fact(maker, MOMENT),
                          comparison_word(maker, MOMENT), moment_written(maker)));
    case 4:
      return of_spans(maker, depth);
    default:
      return text(maker, "(%s %s %s)", expression(maker, KIND, depth + 1),
                  comparison_word(maker, KIND), code_written(maker));
  }
}

static const char *range(Maker *maker, unsigned depth) {
  static const Kind kinds[] = { MONEY, INTEGER, DAY, RATE };
  Kind kind = kinds[chance(maker, 4)];
  const char *value = expression(maker, kind, depth + 1);
  const char *low, *high;
  two_literals(maker, kind, &low, &high);
  reached(maker, FORM_MADE_RANGE, "");
  switch (chance(maker, 4)) {
    case 0: return text(maker, "(%s in %s to %s)", value, low, high);
    case 1: return text(maker, "(%s between %s and %s)", value, low, high);
    case 2: return text(maker, "(%s in [%s..%s))", value, low, high);
    default: return text(maker, "(%s not in (%s..%s])", value, low, high);
  }
}

/* Of a fact that may be missing: known or given. */
static const char *state(Maker *maker) {
  static const Kind kinds[] = { MONEY, RATE, DAY, TRUTH, KIND, WORDS, REFERENCE, INTEGER };
  Facts facts = facts_of(maker, kinds[chance(maker, 8)]);
  if (!facts.count)
    return fact(maker, TRUTH);
  const Fact *chosen = &facts.items[chance(maker, facts.count)];
  reached(maker, FORM_MADE_STATE, "");
  const char *test = once_in(maker, 3) ? "is not" : "is";
  if (chosen->guard)
    return text(maker, "(%s is given and %s %s %s)", chosen->guard, chosen->path, test,
                chosen->optional ? "given" : "known");
  return text(maker, "(%s %s %s)", chosen->path, test, chosen->optional ? "given" : "known");
}

static const char *window(Maker *maker, unsigned depth) {
  if (maker->scope.governed && maker->calendar && once_in(maker, 3))
    return reached(maker, FORM_MADE_ELAPSED,
                   text(maker, "(at least %s since %s)", span_written(maker),
                        expression(maker, DAY, depth + 1)));
  if (!maker->calendar)
    return comparison(maker, depth);
  return reached(maker, FORM_MADE_WINDOW,
                 text(maker, "(%s in the %s %s %s)", expression(maker, DAY, depth + 1),
                      once_in(maker, 2) ? "3 years" : "12 months",
                      once_in(maker, 4) ? "after" : "before", expression(maker, DAY, depth + 1)));
}

/* A body among the organisations of a list. */
static const char *body_in_list(Maker *maker, const char *body) {
  for (size_t i = maker->scope.object_count; i-- > 0;) {
    const ObjectMade *object = &maker->scope.objects[i];
    for (size_t j = 0; j < object->table->count && !object->guard; j++)
      if (object->table->fields[j].kind == MANY &&
          object->table->fields[j].to == &maker->organisation)
        return reached(maker, FORM_MADE_BODY_IN,
                       text(maker, "(%s %s %s)", body, once_in(maker, 3) ? "not in" : "in",
                            path_to(maker, object->path, object->table->fields[j].name)));
  }
  return NULL;
}

static const char *of_bodies(Maker *maker) {
  const char *body = once_in(maker, 2) ? "board" : "council";
  const char *in_list = once_in(maker, 3) ? body_in_list(maker, body) : NULL;
  const char *path = in_list ? NULL : organisation_path(maker);
  if (!path)
    return in_list ? in_list : fact(maker, TRUTH);
  return reached(maker, FORM_MADE_BODY,
                 text(maker, "(%s %s %s)", path, once_in(maker, 2) ? "is" : "is not", body));
}

/* What has been done of a ladder, and the step proposed. */
static const char *of_steps(Maker *maker) {
  if (!maker->ladder)
    return state(maker);
  Facts facts = facts_of(maker, STEP);
  if (facts.count && once_in(maker, 2))
    return text(maker, "(%s %s s%zu)", facts.items[0].path, once_in(maker, 2) ? "is" : "is not",
                chance(maker, 3));
  if (!maker->scope.subject)
    return state(maker);
  return once_in(maker, 2)
             ? "(sanctions is given)"
             : text(maker, "(sanctions is given and sanctions is s%zu)", chance(maker, 3));
}

static const char *truth(Maker *maker, unsigned depth) {
  switch (chance(maker, 16)) {
    case 0: return fact(maker, TRUTH);
    case 1: case 2: case 3:
      return reached(maker, FORM_MADE_LOGIC,
                     two(maker, TRUTH, once_in(maker, 2) ? "and" : "or", depth));
    case 4: return reached(maker, FORM_MADE_LOGIC,
                           text(maker, "(not %s)", expression(maker, TRUTH, depth + 1)));
    case 5: case 6: case 7: return comparison(maker, depth);
    case 8: return of_names(maker, depth);
    case 9: return range(maker, depth);
    case 10: return once_in(maker, 4) ? of_steps(maker) : state(maker);
    case 11: return window(maker, depth);
    case 12: return once_in(maker, 3) ? choice(maker, TRUTH, depth) : call(maker, TRUTH, depth);
    case 13: return once_in(maker, 3) ? of_bodies(maker) : name_of(maker, TRUTH);
    default: return list_truth(maker, depth);
  }
}

static const char *words(Maker *maker, unsigned depth) {
  if (once_in(maker, 4))
    return text(maker, "folded(%s)", fact(maker, WORDS));
  return once_in(maker, 5) ? list_expression(maker, WORDS, depth) : fact(maker, WORDS);
}

/* ---- any ----------------------------------------------------------------------------- */

enum { DEEPEST = 4 };

const char *expression(Maker *maker, Kind kind, unsigned depth) {
  if (depth >= DEEPEST || once_in(maker, 3))
    return once_in(maker, 4) ? name_of(maker, kind)
           : once_in(maker, 4) && kind != KIND ? literal(maker, kind) : fact(maker, kind);
  switch (kind) {
    case TRUTH:   return truth(maker, depth);
    case MONEY:   return money(maker, depth);
    case RATE:    return rate(maker, depth);
    case INTEGER: return integer(maker, depth);
    case DECIMAL: return decimal(maker, depth);
    case DAY:     return day(maker, depth);
    case SPAN:    return span(maker, depth);
    case KIND:    return once_in(maker, 3) ? call(maker, KIND, depth) : fact(maker, KIND);
    case WORDS:   return words(maker, depth);
    case MOMENT: case REFERENCE: case MANY: case FOREIGN: case STEP: case KINDS: break;
  }
  return fact(maker, kind);
}
