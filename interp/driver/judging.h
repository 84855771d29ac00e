/* judging.h - what the commands that judge a database have in common: run, explain, missing. */
#ifndef ANSLAG_INTERP_DRIVER_JUDGING_H
#define ANSLAG_INTERP_DRIVER_JUDGING_H

#include "interp/decide/run.h"
#include "interp/driver/rules.h"
#include "interp/report/screen.h"

typedef struct {
  Model        *model;
  RulesSettings settings;
  const char   *database;
  Screen        screen;
  const FrameRaise *raises;     /* a what-if: more room; none as begun */
  size_t        raise_count;
} Judging;

/* Rules, settings and database of a request; left if any is wrong. */
Judging judging_begin(Work *work, const AnslagRules *rules, const char *database);

/* How many threads a run may use: as many as are asked for, and of use. */
unsigned judging_threads(const Work *work);

/* Judges the database as it is, in one read transaction, and writes nothing.  A visitor with
 * columns has their window and threads; where they read is set here. */
RunSummary *judging_read(Work *work, const Judging *judging, RunVisitor *visitor);

/* "director_limit = 2 mkr, …", with the scenario's name first; empty if nothing was set. */
Text judging_settings_text(Work *work, const Judging *judging);

Screen judging_screen(const Work *work, const Model *model);

#endif
