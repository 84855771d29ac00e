/* columns.h - what is shown of a record: a field, an expression over it, or how it ends.
 *
 * Private to interp/repl.  Owner: the arena of the turn; cells live in Listed.arena. */
#ifndef ANSLAG_INTERP_REPL_COLUMNS_H
#define ANSLAG_INTERP_REPL_COLUMNS_H

#include "interp/repl/inside.h"

typedef enum {
  COLUMN_TERM, COLUMN_KEY, COLUMN_TITLE, COLUMN_OUTCOME, COLUMN_DECIDER, COLUMN_ASKED,
  COLUMN_GRANTED, COLUMN_FRAME
} ColumnKind;

typedef struct {
  ColumnKind  kind;
  const Term *term;
  Text        name;
} AskedColumn;

typedef LIST(AskedColumn) AskedColumns;

/* One record as it stands. */
typedef struct {
  Dialogue         *dialogue;
  const StandingOf *of;
  size_t            number;
  const Record     *record;
  Evaluator        *evaluator;
  Arena            *arena;
} Listed;

/* A word for how a record ends, that no field is called. */
bool ending_word(const RecordType *subject, const Expr *expr, ColumnKind *kind);
/* A field's name, an expression over the record and its result, or a word for how a record ends;
 * false: reported. */
bool column_of(Dialogue *dialogue, const Decision *decision, const Expr *expr,
               AskedColumn *column);
bool column_right(const AskedColumn *column);
/* The evaluator stands on the record. */
DisplayCell column_cell(const Listed *listed, const AskedColumn *column);
DisplayCell ending_cell(const Listed *listed, ColumnKind kind);
/* A value without the quotes of the language. */
DisplayCell shown_value(const Listed *listed, Value value, const Type *type);

/* Is the word an outcome, of the language or of the guideline's own?  *own: its place, or -1. */
bool names_outcome(Dialogue *dialogue, Text word, OutcomeKind *kind, int *own);

#endif
