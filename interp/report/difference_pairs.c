/* Each record that differs: those that differ alike on one line, or all gathered by a field. */
#include "interp/report/difference_inside.h"

#include "base/map.h"
#include "base/sort.h"
#include "base/unicode.h"
#include "interp/report/figure.h"
#include "interp/report/titles.h"

enum { NAME_MOST = 36, COUNT_WIDTH = 6, INDENT = 2, ROWS_INDENT = 4, KEYS_SHOWN = 12 };

/* ---- one record ----------------------------------------------------------------------- */

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

/* Several that differ alike, and by no money, share a line; `first` is the number of one. */
typedef struct { Text how; size_t first; Text keys; size_t count; } Alike;

/* Those that are shown, and none beyond. */
typedef struct {
  const DifferencePage *page;
  const EndingsOf      *of;
  Arena                 batch;      /* of one record that differs */
  Map                   places;     /* by how it is told */
  Map                   known;      /* by what makes it so: what is found again fast */
  LIST(Alike *)         list;
  Alike                 beyond;     /* stands for those that are not */
  bool                  more;       /* there are such */
} AlikeList;

static PairWidths pair_widths(const AlikeList *list) {
  const DifferencePage *page = list->page;
  PairWidths widths = { 0, 0, 0 };
  for (size_t i = 0; i < list->list.count; i++) {
    if (list->list.items[i]->count > 1)
      continue;
    EndingPair pair = endings_pair(list->of, list->list.items[i]->first, page->arena);
    Text amount = pair_amount(page, &pair, list->of->decision->currency);
    widths.key = difference_widest(widths.key, pair.key, NAME_MOST);
    widths.outcome = difference_widest(widths.outcome, outcome_shift(page, &pair), NAME_MOST);
    widths.amount = difference_widest(widths.amount, amount, NAME_MOST);
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

/* How the record is told where it shares its line. */
static Text how_told(const DifferencePage *page, const EndingPair *pair, Arena *arena) {
  DifferencePage apart = *page;
  apart.arena = arena;
  Text outcome = outcome_shift(&apart, pair), why = pair_why(&apart, pair);
  return why.length ? arena_format(arena, "%.*s, %.*s", TEXT_PRINT(outcome), TEXT_PRINT(why))
                    : outcome;
}

/* All of that as one text: the same for the same. */
static Text all_of(const EndingPair *pair, Arena *batch) {
  const Ending *sides[] = { &pair->before, &pair->after };
  Writer writer;
  writer_to_memory(&writer, batch);
  for (size_t i = 0; i < 2; i++) {
    const Text parts[] = { sides[i]->outcome, sides[i]->decider, sides[i]->why, sides[i]->due };
    for (size_t j = 0; j < sizeof parts / sizeof *parts; j++) {
      writer_put(&writer, parts[j]);
      writer_put_char(&writer, '\0');
    }
  }
  return writer_text(&writer);
}

/* NULL: none that is shown. */
static Alike *alike_of(AlikeList *list, const EndingPair *pair) {
  enum { KNOWN_MOST = 1 << 16 };
  Text all = all_of(pair, &list->batch);
  Alike *alike = map_get(&list->known, all);
  if (alike)
    return alike == &list->beyond ? NULL : alike;
  alike = map_get(&list->places, how_told(list->page, pair, &list->batch));
  if (list->known.count < KNOWN_MOST && (alike || list->more))
    map_add(&list->known, arena_text(list->page->arena, all), alike ? alike : &list->beyond);
  return alike;
}

static void add_alike(AlikeList *list, size_t number) {
  const DifferencePage *page = list->page;
  size_t most = page->report->most_rows;
  EndingPair pair = endings_pair(list->of, number, &list->batch);
  bool money = pair.before.granted != 0 || pair.after.granted != 0;
  Alike *alike = money ? NULL : alike_of(list, &pair);
  if (alike) {
    add_key(page, alike, screen_visible(page->arena, pair.key));
    return;
  }
  list->more |= most && list->list.count == most;
  if (list->more)
    return;
  alike = arena_new(page->arena, Alike);
  *alike = (Alike){ .how = money ? TEXT("") : how_told(page, &pair, page->arena), .first = number,
                    .keys = arena_text(page->arena, screen_visible(page->arena, pair.key)),
                    .count = 1 };
  LIST_ADD(page->arena, &list->list, Alike *, alike);
  if (!money)
    map_add(&list->places, alike->how, alike);
}

static void put_alike(const DifferencePage *page, const EndingsOf *of, const Alike *alike,
                      const PairWidths *widths) {
  if (alike->count == 1) {
    EndingPair pair = endings_pair(of, alike->first, page->arena);
    put_pair(page, of, &pair, widths);
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

void difference_put_pairs(const DifferencePage *page, const EndingsOf *of) {
  AlikeList alikes = { .page = page, .of = of };
  size_t told_of = 0;
  map_init(&alikes.places, page->arena);
  map_init(&alikes.known, page->arena);
  arena_init_deferred(&alikes.batch, page->arena->memory);
  for (size_t i = 0; i < of->differ; i++) {
    arena_reset(&alikes.batch);
    memory_poll(page->arena->memory);
    add_alike(&alikes, i);
  }
  PairWidths widths = pair_widths(&alikes);
  for (size_t i = 0; i < alikes.list.count; i++) {
    put_alike(page, of, alikes.list.items[i], &widths);
    told_of += alikes.list.items[i]->count;
  }
  if (alikes.more)
    writer_say(page->writer, page->report->dialogue
               ? MESSAGE("    %.*s of %.*s shown; :once FILE.csv gives all\n")
               : MESSAGE("    %.*s of %.*s shown; --format csv gives all\n"),
               TEXT_PRINT(screen_count(page->arena, told_of)),
               TEXT_PRINT(screen_count(page->arena, of->differ)));
  memory_release(page->arena->memory, &alikes.batch);
}

/* ---- rows gathered by a field --------------------------------------------------------- */

typedef struct { Text name; size_t records, won, lost; int64_t before, after; } Gathered;
typedef struct { Map places; LIST(Gathered *) list; } GatheredList;

static void gather(const DifferencePage *page, GatheredList *list, const EndingPair *pair) {
  Gathered *gathered = map_get(&list->places, pair->group);
  if (!gathered) {
    gathered = arena_new(page->arena, Gathered);
    gathered->name = arena_text(page->arena, pair->group);
    map_add(&list->places, gathered->name, gathered);
    LIST_ADD(page->arena, &list->list, Gathered *, gathered);
  }
  gathered->records++;
  gathered->won += pair->after.granted > pair->before.granted;
  gathered->lost += pair->after.granted < pair->before.granted;
  gathered->before += pair->before.granted;
  gathered->after += pair->after.granted;
}

/* The most records first, then as first met. */
static int more_records(const void *left, const void *right) {
  const Gathered *a = *(Gathered *const *)left, *b = *(Gathered *const *)right;
  return (a->records < b->records) - (a->records > b->records);
}

/* Those beyond a screenful as one, which comes last; how many rows that makes. */
static size_t gather_rest(const DifferencePage *page, Gathered **sorted, size_t count) {
  enum { GROUPS_SHOWN = 24 };
  if (count <= GROUPS_SHOWN + 1)
    return count;
  Gathered *rest = arena_new(page->arena, Gathered);
  rest->name = arena_format(page->arena, screen_words(page->screen, "%.*s others"),
                            TEXT_PRINT(screen_count(page->arena, count - GROUPS_SHOWN)));
  for (size_t i = GROUPS_SHOWN; i < count; i++) {
    rest->records += sorted[i]->records;
    rest->won += sorted[i]->won;
    rest->lost += sorted[i]->lost;
    rest->before += sorted[i]->before;
    rest->after += sorted[i]->after;
  }
  sorted[GROUPS_SHOWN] = rest;
  return GROUPS_SHOWN + 1;
}

/* "3 get more, 1 less"; empty where money moves nowhere. */
static Text gains_text(const DifferencePage *page, const Gathered *gathered) {
  Text won = screen_count(page->arena, gathered->won);
  Text lost = screen_count(page->arena, gathered->lost);
  if (gathered->won && gathered->lost)
    return arena_format(page->arena, screen_words(page->screen, "%.*s get more, %.*s less"),
                        TEXT_PRINT(won), TEXT_PRINT(lost));
  if (!gathered->won && !gathered->lost)
    return TEXT("");
  return arena_format(page->arena,
                      gathered->won ? screen_words(page->screen, "%.*s get more")
                                    : screen_words(page->screen, "%.*s get less"),
                      TEXT_PRINT(gathered->won ? won : lost));
}

/* Columns of what is gathered; a name that is wider stands on a line of its own. */
typedef struct { size_t name, gains; } GatheredWidths;

static void put_one_gathered(const DifferencePage *page, const Gathered *each,
                             const GatheredWidths *widths, const Currency *currency) {
  Text name = screen_visible(page->arena, difference_dash(each->name));
  Text gains = gains_text(page, each);
  writer_repeat(page->writer, TEXT(" "), ROWS_INDENT);
  if (unicode_width(name) > widths->name) {
    screen_wrap(page->writer, page->screen, name, ROWS_INDENT, ROWS_INDENT + 2);
    writer_repeat(page->writer, TEXT(" "), ROWS_INDENT + widths->name);
  } else {
    writer_pad(page->writer, name, widths->name);
  }
  writer_pad_left(page->writer, screen_count(page->arena, each->records), COUNT_WIDTH);
  if (gains.length) {
    writer_put(page->writer, TEXT("  "));
    writer_pad(page->writer, gains, widths->gains);
    writer_put(page->writer, TEXT("  "));
    writer_put(page->writer, difference_amounts(page, each->before, each->after, currency));
  }
  writer_put_char(page->writer, '\n');
}

void difference_put_gathered(const DifferencePage *page, const EndingsOf *of) {
  GatheredList all = { .list = { NULL, 0, 0 } };
  Arena batch;
  map_init(&all.places, page->arena);
  arena_init_deferred(&batch, page->arena->memory);
  for (size_t i = 0; i < of->differ; i++) {
    arena_reset(&batch);
    memory_poll(batch.memory);
    EndingPair pair = endings_pair(of, i, &batch);
    gather(page, &all, &pair);
  }
  memory_release(batch.memory, &batch);
  Gathered **sorted = sort_stable(page->arena, all.list.items, all.list.count, sizeof *sorted,
                                  more_records);
  size_t shown = gather_rest(page, sorted, all.list.count);
  GatheredWidths widths = { 0, 0 };
  for (size_t i = 0; i < shown; i++) {
    size_t gains = unicode_width(gains_text(page, sorted[i]));
    widths.name = difference_widest(widths.name, sorted[i]->name, NAME_MOST);
    widths.gains = gains > widths.gains ? gains : widths.gains;
  }
  for (size_t i = 0; i < shown; i++)
    put_one_gathered(page, sorted[i], &widths, of->decision->currency);
}
