#include "interp/budget/table.h"

#include "interp/budget/groups.h"

typedef struct {
  Arena       *arena;
  Evaluator   *evaluator;
  BudgetTable *table;
  Fraction     tolerance;       /* the largest of what it agrees with */
} Making;

/* ---- amounts ------------------------------------------------------------------------- */

static void add_amount(BudgetAmount *sum, const BudgetAmount *amount) {
  Fraction total;
  if (!sum->error)
    sum->error = amount->error;
  sum->open += amount->open;
  if (fraction_add(sum->amount, amount->amount, &total))
    sum->amount = total;
}

static BudgetAmount *make_amounts(const Making *making) {
  size_t count = making->table->budget->items.count;
  BudgetAmount *amounts = arena_array(making->arena, BudgetAmount, count + 1);
  for (size_t i = 0; i < count; i++)
    amounts[i].amount = fraction_from(0);
  return amounts;
}

static BudgetAmount line_amount(Value value) {
  BudgetAmount amount = { .amount = fraction_from(0) };
  if (value.state == VALUE_KNOWN)
    amount.amount = value.as.number;
  else if (value.state == VALUE_ERROR)
    amount.error = value.as.error;
  else
    amount.open = 1;
  return amount;
}

static bool is_part(const BudgetItem *sum, const BudgetItem *line) {
  return line->kind == ITEM_LINE && line->index < sum->index &&
         (sum->kind == ITEM_TOTAL || (sum->kind == ITEM_SECTION && line->section == sum));
}

/* Sections and totals are sums of the lines as they are shown. */
static void sum_lines(const Budget *budget, BudgetAmount *amounts) {
  for (size_t i = 0; i < budget->items.count; i++) {
    const BudgetItem *item = budget->items.items[i];
    for (size_t j = 0; j < i; j++)
      if (is_part(item, budget->items.items[j]))
        add_amount(&amounts[i], &amounts[j]);
  }
}

static void note_open(const Making *making, Text name) {
  BudgetTable *table = making->table;
  for (size_t i = 0; i < table->open.count; i++)
    if (text_equal(table->open.items[i].name, name)) {
      table->open.items[i].count++;
      return;
    }
  LIST_ADD(making->arena, &table->open, BudgetOpen, (BudgetOpen){ name, 1 });
}

static void note_asks(const Making *making, const Record *record, const BudgetItem *item) {
  AskList asks = { NULL, 0, 0 };
  evaluator_budget_asks(making->evaluator, making->table->budget, record, making->table->year,
                        item, &asks);
  for (size_t i = 0; i < asks.count; i++)
    note_open(making, asks.items[i].field ? asks.items[i].path : asks.items[i].pending);
}

static void fill_row(const Making *making, BudgetRow *row) {
  BudgetTable *table = making->table;
  const Budget *budget = table->budget;
  row->amounts = make_amounts(making);
  for (size_t i = 0; i < budget->items.count; i++) {
    const BudgetItem *item = budget->items.items[i];
    if (item->kind != ITEM_LINE)
      continue;
    row->amounts[i] = line_amount(evaluator_budget_value(making->evaluator, budget, row->record,
                                                         table->year, item));
    table->has_errors = table->has_errors || row->amounts[i].error;
    if (row->amounts[i].open)
      note_asks(making, row->record, item);
  }
  sum_lines(budget, row->amounts);
}

static BudgetAmount *sum_rows(const Making *making, size_t first, size_t count) {
  BudgetAmount *amounts = make_amounts(making);
  for (size_t i = first; i < first + count; i++)
    for (size_t j = 0; j < making->table->budget->items.count; j++)
      add_amount(&amounts[j], &making->table->rows[i].amounts[j]);
  return amounts;
}

/* ---- rows and groups ----------------------------------------------------------------- */

static BudgetRow make_row(const Making *making, const Record *record) {
  return (BudgetRow){ .record = record, .key = record_key_text(making->arena, record),
                      .name = record_name(making->arena, record) };
}

static void make_rows(Making *making) {
  BudgetTable *table = making->table;
  BudgetRows rows = evaluator_budget_rows(making->evaluator, table->budget);
  const Record **ordered = groups_order(making->arena, table->budget, rows);
  table->rows = arena_array(making->arena, BudgetRow, rows.count + 1);
  table->row_count = rows.count;
  for (size_t i = 0; i < rows.count; i++) {
    table->rows[i] = make_row(making, ordered[i]);
    fill_row(making, &table->rows[i]);
  }
}

static void make_group(Making *making, size_t level, size_t first, size_t end) {
  const Record *record = making->table->rows[first].record;
  LIST_ADD(making->arena, &making->table->groups, BudgetGroup, (BudgetGroup){
    .level = level, .first_row = first, .row_count = end - first,
    .label = groups_label(making->arena, record, making->table->budget->by[level]),
    .amounts = sum_rows(making, first, end - first),
  });
}

/* Each group ends where its values change; inner ones end first. */
static void make_groups(Making *making) {
  BudgetTable *table = making->table;
  size_t levels = table->budget->by_count;
  size_t *first = arena_array(making->arena, size_t, levels + 1);
  for (size_t row = 0; row < table->row_count; row++) {
    bool last = row + 1 == table->row_count;
    size_t same = last ? 0 : groups_same(table->budget, table->rows[row].record,
                                         table->rows[row + 1].record);
    for (size_t level = levels; level-- > same;) {
      make_group(making, level, first[level], row + 1);
      first[level] = row + 1;
    }
  }
}

/* ---- what it agrees with ------------------------------------------------------------- */

static bool is_near(Fraction a, Fraction b, Fraction tolerance) {
  Fraction difference;
  if (!fraction_subtract(a, b, &difference) ||
      (fraction_sign(difference) < 0 && !fraction_negate(difference, &difference)))
    return false;
  return fraction_compare(difference, tolerance) <= 0;
}

static void agree(Making *making, const BudgetItem *item, const BudgetRow *row,
                  Fraction tolerance) {
  BudgetTable *table = making->table;
  const BudgetAmount *amount = &row->amounts[item->index];
  Agreement agreement = { .item = item, .row = row, .verdict = AGREES_OPEN,
                          .difference = fraction_from(0) };
  agreement.printed = evaluator_budget_term(making->evaluator, table->budget, row->record,
                                            table->year, item->printed);
  if (agreement.printed.state == VALUE_KNOWN && amount->open == 0 && !amount->error) {
    fraction_subtract(amount->amount, agreement.printed.as.number, &agreement.difference);
    agreement.verdict = is_near(amount->amount, agreement.printed.as.number, tolerance)
                            ? AGREES_YES : AGREES_NO;
  }
  if (row == &table->balancing && agreement.verdict == AGREES_OPEN)
    return;                               /* nothing is printed of it */
  LIST_ADD(making->arena, &table->agreements, Agreement, agreement);
}

static Fraction tolerance_of(const Making *making, const BudgetItem *item) {
  Value value = item->tolerance ? evaluate_kept(making->evaluator, item->tolerance)
                                : value_unknown(TYPE_MONEY);
  return value.state == VALUE_KNOWN ? value.as.number : fraction_from(0);
}

static void agree_all(Making *making) {
  BudgetTable *table = making->table;
  for (size_t i = 0; i < table->budget->items.count; i++) {
    const BudgetItem *item = table->budget->items.items[i];
    if (!item->printed)
      continue;
    Fraction tolerance = tolerance_of(making, item);
    for (size_t row = 0; row < table->row_count; row++)
      agree(making, item, &table->rows[row], tolerance);
    if (table->balancing.record)
      agree(making, item, &table->balancing, tolerance);
  }
}

AgreementCount budget_agreements(const BudgetTable *table, const BudgetItem *item) {
  AgreementCount count = { { 0, 0, 0 } };
  for (size_t i = 0; i < table->agreements.count; i++)
    if (table->agreements.items[i].item == item)
      count.of[table->agreements.items[i].verdict]++;
  return count;
}

/* ---- the record that balances -------------------------------------------------------- */

/* A blank cell says nothing: only figures that are printed are compared. */
static void compare_balance(Making *making, const BudgetItem *item, const Record *record) {
  BudgetTable *table = making->table;
  BudgetAmount *amount = &table->balancing.amounts[item->index];
  Value printed = evaluator_budget_written(making->evaluator, table->budget, record, table->year,
                                           item);
  if (printed.state != VALUE_KNOWN || fraction_is_zero(printed.as.number) || amount->open ||
      amount->error || is_near(printed.as.number, amount->amount, making->tolerance))
    return;
  LIST_ADD(making->arena, &table->imbalances, Imbalance,
           (Imbalance){ item, amount->amount, printed.as.number });
}

static void find_tolerance(Making *making) {
  const Budget *budget = making->table->budget;
  for (size_t i = 0; i < budget->items.count; i++) {
    Fraction tolerance = tolerance_of(making, budget->items.items[i]);
    if (fraction_compare(tolerance, making->tolerance) > 0)
      making->tolerance = tolerance;
  }
}

/* Its cell in each line is minus the sum of the others, compared with its own figure (B2). */
static void balance(Making *making) {
  BudgetTable *table = making->table;
  const Budget *budget = table->budget;
  if (!budget->balanced)
    return;
  find_tolerance(making);
  table->balancing = make_row(making, budget->balancing);
  table->balancing.amounts = make_amounts(making);
  for (size_t i = 0; i < budget->items.count; i++) {
    BudgetAmount *amount = &table->balancing.amounts[i];
    *amount = table->totals[i];
    fraction_negate(amount->amount, &amount->amount);
    if (budget->items.items[i]->kind == ITEM_LINE)
      compare_balance(making, budget->items.items[i], budget->balancing);
  }
}

/* ---- financing ----------------------------------------------------------------------- */

static Value available(const Making *making, const Financing *from) {
  if (from->frame)
    return evaluate_kept(making->evaluator, from->frame->limit);
  if (from->parameter)
    return evaluator_parameter(making->evaluator, from->parameter);
  const BudgetItem *total = from->budget ? budget_last_total(from->budget) : NULL;
  return total ? evaluator_budget_sum(making->evaluator, from->budget, from->year, total)
               : value_unknown(TYPE_MONEY);
}

static void finance(Making *making) {
  BudgetTable *table = making->table;
  const Budget *budget = table->budget;
  for (size_t i = 0; i < budget->items.count; i++) {
    const BudgetItem *item = budget->items.items[i];
    for (size_t j = 0; j < item->financings.count; j++) {
      const Financing *from = &item->financings.items[j];
      if (!budget->has_years || from->year == table->year)
        LIST_ADD(making->arena, &table->financings, FinancingReport,
                 (FinancingReport){ item, from, table->totals[i], available(making, from) });
    }
  }
}

/* ---- the whole ----------------------------------------------------------------------- */

BudgetTable *budget_table(Arena *arena, Evaluator *evaluator, const Budget *budget, int64_t year) {
  BudgetTable *table = arena_new(arena, BudgetTable);
  Making making = { arena, evaluator, table, fraction_from(0) };
  *table = (BudgetTable){ .budget = budget, .has_year = budget->has_years, .year = year };
  table->has_standing = budget_standing(budget, year, &table->standing);
  make_rows(&making);
  make_groups(&making);
  table->totals = sum_rows(&making, 0, table->row_count);
  balance(&making);
  agree_all(&making);
  finance(&making);
  return table;
}
