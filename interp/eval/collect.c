/* The facts that stand in what is left of a rule: asks(e) of semantics U1. */
#include "interp/eval/asks.h"

/* ---- facts -------------------------------------------------------------------------- */

static bool same_fact(const OpenFact *fact, const Record *record, const FieldType *field) {
  return fact->field == field &&
         (fact->record == record || record_key_compare(fact->record, record) == 0);
}

static OpenFact *find_fact(Collector *collector, const Record *record, const FieldType *field) {
  for (size_t i = 0; i < collector->facts.count; i++)
    if (same_fact(&collector->facts.items[i], record, field))
      return &collector->facts.items[i];
  return NULL;
}

static OpenFact *add_fact(Collector *collector, OpenFact fact) {
  LIST_ADD(collector->evaluator->batch, &collector->facts, OpenFact, fact);
  return &collector->facts.items[collector->facts.count - 1];
}

static void note_fact(Collector *collector, const Record *record, const FieldType *field,
                      Text path, const Points *points) {
  OpenFact *fact = find_fact(collector, record, field);
  if (!fact)
    fact = add_fact(collector, (OpenFact){ .record = record, .field = field, .path = path });
  fact->stands++;
  collector->stands++;
  if (field->type.kind == TYPE_TRUTH || field->type.kind == TYPE_CODE)
    return;                               /* all its values can be tried, wherever it stands */
  if (!points)
    fact->opaque = true;
  for (size_t i = 0; points && i < points->count; i++)
    LIST_ADD(collector->evaluator->batch, &fact->points, Value, points->items[i]);
}

void collect_pending(Collector *collector, Text name) {
  collector->stands++;
  for (size_t i = 0; i < collector->facts.count; i++) {
    OpenFact *fact = &collector->facts.items[i];
    if (!fact->field && text_equal(fact->pending, name)) {
      fact->stands++;
      return;
    }
  }
  add_fact(collector, (OpenFact){ .pending = name, .path = name, .stands = 1, .opaque = true });
}

static void collect_field(Collector *collector, const Term *term, const Points *points) {
  Evaluator *evaluator = collector->evaluator;
  const Term *object = term->as.field.object;
  const Record *record = evaluator->subject;
  if (object) {
    Value owner = evaluate(evaluator, object);
    if (owner.state != VALUE_KNOWN) {
      collect_facts(collector, object, NULL);   /* the reference, not the fields behind it */
      return;
    }
    record = owner.as.record;
  }
  if (!record)
    return;
  const FieldType *field = term->as.field.field;
  note_fact(collector, record, field, path_text(evaluator, object, field, record), points);
}

/* A record compared with a body, whose name is not known: the name. */
static void collect_name(Collector *collector, Value value, Value other) {
  if (value.state != VALUE_KNOWN || other.state != VALUE_KNOWN || value.kind != TYPE_RECORD ||
      other.kind != TYPE_BODY || value.as.record->type->name_field < 0)
    return;
  const Record *record = value.as.record;
  const FieldType *field = &record->type->fields[record->type->name_field];
  if (evaluate_fact(collector->evaluator, record, field).state == VALUE_UNKNOWN)
    note_fact(collector, record, field, path_text(collector->evaluator, NULL, field, record),
              NULL);
}

/* ---- terms with slots of their own ------------------------------------------------------ */

static void collect_apart(Collector *collector, const Term *term, const Points *points) {
  Scope scope;
  if (!evaluate_open(collector->evaluator, collector->evaluator->model->most_slots, &scope))
    return;
  collect_facts(collector, term, points);
  evaluate_leave(collector->evaluator, &scope);
}

static void collect_governing(Collector *collector, const Points *points) {
  const Term *governing = evaluate_governing_term(collector->evaluator);
  if (governing)
    collect_apart(collector, governing, points);
  else
    collect_pending(collector, TEXT("as_of"));
}

/* ---- versions and parameters --------------------------------------------------------------- */

static void collect_amendment(Collector *collector, const Amendment *amendment,
                              const Versions *versions) {
  Evaluator *evaluator = collector->evaluator;
  if (amended_by_record(evaluator, amendment, versions)) {
    collect_apart(collector, amendment->when, NULL);
    return;
  }
  ValueList turns = { NULL, 0, 0 };
  for (size_t i = 0; i < amendment->stands.count; i++) {
    LIST_ADD(evaluator->batch, &turns, Value, value_date(amendment->stands.items[i].from));
    LIST_ADD(evaluator->batch, &turns, Value, value_date(amendment->stands.items[i].to));
  }
  Points points = { turns.items, turns.count };
  if (evaluate_governing(evaluator).state == VALUE_UNKNOWN)
    collect_governing(collector, &points);
}

/* Which version the record is judged by is not known: what would tell. */
static void collect_versions(Collector *collector, const Versions *versions) {
  Evaluator *evaluator = collector->evaluator;
  const Term *governed = evaluator->governed;
  Clock clock = evaluator->clock;
  collector->chooses = true;
  evaluator->clock = (Clock){ .set = false };
  if (versions_have_date(evaluator, versions))
    evaluator->governed = versions->governed;
  if (versions->from)
    collect_amendment(collector, versions->from, versions);
  for (size_t i = 0; i < versions->until.count; i++)
    collect_amendment(collector, versions->until.items[i], versions);
  evaluator->governed = governed;
  evaluator->clock = clock;
}

/* The layers that may be its value on the day: the topmost that surely stands, and those above
 * it of which that is not known. */
static void collect_layers(Collector *collector, const Parameter *parameter, Date day) {
  Evaluator *evaluator = collector->evaluator;
  const ParameterLayers *layers = &evaluator->parameters[parameter->index].layers;
  for (size_t i = layers->count; i-- > 0;) {
    const DatedTerm *layer = &layers->items[i];
    Value stands = day >= layer->days.from && day <= layer->days.to
                       ? evaluator_stands(evaluator, layer->versions) : value_truth(false);
    if (logic_is(stands, false))
      continue;
    if (stands.state == VALUE_UNKNOWN)
      collect_versions(collector, layer->versions);
    if (layer->value->kind == TERM_PENDING)
      collect_pending(collector, layer->value->as.pending.name);
    else
      collect_apart(collector, layer->value, NULL);
    if (stands.state == VALUE_KNOWN)
      return;
  }
}

/* Not known because the day is not: the days on which it changes are where that turns. */
static void collect_day(Collector *collector, const Term *term) {
  ValueList turns = { NULL, 0, 0 };
  bool changes = parameter_turns(collector->evaluator, term->as.parameter.parameter, &turns);
  Points points = { turns.items, turns.count };
  collector->chooses |= changes;
  if (changes && term->as.parameter.on)
    collect_facts(collector, term->as.parameter.on, &points);
  else if (changes)
    collect_governing(collector, &points);
}

static void collect_parameter(Collector *collector, const Term *term) {
  Evaluator *evaluator = collector->evaluator;
  const Parameter *parameter = term->as.parameter.parameter;
  Date day = DATE_FIRST;
  Days days = parameter_days(evaluator, term, &day);
  size_t stands = collector->stands;
  if (days.from == DATE_FIRST && days.to == DATE_LAST)
    collect_day(collector, term);
  if (collector->stands > stands)
    return;
  Clock before = clock_set(evaluator, day);
  collect_layers(collector, parameter, day);
  clock_restore(evaluator, &before);
}

static void collect_call(Collector *collector, const Term *term, const Points *points) {
  Scope scope;
  Value error;
  if (!evaluate_enter(collector->evaluator, term, &scope, &error))
    return;
  collect_facts(collector, term->as.call.define->value, points);
  evaluate_leave(collector->evaluator, &scope);
}

static void collect_variable(Collector *collector, const Term *term, const Points *points) {
  Evaluator *evaluator = collector->evaluator;
  Scope *scope = evaluator->scope;
  unsigned slot = term->as.variable.slot;
  if (!scope->arguments || slot >= scope->argument_count || scope->slots[slot].domain)
    return;
  evaluator->scope = scope->caller;
  collect_facts(collector, scope->arguments[slot], points);
  evaluator->scope = scope;
}

static void collect_amount(Collector *collector, const Term *term, const Points *points) {
  const Decision *decision = collector->evaluator->decision;
  size_t amount = term->as.state_of_amount.amount;
  if (!decision || amount >= decision->amounts.count)
    return;
  const Term *value = decision->amounts.items[amount]->value;
  /* A state is rounded where it is kept, so that only a bare field keeps its turning points. */
  collect_apart(collector, value, value->kind == TERM_FIELD ? points : NULL);
}

/* ---- operations --------------------------------------------------------------------------- */

static void collect_calendar(Collector *collector, const Calendar *calendar) {
  if (calendar)
    collect_pending(collector, calendar->name);
}

/* Two operands, where the unknown one is held against the known one. */
static void collect_sides(Collector *collector, const Term *left, const Term *right) {
  Value a = evaluate(collector->evaluator, left);
  Value b = evaluate(collector->evaluator, right);
  Points left_points = { &b, 1 }, right_points = { &a, 1 };
  collect_facts(collector, left, b.state == VALUE_KNOWN ? &left_points : NULL);
  collect_facts(collector, right, a.state == VALUE_KNOWN ? &right_points : NULL);
  collect_name(collector, a, b);
  collect_name(collector, b, a);
}

static void collect_arithmetic(Collector *collector, const Term *term, const Points *points) {
  Evaluator *evaluator = collector->evaluator;
  const Term *left = term->as.binary.left, *right = term->as.binary.right;
  Value a = evaluate(evaluator, left), b = evaluate(evaluator, right);
  bool left_known = a.state == VALUE_KNOWN, right_known = b.state == VALUE_KNOWN;
  Points inverted;
  if (left_known && right_known) {
    collect_calendar(collector, term->as.binary.calendar);
    return;
  }
  bool can_invert = points && (left_known || right_known) &&
                    points_invert(evaluator, term, left_known ? a : b, right_known, points,
                                  &inverted);
  collect_facts(collector, left, can_invert ? &inverted : NULL);
  collect_facts(collector, right, can_invert ? &inverted : NULL);
}

static void collect_binary(Collector *collector, const Term *term, const Points *points) {
  switch (term->as.binary.op) {
    case BINARY_OR: case BINARY_AND:
      collect_facts(collector, term->as.binary.left, NULL);
      collect_facts(collector, term->as.binary.right, NULL);
      return;
    case BINARY_EQUAL: case BINARY_NOT_EQUAL: case BINARY_LESS: case BINARY_AT_MOST:
    case BINARY_MORE: case BINARY_AT_LEAST: case BINARY_IN: case BINARY_NOT_IN:
      collect_sides(collector, term->as.binary.left, term->as.binary.right);
      return;
    case BINARY_ADD: case BINARY_SUBTRACT: case BINARY_MULTIPLY: case BINARY_DIVIDE:
    case BINARY_OF:
      collect_arithmetic(collector, term, points);
      return;
  }
}

/* The known values of `terms`; false: one of them is not known. */
static bool known_values(Collector *collector, const Term *const *terms, size_t count,
                         ValueList *values) {
  bool all_known = true;
  for (size_t i = 0; i < count; i++) {
    Value value = evaluate(collector->evaluator, terms[i]);
    if (value.state == VALUE_KNOWN)
      LIST_ADD(collector->evaluator->batch, values, Value, value);
    else
      all_known = false;
  }
  return all_known;
}

/* `value` against each of `others`: membership and ranges. */
static void collect_against(Collector *collector, const Term *value, const Term *const *others,
                            size_t count) {
  ValueList known = { 0 };
  Value own = evaluate(collector->evaluator, value);
  bool all_known = known_values(collector, others, count, &known);
  Points points = { known.items, known.count }, own_point = { &own, 1 };
  collect_facts(collector, value, all_known ? &points : NULL);
  for (size_t i = 0; i < count; i++)
    collect_facts(collector, others[i], own.state == VALUE_KNOWN ? &own_point : NULL);
  for (size_t i = 0; i < known.count; i++) {
    collect_name(collector, own, known.items[i]);
    collect_name(collector, known.items[i], own);
  }
}

static void collect_membership(Collector *collector, const Term *term) {
  const Term *value = term->as.membership.value, *list = term->as.membership.list;
  if (!list) {
    collect_against(collector, value, term->as.membership.items, term->as.membership.count);
    return;
  }
  Value own = evaluate(collector->evaluator, value);
  Value items = evaluate(collector->evaluator, list);
  Points points = { NULL, 0 };
  if (items.state == VALUE_KNOWN)
    points = (Points){ items.as.list.items, items.as.list.count };
  collect_facts(collector, value, items.state == VALUE_KNOWN ? &points : NULL);
  collect_facts(collector, list, NULL);
  for (size_t i = 0; i < points.count; i++) {
    collect_name(collector, own, points.items[i]);
    collect_name(collector, points.items[i], own);
  }
}

static void collect_range(Collector *collector, const Term *term) {
  const Term *ends[2];
  size_t count = 0;
  if (term->as.range.low)
    ends[count++] = term->as.range.low;
  if (term->as.range.high)
    ends[count++] = term->as.range.high;
  collect_against(collector, term->as.range.value, ends, count);
}

static void collect_choice(Collector *collector, const Term *term, const Points *points) {
  Value condition = evaluate(collector->evaluator, term->as.choice.condition);
  if (condition.state == VALUE_UNKNOWN)
    collect_facts(collector, term->as.choice.condition, NULL);
  if (!logic_is(condition, false))
    collect_facts(collector, term->as.choice.then, points);
  if (!logic_is(condition, true))
    collect_facts(collector, term->as.choice.otherwise, points);
}

/* ---- time ----------------------------------------------------------------------------------- */

/* early <= late and late <= early + period, with one of the two days unknown. */
static void collect_window(Collector *collector, const Term *term) {
  Evaluator *evaluator = collector->evaluator;
  const Calendar *calendar = term->as.window.calendar;
  const Term *early = term->as.window.after ? term->as.window.anchor : term->as.window.day;
  const Term *late = term->as.window.after ? term->as.window.day : term->as.window.anchor;
  Value from = evaluate(evaluator, early), to = evaluate(evaluator, late);
  Value period = evaluate(evaluator, term->as.window.period);
  bool period_known = period.state == VALUE_KNOWN, can_tell = false;
  ValueList turns = { 0 };
  if (period_known && to.state == VALUE_KNOWN) {
    LIST_ADD(evaluator->batch, &turns, Value, to);
    can_tell = points_of_shift(evaluator, term, to.as.date, period.as.duration, 1,
                               MONTHS_FLOOR, &turns);
  } else if (period_known && from.state == VALUE_KNOWN) {
    Value reach = time_shift(evaluator, term, calendar, from.as.date, period.as.duration, 1,
                             MONTHS_FLOOR);
    LIST_ADD(evaluator->batch, &turns, Value, from);
    LIST_ADD(evaluator->batch, &turns, Value, reach);
    can_tell = reach.state == VALUE_KNOWN;
  }
  Points points = { turns.items, turns.count };
  size_t stands = collector->stands;
  collect_facts(collector, term->as.window.day, can_tell ? &points : NULL);
  collect_facts(collector, term->as.window.period, NULL);
  collect_facts(collector, term->as.window.anchor, can_tell ? &points : NULL);
  if (collector->stands == stands)
    collect_calendar(collector, calendar);
}

/* The governing date >= since + period, by the ceiling rule. */
static void collect_elapsed(Collector *collector, const Term *term) {
  Evaluator *evaluator = collector->evaluator;
  const Calendar *calendar = term->as.elapsed.calendar;
  Value since = evaluate(evaluator, term->as.elapsed.since);
  Value period = evaluate(evaluator, term->as.elapsed.period);
  Value now = evaluate_governing(evaluator);
  ValueList turns = { 0 };
  bool can_tell = false;
  if (period.state == VALUE_KNOWN && now.state == VALUE_KNOWN) {
    can_tell = points_of_shift(evaluator, term, now.as.date, period.as.duration, 1,
                               MONTHS_CEILING, &turns);
  } else if (period.state == VALUE_KNOWN && since.state == VALUE_KNOWN) {
    Value complete = time_shift(evaluator, term, calendar, since.as.date, period.as.duration, 1,
                                MONTHS_CEILING);
    LIST_ADD(evaluator->batch, &turns, Value, complete);
    can_tell = complete.state == VALUE_KNOWN;
  }
  Points points = { turns.items, turns.count };
  size_t stands = collector->stands;
  if (now.state == VALUE_UNKNOWN)
    collect_governing(collector, can_tell ? &points : NULL);
  collect_facts(collector, term->as.elapsed.period, NULL);
  collect_facts(collector, term->as.elapsed.since, can_tell ? &points : NULL);
  if (collector->stands == stands)
    collect_calendar(collector, calendar);
}

static void collect_roll(Collector *collector, const Term *term) {
  size_t stands = collector->stands;
  collect_facts(collector, term->as.roll.value, NULL);
  if (collector->stands == stands)
    collect_calendar(collector, term->as.roll.calendar);
}

static void collect_builtin(Collector *collector, const Term *term, const Points *points) {
  if (term->as.builtin.builtin == BUILTIN_AS_OF) {
    collect_pending(collector, TEXT("as_of"));
    return;
  }
  Points inverted;
  bool can_invert =
      points && points_invert_function(collector->evaluator, term, points, &inverted);
  size_t stands = collector->stands;
  for (size_t i = 0; i < term->as.builtin.count; i++)
    collect_facts(collector, term->as.builtin.arguments[i], can_invert ? &inverted : NULL);
  if (collector->stands == stands)
    collect_calendar(collector, term->as.builtin.calendar);
}

static void collect_unary(Collector *collector, const Term *term, const Points *points) {
  Points inverted;
  bool can_invert =
      points && points_invert_function(collector->evaluator, term, points, &inverted);
  const Term *operand = term->kind == TERM_ROUND ? term->as.round.value : term->as.unary.operand;
  collect_facts(collector, operand, can_invert ? &inverted : NULL);
}

/* ---- tables and exceptions ---------------------------------------------------------------- */

/* The rows that may match, under `first` up to the first certain one: their tests, and what they
 * give. */
static void collect_grid(Collector *collector, const Grid *grid, const Points *points) {
  Evaluator *evaluator = collector->evaluator;
  for (size_t i = 0; i < grid->row_count; i++) {
    const GridRow *row = &grid->rows[i];
    Value matches = grid_row_matches(evaluator, grid, row);
    if (logic_is(matches, false))
      continue;
    for (size_t j = 0; j < grid->input_count; j++)
      if (row->cells[j])
        collect_facts(collector, row->cells[j], NULL);
    collect_facts(collector, row->output, points);
    if (grid->policy == HIT_FIRST && logic_is(matches, true))
      return;
  }
}

/* The keys that are not known; with all of them known, the cell itself is what is open. */
static void collect_lookup(Collector *collector, const Term *term) {
  Text name;
  if (lookup_name(collector->evaluator, term, &name)) {
    collect_pending(collector, name);
    return;
  }
  for (size_t i = 0; i < term->as.lookup.table->key_count; i++)
    collect_facts(collector, term->as.lookup.arguments[i], NULL);
}

static void collect_excepted(Collector *collector, const Term *term, const Points *points) {
  const Exceptions *exceptions = term->as.excepted.exceptions;
  uint64_t certain, open;
  if (!exceptions_split(collector->evaluator, exceptions, &certain, &open))
    return;
  uint64_t possible = exceptions_possible(exceptions, certain, open);
  for (size_t i = 0; i < exceptions->count; i++) {
    if (open >> i & 1)
      collect_facts(collector, exceptions->items[i].when, NULL);
    if (possible >> i & 1)
      collect_facts(collector, exceptions->items[i].value, points);
  }
  if (!(certain & possible))
    collect_facts(collector, term->as.excepted.general, points);
}

/* A result of another decision, or of a record served before, waits for what that one waits for;
 * the reason is passed on (D3). */
static void collect_result(Collector *collector, const Term *term) {
  const AskList *waits = result_waits(collector->evaluator, term);
  for (size_t i = 0; waits && i < waits->count; i++) {
    const Ask *ask = &waits->items[i];
    if (ask->field)
      note_fact(collector, ask->record, ask->field, ask->path, NULL);
    else
      collect_pending(collector, ask->pending);
  }
  if (term->as.result.object)
    collect_facts(collector, term->as.result.object, NULL);
}

/* ---- dispatch ---------------------------------------------------------------------------- */

void collect_facts(Collector *collector, const Term *term, const Points *points) {
  if (evaluate(collector->evaluator, term).state != VALUE_UNKNOWN)
    return;
  switch (term->kind) {
    case TERM_PENDING:         collect_pending(collector, term->as.pending.name); return;
    case TERM_FIELD:           collect_field(collector, term, points); return;
    case TERM_VARIABLE:        collect_variable(collector, term, points); return;
    case TERM_PARAMETER:       collect_parameter(collector, term); return;
    case TERM_CALL:            collect_call(collector, term, points); return;
    case TERM_BUILTIN:         collect_builtin(collector, term, points); return;
    case TERM_STATE_OF_AMOUNT: collect_amount(collector, term, points); return;
    case TERM_GOVERNING:       collect_governing(collector, points); return;
    case TERM_STANDS:          collect_versions(collector, term->as.stands.versions); return;
    case TERM_NOT: case TERM_NEGATE: case TERM_ROUND:
      collect_unary(collector, term, points);
      return;
    case TERM_BINARY:          collect_binary(collector, term, points); return;
    case TERM_MEMBERSHIP:      collect_membership(collector, term); return;
    case TERM_STATE:           collect_facts(collector, term->as.state.value, NULL); return;
    case TERM_RANGE:           collect_range(collector, term); return;
    case TERM_WINDOW:          collect_window(collector, term); return;
    case TERM_ELAPSED:         collect_elapsed(collector, term); return;
    case TERM_IF:              collect_choice(collector, term, points); return;
    case TERM_ROLL:            collect_roll(collector, term); return;
    case TERM_BUDGET:          collect_budget(collector, term); return;
    case TERM_SHARE:           collect_share(collector, term); return;
    case TERM_TARGET:          collect_target(collector, term); return;
    case TERM_CONTROL:         return;
    case TERM_QUANTIFIED: case TERM_AGGREGATE: case TERM_APPORTION:
      collect_list(collector, term, points);
      return;
    case TERM_GRID:            collect_grid(collector, term->as.grid, points); return;
    case TERM_LOOKUP:          collect_lookup(collector, term); return;
    case TERM_EXCEPTED:        collect_excepted(collector, term, points); return;
    case TERM_RESULT:          collect_result(collector, term); return;
    case TERM_ERROR: case TERM_CONSTANT: case TERM_SUBJECT: case TERM_EARLIER:
      return;                             /* nothing that anyone could supply */
  }
}
