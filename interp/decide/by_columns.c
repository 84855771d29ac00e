#include "interp/decide/by_columns.h"

#include "base/sort.h"
#include "interp/plan/intake.h"

#include <string.h>

/* Records held at once, as is usual and at most. */
enum { WINDOW = 65536, WINDOW_MOST = 1 << 30 };

bool by_columns_can(const Round *round) {
  const Run *run = round->run;
  const Decision *decision = round->decision;
  return run->visitor && run->visitor->columns &&
         !run->visitor->wanted && !decision->subject->row_by_key &&
         sift_can(run->model, decision);
}

/* ---- one record by the reference ------------------------------------------------------- */

static Text copy(Arena *arena, Text text) {
  return text.bytes ? arena_text(arena, text) : text;
}

static void copy_findings(Arena *arena, StoreFindings *findings, const StoreFindings *from) {
  for (size_t i = 0; i < from->count; i++) {
    const StoreFinding *each = &from->items[i];
    LIST_ADD(arena, findings, StoreFinding, (StoreFinding){
      .rule = copy(arena, each->rule), .verdict = copy(arena, each->verdict),
      .missing = copy(arena, each->missing), .source = copy(arena, each->source),
      .owner = copy(arena, each->owner), .reason = copy(arena, each->reason) });
  }
}

/* Kept until reading has come to its end: two connections are at work till then. */
static void keep_rows(ByColumns *by, const OwnRows *rows) {
  Arena *arena = by->round->run->arena;
  OwnRows kept = { .number = rows->number };
  copy_findings(arena, &kept.findings, &rows->findings);
  for (size_t i = 0; i < rows->values.count; i++)
    LIST_ADD(arena, &kept.values, StoreValue,
             (StoreValue){ copy(arena, rows->values.items[i].name),
                           copy(arena, rows->values.items[i].value) });
  for (size_t i = 0; i < rows->deadlines.count; i++) {
    const StoreDeadline *each = &rows->deadlines.items[i];
    LIST_ADD(arena, &kept.deadlines, StoreDeadline, (StoreDeadline){
      .deadline = copy(arena, each->deadline), .owed_by = copy(arena, each->owed_by),
      .owed_to = copy(arena, each->owed_to), .due = copy(arena, each->due) });
  }
  LIST_ADD(arena, &by->own_rows, OwnRows, kept);
}

static void write_rows(ByColumns *by, const OwnRows *rows) {
  for (size_t i = 0; i < rows->findings.count; i++)
    store_write_finding(by->output, rows->number, &rows->findings.items[i]);
  for (size_t i = 0; i < rows->values.count; i++)
    store_write_value(by->output, rows->number, &rows->values.items[i]);
  for (size_t i = 0; i < rows->deadlines.count; i++)
    store_write_deadline(by->output, rows->number, &rows->deadlines.items[i]);
}

static void take_rows(ByColumns *by, const OwnRows *rows) {
  if (!rows->findings.count && !rows->values.count && !rows->deadlines.count)
    return;
  if (by->waits)
    keep_rows(by, rows);
  else
    write_rows(by, rows);
}

/* As the judgement has it: none is told of a record that turns out to be invalid. */
static int64_t asked_of(const Judgement *judgement) {
  int64_t asked = SIFT_NOT_KNOWN;
  if (judgement->asked.state == VALUE_KNOWN)
    fraction_to_int64(judgement->asked.as.number, &asked);
  return asked;
}

/* What had no place in the column has another number there. */
static bool is_whole(Value value, int64_t number) {
  return value.state == VALUE_KNOWN && value.as.number.denominator == 1 &&
         value.as.number.numerator == number;
}

uint32_t by_columns_alone(ByColumns *by, Judgement *judgement, uint32_t number, bool values) {
  Run *run = by->round->run;
  KeptApart apart = { .number = number, .granted = judgement->granted };
  KeptChunk *chunk = kept_chunk(&by->kept, number);
  Value key = judgement->record->fields[judgement->record->type->key];
  if (by->output) {
    OwnRows rows = { .number = number, .findings = rows_findings(judgement, &run->batch),
                     .deadlines = rows_deadlines(judgement, &run->batch) };
    if (values)
      rows.values = rows_values(judgement, &run->batch);
    take_rows(by, &rows);
  }
  chunk->asked[number % KEPT_CHUNK] = asked_of(judgement);
  if (by->kept.by_number && !is_whole(key, chunk->numbers[number % KEPT_CHUNK]))
    apart.key = arena_text(run->arena, record_key_text(&run->batch, judgement->record));
  if (judgement->deadlines.count)
    apart.lines = arena_text(run->arena, digest_deadlines(judgement, &run->batch));
  if (by->results)
    results_set_judgement(by->results, number, judgement);
  kept_add_apart(&by->kept, &apart);
  return endings_of(&by->endings, judgement, NULL, &run->batch);
}

/* ---- a record of a window --------------------------------------------------------------- */

static Judgement *judge_row(ByColumns *by, uint32_t row, AloneReason why) {
  Run *run = by->round->run;
  Profile *profile = round_profile(by->round);
  ProfilePhase before = profile_enter(profile, PHASE_ALONE);
  arena_reset(&run->batch);
  memory_poll(run->arena->memory);
  const Record *record = columns_record(by->sift->columns, row, &run->batch);
  Judgement *judgement = judge_record(by->round->judge, record, &run->batch);
  profile_count(profile, PHASE_ALONE, 1);
  profile_alone(profile, why, 1);
  profile_enter(profile, before);
  return judgement;
}

static Alike *alike_of(ByColumns *by, uint32_t class) {
  while (by->alike.count <= class)
    LIST_ADD(by->round->run->arena, &by->alike, Alike, (Alike){ .state = ALIKE_NEW });
  return &by->alike.items[class];
}

/* Reasons with {field}s in them, as they are written: `filled` where the reference fills them in,
 * `other` where braces stand for themselves. */
static void find_spoken(const Judgement *judgement, bool *filled, bool *other) {
  for (size_t i = 0; i < judgement->rules.count; i++) {
    const RuleVerdict *verdict = &judgement->rules.items[i];
    bool fills = verdict->rule && (verdict->verdict == VERDICT_FAIL ||
                                   verdict->verdict == VERDICT_NOTED);
    if (reason_speaks_of_record(verdict->reason))
      *(fills ? filled : other) = true;
  }
}

/* The place + 1 of the finding whose reason tells the governing day; 0: there is none. */
static size_t find_dated(const Judgement *judgement, const StoreFindings *findings) {
  for (size_t i = 0; i < judgement->rules.count; i++) {
    const RuleVerdict *verdict = &judgement->rules.items[i];
    bool tells = verdict->rule && verdict->rule->kind == RULE_IN_FORCE &&
                 verdict->verdict == VERDICT_FAIL;
    for (size_t j = 0; tells && j < findings->count; j++)
      if (findings->items[j].reason.bytes == verdict->reason.bytes)
        return j + 1;
  }
  return 0;
}

static void settle_class(ByColumns *by, Alike *alike, Judgement *judgement) {
  Run *run = by->round->run;
  bool filled = false, other = false;
  judge_finish(by->round->judge, judgement, NULL);
  find_spoken(judgement, &filled, &other);
  alike->state = other ? ALIKE_ALONE : ALIKE_SETTLED;
  alike->why = ALONE_REASON;
  StoreFindings findings = rows_findings(judgement, &run->batch);
  alike->ending = endings_of(&by->endings, judgement, filled ? NULL : &findings, &run->batch);
  by_columns_learn_waits(by, alike, judgement);
  alike->dated = find_dated(judgement, &findings);
  if (alike->dated && filled)
    alike->state = ALIKE_ALONE;
  if (!filled)
    return;
  alike->unfilled = arena_new(run->arena, StoreFindings);
  copy_findings(run->arena, alike->unfilled, &findings);
}

/* The first of its class: what the reference says of it holds of all. */
static void learn(ByColumns *by, Alike *alike, uint32_t row) {
  bool filled = false, other = false;
  by->round->judge->unfilled = true;
  Judgement *judgement = judge_row(by, row, ALONE_FIRST);
  if ((uint8_t)judgement->kind != by->sifted->kinds[row]) {
    alike->state = ALIKE_ALONE;
    alike->why = ALONE_OPEN;
  } else if (judgement->kind != OUTCOME_QUEUED) {
    settle_class(by, alike, judgement);
  } else {
    find_spoken(judgement, &filled, &other);
    alike->state = filled || other ? ALIKE_ALONE : ALIKE_QUEUED;
    alike->why = ALONE_REASON;
  }
  by->round->judge->unfilled = false;
}

static uint32_t settle_alone(ByColumns *by, uint32_t row, uint32_t number, AloneReason why) {
  Round *round = by->round;
  if (by->sifted->kinds[row] == OUTCOME_QUEUED) {
    profile_alone(round_profile(round), why, 1);
    by->queued[by->queued_count++] = row;
    by->alone_count++;
    return KEPT_PLACED | KEPT_ALONE;
  }
  Judgement *judgement = judge_row(by, row, why);
  judge_finish(round->judge, judgement, NULL);
  return by_columns_alone(by, judgement, number, true);
}

/* What is decided already stands; its judgement waits for what others have drawn. */
static void take_recorded(void *context, uint32_t row) {
  ByColumns *by = context;
  Judgement *judgement = judge_row(by, row, ALONE_DECIDED);
  by->alone_count++;
  by->in_order |= judgement->kind == OUTCOME_INVALID;      /* maybe not the only one of its key */
  round_take_decided(by->round, judgement, (uint32_t)(by->base + row));
}

static void add_values(ByColumns *by, uint32_t row, StoreValues *values) {
  const Brought *brought = &by->brought;
  Arena *batch = &by->round->run->batch;
  size_t at = row % COLUMN_CHUNK;
  for (size_t i = 0; i < brought->values.count; i++) {
    Value value;
    if (brought_value(brought, i, at, &value))
      LIST_ADD(batch, values, StoreValue,
               (StoreValue){ brought->values.items[i].name, value_plain(batch, value) });
  }
  if (brought->versions.count)
    LIST_ADD(batch, values, StoreValue,
             (StoreValue){ TEXT("version"), brought_version(brought, at, batch) });
}

static void add_filled(ByColumns *by, const StoreFindings *unfilled, uint32_t row,
                       StoreFindings *findings) {
  Arena *batch = &by->round->run->batch;
  const Record *record = columns_record(by->sift->columns, row, batch);
  for (size_t i = 0; i < unfilled->count; i++) {
    StoreFinding finding = unfilled->items[i];
    finding.reason = reason_of(by->round->judge, record, finding.reason, batch);
    LIST_ADD(batch, findings, StoreFinding, finding);
  }
}

/* What such a record has of its own. */
static void take_own(ByColumns *by, const Alike *alike, uint32_t row, uint32_t number) {
  OwnRows rows = { .number = number };
  arena_reset(&by->round->run->batch);
  add_values(by, row, &rows.values);
  if (alike->unfilled)
    add_filled(by, alike->unfilled, row, &rows.findings);
  take_rows(by, &rows);
}

/* ---- a record of a window, as others ------------------------------------------------------ */

/* As the others of its class; false: the reference tells, as `why` says. */
static bool settle_alike(ByColumns *by, uint32_t class, uint32_t row, uint32_t number,
                         uint32_t *ending, AloneReason *why) {
  Alike *alike = alike_of(by, class);
  if (alike->state == ALIKE_NEW)
    learn(by, alike, row);
  bool own = by->sifted->kinds[row] == OUTCOME_OWN && by->brought.own_alone;
  *why = own ? ALONE_GRANTED : alike->why;
  if (alike->state == ALIKE_ALONE || own)
    return false;
  *ending = alike->state == ALIKE_SETTLED ? by_columns_dated(by, alike, class, row)
                                         : alike->ending;
  if (alike->state == ALIKE_QUEUED) {
    *why = ALONE_POWER;
    if (by->sifted->finish || sifted_stops(by->sifted, row))
      return false;
    by->queued[by->queued_count++] = row;
    *ending = KEPT_PLACED | class;
  }
  if (by->results)
    by_columns_keep_waits(by, alike, number);
  if (by->output && (by->tells_values || alike->unfilled))
    take_own(by, alike, row, number);
  return true;
}

static uint32_t settle_row(ByColumns *by, uint32_t class, bool left, uint32_t row,
                           uint32_t number) {
  uint32_t ending;
  AloneReason why = class >= LIKE_NONE ? (AloneReason)(class - LIKE_NONE) : ALONE_VALUE;
  if (by->sifted->recorded[row]) {
    if (!by->sift->every_mask)                   /* else it was, at its place */
      take_recorded(by, row);
    return KEPT_ALONE;
  }
  if (by->sifted->kinds[row] == OUTCOME_INVALID)
    why = ALONE_INVALID;
  else if (class < LIKE_NONE && !left && settle_alike(by, class, row, number, &ending, &why))
    return ending;
  return settle_alone(by, row, number, why);
}

/* ---- limits that vary ------------------------------------------------------------------- */

/* A state shows the limit of the last record, in key order, that drew on it (draws.c): held while
 * other records are judged, and given back. */
static void hold_limits(ByColumns *by) {
  const Book *book = &by->round->run->summary->book;
  by->limits.count = 0;
  for (uint32_t i = 0; by->sift->limits_vary && i < book->count; i++)
    LIST_ADD(by->round->run->arena, &by->limits, uint32_t, book_terms_number(book, i));
}

static void give_limits(ByColumns *by) {
  Book *book = &by->round->run->summary->book;
  for (uint32_t i = 0; i < by->limits.count; i++)
    book_set_terms(book, i, by->limits.items[i]);
}

/* ---- a chunk of a window ---------------------------------------------------------------- */

static void keep_keys(ByColumns *by, size_t first, size_t rows) {
  Arena *batch = &by->round->run->batch;
  Columns *columns = by->sift->columns;
  const Column *key = &columns->fields[columns->type->key];
  for (size_t i = 0; by->kept.by_number && i < rows; i++) {
    size_t number = by->base + first + i;
    kept_chunk(&by->kept, number)->numbers[number % KEPT_CHUNK] =
        key->chunks.items[first / COLUMN_CHUNK].numbers[i];
  }
  for (size_t i = 0; !by->kept.by_number && i < rows; i++) {
    arena_reset(batch);
    const Record *record = columns_record(columns, (uint32_t)(first + i), batch);
    kept_set_text(&by->kept, by->base + first + i, record_key_text(batch, record));
  }
}

static void keep_asked(ByColumns *by, size_t first, size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    size_t number = by->base + first + i;
    kept_chunk(&by->kept, number)->asked[number % KEPT_CHUNK] = by->sifted->asked[first + i];
  }
}

static void keep_dues(ByColumns *by, size_t first, size_t rows) {
  int32_t dues[COLUMN_CHUNK];
  for (size_t i = 0; i < by->kept.due_count; i++) {
    brought_dues(&by->brought, i, dues, rows);
    for (size_t at = 0; at < rows; at++) {
      size_t number = by->base + first + at;
      kept_chunk(&by->kept, number)->dues[i][number % KEPT_CHUNK] = dues[at];
    }
  }
}

/* Of one side, of the deadlines where it differs from record to record. */
static void keep_owers(ByColumns *by, OwedSide side, size_t first, size_t rows) {
  uint32_t owers[COLUMN_CHUNK];
  for (size_t i = 0; i < by->kept.due_count; i++) {
    if (!by->kept.keeps[side][i])
      continue;
    brought_owers(&by->brought, i, side, first, owers, rows);
    for (size_t at = 0; at < rows; at++) {
      size_t number = by->base + first + at;
      kept_chunk(&by->kept, number)->owers[side][i][number % KEPT_CHUNK] = owers[at];
    }
  }
}

/* A key that has no place in its column is the reference's to tell. */
static void leave_odd_keys(ByColumns *by, size_t first, uint8_t *left, size_t rows) {
  const Columns *columns = by->sift->columns;
  const Column *key = &columns->fields[columns->type->key];
  for (size_t i = 0; key->odd && i < rows; i++)
    left[i] |= column_state(key, (uint32_t)(first + i)) == CELL_ODD;
}

static void take_rule(void *context, size_t rule, size_t first, size_t rows) {
  ByColumns *by = context;
  ProfilePhase before = profile_enter(round_profile(by->round), PHASE_END);
  likeness_rule(by->likeness, rule, first, rows);
  profile_enter(round_profile(by->round), before);
}

static void take_chunk(void *context, size_t first, size_t rows) {
  ByColumns *by = context;
  ProfilePhase before = profile_enter(round_profile(by->round), PHASE_END);
  uint32_t classes[COLUMN_CHUNK];
  uint8_t left[COLUMN_CHUNK];
  memset(left, false, rows);
  likeness_chunk(by->likeness, first, rows, classes);
  brought_left(&by->brought, first, left, rows);
  leave_odd_keys(by, first, left, rows);
  keep_keys(by, first, rows);
  keep_asked(by, first, rows);
  by_columns_keep_amounts(by, first, left, rows);
  keep_dues(by, first, rows);
  keep_owers(by, SIDE_OWES, first, rows);
  keep_owers(by, SIDE_RECEIVES, first, rows);
  hold_limits(by);
  for (size_t i = 0; i < rows; i++) {
    size_t number = by->base + first + i;
    kept_chunk(&by->kept, number)->endings[number % KEPT_CHUNK] =
        settle_row(by, classes[i], left[i], (uint32_t)(first + i), (uint32_t)number);
  }
  give_limits(by);
  round_step(by->round, rows);
  profile_enter(round_profile(by->round), before);
}

/* ---- window by window ------------------------------------------------------------------- */

static void judge_window(ByColumns *by, const SiftUnder *under) {
  by->base = by->kept.count;
  by->queued_count = 0;
  kept_add(&by->kept, by->sift->columns->count);
  by_columns_start_results(by);
  by->sifted = &by->sift->sifted;
  profile_enter(round_profile(by->round), PHASE_JUDGE);
  sift_window(by->sift, under);
  give_limits(by);                               /* those written are judged last of all */
  profile_enter(round_profile(by->round), PHASE_ALLOCATE);
  sift_queue(by->sift, by->queued, by->queued_count, (uint32_t)by->base, by->round->allocation);
  arena_reset(&by->window);
}

static SiftUnder under_of(ByColumns *by) {
  const Round *round = by->round;
  const Population *population = round->run->population;
  return (SiftUnder){ .arena = &by->window, .evaluator = round->run->evaluator,
                      .source = &population->all, .book = &round->run->summary->book,
                      .decided = round->rows, .decided_count = round->row_count,
                      .without = population->without,
                      .without_count = population->without_count,
                      .hold_none = population->hold_none, .judge = round->judge,
                      .rule = take_rule, .chunk = take_chunk, .recorded = take_recorded,
                      .context = by };
}

static void judge_windows(ByColumns *by, size_t window, const SiftUnder *under) {
  Run *run = by->round->run;
  IntakeOptions options = { .window = window, .threads = by->threads };
  /* What is written on the way would wait for the other connection's reading. */
  if (by->output == by->columns->input && by->tells_own)
    options.threads = 1;
  by->waits = options.threads > 1;
  if (by->output && !by->waits)
    store_decision_begin(by->output, by->round->decision->name);
  Intake *intake = intake_new(run->arena, by->census, by->columns->input,
                              by->round->decision->subject, &options);
  profile_enter(round_profile(by->round), PHASE_READ);
  for (; census_clear(by->census), intake_next(intake);) {
    judge_window(by, under);
    profile_enter(round_profile(by->round), PHASE_READ);
  }
  intake_end(intake);
  profile_count(round_profile(by->round), PHASE_READ, by->kept.count);
  if (by->output && by->waits)
    store_decision_begin(by->output, by->round->decision->name);
  by->waits = false;
  for (size_t i = 0; i < by->own_rows.count; i++)
    write_rows(by, &by->own_rows.items[i]);
}

/* What is at hand already is one window. */
static void judge_all(ByColumns *by, size_t window) {
  SiftUnder under = under_of(by);
  if (!by->columns->census)
    judge_windows(by, window, &under);
  else
    judge_window(by, &under);
}

/* A reason that says something of the record itself. */
static bool reasons_speak(const Decision *decision) {
  bool speak = false;
  for (size_t i = 0; i < decision->rules.count; i++)
    for (size_t j = 0; j < decision->rules.items[i]->require_count; j++)
      speak |= reason_speaks_of_record(decision->rules.items[i]->requires[j].reason);
  return speak;
}

static void start_keeping(ByColumns *by) {
  const Brought *brought = &by->brought;
  kept_init(&by->kept, by->round->run->arena, by->round->decision->subject,
            brought->deadlines.count);
  for (size_t side = 0; side < SIDE_COUNT; side++)
    for (size_t i = 0; i < brought->deadlines.count; i++)
      by->kept.keeps[side][i] = brought->deadlines.items[i].varies[side];
}

static void start(ByColumns *by, size_t window) {
  Run *run = by->round->run;
  const Decision *decision = by->round->decision;
  by->census = by->columns->census ? by->columns->census : census_new(run->arena, run->model);
  by->sift = sift_new_windowed(run->arena, run->model, decision, by->census, window);
  by->likeness = likeness_new(run->arena, by->sift);
  evaluator_subject(run->evaluator, NULL, decision, &run->population->all, run->arena);
  brought_plan(&by->brought, by->sift, run->evaluator, &run->population->all,
               by->output != NULL);
  const HarvestTo *to = by->columns->harvest;
  for (size_t i = 0; to && i < to->version_count; i++)
    brought_text(&by->brought, to->versions[i]);
  if (to && to->words)
    likeness_by_day(by->likeness);
  by->sift->each_fact = to != NULL;
  if (by->brought.texts.count)
    likeness_part(by->likeness, &by->brought.texts);
  by->tells_values = by->brought.values.count || by->brought.versions.count;
  by->tells_own = by->tells_values || reasons_speak(decision);
  endings_init(&by->endings, run->arena, decision);
  numbering_init(&by->class_days, run->arena, 2);
  by->endings.harvest = to;
  start_keeping(by);
  by->results = results_table(&run->results, decision);
  by->queued = arena_array(run->arena, uint32_t, window + 1);
}

static size_t window_of(const Round *round) {
  const RunColumns *columns = round->run->visitor->columns;
  if (columns->census)
    return census_columns(columns->census, round->decision->subject)->count;
  size_t window = columns->window ? columns->window : WINDOW;
  return window < WINDOW_MOST ? window : WINDOW_MOST;
}

bool by_columns_run(Round *round) {
  Run *run = round->run;
  const RunColumns *columns = run->visitor->columns;
  ByColumns by = { .round = round, .columns = columns, .output = columns->output,
                   .threads = columns->threads };
  size_t window = window_of(round);
  arena_init_deferred(&by.window, run->arena->memory);
  Profile *profile = round_profile(round);
  ProfilePhase before = profile ? profile->phase : PHASE_REST;
  start(&by, window);
  if (by.brought.alone || (by.results && by.sift->amounts.part.reference)) {
    memory_release(run->arena->memory, &by.window);
    return false;
  }
  if (profile)
    sift_measure(by.sift);
  judge_all(&by, window);
  profile_enter(profile, PHASE_ALLOCATE);
  round_open(round);
  allocation_serve(round->allocation);
  profile_enter(profile, PHASE_END);
  hold_limits(&by);
  by_columns_end(&by);
  by_columns_owe(&by);
  give_limits(&by);
  by_columns_hand_results(&by);
  profile_enter(profile, by.output ? PHASE_WRITE : PHASE_DIGEST);
  by_columns_write(&by);
  hold_limits(&by);
  by_columns_hand_over(&by);
  give_limits(&by);
  profile_enter(profile, before);
  if (profile)
    sift_profile(by.sift, profile);
  if (!columns->census)
    census_end(by.census);
  memory_release(run->arena->memory, &by.window);
  return true;
}
