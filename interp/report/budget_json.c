/* Budgets, targets and controls as JSON: the shape is documented in docs/commands.md. */
#include "interp/report/budget.h"

#include <inttypes.h>

typedef struct {
  Writer             *writer;
  Arena              *arena;
  const BudgetReport *report;
} Page;

static void put_field(const Page *page, const char *name, Text text) {
  writer_print(page->writer, "\"%s\": ", name);
  writer_json(page->writer, text);
}

static void put_number(const Page *page, Fraction number) {
  Text text = fraction_text(page->arena, number);
  if (text_find(text, TEXT("/"), 0) < text.length)
    text = fraction_text_rounded(page->arena, number, 12);
  writer_put(page->writer, text);
}

static void put_value(const Page *page, const char *name, Value value) {
  writer_print(page->writer, "\"%s\": ", name);
  if (value.state == VALUE_KNOWN)
    put_number(page, value.as.number);
  else
    writer_put(page->writer, TEXT("null"));
}

static void put_comma(const Page *page, size_t index) {
  writer_put(page->writer, index ? TEXT(",\n") : TEXT("\n"));
}

static const char *kind_word(BudgetItemKind kind) {
  return kind == ITEM_LINE ? "line" : kind == ITEM_SECTION ? "section" : "total";
}

/* ---- lines and amounts --------------------------------------------------------------- */

static void put_lines(const Page *page, const Budget *budget) {
  size_t written = 0;
  writer_put(page->writer, TEXT("\"lines\": ["));
  for (size_t i = 0; i < budget->items.count; i++) {
    const BudgetItem *item = budget->items.items[i];
    if (item->kind == ITEM_WEIGHT)
      continue;
    put_comma(page, written++);
    writer_put(page->writer, TEXT("    {"));
    put_field(page, "line", item->name);
    writer_put(page->writer, TEXT(", "));
    put_field(page, "title", item->title);
    writer_print(page->writer, ", \"kind\": \"%s\", \"once\": %s, \"section\": ",
                 kind_word(item->kind), item->once ? "true" : "false");
    if (item->section)
      writer_json(page->writer, item->section->name);
    else
      writer_put(page->writer, TEXT("null"));
    if (item->has_prices)
      writer_print(page->writer, ", \"prices\": %" PRId64, item->prices);
    writer_put_char(page->writer, '}');
  }
  writer_put(page->writer, TEXT("]"));
}

/* What is not known is null, and of a sum counted under "open". */
static void put_amounts(const Page *page, const Budget *budget, const BudgetAmount *amounts) {
  size_t written = 0, open = 0;
  writer_put(page->writer, TEXT("\"amounts\": {"));
  for (size_t i = 0; i < budget->items.count; i++) {
    const BudgetItem *item = budget->items.items[i];
    if (item->kind == ITEM_WEIGHT)
      continue;
    writer_put(page->writer, written++ ? TEXT(", ") : TEXT(""));
    writer_json(page->writer, item->name);
    writer_put(page->writer, TEXT(": "));
    bool unknown = amounts[i].error || (item->kind == ITEM_LINE && amounts[i].open);
    if (unknown)
      writer_put(page->writer, TEXT("null"));
    else
      put_number(page, amounts[i].amount);
    open += amounts[i].open != 0;
  }
  writer_put_char(page->writer, '}');
  if (!open)
    return;
  writer_put(page->writer, TEXT(", \"open\": {"));
  written = 0;
  for (size_t i = 0; i < budget->items.count; i++)
    if (amounts[i].open && budget->items.items[i]->kind != ITEM_WEIGHT) {
      writer_put(page->writer, written++ ? TEXT(", ") : TEXT(""));
      writer_json(page->writer, budget->items.items[i]->name);
      writer_print(page->writer, ": %zu", amounts[i].open);
    }
  writer_put_char(page->writer, '}');
}

static void put_rows(const Page *page, const BudgetTable *table) {
  writer_put(page->writer, TEXT("\"records\": ["));
  for (size_t i = 0; i < table->row_count; i++) {
    put_comma(page, i);
    writer_put(page->writer, TEXT("    {"));
    put_field(page, "record", table->rows[i].key);
    writer_put(page->writer, TEXT(", "));
    put_field(page, "name", table->rows[i].name);
    writer_put(page->writer, TEXT(", "));
    put_amounts(page, table->budget, table->rows[i].amounts);
    writer_put_char(page->writer, '}');
  }
  writer_put(page->writer, TEXT("]"));
}

static void put_groups(const Page *page, const BudgetTable *table) {
  writer_put(page->writer, TEXT("\"groups\": ["));
  for (size_t i = 0; i < table->groups.count; i++) {
    const BudgetGroup *group = &table->groups.items[i];
    put_comma(page, i);
    writer_put(page->writer, TEXT("    {"));
    put_field(page, "by", table->budget->by[group->level]->name);
    writer_put(page->writer, TEXT(", "));
    put_field(page, "label", group->label);
    writer_print(page->writer, ", \"records\": %zu, ", group->row_count);
    put_amounts(page, table->budget, group->amounts);
    writer_put_char(page->writer, '}');
  }
  writer_put(page->writer, TEXT("]"));
}

/* ---- what stands under a table ------------------------------------------------------- */

static void put_agreements(const Page *page, const BudgetTable *table) {
  static const char *const words[] = { [AGREES_YES] = "yes", [AGREES_NO] = "no",
                                       [AGREES_OPEN] = "unknown" };
  writer_put(page->writer, TEXT("\"agreements\": ["));
  for (size_t i = 0; i < table->agreements.count; i++) {
    const Agreement *agreement = &table->agreements.items[i];
    put_comma(page, i);
    writer_put(page->writer, TEXT("    {"));
    put_field(page, "line", agreement->item->name);
    writer_put(page->writer, TEXT(", "));
    put_field(page, "record", agreement->row->key);
    writer_put(page->writer, TEXT(", "));
    put_value(page, "printed", agreement->printed);
    writer_put(page->writer, TEXT(", \"difference\": "));
    put_number(page, agreement->difference);
    writer_print(page->writer, ", \"agrees\": \"%s\"}", words[agreement->verdict]);
  }
  writer_put(page->writer, TEXT("]"));
}

static void put_balance(const Page *page, const BudgetTable *table) {
  if (!table->balancing.record)
    return;
  writer_put(page->writer, TEXT(",\n  \"balance\": {"));
  put_field(page, "record", table->balancing.key);
  writer_put(page->writer, TEXT(", "));
  put_amounts(page, table->budget, table->balancing.amounts);
  writer_put(page->writer, TEXT(", \"differences\": ["));
  for (size_t i = 0; i < table->imbalances.count; i++) {
    const Imbalance *imbalance = &table->imbalances.items[i];
    writer_put(page->writer, i ? TEXT(", {") : TEXT("{"));
    put_field(page, "line", imbalance->item->name);
    writer_put(page->writer, TEXT(", \"balanced\": "));
    put_number(page, imbalance->balanced);
    writer_put(page->writer, TEXT(", \"printed\": "));
    put_number(page, imbalance->printed);
    writer_put_char(page->writer, '}');
  }
  writer_put(page->writer, TEXT("]}"));
}

static void put_financing(const Page *page, const BudgetTable *table) {
  writer_put(page->writer, TEXT(",\n  \"financing\": ["));
  for (size_t i = 0; i < table->financings.count; i++) {
    const FinancingReport *financing = &table->financings.items[i];
    put_comma(page, i);
    writer_put(page->writer, TEXT("    {"));
    put_field(page, "line", financing->item->name);
    writer_put(page->writer, TEXT(", "));
    put_field(page, "from", financing->from->name);
    writer_print(page->writer, ", \"year\": %" PRId64 ", \"requested\": %s, \"needed\": ",
                 financing->from->year, financing->from->requested ? "true" : "false");
    put_number(page, financing->needed.amount);
    writer_put(page->writer, TEXT(", "));
    put_value(page, "available", financing->available);
    writer_put_char(page->writer, '}');
  }
  writer_put(page->writer, TEXT("]"));
}

static void put_open(const Page *page, const BudgetTable *table) {
  writer_put(page->writer, TEXT("\"open\": ["));
  for (size_t i = 0; i < table->open.count; i++) {
    writer_put(page->writer, i ? TEXT(", {") : TEXT("{"));
    put_field(page, "name", table->open.items[i].name);
    writer_print(page->writer, ", \"amounts\": %zu}", table->open.items[i].count);
  }
  writer_put(page->writer, TEXT("]"));
}

/* ---- a budget ------------------------------------------------------------------------ */

static void put_head(const Page *page, const BudgetTable *table) {
  static const char *const standings[] = {
    [STANDING_PROPOSED] = "proposed", [STANDING_ADOPTED] = "adopted", [STANDING_PLAN] = "plan",
    [STANDING_FORECAST] = "forecast", [STANDING_ACTUAL] = "actual",
  };
  put_field(page, "budget", table->budget->name);
  writer_put(page->writer, TEXT(", "));
  put_field(page, "title", table->budget->title);
  writer_put(page->writer, TEXT(", \"year\": "));
  if (table->has_year)
    writer_print(page->writer, "%" PRId64, table->year);
  else
    writer_put(page->writer, TEXT("null"));
  if (table->has_standing)
    writer_print(page->writer, ", \"status\": \"%s\"", standings[table->standing]);
  writer_put(page->writer, TEXT(", "));
  put_field(page, "currency", table->budget->currency->name);
  if (table->budget->has_shown) {
    writer_put(page->writer, TEXT(", \"shown_in\": "));
    put_number(page, table->budget->shown_in);
  }
}

static void put_table(const Page *page, const BudgetTable *table) {
  const BudgetTable *before = outlook_table(page->report->baseline, table->budget, table->year);
  writer_put(page->writer, TEXT("{"));
  put_head(page, table);
  writer_put(page->writer, TEXT(",\n  "));
  put_lines(page, table->budget);
  writer_put(page->writer, TEXT(",\n  "));
  put_rows(page, table);
  writer_put(page->writer, TEXT(",\n  "));
  put_groups(page, table);
  writer_put(page->writer, TEXT(",\n  \"totals\": {"));
  put_amounts(page, table->budget, table->totals);
  writer_put(page->writer, TEXT("},\n  "));
  if (before) {
    writer_put(page->writer, TEXT("\"baseline\": {"));
    put_amounts(page, table->budget, before->totals);
    writer_put(page->writer, TEXT("},\n  "));
  }
  put_open(page, table);
  writer_put(page->writer, TEXT(",\n  "));
  put_agreements(page, table);
  put_balance(page, table);
  put_financing(page, table);
  writer_put(page->writer, TEXT("}"));
}

/* ---- targets and controls ------------------------------------------------------------ */

static void put_target(const Page *page, const TargetReport *report) {
  const TargetReport *before = outlook_target(page->report->baseline, report->target,
                                              report->year);
  writer_put(page->writer, TEXT("{"));
  put_field(page, "target", report->target->name);
  writer_put(page->writer, TEXT(", "));
  put_field(page, "title", report->target->title);
  if (report->has_year)
    writer_print(page->writer, ", \"year\": %" PRId64, report->year);
  writer_print(page->writer, ", \"status\": \"%s\", ", target_status_words[report->status]);
  put_value(page, "value", report->result.value);
  writer_put(page->writer, TEXT(", "));
  put_value(page, "bound", report->result.bound);
  writer_put(page->writer, TEXT(", "));
  put_value(page, "margin", report->result.margin);
  if (report->result.has_date)
    writer_print(page->writer, ", \"date\": \"%.*s\"",
                 TEXT_PRINT(date_text(page->arena, report->result.date)));
  writer_put(page->writer, TEXT(", \"missing\": ["));
  for (size_t i = 0; i < report->result.missing.count; i++)
    writer_print(page->writer, "%s%" PRId64, i ? ", " : "", report->result.missing.items[i]);
  writer_put_char(page->writer, ']');
  if (before) {
    writer_print(page->writer, ", \"baseline\": {\"status\": \"%s\", ",
                 target_status_words[before->status]);
    put_value(page, "margin", before->result.margin);
    writer_put_char(page->writer, '}');
  }
  writer_put_char(page->writer, '}');
}

static void put_control(const Page *page, const ControlReport *report) {
  static const char *const gravities[] = { [GRAVITY_NOT_SAID] = "", [GRAVITY_LOW] = "low",
                                           [GRAVITY_MEDIUM] = "medium", [GRAVITY_HIGH] = "high" };
  writer_put(page->writer, TEXT("{"));
  put_field(page, "control", report->control->name);
  writer_put(page->writer, TEXT(", "));
  put_field(page, "title", report->control->title);
  writer_print(page->writer, ", \"severity\": \"%s\", \"hits\": %zu, \"unsettled\": %zu, "
               "\"records\": [", gravities[report->control->gravity], report->hits,
               report->findings.count - report->hits);
  for (size_t i = 0; i < report->findings.count; i++) {
    writer_put(page->writer, i ? TEXT(", ") : TEXT(""));
    writer_json(page->writer, report->findings.items[i].key);
  }
  writer_put(page->writer, TEXT("]}"));
}

void budget_write_json(Writer *writer, Arena *arena, const BudgetReport *report) {
  Page page = { writer, arena, report };
  const Outlook *outlook = report->outlook;
  writer_put(writer, TEXT("{\"settings\": "));
  writer_json(writer, report->settings);
  writer_put(writer, TEXT(",\n\"budgets\": ["));
  for (size_t i = 0; i < outlook->tables.count; i++) {
    put_comma(&page, i);
    put_table(&page, outlook->tables.items[i]);
  }
  writer_put(writer, TEXT("],\n\"targets\": ["));
  for (size_t i = 0; i < outlook->targets.count; i++) {
    put_comma(&page, i);
    put_target(&page, &outlook->targets.items[i]);
  }
  writer_put(writer, TEXT("],\n\"controls\": ["));
  for (size_t i = 0; i < outlook->controls.count; i++) {
    put_comma(&page, i);
    put_control(&page, &outlook->controls.items[i]);
  }
  writer_put(writer, TEXT("]}\n"));
}
