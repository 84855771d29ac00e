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
  bool     seen, alone;           /* looked into; each of its rows is the reference's */
  bool     by_day;                /* the governing day is told in a reason */
  Closer   closer;
} Class;

struct Likeness {
  Arena          *arena;
  Sift           *sift;
  uint8_t *const **parts;         /* by row, of the sift, which may make them later */
  size_t          part_count;
  PlanNode        governing;      /* its day; PLAN_NONE: none */
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

/* LIKE_NONE: there are too many to be kept. */
static uint32_t add_class(Likeness *likeness, uint32_t before, uint64_t word) {
  if (likeness->classes.count >= MOST_CLASSES)
    return LIKE_NONE;
  LIST_ADD(likeness->arena, &likeness->classes, Class, (Class){ .before = before, .word = word });
  if (2 * likeness->classes.count > likeness->slot_count)
    grow(likeness);
  else
    put(likeness, (uint32_t)(likeness->classes.count - 1));
  return (uint32_t)(likeness->classes.count - 1);
}

static uint32_t next_class(Likeness *likeness, uint32_t before, uint64_t word) {
  if (before == LIKE_NONE)
    return LIKE_NONE;
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

static void look_closer(Likeness *likeness, Class *class, SiftAspects *aspects) {
  LIST_ADD(likeness->arena, &class->closer, SiftAspects *, aspects);
  class->alone |= !aspects->told;
}

static void look_at_rule(Likeness *likeness, Class *class, SiftRule *rule, uint8_t verdict) {
  bool fails = verdict == VERDICT_FAIL || verdict == VERDICT_NOTED;
  bool needs = rule->rule->kind == RULE_NEEDS;
  class->alone |= verdict == VERDICT_INVALID;
  if (fails && !needs) {
    class->alone |= reason_speaks_of_record(rule->rule->title) || rule->rule->exceptions;
    class->by_day |= rule->rule->kind == RULE_IN_FORCE;
    class->alone |= class->by_day && likeness->governing == PLAN_NONE;
    if (rule->rule->require_count > 1 || rule->rule->kind == RULE_CONSIDERS)
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
  for (size_t i = 0; i < sift->valid_count; i++)
    class->alone |= sift->valid[i].tests[row] != TEST_YES;
  class->alone |= sift->referred_count && sift->reached[row] != FINE;
  for (size_t i = 0; i < sift->own_count; i++) {
    class->alone |= sift->owns[i].tests[row] == TEST_ERROR;
    if (sift->owns[i].tests[row] == TEST_OPEN)
      look_closer(likeness, class, &sift->owns[i].aspects);
  }
  for (size_t i = 0; i < sift->decision->order_count; i++) {
    const uint8_t *states = sift->keys[i].states;      /* NULL: all are fine */
    class->alone |= states && states[row] == INVALID;
    if (states && states[row] == OPEN)
      look_closer(likeness, class, &sift->keys[i].aspects);
  }
  class->alone |= sift->amounts.value_count && sift->amounts.states[row] == INVALID;
  if (sift->amounts.value_count && sift->amounts.states[row] == OPEN)
    look_closer(likeness, class, &sift->amounts.aspects);
}

/* A word of its own for each day, and one for a day that is not known. */
static uint64_t day_of_row(const Likeness *likeness, uint32_t row) {
  const Vector *vector = plan_vector(likeness->sift->plan, likeness->governing);
  size_t at = vector->one ? 0 : row % COLUMN_CHUNK;
  uint8_t state = vector->states ? vector->states[at] : (uint8_t)CELL_KNOWN;
  return state == CELL_KNOWN ? (uint32_t)vector->names[at] : UINT64_C(1) << 32 | state;
}

static uint32_t class_of_row(Likeness *likeness, uint32_t class, uint32_t row) {
  if (class == LIKE_NONE)
    return LIKE_NONE;
  Class *of = &likeness->classes.items[class];
  if (!of->seen)
    look_into(likeness, of, row);
  if (of->alone)
    return LIKE_NONE;
  Closer closer = of->closer;                    /* the list of classes may move */
  if (of->by_day)
    class = next_class(likeness, class, day_of_row(likeness, row));
  for (size_t i = 0; i < closer.count && class != LIKE_NONE; i++) {
    uint32_t aspect = sift_aspect(likeness->sift, closer.items[i], row);
    class = aspect == ASPECT_NONE ? LIKE_NONE : next_class(likeness, class, aspect);
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
}
