#include "interp/experiment/sweep.h"

#include "interp/check/check.h"
#include "interp/experiment/inside.h"

static bool is_number(TypeKind kind) {
  return kind == TYPE_INTEGER || kind == TYPE_DECIMAL || kind == TYPE_RATE || kind == TYPE_MONEY;
}

/* ---- values on the way --------------------------------------------------------- */

static Value shift_date(Value from, Duration step, int64_t times) {
  Date date = from.as.date;
  int64_t months, days;
  if (__builtin_mul_overflow(step.months, times, &months) ||
      __builtin_mul_overflow(step.days, times, &days) ||
      !date_add_months(date, months, MONTHS_FLOOR, &date) || !date_add_days(date, days, &date))
    return value_unknown(TYPE_DATE);
  return value_date(date);
}

static Value shift_duration(Value from, Duration step, int64_t times) {
  Duration *duration = &from.as.duration;
  duration->months += step.months * times;
  duration->days += step.days * times;
  duration->working_days += step.working_days * times;
  return from;
}

Value sweep_value(const SweepAxis *axis, size_t place) {
  int64_t times = (int64_t)place;
  if (axis->type.kind == TYPE_DATE)
    return shift_date(axis->from, axis->step.as.duration, times);
  if (axis->type.kind == TYPE_DURATION)
    return shift_duration(axis->from, axis->step.as.duration, times);
  Fraction number;
  if (!fraction_multiply(axis->step.as.number, fraction_from(times), &number) ||
      !fraction_add(number, axis->from.as.number, &number))
    return value_unknown(axis->type.kind);
  return value_number(axis->type.kind, number);
}

ModelSetting sweep_setting(Arena *arena, const SweepAxis *axis, Value value, bool swedish) {
  ModelSetting setting = axis->like;
  Term *term = arena_new(arena, Term);
  *term = (Term){ .kind = TERM_CONSTANT, .height = 1, .type = axis->type, .as.constant = value };
  setting.value = term;
  setting.text = value_show(arena, value, &axis->type, swedish);
  return setting;
}

/* ---- an axis ------------------------------------------------------------------- */

typedef struct {
  Experiment  *experiment;
  Arena       *arena;
  Diags       *diags;
  const Swept *swept;
  SweepAxis   *axis;
  const Term  *from, *to, *step;
  bool         fine;
} ReadingAxis;

/* As a setting of the parameter would be: name, type and unit are checked. */
static bool read_end(ReadingAxis *reading, const Expr *expr, ModelSetting *setting) {
  Setting written = { .span = reading->swept->span, .path = reading->swept->path, .value = expr };
  return check_setting(reading->experiment->model, &written, reading->diags, setting);
}

static bool refuse(ReadingAxis *reading, Span span) {
  diag_report(reading->diags, DIAG_NOT_VARIED, span, "\"%.*s\" is no amount, number or time",
              TEXT_PRINT(reading->axis->like.parameter->name));
  diag_label(reading->diags, reading->axis->like.parameter->span, "declared here");
  return false;
}

static bool read_terms(ReadingAxis *reading) {
  SweepAxis *axis = reading->axis;
  const Swept *swept = reading->swept;
  ModelSetting to, step;
  if (!read_end(reading, swept->from, &axis->like) || !read_end(reading, swept->to, &to))
    return false;
  axis->type = axis->like.parameter->type;
  if (!is_number(axis->type.kind) && axis->type.kind != TYPE_DATE &&
      axis->type.kind != TYPE_DURATION)
    return refuse(reading, swept->span);
  reading->from = axis->like.value;
  reading->to = to.value;
  if (axis->type.kind == TYPE_DATE) {
    static const Type duration = { .kind = TYPE_DURATION };
    reading->step = check_value(reading->experiment->model, &duration, swept->step,
                                reading->diags);
    return reading->step != NULL;
  }
  if (!read_end(reading, swept->step, &step))
    return false;
  reading->step = step.value;
  return true;
}

static void report_unknown(ReadingAxis *reading, Span span) {
  diag_report(reading->diags, DIAG_SWEEP_RANGE, span, "this value is not known");
  reading->fine = false;
}

/* An integer where the parameter is a decimal is one. */
static Value value_of(ReadingAxis *reading, Evaluator *evaluator, const Term *term, Span span) {
  Value value = evaluate(evaluator, term);
  if (value.state != VALUE_KNOWN)
    report_unknown(reading, span);
  if (is_number(reading->axis->type.kind))
    value.kind = reading->axis->type.kind;
  return value;
}

static void read_values(void *context, Evaluator *evaluator, const RecordSource *source,
                        Arena *scratch) {
  ReadingAxis *reading = context;
  SweepAxis *axis = reading->axis;
  (void)source;
  (void)scratch;
  axis->from = value_of(reading, evaluator, reading->from, reading->swept->from->span);
  axis->to = value_of(reading, evaluator, reading->to, reading->swept->to->span);
  axis->step = evaluate(evaluator, reading->step);
  axis->now = evaluator_parameter(evaluator, axis->like.parameter);
  if (axis->step.state != VALUE_KNOWN)
    report_unknown(reading, reading->swept->step->span);
}

static void turn_step(SweepAxis *axis) {
  if (is_number(axis->type.kind)) {
    fraction_negate(axis->step.as.number, &axis->step.as.number);
    return;
  }
  Duration *step = &axis->step.as.duration;
  *step = (Duration){ -step->months, -step->days, -step->working_days };
}

/* -1: it leads down, 0: nowhere. */
static int direction_of(const SweepAxis *axis) {
  Value next = sweep_value(axis, 1);
  return next.state == VALUE_KNOWN ? value_compare(next, axis->from) : 0;
}

static bool past(Value value, Value to, int direction) {
  return value.state != VALUE_KNOWN || value_compare(value, to) * direction > 0;
}

static bool leads_nowhere(ReadingAxis *reading) {
  diag_report(reading->diags, DIAG_SWEEP_RANGE, reading->swept->step->span,
              "this step leads nowhere");
  diag_help(reading->diags, "a step is above zero, of the parameter's own unit; of a date, days or "
                            "months");
  return false;
}

/* The step is turned where it leads away from `to`. */
static bool count_points(ReadingAxis *reading) {
  SweepAxis *axis = reading->axis;
  int wanted = value_compare(axis->to, axis->from);
  int direction = direction_of(axis);
  if (direction == 0)
    return leads_nowhere(reading);
  if (wanted * direction < 0)
    turn_step(axis);
  direction = direction_of(axis);
  if (direction == 0)
    return leads_nowhere(reading);
  while (axis->count <= SWEEP_MOST && !past(sweep_value(axis, axis->count), axis->to, direction))
    axis->count++;
  return true;
}

static unsigned parts_of(Value value) {
  const Duration *duration = &value.as.duration;
  if (value.kind != TYPE_DURATION)
    return 0;
  return (duration->months ? 1u : 0) | (duration->days ? 2u : 0) |
         (duration->working_days ? 4u : 0);
}

/* Months and days are not on one line; a date is not counted in working days. */
static bool durations_fit(ReadingAxis *reading) {
  const SweepAxis *axis = reading->axis;
  if (axis->type.kind == TYPE_DATE && axis->step.as.duration.working_days)
    return leads_nowhere(reading);
  unsigned parts = parts_of(axis->from) | parts_of(axis->to) | parts_of(axis->step);
  if (axis->type.kind != TYPE_DURATION || (parts & (parts - 1)) == 0)
    return true;
  diag_report(reading->diags, DIAG_SWEEP_RANGE, reading->swept->span,
              "months and days are not stepped through together");
  return false;
}

static bool too_many(Diags *diags, Span span, size_t count) {
  if (count <= SWEEP_MOST)
    return false;
  Writer most;
  writer_to_memory(&most, diags->arena);
  writer_count(&most, SWEEP_MOST);
  diag_report(diags, DIAG_SWEEP_RANGE, span, "the steps give more than %.*s points",
              TEXT_PRINT(writer_text(&most)));
  diag_help(diags, "take a larger step");
  return true;
}

bool sweep_axis(Experiment *experiment, Arena *arena, const Assumptions *assumed,
                const Swept *swept, Diags *diags, SweepAxis *axis) {
  ReadingAxis reading = { experiment, arena, diags, swept, axis, NULL, NULL, NULL, true };
  *axis = (SweepAxis){ .count = 0 };
  if (!read_terms(&reading))
    return false;
  experiment_alone(experiment, assumed, read_values, &reading);
  return reading.fine && durations_fit(&reading) && count_points(&reading) &&
         !too_many(diags, swept->span, axis->count);
}

/* ---- the sweep ----------------------------------------------------------------- */

typedef struct {
  Experiment        *experiment;
  Arena             *arena;           /* of one point */
  const Assumptions *assumed;
  Sweep             *sweep;
  bool               needs_standing;
} Sweeping;

/* What is set at the point: the axes over what was assumed. */
static Assumptions at_point(const Sweeping *sweeping, size_t point) {
  const Sweep *sweep = sweeping->sweep;
  const Model *model = sweeping->experiment->model;
  Assumptions assumed = *sweeping->assumed;
  assumed.settings = (ModelSettings){ NULL, 0, 0 };
  for (size_t i = 0; i < sweeping->assumed->settings.count; i++)
    LIST_ADD(sweeping->arena, &assumed.settings, ModelSetting,
             sweeping->assumed->settings.items[i]);
  for (size_t i = 0; i < sweep->axis_count; i++)
    settings_put(sweeping->arena, &assumed.settings,
                 sweep_setting(sweeping->arena, &sweep->axes[i],
                               sweep->xs[point * sweep->axis_count + i],
                               model->surface == SURFACE_SWEDISH));
  return assumed;
}

static void give_back(void *standing) {
  standing_free(standing);
}

static void measure_point(const Sweeping *sweeping, size_t point, Arena *lasting) {
  Sweep *sweep = sweeping->sweep;
  Assumptions assumed = at_point(sweeping, point);
  Standing *standing = sweeping->needs_standing
                           ? experiment_judge(sweeping->experiment, &assumed) : NULL;
  if (standing)
    memory_defer(lasting->memory, give_back, standing);
  measures_take(sweeping->experiment, lasting, &assumed, standing, &sweep->measures,
                &sweep->values[point * sweep->measures.count]);
  if (standing)
    memory_release(lasting->memory, standing);
}

static void place_points(Sweep *sweep) {
  for (size_t point = 0; point < sweep->count; point++) {
    size_t left = point;
    for (size_t i = sweep->axis_count; i > 0; i--) {
      const SweepAxis *axis = &sweep->axes[i - 1];
      sweep->xs[point * sweep->axis_count + i - 1] = sweep_value(axis, left % axis->count);
      left /= axis->count;
    }
  }
}

const Sweep *sweep_run(Experiment *experiment, Arena *arena, const Assumptions *assumed,
                       const SweepAxis *axes, size_t axis_count, const MeasureList *measures,
                       const SweepProgress *progress, Diags *diags) {
  Sweep *sweep = arena_new(arena, Sweep);
  *sweep = (Sweep){ .axes = axes, .axis_count = axis_count, .measures = *measures, .count = 1 };
  for (size_t i = 0; i < axis_count; i++)
    sweep->count *= axes[i].count;                     /* each at most SWEEP_MOST */
  if (too_many(diags, SPAN_NONE, sweep->count))
    return NULL;
  sweep->xs = arena_array(arena, Value, sweep->count * axis_count + 1);
  sweep->values = arena_array(arena, Value, sweep->count * measures->count + 1);
  place_points(sweep);
  Arena point;
  arena_init_deferred(&point, arena->memory);
  Sweeping sweeping = { experiment, &point, assumed, sweep, measures_need_standing(measures) };
  for (size_t i = 0; i < sweep->count; i++) {
    memory_poll(arena->memory);
    measure_point(&sweeping, i, arena);
    arena_reset(&point);
    if (progress)
      progress->done(progress->context, i + 1, sweep->count);
  }
  memory_release(arena->memory, &point);
  return sweep;
}
