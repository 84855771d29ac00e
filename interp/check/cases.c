#include "interp/check/cases.h"

enum { MOST_CASES = 4096 };

/* ---- what a condition is made of --------------------------------------------------------- */

/* A code of the list that the field is compared with, in `x is code`; NULL: it is no such. */
static const Code *compared_code(const Term *term, const Term **field) {
  if (term->kind != TERM_BINARY ||
      (term->as.binary.op != BINARY_EQUAL && term->as.binary.op != BINARY_NOT_EQUAL))
    return NULL;
  const Term *left = term->as.binary.left, *right = term->as.binary.right;
  bool code_right = right->kind == TERM_CONSTANT && right->type.kind == TYPE_CODE;
  bool code_left = left->kind == TERM_CONSTANT && left->type.kind == TYPE_CODE;
  if (code_left == code_right)
    return NULL;
  *field = code_right ? left : right;
  return (code_right ? right : left)->as.constant.as.code;
}

static bool is_membership_of_codes(const Term *term) {
  if (term->kind != TERM_MEMBERSHIP || term->as.membership.list ||
      term->as.membership.value->type.kind != TYPE_CODE)
    return false;
  for (size_t i = 0; i < term->as.membership.count; i++)
    if (term->as.membership.items[i]->kind != TERM_CONSTANT)
      return false;
  return true;
}

/* `at least` is the no of `below`, `above` that of `at most`, `is not` that of `is`. */
static bool is_opposite(BinaryOp op) {
  return op == BINARY_AT_LEAST || op == BINARY_MORE || op == BINARY_NOT_EQUAL;
}

static Text written(const Cases *cases, const Term *term) {
  if (term->kind != TERM_BINARY || term->as.binary.op == BINARY_AND ||
      term->as.binary.op == BINARY_OR)
    return term_written(cases->scope, term->span);
  BinaryOp op = term->as.binary.op;
  BinaryOp kept = op == BINARY_AT_LEAST  ? BINARY_LESS
                  : op == BINARY_MORE      ? BINARY_AT_MOST
                  : op == BINARY_NOT_EQUAL ? BINARY_EQUAL
                                           : op;
  static const char *const words[] = {
#define X(name, label) [name] = label,
    BINARY_OPS(X)
#undef X
  };
  return arena_format(cases->scope->checker->arena, "%.*s %s %.*s",
                      TEXT_PRINT(term_written(cases->scope, term->as.binary.left->span)),
                      words[kept],
                      TEXT_PRINT(term_written(cases->scope, term->as.binary.right->span)));
}

static CaseVariable *find(const Cases *cases, Text name) {
  for (size_t i = 0; i < cases->variables.count; i++)
    if (text_equal(cases->variables.items[i].written, name))
      return &cases->variables.items[i];
  return NULL;
}

static void add_variable(Cases *cases, Text name, const Codelist *codes) {
  if (find(cases, name))
    return;
  LIST_ADD(cases->scope->checker->arena, &cases->variables, CaseVariable,
           (CaseVariable){ name, codes, 0 });
  size_t all = 1;
  for (size_t i = 0; i < cases->variables.count && all <= MOST_CASES; i++)
    all *= cases->variables.items[i].codes ? cases->variables.items[i].codes->count : 2;
  cases->too_many = all > MOST_CASES;
}

void cases_add(Cases *cases, const Term *condition) {
  const Term *field;
  if (!condition || condition->kind == TERM_CONSTANT)
    return;
  if (condition->kind == TERM_NOT) {
    cases_add(cases, condition->as.unary.operand);
  } else if (condition->kind == TERM_BINARY && (condition->as.binary.op == BINARY_AND ||
                                                condition->as.binary.op == BINARY_OR)) {
    cases_add(cases, condition->as.binary.left);
    cases_add(cases, condition->as.binary.right);
  } else if (compared_code(condition, &field)) {
    add_variable(cases, term_written(cases->scope, field->span), field->type.codes);
  } else if (is_membership_of_codes(condition)) {
    const Term *value = condition->as.membership.value;
    add_variable(cases, term_written(cases->scope, value->span), value->type.codes);
  } else {
    add_variable(cases, written(cases, condition), NULL);
  }
}

/* ---- one case ---------------------------------------------------------------------------- */

bool cases_next(Cases *cases) {
  if (cases->too_many)
    return false;
  if (!cases->started) {
    cases->started = true;
    return true;
  }
  for (size_t i = 0; i < cases->variables.count; i++) {
    CaseVariable *variable = &cases->variables.items[i];
    if (++variable->value < (variable->codes ? variable->codes->count : 2))
      return true;
    variable->value = 0;
  }
  return false;
}

static bool code_holds(const Cases *cases, const Term *field, const Code *code) {
  const CaseVariable *variable = find(cases, term_written(cases->scope, field->span));
  return variable && variable->value == code->index;
}

static bool membership_holds(const Cases *cases, const Term *term) {
  bool found = false;
  for (size_t i = 0; i < term->as.membership.count; i++)
    found = found || code_holds(cases, term->as.membership.value,
                                term->as.membership.items[i]->as.constant.as.code);
  return found != term->as.membership.negated;
}

static bool atom_holds(const Cases *cases, const Term *term) {
  const CaseVariable *variable = find(cases, written(cases, term));
  bool yes = variable && variable->value == 1;
  return term->kind == TERM_BINARY && is_opposite(term->as.binary.op) ? !yes : yes;
}

bool cases_hold(const Cases *cases, const Term *condition) {
  const Term *field;
  if (!condition)
    return true;
  if (condition->kind == TERM_CONSTANT)
    return condition->as.constant.as.truth;
  if (condition->kind == TERM_NOT)
    return !cases_hold(cases, condition->as.unary.operand);
  if (condition->kind == TERM_BINARY && condition->as.binary.op == BINARY_AND)
    return cases_hold(cases, condition->as.binary.left) &&
           cases_hold(cases, condition->as.binary.right);
  if (condition->kind == TERM_BINARY && condition->as.binary.op == BINARY_OR)
    return cases_hold(cases, condition->as.binary.left) ||
           cases_hold(cases, condition->as.binary.right);
  const Code *code = compared_code(condition, &field);
  if (code)
    return code_holds(cases, field, code) == (condition->as.binary.op == BINARY_EQUAL);
  return is_membership_of_codes(condition) ? membership_holds(cases, condition)
                                           : atom_holds(cases, condition);
}

static Text say_truth(const Diags *diags, Arena *arena, const CaseVariable *variable) {
  if (variable->value == 1)
    return variable->written;
  bool one_word = text_find(variable->written, TEXT(" "), 0) >= variable->written.length;
  return arena_format(arena, one_word ? diag_words(diags, "not %.*s")
                                      : diag_words(diags, "not (%.*s)"),
                      TEXT_PRINT(variable->written));
}

Text cases_say(const Cases *cases) {
  Arena *arena = cases->scope->checker->arena;
  const Diags *diags = cases->scope->checker->diags;
  Text said = TEXT("");
  for (size_t i = 0; i < cases->variables.count; i++) {
    const CaseVariable *variable = &cases->variables.items[i];
    Text one = variable->codes
                   ? arena_format(arena, diag_words(diags, "%.*s is %.*s"),
                                  TEXT_PRINT(variable->written),
                                  TEXT_PRINT(variable->codes->codes[variable->value].name))
                   : say_truth(diags, arena, variable);
    said = arena_format(arena, "%.*s%s%.*s", TEXT_PRINT(said), i ? diag_words(diags, " and ") : "",
                        TEXT_PRINT(one));
  }
  return said;
}
