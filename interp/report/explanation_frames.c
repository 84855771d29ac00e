/* Frames in an explanation: the room at the record's turn, what refused it, and why a frame was
 * not open to it. */
#include "interp/report/explanation_parts.h"

/* "themes", or of a family "themes of energy". */
static Text frame_name(const Gathering *gathering, const Frame *frame, Text key) {
  Text name = explained_text(gathering, frame->name);
  return key.length ? arena_format(gathering->arena, "%.*s%s%.*s", TEXT_PRINT(name),
                                   explained_words(gathering, " of "),
                                   TEXT_PRINT(explained_text(gathering, key)))
                    : name;
}

/* ---- what refused it ----------------------------------------------------------------- */

static void add_refusal(const Gathering *gathering, const Refusal *refusal) {
  int64_t lacks = refusal->amount > refusal->room ? refusal->amount - refusal->room : 0;
  int64_t suffices;
  if (__builtin_add_overflow(lacks, refusal->queued_before, &suffices))
    suffices = INT64_MAX;
  ExplainedRefusal explained = {
    .frame = refusal->frame, .key = arena_text(gathering->arena, refusal->key),
    .name = frame_name(gathering, refusal->frame, refusal->key),
    .room = explained_amount(gathering, refusal->room),
    .lacks = explained_amount(gathering, lacks),
    .before = explained_amount(gathering, refusal->queued_before),
    .enough = explained_amount(gathering, suffices),
    .suffices = suffices, .power = refusal->power, .closed = refusal->closed,
  };
  LIST_ADD(gathering->arena, &gathering->explanation->refusals, ExplainedRefusal, explained);
}

void explanation_gather_refusals(const Gathering *gathering) {
  const Judgement *judgement = gathering->judgement;
  Refusal *refusals = NULL;
  if (!judgement->reached || !judgement->queue)
    return;
  size_t count = allocation_refusals(judgement->queue, gathering->arena, judgement->number,
                                     &refusals);
  for (size_t i = 0; i < count; i++)
    add_refusal(gathering, &refusals[i]);
}

/* The row of powers tried last: that of the ordinary decider. */
static size_t last_power(const Explanation *explanation) {
  size_t last = 0;
  for (size_t i = 0; i < explanation->refusals.count; i++)
    if (explanation->refusals.items[i].power > last)
      last = explanation->refusals.items[i].power;
  return last;
}

size_t explanation_raises(const Explanation *explanation, Arena *arena, FrameRaise **raises) {
  size_t power = last_power(explanation), count = 0;
  *raises = arena_array(arena, FrameRaise, explanation->refusals.count + 1);
  for (size_t i = 0; i < explanation->refusals.count; i++) {
    const ExplainedRefusal *refusal = &explanation->refusals.items[i];
    if (refusal->power == power && !refusal->closed)
      (*raises)[count++] = (FrameRaise){ refusal->frame, refusal->key, refusal->suffices };
  }
  return count;
}

void explanation_gather_trial(const Gathering *gathering) {
  const Judgement *judgement = gathering->judgement;
  FrameRaise *raises;
  if (judgement->kind != OUTCOME_WAITLISTED || !judgement->queue ||
      !why_not_has_turns(judgement->decision))
    return;
  size_t count = explanation_raises(gathering->explanation, gathering->arena, &raises);
  if (count)
    gathering->explanation->trial =
        why_not_raised(gathering->arena, judgement, raises, count) ? TRIAL_FUNDS : TRIAL_FAILS;
}

bool explanation_same_refusal(const ExplainedRefusal *a, const ExplainedRefusal *b) {
  return a->frame == b->frame && a->closed == b->closed && text_equal(a->key, b->key) &&
         text_equal(a->room, b->room) && text_equal(a->enough, b->enough);
}

/* ---- what it drew -------------------------------------------------------------------- */

void explanation_gather_rooms(const Gathering *gathering) {
  const Judgement *judgement = gathering->judgement;
  AllocationLine *lines = NULL;
  if (!judgement->reached || !judgement->queue || judgement->kind != OUTCOME_FUNDABLE)
    return;
  size_t count = allocation_rooms(judgement->queue, gathering->arena, judgement->number, &lines);
  for (size_t i = 0; i < count; i++) {
    const FrameState *state = &lines[i].state;
    ExplainedRoom room = { frame_name(gathering, state->frame, state->key),
                           explained_amount(gathering, lines[i].room),
                           explained_amount(gathering, lines[i].room - lines[i].taken) };
    LIST_ADD(gathering->arena, &gathering->explanation->rooms, ExplainedRoom, room);
  }
}

/* ---- frames that are open only when -------------------------------------------------- */

/* "youth: no, age: 31" */
static Text values_of(const Gathering *gathering, const Term *test) {
  LeafList leaves = { NULL, 0, 0 };
  Writer writer;
  writer_to_memory(&writer, gathering->arena);
  evaluate_leaves(gathering->judgement->evaluator, test, &leaves);
  for (size_t i = 0; i < leaves.count; i++) {
    const Leaf *leaf = &leaves.items[i];
    Text shown = value_say(gathering->arena, leaf->value, &leaf->type, gathering->screen->swedish);
    writer_print(&writer, "%s%.*s: %.*s", i ? ", " : "", TEXT_PRINT(leaf->name),
                 TEXT_PRINT(shown));
  }
  return explained_text(gathering, writer_text(&writer));
}

static void add_only_when(const Gathering *gathering, ExplainedPower *to, const FrameUse *use) {
  Evaluator *evaluator = gathering->judgement->evaluator;
  evaluator_governed_by(evaluator, use->governed);
  Value open = evaluate(evaluator, use->only_when);
  if (open.state == VALUE_KNOWN && !open.as.truth)
    LIST_ADD(gathering->arena, &to->why, Text,
             arena_format(gathering->arena,
                          explained_words(gathering,
                                          "the frame %.*s is open only when %.*s (%.*s)"),
                          TEXT_PRINT(explained_text(gathering, use->frame->name)),
                          TEXT_PRINT(explained_expr(gathering, use->only_when)),
                          TEXT_PRINT(values_of(gathering, use->only_when))));
  evaluator_governed_by(evaluator, NULL);
}

void explanation_gather_only_when(const Gathering *gathering, ExplainedPower *to,
                                  const Power *power) {
  const Decision *decision = gathering->judgement->decision;
  for (const Frame *frame = allocation_frame(decision, power); frame; frame = frame->within)
    for (size_t i = 0; i < decision->uses.count; i++)
      if (decision->uses.items[i]->frame == frame && decision->uses.items[i]->only_when)
        add_only_when(gathering, to, decision->uses.items[i]);
}
