/* The endings of records that were queued, and of those decided already. */
#include "interp/decide/by_columns.h"

enum {
  FEW = 16,                           /* one of so many is looked up by its key */
  FEWEST_SLOTS = 256
};

/* A way in which records of a class end by their places. */
typedef struct {
  uint32_t     class;
  uint8_t      kind, power;
  const Frame *frame;
  uint32_t     ending;                /* KEPT_ALONE: each in its own */
} PlacedWay;

typedef struct {
  ByColumns *by;
  LIST(PlacedWay) ways;
  uint32_t  *slots;                   /* place in ways + 1; 0: free */
  size_t     slot_count;              /* a power of two */
  LIST(size_t)   counts;              /* by ending: records */
  LIST(Int128)   granted;             /* and what they were granted, together */
  LIST(uint32_t) met;                 /* endings in the order in which records met them */
  size_t     placed;                  /* places seen so far */
  Rereading  again;
} Finishing;

/* ---- the record itself ------------------------------------------------------------------- */

static Text key_of(const ByColumns *by, size_t number, char *digits) {
  const KeptRow plain = { .ending = 0 };
  return kept_key(&by->kept, number, &plain, digits);
}

static const Record *find_record(ByColumns *by, size_t number) {
  char digits[24];
  return store_find(by->columns->input, by->round->decision->subject, key_of(by, number, digits),
                    &by->round->run->batch);
}

void by_columns_read_enough(ByColumns *by, Rereading *again) {
  const Population *population = by->round->run->population;
  if (again->read && population->stop)
    population->stop(population->context);
}

/* Reads on to it, from the start where it is behind; no window is at hand any more. */
static const Record *read_record(ByColumns *by, Rereading *again, size_t number) {
  const Population *population = by->round->run->population;
  if (again->read > number + 1) {
    by_columns_read_enough(by, again);
    again->read = 0;
  }
  if (again->read == 0)
    population->start(population->context, by->round->decision->subject);
  while (again->read <= number) {
    arena_reset(&by->window);
    again->record = population->next(population->context, &by->window);
    again->read++;
  }
  return again->record;
}

static const Record *record_again(ByColumns *by, Rereading *again, size_t number) {
  if (by->columns->census)
    return columns_record(by->sift->columns, (uint32_t)number, &by->round->run->batch);
  return by->in_order ? read_record(by, again, number) : find_record(by, number);
}

Judgement *by_columns_again(ByColumns *by, Rereading *again, size_t number,
                            const Placement *placement) {
  Round *round = by->round;
  Arena *batch = &round->run->batch;
  ProfilePhase before = profile_enter(round_profile(round), PHASE_ALONE);
  arena_reset(batch);
  const Record *record = record_again(by, again, number);
  Judgement *judgement = judge_record(round->judge, record, batch);
  judgement->queue = round->allocation;
  judgement->number = (uint32_t)number;
  judge_finish(round->judge, judgement, placement);
  profile_count(round_profile(round), PHASE_ALONE, placement ? 1 : 0);   /* else it was before */
  profile_enter(round_profile(round), before);
  return judgement;
}

/* ---- one record's ending ------------------------------------------------------------------- */

static uint32_t finish_alone(Finishing *finishing, size_t number, const Placement *placement,
                             bool values) {
  Judgement *judgement = by_columns_again(finishing->by, &finishing->again, number, placement);
  round_note_exceeded(finishing->by->round, judgement);
  return by_columns_alone(finishing->by, judgement, (uint32_t)number, values);
}

/* Who decides is a fact of the record. */
static bool is_decided_by_fact(const ByColumns *by, const Placement *placement) {
  const Decision *decision = by->round->decision;
  return placement->kind == OUTCOME_FUNDABLE && placement->power < decision->powers.count &&
         !sift_decider_is_fixed(decision->powers.items[placement->power]);
}

/* Some say more of themselves than their place does. */
static bool place_settles(const ByColumns *by, const Placement *placement) {
  return placement->kind != OUTCOME_QUEUED && !is_decided_by_fact(by, placement) &&
         !(placement->kind == OUTCOME_FUNDABLE && by->brought.granted_alone) &&
         !(placement->kind == OUTCOME_OWN && by->brought.own_alone);
}

/* KEPT_ALONE: its like end each in their own way. */
static uint32_t learn_way(Finishing *finishing, size_t number, const Placement *placement) {
  ByColumns *by = finishing->by;
  Arena *batch = &by->round->run->batch;
  Judgement *judgement = by_columns_again(finishing->by, &finishing->again, number, placement);
  profile_alone(round_profile(by->round), ALONE_FIRST, 1);
  if (judgement->kind != placement->kind ||
      (judgement->kind == OUTCOME_FUNDABLE && judgement->granted != placement->granted))
    return KEPT_ALONE;
  StoreFindings findings = rows_findings(judgement, batch);
  return endings_of(&by->endings, judgement, &findings, batch);
}

static size_t slot_of(const Finishing *finishing, uint32_t class, const Placement *placement) {
  uint64_t mixed = class * UINT64_C(0x9E3779B97F4A7C15) + placement->power * UINT64_C(257) +
                   (uint64_t)placement->kind + ((uintptr_t)placement->frame >> 4);
  mixed *= UINT64_C(0xBF58476D1CE4E5B9);
  return (size_t)(mixed >> 40) & (finishing->slot_count - 1);
}

/* The way's slot, or the free one where it belongs. */
static size_t find_way(const Finishing *finishing, uint32_t class, const Placement *placement) {
  size_t slot = slot_of(finishing, class, placement);
  for (uint32_t at; (at = finishing->slots[slot]) != 0;
       slot = (slot + 1) & (finishing->slot_count - 1)) {
    const PlacedWay *way = &finishing->ways.items[at - 1];
    if (way->class == class && way->kind == (uint8_t)placement->kind &&
        way->power == placement->power && way->frame == placement->frame)
      break;
  }
  return slot;
}

static void make_slots(Finishing *finishing) {
  Arena *arena = finishing->by->round->run->arena;
  finishing->slot_count = finishing->slot_count ? 2 * finishing->slot_count : FEWEST_SLOTS;
  finishing->slots = arena_array(arena, uint32_t, finishing->slot_count);
  for (size_t i = 0; i < finishing->ways.count; i++) {
    const PlacedWay *way = &finishing->ways.items[i];
    const Placement placement = { .kind = (OutcomeKind)way->kind, .power = way->power,
                                  .frame = way->frame };
    finishing->slots[find_way(finishing, way->class, &placement)] = (uint32_t)i + 1;
  }
}

static uint32_t ending_of_place(Finishing *finishing, uint32_t class, size_t number,
                                const Placement *placement) {
  size_t slot = find_way(finishing, class, placement);
  if (finishing->slots[slot])
    return finishing->ways.items[finishing->slots[slot] - 1].ending;
  uint32_t ending = learn_way(finishing, number, placement);
  LIST_ADD(finishing->by->round->run->arena, &finishing->ways, PlacedWay,
           (PlacedWay){ class, (uint8_t)placement->kind, placement->power, placement->frame,
                        ending });
  finishing->slots[slot] = (uint32_t)finishing->ways.count;
  if (2 * finishing->ways.count > finishing->slot_count)
    make_slots(finishing);
  return ending;
}

static uint32_t finish_placed(Finishing *finishing, uint32_t class, size_t number,
                              const Placement *placement) {
  uint32_t ending = KEPT_ALONE;
  if (class != KEPT_ALONE && place_settles(finishing->by, placement))
    ending = ending_of_place(finishing, class, number, placement);
  if (ending != KEPT_ALONE)
    return ending;
  if (class != KEPT_ALONE)                       /* else it is counted */
    profile_alone(round_profile(finishing->by->round),
                  placement->kind == OUTCOME_QUEUED ||
                          is_decided_by_fact(finishing->by, placement) ? ALONE_POWER
                                                                       : ALONE_GRANTED, 1);
  return finish_alone(finishing, number, placement, class == KEPT_ALONE);
}

/* ---- counting -------------------------------------------------------------------------------- */

static void count(Finishing *finishing, uint32_t ending, int64_t granted) {
  Arena *arena = finishing->by->round->run->arena;
  while (finishing->counts.count <= ending) {
    LIST_ADD(arena, &finishing->counts, size_t, 0);
    LIST_ADD(arena, &finishing->granted, Int128, 0);
  }
  if (!finishing->counts.items[ending]++)
    LIST_ADD(arena, &finishing->met, uint32_t, ending);
  finishing->granted.items[ending] += granted;
}

static void tally(const Finishing *finishing) {
  ByColumns *by = finishing->by;
  for (size_t i = 0; i < finishing->met.count; i++) {
    uint32_t number = finishing->met.items[i];
    const KnownEnding *ending = &by->endings.list.items[number];
    TallyLine line = { .kind = ending->kind, .own = ending->own, .recorded = ending->recorded,
                       .decider = ending->row.decider };
    tally_add_many(by->round->run->arena, by->round->summary, &line,
                   finishing->counts.items[number], finishing->granted.items[number]);
  }
}

/* ---- all of them ------------------------------------------------------------------------ */

static void tell_lines(Finishing *finishing, size_t number) {
  const ByColumns *by = finishing->by;
  char digits[24];
  round_tell_reserved(by->round, key_of(by, number, digits), (uint32_t)number);
}

static void finish_record(Finishing *finishing, size_t number, uint32_t *kept) {
  ByColumns *by = finishing->by;
  Placement placement = { .granted = 0 };
  size_t apart = by->kept.apart.count;
  uint32_t ending = *kept & KEPT_WHICH;
  bool placed = *kept & KEPT_PLACED;
  if (placed) {
    allocation_at(by->round->allocation, finishing->placed++, &placement);
    ending = finish_placed(finishing, ending, number, &placement);
  } else if (ending == KEPT_ALONE) {
    ending = finish_alone(finishing, number, NULL, true);
  }
  int64_t granted = placement.granted;
  if (by->kept.apart.count > apart)
    granted = by->kept.apart.items[apart].granted;
  const KnownEnding *known = &by->endings.list.items[ending];
  if (placement.frame && known->kind == OUTCOME_FUNDABLE && round_tells_lines(by->round))
    tell_lines(finishing, number);
  count(finishing, ending, known->kind == OUTCOME_FUNDABLE ? granted : 0);
  *kept = (placed ? KEPT_PLACED : 0) | ending;
}

void by_columns_end(ByColumns *by) {
  Finishing finishing = { .by = by };
  make_slots(&finishing);
  by->in_order |= by->alone_count * FEW > by->kept.count;
  for (size_t number = 0; number < by->kept.count; number++) {
    finish_record(&finishing, number,
                  &kept_chunk(&by->kept, number)->endings[number % KEPT_CHUNK]);
    if (number % COLUMN_CHUNK == COLUMN_CHUNK - 1)
      round_step(by->round, COLUMN_CHUNK);
  }
  round_step(by->round, by->kept.count % COLUMN_CHUNK);
  by_columns_read_enough(by, &finishing.again);
  kept_sort(&by->kept);
  tally(&finishing);
}
