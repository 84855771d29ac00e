/* Deadlines told from columns: who owes what, to whom, and when. */
#include "interp/decide/brought.h"

/* ---- planning ------------------------------------------------------------------------ */

/* The facts that a test asks for, as one node, and what it asks of the ending; false: it is the
 * reference's to tell. */
static bool plan_test(Brought *brought, const Term *term, Evaluator *evaluator,
                      BroughtTest *test) {
  bool mixed;
  test->facts = PLAN_NONE;
  if (!term)
    return true;
  test->afterwards = afterwards_split(brought->sift->arena, evaluator, term, &mixed);
  for (size_t i = 0; !mixed && i < test->afterwards.facts.count; i++) {
    PlanNode fact = brought_node(brought, test->afterwards.facts.items[i], NULL, false);
    mixed |= fact == PLAN_NONE;
    test->facts = i ? plan_both(brought->sift->plan, test->facts, fact) : fact;
  }
  if (test->facts != PLAN_NONE)
    LIST_ADD(brought->sift->arena, &brought->sift->more, PlanNode, test->facts);
  return !mixed;
}

/* Whatever the facts are, nobody owes it who is granted nothing. */
static bool needs_grant(Brought *brought, const Deadline *deadline, Evaluator *evaluator) {
  bool mixed;
  Arena *arena = brought->sift->arena;
  if (!deadline->when)
    return true;
  Afterwards parts = afterwards_split(arena, evaluator, deadline->when, &mixed);
  return afterwards_need_grant(evaluator, brought->sift->decision, &parts, arena);
}

/* Who it is of all records, or that it differs. */
static void settle_side(Brought *brought, BroughtDeadline *each, OwedSide side) {
  bool chosen = side == SIDE_OWES && each->deadline->owed_when;
  each->varies[side] = chosen || !owers_are_fixed(&each->parts[side]);
  if (!each->varies[side])
    owers_of(&brought->owers, &each->parts[side], 0, &each->owers[side], 1);
}

/* Where it stands in rows. */
static bool plan_owers(Brought *brought, BroughtDeadline *each, Evaluator *evaluator,
                       const RecordSource *source) {
  Owers *owers = &brought->owers;
  const Deadline *deadline = each->deadline;
  PartyPlace place = { evaluator, source, NULL, brought->sift->arena };
  if (!brought->rows)
    return true;
  if (!plan_test(brought, deadline->owed_when, evaluator, &each->owed_when) ||
      !owers_plan(owers, &place, deadline->owed_by, deadline->owed_by_count,
                  &each->parts[SIDE_OWES]) ||
      !owers_plan(owers, &place, deadline->owed_else, deadline->owed_else_count,
                  &each->otherwise) ||
      !owers_plan(owers, &place, &deadline->owed_to, 1, &each->parts[SIDE_RECEIVES]))
    return false;
  settle_side(brought, each, SIDE_OWES);
  settle_side(brought, each, SIDE_RECEIVES);
  return true;
}

/* By the date that governs the deadline. */
static bool plan_dated(Brought *brought, const Deadline *deadline, const Term *term,
                       PlanNode *node) {
  *node = term ? brought_node(brought, term, deadline->governed, false) : PLAN_NONE;
  return !term || *node != PLAN_NONE;
}

static bool plan_deadline(Brought *brought, const Deadline *deadline, Evaluator *evaluator,
                          const RecordSource *source) {
  BroughtDeadline each = { .deadline = deadline };
  if (!plan_owers(brought, &each, evaluator, source) ||
      !plan_test(brought, deadline->when, evaluator, &each.when) ||
      !plan_dated(brought, deadline, deadline->stands, &each.stands) ||
      !plan_dated(brought, deadline, deadline->due, &each.due))
    return false;
  LIST_ADD(brought->sift->arena, &brought->deadlines, BroughtDeadline, each);
  return true;
}

void brought_plan_deadlines(Brought *brought, Evaluator *evaluator, const RecordSource *source) {
  const Sift *sift = brought->sift;
  owers_init(&brought->owers, sift->arena, sift->columns);
  numbering_init(&brought->choices, sift->arena, TEST_YES + 1);
  for (size_t i = 0; i < sift->decision->deadlines.count; i++) {
    const Deadline *deadline = sift->decision->deadlines.items[i];
    if (plan_deadline(brought, deadline, evaluator, source))
      continue;
    brought->granted_alone = true;
    brought->alone |= !needs_grant(brought, deadline, evaluator);
  }
  if (brought->granted_alone)           /* a record's deadlines are told in one place */
    brought->deadlines.count = 0;
}

/* ---- rows: when ---------------------------------------------------------------------- */

/* NULL: there is no such node. */
static const Vector *vector_of(const Brought *brought, PlanNode node) {
  return node == PLAN_NONE ? NULL : plan_vector(brought->sift->plan, node);
}

static uint8_t truth_at(const Vector *vector, size_t row) {
  return vector->truths[vector->one ? 0 : row];
}

void brought_dues(const Brought *brought, size_t deadline, int32_t *dues, size_t rows) {
  const BroughtDeadline *each = &brought->deadlines.items[deadline];
  const Vector *due = vector_of(brought, each->due);
  const Vector *when = vector_of(brought, each->when.facts);
  const Vector *stands = vector_of(brought, each->stands);
  for (size_t row = 0; row < rows; row++) {
    size_t at = due && due->one ? 0 : row;
    uint8_t stood = stands ? truth_at(stands, row) : TEST_YES;
    bool known = due && (!due->states || due->states[at] == CELL_KNOWN) && stood == TEST_YES;
    dues[row] = known ? due->names[at] : DUE_NOT_KNOWN;
    if (stood == TEST_NO || (when && truth_at(when, row) != TEST_YES))
      dues[row] = DUE_NOT_OWED;
  }
}

/* ---- rows: who ----------------------------------------------------------------------- */

bool brought_asks_ending(const BroughtDeadline *deadline) {
  return deadline->owed_when.afterwards.results.count > 0;
}

uint32_t brought_chosen(const Brought *brought, uint32_t choice, uint8_t answer) {
  return numbering_key(&brought->choices, choice)[answer];
}

/* Those of `owed_when`, else the others; nobody as long as it is not known. */
static uint32_t choose(Brought *brought, const BroughtDeadline *each, uint8_t facts,
                       uint32_t named, uint32_t others) {
  uint32_t choice[TEST_YES + 1] = { [TEST_NO] = others, [TEST_OPEN] = OWERS_NOBODY,
                                    [TEST_YES] = facts == TEST_YES ? named : OWERS_NOBODY };
  if (!brought_asks_ending(each))
    return facts == TEST_NO ? others : choice[TEST_YES];
  if (facts == TEST_NO)
    choice[TEST_OPEN] = choice[TEST_YES] = others;
  return numbering_of(&brought->choices, choice);
}

void brought_owers(Brought *brought, size_t deadline, OwedSide side, size_t first,
                   uint32_t *owers, size_t rows) {
  const BroughtDeadline *each = &brought->deadlines.items[deadline];
  uint32_t others[COLUMN_CHUNK];
  owers_of(&brought->owers, &each->parts[side], first, owers, rows);
  if (side != SIDE_OWES || !each->deadline->owed_when)
    return;
  const Vector *facts = vector_of(brought, each->owed_when.facts);
  owers_of(&brought->owers, &each->otherwise, first, others, rows);
  for (size_t row = 0; row < rows; row++)
    owers[row] = choose(brought, each, facts ? truth_at(facts, row) : TEST_YES, owers[row],
                        others[row]);
}
