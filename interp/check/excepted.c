/* excepted.c - a value or rule with its exceptions: a tree of them made one list, in which each
 * says when it applies and which others it goes before. */
#include "interp/check/checker.h"

#include "interp/check/cover.h"

typedef struct {
  const Scope *scope;           /* in which the target stands */
  Text         target;
  const Term  *general;         /* NULL: of a rule */
  const Rule  *rule;            /* or NULL */
  bool         kept;
  Exceptions  *made;
  const ExceptionWork *works[EXCEPTIONS_MOST];   /* beside made->items */
  int          parents[EXCEPTIONS_MOST];         /* -1: none */
  bool         whole;
} Making;

/* ---- terms ----------------------------------------------------------------------------- */

static const Term *both(const Scope *scope, const Term *a, const Term *b) {
  if (!a || !b)
    return a ? a : b;
  return term_binary(scope, NULL, type_of_kind(TYPE_TRUTH), BINARY_AND, a, b);
}

static const Term *opposite(const Scope *scope, const Term *a) {
  Term *term = term_new(scope, TERM_NOT, NULL, type_of_kind(TYPE_TRUTH));
  term->span = a->span;
  term->as.unary.operand = a;
  term_holds(scope, term, a);
  return term;
}

static const Term *truth(const Scope *scope, bool yes) {
  return term_constant(scope, NULL, type_of_kind(TYPE_TRUTH), value_truth(yes));
}

/* Names are those of the module where the exception stands, variables and fields the target's. */
static Scope scope_for(const Making *making, const ExceptionWork *work) {
  Scope scope = *making->scope;
  scope.module = work->module;
  return scope;
}

/* Its own condition, without what lifts it; NULL: always. */
static const Term *own_condition(Making *making, const ExceptionWork *work) {
  Scope scope = scope_for(making, work);
  const Term *when = work->decl->as.exception.when
                         ? term_truth(&scope, work->decl->as.exception.when) : NULL;
  making->whole &= !when || !term_failed(when);
  const Term *stands = work->clause ? clause_stands(&scope, work->clause) : NULL;
  if (!stands)
    stands = decl_stands(&scope, work->decl);
  when = term_where_stands(&scope, stands, when);
  for (size_t i = 0; i < work->own.count; i++) {
    const ExceptionWork *own = work->own.items[i];
    if (own->decl->as.exception.kind != EXCEPTION_LIFTS)
      continue;
    const Term *lifted = own_condition(making, own);
    when = both(&scope, when, lifted ? opposite(&scope, lifted) : truth(&scope, false));
  }
  return when;
}

/* ---- what holds instead ---------------------------------------------------------------- */

static void report_body(const ExceptionWork *work, const char *what, const char *help) {
  Diags *diags = work->module->checker->diags;
  diag_report(diags, DIAG_EXCEPTION_BODY, work->decl->head, "%s", diag_words(diags, what));
  diag_help(diags, "%s", diag_words(diags, help));
}

static bool body_fits(const Making *making, const ExceptionWork *work) {
  ExceptionKind kind = work->decl->as.exception.kind;
  const Term *general = making->general;
  if (making->rule && kind == EXCEPTION_VALUE) {
    report_body(work, MESSAGE("a rule has no value that an exception could replace"),
                MESSAGE("write \"requires C\" for another test, or leave it out to lift the rule"));
    return false;
  }
  if (making->rule && kind == EXCEPTION_REQUIRES && making->rule->kind == RULE_EXCLUDED) {
    report_body(work, MESSAGE("an exclusion requires nothing: an exception lifts it"),
                MESSAGE("leave out \"requires …\""));
    return false;
  }
  if (!making->rule && kind == EXCEPTION_LIFTS) {
    report_body(work, MESSAGE("this exception does not say what holds instead"),
                MESSAGE("write the value after the name: exception to NAME = VALUE when …"));
    return false;
  }
  if (!making->rule && kind == EXCEPTION_REQUIRES && general->type.kind != TYPE_TRUTH &&
      general->type.kind != TYPE_UNKNOWN) {
    report_body(work, MESSAGE("\"requires\" stands in an exception to a rule; "
                              "this is one to a value"),
                MESSAGE("write = and the value that holds instead"));
    return false;
  }
  return true;
}

static bool type_fits(const Making *making, const ExceptionWork *work, const Term *value) {
  Checker *checker = making->scope->checker;
  const Term *general = making->general;
  Type common;
  if (!general || general->type.kind == TYPE_UNKNOWN || value->type.kind == TYPE_UNKNOWN) {
    if (general)
      term_settle(general, &value->type);
    return true;
  }
  if (type_common(&general->type, &value->type, &common))
    return true;
  diag_report(checker->diags, DIAG_EXCEPTION_BODY, value->span, "\"%.*s\" is %.*s",
              TEXT_PRINT(making->target), TEXT_PRINT(type_named(checker, &general->type)));
  diag_mark(checker->diags, "this is %.*s", TEXT_PRINT(type_named(checker, &value->type)));
  if (work->parent)
    diag_label(checker->diags, work->parent->decl->head, "an exception to this one");
  return false;
}

static const Term *kept_value(const Scope *scope, const Term *value) {
  Term *term = term_new(scope, TERM_ROUND, value->expr, value->type);
  term->as.round.value = value;
  term->as.round.unit = fraction_from(1);
  term->as.round.kind = ROUNDED_NEAREST;
  term_holds(scope, term, value);
  return term;
}

static const Term *value_of(Making *making, const ExceptionWork *work, const Term *when) {
  if (!body_fits(making, work)) {
    making->whole = false;
    return NULL;
  }
  Scope outer = scope_for(making, work);
  Scope scope = scope_where(&outer, when, true);
  const Decl *decl = work->decl;
  if (decl->as.exception.kind == EXCEPTION_LIFTS)
    return truth(&scope, making->rule->kind != RULE_EXCLUDED);
  const Type *hint = making->general ? &making->general->type : NULL;
  const Term *value = decl->as.exception.kind == EXCEPTION_REQUIRES
                          ? term_truth(&scope, decl->as.exception.value)
                          : term_value(&scope, decl->as.exception.value, hint);
  if (term_failed(value) || !type_fits(making, work, value)) {
    making->whole = false;
    return NULL;
  }
  return making->kept && value->type.kind == TYPE_MONEY ? kept_value(&scope, value) : value;
}

/* Once for each exception as it is written, whatever the target is made for. */
static void read_bases(const Making *making, ExceptionWork *work, const Exception *made) {
  if (work->bases_read)
    return;
  work->bases_read = true;
  const Term **test = arena_array(making->scope->checker->arena, const Term *, 1);
  *test = made->value;
  QuotedRule about = bases_about_value(made->value, work->decl->head);
  if (making->rule)
    about = (QuotedRule){ .span = work->decl->head, .tests = test,
                          .test_count = made->value && !made->lifts ? 1 : 0 };
  work->bases = bases_check(work->module, &work->decl->bases, made->value ? &about : NULL);
  bases_need(work->module, &work->decl->bases, work->decl->head, "exception", work->decl->name);
  if (making->rule && making->scope->subject)
    reason_check(making->scope, work->decl->as.exception.reason);
}

/* ---- the list -------------------------------------------------------------------------- */

static int add(Making *making, ExceptionWork *work, const Term *when, int parent) {
  Exceptions *made = making->made;
  if (made->count >= EXCEPTIONS_MOST) {
    diag_report(making->scope->checker->diags, DIAG_TOO_MANY, work->decl->head,
                "\"%.*s\" has more than %d exceptions", TEXT_PRINT(making->target),
                EXCEPTIONS_MOST);
    making->whole = false;
    return -1;
  }
  const Decl *decl = work->decl;
  Exception exception = { .name = decl->name.text, .title = decl->label.text,
                          .span = decl->name.text.length ? decl->name.span : decl->head,
                          .when = when, .condition = decl->as.exception.when,
                          .reason = decl->as.exception.reason.text,
                          .lifts = decl->as.exception.kind == EXCEPTION_LIFTS };
  exception.value = value_of(making, work, when);
  read_bases(making, work, &exception);
  exception.bases = work->bases;
  int index = (int)made->count;
  making->works[index] = work;
  making->parents[index] = parent;
  made->items[made->count++] = exception;
  return index;
}

/* The exception and, where it applies, those to it that say something else. */
static void add_tree(Making *making, ExceptionWork *work, const Term *outer, int parent) {
  const Term *when = both(making->scope, outer, own_condition(making, work));
  int index = add(making, work, when, parent);
  for (size_t i = 0; index >= 0 && i < work->own.count; i++)
    if (work->own.items[i]->decl->as.exception.kind != EXCEPTION_LIFTS)
      add_tree(making, work->own.items[i], when, index);
}

/* ---- which goes before which ----------------------------------------------------------- */

static uint64_t bit(int index) {
  return UINT64_C(1) << index;
}

static bool is_below(const Making *making, int index, int above) {
  for (; index >= 0; index = making->parents[index])
    if (index == above)
      return true;
  return false;
}

static void override(Making *making, int index, int other) {
  for (int i = 0; i < (int)making->made->count; i++)
    if (is_below(making, i, other) && !is_below(making, index, i))
      making->made->items[index].overrides |= bit(i);
}

static void read_overrides(Making *making, int index) {
  const NameList *names = &making->works[index]->decl->as.exception.overrides;
  Diags *diags = making->scope->checker->diags;
  for (size_t i = 0; i < names->count; i++) {
    int found = -1;
    for (int j = 0; j < (int)making->made->count && found < 0; j++)
      if (j != index && text_equal(making->made->items[j].name, names->items[i].text))
        found = j;
    if (found >= 0 && !(making->made->items[found].overrides & bit(index))) {
      override(making, index, found);
      continue;
    }
    diag_report(diags, DIAG_OVERRIDES, names->items[i].span,
                found >= 0 ? "each of the two exceptions overrides the other"
                           : MESSAGE("\"%.*s\" is no other exception to \"%.*s\""),
                TEXT_PRINT(names->items[i].text), TEXT_PRINT(making->target));
    if (found >= 0)
      diag_label(diags, making->made->items[found].span, "this one says so too");
    making->whole = false;
  }
}

/* An exception to another goes before it, and before what that one overrides. */
static void inherit(Making *making) {
  for (int i = 0; i < (int)making->made->count; i++) {
    int parent = making->parents[i];
    if (parent >= 0)
      making->made->items[i].overrides |= bit(parent) | making->made->items[parent].overrides;
    making->made->items[i].overrides &= ~bit(i);
  }
}

/* ---- what surely clashes --------------------------------------------------------------- */

/* The value that a test is about; NULL: not one compared with constants. */
static const Term *subject_of(const Term *test) {
  Value value;
  switch (test->kind) {
    case TERM_NOT:        return subject_of(test->as.unary.operand);
    case TERM_MEMBERSHIP: return test->as.membership.value;
    case TERM_RANGE:      return test->as.range.value;
    case TERM_BINARY:
      return term_default(test->as.binary.right, &value) ? test->as.binary.left
                                                         : test->as.binary.right;
    default:
      return test;
  }
}

/* The parts of `a and b and …` as tests of a row; false: one can't be told. */
static bool cover_when(Cover *cover, const Scope *scope, size_t row, const Term *when) {
  if (!when)
    return true;
  if (when->kind == TERM_BINARY && when->as.binary.op == BINARY_AND)
    return cover_when(cover, scope, row, when->as.binary.left) &&
           cover_when(cover, scope, row, when->as.binary.right);
  const Term *subject = subject_of(when);
  if (!subject->expr)
    return false;
  size_t column = cover_column(cover, term_written(scope, subject->expr->span), subject);
  return column != SIZE_MAX && cover_test(cover, row, column, when);
}

/* "amount below 10 kr, focus research": where both conditions hold; empty: nowhere. */
static Text where_both(const Cover *cover, Arena *arena, bool swedish) {
  Text where = TEXT("");
  for (size_t i = 0; i < cover->columns.count; i++) {
    const CoverColumn *column = &cover->columns.items[i];
    size_t piece = 0;
    while (piece < column->pieces.count &&
           !(cover_holds(cover, 0, i, piece) && cover_holds(cover, 1, i, piece)))
      piece++;
    if (piece == column->pieces.count)
      return TEXT("");
    where = arena_format(arena, "%.*s%s%.*s %.*s", TEXT_PRINT(where), where.length ? ", " : "",
                         TEXT_PRINT(column->name),
                         TEXT_PRINT(cover_piece_text(arena, column, &column->pieces.items[piece],
                                                     swedish)));
  }
  Language language = swedish ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
  return where.length ? where : text_from(message(language, "every record"));
}

static bool differ(const Exception *a, const Exception *b) {
  Value first, second;
  return term_default(a->value, &first) && term_default(b->value, &second) &&
         first.state == VALUE_KNOWN && second.state == VALUE_KNOWN && !value_same(first, second);
}

static void check_pair(Making *making, const Exception *a, const Exception *b) {
  Checker *checker = making->scope->checker;
  Cover cover;
  cover_init(&cover, checker->arena, 2);
  if (!differ(a, b) || !cover_when(&cover, making->scope, 0, a->when) ||
      !cover_when(&cover, making->scope, 1, b->when))
    return;
  cover_cut(&cover);
  Text where = where_both(&cover, checker->arena, checker->diags->language == LANGUAGE_SWEDISH);
  if (where.length == 0)
    return;
  diag_report(checker->diags, DIAG_EXCEPTIONS_CLASH, b->span,
              "two exceptions to \"%.*s\" disagree for %.*s", TEXT_PRINT(making->target),
              TEXT_PRINT(where));
  diag_label(checker->diags, a->span, "the other one");
  Text other = a->name.length ? a->name
                              : text_from(diag_words(checker->diags, "NAME, the other one's"));
  diag_help(checker->diags, "let one go before the other: … overrides %.*s", TEXT_PRINT(other));
}

static void check_clashes(Making *making) {
  const Exceptions *made = making->made;
  for (size_t i = 0; i < made->count; i++)
    for (size_t j = i + 1; j < made->count; j++)
      if (!(made->items[i].overrides >> j & 1) && !(made->items[j].overrides >> i & 1))
        check_pair(making, &made->items[i], &made->items[j]);
}

/* ---- the whole ------------------------------------------------------------------------- */

/* One that stands in a decision is about the record that is judged there. */
static bool concerns(const Scope *scope, const ExceptionWork *work) {
  if (!work->decision)
    return true;
  const Symbol *record = symbol_find(work->module, SPACE_TYPE,
                                     work->decision->decl->as.decision.record);
  bool same = record && record->kind == SYMBOL_RECORD && record->as.record == scope->subject;
  if (scope->subject_read)
    *scope->subject_read = true;
  return same;
}

/* NULL: there are none; making->whole tells whether all is well. */
static const Exceptions *make(Making *making, const ExceptionList *written) {
  Arena *arena = making->scope->checker->arena;
  making->made = arena_new(arena, Exceptions);
  *making->made = (Exceptions){ .target = making->target };
  making->made->items = arena_array(arena, Exception, EXCEPTIONS_MOST);
  making->whole = true;
  for (size_t i = 0; i < written->count; i++)
    if (making->rule || concerns(making->scope, written->items[i]))
      add_tree(making, written->items[i], NULL, -1);
  for (int i = 0; making->whole && i < (int)making->made->count; i++)
    read_overrides(making, i);
  if (!making->whole || making->made->count == 0)
    return NULL;
  inherit(making);
  if (!making->scope->checker->trying)
    check_clashes(making);
  return making->made;
}

const Term *exceptions_to_value(const Scope *scope, Text target, const ExceptionList *exceptions,
                                const Term *general, bool kept) {
  if (exceptions->count == 0 || term_failed(general))
    return general;
  Making making = { .scope = scope, .target = target, .general = general, .kept = kept };
  const Exceptions *made = make(&making, exceptions);
  if (!making.whole)
    return term_error(scope, NULL);
  if (!made)
    return general;
  Term *term = term_new(scope, TERM_EXCEPTED, general->expr, general->type);
  term->span = general->span;
  term->as.excepted.general = general;
  term->as.excepted.exceptions = made;
  term_holds(scope, term, general);
  for (size_t i = 0; i < made->count; i++) {
    Type common = term->type;
    if (type_common(&term->type, &made->items[i].value->type, &common))
      term->type = common;
    term_holds(scope, term, made->items[i].when);
    term_holds(scope, term, made->items[i].value);
  }
  return term;
}

const Exceptions *exceptions_to_rule(const Scope *scope, const Rule *rule) {
  ExceptionList written = exceptions_of_rule(scope->checker, scope->work->decl, rule->name);
  if (written.count == 0)
    return NULL;
  Making making = { .scope = scope, .target = rule->name, .rule = rule };
  return make(&making, &written);
}
