/* allocate.h - frames served in order: who gets, from what, decided by whom.
 *
 * Fill with allocation_add (any order), open frames with allocation_open, then
 * allocation_serve once, then read the places.  The order ends in the key, so it
 * is total: any order of adding gives the same result (semantics F1-F8).
 *
 * Owner: the arena given.  Memory: at most 96 bytes a candidate with up to three
 * keys that are whole numbers, dates or codes; a text or a fraction among the
 * keys takes its own length more.
 * Cost: O(n log n) for the order, O(n * powers * depth of frames) to serve, times the
 * frames where one is earmarked. */
#ifndef ANSLAG_INTERP_ALLOCATE_ALLOCATE_H
#define ANSLAG_INTERP_ALLOCATE_ALLOCATE_H

#include "interp/check/model.h"
#include "interp/data/outcome.h"

typedef struct Allocation Allocation;

typedef struct {
  const Frame *frame;
  bool         pending;               /* the limit is not known: what would draw on it stops */
  int64_t      limit, opening, drawn; /* minor units; room = limit - opening - drawn */
} FrameState;

#define PLACEMENT_NO_POWER UINT8_MAX
#define ALLOCATION_MOST_POWERS 64

/* A record all of whose criteria hold.  Bit p of the masks stands for
 * Decision.powers[p]; a decision without powers has one row, bit 0, which draws on
 * its only frame. */
typedef struct {
  uint32_t     number;                /* the caller's: its place in key order */
  const Value *keys;                  /* Decision.order's values: known, or none (sorts last) */
  int64_t      amount;                /* >= 0; 0 is admitted and draws nothing */
  uint64_t     admits;                /* rows whose `when` and limits admit the amount */
  uint64_t     stops;                 /* rows that take it, if their frames have room, but draw
                                         nothing: a `when` not known, an own outcome after */
} Candidate;

/* What became of one candidate. */
typedef struct {
  OutcomeKind kind;                   /* FUNDABLE; WAITLISTED, REJECTED or OWN by the `else`;
                                         QUEUED: stopped at `power`, and the caller knows why */
  uint8_t     power;                  /* index in Decision.powers; PLACEMENT_NO_POWER: none */
  int64_t     granted;
  uint64_t    rank;                   /* from 1 */
  const Frame *frame;                 /* drawn from; or the first that lacked room; may be NULL */
  int64_t     room;                   /* in the frame that lacked room, at its turn */
  int64_t     queued_before;          /* waitlisted before it for lack of room in that frame */
} Placement;

/* One frame that refused a candidate, at its turn (F13). */
typedef struct {
  const Frame *frame;
  uint8_t      power;
  bool         closed;                /* by `else stop`: no room would have helped */
  int64_t      room;
  int64_t      queued_before;
} Refusal;

/* `frames` are those of the model, by Frame.index, with limits evaluated; several decisions that
 * share frames are served one after the other on the same states (D2). */
Allocation *allocation_new(Arena *arena, const Decision *decision, FrameState *frames,
                           size_t frame_count);

/* The frame a power draws on (NULL power: the decision has none); NULL: no frame. */
const Frame *allocation_frame(const Decision *decision, const Power *power);

/* Is `inner` the frame `outer` itself, or does it lie within it, at any depth? */
bool allocation_lies_within(const Frame *inner, const Frame *outer);

/* A decided record's draw, before allocation_serve; may exceed a limit (a control finding:
 * *exceeded is then the innermost frame whose limit it passes, else NULL).  False, and nothing
 * is drawn: a sum would not fit 64 bits. */
bool allocation_open(Allocation *allocation, const Frame *frame, int64_t amount,
                     const Frame **exceeded);

void allocation_add(Allocation *allocation, const Candidate *candidate);

void allocation_serve(Allocation *allocation);

/* The place of the candidate with that number; false if none was added.  Cost: O(log n). */
bool allocation_placement(const Allocation *allocation, uint32_t number, Placement *placement);

/* Every frame that refused the candidate, in the order tried, by serving once more up to it:
 * for explanations.  Cost: that of allocation_serve without the sorting. */
size_t allocation_refusals(const Allocation *allocation, Arena *arena, uint32_t number,
                           Refusal **refusals);

#endif
