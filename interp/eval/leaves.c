/* The values a rule rests on: fields and parameters, each once, in the order written.
 *
 * Follows the branch that was taken and, of a list operation, the elements that decide:
 * those that fail `every`, one that satisfies `some`, those that are counted. */
#include "interp/check/budget.h"
#include "interp/eval/asks.h"

typedef struct {
  Evaluator *evaluator;
  LeafList  *leaves;
} Walk;

static void walk_term(Walk *walk, const Term *term);
static void walk_items(Walk *walk, const Term *const *items, size_t count);

static void add_leaf(Walk *walk, Text name, Value value, Type type, bool parameter) {
  for (size_t i = 0; i < walk->leaves->count; i++) {
    const Leaf *leaf = &walk->leaves->items[i];
    if (leaf->parameter == parameter && text_equal(leaf->name, name))
      return;
  }
  LIST_ADD(walk->evaluator->batch, walk->leaves, Leaf,
           (Leaf){ .name = name, .value = value, .type = type, .parameter = parameter });
}

static void add_parameter(Walk *walk, const Term *term) {
  const Parameter *parameter = term->as.parameter.parameter;
  size_t before = walk->leaves->count;
  add_leaf(walk, parameter->name, evaluate(walk->evaluator, term), parameter->type, true);
  if (walk->leaves->count > before)
    walk->leaves->items[before].chosen = parameter_chosen(walk->evaluator, term);
}

static void walk_field(Walk *walk, const Term *term) {
  Evaluator *evaluator = walk->evaluator;
  const Term *object = term->as.field.object;
  const Record *record = evaluator->subject;
  if (object) {
    Value owner = evaluate(evaluator, object);
    if (owner.state != VALUE_KNOWN) {
      walk_term(walk, object);            /* the reference that is missing */
      return;
    }
    record = owner.as.record;
  }
  const FieldType *field = term->as.field.field;
  size_t before = walk->leaves->count;
  add_leaf(walk, path_text(evaluator, object, field, record), evaluate(evaluator, term),
           field->type, false);
  if (walk->leaves->count > before)
    walk->leaves->items[before].field = field;
}

/* ---- terms with slots of their own ---------------------------------------------------- */

static void walk_apart(Walk *walk, const Term *term) {
  Scope scope;
  if (!evaluate_open(walk->evaluator, walk->evaluator->model->most_slots, &scope))
    return;
  walk_term(walk, term);
  evaluate_leave(walk->evaluator, &scope);
}

static void walk_call(Walk *walk, const Term *term) {
  Scope scope;
  Value error;
  if (!evaluate_enter(walk->evaluator, term, &scope, &error))
    return;
  walk_term(walk, term->as.call.define->value);
  evaluate_leave(walk->evaluator, &scope);
}

static void walk_variable(Walk *walk, const Term *term) {
  Evaluator *evaluator = walk->evaluator;
  Scope *scope = evaluator->scope;
  unsigned slot = term->as.variable.slot;
  if (!scope->arguments || slot >= scope->argument_count || scope->slots[slot].domain)
    return;
  evaluator->scope = scope->caller;
  walk_term(walk, scope->arguments[slot]);
  evaluator->scope = scope;
}

static void walk_amount(Walk *walk, const Term *term) {
  const Decision *decision = walk->evaluator->decision;
  size_t amount = term->as.state_of_amount.amount;
  if (!decision || amount >= decision->amounts.count)
    return;
  const NamedTerm *named = decision->amounts.items[amount];
  if (named->name.length > 0)
    add_leaf(walk, named->name, evaluate(walk->evaluator, term), term->type, false);
  else
    walk_apart(walk, named->value);
}

/* "stod.granted"; of the record's own decision, the result's name alone. */
static Text result_name(Walk *walk, const Term *term) {
  static const char *const names[] = {
    [RESULT_DECIDER] = "decider",
    [RESULT_GRANTED] = "granted",
    [RESULT_OUTCOME] = "outcome",
    [RESULT_RANK]    = "rank",
    [RESULT_AMOUNT]  = "amount",
    [RESULT_JUDGED]  = "amount judged",
  };
  const Decision *decision = term->as.result.decision;
  size_t amount = term->as.result.amount;
  Text name = text_from(names[term->as.result.result]);
  if (term->as.result.result == RESULT_AMOUNT && amount < decision->amounts.count)
    name = decision->amounts.items[amount]->name;
  if (!decision)
    return name;
  return arena_format(walk->evaluator->batch, "%.*s.%.*s", TEXT_PRINT(decision->name),
                      TEXT_PRINT(name));
}

/* Of another record one by one they are too many to tell: its `where` is told. */
static void walk_result(Walk *walk, const Term *term) {
  const Term *object = term->as.result.object;
  if (object && object->kind == TERM_VARIABLE)
    return;
  add_leaf(walk, result_name(walk, term), evaluate(walk->evaluator, term), term->type, false);
}

/* ---- list operations --------------------------------------------------------------------- */

static const TermDomain *domain_of(const Term *term) {
  if (term->kind == TERM_QUANTIFIED)
    return &term->as.quantified.domain;
  return term->kind == TERM_AGGREGATE ? &term->as.aggregate.domain : &term->as.apportion.domain;
}

static void walk_domain(Walk *walk, const TermDomain *domain) {
  if (domain->list)
    walk_term(walk, domain->list);
  if (domain->low)
    walk_term(walk, domain->low);
  if (domain->high)
    walk_term(walk, domain->high);
}

/* Whether the element bound is one of those that made the quantifier come out as it did. */
static bool decides(Walk *walk, const Term *term, Value whole) {
  Value holds = lists_element(walk->evaluator, term);
  if (whole.state != VALUE_KNOWN)
    return holds.state != VALUE_KNOWN;
  return holds.state == VALUE_KNOWN && holds.as.truth == whole.as.truth;
}

static void walk_quantified(Walk *walk, const Term *term) {
  Value whole = evaluate(walk->evaluator, term);
  bool one_is_enough =
      (term->as.quantified.kind == QUANTIFIED_SOME && logic_is(whole, true)) ||
      (term->as.quantified.kind == QUANTIFIED_EVERY && logic_is(whole, false) &&
       term->as.quantified.domain.all);
  Elements elements;
  lists_start(walk->evaluator, term, &term->as.quantified.domain, &elements);
  while (lists_next(walk->evaluator, &elements)) {
    if (!decides(walk, term, whole))
      continue;
    if (term->as.quantified.where)
      walk_term(walk, term->as.quantified.where);
    if (term->as.quantified.satisfies)
      walk_term(walk, term->as.quantified.satisfies);
    if (one_is_enough)
      return;
  }
}

static void walk_aggregate(Walk *walk, const Term *term) {
  Evaluator *evaluator = walk->evaluator;
  if (term->as.aggregate.kind == AGGREGATE_FIRST && lists_bind_first(evaluator, term)) {
    for (size_t i = 0; i < term->as.aggregate.key_count; i++)
      walk_term(walk, term->as.aggregate.keys[i].value);
    walk_term(walk, term->as.aggregate.value);
    return;
  }
  Elements elements;
  lists_start(evaluator, term, &term->as.aggregate.domain, &elements);
  while (lists_next(evaluator, &elements)) {
    if (logic_is(lists_where(evaluator, term->as.aggregate.where), false))
      continue;
    if (term->as.aggregate.where)
      walk_term(walk, term->as.aggregate.where);
    if (term->as.aggregate.value)
      walk_term(walk, term->as.aggregate.value);
  }
  if (elements.count == 0 && term->as.aggregate.otherwise)
    walk_term(walk, term->as.aggregate.otherwise);
}

static void walk_apportion(Walk *walk, const Term *term) {
  Elements elements;
  walk_term(walk, term->as.apportion.amount);
  lists_start(walk->evaluator, term, &term->as.apportion.domain, &elements);
  while (lists_next(walk->evaluator, &elements))
    if (!logic_is(lists_where(walk->evaluator, term->as.apportion.where), false))
      walk_term(walk, term->as.apportion.weight);
}

static void walk_list(Walk *walk, const Term *term) {
  Elements elements;
  lists_start(walk->evaluator, term, domain_of(term), &elements);
  if (elements.list.state != VALUE_KNOWN || elements.count == 0)
    walk_domain(walk, domain_of(term));
  if (term->kind == TERM_QUANTIFIED)
    walk_quantified(walk, term);
  else if (term->kind == TERM_AGGREGATE)
    walk_aggregate(walk, term);
  else
    walk_apportion(walk, term);
}

/* ---- tables and exceptions ------------------------------------------------------------------ */

static Text named(Walk *walk, Text name, const char *kind, Text which) {
  return arena_format(walk->evaluator->batch, "%.*s (%s%s%.*s)", TEXT_PRINT(name), kind,
                      which.length ? " " : "", TEXT_PRINT(which));
}

static Text row_number(Walk *walk, const GridRow *row) {
  return arena_format(walk->evaluator->batch, "%zu", row->number);
}

/* The inputs, then each row that gave something, with what it gave. */
static void walk_grid(Walk *walk, const Term *term) {
  Evaluator *evaluator = walk->evaluator;
  const Grid *grid = term->as.grid;
  bool one = grid->policy == HIT_UNIQUE || grid->policy == HIT_ANY || grid->policy == HIT_FIRST;
  walk_items(walk, grid->inputs, grid->input_count);
  for (size_t i = 0; i < grid->row_count; i++) {
    const GridRow *row = &grid->rows[i];
    if (!logic_is(grid_row_matches(evaluator, grid, row), true))
      continue;
    Text name = named(walk, grid->name, "row", row_number(walk, row));
    add_leaf(walk, name, grid_row_value(evaluator, row), row->output->type, grid->parameter);
    walk_term(walk, row->output);
    if (one)
      return;
  }
}

static void walk_lookup(Walk *walk, const Term *term) {
  Text name = term->as.lookup.table->name;
  walk_items(walk, term->as.lookup.arguments, term->as.lookup.table->key_count);
  lookup_name(walk->evaluator, term, &name);
  add_leaf(walk, name, evaluate(walk->evaluator, term), term->type, true);
}

/* The conditions that hold or may hold, and the value that holds instead of the general one. */
static void walk_excepted(Walk *walk, const Term *term) {
  const Exceptions *exceptions = term->as.excepted.exceptions;
  uint64_t certain = 0, open = 0;
  exceptions_split(walk->evaluator, exceptions, &certain, &open);
  for (size_t i = 0; i < exceptions->count; i++)
    if (((certain | open) >> i & 1) && exceptions->items[i].when)
      walk_term(walk, exceptions->items[i].when);
  const Exception *exception = evaluate_exception(walk->evaluator, exceptions);
  if (!exception) {
    walk_term(walk, term->as.excepted.general);
    return;
  }
  add_leaf(walk, named(walk, exceptions->target, "exception", exception->name),
           evaluate(walk->evaluator, exception->value), exception->value->type, true);
  walk_term(walk, exception->value);
}

/* ---- budgets and targets --------------------------------------------------------------------- */

static void walk_budget(Walk *walk, const Term *term) {
  Arena *batch = walk->evaluator->batch;
  const Budget *budget = term->as.budget.budget;
  Text name = arena_format(batch, "%.*s.%.*s", TEXT_PRINT(budget->name),
                           TEXT_PRINT(term->as.budget.item->name));
  if (term->as.budget.row) {
    Value row = evaluate(walk->evaluator, term->as.budget.row);
    if (row.state == VALUE_KNOWN)
      name = arena_format(batch, "%.*s(%.*s).%.*s", TEXT_PRINT(budget->name),
                          TEXT_PRINT(row.kind == TYPE_RECORD ? record_key_text(batch, row.as.record)
                                                             : value_plain(batch, row)),
                          TEXT_PRINT(term->as.budget.item->name));
  }
  add_leaf(walk, name, evaluate(walk->evaluator, term), term->type, false);
}

static void walk_finding(Walk *walk, const Term *term) {
  bool target = term->kind == TERM_TARGET;
  Text name = target ? term->as.target.target->name : term->as.control.control->name;
  add_leaf(walk, name, evaluate(walk->evaluator, term), term->type, false);
}

/* ---- dispatch -------------------------------------------------------------------------------- */

static void walk_items(Walk *walk, const Term *const *items, size_t count) {
  for (size_t i = 0; i < count; i++)
    walk_term(walk, items[i]);
}

static void walk_choice(Walk *walk, const Term *term) {
  Value condition = evaluate(walk->evaluator, term->as.choice.condition);
  walk_term(walk, term->as.choice.condition);
  if (!logic_is(condition, false))
    walk_term(walk, term->as.choice.then);
  if (!logic_is(condition, true))
    walk_term(walk, term->as.choice.otherwise);
}

static void walk_governing(Walk *walk) {
  const Term *governing = evaluate_governing_term(walk->evaluator);
  if (governing)
    walk_apart(walk, governing);
}

static void walk_range(Walk *walk, const Term *term) {
  walk_term(walk, term->as.range.value);
  if (term->as.range.low)
    walk_term(walk, term->as.range.low);
  if (term->as.range.high)
    walk_term(walk, term->as.range.high);
}

static void walk_term(Walk *walk, const Term *term) {
  switch (term->kind) {
    case TERM_FIELD:           walk_field(walk, term); return;
    case TERM_PARAMETER:
      add_parameter(walk, term);
      return;
    case TERM_PENDING:
      add_leaf(walk, term->as.pending.name, value_unknown(term->type.kind), term->type, true);
      return;
    case TERM_VARIABLE:        walk_variable(walk, term); return;
    case TERM_CALL:            walk_call(walk, term); return;
    case TERM_BUILTIN:
      walk_items(walk, term->as.builtin.arguments, term->as.builtin.count);
      return;
    case TERM_RESULT:          walk_result(walk, term); return;
    case TERM_STATE_OF_AMOUNT: walk_amount(walk, term); return;
    case TERM_GOVERNING:       walk_governing(walk); return;
    case TERM_STANDS:          walk_governing(walk); return;
    case TERM_NOT: case TERM_NEGATE:
      walk_term(walk, term->as.unary.operand);
      return;
    case TERM_BINARY:
      walk_term(walk, term->as.binary.left);
      walk_term(walk, term->as.binary.right);
      return;
    case TERM_MEMBERSHIP:
      walk_term(walk, term->as.membership.value);
      walk_items(walk, term->as.membership.items, term->as.membership.count);
      if (term->as.membership.list)
        walk_term(walk, term->as.membership.list);
      return;
    case TERM_STATE:           walk_term(walk, term->as.state.value); return;
    case TERM_RANGE:           walk_range(walk, term); return;
    case TERM_WINDOW:
      walk_term(walk, term->as.window.day);
      walk_term(walk, term->as.window.period);
      walk_term(walk, term->as.window.anchor);
      return;
    case TERM_ELAPSED:
      walk_term(walk, term->as.elapsed.period);
      walk_term(walk, term->as.elapsed.since);
      walk_governing(walk);
      return;
    case TERM_IF:              walk_choice(walk, term); return;
    case TERM_ROUND:           walk_term(walk, term->as.round.value); return;
    case TERM_ROLL:            walk_term(walk, term->as.roll.value); return;
    case TERM_BUDGET:          walk_budget(walk, term); return;
    case TERM_SHARE:           walk_term(walk, term->as.share.amount); return;
    case TERM_TARGET: case TERM_CONTROL:
      walk_finding(walk, term);
      return;
    case TERM_QUANTIFIED: case TERM_AGGREGATE: case TERM_APPORTION:
      walk_list(walk, term);
      return;
    case TERM_GRID:            walk_grid(walk, term); return;
    case TERM_LOOKUP:          walk_lookup(walk, term); return;
    case TERM_EXCEPTED:        walk_excepted(walk, term); return;
    case TERM_ERROR: case TERM_CONSTANT: case TERM_SUBJECT: case TERM_EARLIER:
      return;
  }
}

void evaluate_leaves(Evaluator *evaluator, const Term *term, LeafList *leaves) {
  Walk walk = { .evaluator = evaluator, .leaves = leaves };
  walk_term(&walk, term);
}
