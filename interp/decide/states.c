#include "interp/decide/states.h"

#include "base/sort.h"

#include <string.h>

/* ---- keys ------------------------------------------------------------------------ */

/* A part of a key: a ',' or '\' inside stands behind '\', as in keys of records (H1). */
static void put_part(Writer *writer, Text part) {
  for (size_t i = 0; i < part.length; i++) {
    if (part.bytes[i] == ',' || part.bytes[i] == '\\')
      writer_put_char(writer, '\\');
    writer_put_char(writer, part.bytes[i]);
  }
}

static Text key_text(Arena *arena, const Frame *frame, const Value *keys) {
  if (!frame->key_count)
    return TEXT_NONE;
  if (frame->key_count == 1)
    return value_plain(arena, keys[0]);
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < frame->key_count; i++) {
    if (i)
      writer_put_char(&writer, ',');
    put_part(&writer, value_plain(arena, keys[i]));
  }
  return writer_text(&writer);
}

/* ---- limits ---------------------------------------------------------------------- */

/* With the room that a what-if gives it. */
static Value raised(const Opener *opener, const Frame *frame, const Value *keys, Value limit) {
  for (size_t i = 0; i < opener->book->raise_count && limit.state == VALUE_KNOWN; i++) {
    const FrameRaise *raise = &opener->book->raises[i];
    if (raise->frame == frame &&
        text_equal(raise->key, key_text(opener->scratch, frame, keys)) &&
        !fraction_add(limit.as.number, fraction_from(raise->amount), &limit.as.number))
      return value_unknown(TYPE_MONEY);
  }
  return limit;
}

static Value with_additions(const Opener *opener, const Frame *frame, const Value *keys,
                            Value limit) {
  for (size_t i = 0; i < frame->adds.count && limit.state == VALUE_KNOWN; i++) {
    Value more = evaluate_bound(opener->evaluator, frame->adds.items[i], keys, frame->key_count);
    if (more.state != VALUE_KNOWN)
      return more;
    fraction_add(limit.as.number, more.as.number, &limit.as.number);   /* both kept: it fits */
  }
  return raised(opener, frame, keys, limit);
}

Value states_limit(const Opener *opener, const Frame *frame, const Value *keys) {
  return with_additions(opener, frame, keys,
                        evaluate_bound(opener->evaluator, frame->limit, keys, frame->key_count));
}

/* Money, or a rate of the limit, in whole minor units. */
static bool most_of(const Opener *opener, const Term *most, const Value *keys, size_t count,
                    int64_t limit, int64_t *result) {
  *result = 0;
  if (!most)
    return true;
  Value value = evaluate_bound(opener->evaluator, most, keys, count);
  if (value.state != VALUE_KNOWN)
    return false;
  Fraction amount = value.as.number;
  if (value.kind == TYPE_RATE && !fraction_multiply(amount, fraction_from(limit), &amount))
    return false;
  return fraction_round(amount, fraction_from(1), ROUND_NEAREST, &amount) &&
         fraction_to_int64(amount, result);
}

/* ---- years ----------------------------------------------------------------------- */

static bool in_force_in(const Model *model, int64_t year) {
  for (size_t i = 0; i < model->in_force.count; i++) {
    const Period *period = &model->in_force.items[i];
    if (date_civil(period->from).year <= year &&
        (period->open || year <= date_civil(period->to).year))
      return true;
  }
  return false;
}

/* The state of the year before, opened if the rules were in force in it; BOOK_NOWHERE: none. */
static uint32_t open_year_before(const Opener *opener, const Frame *frame, const Value *keys) {
  enum { MOST_KEYS = 16 };
  Value before[MOST_KEYS];
  int64_t year;
  ValueError error;
  size_t last = frame->key_count - 1;
  if (frame->key_count > MOST_KEYS || !fraction_to_int64(keys[last].as.number, &year))
    return BOOK_NOWHERE;
  memcpy(before, keys, frame->key_count * sizeof *keys);
  before[last] = value_integer(year - 1);
  uint32_t found = book_find(opener->book, frame, key_text(opener->scratch, frame, before));
  if (found != BOOK_NOWHERE || !in_force_in(opener->model, year - 1))
    return found;
  return states_open(opener, frame, before, &error);
}

static void join_years(const Opener *opener, const Frame *frame, const Value *keys,
                       uint32_t place) {
  if (!frame->yearly || (!frame->carries_over && !frame->overdraws))
    return;
  uint32_t before = open_year_before(opener, frame, keys);
  FrameState *states = opener->book->states.items;
  states[place].year_before = before;
  if (before != BOOK_NOWHERE)
    states[before].year_after = place;
}

/* ---- opening --------------------------------------------------------------------- */

static bool fill(const Opener *opener, const Frame *frame, const Value *keys, FrameState *state,
                 ValueError *error) {
  Value limit = with_additions(opener, frame, keys,
                               evaluate_unvarying(opener->evaluator, frame->limit, keys,
                                                  frame->key_count));
  if (limit.state == VALUE_ERROR) {
    *error = *limit.as.error;
    return false;
  }
  state->pending = limit.state != VALUE_KNOWN;
  *error = (ValueError){ frame->span,
                         text_from(model_words(opener->model, "its limit is not a whole number of "
                                                              "the smallest unit")) };
  if (!state->pending && !fraction_to_int64(limit.as.number, &state->limit))
    return false;
  error->message = text_from(model_words(opener->model,
                                         "what it carries over or overdraws cannot be computed"));
  return most_of(opener, frame->carries_over, keys, frame->key_count, state->limit,
                 &state->carry_most) &&
         most_of(opener, frame->overdraws, keys, frame->key_count, state->limit,
                 &state->overdraw_most);
}

uint32_t states_open(const Opener *opener, const Frame *frame, const Value *keys,
                     ValueError *error) {
  Book *book = opener->book;
  Text key = key_text(opener->scratch, frame, keys);
  uint32_t place = book_find(book, frame, key);
  if (place != BOOK_NOWHERE)
    return place;
  FrameState state = { .frame = frame, .key = arena_text(book->arena, key),
                       .year_before = BOOK_NOWHERE, .year_after = BOOK_NOWHERE,
                       .within = BOOK_NOWHERE };
  if (!fill(opener, frame, keys, &state, error))
    return BOOK_NOWHERE;
  if (frame->within && !frame->within->key_count)
    state.within = book_find(book, frame->within, TEXT_NONE);
  if (frame->rolling)
    state.window = day_sums_new(book->arena);
  place = book_open(book, &state);
  join_years(opener, frame, keys, place);
  return place;
}

/* ---- as left --------------------------------------------------------------------- */

static int compare_states(const void *left, const void *right) {
  const FrameState *a = left, *b = right;
  if (a->frame != b->frame)
    return a->frame->index < b->frame->index ? -1 : 1;
  return text_compare(a->key, b->key);
}

FrameState *states_sorted(const Book *book, Arena *arena) {
  size_t count = book->states.count;
  FrameState *states = arena_array(arena, FrameState, count + 1);
  if (count)
    memcpy(states, book->states.items, count * sizeof *states);
  return sort_stable(arena, states, count, sizeof *states, compare_states);
}

/* ---- all of them ----------------------------------------------------------------- */

static _Noreturn void stop_at(Memory *memory, const Frame *frame, Text why, Diags *diags) {
  diag_report(diags, DIAG_FRAME_ERROR, frame->span, "frame \"%.*s\" cannot be computed: %.*s",
              TEXT_PRINT(frame->name), TEXT_PRINT(why));
  memory_stop(memory);
}

void states_open_plain(const Opener *opener, Diags *diags) {
  for (size_t i = 0; i < opener->model->frames.count; i++) {
    const Frame *frame = opener->model->frames.items[i];
    ValueError error;
    if (!frame->key_count && states_open(opener, frame, NULL, &error) == BOOK_NOWHERE)
      stop_at(opener->book->arena->memory, frame, error.message, diags);
  }
}

_Noreturn void states_overflowed(Memory *memory, const Frame *frame, Diags *diags) {
  stop_at(memory, frame,
          text_from(diag_words(diags, "decisions taken add up to more than 64 bits hold")), diags);
}
