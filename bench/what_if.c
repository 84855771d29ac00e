/* what_if.c - what-ifs over a register in memory, beside the same written by hand in C.
 *
 *   what_if applications.db [ROUNDS]
 *
 * Both hold the facts in memory and answer the same questions: another pool, another limit for
 * the director, another majority.  By hand (what_if_hand.c), for this one guideline, over typed
 * columns in the order of the queue: after a limit one pass over those whose criteria all hold,
 * after the majority all criteria in loops of which the compiler makes vectors, and that pass.
 * With the rules how every record stands is kept as well, so that two answers can be laid beside
 * each other.  Prints the median of each question in milliseconds, the ratio, and whether the two
 * answer alike. */
#define _POSIX_C_SOURCE 200809L
#include "what_if_hand.h"

#include "grammar/parse.h"
#include "interp/check/check.h"
#include "interp/experiment/experiment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The time of this process: others on the machine do not count. */
static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int compare_doubles(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *times, size_t count) {
  qsort(times, count, sizeof *times, compare_doubles);
  return times[count / 2];
}

/* ---- with the rules ------------------------------------------------------------ */

typedef struct {
  Memory      memory;
  Arena       arena;
  Sources     sources;
  Diags       diags;
  Model      *model;
  Experiment *experiment;
  const char *path;
} Rules;

static bool read_file(Arena *arena, const char *path, Text *bytes) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return false;
  char *text = arena_alloc(arena, 1 << 20);
  *bytes = (Text){ text, fread(text, 1, 1 << 20, file) };
  fclose(file);
  return true;
}

static bool load(void *context, Arena *arena, Text base, Text path, bool library, Text *bytes,
                 Text *reason) {
  (void)context;
  (void)base;
  *reason = TEXT("not found");
  return library &&
         read_file(arena, arena_format(arena, "stdlib/%.*s", TEXT_PRINT(path)).bytes, bytes);
}

static void open_rules(void *context) {
  Rules *rules = context;
  Text bytes;
  CheckOptions options = { load, NULL, NULL };
  if (!read_file(&rules->arena, "bench/bench.anslag", &bytes))
    memory_stop(&rules->memory);
  rules->model = check_rules(&rules->arena, TEXT("bench/bench.anslag"), bytes, &options,
                             &rules->diags);
  if (rules->diags.errors)
    memory_stop(&rules->memory);
  Store *store = store_open(&rules->arena, rules->model, text_from(rules->path), STORE_READ,
                            &rules->diags);
  store_begin(store);
  rules->experiment = experiment_open(&rules->arena, rules->model, store, 2,
                                      &rules->diags);
  store_rollback(store);
  store_close(store);
}

static void assume(Rules *rules, Assumptions *assumed, const char *text) {
  Setting setting;
  ModelSetting made;
  Source *source = sources_add(&rules->sources, TEXT("set"),
                               arena_text(&rules->arena, text_from(text)));
  if (!parse_setting(&rules->arena, source, rules->model->surface, &rules->diags, &setting) ||
      !check_setting(rules->model, &setting, &rules->diags, &made))
    exit(1);
  LIST_ADD(&rules->arena, &assumed->settings, ModelSetting, made);
}

static Assumptions assume_question(Rules *rules, const Asked *question) {
  Assumptions assumed = { .name = TEXT_NONE };
  char text[80];
  snprintf(text, sizeof text, "pool_limit = %lld kr", (long long)question->pool / 100);
  assume(rules, &assumed, text);
  snprintf(text, sizeof text, "director_pool = %lld kr", (long long)question->director / 100);
  assume(rules, &assumed, text);
  snprintf(text, sizeof text, "director_limit = %lld kr", (long long)question->limit / 100);
  assume(rules, &assumed, text);
  snprintf(text, sizeof text, "majority = %.0f %%", question->majority);
  assume(rules, &assumed, text);
  return assumed;
}

static Answer rules_answer(const Standing *standing) {
  const DecisionSummary *summary = &standing->decisions[0].summary;
  Answer answer = { .fundable = (int64_t)summary->outcomes[OUTCOME_FUNDABLE],
                    .waitlisted = (int64_t)summary->outcomes[OUTCOME_WAITLISTED],
                    .rejected = (int64_t)summary->outcomes[OUTCOME_REJECTED],
                    .drawn = summary->granted };
  for (size_t i = 0; i < summary->deciders.count; i++)
    if (text_is(summary->deciders.items[i].name, "regiondirektor"))
      answer.by_director = (int64_t)summary->deciders.items[i].count;
  return answer;
}

/* ---- beside each other --------------------------------------------------------- */

static bool alike(const Answer *a, const Answer *b) {
  return a->fundable == b->fundable && a->by_director == b->by_director &&
         a->waitlisted == b->waitlisted && a->rejected == b->rejected && a->drawn == b->drawn;
}

enum { MOST_ROUNDS = 101 };

/* Asked in turn with the baseline, so that each time something has changed. */
static void ask(Rules *rules, Hand *hand, const char *name, const Asked *baseline,
                const Asked *question, size_t rounds) {
  double by_hand[MOST_ROUNDS], by_rules[MOST_ROUNDS];
  Assumptions before = assume_question(rules, baseline);
  Assumptions after = assume_question(rules, question);
  Answer one = { 0 }, other = { 0 };
  bool criteria = baseline->majority < question->majority ||
                  baseline->majority > question->majority;
  for (size_t i = 0; i < rounds; i++) {
    if (criteria)
      hand_judge(hand, baseline->majority);
    standing_free(experiment_judge(rules->experiment, &before));
    double start = now();
    if (criteria)
      hand_judge(hand, question->majority);
    one = hand_answer(hand, question);
    by_hand[i] = now() - start;
    start = now();
    Standing *standing = experiment_judge(rules->experiment, &after);
    by_rules[i] = now() - start;
    other = rules_answer(standing);
    standing_free(standing);
  }
  double hand_ms = median(by_hand, rounds), rules_ms = median(by_rules, rounds);
  printf("%-22s %9.3f ms by hand %9.3f ms with the rules  ratio %6.1f  %s\n", name, hand_ms,
         rules_ms, rules_ms / hand_ms, alike(&one, &other) ? "alike" : "DIFFERENT");
}

int main(int argc, char **argv) {
  static Rules rules;
  size_t rounds = argc > 2 ? (size_t)atoi(argv[2]) : 15;
  if (argc < 2 || rounds == 0 || rounds > MOST_ROUNDS)
    return fprintf(stderr, "what_if FILE.db [ROUNDS]\n"), 2;
  rules.path = argv[1];
  arena_init(&rules.arena, &rules.memory);
  sources_init(&rules.sources, &rules.arena);
  diags_init(&rules.diags, &rules.arena, &rules.sources);
  double start = now();
  if (!memory_guard(&rules.memory, open_rules, &rules))
    return fprintf(stderr, "what_if: the rules or the register cannot be read\n"), 1;
  double opened = now() - start;
  Hand hand = hand_load(argv[1]);
  hand_judge(&hand, 50);
  int64_t part = (int64_t)hand.count * 10000000;      /* a pool that a good part gets room in */
  Asked baseline = { part * 12, part * 2, 100000000, 50 };
  Asked pool = baseline, limit = baseline, majority = baseline;
  pool.pool = part * 15;
  limit.limit = 150000000;
  majority.majority = 60;
  Assumptions first = assume_question(&rules, &baseline);
  start = now();
  standing_free(experiment_judge(rules.experiment, &first));
  printf("%zu records; read in %.0f ms, judged first in %.0f ms; %zu bytes a record in memory\n",
         hand.count, opened, now() - start, rules.memory.used / (hand.count + 1));
  ask(&rules, &hand, "another pool", &baseline, &pool, rounds);
  ask(&rules, &hand, "another limit", &baseline, &limit, rounds);
  ask(&rules, &hand, "another majority", &baseline, &majority, rounds);
  arena_free(&rules.arena);
  return 0;
}
