/* The batch evaluator says what the reference says: terms made by chance over records made by
 * chance, known, unknown and none, with numbers at the edge of 64 bits; and columns give back the
 * records that were put into them. */
#include "make_terms.h"

#include "interp/plan/plan.h"

enum { RECORDS = 1500, ELEMENTS = 40, TERMS = 1200, DEEPEST = 5 };

static World world;
static RecordType part_type;
static FieldType part_fields[5];
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
       PARTS, FIELDS };
enum { PART_ID, PART_KIND, PART_SHARE, PART_SIZE, PART_FLAG };

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
  };
  for (size_t i = 0; i < 4; i++)
    codes[i] = (Code){ .codelist = &list_of_codes, .index = i, .name = TEXT("c") };
  for (size_t i = 0; i < FIELDS; i++) {
    world_field(&world, fields[i].name, type_of(fields[i].kind), value_unknown(fields[i].kind));
    world.fields[i].optional = fields[i].optional;
    world.fields[i].used = true;
  }
  part_type = (RecordType){ .index = 1, .name = TEXT("part"), .fields = part_fields, .count = 5,
                            .key_count = 1, .name_field = -1 };
  add_part_field(PART_ID, "id", TYPE_INTEGER);
  add_part_field(PART_KIND, "kind", TYPE_CODE);
  add_part_field(PART_SHARE, "share", TYPE_RATE);
  add_part_field(PART_SIZE, "size", TYPE_MONEY);
  add_part_field(PART_FLAG, "flag", TYPE_TRUTH);
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
    case TYPE_RECORD: return value_record(parts[chance(ELEMENTS)]);
    case TYPE_LIST: {
      size_t count = chance(4);
      Value *items = arena_array(&world.arena, Value, count + 1);
      for (size_t i = 0; i < count; i++)
        items[i] = value_record(parts[chance(ELEMENTS)]);
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

static int setup(void **state) {
  (void)state;
  world_init(&world);
  make_types();
  for (size_t i = 0; i < ELEMENTS; i++)
    parts[i] = make_record(&part_type, i);
  for (size_t i = 0; i < RECORDS; i++)
    records[i] = make_record(&world.type, i);
  make_parameters();
  world_start(&world, NULL);
  arena_init(&batch, &world.memory);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  arena_free(&batch);
  world_end(&world);
  return 0;
}

/* ---- terms ----------------------------------------------------------------------------- */

static bool in_list;            /* the variable of slot 0 is an element */

static const Term *some_truth(unsigned depth);
static const Term *some_amount(unsigned depth);

static const Term *part_of(size_t field_index) {
  const Term *object = in_list ? variable(&world, 0, type_of(TYPE_RECORD))
                               : field(&world, &world.fields[PART]);
  return field_of(&world, object, &part_fields[field_index]);
}

static const Term *own(size_t own_field, size_t of_part) {
  return in_list || chance(6) == 0 ? part_of(of_part) : field(&world, &world.fields[own_field]);
}

static const Term *parameter_term(const Parameter *parameter) {
  Term *term = make(&world, TERM_PARAMETER, parameter->type);
  term->as.parameter.parameter = parameter;
  return term;
}

static const Term *some_date(unsigned depth) {
  if (in_list)
    return constant(&world, value_date(some_day()));
  switch (chance(depth > DEEPEST ? 2 : 5)) {
    case 0: return field(&world, &world.fields[chance(4) ? DAY : LATER]);
    case 1: return constant(&world, value_date(some_day()));
    case 2: return binary(&world, chance(2) ? BINARY_ADD : BINARY_SUBTRACT, TYPE_DATE,
                          some_date(depth + 1),
                          constant(&world, period((int64_t)chance(30), (int64_t)chance(3), 0)));
    case 3: return builtin(&world, BUILTIN_END_OF_MONTH, TYPE_DATE, 1, some_date(depth + 1),
                           NULL, NULL);
    default: return builtin(&world, BUILTIN_MAX, TYPE_DATE, 2, some_date(depth + 1),
                            some_date(depth + 1), NULL);
  }
}

static const Term *some_rate(unsigned depth) {
  switch (chance(depth > DEEPEST || in_list ? 2 : 4)) {
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

static const Term *sum_over(unsigned depth) {
  Term *term = make(&world, TERM_AGGREGATE, of(TYPE_MONEY));
  bool counts = chance(3) == 0;
  term->type = of(counts ? TYPE_INTEGER : TYPE_MONEY);
  term->as.aggregate.kind = counts ? AGGREGATE_COUNT : AGGREGATE_SUM;
  term->as.aggregate.domain.list = field(&world, &world.fields[PARTS]);
  in_list = true;
  term->as.aggregate.value = some_amount(depth + 1);
  term->as.aggregate.where = chance(2) ? some_truth(depth + 2) : NULL;
  in_list = false;
  return term;
}

static const Term *some_amount(unsigned depth) {
  switch (chance(depth > DEEPEST ? 3 : 12)) {
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
    default:
      return builtin(&world, BUILTIN_ABSOLUTE, TYPE_MONEY, 1, some_amount(depth + 1), NULL, NULL);
  }
}

static const Term *some_integer(unsigned depth) {
  switch (chance(in_list ? 1 : 4)) {
    case 0: return whole(&world, some_number());
    case 1: return field(&world, &world.fields[NUMBER]);
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
  term->as.quantified.domain.list = field(&world, &world.fields[PARTS]);
  in_list = true;
  term->as.quantified.satisfies = some_truth(depth + 2);
  term->as.quantified.where = chance(2) ? some_truth(depth + 2) : NULL;
  in_list = false;
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
  switch (chance(depth > DEEPEST ? 2 : in_list ? 9 : 15)) {
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
    case 9: return compare(&world, some_comparison(), some_date(depth + 1), some_date(depth + 1));
    case 10: return compare(&world, some_comparison(), some_integer(depth + 1),
                            some_integer(depth + 1));
    case 11: return choice(&world, TYPE_TRUTH, some_truth(depth + 1), some_truth(depth + 1),
                           some_truth(depth + 1));
    case 12: return quantified(depth);
    case 13: return window_or_elapsed(depth);
    default: return chance(2) ? without_kernel(depth)
                              : compare(&world, some_comparison(), sum_over(depth),
                                        some_amount(depth + 1));
  }
}

/* ---- both ways ------------------------------------------------------------------------- */

static size_t odd, compared;

static bool same_number(const Vector *vector, size_t row, Value value) {
  Fraction number = fraction(vector->numbers[row], vector->denominator);
  return fraction_compare(number, value.as.number) == 0;
}

static bool same_as(const Vector *vector, size_t row, Value value) {
  CellState state = vector->states ? (CellState)vector->states[row] : CELL_KNOWN;
  compared++;
  if (state == CELL_ODD) {
    odd++;
    return true;
  }
  switch (value.state) {
    case VALUE_ERROR: return false;
    case VALUE_NONE:  return state == CELL_NONE;
    case VALUE_UNKNOWN:
      return vector->form == FORM_TRUTH ? vector->truths[row] == 1 : state == CELL_UNKNOWN;
    case VALUE_KNOWN: break;
  }
  return vector->form == FORM_TRUTH ? vector->truths[row] == (value.as.truth ? 2 : 0)
                                    : state == CELL_KNOWN && same_number(vector, row, value);
}

static void compare_chunk(const Vector *vector, const Term *term, bool kept, size_t chunk,
                          size_t rows, size_t number) {
  for (size_t i = 0; i < rows; i++) {
    const Record *record = records[chunk * COLUMN_CHUNK + i];
    evaluator_subject(world.evaluator, record, &world.decision, NULL, &batch);
    Value value = kept ? evaluate_kept(world.evaluator, term) : evaluate(world.evaluator, term);
    if (!same_as(vector, i, value))
      fail_msg("term %zu, record %zu: state %d", number, chunk * COLUMN_CHUNK + i,
               (int)value.state);
    arena_reset(&batch);
  }
}

static Census *take_census(void) {
  Census *census = census_new(&world.arena, &world.model);
  for (size_t i = 0; i < RECORDS; i++)
    assert_int_equal(census_add(census, records[i]), i);
  return census;
}

static void terms_made_by_chance(void **state) {
  (void)state;
  Census *census = take_census();
  Plan *plan = plan_new(&world.arena, &world.model, census, &world.type);
  PlanContext context = { .decision = &world.decision };
  static const Term *terms[TERMS];
  static PlanNode nodes[TERMS];
  size_t left = 0;
  for (size_t i = 0; i < TERMS; i++) {
    terms[i] = i % 3 ? some_truth(0) : some_amount(0);
    nodes[i] = i % 3 ? plan_term(plan, &context, terms[i]) : plan_kept(plan, &context, terms[i]);
    left += nodes[i] == PLAN_NONE;
  }
  plan_bind(plan, world.evaluator, NULL);
  plan_want(plan, nodes, TERMS);
  for (size_t chunk = 0; chunk < plan_chunks(plan); chunk++) {
    plan_run(plan, chunk, &batch);
    for (size_t i = 0; i < TERMS; i++)
      if (nodes[i] >= 0)
        compare_chunk(plan_vector(plan, nodes[i]), terms[i], i % 3 == 0, chunk,
                      plan_rows(plan, chunk), i);
  }
  print_message("%zu nodes, %zu of them SCALAR; %zu terms left; %zu of %zu values ODD\n",
                plan_node_count(plan), plan_scalar_count(plan), left, odd, compared);
  assert_int_equal(left, 0);
  assert_true(odd < compared / 3);
}

/* ---- what has changed ------------------------------------------------------------------- */

static Evaluator *evaluator_with(const Parameter *parameter, Value value) {
  ModelSettings *settings = arena_new(&world.arena, ModelSettings);
  LIST_ADD(&world.arena, settings, ModelSetting,
           (ModelSetting){ .parameter = parameter, .value = constant(&world, value) });
  return evaluator_new(&world.arena, &world.model, settings, NULL, &world.diags);
}

static void only_what_reads_a_parameter_changes_with_it(void **state) {
  (void)state;
  Plan *plan = plan_new(&world.arena, &world.model, take_census(), &world.type);
  PlanContext context = { .decision = &world.decision };
  const Term *amount = field(&world, &world.fields[AMOUNT]);
  const Term *share = field(&world, &world.fields[SHARE]);
  PlanNode of_limit = plan_term(plan, &context, compare(&world, BINARY_LESS, amount,
                                                        parameter_term(&limit)));
  PlanNode of_rate = plan_term(plan, &context, compare(&world, BINARY_LESS, share,
                                                       parameter_term(&rate)));
  assert_int_equal(of_limit, plan_term(plan, &context, compare(&world, BINARY_LESS, amount,
                                                               parameter_term(&limit))));
  plan_bind(plan, world.evaluator, NULL);
  assert_true(plan_changed(plan, of_limit) && plan_changed(plan, of_rate));
  plan_took(plan, of_limit);
  plan_took(plan, of_rate);
  plan_bind(plan, evaluator_with(&limit, money(50)), NULL);
  assert_false(plan_changed(plan, of_limit) || plan_changed(plan, of_rate));
  plan_bind(plan, evaluator_with(&limit, money(51)), NULL);
  assert_true(plan_changed(plan, of_limit));
  assert_false(plan_changed(plan, of_rate));
}

/* ---- columns ---------------------------------------------------------------------------- */

static bool same_value(Value a, Value b) {
  return a.state == b.state && (a.state != VALUE_KNOWN || value_same(a, b));
}

static void columns_give_records_back(void **state) {
  (void)state;
  Census *census = take_census();
  for (size_t i = 0; i < RECORDS; i++) {
    const Record *record = census_record(census, &world.type, (uint32_t)i, &batch);
    assert_int_equal(record->faults.count, records[i]->faults.count);
    for (size_t j = 0; j < FIELDS; j++)
      if (!same_value(record->fields[j], records[i]->fields[j]))
        fail_msg("record %zu, field %zu", i, j);
    arena_reset(&batch);
  }
}

static void a_fact_is_put_and_put_back(void **state) {
  (void)state;
  Census *census = take_census();
  uint64_t version = census_version(census);
  const FieldType *amount = &world.fields[AMOUNT];
  Value before = census_put(census, &world.type, 3, amount, money(777));
  assert_true(same_value(before, records[3]->fields[AMOUNT]));
  assert_true(census_version(census) > version);
  assert_true(same_value(census_record(census, &world.type, 3, &batch)->fields[AMOUNT],
                         money(777)));
  census_put(census, &world.type, 3, amount, before);
  assert_true(same_value(census_record(census, &world.type, 3, &batch)->fields[AMOUNT], before));
}

static void what_others_refer_to_is_put_by_its_key(void **state) {
  (void)state;
  Census *census = take_census();
  size_t row = 0;
  while (records[row]->fields[PART].state != VALUE_KNOWN)
    row++;
  Text key = record_key_text(&world.arena, records[row]->fields[PART].as.record);
  census_put_referred(census, &part_type, key, &part_fields[PART_SIZE], money(31));
  const Record *record = census_record(census, &world.type, (uint32_t)row, &batch);
  assert_true(same_value(record->fields[PART].as.record->fields[PART_SIZE], money(31)));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(terms_made_by_chance),
    cmocka_unit_test(only_what_reads_a_parameter_changes_with_it),
    cmocka_unit_test(columns_give_records_back),
    cmocka_unit_test(a_fact_is_put_and_put_back),
    cmocka_unit_test(what_others_refer_to_is_put_by_its_key),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
