#include "interp/experiment/dues.h"

#include "base/date.h"
#include "base/pointers.h"
#include "base/search.h"
#include "base/sort.h"
#include "interp/check/term_walk.h"
#include "interp/decide/afterwards.h"
#include "interp/plan/plan.h"

/* Days that are none. */
#define NOT_KNOWN INT32_MIN
#define NOT_OWED  (INT32_MIN + 1)
#define IN_FULL   (INT32_MIN + 2)

typedef struct { uint32_t number; Text due; } Told;

struct Dues {
  const Decision *decision;
  int32_t       **days;               /* by deadline, by number; NULL: all are told */
  LIST(Told)      told;               /* in full; in order of number */
};

/* ---- what deadlines read --------------------------------------------------------- */

typedef struct {
  Arena     *arena;
  PointerSet gone_into;               /* definitions and parameters, each once */
  PointerMap read;                    /* parameters and fields */
  bool       results;                 /* it reads how the record ends */
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
    case TERM_RESULT:
      reading->results = true;
      break;
    case TERM_EARLIER: case TERM_STATE_OF_AMOUNT: case TERM_BUDGET: case TERM_SHARE:
    case TERM_TARGET: case TERM_CONTROL: case TERM_GRID: case TERM_LOOKUP:
      reading->all = true;
      break;
    default:
      break;
  }
  return true;
}

static void read_deadline(Reading *reading, const Deadline *deadline) {
  const Term *terms[] = { deadline->due, deadline->governed, deadline->stands };
  bool results = reading->results;
  reading->results = false;
  for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
    term_walk(terms[i], visit, reading);
  reading->all |= reading->results;   /* a `when` alone may be taken apart */
  reading->results = results;
  term_walk(deadline->when, visit, reading);
}

/* ---- does it matter -------------------------------------------------------------- */

static bool assumes_read(const Reading *reading, const Assumptions *assumptions) {
  const ModelSettings *settings = &assumptions->settings;
  bool any = reading->all || reading->results;
  for (size_t i = 0; i < settings->count; i++)
    if (any || pointer_map_get(&reading->read, settings->items[i].parameter))
      return true;
  for (size_t i = 0; i < assumptions->facts.count; i++)
    if (any || pointer_map_get(&reading->read, assumptions->facts.items[i].field))
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

/* ---- days, from columns ---------------------------------------------------------- */

typedef struct {
  Arena          *arena;              /* the result's */
  const Standing *standing;
  const StandingOf *of;
  const Decision *decision;
  Dues           *dues;
  Plan           *plan;
  PlanNode       *days, *whens;       /* by deadline; what a `when` asks of the facts */
  Afterwards     *afterwards;         /* by deadline: and of how the record ended */
  LIST(uint32_t)  full;               /* numbers of those that columns do not tell */
} Telling;

/* One of several that stand in each other's place, or that read what others give, is not. */
static bool can_be_told(Arena *arena, const Decision *decision) {
  Reading reading = { .arena = arena };
  for (size_t i = 0; i < decision->deadlines.count; i++) {
    const Deadline *deadline = decision->deadlines.items[i];
    read_deadline(&reading, deadline);
    if (deadline->stands)
      return false;
    for (size_t j = 0; j < i; j++)
      if (text_equal(decision->deadlines.items[j]->name, deadline->name))
        return false;
  }
  return !reading.all;
}

/* False: columns do not tell it. */
static bool plan_when(Telling *telling, Evaluator *evaluator, size_t deadline, Arena *scratch) {
  PlanContext context = { .decision = telling->decision };
  PlanNode *when = &telling->whens[deadline];
  Afterwards *parts = &telling->afterwards[deadline];
  const Term *term = telling->decision->deadlines.items[deadline]->when;
  bool mixed = false;
  *when = PLAN_NONE;
  *parts = (Afterwards){ .granted = false };
  if (term)
    *parts = afterwards_split(scratch, evaluator, term, &mixed);
  for (size_t i = 0; !mixed && i < parts->facts.count; i++) {
    PlanNode fact = plan_term(telling->plan, &context, parts->facts.items[i]);
    *when = i ? plan_both(telling->plan, *when, fact) : fact;
    mixed = *when == PLAN_NONE;
  }
  return !mixed;
}

static bool plan_days(Telling *telling, Evaluator *evaluator, Arena *scratch) {
  const Decision *decision = telling->decision;
  size_t count = decision->deadlines.count;
  Experiment *experiment = telling->standing->experiment;
  telling->plan = plan_new(scratch, experiment->model, experiment->held.census,
                           decision->subject);
  telling->days = arena_array(scratch, PlanNode, count + 1);
  telling->whens = arena_array(scratch, PlanNode, count + 1);
  telling->afterwards = arena_array(scratch, Afterwards, count + 1);
  for (size_t i = 0; i < count; i++) {
    const Deadline *deadline = decision->deadlines.items[i];
    PlanContext due = { .decision = decision, .governed = deadline->governed };
    telling->days[i] = deadline->due ? plan_term(telling->plan, &due, deadline->due) : PLAN_NONE;
    if (!plan_when(telling, evaluator, i, scratch) ||
        (deadline->due && telling->days[i] == PLAN_NONE))
      return false;
  }
  return true;
}

static void want_days(Telling *telling, Arena *scratch) {
  size_t count = telling->decision->deadlines.count, wanted = 0;
  PlanNode *nodes = arena_array(scratch, PlanNode, 2 * count + 1);
  for (size_t i = 0; i < count; i++) {
    nodes[wanted++] = telling->days[i];
    nodes[wanted++] = telling->whens[i];
  }
  plan_want(telling->plan, nodes, wanted);
}

static CellState state_at(const Vector *vector, size_t at) {
  return vector->states ? (CellState)vector->states[vector->one ? 0 : at] : CELL_KNOWN;
}

/* The deadline's day for a row of the chunk; false: columns do not tell it. */
static bool day_at(const Telling *telling, size_t deadline, size_t at, uint32_t number,
                   int32_t *day) {
  PlanNode when = telling->whens[deadline], due = telling->days[deadline];
  *day = NOT_OWED;
  if (when != PLAN_NONE) {
    const Vector *vector = plan_vector(telling->plan, when);
    if (state_at(vector, at) == CELL_ODD)
      return false;
    if (vector->truths[vector->one ? 0 : at] != 2)
      return true;
  } else if (!telling->afterwards[deadline].results.count &&
             telling->of->ways[telling->of->way_of[number]].kind != OUTCOME_FUNDABLE) {
    return true;
  }
  *day = NOT_KNOWN;
  if (due == PLAN_NONE)
    return true;
  const Vector *vector = plan_vector(telling->plan, due);
  CellState state = state_at(vector, at);
  if (state == CELL_KNOWN)
    *day = vector->names[vector->one ? 0 : at];
  return state != CELL_ODD;
}

static void leave_to_judging(Telling *telling, uint32_t number) {
  for (size_t i = 0; i < telling->decision->deadlines.count; i++)
    telling->dues->days[i][number] = IN_FULL;
  LIST_ADD(telling->arena, &telling->full, uint32_t, number);
}

static void tell_row(Telling *telling, size_t at, uint32_t number) {
  bool told = !telling->of->ways[telling->of->way_of[number]].recorded;
  for (size_t i = 0; i < telling->decision->deadlines.count && told; i++)
    told = day_at(telling, i, at, number, &telling->dues->days[i][number]);
  if (!told)
    leave_to_judging(telling, number);
}

static bool some_owe(const Telling *telling, size_t first, size_t rows) {
  for (size_t i = 0; i < telling->decision->deadlines.count; i++)
    if (telling->decision->deadlines.items[i]->when)
      return true;
  for (size_t i = first; i < first + rows; i++) {
    const StandWay *way = &telling->of->ways[telling->of->way_of[i]];
    if (way->kind == OUTCOME_FUNDABLE || way->recorded)
      return true;
  }
  return false;
}

static void tell_chunk(Telling *telling, size_t chunk, Arena *batch) {
  size_t first = chunk * COLUMN_CHUNK, rows = plan_rows(telling->plan, chunk);
  if (!some_owe(telling, first, rows)) {
    for (size_t i = 0; i < telling->decision->deadlines.count; i++)
      for (size_t row = first; row < first + rows; row++)
        telling->dues->days[i][row] = NOT_OWED;
    return;
  }
  arena_reset(batch);
  plan_run(telling->plan, chunk, batch);
  for (size_t i = 0; i < rows; i++)
    tell_row(telling, i, (uint32_t)(first + i));
}

/* ---- days, by how a record ended ------------------------------------------------- */

typedef enum { NOT_ASKED, NOT_TOLD, NO, YES } Answer;

static const Body *body_named(const Model *model, Text name) {
  for (size_t i = 0; i < model->bodies.count; i++)
    if (text_equal(model->bodies.items[i]->name, name))
      return model->bodies.items[i];
  return NULL;
}

static Answer ask(const Telling *telling, Evaluator *evaluator, const Afterwards *afterwards,
                  size_t number, Arena *batch) {
  Stand stand = standing_at(telling->of, number);
  Text name = telling->of->deciders[stand.decider];
  HowEnded ended = { body_named(telling->standing->experiment->model, name), stand.granted,
                     stand_outcome(telling->decision, &stand) };
  if (name.length && !ended.decider)
    return NOT_TOLD;
  arena_reset(batch);
  return afterwards_hold(evaluator, telling->decision, afterwards, &ended, batch) ? YES : NO;
}

static void leave_by_ends(Telling *telling, Evaluator *evaluator, size_t deadline,
                          Arena *scratch, Arena *batch) {
  const Afterwards *afterwards = &telling->afterwards[deadline];
  Answer *answers = arena_array(scratch, Answer, telling->of->way_count + 1);
  for (uint32_t number = 0; number < telling->of->count; number++) {
    int32_t *day = &telling->dues->days[deadline][number];
    Answer *answer = &answers[telling->of->way_of[number]];
    if (*day == NOT_OWED || *day == IN_FULL)
      continue;
    if (*answer == NOT_ASKED || afterwards->granted)
      *answer = ask(telling, evaluator, afterwards, number, batch);
    if (*answer == NO)
      *day = NOT_OWED;
    else if (*answer == NOT_TOLD)
      leave_to_judging(telling, number);
  }
}

/* The deadline is owed by those alone whose facts and ending both say so. */
static void ask_ends(Telling *telling, Evaluator *evaluator, Arena *scratch, Arena *batch) {
  for (size_t i = 0; i < telling->decision->deadlines.count; i++)
    if (telling->afterwards[i].results.count)
      leave_by_ends(telling, evaluator, i, scratch, batch);
}

/* Under the standing's assumptions. */
static void tell_days(void *context, Evaluator *evaluator, const RecordSource *source,
                      Arena *scratch) {
  Telling *telling = context;
  size_t count = telling->decision->deadlines.count;
  if (!can_be_told(scratch, telling->decision) || !plan_days(telling, evaluator, scratch))
    return;
  telling->dues->days = arena_array(telling->arena, int32_t *, count + 1);
  for (size_t i = 0; i < count; i++)
    telling->dues->days[i] = arena_array(telling->arena, int32_t, telling->of->count + 1);
  plan_bind(telling->plan, evaluator, source);
  want_days(telling, scratch);
  Arena batch;
  arena_init_deferred(&batch, scratch->memory);
  for (size_t i = 0; i < plan_chunks(telling->plan); i++)
    tell_chunk(telling, i, &batch);
  ask_ends(telling, evaluator, scratch, &batch);
  memory_release(scratch->memory, &batch);
}

/* ---- in full --------------------------------------------------------------------- */

static void take(void *context, const Judgement *judgement, Arena *batch) {
  Telling *telling = context;
  Told told = { judgement->number, judgement_deadlines(telling->arena, judgement) };
  (void)batch;
  if (judgement->decision == telling->decision)
    LIST_ADD(telling->arena, &telling->dues->told, Told, told);
}

static void tell_in_full(Telling *telling) {
  const Standing *standing = telling->standing;
  RunVisitor visitor = { .finished = take, .context = telling };
  EndingNumbers *of = arena_array(telling->arena, EndingNumbers, standing->decision_count + 1);
  EndingSome some = { of, take, telling };
  if (telling->dues->days && !telling->full.count)
    return;
  of[telling->decision->index] = (EndingNumbers){ telling->full.items, telling->full.count };
  if (telling->dues->days &&
      experiment_visit_some(standing->experiment, &standing->assumptions, &some))
    return;
  telling->dues->days = NULL;
  telling->dues->told.count = 0;
  experiment_visit(standing->experiment, &standing->assumptions, &visitor);
}

static int by_number(const void *left, const void *right) {
  const Told *a = left, *b = right;
  return (a->number > b->number) - (a->number < b->number);
}

/* ---- all of them ----------------------------------------------------------------- */

/* The decision of the standing's own model: a standing may have been translated. */
static const Decision *own_decision(const Standing *standing, const Decision *decision) {
  const Model *model = standing->experiment->model;
  for (size_t i = 0; i < model->decisions.count; i++)
    if (text_equal(model->decisions.items[i]->name, decision->name))
      return model->decisions.items[i];
  return decision;
}

const Dues *dues_of(Arena *arena, const Standing *standing, const Decision *decision) {
  const Decision *own = own_decision(standing, decision);
  Telling telling = { .arena = arena, .standing = standing, .decision = own,
                      .of = &standing->decisions[decision->index],
                      .dues = arena_new(arena, Dues) };
  telling.dues->decision = own;
  experiment_alone(standing->experiment, &standing->assumptions, tell_days, &telling);
  tell_in_full(&telling);
  telling.dues->told.items = sort_stable(arena, telling.dues->told.items,
                                         telling.dues->told.count, sizeof(Told), by_number);
  return telling.dues;
}

/* NULL: it is told by its days. */
static const Told *told_of(const Dues *dues, size_t number) {
  return search_number(dues->told.items, dues->told.count, sizeof(Told), (uint32_t)number);
}

Text dues_text(const Dues *dues, Arena *arena, size_t number) {
  const Told *told = told_of(dues, number);
  Text all = told ? told->due : TEXT("");
  for (size_t i = 0; !told && dues->days && i < dues->decision->deadlines.count; i++) {
    int32_t day = dues->days[i][number];
    if (day == NOT_OWED)
      continue;
    Text due = day == NOT_KNOWN ? TEXT("?") : date_text(arena, day);
    Text one = arena_format(arena, "%.*s %.*s",
                            TEXT_PRINT(dues->decision->deadlines.items[i]->name),
                            TEXT_PRINT(due));
    all = all.length ? arena_format(arena, "%.*s, %.*s", TEXT_PRINT(all), TEXT_PRINT(one)) : one;
  }
  return all;
}

size_t dues_in_full(const Dues *dues) {
  return dues->told.count;
}

/* ---- what has moved -------------------------------------------------------------- */

/* By the days, where both have them of the same deadlines; false: by the texts. */
static bool compare_days(const Dues *before, const Dues *after, size_t number, bool *differ) {
  *differ = false;
  for (size_t i = 0; i < before->decision->deadlines.count; i++) {
    int32_t was = before->days[i][number], is = after->days[i][number];
    if (was == IN_FULL || is == IN_FULL)
      return false;
    *differ |= was != is;
  }
  return true;
}

size_t dues_moved(Arena *arena, const Dues *before, const Dues *after, size_t count,
                  const uint32_t **numbers) {
  bool days = before->decision == after->decision && before->days && after->days;
  LIST(uint32_t) moved = { NULL, 0, 0 };
  Arena scratch;
  arena_init_deferred(&scratch, arena->memory);
  for (size_t i = 0; i < count; i++) {
    bool differ;
    if (!days || !compare_days(before, after, i, &differ)) {
      arena_reset(&scratch);
      differ = !text_equal(dues_text(before, &scratch, i), dues_text(after, &scratch, i));
    }
    if (differ)
      LIST_ADD(arena, &moved, uint32_t, (uint32_t)i);
  }
  memory_release(arena->memory, &scratch);
  *numbers = moved.items;
  return moved.count;
}
