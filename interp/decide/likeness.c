#include "interp/decide/likeness.h"

#include <string.h>

/* A word holds so many results of parts, three bits each. */
enum { WORD_PARTS = 21, MOST_CLASSES = 1 << 20 };

/* What is looked at once more, for rows of a class that are not told by their verdicts alone. */
typedef LIST(SiftAspects *) Closer;

/* A class: one more word behind that of `before`. */
typedef struct {
  uint64_t word;
  uint32_t before;
  bool     seen, alone;           /* looked into; each of its rows is the reference's ... */
  AloneReason why;                /* ... for that */
  bool     by_day;                /* the governing day is told in a reason */
  bool     dated;                 /* it is, and differs within the class */
  Closer   closer;
} Class;

struct Likeness {
  Arena          *arena;
  Sift           *sift;
  uint8_t *const **parts;         /* by row, of the sift, which may make them later */
  size_t          part_count;
  PlanNode        governing;      /* its day; PLAN_NONE: none */
  bool            each_day;       /* a class for each, where it is told */
  const PlanNodes *tests;         /* of likeness_part; NULL: none */
  LIST(Class)     classes;        /* 0: nothing is told yet */
  uint32_t       *slots;          /* class; 0: free */
  size_t          slot_count;     /* a power of two */
  uint64_t        words[COLUMN_CHUNK];
};

/* ---- classes ------------------------------------------------------------------------- */

static size_t slot_of(const Likeness *likeness, uint32_t before, uint64_t word) {
  uint64_t mixed = (word ^ ((uint64_t)before << 40)) * UINT64_C(0x9E3779B97F4A7C15);
  mixed ^= mixed >> 29;
  mixed *= UINT64_C(0xBF58476D1CE4E5B9);
  return (size_t)(mixed >> 32) & (likeness->slot_count - 1);
}

static void put(Likeness *likeness, uint32_t class) {
  const Class *of = &likeness->classes.items[class];
  size_t slot = slot_of(likeness, of->before, of->word);
  while (likeness->slots[slot])
    slot = (slot + 1) & (likeness->slot_count - 1);
  likeness->slots[slot] = class;
}

static void grow(Likeness *likeness) {
  likeness->slot_count = likeness->slot_count ? likeness->slot_count * 2 : 1024;
  likeness->slots = arena_array(likeness->arena, uint32_t, likeness->slot_count);
  for (size_t i = 1; i < likeness->classes.count; i++)
    put(likeness, (uint32_t)i);
}

static uint32_t alone(AloneReason why) {
  return LIKE_NONE + (uint32_t)why;
}

/* LIKE_NONE or more: there are too many to be kept. */
static uint32_t add_class(Likeness *likeness, uint32_t before, uint64_t word) {
  if (likeness->classes.count >= MOST_CLASSES)
    return alone(ALONE_MANY);
  LIST_ADD(likeness->arena, &likeness->classes, Class, (Class){ .before = before, .word = word });
  if (2 * likeness->classes.count > likeness->slot_count)
    grow(likeness);
  else
    put(likeness, (uint32_t)(likeness->classes.count - 1));
  return (uint32_t)(likeness->classes.count - 1);
}

static uint32_t next_class(Likeness *likeness, uint32_t before, uint64_t word) {
  if (before >= LIKE_NONE)
    return before;
  size_t slot = slot_of(likeness, before, word);
  for (uint32_t class; (class = likeness->slots[slot]) != 0;
       slot = (slot + 1) & (likeness->slot_count - 1))
    if (likeness->classes.items[class].word == word &&
        likeness->classes.items[class].before == before)
      return class;
  return add_class(likeness, before, word);
}

/* ---- what is looked at ----------------------------------------------------------------- */

static void add_part(Likeness *likeness, uint8_t *const *bytes) {
  likeness->parts[likeness->part_count++] = bytes;
}

/* The day that governs is told where a record lies outside the days in force. */
static void plan_governing(Likeness *likeness) {
  Sift *sift = likeness->sift;
  PlanContext context = { .decision = sift->decision };
  likeness->governing = plan_term(sift->plan, &context, sift->decision->governing);
  if (likeness->governing != PLAN_NONE)
    LIST_ADD(sift->arena, &sift->more, PlanNode, likeness->governing);
}

Likeness *likeness_new(Arena *arena, Sift *sift) {
  Likeness *likeness = arena_new(arena, Likeness);
  const Decision *decision = sift->decision;
  *likeness = (Likeness){ .arena = arena, .sift = sift, .governing = PLAN_NONE };
  if (decision->governing)
    plan_governing(likeness);
  likeness->parts = arena_array(arena, uint8_t *const *,
                                decision->rules.count + sift->valid_count + sift->own_count +
                                    decision->order_count + 2);
  for (size_t i = 0; i < decision->rules.count; i++)
    add_part(likeness, &sift->rules[i].verdicts);
  for (size_t i = 0; i < sift->valid_count; i++)
    add_part(likeness, &sift->valid[i].tests);
  for (size_t i = 0; i < sift->own_count; i++)
    add_part(likeness, &sift->owns[i].tests);
  for (size_t i = 0; i < decision->order_count; i++)
    add_part(likeness, &sift->keys[i].states);
  if (sift->amounts.value_count)
    add_part(likeness, &sift->amounts.states);
  if (sift->referred_count)
    add_part(likeness, &sift->reached);
  LIST_ADD(arena, &likeness->classes, Class, (Class){ .seen = false });
  grow(likeness);
  return likeness;
}

/* ---- a class looked into, once --------------------------------------------------------- */

static void leave(Class *class, bool alone, AloneReason why) {
  if (alone && !class->alone)
    class->why = why;
  class->alone |= alone;
}

static void look_closer(Likeness *likeness, Class *class, SiftAspects *aspects) {
  LIST_ADD(likeness->arena, &class->closer, SiftAspects *, aspects);
  leave(class, !aspects->told, ALONE_TERM);
}

/* Its test may be settled by trying what is not known; a reason of its own is not given then. */
static bool may_fail_open(const Sift *sift, const SiftRule *rule) {
  return rule->rule->require_count && rule->rule->requires[0].reason.length &&
         plan_may_settle(sift->plan, rule->part.reads);
}

static void look_at_rule(Likeness *likeness, Class *class, SiftRule *rule, uint8_t verdict) {
  bool fails = verdict == VERDICT_FAIL || verdict == VERDICT_NOTED;
  bool needs = rule->rule->kind == RULE_NEEDS;
  leave(class, verdict == VERDICT_INVALID, ALONE_INVALID);
  if (fails && !needs) {
    leave(class, reason_speaks_of_record(rule->rule->title), ALONE_REASON);
    class->by_day |= rule->rule->kind == RULE_IN_FORCE;
    leave(class, class->by_day && likeness->governing == PLAN_NONE, ALONE_TERM);
    if (rule->rule->require_count > 1 || rule->rule->exceptions ||
        rule->rule->kind == RULE_CONSIDERS || may_fail_open(likeness->sift, rule))
      look_closer(likeness, class, &rule->reasons);
  }
  if ((fails && needs) || (verdict == VERDICT_UNKNOWN && rule->rule->kind != RULE_NOTE))
    look_closer(likeness, class, &rule->aspects);
}

/* Records that are invalid are rare, and each says why by its own facts. */
static void look_into(Likeness *likeness, Class *class, uint32_t row) {
  Sift *sift = likeness->sift;
  class->seen = true;
  for (size_t i = 0; i < sift->decision->rules.count; i++)
    look_at_rule(likeness, class, &sift->rules[i], sift->rules[i].verdicts[row]);
  for (size_t i = 0; i < sift->valid_count; i++) {
    uint8_t test = sift->valid[i].tests[row];
    leave(class, test != TEST_YES && test != TEST_OPEN, ALONE_INVALID);
    if (test == TEST_OPEN)
      look_closer(likeness, class, &sift->valid[i].aspects);
  }
  leave(class, sift->referred_count && sift->reached[row] != FINE, ALONE_INVALID);
  for (size_t i = 0; i < sift->own_count; i++) {
    leave(class, sift->owns[i].tests[row] == TEST_ERROR, ALONE_INVALID);
    if (sift->owns[i].tests[row] == TEST_OPEN)
      look_closer(likeness, class, &sift->owns[i].aspects);
  }
  for (size_t i = 0; i < sift->decision->order_count; i++) {
    const uint8_t *states = sift->keys[i].states;      /* NULL: all are fine */
    leave(class, states && states[row] == INVALID, ALONE_INVALID);
    if (states && states[row] == OPEN)
      look_closer(likeness, class, &sift->keys[i].aspects);
  }
  leave(class, sift->amounts.value_count && sift->amounts.states[row] == INVALID, ALONE_INVALID);
  if (sift->amounts.value_count && sift->amounts.states[row] == OPEN)
    look_closer(likeness, class, &sift->amounts.aspects);
}

static CellState day_of_row(const Likeness *likeness, uint32_t row, Date *day) {
  const Vector *vector = plan_vector(likeness->sift->plan, likeness->governing);
  size_t at = vector->one ? 0 : row % COLUMN_CHUNK;
  *day = vector->names[at];
  return vector->states ? (CellState)vector->states[at] : CELL_KNOWN;
}

/* A word of its own for each day, if that is wanted, and one for a day that is not known. */
static uint64_t word_of_day(const Likeness *likeness, uint32_t row) {
  Date day;
  CellState state = day_of_row(likeness, row, &day);
  return state == CELL_KNOWN && likeness->each_day ? (uint32_t)day : UINT64_C(1) << 32 | state;
}

void likeness_by_day(Likeness *likeness) {
  likeness->each_day = true;
}

bool likeness_day(const Likeness *likeness, uint32_t class, uint32_t row, Date *day) {
  return likeness->classes.items[class].dated &&
         day_of_row(likeness, row, day) == CELL_KNOWN;
}

static uint32_t class_of_row(Likeness *likeness, uint32_t class, uint32_t row) {
  if (class >= LIKE_NONE)
    return class;
  Class *of = &likeness->classes.items[class];
  if (!of->seen)
    look_into(likeness, of, row);
  if (of->alone)
    return alone(of->why);
  Closer closer = of->closer;                    /* the list of classes may move */
  bool dated = of->by_day && !likeness->each_day;
  if (of->by_day)
    class = next_class(likeness, class, word_of_day(likeness, row));
  for (size_t i = 0; i < closer.count && class < LIKE_NONE; i++) {
    uint32_t aspect = sift_aspect(likeness->sift, closer.items[i], row);
    class = aspect == ASPECT_NONE ? alone(closer.items[i]->why)
                                  : next_class(likeness, class, aspect);
  }
  if (class < LIKE_NONE)
    likeness->classes.items[class].dated = dated;
  return class;
}

void likeness_part(Likeness *likeness, const PlanNodes *tests) {
  likeness->tests = tests;
}

/* By the tests' answers: the nodes are those of the chunk. */
static uint32_t part_row(Likeness *likeness, uint32_t class, size_t at) {
  const Plan *plan = likeness->sift->plan;
  for (size_t i = 0; i < likeness->tests->count; i += WORD_PARTS) {
    uint64_t word = 0;
    for (size_t j = i; j < i + WORD_PARTS && j < likeness->tests->count; j++)
      word |= (uint64_t)plan_part_byte(plan, likeness->tests->items[j], at) << (3 * (j - i));
    class = next_class(likeness, class, word);
  }
  return class;
}

void likeness_chunk(Likeness *likeness, size_t first, size_t rows, uint32_t *classes) {
  memset(classes, 0, rows * sizeof *classes);
  for (size_t part = 0; part < likeness->part_count; part += WORD_PARTS) {
    memset(likeness->words, 0, rows * sizeof *likeness->words);
    for (size_t i = part; i < part + WORD_PARTS && i < likeness->part_count; i++)
      if (*likeness->parts[i])
        loop_word(*likeness->parts[i] + first, (unsigned)(3 * (i - part)), likeness->words, rows);
    for (size_t i = 0; i < rows; i++)
      classes[i] = next_class(likeness, classes[i], likeness->words[i]);
  }
  for (size_t i = 0; i < rows; i++)
    classes[i] = class_of_row(likeness, classes[i], (uint32_t)(first + i));
  for (size_t i = 0; likeness->tests && i < rows; i++)
    classes[i] = part_row(likeness, classes[i], i);
}
