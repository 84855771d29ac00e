#include "interp/decide/ladder.h"

static const ModelStep *step_of(const Ladder *ladder, const Code *code) {
  for (size_t i = 0; i < ladder->steps.count; i++)
    if (ladder->steps.items[i].code == code)
      return &ladder->steps.items[i];
  return NULL;
}

static const Record *taken_at(const Value *list, size_t i) {
  const Value *item = &list->as.list.items[i];
  return item->state == VALUE_KNOWN ? item->as.record : NULL;
}

/* Which steps have been taken, by their place. */
static void mark_taken(const Ladder *ladder, const Value *list, bool *taken) {
  for (size_t i = 0; i < list->as.list.count; i++) {
    const Record *record = taken_at(list, i);
    Value step = record ? record->fields[ladder->step->index] : value_unknown(TYPE_CODE);
    const ModelStep *found = step.state == VALUE_KNOWN ? step_of(ladder, step.as.code) : NULL;
    if (found)
      taken[found - ladder->steps.items] = true;
  }
}

static bool applied(Evaluator *evaluator, const ModelStep *step, const Record *record) {
  if (!step->when)
    return true;
  Value when = evaluate_with(evaluator, step->when, 0, value_record(record));
  return when.state == VALUE_KNOWN && when.as.truth;
}

/* What was written with the first step taken above it. */
static Text reason_above(const Ladder *ladder, const Value *list, size_t step) {
  for (size_t i = 0; ladder->reason && i < list->as.list.count; i++) {
    const Record *record = taken_at(list, i);
    if (!record)
      continue;
    Value held = record->fields[ladder->step->index];
    Value reason = record->fields[ladder->reason->index];
    const ModelStep *above = held.state == VALUE_KNOWN ? step_of(ladder, held.as.code) : NULL;
    if (above && (size_t)(above - ladder->steps.items) > step && reason.state == VALUE_KNOWN)
      return reason.as.text;
  }
  return TEXT("");
}

static void find_skipped(Evaluator *evaluator, const Ladder *ladder, const Record *record,
                         Arena *arena, SkippedSteps *skipped) {
  Value list = record->fields[ladder->taken->index];
  if (!ladder->step || list.state != VALUE_KNOWN)
    return;
  bool *taken = arena_array(arena, bool, ladder->steps.count + 1);
  mark_taken(ladder, &list, taken);
  size_t last = ladder->steps.count;
  while (last > 0 && !taken[last - 1])
    last--;
  for (size_t i = 0; i + 1 < last; i++) {
    const ModelStep *step = &ladder->steps.items[i];
    if (!taken[i] && applied(evaluator, step, record))
      LIST_ADD(arena, skipped, SkippedStep,
               (SkippedStep){ step, reason_above(ladder, &list, i) });
  }
}

LadderStanding ladder_stand(Evaluator *evaluator, const Ladder *ladder, const Record *record,
                            Arena *arena) {
  LadderStanding standing = { .due = value_unknown(TYPE_DATE) };
  Value next = evaluate(evaluator, ladder->next);
  standing.known = next.state == VALUE_KNOWN || next.state == VALUE_NONE;
  standing.next = next.state == VALUE_KNOWN ? step_of(ladder, next.as.code) : NULL;
  if (standing.next && standing.next->due)
    standing.due = evaluate_with(evaluator, standing.next->due, 0, value_record(record));
  find_skipped(evaluator, ladder, record, arena, &standing.skipped);
  return standing;
}

Text ladder_unexplained(Arena *arena, const LadderStanding *standing) {
  Writer writer;
  size_t count = 0;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < standing->skipped.count; i++) {
    const Code *code = standing->skipped.items[i].step->code;
    Text title = code_title(code);
    if (standing->skipped.items[i].reason.length == 0)
      writer_print(&writer, "%s%.*s", count++ ? ", " : "", TEXT_PRINT(title));
  }
  return writer_text(&writer);
}
