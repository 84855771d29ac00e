/* What a node is computed from, and what a row's parts tell of it. */
#include "interp/plan/nodes.h"

/* ---- the parts ----------------------------------------------------------------------- */

/* Kinds whose operands tell all that decides what is known, and what is asked for; of a list's
 * elements that is not so, but where the list itself is not known it is asked for. */
static bool tells_all(const Node *node) {
  switch ((NodeKind)node->shape.kind) {
    case NODE_CONSTANT: case NODE_PARAMETER: case NODE_RUN_DATE: case NODE_GOVERNED:
    case NODE_VERSIONED: case NODE_CALLED: case NODE_COLUMN: case NODE_GATHER: case NODE_GIVEN:
    case NODE_KNOWN: case NODE_NOT: case NODE_AND: case NODE_OR: case NODE_COMPARE: case NODE_SUM:
    case NODE_PRODUCT: case NODE_QUOTIENT: case NODE_REMAINDER: case NODE_NEGATE:
    case NODE_ABSOLUTE: case NODE_EXTREME: case NODE_ROUND: case NODE_KEEP: case NODE_LOWERED:
    case NODE_CHOICE: case NODE_SHIFT: case NODE_DAYS: case NODE_PART: case NODE_OVER:
    case NODE_UNROLLED: case NODE_GRID: case NODE_EXCEPTED: case NODE_LIFTED: case NODE_MEMO:
      return true;
    case NODE_ELEMENT: case NODE_OUTER: case NODE_MATCHED: case NODE_SCALAR:
      break;
  }
  return false;
}

typedef struct {
  const Plan *plan;
  Arena      *arena;
  PlanNodes  *parts;
} Adding;

static bool is_among(const PlanNodes *parts, PlanNode node) {
  for (size_t i = 0; i < parts->count; i++)
    if (parts->items[i] == node)
      return true;
  return false;
}

static const FieldType *field_of(const Node *node) {
  bool reads = node->shape.kind == NODE_COLUMN || node->shape.kind == NODE_GATHER;
  return reads ? ((const Column *)node->shape.what)->field : NULL;
}

static bool is_result(const Node *node) {
  return field_of(node) && ((const Column *)node->shape.what)->result;
}

/* Of a column, or of one of another record. */
static const RecordType *type_of_rows(const Plan *plan, const Node *node) {
  return node->shape.kind == NODE_GATHER ? plan_target(plan, plan_at(plan, node->shape.a))->type
                                         : plan->columns->type;
}

/* One of them waits for facts of a record that the other may lead to along another way. */
static bool waits_across(const Plan *plan, const Node *a, const Node *b) {
  return (is_result(a) || is_result(b)) && a->shape.a != b->shape.a &&
         type_of_rows(plan, a) == type_of_rows(plan, b);
}

/* The same field along two ways, which may lead to one record: then one fact stands twice. */
static bool crosses(const Adding *adding, const Node *node) {
  const FieldType *field = field_of(node);
  for (size_t i = 0; field && i < adding->parts->count; i++) {
    const Node *other = plan_at(adding->plan, adding->parts->items[i]);
    if (field_of(other) == field ||
        (field_of(other) && waits_across(adding->plan, node, other)))
      return true;
  }
  return false;
}

/* Graphs of terms are as high as terms may be, which is counted where they are parsed. */
static bool add_parts(void *context, PlanNode node) {
  Adding *adding = context;
  const Node *at = plan_at(adding->plan, node);
  if (is_among(adding->parts, node))
    return true;
  if (!tells_all(at) || crosses(adding, at) ||
      !plan_operands(adding->plan, at, add_parts, adding))
    return false;
  LIST_ADD(adding->arena, adding->parts, PlanNode, node);
  return true;
}

bool plan_parts(const Plan *plan, PlanNode node, Arena *arena, PlanNodes *parts) {
  size_t before = parts->count;
  Adding adding = { plan, arena, parts };
  if (node >= 0 && add_parts(&adding, node))
    return true;
  parts->count = before;
  return false;
}

static bool is_lowered(void *context, PlanNode node) {
  return plan_is_lowered(context, node);
}

bool plan_is_lowered(Plan *plan, PlanNode node) {
  return node >= 0 && plan_at(plan, node)->shape.kind != NODE_SCALAR &&
         plan_operands(plan, plan_at(plan, node), is_lowered, plan);
}

/* ---- a row's --------------------------------------------------------------------------- */

uint8_t plan_part_byte(const Plan *plan, PlanNode part, size_t row) {
  const Vector *vector = plan_vector(plan, part);
  size_t at = vector->one ? 0 : row;
  uint8_t state = vector->states ? vector->states[at] : (uint8_t)CELL_KNOWN;
  if (vector->form != FORM_TRUTH)
    return state;
  return state == CELL_ODD ? (uint8_t)CELL_ODD : vector->truths[at];
}

typedef struct {
  const Plan *plan;
  size_t      row;
} Row;

static bool is_open(const Plan *plan, PlanNode part, size_t row) {
  const Node *at = plan_at(plan, part);
  uint8_t byte = plan_part_byte(plan, part, row);
  return at->shape.form == FORM_TRUTH ? byte == 1 : byte == CELL_UNKNOWN;
}

static bool rests_below(Row *at, PlanNode node);

/* As an OperandVisit: stops at the first that does. */
static bool rests_not(void *context, PlanNode operand) {
  return !rests_below(context, operand);
}

/* Something beneath is known, and differs from record to record.  Whose fact is not known says
 * nothing of its values; nor do the elements of a list that is not known. */
static bool rests_below(Row *at, PlanNode node) {
  const Node *below = plan_at(at->plan, node);
  bool list = below->shape.kind == NODE_OVER || below->shape.kind == NODE_UNROLLED;
  if (below->vector.one || below->shape.form == FORM_TRUTH)
    return false;
  if (plan_part_byte(at->plan, node, at->row) == CELL_KNOWN)
    return true;
  return below->shape.kind != NODE_GATHER && !list &&
         !plan_operands(at->plan, below, rests_not, at);
}

/* A value that is open on some days, and which name it is open under then. */
static bool is_open_by_day(Row *at, const Node *node) {
  return !node->vector.one &&
         (node->shape.a < 0 || plan_part_byte(at->plan, node->shape.a, at->row) == CELL_KNOWN);
}

static bool is_known(void *context, PlanNode operand) {
  const Row *at = context;
  return !is_open(at->plan, operand, at->row);
}

/* Its keys are known: the cell is asked for, by their values. */
static bool is_open_by_keys(Row *at, const Node *node) {
  return ((const Memo *)node->shape.what)->term->kind == TERM_LOOKUP &&
         plan_operands(at->plan, node, is_known, at);
}

/* The record whose fact it is has tests of its own, which values tried out may break. */
static bool is_tested(const Plan *plan, const Node *node) {
  const RecordType *type = type_of_rows(plan, node);
  for (size_t i = 0; i < plan->model->valid.count; i++)
    if (plan->model->valid.items[i].record == type)
      return true;
  return false;
}

/* Of a part that is open. */
static bool rests(Row *at, const Node *node, bool tried) {
  if (is_result(node))                 /* what it waits for may be facts that are tried out */
    return tried && is_tested(at->plan, node);
  switch ((NodeKind)node->shape.kind) {
    case NODE_PARAMETER: return is_open_by_day(at, node);
    case NODE_MEMO:
      if (is_open_by_keys(at, node))
        return true;
      break;
    case NODE_OVER:      return !over_is_open(at->plan, node, at->row);
    case NODE_UNROLLED:  return !unrolled_is_open(node, at->row);
    case NODE_GATHER:
      return tried && is_tested(at->plan, node) &&
             plan_part_byte(at->plan, node->shape.a, at->row) == CELL_KNOWN;
    default:
      break;
  }
  return tried && node->shape.form == FORM_TRUTH &&
         !plan_operands(at->plan, node, rests_not, at);
}

bool plan_part_rests(const Plan *plan, PlanNode part, size_t row, bool tried) {
  Row at = { plan, row };
  return is_open(plan, part, row) && rests(&at, plan_at(plan, part), tried);
}

/* ---- which elements of a list are open --------------------------------------------------- */

static bool is_field_of(const FieldType *field, const RecordType *type) {
  return field >= type->fields && field < type->fields + type->count;
}

/* A fact of an element may be one that another part reads of what the record refers to: then it
 * stands twice, of some records. */
static bool is_read_by(const Plan *plan, const PlanNodes *parts, const FieldType *field) {
  for (size_t i = 0; i < parts->count; i++)
    if (field_of(plan_at(plan, parts->items[i])) == field)
      return true;
  return false;
}

bool plan_tells_elements(const Plan *plan, PlanNode part, const PlanNodes *parts, Arena *arena) {
  const Node *node = plan_at(plan, part);
  PlanFields fields = { NULL, 0, 0, false };
  if (node->shape.kind != NODE_OVER || !over_fields(node->shape.what, arena, &fields))
    return false;
  for (size_t i = 0; i < fields.count; i++)
    if (is_field_of(fields.items[i], plan->columns->type) ||
        is_read_by(plan, parts, fields.items[i]))
      return false;
  return true;
}

/* ---- of many rows ---------------------------------------------------------------------- */

/* Kinds that may rest on values without facts being tried out. */
static bool may_rest(const Node *node) {
  switch ((NodeKind)node->shape.kind) {
    case NODE_PARAMETER: case NODE_MEMO: case NODE_OVER: case NODE_UNROLLED: return true;
    default:                                                                 return false;
  }
}

/* The bytes that tell how the part stands, all by themselves; NULL: plan_part_byte does. */
static const uint8_t *bytes_of(const Vector *vector) {
  if (vector->one || (vector->form == FORM_TRUTH && vector->states))
    return NULL;
  return vector->form == FORM_TRUTH ? vector->truths : vector->states;
}

void plan_part_codes(const Plan *plan, PlanNode part, const uint32_t *rows, size_t count,
                     unsigned shift, uint64_t *codes, size_t stride) {
  const Vector *vector = plan_vector(plan, part);
  const uint8_t *bytes = bytes_of(vector);
  bool known = vector->one ? !plan_part_byte(plan, part, 0)
                           : vector->form != FORM_TRUTH && !vector->states;
  for (size_t i = 0; !known && i < count; i++) {
    uint64_t byte = bytes ? bytes[rows[i]] : plan_part_byte(plan, part, rows[i]);
    codes[i * stride] |= byte << shift;
  }
  for (size_t i = 0; may_rest(plan_at(plan, part)) && i < count; i++)
    if (plan_part_rests(plan, part, rows[i], false))
      codes[i * stride] |= (uint64_t)PART_RESTS << shift;
}
