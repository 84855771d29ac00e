/* columns.h - the facts of a population as typed columns, some 100 bytes a record.
 *
 * A Census holds Columns for each record type.  Fill with census_add, record by record, from any
 * source; they are numbered from 0 in that order.  What a record refers to is taken along, once
 * for each key, in columns of its own (Column.target).  census_record gives a record back whole,
 * for the reference evaluator: equal to what was added in every field that is used.
 *
 * A column keeps numbers as whole parts of one denominator (öre for money), days as days, and
 * yes/no, codes, bodies, texts, durations and references as small whole numbers, in chunks of
 * COLUMN_CHUNK rows.  What does not fit its form (an amount beyond 64 bits, a finer rate than the
 * column can take on) is kept beside it as a Value and is ODD: kernels leave such rows to the
 * reference.
 *
 * Owner: the arena.  Cost: census_add linear in the fields used, and a key's text for each
 * reference; census_record the same. */
#ifndef ANSLAG_INTERP_PLAN_COLUMNS_H
#define ANSLAG_INTERP_PLAN_COLUMNS_H

#include "interp/data/forms.h"
#include "interp/eval/eval.h"

enum { COLUMN_CHUNK = 1024 };     /* rows; a batch of the plan is one chunk */

typedef struct Census   Census;
typedef struct Columns Columns;

typedef struct {
  uint8_t *states;                /* of CellState; NULL: all known */
  uint8_t *truths;                /* the one of these that the form says */
  int64_t *numbers;
  int32_t *names;                 /* DAY, NAME, LIST */
  int32_t *lengths;               /* LIST */
  uint8_t *room;                  /* for states, of rows that were here before */
} ColumnChunk;

typedef struct { uint32_t row; Value value; } OddCell;
typedef struct { uint32_t row; const Fault *faults; size_t count; } FaultyRow;

typedef struct {
  const FieldType *field;
  ColumnForm       form;
  int64_t          denominator;   /* NUMBER: of all its rows */
  int64_t          most;          /* no numerator lies further from zero */
  bool             partial;       /* some cell is not KNOWN */
  bool             odd;           /* some cell is ODD */
  bool             asked;         /* read for questions only: no rule does */
  bool             result;        /* of a decision: of a ResultColumn */
  Columns         *target;        /* of references and lists: the columns of what they name */
  LIST(ColumnChunk) chunks;
  LIST(int32_t)    elements;      /* LIST: rows of `target` */
  LIST(OddCell)    odd_cells;     /* in order of rows */
} Column;

/* A result of a decision that is run before (D1), as a column of the records decided on. */
typedef struct {
  const Term *term;               /* whose decision, kind and amount count */
  bool        waits;              /* instead, by number, what it waits for */
  FieldType   field;              /* of its type; in no record type */
  Column      column;
  const ResultSource *source;     /* where it was filled from, and when */
  uint64_t    filled, version;
  size_t      rows;
} ResultColumn;

struct Columns {
  Census            *census;
  const RecordType *type;
  size_t            count;        /* rows */
  Column           *fields;       /* by FieldType.index */
  LIST(FaultyRow)   faulty;       /* rows with faults, in order */
  bool              referred;     /* of what others refer to, by key */
  Map               rows;         /* referred: key -> row + 1 */
  LIST(Record *)    built;        /* referred: by row; NULL: not yet */
  LIST(ResultColumn *) results;   /* of decisions on these records, as far as they are asked for */
  bool              placed;       /* row 0 is the record of this place among all, in key order */
  size_t            first;
  const Record *const *kept;      /* the population's own, by row; NULL: they are built */
};

Census   *census_new(Arena *arena, const Model *model);
/* Its number among those of its type. */
uint32_t census_add(Census *census, const Record *record);
/* Forgets all its records and all that they refer to.  Numbering starts at 0 again and the room
 * is used again, so that a population may come in windows of any number.  Denominator, most,
 * partial and odd of a column stay as bounds; the number of a text stays if
 * census_number_of_text was asked for it, others are given anew. */
void      census_clear(Census *census);
/* Gives back what census_clear has made; before the arena goes.  Then the census is not used. */
void      census_end(Census *census);
/* The columns of the records added of a type; there may be none in them. */
Columns *census_columns(const Census *census, const RecordType *type);
/* The columns of what others refer to; NULL: no field does. */
Columns *census_referred(const Census *census, const RecordType *type);

/* A record added, in `arena`; those it refers to are made once and kept with the census. */
const Record *census_record(Census *census, const RecordType *type, uint32_t row, Arena *arena);
/* The same with what is read for questions only: not to be judged, since rules do not go into what
 * such a reference leads to. */
const Record *census_record_whole(Census *census, const RecordType *type, uint32_t row,
                                  Arena *arena);
/* The same of columns at hand. */
const Record *columns_record(Columns *columns, uint32_t row, Arena *arena);
/* Where the records added are in memory anyway: census_record gives these. */
void     census_keep(Census *census, const RecordType *type, const Record *const *records);
/* Another value of one fact, not of a key: a what-if; in all records that refer to it too.
 * Returns what it was.  Records given to census_keep are the caller's to change. */
Value    census_put(Census *census, const RecordType *type, uint32_t row, const FieldType *field,
                   Value value);
/* The same of a record that others refer to, by its key; unknown: none does. */
Value    census_put_referred(Census *census, const RecordType *type, Text key,
                            const FieldType *field, Value value);
/* The faults of a record, others in their place: where a fact is assumed that could not be read.
 * They stay the caller's. */
void     census_put_faults(Census *census, const RecordType *type, uint32_t row,
                           const Fault *faults, size_t count);
/* Another number after each change. */
uint64_t census_version(const Census *census);

/* ---- cells --------------------------------------------------------------------------- */

/* The cell as the record had it. */
Value         column_value(const Columns *columns, const Column *column, uint32_t row,
                           Arena *arena);
CellState     column_state(const Column *column, uint32_t row);
/* NULL: none. */
const FaultyRow *columns_faults(const Columns *columns, uint32_t row);
/* A text by its number. */
Text          census_text(const Census *census, int32_t number);
/* The number of a text, in the columns and in the rules, as long as the census is. */
int32_t       census_number_of_text(Census *census, Text text);
/* Durations have numbers as texts do: two that are the same have the same. */
Duration      census_duration(const Census *census, int32_t number);
int32_t       census_number_of_duration(Census *census, Duration duration);
/* A body's place in Model.bodies, behind them all that of nobody; -1: it is not of the rules. */
int32_t       census_body_number(const Census *census, const Body *body);
const Body   *census_body(const Model *model, int32_t number);

/* ---- results of decisions ------------------------------------------------------------ */

/* The column of a TERM_RESULT of a decision on these records, made when first asked for; or
 * instead of the result what the decision waits for. */
ResultColumn *columns_result(Columns *columns, const Term *term);
ResultColumn *columns_waits(Columns *columns, const Term *term);
/* As the source has it now; NULL: nothing is known.  Cost: some 20 ns a row that is placed, else
 * what it costs to find its key. */
void          columns_fill_result(Columns *columns, ResultColumn *result,
                                  const ResultSource *source);
/* The fraction as a numerator over `denominator`; false: it is none that fits. */
bool          column_numerator(Fraction number, int64_t denominator, int64_t *numerator);

#endif
