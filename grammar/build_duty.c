#include "grammar/build.h"

/* ---- assignments and reports ------------------------------------------------------------- */

Decl *assignment_new(Parse *parse, Span span, Span head, Name name, Name label, NameList to) {
  Decl *decl = decl_new(parse, span, head, DECL_ASSIGNMENT, name, label);
  decl->as.assignment.to = to;
  return decl;
}

Decl *assignment_lead(Parse *parse, Span part, Decl *decl, NameList names) {
  check_once(parse, decl->as.assignment.lead.count > 0, part);
  decl->as.assignment.lead = names;
  return decl;
}

Decl *assignment_together(Parse *parse, Span part, Decl *decl, NameList names) {
  check_once(parse, decl->as.assignment.together.count > 0, part);
  decl->as.assignment.together = names;
  return decl;
}

Decl *assignment_depends(Parse *parse, Span part, Decl *decl, NameList names) {
  check_once(parse, decl->as.assignment.depends.count > 0, part);
  decl->as.assignment.depends = names;
  return decl;
}

static bool assignment_is_due(const Decl *decl) {
  return decl->as.assignment.due || decl->as.assignment.due_before.text.length > 0;
}

Decl *assignment_due(Parse *parse, Span part, Decl *decl, const Expr *due) {
  check_once(parse, assignment_is_due(decl), part);
  decl->as.assignment.due = due;
  return decl;
}

Decl *assignment_due_before(Parse *parse, Span part, Decl *decl, Name meeting) {
  check_once(parse, assignment_is_due(decl), part);
  decl->as.assignment.due_before = meeting;
  return decl;
}

Decl *assignment_until_further_notice(Parse *parse, Span part, Decl *decl) {
  check_once(parse, decl->as.assignment.further_notice, part);
  decl->as.assignment.further_notice = true;
  return decl;
}

Decl *assignment_provided(Parse *parse, Span part, Decl *decl, Name text) {
  check_once(parse, decl->as.assignment.provided.text.length > 0, part);
  decl->as.assignment.provided = text;
  return decl;
}

Decl *assignments_from_new(Parse *parse, Span span, Span head, Name file, Name document,
                           Name quote) {
  Decl *decl = decl_new(parse, span, head, DECL_ASSIGNMENTS_FROM, file, name_none());
  decl->as.assignments_from.document = document;
  decl->as.assignments_from.quote = quote;
  return decl;
}

Decl *report_new(Parse *parse, Span span, Span head, Name name, Name label, NameList owed_by,
                 NameList to) {
  Decl *decl = decl_new(parse, span, head, DECL_REPORT, name, label);
  decl->as.report.owed_by = owed_by;
  decl->as.report.to = to;
  return decl;
}

Decl *report_covering(Parse *parse, Decl *decl, CoveringList covering) {
  for (size_t i = 0; i < covering.count; i++)
    LIST_ADD(parse->arena, &decl->as.report.covering, Covering, covering.items[i]);
  return decl;
}

static bool report_is_due(const Decl *decl) {
  return decl->as.report.due || decl->as.report.due_before.text.length > 0;
}

Decl *report_due(Parse *parse, Span part, Decl *decl, const Expr *due) {
  check_once(parse, report_is_due(decl), part);
  decl->as.report.due = due;
  return decl;
}

Decl *report_due_before(Parse *parse, Span part, Decl *decl, Name meeting) {
  check_once(parse, report_is_due(decl), part);
  decl->as.report.due_before = meeting;
  return decl;
}

Decl *report_handled(Parse *parse, Span part, Decl *decl, HandledAs how) {
  check_once(parse, decl->as.report.handled, part);
  decl->as.report.handled = how;
  return decl;
}

Decl *report_contains(Parse *parse, Span part, Decl *decl, StringList contains) {
  check_once(parse, decl->as.report.contains.count > 0, part);
  decl->as.report.contains = contains;
  return decl;
}

CoveringList coverings_none(void) {
  return (CoveringList){ NULL, 0, 0 };
}

CoveringList coverings_add(Parse *parse, CoveringList list, Name from, Name to) {
  LIST_ADD(parse->arena, &list, Covering, (Covering){ from, to });
  return list;
}

/* ---- ladders, letters --------------------------------------------------------------------- */

Decl *ladder_new(Parse *parse, Span span, Span head, Name name, Name label, Name record,
                 BasisList bases) {
  Decl *decl = decl_new(parse, span, head, DECL_LADDER, name, label);
  decl->as.ladder.record = record;
  return decl_end(parse, decl, span, bases);
}

Decl *ladder_add(Parse *parse, Decl *decl, const LadderStep *step, Span span) {
  LIST_ADD(parse->arena, &decl->as.ladder.steps, LadderStep, *step);
  return decl_close(decl, span);
}

LadderStep *step_new(Parse *parse, Span span, Name name, Name label, const Expr *due,
                     const Expr *when, BasisList bases) {
  LadderStep *step = arena_new(parse->arena, LadderStep);
  *step = (LadderStep){ .span = span, .name = name, .label = label, .due = due, .when = when,
                        .bases = bases };
  return step;
}

Decl *letter_new(Parse *parse, Span span, Span head, Name name, Name label, Name outcome,
                 StringList paragraphs) {
  Decl *decl = decl_new(parse, span, head, DECL_LETTER, name, label);
  decl->as.letter.outcome = outcome;
  decl->as.letter.paragraphs = paragraphs;
  return decl;
}

/* ---- scenarios, samples, tests -------------------------------------------------------------- */

Setting *setting_new(Parse *parse, Span span, NameList path, ExprList arguments,
                     const Expr *value, const Period *period) {
  Setting *setting = arena_new(parse->arena, Setting);
  *setting = (Setting){ .span = span, .path = path, .arguments = arguments, .value = value,
                        .from = period->from, .until = period->until };
  return setting;
}

void setting_keep(Parse *parse, const Setting *setting) {
  parse->setting = *setting;
  parse->setting_read = true;
}

Decl *scenario_add(Parse *parse, Decl *decl, const Setting *setting) {
  LIST_ADD(parse->arena, &decl->as.scenario.settings, Setting, *setting);
  return decl;
}

Decl *sample_new(Parse *parse, Span span, Span head, Name name, Name record, FactList facts) {
  Decl *decl = decl_new(parse, span, head, DECL_SAMPLE, name, name_none());
  decl->as.sample.record = record;
  decl->as.sample.facts = facts;
  return decl;
}

FactList facts_none(void) {
  return (FactList){ NULL, 0, 0 };
}

FactList facts_add(Parse *parse, FactList facts, const Fact *fact) {
  LIST_ADD(parse->arena, &facts, Fact, *fact);
  return facts;
}

Fact *fact_new(Parse *parse, Span span, Name name, const Expr *value) {
  Fact *fact = arena_new(parse->arena, Fact);
  *fact = (Fact){ .span = span, .name = name, .value = value };
  return fact;
}

Decl *test_add_given(Parse *parse, Decl *decl, const Given *given) {
  LIST_ADD(parse->arena, &decl->as.test.givens, Given, *given);
  return decl;
}

Decl *test_add_setting(Parse *parse, Decl *decl, const Setting *setting) {
  LIST_ADD(parse->arena, &decl->as.test.settings, Setting, *setting);
  return decl;
}

Decl *test_as_of(Parse *parse, Span part, Decl *decl, Name date) {
  check_once(parse, decl->as.test.as_of.text.length > 0, part);
  decl->as.test.as_of = date;
  return decl;
}

Decl *test_cut_short(Decl *decl) {
  decl->as.test.cut_short = true;
  return decl;
}

Decl *test_expect(Parse *parse, Decl *decl, ExpectationList expectations) {
  for (size_t i = 0; i < expectations.count; i++)
    LIST_ADD(parse->arena, &decl->as.test.expects, Expectation, expectations.items[i]);
  return decl;
}

Given *given_new(Parse *parse, Span span, Name record, Name like, FactList facts) {
  Given *given = arena_new(parse->arena, Given);
  *given = (Given){ .span = span, .record = record, .like = like, .facts = facts };
  return given;
}

ExpectationList expectations_none(void) {
  return (ExpectationList){ NULL, 0, 0 };
}

ExpectationList expectations_add(Parse *parse, ExpectationList list, const Expectation *one) {
  LIST_ADD(parse->arena, &list, Expectation, *one);
  return list;
}

static Expectation *expectation(Parse *parse, Span span, ExpectKind kind) {
  Expectation *made = arena_new(parse->arena, Expectation);
  made->kind = kind;
  made->span = span;
  return made;
}

Expectation *expectation_name(Parse *parse, Span span, ExpectKind kind, Name name) {
  Expectation *made = expectation(parse, span, kind);
  made->name = name;
  return made;
}

Expectation *expectation_names(Parse *parse, Span span, ExpectKind kind, NameList names) {
  Expectation *made = expectation(parse, span, kind);
  made->names = names;
  return made;
}

Expectation *expectation_value(Parse *parse, Span span, ExpectKind kind, Name name,
                               const Expr *value) {
  Expectation *made = expectation(parse, span, kind);
  made->name = name;
  made->value = value;
  return made;
}

Name outcome_name(Span span, const char *english) {
  return (Name){ .span = span, .text = text_from(english) };
}
