#include "interp/trials/trial.h"

#include "interp/decide/world.h"

typedef struct {
  Arena           *arena;
  const Model     *model;
  const ModelTest *test;
  EvalOptions      options;
  const TrialWatch *watch;
  Diags           *diags;
  World            world;
  TrialResult     *result;
  const Decision  *main;               /* the one that most expectations are about; may be NULL */
  const Record    *record;             /* the first given of its subject */
} Trial;

/* ---- telling --------------------------------------------------------------------- */

/* In the language of the messages. */
static __attribute__((format_arg(2))) const char *words(const Trial *trial, const char *english) {
  return diag_words(trial->diags, english);
}

static void fail(Trial *trial, Span span, Text failure) {
  trial->result->passed = false;
  LIST_ADD(trial->arena, &trial->result->failures, Text, failure);
  LIST_ADD(trial->arena, &trial->result->spans, Span, span);
  diag_report(trial->diags, DIAG_TEST_FAILED, span, "%.*s", TEXT_PRINT(failure));
  diag_label(trial->diags, trial->test->span, "in test \"%.*s\"", TEXT_PRINT(trial->test->name));
}

/* Where the name that begins at `at` ends: at a comma, but not at one between the keys of a cell,
 * "fee(2026, 1)". */
static size_t name_end(Text names, size_t at) {
  size_t open = 0;
  for (; at < names.length && (open > 0 || names.bytes[at] != ','); at++) {
    open += names.bytes[at] == '(';
    open -= names.bytes[at] == ')' && open > 0;
  }
  return at;
}

/* "a,b" as people read it: "a, b". */
static Text spaced(Arena *arena, Text names) {
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t at = 0, end; at < names.length; at = end + 1) {
    end = name_end(names, at);
    writer_print(&writer, "%s%.*s", at ? ", " : "", TEXT_PRINT(text_part(names, at, end)));
  }
  return writer_text(&writer);
}

static Text first_reason(const Trial *trial, const Judgement *judgement, Verdict verdict) {
  for (size_t i = 0; i < judgement->rules.count; i++)
    if (judgement->rules.items[i].verdict == verdict && judgement->rules.items[i].reason.length)
      return judgement->rules.items[i].reason;
  return text_from(words(trial, "not said"));
}

static Text show_money(Trial *trial, const Judgement *judgement, int64_t amount) {
  Type type = { .kind = TYPE_MONEY, .currency = judgement->decision->currency };
  return value_show(trial->arena, value_number(TYPE_MONEY, fraction_from(amount)), &type,
                    trial->model->surface == SURFACE_SWEDISH);
}

static Text failing(Trial *trial, const Judgement *judgement) {
  Text names = spaced(trial->arena, judgement_failed(trial->arena, judgement));
  Text reason = judgement->failed.count ? judgement->failed.items[0]->reason : TEXT_NONE;
  return reason.length ? arena_format(trial->arena, words(trial, "failed %.*s (%.*s)"),
                                      TEXT_PRINT(names), TEXT_PRINT(reason))
                       : arena_format(trial->arena, words(trial, "failed %.*s"),
                                      TEXT_PRINT(names));
}

static Text outcome_of(const Trial *trial, const Judgement *judgement) {
  return outcome_text(judgement_outcome(judgement), trial->diags->language);
}

/* The first frame that lacked room for it. */
static Text refused(Trial *trial, const Judgement *judgement) {
  Refusal *refusals;
  if (!judgement->queue || !allocation_refusals(judgement->queue, trial->arena, judgement->number,
                                                &refusals))
    return text_from(words(trial, "nobody may decide it"));
  Text name = refusals[0].frame->name, key = refusals[0].key;
  if (key.length)
    name = arena_format(trial->arena, "%.*s%s%.*s", TEXT_PRINT(name), words(trial, " of "),
                        TEXT_PRINT(key));
  return arena_format(trial->arena, words(trial, "frame %.*s has %.*s left"), TEXT_PRINT(name),
                      TEXT_PRINT(show_money(trial, judgement, refusals[0].room)));
}

static Text why(Trial *trial, const Judgement *judgement) {
  Arena *arena = trial->arena;
  switch (judgement->kind) {
    case OUTCOME_INVALID:
      return first_reason(trial, judgement, VERDICT_INVALID);
    case OUTCOME_INELIGIBLE: case OUTCOME_REJECTED:
      return failing(trial, judgement);
    case OUTCOME_INCOMPLETE:
      return arena_format(arena, words(trial, "missing %.*s"),
                          TEXT_PRINT(spaced(arena, judgement_missing(arena, judgement))));
    case OUTCOME_WAITLISTED:
      return refused(trial, judgement);
    case OUTCOME_FUNDABLE:
      return judgement->decider_name.length
                 ? arena_format(arena, words(trial, "%.*s decides %.*s"),
                                TEXT_PRINT(judgement->decider_name),
                                TEXT_PRINT(show_money(trial, judgement, judgement->granted)))
                 : arena_format(arena, words(trial, "granted %.*s"),
                                TEXT_PRINT(show_money(trial, judgement, judgement->granted)));
    case OUTCOME_OWN: case OUTCOME_QUEUED:
      return TEXT_NONE;
  }
  return TEXT_NONE;
}

/* "incomplete: missing effect_long" */
static Text got(Trial *trial, const Judgement *judgement) {
  Text reason = why(trial, judgement);
  Text outcome = outcome_of(trial, judgement);
  return reason.length ? arena_format(trial->arena, "%.*s: %.*s", TEXT_PRINT(outcome),
                                      TEXT_PRINT(reason))
                       : outcome;
}

/* ---- names, as sets -------------------------------------------------------------- */

typedef LIST(Text) Names;

static bool names_hold(const Names *names, Text name) {
  for (size_t i = 0; i < names->count; i++)
    if (text_equal(names->items[i], name))
      return true;
  return false;
}

static bool same_names(const Names *a, const Names *b) {
  for (size_t i = 0; i < a->count; i++)
    if (!names_hold(b, a->items[i]))
      return false;
  for (size_t i = 0; i < b->count; i++)
    if (!names_hold(a, b->items[i]))
      return false;
  return true;
}

/* "missing a, missing b" says the same as "missing a and b": all of a kind are one set. */
static Names expected_names(Trial *trial, ExpectKind kind) {
  Names names = { NULL, 0, 0 };
  for (size_t i = 0; i < trial->test->expects.count; i++) {
    const ModelExpectation *expect = &trial->test->expects.items[i];
    for (size_t j = 0; expect->kind == kind && j < expect->names.count; j++)
      if (!names_hold(&names, expect->names.items[j]))
        LIST_ADD(trial->arena, &names, Text, expect->names.items[j]);
  }
  return names;
}

static Names parts_of(Arena *arena, Text joined) {
  Names names = { NULL, 0, 0 };
  for (size_t at = 0, end; at < joined.length; at = end + 1) {
    end = name_end(joined, at);
    LIST_ADD(arena, &names, Text, text_part(joined, at, end));
  }
  return names;
}

static Text join_names(const Trial *trial, const Names *names) {
  if (!names->count)
    return text_from(words(trial, "nothing"));
  Writer writer;
  writer_to_memory(&writer, trial->arena);
  for (size_t i = 0; i < names->count; i++) {
    if (i)
      writer_put(&writer, TEXT(", "));
    writer_put(&writer, names->items[i]);
  }
  return writer_text(&writer);
}

static void expect_names(Trial *trial, const Judgement *judgement,
                         const ModelExpectation *expect, const char *format, Text joined) {
  Names want = expected_names(trial, expect->kind);
  Names have = parts_of(trial->arena, joined);
  if (same_names(&want, &have))
    return;
  Text wanted = join_names(trial, &want), had = join_names(trial, &have);
  Text outcome = outcome_of(trial, judgement);
  fail(trial, expect->span,
       arena_format(trial->arena, format, TEXT_PRINT(wanted), TEXT_PRINT(had),
                    TEXT_PRINT(outcome)));
}

/* ---- expectations ---------------------------------------------------------------- */

static void expect_outcome(Trial *trial, const Judgement *judgement,
                           const ModelExpectation *expect) {
  if (text_equal(expect->outcome, judgement_outcome(judgement)))
    return;
  fail(trial, expect->span, arena_format(trial->arena, words(trial, "expected %.*s, got %.*s"),
                                         TEXT_PRINT(outcome_text(expect->outcome,
                                                                 trial->diags->language)),
                                         TEXT_PRINT(got(trial, judgement))));
}

static void expect_decider(Trial *trial, const Judgement *judgement,
                           const ModelExpectation *expect) {
  if (expect->decider && (expect->decider == judgement->decider ||
                          text_equal(expect->decider->name, judgement->decider_name)))
    return;
  Text name = expect->decider ? expect->decider->name : text_from(words(trial, "nobody"));
  Text have = judgement->decider_name.length
                  ? judgement->decider_name
                  : arena_format(trial->arena, words(trial, "nobody (%.*s)"),
                                 TEXT_PRINT(got(trial, judgement)));
  fail(trial, expect->span, arena_format(trial->arena,
                                         words(trial, "expected decider %.*s, got %.*s"),
                                         TEXT_PRINT(name), TEXT_PRINT(have)));
}

static void expect_granted(Trial *trial, const Judgement *judgement,
                           const ModelExpectation *expect) {
  Value want = evaluate(trial->world.evaluator, expect->value);
  Value have = value_number(TYPE_MONEY, fraction_from(judgement->granted));
  if (want.state == VALUE_KNOWN && value_compare(want, have) == 0)
    return;
  Text shown = value_show(trial->arena, want, &expect->value->type,
                          trial->model->surface == SURFACE_SWEDISH);
  fail(trial, expect->span,
       arena_format(trial->arena, words(trial, "expected granted %.*s, got %.*s (%.*s)"),
                    TEXT_PRINT(shown),
                    TEXT_PRINT(show_money(trial, judgement, judgement->granted)),
                    TEXT_PRINT(outcome_of(trial, judgement))));
}

static const DeadlineResult *find_deadline(const Judgement *judgement, const Deadline *deadline) {
  for (size_t i = 0; i < judgement->deadlines.count; i++)
    if (text_equal(judgement->deadlines.items[i].deadline->name, deadline->name))
      return &judgement->deadlines.items[i];
  return NULL;
}

static Text show_date(Trial *trial, Value date) {
  return date.state == VALUE_KNOWN && date.kind == TYPE_DATE ? date_text(trial->arena, date.as.date)
                                                             : text_from(words(trial, "not known"));
}

static void expect_deadline(Trial *trial, const Judgement *judgement,
                            const ModelExpectation *expect) {
  const DeadlineResult *have = find_deadline(judgement, expect->deadline);
  Value want = expect->value ? evaluate(trial->world.evaluator, expect->value)
                             : value_unknown(TYPE_DATE);
  bool same = have && (want.state == VALUE_KNOWN
                           ? have->due.state == VALUE_KNOWN && value_compare(want, have->due) == 0
                           : have->due.state == VALUE_UNKNOWN);
  if (same)
    return;
  Text shown = have ? show_date(trial, have->due)
                    : arena_format(trial->arena, words(trial, "none (%.*s)"),
                                   TEXT_PRINT(got(trial, judgement)));
  fail(trial, expect->span, arena_format(trial->arena,
                                         words(trial, "expected deadline %.*s %.*s, got %.*s"),
                                         TEXT_PRINT(expect->deadline->name),
                                         TEXT_PRINT(show_date(trial, want)), TEXT_PRINT(shown)));
}

static void expect_no_deadline(Trial *trial, const Judgement *judgement,
                               const ModelExpectation *expect) {
  const DeadlineResult *have = find_deadline(judgement, expect->deadline);
  if (!have)
    return;
  fail(trial, expect->span, arena_format(trial->arena,
                                         words(trial, "expected no deadline %.*s, got %.*s"),
                                         TEXT_PRINT(expect->deadline->name),
                                         TEXT_PRINT(show_date(trial, have->due))));
}

static void expect_that(Trial *trial, Evaluator *evaluator, const ModelExpectation *expect) {
  AskList asks = { 0 };
  Value value = evaluate_verdict(evaluator, expect->value, &asks);
  if (value.state == VALUE_KNOWN && value.as.truth)
    return;
  Text have = text_from(words(trial, "no"));
  if (value.state == VALUE_ERROR)
    have = arena_format(trial->arena, words(trial, "an error: %.*s"),
                        TEXT_PRINT(value.as.error->message));
  else if (value.state != VALUE_KNOWN && asks.count) {
    Text path = asks.items[0].path.length ? asks.items[0].path : asks.items[0].pending;
    have = arena_format(trial->arena, words(trial, "unknown: missing %.*s"), TEXT_PRINT(path));
  } else if (value.state != VALUE_KNOWN) {
    have = text_from(words(trial, "unknown"));
  }
  fail(trial, expect->span, arena_format(trial->arena,
                                         words(trial, "expected that this holds, got %.*s"),
                                         TEXT_PRINT(have)));
}

static void hold(Trial *trial, const Judgement *judgement, const ModelExpectation *expect) {
  Arena *arena = trial->arena;
  switch (expect->kind) {
    case EXPECT_OUTCOME:  expect_outcome(trial, judgement, expect);  break;
    case EXPECT_DECIDER:  expect_decider(trial, judgement, expect);  break;
    case EXPECT_GRANTED:  expect_granted(trial, judgement, expect);  break;
    case EXPECT_DEADLINE: expect_deadline(trial, judgement, expect); break;
    case EXPECT_NO_DEADLINE: expect_no_deadline(trial, judgement, expect); break;
    case EXPECT_MISSING:
      expect_names(trial, judgement, expect,
                   words(trial, "expected missing %.*s, got missing %.*s (%.*s)"),
                   judgement_missing(arena, judgement));
      break;
    case EXPECT_FAILED:
      expect_names(trial, judgement, expect,
                   words(trial, "expected failed %.*s, got failed %.*s (%.*s)"),
                   judgement_failed(arena, judgement));
      break;
    case EXPECT_NOTED:
      expect_names(trial, judgement, expect,
                   words(trial, "expected noted %.*s, got noted %.*s (%.*s)"),
                   judgement_noted(arena, judgement));
      break;
    case EXPECT_THAT:
      expect_that(trial, judgement->evaluator, expect);
      break;
  }
}

/* The decision an expectation is about: the one that has the deadline, else the main one. */
static const Decision *decision_of(const Trial *trial, const ModelExpectation *expect) {
  bool about_deadline = expect->kind == EXPECT_DEADLINE || expect->kind == EXPECT_NO_DEADLINE;
  for (size_t i = 0; about_deadline && i < trial->model->decisions.count; i++) {
    const Decision *decision = trial->model->decisions.items[i];
    for (size_t j = 0; j < decision->deadlines.count; j++)
      if (decision->deadlines.items[j] == expect->deadline)
        return decision;
  }
  return trial->main;
}

static void look(void *context, const Judgement *judgement, Arena *batch) {
  Trial *trial = context;
  if (trial->watch->judged)
    trial->watch->judged(trial->watch->context, judgement, batch);
  if (judgement->record != trial->record)
    return;
  for (size_t i = 0; i < trial->test->expects.count; i++)
    if (decision_of(trial, &trial->test->expects.items[i]) == judgement->decision)
      hold(trial, judgement, &trial->test->expects.items[i]);
}

/* ---- a trial --------------------------------------------------------------------- */

static const Decision *decision_on(const Model *model, const RecordType *subject) {
  for (size_t i = 0; i < model->decisions.count; i++)
    if (model->decisions.items[i]->subject == subject)
      return model->decisions.items[i];
  return NULL;
}

/* The first given on whose record there is a decision; without any, the first. */
static void choose(Trial *trial) {
  const ModelTest *test = trial->test;
  const ModelGiven *given = test->givens.count ? &test->givens.items[0] : NULL;
  for (size_t i = 0; i < test->givens.count && !trial->main; i++) {
    trial->main = decision_on(trial->model, test->givens.items[i].record);
    given = trial->main ? &test->givens.items[i] : given;
  }
  trial->record = given ? world_given(&trial->world, given) : NULL;
}

/* No decision is about what is given: only what is said of the record itself can hold. */
static void hold_without_decision(Trial *trial, const Population *population) {
  evaluator_subject(trial->world.evaluator, trial->record, NULL, &population->all, trial->arena);
  for (size_t i = 0; i < trial->test->expects.count; i++) {
    const ModelExpectation *expect = &trial->test->expects.items[i];
    if (expect->kind == EXPECT_THAT)
      expect_that(trial, trial->world.evaluator, expect);
    else
      fail(trial, expect->span,
           text_from(words(trial, "expected a decision, but none is on a record given here")));
  }
}

static void perform(void *context) {
  Trial *trial = context;
  const ModelTest *test = trial->test;
  Evaluator *evaluator = evaluator_new(trial->arena, trial->model, &test->settings,
                                       &trial->options, trial->diags);
  Population nobody;
  population_of_records(&nobody, trial->arena, NULL, 0);
  evaluator_subject(evaluator, NULL, NULL, &nobody.all, trial->arena);
  world_init(&trial->world, trial->arena, trial->model, evaluator);
  for (size_t i = 0; i < test->givens.count; i++)
    world_add(&trial->world, &test->givens.items[i]);
  world_finish(&trial->world);
  choose(trial);
  size_t count;
  const Record *const *records = world_records(&trial->world, &count);
  Population population;
  population_of_records(&population, trial->arena, records, count);
  RunVisitor visitor = { .finished = look, .context = trial };
  const RunSummary *summary = run_population(trial->arena, trial->model, &test->settings,
                                             &trial->options, &population, &visitor,
                                             trial->diags);
  if (trial->watch->ended)
    trial->watch->ended(trial->watch->context, summary);
  if (!trial->main)
    hold_without_decision(trial, &population);
}

TrialResult trial_run_seen(Arena *arena, const Model *model, const ModelTest *test,
                           const TrialWatch *watch, Diags *diags) {
  TrialResult result = { .test = test, .passed = true };
  Trial trial = { .arena = arena, .model = model, .test = test, .options = watch->options,
                  .watch = watch, .diags = diags, .result = &result };
  trial.options.has_as_of = test->has_as_of;
  trial.options.as_of = test->as_of;
  if (memory_guard(arena->memory, perform, &trial))
    return result;
  Failure failure = arena->memory->failure;
  if (failure != FAILURE_STOPPED && !(failure == FAILURE_LIMIT && watch->options.most_steps))
    memory_fail(arena->memory, failure);
  fail(&trial, test->span, text_from(words(&trial, "the test could not be run")));
  return result;
}

TrialResult trial_run(Arena *arena, const Model *model, const ModelTest *test, Diags *diags) {
  static const TrialWatch nobody = { .context = NULL };
  return trial_run_seen(arena, model, test, &nobody, diags);
}
