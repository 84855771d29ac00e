#include "grammar/print_parts.h"

#include "parser.h"

static bool written(Name name) {
  return name.text.bytes != NULL;
}

/* ---- assignments and reports ------------------------------------------------------------- */

void put_assignment(Layout *layout, const Decl *decl) {
  put_head(layout, TOK_ASSIGNMENT, decl->name, decl->label);
  put_names(layout, TOK_TO, decl->as.assignment.to.items, decl->as.assignment.to.count);
  put_names(layout, TOK_LEAD, decl->as.assignment.lead.items, decl->as.assignment.lead.count);
  put_names(layout, TOK_TOGETHER_WITH, decl->as.assignment.together.items,
            decl->as.assignment.together.count);
  put_names(layout, TOK_DEPENDS_ON, decl->as.assignment.depends.items,
            decl->as.assignment.depends.count);
  put_due(layout, decl->as.assignment.due, decl->as.assignment.due_before);
  if (decl->as.assignment.further_notice) {
    layout_break(layout);
    layout_word(layout, TOK_UNTIL_FURTHER_NOTICE);
  }
  put_text_after(layout, TOK_PROVIDED, decl->as.assignment.provided);
}

static void put_day(Layout *layout, Name day) {
  bool year = text_find(day.text, TEXT("-"), 0) > day.text.length;
  if (year)
    layout_digits(layout, day.text, false);
  else
    layout_verbatim(layout, day.text);
}

static void put_covering(Layout *layout, const Decl *decl) {
  size_t count = decl->as.report.covering.count;
  if (count == 0)
    return;
  layout_break(layout);
  layout_word(layout, TOK_COVERING);
  for (size_t i = 0; i < count; i++) {
    const Covering *covering = &decl->as.report.covering.items[i];
    if (i > 0)
      layout_close(layout, ",");
    put_day(layout, covering->from);
    if (!written(covering->to))
      continue;
    layout_word(layout, TOK_TO);
    put_day(layout, covering->to);
  }
}

void put_report(Layout *layout, const Decl *decl) {
  put_head(layout, TOK_REPORT, decl->name, decl->label);
  put_names(layout, TOK_OWED_BY, decl->as.report.owed_by.items, decl->as.report.owed_by.count);
  put_names(layout, TOK_TO, decl->as.report.to.items, decl->as.report.to.count);
  put_covering(layout, decl);
  put_due(layout, decl->as.report.due, decl->as.report.due_before);
  if (decl->as.report.handled != HANDLED_NOT_SAID) {
    layout_break(layout);
    layout_word(layout, TOK_HANDLED_AS);
    layout_word(layout, decl->as.report.handled == HANDLED_DECISION ? TOK_DECISION_ITEM
                                                                    : TOK_INFORMATION_ITEM);
  }
  put_strings(layout, TOK_CONTAINS, decl->as.report.contains.items,
              decl->as.report.contains.count);
}

void put_assignments_from(Layout *layout, const Decl *decl) {
  layout_word(layout, TOK_ASSIGNMENTS_FROM);
  layout_string(layout, decl->name.text);
  layout_word(layout, TOK_SOURCE);
  layout_name(layout, decl->as.assignments_from.document.text);
  layout_word(layout, TOK_QUOTE);
  layout_name(layout, decl->as.assignments_from.quote.text);
}

/* ---- ladders, letters --------------------------------------------------------------------- */

void print_ladder(Layout *layout, const Decl *decl) {
  put_head(layout, TOK_LADDER, decl->name, decl->label);
  layout_word(layout, TOK_ON);
  layout_name(layout, decl->as.ladder.record.text);
  print_bases(layout, &decl->bases, 2);
  for (size_t i = 0; i < decl->as.ladder.steps.count; i++) {
    const LadderStep *step = &decl->as.ladder.steps.items[i];
    layout_begin(layout, step->span, 2);
    put_head(layout, TOK_STEP, step->name, step->label);
    put_after(layout, TOK_DUE, step->due);
    put_after(layout, TOK_WHEN, step->when);
    print_bases(layout, &step->bases, 4);
  }
}

void print_letter(Layout *layout, const Decl *decl) {
  put_head(layout, TOK_LETTER, decl->name, decl->label);
  layout_word(layout, TOK_WHEN);
  put_outcome_name(layout, decl->as.letter.outcome.text);
  for (size_t i = 0; i < decl->as.letter.paragraphs.count; i++) {
    layout_begin(layout, decl->as.letter.paragraphs.items[i].span, 2);
    layout_string(layout, decl->as.letter.paragraphs.items[i].text);
  }
  print_bases(layout, &decl->bases, 2);
}

/* ---- scenarios, samples, tests -------------------------------------------------------------- */

void print_scenario(Layout *layout, const Decl *decl) {
  layout_word(layout, TOK_SCENARIO);
  layout_string(layout, decl->name.text);
  for (size_t i = 0; i < decl->as.scenario.settings.count; i++)
    print_setting(layout, &decl->as.scenario.settings.items[i], 2);
  print_bases(layout, &decl->bases, 2);
}

static void put_facts(Layout *layout, const FactList *facts) {
  for (size_t i = 0; i < facts->count; i++) {
    const Fact *fact = &facts->items[i];
    if (i > 0)
      layout_close(layout, ",");
    layout_break(layout);
    layout_name(layout, fact->name.text);
    if (fact->value)
      put_expr(layout, fact->value);
    else
      layout_word(layout, TOK_IS_NOT_KNOWN);
  }
}

void print_sample(Layout *layout, const Decl *decl) {
  layout_word(layout, TOK_SAMPLE);
  layout_name(layout, decl->name.text);
  layout_name(layout, decl->as.sample.record.text);
  LayoutMark mark = layout_mark(layout);
  put_facts(layout, &decl->as.sample.facts);
  if (!layout_fits(layout)) {
    layout_rewind(layout, mark);
    layout_begin(layout, decl->as.sample.facts.items[0].span, 2);
    layout_hang_none(layout);
    put_facts(layout, &decl->as.sample.facts);
  }
  print_bases(layout, &decl->bases, 2);
}

static void print_given(Layout *layout, const Given *given) {
  layout_begin(layout, given->span, 2);
  layout_word(layout, TOK_GIVEN);
  layout_name(layout, given->record.text);
  if (written(given->like)) {
    layout_word(layout, TOK_LIKE);
    layout_name(layout, given->like.text);
    if (given->facts.count > 0)
      layout_close(layout, ",");
  }
  put_facts(layout, &given->facts);
}

static void put_and_names(Layout *layout, int token, const NameList *names) {
  layout_word(layout, token);
  for (size_t i = 0; i < names->count; i++) {
    if (i > 0)
      layout_word(layout, TOK_AND);
    put_dotted(layout, names->items[i].text);
  }
}

static void put_expectation(Layout *layout, const Expectation *expect) {
  switch (expect->kind) {
    case EXPECT_OUTCOME: put_outcome_name(layout, expect->name.text); break;
    case EXPECT_DECIDER:
      layout_word(layout, TOK_DECIDER);
      layout_name(layout, expect->name.text);
      break;
    case EXPECT_GRANTED: put_after(layout, TOK_GRANTED, expect->value); break;
    case EXPECT_MISSING: put_and_names(layout, TOK_MISSING, &expect->names); break;
    case EXPECT_FAILED:  put_and_names(layout, TOK_FAILED, &expect->names); break;
    case EXPECT_NOTED:   put_and_names(layout, TOK_NOTED, &expect->names); break;
    case EXPECT_DEADLINE:
      layout_word(layout, TOK_DEADLINE);
      layout_name(layout, expect->name.text);
      put_expr(layout, expect->value);
      break;
    case EXPECT_NO_DEADLINE:
      layout_word(layout, TOK_DEADLINE);
      layout_name(layout, expect->name.text);
      layout_word(layout, TOK_IS_NOT_GIVEN);
      break;
    case EXPECT_THAT: put_after(layout, TOK_THAT, expect->value); break;
  }
}

static void begin_expect(Layout *layout, const Expectation *expect) {
  layout_begin(layout, expect->span, 2);
  layout_word(layout, TOK_EXPECT);
}

static void put_expectations(Layout *layout, const Expectation *expects, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (i > 0) {
      layout_close(layout, ",");
      layout_break(layout);
    }
    put_expectation(layout, &expects[i]);
  }
}

/* On one line if they fit; else each "that" has a line of its own. */
static void print_expectations(Layout *layout, const Decl *decl) {
  const Expectation *expects = decl->as.test.expects.items;
  size_t count = decl->as.test.expects.count, start = 0;
  if (count == 0)
    return;
  begin_expect(layout, &expects[0]);
  LayoutMark mark = layout_mark(layout);
  put_expectations(layout, expects, count);
  if (layout_fits(layout))
    return;
  layout_rewind(layout, mark);
  for (size_t end = 1; end <= count; end++) {
    if (end < count && expects[end].kind != EXPECT_THAT && expects[end - 1].kind != EXPECT_THAT)
      continue;
    if (start > 0)
      begin_expect(layout, &expects[start]);
    put_expectations(layout, expects + start, end - start);
    start = end;
  }
}

void print_test(Layout *layout, const Decl *decl) {
  layout_word(layout, TOK_TEST);
  layout_string(layout, decl->name.text);
  if (written(decl->as.test.as_of)) {
    layout_begin(layout, decl->as.test.as_of.span, 2);
    layout_word(layout, TOK_AS_OF);
    layout_verbatim(layout, decl->as.test.as_of.text);
  }
  for (size_t i = 0; i < decl->as.test.settings.count; i++)
    print_setting(layout, &decl->as.test.settings.items[i], 2);
  for (size_t i = 0; i < decl->as.test.givens.count; i++)
    print_given(layout, &decl->as.test.givens.items[i]);
  print_expectations(layout, decl);
  print_bases(layout, &decl->bases, 2);
}
