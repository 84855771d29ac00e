/* world.h - records made of samples, for one test.
 *
 * A sample that is referred to becomes one record, however often it is named; a given that is
 * `like` a sample takes that sample's place.  A key that is not written is the next free number.
 * Add all givens, then world_finish once.
 * Owner: the arena. */
#ifndef ANSLAG_INTERP_DECIDE_WORLD_H
#define ANSLAG_INTERP_DECIDE_WORLD_H

#include "interp/eval/eval.h"

typedef struct {
  const ModelGiven *given;            /* NULL: of a sample that is referred to */
  const Sample     *sample;           /* it, or what the given is like; may be NULL */
  Record           *record;
  bool              filled, keyed;
} Inhabitant;

typedef struct {
  Arena       *arena;
  const Model *model;
  Evaluator   *evaluator;             /* for the values of facts; stands on no record */
  LIST(Inhabitant *) list;            /* the givens in order, then samples as they are met */
} World;

void world_init(World *world, Arena *arena, const Model *model, Evaluator *evaluator);
void world_add(World *world, const ModelGiven *given);
void world_finish(World *world);
const Record *world_given(const World *world, const ModelGiven *given);
const Record *const *world_records(const World *world, size_t *count);

#endif
