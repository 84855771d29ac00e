/* A population through a model: the digest byte for byte, order of rows, decisions taken,
 * memory a record, interrupts, and running out of memory at every allocation. */
#include "tests/unit/decide_support.h"

#include "base/sha256.h"

#define HEAD                                                                                \
  "guideline g \"G\"\n  in force 2026-01-01 to 2026-12-31 assumed \"a\"\n  currency SEK\n" \
  "body board \"The board\"\nrole director \"The director\" at board\n"

#define GRANTS                                                                              \
  HEAD "record claim\n  id integer key\n  amount money\n  received date\n  good yes/no\n"   \
  "  fresh yes/no\n"                                                                        \
  "  valid when amount above 0 kr \"a\"\n"                                                  \
  "decision d on claim\n  governed by received assumed \"a\"\n"                             \
  "  criterion aim requires good assumed \"a\"\n"                                           \
  "  criterion new considers fresh assumed \"a\"\n"                                         \
  "  frame pot = 100 kr assumed \"a\"\n"                                                    \
  "  frame small = 30 kr within pot assumed \"a\"\n"                                        \
  "  delegated to director at most 20 kr out of small assumed \"a\"\n"                      \
  "  decided by board out of pot assumed \"a\"\n"                                           \
  "  allocate by received, id full amount, else waitlist assumed \"a\"\n"                   \
  "  deadline account \"A\" owed by board to director due received assumed \"a\"\n"

#define CLAIMS                                                                              \
  "test \"t\"\n"                                                                            \
  "  given claim id 10, amount 20 kr, received 2026-02-03, good yes, fresh yes\n"           \
  "  given claim id 9, amount 90 kr, received 2026-02-02, good yes\n"                       \
  "  given claim id 2, amount 10 kr, received 2026-02-02, good no, fresh yes\n"             \
  "  given claim id 3, amount 10.5 kr, received 2026-02-02, fresh no\n"                     \
  "  given claim id 4, amount 0 kr, received 2026-02-02, good yes, fresh yes\n"             \
  "  given claim id 5, amount 10 kr, received 2026-02-03, good yes, fresh yes\n"            \
  "  expect fundable\n"

/* ---- the digest (H1) ------------------------------------------------------------- */

static void the_digest_is_over_the_lines_of_h1(void **state) {
  (void)state;
  Case each;
  case_begin(&each, GRANTS CLAIMS);
  Population population = case_population(&each);
  RunSummary *summary = case_run(&each, &population, NULL);
  Text lines = TEXT("anslag-digest-1\n"
                    "D\td\t2\trejected\t\t1000\t\tSEK\t\t\taim\t\t\n"
                    "D\td\t3\tincomplete\t\t1050\t\tSEK\t\t\t\tgood\tnew\n"
                    "D\td\t4\tinvalid\t\t\t\tSEK\t\t\t\t\t\n"
                    "D\td\t5\tfundable\tdirector\t1000\t1000\tSEK\tsmall\t2\t\t\t\n"
                    "L\taccount\t2026-02-03\n"
                    "D\td\t9\tfundable\tboard\t9000\t9000\tSEK\tpot\t1\t\t\tnew\n"
                    "L\taccount\t2026-02-02\n"
                    "D\td\t10\twaitlisted\t\t2000\t\tSEK\t\t3\t\t\t\n");
  Text want = sha256_of(&each.arena, lines);
  assert_int_equal(summary->digest.length, SHA256_HEX_LENGTH);
  assert_memory_equal(summary->digest.bytes, want.bytes, SHA256_HEX_LENGTH);
  case_end(&each);
}

static void texts_in_the_digest_are_escaped(void **state) {
  (void)state;
  Case each;
  case_begin(&each, HEAD "record claim\n  'key' text key\n  amount money\n  received date\n"
             "decision d on claim\n  governed by received assumed \"a\"\n"
             "  allocate by 'key' full amount assumed \"a\"\n"
             "test \"t\"\n  given claim 'key' \"a\\b\", amount 1 kr, received 2026-01-01\n"
             "  expect fundable\n");
  Population population = case_population(&each);
  RunSummary *summary = case_run(&each, &population, NULL);
  Text want = sha256_of(&each.arena, TEXT("anslag-digest-1\n"
                                          "D\td\ta\\\\b\tfundable\t\t100\t100\tSEK\t\t1\t\t\t\n"));
  assert_memory_equal(summary->digest.bytes, want.bytes, SHA256_HEX_LENGTH);
  case_end(&each);
}

/* ---- the summary ----------------------------------------------------------------- */

static void the_summary_counts_outcomes_deciders_and_frames(void **state) {
  (void)state;
  Case each;
  case_begin(&each, GRANTS CLAIMS);
  Population population = case_population(&each);
  RunSummary *summary = case_run(&each, &population, NULL);
  const DecisionSummary *decision = &summary->decisions.items[0];
  assert_int_equal(summary->records, 6);
  assert_int_equal(decision->outcomes[OUTCOME_FUNDABLE], 2);
  assert_int_equal(decision->outcomes[OUTCOME_INVALID], 1);
  assert_int_equal(decision->outcomes[OUTCOME_WAITLISTED], 1);
  assert_int_equal(decision->granted, 10000);
  assert_int_equal(decision->deciders.count, 2);
  assert_text(decision->deciders.items[0].name, "director");
  assert_int_equal(decision->deciders.items[0].granted, 1000);
  assert_text(decision->deciders.items[1].name, "board");
  assert_int_equal(decision->deciders.items[1].count, 1);
  assert_int_equal(frame_list_at(&summary->frames, &each.arena, 0).drawn, 10000);
  assert_int_equal(frame_list_at(&summary->frames, &each.arena, 1).drawn, 1000);
  case_end(&each);
}

static void the_order_of_the_rows_does_not_matter(void **state) {
  (void)state;
  Case each;
  case_begin(&each, GRANTS CLAIMS);
  size_t count;
  const Record *const *records = case_records(&each, &count);
  Population population;
  population_of_records(&population, &each.arena, records, count);
  Text first = case_run(&each, &population, NULL)->digest;
  const Record **other = arena_array(&each.arena, const Record *, count);
  for (size_t i = 0; i < count; i++)
    other[i] = records[(i * 5 + 2) % count];
  population_of_records(&population, &each.arena, other, count);
  assert_memory_equal(first.bytes, case_run(&each, &population, NULL)->digest.bytes,
                      SHA256_HEX_LENGTH);
  case_end(&each);
}

/* ---- decisions taken (F3) -------------------------------------------------------- */

static const StoreDecided *taken;
static size_t              taken_count;

static size_t give_taken(void *context, Arena *arena, const Decision *decision,
                         StoreDecided **rows) {
  (void)context;
  (void)decision;
  *rows = arena_array(arena, StoreDecided, taken_count + 1);
  for (size_t i = 0; i < taken_count; i++)
    (*rows)[i] = taken[i];
  return taken_count;
}

static void look_at_taken(void *context, const Judgement *judgement, Arena *batch) {
  size_t *looked = context;
  Text key = record_key_text(batch, judgement->record);
  if (text_is(key, "5")) {
    assert_true(judgement->recorded);
    assert_text(judgement_outcome(judgement), "fundable");
    assert_text(judgement->decider_name, "director");
    assert_int_equal(judgement->granted, 2500);
    assert_false(judgement->reached);
    assert_int_equal(judgement->controls.count, 2);
    assert_text(judgement->controls.items[0].reason,
                "director decided on 2025-12-31, outside the dates in force");
    assert_text(judgement->controls.items[1].reason,
                "director granted 25 kr, outside the limits of that power");
  }
  if (text_is(key, "9"))
    assert_text(judgement_outcome(judgement), "waitlisted");
  if (text_is(key, "2")) {
    assert_text(judgement_outcome(judgement), "rejected");
    assert_int_equal(judgement->controls.count, 2);
    assert_text(judgement->controls.items[0].reason,
                "1 kr was granted, but the rules give rejected");
    assert_text(judgement->controls.items[1].reason,
                "the decision taken draws more than \"pot\" had left");
  }
  if (text_is(key, "10")) {
    assert_text(judgement->decider_name, "The old board");
    assert_text(judgement->frame->name, "pot");
    assert_text(judgement->controls.items[0].reason, "The old board decided, but has no power to");
  }
  ++*looked;
}

static void decisions_taken_open_frames_and_are_not_served_again(void **state) {
  (void)state;
  Case each;
  const StoreDecided rows[] = {
    { .record = TEXT("5"), .outcome = TEXT("fundable"),
      .decider = TEXT("director"), .decided_on = TEXT("2025-12-31"), .has_granted = true,
      .granted = 2500 },
    { .record = TEXT("77"), .outcome = TEXT("fundable"),
      .decider = TEXT("board"), .decided_on = TEXT("2026-03-02"), .has_granted = true,
      .granted = 7500 },
    { .record = TEXT("2"), .outcome = TEXT("fundable"),
      .decider = TEXT("board"), .decided_on = TEXT("2026-03-03"), .has_granted = true,
      .granted = 100 },
    { .record = TEXT("10"), .outcome = TEXT("fundable"),
      .decider = TEXT("The old board"), .decided_on = TEXT("2026-03-04"), .has_granted = true,
      .granted = 1 },
    { .record = TEXT("78"), .outcome = TEXT("rejected"),
      .decider = TEXT("board"), .decided_on = TEXT("2026-03-02"), .has_granted = true,
      .granted = 7500 },
  };
  taken = rows;
  taken_count = 5;
  case_begin(&each, GRANTS CLAIMS);
  Population population = case_population(&each);
  population.decided = give_taken;
  size_t looked = 0;
  RunVisitor visitor = { .finished = look_at_taken, .context = &looked };
  RunSummary *summary = case_run(&each, &population, &visitor);
  assert_int_equal(looked, 6);
  assert_int_equal(frame_list_at(&summary->frames, &each.arena, 0).opening, 10101);
  assert_int_equal(frame_list_at(&summary->frames, &each.arena, 1).opening, 2500);
  assert_int_equal(frame_list_at(&summary->frames, &each.arena, 0).drawn, 0);
  assert_int_equal(summary->decisions.items[0].recorded, 3);
  case_end(&each);
}

/* ---- many ------------------------------------------------------------------------ */

typedef struct {
  const RecordType *type;
  int64_t           next, count;
} Stream;

static void start_stream(void *context, const RecordType *record) {
  Stream *stream = context;
  stream->type = record;
  stream->next = 0;
}

static const Record *next_of_stream(void *context, Arena *batch) {
  Stream *stream = context;
  if (stream->next == stream->count)
    return NULL;
  int64_t id = ++stream->next;
  Record *record = arena_new(batch, Record);
  record->type = stream->type;
  record->fields = arena_array(batch, Value, stream->type->count);
  record->fields[0] = value_integer(id);
  record->fields[1] = value_number(TYPE_MONEY, fraction_from(1 + id % 7));
  record->fields[2] = value_date((Date)(20500 + id * 7919 % 300));
  record->fields[3] = value_truth(true);
  record->fields[4] = value_truth(id % 2);
  return record;
}

static void memory_grows_by_at_most_200_bytes_a_record(void **state) {
  (void)state;
  size_t peaks[2];
  for (int i = 0; i < 2; i++) {
    Case each;
    case_begin(&each, GRANTS);
    Stream stream = { .count = i ? 60000 : 20000 };
    Population population = { .context = &stream, .start = start_stream, .next = next_of_stream };
    RunSummary *summary = case_run(&each, &population, NULL);
    assert_int_equal(summary->records, stream.count);
    peaks[i] = each.memory.peak;
    case_end(&each);
  }
  assert_true(peaks[1] - peaks[0] < (size_t)40000 * 200);
}

typedef struct {
  Case       *of;
  Population *population;
  RunVisitor *visitor;
  RunSummary *summary;
} Guarded;

static void run_guarded(void *context) {
  Guarded *guarded = context;
  guarded->summary = case_run(guarded->of, guarded->population, guarded->visitor);
}

static void interrupt_at_some(void *context, size_t done, size_t total) {
  (void)total;
  if (done >= 4096)
    *(volatile int *)context = 1;
}

static void an_interrupt_leaves_the_run(void **state) {
  (void)state;
  Case each;
  case_begin(&each, GRANTS);
  Stream stream = { .count = 20000 };
  Population population = { .context = &stream, .start = start_stream, .next = next_of_stream };
  volatile int flag = 0;
  RunVisitor visitor = { .progress = interrupt_at_some, .context = (void *)(uintptr_t)&flag };
  each.memory.interrupt = &flag;
  Guarded guarded = { &each, &population, &visitor, NULL };
  assert_false(memory_guard(&each.memory, run_guarded, &guarded));
  assert_int_equal(each.memory.failure, FAILURE_INTERRUPT);
  assert_true(stream.next <= 4100);
  case_end(&each);
}

static void running_out_of_memory_anywhere_leaves_nothing_behind(void **state) {
  (void)state;
  Case each;
  case_begin(&each, GRANTS CLAIMS);
  Population population = case_population(&each);
  Guarded guarded = { &each, &population, NULL, NULL };
  uint64_t failures = 0;
  for (uint64_t at = 1;; at++) {
    size_t blocks = each.memory.blocks;
    each.memory.fail_at = each.memory.calls + at;
    if (memory_guard(&each.memory, run_guarded, &guarded))
      break;
    assert_int_equal(each.memory.failure, FAILURE_MEMORY);
    assert_true(each.memory.blocks >= blocks);       /* the arena's own blocks stay with it */
    failures++;
  }
  assert_true(failures > 0);
  each.memory.fail_at = 0;
  case_end(&each);
}

static void a_frame_that_cannot_be_computed_stops_the_run(void **state) {
  (void)state;
  Case each;
  case_begin(&each, HEAD "parameter parts = 0 assumed \"a\"\n"
             "record claim\n  id integer key\n  amount money\n  received date\n"
             "decision d on claim\n  governed by received assumed \"a\"\n"
             "  frame pot = 100 kr / parts assumed \"a\"\n"
             "  decided by board out of pot assumed \"a\"\n"
             "  allocate by id full amount assumed \"a\"\n"
             "test \"t\"\n  given claim id 1, amount 1 kr, received 2026-01-01\n"
             "  expect fundable\n");
  Population population = case_population(&each);
  Guarded guarded = { &each, &population, NULL, NULL };
  assert_false(memory_guard(&each.memory, run_guarded, &guarded));
  assert_int_equal(each.memory.failure, FAILURE_STOPPED);
  assert_int_equal(each.diags.list.items[each.diags.list.count - 1]->code, DIAG_FRAME_ERROR);
  case_end(&each);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_digest_is_over_the_lines_of_h1),
    cmocka_unit_test(texts_in_the_digest_are_escaped),
    cmocka_unit_test(the_summary_counts_outcomes_deciders_and_frames),
    cmocka_unit_test(the_order_of_the_rows_does_not_matter),
    cmocka_unit_test(decisions_taken_open_frames_and_are_not_served_again),
    cmocka_unit_test(memory_grows_by_at_most_200_bytes_a_record),
    cmocka_unit_test(an_interrupt_leaves_the_run),
    cmocka_unit_test(running_out_of_memory_anywhere_leaves_nothing_behind),
    cmocka_unit_test(a_frame_that_cannot_be_computed_stops_the_run),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
