/* Ladders: steps that are taken in order, and the one to take next.
 *
 * The step to take next is a definition made of ordinary terms, one choice inside the other:
 *   if not (a step from this one on has been taken) and when then THIS else …
 * so that it is evaluated, asked for and explained as any other value is. */
#include "interp/check/checker.h"

enum { STEPS_MOST = 64 };

/* ---- the steps as a codelist --------------------------------------------------------- */

void ladder_make_codes(ModuleScope *module, Symbol *symbol) {
  Checker *checker = module->checker;
  Codelist *codelist = symbol->as.codelist;
  size_t count = symbol->decl->as.ladder.steps.count;
  Map names;
  map_init(&names, checker->arena);
  codelist->codes = arena_array(checker->arena, Code, count + 1);
  for (size_t i = 0; i < count; i++) {
    const LadderStep *step = &symbol->decl->as.ladder.steps.items[i];
    Code *code = &codelist->codes[codelist->count];
    *code = (Code){ .codelist = codelist, .index = codelist->count, .name = step->name.text,
                    .title = step->label.text, .span = step->name.span };
    const Code *other = map_get(&names, step->name.text);
    if (!other) {
      map_add(&names, step->name.text, code);
      codelist->count++;
      continue;
    }
    diag_report(checker->diags, DIAG_DUPLICATE_NAME, step->name.span,
                "step \"%.*s\" is declared twice", TEXT_PRINT(step->name.text));
    diag_label(checker->diags, other->span, "first declared here");
  }
}

/* ---- what has been taken ------------------------------------------------------------- */

static const FieldType *field_of_codes(const RecordType *record, const Codelist *codes) {
  for (size_t i = 0; i < record->count; i++)
    if (record->fields[i].type.kind == TYPE_CODE && record->fields[i].type.codes == codes)
      return &record->fields[i];
  return NULL;
}

/* A list of records that each hold a step. */
static const FieldType *list_of_steps(const RecordType *record, const Codelist *codes,
                                      const FieldType **step) {
  for (size_t i = 0; i < record->count; i++) {
    const Type *type = &record->fields[i].type;
    if (type->kind != TYPE_LIST || type->element->kind != TYPE_RECORD)
      continue;
    *step = field_of_codes(type->element->record, codes);
    if (*step)
      return &record->fields[i];
  }
  *step = NULL;
  return NULL;
}

static const FieldType *reason_field(const RecordType *record) {
  for (size_t i = 0; i < record->count; i++)
    if (record->fields[i].type.kind == TYPE_TEXT &&
        word_is(record->fields[i].name, "reason", "skäl"))
      return &record->fields[i];
  return NULL;
}

static bool find_taken(Checker *checker, Ladder *ladder) {
  const RecordType *subject = ladder->subject;
  ladder->taken = list_of_steps(subject, ladder->codes, &ladder->step);
  if (!ladder->taken)
    ladder->taken = field_of_codes(subject, ladder->codes);
  if (ladder->step)
    ladder->reason = reason_field(ladder->taken->type.element->record);
  if (ladder->taken)
    return true;
  diag_report(checker->diags, DIAG_LADDER, ladder->span,
              "record \"%.*s\" does not say which steps of \"%.*s\" have been taken",
              TEXT_PRINT(subject->name), TEXT_PRINT(ladder->name));
  diag_label(checker->diags, subject->span, "the record");
  diag_help(checker->diags, "give it a field of the ladder's name as its type, the last step "
            "taken: last_step %.*s optional\nor a list of records that have such a field",
            TEXT_PRINT(ladder->name));
  return false;
}

/* ---- terms --------------------------------------------------------------------------- */

static const Term *truth(const Scope *scope, const Expr *expr, BinaryOp op, const Term *left,
                         const Term *right) {
  return term_binary(scope, expr, type_of_kind(TYPE_TRUTH), op, left, right);
}

static const Term *field_of(const Scope *scope, const Term *object, const FieldType *field) {
  Term *term = term_new(scope, TERM_FIELD, NULL, field->type);
  term->as.field.object = object;
  term->as.field.field = field;
  term_holds(scope, term, object);
  return term;
}

/* `held in (this step, … the last)`; of an optional field, where it is given. */
static const Term *is_from(const Scope *scope, const Ladder *ladder, const Term *held,
                           size_t from) {
  size_t count = ladder->steps.count - from;
  const Term **items = arena_array(scope->checker->arena, const Term *, count);
  for (size_t i = 0; i < count; i++)
    items[i] = term_constant(scope, NULL, held->type,
                             value_code(ladder->steps.items[from + i].code));
  Term *among = term_new(scope, TERM_MEMBERSHIP, NULL, type_of_kind(TYPE_TRUTH));
  among->as.membership.value = held;
  among->as.membership.items = items;
  among->as.membership.count = count;
  term_holds(scope, among, held);
  if (!held->as.field.field->optional)
    return among;
  Term *given = term_new(scope, TERM_STATE, NULL, type_of_kind(TYPE_TRUTH));
  given->as.state.value = held;
  given->as.state.test = STATE_TEST_GIVEN;
  term_holds(scope, given, held);
  return truth(scope, NULL, BINARY_AND, given, among);
}

/* Has this step, or one above it, been taken? */
static const Term *taken_from(const Scope *scope, const Ladder *ladder, const Term *record,
                              size_t from) {
  const Term *taken = field_of(scope, record, ladder->taken);
  if (!ladder->step)
    return is_from(scope, ladder, taken, from);
  unsigned slot;
  Scope inner = scope_with_variable(scope, (Name){ SPAN_NONE, TEXT_NONE },
                                    *ladder->taken->type.element, &slot);
  Term *each = term_new(scope, TERM_VARIABLE, NULL, *ladder->taken->type.element);
  each->as.variable.slot = slot;
  Term *some = term_new(scope, TERM_QUANTIFIED, NULL, type_of_kind(TYPE_TRUTH));
  some->as.quantified.kind = QUANTIFIED_SOME;
  some->as.quantified.domain = (TermDomain){ .slot = slot, .list = taken };
  some->as.quantified.satisfies = is_from(&inner, ladder,
                                          field_of(&inner, each, ladder->step), from);
  term_holds(scope, some, taken);
  term_holds(scope, some, some->as.quantified.satisfies);
  return some;
}

/* The first step from `from` on that has not been taken nor passed, and whose `when` holds. */
static const Term *next_step(const Scope *scope, const Ladder *ladder, const Term *record) {
  Type type = { .kind = TYPE_CODE, .codes = ladder->codes };
  const Term *next = term_constant(scope, NULL, type, value_none(TYPE_CODE));
  for (size_t i = ladder->steps.count; i-- > 0;) {
    const ModelStep *step = &ladder->steps.items[i];
    Term *open = term_new(scope, TERM_NOT, NULL, type_of_kind(TYPE_TRUTH));
    open->as.unary.operand = taken_from(scope, ladder, record, i);
    term_holds(scope, open, open->as.unary.operand);
    Term *choice = term_new(scope, TERM_IF, NULL, type);
    choice->as.choice.condition = step->when ? truth(scope, NULL, BINARY_AND, open, step->when)
                                             : open;
    choice->as.choice.then = term_constant(scope, NULL, type, value_code(step->code));
    choice->as.choice.otherwise = next;
    term_holds(scope, choice, choice->as.choice.condition);
    term_holds(scope, choice, next);
    next = choice;
  }
  return next;
}

/* ---- the whole ----------------------------------------------------------------------- */

static void check_step(const Scope *scope, Ladder *ladder, const LadderStep *written,
                       const Code *code) {
  ModelStep step = { .code = code, .span = written->name.span };
  const Term *when = written->when ? term_truth(scope, written->when) : NULL;
  step.when = when && term_failed(when) ? NULL : when;
  Scope inner = scope_where(scope, step.when, true);
  if (written->due) {
    const Term *due = term_of_kind(&inner, written->due, TYPE_DATE, "the day a step is due");
    step.due = term_failed(due) ? NULL : due;
  }
  step.bases = bases_check(scope->module, &written->bases, NULL);
  LIST_ADD(scope->checker->arena, &ladder->steps, ModelStep, step);
}

static void check_steps(const Scope *scope, Ladder *ladder, const Decl *decl) {
  size_t code = 0;
  for (size_t i = 0; i < decl->as.ladder.steps.count; i++) {
    const LadderStep *written = &decl->as.ladder.steps.items[i];
    bool declared = code < ladder->codes->count &&
                    text_equal(ladder->codes->codes[code].name, written->name.text);
    if (declared)
      check_step(scope, ladder, written, &ladder->codes->codes[code++]);
  }
  if (ladder->steps.count > STEPS_MOST)
    diag_report(scope->checker->diags, DIAG_TOO_MANY, ladder->span,
                "a ladder has at most %d steps", STEPS_MOST);
}

/* The record's fields stand bare in `when` and `due`: they are those of the argument. */
static Scope scope_of_ladder(ModuleScope *module, const Ladder *ladder, Define *define) {
  Scope scope = scope_of_record(module, ladder->subject);
  Term *record = arena_new(module->checker->arena, Term);
  *record = (Term){ .kind = TERM_VARIABLE, .height = 1, .type = type_of_record(ladder->subject) };
  record->as.variable.name = ladder->subject->name;
  scope.subject_term = record;
  scope.next_slot = 1;
  scope.governing = true;
  scope.most_slots = &define->slots;
  define->slots = 1;
  if (module->checker->model->most_slots < 1)
    module->checker->model->most_slots = 1;
  return scope;
}

static const Term *subject_of(Checker *checker, const RecordType *record) {
  Term *subject = arena_new(checker->arena, Term);
  *subject = (Term){ .kind = TERM_SUBJECT, .height = 1, .type = type_of_record(record) };
  return subject;
}

static const Term *call_of(const Scope *scope, const Expr *expr, const Ladder *ladder,
                           const Term *object) {
  const Term **arguments = arena_array(scope->checker->arena, const Term *, 1);
  arguments[0] = object;
  Term *term = term_new(scope, TERM_CALL, expr, ladder->proposal->type);
  term->as.call.define = ladder->proposal;
  term->as.call.arguments = arguments;
  term_holds(scope, term, object);
  term_holds(scope, term, ladder->proposal->value);
  return term;
}

static Ladder *make_ladder(ModuleScope *module, Symbol *symbol, const RecordType *subject) {
  Checker *checker = module->checker;
  const Decl *decl = symbol->decl;
  Name name = { symbol->span, symbol->name };
  const Symbol *codes = symbol_find(module, SPACE_TYPE, name);
  if (!codes || codes->kind != SYMBOL_CODELIST || codes->decl != decl)
    return NULL;                          /* another of its name: reported */
  Ladder *ladder = arena_new(checker->arena, Ladder);
  *ladder = (Ladder){ .name = symbol->name, .title = decl->label.text, .span = symbol->span,
                      .subject = subject, .codes = codes->as.codelist };
  Type *argument = arena_new(checker->arena, Type);
  *argument = type_of_record(subject);
  Define *define = arena_new(checker->arena, Define);
  *define = (Define){ .name = symbol->name, .title = ladder->title, .span = symbol->span,
                      .type = { .kind = TYPE_CODE, .codes = ladder->codes },
                      .argument_count = 1, .arguments = argument, .may_be_none = true };
  Scope scope = scope_of_ladder(module, ladder, define);
  check_steps(&scope, ladder, decl);
  if (!find_taken(checker, ladder) || ladder->steps.count > STEPS_MOST)
    return NULL;
  define->value = next_step(&scope, ladder, scope.subject_term);
  ladder->proposal = define;
  ladder->next = call_of(&scope, NULL, ladder, subject_of(checker, subject));
  return ladder;
}

static Ladder *ladder_understand(Checker *checker, Symbol *symbol, Span used) {
  if (symbol->progress == PROGRESS_DONE)
    return symbol->as.ladder;
  if (trail_enter(checker, symbol, used))
    return NULL;
  const Symbol *record = symbol_need(symbol->module, SYMBOL_RECORD,
                                     symbol->decl->as.ladder.record);
  Ladder *ladder = record ? make_ladder(symbol->module, symbol, record->as.record) : NULL;
  trail_leave(checker, symbol);
  symbol->progress = PROGRESS_DONE;
  symbol->as.ladder = ladder;
  if (ladder)
    LIST_ADD(checker->arena, &checker->model->ladders, Ladder *, ladder);
  return ladder;
}

/* Its own, or those of its steps. */
static bool has_basis(const Decl *decl) {
  bool has = decl->bases.count > 0;
  for (size_t i = 0; i < decl->as.ladder.steps.count; i++)
    has |= decl->as.ladder.steps.items[i].bases.count > 0;
  return has;
}

static void check_ladder(ModuleScope *module, Symbol *symbol) {
  Ladder *ladder = ladder_understand(module->checker, symbol, symbol->span);
  ModelBases bases = bases_check(module, &symbol->decl->bases, NULL);
  if (!has_basis(symbol->decl))
    bases_need(module, &symbol->decl->bases, symbol->span, "ladder", symbol->decl->name);
  if (ladder)
    ladder->bases = bases;
}

void ladders_check(Checker *checker) {
  symbols_each(checker, SYMBOL_LADDER, check_ladder);
}

/* ---- as a value ---------------------------------------------------------------------- */

static const Term *report_record(const Scope *scope, const Expr *expr, const Ladder *ladder) {
  Diags *diags = scope->checker->diags;
  diag_report(diags, DIAG_WRONG_TYPE, expr->span, "ladder \"%.*s\" is of record \"%.*s\"",
              TEXT_PRINT(ladder->name), TEXT_PRINT(ladder->subject->name));
  diag_label(diags, ladder->span, "declared here");
  diag_help(diags, "name the record in parentheses: %.*s(NAME)", TEXT_PRINT(ladder->name));
  return term_error(scope, expr);
}

const Term *ladder_term(const Scope *scope, const Expr *expr, Symbol *symbol,
                        const Term *object) {
  const Ladder *ladder = ladder_understand(scope->checker, symbol, expr->span);
  if (!ladder || (object && term_failed(object)))
    return term_error(scope, expr);
  if (!object && scope->subject == ladder->subject)
    object = scope->subject_term;
  if (object && object->type.kind == TYPE_UNKNOWN)
    return term_error(scope, expr);
  if (!object || object->type.kind != TYPE_RECORD || object->type.record != ladder->subject)
    return report_record(scope, expr, ladder);
  if (scope->subject_read && object == scope->subject_term)
    *scope->subject_read = true;
  return call_of(scope, expr, ladder, object);
}
