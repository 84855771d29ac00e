#include "interp/check/quote_text.h"

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_word_byte(char c) {
  return (unsigned char)c >= 0x80 || is_digit(c) || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

/* "3." is not the place of "3.1", nor "Bilaga 4" that of "Bilaga 41". */
static bool ends_there(const Folded *text, size_t at, Text place) {
  char last = place.bytes[place.length - 1];
  size_t end = text->places[at + place.length - 1] + 1u;
  while (end < text->text.length && ((unsigned char)text->text.bytes[end] & 0xc0) == 0x80)
    end++;
  if (end >= text->text.length)
    return true;
  char next = text->text.bytes[end];
  return is_word_byte(last) ? !is_word_byte(next) : !is_digit(next);
}

/* Bullets and other signs before the first word of a line are passed over. */
static size_t first_word(const Folded *text, size_t at, size_t end) {
  while (at < end) {
    unsigned char c = (unsigned char)text->folded.bytes[at];
    size_t length = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    bool sign = length == 1 ? !is_word_byte((char)c) : c == 0xe2;
    if (!sign)
      return at;
    at += length;
  }
  return end;
}

static void add_line(Arena *arena, const Folded *text, const FoldedParts *places, size_t start,
                     size_t end, QuotePlaceLines *lines) {
  size_t word = first_word(text, start, end);
  for (size_t i = 0; i < places->count; i++) {
    Text place = places->items[i].folded;
    size_t at = is_word_byte(place.bytes[0]) ? word : start;
    Text here = text_part(text->folded, at, text->folded.length);
    if (text_starts_with(here, place) && ends_there(text, at, place))
      LIST_ADD(arena, lines, QuotePlaceLine, (QuotePlaceLine){ start, i });
  }
}

QuotePlaceLines quote_places(Arena *arena, const QuoteDocument *document,
                             const QuotePlaces *places) {
  const Folded *text = &document->folded;
  QuotePlaceLines lines = { 0 };
  FoldedParts folded = { 0 };
  for (size_t i = 0; i < places->count; i++)
    LIST_ADD(arena, &folded, Folded, quote_fold(arena, places->items[i]));
  for (size_t i = 0; i < folded.count; i++)
    if (folded.items[i].folded.length == 0)
      folded.items[i].folded = TEXT("\n");        /* stands nowhere in what is folded */
  size_t at = 0;
  for (size_t i = 0; i <= text->text.length && at < text->folded.length; i++) {
    if (i < text->text.length && text->text.bytes[i] != '\n')
      continue;
    size_t end = at;
    while (end < text->folded.length && text->places[end] < i)
      end++;
    if (end > at)
      add_line(arena, text, &folded, at, end, &lines);
    at = end;
  }
  return lines;
}

bool quote_place_next(const QuoteDocument *document, const QuotePlaceLines *lines, size_t place,
                      size_t *cursor, QuoteRange *range) {
  size_t i = *cursor;
  while (i < lines->count && lines->items[i].place != place)
    i++;
  if (i >= lines->count)
    return false;
  *range = (QuoteRange){ lines->items[i].at, document->folded.folded.length };
  /* What the place's own later lines begin lies in this stretch already. */
  size_t next = i + 1;
  while (next < lines->count &&
         (lines->items[next].place == place || lines->items[next].at == range->from))
    next++;
  if (next < lines->count)
    range->to = lines->items[next].at;
  *cursor = next;
  return true;
}
