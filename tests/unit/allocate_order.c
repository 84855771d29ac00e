/* Property: many candidates, added one by one or in columns, stand in the order that comparing
 * their keys gives, whatever the keys are: days, amounts of either sign and any size, rates of
 * other denominators, texts, none, ascending or descending, over borders of chunks; and served
 * quickly they end as served one by one, with a watch that looks on. */
#include "interp/allocate/allocate.h"
#include "tests/unit/chance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ROUNDS = 3000, KEYS = 3, FRAMES = 3, ROWS = 3, MOST = 4000 };

typedef enum {
  KEY_DAYS, KEY_NUMBERS, KEY_HUGE, KEY_RATES, KEY_TEXTS, KEY_NUMBER, KEY_KINDS
} KeyKind;

typedef struct {
  Memory    memory;
  Arena     arena;
  uint64_t  seed;
  size_t    count;
  KeyKind   kinds[KEYS];
  size_t    key_count;
  TermKey   keys[KEYS];
  Decision  decision;
  Frame     frames[FRAMES];
  Power     powers[ROWS];
  bool      columns;                  /* added many at once */
  bool      shuffled;                 /* numbers do not ascend */
  size_t    least, range;             /* amounts */
  int64_t   limits[FRAMES];
  Value    *values[KEYS];             /* by row */
  int32_t  *days[KEYS];
  int64_t  *numbers[KEYS];
  uint8_t  *none[KEYS];
  int64_t   denominators[KEYS];
  int64_t  *amounts;
  uint64_t *admits, *stops;
  uint32_t *rows;                     /* the order of adding */
  size_t    packed;                   /* cases that were kept as bytes */
} Case;

/* ---- keys --------------------------------------------------------------------------- */

static int64_t random_number(Case *made, KeyKind kind) {
  if (kind == KEY_HUGE)
    return (int64_t)next_random(&made->seed);
  return (int64_t)below(&made->seed, 5000) - 2500;
}

static Value random_value(Case *made, size_t key, size_t row) {
  Fraction number;
  switch (made->kinds[key]) {
    case KEY_DAYS:
      made->days[key][row] = (int32_t)below(&made->seed, 900) - 100;
      return value_date(made->days[key][row]);
    case KEY_TEXTS:
      return value_text(arena_format(&made->arena, "%zu", below(&made->seed, 300)));
    case KEY_NUMBER:
      return value_integer((int64_t)row);
    default:
      made->numbers[key][row] = random_number(made, made->kinds[key]);
      assert_true(fraction_make(made->numbers[key][row], made->denominators[key], &number));
      return value_number(TYPE_RATE, number);
  }
}

static void make_key(Case *made, size_t key) {
  made->kinds[key] = (KeyKind)below(&made->seed, KEY_KINDS);
  made->keys[key].descending = made->kinds[key] != KEY_NUMBER && below(&made->seed, 2);
  made->denominators[key] = made->kinds[key] == KEY_RATES ? 1 + (int64_t)below(&made->seed, 12) : 1;
  made->values[key] = arena_array(&made->arena, Value, made->count + 1);
  made->days[key] = arena_array(&made->arena, int32_t, made->count + 1);
  made->numbers[key] = arena_array(&made->arena, int64_t, made->count + 1);
  made->none[key] = arena_array(&made->arena, uint8_t, made->count + 1);
  bool some_none = made->kinds[key] != KEY_NUMBER && below(&made->seed, 2);
  for (size_t row = 0; row < made->count; row++) {
    made->values[key][row] = random_value(made, key, row);
    if (!some_none || below(&made->seed, 7))
      continue;
    made->values[key][row] = value_none(TYPE_DATE);
    made->none[key][row] = 1;
  }
}

/* Later windows may tell rates over a finer denominator. */
static void refine(Case *made, size_t key) {
  int64_t factor = 1 + (int64_t)below(&made->seed, 3);
  if (made->kinds[key] != KEY_RATES)
    return;
  made->denominators[key] *= factor;
  for (size_t row = 0; row < made->count; row++)
    made->numbers[key][row] *= factor;
}

static CandidateKey columns_of(const Case *made, size_t key) {
  switch (made->kinds[key]) {
    case KEY_DAYS:   return (CandidateKey){ .names = made->days[key], .none = made->none[key] };
    case KEY_TEXTS:  return (CandidateKey){ .values = made->values[key] };
    case KEY_NUMBER: return (CandidateKey){ .as_number = true };
    default:         return (CandidateKey){ .numbers = made->numbers[key],
                                            .none = made->none[key],
                                            .denominator = made->denominators[key] };
  }
}

/* ---- a case --------------------------------------------------------------------------- */

static void make_frames(Case *made) {
  made->decision.frames.items = arena_array(&made->arena, Frame *, FRAMES);
  made->decision.powers.items = arena_array(&made->arena, Power *, ROWS);
  made->decision.frames.count = FRAMES;
  made->decision.powers.count = ROWS;
  for (size_t i = 0; i < FRAMES; i++) {
    made->frames[i] = (Frame){ .index = i,
                               .within = i ? &made->frames[below(&made->seed, i)] : NULL };
    made->decision.frames.items[i] = &made->frames[i];
  }
  for (size_t i = 0; i < ROWS; i++) {
    made->powers[i] = (Power){ .index = i, .out_of = &made->frames[below(&made->seed, FRAMES)] };
    made->decision.powers.items[i] = &made->powers[i];
  }
  for (size_t i = 0; i < FRAMES; i++)
    made->limits[i] = (int64_t)below(&made->seed, (made->count + 1) * (made->range / 8 + 2));
  made->decision.otherwise = (ElseKind)below(&made->seed, 4);
  made->decision.how = below(&made->seed, 3) ? HOW_FULL_AMOUNT : HOW_PARTIAL;
}

static void shuffle(Case *made) {
  for (size_t i = 0; i < made->count; i++)
    made->rows[i] = (uint32_t)i;
  for (size_t i = made->count; made->shuffled && i > 1; i--) {
    size_t other = below(&made->seed, i);
    uint32_t row = made->rows[i - 1];
    made->rows[i - 1] = made->rows[other];
    made->rows[other] = row;
  }
}

static void make(Case *made) {
  made->count = below(&made->seed, 40) ? below(&made->seed, 20) : below(&made->seed, MOST);
  made->key_count = below(&made->seed, KEYS + 1);
  made->columns = below(&made->seed, 2);
  made->shuffled = below(&made->seed, 3) == 0;
  made->least = below(&made->seed, 3);
  made->range = below(&made->seed, 3) ? 40 : 1;
  made->decision = (Decision){ .order = made->keys, .order_count = made->key_count };
  for (size_t i = 0; i < made->key_count; i++)
    make_key(made, i);
  make_frames(made);
  made->amounts = arena_array(&made->arena, int64_t, made->count + 1);
  made->admits = arena_array(&made->arena, uint64_t, made->count + 1);
  made->stops = arena_array(&made->arena, uint64_t, made->count + 1);
  made->rows = arena_array(&made->arena, uint32_t, made->count + 1);
  for (size_t i = 0; i < made->count; i++) {
    made->amounts[i] = (int64_t)(made->least + below(&made->seed, made->range));
    made->admits[i] = next_random(&made->seed) & 7;
    made->stops[i] = made->range == 1 || below(&made->seed, 9) ? 0 : next_random(&made->seed) & 7;
  }
  shuffle(made);
}

static void open_book(Case *made, Book *book) {
  book_init(book, &made->arena, FRAMES);
  for (size_t i = 0; i < FRAMES; i++)
    book_open(book, &(FrameTerms){ .frame = &made->frames[i], .limit = made->limits[i] },
              TEXT_NONE);
}

static void add_one_by_one(const Case *made, Allocation *allocation) {
  for (size_t i = 0; i < made->count; i++) {
    uint32_t row = made->rows[i];
    Value keys[KEYS];
    for (size_t j = 0; j < made->key_count; j++)
      keys[j] = made->values[j][row];
    allocation_add(allocation, &(Candidate){ .number = 10 + row, .keys = keys,
                                             .amount = made->amounts[row],
                                             .admits = made->admits[row],
                                             .stops = made->stops[row] });
  }
}

/* In pieces, as windows come. */
static void add_columns(Case *made, Allocation *allocation) {
  CandidateKey keys[KEYS];
  for (size_t from = 0; from < made->count;) {
    size_t count = 1 + below(&made->seed, made->count - from);
    for (size_t i = 0; i < made->key_count; i++) {
      refine(made, i);
      keys[i] = columns_of(made, i);
    }
    allocation_add_rows(allocation, &(CandidateRows){
      .count = count, .rows = made->rows + from, .first = 10, .amounts = made->amounts,
      .admits = made->admits, .stops = made->stops, .keys = keys });
    from += count;
  }
}

/* ---- by comparing ------------------------------------------------------------------------ */

static const Case *sorting;

static int compare_rows(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  for (size_t i = 0; i < sorting->key_count; i++) {
    Value x = sorting->values[i][a], y = sorting->values[i][b];
    int order;
    if (x.state != VALUE_KNOWN || y.state != VALUE_KNOWN)
      order = (x.state != VALUE_KNOWN) - (y.state != VALUE_KNOWN);
    else
      order = sorting->keys[i].descending ? value_compare(y, x) : value_compare(x, y);
    if (order)
      return order;
  }
  return a < b ? -1 : a > b;
}

static void stands_in_order(Case *made, Allocation *allocation) {
  uint32_t *expected = arena_array(&made->arena, uint32_t, made->count + 1);
  uint32_t *numbers = arena_array(&made->arena, uint32_t, made->count + 1);
  for (size_t i = 0; i < made->count; i++)
    expected[i] = (uint32_t)i;
  sorting = made;
  if (made->count)
    qsort(expected, made->count, sizeof *expected, compare_rows);
  assert_int_equal(allocation_order(allocation, numbers), made->count);
  for (size_t i = 0; i < made->count; i++)
    assert_int_equal(numbers[i], 10 + expected[i]);
}

/* ---- served quickly and one by one --------------------------------------------------------- */

static void same_placement(const Placement *a, const Placement *b) {
  assert_int_equal(a->kind, b->kind);
  assert_int_equal(a->power, b->power);
  assert_int_equal(a->granted, b->granted);
  assert_int_equal(a->rank, b->rank);
  assert_int_equal(a->turn, b->turn);
  assert_ptr_equal(a->frame, b->frame);
}

static void same_placements(const Case *made, const Allocation *quick, const Allocation *slow) {
  for (size_t i = 0; i < made->count; i++) {
    Placement one, other, third;
    assert_true(allocation_placement(quick, 10 + (uint32_t)i, &one));
    assert_true(allocation_placement(slow, 10 + (uint32_t)i, &other));
    same_placement(&one, &other);
    allocation_at(quick, i, &third);
    assert_true(allocation_placement(quick, 10 + made->rows[i], &one));
    same_placement(&one, &third);
  }
}

static void same_books(const Book *quick, const Book *slow) {
  for (size_t i = 0; i < FRAMES; i++) {
    FrameState a = book_state(quick, NULL, (uint32_t)i), b = book_state(slow, NULL, (uint32_t)i);
    assert_int_equal(a.drawn, b.drawn);
    assert_int_equal(a.queued, b.queued);
    assert_int_equal(a.refused, b.refused);
    assert_int_equal(a.closed, b.closed);
    assert_int_equal(a.first_refused, b.first_refused);
    assert_ptr_equal(a.refused_in, b.refused_in);
  }
}

/* What the stretches say is what the placements say. */
static void same_stretches(const Case *made, const Allocation *allocation) {
  size_t place = 0;
  AllocationStretch stretch;
  for (; (stretch = allocation_stretch(allocation, place)).count; place += stretch.count)
    for (size_t i = 0; i < stretch.count; i++) {
      Placement placement, meaning = allocation_meaning(allocation, stretch.ends[i]);
      allocation_at(allocation, place + i, &placement);
      assert_int_equal(stretch.numbers[i], 10 + made->rows[place + i]);
      assert_int_equal(meaning.kind, placement.kind);
      assert_int_equal(meaning.power, placement.power);
      assert_ptr_equal(meaning.frame, placement.frame);
      assert_true(stretch.ends[i] <= allocation_most_end(allocation));
      if (placement.kind == OUTCOME_FUNDABLE && !stretch.parts)
        assert_int_equal(placement.granted, stretch.amounts[i]);
    }
  assert_int_equal(place, made->count);
}

/* Two rows take no more than some amount; by masks, those above it are not admitted. */
static void bound_rows(Case *made, Allocation *allocation) {
  for (size_t row = 0; row < 2; row++) {
    int64_t most = made->amounts[below(&made->seed, made->count + 1)];
    allocation_most(allocation, row, most);
    for (size_t i = 0; i < made->count; i++)
      if (made->amounts[i] > most) {
        made->admits[i] &= ~(UINT64_C(1) << row);
        made->stops[i] &= ~(UINT64_C(1) << row);
      }
  }
}

/* The same queue in its order, added so, served on one book after another with other rows. */
static void again_is_the_same(Case *made, Allocation *first) {
  Book book, other, anew;
  uint32_t *numbers = arena_array(&made->arena, uint32_t, made->count + 1);
  size_t count = allocation_order(first, numbers);
  for (size_t i = 0; i < count; i++)
    numbers[i] -= 10;
  open_book(made, &book);
  open_book(made, &other);
  open_book(made, &anew);
  Allocation *kept = allocation_new(&made->arena, &made->decision, &book);
  allocation_in_order(kept);
  allocation_add_rows(kept, &(CandidateRows){ .count = count, .rows = numbers, .first = 10,
                                              .amounts = made->amounts, .admits = made->admits,
                                              .stops = made->stops });
  allocation_serve(kept);
  for (size_t i = 0; i < made->count; i++)
    made->admits[i] = next_random(&made->seed) & 7;
  allocation_again(kept, &made->arena, &other);
  allocation_admit(kept, &(CandidateRows){ .first = 10, .admits = made->admits,
                                           .stops = made->stops });
  bound_rows(made, kept);
  allocation_serve(kept);
  Allocation *reference = allocation_new(&made->arena, &made->decision, &anew);
  add_one_by_one(made, reference);
  allocation_serve(reference);
  for (size_t i = 0; i < made->count; i++) {
    Placement one, two;
    assert_true(allocation_placement(kept, 10 + (uint32_t)i, &one));
    assert_true(allocation_placement(reference, 10 + (uint32_t)i, &two));
    same_placement(&one, &two);
  }
  same_books(&other, &anew);
}

/* ---- kept as bytes --------------------------------------------------------------------- */

/* No piece of a part is taken for a part. */
static void no_piece_is_taken(Case *made, Text part) {
  Book book;
  open_book(made, &book);
  for (size_t i = 0; i < 20 && part.length; i++) {
    Allocation *none = allocation_new(&made->arena, &made->decision, &book);
    size_t length = below(&made->seed, part.length);
    assert_false(allocation_unpack(none, &made->arena, text_part(part, 0, length)));
    assert_int_equal(allocation_count(none), 0);
  }
}

static void packed_is_the_same(Case *made, const Allocation *served, const Book *served_book) {
  Book book;
  if (!allocation_packs(served))
    return;
  made->packed++;
  open_book(made, &book);
  Allocation *again = allocation_new(&made->arena, &made->decision, &book);
  for (size_t i = 0; i < allocation_parts(served); i++) {
    Text part = allocation_pack(served, &made->arena, i);
    assert_true(allocation_unpack(again, &made->arena, part));
    no_piece_is_taken(made, part);
  }
  assert_int_equal(allocation_count(again), made->count);
  allocation_serve(again);
  for (size_t i = 0; i < made->count; i++) {
    Placement one, other;
    assert_true(allocation_placement(served, 10 + (uint32_t)i, &one));
    assert_true(allocation_placement(again, 10 + (uint32_t)i, &other));
    same_placement(&one, &other);
  }
  same_books(&book, served_book);
}

static void orders_and_serves_as_by_comparing(void **state) {
  (void)state;
  static Case made;
  static const AllocationWatch nobody = { .context = NULL };
  for (uint64_t round = 1; round <= ROUNDS; round++) {
    Book quick_book, slow_book;
    made = (Case){ .seed = round * UINT64_C(0x9E3779B97F4A7C15), .packed = made.packed };
    arena_init(&made.arena, &made.memory);
    make(&made);
    open_book(&made, &quick_book);
    open_book(&made, &slow_book);
    Allocation *quick = allocation_new(&made.arena, &made.decision, &quick_book);
    Allocation *slow = allocation_new(&made.arena, &made.decision, &slow_book);
    if (made.columns)
      add_columns(&made, quick);
    else
      add_one_by_one(&made, quick);
    add_one_by_one(&made, slow);
    assert_int_equal(allocation_count(quick), made.count);
    allocation_watch(slow, &nobody);
    stands_in_order(&made, quick);
    allocation_serve(quick);
    allocation_serve(slow);
    same_placements(&made, quick, slow);
    same_books(&quick_book, &slow_book);
    same_stretches(&made, quick);
    packed_is_the_same(&made, quick, &quick_book);
    again_is_the_same(&made, quick);
    arena_free(&made.arena);
    assert_int_equal(made.memory.blocks, 0);
  }
  assert_true(made.packed > ROUNDS / 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(orders_and_serves_as_by_comparing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
