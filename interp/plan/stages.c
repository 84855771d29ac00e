/* What the next runs shall compute, stage by stage.
 *
 * A node is computed in the first stage that needs it.  One that no other stage reads lies, until
 * the next stage, in room that all stages share: what a chunk goes through stays near the
 * processor, however many nodes there are. */
#include "base/fetch.h"
#include "interp/plan/nodes.h"

#include <stddef.h>

enum { NEAR_BYTES = 1 << 18 };        /* a stage that needs more has room of its own for the rest */

/* ---- room ---------------------------------------------------------------------------- */

static NodeRoom room_of(const Node *node) {
  return (NodeRoom){ node->truths, node->states, node->numbers, node->parts, node->names };
}

static void take_room(Node *node, NodeRoom room) {
  Vector *vector = &node->vector;
  if (vector->states == node->states)
    vector->states = room.states;
  vector->truths = node->truths = room.truths;
  vector->numbers = node->numbers = room.numbers;
  vector->parts = node->parts = room.parts;
  vector->names = node->names = room.names;
  node->states = room.states;
}

void node_go_home(Node *node) {
  if (node->away)
    take_room(node, node->home);
  node->away = false;
}

typedef struct { unsigned char *bytes; size_t used; } Near;

static void *near_take(Near *near, const void *home, size_t item) {
  if (!home)
    return NULL;
  void *taken = near->bytes + near->used;
  near->used += item * COLUMN_CHUNK;
  return taken;
}

static size_t bytes_of(const Node *node) {
  return COLUMN_CHUNK * ((node->truths ? sizeof *node->truths : 0) + sizeof *node->states +
                         (node->numbers ? sizeof *node->numbers : 0) +
                         (node->parts ? sizeof *node->parts : 0) +
                         (node->names ? sizeof *node->names : 0));
}

/* Those that put something of their own into every row, known or not: what others have left there
 * is beyond the bounds that kernels are chosen by. */
static bool fills_all(const Node *node) {
  switch ((NodeKind)node->shape.kind) {
    case NODE_GIVEN: case NODE_KNOWN: case NODE_NOT: case NODE_AND: case NODE_OR:
    case NODE_COMPARE: case NODE_SUM: case NODE_PRODUCT: case NODE_SHIFT: case NODE_DAYS:
      return !node->rational;
    default:
      return false;
  }
}

static void go_near(Node *node, Near *near) {
  if (!fills_all(node) || near->used + bytes_of(node) > NEAR_BYTES)
    return;
  node->home = room_of(node);
  node->away = true;
  take_room(node, (NodeRoom){
    .numbers = near_take(near, node->numbers, sizeof *node->numbers),
    .parts = near_take(near, node->parts, sizeof *node->parts),
    .names = near_take(near, node->names, sizeof *node->names),
    .truths = near_take(near, node->truths, sizeof *node->truths),
    .states = near_take(near, node->states, sizeof *node->states) });
}

/* ---- wanting ------------------------------------------------------------------------- */

/* Met for the first time it is put on the heap of those whose operands are to be met. */
static bool meet(void *context, PlanNode operand) {
  Plan *plan = context;
  Node *node = &plan->nodes.items[operand];
  uint32_t stage = (uint32_t)plan->stages.count - 1;
  if (node->wanted) {
    node->shared |= node->stage != stage;
    return true;
  }
  node->wanted = true;
  node->shared = false;
  node->stage = stage;
  if (!node->one) {
    plan->stages.items[stage].count++;
    plan->met[plan->met_count++] = operand;
  }
  return true;
}

static void start(Plan *plan) {
  if (plan->order_room < plan->nodes.count) {
    plan->order_room = plan->nodes.count;
    plan->order = arena_array(plan->arena, PlanNode, plan->order_room);
    plan->met = arena_array(plan->arena, PlanNode, plan->order_room);
  }
  plan->stages.count = plan->met_count = 0;
  plan->settled = plan->rebound = false;
  for (size_t i = 0; i < plan->nodes.count; i++) {
    plan->nodes.items[i].wanted = false;
    node_go_home(&plan->nodes.items[i]);
  }
}

void plan_want_stage(Plan *plan, const PlanNode *nodes, size_t count) {
  LIST_ADD(plan->arena, &plan->stages, PlanStage, (PlanStage){ .count = 0 });
  for (size_t i = 0; i < count; i++)
    if (nodes[i] >= 0)
      meet(plan, nodes[i]);
  while (plan->met_count > 0)
    plan_operands(plan, &plan->nodes.items[plan->met[--plan->met_count]], meet, plan);
}

void plan_want(Plan *plan, const PlanNode *nodes, size_t count) {
  start(plan);
  plan_want_stage(plan, nodes, count);
}

bool plan_wanted(const Plan *plan) {
  return plan->bound && !plan->rebound;
}

/* A node may lie where its operand does: `not` leaves the states where they are. */
static void share_operands(Plan *plan) {
  for (size_t i = plan->nodes.count; i-- > 0;) {
    const Node *node = &plan->nodes.items[i];
    if (node->wanted && node->shared && node->shape.a >= 0)
      plan->nodes.items[node->shape.a].shared = true;
  }
}

static void go_all_near(Plan *plan) {
  if (!plan->near)
    plan->near = arena_array(plan->arena, unsigned char, NEAR_BYTES);
  share_operands(plan);
  for (size_t i = 1; i < plan->stages.count; i++) {
    const PlanStage *stage = &plan->stages.items[i];
    Near near = { plan->near, 0 };
    for (size_t j = 0; j < stage->count; j++) {
      Node *node = &plan->nodes.items[plan->order[stage->first + j]];
      if (!node->shared)
        go_near(node, &near);
    }
  }
}

/* ---- lines ----------------------------------------------------------------------------- */

static void add_line(Plan *plan, const void *line) {
  if (line)
    LIST_ADD(plan->arena, &plan->lines, const void *, line);
}

static void add_lines(Plan *plan, const Node *node) {
  for (size_t at = 0; at < offsetof(Node, type); at += FETCH_LINE)
    add_line(plan, (const char *)node + at);
}

/* What is the same for all rows is read at its first item. */
static bool add_one(void *context, PlanNode operand) {
  Plan *plan = context;
  const Node *node = plan_at(plan, operand);
  if (!node->one)
    return true;
  add_lines(plan, node);
  add_line(plan, node->truths);
  add_line(plan, node->numbers);
  add_line(plan, node->names);
  return true;
}

static void add_stage(Plan *plan, PlanStage *stage) {
  stage->first_line = plan->lines.count;
  for (size_t i = 0; i < stage->count; i++) {
    const Node *node = plan_at(plan, plan->order[stage->first + i]);
    add_lines(plan, node);
    plan_operands(plan, node, add_one, plan);
  }
  stage->line_count = plan->lines.count - stage->first_line;
}

void plan_fetch_stage(Plan *plan, size_t stage) {
  if (stage >= plan->stages.count)
    return;
  const PlanStage *at = &plan->stages.items[stage];
  for (size_t i = 0; i < at->line_count; i++)
    fetch_line(plan->lines.items[at->first_line + i]);
}

/* Nodes by stage, in each operands first; those of later stages go where they are near. */
static void settle(Plan *plan) {
  size_t at = 0;
  for (size_t i = 0; i < plan->stages.count; i++) {
    PlanStage *stage = &plan->stages.items[i];
    stage->first = at;
    at += stage->count;
    stage->count = 0;
  }
  for (size_t i = 0; i < plan->nodes.count; i++) {
    const Node *node = &plan->nodes.items[i];
    PlanStage *stage = node->wanted && !node->one ? &plan->stages.items[node->stage] : NULL;
    if (stage)
      plan->order[stage->first + stage->count++] = (PlanNode)i;
  }
  if (plan->stages.count > 1)
    go_all_near(plan);
  plan->lines.count = 0;
  for (size_t i = 1; i < plan->stages.count; i++)
    add_stage(plan, &plan->stages.items[i]);
  plan->settled = true;
}

const PlanStage *plan_stage(Plan *plan, size_t stage) {
  if (!plan->settled)
    settle(plan);
  return &plan->stages.items[stage];
}
