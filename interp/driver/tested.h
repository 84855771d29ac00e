/* tested.h - what `anslag test` has read and run, for those that ask what the tests are worth.
 *
 * test.c reads each file or package once and runs its tests; then, where it was asked for, one of
 * the functions below looks at all of them.  They set work->exit and write the results. */
#ifndef ANSLAG_INTERP_DRIVER_TESTED_H
#define ANSLAG_INTERP_DRIVER_TESTED_H

#include "interp/check/model.h"
#include "interp/driver/work.h"
#include "interp/report/screen.h"

/* A file or a package, as it was named. */
typedef struct {
  Text   path;
  Model *model;
  LIST(const ModelTest *) tests;      /* those that stand in it */
  LIST(uint32_t) files;               /* the sources that count as it */
  LIST(uint32_t) used;                /* modules that it uses and that were named beside it: its
                                         tests are tests of them too */
} Tested;

typedef LIST(Tested *) TestedList;

/* Does the place stand in one of its files? */
bool   tested_has(const Tested *tested, Span span);
/* Or in a module that its tests are asked about? */
bool   tested_asks(const Tested *tested, Span span);
/* Is it a module without tests of its own that another uses? */
bool   tested_elsewhere(const Work *work, const TestedList *list, const Tested *tested);
/* How results are shown: in the language of the rules. */
Screen tested_screen(const Work *work, const TestedList *list);

/* test_coverage.c: what the tests come to. */
void test_coverage(Work *work, const TestedList *list);
/* test_bounds.c: bounds that no test stands at. */
void test_bounds(Work *work, const TestedList *list);
/* test_mutation.c: changes that no test notices. */
void test_mutation(Work *work, const TestedList *list);

#endif
