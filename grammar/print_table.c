#include "grammar/print_parts.h"

#include "parser.h"

static int policy_token(HitPolicy policy) {
  switch (policy) {
    case HIT_UNIQUE:        return TOK_UNIQUE_MATCH;
    case HIT_ANY:           return TOK_ANY_MATCH;
    case HIT_FIRST:         return TOK_FIRST_MATCH;
    case HIT_COLLECT_SUM:   return TOK_COLLECT_SUM;
    case HIT_COLLECT_MAX:   return TOK_COLLECT_MAX;
    case HIT_COLLECT_MIN:   return TOK_COLLECT_MIN;
    case HIT_COLLECT_COUNT: return TOK_COLLECT_COUNT;
    case HIT_COLLECT_LIST:  return TOK_COLLECT_LIST;
  }
  return 0;
}

static void put_values(Layout *layout, ExprList values) {
  for (size_t i = 0; i < values.count; i++) {
    if (i > 0)
      layout_close(layout, ",");
    put_expr(layout, values.items[i]);
  }
}

static void put_cell_range(Layout *layout, const TableCell *cell) {
  if (cell->negated)
    layout_word(layout, TOK_NOT_IN);
  if (cell->range == RANGE_INTERVAL) {
    put_interval(layout, cell->low, cell->high, cell->open_low, cell->open_high);
    return;
  }
  put_expr(layout, cell->low);
  layout_word(layout, TOK_TO);
  put_expr(layout, cell->high);
}

static void put_cell(Layout *layout, const TableCell *cell) {
  switch (cell->kind) {
    case CELL_ANY:      layout_sign(layout, "-"); break;
    case CELL_VALUES:   put_values(layout, cell->values); break;
    case CELL_COMPARED:
      put_operator(layout, cell->op, cell->worded);
      put_values(layout, cell->values);
      break;
    case CELL_RANGE:    put_cell_range(layout, cell); break;
    case CELL_IN:
      layout_word(layout, cell->negated ? TOK_NOT_IN : TOK_IN);
      put_values(layout, cell->values);
      break;
  }
}

/* Cell `column` of row `row`; row 0 is the heading, and outputs follow inputs. */
static void put_at(Layout *layout, const DecisionTable *table, size_t row, size_t column) {
  size_t inputs = table->inputs.count;
  bool input = column < inputs;
  if (row == 0)
    put_dotted(layout, (input ? table->inputs.items[column]
                              : table->outputs.items[column - inputs]).text);
  else if (input)
    put_cell(layout, &table->rows.items[row - 1].cells.items[column]);
  else
    put_expr(layout, table->rows.items[row - 1].outputs.items[column - inputs]);
}

static Span row_span(const DecisionTable *table, size_t row) {
  return row == 0 ? table->heading_span : table->rows.items[row - 1].span;
}

static size_t *measure(Layout *layout, const DecisionTable *table) {
  size_t columns = table->inputs.count + table->outputs.count;
  size_t *widths = arena_alloc(layout->arena, (columns + 1) * sizeof *widths);
  Layout trial = layout_trial(layout);
  for (size_t column = 0; column < columns; column++) {
    widths[column] = 0;
    for (size_t row = 0; row <= table->rows.count; row++) {
      put_at(&trial, table, row, column);
      size_t width = layout_trial_width(&trial);
      widths[column] = width > widths[column] ? width : widths[column];
    }
  }
  return widths;
}

/* | cell | cell || output |, each cell as wide as its column. */
static void put_row(Layout *layout, const DecisionTable *table, size_t row,
                    const size_t *widths) {
  size_t inputs = table->inputs.count, columns = inputs + table->outputs.count, end = 0;
  for (size_t column = 0; column < columns; column++) {
    const char *bar = column > 0 && column == inputs ? "||" : "|";
    layout_sign(layout, bar);
    end += column == 0 ? 2 : column == inputs ? 4 : 3;
    put_at(layout, table, row, column);
    end += widths[column];
    layout_pad_to(layout, end);
  }
  layout_sign(layout, "|");
  layout_keep_line(layout);
}

void print_table(Layout *layout, const DecisionTable *table, unsigned indent) {
  const size_t *widths = measure(layout, table);
  layout_word(layout, TOK_BY_TABLE);
  layout_word(layout, policy_token(table->policy));
  for (size_t row = 0; row <= table->rows.count; row++) {
    layout_begin(layout, row_span(table, row), indent);
    put_row(layout, table, row, widths);
  }
}
