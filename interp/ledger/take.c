#include "interp/ledger/take.h"

#include "interp/ledger/line.h"

enum { STALE_SHOWN = 5 };

bool take_deviates(const Take *take) {
  return take->line.deviates.length > 0;
}

bool take_grants(const Take *take) {
  return text_is(take->line.outcome, outcome_names[OUTCOME_FUNDABLE]);
}

static Text subject_of(Arena *arena, Text decision, Text record) {
  return arena_format(arena, "%.*s\t%.*s", TEXT_PRINT(decision), TEXT_PRINT(record));
}

/* ---- what is decided already ------------------------------------------------------------ */

/* Of those that no other line replaces: "decision record" -> const StoreTaken *. */
static Map standing_of(Arena *arena, const StoreTakenList *taken) {
  Map standing, replaced;
  map_init(&standing, arena);
  map_init(&replaced, arena);
  for (size_t i = 0; i < taken->count; i++)
    if (taken->items[i].has_replaces)
      map_set(&replaced, arena_format(arena, "%lld", (long long)taken->items[i].replaces),
              &taken->items[i]);
  for (size_t i = 0; i < taken->count; i++) {
    StoreTaken *line = &taken->items[i];
    Text id = arena_format(arena, "%lld", (long long)line->id);
    if (!replaced.count || !map_get(&replaced, id))
      map_set(&standing, subject_of(arena, line->decision, line->record), line);
  }
  return standing;
}

/* ---- whose proposal it is --------------------------------------------------------------- */

/* Who decides when nobody else does; NULL: the rules name nobody. */
static const Body *ordinary_decider(const Decision *decision) {
  for (size_t i = decision->powers.count; i-- > 0;) {
    const Power *power = decision->powers.items[i];
    const Term *decider = power->decider;
    if (!power->delegated && decider && decider->kind == TERM_CONSTANT &&
        decider->as.constant.kind == TYPE_BODY)
      return decider->as.constant.as.body;
  }
  return NULL;
}

static bool ends_the_record(const Decision *decision, Text outcome) {
  static const OutcomeKind open[] = { OUTCOME_INVALID, OUTCOME_INCOMPLETE, OUTCOME_WAITLISTED };
  for (size_t i = 0; i < sizeof open / sizeof open[0]; i++)
    if (text_is(outcome, outcome_names[open[i]]))
      return false;
  return !decision->otherwise_outcome || !text_equal(outcome, decision->otherwise_outcome->name);
}

/* The name of who would take it; empty where the rules name nobody. */
static Text proposed_decider(const Take *take) {
  const Body *ordinary = ordinary_decider(take->decision);
  if (take->proposed_decider.length)
    return take->proposed_decider;
  return ordinary ? ordinary->name : TEXT("");
}

static bool is_for(const TakeOrder *order, const Take *take) {
  if (!ends_the_record(take->decision, take->proposed))
    return false;
  Text decider = proposed_decider(take);
  return !order->by || !decider.length || text_equal(decider, order->by->name);
}

/* ---- choosing --------------------------------------------------------------------------- */

typedef struct {
  Taking *taking;
  Map     standing;
  Map     said;                         /* record -> const Instruction * */
  Map     named;                        /* instructions whose record was found: record -> itself */
  LIST(Text) deciders;                  /* who the run proposes anything for */
  Arena   batch;                        /* one row's */
} Choosing;

static const Decision *decision_named(const Model *model, Text name) {
  for (size_t i = 0; i < model->decisions.count; i++)
    if (text_equal(model->decisions.items[i]->name, name))
      return model->decisions.items[i];
  return NULL;
}

static const Instruction *said_of(Choosing *choosing, Text decision, Text record) {
  const Instruction *said = choosing->said.count ? map_get(&choosing->said, record) : NULL;
  if (!said || (said->decision.length && !text_equal(said->decision, decision)))
    return NULL;
  map_add(&choosing->named, said->record, (void *)(uintptr_t)said);
  return said;
}

static void report_decided(const TakeOrder *order, const Instruction *said,
                           const StoreTaken *before) {
  diag_report(order->diags, DIAG_DECIDED_ALREADY, said->span,
              "\"%.*s\" is decided already: %.*s, %.*s", TEXT_PRINT(said->record),
              TEXT_PRINT(before->decider), TEXT_PRINT(before->decided_on));
  diag_help(order->diags, "a correction is a new line in its place: --replace");
}

static void note_difference(Arena *arena, Text *deviates, const char *what) {
  *deviates = arena_format(arena, "%.*s%s%s", TEXT_PRINT(*deviates),
                           deviates->length ? "," : "", what);
}

/* What was said in place of what was proposed; what that is called in `deviates`. */
static void say(const TakeOrder *order, Take *take) {
  const Instruction *said = take->said;
  StoreTaken *line = &take->line;
  if (said->outcome.length)
    line->outcome = said->outcome;
  bool grants = take_grants(take);
  if (said->has_granted && grants) {
    line->has_granted = true;
    line->granted = said->granted;
  }
  if (!grants) {
    line->has_granted = false;
    line->granted = 0;
  }
  if (said->decider)
    line->decider = said->decider->name;
  line->reason = said->reason;
  if (said->reference.length)
    line->reference = said->reference;
  if (!text_equal(line->outcome, take->proposed))
    note_difference(order->arena, &line->deviates, "outcome");
  if (line->has_granted != take->proposed_has_granted || line->granted != take->proposed_granted)
    note_difference(order->arena, &line->deviates, "granted");
  if (!text_equal(line->decider, proposed_decider(take)))
    note_difference(order->arena, &line->deviates, "decider");
  if (said->has_granted && !grants && said->granted) {
    diag_report(order->diags, DIAG_BAD_DECISION, said->span,
                "\"%.*s\" is given an amount, but its outcome grants nothing",
                TEXT_PRINT(said->record));
    diag_help(order->diags, "leave the amount out, or write fundable as the outcome");
  } else if (grants && !line->has_granted && take->decision->amounts.count) {
    diag_report(order->diags, DIAG_BAD_DECISION, said->span,
                "\"%.*s\" is granted, but the run proposes no amount", TEXT_PRINT(said->record));
    diag_help(order->diags, "write the amount in the column granted");
  }
}

static void add_take(Choosing *choosing, const Take *proposed, const StoreTaken *before) {
  Taking *taking = choosing->taking;
  const TakeOrder *order = taking->order;
  Take *take = arena_new(order->arena, Take);
  *take = *proposed;
  Text subject = subject_of(order->arena, take->line.decision, take->line.record);
  take->line.record = text_part(subject, subject.length - take->line.record.length, subject.length);
  if (before) {
    take->line.has_replaces = true;
    take->line.replaces = before->id;
  }
  take->line.decider = order->by ? order->by->name : proposed_decider(take);
  if (take->said)
    say(order, take);
  LIST_ADD(order->arena, &taking->takes, Take *, take);
  map_set(&taking->by_subject, subject, take);
}

static const StoreTaken *decided_before(Choosing *choosing, const Take *take) {
  return choosing->standing.count
             ? map_get(&choosing->standing, subject_of(&choosing->batch, take->line.decision,
                                                       take->line.record))
             : NULL;
}

static void consider(Choosing *choosing, Take *take) {
  Taking *taking = choosing->taking;
  const TakeOrder *order = taking->order;
  const StoreTaken *before = decided_before(choosing, take);
  take->said = said_of(choosing, take->line.decision, take->line.record);
  if (take->said && take->said->left)
    taking->left++;
  else if (take->said && before && !order->replace)
    report_decided(order, take->said, before);
  else if (take->said && !before && order->replace) {
    diag_report(order->diags, DIAG_NOTHING_TO_REPLACE, take->said->span,
                "\"%.*s\" is not decided: there is nothing to replace",
                TEXT_PRINT(take->line.record));
    diag_help(order->diags, "leave out --replace: what is not decided is recorded without it");
  } else if (take->said)
    add_take(choosing, take, before);
  else if (!order->replace && is_for(order, take)) {
    if (before)
      taking->already++;
    else
      add_take(choosing, take, NULL);
  }
}

static void note_decider(Choosing *choosing, const Take *take) {
  Text decider = proposed_decider(take);
  for (size_t i = 0; i < choosing->deciders.count; i++)
    if (text_equal(choosing->deciders.items[i], decider))
      return;
  if (decider.length && ends_the_record(take->decision, take->proposed))
    LIST_ADD(choosing->taking->order->arena, &choosing->deciders, Text, decider);
}

static int64_t number_of(Text digits) {
  int64_t number = 0;
  bool negative = digits.length && digits.bytes[0] == '-';
  for (size_t i = negative; i < digits.length; i++)
    if (__builtin_mul_overflow(number, 10, &number) ||
        __builtin_add_overflow(number, digits.bytes[i] - '0', &number))
      return 0;
  return negative ? -number : number;
}

static Text kept_word(Taking *taking, Text word) {
  return word.length ? map_keep(&taking->words, word) : TEXT("");
}

/* cells: decision, record, outcome, decider, granted, currency */
static bool take_proposal(void *context, const Text *cells, const bool *null, size_t count) {
  Choosing *choosing = context;
  const TakeOrder *order = choosing->taking->order;
  (void)count;
  arena_reset(&choosing->batch);
  const Decision *decision = decision_named(order->model, cells[0]);
  if (!decision)
    return true;
  Taking *taking = choosing->taking;
  Take take = { .decision = decision, .proposed = kept_word(taking, cells[2]),
                .proposed_decider = kept_word(taking, cells[3]), .proposed_has_granted = !null[4],
                .proposed_granted = null[4] ? 0 : number_of(cells[4]) };
  take.line = (StoreTaken){
    .run_id = order->run_id, .decision = decision->name, .record = cells[1],
    .outcome = take.proposed, .has_granted = take.proposed_has_granted,
    .granted = take.proposed_granted, .currency = kept_word(taking, cells[5]),
    .decided_on = taking->on, .reference = order->reference, .recorded_at = order->recorded_at,
  };
  note_decider(choosing, &take);
  consider(choosing, &take);
  return true;
}

static void report_unknown(Choosing *choosing) {
  const TakeOrder *order = choosing->taking->order;
  for (size_t i = 0; i < order->count; i++) {
    const Instruction *said = &order->instructions[i];
    if (choosing->named.count && map_get(&choosing->named, said->record))
      continue;
    diag_report(order->diags, DIAG_NOT_IN_RUN, said->span,
                "run %lld has judged no record \"%.*s\"", (long long)order->run_id,
                TEXT_PRINT(said->record));
    diag_help(order->diags, "the key is the record's own, as in the database; run anslag run again "
                            "for records that have come since");
  }
}

static Text join(Arena *arena, const Text *texts, size_t count) {
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < count; i++)
    writer_print(&writer, "%s%.*s", i ? ", " : "", TEXT_PRINT(texts[i]));
  return writer_text(&writer);
}

static void report_nothing(const Taking *taking, const Choosing *choosing) {
  const TakeOrder *order = taking->order;
  if (taking->already && order->by) {
    diag_report(order->diags, DIAG_DECIDED_ALREADY, SPAN_NONE,
                "all that run %lld proposes for \"%.*s\" is decided already (%zu records)",
                (long long)order->run_id, TEXT_PRINT(order->by->name), taking->already);
    diag_help(order->diags, "to correct decisions, list them in a file and add --replace");
    return;
  }
  if (!order->by)
    return;
  diag_report(order->diags, DIAG_NOTHING_PROPOSED, SPAN_NONE,
              "run %lld proposes nothing for \"%.*s\" to decide", (long long)order->run_id,
              TEXT_PRINT(order->by->name));
  if (choosing && choosing->deciders.count)
    diag_help(order->diags, "it proposes decisions for: %.*s",
              TEXT_PRINT(join(order->arena, choosing->deciders.items,
                              choosing->deciders.count)));
}

void take_choose(Taking *taking, const TakeOrder *order, Store *store) {
  Arena *arena = order->arena, batch;
  *taking = (Taking){ .order = order };
  map_init(&taking->by_subject, arena);
  map_init(&taking->words, arena);
  fact_paths_init(&taking->paths, arena);
  arena_init_deferred(&taking->facts, arena->memory);
  taking->on = date_text(arena, order->on);
  StoreTakenList taken = store_taken(store, arena);
  Choosing choosing = { .taking = taking, .standing = standing_of(arena, &taken) };
  map_init(&choosing.said, arena);
  map_init(&choosing.named, arena);
  for (size_t i = 0; i < order->count; i++)
    map_set(&choosing.said, order->instructions[i].record,
            (void *)(uintptr_t)&order->instructions[i]);
  size_t errors = order->diags->errors;
  arena_init_deferred(&batch, arena->memory);
  arena_init_deferred(&choosing.batch, arena->memory);
  store_select_rows(store, &batch,
                    "SELECT d.decision, d.record, d.outcome, d.decider, d.granted, d.currency"
                    " FROM " STORE_ROWS " d ORDER BY d.id", order->run_id, take_proposal,
                    &choosing);
  memory_release(arena->memory, &choosing.batch);
  memory_release(arena->memory, &batch);
  report_unknown(&choosing);
  if (!taking->takes.count && order->diags->errors == errors)
    report_nothing(taking, &choosing);
}

/* ---- against the data ------------------------------------------------------------------- */

/* Does the record still bear what was proposed, allocation apart? */
static bool still_holds(const Take *take, const Judgement *judgement) {
  Text now = judgement_outcome(judgement);
  bool fundable = text_is(take->proposed, outcome_names[OUTCOME_FUNDABLE]);
  int64_t amount = judgement->granted;
  if (!fundable)
    return text_equal(now, take->proposed);
  if (judgement->kind == OUTCOME_WAITLISTED && judgement->amount.state == VALUE_KNOWN)
    fraction_to_int64(judgement->amount.as.number, &amount);
  else if (judgement->kind != OUTCOME_FUNDABLE)
    return false;
  return !take->proposed_has_granted || amount == take->proposed_granted;
}

bool take_is_of(const Taking *taking, Text decision, Text record, Arena *batch) {
  return taking->by_subject.count &&
         map_get(&taking->by_subject, subject_of(batch, decision, record)) != NULL;
}

void take_look(Taking *taking, const Judgement *judgement, Arena *batch) {
  const TakeOrder *order = taking->order;
  if (!taking->by_subject.count)
    return;
  Text key = record_key_text(batch, judgement->record);
  Take *take = map_get(&taking->by_subject, subject_of(batch, judgement->decision->name, key));
  if (!take || take->seen)
    return;
  take->seen = true;
  take->registered = judgement->recorded && !judgement->record_decision.written;
  take->stale = !judgement->recorded && !still_holds(take, judgement);
  take->now = kept_word(taking, judgement_outcome(judgement));
  StoreFact like = { .run_id = order->run_id, .decision = take->line.decision,
                     .record = take->line.record };
  StoreFactList facts = { NULL, 0, 0 };
  facts_gather(batch, order->model, judgement_as_read(judgement), &like, &facts);
  take->facts = facts_pack(&taking->paths, &taking->facts, &facts);
}

static Language language_of(const TakeOrder *order) {
  return order->diags->language;
}

static void report_stale(const TakeOrder *order, const TakeList *stale) {
  diag_report(order->diags, DIAG_PROPOSAL_STALE, SPAN_NONE,
              "the data have changed since run %lld, and %zu of its proposals no longer hold",
              (long long)order->run_id, stale->count);
  for (size_t i = 0; i < stale->count && i < STALE_SHOWN; i++) {
    const Take *take = stale->items[i];
    Text now = take->seen ? outcome_text(take->now, language_of(order))
                          : text_from(diag_words(order->diags, "the record is gone"));
    diag_help(order->diags, "%.*s was proposed as %.*s; now: %.*s", TEXT_PRINT(take->line.record),
              TEXT_PRINT(outcome_text(take->proposed, language_of(order))), TEXT_PRINT(now));
  }
  diag_help(order->diags, "anslag run judges what stands now; decide by that run, or list these "
                          "records with what was decided");
}

void take_settle(Taking *taking, bool unchanged) {
  const TakeOrder *order = taking->order;
  TakeList stale = { NULL, 0, 0 };
  size_t kept_count = 0, errors = order->diags->errors;
  for (size_t i = 0; i < taking->takes.count; i++) {
    Take *take = taking->takes.items[i];
    if (take->registered && !take->said) {
      taking->already++;
      continue;
    }
    if (take->registered && !order->replace) {
      diag_report(order->diags, DIAG_DECIDED_ALREADY, take->said->span,
                  "\"%.*s\" is decided already, by the register", TEXT_PRINT(take->line.record));
      diag_help(order->diags, "correct the register, or let this stand in its place: --replace");
    }
    if (!unchanged && (take->stale || !take->seen) && !take_deviates(take))
      LIST_ADD(order->arena, &stale, Take *, take);
    taking->takes.items[kept_count++] = take;
  }
  bool emptied = taking->takes.count && !kept_count;
  taking->takes.count = kept_count;
  if (stale.count)
    report_stale(order, &stale);
  if (emptied && order->diags->errors == errors)
    report_nothing(taking, NULL);
}

/* ---- writing ---------------------------------------------------------------------------- */

void take_write(Taking *taking, Store *store) {
  const TakeOrder *order = taking->order;
  Arena scratch;
  store_make_ledger(store);
  int64_t id = store_next_taken(store);
  Text previous = store_chain_head(store, order->arena);
  arena_init_deferred(&scratch, order->arena->memory);
  for (size_t i = 0; i < taking->takes.count; i++) {
    Take *take = taking->takes.items[i];
    memory_poll(order->arena->memory);
    arena_reset(&scratch);
    const StoreFact like = { .run_id = order->run_id, .decision = take->line.decision,
                             .record = take->line.record };
    StoreFactList facts = store_facts(store, &scratch, like.run_id, like.decision, like.record);
    if (!facts.count) {
      facts = facts_unpack(&taking->paths, &scratch, take->facts, &like);
      for (size_t j = 0; j < facts.count; j++)
        store_write_fact(store, &facts.items[j]);
    }
    take->line.id = id++;
    take->line.previous_hash = previous;
    take->line.hash = previous =
        arena_text(order->arena, line_hash(&scratch, &take->line, facts.items, facts.count));
    store_write_taken(store, &take->line);
  }
  memory_release(order->arena->memory, &scratch);
  memory_release(order->arena->memory, &taking->facts);
}
