#include "grammar/literate.h"

#include <string.h>

#define MOST_SPACES 3   /* before a fence; four make it a block of prose */

bool literate_path(Text path) {
  return text_ends_with(path, TEXT(".anslag.md"));
}

/* A line of three or more ` or ~, and what stands behind them. */
typedef struct {
  char   sign;       /* 0: no fence */
  size_t length;
  Text   info;
} Fence;

static Text trimmed(Text text) {
  size_t start = 0, end = text.length;
  while (start < end && strchr(" \t\r", text.bytes[start]))
    start++;
  while (end > start && strchr(" \t\r", text.bytes[end - 1]))
    end--;
  return text_part(text, start, end);
}

static Fence fence_of(Text line) {
  size_t start = 0;
  while (start < line.length && start < MOST_SPACES && line.bytes[start] == ' ')
    start++;
  char sign = start < line.length ? line.bytes[start] : '\0';
  size_t end = start;
  while (end < line.length && line.bytes[end] == sign)
    end++;
  if ((sign != '`' && sign != '~') || end - start < 3)
    return (Fence){ 0, 0, TEXT_NONE };
  return (Fence){ sign, end - start, trimmed(text_part(line, end, line.length)) };
}

static bool closes(Fence fence, Fence open) {
  return fence.sign == open.sign && fence.length >= open.length && fence.info.length == 0;
}

/* The line that begins at `start`, without its end; *next is the one after it. */
static Text line_at(Text text, size_t start, size_t *next) {
  const char *end = memchr(text.bytes + start, '\n', text.length - start);
  size_t stop = end ? (size_t)(end - text.bytes) : text.length;
  *next = end ? stop + 1 : stop;
  return text_part(text, start, stop);
}

static void add_block(Arena *arena, File *file, const Source *source, size_t start, size_t end) {
  LIST_ADD(arena, &file->blocks, Span,
           ((Span){ source->number, (uint32_t)start, (uint32_t)end }));
}

static void report_open(Diags *diags, const Source *source, size_t start, size_t length) {
  Span fence = { source->number, (uint32_t)start, (uint32_t)(start + length) };
  diag_report(diags, DIAG_UNTERMINATED, fence, "a block of rules is not closed");
  diag_help(diags, "close it with a line of the same signs");
}

void literate_blocks(Arena *arena, const Source *source, Diags *diags, File *file) {
  Text text = source->text;
  Fence open = { 0, 0, TEXT_NONE };
  size_t opened_at = 0, inside = 0;
  for (size_t start = 0, next = 0; start < text.length; start = next) {
    Fence fence = fence_of(line_at(text, start, &next));
    if (!open.sign && fence.sign) {
      open = fence;
      opened_at = start;
      inside = next;
    } else if (open.sign && closes(fence, open)) {
      if (text_is(open.info, "anslag"))
        add_block(arena, file, source, inside, start);
      open.sign = 0;
    }
  }
  if (open.sign && text_is(open.info, "anslag")) {
    report_open(diags, source, opened_at, open.length);
    add_block(arena, file, source, inside, text.length);
  }
  file->literate = true;
  if (file->blocks.count > 0)
    return;
  Span whole = { source->number, 0, 0 };
  diag_report(diags, DIAG_NO_BLOCK, whole, "there is no block of rules in this file");
  diag_help(diags, "rules stand between a line ```anslag and a line ```");
}

Text literate_rules(Arena *arena, Text text, const File *file) {
  size_t count = file->blocks.count;
  size_t length = count > 0 ? file->blocks.items[count - 1].end : 0;
  char *rules = arena_alloc(arena, length + 1);
  for (size_t i = 0; i < length; i++)
    rules[i] = text.bytes[i] == '\n' ? '\n' : ' ';
  for (size_t i = 0; i < count; i++) {
    Span block = file->blocks.items[i];
    memcpy(rules + block.start, text.bytes + block.start, block.end - block.start);
  }
  return (Text){ rules, length };
}

static void blank(char *bytes, size_t from, size_t to) {
  for (size_t i = from; i < to; i++)
    if (bytes[i] != '\n')
      bytes[i] = ' ';
}

Text literate_prose(Arena *arena, const Source *source, Diags *diags) {
  File file = { 0 };
  bool muted = diags->muted;
  diags->muted = true;                   /* told where the file is read as rules */
  literate_blocks(arena, source, diags, &file);
  diags->muted = muted;
  Text text = source->text;
  char *bytes = arena_alloc(arena, text.length + 1);
  memcpy(bytes, text.bytes, text.length);
  for (size_t i = 0; i < file.blocks.count; i++) {
    size_t from = file.blocks.items[i].start, to = file.blocks.items[i].end;
    while (from > 1 && bytes[from - 2] != '\n')       /* the fence above */
      from--;
    while (to < text.length && bytes[to] != '\n')     /* and the one below */
      to++;
    blank(bytes, from > 0 ? from - 1 : 0, to);
  }
  return (Text){ bytes, text.length };
}
