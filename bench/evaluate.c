/* evaluate.c - the batch evaluator beside a loop written by hand, over the same columns in memory.
 *
 *   evaluate RULES.anslag FILE.db [ROUNDS]
 *
 * Reads the records that the first decision is on into columns once.  Then, round by round, one
 * after the other: all of a record's standing before allocation anew, as a run judges a window (all
 * records being one), without and with being told which records end alike; and, where the rules are
 * bench.anslag, the same rules as an engineer would write them, row by row, and in loops over whole
 * columns (evaluate_columns.c).  At last what is judged again, as a dialogue holds records, after
 * one parameter has changed.  Prints medians of processor time in nanoseconds a record, and whether
 * all say the same. */
#define _POSIX_C_SOURCE 200809L
#include "evaluate_columns.h"
#include "grammar/parse.h"
#include "interp/check/check.h"
#include "interp/decide/run.h"
#include "interp/decide/sift.h"
#include "interp/decide/likeness.h"
#include "interp/decide/states.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_ROUNDS = 101 };

typedef struct {
  const char *rules, *database;
  size_t      rounds;
  Memory      memory;
  Arena       arena;
  Sources     sources;
  Diags       diags;
  Model      *model;
  Store      *store;
  Population  population;
  Census     *census;
  const Decision *decision;
  Sift       *window, *held;          /* of all records: as a run has them, as a dialogue does */
  Likeness   *likeness;               /* which of the window's end alike */
  size_t      count;
} Bench;

/* ---- the clock ----------------------------------------------------------------------- */

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *times, size_t count) {
  qsort(times, count, sizeof *times, by_size);
  return times[count / 2];
}

/* ---- reading ------------------------------------------------------------------------- */

static bool read_file(Arena *arena, const char *path, Text *bytes) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return false;
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char *text = arena_alloc(arena, (size_t)size + 1);
  *bytes = (Text){ text, fread(text, 1, (size_t)size, file) };
  fclose(file);
  return true;
}

static bool load(void *context, Arena *arena, Text base, Text path, bool library, Text *bytes,
                 Text *reason) {
  (void)context;
  size_t folder = base.length;
  *reason = TEXT("not found");
  while (folder > 0 && base.bytes[folder - 1] != '/')
    folder--;
  Text full = library ? arena_format(arena, "stdlib/%.*s", TEXT_PRINT(path))
                      : arena_format(arena, "%.*s%.*s", (int)folder, base.bytes, TEXT_PRINT(path));
  return read_file(arena, full.bytes, bytes);
}

static void read_records(Bench *bench) {
  Arena batch;
  arena_init(&batch, &bench->memory);
  const Population *population = &bench->population;
  double start = now();
  size_t before = bench->memory.used;
  bench->census = census_new(&bench->arena, bench->model);
  population->start(population->context, bench->decision->subject);
  const Record *record;
  for (; (record = population->next(population->context, &batch)); arena_reset(&batch))
    census_add(bench->census, record);
  bench->count = census_columns(bench->census, bench->decision->subject)->count;
  printf("records                          %zu, median of %zu rounds\n", bench->count,
         bench->rounds);
  printf("read into columns                %.0f ns a record, once; %.0f bytes a record\n",
         (now() - start) / (double)bench->count,
         (double)(bench->memory.used - before) / (double)bench->count);
  arena_free(&batch);
}

static void open_all(Bench *bench) {
  Text bytes;
  CheckOptions options = { load, NULL, NULL };
  if (!read_file(&bench->arena, bench->rules, &bytes)) {
    fprintf(stderr, "evaluate: %s cannot be read\n", bench->rules);
    memory_stop(&bench->memory);
  }
  bench->model = check_rules(&bench->arena, text_from(bench->rules), bytes, &options,
                             &bench->diags);
  if (bench->diags.errors || !bench->model->decisions.count)
    memory_stop(&bench->memory);
  bench->decision = bench->model->decisions.items[0];
  bench->store = store_open(&bench->arena, bench->model, text_from(bench->database), STORE_READ,
                            &bench->diags);
  population_of_store(&bench->population, bench->store, &bench->arena);
  read_records(bench);
  bench->window = sift_new_windowed(&bench->arena, bench->model, bench->decision, bench->census,
                                    bench->count);
  bench->likeness = likeness_new(&bench->arena, bench->window);
  bench->held = sift_new(&bench->arena, bench->model, bench->decision, bench->census);
}

/* ---- ours ---------------------------------------------------------------------------- */

/* "NAME = VALUE". */
static void add_setting(Bench *bench, Arena *scratch, const char *text, ModelSettings *settings) {
  Setting *parsed = arena_new(scratch, Setting);
  ModelSetting made = { .parameter = NULL };
  Source *source = sources_add(&bench->sources, TEXT("set"), text_from(text));
  if (!parse_setting(scratch, source, bench->model->surface, &bench->diags, parsed) ||
      !check_setting(bench->model, parsed, &bench->diags, &made))
    memory_stop(&bench->memory);
  LIST_ADD(scratch, settings, ModelSetting, made);
}

static void take_rule(void *context, size_t rule, size_t first, size_t rows) {
  likeness_rule(((Bench *)context)->likeness, rule, first, rows);
}

static void take_chunk(void *context, size_t first, size_t rows) {
  uint32_t classes[COLUMN_CHUNK];
  likeness_chunk(((Bench *)context)->likeness, first, rows, classes);
}

typedef const Sifted *Sifting(Sift *sift, const SiftUnder *under);

/* Of one sifting under that setting; NULL: the rules as they are.  `alike`: it is also told which
 * records end alike. */
static double sift_once(Bench *bench, Sifting *sifting, Sift *sift, const char *setting, bool alike,
                        Sifted *sifted) {
  Arena scratch;
  ModelSettings settings = { NULL, 0, 0 };
  EvalOptions options = { .has_as_of = false };
  arena_init(&scratch, &bench->memory);
  if (setting)
    add_setting(bench, &scratch, setting, &settings);
  double start = now();
  Evaluator *evaluator = evaluator_new(&scratch, bench->model, &settings, &options,
                                       &bench->diags);
  Book *book = arena_new(&scratch, Book);
  book_init(book, &scratch, bench->model->frames.count);
  evaluator_subject(evaluator, NULL, NULL, &bench->population.all, &scratch);
  states_open_plain(&(Opener){ book, bench->model, evaluator, &scratch }, &bench->diags);
  *sifted = *sifting(sift, &(SiftUnder){
    .arena = &scratch, .evaluator = evaluator, .source = &bench->population.all, .book = book,
    .rule = alike ? take_rule : NULL, .chunk = alike ? take_chunk : NULL, .context = bench,
  });
  double end = now();
  arena_free(&scratch);
  return end - start;
}

static double sift_whole(Bench *bench, bool alike, Sifted *sifted) {
  return sift_once(bench, sift_window, bench->window, NULL, alike, sifted);
}

static double sift_held(Bench *bench, const char *setting) {
  Sifted sifted;
  return sift_once(bench, sift_judge, bench->held, setting, false, &sifted);
}

/* ---- by hand ------------------------------------------------------------------------- */

enum { ID, KIND, OWNERSHIP, AMOUNT, RECEIVED, DECIDED, AREA, SHORT, LONG, MODEL, ONGOING, SHARED,
       INNOVATION };

typedef struct { uint8_t outcome, failed, missing, director; } Hand;

static int truth_of(const ColumnChunk *chunk, size_t i) {
  return chunk->states && chunk->states[i] ? -1 : chunk->truths[i] == 2;
}

static int is_code(const ColumnChunk *chunk, size_t i, int code) {
  return chunk->states && chunk->states[i] ? -1 : chunk->names[i] == code;
}

static int is_positive(const ColumnChunk *chunk, size_t i) {
  return chunk->states && chunk->states[i] ? -1 : chunk->numbers[i] > 0;
}

static int may_apply(const ColumnChunk *kind, const ColumnChunk *ownership, int64_t majority,
                     size_t i) {
  if (kind->states && kind->states[i])
    return -1;
  if (kind->names[i] == 0 || kind->names[i] == 1)
    return 1;
  if (kind->names[i] != 2)
    return 0;
  return ownership->states && ownership->states[i] ? -1 : ownership->numbers[i] > majority;
}

static int both(int a, int b) {
  return a == 0 || b == 0 ? 0 : a < 0 || b < 0 ? -1 : 1;
}

static Hand judge_by_hand(const ColumnChunk *const *c, int64_t majority, size_t i) {
  int other = is_code(c[AREA], i, 6);
  int known[] = { may_apply(c[KIND], c[OWNERSHIP], majority, i), other < 0 ? -1 : !other,
                  is_positive(c[SHORT], i), is_positive(c[LONG], i), is_code(c[MODEL], i, 0),
                  truth_of(c[ONGOING], i), truth_of(c[SHARED], i), truth_of(c[INNOVATION], i) };
  int verdicts[] = { known[0], known[1], both(both(known[2], known[3]), known[4]), known[5],
                     known[6], known[7] };
  Hand hand = { 0 };
  for (int j = 0; j < 6; j++)
    if (verdicts[j] == 0)
      hand.failed |= (uint8_t)(1 << j);
  for (int j = 0; j < 8; j++)
    if (known[j] < 0 && !hand.failed)
      hand.missing |= (uint8_t)(1 << j);
  hand.outcome = hand.failed    ? OUTCOME_REJECTED
                 : hand.missing ? OUTCOME_INCOMPLETE
                                : OUTCOME_QUEUED;
  hand.director = c[AMOUNT]->numbers[i] <= 100000000;
  return hand;
}

static double hand_whole(Bench *bench, Hand *hands) {
  const Columns *columns = census_columns(bench->census, bench->decision->subject);
  const Column *ownership = &columns->fields[OWNERSHIP];
  double start = now();
  for (size_t chunk = 0; chunk * COLUMN_CHUNK < bench->count; chunk++) {
    const ColumnChunk *cells[INNOVATION + 1];
    for (size_t j = 0; j <= INNOVATION; j++)
      cells[j] = columns->fields[j].chunks.count ? &columns->fields[j].chunks.items[chunk] : NULL;
    size_t first = chunk * COLUMN_CHUNK;
    size_t rows = bench->count - first < COLUMN_CHUNK ? bench->count - first : COLUMN_CHUNK;
    for (size_t i = 0; i < rows; i++)
      hands[first + i] = judge_by_hand(cells, ownership->denominator / 2, i);
  }
  return now() - start;
}

static BenchColumns columns_of(const Columns *columns, size_t chunk) {
  const ColumnChunk *at[INNOVATION + 1];
  for (size_t i = 0; i <= INNOVATION; i++)
    at[i] = columns->fields[i].chunks.count ? &columns->fields[i].chunks.items[chunk] : NULL;
  return (BenchColumns){ at[KIND], at[OWNERSHIP], at[AMOUNT], at[AREA], at[SHORT], at[LONG],
                         at[MODEL], at[ONGOING], at[SHARED], at[INNOVATION] };
}

static double vectors_whole(Bench *bench, const BenchRows *out) {
  static const uint8_t kinds[3] = { OUTCOME_QUEUED, OUTCOME_INCOMPLETE, OUTCOME_REJECTED };
  const Columns *columns = census_columns(bench->census, bench->decision->subject);
  int64_t majority = columns->fields[OWNERSHIP].denominator / 2;
  double start = now();
  for (size_t first = 0; first < bench->count; first += COLUMN_CHUNK) {
    BenchColumns in = columns_of(columns, first / COLUMN_CHUNK);
    BenchRows rows = { out->outcomes + first, out->failed + first, out->missing + first,
                       out->director + first };
    size_t left = bench->count - first;
    judge_columns(&in, majority, kinds, &rows, left < COLUMN_CHUNK ? left : COLUMN_CHUNK);
  }
  return now() - start;
}

static size_t count_unlike(const Bench *bench, const BenchRows *rows, const Hand *hands) {
  size_t unlike = 0;
  for (size_t i = 0; i < bench->count; i++)
    unlike += rows->outcomes[i] != hands[i].outcome || rows->failed[i] != hands[i].failed ||
              rows->director[i] != hands[i].director;
  return unlike;
}

static size_t count_different(const Bench *bench, const Sifted *sifted, const Hand *hands) {
  size_t different = 0;
  for (size_t i = 0; i < bench->count; i++) {
    bool director = sifted_admits(sifted, i) & 1;
    different += sifted->kinds[i] != hands[i].outcome ||
                 (hands[i].outcome == OUTCOME_QUEUED && director != hands[i].director);
  }
  return different;
}

/* ---- the table ----------------------------------------------------------------------- */

static bool first_of_kind(const Bench *bench, TypeKind kind, Text *name) {
  for (size_t i = 0; i < bench->model->parameters.count; i++) {
    const Parameter *parameter = bench->model->parameters.items[i];
    if (parameter->implicit || parameter->type.kind != kind)
      continue;
    *name = parameter->name;
    return true;
  }
  return false;
}

static void measure_setting(Bench *bench, const char *what, const char *setting) {
  double times[MOST_ROUNDS];
  for (size_t i = 0; i < bench->rounds; i++) {
    times[i] = sift_held(bench, setting);
    sift_held(bench, NULL);
  }
  printf("%-32s %.1f ns a record (%.3f ms)\n", what, median(times, bench->rounds) /
         (double)bench->count, median(times, bench->rounds) / 1e6);
}

/* All anew, beside the same by hand where the rules are known. */
static void measure_whole(Bench *bench) {
  double ours[MOST_ROUNDS], alike[MOST_ROUNDS], hand[MOST_ROUNDS], vectors[MOST_ROUNDS];
  Sifted sifted;
  Hand *hands = arena_array(&bench->arena, Hand, bench->count + 1);
  uint8_t *room = arena_array(&bench->arena, uint8_t, 4 * bench->count + 1);
  BenchRows rows = { room, room + bench->count, room + 2 * bench->count,
                     room + 3 * bench->count };
  bool known = text_is(bench->model->name, "bench");
  double first = sift_whole(bench, false, &sifted);
  for (size_t i = 0; i < bench->rounds; i++) {
    alike[i] = sift_whole(bench, true, &sifted);
    ours[i] = sift_whole(bench, false, &sifted);
    hand[i] = known ? hand_whole(bench, hands) : 0;
    vectors[i] = known ? vectors_whole(bench, &rows) : 0;
  }
  double count = (double)bench->count, most = median(ours, bench->rounds);
  printf("first evaluation                 %.1f ns a record\n", first / count);
  printf("all anew                         %.1f ns a record (%.3f ms), %zu rows by the reference\n",
         most / count, most / 1e6, sifted.by_reference);
  double told = median(alike, bench->rounds);
  printf("and told which end alike         %.1f ns a record (%.3f ms)\n", told / count, told / 1e6);
  if (!known)
    return;
  double least = median(hand, bench->rounds), vector = median(vectors, bench->rounds);
  printf("by hand, row by row              %.1f ns a record\n", least / count);
  printf("ratio                            %.2f\n", most / least);
  printf("by hand, vectors over columns    %.1f ns a record\n", vector / count);
  printf("ratio                            %.2f\n", most / vector);
  printf("records judged differently       %zu\n",
         count_different(bench, &sifted, hands) + count_unlike(bench, &rows, hands));
}

static void measure(void *context) {
  Bench *bench = context;
  Text name;
  open_all(bench);
  measure_whole(bench);
  sift_held(bench, NULL);
  if (first_of_kind(bench, TYPE_RATE, &name))
    measure_setting(bench, "a criterion's parameter changed",
                    arena_format(&bench->arena, "%.*s = 40 %%", TEXT_PRINT(name)).bytes);
  measure_setting(bench, "the delegation's limit changed", "director_limit = 2 mkr");
  measure_setting(bench, "a frame's limit changed", "pool_limit = 150 mkr");
  store_close(bench->store);
}

int main(int argc, char **argv) {
  if (argc < 3)
    return fprintf(stderr, "evaluate RULES.anslag FILE.db [ROUNDS]\n"), 2;
  Bench bench = { .rules = argv[1], .database = argv[2],
                  .rounds = argc > 3 ? (size_t)atoi(argv[3]) : 5 };
  if (bench.rounds < 1 || bench.rounds > MOST_ROUNDS)
    bench.rounds = 5;
  arena_init(&bench.arena, &bench.memory);
  sources_init(&bench.sources, &bench.arena);
  diags_init(&bench.diags, &bench.arena, &bench.sources);
  bool done = memory_guard(&bench.memory, measure, &bench);
  for (size_t i = 0; i < bench.diags.list.count; i++)
    if (bench.diags.list.items[i]->severity == SEVERITY_ERROR)
      fprintf(stderr, "%.*s\n", TEXT_PRINT(bench.diags.list.items[i]->message));
  arena_free(&bench.arena);
  return done ? 0 : 1;
}
