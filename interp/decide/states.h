/* states.h - the states of frames, opened as records draw on them.
 *
 * Private to interp/decide.  A limit is a function of the frame's keys (semantics F2):
 * it is computed when the first record names the key. */
#ifndef ANSLAG_INTERP_DECIDE_STATES_H
#define ANSLAG_INTERP_DECIDE_STATES_H

#include "interp/allocate/book.h"
#include "interp/eval/eval.h"

typedef struct {
  Book        *book;
  const Model *model;
  Evaluator   *evaluator;
  Arena       *scratch;           /* for what is looked up only */
} Opener;

/* The state for these values of the frame's keys (NULL: it has none), opened if need be, with
 * those of the years before it where money is carried over.  BOOK_NOWHERE: the limit cannot be
 * computed, *error says why. */
uint32_t    states_open(const Opener *opener, const Frame *frame, const Value *keys,
                        ValueError *error);
/* Those of all frames without keys, before the first record; others are opened by the keys of
 * records.  One that cannot be computed is reported, and left by memory_stop. */
void        states_open_plain(const Opener *opener, Diags *diags);
/* Decisions taken add up to more than the frame can count: reported, and left. */
_Noreturn void states_overflowed(Memory *memory, const Frame *frame, Diags *diags);
/* The limit for these keys, with what adds to it: known, pending (unknown), or an error. */
Value       states_limit(const Opener *opener, const Frame *frame, const Value *keys);

#endif
