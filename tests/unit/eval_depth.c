/* Terms as high as the checker lets through (EXPR_MAX_HEIGHT), on 256 KiB of stack: evaluated,
 * asked about and explained. */
#define _POSIX_C_SOURCE 200809L
#include "make_terms.h"

#include <pthread.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(SANITIZED)
enum { STACK = 4096 * 1024 };          /* the sanitizer's frames are many times larger */
#else
enum { STACK = 256 * 1024 };
#endif

static World world;

static int setup(void **state) {
  (void)state;
  world_init(&world);
  world_field(&world, "id", of(TYPE_INTEGER), value_integer(7));
  world_field(&world, "open", of(TYPE_INTEGER), value_unknown(TYPE_INTEGER));
  world_field(&world, "truth", of(TYPE_TRUTH), value_unknown(TYPE_TRUTH));
  world.model.most_slots = EXPR_MAX_HEIGHT + 1;
  world_start(&world, NULL);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  world_end(&world);
  return 0;
}

static const Term *sum_of(unsigned slot, const Term *value) {
  Term *term = make(&world, TERM_AGGREGATE, of(TYPE_INTEGER));
  term->as.aggregate.kind = AGGREGATE_SUM;
  term->as.aggregate.value = value;
  term->as.aggregate.domain =
      (TermDomain){ .slot = slot, .low = whole(&world, 1), .high = whole(&world, 1) };
  return term;
}

static const Term *some(unsigned slot, const Term *satisfies) {
  Term *term = make(&world, TERM_QUANTIFIED, of(TYPE_TRUTH));
  term->as.quantified.kind = QUANTIFIED_SOME;
  term->as.quantified.satisfies = satisfies;
  term->as.quantified.domain =
      (TermDomain){ .slot = slot, .low = whole(&world, 1), .high = whole(&world, 1) };
  return term;
}

/* `form` chooses the operation that is nested; the leaf is a fact that is not known. */
static const Term *nested(int form, unsigned height) {
  const Term *number = field(&world, &world.fields[1]), *test = field(&world, &world.fields[2]);
  for (unsigned i = 2; i < height - 1; i++) {
    number = form == 0 ? binary(&world, BINARY_ADD, TYPE_INTEGER, number, whole(&world, 1))
             : form == 1 ? sum_of(i, number)
             : form == 2 ? builtin(&world, BUILTIN_MAX, TYPE_INTEGER, 2, number,
                                   whole(&world, 1), NULL)
             : choice(&world, TYPE_INTEGER, truth(&world, true), number, whole(&world, 1));
    test = form == 4 ? some(i, test)
           : form == 5 ? both(&world, test, truth(&world, true))
           : negation(&world, test);
  }
  return form < 4 ? compare(&world, BINARY_MORE, number, whole(&world, 5)) : test;
}

static void *work(void *unused) {
  (void)unused;
  static bool done = true;
  for (int form = 0; form < 7; form++) {
    const Term *term = nested(form, EXPR_MAX_HEIGHT);
    AskList asks = { 0 };
    LeafList leaves = { 0 };
    evaluator_subject(world.evaluator, &world.record, &world.decision, NULL, &world.arena);
    Value verdict = evaluate_verdict(world.evaluator, term, &asks);
    evaluate_leaves(world.evaluator, term, &leaves);
    if (verdict.state != VALUE_UNKNOWN || asks.count != 1 || leaves.count != 1)
      return NULL;
  }
  return &done;
}

static void the_highest_terms_need_no_more_than_256_kib(void **state) {
  (void)state;
  pthread_attr_t attributes;
  pthread_t thread;
  void *done = NULL;
  assert_int_equal(pthread_attr_init(&attributes), 0);
  assert_int_equal(pthread_attr_setstacksize(&attributes, STACK), 0);
  assert_int_equal(pthread_create(&thread, &attributes, work, NULL), 0);
  assert_int_equal(pthread_join(thread, &done), 0);
  assert_non_null(done);
  pthread_attr_destroy(&attributes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(the_highest_terms_need_no_more_than_256_kib, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
