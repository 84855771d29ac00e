#include "grammar/build.h"

/* ---- budgets ---------------------------------------------------------------------------- */

Decl *budget_new(Parse *parse, Span span, Span head, Name name, Name label, Name record,
                 NameList by) {
  Decl *decl = decl_new(parse, span, head, DECL_BUDGET, name, label);
  decl->as.budget.record = record;
  decl->as.budget.by = by;
  return decl;
}

Decl *budget_add(Parse *parse, Decl *decl, const BudgetLine *line, Span span) {
  LIST_ADD(parse->arena, &decl->as.budget.lines, BudgetLine, *line);
  return decl_close(decl, span);
}

Decl *budget_declare(Parse *parse, Decl *decl, const Decl *inner, Span span) {
  BudgetLine *line = line_new(parse, inner->span, inner->head, BUDGET_DECLARED, inner->name,
                              inner->label);
  line->bases = inner->bases;
  line->decl = inner;
  return budget_add(parse, decl, line, span);
}

BudgetLine *line_new(Parse *parse, Span span, Span head, BudgetLineKind kind, Name name,
                     Name label) {
  BudgetLine *line = arena_new(parse->arena, BudgetLine);
  *line = (BudgetLine){ .kind = kind, .span = span, .head = head, .name = name, .label = label };
  return line;
}

BudgetLine *line_plain(Parse *parse, Span span, Span head, BudgetLineKind kind) {
  return line_new(parse, span, head, kind, name_none(), name_none());
}

BudgetLine *line_end(BudgetLine *line, Span span, BasisList bases) {
  line->span = span;
  line->bases = bases;
  return line;
}

BudgetLine *line_value(BudgetLine *line, bool once, const Expr *value) {
  line->once = once;
  line->value = value;
  return line;
}

BudgetLine *line_prices(BudgetLine *line, const Expr *prices) {
  line->prices = prices;
  return line;
}

BudgetLine *line_where(BudgetLine *line, const Expr *where) {
  line->where = where;
  return line;
}

BudgetLine *line_span(BudgetLine *line, const Expr *value, const Expr *within) {
  line->value = value;
  line->within = within;
  return line;
}

BudgetLine *line_financed(BudgetLine *line, const Expr *year, bool requested) {
  line->value = year;
  line->requested = requested;
  return line;
}

BudgetLine *line_standings(Parse *parse, BudgetLine *line, StandingList standings) {
  for (size_t i = 0; i < standings.count; i++)
    LIST_ADD(parse->arena, &line->standings, YearStanding, standings.items[i]);
  return line;
}

StandingList standings_none(void) {
  return (StandingList){ NULL, 0, 0 };
}

StandingList standings_add(Parse *parse, StandingList list, const YearStanding *standing) {
  LIST_ADD(parse->arena, &list, YearStanding, *standing);
  return list;
}

YearStanding *standing_new(Parse *parse, Span span, YearStandingKind kind, const Expr *from,
                           const Expr *to) {
  YearStanding *standing = arena_new(parse->arena, YearStanding);
  *standing = (YearStanding){ .span = span, .kind = kind, .from = from, .to = to };
  return standing;
}

/* ---- transfers -------------------------------------------------------------------------- */

Decl *transfer_new(Parse *parse, Span span, Span head, Name name, Name label, const Expr *amount,
                   TransferShareList from, TransferShareList to, const Expr *prices) {
  Decl *decl = decl_new(parse, span, head, DECL_TRANSFER, name, label);
  decl->as.transfer.amount = amount;
  decl->as.transfer.from = from;
  decl->as.transfer.to = to;
  decl->as.transfer.prices = prices;
  return decl;
}

TransferShareList shares_none(void) {
  return (TransferShareList){ NULL, 0, 0 };
}

TransferShareList shares_add(Parse *parse, TransferShareList list, const TransferShare *share) {
  LIST_ADD(parse->arena, &list, TransferShare, *share);
  return list;
}

TransferShare *share_new(Parse *parse, Span span, Name name, const Expr *part) {
  TransferShare *share = arena_new(parse->arena, TransferShare);
  *share = (TransferShare){ .span = span, .name = name, .part = part };
  return share;
}

/* ---- targets, controls ------------------------------------------------------------------ */

Decl *target_new(Parse *parse, Span span, Span head, Name name, Name label, const Expr *value,
                 BinaryOp op, const Expr *bound) {
  Decl *decl = decl_new(parse, span, head, DECL_TARGET, name, label);
  decl->as.target.value = value;
  decl->as.target.op = op;
  decl->as.target.bound = bound;
  return decl;
}

Decl *target_rolling(Decl *decl, const Expr *years, const Expr *year) {
  decl->as.target.rolling = years;
  decl->as.target.year = year;
  return decl;
}

Decl *target_every_date(Decl *decl, const Expr *time) {
  decl->as.target.every_date = time;
  return decl;
}

Decl *target_suspended(Parse *parse, Decl *decl, Span span, Span part, const Expr *from,
                       const Expr *to, BasisList bases) {
  Suspension suspension = { .span = part, .from = from, .to = to, .bases = bases };
  LIST_ADD(parse->arena, &decl->as.target.suspensions, Suspension, suspension);
  return decl_close(decl, span);
}

Decl *control_new(Parse *parse, Span span, Span head, Name name, Name label, Gravity severity,
                  Name record, const Expr *when) {
  Decl *decl = decl_new(parse, span, head, DECL_CONTROL, name, label);
  decl->as.control.severity = severity;
  decl->as.control.record = record;
  decl->as.control.when = when;
  return decl;
}
