/* The evaluator itself: its life, the dispatch over terms, scopes, parameters. */
#include "interp/eval/evaluator.h"

enum { DEFAULT_STEPS = 10000000 };

/* ---- its life ------------------------------------------------------------------ */

static void report_parameter(Evaluator *evaluator, const Parameter *parameter) {
  Value value = evaluator_parameter(evaluator, parameter);
  if (value.state != VALUE_ERROR)
    return;
  Span span = value.as.error->span.file ? value.as.error->span : parameter->span;
  Text message = value.as.error->message;
  diag_report(evaluator->diags, DIAG_PARAMETER_ERROR, span,
              "parameter \"%.*s\" cannot be computed: %.*s", TEXT_PRINT(parameter->name),
              TEXT_PRINT(message));
  if (parameter->span.file && parameter->span.start != span.start)
    diag_label(evaluator->diags, parameter->span, "declared here");
}

static void lay(Evaluator *evaluator, const Parameter *parameter, DatedTerm value) {
  LIST_ADD(evaluator->arena, &evaluator->parameters[parameter->index].layers, DatedTerm, value);
}

/* Its own values, then the amendments', then the settings, each over those before (X5). */
static void start_parameters(Evaluator *evaluator, const ModelSettings *settings) {
  const Model *model = evaluator->model;
  const Days always = { DATE_FIRST, DATE_LAST };
  evaluator->parameters =
      arena_array(evaluator->arena, ParameterValue, model->parameters.count + 1);
  for (size_t i = 0; i < model->parameters.count; i++) {
    const Parameter *parameter = model->parameters.items[i];
    for (size_t j = 0; j < parameter->values.count; j++)
      lay(evaluator, parameter, parameter->values.items[j]);
    if (parameter->values.count == 0 && parameter->value)
      lay(evaluator, parameter, (DatedTerm){ .days = always, .value = parameter->value });
  }
  for (size_t i = 0; settings && i < settings->count; i++) {
    const ModelSetting *setting = &settings->items[i];
    if (setting->cell)
      continue;
    for (const Parameter *each = setting->parameter; each; each = each->also)
      lay(evaluator, each, (DatedTerm){ .days = setting->dated ? setting->days : always,
                                        .value = setting->value });
  }
  lookup_set_cells(evaluator, settings);
  for (size_t i = 0; i < model->parameters.count; i++)
    report_parameter(evaluator, model->parameters.items[i]);
}

Evaluator *evaluator_new(Arena *arena, const Model *model, const ModelSettings *settings,
                         const EvalOptions *options, Diags *diags) {
  Evaluator *evaluator = arena_new(arena, Evaluator);
  *evaluator = (Evaluator){ .arena = arena, .batch = arena, .model = model, .diags = diags };
  if (options)
    evaluator->options = *options;
  evaluator->most_steps =
      evaluator->options.most_steps ? evaluator->options.most_steps : DEFAULT_STEPS;
  evaluator->top.slots = arena_array(arena, Slot, (size_t)model->most_slots + 1);
  evaluator->scope = &evaluator->top;
  calendar_start(evaluator);
  start_parameters(evaluator, settings);
  return evaluator;
}

void evaluator_subject(Evaluator *evaluator, const Record *record, const Decision *decision,
                       const RecordSource *source, Arena *batch) {
  evaluator->subject = record;
  evaluator->decision = decision;
  evaluator->source = source;
  evaluator->batch = batch ? batch : evaluator->arena;
  evaluator->governed = NULL;
  evaluator->clock = (Clock){ .set = false };
  evaluator->date_wanted = false;
  evaluator->results = (Results){ 0 };
  evaluator->scope = &evaluator->top;
  evaluator->calls = evaluator->depth = 0;
  evaluator->steps = 0;
  evaluator->assumed = NULL;
  evaluator->assumed_count = 0;
}

void evaluator_results(Evaluator *evaluator, const Results *results) {
  evaluator->results = *results;
}

void evaluator_governed_by(Evaluator *evaluator, const Term *governed) {
  evaluator->governed = governed;
  evaluator->date_wanted = false;
}

bool evaluator_wants_as_of(const Evaluator *evaluator) {
  return evaluator->date_wanted;
}

bool evaluator_run_date(const Evaluator *evaluator, Date *date) {
  *date = evaluator->options.as_of;
  return evaluator->options.has_as_of;
}

_Noreturn void evaluator_need_as_of(Evaluator *evaluator, Span span) {
  Text key = evaluator->subject ? record_key_text(evaluator->batch, evaluator->subject) : TEXT("");
  diag_report(evaluator->diags, DIAG_RUN_DATE_NEEDED, span,
              "for record %.*s the date that governs this clause is not known, and the versions "
              "differ", TEXT_PRINT(key));
  diag_help(evaluator->diags, "say on which day you ask: --as-of 2026-01-31 (in a test: as of "
            "2026-01-31)");
  memory_stop(evaluator->arena->memory);
}

/* ---- errors and fuel -------------------------------------------------------------- */

Value evaluate_error(Evaluator *evaluator, Span span, const char *format, ...) {
  ValueError *error = arena_new(evaluator->batch, ValueError);
  error->span = span;
  va_list arguments;
  va_start(arguments, format);
  error->message = arena_format_list(evaluator->batch, model_words(evaluator->model, format),
                                     arguments);
  va_end(arguments);
  return value_error(error);
}

static void out_of_steps(Evaluator *evaluator, const Term *term) {
  if (evaluator->gives_up) {
    evaluator->gave_up = true;
    return;
  }
  Text key = evaluator->subject ? record_key_text(evaluator->batch, evaluator->subject) : TEXT("");
  Text name = evaluator->subject ? evaluator->subject->type->name
                                 : text_from(diag_words(evaluator->diags, "the parameters"));
  diag_report(evaluator->diags, DIAG_STEP_LIMIT, term->span,
              "judging %.*s%s%.*s takes more than %llu steps", TEXT_PRINT(name),
              key.length > 0 ? " " : "", TEXT_PRINT(key),
              (unsigned long long)evaluator->most_steps);
  diag_help(evaluator->diags, "list operations inside list operations multiply; "
                              "--max-steps raises the limit");
  memory_fail(evaluator->arena->memory, FAILURE_LIMIT);
}

void evaluate_charge(Evaluator *evaluator, const Term *term, uint64_t steps) {
  uint64_t before = evaluator->steps;
  evaluator->steps += steps;
  if (before / POLL_STEPS != evaluator->steps / POLL_STEPS)
    memory_poll(evaluator->arena->memory);
  if (evaluator->steps > evaluator->most_steps)
    out_of_steps(evaluator, term);
}

void evaluate_decided(const Evaluator *evaluator, Span span) {
  if (evaluator->options.decided && evaluator->assumed_count == 0)
    evaluator->options.decided(evaluator->options.decided_context, span);
}

bool evaluate_unsettled(Evaluator *evaluator, const Term *term, Value a, Value b, Value *result) {
  if (a.state == VALUE_KNOWN && b.state == VALUE_KNOWN)
    return false;
  if (a.state == VALUE_ERROR)
    *result = a;
  else if (b.state == VALUE_ERROR)
    *result = b;
  else if (a.state == VALUE_NONE || b.state == VALUE_NONE)
    *result = evaluate_error(evaluator, term->span, "there is no value here to compute with");
  else
    *result = value_unknown(term->type.kind);
  return true;
}

bool evaluate_incomparable(Evaluator *evaluator, const Term *term, Value a, Value b,
                           Value *result) {
  if (evaluate_unsettled(evaluator, term, a, b, result))
    return true;
  if (value_comparable(a, b))
    return false;
  *result = evaluate_error(evaluator, term->span,
                           "months, days and working days can't be compared with each other");
  return true;
}

/* ---- facts ------------------------------------------------------------------------- */

static Value assumed_fact(const Evaluator *evaluator, const Record *record,
                          const FieldType *field, Value unknown) {
  for (size_t i = 0; i < evaluator->assumed_count; i++) {
    const Assumption *assumed = &evaluator->assumed[i];
    if (assumed->field != field)
      continue;
    if (assumed->record == record || record_key_compare(assumed->record, record) == 0)
      return assumed->value;
  }
  return unknown;
}

/* A list without rows, or with too few (at least n), is unknown; optional, it is empty (V2). */
static Value list_fact(const FieldType *field, Value value) {
  size_t count = value.state == VALUE_KNOWN ? value.as.list.count : 0;
  if (value.state == VALUE_ERROR)
    return value;
  if (count == 0)
    return field->optional ? value_list(NULL, 0) : value_unknown(TYPE_LIST);
  return count < (uint64_t)field->at_least ? value_unknown(TYPE_LIST) : value;
}

Value evaluate_fact(Evaluator *evaluator, const Record *record, const FieldType *field) {
  Value value = record->fields[field->index];
  if (field->type.kind == TYPE_LIST)
    return list_fact(field, value);
  if (value.state != VALUE_UNKNOWN)
    return value;
  if (field->optional && !value_is_open(value))
    return value_none(field->type.kind);   /* an optional field is never unknown (V1) */
  value.kind = field->type.kind;
  return evaluator->assumed_count > 0 ? assumed_fact(evaluator, record, field, value) : value;
}

/* A field that could not be read, or a record that is not valid as a whole. */
static bool cannot_be_read(const Record *record, const FieldType *field) {
  for (size_t i = 0; i < record->faults.count; i++)
    if (!record->faults.items[i].field || record->faults.items[i].field == field)
      return true;
  return false;
}

static Value subject_value(const Evaluator *evaluator) {
  return evaluator->subject ? value_record(evaluator->subject) : value_unknown(TYPE_RECORD);
}

static Value field_value(Evaluator *evaluator, const Term *term) {
  const Term *object = term->as.field.object;
  Value owner = object ? evaluate(evaluator, object) : subject_value(evaluator);
  switch (owner.state) {
    case VALUE_ERROR:   return owner;
    case VALUE_UNKNOWN: return value_unknown(term->type.kind);
    case VALUE_NONE:    return value_none(term->type.kind);
    case VALUE_KNOWN:   break;
  }
  const Record *record = owner.as.record;
  if (record->faults.count > 0 && record != evaluator->subject &&
      cannot_be_read(record, term->as.field.field)) {
    Text name = record_name(evaluator->batch, record);
    return evaluate_error(evaluator, term->span, "%.*s \"%.*s\" cannot be read",
                          TEXT_PRINT(record->type->name), TEXT_PRINT(name));
  }
  return evaluate_fact(evaluator, record, term->as.field.field);
}

/* ---- scopes ------------------------------------------------------------------------- */

static Slot *take_frame(Evaluator *evaluator, unsigned slots) {
  unsigned level = evaluator->calls;
  if (evaluator->frame_rooms[level] < slots) {
    evaluator->frames[level] = arena_array(evaluator->arena, Slot, slots);
    evaluator->frame_rooms[level] = slots;
  }
  return evaluator->frames[level];
}

bool evaluate_open(Evaluator *evaluator, unsigned slots, Scope *scope) {
  if (evaluator->calls >= MOST_CALLS)
    return false;
  *scope = (Scope){ .slots = take_frame(evaluator, slots + 1), .caller = evaluator->scope };
  evaluator->scope = scope;
  evaluator->calls++;
  return true;
}

bool evaluate_enter(Evaluator *evaluator, const Term *call, Scope *scope, Value *error) {
  const Define *define = call->as.call.define;
  if (evaluator->calls >= MOST_CALLS) {
    *error = evaluate_error(evaluator, call->span, "definitions use each other too deeply");
    return false;
  }
  size_t count = define->argument_count;
  unsigned slots = define->slots > count ? define->slots : (unsigned)count;
  *scope = (Scope){ .slots = take_frame(evaluator, slots),
                    .arguments = call->as.call.arguments,
                    .argument_count = count,
                    .caller = evaluator->scope };
  evaluator->calls++;                     /* calls among the arguments take later frames */
  for (size_t i = 0; i < count; i++)
    scope->slots[i] = (Slot){ evaluate(evaluator, call->as.call.arguments[i]), NULL };
  evaluator->scope = scope;
  return true;
}

void evaluate_leave(Evaluator *evaluator, const Scope *scope) {
  evaluator->scope = scope->caller;
  evaluator->calls--;
}

static Value call_value(Evaluator *evaluator, const Term *term) {
  Scope scope;
  Value result;
  if (!evaluate_enter(evaluator, term, &scope, &result))
    return result;
  result = evaluate(evaluator, term->as.call.define->value);
  evaluate_leave(evaluator, &scope);
  return result;
}

/* ---- parameters, results, governing dates -------------------------------------------- */

Value evaluate_apart(Evaluator *evaluator, const Term *term, unsigned slots, const Value *first) {
  Scope scope;
  if (!evaluate_open(evaluator, slots, &scope))
    return evaluate_error(evaluator, term->span, "definitions use each other too deeply");
  const Record *subject = evaluator->subject;
  const Decision *decision = evaluator->decision;
  const Term *governed = evaluator->governed;
  Arena *batch = evaluator->batch;
  Clock clock = evaluator->clock;
  size_t assumed_count = evaluator->assumed_count;
  if (first)
    scope.slots[0] = (Slot){ *first, NULL };
  evaluator->subject = NULL;
  evaluator->decision = NULL;
  evaluator->governed = NULL;
  evaluator->clock = (Clock){ .set = false };
  evaluator->batch = evaluator->arena;
  evaluator->assumed_count = 0;
  Value value = evaluate(evaluator, term);
  evaluate_leave(evaluator, &scope);
  evaluator->subject = subject;
  evaluator->decision = decision;
  evaluator->governed = governed;
  evaluator->batch = batch;
  evaluator->clock = clock;
  evaluator->assumed_count = assumed_count;
  return value;
}

/* Rounded, and an error where it is too large (A2, A4). */
static Value keep(Evaluator *evaluator, const Term *term, Value value) {
  if (value.state != VALUE_KNOWN)
    return value;
  if (value.kind != TYPE_MONEY && value.kind != TYPE_INTEGER)
    return value;
  Fraction kept;
  if (!round_kept(value.as.number, value.kind, &kept))
    return value.kind == TYPE_MONEY
               ? evaluate_error(evaluator, term->span, "the amount is too large to keep")
               : evaluate_error(evaluator, term->span, "the number is too large to keep");
  return value_number(value.kind, kept);
}

/* A state computed already; while facts are tried out, an unknown one is computed anew. */
static Value amount_state(Evaluator *evaluator, const Term *term) {
  size_t amount = term->as.state_of_amount.amount;
  const Results *results = &evaluator->results;
  if (amount < results->amount_count) {
    Value value = results->amounts[amount];
    if (value.state != VALUE_UNKNOWN || evaluator->assumed_count == 0)
      return value;
  }
  if (evaluator->assumed_count == 0 || !evaluator->decision ||
      amount >= evaluator->decision->amounts.count)
    return value_unknown(TYPE_MONEY);
  return evaluate_kept(evaluator, evaluator->decision->amounts.items[amount]->value);
}

const Term *evaluate_governing_term(const Evaluator *evaluator) {
  if (evaluator->governed)
    return evaluator->governed;
  return evaluator->decision ? evaluator->decision->governing : NULL;
}

/* A clause's own date that is not known is taken as the run's (X7); the decision's never is. */
static Value run_date(const Evaluator *evaluator) {
  return evaluator->options.has_as_of ? value_date(evaluator->options.as_of)
                                      : value_unknown(TYPE_DATE);
}

Value evaluate_governing(Evaluator *evaluator) {
  const Term *governing = evaluate_governing_term(evaluator);
  if (!governing)
    return run_date(evaluator);
  Value date = evaluate(evaluator, governing);
  return evaluator->governed && date.state != VALUE_KNOWN && date.state != VALUE_ERROR
             ? run_date(evaluator) : date;
}

/* ---- dispatch -------------------------------------------------------------------------- */

static Value binary_value(Evaluator *evaluator, const Term *term) {
  switch (term->as.binary.op) {
    case BINARY_OR: case BINARY_AND:
      return logic_connective(evaluator, term);
    case BINARY_EQUAL: case BINARY_NOT_EQUAL: case BINARY_LESS: case BINARY_AT_MOST:
    case BINARY_MORE: case BINARY_AT_LEAST:
      return logic_comparison(evaluator, term);
    case BINARY_ADD: case BINARY_SUBTRACT: case BINARY_MULTIPLY: case BINARY_DIVIDE:
    case BINARY_OF:
      return arithmetic_evaluate(evaluator, term);
    case BINARY_IN: case BINARY_NOT_IN:
      break;                              /* these are TERM_MEMBERSHIP and TERM_RANGE */
  }
  return value_unknown(term->type.kind);
}

static Value term_value(Evaluator *evaluator, const Term *term) {
  switch (term->kind) {
    case TERM_CONSTANT:        return term->as.constant;
    case TERM_FIELD:           return field_value(evaluator, term);
    case TERM_PARAMETER:       return parameter_evaluate(evaluator, term);
    case TERM_VARIABLE:        return evaluator->scope->slots[term->as.variable.slot].value;
    case TERM_SUBJECT:         return subject_value(evaluator);
    case TERM_BINARY:          return binary_value(evaluator, term);
    case TERM_NOT:             return logic_not(evaluator, term);
    case TERM_NEGATE:          return arithmetic_negate(evaluator, term);
    case TERM_MEMBERSHIP:      return logic_membership(evaluator, term);
    case TERM_STATE:           return logic_state(evaluator, term);
    case TERM_RANGE:           return logic_range(evaluator, term);
    case TERM_IF:              return logic_choice(evaluator, term);
    case TERM_WINDOW:          return time_window(evaluator, term);
    case TERM_ELAPSED:         return time_elapsed(evaluator, term);
    case TERM_ROLL:            return time_roll(evaluator, term);
    case TERM_ROUND:           return round_evaluate(evaluator, term);
    case TERM_CALL:            return call_value(evaluator, term);
    case TERM_BUILTIN:         return builtin_evaluate(evaluator, term);
    case TERM_QUANTIFIED:      return lists_quantified(evaluator, term);
    case TERM_AGGREGATE:       return lists_aggregate(evaluator, term);
    case TERM_APPORTION:       return lists_apportion(evaluator, term);
    case TERM_BUDGET:          return budget_evaluate(evaluator, term);
    case TERM_SHARE:           return budget_share_evaluate(evaluator, term);
    case TERM_TARGET:          return target_evaluate(evaluator, term);
    case TERM_CONTROL:         return control_evaluate(evaluator, term);
    case TERM_GRID:            return grid_evaluate(evaluator, term);
    case TERM_LOOKUP:          return lookup_evaluate(evaluator, term);
    case TERM_EXCEPTED:        return exceptions_evaluate(evaluator, term);
    case TERM_RESULT:          return result_evaluate(evaluator, term);
    case TERM_EARLIER:         return earlier_list(evaluator, term);
    case TERM_STATE_OF_AMOUNT: return amount_state(evaluator, term);
    case TERM_GOVERNING:       return evaluate_governing(evaluator);
    case TERM_STANDS:          return evaluator_stands(evaluator, term->as.stands.versions);
    case TERM_ERROR: case TERM_PENDING:
      return value_unknown(term->type.kind);
  }
  return value_unknown(term->type.kind);
}

Value evaluate(Evaluator *evaluator, const Term *term) {
  evaluator->steps++;
  if (evaluator->steps > evaluator->most_steps)
    out_of_steps(evaluator, term);
  if (evaluator->steps % POLL_STEPS == 0)
    memory_poll(evaluator->arena->memory);
  if (evaluator->gave_up)
    return value_unknown(term->type.kind);
  if (evaluator->depth >= MOST_DEPTH)
    return evaluate_error(evaluator, term->span, "definitions use each other too deeply");
  evaluator->depth++;
  Value value = term_value(evaluator, term);
  evaluator->depth--;
  if (evaluator->options.seen && !evaluator->clock.set)
    evaluator->options.seen(evaluator->options.seen_context, term, value,
                            evaluator->assumed_count > 0);
  return value;
}

Value evaluate_with(Evaluator *evaluator, const Term *term, unsigned slot, Value value) {
  Slot *place = &evaluator->scope->slots[slot];
  Slot before = *place;
  *place = (Slot){ value, NULL };
  Value result = evaluate(evaluator, term);
  *place = before;
  return result;
}

Value evaluate_kept(Evaluator *evaluator, const Term *term) {
  return keep(evaluator, term, evaluate(evaluator, term));
}
