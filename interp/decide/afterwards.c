#include "interp/decide/afterwards.h"

#include "base/pointers.h"
#include "interp/check/term_walk.h"
#include "interp/decide/judge.h"

/* ---- what a term reads ------------------------------------------------------------------ */

typedef struct {
  Arena     *arena;
  PointerSet seen;                    /* definitions gone into */
  bool       others;                  /* results of other decisions count too */
  bool       reads;
} Looking;

static bool look_for_results(void *context, const Term *term) {
  Looking *looking = context;
  looking->reads |= term->kind == TERM_EARLIER ||
                    (term->kind == TERM_RESULT && (looking->others || !term->as.result.decision));
  if (term->kind == TERM_CALL && pointers_add(looking->arena, &looking->seen, term->as.call.define))
    term_walk(term->as.call.define->value, look_for_results, looking);
  return true;
}

bool afterwards_reads(Arena *arena, const Term *term, bool others) {
  Looking looking = { .arena = arena, .others = others };
  term_walk(term, look_for_results, &looking);
  return looking.reads;
}

/* ---- a part that reads results alone ---------------------------------------------------- */

typedef struct {
  Evaluator *evaluator;
  bool       plain;                   /* held against what is the same for all records */
  bool       granted;
} Reading;

static bool is_own_result(const Term *term) {
  ResultKind kind = term->as.result.result;
  return !term->as.result.decision && !term->as.result.object &&
         (kind == RESULT_DECIDER || kind == RESULT_GRANTED || kind == RESULT_OUTCOME);
}

static bool is_comparison(BinaryOp op) {
  switch (op) {
    case BINARY_OR: case BINARY_AND: case BINARY_EQUAL: case BINARY_NOT_EQUAL: case BINARY_LESS:
    case BINARY_AT_MOST: case BINARY_MORE: case BINARY_AT_LEAST:
      return true;
    case BINARY_IN: case BINARY_NOT_IN: case BINARY_ADD: case BINARY_SUBTRACT:
    case BINARY_MULTIPLY: case BINARY_DIVIDE: case BINARY_OF:
      break;
  }
  return false;
}

/* Nothing here can be an error, and nothing hangs on the record or its dates. */
static bool read_part(void *context, const Term *term) {
  Reading *reading = context;
  switch (term->kind) {
    case TERM_CONSTANT: case TERM_NOT: case TERM_RANGE:
      break;
    case TERM_MEMBERSHIP:
      reading->plain &= !term->as.membership.list;
      break;
    case TERM_BINARY:
      reading->plain &= is_comparison(term->as.binary.op);
      break;
    case TERM_PARAMETER: {
      Value value = evaluator_parameter(reading->evaluator, term->as.parameter.parameter);
      reading->plain &= value.state == VALUE_KNOWN;
      break;
    }
    case TERM_RESULT:
      reading->plain &= is_own_result(term);
      reading->granted |= term->as.result.result == RESULT_GRANTED;
      break;
    default:
      reading->plain = false;
  }
  return reading->plain;
}

/* ---- taking apart ----------------------------------------------------------------------- */

static void add_part(Arena *arena, Evaluator *evaluator, const Term *part, Afterwards *parts,
                     bool *mixed) {
  Reading reading = { .evaluator = evaluator, .plain = true };
  if (part->kind == TERM_BINARY && part->as.binary.op == BINARY_AND) {
    add_part(arena, evaluator, part->as.binary.left, parts, mixed);
    add_part(arena, evaluator, part->as.binary.right, parts, mixed);
    return;
  }
  if (!afterwards_reads(arena, part, false)) {
    LIST_ADD(arena, &parts->facts, const Term *, part);
    return;
  }
  term_walk(part, read_part, &reading);
  parts->granted |= reading.granted;
  if (reading.plain)
    LIST_ADD(arena, &parts->results, const Term *, part);
  else
    *mixed = true;
}

Afterwards afterwards_split(Arena *arena, Evaluator *evaluator, const Term *when, bool *mixed) {
  Afterwards parts = { .granted = false };
  *mixed = false;
  add_part(arena, evaluator, when, &parts, mixed);
  return parts;
}

/* ---- asking an ending ------------------------------------------------------------------- */

/* M4: where nothing is granted, `decider is X` is no for every X. */
static const Body nobody = { .kind = BODY_BODY, .name = { "", 0 }, .title = { "", 0 } };

Results afterwards_results(const HowEnded *ended) {
  return (Results){
    .decider = value_body(ended->decider ? ended->decider : &nobody),
    .granted = value_number(TYPE_MONEY, fraction_from(ended->granted)),
    .outcome = value_text(ended->outcome),
    .rank = value_unknown(TYPE_INTEGER),
  };
}

static void stand(Evaluator *evaluator, const Decision *decision, const HowEnded *ended,
                  Arena *batch) {
  evaluator_subject(evaluator, NULL, decision, NULL, batch);
  Results results = afterwards_results(ended);
  evaluator_results(evaluator, &results);
}

Value afterwards_answer(Evaluator *evaluator, const Decision *decision,
                        const Afterwards *afterwards, const HowEnded *ended, Arena *batch) {
  Value answer = value_truth(true);
  stand(evaluator, decision, ended, batch);
  for (size_t i = 0; i < afterwards->results.count; i++) {
    Value value = evaluate(evaluator, afterwards->results.items[i]);
    if (value.state != VALUE_KNOWN)
      answer = value_unknown(TYPE_TRUTH);
    else if (!value.as.truth)
      return value;
  }
  return answer;
}

bool afterwards_hold(Evaluator *evaluator, const Decision *decision, const Afterwards *afterwards,
                     const HowEnded *ended, Arena *batch) {
  Value answer = afterwards_answer(evaluator, decision, afterwards, ended, batch);
  return answer.state == VALUE_KNOWN && answer.as.truth;
}

/* Of one of the parts: does it hold for nobody who ends so? */
static bool fails(Evaluator *evaluator, const Decision *decision, const Term *part, Text outcome,
                  Arena *batch) {
  stand(evaluator, decision, &(HowEnded){ .outcome = outcome }, batch);
  Value value = evaluate(evaluator, part);
  return value.state == VALUE_KNOWN && !value.as.truth;
}

static bool needs_grant(Evaluator *evaluator, const Decision *decision, const Term *part,
                        Arena *batch) {
  bool needs = true;
  for (int kind = 0; needs && kind <= OUTCOME_QUEUED; kind++)
    if (kind != OUTCOME_FUNDABLE && kind != OUTCOME_OWN)
      needs = fails(evaluator, decision, part, text_from(outcome_names[kind]), batch);
  for (size_t i = 0; needs && i < decision->outcomes.count; i++)
    needs = fails(evaluator, decision, part, decision->outcomes.items[i]->name, batch);
  return needs;
}

bool afterwards_need_grant(Evaluator *evaluator, const Decision *decision,
                           const Afterwards *afterwards, Arena *batch) {
  for (size_t i = 0; i < afterwards->results.count; i++)
    if (needs_grant(evaluator, decision, afterwards->results.items[i], batch))
      return true;
  return false;
}
