#include "interp/allocate/queue.h"

#include <string.h>

/* So many sets that those of few rows have room beside them. */
enum { MOST_FEW = QUEUE_ROWS_APART - UINT8_MAX - 1 };

void queue_init(Queue *queue, Arena *arena, const TermKey *keys, size_t key_count) {
  *queue = (Queue){ .arena = arena, .keys = keys, .key_count = key_count, .ascending = true };
  queue->as_number = arena_array(arena, bool, key_count + 1);
  queue->scales = arena_array(arena, int64_t, key_count + 1);
  queue->words = arena_array(arena, int64_t, key_count * QUEUE_CHUNK + 1);
  queue->kinds = arena_array(arena, uint8_t, key_count * QUEUE_CHUNK + 1);
}

void queue_most(Queue *queue, size_t row, int64_t most) {
  uint64_t bit = UINT64_C(1) << row;
  if (!queue->mosts)
    queue->mosts = arena_array(queue->arena, int64_t, ALLOCATION_MOST_POWERS);
  queue->mosts[row] = most;
  queue->bounded = most < INT64_MAX ? queue->bounded | bit : queue->bounded & ~bit;
}

/* ---- sets of rows ------------------------------------------------------------------ */

static size_t row_slot(const Queue *queue, QueueRows rows) {
  uint64_t hash = (rows.admits ^ (rows.stops << 32 | rows.stops >> 32)) *
                  UINT64_C(0x9E3779B97F4A7C15);
  size_t slot = (size_t)(hash >> 32) & (queue->row_room - 1);
  for (;; slot = (slot + 1) & (queue->row_room - 1)) {
    uint16_t place = queue->row_table[slot];
    if (!place || (queue->rows.items[place - 1].admits == rows.admits &&
                   queue->rows.items[place - 1].stops == rows.stops))
      return slot;
  }
}

static void grow_row_table(Queue *queue) {
  queue->row_room = queue->row_room ? 2 * queue->row_room : 16;
  queue->row_table = arena_array(queue->arena, uint16_t, queue->row_room);
  for (size_t i = 0; i < queue->rows.count; i++)
    queue->row_table[row_slot(queue, queue->rows.items[i])] = (uint16_t)(i + 1);
}

/* Its number among the sets; QUEUE_ROWS_APART: there are too many. */
static uint16_t keep_rows(Queue *queue, QueueRows rows) {
  if (2 * queue->rows.count >= queue->row_room)
    grow_row_table(queue);
  size_t slot = row_slot(queue, rows);
  if (queue->row_table[slot])
    return (uint16_t)(queue->row_table[slot] - 1);
  if (queue->rows.count == QUEUE_ROWS_APART)
    return QUEUE_ROWS_APART;
  LIST_ADD(queue->arena, &queue->rows, QueueRows, rows);
  queue->row_table[slot] = (uint16_t)queue->rows.count;
  return (uint16_t)(queue->rows.count - 1);
}

/* ---- what only some have ------------------------------------------------------------- */

static QueueExtra *extra_of(const QueueChunk *chunk, size_t at) {
  return chunk->extras ? chunk->extras[at] : NULL;
}

static QueueExtra *need_extra(const Queue *queue, QueueChunk *chunk, size_t at) {
  if (!chunk->extras)
    chunk->extras = arena_array(queue->arena, QueueExtra *, QUEUE_CHUNK);
  if (!chunk->extras[at])
    chunk->extras[at] = arena_new(queue->arena, QueueExtra);
  return chunk->extras[at];
}

static const uint32_t *keep_shared(Arena *arena, const Draw *draw) {
  if (!draw->shared_count)
    return NULL;
  uint32_t *kept = arena_array(arena, uint32_t, draw->shared_count);
  memcpy(kept, draw->shared, draw->shared_count * sizeof *kept);
  return kept;
}

static const Draw *keep_draws(Arena *arena, const Candidate *candidate) {
  Draw *draws = arena_array(arena, Draw, candidate->draw_count + 1);
  for (size_t i = 0; i < candidate->draw_count; i++) {
    draws[i] = candidate->draws[i];
    draws[i].shared = keep_shared(arena, &candidate->draws[i]);
  }
  return draws;
}

static void put_rows(Queue *queue, QueueChunk *chunk, size_t at, QueueRows rows) {
  chunk->rows[at] = keep_rows(queue, rows);
  if (chunk->rows[at] == QUEUE_ROWS_APART)
    need_extra(queue, chunk, at)->rows = rows;
}

/* `apart`: its draws too. */
static void fill_extra(QueueExtra *extra, Arena *arena, const Candidate *candidate, bool apart) {
  extra->draws = apart ? keep_draws(arena, candidate) : NULL;
  extra->count = apart ? candidate->draw_count : 0;
  extra->least = candidate->least;
  extra->granted = 0;
}

/* ---- draws of few ----------------------------------------------------------------- */

static bool draws_fit(const Candidate *candidate) {
  bool fit = candidate->draw_count <= QUEUE_FEW;
  for (size_t i = 0; fit && i < candidate->draw_count; i++) {
    const Draw *draw = &candidate->draws[i];
    fit = !draw->counted && !draw->shared_count && (draw->whole || draw->amount != QUEUE_WHOLE);
  }
  return fit;
}

static uint32_t keep_manner(Queue *queue, const Draw *draw) {
  QueueManner manner = { draw->from, draw->day, draw->own_limit ? draw->limit : 0,
                         draw->own_limit, draw->own_limit && draw->pending };
  uint64_t limit = (uint64_t)manner.limit;
  uint32_t key[] = { (uint32_t)manner.from, (uint32_t)manner.day, (uint32_t)limit,
                     (uint32_t)(limit >> 32), 2u * manner.own_limit + manner.pending };
  if (!queue->manners.arena) {
    const uint32_t plainly[sizeof key / sizeof *key] = { 0 };
    pile_init(&queue->manners, queue->arena, sizeof(QueueManner));
    numbering_init(&queue->manners_known, queue->arena, sizeof key / sizeof *key);
    numbering_of(&queue->manners_known, plainly);
    pile_add(&queue->manners);
  }
  uint32_t number = numbering_of(&queue->manners_known, key);
  if (number == queue->manners.count)
    *(QueueManner *)pile_add(&queue->manners) = manner;
  return number;
}

/* A column of a chunk, made where it is first not what all others are. */
static void put_manner(Queue *queue, uint32_t **column, size_t at, uint32_t manner) {
  if (!*column && manner)
    *column = arena_array(queue->arena, uint32_t, QUEUE_CHUNK);
  if (*column)
    (*column)[at] = manner;
}

static void put_take(Queue *queue, int64_t **column, size_t at, int64_t take) {
  if (!*column && take != QUEUE_WHOLE) {
    *column = arena_array(queue->arena, int64_t, QUEUE_CHUNK);
    for (size_t i = 0; i < QUEUE_CHUNK; i++)
      (*column)[i] = QUEUE_WHOLE;
  }
  if (*column)
    (*column)[at] = take;
}

static void put_draws(Queue *queue, QueueChunk *chunk, size_t at, size_t count,
                      const Draw *draws) {
  for (size_t i = 0; i < QUEUE_FEW && (i < count || chunk->states[i]); i++) {
    if (!chunk->states[i]) {
      chunk->states[i] = arena_array(queue->arena, uint32_t, QUEUE_CHUNK);
      memset(chunk->states[i], UINT8_MAX, QUEUE_CHUNK * sizeof *chunk->states[i]);
    }
    chunk->states[i][at] = i < count ? draws[i].state : BOOK_NOWHERE;
    put_manner(queue, &chunk->manners[i], at, i < count ? keep_manner(queue, &draws[i]) : 0);
    put_take(queue, &chunk->takes[i], at,
             i < count && !draws[i].whole ? draws[i].amount : QUEUE_WHOLE);
  }
}

static Draw draw_at(const Queue *queue, const QueueChunk *chunk, size_t i, size_t at) {
  Draw draw = { .state = chunk->states[i][at], .whole = true };
  if (chunk->takes[i] && chunk->takes[i][at] != QUEUE_WHOLE) {
    draw.whole = false;
    draw.amount = chunk->takes[i][at];
  }
  if (!chunk->manners[i])
    return draw;
  const QueueManner *manner = pile_at(&queue->manners, chunk->manners[i][at]);
  draw.from = manner->from;
  draw.day = manner->day;
  draw.own_limit = manner->own_limit;
  draw.pending = manner->pending;
  draw.limit = manner->limit;
  return draw;
}

bool queue_is_bare(const QueueChunk *chunk, size_t at) {
  const QueueExtra *extra = extra_of(chunk, at);
  return (!extra || (!extra->count && !extra->least)) &&
         (!chunk->states[0] || chunk->states[0][at] == BOOK_NOWHERE);
}

/* ---- filling --------------------------------------------------------------------- */

static void make_chunk(Queue *queue) {
  if (queue->chunk_made == queue->chunk_room) {
    size_t room = queue->chunk_room ? queue->chunk_room * 2 : 16;
    queue->chunks = arena_grow_array(queue->arena, queue->chunks, queue->chunk_made, room,
                                     sizeof *queue->chunks);
    queue->chunk_room = room;
  }
  queue->chunks[queue->chunk_made++] = (QueueChunk){
    .amounts = arena_array(queue->arena, int64_t, QUEUE_CHUNK),
    .numbers = arena_array(queue->arena, uint32_t, QUEUE_CHUNK),
    .rows = arena_array(queue->arena, uint16_t, QUEUE_CHUNK),
    .ends = arena_array(queue->arena, uint32_t, QUEUE_CHUNK),
  };
}

static void add_chunk(Queue *queue) {
  if (queue->chunk_count == queue->chunk_made)
    make_chunk(queue);
  QueueChunk *chunk = &queue->chunks[queue->chunk_count++];
  chunk->keys = NULL;
  for (size_t i = 0; chunk->extras && i < QUEUE_CHUNK; i++)
    if (chunk->extras[i])
      *chunk->extras[i] = (QueueExtra){ .draws = NULL };
  for (size_t i = 0; i < QUEUE_FEW && chunk->states[i]; i++)
    memset(chunk->states[i], UINT8_MAX, QUEUE_CHUNK * sizeof *chunk->states[i]);
}

/* The chunk that the next candidate is put into. */
static QueueChunk *open_chunk(Queue *queue) {
  if (queue->count == queue->chunk_count * QUEUE_CHUNK)
    add_chunk(queue);
  return &queue->chunks[queue->chunk_count - 1];
}

/* So many more stand in the open chunk. */
static void close_chunk(Queue *queue, size_t added) {
  queue->count += added;
  if (queue->key_count && queue->count == queue->chunk_count * QUEUE_CHUNK)
    queue_seal(queue);
}

static void note_number(Queue *queue, uint32_t number) {
  if (queue->count && number <= queue_number(queue, queue->count - 1))
    queue->ascending = false;
}

void queue_add(Queue *queue, const Candidate *candidate) {
  QueueChunk *chunk = open_chunk(queue);
  size_t at = queue->count % QUEUE_CHUNK;
  note_number(queue, candidate->number);
  chunk->numbers[at] = candidate->number;
  for (size_t i = 0; i < queue->key_count; i++) {
    size_t to = i * QUEUE_CHUNK + at;
    if (!queue->scales[i])
      queue->scales[i] = 1;
    if (!queue->as_number[i])
      queue->kinds[to] = (uint8_t)word_pack(queue->arena, candidate->keys[i], queue->scales[i],
                                            &queue->words[to]);
  }
  queue_change(queue, queue->count, candidate);
  close_chunk(queue, 1);
}

void queue_change(Queue *queue, size_t place, const Candidate *candidate) {
  QueueChunk *chunk = &queue->chunks[place / QUEUE_CHUNK];
  size_t at = place % QUEUE_CHUNK;
  chunk->amounts[at] = candidate->amount;
  put_rows(queue, chunk, at, (QueueRows){ candidate->admits, candidate->stops });
  bool apart = !draws_fit(candidate);
  put_draws(queue, chunk, at, apart ? 0 : candidate->draw_count, candidate->draws);
  if (apart || candidate->least || extra_of(chunk, at))
    fill_extra(need_extra(queue, chunk, at), queue->arena, candidate, apart);
}

QueueProbe queue_probe(const Queue *queue, Arena *arena, const Candidate *candidate) {
  QueueExtra *extra = arena_new(arena, QueueExtra);
  fill_extra(extra, arena, candidate, true);
  QueueProbe probe = {
    .item = { .amount = candidate->amount, .number = candidate->number,
              .rows = { candidate->admits, candidate->stops }, .extra = extra },
    .words = arena_array(arena, int64_t, queue->key_count + 1),
    .kinds = arena_array(arena, uint8_t, queue->key_count + 1),
  };
  for (size_t i = 0; i < queue->key_count; i++)
    if (!queue->as_number[i])
      probe.kinds[i] = (uint8_t)word_pack(arena, candidate->keys[i],
                                          queue->scales[i] ? queue->scales[i] : 1,
                                          &probe.words[i]);
  return probe;
}

/* ---- many at once -------------------------------------------------------------------- */

static size_t row_at(const CandidateRows *rows, size_t i) {
  return rows->rows ? rows->rows[i] : i;
}

static QueueRows rows_of(const CandidateRows *rows, size_t row) {
  if (rows->few_admits)
    return (QueueRows){ rows->few_admits[row], rows->few_stops ? rows->few_stops[row] : 0 };
  return (QueueRows){ rows->admits[row], rows->stops ? rows->stops[row] : 0 };
}

/* The sets met so far: those that stop nowhere, by the lowest 8 rows, and the last other. */
typedef struct {
  uint16_t  few[UINT8_MAX + 1];       /* + 1; 0: not met */
  QueueRows last;
  uint16_t  kept;
} MetRows;

static void put_met_rows(Queue *queue, QueueChunk *chunk, size_t at, QueueRows rows,
                         MetRows *met) {
  bool few = !rows.stops && rows.admits <= UINT8_MAX;
  if (few && met->few[rows.admits]) {
    chunk->rows[at] = (uint16_t)(met->few[rows.admits] - 1);
    return;
  }
  if (met->kept == QUEUE_ROWS_APART || rows.admits != met->last.admits ||
      rows.stops != met->last.stops) {
    put_rows(queue, chunk, at, rows);
    met->kept = chunk->rows[at];
    met->last = rows;
  }
  chunk->rows[at] = met->kept;
  if (few && met->kept != QUEUE_ROWS_APART)
    met->few[rows.admits] = (uint16_t)(met->kept + 1);
}

/* By the rows that admit: the number of the set; all that there may be, once and for all. */
typedef struct { uint16_t sets[UINT8_MAX + 1]; uint8_t met[UINT8_MAX + 1]; } SetsOf;

static void meet(Queue *queue, SetsOf *sets, uint8_t admits) {
  sets->sets[admits] = keep_rows(queue, (QueueRows){ admits, 0 });
  sets->met[admits] = true;
}

/* Without any that stop and with few rows: a byte tells the set. */
static void admit_few(Queue *queue, const CandidateRows *rows) {
  SetsOf sets = { .met = { 0 } };
  for (size_t i = 0; i < queue->count; i++) {
    QueueChunk *chunk = &queue->chunks[i / QUEUE_CHUNK];
    uint8_t admits = rows->few_admits[chunk->numbers[i % QUEUE_CHUNK] - rows->first];
    if (!sets.met[admits])
      meet(queue, &sets, admits);
    chunk->rows[i % QUEUE_CHUNK] = sets.sets[admits];
  }
}

static void add_sets(Queue *queue, QueueChunk *chunk, const CandidateRows *rows, size_t from,
                     size_t count, size_t at) {
  MetRows met = { .kept = QUEUE_ROWS_APART };
  for (size_t i = 0; i < count; i++)
    put_met_rows(queue, chunk, at + i, rows_of(rows, row_at(rows, from + i)), &met);
}

void queue_admit(Queue *queue, const CandidateRows *rows) {
  if (rows->few_admits && !rows->few_stops && queue->rows.count < MOST_FEW) {
    admit_few(queue, rows);
    return;
  }
  MetRows met = { .kept = QUEUE_ROWS_APART };
  for (size_t i = 0; i < queue->count; i++) {
    QueueChunk *chunk = &queue->chunks[i / QUEUE_CHUNK];
    size_t at = i % QUEUE_CHUNK;
    put_met_rows(queue, chunk, at, rows_of(rows, chunk->numbers[at] - rows->first), &met);
  }
}

static void add_key(Queue *queue, size_t key, const CandidateKey *from_key,
                    const CandidateRows *rows, size_t from, size_t count, size_t at) {
  int64_t *words = queue->words + key * QUEUE_CHUNK + at;
  uint8_t *kinds = queue->kinds + key * QUEUE_CHUNK + at;
  if (!queue->scales[key])
    queue->scales[key] = from_key->numbers ? from_key->denominator : 1;
  int64_t scale = queue->scales[key];
  for (size_t i = 0; i < count; i++) {
    size_t row = row_at(rows, from + i);
    kinds[i] = WORD_NONE;
    words[i] = 0;
    if (from_key->values)
      kinds[i] = (uint8_t)word_pack(queue->arena, from_key->values[row], scale, &words[i]);
    else if (from_key->none && from_key->none[row])
      continue;
    else if (from_key->numbers)
      kinds[i] = (uint8_t)word_pack_numerator(queue->arena, from_key->numbers[row],
                                              from_key->denominator, scale, &words[i]);
    else {
      kinds[i] = WORD_WHOLE;
      words[i] = from_key->names[row];
    }
  }
}

/* As many as the open chunk has room for; returns how many. */
static size_t add_some(Queue *queue, const CandidateRows *rows, size_t from) {
  QueueChunk *chunk = open_chunk(queue);
  size_t at = queue->count % QUEUE_CHUNK;
  size_t count = rows->count - from < QUEUE_CHUNK - at ? rows->count - from : QUEUE_CHUNK - at;
  uint32_t before = queue->count ? queue_number(queue, queue->count - 1) : 0;
  bool ascending = queue->ascending;
  for (size_t i = 0; i < count; i++) {
    size_t row = row_at(rows, from + i);
    uint32_t number = rows->numbers ? rows->numbers[row] : rows->first + (uint32_t)row;
    chunk->numbers[at + i] = number;
    chunk->amounts[at + i] = rows->amounts[row];
    ascending &= number > before || queue->count + i == 0;
    before = number;
  }
  queue->ascending = ascending;
  add_sets(queue, chunk, rows, from, count, at);
  for (size_t i = 0; i < queue->key_count; i++) {
    queue->as_number[i] = rows->keys[i].as_number;
    if (!rows->keys[i].as_number)
      add_key(queue, i, &rows->keys[i], rows, from, count, at);
  }
  close_chunk(queue, count);
  return count;
}

void queue_add_rows(Queue *queue, const CandidateRows *rows) {
  for (size_t from = 0; from < rows->count;)
    from += add_some(queue, rows, from);
}

/* ---- again ------------------------------------------------------------------------ */

void queue_empty(Queue *queue) {
  queue->count = queue->chunk_count = 0;
  queue->ascending = true;
  queue->index = NULL;
  queue->order = queue->ranks = NULL;
}

/* From record `from` on until the chunk is full; returns the next. */
static size_t choose_some(Queue *queue, const CandidateChoice *choice, size_t from,
                          SetsOf *sets) {
  QueueChunk *chunk = open_chunk(queue);
  size_t filled = 0;
  for (; from < choice->count && filled < QUEUE_CHUNK; from++) {
    uint32_t number = choice->numbers[from];
    uint8_t admits = choice->admits[number];
    if (!sets->met[admits])
      meet(queue, sets, admits);
    chunk->numbers[filled] = number;
    chunk->amounts[filled] = choice->amounts[from];
    chunk->rows[filled] = sets->sets[admits];
    filled += admits != CANDIDATE_NONE;
  }
  queue->count += filled;
  return from;
}

void queue_choose(Queue *queue, const CandidateChoice *choice) {
  SetsOf sets = { .met[CANDIDATE_NONE] = true };
  queue_empty(queue);
  for (size_t from = 0; from < choice->count;) {
    from = choose_some(queue, choice, from, &sets);
    memory_poll(queue->arena->memory);
  }
  queue->ascending = false;
}

/* ---- one of them --------------------------------------------------------------------- */

uint32_t queue_number(const Queue *queue, size_t place) {
  return queue->chunks[place / QUEUE_CHUNK].numbers[place % QUEUE_CHUNK];
}

static int64_t granted_at(const QueueChunk *chunk, size_t at) {
  const QueueExtra *extra = extra_of(chunk, at);
  if (queue_end_kind(chunk->ends[at]) != END_TAKES)
    return 0;
  return extra ? extra->granted : chunk->amounts[at];
}

int64_t queue_granted(const Queue *queue, size_t place) {
  return granted_at(&queue->chunks[place / QUEUE_CHUNK], place % QUEUE_CHUNK);
}

QueueItem queue_item(const Queue *queue, size_t place) {
  const QueueChunk *chunk = &queue->chunks[place / QUEUE_CHUNK];
  size_t at = place % QUEUE_CHUNK;
  QueueExtra *extra = extra_of(chunk, at);
  QueueItem item;
  item.amount = chunk->amounts[at];
  item.granted = granted_at(chunk, at);
  item.number = chunk->numbers[at];
  item.refused = 0;
  item.end = chunk->ends[at];
  item.extra = extra;
  item.few_count = 0;
  item.rows = chunk->rows[at] == QUEUE_ROWS_APART ? extra->rows
                                                  : queue->rows.items[chunk->rows[at]];
  item.rows = queue_taking(queue, item.rows, item.amount);
  for (; item.few_count < QUEUE_FEW && chunk->states[item.few_count] &&
         chunk->states[item.few_count][at] != BOOK_NOWHERE; item.few_count++)
    item.few[item.few_count] = draw_at(queue, chunk, item.few_count, at);
  return item;
}

void queue_put(const Queue *queue, size_t place, const QueueItem *item) {
  QueueChunk *chunk = &queue->chunks[place / QUEUE_CHUNK];
  size_t at = place % QUEUE_CHUNK;
  chunk->ends[at] = item->end;
  if (queue_end_kind(item->end) == END_TAKES &&
      (item->granted != item->amount || extra_of(chunk, at)))
    need_extra(queue, chunk, at)->granted = item->granted;
}
