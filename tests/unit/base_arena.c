#include "tests/unit/base_support.h"

#include "base/map.h"

#include <stdlib.h>
#include <string.h>

static bool is_zero(const char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (bytes[i] != 0)
      return false;
  return true;
}

static void what_is_taken_is_zeroed_and_aligned(void **state) {
  Arena *arena = arena_of(state);
  Random random = { 7 };
  for (int round = 0; round < 3; round++) {
    for (int i = 0; i < 2000; i++) {
      size_t size = (size_t)random_below(&random, i % 50 == 0 ? 20000 : 200);
      char *bytes = arena_alloc(arena, size);
      assert_true((uintptr_t)bytes % 16 == 0);
      assert_true(is_zero(bytes, size));
      memset(bytes, 0xaa, size);
    }
    arena_reset(arena);
  }
}

static void pieces_never_overlap(void **state) {
  Arena *arena = arena_of(state);
  unsigned char *pieces[500];
  for (size_t i = 0; i < 500; i++) {
    pieces[i] = arena_alloc(arena, i);
    memset(pieces[i], (int)(i & 0xff), i);
  }
  for (size_t i = 0; i < 500; i++)
    for (size_t j = 0; j < i; j++)
      assert_int_equal(pieces[i][j], i & 0xff);
}

static void a_reset_keeps_one_block_and_frees_the_rest(void **state) {
  Arena *arena = arena_of(state);
  arena_alloc(arena, 16);
  for (int i = 0; i < 100; i++)
    arena_alloc(arena, 3000);
  assert_true(arena->memory->blocks > 1);
  arena_reset(arena);
  assert_int_equal(arena->memory->blocks, 1);
  arena_alloc(arena, 8 * 1024 * 1024);
  arena_reset(arena);
  assert_true(arena->memory->blocks <= 1);
  arena_free(arena);
  arena_reset(arena);
  assert_int_equal(arena->memory->blocks, 0);
}

static void many_batches_take_no_more_than_one(void **state) {
  Arena *arena = arena_of(state);
  for (int batch = 0; batch < 100; batch++) {
    for (int i = 0; i < 1000; i++)
      arena_alloc(arena, 100);
    arena_reset(arena);
  }
  assert_true(arena->memory->peak < 1024 * 1024);
}

static void take_a_product_too_large(void *context) {
  arena_alloc_array(context, SIZE_MAX / 4, 8);
}

static void take_a_product_that_wraps_to_little(void *context) {
  arena_alloc_array(context, ((size_t)1 << 61) + 1, 8);
}

static void take_nearly_all_there_is(void *context) {
  arena_alloc(context, SIZE_MAX - 3);
}

static void a_size_that_overflows_leaves_through_the_guard(void **state) {
  Arena *arena = arena_of(state);
  assert_false(memory_guard(arena->memory, take_a_product_too_large, arena));
  assert_int_equal(arena->memory->failure, FAILURE_MEMORY);
  assert_false(memory_guard(arena->memory, take_a_product_that_wraps_to_little, arena));
  assert_false(memory_guard(arena->memory, take_nearly_all_there_is, arena));
}

static void a_list_grows_and_keeps_its_items(void **state) {
  Arena *arena = arena_of(state);
  struct { LIST(int) numbers; } holder = { { NULL, 0, 0 } };
  for (int i = 0; i < 1000; i++)
    LIST_ADD(arena, &holder.numbers, int, i * 3);
  assert_int_equal(holder.numbers.count, 1000);
  for (int i = 0; i < 1000; i++)
    assert_int_equal(holder.numbers.items[i], i * 3);
}

static void a_text_is_copied_with_a_nul_behind_it(void **state) {
  Arena *arena = arena_of(state);
  Text copy = arena_text(arena, (Text){ "abcdef", 3 });
  assert_int_equal(copy.length, 3);
  assert_string_equal(copy.bytes, "abc");
  assert_string_equal(arena_text(arena, TEXT_NONE).bytes, "");
}

static void a_formatted_text_may_be_of_any_length(void **state) {
  Arena *arena = arena_of(state);
  assert_text(arena_format(arena, "%s %d", "år", 2026), "år 2026");
  Text lengthy = arena_format(arena, "%*d", 100000, 1);
  assert_int_equal(lengthy.length, 100000);
  assert_int_equal(lengthy.bytes[99999], '1');
  assert_int_equal(lengthy.bytes[100000], '\0');
}

/* ---- map ---- */

static void a_map_finds_what_was_added(void **state) {
  Arena *arena = arena_of(state);
  Map map;
  map_init(&map, arena);
  static int values[5000];
  assert_null(map_get(&map, TEXT("nothing")));
  for (int i = 0; i < 5000; i++)
    assert_true(map_add(&map, arena_format(arena, "name %d", i), &values[i]));
  for (int i = 0; i < 5000; i++) {
    assert_ptr_equal(map_get(&map, arena_format(arena, "name %d", i)), &values[i]);
    assert_null(map_get(&map, arena_format(arena, "name %d ", i)));
  }
}

static void a_map_shows_the_order_of_insertion_only(void **state) {
  Arena *arena = arena_of(state);
  Map first, second;
  map_init(&first, arena);
  map_init(&second, arena);
  for (int i = 0; i < 100; i++) {
    map_add(&first, arena_format(arena, "%d", i * 7919 % 100), arena);
    map_add(&second, arena_format(arena, "%d", i * 7919 % 100), arena);
  }
  assert_int_equal(first.count, 100);
  for (int i = 0; i < 100; i++) {
    assert_text(first.entries[i].key, arena_format(arena, "%d", i * 7919 % 100).bytes);
    assert_true(text_equal(first.entries[i].key, second.entries[i].key));
  }
  assert_true(first.seed != second.seed);
}

static void a_key_that_is_there_is_kept_by_add_and_replaced_by_set(void **state) {
  Map map;
  int one = 1, two = 2;
  map_init(&map, arena_of(state));
  assert_true(map_add(&map, TEXT("a"), &one));
  assert_false(map_add(&map, TEXT("a"), &two));
  assert_ptr_equal(map_get(&map, TEXT("a")), &one);
  map_set(&map, TEXT("a"), &two);
  map_set(&map, TEXT(""), &one);
  assert_ptr_equal(map_get(&map, TEXT("a")), &two);
  assert_ptr_equal(map_get(&map, TEXT_NONE), &one);
  assert_int_equal(map.count, 2);
}

typedef struct { Map *map; Arena *arena; int added; } Filling;

static void fill(void *context) {
  Filling *filling = context;
  for (; filling->added < 200; filling->added++)
    map_add(filling->map, arena_format(filling->arena, "%d", filling->added), filling);
}

static void a_map_stays_whole_when_memory_runs_out_while_it_grows(void **state) {
  Arena *arena = arena_of(state);
  for (uint64_t point = 1; point < 20; point++) {
    Map map;
    map_init(&map, arena);
    Filling filling = { &map, arena, 0 };
    arena->memory->fail_at = arena->memory->calls + point;
    bool whole = memory_guard(arena->memory, fill, &filling);
    arena->memory->fail_at = 0;
    assert_int_equal(map.count, filling.added);
    for (int i = 0; i < filling.added; i++)
      assert_non_null(map_get(&map, arena_format(arena, "%d", i)));
    if (!whole)
      assert_true(memory_guard(arena->memory, fill, &filling));
    assert_int_equal(map.count, 200);
    arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    TEST(what_is_taken_is_zeroed_and_aligned),
    TEST(pieces_never_overlap),
    TEST(a_reset_keeps_one_block_and_frees_the_rest),
    TEST(many_batches_take_no_more_than_one),
    TEST(a_size_that_overflows_leaves_through_the_guard),
    TEST(a_list_grows_and_keeps_its_items),
    TEST(a_text_is_copied_with_a_nul_behind_it),
    TEST(a_formatted_text_may_be_of_any_length),
    TEST(a_map_finds_what_was_added),
    TEST(a_map_shows_the_order_of_insertion_only),
    TEST(a_key_that_is_there_is_kept_by_add_and_replaced_by_set),
    TEST(a_map_stays_whole_when_memory_runs_out_while_it_grows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
