/* Property: over every combination of yes, no and unknown of nine facts, the outcome, what failed,
 * what is missing and what is noted are those of the ladder written out plainly (S1-S5, U5). */
#include "tests/unit/decide_support.h"

#define RULES                                                                                 \
  "guideline g \"G\"\n  in force 2026-01-01 to 2026-12-31 assumed \"a\"\n  currency SEK\n"   \
  "record claim\n  id integer key\n  amount money\n  received date\n"                         \
  "  foreign yes/no\n  member yes/no\n  barred yes/no\n  large yes/no\n  odd yes/no\n"        \
  "  aim yes/no\n  means yes/no\n  other yes/no\n  fresh yes/no\n  plan text\n"               \
  "decision d on claim\n  governed by received assumed \"a\"\n"                               \
  "  criterion goal requires aim assumed \"a\"\n"                                             \
  "  eligible when member assumed \"a\"\n"                                                    \
  "  outcome abroad \"A\" before eligible when foreign assumed \"a\"\n"                       \
  "  excluded when barred assumed \"a\"\n"                                                    \
  "  needs plan when large\n"                                                                 \
  "  outcome returned \"R\" before criterion when odd assumed \"a\"\n"                        \
  "  criterion novel considers fresh assumed \"a\"\n"                                         \
  "  outcome moved \"M\" after criterion when other assumed \"a\"\n"                          \
  "  criterion ways requires means assumed \"a\"\n"                                           \
  "  allocate by id full amount assumed \"a\"\n"

enum { FOREIGN, MEMBER, BARRED, LARGE, ODD, AIM, MEANS, OTHER, FRESH, FACTS };
enum { COMBINATIONS = 19683 * 2, FIRST_FIELD = 3, PLAN_FIELD = 12 };   /* 3 to the 9th, times 2 */

typedef enum { NO, YES, UNKNOWN } Answer;

typedef struct {
  Answer facts[FACTS];
  bool plan;
} Combination;

static const char *const names[FACTS] = { "foreign", "member", "barred", "large", "odd",
                                          "aim", "means", "other", "fresh" };

static Combination combination_of(int64_t number) {
  Combination combination = { .plan = number % 2 };
  number /= 2;
  for (int i = 0; i < FACTS; i++, number /= 3)
    combination.facts[i] = (Answer)(number % 3);
  return combination;
}

/* ---- the records ------------------------------------------------------------- */

typedef struct { const RecordType *type; int64_t next; } Stream;

static void start_stream(void *context, const RecordType *record) {
  *(Stream *)context = (Stream){ record, 0 };
}

static const Record *next_of_stream(void *context, Arena *batch) {
  Stream *stream = context;
  if (stream->next == COMBINATIONS)
    return NULL;
  Combination combination = combination_of(stream->next++);
  Record *record = arena_new(batch, Record);
  record->type = stream->type;
  record->fields = arena_array(batch, Value, stream->type->count);
  record->fields[0] = value_integer(stream->next);
  record->fields[1] = value_number(TYPE_MONEY, fraction_from(100));
  record->fields[2] = value_date(20500);
  for (int i = 0; i < FACTS; i++)
    record->fields[FIRST_FIELD + i] = combination.facts[i] == UNKNOWN
                                          ? value_unknown(TYPE_TRUTH)
                                          : value_truth(combination.facts[i] == YES);
  record->fields[PLAN_FIELD] = combination.plan ? value_text(TEXT("p")) : value_unknown(TYPE_TEXT);
  return record;
}

/* ---- the ladder, plainly ------------------------------------------------------- */

typedef struct { char outcome[16], failed[32], missing[128]; } Expected;

static void add(char *list, size_t room, const char *name) {
  size_t length = strlen(list);
  snprintf(list + length, room - length, "%s%s", length ? "," : "", name);
}

static void add_if(const Combination *of, Expected *expected, int fact) {
  if (of->facts[fact] == UNKNOWN)
    add(expected->missing, sizeof expected->missing, names[fact]);
}

static void expect_incomplete(const Combination *of, Expected *expected) {
  add_if(of, expected, MEMBER);
  add_if(of, expected, BARRED);
  if (of->facts[LARGE] == UNKNOWN && !of->plan) {
    add_if(of, expected, LARGE);
    add(expected->missing, sizeof expected->missing, "plan");
  }
  add_if(of, expected, AIM);
  add_if(of, expected, MEANS);
  add_if(of, expected, FOREIGN);
  add_if(of, expected, ODD);
  add_if(of, expected, OTHER);
  strcpy(expected->outcome, expected->missing[0] ? "incomplete" : "fundable");
}

static Expected expect(const Combination *of) {
  Expected expected = { "", "", "" };
  const Answer *fact = of->facts;
  if (fact[FOREIGN] == YES) {
    strcpy(expected.outcome, "abroad");
  } else if (fact[MEMBER] == NO || fact[BARRED] == YES) {
    strcpy(expected.outcome, "ineligible");
    if (fact[MEMBER] == NO)
      add(expected.failed, sizeof expected.failed, "eligible");
    if (fact[BARRED] == YES)
      add(expected.failed, sizeof expected.failed, "excluded");
  } else if (fact[LARGE] == YES && !of->plan) {
    strcpy(expected.outcome, "incomplete");
    strcpy(expected.missing, "plan");
  } else if (fact[ODD] == YES) {
    strcpy(expected.outcome, "returned");
  } else if (fact[AIM] == NO || fact[MEANS] == NO) {
    strcpy(expected.outcome, "rejected");
    if (fact[AIM] == NO)
      add(expected.failed, sizeof expected.failed, "goal");
    if (fact[MEANS] == NO)
      add(expected.failed, sizeof expected.failed, "ways");
  } else if (fact[OTHER] == YES) {
    strcpy(expected.outcome, "moved");
  } else {
    expect_incomplete(of, &expected);
  }
  return expected;
}

static void compare(void *context, const Judgement *judgement, Arena *batch) {
  int64_t *number = context;
  Combination combination = combination_of((*number)++);
  Expected expected = expect(&combination);
  assert_text(judgement_outcome(judgement), expected.outcome);
  assert_text(judgement_failed(batch, judgement), expected.failed);
  assert_text(judgement_missing(batch, judgement), expected.missing);
  assert_text(judgement_noted(batch, judgement), combination.facts[FRESH] == YES ? "" : "novel");
}

static void every_combination_ends_as_the_ladder_says(void **state) {
  (void)state;
  Case each;
  case_begin(&each, RULES);
  Stream stream = { NULL, 0 };
  Population population = { .context = &stream, .start = start_stream, .next = next_of_stream };
  int64_t number = 0;
  RunVisitor visitor = { .finished = compare, .context = &number };
  case_run(&each, &population, &visitor);
  assert_int_equal(number, COMBINATIONS);
  case_end(&each);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_combination_ends_as_the_ladder_says),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
