/* Lines of a budget that amendments add or replace (semantics X3).  A budget is no record: its
 * version is that of the day of the run. */
#include "interp/check/amendments.h"

/* ---- the lines of all versions ----------------------------------------------------------- */

typedef struct {
  Checker    *checker;
  Decl       *made;
} Lines;

static BudgetLine *find_line(const Lines *lines, Text name) {
  for (size_t i = 0; i < lines->made->as.budget.lines.count; i++) {
    BudgetLine *line = &lines->made->as.budget.lines.items[i];
    if (line->kind == BUDGET_LINE && text_equal(line->name.text, name))
      return line;
  }
  return NULL;
}

/* Behind the last line that the last total counts; at the end where there is no total. */
static size_t place_of_new(const Lines *lines) {
  const Decl *decl = lines->made;
  size_t total = decl->as.budget.lines.count;
  for (size_t i = total; i-- > 0 && total == decl->as.budget.lines.count;)
    if (decl->as.budget.lines.items[i].kind == BUDGET_TOTAL)
      total = i;
  for (size_t i = total; i-- > 0;)
    if (decl->as.budget.lines.items[i].kind == BUDGET_LINE ||
        decl->as.budget.lines.items[i].kind == BUDGET_LINES_FROM)
      return i + 1;
  return total;
}

static void keep(Lines *lines, const BudgetLine *line, const Amendment *amendment,
                 const BudgetLine *before) {
  Checker *checker = lines->checker;
  Versions *versions = arena_new(checker->arena, Versions);
  versions->from = amendment;
  LIST_ADD(checker->arena, &checker->amended_lines, AmendedLine,
           ((AmendedLine){ line->name.text, line->value, versions, before }));
}

static void add_line(Lines *lines, const Amendment *amendment, const BudgetLine *line) {
  Checker *checker = lines->checker;
  const BudgetLine *other = find_line(lines, line->name.text);
  if (other) {
    diag_report(checker->diags, DIAG_ADDED_TWICE, line->name.span,
                "budget \"%.*s\" has \"%.*s\" already", TEXT_PRINT(lines->made->name.text),
                TEXT_PRINT(line->name.text));
    diag_label(checker->diags, other->name.span, "here");
    diag_help(checker->diags, "write \"replace in budget %.*s\" to put this in its place",
              TEXT_PRINT(lines->made->name.text));
    return;
  }
  size_t place = place_of_new(lines);
  LIST_ADD(checker->arena, &lines->made->as.budget.lines, BudgetLine, *line);
  BudgetLine *items = lines->made->as.budget.lines.items;
  for (size_t i = lines->made->as.budget.lines.count - 1; i > place; i--)
    items[i] = items[i - 1];
  items[place] = *line;
  keep(lines, line, amendment, NULL);
}

static void replace_line(Lines *lines, const Amendment *amendment, const BudgetLine *line) {
  Checker *checker = lines->checker;
  BudgetLine *place = find_line(lines, line->name.text);
  if (!place) {
    diag_report(checker->diags, DIAG_AMENDED_UNKNOWN, line->name.span,
                "budget \"%.*s\" has no line \"%.*s\" to replace",
                TEXT_PRINT(lines->made->name.text), TEXT_PRINT(line->name.text));
    return;
  }
  BudgetLine *before = arena_new(checker->arena, BudgetLine);
  *before = *place;
  *place = *line;
  keep(lines, line, amendment, before);
}

static void change(Lines *lines, const Amendment *amendment, const Change *change) {
  const BudgetLine *line = change->line;
  Arena *arena = lines->checker->arena;
  Text what = arena_format(arena, "%.*s.%.*s", TEXT_PRINT(lines->made->name.text),
                           TEXT_PRINT(line->name.text));
  if (amended_twice(lines->checker, what, amendment, line->name.span))
    return;
  if (change->kind == CHANGE_ADD_LINE)
    add_line(lines, amendment, line);
  else
    replace_line(lines, amendment, line);
}

static bool is_about(const Change *change, const Decl *budget) {
  return (change->kind == CHANGE_ADD_LINE || change->kind == CHANGE_REPLACE_LINE) &&
         change->line->kind == BUDGET_LINE && change->line->name.text.length > 0 &&
         text_equal(change->target.text, budget->name.text);
}

Decl *budget_of_all(Checker *checker, const Decl *decl) {
  Lines lines = { checker, arena_new(checker->arena, Decl) };
  *lines.made = *decl;
  lines.made->as.budget.lines.items = NULL;
  lines.made->as.budget.lines.count = lines.made->as.budget.lines.room = 0;
  for (size_t i = 0; i < decl->as.budget.lines.count; i++)
    LIST_ADD(checker->arena, &lines.made->as.budget.lines, BudgetLine,
             decl->as.budget.lines.items[i]);
  for (size_t i = 0; i < checker->model->amendments.count; i++) {
    const Amendment *amendment = checker->model->amendments.items[i];
    for (size_t j = 0; j < amendment->decl->as.amendment.changes.count; j++)
      if (is_about(&amendment->decl->as.amendment.changes.items[j], decl))
        change(&lines, amendment, &amendment->decl->as.amendment.changes.items[j]);
  }
  return lines.made;
}

/* ---- the value that chooses --------------------------------------------------------------- */

static const AmendedLine *find_amended(const Checker *checker, const Expr *value) {
  for (size_t i = 0; i < checker->amended_lines.count; i++)
    if (checker->amended_lines.items[i].value == value)
      return &checker->amended_lines.items[i];
  return NULL;
}

/* As it was before; nothing, where the line is new. */
static const Term *value_before(const Scope *scope, const AmendedLine *amended, const Type *type) {
  if (!amended->before)
    return term_constant(scope, NULL, *type, value_number(TYPE_MONEY, fraction_from(0)));
  const Expr *written = amended->before->value;
  const Term *value = term_of_kind(scope, written, TYPE_MONEY, "a line of a budget");
  return line_in_versions(scope, written, value);
}

const Term *line_in_versions(const Scope *scope, const Expr *written, const Term *value) {
  const AmendedLine *amended = find_amended(scope->checker, written);
  if (!amended || term_failed(value))
    return value;
  Model *model = scope->checker->model;
  if (!model->as_of_read.file)
    model->as_of_read = written->span;
  Term *stands = term_new(scope, TERM_STANDS, NULL, type_of_kind(TYPE_TRUTH));
  stands->as.stands.versions = amended->versions;
  Scope home = *scope;
  if (amended->before)
    home = scope_at(scope, amended->before->span);
  return term_in_versions(scope, stands, value, value_before(&home, amended, &value->type));
}
