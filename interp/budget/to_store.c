#include "interp/budget/to_store.h"

#include <inttypes.h>

typedef struct {
  Arena         *arena;
  const Model   *model;
  OutlookSource *source_of;
  StoreOutlook  *rows;
} Writing;

/* ---- budgets ------------------------------------------------------------------------- */

static const Agreement *agreement_of(const BudgetTable *table, const BudgetRow *row,
                                     const BudgetItem *item) {
  for (size_t i = 0; i < table->agreements.count; i++)
    if (table->agreements.items[i].item == item && table->agreements.items[i].row == row)
      return &table->agreements.items[i];
  return NULL;
}

static void write_cell(const Writing *writing, const BudgetTable *table, const BudgetRow *row,
                       const BudgetItem *item) {
  static const char *const kinds[] = { [ITEM_LINE] = "line", [ITEM_SECTION] = "section",
                                       [ITEM_TOTAL] = "total", [ITEM_WEIGHT] = "" };
  const BudgetAmount *amount = &row->amounts[item->index];
  const Agreement *agreement = agreement_of(table, row, item);
  StoreBudget written = {
    .budget = table->budget->name, .has_year = table->has_year, .year = table->year,
    .record = row->key, .line = item->name, .kind = text_from(kinds[item->kind]),
    .currency = table->budget->currency->name, .open = (int64_t)amount->open,
  };
  bool known = !amount->error && !(item->kind == ITEM_LINE && amount->open);
  written.has_amount = known && fraction_to_int64(amount->amount, &written.amount);
  written.has_printed = agreement && agreement->printed.state == VALUE_KNOWN &&
                        fraction_to_int64(agreement->printed.as.number, &written.printed);
  store_write_budget(writing->rows, &written);
}

static void write_row(const Writing *writing, const BudgetTable *table, const BudgetRow *row) {
  for (size_t i = 0; i < table->budget->items.count; i++)
    if (table->budget->items.items[i]->kind != ITEM_WEIGHT)
      write_cell(writing, table, row, table->budget->items.items[i]);
}

static void write_table(const Writing *writing, const BudgetTable *table) {
  for (size_t i = 0; i < table->row_count; i++)
    write_row(writing, table, &table->rows[i]);
  if (table->balancing.record)
    write_row(writing, table, &table->balancing);
}

/* ---- targets and controls ------------------------------------------------------------ */

static Text plain(const Writing *writing, Value value) {
  return value.state == VALUE_KNOWN ? value_plain(writing->arena, value) : TEXT_NONE;
}

static Text missing_of(const Writing *writing, const TargetResult *result) {
  Writer writer;
  writer_to_memory(&writer, writing->arena);
  for (size_t i = 0; i < result->missing.count; i++)
    writer_print(&writer, "%s%" PRId64, writer.used ? "," : "", result->missing.items[i]);
  for (size_t i = 0; i < result->asks.count; i++) {
    Text name = result->asks.items[i].field ? result->asks.items[i].path
                                            : result->asks.items[i].pending;
    writer_print(&writer, "%s%.*s", writer.used ? "," : "", TEXT_PRINT(name));
  }
  return writer_text(&writer);
}

static void write_target(const Writing *writing, const TargetReport *report) {
  const TargetResult *result = &report->result;
  store_write_target(writing->rows, &(StoreTarget){
    .target = report->target->name, .has_year = report->has_year, .year = report->year,
    .status = text_from(target_status_words[report->status]),
    .value = plain(writing, result->value), .bound = plain(writing, result->bound),
    .margin = plain(writing, result->margin),
    .date = result->has_date ? date_text(writing->arena, result->date) : TEXT_NONE,
    .missing = missing_of(writing, result),
  });
}

static void write_control(const Writing *writing, const ControlReport *report) {
  static const char *const severities[] = { [GRAVITY_NOT_SAID] = "", [GRAVITY_LOW] = "low",
                                            [GRAVITY_MEDIUM] = "medium", [GRAVITY_HIGH] = "high" };
  Text source = writing->source_of(writing->model, writing->arena, &report->control->bases);
  for (size_t i = 0; i < report->findings.count; i++) {
    const ControlFinding *finding = &report->findings.items[i];
    store_write_control(writing->rows, &(StoreControl){
      .control = report->control->name,
      .severity = text_from(severities[report->control->gravity]), .record = finding->key,
      .verdict = finding->certain ? TEXT("hit") : TEXT("unknown"), .source = source,
    });
  }
}

void outlook_to_store(Arena *arena, const Model *model, const Outlook *outlook,
                      OutlookSource *source_of, Store *store) {
  Writing writing = { arena, model, source_of, store_outlook_begin(store) };
  for (size_t i = 0; i < outlook->tables.count; i++)
    write_table(&writing, outlook->tables.items[i]);
  for (size_t i = 0; i < outlook->targets.count; i++)
    write_target(&writing, &outlook->targets.items[i]);
  for (size_t i = 0; i < outlook->controls.count; i++)
    write_control(&writing, &outlook->controls.items[i]);
  store_outlook_end(writing.rows);
}
