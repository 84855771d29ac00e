/* Validity, in columns: `valid when` of the record, and of all that it refers to (V6). */
#include "interp/decide/sifting.h"

#include <string.h>

/* ---- planning ------------------------------------------------------------------------ */

static size_t tests_on(const Model *model, const RecordType *type) {
  size_t count = 0;
  for (size_t i = 0; i < model->valid.count; i++)
    count += model->valid.items[i].record == type;
  return count;
}

static void plan_own(Sift *sift) {
  const Model *model = sift->model;
  PlanContext context = { .decision = sift->decision };
  sift->valid = arena_array(sift->arena, SiftValid, model->valid.count + 1);
  for (size_t i = 0; i < model->valid.count; i++) {
    if (model->valid.items[i].record != sift->decision->subject)
      continue;
    SiftValid *valid = &sift->valid[sift->valid_count++];
    *valid = (SiftValid){ .part = sift_part(sift), .test = model->valid.items[i].test,
                          .tests = sift_bytes(sift) };
    valid->part.nodes[0] = sift_term(sift, &valid->part, &context, valid->test);
    sift_plan_memo(sift, &valid->part, &valid->test, 1);
  }
}

/* A test that has no node counts as one that is not passed: the reference looks. */
static void plan_referred(Sift *sift, SiftReferred *referred) {
  const Model *model = sift->model;
  const RecordType *type = referred->columns->type;
  PlanContext context = { .decision = NULL };
  size_t count = tests_on(model, type);
  if (!count)
    return;
  referred->plan = plan_new_referred(sift->arena, model, sift->census, type);
  referred->tests = arena_array(sift->arena, PlanNode, count);
  for (size_t i = 0; i < model->valid.count; i++)
    if (model->valid.items[i].record == type)
      referred->tests[referred->test_count++] =
          plan_term(referred->plan, &context, model->valid.items[i].test);
}

void sift_plan_valid(Sift *sift) {
  const Model *model = sift->model;
  plan_own(sift);
  sift->referred = arena_array(sift->arena, SiftReferred, model->records.count + 1);
  for (size_t i = 0; i < model->records.count; i++) {
    const Columns *columns = census_referred(sift->census, model->records.items[i]);
    if (!columns || (!columns->count && !sift->windowed))
      continue;
    SiftReferred *referred = &sift->referred[sift->referred_count++];
    *referred = (SiftReferred){ .columns = columns };
    plan_referred(sift, referred);
  }
}

/* ---- the record's own ---------------------------------------------------------------- */

void sift_take_valid(Sift *sift, SiftValid *valid, size_t first, size_t rows) {
  const Vector *vector = plan_vector(sift->plan, valid->part.nodes[0]);
  memcpy(valid->tests + first, vector->truths, rows);
  sift_leave_open(sift, &valid->part, vector, valid->part.may_settle, first, rows);
}

void sift_judge_valid(Sift *sift, SiftValid *valid, uint32_t row) {
  Judging *judging = sift_start(sift, row);
  AskList asks = { 0 };
  Value value = evaluate_verdict(judging->judge->evaluator, valid->test, &asks);
  valid->tests[row] = sift_test_of(value);
}

/* ---- what it refers to --------------------------------------------------------------- */

static void taint_untested(SiftReferred *referred) {
  for (size_t i = 0; i < referred->test_count; i++)
    if (referred->tests[i] == PLAN_NONE)
      memset(referred->tainted, 1, referred->columns->count);
}

static void taint_chunk(SiftReferred *referred, size_t chunk, const Vector *vector) {
  size_t rows = plan_rows(referred->plan, chunk);
  uint8_t *tainted = referred->tainted + chunk * COLUMN_CHUNK;
  for (size_t i = 0; i < rows; i++)
    tainted[i] |= vector->truths[i] != TEST_YES;
}

/* A window may lead to more records than those before it. */
static void need_room(Sift *sift, SiftReferred *referred, size_t count) {
  if (referred->room > count)
    return;
  referred->room = count * 2 > COLUMN_CHUNK ? count * 2 : COLUMN_CHUNK;
  referred->tainted = arena_array(sift->arena, uint8_t, referred->room);
}

static bool taint_own(Sift *sift, SiftReferred *referred) {
  size_t count = referred->columns->count;
  need_room(sift, referred, count);
  memset(referred->tainted, 0, count);
  for (size_t i = 0; i < referred->columns->faulty.count; i++)
    referred->tainted[referred->columns->faulty.items[i].row] = 1;
  if (referred->plan) {
    taint_untested(referred);
    plan_want(referred->plan, referred->tests, referred->test_count);
    for (size_t i = 0; i < plan_chunks(referred->plan); i++) {
      plan_run(referred->plan, i, &sift->batch);
      for (size_t j = 0; j < referred->test_count; j++)
        if (referred->tests[j] >= 0)
          taint_chunk(referred, i, plan_vector(referred->plan, referred->tests[j]));
    }
  }
  return memchr(referred->tainted, 1, count) != NULL;
}

static const uint8_t *taints_of(const Sift *sift, const Columns *columns) {
  for (size_t i = 0; i < sift->referred_count; i++)
    if (sift->referred[i].columns == columns)
      return sift->referred[i].tainted;
  return NULL;
}

/* Does a row refer to one that is not fine? */
static bool leads_to_taint(const Sift *sift, const Columns *columns, uint32_t row) {
  for (size_t i = 0; i < columns->type->count; i++) {
    const Column *column = &columns->fields[i];
    if (!column->target || column->asked)
      continue;
    CellState state = column_state(column, row);
    if (state == CELL_ODD)
      return true;
    const uint8_t *tainted = state == CELL_KNOWN ? taints_of(sift, column->target) : NULL;
    const ColumnChunk *chunk = &column->chunks.items[row / COLUMN_CHUNK];
    int32_t first = chunk->names[row % COLUMN_CHUNK];
    bool list = column->form == COLUMN_LIST;
    int32_t count = list ? chunk->lengths[row % COLUMN_CHUNK] : 1;
    for (int32_t j = 0; tainted && j < count; j++)
      if (tainted[list ? column->elements.items[first + j] : first])
        return true;
  }
  return false;
}

/* Back along the references, as far as they go. */
static bool spread_taint(const Sift *sift) {
  bool spread = false;
  for (size_t i = 0; i < sift->referred_count; i++) {
    SiftReferred *referred = &sift->referred[i];
    for (size_t row = 0; row < referred->columns->count; row++)
      if (!referred->tainted[row] && leads_to_taint(sift, referred->columns, (uint32_t)row)) {
        referred->tainted[row] = 1;
        spread = true;
      }
  }
  return spread;
}

/* The reference on one record that leads to one that is not fine. */
static uint8_t judge_reach(Sift *sift, uint32_t row) {
  Judging *judging = sift_start(sift, row);
  const RuleVerdictList *verdicts = &judging->judgement->rules;
  uint8_t worst = FINE;
  rules_valid(judging);
  for (size_t i = 0; i < verdicts->count; i++)
    if (verdicts->items[i].verdict == VERDICT_INVALID)
      worst = INVALID;
    else if (worst == FINE)
      worst = OPEN;
  return worst;
}

bool sift_reach(Sift *sift) {
  bool any = false;
  for (size_t i = 0; i < sift->referred_count; i++)
    any |= taint_own(sift, &sift->referred[i]);
  memset(sift->reached, FINE, sift->columns->count + 1);
  bool differs = any || sift->reaches;      /* now or the last time */
  sift->reaches = any;
  if (!any)
    return differs;
  while (spread_taint(sift))
    continue;
  for (size_t i = 0; i < sift->columns->count; i++)
    if (!columns_faults(sift->columns, (uint32_t)i) &&
        leads_to_taint(sift, sift->columns, (uint32_t)i))
      sift->reached[i] = judge_reach(sift, (uint32_t)i);
  return differs;
}
