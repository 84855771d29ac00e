#include "interp/report/document.h"

enum { RULE_INDENT = 2, BASIS_INDENT = 6 };

static const char *const basis_words[] = { MESSAGE("source"), MESSAGE("reading"),
                                           MESSAGE("assumed") };

static void put_spaces(Writer *writer, size_t count) {
  writer_repeat(writer, TEXT(" "), count);
}

/* ---- a part ---------------------------------------------------------------------------- */

static void put_heading(Writer *writer, const Screen *screen, const DocumentPart *part) {
  Text heading = part->title.length ? part->title : part->name;
  writer_put_char(writer, '\n');
  put_spaces(writer, part->depth * RULE_INDENT);
  if (heading.length)
    screen_styled(writer, screen, STYLE_STRONG, screen_visible(writer->arena, heading));
  else
    screen_styled(writer, screen, STYLE_STRONG, screen_visible(writer->arena, part->word));
  if (part->changed.length) {
    writer_put(writer, TEXT("  "));
    screen_styled(writer, screen, STYLE_OPEN, screen_visible(writer->arena, part->changed));
  }
  writer_put_char(writer, '\n');
}

static void put_rule(Writer *writer, const DocumentPart *part) {
  for (size_t start = 0; start < part->rule.length;) {
    size_t end = text_find(part->rule, TEXT("\n"), start);
    end = end < part->rule.length ? end : part->rule.length;
    put_spaces(writer, (part->depth + 1) * RULE_INDENT);
    writer_put(writer, screen_visible(writer->arena, text_part(part->rule, start, end)));
    writer_put_char(writer, '\n');
    start = end + 1;
  }
}

static Text basis_line(Arena *arena, const PartBasis *basis, Language language) {
  const char *word = message(language, basis_words[basis->kind]);
  if (basis->kind != BASIS_SOURCE)
    return arena_format(arena, "%s: %.*s", word, TEXT_PRINT(basis->text));
  if (!basis->document)
    return arena_format(arena, "%s: \"%.*s\"", word, TEXT_PRINT(basis->text));
  return arena_format(arena, message(language, "\"%.*s\" (%.*s, line %zu)"),
                      TEXT_PRINT(basis->text),
                      TEXT_PRINT(basis->document->name), basis->line);
}

static void put_bases(Writer *writer, const Screen *screen, const DocumentPart *part) {
  size_t indent = part->depth * RULE_INDENT + BASIS_INDENT;
  for (size_t i = 0; i < part->bases.count; i++) {
    put_spaces(writer, indent);
    Text line = screen_visible(writer->arena, basis_line(writer->arena, &part->bases.items[i],
                                                          writer->language));
    screen_wrap(writer, screen, line, indent, indent + 2);
  }
}

void document_write_text(Writer *writer, const Screen *screen, const RulesDocument *document) {
  screen_styled(writer, screen, STYLE_STRONG, screen_visible(writer->arena, document->title));
  writer_put_char(writer, '\n');
  if (document->standing.length)
    writer_print(writer, "%.*s\n", TEXT_PRINT(screen_visible(writer->arena, document->standing)));
  if (document->as_of.length)
    writer_say(writer, "consolidated text as of %.*s\n", TEXT_PRINT(document->as_of));
  for (size_t i = 0; i < document->parts.count; i++) {
    put_heading(writer, screen, &document->parts.items[i]);
    put_rule(writer, &document->parts.items[i]);
    put_bases(writer, screen, &document->parts.items[i]);
  }
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static void put_pair(Writer *writer, const char *name, Text value) {
  writer_print(writer, "\"%s\":", name);
  writer_json(writer, value);
}

static void put_basis_json(Writer *writer, const PartBasis *basis) {
  writer_put_char(writer, '{');
  put_pair(writer, "kind", text_from(basis_words[basis->kind]));
  writer_put_char(writer, ',');
  put_pair(writer, "text", basis->text);
  if (basis->document) {
    writer_put_char(writer, ',');
    put_pair(writer, "document", basis->document->name);
    writer_print(writer, ",\"line\":%zu", basis->line);
  }
  writer_put_char(writer, '}');
}

void document_write_json(Writer *writer, const RulesDocument *document) {
  writer_put_char(writer, '{');
  put_pair(writer, "title", document->title);
  writer_put_char(writer, ',');
  put_pair(writer, "as_of", document->as_of);
  writer_put(writer, TEXT(",\"parts\":["));
  for (size_t i = 0; i < document->parts.count; i++) {
    const DocumentPart *part = &document->parts.items[i];
    writer_put(writer, i ? TEXT(",\n{") : TEXT("\n{"));
    put_pair(writer, "file", part->path);
    writer_print(writer, ",\"line\":%zu,\"depth\":%u,", part->line, part->depth);
    put_pair(writer, "name", part->name);
    writer_put_char(writer, ',');
    put_pair(writer, "title", part->title);
    writer_put_char(writer, ',');
    put_pair(writer, "rule", part->rule);
    writer_put_char(writer, ',');
    put_pair(writer, "changed", part->changed);
    writer_put(writer, TEXT(",\"bases\":["));
    for (size_t j = 0; j < part->bases.count; j++) {
      if (j)
        writer_put_char(writer, ',');
      put_basis_json(writer, &part->bases.items[j]);
    }
    writer_put(writer, TEXT("]}"));
  }
  writer_put(writer, TEXT("\n]}\n"));
}

/* ---- readings and assumptions ------------------------------------------------------------- */

static void put_kind(Writer *writer, const Screen *screen, const RulesDocument *document,
                     BasisKind kind, const char *heading) {
  size_t told = 0;
  for (size_t i = 0; i < document->parts.count; i++) {
    const DocumentPart *part = &document->parts.items[i];
    for (size_t j = 0; j < part->bases.count; j++) {
      if (part->bases.items[j].kind != kind)
        continue;
      if (told++ == 0)
        screen_styled(writer, screen, STYLE_STRONG,
                      text_from(message(writer->language, heading)));
      Text heading_of = part->title.length ? part->title
                        : part->name.length ? part->name : part->word;
      writer_print(writer, "\n  %.*s (%.*s:%zu)\n    ",
                   TEXT_PRINT(screen_visible(writer->arena, heading_of)),
                   TEXT_PRINT(screen_visible(writer->arena, part->path)), part->line);
      screen_wrap(writer, screen, screen_visible(writer->arena, part->bases.items[j].text), 4, 4);
    }
  }
  if (told == 0)
    writer_say(writer, kind == BASIS_ASSUMED ? MESSAGE("No assumptions.\n")
                                             : MESSAGE("No readings.\n"));
}

void readings_write_text(Writer *writer, const Screen *screen, const RulesDocument *document) {
  put_kind(writer, screen, document, BASIS_ASSUMED,
           MESSAGE("Assumptions: rules of ours that the text does not state\n"));
  writer_put_char(writer, '\n');
  put_kind(writer, screen, document, BASIS_READING,
           MESSAGE("Readings: how an unclear text is understood\n"));
}

void readings_to_sheet(Sheet *sheet, const RulesDocument *document) {
  sheet_add_column(sheet, TEXT("kind"), TEXT("Kind"));
  sheet_add_column(sheet, TEXT("rule"), TEXT("Rule"));
  sheet_add_column(sheet, TEXT("title"), TEXT("Title"));
  sheet_add_column(sheet, TEXT("text"), TEXT("Text"));
  sheet_add_column(sheet, TEXT("file"), TEXT("File"));
  sheet_add_column(sheet, TEXT("line"), TEXT("Line"));
  for (size_t i = 0; i < document->parts.count; i++) {
    const DocumentPart *part = &document->parts.items[i];
    for (size_t j = 0; j < part->bases.count; j++) {
      if (part->bases.items[j].kind == BASIS_SOURCE)
        continue;
      SheetCell *row = sheet_add_row(sheet);
      row[0] = sheet_text(text_from(basis_words[part->bases.items[j].kind]));
      row[1] = sheet_text(part->name.length ? part->name : part->word);
      row[2] = sheet_text(part->title);
      row[3] = sheet_text(part->bases.items[j].text);
      row[4] = sheet_text(part->path);
      row[5] = sheet_number(arena_format(sheet->arena, "%zu", part->line));
    }
  }
}
