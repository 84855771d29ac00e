/* allocate.h - frames served in order: who gets, from what, decided by whom.
 *
 * Fill with allocation_add (any order), open frames with allocation_open, then
 * allocation_serve once, then read the places.  The order ends in the key, so it
 * is total: any order of adding gives the same result (semantics F1-F13).
 *
 * Owner: the arena given.  Memory: at most 64 bytes a candidate with up to two
 * keys that are whole numbers, dates or codes, each further one 9; a text or a
 * fraction among the keys, and draws of the candidate's own, take their length more.
 * Cost: O(n log n) for the order, O(n * powers * depth of frames) to serve, times the
 * states of frames where one is earmarked; ties that are told anew after each placing
 * cost their square. */
#ifndef ANSLAG_INTERP_ALLOCATE_ALLOCATE_H
#define ANSLAG_INTERP_ALLOCATE_ALLOCATE_H

#include "interp/allocate/book.h"
#include "interp/data/outcome.h"

typedef struct Allocation Allocation;

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
  const Draw  *draws;                 /* on frames that are by_record; copied */
  size_t       draw_count;
  int64_t      least;                 /* partial down to; not below 0 */
} Candidate;

/* What became of one candidate. */
typedef struct {
  OutcomeKind kind;                   /* FUNDABLE; WAITLISTED, REJECTED or OWN by the `else`;
                                         QUEUED: stopped at `power`, and the caller knows why */
  uint8_t     power;                  /* index in Decision.powers; PLACEMENT_NO_POWER: none */
  int64_t     granted;
  uint64_t    rank;                   /* from 1; within one key of the frame (F11) */
  size_t      turn;                   /* from 0, in the whole queue */
  const Frame *frame;                 /* drawn from; or the first that lacked room; may be NULL */
  Text        key;                    /* of the state that lacked room; may be empty */
} Placement;

/* One frame that refused a candidate, at its turn (F13). */
typedef struct {
  const Frame *frame;
  Text         key;
  uint8_t      power;
  bool         closed;                /* by `else stop`: no room would have helped */
  int64_t      amount;                /* what it would have drawn there */
  int64_t      room;
  int64_t      queued_before;
} Refusal;

/* Of a decision whose records are judged by what was decided before them (F7, F11, F12). */
typedef struct {
  void *context;
  /* The candidate at its turn: amount, admits, stops, draws and least. */
  void (*turn)(void *context, uint32_t number, Candidate *candidate);
  /* Decision.ties' values where the first `better` of the order have strictly better keys and
   * the first `placed` are ranked. */
  void (*ties)(void *context, uint32_t number, size_t better, size_t placed, Value *keys);
  /* It has its place. */
  void (*served)(void *context, uint32_t number, const Placement *placement);
} AllocationWatch;

/* `book` has a state for every frame without keys, and for every key that draws name; several
 * decisions that share frames are served one after the other on the same book (D2). */
Allocation *allocation_new(Arena *arena, const Decision *decision, Book *book);
/* Before serving; kept by reference. */
void allocation_watch(Allocation *allocation, const AllocationWatch *watch);

/* The frame a power draws on (NULL power: the decision has none); NULL: no frame. */
const Frame *allocation_frame(const Decision *decision, const Power *power);

/* Is `inner` the frame `outer` itself, or does it lie within it, at any depth? */
bool allocation_lies_within(const Frame *inner, const Frame *outer);

/* A decided record's draw, before allocation_serve; may exceed a limit (a control finding:
 * *exceeded is then the innermost frame whose limit it passes, else NULL).  False, and nothing
 * is drawn: a sum would not fit 64 bits. */
bool allocation_open(Allocation *allocation, const Frame *frame, const Draw *draws, size_t count,
                     int64_t amount, const Frame **exceeded);

void allocation_add(Allocation *allocation, const Candidate *candidate);

void allocation_serve(Allocation *allocation);

/* The place of the candidate with that number; false if none was added.  Cost: O(log n). */
bool allocation_placement(const Allocation *allocation, uint32_t number, Placement *placement);

/* The place of each, in the order in which they were served. */
void allocation_each(const Allocation *allocation,
                     void visit(void *context, uint32_t number, const Placement *placement),
                     void *context);

/* Every frame that refused the candidate, in the order tried, by serving once more up to it:
 * for explanations.  Cost: that of allocation_serve without the sorting. */
size_t allocation_refusals(const Allocation *allocation, Arena *arena, uint32_t number,
                           Refusal **refusals);

/* ---- the turn of one candidate, as a what-if (turn.c) -------------------------------------- */

/* The queue served once more up to a candidate's turn, itself left out: what would become of it
 * with another amount or other rows.  After allocation_serve; the allocation stays as it is.
 * Not for `pro rata`, where there are no turns, nor where a record is judged by those before it. */
typedef struct AllocationTurn AllocationTurn;

/* By the candidate's keys and number; with more room than there is in some frames, for all who are
 * served (F13).  Cost: that of allocation_serve without the sorting. */
AllocationTurn *allocation_turn(const Allocation *allocation, Arena *arena,
                                const Candidate *candidate, const FrameRaise *raises,
                                size_t count);
/* Its place there, and (`refusals` may be NULL) the frames that refuse it, which live in `arena`.
 * Cost: O(rows * depth of frames). */
Placement allocation_try(AllocationTurn *turn, Arena *arena, const Candidate *candidate,
                         Refusal **refusals, size_t *count);

/* The candidate whose draw left less in the refusing frame than was wanted. */
typedef struct {
  bool    found;                      /* no: there was less from the start */
  Text    key;                        /* the record's, where the order ends in one field */
  int64_t granted;
} AllocationSince;

AllocationSince allocation_since(const Allocation *allocation, Arena *arena,
                                 const Candidate *candidate, const Refusal *refusal);

/* ---- what was drawn ------------------------------------------------------------------- */

/* A state that a funded candidate drew on, innermost first: its room at the candidate's turn, and
 * what was taken.  allocation_rooms costs what allocation_refusals does. */
typedef struct {
  const FrameState *state;
  int64_t           room, taken;
} AllocationLine;

size_t allocation_rooms(const Allocation *allocation, Arena *arena, uint32_t number,
                        AllocationLine **lines);
/* The same without the rooms, for the lines of the account.  Cost: O(depth of frames). */
size_t allocation_lines(const Allocation *allocation, Arena *arena, uint32_t number,
                        AllocationLine **lines);

#endif
