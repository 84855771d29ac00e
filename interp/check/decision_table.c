/* Decision tables: each cell becomes a test of its input, each output a term. */
#include "interp/check/checker.h"

#include "interp/check/gaps.h"

typedef struct {
  const Scope         *scope;
  const DecisionTable *written;
  Grid                *grid;
  GridRow             *rows;
  bool                 whole;
} Work;

/* ---- cells as expressions -------------------------------------------------------------- */

static Expr *expr_new(const Work *work, ExprKind kind, Span span) {
  Expr *expr = arena_new(work->scope->checker->arena, Expr);
  expr->kind = kind;
  expr->height = 2;
  expr->span = span;
  return expr;
}

static const Expr *input_expr(const Work *work, size_t column) {
  Name name = work->written->inputs.items[column];
  Expr *expr = expr_new(work, EXPR_NAME, name.span);
  expr->as.name.text = name.text;
  return expr;
}

static const Expr *compared(const Work *work, const Expr *input, const TableCell *cell,
                            BinaryOp op, const Expr *right) {
  Expr *expr = expr_new(work, EXPR_BINARY, cell->span);
  expr->as.binary.op = op;
  expr->as.binary.worded = cell->worded;
  expr->as.binary.op_span = cell->span;
  expr->as.binary.left = input;
  expr->as.binary.right = right;
  return expr;
}

static const Expr *among(const Work *work, const Expr *input, const TableCell *cell) {
  if (cell->kind == CELL_VALUES && cell->values.count == 1)
    return compared(work, input, cell, BINARY_EQUAL, cell->values.items[0]);
  const Expr *right = cell->values.items[0];
  if (cell->kind == CELL_VALUES) {
    Expr *list = expr_new(work, EXPR_LIST, cell->span);
    list->as.list.items = cell->values;
    right = list;
  }
  return compared(work, input, cell, cell->negated ? BINARY_NOT_IN : BINARY_IN, right);
}

static const Expr *within(const Work *work, const Expr *input, const TableCell *cell) {
  Expr *expr = expr_new(work, EXPR_RANGE, cell->span);
  expr->as.range.kind = cell->range;
  expr->as.range.negated = cell->negated;
  expr->as.range.open_low = cell->open_low;
  expr->as.range.open_high = cell->open_high;
  expr->as.range.value = input;
  expr->as.range.low = cell->low;
  expr->as.range.high = cell->high;
  return expr;
}

static const Expr *cell_expr(const Work *work, const Expr *input, const TableCell *cell) {
  switch (cell->kind) {
    case CELL_ANY:      return NULL;
    case CELL_VALUES:
    case CELL_IN:       return among(work, input, cell);
    case CELL_COMPARED: return compared(work, input, cell, cell->op, cell->values.items[0]);
    case CELL_RANGE:    return within(work, input, cell);
  }
  return NULL;
}

/* ---- outputs --------------------------------------------------------------------------- */

/* Bare codes may stand in the column of a codelist's name. */
static Type type_of_heading(const Work *work) {
  Name quiet = { SPAN_NONE, work->written->outputs.items[0].text };
  const Symbol *symbol = symbol_find(work->scope->module, SPACE_TYPE, quiet);
  return symbol && symbol->kind == SYMBOL_CODELIST
             ? (Type){ .kind = TYPE_CODE, .codes = symbol->as.codelist }
             : type_of_kind(TYPE_UNKNOWN);
}

/* "fee(2026, [2..4])": under which a pending output is unknown. */
static Text pending_name(const Work *work, const TableRow *row) {
  Writer writer;
  writer_to_memory(&writer, work->scope->checker->arena);
  writer_put(&writer, work->grid->name);
  for (size_t i = 0; i < row->cells.count; i++)
    writer_print(&writer, "%s%.*s", i ? ", " : "(",
                 TEXT_PRINT(term_written(work->scope, row->cells.items[i].span)));
  writer_put_char(&writer, ')');
  return writer_text(&writer);
}

static const Term *check_output(Work *work, const TableRow *row, const Type *hint) {
  Scope scope = *work->scope;
  scope.may_be_pending = row->outputs.items[0];
  scope.pending_name = pending_name(work, row);
  return term_value(&scope, row->outputs.items[0], hint->kind == TYPE_UNKNOWN ? NULL : hint);
}

static void report_two_types(const Work *work, const GridRow *row, const Type *type) {
  Checker *checker = work->scope->checker;
  const Term *first = work->rows[0].output;
  diag_report(checker->diags, DIAG_TABLE_ROW, row->output->span,
              "the rows give different kinds of value");
  diag_mark(checker->diags, "this is %.*s",
            TEXT_PRINT(type_named(checker, &row->output->type)));
  diag_label(checker->diags, first->span, "this is %.*s",
             TEXT_PRINT(type_named(checker, type)));
}

/* The type of all outputs; TYPE_UNKNOWN where none is known or a mistake was reported. */
static Type common_output(Work *work) {
  Type type = type_of_kind(TYPE_UNKNOWN);
  for (size_t i = 0; i < work->grid->row_count; i++) {
    const Type *own = &work->rows[i].output->type;
    if (own->kind == TYPE_UNKNOWN)
      continue;
    if (type.kind == TYPE_UNKNOWN) {
      type = *own;
    } else if (!type_common(&type, own, &type)) {
      report_two_types(work, &work->rows[i], &type);
      work->whole = false;
    }
  }
  for (size_t i = 0; i < work->grid->row_count; i++)
    term_settle(work->rows[i].output, &type);
  return type;
}

/* What the policy makes of outputs of that type. */
static Type type_of_policy(Work *work, Type output) {
  Checker *checker = work->scope->checker;
  const char *wants = NULL;
  switch (work->written->policy) {
    case HIT_COLLECT_COUNT: return type_of_kind(TYPE_INTEGER);
    case HIT_COLLECT_LIST:  return type_of_list(checker->arena, output);
    case HIT_COLLECT_SUM:
      if (!type_is_quantity(&output))
        wants = MESSAGE("\"collect sum\" adds numbers, rates or money");
      break;
    case HIT_COLLECT_MAX: case HIT_COLLECT_MIN:
      if (!type_is_ordered(&output))
        wants = MESSAGE("\"collect max\" and \"collect min\" need an order");
      break;
    case HIT_UNIQUE: case HIT_ANY: case HIT_FIRST:
      break;
  }
  if (!wants || output.kind == TYPE_UNKNOWN)
    return output;
  diag_report(checker->diags, DIAG_TABLE_ROW, work->written->policy_span, "%s",
              diag_words(checker->diags, wants));
  diag_mark(checker->diags, "the rows give %.*s", TEXT_PRINT(type_named(checker, &output)));
  work->whole = false;
  return type_of_kind(TYPE_UNKNOWN);
}

/* ---- the whole ------------------------------------------------------------------------- */

static bool check_heading(const Work *work) {
  Diags *diags = work->scope->checker->diags;
  const NameList *outputs = &work->written->outputs;
  if (outputs->count == 1)
    return true;
  diag_report(diags, DIAG_TABLE_HEADING, outputs->count ? outputs->items[1].span
                                                        : work->written->heading_span,
              "a decision table gives one value");
  diag_help(diags, "write one column after \"||\", and a table of its own for each further one");
  return false;
}

static void check_inputs(Work *work) {
  const NameList *names = &work->written->inputs;
  const Term **inputs = arena_array(work->scope->checker->arena, const Term *, names->count + 1);
  for (size_t i = 0; i < names->count; i++) {
    inputs[i] = term_value(work->scope, input_expr(work, i), NULL);
    work->whole &= !term_failed(inputs[i]);
  }
  work->grid->inputs = inputs;
  work->grid->input_count = names->count;
}

static void check_row(Work *work, const TableRow *written, GridRow *row, const Type *hint) {
  Arena *arena = work->scope->checker->arena;
  const Term **cells = arena_array(arena, const Term *, written->cells.count + 1);
  for (size_t i = 0; i < written->cells.count; i++) {
    const Term *input = work->grid->inputs[i];
    const Expr *test = term_failed(input) ? NULL
                       : cell_expr(work, input_expr(work, i), &written->cells.items[i]);
    cells[i] = test ? term_truth(work->scope, test) : NULL;
    work->whole &= !cells[i] || !term_failed(cells[i]);
  }
  row->cells = cells;
  row->output = check_output(work, written, hint);
  work->whole &= !term_failed(row->output);
}

static void check_rows(Work *work) {
  Type hint = type_of_heading(work);
  size_t count = work->written->rows.count;
  work->rows = arena_array(work->scope->checker->arena, GridRow, count + 1);
  for (size_t i = 0; i < count; i++) {
    const TableRow *written = &work->written->rows.items[i];
    work->rows[i] = (GridRow){ .number = i + 1, .written = written, .span = written->span };
    check_row(work, written, &work->rows[i], &hint);
  }
  work->grid->rows = work->rows;
  work->grid->row_count = count;
}

static Term *grid_term(const Work *work, Type type) {
  Term *term = term_new(work->scope, TERM_GRID, NULL, type);
  term->span = work->written->heading_span;
  term->as.grid = work->grid;
  for (size_t i = 0; i < work->grid->row_count; i++) {
    for (size_t j = 0; j < work->grid->input_count; j++)
      term_holds(work->scope, term, work->rows[i].cells[j]);
    term_holds(work->scope, term, work->rows[i].output);
  }
  return term;
}

const Term *decision_table_check(const Scope *scope, Text name, const DecisionTable *written,
                                 bool parameter) {
  Grid *grid = arena_new(scope->checker->arena, Grid);
  *grid = (Grid){ .name = name, .written = written, .policy = written->policy,
                  .parameter = parameter };
  Work work = { .scope = scope, .written = written, .grid = grid, .whole = true };
  size_t errors = scope->checker->diags->errors;
  if (!check_heading(&work))
    return term_error(scope, NULL);
  check_inputs(&work);
  check_rows(&work);
  Type type = type_of_policy(&work, common_output(&work));
  if (!work.whole || grid->row_count == 0)
    return term_error(scope, NULL);
  if (!scope->checker->trying && scope->checker->diags->errors == errors)
    gaps_check(scope->checker, grid);
  return grid_term(&work, type);
}
