#include "interp/experiment/why_not.h"

#include "base/sort.h"
#include "interp/experiment/why_parts.h"

/* ---- the room that was missing ----------------------------------------------------------- */

static const Power *power_of(const Judgement *judged, const Refusal *refusal) {
  const Decision *decision = judged->decision;
  return refusal->power < decision->powers.count ? decision->powers.items[refusal->power] : NULL;
}

static bool is_told(const WhyNot *why, const Refusal *refusal) {
  for (size_t i = 0; i < why->rooms.count; i++)
    if (why->rooms.items[i].frame == refusal->frame &&
        text_equal(why->rooms.items[i].key, refusal->key))
      return true;
  return false;
}

/* The frames that refused what was tried last, each once. */
static void gather_rooms(Search *search) {
  const Judgement *judged = search->judged;
  WhyNot *why = search->why;
  Candidate candidate = { .number = judged->number, .keys = judged->order };
  judgement_candidate(judged, &candidate);
  for (size_t i = 0; i < search->refusal_count; i++) {
    const Refusal *refusal = &search->refusals[i];
    if (is_told(why, refusal))
      continue;
    AllocationSince since = allocation_since(judged->queue, &search->work, &candidate, refusal);
    WhyRoom room = { .frame = refusal->frame, .key = arena_text(search->arena, refusal->key),
                     .power = power_of(judged, refusal), .closed = refusal->closed,
                     .wanted = refusal->amount, .room = refusal->room,
                     .has_since = since.found, .since = arena_text(search->arena, since.key),
                     .since_took = since.granted };
    room.lacks = room.wanted > room.room ? room.wanted - room.room : 0;
    LIST_ADD(search->arena, &why->rooms, WhyRoom, room);
  }
}

static void gather_queued(Search *search) {
  WhyAnswer answer = { .kind = OUTCOME_WAITLISTED };
  if (!search->queued_count)
    return;
  for (size_t i = 0; i < search->queued_count; i++) {
    answer.others |= search->queued[i].fact->others;
    LIST_ADD(search->arena, &answer.changes, WhyChange,
             why_change(search->arena, &search->queued[i]));
  }
  LIST_ADD(search->arena, &search->why->queued, WhyAnswer, answer);
  why_try(search, search->queued, search->queued_count);
  gather_rooms(search);
}

/* ---- what to ask for first --------------------------------------------------------------- */

static size_t rules_asking(const Judgement *judgement, const Ask *ask) {
  size_t count = 0;
  for (size_t i = 0; i < judgement->rules.count; i++)
    for (size_t j = 0; j < judgement->rules.items[i].asks.count; j++) {
      const Ask *other = &judgement->rules.items[i].asks.items[j];
      if (other->field == ask->field && text_equal(other->path, ask->path) &&
          text_equal(other->pending, ask->pending)) {
        count++;
        break;
      }
    }
  return count;
}

static const WhyFact *fact_of(const Search *search, const Ask *ask) {
  for (size_t i = 0; i < search->facts.count; i++)
    if (search->facts.items[i].field == ask->field &&
        text_equal(search->facts.items[i].path, ask->path))
      return &search->facts.items[i];
  return NULL;
}

/* How many of the values worth trying end the record, whatever the rest turns out to be. */
static void count_settled(Search *search, const WhyFact *fact, WhyAsk *ask) {
  WhySetting setting = { .fact = fact };
  ValueList turns = { NULL, 0, 0 };
  WhyValues values;
  why_turns(search, &setting, 1, 0, &turns);
  why_values(&search->work, fact, &turns, false, &values);
  setting.chosen = true;
  ask->values = values.ordered ? values.places.count : values.values.count;
  for (size_t i = 0; i < ask->values; i++) {
    setting.value = values.ordered ? why_value(&values.grid, values.places.items[i])
                                   : values.values.items[i];
    ask->settles += why_try(search, &setting, 1) == TRY_NO;
  }
}

/* Those that settle most first, then those in most rules. */
static int compare_asks(const void *a, const void *b) {
  const WhyAsk *left = a, *right = b;
  size_t before = left->settles * (right->values + !right->values);
  size_t after = right->settles * (left->values + !left->values);
  if (before != after)
    return before > after ? -1 : 1;
  return (left->rules < right->rules) - (left->rules > right->rules);
}

static void gather_asks(Search *search) {
  const Judgement *first = search->first;
  WhyNot *why = search->why;
  for (size_t i = 0; i < first->missing.count; i++) {
    const Ask *missing = &first->missing.items[i];
    WhyAsk ask = { .path = arena_text(search->arena, ask_name(missing)),
                   .field = missing->field, .rules = rules_asking(first, missing) };
    const WhyFact *fact = missing->field ? fact_of(search, missing) : NULL;
    if (fact && !why_tired(search))
      count_settled(search, fact, &ask);
    LIST_ADD(search->arena, &why->asks, WhyAsk, ask);
  }
  if (why->asks.count > 1)
    why->asks.items = sort_stable(search->arena, why->asks.items, why->asks.count,
                                  sizeof *why->asks.items, compare_asks);
}

/* ---- what no change mends ---------------------------------------------------------------- */

static void add_bar(Search *search, BarKind kind, Text name, Text reason, Text fixed) {
  WhyBar bar = { kind, arena_text(search->arena, name), arena_text(search->arena, reason),
                 arena_text(search->arena, fixed) };
  LIST_ADD(search->arena, &search->why->bars, WhyBar, bar);
}

/* The facts of the record that a rule rests on and that have happened: "received". */
static Text fixed_of(const Search *search, const RuleVerdict *verdict) {
  const Decision *decision = search->first->decision;
  const Term *governing = decision->governing;
  if (verdict->rule && verdict->rule->kind == RULE_IN_FORCE && governing &&
      governing->kind == TERM_FIELD)
    return governing->as.field.field->name;
  return TEXT_NONE;
}

/* Every fact open, and still it ends: by these. */
static void gather_bars(Search *search) {
  const Judgement *judged = search->judged;
  if (judged->kind == OUTCOME_OWN && judged->own)
    add_bar(search, BAR_OUTCOME, judged->own->name, judged->own->title, TEXT_NONE);
  for (size_t i = 0; i < judged->rules.count; i++) {
    const RuleVerdict *verdict = &judged->rules.items[i];
    bool fails = judged->kind == OUTCOME_INVALID ? verdict->verdict == VERDICT_INVALID
                                                 : verdict->verdict == VERDICT_FAIL;
    if (fails)
      add_bar(search, judged->kind == OUTCOME_INVALID ? BAR_FAULT : BAR_RULE, verdict->name,
              verdict->reason, fixed_of(search, verdict));
  }
}

/* False: whatever the facts were, it would end as it does. */
static bool has_hope(Search *search) {
  WhySetting *open = arena_array(&search->work, WhySetting, search->facts.count + 1);
  for (size_t i = 0; i < search->facts.count; i++)
    open[i] = (WhySetting){ .fact = &search->facts.items[i] };
  if (why_try(search, open, search->facts.count) != TRY_NO)
    return true;
  gather_bars(search);
  return false;
}

/* ---- the whole --------------------------------------------------------------------------- */

static void search_deciders(Search *search) {
  const Judgement *first = search->first;
  for (size_t i = 0; i < first->decision->powers.count && !why_tired(search); i++) {
    const Power *power = first->decision->powers.items[i];
    if (power != first->power && !power->deputy)
      why_search_decider(search, power, &search->why->deciders);
  }
}

/* No values of its facts were found that would do: what stands in the way. */
static void gather_failed(Search *search) {
  const WhyNot *why = search->why;
  const Judgement *first = search->first;
  if (why->answers.count || why->others.count || why->queued.count || why->rooms.count ||
      why->asks.count || why->bars.count)
    return;
  for (size_t i = 0; i < first->failed.count; i++)
    add_bar(search, BAR_RULE, first->failed.items[i]->name, first->failed.items[i]->reason,
            TEXT_NONE);
}

static void search_answers(Search *search) {
  WhyNot *why = search->why;
  if (search->first->kind == OUTCOME_INCOMPLETE)
    gather_asks(search);
  if (search->first->kind == OUTCOME_WAITLISTED) {
    why_try(search, NULL, 0);
    gather_rooms(search);
  }
  why_search_entries(search, &why->answers);
  if (!has_hope(search)) {
    why->bars.count = why->answers.count ? 0 : why->bars.count;
    return;
  }
  why_search(search, false, &why->answers);
  if (!why->answers.count)
    why_search(search, true, &why->others);
  if (!why->answers.count && !why->others.count && why->kind != OUTCOME_WAITLISTED)
    gather_queued(search);
  if (why_tired(search) && !why->answers.count && !why->others.count)
    add_bar(search, BAR_TRIES, TEXT_NONE, TEXT_NONE, TEXT_NONE);
  gather_failed(search);
}

WhyNot *why_not_gather(Arena *arena, const Judgement *judgement) {
  Search search = { .arena = arena, .first = judgement, .why = arena_new(arena, WhyNot) };
  WhyNot *why = search.why;
  *why = (WhyNot){ .arena = arena, .decision = judgement->decision, .kind = judgement->kind,
                   .key = record_key_text(arena, judgement->record),
                   .decider = arena_text(arena, judgement->decider_name) };
  if (judgement->recorded) {
    add_bar(&search, BAR_DECIDED, TEXT_NONE, TEXT_NONE, TEXT_NONE);
    return why;
  }
  arena_init_deferred(&search.work, arena->memory);
  arena_init_deferred(&search.batch, arena->memory);
  why_facts(arena, judgement, &search.facts);
  if (judgement->kind == OUTCOME_FUNDABLE)
    search_deciders(&search);
  else
    search_answers(&search);
  judge_stand(judgement);
  memory_release(arena->memory, &search.batch);
  memory_release(arena->memory, &search.work);
  return why;
}

/* ---- more room --------------------------------------------------------------------------- */

bool why_not_has_turns(const Decision *decision) {
  return decision->how != HOW_PRO_RATA && !decision->late && !decision->reads.count;
}

bool why_not_raised(Arena *arena, const Judgement *judgement, const FrameRaise *raises,
                    size_t count) {
  Arena batch;
  arena_init_deferred(&batch, arena->memory);
  Judgement *again = judge_changed(judgement, judgement->record, &batch);
  Candidate candidate = { .number = again->number, .keys = again->order };
  judgement_candidate(again, &candidate);
  AllocationTurn *turn = allocation_turn(again->queue, &batch, &candidate, raises, count);
  Placement placement = allocation_try(turn, &batch, &candidate, NULL, NULL);
  judge_changed_finish(again, &placement);
  bool funded = again->kind == OUTCOME_FUNDABLE;
  judge_stand(judgement);
  memory_release(arena->memory, &batch);
  return funded;
}

/* ---- in the whole population ------------------------------------------------------------- */

typedef struct {
  WhyNot   *why;
  WhyFunds *funds;
  void     *context;
} Trial;

static bool funds_at(const Trial *trial, WhyAnswer *answer, WhyChange *change, int64_t place) {
  Value kept = change->to;
  change->to = why_value(&change->grid, place);
  bool funded = trial->funds(trial->context, trial->why, answer);
  change->to = kept;
  return funded;
}

/* There, too, a unit nearer to what it is must not do. */
static void draw_near(const Trial *trial, WhyAnswer *answer, WhyChange *change) {
  int64_t now, good;
  if (!change->ordered || !why_place(&change->grid, change->now, ROUND_NEAREST, &now) ||
      !why_place(&change->grid, change->to, ROUND_NEAREST, &good))
    return;
  int64_t bad = now, nearer = good + (now > good ? 1 : -1);
  if (nearer == now || !funds_at(trial, answer, change, nearer))
    return;
  good = nearer;
  for (;;) {
    int64_t middle = bad + (good - bad) / 2;
    if (middle == bad || middle == good)
      break;
    if (funds_at(trial, answer, change, middle))
      good = middle;
    else
      bad = middle;
  }
  change->to = why_value(&change->grid, good);
  change->reach = REACH_ONLY;
}

/* Of the other values that did in the queue, those that do here. */
static void keep_values(const Trial *trial, WhyAnswer *answer, WhyChange *change) {
  Value chosen = change->to;
  size_t kept = 0;
  for (size_t i = 0; i < change->values.count; i++) {
    change->to = change->values.items[i];
    if (i == 0 || trial->funds(trial->context, trial->why, answer))
      change->values.items[kept++] = change->to;
  }
  change->to = chosen;
  change->values.count = kept;
  if (kept == 1 && change->reach == REACH_ONE_OF)
    change->reach = REACH_ONLY;
}

/* False: it does not do. */
static bool try_answer(const Trial *trial, WhyAnswer *answer) {
  if (!trial->funds(trial->context, trial->why, answer))
    return false;
  for (size_t i = 0; i < answer->changes.count; i++) {
    draw_near(trial, answer, &answer->changes.items[i]);
    keep_values(trial, answer, &answer->changes.items[i]);
  }
  return trial->funds(trial->context, trial->why, answer);      /* as it came to be */
}

static void try_answers(const Trial *trial, WhyAnswers *answers) {
  size_t kept = 0;
  for (size_t i = 0; i < answers->count; i++) {
    WhyAnswer answer = answers->items[i];
    if (answer.untried && !try_answer(trial, &answer))
      continue;
    answer.untried = false;
    answers->items[kept++] = answer;
  }
  answers->count = kept;
}

void why_not_try(WhyNot *why, WhyFunds *funds, void *context) {
  Trial trial = { why, funds, context };
  bool answered = why->answers.count || why->others.count;
  try_answers(&trial, &why->answers);
  try_answers(&trial, &why->others);
  try_answers(&trial, &why->deciders);
  if (answered && !why->answers.count && !why->others.count)
    LIST_ADD(why->arena, &why->bars, WhyBar, (WhyBar){ .kind = BAR_OTHERS });
}
