#include "base/unicode.h"

#include <string.h>
#include <utf8proc.h>

int32_t unicode_next(Text text, size_t *offset) {
  if (*offset >= text.length)
    return -1;
  utf8proc_int32_t code_point;
  const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text.bytes + *offset;
  utf8proc_ssize_t length =
      utf8proc_iterate(bytes, (utf8proc_ssize_t)(text.length - *offset), &code_point);
  if (length <= 0)
    return -1;
  *offset += (size_t)length;
  return code_point;
}

static bool is_ascii(char byte) {
  return (unsigned char)byte < 0x80;
}

size_t unicode_invalid_at(Text text) {
  size_t offset = 0;
  while (offset < text.length) {
    if (is_ascii(text.bytes[offset]))
      offset++;
    else if (unicode_next(text, &offset) < 0)
      return offset;
  }
  return text.length;
}

size_t unicode_count(Text text) {
  size_t count = 0, offset = 0;
  while (offset < text.length) {
    if (is_ascii(text.bytes[offset]) || unicode_next(text, &offset) < 0)
      offset++;
    count++;
  }
  return count;
}

size_t unicode_width(Text text) {
  size_t width = 0, offset = 0;
  while (offset < text.length) {
    int32_t code_point = unicode_next(text, &offset);
    if (code_point >= 0) {
      width += (size_t)utf8proc_charwidth(code_point);
    } else {
      offset++;
      width++;
    }
  }
  return width;
}

bool unicode_is_letter(int32_t code_point) {
  utf8proc_category_t category = utf8proc_category(code_point);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool unicode_is_hidden(int32_t code_point) {
  utf8proc_category_t category = utf8proc_category(code_point);
  return category >= UTF8PROC_CATEGORY_ZL && category <= UTF8PROC_CATEGORY_CS;
}

/* ---- normal forms ---- */

/* Below U+0300 nothing combines and all is its own NFC. */
static bool is_surely_nfc(Text text) {
  size_t offset = 0;
  while (offset < text.length) {
    if ((unsigned char)text.bytes[offset] >= 0xcc)
      return false;
    offset++;
  }
  return true;
}

/* Marks of one class keep their order.  A counting sort, since a hostile text may hold
 * a million marks on one letter. */
static void sort_long_run(Arena *arena, int32_t *marks, size_t count) {
  size_t starts[257] = { 0 };
  int32_t *sorted = arena_array(arena, int32_t, count);
  for (size_t i = 0; i < count; i++)
    starts[(unsigned char)utf8proc_get_property(marks[i])->combining_class + 1]++;
  for (size_t class = 1; class < 257; class++)
    starts[class] += starts[class - 1];
  for (size_t i = 0; i < count; i++)
    sorted[starts[(unsigned char)utf8proc_get_property(marks[i])->combining_class]++] = marks[i];
  memcpy(marks, sorted, count * sizeof *marks);
}

static void sort_short_run(int32_t *marks, size_t count) {
  for (size_t i = 1; i < count; i++) {
    int32_t mark = marks[i];
    utf8proc_propval_t class = utf8proc_get_property(mark)->combining_class;
    size_t at = i;
    while (at > 0 && utf8proc_get_property(marks[at - 1])->combining_class > class) {
      marks[at] = marks[at - 1];
      at--;
    }
    marks[at] = mark;
  }
}

/* Canonical order: each run of combining marks sorted by class. */
static void order_marks(Arena *arena, int32_t *points, size_t count) {
  enum { SHORT_RUN = 32 };
  size_t start = 0;
  while (start < count) {
    if (utf8proc_get_property(points[start])->combining_class == 0) {
      start++;
      continue;
    }
    size_t end = start + 1;
    while (end < count && utf8proc_get_property(points[end])->combining_class != 0)
      end++;
    if (end - start <= SHORT_RUN)
      sort_short_run(points + start, end - start);
    else
      sort_long_run(arena, points + start, end - start);
    start = end;
  }
}

/* How many code points `text` decomposes to; into `points` unless that is NULL. */
static size_t decompose(Text text, utf8proc_option_t options, int32_t *points) {
  size_t count = 0, offset = 0;
  while (offset < text.length) {
    int32_t parts[32];
    int last_class = 0;
    int32_t code_point = unicode_next(text, &offset);
    utf8proc_ssize_t made = utf8proc_decompose_char(code_point, parts, 32, options, &last_class);
    if (made > 0 && points)
      memcpy(points + count, parts, (size_t)made * sizeof *parts);
    count += made > 0 ? (size_t)made : 0;
  }
  return count;
}

/* Text that is not valid UTF-8 has no normal form and is returned as it is. */
static Text normalise(Arena *arena, Text text, utf8proc_option_t options) {
  if (unicode_invalid_at(text) != text.length)
    return text;
  size_t count = decompose(text, options, NULL);
  /* One more for the NUL that utf8proc_reencode writes. */
  int32_t *points = arena_array(arena, int32_t, count + 1);
  decompose(text, options, points);
  order_marks(arena, points, count);
  utf8proc_ssize_t length = utf8proc_reencode(points, (utf8proc_ssize_t)count, options);
  if (length < 0)
    return text;
  Text result = { (const char *)points, (size_t)length };
  return text_equal(result, text) ? text : result;
}

Text unicode_nfc(Arena *arena, Text text) {
  if (is_surely_nfc(text))
    return text;
  return normalise(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

static bool is_all_ascii(Text text) {
  for (size_t i = 0; i < text.length; i++)
    if (!is_ascii(text.bytes[i]))
      return false;
  return true;
}

Text unicode_nfkc(Arena *arena, Text text) {
  if (is_all_ascii(text))
    return text;
  return normalise(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
}

static bool is_capital(char byte) {
  return byte >= 'A' && byte <= 'Z';
}

static Text fold_ascii(Arena *arena, Text text) {
  size_t first = 0;
  while (first < text.length && !is_capital(text.bytes[first]))
    first++;
  if (first == text.length)
    return text;
  char *folded = arena_alloc(arena, text.length + 1);
  for (size_t i = 0; i < text.length; i++)
    folded[i] = (char)(is_capital(text.bytes[i]) ? text.bytes[i] - 'A' + 'a' : text.bytes[i]);
  return (Text){ folded, text.length };
}

Text unicode_fold(Arena *arena, Text text) {
  if (is_all_ascii(text))
    return fold_ascii(arena, text);
  return normalise(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

Text unicode_capital(Arena *arena, Text text) {
  size_t behind = 0;
  int32_t first = unicode_next(text, &behind);
  if (first < 0)
    return text;
  utf8proc_uint8_t large[4];
  utf8proc_ssize_t length = utf8proc_encode_char(utf8proc_toupper(first), large);
  return arena_format(arena, "%.*s%.*s", (int)length, (const char *)large,
                      TEXT_PRINT(text_part(text, behind, text.length)));
}

/* ---- Windows-1252 ---- */

/* 0x80 to 0x9f; the rest stand at their own numbers. */
static const int32_t windows_1252[32] = {
  0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
  0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
};

Text unicode_from_windows_1252(Arena *arena, Text bytes) {
  if (bytes.length > PTRDIFF_MAX / 4)
    memory_fail(arena->memory, FAILURE_MEMORY);
  size_t room = 1;
  for (size_t i = 0; i < bytes.length; i++)
    room += (unsigned char)bytes.bytes[i] < 0x80 ? 1 : (unsigned char)bytes.bytes[i] < 0xa0 ? 3 : 2;
  char *out = arena_alloc(arena, room);
  size_t length = 0;
  for (size_t i = 0; i < bytes.length; i++) {
    unsigned char byte = (unsigned char)bytes.bytes[i];
    int32_t code_point = byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte;
    length += (size_t)utf8proc_encode_char(code_point, (utf8proc_uint8_t *)out + length);
  }
  return (Text){ out, length };
}
