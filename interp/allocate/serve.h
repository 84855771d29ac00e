/* serve.h - what the files of this room share while candidates are served.
 *
 * Private to interp/allocate. */
#ifndef ANSLAG_INTERP_ALLOCATE_SERVE_H
#define ANSLAG_INTERP_ALLOCATE_SERVE_H

#include "interp/allocate/queue.h"

struct Allocation {
  Arena          *arena;
  const Decision *decision;
  Book           *book;
  const AllocationWatch *watch;       /* NULL: every candidate is as it was added */
  const Frame    *ranked_in;          /* whose keys count ranks of their own; NULL: one count */
  Queue           queue;
  uint32_t       *key_ranks;          /* by place, from 0; NULL: that of the order */
  Book            first;              /* as serving found it */
};

/* What serving changes: the book, and room to work in. */
typedef struct {
  const Allocation *allocation;
  Book             *book;
  Arena            *arena;
  Chain             chain;
  LIST(uint32_t)    lacked;           /* states that lacked room for the item, each once */
} Serving;

typedef enum { ROW_REFUSES, ROW_STOPS, ROW_TAKES } RowAnswer;

/* Called for every link that lacks room, innermost first. */
typedef void Refused(void *context, uint8_t power, const Link *link, int64_t room);

size_t       serve_rows(const Decision *decision);
const Frame *serve_frame(const Decision *decision, size_t row);
/* The chain that the item takes through a row's frame, in serving->chain. */
void         serve_chain(Serving *serving, const QueueItem *item, size_t row);
/* The first row that admits the amount; `*row` is unchanged if none does. */
RowAnswer    serve_try(Serving *serving, const QueueItem *item, size_t *row, Refused *refused,
                       void *context);
/* One item, by the full amount or in part. */
void         serve_item(Serving *serving, Queue *queue, QueueItem *item);
/* The least room on the way, at most the amount; nothing where a limit is not known or a frame is
 * closed. */
int64_t      serve_least_room(Serving *serving, const QueueItem *item, size_t row);
/* How it ends by the decision's `else`. */
OutcomeKind  serve_turned_away(ElseKind otherwise);
/* The state lacked room for the item. */
void         serve_note_refused(Serving *serving, uint32_t state, const QueueItem *item);
/* Nothing admitted it (F8): what its frames remember, and how it ends. */
void         serve_turn_away(Serving *serving, Queue *queue, QueueItem *item);
/* Takes `granted` from the chain of that row. */
void         serve_grant(Serving *serving, Queue *queue, QueueItem *item, size_t row,
                         int64_t granted);
void         serve_stop(Serving *serving, QueueItem *item, size_t row);

/* allocate.c: what became of the candidate at that place of the queue. */
Placement    serve_placement(const Allocation *allocation, size_t place);

/* pro_rata.c: all at once (F10), over the items in order. */
void         serve_pro_rata(Serving *serving, Queue *queue);

#endif
