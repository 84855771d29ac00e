/* anslag_rows: the rows of a decision as SQLite asks for them, so that a million of them are
 * written by one statement.  A virtual table of our connection alone. */
#include "interp/store/run_rows.h"

typedef struct { sqlite3_vtab base; const RowSource *source; } RowTable;
typedef struct {
  sqlite3_vtab_cursor base;
  const RowSource    *source;
  size_t              number;
  StoreEnded          ended;
} RowCursor;

enum { AT_ENDING, AT_RECORD, AT_ASKED, AT_GRANTED, AT_RANK };

static int connect_rows(sqlite3 *connection, void *source, int count, const char *const *words,
                        sqlite3_vtab **made, char **message) {
  (void)count, (void)words, (void)message;
  int result = sqlite3_declare_vtab(connection,
                                    "CREATE TABLE x (ending, record, asked, granted, rank)");
  if (result != SQLITE_OK)
    return result;
  RowTable *table = sqlite3_malloc(sizeof *table);
  if (!table)
    return SQLITE_NOMEM;
  *table = (RowTable){ .source = source };
  *made = &table->base;
  return sqlite3_vtab_config(connection, SQLITE_VTAB_DIRECTONLY);
}

static int disconnect_rows(sqlite3_vtab *table) {
  sqlite3_free(table);
  return SQLITE_OK;
}

/* All of them, from first to last: there is no other way. */
static int plan_rows(sqlite3_vtab *table, sqlite3_index_info *plan) {
  plan->estimatedCost = 1;
  plan->estimatedRows = (sqlite3_int64)((RowTable *)table)->source->count;
  return SQLITE_OK;
}

static int open_rows(sqlite3_vtab *table, sqlite3_vtab_cursor **made) {
  RowCursor *cursor = sqlite3_malloc(sizeof *cursor);
  if (!cursor)
    return SQLITE_NOMEM;
  *cursor = (RowCursor){ .source = ((RowTable *)table)->source };
  *made = &cursor->base;
  return SQLITE_OK;
}

static int close_rows(sqlite3_vtab_cursor *cursor) {
  sqlite3_free(cursor);
  return SQLITE_OK;
}

static void take_row(RowCursor *cursor) {
  const RowSource *source = cursor->source;
  if (cursor->number < source->count)
    source->row(source->context, cursor->number, &cursor->ended);
}

static int start_rows(sqlite3_vtab_cursor *base, int number, const char *text, int count,
                      sqlite3_value **values) {
  RowCursor *cursor = (RowCursor *)base;
  (void)number, (void)text, (void)count, (void)values;
  cursor->number = 1;
  take_row(cursor);
  return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *base) {
  RowCursor *cursor = (RowCursor *)base;
  cursor->number++;
  take_row(cursor);
  return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base) {
  const RowCursor *cursor = (RowCursor *)base;
  return cursor->number >= cursor->source->count;
}

/* What a column is not given is NULL. */
static int give_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column) {
  const RowCursor  *cursor = (RowCursor *)base;
  const StoreEnded *ended = &cursor->ended;
  switch (column) {
    case AT_ENDING:
      sqlite3_result_int64(context, cursor->source->first_ending + ended->ending);
      break;
    case AT_RECORD:
      if (ended->key_is_number)
        sqlite3_result_int64(context, ended->key);
      else    /* it lives until the next row is asked for, when this one is written */
        sqlite3_result_text64(context, ended->key_text.bytes, ended->key_text.length,
                              SQLITE_STATIC, SQLITE_UTF8);
      break;
    case AT_ASKED:
      if (ended->has_asked)
        sqlite3_result_int64(context, ended->asked);
      break;
    case AT_GRANTED:
      if (ended->has_granted)
        sqlite3_result_int64(context, ended->granted);
      break;
    case AT_RANK:
      if (ended->has_rank)
        sqlite3_result_int64(context, ended->rank);
      break;
    default:
      break;
  }
  return SQLITE_OK;
}

static int row_id(sqlite3_vtab_cursor *base, sqlite3_int64 *id) {
  const RowCursor *cursor = (RowCursor *)base;
  *id = (sqlite3_int64)cursor->number;
  return SQLITE_OK;
}

/* Without xCreate: it exists by its name, and cannot be made in a file. */
static const sqlite3_module row_module = {
  .xConnect = connect_rows, .xDisconnect = disconnect_rows, .xBestIndex = plan_rows,
  .xOpen = open_rows, .xClose = close_rows, .xFilter = start_rows, .xNext = next_row,
  .xEof = at_end, .xColumn = give_column, .xRowid = row_id,
};

int run_rows_register(sqlite3 *connection, RowSource *source) {
  return sqlite3_create_module_v2(connection, "anslag_rows", &row_module, source, NULL);
}
