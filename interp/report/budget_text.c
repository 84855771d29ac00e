/* Budgets, targets and controls on a terminal: the tables and what is said under them. */
#include "interp/report/budget_page.h"

#include "base/message.h"
#include "base/unicode.h"

enum { SHOWN_MOST = 12, INDENT = 2 };

static void put_line(const Page *page, Style style, Text text) {
  writer_repeat(page->writer, TEXT(" "), INDENT);
  screen_styled(page->writer, page->screen, style, screen_visible(page->arena, text));
  writer_put_char(page->writer, '\n');
}

/* "2025: " before what is said of one of several years. */
static void put_year(const Page *page, const BudgetTable *table) {
  if (table->has_year)
    writer_print(page->writer, "%lld: ", (long long)table->year);
}

Text budget_title(Text title, Text name) {
  return title.length ? title : name;
}

/* ---- what the table agrees with, or doesn't ------------------------------------------ */

static void put_disagreement(const Page *page, const BudgetTable *table,
                             const Agreement *agreement) {
  Language language = page->writer->language;
  Arena *arena = page->arena;
  const BudgetAmount *amount = &agreement->row->amounts[agreement->item->index];
  if (agreement->verdict == AGREES_OPEN) {
    put_line(page, STYLE_OPEN, arena_format(arena, message(language, "%.*s can't be told"),
                                            TEXT_PRINT(agreement->row->key)));
    return;
  }
  Text have = budget_figure(arena, page->screen, table->budget, amount);
  Text printed = budget_sum(arena, page->screen, table->budget, agreement->printed.as.number,
                            false);
  Text difference = budget_sum(arena, page->screen, table->budget, agreement->difference, true);
  put_line(page, STYLE_BAD, arena_format(arena, message(language, "%.*s %.*s, printed %.*s (%.*s)"),
                                         TEXT_PRINT(agreement->row->key), TEXT_PRINT(have),
                                         TEXT_PRINT(printed), TEXT_PRINT(difference)));
}

static void put_agreement(const Page *page, const BudgetTable *table, const BudgetItem *item) {
  AgreementCount count = budget_agreements(table, item);
  size_t all = count.of[AGREES_YES] + count.of[AGREES_NO] + count.of[AGREES_OPEN], shown = 0;
  Text name = budget_title(item->title, item->name);
  bool whole = count.of[AGREES_YES] == all;
  Text said = arena_format(page->arena,
                           message(page->writer->language, "%.*s agrees with %.*s: %zu of %zu"),
                           TEXT_PRINT(name), TEXT_PRINT(item->printed_text),
                           count.of[AGREES_YES], all);
  put_year(page, table);
  screen_styled(page->writer, page->screen, whole ? STYLE_GOOD : STYLE_BAD,
                screen_visible(page->arena, said));
  writer_put_char(page->writer, '\n');
  for (size_t i = 0; i < table->agreements.count && shown < SHOWN_MOST; i++)
    if (table->agreements.items[i].item == item &&
        table->agreements.items[i].verdict != AGREES_YES) {
      put_disagreement(page, table, &table->agreements.items[i]);
      shown++;
    }
}

static void put_agreements(const Page *page, const BudgetTable *table) {
  for (size_t i = 0; i < table->budget->items.count; i++)
    if (table->budget->items.items[i]->printed)
      put_agreement(page, table, table->budget->items.items[i]);
}

static void put_imbalances(const Page *page, const BudgetTable *table) {
  if (!table->balancing.record || table->imbalances.count == 0)
    return;
  writer_say(page->writer, "%.*s balances; its own figures differ in:\n",
             TEXT_PRINT(table->balancing.key));
  for (size_t i = 0; i < table->imbalances.count && i < SHOWN_MOST; i++) {
    const Imbalance *imbalance = &table->imbalances.items[i];
    Text have = budget_sum(page->arena, page->screen, table->budget, imbalance->balanced, false);
    Text printed = budget_sum(page->arena, page->screen, table->budget, imbalance->printed, false);
    put_line(page, STYLE_OPEN,
             arena_format(page->arena, message(page->writer->language, "%.*s: %.*s, printed %.*s"),
                          TEXT_PRINT(budget_title(imbalance->item->title, imbalance->item->name)),
                          TEXT_PRINT(have), TEXT_PRINT(printed)));
  }
}

/* ---- what is open, and where money comes from ---------------------------------------- */

static void put_open(const Page *page, const BudgetTable *table) {
  if (table->open.count == 0)
    return;
  size_t amounts = 0;
  for (size_t i = 0; i < table->open.count; i++)
    amounts += table->open.items[i].count;
  Writer names;
  writer_to_memory(&names, page->arena);
  for (size_t i = 0; i < table->open.count && i < SHOWN_MOST; i++)
    writer_print(&names, "%s%.*s", i ? ", " : "", TEXT_PRINT(table->open.items[i].name));
  Text said = arena_format(page->arena,
                           message_for(page->writer->language, amounts,
                                       "%zu amount is not known (?): %.*s",
                                       "%zu amounts are not known (?): %.*s"),
                           amounts, TEXT_PRINT(writer_text(&names)));
  put_year(page, table);
  screen_styled(page->writer, page->screen, STYLE_OPEN, screen_visible(page->arena, said));
  writer_put_char(page->writer, '\n');
}

static void put_financing(const Page *page, const BudgetTable *table,
                          const FinancingReport *financing) {
  Language language = page->writer->language;
  const Financing *from = financing->from;
  Text needed = budget_figure(page->arena, page->screen, table->budget, &financing->needed);
  Text unit = budget_unit(table->budget);
  bool known = financing->available.state == VALUE_KNOWN;
  Text there = known ? budget_sum(page->arena, page->screen, table->budget,
                                  financing->available.as.number, false)
                     : TEXT("?");
  bool enough = known && fraction_compare(financing->needed.amount,
                                          financing->available.as.number) <= 0;
  Text said = arena_format(
      page->arena,
      message(language, from->requested
                  ? MESSAGE("%.*s %lld: %.*s %.*s sought from %.*s, which has %.*s")
                  : MESSAGE("%.*s %lld: %.*s %.*s financed from %.*s, which has %.*s")),
      TEXT_PRINT(budget_title(financing->item->title, financing->item->name)),
      (long long)from->year,
      TEXT_PRINT(needed), TEXT_PRINT(unit), TEXT_PRINT(budget_title(from->title, from->name)),
      TEXT_PRINT(there));
  screen_styled(page->writer, page->screen, enough ? STYLE_PLAIN : STYLE_OPEN,
                screen_visible(page->arena, said));
  writer_put_char(page->writer, '\n');
}

/* ---- beside the baseline ------------------------------------------------------------- */

static bool differs(const BudgetAmount *a, const BudgetAmount *b) {
  return a->open != b->open || fraction_compare(a->amount, b->amount) != 0;
}

static void put_change(const Page *page, const BudgetTable *table, Text name,
                       const BudgetAmount *before, const BudgetAmount *now) {
  enum { NAME_WIDTH = 36, FIGURE_WIDTH = 12 };
  Fraction difference = fraction_from(0);
  fraction_subtract(now->amount, before->amount, &difference);
  writer_repeat(page->writer, TEXT(" "), INDENT);
  writer_pad(page->writer, screen_visible(page->arena, name), NAME_WIDTH);
  writer_pad_left(page->writer, budget_figure(page->arena, page->screen, table->budget, before),
                  FIGURE_WIDTH);
  writer_put(page->writer, page->screen->ascii ? TEXT(" -> ") : TEXT(" → "));
  writer_pad_left(page->writer, budget_figure(page->arena, page->screen, table->budget, now),
                  FIGURE_WIDTH);
  writer_pad_left(page->writer,
                  budget_sum(page->arena, page->screen, table->budget, difference, true),
                  FIGURE_WIDTH);
  writer_put_char(page->writer, '\n');
}

/* Sums may stay as they are where money only moves between the records. */
static bool something_changed(const BudgetTable *before, const BudgetTable *table, size_t last) {
  for (size_t i = 0; i < table->budget->items.count; i++)
    if (differs(&before->totals[i], &table->totals[i]))
      return true;
  for (size_t i = 0; i < table->row_count; i++)
    if (differs(&before->rows[i].amounts[last], &table->rows[i].amounts[last]))
      return true;
  return false;
}

/* The sums that the settings change, then the records. */
static void put_changes(const Page *page, const BudgetTable *table) {
  const BudgetTable *before = outlook_table(page->report->baseline, table->budget, table->year);
  const BudgetItem *last = budget_last_total(table->budget);
  if (!before || !last || before->row_count != table->row_count)
    return;
  size_t shown = 0;
  if (!something_changed(before, table, last->index)) {
    writer_put_char(page->writer, '\n');
    put_year(page, table);
    writer_say(page->writer, "the settings change nothing here\n");
    return;
  }
  writer_put_char(page->writer, '\n');
  put_year(page, table);
  writer_say(page->writer, "what the settings change\n");
  for (size_t i = 0; i < table->budget->items.count; i++) {
    const BudgetItem *item = table->budget->items.items[i];
    if (item->kind != ITEM_WEIGHT && differs(&before->totals[i], &table->totals[i]))
      put_change(page, table, budget_title(item->title, item->name), &before->totals[i],
                 &table->totals[i]);
  }
  for (size_t i = 0; i < table->row_count && table->row_count > 1; i++) {
    const BudgetAmount *a = &before->rows[i].amounts[last->index];
    const BudgetAmount *b = &table->rows[i].amounts[last->index];
    if (differs(a, b) && shown++ < 2 * SHOWN_MOST)
      put_change(page, table, table->rows[i].name, a, b);
  }
}

/* ---- a budget ------------------------------------------------------------------------ */

static void put_notes(const Page *page, const BudgetTable *table) {
  put_open(page, table);
  for (size_t i = 0; i < table->financings.count; i++)
    put_financing(page, table, &table->financings.items[i]);
  if (page->report->baseline) {
    put_changes(page, table);             /* with settings it cannot be what is printed */
    return;
  }
  put_agreements(page, table);
  put_imbalances(page, table);
}

static size_t put_budget(const Page *page, size_t first) {
  const Outlook *outlook = page->report->outlook;
  const Budget *budget = outlook->tables.items[first]->budget;
  size_t count = 0;
  while (first + count < outlook->tables.count &&
         outlook->tables.items[first + count]->budget == budget)
    count++;
  screen_styled(page->writer, page->screen, STYLE_STRONG,
                screen_visible(page->arena, budget_title(budget->title, budget->name)));
  writer_put_char(page->writer, '\n');
  budget_write_sheet(page->writer, page->arena, page->screen,
                     (const BudgetTable *const *)&outlook->tables.items[first], count);
  for (size_t i = 0; i < count; i++)
    put_notes(page, outlook->tables.items[first + i]);
  return count;
}

void budget_write_text(Writer *writer, Arena *arena, const Screen *screen,
                       const BudgetReport *report) {
  Page page = { writer, arena, screen, report };
  const Outlook *outlook = report->outlook;
  if (report->settings.length) {
    Text what_if = text_from(message(writer->language, "what if: "));
    writer_put(writer, what_if);
    screen_wrap(writer, screen, screen_visible(arena, report->settings), what_if.length,
                what_if.length);
  }
  for (size_t i = 0; i < outlook->tables.count;) {
    if (i > 0)
      writer_put_char(writer, '\n');
    i += put_budget(&page, i);
  }
  if (outlook->targets.count && outlook->tables.count)
    writer_put_char(writer, '\n');
  budget_write_targets(writer, arena, screen, report);
  if (outlook->controls.count && (outlook->tables.count || outlook->targets.count))
    writer_put_char(writer, '\n');
  budget_write_controls(writer, arena, screen, report);
}
