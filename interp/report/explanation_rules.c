#include "interp/report/explanation_parts.h"

#include "grammar/print.h"
#include "interp/report/bases.h"
#include "interp/report/titles.h"

/* ---- pieces used all over ---------------------------------------------------------------- */

const char *explained_words(const Gathering *gathering, const char *english) {
  return screen_words(gathering->screen, english);
}

Text explained_text(const Gathering *gathering, Text text) {
  return arena_text(gathering->arena, screen_visible(gathering->arena, text));
}

Text explained_expr(const Gathering *gathering, const Term *term) {
  if (!term || !term->expr)
    return TEXT("");
  Writer writer;
  writer_to_memory(&writer, gathering->arena);
  print_expr(&writer, term->expr, gathering->screen->swedish ? SURFACE_SWEDISH : SURFACE_ENGLISH);
  return explained_text(gathering, writer_text(&writer));
}

Text explained_amount(const Gathering *gathering, int64_t minor) {
  return screen_amount(gathering->arena, gathering->screen, minor,
                       gathering->judgement->decision->currency);
}

Text explained_money(const Gathering *gathering, Value value) {
  int64_t minor;
  if (value.state == VALUE_KNOWN && fraction_to_int64(value.as.number, &minor))
    return explained_amount(gathering, minor);
  if (value.state == VALUE_ERROR)
    return explained_text(gathering, value.as.error->message);
  return value_show(gathering->arena, value, NULL, gathering->screen->swedish);
}

Text explained_body_title(const Gathering *gathering, const Body *body) {
  return explained_text(gathering, body->title.length ? body->title : body->name);
}

/* The documents cited, each once: named in full at the end. */
static void add_document(const Gathering *gathering, const Document *document) {
  if (!document)
    return;
  ExplainedDocuments *documents = &gathering->explanation->documents;
  Text name = explained_text(gathering, document->name);
  for (size_t i = 0; i < documents->count; i++)
    if (text_equal(documents->items[i].name, name))
      return;
  ExplainedDocument explained = { name, explained_text(gathering, document->title),
                                  document->has_date
                                      ? date_text(gathering->arena, document->dated)
                                      : TEXT("") };
  LIST_ADD(gathering->arena, documents, ExplainedDocument, explained);
}

void explained_bases(const Gathering *gathering, const ModelBases *bases, ExplainedBases *to) {
  Language language = gathering->screen->swedish ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
  for (size_t i = 0; bases && i < bases->count; i++) {
    const ModelBasis *basis = &bases->items[i];
    add_document(gathering, basis->document);
    ExplainedBasis explained = { basis->kind, explained_text(gathering, basis->text),
                                 explained_text(gathering, basis_place(gathering->arena, basis,
                                                                       language)) };
    LIST_ADD(gathering->arena, to, ExplainedBasis, explained);
  }
}

void explained_asks(const Gathering *gathering, const AskList *asks, ExplainedAsks *to) {
  for (size_t i = 0; i < asks->count; i++) {
    const Ask *ask = &asks->items[i];
    ExplainedAsk explained = { .name = explained_text(gathering, ask_name(ask)),
                               .owner = explained_text(gathering, ask_owner(ask)),
                               .possibly = ask->possibly };
    if (ask->field) {
      explained.title = explained_text(gathering, ask->field->title);
      explained.supplier = explained_text(
          gathering, title_of_supplier(gathering->model, ask->field->owner_name));
    }
    LIST_ADD(gathering->arena, to, ExplainedAsk, explained);
  }
}

static bool is_gathered(const ExplainedValues *values, Text name) {
  for (size_t i = 0; i < values->count; i++)
    if (text_equal(values->items[i].name, name))
      return true;
  return false;
}

static void add_leaves(const Gathering *gathering, const LeafList *leaves, bool known_only,
                       ExplainedValues *to) {
  for (size_t i = 0; i < leaves->count; i++) {
    const Leaf *leaf = &leaves->items[i];
    Text name = explained_text(gathering, leaf->name);
    bool idle = known_only && leaf->value.state == VALUE_UNKNOWN;
    if (idle || is_gathered(to, name))
      continue;
    Text shown = screen_value(gathering->arena, gathering->screen, leaf->value, &leaf->type);
    shown = explained_chosen(gathering, leaf->chosen, shown);
    ExplainedValue value = { .name = name, .shown = explained_text(gathering, shown),
                             .parameter = leaf->parameter };
    if (leaf->field && leaf->value.state == VALUE_KNOWN) {
      value.owner = text_from(fact_owner_names[leaf->field->owner]);
      value.supplier = explained_text(
          gathering, title_of_supplier(gathering->model, leaf->field->owner_name));
    }
    LIST_ADD(gathering->arena, to, ExplainedValue, value);
  }
}

/* The fields and parameters that `term` (may be NULL) rests on, each once; with `known_only`
 * those that are not known are left out (a verdict that holds does not rest on them). */
static void gather_values(const Gathering *gathering, const Term *term, bool known_only,
                          ExplainedValues *to) {
  LeafList leaves = { NULL, 0, 0 };
  if (!term)
    return;
  evaluate_leaves(gathering->judgement->evaluator, term, &leaves);
  add_leaves(gathering, &leaves, known_only, to);
}

/* ---- rules ------------------------------------------------------------------------------- */

static Text verdict_word(const Gathering *gathering, Value value) {
  switch (value.state) {
    case VALUE_KNOWN:
      return value.as.truth ? TEXT(MESSAGE("yes")) : TEXT(MESSAGE("no"));
    case VALUE_ERROR:
      return explained_text(gathering, value.as.error->message);
    case VALUE_UNKNOWN:
    case VALUE_NONE:
      break;
  }
  return TEXT(MESSAGE("not known"));
}

static const char *rule_word(RuleKind kind) {
  switch (kind) {
    case RULE_IN_FORCE:  return "";
    case RULE_ELIGIBLE:  return MESSAGE("eligible when");
    case RULE_EXCLUDED:  return MESSAGE("excluded when");
    case RULE_NEEDS:     return MESSAGE("needs");
    case RULE_CRITERION: return MESSAGE("requires");
    case RULE_CONSIDERS: return MESSAGE("considers");
    case RULE_ATTESTED:  return MESSAGE("attested by");
    case RULE_NOTE:      return MESSAGE("note when");
  }
  return "";
}

static void add_parts(const Gathering *gathering, ExplainedTest *to, const Term *test) {
  TestParts parts = { NULL, 0, 0 };
  evaluate_parts(gathering->judgement->evaluator, test, &parts);
  for (size_t i = 0; i < parts.count; i++) {
    const TestPart *part = &parts.items[i];
    ExplainedPart explained = { .depth = part->depth, .decides = part->decides,
                                .whole = part->whole,
                                .text = explained_expr(gathering, part->term),
                                .name = explained_text(gathering, part->name),
                                .verdict = verdict_word(gathering, part->verdict) };
    add_leaves(gathering, &part->leaves, false, &explained.values);
    LIST_ADD(gathering->arena, &to->parts, ExplainedPart, explained);
  }
}

static void add_test(const Gathering *gathering, ExplainedRule *rule, const Term *test,
                     bool evaluated) {
  if (!test)
    return;
  ExplainedTest explained = { .text = explained_expr(gathering, test) };
  if (evaluated && test->type.kind == TYPE_TRUTH) {
    explained.verdict =
        verdict_word(gathering, evaluate(gathering->judgement->evaluator, test));
    add_parts(gathering, &explained, test);
    if (!explained.parts.count)
      gather_values(gathering, test, false, &explained.values);
  }
  if (explained.text.length)
    LIST_ADD(gathering->arena, &rule->tests, ExplainedTest, explained);
  gather_values(gathering, test, rule->verdict == VERDICT_PASS, &rule->values);
}

static Text periods_text(const Gathering *gathering) {
  const Model *model = gathering->model;
  Arena  *arena = gathering->arena;
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < model->in_force.count; i++) {
    const Period *period = &model->in_force.items[i];
    writer_print(&writer, "%s%.*s ", i ? ", " : "", TEXT_PRINT(date_text(arena, period->from)));
    if (period->open)
      writer_put(&writer, text_from(explained_words(gathering, "until further notice")));
    else
      writer_print(&writer, explained_words(gathering, "to %.*s"),
                   TEXT_PRINT(date_text(arena, period->to)));
  }
  return writer_text(&writer);
}

/* The built-in rule: the governing date against the dates in force. */
static void explain_in_force(const Gathering *gathering, ExplainedRule *rule) {
  if (!rule->title.length)
    rule->title =
        text_from(explained_words(gathering, "the rules are in force on the governing date"));
  gather_values(gathering, gathering->judgement->decision->governing, false, &rule->values);
  ExplainedValue force = { .name = text_from(explained_words(gathering, "in force")),
                           .shown = periods_text(gathering) };
  LIST_ADD(gathering->arena, &rule->values, ExplainedValue, force);
}

static void explain_needs(const Gathering *gathering, const Rule *rule, ExplainedRule *to) {
  Writer writer;
  writer_to_memory(&writer, gathering->arena);
  for (size_t i = 0; i < rule->need_count; i++)
    writer_print(&writer, "%s%.*s", i ? ", " : "", TEXT_PRINT(rule->needs[i]->name));
  ExplainedTest test = { .text = explained_text(gathering, writer_text(&writer)) };
  LIST_ADD(gathering->arena, &to->tests, ExplainedTest, test);
}

/* ---- exceptions ---------------------------------------------------------------------------- */

/* The general test, which the exception takes the place of. */
static void add_text(const Gathering *gathering, ExplainedRule *to, const Term *test) {
  ExplainedTest explained = { .text = explained_expr(gathering, test) };
  if (explained.text.length)
    LIST_ADD(gathering->arena, &to->tests, ExplainedTest, explained);
}

static Text condition_text(const Gathering *gathering, const Exception *exception) {
  if (!exception->condition)
    return TEXT("");
  Writer writer;
  writer_to_memory(&writer, gathering->arena);
  writer_print(&writer, "%s ", explained_words(gathering, "when"));
  print_expr(&writer, exception->condition,
             gathering->screen->swedish ? SURFACE_SWEDISH : SURFACE_ENGLISH);
  return explained_text(gathering, writer_text(&writer));
}

static Text exception_word(const Gathering *gathering, const Exception *exception,
                           const char *does) {
  Text name = explained_text(gathering, exception->name);
  return arena_format(gathering->arena, "%s%s%.*s%s%s", explained_words(gathering, "exception"),
                      name.length ? " " : "", TEXT_PRINT(name), *does ? " " : "", does);
}

/* The exception that held: what it says, why it held, on what it rests. */
static void explain_exception(const Gathering *gathering, const Exception *exception,
                              ExplainedRule *to) {
  Evaluator *evaluator = gathering->judgement->evaluator;
  Text condition = condition_text(gathering, exception);
  ExplainedTest test = { .word = exception_word(gathering, exception,
                                                 explained_words(gathering, "lifts it")),
                         .text = condition };
  if (!exception->lifts) {
    test.word = exception_word(gathering, exception, explained_words(gathering, "requires"));
    test.text = arena_format(gathering->arena, "%.*s%s%.*s",
                             TEXT_PRINT(explained_expr(gathering, exception->value)),
                             condition.length ? " " : "", TEXT_PRINT(condition));
    test.verdict = verdict_word(gathering, evaluate(evaluator, exception->value));
    gather_values(gathering, exception->value, false, &to->values);
  }
  LIST_ADD(gathering->arena, &to->tests, ExplainedTest, test);
  gather_values(gathering, exception->when, false, &to->values);
  explained_bases(gathering, &exception->bases, &to->bases);
}

/* Those of which it is not known whether they hold. */
static void explain_open(const Gathering *gathering, const Exceptions *exceptions,
                         ExplainedRule *to) {
  Evaluator *evaluator = gathering->judgement->evaluator;
  for (size_t i = 0; i < exceptions->count; i++) {
    const Exception *exception = &exceptions->items[i];
    Value when = exception->when ? evaluate(evaluator, exception->when) : value_truth(true);
    if (when.state != VALUE_UNKNOWN)
      continue;
    ExplainedTest test = { .word = exception_word(gathering, exception, ""),
                           .text = condition_text(gathering, exception),
                           .verdict = TEXT(MESSAGE("not known")) };
    LIST_ADD(gathering->arena, &to->tests, ExplainedTest, test);
  }
}

static void explain_rule(const Gathering *gathering, const RuleVerdict *verdict,
                         ExplainedRule *to) {
  const Rule *rule = verdict->rule;
  to->title = explained_text(gathering, rule->title);
  to->word = text_from(explained_words(gathering, rule_word(rule->kind)));
  if (rule->kind == RULE_IN_FORCE)
    explain_in_force(gathering, to);
  if (rule->kind == RULE_NEEDS)
    explain_needs(gathering, rule, to);
  bool applies = verdict->verdict != VERDICT_DOES_NOT_APPLY;
  for (size_t i = 0; i < rule->require_count; i++)
    if (verdict->exception)
      add_text(gathering, to, rule->requires[i].test);
    else
      add_test(gathering, to, rule->requires[i].test, applies);
  gather_values(gathering, rule->when, false, &to->values);
  if (verdict->exception)
    explain_exception(gathering, verdict->exception, to);
  else if (rule->exceptions && verdict->asks.count)
    explain_open(gathering, rule->exceptions, to);
}

/* An outcome of the guideline's own is its rule too: why the record was passed on (S3). */
static void explain_own(const Gathering *gathering, const OwnOutcome *own, ExplainedRule *to) {
  to->title = explained_text(gathering, own->title);
  to->word = text_from(explained_words(gathering, "when"));
  to->reason = TEXT_NONE;
  add_test(gathering, to, own->when, true);
}

/* What the record is asked for by, among its verdicts without a rule. */
static const OwnOutcome *own_called(const Gathering *gathering, Text name) {
  const Decision *decision = gathering->judgement->decision;
  for (size_t i = 0; i < decision->outcomes.count; i++)
    if (text_equal(decision->outcomes.items[i]->name, name))
      return decision->outcomes.items[i];
  return NULL;
}

static void add_own(const Gathering *gathering, const OwnOutcome *own) {
  ExplainedRule rule = { .name = explained_text(gathering, own->name), .verdict = VERDICT_PASS };
  explain_own(gathering, own, &rule);
  explained_bases(gathering, &own->bases, &rule.bases);
  LIST_ADD(gathering->arena, &gathering->explanation->rules, ExplainedRule, rule);
}

void explanation_gather_rules(const Gathering *gathering) {
  const Judgement *judgement = gathering->judgement;
  for (size_t i = 0; i < judgement->rules.count; i++) {
    const RuleVerdict *verdict = &judgement->rules.items[i];
    ExplainedRule rule = { .name = explained_text(gathering, verdict->name),
                           .verdict = verdict->verdict,
                           .reason = explained_text(gathering, verdict->reason) };
    const OwnOutcome *own = verdict->rule ? NULL : own_called(gathering, verdict->name);
    if (verdict->rule)
      explain_rule(gathering, verdict, &rule);
    else if (own && verdict->verdict != VERDICT_INVALID)
      explain_own(gathering, own, &rule);
    explained_asks(gathering, &verdict->asks, &rule.asks);
    explained_bases(gathering, verdict->bases, &rule.bases);
    LIST_ADD(gathering->arena, &gathering->explanation->rules, ExplainedRule, rule);
  }
  if (judgement->own && judgement->own->when)
    add_own(gathering, judgement->own);
}
