/* Opening and closing the database, and its transactions. */
#define _POSIX_C_SOURCE 200809L
#include "interp/store/pages.h"
#include "interp/store/runs.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { POLL_STEPS = 2000, WAIT_MILLISECONDS = 20, MOST_CELL = 64 * 1024 * 1024 };

/* SQLite asks now and then, also while it sorts: not 0 stops it. */
static int poll_interrupt(void *context) {
  const Memory *memory = ((const Store *)context)->memory;
  return memory->interrupt && *memory->interrupt;
}

/* Another program has the lock: waits a little, as long as all patience is not used up. */
static int wait_for_lock(void *context, int times) {
  Store *store = context;
  if (times == 0)
    store->waited = 0;
  if (store->impatient || poll_interrupt(store) || store->waited >= STORE_BUSY_MILLISECONDS)
    return 0;
  sqlite3_sleep(WAIT_MILLISECONDS);
  store->waited += WAIT_MILLISECONDS;
  return 1;
}

/* Rolls back what is open: SQLite does when the last connection goes. */
static void close_connection(void *context) {
  Store *store = context;
  for (Statement *each; (each = sqlite3_next_stmt(store->connection, NULL)) != NULL;)
    sqlite3_finalize(each);
  sqlite3_close(store->connection);
  store->connection = NULL;
}

static void check_file(Store *store) {
  if (store->path.length == 0 || memchr(store->path.bytes, 0, store->path.length)) {
    diag_report(store->diags, DIAG_DATABASE_MISSING, SPAN_NONE, "a database needs a file name");
    memory_stop(store->memory);
  }
  if (store->mode == STORE_CREATE)
    return;
  struct stat facts;
  Text name = arena_text(store->arena, store->path);
  if (stat(name.bytes, &facts) == 0 && !S_ISDIR(facts.st_mode))
    return;
  int reason = errno;
  bool folder = stat(name.bytes, &facts) == 0;
  if (!folder && reason != ENOENT && reason != ENOTDIR) {
    diag_report(store->diags, DIAG_DATABASE_IO, SPAN_NONE,
                "database \"%.*s\" could not be opened: %s",
                TEXT_PRINT(store->path), strerror(reason));
    memory_stop(store->memory);
  }
  diag_report(store->diags, DIAG_DATABASE_MISSING, SPAN_NONE,
              folder ? "database \"%.*s\" is a folder"
                     : MESSAGE("database \"%.*s\" does not exist"), TEXT_PRINT(store->path));
  diag_help(store->diags, "make it from the rules: anslag schema RULES | sqlite3 FILE");
  memory_stop(store->memory);
}

/* Without mutexes: a store belongs to one thread at a time, as its Memory does. */
static void open_connection(Store *store) {
  static const int flags[] = {
    [STORE_READ]   = SQLITE_OPEN_READONLY,
    [STORE_WRITE]  = SQLITE_OPEN_READWRITE,
    [STORE_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
  };
  Text name = arena_text(store->arena, store->path);
  int result = sqlite3_open_v2(name.bytes, &store->connection,
                               flags[store->mode] | SQLITE_OPEN_NOMUTEX, NULL);
  if (store->connection)
    memory_defer(store->memory, close_connection, store);
  if (result != SQLITE_OK)
    store_fail(store, store->connection ? sqlite3_extended_errcode(store->connection) : result);
}

/* A file may come from anywhere: its schema is not trusted, its pages are checked. */
static void make_safe(Store *store) {
  sqlite3 *connection = store->connection;
  sqlite3_extended_result_codes(connection, 1);
  sqlite3_busy_handler(connection, wait_for_lock, store);
  sqlite3_progress_handler(connection, POLL_STEPS, poll_interrupt, store);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, MOST_CELL);
  sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(connection, SQLITE_LIMIT_WORKER_THREADS, 0);
  store_execute(store, "PRAGMA cell_size_check = ON");
  store_execute(store, "PRAGMA mmap_size = 0");
  store_execute(store, "PRAGMA automatic_index = OFF");
}

int64_t store_version(Store *store) {
  if (!store_has_table(store, TEXT("anslag_schema")))
    return 0;
  return store_number(store, TEXT("SELECT max(version) FROM main.anslag_schema"), 0);
}

static void check_version(Store *store) {
  store_number(store, TEXT("PRAGMA schema_version"), 0);   /* the first look into the file */
  int64_t version = store_version(store);
  if (version <= STORE_SCHEMA_VERSION)
    return;
  diag_report(store->diags, DIAG_DATABASE_NEWER, SPAN_NONE,
              "database \"%.*s\" was written by a newer version of anslag"
              " (tables of version %lld, this one knows %d)",
              TEXT_PRINT(store->path), (long long)version, STORE_SCHEMA_VERSION);
  diag_help(store->diags, "use the newer version; this one could misread what it has written");
  memory_stop(store->memory);
}

static Store *open_store(Arena *arena, const Model *model, Text path, StoreMode mode, Diags *diags,
                         bool impatient) {
  Store *store = arena_new(arena, Store);
  store->impatient = impatient;
  store->arena = arena;
  store->memory = arena->memory;
  store->model = model;
  store->diags = diags;
  store->path = arena_text(arena, path);
  store->mode = mode;
  arena_init_deferred(&store->scratch, arena->memory);
  arena_init_deferred(&store->resolution.arena, arena->memory);
  check_file(store);
  open_connection(store);
  make_safe(store);
  key_function_register(store);
  pages_watch(store);
  int result = taker_register(store->connection);
  if (result != SQLITE_OK)
    store_fail(store, result);
  check_version(store);
  return store;
}

Store *store_open(Arena *arena, const Model *model, Text path, StoreMode mode, Diags *diags) {
  return open_store(arena, model, path, mode, diags, false);
}

Store *store_open_beside(const Store *store, Arena *arena, Diags *diags) {
  return open_store(arena, store->model, store->path, STORE_READ, diags, true);
}

void store_close(Store *store) {
  if (!store)
    return;
  run_endings_end(store);
  run_lines_end(store);
  memory_release(store->memory, store);
  memory_release(store->memory, &store->resolution.arena);
  memory_release(store->memory, &store->scratch);
}

void store_begin(Store *store) {
  store->rows_seen = false;
  store_execute(store, store->mode == STORE_READ ? "BEGIN" : "BEGIN IMMEDIATE");
  /* A transaction begins with its first look: this state, from now. */
  store_number(store, TEXT("SELECT count(*) FROM main.sqlite_schema"), 0);
}

void store_commit(Store *store) {
  store_execute(store, "COMMIT");
}

void store_rollback(Store *store) {
  store->rows_seen = false;
  if (store->connection && !sqlite3_get_autocommit(store->connection))
    store_execute(store, "ROLLBACK");
}

bool store_has_table(Store *store, Text name) {
  Statement *statement = statement_new(store, TEXT(
      "SELECT 1 FROM main.sqlite_schema WHERE type IN ('table', 'view')"
      " AND name = ?1 COLLATE NOCASE"));
  statement_bind_text(store, statement, 1, name);
  bool found = statement_step(store, statement);
  statement_end(statement);
  return found;
}

bool store_has_log(Store *store) {
  Statement *statement = statement_new(store, TEXT("PRAGMA main.journal_mode"));
  bool logs = !statement_step(store, statement) ||
              text_is(statement_text(store, statement, 0, store->arena), "wal");
  statement_end(statement);
  return logs;
}
