/* runs.h - how the rows of runs are kept: what the files that write and read them share.
 *
 * Private to interp/store.  Rows of version 1 are tables named as the views of today; they are
 * moved over by the first run, and copied to the temporary database by whoever only reads.
 * Version 2 has no anslag_ending_deadline: who only reads is given an empty one there.
 * Readers therefore name these tables without a schema: the copy comes before what it is of.
 *
 * x stands for anslag_extent, e for anslag_ended, n for anslag_ending everywhere. */
#ifndef ANSLAG_INTERP_STORE_RUNS_H
#define ANSLAG_INTERP_STORE_RUNS_H

#include "interp/store/inside.h"
#include "interp/store/ledger.h"

#define ROWS_ENDED                                                                             \
  "anslag_extent x CROSS JOIN anslag_ended e ON e.id BETWEEN x.first AND x.last"
/* What is a record's own: ROWS_OWN("anslag_ended_value v", "v"). */
#define ROWS_OWN(table, own)                                                                   \
  "anslag_extent x CROSS JOIN " table " ON " own ".ended BETWEEN x.first AND x.last"           \
  " CROSS JOIN anslag_ended e ON e.id = " own ".ended"

/* Runs `sql` with `$.` made the schema, and `$key` the type of keys. */
void store_execute_in(Store *store, const char *schema, const char *sql);
/* A table of ours that someone has made otherwise: reported, and left. */
_Noreturn void store_stop_for_shape(Store *store, const char *table);
Statement *store_prepare_ours(Store *store, const char *table, const char *sql);

void store_make_row_tables(Store *store, const char *schema);
/* All that its version has. */
bool store_has_row_tables(Store *store);
/* The views, and in main what makes them writable. */
void store_make_views(Store *store, const char *schema);
/* Takes them away, with that, where they are views. */
void store_drop_views(Store *store, const char *schema);
/* Do they still say what we made them say? */
bool store_views_are_ours(Store *store);

/* Are there rows as version 1 kept them? */
bool store_has_old_rows(Store *store);
/* Moves them over, in main. */
void store_move_rows(Store *store);
/* Are they as version 2 kept them?  Makes way for the tables and views of today, in main. */
bool store_has_rows_of_2(Store *store);
void store_move_rows_of_2(Store *store);
/* Before anything is read: where there are such, copies them to the temporary database.  Are there
 * rows of any version? */
bool store_see_rows(Store *store);

/* ---- keys (run_keys.c) --------------------------------------------------------------------- */

/* What type `record` has in tables that are made from here on, by the rules and by the rows that
 * are there: "INTEGER", or "TEXT". */
void        store_choose_key_type(Store *store);
const char *store_key_type(const Store *store);
/* Makes those anew whose keys are of the other type. */
void        store_type_keys(Store *store);
/* A whole number as a digest writes it. */
bool        store_key_number(Text key, int64_t *number);

/* ---- writing ------------------------------------------------------------------------------ */

void    run_endings_begin(Store *store);
void    run_endings_end(Store *store);      /* none may be open */
/* Of an ending by its number in the run. */
int64_t run_endings_id(const Store *store, uint32_t number);

/* What is open of a run: the decision, and what writes its records' own rows. */
void proposals_begin(Store *store);
void proposals_end(Store *store);

/* Lines of the account are gathered: none is left after run_lines_end, which writes nothing. */
void run_lines_begin(Store *store);
void run_lines_flush(Store *store);
void run_lines_end(Store *store);           /* none may be open */

/* Texts from parameter `first` on; empty ones are NULL but for the first `needed`. */
void store_bind_texts(Store *store, Statement *statement, int first, const Text *texts,
                      size_t count, size_t needed);
/* ?1 what it is of, ?2 its position, then its columns. */
void store_bind_finding(Store *store, Statement *statement, int64_t of, size_t position,
                        const StoreFinding *finding);
void store_bind_deadline(Store *store, Statement *statement, int64_t of, size_t position,
                         const StoreDeadline *deadline);

#endif
