#include "interp/ledger/replay.h"

#include "base/sort.h"
#include "interp/decide/digest.h"
#include "interp/ledger/rows.h"

/* ---- the rows that were written --------------------------------------------------------- */

typedef struct {
  Text   row;                   /* id of the decision read last */
  Writer lines;
  bool   seen;                  /* a judgement has been held against it */
} Written;

static Text subject_of(Arena *arena, Text decision, Text record) {
  return arena_format(arena, "%.*s\t%.*s", TEXT_PRINT(decision), TEXT_PRINT(record));
}

static bool take_row(void *context, const Text *cells, const bool *null, size_t count) {
  Replay *replay = context;
  Arena  *arena = replay->arena;
  Text subject = subject_of(arena, cells[1], cells[2]);
  Written *written = replay->rows.count ? map_get(&replay->rows, subject) : NULL;
  if (!written) {
    written = arena_new(arena, Written);
    writer_to_memory(&written->lines, arena);
    map_add(&replay->rows, subject, written);
  }
  bool first = !text_equal(written->row, cells[0]);
  if (first)
    written->row = arena_text(arena, cells[0]);
  rows_put_lines(&written->lines, cells, null, count, first);
  return true;
}

void replay_start(Replay *replay, Store *store, Arena *arena, const StoreRunLine *run,
                  const RecordChain *chain) {
  Arena batch;
  *replay = (Replay){ .arena = arena, .store = store, .run = run, .chain = chain };
  map_init(&replay->rows, arena);
  arena_init_deferred(&batch, arena->memory);
  rows_select(store, &batch, run->run_id, take_row, replay);
  memory_release(arena->memory, &batch);
}

/* ---- what was decided then -------------------------------------------------------------- */

/* Before the run in the chain; a line outside it by the time it was recorded. */
static bool was_there(const Replay *replay, const ChainLine *line, size_t place) {
  if (line->on_chain && place)
    return line->place < place;
  return text_compare(line->taken->recorded_at, replay->run->run.started) <= 0;
}

static int compare_rows(const void *left, const void *right) {
  const StoreDecided *a = left, *b = right;
  return text_compare(a->decided_on, b->decided_on);
}

static bool is_replaced(const Replay *replay, int64_t id, size_t place) {
  const RecordChain *chain = replay->chain;
  for (size_t i = chain->runs.count; i < chain->count; i++) {
    const StoreTaken *taken = chain->lines[i].taken;
    if (taken->has_replaces && taken->replaces == id && was_there(replay, &chain->lines[i], place))
      return true;
  }
  return false;
}

static size_t decided_then(void *context, Arena *arena, const Decision *decision,
                           StoreDecided **rows) {
  const Replay *replay = context;
  const RecordChain  *chain = replay->chain;
  const ChainLine *run = chain_run(chain, replay->run->run_id);
  size_t place = run && run->on_chain ? run->place : 0;
  bool corrected = false;
  LIST(StoreDecided) list = { NULL, 0, 0 };
  for (size_t i = 0; i < chain->taken.count; i++)
    corrected |= chain->taken.items[i].has_replaces;
  for (size_t i = chain->runs.count; i < chain->count; i++) {
    const StoreTaken *taken = chain->lines[i].taken;
    if (!text_equal(taken->decision, decision->name) ||
        !was_there(replay, &chain->lines[i], place) ||
        (corrected && is_replaced(replay, taken->id, place)))
      continue;
    LIST_ADD(arena, &list, StoreDecided,
             (StoreDecided){ .record = taken->record, .outcome = taken->outcome,
                             .decider = taken->decider, .decided_on = taken->decided_on,
                             .reference = taken->reference, .has_granted = taken->has_granted,
                             .granted = taken->granted });
  }
  *rows = sort_stable(arena, list.items, list.count, sizeof(StoreDecided), compare_rows);
  return list.count;
}

/* The population's own context stays: that of `decided` is wrapped around it. */
typedef struct {
  Population inner;
  Replay    *replay;
} Wrapped;

static void start_inner(void *context, const RecordType *record) {
  const Wrapped *wrapped = context;
  wrapped->inner.start(wrapped->inner.context, record);
}

static const Record *next_inner(void *context, Arena *batch) {
  const Wrapped *wrapped = context;
  return wrapped->inner.next(wrapped->inner.context, batch);
}

static size_t count_inner(void *context, const RecordType *record) {
  const Wrapped *wrapped = context;
  return wrapped->inner.count(wrapped->inner.context, record);
}

static size_t decided_inner(void *context, Arena *arena, const Decision *decision,
                            StoreDecided **rows) {
  return decided_then(((const Wrapped *)context)->replay, arena, decision, rows);
}

void replay_population(Replay *replay, Population *population) {
  Wrapped *wrapped = arena_new(replay->arena, Wrapped);
  *wrapped = (Wrapped){ *population, replay };
  population->context = wrapped;
  population->start = start_inner;
  population->next = next_inner;
  population->count = wrapped->inner.count ? count_inner : NULL;
  population->decided = decided_inner;
}

/* ---- what is judged now ----------------------------------------------------------------- */

static const char *const columns[] = { "decision", "record", "outcome", "decider", "asked",
                                       "granted", "currency", "frame", "rank", "failed",
                                       "missing", "noted" };

/* The field at `at` of a line, which moves behind it. */
static Text next_field(Text line, size_t *at) {
  size_t end = text_find(line, TEXT("\t"), *at);
  if (end > line.length)
    end = line.length;
  Text field = text_part(line, *at < line.length ? *at : line.length, end);
  *at = end + 1;
  return field;
}

static Text next_line(Text lines, size_t *at) {
  size_t end = text_find(lines, TEXT("\n"), *at);
  if (*at >= lines.length)
    return TEXT("");
  if (end > lines.length)
    end = lines.length;
  Text line = text_part(lines, *at, end);
  *at = end + 1;
  return line;
}

/* Of the first D line: outcome, decider and so on. */
static bool compare_decisions(Replay *replay, Text was, Text is, ReplayDifference *difference) {
  size_t was_at = 0, is_at = 0;
  next_field(was, &was_at);
  next_field(is, &is_at);
  for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
    Text was_field = next_field(was, &was_at), is_field = next_field(is, &is_at);
    if (text_equal(was_field, is_field))
      continue;
    difference->column = text_from(columns[i]);
    difference->was = arena_text(replay->arena, was_field);
    difference->is = arena_text(replay->arena, is_field);
    return true;
  }
  return false;
}

/* "outcome_report 2027-03-17" */
static Text deadline_text(Replay *replay, Text line) {
  size_t at = 0;
  next_field(line, &at);
  Text name = next_field(line, &at), due = next_field(line, &at);
  return name.length ? arena_format(replay->arena, "%.*s %.*s", TEXT_PRINT(name), TEXT_PRINT(due))
                     : TEXT("");
}

static void add_difference(Replay *replay, Text subject, Text was, Text is) {
  if (replay->differing++ >= REPLAY_LISTED)
    return;
  size_t part = text_find(subject, TEXT("\t"), 0), was_at = 0, is_at = 0;
  ReplayDifference difference = {
    .decision = arena_text(replay->arena, text_part(subject, 0, part)),
    .record = arena_text(replay->arena, text_part(subject, part + 1, subject.length)),
  };
  Text was_line = next_line(was, &was_at), is_line = next_line(is, &is_at);
  if (!was.length || !is.length) {
    difference.column = TEXT("record");
    difference.was = was.length ? difference.record : TEXT("");
    difference.is = is.length ? difference.record : TEXT("");
  } else if (!compare_decisions(replay, was_line, is_line, &difference)) {
    do {
      was_line = next_line(was, &was_at);
      is_line = next_line(is, &is_at);
    } while (text_equal(was_line, is_line) && was_line.length);
    difference.column = TEXT("deadline");
    difference.was = deadline_text(replay, was_line);
    difference.is = deadline_text(replay, is_line);
  }
  LIST_ADD(replay->arena, &replay->differences, ReplayDifference, difference);
}

void replay_look(Replay *replay, const Judgement *judgement, Arena *batch) {
  Text subject = subject_of(batch, judgement->decision->name,
                            record_key_text(batch, judgement->record));
  Written *written = replay->rows.count ? map_get(&replay->rows, subject) : NULL;
  Text is = digest_lines(judgement, batch), was = TEXT("");
  replay->judged++;
  if (written) {
    was = writer_text(&written->lines);
    if (written->seen)
      return;                     /* records that share a key: both were held against it */
    written->seen = true;
  }
  if (!text_starts_with(was, is) || (was.length != is.length && was.bytes[is.length] != 'D'))
    add_difference(replay, subject, was, is);
}

void replay_end(Replay *replay, Text digest) {
  replay->same = text_equal(digest, replay->run->run.digest);
  for (size_t i = 0; i < replay->rows.count; i++) {
    Written *written = replay->rows.entries[i].value;
    if (!written->seen)
      add_difference(replay, replay->rows.entries[i].key, writer_text(&written->lines), TEXT(""));
  }
  RowsDigest rows = rows_digest(replay->store, replay->arena, replay->run->run_id,
                                replay->run->run.digest);
  replay->same_rows = text_equal(rows.digest, replay->run->run.digest);
}
