/* Property: the allocation agrees with a naive greedy that scans all candidates for the next
 * one and all frames for the room, over random frames, rows, keys, openings and endings. */
#include "interp/allocate/allocate.h"
#include "tests/unit/chance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

enum { CASES = 10000, MOST_FRAMES = 6, MOST_ROWS = 4, MOST_CANDIDATES = 14 };

typedef struct {
  bool     none;
  int64_t  day, amount;
  uint64_t admits, stops;
  uint32_t number;
} Claim;

typedef struct {
  size_t     frame_count, row_count, claim_count;
  Frame      frames[MOST_FRAMES];
  FrameState states[MOST_FRAMES], naive[MOST_FRAMES];   /* as made; as served by hand */
  Book       book;
  bool       closed[MOST_FRAMES];
  Power      powers[MOST_ROWS];
  Frame     *frame_list[MOST_FRAMES];
  Power     *power_list[MOST_ROWS];
  int64_t    mosts[MOST_ROWS + 1];            /* what a row takes at most */
  TermKey    keys[2];
  Decision   decision;
  Claim      claims[MOST_CANDIDATES];
  bool       served[MOST_CANDIDATES];
  Placement  expected[MOST_CANDIDATES];
  int64_t    rooms[MOST_CANDIDATES];          /* of the first frame that lacked it */
} Case;

static void make_frames(Case *made, uint64_t *seed) {
  made->frame_count = below(seed, MOST_FRAMES + 1);
  for (size_t i = 0; i < made->frame_count; i++) {
    const Frame *within = i && below(seed, 3) ? &made->frames[below(seed, i)] : NULL;
    made->frames[i] = (Frame){ .index = i, .within = within, .earmarked = below(seed, 4) == 0 };
    made->states[i] = (FrameState){ .frame = &made->frames[i], .limit = (int64_t)below(seed, 60),
                                    .pending = below(seed, 12) == 0 };
    made->frame_list[i] = &made->frames[i];
  }
}

static void make_rows(Case *made, uint64_t *seed) {
  made->row_count = below(seed, MOST_ROWS + 1);
  for (size_t i = 0; i <= MOST_ROWS; i++)
    made->mosts[i] = below(seed, 3) ? INT64_MAX : (int64_t)below(seed, 30);
  for (size_t i = 0; i < made->row_count; i++) {
    made->powers[i] = (Power){ .index = i };
    if (made->frame_count && below(seed, 8))
      made->powers[i].out_of = &made->frames[below(seed, made->frame_count)];
    made->power_list[i] = &made->powers[i];
  }
}

static void make_claims(Case *made, uint64_t *seed) {
  made->claim_count = below(seed, MOST_CANDIDATES + 1);
  bool shuffled = below(seed, 2);
  for (size_t i = 0; i < made->claim_count; i++)
    made->claims[i] = (Claim){
      .none = below(seed, 6) == 0, .day = (int64_t)below(seed, 4),
      .amount = below(seed, 8) ? (int64_t)below(seed, 30) : 0,
      .admits = next_random(seed), .stops = below(seed, 4) ? 0 : next_random(seed),
      .number = (uint32_t)(shuffled ? (i * 5 + 3) % 17 : i * 3),
    };
}

static void make(Case *made, uint64_t *seed) {
  *made = (Case){ .frame_count = 0 };
  make_frames(made, seed);
  make_rows(made, seed);
  make_claims(made, seed);
  made->keys[0].descending = below(seed, 2);
  made->decision.frames.items = made->frame_list;
  made->decision.frames.count = made->frame_count;
  made->decision.powers.items = made->power_list;
  made->decision.powers.count = made->row_count;
  made->decision.order = made->keys;
  made->decision.order_count = 2;
  made->decision.otherwise = (ElseKind)below(seed, 4);
}

/* ---- the naive way --------------------------------------------------------------- */

static bool on_chain(const Frame *leaf, const Frame *frame) {
  for (; leaf; leaf = leaf->within)
    if (leaf == frame)
      return true;
  return false;
}

/* What must stay free below `frame` for earmarked frames the chain does not pass. */
static int64_t reserved(const Case *made, const Frame *frame, const Frame *leaf) {
  int64_t sum = 0;
  for (size_t i = 0; i < made->frame_count; i++) {
    const Frame *child = &made->frames[i];
    if (child->within != frame)
      continue;
    const FrameState *state = &made->naive[i];
    int64_t left = state->limit - state->opening - state->drawn;
    if (child->earmarked && !state->pending && left > 0 && !on_chain(leaf, child))
      sum += left;
    else if (child->earmarked && !on_chain(leaf, child))
      continue;
    else
      sum += reserved(made, child, leaf);
  }
  return sum;
}

static bool comes_first(const Case *made, const Claim *a, const Claim *b) {
  if (a->none != b->none)
    return b->none;
  if (!a->none && a->day != b->day)
    return made->keys[0].descending ? a->day > b->day : a->day < b->day;
  return a->number < b->number;
}

static const Frame *frame_of_row(const Case *made, size_t row) {
  if (made->row_count && made->powers[row].out_of)
    return made->powers[row].out_of;
  return made->frame_count == 1 ? &made->frames[0] : NULL;
}

static int64_t naive_room(const Case *made, const Frame *frame, const Frame *leaf) {
  const FrameState *state = &made->naive[frame->index];
  return state->limit - state->opening - state->drawn - reserved(made, frame, leaf);
}

static void serve_naively(Case *made, size_t which, uint64_t rank) {
  const Claim *claim = &made->claims[which];
  Placement *placement = &made->expected[which];
  *placement = (Placement){ .kind = OUTCOME_WAITLISTED, .power = PLACEMENT_NO_POWER, .rank = rank };
  bool lacked[MOST_FRAMES] = { false };
  size_t rows = made->row_count ? made->row_count : 1;
  for (size_t row = 0; row < rows; row++) {
    bool admits = claim->admits >> row & 1, stops = claim->stops >> row & 1;
    if ((!admits && !stops) || claim->amount > made->mosts[row])
      continue;
    const Frame *leaf = frame_of_row(made, row);
    bool refuses = false, pending = false;
    for (const Frame *frame = leaf; frame && claim->amount > 0; frame = frame->within) {
      bool open = made->naive[frame->index].pending;
      bool lacks = made->closed[frame->index] ||
                   (!open && claim->amount > naive_room(made, frame, leaf));
      if (lacks && !placement->frame) {
        placement->frame = frame;
        made->rooms[which] = open ? 0 : naive_room(made, frame, leaf);
      }
      lacked[frame->index] |= lacks;
      refuses |= lacks;
      pending |= open;
    }
    if (refuses)
      continue;
    bool takes = !stops && !pending;
    placement->kind = takes ? OUTCOME_FUNDABLE : OUTCOME_QUEUED;
    placement->power = made->row_count ? (uint8_t)row : PLACEMENT_NO_POWER;
    placement->frame = leaf;
    placement->granted = takes ? claim->amount : 0;
    for (const Frame *frame = leaf; frame; frame = frame->within)
      made->naive[frame->index].drawn += placement->granted;
    return;
  }
  if (made->decision.otherwise == ELSE_REJECT)
    placement->kind = OUTCOME_REJECTED;
  if (made->decision.otherwise == ELSE_OUTCOME)
    placement->kind = OUTCOME_OWN;
  for (size_t i = 0; i < made->frame_count; i++)
    made->closed[i] |= lacked[i] && made->decision.otherwise == ELSE_STOP;
}

static void allocate_naively(Case *made) {
  for (uint64_t rank = 1; rank <= made->claim_count; rank++) {
    size_t best = made->claim_count;
    for (size_t i = 0; i < made->claim_count; i++)
      if (!made->served[i] && (best == made->claim_count ||
                               comes_first(made, &made->claims[i], &made->claims[best])))
        best = i;
    made->served[best] = true;
    serve_naively(made, best, rank);
  }
}

/* ---- both ------------------------------------------------------------------------ */

static void open_some(Case *made, Allocation *allocation, uint64_t *seed) {
  if (!made->frame_count)
    return;
  for (size_t i = below(seed, 3); i > 0; i--) {
    const Frame *frame = &made->frames[below(seed, made->frame_count)];
    const Frame *exceeded;
    assert_true(allocation_open(allocation, frame, NULL, 0, (int64_t)below(seed, 40), &exceeded));
  }
}

/* The room that the first frame to refuse it had, by serving once more. */
static int64_t room_of(const Allocation *allocation, Arena *arena, uint32_t number) {
  Refusal *refusals;
  return allocation_refusals(allocation, arena, number, &refusals) ? refusals[0].room : 0;
}

static void compare(const Case *made, const Allocation *allocation, Arena *arena) {
  for (size_t i = 0; i < made->claim_count; i++) {
    Placement got;
    const Placement *want = &made->expected[i];
    assert_true(allocation_placement(allocation, made->claims[i].number, &got));
    assert_int_equal(got.kind, want->kind);
    assert_int_equal(got.power, want->power);
    assert_int_equal(got.granted, want->granted);
    assert_int_equal(got.rank, want->rank);
    assert_ptr_equal(got.frame, want->frame);
    if (got.kind != OUTCOME_FUNDABLE && got.kind != OUTCOME_QUEUED)
      assert_int_equal(room_of(allocation, arena, made->claims[i].number), made->rooms[i]);
  }
  for (size_t i = 0; i < made->frame_count; i++)
    assert_int_equal(book_at(&made->book, (uint32_t)i)->drawn, made->naive[i].drawn);
}

static void open_state(Case *made, size_t i) {
  const FrameState *state = &made->states[i];
  book_open(&made->book, &(FrameTerms){ .frame = state->frame, .pending = state->pending,
                                        .limit = state->limit }, TEXT_NONE);
}

static void agrees_with_a_naive_greedy_on_random_cases(void **state) {
  (void)state;
  static Case made;
  uint64_t seed = 20260101;
  for (int i = 0; i < CASES; i++) {
    Memory memory = { 0 };
    Arena arena;
    arena_init(&arena, &memory);
    make(&made, &seed);
    book_init(&made.book, &arena, MOST_FRAMES);
    for (size_t j = 0; j < made.frame_count; j++)
      open_state(&made, j);
    Allocation *allocation = allocation_new(&arena, &made.decision, &made.book);
    open_some(&made, allocation, &seed);
    for (size_t j = 0; j < MOST_ROWS; j++)
      allocation_most(allocation, j, made.mosts[j]);
    for (size_t j = 0; j < made.frame_count; j++)
      made.naive[j] = book_state(&made.book, NULL, (uint32_t)j);
    for (size_t j = 0; j < made.claim_count; j++) {
      const Claim *claim = &made.claims[j];
      Value keys[] = { claim->none ? value_none(TYPE_DATE) : value_date((Date)claim->day),
                       value_integer(claim->number) };
      allocation_add(allocation, &(Candidate){ .number = claim->number, .keys = keys,
                                               .amount = claim->amount,
                                               .admits = claim->admits, .stops = claim->stops });
    }
    allocation_serve(allocation);
    allocate_naively(&made);
    compare(&made, allocation, &arena);
    arena_free(&arena);
    assert_int_equal(memory.blocks, 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(agrees_with_a_naive_greedy_on_random_cases),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
