/* mutant.h - small changes of a rule set that its tests should notice.
 *
 * Each is what a tired author might have written: below for at most, and for or, one more or one
 * less in the last digit of a figure, a rule left out, a day shifted.  It is a patch: bytes of the
 * typed model put in place by mutant_apply and taken back by mutant_restore, so that nothing is
 * read again.  What no test can ask about (titles, reasons, letters, duties of no record) is not
 * changed.
 *
 *   MutantList list = mutants_of(arena, model, diags, wanted, context);
 *   mutant_apply(mutant); ...; mutant_restore(mutant);          -- one at a time
 *
 * Owner: the arena.  Cost: linear in the model. */
#ifndef ANSLAG_INTERP_TRIALS_MUTANT_H
#define ANSLAG_INTERP_TRIALS_MUTANT_H

#include "base/diag.h"
#include "interp/check/model.h"

#define MUTANT_KINDS(X)                 \
  X(MUTANT_COMPARISON, "comparison")    \
  X(MUTANT_LOGIC,      "logic")         \
  X(MUTANT_NUMBER,     "number")        \
  X(MUTANT_VALUE,      "value")         \
  X(MUTANT_ARITHMETIC, "arithmetic")    \
  X(MUTANT_LIST,       "list")          \
  X(MUTANT_ROW,        "row")           \
  X(MUTANT_CELL,       "cell")          \
  X(MUTANT_EXCEPTION,  "exception")     \
  X(MUTANT_DAYS,       "days")          \
  X(MUTANT_RULE,       "rule")          \
  X(MUTANT_STAGE,      "stage")         \
  X(MUTANT_AMOUNT,     "amount")        \
  X(MUTANT_FRAME,      "frame")         \
  X(MUTANT_DECIDER,    "decider")       \
  X(MUTANT_ORDER,      "order")         \
  X(MUTANT_DEADLINE,   "deadline")      \
  X(MUTANT_BUDGET,     "budget")        \
  X(MUTANT_TARGET,     "target")

typedef enum {
#define X(kind, label) kind,
  MUTANT_KINDS(X)
#undef X
  MUTANT_KIND_COUNT
} MutantKind;

extern const char *const mutant_kind_names[MUTANT_KIND_COUNT];

/* `size` bytes of the model at `place`; `other` are those to put there, and meanwhile its own. */
typedef struct {
  void  *place;
  void  *other;
  size_t size;
} Patch;

typedef struct {
  MutantKind kind;
  Span       span;              /* of the words changed */
  Span       home;              /* where a comment about it may stand: a table's cell is explained
                                   at the table */
  Text       change;            /* what would stand there: "below 25 %", "left out" */
  const Term *term;             /* it changes what this term gives and nothing else; or NULL */
  const Parameter *parameter;   /* or what this parameter is; or NULL */
  const DataTable *table;       /* or a cell of this table; or NULL */
  LIST(Patch) patches;          /* the same words may stand behind several places of the model */
} Mutant;

typedef LIST(Mutant) MutantList;

/* Those at places for which wanted(context, span) is true, in the order of the files. */
typedef bool MutantWanted(void *context, Span span);
MutantList mutants_of(Arena *arena, Model *model, Diags *diags, MutantWanted *wanted,
                      void *context);

void mutant_apply(Mutant *mutant);
void mutant_restore(Mutant *mutant);

#endif
