/* What the reference said of a row, remembered for all that are open in the same way. */
#include "interp/decide/sifting.h"

#include <string.h>

/* Of one part: beyond the most, each row is the reference's.  A word of a code holds so many. */
enum { MOST_ASPECTS = 16384, LEAST_SLOTS = 8, CODE_PARTS = 64 / PART_BITS };

/* ---- planning ------------------------------------------------------------------------ */

static void add_node(Sift *sift, SiftAspects *aspects, PlanNode node) {
  size_t before = aspects->parts.count;
  if (node != PLAN_NONE)
    aspects->told &= plan_parts(sift->plan, node, sift->arena, &aspects->parts);
  for (size_t i = before; i < aspects->parts.count; i++) {
    PlanNode waits = plan_waits(sift->plan, aspects->parts.items[i]);
    if (waits != PLAN_NONE)
      LIST_ADD(sift->arena, &aspects->waits, PlanNode, waits);
  }
}

static void start_aspects(SiftAspects *aspects, bool told) {
  *aspects = (SiftAspects){ .told = told, .stands = PLAN_NONE };
}

/* Of a part whose verdict the reference tells of a row. */
static void start_verdicts(SiftAspects *aspects, const SiftPart *part,
                           uint8_t judge(Sift *sift, void *of, uint32_t row), void *of) {
  start_aspects(aspects, !part->reference);
  aspects->part = part;
  aspects->judge = judge;
  aspects->of = of;
}

static uint8_t judge_rule(Sift *sift, void *of, uint32_t row) {
  sift_judge_rule(sift, of, row);
  return *sift_verdict(sift, of, row);
}

static uint8_t judge_own(Sift *sift, void *of, uint32_t row) {
  sift_judge_own(sift, of, row);
  return ((const SiftOwn *)of)->tests[row];
}

static uint8_t judge_valid(Sift *sift, void *of, uint32_t row) {
  sift_judge_valid(sift, of, row);
  return ((const SiftValid *)of)->tests[row];
}

/* Of a rule: all of its nodes, and the facts that it needs. */
static void plan_rule(Sift *sift, SiftRule *rule) {
  start_verdicts(&rule->aspects, &rule->part, judge_rule, rule);
  for (size_t i = 0; i < 4; i++)
    add_node(sift, &rule->aspects, rule->part.nodes[i]);
  rule->aspects.stands = rule->rule->stands ? rule->part.nodes[STANDS] : PLAN_NONE;
  rule->aspects.needs = rule->rule->needs;
  rule->aspects.need_count = rule->rule->need_count;
}

static void add_reason(Sift *sift, SiftRule *rule, SiftPart *scratch, const Term *test) {
  PlanContext context = { .decision = sift->decision };
  PlanNode node = sift_term(sift, scratch, &context, test);
  if (node != PLAN_NONE)
    LIST_ADD(sift->arena, &rule->reasons.parts, PlanNode, node);
}

/* Which of its requirements fail, where each has its own reason, and which exceptions hold; of
 * what is considered also whether it is not met or not known. */
static void plan_reasons(Sift *sift, SiftRule *rule) {
  const Rule *of = rule->rule;
  SiftPart scratch = sift_part(sift);
  start_aspects(&rule->reasons, !rule->part.reference);
  PlanNode whole = rule->part.nodes[WHOLE];
  if (whole != PLAN_NONE)
    LIST_ADD(sift->arena, &rule->reasons.parts, PlanNode, whole);
  for (size_t i = 0; i < of->require_count; i++)
    add_reason(sift, rule, &scratch, of->requires[i].test);
  for (size_t i = 0; of->exceptions && i < of->exceptions->count; i++)
    if (of->exceptions->items[i].when)
      add_reason(sift, rule, &scratch, of->exceptions->items[i].when);
  rule->reasons.told &= !scratch.reference;
}

static void plan_amounts(Sift *sift) {
  SiftAmounts *amounts = &sift->amounts;
  start_aspects(&amounts->aspects, !amounts->part.reference);
  for (size_t i = 0; i < amounts->value_count; i++) {
    add_node(sift, &amounts->aspects, amounts->values[i]);
    add_node(sift, &amounts->aspects, amounts->stands[i]);
  }
}

static void plan_own(Sift *sift, SiftOwn *own) {
  start_verdicts(&own->aspects, &own->part, judge_own, own);
  add_node(sift, &own->aspects, own->part.nodes[0]);
}

static void plan_valid(Sift *sift, SiftValid *valid) {
  start_verdicts(&valid->aspects, &valid->part, judge_valid, valid);
  add_node(sift, &valid->aspects, valid->part.nodes[0]);
}

static void plan_key(Sift *sift, SiftKey *key) {
  start_aspects(&key->aspects, !key->part.reference);
  add_node(sift, &key->aspects, key->part.nodes[0]);
}

static void add_nodes(Sift *sift, SiftRule *rule, const PlanNode *nodes, size_t count) {
  for (size_t i = 0; i < count; i++)
    LIST_ADD(sift->arena, &rule->looked, PlanNode, nodes[i]);
}

static void need_words(Sift *sift, SiftAspects *aspects, size_t *most) {
  size_t places = aspects->parts.count + aspects->need_count;
  for (size_t i = 0; i < aspects->parts.count; i++)
    if (plan_tells_elements(sift->plan, aspects->parts.items[i], &aspects->parts, sift->arena))
      LIST_ADD(sift->arena, &aspects->lists, size_t, i);
  aspects->words = places / CODE_PARTS + 1 + aspects->waits.count + aspects->lists.count;
  *most = aspects->words > *most ? aspects->words : *most;
}

void sift_plan_aspects(Sift *sift) {
  size_t words = 1;
  for (size_t i = 0; i < sift->decision->rules.count; i++) {
    SiftRule *rule = &sift->rules[i];
    plan_rule(sift, rule);
    plan_reasons(sift, rule);
    need_words(sift, &rule->aspects, &words);
    need_words(sift, &rule->reasons, &words);
    add_nodes(sift, rule, rule->part.nodes, 4);
    add_nodes(sift, rule, rule->reasons.parts.items, rule->reasons.parts.count);
    add_nodes(sift, rule, rule->aspects.waits.items, rule->aspects.waits.count);
  }
  plan_amounts(sift);
  need_words(sift, &sift->amounts.aspects, &words);
  for (size_t i = 0; i < sift->own_count; i++) {
    plan_own(sift, &sift->owns[i]);
    need_words(sift, &sift->owns[i].aspects, &words);
  }
  for (size_t i = 0; i < sift->valid_count; i++) {
    plan_valid(sift, &sift->valid[i]);
    need_words(sift, &sift->valid[i].aspects, &words);
  }
  for (size_t i = 0; i < sift->decision->order_count; i++) {
    plan_key(sift, &sift->keys[i]);
    need_words(sift, &sift->keys[i].aspects, &words);
  }
  sift->codes = arena_array(sift->arena, uint64_t, words * COLUMN_CHUNK);
}

/* ---- a row's aspect -------------------------------------------------------------------- */

/* What is tried breaks no `valid when` of the record: those that hold without the facts tried hold
 * with them. */
static bool is_lone(const Sift *sift, const SiftAspects *aspects, size_t at) {
  for (size_t i = 0; i < sift->valid_count; i++) {
    PlanNode node = sift->valid[i].part.nodes[0];
    if (&sift->valid[i].aspects != aspects &&
        (node == PLAN_NONE || plan_part_byte(sift->plan, node, at) != TEST_YES))
      return false;
  }
  return true;
}

/* Facts being tried out: may it hang on values that are known? */
static bool rests(const Sift *sift, const SiftAspects *aspects, size_t at) {
  for (size_t i = 0; i < aspects->parts.count; i++)
    if (plan_part_rests(sift->plan, aspects->parts.items[i], at, true))
      return true;
  return false;
}

static uint8_t bits_at(const uint64_t *code, size_t place) {
  return (uint8_t)(code[place / CODE_PARTS] >> (PART_BITS * (place % CODE_PARTS))) &
         (PART_BYTE | PART_RESTS);
}

static void leave_to_reference(SiftAspect *aspect, AloneReason why) {
  if (aspect->told)
    aspect->why = why;
  aspect->told = false;
}

/* What the code says of all its rows, `at` being one of them. */
static SiftAspect describe(const Sift *sift, const SiftAspects *aspects, const uint64_t *code,
                           size_t at) {
  SiftAspect aspect = { .told = true };
  if (aspects->stands != PLAN_NONE && plan_part_byte(sift->plan, aspects->stands, at) == TEST_OPEN)
    leave_to_reference(&aspect, ALONE_OPEN);
  for (size_t i = 0; i < aspects->parts.count; i++)
    if ((bits_at(code, i) & PART_BYTE) == CELL_ODD)
      leave_to_reference(&aspect, ALONE_VALUE);
  for (size_t i = 0; i < aspects->parts.count; i++)
    if (bits_at(code, i) & PART_RESTS)
      leave_to_reference(&aspect, ALONE_OPEN);
  aspect.rests = rests(sift, aspects, at);
  return aspect;
}

/* The reference on one of its kind.  Its verdict is that of all unless values were tried out that
 * others might not have (`apart`). */
static void judge_one(Sift *sift, SiftAspects *aspects, SiftAspect *aspect, uint32_t row,
                      bool apart) {
  const Evaluator *evaluator = sift->under.evaluator;
  uint64_t before = evaluator_trials(evaluator);
  aspect->result = aspects->judge(sift, aspects->of, row);
  aspect->seen = true;
  aspect->tried = evaluator_trials(evaluator) != before;
  aspect->judged = !aspect->tried || !apart;
}

/* ---- codes ------------------------------------------------------------------------------- */

static size_t slot_of(const SiftAspects *aspects, const uint64_t *code) {
  uint64_t mixed = 0;
  for (size_t i = 0; i < aspects->words; i++) {
    mixed = (mixed ^ code[i]) * UINT64_C(0x9E3779B97F4A7C15);
    mixed ^= mixed >> 29;
  }
  return (size_t)(mixed >> 7) & (aspects->slot_count - 1);
}

static bool same_code(const uint64_t *a, const uint64_t *b, size_t words) {
  size_t i = 0;
  while (i < words && a[i] == b[i])
    i++;
  return i == words;
}

static size_t find_slot(const SiftAspects *aspects, const uint64_t *code) {
  size_t slot = slot_of(aspects, code), words = aspects->words;
  for (uint32_t found; (found = aspects->slots[slot]) != 0;
       slot = (slot + 1) & (aspects->slot_count - 1))
    if (same_code(aspects->codes.items + (found - 1) * words, code, words))
      break;
  return slot;
}

static void grow(Sift *sift, SiftAspects *aspects) {
  aspects->slot_count = aspects->slot_count ? aspects->slot_count * 2 : LEAST_SLOTS;
  aspects->slots = arena_array(sift->arena, uint32_t, aspects->slot_count);
  for (size_t i = 0; i < aspects->list.count; i++)
    aspects->slots[find_slot(aspects, aspects->codes.items + i * aspects->words)] =
        (uint32_t)(i + 1);
}

/* ASPECT_NONE or more: there are too many. */
static uint32_t number_of(Sift *sift, SiftAspects *aspects, const uint64_t *code, size_t at) {
  if (2 * aspects->list.count >= aspects->slot_count)
    grow(sift, aspects);
  size_t slot = find_slot(aspects, code);
  if (aspects->slots[slot])
    return aspects->slots[slot] - 1;
  if (aspects->list.count >= MOST_ASPECTS)
    return ASPECT_NONE + ALONE_MANY;
  for (size_t i = 0; i < aspects->words; i++)
    LIST_ADD(sift->arena, &aspects->codes, uint64_t, code[i]);
  LIST_ADD(sift->arena, &aspects->list, SiftAspect, describe(sift, aspects, code, at));
  aspects->slots[slot] = (uint32_t)aspects->list.count;
  return aspects->slots[slot] - 1;
}

/* A row with this code; where facts are tried out, its values may make it one of its own. */
static uint32_t aspect_of(Sift *sift, SiftAspects *aspects, const uint64_t *code, size_t first,
                          size_t at) {
  uint32_t number = number_of(sift, aspects, code, at);
  if (number >= ASPECT_NONE)
    return number;
  SiftAspect *aspect = &aspects->list.items[number];
  if (!aspect->told)
    return ASPECT_NONE + (uint32_t)aspect->why;
  if (!aspects->part || !aspects->part->may_settle ||
      (!aspect->rests && is_lone(sift, aspects, at)))
    return number;
  if (!aspect->seen)
    judge_one(sift, aspects, aspect, (uint32_t)(first + at), true);
  return aspect->tried ? ASPECT_NONE + ALONE_TRIED : number;
}

static void find_codes(const Sift *sift, const SiftAspects *aspects, size_t first,
                       const uint32_t *places, size_t count, uint64_t *codes) {
  memset(codes, 0, count * aspects->words * sizeof *codes);
  for (size_t i = 0; i < aspects->parts.count; i++)
    plan_part_codes(sift->plan, aspects->parts.items[i], places, count,
                    PART_BITS * (unsigned)(i % CODE_PARTS), codes + i / CODE_PARTS,
                    aspects->words);
  for (size_t i = 0; i < aspects->need_count; i++) {
    const Column *column = &sift->columns->fields[aspects->needs[i]->index];
    size_t place = aspects->parts.count + i;
    for (size_t j = 0; j < count; j++)
      codes[j * aspects->words + place / CODE_PARTS] |=
          (uint64_t)column_state(column, (uint32_t)(first + places[j]))
          << (PART_BITS * (place % CODE_PARTS));
  }
}

/* Behind how the parts stand: for what the results among them wait. */
static void find_waits(const Sift *sift, const SiftAspects *aspects, const uint32_t *places,
                       size_t count, uint64_t *codes) {
  size_t first = aspects->words - aspects->lists.count - aspects->waits.count;
  for (size_t i = 0; i < aspects->waits.count; i++) {
    const Vector *vector = plan_vector(sift->plan, aspects->waits.items[i]);
    for (size_t j = 0; j < count; j++) {
      size_t at = vector->one ? 0 : places[j];
      bool known = !vector->states || vector->states[at] == CELL_KNOWN;
      codes[j * aspects->words + first + i] = known ? (uint64_t)vector->numbers[at] : 0;
    }
  }
}

/* Behind that: which elements are open, where a list would rest on their values. */
static void find_open_elements(const Sift *sift, const SiftAspects *aspects,
                               const uint32_t *places, size_t count, uint64_t *codes) {
  for (size_t i = 0; !sift->each_fact && i < aspects->lists.count; i++) {
    size_t part = aspects->lists.items[i], word = aspects->words - aspects->lists.count + i;
    uint64_t rests = (uint64_t)PART_RESTS << (PART_BITS * (part % CODE_PARTS));
    for (size_t j = 0; j < count; j++) {
      uint64_t *code = codes + j * aspects->words;
      if (!(code[part / CODE_PARTS] & rests))
        continue;
      code[word] = plan_open_elements(sift->plan, aspects->parts.items[part], places[j]);
      if (code[word])
        code[part / CODE_PARTS] &= ~rests;
    }
  }
}

void sift_find_aspects(Sift *sift, SiftAspects *aspects, size_t first, const uint32_t *places,
                       size_t count, uint32_t *numbers) {
  if (aspects->told)
    find_codes(sift, aspects, first, places, count, sift->codes);
  if (aspects->told)
    find_waits(sift, aspects, places, count, sift->codes);
  if (aspects->told)
    find_open_elements(sift, aspects, places, count, sift->codes);
  for (size_t i = 0; i < count; i++)
    numbers[i] = !aspects->told ? ASPECT_NONE + ALONE_TERM
                                : aspect_of(sift, aspects, sift->codes + i * aspects->words,
                                            first, places[i]);
}

uint32_t sift_aspect(Sift *sift, SiftAspects *aspects, uint32_t row) {
  uint32_t number, place = row % COLUMN_CHUNK;
  sift_find_aspects(sift, aspects, row - place, &place, 1, &number);
  return number;
}

bool sift_recall_alike(Sift *sift, SiftAspects *aspects, uint32_t row, uint8_t *result) {
  if (!aspects->judge || sift->written[row])
    return false;
  uint32_t number = sift_aspect(sift, aspects, row);
  if (number >= ASPECT_NONE)
    return false;
  SiftAspect *aspect = &aspects->list.items[number];
  if (!aspect->judged)
    judge_one(sift, aspects, aspect, row, false);
  *result = aspect->result;
  return true;
}
