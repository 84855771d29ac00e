#include "interp/ledger/chain.h"

#include "interp/ledger/line.h"

#include <string.h>

/* ---- hashes ----------------------------------------------------------------------------- */

typedef struct {
  Arena  *arena;
  RecordChain  *chain;
  Map     wanted;                     /* "run decision record" -> FactsOf, of decisions taken */
} Reading;

typedef struct { LIST(size_t) lines; StoreFactList facts; } FactsOf;

static Text name_of_facts(Arena *arena, int64_t run_id, Text decision, Text record) {
  return arena_format(arena, "%lld %.*s %.*s", (long long)run_id, TEXT_PRINT(decision),
                      TEXT_PRINT(record));
}

static Text kept(Arena *arena, Text text) {
  return text.bytes ? arena_text(arena, text) : TEXT_NONE;
}

/* Facts of one subject come together. */
static void add_orphan(Reading *reading, const StoreFact *fact) {
  StoreFactList *orphans = &reading->chain->orphans;
  const StoreFact *last = orphans->count ? &orphans->items[orphans->count - 1] : NULL;
  if (last && last->run_id == fact->run_id && text_equal(last->decision, fact->decision) &&
      text_equal(last->record, fact->record))
    return;
  StoreFact orphan = { .run_id = fact->run_id, .decision = kept(reading->arena, fact->decision),
                       .record = kept(reading->arena, fact->record) };
  LIST_ADD(reading->arena, orphans, StoreFact, orphan);
}

static void take_fact(void *context, const StoreFact *fact) {
  Reading *reading = context;
  Arena   *arena = reading->arena;
  Text     name = name_of_facts(arena, fact->run_id, fact->decision, fact->record);
  FactsOf *of = reading->wanted.count ? map_get(&reading->wanted, name) : NULL;
  if (!of) {
    add_orphan(reading, fact);
    return;
  }
  StoreFact copy = *fact;
  copy.field = kept(arena, fact->field);
  copy.value = kept(arena, fact->value);
  LIST_ADD(arena, &of->facts, StoreFact, copy);
}

static void want_facts(Reading *reading, size_t line) {
  const StoreTaken *taken = reading->chain->lines[line].taken;
  Text name = name_of_facts(reading->arena, taken->run_id, taken->decision, taken->record);
  FactsOf *of = reading->wanted.count ? map_get(&reading->wanted, name) : NULL;
  if (!of) {
    of = arena_new(reading->arena, FactsOf);
    map_add(&reading->wanted, name, of);
  }
  LIST_ADD(reading->arena, &of->lines, size_t, line);
}

/* Facts are read in one pass over their table. */
static void hash_taken(Store *store, Reading *reading) {
  RecordChain *chain = reading->chain;
  Arena  batch;
  for (size_t i = chain->runs.count; i < chain->count; i++)
    want_facts(reading, i);
  arena_init_deferred(&batch, reading->arena->memory);
  store_each_fact(store, &batch, take_fact, reading);
  for (size_t i = 0; i < reading->wanted.count; i++) {
    const FactsOf *of = reading->wanted.entries[i].value;
    for (size_t j = 0; j < of->lines.count; j++) {
      ChainLine *line = &chain->lines[of->lines.items[j]];
      arena_reset(&batch);
      line->computed = arena_text(reading->arena, line_hash(&batch, line->taken, of->facts.items,
                                                            of->facts.count));
    }
  }
  memory_release(reading->arena->memory, &batch);
}

static void read_lines(Store *store, Arena *arena, RecordChain *chain) {
  chain->runs = store_runs(store, arena);
  chain->taken = store_taken(store, arena);
  chain->count = chain->runs.count + chain->taken.count;
  chain->lines = arena_array(arena, ChainLine, chain->count + 1);
  for (size_t i = 0; i < chain->runs.count; i++) {
    const StoreRunLine *run = &chain->runs.items[i];
    chain->lines[i] = (ChainLine){
      .is_run = true, .number = run->run_id, .run = run, .hash = run->hash,
      .previous = run->previous_hash,
      .computed = store_run_hash(arena, run->run_id, &run->run, run->previous_hash),
    };
  }
  for (size_t i = 0; i < chain->taken.count; i++) {
    const StoreTaken *taken = &chain->taken.items[i];
    chain->lines[chain->runs.count + i] = (ChainLine){
      .number = taken->id, .taken = taken, .hash = taken->hash, .previous = taken->previous_hash,
    };
  }
}

/* ---- the way ---------------------------------------------------------------------------- */

static void link_lines(Arena *arena, RecordChain *chain) {
  Map by_hash, by_computed;
  map_init(&by_hash, arena);
  map_init(&by_computed, arena);
  for (size_t i = 0; i < chain->count; i++) {
    ChainLine *line = &chain->lines[i];
    if (line->hash.length)
      map_add(&by_hash, line->hash, line);
    map_add(&by_computed, line->computed, line);
  }
  for (size_t i = 0; i < chain->count; i++) {
    ChainLine *line = &chain->lines[i];
    line->first = text_equal(line->previous, STORE_NO_HASH);
    if (line->first)
      continue;
    line->before = map_get(&by_hash, line->previous);
    if (!line->before)
      line->before = map_get(&by_computed, line->previous);
    line->gap = !line->before;
    if (line->gap && i > 0 && chain->lines[i - 1].is_run == line->is_run)
      line->before = &chain->lines[i - 1];
  }
}

/* How deep each line hangs: up to what is known, and down again.  A circle hangs in the air. */
static void measure_depths(Arena *arena, RecordChain *chain) {
  bool *known = arena_array(arena, bool, chain->count + 1);
  ChainLine **way = arena_array(arena, ChainLine *, chain->count + 1);
  for (size_t i = 0; i < chain->count; i++) {
    size_t steps = 0;
    ChainLine *line = &chain->lines[i];
    while (line && !known[line - chain->lines]) {
      known[line - chain->lines] = true;
      way[steps++] = line;
      line = line->before;
    }
    while (steps-- > 0) {
      ChainLine *each = way[steps];
      size_t before = each->before ? each->before->depth : 0;
      bool top = each->first || (each->gap && !each->before);
      each->depth = top ? 1 : before ? before + 1 : 0;
    }
  }
}

static void walk_main(RecordChain *chain) {
  ChainLine *last = NULL;
  for (size_t i = 0; i < chain->count; i++)
    if (chain->lines[i].depth && (!last || chain->lines[i].depth > last->depth))
      last = &chain->lines[i];
  chain->last = last;
  for (; last && !last->on_chain; last = last->before) {
    last->on_chain = true;
    last->place = last->depth;
  }
}

RecordChain chain_read(Store *store, Arena *arena) {
  RecordChain chain = { .count = 0 };
  Reading reading = { .arena = arena, .chain = &chain };
  map_init(&reading.wanted, arena);
  read_lines(store, arena, &chain);
  hash_taken(store, &reading);
  link_lines(arena, &chain);
  measure_depths(arena, &chain);
  walk_main(&chain);
  return chain;
}

const ChainLine *chain_run(const RecordChain *chain, int64_t run_id) {
  for (size_t i = 0; i < chain->runs.count; i++)
    if (chain->lines[i].number == run_id)
      return &chain->lines[i];
  return NULL;
}

Text chain_head(const RecordChain *chain) {
  return chain->last ? chain->last->hash : STORE_NO_HASH;
}
