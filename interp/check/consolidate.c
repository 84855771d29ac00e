/* The union of a guideline and its amendments (semantics X3): one declaration of each decision,
 * record and budget, that holds the adopted clauses and the amendments', each with the versions
 * that have it; and the declarations of amendments beside the others. */
#include "interp/check/amendments.h"

/* ---- what a clause is called --------------------------------------------------------- */

static Text name_of_decider(const Clause *clause) {
  const Expr *decider = tree_inside(clause->as.power.decider);
  return decider && decider->kind == EXPR_NAME ? decider->as.name.text : TEXT_NONE;
}

/* Clauses without a name are called by their word, delegations by who decides. */
static Text name_of_clause(const Clause *clause) {
  if (clause->name.text.length)
    return clause->name.text;
  switch (clause->kind) {
    case CLAUSE_DECIDED_BY: case CLAUSE_DELEGATED: return name_of_decider(clause);
    case CLAUSE_ELIGIBLE:    return TEXT("eligible");
    case CLAUSE_EXCLUDED:    return TEXT("excluded");
    case CLAUSE_NEEDS:       return TEXT("needs");
    case CLAUSE_ATTESTED:    return TEXT("attested");
    case CLAUSE_JUDGED_BY:   return TEXT("judged");
    case CLAUSE_ALLOCATE:    return TEXT("allocate");
    case CLAUSE_NEVER_SPLIT: return TEXT("never_split");
    case CLAUSE_DECLARED:    return clause->as.declared.decl->name.text;
    case CLAUSE_OUTCOME: case CLAUSE_CRITERION: case CLAUSE_SCORE: case CLAUSE_AMOUNT:
    case CLAUSE_SHOWS: case CLAUSE_CEILING: case CLAUSE_FRAME: case CLAUSE_CONDITION:
    case CLAUSE_NOTE: case CLAUSE_DEADLINE:
      break;
  }
  return TEXT_NONE;
}

static bool is_power(const Clause *clause) {
  return clause->kind == CLAUSE_DECIDED_BY || clause->kind == CLAUSE_DELEGATED;
}

static bool is_ordinary(const Clause *clause) {
  return clause->kind == CLAUSE_DECIDED_BY && !clause->when;
}

/* May one stand in the place of the other?  A new ordinary decider does in that of the old. */
static bool same_place(const Clause *a, const Clause *b) {
  if (is_ordinary(a) && is_ordinary(b))
    return true;
  return (a->kind == b->kind || (is_power(a) && is_power(b))) &&
         text_equal(name_of_clause(a), name_of_clause(b));
}

static const Expr *governed_of(const Clause *clause) {
  switch (clause->kind) {
    case CLAUSE_DECIDED_BY: case CLAUSE_DELEGATED: return clause->as.power.governed;
    case CLAUSE_DEADLINE: return clause->as.deadline.governed;
    case CLAUSE_FRAME:    return clause->as.frame.governed;
    case CLAUSE_NEEDS: case CLAUSE_ELIGIBLE: case CLAUSE_EXCLUDED: case CLAUSE_OUTCOME:
    case CLAUSE_CRITERION: case CLAUSE_ATTESTED: case CLAUSE_SCORE: case CLAUSE_AMOUNT:
    case CLAUSE_SHOWS: case CLAUSE_CEILING: case CLAUSE_JUDGED_BY: case CLAUSE_NEVER_SPLIT:
    case CLAUSE_ALLOCATE: case CLAUSE_CONDITION: case CLAUSE_NOTE: case CLAUSE_DECLARED:
      break;
  }
  return NULL;
}

/* ---- the decision being put together ------------------------------------------------- */

typedef struct {
  Clause      clause;
  Versions   *versions;       /* NULL: in every version */
  const Expr *governed;       /* the date that tells whether it stands; NULL: the decision's */
} Entry;

typedef struct {
  Checker    *checker;
  const Decl *decl;
  LIST(Entry) entries;
} Union;

static Versions *versions_of(Union *whole, Entry *entry) {
  if (!entry->versions)
    entry->versions = arena_new(whole->checker->arena, Versions);
  return entry->versions;
}

static void end_with(Union *whole, Entry *entry, const Amendment *amendment) {
  Versions *versions = versions_of(whole, entry);
  LIST_ADD(whole->checker->arena, &versions->until, const Amendment *, amendment);
}

static bool is_alive(const Entry *entry) {
  return !entry->versions || entry->versions->until.count == 0;
}

static void insert(Union *whole, size_t place, Entry entry) {
  LIST_ADD(whole->checker->arena, &whole->entries, Entry, entry);
  for (size_t i = whole->entries.count - 1; i > place; i--)
    whole->entries.items[i] = whole->entries.items[i - 1];
  whole->entries.items[place] = entry;
}

static Entry entry_of(Union *whole, const Clause *clause, const Amendment *amendment) {
  Entry entry = { .clause = *clause };
  versions_of(whole, &entry)->from = amendment;
  entry.governed = governed_of(clause);
  return entry;
}

/* ---- two amendments of one date ------------------------------------------------------ */

typedef struct {
  const Amendment *amendment;
  Span             span;
} Touch;

/* The same name touched by another amendment from the same day is reported (X3). */
bool amended_twice(Checker *checker, Text what, const Amendment *amendment, Span span) {
  Touch *touch = arena_new(checker->arena, Touch);
  *touch = (Touch){ amendment, span };
  Text key = arena_format(checker->arena, "%d %.*s", (int)amendment->in_force.items[0].from,
                          TEXT_PRINT(what));
  const Touch *other = map_get(&checker->touched, key);
  if (!other) {
    map_add(&checker->touched, key, touch);
    return false;
  }
  if (other->amendment == amendment)
    return false;
  diag_report(checker->diags, DIAG_AMENDED_TWICE, span,
              "two amendments in force from %.*s change \"%.*s\"",
              TEXT_PRINT(date_text(checker->arena, amendment->in_force.items[0].from)),
              TEXT_PRINT(what));
  diag_label(checker->diags, other->span, "amendment \"%.*s\" does too",
             TEXT_PRINT(other->amendment->name));
  diag_help(checker->diags, "nothing says which comes first: put both changes into one amendment");
  return true;
}

static bool touched_twice(Union *whole, Text name, const Amendment *amendment, Span span) {
  Arena *arena = whole->checker->arena;
  Text what = arena_format(arena, "%.*s.%.*s", TEXT_PRINT(whole->decl->name.text),
                           TEXT_PRINT(name));
  return amended_twice(whole->checker, what, amendment, span);
}

/* ---- the changes of clauses ---------------------------------------------------------- */

static Span span_of_name(const Clause *clause) {
  return clause->name.text.length ? clause->name.span : clause->head;
}

static void report_unknown(Union *whole, Text name, Span span, bool replaces) {
  Checker *checker = whole->checker;
  diag_report(checker->diags, DIAG_AMENDED_UNKNOWN, span,
              replaces ? "decision \"%.*s\" has no \"%.*s\" to replace"
                       : MESSAGE("decision \"%.*s\" has no \"%.*s\" to repeal"),
              TEXT_PRINT(whole->decl->name.text), TEXT_PRINT(name));
  for (size_t i = 0; i < whole->entries.count; i++)
    if (is_alive(&whole->entries.items[i]) &&
        text_equal(name_of_clause(&whole->entries.items[i].clause), name)) {
      diag_label(checker->diags, whole->entries.items[i].clause.head,
                 "it has another kind of clause of that name");
      return;
    }
  Guess guess = guess_start(checker, name);
  for (size_t i = 0; i < whole->entries.count; i++)
    if (is_alive(&whole->entries.items[i]))
      guess_offer(&guess, name_of_clause(&whole->entries.items[i].clause));
  guess_help(&guess);
}

static bool may_be_amended(Union *whole, const Clause *clause, const char *doing) {
  if (clause->kind != CLAUSE_ALLOCATE && clause->kind != CLAUSE_NEVER_SPLIT &&
      clause->kind != CLAUSE_SCORE && clause->kind != CLAUSE_DECLARED)
    return true;
  Checker *checker = whole->checker;
  diag_report(checker->diags, DIAG_NOT_AMENDABLE, clause->head,
              "an amendment cannot %s this clause, which holds for the records of all versions",
              diag_words(checker->diags, doing));
  diag_help(checker->diags, "records of all versions stand in one queue, in one order: write a new "
            "guideline, or a parameter that the clause reads and the amendment sets");
  return false;
}

/* The last of that name and kind that stands still; the count of all if there is none. */
static size_t find_alive(const Union *whole, const Clause *clause) {
  size_t found = whole->entries.count;
  for (size_t i = 0; i < whole->entries.count; i++) {
    const Entry *entry = &whole->entries.items[i];
    if (is_alive(entry) && same_place(&entry->clause, clause))
      found = i;
  }
  return found;
}

static void add_clause(Union *whole, const Amendment *amendment, const Clause *clause) {
  Checker *checker = whole->checker;
  Text name = name_of_clause(clause);
  size_t found = find_alive(whole, clause);
  if (!may_be_amended(whole, clause, MESSAGE("add")))
    return;
  if (found < whole->entries.count && !is_power(clause)) {
    diag_report(checker->diags, DIAG_ADDED_TWICE, span_of_name(clause),
                "decision \"%.*s\" has \"%.*s\" already", TEXT_PRINT(whole->decl->name.text),
                TEXT_PRINT(name));
    diag_label(checker->diags, span_of_name(&whole->entries.items[found].clause), "here");
    diag_help(checker->diags, "write \"replace in decision %.*s\" to put this in its place",
              TEXT_PRINT(whole->decl->name.text));
    return;
  }
  if (!touched_twice(whole, name, amendment, span_of_name(clause)))
    insert(whole, whole->entries.count, entry_of(whole, clause, amendment));
}

/* All that have stood under the name end with the amendment: one before it may not be in force
 * for the record. */
static void end_all(Union *whole, const Amendment *amendment, Text name, const Clause *like) {
  for (size_t i = 0; i < whole->entries.count; i++) {
    Entry *entry = &whole->entries.items[i];
    bool ends = like ? same_place(&entry->clause, like)
                     : text_equal(name_of_clause(&entry->clause), name);
    if (!ends)
      continue;
    end_with(whole, entry, amendment);
    const Expr *own = like ? governed_of(like) : NULL;
    entry->governed = own ? own : governed_of(&entry->clause);
  }
}

static void replace_clause(Union *whole, const Amendment *amendment, const Clause *clause) {
  Text name = name_of_clause(clause);
  size_t found = find_alive(whole, clause);
  if (touched_twice(whole, name, amendment, span_of_name(clause)))
    return;
  if (found == whole->entries.count) {
    report_unknown(whole, name, span_of_name(clause), true);
    return;
  }
  if (!may_be_amended(whole, clause, MESSAGE("replace")))
    return;
  end_all(whole, amendment, name, clause);
  Entry entry = entry_of(whole, clause, amendment);
  entry.governed = whole->entries.items[found].governed;
  insert(whole, found + 1, entry);
}

static void repeal_clause(Union *whole, const Amendment *amendment, Name name) {
  size_t alive = 0;
  if (touched_twice(whole, name.text, amendment, name.span))
    return;
  for (size_t i = 0; i < whole->entries.count; i++) {
    const Entry *entry = &whole->entries.items[i];
    if (!is_alive(entry) || !text_equal(name_of_clause(&entry->clause), name.text))
      continue;
    alive++;
    if (!may_be_amended(whole, &entry->clause, MESSAGE("repeal")))
      return;
  }
  if (alive == 0) {
    report_unknown(whole, name.text, name.span, false);
    return;
  }
  end_all(whole, amendment, name.text, NULL);
}

static bool is_about(const Change *change, const Decl *decl, DeclKind kind) {
  const Name *target = &change->target;
  if (change->kind == CHANGE_REPEAL)
    target = change->path.count ? &change->path.items[0] : target;
  return decl->kind == kind && text_equal(target->text, decl->name.text);
}

static void change_decision(Union *whole, const Amendment *amendment, const Change *change) {
  if (!is_about(change, whole->decl, DECL_DECISION))
    return;
  if (change->kind == CHANGE_ADD_CLAUSE)
    add_clause(whole, amendment, change->clause);
  else if (change->kind == CHANGE_REPLACE_CLAUSE)
    replace_clause(whole, amendment, change->clause);
  else if (change->kind == CHANGE_REPEAL && change->path.count == 2)
    repeal_clause(whole, amendment, change->path.items[1]);
}

/* ---- decisions and records, whole ---------------------------------------------------- */

static void keep_versions(Union *whole, const Decl *made) {
  Checker *checker = whole->checker;
  for (size_t i = 0; i < whole->entries.count; i++)
    if (whole->entries.items[i].versions)
      LIST_ADD(checker->arena, &checker->amended, AmendedClause,
               ((AmendedClause){ &made->as.decision.clauses.items[i],
                                 whole->entries.items[i].versions,
                                 whole->entries.items[i].governed }));
}

static Decl *decision_of_all(Checker *checker, Decl *decl) {
  Union whole = { .checker = checker, .decl = decl };
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++)
    LIST_ADD(checker->arena, &whole.entries, Entry,
             (Entry){ .clause = decl->as.decision.clauses.items[i] });
  for (size_t i = 0; i < checker->model->amendments.count; i++) {
    const Amendment *amendment = checker->model->amendments.items[i];
    for (size_t j = 0; j < amendment->decl->as.amendment.changes.count; j++)
      change_decision(&whole, amendment, &amendment->decl->as.amendment.changes.items[j]);
  }
  Decl *made = arena_new(checker->arena, Decl);
  *made = *decl;
  made->as.decision.clauses.items = arena_array(checker->arena, Clause, whole.entries.count + 1);
  made->as.decision.clauses.count = made->as.decision.clauses.room = whole.entries.count;
  for (size_t i = 0; i < whole.entries.count; i++)
    made->as.decision.clauses.items[i] = whole.entries.items[i].clause;
  keep_versions(&whole, made);
  return made;
}

static void add_field(Checker *checker, Decl *made, const Field *field) {
  for (size_t i = 0; i < made->as.record.fields.count; i++) {
    const Field *other = &made->as.record.fields.items[i];
    if (!text_equal(other->name.text, field->name.text))
      continue;
    diag_report(checker->diags, DIAG_ADDED_TWICE, field->name.span,
                "record \"%.*s\" has a field \"%.*s\" already", TEXT_PRINT(made->name.text),
                TEXT_PRINT(field->name.text));
    diag_label(checker->diags, other->name.span, "here");
    return;
  }
  LIST_ADD(checker->arena, &made->as.record.fields, Field, *field);
}

static Decl *record_of_all(Checker *checker, Decl *decl) {
  Decl *made = arena_new(checker->arena, Decl);
  *made = *decl;
  made->as.record.fields.items = arena_array(checker->arena, Field, decl->as.record.fields.count);
  made->as.record.fields.room = decl->as.record.fields.count;
  for (size_t i = 0; i < decl->as.record.fields.count; i++)
    made->as.record.fields.items[i] = decl->as.record.fields.items[i];
  for (size_t i = 0; i < checker->model->amendments.count; i++) {
    const Amendment *amendment = checker->model->amendments.items[i];
    for (size_t j = 0; j < amendment->decl->as.amendment.changes.count; j++) {
      const Change *change = &amendment->decl->as.amendment.changes.items[j];
      if (change->kind == CHANGE_ADD_FIELD && is_about(change, decl, DECL_RECORD))
        add_field(checker, made, change->field);
    }
  }
  return made;
}

/* ---- files --------------------------------------------------------------------------- */

static void add_declared(Checker *checker, File *file, const Decl *amendment) {
  for (size_t i = 0; i < amendment->as.amendment.changes.count; i++) {
    const Change *change = &amendment->as.amendment.changes.items[i];
    if (change->kind == CHANGE_DECLARED)
      LIST_ADD(checker->arena, &file->decls, Decl *, (Decl *)change->decl);
  }
}

static File *file_of_all(Checker *checker, const File *written) {
  File *file = arena_new(checker->arena, File);
  *file = *written;
  file->decls.items = NULL;
  file->decls.count = file->decls.room = 0;
  for (size_t i = 0; i < written->decls.count; i++) {
    Decl *decl = written->decls.items[i];
    if (decl->kind == DECL_DECISION)
      decl = decision_of_all(checker, decl);
    else if (decl->kind == DECL_RECORD)
      decl = record_of_all(checker, decl);
    else if (decl->kind == DECL_BUDGET)
      decl = budget_of_all(checker, decl);
    LIST_ADD(checker->arena, &file->decls, Decl *, decl);
    if (decl->kind == DECL_AMENDMENT)
      add_declared(checker, file, decl);
  }
  return file;
}

/* ---- what is amended must be there --------------------------------------------------- */

static const Decl *find_decl(const Checker *checker, DeclKind kind, Text name) {
  for (size_t i = 0; i < checker->modules.count; i++) {
    const File *file = checker->modules.items[i]->module->written;
    for (size_t j = 0; j < file->decls.count; j++)
      if (file->decls.items[j]->kind == kind && text_equal(file->decls.items[j]->name.text, name))
        return file->decls.items[j];
  }
  return NULL;
}

static void need_target(Checker *checker, const Change *change) {
  bool record = change->kind == CHANGE_ADD_FIELD;
  bool budget = change->kind == CHANGE_ADD_LINE || change->kind == CHANGE_REPLACE_LINE;
  Name target = change->target;
  if (change->kind == CHANGE_REPEAL && change->path.count)
    target = change->path.items[0];
  if (find_decl(checker, record ? DECL_RECORD : budget ? DECL_BUDGET : DECL_DECISION,
                target.text))
    return;
  diag_report(checker->diags, DIAG_AMENDED_UNKNOWN, target.span,
              record   ? "the guideline has no record \"%.*s\""
              : budget ? MESSAGE("the guideline has no budget \"%.*s\"")
                       : MESSAGE("the guideline has no decision \"%.*s\""),
              TEXT_PRINT(target.text));
}

static void check_change(Checker *checker, const Change *change) {
  switch (change->kind) {
    case CHANGE_ADD_FIELD: case CHANGE_ADD_CLAUSE: case CHANGE_REPLACE_CLAUSE:
      need_target(checker, change);
      return;
    case CHANGE_REPEAL:
      if (change->path.count == 2) {
        need_target(checker, change);
        return;
      }
      diag_report(checker->diags, DIAG_AMENDED_UNKNOWN, change->span,
                  "only a clause of a decision can be repealed");
      diag_help(checker->diags, "write repeal DECISION.CLAUSE");
      return;
    case CHANGE_ADD_LINE: case CHANGE_REPLACE_LINE:
      need_target(checker, change);
      if (change->line->kind == BUDGET_LINE)
        return;
      diag_report(checker->diags, DIAG_NOT_AMENDABLE, change->head,
                  "an amendment changes the lines of a budget, not how it is divided");
      diag_help(checker->diags, "write a line, or adopt the budget anew");
      return;
    case CHANGE_SET: case CHANGE_DECLARED:
      return;
  }
}

void consolidate(Checker *checker) {
  const Model *model = checker->model;
  map_init(&checker->touched, checker->arena);
  for (size_t i = 0; i < model->amendments.count; i++)
    for (size_t j = 0; j < model->amendments.items[i]->decl->as.amendment.changes.count; j++)
      check_change(checker, &model->amendments.items[i]->decl->as.amendment.changes.items[j]);
  for (size_t i = 0; i < checker->modules.count && model->amendments.count > 0; i++) {
    Module *module = checker->modules.items[i]->module;
    if (!module->library)
      module->tree = file_of_all(checker, module->written);
  }
}
