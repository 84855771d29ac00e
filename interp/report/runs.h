/* runs.h - the runs of a database: a list, one of them, and what judging it again gives. */
#ifndef ANSLAG_INTERP_REPORT_RUNS_H
#define ANSLAG_INTERP_REPORT_RUNS_H

#include "interp/ledger/replay.h"
#include "interp/report/screen.h"

/* Records of one outcome and decider in a run. */
typedef struct { Text decision, outcome, decider; size_t count; bool has_granted; int64_t granted; }
    RunOutcome;
typedef LIST(RunOutcome) RunOutcomes;

typedef struct {
  Arena         *arena;
  const RecordChain *chain;
  const Currency *currency;     /* of the rules at hand; NULL: amounts without a unit */
} RunsReport;

void runs_write_list(Writer *writer, const Screen *screen, const RunsReport *report);
void runs_write_list_json(Writer *writer, const RunsReport *report);
void runs_write_one(Writer *writer, const Screen *screen, const RunsReport *report,
                    const StoreRunLine *run, const RunOutcomes *outcomes);
void runs_write_one_json(Writer *writer, const RunsReport *report, const StoreRunLine *run,
                         const RunOutcomes *outcomes);

/* What differs and why it may. */
typedef struct {
  const Replay *replay;
  bool same_data;               /* the cells read are those of the run */
  Text engine;                  /* that judged now */
  Text digest;
} ReplayReport;

void runs_write_replay(Writer *writer, Arena *arena, const Screen *screen,
                       const ReplayReport *report);
void runs_write_replay_json(Writer *writer, const ReplayReport *report);

#endif
