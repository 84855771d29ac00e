/* Decision tables (semantics L7): which rows match, and what they give together. */
#include "interp/eval/evaluator.h"

/* What the rows gone through so far give. */
typedef struct {
  Evaluator     *evaluator;
  const Term    *term;
  const Grid    *grid;
  size_t         certain, possible;   /* rows that match; those that may among them */
  const GridRow *first;               /* of those that may match */
  Value          common;              /* theirs, while it is one */
  bool           mixed;               /* they give several values */
} Tally;

/* ---- rows ---------------------------------------------------------------------------------- */

Value grid_row_matches(Evaluator *evaluator, const Grid *grid, const GridRow *row) {
  Value matches = value_truth(true);
  for (size_t i = 0; i < grid->input_count; i++) {
    if (!row->cells[i])
      continue;
    matches = logic_and(matches, evaluate(evaluator, row->cells[i]));
    if (logic_is(matches, false))
      return matches;
  }
  return matches;
}

Value grid_row_value(Evaluator *evaluator, const GridRow *row) {
  for (size_t i = 0; i < evaluator->cell_count; i++)
    if (evaluator->cells[i].row == row->written)
      return evaluate(evaluator, evaluator->cells[i].value);
  return evaluate(evaluator, row->output);
}

/* The inputs that no row matches: "severity serious, repeated yes". */
static Text inputs_text(Evaluator *evaluator, const Grid *grid) {
  Writer writer;
  writer_to_memory(&writer, evaluator->batch);
  for (size_t i = 0; i < grid->input_count; i++) {
    Value value = evaluate(evaluator, grid->inputs[i]);
    writer_print(&writer, "%s%.*s %.*s", i ? ", " : "",
                 TEXT_PRINT(grid->written->inputs.items[i].text),
                 TEXT_PRINT(value_say(evaluator->batch, value, &grid->inputs[i]->type,
                                      evaluator->model->surface == SURFACE_SWEDISH)));
  }
  return writer_text(&writer);
}

static Value no_row(Evaluator *evaluator, const Term *term) {
  const Grid *grid = term->as.grid;
  return evaluate_error(evaluator, term->span, "no row of the table \"%.*s\" matches %.*s",
                        TEXT_PRINT(grid->name), TEXT_PRINT(inputs_text(evaluator, grid)));
}

static Value two_rows(const Tally *tally, const GridRow *second, bool differ) {
  Text inputs = inputs_text(tally->evaluator, tally->grid), name = tally->grid->name;
  size_t first = tally->first->number;
  if (differ)
    return evaluate_error(tally->evaluator, second->span,
                          "rows %zu and %zu of the table \"%.*s\" both match %.*s and give "
                          "different values",
                          first, second->number, TEXT_PRINT(name), TEXT_PRINT(inputs));
  return evaluate_error(tally->evaluator, second->span,
                        "rows %zu and %zu of the table \"%.*s\" both match %.*s", first,
                        second->number, TEXT_PRINT(name), TEXT_PRINT(inputs));
}

/* ---- one value: unique, any, first ------------------------------------------------------- */

static bool differ(Value a, Value b) {
  return a.state == VALUE_KNOWN && b.state == VALUE_KNOWN && !value_same(a, b);
}

/* Takes in a row that may match; false: *error says why there is no value. */
static bool take_row(Tally *tally, const GridRow *row, bool certain, Value *error) {
  Value value = grid_row_value(tally->evaluator, row);
  bool clash = certain && tally->certain > 0;
  if (clash && tally->grid->policy == HIT_UNIQUE) {
    *error = two_rows(tally, row, false);
    return false;
  }
  if (clash && tally->grid->policy == HIT_ANY && differ(tally->common, value)) {
    *error = two_rows(tally, row, true);
    return false;
  }
  if (tally->possible++ == 0) {
    tally->common = value;
    tally->first = row;
  } else if (value.state != VALUE_KNOWN || tally->common.state != VALUE_KNOWN ||
             differ(tally->common, value)) {
    tally->mixed = true;
  }
  tally->certain += certain;
  if (certain)
    evaluate_decided(tally->evaluator, row->span);
  return true;
}

static Value one_value(Evaluator *evaluator, const Term *term) {
  const Grid *grid = term->as.grid;
  Tally tally = { .evaluator = evaluator, .term = term, .grid = grid };
  Value error;
  for (size_t i = 0; i < grid->row_count && !evaluator->gave_up; i++) {
    Value matches = grid_row_matches(evaluator, grid, &grid->rows[i]);
    if (matches.state == VALUE_ERROR)
      return matches;
    if (logic_is(matches, false))
      continue;
    if (!take_row(&tally, &grid->rows[i], logic_is(matches, true), &error))
      return error;
    if (grid->policy == HIT_FIRST && tally.certain > 0)
      break;
  }
  if (tally.possible == 0)
    return no_row(evaluator, term);
  return tally.mixed ? value_unknown(term->type.kind) : tally.common;
}

/* ---- several together: collect ------------------------------------------------------------- */

typedef struct {
  size_t   count;
  Fraction sum;
  Value    best;                /* the greatest or least so far */
  Value   *items;
  Value    unsettled;           /* VALUE_KNOWN: all is known so far; else what comes out */
} Collected;

static void leave_open(Collected *collected, Value value) {
  if (collected->unsettled.state != VALUE_ERROR)
    collected->unsettled = value;
}

static void collect_value(Evaluator *evaluator, const Term *term, Collected *collected,
                          Value value) {
  HitPolicy policy = term->as.grid->policy;
  Value problem;
  collected->items[collected->count++] = value;
  if (policy == HIT_COLLECT_SUM &&
      !fraction_add(collected->sum, value.as.number, &collected->sum))
    leave_open(collected, evaluate_error(evaluator, term->span,
                                         "the result is too large to be exact"));
  if (policy != HIT_COLLECT_MAX && policy != HIT_COLLECT_MIN)
    return;
  if (collected->count == 1) {
    collected->best = value;
  } else if (evaluate_incomparable(evaluator, term, collected->best, value, &problem)) {
    leave_open(collected, problem);
  } else {
    int order = value_compare(value, collected->best);
    if (policy == HIT_COLLECT_MAX ? order > 0 : order < 0)
      collected->best = value;
  }
}

/* A known zero does not disturb a sum, whether its row matches or not (L5). */
static bool is_zero(const Grid *grid, Value value) {
  return grid->policy == HIT_COLLECT_SUM && value.state == VALUE_KNOWN &&
         value.kind != TYPE_DURATION && fraction_is_zero(value.as.number);
}

static void collect_row(Evaluator *evaluator, const Term *term, Collected *collected,
                        const GridRow *row, Value matches) {
  const Grid *grid = term->as.grid;
  Value value = grid_row_value(evaluator, row);
  if (logic_is(matches, true))
    evaluate_decided(evaluator, row->span);
  if (matches.state == VALUE_ERROR)
    leave_open(collected, matches);
  else if (value.state == VALUE_ERROR && matches.state == VALUE_KNOWN)
    leave_open(collected, value);
  else if (is_zero(grid, value))
    collected->count += matches.state == VALUE_KNOWN;
  else if (matches.state == VALUE_UNKNOWN ||
           (value.state != VALUE_KNOWN && grid->policy != HIT_COLLECT_COUNT))
    leave_open(collected, value_unknown(term->type.kind));
  else
    collect_value(evaluator, term, collected, value);
}

static Value all_values(Evaluator *evaluator, const Term *term) {
  const Grid *grid = term->as.grid;
  Collected collected = { .sum = fraction_from(0), .best = value_none(term->type.kind),
                          .unsettled = value_truth(true) };
  collected.items = arena_array(evaluator->batch, Value, grid->row_count + 1);
  for (size_t i = 0; i < grid->row_count && !evaluator->gave_up; i++) {
    Value matches = grid_row_matches(evaluator, grid, &grid->rows[i]);
    if (!logic_is(matches, false))
      collect_row(evaluator, term, &collected, &grid->rows[i], matches);
  }
  if (collected.unsettled.state != VALUE_KNOWN)
    return collected.unsettled;
  switch (grid->policy) {
    case HIT_COLLECT_SUM:   return value_number(term->type.kind, collected.sum);
    case HIT_COLLECT_COUNT: return value_integer((int64_t)collected.count);
    case HIT_COLLECT_LIST:  return value_list(collected.items, collected.count);
    case HIT_COLLECT_MAX: case HIT_COLLECT_MIN: case HIT_UNIQUE: case HIT_ANY: case HIT_FIRST:
      break;
  }
  return collected.best;
}

Value grid_evaluate(Evaluator *evaluator, const Term *term) {
  switch (term->as.grid->policy) {
    case HIT_UNIQUE: case HIT_ANY: case HIT_FIRST:
      return one_value(evaluator, term);
    case HIT_COLLECT_SUM: case HIT_COLLECT_MAX: case HIT_COLLECT_MIN: case HIT_COLLECT_COUNT:
    case HIT_COLLECT_LIST:
      break;
  }
  return all_values(evaluator, term);
}

const GridRow *grid_decides(Evaluator *evaluator, const Grid *grid) {
  for (size_t i = 0; i < grid->row_count; i++)
    if (!logic_is(grid_row_matches(evaluator, grid, &grid->rows[i]), false))
      return &grid->rows[i];
  return NULL;
}
