/* Rule sets made by chance, each judged in several ways that must say the same.
 *
 *   property [--rules N] [--seed S] [--plant] [--show] [--forms] [--errors]
 *            [--only NAME] [--again FILE]
 *
 * Seeds S, S + 1, … S + N - 1 are tried.  A difference is told with the rules and records it was
 * found in, cut down to what it takes, and the seed; the result is then 1.  --plant changes a fact
 * for one side, and the result is 1 unless that is found: a control of the comparisons themselves.
 * --show prints the rules and the records of one seed, --forms how often each form was made,
 * --errors why a rule set does not pass the check, --only does one comparison (compare.h); --again
 * reads a rule set that was printed, in every way. */
#define _DEFAULT_SOURCE
#include "tests/property/compare.h"
#include "tests/property/ready.h"
#include "tests/property/shrink.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  uint64_t seed, count;
  Manner   manner;
  bool     show, forms;
  const char *again;            /* a file to read the rules from; NULL: they are made */
} Options;

typedef struct {
  uint64_t at;                  /* the seed that is tried */
  size_t  made, valid, judged, found;
  size_t  reached[FORM_MADE_COUNT_OF_ALL];
  Counted counted;
} Totals;

/* ---- one seed ------------------------------------------------------------------------ */

typedef struct {
  Arena    arena;               /* of what is made */
  Memory   memory;
  Made     made;
  uint64_t seed;
  const char *again;
  bool     made_so;             /* `again` could be read */
} Making;

static void make(void *context) {
  Making *making = context;
  making->made_so = true;
  making->made.seed = making->seed;
  if (making->again)
    making->made_so = made_again(&making->made, &making->arena, making->again);
  else
    make_rules(&making->made, &making->arena, making->seed);
}

static bool reads_prices(const Made *made) {
  for (size_t i = 0; i < made->rules.count; i++)
    if (strstr(made->rules.items[i], "prices.csv"))
      return true;
  return false;
}

static void print_made(Making *making) {
  const Made *made = &making->made;
  printf("%s", made_text(&making->arena, &made->rules).bytes);
  if (reads_prices(made))
    printf("-- prices.csv --\n%s", made_text(&making->arena, &made->file).bytes);
  printf("-- the database --\n%s%s", made_text(&making->arena, &made->tables).bytes,
         made_text(&making->arena, &made->rows).bytes);
}

static void tell(const Making *making, const char *how, const Answer *answer) {
  printf("seed %llu%s: not so: %s\n  %s\n", (unsigned long long)making->seed, how,
         answer->comparison->label, answer->difference);
  fflush(stdout);                /* what follows may die */
}

static void tell_difference(const Options *options, Making *making, Answer *answer) {
  tell(making, "", answer);
  shrink(&making->arena, &making->made, options->manner.ready, answer);
  print_made(making);
  tell(making, ", cut down", answer);
}

static void try_made(const Options *options, Totals *totals, Making *making) {
  Answer answer = { .comparison = NULL };
  if (options->show)
    print_made(making);
  judge_made(&making->made, &options->manner, &totals->counted, &answer);
  totals->valid += answer.valid;
  totals->judged += answer.judged;
  totals->found += answer.differs;
  for (size_t i = 0; answer.valid && i < FORM_MADE_COUNT_OF_ALL; i++)
    totals->reached[i] += making->made.reached[i];
  if (answer.differs && !options->manner.planted)
    tell_difference(options, making, &answer);
  answer_free(&answer);
}

static void try_seed(const Options *options, Totals *totals, uint64_t seed) {
  Making *making = calloc(1, sizeof *making);
  if (!making)
    abort();
  making->seed = seed;
  making->again = options->again;
  arena_init(&making->arena, &making->memory);
  totals->made++;
  if (memory_guard(&making->memory, make, making) && making->made_so)
    try_made(options, totals, making);
  arena_free(&making->arena);
  free(making);
}

/* ---- all ----------------------------------------------------------------------------- */

static void print_totals(const Totals *totals) {
  const Counted *counted = &totals->counted;
  printf("%zu rule sets made, %zu valid, %zu judged\n", totals->made, totals->valid,
         totals->judged);
  printf("terms: %zu values compared, %zu of them odd; %zu nodes, %zu scalar; %zu terms left\n",
         counted->values, counted->odd, counted->nodes, counted->scalar, counted->left);
  printf("sift: %zu records, %zu parts by the reference; %zu decisions not sifted\n",
         counted->records, counted->by_reference, counted->not_sifted);
  printf("outcomes in %zu runs:", counted->runs);
  for (size_t i = 0; i < OUTCOME_QUEUED; i++)
    printf("%s %s %zu", i ? "," : "", outcome_names[i], counted->outcomes[i]);
  printf("\n");
}

/* In how many of those that are valid each form stands. */
static void print_reached(const Totals *totals) {
  for (size_t i = 0; i < FORM_MADE_COUNT_OF_ALL; i++)
    printf("%6.2f %%  %s\n", 100.0 * (double)totals->reached[i] / (double)(totals->valid + 1),
           made_form_names[i]);
}

static bool read_options(int count, char **words, Options *options) {
  *options = (Options){ .seed = 1, .count = 10000 };
  for (int i = 1; i < count; i++) {
    bool more = i + 1 < count;
    if (strcmp(words[i], "--plant") == 0)
      options->manner.planted = true;
    else if (strcmp(words[i], "--show") == 0)
      options->show = true;
    else if (strcmp(words[i], "--errors") == 0)
      options->manner.errors = true;
    else if (strcmp(words[i], "--forms") == 0)
      options->forms = true;
    else if (strcmp(words[i], "--only") == 0 && more)
      options->manner.only = words[++i];
    else if (strcmp(words[i], "--again") == 0 && more)
      options->again = words[++i], options->count = 1;
    else if (strcmp(words[i], "--rules") == 0 && more)
      options->count = strtoull(words[++i], NULL, 10);
    else if (strcmp(words[i], "--seed") == 0 && more)
      options->seed = strtoull(words[++i], NULL, 10);
    else
      return false;
  }
  return true;
}

static void try_all(const Options *options, Totals *totals) {
  for (uint64_t i = 0; i < options->count && (options->manner.planted || totals->found < 5); i++) {
    totals->at = options->seed + i;
    try_seed(options, totals, totals->at);
  }
  print_totals(totals);
  if (options->forms)
    print_reached(totals);
  if (options->manner.planted)
    printf("%zu rule sets of %zu told the planted fault\n", totals->found, totals->judged);
  fflush(stdout);
}

static void try_ready(Options *options, Totals *totals) {
  Memory memory = { .limit = 0 };
  Arena  arena;
  arena_init(&arena, &memory);
  options->manner.ready = ready_database(&memory, &arena);
  try_all(options, totals);
  arena_free(&arena);
}

/* In a process of its own, so that one that dies (a signal, a sanitizer) leaves its seed. */
static bool try_apart(Options *options, Totals *totals) {
  int status = 0;
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    try_ready(options, totals);
    _exit(0);
  }
  if (child < 0 || waitpid(child, &status, 0) != child || status == 0)
    return child > 0;
  printf("seed %llu: the process died\n", (unsigned long long)totals->at);
  return false;
}

int main(int count, char **words) {
  Options options;
  if (!read_options(count, words, &options)) {
    fprintf(stderr, "usage: property [--rules N] [--seed S] [--plant] [--show] [--forms] "
                    "[--errors] [--only NAME] [--again FILE]\n");
    return 2;
  }
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);    /* which is a lock for each piece of memory */
  Totals *totals = mmap(NULL, sizeof *totals, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                        -1, 0);
  if (totals == MAP_FAILED || !try_apart(&options, totals))
    return 1;
  if (totals->valid * 10 < totals->made * 8) {
    printf("too few of the rule sets pass the check: is this the root of the project?\n");
    return 1;
  }
  return options.manner.planted ? totals->found == 0 : totals->found != 0;
}
