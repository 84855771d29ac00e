#define _XOPEN_SOURCE 700
#include "tests/property/trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

/* ---- files --------------------------------------------------------------------------- */

static bool read_file(Arena *arena, Text path, Text *bytes) {
  FILE *file = fopen(arena_format(arena, "stdlib/%.*s", TEXT_PRINT(path)).bytes, "rb");
  if (!file)
    return false;
  char *text = arena_alloc(arena, 65536);
  *bytes = (Text){ text, fread(text, 1, 65535, file) };
  fclose(file);
  return true;
}

static bool load(void *context, Arena *arena, Text base, Text path, bool library, Text *bytes,
                 Text *reason) {
  const Trial *trial = context;
  (void)base;
  *reason = TEXT("not found");
  if (library)
    return read_file(arena, path, bytes);
  if (!text_is(path, "prices.csv"))
    return false;
  *bytes = made_text(arena, &trial->made->file);
  return true;
}

/* ---- the rules ----------------------------------------------------------------------- */

void trial_check(Trial *trial, const Made *made) {
  trial->made = made;
  arena_init(&trial->arena, &trial->memory);
  sources_init(&trial->sources, &trial->arena);
  diags_init(&trial->diags, &trial->arena, &trial->sources);
  CheckOptions options = { load, trial, NULL };
  trial->model = check_rules(&trial->arena, TEXT("made.anslag"),
                             made_text(&trial->arena, &made->rules), &options, &trial->diags);
  if (trial->diags.errors)
    trial->model = NULL;
}

/* ---- the database -------------------------------------------------------------------- */

static bool execute(sqlite3 *connection, const MadeLines *lines) {
  for (size_t i = 0; i < lines->count; i++)
    if (sqlite3_exec(connection, lines->items[i], NULL, NULL, NULL) != SQLITE_OK) {
      fprintf(stderr, "%s: %s\n", lines->items[i], sqlite3_errmsg(connection));
      return false;
    }
  return true;
}

static int new_file(char *path, size_t size) {
  snprintf(path, size, "%s/anslag_property_XXXXXX",
           access("/dev/shm", W_OK) == 0 ? "/dev/shm" : P_tmpdir);
  return mkstemp(path);
}

bool trial_new_file(char *path, size_t size) {
  int file = new_file(path, size);
  if (file >= 0)
    close(file);
  return file >= 0;
}

static bool begin_file(Trial *trial) {
  int file = new_file(trial->path, sizeof trial->path);
  if (file < 0)
    return false;
  size_t length = trial->ready.length;
  bool written = !length || write(file, trial->ready.bytes, length) == (ssize_t)length;
  close(file);
  return written;
}

static bool make_database(Trial *trial) {
  sqlite3 *connection;
  if (!begin_file(trial))
    return false;
  if (sqlite3_open(trial->path, &connection) != SQLITE_OK)
    return false;
  sqlite3_exec(connection, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; BEGIN", NULL,
               NULL, NULL);
  bool fine = execute(connection, &trial->made->tables) && execute(connection, &trial->made->rows);
  sqlite3_exec(connection, "COMMIT", NULL, NULL, NULL);
  sqlite3_close(connection);
  return fine;
}

static void read_type(Trial *trial, Store *store, const RecordType *type) {
  TrialRecords *read = &trial->records[type->index];
  read->type = type;
  if (type->used)
    store_all(store, type, &read->records, &read->count);
}

static void read_store(void *context) {
  Trial *trial = context;
  Store *store = store_open(&trial->arena, trial->model, text_from(trial->path), STORE_READ,
                            &trial->diags);
  store_begin(store);
  for (size_t i = 0; i < trial->model->records.count; i++)
    read_type(trial, store, trial->model->records.items[i]);
  for (size_t i = 0; i < trial->model->decisions.count; i++)
    trial->decided[i].count = store_decided(store, &trial->arena,
                                            trial->model->decisions.items[i]->name,
                                            &trial->decided[i].rows);
  store_rollback(store);
  store_close(store);
}

/* ---- as a population ----------------------------------------------------------------- */

static void start(void *context, const RecordType *record) {
  Trial *trial = context;
  trial->reading = &trial->records[record->index];
  trial->next = 0;
}

static const Record *next(void *context, Arena *batch) {
  Trial *trial = context;
  (void)batch;
  return trial->next < trial->reading->count ? trial->reading->records[trial->next++] : NULL;
}

static void all(void *context, const RecordType *type, const Record *const **records,
                size_t *count) {
  const Trial *trial = context;
  *records = trial->records[type->index].records;
  *count = trial->records[type->index].count;
}

static size_t decided(void *context, Arena *arena, const Decision *decision, StoreDecided **rows) {
  const Trial *trial = context;
  (void)arena;
  *rows = trial->decided[decision->index].rows;
  return trial->decided[decision->index].count;
}

/* ---- settings ------------------------------------------------------------------------ */

static uint64_t throw(uint64_t *dice) {
  *dice = *dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return *dice >> 33;
}

static bool another_number(uint64_t *dice, const Parameter *parameter, Value *value) {
  static const int64_t amounts[] = { 0, 100, 10001, 25000, 99999, 1000000, 123456 };
  Fraction number = fraction_from(amounts[throw(dice) % 7]);
  if (parameter->type.kind == TYPE_RATE)
    fraction_make((int64_t)(throw(dice) % 1200), 1000, &number);
  else if (parameter->type.kind == TYPE_INTEGER)
    number = fraction_from((int64_t)(throw(dice) % 12));
  else if (parameter->type.kind != TYPE_MONEY)
    return false;
  *value = value_number(parameter->type.kind, number);
  return true;
}

static void change_parameters(Trial *trial) {
  uint64_t dice = trial->made->seed;
  for (size_t i = 1 + throw(&dice) % 3; i > 0; i--) {
    const Parameter *parameter =
        trial->model->parameters.items[throw(&dice) % trial->model->parameters.count];
    Term *term = arena_new(&trial->arena, Term);
    *term = (Term){ .kind = TERM_CONSTANT, .height = 1, .type = parameter->type };
    ModelSetting setting = { .parameter = parameter, .value = term,
                             .dated = throw(&dice) % 3 == 0, .days = { 20485, DATE_LAST } };
    if (another_number(&dice, parameter, &term->as.constant))
      settings_put(&trial->arena, &trial->changed, setting);
  }
}

bool trial_read(Trial *trial) {
  if (!trial->model || !make_database(trial))
    return false;
  trial->options.has_as_of = date_parse(TEXT("2026-06-01"), &trial->options.as_of);
  trial->records = arena_array(&trial->arena, TrialRecords, trial->model->records.count + 1);
  if (trial->model->parameters.count)
    change_parameters(trial);
  trial->decided = arena_array(&trial->arena, TrialDecided, trial->model->decisions.count + 1);
  trial->population = (Population){ .context = trial, .start = start, .next = next,
                                    .all = { trial, all }, .decided = decided };
  return memory_guard(&trial->memory, read_store, trial);
}

void trial_close(Trial *trial) {
  if (trial->path[0])
    unlink(trial->path);
  arena_free(&trial->arena);
}
