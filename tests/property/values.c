/* What terms read by name: parameters, tables of a file, definitions, decision tables and
 * exceptions. */
#include "tests/property/maker.h"

#define BASIS "assumed \"Made.\""

/* ---- parameters ---------------------------------------------------------------------- */

static const char *dated_values(Maker *maker, Kind kind) {
  reached(maker, FORM_MADE_DATED, "");
  if (once_in(maker, 3))
    return text(maker, "%s until 2023-12-31, %s from 2024-01-01 to 2026-02-28, %s from 2026-03-01",
                literal(maker, kind), literal(maker, kind), literal(maker, kind));
  return once_in(maker, 2)
             ? text(maker, "%s until 2025-12-31, %s from 2026-01-01", literal(maker, kind),
                    literal(maker, kind))
             : text(maker, "%s until 2026-01-31, %s from 2026-02-01", literal(maker, kind),
                    literal(maker, kind));
}

static const char *computed(Maker *maker, Kind kind) {
  reached(maker, FORM_MADE_COMPUTED, "");
  if (kind == MONEY)
    return text(maker, "%s of %s", maker->parameters.named_count > 2 ? "portion" : "50 %",
                "base");
  return literal(maker, kind);
}

static void parameter(Maker *maker, const char *name, Kind kind, bool plain) {
  const char *value = literal(maker, kind);
  if (!plain && once_in(maker, 3) && maker->governed)
    value = dated_values(maker, kind);
  else if (!plain && once_in(maker, 4))
    value = computed(maker, kind);
  else if (!plain && once_in(maker, 25))
    value = reached(maker, FORM_MADE_PENDING, "pending");
  rule_line(maker, "parameter %s = %s " BASIS, name, value);
  scope_name(&maker->parameters, name, kind);
}

static void table_of_prices(Maker *maker) {
  maker->rates = once_in(maker, 3);
  if (!maker->rates)
    return;
  MadeLines *file = &maker->made->file;
  LIST_ADD(maker->arena, file, const char *, "year;kind;price");
  for (size_t year = 0; year < 12; year++)
    for (size_t code = 0; code < maker->codes; code++)
      if (!once_in(maker, 5))
        LIST_ADD(maker->arena, file, const char *,
                 text(maker, "%zu;k%zu;%s", year < 8 ? year : 2016 + year, code,
                      once_in(maker, 6) ? "" : once_in(maker, 2) ? "12.50" : "1000"));
  rule_line(maker, "table price(year integer, kind kind) money in kr from \"prices.csv\"%s " BASIS,
            once_in(maker, 2) ? " else 5 kr" : "");
}

void make_parameters(Maker *maker) {
  parameter(maker, "base", MONEY, true);
  parameter(maker, "portion", RATE, false);
  parameter(maker, "limit", MONEY, false);
  parameter(maker, "most", MONEY, false);
  parameter(maker, "least", INTEGER, false);
  parameter(maker, "start", DAY, false);
  if (maker->calendar)
    parameter(maker, "to_report", SPAN, false);
  table_of_prices(maker);
}

/* ---- definitions --------------------------------------------------------------------- */

static void plain_define(Maker *maker, const char *name, Kind kind) {
  maker->scope = scope_of_subject(maker);
  maker->scope.governed = false;
  rule_line(maker, "define %s = %s " BASIS, name, expression(maker, kind, 1));
  maker->defines[maker->define_count++] = (NamedMade){ name, kind };
  reached(maker, FORM_MADE_DEFINE, "");
}

static void define_with_arguments(Maker *maker) {
  CallMade *called = &maker->calls[maker->call_count];
  called->kind = once_in(maker, 2) ? MONEY : once_in(maker, 2) ? RATE : TRUTH;
  called->name = text(maker, "f%zu", maker->call_count);
  called->count = 2;
  called->arguments[0] = MONEY;
  called->arguments[1] = once_in(maker, 2) ? INTEGER : KIND;
  maker->scope = maker->parameters;
  maker->scope.objects[0] = (ObjectMade){ "r", &(TableMade){ .count = 0 }, NULL };
  maker->scope.object_count = 0;
  scope_name(&maker->scope, "a", MONEY);
  scope_name(&maker->scope, "b", called->arguments[1]);
  rule_line(maker, "define %s(a money, b %s) = %s " BASIS, called->name,
            called->arguments[1] == INTEGER ? "integer" : "kind",
            expression(maker, called->kind, 1));
  maker->call_count++;
}

/* Of a record reached through a field or a list. */
static void define_of_record(Maker *maker) {
  static const Kind kinds[] = { MONEY, INTEGER, TRUTH, RATE };
  CallMade *called = &maker->calls[maker->call_count];
  called->kind = kinds[chance(maker, 4)];
  called->name = "of_one";
  called->count = 1;
  called->arguments[0] = REFERENCE;
  maker->scope = scope_of(maker, &maker->organisation, "o");
  rule_line(maker, "define of_one(o organisation) = %s " BASIS,
            expression(maker, called->kind, 1));
  maker->call_count++;
  reached(maker, FORM_MADE_OF_RECORD, "");
}

static void define_list(Maker *maker) {
  static const Kind kinds[] = { DAY, MONEY, INTEGER };
  NamedMade *list = &maker->lists[maker->list_count];
  list->kind = kinds[chance(maker, 3)];
  list->name = text(maker, "list%zu", maker->list_count);
  bool field = chance(maker, 2);
  const char *from = "award";
  for (size_t i = 0; field && i < maker->application.count; i++)
    if (text_is(text_from(maker->application.fields[i].name), "payments"))
      from = "payments";
  maker->scope = scope_of_subject(maker);
  maker->scope.governed = false;
  maker->scope.objects[maker->scope.object_count++] =
      (ObjectMade){ "z", *from == 'p' ? &maker->payment : &maker->award, NULL };
  maker->scope.variables = 3;
  const char *among = once_in(maker, 2)
                          ? text(maker, " where %s", expression(maker, TRUTH, 3)) : "";
  rule_line(maker, "define %s = list of %s for z in %s%s " BASIS, list->name,
            expression(maker, list->kind, 3), from, among);
  maker->list_count++;
}

/* ---- decision tables ----------------------------------------------------------------- */

static const char *number_cell(Maker *maker, Kind kind) {
  const char *value = literal(maker, kind);
  switch (chance(maker, 5)) {
    case 0: return "-";
    case 1: return text(maker, "< %s", value);
    case 2: return text(maker, "at least %s", value);
    case 3: return kind == INTEGER ? "[2..7)" : text(maker, "<= %s", value);
    default: return kind == INTEGER ? "1 to 3" : text(maker, "> %s", value);
  }
}

static const char *code_cell_of_grid(Maker *maker) {
  switch (chance(maker, 4)) {
    case 0: return "-";
    case 1: return text(maker, "not in (%s)", code_written(maker));
    default: return code_written(maker);
  }
}

static const char *output(Maker *maker, Kind kind) {
  return once_in(maker, 5) && kind == MONEY ? "a" : literal(maker, kind);
}

static void free_rows(Maker *maker, const CallMade *called, bool closed) {
  size_t rows = 1 + chance(maker, 4);
  for (size_t i = 0; i < rows; i++)
    rule_line(maker, "  | %s | %s || %s |", number_cell(maker, MONEY),
              called->arguments[1] == INTEGER ? number_cell(maker, INTEGER)
                                              : code_cell_of_grid(maker),
              output(maker, called->kind));
  if (closed)
    rule_line(maker, "  | - | - || %s |", output(maker, called->kind));
}

static void parted_rows(Maker *maker, Kind kind, bool whole) {
  rule_line(maker, "  | < 100 kr | - || %s |", literal(maker, kind));
  rule_line(maker, "  | [100 kr..1_000 kr) | - || %s |", literal(maker, kind));
  if (whole)
    rule_line(maker, "  | >= 1_000 kr | - || %s |", literal(maker, kind));
}

static void grid(Maker *maker) {
  static const char *const policies[] = { "first match", "first match", "unique match",
                                          "collect sum", "collect max", "collect min",
                                          "collect count", "any match" };
  size_t policy = chance(maker, 8);
  CallMade *called = &maker->calls[maker->call_count];
  called->kind = policy == 6 ? INTEGER : (policy > 2 && policy < 6) || once_in(maker, 2) ? MONEY
                 : once_in(maker, 2) ? KIND : TRUTH;
  called->name = text(maker, "g%zu", maker->call_count);
  called->count = 2;
  called->arguments[0] = MONEY;
  called->arguments[1] = once_in(maker, 2) ? INTEGER : KIND;
  rule_line(maker, "define %s(a, b) by table %s", called->name, policies[policy]);
  rule_line(maker, "  | a | b || %s |", called->kind == KIND ? "kind" : "value");
  if (policy == 2)
    parted_rows(maker, called->kind, !once_in(maker, 4));
  else
    free_rows(maker, called, policy < 2 && !once_in(maker, 6));
  maker->call_count++;
  reached(maker, FORM_MADE_GRID, "");
}

/* A parameter that is a table of two numbers. */
static void keyed_parameter(Maker *maker) {
  CallMade *called = &maker->calls[maker->call_count];
  *called = (CallMade){ .name = "fee", .kind = MONEY, .arguments = { INTEGER, INTEGER },
                        .count = 2 };
  bool first = !once_in(maker, 4);
  rule_line(maker, "parameter fee(number, zone) by table %s",
            first ? "first match" : "unique match");
  rule_line(maker, "  | number | zone || fee |");
  rule_line(maker, "  | [0..3] | 1 to 5 || %s |", literal(maker, MONEY));
  rule_line(maker, "  | [4..2030] | 1 to 5 || %s |", literal(maker, MONEY));
  if (first)
    rule_line(maker, "  | - | - || %s |", once_in(maker, 6) ? "pending" : literal(maker, MONEY));
  rule_line(maker, "  " BASIS);
  maker->call_count++;
  reached(maker, FORM_MADE_KEYED_PARAMETER, "");
}

/* ---- exceptions ---------------------------------------------------------------------- */

static const char *test_of_subject(Maker *maker) {
  maker->scope = scope_of_subject(maker);
  maker->scope.named_count = maker->parameters.named_count;
  maker->scope.governed = false;
  return expression(maker, TRUTH, 2);
}

static void exceptions(Maker *maker) {
  if (!maker->define_count || !once_in(maker, 3))
    return;
  const NamedMade *target = &maker->defines[chance(maker, maker->define_count)];
  const char *when = test_of_subject(maker);
  rule_line(maker, "exception first_case to %s = %s when %s " BASIS, target->name,
            literal(maker, target->kind), when);
  reached(maker, FORM_MADE_EXCEPTION, "");
  if (once_in(maker, 2))
    rule_line(maker, "exception second_case to %s = %s when %s %s" BASIS, target->name,
              literal(maker, target->kind), test_of_subject(maker),
              once_in(maker, 2) ? "overrides first_case " : "");
  if (once_in(maker, 4))
    rule_line(maker, "exception to first_case when %s " BASIS, test_of_subject(maker));
}

/* A code where no field holds one. */
static void code_by_number(Maker *maker) {
  rule_line(maker, "define code_of(a) by table first match");
  rule_line(maker, "  | a || kind |");
  for (size_t i = 0; i < maker->codes; i++)
    rule_line(maker, "  | %zu || k%zu |", i, i);
  rule_line(maker, "  | - || k0 |");
}

void make_defines(Maker *maker) {
  code_by_number(maker);
  for (size_t i = chance(maker, 3); i > 0; i--)
    define_with_arguments(maker);
  for (size_t i = chance(maker, 3); i > 0; i--)
    grid(maker);
  if (once_in(maker, 6))
    keyed_parameter(maker);
  if (once_in(maker, 4))
    define_of_record(maker);
  static const struct { const char *name; Kind kind; } plain[] = {
    { "worth", MONEY }, { "fits", TRUTH }, { "ratio", RATE }, { "points", INTEGER },
    { "turn", DAY }, { "size_of_it", DECIMAL },
  };
  for (size_t i = 0; i < 6; i++)
    if (once_in(maker, 2))
      plain_define(maker, plain[i].name, plain[i].kind);
  exceptions(maker);
  for (size_t i = chance(maker, 6); i > 4; i--)
    define_list(maker);
}
