#include "base/diag_write.h"

#include <string.h>

/* A string member's value, or null where there is no place. */
typedef struct {
  Source *source;         /* NULL: no place */
  Place   start, end;     /* the end is the first place after it */
} Region;

static Region find_region(Diags *diags, Span span) {
  Region region = { .source = sources_get(diags->sources, span) };
  if (region.source) {
    size_t end = span.end > span.start ? span.end : span.start;
    region.start = source_place(diags->sources, region.source, span.start);
    region.end = source_place(diags->sources, region.source, end);
  }
  return region;
}

/* ---- JSON ---- */

static void put_member(Writer *writer, const char *name, Text value) {
  writer_print(writer, "\"%s\": ", name);
  writer_json(writer, value);
}

static void put_start(Writer *writer, Region region) {
  if (!region.source) {
    writer_put(writer, TEXT("\"path\": null, \"line\": null, \"column\": null"));
    return;
  }
  put_member(writer, "path", region.source->path);
  writer_print(writer, ", \"line\": %zu, \"column\": %zu", region.start.line, region.start.column);
}

static void put_end(Writer *writer, Region region) {
  if (region.source)
    writer_print(writer, ", \"end_line\": %zu, \"end_column\": %zu", region.end.line,
                 region.end.column);
  else
    writer_put(writer, TEXT(", \"end_line\": null, \"end_column\": null"));
}

static void put_labels(Diags *diags, const Diag *diag, Writer *writer) {
  writer_put(writer, TEXT(",\n   \"labels\": ["));
  for (size_t i = 0; i < diag->labels.count; i++) {
    writer_put(writer, i ? TEXT(", {") : TEXT("{"));
    put_start(writer, find_region(diags, diag->labels.items[i].span));
    writer_put(writer, TEXT(", "));
    put_member(writer, "text", diag->labels.items[i].text);
    writer_put_char(writer, '}');
  }
  writer_put_char(writer, ']');
}

static void put_help(const Diag *diag, Writer *writer) {
  writer_put(writer, TEXT(",\n   \"help\": ["));
  for (size_t i = 0; i < diag->help.count; i++) {
    if (i)
      writer_put(writer, TEXT(", "));
    writer_json(writer, diag->help.items[i]);
  }
  writer_put_char(writer, ']');
}

void diag_write_json(Diags *diags, Diag *const *sorted, Writer *writer) {
  writer_put_char(writer, '[');
  for (size_t i = 0; i < diags->list.count; i++) {
    const Diag *diag = sorted[i];
    Region region = find_region(diags, diag->span);
    writer_print(writer, "%s\n  {\"code\": \"%s\", \"severity\": \"%s\", ", i ? "," : "",
                 diag_code_text(diag->code), diag_severity_text(diag->severity));
    put_member(writer, "message", diag->message);
    writer_put(writer, TEXT(", "));
    put_member(writer, "mark", diag->mark);
    writer_put(writer, TEXT(",\n   "));
    put_start(writer, region);
    put_end(writer, region);
    put_labels(diags, diag, writer);
    put_help(diag, writer);
    writer_put_char(writer, '}');
  }
  writer_put(writer, diags->list.count ? TEXT("\n]\n") : TEXT("]\n"));
}

/* ---- SARIF 2.1.0 ---- */

/* A relative or file path as a URI reference (RFC 3986): all but unreserved
 * characters and "/" percent-encoded, so that a ":" cannot look like a scheme. */
static void put_uri(Writer *writer, Text path) {
  static const char unreserved[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  writer_put_char(writer, '"');
  for (size_t i = 0; i < path.length; i++) {
    char c = path.bytes[i];
    if (c != '\0' && strchr(unreserved, c))
      writer_put_char(writer, c);
    else
      writer_print(writer, "%%%02X", (unsigned)(unsigned char)c);
  }
  writer_put_char(writer, '"');
}

static void put_rules(Writer *writer) {
  writer_put(writer, TEXT("\"rules\": ["));
  for (int code = DIAG_NONE + 1; code < DIAG_COUNT; code++) {
    writer_print(writer, "%s\n          {\"id\": \"%s\", \"shortDescription\": {\"text\": ",
                 code > DIAG_NONE + 1 ? "," : "", diag_code_text((DiagCode)code));
    writer_json(writer, text_from(diag_code_title((DiagCode)code)));
    writer_print(writer, "}, \"defaultConfiguration\": {\"level\": \"%s\"}}",
                 diag_severity_text(diag_code_severity((DiagCode)code)));
  }
  writer_put(writer, TEXT("\n        ]"));
}

static void put_physical_location(Writer *writer, Region region) {
  writer_put(writer, TEXT("\"physicalLocation\": {\"artifactLocation\": {\"uri\": "));
  put_uri(writer, region.source->path);
  writer_print(writer,
               "}, \"region\": {\"startLine\": %zu, \"startColumn\": %zu, "
               "\"endLine\": %zu, \"endColumn\": %zu}}",
               region.start.line, region.start.column, region.end.line, region.end.column);
}

static void put_related(Diags *diags, const Diag *diag, Writer *writer) {
  size_t written = 0;
  for (size_t i = 0; i < diag->labels.count; i++) {
    Region region = find_region(diags, diag->labels.items[i].span);
    if (!region.source)
      continue;
    writer_put(writer, written ? TEXT(", ") : TEXT(",\n       \"relatedLocations\": ["));
    writer_print(writer, "{\"id\": %zu, ", ++written);
    put_physical_location(writer, region);
    writer_put(writer, TEXT(", \"message\": {\"text\": "));
    writer_json(writer, diag->labels.items[i].text);
    writer_put(writer, TEXT("}}"));
  }
  if (written)
    writer_put_char(writer, ']');
}

/* SARIF has no member for advice in words: it follows the message, a line each. */
static Text join_message(Diags *diags, const Diag *diag) {
  Writer writer;
  writer_to_memory(&writer, diags->arena);
  writer_put(&writer, diag->message);
  if (diag->mark.length)
    writer_print(&writer, " (%.*s)", TEXT_PRINT(diag->mark));
  for (size_t i = 0; i < diag->labels.count; i++)
    if (!sources_get(diags->sources, diag->labels.items[i].span))
      writer_print(&writer, "\nnote: %.*s", TEXT_PRINT(diag->labels.items[i].text));
  for (size_t i = 0; i < diag->help.count; i++)
    writer_print(&writer, "\nhelp: %.*s", TEXT_PRINT(diag->help.items[i]));
  return writer_text(&writer);
}

static void put_result(Diags *diags, const Diag *diag, Writer *writer) {
  Region region = find_region(diags, diag->span);
  writer_print(writer,
               "\n      {\"ruleId\": \"%s\", \"ruleIndex\": %d, \"level\": \"%s\", "
               "\"message\": {\"text\": ",
               diag_code_text(diag->code), (int)diag->code - (DIAG_NONE + 1),
               diag_severity_text(diag->severity));
  writer_json(writer, join_message(diags, diag));
  writer_put_char(writer, '}');
  if (region.source) {
    writer_put(writer, TEXT(",\n       \"locations\": [{"));
    put_physical_location(writer, region);
    writer_put(writer, TEXT("}]"));
  }
  put_related(diags, diag, writer);
  writer_put_char(writer, '}');
}

void diag_write_sarif(Diags *diags, Diag *const *sorted, Writer *writer) {
  writer_put(writer, TEXT("{\n"
                          "  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n"
                          "  \"version\": \"2.1.0\",\n"
                          "  \"runs\": [{\n"
                          "    \"tool\": {\"driver\": {\"name\": \"anslag\", "));
  put_rules(writer);
  writer_put(writer, TEXT("}},\n    \"columnKind\": \"unicodeCodePoints\",\n    \"results\": ["));
  for (size_t i = 0; i < diags->list.count; i++) {
    if (i)
      writer_put_char(writer, ',');
    put_result(diags, sorted[i], writer);
  }
  writer_put(writer, diags->list.count ? TEXT("\n    ]\n  }]\n}\n") : TEXT("]\n  }]\n}\n"));
}
