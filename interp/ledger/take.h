/* take.h - decisions that people take, made of a run's proposal and of what they say differs.
 *
 *   take_choose(&taking, order, store);        the lines there will be; what is wrong is reported
 *   … run_population with take_look for each judgement (by the run's rules and settings) …
 *   take_settle(&taking, data_unchanged);      drops and reports what the data no longer bear
 *   take_write(&taking, store);                lines, facts, the chain
 *
 * As proposed a body takes what the run proposes it to grant, and, where it is the one who decides
 * when nobody else does, the refusals too: ineligible, rejected, own outcomes.  What waits, lacks
 * facts or is invalid is not decided unless it is listed.  What is decided already stays as it is.
 *
 * Owner: the arena of the order.  Memory: some 600 bytes a line, and its facts as bytes: a few
 * beside each value. */
#ifndef ANSLAG_INTERP_LEDGER_TAKE_H
#define ANSLAG_INTERP_LEDGER_TAKE_H

#include "interp/decide/judge.h"
#include "interp/ledger/facts.h"
#include "interp/store/ledger.h"

/* What people say of one record. */
typedef struct {
  Text        decision, record;     /* decision empty: of every one on such a record */
  Text        outcome;              /* as tables have it; empty: as proposed */
  bool        has_granted, left;    /* left: it is not decided now */
  int64_t     granted;              /* minor units */
  const Body *decider;              /* NULL: who the order says */
  Text        reason, reference;
  Span        span;
} Instruction;

typedef struct {
  Arena       *arena;
  Diags       *diags;
  const Model *model;               /* the run's */
  int64_t      run_id;
  const Body  *by;                  /* NULL: each by its proposed decider */
  Date         on;
  Text         reference, recorded_at;
  const Instruction *instructions;
  size_t       count;
  bool         replace;             /* only what is listed, and that is decided already */
} TakeOrder;

typedef struct {
  StoreTaken line;                  /* id and hashes: when written */
  const Decision *decision;
  Text    proposed, proposed_decider;
  bool    proposed_has_granted;
  int64_t proposed_granted;
  const Instruction *said;          /* NULL: as proposed */
  bool    registered;               /* the register has a decision on it */
  bool    stale, seen;
  Text    now;                      /* the outcome that the data give today */
  Text    facts;                    /* packed (facts.h) */
} Take;

typedef LIST(Take *) TakeList;

typedef struct {
  const TakeOrder *order;
  TakeList takes;
  Map      by_subject;              /* "decision record" -> Take * */
  FactPaths paths;                  /* of their facts */
  Map      words;                   /* that many lines have, once */
  Arena    facts;                   /* until they are written */
  Text     on;                      /* the day, as written */
  size_t   already;                 /* proposed, and decided before: left as they are */
  size_t   left;                    /* listed as not decided now */
} Taking;

void take_choose(Taking *taking, const TakeOrder *order, Store *store);
void take_look(Taking *taking, const Judgement *judgement, Arena *batch);
/* Is the record among those that are taken?  take_look has nothing to look at in others. */
bool take_is_of(const Taking *taking, Text decision, Text record, Arena *batch);
/* `unchanged`: the data are those that the run read. */
void take_settle(Taking *taking, bool unchanged);
void take_write(Taking *taking, Store *store);

bool take_deviates(const Take *take);
/* Grants money. */
bool take_grants(const Take *take);

#endif
