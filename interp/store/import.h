/* import.h - CSV files into a record's table, or into a link table.
 *
 * UTF-8 with or without BOM or Windows-1252; comma, semicolon or tab; quotes,
 * CRLF, decimal comma where the file uses it: what was guessed is printed.
 * Every bad cell is named by line, column and value.  All rows or none, unless
 * good rows only (KEEP_GOOD) or all as they stand (KEEP_BAD) were asked for. */
#ifndef ANSLAG_INTERP_STORE_IMPORT_H
#define ANSLAG_INTERP_STORE_IMPORT_H

#include "interp/store/store.h"

typedef enum { IMPORT_ALL_OR_NOTHING, IMPORT_KEEP_GOOD, IMPORT_KEEP_BAD } ImportKeep;

typedef struct {
  Text       record;            /* a record's or a link table's name */
  Text       path;              /* for messages and anslag_history */
  Text       bytes;
  ImportKeep keep;
  bool       dry_run, update;
} ImportOptions;

typedef struct {
  size_t rows, inserted, changed, changed_values, left_out, bad_cells;
} ImportResult;

/* A transaction of its own, or, if one is open already, a part of it that is kept or undone as a
 * whole (the caller commits).  result.inserted and the like are 0 where nothing was written, but
 * tell what would be of a dry run.
 * Messages go to diags (bad cells, unknown columns), the account of what was read to `account`. */
ImportResult import_csv(Store *store, const ImportOptions *options, Writer *account, Diags *diags);

/* A first import clause for the file, from its headings and values, in the surface of the rules.
 * False (reported): the file or its record can't be read. */
bool import_guess(Arena *arena, const Model *model, const ImportOptions *options, Writer *writer,
                  Diags *diags);

#endif
