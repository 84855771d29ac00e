/* lines from TABLE | RECORD | transfers: a line for each item there, in its order.
 *
 * The rows ship with the rules, so the lines are known here.  A line's value is written as an
 * author would: T(item, code) of a table, the sum of the rows of that item of a record.  `where`
 * chooses among the rows by the words in their cells: 'section' is technical. */
#include "interp/check/budget_inside.h"

/* Rows that may become lines: of a table or of a record. */
typedef struct {
  Plan             *plan;
  const BudgetLine *line;
  const DataTable  *table;      /* one of the two */
  const RecordType *record;
  size_t            row_count;
  const FieldType  *item, *amount, *link, *year;   /* of the record; link: to the budget's record */
  size_t            item_key;   /* of the table */
} Origin;

static void report_no_lines(Plan *plan, const BudgetLine *line, const char *fact,
                            const char *help) {
  Diags *diags = plan->module->checker->diags;
  diag_report(diags, DIAG_LINES_FROM, line->name.span, "\"%.*s\" %s", TEXT_PRINT(line->name.text),
              diag_words(diags, fact));
  diag_help(diags, "%s", diag_words(diags, help));
}

static bool is_year_word(Text name) {
  return word_is(name, "year", "år");
}

/* ---- where: words of the row's cells ------------------------------------------------- */

static const CsvFile *file_of(const Origin *origin) {
  return origin->table ? origin->table->file : NULL;
}

/* What the row says under that heading or field; false if there is none. */
static bool cell_text(const Origin *origin, size_t row, Text name, Text *text) {
  Arena *arena = origin->plan->module->checker->arena;
  if (origin->table) {
    size_t column = csv_file_column(arena, file_of(origin), name);
    if (column != SIZE_MAX)
      *text = origin->table->rows.items[row].row->cells[column].text;
    return column != SIZE_MAX;
  }
  const FieldType *field = record_type_find(origin->record, name);
  if (!field)
    return false;
  Value value = origin->record->rows[row]->fields[field->index];
  *text = value_is_known(value) ? value_plain(arena, value) : TEXT("");
  return true;
}

static bool word_of_expr(const Expr *expr, Text *word) {
  expr = tree_inside(expr);
  switch (expr->kind) {
    case EXPR_NAME:   *word = expr->as.name.text; return true;
    case EXPR_STRING: *word = expr->as.literal.text; return true;
    case EXPR_NUMBER: *word = expr->as.number.digits; return true;
    case EXPR_TRUTH:  *word = expr->as.truth.yes ? TEXT("yes") : TEXT("no"); return true;
    default:          return false;
  }
}

typedef enum { CHOSEN_NO, CHOSEN_YES, CHOSEN_ERROR } Chosen;

static Chosen report_where(const Origin *origin, const Expr *expr, const char *fact) {
  Diags *diags = origin->plan->module->checker->diags;
  diag_report(diags, DIAG_LINES_FROM, expr->span, "%s", diag_words(diags, fact));
  diag_help(diags, "\"where\" chooses rows by the words in a column: where 'section' is technical");
  return CHOSEN_ERROR;
}

static Chosen choose(const Origin *origin, size_t row, const Expr *where);

static Chosen choose_word(const Origin *origin, size_t row, const Expr *column, const Expr *word,
                          bool equal) {
  Text name, wanted, have;
  const Expr *inside = tree_inside(column);
  if (inside->kind != EXPR_NAME || !word_of_expr(word, &wanted))
    return report_where(origin, column, "this is no column compared with a word");
  name = inside->as.name.text;
  if (!cell_text(origin, row, name, &have))
    return report_where(origin, column, "there is no such column");
  return text_equal(have, wanted) == equal ? CHOSEN_YES : CHOSEN_NO;
}

static Chosen choose_among(const Origin *origin, size_t row, const Expr *column, const Expr *list,
                           bool among) {
  const Expr *inside = tree_inside(list);
  if (inside->kind != EXPR_LIST)
    return report_where(origin, list, "this is no list of words");
  for (size_t i = 0; i < inside->as.list.items.count; i++) {
    Chosen one = choose_word(origin, row, column, inside->as.list.items.items[i], true);
    if (one == CHOSEN_ERROR)
      return one;
    if (one == CHOSEN_YES)
      return among ? CHOSEN_YES : CHOSEN_NO;
  }
  return among ? CHOSEN_NO : CHOSEN_YES;
}

static Chosen choose_both(const Origin *origin, size_t row, const Expr *where) {
  Chosen left = choose(origin, row, where->as.binary.left);
  Chosen right = choose(origin, row, where->as.binary.right);
  if (left == CHOSEN_ERROR || right == CHOSEN_ERROR)
    return CHOSEN_ERROR;
  bool both = where->as.binary.op == BINARY_AND;
  bool chosen = both ? left == CHOSEN_YES && right == CHOSEN_YES
                     : left == CHOSEN_YES || right == CHOSEN_YES;
  return chosen ? CHOSEN_YES : CHOSEN_NO;
}

static Chosen choose(const Origin *origin, size_t row, const Expr *where) {
  where = tree_inside(where);
  if (where->kind == EXPR_UNARY && where->as.unary.op == UNARY_NOT) {
    Chosen inner = choose(origin, row, where->as.unary.operand);
    return inner == CHOSEN_ERROR ? inner : inner == CHOSEN_YES ? CHOSEN_NO : CHOSEN_YES;
  }
  if (where->kind != EXPR_BINARY)
    return report_where(origin, where, "this is no choice among the rows");
  const Expr *left = where->as.binary.left, *right = where->as.binary.right;
  switch (where->as.binary.op) {
    case BINARY_AND: case BINARY_OR: return choose_both(origin, row, where);
    case BINARY_EQUAL:     return choose_word(origin, row, left, right, true);
    case BINARY_NOT_EQUAL: return choose_word(origin, row, left, right, false);
    case BINARY_IN:        return choose_among(origin, row, left, right, true);
    case BINARY_NOT_IN:    return choose_among(origin, row, left, right, false);
    default:               return report_where(origin, where, "this is no choice among the rows");
  }
}

/* ---- items --------------------------------------------------------------------------- */

static Value item_of(const Origin *origin, size_t row) {
  return origin->table ? origin->table->rows.items[row].keys[origin->item_key]
                       : origin->record->rows[row]->fields[origin->item->index];
}

static Text label_of(const Origin *origin, size_t row, Value item) {
  static const char *const headings[] = { "title", "titel", "label", "label_sv", "etikett",
                                          "benämning", "name", "namn" };
  Text text;
  if (item.kind == TYPE_CODE && item.as.code->title.length &&
      !text_equal(item.as.code->title, item.as.code->name))
    return item.as.code->title;
  for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
    if (cell_text(origin, row, text_from(headings[i]), &text) && text.length)
      return text;
  return TEXT_NONE;
}

static const Expr *item_expr(const Origin *origin, Value item) {
  Arena *arena = origin->plan->module->checker->arena;
  Span span = origin->line->name.span;
  int64_t number;
  if (item.kind == TYPE_CODE)
    return tree_name(arena, span, item.as.code->name);
  if (item.kind == TYPE_INTEGER && fraction_to_int64(item.as.number, &number))
    return tree_integer(arena, span, number);
  return tree_text(arena, span, value_plain(arena, item));
}

/* T(item, code, year), each argument at its place. */
static const Expr *value_of_table(const Origin *origin, Value item) {
  Plan *plan = origin->plan;
  Arena *arena = plan->module->checker->arena;
  ExprList arguments = { NULL, 0, 0 };
  for (size_t i = 0; i < origin->table->key_count; i++) {
    Text name = origin->table->keys[i].name;
    const Expr *argument = i == origin->item_key ? item_expr(origin, item)
                                                 : tree_name(arena, origin->line->name.span, name);
    LIST_ADD(arena, &arguments, const Expr *, argument);
  }
  return tree_call(arena, origin->line->name, &arguments);
}

/* sum of row.amount for row in RECORD where row.item is ITEM and row.link is … */
static const Expr *value_of_record(const Origin *origin, Value item) {
  Plan *plan = origin->plan;
  Arena *arena = plan->module->checker->arena;
  Span span = origin->line->name.span;
  const RecordType *budget_record = plan->budget->record;
  Text row = TEXT(" row");      /* no author can write this name */
  const Expr *name = tree_name(arena, span, row);
  const Expr *where = tree_binary(arena, span, BINARY_EQUAL,
                                  tree_member(arena, span, name, origin->item->name),
                                  item_expr(origin, item));
  const Expr *link = tree_member(arena, span, name, origin->link->name);
  Text key = budget_record->fields[budget_record->key].name;
  if (origin->link->type.kind == TYPE_RECORD)
    link = tree_member(arena, span, link, key);
  where = tree_binary(arena, span, BINARY_AND, where,
                      tree_binary(arena, span, BINARY_EQUAL, link, tree_name(arena, span, key)));
  if (origin->year && plan->budget->has_years)
    where = tree_binary(arena, span, BINARY_AND, where,
                        tree_binary(arena, span, BINARY_EQUAL,
                                    tree_member(arena, span, name, origin->year->name),
                                    tree_name(arena, span, TEXT("year"))));
  return tree_sum(arena, span, row, origin->record->name,
                  tree_member(arena, span, name, origin->amount->name), where);
}

static void add_line(const Origin *origin, size_t row, Value item) {
  Plan *plan = origin->plan;
  Arena *arena = plan->module->checker->arena;
  Name name = { origin->line->name.span, value_plain(arena, item) };
  PlannedItem *planned = plan_item(plan, ITEM_LINE, name, label_of(origin, row, item),
                                   origin->line);
  if (planned)
    planned->value = origin->table ? value_of_table(origin, item)
                                   : value_of_record(origin, item);
}

/* Each item once, where its first row stands; all its rows are chosen, or none. */
static void add_lines(const Origin *origin) {
  Plan *plan = origin->plan;
  Arena *arena = plan->module->checker->arena;
  Map seen;
  map_init(&seen, arena);
  static const char chosen_mark = 'y', left_mark = 'n';
  size_t lines = 0;
  for (size_t row = 0; row < origin->row_count; row++) {
    Value item = item_of(origin, row);
    Chosen chosen = origin->line->where ? choose(origin, row, origin->line->where) : CHOSEN_YES;
    if (chosen == CHOSEN_ERROR)
      return;
    if (!value_is_known(item))
      continue;
    Text key = value_plain(arena, item);
    const char *mark = chosen == CHOSEN_YES ? &chosen_mark : &left_mark;
    const char *before = map_get(&seen, key);
    if (before && *before != *mark) {
      report_where(origin, origin->line->where, "this chooses some rows of a line and not others");
      diag_help(plan->module->checker->diags, "the line is \"%.*s\"", TEXT_PRINT(key));
      return;
    }
    map_add(&seen, key, (char *)mark);
    if (!before && chosen == CHOSEN_YES) {
      add_line(origin, row, item);
      lines++;
    }
  }
  if (lines == 0)
    report_no_lines(plan, origin->line, "has no rows to make lines of",
                    "look at its file, and at \"where\"");
}

/* ---- tables and records -------------------------------------------------------------- */

/* The item is the key that is neither a field of the budget's record nor the year. */
static void plan_table(Plan *plan, const BudgetLine *line, const DataTable *table) {
  Origin origin = { .plan = plan, .line = line, .table = table, .row_count = table->rows.count };
  size_t items = 0;
  for (size_t i = 0; i < table->key_count; i++) {
    Text name = table->keys[i].name;
    if (record_type_find(plan->budget->record, name) ||
        (plan->budget->has_years && is_year_word(name)))
      continue;
    origin.item_key = i;
    items++;
  }
  if (!table->file)
    return;
  if (items == 1) {
    add_lines(&origin);
    return;
  }
  report_no_lines(plan, line, "does not say which of its keys is the line",
                  "of a table's keys one is the line; the others are fields of the budget's record "
                  "or \"year\"");
}

static const FieldType *link_to(const RecordType *from, const RecordType *to) {
  for (size_t i = 0; i < from->count; i++)
    if (from->fields[i].type.kind == TYPE_RECORD && from->fields[i].type.record == to)
      return &from->fields[i];
  if (to->key_count != 1)
    return NULL;
  const FieldType *field = record_type_find(from, to->fields[to->key].name);
  return field && type_equal(&field->type, &to->fields[to->key].type) ? field : NULL;
}

static const FieldType *only_money(const RecordType *record) {
  const FieldType *found = NULL;
  for (size_t i = 0; i < record->count; i++)
    if (record->fields[i].type.kind == TYPE_MONEY) {
      if (found)
        return NULL;
      found = &record->fields[i];
    }
  return found;
}

/* The key that is neither the link nor the year. */
static const FieldType *item_field(const Origin *origin) {
  for (size_t i = 0; i < origin->record->count; i++) {
    const FieldType *field = &origin->record->fields[i];
    if (field->key && field != origin->link && field != origin->year)
      return field;
  }
  return NULL;
}

static void plan_record(Plan *plan, const BudgetLine *line, const RecordType *record) {
  Origin origin = { .plan = plan, .line = line, .record = record,
                    .row_count = record->row_count };
  if (record->file.length == 0) {
    report_no_lines(plan, line, "has no rows that ship with the rules",
                    "lines are known when the rules are: record NAME \"…\" from \"FILE.csv\"");
    return;
  }
  for (size_t i = 0; i < record->count; i++)
    if (is_year_word(record->fields[i].name))
      origin.year = &record->fields[i];
  origin.link = link_to(record, plan->budget->record);
  origin.amount = only_money(record);
  origin.item = item_field(&origin);
  if (origin.link && origin.amount && origin.item) {
    if (record->row_by_key)
      add_lines(&origin);
    return;
  }
  report_no_lines(plan, line,
                  !origin.amount ? "does not have one amount"
                  : !origin.link ? MESSAGE("does not say which record of the budget a row is for")
                                 : MESSAGE("has no key that is the line"),
                  "a record that gives lines has a key for the line, the budget's record (or its "
                  "key), and one amount");
}

/* ---- transfers ----------------------------------------------------------------------- */

/* Those of the section's price year; where neither says one, all. */
static void plan_transfers(Plan *plan, const BudgetLine *line) {
  const Model *model = plan->module->checker->model;
  const BudgetItem *section = plan->section.item;
  if (line->where)
    report_no_lines(plan, line, "are chosen by the year of the section's prices",
                    "leave out \"where\": section NAME \"…\" in prices of 2023");
  for (size_t i = 0; i < model->transfers.count; i++) {
    Transfer *transfer = model->transfers.items[i];
    bool other_prices = section && section->has_prices && transfer->has_prices &&
                        section->prices != transfer->prices;
    if (other_prices)
      continue;
    Name name = { line->name.span, transfer->name };
    PlannedItem *planned = plan_item(plan, ITEM_LINE, name, transfer->title, line);
    if (!planned)
      continue;
    planned->item->transfer = transfer;
    planned->item->has_prices = planned->item->has_prices || transfer->has_prices;
    if (transfer->has_prices)
      planned->item->prices = transfer->prices;
    transfer->listed = true;
  }
}

static const DataTable *find_table(const Plan *plan, Name name) {
  const Symbol *symbol = symbol_find(plan->module, SPACE_VALUE, name);
  const Model *model = plan->module->checker->model;
  for (size_t i = 0; symbol && i < model->tables.count; i++)
    if (model->tables.items[i]->span.file == symbol->span.file &&
        model->tables.items[i]->span.start == symbol->span.start)
      return model->tables.items[i];
  return NULL;
}

void lines_from_plan(Plan *plan, const BudgetLine *line) {
  if (word_is(line->name.text, "transfers", "överföringar")) {
    plan_transfers(plan, line);
    return;
  }
  const DataTable *table = find_table(plan, line->name);
  if (table) {
    plan_table(plan, line, table);
    return;
  }
  const Symbol *record = symbol_find(plan->module, SPACE_TYPE, line->name);
  if (record && record->kind == SYMBOL_RECORD) {
    plan_record(plan, line, record->as.record);
    return;
  }
  if (symbols_unread(plan->module->checker, line->name.text))
    return;
  report_no_lines(plan, line, "is no table, and no record",
                  "lines come from a table, a record that ships with the rules, or transfers");
  Guess guess = guess_start(plan->module->checker, line->name.text);
  guess_offer_space(&guess, plan->module, SPACE_VALUE);
  guess_offer_space(&guess, plan->module, SPACE_TYPE);
  guess_help(&guess);
}
