/* deciders.h - what a decision is made of while it is made.  Private to clauses.c, deciders.c. */
#ifndef ANSLAG_TESTS_PROPERTY_DECIDERS_H
#define ANSLAG_TESTS_PROPERTY_DECIDERS_H

#include "tests/property/maker.h"

#define BASIS "assumed \"Made.\""

typedef struct {
  const char *name, *frames[4];
  size_t      frame_count, criteria;
  bool        second;           /* it reads the one before it */
  bool        deciders, own_sent, scored;
  bool        keyed, several, split;    /* a frame has keys, several for a record; slices count */
  Scope       scope;            /* with what is computed above */
} Deciding;

/* What a rule of the decision may say, and what may be computed in it. */
const char *test_of(Maker *maker, const Deciding *deciding, unsigned depth);
const char *value_of(Maker *maker, const Deciding *deciding, Kind kind, unsigned depth);
/* Mostly not below zero. */
const char *positive(Maker *maker, const char *amount);
const char *governed_by(Maker *maker);

void make_deciders(Maker *maker, Deciding *deciding);

#endif
