/* mutants.h - what the files that make mutants share; of this room.
 *
 * Each mutate_… walks a part of the model and calls mutants_add for what it would change; one with
 * the same kind, words and change is the same mutant, with a patch more. */
#ifndef ANSLAG_INTERP_TRIALS_MUTANTS_H
#define ANSLAG_INTERP_TRIALS_MUTANTS_H

#include "base/pointers.h"
#include "interp/trials/mutant.h"

typedef struct {
  Arena        *arena;
  Model        *model;
  Diags        *diags;          /* for the language of changes */
  MutantWanted *wanted;
  void         *wanted_context;
  MutantList    list;
  Map           known;          /* kind, words and change -> the number in list, plus 1 */
  PointerSet    walked;         /* terms */
  Span          home;           /* SPAN_NONE: the words changed */
  const Parameter *parameter;   /* whose value is walked; or NULL */
  const DataTable *table;       /* whose cells are walked; or NULL */
  bool          everywhere;     /* what is walked is not only evaluated */
} Mutants;

/* Puts `size` bytes of `bytes` at `place`.  What term it is of is NULL where that does not tell
 * which tests may notice. */
void mutants_add(Mutants *mutants, MutantKind kind, Span span, const Term *term, Text change,
                 void *place, const void *bytes, size_t size);
/* A further patch of the mutant added last. */
void mutants_also(Mutants *mutants, void *place, const void *bytes, size_t size);

#define MUTANTS_PUT(mutants, kind, span, term, change, place, Type, ...) \
  mutants_add((mutants), (kind), (span), (term), (change), (void *)(place), \
              (Type[]){ __VA_ARGS__ }, sizeof(Type))

/* An English phrase in the language of the changes. */
Text mutants_say(const Mutants *mutants, const char *english);
/* What stands at a place, on one line, cut where it is long. */
Text mutants_written(const Mutants *mutants, Span span);
/* A yes/no that always is `truth`. */
const Term *mutants_truth(Mutants *mutants, bool truth);

/* mutate_term.c: the term and all below it that has not been walked before. */
void mutate_term(Mutants *mutants, const Term *term);
/* mutate_constant.c: one up, one down, another of its kind. */
void mutate_constant(Mutants *mutants, const Term *term, Span span);
void mutate_dates(Mutants *mutants, MutantKind kind, Span span, Date *first, Date *second);

/* mutate_values.c: parameters, definitions, tables, exceptions, records. */
void mutate_values(Mutants *mutants);
void mutate_exceptions(Mutants *mutants, const Exceptions *exceptions);
/* mutate_decision.c, mutate_money.c */
void mutate_decision(Mutants *mutants, Decision *decision);
void mutate_money(Mutants *mutants, Decision *decision);
void mutate_frame(Mutants *mutants, Frame *frame);
/* mutate_budget.c: budgets, transfers, targets, controls, ladders. */
void mutate_budgets(Mutants *mutants);

#endif
