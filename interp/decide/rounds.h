/* rounds.h - a run, and one decision of it on its way: what judging record by record (run.c) and by
 * columns (by_columns.c) have in common.  Private to interp/decide. */
#ifndef ANSLAG_INTERP_DECIDE_ROUNDS_H
#define ANSLAG_INTERP_DECIDE_ROUNDS_H

#include "interp/decide/digest.h"
#include "interp/decide/judging.h"
#include "interp/decide/late.h"
#include "interp/decide/openings.h"
#include "interp/decide/run.h"

typedef struct {
  Arena            *arena;
  Arena             batch;              /* one record's, reset after each */
  const Model      *model;
  Evaluator        *evaluator;
  const Population *population;
  const RunVisitor *visitor;
  Diags            *diags;
  RunSummary       *summary;
  Sha256           *digest;
  Text             *lines;              /* by Decision.index, where they are run in another order */
  ResultBook        results;
  size_t            done, total;        /* steps, for progress */
} Run;

/* One decision of it. */
typedef struct Round {
  Run             *run;
  const Decision  *decision;
  DecisionSummary *summary;
  Judge           *judge;
  Allocation      *allocation;
  Openings         openings;
  const StoreDecided *rows;             /* decisions taken, of anslag_decided */
  size_t           row_count;
  Map              seen;                /* keys of rows whose record is there */
  Late             late;
  Writer           lines;               /* of the digest, where run->lines are kept */
} Round;

/* Decided already: it opens its frame, and those that come later may ask for its result. */
void round_take_decided(Round *round, Judgement *judgement, uint32_t number);
/* All records have been seen: decisions taken on others have drawn too, and are told of. */
void round_open(Round *round);
/* The decision taken drew past the limit of a frame: a finding. */
void round_note_exceeded(Round *round, Judgement *judgement);
/* What a record that is granted something draws, line by line; `number` is the candidate's. */
bool round_tells_lines(const Round *round);
void round_tell_reserved(Round *round, Text key, uint32_t number);
/* NULL: nobody asks where the time goes. */
Profile *round_profile(const Round *round);
/* `steps` more are done. */
void round_step(Round *round, size_t steps);

#endif
