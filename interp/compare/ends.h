/* ends.h - how the records of one rule set's decisions end, some 24 bytes a record.
 *
 * Private to interp/compare.  Both sides share one EndBook, where what records have in common is
 * kept once: a way to end, and what falls due.  Filled by endings.c from a run, by columns
 * (ends_take) or record by record (ends_add).
 *
 *   EndsOf *ends = ends_of(arena, &side, decision);
 *   ends_add(ends, &(EndRow){ … });                   in key order
 *   EndRow row = ends_row(ends, 0, digits);
 *
 * Owner: the arena of the book. */
#ifndef ANSLAG_INTERP_COMPARE_ENDS_H
#define ANSLAG_INTERP_COMPARE_ENDS_H

#include "interp/compare/endings.h"
#include "interp/decide/harvest.h"

/* A fact that is asked for. */
typedef struct {
  Text      name, title;
  FactOwner owner;
  bool      pending;
  bool      again;                          /* one before it has the title */
} EndAsk;

/* What many records have in common. */
typedef struct {
  Text          outcome, decider, why;      /* as in Ending */
  OutcomeKind   kind;
  bool          recorded;
  bool          grouped;                    /* `changes` tells which group it is of */
  uint64_t      changes;                    /* EndingGroup.changes */
  const EndAsk *missing;
  size_t        missing_count;
} EndWay;

typedef struct {
  Arena            *arena;
  const Comparison *comparison;             /* of what is judged now; NULL: there are no groups */
  Map               numbers;                /* all words of a way -> its number + 1 */
  LIST(EndWay)      ways;
  Map               due_numbers;            /* of what falls due -> its number + 1 */
  LIST(Text)        dues;                   /* [0] is empty */
} EndBook;

void     ends_init(EndBook *book, Arena *arena);
/* The number of the judgement's way.  The evaluator stands on its record. */
uint32_t ends_way(EndBook *book, const Judgement *judgement, Arena *batch);
/* The words of that way, by which ends_way_named knows it. */
Text     ends_words(EndBook *book, const Judgement *judgement, Arena *batch);
uint32_t ends_way_named(const EndBook *book, Text words);
uint32_t ends_due(EndBook *book, Text due);

typedef struct {
  Text     key;
  uint32_t way, due;
  int64_t  granted;
} EndRow;

enum { ENDS_CHUNK = 4096 };

typedef struct {
  int64_t     *numbers;                     /* the key, a whole number; or its text's length */
  const char **texts;                       /* NULL: it is a number; all are, where none is kept */
  uint32_t    *ways, *dues;
  int64_t     *granted;
} EndsChunk;

typedef struct {
  Arena           *arena;
  const Decision  *decision;
  size_t           count;
  LIST(EndsChunk)  chunks;
  uint32_t        *slots;                   /* number + 1 by the hash of the key; NULL: not made */
  size_t           slot_count;              /* a power of two */
  uint8_t         *met;                     /* by number: the other side has it; NULL: none yet */
} EndsOf;

typedef LIST(EndsOf *) EndsList;

/* That of the decision, added where there is none. */
EndsOf *ends_of(Arena *arena, EndsList *list, const Decision *decision);
void    ends_add(EndsOf *ends, const EndRow *row);
/* The key's digits are written into `digits`, room for 24. */
EndRow  ends_row(const EndsOf *ends, size_t number, char *digits);

static inline uint32_t ends_way_at(const EndsOf *ends, size_t number) {
  return ends->chunks.items[number / ENDS_CHUNK].ways[number % ENDS_CHUNK];
}
static inline uint32_t ends_due_at(const EndsOf *ends, size_t number) {
  return ends->chunks.items[number / ENDS_CHUNK].dues[number % ENDS_CHUNK];
}
static inline int64_t ends_granted_at(const EndsOf *ends, size_t number) {
  return ends->chunks.items[number / ENDS_CHUNK].granted[number % ENDS_CHUNK];
}

#define ENDS_NONE SIZE_MAX
/* The record of `ends` that is record `number` of `other`: `after` is where it is looked for first,
 * behind the one found last.  Of several with the key one that is not met yet.  Cost: a comparison
 * where both have the same records, else a hash. */
size_t ends_find(EndsOf *ends, size_t after, const EndsOf *other, size_t number);
void   ends_meet(EndsOf *ends, size_t number);
bool   ends_met(const EndsOf *ends, size_t number);

#endif
