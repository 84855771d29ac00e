/* Statements, and what SQLite's failures are called. */
#include "interp/store/inside.h"

typedef struct {
  int         result;           /* primary result code */
  DiagCode    code;
  const char *fact, *help;
} Failing;

static const Failing failings[] = {
  { SQLITE_NOTADB, DIAG_DATABASE_CORRUPT, MESSAGE("is no SQLite database"),
    MESSAGE("give the file that holds the records, or a new name to make one") },
  { SQLITE_CORRUPT, DIAG_DATABASE_CORRUPT, MESSAGE("is damaged"),
    MESSAGE("restore a copy from before the damage; PRAGMA integrity_check in sqlite3 "
            "tells more") },
  { SQLITE_BUSY, DIAG_DATABASE_LOCKED, MESSAGE("is in use by another program"),
    MESSAGE("close the other program, or wait until it is done, and try again; nothing "
            "was changed") },
  { SQLITE_LOCKED, DIAG_DATABASE_LOCKED, MESSAGE("is in use by another part of this program"),
    MESSAGE("try again; nothing was changed") },
  { SQLITE_READONLY, DIAG_DATABASE_READ_ONLY, MESSAGE("is read-only"),
    MESSAGE("give yourself the right to write the file and its folder, or write to "
            "another with --out") },
  { SQLITE_PERM, DIAG_DATABASE_READ_ONLY, MESSAGE("may not be opened"),
    MESSAGE("give yourself the right to read and write the file and its folder") },
  { SQLITE_AUTH, DIAG_DATABASE_READ_ONLY, MESSAGE("may not be opened"),
    MESSAGE("give yourself the right to read and write the file and its folder") },
  { SQLITE_FULL, DIAG_DATABASE_FULL, MESSAGE("could not grow: the disk is full"),
    MESSAGE("make room on the disk and try again; nothing was changed") },
  { SQLITE_IOERR, DIAG_DATABASE_IO, MESSAGE("could not be read or written"),
    MESSAGE("look at the disk or the network drive and try again; nothing was changed") },
  { SQLITE_CANTOPEN, DIAG_DATABASE_IO, MESSAGE("could not be opened"),
    MESSAGE("look at the folder: does it exist, and may you write in it?") },
  { SQLITE_PROTOCOL, DIAG_DATABASE_LOCKED, MESSAGE("is in use by another program"),
    MESSAGE("try again; nothing was changed") },
  { SQLITE_NOLFS, DIAG_DATABASE_FULL, MESSAGE("is too large for this file system"),
    MESSAGE("move it to a disk that takes large files") },
  { SQLITE_TOOBIG, DIAG_CELL_LIMIT, MESSAGE("was given a value that is too large"),
    MESSAGE("make the text shorter") },
  { SQLITE_CONSTRAINT, DIAG_CONSTRAINT, MESSAGE("refuses what breaks one of its constraints"),
    MESSAGE("nothing was changed") },
};

void store_leave_if_interrupted(Store *store, int result) {
  int primary = result & 0xff;
  if (primary == SQLITE_NOMEM || result == SQLITE_IOERR_NOMEM)
    memory_fail(store->memory, FAILURE_MEMORY);
  if (primary == SQLITE_INTERRUPT || (primary == SQLITE_BUSY && store->memory->interrupt &&
                                      *store->memory->interrupt))
    memory_fail(store->memory, FAILURE_INTERRUPT);
}

void store_report(Store *store, int result) {
  store_leave_if_interrupted(store, result);
  const char *detail = store->connection ? sqlite3_errmsg(store->connection)
                                         : sqlite3_errstr(result);
  for (size_t i = 0; i < sizeof failings / sizeof failings[0]; i++) {
    if (failings[i].result != (result & 0xff))
      continue;
    diag_report(store->diags, failings[i].code, SPAN_NONE, "database \"%.*s\" %s",
                TEXT_PRINT(store->path), diag_words(store->diags, failings[i].fact));
    diag_help(store->diags, "%s", diag_words(store->diags, failings[i].help));
    diag_help(store->diags, "SQLite says: %s (%d)", detail, result);
    return;
  }
  diag_report(store->diags, DIAG_DATABASE, SPAN_NONE,
              "database \"%.*s\" could not be used: %s (%d)",
              TEXT_PRINT(store->path), detail, result);
}

_Noreturn void store_fail(Store *store, int result) {
  store->diags->muted = false;   /* what ends the work is told, also where one only tried */
  store_report(store, result);
  memory_stop(store->memory);
}

Statement *statement_new(Store *store, Text sql) {
  Statement *statement = NULL;
  if (sql.length > INT32_MAX)
    store_fail(store, SQLITE_TOOBIG);
  int result = sqlite3_prepare_v2(store->connection, sql.bytes, (int)sql.length, &statement, NULL);
  if (result != SQLITE_OK)
    store_fail(store, sqlite3_extended_errcode(store->connection));
  return statement;
}

bool statement_step(Store *store, Statement *statement) {
  int result = sqlite3_step(statement);
  if (result == SQLITE_ROW)
    return true;
  if (result != SQLITE_DONE)
    store_fail(store, sqlite3_extended_errcode(store->connection));
  return false;
}

void statement_run(Store *store, Statement *statement) {
  while (statement_step(store, statement))
    continue;
  int result = sqlite3_reset(statement);
  if (result != SQLITE_OK)
    store_fail(store, result);
}

void statement_write(Store *store, Statement *statement) {
  statement_write_rows(store, statement, 1);
}

void statement_write_rows(Store *store, Statement *statement, size_t count) {
  statement_run(store, statement);
  statement_kept(store, count);
}

void statement_kept(Store *store, size_t count) {
  if ((uint64_t)sqlite3_changes64(store->connection) == count)
    return;
  diag_report(store->diags, DIAG_DATABASE, SPAN_NONE,
              "database \"%.*s\" did not keep a row that was written", TEXT_PRINT(store->path));
  diag_help(store->diags, "a trigger on an anslag_ table drops rows: take it away; "
                          "nothing was changed");
  memory_stop(store->memory);
}

void statement_end(Statement *statement) {
  sqlite3_finalize(statement);   /* its failure was that of the last step, reported there */
}

Cell statement_cell(Store *store, Statement *statement, int column) {
  Cell cell = { .kind = CELL_NULL };
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return (Cell){ .kind = CELL_INTEGER, .integer = sqlite3_column_int64(statement, column) };
    case SQLITE_FLOAT:
      return (Cell){ .kind = CELL_REAL, .real = sqlite3_column_double(statement, column) };
    case SQLITE_TEXT:
      cell.kind = CELL_TEXT;
      cell.text.bytes = (const char *)sqlite3_column_text(statement, column);
      break;
    case SQLITE_BLOB:
      cell.kind = CELL_BLOB;
      cell.text.bytes = sqlite3_column_blob(statement, column);
      break;
    default:
      return cell;
  }
  cell.text.length = (size_t)sqlite3_column_bytes(statement, column);
  if (!cell.text.bytes && (cell.kind == CELL_TEXT || cell.text.length > 0))
    memory_fail(store->memory, FAILURE_MEMORY);
  return cell;
}

void statement_cells(Store *store, Statement *statement, int count, Cell *cells) {
  for (int i = 0; i < count; i++)
    cells[i] = statement_cell(store, statement, i);
}

Text statement_text(Store *store, Statement *statement, int column, Arena *arena) {
  Cell cell = statement_cell(store, statement, column);
  return cell.kind == CELL_NULL ? TEXT_NONE : arena_text(arena, cell_text(arena, cell));
}

static void check_bound(Store *store, int result) {
  if (result != SQLITE_OK)
    store_fail(store, result);
}

void statement_bind_integer(Store *store, Statement *statement, int index, int64_t value) {
  check_bound(store, sqlite3_bind_int64(statement, index, value));
}

void statement_bind_optional(Store *store, Statement *statement, int index, bool has,
                             int64_t value) {
  if (has)
    statement_bind_integer(store, statement, index, value);
  else
    check_bound(store, sqlite3_bind_null(statement, index));
}

void statement_bind_text(Store *store, Statement *statement, int index, Text text) {
  if (!text.bytes)
    check_bound(store, sqlite3_bind_null(statement, index));
  else
    check_bound(store, sqlite3_bind_text64(statement, index, text.bytes, text.length,
                                           SQLITE_TRANSIENT, SQLITE_UTF8));
}

void statement_bind_cell(Store *store, Statement *statement, int index, Cell cell) {
  switch (cell.kind) {
    case CELL_NULL:
      check_bound(store, sqlite3_bind_null(statement, index));
      return;
    case CELL_INTEGER:
      statement_bind_integer(store, statement, index, cell.integer);
      return;
    case CELL_REAL:
      check_bound(store, sqlite3_bind_double(statement, index, cell.real));
      return;
    case CELL_TEXT:
      statement_bind_text(store, statement, index, cell.text);
      return;
    case CELL_BLOB:
      check_bound(store, sqlite3_bind_blob64(statement, index, cell.text.bytes, cell.text.length,
                                             SQLITE_TRANSIENT));
      return;
  }
}

void store_execute(Store *store, const char *sql) {
  int result = sqlite3_exec(store->connection, sql, NULL, NULL, NULL);
  if (result != SQLITE_OK)
    store_fail(store, sqlite3_extended_errcode(store->connection));
}

int64_t store_number(Store *store, Text sql, int64_t otherwise) {
  Statement *statement = statement_new(store, sql);
  int64_t number = otherwise;
  if (statement_step(store, statement) && sqlite3_column_type(statement, 0) != SQLITE_NULL)
    number = sqlite3_column_int64(statement, 0);
  statement_end(statement);
  return number;
}

Text quoted_name(Arena *arena, Text name) {
  size_t length = 0;
  char *bytes = arena_alloc(arena, name.length * 2 + 3);
  bytes[length++] = '"';
  for (size_t i = 0; i < name.length; i++) {
    if (name.bytes[i] == '"')
      bytes[length++] = '"';
    bytes[length++] = name.bytes[i];
  }
  bytes[length++] = '"';
  return (Text){ bytes, length };
}
