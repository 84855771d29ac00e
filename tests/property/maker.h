/* maker.h - what the files of the generator share.  Private to it.
 *
 * Every choice is drawn from the seed.  Expressions are texts of a wanted kind over what is in
 * scope; whatever is composed stands in parentheses. */
#ifndef ANSLAG_TESTS_PROPERTY_MAKER_H
#define ANSLAG_TESTS_PROPERTY_MAKER_H

#include "tests/property/made.h"

#include <stdint.h>

typedef enum { TRUTH, MONEY, RATE, INTEGER, DECIMAL, DAY, SPAN, MOMENT, KIND, WORDS, REFERENCE,
               MANY, FOREIGN, STEP, KINDS } Kind;   /* FOREIGN: money of another currency */

typedef struct TableMade TableMade;

typedef struct {
  const char *name;
  Kind        kind;
  bool        optional, key;
  const char *written;          /* its type, and what stands after it */
  const char *unit;             /* of the column; NULL: none */
  TableMade  *to;               /* REFERENCE, MANY */
  const char *via;              /* MANY: the link table; NULL: found by a field that refers back */
} FieldMade;

enum { MOST_FIELDS = 28 };

struct TableMade {
  const char *name;
  FieldMade   fields[MOST_FIELDS];
  size_t      count;
  size_t      rows;
  bool        text_key, two_keys;   /* two_keys: `line` beside `id` */
};

/* A record that expressions may speak of: "" is the one judged, whose fields stand bare. */
typedef struct {
  const char      *path;        /* "", "a", "a.org" */
  const TableMade *table;
  const char      *guard;       /* NULL, or what makes sure that it is given: "host" */
} ObjectMade;

/* A value that has a name of its own. */
typedef struct { const char *name; Kind kind; } NamedMade;
typedef struct { const char *name; Kind kind, arguments[3]; size_t count; } CallMade;

enum { MOST_OBJECTS = 4, MOST_NAMED = 40, MOST_CALLS = 12 };

/* What may be spoken of in one place. */
typedef struct {
  ObjectMade objects[MOST_OBJECTS];
  size_t     object_count;
  NamedMade  named[MOST_NAMED];
  size_t     named_count;
  bool       governed;          /* there is a governing date, for `since` */
  bool       subject;           /* the first object is the record judged */
  unsigned   variables;
} Scope;

typedef struct {
  Arena    *arena;
  Made     *made;
  uint64_t  state;
  TableMade application, organisation, payment, award, measure;
  size_t    codes;
  bool      calendar;           /* counts time by a law of time */
  bool      governed;           /* decisions have a date that governs */
  bool      rates;              /* there is a table of a file */
  bool      recorded, returned; /* the register tells of decisions taken, what came back */
  bool      outside;            /* there is a frame outside decisions */
  bool      ladder;             /* there is a ladder on the application */
  bool      budget, budget_years;   /* there is one for each organisation; for each year */
  NamedMade lists[3];           /* definitions that are lists, of the application; by kind */
  size_t    list_count;
  Scope     parameters;         /* parameters alone: limits */
  NamedMade defines[12];        /* over the application */
  size_t    define_count;
  CallMade  calls[MOST_CALLS];
  size_t    call_count;
  size_t    criteria;           /* of the first decision */
  bool      results;            /* results of the first decision may be read */
  bool      capped, pooled;     /* it has the ceiling top1, a frame without keys */
  bool      owes;               /* ... a deadline */
  Scope     scope;              /* of the expression that is made now */
} Maker;

/* ---- maker.c ------------------------------------------------------------------------- */

size_t      chance(Maker *maker, size_t bound);             /* 0 … bound - 1 */
bool        once_in(Maker *maker, size_t times);
const char *text(Maker *maker, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A line of the rules: a declaration, or a clause behind two spaces. */
void        rule_line(Maker *maker, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *reached(Maker *maker, MadeForm form, const char *expression);
void        scope_name(Scope *scope, const char *name, Kind kind);
/* Everything a rule of the decision may speak of. */
Scope       scope_of_subject(const Maker *maker);
Scope       scope_of(const Maker *maker, const TableMade *table, const char *path);

/* ---- constants.c: few values, so that rules and records meet at the same ones -------- */

const char *money_written(Maker *maker);
const char *rate_written(Maker *maker);
const char *integer_written(Maker *maker);
const char *decimal_written(Maker *maker);
const char *day_written(Maker *maker);
const char *span_written(Maker *maker);
const char *moment_written(Maker *maker);
const char *code_written(Maker *maker);
const char *words_written(Maker *maker);
const char *literal(Maker *maker, Kind kind);
/* Two of an ordered kind, the lower first. */
void        two_literals(Maker *maker, Kind kind, const char **low, const char **high);
/* A cell of a table, as SQL writes it. */
const char *cell(Maker *maker, const FieldMade *field);
const char *key_cell(Maker *maker, const TableMade *table, size_t number);

/* ---- expressions.c, lists.c ---------------------------------------------------------- */

const char *expression(Maker *maker, Kind kind, unsigned depth);
const char *list_expression(Maker *maker, Kind kind, unsigned depth);
const char *list_truth(Maker *maker, unsigned depth);
const char *comparison_word(Maker *maker, Kind kind);
/* A way to an organisation that is certainly given; NULL: there is none. */
const char *organisation_path(Maker *maker);

/* ---- records.c, values.c, clauses.c, deciders.c, frames.c, amendments.c, plans.c, rows.c */

void make_head(Maker *maker);
void make_records(Maker *maker);
void make_parameters(Maker *maker);
void make_defines(Maker *maker);
void make_plans(Maker *maker);
void make_decisions(Maker *maker);
void make_amendments(Maker *maker);
/* Frames of a decision; `second`: of one that follows another. */
typedef struct { const char *names[4]; size_t count; bool keyed, several; } FramesMade;
FramesMade make_frames(Maker *maker, bool second);
/* A test that most records pass. */
const char *gentle(Maker *maker, const Scope *scope);
void make_rows(Maker *maker);

#endif
