/* Records judged by those served before them (F7, F11, F12): what is kept of these comes to the
 * same as going through all of them each time, in few steps. */
#include "tests/unit/chance.h"
#include "tests/unit/decide_support.h"

#include "base/sha256.h"

enum { ROUNDS = 12, CLAIMS = 90, MANY = 400 };

static const char head[] =
  "guideline g \"G\"\n  in force 2026-01-01 to 2027-12-31 assumed \"a\"\n  currency SEK\n"
  "  counts time by std.time.se\nuse std.time.se\n"
  "body board \"The board\"\nrole director \"The director\" at board\n"
  "parameter nothing = 0 assumed \"a\"\n"
  "record claim\n  id integer key\n  site text\n  country text\n  amount money\n"
  "  received date\n  points integer\n  good yes/no\n";

#define OPEN                                                                                    \
  "decision d on claim\n  governed by received assumed \"a\"\n"                                 \
  "  criterion aim requires good assumed \"a\"\n"                                               \
  "  frame pot = 900 kr assumed \"a\"\n"
#define DIRECTOR "  delegated to director at most 60 kr out of pot assumed \"a\"\n"
#define BOARD    "  decided by board out of pot assumed \"a\"\n"
#define IN_ORDER "  allocate by received, id full amount, else waitlist assumed \"a\"\n"
#define TIED(keys)                                                                              \
  OPEN BOARD "  allocate by points descending\n    ties by " keys ", id\n"                      \
  "    full amount, else waitlist assumed \"a\"\n"

static const char *const decisions[] = {
  OPEN "  never split by site within 90 days assumed \"a\"\n" DIRECTOR BOARD IN_ORDER,
  OPEN "  never split by country, site within 2 months assumed \"a\"\n" DIRECTOR BOARD IN_ORDER,
  OPEN "  never split by country within 5 working days assumed \"a\"\n" DIRECTOR BOARD IN_ORDER,
  OPEN "  judged by amount + (sum of e.granted for e in earlier where e.site is site)\n"
  "    assumed \"a\"\n" DIRECTOR BOARD IN_ORDER,
  OPEN "  delegated to director out of pot\n"
  "    when (count of e in earlier where e.country is country and e.amount above 20 kr) below 7\n"
  "    assumed \"a\"\n" BOARD IN_ORDER,
  OPEN "  delegated to director out of pot\n"
  "    when (share of e in earlier where e.granted above 0 kr and e.country is country)\n"
  "         below 20 %\n"
  "    assumed \"a\"\n" BOARD IN_ORDER,
  TIED("(count of e in placed where e.country is country and e.granted above 0 kr)"),
};

/* The second cannot be told apart: what is added might change with the date. */
static const char *const tied[][2] = {
  { TIED("(count of e in placed where e.country is country)"),
    TIED("(count of e in placed where e.country is country) + nothing") },
  { TIED("(count of e in placed where e.country is country) descending, amount"),
    TIED("(count of e in placed where e.country is country) + nothing descending, amount") },
  { TIED("amount, (sum of e.granted for e in placed where e.site is site)"),
    TIED("amount, (sum of e.granted for e in placed where e.site is site) + nothing * 1 kr") },
  { TIED("(count of e in placed where e.country is country and e.site is site),"
         " (count of e in placed where e.site is country), received descending"),
    TIED("(count of e in placed where e.country is country and e.site is site) + nothing,"
         " (count of e in placed where e.site is country), received descending") },
};

/* ---- registers by chance ------------------------------------------------------------------ */

/* Of few sites and countries, some facts not known. */
static void write_claims(Writer *writer, uint64_t seed, unsigned count, unsigned gaps) {
  writer_print(writer, "test \"t\"\n");
  for (unsigned i = 1; i <= count; i++) {
    writer_print(writer, "  given claim id %u", i);
    if (!gaps || below(&seed, gaps))
      writer_print(writer, ", site \"S%zu\"", below(&seed, 3));
    if (!gaps || below(&seed, gaps))
      writer_print(writer, ", country \"S%zu\"", below(&seed, 4));
    if (!gaps || below(&seed, gaps))
      writer_print(writer, ", amount %zu kr", below(&seed, 40));
    writer_print(writer, ", received 2026-%02zu-%02zu, points %zu", 1 + below(&seed, 6),
                 1 + below(&seed, 28), below(&seed, 2));
    if (!gaps || below(&seed, gaps))
      writer_print(writer, ", good %s", below(&seed, 9) ? "yes" : "no");
    writer_print(writer, "\n");
  }
  writer_print(writer, "  expect fundable\n");
}

static void seen(void *context, const Term *term, Value value, bool tried) {
  (void)context;
  (void)term;
  (void)value;
  (void)tried;
}

/* Who looks on sees every term evaluated: then all are gone through. */
static void digest_of(const char *decision, uint64_t seed, unsigned count, unsigned gaps,
                      const EvalOptions *options, char digest[SHA256_HEX_LENGTH + 1]) {
  static const ModelSettings none = { NULL, 0, 0 };
  Memory memory = { 0 };
  Arena arena;
  Writer writer;
  Case each;
  arena_init(&arena, &memory);
  writer_to_memory(&writer, &arena);
  writer_print(&writer, "%s%s", head, decision);
  write_claims(&writer, seed, count, gaps);
  case_begin(&each, arena_text(&arena, writer_text(&writer)).bytes);
  Population population = case_population(&each);
  RunSummary *summary = run_population(&each.arena, each.model, &none, options, &population, NULL,
                                       &each.diags);
  assert_int_equal(summary->digest.length, SHA256_HEX_LENGTH);
  memcpy(digest, summary->digest.bytes, SHA256_HEX_LENGTH);
  digest[SHA256_HEX_LENGTH] = '\0';
  case_end(&each);
  arena_free(&arena);
}

/* ---- the same ------------------------------------------------------------------------------ */

static void what_is_kept_is_what_going_through_all_gives(void **state) {
  (void)state;
  const EvalOptions kept = { .has_as_of = false }, all = { .seen = seen };
  for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++)
    for (unsigned round = 1; round <= ROUNDS; round++) {
      char one[SHA256_HEX_LENGTH + 1], other[SHA256_HEX_LENGTH + 1];
      uint64_t seed = (round + 100 * i) * UINT64_C(0x9E3779B97F4A7C15);
      digest_of(decisions[i], seed, CLAIMS, round % 3 * 8, &kept, one);
      digest_of(decisions[i], seed, CLAIMS, round % 3 * 8, &all, other);
      assert_string_equal(one, other);
    }
}

static void equals_in_groups_are_told_apart_as_one_by_one(void **state) {
  (void)state;
  const EvalOptions options = { .has_as_of = false };
  for (size_t i = 0; i < sizeof tied / sizeof *tied; i++)
    for (unsigned round = 1; round <= ROUNDS; round++) {
      char one[SHA256_HEX_LENGTH + 1], other[SHA256_HEX_LENGTH + 1];
      uint64_t seed = (round + 100 * i) * UINT64_C(0xD1B54A32D192ED03);
      digest_of(tied[i][0], seed, CLAIMS, round % 3 * 8, &options, one);
      digest_of(tied[i][1], seed, CLAIMS, round % 3 * 8, &options, other);
      assert_string_equal(one, other);
    }
}

/* Going through those before it would take a record some thousand steps. */
static void a_record_takes_few_steps_however_many_stood_before(void **state) {
  (void)state;
  const EvalOptions few = { .most_steps = 300 };
  for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++) {
    char digest[SHA256_HEX_LENGTH + 1];
    if (i != 2 && i != 5)        /* working days; a share of nobody, not known: gone through */
      digest_of(decisions[i], 7 + i, MANY, 0, &few, digest);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_is_kept_is_what_going_through_all_gives),
    cmocka_unit_test(equals_in_groups_are_told_apart_as_one_by_one),
    cmocka_unit_test(a_record_takes_few_steps_however_many_stood_before),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
