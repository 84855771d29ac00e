#include "interp/report/coverage.h"

#include "base/map.h"
#include "interp/report/bases.h"

static const char *const covered_names[COVERED_COUNT] = {
#define X(kind, label) label,
  COVERED_KINDS(X)
#undef X
};

/* ---- who covers a sentence ------------------------------------------------------- */

static Covered covered_as(CitedAs as) {
  return as == CITED_BY_RULE          ? COVERED_ENCODED
         : as == CITED_AS_NOT_ENCODED ? COVERED_NOT_ENCODED
                                      : COVERED_BACKGROUND;
}

/* The first sentence that ends behind `at`. */
static size_t sentence_at(const Sentences *sentences, size_t at) {
  size_t low = 0, high = sentences->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (sentences->items[middle].to > at)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

static void cover(DocumentCoverage *coverage, const Citation *citation) {
  Covered as = covered_as(citation->as);
  for (size_t i = sentence_at(&coverage->sentences, citation->from);
       i < coverage->sentences.count && coverage->sentences.items[i].from < citation->to; i++)
    if (as < coverage->covered[i])
      coverage->covered[i] = as;
}

/* White space apart, the same words. */
static Text sentence_key(Arena *arena, Text text, Sentence sentence) {
  char *bytes = arena_array(arena, char, sentence.to - sentence.from + 1);
  size_t length = 0;
  for (size_t i = sentence.from; i < sentence.to; i++)
    if ((unsigned char)text.bytes[i] > ' ')
      bytes[length++] = text.bytes[i];
  return (Text){ bytes, length };
}

/* What stands again in the same words is covered as where it is covered best. */
static void cover_repeated(Arena *arena, DocumentCoverage *coverage) {
  Text text = coverage->document->text->text;
  Map known;
  map_init(&known, arena);
  Covered **best = arena_array(arena, Covered *, coverage->sentences.count);
  for (size_t i = 0; i < coverage->sentences.count; i++) {
    Text key = sentence_key(arena, text, coverage->sentences.items[i]);
    best[i] = map_get(&known, key);
    if (!best[i]) {
      best[i] = &coverage->covered[i];
      map_add(&known, key, best[i]);
    } else if (coverage->covered[i] < *best[i]) {
      *best[i] = coverage->covered[i];
    }
  }
  for (size_t i = 0; i < coverage->sentences.count; i++)
    coverage->counts[coverage->covered[i] = *best[i]]++;
}

static DocumentCoverage document_coverage(Arena *arena, const Model *model,
                                          const Document *document) {
  DocumentCoverage coverage = { .document = document,
                                .sentences = sentences_of(arena, document->text->text) };
  coverage.covered = arena_array(arena, Covered, coverage.sentences.count);
  for (size_t i = 0; i < coverage.sentences.count; i++)
    coverage.covered[i] = coverage.sentences.items[i].heading ? COVERED_HEADING : COVERED_OPEN;
  for (size_t i = 0; i < model->citations.count; i++)
    if (model->citations.items[i].document == document)
      cover(&coverage, &model->citations.items[i]);
  cover_repeated(arena, &coverage);
  return coverage;
}

Coverage coverage_of(Arena *arena, const Model *model) {
  Coverage found = { NULL, 0, 0 };
  for (size_t i = 0; i < model->documents.count; i++) {
    const Document *document = model->documents.items[i];
    if (document->text && !bases_of_library(model, document->span))
      LIST_ADD(arena, &found, DocumentCoverage, document_coverage(arena, model, document));
  }
  return found;
}

/* ---- written ---------------------------------------------------------------------------- */

static Text sentence_line(Arena *arena, const DocumentCoverage *coverage, size_t i) {
  Sentence sentence = coverage->sentences.items[i];
  return sentences_line(arena, coverage->document->text->text, sentence.from, sentence.to);
}

static void put_counts(Writer *writer, const DocumentCoverage *coverage) {
  size_t all = coverage->sentences.count;
  const char *before = ": ";
  writer_say_count(writer, all, "  %zu sentence", "  %zu sentences");
  for (unsigned kind = 0; kind < COVERED_COUNT; kind++) {
    if (coverage->counts[kind] == 0)
      continue;
    writer_print(writer, "%s%zu %s (%zu %%)", before, coverage->counts[kind],
                 message(writer->language, covered_names[kind]),
                 (coverage->counts[kind] * 200 + all) / (2 * all));
    before = ", ";
  }
  writer_put_char(writer, '\n');
}

static void put_open(Writer *writer, Arena *arena, const Screen *screen,
                     const DocumentCoverage *coverage) {
  if (coverage->counts[COVERED_OPEN] == 0)
    return;
  writer_say(writer, "  open, cited by no rule:\n");
  for (size_t i = 0; i < coverage->sentences.count; i++) {
    if (coverage->covered[i] != COVERED_OPEN)
      continue;
    Text line = arena_format(arena, "%zu", coverage->sentences.items[i].line);
    writer_pad_left(writer, line, 8);
    writer_put(writer, TEXT("  "));
    screen_wrap(writer, screen, screen_visible(arena, sentence_line(arena, coverage, i)), 10, 10);
  }
}

void coverage_write_text(Writer *writer, const Screen *screen, const Coverage *coverage) {
  Arena *arena = writer->arena;
  if (coverage->count == 0)
    writer_say(writer, "The rules name no source document.\n");
  for (size_t i = 0; i < coverage->count; i++) {
    const DocumentCoverage *each = &coverage->items[i];
    const Document *document = each->document;
    Text title = document->title.length ? document->title : document->name;
    if (i)
      writer_put_char(writer, '\n');
    screen_styled(writer, screen, STYLE_STRONG, screen_visible(arena, title));
    writer_print(writer, "\n  %.*s, %.*s\n", TEXT_PRINT(screen_visible(arena, document->name)),
                 TEXT_PRINT(screen_visible(arena, document->path)));
    put_counts(writer, each);
    put_open(writer, arena, screen, each);
  }
}

static void put_sentence_json(Writer *writer, const DocumentCoverage *coverage, size_t i) {
  writer_print(writer, "{\"line\":%zu,\"covered\":", coverage->sentences.items[i].line);
  writer_json(writer, text_from(covered_names[coverage->covered[i]]));
  writer_put(writer, TEXT(",\"sentence\":"));
  writer_json(writer, sentence_line(writer->arena, coverage, i));
  writer_put(writer, TEXT("}"));
}

void coverage_write_json(Writer *writer, const Coverage *coverage) {
  writer_put(writer, TEXT("{\"documents\":["));
  for (size_t i = 0; i < coverage->count; i++) {
    const DocumentCoverage *each = &coverage->items[i];
    writer_put(writer, i ? TEXT(",\n{\"name\":") : TEXT("\n{\"name\":"));
    writer_json(writer, each->document->name);
    writer_put(writer, TEXT(",\"title\":"));
    writer_json(writer, each->document->title);
    writer_put(writer, TEXT(",\"path\":"));
    writer_json(writer, each->document->path);
    writer_print(writer, ",\"encoded\":%zu,\"not_encoded\":%zu,\"background\":%zu,\"headings\":%zu"
                 ",\"open\":%zu", each->counts[COVERED_ENCODED],
                 each->counts[COVERED_NOT_ENCODED], each->counts[COVERED_BACKGROUND],
                 each->counts[COVERED_HEADING], each->counts[COVERED_OPEN]);
    writer_put(writer, TEXT(",\"sentences\":["));
    for (size_t j = 0; j < each->sentences.count; j++) {
      writer_put(writer, j ? TEXT(",\n") : TEXT("\n"));
      put_sentence_json(writer, each, j);
    }
    writer_put(writer, TEXT("\n]}"));
  }
  writer_put(writer, TEXT("\n]}\n"));
}

void coverage_to_sheet(Sheet *sheet, const Coverage *coverage) {
  sheet_add_column(sheet, TEXT("document"), TEXT("Document"));
  sheet_add_column(sheet, TEXT("line"), TEXT("Line"));
  sheet_add_column(sheet, TEXT("covered"), TEXT("Covered"));
  sheet_add_column(sheet, TEXT("sentence"), TEXT("Sentence"));
  for (size_t i = 0; i < coverage->count; i++)
    for (size_t j = 0; j < coverage->items[i].sentences.count; j++) {
      const DocumentCoverage *each = &coverage->items[i];
      SheetCell *row = sheet_add_row(sheet);
      row[0] = sheet_text(each->document->name);
      row[1] = sheet_number(arena_format(sheet->arena, "%zu", each->sentences.items[j].line));
      row[2] = sheet_text(text_from(covered_names[each->covered[j]]));
      row[3] = sheet_text(sentence_line(sheet->arena, each, j));
    }
}
