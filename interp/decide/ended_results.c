/* What other decisions read of a decision's records (D1), as a round has them. */
#include "interp/decide/ended_round.h"
#include "interp/decide/judging.h"

/* ---- what can be told -------------------------------------------------------------------- */

static bool draws_by_record(const Decision *decision) {
  for (size_t i = 0; i < decision->uses.count; i++)
    if (decision->uses.items[i]->frame->by_record)
      return true;
  return false;
}

/* States of the amount are not kept by a sift; who draws on frames of its own is not judged twice,
 * which is how it is found what an incomplete record waits for. */
bool ended_can_hand_on(const Decision *decision) {
  return !decision->states_read && !draws_by_record(decision);
}

/* ---- keys -------------------------------------------------------------------------------- */

static void add_odd_key(Kept *kept, Columns *columns, size_t number, Arena *batch) {
  Text key = record_key_text(batch, columns_record(columns, (uint32_t)number, batch));
  kept_add_apart(kept, &(KeptApart){ .number = (uint32_t)number,
                                     .key = arena_text(kept->arena, key) });
}

static void add_key(Kept *kept, Columns *columns, size_t number, Arena *batch) {
  const Column *key = &columns->fields[columns->type->key];
  arena_reset(batch);
  if (!kept->by_number)
    kept_set_text(kept, number, record_key_text(batch, columns_record(columns, (uint32_t)number,
                                                                      batch)));
  else if (column_state(key, (uint32_t)number) != CELL_KNOWN)
    add_odd_key(kept, columns, number, batch);
  else
    kept_chunk(kept, number)->numbers[number % KEPT_CHUNK] =
        key->chunks.items[number / COLUMN_CHUNK].numbers[number % COLUMN_CHUNK];
}

/* Once: no assumption is made of a key. */
static void keep_keys(const Deciding *deciding, ResultTable *table) {
  Arena *arena = deciding->round->ending->arena;
  Columns *columns = census_columns(deciding->round->ending->census, deciding->decision->subject);
  Kept *kept = arena_new(arena, Kept);
  kept_init(kept, arena, columns->type, 0);
  kept_add(kept, columns->count);
  for (size_t i = 0; i < columns->count; i++)
    add_key(kept, columns, i, &deciding->round->batch);
  table->keys = kept;
}

/* ---- what is waited for ------------------------------------------------------------------ */

/* Lives as long as the round. */
typedef struct {
  EndedRound     *round;
  const Decision *decision;
  StoreDecided   *rows;
  size_t          row_count;
  Judge          *judge;              /* NULL: nobody has asked yet */
} Asked;

/* Another evaluator's: who asks is in the midst of a judgement. */
static Judge *judge_of(Asked *asked) {
  EndedRound *round = asked->round;
  const Population *population = round->population;
  if (asked->judge)
    return asked->judge;
  Evaluator *evaluator = evaluator_new(round->arena, round->ending->model, round->settings,
                                       round->options, round->diags);
  evaluator_result_source(evaluator, &round->ending->results.source);
  asked->judge = judge_new(round->arena, round->ending->model, asked->decision, evaluator,
                           &population->all);
  judge_frames(asked->judge, &round->summary->book);
  judge_decided(asked->judge, asked->rows, asked->row_count);
  judge_without(asked->judge, population->without, population->without_count);
  if (population->hold_none)
    judge_hold_none(asked->judge);
  return asked->judge;
}

static const AskList *ask(void *context, size_t number, Arena *batch) {
  Asked *asked = context;
  const Record *record = census_record(asked->round->ending->census, asked->decision->subject,
                                       (uint32_t)number, batch);
  return results_asks(judge_record(judge_of(asked), record, batch), batch);
}

/* ---- how they ended ---------------------------------------------------------------------- */

void ended_keep_waits(Deciding *deciding, const Judgement *judgement, uint32_t number) {
  ResultTable *table = results_table(&deciding->round->ending->results, deciding->decision);
  if (table)
    results_set_waits(table, number, results_waits(table, judgement));
}

void ended_start_results(Deciding *deciding) {
  ResultTable *table = results_table(&deciding->round->ending->results, deciding->decision);
  if (!table)
    return;
  size_t count = deciding->sifted->count;
  if (!table->keys)
    keep_keys(deciding, table);
  results_room(table, count);
  for (size_t i = 0; i < count; i++)
    results_set_waits(table, i, 0);
}

static const Body *body_named(const Model *model, Text name) {
  for (size_t i = 0; i < model->bodies.count; i++)
    if (text_equal(model->bodies.items[i]->name, name))
      return model->bodies.items[i];
  return NULL;
}

static const ResultWay *ways_of(Deciding *deciding, ResultTable *table) {
  const EndedKept *kept = deciding->kept;
  ResultWay *ways = arena_array(deciding->round->arena, ResultWay, kept->classes.count + 1);
  for (size_t i = 0; i < kept->classes.count; i++) {
    const EndedClass *class = &kept->classes.items[i];
    Text outcome = class->kind == OUTCOME_OWN ? class->own->name
                                              : text_from(outcome_names[class->kind]);
    ways[i] = results_way(table, class->kind, outcome,
                          body_named(deciding->round->ending->model, class->decider),
                          class->decider);
  }
  return ways;
}

/* By number; NULL: nobody reads them. */
static const uint64_t *ranks_of(Deciding *deciding) {
  if (!deciding->decision->ranks_read)
    return NULL;
  uint64_t *ranks = arena_array(deciding->round->arena, uint64_t, deciding->sifted->count + 1);
  for (size_t i = 0; i < deciding->sifted->count; i++)
    ranks[i] = RESULT_NO_RANK;
  AllocationStretch stretch;
  for (size_t from = 0; (stretch = allocation_stretch(deciding->allocation, from)).count > 0;
       from += stretch.count)
    for (size_t i = 0; i < stretch.count; i++) {
      Placement placement;
      allocation_at(deciding->allocation, from + i, &placement);
      ranks[stretch.numbers[i]] = placement.rank;
    }
  return ranks;
}

static int64_t granted_to(const Deciding *deciding, uint32_t number, size_t *grant) {
  const EndedClass *class = &deciding->kept->classes.items[deciding->classes[number]];
  if (*grant < deciding->grants.count && deciding->grants.items[*grant].number == number)
    return deciding->grants.items[(*grant)++].granted;
  return class->kind == OUTCOME_FUNDABLE ? deciding->sifted->amounts[number] : 0;
}

static void let_ask(const Deciding *deciding, ResultTable *table) {
  Asked *asked = arena_new(deciding->round->arena, Asked);
  *asked = (Asked){ .round = deciding->round, .decision = deciding->decision,
                    .rows = deciding->rows, .row_count = deciding->row_count };
  table->ask = ask;
  table->ask_context = asked;
}

/* What is waited for may be another, whatever has ended as before. */
void ended_hand_on(Deciding *deciding) {
  ResultBook *book = &deciding->round->ending->results;
  ResultTable *table = results_table(book, deciding->decision);
  if (!table)
    return;
  const ResultWay *ways = ways_of(deciding, table);
  const uint64_t *ranks = ranks_of(deciding);
  bool changed = false;
  size_t grant = 0;
  for (uint32_t i = 0; i < deciding->sifted->count; i++) {
    ResultWay way = ways[deciding->classes[i]];
    changed |= results_set(table, i, way, granted_to(deciding, i, &grant),
                           ranks ? ranks[i] : RESULT_NO_RANK) || !way.outcome;
  }
  let_ask(deciding, table);
  book->source.version += changed;
}
