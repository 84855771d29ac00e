/* The parts a verdict is composed of: and, or, not, every, some, if, definitions, exceptions. */
#include "interp/eval/evaluator.h"

enum { MOST_ELEMENTS = 20, MOST_PARTS = 400 };

typedef struct {
  Evaluator *evaluator;
  TestParts  *parts;
} Walk;

static void walk_parts(Walk *walk, const Term *term, unsigned depth, Value whole);

static bool same_verdict(Value a, Value b) {
  return a.state == b.state && (a.state != VALUE_KNOWN || a.as.truth == b.as.truth);
}

static bool is_connective(const Term *term, BinaryOp op) {
  return term->kind == TERM_BINARY && term->as.binary.op == op;
}

static bool is_composed(const Term *term) {
  switch (term->kind) {
    case TERM_BINARY:
      return is_connective(term, BINARY_AND) || is_connective(term, BINARY_OR);
    case TERM_NOT:        return is_composed(term->as.unary.operand);
    case TERM_QUANTIFIED: return term->as.quantified.satisfies || term->as.quantified.where;
    case TERM_CALL:       return term->as.call.define->value->type.kind == TYPE_TRUTH;
    case TERM_IF:         return term->type.kind == TYPE_TRUTH;
    case TERM_EXCEPTED:   return term->type.kind == TYPE_TRUTH;
    default:
      return false;
  }
}

/* One part, and those within it. */
static void add_part(Walk *walk, const Term *term, unsigned depth, Text name, Value verdict,
                     bool decides) {
  Arena *batch = walk->evaluator->batch;
  if (walk->parts->count >= MOST_PARTS)
    return;
  size_t place = walk->parts->count;
  LIST_ADD(batch, walk->parts, TestPart,
           (TestPart){ .depth = depth, .term = term, .name = name, .verdict = verdict,
                   .decides = decides, .whole = !is_composed(term) });
  LeafList leaves = { NULL, 0, 0 };
  if (is_composed(term))
    walk_parts(walk, term, depth + 1, verdict);
  else
    evaluate_leaves(walk->evaluator, term, &leaves);
  walk->parts->items[place].leaves = leaves;
}

static void add_plain(Walk *walk, const Term *term, unsigned depth, Value whole) {
  Value verdict = evaluate(walk->evaluator, term);
  add_part(walk, term, depth, TEXT_NONE, verdict, same_verdict(verdict, whole));
}

/* a and b and c: three parts of one depth. */
static void walk_chain(Walk *walk, const Term *term, BinaryOp op, unsigned depth, Value whole) {
  if (!is_connective(term, op)) {
    add_plain(walk, term, depth, whole);
    return;
  }
  walk_chain(walk, term->as.binary.left, op, depth, whole);
  walk_chain(walk, term->as.binary.right, op, depth, whole);
}

static void walk_not(Walk *walk, const Term *term, unsigned depth, Value whole) {
  Value inner = whole.state == VALUE_KNOWN ? value_truth(!whole.as.truth) : whole;
  walk_parts(walk, term->as.unary.operand, depth, inner);
}

static void walk_choice(Walk *walk, const Term *term, unsigned depth, Value whole) {
  Value condition = evaluate(walk->evaluator, term->as.choice.condition);
  add_part(walk, term->as.choice.condition, depth, TEXT_NONE, condition, true);
  if (!logic_is(condition, false))
    add_plain(walk, term->as.choice.then, depth, whole);
  if (!logic_is(condition, true))
    add_plain(walk, term->as.choice.otherwise, depth, whole);
}

/* What the definition says, in its own words. */
static void walk_call(Walk *walk, const Term *term, unsigned depth, Value whole) {
  const Define *define = term->as.call.define;
  Scope scope;
  Value error;
  if (!evaluate_enter(walk->evaluator, term, &scope, &error))
    return;
  if (is_composed(define->value))
    walk_parts(walk, define->value, depth, whole);
  else
    add_part(walk, define->value, depth, define->name, whole, true);
  evaluate_leave(walk->evaluator, &scope);
}

static void walk_excepted(Walk *walk, const Term *term, unsigned depth, Value whole) {
  const Exception *exception =
      evaluate_exception(walk->evaluator, term->as.excepted.exceptions);
  if (exception)
    add_part(walk, exception->value, depth, exception->name, whole, true);
  else
    add_plain(walk, term->as.excepted.general, depth, whole);
}

/* ---- elements of a list ----------------------------------------------------------------- */

/* "applicants[3]"; of a table "organisation[3]". */
static Text element_name(Walk *walk, const TermDomain *domain) {
  Arena *batch = walk->evaluator->batch;
  Value element = walk->evaluator->scope->slots[domain->slot].value;
  Text of = domain->list && domain->list->kind == TERM_FIELD ? domain->list->as.field.field->name
            : domain->all                                    ? domain->all->name
                                                             : TEXT_NONE;
  if (element.state != VALUE_KNOWN)
    return of;
  Text key = element.kind == TYPE_RECORD ? record_key_text(batch, element.as.record)
                                         : value_plain(batch, element);
  return arena_format(batch, "%.*s[%.*s]", TEXT_PRINT(of), TEXT_PRINT(key));
}

static void walk_elements(Walk *walk, const Term *term, unsigned depth, Value whole) {
  const TermDomain *domain = &term->as.quantified.domain;
  const Term *asked = term->as.quantified.satisfies ? term->as.quantified.satisfies
                                                    : term->as.quantified.where;
  Elements elements;
  lists_start(walk->evaluator, term, domain, &elements);
  for (size_t told = 0; told < MOST_ELEMENTS && lists_next(walk->evaluator, &elements);) {
    Value verdict = lists_element(walk->evaluator, term);
    if (whole.state == VALUE_KNOWN ? !same_verdict(verdict, whole)
                                   : verdict.state == VALUE_KNOWN)
      continue;
    add_part(walk, asked, depth, element_name(walk, domain), verdict, true);
    told++;
  }
}

static void walk_parts(Walk *walk, const Term *term, unsigned depth, Value whole) {
  switch (term->kind) {
    case TERM_BINARY:     walk_chain(walk, term, term->as.binary.op, depth, whole); return;
    case TERM_NOT:        walk_not(walk, term, depth, whole); return;
    case TERM_QUANTIFIED: walk_elements(walk, term, depth, whole); return;
    case TERM_CALL:       walk_call(walk, term, depth, whole); return;
    case TERM_IF:         walk_choice(walk, term, depth, whole); return;
    case TERM_EXCEPTED:   walk_excepted(walk, term, depth, whole); return;
    default:
      return;
  }
}

void evaluate_parts(Evaluator *evaluator, const Term *test, TestParts *parts) {
  Walk walk = { .evaluator = evaluator, .parts = parts };
  if (is_composed(test))
    walk_parts(&walk, test, 0, evaluate(evaluator, test));
}
