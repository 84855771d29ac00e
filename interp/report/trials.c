#include "interp/report/trials.h"

#include "base/unicode.h"

size_t trials_failed(const TrialRows *rows) {
  size_t failed = 0;
  for (size_t i = 0; i < rows->count; i++)
    failed += !rows->items[i].passed;
  return failed;
}

void trials_write_text(Writer *writer, const TrialRows *rows) {
  size_t failed = trials_failed(rows);
  writer_say(writer, "%zu passed, %zu failed\n", rows->count - failed, failed);
}

/* ---- TAP --------------------------------------------------------------------------------- */

/* One line of TAP: no newline, and # begins a directive. */
static void put_tap(Writer *writer, Text text) {
  for (size_t i = 0; i < text.length; i++) {
    char c = text.bytes[i];
    if (c == '#' || c == '\\')
      writer_put_char(writer, '\\');
    writer_put_char(writer, (unsigned char)c < 0x20 ? ' ' : c);
  }
}

void trials_write_tap(Writer *writer, const TrialRows *rows) {
  writer_print(writer, "TAP version 13\n1..%zu\n", rows->count);
  for (size_t i = 0; i < rows->count; i++) {
    const TrialRow *row = &rows->items[i];
    writer_print(writer, "%sok %zu - ", row->passed ? "" : "not ", i + 1);
    put_tap(writer, row->path);
    if (row->line)
      writer_print(writer, ":%zu", row->line);
    writer_put(writer, TEXT(" "));
    put_tap(writer, row->name);
    writer_put_char(writer, '\n');
    for (size_t j = 0; j < row->failures.count; j++) {
      writer_put(writer, TEXT("# "));
      put_tap(writer, row->failures.items[j]);
      writer_put_char(writer, '\n');
    }
  }
}

/* ---- JUnit ------------------------------------------------------------------------------- */

/* XML text: what XML cannot hold becomes U+FFFD. */
static void put_xml(Writer *writer, Text text) {
  for (size_t offset = 0; offset < text.length;) {
    size_t start = offset;
    int32_t code_point = unicode_next(text, &offset);
    if (code_point < 0)
      offset = start + 1;
    bool allowed = code_point == '\t' || code_point == '\n' || code_point == '\r' ||
                   (code_point >= 0x20 && code_point != 0xfffe && code_point != 0xffff);
    if (!allowed)
      writer_put(writer, TEXT("\xef\xbf\xbd"));
    else if (code_point == '<')
      writer_put(writer, TEXT("&lt;"));
    else if (code_point == '>')
      writer_put(writer, TEXT("&gt;"));
    else if (code_point == '&')
      writer_put(writer, TEXT("&amp;"));
    else if (code_point == '"')
      writer_put(writer, TEXT("&quot;"));
    else
      writer_put(writer, text_part(text, start, offset));
  }
}

static Text all_failures(Arena *arena, const TrialRow *row) {
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < row->failures.count; i++) {
    if (i)
      writer_put_char(&writer, '\n');
    writer_put(&writer, row->failures.items[i]);
  }
  return writer_text(&writer);
}

static void put_case(Writer *writer, Arena *arena, const TrialRow *row) {
  writer_put(writer, TEXT("    <testcase classname=\""));
  put_xml(writer, row->path);
  writer_put(writer, TEXT("\" name=\""));
  put_xml(writer, row->name);
  if (row->passed) {
    writer_put(writer, TEXT("\"/>\n"));
    return;
  }
  writer_put(writer, TEXT("\">\n      <failure message=\""));
  put_xml(writer, row->failures.count ? row->failures.items[0] : TEXT("failed"));
  writer_put(writer, TEXT("\">"));
  put_xml(writer, all_failures(arena, row));
  writer_put(writer, TEXT("</failure>\n    </testcase>\n"));
}

/* The rows of one file stand together: they are one suite. */
static size_t suite_end(const TrialRows *rows, size_t start) {
  size_t end = start;
  while (end < rows->count && text_equal(rows->items[end].path, rows->items[start].path))
    end++;
  return end;
}

void trials_write_junit(Writer *writer, Arena *arena, const TrialRows *rows) {
  writer_put(writer, TEXT("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
  writer_print(writer, "<testsuites tests=\"%zu\" failures=\"%zu\">\n", rows->count,
               trials_failed(rows));
  for (size_t start = 0; start < rows->count;) {
    size_t end = suite_end(rows, start);
    TrialRows suite = { rows->items + start, end - start, end - start };
    writer_put(writer, TEXT("  <testsuite name=\""));
    put_xml(writer, rows->items[start].path);
    writer_print(writer, "\" tests=\"%zu\" failures=\"%zu\">\n", suite.count,
                 trials_failed(&suite));
    for (size_t i = 0; i < suite.count; i++)
      put_case(writer, arena, &suite.items[i]);
    writer_put(writer, TEXT("  </testsuite>\n"));
    start = end;
  }
  writer_put(writer, TEXT("</testsuites>\n"));
}

/* ---- JSON -------------------------------------------------------------------------------- */

static void put_json_row(Writer *writer, const TrialRow *row) {
  writer_put(writer, TEXT("{\"path\":"));
  writer_json(writer, row->path);
  writer_print(writer, ",\"line\":%zu,\"name\":", row->line);
  writer_json(writer, row->name);
  writer_print(writer, ",\"passed\":%s,\"failures\":[", row->passed ? "true" : "false");
  for (size_t i = 0; i < row->failures.count; i++) {
    if (i)
      writer_put_char(writer, ',');
    writer_json(writer, row->failures.items[i]);
  }
  writer_put(writer, TEXT("]}"));
}

void trials_write_json(Writer *writer, const TrialRows *rows) {
  size_t failed = trials_failed(rows);
  writer_print(writer, "{\"passed\":%zu,\"failed\":%zu,\"tests\":[", rows->count - failed, failed);
  for (size_t i = 0; i < rows->count; i++) {
    writer_put(writer, i ? TEXT(",\n") : TEXT("\n"));
    put_json_row(writer, &rows->items[i]);
  }
  writer_put(writer, TEXT("\n]}\n"));
}
