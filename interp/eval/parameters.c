/* The values of parameters, day by day and version by version (semantics X3 to X5, X7).
 *
 * A parameter is computed once for each stretch of days over which nothing that it rests on
 * changes; most have one stretch, and are then no more than a value.  Where an amendment asks
 * the record which version it is judged by, the value is computed on each record. */
#include "interp/eval/evaluator.h"

static const Days always = { DATE_FIRST, DATE_LAST };

/* ---- the day that a value is taken on ------------------------------------------------ */

Clock clock_set(Evaluator *evaluator, Date day) {
  Clock before = evaluator->clock;
  evaluator->clock = (Clock){ .set = true, .day = day, .same = always };
  return before;
}

static void clock_narrow(Evaluator *evaluator, Days same) {
  Days *days = &evaluator->clock.same;
  if (same.from > days->from)
    days->from = same.from;
  if (same.to < days->to)
    days->to = same.to;
}

/* What holds for the inner value holds for the one that is computed from it. */
void clock_restore(Evaluator *evaluator, const Clock *before) {
  Clock inner = evaluator->clock;
  evaluator->clock = *before;
  if (!before->set)
    return;
  clock_narrow(evaluator, inner.same);
  evaluator->clock.by_record |= inner.by_record;
  evaluator->clock.absent |= inner.absent;
}

/* Does `day` lie in `days`?  The answer is the same on the days left in the clock. */
static bool holds(Evaluator *evaluator, Days days, Date day) {
  if (day < days.from)
    clock_narrow(evaluator, (Days){ DATE_FIRST, days.from - 1 });
  else if (day > days.to)
    clock_narrow(evaluator, (Days){ days.to + 1, DATE_LAST });
  else
    clock_narrow(evaluator, days);
  return day >= days.from && day <= days.to;
}

/* ---- versions ------------------------------------------------------------------------ */

/* The date is one of the record judged; while none is, it is not known. */
bool versions_have_date(const Evaluator *evaluator, const Versions *versions) {
  return versions->governed &&
         (!evaluator->subject || evaluator->subject->type == versions->record);
}

/* A clause with a date of its own goes by that date, whatever the transition says (X7). */
bool amended_by_record(const Evaluator *evaluator, const Amendment *amendment,
                       const Versions *versions) {
  return amendment->when && !evaluator->options.has_text_day &&
         !versions_have_date(evaluator, versions) &&
         (!evaluator->subject || evaluator->subject->type == amendment->applies_to);
}

static Value applies(Evaluator *evaluator, const Amendment *amendment) {
  Scope scope;
  evaluator->clock.by_record = true;
  if (!evaluate_open(evaluator, evaluator->model->most_slots, &scope))
    return evaluate_error(evaluator, amendment->span, "definitions use each other too deeply");
  Clock before = evaluator->clock;
  evaluator->clock = (Clock){ .set = false };
  Value value = evaluate(evaluator, amendment->when);
  evaluator->clock = before;
  evaluate_leave(evaluator, &scope);
  return value;
}

/* The text of one day, whatever is judged. */
static Value in_text(const Evaluator *evaluator, const Amendment *amendment) {
  Date day = evaluator->options.text_day;
  bool stands = false;
  for (size_t i = 0; i < amendment->stands.count; i++)
    stands |= day >= amendment->stands.items[i].from && day <= amendment->stands.items[i].to;
  return value_truth(stands);
}

static Value in_force(Evaluator *evaluator, const Amendment *amendment) {
  if (evaluator->options.has_text_day)
    return in_text(evaluator, amendment);
  Value day = evaluator->clock.set ? value_date(evaluator->clock.day)
                                   : evaluate_governing(evaluator);
  if (day.state != VALUE_KNOWN) {
    evaluator->date_wanted |= evaluator->governed != NULL;
    return day.state == VALUE_ERROR ? day : value_unknown(TYPE_TRUTH);
  }
  bool stands = false;
  for (size_t i = 0; i < amendment->stands.count; i++)
    stands |= holds(evaluator, amendment->stands.items[i], day.as.date);
  return value_truth(stands);
}

static Value amended(Evaluator *evaluator, const Amendment *amendment, const Versions *versions) {
  return amended_by_record(evaluator, amendment, versions) ? applies(evaluator, amendment)
                                                           : in_force(evaluator, amendment);
}

static Value negated(Value value) {
  return value.state == VALUE_KNOWN ? value_truth(!value.as.truth) : value;
}

static Value versions_hold(Evaluator *evaluator, const Versions *versions) {
  const Term *governed = evaluator->governed;
  Clock clock = evaluator->clock;
  bool own_date = !evaluator->options.has_text_day && versions_have_date(evaluator, versions);
  if (own_date) {
    evaluator->governed = versions->governed;
    evaluator->clock = (Clock){ .set = false };
  }
  Value stands = versions->from ? amended(evaluator, versions->from, versions)
                                : value_truth(true);
  for (size_t i = 0; i < versions->until.count && !logic_is(stands, false); i++)
    stands = logic_and(stands, negated(amended(evaluator, versions->until.items[i], versions)));
  evaluator->governed = governed;
  if (own_date) {
    evaluator->clock = clock;
    evaluator->clock.by_record = true;
  }
  return stands;
}

Value evaluator_stands(Evaluator *evaluator, const Versions *versions) {
  return versions ? versions_hold(evaluator, versions) : value_truth(true);
}

/* ---- one value ----------------------------------------------------------------------- */

static bool is_number(TypeKind kind) {
  return kind == TYPE_INTEGER || kind == TYPE_DECIMAL || kind == TYPE_RATE || kind == TYPE_MONEY;
}

/* Kept, and of the parameter's own type: a whole number is a decimal too. */
static Value compute(Evaluator *evaluator, const Parameter *parameter, const Term *term) {
  Scope scope;
  if (!evaluate_open(evaluator, evaluator->model->most_slots, &scope))
    return evaluate_error(evaluator, term->span, "definitions use each other too deeply");
  Value value = evaluate_kept(evaluator, term);
  evaluate_leave(evaluator, &scope);
  if (value.state == VALUE_KNOWN && is_number(value.kind) && is_number(parameter->type.kind))
    value.kind = parameter->type.kind;
  return value;
}

static bool same_value(Value a, Value b) {
  return a.state == VALUE_KNOWN && b.state == VALUE_KNOWN && a.kind == b.kind &&
         (a.kind == TYPE_DURATION
              ? a.as.duration.months == b.as.duration.months &&
                    a.as.duration.days == b.as.duration.days &&
                    a.as.duration.working_days == b.as.duration.working_days
              : value_compare(a, b) == 0);
}

/* Of what is laid over each other the topmost counts; where it is not known whether it stands,
 * the value is known if it is the same either way. */
static Value compute_layers(Evaluator *evaluator, const Parameter *parameter,
                            const ParameterLayers *layers, size_t count) {
  for (size_t i = count; i-- > 0;) {
    const DatedTerm *layer = &layers->items[i];
    if (!holds(evaluator, layer->days, evaluator->clock.day))
      continue;
    Value stands = evaluator_stands(evaluator, layer->versions);
    if (logic_is(stands, false))
      continue;
    if (stands.state == VALUE_ERROR)
      return stands;
    Value value = compute(evaluator, parameter, layer->value);
    if (stands.state == VALUE_KNOWN || value.state == VALUE_ERROR)
      return value;
    Value other = compute_layers(evaluator, parameter, layers, i);
    return same_value(value, other) ? value : value_unknown(parameter->type.kind);
  }
  evaluator->clock.absent = true;
  return value_unknown(parameter->type.kind);
}

/* On one day; what the clock noted on the way stays in it. */
static Value compute_on(Evaluator *evaluator, const Parameter *parameter, Date day,
                        Stretch *stretch) {
  ParameterValue *kept = &evaluator->parameters[parameter->index];
  ParameterState state = kept->state;
  if (state == PARAMETER_BUSY)
    return evaluate_error(evaluator, parameter->span, "\"%.*s\" is computed from itself",
                          TEXT_PRINT(parameter->name));
  kept->state = PARAMETER_BUSY;
  Clock before = clock_set(evaluator, day);
  Value value = kept->layers.count == 0
                    ? value_unknown(parameter->type.kind)
                    : compute_layers(evaluator, parameter, &kept->layers, kept->layers.count);
  *stretch = (Stretch){ evaluator->clock.same, value, evaluator->clock.absent };
  kept->by_record |= evaluator->clock.by_record;
  clock_restore(evaluator, &before);
  kept->state = state;
  return value;
}

/* ---- all days ------------------------------------------------------------------------ */

static void list_stretches(Evaluator *evaluator, const Parameter *parameter,
                           StretchList *stretches) {
  for (Date day = DATE_FIRST;;) {
    Stretch stretch;
    compute_on(evaluator, parameter, day, &stretch);
    LIST_ADD(evaluator->batch, stretches, Stretch, stretch);
    if (stretch.days.to >= DATE_LAST)
      return;
    day = stretch.days.to + 1;
  }
}

/* Computed when it is first needed; then DONE (one value), DATED or BY_RECORD. */
static ParameterValue *settled(Evaluator *evaluator, const Parameter *parameter) {
  ParameterValue *kept = &evaluator->parameters[parameter->index];
  if (kept->state != PARAMETER_NOT_YET)
    return kept;
  Arena *batch = evaluator->batch;
  Clock clock = evaluator->clock;         /* of a parameter that is computed from this one */
  evaluator->batch = evaluator->arena;
  evaluator->clock = (Clock){ .set = false };
  list_stretches(evaluator, parameter, &kept->stretches);
  evaluator->clock = clock;
  evaluator->batch = batch;
  if (kept->by_record)
    kept->state = PARAMETER_BY_RECORD;
  else if (kept->stretches.count > 1)
    kept->state = PARAMETER_DATED;
  else
    kept->state = PARAMETER_DONE;
  kept->value = kept->stretches.items[0].value;
  return kept;
}

static const StretchList *stretches_of(Evaluator *evaluator, const Parameter *parameter,
                                       StretchList *made) {
  const ParameterValue *kept = settled(evaluator, parameter);
  if (kept->state != PARAMETER_BY_RECORD)
    return &kept->stretches;
  *made = (StretchList){ NULL, 0, 0 };
  list_stretches(evaluator, parameter, made);
  return made;
}

/* ---- one day ------------------------------------------------------------------------- */

static Stretch stretch_on(Evaluator *evaluator, const Parameter *parameter, Date day) {
  const ParameterValue *kept = settled(evaluator, parameter);
  Stretch stretch;
  if (kept->state == PARAMETER_BY_RECORD) {
    compute_on(evaluator, parameter, day, &stretch);
    return stretch;
  }
  size_t low = 0, high = kept->stretches.count - 1;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (kept->stretches.items[middle].days.to < day)
      low = middle + 1;
    else
      high = middle;
  }
  return kept->stretches.items[low];
}

/* The one value that it has on all days on which it has one; else unknown. */
static Value value_on_any_day(Evaluator *evaluator, const Parameter *parameter) {
  if (evaluator->options.has_text_day)
    return stretch_on(evaluator, parameter, evaluator->options.text_day).value;
  StretchList made;
  const StretchList *stretches = stretches_of(evaluator, parameter, &made);
  const Value *first = NULL;
  for (size_t i = 0; i < stretches->count; i++) {
    const Stretch *stretch = &stretches->items[i];
    if (stretch->absent)
      continue;
    if (stretch->value.state == VALUE_ERROR)
      return stretch->value;
    if (first && !same_value(*first, stretch->value))
      return value_unknown(parameter->type.kind);
    first = &stretch->value;
  }
  return first ? *first : value_unknown(parameter->type.kind);
}

/* Outside the dates in force the nearest value is taken (X7). */
static bool is_in_force(const Model *model, Date day) {
  for (size_t i = 0; i < model->in_force.count; i++) {
    const Period *period = &model->in_force.items[i];
    if (day >= period->from && (period->open || day <= period->to))
      return true;
  }
  return model->in_force.count == 0;
}

static Value nearest(Evaluator *evaluator, const Parameter *parameter, const Stretch *empty) {
  Stretch next = *empty;
  if (empty->days.to < DATE_LAST)
    next = stretch_on(evaluator, parameter, empty->days.to + 1);
  if (next.absent && empty->days.from > DATE_FIRST)
    next = stretch_on(evaluator, parameter, empty->days.from - 1);
  return next.value;
}

static Value value_on(Evaluator *evaluator, const Parameter *parameter, Date day, Span span,
                      bool governing) {
  Stretch stretch = stretch_on(evaluator, parameter, day);
  if (evaluator->clock.set) {
    clock_narrow(evaluator, stretch.days);
    evaluator->clock.absent |= stretch.absent;
    evaluator->clock.by_record |=
        evaluator->parameters[parameter->index].state == PARAMETER_BY_RECORD;
    return stretch.value;
  }
  if (!stretch.absent)
    return stretch.value;
  if (governing && !is_in_force(evaluator->model, day))
    return nearest(evaluator, parameter, &stretch);
  return evaluate_error(evaluator, span, "\"%.*s\" has no value on %.*s",
                        TEXT_PRINT(parameter->name),
                        TEXT_PRINT(date_text(evaluator->batch, day)));
}

/* `parameter on E`: only where E itself lies outside the values is that an error (X4). */
static Value value_on_written(Evaluator *evaluator, const Term *term) {
  const Parameter *parameter = term->as.parameter.parameter;
  Value day = evaluate(evaluator, term->as.parameter.on);
  if (day.state == VALUE_KNOWN) {
    Clock before = evaluator->clock;
    evaluator->clock = (Clock){ .set = false };
    Value value = value_on(evaluator, parameter, day.as.date, term->span, false);
    evaluator->clock = before;
    evaluator->clock.by_record |=
        evaluator->parameters[parameter->index].state == PARAMETER_BY_RECORD;
    return value;
  }
  return day.state == VALUE_ERROR ? day : value_on_any_day(evaluator, parameter);
}

/* The day whose value counts where the term names none. */
static Value parameter_day(Evaluator *evaluator) {
  return evaluator->options.has_text_day ? value_date(evaluator->options.text_day)
                                         : evaluate_governing(evaluator);
}

Value parameter_evaluate(Evaluator *evaluator, const Term *term) {
  const Parameter *parameter = term->as.parameter.parameter;
  const ParameterValue *kept = settled(evaluator, parameter);
  if (kept->state == PARAMETER_DONE)
    return kept->value;
  if (kept->state == PARAMETER_BUSY)
    return evaluate_error(evaluator, parameter->span, "\"%.*s\" is computed from itself",
                          TEXT_PRINT(parameter->name));
  if (term->as.parameter.on)
    return value_on_written(evaluator, term);
  if (evaluator->clock.set)
    return value_on(evaluator, parameter, evaluator->clock.day, term->span, true);
  Value day = parameter_day(evaluator);
  if (day.state == VALUE_KNOWN)
    return value_on(evaluator, parameter, day.as.date, term->span, true);
  if (day.state == VALUE_ERROR)
    return day;
  Value value = value_on_any_day(evaluator, parameter);
  if (value.state == VALUE_UNKNOWN)
    evaluator->date_wanted |= evaluator->governed != NULL;
  return value;
}

Value evaluator_parameter(Evaluator *evaluator, const Parameter *parameter) {
  const ParameterValue *kept = settled(evaluator, parameter);
  if (kept->state == PARAMETER_DONE || kept->state == PARAMETER_BUSY)
    return kept->value;
  return value_on_any_day(evaluator, parameter);
}

size_t evaluator_stretches(Evaluator *evaluator, const Parameter *parameter,
                           const Stretch **stretches) {
  const ParameterValue *kept = settled(evaluator, parameter);
  *stretches = kept->stretches.items;
  return kept->state == PARAMETER_BY_RECORD ? 0 : kept->stretches.count;
}

bool evaluator_has_text_day(const Evaluator *evaluator) {
  return evaluator->options.has_text_day;
}

bool evaluator_has_cells(const Evaluator *evaluator) {
  return evaluator->cell_count > 0;
}

/* ---- what it rests on, for asks and explanations ------------------------------------- */

Days parameter_days(Evaluator *evaluator, const Term *term, Date *day) {
  const Parameter *parameter = term->as.parameter.parameter;
  if (settled(evaluator, parameter)->state == PARAMETER_DONE)
    return always;
  Value on = term->as.parameter.on ? evaluate(evaluator, term->as.parameter.on)
             : evaluator->clock.set ? value_date(evaluator->clock.day)
                                    : parameter_day(evaluator);
  if (on.state != VALUE_KNOWN)
    return always;
  *day = on.as.date;
  return stretch_on(evaluator, parameter, on.as.date).days;
}

static const DatedTerm *choose_layer(Evaluator *evaluator, const ParameterLayers *layers,
                                     Date day) {
  for (size_t i = layers->count; i-- > 0;) {
    const DatedTerm *layer = &layers->items[i];
    if (day < layer->days.from || day > layer->days.to)
      continue;
    Value stands = evaluator_stands(evaluator, layer->versions);
    if (stands.state != VALUE_KNOWN)
      return NULL;
    if (stands.as.truth)
      return layer;
  }
  return NULL;
}

const DatedTerm *parameter_chosen(Evaluator *evaluator, const Term *term) {
  const Parameter *parameter = term->as.parameter.parameter;
  const ParameterValue *kept = settled(evaluator, parameter);
  Date day = DATE_FIRST;
  if (kept->layers.count < 2 || kept->state == PARAMETER_DONE)
    return NULL;
  parameter_days(evaluator, term, &day);
  Clock before = clock_set(evaluator, day);
  const DatedTerm *chosen = choose_layer(evaluator, &kept->layers, day);
  clock_restore(evaluator, &before);
  return chosen;
}

bool parameter_turns(Evaluator *evaluator, const Parameter *parameter, ValueList *turns) {
  if (settled(evaluator, parameter)->state == PARAMETER_DONE)
    return false;
  StretchList made;
  const StretchList *stretches = stretches_of(evaluator, parameter, &made);
  for (size_t i = 1; i < stretches->count; i++)
    LIST_ADD(evaluator->batch, turns, Value, value_date(stretches->items[i].days.from));
  return stretches->count > 1;
}

void evaluator_need_parameters(Evaluator *evaluator) {
  const Model *model = evaluator->model;
  if (evaluator_refuses(evaluator))
    memory_stop(evaluator->arena->memory);
  for (size_t i = 0; i < model->parameters.count; i++)
    if (evaluator_parameter(evaluator, model->parameters.items[i]).state == VALUE_ERROR)
      memory_stop(evaluator->arena->memory);
}

bool evaluator_varies(Evaluator *evaluator, const Term *term, const Value *keys, size_t count) {
  if (evaluator->options.has_text_day)
    return false;
  Value *values = arena_array(evaluator->batch, Value, count + 1);
  for (size_t i = 0; i < count; i++)
    values[i] = keys ? keys[i] : value_unknown(TYPE_UNKNOWN);
  Clock before = clock_set(evaluator, DATE_FIRST);
  evaluate_bound(evaluator, term, values, count);
  Clock noted = evaluator->clock;
  clock_restore(evaluator, &before);
  return noted.by_record || noted.same.from > DATE_FIRST || noted.same.to < DATE_LAST;
}

Value evaluate_unvarying(Evaluator *evaluator, const Term *term, const Value *keys, size_t count) {
  Value value = evaluate_bound(evaluator, term, keys, count);
  if (value.state != VALUE_UNKNOWN || evaluator->clock.set ||
      evaluator_varies(evaluator, term, keys, count))
    return value;
  Clock before = clock_set(evaluator, DATE_FIRST);
  value = evaluate_bound(evaluator, term, keys, count);
  clock_restore(evaluator, &before);
  return value;
}
