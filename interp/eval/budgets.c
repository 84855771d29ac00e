#include "interp/eval/budgets.h"

#include "base/map.h"
#include "interp/eval/evaluator.h"

typedef enum { CELL_NOT_YET, CELL_BUSY, CELL_DONE } CellState;

typedef struct {
  CellState state;
  Value     value;
} BudgetCell;

/* What an apportioned pot gives each row of a year. */
typedef struct {
  const Term *share;
  int64_t     year;
  Value       parts;            /* a list in the order of `rows`; or why there is none */
} SharedOut;

/* The values of one budget, over the records of one source. */
struct BudgetValues {
  const Budget        *budget;
  const RecordSource  *source;
  BudgetRows           rows;
  Map                  places;  /* key text -> its place in `cells`, as BudgetPlace */
  BudgetCell         **cells;   /* by place: years times items; NULL: none yet.  The last place is
                                   the balancing record's */
  BudgetCell          *sums;
  LIST(SharedOut)      shares;
  BudgetValues        *next;
};

typedef struct { size_t place; const Record *record; } BudgetPlace;

/* ---- the records of a budget --------------------------------------------------------- */

static bool is_balancing(const Budget *budget, Text key) {
  return budget->balanced && text_equal(key, budget->balanced_by);
}

static void add_place(Evaluator *evaluator, BudgetValues *values, Text key, size_t place,
                      const Record *record) {
  BudgetPlace *added = arena_new(evaluator->arena, BudgetPlace);
  *added = (BudgetPlace){ place, record };
  map_add(&values->places, key, added);
}

static void find_rows(Evaluator *evaluator, BudgetValues *values) {
  const Budget *budget = values->budget;
  const Record *const *all = NULL;
  size_t count = 0, kept = 0;
  const Record *balancing = budget->balancing;
  lists_all(evaluator, budget->record, &all, &count);
  const Record **records = arena_array(evaluator->arena, const Record *, count + 1);
  for (size_t i = 0; i < count; i++) {
    Text key = record_key_text(evaluator->arena, all[i]);
    if (is_balancing(budget, key)) {
      balancing = all[i];
      continue;
    }
    add_place(evaluator, values, key, kept, all[i]);
    records[kept++] = all[i];
  }
  if (budget->balanced)
    add_place(evaluator, values, budget->balanced_by, kept, balancing);
  values->rows = (BudgetRows){ records, kept };
  values->cells = arena_array(evaluator->arena, BudgetCell *, kept + 1);
}

static size_t year_count(const Budget *budget) {
  return budget->has_years ? (size_t)(budget->last_year - budget->first_year) + 1 : 1;
}

static BudgetCell *make_cells(Evaluator *evaluator, const Budget *budget) {
  return arena_array(evaluator->arena, BudgetCell, year_count(budget) * budget->items.count + 1);
}

static BudgetValues *values_of(Evaluator *evaluator, const Budget *budget) {
  for (BudgetValues *values = evaluator->budgets; values; values = values->next)
    if (values->budget == budget && values->source == evaluator->source)
      return values;
  BudgetValues *values = arena_new(evaluator->arena, BudgetValues);
  *values = (BudgetValues){ .budget = budget, .source = evaluator->source,
                            .next = evaluator->budgets };
  evaluator->budgets = values;
  map_init(&values->places, evaluator->arena);
  find_rows(evaluator, values);
  values->sums = make_cells(evaluator, budget);
  return values;
}

BudgetRows evaluator_budget_rows(Evaluator *evaluator, const Budget *budget) {
  return values_of(evaluator, budget)->rows;
}

static BudgetCell *cell_in(const Budget *budget, BudgetCell *cells, int64_t year,
                           const BudgetItem *item) {
  size_t offset = budget->has_years ? (size_t)(year - budget->first_year) : 0;
  return &cells[offset * budget->items.count + item->index];
}

static BudgetCell *cell_of(Evaluator *evaluator, BudgetValues *values, size_t place, int64_t year,
                           const BudgetItem *item) {
  if (!values->cells[place])
    values->cells[place] = make_cells(evaluator, values->budget);
  return cell_in(values->budget, values->cells[place], year, item);
}

static bool has_year(const Budget *budget, int64_t year) {
  return !budget->has_years || (year >= budget->first_year && year <= budget->last_year);
}

/* ---- the context of a line ----------------------------------------------------------- */

bool budget_enter(Evaluator *evaluator, const Budget *budget, const Record *row, int64_t year,
                  BudgetContext *context) {
  if (!evaluate_open(evaluator, evaluator->model->most_slots, &context->scope))
    return false;
  context->subject = evaluator->subject;
  context->decision = evaluator->decision;
  context->governed = evaluator->governed;
  context->batch = evaluator->batch;
  context->clock = evaluator->clock;
  context->assumed_count = evaluator->assumed_count;
  context->steps = evaluator->steps;
  context->scope.slots[0] = (Slot){ value_integer(budget->has_years ? year : 0), NULL };
  evaluator->subject = row;
  evaluator->decision = NULL;
  evaluator->governed = NULL;
  evaluator->clock = (Clock){ .set = false };
  evaluator->batch = evaluator->arena;
  evaluator->assumed_count = 0;
  evaluator->steps = 0;
  return true;
}

void budget_leave(Evaluator *evaluator, const BudgetContext *context) {
  evaluate_leave(evaluator, &context->scope);
  evaluator->subject = context->subject;
  evaluator->decision = context->decision;
  evaluator->governed = context->governed;
  evaluator->batch = context->batch;
  evaluator->clock = context->clock;
  evaluator->assumed_count = context->assumed_count;
  evaluator->steps = context->steps;
}

static Value too_deep(Evaluator *evaluator, Span span) {
  return evaluate_error(evaluator, span, "budgets use each other too deeply");
}

Value evaluator_budget_term(Evaluator *evaluator, const Budget *budget, const Record *row,
                            int64_t year, const Term *term) {
  BudgetContext context;
  if (!budget_enter(evaluator, budget, row, year, &context))
    return too_deep(evaluator, term->span);
  Value value = evaluate_kept(evaluator, term);
  budget_leave(evaluator, &context);
  return value;
}

static Value term_unkept(Evaluator *evaluator, const Budget *budget, const Record *row,
                         int64_t year, const Term *term) {
  BudgetContext context;
  if (!budget_enter(evaluator, budget, row, year, &context))
    return too_deep(evaluator, term->span);
  Value value = evaluate(evaluator, term);
  budget_leave(evaluator, &context);
  return value;
}

/* ---- sums ---------------------------------------------------------------------------- */

/* An error comes before an unknown. */
static Value add_to(Evaluator *evaluator, Span span, Value sum, Value value, bool minus) {
  if (sum.state == VALUE_ERROR || value.state == VALUE_ERROR)
    return sum.state == VALUE_ERROR ? sum : value;
  if (sum.state != VALUE_KNOWN || value.state != VALUE_KNOWN)
    return value_unknown(TYPE_MONEY);
  Fraction total;
  bool fits = minus ? fraction_subtract(sum.as.number, value.as.number, &total)
                    : fraction_add(sum.as.number, value.as.number, &total);
  return fits ? value_number(TYPE_MONEY, total)
              : evaluate_error(evaluator, span, "the sum is too large");
}

static Value zero(void) {
  return value_number(TYPE_MONEY, fraction_from(0));
}

/* A line is a part of itself, so that it can be asked what of it is `once`. */
bool budget_item_adds(const BudgetItem *sum, const BudgetItem *line) {
  if (sum->kind == ITEM_LINE)
    return line == sum;
  return line->kind == ITEM_LINE && line->index < sum->index &&
         (sum->kind == ITEM_TOTAL || line->section == sum);
}

static Value value_at(Evaluator *evaluator, BudgetValues *values, size_t place, int64_t year,
                      const BudgetItem *item);

static Value sum_of_lines(Evaluator *evaluator, BudgetValues *values, size_t place, int64_t year,
                          const BudgetItem *item, bool only_once) {
  const Budget *budget = values->budget;
  Value sum = zero();
  for (size_t i = 0; i < budget->items.count; i++) {
    const BudgetItem *line = budget->items.items[i];
    if (budget_item_adds(item, line) && (!only_once || line->once))
      sum = add_to(evaluator, item->span, sum, value_at(evaluator, values, place, year, line),
                   false);
  }
  return sum;
}

static Value sum_of_rows(Evaluator *evaluator, BudgetValues *values, int64_t year,
                         const BudgetItem *item, bool minus) {
  Value sum = zero();
  for (size_t i = 0; i < values->rows.count; i++)
    sum = add_to(evaluator, item->span, sum, value_at(evaluator, values, i, year, item), minus);
  return sum;
}

/* ---- transfers ----------------------------------------------------------------------- */

static bool is_party(Evaluator *evaluator, const ModelShare *share, const Record *row) {
  if (text_equal(record_key_text(evaluator->batch, row), share->name))
    return true;
  return share->body && (body_is_called(share->body, record_name(evaluator->batch, row)) ||
                         body_is_called(share->body, record_key_text(evaluator->batch, row)));
}

static Value add_shares(Evaluator *evaluator, const Transfer *transfer, const ModelShares *shares,
                        const Record *row, bool minus, Value sum) {
  for (size_t i = 0; i < shares->count; i++) {
    const ModelShare *share = &shares->items[i];
    if (!is_party(evaluator, share, row))
      continue;
    const Term *part = share->part ? share->part : transfer->amount;
    sum = add_to(evaluator, share->span, sum, evaluate_kept(evaluator, part), minus);
  }
  return sum;
}

static Value transfer_value(Evaluator *evaluator, const Budget *budget, const Record *row,
                            int64_t year, const BudgetItem *item) {
  BudgetContext context;
  if (!item->transfer->amount)
    return value_unknown(TYPE_MONEY);
  if (!budget_enter(evaluator, budget, row, year, &context))
    return too_deep(evaluator, item->span);
  Value sum = add_shares(evaluator, item->transfer, &item->transfer->from, row, true, zero());
  sum = add_shares(evaluator, item->transfer, &item->transfer->to, row, false, sum);
  budget_leave(evaluator, &context);
  return sum;
}

/* ---- a value ------------------------------------------------------------------------- */

static const Record *record_at(const BudgetValues *values, size_t place) {
  if (place < values->rows.count)
    return values->rows.records[place];
  const BudgetPlace *balancing = map_get(&values->places, values->budget->balanced_by);
  return balancing ? balancing->record : values->budget->balancing;
}

Value evaluator_budget_written(Evaluator *evaluator, const Budget *budget, const Record *row,
                               int64_t year, const BudgetItem *item) {
  if (item->transfer)
    return transfer_value(evaluator, budget, row, year, item);
  if (!item->value)
    return evaluator_budget_value(evaluator, budget, row, year, item);
  return item->kind == ITEM_WEIGHT ? term_unkept(evaluator, budget, row, year, item->value)
                                   : evaluator_budget_term(evaluator, budget, row, year,
                                                           item->value);
}

static Value compute(Evaluator *evaluator, BudgetValues *values, size_t place, int64_t year,
                     const BudgetItem *item) {
  const Budget *budget = values->budget;
  if (item->kind == ITEM_SECTION || item->kind == ITEM_TOTAL)
    return sum_of_lines(evaluator, values, place, year, item, false);
  bool balances = place == values->rows.count;
  if (balances && item->kind == ITEM_LINE)
    return sum_of_rows(evaluator, values, year, item, true);
  const Record *row = record_at(values, place);
  if (row->faults.count)
    return evaluate_error(evaluator, item->span, "%.*s \"%.*s\" cannot be read",
                          TEXT_PRINT(budget->record->name),
                          TEXT_PRINT(record_key_text(evaluator->arena, row)));
  return evaluator_budget_written(evaluator, budget, row, year, item);
}

static void fill_cell(Evaluator *evaluator, BudgetValues *values, size_t place, int64_t year,
                      const BudgetItem *item) {
  BudgetCell *cell = cell_of(evaluator, values, place, year, item);
  if (cell->state != CELL_NOT_YET)
    return;
  Arena *batch = evaluator->batch;
  cell->state = CELL_BUSY;
  evaluator->batch = evaluator->arena;
  cell->value = compute(evaluator, values, place, year, item);
  evaluator->batch = batch;
  cell->state = CELL_DONE;
}

/* Those before it in order, so that what it reads is there. */
static void fill_before(Evaluator *evaluator, BudgetValues *values, size_t place, int64_t year,
                        const BudgetItem *item) {
  const Budget *budget = values->budget;
  for (int64_t at = budget->has_years ? budget->first_year : year; at <= year; at++)
    for (size_t i = 0; i < budget->items.count; i++) {
      const BudgetItem *other = budget->items.items[i];
      if (other->kind != ITEM_WEIGHT && (at < year || other->index < item->index))
        fill_cell(evaluator, values, place, at, other);
    }
}

static Value value_at(Evaluator *evaluator, BudgetValues *values, size_t place, int64_t year,
                      const BudgetItem *item) {
  BudgetCell *cell = cell_of(evaluator, values, place, year, item);
  if (cell->state == CELL_NOT_YET) {
    if (item->kind != ITEM_WEIGHT)
      fill_before(evaluator, values, place, year, item);
    fill_cell(evaluator, values, place, year, item);
  }
  if (cell->state == CELL_BUSY)
    return evaluate_error(evaluator, item->span, "\"%.*s\" is computed from itself",
                          TEXT_PRINT(item->name));
  return cell->value;
}

static Value report_year(Evaluator *evaluator, const Budget *budget, Span span, int64_t year) {
  return evaluate_error(evaluator, span, "budget \"%.*s\" has no year %lld",
                        TEXT_PRINT(budget->name), (long long)year);
}

Value evaluator_budget_value(Evaluator *evaluator, const Budget *budget, const Record *row,
                             int64_t year, const BudgetItem *item) {
  BudgetValues *values = values_of(evaluator, budget);
  if (!has_year(budget, year))
    return report_year(evaluator, budget, item->span, year);
  Text key = record_key_text(evaluator->arena, row);
  const BudgetPlace *place = map_get(&values->places, key);
  if (!place)
    return evaluate_error(evaluator, item->span, "there is no %.*s \"%.*s\"",
                          TEXT_PRINT(budget->record->name), TEXT_PRINT(key));
  return value_at(evaluator, values, place->place, year, item);
}

Value evaluator_budget_sum(Evaluator *evaluator, const Budget *budget, int64_t year,
                           const BudgetItem *item) {
  BudgetValues *values = values_of(evaluator, budget);
  if (!has_year(budget, year))
    return report_year(evaluator, budget, item->span, year);
  BudgetCell *cell = cell_in(budget, values->sums, year, item);
  if (cell->state == CELL_BUSY)
    return evaluate_error(evaluator, item->span, "\"%.*s\" is computed from itself",
                          TEXT_PRINT(item->name));
  if (cell->state == CELL_DONE)
    return cell->value;
  Arena *batch = evaluator->batch;
  evaluator->batch = evaluator->arena;
  cell->state = CELL_BUSY;
  cell->value = sum_of_rows(evaluator, values, year, item, false);
  cell->state = CELL_DONE;
  evaluator->batch = batch;
  return cell->value;
}

/* ---- previous (B2) ------------------------------------------------------------------- */

/* Without what is `once`. */
static Value lasting_value(Evaluator *evaluator, const Budget *budget, const Record *row,
                           int64_t year, const BudgetItem *item) {
  BudgetValues *values = values_of(evaluator, budget);
  Value whole = evaluator_budget_value(evaluator, budget, row, year, item);
  const BudgetPlace *place = map_get(&values->places, record_key_text(evaluator->arena, row));
  if (!place)
    return whole;
  Value once = sum_of_lines(evaluator, values, place->place, year, item, true);
  return add_to(evaluator, item->span, whole, once, true);
}

bool budget_before(const Budget *budget, int64_t year, const BudgetItem *item,
                   BudgetBefore *before) {
  *before = (BudgetBefore){ .budget = budget, .item = item, .year = year - 1 };
  if (budget->has_years && year > budget->first_year)
    return true;
  before->budget = budget->continues;
  if (!budget->continues)
    return false;
  const BudgetItem *same = budget_item(budget->continues, item->name);
  before->item = same ? same : budget_last_total(budget->continues);
  before->year = budget->continues->last_year;
  return before->item != NULL;
}

static Value previous_value(Evaluator *evaluator, const Term *term, const Record *row,
                            int64_t year) {
  const Budget *budget = term->as.budget.budget;
  BudgetBefore before;
  if (budget_before(budget, year, term->as.budget.item, &before))
    return lasting_value(evaluator, before.budget, row, before.year, before.item);
  if (!budget->continued)
    return evaluate_error(evaluator, term->span, "there is no year before the first");
  return evaluator_budget_term(evaluator, budget, row, year, budget->continued);
}

/* ---- terms --------------------------------------------------------------------------- */

int64_t budget_year_here(const Evaluator *evaluator, const Budget *budget) {
  int64_t year = 0;
  if (budget->has_years)
    fraction_to_int64(evaluator->scope->slots[0].value.as.number, &year);
  return year;
}

const Record *budget_row_of(Evaluator *evaluator, const Budget *budget, Value row) {
  BudgetValues *values = values_of(evaluator, budget);
  Text key = row.kind == TYPE_RECORD ? record_key_text(evaluator->batch, row.as.record)
                                     : value_plain(evaluator->batch, row);
  const BudgetPlace *place = map_get(&values->places, key);
  return place ? place->record : NULL;
}

/* The year that the term names; the budget's only one, where it names none. */
static bool year_of_term(Evaluator *evaluator, const Term *term, int64_t *year, Value *problem) {
  const Budget *budget = term->as.budget.budget;
  *year = budget->first_year;
  if (!term->as.budget.year)
    return true;
  Value value = evaluate(evaluator, term->as.budget.year);
  if (value.state == VALUE_KNOWN && fraction_to_int64(value.as.number, year))
    return true;
  *problem = value.state == VALUE_KNOWN ? report_year(evaluator, budget, term->span, 0) : value;
  problem->kind = TYPE_MONEY;
  return false;
}

static Value row_value(Evaluator *evaluator, const Term *term, int64_t year) {
  const Budget *budget = term->as.budget.budget;
  Value row = evaluate(evaluator, term->as.budget.row);
  if (row.state != VALUE_KNOWN)
    return row.state == VALUE_ERROR ? row : value_unknown(TYPE_MONEY);
  const Record *record = budget_row_of(evaluator, budget, row);
  if (!record)
    return evaluate_error(evaluator, term->span, "there is no %.*s \"%.*s\"",
                          TEXT_PRINT(budget->record->name),
                          TEXT_PRINT(row.kind == TYPE_RECORD
                                         ? record_key_text(evaluator->batch, row.as.record)
                                         : value_plain(evaluator->batch, row)));
  return evaluator_budget_value(evaluator, budget, record, year, term->as.budget.item);
}

Value budget_evaluate(Evaluator *evaluator, const Term *term) {
  const Budget *budget = term->as.budget.budget;
  int64_t year;
  Value problem;
  switch (term->as.budget.reach) {
    case REACH_HERE:
      return evaluator_budget_value(evaluator, budget, evaluator->subject,
                                    budget_year_here(evaluator, budget), term->as.budget.item);
    case REACH_PREVIOUS:
      return previous_value(evaluator, term, evaluator->subject,
                            budget_year_here(evaluator, budget));
    case REACH_ROW:
      return year_of_term(evaluator, term, &year, &problem) ? row_value(evaluator, term, year)
                                                            : problem;
    case REACH_ALL:
      return year_of_term(evaluator, term, &year, &problem)
                 ? evaluator_budget_sum(evaluator, budget, year, term->as.budget.item)
                 : problem;
  }
  return value_unknown(TYPE_MONEY);
}

/* ---- apportion POT in proportion to WEIGHT (B3) -------------------------------------- */

/* The weight of each row, zero where `where` is no; false: *problem says why there is none. */
static bool collect_weights(Evaluator *evaluator, BudgetValues *values, const Term *term,
                            int64_t year, ValueList *weights, Value *problem) {
  for (size_t i = 0; i < values->rows.count; i++) {
    Value chosen = value_truth(true), weight = zero();
    if (term->as.share.where)
      chosen = value_at(evaluator, values, i, year, term->as.share.where);
    if (!logic_is(chosen, false)) {
      weight = value_at(evaluator, values, i, year, term->as.share.weight);
      if (evaluate_unsettled(evaluator, term, chosen, weight, problem))
        return false;
    }
    if (fraction_sign(weight.as.number) < 0) {
      *problem = evaluate_error(evaluator, term->span, "a weight is below zero");
      return false;
    }
    LIST_ADD(evaluator->arena, weights, Value, weight);
  }
  return true;
}

static Value share_out(Evaluator *evaluator, BudgetValues *values, const Term *term,
                       int64_t year) {
  Value problem, amount = evaluate(evaluator, term->as.share.amount);
  ValueList weights = { NULL, 0, 0 };
  if (evaluate_unsettled(evaluator, term, amount, zero(), &problem) ||
      !collect_weights(evaluator, values, term, year, &weights, &problem))
    return problem;
  return apportion_parts(evaluator, term, amount.as.number, &weights);
}

static Value shared_out(Evaluator *evaluator, BudgetValues *values, const Term *term,
                        int64_t year) {
  for (size_t i = 0; i < values->shares.count; i++)
    if (values->shares.items[i].share == term && values->shares.items[i].year == year)
      return values->shares.items[i].parts;
  Arena *batch = evaluator->batch;
  evaluator->batch = evaluator->arena;
  Value parts = share_out(evaluator, values, term, year);
  evaluator->batch = batch;
  LIST_ADD(evaluator->arena, &values->shares, SharedOut, (SharedOut){ term, year, parts });
  return parts;
}

Value budget_share_evaluate(Evaluator *evaluator, const Term *term) {
  BudgetValues *values = values_of(evaluator, term->as.share.budget);
  Value parts = shared_out(evaluator, values, term,
                           budget_year_here(evaluator, term->as.share.budget));
  if (parts.state != VALUE_KNOWN)
    return parts.state == VALUE_ERROR ? parts : value_unknown(TYPE_MONEY);
  Text key = record_key_text(evaluator->batch, evaluator->subject);
  const BudgetPlace *place = map_get(&values->places, key);
  return place && place->place < parts.as.list.count ? parts.as.list.items[place->place] : zero();
}
