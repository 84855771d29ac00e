/* What a record draws on frames whose keys, window or limit depend on it (semantics F2 to F4). */
#include "interp/decide/judging.h"
#include "interp/decide/states.h"

typedef struct {
  Judging    *judging;
  FrameDraws *frame;
  Opener      opener;
} Drawing;

/* ---- what is not known --------------------------------------------------------------- */

static void fail(Drawing *drawing, const ValueError *error) {
  drawing->frame->verdict = VERDICT_INVALID;
  drawing->frame->error = error;
}

/* False: the value is not known, or an error, and the frame's verdict says so. */
static bool need(Drawing *drawing, Value value, const Term *term) {
  if (value.state == VALUE_KNOWN)
    return true;
  if (value.state == VALUE_ERROR) {
    fail(drawing, value.as.error);
    return false;
  }
  if (drawing->frame->verdict == VERDICT_PASS)
    drawing->frame->verdict = VERDICT_UNKNOWN;
  evaluate_asks(drawing->judging->judge->evaluator, term, &drawing->frame->asks);
  return false;
}

/* ---- states -------------------------------------------------------------------------- */

static bool evaluate_keys(Drawing *drawing, const FrameUse *use, Value *keys) {
  Evaluator *evaluator = drawing->judging->judge->evaluator;
  bool known = true;
  for (size_t i = 0; i < use->frame->key_count; i++) {
    keys[i] = evaluate(evaluator, use->keys[i]);
    known &= need(drawing, keys[i], use->keys[i]);
  }
  return known;
}

static bool open_state(Drawing *drawing, const FrameUse *use, const Value *keys,
                       uint32_t *state) {
  ValueError error;
  *state = states_open(&drawing->opener, use->frame, keys, &error);
  if (*state != BOOK_NOWHERE)
    return true;
  ValueError *kept = arena_new(drawing->judging->batch, ValueError);
  *kept = error;
  fail(drawing, kept);
  return false;
}

/* ---- one draw ------------------------------------------------------------------------ */

/* The limit of the record's own version and date (X3, X4); the state shows the last of them. */
static bool own_limit(Drawing *drawing, const FrameUse *use, const Value *keys, Draw *draw) {
  const Judge *judge = drawing->judging->judge;
  if (!evaluator_varies(judge->evaluator, use->frame->limit, keys, use->frame->key_count))
    return true;
  evaluator_governed_by(judge->evaluator, use->governed);
  Value limit = states_limit(&drawing->opener, use->frame, keys);
  evaluator_governed_by(judge->evaluator, NULL);
  if (limit.state == VALUE_ERROR) {
    fail(drawing, limit.as.error);
    return false;
  }
  draw->own_limit = true;
  draw->pending = limit.state != VALUE_KNOWN;
  if (draw->pending)
    return true;
  fraction_to_int64(limit.as.number, &draw->limit);            /* kept: whole, and it fits */
  book_set_limit(judge->book, draw->state, false, draw->limit);
  return true;
}

static bool window(Drawing *drawing, const FrameUse *use, Draw *draw) {
  Evaluator *evaluator = drawing->judging->judge->evaluator;
  if (!use->frame->rolling || !use->day)
    return true;
  Value day = evaluate(evaluator, use->day);
  const RecordedDecision *taken = &drawing->judging->judgement->record_decision;
  if (day.state == VALUE_UNKNOWN && taken->decided && taken->has_date)
    day = value_date(taken->on);
  if (!need(drawing, day, use->day))
    return false;
  Value from = evaluate_window_start(evaluator, use->frame->rolling,
                                     use->frame->rolling_calendar, day.as.date);
  if (!need(drawing, from, use->frame->rolling))
    return false;
  draw->day = day.as.date;
  draw->from = from.as.date;
  return true;
}

static bool counted(Drawing *drawing, const FrameUse *use, Draw *draw) {
  if (!use->counted)
    return true;
  Value sum = evaluate_kept(drawing->judging->judge->evaluator, use->counted);
  if (!need(drawing, sum, use->counted))
    return false;
  return fraction_to_int64(sum.as.number, &draw->counted);     /* kept: whole, and it fits */
}

/* The states of the other keys that share the limit. */
static bool shared(Drawing *drawing, const FrameUse *use, Draw *draw) {
  if (!use->shared)
    return true;
  Value list = evaluate(drawing->judging->judge->evaluator, use->shared);
  if (list.state == VALUE_NONE)
    return true;
  if (!need(drawing, list, use->shared))
    return false;
  size_t count = list.as.list.count;
  uint32_t *places = arena_array(drawing->judging->batch, uint32_t, count + 1);
  for (size_t i = 0; i < count; i++) {
    uint32_t place;
    if (!need(drawing, list.as.list.items[i], use->shared) ||
        !open_state(drawing, use, &list.as.list.items[i], &place))
      return false;
    bool known = place == draw->state;
    for (size_t j = 0; j < draw->shared_count; j++)
      known |= places[j] == place;
    if (!known)
      places[draw->shared_count++] = place;
  }
  draw->shared = places;
  return true;
}

static bool make_draw(Drawing *drawing, const FrameUse *use, const Value *keys, Draw *draw) {
  *draw = (Draw){ .whole = true };
  return open_state(drawing, use, keys, &draw->state) && own_limit(drawing, use, keys, draw) &&
         window(drawing, use, draw) && counted(drawing, use, draw) &&
         shared(drawing, use, draw);
}

static void add_draw(Drawing *drawing, Draw draw) {
  Judgement *judgement = drawing->judging->judgement;
  for (size_t i = 0; i < judgement->draws.count; i++) {
    Draw *other = &judgement->draws.items[i];
    if (other->state != draw.state)
      continue;
    if (__builtin_add_overflow(other->amount, draw.amount, &other->amount))
      other->amount = INT64_MAX;
    return;
  }
  LIST_ADD(drawing->judging->batch, &judgement->draws, Draw, draw);
}

/* ---- several keys -------------------------------------------------------------------- */

static void draw_element(void *context, Evaluator *evaluator, const Term *sum) {
  Drawing *drawing = context;
  const FrameUse *use = drawing->frame->use;
  Value *keys = arena_array(drawing->judging->batch, Value, use->frame->key_count + 1);
  Value amount = evaluate_kept(evaluator, sum->as.aggregate.value);
  Draw draw;
  if (!need(drawing, amount, sum->as.aggregate.value) || !evaluate_keys(drawing, use, keys) ||
      !make_draw(drawing, use, keys, &draw))
    return;
  draw.whole = false;
  fraction_to_int64(amount.as.number, &draw.amount);           /* kept: whole, and it fits */
  if (draw.amount < 0) {
    fail(drawing, NULL);
    return;
  }
  add_draw(drawing, draw);
}

static void draw_several(Drawing *drawing, const FrameUse *use) {
  Evaluator *evaluator = drawing->judging->judge->evaluator;
  if (need(drawing, evaluate(evaluator, use->several), use->several))
    evaluate_each(evaluator, use->several, draw_element, drawing);
}

/* ---- a frame, and all ---------------------------------------------------------------- */

static bool depends_on_record(const Judge *judge, const FrameUse *use) {
  return use->frame->by_record || evaluator_varies(judge->evaluator, use->frame->limit, NULL,
                                                   use->frame->key_count);
}

static void draw_frame(Drawing *drawing, const FrameUse *use) {
  if (!depends_on_record(drawing->judging->judge, use))
    return;
  if (use->several) {
    draw_several(drawing, use);
    return;
  }
  Value *keys = arena_array(drawing->judging->batch, Value, use->frame->key_count + 1);
  Draw draw;
  if (evaluate_keys(drawing, use, keys) && make_draw(drawing, use, keys, &draw))
    add_draw(drawing, draw);
}

void draws_compute(Judging *judging) {
  Judge *judge = judging->judge;
  const Decision *decision = judge->decision;
  if (!judge->book || judging->frames.count)
    return;
  for (size_t i = 0; i < decision->uses.count; i++) {
    FrameDraws frame = { .use = decision->uses.items[i], .verdict = VERDICT_PASS };
    Drawing drawing = { judging, &frame,
                        { judge->book, judge->model, judge->evaluator, judging->batch } };
    draw_frame(&drawing, frame.use);
    LIST_ADD(judging->batch, &judging->frames, FrameDraws, frame);
  }
}

const FrameDraws *draws_of(const Judging *judging, const Frame *frame) {
  for (size_t i = 0; i < judging->frames.count; i++)
    if (judging->frames.items[i].use->frame == frame)
      return &judging->frames.items[i];
  return NULL;
}

/* ---- limits that are not known --------------------------------------------------------- */

/* Of the frame for these keys: the facts, or its own name where no fact is asked for (V8). */
static void ask_limit(Drawing *drawing, const Frame *frame, const Value *keys) {
  Evaluator *evaluator = drawing->judging->judge->evaluator;
  AskList own = { 0 };
  if (states_limit(&drawing->opener, frame, keys).state != VALUE_UNKNOWN)
    return;
  evaluate_bound_asks(evaluator, frame->limit, keys, frame->key_count, &own);
  for (size_t i = 0; i < frame->adds.count; i++)
    evaluate_bound_asks(evaluator, frame->adds.items[i], keys, frame->key_count, &own);
  if (!own.count)
    LIST_ADD(drawing->judging->batch, &own, Ask,
             (Ask){ .pending = frame->name, .path = frame->name });
  asks_add_all(drawing->judging->batch, &drawing->frame->asks, &own);
}

static void ask_keyed(void *context, Evaluator *evaluator, const Term *sum) {
  Drawing *drawing = context;
  const FrameUse *use = drawing->frame->use;
  Value *keys = arena_array(drawing->judging->batch, Value, use->frame->key_count + 1);
  (void)sum;
  if (!evaluate_keys(drawing, use, keys))
    return;
  evaluator_governed_by(evaluator, use->governed);
  ask_limit(drawing, use->frame, keys);
  evaluator_governed_by(evaluator, NULL);
}

void draws_ask_limits(Judging *judging, const Frame *frame, AskList *asks) {
  Judge *judge = judging->judge;
  for (; judge->book && frame; frame = frame->within) {
    const FrameDraws *draws = draws_of(judging, frame);
    FrameDraws own = { .use = draws ? draws->use : NULL, .verdict = VERDICT_PASS };
    Drawing drawing = { judging, &own,
                        { judge->book, judge->model, judge->evaluator, judging->batch } };
    if (own.use && own.use->several)
      evaluate_each(judge->evaluator, own.use->several, ask_keyed, &drawing);
    else if (own.use)
      ask_keyed(&drawing, judge->evaluator, NULL);
    else if (!frame->key_count)
      ask_limit(&drawing, frame, NULL);
    asks_add_all(judging->batch, asks, &own.asks);
  }
}
