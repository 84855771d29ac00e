#include "interp/trials/coverage.h"

#include "base/pointers.h"
#include "base/sort.h"
#include "interp/check/budget.h"
#include "interp/check/term_walk.h"
#include "interp/trials/figures.h"
#include "interp/trials/places.h"

const char *const point_kind_names[POINT_KIND_COUNT] = {
#define X(kind, name, title) name,
  POINT_KINDS(X)
#undef X
};
const char *const point_kind_titles[POINT_KIND_COUNT] = {
#define X(kind, name, title) title,
  POINT_KINDS(X)
#undef X
};
const char *const way_names[WAY_COUNT] = {
#define X(way, name, text) name,
  WAYS(X)
#undef X
};
const char *const way_texts[WAY_COUNT] = {
#define X(way, name, text) text,
  WAYS(X)
#undef X
};

#define BIT(way) (1u << (way))

typedef struct {
  Arena        *arena;
  const Model  *model;
  MutantWanted *wanted;
  void         *wanted_context;
  LIST(Point *) points;
  PointerMap    parts;          /* of the model -> Point */
  PointerMap    outcomes;       /* of a decision -> Point *[OUTCOME_QUEUED] */
  Map           places;         /* of rows and exceptions -> Point */
  PointerSet    walked;
} Cover;

/* ---- points ------------------------------------------------------------------------------ */

/* NULL where the place is not wanted. */
static Point *add(Cover *cover, PointKind kind, Span span, const void *part, unsigned ways) {
  if (!span.file || !cover->wanted(cover->wanted_context, span))
    return NULL;
  Point *point = arena_new(cover->arena, Point);
  *point = (Point){ .kind = kind, .span = span, .ways = ways };
  LIST_ADD(cover->arena, &cover->points, Point *, point);
  if (part)
    pointer_map_set(cover->arena, &cover->parts, part, point);
  return point;
}

/* As long as the span lives. */
static Text place_key(const Span *span) {
  return (Text){ (const char *)span, sizeof *span };
}

/* A row or an exception, known by its place: it may stand in several instances. */
static void add_place(Cover *cover, PointKind kind, Span span) {
  if (map_get(&cover->places, place_key(&span)))
    return;
  Point *point = add(cover, kind, span, NULL, BIT(WAY_MET));
  if (point)
    map_set(&cover->places, place_key(&point->span), point);
}

static void show(Cover *cover, const void *part, Way way) {
  Point *point = pointer_map_get(&cover->parts, part);
  if (point)
    point->shown |= BIT(way) & point->ways;
}

/* ---- what may be unknown ----------------------------------------------------------------- */

/* A fact that may be missing stands below, also behind definitions. */
typedef struct { PointerSet walked; Arena *arena; bool found; } Asking;

static bool may_ask(void *context, const Term *term) {
  Asking *asking = context;
  if (asking->found || !pointers_add(asking->arena, &asking->walked, term))
    return false;
  if (term->kind == TERM_FIELD)
    asking->found |= !term->as.field.field->optional && !term->as.field.field->key;
  if (term->kind == TERM_CALL)
    term_walk(term->as.call.define->value, may_ask, asking);
  return term->kind != TERM_STATE;
}

static bool may_be_unknown(const Cover *cover, const Rule *rule) {
  Asking asking = { .arena = cover->arena };
  term_walk(rule->when, may_ask, &asking);
  for (size_t i = 0; i < rule->require_count; i++)
    term_walk(rule->requires[i].test, may_ask, &asking);
  return asking.found;
}

/* ---- gathering --------------------------------------------------------------------------- */

static bool is_branch(const Term *term) {
  return term->kind == TERM_BINARY &&
         (term->as.binary.op == BINARY_AND || term->as.binary.op == BINARY_OR);
}

static void add_yes_no(Cover *cover, PointKind kind, const Term *term) {
  if (term->kind == TERM_CONSTANT || is_branch(term))
    return;
  add(cover, kind, term->span, term, BIT(WAY_YES) | BIT(WAY_NO));
}

static bool gather(void *context, const Term *term) {
  Cover *cover = context;
  if (!pointers_add(cover->arena, &cover->walked, term))
    return false;
  if (is_branch(term)) {
    add_yes_no(cover, POINT_BRANCH, term->as.binary.left);
    add_yes_no(cover, POINT_BRANCH, term->as.binary.right);
  }
  if (term->kind == TERM_IF)
    add_yes_no(cover, POINT_BRANCH, term->as.choice.condition);
  for (size_t i = 0; term->kind == TERM_GRID && i < term->as.grid->row_count; i++)
    add_place(cover, POINT_ROW, term->as.grid->rows[i].span);
  for (size_t i = 0; term->kind == TERM_EXCEPTED && i < term->as.excepted.exceptions->count; i++)
    add_place(cover, POINT_EXCEPTION, term->as.excepted.exceptions->items[i].span);
  return true;
}

static void gather_term(Cover *cover, const Term *term) {
  term_walk(term, gather, cover);
}

static void gather_rule(Cover *cover, const Rule *rule) {
  unsigned ways = BIT(WAY_PASS);
  bool decides = rule->kind != RULE_CONSIDERS && rule->kind != RULE_NOTE;
  ways |= decides ? BIT(WAY_FAIL) : BIT(WAY_NOTED);
  if (rule->kind == RULE_NEEDS)
    ways = BIT(WAY_PASS) | BIT(WAY_UNKNOWN);
  else if (decides && may_be_unknown(cover, rule))
    ways |= BIT(WAY_UNKNOWN);
  bool in_force = rule->kind == RULE_IN_FORCE;
  add(cover, POINT_RULE, in_force ? places_in_force(cover->model, rule) : rule->span, rule, ways);
  gather_term(cover, rule->when);
  for (size_t i = 0; i < rule->require_count; i++)
    gather_term(cover, rule->requires[i].test);
  for (size_t i = 0; rule->exceptions && i < rule->exceptions->count; i++) {
    add_place(cover, POINT_EXCEPTION, rule->exceptions->items[i].span);
    gather_term(cover, rule->exceptions->items[i].when);
    gather_term(cover, rule->exceptions->items[i].value);
  }
}

static bool has_rule(const Decision *decision, RuleKind first, RuleKind last) {
  for (size_t i = 0; i < decision->rules.count; i++)
    if (decision->rules.items[i]->kind >= first && decision->rules.items[i]->kind <= last)
      return true;
  return false;
}

static bool has_valid(const Model *model, const RecordType *record) {
  for (size_t i = 0; i < model->valid.count; i++)
    if (model->valid.items[i].record == record)
      return true;
  return false;
}

static bool may_end_as(const Cover *cover, const Decision *decision, OutcomeKind kind) {
  switch (kind) {
    case OUTCOME_INVALID:    return has_valid(cover->model, decision->subject);
    case OUTCOME_INELIGIBLE: return has_rule(decision, RULE_IN_FORCE, RULE_EXCLUDED);
    case OUTCOME_REJECTED:
      return has_rule(decision, RULE_CRITERION, RULE_CRITERION) ||
             has_rule(decision, RULE_ATTESTED, RULE_ATTESTED);
    case OUTCOME_WAITLISTED:
      return decision->uses.count > 0 && decision->otherwise != ELSE_REJECT &&
             decision->otherwise != ELSE_OUTCOME;
    case OUTCOME_INCOMPLETE: case OUTCOME_FUNDABLE:
      return true;
    case OUTCOME_OWN: case OUTCOME_QUEUED:
      return false;
  }
  return false;
}

/* The language's own outcomes stand at the decision's head. */
static void gather_outcomes(Cover *cover, const Decision *decision) {
  Point **points = arena_array(cover->arena, Point *, OUTCOME_QUEUED);
  pointer_map_set(cover->arena, &cover->outcomes, decision, points);
  for (OutcomeKind kind = OUTCOME_INVALID; kind < OUTCOME_QUEUED; kind++) {
    if (may_end_as(cover, decision, kind))
      points[kind] = add(cover, POINT_OUTCOME, decision->span, NULL, BIT(WAY_MET));
    if (points[kind])
      points[kind]->name = text_from(outcome_names[kind]);
  }
  for (size_t i = 0; i < decision->outcomes.count; i++) {
    add(cover, POINT_OUTCOME, decision->outcomes.items[i]->span, decision->outcomes.items[i],
        BIT(WAY_MET));
    gather_term(cover, decision->outcomes.items[i]->when);
  }
}

static void show_outcome(Cover *cover, const Judgement *judgement) {
  Point **points = pointer_map_get(&cover->outcomes, judgement->decision);
  if (judgement->own)
    show(cover, judgement->own, WAY_MET);
  else if (points && judgement->kind < OUTCOME_QUEUED && points[judgement->kind])
    points[judgement->kind]->shown |= BIT(WAY_MET);
}

static void gather_decision(Cover *cover, const Decision *decision) {
  for (size_t i = 0; i < decision->rules.count; i++)
    gather_rule(cover, decision->rules.items[i]);
  gather_outcomes(cover, decision);
  for (size_t i = 0; i < decision->powers.count; i++) {
    add(cover, POINT_DECIDER, decision->powers.items[i]->span, decision->powers.items[i],
        BIT(WAY_MET));
    gather_term(cover, decision->powers.items[i]->when);
  }
  for (size_t i = 0; i < decision->deadlines.count; i++) {
    add(cover, POINT_DEADLINE, decision->deadlines.items[i]->span, decision->deadlines.items[i],
        BIT(WAY_MET));
    gather_term(cover, decision->deadlines.items[i]->when);
    gather_term(cover, decision->deadlines.items[i]->due);
  }
  for (size_t i = 0; i < decision->uses.count; i++)
    if (decision->uses.items[i]->frame->limit->kind != TERM_PENDING)
      add(cover, POINT_FRAME, decision->uses.items[i]->frame->span, decision->uses.items[i]->frame,
          BIT(WAY_FULL));
  for (size_t i = 0; i < decision->amounts.count; i++)
    gather_term(cover, decision->amounts.items[i]->value);
  for (size_t i = 0; i < decision->ceilings.count; i++)
    gather_term(cover, decision->ceilings.items[i]->value);
  for (size_t i = 0; i < decision->shows.count; i++)
    gather_term(cover, decision->shows.items[i]->value);
}

static void gather_budget(Cover *cover, const Budget *budget) {
  for (size_t i = 0; i < budget->items.count; i++) {
    const BudgetItem *item = budget->items.items[i];
    if (item->kind == ITEM_LINE && item->value)
      add(cover, POINT_BUDGET, item->span, item->value, BIT(WAY_MET));
    gather_term(cover, item->value);
  }
}

static void gather_all(Cover *cover) {
  const Model *model = cover->model;
  for (size_t i = 0; i < model->parameters.count; i++)
    gather_term(cover, model->parameters.items[i]->value);
  for (size_t i = 0; i < model->defines.count; i++)
    gather_term(cover, model->defines.items[i]->value);
  for (size_t i = 0; i < model->decisions.count; i++)
    gather_decision(cover, model->decisions.items[i]);
  for (size_t i = 0; i < model->budgets.count; i++)
    gather_budget(cover, model->budgets.items[i]);
  for (size_t i = 0; i < model->targets.count; i++) {
    const Target *target = model->targets.items[i];
    add(cover, POINT_TARGET, target->span, target->value, BIT(WAY_MET));
  }
  for (size_t i = 0; i < model->controls.count; i++) {
    add_yes_no(cover, POINT_CONTROL, model->controls.items[i]->when);
    gather_term(cover, model->controls.items[i]->when);
  }
}

/* ---- looking on ---------------------------------------------------------------------------- */

static void seen(void *context, const Term *term, Value value, bool tried) {
  Cover *cover = context;
  if (tried)
    return;
  show(cover, term, WAY_MET);
  if (value.state == VALUE_KNOWN && value.kind == TYPE_TRUTH)
    show(cover, term, value.as.truth ? WAY_YES : WAY_NO);
}

static void decided(void *context, Span span) {
  Cover *cover = context;
  Point *point = map_get(&cover->places, place_key(&span));
  if (point)
    point->shown |= BIT(WAY_MET);
}

static Way way_of(Verdict verdict) {
  switch (verdict) {
    case VERDICT_PASS: case VERDICT_DOES_NOT_APPLY:   return WAY_PASS;
    case VERDICT_FAIL: case VERDICT_INVALID:          return WAY_FAIL;
    case VERDICT_UNKNOWN: case VERDICT_POSSIBLY:      return WAY_UNKNOWN;
    case VERDICT_NOTED:                               return WAY_NOTED;
  }
  return WAY_PASS;
}

static void judged(void *context, const Judgement *judgement, Arena *batch) {
  Cover *cover = context;
  for (size_t i = 0; i < judgement->rules.count; i++)
    if (judgement->rules.items[i].rule)
      show(cover, judgement->rules.items[i].rule, way_of(judgement->rules.items[i].verdict));
  show_outcome(cover, judgement);
  if (judgement->power)
    show(cover, judgement->power, WAY_MET);
  for (size_t i = 0; i < judgement->deadlines.count; i++)
    show(cover, judgement->deadlines.items[i].deadline, WAY_MET);
  Refusal *refusals;
  size_t count = judgement->queue && judgement->reached
                     ? allocation_refusals(judgement->queue, batch, judgement->number, &refusals)
                     : 0;
  for (size_t i = 0; i < count; i++)
    show(cover, refusals[i].frame, WAY_FULL);
}

/* ---- the whole ----------------------------------------------------------------------------- */

static int compare_places(const void *a, const void *b) {
  const Point *first = a, *second = b;
  if (first->span.file != second->span.file)
    return first->span.file < second->span.file ? -1 : 1;
  if (first->span.start != second->span.start)
    return first->span.start < second->span.start ? -1 : 1;
  return 0;
}

static void run(Cover *cover, const ModelTest *const *tests, size_t count, const Diags *diags) {
  TrialWatch watch = { .options = { .decided = decided, .decided_context = cover,
                                    .seen = seen, .seen_context = cover },
                       .judged = judged, .context = cover };
  Arena batch;
  arena_init_deferred(&batch, cover->arena->memory);
  for (size_t i = 0; i < count; i++) {
    Diags silent;
    diags_init(&silent, &batch, diags->sources);
    memory_poll(cover->arena->memory);
    trial_run_seen(&batch, cover->model, tests[i], &watch, &silent);
    arena_reset(&batch);
  }
  Figures figures;
  Diags silent;
  diags_init(&silent, &batch, diags->sources);
  if (figures_any(cover->model))
    figures_of(&batch, cover->model, &watch.options, &silent, &figures);
  memory_release(cover->arena->memory, &batch);
}

TestCoverage trials_coverage(Arena *arena, const Model *model, const ModelTest *const *tests,
                             size_t count, MutantWanted *wanted, void *context,
                             const Diags *diags) {
  Cover cover = { .arena = arena, .model = model, .wanted = wanted, .wanted_context = context };
  TestCoverage coverage = { NULL, 0, 0 };
  map_init(&cover.places, arena);
  gather_all(&cover);
  run(&cover, tests, count, diags);
  for (size_t i = 0; i < cover.points.count; i++)
    LIST_ADD(arena, &coverage, Point, *cover.points.items[i]);
  coverage.items = sort_stable(arena, coverage.items, coverage.count, sizeof(Point),
                               compare_places);
  return coverage;
}
