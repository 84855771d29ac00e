/* run_rows.h - rows of anslag_ended handed to SQLite as a table: anslag_rows.
 *
 * Register once for a connection; then fill `source` and read with SELECT … FROM anslag_rows.
 * Its rows come in order of number, from 1, each asked for once.  `row` must neither fail nor leave
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
} RowSource;

/* A result code of SQLite; `source` lives as long as the connection. */
int run_rows_register(sqlite3 *connection, RowSource *source);

#endif
