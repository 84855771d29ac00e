/* Budgets, transfers, targets, controls and ladders. */
#include "interp/check/budget.h"
#include "interp/trials/mutants.h"

#define PUT(mutants, kind, span, change, place, Type, ...) \
  MUTANTS_PUT((mutants), (kind), (span), NULL, (change), (place), Type, __VA_ARGS__)

static void mutate_item(Mutants *mutants, BudgetItem *item) {
  mutate_term(mutants, item->value);
  mutate_term(mutants, item->printed);
  if (item->once)
    PUT(mutants, MUTANT_BUDGET, item->span, mutants_say(mutants, MESSAGE("not once")), &item->once,
        bool, false);
}

static void mutate_shares(Mutants *mutants, const ModelShares *shares) {
  for (size_t i = 0; i < shares->count; i++)
    mutate_term(mutants, shares->items[i].part);
}

static Text opposite(const Mutants *mutants, BinaryOp op) {
  switch (op) {
    case BINARY_LESS:     return mutants_say(mutants, MESSAGE("at most, not below"));
    case BINARY_AT_MOST:  return mutants_say(mutants, MESSAGE("below, not at most"));
    case BINARY_MORE:     return mutants_say(mutants, MESSAGE("at least, not above"));
    case BINARY_AT_LEAST: return mutants_say(mutants, MESSAGE("above, not at least"));
    default:              return mutants_say(mutants, MESSAGE("the opposite"));
  }
}

static BinaryOp beside(BinaryOp op) {
  switch (op) {
    case BINARY_LESS:     return BINARY_AT_MOST;
    case BINARY_AT_MOST:  return BINARY_LESS;
    case BINARY_MORE:     return BINARY_AT_LEAST;
    case BINARY_AT_LEAST: return BINARY_MORE;
    case BINARY_EQUAL:    return BINARY_NOT_EQUAL;
    default:              return BINARY_EQUAL;
  }
}

static void mutate_target(Mutants *mutants, Target *target) {
  mutate_term(mutants, target->value);
  mutate_term(mutants, target->bound);
  PUT(mutants, MUTANT_TARGET, target->span, opposite(mutants, target->op), &target->op, BinaryOp,
      beside(target->op));
  for (int64_t years = target->rolling - 1; target->rolling > 1 && years <= target->rolling + 1;
       years += 2)
    PUT(mutants, MUTANT_TARGET, target->span,
        arena_format(mutants->arena, diag_words(mutants->diags, MESSAGE("rolling %lld years")),
                     (long long)years),
        &target->rolling, int64_t, years);
  for (size_t i = 0; i < target->suspensions.count; i++) {
    ModelSuspension *suspension = &target->suspensions.items[i];
    Text from = arena_format(mutants->arena,
                             diag_words(mutants->diags, MESSAGE("suspended from %lld")),
                             (long long)suspension->from + 1);
    Text to = arena_format(mutants->arena,
                           diag_words(mutants->diags, MESSAGE("suspended to %lld")),
                           (long long)suspension->to - 1);
    PUT(mutants, MUTANT_TARGET, target->span, from, &suspension->from, int64_t,
        suspension->from + 1);
    PUT(mutants, MUTANT_TARGET, target->span, to, &suspension->to, int64_t, suspension->to - 1);
  }
}

static void mutate_ladder(Mutants *mutants, Ladder *ladder) {
  mutate_term(mutants, ladder->next);
  for (size_t i = 0; i < ladder->steps.count; i++) {
    mutate_term(mutants, ladder->steps.items[i].when);
    mutate_term(mutants, ladder->steps.items[i].due);
  }
}

void mutate_budgets(Mutants *mutants) {
  Model *model = mutants->model;
  for (size_t i = 0; i < model->budgets.count; i++)
    for (size_t j = 0; j < model->budgets.items[i]->items.count; j++)
      mutate_item(mutants, model->budgets.items[i]->items.items[j]);
  for (size_t i = 0; i < model->transfers.count; i++) {
    Transfer *transfer = model->transfers.items[i];
    mutate_term(mutants, transfer->amount);
    mutate_shares(mutants, &transfer->from);
    mutate_shares(mutants, &transfer->to);
  }
  for (size_t i = 0; i < model->targets.count; i++)
    mutate_target(mutants, model->targets.items[i]);
  for (size_t i = 0; i < model->controls.count; i++)
    mutate_term(mutants, model->controls.items[i]->when);
  for (size_t i = 0; i < model->ladders.count; i++)
    mutate_ladder(mutants, model->ladders.items[i]);
}
