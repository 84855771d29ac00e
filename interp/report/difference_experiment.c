#include "interp/report/difference_experiment.h"

enum { WHY_MOST = 1000 };   /* records judged once more to tell what settled them */

typedef struct {
  Arena              *arena;
  Experiment         *experiment;
  const Difference   *difference;
  const DifferenceOf *of;
  EndingsOf          *endings;
  bool                after;
} Turning;

/* ---- one record ----------------------------------------------------------------------- */

static const StandingOf *standing_of(const Turning *turning, bool after) {
  const Standing *standing = after ? turning->difference->after : turning->difference->before;
  return &standing->decisions[turning->of->decision->index];
}

static Text frame_title(const Model *model, const Stand *stand) {
  if (stand->frame == 0 || stand->frame > model->frames.count)
    return TEXT("");
  const Frame *frame = model->frames.items[stand->frame - 1];
  return frame->title.length ? frame->title : frame->name;
}

static Ending ending_of(const Turning *turning, size_t number, bool after) {
  const StandingOf *of = standing_of(turning, after);
  const Dues *dues = after ? turning->of->due_after : turning->of->due_before;
  Stand record = standing_at(of, number);
  const Stand *stand = &record;
  Ending ending = { .outcome = stand_outcome(of->decision, stand),
                    .kind = (OutcomeKind)stand->kind,
                    .decider = of->deciders[stand->decider], .has_asked = stand->has_asked,
                    .recorded = stand->recorded, .asked = stand->asked,
                    .granted = stand->granted, .due = dues ? dues_text(dues, turning->arena, number)
                                                          : TEXT("") };
  if (ending.kind == OUTCOME_WAITLISTED)
    ending.why = frame_title(experiment_model(turning->experiment), stand);
  return ending;
}

static const Assumptions *assumed(const Turning *turning, bool after) {
  return after ? &turning->difference->after->assumptions
               : &turning->difference->before->assumptions;
}

/* A list's elements by their names, parted by commas. */
static Text group_text(Arena *arena, Value value, const Type *type, bool swedish) {
  if (value.state != VALUE_KNOWN)
    return TEXT("");
  if (type->kind != TYPE_LIST)
    return value_say(arena, value, type, swedish);
  Text all = TEXT("");
  for (size_t i = 0; i < value.as.list.count; i++) {
    Text one = value_say(arena, value.as.list.items[i], type->element, swedish);
    all = all.length ? arena_format(arena, "%.*s, %.*s", TEXT_PRINT(all), TEXT_PRINT(one)) : one;
  }
  return all;
}

static void name_pair(const Turning *turning, size_t number, const FieldType *by,
                      EndingPair *pair) {
  Arena *arena = turning->arena;
  const Record *record = experiment_record(turning->experiment, assumed(turning, true),
                                           turning->of->decision, number, arena);
  pair->key = experiment_key(turning->experiment, arena, turning->of->decision, number);
  pair->title = ending_title(record);
  if (by && record->type->count > by->index && &record->type->fields[by->index] == by)
    pair->group = group_text(arena, record->fields[by->index], &by->type,
                             experiment_model(turning->experiment)->surface == SURFACE_SWEDISH);
}

/* ---- what settled it ------------------------------------------------------------------ */

static bool settled_alone(const Ending *ending) {
  return ending->kind == OUTCOME_INVALID || ending->kind == OUTCOME_INELIGIBLE ||
         ending->kind == OUTCOME_REJECTED || ending->kind == OUTCOME_INCOMPLETE;
}

static Ending *ending_at(const Turning *turning, size_t i) {
  EndingPair *pair = &turning->endings->differ.items[i];
  return turning->after ? &pair->after : &pair->before;
}

static void tell_why(void *context, Evaluator *evaluator, const RecordSource *source,
                     Arena *scratch) {
  const Turning *turning = context;
  const Decision *decision = turning->of->decision;
  Judge *judge = judge_new(scratch, experiment_model(turning->experiment), decision, evaluator,
                           source);
  for (size_t i = 0; i < turning->endings->differ.count && i < WHY_MOST; i++) {
    Ending *ending = ending_at(turning, i);
    if (!settled_alone(ending) || decision->late)
      continue;
    const Record *record = experiment_record(turning->experiment,
                                             assumed(turning, turning->after), decision,
                                             turning->of->records[i], scratch);
    const Judgement *judgement = judge_record(judge, record, scratch);
    ending->why = arena_text(turning->arena, ending_why(scratch, judgement));
  }
}

/* ---- the whole ------------------------------------------------------------------------ */

static EndingCount count_of(const Shift *shift) {
  return (EndingCount){ shift->name, shift->before, shift->after, shift->granted_before,
                        shift->granted_after };
}

static void turn_decision(Turning *turning, const FieldType *by) {
  Arena *arena = turning->arena;
  const DifferenceOf *of = turning->of;
  EndingsOf *endings = turning->endings;
  endings->decision = of->decision;
  endings->records = standing_of(turning, true)->count;
  endings->held = standing_of(turning, true)->summary.recorded;
  for (size_t i = 0; i < of->outcomes.count; i++)
    LIST_ADD(arena, &endings->outcomes, EndingCount, count_of(&of->outcomes.items[i]));
  for (size_t i = 0; i < of->deciders.count; i++)
    LIST_ADD(arena, &endings->deciders, EndingCount, count_of(&of->deciders.items[i]));
  endings_sort_outcomes(arena, &endings->outcomes);
  for (size_t i = 0; i < of->record_count; i++) {
    uint32_t number = of->records[i];
    EndingPair pair = { .before = ending_of(turning, number, false),
                        .after = ending_of(turning, number, true) };
    name_pair(turning, number, by, &pair);
    LIST_ADD(arena, &endings->differ, EndingPair, pair);
    memory_poll(arena->memory);
  }
  for (int after = 0; after < 2; after++) {
    turning->after = after != 0;
    experiment_alone(turning->experiment, assumed(turning, turning->after), tell_why, turning);
  }
}

static void turn_frames(const Turning *turning, Endings *endings) {
  const Standing *before = turning->difference->before, *after = turning->difference->after;
  for (size_t i = 0; i < after->frame_count; i++) {
    const FrameState *now = &after->frames[i];
    const FrameState *was = standing_frame(before, now->frame, now->key);
    const Term *limit = now->frame->limit;
    EndingFrame frame = { .frame = now->frame, .key = now->key, .has_after = true,
                          .limit_after = now->limit, .used_after = now->opening + now->drawn,
                          .binds_after = standing_binds(after, now),
                          .currency = limit && limit->type.currency
                                          ? limit->type.currency
                                          : experiment_model(turning->experiment)->currency };
    if (was) {
      frame.has_before = true;
      frame.limit_before = was->limit;
      frame.used_before = was->opening + was->drawn;
      frame.binds_before = standing_binds(before, was);
    }
    LIST_ADD(turning->arena, &endings->frames, EndingFrame, frame);
  }
}

Endings *endings_of_difference(Arena *arena, Experiment *experiment, const Difference *difference,
                               const FieldType *by) {
  Endings *endings = arena_new(arena, Endings);
  Turning turning = { .arena = arena, .experiment = experiment, .difference = difference };
  for (size_t i = 0; i < difference->decisions.count; i++) {
    LIST_ADD(arena, &endings->decisions, EndingsOf, ((EndingsOf){ .records = 0 }));
    turning.of = &difference->decisions.items[i];
    turning.endings = &endings->decisions.items[i];
    turn_decision(&turning, by);
  }
  turn_frames(&turning, endings);
  return endings;
}
