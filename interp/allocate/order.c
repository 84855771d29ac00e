/* The order in which candidates are served: by digits where all keys are whole numbers, else by
 * comparing.  Either way it ends in the number, so that there is only one. */
#include "interp/allocate/queue.h"

#include <string.h>

/* ---- comparing ---------------------------------------------------------------------- */

static int compare_numbers(const Queue *queue, uint32_t a, uint32_t b) {
  uint32_t left = queue_number(queue, a), right = queue_number(queue, b);
  return (left > right) - (left < right);
}

static int compare_keys(const Queue *queue, uint32_t a, uint32_t b) {
  for (size_t i = 0; i < queue->key_count; i++) {
    int64_t left, right;
    if (queue->as_number[i])
      return compare_numbers(queue, a, b);
    WordKind left_kind = queue_word(queue, a, i, &left);
    WordKind right_kind = queue_word(queue, b, i, &right);
    int order = word_compare(left_kind, left, right_kind, right, queue->scales[i],
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

int queue_compare_probe(const Queue *queue, size_t place, const QueueProbe *probe) {
  uint32_t number = queue_number(queue, place);
  for (size_t i = 0; i < queue->key_count && !queue->as_number[i]; i++) {
    int64_t word;
    WordKind kind = queue_word(queue, place, i, &word);
    int order = word_compare(kind, word, (WordKind)probe->kinds[i], probe->words[i],
                             queue->scales[i] ? queue->scales[i] : 1,
                             queue->keys[i].descending);
    if (order)
      return order;
  }
  return (number > probe->item.number) - (number < probe->item.number);
}

bool queue_tied(const Queue *queue, size_t a, size_t b) {
  return compare_keys(queue, (uint32_t)queue_at(queue, a), (uint32_t)queue_at(queue, b)) == 0;
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
static uint32_t *merge_sort(const Queue *queue, ComparePlaces *compare, uint32_t *places,
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

/* ---- by digits ---------------------------------------------------------------------- */

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, NUMBERS = -1 };

/* A key as a number from 0: how far a word lies from where the order begins.  None comes last. */
typedef struct {
  int      key;                       /* NUMBERS: the candidates' numbers */
  bool     descending;
  int64_t  least, most;
  uint64_t none;
} DigitKey;

typedef struct {
  const Queue *queue;
  uint32_t    *places, *other;
  bool         identity;              /* places would be 0, 1, 2 ...: it is not written yet */
} Digits;

/* False: not all are whole numbers or none, or they lie too far from each other. */
static bool measure_key(const Queue *queue, DigitKey *digits) {
  bool some = false, none = false;
  for (size_t i = 0; i < queue->count; i++) {
    int64_t word;
    WordKind kind = queue_word(queue, i, (size_t)digits->key, &word);
    none |= kind == WORD_NONE;
    if (kind == WORD_NONE)
      continue;
    if (kind != WORD_WHOLE)
      return false;
    digits->least = !some || word < digits->least ? word : digits->least;
    digits->most = !some || word > digits->most ? word : digits->most;
    some = true;
  }
  uint64_t range = (uint64_t)digits->most - (uint64_t)digits->least;
  digits->none = range + (some && none);
  return range < UINT64_MAX;
}

static uint64_t distance(const Queue *queue, const DigitKey *digits, size_t place) {
  int64_t word;
  if (digits->key == NUMBERS)
    return queue_number(queue, place);
  if (queue_word(queue, place, (size_t)digits->key, &word) == WORD_NONE)
    return digits->none;
  return digits->descending ? (uint64_t)digits->most - (uint64_t)word
                            : (uint64_t)word - (uint64_t)digits->least;
}

/* Counts the digits of all, in the order so far; true: they stand in order already. */
static bool count_digits(const Digits *sorting, const DigitKey *key, unsigned shift,
                         uint32_t *starts, uint16_t *digits) {
  bool sorted = true;
  uint16_t before = 0;
  for (size_t i = 0; i < sorting->queue->count; i++) {
    size_t place = sorting->identity ? i : sorting->places[i];
    uint16_t digit = (uint16_t)(distance(sorting->queue, key, place) >> shift & (DIGITS - 1));
    digits[i] = digit;
    starts[digit]++;
    sorted &= digit >= before;
    before = digit;
  }
  return sorted;
}

static void sort_by_digit(Digits *sorting, const DigitKey *key, unsigned shift,
                          uint16_t *digits) {
  uint32_t starts[DIGITS] = { 0 }, next = 0;
  if (count_digits(sorting, key, shift, starts, digits))
    return;
  for (size_t i = 0; i < DIGITS; i++) {
    uint32_t count = starts[i];
    starts[i] = next;
    next += count;
  }
  for (size_t i = 0; i < sorting->queue->count; i++)
    sorting->other[starts[digits[i]]++] = sorting->identity ? (uint32_t)i : sorting->places[i];
  uint32_t *sorted = sorting->other;
  sorting->other = sorting->places;
  sorting->places = sorted;
  sorting->identity = false;
}

static void sort_by_key(Digits *sorting, const DigitKey *key, uint16_t *digits) {
  for (unsigned shift = 0; shift < 64 && key->none >> shift; shift += DIGIT_BITS)
    sort_by_digit(sorting, key, shift, digits);
}

/* From the last key to the first, each without disturbing what was sorted before.  False: it
 * takes comparing. */
static bool sort_by_digits(Digits *sorting, Arena *scratch) {
  const Queue *queue = sorting->queue;
  DigitKey *keys = arena_array(scratch, DigitKey, queue->key_count + 1);
  size_t count = 0;
  for (; count < queue->key_count && !queue->as_number[count]; count++) {
    keys[count] = (DigitKey){ .key = (int)count, .descending = queue->keys[count].descending };
    if (!measure_key(queue, &keys[count]))
      return false;
  }
  uint16_t *digits = arena_array(scratch, uint16_t, queue->count + 1);
  if (!queue->ascending)
    sort_by_key(sorting, &(DigitKey){ .key = NUMBERS, .none = UINT32_MAX }, digits);
  while (count > 0)
    sort_by_key(sorting, &keys[--count], digits);
  return true;
}

/* ---- the order ------------------------------------------------------------------- */

static void sort_places(Queue *queue, Digits *sorting) {
  Arena scratch;
  arena_init_deferred(&scratch, queue->arena->memory);
  if (!sort_by_digits(sorting, &scratch)) {
    uint32_t *places = merge_sort(queue, compare_places, sorting->places, sorting->other);
    if (places != sorting->places) {
      sorting->other = sorting->places;
      sorting->places = places;
    }
    sorting->identity = false;
  }
  memory_release(queue->arena->memory, &scratch);
}

void queue_sort(Queue *queue) {
  if (!queue->ascending && !queue->index)
    queue->index = arena_new(queue->arena, QueueIndex);
  if (queue->sorted)
    return;
  Digits sorting = { .queue = queue, .identity = true,
                     .places = arena_array(queue->arena, uint32_t, queue->count + 1),
                     .other = arena_array(queue->arena, uint32_t, queue->count + 1) };
  sort_places(queue, &sorting);
  for (size_t i = 0; sorting.identity && i < queue->count; i++)
    sorting.places[i] = (uint32_t)i;
  queue->order = sorting.places;
  queue->ranks = sorting.other;       /* what sorting no longer needs */
  for (size_t i = 0; i < queue->count; i++)
    queue->ranks[queue->order[i]] = (uint32_t)i;
  queue->sorted = true;
}

/* ---- by number ------------------------------------------------------------------- */

static void make_index(const Queue *queue) {
  if (!queue->index || queue->index->by_number)
    return;
  uint32_t *places = arena_array(queue->arena, uint32_t, queue->count + 1);
  uint32_t *other = arena_array(queue->arena, uint32_t, queue->count + 1);
  queue->index->by_number = merge_sort(queue, compare_numbers, places, other);
}

bool queue_find(const Queue *queue, uint32_t number, size_t *place) {
  size_t low = 0, high = queue->count;
  make_index(queue);
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    size_t at = queue->index ? queue->index->by_number[middle] : middle;
    uint32_t here = queue_number(queue, at);
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
