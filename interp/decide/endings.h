/* endings.h - the ways in which records of one decision end, each kept once.
 *
 * Private to interp/decide.  A record's line of the digest is its ending's words with its own key,
 * asked, granted and rank between them, so that millions of lines are put together from a few.
 *
 * Owner: the arena.  Cost: endings_of about a microsecond; endings_line some 50 ns. */
#ifndef ANSLAG_INTERP_DECIDE_ENDINGS_H
#define ANSLAG_INTERP_DECIDE_ENDINGS_H

#include "interp/decide/harvest.h"
#include "interp/decide/rows.h"
#include "interp/decide/tally.h"

typedef struct {
  OutcomeKind   kind;
  Text          own;                  /* OUTCOME_OWN: its name */
  bool          recorded;
  bool          has_granted;
  const Body   *decider;              /* NULL: nobody decided */
  StoreEnding   row;                  /* with findings, where all its records have them */
  Text          before_asked;         /* of the line: behind the key */
  Text          before_rank;          /* behind granted */
  Text          last;                 /* behind the rank, to the line's end; its deadlines' lines */
  bool          idle;                 /* no record has it as it is: theirs have deadlines */
  uint32_t      stored;               /* its number in the store + 1; 0: not written yet */
  Text          words;                /* what its reader wants to know (harvest.h) */
} KnownEnding;

typedef struct {
  Arena            *arena;
  const Decision   *decision;
  Text              begin;            /* of every line: up to the key */
  Map               numbers;          /* all words of an ending -> number + 1 */
  LIST(KnownEnding) list;
  const struct HarvestTo *harvest;    /* its words part endings too; NULL: there are none */
} Endings;

void endings_init(Endings *endings, Arena *arena, const Decision *decision);
/* The number of the judgement's ending; `findings` NULL: each record has its own. */
uint32_t endings_of(Endings *endings, const Judgement *judgement, const StoreFindings *findings,
                    Arena *batch);

/* The same with deadlines, a new ending whoever else has it.  The list must outlive it. */
uint32_t endings_with_deadlines(Endings *endings, uint32_t number,
                                const StoreDeadlines *deadlines);

/* The same but for the reason of one of its findings. */
uint32_t endings_with_reason(Endings *endings, uint32_t number, size_t finding, Text reason,
                             Arena *batch);

/* What a record's line has beside its ending. */
typedef struct {
  Text     key;                       /* escaped as the digest has it */
  bool     has_asked, has_rank;
  int64_t  asked, granted;
  uint64_t rank;
} EndingLine;

/* Writes the line ("D …") to `out`, which has endings_line_room for it; returns its end. */
char  *endings_line(const Endings *endings, uint32_t number, const EndingLine *line, char *out);
size_t endings_line_room(const Endings *endings, uint32_t number, size_t key_length);
/* The digits of a number, at most 20; returns their end. */
char  *endings_put_number(char *out, int64_t number);

/* Those not yet written go to the store. */
void endings_store(Endings *endings, Store *store);

#endif
