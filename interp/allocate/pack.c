/* The candidates of a queue in few bytes, to be kept and taken up again.
 *
 * A part is PART_CHUNKS chunks.  All numbers are whole, the lowest byte first:
 *   u32 candidates, u32 sets, u32 keys; each set: u64 admits, u64 stops;
 *   each key: i64 scale (0: its order is that of the numbers, and it has no column)
 *   columns: numbers, amounts, sets, and of each key: kinds, words
 * A column is i64 least, u8 width, then width bytes for each candidate above the least. */
#include "interp/allocate/serve.h"

#include <string.h>

enum { PART_CHUNKS = 16, PART = PART_CHUNKS * QUEUE_CHUNK, WIDTHS = 4 };

static const uint8_t widths[WIDTHS] = { 0, 1, 2, 4 };

/* ---- can it be? ---------------------------------------------------------------------- */

static bool has_pointers(const Queue *queue, size_t place) {
  for (size_t i = 0; i < queue->key_count; i++) {
    int64_t word;
    if (queue->as_number[i])
      continue;
    WordKind kind = queue_word(queue, place, i, &word);
    if (kind != WORD_WHOLE && kind != WORD_NONE)
      return true;
  }
  return false;
}

/* Draws of its own, or a set too many; a part granted is what serving found. */
static bool has_own(const Queue *queue, size_t place) {
  const QueueChunk *chunk = &queue->chunks[place / QUEUE_CHUNK];
  size_t at = place % QUEUE_CHUNK;
  return chunk->rows[at] == QUEUE_ROWS_APART || !queue_is_bare(chunk, at);
}

bool allocation_packs(const Allocation *allocation) {
  const Queue *queue = &allocation->queue;
  if (allocation->watch || !queue->ascending || allocation->ranked_in || queue->bounded ||
      allocation->decision->how == HOW_PRO_RATA)
    return false;
  for (size_t i = 0; i < queue->count; i++)
    if (has_pointers(queue, i) || has_own(queue, i))
      return false;
  return true;
}

size_t allocation_parts(const Allocation *allocation) {
  return (allocation->queue.count + PART - 1) / PART;
}

/* ---- writing ------------------------------------------------------------------------- */

static void put_whole(Writer *writer, uint64_t value, size_t bytes) {
  char cell[sizeof value];
  for (size_t i = 0; i < bytes; i++)
    cell[i] = (char)(uint8_t)(value >> 8 * i);
  writer_put(writer, (Text){ cell, bytes });
}

static uint8_t width_for(uint64_t range) {
  for (size_t i = 0; i < WIDTHS; i++)
    if (range < UINT64_C(1) << 8 * widths[i])
      return widths[i];
  return 8;
}

static void put_column(Writer *writer, const int64_t *cells, size_t count) {
  int64_t least = cells[0], most = cells[0];
  for (size_t i = 1; i < count; i++) {
    least = cells[i] < least ? cells[i] : least;
    most = cells[i] > most ? cells[i] : most;
  }
  uint8_t width = width_for((uint64_t)most - (uint64_t)least);
  put_whole(writer, (uint64_t)least, 8);
  put_whole(writer, width, 1);
  for (size_t i = 0; i < count && width; i++)
    put_whole(writer, (uint64_t)cells[i] - (uint64_t)least, width);
}

static void put_head(Writer *writer, const Queue *queue, size_t count) {
  put_whole(writer, count, 4);
  put_whole(writer, queue->rows.count, 4);
  put_whole(writer, queue->key_count, 4);
  for (size_t i = 0; i < queue->rows.count; i++) {
    put_whole(writer, queue->rows.items[i].admits, 8);
    put_whole(writer, queue->rows.items[i].stops, 8);
  }
  for (size_t i = 0; i < queue->key_count; i++)
    put_whole(writer, (uint64_t)(queue->as_number[i] ? 0 : queue->scales[i]), 8);
}

/* The candidates' own columns from place `from` on. */
static void put_own(Writer *writer, const Queue *queue, size_t from, size_t count,
                    int64_t *cells) {
  for (unsigned column = 0; column < 3; column++) {
    for (size_t i = 0; i < count; i++) {
      const QueueChunk *chunk = &queue->chunks[(from + i) / QUEUE_CHUNK];
      size_t at = (from + i) % QUEUE_CHUNK;
      cells[i] = column == 0   ? (int64_t)chunk->numbers[at]
                 : column == 1 ? chunk->amounts[at]
                               : (int64_t)chunk->rows[at];
    }
    put_column(writer, cells, count);
  }
}

static void put_key(Writer *writer, const Queue *queue, size_t key, size_t from, size_t count,
                    int64_t *cells) {
  int64_t word;
  for (size_t i = 0; i < count; i++)
    cells[i] = (int64_t)queue_word(queue, from + i, key, &word);
  put_column(writer, cells, count);
  for (size_t i = 0; i < count; i++)
    queue_word(queue, from + i, key, &cells[i]);
  put_column(writer, cells, count);
}

Text allocation_pack(const Allocation *allocation, Arena *arena, size_t part) {
  const Queue *queue = &allocation->queue;
  size_t from = part * PART;
  size_t count = queue->count - from < PART ? queue->count - from : PART;
  int64_t *cells = arena_array(arena, int64_t, count + 1);
  Writer writer;
  writer_to_memory(&writer, arena);
  put_head(&writer, queue, count);
  put_own(&writer, queue, from, count, cells);
  for (size_t i = 0; i < queue->key_count; i++)
    if (!queue->as_number[i])
      put_key(&writer, queue, i, from, count, cells);
  return writer_text(&writer);
}

/* ---- reading ------------------------------------------------------------------------- */

typedef struct {
  Text   bytes;
  size_t at;
  bool   short_of;                  /* it ends too early, or says what cannot be */
} Reading;

static uint64_t take_whole(Reading *reading, size_t bytes) {
  uint64_t value = 0;
  if (reading->bytes.length - reading->at < bytes) {
    reading->short_of = true;
    return 0;
  }
  for (size_t i = 0; i < bytes; i++)
    value |= (uint64_t)(uint8_t)reading->bytes.bytes[reading->at++] << 8 * i;
  return value;
}

static void take_column(Reading *reading, int64_t *cells, size_t count) {
  uint64_t least = take_whole(reading, 8);
  size_t width = (size_t)take_whole(reading, 1);
  size_t left = reading->bytes.length - reading->at;
  if (width > 8 || (width && left / width < count)) {
    reading->short_of = true;
    return;
  }
  for (size_t i = 0; i < count; i++)
    cells[i] = (int64_t)(least + (width ? take_whole(reading, width) : 0));
}

/* What queue_add_rows takes. */
typedef struct {
  size_t        count, set_count;
  QueueRows    *sets;
  uint32_t     *numbers;
  int64_t      *amounts;
  uint64_t     *admits, *stops;
  CandidateKey *keys;
} Unpacked;

static void take_sets(Reading *reading, Arena *arena, Unpacked *out, size_t count) {
  if ((reading->bytes.length - reading->at) / 16 < count) {
    reading->short_of = true;
    return;
  }
  out->set_count = count;
  out->sets = arena_array(arena, QueueRows, count + 1);
  for (size_t i = 0; i < count; i++) {
    out->sets[i].admits = take_whole(reading, 8);
    out->sets[i].stops = take_whole(reading, 8);
  }
}

/* Each by its own number: numbers need not lie beside each other. */
static void take_own(Reading *reading, Arena *arena, Unpacked *out, int64_t *cells) {
  out->numbers = arena_array(arena, uint32_t, out->count + 1);
  out->amounts = arena_array(arena, int64_t, out->count + 1);
  out->admits = arena_array(arena, uint64_t, out->count + 1);
  out->stops = arena_array(arena, uint64_t, out->count + 1);
  take_column(reading, cells, out->count);
  for (size_t i = 0; i < out->count; i++)
    out->numbers[i] = (uint32_t)cells[i];
  take_column(reading, out->amounts, out->count);
  take_column(reading, cells, out->count);
  for (size_t i = 0; i < out->count && !reading->short_of; i++) {
    if (cells[i] < 0 || (uint64_t)cells[i] >= out->set_count) {
      reading->short_of = true;
      return;
    }
    out->admits[i] = out->sets[cells[i]].admits;
    out->stops[i] = out->sets[cells[i]].stops;
  }
}

static void take_key(Reading *reading, Arena *arena, CandidateKey *key, int64_t scale,
                     size_t count, int64_t *cells) {
  int64_t *words = arena_array(arena, int64_t, count + 1);
  uint8_t *none = arena_array(arena, uint8_t, count + 1);
  take_column(reading, cells, count);
  for (size_t i = 0; i < count; i++)
    none[i] = cells[i] == WORD_NONE;
  take_column(reading, words, count);
  *key = (CandidateKey){ .numbers = words, .none = none, .denominator = scale };
}

static bool take_keys(Reading *reading, Arena *arena, Unpacked *out, const Queue *queue,
                      const int64_t *scales, int64_t *cells) {
  out->keys = arena_array(arena, CandidateKey, queue->key_count + 1);
  for (size_t i = 0; i < queue->key_count; i++) {
    if (scales[i] == 0)
      out->keys[i] = (CandidateKey){ .as_number = true };
    else
      take_key(reading, arena, &out->keys[i], scales[i], out->count, cells);
  }
  return !reading->short_of && reading->at == reading->bytes.length;
}

bool allocation_unpack(Allocation *allocation, Arena *scratch, Text part) {
  Queue *queue = &allocation->queue;
  Reading reading = { .bytes = part };
  Unpacked out = { .count = (size_t)take_whole(&reading, 4) };
  size_t sets = (size_t)take_whole(&reading, 4), keys = (size_t)take_whole(&reading, 4);
  if (reading.short_of || out.count == 0 || out.count > PART || keys != queue->key_count)
    return false;
  int64_t *scales = arena_array(scratch, int64_t, keys + 1);
  int64_t *cells = arena_array(scratch, int64_t, out.count + 1);
  take_sets(&reading, scratch, &out, sets);
  for (size_t i = 0; i < keys; i++)
    scales[i] = (int64_t)take_whole(&reading, 8);
  take_own(&reading, scratch, &out, cells);
  if (reading.short_of || !take_keys(&reading, scratch, &out, queue, scales, cells))
    return false;
  CandidateRows rows = { .count = out.count, .numbers = out.numbers, .amounts = out.amounts,
                         .admits = out.admits, .stops = out.stops, .keys = out.keys };
  queue_add_rows(queue, &rows);
  return true;
}
