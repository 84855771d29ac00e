#include "interp/check/checker.h"

static const TermKey *key_order(const Scope *scope, size_t *count) {
  const RecordType *record = scope->subject;
  TermKey *keys = arena_array(scope->checker->arena, TermKey, record->key_count + 1);
  *count = 0;
  for (size_t i = 0; i < record->count; i++) {
    if (!record->fields[i].key)
      continue;
    Term *field = term_new(scope, TERM_FIELD, NULL, record->fields[i].type);
    field->as.field.object = scope->subject_term;
    field->as.field.field = &record->fields[i];
    term_holds(scope, field, scope->subject_term);
    keys[(*count)++].value = field;
  }
  return keys;
}

static bool is_own_key(const Term *term) {
  return term->kind == TERM_FIELD && term->as.field.field->key &&
         term->as.field.object->kind == TERM_SUBJECT;
}

/* Every field of the key is among the last keys of the order. */
static bool ends_in_key(const Scope *scope, const TermKey *keys, size_t count) {
  size_t found = 0;
  while (count > 0 && is_own_key(keys[count - 1].value)) {
    count--;
    found++;
  }
  return scope->subject->key_count > 0 && found >= scope->subject->key_count;
}

static Text key_names(const Scope *scope) {
  Text names = TEXT("");
  const RecordType *record = scope->subject;
  for (size_t i = 0; i < record->count; i++)
    if (record->fields[i].key)
      names = arena_format(scope->checker->arena, "%.*s, %.*s", TEXT_PRINT(names),
                           TEXT_PRINT(record->fields[i].name));
  return names;
}

static bool check_keys(const Scope *scope, const SortKeyList *written, TermKey *keys) {
  bool whole = true;
  for (size_t i = 0; i < written->count; i++) {
    keys[i].value = term_check(scope, written->items[i].value, NULL);
    keys[i].descending = written->items[i].descending;
    const Type *type = &keys[i].value->type;
    bool ordered = type_is_ordered(type) || type->kind == TYPE_TRUTH || type->kind == TYPE_CODE;
    if (type->kind == TYPE_UNKNOWN || ordered) {
      whole &= !term_failed(keys[i].value);
      continue;
    }
    diag_report(scope->checker->diags, DIAG_WRONG_TYPE, keys[i].value->span,
                "this cannot be put in order");
    diag_mark(scope->checker->diags, "this is %.*s",
              TEXT_PRINT(type_named(scope->checker, type)));
    whole = false;
  }
  return whole;
}

/* Does a completed application keep its place, or take the day it was completed? */
static void ask_about_completion(const Scope *scope, const Clause *clause, const TermKey *keys) {
  for (size_t i = 0; i < clause->bases.count; i++)
    if (clause->bases.items[i].kind != BASIS_SOURCE)
      return;
  if (keys[0].value->type.kind != TYPE_DATE || clause->bases.count == 0)
    return;
  diag_report(scope->checker->diags, DIAG_ORDER_OF_RECEIPT, clause->head,
              "the order is by date, but not what an incomplete application's completion does to "
              "it");
  diag_help(scope->checker->diags, "add: assumed \"A completed application keeps its place.\"");
  diag_help(scope->checker->diags, "or order by the day it was completed, and say so");
}

static void check_otherwise(const Scope *scope, const Clause *clause) {
  Decision *decision = scope->work->decision;
  Name name = clause->as.allocate.outcome;
  decision->otherwise = clause->as.allocate.otherwise_written ? clause->as.allocate.otherwise
                                                              : ELSE_WAITLIST;      /* F8 */
  if (decision->otherwise != ELSE_OUTCOME)
    return;
  decision->otherwise_outcome = outcome_find(decision, name.text);
  if (decision->otherwise_outcome)
    return;
  diag_report(scope->checker->diags, DIAG_UNKNOWN_NAME, name.span,
              "outcome \"%.*s\" is not declared", TEXT_PRINT(name.text));
  Guess guess = guess_start(scope->checker, name.text);
  for (size_t i = 0; i < decision->outcomes.count; i++)
    guess_offer(&guess, decision->outcomes.items[i]->name);
  guess_offer(&guess, TEXT("waitlist"));
  guess_offer(&guess, TEXT("reject"));
  guess_help(&guess);
}

static bool look_for_earlier(void *context, const Term *term) {
  bool *found = context;
  *found |= term->kind == TERM_EARLIER;
  if (term->kind == TERM_CALL)
    term_walk(term->as.call.define->value, look_for_earlier, found);
  return !*found;
}

static bool told_anew(const TermKey *keys, size_t count) {
  bool found = false;
  for (size_t i = 0; i < count && !found; i++)
    term_walk(keys[i].value, look_for_earlier, &found);
  return found;
}

/* Keys among equals that do not ask what was ranked before are further keys of the order; else
 * they are told anew after each placing (F11). */
static bool check_ties(const Scope *scope, const Clause *clause, TermKey *keys, size_t *count) {
  Decision *decision = scope->work->decision;
  size_t ties = clause->as.allocate.ties.count;
  Scope inner = *scope;
  inner.earlier = inner.ranking = true;
  if (!check_keys(&inner, &clause->as.allocate.ties, &keys[*count]))
    return false;
  if (ties == 0)
    return true;
  if (!told_anew(&keys[*count], ties)) {
    *count += ties;
    return true;
  }
  decision->ties = &keys[*count];
  decision->tie_count = ties;
  decision->late = true;
  return true;
}

/* Is the room of one of its keys, or on one day, less by what is drawn under another? */
static bool hangs_on_others(const FrameUse *use) {
  return use->shared || use->frame->rolling || use->frame->carries_over || use->frame->overdraws;
}

/* All at once grants nothing before anything else (F7), and has no one key to share by. */
static void check_pro_rata(const Scope *scope, const Clause *clause) {
  const Decision *decision = scope->work->decision;
  Diags *diags = scope->checker->diags;
  if (decision->how == HOW_FULL_AMOUNT)
    return;
  for (size_t i = 0; i < decision->uses.count; i++) {
    if (!decision->uses.items[i]->several)
      continue;
    diag_report(diags, DIAG_SHARE_SEVERAL, clause->head,
                "an amount that draws on several keys is granted in full");
    diag_label(diags, decision->uses.items[i]->frame->span, "this frame has several for a record");
    diag_help(diags, "write: full amount");
  }
  if (decision->how != HOW_PRO_RATA)
    return;
  for (size_t i = 0; i < decision->uses.count; i++) {
    const FrameUse *use = decision->uses.items[i];
    if (!hangs_on_others(use))
      continue;
    diag_report(diags, DIAG_SHARE_SEVERAL, clause->head,
                "\"pro rata\" shares out each key of a frame by itself");
    diag_label(diags, use->frame->span, "here a key's room hangs on what others have drawn");
    diag_help(diags, "write: full amount, or a limit for each key alone");
  }
  if (!decision->late)
    return;
  diag_report(diags, DIAG_SHARE_SEVERAL, clause->head,
              "\"pro rata\" grants all at once: no record is served before another");
  diag_help(diags, "leave out what reads the earlier ones, or write: full amount");
}

static void check_how(const Scope *scope, const Clause *clause) {
  Decision *decision = scope->work->decision;
  decision->how = clause->as.allocate.how;
  if (clause->as.allocate.least) {
    const Term *least = term_of_kind(scope, clause->as.allocate.least, TYPE_MONEY,
                                     "the least that is granted");
    decision->least = term_failed(least) ? NULL : least;
  }
  check_pro_rata(scope, clause);
}

static void check_allocate(const Scope *scope, const Clause *clause) {
  Decision *decision = scope->work->decision;
  size_t count = clause->as.allocate.keys.count;
  TermKey *keys = arena_array(scope->checker->arena, TermKey,
                              count + clause->as.allocate.ties.count + 1);
  bool whole = check_keys(scope, &clause->as.allocate.keys, keys);
  bool told = check_ties(scope, clause, keys, &count);
  check_how(scope, clause);
  decision->allocate_bases = bases_check(scope->module, &clause->bases, NULL);
  bases_need(scope->module, &clause->bases, clause->head, "allocate by",
             (Name){ SPAN_NONE, TEXT("") });
  check_otherwise(scope, clause);
  if (!whole || !told || count == 0)
    return;
  decision->order = keys;
  decision->order_count = count;
  ask_about_completion(scope, clause, keys);
  size_t all = count + decision->tie_count;
  if (ends_in_key(scope, keys, all) || scope->subject->key_count == 0)
    return;
  bool swedish = scope->checker->model->surface == SURFACE_SWEDISH;
  const char *down = !keys[all - 1].descending ? "" : swedish ? " fallande" : " descending";
  diag_report(scope->checker->diags, DIAG_ORDER_NOT_TOTAL, keys[all - 1].value->span,
              "an order ends in the key of \"%.*s\", so that no two are equal",
              TEXT_PRINT(scope->subject->name));
  diag_help(scope->checker->diags, "write %.*s%s%.*s",
            TEXT_PRINT(term_written(scope, keys[all - 1].value->span)), down,
            TEXT_PRINT(key_names(scope)));
}

void order_check(const Scope *scope) {
  const Decl *decl = scope->work->decl;
  Decision *decision = scope->work->decision;
  const Clause *first = NULL;
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    if (clause->kind != CLAUSE_ALLOCATE)
      continue;
    if (first) {
      diag_report(scope->checker->diags, DIAG_CLAUSE_TWICE, clause->head,
                  "\"allocate by\" may stand once in a decision");
      diag_label(scope->checker->diags, first->head, "the first one");
      continue;
    }
    first = clause;
    check_allocate(scope, clause);
  }
  if (decision->order_count == 0)
    decision->order = key_order(scope, &decision->order_count);
  if (first || decision->frames.count == 0)
    return;
  diag_report(scope->checker->diags, DIAG_NO_ORDER, decision->frames.items[0]->span,
              "nothing says in which order this frame is served");
  diag_help(scope->checker->diags, "write: allocate by received%.*s full amount, else waitlist",
            TEXT_PRINT(key_names(scope)));
}
