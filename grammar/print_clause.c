#include "grammar/print_parts.h"

#include "parser.h"

static bool written(Name name) {
  return name.text.bytes != NULL;
}

static void put_when(Layout *layout, const Expr *when) {
  put_after(layout, TOK_WHEN, when);
}

static void put_named_value(Layout *layout, int token, const Clause *clause) {
  put_head(layout, token, clause->name, clause->label);
  put_equals(layout, clause->as.value.value);
}

static void put_value(Layout *layout, int token, const Clause *clause) {
  layout_word(layout, token);
  put_expr(layout, clause->as.value.value);
}

static void put_who(Layout *layout, int token, const Clause *clause) {
  layout_word(layout, token);
  if (written(clause->name))
    layout_name(layout, clause->name.text);
  put_label(layout, clause->label);
  layout_word(layout, TOK_WHEN);
  layout_deeper(layout, 1);
  put_expr(layout, clause->as.who.test);
  layout_deeper(layout, -1);
  put_text_after(layout, TOK_ELSE, clause->as.who.reason);
}

static int stage_token(StageWord stage) {
  switch (stage) {
    case STAGE_ELIGIBLE:  return TOK_ELIGIBLE;
    case STAGE_NEEDS:     return TOK_NEEDS;
    case STAGE_CRITERION: return TOK_CRITERION;
    case STAGE_ALLOCATE:  return TOK_ALLOCATE;
    case STAGE_NONE:      return 0;
  }
  return 0;
}

static void put_outcome(Layout *layout, const Clause *clause) {
  put_head(layout, TOK_OUTCOME, clause->name, clause->label);
  if (clause->as.outcome.stage != STAGE_NONE) {
    layout_word(layout, clause->as.outcome.after ? TOK_AFTER : TOK_BEFORE);
    layout_word(layout, stage_token(clause->as.outcome.stage));
  }
  put_when(layout, clause->when);
}

static void put_criterion(Layout *layout, const Clause *clause, unsigned indent) {
  put_head(layout, TOK_CRITERION, clause->name, clause->label);
  put_when(layout, clause->when);
  if (clause->as.criterion.considers) {
    layout_begin(layout, clause->as.criterion.considers->span, indent + 2);
    layout_word(layout, TOK_CONSIDERS);
    put_expr(layout, clause->as.criterion.considers);
  }
  for (size_t i = 0; i < clause->as.criterion.requires.count; i++) {
    const Requirement *requirement = &clause->as.criterion.requires.items[i];
    layout_begin(layout, requirement->span, indent + 2);
    layout_word(layout, TOK_REQUIRES);
    layout_deeper(layout, 1);
    put_expr(layout, requirement->test);
    layout_deeper(layout, -1);
    put_text_after(layout, TOK_ELSE, requirement->reason);
  }
}

static void put_power(Layout *layout, const Clause *clause) {
  bool delegated = clause->kind == CLAUSE_DELEGATED;
  layout_word(layout, delegated ? TOK_DELEGATED_TO : TOK_DECIDED_BY);
  put_expr(layout, clause->as.power.decider);
  put_after(layout, TOK_ABOVE, clause->as.power.above);
  put_after(layout, clause->as.power.below ? TOK_BELOW : TOK_AT_MOST, clause->as.power.most);
  if (written(clause->as.power.out_of)) {
    layout_break(layout);
    layout_word(layout, TOK_OUT_OF);
    put_dotted(layout, clause->as.power.out_of.text);
  }
  put_when(layout, clause->when);
  put_after(layout, TOK_GOVERNED_BY, clause->as.power.governed);
  put_names(layout, TOK_CONSULTING, clause->as.power.consulting.items,
            clause->as.power.consulting.count);
}

static void print_deputies(Layout *layout, const Clause *clause, unsigned indent) {
  for (size_t i = 0; i < clause->as.power.deputies.count; i++) {
    const Deputy *deputy = &clause->as.power.deputies.items[i];
    layout_begin(layout, deputy->span, indent);
    put_head(layout, TOK_DEPUTY, deputy->name, deputy->label);
    put_when(layout, deputy->when);
    print_bases(layout, &deputy->bases, indent + 2);
  }
}

static void put_score(Layout *layout, const Clause *clause) {
  put_head(layout, TOK_SCORE, clause->name, clause->label);
  put_equals(layout, clause->as.score.value);
  put_after(layout, TOK_THRESHOLD, clause->as.score.threshold);
}

static void put_never_split(Layout *layout, const Clause *clause) {
  put_names(layout, TOK_NEVER_SPLIT_BY, clause->as.never_split.keys.items,
            clause->as.never_split.keys.count);
  put_after(layout, TOK_WITHIN, clause->as.never_split.within);
}

static void put_allocate(Layout *layout, const Clause *clause) {
  layout_word(layout, TOK_ALLOCATE_BY);
  put_keys(layout, clause->as.allocate.keys);
  if (clause->as.allocate.ties.count > 0) {
    layout_break(layout);
    layout_word(layout, TOK_TIES_BY);
    put_keys(layout, clause->as.allocate.ties);
  }
  switch (clause->as.allocate.how) {
    case HOW_FULL_AMOUNT: layout_word(layout, TOK_FULL_AMOUNT); break;
    case HOW_PARTIAL:     put_after(layout, TOK_PARTIAL_DOWN_TO, clause->as.allocate.least); break;
    case HOW_PRO_RATA:    layout_word(layout, TOK_PRO_RATA); break;
  }
  if (!clause->as.allocate.otherwise_written)
    return;
  layout_close(layout, ",");
  layout_word(layout, TOK_ELSE);
  switch (clause->as.allocate.otherwise) {
    case ELSE_WAITLIST: layout_word(layout, TOK_WAITLIST); break;
    case ELSE_STOP:     layout_word(layout, TOK_STOP); break;
    case ELSE_REJECT:   layout_word(layout, TOK_REJECT); break;
    case ELSE_OUTCOME:  layout_strict_name(layout, clause->as.allocate.outcome.text); break;
  }
}

static void print_owed(Layout *layout, const Clause *clause, unsigned indent) {
  layout_begin(layout, clause->as.deadline.owed_by.items[0].span, indent);
  put_names(layout, TOK_OWED_BY, clause->as.deadline.owed_by.items,
            clause->as.deadline.owed_by.count);
  if (clause->as.deadline.owed_when) {
    put_when(layout, clause->as.deadline.owed_when);
    layout_close(layout, ",");
    put_names(layout, TOK_ELSE, clause->as.deadline.owed_else.items,
              clause->as.deadline.owed_else.count);
  }
  layout_break(layout);
  layout_word(layout, TOK_TO);
  layout_name(layout, clause->as.deadline.owed_to.text);
  put_due(layout, clause->as.deadline.due, clause->as.deadline.due_before);
  put_after(layout, TOK_GOVERNED_BY, clause->as.deadline.governed);
}

static void put_deadline(Layout *layout, const Clause *clause, unsigned indent) {
  put_head(layout, TOK_DEADLINE, clause->name, clause->label);
  put_when(layout, clause->when);
  print_owed(layout, clause, indent + 2);
  if (clause->as.deadline.fulfilled) {
    layout_begin(layout, clause->as.deadline.fulfilled->span, indent + 2);
    put_after(layout, TOK_FULFILLED_WHEN, clause->as.deadline.fulfilled);
  }
  if (clause->as.deadline.contains.count == 0)
    return;
  layout_begin(layout, clause->as.deadline.contains.items[0].span, indent + 2);
  put_strings(layout, TOK_CONTAINS, clause->as.deadline.contains.items,
              clause->as.deadline.contains.count);
}

static void put_needs(Layout *layout, const Clause *clause) {
  put_names(layout, TOK_NEEDS, clause->as.needs.fields.items, clause->as.needs.fields.count);
  put_when(layout, clause->when);
}

static void put_note(Layout *layout, int token, const Clause *clause) {
  put_head(layout, token, clause->name, clause->label);
  put_when(layout, clause->when);
}

void put_clause(Layout *layout, const Clause *clause, unsigned indent) {
  switch (clause->kind) {
    case CLAUSE_NEEDS:       put_needs(layout, clause); break;
    case CLAUSE_ELIGIBLE:    put_who(layout, TOK_ELIGIBLE, clause); break;
    case CLAUSE_EXCLUDED:    put_who(layout, TOK_EXCLUDED, clause); break;
    case CLAUSE_OUTCOME:     put_outcome(layout, clause); break;
    case CLAUSE_CRITERION:   put_criterion(layout, clause, indent); break;
    case CLAUSE_ATTESTED:    put_value(layout, TOK_ATTESTED_BY, clause); break;
    case CLAUSE_SCORE:       put_score(layout, clause); break;
    case CLAUSE_AMOUNT:      put_named_value(layout, TOK_AMOUNT, clause); break;
    case CLAUSE_SHOWS:       put_named_value(layout, TOK_SHOWS, clause); break;
    case CLAUSE_CEILING:     put_named_value(layout, TOK_CEILING, clause); break;
    case CLAUSE_FRAME:
      put_frame(layout, clause->name, clause->label, &clause->as.frame);
      break;
    case CLAUSE_JUDGED_BY:   put_value(layout, TOK_JUDGED_BY, clause); break;
    case CLAUSE_DECIDED_BY:
    case CLAUSE_DELEGATED:   put_power(layout, clause); break;
    case CLAUSE_NEVER_SPLIT: put_never_split(layout, clause); break;
    case CLAUSE_ALLOCATE:    put_allocate(layout, clause); break;
    case CLAUSE_CONDITION:   put_note(layout, TOK_CONDITION, clause); break;
    case CLAUSE_NOTE:        put_note(layout, TOK_NOTE, clause); break;
    case CLAUSE_DEADLINE:    put_deadline(layout, clause, indent); break;
    case CLAUSE_DECLARED:    break;
  }
  print_bases(layout, &clause->bases, indent + 2);
  if (clause->kind == CLAUSE_DECIDED_BY || clause->kind == CLAUSE_DELEGATED)
    print_deputies(layout, clause, indent + 2);
}

void print_clause(Layout *layout, const Clause *clause) {
  if (clause->kind == CLAUSE_DECLARED) {
    print_decl(layout, clause->as.declared.decl, 2);
    return;
  }
  layout_begin(layout, clause->span, 2);
  put_clause(layout, clause, 2);
}

void print_decision(Layout *layout, const Decl *decl) {
  put_head(layout, TOK_DECISION, decl->name, decl->label);
  layout_word(layout, TOK_ON);
  layout_name(layout, decl->as.decision.record.text);
  print_bases(layout, &decl->bases, 2);
  if (decl->as.decision.governed) {
    layout_begin(layout, decl->as.decision.governed->span, 2);
    put_after(layout, TOK_GOVERNED_BY, decl->as.decision.governed);
    print_bases(layout, &decl->as.decision.governed_bases, 4);
  }
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++)
    print_clause(layout, &decl->as.decision.clauses.items[i]);
}
