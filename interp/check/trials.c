#include "interp/check/checker.h"

/* ---- facts: pairs of field and value ----------------------------------------------------- */

static void add_sample(ModuleScope *module, const Expr *expr, const RecordType *record,
                       ModelFact *fact) {
  Checker *checker = module->checker;
  const Expr *inside = tree_inside(expr);
  if (inside->kind != EXPR_NAME) {
    diag_report(checker->diags, DIAG_WRONG_TYPE, inside->span,
                "a record is named by a sample of \"%.*s\"", TEXT_PRINT(record->name));
    diag_help(checker->diags, "declare one: sample NAME %.*s …; and write (NAME) here",
              TEXT_PRINT(record->name));
    return;
  }
  Name name = { inside->span, inside->as.name.text };
  const Symbol *symbol = symbol_need(module, SYMBOL_SAMPLE, name);
  if (!symbol)
    return;
  const RecordType *found = symbol->as.sample->record;
  if (found && found != record) {
    diag_report(checker->diags, DIAG_WRONG_TYPE, name.span,
                "sample \"%.*s\" is of record \"%.*s\", "
                "not \"%.*s\"", TEXT_PRINT(name.text), TEXT_PRINT(found->name),
                TEXT_PRINT(record->name));
    diag_label(checker->diags, symbol->span, "declared here");
    return;
  }
  LIST_ADD(checker->arena, &fact->samples, const Sample *, symbol->as.sample);
}

/* (pvn, kau), (pvn) or pvn; an empty list is (). */
static void fact_of_samples(ModuleScope *module, const Expr *value, const RecordType *record,
                            ModelFact *fact) {
  if (value->kind != EXPR_LIST) {
    add_sample(module, value, record, fact);
    return;
  }
  for (size_t i = 0; i < value->as.list.items.count; i++)
    add_sample(module, value->as.list.items.items[i], record, fact);
}

static void fact_of_value(ModuleScope *module, const Expr *value, ModelFact *fact) {
  Checker *checker = module->checker;
  Scope scope = scope_of_module(module);
  const Type *wanted = &fact->field->type;
  scope.constant = MESSAGE("a fact");
  const Term *term = term_value(&scope, value, wanted);
  Type common;
  if (term_failed(term))
    return;
  if (wanted->kind == TYPE_UNKNOWN || term->type.kind == TYPE_UNKNOWN ||
      (type_common(wanted, &term->type, &common) && type_equal(&common, wanted))) {
    fact->value = term;
    return;
  }
  DiagCode code = type_currencies_differ(wanted, &term->type) ? DIAG_CURRENCY_MIX : DIAG_WRONG_TYPE;
  diag_report(checker->diags, code, value->span, "field \"%.*s\" is %.*s",
              TEXT_PRINT(fact->field->name), TEXT_PRINT(type_named(checker, wanted)));
  diag_mark(checker->diags, "this is %.*s", TEXT_PRINT(type_named(checker, &term->type)));
  diag_label(checker->diags, fact->field->span, "declared here");
  if (type_is_number(&term->type) && wanted->kind != TYPE_DATE)
    term_help_unit(&scope, wanted, term);
}

/* The next line of a test, drawn in by a comma at the end of the one before it. */
static bool is_test_word(Text name) {
  return word_is(name, "expect", "förvänta") || word_is(name, "given", "givet");
}

bool fact_check(ModuleScope *module, const RecordType *record, const Fact *written,
                ModelFact *fact) {
  Checker *checker = module->checker;
  *fact = (ModelFact){ .span = written->span };
  fact->field = record_type_find(record, written->name.text);
  if (!fact->field && symbols_unread(checker, written->name.text))
    return false;
  if (!fact->field) {
    diag_report(checker->diags, DIAG_UNKNOWN_FIELD, written->name.span,
                "record \"%.*s\" has no field \"%.*s\"", TEXT_PRINT(record->name),
                TEXT_PRINT(written->name.text));
    if (is_test_word(written->name.text)) {
      diag_help(checker->diags, "the comma before it goes on with the fields: leave it out");
      return false;
    }
    Guess guess = guess_start(checker, written->name.text);
    guess_offer_fields(&guess, record);
    guess_help(&guess);
    return false;
  }
  if (!written->value)
    return true;
  const Type *type = &fact->field->type;
  size_t errors = checker->diags->errors;
  if (type->kind == TYPE_LIST)
    fact_of_samples(module, written->value, type->element->record, fact);
  else if (type->kind == TYPE_RECORD)
    fact_of_samples(module, written->value, type->record, fact);
  else
    fact_of_value(module, written->value, fact);
  if (type->kind == TYPE_RECORD && fact->samples.count > 1)
    diag_report(checker->diags, DIAG_WRONG_TYPE, written->value->span,
                "field \"%.*s\" refers to one record", TEXT_PRINT(fact->field->name));
  return checker->diags->errors == errors;
}

static void report_second_fact(Checker *checker, const ModelFact *fact, const ModelFact *other) {
  diag_report(checker->diags, DIAG_DUPLICATE_NAME, fact->span, "field \"%.*s\" is given twice",
              TEXT_PRINT(fact->field->name));
  diag_label(checker->diags, other->span, "first given here");
}

#define ADD_FACTS(module, record, written, list)                                              \
  do {                                                                                        \
    for (size_t i_ = 0; i_ < (written)->count; i_++) {                                        \
      ModelFact fact_;                                                                        \
      if (!fact_check((module), (record), &(written)->items[i_], &fact_))                     \
        continue;                                                                             \
      const ModelFact *first_ = NULL;                                                         \
      for (size_t j_ = 0; j_ < (list)->count; j_++)                                           \
        if ((list)->items[j_].field == fact_.field)                                           \
          first_ = &(list)->items[j_];                                                        \
      if (first_)                                                                             \
        report_second_fact((module)->checker, &fact_, first_);                                \
      else                                                                                    \
        LIST_ADD((module)->checker->arena, (list), ModelFact, fact_);                         \
    }                                                                                         \
  } while (0)

static void check_sample(ModuleScope *module, Symbol *symbol) {
  Sample *sample = symbol->as.sample;
  if (sample->record)
    ADD_FACTS(module, sample->record, &symbol->decl->as.sample.facts, &sample->facts);
}

static void find_record(ModuleScope *module, Symbol *symbol) {
  const Symbol *record = symbol_need(module, SYMBOL_RECORD, symbol->decl->as.sample.record);
  symbol->as.sample->record = record ? record->as.record : NULL;
}

/* ---- tests ------------------------------------------------------------------------------- */

static void check_given(ModuleScope *module, const Given *written, ModelTest *test) {
  Checker *checker = module->checker;
  ModelGiven given = { .span = written->span };
  const Symbol *record = symbol_need(module, SYMBOL_RECORD, written->record);
  if (!record)
    return;
  given.record = record->as.record;
  if (written->like.text.length) {
    const Symbol *like = symbol_need(module, SYMBOL_SAMPLE, written->like);
    given.like = like ? like->as.sample : NULL;
    if (like && like->as.sample->record && like->as.sample->record != given.record) {
      diag_report(checker->diags, DIAG_WRONG_TYPE, written->like.span,
                  "sample \"%.*s\" is of record \"%.*s\", not \"%.*s\"",
                  TEXT_PRINT(written->like.text), TEXT_PRINT(like->as.sample->record->name),
                  TEXT_PRINT(given.record->name));
      given.like = NULL;
    }
  }
  ADD_FACTS(module, given.record, &written->facts, &given.facts);
  LIST_ADD(checker->arena, &test->givens, ModelGiven, given);
}

/* The decisions that the first given record is judged by. */
static bool judges(const ModelTest *test, const Decision *decision) {
  return test->givens.count == 0 || decision->subject == test->givens.items[0].record;
}

/* With `guess` the names are offered to it instead. */
static const Rule *find_rule(const Checker *checker, const ModelTest *test, Text name,
                             Guess *guess) {
  const Model *model = checker->model;
  for (size_t i = 0; i < model->decisions.count; i++) {
    const Decision *decision = model->decisions.items[i];
    for (size_t j = 0; judges(test, decision) && j < decision->rules.count; j++) {
      if (guess)
        guess_offer(guess, decision->rules.items[j]->name);
      else if (text_equal(decision->rules.items[j]->name, name))
        return decision->rules.items[j];
    }
  }
  return NULL;
}

/* A frame may stand in `failed` too (F8), and a deadline nowhere but by its own word. */
static bool find_frame(const Checker *checker, Text name) {
  for (size_t i = 0; i < checker->model->frames.count; i++)
    if (text_equal(checker->model->frames.items[i]->name, name))
      return true;
  return false;
}

/* 'rate(2025, RS)': a cell that is pending, of a table or of a parameter that is one. */
static bool find_cell(const Checker *checker, Text name) {
  const Model *model = checker->model;
  size_t open = text_find(name, TEXT("("), 0);
  Text table = open < name.length ? text_part(name, 0, open) : TEXT_NONE;
  for (size_t i = 0; i < model->tables.count; i++)
    if (text_equal(model->tables.items[i]->name, table))
      return true;
  for (size_t i = 0; i < model->defines.count; i++)
    if (model->defines.items[i]->parameter && text_equal(model->defines.items[i]->name, table))
      return true;
  return false;
}

static Text find_fact(const Checker *checker, Text name) {
  const Model *model = checker->model;
  for (size_t i = 0; i < model->records.count; i++) {
    const FieldType *field = record_type_find(model->records.items[i], name);
    if (field)
      return field->name;
  }
  for (size_t i = 0; i < model->parameters.count; i++)
    if (text_equal(model->parameters.items[i]->name, name))
      return model->parameters.items[i]->name;
  for (size_t i = 0; i < model->conflicts.count; i++)
    if (text_equal(model->conflicts.items[i]->name, name))
      return name;
  return find_frame(checker, name) || find_cell(checker, name) ? name : TEXT_NONE;
}

static void expect_names(ModuleScope *module, const ModelTest *test, const Expectation *written,
                         ModelExpectation *made) {
  Checker *checker = module->checker;
  for (size_t i = 0; i < written->names.count; i++) {
    Name name = written->names.items[i];
    Text found = name.text;
    if (written->kind == EXPECT_MISSING)
      found = find_fact(checker, name.text);
    else if (!find_rule(checker, test, name.text, NULL) && !find_frame(checker, name.text))
      found = TEXT_NONE;
    if (found.length) {
      LIST_ADD(checker->arena, &made->names, Text, found);
      continue;
    }
    if (symbols_unread(checker, name.text))
      continue;
    diag_report(checker->diags, DIAG_EXPECTATION, name.span,
                written->kind == EXPECT_MISSING ? "no field is called \"%.*s\""
                                                : MESSAGE("no rule is called \"%.*s\""),
                TEXT_PRINT(name.text));
    Guess guess = guess_start(checker, name.text);
    for (size_t j = 0; written->kind == EXPECT_MISSING && j < checker->model->records.count; j++)
      guess_offer_fields(&guess, checker->model->records.items[j]);
    if (written->kind != EXPECT_MISSING)
      find_rule(checker, test, name.text, &guess);
    guess_help(&guess);
  }
}

static void expect_outcome(ModuleScope *module, const ModelTest *test, const Expectation *written,
                           ModelExpectation *made) {
  Checker *checker = module->checker;
  static const char *const words[] = { "invalid", "ineligible", "rejected", "incomplete",
                                       "waitlisted", "fundable" };
  made->outcome = written->name.text;
  Guess guess = guess_start(checker, written->name.text);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (text_is(written->name.text, words[i]))
      return;
    guess_offer(&guess, text_from(words[i]));
  }
  for (size_t i = 0; i < checker->model->decisions.count; i++) {
    const Decision *decision = checker->model->decisions.items[i];
    for (size_t j = 0; judges(test, decision) && j < decision->outcomes.count; j++) {
      if (text_equal(decision->outcomes.items[j]->name, written->name.text))
        return;
      guess_offer(&guess, decision->outcomes.items[j]->name);
    }
  }
  diag_report(checker->diags, DIAG_EXPECTATION, written->name.span, "no outcome is called \"%.*s\"",
              TEXT_PRINT(written->name.text));
  guess_help(&guess);
}

static void expect_deadline(const Scope *scope, const ModelTest *test, const Expectation *written,
                            ModelExpectation *made) {
  Checker *checker = scope->checker;
  Guess guess = guess_start(checker, written->name.text);
  for (size_t i = 0; i < checker->model->decisions.count; i++) {
    const Decision *decision = checker->model->decisions.items[i];
    for (size_t j = 0; judges(test, decision) && j < decision->deadlines.count; j++) {
      if (text_equal(decision->deadlines.items[j]->name, written->name.text))
        made->deadline = decision->deadlines.items[j];
      guess_offer(&guess, decision->deadlines.items[j]->name);
    }
  }
  if (written->value)
    made->value = term_of_kind(scope, written->value, TYPE_DATE, "a due date");
  if (made->deadline || symbols_unread(checker, written->name.text))
    return;
  diag_report(checker->diags, DIAG_EXPECTATION, written->name.span,
              "no deadline is called \"%.*s\"",
              TEXT_PRINT(written->name.text));
  guess_help(&guess);
}

/* Bare fields in `that` are those of the first record given. */
static Scope scope_of_test(ModuleScope *module, const ModelTest *test, DecisionWork *work) {
  Scope scope = test->givens.count ? scope_of_record(module, test->givens.items[0].record)
                                   : scope_of_module(module);
  const Model *model = module->checker->model;
  for (size_t i = 0; i < model->decisions.count; i++) {
    Decision *decision = model->decisions.items[i];
    if (test->givens.count == 0 || !judges(test, decision))
      continue;
    work->decision = decision;
    for (size_t j = 0; j < decision->amounts.count; j++) {
      Name name = { SPAN_NONE, decision->amounts.items[j]->name };
      LIST_ADD(module->checker->arena, &work->amount_names, Name, name);
    }
    scope.work = work;
    scope.amount_count = decision->amounts.count;
    scope.shown = decision;
    scope.results = scope.ranked = true;
    scope.governing = decision->governing != NULL;
    break;
  }
  return scope;
}

/* Outcomes are of a decision on the first record given. */
static bool can_be_judged(const Scope *scope, const ModelTest *test, const Expectation *written) {
  if (written->kind == EXPECT_THAT || scope->work)
    return true;
  Diags *diags = scope->checker->diags;
  if (test->givens.count == 0) {
    diag_report(diags, DIAG_EXPECTATION, written->span, "this test gives no record to judge");
    diag_help(diags, "write \"given RECORD field value, …\" before \"expect\"");
  } else {
    diag_report(diags, DIAG_EXPECTATION, written->span, "no decision judges a record \"%.*s\"",
                TEXT_PRINT(test->givens.items[0].record->name));
    diag_label(diags, test->givens.items[0].span, "the first record given");
    diag_help(diags, "give the record that is judged first, those it refers to after it");
  }
  return false;
}

static void check_expectation(const Scope *scope, const ModelTest *test, const Expectation *written,
                              ModelExpectation *made) {
  *made = (ModelExpectation){ .kind = written->kind, .span = written->span };
  if (!can_be_judged(scope, test, written))
    return;
  switch (written->kind) {
    case EXPECT_OUTCOME:
      expect_outcome(scope->module, test, written, made);
      return;
    case EXPECT_DECIDER:
      made->decider = symbol_need_body(scope->module, written->name);
      return;
    case EXPECT_GRANTED:
      made->value = term_of_kind(scope, written->value, TYPE_MONEY, "what is granted");
      return;
    case EXPECT_MISSING: case EXPECT_FAILED: case EXPECT_NOTED:
      expect_names(scope->module, test, written, made);
      return;
    case EXPECT_DEADLINE: case EXPECT_NO_DEADLINE:
      expect_deadline(scope, test, written, made);
      return;
    case EXPECT_THAT:
      made->value = term_truth(scope, written->value);
      return;
  }
}

static void report_nothing_expected(Checker *checker, const Symbol *symbol) {
  diag_report(checker->diags, DIAG_NOTHING_EXPECTED, symbol->span,
              "this test expects nothing: it passes whatever the rules say");
  diag_help(checker->diags, "end it with what the rules should say: expect fundable");
}

static void check_test(ModuleScope *module, Symbol *symbol) {
  Checker *checker = module->checker;
  const Decl *decl = symbol->decl;
  size_t errors = checker->diags->errors;
  ModelTest *test = arena_new(checker->arena, ModelTest);
  *test = (ModelTest){ .name = symbol->name, .span = symbol->span };
  for (size_t i = 0; i < decl->as.test.givens.count; i++)
    check_given(module, &decl->as.test.givens.items[i], test);
  for (size_t i = 0; i < decl->as.test.settings.count; i++) {
    ModelSetting setting;
    if (setting_check(module, &decl->as.test.settings.items[i], &setting))
      LIST_ADD(checker->arena, &test->settings, ModelSetting, setting);
  }
  if (decl->as.test.as_of.text.length)
    test->has_as_of = date_need(checker, decl->as.test.as_of, &test->as_of);
  DecisionWork work = { .decision = NULL };
  Scope scope = scope_of_test(module, test, &work);
  bool unread = decl->as.test.cut_short || decl->as.test.givens.count > test->givens.count;
  for (size_t i = 0; !unread && i < decl->as.test.expects.count; i++) {
    ModelExpectation made;
    check_expectation(&scope, test, &decl->as.test.expects.items[i], &made);
    LIST_ADD(checker->arena, &test->expects, ModelExpectation, made);
  }
  LIST_ADD(checker->arena, &checker->model->tests, ModelTest *, test);
  bool whole = !decl->as.test.cut_short && checker->diags->errors == errors;
  if (whole && decl->as.test.expects.count == 0)
    report_nothing_expected(checker, symbol);
}

void trials_check(Checker *checker) {
  Span as_of_read = checker->model->as_of_read;   /* by rules: a test gives its own day */
  symbols_each(checker, SYMBOL_SAMPLE, find_record);
  symbols_each(checker, SYMBOL_SAMPLE, check_sample);
  symbols_each(checker, SYMBOL_TEST, check_test);
  checker->model->as_of_read = as_of_read;
}
