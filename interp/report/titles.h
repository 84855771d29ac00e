/* titles.h - what people call a record. */
#ifndef ANSLAG_INTERP_REPORT_TITLES_H
#define ANSLAG_INTERP_REPORT_TITLES_H

#include "interp/check/model.h"

/* The field that names it: its name, else its first text; NULL if it has none. */
const FieldType *title_field(const RecordType *type);

/* That field's text, else the key. */
Text title_of(Arena *arena, const Record *record);

/* Who supplies a fact: a body's title, else the words themselves. */
Text title_of_supplier(const Model *model, Text supplier);

/* The title of a record type, else its name. */
Text title_of_type(const RecordType *type);

#endif
