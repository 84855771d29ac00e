/* Rules, in columns: a test's truth for each record, told as the verdict it means. */
#include "interp/decide/sifting.h"

#include <string.h>

/* ---- planning ------------------------------------------------------------------------ */

static void plan_rule(Sift *sift, SiftRule *rule, const PlanContext *context) {
  const RulePlan *plan = &sift->plans[rule->index];
  SiftPart *part = &rule->part;
  bool needs = rule->rule->kind == RULE_NEEDS;
  if (!needs && plan->whole)
    part->nodes[WHOLE] = sift_term(sift, part, context, plan->whole);
  part->reference |= !needs && !plan->whole;
  if (rule->rule->when)
    part->nodes[WHEN] = sift_term(sift, part, context, rule->rule->when);
  if (rule->rule->stands)
    part->nodes[STANDS] = sift_term(sift, part, context, rule->rule->stands);
  if (plan->open)
    plan_reads_add(sift->plan, part->reads, plan->open);
  if (rule->rule->exceptions) {
    part->nodes[LIFTED] = plan_lifted(sift->plan, context, rule->rule->exceptions);
    part->reference |= part->nodes[LIFTED] == PLAN_NONE;
  }
  for (size_t i = 0; i < rule->rule->require_count; i++)
    plan_reads_add(sift->plan, part->reads, rule->rule->requires[i].test);
  if (!needs && plan->whole && !rule->rule->stands && !rule->rule->exceptions)
    sift_plan_memo(sift, part, (const Term *const[]){ plan->whole, rule->rule->when },
                   rule->rule->when ? 2 : 1);
}

void sift_plan_rules(Sift *sift) {
  const Decision *decision = sift->decision;
  PlanContext context = { .decision = decision };
  sift->rules = arena_array(sift->arena, SiftRule, decision->rules.count + 1);
  if (sift->windowed)
    sift->chunk_verdicts = arena_array(sift->arena, uint8_t, COLUMN_CHUNK);
  for (size_t i = 0; i < decision->rules.count; i++) {
    SiftRule *rule = &sift->rules[i];
    *rule = (SiftRule){ .part = sift_part(sift), .rule = decision->rules.items[i], .index = i,
                        .kind = decision->rules.items[i]->kind,
                        .verdicts = sift->windowed ? sift->chunk_verdicts : sift_bytes(sift) };
    plan_rule(sift, rule, &context);
  }
}

/* ---- verdicts ------------------------------------------------------------------------ */

/* Of a test that is no, not known, yes. */
static void verdicts_of(RuleKind kind, uint8_t verdicts[3]) {
  static const Verdict of[][3] = {
    [RULE_IN_FORCE]  = { VERDICT_FAIL, VERDICT_UNKNOWN, VERDICT_PASS },
    [RULE_ELIGIBLE]  = { VERDICT_FAIL, VERDICT_UNKNOWN, VERDICT_PASS },
    [RULE_EXCLUDED]  = { VERDICT_PASS, VERDICT_UNKNOWN, VERDICT_FAIL },
    [RULE_NEEDS]     = { VERDICT_PASS, VERDICT_UNKNOWN, VERDICT_FAIL },
    [RULE_CRITERION] = { VERDICT_FAIL, VERDICT_UNKNOWN, VERDICT_PASS },
    [RULE_CONSIDERS] = { VERDICT_NOTED, VERDICT_NOTED, VERDICT_PASS },
    [RULE_ATTESTED]  = { VERDICT_FAIL, VERDICT_UNKNOWN, VERDICT_PASS },
    [RULE_NOTE]      = { VERDICT_DOES_NOT_APPLY, VERDICT_UNKNOWN, VERDICT_NOTED },
  };
  for (size_t i = 0; i < 3; i++)
    verdicts[i] = (uint8_t)of[kind][i];
}

static const Vector *vector_of(const Sift *sift, PlanNode node) {
  return node < 0 ? NULL : plan_vector(sift->plan, node);
}

/* What is passed because the rule is for others. */
static void note_others(const Sift *sift, const SiftRule *rule, const Vector *when, size_t first,
                        size_t rows) {
  if (!when || rule->kind == RULE_NOTE)
    return;
  loop_turn(sift_verdict(sift, rule, first), VERDICT_PASS, VERDICT_DOES_NOT_APPLY, when->truths,
            TEST_NO, rows);
}

/* 1 where a fact that is needed is not known. */
static void find_lacking(const Sift *sift, const Rule *rule, size_t first, uint8_t *lacks,
                         size_t rows) {
  memset(lacks, false, rows);
  for (size_t i = 0; i < rule->need_count; i++) {
    const Column *column = &sift->columns->fields[rule->needs[i]->index];
    const uint8_t *states = column->chunks.items[first / COLUMN_CHUNK].states;
    if (states)
      loop_meet(states, CELL_UNKNOWN, lacks, rows);
  }
}

/* S4.  A `when` that is not known is settled by the reference: it may ask for the same fact. */
static void take_needs(Sift *sift, SiftRule *rule, size_t first, size_t rows) {
  const Vector *when = vector_of(sift, rule->part.nodes[WHEN]);
  uint8_t lacks[COLUMN_CHUNK], *verdicts = sift_verdict(sift, rule, first);
  find_lacking(sift, rule->rule, first, lacks, rows);
  memset(verdicts, VERDICT_PASS, rows);
  if (!when) {
    loop_put(verdicts, VERDICT_FAIL, lacks, true, rows);
    return;
  }
  for (size_t i = 0; i < rows; i++) {
    if (lacks[i] && when->truths[i] == TEST_YES)
      verdicts[i] = VERDICT_FAIL;
    if ((when->states && when->states[i]) || (lacks[i] && when->truths[i] == TEST_OPEN))
      sift_leave(sift, &rule->part, first + i);
  }
}

static void take_test(Sift *sift, SiftRule *rule, size_t first, size_t rows) {
  const Vector *whole = plan_vector(sift->plan, rule->part.nodes[WHOLE]);
  const Vector *when = vector_of(sift, rule->part.nodes[WHEN]);
  uint8_t verdicts[3];
  verdicts_of(rule->kind, verdicts);
  loop_verdicts(whole->truths, verdicts, sift_verdict(sift, rule, first), rows);
  sift_leave_open(sift, &rule->part, whole, rule->part.may_settle, first, rows);
  if (when)
    sift_leave_open(sift, &rule->part, when, false, first, rows);
}

/* What an exception passes by lifting the rule. */
static void note_lifted(Sift *sift, SiftRule *rule, size_t first, size_t rows) {
  const Vector *lifted = vector_of(sift, rule->part.nodes[LIFTED]);
  uint8_t *verdicts = sift_verdict(sift, rule, first);
  if (!lifted)
    return;
  for (size_t i = 0; i < rows; i++)
    if (verdicts[i] == VERDICT_PASS && lifted->truths[i] == TEST_YES)
      verdicts[i] = VERDICT_DOES_NOT_APPLY;
  sift_leave_open(sift, &rule->part, lifted, false, first, rows);
}

/* A rule that is not in the record's version; where that is not known, the reference tells. */
static void take_versions(Sift *sift, SiftRule *rule, size_t first, size_t rows) {
  const Vector *stands = vector_of(sift, rule->part.nodes[STANDS]);
  if (!stands)
    return;
  loop_put(sift_verdict(sift, rule, first), SIFT_NOT_JUDGED, stands->truths, TEST_NO, rows);
  sift_leave_open(sift, &rule->part, stands, true, first, rows);
}

void sift_take_rule(Sift *sift, SiftRule *rule, size_t first, size_t rows) {
  if (rule->off) {
    memset(sift_verdict(sift, rule, first), SIFT_NOT_JUDGED, rows);
    return;
  }
  if (rule->kind == RULE_NEEDS)
    take_needs(sift, rule, first, rows);
  else
    take_test(sift, rule, first, rows);
  note_lifted(sift, rule, first, rows);
  note_others(sift, rule, vector_of(sift, rule->part.nodes[WHEN]), first, rows);
  take_versions(sift, rule, first, rows);
}

void sift_judge_rule(Sift *sift, SiftRule *rule, uint32_t row) {
  Judging *judging = sift_start(sift, row);
  rules_judge_at(judging, rule->index);
  const RuleVerdictList *verdicts = &judging->judgement->rules;
  Verdict verdict = verdicts->count ? verdicts->items[0].verdict : VERDICT_UNKNOWN;
  *sift_verdict(sift, rule, row) = !verdicts->count              ? SIFT_NOT_JUDGED
                                   : verdict == VERDICT_POSSIBLY ? (uint8_t)VERDICT_UNKNOWN
                                                                 : (uint8_t)verdict;
}
