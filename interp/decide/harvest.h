/* harvest.h - how every record of a decision ended, told to who looks at a run by columns.
 *
 *   static void take(void *context, const Harvest *harvest) {
 *     HarvestRecord record;
 *     for (HarvestReader *reader = harvest_read(harvest); harvest_next(reader, &record);)
 *       ... record.ending is one of harvest_ending's ...
 *   }
 *   HarvestTo to = { .words = words, .take = take, .context = context };
 *
 * `take` is called once for each decision that is judged by columns, in the order in which they are
 * run; of the others RunVisitor.finished is told, record by record.  Records that end alike have
 * one ending, and what `words` says of a judgement is the same for all records of its ending.
 *
 * Owner: what is given lives until `take` returns; key and deadlines of a record until the next.
 * Cost: some 10 ns a record, more where it has deadlines. */
#ifndef ANSLAG_INTERP_DECIDE_HARVEST_H
#define ANSLAG_INTERP_DECIDE_HARVEST_H

#include "interp/decide/judge.h"

typedef struct Harvest Harvest;
typedef struct HarvestReader HarvestReader;

typedef struct HarvestTo {
  /* What a reader wants to know of a judgement beside its rows, as text; NULL: nothing. */
  Text (*words)(void *context, const Judgement *judgement, Arena *batch);
  void (*take)(void *context, const Harvest *harvest);
  void  *context;
  /* Do these versions have the record's text?  Records of one ending agree in that too. */
  const Versions *const *versions;
  size_t                 version_count;
} HarvestTo;

const Decision *harvest_decision(const Harvest *harvest);
size_t          harvest_count(const Harvest *harvest);        /* records */

/* What the records of an ending have in common. */
typedef struct {
  OutcomeKind kind;
  Text        outcome, decider;       /* as tables have them */
  bool        recorded;               /* decided already */
  Text        words;
} HarvestEnding;

size_t        harvest_ending_count(const Harvest *harvest);
HarvestEnding harvest_ending(const Harvest *harvest, uint32_t number);

typedef struct {
  uint32_t ending;
  bool     has_asked;
  int64_t  asked, granted;            /* minor units; granted: 0 unless fundable */
  Text     key;                       /* as tables have it */
  Text     deadlines;                 /* "outcome_report 2027-02-28, …" as judgement_deadlines */
  size_t   owed, due;                 /* how many these are; how many have a day */
} HarvestRecord;

HarvestReader *harvest_read(const Harvest *harvest);
/* The next record in key order; false: there are no more. */
bool           harvest_next(HarvestReader *reader, HarvestRecord *record);
/* That record judged by itself, as RunVisitor.finished would be told of it; `*batch`: its memory,
 * until the next.  Cost: a judgement, and looking the record up. */
Judgement     *harvest_judgement(HarvestReader *reader, Arena **batch);

#endif
