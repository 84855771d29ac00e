#include "grammar/equal_parts.h"

static bool aliases_equal(const void *left, const void *right) {
  const StringList *a = left, *b = right;
  return LISTS_EQUAL(*a, *b, names_equal);
}

/* ---- clauses --------------------------------------------------------------------------------- */

static bool decls_equal(const Decl *a, const Decl *b);

static bool drawns_equal(const void *left, const void *right) {
  const Drawn *a = left, *b = right;
  return exprs_equal(a->value, b->value) && domains_equal(&a->domain, &b->domain) &&
         exprs_equal(a->where, b->where);
}

static bool counting_equal(const Drawn *a, const Drawn *b) {
  return a && b ? drawns_equal(a, b) : !a && !b;
}

static bool frames_equal(const FrameParts *a, const FrameParts *b) {
  return exprs_equal(a->value, b->value) && same_name(a->within, b->within) &&
         a->earmarked == b->earmarked && same_name(a->purpose, b->purpose) &&
         exprs_equal(a->only_when, b->only_when) && exprs_equal(a->governed, b->governed) &&
         LISTS_EQUAL(a->for_each, b->for_each, expr_items_equal) &&
         exprs_equal(a->each_year, b->each_year) && exprs_equal(a->rolling, b->rolling) &&
         exprs_equal(a->back_from, b->back_from) && counting_equal(a->counting, b->counting) &&
         LISTS_EQUAL(a->adds, b->adds, drawns_equal) &&
         exprs_equal(a->shared_by, b->shared_by) &&
         exprs_equal(a->carries_over, b->carries_over) &&
         exprs_equal(a->overdraws, b->overdraws);
}

static bool deputies_equal(const void *left, const void *right) {
  const Deputy *a = left, *b = right;
  return same_name(a->name, b->name) && same_name(a->label, b->label) &&
         exprs_equal(a->when, b->when) && LISTS_EQUAL(a->bases, b->bases, bases_equal);
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
         LISTS_EQUAL(a->as.power.consulting, b->as.power.consulting, names_equal) &&
         LISTS_EQUAL(a->as.power.deputies, b->as.power.deputies, deputies_equal);
}

static bool deadlines_equal(const Clause *a, const Clause *b) {
  return LISTS_EQUAL(a->as.deadline.owed_by, b->as.deadline.owed_by, names_equal) &&
         LISTS_EQUAL(a->as.deadline.owed_else, b->as.deadline.owed_else, names_equal) &&
         LISTS_EQUAL(a->as.deadline.contains, b->as.deadline.contains, names_equal) &&
         exprs_equal(a->as.deadline.owed_when, b->as.deadline.owed_when) &&
         same_name(a->as.deadline.owed_to, b->as.deadline.owed_to) &&
         exprs_equal(a->as.deadline.due, b->as.deadline.due) &&
         same_name(a->as.deadline.due_before, b->as.deadline.due_before) &&
         exprs_equal(a->as.deadline.governed, b->as.deadline.governed) &&
         exprs_equal(a->as.deadline.fulfilled, b->as.deadline.fulfilled);
}

static bool allocates_equal(const Clause *a, const Clause *b) {
  return LISTS_EQUAL(a->as.allocate.keys, b->as.allocate.keys, keys_equal) &&
         LISTS_EQUAL(a->as.allocate.ties, b->as.allocate.ties, keys_equal) &&
         a->as.allocate.how == b->as.allocate.how &&
         exprs_equal(a->as.allocate.least, b->as.allocate.least) &&
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
    case CLAUSE_SCORE:
      return exprs_equal(a->as.score.value, b->as.score.value) &&
             exprs_equal(a->as.score.threshold, b->as.score.threshold);
    case CLAUSE_NEVER_SPLIT:
      return LISTS_EQUAL(a->as.never_split.keys, b->as.never_split.keys, names_equal) &&
             exprs_equal(a->as.never_split.within, b->as.never_split.within);
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
         same_name(a->to, b->to) && same_name(a->record, b->record) &&
         exprs_equal(a->when, b->when);
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
         exprs_equal(a->value, b->value) && same_name(a->from, b->from) &&
         same_name(a->until, b->until) && exprs_equal(a->governed, b->governed) &&
         LISTS_EQUAL(a->bases, b->bases, bases_equal);
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
         same_name(a->as.record.file, b->as.record.file) &&
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
         same_name(a->as.assignment.due_before, b->as.assignment.due_before) &&
         a->as.assignment.further_notice == b->as.assignment.further_notice &&
         same_name(a->as.assignment.provided, b->as.assignment.provided);
}

static bool reports_equal(const Decl *a, const Decl *b) {
  return LISTS_EQUAL(a->as.report.owed_by, b->as.report.owed_by, names_equal) &&
         LISTS_EQUAL(a->as.report.to, b->as.report.to, names_equal) &&
         LISTS_EQUAL(a->as.report.covering, b->as.report.covering, coverings_equal) &&
         exprs_equal(a->as.report.due, b->as.report.due) &&
         same_name(a->as.report.due_before, b->as.report.due_before) &&
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

/* ---- values and decision tables ---------------------------------------------------------- */

static bool dated_equal(const void *left, const void *right) {
  const DatedValue *a = left, *b = right;
  return exprs_equal(a->value, b->value) && same_name(a->from, b->from) &&
         same_name(a->until, b->until) && LISTS_EQUAL(a->bases, b->bases, bases_equal);
}

static bool cells_equal(const void *left, const void *right) {
  const TableCell *a = left, *b = right;
  return a->kind == b->kind && a->negated == b->negated &&
         LISTS_EQUAL(a->values, b->values, expr_items_equal) && a->op == b->op &&
         a->worded == b->worded && a->range == b->range && a->open_low == b->open_low &&
         a->open_high == b->open_high && exprs_equal(a->low, b->low) &&
         exprs_equal(a->high, b->high);
}

static bool rows_equal(const void *left, const void *right) {
  const TableRow *a = left, *b = right;
  return LISTS_EQUAL(a->cells, b->cells, cells_equal) &&
         LISTS_EQUAL(a->outputs, b->outputs, expr_items_equal);
}

static bool tables_equal(const DecisionTable *a, const DecisionTable *b) {
  if (!a || !b)
    return !a && !b;
  return a->policy == b->policy && LISTS_EQUAL(a->inputs, b->inputs, names_equal) &&
         LISTS_EQUAL(a->outputs, b->outputs, names_equal) &&
         LISTS_EQUAL(a->rows, b->rows, rows_equal);
}

static bool parameters_equal(const Decl *a, const Decl *b) {
  return LISTS_EQUAL(a->as.parameter.arguments, b->as.parameter.arguments, arguments_equal) &&
         LISTS_EQUAL(a->as.parameter.values, b->as.parameter.values, dated_equal) &&
         exprs_equal(a->as.parameter.value, b->as.parameter.value) &&
         tables_equal(a->as.parameter.table, b->as.parameter.table);
}

static bool exceptions_equal(const Decl *a, const Decl *b) {
  return LISTS_EQUAL(a->as.exception.target, b->as.exception.target, names_equal) &&
         a->as.exception.kind == b->as.exception.kind &&
         exprs_equal(a->as.exception.value, b->as.exception.value) &&
         same_name(a->as.exception.reason, b->as.exception.reason) &&
         exprs_equal(a->as.exception.when, b->as.exception.when) &&
         LISTS_EQUAL(a->as.exception.overrides, b->as.exception.overrides, names_equal);
}

static bool import_lines_equal(const void *left, const void *right) {
  const ImportLine *a = left, *b = right;
  return same_name(a->column, b->column) && same_name(a->field, b->field) &&
         same_name(a->scale, b->scale) && same_name(a->separator, b->separator);
}

/* ---- budgets, targets, conflicts, amendments ---------------------------------------------- */

static bool steps_equal(const void *left, const void *right) {
  const LadderStep *a = left, *b = right;
  return same_name(a->name, b->name) && same_name(a->label, b->label) &&
         exprs_equal(a->due, b->due) && exprs_equal(a->when, b->when) &&
         LISTS_EQUAL(a->bases, b->bases, bases_equal);
}

static bool standings_equal(const void *left, const void *right) {
  const YearStanding *a = left, *b = right;
  return a->kind == b->kind && exprs_equal(a->from, b->from) && exprs_equal(a->to, b->to);
}

static bool budget_lines_equal(const void *left, const void *right) {
  const BudgetLine *a = left, *b = right;
  bool declared = a->kind == BUDGET_DECLARED && b->kind == BUDGET_DECLARED;
  return a->kind == b->kind && same_name(a->name, b->name) && same_name(a->label, b->label) &&
         a->once == b->once && exprs_equal(a->value, b->value) &&
         exprs_equal(a->within, b->within) && exprs_equal(a->prices, b->prices) &&
         exprs_equal(a->where, b->where) && a->requested == b->requested &&
         LISTS_EQUAL(a->standings, b->standings, standings_equal) &&
         LISTS_EQUAL(a->bases, b->bases, bases_equal) &&
         (!declared || decls_equal(a->decl, b->decl));
}

static bool shares_equal(const void *left, const void *right) {
  const TransferShare *a = left, *b = right;
  return same_name(a->name, b->name) && exprs_equal(a->part, b->part);
}

static bool transfers_equal(const Decl *a, const Decl *b) {
  return exprs_equal(a->as.transfer.amount, b->as.transfer.amount) &&
         LISTS_EQUAL(a->as.transfer.from, b->as.transfer.from, shares_equal) &&
         LISTS_EQUAL(a->as.transfer.to, b->as.transfer.to, shares_equal) &&
         exprs_equal(a->as.transfer.prices, b->as.transfer.prices);
}

static bool suspensions_equal(const void *left, const void *right) {
  const Suspension *a = left, *b = right;
  return exprs_equal(a->from, b->from) && exprs_equal(a->to, b->to) &&
         LISTS_EQUAL(a->bases, b->bases, bases_equal);
}

static bool targets_equal(const Decl *a, const Decl *b) {
  return exprs_equal(a->as.target.value, b->as.target.value) &&
         a->as.target.op == b->as.target.op &&
         exprs_equal(a->as.target.bound, b->as.target.bound) &&
         exprs_equal(a->as.target.rolling, b->as.target.rolling) &&
         exprs_equal(a->as.target.year, b->as.target.year) &&
         exprs_equal(a->as.target.every_date, b->as.target.every_date) &&
         LISTS_EQUAL(a->as.target.suspensions, b->as.target.suspensions, suspensions_equal);
}

static bool conflicts_equal(const Decl *a, const Decl *b) {
  return bases_equal(&a->as.conflict.first, &b->as.conflict.first) &&
         bases_equal(&a->as.conflict.second, &b->as.conflict.second) &&
         a->as.conflict.follows == b->as.conflict.follows &&
         same_name(a->as.conflict.document, b->as.conflict.document) &&
         same_name(a->as.conflict.place, b->as.conflict.place) &&
         same_name(a->as.conflict.because, b->as.conflict.because);
}

static bool changes_equal(const void *left, const void *right) {
  const Change *a = left, *b = right;
  if (a->kind != b->kind || !same_name(a->target, b->target))
    return false;
  switch (a->kind) {
    case CHANGE_SET:            return settings_equal(a->setting, b->setting);
    case CHANGE_ADD_FIELD:      return fields_equal(a->field, b->field);
    case CHANGE_ADD_CLAUSE:
    case CHANGE_REPLACE_CLAUSE: return clauses_equal(a->clause, b->clause);
    case CHANGE_ADD_LINE:
    case CHANGE_REPLACE_LINE:   return budget_lines_equal(a->line, b->line);
    case CHANGE_REPEAL:
      return LISTS_EQUAL(a->path, b->path, names_equal) &&
             LISTS_EQUAL(a->bases, b->bases, bases_equal);
    case CHANGE_DECLARED:       return decls_equal(a->decl, b->decl);
  }
  return false;
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
             same_name(a->as.calendar.table, b->as.calendar.table) &&
             same_name(a->as.calendar.file, b->as.calendar.file) &&
             same_name(a->as.calendar.from, b->as.calendar.from) &&
             same_name(a->as.calendar.to, b->as.calendar.to);
    case DECL_PARAMETER: return parameters_equal(a, b);
    case DECL_CODELIST:
      return LISTS_EQUAL(a->as.codelist.members, b->as.codelist.members, names_equal) &&
             LISTS_EQUAL(a->as.codelist.labels, b->as.codelist.labels, names_equal) &&
             LISTS_EQUAL(a->as.codelist.aliases, b->as.codelist.aliases, aliases_equal);
    case DECL_RECORD:   return records_equal(a, b);
    case DECL_DEFINE:
      return LISTS_EQUAL(a->as.define.arguments, b->as.define.arguments, arguments_equal) &&
             exprs_equal(a->as.define.value, b->as.define.value) &&
             tables_equal(a->as.define.table, b->as.define.table);
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
    case DECL_TABLE:
      return LISTS_EQUAL(a->as.table.arguments, b->as.table.arguments, arguments_equal) &&
             types_equal(&a->as.table.type, &b->as.table.type) &&
             same_name(a->as.table.file, b->as.table.file) &&
             exprs_equal(a->as.table.blank, b->as.table.blank);
    case DECL_IMPORT:
      return same_name(a->as.import.record, b->as.import.record) &&
             LISTS_EQUAL(a->as.import.columns, b->as.import.columns, import_lines_equal) &&
             LISTS_EQUAL(a->as.import.blanks, b->as.import.blanks, names_equal);
    case DECL_EXCEPTION:  return exceptions_equal(a, b);
    case DECL_MEETING:
      return same_name(a->as.meeting.at, b->as.meeting.at) &&
             same_name(a->as.meeting.day, b->as.meeting.day);
    case DECL_ASSIGNMENTS_FROM:
      return same_name(a->as.assignments_from.document, b->as.assignments_from.document) &&
             same_name(a->as.assignments_from.quote, b->as.assignments_from.quote);
    case DECL_LADDER:
      return same_name(a->as.ladder.record, b->as.ladder.record) &&
             LISTS_EQUAL(a->as.ladder.steps, b->as.ladder.steps, steps_equal);
    case DECL_LETTER:
      return same_name(a->as.letter.outcome, b->as.letter.outcome) &&
             LISTS_EQUAL(a->as.letter.paragraphs, b->as.letter.paragraphs, names_equal);
    case DECL_BUDGET:
      return same_name(a->as.budget.record, b->as.budget.record) &&
             LISTS_EQUAL(a->as.budget.by, b->as.budget.by, names_equal) &&
             LISTS_EQUAL(a->as.budget.lines, b->as.budget.lines, budget_lines_equal);
    case DECL_TRANSFER:   return transfers_equal(a, b);
    case DECL_TARGET:     return targets_equal(a, b);
    case DECL_CONTROL:
      return a->as.control.severity == b->as.control.severity &&
             same_name(a->as.control.record, b->as.control.record) &&
             exprs_equal(a->as.control.when, b->as.control.when);
    case DECL_CONFLICT:   return conflicts_equal(a, b);
    case DECL_AMENDMENT:
      return LISTS_EQUAL(a->as.amendment.of, b->as.amendment.of, names_equal) &&
             LISTS_EQUAL(a->as.amendment.lines, b->as.amendment.lines, head_lines_equal) &&
             LISTS_EQUAL(a->as.amendment.changes, b->as.amendment.changes, changes_equal);
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
