#include "interp/report/difference_experiment.h"

enum { WHY_MOST = 1000 };   /* records judged once more to tell what settled them */

typedef struct {
  Arena              *arena;
  Experiment         *experiment;
  const Difference   *difference;
  const DifferenceOf *of;
  const FieldType    *by;             /* NULL: not gathered by a field */
  Text               *whys[2];        /* of the first WHY_MOST, before and after */
  const Dues         *dues[2];        /* likewise; NULL: the decision has no deadlines */
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

static Ending ending_of(const Turning *turning, size_t number, bool after, Arena *arena) {
  const StandingOf *of = standing_of(turning, after);
  const Dues *dues = turning->dues[after];
  Stand record = standing_at(of, number);
  const Stand *stand = &record;
  Ending ending = { .outcome = stand_outcome(of->decision, stand),
                    .kind = (OutcomeKind)stand->kind,
                    .decider = of->deciders[stand->decider], .recorded = stand->recorded,
                    .granted = stand->granted,
                    .due = dues ? dues_text(dues, arena, number) : TEXT("") };
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

static const Record *record_at(const Turning *turning, size_t number, Arena *arena) {
  return experiment_record(turning->experiment, assumed(turning, true), turning->of->decision,
                           turning->of->records[number], arena);
}

static Text group_of(const Turning *turning, size_t number, Arena *arena) {
  const FieldType *by = turning->by;
  const Record *record = by ? record_at(turning, number, arena) : NULL;
  bool swedish = experiment_model(turning->experiment)->surface == SURFACE_SWEDISH;
  if (!record || record->type->count <= by->index || &record->type->fields[by->index] != by)
    return TEXT_NONE;
  return group_text(arena, record->fields[by->index], &by->type, swedish);
}

static EndingPair make_pair(void *context, size_t number, Arena *arena) {
  const Turning *turning = context;
  uint32_t record = turning->of->records[number];
  EndingPair pair = { .key = experiment_key(turning->experiment, arena, turning->of->decision,
                                            record),
                      .group = group_of(turning, number, arena),
                      .before = ending_of(turning, record, false, arena),
                      .after = ending_of(turning, record, true, arena) };
  if (number >= WHY_MOST)
    return pair;
  if (turning->whys[0][number].bytes)
    pair.before.why = turning->whys[0][number];
  if (turning->whys[1][number].bytes)
    pair.after.why = turning->whys[1][number];
  return pair;
}

static Text make_title(void *context, size_t number, Arena *arena) {
  return ending_title(record_at(context, number, arena));
}

/* ---- what settled it ------------------------------------------------------------------ */

static bool settled_alone(const Stand *stand) {
  return stand->kind == OUTCOME_INVALID || stand->kind == OUTCOME_INELIGIBLE ||
         stand->kind == OUTCOME_REJECTED || stand->kind == OUTCOME_INCOMPLETE;
}

static void tell_why(void *context, Evaluator *evaluator, const RecordSource *source,
                     Arena *scratch) {
  const Turning *turning = context;
  const Decision *decision = turning->of->decision;
  Judge *judge = judge_new(scratch, experiment_model(turning->experiment), decision, evaluator,
                           source);
  for (size_t i = 0; i < turning->of->record_count && i < WHY_MOST; i++) {
    Stand stand = standing_at(standing_of(turning, turning->after), turning->of->records[i]);
    if (!settled_alone(&stand) || decision->late)
      continue;
    const Record *record = experiment_record(turning->experiment,
                                             assumed(turning, turning->after), decision,
                                             turning->of->records[i], scratch);
    const Judgement *judgement = judge_record(judge, record, scratch);
    turning->whys[turning->after][i] = arena_text(turning->arena, ending_why(scratch, judgement));
  }
}

/* Also where what is assumed moves no day: who ends otherwise may owe none. */
static void tell_dues(Turning *turning) {
  const DifferenceOf *of = turning->of;
  const Difference *between = turning->difference;
  turning->dues[0] = of->due_before;
  turning->dues[1] = of->due_after;
  if (of->due_before || !of->decision->deadlines.count || !of->record_count)
    return;
  turning->dues[0] = dues_of(turning->arena, between->before, of->decision);
  turning->dues[1] = dues_of(turning->arena, between->after, of->decision);
}

/* ---- the whole ------------------------------------------------------------------------ */

static EndingCount count_of(const Shift *shift) {
  return (EndingCount){ shift->name, shift->before, shift->after, shift->granted_before,
                        shift->granted_after };
}

static void turn_decision(Turning *turning, EndingsOf *endings) {
  Arena *arena = turning->arena;
  const DifferenceOf *of = turning->of;
  *endings = (EndingsOf){ .decision = of->decision, .records = standing_of(turning, true)->count,
                          .held = standing_of(turning, true)->summary.recorded,
                          .differ = of->record_count,
                          .pairs = { make_pair, make_title, turning } };
  for (size_t i = 0; i < of->outcomes.count; i++)
    LIST_ADD(arena, &endings->outcomes, EndingCount, count_of(&of->outcomes.items[i]));
  for (size_t i = 0; i < of->deciders.count; i++)
    LIST_ADD(arena, &endings->deciders, EndingCount, count_of(&of->deciders.items[i]));
  endings_sort_outcomes(arena, &endings->outcomes);
  tell_dues(turning);
  size_t told = of->record_count < WHY_MOST ? of->record_count : WHY_MOST;
  for (int after = 0; after < 2; after++) {
    turning->after = after != 0;
    turning->whys[after] = arena_array(arena, Text, told + 1);
    experiment_alone(turning->experiment, assumed(turning, turning->after), tell_why, turning);
  }
}

static void turn_frames(Arena *arena, const Experiment *experiment, const Difference *difference,
                        Endings *endings) {
  const Standing *before = difference->before, *after = difference->after;
  for (size_t i = 0; i < after->frame_count; i++) {
    const FrameState *now = &after->frames[i];
    const FrameState *was = standing_frame(before, now->frame, now->key);
    const Term *limit = now->frame->limit;
    EndingFrame frame = { .frame = now->frame, .key = now->key, .has_after = true,
                          .limit_after = now->limit, .used_after = now->opening + now->drawn,
                          .binds_after = standing_binds(after, now),
                          .currency = limit && limit->type.currency
                                          ? limit->type.currency
                                          : experiment_model(experiment)->currency };
    if (was) {
      frame.has_before = true;
      frame.limit_before = was->limit;
      frame.used_before = was->opening + was->drawn;
      frame.binds_before = standing_binds(before, was);
    }
    LIST_ADD(arena, &endings->frames, EndingFrame, frame);
  }
}

Endings *endings_of_difference(Arena *arena, Experiment *experiment, const Difference *difference,
                               const FieldType *by) {
  Endings *endings = arena_new(arena, Endings);
  for (size_t i = 0; i < difference->decisions.count; i++) {
    EndingsOf of;
    Turning *turning = arena_new(arena, Turning);
    *turning = (Turning){ .arena = arena, .experiment = experiment, .difference = difference,
                          .of = &difference->decisions.items[i], .by = by };
    turn_decision(turning, &of);
    LIST_ADD(arena, &endings->decisions, EndingsOf, of);
  }
  turn_frames(arena, experiment, difference, endings);
  return endings;
}
