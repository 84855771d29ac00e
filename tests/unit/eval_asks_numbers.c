/* Law 4 over numbers: for random rules over three whole numbers, what is asked for is what
 * settles the verdict, as a count of all worlds from LOW to HIGH says (semantics U1, U2, U4). */
#include "make_terms.h"

enum { FACTS = 3, LOW = -3, HIGH = 14, SPAN_OF = HIGH - LOW + 1,
       WORLDS = SPAN_OF * SPAN_OF * SPAN_OF, MOST_NODES = 64 };

static World world;

static int setup(void **state) {
  (void)state;
  world_init(&world);
  world_field(&world, "id", of(TYPE_INTEGER), value_integer(7));
  const char *const names[FACTS] = { "x", "y", "z" };
  for (size_t i = 0; i < FACTS; i++)
    world_field(&world, names[i], of(TYPE_INTEGER), value_unknown(TYPE_INTEGER));
  world_start(&world, NULL);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  world_end(&world);
  return 0;
}

static uint32_t seed = 4;

static uint32_t random_below(uint32_t limit) {
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 16) % limit;
}

/* ---- a rule and its truth in every world ----------------------------------------------- */

static int fact_in(unsigned which, int at) {
  for (unsigned i = 0; i < which; i++)
    at /= SPAN_OF;
  return LOW + at % SPAN_OF;
}

static bool compare_numbers(BinaryOp op, int a, int b) {
  switch (op) {
    case BINARY_LESS:      return a < b;
    case BINARY_AT_MOST:   return a <= b;
    case BINARY_MORE:      return a > b;
    case BINARY_AT_LEAST:  return a >= b;
    case BINARY_EQUAL:     return a == b;
    default:               return a != b;
  }
}

/* f op c, f + k op c, k - f op c, 2 f op c (never equal: 2 f has gaps), -f op c */
static const Term *random_comparison(bool *table) {
  static const BinaryOp ops[] = { BINARY_LESS, BINARY_AT_MOST, BINARY_MORE, BINARY_AT_LEAST,
                                  BINARY_EQUAL, BINARY_NOT_EQUAL };
  unsigned which = random_below(FACTS);
  int form = (int)random_below(5), k = (int)random_below(4), c = (int)random_below(10) + 1;
  BinaryOp op = ops[random_below(form == 3 ? 4 : 6)];
  const Term *fact = field(&world, &world.fields[1 + which]), *side = fact;
  if (form == 1)
    side = binary(&world, BINARY_ADD, TYPE_INTEGER, fact, whole(&world, k));
  if (form == 2)
    side = binary(&world, BINARY_SUBTRACT, TYPE_INTEGER, whole(&world, k + 9), fact);
  if (form == 3)
    side = binary(&world, BINARY_MULTIPLY, TYPE_INTEGER, whole(&world, 2), fact);
  if (form == 4)
    side = builtin(&world, BUILTIN_MAX, TYPE_INTEGER, 2, fact, whole(&world, 0), NULL);
  for (int at = 0; at < WORLDS; at++) {
    int f = fact_in(which, at);
    int value = form == 1 ? f + k : form == 2 ? k + 9 - f : form == 3 ? 2 * f
                : form == 4 && f < 0 ? 0 : f;
    table[at] = compare_numbers(op, value, c);
  }
  return compare(&world, op, side, whole(&world, c));
}

static bool tables[MOST_NODES][WORLDS];
static size_t used;

static const Term *random_rule(unsigned height, bool **table) {
  bool *own = tables[used++], *left = NULL, *right = NULL, *other = NULL;
  uint32_t form = height == 0 ? 0 : random_below(5);
  *table = own;
  if (form == 0)
    return random_comparison(own);
  const Term *a = random_rule(height - 1, &left), *b = NULL, *c = NULL;
  if (form > 1)
    b = random_rule(height - 1, &right);
  if (form == 4)
    c = random_rule(height - 1, &other);
  for (int at = 0; at < WORLDS; at++)
    own[at] = form == 1   ? !left[at]
              : form == 2 ? left[at] && right[at]
              : form == 3 ? left[at] || right[at]
                          : (left[at] ? right[at] : other[at]);
  return form == 1   ? negation(&world, a)
         : form == 2 ? both(&world, a, b)
         : form == 3 ? either(&world, a, b)
                     : choice(&world, TYPE_TRUTH, a, b, c);
}

static bool fact_matters(const bool *table, unsigned which) {
  int stride = 1;
  for (unsigned i = 0; i < which; i++)
    stride *= SPAN_OF;
  for (int at = 0; at + stride < WORLDS; at++)
    if (at / stride % SPAN_OF < SPAN_OF - 1 && table[at] != table[at + stride])
      return true;
  return false;
}

static void expect_exact(const Term *term, const bool *table) {
  bool asks_for[FACTS] = { false, false, false }, any = false;
  AskList asks = { 0 };
  evaluator_subject(world.evaluator, &world.record, &world.decision, NULL, &world.arena);
  Value verdict = evaluate_verdict(world.evaluator, term, &asks);
  for (size_t i = 0; i < asks.count; i++) {
    assert_false(asks.items[i].possibly);
    asks_for[asks.items[i].field->index - 1] = true;
  }
  for (unsigned which = 0; which < FACTS; which++) {
    bool matters = fact_matters(table, which);
    assert_int_equal(asks_for[which], matters);
    any = any || matters;
  }
  assert_int_equal(verdict.state, any ? VALUE_UNKNOWN : VALUE_KNOWN);
  if (!any)
    assert_int_equal(verdict.as.truth, table[0]);
}

static void what_is_asked_is_what_settles(void **state) {
  (void)state;
  for (int i = 0; i < 400; i++) {
    bool *table = NULL;
    used = 0;
    const Term *term = random_rule(3, &table);
    expect_exact(term, table);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(what_is_asked_is_what_settles, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
