#include "interp/compare/ends.h"

#include "base/canonical.h"

#include <string.h>

/* ---- what settled it -------------------------------------------------------------------- */

static Text title_or_name(Text title, Text name) {
  return title.length ? title : name;
}

static void join(Arena *arena, Text *all, Text part) {
  *all = all->length ? arena_format(arena, "%.*s; %.*s", TEXT_PRINT(*all), TEXT_PRINT(part)) : part;
}

static Text rules_why(Arena *arena, const Judgement *judgement) {
  Text all = TEXT_NONE;
  for (size_t i = 0; i < judgement->failed.count; i++) {
    const RuleVerdict *verdict = judgement->failed.items[i];
    Text name = rule_name_word(verdict->name, judgement_model(judgement)->surface);
    join(arena, &all, verdict->rule ? title_or_name(verdict->rule->title, name) : name);
  }
  return all;
}

static Text ask_title(const Ask *ask) {
  return ask->field ? field_title(ask->field) : ask->pending;
}

static bool asked_before(const AskList *asks, size_t at) {
  for (size_t i = 0; i < at; i++)
    if (text_equal(ask_title(&asks->items[i]), ask_title(&asks->items[at])))
      return true;
  return false;
}

static Text facts_why(Arena *arena, const Judgement *judgement) {
  Text all = TEXT_NONE;
  for (size_t i = 0; i < judgement->missing.count; i++)
    if (!asked_before(&judgement->missing, i))
      join(arena, &all, ask_title(&judgement->missing.items[i]));
  return all;
}

Text ending_why(Arena *arena, const Judgement *judgement) {
  switch (judgement->kind) {
    case OUTCOME_INVALID: case OUTCOME_INELIGIBLE: case OUTCOME_REJECTED:
      return rules_why(arena, judgement);
    case OUTCOME_INCOMPLETE:
      return facts_why(arena, judgement);
    case OUTCOME_WAITLISTED:
      return judgement->reached && judgement->placement.frame
                 ? title_or_name(judgement->placement.frame->title,
                                 judgement->placement.frame->name)
                 : TEXT("");
    case OUTCOME_OWN:
      return judgement->own ? judgement->own->title : TEXT("");
    case OUTCOME_FUNDABLE: case OUTCOME_QUEUED:
      break;
  }
  return TEXT("");
}

/* ---- ways to end ------------------------------------------------------------------------ */

void ends_init(EndBook *book, Arena *arena) {
  *book = (EndBook){ .arena = arena };
  map_init(&book->numbers, arena);
  map_init(&book->due_numbers, arena);
  LIST_ADD(arena, &book->dues, Text, TEXT(""));
}

/* The changes of amendments that hold for the record. */
static uint64_t changes_for(const Comparison *comparison, Evaluator *evaluator, bool *any) {
  uint64_t changes = 0;
  for (size_t i = 0; i < comparison->changes.count && i < CHANGES_MOST; i++) {
    const RulesChange *change = &comparison->changes.items[i];
    if (!change->versions)
      continue;
    *any = true;
    bool stands = change->kind != RULES_REMOVED;
    Value value = evaluator_stands(evaluator, change->versions);
    if (value.state == VALUE_KNOWN && value.as.truth == stands)
      changes |= UINT64_C(1) << i;
  }
  return changes;
}

/* In `batch`; of records decided already there are no groups. */
static EndWay way_of(const EndBook *book, const Judgement *judgement, Arena *batch) {
  EndWay way = { .outcome = judgement_outcome(judgement), .decider = judgement->decider_name,
                 .why = ending_why(batch, judgement), .kind = judgement->kind,
                 .recorded = judgement->recorded };
  EndAsk *missing = arena_array(batch, EndAsk, judgement->missing.count + 1);
  for (size_t i = 0; i < judgement->missing.count; i++) {
    const Ask *ask = &judgement->missing.items[i];
    missing[i] = (EndAsk){ .name = ask->field ? ask->field->name : ask->pending,
                           .title = ask_title(ask),
                           .owner = ask->field ? ask->field->owner : FACT_OFFICE,
                           .pending = !ask->field,
                           .again = asked_before(&judgement->missing, i) };
  }
  way.missing = missing;
  way.missing_count = judgement->missing.count;
  if (book->comparison && !judgement->recorded)
    way.changes = changes_for(book->comparison, judgement->evaluator, &way.grouped);
  return way;
}

static Text words_of(const EndWay *way, Arena *batch) {
  Writer writer;
  writer_to_memory(&writer, batch);
  writer_print(&writer, "%d %d %d %llx", (int)way->kind, way->recorded, way->grouped,
               (unsigned long long)way->changes);
  canonical_field(&writer, way->outcome);
  canonical_field(&writer, way->decider);
  canonical_field(&writer, way->why);
  for (size_t i = 0; i < way->missing_count; i++) {
    canonical_field(&writer, way->missing[i].name);
    canonical_field(&writer, way->missing[i].title);
    writer_print(&writer, " %d %d", (int)way->missing[i].owner, way->missing[i].pending);
  }
  return writer_text(&writer);
}

static void keep_way(EndBook *book, const EndWay *way) {
  Arena *arena = book->arena;
  EndWay kept = *way;
  EndAsk *missing = arena_array(arena, EndAsk, way->missing_count + 1);
  kept.outcome = arena_text(arena, way->outcome);
  kept.decider = arena_text(arena, way->decider);
  kept.why = arena_text(arena, way->why);
  for (size_t i = 0; i < way->missing_count; i++) {
    missing[i] = way->missing[i];
    missing[i].name = arena_text(arena, missing[i].name);
    missing[i].title = arena_text(arena, missing[i].title);
  }
  kept.missing = missing;
  LIST_ADD(arena, &book->ways, EndWay, kept);
}

Text ends_words(EndBook *book, const Judgement *judgement, Arena *batch) {
  EndWay way = way_of(book, judgement, batch);
  Text words = words_of(&way, batch);
  if (map_get(&book->numbers, words))
    return words;
  keep_way(book, &way);
  map_add(&book->numbers, arena_text(book->arena, words),
          (void *)(uintptr_t)book->ways.count);
  return words;
}

uint32_t ends_way_named(const EndBook *book, Text words) {
  return (uint32_t)((uintptr_t)map_get(&book->numbers, words) - 1);
}

uint32_t ends_way(EndBook *book, const Judgement *judgement, Arena *batch) {
  return ends_way_named(book, ends_words(book, judgement, batch));
}

uint32_t ends_due(EndBook *book, Text due) {
  if (due.length == 0)
    return 0;
  uintptr_t found = (uintptr_t)map_get(&book->due_numbers, due);
  if (found)
    return (uint32_t)(found - 1);
  LIST_ADD(book->arena, &book->dues, Text, arena_text(book->arena, due));
  map_add(&book->due_numbers, book->dues.items[book->dues.count - 1],
          (void *)(uintptr_t)book->dues.count);
  return (uint32_t)(book->dues.count - 1);
}

/* ---- records ---------------------------------------------------------------------------- */

EndsOf *ends_of(Arena *arena, EndsList *list, const Decision *decision) {
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i]->decision == decision)
      return list->items[i];
  EndsOf *ends = arena_new(arena, EndsOf);
  *ends = (EndsOf){ .arena = arena, .decision = decision };
  LIST_ADD(arena, list, EndsOf *, ends);
  return ends;
}

static void add_chunk(EndsOf *ends) {
  Arena *arena = ends->arena;
  LIST_ADD(arena, &ends->chunks, EndsChunk, ((EndsChunk){
    .numbers = arena_array(arena, int64_t, ENDS_CHUNK),
    .ways = arena_array(arena, uint32_t, ENDS_CHUNK),
    .dues = arena_array(arena, uint32_t, ENDS_CHUNK),
    .granted = arena_array(arena, int64_t, ENDS_CHUNK) }));
}

/* A number as digits have it, without anything before them. */
static bool is_number(Text key, int64_t *number) {
  size_t at = key.length && key.bytes[0] == '-';
  bool fits = key.length > at && key.length - at <= 18 &&
              (key.bytes[at] != '0' || (key.length == 1));
  *number = 0;
  for (size_t i = at; fits && i < key.length; i++) {
    fits = key.bytes[i] >= '0' && key.bytes[i] <= '9';
    *number = 10 * *number + (key.bytes[i] - '0');
  }
  if (at)
    *number = -*number;
  return fits;
}

static Text digits_of(int64_t number, char *digits) {
  char reversed[20];
  size_t count = 0, length = 0;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  do
    reversed[count++] = (char)('0' + rest % 10);
  while ((rest /= 10) != 0);
  if (number < 0)
    digits[length++] = '-';
  while (count > 0)
    digits[length++] = reversed[--count];
  return (Text){ digits, length };
}

static void put_text(EndsOf *ends, EndsChunk *chunk, size_t at, Text key) {
  if (!chunk->texts)
    chunk->texts = arena_array(ends->arena, const char *, ENDS_CHUNK);
  chunk->texts[at] = arena_text(ends->arena, key).bytes;
  chunk->numbers[at] = (int64_t)key.length;
}

void ends_add(EndsOf *ends, const EndRow *row) {
  size_t at = ends->count % ENDS_CHUNK;
  if (at == 0)
    add_chunk(ends);
  EndsChunk *chunk = &ends->chunks.items[ends->count / ENDS_CHUNK];
  if (!is_number(row->key, &chunk->numbers[at]))
    put_text(ends, chunk, at, row->key);
  chunk->ways[at] = row->way;
  chunk->dues[at] = row->due;
  chunk->granted[at] = row->granted;
  ends->count++;
}

static Text key_at(const EndsOf *ends, size_t number, char *digits) {
  const EndsChunk *chunk = &ends->chunks.items[number / ENDS_CHUNK];
  size_t at = number % ENDS_CHUNK;
  if (chunk->texts && chunk->texts[at])
    return (Text){ chunk->texts[at], (size_t)chunk->numbers[at] };
  return digits_of(chunk->numbers[at], digits);
}

EndRow ends_row(const EndsOf *ends, size_t number, char *digits) {
  const EndsChunk *chunk = &ends->chunks.items[number / ENDS_CHUNK];
  size_t at = number % ENDS_CHUNK;
  return (EndRow){ .key = key_at(ends, number, digits), .way = chunk->ways[at],
                   .due = chunk->dues[at], .granted = chunk->granted[at] };
}

/* ---- the same record on the other side --------------------------------------------------- */

static const char *text_at(const EndsOf *ends, size_t number) {
  const EndsChunk *chunk = &ends->chunks.items[number / ENDS_CHUNK];
  return chunk->texts ? chunk->texts[number % ENDS_CHUNK] : NULL;
}

static int64_t number_at(const EndsOf *ends, size_t number) {
  return ends->chunks.items[number / ENDS_CHUNK].numbers[number % ENDS_CHUNK];
}

static bool same_key(const EndsOf *a, size_t i, const EndsOf *b, size_t j) {
  const char *left = text_at(a, i), *right = text_at(b, j);
  return number_at(a, i) == number_at(b, j) && !left == !right &&
         (!left || memcmp(left, right, (size_t)number_at(a, i)) == 0);
}

static size_t slot_of(const EndsOf *of, const EndsOf *ends, size_t number) {
  const char *text = text_at(ends, number);
  uint64_t hash = (uint64_t)number_at(ends, number) * UINT64_C(0x9E3779B97F4A7C15);
  if (text)
    hash = text_hash((Text){ text, (size_t)number_at(ends, number) }, hash);
  return (size_t)((hash ^ hash >> 29) * UINT64_C(0xBF58476D1CE4E5B9) >> 32) &
         (of->slot_count - 1);
}

static void make_slots(EndsOf *ends) {
  for (ends->slot_count = 64; ends->slot_count < 2 * ends->count;)
    ends->slot_count *= 2;
  ends->slots = arena_array(ends->arena, uint32_t, ends->slot_count);
  for (size_t i = 0; i < ends->count; i++) {
    size_t slot = slot_of(ends, ends, i);
    while (ends->slots[slot])
      slot = (slot + 1) & (ends->slot_count - 1);
    ends->slots[slot] = (uint32_t)i + 1;
  }
}

size_t ends_find(EndsOf *ends, size_t after, const EndsOf *other, size_t number) {
  if (after < ends->count && same_key(ends, after, other, number))
    return after;
  if (!ends->slots)
    make_slots(ends);
  size_t found = ENDS_NONE;
  for (size_t slot = slot_of(ends, other, number); ends->slots[slot];
       slot = (slot + 1) & (ends->slot_count - 1)) {
    size_t each = ends->slots[slot] - 1;
    if (!same_key(ends, each, other, number))
      continue;
    if (!ends_met(ends, each))
      return each;
    found = each;
  }
  return found;
}

void ends_meet(EndsOf *ends, size_t number) {
  if (!ends->met)
    ends->met = arena_array(ends->arena, uint8_t, ends->count + 1);
  ends->met[number] = true;
}

bool ends_met(const EndsOf *ends, size_t number) {
  return ends->met && ends->met[number];
}
