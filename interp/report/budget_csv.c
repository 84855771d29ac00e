/* Budgets as CSV: a row for each record and line, amounts in the main unit. */
#include "interp/report/budget.h"

#include <inttypes.h>

#include <string.h>

static void put_cell(Writer *writer, Text text) {
  bool quoted = false;
  for (size_t i = 0; i < text.length; i++)
    quoted = quoted || strchr(",\"\n\r", text.bytes[i]);
  if (!quoted) {
    writer_put(writer, text);
    return;
  }
  writer_put_char(writer, '"');
  for (size_t i = 0; i < text.length; i++) {
    if (text.bytes[i] == '"')
      writer_put_char(writer, '"');
    writer_put_char(writer, text.bytes[i]);
  }
  writer_put_char(writer, '"');
}

static Text amount_text(Arena *arena, const Budget *budget, const BudgetItem *item,
                        const BudgetAmount *amount) {
  Fraction main = fraction_from(0);
  if (amount->error || (item->kind == ITEM_LINE && amount->open) ||
      !fraction_divide(amount->amount, fraction_from(budget->currency->minor_per_main), &main))
    return TEXT("");
  return fraction_text_rounded(arena, main, budget->currency->decimals);
}

static void put_row(Writer *writer, Arena *arena, const BudgetTable *table, const BudgetRow *row,
                    const BudgetItem *item) {
  static const char *const kinds[] = { [ITEM_LINE] = "line", [ITEM_SECTION] = "section",
                                       [ITEM_TOTAL] = "total", [ITEM_WEIGHT] = "" };
  const BudgetAmount *amount = &row->amounts[item->index];
  put_cell(writer, table->budget->name);
  if (table->has_year)
    writer_print(writer, ",%" PRId64 ",", table->year);
  else
    writer_put(writer, TEXT(",,"));
  put_cell(writer, row->key);
  writer_put_char(writer, ',');
  put_cell(writer, row->name);
  writer_put_char(writer, ',');
  put_cell(writer, item->name);
  writer_put_char(writer, ',');
  put_cell(writer, item->title);
  writer_print(writer, ",%s,%s,", kinds[item->kind], item->once ? "once" : "");
  put_cell(writer, amount_text(arena, table->budget, item, amount));
  writer_print(writer, ",%.*s,%zu\n", TEXT_PRINT(table->budget->currency->name), amount->open);
}

static void put_rows(Writer *writer, Arena *arena, const BudgetTable *table,
                     const BudgetRow *row) {
  for (size_t i = 0; i < table->budget->items.count; i++)
    if (table->budget->items.items[i]->kind != ITEM_WEIGHT)
      put_row(writer, arena, table, row, table->budget->items.items[i]);
}

void budget_write_csv(Writer *writer, Arena *arena, const BudgetReport *report) {
  writer_put(writer, TEXT("budget,year,record,name,line,title,kind,once,amount,currency,open\n"));
  for (size_t i = 0; i < report->outlook->tables.count; i++) {
    const BudgetTable *table = report->outlook->tables.items[i];
    for (size_t row = 0; row < table->row_count; row++)
      put_rows(writer, arena, table, &table->rows[row]);
    if (table->balancing.record)
      put_rows(writer, arena, table, &table->balancing);
  }
}
