/* ended.h - how every record ends, from columns: a run without its reasons.
 *
 *   Ending *ending = ending_new(arena, model, census);          once
 *   EndedColumns *ended = ending_columns(ending, scratch, kept, &settings, &options, &population,
 *                                        diags, &summary);   again and again
 *
 * The same outcomes, deciders, amounts and frames as run_population gives; the digest is left
 * empty.  Records are sifted (sift.h), so that from the second time on only what depends on what
 * has changed is judged again.  Those that are queued are kept too, in the order in which they are
 * served: where no more than a limit has changed they are only served once more.
 *
 * What records have in common is a class, numbered once for each decision of an Ending: equal
 * numbers are equal endings, in all that it ever gives.  At most 65 535 of them (FAILURE_LIMIT).
 * Owner: the arena; the summary lives in `scratch`, the columns in `kept`.  Memory: 2 bytes a
 * record each time, and once 15 a record and 18 one that is queued; 50 more a record of a decision
 * whose results others read.  Cost: sift.h's, and some
 * nanoseconds for each queued record; a record decided already, or whose outcome hangs on more
 * than its place, is judged in full. */
#ifndef ANSLAG_INTERP_DECIDE_ENDED_H
#define ANSLAG_INTERP_DECIDE_ENDED_H

#include "interp/decide/run.h"
#include "interp/plan/columns.h"

typedef struct Ending Ending;

/* False: some decision's records must be judged in a run, or others read states of its amount, or
 * of records that draw on frames of their own. */
bool    ending_can(const Model *model);
/* The facts hold the records of all decisions, in the order of the population. */
Ending *ending_new(Arena *arena, const Model *model, Census *census);

typedef struct {
  OutcomeKind       kind;
  const OwnOutcome *own;              /* OUTCOME_OWN */
  bool              recorded;         /* decided already */
  Text              decider;          /* as written to tables; empty: nobody */
  const Frame      *frame;            /* drawn from, or that lacked room; may be NULL */
} EndedClass;

const EndedClass *ending_class(const Ending *ending, const Decision *decision, uint16_t number);
size_t            ending_class_count(const Ending *ending, const Decision *decision);

/* A fundable record that is granted other than its amount. */
typedef struct { uint32_t number; int64_t granted; } EndedGrant;

/* One decision's records, by number. */
typedef struct {
  const Decision   *decision;
  size_t            count;
  const uint16_t   *classes;
  const size_t     *class_counts;     /* how many are of each class; of those there are then */
  const EndedGrant *grants;           /* ascending; of those decided already all */
  size_t            grant_count;
  const int64_t    *asked, *amounts;  /* minor units, or SIFT_NOT_KNOWN; those of the sift, until
                                         the next time.  May be the same.  Who ends INVALID asks for
                                         nothing, whatever stands here */
  uint64_t          amounts_version;  /* the same number: `asked` and `amounts` hold the same */
} EndedColumns;

/* By Decision.index.  Errors are reported and leave through the guard. */
EndedColumns *ending_columns(Ending *ending, Arena *scratch, Arena *kept,
                             const ModelSettings *settings, const EvalOptions *options,
                             const Population *population, Diags *diags, RunSummary **summary);

/* ---- some records in full ------------------------------------------------------------ */

typedef struct { const uint32_t *numbers; size_t count; } EndingNumbers;

/* `finished` is called as run_population calls it, in the order given. */
typedef struct {
  const EndingNumbers *of;            /* by Decision.index */
  void               (*finished)(void *context, const Judgement *judgement, Arena *batch);
  void                *context;
} EndingSome;

/* Cost: that of ending_columns, the queue's keys among it, and a judgement for each. */
void ending_some(Ending *ending, Arena *scratch, const ModelSettings *settings,
                 const EvalOptions *options, const Population *population,
                 const EndingSome *some, Diags *diags);

#endif
