#include "interp/ledger/settings.h"

#include "base/writer.h"

typedef struct {
  Arena *arena;
  Text   text;
  size_t at;
} Json;

static bool skip(Json *json, const char *expected) {
  Text wanted = text_from(expected);
  if (!text_starts_with(text_part(json->text, json->at, json->text.length), wanted))
    return false;
  json->at += wanted.length;
  return true;
}

static char escaped(char c) {
  return c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 'b' ? '\b'
       : c == 'f' ? '\f' : c;
}

/* \u00XX, as our own writer writes control characters. */
static char coded(Json *json) {
  unsigned code = 0;
  for (unsigned i = 0; i < 4 && json->at < json->text.length; i++) {
    char c = json->text.bytes[json->at++];
    code = code * 16 + (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  return (char)code;
}

/* False: no string begins here. */
static bool read_string(Json *json, Text *string) {
  Writer writer;
  if (!skip(json, "\""))
    return false;
  writer_to_memory(&writer, json->arena);
  while (json->at < json->text.length && json->text.bytes[json->at] != '"') {
    char c = json->text.bytes[json->at++];
    if (c == '\\' && json->at < json->text.length) {
      c = json->text.bytes[json->at++];
      c = c == 'u' ? coded(json) : escaped(c);
    }
    writer_put_char(&writer, c);
  }
  *string = writer_text(&writer);
  return skip(json, "\"");
}

/* "2 mkr, 3 mkr from 2026-07-01": each value that is for some days begins behind ", ", unless that
 * stands in a text or in parentheses. */
static void visit_values(Text name, Text values, SettingVisit *visit, void *context) {
  size_t start = 0;
  int open = 0;
  bool quoted = false;
  for (size_t i = 0; i <= values.length; i++) {
    char c = i < values.length ? values.bytes[i] : '\0';
    quoted ^= c == '"';
    open += c == '(' ? 1 : c == ')' ? -1 : 0;
    bool parts = c == ',' && i + 1 < values.length && values.bytes[i + 1] == ' ';
    if (i < values.length && (!parts || quoted || open > 0))
      continue;
    visit(context, name, text_part(values, start, i));
    start = i + 2;
  }
}

Text settings_read(Arena *arena, Text settings, SettingVisit *visit, void *context) {
  Json json = { arena, settings, 0 };
  Text scenario = TEXT(""), name, value;
  if (!skip(&json, "{\"scenario\":"))
    return scenario;
  if (!skip(&json, "null"))
    read_string(&json, &scenario);
  if (!skip(&json, ",\"sets\":{"))
    return scenario;
  while (read_string(&json, &name) && skip(&json, ":") && read_string(&json, &value)) {
    visit_values(name, value, visit, context);
    skip(&json, ",");
  }
  return scenario;
}
