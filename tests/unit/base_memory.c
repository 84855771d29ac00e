#include "tests/unit/base_support.h"

#include "base/map.h"
#include "base/sha256.h"
#include "base/writer.h"

#include <string.h>

typedef struct {
  Memory *memory;
  int     steps[16];
  size_t  count;
  size_t  size;
  bool    inner_result;
} Scene;

static void note_step(Scene *scene, int step) {
  if (scene->count < 16)
    scene->steps[scene->count++] = step;
}

typedef struct { Scene *scene; int number; } Door;

static void close_door(void *what) {
  Door *door = what;
  note_step(door->scene, door->number);
}

static void stop_at_once(void *context) {
  Scene *scene = context;
  memory_stop(scene->memory);
}

static void a_guard_tells_why_it_was_left(void **state) {
  (void)state;
  Memory memory = { 0 };
  Scene scene = { .memory = &memory };
  assert_false(memory_guard(&memory, stop_at_once, &scene));
  assert_int_equal(memory.failure, FAILURE_STOPPED);
  assert_null(memory.door);
}

static void defer_three_and_stop(void *context) {
  Scene *scene = context;
  Door doors[3] = { { scene, 1 }, { scene, 2 }, { scene, 3 } };
  for (int i = 0; i < 3; i++)
    memory_defer(scene->memory, close_door, &doors[i]);
  memory_release(scene->memory, &doors[1]);
  memory_stop(scene->memory);
}

static void cleanups_run_newest_first_and_released_ones_once(void **state) {
  (void)state;
  Memory memory = { 0 };
  Scene scene = { .memory = &memory };
  assert_false(memory_guard(&memory, defer_three_and_stop, &scene));
  assert_int_equal(scene.count, 3);
  assert_int_equal(scene.steps[0], 2);
  assert_int_equal(scene.steps[1], 3);
  assert_int_equal(scene.steps[2], 1);
  assert_int_equal(memory.blocks, 0);
}

static void inner_that_ends_well(void *context) {
  Door *door = context;
  memory_defer(door->scene->memory, close_door, door);
}

static void inner_that_fails(void *context) {
  Door *door = context;
  memory_defer(door->scene->memory, close_door, door);
  memory_fail(door->scene->memory, FAILURE_INTERRUPT);
}

static void outer_around_two(void *context) {
  Scene *scene = context;
  static Door first, second;
  first = (Door){ scene, 1 };
  second = (Door){ scene, 2 };
  assert_true(memory_guard(scene->memory, inner_that_ends_well, &first));
  assert_int_equal(scene->count, 0);
  assert_false(memory_guard(scene->memory, inner_that_fails, &second));
  assert_int_equal(scene->memory->failure, FAILURE_INTERRUPT);
  assert_int_equal(scene->count, 1);
  assert_int_equal(scene->steps[0], 2);
  memory_stop(scene->memory);
}

static void an_inner_guard_leaves_the_outer_one_standing(void **state) {
  (void)state;
  Memory memory = { 0 };
  Scene scene = { .memory = &memory };
  assert_false(memory_guard(&memory, outer_around_two, &scene));
  assert_int_equal(memory.failure, FAILURE_STOPPED);
  assert_int_equal(scene.count, 2);
  assert_int_equal(scene.steps[1], 1);
  assert_int_equal(memory.blocks, 0);
}

static void fail_in_cleanup(void *what) {
  Door *door = what;
  note_step(door->scene, door->number);
  memory_alloc(door->scene->memory, 100);
}

static void defer_failing_cleanups(void *context) {
  Scene *scene = context;
  Door doors[3] = { { scene, 1 }, { scene, 2 }, { scene, 3 } };
  for (int i = 0; i < 3; i++)
    memory_defer(scene->memory, fail_in_cleanup, &doors[i]);
  scene->memory->fail_at = scene->memory->calls + 1;
  scene->memory->fail_lasting = true;
  memory_alloc(scene->memory, 10);
}

static void a_cleanup_that_fails_does_not_stop_the_next(void **state) {
  (void)state;
  Memory memory = { 0 };
  Scene scene = { .memory = &memory };
  assert_false(memory_guard(&memory, defer_failing_cleanups, &scene));
  assert_int_equal(memory.failure, FAILURE_MEMORY);
  assert_int_equal(scene.count, 3);
  assert_int_equal(scene.steps[0], 3);
  assert_int_equal(scene.steps[2], 1);
  assert_int_equal(memory.blocks, 0);
}

static void defer_without_memory(void *context) {
  Scene *scene = context;
  Door door = { scene, 7 };
  scene->memory->fail_at = scene->memory->calls + 1;
  memory_defer(scene->memory, close_door, &door);
}

static void what_cannot_be_registered_is_cleaned_up_at_once(void **state) {
  (void)state;
  Memory memory = { 0 };
  Scene scene = { .memory = &memory };
  assert_false(memory_guard(&memory, defer_without_memory, &scene));
  assert_int_equal(scene.count, 1);
  assert_int_equal(memory.failure, FAILURE_MEMORY);
}

static void take(void *context) {
  Scene *scene = context;
  void *block = memory_alloc(scene->memory, scene->size);
  memory_free(scene->memory, block, scene->size);
}

static void the_limit_holds_to_the_byte(void **state) {
  (void)state;
  Memory memory = { .limit = 1000 };
  Scene scene = { .memory = &memory, .size = 1000 };
  assert_true(memory_guard(&memory, take, &scene));
  scene.size = 1001;
  assert_false(memory_guard(&memory, take, &scene));
  assert_int_equal(memory.failure, FAILURE_LIMIT);
  assert_int_equal(memory.used, 0);
  assert_int_equal(memory.peak, 1000);
  scene.size = SIZE_MAX;
  assert_false(memory_guard(&memory, take, &scene));
}

static void freeing_gives_the_bytes_back(void **state) {
  (void)state;
  Memory memory = { .limit = 100 };
  Scene scene = { .memory = &memory, .size = 90 };
  assert_true(memory_guard(&memory, take, &scene));
  assert_true(memory_guard(&memory, take, &scene));
  memory_free(&memory, NULL, 10);
  assert_int_equal(memory.blocks, 0);
  assert_int_equal(memory.used, 0);
}

static void poll_twice(void *context) {
  Scene *scene = context;
  memory_poll(scene->memory);
  note_step(scene, 1);
}

static void an_interrupt_is_seen_at_the_next_poll(void **state) {
  (void)state;
  volatile int interrupt = 0;
  Memory memory = { .interrupt = &interrupt };
  Scene scene = { .memory = &memory };
  assert_true(memory_guard(&memory, poll_twice, &scene));
  interrupt = 1;
  assert_false(memory_guard(&memory, poll_twice, &scene));
  assert_int_equal(memory.failure, FAILURE_INTERRUPT);
  assert_int_equal(scene.count, 1);
}

/* A little of everything that takes memory. */
static void use_memory(Scene *scene) {
  Arena arena;
  arena_init_deferred(&arena, scene->memory);
  Map map;
  map_init(&map, &arena);
  for (int i = 0; i < 300; i++) {
    Text key = arena_format(&arena, "key %d", i);
    assert_true(map_add(&map, key, scene));
  }
  Sha256 *sha = sha256_start(scene->memory);
  sha256_add(sha, TEXT("abc"));
  Writer writer;
  writer_to_memory(&writer, &arena);
  for (int i = 0; i < 2000; i++)
    writer_print(&writer, "%d ", i);
  sha256_add(sha, writer_text(&writer));
  assert_int_equal(sha256_finish(sha, &arena).length, 64);
  memory_release(scene->memory, &arena);
}

static void work_of_many_kinds(void *context) {
  Scene *scene = context;
  for (int i = 0; i < 3; i++)
    use_memory(scene);
  note_step(scene, 1);
}

static void fail_at_every_allocation(bool lasting) {
  uint64_t points = 0;
  for (uint64_t at = 1;; at++) {
    Memory memory = { .fail_at = at, .fail_lasting = lasting };
    Scene scene = { .memory = &memory };
    bool whole = memory_guard(&memory, work_of_many_kinds, &scene);
    assert_int_equal(memory.blocks, 0);
    assert_int_equal(memory.used, 0);
    assert_null(memory.deferred);
    assert_int_equal(scene.count, whole ? 1 : 0);
    if (whole)
      break;
    assert_int_equal(memory.failure, FAILURE_MEMORY);
    points = at;
  }
  assert_true(points > 8);
}

static void running_out_at_any_allocation_leaves_nothing_behind(void **state) {
  (void)state;
  fail_at_every_allocation(false);
}

static void running_out_for_good_at_any_allocation_leaves_nothing_behind(void **state) {
  (void)state;
  fail_at_every_allocation(true);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_guard_tells_why_it_was_left),
    cmocka_unit_test(cleanups_run_newest_first_and_released_ones_once),
    cmocka_unit_test(an_inner_guard_leaves_the_outer_one_standing),
    cmocka_unit_test(a_cleanup_that_fails_does_not_stop_the_next),
    cmocka_unit_test(what_cannot_be_registered_is_cleaned_up_at_once),
    cmocka_unit_test(the_limit_holds_to_the_byte),
    cmocka_unit_test(freeing_gives_the_bytes_back),
    cmocka_unit_test(an_interrupt_is_seen_at_the_next_poll),
    cmocka_unit_test(running_out_at_any_allocation_leaves_nothing_behind),
    cmocka_unit_test(running_out_for_good_at_any_allocation_leaves_nothing_behind),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
