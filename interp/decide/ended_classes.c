/* What endings have in common, and how many records and how much money of each. */
#include "interp/decide/ended_round.h"
#include "interp/decide/tally.h"

#include <string.h>

/* ---- classes ------------------------------------------------------------------------- */

/* What tells one class from another, with the decider's name behind it. */
typedef struct {
  const OwnOutcome *own;
  const Frame      *frame;
  uint8_t           kind, recorded;
} ClassHead;

static Text class_bytes(Arena *arena, const EndedClass *ended) {
  size_t length = ended->decider.length;
  ClassHead head;
  memset(&head, 0, sizeof head);
  head.own = ended->own;
  head.frame = ended->frame;
  head.kind = (uint8_t)ended->kind;
  head.recorded = ended->recorded;
  char *bytes = arena_alloc(arena, sizeof head + length);
  memcpy(bytes, &head, sizeof head);
  if (length)
    memcpy(bytes + sizeof head, ended->decider.bytes, length);
  return (Text){ bytes, sizeof head + length };
}

uint16_t ended_class(Deciding *deciding, const EndedClass *ended) {
  EndedKept *kept = deciding->kept;
  Arena *arena = deciding->round->ending->arena;
  Text bytes = class_bytes(&deciding->round->batch, ended);
  const void *found = map_get(&kept->by_bytes, bytes);
  if (found)
    return (uint16_t)((uintptr_t)found - 1);
  if (kept->classes.count == UINT16_MAX)
    memory_fail(arena->memory, FAILURE_LIMIT);
  EndedClass made = *ended;
  made.decider = arena_text(arena, ended->decider);
  LIST_ADD(arena, &kept->classes, EndedClass, made);
  map_add(&kept->by_bytes, arena_text(arena, bytes), (void *)(uintptr_t)kept->classes.count);
  return (uint16_t)(kept->classes.count - 1);
}

const EndedClass *ending_class(const Ending *ending, const Decision *decision, uint16_t number) {
  return &ending->kept[decision->index].classes.items[number];
}

size_t ending_class_count(const Ending *ending, const Decision *decision) {
  return ending->kept[decision->index].classes.count;
}

/* ---- sums ---------------------------------------------------------------------------- */

void ended_need_sums(Deciding *deciding) {
  size_t count = deciding->kept->classes.count;
  if (count <= deciding->sum_room)
    return;
  deciding->sums = arena_grow_array(deciding->round->arena, deciding->sums, deciding->sum_room,
                                    2 * count, sizeof *deciding->sums);
  deciding->sum_room = 2 * count;
}

void ended_take(Deciding *deciding, uint32_t number, uint16_t class_number, int64_t granted) {
  const EndedClass *ended = &deciding->kept->classes.items[class_number];
  ended_need_sums(deciding);
  deciding->classes[number] = class_number;
  deciding->sums[class_number].count++;
  if (ended->kind != OUTCOME_FUNDABLE)
    return;
  deciding->sums[class_number].granted += granted;
  if (ended->recorded || granted != deciding->sifted->amounts[number])
    LIST_ADD(deciding->round->lasting, &deciding->grants, EndedGrant,
             (EndedGrant){ number, granted });
}

/* ---- those that are not served -------------------------------------------------------- */

/* By kind, and behind the kinds by own outcome: the class; made as they are met. */
typedef struct {
  Deciding *deciding;
  int32_t   known[OUTCOME_QUEUED + 1 + UINT8_MAX + 1];
} BaseClasses;

static int32_t make_base_class(BaseClasses *base, OutcomeKind kind, uint8_t own) {
  Deciding *deciding = base->deciding;
  EndedClass ended = { .kind = kind };
  if (kind == OUTCOME_OWN)
    ended.own = deciding->decision->outcomes.items[own];
  return ended_class(deciding, &ended);
}

static uint16_t base_class(BaseClasses *base, uint8_t kind, uint8_t own) {
  size_t at = kind == OUTCOME_OWN ? (size_t)OUTCOME_QUEUED + 1 + own : kind;
  if (base->known[at] < 0)
    base->known[at] = make_base_class(base, (OutcomeKind)kind, own);
  return (uint16_t)base->known[at];
}

static void count_base(EndedKept *kept, Arena *arena, uint16_t class_number, size_t count) {
  if (class_number >= kept->base_count_room) {
    size_t room = 2 * kept->classes.count;
    kept->base_counts = arena_grow_array(arena, kept->base_counts, kept->base_count_room, room,
                                         sizeof *kept->base_counts);
    kept->base_count_room = room;
  }
  kept->base_counts[class_number] += count;
}

/* None is of an own outcome, nor decided already: a class for each kind. */
static bool find_plain_base(BaseClasses *base) {
  const Deciding *deciding = base->deciding;
  const Sifted *sifted = deciding->sifted;
  EndedKept *kept = deciding->kept;
  if (memchr(sifted->recorded, true, sifted->count) ||
      memchr(sifted->kinds, OUTCOME_OWN, sifted->count))
    return false;
  for (uint8_t kind = 0; kind < OUTCOME_QUEUED; kind++) {
    size_t count = loop_count(sifted->kinds, kind, sifted->count);
    if (!count)
      continue;
    uint16_t class_number = base_class(base, kind, 0);
    loop_put_class(sifted->kinds, kind, class_number, kept->base, sifted->count);
    count_base(kept, deciding->round->ending->arena, class_number, count);
  }
  return true;
}

static void find_base(Deciding *deciding) {
  const Sifted *sifted = deciding->sifted;
  EndedKept *kept = deciding->kept;
  BaseClasses base = { .deciding = deciding };
  for (size_t i = 0; i < sizeof base.known / sizeof *base.known; i++)
    base.known[i] = -1;
  for (size_t i = 0; i < kept->base_count_room; i++)
    kept->base_counts[i] = 0;
  if (find_plain_base(&base))
    return;
  for (size_t i = 0; i < sifted->count; i++) {
    if (i % ENDED_POLL_EVERY == 0)
      memory_poll(deciding->round->arena->memory);
    if (sifted->kinds[i] == OUTCOME_QUEUED || sifted->recorded[i])
      continue;
    kept->base[i] = base_class(&base, sifted->kinds[i], sifted->owns[i]);
    count_base(kept, deciding->round->ending->arena, kept->base[i], 1);
  }
}

void ended_settle(Deciding *deciding) {
  EndedKept *kept = deciding->kept;
  size_t count = deciding->sifted->count;
  if (!kept->base)
    kept->base = arena_array(deciding->round->ending->arena, uint16_t, count + 1);
  if (!kept->base_stands)
    find_base(deciding);
  kept->base_stands = true;
  memcpy(deciding->classes, kept->base, count * sizeof *kept->base);
  ended_need_sums(deciding);
  for (size_t i = 0; i < kept->base_count_room && i < kept->classes.count; i++)
    deciding->sums[i].count += kept->base_counts[i];
}

/* ---- the summary --------------------------------------------------------------------- */

/* Is its decider told of in the order of the rules, whoever decides first? */
static bool is_told(const DecisionSummary *summary, size_t told, const EndedClass *ended) {
  if (ended->kind == OUTCOME_OWN)
    return false;
  for (size_t i = 0; i < told; i++)
    if (text_equal(summary->deciders.items[i].name, ended->decider))
      return true;
  return ended->kind != OUTCOME_FUNDABLE || !ended->decider.length;
}

static void tally(Deciding *deciding, size_t class_number) {
  const EndedClass *ended = &deciding->kept->classes.items[class_number];
  const EndedSum *sum = &deciding->sums[class_number];
  TallyLine line = { .kind = ended->kind, .own = ended->own ? ended->own->name : TEXT_NONE,
                     .recorded = ended->recorded, .decider = ended->decider };
  tally_add_many(deciding->round->arena, deciding->summary, &line, sum->count, sum->granted);
}

/* Names stand in the order in which they are met first. */
static void tally_as_met(Deciding *deciding, uint8_t *left, size_t left_count) {
  for (size_t i = 0; i < deciding->sifted->count && left_count; i++) {
    uint16_t class_number = deciding->classes[i];
    if (!left[class_number])
      continue;
    left[class_number] = false;
    left_count--;
    tally(deciding, class_number);
  }
}

void ended_sum_up(Deciding *deciding) {
  EndedKept *kept = deciding->kept;
  size_t told = deciding->summary->deciders.count, left_count = 0;
  uint8_t *left = arena_alloc(deciding->round->arena, kept->classes.count + 1);
  ended_need_sums(deciding);
  for (size_t i = 0; i < kept->classes.count; i++) {
    if (!deciding->sums[i].count)
      continue;
    left[i] = !is_told(deciding->summary, told, &kept->classes.items[i]);
    left_count += left[i];
    if (!left[i])
      tally(deciding, i);
  }
  tally_as_met(deciding, left, left_count);
}
