#include "interp/check/checker.h"

/* ---- making ------------------------------------------------------------------------------ */

Term *term_new(const Scope *scope, TermKind kind, const Expr *expr, Type type) {
  Term *term = arena_new(scope->checker->arena, Term);
  term->kind = kind;
  term->height = 1;
  term->type = type;
  term->expr = expr;
  if (expr)
    term->span = expr->span;
  return term;
}

static void report_depth(const Scope *scope, Span span) {
  if (scope->checker->too_deep)
    return;
  scope->checker->too_deep = true;
  diag_report(scope->checker->diags, DIAG_NESTING_LIMIT, span,
              "an expression with what it uses is nested more than %d levels deep",
              EXPR_MAX_HEIGHT);
  diag_help(scope->checker->diags, "part it into parameters or fields of its own");
}

void term_holds(const Scope *scope, Term *term, const Term *part) {
  if (!part || part->height < term->height)
    return;
  term->height = part->height + 1;
  if (term->height <= EXPR_MAX_HEIGHT)
    return;
  if (part->height == EXPR_MAX_HEIGHT)
    report_depth(scope, term->span);
  term->kind = TERM_ERROR;
  term->height = 1;
  term->type = type_of_kind(TYPE_UNKNOWN);
}

const Type *term_hint(const Term *term) {
  bool reported = term->kind == TERM_ERROR || term->kind == TERM_FIELD ||
                  term->kind == TERM_VARIABLE;
  return term->type.kind != TYPE_UNKNOWN || reported ? &term->type : NULL;
}

Term *term_error(const Scope *scope, const Expr *expr) {
  Checker *checker = scope->checker;
  if (!checker->trying && !checker->left_out) {
    checker->left_out = true;
    checker->left_out_span = expr ? expr->span : SPAN_NONE;
  }
  return term_new(scope, TERM_ERROR, expr, type_of_kind(TYPE_UNKNOWN));
}

Term *term_binary(const Scope *scope, const Expr *expr, Type type, BinaryOp op, const Term *left,
                  const Term *right) {
  Term *term = term_new(scope, TERM_BINARY, expr, type);
  term->as.binary.op = op;
  term->as.binary.left = left;
  term->as.binary.right = right;
  term_holds(scope, term, left);
  term_holds(scope, term, right);
  return term;
}

const Term *term_constant(const Scope *scope, const Expr *expr, Type type, Value value) {
  Term *term = term_new(scope, TERM_CONSTANT, expr, type);
  term->as.constant = value;
  return term;
}

bool term_failed(const Term *term) {
  return term->kind == TERM_ERROR;
}

/* ---- checking ---------------------------------------------------------------------------- */

static const Term *report_list_here(const Scope *scope, const Expr *expr) {
  diag_report(scope->checker->diags, DIAG_WRONG_TYPE, expr->span,
              "a list in parentheses stands only after \"in\"");
  return term_error(scope, expr);
}

static const Term *check_kind(const Scope *scope, const Expr *expr, const Type *hint) {
  switch (expr->kind) {
    case EXPR_ERROR:      return term_error(scope, expr);
    case EXPR_NUMBER:     return typed_number(scope, expr);
    case EXPR_DATE:
    case EXPR_MONTH:
    case EXPR_MOMENT:
    case EXPR_STRING:
    case EXPR_TRUTH:
    case EXPR_PENDING:    return typed_literal(scope, expr);
    case EXPR_NAME:       return typed_name(scope, expr, hint);
    case EXPR_CALL:       return typed_call(scope, expr);
    case EXPR_MEMBER:     return typed_member(scope, expr);
    case EXPR_LIST:       return report_list_here(scope, expr);
    case EXPR_GROUP:      return term_check(scope, expr->as.group.inner, hint);
    case EXPR_UNARY:      return typed_unary(scope, expr);
    case EXPR_BINARY:
      switch (expr->as.binary.op) {
        case BINARY_OR: case BINARY_AND:
          return typed_logic(scope, expr);
        case BINARY_EQUAL: case BINARY_NOT_EQUAL: case BINARY_LESS: case BINARY_AT_MOST:
        case BINARY_MORE: case BINARY_AT_LEAST:
          return typed_compare(scope, expr);
        case BINARY_IN: case BINARY_NOT_IN:
          return typed_membership(scope, expr);
        case BINARY_ADD: case BINARY_SUBTRACT: case BINARY_MULTIPLY: case BINARY_DIVIDE:
        case BINARY_OF:
          return typed_arithmetic(scope, expr);
      }
      return term_error(scope, expr);
    case EXPR_STATE:      return typed_state(scope, expr);
    case EXPR_RANGE:      return typed_range(scope, expr);
    case EXPR_WINDOW:     return typed_window(scope, expr);
    case EXPR_ELAPSED:    return typed_elapsed(scope, expr);
    case EXPR_IF:         return typed_if(scope, expr, hint);
    case EXPR_ROUND:      return typed_round(scope, expr);
    case EXPR_ROLL:       return typed_roll(scope, expr);
    case EXPR_ON:         return typed_on(scope, expr);
    case EXPR_QUANTIFIED: return typed_quantified(scope, expr);
    case EXPR_AGGREGATE:  return typed_aggregate(scope, expr);
    case EXPR_APPORTION:
      return expr->as.apportion.domain.from ? typed_apportion(scope, expr)
                                            : typed_share(scope, expr);
    case EXPR_PREVIOUS:   return typed_previous(scope, expr);
  }
  return term_error(scope, expr);
}

const Term *term_check(const Scope *scope, const Expr *expr, const Type *hint) {
  if (!expr)
    return term_error(scope, NULL);
  if (scope->checker->depth > EXPR_MAX_HEIGHT) {
    report_depth(scope, expr->span);
    return term_error(scope, expr);
  }
  scope->checker->depth++;
  const Term *term = scope->keys ? frame_key_term(scope, expr) : NULL;
  if (!term)
    term = check_kind(scope, expr, hint);
  scope->checker->depth--;
  return term;
}

/* ---- values that may be none (semantics V4, L4) ------------------------------------------ */

static bool surely_has_rows(const TermDomain *domain) {
  const Term *list = domain->list;
  return list && list->kind == TERM_FIELD && !list->as.field.field->optional;
}

static bool may_find_nothing(const Term *term) {
  if (term->kind != TERM_AGGREGATE || term->as.aggregate.otherwise)
    return false;
  switch (term->as.aggregate.kind) {
    case AGGREGATE_AVERAGE: case AGGREGATE_MAX: case AGGREGATE_MIN: case AGGREGATE_THE:
    case AGGREGATE_FIRST:
      return term->as.aggregate.where || !surely_has_rows(&term->as.aggregate.domain);
    case AGGREGATE_SUM: case AGGREGATE_COUNT: case AGGREGATE_DISTINCT: case AGGREGATE_SHARE:
    case AGGREGATE_LIST:
      break;
  }
  return false;
}

void term_need_value(const Scope *scope, const Term *term) {
  Diags *diags = scope->checker->diags;
  if (may_find_nothing(term)) {
    diag_report(diags, DIAG_MAYBE_NONE, term->span, "this list operation may find nothing");
    diag_help(diags, "end it with \"otherwise\" and the value that then holds");
    return;
  }
  if (term->kind != TERM_FIELD || !term->as.field.field->optional ||
      term->type.kind == TYPE_LIST || scope_is_given(scope, term))
    return;
  const FieldType *field = term->as.field.field;
  diag_report(diags, DIAG_MAYBE_NONE, term->span,
              "optional field \"%.*s\" is used where it may hold no value",
              TEXT_PRINT(field->name));
  diag_label(diags, field->span, "declared optional here");
  diag_help(diags,
            "write \"%.*s is given and …\" before it, or \"when %.*s is given\" in the clause",
            TEXT_PRINT(field->name), TEXT_PRINT(field->name));
}

const Term *term_value(const Scope *scope, const Expr *expr, const Type *hint) {
  const Term *term = term_check(scope, expr, hint);
  term_need_value(scope, term);
  return term;
}

const Term *term_of_kind(const Scope *scope, const Expr *expr, TypeKind kind, const char *place) {
  Type wanted = type_of_kind(kind);
  const Term *term = term_value(scope, expr, NULL);
  if (term->type.kind == kind || term_failed(term))
    return term;
  if (term->type.kind == TYPE_UNKNOWN) {
    if (kind != TYPE_MONEY && kind != TYPE_RECORD && kind != TYPE_CODE && kind != TYPE_LIST)
      term_settle(term, &wanted);
    return term;
  }
  if (kind == TYPE_DECIMAL && term->type.kind == TYPE_INTEGER)
    return term;
  Diags *diags = scope->checker->diags;
  Text is = type_named(scope->checker, &term->type);
  Text should = kind == TYPE_MONEY ? text_from(diag_words(diags, "money"))
                                   : type_named(scope->checker, &wanted);
  diag_report(diags, DIAG_WRONG_TYPE, expr->span, "%s is %.*s", diag_words(diags, place),
              TEXT_PRINT(should));
  diag_mark(diags, "this is %.*s", TEXT_PRINT(is));
  if (term->kind == TERM_PARAMETER && !term->as.parameter.parameter->implicit)
    diag_label(diags, term->as.parameter.parameter->span, "declared here");
  if (kind == TYPE_TRUTH && term->type.kind == TYPE_DATE)
    diag_help(diags, "compare it with a date: \"no later than …\", \"before …\"");
  else if (kind == TYPE_TRUTH && type_is_ordered(&term->type))
    diag_help(diags, "compare it with something: \"above …\", \"at most …\", \"is …\"");
  else if (kind == TYPE_TRUTH && term->type.kind == TYPE_CODE)
    diag_help(diags, "say which code: \"is %.*s\"", TEXT_PRINT(term->type.codes->count
              ? term->type.codes->codes[0].name : TEXT("…")));
  else if (type_is_number(&term->type) && term->kind == TERM_PARAMETER)
    term_help_unit(scope, &wanted, term);
  else if (kind == TYPE_MONEY && type_is_number(&term->type))
    diag_help(diags, "write the unit after the number: 5 kr, 5 tkr, 5 mkr");
  else if (kind == TYPE_MONEY && term->type.kind == TYPE_RATE)
    diag_help(diags, "say of what: 25 %% of cost");
  return term_error(scope, expr);
}

const Term *term_truth(const Scope *scope, const Expr *expr) {
  return term_of_kind(scope, expr, TYPE_TRUTH, "a condition");
}

void term_settle(const Term *term, const Type *type) {
  if (term->type.kind != TYPE_UNKNOWN || term_failed(term) || type->kind == TYPE_UNKNOWN)
    return;
  if (term->kind == TERM_PARAMETER) {
    Parameter *parameter = (Parameter *)term->as.parameter.parameter;
    if (parameter->type.kind == TYPE_UNKNOWN && parameter->value->kind == TERM_PENDING) {
      parameter->type = *type;
      ((Term *)parameter->value)->type = *type;
    }
    ((Term *)term)->type = parameter->type;
  }
  if (term->kind == TERM_PENDING)
    ((Term *)term)->type = *type;
}

/* ---- constants --------------------------------------------------------------------------- */

static bool fold_numbers(const Term *term, Value left, Value right, Value *value) {
  Fraction result;
  if (left.kind == TYPE_DURATION || right.kind == TYPE_DURATION || left.state != VALUE_KNOWN ||
      right.state != VALUE_KNOWN)
    return false;
  bool done;
  switch (term->as.binary.op) {
    case BINARY_ADD:      done = fraction_add(left.as.number, right.as.number, &result); break;
    case BINARY_SUBTRACT: done = fraction_subtract(left.as.number, right.as.number, &result); break;
    case BINARY_DIVIDE:   done = fraction_divide(left.as.number, right.as.number, &result); break;
    case BINARY_MULTIPLY: case BINARY_OF:
      done = fraction_multiply(left.as.number, right.as.number, &result);
      break;
    default:
      done = false;
  }
  if (done)
    *value = value_number(term->type.kind, result);
  return done;
}

static bool fold(const Term *term, bool through, Value *value) {
  Value left, right;
  if (term->kind == TERM_CONSTANT) {
    *value = term->as.constant;
    return true;
  }
  if (term->kind == TERM_PARAMETER && through && !term->as.parameter.on &&
      term->as.parameter.parameter->values.count == 0)
    return fold(term->as.parameter.parameter->value, through, value);
  if (term->kind == TERM_NEGATE && type_is_quantity(&term->type) &&
      fold(term->as.unary.operand, through, &left)) {
    Fraction number;
    if (!fraction_negate(left.as.number, &number))
      return false;
    *value = value_number(term->type.kind, number);
    return true;
  }
  return term->kind == TERM_BINARY && type_is_quantity(&term->type) &&
         fold(term->as.binary.left, through, &left) &&
         fold(term->as.binary.right, through, &right) && fold_numbers(term, left, right, value);
}

bool term_is_constant(const Term *term, Value *value) {
  return fold(term, false, value);
}

bool term_default(const Term *term, Value *value) {
  return fold(term, true, value);
}
