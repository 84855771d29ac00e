/* The facts of the record judged that a term's value hangs on. */
#include "interp/check/term_walk.h"
#include "interp/plan/plan.h"

typedef struct {
  Arena      *arena;
  PlanFields *fields;
  unsigned    calls;              /* definitions gone into, as deep as they call each other */
  bool        own;                /* nothing but facts of the record, so far */
} Walk;

enum { MOST_CALLS = 64 };

static void add_field(Walk *walk, const FieldType *field) {
  for (size_t i = 0; i < walk->fields->count; i++)
    if (walk->fields->items[i] == field)
      return;
  LIST_ADD(walk->arena, walk->fields, const FieldType *, field);
}

static bool is_plain(const FieldType *field) {
  switch (field->type.kind) {
    case TYPE_TRUTH: case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
    case TYPE_DATE: case TYPE_MOMENT: case TYPE_DURATION: case TYPE_TEXT: case TYPE_CODE:
    case TYPE_BODY:
      return true;
    case TYPE_UNKNOWN: case TYPE_RECORD: case TYPE_LIST:
      break;
  }
  return false;
}

static bool visit(void *context, const Term *term);

static void visit_field(Walk *walk, const Term *term) {
  bool own = term->as.field.object->kind == TERM_SUBJECT && is_plain(term->as.field.field);
  walk->own &= own;
  if (own)
    add_field(walk, term->as.field.field);
}

static void visit_call(Walk *walk, const Define *define) {
  walk->own &= !define->argument_count && ++walk->calls <= MOST_CALLS;
  if (walk->own)
    term_walk(define->value, visit, walk);
}

static bool visit(void *context, const Term *term) {
  Walk *walk = context;
  switch (term->kind) {
    case TERM_FIELD:
      visit_field(walk, term);
      return false;
    case TERM_CALL:
      visit_call(walk, term->as.call.define);
      return false;
    case TERM_BUILTIN: case TERM_GRID: case TERM_LOOKUP: case TERM_GOVERNING:
      walk->fields->dated = true;
      return walk->own;
    case TERM_CONSTANT: case TERM_PENDING: case TERM_PARAMETER: case TERM_NOT: case TERM_NEGATE:
    case TERM_BINARY: case TERM_MEMBERSHIP: case TERM_STATE: case TERM_RANGE: case TERM_IF:
    case TERM_ROUND:
      return walk->own;
    case TERM_ERROR: case TERM_SUBJECT: case TERM_VARIABLE: case TERM_RESULT: case TERM_EARLIER:
    case TERM_STATE_OF_AMOUNT: case TERM_STANDS: case TERM_WINDOW: case TERM_ELAPSED:
    case TERM_ROLL: case TERM_QUANTIFIED: case TERM_AGGREGATE: case TERM_APPORTION:
    case TERM_BUDGET: case TERM_SHARE: case TERM_TARGET: case TERM_CONTROL: case TERM_EXCEPTED:
      break;
  }
  walk->own = false;
  return false;
}

bool plan_fields(Arena *arena, const Term *term, PlanFields *fields) {
  Walk walk = { .arena = arena, .fields = fields, .own = true };
  term_walk(term, visit, &walk);
  return walk.own;
}
