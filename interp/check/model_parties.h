/* model_parties.h - who owes and receives, and the meetings where it is done.
 *
 * A part of the Model.  Owner: the program arena. */
#ifndef ANSLAG_INTERP_CHECK_MODEL_PARTIES_H
#define ANSLAG_INTERP_CHECK_MODEL_PARTIES_H

#include "interp/check/model_sources.h"
#include "interp/check/model_terms.h"

/* A meeting of a body.  Where only its month is set, `day` is the month's first (T6). */
typedef struct {
  Text        name, title;
  Span        span;
  const Body *at;
  Date        day;
  bool        day_not_set;
  ModelBases  bases;
} Meeting;

/* Who owes or receives: a body, a group of them, or a field of the record judged. */
typedef struct {
  const Body       *body;
  const struct Group *group;
  const FieldType  *field;
  Span              span;
} Party;

typedef struct Group {
  Text              name, title;
  Span              span;
  const Body      **bodies;
  size_t            count;
  const RecordType *record;     /* group = record where …; NULL for a list of names */
  const Term       *where;      /* slot 0: the record */
} Group;

#endif
