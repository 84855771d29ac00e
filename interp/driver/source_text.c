#include "interp/driver/source_text.h"

#include "base/map.h"
#include "base/unicode.h"
#include "base/writer.h"
#include "grammar/keywords.h"

#include <string.h>

/* ---- from bytes to letters ------------------------------------------------------------ */

static void put_code_point(Writer *writer, uint32_t c) {
  if (c < 0x80) {
    writer_put_char(writer, (char)c);
  } else if (c < 0x800) {
    writer_put_char(writer, (char)(0xc0 | c >> 6));
    writer_put_char(writer, (char)(0x80 | (c & 0x3f)));
  } else if (c < 0x10000) {
    writer_put_char(writer, (char)(0xe0 | c >> 12));
    writer_put_char(writer, (char)(0x80 | (c >> 6 & 0x3f)));
    writer_put_char(writer, (char)(0x80 | (c & 0x3f)));
  } else {
    writer_put_char(writer, (char)(0xf0 | c >> 18));
    writer_put_char(writer, (char)(0x80 | (c >> 12 & 0x3f)));
    writer_put_char(writer, (char)(0x80 | (c >> 6 & 0x3f)));
    writer_put_char(writer, (char)(0x80 | (c & 0x3f)));
  }
}

static uint32_t unit_at(Text bytes, size_t at, bool big) {
  uint32_t first = (unsigned char)bytes.bytes[at], second = (unsigned char)bytes.bytes[at + 1];
  return big ? first << 8 | second : second << 8 | first;
}

static Text from_utf16(Arena *arena, Text bytes, bool big) {
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t at = 2; at + 1 < bytes.length; at += 2) {
    uint32_t unit = unit_at(bytes, at, big), next = 0;
    bool high = unit >= 0xd800 && unit < 0xdc00;
    if (high && at + 3 < bytes.length)
      next = unit_at(bytes, at + 2, big);
    if (high && next >= 0xdc00 && next < 0xe000) {
      put_code_point(&writer, 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00));
      at += 2;
    } else {
      put_code_point(&writer, unit >= 0xd800 && unit < 0xe000 ? 0xfffd : unit);
    }
  }
  return writer_text(&writer);
}

static Text decoded(Arena *arena, Text bytes) {
  if (text_starts_with(bytes, TEXT("\xff\xfe")))
    return from_utf16(arena, bytes, false);
  if (text_starts_with(bytes, TEXT("\xfe\xff")))
    return from_utf16(arena, bytes, true);
  if (text_starts_with(bytes, TEXT("\xef\xbb\xbf")))
    bytes = text_part(bytes, 3, bytes.length);
  return unicode_invalid_at(bytes) == bytes.length ? bytes
                                                   : unicode_from_windows_1252(arena, bytes);
}

/* ---- lines ---------------------------------------------------------------------------- */

static size_t line_end(Text text, size_t at) {
  const char *end = memchr(text.bytes + at, '\n', text.length - at);
  return end ? (size_t)(end - text.bytes) : text.length;
}

static Text without_end_spaces(Text line) {
  size_t end = line.length;
  while (end > 0 && strchr(" \t\r\v", line.bytes[end - 1]))
    end--;
  return text_part(line, 0, end);
}

static Text tidied(Arena *arena, Text text) {
  enum { EMPTY_MOST = 2 };
  Writer writer;
  writer_to_memory(&writer, arena);
  size_t empty = 0;
  for (size_t at = 0; at < text.length;) {
    size_t end = line_end(text, at);
    Text line = without_end_spaces(text_part(text, at, end));
    at = end + 1;
    empty = line.length ? 0 : empty + 1;
    if (empty > EMPTY_MOST)
      continue;
    writer_put(&writer, line);
    writer_put_char(&writer, '\n');
  }
  return writer_text(&writer);
}

static bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_letter_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0xc3;
}

/* ---- words ---------------------------------------------------------------------------- */

typedef struct { size_t from, to, line; } Word;
typedef LIST(Word) Words;

static Words words_of(Arena *arena, Text text) {
  Words words = { NULL, 0, 0 };
  size_t line = 1;
  for (size_t at = 0; at < text.length; at++) {
    if (is_space(text.bytes[at])) {
      line += text.bytes[at] == '\n';
      continue;
    }
    size_t from = at;
    while (at + 1 < text.length && !is_space(text.bytes[at + 1]))
      at++;
    LIST_ADD(arena, &words, Word, ((Word){ from, at + 1, line }));
  }
  return words;
}

typedef struct {
  Arena *arena;
  Text   text;
  Words  words;
  Map    known;                 /* each word of the text, without marks around it */
} Reading;

static Text bare(Text word) {
  size_t from = 0, to = word.length;
  while (from < to && strchr("(\"'", word.bytes[from]))
    from++;
  while (to > from && strchr(".,;:!?)\"'", word.bytes[to - 1]))
    to--;
  return text_part(word, from, to);
}

static Text word_at(const Reading *reading, size_t at) {
  if (at >= reading->words.count)
    return TEXT("");
  const Word *word = &reading->words.items[at];
  return text_part(reading->text, word->from, word->to);
}

static bool all_digits(Text word, size_t length) {
  if (word.length == 0 || (length && word.length != length))
    return false;
  for (size_t i = 0; i < word.length; i++)
    if (!is_digit(word.bytes[i]))
      return false;
  return true;
}

static bool is_year(Text word) {
  return all_digits(word, 4) && (text_starts_with(word, TEXT("19")) ||
                                 text_starts_with(word, TEXT("20")));
}

/* ---- where a sign may be lost --------------------------------------------------------- */

/* No font shows them: what pdf readers give where a hyphen was. */
static bool has_lost_sign(Text word) {
  for (size_t at = 0; at < word.length;) {
    int32_t c = unicode_next(word, &at);
    if (c < 0 || c == 0xad || c == 0xfffd || (c < 0x20 && c != '\f') || (c >= 0xe000 && c < 0xf900))
      return true;
  }
  return false;
}

static bool is_unit(Text word) {
  static const char *const units[] = { "%", "kr", "tkr", "mkr", "mdkr", "procent", "percent",
                                       "kronor", "miljoner", "procentenheter" };
  Text plain = bare(word);
  if (plain.length && keyword_time_unit(plain) != TIME_NOT)
    return true;
  for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
    if (text_is(plain, units[i]))
      return true;
  return false;
}

/* "2024 2026"; "12 24 months", where the second is no group of three digits. */
static bool lost_between_numbers(const Reading *reading, size_t at) {
  Text first = word_at(reading, at), second = word_at(reading, at + 1);
  if (is_year(first) && is_year(bare(second)))
    return !is_year(word_at(reading, at + 2));
  return all_digits(first, 0) && all_digits(second, 0) && second.length != 3 &&
         first.length <= 3 && is_unit(word_at(reading, at + 2)) &&
         (at == 0 || !all_digits(word_at(reading, at - 1), 0));
}

static bool begins_small(Text word) {
  if (word.length == 0)
    return false;
  unsigned char c = (unsigned char)word.bytes[0];
  if (c == 0xc3 && word.length > 1)
    return (unsigned char)word.bytes[1] >= 0xa0;
  return c >= 'a' && c <= 'z';
}

static bool only_letters(Text word) {
  for (size_t i = 0; i < word.length; i++)
    if (!is_letter_byte(word.bytes[i]) && ((unsigned char)word.bytes[i] & 0xc0) != 0x80)
      return false;
  return word.length > 0;
}

static bool knows(const Reading *reading, Text word) {
  return map_get(&reading->known, word) != NULL;
}

/* A line ends in "effektivi", the next begins with "sering"; "effektivisering" stands elsewhere. */
static bool lost_at_line_end(const Reading *reading, size_t at) {
  enum { LEAST = 2 };
  Text first = word_at(reading, at), second = bare(word_at(reading, at + 1));
  if (at + 1 >= reading->words.count ||
      reading->words.items[at].line == reading->words.items[at + 1].line)
    return false;
  if (!only_letters(first) || !only_letters(second) || !begins_small(second) ||
      first.length < LEAST || second.length < LEAST)
    return false;
  return knows(reading, arena_format(reading->arena, "%.*s%.*s", TEXT_PRINT(first),
                                     TEXT_PRINT(second)));
}

static bool is_abbreviation(Text word) {
  for (size_t i = 0; i < word.length; i++)
    if (word.bytes[i] < 'A' || word.bytes[i] > 'Z')
      return false;
  return word.length >= 2 && word.length <= 5;
}

/* "IT stöd", where "IT-stöd" stands elsewhere. */
static bool lost_in_compound(const Reading *reading, size_t at) {
  Text first = word_at(reading, at), second = bare(word_at(reading, at + 1));
  if (!is_abbreviation(first) || !begins_small(second))
    return false;
  return knows(reading, arena_format(reading->arena, "%.*s-%.*s", TEXT_PRINT(first),
                                     TEXT_PRINT(second)));
}

static void add_line(SourceText *result, Arena *arena, size_t line) {
  if (result->doubtful.count == 0 ||
      result->doubtful.items[result->doubtful.count - 1] != line)
    LIST_ADD(arena, &result->doubtful, size_t, line);
}

static void find_doubtful(Reading *reading, SourceText *result) {
  map_init(&reading->known, reading->arena);
  for (size_t i = 0; i < reading->words.count; i++)
    map_add(&reading->known, bare(word_at(reading, i)), reading);
  for (size_t i = 0; i < reading->words.count; i++)
    if (has_lost_sign(word_at(reading, i)) || lost_between_numbers(reading, i) ||
        lost_at_line_end(reading, i) || lost_in_compound(reading, i))
      add_line(result, reading->arena, reading->words.items[i].line);
}

/* ---- the whole ------------------------------------------------------------------------ */

static Text title_of(Text text) {
  for (size_t at = 0; at < text.length;) {
    size_t end = line_end(text, at);
    Text line = text_trim(text_part(text, at, end));
    for (size_t i = 0; i < line.length; i++)
      if (is_letter_byte(line.bytes[i]))
        return line;
    at = end + 1;
  }
  return TEXT("");
}

/* Each form feed ends a page; what stands behind the last one is a page too. */
static size_t pages_of(Text text) {
  size_t pages = 0, last = 0;
  for (size_t i = 0; i < text.length; i++)
    if (text.bytes[i] == '\f') {
      pages++;
      last = i + 1;
    }
  bool more = text_trim(text_part(text, last, text.length)).length > 0;
  return pages + (more || pages == 0);
}

SourceText source_text(Arena *arena, Text bytes) {
  SourceText result = { .text = tidied(arena, unicode_nfc(arena, decoded(arena, bytes))) };
  Reading reading = { .arena = arena, .text = result.text };
  reading.words = words_of(arena, result.text);
  result.words = reading.words.count;
  result.pages = pages_of(result.text);
  result.title = title_of(result.text);
  find_doubtful(&reading, &result);
  return result;
}
