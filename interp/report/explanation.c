#include "interp/report/explanation_parts.h"

#include "interp/decide/ladder.h"
#include "interp/report/titles.h"

/* ---- the way of the money ---------------------------------------------------------------- */

static void add_step(const Gathering *gathering, const NamedTerm *term, Value value, bool ceiling,
                     bool lowers) {
  ExplainedStep step = { .name = explained_text(gathering, term->name),
                         .title = explained_text(gathering, term->title),
                         .shown = explained_money(gathering, value),
                         .ceiling = ceiling,
                         .known = value.state == VALUE_KNOWN,
                         .lowers = lowers };
  LIST_ADD(gathering->arena, &gathering->explanation->steps, ExplainedStep, step);
}

static bool is_below(Value a, Value b) {
  return a.state == VALUE_KNOWN && b.state == VALUE_KNOWN &&
         fraction_compare(a.as.number, b.as.number) < 0;
}

static void gather_steps(const Gathering *gathering) {
  const Judgement *judgement = gathering->judgement;
  Value so_far = judgement->asked;
  for (size_t i = 0; i < judgement->amounts.count; i++) {
    const NamedValue *amount = &judgement->amounts.items[i];
    add_step(gathering, amount->term, amount->value, false, false);
    so_far = amount->value;
  }
  for (size_t i = 0; i < judgement->ceilings.count; i++) {
    const NamedValue *ceiling = &judgement->ceilings.items[i];
    bool lowers = is_below(ceiling->value, so_far);
    add_step(gathering, ceiling->term, ceiling->value, true, lowers);
    if (lowers)
      so_far = ceiling->value;
  }
  for (size_t i = 0; i < judgement->shows.count; i++) {
    const NamedValue *shows = &judgement->shows.items[i];
    ExplainedStep step = { .working = true,
                           .name = explained_text(gathering, shows->term->name),
                           .title = explained_text(gathering, shows->term->title),
                           .shown = explained_text(gathering,
                                              screen_value(gathering->arena, gathering->screen,
                                                           shows->value,
                                                           &shows->term->value->type)) };
    LIST_ADD(gathering->arena, &gathering->explanation->steps, ExplainedStep, step);
  }
}

/* ---- ladders ----------------------------------------------------------------------------- */

static Text step_text(const Gathering *gathering, const LadderStanding *standing) {
  Arena *arena = gathering->arena;
  Text unexplained = ladder_unexplained(arena, standing);
  Writer writer;
  writer_to_memory(&writer, arena);
  const Code *code = standing->next ? standing->next->code : NULL;
  if (code)
    writer_print(&writer, "%.*s", TEXT_PRINT(code_title(code)));
  else
    writer_put(&writer, text_from(standing->known ? explained_words(gathering, "no step left")
                                          : explained_words(gathering, "not known")));
  if (standing->due.state == VALUE_KNOWN)
    writer_print(&writer, explained_words(gathering, ", due %.*s"),
                 TEXT_PRINT(date_text(arena, standing->due.as.date)));
  if (unexplained.length)
    writer_print(&writer, explained_words(gathering, "; skipped without a written reason: %.*s"),
                 TEXT_PRINT(unexplained));
  return writer_text(&writer);
}

/* The step proposed on each ladder of the record is a working too. */
static void gather_ladders(const Gathering *gathering) {
  const Judgement *judgement = gathering->judgement;
  for (size_t i = 0; i < gathering->model->ladders.count; i++) {
    const Ladder *ladder = gathering->model->ladders.items[i];
    if (ladder->subject != judgement->record->type)
      continue;
    LadderStanding standing = ladder_stand(judgement->evaluator, ladder, judgement->record,
                                           gathering->arena);
    ExplainedStep step = { .working = true, .name = explained_text(gathering, ladder->name),
                           .title = explained_text(gathering, ladder->title),
                           .shown = explained_text(gathering, step_text(gathering, &standing)) };
    LIST_ADD(gathering->arena, &gathering->explanation->steps, ExplainedStep, step);
  }
}

/* ---- who decides, and why not the others ------------------------------------------------- */

static void add_why(const Gathering *gathering, ExplainedPower *power, Text why) {
  LIST_ADD(gathering->arena, &power->why, Text, why);
}

/* The amount that limits of delegation are held against, with the slices before it (F12). */
static Value judged_amount(const Gathering *gathering) {
  const Judgement *judgement = gathering->judgement;
  Value judged = judgement->judged;
  if (judged.state == VALUE_KNOWN && judgement->split.state == VALUE_KNOWN &&
      !fraction_add(judged.as.number, judgement->split.as.number, &judged.as.number))
    return value_unknown(TYPE_MONEY);
  return judged;
}

static void hold_against(const Gathering *gathering, ExplainedPower *to, const Term *limit,
                         bool fails, const char *words) {
  if (!fails)
    return;
  Text written = explained_expr(gathering, limit);
  Value value = evaluate_kept(gathering->judgement->evaluator, limit);
  Text shown = explained_money(gathering, value);
  Text judged = explained_money(gathering, judged_amount(gathering));
  const char *compared = explained_words(gathering, words);
  Text why = limit->kind == TERM_PARAMETER
                 ? arena_format(gathering->arena,
                                explained_words(gathering, "%.*s is %s %.*s (%.*s)"),
                                TEXT_PRINT(judged), compared, TEXT_PRINT(shown),
                                TEXT_PRINT(written))
                 : arena_format(gathering->arena, explained_words(gathering, "%.*s is %s %.*s"),
                                TEXT_PRINT(judged), compared, TEXT_PRINT(shown));
  add_why(gathering, to, why);
}

static int compare_kept(const Gathering *gathering, const Term *limit, bool *known) {
  Value judged = judged_amount(gathering);
  Value value = evaluate_kept(gathering->judgement->evaluator, limit);
  *known = judged.state == VALUE_KNOWN && value.state == VALUE_KNOWN;
  return *known ? fraction_compare(judged.as.number, value.as.number) : 0;
}

static void gather_limits(const Gathering *gathering, const Power *power, ExplainedPower *to) {
  bool known = false;
  Evaluator *evaluator = gathering->judgement->evaluator;
  if (power->when) {
    Value holds = evaluate(evaluator, power->when);
    if (holds.state == VALUE_KNOWN && !holds.as.truth)
      add_why(gathering, to, arena_format(gathering->arena,
                                          explained_words(gathering, "only when %.*s"),
                                          TEXT_PRINT(explained_expr(gathering, power->when))));
  }
  if (power->most) {
    int order = compare_kept(gathering, power->most, &known);
    hold_against(gathering, to, power->most,
                 known && (power->most_strict ? order >= 0 : order > 0),
                 power->most_strict ? MESSAGE("not below") : MESSAGE("above"));
  }
  if (power->above) {
    int order = compare_kept(gathering, power->above, &known);
    hold_against(gathering, to, power->above, known && order <= 0, MESSAGE("not above"));
  }
}

static void add_refusal_words(const Gathering *gathering, ExplainedPower *to, size_t power) {
  const Explanation *explanation = gathering->explanation;
  for (size_t i = 0; i < explanation->refusals.count; i++) {
    const ExplainedRefusal *refusal = &explanation->refusals.items[i];
    if (refusal->power != power)
      continue;
    add_why(gathering, to,
            refusal->closed
                ? arena_format(gathering->arena,
                               explained_words(gathering, "the frame %.*s is closed"),
                               TEXT_PRINT(refusal->name))
                : arena_format(gathering->arena,
                               explained_words(gathering,
                                               "the frame %.*s has room for %.*s at its turn"),
                               TEXT_PRINT(refusal->name), TEXT_PRINT(refusal->room)));
  }
}

/* A row of another version is no row of the record's (X3): it is not shown. */
static bool elsewhere(const Gathering *gathering, const Power *power) {
  if (!power->stands)
    return false;
  Evaluator *evaluator = gathering->judgement->evaluator;
  evaluator_governed_by(evaluator, power->governed);
  Value stands = evaluate(evaluator, power->stands);
  evaluator_governed_by(evaluator, NULL);
  return stands.state == VALUE_KNOWN && !stands.as.truth;
}

static void gather_powers(const Gathering *gathering) {
  const Judgement *judgement = gathering->judgement;
  for (size_t i = 0; i < judgement->powers.count; i++) {
    const PowerVerdict *verdict = &judgement->powers.items[i];
    if (!verdict->power)          /* nobody is named: the amount is drawn, or granted, as it is */
      continue;
    if (elsewhere(gathering, verdict->power))
      continue;
    ExplainedPower power = { .delegated = verdict->power->delegated,
                             .chosen = judgement->power == verdict->power,
                             .verdict = verdict->verdict };
    if (verdict->decider) {
      power.decider = explained_text(gathering, verdict->decider->name);
      power.title = explained_body_title(gathering, verdict->decider);
    } else {
      power.decider = explained_expr(gathering, verdict->power->decider);
    }
    if (verdict->verdict == VERDICT_INVALID && verdict->error)
      add_why(gathering, &power, explained_text(gathering, verdict->error->message));
    evaluator_governed_by(judgement->evaluator, verdict->power->governed);
    if (!power.chosen)
      gather_limits(gathering, verdict->power, &power);
    evaluator_governed_by(judgement->evaluator, NULL);
    if (!power.chosen)
      explanation_gather_only_when(gathering, &power, verdict->power);
    if (!power.chosen && verdict->verdict != VERDICT_FAIL)
      add_refusal_words(gathering, &power, verdict->power->index);
    power.governing = explained_governing(gathering, verdict->power->governed,
                                          verdict->power->dated);
    explained_asks(gathering, &verdict->asks, &power.asks);
    explained_bases(gathering, &verdict->power->bases, &power.bases);
    LIST_ADD(gathering->arena, &gathering->explanation->powers, ExplainedPower, power);
  }
}

static void gather_money(const Gathering *gathering) {
  gather_steps(gathering);
  explanation_gather_refusals(gathering);
  explanation_gather_rooms(gathering);
  explanation_gather_trial(gathering);
  gather_powers(gathering);
}

/* ---- conditions and deadlines ------------------------------------------------------------ */

static void add_condition(const Gathering *gathering, const Condition *condition, bool open) {
  ExplainedCondition explained = { .name = explained_text(gathering, condition->name),
                                   .title = explained_text(gathering, condition->title),
                                   .open = open };
  explained_bases(gathering, &condition->bases, &explained.bases);
  LIST_ADD(gathering->arena, &gathering->explanation->conditions, ExplainedCondition, explained);
}

static Text owers_text(const Gathering *gathering, const PartyNames *owers) {
  Writer writer;
  writer_to_memory(&writer, gathering->arena);
  for (size_t i = 0; i < owers->count; i++)
    writer_print(&writer, "%s%.*s", i ? ", " : "", TEXT_PRINT(owers->items[i].name));
  return explained_text(gathering, writer_text(&writer));
}

static void add_deadline(const Gathering *gathering, const DeadlineResult *result) {
  const Deadline *deadline = result->deadline;
  Text due = result->due.state == VALUE_KNOWN ? date_text(gathering->arena, result->due.as.date)
             : result->due.state == VALUE_ERROR
                 ? explained_text(gathering, result->due.as.error->message)
                 : text_from(explained_words(gathering, "not yet known"));
  ExplainedDeadline explained = { .name = explained_text(gathering, deadline->name),
                                  .title = explained_text(gathering, deadline->title),
                                  .owed_by = explained_text(gathering, result->owed_by),
                                  .owed_to = explained_text(gathering, result->owed_to),
                                  .owers = owers_text(gathering, &result->owers),
                                  .due = due,
                                  .counting = explained_text(gathering, result->counting),
                                  .governing = explained_governing(gathering, deadline->governed,
                                                                   deadline->dated),
                                  .fulfilled = result->fulfilled };
  explained_bases(gathering, &deadline->bases, &explained.bases);
  LIST_ADD(gathering->arena, &gathering->explanation->deadlines, ExplainedDeadline, explained);
}

static void gather_duties(const Gathering *gathering) {
  const Judgement *judgement = gathering->judgement;
  for (size_t i = 0; i < judgement->conditions.count; i++)
    add_condition(gathering, judgement->conditions.items[i], false);
  for (size_t i = 0; i < judgement->conditions_open.count; i++)
    add_condition(gathering, judgement->conditions_open.items[i], true);
  for (size_t i = 0; i < judgement->deadlines.count; i++)
    add_deadline(gathering, &judgement->deadlines.items[i]);
}

/* ---- the head ---------------------------------------------------------------------------- */

/* "applicants: A, B" for each list of other records that is read. */
static void gather_parties(const Gathering *gathering, const Record *record) {
  for (size_t i = 0; i < record->type->count; i++) {
    const FieldType *field = &record->type->fields[i];
    Value value = record->fields[i];
    if (field->type.kind != TYPE_LIST || value.state != VALUE_KNOWN || value.as.list.count == 0)
      continue;
    Writer writer;
    writer_to_memory(&writer, gathering->arena);
    for (size_t j = 0; j < value.as.list.count; j++)
      writer_print(&writer, "%s%.*s", j ? ", " : "",
                   TEXT_PRINT(title_of(gathering->arena, value.as.list.items[j].as.record)));
    ExplainedValue party = { .name = explained_text(gathering, field_title(field)),
                             .shown = explained_text(gathering, writer_text(&writer)) };
    LIST_ADD(gathering->arena, &gathering->explanation->parties, ExplainedValue, party);
  }
}

static void gather_reasons(const Gathering *gathering) {
  const Judgement *judgement = gathering->judgement;
  TextItems *reasons = &gathering->explanation->reasons;
  for (size_t i = 0; i < judgement->failed.count; i++) {
    const RuleVerdict *failed = judgement->failed.items[i];
    Text reason = failed->reason.length ? failed->reason
                  : failed->rule        ? failed->rule->title
                                        : rule_name_word(failed->name, gathering->model->surface);
    LIST_ADD(gathering->arena, reasons, Text, explained_text(gathering, reason));
  }
  for (size_t i = 0; i < judgement->rules.count; i++)
    if (judgement->kind == OUTCOME_INVALID &&
        judgement->rules.items[i].verdict == VERDICT_INVALID && reasons->count == 0)
      LIST_ADD(gathering->arena, reasons, Text,
               explained_text(gathering, judgement->rules.items[i].reason));
  for (size_t i = 0; i < judgement->controls.count; i++)      /* of the decision taken (F3, F6) */
    LIST_ADD(gathering->arena, reasons, Text,
             explained_text(gathering, judgement->controls.items[i].reason));
}

static Text recorded_text(const Gathering *gathering) {
  const RecordedDecision *recorded = &gathering->judgement->record_decision;
  if (!gathering->judgement->recorded || !recorded->decided)
    return TEXT("");
  Text on = recorded->has_date ? date_text(gathering->arena, recorded->on) : TEXT("");
  Writer writer;
  writer_to_memory(&writer, gathering->arena);
  writer.language = gathering->screen->swedish ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
  writer_say(&writer, "decided already");
  if (on.length)
    writer_print(&writer, " %.*s", TEXT_PRINT(on));
  if (recorded->decider.length)
    writer_say(&writer, " by %.*s", TEXT_PRINT(recorded->decider));
  return explained_text(gathering, writer_text(&writer));
}

/* Who is told of the decision, by title. */
static Text sent_to_text(const Gathering *gathering) {
  const Model *model = gathering->model;
  Writer writer;
  writer_to_memory(&writer, gathering->arena);
  for (size_t i = 0; i < model->sent_to.count; i++) {
    const Party *party = &model->sent_to.items[i];
    Text title = party->body    ? party->body->title
                 : party->group ? party->group->title : TEXT("");
    Text name = party->body ? party->body->name : party->group ? party->group->name : TEXT("");
    writer_print(&writer, "%s%.*s", i ? ", " : "", TEXT_PRINT(title.length ? title : name));
  }
  return explained_text(gathering, writer_text(&writer));
}

static bool is_whole(Value value, int64_t *minor) {
  return value.state == VALUE_KNOWN && fraction_to_int64(value.as.number, minor);
}

void explanation_gather(Explanation *explanation, Arena *arena, const Model *model,
                        const Screen *screen, const Judgement *judgement) {
  Gathering gathering = { explanation, arena, model, screen, judgement };
  const Decision *decision = judgement->decision;
  const RecordType *type = judgement->record->type;
  *explanation = (Explanation){
    .model = model,
    .subject = type,
    .rules_of = decision,
    .decision = explained_text(&gathering, decision->name),
    .record_type = explained_text(&gathering, title_of_type(type)),
    .key = explained_text(&gathering, record_key_text(arena, judgement->record)),
    .outcome = explained_text(&gathering, judgement_outcome(judgement)),
    .outcome_title = judgement->own ? explained_text(&gathering, judgement->own->title) : TEXT(""),
    .kind = judgement->kind,
    .asked = explained_money(&gathering, judgement->asked),
    .amount = explained_money(&gathering, judgement->amount),
    .granted = judgement->has_granted ? explained_amount(&gathering, judgement->granted) : TEXT(""),
    .frame = judgement->frame ? explained_text(&gathering, judgement->frame->name) : TEXT(""),
    .decider = explained_text(&gathering, judgement->decider_name),
    .consulted = explained_text(&gathering, judgement_consulted(arena, judgement)),
    .recorded = recorded_text(&gathering),
    .rank = judgement->reached ? judgement->placement.rank : 0
  };
  if (decision->currency)
    explanation->currency = explained_text(&gathering, decision->currency->name);
  explanation->issued_by = explained_text(&gathering, model->issued_by);
  explanation->sent_to = sent_to_text(&gathering);
  explanation->has_asked = is_whole(judgement->asked, &explanation->asked_minor);
  explanation->has_amount = is_whole(judgement->amount, &explanation->amount_minor);
  explanation->has_granted = judgement->has_granted;
  explanation->granted_minor = judgement->has_granted ? judgement->granted : 0;
  gather_reasons(&gathering);
  explanation_gather_versions(&gathering);
  explanation_gather_rules(&gathering);
  gather_money(&gathering);
  gather_ladders(&gathering);
  gather_duties(&gathering);
  explained_asks(&gathering, &judgement->missing, &explanation->missing);
}

void explanation_name(Explanation *explanation, Arena *arena, const Record *record) {
  Gathering gathering = { .explanation = explanation, .arena = arena };
  explanation->name = explained_text(&gathering, title_of(arena, record));
  gather_parties(&gathering, record);
}
