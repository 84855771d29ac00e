/* run_rows.h - rows of a run handed to SQLite as tables: anslag_rows those of anslag_ended,
 * anslag_due_rows those of anslag_ended_deadline, anslag_line_rows those of anslag_frame_line.
 *
 * Register once for a connection; then fill a source and read with SELECT … FROM its table.  Its
 * rows come in their order, each asked for once.  What gives them must neither fail nor leave
 * through the guard, since SQLite stands between. */
#ifndef ANSLAG_INTERP_STORE_RUN_ROWS_H
#define ANSLAG_INTERP_STORE_RUN_ROWS_H

#include "interp/store/store.h"

#include <sqlite3.h>

typedef struct {
  size_t         count;         /* of the decision's rows; the first, number 0, is left out */
  int64_t        first_ending;  /* the id of ending 0 */
  StoreEndedRow *row;
  void          *context;
} EndedSource;

typedef struct {
  int64_t            first;     /* the id of record 0 */
  StoreNextDeadline *next;
  void              *context;
  size_t             given;     /* rows, so far */
} DueSource;

typedef struct {
  EndedSource ended;
  DueSource   dues;
} RowSources;

typedef struct {
  int64_t               run_id;
  const StoreFrameLine *lines;
  size_t                count;
} LineSource;

/* A result code of SQLite; the source lives as long as the connection. */
int run_rows_register(sqlite3 *connection, RowSources *sources);
int run_rows_register_lines(sqlite3 *connection, LineSource *source);

#endif
