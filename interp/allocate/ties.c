/* Equals told apart anew after each placing (F11): of those that are left the first with the best
 * keys is next.
 *
 * Where the watch tells who is alike, equals are parted into groups within which keys that change
 * are the same at any moment: each group has one order, told at the start, and only its head need
 * be compared.  The heads stand in a heap; after a placing keys are told anew of the groups that
 * hear of it.  Else the keys of all are told anew. */
#include "interp/allocate/serve.h"

#include "base/map.h"
#include "base/sort.h"

/* One of the equals. */
typedef struct {
  uint32_t     place, turn;           /* the turn that it had before */
  const Value *keys;                  /* as they are before any of the equals is placed */
  const Decision *decision;
} Equal;

typedef LIST(size_t) Hearing;         /* groups */

typedef struct {
  LIST(Equal) equals;                 /* in their order, once that is told */
  size_t      next;
  Value      *keys;                   /* of the next, as they are now */
  Hearing    *hearing;                /* all that hear of the same; NULL: of everybody */
  size_t      at;                     /* in the heap */
} Peers;

struct Ties {
  const Allocation *allocation;
  size_t       start, end;            /* the equals at hand: turns */
  Arena        arena;                 /* theirs */
  bool         grouped;
  bool         all_hear;              /* some group hears of everybody */
  LIST(Peers)  groups;
  Map          by_likeness, by_hearing;   /* group + 1; Hearing */
  size_t      *heap;                  /* groups with someone left, the best first */
  size_t       heap_count;
  uint32_t    *left;                  /* where there are no groups: places, in their order */
  size_t       left_count;
  Value       *best, *other;
};

/* ---- keys ------------------------------------------------------------------------------ */

/* None sorts last in either direction (F5). */
static int compare_key(Value a, Value b, bool descending) {
  if (a.state != VALUE_KNOWN || b.state != VALUE_KNOWN)
    return (a.state != VALUE_KNOWN) - (b.state != VALUE_KNOWN);
  int order = value_compare(a, b);
  return descending ? -order : order;
}

static int compare_keys(const Decision *decision, const Value *a, const Value *b) {
  for (size_t i = 0; i < decision->tie_count; i++) {
    int order = compare_key(a[i], b[i], decision->ties[i].descending);
    if (order)
      return order;
  }
  return 0;
}

static int compare_equals(const void *a, const void *b) {
  const Equal *left = a, *right = b;
  return compare_keys(left->decision, left->keys, right->keys);
}

static uint32_t number_at(const Ties *ties, uint32_t place) {
  return queue_number(&ties->allocation->queue, place);
}

static void tell_keys(const Ties *ties, uint32_t place, size_t placed, Value *keys) {
  const AllocationWatch *watch = ties->allocation->watch;
  watch->ties(watch->context, number_at(ties, place), ties->start, placed, keys);
}

/* They are told in memory of one record; texts are kept. */
static void keep_keys(Ties *ties, Value *keys) {
  for (size_t i = 0; i < ties->allocation->decision->tie_count; i++)
    if (keys[i].state == VALUE_KNOWN && keys[i].kind == TYPE_TEXT)
      keys[i].as.text = arena_text(&ties->arena, keys[i].as.text);
}

/* ---- groups ---------------------------------------------------------------------------- */

static const Equal *head_of(const Ties *ties, size_t group) {
  const Peers *of = &ties->groups.items[group];
  return &of->equals.items[of->next];
}

static bool comes_first(const Ties *ties, size_t a, size_t b) {
  int order = compare_keys(ties->allocation->decision, ties->groups.items[a].keys,
                           ties->groups.items[b].keys);
  return order ? order < 0 : head_of(ties, a)->turn < head_of(ties, b)->turn;
}

static void put_in_heap(Ties *ties, size_t at, size_t group) {
  ties->heap[at] = group;
  ties->groups.items[group].at = at;
}

static void sift_up(Ties *ties, size_t at) {
  size_t group = ties->heap[at];
  for (; at > 0 && comes_first(ties, group, ties->heap[(at - 1) / 2]); at = (at - 1) / 2)
    put_in_heap(ties, at, ties->heap[(at - 1) / 2]);
  put_in_heap(ties, at, group);
}

static void sift_down(Ties *ties, size_t at) {
  size_t group = ties->heap[at];
  for (size_t child; (child = 2 * at + 1) < ties->heap_count; at = child) {
    if (child + 1 < ties->heap_count && comes_first(ties, ties->heap[child + 1],
                                                    ties->heap[child]))
      child++;
    if (!comes_first(ties, ties->heap[child], group))
      break;
    put_in_heap(ties, at, ties->heap[child]);
  }
  put_in_heap(ties, at, group);
}

static void leave_heap(Ties *ties, size_t at) {
  ties->heap_count--;
  if (at == ties->heap_count)
    return;
  put_in_heap(ties, at, ties->heap[ties->heap_count]);
  sift_up(ties, at);
  sift_down(ties, ties->groups.items[ties->heap[at]].at);
}

static void tell_head(Ties *ties, size_t group, size_t placed) {
  Peers *of = &ties->groups.items[group];
  tell_keys(ties, head_of(ties, group)->place, placed, of->keys);
  keep_keys(ties, of->keys);
}

/* ---- parting --------------------------------------------------------------------------- */

static Hearing *hearing_of(Ties *ties, Text hears) {
  if (!hears.length)
    return NULL;
  Hearing *hearing = map_get(&ties->by_hearing, hears);
  if (!hearing) {
    hearing = arena_new(&ties->arena, Hearing);
    map_add(&ties->by_hearing, hears, hearing);
  }
  return hearing;
}

static size_t group_of(Ties *ties, const AllocationTie *tie) {
  uintptr_t found = (uintptr_t)map_get(&ties->by_likeness, tie->alike);
  if (found)
    return (size_t)found - 1;
  size_t group = ties->groups.count;
  Peers made = { .hearing = hearing_of(ties, tie->hears) };
  made.keys = arena_array(&ties->arena, Value, ties->allocation->decision->tie_count);
  if (made.hearing)
    LIST_ADD(&ties->arena, made.hearing, size_t, group);
  ties->all_hear |= !made.hearing;
  LIST_ADD(&ties->arena, &ties->groups, Peers, made);
  map_add(&ties->by_likeness, tie->alike, (void *)(uintptr_t)(group + 1));
  return group;
}

/* False: it cannot be told how some of them stands to the others. */
static bool part(Ties *ties) {
  const Allocation *allocation = ties->allocation;
  const AllocationWatch *watch = allocation->watch;
  size_t count = allocation->decision->tie_count;
  for (size_t turn = ties->start; turn < ties->end; turn++) {
    AllocationTie tie;
    uint32_t place = (uint32_t)queue_at(&allocation->queue, turn);
    memory_poll(ties->arena.memory);
    if (!watch->tied(watch->context, &ties->arena, number_at(ties, place), &tie))
      return false;
    size_t group = group_of(ties, &tie);
    Value *keys = arena_array(&ties->arena, Value, count);
    tell_keys(ties, place, ties->start, keys);
    keep_keys(ties, keys);
    LIST_ADD(&ties->arena, &ties->groups.items[group].equals, Equal,
             (Equal){ place, (uint32_t)turn, keys, allocation->decision });
  }
  return true;
}

static void order_groups(Ties *ties) {
  ties->heap = arena_array(&ties->arena, size_t, ties->groups.count);
  for (size_t i = 0; i < ties->groups.count; i++) {
    Peers *group = &ties->groups.items[i];
    group->equals.items = sort_stable(&ties->arena, group->equals.items, group->equals.count,
                                      sizeof(Equal), compare_equals);
    for (size_t j = 0; j < ties->allocation->decision->tie_count; j++)
      group->keys[j] = group->equals.items[0].keys[j];
    put_in_heap(ties, ties->heap_count++, i);
    sift_up(ties, ties->heap_count - 1);
  }
}

/* ---- the equals at hand ------------------------------------------------------------------ */

static void list_left(Ties *ties) {
  const Queue *queue = &ties->allocation->queue;
  ties->left = arena_array(&ties->arena, uint32_t, ties->end - ties->start);
  for (size_t turn = ties->start; turn < ties->end; turn++)
    ties->left[turn - ties->start] = (uint32_t)queue_at(queue, turn);
  ties->left_count = ties->end - ties->start;
}

static void start_equals(Ties *ties, size_t start) {
  const Allocation *allocation = ties->allocation;
  ties->start = start;
  ties->end = start + 1;
  while (ties->end < allocation->queue.count && queue_tied(&allocation->queue, start, ties->end))
    ties->end++;
  ties->groups.items = NULL;
  ties->groups.count = ties->groups.room = ties->heap_count = 0;
  ties->all_hear = false;
  arena_reset(&ties->arena);
  if (ties->end - start == 1)
    return;
  map_init(&ties->by_likeness, &ties->arena);
  map_init(&ties->by_hearing, &ties->arena);
  ties->grouped = allocation->watch->tied && part(ties);
  if (ties->grouped)
    order_groups(ties);
  else
    list_left(ties);
}

/* ---- the next -------------------------------------------------------------------------- */

static void tell_again(Ties *ties, size_t group, size_t placed) {
  if (ties->groups.items[group].next == ties->groups.items[group].equals.count)
    return;
  tell_head(ties, group, placed);
  sift_up(ties, ties->groups.items[group].at);
  sift_down(ties, ties->groups.items[group].at);
}

/* The group whose head was placed has another, or nobody left. */
static void pass_head(Ties *ties, size_t group, size_t placed) {
  Peers *of = &ties->groups.items[group];
  if (++of->next == of->equals.count)
    leave_heap(ties, of->at);
  else
    tell_again(ties, group, placed);
}

/* The head of `group` was placed last. */
static void hear_of_placed(Ties *ties, size_t group, size_t placed) {
  const AllocationWatch *watch = ties->allocation->watch;
  uint32_t place = head_of(ties, group)->place;
  Arena *arena = &ties->arena;
  Text said = watch->placed(watch->context, arena, number_at(ties, place));
  const Hearing *hearing = said.length ? map_get(&ties->by_hearing, said) : NULL;
  pass_head(ties, group, placed);
  for (size_t i = 0; hearing && i < hearing->count; i++)
    if (hearing->items[i] != group)
      tell_again(ties, hearing->items[i], placed);
  bool all = !said.length;
  for (size_t i = 0; (all || ties->all_hear) && i < ties->groups.count; i++)
    if (i != group && (all || !ties->groups.items[i].hearing))
      tell_again(ties, i, placed);
}

static uint32_t choose_head(Ties *ties, size_t turn) {
  if (turn > ties->start)
    hear_of_placed(ties, ties->heap[0], turn);
  return head_of(ties, ties->heap[0])->place;
}

static uint32_t choose_left(Ties *ties, size_t turn) {
  size_t chosen = 0;
  for (size_t i = 0; i < ties->left_count; i++) {
    Value *keys = i ? ties->other : ties->best;
    tell_keys(ties, ties->left[i], turn, keys);
    if (!i || compare_keys(ties->allocation->decision, ties->other, ties->best) >= 0)
      continue;
    ties->other = ties->best;
    ties->best = keys;
    chosen = i;
  }
  uint32_t place = ties->left[chosen];
  ties->left_count--;
  for (size_t i = chosen; i < ties->left_count; i++)
    ties->left[i] = ties->left[i + 1];
  return place;
}

Ties *ties_new(const Allocation *allocation) {
  Ties *ties = arena_new(allocation->arena, Ties);
  size_t count = allocation->decision->tie_count;
  *ties = (Ties){ .allocation = allocation };
  ties->best = arena_array(allocation->arena, Value, count);
  ties->other = arena_array(allocation->arena, Value, count);
  arena_init_deferred(&ties->arena, allocation->arena->memory);
  return ties;
}

void ties_end(Ties *ties) {
  memory_release(ties->arena.memory, &ties->arena);
}

void ties_choose(Ties *ties, size_t turn) {
  const Queue *queue = &ties->allocation->queue;
  if (turn == ties->end)
    start_equals(ties, turn);
  if (ties->end - ties->start == 1)
    return;
  queue_put_turn(queue, turn, ties->grouped ? choose_head(ties, turn) : choose_left(ties, turn));
}
