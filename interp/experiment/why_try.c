/* One try: the record with other facts, judged, and served at its turn. */
#include "interp/experiment/why_parts.h"

bool why_tired(const Search *search) {
  return search->tries >= WHY_NOT_MOST_TRIES;
}

/* ---- its turn ---------------------------------------------------------------------------- */

static bool same_keys(const Search *search, const Judgement *judged) {
  for (size_t i = 0; i < judged->decision->order_count; i++) {
    Value a = search->keys[i], b = judged->order[i];
    if (a.state != b.state || (a.state == VALUE_KNOWN && value_compare(a, b) != 0))
      return false;
  }
  return true;
}

static void keep_keys(Search *search, const Judgement *judged) {
  size_t count = judged->decision->order_count;
  search->keys = arena_array(&search->work, Value, count + 1);
  for (size_t i = 0; i < count; i++) {
    search->keys[i] = judged->order[i];
    if (judged->order[i].state == VALUE_KNOWN && judged->order[i].kind == TYPE_TEXT)
      search->keys[i].as.text = arena_text(&search->work, judged->order[i].as.text);
  }
}

static Placement place(Search *search, const Judgement *judged) {
  Candidate candidate = { .number = search->first->number, .keys = judged->order };
  judgement_candidate(judged, &candidate);
  if (!search->turn || !same_keys(search, judged)) {
    keep_keys(search, judged);
    search->turn = allocation_turn(search->first->queue, &search->work, &candidate, NULL,
                                   0);
  }
  Refusal *refusals;
  Placement placement = allocation_try(search->turn, &search->batch, &candidate, &refusals,
                                       &search->refusal_count);
  search->refusals = refusals;
  return placement;
}

/* Room that was found lacking: an amount that fits it may be worth trying. */
static void keep_rooms(Search *search) {
  for (size_t i = 0; i < search->refusal_count; i++) {
    Value room = value_number(TYPE_MONEY, fraction_from(search->refusals[i].room));
    bool known = search->refusals[i].closed || search->refusals[i].room <= 0;
    for (size_t j = 0; j < search->rooms.count && !known; j++)
      known = value_same(search->rooms.items[j], room);
    if (!known && search->rooms.count < 64)
      LIST_ADD(&search->work, &search->rooms, Value, room);
  }
}

static Try of_outcome(const Search *search, const Judgement *judged) {
  switch (judged->kind) {
    case OUTCOME_FUNDABLE:
      if (search->wanted && judged->power != search->wanted)
        return TRY_QUEUED;
      return judged->granted > 0 || !judged->has_granted ? TRY_YES : TRY_QUEUED;
    case OUTCOME_INCOMPLETE:
      return TRY_OPEN;
    case OUTCOME_WAITLISTED: case OUTCOME_QUEUED:
      return TRY_QUEUED;
    case OUTCOME_INVALID: case OUTCOME_INELIGIBLE: case OUTCOME_REJECTED: case OUTCOME_OWN:
      break;
  }
  return judged->reached ? TRY_QUEUED : TRY_NO;
}

/* Without turns (shares, or no population) its rows alone tell. */
static Try try_rows(const Search *search, const Judgement *judged) {
  uint64_t rows = judged->admits;
  if (search->wanted)
    rows &= UINT64_C(1) << search->wanted->index;
  return rows ? TRY_YES : judged->stops ? TRY_OPEN : TRY_QUEUED;
}

Try why_try(Search *search, const WhySetting *settings, size_t count) {
  search->tries++;
  search->refusal_count = 0;
  memory_poll(search->batch.memory);
  arena_reset(&search->batch);
  const Record *record = why_changed(&search->batch, search->first->record, settings, count);
  Judgement *judged = judge_changed(search->first, record, &search->batch);
  search->judged = judged;
  if (judged->kind != OUTCOME_QUEUED)
    return of_outcome(search, judged);
  if (!search->first->queue || judged->decision->how == HOW_PRO_RATA)
    return try_rows(search, judged);
  Placement placement = place(search, judged);
  judge_changed_finish(judged, &placement);
  keep_rooms(search);
  return of_outcome(search, judged);
}

/* ---- where rules turn -------------------------------------------------------------------- */

typedef struct {
  Search          *search;
  const Record    *record;        /* whose fact, as it is now */
  const FieldType *field;
  const Value     *reached;       /* amounts worth reaching */
  size_t           reached_count;
  ValueList        found;
} Turning;

static void turn_test(Turning *turning, const Term *term) {
  if (term)
    evaluate_turns(turning->search->judged->evaluator, term, NULL, 0, turning->record,
                   turning->field, &turning->found);
}

static void turn_amount(Turning *turning, const Term *term) {
  if (term)
    evaluate_turns(turning->search->judged->evaluator, term, turning->reached,
                   turning->reached_count, turning->record, turning->field, &turning->found);
}

static void turn_rules(Turning *turning, const Decision *decision) {
  for (size_t i = 0; i < decision->rules.count; i++) {
    const Rule *rule = decision->rules.items[i];
    turn_test(turning, rule->when);
    for (size_t j = 0; j < rule->require_count; j++)
      turn_test(turning, rule->requires[j].test);
    for (size_t j = 0; rule->exceptions && j < rule->exceptions->count; j++) {
      turn_test(turning, rule->exceptions->items[j].when);
      turn_test(turning, rule->exceptions->items[j].value);
    }
  }
  for (size_t i = 0; i < decision->outcomes.count; i++)
    turn_test(turning, decision->outcomes.items[i]->when);
}

static void turn_valid(Turning *turning, const Model *model) {
  for (size_t i = 0; i < model->valid.count; i++)
    if (model->valid.items[i].record == turning->search->first->record->type)
      turn_test(turning, model->valid.items[i].test);
}

/* The limits that amounts are held against, and the rooms they found. */
static void gather_reached(Turning *turning, const Decision *decision) {
  Search *search = turning->search;
  Evaluator *evaluator = search->judged->evaluator;
  ValueList reached = { NULL, 0, 0 };
  for (size_t i = 0; i < decision->powers.count; i++) {
    const Power *power = decision->powers.items[i];
    const Term *const limits[] = { power->above, power->most };
    evaluator_governed_by(evaluator, power->governed);
    for (size_t j = 0; j < 2; j++) {
      Value limit = limits[j] ? evaluate_kept(evaluator, limits[j]) : value_unknown(TYPE_MONEY);
      if (limit.state == VALUE_KNOWN)
        LIST_ADD(&search->batch, &reached, Value, limit);
    }
    evaluator_governed_by(evaluator, NULL);
  }
  for (size_t i = 0; i < search->rooms.count; i++)
    LIST_ADD(&search->batch, &reached, Value, search->rooms.items[i]);
  LIST_ADD(&search->batch, &reached, Value, value_number(TYPE_MONEY, fraction_from(0)));
  turning->reached = reached.items;
  turning->reached_count = reached.count;
}

static void turn_money(Turning *turning, const Decision *decision) {
  gather_reached(turning, decision);
  turn_amount(turning, decision->judged_by);
  for (size_t i = 0; i < decision->amounts.count; i++)
    turn_amount(turning, decision->amounts.items[i]->value);
  for (size_t i = 0; i < decision->ceilings.count; i++)
    turn_amount(turning, decision->ceilings.items[i]->value);
  for (size_t i = 0; i < decision->powers.count; i++)
    turn_test(turning, decision->powers.items[i]->when);
  for (size_t i = 0; i < decision->uses.count; i++)
    turn_test(turning, decision->uses.items[i]->only_when);
}

void why_turns(Search *search, const WhySetting *settings, size_t count, size_t at,
               ValueList *turns) {
  WhySetting *open = arena_array(&search->work, WhySetting, count);
  for (size_t i = 0; i < count; i++)
    open[i] = settings[i];
  open[at].chosen = false;
  why_try(search, open, count);
  Turning turning = { .search = search, .record = settings[at].fact->record,
                      .field = settings[at].fact->field };
  const Decision *decision = search->first->decision;
  turn_rules(&turning, decision);
  turn_valid(&turning, judgement_model(search->first));
  turn_money(&turning, decision);
  for (size_t i = 0; i < turning.found.count; i++)
    LIST_ADD(&search->work, turns, Value, turning.found.items[i]);
}
