/* Quotes against documents: the first byte parts the input into the two.  Nothing may be read
 * outside them, every range must lie in its text, and all memory must come back. */
#include "interp/check/quote_text.h"

#include <stdlib.h>
#include <string.h>

static void need(bool holds) {
  if (!holds)
    abort();
}

/* An exact copy, so that a read past its end is seen. */
static Text copy(const uint8_t *bytes, size_t length) {
  char *own = malloc(length ? length : 1);
  if (!own)
    abort();
  if (length)
    memcpy(own, bytes, length);
  return (Text){ own, length };
}

static void try_parts(Arena *arena, const QuoteDocument *document, const FoldedParts *parts) {
  size_t length = document->folded.text.length;
  QuoteMatch match = quote_find(arena, document, parts, quote_whole(document));
  if (match.found) {
    QuoteRange range = quote_original(document, match.folded);
    need(range.from <= range.to && range.to <= length);
  }
  for (size_t i = 0; i < parts->count; i++) {
    QuoteRange near;
    if (quote_nearest(arena, document, parts->items[i].folded, &near))
      need(near.from <= near.to && near.to <= length);
  }
}

static void try_places(Arena *arena, const QuoteDocument *document, Text quote) {
  QuotePlaces places = { 0 };
  LIST_ADD(arena, &places, Text, text_part(quote, 0, 3));
  LIST_ADD(arena, &places, Text, text_part(quote, 3, 9));
  QuotePlaceLines lines = quote_places(arena, document, &places);
  size_t cursor = 0;
  QuoteRange range;
  while (quote_place_next(document, &lines, 0, &cursor, &range))
    need(range.from <= range.to && range.to <= document->folded.folded.length);
}

static void try_figures(Arena *arena, Text quote) {
  Figures figures = quote_figures(arena, quote);
  for (size_t i = 0; i < figures.count; i++) {
    const Figure *figure = &figures.items[i];
    need(figure->start < figure->end && figure->end <= quote.length);
    need(figure->number.denominator >= 1);
  }
  Bounds bounds = quote_bounds(arena, quote, &figures);
  for (size_t i = 0; i < bounds.count; i++)
    need(bounds.items[i].figure < figures.count && bounds.items[i].end <= quote.length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2)
    return 0;
  size_t cut = data[0] * (size - 1) / 256;
  Text text = copy(data + 1, cut), quote = copy(data + 1 + cut, size - 1 - cut);
  Memory memory = { 0 };
  Arena arena;
  arena_init(&arena, &memory);
  QuoteDocument *document = quote_document(&arena, text);
  FoldedParts parts = quote_parts(&arena, quote, false), literal = quote_parts(&arena, quote, true);
  try_parts(&arena, document, &parts);
  try_parts(&arena, document, &literal);
  try_places(&arena, document, quote);
  try_figures(&arena, quote);
  quote_word_count(quote);
  quote_plain(&arena, quote, 10);
  arena_free(&arena);
  need(memory.blocks == 0);
  free((void *)(uintptr_t)text.bytes);
  free((void *)(uintptr_t)quote.bytes);
  return 0;
}
