/* model.h - a rule set that has been understood: every name resolved, every
 * expression typed, every quote looked up.
 *
 * Made by check_rules, const afterwards; interp/eval walks its terms, one record
 * at a time.  A Model cannot hold an unresolved name: what could not be understood
 * is left out and has been reported.
 * Owner: the program arena. */
#ifndef ANSLAG_INTERP_CHECK_MODEL_H
#define ANSLAG_INTERP_CHECK_MODEL_H

#include "interp/check/model_cases.h"
#include "interp/check/model_decisions.h"
#include "interp/check/model_duties.h"
#include "interp/check/model_parties.h"
#include "interp/check/model_sources.h"
#include "interp/check/model_terms.h"
#include "interp/check/model_values.h"

/* ---- what bases stand under (for the quote checks) --------------------------------------- */

typedef struct {
  ModelBasis *basis;
  const Term *value;            /* of a parameter, a frame's or delegation's limit, a ceiling,
                                   a due date's duration */
  const Term *const *tests;     /* a rule's requirements */
  size_t      test_count;
  bool        excludes;         /* the test refuses */
  bool        has_bound;        /* value bounds an amount, as a parameter's does not */
  bool        bound_chosen;     /* at most or below could be written (delegation) */
  bool        strict_bound, lower_bound;   /* below, above (a delegation's limit) */
  Span        span;             /* of the value, or of the clause's head */
  bool        has_reading;      /* a reading stands beside it */
  const Text *readings;         /* their texts */
  size_t      reading_count;
} QuotedRule;

/* ---- records: which are valid, which tell of decisions, how spreadsheets are read ---------- */

/* valid when, of a record */
typedef struct {
  const RecordType *record;
  const Term       *test;
  Text              reason;
  Span              span;
} ModelValid;

/* recorded decision: which fields of the record hold it; NULL where not written */
typedef struct {
  const RecordType *record;
  const FieldType  *decider, *granted, *decided, *outcome, *reference;
  const FieldType  *paid, *returned;   /* of what was granted; what is returned is drawn no more */
} ModelRecorded;

/* column HEADING as FIELD in UNIT separated by SEPARATOR */
typedef struct {
  Text             heading;
  const FieldType *field;
  bool             scaled;
  Text             unit;        /* as written: "tkr"; empty: not written */
  Fraction         scale;       /* cell * scale = value, if scaled */
  Text             separator;   /* between the parts of a list; empty: not written */
  Span             span;
} ModelImportColumn;

typedef struct {
  Text              name, title;
  Span              span;
  const RecordType *record;
  LIST(ModelImportColumn) columns;
  LIST(Text)        blanks;     /* words that mean that a cell is blank */
} ModelImport;

/* ---- the whole --------------------------------------------------------------------------- */

/* Both ends included; open: until further notice. */
typedef struct { Date from, to; bool open; } Period;

typedef struct Module {
  Text    path;                 /* as given, or std/… for the library's */
  Text    module;               /* dotted name; empty for the file asked for */
  Source *source;
  File   *written;              /* as it stands in the file */
  File   *tree;                 /* with what all amendments add to it or declare; most often the
                                   same */
  bool    library;              /* of stdlib/ */
} Module;

typedef struct Model {
  Text       name, title;       /* of the guideline; empty: none written */
  TextKind   text_kind;
  Text       issued_by;
  bool       adopted;           /* status; else proposed */
  bool       has_status;
  Date       status_date;
  const Body *status_by;
  Text       status_paragraph;
  LIST(Period) in_force;        /* empty: always */
  const Currency *currency;
  Surface    surface;
  const Module   *time_law;     /* NULL: none named */
  Span            as_of_read;   /* where the rules first read `as_of`; file 0: nowhere (T4) */
  const Calendar *law_calendar; /* closed days of the time law */
  LIST(Party)        sent_to;
  ModelBases         head_bases;
  LIST(Module *)     modules;   /* the guideline first, then what it uses, then its amendments */
  const Module      *asked;     /* the file asked for: the guideline, or one of its amendments */
  LIST(Document *)   documents;
  LIST(const CsvFile *) csv_files;   /* that tables and records are read from, each once */
  LIST(Currency *)   currencies;
  LIST(Body *)       bodies;
  LIST(Group *)      groups;
  LIST(Amendment *)  amendments;  /* in order of the days in force */
  LIST(Parameter *)  parameters;
  LIST(Codelist *)   codelists;
  LIST(RecordType *) records;
  LIST(ModelValid)   valid;
  LIST(ModelRecorded) recorded;
  LIST(Define *)     defines;
  LIST(Calendar *)   calendars;
  LIST(DataTable *)  tables;
  LIST(ModelImport)  imports;
  LIST(Frame *)      frames;
  LIST(Decision *)   decisions;
  const Decision   **run_order;   /* the same: those read first, then in order of the file (D1) */
  LIST(Meeting *)    meetings;
  LIST(Duty *)       duties;
  LIST(Transfer *)   transfers;
  LIST(Budget *)     budgets;
  LIST(Target *)     targets;
  LIST(Control *)    controls;
  LIST(Ladder *)     ladders;
  LIST(Letter *)     letters;
  LIST(Conflict *)   conflicts;
  LIST(Background)   backgrounds;
  LIST(NotEncoded)   not_encoded;
  LIST(Scenario *)   scenarios;
  LIST(Sample *)     samples;
  LIST(ModelTest *)  tests;
  LIST(QuotedRule)   quoted;      /* one for each source, in the order of the files */
  LIST(Citation)     citations;   /* of the words that were found */
  struct Checker    *names;       /* of this room: to read settings and expressions later */
  unsigned           most_slots;  /* the largest number of variables a term of the model needs */
} Model;

/* What the rules give as text of ours (reasons, errors), in the language they are written in: the
 * same whoever asks, since it is stored. */
const char *model_words(const Model *model, const char *english) __attribute__((format_arg(2)));

/* A fact's name in full, "sökande[17].slag", as rules write its parts (field_word); `of` is the
 * type it begins in.  Parts that are no fields stand as they are. */
Text path_word(Arena *arena, const Model *model, const RecordType *of, Text path);
/* A value stored of that fact as rules write it: a code's own name becomes code_word. */
Text path_value_word(const Model *model, const RecordType *of, Text path, Text value);

/* The name of a rule as that surface has it, where the rules themselves gave none: "eligible" is
 * "behörig".  Tables and digests keep the name. */
Text rule_name_word(Text name, Surface surface);

#endif
