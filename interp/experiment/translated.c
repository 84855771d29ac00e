/* A standing of another model over the same records, in the terms of this one. */
#include "interp/experiment/experiment.h"

/* Frames, decisions and outcomes are the same where their names are. */
static const Frame *same_frame(const Model *model, const Frame *frame) {
  for (size_t i = 0; frame && i < model->frames.count; i++)
    if (text_equal(model->frames.items[i]->name, frame->name))
      return model->frames.items[i];
  return NULL;
}

static const Decision *same_decision(const Model *model, const Decision *decision) {
  for (size_t i = 0; decision && i < model->decisions.count; i++)
    if (text_equal(model->decisions.items[i]->name, decision->name))
      return model->decisions.items[i];
  return NULL;
}

static Text decider_of(const Power *power) {
  const Term *term = power->decider;
  bool named = term && term->kind == TERM_CONSTANT && term->as.constant.kind == TYPE_BODY;
  return named ? term->as.constant.as.body->name : TEXT("");
}

static const int64_t *translate_limits(Arena *arena, const StandingOf *from, const Decision *to) {
  int64_t *limits = arena_array(arena, int64_t, to->powers.count + 1);
  for (size_t i = 0; i < to->powers.count; i++) {
    limits[i] = INT64_MAX;
    for (size_t j = 0; j < from->decision->powers.count; j++) {
      const Power *power = from->decision->powers.items[j];
      if (power->delegated == to->powers.items[i]->delegated &&
          text_equal(decider_of(power), decider_of(to->powers.items[i])))
        limits[i] = from->limits[j];
    }
  }
  return limits;
}

/* Places of own outcomes and frames, old -> new. */
typedef struct {
  uint8_t  *owns;                     /* UINT8_MAX: not there */
  uint16_t *frames;                   /* as in StandWay.frame */
} Places;

static Places places_of(Arena *arena, const StandingOf *from, const Model *old,
                        const Decision *to, const Model *model) {
  Places places = { arena_array(arena, uint8_t, from->decision->outcomes.count + 1),
                    arena_array(arena, uint16_t, old->frames.count + 1) };
  for (size_t i = 0; i < from->decision->outcomes.count; i++) {
    places.owns[i] = UINT8_MAX;
    for (size_t j = 0; j < to->outcomes.count; j++)
      if (text_equal(from->decision->outcomes.items[i]->name, to->outcomes.items[j]->name))
        places.owns[i] = (uint8_t)j;
  }
  for (size_t i = 0; i < old->frames.count; i++) {
    const Frame *frame = same_frame(model, old->frames.items[i]);
    places.frames[i + 1] = frame ? (uint16_t)(frame->index + 1) : 0;
  }
  return places;
}

static const StandWay *translate_ways(Arena *arena, const StandingOf *from,
                                      const Places *places) {
  StandWay *ways = arena_array(arena, StandWay, from->way_count + 1);
  for (size_t i = 0; i < from->way_count; i++) {
    ways[i] = from->ways[i];
    ways[i].frame = places->frames[ways[i].frame];
    if (ways[i].kind != OUTCOME_OWN)
      continue;
    ways[i].own = places->owns[ways[i].own];
    if (ways[i].own == UINT8_MAX)
      ways[i].kind = OUTCOME_INVALID;
  }
  return ways;
}

static const FrameState *translate_frames(Arena *arena, const Standing *standing,
                                          const Model *model, size_t *count) {
  FrameState *states = arena_array(arena, FrameState, standing->frame_count + 1);
  *count = 0;
  for (size_t i = 0; i < standing->frame_count; i++) {
    const Frame *frame = same_frame(model, standing->frames[i].frame);
    if (!frame)
      continue;
    states[*count] = standing->frames[i];
    states[*count].refused_in = same_decision(model, states[*count].refused_in);
    states[(*count)++].frame = frame;
  }
  return states;
}

const Standing *standing_translated(Arena *arena, const Standing *standing, const Model *old,
                                    const Model *model) {
  if (old == model)
    return standing;
  Standing *made = arena_new(arena, Standing);
  *made = *standing;
  made->decision_count = model->decisions.count;
  made->decisions = arena_array(arena, StandingOf, model->decisions.count + 1);
  for (size_t i = 0; i < model->decisions.count; i++) {
    const Decision *to = model->decisions.items[i];
    const Decision *decision = same_decision(old, to);
    const StandingOf *from = decision ? &standing->decisions[decision->index] : NULL;
    if (!from)
      return NULL;
    Places places = places_of(arena, from, old, to, model);
    made->decisions[i] = *from;
    made->decisions[i].decision = to;
    made->decisions[i].ways = translate_ways(arena, from, &places);
    made->decisions[i].limits = translate_limits(arena, from, to);
    made->decisions[i].summary.decision = to;
  }
  made->frames = translate_frames(arena, standing, model, &made->frame_count);
  return made;
}
