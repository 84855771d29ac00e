#include "interp/decide/likeness.h"

#include <string.h>

/* A word holds so many results of parts, three bits each. */
enum { PART_RESULT = 3, WORD_PARTS = 21, MOST_PHRASES = 1 << 21, BYTE_MORE = 255 };

/* A word that stands for another phrase, of aspects: no results of parts are like it. */
#define WORD_ASPECTS (UINT64_C(1) << 63)

/* Words that are told of the same rows: the last of them, behind those of `before`.  0: none. */
typedef struct {
  uint64_t word;
  uint32_t before;
  uint32_t class;                 /* + 1; 0: none ends here */
} Phrase;

/* What is looked at once more, for rows of a class that are not told by their verdicts alone; of
 * rules that is done while they are judged. */
typedef LIST(SiftAspects *) Closer;

typedef struct {
  bool     seen, alone;           /* looked into; each of its rows is the reference's ... */
  AloneReason why;                /* ... for that */
  bool     by_day;                /* the governing day is told in a reason */
  bool     dated;                 /* it is, and differs within the class */
  Closer   closer;
} Class;

/* A row of the chunk, while its rules are judged: which aspects it has of those that leave it open
 * or fail it, a byte each, in words of a phrase. */
typedef struct {
  uint64_t word;                  /* begun */
  uint32_t phrase;                /* of those before it */
  uint8_t  bytes;                 /* of the word */
  uint8_t  alone;                 /* AloneReason + 1: one of them is the reference's; 0: none */
} Told;

struct Likeness {
  Arena          *arena;
  Sift           *sift;
  uint8_t *const **parts;         /* beside rules: by row, of the sift, which may make them later */
  size_t          part_count;
  PlanNode        governing;      /* its day; PLAN_NONE: none */
  bool            each_day;       /* a class for each, where it is told */
  const PlanNodes *tests;         /* of likeness_part; NULL: none */
  LIST(Phrase)    phrases;
  uint32_t       *slots;          /* phrase; 0: free */
  size_t          slot_count;     /* a power of two */
  LIST(Class)     classes;
  uint8_t        *results;        /* of a class looked into: its rows', by rule, then by part */
  /* of the chunk: */
  uint64_t        words[COLUMN_CHUNK];
  uint32_t        ends[COLUMN_CHUNK];   /* phrases of those before */
  Told            told[COLUMN_CHUNK];
};

/* ---- phrases ---------------------------------------------------------------------------- */

static size_t slot_of(const Likeness *likeness, uint32_t before, uint64_t word) {
  uint64_t mixed = (word ^ ((uint64_t)before << 40)) * UINT64_C(0x9E3779B97F4A7C15);
  mixed ^= mixed >> 29;
  mixed *= UINT64_C(0xBF58476D1CE4E5B9);
  return (size_t)(mixed >> 32) & (likeness->slot_count - 1);
}

static void put(Likeness *likeness, uint32_t phrase) {
  const Phrase *of = &likeness->phrases.items[phrase];
  size_t slot = slot_of(likeness, of->before, of->word);
  while (likeness->slots[slot])
    slot = (slot + 1) & (likeness->slot_count - 1);
  likeness->slots[slot] = phrase;
}

static void grow(Likeness *likeness) {
  likeness->slot_count = likeness->slot_count ? likeness->slot_count * 2 : 1024;
  likeness->slots = arena_array(likeness->arena, uint32_t, likeness->slot_count);
  for (size_t i = 1; i < likeness->phrases.count; i++)
    put(likeness, (uint32_t)i);
}

static uint32_t alone(AloneReason why) {
  return LIKE_NONE + (uint32_t)why;
}

/* LIKE_NONE or more: there are too many to be kept. */
static uint32_t add_phrase(Likeness *likeness, uint32_t before, uint64_t word) {
  if (likeness->phrases.count >= MOST_PHRASES)
    return alone(ALONE_MANY);
  LIST_ADD(likeness->arena, &likeness->phrases, Phrase, (Phrase){ .before = before, .word = word });
  if (2 * likeness->phrases.count > likeness->slot_count)
    grow(likeness);
  else
    put(likeness, (uint32_t)(likeness->phrases.count - 1));
  return (uint32_t)(likeness->phrases.count - 1);
}

static uint32_t next_phrase(Likeness *likeness, uint32_t before, uint64_t word) {
  if (before >= LIKE_NONE)
    return before;
  size_t slot = slot_of(likeness, before, word);
  for (uint32_t phrase; (phrase = likeness->slots[slot]) != 0;
       slot = (slot + 1) & (likeness->slot_count - 1))
    if (likeness->phrases.items[phrase].word == word &&
        likeness->phrases.items[phrase].before == before)
      return phrase;
  return add_phrase(likeness, before, word);
}

/* The class of those whose phrase ends here. */
static uint32_t class_at(Likeness *likeness, uint32_t phrase) {
  Phrase *end = &likeness->phrases.items[phrase];
  if (!end->class) {
    LIST_ADD(likeness->arena, &likeness->classes, Class, (Class){ .seen = false });
    end->class = (uint32_t)likeness->classes.count;
  }
  return end->class - 1;
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
  likeness->parts = arena_array(arena, uint8_t *const *, sift->valid_count + sift->own_count +
                                                             decision->order_count + 2);
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
  likeness->results = arena_array(arena, uint8_t,
                                  decision->rules.count + likeness->part_count + WORD_PARTS);
  LIST_ADD(arena, &likeness->phrases, Phrase, (Phrase){ .class = 0 });
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

/* What tells more of those on whom the rule's verdict is this; NULL: the verdict tells all. */
static SiftAspects *closer_of(const Sift *sift, SiftRule *rule, uint8_t verdict) {
  bool fails = verdict == VERDICT_FAIL || verdict == VERDICT_NOTED;
  if (verdict == VERDICT_UNKNOWN)
    return rule->rule->kind == RULE_NOTE ? NULL : &rule->aspects;
  if (fails && rule->rule->kind == RULE_NEEDS)
    return &rule->aspects;
  return fails && (rule->rule->require_count > 1 || rule->rule->exceptions ||
                   rule->rule->kind == RULE_CONSIDERS || may_fail_open(sift, rule))
             ? &rule->reasons : NULL;
}

static void look_at_rule(Likeness *likeness, Class *class, SiftRule *rule, uint8_t verdict) {
  bool fails = verdict == VERDICT_FAIL || verdict == VERDICT_NOTED;
  leave(class, verdict == VERDICT_INVALID, ALONE_INVALID);
  if (fails && rule->rule->kind != RULE_NEEDS) {
    leave(class, reason_speaks_of_record(rule->rule->title), ALONE_REASON);
    class->by_day |= rule->rule->kind == RULE_IN_FORCE;
    leave(class, class->by_day && likeness->governing == PLAN_NONE, ALONE_TERM);
  }
  const SiftAspects *closer = closer_of(likeness->sift, rule, verdict);
  leave(class, closer && !closer->told, ALONE_TERM);
}

/* What the words of a phrase say, from its last to its first. */
static void read_results(Likeness *likeness, uint32_t phrase) {
  size_t count = likeness->sift->decision->rules.count + likeness->part_count;
  for (size_t word = (count + WORD_PARTS - 1) / WORD_PARTS; word-- > 0;) {
    const Phrase *at = &likeness->phrases.items[phrase];
    for (size_t i = 0; i < WORD_PARTS; i++)
      likeness->results[word * WORD_PARTS + i] = at->word >> (PART_RESULT * i) & 7;
    phrase = at->before;
  }
}

/* Records that are invalid are rare, and each says why by its own facts. */
static void look_into(Likeness *likeness, Class *class, uint32_t phrase) {
  Sift *sift = likeness->sift;
  const uint8_t *results = likeness->results;
  size_t last = sift->decision->rules.count + likeness->part_count - 1;      /* what it refers to */
  class->seen = true;
  read_results(likeness, phrase);
  for (size_t i = 0; i < sift->decision->rules.count; i++)
    look_at_rule(likeness, class, &sift->rules[i], *results++);
  for (size_t i = 0; i < sift->valid_count; i++, results++) {
    leave(class, *results != TEST_YES && *results != TEST_OPEN, ALONE_INVALID);
    if (*results == TEST_OPEN)
      look_closer(likeness, class, &sift->valid[i].aspects);
  }
  leave(class, sift->referred_count && likeness->results[last] != FINE, ALONE_INVALID);
  for (size_t i = 0; i < sift->own_count; i++, results++) {
    leave(class, *results == TEST_ERROR, ALONE_INVALID);
    if (*results == TEST_OPEN)
      look_closer(likeness, class, &sift->owns[i].aspects);
  }
  for (size_t i = 0; i < sift->decision->order_count; i++, results++) {
    leave(class, *results == INVALID, ALONE_INVALID);
    if (*results == OPEN)
      look_closer(likeness, class, &sift->keys[i].aspects);
  }
  if (sift->amounts.value_count) {
    leave(class, *results == INVALID, ALONE_INVALID);
    if (*results++ == OPEN)
      look_closer(likeness, class, &sift->amounts.aspects);
  }
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

/* ---- while rules are judged ----------------------------------------------------------------- */

static void tell_byte(Likeness *likeness, Told *told, uint8_t byte) {
  told->word |= (uint64_t)byte << (8 * told->bytes);
  if (++told->bytes < sizeof told->word)
    return;
  told->phrase = next_phrase(likeness, told->phrase, told->word);
  told->word = told->bytes = 0;
}

/* Which aspect comes when is told by the verdicts, and where one byte is not enough by the byte. */
static void tell(Likeness *likeness, Told *told, uint32_t aspect) {
  if (told->alone)
    return;
  if (aspect >= ASPECT_NONE) {
    told->alone = (uint8_t)(aspect - ASPECT_NONE + 1);
    return;
  }
  tell_byte(likeness, told, (uint8_t)(aspect < BYTE_MORE ? aspect : BYTE_MORE));
  if (aspect < BYTE_MORE)
    return;
  tell_byte(likeness, told, (uint8_t)(aspect & 0xff));
  tell_byte(likeness, told, (uint8_t)(aspect >> 8));
}

/* Those on whom the verdict is this, looked at more closely. */
static void look_at_verdict(Likeness *likeness, SiftRule *rule, uint8_t verdict, size_t first,
                            size_t rows) {
  const uint8_t *verdicts = sift_verdict(likeness->sift, rule, first), *end = verdicts + rows;
  const uint8_t *at = memchr(verdicts, verdict, rows);
  SiftAspects *closer = at ? closer_of(likeness->sift, rule, verdict) : NULL;
  uint32_t places[COLUMN_CHUNK], numbers[COLUMN_CHUNK];
  size_t count = 0;
  if (!closer || !closer->told)
    return;
  for (; at; at = memchr(at + 1, verdict, (size_t)(end - at - 1)))
    places[count++] = (uint32_t)(at - verdicts);
  sift_find_aspects(likeness->sift, closer, first, places, count, numbers);
  for (size_t i = 0; i < count; i++)
    tell(likeness, &likeness->told[places[i]], numbers[i]);
}

static void end_words(Likeness *likeness, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    likeness->ends[i] = next_phrase(likeness, likeness->ends[i], likeness->words[i]);
  memset(likeness->words, 0, rows * sizeof *likeness->words);
}

/* The part's results into the words; full ones go to the phrases. */
static void add_results(Likeness *likeness, size_t part, const uint8_t *results, size_t rows) {
  if (results)
    loop_word(results, (unsigned)(PART_RESULT * (part % WORD_PARTS)), likeness->words, rows);
  if (part % WORD_PARTS == WORD_PARTS - 1)
    end_words(likeness, rows);
}

void likeness_rule(Likeness *likeness, size_t rule, size_t first, size_t rows) {
  static const uint8_t looked_at[] = { VERDICT_FAIL, VERDICT_NOTED, VERDICT_UNKNOWN };
  SiftRule *of = &likeness->sift->rules[rule];
  add_results(likeness, rule, sift_verdict(likeness->sift, of, first), rows);
  for (size_t i = 0; i < sizeof looked_at; i++)
    look_at_verdict(likeness, of, looked_at[i], first, rows);
}

/* ---- a chunk -------------------------------------------------------------------------------- */

/* By the tests' answers: the nodes are those of the chunk. */
static uint32_t part_row(Likeness *likeness, uint32_t phrase, size_t at) {
  const Plan *plan = likeness->sift->plan;
  for (size_t i = 0; likeness->tests && i < likeness->tests->count; i += WORD_PARTS) {
    uint64_t word = 0;
    for (size_t j = i; j < i + WORD_PARTS && j < likeness->tests->count; j++)
      word |= (uint64_t)plan_part_byte(plan, likeness->tests->items[j], at)
              << (PART_RESULT * (j - i));
    phrase = next_phrase(likeness, phrase, word);
  }
  return phrase;
}

/* What was told of it while its rules were judged. */
static uint32_t add_told(Likeness *likeness, uint32_t phrase, const Told *told) {
  uint32_t last = told->bytes ? next_phrase(likeness, told->phrase, told->word) : told->phrase;
  if (told->alone)
    return alone((AloneReason)(told->alone - 1));
  if (last >= LIKE_NONE)
    return last;
  return last ? next_phrase(likeness, phrase, WORD_ASPECTS | last) : phrase;
}

static uint32_t class_of_row(Likeness *likeness, size_t at, uint32_t row) {
  uint32_t phrase = likeness->ends[at];
  if (phrase >= LIKE_NONE)
    return phrase;
  uint32_t class = class_at(likeness, phrase);
  Class *first = &likeness->classes.items[class];
  if (!first->seen)
    look_into(likeness, first, phrase);
  if (first->alone)
    return alone(first->why);
  Closer closer = first->closer;                 /* the list of classes may move */
  bool dated = first->by_day && !likeness->each_day;
  if (first->by_day)
    phrase = next_phrase(likeness, phrase, word_of_day(likeness, row));
  phrase = add_told(likeness, phrase, &likeness->told[at]);
  for (size_t i = 0; i < closer.count && phrase < LIKE_NONE; i++) {
    uint32_t aspect = sift_aspect(likeness->sift, closer.items[i], row);
    phrase = aspect < ASPECT_NONE ? next_phrase(likeness, phrase, aspect) : aspect;
  }
  phrase = part_row(likeness, phrase, at);
  if (phrase >= LIKE_NONE)
    return phrase;
  class = class_at(likeness, phrase);
  likeness->classes.items[class].dated = dated;
  return class;
}

void likeness_part(Likeness *likeness, const PlanNodes *tests) {
  likeness->tests = tests;
}

void likeness_chunk(Likeness *likeness, size_t first, size_t rows, uint32_t *classes) {
  size_t rules = likeness->sift->decision->rules.count, count = rules + likeness->part_count;
  for (size_t i = 0; i < likeness->part_count; i++) {
    const uint8_t *results = *likeness->parts[i];
    add_results(likeness, rules + i, results ? results + first : NULL, rows);
  }
  if (count % WORD_PARTS)
    end_words(likeness, rows);
  for (size_t i = 0; i < rows; i++)
    classes[i] = class_of_row(likeness, i, (uint32_t)(first + i));
  memset(likeness->ends, 0, rows * sizeof *likeness->ends);
  memset(likeness->told, 0, rows * sizeof *likeness->told);
}
