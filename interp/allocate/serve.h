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
  uint32_t       *key_counts;         /* while serving: how many by state; after all, those without
                                         a key */
  AllocationTotal *totals;            /* by end */
  AllocationNamer *name;              /* whose key a number is; NULL: the order says */
  void            *name_context;
  BookMark        first;              /* the book as serving found it */
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
void         serve_item(Serving *serving, QueueItem *item);
/* The least room on the way, at most the amount; nothing where a limit is not known or a frame is
 * closed. */
int64_t      serve_least_room(Serving *serving, const QueueItem *item, size_t row);
/* How it ends by the decision's `else`. */
OutcomeKind  serve_turned_away(ElseKind otherwise);
/* The state lacked room for the item. */
void         serve_note_refused(Serving *serving, uint32_t state, uint32_t number);
/* So much was waitlisted because that state lacked room (F8). */
void         serve_note_wanted(const Decision *decision, BookEvents *events, int64_t wanted);
/* How it ends that was turned away, by the state that lacked room first, + 1; 0: there was none. */
uint32_t     serve_away(const Allocation *allocation, const Book *book, uint32_t refused);
/* Nothing admitted it (F8): what its frames remember, and how it ends. */
void         serve_turn_away(Serving *serving, QueueItem *item);
/* Takes `granted` from the chain of that row. */
void         serve_grant(Serving *serving, QueueItem *item, size_t row, int64_t granted);
void         serve_stop(QueueItem *item, size_t row);

/* So many more end so. */
static inline void serve_count(AllocationTotal *totals, uint32_t end, size_t count,
                               int64_t granted) {
  totals[end].count += count;
  totals[end].granted += granted;
}

static inline int64_t serve_granted(const QueueItem *item) {
  return queue_end_kind(item->end) == END_TAKES ? item->granted : 0;
}

/* plain.c: turns of the queue in its order, where a turn changes nothing but the book.  How they
 * end is put into the allocation's queue and totals where `kept`; else only the book is another. */
typedef struct Plain Plain;
Plain       *serve_plain(const Allocation *allocation, Serving *serving, bool kept);
/* From the first up to the other, which is not served. */
void         serve_turns(Plain *plain, size_t from, size_t to);

/* plain.c: turns `from` up to `to`, only to change the book; the candidate with the number
 * `without` is left out (UINT32_MAX: none). */
void         serve_between(const Allocation *allocation, Serving *serving, size_t from, size_t to,
                           uint32_t without);

/* ties.c: the order within ties (F11).  Called for each turn in order: puts whose turn it is at
 * that turn of the queue's order; those before it have been served. */
typedef struct Ties Ties;
Ties        *ties_new(const Allocation *allocation);
void         ties_choose(Ties *ties, size_t turn);
void         ties_end(Ties *ties);

/* allocate.c: what became of the candidate at that place of the queue. */
Placement    serve_placement(const Allocation *allocation, size_t place);

/* pro_rata.c: all at once (F10), over the items in order. */
void         serve_pro_rata(Serving *serving, Queue *queue);

#endif
