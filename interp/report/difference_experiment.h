/* difference_experiment.h - what an experiment found to differ, for the report of differences.
 *
 * Records are made from the difference when they are asked for: both standings stay.
 * Owner: the arena.  Cost: of the first thousand that differ, each that is not judged by its place
 * in a queue is judged once more alone on either side, to tell what settled it. */
#ifndef ANSLAG_INTERP_REPORT_DIFFERENCE_EXPERIMENT_H
#define ANSLAG_INTERP_REPORT_DIFFERENCE_EXPERIMENT_H

#include "interp/experiment/experiment.h"
#include "interp/report/difference.h"

/* `by` (may be NULL) is a field of the decisions' records: EndingPair.group is its value. */
Endings *endings_of_difference(Arena *arena, Experiment *experiment, const Difference *difference,
                               const FieldType *by);

#endif
