#include "interp/compare/pairs.h"

#include "base/numbering.h"

/* ---- ways side by side -------------------------------------------------------------- */

#define NOBODY UINT32_MAX

/* By their numbers on either side. */
typedef struct { uint32_t before, after; } Differing;

typedef struct {
  PairSides       sides;
  LIST(Differing) list;
} PairSource;

/* Pairs that end in the same two ways, nobody's apart. */
typedef struct {
  uint32_t before, after;             /* numbers of ways, or NOBODY */
  size_t   count;
  int64_t  granted_before, granted_after;
  bool     same;                      /* by outcome and decider */
} PairClass;

typedef struct {
  const EndBook  *book;
  Numbering       numbers;
  LIST(PairClass) list;               /* by number: in the order in which records met them */
} PairClasses;

static bool ways_same(const EndBook *book, uint32_t before, uint32_t after) {
  if (before == NOBODY || after == NOBODY)
    return false;
  const EndWay *a = &book->ways.items[before], *b = &book->ways.items[after];
  return text_equal(a->outcome, b->outcome) && text_equal(a->decider, b->decider);
}

static PairClass *class_of(PairClasses *classes, uint32_t before, uint32_t after) {
  uint32_t number = numbering_of_pair(&classes->numbers, before, after);
  if (number == classes->list.count)
    LIST_ADD(classes->numbers.arena, &classes->list, PairClass,
             ((PairClass){ .before = before, .after = after,
                           .same = ways_same(classes->book, before, after) }));
  return &classes->list.items[number];
}

typedef struct {
  Arena       *arena;
  PairSource  *source;
  PairClasses  classes;
} PairWork;

/* NOBODY: the side has no such record. */
static void add_pair(PairWork *work, uint32_t before, uint32_t after) {
  const PairSides *sides = &work->source->sides;
  bool has_before = before != NOBODY, has_after = after != NOBODY;
  PairClass *class = class_of(&work->classes,
                              has_before ? ends_way_at(sides->before, before) : NOBODY,
                              has_after ? ends_way_at(sides->after, after) : NOBODY);
  int64_t was = has_before ? ends_granted_at(sides->before, before) : 0;
  int64_t is = has_after ? ends_granted_at(sides->after, after) : 0;
  class->count++;
  class->granted_before += was;
  class->granted_after += is;
  if (!class->same || was != is ||
      ends_due_at(sides->before, before) != ends_due_at(sides->after, after))
    LIST_ADD(work->arena, &work->source->list, Differing, ((Differing){ before, after }));
}

/* ---- what the classes tell ---------------------------------------------------------------- */

/* Adds to the name's count of either side, and what is granted. */
static void count_ending(Arena *arena, EndingCounts *counts, Text name, bool after, size_t records,
                         int64_t granted) {
  size_t at = 0;
  while (at < counts->count && !text_equal(counts->items[at].name, name))
    at++;
  if (at == counts->count)
    LIST_ADD(arena, counts, EndingCount, ((EndingCount){ .name = arena_text(arena, name) }));
  EndingCount *count = &counts->items[at];
  if (after) {
    count->after += records;
    count->granted_after += granted;
  } else {
    count->before += records;
    count->granted_before += granted;
  }
}

static void add_missing(Arena *arena, EndingMissings *list, const EndAsk *ask, size_t records) {
  for (size_t i = 0; i < list->count; i++)
    if (text_equal(list->items[i].name, ask->name)) {
      list->items[i].records += records;
      return;
    }
  LIST_ADD(arena, list, EndingMissing,
           ((EndingMissing){ .name = ask->name, .title = ask->title, .owner = ask->owner,
                             .pending = ask->pending, .records = records }));
}

static bool missed_before(const EndWay *way, Text name) {
  for (size_t i = 0; way && i < way->missing_count; i++)
    if (text_equal(way->missing[i].name, name))
      return true;
  return false;
}

/* What is asked for now and was not before, each fact once a record. */
static void count_missing(Arena *arena, const EndWay *before, const EndWay *after, size_t records,
                          EndingsOf *of, EndingGroup *group) {
  for (size_t i = 0; i < after->missing_count; i++) {
    const EndAsk *ask = &after->missing[i];
    if (ask->again || missed_before(before, ask->name))
      continue;
    add_missing(arena, &of->missing, ask, records);
    if (group)
      add_missing(arena, &group->missing, ask, records);
  }
}

static EndingGroup *group_of(Arena *arena, EndingsOf *of, const EndWay *way) {
  if (!way->grouped)
    return NULL;
  for (size_t i = 0; i < of->groups.count; i++)
    if (of->groups.items[i].changes == way->changes)
      return &of->groups.items[i];
  LIST_ADD(arena, &of->groups, EndingGroup, ((EndingGroup){ .changes = way->changes }));
  return &of->groups.items[of->groups.count - 1];
}

static void count_side(Arena *arena, EndingsOf *of, const EndWay *way, bool after, size_t records,
                       int64_t granted) {
  if (way && way->outcome.length)
    count_ending(arena, &of->outcomes, way->outcome, after, records, granted);
  if (way && way->decider.length)
    count_ending(arena, &of->deciders, way->decider, after, records, granted);
}

static void tell_class(Arena *arena, const EndBook *book, const PairClass *class, EndingsOf *of) {
  const EndWay *before = class->before == NOBODY ? NULL : &book->ways.items[class->before];
  const EndWay *after = class->after == NOBODY ? NULL : &book->ways.items[class->after];
  of->records += class->count;
  if (after) {
    EndingGroup *group = group_of(arena, of, after);
    if (group)
      group->records += class->count;
    of->held += after->recorded ? class->count : 0;
    count_missing(arena, before, after, class->count, of, group);
  }
  count_side(arena, of, before, false, class->count, class->granted_before);
  count_side(arena, of, after, true, class->count, class->granted_after);
}

/* ---- a record that differs, made again ---------------------------------------------------- */

static Ending ending_at(const PairSource *source, const EndsOf *ends, uint32_t number) {
  char digits[24];
  if (number == NOBODY)
    return (Ending){ .outcome = TEXT("") };
  EndRow row = ends_row(ends, number, digits);
  const EndWay *way = &source->sides.book->ways.items[row.way];
  return (Ending){ .outcome = way->outcome, .kind = way->kind, .decider = way->decider,
                   .why = way->why, .due = source->sides.book->dues.items[row.due],
                   .recorded = way->recorded, .granted = row.granted };
}

static EndingPair make_pair(void *context, size_t number, Arena *arena) {
  const PairSource *source = context;
  Differing pair = source->list.items[number];
  const EndsOf *ends = pair.after == NOBODY ? source->sides.before : source->sides.after;
  char digits[24];
  EndRow row = ends_row(ends, pair.after == NOBODY ? pair.before : pair.after, digits);
  return (EndingPair){ .key = arena_text(arena, row.key),
                       .before = ending_at(source, source->sides.before, pair.before),
                       .after = ending_at(source, source->sides.after, pair.after) };
}

static Text make_title(void *context, size_t number, Arena *arena) {
  const PairSource *source = context;
  uint32_t after = source->list.items[number].after;
  return after == NOBODY || !source->sides.titles ? TEXT("")
                                                  : titles_at(source->sides.titles, after, arena);
}

/* ---- all of them ---------------------------------------------------------------------------- */

static bool is_recorded(const PairSides *sides, const EndsOf *ends, size_t number) {
  return sides->book->ways.items[ends_way_at(ends, number)].recorded;
}

static void pair_records(PairWork *work) {
  const PairSides *sides = &work->source->sides;
  size_t next = 0;
  for (size_t i = 0; sides->after && i < sides->after->count; i++) {
    size_t at = sides->before ? ends_find(sides->before, next, sides->after, i) : ENDS_NONE;
    memory_poll(work->arena->memory);
    if (at != ENDS_NONE) {
      ends_meet(sides->before, at);
      next = at + 1;
    }
    if (!sides->decided_only || (at != ENDS_NONE && is_recorded(sides, sides->before, at)))
      add_pair(work, at == ENDS_NONE ? NOBODY : (uint32_t)at, (uint32_t)i);
  }
}

/* Records that the new rules know nothing of. */
static void pair_gone(PairWork *work) {
  const PairSides *sides = &work->source->sides;
  for (size_t i = 0; sides->before && i < sides->before->count; i++)
    if (!ends_met(sides->before, i) &&
        (!sides->decided_only || is_recorded(sides, sides->before, i)))
      add_pair(work, (uint32_t)i, NOBODY);
}

bool pairs_tell(Arena *arena, const PairSides *sides, EndingsOf *of) {
  PairWork work = { .arena = arena, .source = arena_new(arena, PairSource),
                    .classes = { .book = sides->book } };
  *work.source = (PairSource){ .sides = *sides };
  numbering_init(&work.classes.numbers, arena, 2);
  pair_records(&work);
  pair_gone(&work);
  if (!sides->after && work.classes.list.count == 0)
    return false;
  *of = (EndingsOf){ .decision = (sides->after ? sides->after : sides->before)->decision,
                     .differ = work.source->list.count,
                     .pairs = { make_pair, make_title, work.source } };
  for (size_t i = 0; i < work.classes.list.count; i++)
    tell_class(arena, sides->book, &work.classes.list.items[i], of);
  endings_sort_outcomes(arena, &of->outcomes);
  return true;
}
