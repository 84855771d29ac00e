#include "interp/decide/rows.h"

#include "interp/decide/ladder.h"

/* ---- the ending ---------------------------------------------------------------------- */

StoreEnding rows_ending(const Judgement *judgement, Arena *batch) {
  const Decision *decision = judgement->decision;
  return (StoreEnding){
    .outcome = judgement_outcome(judgement), .decider = judgement->decider_name,
    .currency = decision->currency ? decision->currency->name : TEXT_NONE,
    .frame = judgement->frame ? judgement->frame->name : TEXT_NONE,
    .failed = judgement_failed(batch, judgement), .missing = judgement_missing(batch, judgement),
    .noted = judgement_noted(batch, judgement), .consulted = judgement_consulted(batch, judgement),
  };
}

/* ---- findings ------------------------------------------------------------------------ */

Text rows_source(const Model *model, Arena *batch, const ModelBases *bases) {
  const ModelBasis *assumed = NULL;
  for (size_t i = 0; bases && i < bases->count; i++) {
    const ModelBasis *basis = &bases->items[i];
    if (basis->kind == BASIS_SOURCE && basis->document)
      return basis->line ? arena_format(batch, model_words(model, "%.*s: line %zu: %.*s"),
                                        TEXT_PRINT(basis->document->name), basis->line,
                                        TEXT_PRINT(basis->text))
                         : arena_format(batch, "%.*s: %.*s", TEXT_PRINT(basis->document->name),
                                        TEXT_PRINT(basis->text));
    if (basis->kind == BASIS_ASSUMED && !assumed)
      assumed = basis;
  }
  if (!assumed)
    return TEXT_NONE;
  return arena_format(batch, model_words(model, "assumed: %.*s"), TEXT_PRINT(assumed->text));
}

typedef Text AskText(const Ask *ask);

/* The asks' names (in full, U6) or owners, each once. */
static Text join_asks(Arena *batch, const AskList *asks, AskText *text_of) {
  if (!asks->count)
    return TEXT_NONE;
  Writer writer;
  writer_to_memory(&writer, batch);
  size_t written = 0;
  for (size_t i = 0; i < asks->count; i++) {
    Text text = text_of(&asks->items[i]);
    bool seen = text.length == 0;
    for (size_t j = 0; j < i && !seen; j++)
      seen = text_equal(text, text_of(&asks->items[j]));
    if (seen)
      continue;
    if (written++)
      writer_put(&writer, TEXT(","));
    writer_put(&writer, text);
  }
  return writer_text(&writer);
}

static void add_finding(StoreFindings *findings, const Judgement *judgement,
                        const RuleVerdict *verdict, Arena *batch) {
  if (verdict->verdict == VERDICT_PASS || verdict->verdict == VERDICT_DOES_NOT_APPLY)
    return;
  LIST_ADD(batch, findings, StoreFinding, (StoreFinding){
    .rule = verdict->name, .verdict = text_from(verdict_names[verdict->verdict]),
    .missing = join_asks(batch, &verdict->asks, ask_name),
    .owner = join_asks(batch, &verdict->asks, ask_owner),
    .source = rows_source(judgement_model(judgement), batch, verdict->bases),
    .reason = verdict->reason,
  });
}

/* Of ladders what was skipped without a reason. */
static void add_skipped(StoreFindings *findings, const Judgement *judgement, Arena *batch) {
  const Model *model = judgement_model(judgement);
  for (size_t i = 0; i < model->ladders.count; i++) {
    const Ladder *ladder = model->ladders.items[i];
    if (ladder->subject != judgement->record->type)
      continue;
    LadderStanding standing = ladder_stand(judgement->evaluator, ladder, judgement->record, batch);
    Text unexplained = ladder_unexplained(batch, &standing);
    if (!unexplained.length)
      continue;
    LIST_ADD(batch, findings, StoreFinding, (StoreFinding){
      .rule = ladder->name, .verdict = TEXT("noted"),
      .source = rows_source(model, batch, &ladder->bases),
      .reason = arena_format(batch,
                             model_words(model, "skipped without a written reason: %.*s"),
                             TEXT_PRINT(unexplained)),
    });
  }
}

StoreFindings rows_findings(const Judgement *judgement, Arena *batch) {
  StoreFindings findings = { NULL, 0, 0 };
  for (size_t i = 0; i < judgement->rules.count; i++)
    add_finding(&findings, judgement, &judgement->rules.items[i], batch);
  for (size_t i = 0; i < judgement->controls.count; i++)
    add_finding(&findings, judgement, &judgement->controls.items[i], batch);
  add_skipped(&findings, judgement, batch);
  return findings;
}

/* ---- values -------------------------------------------------------------------------- */

bool rows_say_amounts(const Decision *decision) {
  const NamedTermList *amounts = &decision->amounts;
  return amounts->count > 1 ||
         (amounts->count == 1 && amounts->items[0]->value->kind != TERM_FIELD);
}

static void add_values(StoreValues *to, const NamedValueList *values, Arena *batch) {
  for (size_t i = 0; i < values->count; i++) {
    const NamedValue *named = &values->items[i];
    if (named->value.state == VALUE_KNOWN && named->term->name.length)
      LIST_ADD(batch, to, StoreValue,
               (StoreValue){ named->term->name, value_plain(batch, named->value) });
  }
}

bool rows_say_version(const Model *model, const Decision *decision) {
  for (size_t i = 0; i < decision->shows.count; i++)
    if (text_is(decision->shows.items[i]->name, "version"))
      return false;
  return model->amendments.count > 0;
}

/* The amendments that the record was judged by, with a "?" where that is not known. */
static Text version_of(const Judgement *judgement, Arena *batch) {
  const Model *model = judgement_model(judgement);
  Text names = TEXT("");
  for (size_t i = 0; i < model->amendments.count; i++) {
    Versions versions = { .from = model->amendments.items[i] };
    Value stands = evaluator_stands(judgement->evaluator, &versions);
    if (stands.state == VALUE_KNOWN && !stands.as.truth)
      continue;
    names = arena_format(batch, "%.*s%s%.*s%s", TEXT_PRINT(names), names.length ? "," : "",
                         TEXT_PRINT(model->amendments.items[i]->name),
                         stands.state == VALUE_KNOWN ? "" : "?");
  }
  return names.length ? names : TEXT("adopted");
}

/* The step proposed on each ladder of the record. */
static void add_steps(StoreValues *to, const Judgement *judgement, Arena *batch) {
  const Model *model = judgement_model(judgement);
  for (size_t i = 0; i < model->ladders.count; i++) {
    const Ladder *ladder = model->ladders.items[i];
    if (ladder->subject != judgement->record->type)
      continue;
    LadderStanding standing = ladder_stand(judgement->evaluator, ladder, judgement->record, batch);
    if (standing.next)
      LIST_ADD(batch, to, StoreValue, (StoreValue){ ladder->name, standing.next->code->name });
  }
}

StoreValues rows_values(const Judgement *judgement, Arena *batch) {
  StoreValues values = { NULL, 0, 0 };
  const NamedValueList *amounts = &judgement->amounts;
  if (amounts->count > 1 ||
      (amounts->count == 1 && amounts->items[0].term->value->kind != TERM_FIELD))
    add_values(&values, amounts, batch);
  add_values(&values, &judgement->shows, batch);
  if (rows_say_version(judgement_model(judgement), judgement->decision))
    LIST_ADD(batch, &values, StoreValue,
             (StoreValue){ TEXT("version"), version_of(judgement, batch) });
  add_steps(&values, judgement, batch);
  return values;
}

/* ---- deadlines ----------------------------------------------------------------------- */

StoreDeadlines rows_deadlines(const Judgement *judgement, Arena *batch) {
  StoreDeadlines deadlines = { NULL, 0, 0 };
  for (size_t i = 0; i < judgement->deadlines.count; i++) {
    const DeadlineResult *deadline = &judgement->deadlines.items[i];
    LIST_ADD(batch, &deadlines, StoreDeadline, (StoreDeadline){
      .deadline = deadline->deadline->name, .owed_by = deadline->owed_by,
      .owed_to = deadline->owed_to,
      .due = deadline->due.state == VALUE_KNOWN ? value_plain(batch, deadline->due) : TEXT_NONE,
    });
  }
  return deadlines;
}
