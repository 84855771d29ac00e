#include "interp/check/quote_text.h"

#include <string.h>

#define GRAM 8              /* bytes that the index goes by */
#define TRIES 64            /* places looked at for agreeing dashes */

/* ---- the index ---- */

static size_t gram_slot(const QuoteDocument *document, const char *bytes) {
  uint64_t gram;
  memcpy(&gram, bytes, GRAM);
  return (size_t)((gram * 0x9e3779b97f4a7c15u) >> (64 - document->bits));
}

static void index_grams(Arena *arena, QuoteDocument *document) {
  Text folded = document->folded.folded;
  document->bits = 8;
  while (document->bits < 26 && ((size_t)1 << document->bits) < folded.length)
    document->bits++;
  document->heads = arena_array(arena, uint32_t, (size_t)1 << document->bits);
  document->next = arena_array(arena, uint32_t, folded.length + 1);
  for (size_t at = folded.length >= GRAM ? folded.length - GRAM + 1 : 0; at-- > 0;) {
    size_t slot = gram_slot(document, folded.bytes + at);
    document->next[at] = document->heads[slot];
    document->heads[slot] = (uint32_t)(at + 1);
  }
}

QuoteDocument *quote_document(Arena *arena, Text text) {
  QuoteDocument *document = arena_new(arena, QuoteDocument);
  document->folded = quote_fold(arena, text);
  index_grams(arena, document);
  return document;
}

QuoteRange quote_whole(const QuoteDocument *document) {
  return (QuoteRange){ 0, document->folded.folded.length };
}

/* The end of the character that begins at `at`. */
static size_t character_end(Text text, size_t at) {
  at++;
  while (at < text.length && ((unsigned char)text.bytes[at] & 0xc0) == 0x80)
    at++;
  return at;
}

QuoteRange quote_original(const QuoteDocument *document, QuoteRange folded) {
  const Folded *text = &document->folded;
  if (folded.from >= folded.to)
    return (QuoteRange){ text->places[folded.from], text->places[folded.from] };
  /* To the end of the last character, not to the start of the next, which may be lines below. */
  return (QuoteRange){ text->places[folded.from],
                       character_end(text->text, text->places[folded.to - 1]) };
}

/* ---- one part ---- */

/* Knuth, Morris and Pratt: linear whatever the texts are. */
static size_t find_linear(Arena *arena, Text text, Text part, size_t from, size_t to) {
  Arena scratch;
  arena_init_deferred(&scratch, arena->memory);
  uint32_t *border = arena_array(&scratch, uint32_t, part.length + 1);
  for (size_t i = 1, k = 0; i < part.length; i++) {
    while (k > 0 && part.bytes[i] != part.bytes[k])
      k = border[k - 1];
    k += part.bytes[i] == part.bytes[k];
    border[i] = (uint32_t)k;
  }
  size_t found = SIZE_MAX;
  for (size_t i = from, k = 0; i < to && found == SIZE_MAX; i++) {
    while (k > 0 && text.bytes[i] != part.bytes[k])
      k = border[k - 1];
    k += text.bytes[i] == part.bytes[k];
    if (k == part.length)
      found = i + 1 - k;
  }
  memory_release(arena->memory, &scratch);
  return found;
}

static size_t common_length(const char *a, const char *b, size_t length) {
  size_t same = 0;
  while (same < length && a[same] == b[same])
    same++;
  return same;
}

/* The first place of `part` that lies in [from, to); SIZE_MAX if there is none. */
static size_t find_part(Arena *arena, const QuoteDocument *document, Text part, size_t from,
                        size_t to) {
  Text text = document->folded.folded;
  if (part.length > to || from > to - part.length)
    return SIZE_MAX;
  if (part.length < GRAM)
    return find_linear(arena, text, part, from, to);
  size_t work = 0, most = text.length + part.length;
  for (uint32_t link = document->heads[gram_slot(document, part.bytes)]; link != 0;
       link = document->next[link - 1]) {
    size_t at = link - 1;
    if (at > to - part.length)
      break;
    if (at < from)
      continue;
    size_t same = common_length(text.bytes + at, part.bytes, part.length);
    if (same == part.length)
      return at;
    work += same;
    if (work > most)
      return find_linear(arena, text, part, at, to);
  }
  return SIZE_MAX;
}

/* ---- dashes between digits (Q2) ---- */

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Is there a dash (not a soft hyphen, nor one that an editor put in brackets) between
 * folded bytes i and i + 1? */
static bool has_dash(const Folded *text, size_t i) {
  const char *bytes = text->text.bytes;
  bool bracket = false;
  for (size_t at = text->places[i] + 1u; at < text->places[i + 1]; at++) {
    unsigned char c = (unsigned char)bytes[at];
    bracket = c == '[' || (bracket && c != ']');
    if (bracket)
      continue;
    size_t left = text->places[i + 1] - at;
    if (c == '-')
      return true;
    if (c == 0xe2 && left >= 3) {
      unsigned char d = (unsigned char)bytes[at + 1], e = (unsigned char)bytes[at + 2];
      if ((d == 0x80 && e >= 0x90 && e <= 0x95) || (d == 0x88 && e == 0x92))
        return true;
    }
  }
  return false;
}

static QuoteRange two_digits(const Folded *text, size_t i) {
  return (QuoteRange){ text->places[i], character_end(text->text, text->places[i + 1]) };
}

/* Notes the first two digits that a dash parts in one of the texts only. */
static void compare_dashes(const QuoteDocument *document, const Folded *part, size_t at,
                           QuoteMatch *match) {
  const char *bytes = part->folded.bytes;
  for (size_t i = 0; i + 1 < part->folded.length && !match->dashes_differ; i++) {
    bool digits = is_digit(bytes[i]) && is_digit(bytes[i + 1]);
    if (!digits || has_dash(part, i) == has_dash(&document->folded, at + i))
      continue;
    match->dashes_differ = true;
    match->dash_quote = two_digits(part, i);
    match->dash_document = two_digits(&document->folded, at + i);
  }
}

/* ---- the whole quote ---- */

/* All parts in order from `from` on: each at its first place after the one before. */
static QuoteMatch find_from(Arena *arena, const QuoteDocument *document,
                            const FoldedParts *parts, size_t from, size_t to) {
  QuoteMatch match = { .folded = { from, from },
                       .parts = arena_array(arena, QuoteRange, parts->count) };
  for (size_t i = 0; i < parts->count; i++) {
    const Folded *part = &parts->items[i];
    size_t at = find_part(arena, document, part->folded, match.folded.to, to);
    if (at == SIZE_MAX) {
      match.missing = i;
      return match;
    }
    if (i == 0)
      match.folded.from = at;
    match.folded.to = at + part->folded.length;
    match.parts[i] = (QuoteRange){ at, match.folded.to };
    compare_dashes(document, part, at, &match);
  }
  match.found = true;
  return match;
}

QuoteMatch quote_find(Arena *arena, const QuoteDocument *document, const FoldedParts *parts,
                      QuoteRange range) {
  if (parts->count == 0)
    return (QuoteMatch){ .found = false };
  QuoteMatch first = find_from(arena, document, parts, range.from, range.to);
  QuoteMatch match = first;
  for (size_t tries = 0; match.found && match.dashes_differ && tries < TRIES; tries++)
    match = find_from(arena, document, parts, match.folded.from + 1, range.to);
  return match.found && !match.dashes_differ ? match : first;
}

/* ---- the nearest words ---- */

#define STRIPE 16           /* diagonals that are counted together */
#define COMMON 64           /* of a gram that stands oftener, the first places are enough */
#define ENOUGH 2000         /* grams of a quote that are looked at */

typedef struct {
  size_t stripe;            /* document place - quote place, in stripes, from a base above zero */
  size_t at, i;             /* where the gram stands in the document and in the quote */
} Hit;

static int hit_order(const Hit *a, const Hit *b) {
  if (a->stripe != b->stripe)
    return a->stripe < b->stripe ? -1 : 1;
  return (a->i > b->i) - (a->i < b->i);
}

static void sift(Hit *hits, size_t root, size_t count) {
  while (2 * root + 1 < count) {
    size_t child = 2 * root + 1;
    if (child + 1 < count && hit_order(&hits[child], &hits[child + 1]) < 0)
      child++;
    if (hit_order(&hits[root], &hits[child]) >= 0)
      return;
    Hit swap = hits[root];
    hits[root] = hits[child];
    hits[child] = swap;
    root = child;
  }
}

static void sort_hits(Hit *hits, size_t count) {
  for (size_t root = count / 2; root-- > 0;)
    sift(hits, root, count);
  for (size_t end = count; end-- > 1;) {
    Hit swap = hits[0];
    hits[0] = hits[end];
    hits[end] = swap;
    sift(hits, 0, end);
  }
}

typedef LIST(Hit) Hits;

static void add_hits(Arena *arena, const QuoteDocument *document, Text part, size_t i,
                     Hits *hits) {
  Text text = document->folded.folded;
  size_t seen = 0;
  for (uint32_t link = document->heads[gram_slot(document, part.bytes + i)];
       link != 0 && seen < COMMON; link = document->next[link - 1], seen++) {
    size_t at = link - 1;
    if (memcmp(text.bytes + at, part.bytes + i, GRAM) != 0)
      continue;
    LIST_ADD(arena, hits, Hit, (Hit){ (at + part.length - i) / STRIPE, at, i });
  }
}

/* The two neighbouring stripes with the most hits. */
static size_t best_stripes(const Hits *hits, size_t *first, size_t *last) {
  size_t best = 0;
  for (size_t i = 0, from = 0; i < hits->count; i++) {
    while (hits->items[i].stripe > hits->items[from].stripe + 1)
      from++;
    if (i - from + 1 > best) {
      best = i - from + 1;
      *first = from;
      *last = i;
    }
  }
  return best;
}

static bool is_word_byte(char c) {
  return (unsigned char)c >= 0x80 || is_digit(c) || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

/* Out to the ends of the words it cuts. */
static QuoteRange whole_words(Text text, QuoteRange range) {
  while (range.from > 0 && is_word_byte(text.bytes[range.from - 1]) &&
         is_word_byte(text.bytes[range.from]))
    range.from--;
  while (range.to < text.length && range.to > 0 && is_word_byte(text.bytes[range.to - 1]) &&
         is_word_byte(text.bytes[range.to]))
    range.to++;
  return range;
}

bool quote_nearest(Arena *arena, const QuoteDocument *document, Text part, QuoteRange *nearest) {
  Hits hits = { 0 };
  size_t grams = part.length >= GRAM ? part.length - GRAM + 1 : 0;
  grams = grams < ENOUGH ? grams : ENOUGH;
  for (size_t i = 0; i < grams; i++)
    add_hits(arena, document, part, i, &hits);
  if (hits.count == 0)
    return false;
  sort_hits(hits.items, hits.count);
  size_t first = 0, last = 0;
  size_t votes = best_stripes(&hits, &first, &last);
  if (votes * 5 < grams)
    return false;
  /* The first gram tells where the words begin, the last where they end. */
  const Hit *begin = &hits.items[first], *end = begin;
  for (size_t k = first; k <= last; k++) {
    begin = hits.items[k].i < begin->i ? &hits.items[k] : begin;
    end = hits.items[k].i > end->i ? &hits.items[k] : end;
  }
  size_t length = document->folded.folded.length, to = end->at + part.length - end->i;
  QuoteRange folded = { begin->at > begin->i ? begin->at - begin->i : 0,
                        to < length ? to : length };
  if (folded.from >= folded.to)
    return false;
  *nearest = whole_words(document->folded.text, quote_original(document, folded));
  return true;
}
