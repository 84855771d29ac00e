/* Keys of candidates as words: whole numbers of one scale, or what they point to. */
#include "interp/allocate/queue.h"

#include <inttypes.h>
#include <string.h>

/* ---- packing ------------------------------------------------------------------------ */

static int64_t word_of_pointer(const void *pointer) {
  return (int64_t)(intptr_t)pointer;
}

static const void *pointer_of_word(int64_t word) {
  return (const void *)(intptr_t)word;
}

static WordKind pack_number(Arena *arena, Fraction number, int64_t scale, int64_t *word) {
  Fraction scaled = number;
  if ((scale == 1 || fraction_multiply(number, fraction_from(scale), &scaled)) &&
      fraction_to_int64(scaled, word))
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

WordKind word_pack(Arena *arena, Value key, int64_t scale, int64_t *word) {
  *word = 0;
  if (key.state != VALUE_KNOWN)
    return WORD_NONE;
  switch (key.kind) {
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
      return pack_number(arena, key.as.number, scale, word);
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

WordKind word_pack_numerator(Arena *arena, int64_t numerator, int64_t denominator,
                             int64_t scale, int64_t *word) {
  *word = numerator;
  if (denominator == scale)
    return WORD_WHOLE;
  Fraction number;
  fraction_make(numerator, denominator, &number);              /* of 64 bits each: fits */
  return pack_number(arena, number, scale, word);
}

/* ---- comparing ---------------------------------------------------------------------- */

static Text unpack_text(int64_t word) {
  const char *kept = pointer_of_word(word);
  Text text = { .bytes = kept + sizeof text.length };
  memcpy(&text.length, kept, sizeof text.length);
  return text;
}

static Fraction unpack_number(WordKind kind, int64_t word, int64_t scale) {
  if (kind == WORD_FRACTION)
    return *(const Fraction *)pointer_of_word(word);
  Fraction number;
  fraction_make(word, scale, &number);
  return number;
}

/* None sorts last in either direction (F5). */
int word_compare(WordKind a_kind, int64_t a, WordKind b_kind, int64_t b, int64_t scale,
                 bool descending) {
  if (a_kind == WORD_NONE || b_kind == WORD_NONE)
    return (a_kind == WORD_NONE) - (b_kind == WORD_NONE);
  int order;
  if (a_kind == WORD_WHOLE && b_kind == WORD_WHOLE)
    order = (a > b) - (a < b);
  else if (a_kind == WORD_TEXT && b_kind == WORD_TEXT)
    order = text_compare(unpack_text(a), unpack_text(b));
  else
    order = fraction_compare(unpack_number(a_kind, a, scale), unpack_number(b_kind, b, scale));
  return descending ? -order : order;
}

static Text word_text(WordKind kind, int64_t word, int64_t scale, Arena *arena) {
  if (kind == WORD_TEXT)
    return arena_text(arena, unpack_text(word));
  if (kind != WORD_WHOLE || word % scale)
    return TEXT_NONE;
  return arena_format(arena, "%" PRId64, word / scale);
}

/* ---- cells -------------------------------------------------------------------------- */

static int64_t cell(const QueueCells *cells, size_t at) {
  switch (cells->width) {
    case 0:  return cells->least;
    case 1:  return cells->least + ((const uint8_t *)cells->cells)[at];
    case 2:  return cells->least + ((const uint16_t *)cells->cells)[at];
    case 4:  return cells->least + ((const uint32_t *)cells->cells)[at];
    default: return ((const int64_t *)cells->cells)[at];
  }
}

WordKind queue_word(const Queue *queue, size_t place, size_t key, int64_t *word) {
  const QueueChunk *chunk = &queue->chunks[place / QUEUE_CHUNK];
  size_t at = place % QUEUE_CHUNK;
  if (!chunk->keys) {
    *word = queue->words[key * QUEUE_CHUNK + at];
    return (WordKind)queue->kinds[key * QUEUE_CHUNK + at];
  }
  const QueueCells *cells = &chunk->keys[key];
  *word = cell(cells, at);
  return cells->kinds ? (WordKind)cells->kinds[at] : WORD_WHOLE;
}

static uint8_t width_of(const int64_t *words, size_t count, int64_t *least) {
  int64_t most = words[0];
  *least = words[0];
  for (size_t i = 1; i < count; i++) {
    most = words[i] > most ? words[i] : most;
    *least = words[i] < *least ? words[i] : *least;
  }
  uint64_t range = (uint64_t)most - (uint64_t)*least;
  return range == 0 ? 0 : range <= UINT8_MAX ? 1 : range <= UINT16_MAX ? 2
                      : range <= UINT32_MAX  ? 4
                                             : 8;
}

static void narrow(QueueCells *cells, const int64_t *words, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint64_t above = (uint64_t)words[i] - (uint64_t)cells->least;
    switch (cells->width) {
      case 0:  break;
      case 1:  ((uint8_t *)cells->cells)[i] = (uint8_t)above;   break;
      case 2:  ((uint16_t *)cells->cells)[i] = (uint16_t)above; break;
      case 4:  ((uint32_t *)cells->cells)[i] = (uint32_t)above; break;
      default: ((int64_t *)cells->cells)[i] = words[i];         break;
    }
  }
}

static QueueCells seal_key(Arena *arena, const int64_t *words, const uint8_t *kinds,
                           size_t count) {
  QueueCells cells = { .kinds = NULL };
  for (size_t i = 0; i < count && !cells.kinds; i++)
    if (kinds[i] != WORD_WHOLE)
      cells.kinds = arena_alloc(arena, count);
  if (cells.kinds)
    memcpy(cells.kinds, kinds, count);
  cells.width = width_of(words, count, &cells.least);
  if (cells.width)
    cells.cells = arena_alloc_array(arena, count, cells.width);
  narrow(&cells, words, count);
  return cells;
}

void queue_seal(Queue *queue) {
  size_t count = queue->count - (queue->chunk_count - 1) * QUEUE_CHUNK;
  QueueChunk *chunk = &queue->chunks[queue->chunk_count - 1];
  QueueCells *keys = arena_array(queue->arena, QueueCells, queue->key_count + 1);
  for (size_t i = 0; i < queue->key_count; i++)
    keys[i] = seal_key(queue->arena, queue->words + i * QUEUE_CHUNK,
                       queue->kinds + i * QUEUE_CHUNK, count);
  chunk->keys = keys;
}

Text queue_last_key(const Queue *queue, Arena *arena, size_t place) {
  size_t last = queue->key_count - 1;
  int64_t word;
  if (!queue->key_count || queue->as_number[last])
    return TEXT_NONE;
  WordKind kind = queue_word(queue, place, last, &word);
  return word_text(kind, word, queue->scales[last] ? queue->scales[last] : 1, arena);
}
