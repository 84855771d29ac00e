/* make_terms.h - a small model and terms made by hand, for tests of the evaluator.
 *
 * Include it in one test program: it holds the arena, the model and the record judged.
 * Fields are made in the order of world_field calls, before world_start. */
#ifndef ANSLAG_TESTS_UNIT_MAKE_TERMS_H
#define ANSLAG_TESTS_UNIT_MAKE_TERMS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "interp/eval/eval.h"

#include <string.h>

enum { WORLD_FIELDS = 32 };

typedef struct {
  Memory     memory;
  Arena      arena;
  Sources    sources;
  Diags      diags;
  Model      model;
  RecordType type;             /* of the record judged */
  FieldType  fields[WORLD_FIELDS];
  Value      values[WORLD_FIELDS];
  Record     record;
  Decision   decision;
  Currency   currency;
  Evaluator *evaluator;
} World;

static inline void world_init(World *world) {
  memset(world, 0, sizeof *world);
  arena_init(&world->arena, &world->memory);
  sources_init(&world->sources, &world->arena);
  diags_init(&world->diags, &world->arena, &world->sources);
  world->currency = (Currency){ TEXT("SEK"), TEXT("kr"), 2, 100 };
  world->type = (RecordType){ .name = TEXT("application"), .fields = world->fields,
                              .key_count = 1, .name_field = -1 };
  world->record = (Record){ .type = &world->type, .fields = world->values };
  world->model.most_slots = 8;
}

static inline const FieldType *world_field(World *world, const char *name, Type type,
                                           Value value) {
  size_t index = world->type.count++;
  world->fields[index] = (FieldType){ .index = index, .name = text_from(name), .type = type,
                                      .key = index == 0 };
  world->values[index] = value;
  return &world->fields[index];
}

static inline void world_start(World *world, const EvalOptions *options) {
  world->evaluator = evaluator_new(&world->arena, &world->model, NULL, options, &world->diags);
  evaluator_subject(world->evaluator, &world->record, &world->decision, NULL, &world->arena);
}

static inline void world_end(World *world) {
  arena_free(&world->arena);
  assert_int_equal(world->memory.blocks, 0);
}

/* ---- types and values ---------------------------------------------------------- */

static inline Type of(TypeKind kind) {
  return (Type){ .kind = kind };
}

static inline Fraction fraction(int64_t numerator, int64_t denominator) {
  Fraction result = fraction_from(0);
  assert_true(fraction_make(numerator, denominator, &result));
  return result;
}

static inline Value money(int64_t minor) {
  return value_number(TYPE_MONEY, fraction_from(minor));
}

static inline Value day(int year, int month, int number) {
  Date date = 0;
  assert_true(date_make(year, month, number, &date));
  return value_date(date);
}

static inline Value period(int64_t months, int64_t days, int64_t working_days) {
  return (Value){ .state = VALUE_KNOWN, .kind = TYPE_DURATION,
                  .as.duration = { months, days, working_days } };
}

/* ---- terms ------------------------------------------------------------------------- */

static inline Term *make(World *world, TermKind kind, Type type) {
  Term *term = arena_new(&world->arena, Term);
  *term = (Term){ .kind = kind, .height = 1, .type = type };
  return term;
}

static inline const Term *constant(World *world, Value value) {
  Term *term = make(world, TERM_CONSTANT, of(value.kind));
  term->as.constant = value;
  return term;
}

static inline const Term *truth(World *world, bool yes) {
  return constant(world, value_truth(yes));
}

static inline const Term *whole(World *world, int64_t number) {
  return constant(world, value_integer(number));
}

static inline const Term *field(World *world, const FieldType *type) {
  Term *term = make(world, TERM_FIELD, type->type);
  term->as.field.object = make(world, TERM_SUBJECT, of(TYPE_RECORD));
  term->as.field.field = type;
  return term;
}

static inline const Term *field_of(World *world, const Term *object, const FieldType *type) {
  Term *term = make(world, TERM_FIELD, type->type);
  term->as.field.object = object;
  term->as.field.field = type;
  return term;
}

static inline const Term *variable(World *world, unsigned slot, Type type) {
  Term *term = make(world, TERM_VARIABLE, type);
  term->as.variable.slot = slot;
  return term;
}

static inline Term *binary(World *world, BinaryOp op, TypeKind kind, const Term *left,
                           const Term *right) {
  Term *term = make(world, TERM_BINARY, of(kind));
  term->as.binary.op = op;
  term->as.binary.left = left;
  term->as.binary.right = right;
  return term;
}

static inline const Term *both(World *world, const Term *left, const Term *right) {
  return binary(world, BINARY_AND, TYPE_TRUTH, left, right);
}

static inline const Term *either(World *world, const Term *left, const Term *right) {
  return binary(world, BINARY_OR, TYPE_TRUTH, left, right);
}

static inline const Term *compare(World *world, BinaryOp op, const Term *left,
                                  const Term *right) {
  return binary(world, op, TYPE_TRUTH, left, right);
}

static inline const Term *negation(World *world, const Term *operand) {
  Term *term = make(world, TERM_NOT, of(TYPE_TRUTH));
  term->as.unary.operand = operand;
  return term;
}

static inline const Term *choice(World *world, TypeKind kind, const Term *condition,
                                 const Term *then, const Term *otherwise) {
  Term *term = make(world, TERM_IF, of(kind));
  term->as.choice.condition = condition;
  term->as.choice.then = then;
  term->as.choice.otherwise = otherwise;
  return term;
}

static inline Term *builtin(World *world, Builtin which, TypeKind kind, size_t count,
                            const Term *first, const Term *second, const Term *third) {
  Term *term = make(world, TERM_BUILTIN, of(kind));
  const Term **arguments = arena_array(&world->arena, const Term *, 3);
  arguments[0] = first;
  arguments[1] = second;
  arguments[2] = third;
  term->as.builtin.builtin = which;
  term->as.builtin.arguments = arguments;
  term->as.builtin.count = count;
  return term;
}

/* 1 / 0 as a truth: an error wherever its value is needed. */
static inline const Term *broken(World *world) {
  const Term *quotient = binary(world, BINARY_DIVIDE, TYPE_DECIMAL, whole(world, 1),
                                whole(world, 0));
  return compare(world, BINARY_EQUAL, quotient, whole(world, 1));
}

/* ---- what is expected ----------------------------------------------------------------- */

static inline void expect_truth(World *world, const Term *term, bool yes) {
  Value value = evaluate(world->evaluator, term);
  assert_int_equal(value.state, VALUE_KNOWN);
  assert_int_equal(value.as.truth, yes);
}

static inline void expect_state(World *world, const Term *term, ValueState state) {
  assert_int_equal(evaluate(world->evaluator, term).state, state);
}

static inline void expect_number(World *world, const Term *term, int64_t numerator,
                                 int64_t denominator) {
  Value value = evaluate(world->evaluator, term);
  assert_int_equal(value.state, VALUE_KNOWN);
  assert_int_equal(fraction_compare(value.as.number, fraction(numerator, denominator)), 0);
}

static inline void expect_date(World *world, const Term *term, int year, int month, int number) {
  Value value = evaluate(world->evaluator, term);
  assert_int_equal(value.state, VALUE_KNOWN);
  assert_int_equal(value.as.date, day(year, month, number).as.date);
}

static inline void expect_error(World *world, const Term *term, const char *message) {
  Value value = evaluate(world->evaluator, term);
  assert_int_equal(value.state, VALUE_ERROR);
  assert_true(text_is(value.as.error->message, message));
}

/* The paths of the facts asked for, joined by a comma; "?" behind those that are `possibly`. */
static inline const char *asked(World *world, const Term *test, Value *verdict) {
  AskList asks = { 0 };
  Value value = evaluate_verdict(world->evaluator, test, &asks);
  Text joined = TEXT("");
  if (verdict)
    *verdict = value;
  for (size_t i = 0; i < asks.count; i++)
    joined = arena_format(&world->arena, "%.*s%s%.*s%s", TEXT_PRINT(joined), i ? "," : "",
                          TEXT_PRINT(asks.items[i].path), asks.items[i].possibly ? "?" : "");
  return arena_text(&world->arena, joined).bytes;
}

#endif
