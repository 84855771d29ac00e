#include "interp/report/page.h"

static void write_heading(Writer *writer, Text line, bool color) {
  size_t start = 0;
  while (start < line.length && line.bytes[start] == '#')
    start++;
  Text words = text_trim(text_part(line, start, line.length));
  if (color)
    writer_put(writer, TEXT("\033[1m"));
  writer_put(writer, words);
  if (color)
    writer_put(writer, TEXT("\033[0m"));
}

/* Without the marks of code and strong words. */
static void write_words(Writer *writer, Text line) {
  for (size_t i = 0; i < line.length; i++) {
    if (line.bytes[i] == '`')
      continue;
    if (line.bytes[i] == '*' && i + 1 < line.length && line.bytes[i + 1] == '*') {
      i++;
      continue;
    }
    writer_put_char(writer, line.bytes[i]);
  }
}

void page_write(Writer *writer, Text page, bool color) {
  bool fenced = false;
  for (size_t start = 0; start < page.length;) {
    size_t end = text_find(page, TEXT("\n"), start);
    if (end > page.length)
      end = page.length;
    Text line = text_part(page, start, end);
    start = end + 1;
    if (text_starts_with(line, TEXT("```"))) {
      fenced = !fenced;
      continue;
    }
    if (fenced && line.length)
      writer_put(writer, TEXT("    "));
    if (fenced)
      writer_put(writer, line);
    else if (text_starts_with(line, TEXT("#")))
      write_heading(writer, line, color);
    else
      write_words(writer, line);
    writer_put_char(writer, '\n');
  }
}
