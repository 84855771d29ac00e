#include "interp/allocate/queue.h"

#include <inttypes.h>
#include <string.h>

enum { CHUNK_ITEMS = 1024, ROWS_LOOKED_AT = 64 };

typedef enum { WORD_WHOLE, WORD_TEXT, WORD_FRACTION, WORD_NONE } WordKind;

void queue_init(Queue *queue, Arena *arena, const TermKey *keys, size_t key_count) {
  *queue = (Queue){ .arena = arena, .keys = keys, .key_count = key_count, .ascending = true };
}

QueueItem *queue_item(const Queue *queue, size_t place) {
  return &queue->chunks[place / CHUNK_ITEMS].items[place % CHUNK_ITEMS];
}

/* ---- keys ------------------------------------------------------------------------ */

static int64_t word_of_pointer(const void *pointer) {
  return (int64_t)(intptr_t)pointer;
}

static const void *pointer_of_word(int64_t word) {
  return (const void *)(intptr_t)word;
}

static WordKind pack_number(Arena *arena, Fraction number, int64_t *word) {
  if (fraction_to_int64(number, word))
    return WORD_WHOLE;
  Fraction *kept = arena_new(arena, Fraction);
  *kept = number;
  *word = word_of_pointer(kept);
  return WORD_FRACTION;
}

static WordKind pack_text(Arena *arena, Text text, int64_t *word) {
  char *kept = arena_alloc(arena, sizeof text.length + text.length);
  memcpy(kept, &text.length, sizeof text.length);
  if (text.length)
    memcpy(kept + sizeof text.length, text.bytes, text.length);
  *word = word_of_pointer(kept);
  return WORD_TEXT;
}

static WordKind pack(Arena *arena, Value key, int64_t *word) {
  *word = 0;
  if (key.state != VALUE_KNOWN)
    return WORD_NONE;
  switch (key.kind) {
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
      return pack_number(arena, key.as.number, word);
    case TYPE_TRUTH:  *word = key.as.truth;                 return WORD_WHOLE;
    case TYPE_DATE:   *word = key.as.date;                  return WORD_WHOLE;
    case TYPE_MOMENT: *word = key.as.moment;                return WORD_WHOLE;
    case TYPE_CODE:   *word = (int64_t)key.as.code->index;  return WORD_WHOLE;
    case TYPE_TEXT:   return pack_text(arena, key.as.text, word);
    case TYPE_BODY:   return pack_text(arena, key.as.body->name, word);
    case TYPE_RECORD: return pack_text(arena, record_key_text(arena, key.as.record), word);
    case TYPE_UNKNOWN: case TYPE_DURATION: case TYPE_LIST: break;   /* the checker allows none */
  }
  return WORD_NONE;
}

static Text unpack_text(int64_t word) {
  const char *kept = pointer_of_word(word);
  Text text = { .bytes = kept + sizeof text.length };
  memcpy(&text.length, kept, sizeof text.length);
  return text;
}

static Fraction unpack_number(WordKind kind, int64_t word) {
  return kind == WORD_WHOLE ? fraction_from(word) : *(const Fraction *)pointer_of_word(word);
}

/* None sorts last in either direction (F5). */
static int compare_words(WordKind a_kind, int64_t a, WordKind b_kind, int64_t b,
                         bool descending) {
  if (a_kind == WORD_NONE || b_kind == WORD_NONE)
    return (a_kind == WORD_NONE) - (b_kind == WORD_NONE);
  int order;
  if (a_kind == WORD_WHOLE && b_kind == WORD_WHOLE)
    order = (a > b) - (a < b);
  else if (a_kind == WORD_TEXT && b_kind == WORD_TEXT)
    order = text_compare(unpack_text(a), unpack_text(b));
  else
    order = fraction_compare(unpack_number(a_kind, a), unpack_number(b_kind, b));
  return descending ? -order : order;
}

/* ---- filling --------------------------------------------------------------------- */

static void add_chunk(Queue *queue) {
  if (queue->chunk_count == queue->chunk_room) {
    size_t room = queue->chunk_room ? queue->chunk_room * 2 : 16;
    queue->chunks = arena_grow_array(queue->arena, queue->chunks, queue->chunk_count, room,
                                     sizeof *queue->chunks);
    queue->chunk_room = room;
  }
  queue->chunks[queue->chunk_count++] = (QueueChunk){
    .items = arena_array(queue->arena, QueueItem, CHUNK_ITEMS),
    .words = arena_array(queue->arena, int64_t, CHUNK_ITEMS * queue->key_count + 1),
    .kinds = arena_array(queue->arena, uint8_t, CHUNK_ITEMS * queue->key_count + 1),
  };
}

/* The sets of rows differ little: the last few are looked through. */
static uint32_t keep_rows(Queue *queue, uint64_t admits, uint64_t stops) {
  size_t count = queue->rows.count;
  for (size_t i = count; i > 0 && count - i < ROWS_LOOKED_AT; i--)
    if (queue->rows.items[i - 1].admits == admits && queue->rows.items[i - 1].stops == stops)
      return (uint32_t)(i - 1);
  LIST_ADD(queue->arena, &queue->rows, QueueRows, (QueueRows){ admits, stops });
  return (uint32_t)count;
}

QueueExtra *queue_extra(const Queue *queue, const QueueItem *item) {
  return item->extra ? &queue->extras.items[item->extra - 1] : NULL;
}

QueueExtra *queue_need_extra(Queue *queue, QueueItem *item) {
  if (!item->extra) {
    LIST_ADD(queue->arena, &queue->extras, QueueExtra, (QueueExtra){ .draws = NULL });
    item->extra = (uint32_t)queue->extras.count;
  }
  return queue_extra(queue, item);
}

QueueRows queue_rows(const Queue *queue, const QueueItem *item) {
  return queue->rows.items[item->rows];
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

void queue_change(Queue *queue, QueueItem *item, const Candidate *candidate) {
  item->amount = candidate->amount;
  item->rows = keep_rows(queue, candidate->admits, candidate->stops);
  if (!candidate->draw_count && !candidate->least && !item->extra)
    return;
  QueueExtra *extra = queue_need_extra(queue, item);
  *extra = (QueueExtra){ keep_draws(queue->arena, candidate), candidate->draw_count,
                         candidate->least, 0 };
}

void queue_add(Queue *queue, const Candidate *candidate) {
  if (queue->count / CHUNK_ITEMS == queue->chunk_count)
    add_chunk(queue);
  if (queue->count && candidate->number <= queue_item(queue, queue->count - 1)->number)
    queue->ascending = false;
  const QueueChunk *chunk = &queue->chunks[queue->count / CHUNK_ITEMS];
  size_t place = queue->count++ % CHUNK_ITEMS;
  chunk->items[place] = (QueueItem){ .number = candidate->number, .power = PLACEMENT_NO_POWER,
                                     .kind = OUTCOME_QUEUED };
  queue_change(queue, &chunk->items[place], candidate);
  for (size_t i = 0; i < queue->key_count; i++) {
    size_t cell = place * queue->key_count + i;
    chunk->kinds[cell] = (uint8_t)pack(queue->arena, candidate->keys[i], &chunk->words[cell]);
  }
}

/* ---- the order ------------------------------------------------------------------- */

static int compare_numbers(const Queue *queue, uint32_t a, uint32_t b) {
  uint32_t left = queue_item(queue, a)->number, right = queue_item(queue, b)->number;
  return (left > right) - (left < right);
}

static int compare_keys(const Queue *queue, uint32_t a, uint32_t b) {
  const QueueChunk *left = &queue->chunks[a / CHUNK_ITEMS];
  const QueueChunk *right = &queue->chunks[b / CHUNK_ITEMS];
  size_t at = a % CHUNK_ITEMS * queue->key_count, to = b % CHUNK_ITEMS * queue->key_count;
  for (size_t i = 0; i < queue->key_count; i++) {
    int order = compare_words((WordKind)left->kinds[at + i], left->words[at + i],
                              (WordKind)right->kinds[to + i], right->words[to + i],
                              queue->keys[i].descending);
    if (order)
      return order;
  }
  return 0;
}

static int compare_places(const Queue *queue, uint32_t a, uint32_t b) {
  int order = compare_keys(queue, a, b);
  return order ? order : compare_numbers(queue, a, b);
}

int queue_compare(const Queue *queue, size_t a, size_t b) {
  return compare_places(queue, (uint32_t)a, (uint32_t)b);
}

Text queue_last_key(const Queue *queue, Arena *arena, size_t place) {
  if (!queue->key_count)
    return TEXT_NONE;
  const QueueChunk *chunk = &queue->chunks[place / CHUNK_ITEMS];
  size_t cell = (place % CHUNK_ITEMS + 1) * queue->key_count - 1;
  switch ((WordKind)chunk->kinds[cell]) {
    case WORD_WHOLE: return arena_format(arena, "%" PRId64, chunk->words[cell]);
    case WORD_TEXT:  return arena_text(arena, unpack_text(chunk->words[cell]));
    case WORD_FRACTION: case WORD_NONE: break;
  }
  return TEXT_NONE;
}

bool queue_tied(const Queue *queue, size_t a, size_t b) {
  return compare_keys(queue, queue->order[a], queue->order[b]) == 0;
}

typedef int ComparePlaces(const Queue *queue, uint32_t a, uint32_t b);

/* Merges from[start .. middle-1] and from[middle .. end-1] into to; what stands in order already
 * (candidates may be added so) is copied. */
static void merge(const Queue *queue, ComparePlaces *compare, const uint32_t *from, uint32_t *to,
                  size_t start, size_t middle, size_t end) {
  size_t left = start, right = middle;
  if (middle == end || compare(queue, from[middle - 1], from[middle]) <= 0) {
    memcpy(&to[start], &from[start], (end - start) * sizeof *to);
    return;
  }
  for (size_t i = start; i < end; i++) {
    bool take_left = left < middle &&
                     (right == end || compare(queue, from[left], from[right]) <= 0);
    to[i] = take_left ? from[left++] : from[right++];
  }
}

/* Merge sort from pairs upwards; returns whichever of the two arrays holds the result. */
static uint32_t *sort_places(const Queue *queue, ComparePlaces *compare, uint32_t *places,
                             uint32_t *other) {
  for (size_t i = 0; i < queue->count; i++)
    places[i] = (uint32_t)i;
  for (size_t width = 1; width < queue->count; width *= 2) {
    for (size_t start = 0; start < queue->count; start += 2 * width) {
      size_t middle = start + width < queue->count ? start + width : queue->count;
      size_t end = start + 2 * width < queue->count ? start + 2 * width : queue->count;
      merge(queue, compare, places, other, start, middle, end);
    }
    uint32_t *sorted = other;
    other = places;
    places = sorted;
  }
  return places;
}

void queue_sort(Queue *queue) {
  uint32_t *first = arena_array(queue->arena, uint32_t, queue->count + 1);
  uint32_t *second = arena_array(queue->arena, uint32_t, queue->count + 1);
  if (!queue->ascending)
    queue->index = arena_new(queue->arena, QueueIndex);
  queue->order = sort_places(queue, compare_places, first, second);
  queue->ranks = queue->order == first ? second : first;   /* what sorting no longer needs */
  for (size_t i = 0; i < queue->count; i++)
    queue->ranks[queue->order[i]] = (uint32_t)i;
}

void queue_move(Queue *queue, size_t from, size_t to) {
  uint32_t moved = queue->order[from];
  for (size_t i = from; i > to; i--) {
    queue->order[i] = queue->order[i - 1];
    queue->ranks[queue->order[i]] = (uint32_t)i;
  }
  queue->order[to] = moved;
  queue->ranks[moved] = (uint32_t)to;
}

static void make_index(const Queue *queue) {
  if (queue->index && !queue->index->by_number)
    queue->index->by_number = sort_places(queue, compare_numbers,
                                          arena_array(queue->arena, uint32_t, queue->count + 1),
                                          arena_array(queue->arena, uint32_t, queue->count + 1));
}

bool queue_find(const Queue *queue, uint32_t number, size_t *place) {
  size_t low = 0, high = queue->count;
  make_index(queue);
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    size_t at = queue->index ? queue->index->by_number[middle] : middle;
    uint32_t here = queue_item(queue, at)->number;
    if (here == number) {
      *place = at;
      return true;
    }
    if (here < number)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}
