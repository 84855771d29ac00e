/* parts.h - a rule set taken apart: everything in it that has a name, with what it says.
 *
 * A part is what can be added, removed or changed: a parameter, a criterion, a delegation, a line
 * of a budget.  Its aspects are what it says ("requires …", "else …"), each a term or something
 * else whose form can be compared.  What this side does not have (a clause that the day's text
 * lacks) is left out.
 * Owner: the arena.  Cost: linear in the model. */
#ifndef ANSLAG_INTERP_COMPARE_PARTS_H
#define ANSLAG_INTERP_COMPARE_PARTS_H

#include "interp/compare/side.h"

/* What a part is called. */
#define PART_KINDS(X)                                        \
  X(PART_HEAD,       MESSAGE("head"))                        \
  X(PART_PARAMETER,  MESSAGE("parameter"))                   \
  X(PART_CELL,       MESSAGE("cell"))                        \
  X(PART_TABLE,      MESSAGE("table"))                       \
  X(PART_DEFINITION, MESSAGE("definition"))                  \
  X(PART_CODELIST,   MESSAGE("codelist"))                    \
  X(PART_BODY,       MESSAGE("body"))                        \
  X(PART_GROUP,      MESSAGE("group"))                       \
  X(PART_CALENDAR,   MESSAGE("calendar"))                    \
  X(PART_FIELD,      MESSAGE("fact"))                        \
  X(PART_VALID,      MESSAGE("valid when"))                  \
  X(PART_RULE,       MESSAGE("rule"))                        \
  X(PART_AMOUNT,     MESSAGE("amount"))                      \
  X(PART_CEILING,    MESSAGE("ceiling"))                     \
  X(PART_SCORE,      MESSAGE("score"))                       \
  X(PART_FRAME,      MESSAGE("frame"))                       \
  X(PART_DRAWS,      MESSAGE("what is drawn"))               \
  X(PART_POWER,      MESSAGE("who decides"))                 \
  X(PART_ALLOCATION, MESSAGE("allocation"))                  \
  X(PART_CONDITION,  MESSAGE("condition"))                   \
  X(PART_DEADLINE,   MESSAGE("deadline"))                    \
  X(PART_OUTCOME,    MESSAGE("outcome"))                     \
  X(PART_SHOWN,      MESSAGE("shows"))                       \
  X(PART_MEETING,    MESSAGE("meeting"))                     \
  X(PART_DUTY,       MESSAGE("assignment or report"))        \
  X(PART_LADDER,     MESSAGE("ladder"))                      \
  X(PART_TRANSFER,   MESSAGE("transfer"))                    \
  X(PART_BUDGET,     MESSAGE("budget"))                      \
  X(PART_LINE,       MESSAGE("line"))                        \
  X(PART_TARGET,     MESSAGE("target"))                      \
  X(PART_CONTROL,    MESSAGE("control"))                     \
  X(PART_LETTER,     MESSAGE("letter"))                      \
  X(PART_CONFLICT,   MESSAGE("conflict"))

typedef enum {
#define X(kind, label) kind,
  PART_KINDS(X)
#undef X
  PART_KIND_COUNT
} PartKind;

/* One of `term`, `parameter`, `table`, `exceptions`, or `words` where none is. */
typedef struct {
  const char       *label;        /* MESSAGE("requires"); "": the part's own value */
  const Term       *term;
  const Parameter  *parameter;
  const DataTable  *table;
  const Exceptions *exceptions;
  Text              words;        /* as it is told; told as it is in both languages */
  const char       *said;         /* or a MESSAGE; NULL: `words` */
  bool              only_words;   /* a reason or a text: what is told, not what is decided */
} Aspect;

typedef LIST(Aspect) Aspects;

typedef struct {
  PartKind          kind;
  const char       *sort;         /* of a rule: MESSAGE("criterion"); else the kind's name */
  Text              owner;        /* the decision, record or budget it stands in; empty: none */
  Text              name, title;
  Span              span;
  const ModelBases *bases;        /* NULL: none */
  const Term       *governed;     /* the date that chooses its version or value; NULL: none */
  const Versions   *versions;     /* NULL: in all of them */
  const Decision   *decision;     /* NULL: outside one */
  Aspects           aspects;
  bool              listed;       /* worth telling when it is only new or gone: else what rests
                                     on it tells */
} RulesPart;

typedef LIST(RulesPart *) Parts;

/* The parts of one kind, in the order of the files. */
typedef struct { Parts of[PART_KIND_COUNT]; } PartsByKind;

void parts_gather(Arena *arena, const RulesSide *side, PartsByKind *parts);

#endif
