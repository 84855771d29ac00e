/* grammar_tree_plans.h - ladders, letters, budgets, transfers, targets, controls, conflicts and
 * amendments of grammar_trees.h. */
#ifndef ANSLAG_TESTS_GRAMMAR_TREE_PLANS_H
#define ANSLAG_TESTS_GRAMMAR_TREE_PLANS_H

static void trees_fill_ladder(Trees *trees, Decl *decl) {
  decl->as.ladder.record = trees_name(trees);
  for (unsigned i = 0, count = 1 + trees_random(trees, 3); i < count; i++) {
    LadderStep step = { .name = trees_name(trees), .label = trees_maybe_string(trees),
                        .due = trees_maybe_value(trees), .when = trees_maybe(trees),
                        .bases = trees_bases(trees) };
    LIST_ADD(trees->arena, &decl->as.ladder.steps, LadderStep, step);
  }
}

static void trees_fill_letter(Trees *trees, Decl *decl) {
  static const char *const outcomes[] = { "fundable", "rejected", "invalid", "forwarded" };
  decl->as.letter.outcome = trees_named(PICK(trees, outcomes));
  decl->as.letter.paragraphs = trees_strings(trees);
}

/* ---- budgets ---------------------------------------------------------------------------- */

static BudgetLine trees_budget_line(Trees *trees) {
  BudgetLine line = { .kind = (BudgetLineKind)trees_random(trees, 12) };
  bool named = true;
  switch (line.kind) {
    case BUDGET_LINE:
      line.label = trees_maybe_string(trees);
      line.once = trees_chance(trees, 3);
      line.value = trees_expr(trees, DEPTH);
      break;
    case BUDGET_SECTION:
      line.label = trees_maybe_string(trees);
      line.prices = trees_maybe_value(trees);
      break;
    case BUDGET_LINES_FROM: line.where = trees_maybe(trees); break;
    case BUDGET_SUBTOTAL:
      named = false;
      line.label = trees_maybe_string(trees);
      break;
    case BUDGET_TOTAL:     line.label = trees_maybe_string(trees); break;
    case BUDGET_BALANCED:
    case BUDGET_CONTINUES: break;
    case BUDGET_SHOWN_IN:
      named = false;
      line.value = trees_value(trees, 2);
      break;
    case BUDGET_AGREES:
      named = false;
      line.value = trees_value(trees, 2);
      line.within = trees_value(trees, 2);
      break;
    case BUDGET_FOR_YEAR:
      named = false;
      line.value = trees_value(trees, 2);
      line.within = trees_maybe_value(trees);
      break;
    case BUDGET_STATUS:
      named = false;
      for (unsigned i = 0, count = 1 + trees_random(trees, 3); i < count; i++) {
        YearStanding standing = { .kind = (YearStandingKind)trees_random(trees, 5),
                                  .from = trees_number(trees, true),
                                  .to = trees_maybe_value(trees) };
        LIST_ADD(trees->arena, &line.standings, YearStanding, standing);
      }
      break;
    case BUDGET_FINANCED:
      line.value = trees_value(trees, 1);
      line.requested = trees_chance(trees, 2);
      break;
    case BUDGET_DECLARED: break;
  }
  line.bases = trees_bases(trees);
  if (named)
    line.name = trees_name(trees);
  return line;
}

static void trees_fill_budget(Trees *trees, Decl *decl) {
  decl->as.budget.record = trees_name(trees);
  if (trees_chance(trees, 2))
    decl->as.budget.by = trees_names(trees);
  for (unsigned i = 0, count = trees_random(trees, 8); i < count; i++) {
    BudgetLine line = trees_budget_line(trees);
    if (trees_chance(trees, 8)) {
      Decl *inner = trees_floating(trees);
      line = (BudgetLine){ .kind = BUDGET_DECLARED, .name = inner->name, .label = inner->label,
                           .bases = inner->bases, .decl = inner };
    }
    LIST_ADD(trees->arena, &decl->as.budget.lines, BudgetLine, line);
  }
}

/* ---- transfers, targets, controls, conflicts ------------------------------------------------ */

static TransferShareList trees_shares(Trees *trees) {
  TransferShareList shares = { NULL, 0, 0 };
  for (unsigned i = 0, count = 1 + trees_random(trees, 3); i < count; i++) {
    TransferShare share = { .name = trees_name(trees) };
    if (trees_chance(trees, 2)) {
      Expr *part = trees_node(trees, EXPR_NUMBER);
      part->as.number.digits = TEXT("0.6");
      part->as.number.unit = TEXT("mkr");
      share.part = part;
    }
    LIST_ADD(trees->arena, &shares, TransferShare, share);
  }
  return shares;
}

static void trees_fill_transfer(Trees *trees, Decl *decl) {
  decl->as.transfer.amount = trees_value(trees, 2);
  decl->as.transfer.from = trees_shares(trees);
  decl->as.transfer.to = trees_shares(trees);
  decl->as.transfer.prices = trees_maybe_value(trees);
}

static void trees_fill_target(Trees *trees, Decl *decl) {
  static const BinaryOp ops[] = { BINARY_LESS, BINARY_AT_MOST, BINARY_MORE, BINARY_AT_LEAST };
  decl->as.target.value = trees_value(trees, DEPTH);
  decl->as.target.op = PICK(trees, ops);
  decl->as.target.bound = trees_value(trees, DEPTH);
  if (trees_chance(trees, 3)) {
    decl->as.target.rolling = trees_value(trees, 1);
    decl->as.target.year = trees_value(trees, 1);
  } else {
    decl->as.target.every_date = trees_maybe_value(trees);
  }
  for (unsigned i = 0, count = trees_random(trees, 3); i < count; i++) {
    Suspension suspension = { .from = trees_value(trees, 1), .to = trees_maybe_value(trees),
                              .bases = trees_bases(trees) };
    LIST_ADD(trees->arena, &decl->as.target.suspensions, Suspension, suspension);
  }
}

static void trees_fill_control(Trees *trees, Decl *decl) {
  decl->as.control.severity = (Gravity)trees_random(trees, 4);
  decl->as.control.record = trees_name(trees);
  decl->as.control.when = trees_expr(trees, DEPTH);
}

static Basis trees_quoted(Trees *trees) {
  return (Basis){ .kind = BASIS_SOURCE, .document = trees_name(trees),
                  .place = trees_maybe_string(trees), .text = trees_string(trees) };
}

static void trees_fill_conflict(Trees *trees, Decl *decl) {
  decl->as.conflict.first = trees_quoted(trees);
  decl->as.conflict.second = trees_quoted(trees);
  decl->as.conflict.follows = trees_chance(trees, 2);
  if (!decl->as.conflict.follows)
    return;
  decl->as.conflict.document = trees_name(trees);
  decl->as.conflict.place = trees_maybe_string(trees);
  decl->as.conflict.because = trees_string(trees);
}

/* ---- amendments -------------------------------------------------------------------------- */

static Decl *trees_plain(Trees *trees);

static Change trees_change(Trees *trees) {
  Change change = { .kind = (ChangeKind)trees_random(trees, 8), .target = trees_name(trees) };
  switch (change.kind) {
    case CHANGE_SET: {
      Setting *setting = arena_new(trees->arena, Setting);
      *setting = trees_setting(trees);
      setting->governed = trees_maybe_value(trees);
      setting->bases = trees_bases(trees);
      change.setting = setting;
      break;
    }
    case CHANGE_ADD_FIELD: {
      Field *field = arena_new(trees->arena, Field);
      *field = trees_field(trees);
      change.field = field;
      break;
    }
    case CHANGE_ADD_CLAUSE:
    case CHANGE_REPLACE_CLAUSE: {
      Clause *clause = arena_new(trees->arena, Clause);
      do
        *clause = trees_clause(trees);
      while (clause->kind == CLAUSE_DECLARED);
      change.clause = clause;
      break;
    }
    case CHANGE_ADD_LINE:
    case CHANGE_REPLACE_LINE: {
      BudgetLine *line = arena_new(trees->arena, BudgetLine);
      *line = trees_budget_line(trees);
      change.line = line;
      break;
    }
    case CHANGE_REPEAL:
      change.path = trees_names(trees);
      change.bases = trees_bases(trees);
      break;
    case CHANGE_DECLARED:
      change.decl = trees_chance(trees, 2) ? trees_plain(trees) : trees_floating(trees);
      break;
  }
  bool targetless = change.kind == CHANGE_SET || change.kind == CHANGE_REPEAL ||
                    change.kind == CHANGE_DECLARED;
  if (targetless)
    change.target = trees_no_name();
  return change;
}

static void trees_fill_amendment(Trees *trees, Decl *decl) {
  decl->as.amendment.of = trees_names(trees);
  for (unsigned i = 0, count = trees_random(trees, 4); i < count; i++)
    LIST_ADD(trees->arena, &decl->as.amendment.lines, HeadLine, trees_head_line(trees, 7));
  for (unsigned i = 0, count = trees_random(trees, 6); i < count; i++)
    LIST_ADD(trees->arena, &decl->as.amendment.changes, Change, trees_change(trees));
}

#endif
