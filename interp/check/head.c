#include "interp/check/checker.h"

static const char *const line_names[] = {
#define X(kind, label) [kind] = label,
  HEAD_LINE_KINDS(X)
#undef X
};

static const Decl *find_head(ModuleScope *module) {
  const Decl *found = NULL;
  const File *tree = module->module->tree;
  for (size_t i = 0; i < tree->decls.count; i++) {
    const Decl *decl = tree->decls.items[i];
    if (decl->kind != DECL_HEAD)
      continue;
    if (!found) {
      found = decl;
      continue;
    }
    diag_report(module->checker->diags, DIAG_CLAUSE_TWICE, decl->head, "a file has one head");
    diag_label(module->checker->diags, found->head, "the first one");
  }
  return found;
}

/* ---- the law of time --------------------------------------------------------------------- */

static const HeadLine *find_line(const Decl *head, HeadLineKind kind) {
  for (size_t i = 0; head && i < head->as.head.lines.count; i++)
    if (head->as.head.lines.items[i].kind == kind)
      return &head->as.head.lines.items[i];
  return NULL;
}

static void set_law(Checker *checker, const HeadLine *line, ModuleScope *law) {
  size_t count = 0;
  const Calendar *calendar = NULL;
  for (size_t i = 0; i < law->symbols.count; i++) {
    if (law->symbols.items[i]->kind != SYMBOL_CALENDAR)
      continue;
    count++;
    calendar = law->symbols.items[i]->as.calendar;
  }
  checker->model->time_law = law->module;
  checker->model->law_calendar = calendar;
  if (count == 1)
    return;
  diag_report(checker->diags, DIAG_WRONG_KIND, line->text.span,
              "module \"%.*s\" is no law of time: it declares %zu calendars, not one",
              TEXT_PRINT(line->text.text), count);
  diag_help(checker->diags,
            "write \"counts time by std.time.se\" or \"counts time by std.time.eu\"");
}

/* Before any term: whether months may be added to a date depends on it. */
void head_time_law(Checker *checker) {
  const Decl *head = NULL;
  const File *tree = checker->modules.items[0]->module->tree;
  for (size_t i = 0; !head && i < tree->decls.count; i++)
    if (tree->decls.items[i]->kind == DECL_HEAD)
      head = tree->decls.items[i];
  const HeadLine *currency = find_line(head, HEAD_CURRENCY);
  if (currency && currency->text.text.length)
    checker->model->currency = currency_need(checker->modules.items[0], currency->text);
  const HeadLine *line = find_line(head, HEAD_COUNTS_TIME_BY);
  ModuleScope *law = line ? map_get(&checker->modules_by_name, line->text.text) : NULL;
  if (law)
    set_law(checker, line, law);
}

/* ---- the lines --------------------------------------------------------------------------- */

static void check_period(Checker *checker, const HeadLine *line) {
  Period period = { .open = line->to.text.length == 0 };
  if (!date_need(checker, line->from, &period.from) ||
      (!period.open && !date_need(checker, line->to, &period.to)))
    return;
  if (!period.open && period.to < period.from) {
    diag_report(checker->diags, DIAG_PERIOD_EMPTY, line->span,
                "this period ends before it begins");
    diag_help(checker->diags, "write the earlier date first");
    return;
  }
  LIST_ADD(checker->arena, &checker->model->in_force, Period, period);
}

static void check_status(ModuleScope *module, const HeadLine *line) {
  Model *model = module->checker->model;
  model->has_status = true;
  model->adopted = line->adopted;
  model->status_paragraph = line->paragraph.text;
  if (line->from.text.length)
    date_need(module->checker, line->from, &model->status_date);
  if (line->by.text.length)
    model->status_by = symbol_need_body(module, line->by);
}

static void check_sent_to(ModuleScope *module, const HeadLine *line) {
  Scope scope = scope_of_module(module);
  for (size_t i = 0; i < line->names.count; i++) {
    Party party;
    if (party_need(&scope, line->names.items[i], &party))
      LIST_ADD(module->checker->arena, &module->checker->model->sent_to, Party, party);
  }
}

static void check_line(ModuleScope *module, const HeadLine *line) {
  Model *model = module->checker->model;
  switch (line->kind) {
    case HEAD_ISSUED_BY: model->issued_by = line->text.text; break;
    case HEAD_STATUS:    check_status(module, line); break;
    case HEAD_IN_FORCE:  check_period(module->checker, line); break;
    case HEAD_SENT_TO:   check_sent_to(module, line); break;
    case HEAD_CURRENCY: case HEAD_COUNTS_TIME_BY: case HEAD_APPLIES_TO: break;
  }
}

static void add_bases(ModuleScope *module, const BasisList *bases) {
  ModelBases made = bases_check(module, bases, NULL);
  for (size_t i = 0; i < made.count; i++)
    LIST_ADD(module->checker->arena, &module->checker->model->head_bases, ModelBasis,
             made.items[i]);
}

static void report_second(Checker *checker, const Decl *head, size_t index) {
  const HeadLine *line = &head->as.head.lines.items[index];
  for (size_t i = 0; i < index && line->kind != HEAD_IN_FORCE; i++) {
    if (head->as.head.lines.items[i].kind != line->kind)
      continue;
    diag_report(checker->diags, DIAG_CLAUSE_TWICE, line->span, "\"%s\" may stand once in the head",
                line_names[line->kind]);
    diag_label(checker->diags, head->as.head.lines.items[i].span, "the first one");
    return;
  }
}

void head_check(Checker *checker) {
  ModuleScope *module = checker->modules.items[0];
  const Decl *head = find_head(module);
  if (!head)
    return;
  checker->model->name = head->name.text;
  checker->model->title = head->label.text;
  checker->model->text_kind = head->as.head.kind;
  add_bases(module, &head->bases);
  for (size_t i = 0; i < head->as.head.lines.count; i++) {
    report_second(checker, head, i);
    check_line(module, &head->as.head.lines.items[i]);
    add_bases(module, &head->as.head.lines.items[i].bases);
  }
}
