/* grammar_tree_values.h - parameters, definitions, exceptions, tables and imports of
 * grammar_trees.h. */
#ifndef ANSLAG_TESTS_GRAMMAR_TREE_VALUES_H
#define ANSLAG_TESTS_GRAMMAR_TREE_VALUES_H

static TableCell trees_cell(Trees *trees) {
  static const BinaryOp ops[] = { BINARY_LESS, BINARY_AT_MOST, BINARY_MORE, BINARY_AT_LEAST };
  TableCell cell = { .kind = (TableCellKind)trees_random(trees, 5) };
  switch (cell.kind) {
    case CELL_ANY: break;
    case CELL_VALUES:
      for (unsigned i = 0, count = 1 + trees_random(trees, 3); i < count; i++)
        LIST_ADD(trees->arena, &cell.values, const Expr *, trees_value(trees, 1));
      break;
    case CELL_COMPARED:
      cell.op = PICK(trees, ops);
      cell.worded = (Worded)trees_random(trees, 3);
      LIST_ADD(trees->arena, &cell.values, const Expr *, trees_value(trees, 1));
      break;
    case CELL_RANGE:
      cell.negated = trees_chance(trees, 2);
      cell.range = trees_chance(trees, 2) ? RANGE_TO : RANGE_INTERVAL;
      cell.open_low = cell.range == RANGE_INTERVAL && trees_chance(trees, 2);
      cell.open_high = cell.range == RANGE_INTERVAL && trees_chance(trees, 2);
      cell.low = trees_value(trees, 1);
      cell.high = trees_value(trees, 1);
      break;
    case CELL_IN:
      cell.negated = trees_chance(trees, 2);
      LIST_ADD(trees->arena, &cell.values, const Expr *, trees_value(trees, 1));
      break;
  }
  return cell;
}

static const DecisionTable *trees_table(Trees *trees) {
  DecisionTable *table = arena_new(trees->arena, DecisionTable);
  table->policy = (HitPolicy)trees_random(trees, 8);
  table->inputs = trees_names(trees);
  table->outputs = trees_names(trees);
  for (unsigned i = 0, count = trees_random(trees, 4); i < count; i++) {
    TableRow row = { .cells = { NULL, 0, 0 } };
    for (size_t column = 0; column < table->inputs.count; column++)
      LIST_ADD(trees->arena, &row.cells, TableCell, trees_cell(trees));
    for (size_t column = 0; column < table->outputs.count; column++)
      LIST_ADD(trees->arena, &row.outputs, const Expr *, trees_expr(trees, 1));
    LIST_ADD(trees->arena, &table->rows, TableRow, row);
  }
  return table;
}

static void trees_dates(Trees *trees, Name *from, Name *until) {
  unsigned which = 1 + trees_random(trees, 3);
  if (which & 1)
    *from = trees_date(trees);
  if (which & 2)
    *until = trees_date(trees);
}

/* One value without dates, with its bases in the declaration, or several with their own. */
static void trees_fill_parameter(Trees *trees, Decl *decl) {
  if (trees_chance(trees, 4)) {
    decl->as.parameter.table = trees_table(trees);
    LIST_ADD(trees->arena, &decl->as.parameter.arguments, Argument, trees_argument(trees));
    return;
  }
  bool dated = trees_chance(trees, 2);
  for (unsigned i = 0, count = dated ? 1 + trees_random(trees, 3) : 1; i < count; i++) {
    DatedValue value = { .value = trees_expr(trees, DEPTH) };
    if (dated) {
      trees_dates(trees, &value.from, &value.until);
      value.bases = trees_bases(trees);
    }
    LIST_ADD(trees->arena, &decl->as.parameter.values, DatedValue, value);
  }
  decl->as.parameter.value = decl->as.parameter.values.items[0].value;
  if (dated)
    decl->bases = (BasisList){ NULL, 0, 0 };
}

static void trees_fill_exception(Trees *trees, Decl *decl) {
  if (trees_chance(trees, 2))
    decl->name = decl->label = trees_no_name();
  decl->as.exception.target = trees_names(trees);
  decl->as.exception.kind = (ExceptionKind)trees_random(trees, 3);
  if (decl->as.exception.kind != EXCEPTION_LIFTS)
    decl->as.exception.value = trees_expr(trees, DEPTH);
  if (decl->as.exception.kind == EXCEPTION_REQUIRES)
    decl->as.exception.reason = trees_maybe_string(trees);
  decl->as.exception.when = trees_maybe(trees);
  if (trees_chance(trees, 3))
    decl->as.exception.overrides = trees_names(trees);
}

static Decl *trees_floating(Trees *trees) {
  static const DeclKind kinds[] = { DECL_PARAMETER, DECL_DEFINE, DECL_EXCEPTION };
  Decl *decl = trees_new(trees, PICK(trees, kinds));
  if (decl->kind == DECL_PARAMETER) {
    trees_fill_parameter(trees, decl);
    return decl;
  }
  if (decl->kind == DECL_EXCEPTION) {
    trees_fill_exception(trees, decl);
    return decl;
  }
  if (trees_chance(trees, 3))
    decl->as.define.table = trees_table(trees);
  else
    decl->as.define.value = trees_expr(trees, DEPTH);
  for (unsigned i = 0, count = trees_random(trees, 3); i < count; i++)
    LIST_ADD(trees->arena, &decl->as.define.arguments, Argument, trees_argument(trees));
  return decl;
}

static void trees_fill_table(Trees *trees, Decl *decl) {
  LIST_ADD(trees->arena, &decl->as.table.arguments, Argument, trees_argument(trees));
  decl->as.table.type = trees_type(trees);
  if (decl->as.table.type.kind == WRITTEN_RATE)
    decl->as.table.type.name = trees_named("%");
  decl->as.table.file = trees_string(trees);
  decl->as.table.blank = trees_maybe_value(trees);
}

static void trees_fill_import(Trees *trees, Decl *decl) {
  decl->as.import.record = trees_name(trees);
  for (unsigned i = 0, count = trees_random(trees, 4); i < count; i++) {
    ImportLine line = { .column = trees_string(trees), .field = trees_name(trees) };
    if (trees_chance(trees, 3))
      line.scale = trees_named("tkr");
    line.separator = trees_maybe_string(trees);
    LIST_ADD(trees->arena, &decl->as.import.columns, ImportLine, line);
  }
  if (trees_chance(trees, 2))
    decl->as.import.blanks = trees_strings(trees);
}

#endif
