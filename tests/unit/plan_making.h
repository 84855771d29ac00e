/* plan_making.h - records and terms made by chance, for the test of the batch evaluator.
 *
 * Two record types: the one judged, and parts, which it refers to, has lists of, and which are a
 * whole table too.  Include it in one test program. */
#ifndef ANSLAG_TESTS_UNIT_PLAN_MAKING_H
#define ANSLAG_TESTS_UNIT_PLAN_MAKING_H

#include "make_terms.h"

enum { RECORDS = 1500, ELEMENTS = 40, TERMS = 1200, DEEPEST = 5 };

static World world;
static RecordType part_type;
static FieldType part_fields[8];
static Code codes[4];
static Codelist list_of_codes = { .codes = codes, .count = 4 };
static const RecordType *types[2];
static Parameter limit, rate;
static Parameter *parameters[2] = { &limit, &rate };
static const Record *records[RECORDS];
static const Record *parts[ELEMENTS];
static Arena batch;
static uint64_t seed = 20260101;

static size_t chance(size_t most) {
  seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (size_t)(seed >> 33) % most;
}

/* ---- types ----------------------------------------------------------------------------- */

enum { ID, YES, MAYBE, AMOUNT, OTHER, OPTIONAL, SHARE, NUMBER, DAY, LATER, KIND, TITLE, PART,
       PARTS, PAYBACK, FIELDS };
enum { PART_ID, PART_KIND, PART_SHARE, PART_SIZE, PART_FLAG, PART_PARTS, PART_TITLE,
       PART_WHOLE };

static Type type_of(TypeKind kind) {
  static Type part;
  part = (Type){ .kind = TYPE_RECORD, .record = &part_type };
  return (Type){ .kind = kind, .codes = kind == TYPE_CODE ? &list_of_codes : NULL,
                 .record = kind == TYPE_RECORD ? &part_type : NULL,
                 .element = kind == TYPE_LIST ? &part : NULL };
}

static void add_part_field(size_t index, const char *name, TypeKind kind) {
  part_fields[index] = (FieldType){ .index = index, .name = text_from(name),
                                    .type = type_of(kind), .key = index == PART_ID,
                                    .used = true };
}

static void make_types(void) {
  static const struct { const char *name; TypeKind kind; bool optional; } fields[] = {
    [ID] = { "id", TYPE_INTEGER, false },       [YES] = { "yes", TYPE_TRUTH, false },
    [MAYBE] = { "maybe", TYPE_TRUTH, true },    [AMOUNT] = { "amount", TYPE_MONEY, false },
    [OTHER] = { "other", TYPE_MONEY, false },   [OPTIONAL] = { "optional", TYPE_MONEY, true },
    [SHARE] = { "share", TYPE_RATE, false },    [NUMBER] = { "number", TYPE_INTEGER, false },
    [DAY] = { "day", TYPE_DATE, false },        [LATER] = { "later", TYPE_DATE, true },
    [KIND] = { "kind", TYPE_CODE, false },      [TITLE] = { "title", TYPE_TEXT, false },
    [PART] = { "part", TYPE_RECORD, false },    [PARTS] = { "parts", TYPE_LIST, false },
    [PAYBACK] = { "payback", TYPE_DURATION, false },
  };
  for (size_t i = 0; i < 4; i++)
    codes[i] = (Code){ .codelist = &list_of_codes, .index = i, .name = TEXT("c") };
  for (size_t i = 0; i < FIELDS; i++) {
    world_field(&world, fields[i].name, type_of(fields[i].kind), value_unknown(fields[i].kind));
    world.fields[i].optional = fields[i].optional;
    world.fields[i].used = true;
  }
  part_type = (RecordType){ .index = 1, .name = TEXT("part"), .fields = part_fields, .count = 8,
                            .key_count = 1, .name_field = -1 };
  add_part_field(PART_ID, "id", TYPE_INTEGER);
  add_part_field(PART_KIND, "kind", TYPE_CODE);
  add_part_field(PART_SHARE, "share", TYPE_RATE);
  add_part_field(PART_SIZE, "size", TYPE_MONEY);
  add_part_field(PART_FLAG, "flag", TYPE_TRUTH);
  add_part_field(PART_PARTS, "parts", TYPE_LIST);
  add_part_field(PART_TITLE, "title", TYPE_TEXT);
  add_part_field(PART_WHOLE, "whole", TYPE_RECORD);
  types[0] = &world.type;
  types[1] = &part_type;
  world.model.records.items = (RecordType **)(uintptr_t)types;
  world.model.records.count = 2;
}

/* ---- values ---------------------------------------------------------------------------- */

/* Often the last of a month, or the first. */
static Date some_day(void) {
  static const Date days[] = { 20454, 20484, 20485, 20512, 20513, 20543, 20544, 20573, 20574 };
  return chance(3) ? days[chance(9)] : (Date)(20400 + chance(400));
}

static int64_t some_number(void) {
  static const int64_t numbers[] = { 0, 1, -1, 2, 49, 50, 51, 100, 12345, 99999999, 100000000,
                                     -100000000, INT64_C(90000000000000000), INT64_MAX,
                                     -INT64_MAX, INT64_C(4000000000) };
  return chance(3) ? (int64_t)chance(200) - 40 : chance(3) ? 0 : numbers[chance(16)];
}

static size_t known_parts(void) {
  size_t known = 0;
  while (known < ELEMENTS && parts[known])
    known++;
  return known;
}

static Value some_value(const FieldType *field) {
  static const char *const texts[] = { "a", "b", "A", "long text", "" };
  if (chance(6) == 0)
    return field->optional && chance(3) ? value_none(field->type.kind)
                                        : value_unknown(field->type.kind);
  switch (field->type.kind) {
    case TYPE_TRUTH: return value_truth(chance(2));
    case TYPE_RATE:
      return value_number(TYPE_RATE, fraction((int64_t)chance(3000), chance(9) ? 1000 : 7));
    case TYPE_DATE:  return value_date(some_day());
    case TYPE_CODE:  return value_code(&codes[chance(4)]);
    case TYPE_TEXT:  return value_text(text_from(texts[chance(5)]));
    case TYPE_DURATION:
      return period(3 * (int64_t)chance(4), chance(3) ? 0 : (int64_t)chance(40), 0);
    case TYPE_RECORD: {
      size_t known = known_parts();
      return known ? value_record(parts[chance(known)]) : value_unknown(TYPE_RECORD);
    }
    case TYPE_LIST: {
      size_t known = known_parts(), count = known ? chance(4) : 0;
      Value *items = arena_array(&world.arena, Value, count + 1);
      for (size_t i = 0; i < count; i++)
        items[i] = value_record(parts[chance(known)]);
      return count ? value_list(items, count) : value_unknown(TYPE_LIST);
    }
    default: return value_number(field->type.kind, fraction_from(some_number()));
  }
}

static const Record *make_record(const RecordType *type, size_t number) {
  Record *record = arena_new(&world.arena, Record);
  record->type = type;
  record->fields = arena_array(&world.arena, Value, type->count);
  for (size_t i = 0; i < type->count; i++)
    record->fields[i] = some_value(&type->fields[i]);
  record->fields[0] = value_integer((int64_t)number + 1);
  if (type == &part_type && number % 13 == 5)
    LIST_ADD(&world.arena, &record->faults, Fault, (Fault){ NULL, TEXT("x"), TEXT("y") });
  return record;
}

/* ---- parameters: one amount, and a rate with three values by date ------------------------- */

static DatedTerm dated(Date from, Date to, int64_t thousandths) {
  Term *term = make(&world, TERM_CONSTANT, of(TYPE_RATE));
  term->as.constant = value_number(TYPE_RATE, fraction(thousandths, 1000));
  return (DatedTerm){ .days = { from, to }, .value = term };
}

static void make_parameters(void) {
  limit = (Parameter){ .index = 0, .name = TEXT("limit"), .type = of(TYPE_MONEY),
                       .value = constant(&world, money(50)) };
  rate = (Parameter){ .index = 1, .name = TEXT("rate"), .type = of(TYPE_RATE) };
  LIST_ADD(&world.arena, &rate.values, DatedTerm, dated(DATE_FIRST, 20499, 125));
  LIST_ADD(&world.arena, &rate.values, DatedTerm, dated(20500, 20599, 500));
  LIST_ADD(&world.arena, &rate.values, DatedTerm, dated(20600, DATE_LAST, 3));
  world.model.parameters.items = parameters;
  world.model.parameters.count = 2;
  world.decision.governing = field(&world, &world.fields[DAY]);
}

/* ---- terms ----------------------------------------------------------------------------- */

static unsigned in_list;        /* so many variables are elements, that of slot 0 the outermost */
static bool outside;            /* lists may look at what stands outside of them */

static const Term *some_truth(unsigned depth);
static const Term *some_amount(unsigned depth);

static const Term *part_of(size_t field_index) {
  unsigned slot = in_list ? (unsigned)chance(outside ? in_list : 1) : 0;
  if (!outside && in_list)
    slot = in_list - 1;
  const Term *object = in_list ? variable(&world, slot, type_of(TYPE_RECORD))
                               : field(&world, &world.fields[PART]);
  return field_of(&world, object, &part_fields[field_index]);
}

static const Term *own(size_t own_field, size_t of_part) {
  bool of_element = in_list ? !outside || chance(3) : chance(6) == 0;
  return of_element ? part_of(of_part) : field(&world, &world.fields[own_field]);
}

static const Term *parameter_term(const Parameter *parameter) {
  Term *term = make(&world, TERM_PARAMETER, parameter->type);
  term->as.parameter.parameter = parameter;
  return term;
}

/* How long: months, days, or both, which have no order. */
static const Term *some_period(unsigned depth) {
  switch (chance(depth > DEEPEST ? 3 : 6)) {
    case 0: case 1: return field(&world, &world.fields[PAYBACK]);
    case 2: return constant(&world, period((int64_t)chance(30), (int64_t)chance(3), 0));
    case 3: return binary(&world, chance(2) ? BINARY_ADD : BINARY_SUBTRACT, TYPE_DURATION,
                          some_period(depth + 1), some_period(depth + 1));
    case 4: return binary(&world, BINARY_MULTIPLY, TYPE_DURATION, some_period(depth + 1),
                          whole(&world, (int64_t)chance(4) - 1));
    default: return choice(&world, TYPE_DURATION, some_truth(depth + 1), some_period(depth + 1),
                           some_period(depth + 1));
  }
}

static const Term *some_date(unsigned depth) {
  if (in_list && !outside)
    return constant(&world, value_date(some_day()));
  switch (chance(depth > DEEPEST ? 2 : 5)) {
    case 0: return field(&world, &world.fields[chance(4) ? DAY : LATER]);
    case 1: return constant(&world, value_date(some_day()));
    case 2: return binary(&world, chance(2) ? BINARY_ADD : BINARY_SUBTRACT, TYPE_DATE,
                          some_date(depth + 1),
                          chance(2) ? some_period(depth + 2)
                                    : constant(&world, period((int64_t)chance(30),
                                                              (int64_t)chance(3), 0)));
    case 3: return builtin(&world, BUILTIN_END_OF_MONTH, TYPE_DATE, 1, some_date(depth + 1),
                           NULL, NULL);
    default: return builtin(&world, BUILTIN_MAX, TYPE_DATE, 2, some_date(depth + 1),
                            some_date(depth + 1), NULL);
  }
}

static const Term *some_rate(unsigned depth) {
  switch (chance(depth > DEEPEST || (in_list && !outside) ? 2 : 4)) {
    case 0: return own(SHARE, PART_SHARE);
    case 1: return constant(&world, value_number(TYPE_RATE, fraction((int64_t)chance(900), 600)));
    case 2: return parameter_term(&rate);
    default: return binary(&world, BINARY_ADD, TYPE_RATE, some_rate(depth + 1),
                           some_rate(depth + 1));
  }
}

static const Term *rounded_term(const Term *value) {
  Term *term = make(&world, TERM_ROUND, of(TYPE_MONEY));
  term->as.round.value = value;
  term->as.round.unit = fraction((int64_t)(1 + chance(300)), chance(2) ? 1 : 3);
  term->as.round.kind = (RoundedKind)chance(3);
  return term;
}

/* Of the record judged, of what it refers to, or of an element. */
static const Term *some_list(void) {
  if (!in_list && chance(2))
    return field(&world, &world.fields[PARTS]);
  return part_of(PART_PARTS);
}

static TermDomain some_domain(void) {
  if (chance(4) == 0)
    return (TermDomain){ .slot = in_list, .all = &part_type };
  return (TermDomain){ .slot = in_list, .list = some_list() };
}

/* Often what narrows a whole table: a field of the element beside a value from outside. */
static const Term *some_where(unsigned depth) {
  static const struct { size_t of_part, own; } pairs[] = {
    { PART_KIND, KIND }, { PART_TITLE, TITLE }, { PART_WHOLE, PART }, { PART_SIZE, AMOUNT },
    { PART_ID, NUMBER }, { PART_SHARE, SHARE },
  };
  if (chance(3))
    return some_truth(depth);
  size_t i = chance(6);
  const Term *element = variable(&world, in_list - 1, type_of(TYPE_RECORD));
  const Term *left = field_of(&world, element, &part_fields[pairs[i].of_part]);
  const Term *right = field(&world, &world.fields[pairs[i].own]);
  bool turned = chance(2);
  const Term *same = compare(&world, BINARY_EQUAL, turned ? right : left, turned ? left : right);
  return chance(2) ? same : both(&world, some_truth(depth + 1), same);
}

static bool outside_before[DEEPEST + 10];

static void enter_list(void) {
  outside_before[in_list++] = outside;
  outside |= chance(2);
}

static void leave_list(void) {
  outside = outside_before[--in_list];
}

static const Term *sum_over(unsigned depth) {
  static const AggregateKind kinds[] = { AGGREGATE_SUM, AGGREGATE_COUNT, AGGREGATE_MAX,
                                         AGGREGATE_MIN, AGGREGATE_THE, AGGREGATE_FIRST,
                                         AGGREGATE_DISTINCT, AGGREGATE_AVERAGE };
  Term *term = make(&world, TERM_AGGREGATE, of(TYPE_MONEY));
  AggregateKind kind = kinds[chance(8)];
  if (kind == AGGREGATE_COUNT || kind == AGGREGATE_DISTINCT)
    term->type = of(TYPE_INTEGER);
  term->as.aggregate.kind = kind;
  term->as.aggregate.domain = some_domain();
  if (kind != AGGREGATE_SUM && kind != AGGREGATE_COUNT && kind != AGGREGATE_DISTINCT && chance(2))
    term->as.aggregate.otherwise = some_amount(depth + 2);
  enter_list();
  term->as.aggregate.value = some_amount(depth + 1);
  term->as.aggregate.where = chance(2) ? some_where(depth + 2) : NULL;
  if (kind == AGGREGATE_FIRST) {
    TermKey *keys = arena_array(&world.arena, TermKey, 2);
    keys[0] = (TermKey){ part_of(PART_KIND), chance(2) };
    keys[1] = (TermKey){ some_amount(depth + 2), chance(2) };
    term->as.aggregate.keys = keys;
    term->as.aggregate.key_count = 1 + chance(2);
  }
  leave_list();
  return term;
}

/* A list that is made: of an amount for each of some elements, or of what kind they are. */
static const Term *made_list(const Type *of_what, unsigned depth) {
  Term *term = make(&world, TERM_AGGREGATE, (Type){ .kind = TYPE_LIST, .element = of_what });
  term->as.aggregate.kind = AGGREGATE_LIST;
  term->as.aggregate.domain = some_domain();
  enter_list();
  term->as.aggregate.value = of_what->kind == TYPE_MONEY ? some_amount(depth + 2)
                                                         : part_of(PART_KIND);
  term->as.aggregate.where = chance(2) ? some_where(depth + 2) : NULL;
  leave_list();
  return term;
}

static const Term *over_made(unsigned depth) {
  static const Type amounts = { .kind = TYPE_MONEY };
  static const AggregateKind kinds[] = { AGGREGATE_SUM, AGGREGATE_COUNT, AGGREGATE_MAX,
                                         AGGREGATE_DISTINCT, AGGREGATE_AVERAGE };
  AggregateKind kind = kinds[chance(5)];
  bool counts = kind == AGGREGATE_COUNT || kind == AGGREGATE_DISTINCT;
  Term *term = make(&world, TERM_AGGREGATE, of(counts ? TYPE_INTEGER : TYPE_MONEY));
  const Term *amount = variable(&world, in_list, of(TYPE_MONEY));
  const Term *limit_of_it = constant(&world, money(some_number()));
  term->as.aggregate.kind = kind;
  term->as.aggregate.domain = (TermDomain){ .slot = in_list, .list = made_list(&amounts, depth) };
  term->as.aggregate.value = amount;
  term->as.aggregate.where = chance(2) ? compare(&world, BINARY_LESS, amount, limit_of_it) : NULL;
  return term;
}

static const Term *among(unsigned depth) {
  static Type kinds;
  kinds = type_of(TYPE_CODE);
  Term *term = make(&world, TERM_MEMBERSHIP, of(TYPE_TRUTH));
  term->as.membership.value = field(&world, &world.fields[KIND]);
  term->as.membership.list = made_list(&kinds, depth);
  term->as.membership.negated = chance(2);
  return term;
}

/* Of numbers from one to another. */
static const Term *range_over(void) {
  Term *term = make(&world, TERM_AGGREGATE, of(TYPE_INTEGER));
  const Term *number = variable(&world, in_list, of(TYPE_INTEGER));
  const Term *last = builtin(&world, BUILTIN_MONTH_OF, TYPE_INTEGER, 1,
                             field(&world, &world.fields[DAY]), NULL, NULL);
  term->as.aggregate.kind = chance(2) ? AGGREGATE_SUM : AGGREGATE_COUNT;
  term->as.aggregate.value = binary(&world, BINARY_MULTIPLY, TYPE_INTEGER, number, number);
  term->as.aggregate.domain = (TermDomain){ .slot = in_list,
                                            .low = whole(&world, 1 - (int64_t)chance(3)),
                                            .high = chance(3) ? last : whole(&world, 5) };
  term->as.aggregate.where = chance(2) ? compare(&world, BINARY_LESS, number, last) : NULL;
  return term;
}

static const Term *share_over(unsigned depth) {
  Term *term = make(&world, TERM_AGGREGATE, of(TYPE_RATE));
  term->as.aggregate.kind = AGGREGATE_SHARE;
  term->as.aggregate.domain = some_domain();
  enter_list();
  term->as.aggregate.where = some_where(depth + 2);
  leave_list();
  return term;
}

/* ---- decision tables, exceptions, what the reference is asked once ------------------------ */

static const Term *some_grid(unsigned depth) {
  enum { ROWS = 4, INPUTS = 2 };
  static DecisionTable written;
  if (!written.inputs.count)
    for (size_t i = 0; i < INPUTS; i++)
      LIST_ADD(&world.arena, &written.inputs, Name, (Name){ .text = TEXT("input") });
  static const HitPolicy policies[] = { HIT_UNIQUE, HIT_ANY, HIT_FIRST, HIT_COLLECT_SUM,
                                        HIT_COLLECT_MAX, HIT_COLLECT_MIN, HIT_COLLECT_COUNT };
  Grid *grid = arena_new(&world.arena, Grid);
  GridRow *rows = arena_array(&world.arena, GridRow, ROWS);
  const Term **inputs = arena_array(&world.arena, const Term *, INPUTS);
  for (size_t i = 0; i < ROWS; i++) {
    const Term **cells = arena_array(&world.arena, const Term *, INPUTS);
    for (size_t j = 0; j < INPUTS; j++)
      cells[j] = chance(3) && i < ROWS - 1 ? some_truth(depth + 2) : NULL;
    rows[i] = (GridRow){ .number = i + 1, .cells = cells, .output = some_amount(depth + 2) };
  }
  for (size_t i = 0; i < INPUTS; i++)
    inputs[i] = some_truth(depth + 2);
  *grid = (Grid){ .name = TEXT("table"), .written = &written, .policy = policies[chance(7)],
                  .inputs = inputs, .input_count = INPUTS, .rows = rows,
                  .row_count = ROWS - chance(2) };
  Term *term = make(&world, TERM_GRID,
                    of(grid->policy == HIT_COLLECT_COUNT ? TYPE_INTEGER : TYPE_MONEY));
  term->as.grid = grid;
  return term;
}

/* Up to seven that go before each other in order. */
static Exceptions *some_exceptions(unsigned depth, bool truths) {
  Exceptions *exceptions = arena_new(&world.arena, Exceptions);
  *exceptions = (Exceptions){ .target = TEXT("rule"), .count = 1 + chance(chance(9) ? 2 : 7) };
  exceptions->items = arena_array(&world.arena, Exception, exceptions->count);
  for (size_t i = 0; i < exceptions->count; i++)
    exceptions->items[i] = (Exception){
      .name = TEXT("exception"), .when = chance(9) ? some_truth(depth + 2) : NULL,
      .value = truths ? some_truth(depth + 2) : some_amount(depth + 2), .lifts = chance(2),
      .overrides = chance(2) ? (UINT64_C(1) << i) - 1 : 0,
    };
  return exceptions;
}

static const Term *excepted(unsigned depth, bool truths) {
  Term *term = make(&world, TERM_EXCEPTED, of(truths ? TYPE_TRUTH : TYPE_MONEY));
  term->as.excepted.general = truths ? some_truth(depth + 1) : some_amount(depth + 1);
  term->as.excepted.exceptions = some_exceptions(depth, truths);
  return term;
}

static const Term *date_of(unsigned depth) {
  return builtin(&world, BUILTIN_DATE, TYPE_DATE, 3, whole(&world, 2026),
                 builtin(&world, BUILTIN_MONTH_OF, TYPE_INTEGER, 1, some_date(depth + 1), NULL,
                         NULL),
                 chance(2) ? field(&world, &world.fields[NUMBER]) : whole(&world, 30));
}

static const Term *folded_comparison(void) {
  const Term *title = field(&world, &world.fields[TITLE]);
  return compare(&world, BINARY_EQUAL, constant(&world, value_text(TEXT("a"))),
                 builtin(&world, BUILTIN_FOLDED, TYPE_TEXT, 1, title, NULL, NULL));
}

static const Term *some_amount(unsigned depth) {
  switch (chance(depth > DEEPEST ? 3 : 15)) {
    case 0: case 1: return own(chance(3) ? AMOUNT : OTHER, PART_SIZE);
    case 2: return constant(&world, money(some_number()));
    case 3: return parameter_term(&limit);
    case 4: return binary(&world, BINARY_SUBTRACT, TYPE_MONEY, some_amount(depth + 1),
                          some_amount(depth + 1));
    case 5: return binary(&world, BINARY_ADD, TYPE_MONEY, some_amount(depth + 1),
                          some_amount(depth + 1));
    case 6: return binary(&world, BINARY_OF, TYPE_MONEY, some_rate(depth + 1),
                          some_amount(depth + 1));
    case 7: return binary(&world, BINARY_DIVIDE, TYPE_MONEY, some_amount(depth + 1),
                          whole(&world, (int64_t)chance(8) - 2));
    case 8: return rounded_term(some_amount(depth + 1));
    case 9: return builtin(&world, chance(2) ? BUILTIN_MAX : BUILTIN_MIN, TYPE_MONEY, 2,
                           some_amount(depth + 1), some_amount(depth + 1), NULL);
    case 10: return choice(&world, TYPE_MONEY, some_truth(depth + 1), some_amount(depth + 1),
                           some_amount(depth + 1));
    case 11: return some_grid(depth);
    case 12: return excepted(depth, false);
    case 13: return in_list || chance(3) == 0
                        ? builtin(&world, BUILTIN_REMAINDER, TYPE_MONEY, 2, some_amount(depth + 1),
                                  some_amount(depth + 1), NULL)
                        : binary(&world, BINARY_DIVIDE, TYPE_MONEY, some_amount(depth + 1),
                                 field(&world, &world.fields[NUMBER]));
    default:
      return builtin(&world, BUILTIN_ABSOLUTE, TYPE_MONEY, 1, some_amount(depth + 1), NULL, NULL);
  }
}

static const Term *some_integer(unsigned depth) {
  switch (chance(in_list && !outside ? 1 : 5)) {
    case 0: return whole(&world, some_number());
    case 1: return field(&world, &world.fields[NUMBER]);
    case 3: return range_over();
    case 2: return builtin(&world, chance(2) ? BUILTIN_YEAR_OF : BUILTIN_WEEKDAY, TYPE_INTEGER, 1,
                           some_date(depth + 1), NULL, NULL);
    default: return binary(&world, BINARY_SUBTRACT, TYPE_INTEGER, some_date(depth + 1),
                           some_date(depth + 1));
  }
}

static const Term *membership(void) {
  Term *term = make(&world, TERM_MEMBERSHIP, of(TYPE_TRUTH));
  const Term **items = arena_array(&world.arena, const Term *, 2);
  for (size_t i = 0; i < 2; i++) {
    Term *item = make(&world, TERM_CONSTANT, type_of(TYPE_CODE));
    item->as.constant = value_code(&codes[chance(4)]);
    items[i] = item;
  }
  term->as.membership.value = own(KIND, PART_KIND);
  term->as.membership.items = items;
  term->as.membership.count = 2;
  term->as.membership.negated = chance(2);
  return term;
}

static const Term *range(unsigned depth) {
  Term *term = make(&world, TERM_RANGE, of(TYPE_TRUTH));
  term->as.range.value = some_amount(depth + 1);
  term->as.range.low = some_amount(depth + 1);
  term->as.range.high = chance(2) ? some_amount(depth + 1) : NULL;
  term->as.range.open_low = chance(2);
  term->as.range.negated = chance(2);
  return term;
}

static const Term *state_test(unsigned depth) {
  static const size_t fields[] = { YES, MAYBE, OPTIONAL, LATER, PARTS, AMOUNT, KIND };
  Term *term = make(&world, TERM_STATE, of(TYPE_TRUTH));
  const FieldType *fact = &world.fields[fields[chance(7)]];
  term->as.state.value = in_list || chance(5) == 0 ? some_amount(depth + 1)
                                                   : field(&world, fact);
  term->as.state.test = chance(2) ? STATE_TEST_KNOWN : STATE_TEST_GIVEN;
  term->as.state.negated = chance(2);
  return term;
}

static const Term *quantified(unsigned depth) {
  Term *term = make(&world, TERM_QUANTIFIED, of(TYPE_TRUTH));
  term->as.quantified.kind = (QuantifiedKind)chance(3);
  term->as.quantified.least = (int64_t)chance(4);
  term->as.quantified.domain = some_domain();
  enter_list();
  term->as.quantified.satisfies = some_where(depth + 2);
  term->as.quantified.where = chance(2) ? some_where(depth + 2) : NULL;
  leave_list();
  return term;
}

static const Term *window_or_elapsed(unsigned depth) {
  const Term *length = constant(&world, period((int64_t)chance(4), (int64_t)chance(2), 0));
  if (chance(2)) {
    Term *term = make(&world, TERM_ELAPSED, of(TYPE_TRUTH));
    term->as.elapsed.period = length;
    term->as.elapsed.since = some_date(depth + 1);
    return term;
  }
  Term *term = make(&world, TERM_WINDOW, of(TYPE_TRUTH));
  term->as.window.day = some_date(depth + 1);
  term->as.window.anchor = some_date(depth + 1);
  term->as.window.period = length;
  term->as.window.after = chance(2);
  return term;
}

static BinaryOp some_comparison(void) {
  static const BinaryOp ops[] = { BINARY_EQUAL, BINARY_NOT_EQUAL, BINARY_LESS, BINARY_AT_MOST,
                                  BINARY_MORE, BINARY_AT_LEAST };
  return ops[chance(6)];
}

/* What has no kernel: a quotient by a fact. */
static const Term *without_kernel(unsigned depth) {
  const Term *quotient = binary(&world, BINARY_DIVIDE, TYPE_RATE, some_amount(depth + 1),
                                some_amount(depth + 1));
  return compare(&world, some_comparison(), quotient, some_rate(depth + 1));
}

static const Term *some_truth(unsigned depth) {
  switch (chance(depth > DEEPEST ? 2 : in_list && !outside ? 11 : 21)) {
    case 0: return own(chance(3) ? YES : MAYBE, PART_FLAG);
    case 1: return compare(&world, some_comparison(), some_amount(depth + 1),
                           some_amount(depth + 1));
    case 2: return both(&world, some_truth(depth + 1), some_truth(depth + 1));
    case 3: return either(&world, some_truth(depth + 1), some_truth(depth + 1));
    case 4: return negation(&world, some_truth(depth + 1));
    case 5: return membership();
    case 6: return compare(&world, some_comparison(), some_rate(depth + 1), some_rate(depth + 1));
    case 7: return range(depth);
    case 8: return state_test(depth);
    case 9: return excepted(depth, true);
    case 10: return chance(3) ? quantified(depth)
                              : compare(&world, some_comparison(), share_over(depth),
                                        some_rate(depth + 1));
    case 14: return compare(&world, some_comparison(), chance(3) ? some_date(depth + 1)
                                                                 : date_of(depth),
                            some_date(depth + 1));
    case 15: return folded_comparison();
    case 16: return compare(&world, some_comparison(), some_integer(depth + 1),
                            some_integer(depth + 1));
    case 11: return choice(&world, TYPE_TRUTH, some_truth(depth + 1), some_truth(depth + 1),
                           some_truth(depth + 1));
    case 12: return quantified(depth);
    case 13: return window_or_elapsed(depth);
    case 17: return compare(&world, some_comparison(), some_period(depth + 1),
                            some_period(depth + 1));
    case 18: return among(depth);
    case 19: return compare(&world, some_comparison(), over_made(depth), some_amount(depth + 1));
    default: return chance(2) ? without_kernel(depth)
                              : compare(&world, some_comparison(), sum_over(depth),
                                        some_amount(depth + 1));
  }
}

#endif
