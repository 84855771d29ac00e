/* queue.h - the candidates of one allocation, in columns, and their order.
 *
 * Private to interp/allocate.  Candidates lie in chunks that never move, so that
 * growing leaves no holes in the arena; a candidate's place is how many were added
 * before it.  Fill with queue_add or queue_add_rows, then queue_sort once.
 *
 * A key is one word: a whole number of Queue.scales, none as nothing, and else a pointer
 * to what does not fit (a text, a fraction).  A full chunk keeps the words of a key as
 * narrow as they lie beside each other: days of one year take 2 bytes, ids in a row
 * 2, one and the same value none.  The rows that admit a candidate are few different
 * sets, kept once; so are the ways in which candidates draw (QueueManner).  What only some
 * candidates have (many draws, a part granted) lies apart.
 *
 * Owner: the arena.  Memory: 18 bytes a candidate, the keys' 0 to 8 each, and 8 for the
 * order; 4 for each state that it draws on, 4 more where that is in a window or by a limit of
 * the candidate's own, 8 where it is not the whole amount; 8 in a chunk where some have extras.
 * Sorting: O(n) for keys of whole numbers, dates, codes and none (digits of 11 bits, only those
 * that differ), else O(n log n) comparisons. */
#ifndef ANSLAG_INTERP_ALLOCATE_QUEUE_H
#define ANSLAG_INTERP_ALLOCATE_QUEUE_H

#include "interp/allocate/allocate.h"

enum { QUEUE_CHUNK = 1024 };          /* candidates */

typedef enum { WORD_WHOLE, WORD_TEXT, WORD_FRACTION, WORD_NONE } WordKind;

typedef struct { uint64_t admits, stops; } QueueRows;

enum { QUEUE_FEW = 3 };               /* draws that columns hold */

/* How one draws on a state, beside how much. */
typedef struct {
  Date    from, day;
  int64_t limit;
  bool    own_limit, pending;
} QueueManner;

typedef struct {
  const Draw *draws;                  /* where they are more than columns hold */
  size_t      count;
  int64_t     least, granted;
  QueueRows   rows;                   /* where they are one set too many to be told by number */
} QueueExtra;

/* How a candidate ended: what, and of which row or (turned away) the frame of the first state that
 * lacked room, its index + 1, or 0; of shares (pro rata) that state, + 1. */
typedef enum { END_OPEN, END_TAKES, END_STOPS, END_AWAY } EndKind;
enum { END_BITS = 2 };

/* One candidate, taken out of the columns; queue_put puts back what serving changed. */
typedef struct {
  int64_t     amount, granted;
  uint32_t    number;
  uint32_t    refused;                /* while it is served: the first state to lack room, + 1 */
  uint32_t    end;                    /* of queue_end */
  QueueRows   rows;
  QueueExtra *extra;                  /* NULL: none */
  size_t      few_count;
  Draw        few[QUEUE_FEW];         /* read them by queue_draws */
} QueueItem;

static inline const Draw *queue_draws(const QueueItem *item, size_t *count) {
  bool apart = item->extra && item->extra->count;
  *count = apart ? item->extra->count : item->few_count;
  return apart ? item->extra->draws : item->few;
}

/* The words of one key in a full chunk. */
typedef struct {
  int64_t  least;                     /* a word is this and its cell */
  void    *cells;                     /* uint8_t, uint16_t, uint32_t, int64_t by `width`; 0: none */
  uint8_t *kinds;                     /* of WordKind; NULL: all WORD_WHOLE */
  uint8_t  width;                     /* bytes */
} QueueCells;

typedef struct {
  int64_t     *amounts;
  uint32_t    *numbers;
  uint16_t    *rows;                  /* in Queue.rows, or QUEUE_ROWS_APART */
  uint32_t    *ends;
  QueueExtra **extras;                /* NULL: none has one */
  uint32_t    *states[QUEUE_FEW];     /* drawn on, or BOOK_NOWHERE; NULL: none draws on so many */
  uint32_t    *manners[QUEUE_FEW];    /* in Queue.manners; NULL: all 0, which is plainly */
  int64_t     *takes[QUEUE_FEW];      /* how much, or QUEUE_WHOLE; NULL: all whole */
  QueueCells  *keys;                  /* of a full chunk, by key */
} QueueChunk;

enum { QUEUE_ROWS_APART = UINT16_MAX };
#define QUEUE_WHOLE INT64_MIN

/* Places by number, made when the first is looked for. */
typedef struct { uint32_t *by_number; } QueueIndex;

typedef struct {
  Arena      *arena;
  const TermKey *keys;                /* Decision.order; may be none: served by number */
  size_t      key_count;
  bool       *as_number;              /* by key: it is not kept, its order is that of numbers */
  int64_t    *scales;                 /* by key: whole words are numerators over this; 0: not yet */
  QueueChunk *chunks;
  size_t      chunk_count;            /* with candidates in them */
  size_t      chunk_made, chunk_room;
  size_t      count;
  LIST(QueueRows) rows;
  Pile        manners;                /* QueueManner */
  Numbering   manners_known;
  int64_t    *mosts;                  /* by row: it takes no amount above this */
  uint64_t    bounded;                /* the rows of which that is so */
  uint16_t   *row_table;              /* by hash: + 1 in rows; 0: free */
  size_t      row_room;               /* a power of two */
  int64_t    *words;                  /* of the last chunk, key after key, QUEUE_CHUNK each */
  uint8_t    *kinds;
  bool        ascending;              /* so far each number is above the one before */
  bool        sorted;                 /* as added is the order */
  uint32_t   *order;                  /* after queue_sort: places in order; NULL: as added */
  uint32_t   *ranks;                  /* likewise: by place, its turn; NULL: as added */
  QueueIndex *index;                  /* NULL: by number as added */
} Queue;

/* Keys, number and all of a candidate that does not stand in the queue. */
typedef struct {
  QueueItem item;
  int64_t  *words;
  uint8_t  *kinds;
} QueueProbe;

void       queue_init(Queue *queue, Arena *arena, const TermKey *keys, size_t key_count);
void       queue_most(Queue *queue, size_t row, int64_t most);
/* Without those that do not take the amount. */
static inline QueueRows queue_taking(const Queue *queue, QueueRows rows, int64_t amount) {
  for (uint64_t left = queue->bounded & (rows.admits | rows.stops); left; left &= left - 1) {
    uint64_t above = left & -left & (uint64_t)-(amount > queue->mosts[__builtin_ctzll(left)]);
    rows.admits &= ~above;
    rows.stops &= ~above;
  }
  return rows;
}
void       queue_add(Queue *queue, const Candidate *candidate);
void       queue_add_rows(Queue *queue, const CandidateRows *rows);
/* The candidate as it is judged at its turn: amount, rows and draws anew, keys as they were. */
void       queue_change(Queue *queue, size_t place, const Candidate *candidate);
/* Other rows for all, by number. */
void       queue_admit(Queue *queue, const CandidateRows *rows);
/* As if none had been added; chunks are kept to be filled again. */
void       queue_empty(Queue *queue);
/* These instead, in this order. */
void       queue_choose(Queue *queue, const CandidateChoice *choice);
QueueProbe queue_probe(const Queue *queue, Arena *arena, const Candidate *candidate);

QueueItem  queue_item(const Queue *queue, size_t place);
/* Nothing of it lies apart that changes how it is served, and it has no draws of its own. */
bool       queue_is_bare(const QueueChunk *chunk, size_t at);
/* The end and what was granted. */
void       queue_put(const Queue *queue, size_t place, const QueueItem *item);
uint32_t   queue_number(const Queue *queue, size_t place);
int64_t    queue_granted(const Queue *queue, size_t place);
static inline uint32_t queue_end(EndKind kind, uint32_t of) {
  return of << END_BITS | (uint32_t)kind;
}
static inline EndKind queue_end_kind(uint32_t end) {
  return (EndKind)(end & ((1 << END_BITS) - 1));
}
static inline uint32_t queue_end_of(uint32_t end) { return end >> END_BITS; }

/* ---- order.c: the order ------------------------------------------------------------ */

void       queue_sort(Queue *queue);
/* The place whose turn is `turn`, and back. */
static inline size_t queue_at(const Queue *queue, size_t turn) {
  return queue->order ? queue->order[turn] : turn;
}
static inline size_t queue_turn(const Queue *queue, size_t place) {
  return queue->ranks ? queue->ranks[place] : place;
}
/* The turn is that place's. */
static inline void queue_put_turn(const Queue *queue, size_t turn, uint32_t place) {
  queue->order[turn] = place;
  queue->ranks[place] = (uint32_t)turn;
}
/* Do the keys and number at a place come before those of the probe?  Below zero: yes. */
int        queue_compare_probe(const Queue *queue, size_t place, const QueueProbe *probe);
/* Are two places of the order equal in all keys? */
bool       queue_tied(const Queue *queue, size_t a, size_t b);
/* The place of the candidate with that number; false if there is none. */
bool       queue_find(const Queue *queue, uint32_t number, size_t *place);

/* ---- words.c: keys as words -------------------------------------------------------- */

WordKind   word_pack(Arena *arena, Value key, int64_t scale, int64_t *word);
/* The numerator over another denominator than the key's. */
WordKind   word_pack_numerator(Arena *arena, int64_t numerator, int64_t denominator,
                               int64_t scale, int64_t *word);
int        word_compare(WordKind a_kind, int64_t a, WordKind b_kind, int64_t b, int64_t scale,
                        bool descending);
/* Of a key of a place. */
WordKind   queue_word(const Queue *queue, size_t place, size_t key, int64_t *word);
/* The full last chunk's words, as narrow as they are. */
void       queue_seal(Queue *queue);
/* The last word of a place's keys as text, where it is a whole number or a text. */
Text       queue_last_key(const Queue *queue, Arena *arena, size_t place);

#endif
