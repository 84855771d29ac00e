/* mutation.h - each small change of the rules, held against the tests.
 *
 * A change is noticed if a test fails, if a budget disagrees with what is printed, or if `check`
 * finds that the words which the rule quotes say another figure or bound.  What nobody notices
 * survives: a test is missing, or the words make no difference.  A survivor that makes no
 * difference is explained beside it, in the rules:
 *
 *   -- survives: amounts are whole kronor, so below 1 000 001 kr is the same
 *
 * at the end of its line, in comment lines directly above, or right below the expression, where the
 * layout puts a comment that stands inside one (`-- överlever:` in Swedish).
 *
 * The tests must hold before.  Cost: one run of the tests that reach the place, until the first
 * that fails. */
#ifndef ANSLAG_INTERP_TRIALS_MUTATION_H
#define ANSLAG_INTERP_TRIALS_MUTATION_H

#include "interp/trials/mutant.h"
#include "interp/trials/trial.h"

typedef enum {
  MUTANT_NOTICED,
  MUTANT_SURVIVED,
  MUTANT_UNREACHED,             /* survived, and no test comes to the place */
  MUTANT_EXPLAINED              /* survived, with a reason beside it */
} MutantFate;

typedef enum { NOTICED_BY_TEST, NOTICED_BY_FIGURES, NOTICED_BY_SOURCE } Notice;

typedef struct {
  const Mutant    *mutant;
  MutantFate       fate;
  Notice           notice;      /* MUTANT_NOTICED */
  const ModelTest *noticed_by;  /* the test; NULL: none */
  Text             reason;      /* MUTANT_EXPLAINED */
} MutantResult;

typedef LIST(MutantResult) MutantResults;

typedef struct {
  const ModelTest *const *tests;
  size_t           test_count;
  size_t           sample;      /* so many of them, chosen by `seed`; 0: all */
  uint64_t         seed;
  void           (*progress)(void *context, size_t done, size_t total);   /* may be NULL */
  void            *progress_context;
} MutationOptions;

/* In the order of `mutants`.  Results in `arena`; diags lends its language and sources. */
MutantResults mutation_run(Arena *arena, Model *model, const MutantList *mutants,
                           const MutationOptions *options, const Diags *diags);

#endif
