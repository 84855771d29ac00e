#include "base/pointers.h"
#include "grammar/keywords.h"
#include "interp/decide/judging.h"

/* ---- asks ------------------------------------------------------------------------ */

static bool same_fact(const Ask *a, const Ask *b) {
  if (a->field || b->field)
    return a->field == b->field &&
           (a->record == b->record || record_key_compare(a->record, b->record) == 0);
  return text_equal(a->pending, b->pending);
}

static void ask_once(Arena *arena, AskList *asks, const Ask *ask) {
  for (size_t i = 0; i < asks->count; i++)
    if (same_fact(&asks->items[i], ask))
      return;
  LIST_ADD(arena, asks, Ask, *ask);
}

void asks_add_all(Arena *arena, AskList *asks, const AskList *more) {
  for (size_t i = 0; i < more->count; i++)
    ask_once(arena, asks, &more->items[i]);
}

Verdict rules_unknown(const AskList *asks) {
  for (size_t i = 0; i < asks->count; i++)
    if (asks->items[i].possibly)
      return VERDICT_POSSIBLY;
  return VERDICT_UNKNOWN;
}

/* ---- adding ---------------------------------------------------------------------- */

static RuleVerdict *add(Judging *judging, RuleVerdict verdict) {
  LIST_ADD(judging->batch, &judging->judgement->rules, RuleVerdict, verdict);
  return &judging->judgement->rules.items[judging->judgement->rules.count - 1];
}

void rules_add(Judging *judging, Text name, Verdict verdict, const AskList *asks, Text reason,
               const ModelBases *bases) {
  RuleVerdict *added = add(judging, (RuleVerdict){ .name = name, .verdict = verdict,
                                                   .reason = reason, .bases = bases });
  if (asks)
    added->asks = *asks;
}

void rules_add_error(Judging *judging, Text name, const ValueError *error,
                     const ModelBases *bases) {
  rules_add(judging, name, VERDICT_INVALID, NULL, error->message, bases);
}

/* ---- faults and valid when ------------------------------------------------------- */

static void add_faults(Judging *judging, const Record *record) {
  for (size_t i = 0; i < record->faults.count; i++) {
    const Fault *fault = &record->faults.items[i];
    Text reason = fault->field && fault->cell.length
                      ? arena_format(judging->batch, "\"%.*s\" %.*s", TEXT_PRINT(fault->cell),
                                     TEXT_PRINT(fault->reason))
                      : fault->reason;
    rules_add(judging, fault->field ? fault->field->name : record->type->name, VERDICT_INVALID,
              NULL, reason, NULL);
  }
}

/* How the record judged leads to another, for names in full (U6). */
typedef struct Route {
  const struct Route *outer;            /* NULL: from the record judged */
  const FieldType    *field;
  const Record       *record;
} Route;

/* "lead.members[3]." */
static Text route_text(Arena *arena, const Route *route) {
  if (!route)
    return TEXT("");
  Text outer = route_text(arena, route->outer);
  if (route->field->type.kind != TYPE_LIST)
    return arena_format(arena, "%.*s%.*s.", TEXT_PRINT(outer), TEXT_PRINT(route->field->name));
  return arena_format(arena, "%.*s%.*s[%.*s].", TEXT_PRINT(outer), TEXT_PRINT(route->field->name),
                      TEXT_PRINT(record_key_text(arena, route->record)));
}

static void ask_along(Judging *judging, AskList *asks, const Route *route) {
  if (!route || !asks->count)
    return;
  Text along = route_text(judging->batch, route);
  for (size_t i = 0; i < asks->count; i++)
    asks->items[i].path = arena_format(judging->batch, "%.*s%.*s", TEXT_PRINT(along),
                                       TEXT_PRINT(asks->items[i].path));
}

static void test_valid(Judging *judging, const ModelValid *valid, const Route *route) {
  static const Text name = { "valid when", 10 };
  AskList asks = { 0 };
  Value value = evaluate_verdict(judging->judge->evaluator, valid->test, &asks);
  ask_along(judging, &asks, route);
  if (value.state == VALUE_ERROR)
    rules_add_error(judging, name, value.as.error, NULL);
  else if (value.state != VALUE_KNOWN)
    rules_add(judging, name, rules_unknown(&asks), &asks, TEXT_NONE, NULL);
  else if (!value.as.truth)
    rules_add(judging, name, VERDICT_INVALID, NULL, reason_fill(judging, valid->reason), NULL);
}

enum { MOST_REFERENCES = 16 };      /* a record that refers to one that refers … */

static void validate(Judging *judging, PointerSet *seen, const Route *route, unsigned depth);

static void validate_value(Judging *judging, PointerSet *seen, Route *route, Value value,
                           unsigned depth) {
  if (value.state != VALUE_KNOWN || depth > MOST_REFERENCES)
    return;
  if (value.kind == TYPE_LIST)
    for (size_t i = 0; i < value.as.list.count; i++)
      validate_value(judging, seen, route, value.as.list.items[i], depth);
  if (value.kind != TYPE_RECORD)
    return;
  route->record = value.as.record;
  validate(judging, seen, route, depth);
}

/* Whatever the record, at the end of `outer`, refers to. */
static void validate_fields(Judging *judging, PointerSet *seen, const Record *record,
                            const Route *outer, unsigned depth) {
  for (size_t i = 0; i < record->type->count; i++) {
    Route route = { .outer = outer, .field = &record->type->fields[i] };
    validate_value(judging, seen, &route, record->fields[i], depth);
  }
}

/* `valid when` of one record: it is the subject meanwhile. */
static void test_record(Judging *judging, const Record *record, const Decision *decision,
                        const Route *route) {
  Judge *judge = judging->judge;
  bool stands = false;
  for (size_t i = 0; i < judge->model->valid.count; i++) {
    if (judge->model->valid.items[i].record != record->type)
      continue;
    if (!stands)
      evaluator_subject(judge->evaluator, record, decision, &judge->source, judging->batch);
    stands = true;
    test_valid(judging, &judge->model->valid.items[i], route);
  }
}

/* A record that the one judged refers to, and those behind it (V6). */
static void validate(Judging *judging, PointerSet *seen, const Route *route, unsigned depth) {
  const Record *record = route->record;
  if (record == judging->judgement->record || !pointers_add(judging->batch, seen, record))
    return;
  add_faults(judging, record);
  test_record(judging, record, NULL, route);
  validate_fields(judging, seen, record, route, depth + 1);
}

void rules_valid(Judging *judging) {
  Judge *judge = judging->judge;
  const Record *record = judging->judgement->record;
  add_faults(judging, record);
  if (record->faults.count)
    return;
  test_record(judging, record, judge->decision, NULL);
  PointerSet seen = { NULL, 0, 0 };    /* a ring of references ends; each is looked at once */
  validate_fields(judging, &seen, record, NULL, 0);
  evaluator_subject(judge->evaluator, record, judge->decision, &judge->source, judging->batch);
}

/* ---- rules ----------------------------------------------------------------------- */

/* Kleene's "and" over values that may be errors (L8). */
static Value both(Value a, Value b) {
  if ((a.state == VALUE_KNOWN && !a.as.truth) || (b.state == VALUE_KNOWN && !b.as.truth))
    return value_truth(false);
  if (a.state == VALUE_ERROR || b.state == VALUE_ERROR)
    return a.state == VALUE_ERROR ? a : b;
  return a.state == VALUE_KNOWN ? b : a;
}

static Value opposite(Value a) {
  return a.state == VALUE_KNOWN ? value_truth(!a.as.truth) : a;
}

/* For a rule too high to be joined to one test: the same logic, part by part (U1 without U2). */
static Value verdict_by_parts(Judging *judging, const Rule *rule, AskList *asks) {
  Evaluator *evaluator = judging->judge->evaluator;
  Value when = rule->when ? evaluate_verdict(evaluator, rule->when, asks) : value_truth(true);
  Value all = value_truth(true);
  for (size_t i = 0; i < rule->require_count; i++)
    all = both(all, evaluate_verdict(evaluator, rule->requires[i].test, asks));
  bool needs_both = rule->kind == RULE_EXCLUDED || rule->kind == RULE_NOTE;
  return needs_both ? both(when, all) : opposite(both(when, opposite(all)));
}

static Text title_of(const Judging *judging, const Rule *rule) {
  return rule->title.length ? rule->title
                            : rule_name_word(rule->name, judging->judge->model->surface);
}

/* As a reason why it fails, for one that gives none: "behörig" alone would say the opposite. */
static Text failing_title(const Judging *judging, const Rule *rule) {
  bool swedish = judging->judge->model->surface == SURFACE_SWEDISH;
  return swedish && rule->kind == RULE_ELIGIBLE && !rule->title.length ? TEXT("inte behörig")
                                                                       : title_of(judging, rule);
}

static void append_reason(Judging *judging, RuleVerdict *verdict, Text reason) {
  Text filled = reason_fill(judging, reason);
  verdict->reason = verdict->reason.length
                        ? arena_format(judging->batch, "%.*s %.*s", TEXT_PRINT(verdict->reason),
                                       TEXT_PRINT(filled))
                        : filled;
}

/* What the exception says, else the rule's own title. */
static void give_reason_of(Judging *judging, RuleVerdict *verdict, const Exception *exception) {
  append_reason(judging, verdict, exception->reason.length ? exception->reason
                                : exception->title.length  ? exception->title
                                : failing_title(judging, verdict->rule));
}

/* The reasons of the parts that certainly fail; the title stands for those that have none. */
static void give_reasons(Judging *judging, RuleVerdict *verdict, bool failing) {
  const Rule *rule = verdict->rule;
  bool titled = false;
  if (verdict->exception) {
    give_reason_of(judging, verdict, verdict->exception);
    return;
  }
  for (size_t i = 0; i < rule->require_count; i++) {
    Value part = evaluate(judging->judge->evaluator, rule->requires[i].test);
    if (part.state != VALUE_KNOWN || part.as.truth == failing)
      continue;
    if (rule->requires[i].reason.length)
      append_reason(judging, verdict, rule->requires[i].reason);
    else if (!titled)
      append_reason(judging, verdict, failing_title(judging, rule));
    titled |= !rule->requires[i].reason.length;
  }
  if (!verdict->reason.length)
    append_reason(judging, verdict, failing_title(judging, rule));
}

Text rules_outside_period(const Judge *judge, Value date, Arena *batch) {
  Writer writer;
  writer_to_memory(&writer, batch);
  Text shown = value_say(batch, date, &judge->decision->governing->type, judge->swedish);
  writer.language = surface_language(judge->model->surface);
  writer_say(&writer, "%.*s lies outside the dates in force,", TEXT_PRINT(shown));
  for (size_t i = 0; i < judge->model->in_force.count; i++) {
    const Period *period = &judge->model->in_force.items[i];
    writer_print(&writer, "%s %.*s", i ? model_words(judge->model, " and") : "",
                 TEXT_PRINT(date_text(batch, period->from)));
    if (period->open)
      writer_say(&writer, " until further notice");
    else
      writer_say(&writer, " to %.*s", TEXT_PRINT(date_text(batch, period->to)));
  }
  return writer_text(&writer);
}

static void give_period(Judging *judging, RuleVerdict *verdict) {
  const Judge *judge = judging->judge;
  Value date = evaluate(judge->evaluator, judge->decision->governing);
  verdict->reason = rules_outside_period(judge, date, judging->batch);
}

static void take_value(Judging *judging, RuleVerdict *verdict, Value value, bool good) {
  if (value.state == VALUE_ERROR) {
    verdict->verdict = VERDICT_INVALID;
    verdict->reason = value.as.error->message;
  } else if (value.state != VALUE_KNOWN) {
    verdict->verdict = rules_unknown(&verdict->asks);
    verdict->reason = title_of(judging, verdict->rule);
  } else {
    verdict->verdict = value.as.truth == good ? VERDICT_PASS : VERDICT_FAIL;
  }
  if (verdict->verdict != VERDICT_UNKNOWN && verdict->verdict != VERDICT_POSSIBLY)
    verdict->asks.count = 0;
  if (verdict->verdict != VERDICT_FAIL)
    return;
  if (verdict->rule->kind == RULE_IN_FORCE)
    give_period(judging, verdict);
  else
    give_reasons(judging, verdict, good);
}

static Value test_of(Judging *judging, const RulePlan *plan, AskList *asks) {
  if (plan->whole)
    return evaluate_verdict(judging->judge->evaluator, plan->whole, asks);
  return verdict_by_parts(judging, plan->rule, asks);
}

/* Noted where it is not a certain yes (S5); never asks. */
static void judge_considers(Judging *judging, const RulePlan *plan, RuleVerdict *verdict) {
  AskList asks = { 0 };
  Value value = test_of(judging, plan, &asks);
  take_value(judging, verdict, value, true);
  if (verdict->verdict == VERDICT_FAIL || value.state == VALUE_UNKNOWN)
    verdict->verdict = VERDICT_NOTED;
  verdict->asks.count = 0;
}

static void judge_note(Judging *judging, const RulePlan *plan, RuleVerdict *verdict) {
  AskList asks = { 0 };
  Value value = test_of(judging, plan, &asks);
  take_value(judging, verdict, value, false);
  if (verdict->verdict == VERDICT_FAIL)
    verdict->verdict = VERDICT_NOTED;
  else if (value.state == VALUE_UNKNOWN)
    verdict->verdict = VERDICT_POSSIBLY;       /* may hold; decides and asks nothing (U7) */
  else if (verdict->verdict == VERDICT_PASS)
    verdict->verdict = VERDICT_DOES_NOT_APPLY;
}

/* S4.  A certain hit fails (the ladder makes it incomplete); a `when` that is not known asks for
 * itself and for the fields, since either settles it. */
static void judge_needs(Judging *judging, RuleVerdict *verdict) {
  const Rule *rule = verdict->rule;
  const Record *record = judging->judgement->record;
  AskList asks = { 0 };
  Value when = rule->when ? evaluate_verdict(judging->judge->evaluator, rule->when, &asks)
                          : value_truth(true);
  if (rule->stands)
    when = both(evaluate_verdict(judging->judge->evaluator, rule->stands, &asks), when);
  size_t before = asks.count;
  for (size_t i = 0; i < rule->need_count; i++)
    if (record->fields[rule->needs[i]->index].state == VALUE_UNKNOWN)
      ask_once(judging->batch, &asks, &(Ask){ .record = record, .field = rule->needs[i],
                                              .path = rule->needs[i]->name });
  if (when.state == VALUE_ERROR) {
    take_value(judging, verdict, when, true);
  } else if (asks.count == before || (when.state == VALUE_KNOWN && !when.as.truth)) {
    verdict->verdict = VERDICT_PASS;
  } else {
    verdict->asks = asks;
    verdict->verdict = when.state == VALUE_KNOWN ? VERDICT_FAIL : rules_unknown(&asks);
    verdict->reason = rule->title;
  }
}

static void judge_rule(Judging *judging, const RulePlan *plan, RuleVerdict *verdict) {
  switch (plan->rule->kind) {
    case RULE_IN_FORCE: case RULE_ELIGIBLE: case RULE_CRITERION: case RULE_ATTESTED:
      take_value(judging, verdict, test_of(judging, plan, &verdict->asks), true);
      break;
    case RULE_EXCLUDED:
      take_value(judging, verdict, test_of(judging, plan, &verdict->asks), false);
      break;
    case RULE_NEEDS:     judge_needs(judging, verdict);           break;
    case RULE_CONSIDERS: judge_considers(judging, plan, verdict); break;
    case RULE_NOTE:      judge_note(judging, plan, verdict);      break;
  }
  if (verdict->verdict == VERDICT_PASS && verdict->exception && verdict->exception->lifts)
    verdict->verdict = VERDICT_DOES_NOT_APPLY;
  if (verdict->verdict != VERDICT_PASS || !plan->rule->when || plan->rule->kind == RULE_NOTE)
    return;
  Value when = evaluate(judging->judge->evaluator, plan->rule->when);
  if (when.state == VALUE_KNOWN && !when.as.truth)
    verdict->verdict = VERDICT_DOES_NOT_APPLY;
}

/* Which of the rules that stand in each other's place does, where that is known. */
static Value stands(const Judge *judge, size_t index) {
  const Term *test = judge->plans[index].rule->stands;
  return test ? evaluate(judge->evaluator, test) : value_truth(true);
}

/* The first of them for which it is not known: they are judged as one there. */
static bool is_first_open(const Judge *judge, size_t index) {
  const RulePlan *plan = &judge->plans[index];
  for (size_t i = plan->first; i < index; i++)
    if (judge->plans[i].first == plan->first && stands(judge, i).state != VALUE_KNOWN)
      return false;
  return true;
}

static bool is_off(const Judge *judge, const Rule *rule) {
  for (size_t i = 0; i < judge->without_count; i++)
    if (judge->without[i] == rule)
      return true;
  return false;
}

/* True: it is judged here, by *plan.  A rule that the record's version lacks is not there. */
static bool choose_plan(const Judge *judge, size_t index, RulePlan *plan) {
  *plan = judge->plans[index];
  if (is_off(judge, plan->rule))
    return false;
  Value here = stands(judge, index);
  if (here.state == VALUE_KNOWN)
    return here.as.truth;
  if (!is_first_open(judge, index))
    return false;
  plan->whole = judge->plans[plan->first].open;
  return true;
}

void rules_judge_at(Judging *judging, size_t index) {
  const Judge *judge = judging->judge;
  RulePlan plan;
  if (!choose_plan(judge, index, &plan))
    return;
  RuleVerdict verdict = { .rule = plan.rule, .name = plan.rule->name, .bases = &plan.rule->bases,
                          .verdict = VERDICT_PASS,
                          .exception = evaluate_exception(judge->evaluator,
                                                          plan.rule->exceptions) };
  judge_rule(judging, &plan, &verdict);
  add(judging, verdict);
}

void rules_judge(Judging *judging) {
  for (size_t i = 0; i < judging->judge->decision->rules.count; i++)
    rules_judge_at(judging, i);
}
