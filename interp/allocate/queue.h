/* queue.h - the candidates of one allocation, packed, and their order.
 *
 * Private to interp/allocate.  Candidates lie in chunks that never move, so that
 * growing leaves no holes in the arena.  Fill with queue_add, then queue_sort once.
 *
 * A key is one word: a whole number as it is, none as nothing, and else a pointer
 * to what does not fit (a text, a fraction).  The rows that admit a candidate are
 * few different sets, kept once; what only some candidates have (draws of their own)
 * lies apart.
 * Owner: the arena.  Memory: 32 bytes a candidate and 9 a key, 4 for its place in the
 * order and 4 for sorting. */
#ifndef ANSLAG_INTERP_ALLOCATE_QUEUE_H
#define ANSLAG_INTERP_ALLOCATE_QUEUE_H

#include "interp/allocate/allocate.h"

typedef struct {
  int64_t  amount;
  uint32_t number;
  uint32_t rows;                      /* in Queue.rows */
  uint32_t extra;                     /* in Queue.extras, + 1; 0: none */
  uint32_t refused;                   /* the first state that lacked room, + 1; 0: none */
  uint32_t frame;                     /* drawn from: Frame.index + 1; 0: none */
  uint8_t  power;
  uint8_t  kind;                      /* OutcomeKind */
} QueueItem;

typedef struct { uint64_t admits, stops; } QueueRows;

typedef struct {
  const Draw *draws;
  size_t      count;
  int64_t     least, granted;
} QueueExtra;

typedef struct {
  QueueItem *items;
  int64_t   *words;                   /* key_count for each item */
  uint8_t   *kinds;                   /* likewise: what the word is */
} QueueChunk;

/* Places by number, made when the first is looked for. */
typedef struct { uint32_t *by_number; } QueueIndex;

typedef struct {
  Arena      *arena;
  const TermKey *keys;                /* Decision.order; may be none: served by number */
  size_t      key_count;
  QueueChunk *chunks;
  size_t      chunk_count, chunk_room;
  size_t      count;
  LIST(QueueRows)  rows;
  LIST(QueueExtra) extras;
  bool        ascending;              /* so far each number is above the one before */
  uint32_t   *order;                  /* after queue_sort: places in serving order */
  QueueIndex *index;                  /* after queue_sort; NULL: as added */
  uint32_t   *ranks;                  /* after queue_sort: place -> rank - 1 */
} Queue;

void       queue_init(Queue *queue, Arena *arena, const TermKey *keys, size_t key_count);
void       queue_add(Queue *queue, const Candidate *candidate);
/* The candidate as it is judged at its turn: amount, rows and draws anew, keys as they were. */
void       queue_change(Queue *queue, QueueItem *item, const Candidate *candidate);
void       queue_sort(Queue *queue);
/* Puts the item at `from` of the order at `to`, before it; those between move one on. */
void       queue_move(Queue *queue, size_t from, size_t to);
/* The order of two places: by keys, then by number. */
int        queue_compare(const Queue *queue, size_t a, size_t b);
/* The last word of a place's keys as text, where it is a whole number or a text: the record's key. */
Text       queue_last_key(const Queue *queue, Arena *arena, size_t place);
/* Are two places of the order equal in all keys? */
bool       queue_tied(const Queue *queue, size_t a, size_t b);
QueueItem *queue_item(const Queue *queue, size_t place);
QueueRows  queue_rows(const Queue *queue, const QueueItem *item);
/* NULL: the candidate has none. */
QueueExtra *queue_extra(const Queue *queue, const QueueItem *item);
/* The one of its own, made if it has none. */
QueueExtra *queue_need_extra(Queue *queue, QueueItem *item);
/* The place of the candidate with that number; false if there is none. */
bool       queue_find(const Queue *queue, uint32_t number, size_t *place);

#endif
