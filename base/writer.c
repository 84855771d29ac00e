#include "base/writer.h"

#include "base/unicode.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { SINK_BUFFER = 8192, MEMORY_BUFFER = 256 };

void writer_to_memory(Writer *writer, Arena *arena) {
  *writer = (Writer){ .arena = arena };
}

void writer_to_sink(Writer *writer, Arena *arena, WriterSink *sink, void *context) {
  *writer = (Writer){ .sink = sink, .context = context, .arena = arena };
  writer->buffer = arena_array(arena, char, SINK_BUFFER);
  writer->room = SINK_BUFFER;
}

static void give(Writer *writer, const char *bytes, size_t length) {
  if (!writer->failed && length && !writer->sink(writer->context, bytes, length))
    writer->failed = true;
}

static void drain(Writer *writer) {
  give(writer, writer->buffer, writer->used);
  writer->used = 0;
}

/* Room for `length` bytes and a NUL in a writer to memory. */
static void grow(Writer *writer, size_t length) {
  if (length < writer->room - writer->used)
    return;
  size_t room = writer->room ? writer->room : MEMORY_BUFFER;
  while (room - writer->used <= length) {
    if (room > PTRDIFF_MAX / 2)
      memory_fail(writer->arena->memory, FAILURE_MEMORY);
    room *= 2;
  }
  writer->buffer = arena_grow_array(writer->arena, writer->buffer, writer->used, room, 1);
  writer->room = room;
}

void writer_put(Writer *writer, Text text) {
  if (writer->failed || text.length == 0)
    return;
  if (!writer->sink) {
    grow(writer, text.length);
  } else if (text.length > writer->room - writer->used) {
    drain(writer);
    if (text.length > writer->room) {
      give(writer, text.bytes, text.length);
      return;
    }
  }
  memcpy(writer->buffer + writer->used, text.bytes, text.length);
  writer->used += text.length;
}

void writer_put_char(Writer *writer, char c) {
  writer_put(writer, (Text){ &c, 1 });
}

static void print_list(Writer *writer, const char *format, va_list arguments) {
  char small[512];
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(small, sizeof small, format, arguments);
  if (length < 0)
    writer->failed = true;
  else if ((size_t)length < sizeof small)
    writer_put(writer, (Text){ small, (size_t)length });
  else
    writer_put(writer, arena_format_list(writer->arena, format, again));
  va_end(again);
}

void writer_print(Writer *writer, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print_list(writer, format, arguments);
  va_end(arguments);
}

void writer_say(Writer *writer, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print_list(writer, message(writer->language, format), arguments);
  va_end(arguments);
}

void writer_count(Writer *writer, uint64_t count) {
  if (count < 1000) {
    writer_print(writer, "%" PRIu64, count);
    return;
  }
  writer_count(writer, count / 1000);
  writer_print(writer, " %03" PRIu64, count % 1000);
}

static void put_with_number(Writer *writer, size_t count, Text said) {
  Text number = TEXT("%zu");
  size_t at = text_find(said, number, 0);
  assert(at < said.length);
  writer_put(writer, text_part(said, 0, at));
  writer_count(writer, count);
  writer_put(writer, text_part(said, at + number.length, said.length));
}

void writer_say_number(Writer *writer, size_t count, const char *text) {
  put_with_number(writer, count, text_from(message(writer->language, text)));
}

void writer_say_count(Writer *writer, size_t count, const char *one, const char *several) {
  put_with_number(writer, count, text_from(message_for(writer->language, count, one, several)));
}

void writer_repeat(Writer *writer, Text text, size_t times) {
  for (size_t i = 0; i < times; i++)
    writer_put(writer, text);
}

static void put_spaces(Writer *writer, Text text, size_t width) {
  size_t taken = unicode_width(text);
  if (taken < width)
    writer_repeat(writer, TEXT(" "), width - taken);
}

void writer_pad(Writer *writer, Text text, size_t width) {
  writer_put(writer, text);
  put_spaces(writer, text, width);
}

void writer_pad_left(Writer *writer, Text text, size_t width) {
  put_spaces(writer, text, width);
  writer_put(writer, text);
}

static void put_json_control(Writer *writer, int32_t code_point) {
  switch (code_point) {
    case '"':  writer_put(writer, TEXT("\\\"")); return;
    case '\\': writer_put(writer, TEXT("\\\\")); return;
    case '\b': writer_put(writer, TEXT("\\b")); return;
    case '\f': writer_put(writer, TEXT("\\f")); return;
    case '\n': writer_put(writer, TEXT("\\n")); return;
    case '\r': writer_put(writer, TEXT("\\r")); return;
    case '\t': writer_put(writer, TEXT("\\t")); return;
    default:   writer_print(writer, "\\u%04x", (unsigned)code_point); return;
  }
}

void writer_json(Writer *writer, Text text) {
  size_t plain = 0, offset = 0;   /* plain: start of what can be written as it is */
  writer_put_char(writer, '"');
  while (offset < text.length) {
    size_t start = offset;
    int32_t code_point = unicode_next(text, &offset);
    bool invalid = code_point < 0;
    if (!invalid && code_point >= 0x20 && code_point != '"' && code_point != '\\')
      continue;
    writer_put(writer, text_part(text, plain, start));
    if (invalid) {
      writer_put(writer, TEXT("\xef\xbf\xbd"));
      offset = start + 1;
    } else {
      put_json_control(writer, code_point);
    }
    plain = offset;
  }
  writer_put(writer, text_part(text, plain, text.length));
  writer_put_char(writer, '"');
}

void writer_json_text(Writer *writer, const char *name, Text text) {
  writer_print(writer, ",\"%s\":", name);
  if (text.length)
    writer_json(writer, text);
  else
    writer_put(writer, TEXT("null"));
}

void writer_json_number(Writer *writer, const char *name, bool present, int64_t number) {
  writer_print(writer, ",\"%s\":", name);
  if (present)
    writer_print(writer, "%lld", (long long)number);
  else
    writer_put(writer, TEXT("null"));
}

bool writer_flush(Writer *writer) {
  if (writer->sink)
    drain(writer);
  return !writer->failed;
}

Text writer_text(Writer *writer) {
  grow(writer, 0);
  writer->buffer[writer->used] = '\0';
  return (Text){ writer->buffer, writer->used };
}
