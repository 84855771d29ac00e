/* book.h - what each frame holds: a state for each key of a frame, with what was drawn.
 *
 * A frame without keys has one state; of a family (`for each k`) each key opens its
 * own when the first record draws on it (semantics F2).  States are known by their
 * place, which stays.  A state is what most have: what was drawn, and what it is held to, which
 * many share; what only some have (openings, someone refused) lies apart, and so do the lines of
 * windows.
 *
 * Of a frame that moves money between years (`carries over`, `overdraws`) the years of one line,
 * that is of the same other keys, hang together (book_years.c).  Only a year that is drawn on has
 * a state; those between, and before it as long as the rules were in force, are told by what they
 * are held to: nothing is drawn from them, and no memory taken.
 *
 * Owner: the arena.  Memory: 24 bytes a state, and with a key 8 and its text; 8 more where there
 * are windows and 16 a line of them; 20 more for a year.  Cost: book_find and book_open O(1)
 * expected. */
#ifndef ANSLAG_INTERP_ALLOCATE_BOOK_H
#define ANSLAG_INTERP_ALLOCATE_BOOK_H

#include "base/day_sums.h"
#include "base/numbering.h"
#include "base/pile.h"
#include "interp/check/model.h"

#define BOOK_NOWHERE UINT32_MAX

/* What a state is held to. */
typedef struct {
  const Frame *frame;
  bool     pending;                   /* the limit is not known: what would draw on it stops */
  int64_t  limit;                     /* minor units; room = limit - opening - drawn */
  int64_t  carry_most;                /* of what is unused, into the next year */
  int64_t  overdraw_most;             /* from the next year */
} FrameTerms;

/* A state as it stands, for who looks at it. */
typedef struct {
  const Frame *frame;
  Text     key;                       /* parts joined by ','; empty where the frame has none */
  bool     pending;
  bool     closed;                    /* by `else stop` */
  int64_t  limit, opening, drawn;
  int64_t  queued;                    /* waitlisted because it lacked room */
  size_t   refused;                   /* candidates for whom it lacked room, also where another row
                                         then took them */
  uint32_t first_refused;             /* the number of the first of them, and of which decision */
  const Decision *refused_in;
} FrameState;

/* More room than the rules give a state, as a what-if (F13). */
typedef struct {
  const Frame *frame;
  Text         key;                   /* empty where it has none */
  int64_t      amount;                /* minor units */
} FrameRaise;

/* ---- as it is kept ------------------------------------------------------------------------ */

/* Where the text of a key stands, and the next thing with the same hash, + 1. */
typedef struct { uint32_t key, next; } BookName;

typedef struct {
  BookName name;                      /* of a year: `key` is its place in Book.years */
  int64_t  drawn;
  uint32_t terms;                     /* number in Book.terms */
  uint32_t events;                    /* place in Book.events, + 1; 0: nothing but draws */
} BookState;

/* What happened to few. */
typedef struct {
  int64_t  opening, queued;
  const Decision *refused_in;
  DaySums *window;                    /* of more lines than are gone through one by one */
  uint32_t refused, first_refused;
  bool     closed;
} BookEvents;

/* What was put into a window, the last first. */
typedef struct { uint32_t last, count; } BookWindow;
typedef struct { int64_t amount; Date day; uint32_t before; } BookWindowLine;

/* What the years of a line are held to; shared by lines where it is the same for all. */
typedef struct {
  int64_t   first;                    /* year */
  uint32_t *terms;                    /* number + 1; 0: not asked yet, BOOK_NOWHERE: none */
  size_t    count;
} BookYearTerms;

typedef struct {
  BookName  name;                     /* the other keys, joined */
  uint32_t  frame;                    /* Frame.index */
  bool      many_keys;                /* beside the year */
  uint32_t  lowest;                   /* the earliest year with a state */
  BookYearTerms *terms;
} BookLine;

/* A year with a state. */
typedef struct {
  uint32_t line;
  int32_t  year;
  uint32_t before, after;             /* the states next to it in its line */
  int32_t  since;                     /* the first of the years up to it that hang together; that of
                                         the state before, or less: they hang together with it */
} BookYear;

/* Things by the hash of their key; their first member is a BookName. */
typedef struct {
  Pile    *things;
  Pile     heads;                     /* uint32_t: place + 1 */
  uint64_t seed;
} BookIndex;

typedef struct Book {
  Arena     *arena;
  size_t     count;                   /* states */
  Pile       states;                  /* BookState */
  Pile       terms;                   /* FrameTerms, each once */
  Numbering  terms_known;
  Pile       events;                  /* BookEvents */
  Pile       windows;                 /* BookWindow, by state; of none where no frame rolls */
  Pile       window_lines;            /* BookWindowLine */
  Pile       lines, years;            /* BookLine, BookYear */
  LIST(char *) texts;                 /* of keys, in blocks */
  size_t     text_used;               /* of the last block */
  BookIndex *by_key;                  /* by Frame.index: states, or lines */
  BookYearTerms **year_terms;         /* by Frame.index: of all its lines; NULL: each its own */
  const Frame **frames;               /* by Frame.index: those that have states */
  uint32_t  *plain;                   /* by Frame.index: the state without a key */
  Int128    *kept;                    /* by Frame.index, of earmarked ones: what their states have
                                         left together, where that is something and known */
  bool      *varied;                  /* by Frame.index: some limit of it was set anew */
  size_t     frame_count;
  LIST(const Frame *) earmarked;      /* those that have states */
  const struct Book *origin;          /* of one made by book_again: whose keys and years it reads */
  const FrameRaise *raises;
  size_t     raise_count;
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
/* The same, and a year that there is without a state gets one. */
uint32_t book_need(Book *book, const Frame *frame, Text key);
/* The key is copied. */
uint32_t book_open(Book *book, const FrameTerms *terms, Text key);

/* Of a frame that moves money between years. */
bool     book_moves(const Frame *frame);
/* A new line, of the other keys, joined; `alike`: its years are held to what those of the frame's
 * other lines are. */
uint32_t book_line(Book *book, const Frame *frame, Text key, bool alike);
/* BOOK_NOWHERE: there is none yet. */
uint32_t book_find_line(const Book *book, const Frame *frame, Text key);
/* The state of a year; one that there is without a state gets one.  BOOK_NOWHERE: there is none. */
uint32_t book_need_year(Book *book, uint32_t line, int64_t year);
/* Of a line and a year: its number by book_terms; BOOK_NOWHERE: there is no such year. */
typedef struct { void *context; uint32_t (*terms)(void *context, int64_t year); } BookTeller;
/* Opens the year's state, with those before it as far as `teller` tells. */
uint32_t book_open_year(Book *book, uint32_t line, int64_t year, const FrameTerms *terms,
                        const BookTeller *teller);
/* The number of what a state is held to: the same for the same. */
uint32_t book_terms(Book *book, const FrameTerms *terms);

/* ---- one state ----------------------------------------------------------------------------- */

static inline BookState *book_at(const Book *book, uint32_t place) {
  return pile_at(&book->states, place);
}
static inline const FrameTerms *book_terms_at(const Book *book, uint32_t number) {
  return pile_at(&book->terms, number);
}
static inline const FrameTerms *book_terms_of(const Book *book, uint32_t place) {
  return book_terms_at(book, book_at(book, place)->terms);
}
static inline const Frame *book_frame(const Book *book, uint32_t place) {
  return book_terms_of(book, place)->frame;
}
/* NULL: nothing. */
static inline const BookEvents *book_events(const Book *book, uint32_t place) {
  uint32_t events = book_at(book, place)->events;
  return events ? pile_at(&book->events, events - 1) : NULL;
}
/* To be written to; the address stays. */
BookEvents *book_need_events(Book *book, uint32_t place);
bool        book_closed(const Book *book, uint32_t place);
/* `arena`: for the key. */
FrameState  book_state(const Book *book, Arena *arena, uint32_t place);
Text        book_key(const Book *book, Arena *arena, uint32_t place);
void        book_set_limit(Book *book, uint32_t place, bool pending, int64_t limit);
/* The same by a number of terms that it had. */
void        book_set_terms(Book *book, uint32_t place, uint32_t terms);
uint32_t    book_terms_number(const Book *book, uint32_t place);
/* More has been drawn (or less, below zero), whatever the way: what earmarks keep follows. */
void        book_add_drawn(Book *book, uint32_t place, int64_t amount);

/* ---- book_room.c: room ------------------------------------------------------------------- */

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
/* Limit minus opening and drawn. */
Int128   book_left(const Book *book, uint32_t place);
/* The most that can still be drawn in the year so that no later year lacks what it has drawn. */
Int128   book_room_of_year(const Book *book, uint32_t place);

/* ---- book_again.c: once more ---------------------------------------------------------------- */

/* The book as it stands, to be made anew however much is drawn since: of each state what has
 * happened to it.  Memory: of those to which something has. */
typedef struct {
  uint32_t   place, terms;
  int64_t    drawn;
  BookEvents events;
  BookWindow window;
} BookMarked;
typedef struct {
  const Book *book;
  LIST(BookMarked) states;            /* ascending; what is not among them has drawn nothing */
  size_t      count;                  /* states there were */
} BookMark;

BookMark book_mark(const Book *book, Arena *arena);
/* With all states that have been opened since: what those opened with, and nothing drawn. */
Book     book_again(const BookMark *mark, Arena *arena);
/* States that have been opened in its origin since. */
void     book_add_new(Book *again);
/* A book of its own that stands as one made by book_again does; windows are shared. */
Book     book_copy(const Book *again, Arena *arena);
/* As the other stands: one is a copy of the other, and has as many states. */
void     book_restore(Book *to, const Book *from);

/* ---- book_list.c: all of them ---------------------------------------------------------------- */

/* In order of frame, then key; with the years that there are without a state.  As the book is when
 * a state is read.  Memory: 4 bytes a state, or a line of years and 4 more. */
typedef struct {
  const Book *book;
  uint32_t   *units;                  /* states, or lines */
  size_t     *ends;                   /* by Frame.index: units of frames up to it */
  bool       *years;                  /* likewise: its units are lines */
  uint32_t   *starts;                 /* which of all each unit begins with; NULL: each is one */
  size_t      unit_count, count;
} FrameList;

FrameList  book_list(const Book *book, Arena *arena);
/* `arena`: for what it takes.  Cost: O(log n), and O(years) of a line. */
FrameState frame_list_at(const FrameList *list, Arena *arena, size_t i);
/* Behind the last state of the frame that has the `i`th. */
size_t     frame_list_end(const FrameList *list, size_t i);

#endif
