/* Equals told apart anew after each placing (F11): in groups, as one by one; and how often keys are
 * told. */
#include "interp/allocate/allocate.h"
#include "tests/unit/chance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

enum { ROUNDS = 300, MOST = 60, MANY = 4000, LANDS = 5, KEYS = 3 };

/* Candidates of a land; keys: how many of it are placed, a number of its own, how many are placed
 * of any land that is lower. */
typedef struct {
  Memory          memory;
  Arena           arena;
  Frame           frame;
  Decision        decision;
  TermKey         order, ties[KEYS];
  Book            book;
  AllocationWatch watch;
  uint64_t        seed;
  size_t          count, told;
  uint8_t        *lands, *own, *days;
  size_t          placed[LANDS];
  bool            third;                /* the third key counts; else it is the same for all */
} Case;

static void tell_keys(void *context, uint32_t number, size_t better, size_t placed, Value *keys) {
  Case *made = context;
  int64_t lower = 0;
  (void)better;
  (void)placed;
  made->told++;
  for (size_t i = 0; made->third && i < made->lands[number]; i++)
    lower += (int64_t)made->placed[i];
  keys[0] = value_integer((int64_t)made->placed[made->lands[number]]);
  keys[1] = made->own[number] ? value_integer(made->own[number]) : value_none(TYPE_INTEGER);
  keys[2] = value_integer(lower);
}

static Text land_of(const Case *made, Arena *arena, uint32_t number) {
  return arena_format(arena, "%u", made->lands[number]);
}

static bool tie(void *context, Arena *arena, uint32_t number, AllocationTie *tie) {
  const Case *made = context;
  tie->alike = land_of(made, arena, number);
  tie->hears = made->third ? TEXT_NONE : tie->alike;
  return true;
}

static Text say(void *context, Arena *arena, uint32_t number) {
  return land_of(context, arena, number);
}

static void note_served(void *context, uint32_t number, const Placement *placement) {
  Case *made = context;
  (void)placement;
  made->placed[made->lands[number]]++;
}

static void make(Case *made, size_t count) {
  made->count = count;
  made->lands = arena_array(&made->arena, uint8_t, count);
  made->own = arena_array(&made->arena, uint8_t, count);
  made->days = arena_array(&made->arena, uint8_t, count);
  for (size_t i = 0; i < count; i++) {
    made->lands[i] = (uint8_t)below(&made->seed, LANDS);
    made->own[i] = (uint8_t)below(&made->seed, 4);
    made->days[i] = (uint8_t)(count == MANY ? 0 : below(&made->seed, 4));
  }
  made->third = below(&made->seed, 2);
  made->frame = (Frame){ .index = 0 };
  made->decision = (Decision){ .order = &made->order, .order_count = 1, .ties = made->ties,
                               .tie_count = KEYS };
  for (size_t i = 0; i < KEYS; i++)
    made->ties[i].descending = below(&made->seed, 2);
}

/* The order in which all are served. */
static uint32_t *order_of(Case *made, bool groups) {
  uint32_t *numbers = arena_array(&made->arena, uint32_t, made->count);
  made->watch = (AllocationWatch){ .context = made, .ties = tell_keys, .placed = say,
                                   .tied = groups ? tie : NULL, .served = note_served };
  made->told = 0;
  for (size_t i = 0; i < LANDS; i++)
    made->placed[i] = 0;
  book_init(&made->book, &made->arena, 1);
  Allocation *allocation = allocation_new(&made->arena, &made->decision, &made->book);
  for (size_t i = 0; i < made->count; i++) {
    Value key = value_integer(made->days[i]);
    allocation_add(allocation, &(Candidate){ .number = (uint32_t)i, .keys = &key, .amount = 1,
                                             .admits = 1 });
  }
  allocation_watch(allocation, &made->watch);
  allocation_serve(allocation);
  allocation_order(allocation, numbers);
  for (size_t i = 0; i < made->count; i++) {
    Placement placement;
    assert_true(allocation_placement(allocation, numbers[i], &placement));
    assert_int_equal(placement.rank, i + 1);
  }
  return numbers;
}

static void groups_are_told_apart_as_one_by_one(void **state) {
  (void)state;
  for (uint64_t round = 1; round <= ROUNDS; round++) {
    Case made = { .seed = round * UINT64_C(0x9E3779B97F4A7C15) };
    arena_init(&made.arena, &made.memory);
    make(&made, 1 + below(&made.seed, MOST));
    const uint32_t *groups = order_of(&made, true), *each = order_of(&made, false);
    for (size_t i = 0; i < made.count; i++)
      assert_int_equal(groups[i], each[i]);
    arena_free(&made.arena);
    assert_int_equal(made.memory.blocks, 0);
  }
}

/* One by one they would be told eight million times. */
static void keys_of_many_equals_are_told_few_times(void **state) {
  (void)state;
  Case made = { .seed = 5 };
  arena_init(&made.arena, &made.memory);
  make(&made, MANY);
  order_of(&made, true);
  assert_true(made.told <= (size_t)(LANDS + 1) * MANY);
  arena_free(&made.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(groups_are_told_apart_as_one_by_one),
    cmocka_unit_test(keys_of_many_equals_are_told_few_times),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
