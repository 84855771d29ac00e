#include "interp/report/sentences.h"

#include <string.h>

typedef struct {
  Arena    *arena;
  Text      text;
  Sentences found;
  size_t    from;               /* of the sentence being read */
  bool      fresh;              /* nothing of the paragraph stands above the line */
  bool      starts;             /* what is read now begins a paragraph */
  size_t    line, counted;      /* lines above the byte `counted` */
} Cutting;

/* ---- characters ------------------------------------------------------------------ */

static bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Å, Ä, Ö, É … begin with C3 and lie below A0 there. */
static bool is_capital(Text text, size_t at) {
  unsigned char c = (unsigned char)text.bytes[at];
  if (c >= 'A' && c <= 'Z')
    return true;
  return c == 0xc3 && at + 1 < text.length && (unsigned char)text.bytes[at + 1] < 0xa0;
}

static bool begins_with(Text text, size_t at, const char *mark) {
  size_t length = strlen(mark);
  return at + length <= text.length && memcmp(text.bytes + at, mark, length) == 0;
}

/* ---- where a paragraph ends ---------------------------------------------------------- */

static size_t line_end(Text text, size_t at) {
  const char *end = memchr(text.bytes + at, '\n', text.length - at);
  return end ? (size_t)(end - text.bytes) : text.length;
}

static size_t after_space(Text text, size_t at, size_t end) {
  while (at < end && is_space(text.bytes[at]))
    at++;
  return at;
}

/* Length of "●", "–", "a)", "12." at the start of a line with white space behind; 0: none. */
static size_t item_mark(Text text, size_t at, size_t end) {
  static const char *const marks[] = { "●", "•", "▪", "○", "·", "–", "-", "*",
                                       "\xef\x82\xb7" };
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
    size_t length = strlen(marks[i]);
    if (begins_with(text, at, marks[i]) && at + length < end && is_space(text.bytes[at + length]))
      return length;
  }
  size_t i = at;
  while (i < end && is_digit(text.bytes[i]) && i < at + 3)
    i++;
  if (i == at && i < end && is_letter(text.bytes[i]))
    i++;
  bool closed = i > at && i < end && (text.bytes[i] == ')' || (text.bytes[i] == '.' &&
                                                               is_digit(text.bytes[at])));
  return closed && i + 1 < end && is_space(text.bytes[i + 1]) ? i + 1 - at : 0;
}

/* A row of a table: more of it figures than letters. */
static bool is_row(Text text, size_t at, size_t end) {
  size_t letters = 0, digits = 0;
  for (; at < end; at++) {
    letters += is_letter(text.bytes[at]) && ((unsigned char)text.bytes[at] & 0xc0) != 0x80;
    digits += is_digit(text.bytes[at]);
  }
  return digits > 0 && digits >= letters;
}

static size_t trimmed_end(Text text, size_t from, size_t end) {
  while (end > from && is_space(text.bytes[end - 1]))
    end--;
  return end;
}

/* The longest of the next few lines of the paragraph: about as wide as its column. */
static size_t column_width(Text text, size_t next) {
  enum { LINES = 4 };
  size_t widest = 0;
  for (size_t i = 0; i < LINES && next < text.length; i++) {
    size_t end = line_end(text, next), last = trimmed_end(text, next, end);
    if (last == next)
      break;
    widest = last - next > widest ? last - next : widest;
    next = end + 1;
  }
  return widest;
}

/* A heading over a paragraph: the first word below begins with a capital letter and would have
 * had room on the heading's line, so the line was ended on purpose. */
static bool is_heading(Text text, size_t at, size_t end) {
  size_t last = trimmed_end(text, at, end);
  if (last == at || end >= text.length || strchr(".,;:-", text.bytes[last - 1]))
    return false;
  size_t next = end + 1, next_end = trimmed_end(text, next, line_end(text, next));
  size_t word = next;
  while (word < next_end && !is_space(text.bytes[word]))
    word++;
  return next < next_end && is_capital(text, next) &&
         last - at + 1 + (word - next) <= column_width(text, next);
}

/* ---- where a sentence ends ------------------------------------------------------------- */

/* The word that a full stop at `at` closes has one letter or dots of its own: "t.ex", "s". */
static bool is_abbreviation(Text text, size_t from, size_t at) {
  static const char *const short_words[] = { "bl.a", "ca", "cirka", "dvs", "etc", "ev", "fr.o.m",
                                             "inkl", "exkl", "jfr", "kap", "kl", "kr", "mkr",
                                             "nr", "osv", "s.k", "t.ex", "t.o.m", "tel", "art",
                                             "no", "e.g", "i.e", "cf", "para" };
  size_t start = at;
  while (start > from && !is_space(text.bytes[start - 1]) && text.bytes[start - 1] != '(')
    start--;
  Text word = text_part(text, start, at);
  if (word.length <= 1 || (word.length == 2 && (unsigned char)word.bytes[0] >= 0xc0))
    return word.length > 0 && !is_digit(word.bytes[0]);
  for (size_t i = 0; i < sizeof short_words / sizeof short_words[0]; i++)
    if (text_is(word, short_words[i]))
      return strcmp(short_words[i], "kr") != 0 && strcmp(short_words[i], "mkr") != 0 &&
             strcmp(short_words[i], "etc") != 0 && strcmp(short_words[i], "osv") != 0;
  return false;
}

/* Does a new sentence begin at `next`, behind the mark at `at`? */
static bool ends_sentence(Text text, size_t from, size_t at, size_t next, size_t end) {
  char mark = text.bytes[at];
  if (mark != '.' && mark != '!' && mark != '?')
    return false;
  if (next == at + 1 || next >= end)
    return next >= end;
  bool begins = is_capital(text, next) || is_digit(text.bytes[next]) ||
                begins_with(text, next, "\"") || begins_with(text, next, "”") ||
                begins_with(text, next, "“") || text.bytes[next] == '(';
  return begins && (mark != '.' || !is_abbreviation(text, from, at));
}

/* ---- cutting ---------------------------------------------------------------------------- */

static size_t line_of(Cutting *cutting, size_t at) {
  for (; cutting->counted < at; cutting->counted++)
    cutting->line += cutting->text.bytes[cutting->counted] == '\n';
  return cutting->line;
}

static size_t words_in(Text text, size_t from, size_t to) {
  size_t words = 0;
  for (size_t i = from; i < to; i++)
    words += !is_space(text.bytes[i]) && (i == from || is_space(text.bytes[i - 1]));
  return words;
}

/* What stands from the start of a paragraph, or of a line behind a full stop, to its end. */
static bool reads_as_heading(Text text, size_t from, size_t to) {
  enum { WORDS = 15 };
  return !strchr(".!?", text.bytes[to - 1]) && words_in(text, from, to) <= WORDS;
}

static void keep(Cutting *cutting, size_t to, bool ends_paragraph) {
  Text text = cutting->text;
  size_t from = after_space(text, cutting->from, to);
  size_t mark = item_mark(text, from, to);
  bool begins_paragraph = cutting->starts && mark == 0;
  cutting->starts = ends_paragraph;
  from = after_space(text, from + mark, to);
  cutting->from = to;
  while (to > from && is_space(text.bytes[to - 1]))
    to--;
  bool letters = false;
  for (size_t i = from; i < to && !letters; i++)
    letters = is_letter(text.bytes[i]);
  if (!letters)
    return;
  Sentence sentence = { from, to, line_of(cutting, from),
                        begins_paragraph && ends_paragraph && reads_as_heading(text, from, to) };
  LIST_ADD(cutting->arena, &cutting->found, Sentence, sentence);
}

static void cut_line(Cutting *cutting, size_t at, size_t end) {
  Text text = cutting->text;
  size_t first = after_space(text, at, end);
  bool apart = first == end || item_mark(text, first, end) > 0 || text.bytes[at] == '\f' ||
               is_row(text, first, end);
  if (apart)
    keep(cutting, at, true);
  size_t mark = item_mark(text, first, end);
  for (size_t i = first + mark; i < end; i++)
    if (ends_sentence(text, cutting->from, i, after_space(text, i + 1, text.length), text.length))
      keep(cutting, i + 1, after_space(text, i + 1, end) == end);
  if (is_row(text, first, end) || (cutting->fresh && !mark && is_heading(text, first, end)))
    keep(cutting, end, true);
  cutting->fresh = first == end;
}

Sentences sentences_of(Arena *arena, Text text) {
  Cutting cutting = { .arena = arena, .text = text, .fresh = true, .starts = true,
                      .line = 1 };
  for (size_t at = 0; at < text.length;) {
    size_t end = line_end(text, at);
    cut_line(&cutting, at, end);
    at = end + 1;
  }
  keep(&cutting, text.length, true);
  return cutting.found;
}

Text sentences_line(Arena *arena, Text text, size_t from, size_t to) {
  char *bytes = arena_array(arena, char, to > from ? to - from + 1 : 1);
  size_t length = 0;
  for (size_t i = from; i < to; i++)
    if ((unsigned char)text.bytes[i] > ' ')
      bytes[length++] = text.bytes[i];
    else if (length == 0 || bytes[length - 1] != ' ')
      bytes[length++] = ' ';
  return (Text){ bytes, length };
}
