/* Records that differ: the transition, counts, each record. */
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

static void put_count(const DifferencePage *page, const EndingCount *count, Text name, size_t width,
                      const Currency *currency) {
  Arena *arena = page->arena;
  writer_repeat(page->writer, TEXT(" "), INDENT);
  writer_pad(page->writer, name, width);
  writer_pad_left(page->writer, screen_count(arena, count->before), COUNT_WIDTH);
  writer_print(page->writer, " %s ", difference_arrow(page, count->before == count->after));
  writer_pad_left(page->writer, screen_count(arena, count->after), COUNT_WIDTH - 2);
  Text difference = signed_count(page, count->before, count->after);
  bool money = count->granted_before || count->granted_after;
  if (difference.length || money)
    writer_put_char(page->writer, ' ');
  if (money) {
    writer_pad(page->writer, difference, COUNT_WIDTH);
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

static size_t count_names(const DifferencePage *page, const EndingCounts *counts, bool outcomes,
                          size_t width) {
  for (size_t i = 0; i < counts->count; i++) {
    Text name = outcomes ? outcome_said(page, counts->items[i].name) : counts->items[i].name;
    width = difference_widest(width, name, NAME_MOST);
  }
  return width;
}

static void put_counts(const DifferencePage *page, const EndingsOf *of) {
  size_t width = count_names(page, &of->deciders, false,
                             count_names(page, &of->outcomes, true, 0));
  for (size_t i = 0; i < of->outcomes.count; i++)
    if (count_shifts(&of->outcomes.items[i]))
      put_count(page, &of->outcomes.items[i], outcome_said(page, of->outcomes.items[i].name),
                width, of->decision->currency);
  for (size_t i = 0; i < of->deciders.count; i++)
    if (count_shifts(&of->deciders.items[i]))
      put_count(page, &of->deciders.items[i],
                screen_visible(page->arena, of->deciders.items[i].name), width,
                of->decision->currency);
}

/* ---- the transition of an amendment --------------------------------------------------- */

static Text missing_text(const DifferencePage *page, const EndingMissings *missing) {
  Arena *arena = page->arena;
  Text all = TEXT_NONE;
  for (size_t i = 0; i < missing->count; i++) {
    const EndingMissing *each = &missing->items[i];
    Text title = screen_visible(arena, each->title);
    const char *how = each->pending ? screen_words(page->screen, "%.*s is left open for %zu")
                      : each->owner == FACT_APPLICANT
                          ? screen_words(page->screen, "%.*s is missing for %zu, to be asked for")
                      : each->owner == FACT_OFFICE
                          ? screen_words(page->screen, "%.*s is missing for %zu, to be assessed")
                      : each->owner == FACT_REGISTER
                          ? screen_words(page->screen, "%.*s is missing for %zu, to be looked up")
                          : screen_words(page->screen, "%.*s is missing for %zu, waited for");
    Text one = arena_format(arena, how, TEXT_PRINT(title), each->records);
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
  writer_pad_left(page->writer, screen_count(page->arena, number), COUNT_WIDTH - 2);
  writer_put(page->writer, TEXT("  "));
  screen_wrap(page->writer, page->screen, text, INDENT + COUNT_WIDTH, INDENT + COUNT_WIDTH);
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

/* ---- each record ---------------------------------------------------------------------- */

/* "fundable", "kan beviljas"; a dash where there is no such record. */
static Text difference_outcome(Arena *arena, const Screen *screen, const Ending *ending) {
  if (ending->outcome.length == 0)
    return TEXT("–");
  return screen_visible(arena, outcome_text(ending->outcome, screen->swedish ? LANGUAGE_SWEDISH
                                                                            : LANGUAGE_ENGLISH));
}

/* What settled how a record ends: "Focus area", "lacks: effect_long", "no room: Pool". */
static Text difference_why(Arena *arena, const Screen *screen, const Ending *ending) {
  Text why = screen_visible(arena, ending->why);
  if (why.length == 0)
    return ending->decider.length ? screen_visible(arena, ending->decider) : TEXT("");
  if (ending->kind == OUTCOME_INCOMPLETE)
    return arena_format(arena, screen_words(screen, "lacks %.*s"), TEXT_PRINT(why));
  if (ending->kind == OUTCOME_WAITLISTED)
    return arena_format(arena, screen_words(screen, "no room in %.*s"), TEXT_PRINT(why));
  return why;
}

/* "waitlisted → fundable", or the outcome alone where it stays. */
static Text outcome_shift(const DifferencePage *page, const EndingPair *pair) {
  Text before = difference_outcome(page->arena, page->screen, &pair->before);
  Text after = difference_outcome(page->arena, page->screen, &pair->after);
  return text_equal(before, after) ? after
                                   : arena_format(page->arena, "%.*s %s %.*s",
                                                  TEXT_PRINT(before), difference_arrow(page, false),
                                                  TEXT_PRINT(after));
}

static Text shift_of(const DifferencePage *page, Text before, Text after) {
  return text_equal(before, after) ? after
                                   : arena_format(page->arena, "%.*s %s %.*s",
                                                  TEXT_PRINT(difference_dash(before)),
                                                  difference_arrow(page, false),
                                                  TEXT_PRINT(difference_dash(after)));
}

/* What is granted now, or was; both where it has changed. */
static Text pair_amount(const DifferencePage *page, const EndingPair *pair,
                        const Currency *currency) {
  int64_t before = pair->before.granted, after = pair->after.granted;
  if (before == 0 && after == 0)
    return TEXT("");
  return before == 0 || after == 0
             ? figure_amount(page->arena, page->screen, before ? before : after, currency)
             : difference_amounts(page, before, after, currency);
}

/* "outcome_report 2027-02-28 → 2026-11-28".  Another decider has deadlines of another kind. */
static Text due_shift(const DifferencePage *page, const Ending *before, const Ending *after) {
  if (text_equal(before->due, after->due) || before->due.length == 0 || after->due.length == 0 ||
      !text_equal(before->decider, after->decider))
    return TEXT("");
  size_t name = text_find(before->due, TEXT(" "), 0) + 1;
  bool single = text_find(after->due, TEXT(","), 0) > after->due.length &&
                name <= before->due.length && name <= after->due.length &&
                text_equal(text_part(before->due, 0, name), text_part(after->due, 0, name));
  Text now = single ? text_part(after->due, name, after->due.length) : after->due;
  return arena_format(page->arena, "%.*s %s %.*s", TEXT_PRINT(before->due),
                      difference_arrow(page, false), TEXT_PRINT(now));
}

/* What settles it now; where the outcome stays, what has changed beside it. */
static Text pair_why(const DifferencePage *page, const EndingPair *pair) {
  Arena *arena = page->arena;
  const Ending *before = &pair->before, *after = &pair->after;
  Text why = difference_why(arena, page->screen, after);
  if (text_equal(before->outcome, after->outcome))
    why = shift_of(page, difference_why(arena, page->screen, before), why);
  Text due = due_shift(page, before, after);
  if (due.length == 0)
    return why;
  return why.length ? arena_format(arena, "%.*s, %.*s", TEXT_PRINT(why), TEXT_PRINT(due)) : due;
}

typedef struct { size_t key, outcome, amount; } PairWidths;

static void put_pair(const DifferencePage *page, const EndingsOf *of, const EndingPair *pair,
                     const PairWidths *widths) {
  Text amount = pair_amount(page, pair, of->decision->currency), why = pair_why(page, pair);
  size_t column = ROWS_INDENT + widths->key + 2 + widths->outcome + 2;
  writer_repeat(page->writer, TEXT(" "), ROWS_INDENT);
  writer_pad(page->writer, screen_visible(page->arena, pair->key), widths->key);
  writer_put(page->writer, TEXT("  "));
  if (why.length == 0 && amount.length == 0) {
    writer_put(page->writer, outcome_shift(page, pair));
    writer_put_char(page->writer, '\n');
    return;
  }
  writer_pad(page->writer, outcome_shift(page, pair), widths->outcome);
  writer_put(page->writer, TEXT("  "));
  if (why.length == 0) {
    writer_put(page->writer, amount);
    writer_put_char(page->writer, '\n');
    return;
  }
  if (widths->amount) {
    writer_pad_left(page->writer, amount, widths->amount);
    writer_put(page->writer, TEXT("  "));
    column += widths->amount + 2;
  }
  screen_wrap(page->writer, page->screen, why, column, column);
}

/* Several that differ alike, and by no money, share a line. */
typedef struct { Text how; const EndingPair *first; Text keys; size_t count; } Alike;
typedef struct { Map places; LIST(Alike *) list; } AlikeList;

static PairWidths pair_widths(const DifferencePage *page, const EndingsOf *of,
                              const AlikeList *list, size_t shown) {
  PairWidths widths = { 0, 0, 0 };
  for (size_t i = 0; i < shown; i++) {
    const EndingPair *pair = list->list.items[i]->first;
    if (list->list.items[i]->count > 1)
      continue;
    widths.key = difference_widest(widths.key, pair->key, NAME_MOST);
    widths.outcome = difference_widest(widths.outcome, outcome_shift(page, pair), NAME_MOST);
    widths.amount = difference_widest(widths.amount,
                                      pair_amount(page, pair, of->decision->currency), NAME_MOST);
  }
  return widths;
}

static void add_key(const DifferencePage *page, Alike *alike, Text key) {
  alike->count++;
  if (alike->count <= KEYS_SHOWN)
    alike->keys = arena_format(page->arena, "%.*s, %.*s", TEXT_PRINT(alike->keys),
                               TEXT_PRINT(key));
  else if (alike->count == KEYS_SHOWN + 1)
    alike->keys = arena_format(page->arena, "%.*s …", TEXT_PRINT(alike->keys));
}

static void add_alike(const DifferencePage *page, AlikeList *list, const EndingPair *pair) {
  Arena *arena = page->arena;
  Text how = TEXT(""), key = screen_visible(arena, pair->key);
  memory_poll(arena->memory);
  if (pair->before.granted == 0 && pair->after.granted == 0) {
    Text outcome = outcome_shift(page, pair), why = pair_why(page, pair);
    how = why.length ? arena_format(arena, "%.*s, %.*s", TEXT_PRINT(outcome), TEXT_PRINT(why))
                     : outcome;
    Alike *alike = map_get(&list->places, how);
    if (alike) {
      add_key(page, alike, key);
      return;
    }
  }
  Alike *alike = arena_new(arena, Alike);
  *alike = (Alike){ how, pair, key, 1 };
  LIST_ADD(arena, &list->list, Alike *, alike);
  if (how.length)
    map_add(&list->places, how, alike);
}

static void put_alike(const DifferencePage *page, const EndingsOf *of, const Alike *alike,
                      const PairWidths *widths) {
  if (alike->count == 1) {
    put_pair(page, of, alike->first, widths);
    return;
  }
  Text line = arena_format(page->arena, "%.*s: %.*s", TEXT_PRINT(alike->how),
                           TEXT_PRINT(alike->keys));
  Text count = arena_format(page->arena, "%.*s ×", TEXT_PRINT(screen_count(page->arena,
                                                                           alike->count)));
  size_t width = unicode_width(count) > widths->key ? unicode_width(count) : widths->key;
  writer_repeat(page->writer, TEXT(" "), ROWS_INDENT);
  writer_pad(page->writer, count, width);
  writer_put(page->writer, TEXT("  "));
  screen_wrap(page->writer, page->screen, line, ROWS_INDENT + width + 2, ROWS_INDENT + width + 2);
}

static void put_pairs(const DifferencePage *page, const EndingsOf *of) {
  AlikeList alikes = { .list = { NULL, 0, 0 } };
  map_init(&alikes.places, page->arena);
  for (size_t i = 0; i < of->differ.count; i++)
    add_alike(page, &alikes, &of->differ.items[i]);
  size_t most = page->report->most_rows, shown = alikes.list.count, told_of = 0;
  if (most && shown > most)
    shown = most;
  PairWidths widths = pair_widths(page, of, &alikes, shown);
  for (size_t i = 0; i < shown; i++) {
    put_alike(page, of, alikes.list.items[i], &widths);
    told_of += alikes.list.items[i]->count;
  }
  if (shown < alikes.list.count)
    writer_say(page->writer, page->report->dialogue
               ? MESSAGE("    %.*s of %.*s shown; :once FILE.csv gives all\n")
               : MESSAGE("    %.*s of %.*s shown; --format csv gives all\n"),
               TEXT_PRINT(screen_count(page->arena, told_of)),
               TEXT_PRINT(screen_count(page->arena, of->differ.count)));
}

/* ---- rows gathered by a field --------------------------------------------------------- */

typedef struct { Text name; size_t records, won, lost; int64_t before, after; } Gathered;
typedef struct { Map places; LIST(Gathered *) list; } GatheredList;

static void gather(const DifferencePage *page, GatheredList *list, const EndingPair *pair) {
  Gathered *gathered = map_get(&list->places, pair->group);
  if (!gathered) {
    gathered = arena_new(page->arena, Gathered);
    gathered->name = pair->group;
    map_add(&list->places, pair->group, gathered);
    LIST_ADD(page->arena, &list->list, Gathered *, gathered);
  }
  gathered->records++;
  gathered->won += pair->after.granted > pair->before.granted;
  gathered->lost += pair->after.granted < pair->before.granted;
  gathered->before += pair->before.granted;
  gathered->after += pair->after.granted;
}

static void put_gathered(const DifferencePage *page, const EndingsOf *of) {
  GatheredList all = { .list = { NULL, 0, 0 } };
  size_t width = 0;
  map_init(&all.places, page->arena);
  for (size_t i = 0; i < of->differ.count; i++)
    gather(page, &all, &of->differ.items[i]);
  for (size_t i = 0; i < all.list.count; i++)
    width = difference_widest(width, all.list.items[i]->name, NAME_MOST);
  for (size_t i = 0; i < all.list.count; i++) {
    const Gathered *each = all.list.items[i];
    writer_repeat(page->writer, TEXT(" "), ROWS_INDENT);
    writer_pad(page->writer, screen_visible(page->arena, difference_dash(each->name)), width);
    writer_pad_left(page->writer, screen_count(page->arena, each->records), COUNT_WIDTH);
    writer_say(page->writer, "  %zu get more, %zu less", each->won, each->lost);
    writer_put(page->writer, TEXT("  "));
    writer_put(page->writer, difference_amounts(page, each->before, each->after,
                                                of->decision->currency));
    writer_put_char(page->writer, '\n');
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

/* More money and fewer records. */
static void remark_fewer(const DifferencePage *page, const EndingsOf *of) {
  const EndingCount *funded = count_named(&of->outcomes, outcome_names[OUTCOME_FUNDABLE]);
  const EndingPair *largest = NULL;
  if (!funded || funded->after >= funded->before ||
      granted_in_all(of, true) <= granted_in_all(of, false))
    return;
  size_t out = 0;
  for (size_t i = 0; i < of->differ.count; i++) {
    const EndingPair *pair = &of->differ.items[i];
    out += pair->before.granted > 0 && pair->after.granted == 0;
    if (pair->before.granted == 0 && (!largest || pair->after.granted > largest->after.granted))
      largest = pair;
  }
  if (largest)
    difference_put_remark(page, arena_format(page->arena, screen_words(page->screen,
        "more money and fewer records: %.*s (%.*s) now gets room, and %zu no longer do."),
        TEXT_PRINT(screen_visible(page->arena, largest->key)),
        TEXT_PRINT(figure_amount(page->arena, page->screen, largest->after.granted,
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
  if (of->differ.count == 0) {
    writer_say(page->writer, "every record ends as before\n");
    return;
  }
  writer_say_count(page->writer, of->differ.count, "%zu record differs:\n",
                   "%zu records differ:\n");
  if (page->report->grouped)
    put_gathered(page, of);
  else
    put_pairs(page, of);
}
