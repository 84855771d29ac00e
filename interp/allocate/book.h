/* book.h - what each frame holds: a state for each key of a frame, with what was drawn.
 *
 * A frame without keys has one state; of a family (`for each k`) each key opens its
 * own when the first record draws on it (semantics F2).  States are known by their
 * place, which stays; their address moves as the book grows.
 *
 * Owner: the arena.  Cost: book_find and book_open O(1) expected. */
#ifndef ANSLAG_INTERP_ALLOCATE_BOOK_H
#define ANSLAG_INTERP_ALLOCATE_BOOK_H

#include "base/day_sums.h"
#include "interp/check/model.h"

#define BOOK_NOWHERE UINT32_MAX

typedef struct { Date day; int64_t amount; } WindowLine;

typedef struct {
  const Frame *frame;
  Text     key;                       /* parts joined by ','; empty where the frame has none */
  bool     pending;                   /* the limit is not known: what would draw on it stops */
  bool     closed;                    /* by `else stop` */
  int64_t  limit, opening, drawn;     /* minor units; room = limit - opening - drawn */
  int64_t  queued;                    /* waitlisted because it lacked room */
  size_t   refused;                   /* candidates for whom it lacked room, also where another row
                                         then took them */
  uint32_t first_refused;             /* the number of the first of them, and of which decision */
  const Decision *refused_in;
  int64_t  carry_most;                /* of what is unused, into the next year */
  int64_t  overdraw_most;             /* from the next year */
  uint32_t year_before, year_after;   /* states of the same frame; BOOK_NOWHERE: none */
  uint32_t within;                    /* the state around it, as first seen */
  DaySums *window;                    /* of a rolling frame; else NULL */
  LIST(WindowLine) lines;             /* all that was put into the window, in order */
} FrameState;

/* More room than the rules give a state, as a what-if (F13). */
typedef struct {
  const Frame *frame;
  Text         key;                   /* empty where it has none */
  int64_t      amount;                /* minor units */
} FrameRaise;

typedef struct {
  Arena    *arena;
  LIST(FrameState) states;
  Map      *keyed;                    /* by Frame.index: key -> place + 1 */
  uint32_t *plain;                    /* by Frame.index: the state without a key */
  size_t    frame_count;
  bool      earmarks;                 /* some frame is earmarked */
  const FrameRaise *raises;
  size_t    raise_count;
} Book;

/* What one record draws on one state, where that depends on the record. */
typedef struct {
  uint32_t state;
  bool     whole;                     /* the amount granted; else `amount` */
  bool     own_limit, pending;        /* the limit for this record is `limit`, or not known */
  int64_t  amount, limit;
  int64_t  counted;                   /* counts as drawn, for this record only (F3) */
  Date     from, day;                 /* a rolling frame: the window, which ends on `day` */
  const uint32_t *shared;             /* further states whose draws count against the limit */
  size_t   shared_count;
} Draw;

/* A state on the way from the frame drawn on to the outermost. */
typedef struct {
  uint32_t    state;
  const Draw *draw;                   /* NULL: the whole amount, the state's own limit */
} Link;

typedef LIST(Link) Chain;             /* innermost first */

void     book_init(Book *book, Arena *arena, size_t frame_count);
/* BOOK_NOWHERE: not opened yet. */
uint32_t book_find(const Book *book, const Frame *frame, Text key);
/* Adds a state as given (frame, key, limit, …; the key is kept by reference). */
uint32_t book_open(Book *book, const FrameState *state);

/* The states that an amount drawn from `leaf` (may be NULL) passes, by the record's draws. */
void     book_chain(const Book *book, Arena *arena, const Frame *leaf, const Draw *draws,
                    size_t count, Chain *chain);
/* What of `amount` the link takes. */
int64_t  book_taken(const Link *link, int64_t amount);
bool     book_pending(const Book *book, const Link *link);
/* The room at a link of the chain, all that it keeps for others taken off. */
int64_t  book_room(const Book *book, const Chain *chain, size_t at);
/* Limit minus drawn, whatever is kept for others. */
int64_t  book_rest(const Book *book, const Link *link);
/* Is more drawn than the link's limit? */
bool     book_overdrawn(const Book *book, const Link *link);
void     book_draw(Book *book, const Chain *chain, int64_t amount);
/* What a decision taken has drawn; false, and nothing is drawn: a sum would not fit 64 bits. */
bool     book_draw_opening(Book *book, const Chain *chain, int64_t amount);
/* The states of one in another that has as many; windows are shared. */
void     book_copy(Book *to, const Book *from);
/* The book as it stands; book_again makes it anew, however much was drawn since. */
Book     book_mark(const Book *book, Arena *arena);
Book     book_again(const Book *marked, Arena *arena);

#endif
