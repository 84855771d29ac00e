/* names.h - records read with what people call them.
 *
 * A run reads only the fields that rules use.  For lists and explanations the
 * name of a record and of those it refers to is wanted too: names_mark says so
 * to the store, if the tables have the columns. */
#ifndef ANSLAG_INTERP_DRIVER_NAMES_H
#define ANSLAG_INTERP_DRIVER_NAMES_H

#include "interp/driver/work.h"
#include "interp/store/store.h"

/* From here on readers of `store` read the name of `record` and of what it refers to, and with
 * `all` every field of its own.  Call before the first read.  False, and nothing changed: the
 * tables lack a column. */
bool names_mark(Work *work, Store *store, Model *model, const RecordType *record, bool all);

#endif
