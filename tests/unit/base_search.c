/* Places in arrays that stand in order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/search.h"

typedef struct {
  uint32_t    number;
  const char *word;
} Item;

static const Item items[] = { { 2, "two" }, { 3, "three" }, { 7, "seven" },
                              { UINT32_MAX, "last" } };

enum { COUNT = sizeof items / sizeof *items };

static void a_place_is_the_first_that_is_not_below(void **state) {
  (void)state;
  static const struct { uint32_t number; size_t place; } cases[] = {
    { 0, 0 }, { 2, 0 }, { 3, 1 }, { 4, 2 }, { 7, 2 }, { 8, 3 }, { UINT32_MAX, 3 },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(search_place(items, COUNT, sizeof *items, cases[i].number), cases[i].place);
  assert_int_equal(search_place(items, 3, sizeof *items, 8), 3);
  assert_int_equal(search_place(NULL, 0, sizeof *items, 1), 0);
}

static void an_item_is_found_by_its_number(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT; i++)
    assert_ptr_equal(search_number(items, COUNT, sizeof *items, items[i].number), &items[i]);
  assert_null(search_number(items, COUNT, sizeof *items, 4));
  assert_null(search_number(items, 3, sizeof *items, UINT32_MAX));
  assert_null(search_number(NULL, 0, sizeof *items, 2));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_place_is_the_first_that_is_not_below),
    cmocka_unit_test(an_item_is_found_by_its_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
