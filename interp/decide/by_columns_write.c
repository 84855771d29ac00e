/* The rows of all records, and beside that the lines of the digest. */
#include "interp/decide/by_columns.h"

#include "base/canonical.h"
#include "base/worker.h"
#include "interp/decide/from_run.h"

#include <string.h>

enum { BUFFER = 1 << 16, LOOK_EVERY = 4096, NUMBER_ROOM = 24 };

/* ---- what a record's row says ------------------------------------------------------------ */

typedef struct {
  const ByColumns *by;
  KeptCursor       cursor;
} Reading;

int64_t by_columns_granted(const ByColumns *by, const KeptRow *row, uint64_t *rank) {
  int64_t granted = 0;
  *rank = 0;
  if (row->placed)
    granted = allocation_granted(by->round->allocation, row->place, rank);
  return row->apart ? row->apart->granted : granted;
}

static void fill_row(void *context, size_t number, StoreEnded *ended) {
  Reading *reading = context;
  const ByColumns *by = reading->by;
  const Kept *kept = &by->kept;
  const KeptChunk *chunk = kept_chunk(kept, number);
  KeptRow row = kept_next(kept, &reading->cursor);
  const KnownEnding *ending = &by->endings.list.items[row.ending];
  uint64_t rank;
  int64_t granted = by_columns_granted(by, &row, &rank);
  *ended = (StoreEnded){ .ending = ending->stored - 1, .granted = granted,
                         .has_granted = ending->has_granted, .has_rank = row.placed,
                         .rank = (int64_t)rank, .asked = chunk->asked[number % KEPT_CHUNK] };
  ended->has_asked = ended->asked != SIFT_NOT_KNOWN;
  ended->key_is_number = kept->by_number && !(row.apart && row.apart->key.bytes);
  if (ended->key_is_number)
    ended->key = chunk->numbers[number % KEPT_CHUNK];
  else
    ended->key_text = kept_key(kept, number, &row, NULL);
}

/* ---- deadlines of records whose ending does not say them, and that are not apart ------------- */

bool by_columns_owes(const ByColumns *by, size_t deadline, OutcomeKind kind, int32_t due) {
  bool granted = kind == OUTCOME_FUNDABLE;
  return due != DUE_NOT_OWED &&
         (granted || by->brought.deadlines.items[deadline].deadline->when);
}

/* Its ending does, or it is apart. */
static bool says_deadlines(const ByColumns *by, const KeptRow *row) {
  return row->apart || by->endings.list.items[row->ending].row.deadline_count > 0;
}

/* Where one is in giving them. */
typedef struct {
  const ByColumns *by;
  KeptCursor       cursor;
  KeptRow          row;
  size_t           number, deadline;  /* of the record, from 1; of its deadline that comes next */
  int32_t          due;               /* the day that is written in `day` */
  char             day[DATE_LENGTH + 1];
} Owing;

static Text day_of(Owing *owing, int32_t due) {
  if (due == DUE_NOT_KNOWN || due == DUE_NOT_OWED)
    return TEXT_NONE;
  if (due != owing->due)
    date_write(due, owing->day);
  owing->due = due;
  return (Text){ owing->day, DATE_LENGTH };
}

/* The next deadline of the record that one is at. */
static bool next_of_record(Owing *owing, StoreDeadline *row) {
  const ByColumns *by = owing->by;
  size_t number = owing->number - 1;
  OutcomeKind kind = by->endings.list.items[owing->row.ending].kind;
  while (owing->deadline < by->kept.due_count) {
    size_t i = owing->deadline++;
    int32_t due = kept_chunk(&by->kept, number)->dues[i][number % KEPT_CHUNK];
    if (!by_columns_owes(by, i, kind, due))
      continue;
    const uint32_t owers[] = { by_columns_ower(by, i, SIDE_OWES, number),
                               by_columns_ower(by, i, SIDE_RECEIVES, number) };
    *row = by_columns_deadline(by, i, owers, day_of(owing, due));
    return true;
  }
  return false;
}

static bool next_deadline(void *context, uint64_t *number, StoreDeadline *row) {
  Owing *owing = context;
  const Kept *kept = &owing->by->kept;
  while (owing->number == 0 || says_deadlines(owing->by, &owing->row) ||
         !next_of_record(owing, row)) {
    if (owing->number == kept->count)
      return false;
    owing->row = kept_next(kept, &owing->cursor);
    owing->number++;
    owing->deadline = 0;
  }
  *number = owing->number - 1;
  return true;
}

uint32_t by_columns_ower(const ByColumns *by, size_t deadline, OwedSide side, size_t number) {
  const uint32_t *owers = kept_chunk(&by->kept, number)->owers[side][deadline];
  return owers ? owers[number % KEPT_CHUNK] : by->brought.deadlines.items[deadline].owers[side];
}

StoreDeadline by_columns_deadline(const ByColumns *by, size_t deadline,
                                  const uint32_t owers[SIDE_COUNT], Text due) {
  const Brought *brought = &by->brought;
  return (StoreDeadline){ brought->deadlines.items[deadline].deadline->name,
                          owers_text(&brought->owers, owers[SIDE_OWES]),
                          owers_text(&brought->owers, owers[SIDE_RECEIVES]), due };
}

static void write_deadlines(const ByColumns *by) {
  Owing owing = { .by = by, .due = DUE_NOT_KNOWN };
  if (by->owes_apart)
    store_write_all_deadlines(by->output, next_deadline, &owing);
}

/* ---- the digest ----------------------------------------------------------------------- */

/* In room of its own: another thread may be at it. */
typedef struct {
  const ByColumns *by;
  Sha256          *sha;
  Writer          *lines;             /* instead, where decisions are run in another order */
  Text            *starts;            /* by deadline: "L TAB name TAB" */
  char            *buffer, *key;
  size_t           room, used;
  int64_t          time;              /* that it took, where that is asked for */
} Digesting;

static void add(Digesting *digesting, Text text) {
  if (digesting->lines)
    writer_put(digesting->lines, text);
  else
    sha256_add(digesting->sha, text);
}

static void flush(Digesting *digesting) {
  add(digesting, (Text){ digesting->buffer, digesting->used });
  digesting->used = 0;
}

static void put(Digesting *digesting, Text text) {
  if (digesting->used + text.length > digesting->room)
    flush(digesting);
  if (text.length > digesting->room) {
    add(digesting, text);
    return;
  }
  if (text.length)
    memcpy(digesting->buffer + digesting->used, text.bytes, text.length);
  digesting->used += text.length;
}

static void put_deadlines(Digesting *digesting, size_t number, const KeptRow *row,
                          OutcomeKind kind) {
  const ByColumns *by = digesting->by;
  if (row->apart)
    put(digesting, row->apart->lines);
  for (size_t i = 0; !says_deadlines(by, row) && i < by->kept.due_count; i++) {
    int32_t due = kept_chunk(&by->kept, number)->dues[i][number % KEPT_CHUNK];
    char day[DATE_LENGTH + 1];
    if (!by_columns_owes(by, i, kind, due))
      continue;
    put(digesting, digesting->starts[i]);
    if (due != DUE_NOT_KNOWN && due != DUE_NOT_OWED) {
      date_write(due, day);
      put(digesting, text_from(day));
    }
    put(digesting, TEXT("\n"));
  }
}

static void put_record(Digesting *digesting, size_t number, KeptCursor *cursor) {
  const ByColumns *by = digesting->by;
  char digits[NUMBER_ROOM];
  KeptRow row = kept_next(&by->kept, cursor);
  EndingLine line = { .has_rank = row.placed,
                      .asked = kept_chunk(&by->kept, number)->asked[number % KEPT_CHUNK] };
  line.has_asked = line.asked != SIFT_NOT_KNOWN;
  line.granted = by_columns_granted(by, &row, &line.rank);
  line.key = kept_key(&by->kept, number, &row, digits);
  if (!by->kept.by_number || (row.apart && row.apart->key.bytes))
    line.key = (Text){ digesting->key,
                       (size_t)(canonical_bytes(digesting->key, line.key) - digesting->key) };
  if (digesting->used + endings_line_room(&by->endings, row.ending, line.key.length) >
      digesting->room)
    flush(digesting);
  char *end = endings_line(&by->endings, row.ending, &line, digesting->buffer + digesting->used);
  digesting->used = (size_t)(end - digesting->buffer);
  if (by->kept.due_count || row.apart)
    put_deadlines(digesting, number, &row, by->endings.list.items[row.ending].kind);
}

static void digest_all(Worker *worker, void *context) {
  Digesting *digesting = context;
  KeptCursor cursor = { 0 };
  int64_t begun = round_profile(digesting->by->round) ? profile_now() : 0;
  for (size_t number = 0; number < digesting->by->kept.count; number++) {
    if (number % LOOK_EVERY == 0 && worker && worker_stops(worker))
      return;
    put_record(digesting, number, &cursor);
  }
  flush(digesting);
  if (begun)
    digesting->time = profile_now() - begun;
}

/* Room for the longest line there can be, and many of the ordinary. */
static size_t room_for_lines(const ByColumns *by) {
  size_t most = 0, key = 2 * by->kept.longest_key + NUMBER_ROOM;
  for (size_t i = 0; i < by->endings.list.count; i++) {
    size_t room = endings_line_room(&by->endings, (uint32_t)i, key);
    most = room > most ? room : most;
  }
  return most > BUFFER / 2 ? 2 * most : BUFFER;
}

static void start_digesting(const ByColumns *by, Digesting *digesting) {
  Arena *arena = by->round->run->arena;
  *digesting = (Digesting){ .by = by, .sha = by->round->run->digest,
                            .lines = by->round->run->lines ? &by->round->lines : NULL,
                            .room = room_for_lines(by) };
  digesting->buffer = arena_array(arena, char, digesting->room);
  digesting->key = arena_array(arena, char, 2 * by->kept.longest_key + 1);
  digesting->starts = arena_array(arena, Text, by->kept.due_count + 1);
  for (size_t i = 0; i < by->kept.due_count; i++) {
    Writer writer;
    writer_to_memory(&writer, arena);
    writer_put(&writer, TEXT("L"));
    canonical_field(&writer, by->brought.deadlines.items[i].deadline->name);
    writer_put_char(&writer, '\t');
    digesting->starts[i] = writer_text(&writer);
  }
}

static void digest_alone(const ByColumns *by, Digesting *digesting) {
  ProfilePhase before = profile_enter(round_profile(by->round), PHASE_DIGEST);
  digest_all(NULL, digesting);
  profile_enter(round_profile(by->round), before);
}

static void tell_beside(Profile *profile, const Digesting *digesting) {
  if (!profile)
    return;
  profile->beside = true;
  profile->times[PHASE_DIGEST] += digesting->time;
}

/* ---- both ------------------------------------------------------------------------------ */

static void write_all(ByColumns *by) {
  Reading reading = { .by = by };
  write_deadlines(by);
  store_write_all_ended(by->output, by->kept.count, fill_row, &reading);
  if (by->output == by->columns->input)
    from_run_keep(by->output, &by->window, by->round->allocation, by->round->decision,
                  by->kept.count);
  store_decision_end(by->output);
}

void by_columns_write(ByColumns *by) {
  Digesting digesting;
  Worker *worker = NULL;
  if (by->columns->no_digest && !by->output)
    return;
  by_columns_share_dues(by);
  start_digesting(by, &digesting);
  if (by->output)
    endings_store(&by->endings, by->output);
  if (by->output && by->threads > 1 && !digesting.lines)
    worker = worker_start(by->round->run->arena->memory, digest_all, &digesting);
  else
    digest_alone(by, &digesting);
  if (by->output)
    write_all(by);
  if (!worker)
    return;
  worker_wait(worker);
  tell_beside(round_profile(by->round), &digesting);
}
