/* model_cases.h - scenarios, samples and tests that stand in the files.
 *
 * A part of the Model.  Owner: the program arena. */
#ifndef ANSLAG_INTERP_CHECK_MODEL_CASES_H
#define ANSLAG_INTERP_CHECK_MODEL_CASES_H

#include "interp/check/model_decisions.h"

typedef struct Sample Sample;

typedef struct {
  Text          name;
  Span          span;
  ModelSettings settings;
} Scenario;

typedef struct {
  const FieldType *field;
  const Term      *value;       /* NULL: not known.  References and lists: samples below */
  LIST(const Sample *) samples; /* of a reference or list: sample names in (…) */
  Span             span;
} ModelFact;

struct Sample {
  Text              name;
  Span              span;
  const RecordType *record;
  LIST(ModelFact)   facts;
};

typedef struct {
  const RecordType *record;
  const Sample     *like;       /* NULL: none */
  LIST(ModelFact)   facts;
  Span              span;
} ModelGiven;

typedef struct {
  ExpectKind        kind;
  Span              span;
  Text              outcome;    /* English word or an own outcome's name */
  const Body       *decider;
  LIST(Text)        names;      /* missing, failed, noted: canonical names */
  const Deadline   *deadline;
  const Term       *value;      /* granted, due date, that; NULL where the value is not known */
} ModelExpectation;

typedef struct {
  Text                   name;
  Span                   span;
  LIST(ModelGiven)       givens;
  ModelSettings          settings;
  bool                   has_as_of;
  Date                   as_of;
  LIST(ModelExpectation) expects;
} ModelTest;

#endif
