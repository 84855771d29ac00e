/* Records that differ: the transition, counts, remarks. */
#include "interp/report/difference_inside.h"

#include "base/map.h"
#include "base/unicode.h"
#include "interp/report/figure.h"
#include "interp/report/titles.h"

enum { NAME_MOST = 36, COUNT_WIDTH = 6, INDENT = 2, ROWS_INDENT = 4, KEYS_SHOWN = 12 };

static Text said(const DifferencePage *page, const char *english) {
  return text_from(screen_words(page->screen, english));
}

/* ---- counts --------------------------------------------------------------------------- */

static Text signed_count(const DifferencePage *page, size_t before, size_t after) {
  if (before == after)
    return TEXT("");
  const char *minus = page->screen->ascii ? "-" : "−";
  return after > before
             ? arena_format(page->arena, "(+%.*s)",
                            TEXT_PRINT(screen_count(page->arena, after - before)))
             : arena_format(page->arena, "(%s%.*s)", minus,
                            TEXT_PRINT(screen_count(page->arena, before - after)));
}

static Text outcome_said(const DifferencePage *page, Text name) {
  return screen_visible(page->arena,
                        outcome_text(name, page->screen->swedish ? LANGUAGE_SWEDISH
                                                                 : LANGUAGE_ENGLISH));
}

/* Columns of the counts: what all of a decision's need, and no less than COUNT_WIDTH. */
typedef struct { size_t name, count, shift; } CountWidths;

static void put_count(const DifferencePage *page, const EndingCount *count, Text name,
                      const CountWidths *widths, const Currency *currency) {
  Arena *arena = page->arena;
  writer_repeat(page->writer, TEXT(" "), INDENT);
  writer_pad(page->writer, name, widths->name);
  writer_pad_left(page->writer, screen_count(arena, count->before), widths->count);
  writer_print(page->writer, " %s ", difference_arrow(page, count->before == count->after));
  writer_pad_left(page->writer, screen_count(arena, count->after), widths->count - 2);
  Text difference = signed_count(page, count->before, count->after);
  bool money = count->granted_before || count->granted_after;
  if (difference.length || money)
    writer_put_char(page->writer, ' ');
  if (money) {
    writer_pad(page->writer, difference, widths->shift);
    writer_put(page->writer, TEXT("  "));
    writer_put(page->writer, difference_amounts(page, count->granted_before, count->granted_after,
                                                currency));
  } else {
    writer_put(page->writer, difference);
  }
  writer_put_char(page->writer, '\n');
}

static bool count_shifts(const EndingCount *count) {
  return count->before != count->after || count->granted_before != count->granted_after;
}

static void widen(const DifferencePage *page, const EndingCounts *counts, bool outcomes,
                  CountWidths *widths) {
  for (size_t i = 0; i < counts->count; i++) {
    const EndingCount *count = &counts->items[i];
    Text name = outcomes ? outcome_said(page, count->name) : count->name;
    widths->name = difference_widest(widths->name, name, NAME_MOST);
    if (!count_shifts(count))
      continue;
    size_t most = count->before > count->after ? count->before : count->after;
    size_t figures = unicode_width(screen_count(page->arena, most)) + 2;
    size_t shift = unicode_width(signed_count(page, count->before, count->after));
    widths->count = figures > widths->count ? figures : widths->count;
    widths->shift = shift > widths->shift ? shift : widths->shift;
  }
}

static void put_counts(const DifferencePage *page, const EndingsOf *of) {
  CountWidths widths = { 0, COUNT_WIDTH, COUNT_WIDTH };
  widen(page, &of->outcomes, true, &widths);
  widen(page, &of->deciders, false, &widths);
  for (size_t i = 0; i < of->outcomes.count; i++)
    if (count_shifts(&of->outcomes.items[i]))
      put_count(page, &of->outcomes.items[i], outcome_said(page, of->outcomes.items[i].name),
                &widths, of->decision->currency);
  for (size_t i = 0; i < of->deciders.count; i++)
    if (count_shifts(&of->deciders.items[i]))
      put_count(page, &of->deciders.items[i],
                screen_visible(page->arena, of->deciders.items[i].name), &widths,
                of->decision->currency);
}

/* ---- the transition of an amendment --------------------------------------------------- */

static Text missing_text(const DifferencePage *page, const EndingMissings *missing) {
  Arena *arena = page->arena;
  Text all = TEXT_NONE;
  for (size_t i = 0; i < missing->count; i++) {
    const EndingMissing *each = &missing->items[i];
    Text title = screen_visible(arena, each->title);
    const char *how = each->pending ? screen_words(page->screen, "%.*s is left open for %.*s")
                      : each->owner == FACT_APPLICANT
                          ? screen_words(page->screen, "%.*s is missing for %.*s, to be asked for")
                      : each->owner == FACT_OFFICE
                          ? screen_words(page->screen, "%.*s is missing for %.*s, to be assessed")
                      : each->owner == FACT_REGISTER
                          ? screen_words(page->screen, "%.*s is missing for %.*s, to be looked up")
                          : screen_words(page->screen, "%.*s is missing for %.*s, waited for");
    Text one = arena_format(arena, how, TEXT_PRINT(title),
                            TEXT_PRINT(screen_count(arena, each->records)));
    all = all.length ? arena_format(arena, "%.*s; %.*s", TEXT_PRINT(all), TEXT_PRINT(one)) : one;
  }
  return all;
}

/* A value, rather than a rule: a parameter of its own. */
static bool is_value(const RulesChange *change) {
  return change_part(change)->kind == PART_PARAMETER;
}

/* Is it told by name to whom it applies?  A new fact is told by what asks for it. */
static bool is_named(const RulesChange *change) {
  return change->versions && change_part(change)->kind != PART_FIELD && !change->only_words;
}

/* The names of the rules, or of the values, that hold for a group, or do not. */
static Text group_names(const DifferencePage *page, uint64_t changes, bool values, bool hold) {
  const RulesChanges *all = &page->report->comparison->changes;
  Text names = TEXT_NONE;
  for (size_t i = 0; i < all->count && i < 64; i++) {
    const RulesChange *change = &all->items[i];
    if (!is_named(change) || is_value(change) != values || ((changes >> i & 1) != 0) != hold)
      continue;
    Text name = difference_part_name(page->arena, page->screen, change_part(change));
    names = names.length ? arena_format(page->arena, "%.*s, %.*s", TEXT_PRINT(names),
                                        TEXT_PRINT(name))
                         : name;
  }
  return names;
}

static bool holds_in_all(const DifferencePage *page, uint64_t changes) {
  return group_names(page, changes, false, false).length == 0 &&
         group_names(page, changes, true, false).length == 0;
}

/* Are all the rules that hold new ones, which are asked besides the others? */
static bool only_adds(const DifferencePage *page, uint64_t changes) {
  const RulesChanges *all = &page->report->comparison->changes;
  for (size_t i = 0; i < all->count && i < 64; i++)
    if (is_named(&all->items[i]) && !is_value(&all->items[i]) && (changes >> i & 1) &&
        all->items[i].kind != RULES_ADDED)
      return false;
  return true;
}

/* The amendment that makes all the changes; NULL: several do. */
static const Amendment *only_amendment(const DifferencePage *page) {
  const RulesChanges *all = &page->report->comparison->changes;
  const Amendment *amendment = NULL;
  for (size_t i = 0; i < all->count; i++) {
    const Amendment *own = difference_amendment(&all->items[i]);
    if (own && amendment && own != amendment)
      return NULL;
    amendment = own ? own : amendment;
  }
  return amendment;
}

/* A date of its own by which one of the changes in the group goes; NULL: the usual one. */
static const Term *date_in(const DifferencePage *page, uint64_t changes, bool own) {
  const RulesChanges *all = &page->report->comparison->changes;
  for (size_t i = 0; i < all->count && i < 64; i++)
    if (is_named(&all->items[i]) && (changes >> i & 1) &&
        (all->items[i].versions->governed != NULL) == own)
      return own ? all->items[i].versions->governed : all->items[i].governed;
  return NULL;
}

static Text told(const DifferencePage *page, const char *english, Text names) {
  return arena_format(page->arena, "%s %.*s", screen_words(page->screen, english),
                      TEXT_PRINT(names));
}

static void add_piece(const DifferencePage *page, Text *all, Text piece) {
  if (piece.length)
    *all = all->length ? arena_format(page->arena, "%.*s; %.*s", TEXT_PRINT(*all),
                                      TEXT_PRINT(piece))
                       : piece;
}

/* To whom it applies, where one amendment makes all the changes. */
static Text group_condition(const DifferencePage *page, uint64_t changes, bool rules) {
  const Amendment *amendment = only_amendment(page);
  if (!amendment)
    return TEXT("");
  if (rules)
    return difference_condition(page, amendment, date_in(page, changes, false));
  const Term *date = date_in(page, changes, true);
  return date ? difference_not_before(page, amendment, date) : TEXT("");
}

/* "received from 2026-09-01: also judged by members; new values of director_limit". */
static Text group_rules(const DifferencePage *page, uint64_t changes) {
  Text rules = group_names(page, changes, false, true);
  Text values = group_names(page, changes, true, true);
  Text old_rules = group_names(page, changes, false, false);
  Text old_values = group_names(page, changes, true, false), all = TEXT_NONE;
  if (rules.length == 0 && values.length == 0)
    return text_from(screen_words(page->screen, "judged as before"));
  if (rules.length)
    add_piece(page, &all, told(page, only_adds(page, changes)
                               ? MESSAGE("also judged by")
                               : MESSAGE("judged by what is new in"), rules));
  else if (old_rules.length)
    add_piece(page, &all, text_from(screen_words(page->screen, "the old rules")));
  if (values.length)
    add_piece(page, &all, told(page, MESSAGE("new values of"), values));
  if (rules.length && old_values.length)
    add_piece(page, &all, told(page, MESSAGE("the old values of"), old_values));
  Text condition = group_condition(page, changes, rules.length > 0);
  return condition.length ? arena_format(page->arena, "%.*s: %.*s", TEXT_PRINT(condition),
                                         TEXT_PRINT(all))
                          : all;
}

static Text group_text(const DifferencePage *page, const EndingGroup *group) {
  Text text = group_rules(page, group->changes);
  add_piece(page, &text, missing_text(page, &group->missing));
  return text;
}

static void put_number_line(const DifferencePage *page, size_t number, Text text) {
  writer_repeat(page->writer, TEXT(" "), INDENT);
  Text figures = screen_count(page->arena, number);
  size_t width = unicode_width(figures) > COUNT_WIDTH - 2 ? unicode_width(figures)
                                                          : COUNT_WIDTH - 2;
  size_t column = INDENT + width + 2;
  writer_pad_left(page->writer, figures, width);
  writer_put(page->writer, TEXT("  "));
  screen_wrap(page->writer, page->screen, text, column, column);
}

static void put_groups(const DifferencePage *page, const EndingsOf *of) {
  for (int whole = 1; whole >= 0; whole--)
    for (size_t i = 0; i < of->groups.count; i++)
      if (holds_in_all(page, of->groups.items[i].changes) == (whole == 1))
        put_number_line(page, of->groups.items[i].records,
                        group_text(page, &of->groups.items[i]));
  if (of->held)
    put_number_line(page, of->held,
                    said(page, "decided already: what was decided stands"));
  if (of->groups.count == 0 && of->missing.count) {
    writer_repeat(page->writer, TEXT(" "), INDENT);
    screen_wrap(page->writer, page->screen, missing_text(page, &of->missing), INDENT, INDENT + 2);
  }
}

/* ---- what is worth a remark ----------------------------------------------------------- */

static int64_t granted_in_all(const EndingsOf *of, bool after) {
  int64_t sum = 0;
  for (size_t i = 0; i < of->outcomes.count; i++)
    sum += after ? of->outcomes.items[i].granted_after : of->outcomes.items[i].granted_before;
  return sum;
}

static const EndingCount *count_named(const EndingCounts *counts, const char *name) {
  for (size_t i = 0; i < counts->count; i++)
    if (text_is(counts->items[i].name, name))
      return &counts->items[i];
  return NULL;
}

/* So much more that it shows. */
static bool grants_more(const DifferencePage *page, const EndingsOf *of) {
  const Currency *currency = of->decision->currency;
  int64_t before = granted_in_all(of, false), after = granted_in_all(of, true);
  return after > before &&
         !text_equal(figure_amount(page->arena, page->screen, before, currency),
                     figure_amount(page->arena, page->screen, after, currency));
}

/* More money and fewer records. */
static void remark_fewer(const DifferencePage *page, const EndingsOf *of) {
  const EndingCount *funded = count_named(&of->outcomes, outcome_names[OUTCOME_FUNDABLE]);
  EndingPair largest = { .after.granted = -1 };
  if (!funded || funded->after >= funded->before || !grants_more(page, of))
    return;
  size_t out = 0;
  Arena batch;
  arena_init_deferred(&batch, page->arena->memory);
  for (size_t i = 0; i < of->differ; i++) {
    EndingPair pair = endings_pair(of, i, &batch);
    out += pair.before.granted > 0 && pair.after.granted == 0;
    if (pair.before.granted == 0 && pair.after.granted > largest.after.granted) {
      largest = pair;
      largest.key = arena_text(page->arena, pair.key);
    }
    arena_reset(&batch);
  }
  memory_release(batch.memory, &batch);
  if (largest.key.bytes)
    difference_put_remark(page, arena_format(page->arena, screen_words(page->screen,
        "more money and fewer records: %.*s (%.*s) now gets room, and %zu no longer do."),
        TEXT_PRINT(screen_visible(page->arena, largest.key)),
        TEXT_PRINT(figure_amount(page->arena, page->screen, largest.after.granted,
                                 of->decision->currency)), out));
}

/* ---- the whole ------------------------------------------------------------------------ */

void difference_put_endings(const DifferencePage *page, const Endings *endings,
                            const EndingsOf *of) {
  Text record = screen_visible(page->arena, title_of_type(of->decision->subject));
  Text heading = arena_format(page->arena, "%.*s (%.*s)", TEXT_PRINT(record),
                              TEXT_PRINT(screen_count(page->arena, of->records)));
  if (endings->decisions.count > 1)
    heading = arena_format(page->arena, "%.*s: %.*s",
                           TEXT_PRINT(screen_visible(page->arena, of->decision->name)),
                           TEXT_PRINT(heading));
  screen_styled(page->writer, page->screen, STYLE_STRONG, heading);
  writer_put_char(page->writer, '\n');
  put_groups(page, of);
  put_counts(page, of);
  remark_fewer(page, of);
  writer_repeat(page->writer, TEXT(" "), INDENT);
  if (of->differ == 0) {
    writer_say(page->writer, "every record ends as before\n");
    return;
  }
  writer_say_count(page->writer, of->differ, "%zu record differs:\n",
                   "%zu records differ:\n");
  if (page->report->grouped)
    difference_put_gathered(page, of);
  else
    difference_put_pairs(page, of);
}
