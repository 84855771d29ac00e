#include "interp/trials/boundaries.h"

#include "base/pointers.h"
#include "base/sort.h"
#include "interp/check/budget.h"
#include "interp/check/term_walk.h"

const char *const bound_side_names[BOUND_SIDES] = { "below", "on", "above" };

#define BIT(side) (1u << (side))

enum { ALL_SIDES = BIT(BOUND_BELOW) | BIT(BOUND_ON) | BIT(BOUND_ABOVE) };

typedef struct {
  Arena        *arena;
  const Model  *model;
  MutantWanted *wanted;
  void         *wanted_context;
  LIST(Bound *) bounds;
  PointerMap    comparisons;    /* term -> Bound *; of a range the lower, before the upper */
  PointerMap    uppers;         /* range -> Bound * of its upper end */
  PointerMap    parts;          /* term of a power, ceiling; frame -> Bound * */
  PointerMap    values;         /* of what is compared -> Value *, the last one */
  PointerSet    walked;
  const ModelTest *test;        /* that runs now */
} Finder;

/* ---- gathering --------------------------------------------------------------------------- */

static bool has_neighbours(TypeKind kind) {
  return kind == TYPE_INTEGER || kind == TYPE_DECIMAL || kind == TYPE_RATE ||
         kind == TYPE_MONEY || kind == TYPE_DATE || kind == TYPE_DURATION;
}

/* The field of the record judged that the term is; NULL: it is something else. */
static const FieldType *own_field(const Term *term) {
  if (!term || term->kind != TERM_FIELD)
    return NULL;
  const Term *object = term->as.field.object;
  return !object || object->kind == TERM_SUBJECT ? term->as.field.field : NULL;
}

/* Both are the same whatever is judged: nothing that a test could stand at. */
static bool is_fixed(const Term *term) {
  return term->kind == TERM_CONSTANT || term->kind == TERM_PARAMETER ||
         (term->kind == TERM_NEGATE && term->as.unary.operand->kind == TERM_CONSTANT);
}

static void watch(Finder *finder, const Term *term) {
  if (term && !pointer_map_get(&finder->values, term))
    pointer_map_set(finder->arena, &finder->values, term, arena_new(finder->arena, Value));
}

static Bound *add(Finder *finder, Span span, const Type *type, const Term *left,
                  const Term *right) {
  if (!span.file || !has_neighbours(type->kind) || !finder->wanted(finder->wanted_context, span))
    return NULL;
  Bound *bound = arena_new(finder->arena, Bound);
  *bound = (Bound){ .span = span, .type = *type, .left = left, .right = right,
                    .needs = ALL_SIDES };
  bound->field = own_field(left) ? own_field(left) : own_field(right);
  bound->reversed = left && !own_field(left) && own_field(right);
  LIST_ADD(finder->arena, &finder->bounds, Bound *, bound);
  watch(finder, left);
  watch(finder, right);
  return bound;
}

static void note(Finder *finder, PointerMap *map, const void *part, Bound *bound) {
  if (bound)
    pointer_map_set(finder->arena, map, part, bound);
}

static bool is_ordering(BinaryOp op) {
  return op == BINARY_LESS || op == BINARY_AT_MOST || op == BINARY_MORE || op == BINARY_AT_LEAST;
}

static bool gather(void *context, const Term *term) {
  Finder *finder = context;
  if (!pointers_add(finder->arena, &finder->walked, term))
    return false;
  if (term->kind == TERM_BINARY && is_ordering(term->as.binary.op)) {
    const Term *left = term->as.binary.left, *right = term->as.binary.right;
    if (!is_fixed(left) || !is_fixed(right))
      note(finder, &finder->comparisons, term,
           add(finder, term->span, &left->type, left, right));
  }
  if (term->kind == TERM_RANGE && !is_fixed(term->as.range.value)) {
    const Term *value = term->as.range.value;
    if (term->as.range.low)
      note(finder, &finder->comparisons, term,
           add(finder, term->span, &value->type, value, term->as.range.low));
    if (term->as.range.high)
      note(finder, &finder->uppers, term,
           add(finder, term->span, &value->type, value, term->as.range.high));
  }
  return true;
}

static void gather_term(Finder *finder, const Term *term) {
  term_walk(term, gather, finder);
}

/* What is held against the amount that is judged, or that would be granted. */
static void gather_limit(Finder *finder, const Decision *decision, const Term *limit) {
  if (!limit)
    return;
  Bound *bound = add(finder, limit->span, &limit->type, NULL, limit);
  if (bound && !decision->judged_by && decision->amounts.count == 1)
    bound->field = own_field(decision->amounts.items[0]->value);
  note(finder, &finder->parts, limit, bound);
  gather_term(finder, limit);
}

static void gather_rule(Finder *finder, const Rule *rule) {
  gather_term(finder, rule->when);
  for (size_t i = 0; i < rule->require_count; i++)
    gather_term(finder, rule->requires[i].test);
  for (size_t i = 0; rule->exceptions && i < rule->exceptions->count; i++) {
    gather_term(finder, rule->exceptions->items[i].when);
    gather_term(finder, rule->exceptions->items[i].value);
  }
}

static void gather_decision(Finder *finder, const Decision *decision) {
  for (size_t i = 0; i < decision->rules.count; i++)
    gather_rule(finder, decision->rules.items[i]);
  for (size_t i = 0; i < decision->powers.count; i++) {
    const Power *power = decision->powers.items[i];
    gather_term(finder, power->when);
    if (power->deputy)
      continue;
    gather_limit(finder, decision, power->above);
    gather_limit(finder, decision, power->most);
  }
  for (size_t i = 0; i < decision->amounts.count; i++)
    gather_term(finder, decision->amounts.items[i]->value);
  for (size_t i = 0; i < decision->ceilings.count; i++)
    gather_limit(finder, decision, decision->ceilings.items[i]->value);
  for (size_t i = 0; i < decision->outcomes.count; i++)
    gather_term(finder, decision->outcomes.items[i]->when);
  for (size_t i = 0; i < decision->deadlines.count; i++)
    gather_term(finder, decision->deadlines.items[i]->when);
  for (size_t i = 0; i < decision->uses.count; i++) {
    const Frame *frame = decision->uses.items[i]->frame;
    Bound *bound = frame->limit->kind == TERM_PENDING
                       ? NULL : add(finder, frame->span, &frame->limit->type, NULL, NULL);
    if (bound) {
      bound->frame = true;
      bound->needs = BIT(BOUND_ON) | BIT(BOUND_ABOVE);
    }
    note(finder, &finder->parts, frame, bound);
  }
}

static void gather_all(Finder *finder) {
  const Model *model = finder->model;
  for (size_t i = 0; i < model->valid.count; i++)
    gather_term(finder, model->valid.items[i].test);
  for (size_t i = 0; i < model->decisions.count; i++)
    gather_decision(finder, model->decisions.items[i]);
  for (size_t i = 0; i < model->defines.count; i++)
    gather_term(finder, model->defines.items[i]->value);
  for (size_t i = 0; i < model->controls.count; i++)
    gather_term(finder, model->controls.items[i]->when);
}

/* ---- how near ---------------------------------------------------------------------------- */

Fraction bound_unit(TypeKind kind) {
  Fraction unit = fraction_from(1);
  if (kind == TYPE_RATE)
    fraction_make(1, 10000, &unit);
  if (kind == TYPE_DECIMAL)
    fraction_make(1, 100, &unit);
  return unit;
}

static bool difference_of(Value left, Value right, Fraction *difference) {
  if (left.state != VALUE_KNOWN || right.state != VALUE_KNOWN)
    return false;
  if (left.kind == TYPE_DATE)
    *difference = fraction_from((int64_t)left.as.date - right.as.date);
  else if (left.kind == TYPE_DURATION)
    *difference = fraction_from(left.as.duration.days + 31 * left.as.duration.months -
                                right.as.duration.days - 31 * right.as.duration.months);
  else
    return fraction_subtract(left.as.number, right.as.number, difference);
  return true;
}

/* How much a test says: the less, the plainer. */
static size_t plainness(const ModelTest *test) {
  size_t said = test->settings.count;
  for (size_t i = 0; i < test->givens.count; i++)
    said += 2 + test->givens.items[i].facts.count;
  return said;
}

/* What was compared lies on the bound, or not further from it than the smallest unit. */
static void meet(Finder *finder, Bound *bound, Value left, Value right) {
  Fraction difference, unit = bound_unit(bound->type.kind), below;
  if (!bound || !difference_of(left, right, &difference) || !fraction_negate(unit, &below))
    return;
  if (!bound->known || plainness(finder->test) < plainness(bound->nearby)) {
    bound->known = true;
    bound->bound = bound->reversed ? left : right;
    bound->nearby = finder->test;
  }
  int sign = fraction_sign(difference);
  if (sign == 0)
    bound->met |= BIT(BOUND_ON);
  else if (sign > 0 && fraction_compare(difference, unit) <= 0)
    bound->met |= BIT(BOUND_ABOVE);
  else if (sign < 0 && fraction_compare(difference, below) >= 0)
    bound->met |= BIT(BOUND_BELOW);
}

static Value last_value(const Finder *finder, const Term *term) {
  const Value *value = pointer_map_get(&finder->values, term);
  return value ? *value : value_unknown(TYPE_UNKNOWN);
}

static void seen(void *context, const Term *term, Value value, bool tried) {
  Finder *finder = context;
  if (tried)
    return;
  Value *kept = pointer_map_get(&finder->values, term);
  if (kept)
    *kept = value;
  Bound *bound = pointer_map_get(&finder->comparisons, term);
  if (bound)
    meet(finder, bound, last_value(finder, bound->left), last_value(finder, bound->right));
  bound = term->kind == TERM_RANGE ? pointer_map_get(&finder->uppers, term) : NULL;
  if (bound)
    meet(finder, bound, last_value(finder, bound->left), last_value(finder, bound->right));
}

/* ---- limits and frames, of each record judged -------------------------------------------- */

static void meet_limit(Finder *finder, const Term *limit, Value amount) {
  Bound *bound = limit ? pointer_map_get(&finder->parts, limit) : NULL;
  if (bound)
    meet(finder, bound, amount, last_value(finder, limit));
}

static void meet_refusals(Finder *finder, const Judgement *judgement, Arena *batch) {
  Refusal *refusals;
  size_t count = allocation_refusals(judgement->queue, batch, judgement->number, &refusals);
  for (size_t i = 0; i < count; i++) {
    Bound *bound = pointer_map_get(&finder->parts, refusals[i].frame);
    if (bound)
      meet(finder, bound, value_number(TYPE_MONEY, fraction_from(refusals[i].amount)),
           value_number(TYPE_MONEY, fraction_from(refusals[i].room)));
  }
}

static void judged(void *context, const Judgement *judgement, Arena *batch) {
  Finder *finder = context;
  const Decision *decision = judgement->decision;
  Value judged_amount = judgement->judged.state == VALUE_KNOWN ? judgement->judged
                                                               : judgement->amount;
  if (judgement->amount.state != VALUE_KNOWN)
    return;
  for (size_t i = 0; i < decision->powers.count; i++) {
    meet_limit(finder, decision->powers.items[i]->above, judged_amount);
    meet_limit(finder, decision->powers.items[i]->most, judged_amount);
  }
  for (size_t i = 0; judgement->amounts.count && i < decision->ceilings.count; i++)
    meet_limit(finder, decision->ceilings.items[i]->value,
               judgement->amounts.items[judgement->amounts.count - 1].value);
  if (judgement->queue && judgement->reached)
    meet_refusals(finder, judgement, batch);
}

/* A frame of which nothing is left. */
static void ended(void *context, const RunSummary *summary) {
  Finder *finder = context;
  for (size_t i = 0; i < summary->frames.count; i++) {
    FrameState state = frame_list_at(&summary->frames, finder->arena, i);
    Bound *bound = pointer_map_get(&finder->parts, state.frame);
    if (bound && !state.pending && state.drawn > 0 &&
        state.limit - state.opening == state.drawn)
      bound->met |= BIT(BOUND_ON);
  }
}

/* ---- the whole --------------------------------------------------------------------------- */

static int compare_places(const void *a, const void *b) {
  const Bound *first = a, *second = b;
  if (first->span.file != second->span.file)
    return first->span.file < second->span.file ? -1 : 1;
  if (first->span.start != second->span.start)
    return first->span.start < second->span.start ? -1 : 1;
  return 0;
}

Bounds trials_bounds(Arena *arena, const Model *model, const ModelTest *const *tests,
                     size_t count, MutantWanted *wanted, void *context, const Diags *diags) {
  Finder finder = { .arena = arena, .model = model, .wanted = wanted, .wanted_context = context };
  TrialWatch watching = { .options = { .seen = seen, .seen_context = &finder },
                          .judged = judged, .ended = ended, .context = &finder };
  Bounds bounds = { NULL, 0, 0 };
  Arena batch;
  gather_all(&finder);
  arena_init_deferred(&batch, arena->memory);
  for (size_t i = 0; i < count; i++) {
    Diags silent;
    diags_init(&silent, &batch, diags->sources);
    memory_poll(arena->memory);
    finder.test = tests[i];
    trial_run_seen(&batch, model, tests[i], &watching, &silent);
    arena_reset(&batch);
  }
  memory_release(arena->memory, &batch);
  for (size_t i = 0; i < finder.bounds.count; i++)
    LIST_ADD(arena, &bounds, Bound, *finder.bounds.items[i]);
  bounds.items = sort_stable(arena, bounds.items, bounds.count, sizeof(Bound), compare_places);
  return bounds;
}
