/* csv_value.h - a cell of a CSV file that ships with the rules, read by its type (semantics V6).
 *
 * Read whole or not at all: a number has at most one decimal sign, and spaces only between groups
 * of three digits; a yes/no is yes, no, ja, nej, 1 or 0; a code is a member's name, title or
 * alias; a date is 2026-01-31.  Records and lists are not read here: give the type of the key.
 * Owner: the arena given. */
#ifndef ANSLAG_INTERP_DATA_CSV_VALUE_H
#define ANSLAG_INTERP_DATA_CSV_VALUE_H

#include "base/message.h"
#include "interp/data/value.h"

typedef struct {
  Type     type;
  Fraction scale;               /* cell * scale = value: minor units, a rate where 1 is 100 % */
  bool     decimal_comma;       /* of the file */
  Language language;            /* of reasons that name something */
} CsvForm;

/* False with a reason (MESSAGE("is not an amount")) if the cell is not of that type.  An empty cell
 * is unknown. */
bool csv_value(Arena *arena, const CsvForm *form, Text cell, Value *value, const char **reason);
/* Whether the cell says that its value is not settled: "pending", "ej fastställd". */
bool csv_says_pending(Text cell);
/* "−1 234 567,50": at most one decimal sign, spaces only between groups of three digits. */
bool csv_number(Arena *arena, Text cell, bool decimal_comma, Fraction *number);
/* The length of a space at `at`: ASCII, no-break, narrow no-break or thin; 0: none. */
size_t csv_space_at(Text text, size_t at);

#endif
