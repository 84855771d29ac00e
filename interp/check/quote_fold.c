#include "interp/check/quote_text.h"

#include "base/unicode.h"
#include "base/writer.h"

#include <string.h>

typedef struct {
  Arena    *arena;
  Arena     scratch;         /* normal forms of single characters */
  unsigned  used;            /* of these since the last reset */
  Folded    result;
  char     *bytes;
  size_t    length, room;
} Folder;

/* ---- classes of characters ---- */

static bool is_white(int32_t c) {
  return (c >= '\t' && c <= '\r') || c == ' ' || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200d) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
         c == 0x205f || c == 0x2060 || c == 0x3000 || c == 0xfeff;
}

static bool is_dash(int32_t c) {
  return c == '-' || c == 0xad || c == 0x58a || (c >= 0x2010 && c <= 0x2015) || c == 0x2043 ||
         c == 0x2212 || c == 0x2e3a || c == 0x2e3b || c == 0xfe58 || c == 0xfe63 || c == 0xff0d;
}

static bool is_quotation(int32_t c) {
  return c == '"' || c == '\'' || c == '`' || c == 0xab || c == 0xbb || c == 0xb4 ||
         (c >= 0x2018 && c <= 0x201f) || (c >= 0x2032 && c <= 0x2036) || c == 0x2039 ||
         c == 0x203a || c == 0x301d || c == 0x301e || c == 0x301f || c == 0xff02 || c == 0xff07;
}

/* ---- writing ---- */

static void put(Folder *folder, Text bytes, size_t place) {
  if (folder->room - folder->length < bytes.length) {
    size_t room = folder->room * 2 + bytes.length + 64;
    folder->bytes = arena_grow_array(folder->arena, folder->bytes, folder->length, room, 1);
    folder->result.places = arena_grow_array(folder->arena, folder->result.places,
                                             folder->length, room + 1, sizeof(uint32_t));
    folder->room = room;
  }
  memcpy(folder->bytes + folder->length, bytes.bytes, bytes.length);
  for (size_t i = 0; i < bytes.length; i++)
    folder->result.places[folder->length + i] = (uint32_t)place;
  folder->length += bytes.length;
}

/* Characters in their normal form, all from one place. */
static void put_normal(Folder *folder, Text normal, size_t place) {
  size_t offset = 0;
  while (offset < normal.length) {
    size_t start = offset;
    int32_t c = unicode_next(normal, &offset);
    if (c < 0)
      offset = start + 1;
    if (is_quotation(c))
      put(folder, TEXT("\""), place);
    else if (!is_white(c) && !is_dash(c))
      put(folder, text_part(normal, start, offset), place);
  }
}

/* ---- normal forms, character by character, so that each keeps its place ---- */

static bool is_mark(Text text, size_t start, size_t end, int32_t c) {
  return c >= 0x300 && !is_white(c) && !is_dash(c) &&
         ((c >= 0x1160 && c <= 0x11ff) || unicode_width(text_part(text, start, end)) == 0);
}

/* What stands for itself under NFKC, if no mark follows. */
static bool is_plain(int32_t c) {
  return c >= 0 && (c < 0x80 || (c >= 0xc0 && c <= 0x131));
}

/* The end of the character and the marks on it. */
static size_t cluster_end(Text text, size_t offset) {
  while (offset < text.length) {
    size_t end = offset;
    int32_t c = unicode_next(text, &end);
    if (c < 0 || !is_mark(text, offset, end, c))
      break;
    offset = end;
  }
  return offset;
}

static void put_cluster(Folder *folder, Text cluster, size_t place) {
  enum { RESET_AFTER = 512 };
  put_normal(folder, unicode_nfkc(&folder->scratch, cluster), place);
  if (++folder->used % RESET_AFTER == 0 || cluster.length > 1024)
    arena_reset(&folder->scratch);
}

static void fold_into(Folder *folder, Text text, size_t start, size_t end) {
  while (start < end) {
    size_t after = start;
    int32_t c = unicode_next(text, &after);
    bool mark_may_follow = after < end && (unsigned char)text.bytes[after] >= 0xcc;
    if (c < 0)
      after = start + 1;
    else if (mark_may_follow)
      after = cluster_end(text, after);
    Text cluster = text_part(text, start, after < end ? after : end);
    if (is_quotation(c) && cluster.length <= 3)
      put(folder, TEXT("\""), start);
    else if (is_plain(c) && cluster.length <= 2)
      put_normal(folder, cluster, start);
    else
      put_cluster(folder, cluster, start);
    start = after;
  }
}

static void folder_start(Folder *folder, Arena *arena, Text text) {
  *folder = (Folder){ .arena = arena, .result = { .text = text }, .room = text.length + 16 };
  folder->bytes = arena_alloc(arena, folder->room);
  folder->result.places = arena_array(arena, uint32_t, folder->room + 1);
  arena_init_deferred(&folder->scratch, arena->memory);
}

static Folded folder_end(Folder *folder) {
  memory_release(folder->arena->memory, &folder->scratch);
  folder->result.places[folder->length] = (uint32_t)folder->result.text.length;
  folder->result.folded = (Text){ folder->bytes, folder->length };
  return folder->result;
}

Folded quote_fold(Arena *arena, Text text) {
  Folder folder;
  folder_start(&folder, arena, text);
  fold_into(&folder, text, 0, text.length);
  return folder_end(&folder);
}

/* ---- parts of a quote ---- */

/* Of the bracket at `start`: the byte after its end; text.length + 1 if it has none. */
static size_t bracket_end(Text text, size_t start) {
  size_t end = text_find(text, TEXT("]"), start);
  return end < text.length ? end + 1 : text.length + 1;
}

static bool is_gap(Text bracket) {
  Text inside = text_trim(text_part(bracket, 1, bracket.length - 1));
  return text_is(inside, "\xe2\x80\xa6") || text_is(inside, "...");
}

/* One more part: `text` up to `end`, without the editor's words. */
static Folded fold_part(Arena *arena, Text text, size_t start, size_t end, bool keep_words) {
  Folder folder;
  folder_start(&folder, arena, text);
  while (start < end) {
    size_t open = text_find(text, TEXT("["), start);
    size_t close = open < end ? bracket_end(text, open) : text.length + 1;
    bool bracket = close <= end && !keep_words;
    fold_into(&folder, text, start, bracket ? open : end);
    start = bracket ? close : end;
  }
  return folder_end(&folder);
}

FoldedParts quote_parts(Arena *arena, Text quote, bool keep_words) {
  FoldedParts parts = { 0 };
  size_t start = 0, from = 0;
  while (start <= quote.length) {
    size_t open = text_find(quote, TEXT("["), from);
    size_t close = open < quote.length ? bracket_end(quote, open) : quote.length + 1;
    bool last = close > quote.length;
    if (!last && !is_gap(text_part(quote, open, close))) {
      from = close;
      continue;
    }
    Folded part = fold_part(arena, quote, start, last ? quote.length : open, keep_words);
    if (part.folded.length > 0)
      LIST_ADD(arena, &parts, Folded, part);
    start = from = close;
  }
  return parts;
}

/* ---- words ---- */

size_t quote_word_count(Text quote) {
  size_t count = 0, offset = 0;
  bool in_word = false, brackets = true;
  while (offset < quote.length) {
    size_t start = offset;
    int32_t c = unicode_next(quote, &offset);
    if (c < 0)
      offset = start + 1;
    size_t close = c == '[' && brackets ? bracket_end(quote, start) : start;
    brackets = brackets && close <= quote.length;
    if (close > start && close <= quote.length) {
      offset = close;
      in_word = false;
    } else if (is_white(c)) {
      in_word = false;
    } else if (!in_word && ((c >= '0' && c <= '9') || (c >= 0 && unicode_is_letter(c)))) {
      in_word = true;
      count++;
    }
  }
  return count;
}

Text quote_plain(Arena *arena, Text text, size_t most) {
  Writer writer;
  writer_to_memory(&writer, arena);
  size_t offset = 0, written = 0;
  bool space = false;
  while (offset < text.length) {
    size_t start = offset;
    int32_t c = unicode_next(text, &offset);
    if (c < 0)
      offset = start + 1;
    if (is_white(c)) {
      space = written > 0;
      continue;
    }
    if (written >= most) {
      writer_put(&writer, TEXT(" \xe2\x80\xa6"));
      break;
    }
    if (space)
      writer_put_char(&writer, ' ');
    writer_put(&writer, text_part(text, start, offset));
    written += 1 + space;
    space = false;
  }
  return writer_text(&writer);
}
