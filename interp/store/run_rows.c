/* anslag_rows, anslag_due_rows, anslag_line_rows: the rows of a run as SQLite asks for them, so
 * that a million of them are written by one statement.  Virtual tables of our connection alone. */
#include "interp/store/run_rows.h"

typedef struct { sqlite3_vtab base; RowSources *sources; } RowTable;
typedef struct {
  sqlite3_vtab_cursor base;
  RowSources   *sources;
  bool          over;
  size_t        number;
  StoreEnded    ended;
  uint64_t      owed;           /* the number of the record whose deadline it is */
  size_t        position;       /* of the deadline among the record's */
  StoreDeadline deadline;
} RowCursor;

enum { AT_ENDING, AT_RECORD, AT_ASKED, AT_GRANTED, AT_RANK };
enum { AT_OWED, AT_POSITION, AT_DEADLINE, AT_OWED_BY, AT_OWED_TO, AT_DUE };

/* ---- what both have in common --------------------------------------------------------------- */

static int connect_as(sqlite3 *connection, RowSources *sources, const char *columns,
                      sqlite3_vtab **made) {
  int result = sqlite3_declare_vtab(connection, columns);
  if (result != SQLITE_OK)
    return result;
  RowTable *table = sqlite3_malloc(sizeof *table);
  if (!table)
    return SQLITE_NOMEM;
  *table = (RowTable){ .sources = sources };
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
  plan->estimatedRows = (sqlite3_int64)((RowTable *)table)->sources->ended.count;
  return SQLITE_OK;
}

static int open_rows(sqlite3_vtab *table, sqlite3_vtab_cursor **made) {
  RowCursor *cursor = sqlite3_malloc(sizeof *cursor);
  if (!cursor)
    return SQLITE_NOMEM;
  *cursor = (RowCursor){ .sources = ((RowTable *)table)->sources };
  *made = &cursor->base;
  return SQLITE_OK;
}

static int close_rows(sqlite3_vtab_cursor *cursor) {
  sqlite3_free(cursor);
  return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base) {
  return ((RowCursor *)base)->over;
}

static int row_id(sqlite3_vtab_cursor *base, sqlite3_int64 *id) {
  *id = (sqlite3_int64)((RowCursor *)base)->number;
  return SQLITE_OK;
}

/* It lives until the next row is asked for, when this one is written. */
static void give_text(sqlite3_context *context, Text text) {
  sqlite3_result_text64(context, text.bytes, text.length, SQLITE_STATIC, SQLITE_UTF8);
}

/* ---- anslag_rows ---------------------------------------------------------------------------- */

static int connect_ended(sqlite3 *connection, void *sources, int count, const char *const *words,
                         sqlite3_vtab **made, char **message) {
  (void)count, (void)words, (void)message;
  return connect_as(connection, sources, "CREATE TABLE x (ending, record, asked, granted, rank)",
                    made);
}

static void take_ended(RowCursor *cursor) {
  const EndedSource *source = &cursor->sources->ended;
  cursor->over = cursor->number >= source->count;
  if (!cursor->over)
    source->row(source->context, cursor->number, &cursor->ended);
}

static int start_ended(sqlite3_vtab_cursor *base, int number, const char *text, int count,
                       sqlite3_value **values) {
  RowCursor *cursor = (RowCursor *)base;
  (void)number, (void)text, (void)count, (void)values;
  cursor->number = 1;
  take_ended(cursor);
  return SQLITE_OK;
}

static int next_ended(sqlite3_vtab_cursor *base) {
  RowCursor *cursor = (RowCursor *)base;
  cursor->number++;
  take_ended(cursor);
  return SQLITE_OK;
}

/* What a column is not given is NULL. */
static int give_ended(sqlite3_vtab_cursor *base, sqlite3_context *context, int column) {
  const RowCursor  *cursor = (RowCursor *)base;
  const StoreEnded *ended = &cursor->ended;
  switch (column) {
    case AT_ENDING:
      sqlite3_result_int64(context, cursor->sources->ended.first_ending + ended->ending);
      break;
    case AT_RECORD:
      if (ended->key_is_number)
        sqlite3_result_int64(context, ended->key);
      else
        give_text(context, ended->key_text);
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

/* Without xCreate: it exists by its name, and cannot be made in a file. */
static const sqlite3_module ended_module = {
  .xConnect = connect_ended, .xDisconnect = disconnect_rows, .xBestIndex = plan_rows,
  .xOpen = open_rows, .xClose = close_rows, .xFilter = start_ended, .xNext = next_ended,
  .xEof = at_end, .xColumn = give_ended, .xRowid = row_id,
};

/* ---- anslag_due_rows ------------------------------------------------------------------------ */

static int connect_dues(sqlite3 *connection, void *sources, int count, const char *const *words,
                        sqlite3_vtab **made, char **message) {
  (void)count, (void)words, (void)message;
  return connect_as(connection, sources,
                    "CREATE TABLE x (ended, position, deadline, owed_by, owed_to, due)", made);
}

static int next_due(sqlite3_vtab_cursor *base) {
  RowCursor *cursor = (RowCursor *)base;
  DueSource *source = &cursor->sources->dues;
  uint64_t before = cursor->owed;
  cursor->over = !source->next(source->context, &cursor->owed, &cursor->deadline);
  if (cursor->over)
    return SQLITE_OK;
  cursor->position = cursor->number > 0 && cursor->owed == before ? cursor->position + 1 : 0;
  cursor->number++;
  source->given++;
  return SQLITE_OK;
}

static int start_dues(sqlite3_vtab_cursor *base, int number, const char *text, int count,
                      sqlite3_value **values) {
  (void)number, (void)text, (void)count, (void)values;
  ((RowCursor *)base)->number = 0;
  return next_due(base);
}

static int give_due(sqlite3_vtab_cursor *base, sqlite3_context *context, int column) {
  const RowCursor     *cursor = (RowCursor *)base;
  const StoreDeadline *deadline = &cursor->deadline;
  switch (column) {
    case AT_OWED:
      sqlite3_result_int64(context, cursor->sources->dues.first + (int64_t)cursor->owed);
      break;
    case AT_POSITION:
      sqlite3_result_int64(context, (int64_t)cursor->position);
      break;
    case AT_DEADLINE:
      give_text(context, deadline->deadline);
      break;
    case AT_OWED_BY:
      if (deadline->owed_by.length)
        give_text(context, deadline->owed_by);
      break;
    case AT_OWED_TO:
      if (deadline->owed_to.length)
        give_text(context, deadline->owed_to);
      break;
    case AT_DUE:
      if (deadline->due.length)
        give_text(context, deadline->due);
      break;
    default:
      break;
  }
  return SQLITE_OK;
}

static const sqlite3_module due_module = {
  .xConnect = connect_dues, .xDisconnect = disconnect_rows, .xBestIndex = plan_rows,
  .xOpen = open_rows, .xClose = close_rows, .xFilter = start_dues, .xNext = next_due,
  .xEof = at_end, .xColumn = give_due, .xRowid = row_id,
};

int run_rows_register(sqlite3 *connection, RowSources *sources) {
  int result = sqlite3_create_module_v2(connection, "anslag_rows", &ended_module, sources, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_create_module_v2(connection, "anslag_due_rows", &due_module, sources, NULL);
  return result;
}

/* ---- anslag_line_rows ----------------------------------------------------------------------- */

typedef struct { sqlite3_vtab base; const LineSource *source; } LineTable;
typedef struct {
  sqlite3_vtab_cursor base;
  const LineSource   *source;
  size_t              at;
} LineCursor;

enum { AT_RUN, AT_FRAME, AT_KEY, AT_KIND, AT_DECISION, AT_OF, AT_AMOUNT, AT_ON };

static int connect_lines(sqlite3 *connection, void *source, int count, const char *const *words,
                         sqlite3_vtab **made, char **message) {
  (void)count, (void)words, (void)message;
  int result = sqlite3_declare_vtab(connection,
      "CREATE TABLE x (run_id, frame, key, kind, decision, record, amount, \"on\")");
  if (result != SQLITE_OK)
    return result;
  LineTable *table = sqlite3_malloc(sizeof *table);
  if (!table)
    return SQLITE_NOMEM;
  *table = (LineTable){ .source = source };
  *made = &table->base;
  return sqlite3_vtab_config(connection, SQLITE_VTAB_DIRECTONLY);
}

static int plan_lines(sqlite3_vtab *table, sqlite3_index_info *plan) {
  plan->estimatedCost = 1;
  plan->estimatedRows = (sqlite3_int64)((LineTable *)table)->source->count;
  return SQLITE_OK;
}

static int open_lines(sqlite3_vtab *table, sqlite3_vtab_cursor **made) {
  LineCursor *cursor = sqlite3_malloc(sizeof *cursor);
  if (!cursor)
    return SQLITE_NOMEM;
  *cursor = (LineCursor){ .source = ((LineTable *)table)->source };
  *made = &cursor->base;
  return SQLITE_OK;
}

static int start_lines(sqlite3_vtab_cursor *base, int number, const char *text, int count,
                       sqlite3_value **values) {
  (void)number, (void)text, (void)count, (void)values;
  ((LineCursor *)base)->at = 0;
  return SQLITE_OK;
}

static int next_line(sqlite3_vtab_cursor *base) {
  ((LineCursor *)base)->at++;
  return SQLITE_OK;
}

static int after_lines(sqlite3_vtab_cursor *base) {
  const LineCursor *cursor = (LineCursor *)base;
  return cursor->at >= cursor->source->count;
}

static int line_id(sqlite3_vtab_cursor *base, sqlite3_int64 *id) {
  *id = (sqlite3_int64)((LineCursor *)base)->at;
  return SQLITE_OK;
}

/* A text that is empty is one, but for the day: that is NULL. */
static int give_line(sqlite3_vtab_cursor *base, sqlite3_context *context, int column) {
  const LineSource     *source = ((LineCursor *)base)->source;
  const StoreFrameLine *line = &source->lines[((LineCursor *)base)->at];
  switch (column) {
    case AT_RUN:      sqlite3_result_int64(context, source->run_id);  break;
    case AT_FRAME:    give_text(context, line->frame);                break;
    case AT_KEY:      give_text(context, line->key);                  break;
    case AT_KIND:     give_text(context, line->kind);                 break;
    case AT_DECISION: give_text(context, line->decision);             break;
    case AT_OF:       give_text(context, line->record);               break;
    case AT_AMOUNT:   sqlite3_result_int64(context, line->amount);    break;
    case AT_ON:
      if (line->on.length)
        give_text(context, line->on);
      break;
    default:
      break;
  }
  return SQLITE_OK;
}

static const sqlite3_module line_module = {
  .xConnect = connect_lines, .xDisconnect = disconnect_rows, .xBestIndex = plan_lines,
  .xOpen = open_lines, .xClose = close_rows, .xFilter = start_lines, .xNext = next_line,
  .xEof = after_lines, .xColumn = give_line, .xRowid = line_id,
};

int run_rows_register_lines(sqlite3 *connection, LineSource *source) {
  return sqlite3_create_module_v2(connection, "anslag_line_rows", &line_module, source, NULL);
}
