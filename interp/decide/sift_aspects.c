/* What the reference said of a row, remembered for all that are open in the same way. */
#include "interp/decide/sifting.h"

enum { MOST_ASPECTS = 16384 };    /* of one part: beyond, each row is the reference's */

/* ---- planning ------------------------------------------------------------------------ */

static void add_node(Sift *sift, SiftAspects *aspects, PlanNode node) {
  if (node != PLAN_NONE)
    aspects->told &= plan_parts(sift->plan, node, sift->arena, &aspects->parts);
}

static void start_aspects(Sift *sift, SiftAspects *aspects, bool told) {
  *aspects = (SiftAspects){ .told = told, .stands = PLAN_NONE };
  map_init(&aspects->numbers, sift->arena);
}

/* Of a part whose verdict the reference tells of a row. */
static void start_verdicts(Sift *sift, SiftAspects *aspects, const SiftPart *part,
                           void judge(Sift *sift, void *of, uint32_t row), void *of,
                           uint8_t *results) {
  start_aspects(sift, aspects, !part->reference);
  aspects->reads = part->reads;
  aspects->judge = judge;
  aspects->of = of;
  aspects->results = results;
}

static void judge_rule(Sift *sift, void *of, uint32_t row) {
  sift_judge_rule(sift, of, row);
}

static void judge_own(Sift *sift, void *of, uint32_t row) {
  sift_judge_own(sift, of, row);
}

static void judge_valid(Sift *sift, void *of, uint32_t row) {
  sift_judge_valid(sift, of, row);
}

/* Of a rule: all of its nodes, and the facts that it needs. */
static void plan_rule(Sift *sift, SiftRule *rule) {
  start_verdicts(sift, &rule->aspects, &rule->part, judge_rule, rule, rule->verdicts);
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
  start_aspects(sift, &rule->reasons, !rule->part.reference);
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
  start_aspects(sift, &amounts->aspects, !amounts->part.reference);
  for (size_t i = 0; i < amounts->value_count; i++) {
    add_node(sift, &amounts->aspects, amounts->values[i]);
    add_node(sift, &amounts->aspects, amounts->stands[i]);
  }
}

static void plan_own(Sift *sift, SiftOwn *own) {
  start_verdicts(sift, &own->aspects, &own->part, judge_own, own, own->tests);
  add_node(sift, &own->aspects, own->part.nodes[0]);
}

static void plan_valid(Sift *sift, SiftValid *valid) {
  start_verdicts(sift, &valid->aspects, &valid->part, judge_valid, valid, valid->tests);
  add_node(sift, &valid->aspects, valid->part.nodes[0]);
}

static void plan_key(Sift *sift, SiftKey *key) {
  start_aspects(sift, &key->aspects, !key->part.reference);
  add_node(sift, &key->aspects, key->part.nodes[0]);
}

void sift_plan_aspects(Sift *sift) {
  for (size_t i = 0; i < sift->decision->rules.count; i++) {
    plan_rule(sift, &sift->rules[i]);
    plan_reasons(sift, &sift->rules[i]);
  }
  plan_amounts(sift);
  for (size_t i = 0; i < sift->own_count; i++)
    plan_own(sift, &sift->owns[i]);
  for (size_t i = 0; i < sift->valid_count; i++)
    plan_valid(sift, &sift->valid[i]);
  for (size_t i = 0; i < sift->decision->order_count; i++)
    plan_key(sift, &sift->keys[i]);
}

/* ---- a row's aspect -------------------------------------------------------------------- */

/* May facts be tried out for it?  Then their known neighbours matter by their values. */
static bool may_try(const Sift *sift, const SiftAspects *aspects) {
  return aspects->reads && plan_may_settle(sift->plan, aspects->reads);
}

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

static bool rests(const Sift *sift, const SiftAspects *aspects, size_t at, bool tried) {
  for (size_t i = 0; i < aspects->parts.count; i++)
    if (plan_part_rests(sift->plan, aspects->parts.items[i], at, tried))
      return true;
  return false;
}

/* False: the row is the reference's. */
static bool describe(const Sift *sift, SiftAspects *aspects, size_t at, uint32_t row) {
  aspects->why = ALONE_OPEN;
  if (aspects->stands != PLAN_NONE && plan_part_byte(sift->plan, aspects->stands, at) == TEST_OPEN)
    return false;
  for (size_t i = 0; i < aspects->parts.count; i++) {
    aspects->bytes[i] = plan_part_byte(sift->plan, aspects->parts.items[i], at);
    if (aspects->bytes[i] == CELL_ODD) {
      aspects->why = ALONE_VALUE;
      return false;
    }
  }
  for (size_t i = 0; i < aspects->need_count; i++) {
    const Column *column = &sift->columns->fields[aspects->needs[i]->index];
    aspects->bytes[aspects->parts.count + i] = (uint8_t)column_state(column, row);
  }
  return !rests(sift, aspects, at, false);
}

/* ASPECT_NONE: there are too many. */
static uint32_t number_of(Sift *sift, SiftAspects *aspects, size_t count) {
  Text key = { (const char *)aspects->bytes, count };
  uintptr_t found = (uintptr_t)map_get(&aspects->numbers, key);
  if (!found && aspects->list.count < MOST_ASPECTS) {
    LIST_ADD(sift->arena, &aspects->list, SiftAspect, (SiftAspect){ .judged = false });
    found = aspects->list.count;
    map_add(&aspects->numbers, arena_text(sift->arena, key), (void *)found);
  }
  return found ? (uint32_t)(found - 1) : ASPECT_NONE;
}

/* The reference on one of its kind.  Its verdict is that of all unless values were tried out that
 * others might not have (`apart`). */
static void judge_one(Sift *sift, SiftAspects *aspects, SiftAspect *aspect, uint32_t row,
                      bool apart) {
  const Evaluator *evaluator = sift->under.evaluator;
  uint64_t before = evaluator_trials(evaluator);
  aspects->judge(sift, aspects->of, row);
  aspect->seen = true;
  aspect->tried = evaluator_trials(evaluator) != before;
  aspect->judged = !aspect->tried || !apart;
  aspect->result = aspects->results[row];
}

uint32_t sift_aspect(Sift *sift, SiftAspects *aspects, uint32_t row) {
  size_t count = aspects->parts.count + aspects->need_count, at = row % COLUMN_CHUNK;
  aspects->why = ALONE_TERM;
  if (!aspects->told)
    return ASPECT_NONE;
  if (!aspects->bytes)
    aspects->bytes = arena_array(sift->arena, uint8_t, count + 1);
  if (!describe(sift, aspects, at, row))
    return ASPECT_NONE;
  uint32_t number = number_of(sift, aspects, count);
  aspects->why = number == ASPECT_NONE ? ALONE_MANY : ALONE_TRIED;
  if (number == ASPECT_NONE || !may_try(sift, aspects) ||
      (is_lone(sift, aspects, at) && !rests(sift, aspects, at, true)))
    return number;
  SiftAspect *aspect = &aspects->list.items[number];
  if (!aspect->seen)
    judge_one(sift, aspects, aspect, row, true);
  return aspect->tried ? ASPECT_NONE : number;
}

bool sift_recall_alike(Sift *sift, SiftAspects *aspects, uint32_t row, uint8_t *result) {
  if (!aspects->judge || sift->written[row])
    return false;
  uint32_t number = sift_aspect(sift, aspects, row);
  if (number == ASPECT_NONE)
    return false;
  SiftAspect *aspect = &aspects->list.items[number];
  if (!aspect->judged)
    judge_one(sift, aspects, aspect, row, false);
  *result = aspect->result;
  return true;
}
