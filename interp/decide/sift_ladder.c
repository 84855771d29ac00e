/* The stages over the columns of the parts (S1, S2), and the masks of those that are queued. */
#include "interp/decide/sifting.h"

#include <string.h>

/* ---- stages -------------------------------------------------------------------------- */

static uint8_t fail_flag(RuleKind kind) {
  switch (kind) {
    case RULE_IN_FORCE: case RULE_ELIGIBLE: case RULE_EXCLUDED: return FLAG_INELIGIBLE;
    case RULE_NEEDS:                                            return FLAG_NEEDS;
    case RULE_CRITERION: case RULE_ATTESTED:                    return FLAG_REJECTED;
    case RULE_CONSIDERS: case RULE_NOTE:
      break;
  }
  return 0;
}

void sift_flag_rule(Sift *sift, const SiftRule *rule, size_t first, size_t rows) {
  uint8_t table[8] = { 0 };
  table[VERDICT_FAIL] = fail_flag(rule->kind);
  table[VERDICT_UNKNOWN] = rule->kind == RULE_NOTE ? 0 : FLAG_OPEN;
  table[VERDICT_INVALID] = FLAG_INVALID;
  loop_flag(sift_verdict(sift, rule, first), table, sift->flags + first, rows);
}

/* What is invalid by its facts is told apart: no rule has judged it. */
void sift_flag_facts(Sift *sift, size_t first, size_t rows) {
  static const uint8_t states[8] = { [OPEN] = FLAG_OPEN, [INVALID] = FLAG_INVALID };
  static const uint8_t tests[8] = { [TEST_NO] = FLAG_INVALID, [TEST_OPEN] = FLAG_OPEN,
                                    [TEST_ERROR] = FLAG_INVALID };
  memset(sift->flags + first, 0, rows);
  if (sift->reaches)
    loop_flag(sift->reached + first, states, sift->flags + first, rows);
  for (size_t i = 0; i < sift->valid_count; i++)
    loop_flag(sift->valid[i].tests + first, tests, sift->flags + first, rows);
  for (size_t i = 0; i < sift->columns->faulty.count; i++) {
    size_t row = sift->columns->faulty.items[i].row;
    if (row >= first && row < first + rows)
      sift->flags[row] = FLAG_INVALID;
  }
  loop_keep(sift->flags + first, FLAG_INVALID, sift->unread + first, rows);
}

/* ---- own outcomes -------------------------------------------------------------------- */

/* The first of the stage that holds ends the record, else one that errs; one that is not known
 * leaves it open (S3).  True: ended. */
static bool take_owns(Sift *sift, size_t row, StageWord stage, bool after) {
  bool errs = false;
  for (size_t i = 0; i < sift->own_count; i++) {
    const SiftOwn *own = &sift->owns[i];
    if (own->own->stage != stage || own->own->after != after)
      continue;
    errs |= own->tests[row] == TEST_ERROR;
    if (own->tests[row] != TEST_YES)
      continue;
    sift->kinds[row] = OUTCOME_OWN;
    for (size_t j = 0; j < sift->decision->outcomes.count; j++)
      if (sift->decision->outcomes.items[j] == own->own)
        sift->own_places[row] = (uint8_t)j;
    return true;
  }
  if (errs) {
    sift->kinds[row] = OUTCOME_INVALID;
    return true;
  }
  for (size_t i = 0; i < sift->own_count; i++)
    if (sift->owns[i].own->stage == stage && sift->owns[i].own->after == after &&
        sift->owns[i].tests[row] == TEST_OPEN)
      sift->flags[row] |= FLAG_OPEN;
  return false;
}

static bool take_flag(Sift *sift, size_t row, uint8_t flag, OutcomeKind kind) {
  if (!(sift->flags[row] & flag))
    return false;
  sift->kinds[row] = (uint8_t)kind;
  return true;
}

/* ---- the ladder ---------------------------------------------------------------------- */

static bool climb_with_owns(Sift *sift, size_t row) {
  return take_flag(sift, row, FLAG_INVALID, OUTCOME_INVALID) ||
         take_owns(sift, row, STAGE_ELIGIBLE, false) ||
         take_flag(sift, row, FLAG_INELIGIBLE, OUTCOME_INELIGIBLE) ||
         take_owns(sift, row, STAGE_ELIGIBLE, true) ||
         take_owns(sift, row, STAGE_NEEDS, false) ||
         take_flag(sift, row, FLAG_NEEDS, OUTCOME_INCOMPLETE) ||
         take_owns(sift, row, STAGE_NEEDS, true) ||
         take_owns(sift, row, STAGE_CRITERION, false) ||
         take_flag(sift, row, FLAG_REJECTED, OUTCOME_REJECTED) ||
         take_owns(sift, row, STAGE_CRITERION, true) ||
         take_owns(sift, row, STAGE_NONE, false) ||
         take_owns(sift, row, STAGE_ALLOCATE, false) ||
         take_flag(sift, row, FLAG_OPEN, OUTCOME_INCOMPLETE);
}

/* The order is needed only where nothing fails. */
static void take_order(Sift *sift, const SiftKey *key, size_t first, size_t rows) {
  for (size_t i = first; !key->fine && i < first + rows; i++) {
    bool needed = sift->kinds[i] == OUTCOME_INCOMPLETE && sift->flags[i] & FLAG_NEEDS;
    bool reached = sift->kinds[i] == OUTCOME_QUEUED ||
                   (sift->kinds[i] == OUTCOME_INCOMPLETE && !needed);
    if (!reached || key->states[i] == FINE)
      continue;
    sift->kinds[i] = key->states[i] == INVALID ? OUTCOME_INVALID : OUTCOME_INCOMPLETE;
  }
}

/* What an invalid record asked for is not told. */
static void hide_amounts(Sift *sift, size_t first, size_t rows) {
  const uint8_t *kinds = sift->kinds + first, *at = kinds;
  for (; (at = memchr(at, OUTCOME_INVALID, (size_t)(kinds + rows - at))) != NULL; at++)
    sift_hide_amount(sift, (uint32_t)(first + (size_t)(at - kinds)), SIFT_NOT_KNOWN);
}

/* Without own outcomes the first flag that is set decides. */
void sift_climb(Sift *sift, size_t first, size_t rows) {
  static const uint8_t states[8] = { [OPEN] = FLAG_OPEN, [INVALID] = FLAG_INVALID };
  loop_flag(sift->amounts.states + first, states, sift->flags + first, rows);
  if (!sift->own_count)
    loop_kinds(sift->flags + first, sift->kinds + first, rows);
  for (size_t i = first; sift->own_count && i < first + rows; i++) {
    sift->kinds[i] = OUTCOME_QUEUED;
    climb_with_owns(sift, i);
  }
  for (size_t i = 0; i < sift->decision->order_count; i++)
    take_order(sift, &sift->keys[i], first, rows);
  hide_amounts(sift, first, rows);
}

/* ---- masks --------------------------------------------------------------------------- */

static bool limits_vary(Sift *sift) {
  const Decision *decision = sift->decision;
  Evaluator *evaluator = sift->under.evaluator;
  evaluator_subject(evaluator, NULL, decision, sift->under.source, &sift->batch);
  for (size_t i = 0; i < decision->uses.count; i++) {
    const Frame *frame = decision->uses.items[i]->frame;
    if (evaluator_varies(evaluator, frame->limit, NULL, frame->key_count))
      return true;
  }
  return false;
}

static void keep_draws(Sift *sift, uint32_t row, const Judgement *judgement) {
  Arena *arena = sift->under.arena;
  size_t count = judgement->draws.count;
  if (!count)
    return;
  Draw *draws = arena_array(arena, Draw, count);
  for (size_t i = 0; i < count; i++) {
    draws[i] = judgement->draws.items[i];
    uint32_t *shared = arena_array(arena, uint32_t, draws[i].shared_count + 1);
    if (draws[i].shared_count)
      memcpy(shared, draws[i].shared, draws[i].shared_count * sizeof *shared);
    draws[i].shared = shared;
  }
  sift->draws[row] = (SiftDraws){ draws, (uint32_t)count };
}

void sift_set_masks(Sift *sift, size_t row, uint64_t admits, uint64_t stops) {
  if (sift->few_admits) {
    sift->few_admits[row] = (uint8_t)admits;
    sift->few_stops[row] = (uint8_t)stops;
  } else {
    sift->admits[row] = admits;
    sift->stops[row] = stops;
  }
}

static void delegate_row(Sift *sift, uint32_t row) {
  Judging *judging = sift_start(sift, row);
  amounts_compute(judging);
  delegation_judge(judging);
  sift_set_masks(sift, row, judging->judgement->admits, judging->judgement->stops);
  if (sift->least_amounts)
    sift->least_amounts[row] = judging->judgement->least;
  if (sift->draws)
    keep_draws(sift, row, judging->judgement);
}

/* Frames whose keys or limits depend on the record are drawn on by the reference, each time: the
 * states of its book are others. */
void sift_start_delegation(Sift *sift) {
  const Decision *decision = sift->decision;
  bool draws = sift->limits_vary = limits_vary(sift);
  for (size_t i = 0; i < decision->uses.count; i++)
    draws |= decision->uses.items[i]->frame->by_record;
  bool before = sift->every_mask;
  sift->every_mask = draws || sift->delegation;
  sift->masks = sift->anew || sift->every_mask || before || (sift->mosts_moved && sift->some_left);
  for (size_t i = 0; i < sift->power_count; i++)
    sift->masks |= sift->powers[i].part.stale;
  sift->some_left &= !sift->masks;
  sift->draws = draws ? arena_array(sift->under.arena, SiftDraws, sift->columns->count + 1)
                      : NULL;
}

static bool is_left_by(const Sift *sift, size_t powers, size_t row) {
  for (size_t i = 0; i < powers; i++)
    if (sift->powers[i].tests[row] == TEST_ERROR)
      return true;
  return false;
}

static void delegate_if_queued(Sift *sift, size_t row) {
  if (sift->kinds[row] == OUTCOME_QUEUED && !sift->written[row])
    delegate_row(sift, (uint32_t)row);
}

/* Each once, though several powers leave it. */
static void delegate_left(Sift *sift, size_t power, size_t first, size_t rows) {
  const uint8_t *tests = sift->powers[power].tests + first, *at = tests;
  while ((at = memchr(at, TEST_ERROR, (size_t)(tests + rows - at))) != NULL) {
    size_t row = first + (size_t)(at++ - tests);
    sift->some_left = true;
    if (!is_left_by(sift, power, row))
      delegate_if_queued(sift, row);
  }
}

static void mask_rows(Sift *sift, size_t first, size_t rows) {
  bool few = sift->few_admits != NULL;
  memset(few ? (void *)(sift->few_admits + first) : sift->admits + first, 0,
         rows * (few ? sizeof *sift->few_admits : sizeof *sift->admits));
  memset(few ? (void *)(sift->few_stops + first) : sift->stops + first, 0,
         rows * (few ? sizeof *sift->few_stops : sizeof *sift->stops));
  for (size_t i = 0; !sift->every_mask && i < sift->power_count; i++) {
    const uint8_t *tests = sift->powers[i].tests + first;
    if (few)
      loop_mask_bytes(tests, (unsigned)i, sift->few_admits + first, sift->few_stops + first, rows);
    else
      loop_mask(tests, (unsigned)i, sift->admits + first, sift->stops + first, rows);
  }
}

/* The masks of all records, queued or not, are kept as long as no power has changed; those left to
 * the reference are told when their record is queued. */
void sift_delegate(Sift *sift, size_t first, size_t rows) {
  if (sift->masks)
    mask_rows(sift, first, rows);
  for (size_t i = 0; sift->every_mask && i < rows; i++)
    if (sift->recorded[first + i] && sift->under.recorded)
      sift->under.recorded(sift->under.context, (uint32_t)(first + i));
    else
      delegate_if_queued(sift, first + i);
  if (sift->every_mask || !(sift->masks || sift->climbs))
    return;
  for (size_t i = 0; i < sift->power_count; i++)
    delegate_left(sift, i, first, rows);
}
