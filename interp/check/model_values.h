/* model_values.h - what terms read by name: tables, exceptions, parameters, definitions, calendars.
 *
 * A part of the Model; with it the amendments and versions by which a value differs with time.
 * Owner: the program arena. */
#ifndef ANSLAG_INTERP_CHECK_MODEL_VALUES_H
#define ANSLAG_INTERP_CHECK_MODEL_VALUES_H

#include "base/map.h"
#include "interp/check/model_sources.h"
#include "interp/check/model_terms.h"
#include "interp/data/csv_file.h"

/* ---- decision tables (semantics L7) ------------------------------------------------------- */

typedef struct {
  size_t             number;    /* from 1 */
  const TableRow    *written;   /* by which a setting finds the row in every instance */
  Span               span;
  const Term *const *cells;     /* a test for each input; NULL: `-` */
  const Term        *output;
} GridRow;

/* A decision table for one choice of its inputs' types. */
struct Grid {
  Text               name;      /* of the definition or parameter */
  const DecisionTable *written;
  HitPolicy          policy;
  const Term *const *inputs;
  size_t             input_count;
  const GridRow     *rows;
  size_t             row_count;
  bool               parameter; /* rows are named values, which a setting may change */
};

/* ---- tables of a file --------------------------------------------------------------------- */

typedef struct {
  const Value      *keys;       /* one for each argument */
  Value             value;      /* VALUE_UNKNOWN: blank, or pending */
  bool              blank, pending;
  const CsvFileRow *row;        /* in DataTable.file: its other cells */
} DataRow;

typedef struct {
  Text   name;                  /* of the argument */
  Span   span;
  Type   type;                  /* TYPE_CODE of a list made of its words, where none is declared */
  bool   words;                 /* such a list: text, bodies and other codes find a row by name */
  size_t column;                /* in DataTable.file */
} DataKey;

/* table NAME(KEYS) TYPE from "file.csv" else V */
struct DataTable {
  size_t         index;         /* in Model.tables */
  Text           name, title;
  Span           span;
  Type           type;          /* of its values */
  DataKey       *keys;
  size_t         key_count;
  const CsvFile *file;          /* NULL: could not be read (reported) */
  size_t         value_column;
  LIST(DataRow)  rows;          /* in the order of the file */
  Map            by_key;        /* data_key_text of a row's keys -> DataRow */
  const Term    *blank;         /* else V: of blank cells and of keys without a row; NULL: none */
  ModelBases     bases;
};

/* ---- exceptions (semantics X1, X2) --------------------------------------------------------- */

typedef struct {
  Text        name, title;      /* may be empty */
  Span        span;             /* of its name, or of its keyword */
  const Term *when;             /* NULL: always.  An exception's own exceptions are worked in. */
  const Expr *condition;        /* as it is written; NULL: none */
  const Term *value;            /* what holds instead: a value, or the verdict of another test */
  bool        lifts;            /* the rule does not apply (value: the verdict that passes) */
  Text        reason;           /* of `requires … else "…"`; may be empty */
  uint64_t    overrides;        /* the bit of each that this one goes before */
  ModelBases  bases;
} Exception;

enum { EXCEPTIONS_MOST = 64 };

/* All of one target, those of exceptions among them, in the order of the files. */
struct Exceptions {
  Text       target;            /* "tariff_change", "quantified_effect" */
  Exception *items;
  size_t     count;
};

/* ---- parameters, definitions, calendars -------------------------------------------------- */

/* Both ends included; DATE_FIRST and DATE_LAST where there is no end. */
typedef struct { Date from, to; } Days;

/* Which versions have a clause or a value (semantics X3): those with the amendment `from` and
 * without any of `until`.  Held by pointer; NULL: every version has it. */
typedef struct Versions {
  const struct Amendment *from;         /* NULL: the adopted text */
  LIST(const struct Amendment *) until; /* they replace or repeal it */
  const Term       *governed;   /* the date asked of; NULL: the one that governs the clause */
  const RecordType *record;     /* whose date that is */
} Versions;

/* A text of its own that changes the guideline from a day on; it leaves the adopted text as it
 * is.  Which records it is for: those whose governing date is among `stands`, or for which `when`
 * is yes. */
typedef struct Amendment {
  size_t        index;          /* in Model.amendments, which is in order of the days in force */
  Text          name, title;
  Span          span;
  bool          has_status, adopted;
  Date          status_date;
  const Body   *status_by;
  Text          status_paragraph;
  LIST(Days)    in_force;       /* as written; the last day may be DATE_LAST: no end */
  LIST(Days)    stands;         /* the same, and what lies nearest to it outside the guideline's
                                   dates in force (X7) */
  const RecordType *applies_to; /* applies to R when C; NULL: by date */
  const Term   *when;
  const struct Module *module;
  const Decl   *decl;
  ModelBases    bases;
} Amendment;

/* A value that holds on some days or in some versions (X3, X4). */
typedef struct {
  Days            days;
  const Versions *versions;
  const Term     *value;
  Span            span;
  ModelBases      bases;
} DatedTerm;

struct Parameter {
  size_t      index;            /* in Model.parameters */
  Text        name, title;      /* implicit ones: "director.amount" (semantics X9) */
  Span        span;
  Type        type;
  const Term *value;            /* from constants and other parameters; TERM_PENDING */
  LIST(DatedTerm) values;       /* empty: `value` always.  Else the last that holds is the value;
                                   those of the adopted text come first, by date, without gaps */
  ModelBases  bases;
  bool        implicit;         /* a number written in a named clause */
  const Parameter *also;        /* the number of that name in other versions of the clause: they
                                   are set together; NULL: none */
};

/* A setting checked against a model: `parameter` is `value` instead. */
typedef struct {
  const Parameter *parameter;
  const Term      *value;
  const Term      *cell;        /* a table's cell, TERM_LOOKUP or TERM_CALL: `parameter` stands
                                   for it with its name, "fee(2026, 1)"; NULL: the parameter */
  Text             text;        /* as written, for the run record: "2 mkr from 2026-01-01" */
  bool             dated;       /* on `days` only (X5) */
  Days             days;
} ModelSetting;

typedef LIST(ModelSetting) ModelSettings;

struct Define {
  Text        name, title;
  Span        span;
  Type        type;
  unsigned    slots;            /* arguments take 0 .. argument_count-1, list variables the rest */
  size_t      argument_count;
  const Type *arguments;
  const RecordType *subject;    /* record whose fields the body reads bare; NULL if none */
  const Term *value;
  bool        parameter;        /* a parameter with arguments, or with exceptions */
  ModelBases  bases;
  bool        used;             /* some rule comes to it */
  bool        may_be_none;      /* a ladder with no step left: `is given` may be asked of it */
  bool        divides;          /* an unrounded division by what is no constant (semantics A1) */
};

/* Closed days: those for which `when` is yes (slot 0: the day); outside the range unknown. */
struct Calendar {
  size_t      index;
  Text        name, title;
  Span        span;
  const Term *when;
  unsigned    slots;
  Date        from, to;
  ModelBases  bases;
};

#endif
