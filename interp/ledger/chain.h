/* chain.h - runs and decisions taken as one chain, each line carrying on from the last (H3).
 *
 * chain_read computes every hash again and finds the main chain: from the line that follows none
 * on, where several follow one line the longer way.  A line whose own hash was changed still has
 * its place, by the hash that it should have; one whose predecessor is gone stands behind the
 * line of its kind with the number before.
 *
 * Owner: the arena.  Cost: one SHA-256 a line; memory for every line. */
#ifndef ANSLAG_INTERP_LEDGER_CHAIN_H
#define ANSLAG_INTERP_LEDGER_CHAIN_H

#include "interp/store/ledger.h"

typedef struct ChainLine {
  bool     is_run;                    /* else a decision taken */
  int64_t  number;                    /* run_id, or id */
  const StoreRunLine *run;
  const StoreTaken   *taken;
  Text     hash, previous, computed;  /* computed: what the hash should be */
  struct ChainLine *before;           /* the line it follows; NULL: it is the first */
  bool     first;                     /* it follows none */
  bool     gap;                       /* the line it follows is gone */
  size_t   depth;                     /* lines from the first to it; 0: it hangs in the air */
  bool     on_chain;
  size_t   place;                     /* on the main chain, from 1 */
} ChainLine;

typedef struct {
  StoreRunLines  runs;
  StoreTakenList taken;
  ChainLine     *lines;               /* the runs, then the decisions */
  size_t         count;
  const ChainLine *last;              /* of the main chain; NULL: there is none */
  StoreFactList  orphans;             /* one for each subject whose facts no decision rests on */
} RecordChain;

RecordChain chain_read(Store *store, Arena *arena);
/* The line with that number; NULL: there is none. */
const ChainLine *chain_run(const RecordChain *chain, int64_t run_id);
/* The hash of its last line; STORE_NO_HASH of an empty one. */
Text chain_head(const RecordChain *chain);

#endif
