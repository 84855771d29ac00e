/* why_parts.h - private to why_*.c: facts that may be changed, values to try, the search.
 *
 * A question is asked of one finished judgement.  Its facts are those of the record and of the
 * records it refers to; a setting chooses a value for one, or leaves it open, which tells whether
 * any value of it could help: a verdict that is certain stays, whatever becomes known (V5). */
#ifndef ANSLAG_INTERP_EXPERIMENT_WHY_PARTS_H
#define ANSLAG_INTERP_EXPERIMENT_WHY_PARTS_H

#include "interp/experiment/why_not.h"

/* ---- why_facts.c ------------------------------------------------------------------------ */

typedef struct {
  const Record    *record;        /* the one judged, or one that it refers to */
  const FieldType *field;
  Text             path;
  bool             others;        /* not the applicant's to change */
  bool             open;          /* not known, or a cell that can't be read */
  const Record    *entry;         /* of the list that the field is: it is taken out; else NULL */
} WhyFact;

typedef LIST(WhyFact) WhyFacts;

typedef struct {
  const WhyFact *fact;
  bool           chosen;          /* no: left open; of an entry it says nothing */
  Value          value;
} WhySetting;

/* What may be changed: not keys, nor when something happened that governs or orders the record,
 * nor what tells of decisions. */
void why_facts(Arena *arena, const Judgement *judgement, WhyFacts *facts);
/* A cell that can't be read. */
bool why_fault(const Record *record, const FieldType *field);
/* The record with those facts, and the records it refers to with theirs. */
const Record *why_changed(Arena *arena, const Record *record, const WhySetting *settings,
                          size_t count);

/* ---- why_values.c ----------------------------------------------------------------------- */

/* False: the field's values have no order (yes/no, codes, texts). */
bool why_grid(const WhyFact *fact, const ValueList *turns, WhyGrid *grid);

typedef LIST(int64_t) WhyPlaces;

typedef struct {
  bool      ordered;              /* on the grid: `places`, ascending; else `values` */
  WhyGrid   grid;
  WhyPlaces places;
  ValueList values;
} WhyValues;

/* What to try: the values at which rules turn and their neighbours; with `far` also values further
 * and further from the one it has. */
void why_values(Arena *arena, const WhyFact *fact, const ValueList *turns, bool far,
                WhyValues *values);

/* ---- why_try.c -------------------------------------------------------------------------- */

typedef enum { TRY_NO, TRY_OPEN, TRY_QUEUED, TRY_YES } Try;

typedef struct {
  Arena           *arena;         /* what lasts */
  Arena            work, batch;   /* of the search; of one try */
  const Judgement *first;
  WhyNot          *why;
  WhyFacts         facts;
  const Power     *wanted;        /* who shall decide; NULL: whoever */
  AllocationTurn  *turn;          /* the last one, by these keys */
  Value           *keys;
  ValueList        rooms;         /* found on the way, where they lacked */
  WhySetting      *queued;        /* the first found that only reach the queue */
  size_t           queued_count;
  size_t           tries;
  const Judgement *judged;        /* by the last try */
  const Refusal   *refusals;      /* of it */
  size_t           refusal_count;
} Search;

Try  why_try(Search *search, const WhySetting *settings, size_t count);
/* Tries are used up. */
bool why_tired(const Search *search);
/* The values at which something turns with that setting's fact, the others as they are. */
void why_turns(Search *search, const WhySetting *settings, size_t count, size_t at,
               ValueList *turns);

/* ---- why_search.c ----------------------------------------------------------------------- */

/* The answers of the fewest changes, with facts of others or without. */
void why_search(Search *search, bool others, WhyAnswers *answers);
/* The setting as told, but for which other values do. */
WhyChange why_change(Arena *arena, const WhySetting *setting);
/* Single changes that give it that decider. */
void why_search_decider(Search *search, const Power *wanted, WhyAnswers *answers);

/* ---- why_entries.c ---------------------------------------------------------------------- */

/* Entries of its lists without which it would do: the fewest that suffice. */
void why_search_entries(Search *search, WhyAnswers *answers);

#endif
