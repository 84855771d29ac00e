/* Whole columns at a time, chunk by chunk. */
#include "interp/plan/intake_rows.h"

#include <string.h>

/* The rows of a part that lie in one chunk. */
typedef struct { ColumnChunk *chunk; size_t at, from, count; } Piece;

static Piece piece_at(const IntakePart *part, const Column *column, size_t done) {
  size_t row = part->first + done;
  size_t at = row % COLUMN_CHUNK, room = COLUMN_CHUNK - at, left = part->count - done;
  return (Piece){ &column->chunks.items[row / COLUMN_CHUNK], at, part->start + done,
                  left < room ? left : room };
}

/* ---- states -------------------------------------------------------------------------- */

static void copy_piece_states(Arena *arena, const ScanColumn *from, const Piece *piece) {
  ColumnChunk *chunk = piece->chunk;
  if (!chunk->states)
    chunk->states = chunk->room ? chunk->room : arena_array(arena, uint8_t, COLUMN_CHUNK);
  memcpy(chunk->states + piece->at, from->states + piece->from, piece->count);
}

void intake_copy_states(const IntakePart *part, const ScanColumn *from) {
  Column *column = &part->columns->fields[from->field->index];
  if (!from->partial)
    return;
  for (size_t done = 0; done < part->count;) {
    Piece piece = piece_at(part, column, done);
    copy_piece_states(part->columns->census->arena, from, &piece);
    done += piece.count;
  }
  column->partial = true;
}

/* ---- numbers ------------------------------------------------------------------------- */

static uint64_t size_of(int64_t number) {
  return number < 0 ? ~(uint64_t)number : (uint64_t)number;
}

/* A bound of all of them, a power of two less one: a bound that seldom changes. */
static int64_t most_of(const int64_t *numbers, size_t count) {
  uint64_t bits = 0;
  for (size_t i = 0; i < count; i++)
    bits |= size_of(numbers[i]);
  for (unsigned shift = 1; shift < 64; shift *= 2)
    bits |= bits >> shift;
  bool least = false;
  for (size_t i = 0; i < count; i++)
    least |= size_of(numbers[i]) == bits;       /* -2^n is one more */
  return least && bits < INT64_MAX ? (int64_t)(bits * 2 + 1) : (int64_t)bits;
}

/* Finds what numerators are multiplied by; false: they do not all fit one denominator. */
static bool find_factor(Column *column, const ScanColumn *from, int64_t most, int64_t *factor) {
  if (column->denominator % from->denominator != 0 &&
      !column_refine(column, from->denominator))
    return false;
  *factor = column->denominator / from->denominator;
  return most <= INT64_MAX / *factor;
}

static void copy_number(const IntakePart *part, const ScanColumn *from, Column *column,
                        size_t row) {
  if (from->states[row] != CELL_KNOWN)
    return;
  Fraction number = fraction_from(from->numbers[row]);
  fraction_make(from->numbers[row], from->denominator, &number);      /* 64 bits: it fits */
  uint32_t to = (uint32_t)(part->first + (row - part->start));
  column_set(part->columns, column, to, value_number(from->holds->type.kind, number));
}

static void copy_numbers(const IntakePart *part, const ScanColumn *from, Column *column) {
  int64_t most = most_of(from->numbers + part->start, part->count), factor;
  if (!find_factor(column, from, most, &factor)) {
    for (size_t i = 0; i < part->count; i++)
      copy_number(part, from, column, part->start + i);
    return;
  }
  if (most * factor > column->most)
    column->most = most * factor;
  for (size_t done = 0; done < part->count;) {
    Piece piece = piece_at(part, column, done);
    int64_t *to = piece.chunk->numbers + piece.at;
    if (factor == 1)
      memcpy(to, from->numbers + piece.from, piece.count * sizeof *to);
    else
      for (size_t i = 0; i < piece.count; i++)
        to[i] = from->numbers[piece.from + i] * factor;
    done += piece.count;
  }
}

/* ---- names --------------------------------------------------------------------------- */

/* Census numbers + 1 of the batch's texts, as they are met. */
static void copy_texts(const IntakePart *part, const ScanColumn *from, Column *column) {
  Census *census = part->columns->census;
  int32_t *numbers = arena_array(part->scratch, int32_t, from->text_count + 1);
  for (size_t done = 0; done < part->count;) {
    Piece piece = piece_at(part, column, done);
    for (size_t i = 0; i < piece.count; i++) {
      size_t row = piece.from + i;
      if (from->states[row] != CELL_KNOWN) {
        piece.chunk->names[piece.at + i] = 0;
        continue;
      }
      int32_t *number = &numbers[from->names[row]];
      if (*number == 0)
        *number = census_keep_text(census, from->texts[from->names[row]]) + 1;
      piece.chunk->names[piece.at + i] = *number - 1;
    }
    done += piece.count;
  }
}

static void copy_plain(const IntakePart *part, const ScanColumn *from, const Column *column) {
  for (size_t done = 0; done < part->count;) {
    Piece piece = piece_at(part, column, done);
    ColumnChunk *chunk = piece.chunk;
    if (from->form == COLUMN_TRUTH)
      memcpy(chunk->truths + piece.at, from->truths + piece.from, piece.count);
    else
      memcpy(chunk->names + piece.at, from->names + piece.from, piece.count * sizeof(int32_t));
    done += piece.count;
  }
}

static void copy_durations(const IntakePart *part, const ScanColumn *from, const Column *column) {
  Census *census = part->columns->census;
  for (size_t done = 0; done < part->count;) {
    Piece piece = piece_at(part, column, done);
    for (size_t i = 0; i < piece.count; i++)
      piece.chunk->names[piece.at + i] =
          from->states[piece.from + i] == CELL_KNOWN
              ? census_keep_duration(census, from->values[piece.from + i].as.duration) : 0;
    done += piece.count;
  }
}

void intake_copy(const IntakePart *part, const ScanColumn *from) {
  Column *column = &part->columns->fields[from->field->index];
  intake_copy_states(part, from);
  if (from->form == COLUMN_NUMBER)
    copy_numbers(part, from, column);
  else if (from->holds->type.kind == TYPE_TEXT)
    copy_texts(part, from, column);
  else if (from->form == COLUMN_VALUE)
    copy_durations(part, from, column);
  else
    copy_plain(part, from, column);
}
