/* Keys of numbers, numbered as they are met. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/numbering.h"

enum { SIDE = 100 };

static void a_pair_keeps_the_number_it_was_given(void **state) {
  (void)state;
  Memory memory = { 0 };
  Arena arena;
  Numbering numbering;
  arena_init(&arena, &memory);
  numbering_init(&numbering, &arena, 2);
  for (int round = 0; round < 2; round++)
    for (uint32_t i = 0; i < SIDE * SIDE; i++)
      assert_int_equal(numbering_of_pair(&numbering, i / SIDE, i % SIDE), i);
  assert_int_equal(numbering.count, SIDE * SIDE);
  arena_free(&arena);
}

static void sides_are_told_apart(void **state) {
  (void)state;
  Memory memory = { 0 };
  Arena arena;
  Numbering numbering;
  arena_init(&arena, &memory);
  numbering_init(&numbering, &arena, 2);
  assert_int_equal(numbering_of_pair(&numbering, 1, 0), 0);
  assert_int_equal(numbering_of_pair(&numbering, 0, 1), 1);
  assert_int_equal(numbering_of_pair(&numbering, UINT32_MAX, UINT32_MAX), 2);
  assert_int_equal(numbering_of_pair(&numbering, 0, 0), 3);
  assert_int_equal(numbering_of_pair(&numbering, 1, 0), 0);
  arena_free(&arena);
}

static void a_key_may_be_long(void **state) {
  (void)state;
  Memory memory = { 0 };
  Arena arena;
  Numbering numbering;
  uint32_t number;
  arena_init(&arena, &memory);
  numbering_init(&numbering, &arena, 3);
  assert_false(numbering_find(&numbering, (uint32_t[]){ 0, 0, 0 }, &number));
  for (uint32_t i = 0; i < SIDE * SIDE; i++)
    assert_int_equal(numbering_of(&numbering, (uint32_t[]){ i % SIDE, 7, i / SIDE }), i);
  assert_true(numbering_find(&numbering, (uint32_t[]){ 3, 7, 2 }, &number));
  assert_int_equal(number, 2 * SIDE + 3);
  assert_false(numbering_find(&numbering, (uint32_t[]){ 3, 8, 2 }, &number));
  assert_int_equal(numbering.count, SIDE * SIDE);
  assert_int_equal(numbering_key(&numbering, 2 * SIDE + 3)[2], 2);
  arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_pair_keeps_the_number_it_was_given),
    cmocka_unit_test(sides_are_told_apart),
    cmocka_unit_test(a_key_may_be_long),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
