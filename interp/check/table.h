/* table.h - finding the row of a table that keys name.
 *
 * The text of keys is canonical: a whole number plain, a date as 2026-01-31, a code by its name;
 * equal keys have equal texts.  Owner of texts: the arena given. */
#ifndef ANSLAG_INTERP_CHECK_TABLE_H
#define ANSLAG_INTERP_CHECK_TABLE_H

#include "interp/check/model.h"

/* Keys that are known, one for each of DataTable.keys; false: one of them is in no row. */
bool data_key_text(Arena *arena, const DataTable *table, const Value *keys, Text *text);
/* NULL: no row has these keys. */
const DataRow *data_row(const DataTable *table, Text key_text);
/* "change(opening, RS)", as the rules write it. */
Text data_cell_name(Arena *arena, const DataTable *table, const Value *keys);

#endif
