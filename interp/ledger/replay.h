/* replay.h - a run judged again, and what comes out otherwise than it was written.
 *
 *   replay_start(&replay, store, arena, run, chain);
 *   population_of_store(&population, store, arena);
 *   replay_population(&replay, &population);      decisions taken later than the run don't count
 *   … run_population by the run's rules and settings, replay_look for each judgement …
 *   replay_end(&replay, digest);
 *
 * A record differs where a row of its decision or deadlines would be written otherwise; rows of
 * records that are gone count too.  Owner: the arena; memory for the rows of the run. */
#ifndef ANSLAG_INTERP_LEDGER_REPLAY_H
#define ANSLAG_INTERP_LEDGER_REPLAY_H

#include "interp/decide/run.h"
#include "interp/ledger/chain.h"

typedef struct {
  Text decision, record;
  Text column;                  /* the first that differs: outcome, granted, deadline … */
  Text was, is;                 /* was: as the run wrote it; empty: nothing */
} ReplayDifference;

typedef struct {
  Arena        *arena;
  Store        *store;
  const StoreRunLine *run;
  const RecordChain  *chain;
  Map           rows;           /* "decision record" -> its lines, as H1 writes them */
  size_t        judged;
  LIST(ReplayDifference) differences;
  size_t        differing;      /* records; only the first ones are listed */
  bool          same;           /* the digest of the run */
  bool          same_rows;      /* the rows stored have that digest */
} Replay;

enum { REPLAY_LISTED = 1000 };

void replay_start(Replay *replay, Store *store, Arena *arena, const StoreRunLine *run,
                  const RecordChain *chain);
void replay_population(Replay *replay, Population *population);
void replay_look(Replay *replay, const Judgement *judgement, Arena *batch);
void replay_end(Replay *replay, Text digest);

#endif
