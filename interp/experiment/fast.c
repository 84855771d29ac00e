#include "interp/experiment/fast.h"

bool fast_can(Fast *fast, const Assumptions *assumptions) {
  Held *held = fast->held;
  if (!ending_can(held->model) ||
      !held_says(held, assumptions->facts.items, assumptions->facts.count))
    return false;
  if (!fast->ending)
    fast->ending = ending_new(held->arena, held->model, held->census);
  return true;
}
