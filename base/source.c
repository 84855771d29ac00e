#include "base/source.h"

#include "base/unicode.h"

void sources_init(Sources *sources, Arena *arena) {
  *sources = (Sources){ .arena = arena };
}

/* A copy without the byte order mark and with LF for CRLF; a lone CR stays. */
static Text fold_lines(Arena *arena, Text bytes) {
  if (text_starts_with(bytes, TEXT("\xef\xbb\xbf")))
    bytes = text_part(bytes, 3, bytes.length);
  char *copy = arena_alloc(arena, bytes.length + 1);
  size_t length = 0;
  for (size_t i = 0; i < bytes.length; i++) {
    bool folded = bytes.bytes[i] == '\r' && i + 1 < bytes.length && bytes.bytes[i + 1] == '\n';
    if (!folded)
      copy[length++] = bytes.bytes[i];
  }
  copy[length] = '\0';
  return (Text){ copy, length };
}

Source *sources_add(Sources *sources, Text path, Text bytes) {
  if (bytes.length >= UINT32_MAX || sources->list.count >= UINT32_MAX - 1)
    memory_fail(sources->arena->memory, FAILURE_LIMIT);
  Source *source = arena_new(sources->arena, Source);
  source->number = (uint32_t)sources->list.count + 1;
  source->path = arena_text(sources->arena, path);
  source->text = fold_lines(sources->arena, bytes);
  LIST_ADD(sources->arena, &sources->list, Source *, source);
  return source;
}

Source *sources_get(const Sources *sources, Span span) {
  if (span.file == 0 || span.file > sources->list.count)
    return NULL;
  return sources->list.items[span.file - 1];
}

static void find_lines(Sources *sources, Source *source) {
  if (source->lines)
    return;
  size_t count = 1;
  for (size_t i = 0; i < source->text.length; i++)
    count += source->text.bytes[i] == '\n';
  uint32_t *lines = arena_array(sources->arena, uint32_t, count);
  size_t line = 1;
  for (size_t i = 0; i < source->text.length; i++)
    if (source->text.bytes[i] == '\n')
      lines[line++] = (uint32_t)(i + 1);
  source->lines = lines;
  source->line_count = count;
}

size_t source_line_start(Sources *sources, Source *source, size_t line) {
  find_lines(sources, source);
  if (line < 1 || line > source->line_count)
    return source->text.length;
  return source->lines[line - 1];
}

Text source_line(Sources *sources, Source *source, size_t line) {
  size_t start = source_line_start(sources, source, line);
  size_t end = source->text.length;
  if (line >= 1 && line < source->line_count)
    end = source->lines[line] - 1;
  return text_part(source->text, start, end);
}

Place source_place(Sources *sources, Source *source, size_t offset) {
  find_lines(sources, source);
  if (offset > source->text.length)
    offset = source->text.length;
  size_t low = 0, high = source->line_count;   /* the line is in [low, high) */
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (source->lines[middle] <= offset)
      low = middle;
    else
      high = middle;
  }
  Text before = text_part(source->text, source->lines[low], offset);
  return (Place){ low + 1, unicode_count(before) + 1 };
}

Span span_join(Span a, Span b) {
  if (a.file == 0)
    return b;
  if (b.file != a.file)
    return a;
  return (Span){ a.file, a.start < b.start ? a.start : b.start, a.end > b.end ? a.end : b.end };
}
