#include "grammar/keywords.h"
#include "grammar/print.h"

/* Two lists are equal if they are as long and equal one by one. */
#define LISTS_EQUAL(a, b, equal) \
  ((a).count == (b).count && list_equal((a).count, (a).items, (b).items, sizeof *(a).items, equal))

typedef bool ItemEqual(const void *a, const void *b);

static bool list_equal(size_t count, const void *a, const void *b, size_t size, ItemEqual *equal) {
  for (size_t i = 0; i < count; i++)
    if (!equal((const char *)a + i * size, (const char *)b + i * size))
      return false;
  return true;
}

static bool same_name(Name a, Name b) {
  return text_equal(a.text, b.text);
}

static bool names_equal(const void *a, const void *b) {
  return same_name(*(const Name *)a, *(const Name *)b);
}

static bool aliases_equal(const void *left, const void *right) {
  const StringList *a = left, *b = right;
  return LISTS_EQUAL(*a, *b, names_equal);
}

static bool bases_equal(const void *left, const void *right) {
  const Basis *a = left, *b = right;
  return a->kind == b->kind && same_name(a->document, b->document) &&
         same_name(a->place, b->place) && same_name(a->text, b->text);
}

/* ---- expressions ------------------------------------------------------------------------ */

static bool exprs_equal(const Expr *a, const Expr *b);

static bool expr_items_equal(const void *a, const void *b) {
  return exprs_equal(*(const Expr *const *)a, *(const Expr *const *)b);
}

static bool keys_equal(const void *left, const void *right) {
  const SortKey *a = left, *b = right;
  return a->descending == b->descending && exprs_equal(a->value, b->value);
}

static bool domains_equal(const Domain *a, const Domain *b) {
  return same_name(a->variable, b->variable) && exprs_equal(a->from, b->from) &&
         exprs_equal(a->end, b->end);
}

/* Units of time are the same in both languages. */
static bool numbers_equal(const Expr *a, const Expr *b) {
  TimeUnit time = keyword_time_unit(a->as.number.unit);
  bool units = time == TIME_NOT ? text_equal(a->as.number.unit, b->as.number.unit)
                                : time == keyword_time_unit(b->as.number.unit);
  return units && a->as.number.percent == b->as.number.percent &&
         text_equal(a->as.number.digits, b->as.number.digits);
}

static bool ranges_equal(const Expr *a, const Expr *b) {
  return a->as.range.kind == b->as.range.kind && a->as.range.negated == b->as.range.negated &&
         a->as.range.open_low == b->as.range.open_low &&
         a->as.range.open_high == b->as.range.open_high &&
         exprs_equal(a->as.range.value, b->as.range.value) &&
         exprs_equal(a->as.range.low, b->as.range.low) &&
         exprs_equal(a->as.range.high, b->as.range.high);
}

static bool aggregates_equal(const Expr *a, const Expr *b) {
  return a->as.aggregate.kind == b->as.aggregate.kind &&
         exprs_equal(a->as.aggregate.value, b->as.aggregate.value) &&
         LISTS_EQUAL(a->as.aggregate.keys, b->as.aggregate.keys, keys_equal) &&
         domains_equal(&a->as.aggregate.domain, &b->as.aggregate.domain) &&
         exprs_equal(a->as.aggregate.where, b->as.aggregate.where) &&
         exprs_equal(a->as.aggregate.otherwise, b->as.aggregate.otherwise);
}

static bool quantified_equal(const Expr *a, const Expr *b) {
  return a->as.quantified.kind == b->as.quantified.kind &&
         text_equal(a->as.quantified.least, b->as.quantified.least) &&
         domains_equal(&a->as.quantified.domain, &b->as.quantified.domain) &&
         exprs_equal(a->as.quantified.where, b->as.quantified.where) &&
         exprs_equal(a->as.quantified.satisfies, b->as.quantified.satisfies);
}

static bool apportions_equal(const Expr *a, const Expr *b) {
  return exprs_equal(a->as.apportion.amount, b->as.apportion.amount) &&
         exprs_equal(a->as.apportion.weight, b->as.apportion.weight) &&
         domains_equal(&a->as.apportion.domain, &b->as.apportion.domain) &&
         exprs_equal(a->as.apportion.where, b->as.apportion.where);
}

static bool binaries_equal(const Expr *a, const Expr *b) {
  return a->as.binary.op == b->as.binary.op && a->as.binary.worded == b->as.binary.worded &&
         exprs_equal(a->as.binary.left, b->as.binary.left) &&
         exprs_equal(a->as.binary.right, b->as.binary.right);
}

/* Two expressions of one kind. */
static bool parts_equal(const Expr *a, const Expr *b) {
  switch (a->kind) {
    case EXPR_ERROR:
    case EXPR_PENDING: return true;
    case EXPR_NUMBER:  return numbers_equal(a, b);
    case EXPR_DATE:
    case EXPR_MONTH:
    case EXPR_MOMENT:
    case EXPR_STRING:  return text_equal(a->as.literal.text, b->as.literal.text);
    case EXPR_TRUTH:   return a->as.truth.yes == b->as.truth.yes;
    case EXPR_NAME:    return text_equal(a->as.name.text, b->as.name.text);
    case EXPR_CALL:
      return same_name(a->as.call.name, b->as.call.name) &&
             LISTS_EQUAL(a->as.call.arguments, b->as.call.arguments, expr_items_equal);
    case EXPR_MEMBER:
      return same_name(a->as.member.field, b->as.member.field) &&
             exprs_equal(a->as.member.object, b->as.member.object);
    case EXPR_LIST:    return LISTS_EQUAL(a->as.list.items, b->as.list.items, expr_items_equal);
    case EXPR_GROUP:   return exprs_equal(a->as.group.inner, b->as.group.inner);
    case EXPR_UNARY:
      return a->as.unary.op == b->as.unary.op &&
             exprs_equal(a->as.unary.operand, b->as.unary.operand);
    case EXPR_BINARY:  return binaries_equal(a, b);
    case EXPR_STATE:
      return a->as.state.test == b->as.state.test && a->as.state.negated == b->as.state.negated &&
             exprs_equal(a->as.state.value, b->as.state.value);
    case EXPR_RANGE:   return ranges_equal(a, b);
    case EXPR_WINDOW:
      return a->as.window.after == b->as.window.after &&
             exprs_equal(a->as.window.day, b->as.window.day) &&
             exprs_equal(a->as.window.period, b->as.window.period) &&
             exprs_equal(a->as.window.anchor, b->as.window.anchor);
    case EXPR_ELAPSED:
      return exprs_equal(a->as.elapsed.period, b->as.elapsed.period) &&
             exprs_equal(a->as.elapsed.since, b->as.elapsed.since);
    case EXPR_IF:
      return exprs_equal(a->as.choice.condition, b->as.choice.condition) &&
             exprs_equal(a->as.choice.then, b->as.choice.then) &&
             exprs_equal(a->as.choice.otherwise, b->as.choice.otherwise);
    case EXPR_ROUND:
      return a->as.round.kind == b->as.round.kind &&
             exprs_equal(a->as.round.value, b->as.round.value) &&
             exprs_equal(a->as.round.unit, b->as.round.unit);
    case EXPR_ROLL:    return exprs_equal(a->as.roll.value, b->as.roll.value);
    case EXPR_ON:
      return exprs_equal(a->as.on.value, b->as.on.value) &&
             exprs_equal(a->as.on.date, b->as.on.date);
    case EXPR_QUANTIFIED: return quantified_equal(a, b);
    case EXPR_AGGREGATE:  return aggregates_equal(a, b);
    case EXPR_APPORTION:  return apportions_equal(a, b);
  }
  return false;
}

static bool exprs_equal(const Expr *a, const Expr *b) {
  if (!a || !b)
    return !a && !b;
  return a->kind == b->kind && parts_equal(a, b);
}

/* ---- clauses --------------------------------------------------------------------------------- */

static bool decls_equal(const Decl *a, const Decl *b);

static bool frames_equal(const FrameParts *a, const FrameParts *b) {
  return exprs_equal(a->value, b->value) && same_name(a->within, b->within) &&
         a->earmarked == b->earmarked && same_name(a->purpose, b->purpose) &&
         exprs_equal(a->only_when, b->only_when) && exprs_equal(a->governed, b->governed);
}

static bool requirements_equal(const void *left, const void *right) {
  const Requirement *a = left, *b = right;
  return same_name(a->reason, b->reason) && exprs_equal(a->test, b->test);
}

static bool powers_equal(const Clause *a, const Clause *b) {
  return exprs_equal(a->as.power.decider, b->as.power.decider) &&
         exprs_equal(a->as.power.above, b->as.power.above) &&
         exprs_equal(a->as.power.most, b->as.power.most) &&
         a->as.power.below == b->as.power.below &&
         same_name(a->as.power.out_of, b->as.power.out_of) &&
         exprs_equal(a->as.power.governed, b->as.power.governed) &&
         LISTS_EQUAL(a->as.power.consulting, b->as.power.consulting, names_equal);
}

static bool deadlines_equal(const Clause *a, const Clause *b) {
  return LISTS_EQUAL(a->as.deadline.owed_by, b->as.deadline.owed_by, names_equal) &&
         LISTS_EQUAL(a->as.deadline.owed_else, b->as.deadline.owed_else, names_equal) &&
         LISTS_EQUAL(a->as.deadline.contains, b->as.deadline.contains, names_equal) &&
         exprs_equal(a->as.deadline.owed_when, b->as.deadline.owed_when) &&
         same_name(a->as.deadline.owed_to, b->as.deadline.owed_to) &&
         exprs_equal(a->as.deadline.due, b->as.deadline.due) &&
         exprs_equal(a->as.deadline.governed, b->as.deadline.governed) &&
         exprs_equal(a->as.deadline.fulfilled, b->as.deadline.fulfilled);
}

static bool allocates_equal(const Clause *a, const Clause *b) {
  return LISTS_EQUAL(a->as.allocate.keys, b->as.allocate.keys, keys_equal) &&
         a->as.allocate.otherwise == b->as.allocate.otherwise &&
         a->as.allocate.otherwise_written == b->as.allocate.otherwise_written &&
         same_name(a->as.allocate.outcome, b->as.allocate.outcome);
}

/* Two clauses of one kind. */
static bool clause_parts_equal(const Clause *a, const Clause *b) {
  switch (a->kind) {
    case CLAUSE_NEEDS:  return LISTS_EQUAL(a->as.needs.fields, b->as.needs.fields, names_equal);
    case CLAUSE_ELIGIBLE:
    case CLAUSE_EXCLUDED:
      return same_name(a->as.who.reason, b->as.who.reason) &&
             exprs_equal(a->as.who.test, b->as.who.test);
    case CLAUSE_OUTCOME:
      return a->as.outcome.stage == b->as.outcome.stage &&
             a->as.outcome.after == b->as.outcome.after;
    case CLAUSE_CRITERION:
      return exprs_equal(a->as.criterion.considers, b->as.criterion.considers) &&
             LISTS_EQUAL(a->as.criterion.requires, b->as.criterion.requires,
                            requirements_equal);
    case CLAUSE_ATTESTED:
    case CLAUSE_AMOUNT:
    case CLAUSE_SHOWS:
    case CLAUSE_CEILING:
    case CLAUSE_JUDGED_BY:  return exprs_equal(a->as.value.value, b->as.value.value);
    case CLAUSE_FRAME:      return frames_equal(&a->as.frame, &b->as.frame);
    case CLAUSE_DECIDED_BY:
    case CLAUSE_DELEGATED:  return powers_equal(a, b);
    case CLAUSE_ALLOCATE:   return allocates_equal(a, b);
    case CLAUSE_CONDITION:
    case CLAUSE_NOTE:       return true;
    case CLAUSE_DEADLINE:   return deadlines_equal(a, b);
    case CLAUSE_DECLARED:   return decls_equal(a->as.declared.decl, b->as.declared.decl);
  }
  return false;
}

static bool clauses_equal(const void *left, const void *right) {
  const Clause *a = left, *b = right;
  return a->kind == b->kind && same_name(a->name, b->name) && same_name(a->label, b->label) &&
         exprs_equal(a->when, b->when) && LISTS_EQUAL(a->bases, b->bases, bases_equal) &&
         clause_parts_equal(a, b);
}

/* ---- declarations ----------------------------------------------------------------------- */

static bool head_lines_equal(const void *left, const void *right) {
  const HeadLine *a = left, *b = right;
  return a->kind == b->kind && LISTS_EQUAL(a->bases, b->bases, bases_equal) &&
         LISTS_EQUAL(a->names, b->names, names_equal) && same_name(a->text, b->text) &&
         a->adopted == b->adopted && same_name(a->by, b->by) &&
         same_name(a->paragraph, b->paragraph) && same_name(a->from, b->from) &&
         same_name(a->to, b->to);
}

static bool types_equal(const WrittenType *a, const WrittenType *b) {
  return a->kind == b->kind && same_name(a->name, b->name) && same_name(a->via, b->via) &&
         same_name(a->by, b->by);
}

static bool arguments_equal(const void *left, const void *right) {
  const Argument *a = left, *b = right;
  return same_name(a->name, b->name) && a->typed == b->typed &&
         (!a->typed || types_equal(&a->type, &b->type));
}

static bool fields_equal(const void *left, const void *right) {
  const Field *a = left, *b = right;
  return same_name(a->name, b->name) && types_equal(&a->type, &b->type) && a->key == b->key &&
         a->optional == b->optional && same_name(a->label, b->label) &&
         same_name(a->column, b->column) && same_name(a->scale, b->scale) &&
         a->owner_written == b->owner_written && a->owner == b->owner &&
         same_name(a->owner_name, b->owner_name) && text_equal(a->at_least, b->at_least) &&
         LISTS_EQUAL(a->aliases, b->aliases, names_equal);
}

static bool valid_equal(const void *left, const void *right) {
  const ValidWhen *a = left, *b = right;
  return same_name(a->reason, b->reason) && exprs_equal(a->test, b->test);
}

static bool pairs_equal(const void *left, const void *right) {
  const NamePair *a = left, *b = right;
  return same_name(a->left, b->left) && same_name(a->right, b->right);
}

static bool facts_equal(const void *left, const void *right) {
  const Fact *a = left, *b = right;
  return same_name(a->name, b->name) && exprs_equal(a->value, b->value);
}

static bool coverings_equal(const void *left, const void *right) {
  const Covering *a = left, *b = right;
  return same_name(a->from, b->from) && same_name(a->to, b->to);
}

static bool settings_equal(const void *left, const void *right) {
  const Setting *a = left, *b = right;
  return LISTS_EQUAL(a->path, b->path, names_equal) &&
         LISTS_EQUAL(a->arguments, b->arguments, expr_items_equal) &&
         exprs_equal(a->value, b->value);
}

static bool givens_equal(const void *left, const void *right) {
  const Given *a = left, *b = right;
  return same_name(a->record, b->record) && same_name(a->like, b->like) &&
         LISTS_EQUAL(a->facts, b->facts, facts_equal);
}

static bool expectations_equal(const void *left, const void *right) {
  const Expectation *a = left, *b = right;
  return a->kind == b->kind && same_name(a->name, b->name) &&
         LISTS_EQUAL(a->names, b->names, names_equal) && exprs_equal(a->value, b->value);
}

static bool records_equal(const Decl *a, const Decl *b) {
  return same_name(a->as.record.table, b->as.record.table) &&
         LISTS_EQUAL(a->as.record.aliases, b->as.record.aliases, names_equal) &&
         LISTS_EQUAL(a->as.record.fields, b->as.record.fields, fields_equal) &&
         LISTS_EQUAL(a->as.record.valid, b->as.record.valid, valid_equal) &&
         LISTS_EQUAL(a->as.record.recorded, b->as.record.recorded, pairs_equal);
}

static bool assignments_equal(const Decl *a, const Decl *b) {
  return LISTS_EQUAL(a->as.assignment.to, b->as.assignment.to, names_equal) &&
         LISTS_EQUAL(a->as.assignment.lead, b->as.assignment.lead, names_equal) &&
         LISTS_EQUAL(a->as.assignment.together, b->as.assignment.together, names_equal) &&
         LISTS_EQUAL(a->as.assignment.depends, b->as.assignment.depends, names_equal) &&
         exprs_equal(a->as.assignment.due, b->as.assignment.due) &&
         a->as.assignment.further_notice == b->as.assignment.further_notice &&
         same_name(a->as.assignment.provided, b->as.assignment.provided);
}

static bool reports_equal(const Decl *a, const Decl *b) {
  return LISTS_EQUAL(a->as.report.owed_by, b->as.report.owed_by, names_equal) &&
         LISTS_EQUAL(a->as.report.to, b->as.report.to, names_equal) &&
         LISTS_EQUAL(a->as.report.covering, b->as.report.covering, coverings_equal) &&
         exprs_equal(a->as.report.due, b->as.report.due) &&
         a->as.report.handled == b->as.report.handled &&
         LISTS_EQUAL(a->as.report.contains, b->as.report.contains, names_equal);
}

static bool decisions_equal(const Decl *a, const Decl *b) {
  return same_name(a->as.decision.record, b->as.decision.record) &&
         exprs_equal(a->as.decision.governed, b->as.decision.governed) &&
         LISTS_EQUAL(a->as.decision.governed_bases, b->as.decision.governed_bases,
                        bases_equal) &&
         LISTS_EQUAL(a->as.decision.clauses, b->as.decision.clauses, clauses_equal);
}

static bool tests_equal(const Decl *a, const Decl *b) {
  return LISTS_EQUAL(a->as.test.givens, b->as.test.givens, givens_equal) &&
         LISTS_EQUAL(a->as.test.settings, b->as.test.settings, settings_equal) &&
         same_name(a->as.test.as_of, b->as.test.as_of) &&
         LISTS_EQUAL(a->as.test.expects, b->as.test.expects, expectations_equal);
}

/* Two declarations of one kind. */
static bool decl_parts_equal(const Decl *a, const Decl *b) {
  switch (a->kind) {
    case DECL_HEAD:
      return a->as.head.kind == b->as.head.kind &&
             LISTS_EQUAL(a->as.head.lines, b->as.head.lines, head_lines_equal);
    case DECL_USE:      return true;
    case DECL_DOCUMENT:
      return same_name(a->as.document.file, b->as.document.file) &&
             same_name(a->as.document.dated, b->as.document.dated) &&
             same_name(a->as.document.case_number, b->as.document.case_number);
    case DECL_BODY:
    case DECL_ROLE:
      return same_name(a->as.body.at, b->as.body.at) &&
             LISTS_EQUAL(a->as.body.aliases, b->as.body.aliases, names_equal);
    case DECL_GROUP:
      return LISTS_EQUAL(a->as.group.names, b->as.group.names, names_equal) &&
             exprs_equal(a->as.group.where, b->as.group.where);
    case DECL_UNIT:
      return text_equal(a->as.unit.digits, b->as.unit.digits) &&
             same_name(a->as.unit.unit, b->as.unit.unit);
    case DECL_CALENDAR:
      return LISTS_EQUAL(a->as.calendar.arguments, b->as.calendar.arguments, arguments_equal) &&
             exprs_equal(a->as.calendar.when, b->as.calendar.when) &&
             same_name(a->as.calendar.from, b->as.calendar.from) &&
             same_name(a->as.calendar.to, b->as.calendar.to);
    case DECL_PARAMETER: return exprs_equal(a->as.parameter.value, b->as.parameter.value);
    case DECL_CODELIST:
      return LISTS_EQUAL(a->as.codelist.members, b->as.codelist.members, names_equal) &&
             LISTS_EQUAL(a->as.codelist.labels, b->as.codelist.labels, names_equal) &&
             LISTS_EQUAL(a->as.codelist.aliases, b->as.codelist.aliases, aliases_equal);
    case DECL_RECORD:   return records_equal(a, b);
    case DECL_DEFINE:
      return LISTS_EQUAL(a->as.define.arguments, b->as.define.arguments, arguments_equal) &&
             exprs_equal(a->as.define.value, b->as.define.value);
    case DECL_FRAME:      return frames_equal(&a->as.frame, &b->as.frame);
    case DECL_DECISION:   return decisions_equal(a, b);
    case DECL_ASSIGNMENT: return assignments_equal(a, b);
    case DECL_REPORT:     return reports_equal(a, b);
    case DECL_BACKGROUND:
      return same_name(a->as.background.document, b->as.background.document) &&
             same_name(a->as.background.from, b->as.background.from) &&
             same_name(a->as.background.to, b->as.background.to);
    case DECL_NOT_ENCODED:
      return same_name(a->as.not_encoded.text, b->as.not_encoded.text) &&
             same_name(a->as.not_encoded.because, b->as.not_encoded.because) &&
             LISTS_EQUAL(a->as.not_encoded.judgement, b->as.not_encoded.judgement, names_equal);
    case DECL_SCENARIO:
      return LISTS_EQUAL(a->as.scenario.settings, b->as.scenario.settings, settings_equal);
    case DECL_SAMPLE:
      return same_name(a->as.sample.record, b->as.sample.record) &&
             LISTS_EQUAL(a->as.sample.facts, b->as.sample.facts, facts_equal);
    case DECL_TEST:       return tests_equal(a, b);
  }
  return false;
}

static bool decls_equal(const Decl *a, const Decl *b) {
  return a->kind == b->kind && same_name(a->name, b->name) && same_name(a->label, b->label) &&
         LISTS_EQUAL(a->bases, b->bases, bases_equal) && decl_parts_equal(a, b);
}

static bool decl_items_equal(const void *a, const void *b) {
  return decls_equal(*(const Decl *const *)a, *(const Decl *const *)b);
}

bool tree_equal(const File *a, const File *b) {
  return LISTS_EQUAL(a->decls, b->decls, decl_items_equal);
}
