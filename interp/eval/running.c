/* Sums over the records served before, kept as these grow (F7, F11, F12).
 *
 * `sum of e.judged for e in earlier where e.site is site and e.received in the 90 days before
 * received` asks at each turn for all that stood before it.  What hangs on such a record alone is
 * told once, when it is first met: which it is alike, what it adds, on which day.  A sum is then
 * that of those alike, and of the days that count.
 *
 * A record of which that cannot be told for certain (a fact not known, an error, a value that is
 * not whole) stays open and is gone through each time, so that what comes out is that of going
 * through all.
 *
 * Records are judged once more when all have their places, each with those that stood before it:
 * what was told then is kept.
 *
 * Owner: the evaluator's arena.  Cost: that of one evaluation for each record, then O(log n). */
#include "base/day_sums.h"
#include "base/map.h"
#include "base/search.h"
#include "interp/check/term_walk.h"
#include "interp/eval/evaluator.h"

enum { MOST_EQUAL = 8, MOST_OWN = 16 };

/* x.field = a value that is the same for all x. */
typedef struct { const FieldType *field; const Term *apart; } Equal;

/* All up to here, itself among them. */
typedef struct { uint32_t place; Date day; int64_t sum; } Point;

/* Records that are alike. */
typedef struct {
  LIST(Point) points;                 /* in the order met */
  DaySums    *days;                   /* where a window chooses among them; else NULL */
} Alike;

/* What came out where so many stood before. */
typedef struct {
  uint32_t     end;
  const Alike *alike;
  Date         from, to;
  int64_t      sum;
} Told;

struct RunningSum {
  const Term *term;
  const void *identity;               /* of the table */
  bool        can;
  Equal       equals[MOST_EQUAL];
  size_t      equal_count;
  const Term *own[MOST_OWN];          /* tests of the record alone */
  size_t      own_count;
  const Term *window;                 /* NULL: none */
  size_t      count;                  /* of the table, met so far */
  Map         alike;                  /* by the values held equal: Alike */
  LIST(size_t) open;
  LIST(Told)  told;                   /* of a window: by `end`, ascending */
  RunningSum *next;
};

/* ---- what is kept of a term ------------------------------------------------------------- */

typedef struct { unsigned slot; bool own; } OwnWalk;

static bool visit(void *context, const Term *term) {
  OwnWalk *walk = context;
  switch (term->kind) {
    case TERM_VARIABLE:
      walk->own &= term->as.variable.slot == walk->slot;
      return false;
    case TERM_RESULT:
      walk->own &= term->as.result.decision && term->as.result.object;
      return walk->own;
    case TERM_CONSTANT: case TERM_FIELD: case TERM_NOT: case TERM_NEGATE: case TERM_BINARY:
    case TERM_MEMBERSHIP: case TERM_STATE: case TERM_RANGE:
      return walk->own;
    default:
      walk->own = false;
      return false;
  }
}

/* Does it hang on nothing but the element, whoever asks and whenever? */
static bool is_own(const Term *term, unsigned slot) {
  OwnWalk walk = { slot, true };
  term_walk(term, visit, &walk);
  return walk.own;
}

static bool visit_variable(void *context, const Term *term) {
  OwnWalk *walk = context;
  if (term->kind == TERM_VARIABLE)
    walk->own |= term->as.variable.slot == walk->slot;
  return !walk->own;
}

static bool is_apart(const Term *term, unsigned slot) {
  OwnWalk walk = { slot, false };
  term_walk(term, visit_variable, &walk);
  return !walk.own;
}

static bool takes_window(RunningSum *running, const Term *part, unsigned slot) {
  if (running->window || part->as.window.after || !is_own(part->as.window.day, slot) ||
      !is_apart(part->as.window.anchor, slot) || !is_apart(part->as.window.period, slot))
    return false;
  running->window = part;
  return true;
}

/* False: the part is none of those that are told apart. */
static bool take_part(RunningSum *running, const Term *part, unsigned slot) {
  Equal equal;
  if (part->kind == TERM_BINARY && part->as.binary.op == BINARY_AND)
    return take_part(running, part->as.binary.left, slot) &&
           take_part(running, part->as.binary.right, slot);
  if (part->kind == TERM_WINDOW)
    return takes_window(running, part, slot);
  equal.field = index_equality(part, slot, &equal.apart);
  if (equal.field && running->equal_count < MOST_EQUAL) {
    running->equals[running->equal_count++] = equal;
    return true;
  }
  if (running->own_count == MOST_OWN || !is_own(part, slot))
    return false;
  running->own[running->own_count++] = part;
  return true;
}

static bool counts(const Term *term) {
  AggregateKind kind = term->as.aggregate.kind;
  return kind == AGGREGATE_COUNT || kind == AGGREGATE_SHARE;
}

static bool can_run(RunningSum *running, const Term *term) {
  unsigned slot = term->as.aggregate.domain.slot;
  const Term *where = term->as.aggregate.where;
  bool adds = term->as.aggregate.kind == AGGREGATE_SUM && term->type.kind != TYPE_UNKNOWN &&
              is_own(term->as.aggregate.value, slot);
  return (adds || counts(term)) && (!where || take_part(running, where, slot));
}

static RunningSum *find(Evaluator *evaluator, const Term *term, const void *identity) {
  RunningSum *running = evaluator->running;
  while (running && !(running->term == term && running->identity == identity))
    running = running->next;
  if (running)
    return running;
  running = arena_new(evaluator->arena, RunningSum);
  *running = (RunningSum){ .term = term, .identity = identity, .next = evaluator->running };
  map_init(&running->alike, evaluator->arena);
  running->can = can_run(running, term);
  evaluator->running = running;
  return running;
}

/* ---- a record that is met ---------------------------------------------------------------- */

/* Values held equal, as one key: their plain texts, each with its length before it. */
static void put_value(Evaluator *evaluator, Writer *writer, Value value) {
  Text plain = value_plain(evaluator->batch, value);
  writer_print(writer, "%zu ", plain.length);
  writer_put(writer, plain);
}

static Alike *alike_of(Evaluator *evaluator, RunningSum *running, Text key) {
  Alike *alike = map_get(&running->alike, key);
  if (alike)
    return alike;
  alike = arena_new(evaluator->arena, Alike);
  alike->days = running->window ? day_sums_new(evaluator->arena) : NULL;
  map_add(&running->alike, arena_text(evaluator->arena, key), alike);
  return alike;
}

typedef enum { MET_OPEN, MET_OUT, MET_COUNTS } Met;

/* The tests of the record bound; a later one that is not known leaves it open all the same. */
static Met test_own(Evaluator *evaluator, const RunningSum *running) {
  Met met = MET_COUNTS;
  for (size_t i = 0; i < running->own_count; i++) {
    Value holds = lists_where(evaluator, running->own[i]);
    if (holds.state != VALUE_KNOWN)
      return MET_OPEN;
    met = holds.as.truth ? met : MET_OUT;
  }
  return met;
}

static bool measure(Evaluator *evaluator, const Term *term, int64_t *amount) {
  *amount = 1;
  if (counts(term))
    return true;
  Value value = evaluate(evaluator, term->as.aggregate.value);
  return value.state == VALUE_KNOWN && value.kind == term->type.kind &&
         fraction_to_int64(value.as.number, amount);
}

/* False: the sum would not fit. */
static bool add_point(Evaluator *evaluator, Alike *alike, size_t place, Date day,
                      int64_t amount) {
  size_t count = alike->points.count;
  int64_t sum = count ? alike->points.items[count - 1].sum : 0;
  if (amount < 0 || __builtin_add_overflow(sum, amount, &sum))
    return false;
  LIST_ADD(evaluator->arena, &alike->points, Point, (Point){ (uint32_t)place, day, sum });
  if (alike->days)
    day_sums_add(alike->days, day, amount);
  return true;
}

/* The record bound, at that place; false: it stays open. */
static bool meet(Evaluator *evaluator, RunningSum *running, const Record *record, size_t place) {
  Writer writer;
  Value day = value_date(0);
  int64_t amount;
  writer_to_memory(&writer, evaluator->batch);
  for (size_t i = 0; i < running->equal_count; i++) {
    const FieldType *field = running->equals[i].field;
    if (index_is_open(record, field))
      return false;
    put_value(evaluator, &writer, record->fields[field->index]);
  }
  if (running->window)
    day = evaluate(evaluator, running->window->as.window.day);
  Met met = test_own(evaluator, running);
  if (day.state != VALUE_KNOWN || day.kind != TYPE_DATE || met == MET_OPEN)
    return false;
  if (met == MET_OUT)
    return true;
  if (!measure(evaluator, running->term, &amount))
    return false;
  return add_point(evaluator, alike_of(evaluator, running, writer_text(&writer)), place,
                   day.as.date, amount);
}

/* Its steps are not those of the record that asks first. */
static void meet_new(Evaluator *evaluator, RunningSum *running, const Elements *elements) {
  uint64_t steps = evaluator->steps;
  size_t end = elements->first + elements->count;
  Elements fresh = *elements;
  fresh.first = running->count;
  fresh.count = end > running->count ? end - running->count : 0;
  fresh.chosen = NULL;
  fresh.next = 0;
  while (lists_next(evaluator, &fresh)) {
    evaluator->steps = 0;
    if (!meet(evaluator, running, elements->records[running->count], running->count))
      LIST_ADD(evaluator->arena, &running->open, size_t, running->count);
    running->count++;
  }
  evaluator->steps = steps;
}

/* ---- what is asked ----------------------------------------------------------------------- */

/* The days that the window takes, where those are all days from one to another. */
static bool find_days(Evaluator *evaluator, const Term *window, Date *from, Date *to) {
  const Calendar *calendar = window->as.window.calendar;
  Value anchor = evaluate(evaluator, window->as.window.anchor);
  Value period = evaluate(evaluator, window->as.window.period);
  if (anchor.state != VALUE_KNOWN || anchor.kind != TYPE_DATE || period.state != VALUE_KNOWN ||
      period.kind != TYPE_DURATION || period.as.duration.working_days)
    return false;
  Date low = DATE_FIRST, high = anchor.as.date + 1;
  if (time_shift(evaluator, window, calendar, anchor.as.date, period.as.duration, 1,
                 MONTHS_FLOOR).state != VALUE_KNOWN ||
      time_shift(evaluator, window, calendar, low, period.as.duration, 1,
                 MONTHS_FLOOR).state != VALUE_KNOWN)
    return false;
  while (low < high) {
    Date middle = low + (high - low) / 2;
    Value reach = time_shift(evaluator, window, calendar, middle, period.as.duration, 1,
                             MONTHS_FLOOR);
    if (reach.as.date >= anchor.as.date)
      high = middle;
    else
      low = middle + 1;
  }
  *from = low;
  *to = anchor.as.date;
  return true;
}

static bool find_key(Evaluator *evaluator, const RunningSum *running, Text *key) {
  Writer writer;
  writer_to_memory(&writer, evaluator->batch);
  for (size_t i = 0; i < running->equal_count; i++) {
    Value value = evaluate(evaluator, running->equals[i].apart);
    if (value.state != VALUE_KNOWN ||
        !evaluate_plain_equality(value.kind, running->equals[i].field->type.kind))
      return false;
    put_value(evaluator, &writer, value);
  }
  *key = writer_text(&writer);
  return true;
}

/* The first of the points that was met at that place or later. */
static size_t first_from(const Alike *alike, size_t place) {
  return search_place(alike->points.items, alike->points.count, sizeof(Point), (uint32_t)place);
}

/* Of all met before that place. */
static int64_t sum_before(const Alike *alike, size_t place) {
  size_t end = first_from(alike, place);
  return end ? alike->points.items[end - 1].sum : 0;
}

static Told *find_told(const RunningSum *running, uint32_t end) {
  size_t at = search_place(running->told.items, running->told.count, sizeof(Told), end);
  Told *found = running->told.items + at;
  return at < running->told.count && found->end == end ? found : NULL;
}

static void keep_told(Evaluator *evaluator, RunningSum *running, Told told) {
  Told *before = find_told(running, told.end);
  if (before)
    *before = told;
  else
    LIST_ADD(evaluator->arena, &running->told, Told, told);
}

static int64_t sum_of_points(const Alike *alike, const Elements *elements, Date from, Date to) {
  size_t end = first_from(alike, elements->first + elements->count);
  int64_t sum = 0;
  for (size_t i = first_from(alike, elements->first); i < end; i++) {
    const Point *point = &alike->points.items[i];
    if (point->day >= from && point->day <= to)
      sum += point->sum - (i ? point[-1].sum : 0);
  }
  return sum;
}

/* What counts on those days, where all met stand before, and where fewer do. */
static int64_t sum_of_days(Evaluator *evaluator, RunningSum *running, const Elements *elements,
                           const Alike *alike, Date from, Date to) {
  Told told = { (uint32_t)(elements->first + elements->count), alike, from, to, 0 };
  if (!elements->first && told.end == running->count) {
    told.sum = (int64_t)day_sums_between(alike->days, from, to);
    keep_told(evaluator, running, told);
    return told.sum;
  }
  const Told *before = elements->first ? NULL : find_told(running, told.end);
  if (before && before->alike == alike && before->from == from && before->to == to)
    return before->sum;
  return sum_of_points(alike, elements, from, to);
}

/* Of those that are open, the ones that stand among the elements. */
static void choose_open(const RunningSum *running, Elements *elements) {
  static const size_t none = 0;
  size_t from = 0, end = elements->first + elements->count, count = 0;
  while (from < running->open.count && running->open.items[from] < elements->first)
    from++;
  while (from + count < running->open.count && running->open.items[from + count] < end)
    count++;
  elements->chosen = count ? running->open.items + from : &none;
  elements->count = count;
}

bool running_sum(Evaluator *evaluator, const Term *term, Elements *elements, int64_t *sum) {
  bool tells = !evaluator->assumed_count && !evaluator->options.seen && !evaluator->clock.set;
  RunningSum *running = tells ? find(evaluator, term, elements->identity) : NULL;
  Date from = 0, to = 0;
  Text key;
  if (!running || !running->can ||
      (running->window && !find_days(evaluator, running->window, &from, &to)) ||
      !find_key(evaluator, running, &key))
    return false;
  meet_new(evaluator, running, elements);
  const Alike *alike = map_get(&running->alike, key);
  *sum = 0;
  if (alike && running->window)
    *sum = sum_of_days(evaluator, running, elements, alike, from, to);
  else if (alike)
    *sum = sum_before(alike, elements->first + elements->count) -
           sum_before(alike, elements->first);
  choose_open(running, elements);
  return true;
}
