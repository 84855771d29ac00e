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

static bool tests_subject(const Sift *sift) {
  for (size_t i = 0; i < sift->model->valid.count; i++)
    if (sift->model->valid.items[i].record == sift->decision->subject)
      return true;
  return false;
}

/* Of a rule: all of its nodes, and the facts that it needs.  A value that breaks a `valid when`
 * is not tried, so that where there are such tests other facts have a say. */
static void plan_rule(Sift *sift, SiftRule *rule) {
  start_aspects(sift, &rule->aspects, !rule->part.reference);
  for (size_t i = 0; i < 4; i++)
    add_node(sift, &rule->aspects, rule->part.nodes[i]);
  rule->aspects.stands = rule->rule->stands ? rule->part.nodes[STANDS] : PLAN_NONE;
  rule->aspects.reads = rule->part.reads;
  rule->aspects.lone = !tests_subject(sift);
  rule->aspects.needs = rule->rule->needs;
  rule->aspects.need_count = rule->rule->need_count;
}

/* Which of its requirements fail, where each has its own reason; of what is considered also
 * whether it is not met or not known. */
static void plan_reasons(Sift *sift, SiftRule *rule) {
  const Rule *of = rule->rule;
  SiftPart scratch = sift_part(sift);
  PlanContext context = { .decision = sift->decision };
  start_aspects(sift, &rule->reasons, !rule->part.reference && !of->exceptions);
  PlanNode whole = rule->part.nodes[WHOLE];
  if (whole != PLAN_NONE)
    LIST_ADD(sift->arena, &rule->reasons.parts, PlanNode, whole);
  for (size_t i = 0; i < of->require_count; i++) {
    PlanNode node = sift_term(sift, &scratch, &context, of->requires[i].test);
    if (node != PLAN_NONE)
      LIST_ADD(sift->arena, &rule->reasons.parts, PlanNode, node);
  }
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

void sift_plan_aspects(Sift *sift) {
  for (size_t i = 0; i < sift->decision->rules.count; i++) {
    plan_rule(sift, &sift->rules[i]);
    plan_reasons(sift, &sift->rules[i]);
  }
  plan_amounts(sift);
  for (size_t i = 0; i < sift->own_count; i++) {
    SiftOwn *own = &sift->owns[i];
    start_aspects(sift, &own->aspects, !own->part.reference);
    add_node(sift, &own->aspects, own->part.nodes[0]);
    own->aspects.reads = own->part.reads;
    own->aspects.lone = !tests_subject(sift);
  }
  for (size_t i = 0; i < sift->decision->order_count; i++) {
    SiftKey *key = &sift->keys[i];
    start_aspects(sift, &key->aspects, !key->part.reference);
    add_node(sift, &key->aspects, key->part.nodes[0]);
  }
}

/* ---- a row's aspect -------------------------------------------------------------------- */

/* Are facts tried out for it?  Then their known neighbours may matter by their values. */
static bool is_tried(const Sift *sift, const SiftAspects *aspects) {
  return aspects->reads && plan_may_settle(sift->plan, aspects->reads);
}

/* False: the row is the reference's. */
static bool describe(Sift *sift, const SiftAspects *aspects, size_t at, uint32_t row,
                     uint8_t *bytes) {
  bool tried = is_tried(sift, aspects);
  if (!aspects->told || (tried && !aspects->lone))
    return false;
  if (aspects->stands != PLAN_NONE && plan_part_byte(sift->plan, aspects->stands, at) == TEST_OPEN)
    return false;
  for (size_t i = 0; i < aspects->parts.count; i++) {
    PlanNode part = aspects->parts.items[i];
    bytes[i] = plan_part_byte(sift->plan, part, at);
    if (bytes[i] == CELL_ODD || plan_part_rests(sift->plan, part, at, tried))
      return false;
  }
  for (size_t i = 0; i < aspects->need_count; i++) {
    const Column *column = &sift->columns->fields[aspects->needs[i]->index];
    bytes[aspects->parts.count + i] = (uint8_t)column_state(column, row);
  }
  return true;
}

uint32_t sift_aspect(Sift *sift, SiftAspects *aspects, uint32_t row) {
  size_t count = aspects->parts.count + aspects->need_count, at = row % COLUMN_CHUNK;
  if (!aspects->told)
    return ASPECT_NONE;
  uint8_t *bytes = arena_array(&sift->batch, uint8_t, count + 1);
  if (!describe(sift, aspects, at, row, bytes))
    return ASPECT_NONE;
  Text key = { (const char *)bytes, count };
  uintptr_t found = (uintptr_t)map_get(&aspects->numbers, key);
  if (!found && aspects->numbers.count < MOST_ASPECTS) {
    found = aspects->numbers.count + 1;
    map_add(&aspects->numbers, arena_text(sift->arena, key), (void *)found);
  }
  return found ? (uint32_t)(found - 1) : ASPECT_NONE;
}
