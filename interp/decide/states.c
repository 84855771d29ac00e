#include "interp/decide/states.h"

#include "interp/check/term_walk.h"

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

static Text join_keys(Arena *arena, const Value *keys, size_t count) {
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < count; i++) {
    if (i)
      writer_put_char(&writer, ',');
    put_part(&writer, value_plain(arena, keys[i]));
  }
  return writer_text(&writer);
}

static Text key_text(Arena *arena, const Frame *frame, const Value *keys) {
  if (frame->key_count <= 1)
    return frame->key_count ? value_plain(arena, keys[0]) : TEXT_NONE;
  return join_keys(arena, keys, frame->key_count);
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

/* ---- opening --------------------------------------------------------------------- */

static bool fill(const Opener *opener, const Frame *frame, const Value *keys, FrameTerms *terms,
                 ValueError *error) {
  Value limit = with_additions(opener, frame, keys,
                               evaluate_unvarying(opener->evaluator, frame->limit, keys,
                                                  frame->key_count));
  *terms = (FrameTerms){ .frame = frame };
  if (limit.state == VALUE_ERROR) {
    *error = *limit.as.error;
    return false;
  }
  terms->pending = limit.state != VALUE_KNOWN;
  *error = (ValueError){ frame->span,
                         text_from(model_words(opener->model, "its limit is not a whole number of "
                                                              "the smallest unit")) };
  if (!terms->pending && !fraction_to_int64(limit.as.number, &terms->limit))
    return false;
  error->message = text_from(model_words(opener->model,
                                         "what it carries over or overdraws cannot be computed"));
  return most_of(opener, frame->carries_over, keys, frame->key_count, terms->limit,
                 &terms->carry_most) &&
         most_of(opener, frame->overdraws, keys, frame->key_count, terms->limit,
                 &terms->overdraw_most);
}

/* ---- years that hang together ------------------------------------------------------ */

enum { MOST_KEYS = 16 };

typedef struct {
  const Opener *opener;
  const Frame  *frame;
  const Value  *keys;
} YearsOf;

/* What an earlier year is held to, if the rules were in force in it. */
static uint32_t tell_year(void *context, int64_t year) {
  const YearsOf *years = context;
  const Frame *frame = years->frame;
  Value keys[MOST_KEYS];
  FrameTerms terms;
  ValueError error;
  if (frame->key_count > MOST_KEYS || !in_force_in(years->opener->model, year))
    return BOOK_NOWHERE;
  memcpy(keys, years->keys, frame->key_count * sizeof *keys);
  keys[frame->key_count - 1] = value_integer(year);
  return fill(years->opener, frame, keys, &terms, &error) ? book_terms(years->opener->book, &terms)
                                                         : BOOK_NOWHERE;
}

static bool visit_variable(void *context, const Term *term) {
  *(bool *)context |= term->kind == TERM_VARIABLE;
  return true;
}

/* Is it the same whatever the keys, and whoever draws? */
static bool rests_on_nothing(const Opener *opener, const Frame *frame, const Term *term) {
  bool reads = false;
  term_walk(term, visit_variable, &reads);
  return !term || (!reads && !evaluator_varies(opener->evaluator, term, NULL, frame->key_count));
}

/* Are years of all lines held to the same? */
static bool is_alike(const Opener *opener, const Frame *frame) {
  bool alike = opener->book->raise_count == 0;
  const Term *terms[] = { frame->limit, frame->carries_over, frame->overdraws };
  for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
    alike &= rests_on_nothing(opener, frame, terms[i]);
  for (size_t i = 0; i < frame->adds.count; i++)
    alike &= rests_on_nothing(opener, frame, frame->adds.items[i]);
  return alike;
}

static uint32_t open_year(const Opener *opener, const Frame *frame, const Value *keys,
                          ValueError *error) {
  Book *book = opener->book;
  YearsOf years = { opener, frame, keys };
  size_t others = frame->key_count - 1;
  int64_t year;
  FrameTerms terms;
  if (!fraction_to_int64(keys[others].as.number, &year))
    return BOOK_NOWHERE;
  Text key = join_keys(opener->scratch, keys, others);
  uint32_t line = book_find_line(book, frame, key);
  if (line == BOOK_NOWHERE)
    line = book_line(book, frame, key, is_alike(opener, frame));
  uint32_t place = book_need_year(book, line, year);
  if (place != BOOK_NOWHERE || !fill(opener, frame, keys, &terms, error))
    return place;
  return book_open_year(book, line, year, &terms, &(BookTeller){ &years, tell_year });
}

uint32_t states_open(const Opener *opener, const Frame *frame, const Value *keys,
                     ValueError *error) {
  Book *book = opener->book;
  FrameTerms terms;
  if (book_moves(frame))
    return open_year(opener, frame, keys, error);
  Text key = key_text(opener->scratch, frame, keys);
  uint32_t place = book_find(book, frame, key);
  if (place != BOOK_NOWHERE || !fill(opener, frame, keys, &terms, error))
    return place;
  return book_open(book, &terms, key);
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
