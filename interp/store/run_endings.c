/* Endings of the run that is being written: the same is written once. */
#include "interp/store/runs.h"

#include <string.h>

typedef struct { uint32_t number; } Known;

struct RunEndings {
  Arena      arena;
  Map        known;             /* all that an ending says, as one text, to Known */
  int64_t    first;             /* the id of number 0 */
  uint32_t   count;
  Statement *ending, *finding, *deadline;
};

/* Its length and the bytes: no two lists of texts look alike. */
static void put_text(Writer *writer, Text text) {
  uint64_t length = text.length;
  writer_put(writer, (Text){ (const char *)&length, sizeof length });
  writer_put(writer, text);
}

/* In the order of their columns. */
#define ENDING_TEXTS(e)                                                                        \
  { (e)->outcome, (e)->decider, (e)->currency, (e)->frame, (e)->failed, (e)->missing,          \
    (e)->noted, (e)->consulted }
enum { ENDING_TEXT_COUNT = 8 };
#define FINDING_TEXTS(f)                                                                       \
  { (f)->rule, (f)->verdict, (f)->missing, (f)->source, (f)->owner, (f)->reason }
enum { FINDING_TEXT_COUNT = 6, FINDING_NEEDS = 2 };
#define DEADLINE_TEXTS(d) { (d)->deadline, (d)->owed_by, (d)->owed_to, (d)->due }
enum { DEADLINE_TEXT_COUNT = 4, DEADLINE_NEEDS = 1 };

static void put_texts(Writer *writer, const Text *texts, size_t count) {
  for (size_t i = 0; i < count; i++)
    put_text(writer, texts[i]);
}

/* Findings and deadlines are told apart by their count. */
static Text ending_key(Arena *arena, const StoreEnding *ending) {
  Writer writer;
  uint64_t findings = ending->finding_count;
  writer_to_memory(&writer, arena);
  put_texts(&writer, (Text[])ENDING_TEXTS(ending), ENDING_TEXT_COUNT);
  writer_put(&writer, (Text){ (const char *)&findings, sizeof findings });
  for (size_t i = 0; i < ending->finding_count; i++)
    put_texts(&writer, (Text[])FINDING_TEXTS(&ending->findings[i]), FINDING_TEXT_COUNT);
  for (size_t i = 0; i < ending->deadline_count; i++)
    put_texts(&writer, (Text[])DEADLINE_TEXTS(&ending->deadlines[i]), DEADLINE_TEXT_COUNT);
  return writer_text(&writer);
}

void run_endings_begin(Store *store) {
  run_endings_end(store);       /* of a run that was rolled back */
  RunEndings *endings = arena_new(store->arena, RunEndings);
  store->endings = endings;
  arena_init_deferred(&endings->arena, store->memory);
  map_init(&endings->known, &endings->arena);
  endings->first = store_number(store, TEXT("SELECT max(id) + 1 FROM main.anslag_ending"), 1);
  endings->ending = store_prepare_ours(store, "anslag_ending",
      "INSERT INTO main.anslag_ending (id, outcome, decider, currency, frame, failed, missing,"
      " noted, consulted) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  endings->finding = store_prepare_ours(store, "anslag_ending_finding",
      "INSERT INTO main.anslag_ending_finding (ending, position, rule, verdict, missing, source,"
      " owner, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  endings->deadline = store_prepare_ours(store, "anslag_ending_deadline",
      "INSERT INTO main.anslag_ending_deadline (ending, position, deadline, owed_by, owed_to, due)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
}

void run_endings_end(Store *store) {
  RunEndings *endings = store->endings;
  if (!endings)
    return;
  statement_end(endings->ending);
  statement_end(endings->finding);
  statement_end(endings->deadline);
  memory_release(store->memory, &endings->arena);
  store->endings = NULL;
}

int64_t run_endings_id(const Store *store, uint32_t number) {
  return store->endings->first + number;
}

void store_bind_texts(Store *store, Statement *statement, int first, const Text *texts,
                      size_t count, size_t needed) {
  for (size_t i = 0; i < count; i++) {
    Text empty = i < needed ? TEXT("") : TEXT_NONE;
    statement_bind_text(store, statement, first + (int)i, texts[i].length ? texts[i] : empty);
  }
}

void store_bind_finding(Store *store, Statement *statement, int64_t of, size_t position,
                        const StoreFinding *finding) {
  const Text texts[FINDING_TEXT_COUNT] = FINDING_TEXTS(finding);
  statement_bind_integer(store, statement, 1, of);
  statement_bind_integer(store, statement, 2, (int64_t)position);
  store_bind_texts(store, statement, 3, texts, FINDING_TEXT_COUNT, FINDING_NEEDS);
}

void store_bind_deadline(Store *store, Statement *statement, int64_t of, size_t position,
                         const StoreDeadline *deadline) {
  statement_bind_integer(store, statement, 1, of);
  statement_bind_integer(store, statement, 2, (int64_t)position);
  store_bind_texts(store, statement, 3, (Text[])DEADLINE_TEXTS(deadline), DEADLINE_TEXT_COUNT,
                   DEADLINE_NEEDS);
}

static void write_ending(Store *store, int64_t id, const StoreEnding *ending) {
  RunEndings *endings = store->endings;
  const Text texts[ENDING_TEXT_COUNT] = ENDING_TEXTS(ending);
  statement_bind_integer(store, endings->ending, 1, id);
  store_bind_texts(store, endings->ending, 2, texts, ENDING_TEXT_COUNT, 1);
  statement_write(store, endings->ending);
  for (size_t i = 0; i < ending->finding_count; i++) {
    store_bind_finding(store, endings->finding, id, i, &ending->findings[i]);
    statement_write(store, endings->finding);
  }
  for (size_t i = 0; i < ending->deadline_count; i++) {
    store_bind_deadline(store, endings->deadline, id, i, &ending->deadlines[i]);
    statement_write(store, endings->deadline);
  }
}

uint32_t store_ending(Store *store, const StoreEnding *ending) {
  RunEndings *endings = store->endings;
  arena_reset(&store->scratch);
  Text key = ending_key(&store->scratch, ending);
  Known *known = map_get(&endings->known, key);
  if (known)
    return known->number;
  known = arena_new(&endings->arena, Known);
  known->number = endings->count++;
  map_add(&endings->known, arena_text(&endings->arena, key), known);
  write_ending(store, run_endings_id(store, known->number), ending);
  return known->number;
}
