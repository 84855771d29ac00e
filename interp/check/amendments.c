/* Amendments: texts of their own that stand beside the guideline they change (semantics X3).
 *
 * They are found in the guideline's folder by what they say they amend, read as modules that see
 * all that the guideline sees, and put in order of the days they are in force. */
#include "interp/check/amendments.h"

#include "grammar/parse.h"

/* ---- which file amends which --------------------------------------------------------- */

static bool names_hold(const NameList *names, Text name) {
  for (size_t i = 0; i < names->count; i++)
    if (text_equal(names->items[i].text, name))
      return true;
  return false;
}

/* A look at a file that is perhaps of no concern: nothing is reported. */
static const File *peek(Checker *checker, Text path, Text bytes) {
  Sources *sources = arena_new(checker->arena, Sources);
  Diags *diags = arena_new(checker->arena, Diags);
  sources_init(sources, checker->arena);
  diags_init(diags, checker->arena, sources);
  return parse_file(checker->arena, sources_add(sources, path, bytes), diags);
}

static bool mentions(Text bytes, const char *english, const char *swedish) {
  return text_find(bytes, text_from(english), 0) < bytes.length ||
         text_find(bytes, text_from(swedish), 0) < bytes.length;
}

static const Decl *find_kind(const File *file, DeclKind kind) {
  for (size_t i = 0; i < file->decls.count; i++)
    if (file->decls.items[i]->kind == kind)
      return file->decls.items[i];
  return NULL;
}

/* What the file amends, where it is an amendment and no guideline itself; NULL: it is none. */
static const Decl *amendment_in(Checker *checker, Text path, Text bytes) {
  if (!mentions(bytes, "amendment", "ändring"))
    return NULL;
  const File *file = peek(checker, path, bytes);
  return find_kind(file, DECL_HEAD) ? NULL : find_kind(file, DECL_AMENDMENT);
}

static Text guideline_in(Checker *checker, Text path, Text bytes) {
  const Decl *head = find_kind(peek(checker, path, bytes), DECL_HEAD);
  return head ? head->name.text : TEXT_NONE;
}

bool check_amends(Arena *arena, Text path, Text bytes) {
  Checker checker = { .arena = arena };
  return amendment_in(&checker, path, bytes) != NULL;
}

/* The path of the file called `name` in the folder of `path`. */
static Text path_beside(Arena *arena, Text path, Text name) {
  size_t end = path.length;
  while (end > 0 && path.bytes[end - 1] != '/')
    end--;
  return arena_format(arena, "%.*s%.*s", TEXT_PRINT(text_part(path, 0, end)), TEXT_PRINT(name));
}

/* ---- the files beside the one asked for ---------------------------------------------- */

typedef struct { Text path, bytes; } Beside;
typedef LIST(Beside) BesideList;

static BesideList files_beside(Checker *checker, Text path) {
  const CheckOptions *options = checker->options;
  BesideList found = { NULL, 0, 0 };
  CheckPaths paths = { NULL, 0, 0 };
  if (options->beside)
    options->beside(options->load_context, checker->arena, path, &paths);
  for (size_t i = 0; i < paths.count; i++) {
    Text bytes, reason;
    if (options->load(options->load_context, checker->arena, path, paths.items[i], false, &bytes,
                      &reason))
      LIST_ADD(checker->arena, &found, Beside, (Beside){ paths.items[i], bytes });
  }
  return found;
}

static void report_no_guideline(Checker *checker, const Decl *amendment) {
  const NameList *of = &amendment->as.amendment.of;
  diag_report(checker->diags, DIAG_GUIDELINE_MISSING,
              of->count ? of->items[0].span : amendment->head,
              "there is no guideline \"%.*s\" beside this amendment",
              TEXT_PRINT(of->count ? of->items[0].text : TEXT("")));
  diag_help(checker->diags, "put the amendment in the folder of the guideline, and name it as the "
            "guideline does: amendment NAME of GUIDELINE");
}

bool amendments_find_guideline(Checker *checker, Text *path, Text *bytes) {
  const Decl *amendment = amendment_in(checker, *path, *bytes);
  if (!amendment)
    return false;
  BesideList beside = files_beside(checker, *path);
  for (size_t i = 0; i < beside.count; i++) {
    const Beside *each = &beside.items[i];
    if (!names_hold(&amendment->as.amendment.of, guideline_in(checker, each->path, each->bytes)))
      continue;
    *path = path_beside(checker->arena, *path, each->path);
    *bytes = each->bytes;
    return true;
  }
  return false;
}

/* ---- reading ------------------------------------------------------------------------- */

static ModuleScope *read_amendment(Checker *checker, const Beside *file) {
  ModuleScope *root = checker->modules.items[0];
  Text path = path_beside(checker->arena, root->module->path, file->path);
  ModuleScope *scope = module_add(checker, path, path, file->bytes, false, 1);
  scope->progress = PROGRESS_DONE;
  LIST_ADD(checker->arena, &scope->uses, ModuleScope *, root);
  for (size_t i = 0; i < root->uses.count; i++)
    LIST_ADD(checker->arena, &scope->uses, ModuleScope *, root->uses.items[i]);
  return scope;
}

static void add_amendments(ModuleScope *module, Text guideline) {
  Checker *checker = module->checker;
  const File *file = module->module->written;
  for (size_t i = 0; i < file->decls.count; i++) {
    const Decl *decl = file->decls.items[i];
    if (decl->kind != DECL_AMENDMENT)
      continue;
    if (!names_hold(&decl->as.amendment.of, guideline)) {
      report_no_guideline(checker, decl);
      continue;
    }
    Amendment *amendment = arena_new(checker->arena, Amendment);
    *amendment = (Amendment){ .name = decl->name.text, .title = decl->label.text,
                              .span = decl->name.span, .module = module->module, .decl = decl };
    LIST_ADD(checker->arena, &checker->model->amendments, Amendment *, amendment);
  }
}

/* ---- when they are in force ---------------------------------------------------------- */

static void read_periods(Checker *checker, Amendment *amendment) {
  const HeadLineList *lines = &amendment->decl->as.amendment.lines;
  bool written = false;
  for (size_t i = 0; i < lines->count; i++) {
    Days days;
    if (lines->items[i].kind != HEAD_IN_FORCE)
      continue;
    written = true;
    if (days_need(checker, lines->items[i].from, lines->items[i].to, &days))
      LIST_ADD(checker->arena, &amendment->in_force, Days, days);
  }
  if (amendment->in_force.count > 0)
    return;
  LIST_ADD(checker->arena, &amendment->in_force, Days, ((Days){ DATE_FIRST, DATE_LAST }));
  if (written)
    return;
  diag_report(checker->diags, DIAG_AMENDMENT_UNDATED, amendment->span,
              "amendment \"%.*s\" does not say when it is in force", TEXT_PRINT(amendment->name));
  diag_help(checker->diags, "write under it: in force 2026-09-01 until further notice");
}

static bool comes_before(const Amendment *a, const Amendment *b) {
  Date from_a = a->in_force.items[0].from, from_b = b->in_force.items[0].from;
  return from_a != from_b ? from_a < from_b : text_compare(a->name, b->name) < 0;
}

static void sort_amendments(Model *model) {
  for (size_t i = 1; i < model->amendments.count; i++)
    for (size_t j = i; j > 0 && comes_before(model->amendments.items[j],
                                             model->amendments.items[j - 1]); j--) {
      Amendment *kept = model->amendments.items[j];
      model->amendments.items[j] = model->amendments.items[j - 1];
      model->amendments.items[j - 1] = kept;
    }
  for (size_t i = 0; i < model->amendments.count; i++)
    model->amendments.items[i]->index = i;
}

/* One that names no guideline is not finished: where it can be of this one only, nothing is judged
 * before its mistake is told. */
static bool may_amend(Checker *checker, const NameList *of, Text guideline,
                      const BesideList *beside) {
  if (of->count > 0)
    return names_hold(of, guideline);
  for (size_t i = 0; i < beside->count; i++) {
    Text other = guideline_in(checker, beside->items[i].path, beside->items[i].bytes);
    if (other.length > 0 && !text_equal(other, guideline))
      return false;
  }
  return true;
}

void amendments_load(Checker *checker, Text asked) {
  ModuleScope *root = checker->modules.items[0];
  Model *model = checker->model;
  model->asked = root->module;
  const Decl *head = find_kind(root->module->written, DECL_HEAD);
  if (!head || head->name.text.length == 0) {
    add_amendments(root, TEXT(""));
    return;
  }
  add_amendments(root, head->name.text);
  BesideList beside = files_beside(checker, root->module->path);
  for (size_t i = 0; i < beside.count; i++) {
    const Decl *amendment = amendment_in(checker, beside.items[i].path, beside.items[i].bytes);
    if (!amendment || !may_amend(checker, &amendment->as.amendment.of, head->name.text, &beside))
      continue;
    ModuleScope *module = read_amendment(checker, &beside.items[i]);
    add_amendments(module, head->name.text);
    if (text_equal(module->module->path, asked))
      model->asked = module->module;
  }
  for (size_t i = 0; i < model->amendments.count; i++)
    read_periods(checker, model->amendments.items[i]);
  sort_amendments(model);
}

/* ---- what their heads say ------------------------------------------------------------ */

ModuleScope *amendment_scope(Checker *checker, const Amendment *amendment) {
  for (size_t i = 0; i < checker->modules.count; i++)
    if (checker->modules.items[i]->module == amendment->module)
      return checker->modules.items[i];
  return checker->modules.items[0];
}

static void check_applies(ModuleScope *module, Amendment *amendment, const HeadLine *line) {
  const Symbol *record = symbol_need(module, SYMBOL_RECORD, line->record);
  if (!record)
    return;
  Scope scope = scope_of_record(module, record->as.record);
  const Term *when = term_truth(&scope, line->when);
  if (term_failed(when))
    return;
  amendment->applies_to = record->as.record;
  amendment->when = when;
}

static void check_status(ModuleScope *module, Amendment *amendment, const HeadLine *line) {
  amendment->has_status = true;
  amendment->adopted = line->adopted;
  amendment->status_paragraph = line->paragraph.text;
  if (line->from.text.length)
    date_need(module->checker, line->from, &amendment->status_date);
  if (line->by.text.length)
    amendment->status_by = symbol_need_body(module, line->by);
}

static void add_bases(ModuleScope *module, Amendment *amendment, const BasisList *bases) {
  ModelBases made = bases_check(module, bases, NULL);
  for (size_t i = 0; i < made.count; i++)
    LIST_ADD(module->checker->arena, &amendment->bases, ModelBasis, made.items[i]);
}

static void check_head(Checker *checker, Amendment *amendment) {
  ModuleScope *module = amendment_scope(checker, amendment);
  const HeadLineList *lines = &amendment->decl->as.amendment.lines;
  add_bases(module, amendment, &amendment->decl->bases);
  for (size_t i = 0; i < lines->count; i++) {
    const HeadLine *line = &lines->items[i];
    if (line->kind == HEAD_APPLIES_TO)
      check_applies(module, amendment, line);
    else if (line->kind == HEAD_STATUS)
      check_status(module, amendment, line);
    add_bases(module, amendment, &line->bases);
  }
}

/* ---- the governing dates they stand under (X7) --------------------------------------- */

/* The day in force that is nearest to `day`: of two as near the earlier. */
static Date nearest_in_force(const Model *model, Date day) {
  Date best = day;
  int64_t distance = INT64_MAX;
  for (size_t i = 0; i < model->in_force.count; i++) {
    const Period *period = &model->in_force.items[i];
    Date near = day < period->from ? period->from
                : !period->open && day > period->to ? period->to : day;
    int64_t far = near > day ? (int64_t)near - day : (int64_t)day - near;
    if (far < distance) {
      distance = far;
      best = near;
    }
  }
  return best;
}

static bool holds_on(const Amendment *amendment, Date day) {
  for (size_t i = 0; i < amendment->in_force.count; i++)
    if (day >= amendment->in_force.items[i].from && day <= amendment->in_force.items[i].to)
      return true;
  return false;
}

typedef LIST(Date) Turns;

static void add_turn(Checker *checker, Turns *turns, int64_t day) {
  if (day <= DATE_FIRST || day > DATE_LAST)
    return;
  size_t place = 0;
  while (place < turns->count && turns->items[place] < day)
    place++;
  if (place < turns->count && turns->items[place] == day)
    return;
  LIST_ADD(checker->arena, turns, Date, 0);
  for (size_t i = turns->count - 1; i > place; i--)
    turns->items[i] = turns->items[i - 1];
  turns->items[place] = (Date)day;
}

/* The days on which it may begin or end to hold, once days out of force are as the nearest. */
static Turns turns_of(Checker *checker, const Amendment *amendment) {
  const Model *model = checker->model;
  Turns turns = { NULL, 0, 0 };
  for (size_t i = 0; i < amendment->in_force.count; i++) {
    add_turn(checker, &turns, amendment->in_force.items[i].from);
    add_turn(checker, &turns, (int64_t)amendment->in_force.items[i].to + 1);
  }
  for (size_t i = 0; i < model->in_force.count; i++) {
    const Period *period = &model->in_force.items[i];
    add_turn(checker, &turns, period->from);
    if (period->open)
      continue;
    add_turn(checker, &turns, (int64_t)period->to + 1);
    for (size_t j = 0; j < model->in_force.count; j++) {
      int64_t gap = (int64_t)model->in_force.items[j].from - period->to;
      if (gap > 1)
        add_turn(checker, &turns, period->to + gap / 2 + 1);
    }
  }
  return turns;
}

static void find_days(Checker *checker, Amendment *amendment) {
  Turns turns = turns_of(checker, amendment);
  Days run = { DATE_FIRST, DATE_FIRST };
  bool open = false;
  for (size_t i = 0; i <= turns.count; i++) {
    Date day = i == 0 ? DATE_FIRST : turns.items[i - 1];
    bool stands = holds_on(amendment, nearest_in_force(checker->model, day));
    if (stands && !open)
      run.from = day;
    if (!stands && open)
      LIST_ADD(checker->arena, &amendment->stands, Days, ((Days){ run.from, day - 1 }));
    open = stands;
  }
  if (open)
    LIST_ADD(checker->arena, &amendment->stands, Days, ((Days){ run.from, DATE_LAST }));
}

void amendments_check(Checker *checker) {
  for (size_t i = 0; i < checker->model->amendments.count; i++) {
    check_head(checker, checker->model->amendments.items[i]);
    find_days(checker, checker->model->amendments.items[i]);
  }
}
