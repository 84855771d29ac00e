/* Semantics U1-U4, V3, V8: what is asked for is what could still settle the verdict. */
#include "make_terms.h"

static World world;
static Codelist kinds;
static Code kind_codes[4];
static RecordType board_type;
static FieldType board_fields[2];
static Value board_values[2];
static Record board;

enum { ID, A, B, C, D, AMOUNT, KIND, SHARE, BOARD, DATE };

static void make_codes(void) {
  const char *const names[] = { "committee", "board", "company", "private" };
  kinds = (Codelist){ .name = TEXT("kind"), .codes = kind_codes, .count = 4 };
  for (size_t i = 0; i < 4; i++)
    kind_codes[i] = (Code){ .codelist = &kinds, .index = i, .name = text_from(names[i]) };
}

static void make_board(void) {
  const char *const names[] = { "id", "size" };
  board_type = (RecordType){ .name = TEXT("board"), .fields = board_fields, .count = 2,
                             .key_count = 1, .name_field = -1 };
  for (size_t i = 0; i < 2; i++)
    board_fields[i] = (FieldType){ .index = i, .name = text_from(names[i]), .key = i == 0,
                                   .type = of(TYPE_INTEGER) };
  board_values[0] = value_integer(3);
  board_values[1] = value_unknown(TYPE_INTEGER);
  board = (Record){ .type = &board_type, .fields = board_values };
}

static int setup(void **state) {
  (void)state;
  world_init(&world);
  make_codes();
  make_board();
  world_field(&world, "id", of(TYPE_INTEGER), value_integer(7));
  const char *const truths[] = { "a", "b", "c", "d" };
  for (size_t i = 0; i < 4; i++)
    world_field(&world, truths[i], of(TYPE_TRUTH), value_unknown(TYPE_TRUTH));
  world_field(&world, "amount", of(TYPE_MONEY), value_unknown(TYPE_MONEY));
  world_field(&world, "kind", (Type){ .kind = TYPE_CODE, .codes = &kinds },
              value_unknown(TYPE_CODE));
  world_field(&world, "share", of(TYPE_RATE), value_unknown(TYPE_RATE));
  world_field(&world, "board", (Type){ .kind = TYPE_RECORD, .record = &board_type },
              value_unknown(TYPE_RECORD));
  world_field(&world, "date", of(TYPE_DATE), value_unknown(TYPE_DATE));
  world_start(&world, NULL);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  world_end(&world);
  return 0;
}

static const Term *fact(int index) {
  return field(&world, &world.fields[index]);
}

static const Term *amount_is(BinaryOp op, int64_t minor) {
  return compare(&world, op, fact(AMOUNT), constant(&world, money(minor)));
}

static const Term *kind_is(size_t code) {
  return compare(&world, BINARY_EQUAL, fact(KIND), constant(&world, value_code(&kind_codes[code])));
}

static void u1_known_operands_ask_for_nothing(void **state) {
  (void)state;
  assert_string_equal(asked(&world, both(&world, fact(A), truth(&world, true)), NULL), "a");
  assert_string_equal(asked(&world, both(&world, fact(A), truth(&world, false)), NULL), "");
  assert_string_equal(asked(&world, both(&world, fact(B), fact(A)), NULL), "b,a");
}

static void u1_of_if_the_branch_taken_or_all(void **state) {
  (void)state;
  world.values[C] = value_truth(false);
  assert_string_equal(asked(&world, choice(&world, TYPE_TRUTH, fact(C), fact(A), fact(B)), NULL),
                      "b");
  world.values[C] = value_unknown(TYPE_TRUTH);
  assert_string_equal(asked(&world, choice(&world, TYPE_TRUTH, fact(C), fact(A), fact(B)), NULL),
                      "c,a,b");
}

static void v3_an_unknown_reference_is_asked_for(void **state) {
  (void)state;
  const Term *test = compare(&world, BINARY_MORE, field_of(&world, fact(BOARD), &board_fields[1]),
                             whole(&world, 5));
  assert_string_equal(asked(&world, test, NULL), "board");
  world.values[BOARD] = value_record(&board);
  assert_string_equal(asked(&world, test, NULL), "board.size");
}

static void v8_pending_goes_by_its_own_name(void **state) {
  (void)state;
  Term *pending = make(&world, TERM_PENDING, of(TYPE_MONEY));
  pending->as.pending.name = TEXT("limit");
  const Term *test = compare(&world, BINARY_AT_MOST, fact(AMOUNT), pending);
  AskList asks = { 0 };
  evaluate_verdict(world.evaluator, test, &asks);
  assert_int_equal(asks.count, 2);
  assert_true(asks.items[0].field == &world.fields[AMOUNT]);
  assert_null(asks.items[1].field);
  assert_true(text_is(asks.items[1].pending, "limit"));
}

static void u2_facts_that_no_longer_matter_are_left_out(void **state) {
  (void)state;
  const Term *test = either(&world, both(&world, fact(A), fact(B)),
                            both(&world, fact(A), negation(&world, fact(B))));
  assert_string_equal(asked(&world, test, NULL), "a");
}

static void u2_the_kind_and_share_of_an_applicant(void **state) {
  (void)state;
  const Term *fifty = constant(&world, value_number(TYPE_RATE, fraction(1, 2)));
  const Term *above = compare(&world, BINARY_MORE, fact(SHARE), fifty);
  const Term *public_kind = either(&world, kind_is(0), kind_is(1));
  const Term *test = either(&world, public_kind, both(&world, kind_is(2), above));
  assert_string_equal(asked(&world, test, NULL), "kind,share");
  world.values[SHARE] = value_number(TYPE_RATE, fraction(1, 2));
  assert_string_equal(asked(&world, test, NULL), "kind");
  world.values[SHARE] = value_unknown(TYPE_RATE);
  world.values[KIND] = value_code(&kind_codes[2]);
  assert_string_equal(asked(&world, test, NULL), "share");
  world.values[KIND] = value_code(&kind_codes[3]);
  assert_string_equal(asked(&world, test, NULL), "");
}

static void u4_one_verdict_whatever_the_value_asks_for_nothing(void **state) {
  (void)state;
  Value verdict;
  const Term *always = either(&world, amount_is(BINARY_LESS, 500),
                              amount_is(BINARY_AT_LEAST, 500));
  assert_string_equal(asked(&world, always, &verdict), "");
  assert_true(verdict.state == VALUE_KNOWN && verdict.as.truth);
  const Term *gap = either(&world, amount_is(BINARY_LESS, 500), amount_is(BINARY_MORE, 500));
  assert_string_equal(asked(&world, gap, &verdict), "amount");
  const Term *no_gap = either(&world, amount_is(BINARY_AT_MOST, 500),
                              amount_is(BINARY_AT_LEAST, 501));
  assert_string_equal(asked(&world, no_gap, &verdict), "");    /* there is no half öre */
  assert_true(verdict.as.truth);
}

static void u2_values_that_break_valid_when_are_left_out(void **state) {
  (void)state;
  Value verdict;
  const Term *test = either(&world, amount_is(BINARY_AT_MOST, 0),
                            either(&world, amount_is(BINARY_LESS, 0),
                                   both(&world, amount_is(BINARY_MORE, 100), fact(A))));
  assert_string_equal(asked(&world, test, NULL), "amount,a");
  ModelValid valid = { .record = &world.type, .test = amount_is(BINARY_MORE, 100) };
  LIST_ADD(&world.arena, &world.model.valid, ModelValid, valid);
  assert_string_equal(asked(&world, test, &verdict), "a");
}

static void u2_arithmetic_with_known_values_is_turned_round(void **state) {
  (void)state;
  Value verdict;
  const Term *third = binary(&world, BINARY_DIVIDE, TYPE_MONEY, fact(AMOUNT), whole(&world, 3));
  const Term *more = binary(&world, BINARY_ADD, TYPE_MONEY, third, constant(&world, money(10)));
  const Term *test = either(&world, compare(&world, BINARY_MORE, more, constant(&world, money(20))),
                            amount_is(BINARY_AT_MOST, 30));
  assert_string_equal(asked(&world, test, &verdict), "");
  assert_true(verdict.state == VALUE_KNOWN && verdict.as.truth);
}

static void u3_what_enters_arithmetic_with_another_unknown_is_possible(void **state) {
  (void)state;
  Value verdict;
  world_field(&world, "cost", of(TYPE_MONEY), value_unknown(TYPE_MONEY));
  const Term *cost = fact(DATE + 1);
  const Term *sum = binary(&world, BINARY_ADD, TYPE_MONEY, fact(AMOUNT), cost);
  const Term *test = both(&world, compare(&world, BINARY_MORE, sum, constant(&world, money(5))),
                          amount_is(BINARY_MORE, 3));
  assert_string_equal(asked(&world, test, &verdict), "amount?,cost");
  assert_int_equal(verdict.state, VALUE_UNKNOWN);
}

static void u3_beyond_4096_combinations_it_is_possible(void **state) {
  (void)state;
  enum { ITEMS = 2100 };
  const Term **items = arena_array(&world.arena, const Term *, ITEMS);
  for (size_t i = 0; i < ITEMS; i++)
    items[i] = constant(&world, money((int64_t)i * 10));
  Term *in = make(&world, TERM_MEMBERSHIP, of(TYPE_TRUTH));
  in->as.membership.value = fact(AMOUNT);
  in->as.membership.items = items;
  in->as.membership.count = ITEMS;
  const Term *test = both(&world, both(&world, fact(A), fact(A)), in);
  assert_string_equal(asked(&world, test, NULL), "a?,amount");
  in->as.membership.count = 1000;
  assert_string_equal(asked(&world, test, NULL), "a,amount");
}

static void v5_is_known_judges_the_file_while_values_are_tried(void **state) {
  (void)state;
  Term *known = make(&world, TERM_STATE, of(TYPE_TRUTH));
  known->as.state.value = fact(A);
  known->as.state.test = STATE_TEST_KNOWN;
  const Term *test = either(&world, known, either(&world, both(&world, fact(A), fact(B)),
                                                  both(&world, fact(A), fact(C))));
  assert_string_equal(asked(&world, test, NULL), "a,b,c");
}

static void u2_over_the_parts_of_a_rule(void **state) {
  (void)state;
  AskList asks = { 0 };
  const Term *never = both(&world, fact(A), negation(&world, fact(A)));
  Value verdict = evaluate_verdict(world.evaluator, never, &asks);
  assert_true(verdict.state == VALUE_KNOWN && !verdict.as.truth);
  assert_int_equal(asks.count, 0);
  const Term *two = both(&world, fact(A), fact(B));
  const Term *left_out = either(&world, negation(&world, truth(&world, false)), two);
  verdict = evaluate_verdict(world.evaluator, left_out, &asks);
  assert_true(verdict.state == VALUE_KNOWN && verdict.as.truth);
  const Term *perhaps = either(&world, negation(&world, fact(C)), two);
  verdict = evaluate_verdict(world.evaluator, perhaps, &asks);
  assert_int_equal(verdict.state, VALUE_UNKNOWN);
  assert_int_equal(asks.count, 3);
}

static void asks_through_definitions_name_their_facts(void **state) {
  (void)state;
  Type argument = of(TYPE_TRUTH);
  Define same = { .type = of(TYPE_TRUTH), .slots = 1, .argument_count = 1,
                  .arguments = &argument };
  same.value = both(&world, variable(&world, 0, argument), fact(B));
  const Term *arguments[] = { fact(A) };
  Term *call = make(&world, TERM_CALL, of(TYPE_TRUTH));
  call->as.call.define = &same;
  call->as.call.arguments = arguments;
  assert_string_equal(asked(&world, call, NULL), "a,b");
}

/* ---- random rules over four truths, against a count of all sixteen worlds ------------------ */

static uint32_t seed = 7;

static uint32_t random_below(uint32_t limit) {
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 16) % limit;
}

/* The truth table of the term made: bit w is its value where fact i is bit i of w. */
static const Term *random_rule(unsigned height, uint32_t *table) {
  static const uint32_t columns[] = { 0xAAAA, 0xCCCC, 0xF0F0, 0xFF00 };
  uint32_t left, right, other;
  uint32_t form = height == 0 ? 0 : random_below(5);
  if (form == 0) {
    uint32_t which = random_below(4);
    *table = columns[which];
    return fact(A + (int)which);
  }
  const Term *a = random_rule(height - 1, &left);
  if (form == 1) {
    *table = ~left & 0xFFFF;
    return negation(&world, a);
  }
  const Term *b = random_rule(height - 1, &right);
  if (form == 2) {
    *table = left & right;
    return both(&world, a, b);
  }
  if (form == 3) {
    *table = left | right;
    return either(&world, a, b);
  }
  const Term *c = random_rule(height - 1, &other);
  *table = (left & right) | (~left & other & 0xFFFF);
  return choice(&world, TYPE_TRUTH, a, b, c);
}

static bool fact_matters(uint32_t table, unsigned which) {
  for (unsigned row = 0; row < 16; row++)
    if ((table >> row & 1) != (table >> (row ^ 1u << which) & 1))
      return true;
  return false;
}

static void law_4_exactly_the_facts_that_could_settle_it(void **state) {
  (void)state;
  for (int i = 0; i < 2000; i++) {
    uint32_t table;
    const Term *term = random_rule(5, &table);
    evaluator_subject(world.evaluator, &world.record, &world.decision, NULL, &world.arena);
    AskList asks = { 0 };
    Value verdict = evaluate_verdict(world.evaluator, term, &asks);
    bool settled = table == 0 || table == 0xFFFF;
    assert_int_equal(verdict.state, settled ? VALUE_KNOWN : VALUE_UNKNOWN);
    if (settled)
      assert_int_equal(verdict.as.truth, table != 0);
    bool asks_for[4] = { false, false, false, false };
    for (size_t k = 0; k < asks.count; k++)
      asks_for[asks.items[k].field->index - A] = true;
    for (unsigned which = 0; which < 4; which++)
      assert_int_equal(asks_for[which], fact_matters(table, which));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(u1_known_operands_ask_for_nothing, setup, teardown),
    cmocka_unit_test_setup_teardown(u1_of_if_the_branch_taken_or_all, setup, teardown),
    cmocka_unit_test_setup_teardown(v3_an_unknown_reference_is_asked_for, setup, teardown),
    cmocka_unit_test_setup_teardown(v8_pending_goes_by_its_own_name, setup, teardown),
    cmocka_unit_test_setup_teardown(u2_facts_that_no_longer_matter_are_left_out, setup, teardown),
    cmocka_unit_test_setup_teardown(u2_the_kind_and_share_of_an_applicant, setup, teardown),
    cmocka_unit_test_setup_teardown(u4_one_verdict_whatever_the_value_asks_for_nothing, setup,
                                    teardown),
    cmocka_unit_test_setup_teardown(u2_values_that_break_valid_when_are_left_out, setup, teardown),
    cmocka_unit_test_setup_teardown(u2_arithmetic_with_known_values_is_turned_round, setup,
                                    teardown),
    cmocka_unit_test_setup_teardown(u3_what_enters_arithmetic_with_another_unknown_is_possible,
                                    setup, teardown),
    cmocka_unit_test_setup_teardown(u3_beyond_4096_combinations_it_is_possible, setup, teardown),
    cmocka_unit_test_setup_teardown(v5_is_known_judges_the_file_while_values_are_tried, setup,
                                    teardown),
    cmocka_unit_test_setup_teardown(u2_over_the_parts_of_a_rule, setup, teardown),
    cmocka_unit_test_setup_teardown(asks_through_definitions_name_their_facts, setup, teardown),
    cmocka_unit_test_setup_teardown(law_4_exactly_the_facts_that_could_settle_it, setup,
                                    teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
