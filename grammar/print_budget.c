#include "grammar/print_parts.h"

#include "parser.h"

/* ---- budgets ---------------------------------------------------------------------------- */

static int standing_token(YearStandingKind kind) {
  switch (kind) {
    case STANDING_PROPOSED: return TOK_PROPOSED;
    case STANDING_ADOPTED:  return TOK_ADOPTED;
    case STANDING_PLAN:     return TOK_PLAN;
    case STANDING_FORECAST: return TOK_FORECAST;
    case STANDING_ACTUAL:   return TOK_ACTUAL;
  }
  return 0;
}

static void put_standings(Layout *layout, const BudgetLine *line) {
  layout_word(layout, TOK_STATUS);
  for (size_t i = 0; i < line->standings.count; i++) {
    const YearStanding *standing = &line->standings.items[i];
    if (i > 0)
      layout_close(layout, ",");
    layout_break(layout);
    layout_word(layout, standing_token(standing->kind));
    layout_word(layout, TOK_FOR);
    put_expr(layout, standing->from);
    put_after(layout, TOK_TO, standing->to);
  }
}

static void put_value(Layout *layout, int token, const BudgetLine *line, int until) {
  layout_word(layout, token);
  put_expr(layout, line->value);
  put_after(layout, until, line->within);
}

static void put_named(Layout *layout, int token, const BudgetLine *line) {
  layout_word(layout, token);
  layout_name(layout, line->name.text);
}

static void put_budget_value(Layout *layout, const BudgetLine *line) {
  put_head(layout, TOK_LINE, line->name, line->label);
  if (line->once)
    layout_word(layout, TOK_ONCE);
  put_equals(layout, line->value);
}

static void put_financed(Layout *layout, const BudgetLine *line) {
  put_named(layout, TOK_FINANCED_FROM, line);
  layout_word(layout, TOK_IN);
  put_expr(layout, line->value);
  if (line->requested)
    layout_word(layout, TOK_REQUESTED);
}

void put_budget_line(Layout *layout, const BudgetLine *line, unsigned indent) {
  switch (line->kind) {
    case BUDGET_LINE:     put_budget_value(layout, line); break;
    case BUDGET_SECTION:
      put_head(layout, TOK_SECTION, line->name, line->label);
      put_after(layout, TOK_IN_PRICES_OF, line->prices);
      break;
    case BUDGET_LINES_FROM:
      put_named(layout, TOK_LINES_FROM, line);
      put_after(layout, TOK_WHERE, line->where);
      break;
    case BUDGET_SUBTOTAL:
      layout_word(layout, TOK_SUBTOTAL);
      put_label(layout, line->label);
      break;
    case BUDGET_TOTAL:     put_head(layout, TOK_TOTAL, line->name, line->label); break;
    case BUDGET_AGREES:    put_value(layout, TOK_AGREES_WITH, line, TOK_WITHIN); break;
    case BUDGET_BALANCED:  put_named(layout, TOK_BALANCED_BY, line); break;
    case BUDGET_SHOWN_IN:  put_value(layout, TOK_SHOWN_IN, line, 0); break;
    case BUDGET_CONTINUES: put_named(layout, TOK_CONTINUES, line); break;
    case BUDGET_FOR_YEAR:  put_value(layout, TOK_FOR_YEAR, line, TOK_TO); break;
    case BUDGET_STATUS:    put_standings(layout, line); break;
    case BUDGET_FINANCED:  put_financed(layout, line); break;
    case BUDGET_DECLARED:  return;
  }
  print_bases(layout, &line->bases, indent + 2);
}

/* What a line of the budget says about the one before it stands further in. */
static bool adds_to_line(BudgetLineKind kind) {
  return kind == BUDGET_FINANCED || kind == BUDGET_AGREES;
}

static bool opens_or_closes(BudgetLineKind kind) {
  return kind == BUDGET_SECTION || kind == BUDGET_TOTAL;
}

void print_budget(Layout *layout, const Decl *decl) {
  unsigned indent = 2;
  put_head(layout, TOK_BUDGET, decl->name, decl->label);
  layout_word(layout, TOK_FOR_EACH);
  layout_name(layout, decl->as.budget.record.text);
  put_names(layout, TOK_BY, decl->as.budget.by.items, decl->as.budget.by.count);
  print_bases(layout, &decl->bases, 2);
  for (size_t i = 0; i < decl->as.budget.lines.count; i++) {
    const BudgetLine *line = &decl->as.budget.lines.items[i];
    if (line->kind == BUDGET_DECLARED) {
      print_decl(layout, line->decl, indent);
      continue;
    }
    if (opens_or_closes(line->kind))
      indent = 2;
    unsigned here = adds_to_line(line->kind) ? indent + 2 : indent;
    layout_begin(layout, line->span, here);
    put_budget_line(layout, line, here);
    if (line->kind == BUDGET_SECTION)
      indent = 4;
    if (line->kind == BUDGET_SUBTOTAL)
      indent = 2;
  }
}

/* ---- transfers -------------------------------------------------------------------------- */

static void put_shares(Layout *layout, int token, const TransferShareList *shares) {
  layout_break(layout);
  layout_word(layout, token);
  for (size_t i = 0; i < shares->count; i++) {
    if (i > 0) {
      layout_close(layout, ",");
      layout_break(layout);
    }
    layout_name(layout, shares->items[i].name.text);
    if (shares->items[i].part)
      put_expr(layout, shares->items[i].part);
  }
}

void put_transfer(Layout *layout, const Decl *decl) {
  put_head(layout, TOK_TRANSFER, decl->name, decl->label);
  put_after(layout, TOK_OF, decl->as.transfer.amount);
  put_shares(layout, TOK_FROM, &decl->as.transfer.from);
  put_shares(layout, TOK_TO, &decl->as.transfer.to);
  put_after(layout, TOK_IN_PRICES_OF, decl->as.transfer.prices);
}

/* ---- targets, controls ------------------------------------------------------------------ */

static int bound_token(BinaryOp op) {
  switch (op) {
    case BINARY_AT_MOST:  return TOK_AT_MOST;
    case BINARY_AT_LEAST: return TOK_AT_LEAST;
    case BINARY_LESS:     return TOK_BELOW;
    default:              return TOK_ABOVE;
  }
}

static void put_requirement(Layout *layout, const Decl *decl) {
  layout_word(layout, TOK_REQUIRES);
  put_expr(layout, decl->as.target.value);
  put_after(layout, bound_token(decl->as.target.op), decl->as.target.bound);
  put_after(layout, TOK_ROLLING, decl->as.target.rolling);
  if (decl->as.target.rolling) {
    layout_word(layout, TOK_TO);
    put_expr(layout, decl->as.target.year);
  }
  put_after(layout, TOK_AT_EVERY_DATE_IN, decl->as.target.every_date);
}

void print_target(Layout *layout, const Decl *decl) {
  put_head(layout, TOK_TARGET, decl->name, decl->label);
  layout_begin(layout, decl->as.target.value->span, 2);
  put_requirement(layout, decl);
  print_bases(layout, &decl->bases, 2);
  for (size_t i = 0; i < decl->as.target.suspensions.count; i++) {
    const Suspension *suspension = &decl->as.target.suspensions.items[i];
    layout_begin(layout, suspension->span, 2);
    layout_word(layout, TOK_SUSPENDED_FOR);
    put_expr(layout, suspension->from);
    put_after(layout, TOK_TO, suspension->to);
    print_bases(layout, &suspension->bases, 4);
  }
}

static int gravity_token(Gravity gravity) {
  switch (gravity) {
    case GRAVITY_LOW:      return TOK_LOW;
    case GRAVITY_MEDIUM:   return TOK_MEDIUM;
    case GRAVITY_HIGH:     return TOK_HIGH;
    case GRAVITY_NOT_SAID: return 0;
  }
  return 0;
}

void put_control(Layout *layout, const Decl *decl) {
  put_head(layout, TOK_CONTROL, decl->name, decl->label);
  if (decl->as.control.severity != GRAVITY_NOT_SAID) {
    layout_word(layout, TOK_SEVERITY);
    layout_word(layout, gravity_token(decl->as.control.severity));
  }
  layout_word(layout, TOK_ON);
  layout_name(layout, decl->as.control.record.text);
  put_after(layout, TOK_WHEN, decl->as.control.when);
}
