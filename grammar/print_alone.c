#include "grammar/print_parts.h"

static Layout alone(Writer *writer, Surface surface) {
  Layout layout;
  layout_init(&layout, writer, writer->arena, surface);
  layout.without_bases = true;
  return layout;
}

void print_decl_alone(Writer *writer, const Decl *decl, Surface surface) {
  Layout layout = alone(writer, surface);
  Decl head = *decl;
  if (decl->kind == DECL_DECISION)
    head.as.decision.clauses.count = 0;
  else if (decl->kind == DECL_BUDGET)
    head.as.budget.lines.count = 0;
  print_decl(&layout, &head, 0);
  layout_end(&layout);
}

void print_clause_alone(Writer *writer, const Clause *clause, Surface surface) {
  Layout layout = alone(writer, surface);
  print_clause(&layout, clause);
  layout_end(&layout);
}

void print_budget_line_alone(Writer *writer, const BudgetLine *line, Surface surface) {
  Layout layout = alone(writer, surface);
  layout_begin(&layout, line->span, 2);
  put_budget_line(&layout, line, 2);
  layout_end(&layout);
}
