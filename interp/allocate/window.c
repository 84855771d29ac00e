#include "interp/allocate/window.h"

/* The years 0001 to 9999 lie within 2^22 days of the first of them. */
enum { DAYS_BITS = 22, FIRST_DAY = -719162, MOST_DAY = (1 << DAYS_BITS) - 1 };

struct WindowNode {
  Int128      sum;
  WindowNode *half[2];
};

Window *window_new(Arena *arena) {
  Window *window = arena_new(arena, Window);
  *window = (Window){ arena, arena_new(arena, WindowNode) };
  return window;
}

static int32_t place_of(Date day) {
  int32_t place = day - FIRST_DAY;
  return place < 0 ? 0 : place > MOST_DAY ? MOST_DAY : place;
}

void window_add(Window *window, Date day, int64_t amount) {
  int32_t place = place_of(day);
  WindowNode *node = window->root;
  node->sum += amount;
  for (int bit = DAYS_BITS - 1; bit >= 0; bit--) {
    WindowNode **half = &node->half[place >> bit & 1];
    if (!*half)
      *half = arena_new(window->arena, WindowNode);
    node = *half;
    node->sum += amount;
  }
}

/* Of the days before `end`. */
static Int128 sum_before(const Window *window, int32_t end) {
  const WindowNode *node = window->root;
  Int128 sum = 0;
  if (end > MOST_DAY)
    return node->sum;
  for (int bit = DAYS_BITS - 1; bit >= 0 && node; bit--) {
    int upper = end >> bit & 1;
    if (upper && node->half[0])
      sum += node->half[0]->sum;
    node = node->half[upper];
  }
  return sum;
}

Int128 window_sum(const Window *window, Date from, Date to) {
  return from > to ? 0 : sum_before(window, place_of(to) + 1) - sum_before(window, place_of(from));
}
