#include "interp/decide/sifting.h"

#include "base/fetch.h"
#include "interp/decide/profile.h"

#include <stddef.h>
#include <string.h>

enum { RULES_AHEAD = 2 };         /* that are fetched while one is taken */

/* ---- what can be sifted -------------------------------------------------------------- */

bool sift_can(const Model *model, const Decision *decision) {
  (void)model;
  return !decision->late && !decision->tie_count;
}

/* ---- parts --------------------------------------------------------------------------- */

SiftPart sift_part(Sift *sift) {
  return (SiftPart){ .nodes = { PLAN_NONE, PLAN_NONE, PLAN_NONE, PLAN_NONE },
                 .reads = plan_reads(sift->plan, NULL) };
}

PlanNode sift_term(Sift *sift, SiftPart *part, const PlanContext *context, const Term *term) {
  plan_reads_add(sift->plan, part->reads, term);
  PlanNode node = plan_term(sift->plan, context, term);
  part->reference |= node == PLAN_NONE;
  return node;
}

uint8_t *sift_bytes(Sift *sift) {
  return arena_array(sift->arena, uint8_t, sift->room + 1);
}

uint8_t sift_test_of(Value value) {
  return value.state == VALUE_ERROR   ? TEST_ERROR
         : value.state != VALUE_KNOWN ? TEST_OPEN
         : value.as.truth             ? TEST_YES
                                      : TEST_NO;
}

void sift_leave(Sift *sift, SiftPart *part, size_t row) {
  LIST_ADD(sift->arena, &part->left, uint32_t, (uint32_t)row);
  part->had_left = true;
}

/* A truth that is ODD is a truth not known too. */
void sift_leave_open(Sift *sift, SiftPart *part, const Vector *vector, bool may_settle,
                     size_t first, size_t rows) {
  bool truths = may_settle && vector->form == FORM_TRUTH;
  const uint8_t *bytes = truths ? vector->truths : vector->states;
  if (!bytes)
    return;
  const uint8_t *end = bytes + rows, *at = bytes;
  while ((at = memchr(at, truths ? TEST_OPEN : CELL_ODD, (size_t)(end - at))))
    sift_leave(sift, part, first + (size_t)(at++ - bytes));
}

/* By its nodes; and where the reference had a say, by all that its terms read. */
static bool is_stale(const Sift *sift, const SiftPart *part) {
  if (part->forced || sift->anew)
    return true;
  bool stale = (part->reference || part->had_left) && plan_reads_changed(part->reads);
  for (size_t i = 0; i < sizeof part->nodes / sizeof *part->nodes; i++)
    if (part->nodes[i] >= 0)
      stale |= plan_changed(sift->plan, part->nodes[i]);
  return stale;
}

typedef void PartVisit(Sift *sift, SiftPart *part);

/* Of the stages before allocation. */
static void each_stage_part(Sift *sift, PartVisit *visit) {
  for (size_t i = 0; i < sift->decision->rules.count; i++)
    visit(sift, &sift->rules[i].part);
  for (size_t i = 0; i < sift->valid_count; i++)
    visit(sift, &sift->valid[i].part);
  for (size_t i = 0; i < sift->own_count; i++)
    visit(sift, &sift->owns[i].part);
  for (size_t i = 0; i < sift->decision->order_count; i++)
    visit(sift, &sift->keys[i].part);
  visit(sift, &sift->amounts.part);
}

static void each_part(Sift *sift, PartVisit *visit) {
  each_stage_part(sift, visit);
  for (size_t i = 0; i < sift->power_count; i++)
    visit(sift, &sift->powers[i].part);
}

/* ---- planning ------------------------------------------------------------------------ */

static void make_room(Sift *sift) {
  size_t count = sift->room + 1;
  Arena *arena = sift->arena;
  sift->reached = sift_bytes(sift);
  sift->flags = sift_bytes(sift);
  sift->unread = sift_bytes(sift);
  sift->kinds = sift_bytes(sift);
  sift->own_places = sift_bytes(sift);
  sift->recorded = sift_bytes(sift);
  sift->written = sift_bytes(sift);
  sift->least_amounts = sift->decision->least ? arena_array(arena, int64_t, count) : NULL;
  sift->asked = arena_array(arena, int64_t, count);
  bool same = sift->amounts.value_count && sift->amounts.asked == sift->amounts.final;
  sift->amounts_final = same ? sift->asked : arena_array(arena, int64_t, count);
  if (sift->power_count <= 8) {
    sift->few_admits = sift_bytes(sift);
    sift->few_stops = sift_bytes(sift);
  } else {
    sift->admits = arena_array(arena, uint64_t, count);
    sift->stops = arena_array(arena, uint64_t, count);
  }
}

static bool decides_after(const Decision *decision) {
  for (size_t i = 0; i < decision->outcomes.count; i++)
    if (decision->outcomes.items[i]->stage == STAGE_ALLOCATE && decision->outcomes.items[i]->after)
      return true;
  return false;
}

static Sift *new_sift(Arena *arena, const Model *model, const Decision *decision, Census *census,
                      size_t room, bool windowed) {
  Sift *sift = arena_new(arena, Sift);
  *sift = (Sift){ .arena = arena, .model = model, .decision = decision, .census = census,
                  .columns = census_columns(census, decision->subject),
                  .room = room, .windowed = windowed,
                  .plan = plan_new(arena, model, census, decision->subject),
                  .plans = plan_rules(arena, decision) };
  sift_plan_rules(sift);
  sift_plan_valid(sift);
  sift_plan_amounts(sift);
  sift_plan_owns(sift);
  sift_plan_order(sift);
  sift_plan_powers(sift);
  make_room(sift);
  if (!windowed)
    sift->verdicts = arena_array(arena, const uint8_t *, decision->rules.count + 1);
  for (size_t i = 0; !windowed && i < decision->rules.count; i++)
    sift->verdicts[i] = sift->rules[i].verdicts;
  if (windowed)
    sift_plan_aspects(sift);
  sift->sifted = (Sifted){
    .decision = decision, .count = sift->columns->count, .kinds = sift->kinds,
    .owns = sift->own_places, .recorded = sift->recorded, .asked = sift->asked,
    .amounts = sift->amounts_final, .least = sift->least_amounts, .admits = sift->admits,
    .stops = sift->stops, .few_admits = sift->few_admits, .few_stops = sift->few_stops,
    .mosts = sift->mosts, .power_count = sift->power_count,
    .unread = sift->unread, .verdicts = sift->verdicts,
    .finish = decides_after(decision),
  };
  return sift;
}

Sift *sift_new(Arena *arena, const Model *model, const Decision *decision, Census *census) {
  size_t room = census_columns(census, decision->subject)->count;
  return new_sift(arena, model, decision, census, room, false);
}

Sift *sift_new_windowed(Arena *arena, const Model *model, const Decision *decision,
                        Census *census, size_t room) {
  return new_sift(arena, model, decision, census, room, true);
}

/* ---- the reference, for a row --------------------------------------------------------- */

Judging *sift_start(Sift *sift, uint32_t row) {
  arena_reset(&sift->batch);
  memory_poll(sift->arena->memory);
  sift->sifted.by_reference++;
  const Record *record = columns_record(sift->columns, row, &sift->batch);
  return judging_start(sift->judge, record, &sift->batch);
}

Judgement *sift_judgement(Sift *sift, uint32_t row, Arena *batch) {
  return judge_record(sift->judge, columns_record(sift->columns, row, batch), batch);
}

/* ---- one sifting --------------------------------------------------------------------- */

static void start_part(Sift *sift, SiftPart *part) {
  sift_forget(sift, part);
  part->stale = is_stale(sift, part);
  part->had_left &= !part->stale;
  part->may_settle = part->stale && plan_may_settle(sift->plan, part->reads);
}

typedef struct { Arena *arena; PlanNodes list; } Wanted;

static void want(Wanted *wanted, PlanNode node) {
  if (node >= 0)
    LIST_ADD(wanted->arena, &wanted->list, PlanNode, node);
}

static bool is_run(const SiftPart *part) {
  return part->stale && !part->reference;
}

static void want_part(Wanted *wanted, const SiftPart *part) {
  for (size_t i = 0; is_run(part) && i < 4; i++)
    want(wanted, part->nodes[i]);
}

static void want_nodes(Wanted *wanted, const PlanNodes *nodes) {
  for (size_t i = 0; i < nodes->count; i++)
    want(wanted, nodes->items[i]);
}

static void want_aspects(Wanted *wanted, const SiftAspects *aspects) {
  want_nodes(wanted, &aspects->parts);
  want_nodes(wanted, &aspects->waits);
}

/* What else is looked at in a window: which records are alike, beside what rules say of them, and
 * what they bring along. */
static void want_window(const Sift *sift, Wanted *wanted) {
  for (size_t i = 0; i < sift->valid_count; i++)
    want_aspects(wanted, &sift->valid[i].aspects);
  for (size_t i = 0; i < sift->own_count; i++)
    want_aspects(wanted, &sift->owns[i].aspects);
  for (size_t i = 0; i < sift->decision->order_count; i++)
    want_aspects(wanted, &sift->keys[i].aspects);
  want_aspects(wanted, &sift->amounts.aspects);
  want_nodes(wanted, &sift->more);
}

/* Each in a stage of its own, to be taken while it is near. */
static bool want_rules(Sift *sift) {
  bool any = false;
  for (size_t i = 0; i < sift->decision->rules.count; i++) {
    const SiftRule *rule = &sift->rules[i];
    bool run = is_run(&rule->part);
    if (run && sift->windowed)
      plan_want_stage(sift->plan, rule->looked.items, rule->looked.count);
    else
      plan_want_stage(sift->plan, rule->part.nodes, run ? 4 : 0);
    any |= run;
  }
  return any;
}

static bool want_all(Sift *sift) {
  const SiftAmounts *amounts = &sift->amounts;
  Wanted wanted = { &sift->batch, { NULL, 0, 0 } };
  if (sift->windowed && sift->wanted && plan_wanted(sift->plan))
    return true;                              /* all of it, as for the window before */
  for (size_t i = 0; i < sift->valid_count; i++)
    want_part(&wanted, &sift->valid[i].part);
  for (size_t i = 0; i < sift->own_count; i++)
    want_part(&wanted, &sift->owns[i].part);
  for (size_t i = 0; i < sift->decision->order_count; i++)
    want_part(&wanted, &sift->keys[i].part);
  for (size_t i = 0; i < sift->power_count; i++)
    want_part(&wanted, &sift->powers[i].part);
  want_part(&wanted, &amounts->part);
  for (size_t i = 0; amounts->part.stale && !amounts->part.reference && i < amounts->value_count;
       i++) {
    want(&wanted, amounts->values[i]);
    want(&wanted, amounts->stands[i]);
  }
  if (sift->windowed)
    want_window(sift, &wanted);
  plan_want(sift->plan, wanted.list.items, wanted.list.count);
  sift->wanted = want_rules(sift) || wanted.list.count > 0;
  return sift->wanted;
}

/* What the nodes of a part do not settle is settled by the reference at once. */
static void start_rows(Sift *sift, SiftPart *part, size_t first, size_t rows) {
  part->left.count = 0;
  for (size_t i = 0; part->reference && i < rows; i++)
    sift_leave(sift, part, first + i);
}

/* Records that cannot be read are judged by none of this. */
static bool is_judged(const Sift *sift, uint32_t row) {
  return !columns_faults(sift->columns, row);
}

/* The rows of a chunk: of a part that is stale, by its nodes, then those left by the reference;
 * `result` is that of `row`, of a part that remembers it; `aspects` (or NULL) tell which are
 * alike. */
#define TAKE(part, aspects, result, take, judge_row)                         \
  if ((part).stale) {                                                        \
    start_rows(sift, &(part), first, rows);                                  \
    if (!(part).reference)                                                   \
      take;                                                                  \
    for (size_t at_ = 0; at_ < (part).left.count; at_++) {                   \
      uint32_t row = (part).left.items[at_];                                 \
      if (!is_judged(sift, row) ||                                           \
          sift_recall(sift, &(part), row, &(result)) ||                      \
          ((aspects) && sift_recall_alike(sift, aspects, row, &(result))))   \
        continue;                                                            \
      judge_row;                                                             \
      sift_remember(sift, &(part), row, result);                             \
    }                                                                        \
  }

static void take_rule(Sift *sift, SiftRule *rule, size_t first, size_t rows) {
  TAKE(rule->part, &rule->aspects, *sift_verdict(sift, rule, row),
       sift_take_rule(sift, rule, first, rows), sift_judge_rule(sift, rule, row))
  if (sift->climbs)
    sift_flag_rule(sift, rule, first, rows);
}

/* It is taken soon. */
static void fetch_rule(Sift *sift, size_t rule) {
  if (rule >= sift->decision->rules.count)
    return;
  fetch(&sift->rules[rule], offsetof(SiftRule, index));
  plan_fetch_stage(sift->plan, 1 + rule);
}

static void take_measured(Sift *sift, SiftRule *rule, size_t first, size_t rows) {
  int64_t begun = profile_now();
  size_t before = sift->sifted.by_reference;
  take_rule(sift, rule, first, rows);
  rule->time += profile_now() - begun;
  rule->by_reference += sift->sifted.by_reference - before;
}

static void take_chunk(Sift *sift, size_t first, size_t rows) {
  for (size_t i = 0; i < sift->valid_count; i++)
    TAKE(sift->valid[i].part, &sift->valid[i].aspects, sift->valid[i].tests[row],
         sift_take_valid(sift, &sift->valid[i], first, rows),
         sift_judge_valid(sift, &sift->valid[i], row))
  if (sift->climbs)
    sift_flag_facts(sift, first, rows);
  for (size_t i = 0; i < sift->decision->rules.count; i++) {
    fetch_rule(sift, i + RULES_AHEAD);
    if (is_run(&sift->rules[i].part))
      plan_run_stage(sift->plan, 1 + i, &sift->batch);
    if (sift->measured)
      take_measured(sift, &sift->rules[i], first, rows);
    else
      take_rule(sift, &sift->rules[i], first, rows);
    if (sift->under.rule)
      sift->under.rule(sift->under.context, i, first, rows);
  }
  for (size_t i = 0; i < sift->own_count; i++)
    TAKE(sift->owns[i].part, &sift->owns[i].aspects, sift->owns[i].tests[row],
         sift_take_own(sift, &sift->owns[i], first, rows),
         sift_judge_own(sift, &sift->owns[i], row))
  for (size_t i = 0; i < sift->decision->order_count; i++)
    TAKE(sift->keys[i].part, NULL, sift->keys[i].states[row],
         sift_take_key(sift, &sift->keys[i], first, rows),
         sift_judge_key(sift, &sift->keys[i], row))
  TAKE(sift->amounts.part, NULL, sift->amounts.states[row], sift_take_amounts(sift, first, rows),
       sift_judge_amounts(sift, row))
  for (size_t i = 0; i < sift->power_count; i++)
    if (sift->powers[i].part.stale && !sift->powers[i].part.reference)
      sift_take_power(sift, &sift->powers[i], first, rows);
}

/* A window is judged anew, whatever has changed. */
static void took_part(Sift *sift, SiftPart *part) {
  part->stale = part->forced = false;
  if (sift->windowed)
    return;
  for (size_t i = 0; i < 4; i++)
    if (part->nodes[i] >= 0)
      plan_took(sift->plan, part->nodes[i]);
  plan_reads_took(part->reads);
}

/* ---- decisions taken ------------------------------------------------------------------- */

/* Which rows a line of anslag_decided is on: told by their keys, once for each such list. */
static void find_written(Sift *sift) {
  const SiftUnder *under = &sift->under;
  bool same = !sift->anew && under->decided == sift->decided &&
              under->decided_count == sift->decided_count &&
              under->hold_none == sift->held_none;
  sift->decided = under->decided;
  sift->decided_count = under->decided_count;
  if (same)
    return;
  sift->anew = true;
  memset(sift->written, 0, sift->columns->count + 1);
  for (size_t i = 0; under->decided_count && !under->hold_none && i < sift->columns->count; i++) {
    arena_reset(&sift->batch);
    const Record *record = columns_record(sift->columns, (uint32_t)i, &sift->batch);
    sift->written[i] =
        map_get(&sift->judge->decided, record_key_text(&sift->batch, record)) != NULL;
  }
}

/* A field that is known says so. */
static void read_recorded(Sift *sift, const FieldType *field) {
  const Column *column = field ? &sift->columns->fields[field->index] : NULL;
  for (size_t i = 0; column && i < plan_chunks(sift->plan); i++) {
    const uint8_t *states = column->chunks.items[i].states;
    uint8_t *recorded = sift->recorded + i * COLUMN_CHUNK;
    if (states)
      loop_meet(states, CELL_KNOWN, recorded, plan_rows(sift->plan, i));
    else
      memset(recorded, true, plan_rows(sift->plan, i));
  }
}

/* A decider, an outcome or an amount says that it is decided (recorded.c). */
static void find_recorded(Sift *sift) {
  const ModelRecorded *fields = sift->judge->recorded;
  bool none = sift->under.hold_none;
  if (!sift->anew && none == sift->held_none &&
      sift->census_version == census_version(sift->census))
    return;
  sift->held_none = none;
  sift->census_version = census_version(sift->census);
  if (none || !sift->under.decided_count)
    memset(sift->recorded, 0, sift->columns->count);
  else
    memcpy(sift->recorded, sift->written, sift->columns->count);
  if (none || !fields)
    return;
  read_recorded(sift, fields->decider);
  read_recorded(sift, fields->granted);
  read_recorded(sift, fields->outcome);
}

static uint8_t verdict_byte(Verdict verdict) {
  return (uint8_t)(verdict == VERDICT_POSSIBLY ? VERDICT_UNKNOWN : verdict);
}

/* A record over which a decision taken is laid: its facts are others than its columns say. */
static void judge_written(Sift *sift, uint32_t row) {
  arena_reset(&sift->batch);
  sift->sifted.by_reference++;
  const Judgement *judgement = sift_judgement(sift, row, &sift->batch);
  sift->kinds[row] = (uint8_t)judgement->kind;
  sift_set_masks(sift, row, judgement->admits, judgement->stops);
  sift->unread[row] = !judgement->amounts.count && judgement->kind == OUTCOME_INVALID;
  sift_hide_amount(sift, row, sift_amount_of(judgement->asked));
  if (sift->amounts_final != sift->asked)
    sift->amounts_final[row] = sift_amount_of(judgement->amount);
  for (size_t i = 0; i < sift->decision->outcomes.count; i++)
    if (sift->decision->outcomes.items[i] == judgement->own)
      sift->own_places[row] = (uint8_t)i;
  for (size_t i = 0; !sift->windowed && i < sift->decision->rules.count; i++)
    sift->rules[i].verdicts[row] = SIFT_NOT_JUDGED;
  for (size_t i = 0; !sift->windowed && i < judgement->rules.count; i++)
    for (size_t j = 0; j < sift->decision->rules.count; j++)
      if (judgement->rules.items[i].rule == sift->rules[j].rule)
        sift->rules[j].verdicts[row] = verdict_byte(judgement->rules.items[i].verdict);
}

/* Nothing is laid over where the register has no fields for decisions. */
static void judge_all_written(Sift *sift) {
  bool laid_over = sift->judge->recorded && sift->climbs;
  for (size_t i = 0; laid_over && sift->under.decided_count && i < sift->columns->count; i++)
    if (sift->written[i])
      judge_written(sift, (uint32_t)i);
}

/* ---- the whole ----------------------------------------------------------------------- */

static void start_judge(Sift *sift) {
  const SiftUnder *under = &sift->under;
  sift->judge = under->judge;
  if (sift->judge)
    return;
  sift->judge = judge_of_plans(under->arena, sift->model, sift->decision, under->evaluator,
                               under->source, sift->plans);
  judge_frames(sift->judge, under->book);
  judge_decided(sift->judge, under->decided, under->decided_count);
  judge_without(sift->judge, under->without, under->without_count);
  if (under->hold_none)
    judge_hold_none(sift->judge);
}

/* One that is off may be the first of those that stand in each other's place. */
static void switch_rules(Sift *sift) {
  const SiftUnder *under = &sift->under;
  if (!under->without_count && !sift->had_without)
    return;
  for (size_t i = 0; i < sift->decision->rules.count; i++) {
    SiftRule *rule = &sift->rules[i];
    bool off = false;
    for (size_t j = 0; j < under->without_count; j++)
      off |= under->without[j] == rule->rule;
    rule->part.forced = off != rule->off ||
                        (rule->rule->stands && (under->without_count || sift->had_without));
    rule->off = off;
  }
  sift->had_without = under->without_count > 0;
}

/* Parameters are of no record: the one judged last may be gone. */
static void bind(Sift *sift) {
  evaluator_subject(sift->under.evaluator, NULL, NULL, sift->under.source, sift->under.arena);
  plan_bind(sift->plan, sift->under.evaluator, sift->under.source);
  for (size_t i = 0; i < sift->referred_count; i++)
    if (sift->referred[i].plan)
      plan_bind(sift->referred[i].plan, sift->under.evaluator, sift->under.source);
}

static void note_stale(Sift *sift, SiftPart *part) {
  sift->climbs |= part->stale;
}

/* The stages are gone through again where something before them has changed; the masks also where
 * a power has. */
static void see_what_is_stale(Sift *sift) {
  switch_rules(sift);
  sift_bound_powers(sift);
  each_part(sift, start_part);
  for (size_t i = 0; i < sift->decision->order_count; i++)
    if (sift->keys[i].part.stale)
      sift_start_key(sift, &sift->keys[i]);
  sift->climbs = sift_reach(sift) || sift->anew;
  if (!sift->climbs)
    each_stage_part(sift, note_stale);
  if (sift->climbs)
    sift_show_amounts(sift);
  sift_start_delegation(sift);
}

static void judge_chunk(Sift *sift, size_t chunk, bool wanted) {
  size_t first = chunk * COLUMN_CHUNK, rows = plan_rows(sift->plan, chunk);
  if (wanted)
    plan_run(sift->plan, chunk, &sift->batch);
  take_chunk(sift, first, rows);
  if (sift->climbs)
    sift_climb(sift, first, rows);
  sift_delegate(sift, first, rows);
  if (sift->under.chunk)
    sift->under.chunk(sift->under.context, first, rows);
}

/* What is computed anew may be other than it was. */
static void tell_changes(Sift *sift) {
  Sifted *sifted = &sift->sifted;
  sifted->kinds_changed = sift->climbs;
  sifted->amounts_changed = sift->amounts.part.stale || sift->anew;
  sifted->masks_changed = sift->masks || sift->every_mask;
  sifted->order_changed = sift->anew;
  for (size_t i = 0; i < sift->decision->order_count; i++)
    sifted->order_changed |= sift->keys[i].part.stale;
}

const Sifted *sift_judge(Sift *sift, const SiftUnder *under) {
  sift->under = *under;
  sift->sifted.by_reference = 0;
  sift->anew = !sift->judged;         /* as if nothing was judged, if this is left on the way */
  sift->judged = false;
  arena_init_deferred(&sift->batch, sift->arena->memory);
  start_judge(sift);
  find_written(sift);
  find_recorded(sift);
  bind(sift);
  bool hidden = sift->hidden.count > 0;
  see_what_is_stale(sift);
  tell_changes(sift);
  bool wanted = want_all(sift);
  for (size_t i = 0; i < plan_chunks(sift->plan); i++)
    judge_chunk(sift, i, wanted);
  judge_all_written(sift);
  each_part(sift, took_part);
  sift->judged = true;
  sift->sifted.some_hidden = hidden || sift->hidden.count > 0;
  sift->sifted.draws = sift->draws != NULL;
  memory_release(sift->arena->memory, &sift->batch);
  return &sift->sifted;
}

const Sifted *sift_window(Sift *sift, const SiftUnder *under) {
  sift->judged = false;
  sift->sifted.count = sift->columns->count;
  return sift_judge(sift, under);
}
