#include "interp/decide/results.h"

#include "base/search.h"
#include "interp/decide/judging.h"

#include <string.h>

enum { FEWEST_SLOTS = 256 };

/* ---- copies that outlive the record ------------------------------------------------------ */

static Value copy_value(Arena *arena, Value value);

/* A record with nothing but its key, that lives in `arena`. */
static const Record *record_of_key(Arena *arena, const Record *record) {
  Record *copy = arena_new(arena, Record);
  copy->type = record->type;
  copy->fields = arena_array(arena, Value, record->type->count + 1);
  for (size_t i = 0; i < record->type->count; i++)
    if (record->type->fields[i].key)
      copy->fields[i] = copy_value(arena, record->fields[i]);
  return copy;
}

static Value copy_value(Arena *arena, Value value) {
  if (value.state == VALUE_KNOWN && value.kind == TYPE_TEXT)
    value.as.text = arena_text(arena, value.as.text);
  if (value.state == VALUE_KNOWN && value.kind == TYPE_RECORD)
    value.as.record = record_of_key(arena, value.as.record);
  return value;
}

static void copy_asks(Arena *arena, AskList *to, const AskList *from, bool own) {
  for (size_t i = 0; i < from->count; i++) {
    Ask ask = from->items[i];
    ask.pending = arena_text(arena, ask.pending);
    ask.path = arena_text(arena, ask.path);
    if (own)
      ask.record = NULL;
    else if (ask.record)
      ask.record = record_of_key(arena, ask.record);
    LIST_ADD(arena, to, Ask, ask);
  }
}

/* ---- what is waited for ------------------------------------------------------------------- */

/* Nothing but facts of the record itself, and what is nobody's. */
static bool waits_for_itself(const Judgement *judgement) {
  for (size_t i = 0; i < judgement->missing.count; i++)
    if (judgement->missing.items[i].field &&
        judgement->missing.items[i].record != judgement->record)
      return false;
  return true;
}

static Text words_of(Arena *arena, const AskList *asks) {
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < asks->count; i++) {
    const Ask *ask = &asks->items[i];
    writer_print(&writer, "%zu\t%d\t", ask->field ? ask->field->index + 1 : 0, ask->possibly);
    writer_put(&writer, ask->field ? TEXT_NONE : ask->pending);
    writer_put_char(&writer, '\t');
    writer_put(&writer, ask->path);
    writer_put_char(&writer, '\n');
  }
  return writer_text(&writer);
}

static uint32_t add_waits(ResultTable *table, const Judgement *judgement, bool own) {
  ResultWaits waits = { .own = own };
  copy_asks(table->arena, &waits.asks, &judgement->missing, own);
  LIST_ADD(table->arena, &table->waits, ResultWaits, waits);
  return (uint32_t)table->waits.count - 1;
}

uint32_t results_waits(ResultTable *table, const Judgement *judgement) {
  if (!judgement->missing.count)
    return 0;
  if (!waits_for_itself(judgement))
    return add_waits(table, judgement, false);
  Text words = words_of(table->arena, &judgement->missing);
  uint32_t known = (uint32_t)(uintptr_t)map_get(&table->own_waits, words);
  if (known)
    return known;
  known = add_waits(table, judgement, true);
  map_add(&table->own_waits, words, (void *)(uintptr_t)known);
  return known;
}

void results_set_waits(ResultTable *table, size_t number, uint32_t waits) {
  table->chunks.items[number / KEPT_CHUNK].waits[number % KEPT_CHUNK] = waits;
}

bool results_waits_alike(const ResultTable *table, uint32_t waits) {
  return table->waits.items[waits].own;
}

/* ---- keeping ------------------------------------------------------------------------------ */

static void add_chunk(ResultTable *table) {
  Arena *arena = table->arena;
  size_t states = table->decision->amounts.count;
  ResultChunk chunk = { .outcomes = arena_array(arena, uint16_t, KEPT_CHUNK),
                        .deciders = arena_array(arena, uint32_t, KEPT_CHUNK),
                        .waits = arena_array(arena, uint32_t, KEPT_CHUNK),
                        .granted = arena_array(arena, int64_t, KEPT_CHUNK),
                        .ranks = arena_array(arena, uint64_t, KEPT_CHUNK),
                        .amounts = arena_array(arena, int64_t *, states + 1) };
  for (size_t i = 0; i < states; i++)
    chunk.amounts[i] = arena_array(arena, int64_t, KEPT_CHUNK);
  if (table->decision->late)
    chunk.judged = arena_array(arena, Value, KEPT_CHUNK);
  LIST_ADD(arena, &table->chunks, ResultChunk, chunk);
}

void results_room(ResultTable *table, size_t count) {
  while (table->chunks.count * KEPT_CHUNK < count)
    add_chunk(table);
}

static uint16_t code_of_outcome(const ResultTable *table, Text outcome) {
  const Codelist *codes = table->decision->outcome_codes;
  for (size_t i = 0; i < codes->count; i++)
    if (text_equal(codes->codes[i].name, outcome))
      return (uint16_t)(i + 1);
  return 0;
}

static const Body *new_body(Arena *arena, Text name) {
  Body *body = arena_new(arena, Body);
  *body = (Body){ .kind = BODY_BODY, .name = name };
  return body;
}

static uint32_t add_decider(ResultTable *table, const Body *body, bool stranger) {
  LIST_ADD(table->arena, &table->deciders, ResultDecider, (ResultDecider){ body, stranger });
  return (uint32_t)table->deciders.count - 1;
}

/* There are few. */
static uint32_t place_of_body(ResultTable *table, const Body *body) {
  for (size_t i = 0; i < table->bodies.count; i++)
    if (table->deciders.items[table->bodies.items[i]].body == body)
      return table->bodies.items[i];
  uint32_t place = add_decider(table, body, false);
  LIST_ADD(table->arena, &table->bodies, uint32_t, place);
  return place;
}

/* The register may name another for each record. */
static uint32_t place_of_stranger(ResultTable *table, Text name) {
  uint32_t place = name.length ? (uint32_t)(uintptr_t)map_get(&table->strangers, name) : 0;
  if (place || !name.length)
    return place;
  const Body *body = new_body(table->arena, arena_text(table->arena, name));
  place = add_decider(table, body, true);
  map_add(&table->strangers, body->name, (void *)(uintptr_t)place);
  return place;
}

static bool is_open(OutcomeKind kind) {
  return kind == OUTCOME_INCOMPLETE || kind == OUTCOME_INVALID;
}

ResultWay results_way(ResultTable *table, OutcomeKind kind, Text outcome, const Body *decider,
                      Text decider_name) {
  if (is_open(kind))
    return (ResultWay){ 0, 0 };
  return (ResultWay){ code_of_outcome(table, outcome),
                      decider ? place_of_body(table, decider)
                              : place_of_stranger(table, decider_name) };
}

bool results_set(ResultTable *table, size_t number, ResultWay way, int64_t granted,
                 uint64_t rank) {
  const ResultChunk *chunk = &table->chunks.items[number / KEPT_CHUNK];
  size_t at = number % KEPT_CHUNK;
  bool same = chunk->outcomes[at] == way.outcome && chunk->deciders[at] == way.decider &&
              chunk->granted[at] == granted && chunk->ranks[at] == rank;
  chunk->outcomes[at] = way.outcome;
  chunk->deciders[at] = way.decider;
  chunk->granted[at] = granted;
  chunk->ranks[at] = rank;
  return !same;
}

void results_set_amount(ResultTable *table, size_t number, size_t amount, CellState state,
                        int64_t minor) {
  table->chunks.items[number / KEPT_CHUNK].amounts[amount][number % KEPT_CHUNK] =
      state == CELL_KNOWN ? minor : state == CELL_NONE ? RESULT_NONE : RESULT_NOT_KNOWN;
}

/* Kept amounts are whole; an error is no amount that anyone could tell. */
static void set_amount(ResultTable *table, size_t number, size_t amount, Value value) {
  int64_t minor = 0;
  bool known = value.state == VALUE_KNOWN && fraction_to_int64(value.as.number, &minor);
  results_set_amount(table, number, amount,
                     known                       ? CELL_KNOWN
                     : value.state == VALUE_NONE ? CELL_NONE
                                                 : CELL_UNKNOWN, minor);
}

void results_set_judgement(ResultTable *table, size_t number, const Judgement *judgement) {
  ResultWay way = results_way(table, judgement->kind, judgement_outcome(judgement),
                              judgement->decider, judgement->decider_name);
  results_set(table, number, way, judgement->granted,
              judgement->reached ? judgement->placement.rank : RESULT_NO_RANK);
  results_set_waits(table, number, way.outcome ? 0 : results_waits(table, judgement));
  for (size_t i = 0; i < table->decision->amounts.count; i++)
    set_amount(table, number, i, i < judgement->amounts.count ? judgement->amounts.items[i].value
                                                              : value_unknown(TYPE_MONEY));
  if (table->decision->late)
    table->chunks.items[number / KEPT_CHUNK].judged[number % KEPT_CHUNK] = judgement->judged;
}

/* ---- records by their keys ---------------------------------------------------------------- */

static Text key_at(const ResultTable *table, size_t number, char *digits) {
  const Kept *keys = table->keys;
  KeptRow row = { .apart = search_number(keys->apart.items, keys->apart.count, sizeof(KeptApart),
                                         (uint32_t)number) };
  return kept_key(keys, number, &row, digits);
}

/* The slot of the record with the key, or the free one where it belongs. */
static size_t find_slot(const ResultTable *table, Text key) {
  char digits[24];
  size_t slot = (size_t)text_hash(key, 0) & (table->slot_count - 1);
  while (table->slots[slot] && !text_equal(key_at(table, table->slots[slot] - 1, digits), key))
    slot = (slot + 1) & (table->slot_count - 1);
  return slot;
}

static void index_number(ResultTable *table, size_t number) {
  char digits[24];
  size_t slot = find_slot(table, key_at(table, number, digits));
  table->slots[slot] = (uint32_t)number + 1;
}

static void make_slots(ResultTable *table, size_t count) {
  const uint32_t *before = table->slots;
  size_t slot_count = table->slot_count;
  for (table->slot_count = FEWEST_SLOTS; table->slot_count < 2 * count;)
    table->slot_count *= 2;
  table->slots = arena_array(table->arena, uint32_t, table->slot_count);
  for (size_t i = 0; i < slot_count; i++)
    if (before[i])
      index_number(table, before[i] - 1);
}

static void index_all(ResultTable *table) {
  if (table->own_keys || !table->keys || table->indexed == table->keys->count)
    return;
  table->indexed = table->keys->count;
  table->slot_count = 0;
  make_slots(table, table->indexed);
  for (size_t i = 0; i < table->indexed; i++)
    index_number(table, i);
}

static size_t find_place(ResultTable *table, Text key) {
  index_all(table);
  uint32_t found = table->slot_count ? table->slots[find_slot(table, key)] : 0;
  return found ? found - 1 : RESULT_NOWHERE;
}

static void keep_key(ResultTable *table, size_t number, Text key) {
  if (!table->own_keys) {
    table->own_keys = arena_new(table->arena, Kept);
    kept_init(table->own_keys, table->arena, table->decision->subject, 0);
    table->own_keys->by_number = false;
    table->keys = table->own_keys;
  }
  if (table->own_keys->count <= number)
    kept_add(table->own_keys, number + 1 - table->own_keys->count);
  kept_set_text(table->own_keys, number, key);
  if (2 * ++table->indexed > table->slot_count)
    make_slots(table, 2 * table->indexed);
  index_number(table, number);
}

void results_keep(ResultBook *book, const Judgement *judgement, Arena *batch) {
  ResultTable *table = results_table(book, judgement->decision);
  if (!table)
    return;
  results_room(table, judgement->number + 1);
  Text key = record_key_text(batch, judgement->record);
  if (find_place(table, key) != judgement->number)
    keep_key(table, judgement->number, key);
  results_set_judgement(table, judgement->number, judgement);
  book->source.version++;
}

void results_finish(ResultBook *book, ResultTable *table, const Kept *keys) {
  Kept *copy = arena_new(table->arena, Kept);
  *copy = *keys;
  table->keys = copy;
  book->source.version++;
}

/* ---- asking ------------------------------------------------------------------------------- */

static Value amount_at(const ResultChunk *chunk, size_t at, size_t amount) {
  int64_t minor = chunk->amounts[amount][at];
  return minor == RESULT_NOT_KNOWN ? value_unknown(TYPE_MONEY)
         : minor == RESULT_NONE    ? value_none(TYPE_MONEY)
                                   : value_number(TYPE_MONEY, fraction_from(minor));
}

static Value rank_at(const ResultChunk *chunk, size_t at) {
  return chunk->ranks[at] == RESULT_NO_RANK ? value_none(TYPE_INTEGER)
                                            : value_integer((int64_t)chunk->ranks[at]);
}

static Value outcome_at(const ResultTable *table, const ResultChunk *chunk, size_t at) {
  return value_code(&table->decision->outcome_codes->codes[chunk->outcomes[at] - 1]);
}

static const Value *amounts_at(const ResultTable *table, const ResultChunk *chunk, size_t at,
                               Arena *batch) {
  size_t count = table->decision->amounts.count;
  Value *amounts = arena_array(batch, Value, count + 1);
  for (size_t i = 0; i < count; i++)
    amounts[i] = amount_at(chunk, at, i);
  return amounts;
}

/* Who is no body of the rules, and nobody, is one of its own for each record: the same as no
 * other's. */
static const Body *decider_at(const ResultTable *table, size_t place) {
  ResultChunk *chunk = &table->chunks.items[place / KEPT_CHUNK];
  size_t at = place % KEPT_CHUNK;
  const ResultDecider *known = &table->deciders.items[chunk->deciders[at]];
  if (!known->stranger)
    return known->body;
  if (!chunk->strangers)
    chunk->strangers = arena_array(table->arena, const Body *, KEPT_CHUNK);
  const Body **own = &chunk->strangers[at];
  if (!*own || !text_equal((*own)->name, known->body->name))
    *own = new_body(table->arena, known->body->name);
  return *own;
}

const AskList *results_asks(const Judgement *judgement, Arena *batch) {
  AskList *asks = arena_new(batch, AskList);
  copy_asks(batch, asks, &judgement->missing, false);
  return judgement->missing.count ? asks : NULL;
}

static const AskList *asks_at(const ResultTable *table, size_t number, const Record *record,
                              Arena *batch) {
  uint32_t place = table->chunks.items[number / KEPT_CHUNK].waits[number % KEPT_CHUNK];
  const ResultWaits *waits = &table->waits.items[place];
  const AskList *told = !place && table->ask ? table->ask(table->ask_context, number, batch) : NULL;
  if (told)
    return told;
  if (!waits->own)
    return &waits->asks;
  AskList *asks = arena_new(batch, AskList);
  const Record *key = record_of_key(batch, record);
  for (size_t i = 0; i < waits->asks.count; i++) {
    Ask ask = waits->asks.items[i];
    ask.record = ask.field ? key : NULL;
    LIST_ADD(batch, asks, Ask, ask);
  }
  return asks;
}

static bool find(void *context, const Decision *decision, const Record *record, Arena *batch,
                 Results *results, const AskList **waits) {
  static const AskList nothing = { NULL, 0, 0 };
  const ResultBook *book = context;
  ResultTable *table = &book->tables[decision->index];
  size_t place = find_place(table, record_key_text(batch, record));
  *waits = &table->waits.items[0].asks;
  if (place == RESULT_NOWHERE)
    return false;
  const ResultChunk *chunk = &table->chunks.items[place / KEPT_CHUNK];
  size_t at = place % KEPT_CHUNK;
  if (!chunk->outcomes[at]) {
    *waits = asks_at(table, place, record, batch);
    return false;
  }
  *waits = &nothing;
  *results = (Results){
    .decider = value_body(decider_at(table, place)),
    .granted = value_number(TYPE_MONEY, fraction_from(chunk->granted[at])),
    .outcome = outcome_at(table, chunk, at), .rank = rank_at(chunk, at),
    .judged = chunk->judged ? chunk->judged[at] : value_unknown(TYPE_MONEY),
    .amounts = amounts_at(table, chunk, at, batch),
    .amount_count = decision->amounts.count,
  };
  return true;
}

static size_t place_of(void *context, const Decision *decision, Text key) {
  const ResultBook *book = context;
  return find_place(&book->tables[decision->index], key);
}

static Value value_at(void *context, const Term *result, size_t place) {
  const ResultBook *book = context;
  const ResultTable *table = &book->tables[result->as.result.decision->index];
  if (place / KEPT_CHUNK >= table->chunks.count)
    return value_unknown(result->type.kind);
  const ResultChunk *chunk = &table->chunks.items[place / KEPT_CHUNK];
  size_t at = place % KEPT_CHUNK;
  if (!chunk->outcomes[at])
    return value_unknown(result->type.kind);
  switch (result->as.result.result) {
    case RESULT_DECIDER: return value_body(table->deciders.items[chunk->deciders[at]].body);
    case RESULT_GRANTED: return value_number(TYPE_MONEY, fraction_from(chunk->granted[at]));
    case RESULT_OUTCOME: return outcome_at(table, chunk, at);
    case RESULT_RANK:    return rank_at(chunk, at);
    case RESULT_AMOUNT:  return amount_at(chunk, at, result->as.result.amount);
    case RESULT_JUDGED:  break;
  }
  return value_unknown(result->type.kind);
}

static uint32_t waits_at(void *context, const Decision *decision, size_t place) {
  const ResultBook *book = context;
  const ResultTable *table = &book->tables[decision->index];
  if (place / KEPT_CHUNK >= table->chunks.count)
    return 1;
  const ResultChunk *chunk = &table->chunks.items[place / KEPT_CHUNK];
  size_t at = place % KEPT_CHUNK;
  return chunk->outcomes[at] ? 0 : chunk->waits[at] + 1;
}

/* ---- the book ----------------------------------------------------------------------------- */

ResultTable *results_table(ResultBook *book, const Decision *decision) {
  return decision->read ? &book->tables[decision->index] : NULL;
}

static void start_table(ResultTable *table, Arena *arena, const Decision *decision) {
  *table = (ResultTable){ .decision = decision, .arena = arena };
  map_init(&table->own_waits, arena);
  map_init(&table->strangers, arena);
  LIST_ADD(arena, &table->deciders, ResultDecider, (ResultDecider){ body_nobody(), true });
  ResultWaits not_run = { .own = false };
  LIST_ADD(arena, &not_run.asks, Ask,
           (Ask){ .pending = decision->name, .path = decision->name });
  LIST_ADD(arena, &table->waits, ResultWaits, not_run);
}

void results_init(ResultBook *book, Arena *arena, const Model *model) {
  size_t count = model->decisions.count;
  *book = (ResultBook){ .arena = arena, .model = model,
                        .tables = arena_array(arena, ResultTable, count + 1),
                        .source = { .find = find, .place = place_of, .value = value_at,
                                    .waits = waits_at,
                                    .version = 1 } };
  book->source.context = book;
  for (size_t i = 0; i < count; i++)
    start_table(&book->tables[i], arena, model->decisions.items[i]);
}
