/* store_model.h - what the tests of the store share: a world to work in. */
#ifndef ANSLAG_TESTS_UNIT_STORE_MODEL_H
#define ANSLAG_TESTS_UNIT_STORE_MODEL_H

#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "interp/store/import.h"
#include "interp/store/store.h"
#include "tests/harness/store_tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a test stands on: memory, messages, a model, a database. */
typedef struct {
  Memory  memory;
  Arena   arena;
  Sources sources;
  Diags   diags;
  Tables  tables;
  Store  *store;
} World;

/* A test's work, in a guard; the database is world->store, opened by world_open. */
typedef void Work(World *world);

typedef struct { World *world; Work *work; } Inside;

static inline void print_messages(World *world) {
  for (size_t i = 0; i < world->diags.list.count; i++)
    fprintf(stderr, "%s %.*s\n", diag_code_text(world->diags.list.items[i]->code),
            TEXT_PRINT(world->diags.list.items[i]->message));
}

static inline void do_work(void *context) {
  Inside *inside = context;
  inside->work(inside->world);
}

static inline void begin_and_work(void *context) {
  Inside *inside = context;
  World *world = inside->world;
  arena_init_deferred(&world->arena, &world->memory);
  sources_init(&world->sources, &world->arena);
  diags_init(&world->diags, &world->arena, &world->sources);
  tables_make(&world->tables, &world->arena);
  if (!memory_guard(&world->memory, do_work, inside)) {
    print_messages(world);
    fail_msg("the work was left");
  }
  store_close(world->store);
  memory_release(&world->memory, &world->arena);
}

static inline void world_run(Work *work) {
  World world;
  memset(&world, 0, sizeof world);
  Inside inside = { &world, work };
  assert_true(memory_guard(&world.memory, begin_and_work, &inside));
  assert_int_equal(world.memory.blocks, 0);
}

static inline void world_open(World *world, const char *path, StoreMode mode) {
  world->store = store_open(&world->arena, &world->tables.model, text_from(path), mode,
                            &world->diags);
}

/* A name of its own for this process, in the system's folder for passing files. */
static inline const char *database_path(void) {
  static char path[256];
  if (!path[0])
    snprintf(path, sizeof path, "%s/anslag-store-%ld.db", P_tmpdir, (long)getpid());
  return path;
}

static inline int remove_database(void **state) {
  (void)state;
  unlink(database_path());
  return 0;
}

static inline DiagCode last_code(const World *world) {
  return world->diags.list.count ? world->diags.list.items[world->diags.list.count - 1]->code
                                 : DIAG_NONE;
}

static inline bool has_message(const World *world, DiagCode code, const char *words) {
  for (size_t i = 0; i < world->diags.list.count; i++) {
    const Diag *diag = world->diags.list.items[i];
    if (diag->code == code &&
        text_find(diag->message, text_from(words), 0) <= diag->message.length)
      return true;
  }
  return false;
}

/* The work is left, with this as the last message. */
static inline void expect_stop(World *world, Work *work, DiagCode code) {
  Inside inside = { world, work };
  assert_false(memory_guard(&world->memory, do_work, &inside));
  assert_int_equal(world->memory.failure, FAILURE_STOPPED);
  if (last_code(world) != code)
    print_messages(world);
  assert_string_equal(diag_code_text(last_code(world)), diag_code_text(code));
}

#endif
