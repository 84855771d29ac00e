/* Where the time of a plan's runs goes: by node, shared between those that ask for it. */
#include "interp/plan/nodes.h"

void plan_time(Plan *plan, PlanClock *clock) {
  plan->clock = clock;
  plan->timed = clock ? plan->nodes.count : 0;
  if (clock && !plan->times) {
    plan->times = arena_array(plan->arena, int64_t, plan->timed);
    plan->readers = arena_array(plan->arena, uint32_t, plan->timed);
    plan->walked = arena_array(plan->arena, uint32_t, plan->timed);
  }
}

typedef struct {
  Plan    *plan;
  bool     counts;                /* readers, or else their time */
  int64_t  time;
} Walk;

static bool visit(void *context, PlanNode node) {
  Walk *walk = context;
  Plan *plan = walk->plan;
  if (node < 0 || (size_t)node >= plan->timed || plan->walked[node] == plan->walk)
    return true;
  plan->walked[node] = plan->walk;
  if (walk->counts)
    plan->readers[node]++;
  else
    walk->time += plan->times[node] / (plan->readers[node] ? plan->readers[node] : 1);
  return plan_operands(plan, &plan->nodes.items[node], visit, walk);
}

static int64_t walk_all(Plan *plan, const PlanNode *nodes, size_t count, bool counts) {
  Walk walk = { .plan = plan, .counts = counts };
  plan->walk++;
  for (size_t i = 0; i < count; i++)
    visit(&walk, nodes[i]);
  return walk.time;
}

void plan_time_reader(Plan *plan, const PlanNode *nodes, size_t count) {
  walk_all(plan, nodes, count, true);
}

int64_t plan_time_of(Plan *plan, const PlanNode *nodes, size_t count) {
  return walk_all(plan, nodes, count, false);
}
