/* measure.h - what sweeps, goals and lists measure of a standing.
 *
 *   fundable, waitlisted, an own outcome       how many records end so
 *   granted                                    the sum
 *   granted by decider                         one measure for each decider
 *   fundable by decider, count by outcome …    likewise
 *   regiondirektor                             how many records a body decides
 *   director.drawn | remaining | limit | opening | queued     of a frame, all its keys together
 *   stod.fundable                              of one decision where there are several
 *   contribution_2024.total, surplus.margin, pool_limit / 2   any value that asks no record
 *
 * and sums, differences, products and quotients of these.  Words are known in both languages.
 * Owner: the arena given. */
#ifndef ANSLAG_INTERP_EXPERIMENT_MEASURE_H
#define ANSLAG_INTERP_EXPERIMENT_MEASURE_H

#include "grammar/ast_question.h"
#include "interp/experiment/experiment.h"

typedef enum {
  MEASURE_OUTCOME,                    /* how many end so */
  MEASURE_GRANTED,
  MEASURE_DECIDER,                    /* how many a body decides */
  MEASURE_DECIDER_GRANTED,
  MEASURE_FRAME,
  MEASURE_TERM,
  MEASURE_ARITHMETIC
} MeasureKind;

typedef enum { FRAME_DRAWN, FRAME_REMAINING, FRAME_LIMIT, FRAME_OPENING, FRAME_QUEUED } FramePart;

typedef struct Measure Measure;
struct Measure {
  MeasureKind     kind;
  Text            title;              /* as written, or the name of the part: for headings */
  Text            of;                 /* a part's: as what it is a part of is written; else empty */
  Type            type;
  const Decision *decision;           /* NULL: of all */
  Text            name;               /* an outcome's, or a decider's */
  const Frame    *frame;
  FramePart       part;
  const Term     *term;
  BinaryOp        op;
  const Measure  *left, *right;
};

typedef LIST(Measure) MeasureList;

/* Adds what is shown, one measure or one for each part of `by`; false (and reported): it is
 * nothing that can be measured. */
bool measure_read(Experiment *experiment, Arena *arena, const Shown *shown, Diags *diags,
                  MeasureList *measures);
/* What a frame has, in English and in Swedish, by FramePart. */
extern const char *const frame_part_words[][2];

/* Some measure asks how records stand: a standing is needed. */
bool measures_need_standing(const MeasureList *measures);

/* The values of all measures, in order; of those that need none `standing` may be NULL.  Unknown
 * or an error where a value is. */
void measures_take(Experiment *experiment, Arena *arena, const Assumptions *assumptions,
                   const Standing *standing, const MeasureList *measures, Value *values);

#endif
