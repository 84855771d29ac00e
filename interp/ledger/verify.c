#include "interp/ledger/verify.h"

#include "base/sha256.h"
#include "interp/ledger/rows.h"
#include "interp/ledger/rulebook.h"

typedef struct {
  Store        *store;
  Arena        *arena;
  Verification *verification;
} Verifying;

static void add(Verifying *verifying, VerifyPart part, VerifyFault fault) {
  LIST_ADD(verifying->arena, &verifying->verification->faults[part], VerifyFault, fault);
}

static Text subject(Arena *arena, Text decision, Text record) {
  return arena_format(arena, "%.*s %.*s", TEXT_PRINT(decision), TEXT_PRINT(record));
}

static void add_line(Verifying *verifying, const ChainLine *line, FaultKind kind) {
  add(verifying, line->is_run ? VERIFY_RUNS : VERIFY_DECISIONS,
      (VerifyFault){ .kind = kind, .of_run = line->is_run, .number = line->number,
                     .name = line->is_run ? TEXT_NONE
                                          : subject(verifying->arena, line->taken->decision,
                                                    line->taken->record) });
}

/* ---- the chain -------------------------------------------------------------------------- */

/* One fault for a line: what it says comes before where it hangs. */
static void verify_line(Verifying *verifying, const ChainLine *line) {
  if (!line->hash.length)
    add_line(verifying, line, FAULT_NO_HASH);
  else if (!text_equal(line->hash, line->computed))
    add_line(verifying, line, FAULT_CHANGED);
  else if (line->gap)
    add_line(verifying, line, FAULT_LINE_GONE);
  else if (!line->on_chain && (!line->before || line->before->on_chain))
    add_line(verifying, line, FAULT_BESIDE);
}

static void verify_chain(Verifying *verifying, Text expected) {
  Verification *verification = verifying->verification;
  const RecordChain *chain = &verification->chain;
  bool found = expected.length == 0 || (chain->count == 0 && text_equal(expected, STORE_NO_HASH));
  for (size_t i = 0; i < chain->count; i++) {
    memory_poll(verifying->arena->memory);
    verify_line(verifying, &chain->lines[i]);
    found |= chain->lines[i].on_chain && text_equal(chain->lines[i].hash, expected);
  }
  if (!found)
    add(verifying, VERIFY_RUNS, (VerifyFault){ .kind = FAULT_HEAD, .name = expected });
  for (size_t i = 0; i < chain->orphans.count; i++) {
    const StoreFact *orphan = &chain->orphans.items[i];
    add(verifying, VERIFY_DECISIONS,
        (VerifyFault){ .kind = FAULT_DECISION_GONE, .of_run = true, .number = orphan->run_id,
                       .name = subject(verifying->arena, orphan->decision, orphan->record) });
  }
}

/* ---- rows ------------------------------------------------------------------------------- */

static void add_changed_rows(Verifying *verifying, const StoreRunLine *run) {
  add(verifying, VERIFY_ROWS, (VerifyFault){ .kind = FAULT_ROWS_CHANGED, .of_run = true,
                                             .number = run->run_id });
}

static void verify_rows_of(Verifying *verifying, const StoreRunLine *run) {
  Arena scratch;
  arena_init_deferred(&scratch, verifying->arena->memory);
  RowsDigest rows = rows_digest(verifying->store, &scratch, run->run_id, run->run.digest);
  bool same = text_equal(rows.digest, run->run.digest) && !rows.gaps &&
              !rows.lost_deadlines;
  memory_release(verifying->arena->memory, &scratch);
  if (!same)
    add_changed_rows(verifying, run);
}

static int64_t number_of(Text digits) {
  int64_t number = 0;
  bool negative = digits.length && digits.bytes[0] == '-';
  for (size_t i = negative; i < digits.length && i < 18; i++)
    if (digits.bytes[i] >= '0' && digits.bytes[i] <= '9')
      number = number * 10 + (digits.bytes[i] - '0');
  return negative ? -number : number;
}

static bool add_lost_run(void *context, const Text *cells, const bool *null, size_t count) {
  (void)count;
  if (!null[0])
    add(context, VERIFY_ROWS, (VerifyFault){ .kind = FAULT_RUN_GONE, .of_run = true,
                                             .number = number_of(cells[0]) });
  return true;
}

/* A decision that follows its proposal says what the proposal says. */
static void verify_taken(Verifying *verifying, const StoreTaken *line) {
  StoreProposal proposal;
  Arena scratch;
  if (line->deviates.length || !line->hash.bytes)
    return;
  arena_init_deferred(&scratch, verifying->arena->memory);
  bool alike = store_find_proposal(verifying->store, &scratch, line->run_id, line->decision,
                                   line->record, &proposal) &&
               text_equal(proposal.outcome, line->outcome) &&
               proposal.has_granted == line->has_granted &&
               (!line->has_granted || proposal.granted == line->granted);
  memory_release(verifying->arena->memory, &scratch);
  if (!alike)
    add(verifying, VERIFY_ROWS,
        (VerifyFault){ .kind = FAULT_UNLIKE_PROPOSAL, .number = line->id,
                       .name = subject(verifying->arena, line->decision, line->record) });
}

static void verify_rows(Verifying *verifying) {
  const RecordChain *chain = &verifying->verification->chain;
  Arena batch;
  if (!store_rows_stand(verifying->store)) {
    for (size_t i = 0; i < chain->runs.count; i++)   /* a table is gone, or a view lies */
      add_changed_rows(verifying, &chain->runs.items[i]);
    return;
  }
  for (size_t i = 0; i < chain->runs.count; i++)
    verify_rows_of(verifying, &chain->runs.items[i]);
  arena_init_deferred(&batch, verifying->arena->memory);
  store_select(verifying->store, &batch,
               "SELECT DISTINCT run_id FROM (SELECT run_id FROM anslag_extent"
               " UNION SELECT run_id FROM main.anslag_frame)"
               " WHERE run_id NOT IN (SELECT run_id FROM main.anslag_run) ORDER BY 1",
               0, add_lost_run, verifying);
  memory_release(verifying->arena->memory, &batch);
  for (size_t i = chain->runs.count; i < chain->count; i++)
    if (chain->lines[i].taken)
      verify_taken(verifying, chain->lines[i].taken);
}

/* ---- rules ------------------------------------------------------------------------------ */

static bool is_of_run(const RecordChain *chain, Text rules_hash) {
  for (size_t i = 0; i < chain->runs.count; i++)
    if (text_equal(chain->runs.items[i].run.rules_hash, rules_hash))
      return true;
  return false;
}

static bool seen_before(const RecordChain *chain, size_t run) {
  for (size_t i = 0; i < run; i++)
    if (text_equal(chain->runs.items[i].run.rules_hash, chain->runs.items[run].run.rules_hash))
      return true;
  return false;
}

static void verify_rules_of(Verifying *verifying, const Rulebook *book, const StoreRunLine *run) {
  Text missing = TEXT_NONE;
  FaultKind kind = FAULT_RULES_CHANGED;
  switch (rulebook_verify(book, verifying->arena, run->run.rules_hash, &missing)) {
    case RULEBOOK_WHOLE:
      return;
    case RULEBOOK_WITHOUT_DOCUMENT: case RULEBOOK_GONE:
      kind = FAULT_RULES_GONE;
      break;
    case RULEBOOK_CHANGED:
      break;
  }
  add(verifying, VERIFY_RULES, (VerifyFault){ .kind = kind, .of_run = true,
                                              .number = run->run_id, .name = missing });
}

static void verify_rules(Verifying *verifying) {
  const RecordChain *chain = &verifying->verification->chain;
  Rulebook book = rulebook_read(verifying->store, verifying->arena);
  for (size_t i = 0; i < chain->runs.count; i++) {
    if (seen_before(chain, i))
      continue;
    verifying->verification->rule_sets++;
    verify_rules_of(verifying, &book, &chain->runs.items[i]);
  }
  for (size_t i = 0; i < book.texts.count; i++) {
    const StoreRuleText *text = &book.texts.items[i];
    if (!is_of_run(chain, text->rules_hash) && !rulebook_is_document(&book, text))
      add(verifying, VERIFY_RULES,
          (VerifyFault){ .kind = FAULT_RULES_ADDED, .name = text->path });
  }
}

Verification *verify_store(Store *store, Arena *arena, Text expected) {
  Verification *verification = arena_new(arena, Verification);
  Verifying verifying = { store, arena, verification };
  verification->chain = chain_read(store, arena);
  verification->head = chain_head(&verification->chain);
  verify_chain(&verifying, expected);
  verify_rows(&verifying);
  verify_rules(&verifying);
  return verification;
}

bool verify_is_whole(const Verification *verification) {
  for (size_t i = 0; i < VERIFY_COUNT; i++)
    if (verification->faults[i].count)
      return false;
  return true;
}
