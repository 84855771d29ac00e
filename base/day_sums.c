#include "base/day_sums.h"

#include <string.h>

/* The years 0001 to 9999 lie within 2^22 days of the first of them. */
enum { DAYS_BITS = 22, MOST_DAY = (1 << DAYS_BITS) - 1, FEW = 32 };

struct DayNode {
  Int128   sum;
  DayNode *half[2];
};

DaySums *day_sums_new(Arena *arena) {
  DaySums *sums = arena_new(arena, DaySums);
  *sums = (DaySums){ .arena = arena };
  return sums;
}

/* ---- the tree ------------------------------------------------------------------------ */

static int32_t place_of(Date day) {
  int32_t place = day - DATE_FIRST;
  return place < 0 ? 0 : place > MOST_DAY ? MOST_DAY : place;
}

static void add_to_tree(DaySums *sums, Date day, Int128 amount) {
  int32_t place = place_of(day);
  DayNode *node = sums->root;
  node->sum += amount;
  for (int bit = DAYS_BITS - 1; bit >= 0; bit--) {
    DayNode **half = &node->half[place >> bit & 1];
    if (!*half)
      *half = arena_new(sums->arena, DayNode);
    node = *half;
    node->sum += amount;
  }
}

/* Of the days before `end`. */
static Int128 sum_before(const DayNode *node, int32_t end) {
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

/* ---- a few --------------------------------------------------------------------------- */

/* The first of the few that is not before the day. */
static size_t first_from(const DaySums *sums, Date day) {
  size_t at = 0;
  while (at < sums->few.count && sums->few.items[at].day < day)
    at++;
  return at;
}

static void add_to_few(DaySums *sums, size_t at, Date day, int64_t amount) {
  LIST_ADD(sums->arena, &sums->few, DaySum, (DaySum){ 0, day });
  DaySum *items = sums->few.items;
  memmove(&items[at + 1], &items[at], (sums->few.count - 1 - at) * sizeof *items);
  items[at] = (DaySum){ amount, day };
}

static void plant(DaySums *sums) {
  sums->root = arena_new(sums->arena, DayNode);
  for (size_t i = 0; i < sums->few.count; i++)
    add_to_tree(sums, sums->few.items[i].day, sums->few.items[i].sum);
  sums->few.count = 0;
}

/* ---- both ---------------------------------------------------------------------------- */

void day_sums_add(DaySums *sums, Date day, int64_t amount) {
  size_t at = first_from(sums, day);
  if (!sums->root && at < sums->few.count && sums->few.items[at].day == day) {
    sums->few.items[at].sum += amount;
    return;
  }
  if (!sums->root && sums->few.count < FEW) {
    add_to_few(sums, at, day, amount);
    return;
  }
  if (!sums->root)
    plant(sums);
  add_to_tree(sums, day, amount);
}

Int128 day_sums_between(const DaySums *sums, Date from, Date to) {
  Int128 sum = 0;
  if (from > to)
    return 0;
  if (sums->root)
    return sum_before(sums->root, place_of(to) + 1) - sum_before(sums->root, place_of(from));
  for (size_t i = first_from(sums, from); i < sums->few.count && sums->few.items[i].day <= to; i++)
    sum += sums->few.items[i].sum;
  return sum;
}
