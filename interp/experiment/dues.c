#include "interp/experiment/dues.h"

#include "base/pointers.h"
#include "interp/check/term_walk.h"

/* ---- what deadlines read --------------------------------------------------------- */

typedef struct {
  Arena     *arena;
  PointerSet gone_into;               /* definitions and parameters, each once */
  PointerMap read;                    /* parameters and fields */
  bool       all;                     /* it reads what others give: anything may move it */
} Reading;

static bool visit(void *context, const Term *term);

static void visit_parameter(Reading *reading, const Parameter *parameter) {
  pointer_map_set(reading->arena, &reading->read, parameter, reading);
  if (!pointers_add(reading->arena, &reading->gone_into, parameter))
    return;
  for (size_t i = 0; i < parameter->values.count; i++)
    term_walk(parameter->values.items[i].value, visit, reading);
}

static bool visit(void *context, const Term *term) {
  Reading *reading = context;
  switch (term->kind) {
    case TERM_FIELD:
      pointer_map_set(reading->arena, &reading->read, term->as.field.field, reading);
      break;
    case TERM_PARAMETER:
      visit_parameter(reading, term->as.parameter.parameter);
      break;
    case TERM_CALL:
      if (pointers_add(reading->arena, &reading->gone_into, term->as.call.define))
        term_walk(term->as.call.define->value, visit, reading);
      break;
    case TERM_RESULT: case TERM_EARLIER: case TERM_STATE_OF_AMOUNT: case TERM_BUDGET:
    case TERM_SHARE: case TERM_TARGET: case TERM_CONTROL: case TERM_GRID: case TERM_LOOKUP:
      reading->all = true;
      break;
    default:
      break;
  }
  return true;
}

static void read_deadline(Reading *reading, const Deadline *deadline) {
  const Term *terms[] = { deadline->due, deadline->when, deadline->governed, deadline->stands };
  for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
    term_walk(terms[i], visit, reading);
}

/* ---- does it matter -------------------------------------------------------------- */

static bool assumes_read(const Reading *reading, const Assumptions *assumptions) {
  const ModelSettings *settings = &assumptions->settings;
  for (size_t i = 0; i < settings->count; i++)
    if (reading->all || pointer_map_get(&reading->read, settings->items[i].parameter))
      return true;
  for (size_t i = 0; i < assumptions->facts.count; i++)
    if (reading->all || pointer_map_get(&reading->read, assumptions->facts.items[i].field))
      return true;
  return false;
}

bool dues_may_differ(Arena *arena, const Standing *before, const Standing *after,
                     const Decision *decision) {
  Reading reading = { .arena = arena };
  if (before->experiment != after->experiment)
    return true;
  for (size_t i = 0; i < decision->deadlines.count; i++)
    read_deadline(&reading, decision->deadlines.items[i]);
  return decision->deadlines.count && (assumes_read(&reading, &before->assumptions) ||
                                       assumes_read(&reading, &after->assumptions));
}

/* ---- one run --------------------------------------------------------------------- */

typedef struct {
  Arena *arena;
  Text   decision;
  Text  *dues;
  size_t count;
} Taking;

static void take(void *context, const Judgement *judgement, Arena *batch) {
  Taking *taking = context;
  (void)batch;
  if (text_equal(judgement->decision->name, taking->decision) &&
      judgement->number < taking->count)
    taking->dues[judgement->number] = judgement_deadlines(taking->arena, judgement);
}

Text *dues_of(Arena *arena, const Standing *standing, Text decision, size_t count) {
  Taking taking = { arena, decision, arena_array(arena, Text, count + 1), count };
  RunVisitor visitor = { .finished = take, .context = &taking };
  experiment_visit(standing->experiment, &standing->assumptions, &visitor);
  return taking.dues;
}
