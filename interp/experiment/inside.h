/* inside.h - what the files of this room share.  Private to interp/experiment. */
#ifndef ANSLAG_INTERP_EXPERIMENT_INSIDE_H
#define ANSLAG_INTERP_EXPERIMENT_INSIDE_H

#include "interp/experiment/fast.h"
#include "interp/experiment/standing.h"

struct Experiment {
  Arena *arena;
  Model *model;
  Diags *diags;
  Held   held;
  Fast   fast;
  StandPool pool;
};

/* A whole run, every record judged in full. */
void experiment_visit(Experiment *experiment, const Assumptions *assumptions,
                      const RunVisitor *visitor);

/* The same for some records.  False: it takes a whole run. */
bool experiment_visit_some(Experiment *experiment, const Assumptions *assumptions,
                           const EndingSome *some);

#endif
