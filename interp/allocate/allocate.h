/* allocate.h - frames served in order: who gets, from what, decided by whom.
 *
 * Fill with allocation_add (any order), open frames with allocation_open, then
 * allocation_serve once, then read the places.  The order ends in the key, so it
 * is total: any order of adding gives the same result (semantics F1-F13).
 *
 * Owner: the arena given.  Memory: some 30 bytes a candidate in the order of a date and the
 * record's key, at most 26 and 8 a key where keys are whole numbers, dates or codes, and 4 to 16
 * for each of up to three draws of its own (queue.h); a text or a fraction among the keys, and more
 * draws, take their length more.
 * Cost: O(n) for an order of whole numbers, dates and codes, else O(n log n); O(n * powers * depth
 * of frames) to serve, some nanoseconds each where frames are plain, times the states of frames
 * where one is earmarked; ties that are told anew after each placing O(n log n) where their watch
 * tells who is alike (AllocationTie), else their square. */
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

/* One key of many candidates, by row. */
typedef struct {
  bool           as_number;           /* the order of numbers: the record's own key, ascending */
  const int64_t *numbers;             /* else one of these: numerators over `denominator` */
  const int32_t *names;               /* days, places of codes */
  const Value   *values;              /* whatever it is */
  const uint8_t *none;                /* beside numbers and names: not 0: none; NULL: nowhere */
  int64_t        denominator;         /* of numbers; above 0 */
} CandidateKey;

/* Many candidates without draws of their own. */
typedef struct {
  size_t          count;
  const uint32_t *rows;               /* which, in the columns below; NULL: 0, 1, 2 ... */
  uint32_t        first;              /* a candidate's number is this and its row ... */
  const uint32_t *numbers;            /* ... or this, by row; NULL: that */
  const int64_t  *amounts;
  const uint64_t *admits, *stops;     /* stops NULL: nowhere */
  const uint8_t  *few_admits, *few_stops;   /* instead, where there are at most 8 rows */
  const CandidateKey *keys;           /* one for each of Decision.order */
} CandidateRows;

/* Candidates chosen from records that stand in the order of serving: of at most 7 rows, none of
 * which stops. */
enum { CANDIDATE_NONE = UINT8_MAX };
typedef struct {
  size_t          count;
  const uint32_t *numbers;            /* in the order */
  const int64_t  *amounts;            /* likewise */
  const uint8_t  *admits;             /* by number: rows; CANDIDATE_NONE: it is no candidate */
} CandidateChoice;

/* What became of one candidate. */
typedef struct {
  OutcomeKind kind;                   /* FUNDABLE; WAITLISTED, REJECTED or OWN by the `else`;
                                         QUEUED: stopped at `power`, and the caller knows why */
  uint8_t     power;                  /* index in Decision.powers; PLACEMENT_NO_POWER: none */
  int64_t     granted;
  uint64_t    rank;                   /* from 1; within one key of the frame (F11) */
  size_t      turn;                   /* from 0, in the whole queue */
  const Frame *frame;                 /* drawn from; or the first that lacked room; may be NULL */
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

/* Of one among equals. */
typedef struct {
  Text alike;                         /* candidates with the same have, at any moment, the same of
                                         those keys of Decision.ties that ever change; and those
                                         change ... */
  Text hears;                         /* ... when one is placed who says this, or nothing; empty:
                                         whoever is placed */
} AllocationTie;

/* Of a decision whose records are judged by what was decided before them (F7, F11, F12). */
typedef struct {
  void *context;
  /* The candidate at its turn: amount, admits, stops, draws and least. */
  void (*turn)(void *context, uint32_t number, Candidate *candidate);
  /* Decision.ties' values where the first `better` of the order have strictly better keys and
   * the first `placed` are ranked. */
  void (*ties)(void *context, uint32_t number, size_t better, size_t placed, Value *keys);
  /* How it stands to its equals; both texts in `arena`.  False: that cannot be told, and their keys
   * are told anew of each after each placing.  NULL: likewise, of nobody. */
  bool (*tied)(void *context, Arena *arena, uint32_t number, AllocationTie *tie);
  /* What one says who is placed. */
  Text (*placed)(void *context, Arena *arena, uint32_t number);
  /* It has its place. */
  void (*served)(void *context, uint32_t number, const Placement *placement);
} AllocationWatch;

/* The key of the record with that number, in `arena`. */
typedef Text AllocationNamer(void *context, Arena *arena, uint32_t number);

/* `book` has a state for every frame without keys, and for every key that draws name; several
 * decisions that share frames are served one after the other on the same book (D2). */
Allocation *allocation_new(Arena *arena, const Decision *decision, Book *book);
/* Before serving; kept by reference. */
void allocation_watch(Allocation *allocation, const AllocationWatch *watch);

/* Whose number it is, where the order does not say; kept by reference. */
void allocation_name(Allocation *allocation, AllocationNamer *name, void *context);

/* The frame a power draws on (NULL power: the decision has none); NULL: no frame. */
const Frame *allocation_frame(const Decision *decision, const Power *power);

/* Is `inner` the frame `outer` itself, or does it lie within it, at any depth? */
bool allocation_lies_within(const Frame *inner, const Frame *outer);

/* A decided record's draw, before allocation_serve; may exceed a limit (a control finding:
 * *exceeded is then the innermost frame whose limit it passes, else NULL).  False, and nothing
 * is drawn: a sum would not fit 64 bits. */
bool allocation_open(Allocation *allocation, const Frame *frame, const Draw *draws, size_t count,
                     int64_t amount, const Frame **exceeded);

/* Before serving: whatever admits a candidate, the row takes none with an amount above this; kept
 * until another is told.  INT64_MAX: it takes all. */
void allocation_most(Allocation *allocation, size_t row, int64_t most);

void allocation_add(Allocation *allocation, const Candidate *candidate);
/* The same for many, some nanoseconds each. */
void allocation_add_rows(Allocation *allocation, const CandidateRows *rows);
/* How many were added; one's place is how many were added before it. */
size_t allocation_count(const Allocation *allocation);
/* They are added in the order in which they are to be served: nothing is sorted, and keys may be
 * NULL.  Before the first. */
void allocation_in_order(Allocation *allocation);
/* As if none had been added; the room is kept. */
void allocation_empty(Allocation *allocation);
/* The numbers in the order of serving; returns how many.  Sorts, if that is not done. */
size_t allocation_order(Allocation *allocation, uint32_t *numbers);

void allocation_serve(Allocation *allocation);

/* Instead of those added; where allocation_in_order.  Cost: some 2 ns a record. */
void allocation_choose(Allocation *allocation, const CandidateChoice *choice);
/* The same candidates in the same order, to be served once more on another book; what came of it
 * before is forgotten.  Not with a watch, nor ties.  `scratch` lives as long as the book. */
void allocation_again(Allocation *allocation, Arena *scratch, Book *book);
/* Before serving again: other rows for all.  By number. */
void allocation_admit(Allocation *allocation, const CandidateRows *rows);

/* ---- kept and taken up again (pack.c) ------------------------------------------------------- */

/* Can its candidates be kept as bytes: is all that they bring whole numbers, known before?  After
 * they have been added. */
bool   allocation_packs(const Allocation *allocation);
/* In how many parts; each part, some 10 bytes a candidate, in `arena`. */
size_t allocation_parts(const Allocation *allocation);
Text   allocation_pack(const Allocation *allocation, Arena *arena, size_t part);
/* Adds the candidates of a part, one part after another; false: it is not what was packed. */
bool   allocation_unpack(Allocation *allocation, Arena *scratch, Text part);

/* ---- where they stand ----------------------------------------------------------------------- */

/* The place of the candidate with that number; false if none was added.  Cost: O(log n). */
bool allocation_placement(const Allocation *allocation, uint32_t number, Placement *placement);
/* By place, in O(1); only reads, so that several threads may. */
void allocation_at(const Allocation *allocation, size_t place, Placement *placement);
/* Of that, what is granted (0 where nothing is) and the rank. */
int64_t allocation_granted(const Allocation *allocation, size_t place, uint64_t *rank);

/* How they ended, in columns: a stretch of places.  Equal ends mean the same kind, power and
 * frame (allocation_meaning). */
typedef struct {
  size_t          count;
  const uint32_t *numbers, *ends;
  const int64_t  *amounts;
  bool            parts;              /* some may be granted less than its amount */
} AllocationStretch;

/* From place `from`, as far as it goes; count 0: there are no more. */
AllocationStretch allocation_stretch(const Allocation *allocation, size_t from);
/* Is someone granted less than its amount? */
bool allocation_grants_parts(const Allocation *allocation);
/* No end is above this. */
uint32_t allocation_most_end(const Allocation *allocation);
/* By end: how many ended so, and what they were granted together; not with a watch. */
typedef struct { size_t count; Int128 granted; } AllocationTotal;
const AllocationTotal *allocation_totals(const Allocation *allocation);
/* Its granted is left at 0, rank and turn too. */
Placement allocation_meaning(const Allocation *allocation, uint32_t end);

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
  Text    key;                        /* the record's: of allocation_name, or where the order ends
                                         in one field; empty where that was told as_number */
  uint32_t number;
  int64_t granted;
} AllocationSince;

AllocationSince allocation_since(const Allocation *allocation, Arena *arena,
                                 const Candidate *candidate, const Refusal *refusal);

/* ---- what was drawn ------------------------------------------------------------------- */

/* A state that a funded candidate drew on, innermost first: its room at the candidate's turn, and
 * what was taken.  allocation_rooms costs what allocation_refusals does. */
typedef struct {
  FrameState state;
  int64_t    room, taken;
} AllocationLine;

size_t allocation_rooms(const Allocation *allocation, Arena *arena, uint32_t number,
                        AllocationLine **lines);
/* The same without the rooms, for the lines of the account.  Cost: O(depth of frames). */
size_t allocation_lines(const Allocation *allocation, Arena *arena, uint32_t number,
                        AllocationLine **lines);

#endif
