/* changes.h - what differs by meaning between two rule sets, part by part.
 *
 * Parts are matched by kind, by what they stand in and by name; those left over that say the same
 * are one part renamed.  A part has changed where the forms of its aspects differ (form.h), and
 * not where all that differs lies in a definition or table of its own, which is told there.
 * Parameters and definitions of one side only are told where they are used.
 *
 * Order: by kind, then as the new rules have them, what is gone last.
 * Owner: the arena.  Cost: linear in both models. */
#ifndef ANSLAG_INTERP_COMPARE_CHANGES_H
#define ANSLAG_INTERP_COMPARE_CHANGES_H

#include "interp/compare/form.h"
#include "interp/compare/parts.h"

typedef enum { RULES_ADDED, RULES_REMOVED, RULES_CHANGED, RULES_RENAMED } RulesChangeKind;

/* One side is NULL where the aspect is new or gone. */
typedef struct { const Aspect *before, *after; } AspectChange;

typedef struct {
  RulesChangeKind    kind;
  const RulesPart        *before, *after;    /* NULL: ADDED, REMOVED */
  LIST(AspectChange) aspects;           /* of CHANGED: those that differ */
  bool               only_words;        /* nothing is decided otherwise */
  const Versions    *versions;          /* by which amendments it holds for a record; NULL: not by
                                           one.  Of what is gone: those that had it */
  const Term        *governed;          /* the date that tells; NULL: none */
} RulesChange;

typedef LIST(RulesChange) RulesChanges;

typedef struct {
  RulesSide         before, after;
  Map         *shared;                  /* names that both have (form.h) */
  RulesChanges changes;
} Comparison;

Comparison *rules_compare(Arena *arena, const RulesSide *before, const RulesSide *after);

/* The part that the change is about: the new one where there is one. */
const RulesPart *change_part(const RulesChange *change);
/* A former for one of the two sides. */
Former comparison_former(Arena *arena, const Comparison *comparison, bool after,
                         const Decision *decision);

/* May a row of the deciders that draw on the frame now take more than before? */
bool comparison_widens(Arena *arena, const Comparison *comparison, const Frame *frame);

#endif
