/* base_support.h - what the tests of base/ share: cmocka, an arena, random numbers. */
#ifndef ANSLAG_TESTS_BASE_SUPPORT_H
#define ANSLAG_TESTS_BASE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"

typedef struct {
  Memory memory;
  Arena  arena;
} Fixture;

static inline int set_up(void **state) {
  static Fixture fixture;
  fixture.memory = (Memory){ 0 };
  arena_init(&fixture.arena, &fixture.memory);
  *state = &fixture;
  return 0;
}

/* All is given back after every test. */
static inline int tear_down(void **state) {
  Fixture *fixture = *state;
  arena_free(&fixture->arena);
  return fixture->memory.blocks == 0 && fixture->memory.used == 0 ? 0 : -1;
}

static inline Arena *arena_of(void **state) {
  return &((Fixture *)*state)->arena;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* xorshift64*: the same numbers in every run. */
typedef struct { uint64_t state; } Random;

static inline uint64_t random_next(Random *random) {
  random->state ^= random->state >> 12;
  random->state ^= random->state << 25;
  random->state ^= random->state >> 27;
  return random->state * UINT64_C(2685821657736338717);
}

static inline uint64_t random_below(Random *random, uint64_t bound) {
  return random_next(random) % bound;
}

#define assert_text(actual, expected)                                          \
  do {                                                                         \
    Text actual_ = (actual), expected_ = text_from(expected);                  \
    if (!text_equal(actual_, expected_))                                       \
      fail_msg("\n--- got\n%.*s\n--- wanted\n%.*s\n---", TEXT_PRINT(actual_), \
               TEXT_PRINT(expected_));                                         \
  } while (0)

#endif
