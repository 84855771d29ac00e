/* All states in order, with the years that there are without one. */
#include "interp/allocate/book_parts.h"

#include "base/sort.h"

#include <stdio.h>
#include <string.h>

/* ---- in order of key ----------------------------------------------------------------- */

/* A state, or a line of years, by its key. */
typedef struct {
  uint64_t    start;                  /* its first bytes, as a number */
  uint32_t    text;                   /* where the key stands */
  uint32_t    unit;
} Listed;

/* Fewer bytes are those that sort before all others. */
static uint64_t start_of(Text key) {
  uint64_t start = 0;
  for (size_t i = 0; i < sizeof start; i++)
    start = start << 8 | (i < key.length ? (uint8_t)key.bytes[i] : 0);
  return start;
}

static int compare_listed(const void *book, const void *left, const void *right) {
  const Listed *a = left, *b = right;
  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;
  return text_compare(book_text(book, a->text), book_text(book, b->text));
}

static bool is_of_years(const Frame *frame) {
  return frame->key_count && book_moves(frame);
}

/* By Frame.index; of all states, or lines. */
static size_t *count_units(const Book *book, Arena *arena) {
  size_t *counts = arena_array(arena, size_t, book->frame_count + 1);
  for (uint32_t i = 0; i < book->count; i++)
    counts[book_frame(book, i)->index] += !is_of_years(book_frame(book, i));
  for (uint32_t i = 0; i < book->lines.count; i++)
    counts[((const BookLine *)pile_at(&book->lines, i))->frame]++;
  return counts;
}

static Listed listed_of(const Book *book, BookName name, uint32_t unit) {
  return (Listed){ start_of(book_text(book, name.key)), name.key, unit };
}

static void list_frame(FrameList *list, Arena *scratch, size_t frame, size_t count) {
  const Book *book = list->book;
  Listed *listed = arena_array(scratch, Listed, count + 1);
  size_t found = 0;
  if (!book->frames[frame]->key_count) {
    list->units[list->unit_count++] = book->plain[frame];
    return;
  }
  for (uint32_t i = 0; !list->years[frame] && i < book->count; i++)
    if (book_frame(book, i)->index == frame)
      listed[found++] = listed_of(book, book_at(book, i)->name, i);
  for (uint32_t i = 0; list->years[frame] && i < book->lines.count; i++) {
    const BookLine *line = pile_at(&book->lines, i);
    if (line->frame == frame)
      listed[found++] = listed_of(book, line->name, i);
  }
  sort_in_place(listed, found, sizeof *listed, compare_listed, book);
  for (size_t i = 0; i < found; i++)
    list->units[list->unit_count++] = listed[i].unit;
}

/* ---- how many ------------------------------------------------------------------------ */

static size_t frame_of(const FrameList *list, size_t unit) {
  size_t frame = 0;
  while (list->ends[frame] <= unit)
    frame++;
  return frame;
}

static bool unit_is_line(const FrameList *list, size_t unit) {
  return list->years[frame_of(list, unit)];
}

static void count_states(FrameList *list, Arena *arena) {
  const Book *book = list->book;
  list->count = list->unit_count;
  if (!book->lines.count)
    return;
  list->starts = arena_array(arena, uint32_t, list->unit_count + 1);
  list->count = 0;
  for (size_t i = 0; i < list->unit_count; i++) {
    list->starts[i] = (uint32_t)list->count;
    list->count += unit_is_line(list, i) ? book_count_years(book, list->units[i]) : 1;
  }
}

FrameList book_list(const Book *book, Arena *arena) {
  FrameList list = { .book = book };
  Arena scratch;
  arena_init_deferred(&scratch, arena->memory);
  const size_t *counts = count_units(book, &scratch);
  size_t count = 0;
  list.ends = arena_array(arena, size_t, book->frame_count + 1);
  list.years = arena_array(arena, bool, book->frame_count + 1);
  for (uint32_t i = 0; i < book->lines.count; i++)
    list.years[((const BookLine *)pile_at(&book->lines, i))->frame] = true;
  for (size_t i = 0; i < book->frame_count; i++)
    list.ends[i] = count += counts[i];
  list.units = arena_array(arena, uint32_t, count + 1);
  for (size_t i = 0; i < book->frame_count; i++)
    if (counts[i])
      list_frame(&list, &scratch, i, counts[i]);
  memory_release(arena->memory, &scratch);
  count_states(&list, arena);
  return list;
}

/* ---- one of them ----------------------------------------------------------------------- */

static size_t unit_at(const FrameList *list, size_t i) {
  size_t low = 0, high = list->unit_count;
  if (!list->starts)
    return i;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (list->starts[middle] <= i)
      low = middle;
    else
      high = middle;
  }
  return low;
}

/* By how they are written: as keys are. */
static int compare_years(const void *left, const void *right) {
  const BookYearAt *a = left, *b = right;
  char one[24], other[24];
  snprintf(one, sizeof one, "%lld", (long long)a->year);
  snprintf(other, sizeof other, "%lld", (long long)b->year);
  return strcmp(one, other);
}

FrameState frame_list_at(const FrameList *list, Arena *arena, size_t i) {
  size_t unit = unit_at(list, i);
  uint32_t of = list->units[unit];
  if (!list->starts || !unit_is_line(list, unit))
    return book_state(list->book, arena, of);
  BookYearAt *years = arena_array(arena, BookYearAt, book_count_years(list->book, of) + 1);
  size_t count = book_years_of(list->book, of, years);
  years = sort_stable(arena, years, count, sizeof *years, compare_years);
  return book_year_state(list->book, arena, of, years[i - list->starts[unit]]);
}

size_t frame_list_end(const FrameList *list, size_t i) {
  size_t unit = list->ends[frame_of(list, unit_at(list, i))];
  if (unit == list->unit_count)
    return list->count;
  return list->starts ? list->starts[unit] : unit;
}
