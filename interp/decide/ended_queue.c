/* The queue of a decision: kept in its order, and served once more. */
#include "base/sort.h"
#include "interp/decide/ended_round.h"
#include "interp/decide/judging.h"

#include <string.h>

/* ---- the order ----------------------------------------------------------------------- */

/* Of all records, whether they are queued or not: it stands as long as no key is another. */
static void find_order(Deciding *deciding) {
  EndedKept *kept = deciding->kept;
  Arena *arena = deciding->round->ending->arena, scratch;
  if (!kept->order)
    kept->order = arena_array(arena, uint32_t, deciding->sifted->count + 1);
  arena_init_deferred(&scratch, arena->memory);
  uint32_t *rows = arena_array(&scratch, uint32_t, deciding->sifted->count + 1);
  kept->orders = sift_orderable(kept->sift, rows, &kept->order_count);
  if (kept->orders) {
    Allocation *all = allocation_new(&scratch, deciding->decision, &deciding->round->summary->book);
    sift_queue(kept->sift, rows, kept->order_count, 0, all);
    allocation_order(all, kept->order);
  } else {
    kept->order_count = 0;
  }
  memory_release(arena->memory, &scratch);
}

/* ---- kept ---------------------------------------------------------------------------- */

/* Rows that stop a record are rare. */
static CandidateRows rows_of(const Sifted *sifted) {
  CandidateRows rows = { .amounts = sifted->amounts, .admits = sifted->admits,
                         .stops = sifted->stops, .few_admits = sifted->few_admits,
                         .few_stops = sifted->few_stops };
  if (rows.few_stops && !loop_any(rows.few_stops, sifted->count))
    rows.few_stops = NULL;
  return rows;
}

enum { MOST_CHOSEN_ROWS = 7 };

static void find_amounts(Deciding *deciding) {
  EndedKept *kept = deciding->kept;
  Arena *arena = deciding->round->ending->arena;
  if (!kept->amounts) {
    kept->amounts = arena_array(arena, int64_t, deciding->sifted->count + 1);
    kept->codes = arena_array(arena, uint8_t, deciding->sifted->count + 1);
  }
  for (size_t i = 0; i < kept->order_count; i++)
    kept->amounts[i] = deciding->sifted->amounts[kept->order[i]];
  kept->amounts_stand = true;
}

/* Where few rows admit and none stops: a byte a record tells who is queued, and where. */
static bool choose_queue(Deciding *deciding, const CandidateRows *rows) {
  EndedKept *kept = deciding->kept;
  const Sifted *sifted = deciding->sifted;
  if (!rows->few_admits || rows->few_stops || deciding->decision->powers.count > MOST_CHOSEN_ROWS)
    return false;
  if (!kept->amounts_stand)
    find_amounts(deciding);
  loop_codes(sifted->kinds, sifted->recorded, rows->few_admits, kept->codes, sifted->count);
  allocation_choose(kept->queue, &(CandidateChoice){ kept->order_count, kept->order,
                                                     kept->amounts, kept->codes });
  return true;
}

/* Those that are queued, of every record in order. */
static void fill_queue(Deciding *deciding) {
  EndedKept *kept = deciding->kept;
  const Sifted *sifted = deciding->sifted;
  uint32_t chosen[ENDED_POLL_EVERY];
  CandidateRows rows = rows_of(sifted);
  if (choose_queue(deciding, &rows))
    return;
  allocation_empty(kept->queue);
  rows.rows = chosen;
  for (size_t i = 0; i < kept->order_count;) {
    size_t end = kept->order_count - i < ENDED_POLL_EVERY ? kept->order_count
                                                          : i + ENDED_POLL_EVERY;
    rows.count = 0;
    for (; i < end; i++) {
      chosen[rows.count] = kept->order[i];
      rows.count += ended_is_queued(sifted, kept->order[i]);
    }
    memory_poll(deciding->round->arena->memory);
    allocation_add_rows(kept->queue, &rows);
  }
}

void ended_bound(const Deciding *deciding, Allocation *allocation) {
  for (size_t i = 0; i < deciding->sifted->power_count; i++)
    allocation_most(allocation, i, deciding->sifted->mosts[i]);
}

static void keep_queue(Deciding *deciding) {
  EndedKept *kept = deciding->kept;
  EndedRound *round = deciding->round;
  const Sifted *sifted = deciding->sifted;
  if (!kept->queue) {
    kept->queue = allocation_new(round->ending->arena, deciding->decision, &round->summary->book);
    allocation_in_order(kept->queue);
  }
  allocation_again(kept->queue, round->arena, &round->summary->book);
  ended_bound(deciding, kept->queue);
  kept->ended_stand &= kept->queue_stands;
  if (!kept->queue_stands) {
    fill_queue(deciding);
  } else if (sifted->masks_changed) {
    CandidateRows rows = rows_of(sifted);
    allocation_admit(kept->queue, &rows);
  }
  kept->queue_stands = true;
  deciding->allocation = kept->queue;
}

/* ---- made anew ----------------------------------------------------------------------- */

static void queue_one(Deciding *deciding, uint32_t number, Value *keys) {
  Candidate candidate = { .number = number, .keys = keys };
  if (!ended_is_queued(deciding->sifted, number))
    return;
  sift_candidate(deciding->kept->sift, number, &candidate, keys);
  allocation_add(deciding->allocation, &candidate);
}

/* Those that were queued before first, in their order then: sorting finds them sorted. */
static void queue_anew(Deciding *deciding) {
  EndedRound *round = deciding->round;
  EndedKept *kept = deciding->kept;
  deciding->allocation = allocation_new(round->arena, deciding->decision, &round->summary->book);
  Value *keys = arena_array(round->arena, Value, deciding->decision->order_count + 1);
  for (size_t i = 0; i < kept->served_count; i++)
    queue_one(deciding, kept->served[i], keys);
  for (size_t i = 0; i < deciding->sifted->count; i++)
    if (!kept->served_count || !kept->listed[i])
      queue_one(deciding, (uint32_t)i, keys);
}

static void keep_served(Deciding *deciding) {
  EndedKept *kept = deciding->kept;
  Arena *arena = deciding->round->ending->arena;
  size_t count = deciding->sifted->count;
  if (!kept->served) {
    kept->served = arena_array(arena, uint32_t, count + 1);
    kept->listed = arena_array(arena, uint8_t, count + 1);
  }
  memset(kept->listed, 0, count + 1);
  kept->served_count = allocation_order(deciding->allocation, kept->served);
  for (size_t i = 0; i < kept->served_count; i++)
    kept->listed[kept->served[i]] = 1;
}

void ended_queue(Deciding *deciding) {
  EndedKept *kept = deciding->kept;
  bool columns = !deciding->sifted->draws && !deciding->sifted->least;
  if (columns && !kept->order_stands)
    find_order(deciding);
  kept->order_stands |= columns;
  if (deciding->round->some)
    ended_queue_keyed(deciding);
  else if (columns && kept->orders)
    keep_queue(deciding);
  else
    queue_anew(deciding);
}

/* ---- how they end -------------------------------------------------------------------- */

static void end_in_full(Deciding *deciding, uint32_t number, const Placement *placement) {
  Arena *batch = &deciding->round->batch;
  Judgement *judgement = sift_judgement(deciding->kept->sift, number, batch);
  judgement->queue = deciding->allocation;
  judgement->number = number;
  judge_finish(judgement->judging->judge, judgement, placement);
  ended_keep_waits(deciding, judgement, number);
  ended_take_judgement(deciding, number, judgement);
  arena_reset(batch);
}

static size_t power_of(const Placement *placement) {
  return placement->power == PLACEMENT_NO_POWER ? 0 : placement->power;
}

static bool decider_varies(const Decision *decision, size_t power) {
  const Term *decider = power < decision->powers.count ? decision->powers.items[power]->decider
                                                       : NULL;
  return decider && (decider->kind != TERM_CONSTANT || decider->as.constant.kind != TYPE_BODY);
}

static uint16_t class_of(Deciding *deciding, uint32_t number, const Placement *placement) {
  EndedClass ended = { .kind = placement->kind, .frame = placement->frame };
  if (placement->kind == OUTCOME_OWN)
    ended.own = deciding->decision->otherwise_outcome;
  if (placement->kind == OUTCOME_FUNDABLE) {
    const Body *body = sift_decider(deciding->kept->sift, number, power_of(placement));
    ended.decider = body ? body->name : TEXT_NONE;
  }
  return ended_class(deciding, &ended);
}

/* Its place tells all, but for one that was stopped, or that more is decided of. */
static bool tells_all(const Deciding *deciding, const Placement *placement) {
  return !deciding->sifted->finish && placement->kind != OUTCOME_QUEUED &&
         (placement->kind != OUTCOME_FUNDABLE ||
          !decider_varies(deciding->decision, power_of(placement)));
}

/* The one at that place, by itself. */
static void take_place(Deciding *deciding, size_t place, uint32_t number) {
  Placement placement;
  allocation_at(deciding->allocation, place, &placement);
  if (deciding->sifted->finish || placement.kind == OUTCOME_QUEUED)
    end_in_full(deciding, number, &placement);
  else
    ended_take(deciding, number, class_of(deciding, number, &placement), placement.granted);
  arena_reset(&deciding->round->batch);
}

/* What ends mean. */
typedef struct {
  uint16_t *classes;                  /* by end */
  uint8_t  *by_record;                /* likewise: the record has a say */
  size_t    ends;
  bool      all;                      /* no record has, nor was any granted a part */
} Meanings;

static Meanings find_meanings(Deciding *deciding) {
  Arena *arena = deciding->round->arena;
  const AllocationTotal *totals = allocation_totals(deciding->allocation);
  Meanings meanings = { .ends = allocation_most_end(deciding->allocation) + (size_t)1 };
  meanings.classes = arena_array(arena, uint16_t, meanings.ends);
  meanings.by_record = arena_array(arena, uint8_t, meanings.ends);
  meanings.all = !allocation_grants_parts(deciding->allocation);
  for (uint32_t i = 0; i < meanings.ends; i++) {
    if (!totals[i].count)
      continue;
    Placement placement = allocation_meaning(deciding->allocation, i);
    meanings.by_record[i] = !tells_all(deciding, &placement);
    meanings.all &= !meanings.by_record[i];
    if (!meanings.by_record[i])
      meanings.classes[i] = class_of(deciding, 0, &placement);
  }
  ended_need_sums(deciding);
  return meanings;
}

static void sum_ends(Deciding *deciding, const Meanings *meanings) {
  const AllocationTotal *totals = allocation_totals(deciding->allocation);
  for (size_t i = 0; i < meanings->ends; i++) {
    if (!totals[i].count)
      continue;
    deciding->sums[meanings->classes[i]].count += totals[i].count;
    deciding->sums[meanings->classes[i]].granted += totals[i].granted;
  }
}

/* Most end as they did the last time, and stand in the base so. */
static void take_stretch(Deciding *deciding, const Meanings *meanings,
                         const AllocationStretch *stretch, size_t from) {
  bool stand = deciding->kept->ended_stand;
  uint16_t *ended = deciding->kept->ended + from;
  for (size_t i = 0; i < stretch->count; i++) {
    uint16_t class_number = meanings->classes[stretch->ends[i]];
    if (stand && ended[i] == class_number)
      continue;
    ended[i] = class_number;
    deciding->kept->base[stretch->numbers[i]] = class_number;
    deciding->classes[stretch->numbers[i]] = class_number;
  }
}

static void take_each(Deciding *deciding, const Meanings *meanings,
                      const AllocationStretch *stretch, size_t from) {
  for (size_t i = 0; i < stretch->count; i++) {
    uint32_t end = stretch->ends[i];
    if (stretch->parts || meanings->by_record[end])
      take_place(deciding, from + i, stretch->numbers[i]);
    else
      ended_take(deciding, stretch->numbers[i], meanings->classes[end], stretch->amounts[i]);
  }
}

/* Of a queue made anew, places are others than the last time. */
static void start_ended(Deciding *deciding) {
  EndedKept *kept = deciding->kept;
  if (!kept->ended)
    kept->ended = arena_array(deciding->round->ending->arena, uint16_t,
                              deciding->sifted->count + 1);
  kept->ended_stand &= deciding->allocation == kept->queue;
}

static void take_all(Deciding *deciding) {
  Meanings meanings = find_meanings(deciding);
  AllocationStretch stretch;
  start_ended(deciding);
  if (meanings.all)
    sum_ends(deciding, &meanings);
  for (size_t from = 0; (stretch = allocation_stretch(deciding->allocation, from)).count > 0;
       from += stretch.count) {
    memory_poll(deciding->round->arena->memory);
    if (meanings.all)
      take_stretch(deciding, &meanings, &stretch, from);
    else
      take_each(deciding, &meanings, &stretch, from);
  }
  deciding->kept->ended_stand = meanings.all && deciding->allocation == deciding->kept->queue;
}

static int compare_grants(const void *left, const void *right) {
  const EndedGrant *a = left, *b = right;
  return (a->number > b->number) - (a->number < b->number);
}

void ended_serve(Deciding *deciding) {
  allocation_serve(deciding->allocation);
  take_all(deciding);
  if (deciding->allocation != deciding->kept->queue)
    keep_served(deciding);
  deciding->grants.items = sort_stable(deciding->round->lasting, deciding->grants.items,
                                       deciding->grants.count, sizeof(EndedGrant),
                                       compare_grants);
}
