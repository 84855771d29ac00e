/* sweep.h - one or two parameters varied step by step, and what is measured at each point.
 *
 *   SweepAxis axes[2];
 *   if (sweep_axis(experiment, arena, &assumed, swept, diags, &axes[0])) …
 *   const Sweep *sweep = sweep_run(experiment, arena, &assumed, axes, 1, &measures, NULL);
 *
 * From and to are both points where the steps meet them; a sweep may go down.  At most SWEEP_MOST
 * points in all.  Owner: the arena given.  Cost: that of judging again for each point; stops at
 * an interrupt. */
#ifndef ANSLAG_INTERP_EXPERIMENT_SWEEP_H
#define ANSLAG_INTERP_EXPERIMENT_SWEEP_H

#include "interp/experiment/measure.h"

enum { SWEEP_MOST = 10000 };

typedef struct {
  ModelSetting like;                  /* of the parameter; its value is that of `from` */
  Type         type;
  Value        from, to, step;        /* step: a duration where the parameter is a date */
  size_t       count;                 /* points */
  Value        now;                   /* the parameter's value as assumed; unknown where it differs
                                         from day to day */
} SweepAxis;

typedef struct {
  const SweepAxis *axes;
  size_t           axis_count;
  MeasureList      measures;
  size_t           count;             /* points: the last axis runs first */
  Value           *xs;                /* [point * axis_count + axis] */
  Value           *values;            /* [point * measures.count + measure] */
} Sweep;

/* Told now and then; may be NULL. */
typedef struct {
  void (*done)(void *context, size_t done, size_t total);
  void  *context;
} SweepProgress;

/* False, and reported: no such parameter, another type, a step that leads nowhere, too many. */
bool sweep_axis(Experiment *experiment, Arena *arena, const Assumptions *assumed,
                const Swept *swept, Diags *diags, SweepAxis *axis);
/* The axis' value at a place from 0, and it as a setting. */
Value        sweep_value(const SweepAxis *axis, size_t place);
ModelSetting sweep_setting(Arena *arena, const SweepAxis *axis, Value value, bool swedish);

/* NULL (and reported): too many points. */
const Sweep *sweep_run(Experiment *experiment, Arena *arena, const Assumptions *assumed,
                       const SweepAxis *axes, size_t axis_count, const MeasureList *measures,
                       const SweepProgress *progress, Diags *diags);

#endif
