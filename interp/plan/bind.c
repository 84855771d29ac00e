/* Settings into a plan: the values of parameters, what has changed with them, the denominators
 * and bounds of every number, and what is the same for all rows. */
#include "interp/plan/census.h"
#include "interp/plan/nodes.h"

#include <string.h>

enum { FINEST = 1000000000 };     /* a denominator beyond this is the reference's */

/* ---- parameters ---------------------------------------------------------------------- */

static bool same_value(Value a, Value b) {
  if (a.state != b.state)
    return false;
  if (a.state != VALUE_KNOWN)
    return true;
  return a.kind == b.kind && a.kind != TYPE_LIST && a.kind != TYPE_RECORD && value_same(a, b);
}

static bool same_stretches(const Input *input, const Stretch *stretches, size_t count) {
  if (!input->bound || input->count != count || !count)
    return false;
  for (size_t i = 0; i < count; i++) {
    const Stretch *a = &input->stretches[i], *b = &stretches[i];
    if (a->days.from != b->days.from || a->days.to != b->days.to || a->absent != b->absent ||
        !same_value(a->value, b->value))
      return false;
  }
  return true;
}

static Value keep_value(Arena *arena, Value value) {
  if (value.state == VALUE_KNOWN && value.kind == TYPE_TEXT)
    value.as.text = arena_text(arena, value.as.text);
  return value;
}

static void bind_input(Plan *plan, Evaluator *evaluator, const Parameter *parameter) {
  Input *input = &plan->inputs[parameter->index];
  const Stretch *stretches;
  size_t count = evaluator_stretches(evaluator, parameter, &stretches);
  if (same_stretches(input, stretches, count))
    return;
  reads_add(plan->changed, parameter->index);
  *input = (Input){ .parameter = parameter, .count = count, .bound = true };
  input->stretches = arena_array(plan->arena, Stretch, count + 1);
  for (size_t i = 0; i < count; i++) {
    input->stretches[i] = stretches[i];
    input->stretches[i].value = keep_value(plan->arena, stretches[i].value);
  }
  input->any = keep_value(plan->arena, evaluator_parameter(evaluator, parameter));
}

static void note_inputs(Plan *plan) {
  memset(plan->dated, 0, plan->words * sizeof *plan->dated);
  memset(plan->open, 0, plan->words * sizeof *plan->open);
  for (size_t i = 0; i < plan->model->parameters.count; i++)
    if (plan->inputs[i].count != 1)
      reads_add(plan->dated, i);
    else if (plan->inputs[i].stretches[0].value.state != VALUE_KNOWN)
      reads_add(plan->open, i);
}

/* A plan that was left in the middle of a binding takes everything for changed. */
static void note_changes(Plan *plan, Evaluator *evaluator) {
  memset(plan->changed, plan->bound ? 0 : UINT8_MAX, plan->words * sizeof *plan->changed);
  plan->bound = false;
  for (size_t i = 0; i < plan->model->parameters.count; i++)
    bind_input(plan, evaluator, plan->model->parameters.items[i]);
  note_inputs(plan);
  bool has_cells = evaluator_has_cells(evaluator);
  Date run_date = 0;
  bool has_run_date = evaluator_run_date(evaluator, &run_date);
  if (has_cells || plan->had_cells)
    reads_add(plan->changed, reads_bit(plan, READS_CELLS));
  bool has_text_day = evaluator_has_text_day(evaluator);
  if (has_run_date != plan->had_run_date || has_text_day || plan->had_text_day ||
      (has_run_date && run_date != plan->run_date))
    reads_add(plan->changed, reads_bit(plan, READS_RUN_DATE));
  if (plan->facts_version != census_version(plan->census))
    reads_add(plan->changed, reads_bit(plan, READS_FACTS));
  plan->facts_version = census_version(plan->census);
  plan->had_cells = has_cells;
  plan->had_run_date = has_run_date;
  plan->had_text_day = has_text_day;
  plan->run_date = run_date;
}

/* ---- numbers ------------------------------------------------------------------------- */

static int64_t times(int64_t a, int64_t b) {
  int64_t product;
  return __builtin_mul_overflow(a, b, &product) ? INT64_MAX : product;
}

static int64_t plus(int64_t a, int64_t b) {
  int64_t sum;
  return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

/* Two operands at one denominator, the least that both have. */
static void align(Node *node, const Node *a, const Node *b) {
  int64_t shared = whole_common_divisor(a->denominator, b->denominator);
  node->left = b->denominator / shared;
  node->right = a->denominator / shared;
  int64_t denominator = times(a->denominator, node->left);
  node->odd |= denominator > (int64_t)FINEST * FINEST;
  node->denominator = denominator;
  int64_t left = times(a->most, node->left), right = times(b->most, node->right);
  node->wide = left == INT64_MAX || right == INT64_MAX;
  node->most = left > right ? left : right;
}

static void bind_sum(Node *node, const Node *a, const Node *b) {
  align(node, a, b);
  node->most = plus(times(a->most, node->left), times(b->most, node->right));
  node->wide |= node->most == INT64_MAX;
}

static void bind_product(Node *node, const Node *a, const Node *b) {
  node->denominator = times(a->denominator, b->denominator);
  node->odd |= node->denominator > (int64_t)FINEST * FINEST;
  node->most = times(a->most, b->most);
  node->wide = node->most == INT64_MAX;
}

/* By a number that is the same for all: times its inverse. */
static void bind_quotient(Node *node, const Node *a, const Node *b) {
  node->odd |= !b->one || b->odd;
  if (node->odd || b->states[0] != CELL_KNOWN)
    return;
  int64_t by = b->numbers[0];
  if (!by || by == INT64_MIN) {
    node->odd = true;
    return;
  }
  int64_t shared = whole_common_divisor(b->denominator, by < 0 ? -by : by);
  node->left = b->denominator / shared * (by < 0 ? -1 : 1);
  node->denominator = times(a->denominator, (by < 0 ? -by : by) / shared);
  node->odd |= node->denominator > (int64_t)FINEST * FINEST;
  node->most = times(a->most, b->denominator / shared);
  node->wide = node->most == INT64_MAX;
}

static int64_t saturated(Int128 number) {
  return number > INT64_MAX ? INT64_MAX : (int64_t)number;
}

static void bind_round(Node *node, const Node *a) {
  const Term *term = node->shape.what;
  Fraction unit = term->as.round.unit;
  if (node->rational) {
    node->odd = unit.denominator > FINEST || unit.numerator > FINEST;
    node->denominator = node->odd ? 1 : (int64_t)unit.denominator;
    node->most = INT64_MAX;
    return;
  }
  if (unit.denominator > FINEST || unit.numerator > (Int128)FINEST * FINEST ||
      times(a->denominator, (int64_t)unit.numerator) == INT64_MAX) {
    node->odd = true;
    return;
  }
  node->denominator = (int64_t)unit.denominator;
  node->left = (int64_t)unit.denominator;                          /* a * left / right, rounded, */
  node->right = a->denominator * (int64_t)unit.numerator;          /* times the unit */
  Int128 steps = (Int128)a->most * node->left / node->right + 1;
  node->most = steps > INT64_MAX ? INT64_MAX : saturated(steps * unit.numerator);
}

static void bind_keep(Node *node, const Node *a) {
  node->denominator = 1;
  if (node->rational) {
    node->most = node->shape.detail == TYPE_MONEY ? MONEY_MOST : INT64_MAX;
    return;
  }
  node->right = a->denominator;
  node->most = a->denominator == 1 ? a->most : a->most / a->denominator + 1;
  if (node->shape.detail == TYPE_MONEY && node->most > MONEY_MOST)
    node->most = MONEY_MOST;
  node->wide = a->most > MONEY_MOST;
}

/* ---- constants ----------------------------------------------------------------------- */

static int32_t name_number(const Plan *plan, const Node *node, Value value) {
  bool of_row = node->shape.kind == NODE_SCALAR || node->shape.kind == NODE_MEMO;
  switch (value.kind) {
    case TYPE_TEXT:               /* of a row, or of the rules */
      return of_row ? census_keep_text(plan->census, value.as.text)
                    : census_number_of_text(plan->census, value.as.text);
    case TYPE_DURATION:
      return of_row ? census_keep_duration(plan->census, value.as.duration)
                    : census_number_of_duration(plan->census, value.as.duration);
    case TYPE_CODE: return value.as.code->codelist == node->type->codes
                               ? (int32_t)value.as.code->index : -1;
    case TYPE_BODY: return census_body_number(plan->census, value.as.body);
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE:
    case TYPE_MONEY: case TYPE_DATE: case TYPE_MOMENT: case TYPE_RECORD: case TYPE_LIST:
      break;
  }
  return -1;
}

static bool set_known(const Plan *plan, Node *node, Value value, size_t row) {
  switch ((VectorForm)node->shape.form) {
    case FORM_TRUTH:
      node->truths[row] = value.as.truth ? 2 : 0;
      return true;
    case FORM_DAY:
      node->names[row] = value.as.date;
      return true;
    case FORM_NAME: case FORM_DURATION:
      node->names[row] = name_number(plan, node, value);
      return node->names[row] >= 0;
    case FORM_RATIO:
      return false;
    case FORM_NUMBER:
      return column_numerator(value.kind == TYPE_MOMENT ? fraction_from(value.as.moment)
                                                        : value.as.number,
                              node->denominator, &node->numbers[row]);
  }
  return false;
}

/* A truth that is none is what the reference calls an error. */
bool bind_value(const Plan *plan, Node *node, Value value, size_t row) {
  bool truth = node->shape.form == FORM_TRUTH;
  if (truth)
    node->truths[row] = 1;
  node->states[row] = CELL_KNOWN;
  switch (value.state) {
    case VALUE_KNOWN:
      return set_known(plan, node, value, row);
    case VALUE_UNKNOWN:
      if (!truth)
        node->states[row] = CELL_UNKNOWN;
      return true;
    case VALUE_NONE:
      node->states[row] = CELL_NONE;
      return !truth;
    case VALUE_ERROR:
      break;
  }
  return false;
}

static Value name_back(const Plan *plan, const Type *type, int32_t name, Arena *batch) {
  switch (type->kind) {
    case TYPE_TEXT:   return value_text(census_text(plan->census, name));
    case TYPE_CODE:   return value_code(&type->codes->codes[name]);
    case TYPE_BODY:   return value_body(census_body(plan->model, name));
    case TYPE_DURATION: return value_duration(census_duration(plan->census, name));
    case TYPE_RECORD:
      return value_record(columns_record(census_referred(plan->census, type->record),
                                         (uint32_t)name, batch));
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE:
    case TYPE_MONEY: case TYPE_DATE: case TYPE_MOMENT: case TYPE_LIST:
      break;
  }
  return value_unknown(type->kind);
}

static Value number_back(const Node *node, size_t row) {
  int64_t number = node->vector.numbers[row];
  int64_t parts = node->vector.parts ? node->vector.parts[row] : node->denominator;
  if (node->type->kind == TYPE_MOMENT)
    return (Value){ .state = VALUE_KNOWN, .kind = TYPE_MOMENT, .as.moment = number };
  Fraction fraction = fraction_from(number);
  fraction_make(number, parts, &fraction);                /* 64 bits: it fits */
  return value_number(node->type->kind, fraction);
}

Value bind_back(const Plan *plan, const Node *node, size_t row, Arena *batch) {
  const Vector *vector = &node->vector;
  const Type *type = node->type;
  CellState state = vector->states ? (CellState)vector->states[row] : CELL_KNOWN;
  if (state == CELL_NONE)
    return value_none(type->kind);
  if (state != CELL_KNOWN || (vector->truths && vector->truths[row] == 1))
    return value_unknown(type->kind);
  switch ((VectorForm)node->shape.form) {
    case FORM_TRUTH: return value_truth(vector->truths[row] == 2);
    case FORM_DAY:   return value_date(vector->names[row]);
    case FORM_NAME: case FORM_DURATION:
      return name_back(plan, type, vector->names[row], batch);
    case FORM_NUMBER: case FORM_RATIO:
      break;
  }
  return number_back(node, row);
}

static bool is_number(Value value) {
  return value.state == VALUE_KNOWN && value.kind != TYPE_MOMENT;
}

static void set_constant(const Plan *plan, Node *node, Value value) {
  bool number = node->shape.form == FORM_NUMBER;
  node->one = true;
  if (number && is_number(value)) {
    node->odd = value.as.number.denominator > FINEST;
    node->denominator = node->odd ? 1 : (int64_t)value.as.number.denominator;
  }
  node->odd |= !bind_value(plan, node, value, 0);
  node->vector.states = node->states;
  if (number && !node->odd)
    node->most = node->numbers[0] < 0 ? -node->numbers[0] : node->numbers[0];
}

/* One denominator for the values of all days. */
static void bind_dated(Node *node, const Input *input) {
  node->odd = input->count == 0 || node->shape.a < 0;
  for (size_t i = 0; node->shape.form == FORM_NUMBER && i < input->count; i++) {
    Value value = input->stretches[i].value;
    if (!is_number(value))
      continue;
    node->odd |= value.as.number.denominator > FINEST || node->denominator > FINEST;
    if (node->odd)
      return;
    int64_t part = (int64_t)value.as.number.denominator;
    node->denominator *= part / whole_common_divisor(part, node->denominator);
  }
  node->most = INT64_MAX;
}

static void bind_parameter(Plan *plan, Node *node) {
  const Parameter *parameter = node->shape.what;
  const Input *input = &plan->inputs[parameter->index];
  if (input->count == 1)
    set_constant(plan, node, input->stretches[0].value);
  else
    bind_dated(node, input);
}

static Value constant_value(const Term *term) {
  return term->kind == TERM_CONSTANT ? term->as.constant : value_unknown(term->type.kind);
}

/* ---- every node ---------------------------------------------------------------------- */

static void bind_number(const Plan *plan, Node *node, const Node *a, const Node *b,
                        const Node *c) {
  const Column *column = node->shape.what;
  switch ((NodeKind)node->shape.kind) {
    case NODE_COLUMN: case NODE_GATHER:
      node->denominator = column->denominator;
      node->most = column->most;
      break;
    case NODE_OVER:
      node->denominator = ((const Over *)node->shape.what)->denominator;
      node->most = ((const Over *)node->shape.what)->most;
      break;
    case NODE_SUM:      bind_sum(node, a, b);      break;
    case NODE_PRODUCT:  bind_product(node, a, b);  break;
    case NODE_QUOTIENT: bind_quotient(node, a, b); break;
    case NODE_EXTREME: case NODE_REMAINDER:
                        align(node, a, b);         break;
    case NODE_GRID: case NODE_EXCEPTED:
                        bind_cases(plan, node);    break;
    case NODE_MEMO:     bind_memo(node);           break;
    case NODE_LOWERED:  align(node, a, b);
                        node->odd |= node->left != 1 || node->right != 1; break;
    case NODE_CHOICE:   align(node, b, c);
                        node->odd |= node->wide && (node->left != 1 || node->right != 1); break;
    case NODE_NEGATE: case NODE_ABSOLUTE:
      node->denominator = a->denominator;
      node->most = a->most;
      break;
    case NODE_ROUND:    bind_round(node, a);       break;
    case NODE_KEEP:     bind_keep(node, a);        break;
    case NODE_DAYS: case NODE_PART:
      node->most = (int64_t)DATE_LAST - DATE_FIRST;
      break;
    case NODE_SCALAR:
      node->most = node->type->kind == TYPE_MONEY ? MONEY_MOST : INT64_MAX;
      break;
    case NODE_CONSTANT: case NODE_PARAMETER: case NODE_RUN_DATE: case NODE_GOVERNED:
    case NODE_VERSIONED: case NODE_CALLED: case NODE_GIVEN: case NODE_KNOWN: case NODE_NOT:
    case NODE_AND: case NODE_OR: case NODE_COMPARE: case NODE_SHIFT: case NODE_LIFTED:
    case NODE_UNROLLED: case NODE_OUTER: case NODE_MATCHED:
      break;
    case NODE_ELEMENT:                                    /* of a range */
      node->most = INT64_MAX;
      break;
  }
}

typedef struct { const Plan *plan; bool any; } AllOne;

static bool is_one_too(void *context, PlanNode operand) {
  AllOne *all = context;
  all->any = true;
  return all->plan->nodes.items[operand].one;
}

static bool is_one(const Plan *plan, const Node *node) {
  AllOne all = { plan, false };
  return plan_operands(plan, node, is_one_too, &all) && all.any &&
         node->shape.kind != NODE_GATHER && node->shape.kind != NODE_SCALAR &&
         node->shape.kind != NODE_UNROLLED;
}

static void bind_run_date(Plan *plan, Node *node) {
  set_constant(plan, node, plan->had_run_date ? value_date(plan->run_date)
                                              : value_unknown(TYPE_DATE));
}

static void start_node(Node *node) {
  node_go_home(node);
  node->one = node->odd = node->wide = false;
  node->denominator = node->left = node->right = 1;
  node->most = 0;
  node->vector = (Vector){ .form = (VectorForm)node->shape.form, .truths = node->truths,
                           .numbers = node->numbers, .parts = node->parts,
                           .names = node->names };
}

/* What is the same for all rows is computed here, as of one row. */
static void finish_node(Plan *plan, Node *node) {
  bool computed = is_one(plan, node) && node->shape.kind != NODE_PARAMETER;
  node->one |= is_one(plan, node);
  if (node->odd)
    run_odd(node);
  else if (computed)
    run_one(plan, node);
  else if (node->one && node->shape.kind == NODE_PARAMETER && !node->vector.states)
    run_one(plan, node);                                  /* dated, on a day that is given */
  else if (node->one)
    run_spread(node);
  node->vector.one = node->one;
  node->vector.denominator = node->denominator;
}

static void bind_node(Plan *plan, Node *node) {
  const NodeShape *shape = &node->shape;
  const Node *a = shape->a < 0 ? NULL : &plan->nodes.items[shape->a];
  const Node *b = shape->b < 0 ? NULL : &plan->nodes.items[shape->b];
  const Node *c = shape->c < 0 ? NULL : &plan->nodes.items[shape->c];
  start_node(node);
  if (shape->kind == NODE_CONSTANT)
    set_constant(plan, node, constant_value(shape->what));
  else if (shape->kind == NODE_PARAMETER)
    bind_parameter(plan, node);
  else if (shape->kind == NODE_RUN_DATE)
    bind_run_date(plan, node);
  else if (shape->kind == NODE_UNROLLED)
    unrolled_bind(plan, node);
  else if (shape->kind == NODE_OUTER)
    outer_bind(plan, node);
  else if (shape->form == FORM_NUMBER)
    bind_number(plan, node, a, b, c);
  else if (shape->kind == NODE_COMPARE && a->shape.form == FORM_NUMBER && !node->rational)
    align(node, a, b);
  node->odd |= shape->kind == NODE_VERSIONED && plan->had_text_day;
  node->odd |= shape->kind == NODE_GRID && plan->had_cells;
  if (shape->kind == NODE_MEMO)
    memo_forget(node);
  node->holds_days = false;
  finish_node(plan, node);
}

/* ---- only what has changed ------------------------------------------------------------ */

static bool any_changed(const Plan *plan) {
  for (size_t i = 0; i < plan->words; i++)
    if (plan->changed[i])
      return true;
  return false;
}

/* Kinds that are bound by more than settings, operands and what a column is part of: what lists
 * come to, what is kept from row to row. */
static bool always_binds(const Node *node) {
  switch ((NodeKind)node->shape.kind) {
    case NODE_OVER: case NODE_UNROLLED: case NODE_ELEMENT: case NODE_OUTER: case NODE_MATCHED:
    case NODE_GRID: case NODE_EXCEPTED: case NODE_LIFTED: case NODE_MEMO: case NODE_SCALAR:
      return true;
    case NODE_CONSTANT: case NODE_PARAMETER: case NODE_RUN_DATE: case NODE_GOVERNED:
    case NODE_VERSIONED: case NODE_CALLED: case NODE_COLUMN: case NODE_GATHER: case NODE_GIVEN:
    case NODE_KNOWN: case NODE_NOT: case NODE_AND: case NODE_OR: case NODE_COMPARE: case NODE_SUM:
    case NODE_PRODUCT: case NODE_QUOTIENT: case NODE_REMAINDER: case NODE_NEGATE:
    case NODE_ABSOLUTE: case NODE_EXTREME: case NODE_ROUND: case NODE_KEEP: case NODE_LOWERED:
    case NODE_CHOICE: case NODE_SHIFT: case NODE_DAYS: case NODE_PART:
      break;
  }
  return false;
}

/* What the numbers of its column are part of is another.  The numbers of texts are others where
 * the facts are (`facts`). */
static bool binds_facts(const Node *node, bool facts) {
  const Column *column = node->shape.what;
  bool reads = node->shape.kind == NODE_COLUMN || node->shape.kind == NODE_GATHER;
  bool written = node->shape.kind == NODE_CONSTANT || node->shape.kind == NODE_PARAMETER;
  if (reads && node->shape.form == FORM_NUMBER)
    return node->denominator != column->denominator || node->most != column->most;
  return written && facts &&
         (node->shape.form == FORM_NAME || node->shape.form == FORM_DURATION);
}

static bool stays(void *context, PlanNode operand) {
  const Plan *plan = context;
  return !plan->nodes.items[operand].moved;
}

static void bind_again(Plan *plan, Node *node) {
  bool one = node->one, odd = node->odd, bound = node->bound;
  int64_t denominator = node->denominator, most = node->most;
  node->bound = false;
  bind_node(plan, node);
  node->bound = plan->rebound = true;
  node->moved = !bound || one || node->one || odd != node->odd ||
                denominator != node->denominator || most != node->most;
}

/* In their order, so that what moves takes along what is computed from it. */
static void bind_changed(Plan *plan, bool all) {
  bool facts = reads_has(plan->changed, reads_bit(plan, READS_FACTS));
  for (size_t i = 0; i < plan->nodes.count; i++) {
    Node *node = &plan->nodes.items[i];
    node->changed |= reads_meet(plan, node->reads, plan->changed);
    node->moved = false;
    plan->always |= always_binds(node);
    if (all || !node->bound || always_binds(node) || binds_facts(node, facts) ||
        reads_meet(plan, node->reads, plan->set) || !plan_operands(plan, node, stays, plan))
      bind_again(plan, node);
  }
  for (size_t i = 0; i < plan->reads.count; i++)
    plan->reads.items[i]->changed |= reads_meet(plan, plan->reads.items[i]->bits, plan->changed);
}

/* Of what has changed, all but facts. */
static void note_set(Plan *plan) {
  size_t facts = reads_bit(plan, READS_FACTS);
  memcpy(plan->set, plan->changed, plan->words * sizeof *plan->set);
  plan->set[facts / 64] &= ~(UINT64_C(1) << (facts % 64));
  for (size_t i = 0; i < plan->words; i++)
    plan->rebound |= plan->set[i] != 0;
}

void plan_bind(Plan *plan, Evaluator *evaluator, const RecordSource *source) {
  plan->evaluator = evaluator;
  plan->source = source;
  for (size_t i = 0; !plan->bound && i < plan->overs.count; i++)
    plan->overs.items[i]->computed = false;
  bool all = !plan->bound;
  note_changes(plan, evaluator);
  results_bind(plan, evaluator);
  note_set(plan);
  for (size_t i = 0; i < plan->elements.count; i++)
    plan_bind(plan->elements.items[i], evaluator, source);
  for (size_t i = 0; i < plan->overs.count; i++)
    over_bind(plan, plan->overs.items[i]);
  if (all || any_changed(plan) || plan->always || plan->bound_count < plan->nodes.count)
    bind_changed(plan, all);
  plan->bound_count = plan->nodes.count;
  plan->bound = true;
}

bool plan_changed(const Plan *plan, PlanNode node) {
  return plan->nodes.items[node].changed;
}

void plan_took(Plan *plan, PlanNode node) {
  plan->nodes.items[node].changed = false;
}
