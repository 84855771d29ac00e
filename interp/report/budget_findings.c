/* Targets with their margins, and controls with what they hit, on a terminal. */
#include "interp/report/budget_page.h"

#include "base/message.h"
#include "base/unicode.h"

#include <inttypes.h>

enum { NAME_LEAST = 12, NAME_MOST = 40, HITS_SHOWN = 20 };

/* ---- targets ------------------------------------------------------------------------- */

static const struct { const char *word; Style style; } statuses[] = {
  [TARGET_STATUS_HOLDS]     = { MESSAGE("holds"),        STYLE_GOOD },
  [TARGET_STATUS_FAILS]     = { MESSAGE("does not hold"), STYLE_BAD },
  [TARGET_STATUS_SUSPENDED] = { MESSAGE("suspended"),    STYLE_OPEN },
  [TARGET_STATUS_OPEN]      = { MESSAGE("can't be told"), STYLE_OPEN },
  [TARGET_STATUS_ERROR]     = { MESSAGE("error"),        STYLE_BAD },
};

/* Money in millions, thousands or main units, as figures of a plan are large: to a tenth, or below
 * a thousand to the minor unit, so that no margin looks like nothing. */
static Text money_text(const Page *page, const Type *type, Fraction minor) {
  static const struct { int64_t times; const char *prefix; } units[] = {
    { 1000000, "m" }, { 1000, "t" }, { 1, "" },
  };
  const Currency *currency = type->currency ? type->currency : page->report->model->currency;
  Fraction size = minor, one, shown;
  if (fraction_sign(size) < 0)
    fraction_negate(size, &size);
  for (size_t i = 0; currency && i < sizeof units / sizeof *units; i++) {
    one = fraction_from(currency->minor_per_main * units[i].times);
    if (i + 1 < sizeof units / sizeof *units && fraction_compare(size, one) < 0)
      continue;
    Fraction tenth = { 1, units[i].times > 1 ? 10 : currency->minor_per_main };
    if (!fraction_divide(minor, one, &shown) ||
        !fraction_round(shown, tenth, ROUND_NEAREST, &shown))
      break;
    Type plain = { .kind = TYPE_DECIMAL };
    Text number = value_say(page->arena, value_number(TYPE_DECIMAL, shown), &plain,
                            page->screen->swedish);
    Text unit = currency->main_unit.length ? currency->main_unit : currency->name;
    return arena_format(page->arena, "%.*s %s%.*s", TEXT_PRINT(number), units[i].prefix,
                        TEXT_PRINT(unit));
  }
  return fraction_text(page->arena, minor);
}

static Text quantity_text(const Page *page, Value value, const Type *type) {
  if (value.state != VALUE_KNOWN)
    return TEXT("?");
  if (type->kind == TYPE_MONEY)
    return money_text(page, type, value.as.number);
  Fraction rounded = value.as.number;
  fraction_round(value.as.number, (Fraction){ 1, 10000 }, ROUND_NEAREST, &rounded);
  return value_say(page->arena, value_number(type->kind, rounded), type, page->screen->swedish);
}

/* A line of the table of targets, in words. */
typedef struct {
  const TargetReport *report;
  Text name, when, value, bound, margin;
} TargetLine;

typedef struct { size_t name, when, value, bound, margin; } TargetWidths;

static void put_missing(const Page *page, const TargetReport *report) {
  const TargetResult *result = &report->result;
  if (result->missing.count == 0 && result->asks.count == 0)
    return;
  Writer names;
  writer_to_memory(&names, page->arena);
  for (size_t i = 0; i < result->missing.count; i++)
    writer_print(&names, "%s%" PRId64, i ? ", " : "", result->missing.items[i]);
  for (size_t i = 0; i < result->asks.count && i < HITS_SHOWN; i++) {
    const Ask *ask = &result->asks.items[i];
    Text name = ask->field ? ask->path : ask->pending;
    writer_print(&names, "%s%.*s", names.used ? ", " : "", TEXT_PRINT(name));
  }
  Text list = screen_visible(page->arena, writer_text(&names));
  writer_say(page->writer, "    missing %.*s\n", TEXT_PRINT(list));
}

static bool same_quantity(Value a, Value b) {
  return a.state == b.state && (a.state != VALUE_KNOWN || value_same(a, b));
}

/* The same line without what was set, where that changes it; NULL: it doesn't, or there is none. */
static const TargetReport *changed_from(const BudgetReport *report, const TargetReport *target) {
  const TargetReport *before = report->baseline ? outlook_target(report->baseline, target->target,
                                                                 target->year)
                                                : NULL;
  bool same = before && before->status == target->status &&
              same_quantity(before->result.margin, target->result.margin);
  return same ? NULL : before;
}

static void put_before(const Page *page, const TargetReport *report) {
  const TargetReport *before = changed_from(page->report, report);
  if (!before)
    return;
  Text margin = quantity_text(page, before->result.margin, &report->target->value->type);
  writer_say(page->writer, "    before: %s, margin %.*s\n",
             message(page->writer->language, statuses[before->status].word), TEXT_PRINT(margin));
}

static const char *bound_word(BinaryOp op) {
  switch (op) {
    case BINARY_LESS:    return MESSAGE("below");
    case BINARY_AT_MOST: return MESSAGE("at most");
    case BINARY_MORE:    return MESSAGE("above");
    default:             return MESSAGE("at least");
  }
}

static TargetLine line_of(const Page *page, const TargetReport *report) {
  const Target *target = report->target;
  const Type *type = &target->value->type;
  TargetLine line = { .report = report, .when = TEXT("") };
  line.name = screen_visible(page->arena, budget_title(target->title, target->name));
  if (report->has_year)
    line.when = arena_format(page->arena, "%" PRId64, report->year);
  if (report->result.has_date)
    line.when = date_text(page->arena, report->result.date);
  line.value = quantity_text(page, report->result.value, type);
  line.bound = quantity_text(page, report->result.bound, type);
  line.margin = quantity_text(page, report->result.margin, type);
  return line;
}

static void widen(size_t *width, Text text, size_t most) {
  size_t own = unicode_width(text);
  own = own < most ? own : most;
  *width = own > *width ? own : *width;
}

static TargetWidths widths_of(const TargetLine *lines, size_t count) {
  enum { ANY = 60 };
  TargetWidths widths = { .name = NAME_LEAST };
  for (size_t i = 0; i < count; i++) {
    widen(&widths.name, lines[i].name, NAME_MOST);
    widen(&widths.when, lines[i].when, ANY);
    widen(&widths.value, lines[i].value, ANY);
    widen(&widths.bound, lines[i].bound, ANY);
    widen(&widths.margin, lines[i].margin, ANY);
  }
  return widths;
}

static size_t bound_width(const Writer *writer) {
  static const BinaryOp ops[] = { BINARY_LESS, BINARY_AT_MOST, BINARY_MORE, BINARY_AT_LEAST };
  size_t width = 0;
  for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
    widen(&width, text_from(message(writer->language, bound_word(ops[i]))), NAME_MOST);
  return width;
}

static void put_target(const Page *page, const TargetLine *line, const TargetWidths *widths) {
  Writer *writer = page->writer;
  const TargetReport *report = line->report;
  writer_put(writer, TEXT("  "));
  writer_pad(writer, line->name, widths->name + 2);
  writer_pad(writer, line->when, widths->when);
  writer_pad_left(writer, line->value, widths->value + 2);
  writer_put(writer, TEXT("  "));
  writer_pad(writer, text_from(message(writer->language, bound_word(report->target->op))),
             bound_width(writer));
  writer_pad_left(writer, line->bound, widths->bound + 1);
  writer_put(writer, TEXT("  "));
  writer_put(writer, text_from(message(writer->language, "margin")));
  writer_pad_left(writer, line->margin, widths->margin + 1);
  writer_put(writer, TEXT("  "));
  screen_styled(writer, page->screen, statuses[report->status].style,
                text_from(message(writer->language, statuses[report->status].word)));
  writer_put_char(writer, '\n');
  if (report->status == TARGET_STATUS_OPEN)
    put_missing(page, report);
  if (report->status == TARGET_STATUS_ERROR)
    writer_print(writer, "    %.*s\n",
                 TEXT_PRINT(screen_visible(page->arena,
                                           report->result.holds.as.error->message)));
  put_before(page, report);
}

void budget_write_targets(Writer *writer, Arena *arena, const Screen *screen,
                          const BudgetReport *report) {
  Page page = { writer, arena, screen, report };
  size_t count = report->outlook->targets.count;
  if (count == 0)
    return;
  screen_styled(writer, screen, STYLE_STRONG, text_from(message(writer->language, "Targets")));
  writer_put_char(writer, '\n');
  TargetLine *lines = arena_array(arena, TargetLine, count);
  for (size_t i = 0; i < count; i++)
    lines[i] = line_of(&page, &report->outlook->targets.items[i]);
  TargetWidths widths = widths_of(lines, count);
  for (size_t i = 0; i < count; i++)
    put_target(&page, &lines[i], &widths);
}

/* ---- the few lines that say most of what changes --------------------------------------- */

/* The sum at the foot of the table; NULL: it has none. */
static const BudgetItem *foot_of(const BudgetTable *table) {
  const BudgetItem *foot = NULL;
  for (size_t i = 0; i < table->budget->items.count; i++)
    if (table->budget->items.items[i]->kind == ITEM_TOTAL)
      foot = table->budget->items.items[i];
  return foot;
}

/* By how much its foot has changed, above or below; false: not at all. */
static bool foot_change(const BudgetReport *report, const BudgetTable *table, Fraction *change,
                        Fraction *size) {
  const BudgetItem *foot = foot_of(table);
  const BudgetTable *before = outlook_table(report->baseline, table->budget, table->year);
  if (!foot || !before || !before->totals || !table->totals ||
      !fraction_subtract(table->totals[foot->index].amount, before->totals[foot->index].amount,
                         change))
    return false;
  *size = *change;
  return fraction_sign(*change) > 0 || (fraction_sign(*change) < 0 && fraction_negate(*size, size));
}

static void put_foot(const Page *page, const BudgetTable *table, Fraction change) {
  const BudgetItem *foot = foot_of(table);
  const BudgetTable *before = outlook_table(page->report->baseline, table->budget, table->year);
  const Budget *budget = table->budget;
  Text title = screen_visible(page->arena, budget_title(foot->title, foot->name));
  writer_print(page->writer, "  %.*s", TEXT_PRINT(title));
  if (table->has_year)
    writer_print(page->writer, " %" PRId64, table->year);
  writer_print(page->writer, ": %.*s %s %.*s %.*s (%.*s)\n",
               TEXT_PRINT(budget_sum(page->arena, page->screen, budget,
                                     before->totals[foot->index].amount, false)),
               page->screen->ascii ? "->" : "→",
               TEXT_PRINT(budget_sum(page->arena, page->screen, budget,
                                     table->totals[foot->index].amount, false)),
               TEXT_PRINT(budget_unit(budget)),
               TEXT_PRINT(budget_sum(page->arena, page->screen, budget, change, true)));
}

static void put_largest_foot(const Page *page) {
  const Outlook *outlook = page->report->outlook;
  const BudgetTable *largest = NULL;
  Fraction change, size, most = { 0, 1 }, most_change = { 0, 1 };
  for (size_t i = 0; i < outlook->tables.count; i++)
    if (foot_change(page->report, outlook->tables.items[i], &change, &size) &&
        fraction_compare(size, most) > 0) {
      largest = outlook->tables.items[i];
      most = size;
      most_change = change;
    }
  if (largest)
    put_foot(page, largest, most_change);
}

static void put_changed_target(const Page *page, const TargetReport *report) {
  const TargetReport *before = changed_from(page->report, report);
  const char *arrow = page->screen->ascii ? "->" : "→";
  TargetLine was = line_of(page, before), is = line_of(page, report);
  writer_print(page->writer, "  %.*s%s%.*s: ", TEXT_PRINT(is.name), is.when.length ? " " : "",
               TEXT_PRINT(is.when));
  writer_say(page->writer, "margin");
  writer_print(page->writer, " %.*s %s %.*s", TEXT_PRINT(was.margin), arrow,
               TEXT_PRINT(is.margin));
  if (before->status != report->status)
    writer_print(page->writer, ", %s %s %s",
                 message(page->writer->language, statuses[before->status].word), arrow,
                 message(page->writer->language, statuses[report->status].word));
  writer_put_char(page->writer, '\n');
}

/* Of each target the last line that changes, those that now end otherwise first. */
static size_t put_changed_targets(const Page *page, bool otherwise, size_t most) {
  const Outlook *outlook = page->report->outlook;
  size_t put = 0;
  for (size_t i = 0; i < outlook->targets.count && put < most; i++) {
    const TargetReport *report = &outlook->targets.items[i], *last = NULL;
    if (i && outlook->targets.items[i - 1].target == report->target)
      continue;
    for (size_t j = i; j < outlook->targets.count; j++) {
      const TargetReport *each = &outlook->targets.items[j];
      const TargetReport *before = each->target == report->target
                                       ? changed_from(page->report, each) : NULL;
      if (before && (before->status != each->status) == otherwise)
        last = each;
    }
    if (last) {
      put_changed_target(page, last);
      put++;
    }
  }
  return put;
}

void budget_write_changes(Writer *writer, Arena *arena, const Screen *screen,
                          const BudgetReport *report, size_t most_targets) {
  Page page = { writer, arena, screen, report };
  if (!report->baseline)
    return;
  put_largest_foot(&page);
  size_t put = put_changed_targets(&page, true, most_targets);
  put_changed_targets(&page, false, most_targets - put);
}

/* ---- controls ------------------------------------------------------------------------ */

static const char *gravity_word(Gravity gravity) {
  switch (gravity) {
    case GRAVITY_LOW:      return MESSAGE("low");
    case GRAVITY_MEDIUM:   return MESSAGE("medium");
    case GRAVITY_HIGH:     return MESSAGE("high");
    case GRAVITY_NOT_SAID: return "";
  }
  return "";
}

static void put_control(const Page *page, const ControlReport *report) {
  Writer *writer = page->writer;
  const Control *control = report->control;
  size_t open = report->findings.count - report->hits;
  const char *gravity = gravity_word(control->gravity);
  writer_put(writer, TEXT("  "));
  writer_put(writer, screen_visible(page->arena, budget_title(control->title, control->name)));
  if (*gravity)
    writer_print(writer, " (%s)", message(writer->language, gravity));
  writer_put(writer, TEXT(": "));
  if (report->unread) {
    writer_say(writer, "needs a database (--db)\n");
    return;
  }
  Writer said;
  writer_to_memory(&said, page->arena);
  said.language = writer->language;
  writer_say_count(&said, report->hits, "%zu hit", "%zu hits");
  screen_styled(writer, page->screen, report->hits ? STYLE_BAD : STYLE_GOOD, writer_text(&said));
  if (open)
    writer_say_number(writer, open, ", %zu can't be told");
  writer_put_char(writer, '\n');
  for (size_t i = 0; i < report->findings.count && i < HITS_SHOWN; i++) {
    const ControlFinding *finding = &report->findings.items[i];
    Text key = screen_visible(page->arena, finding->key);
    bool named = !text_equal(finding->key, finding->name);
    Text name = named ? screen_visible(page->arena, finding->name) : TEXT("");
    writer_print(writer, "    %.*s%s%.*s%s\n", TEXT_PRINT(key), name.length ? " " : "",
                 TEXT_PRINT(name), finding->certain ? "" : " ?");
  }
  if (report->findings.count > HITS_SHOWN)
    writer_say_number(writer, report->findings.count - HITS_SHOWN, "    and %zu more\n");
}

void budget_write_controls(Writer *writer, Arena *arena, const Screen *screen,
                           const BudgetReport *report) {
  Page page = { writer, arena, screen, report };
  if (report->outlook->controls.count == 0)
    return;
  screen_styled(writer, screen, STYLE_STRONG, text_from(message(writer->language, "Controls")));
  writer_put_char(writer, '\n');
  for (size_t i = 0; i < report->outlook->controls.count; i++)
    put_control(&page, &report->outlook->controls.items[i]);
}

void budget_write_hits(Writer *writer, Arena *arena, const Screen *screen,
                       const BudgetReport *report) {
  Page page = { writer, arena, screen, report };
  size_t shown = 0;
  if (report->outlook->controls.count == 0)
    return;
  writer_say(writer, "\ncontrols\n");
  for (size_t i = 0; i < report->outlook->controls.count; i++)
    if (report->outlook->controls.items[i].findings.count) {
      put_control(&page, &report->outlook->controls.items[i]);
      shown++;
    }
  if (shown == 0)
    writer_say(writer, "  none has hits\n");
}
