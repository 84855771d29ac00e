/* Dates, and parameters that differ with them, a chunk at a time. */
#include "interp/plan/kernels.h"
#include "interp/plan/running.h"

/* ---- dates --------------------------------------------------------------------------- */

static bool shift_day(const Node *node, Date day, const Duration *period, Date *result) {
  int sign = node->shape.op == BINARY_SUBTRACT ? -1 : 1;
  int64_t months, days;
  *result = day;
  if (period->working_days || __builtin_mul_overflow(period->months, sign, &months) ||
      __builtin_mul_overflow(period->days, sign, &days))
    return false;
  if (months && !date_add_months(*result, months, (MonthRule)node->shape.detail, result))
    return false;
  return !days || date_add_days(*result, days, result);
}

/* Days that no calendar counts; false: one of the rows leaves the days there are. */
static bool shift_days(Node *node, const Node *a, const Duration *period, size_t rows) {
  if (period->working_days || period->months || period->days < -DATE_LAST ||
      period->days > DATE_LAST)
    return false;
  int32_t days = (int32_t)(node->shape.op == BINARY_SUBTRACT ? -period->days : period->days);
  return kernel_shift(a->vector.names, days, DATE_FIRST, DATE_LAST, node->names, rows);
}

enum { DAYS_HELD = 1024 };        /* a power of two */

/* Days come again: what each was shifted to stands at its last bits, beside it. */
static void hold_days(Node *node) {
  for (size_t i = 0; i < DAYS_HELD && !node->holds_days; i++)
    node->days[2 * i] = INT32_MIN;
  node->holds_days = true;
}

size_t shift_room(void) {
  return 2 * DAYS_HELD;
}

static bool shift_held(const Node *node, Date day, const Duration *period, Date *result) {
  Date *held = &node->days[2 * ((uint32_t)day & (DAYS_HELD - 1))];
  if (held[0] == day) {
    *result = held[1];
    return true;
  }
  if (!shift_day(node, day, period, result))
    return false;
  held[0] = day;
  held[1] = *result;
  return true;
}

/* By a duration that is the same for all. */
static void shift_by_one(Node *node, const Node *a, const Duration *period, size_t rows) {
  if (!run_states(node) && shift_days(node, a, period, rows))
    return;
  run_own_states(node, rows);
  hold_days(node);
  for (size_t i = 0; i < rows; i++) {
    Date day = 0;
    if (node->states[i] == CELL_KNOWN && !shift_held(node, a->vector.names[i], period, &day))
      run_mark_odd(node, i);
    node->names[i] = day;
  }
}

void run_shift(const Plan *plan, Node *node, const Node *a, const Node *b, size_t rows) {
  run_join_states(node, a, b, rows);
  if (b->one && !run_states(b)) {
    Duration period = census_duration(plan->census, b->vector.names[0]);
    shift_by_one(node, a, &period, rows);
    return;
  }
  run_own_states(node, rows);
  for (size_t i = 0; i < rows; i++) {
    Date day = 0;
    if (node->states[i] == CELL_KNOWN) {
      Duration period = census_duration(plan->census, b->vector.names[i]);
      if (!shift_day(node, a->vector.names[i], &period, &day))
        run_mark_odd(node, i);
    }
    node->names[i] = day;
  }
}

void run_days(Node *node, const Node *a, const Node *b, size_t rows) {
  run_join_states(node, a, b, rows);
  for (size_t i = 0; i < rows; i++)
    node->numbers[i] = (int64_t)a->vector.names[i] - b->vector.names[i];
}

static int64_t part_of(Builtin builtin, Date date) {
  Civil civil = date_civil(date);
  switch (builtin) {
    case BUILTIN_YEAR_OF:  return civil.year;
    case BUILTIN_MONTH_OF: return civil.month;
    case BUILTIN_DAY_OF:   return civil.day;
    case BUILTIN_WEEKDAY:  return date_weekday(date);
    default:               return date_month_end(date);
  }
}

void run_part(Node *node, const Node *a, size_t rows) {
  run_join_states(node, a, NULL, rows);
  for (size_t i = 0; i < rows; i++) {
    int64_t part = run_state_at(a, i) == CELL_KNOWN
                       ? part_of((Builtin)node->shape.op, a->vector.names[i]) : 0;
    if (node->numbers)
      node->numbers[i] = part;
    else
      node->names[i] = (int32_t)part;
  }
}

/* A clause's own date, or the run's where it is not known (X7). */
void run_governed(const Plan *plan, Node *node, const Node *a, size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    CellState state = run_state_at(a, i);
    bool taken = (state == CELL_UNKNOWN || state == CELL_NONE) && plan->had_run_date;
    node->names[i] = taken ? plan->run_date : a->vector.names[i];
    node->states[i] = taken ? CELL_KNOWN : state == CELL_NONE ? CELL_UNKNOWN : (uint8_t)state;
  }
  node->vector.states = node->states;
}

void run_versioned(Node *node, const Node *a, size_t rows) {
  const uint8_t *states = run_states(a);
  node->vector.truths = a->vector.truths;
  node->vector.names = a->vector.names;
  node->vector.states = states;
  if (!states || node->truths)
    return;
  for (size_t i = 0; i < rows; i++)
    node->states[i] = states[i] == CELL_NONE ? CELL_UNKNOWN : states[i];
  node->vector.states = node->states;
}

/* ---- parameters that differ with the date ---------------------------------------------- */

static const Value *value_on(const Input *input, Date day) {
  size_t low = 0, high = input->count - 1;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (input->stretches[middle].days.to < day)
      low = middle + 1;
    else
      high = middle;
  }
  return input->stretches[low].absent ? NULL : &input->stretches[low].value;
}

/* Where it has no value on the day, the reference knows which other counts. */
void run_dated(const Plan *plan, Node *node, const Node *a, size_t rows) {
  const Parameter *parameter = node->shape.what;
  const Input *input = &plan->inputs[parameter->index];
  for (size_t i = 0; i < rows; i++) {
    CellState state = run_state_at(a, i);
    const Value *value = state == CELL_KNOWN     ? value_on(input, a->vector.names[i])
                         : state == CELL_UNKNOWN ? &input->any
                                                 : NULL;
    if (!value || !bind_value(plan, node, *value, i))
      run_mark_odd(node, i);
  }
  node->vector.states = node->states;
}
