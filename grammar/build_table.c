#include "grammar/build.h"
#include "grammar/meant.h"

#include <string.h>

DecisionTable *table_start(Parse *parse, Span heading, HitPolicy policy, Span policy_span,
                           NameList inputs, NameList outputs) {
  DecisionTable *table = arena_new(parse->arena, DecisionTable);
  *table = (DecisionTable){ .policy = policy, .policy_span = policy_span,
                            .heading_span = heading, .inputs = inputs, .outputs = outputs };
  return table;
}

static bool of_one_line(const Parse *parse, Span span) {
  return !memchr(parse->base + span.start, '\n', span.end - span.start);
}

static bool as_wide(Parse *parse, const DecisionTable *table, const TableRow *row) {
  size_t inputs = table->inputs.count, outputs = table->outputs.count;
  if (row->cells.count == inputs && row->outputs.count == outputs)
    return true;
  diag_report(parse->diags, DIAG_SYNTAX, row->span,
              "a row has %zu + %zu cells, its heading %zu + %zu", row->cells.count,
              row->outputs.count, inputs, outputs);
  diag_label(parse->diags, table->heading_span, "the heading");
  diag_help(parse->diags, "write - in a cell where anything fits");
  return false;
}

DecisionTable *table_add(Parse *parse, DecisionTable *table, const TableRow *row) {
  bool heading_failed = table->inputs.count == 0;
  if (!of_one_line(parse, row->span)) {
    diag_report(parse->diags, DIAG_SYNTAX, row->span, "a row of a decision table is one line");
    diag_help(parse->diags, "give what is long a name with define");
  } else if (heading_failed || as_wide(parse, table, row)) {
    LIST_ADD(parse->arena, &table->rows, TableRow, *row);
  }
  return table;
}

TableRow *row_new(Parse *parse, Span span) {
  TableRow *row = arena_new(parse->arena, TableRow);
  *row = (TableRow){ .span = span };
  return row;
}

TableRow *row_add(Parse *parse, TableRow *row, const TableCell *cell) {
  LIST_ADD(parse->arena, &row->cells, TableCell, *cell);
  return row;
}

TableRow *row_end(TableRow *row, Span span, ExprList outputs) {
  row->outputs = outputs;
  row->span = span;
  return row;
}

TableCell *cell_new(Parse *parse, Span span, TableCellKind kind, bool negated) {
  TableCell *cell = arena_new(parse->arena, TableCell);
  *cell = (TableCell){ .kind = kind, .span = span, .negated = negated };
  return cell;
}

TableCell *cell_values(Parse *parse, TableCell *cell, ExprList values) {
  for (size_t i = 0; i + 1 < values.count; i++)
    if (meant_one_number(parse, values.items[i]->span, values.items[i + 1]->span))
      break;
  cell->values = values;
  return cell;
}

TableCell *cell_compared(Parse *parse, TableCell *cell, Operator op, const Expr *value) {
  cell->op = op.op;
  cell->worded = op.worded;
  cell->values = exprs_first(parse, value);
  return cell;
}

TableCell *cell_interval(Parse *parse, Span span, bool negated, const Expr *interval) {
  TableCell *cell = cell_new(parse, span, CELL_RANGE, negated);
  cell->range = RANGE_INTERVAL;
  cell->open_low = interval->as.range.open_low;
  cell->open_high = interval->as.range.open_high;
  cell->low = interval->as.range.low;
  cell->high = interval->as.range.high;
  return cell;
}

TableCell *cell_range(Parse *parse, Span span, bool negated, const Expr *low, const Expr *high) {
  TableCell *cell = cell_new(parse, span, CELL_RANGE, negated);
  cell->range = RANGE_TO;
  cell->low = low;
  cell->high = high;
  return cell;
}

TableCell *cell_in(Parse *parse, Span span, bool negated, const Expr *list) {
  TableCell *cell = cell_new(parse, span, CELL_IN, negated);
  cell->values = exprs_first(parse, list);
  return cell;
}
