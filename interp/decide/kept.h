/* kept.h - what a run keeps of each record of a decision, some 20 bytes: its key, what was asked,
 * how it ends, what it owes.
 *
 * Private to interp/decide.  Records are added in key order and numbered from 0.  A record whose
 * judgement says more than that is `apart`: what it was granted, and its deadlines' lines of the
 * digest, are kept beside.
 *
 * After kept_sort all is read in order by cursors, one for each thread that reads.
 * Owner: the arena. */
#ifndef ANSLAG_INTERP_DECIDE_KEPT_H
#define ANSLAG_INTERP_DECIDE_KEPT_H

#include "interp/decide/endings.h"
#include "interp/decide/owers.h"

enum { KEPT_CHUNK = 4096 };

/* How a record ends: the number of its ending; of one that is queued its class until it is served;
 * ALONE: the reference tells. */
#define KEPT_PLACED UINT32_C(0x80000000)
#define KEPT_WHICH  UINT32_C(0x7FFFFFFF)
#define KEPT_ALONE  KEPT_WHICH

typedef struct {
  int64_t    *numbers;                /* keys that are numbers */
  const char **texts;                 /* else: length, then bytes */
  int64_t    *asked;                  /* SIFT_NOT_KNOWN: not known */
  uint32_t   *endings;
  int32_t   **dues;                   /* by deadline: brought.h */
  uint32_t  **owers[SIDE_COUNT];      /* the same: who it is; NULL: the same for all records */
} KeptChunk;

typedef struct {
  uint32_t number;
  int64_t  granted;
  Text     key;                       /* where keys are numbers and its is none; else TEXT_NONE */
  Text     lines;                     /* of its deadlines, in the digest */
} KeptApart;

typedef struct {
  Arena           *arena;
  bool             by_number;         /* keys are whole numbers */
  size_t           due_count;         /* deadlines for which a day is kept */
  bool            *keeps[SIDE_COUNT]; /* by deadline: and who owes it, or receives it */
  size_t           count, longest_key;
  LIST(KeptChunk)  chunks;
  LIST(KeptApart)  apart;
} Kept;

/* `keeps` is the caller's to set, before the first kept_add. */
void  kept_init(Kept *kept, Arena *arena, const RecordType *type, size_t due_count);
/* Room for `count` more at the end; they are to be filled. */
void  kept_add(Kept *kept, size_t count);
void  kept_set_text(Kept *kept, size_t number, Text key);
void  kept_add_apart(Kept *kept, const KeptApart *apart);
void  kept_sort(Kept *kept);

static inline KeptChunk *kept_chunk(const Kept *kept, size_t number) {
  return &kept->chunks.items[number / KEPT_CHUNK];
}

/* Goes from record to record; begins as { 0 }. */
typedef struct { size_t next, apart, placed; } KeptCursor;

typedef struct {
  uint32_t         ending;
  bool             placed;            /* it was served: the `place`-th that was queued */
  size_t           place;
  const KeptApart *apart;             /* NULL: it is not */
} KeptRow;

/* The next record: the first is number 0. */
KeptRow kept_next(const Kept *kept, KeptCursor *cursor);
/* Its key as tables have it; `digits` has room for 24. */
Text    kept_key(const Kept *kept, size_t number, const KeptRow *row, char *digits);

#endif
