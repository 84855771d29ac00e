#include "interp/decide/endings.h"

#include "base/canonical.h"

#include <string.h>

enum { LINE_NUMBERS = 3 * 21 };       /* asked, granted, rank */

void endings_init(Endings *endings, Arena *arena, const Decision *decision) {
  Writer writer;
  *endings = (Endings){ .arena = arena, .decision = decision };
  map_init(&endings->numbers, arena);
  writer_to_memory(&writer, arena);
  writer_put(&writer, TEXT("D"));
  canonical_field(&writer, decision->name);
  writer_put_char(&writer, '\t');
  endings->begin = writer_text(&writer);
}

/* ---- one ending ------------------------------------------------------------------------ */

/* All that makes it what it is, as one text. */
static Text words_of(const StoreEnding *row, bool recorded, const StoreFindings *findings,
                     Text words, Arena *batch) {
  const Text fields[] = { row->outcome, row->decider, row->currency, row->frame, row->failed,
                          row->missing, row->noted, row->consulted };
  Writer writer;
  writer_to_memory(&writer, batch);
  writer_put_char(&writer, recorded ? 'r' : findings ? 'f' : '-');
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    canonical_field(&writer, fields[i]);
  canonical_field(&writer, words);
  for (size_t i = 0; findings && i < findings->count; i++) {
    const StoreFinding *finding = &findings->items[i];
    const Text parts[] = { finding->rule, finding->verdict, finding->missing, finding->source,
                           finding->owner, finding->reason };
    for (size_t j = 0; j < sizeof parts / sizeof *parts; j++)
      canonical_field(&writer, parts[j]);
  }
  return writer_text(&writer);
}

static Text line_part(Arena *arena, const Text *fields, size_t count, const char *end) {
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < count; i++)
    canonical_field(&writer, fields[i]);
  writer_put(&writer, text_from(end));
  return writer_text(&writer);
}

static void keep_line(Arena *arena, KnownEnding *ending) {
  const StoreEnding *row = &ending->row;
  ending->before_asked = line_part(arena, (Text[]){ row->outcome, row->decider }, 2, "\t");
  ending->before_rank = line_part(arena, (Text[]){ row->currency, row->frame }, 2, "\t");
  ending->last = line_part(arena, (Text[]){ row->failed, row->missing, row->noted }, 3, "\n");
}

/* Empty stays apart from what is not there. */
static Text keep(Arena *arena, Text text) {
  return text.bytes ? arena_text(arena, text) : text;
}

static void keep_row(Arena *arena, StoreEnding *row) {
  Text *fields[] = { &row->outcome, &row->decider, &row->currency, &row->frame, &row->failed,
                     &row->missing, &row->noted, &row->consulted };
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    *fields[i] = keep(arena, *fields[i]);
}

static void keep_findings(Arena *arena, StoreEnding *row, const StoreFindings *findings) {
  StoreFinding *kept = arena_array(arena, StoreFinding, findings->count + 1);
  for (size_t i = 0; i < findings->count; i++) {
    const StoreFinding *from = &findings->items[i];
    kept[i] = (StoreFinding){ .rule = keep(arena, from->rule),
                              .verdict = keep(arena, from->verdict),
                              .missing = keep(arena, from->missing),
                              .source = keep(arena, from->source),
                              .owner = keep(arena, from->owner),
                              .reason = keep(arena, from->reason) };
  }
  row->findings = kept;
  row->finding_count = findings->count;
}

/* The number of these words, where they are known. */
static bool find_ending(const Endings *endings, Text words, uint32_t *number) {
  uintptr_t found = (uintptr_t)map_get(&endings->numbers, words);
  *number = (uint32_t)(found - 1);
  return found != 0;
}

static uint32_t add_ending(Endings *endings, const KnownEnding *ending, Text words) {
  LIST_ADD(endings->arena, &endings->list, KnownEnding, *ending);
  map_add(&endings->numbers, arena_text(endings->arena, words),
          (void *)(uintptr_t)endings->list.count);
  return (uint32_t)(endings->list.count - 1);
}

uint32_t endings_of(Endings *endings, const Judgement *judgement, const StoreFindings *findings,
                    Arena *batch) {
  StoreEnding row = rows_ending(judgement, batch);
  const HarvestTo *to = endings->harvest;
  Text said = to && to->words ? to->words(to->context, judgement, batch) : TEXT_NONE;
  Text words = words_of(&row, judgement->recorded, findings, said, batch);
  uint32_t found;
  if (find_ending(endings, words, &found))
    return found;
  KnownEnding ending = { .kind = judgement->kind, .recorded = judgement->recorded, .row = row,
                         .has_granted = judgement->has_granted, .decider = judgement->decider,
                         .words = keep(endings->arena, said) };
  keep_row(endings->arena, &ending.row);
  if (findings)
    keep_findings(endings->arena, &ending.row, findings);
  if (judgement->kind == OUTCOME_OWN)
    ending.own = ending.row.outcome;
  keep_line(endings->arena, &ending);
  return add_ending(endings, &ending, words);
}

uint32_t endings_with_reason(Endings *endings, uint32_t number, size_t finding, Text reason,
                             Arena *batch) {
  KnownEnding ending = endings->list.items[number];
  StoreFindings findings = { NULL, 0, 0 };
  for (size_t i = 0; i < ending.row.finding_count; i++)
    LIST_ADD(batch, &findings, StoreFinding, ending.row.findings[i]);
  findings.items[finding].reason = reason;
  Text words = words_of(&ending.row, ending.recorded, &findings, ending.words, batch);
  uint32_t found;
  if (find_ending(endings, words, &found))
    return found;
  keep_findings(endings->arena, &ending.row, &findings);
  ending.stored = 0;
  return add_ending(endings, &ending, words);
}

uint32_t endings_with_deadlines(Endings *endings, uint32_t number,
                                const StoreDeadlines *deadlines) {
  KnownEnding ending = endings->list.items[number];
  Writer writer;
  ending.row.deadlines = deadlines->items;
  ending.row.deadline_count = deadlines->count;
  ending.stored = 0;
  writer_to_memory(&writer, endings->arena);
  writer_put(&writer, ending.last);
  for (size_t i = 0; i < deadlines->count; i++) {
    const Text fields[] = { deadlines->items[i].deadline, deadlines->items[i].due };
    writer_put_char(&writer, 'L');
    writer_put(&writer, line_part(endings->arena, fields, 2, "\n"));
  }
  ending.last = writer_text(&writer);
  LIST_ADD(endings->arena, &endings->list, KnownEnding, ending);
  return (uint32_t)(endings->list.count - 1);
}

void endings_store(Endings *endings, Store *store) {
  for (size_t i = 0; i < endings->list.count; i++) {
    KnownEnding *ending = &endings->list.items[i];
    if (!ending->stored && !ending->idle)
      ending->stored = store_ending(store, &ending->row) + 1;
  }
}

/* ---- lines of the digest ----------------------------------------------------------------- */

/* Two digits at a time, from the last. */
char *endings_put_number(char *out, int64_t number) {
  static const char pairs[] =
      "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445"
      "46474849505152535455565758596061626364656667686970717273747576777879808182838485868788899091"
      "9293949596979899";
  char digits[20];
  size_t at = sizeof digits;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  for (; rest >= 100; rest /= 100)
    memcpy(&digits[at -= 2], &pairs[2 * (rest % 100)], 2);
  if (rest >= 10)
    memcpy(&digits[at -= 2], &pairs[2 * rest], 2);
  else
    digits[--at] = (char)('0' + rest);
  if (number < 0)
    *out++ = '-';
  memcpy(out, &digits[at], sizeof digits - at);
  return out + sizeof digits - at;
}

static char *put(char *out, Text text) {
  if (text.length)
    memcpy(out, text.bytes, text.length);
  return out + text.length;
}

char *endings_line(const Endings *endings, uint32_t number, const EndingLine *line, char *out) {
  const KnownEnding *ending = &endings->list.items[number];
  out = put(out, endings->begin);
  out = put(out, line->key);
  out = put(out, ending->before_asked);
  if (line->has_asked)
    out = endings_put_number(out, line->asked);
  *out++ = '\t';
  if (ending->has_granted)
    out = endings_put_number(out, line->granted);
  out = put(out, ending->before_rank);
  if (line->has_rank)
    out = endings_put_number(out, (int64_t)line->rank);
  return put(out, ending->last);
}

size_t endings_line_room(const Endings *endings, uint32_t number, size_t key_length) {
  const KnownEnding *ending = &endings->list.items[number];
  return endings->begin.length + key_length + ending->before_asked.length +
         ending->before_rank.length + ending->last.length + LINE_NUMBERS;
}
