/* grammar_tree_decls.h - the declarations and clauses of grammar_trees.h. */
#ifndef ANSLAG_TESTS_GRAMMAR_TREE_DECLS_H
#define ANSLAG_TESTS_GRAMMAR_TREE_DECLS_H

#define DEPTH 3

static const Expr *trees_maybe(Trees *trees) {
  return trees_chance(trees, 2) ? trees_expr(trees, DEPTH) : NULL;
}

static const Expr *trees_maybe_value(Trees *trees) {
  return trees_chance(trees, 2) ? trees_value(trees, DEPTH) : NULL;
}

static Name trees_maybe_name(Trees *trees) {
  return trees_chance(trees, 2) ? trees_name(trees) : trees_no_name();
}

static Decl *trees_new(Trees *trees, DeclKind kind) {
  Decl *decl = arena_new(trees->arena, Decl);
  decl->kind = kind;
  decl->name = trees_name(trees);
  decl->label = trees_maybe_string(trees);
  decl->bases = trees_bases(trees);
  return decl;
}

/* Of the first `kinds` kinds. */
static HeadLine trees_head_line(Trees *trees, unsigned kinds) {
  HeadLine line = { .kind = (HeadLineKind)trees_random(trees, kinds),
                    .bases = trees_bases(trees) };
  switch (line.kind) {
    case HEAD_ISSUED_BY: line.text = trees_string(trees); break;
    case HEAD_STATUS:
      line.adopted = trees_chance(trees, 2);
      line.by = trees_maybe_name(trees);
      line.from = trees_date(trees);
      if (line.adopted)
        line.paragraph = trees_maybe_string(trees);
      break;
    case HEAD_IN_FORCE:
      line.from = trees_date(trees);
      if (trees_chance(trees, 2))
        line.to = trees_date(trees);
      break;
    case HEAD_CURRENCY:       line.text = trees_name(trees); break;
    case HEAD_COUNTS_TIME_BY: line.text = trees_named("std.time.se"); break;
    case HEAD_SENT_TO:        line.names = trees_names(trees); break;
    case HEAD_APPLIES_TO:
      line.record = trees_name(trees);
      line.when = trees_expr(trees, DEPTH);
      break;
  }
  return line;
}

static Decl *trees_head(Trees *trees) {
  Decl *decl = trees_new(trees, DECL_HEAD);
  decl->as.head.kind = (TextKind)trees_random(trees, 5);
  for (unsigned i = 0, count = trees_random(trees, 5); i < count; i++)
    LIST_ADD(trees->arena, &decl->as.head.lines, HeadLine, trees_head_line(trees, 6));
  return decl;
}

static WrittenType trees_type(Trees *trees) {
  WrittenType type = { .kind = (WrittenTypeKind)trees_random(trees, 11) };
  if (type.kind == WRITTEN_NAME || type.kind == WRITTEN_LIST)
    type.name = trees_name(trees);
  if (type.kind == WRITTEN_MONEY)
    type.name = trees_maybe_name(trees);
  if (type.kind == WRITTEN_LIST && trees_chance(trees, 2))
    type.via = trees_name(trees);
  else if (type.kind == WRITTEN_LIST)
    type.by = trees_maybe_name(trees);
  return type;
}

static Field trees_field(Trees *trees) {
  static const char *const scales[] = { "tkr", "%", "0.0001", "100", "amount" };
  Field field = { .name = trees_name(trees), .type = trees_type(trees) };
  field.key = trees_chance(trees, 4);
  field.optional = trees_chance(trees, 4);
  field.label = trees_maybe_string(trees);
  if (trees_chance(trees, 3)) {
    field.column = trees_name(trees);
    if (trees_chance(trees, 2))
      field.scale = trees_named(PICK(trees, scales));
  }
  if (trees_chance(trees, 4))
    field.at_least = TEXT("1");
  if (trees_chance(trees, 4))
    field.aliases = trees_strings(trees);
  field.owner_written = trees_chance(trees, 2);
  if (!field.owner_written)
    return field;
  field.owner = (OwnerKind)trees_random(trees, 4);
  if (field.owner == OWNER_REGISTER)
    field.owner_name = trees_string(trees);
  else if (field.owner != OWNER_EVENT)
    field.owner_name = trees_name(trees);
  return field;
}

static void trees_fill_record(Trees *trees, Decl *decl) {
  decl->bases = (BasisList){ NULL, 0, 0 };
  decl->as.record.table = trees_maybe_name(trees);
  if (!decl->as.record.table.text.length)
    decl->as.record.file = trees_maybe_string(trees);
  if (trees_chance(trees, 4))
    decl->as.record.aliases = trees_strings(trees);
  for (unsigned i = 0, count = 1 + trees_random(trees, 4); i < count; i++)
    LIST_ADD(trees->arena, &decl->as.record.fields, Field, trees_field(trees));
  for (unsigned i = 0, count = trees_random(trees, 3); i < count; i++) {
    ValidWhen valid = { .test = trees_expr(trees, DEPTH), .reason = trees_maybe_string(trees) };
    LIST_ADD(trees->arena, &decl->as.record.valid, ValidWhen, valid);
  }
  for (unsigned i = 0, count = trees_random(trees, 3); i < count; i++) {
    NamePair pair = { .left = trees_name(trees), .right = trees_name(trees) };
    LIST_ADD(trees->arena, &decl->as.record.recorded, NamePair, pair);
  }
}

static Drawn *trees_drawn(Trees *trees, bool over_list) {
  Drawn *drawn = arena_new(trees->arena, Drawn);
  drawn->value = trees_value(trees, 2);
  if (!over_list)
    return drawn;
  drawn->domain = trees_domain(trees, 1);
  if (trees_chance(trees, 2))
    drawn->where = trees_or(trees, 2);
  return drawn;
}

static void trees_fill_keyed(Trees *trees, FrameParts *frame) {
  for (unsigned i = 0, count = trees_random(trees, 3); i < count; i++)
    LIST_ADD(trees->arena, &frame->for_each, const Expr *, trees_value(trees, 1));
  frame->each_year = trees_maybe_value(trees);
  if (trees_chance(trees, 3)) {
    frame->rolling = trees_value(trees, 1);
    frame->back_from = trees_value(trees, 1);
  }
  if (trees_chance(trees, 3))
    frame->counting = trees_drawn(trees, trees_chance(trees, 2));
  for (unsigned i = 0, count = trees_random(trees, 3); i < count; i++)
    LIST_ADD(trees->arena, &frame->adds, Drawn, *trees_drawn(trees, true));
  frame->shared_by = trees_maybe_value(trees);
  frame->carries_over = trees_maybe_value(trees);
  frame->overdraws = trees_maybe_value(trees);
}

static FrameParts trees_frame(Trees *trees) {
  FrameParts frame = { .value = trees_value(trees, DEPTH) };
  frame.within = trees_maybe_name(trees);
  frame.earmarked = trees_chance(trees, 2);
  frame.purpose = trees_maybe_string(trees);
  frame.only_when = trees_maybe(trees);
  frame.governed = trees_maybe_value(trees);
  if (trees_chance(trees, 2))
    trees_fill_keyed(trees, &frame);
  return frame;
}

static Argument trees_argument(Trees *trees) {
  Argument argument = { .name = trees_name(trees), .typed = trees_chance(trees, 2) };
  if (argument.typed)
    argument.type = trees_type(trees);
  return argument;
}

static Setting trees_setting(Trees *trees) {
  Setting setting = { .path = trees_names(trees), .value = trees_expr(trees, DEPTH) };
  if (trees_chance(trees, 3))
    setting.arguments = trees_exprs(trees, 2, 1);
  if (trees_chance(trees, 3))
    setting.from = trees_date(trees);
  if (trees_chance(trees, 3))
    setting.until = trees_date(trees);
  return setting;
}

static FactList trees_facts(Trees *trees) {
  FactList facts = { NULL, 0, 0 };
  for (unsigned i = 0, count = 1 + trees_random(trees, 6); i < count; i++) {
    Fact fact = { .name = trees_name(trees) };
    if (!trees_chance(trees, 5))
      fact.value = trees_value(trees, 2);
    LIST_ADD(trees->arena, &facts, Fact, fact);
  }
  return facts;
}

static Expectation trees_expectation(Trees *trees) {
  static const char *const outcomes[] = { "fundable", "waitlisted", "incomplete", "rejected",
                                          "ineligible", "invalid", "forwarded", "amount" };
  Expectation expect = { .kind = (ExpectKind)trees_random(trees, EXPECT_THAT + 1) };
  switch (expect.kind) {
    case EXPECT_OUTCOME:  expect.name = trees_named(PICK(trees, outcomes)); break;
    case EXPECT_DECIDER:
    case EXPECT_NO_DEADLINE: expect.name = trees_name(trees); break;
    case EXPECT_GRANTED:  expect.value = trees_value(trees, 2); break;
    case EXPECT_MISSING:
    case EXPECT_FAILED:
    case EXPECT_NOTED:    expect.names = trees_names(trees); break;
    case EXPECT_DEADLINE:
      expect.name = trees_name(trees);
      expect.value = trees_value(trees, 2);
      break;
    case EXPECT_THAT:     expect.value = trees_expr(trees, 2); break;
  }
  return expect;
}

static void trees_fill_test(Trees *trees, Decl *decl) {
  if (trees_chance(trees, 3))
    decl->as.test.as_of = trees_date(trees);
  for (unsigned i = 0, count = trees_random(trees, 2); i < count; i++)
    LIST_ADD(trees->arena, &decl->as.test.settings, Setting, trees_setting(trees));
  for (unsigned i = 0, count = trees_random(trees, 3); i < count; i++) {
    Given given = { .record = trees_name(trees), .like = trees_maybe_name(trees) };
    if (!given.like.text.length || trees_chance(trees, 2))
      given.facts = trees_facts(trees);
    LIST_ADD(trees->arena, &decl->as.test.givens, Given, given);
  }
  for (unsigned i = 0, count = trees_random(trees, 4); i < count; i++)
    LIST_ADD(trees->arena, &decl->as.test.expects, Expectation, trees_expectation(trees));
}

static void trees_fill_assignment(Trees *trees, Decl *decl) {
  decl->as.assignment.to = trees_names(trees);
  if (trees_chance(trees, 2))
    decl->as.assignment.lead = trees_names(trees);
  if (trees_chance(trees, 2))
    decl->as.assignment.together = trees_names(trees);
  if (trees_chance(trees, 2))
    decl->as.assignment.depends = trees_names(trees);
  decl->as.assignment.due = trees_maybe_value(trees);
  if (!decl->as.assignment.due)
    decl->as.assignment.due_before = trees_maybe_name(trees);
  decl->as.assignment.further_notice = trees_chance(trees, 2);
  decl->as.assignment.provided = trees_maybe_string(trees);
}

static void trees_fill_report(Trees *trees, Decl *decl) {
  static const char *const days[] = { "2026", "2026-04", "2026-04-30" };
  decl->as.report.owed_by = trees_names(trees);
  decl->as.report.to = trees_names(trees);
  for (unsigned i = 0, count = trees_random(trees, 3); i < count; i++) {
    Covering covering = { .from = trees_named(PICK(trees, days)) };
    if (trees_chance(trees, 2))
      covering.to = trees_named(PICK(trees, days));
    LIST_ADD(trees->arena, &decl->as.report.covering, Covering, covering);
  }
  decl->as.report.due = trees_maybe_value(trees);
  if (!decl->as.report.due)
    decl->as.report.due_before = trees_maybe_name(trees);
  decl->as.report.handled = (HandledAs)trees_random(trees, 3);
  if (trees_chance(trees, 2))
    decl->as.report.contains = trees_strings(trees);
}

/* ---- clauses --------------------------------------------------------------------------------- */

static void trees_fill_deadline(Trees *trees, Clause *clause) {
  clause->as.deadline.owed_by = trees_names(trees);
  clause->as.deadline.owed_to = trees_name(trees);
  if (trees_chance(trees, 2)) {
    clause->as.deadline.owed_when = trees_expr(trees, DEPTH);
    clause->as.deadline.owed_else = trees_names(trees);
  }
  clause->as.deadline.due = trees_maybe_value(trees);
  if (!clause->as.deadline.due)
    clause->as.deadline.due_before = trees_name(trees);
  clause->as.deadline.governed = trees_maybe_value(trees);
  clause->as.deadline.fulfilled = trees_maybe(trees);
  if (trees_chance(trees, 2))
    clause->as.deadline.contains = trees_strings(trees);
}

static void trees_fill_power(Trees *trees, Clause *clause) {
  clause->as.power.decider = trees_primary(trees, 1);
  clause->as.power.out_of = trees_maybe_name(trees);
  clause->as.power.governed = trees_maybe_value(trees);
  if (trees_chance(trees, 2))
    clause->as.power.consulting = trees_names(trees);
  for (unsigned i = 0, count = trees_random(trees, 2); i < count; i++) {
    Deputy deputy = { .name = trees_name(trees), .label = trees_maybe_string(trees),
                      .when = trees_maybe(trees), .bases = trees_bases(trees) };
    LIST_ADD(trees->arena, &clause->as.power.deputies, Deputy, deputy);
  }
  if (clause->kind == CLAUSE_DECIDED_BY)
    return;
  clause->as.power.above = trees_maybe_value(trees);
  clause->as.power.most = trees_maybe_value(trees);
  clause->as.power.below = clause->as.power.most && trees_chance(trees, 2);
}

static void trees_fill_criterion(Trees *trees, Clause *clause) {
  if (trees_chance(trees, 3)) {
    clause->as.criterion.considers = trees_expr(trees, DEPTH);
    return;
  }
  for (unsigned i = 0, count = 1 + trees_random(trees, 3); i < count; i++) {
    Requirement requirement = { .test = trees_expr(trees, DEPTH),
                                .reason = trees_maybe_string(trees) };
    LIST_ADD(trees->arena, &clause->as.criterion.requires, Requirement, requirement);
  }
}

static void trees_fill_allocate(Trees *trees, Clause *clause) {
  clause->as.allocate.keys = trees_keys(trees, 2);
  if (trees_chance(trees, 3))
    clause->as.allocate.ties = trees_keys(trees, 2);
  clause->as.allocate.how = (HowAllocated)trees_random(trees, 3);
  if (clause->as.allocate.how == HOW_PARTIAL)
    clause->as.allocate.least = trees_value(trees, 1);
  clause->as.allocate.otherwise = ELSE_WAITLIST;
  if (trees_chance(trees, 3))
    return;
  clause->as.allocate.otherwise_written = true;
  clause->as.allocate.otherwise = (ElseKind)trees_random(trees, 4);
  if (clause->as.allocate.otherwise == ELSE_OUTCOME)
    clause->as.allocate.outcome = trees_name(trees);
}

#include "tests/unit/grammar_tree_values.h"

static Clause trees_clause(Trees *trees) {
  Clause clause = { .kind = (ClauseKind)trees_random(trees, CLAUSE_DECLARED + 1),
                    .name = trees_name(trees), .label = trees_maybe_string(trees),
                    .bases = trees_bases(trees) };
  bool nameless = false;
  switch (clause.kind) {
    case CLAUSE_NEEDS:
      nameless = true;
      clause.as.needs.fields = trees_names(trees);
      clause.when = trees_maybe(trees);
      break;
    case CLAUSE_ELIGIBLE:
    case CLAUSE_EXCLUDED:
      nameless = trees_chance(trees, 2);
      clause.as.who.test = trees_expr(trees, DEPTH);
      clause.as.who.reason = trees_maybe_string(trees);
      break;
    case CLAUSE_OUTCOME:
      clause.as.outcome.stage = (StageWord)trees_random(trees, 5);
      clause.as.outcome.after = clause.as.outcome.stage != STAGE_NONE && trees_chance(trees, 2);
      clause.when = trees_expr(trees, DEPTH);
      break;
    case CLAUSE_CRITERION:
      clause.when = trees_maybe(trees);
      trees_fill_criterion(trees, &clause);
      break;
    case CLAUSE_ATTESTED:
      nameless = true;
      clause.as.value.value = trees_expr(trees, DEPTH);
      break;
    case CLAUSE_AMOUNT:
    case CLAUSE_SHOWS:     clause.as.value.value = trees_expr(trees, DEPTH); break;
    case CLAUSE_CEILING:   clause.as.value.value = trees_value(trees, DEPTH); break;
    case CLAUSE_FRAME:     clause.as.frame = trees_frame(trees); break;
    case CLAUSE_JUDGED_BY:
      nameless = true;
      clause.as.value.value = trees_value(trees, DEPTH);
      break;
    case CLAUSE_DECIDED_BY:
    case CLAUSE_DELEGATED:
      nameless = true;
      clause.when = trees_maybe(trees);
      trees_fill_power(trees, &clause);
      break;
    case CLAUSE_ALLOCATE:
      nameless = true;
      trees_fill_allocate(trees, &clause);
      break;
    case CLAUSE_SCORE:
      clause.as.score.value = trees_value(trees, DEPTH);
      clause.as.score.threshold = trees_maybe_value(trees);
      break;
    case CLAUSE_NEVER_SPLIT:
      nameless = true;
      clause.as.never_split.keys = trees_names(trees);
      clause.as.never_split.within = trees_value(trees, 1);
      break;
    case CLAUSE_CONDITION: clause.when = trees_maybe(trees); break;
    case CLAUSE_NOTE:      clause.when = trees_expr(trees, DEPTH); break;
    case CLAUSE_DEADLINE:
      clause.when = trees_maybe(trees);
      trees_fill_deadline(trees, &clause);
      break;
    case CLAUSE_DECLARED: {
      Decl *decl = trees_floating(trees);
      clause.name = decl->name;
      clause.label = decl->label;
      clause.bases = decl->bases;
      clause.as.declared.decl = decl;
      break;
    }
  }
  if (nameless)
    clause.name = clause.label = trees_no_name();
  return clause;
}

static void trees_fill_decision(Trees *trees, Decl *decl) {
  decl->as.decision.record = trees_name(trees);
  decl->as.decision.governed = trees_maybe_value(trees);
  if (decl->as.decision.governed)
    decl->as.decision.governed_bases = trees_bases(trees);
  for (unsigned i = 0, count = trees_random(trees, 8); i < count; i++)
    LIST_ADD(trees->arena, &decl->as.decision.clauses, Clause, trees_clause(trees));
}

/* ---- declarations ----------------------------------------------------------------------- */

#include "tests/unit/grammar_tree_plans.h"

static void trees_fill_calendar(Trees *trees, Decl *decl) {
  LIST_ADD(trees->arena, &decl->as.calendar.arguments, Argument, trees_argument(trees));
  decl->as.calendar.from = trees_date(trees);
  decl->as.calendar.to = trees_date(trees);
  switch (trees_random(trees, 3)) {
    case 0:  decl->as.calendar.table = trees_name(trees); break;
    case 1:  decl->as.calendar.file = trees_string(trees); break;
    default: decl->as.calendar.when = trees_expr(trees, DEPTH); break;
  }
}

static void trees_fill_codelist(Trees *trees, Decl *decl) {
  for (unsigned i = 0, count = trees_random(trees, 5); i < count; i++) {
    LIST_ADD(trees->arena, &decl->as.codelist.members, Name, trees_name(trees));
    LIST_ADD(trees->arena, &decl->as.codelist.labels, Name, trees_maybe_string(trees));
    StringList aliases = { NULL, 0, 0 };
    if (trees_chance(trees, 3))
      aliases = trees_strings(trees);
    LIST_ADD(trees->arena, &decl->as.codelist.aliases, StringList, aliases);
  }
}

static Decl *trees_declared(Trees *trees, DeclKind kind) {
  Decl *decl = trees_new(trees, kind);
  switch (decl->kind) {
    case DECL_USE:
      decl->label = trees_no_name();
      if (trees_chance(trees, 2))
        decl->name = trees_named("std.time.in");
      break;
    case DECL_DOCUMENT:
      decl->as.document.file = trees_string(trees);
      if (trees_chance(trees, 2))
        decl->as.document.dated = trees_date(trees);
      decl->as.document.case_number = trees_maybe_string(trees);
      break;
    case DECL_ROLE: decl->as.body.at = trees_name(trees); /* fall through */
    case DECL_BODY: if (trees_chance(trees, 2)) decl->as.body.aliases = trees_strings(trees); break;
    case DECL_GROUP:
      decl->as.group.names = trees_names(trees);
      decl->as.group.where = trees_maybe(trees);
      break;
    case DECL_UNIT:
      decl->label = trees_no_name();
      decl->as.unit.digits = TEXT("1000.5");
      decl->as.unit.unit = trees_name(trees);
      break;
    case DECL_CALENDAR:   trees_fill_calendar(trees, decl); break;
    case DECL_CODELIST:   trees_fill_codelist(trees, decl); break;
    case DECL_RECORD:     trees_fill_record(trees, decl); break;
    case DECL_DECISION:   trees_fill_decision(trees, decl); break;
    case DECL_ASSIGNMENT: trees_fill_assignment(trees, decl); break;
    case DECL_REPORT:     trees_fill_report(trees, decl); break;
    case DECL_BACKGROUND:
      decl->name = decl->label = trees_no_name();
      decl->as.background.document = trees_name(trees);
      decl->as.background.from = trees_string(trees);
      decl->as.background.to = trees_string(trees);
      break;
    case DECL_NOT_ENCODED:
      decl->name = decl->label = trees_no_name();
      decl->as.not_encoded.text = trees_string(trees);
      decl->as.not_encoded.because = trees_maybe_string(trees);
      if (trees_chance(trees, 2))
        decl->as.not_encoded.judgement = trees_names(trees);
      break;
    case DECL_SCENARIO:
      decl->name = trees_string(trees);
      decl->label = trees_no_name();
      for (unsigned i = 0, count = trees_random(trees, 3); i < count; i++)
        LIST_ADD(trees->arena, &decl->as.scenario.settings, Setting, trees_setting(trees));
      break;
    case DECL_SAMPLE:
      decl->label = trees_no_name();
      decl->as.sample.record = trees_name(trees);
      decl->as.sample.facts = trees_facts(trees);
      break;
    case DECL_TEST:
      decl->name = trees_string(trees);
      decl->label = trees_no_name();
      trees_fill_test(trees, decl);
      break;
    case DECL_TABLE:      trees_fill_table(trees, decl); break;
    case DECL_IMPORT:     trees_fill_import(trees, decl); break;
    case DECL_MEETING:
      decl->as.meeting.at = trees_name(trees);
      decl->as.meeting.day = trees_chance(trees, 2) ? trees_date(trees) : trees_named("2025-04");
      break;
    case DECL_ASSIGNMENTS_FROM:
      decl->name = trees_string(trees);
      decl->label = trees_no_name();
      decl->as.assignments_from.document = trees_name(trees);
      decl->as.assignments_from.quote = trees_name(trees);
      break;
    case DECL_LADDER:     trees_fill_ladder(trees, decl); break;
    case DECL_LETTER:     trees_fill_letter(trees, decl); break;
    case DECL_BUDGET:     trees_fill_budget(trees, decl); break;
    case DECL_TRANSFER:   trees_fill_transfer(trees, decl); break;
    case DECL_TARGET:     trees_fill_target(trees, decl); break;
    case DECL_CONTROL:    trees_fill_control(trees, decl); break;
    case DECL_CONFLICT:   trees_fill_conflict(trees, decl); break;
    case DECL_AMENDMENT:  trees_fill_amendment(trees, decl); break;
    case DECL_HEAD: case DECL_PARAMETER: case DECL_DEFINE: case DECL_EXCEPTION: case DECL_FRAME:
      break;
  }
  bool plain = decl->kind == DECL_USE || decl->kind == DECL_SCENARIO || decl->kind == DECL_TEST;
  if (plain)
    decl->bases = (BasisList){ NULL, 0, 0 };
  return decl;
}

/* Those that an amendment holds too. */
static Decl *trees_plain(Trees *trees) {
  static const DeclKind kinds[] = {
    DECL_USE, DECL_DOCUMENT, DECL_BODY, DECL_ROLE, DECL_GROUP, DECL_UNIT, DECL_CALENDAR,
    DECL_CODELIST, DECL_RECORD, DECL_ASSIGNMENT, DECL_REPORT, DECL_BACKGROUND, DECL_NOT_ENCODED,
    DECL_TABLE, DECL_IMPORT, DECL_MEETING, DECL_ASSIGNMENTS_FROM, DECL_LADDER, DECL_LETTER,
    DECL_TRANSFER, DECL_TARGET, DECL_CONTROL, DECL_CONFLICT,
  };
  return trees_declared(trees, PICK(trees, kinds));
}

static Decl *trees_opener(Trees *trees) {
  static const DeclKind kinds[] = { DECL_DECISION, DECL_SCENARIO, DECL_SAMPLE, DECL_TEST,
                                    DECL_BUDGET, DECL_AMENDMENT };
  if (trees_chance(trees, 2))
    return trees_plain(trees);
  return trees_declared(trees, PICK(trees, kinds));
}

/* After these not every declaration stands alone. */
static bool trees_holds(const Decl *decl) {
  return decl->kind == DECL_DECISION || decl->kind == DECL_BUDGET ||
         decl->kind == DECL_AMENDMENT;
}

static bool trees_held(const Decl *before, const Decl *decl) {
  return before->kind == DECL_AMENDMENT && !trees_holds(decl) && decl->kind != DECL_SAMPLE &&
         decl->kind != DECL_SCENARIO && decl->kind != DECL_TEST;
}

/* A head, declarations of any kind, frames and parameters where they stand alone. */
static File *trees_file(Trees *trees) {
  File *file = arena_new(trees->arena, File);
  const Decl *before = NULL;
  if (trees_chance(trees, 2))
    LIST_ADD(trees->arena, &file->decls, Decl *, trees_head(trees));
  for (unsigned i = 0, count = 1 + trees_random(trees, 5); i < count; i++) {
    Decl *decl = trees_opener(trees);
    bool alone = !before || !trees_holds(before);
    if (alone && trees_chance(trees, 4)) {
      decl = trees_floating(trees);
    } else if (alone && trees_chance(trees, 5)) {
      decl = trees_new(trees, DECL_FRAME);
      decl->as.frame = trees_frame(trees);
    }
    while (before && trees_held(before, decl))
      decl = trees_opener(trees);
    before = decl;
    LIST_ADD(trees->arena, &file->decls, Decl *, decl);
  }
  return file;
}

#endif
