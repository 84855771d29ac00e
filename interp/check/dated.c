/* Values that hold on some days: of a parameter (semantics X4) and of a setting (X5). */
#include "interp/check/checker.h"

static const Days always = { DATE_FIRST, DATE_LAST };

/* ---- the days of one value ----------------------------------------------------------- */

bool days_need(Checker *checker, Name from, Name until, Days *days) {
  *days = always;
  if ((from.text.length && !date_need(checker, from, &days->from)) ||
      (until.text.length && !date_need(checker, until, &days->to)))
    return false;
  if (days->from <= days->to)
    return true;
  diag_report(checker->diags, DIAG_PERIOD_EMPTY, span_join(from.span, until.span),
              "this period ends before it begins");
  diag_help(checker->diags, "write the earlier date first");
  return false;
}

/* ---- gaps and overlaps --------------------------------------------------------------- */

/* One value on its way; `ends` is false where only a later value says until when. */
typedef struct {
  const DatedValue *written;
  Days              days;
  bool              ends;
  const Term       *value;
} Piece;

typedef LIST(Piece) Pieces;

static void sort_pieces(Pieces *pieces) {
  for (size_t i = 1; i < pieces->count; i++)
    for (size_t j = i; j > 0 && pieces->items[j - 1].days.from > pieces->items[j].days.from; j--) {
      Piece kept = pieces->items[j];
      pieces->items[j] = pieces->items[j - 1];
      pieces->items[j - 1] = kept;
    }
}

/* "2024-03-01", or "2024-03-01 to 2024-04-30" */
static Text days_text(const Checker *checker, Date from, Date to) {
  Arena *arena = checker->arena;
  Text first = date_text(arena, from), last = date_text(arena, to);
  return from == to ? first
                    : arena_format(arena, diag_words(checker->diags, "%.*s to %.*s"),
                                   TEXT_PRINT(first), TEXT_PRINT(last));
}

static void report_overlap(Checker *checker, Text name, const Piece *first, const Piece *second) {
  Date to = first->days.to < second->days.to ? first->days.to : second->days.to;
  Text days = second->days.from == DATE_FIRST
                  ? arena_format(checker->arena, diag_words(checker->diags, "up to %.*s"),
                                 TEXT_PRINT(date_text(checker->arena, to)))
              : to == DATE_LAST
                  ? arena_format(checker->arena, diag_words(checker->diags, "from %.*s on"),
                                 TEXT_PRINT(date_text(checker->arena, second->days.from)))
                  : days_text(checker, second->days.from, to);
  diag_report(checker->diags, DIAG_VALUE_OVERLAP, second->written->span,
              "\"%.*s\" has two values on the same days: %.*s", TEXT_PRINT(name),
              TEXT_PRINT(days));
  diag_label(checker->diags, first->written->span, "the other one");
  diag_help(checker->diags, "the dates are included: the next value begins the day after");
}

static void report_gap(Checker *checker, Text name, const Piece *before, const Piece *after) {
  Text days = days_text(checker, before->days.to + 1, after->days.from - 1);
  diag_report(checker->diags, DIAG_VALUE_GAP, after->written->span, "\"%.*s\" has no value on %.*s",
              TEXT_PRINT(name), TEXT_PRINT(days));
  diag_label(checker->diags, before->written->span, "the value before");
  diag_help(checker->diags, "the dates are included: a value lasts to the day before the next one "
            "begins");
}

/* In order of their days, each up to the next where it does not say its own end (X4). */
static void close_pieces(Checker *checker, Text name, Pieces *pieces) {
  sort_pieces(pieces);
  for (size_t i = 0; i + 1 < pieces->count; i++) {
    Piece *piece = &pieces->items[i], *next = &pieces->items[i + 1];
    if (!piece->ends && next->days.from > piece->days.from)
      piece->days.to = next->days.from - 1;
    if (piece->days.to >= next->days.from)
      report_overlap(checker, name, piece, next);
    else if (piece->days.to + 1 < next->days.from)
      report_gap(checker, name, piece, next);
  }
}

static void report_undated(Checker *checker, Text name, const DatedValue *value) {
  diag_report(checker->diags, DIAG_VALUE_UNDATED, value->span,
              "\"%.*s\" has several values, and this one does not say when it holds",
              TEXT_PRINT(name));
  diag_help(checker->diags, "write the days after it: until 2023-12-31, or from 2024-01-01");
}

/* ---- the values of a parameter ------------------------------------------------------- */

static bool is_dated(const DatedValue *value) {
  return value->from.text.length > 0 || value->until.text.length > 0;
}

bool dated_values_written(const Decl *decl) {
  const DatedValueList *values = &decl->as.parameter.values;
  return values->count > 1 || (values->count == 1 && is_dated(&values->items[0]));
}

static const Term *read_value(ModuleScope *module, const Symbol *symbol, const Expr *written,
                              const Type *hint) {
  Scope scope = scope_of_module(module);
  scope.constant = MESSAGE("a parameter");
  scope.may_be_pending = written;
  scope.pending_name = symbol->name;
  return term_value(&scope, written, hint);
}

static void report_types(ModuleScope *module, const Term *first, const Term *other) {
  Checker *checker = module->checker;
  Scope scope = scope_of_module(module);
  diag_report(checker->diags, DIAG_TYPE_MISMATCH, other->span,
              "the values of a parameter are of one type");
  diag_mark(checker->diags, "this is %.*s",
            TEXT_PRINT(type_named(checker, &other->type)));
  diag_label(checker->diags, first->span, "this is %.*s",
             TEXT_PRINT(type_named(checker, &first->type)));
  if (type_is_number(&other->type))
    term_help_unit(&scope, &first->type, other);
}

/* The type of them all; a value that is pending takes it.  False: reported. */
static bool common_type(ModuleScope *module, Pieces *pieces, Type *type) {
  const Term *first = NULL;
  *type = type_of_kind(TYPE_UNKNOWN);
  for (size_t i = 0; i < pieces->count; i++) {
    const Term *value = pieces->items[i].value;
    if (value->kind == TERM_PENDING)
      continue;
    if (!first) {
      first = value;
      *type = value->type;
    } else if (!type_common(type, &value->type, type)) {
      report_types(module, first, value);
      return false;
    }
  }
  for (size_t i = 0; i < pieces->count; i++)
    term_settle(pieces->items[i].value, type);
  return true;
}

/* The pieces that could be read; false if some could not. */
static bool read_pieces(ModuleScope *module, const Symbol *symbol, Pieces *pieces) {
  Checker *checker = module->checker;
  const DatedValueList *values = &symbol->decl->as.parameter.values;
  const Type *hint = NULL;
  bool whole = true;
  for (size_t i = 0; i < values->count; i++) {
    const DatedValue *written = &values->items[i];
    Piece piece = { .written = written, .ends = written->until.text.length > 0 };
    piece.value = read_value(module, symbol, written->value, hint);
    if (!is_dated(written))
      report_undated(checker, symbol->name, written);
    bool dated = is_dated(written) &&
                 days_need(checker, written->from, written->until, &piece.days);
    whole &= dated && !term_failed(piece.value);
    if (whole && !hint && piece.value->kind != TERM_PENDING)
      hint = &piece.value->type;
    LIST_ADD(checker->arena, pieces, Piece, piece);
  }
  return whole;
}

bool dated_values_check(ModuleScope *module, const Symbol *symbol, Parameter *parameter) {
  Checker *checker = module->checker;
  Pieces pieces = { NULL, 0, 0 };
  if (!read_pieces(module, symbol, &pieces) || !common_type(module, &pieces, &parameter->type))
    return false;
  close_pieces(checker, symbol->name, &pieces);
  for (size_t i = 0; i < pieces.count; i++)
    LIST_ADD(checker->arena, &parameter->values, DatedTerm,
             (DatedTerm){ .days = pieces.items[i].days, .value = pieces.items[i].value,
                          .span = pieces.items[i].written->span });
  parameter->value = parameter->values.items[parameter->values.count - 1].value;
  return true;
}

/* ---- their bases (Q4) ---------------------------------------------------------------- */

static const DatedValue *written_of(const Decl *decl, const DatedTerm *value) {
  const DatedValueList *values = &decl->as.parameter.values;
  for (size_t i = 0; i < values->count; i++)
    if (values->items[i].span.start == value->span.start)
      return &values->items[i];
  return NULL;
}

/* Values without a basis of their own rest on that of the next one that has one. */
static const BasisList *bases_of(const Decl *decl, const DatedValue *value) {
  const DatedValueList *values = &decl->as.parameter.values;
  size_t i = (size_t)(value - values->items);
  while (i + 1 < values->count && values->items[i].bases.count == 0)
    i++;
  return &values->items[i].bases;
}

static void add_bases(Checker *checker, Parameter *parameter, const ModelBases *bases) {
  for (size_t i = 0; i < bases->count; i++)
    LIST_ADD(checker->arena, &parameter->bases, ModelBasis, bases->items[i]);
}

void dated_bases_check(ModuleScope *module, const Symbol *symbol, Parameter *parameter) {
  for (size_t i = 0; i < parameter->values.count; i++) {
    DatedTerm *value = &parameter->values.items[i];
    const DatedValue *written = written_of(symbol->decl, value);
    if (!written)
      continue;
    QuotedRule about = bases_about_value(value->value, value->span);
    const BasisList *bases = bases_of(symbol->decl, written);
    value->bases = bases_check(module, bases, &about);
    if (bases == &written->bases)
      add_bases(module->checker, parameter, &value->bases);
    if (bases == &written->bases || bases->count == 0)
      bases_need(module, bases, written->span, "the value of parameter", symbol->decl->name);
  }
}
