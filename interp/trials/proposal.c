/* A test that would stand at a bound: one that is there with one fact changed, run to see what
 * comes of it. */
#include "interp/trials/boundaries.h"

typedef struct {
  Arena          *arena;
  const ModelTest *test;
  const RecordType *subject;
  bool            found;
  TestProposal   *proposal;
} Proposing;

/* ---- the value --------------------------------------------------------------------------- */

static bool beside(const Bound *bound, BoundSide side, Value *value) {
  int steps = ((int)side - (int)BOUND_ON) * (bound->reversed ? -1 : 1);
  *value = bound->bound;
  Fraction unit = bound_unit(value->kind), step;
  switch (value->kind) {
    case TYPE_DATE:
      return date_add_days(bound->bound.as.date, steps, &value->as.date);
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
      return fraction_multiply(unit, fraction_from(steps), &step) &&
             fraction_add(bound->bound.as.number, step, &value->as.number);
    default:
      return false;
  }
}

/* ---- the test ---------------------------------------------------------------------------- */

static size_t given_of(const ModelTest *test, const FieldType *field) {
  for (size_t i = 0; i < test->givens.count; i++) {
    const RecordType *record = test->givens.items[i].record;
    if (field >= record->fields && field < record->fields + record->count)
      return i;
  }
  return SIZE_MAX;
}

/* The test with one more fact, which takes the place of what was said of the field. */
static ModelTest *with_fact(Arena *arena, const ModelTest *like, size_t number,
                            const FieldType *field, Value value) {
  ModelTest *test = arena_new(arena, ModelTest);
  Term *term = arena_new(arena, Term);
  *term = (Term){ .kind = TERM_CONSTANT, .height = 1, .type = field->type };
  term->as.constant = value;
  *test = *like;
  test->givens.items = arena_array(arena, ModelGiven, like->givens.count);
  for (size_t i = 0; i < like->givens.count; i++)
    test->givens.items[i] = like->givens.items[i];
  ModelGiven *given = &test->givens.items[number];
  ModelFact *facts = arena_array(arena, ModelFact, given->facts.count + 1);
  for (size_t i = 0; i < given->facts.count; i++)
    facts[i] = given->facts.items[i];
  facts[given->facts.count] = (ModelFact){ .field = field, .value = term };
  given->facts.items = facts;
  given->facts.count++;
  return test;
}

static void judged(void *context, const Judgement *judgement, Arena *batch) {
  Proposing *proposing = context;
  TestProposal *proposal = proposing->proposal;
  Arena *arena = proposing->arena;
  (void)batch;
  if (proposing->found || judgement->record->type != proposing->subject)
    return;
  proposing->found = true;
  proposal->outcome = arena_text(arena, judgement_outcome(judgement));
  proposal->decider = arena_text(arena, judgement->decider_name);
  if (judgement->kind == OUTCOME_REJECTED || judgement->kind == OUTCOME_INELIGIBLE)
    proposal->failed = arena_text(arena, judgement_failed(arena, judgement));
  if (judgement->kind == OUTCOME_INCOMPLETE)
    proposal->missing = arena_text(arena, judgement_missing(arena, judgement));
  proposal->granted_known = judgement->kind == OUTCOME_FUNDABLE && judgement->has_granted;
  proposal->granted = judgement->granted;
  proposal->currency = judgement->decision->currency;
}

static bool has_decision(const Model *model, const RecordType *record) {
  for (size_t i = 0; i < model->decisions.count; i++)
    if (model->decisions.items[i]->subject == record)
      return true;
  return false;
}

bool boundary_try(Arena *arena, const Model *model, const Bound *bound, BoundSide side,
                  const Diags *diags, TestProposal *proposal) {
  *proposal = (TestProposal){ .like = bound->nearby, .field = bound->field };
  size_t number = bound->known && bound->field ? given_of(bound->nearby, bound->field) : SIZE_MAX;
  if (number == SIZE_MAX || number != 0 || !beside(bound, side, &proposal->value))
    return false;
  proposal->given = &bound->nearby->givens.items[number];
  if (!has_decision(model, proposal->given->record))
    return false;
  proposal->value.kind = bound->field->type.kind;
  const ModelTest *test = with_fact(arena, bound->nearby, number, bound->field, proposal->value);
  Proposing proposing = { arena, test, proposal->given->record, false, proposal };
  TrialWatch watch = { .judged = judged, .context = &proposing };
  Diags silent;
  diags_init(&silent, arena, diags->sources);
  trial_run_seen(arena, model, test, &watch, &silent);
  return proposing.found;
}
