/* Places of the sources that disagree, and what rests on them.
 *
 * A basis rests on a place of a conflict where its quote shares words of the document with it.
 * Where the conflict is open the value, test or date above the basis becomes pending under the
 * conflict's name (V8); where one place is followed the basis list gains a reading that says so. */
#include "interp/check/budget.h"
#include "interp/check/checker.h"

/* ---- declarations -------------------------------------------------------------------- */

static bool is_followed(const Conflict *conflict, size_t place, const Decl *decl) {
  const ModelBasis *basis = &conflict->places.items[place];
  Text wanted = decl->as.conflict.place.text;
  return basis->document == conflict->document &&
         (wanted.length == 0 || text_equal(wanted, basis->place));
}

static void check_follows(ModuleScope *module, Conflict *conflict, const Decl *decl) {
  Diags *diags = module->checker->diags;
  const Symbol *document = symbol_need(module, SYMBOL_DOCUMENT, decl->as.conflict.document);
  conflict->follows = true;
  conflict->place = decl->as.conflict.place.text;
  conflict->because = decl->as.conflict.because.text;
  conflict->document = document ? document->as.document : NULL;
  if (!document || conflict->places.count < 2)
    return;
  size_t fitting = is_followed(conflict, 0, decl) + is_followed(conflict, 1, decl);
  if (fitting == 1)
    return;
  diag_report(diags, DIAG_CONFLICT, decl->as.conflict.document.span,
              fitting ? "\"follows\" does not say which of the two places is followed"
                      : MESSAGE("what is followed is neither of the two places"));
  diag_label(diags, conflict->places.items[0].span, "the first place");
  diag_label(diags, conflict->places.items[1].span, "the second place");
  diag_help(diags, "follow one of them by its document and its place: follows %.*s in \"…\"",
            TEXT_PRINT(decl->as.conflict.document.text));
}

static void check_conflict(ModuleScope *module, Symbol *symbol) {
  Checker *checker = module->checker;
  const Decl *decl = symbol->decl;
  Conflict *conflict = arena_new(checker->arena, Conflict);
  *conflict = (Conflict){ .name = symbol->name, .title = decl->label.text,
                          .span = symbol->span };
  BasisList places = { NULL, 0, 0 };
  LIST_ADD(checker->arena, &places, Basis, decl->as.conflict.first);
  LIST_ADD(checker->arena, &places, Basis, decl->as.conflict.second);
  conflict->places = bases_check(module, &places, NULL);
  if (decl->as.conflict.follows)
    check_follows(module, conflict, decl);
  LIST_ADD(checker->arena, &checker->model->conflicts, Conflict *, conflict);
}

void conflicts_check(Checker *checker) {
  symbols_each(checker, SYMBOL_CONFLICT, check_conflict);
}

/* ---- what shares words with them ----------------------------------------------------- */

/* A basis, by its span, that quotes words of a conflict's place. */
typedef struct {
  Span            basis;
  const Conflict *conflict;
} Touched;

typedef struct {
  Checker      *checker;
  LIST(Touched) touched;
} Settling;

static bool same_span(Span a, Span b) {
  return a.file == b.file && a.start == b.start && a.end == b.end;
}

static bool overlap(const Citation *a, const Citation *b) {
  return a->document == b->document && a->from < b->to && b->from < a->to;
}

/* What was found of a place, held against all that is cited. */
static void touch_all(Settling *settling, const Conflict *conflict, const Citation *place) {
  const Model *model = settling->checker->model;
  for (size_t i = 0; i < model->citations.count; i++) {
    const Citation *cited = &model->citations.items[i];
    if (cited->as == CITED_BY_RULE && overlap(cited, place))
      LIST_ADD(settling->checker->arena, &settling->touched, Touched,
               (Touched){ cited->span, conflict });
  }
}

static void find_touched(Settling *settling, const Conflict *conflict) {
  const Model *model = settling->checker->model;
  for (size_t i = 0; i < conflict->places.count; i++)
    for (size_t j = 0; j < model->citations.count; j++)
      if (same_span(model->citations.items[j].span, conflict->places.items[i].span))
        touch_all(settling, conflict, &model->citations.items[j]);
}

static const Conflict *conflict_under(const Settling *settling, const ModelBases *bases) {
  for (size_t i = 0; i < bases->count; i++)
    for (size_t j = 0; j < settling->touched.count; j++)
      if (same_span(bases->items[i].span, settling->touched.items[j].basis))
        return settling->touched.items[j].conflict;
  return NULL;
}

/* ---- what becomes of it -------------------------------------------------------------- */

static void add_reading(Checker *checker, const Conflict *conflict, ModelBases *bases) {
  Text title = conflict->title.length ? conflict->title : conflict->name;
  Text place = conflict->place.length
                   ? arena_format(checker->arena, model_words(checker->model, " in \"%.*s\""),
                                  TEXT_PRINT(conflict->place))
                   : TEXT("");
  Text document = conflict->document ? conflict->document->name : TEXT("");
  ModelBasis reading = { .kind = BASIS_READING, .span = conflict->span };
  reading.text = arena_format(checker->arena,
                              model_words(checker->model, "%.*s; %.*s%.*s is followed: %.*s"),
                              TEXT_PRINT(title), TEXT_PRINT(document), TEXT_PRINT(place),
                              TEXT_PRINT(conflict->because));
  LIST_ADD(checker->arena, bases, ModelBasis, reading);
}

static const Term *pending_of(Checker *checker, const Conflict *conflict, Type type, Span span) {
  Term *term = arena_new(checker->arena, Term);
  *term = (Term){ .kind = TERM_PENDING, .height = 1, .type = type, .span = span };
  term->as.pending.name = conflict->name;
  return term;
}

/* The open conflict that the bases rest on; NULL if there is none, or it has been told. */
static const Conflict *open_conflict(const Settling *settling, ModelBases *bases) {
  const Conflict *conflict = conflict_under(settling, bases);
  if (conflict && conflict->follows)
    add_reading(settling->checker, conflict, bases);
  return conflict && !conflict->follows ? conflict : NULL;
}

static void settle(const Settling *settling, const Conflict *conflict, const Term **term) {
  if (conflict && *term && !term_failed(*term))
    *term = pending_of(settling->checker, conflict, (*term)->type, (*term)->span);
}

static void settle_rule(const Settling *settling, Rule *rule) {
  const Conflict *conflict = open_conflict(settling, &rule->bases);
  for (size_t i = 0; i < rule->require_count; i++)
    settle(settling, conflict, &rule->requires[i].test);
}

static void settle_power(const Settling *settling, Power *power) {
  const Conflict *conflict = open_conflict(settling, &power->bases);
  settle(settling, conflict, &power->above);
  settle(settling, conflict, &power->most);
}

/* Each dated value rests on its own words, or all on those of the parameter. */
static void settle_parameter(const Settling *settling, Parameter *parameter) {
  const Conflict *conflict = open_conflict(settling, &parameter->bases);
  settle(settling, conflict, &parameter->value);
  for (size_t i = 0; i < parameter->values.count; i++) {
    DatedTerm *dated = &parameter->values.items[i];
    const Conflict *own = open_conflict(settling, &dated->bases);
    settle(settling, own ? own : conflict, &dated->value);
  }
}

#define SETTLE_EACH(settling, list, part)                                     \
  for (size_t i_ = 0; i_ < (list)->count; i_++)                               \
    settle((settling), open_conflict((settling), &(list)->items[i_]->bases),  \
           &(list)->items[i_]->part)

static void settle_decision(const Settling *settling, Decision *decision) {
  for (size_t i = 0; i < decision->rules.count; i++)
    settle_rule(settling, decision->rules.items[i]);
  for (size_t i = 0; i < decision->powers.count; i++)
    settle_power(settling, decision->powers.items[i]);
  SETTLE_EACH(settling, &decision->amounts, value);
  SETTLE_EACH(settling, &decision->scores, value);
  SETTLE_EACH(settling, &decision->ceilings, value);
  SETTLE_EACH(settling, &decision->shows, value);
  SETTLE_EACH(settling, &decision->deadlines, due);
  SETTLE_EACH(settling, &decision->outcomes, when);
}

void conflicts_settle(Checker *checker) {
  Model *model = checker->model;
  Settling all = { .checker = checker }, *settling = &all;
  for (size_t i = 0; i < model->conflicts.count; i++)
    find_touched(settling, model->conflicts.items[i]);
  if (all.touched.count == 0)
    return;
  for (size_t i = 0; i < model->parameters.count; i++)
    settle_parameter(settling, model->parameters.items[i]);
  SETTLE_EACH(settling, &model->defines, value);
  SETTLE_EACH(settling, &model->frames, limit);
  SETTLE_EACH(settling, &model->transfers, amount);
  SETTLE_EACH(settling, &model->targets, bound);
  for (size_t i = 0; i < model->budgets.count; i++)
    SETTLE_EACH(settling, &model->budgets.items[i]->items, value);
  for (size_t i = 0; i < model->duties.count; i++) {
    Duty *duty = model->duties.items[i];      /* it stays, with the conflict named beside it */
    duty->conflict = open_conflict(settling, &duty->bases);
  }
  for (size_t i = 0; i < model->decisions.count; i++)
    settle_decision(settling, model->decisions.items[i]);
}
