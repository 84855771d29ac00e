#include "interp/report/remarks.h"

#include "base/unicode.h"

void remarks_add(Arena *arena, Remarks *remarks, Sources *sources, Span span, Text text) {
  Source *source = sources_get(sources, span);
  if (!source)
    return;
  Place place = source_place(sources, source, span.start);
  Remark remark = { .path = source->path, .file = span.file, .line = place.line,
                    .column = place.column, .written = source_line(sources, source, place.line),
                    .text = text };
  LIST_ADD(arena, remarks, Remark, remark);
}

/* ---- text ------------------------------------------------------------------------------ */

static size_t leading_spaces(Text line) {
  size_t spaces = 0;
  while (spaces < line.length && line.bytes[spaces] == ' ')
    spaces++;
  return spaces;
}

/* So much of the text as fits in `columns`, with … where it goes on. */
static Text fitting(Arena *arena, Text text, size_t columns) {
  if (unicode_width(text) <= columns)
    return text;
  size_t offset = 0;
  while (offset < text.length && unicode_width(text_part(text, 0, offset)) + 2 < columns)
    if (unicode_next(text, &offset) < 0)
      offset++;
  return arena_format(arena, "%.*s…", TEXT_PRINT(text_part(text, 0, offset)));
}

static void put_margin(Writer *writer, const Screen *screen, Text number) {
  writer_pad_left(writer, number, 6);
  writer_put(writer, screen->ascii ? TEXT(" | ") : TEXT(" │ "));
}

enum { MARGIN = 9, LEAST_REMARK = 24 };

static size_t room(const Screen *screen) {
  return screen->width > MARGIN + 2 * LEAST_REMARK ? screen->width - MARGIN : 2 * LEAST_REMARK;
}

static void put_line(Writer *writer, const Screen *screen, const Remark *remark) {
  Arena *arena = writer->arena;
  Text line = screen_visible(arena, remark->written);
  size_t spaces = leading_spaces(line);
  put_margin(writer, screen, arena_format(arena, "%zu", remark->line));
  writer_put(writer, fitting(arena, text_part(line, spaces, line.length), room(screen)));
  writer_put_char(writer, '\n');
}

/* Below the words it is about, unless that leaves it no room. */
static void put_remark(Writer *writer, const Screen *screen, const Remark *remark) {
  Arena *arena = writer->arena;
  size_t spaces = leading_spaces(remark->written), indent = remark->column - 1;
  indent = indent > spaces ? indent - spaces : 0;
  Text text = screen_visible(arena, remark->text);
  size_t width = unicode_width(text) + 2;
  if (indent + width > room(screen))
    indent = width < room(screen) ? room(screen) - width : 0;
  put_margin(writer, screen, TEXT(""));
  writer_repeat(writer, TEXT(" "), indent);
  writer_put(writer, screen->ascii ? TEXT("> ") : TEXT("→ "));
  writer_put(writer, text);
  writer_put_char(writer, '\n');
}

void remarks_write_text(Writer *writer, const Screen *screen, const Remarks *remarks) {
  for (size_t i = 0; i < remarks->count; i++) {
    const Remark *remark = &remarks->items[i], *before = i ? remark - 1 : NULL;
    bool same_file = before && before->file == remark->file;
    if (!same_file) {
      writer_put(writer, i ? TEXT("\n") : TEXT(""));
      screen_styled(writer, screen, STYLE_STRONG, screen_visible(writer->arena, remark->path));
      writer_put_char(writer, '\n');
    }
    if (!same_file || before->line != remark->line)
      put_line(writer, screen, remark);
    put_remark(writer, screen, remark);
  }
}

/* ---- JSON ------------------------------------------------------------------------------ */

void remark_write_json(Writer *writer, const Remark *remark) {
  writer_put(writer, TEXT("\"path\":"));
  writer_json(writer, remark->path);
  writer_print(writer, ",\"line\":%zu,\"column\":%zu,\"text\":", remark->line, remark->column);
  writer_json(writer, text_trim(remark->written));
  writer_put(writer, TEXT(",\"remark\":"));
  writer_json(writer, remark->text);
}
