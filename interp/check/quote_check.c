#include "interp/check/quote.h"

#include "base/map.h"
#include "base/unicode.h"
#include "interp/check/quote_rule.h"

#define SHOWN 160           /* code points of a document's words in a message */

typedef struct {
  const Document  *document;
  QuoteDocument   *text;
  Map              place_index;    /* folded place -> its index + 1 */
  QuotePlaces      places;
  QuotePlaceLines  lines;
} Cited;

typedef struct {
  QuoteWork work;
  Arena    *model_arena;
  LIST(Cited *) cited;
} QuoteChecker;

/* ---- documents, folded once each ---- */

static Cited *cited_document(QuoteChecker *checker, const Document *document) {
  if (!document || !document->text)
    return NULL;
  for (size_t i = 0; i < checker->cited.count; i++)
    if (checker->cited.items[i]->document == document)
      return checker->cited.items[i];
  Cited *cited = arena_new(checker->work.arena, Cited);
  *cited = (Cited){ .document = document,
                    .text = quote_document(checker->work.arena, document->text->text) };
  map_init(&cited->place_index, checker->work.arena);
  LIST_ADD(checker->work.arena, &checker->cited, Cited *, cited);
  return cited;
}

/* The index of a place among those cited of its document, added if `add`; SIZE_MAX: none. */
static size_t place_index(QuoteChecker *checker, Cited *cited, Text place, bool add) {
  Text folded = quote_fold(checker->work.arena, place).folded;
  size_t *index = map_get(&cited->place_index, folded);
  if (!index && add) {
    index = arena_new(checker->work.arena, size_t);
    *index = cited->places.count;
    map_set(&cited->place_index, folded, index);
    LIST_ADD(checker->work.arena, &cited->places, Text, place);
  }
  return index ? *index : SIZE_MAX;
}

static void note_place(QuoteChecker *checker, const ModelBasis *basis) {
  Cited *cited = basis->kind == BASIS_SOURCE ? cited_document(checker, basis->document) : NULL;
  if (cited && basis->place.length > 0)
    place_index(checker, cited, basis->place, true);
}

static size_t line_of(const QuoteChecker *checker, const Cited *cited, size_t folded) {
  Source *source = cited->document->text;
  size_t at = cited->text->folded.places[folded];
  return source_place(checker->work.diags->sources, source, at).line;
}

static Span document_span(const Cited *cited, QuoteRange original) {
  return (Span){ cited->document->text->number, (uint32_t)original.from,
                 (uint32_t)original.to };
}

/* ---- messages ---- */

static Span words_span(const ModelBasis *basis) {
  return basis->text_span.file ? basis->text_span : basis->span;
}

static Span place_span(const ModelBasis *basis) {
  return basis->place_span.file ? basis->place_span : words_span(basis);
}

/* Did you mean: the words of the document that are most like those quoted. */
static void help_nearest(QuoteChecker *checker, const Cited *cited, Text part) {
  Diags *diags = checker->work.diags;
  QuoteRange nearest;
  if (!quote_nearest(checker->work.scratch, cited->text, part, &nearest)) {
    diag_help(diags, "quote words of the document as they stand; […] leaves words out");
    return;
  }
  Text words = text_part(cited->text->folded.text, nearest.from, nearest.to);
  Text shown = quote_plain(checker->work.scratch, words, SHOWN);
  diag_label(diags, document_span(cited, nearest), "the nearest words of the document");
  diag_help(diags, "did you mean \"%.*s\"?", TEXT_PRINT(shown));
}

static void report_missing(QuoteChecker *checker, const Cited *cited, Span span,
                           const FoldedParts *parts, size_t missing) {
  Diags *diags = checker->work.diags;
  const Document *document = cited->document;
  if (parts->count == 0) {
    diag_report(diags, DIAG_QUOTE_NOT_FOUND, span, "the quote has no words");
    diag_help(diags, "quote the words of the document that the rule rests on");
    return;
  }
  if (missing == 0)
    diag_report(diags, DIAG_QUOTE_NOT_FOUND, span,
                "the quoted words do not stand in the document \"%.*s\"",
                TEXT_PRINT(document->name));
  else
    diag_report(diags, DIAG_QUOTE_NOT_FOUND, span,
                "part %zu of the quote does not stand after part %zu in the document \"%.*s\"",
                missing + 1, missing, TEXT_PRINT(document->name));
  help_nearest(checker, cited, parts->items[missing].folded);
}

static void report_elsewhere(QuoteChecker *checker, const Cited *cited, const ModelBasis *basis,
                             const QuoteMatch *match) {
  Diags *diags = checker->work.diags;
  QuoteRange original = quote_original(cited->text, match->folded);
  diag_report(diags, DIAG_QUOTE_ELSEWHERE, words_span(basis),
              "the quoted words do not stand in \"%.*s\"", TEXT_PRINT(basis->place));
  diag_label(diags, document_span(cited, original), "they stand here");
  diag_help(diags, "name the heading or the start of the line that they stand under; a place "
            "ends where the next one cited begins");
}

static void report_no_place(QuoteChecker *checker, const Cited *cited, const ModelBasis *basis) {
  Diags *diags = checker->work.diags;
  diag_report(diags, DIAG_PLACE_NOT_FOUND, place_span(basis),
              "no line of the document \"%.*s\" begins with \"%.*s\"",
              TEXT_PRINT(cited->document->name), TEXT_PRINT(basis->place));
  diag_help(diags, "a place is the heading or the first words of a line above the quote");
}

static bool warn_place(QuoteChecker *checker, const ModelBasis *basis) {
  enum { WORDS = 3 };
  Diags *diags = checker->work.diags;
  if (basis->place.length > 0 || quote_word_count(basis->text) >= WORDS)
    return false;
  diag_report(diags, DIAG_QUOTE_NEEDS_PLACE, words_span(basis),
              "a quote of fewer than three words needs its place");
  diag_help(diags, "write in \"the heading it stands under\" before the quote, or quote more of "
            "the sentence");
  return true;
}

static void warn_short(QuoteChecker *checker, const ModelBasis *basis,
                       const FoldedParts *parts) {
  enum { SHORT = 8 };
  Diags *diags = checker->work.diags;
  for (size_t i = 0; i < parts->count; i++) {
    Text folded = parts->items[i].folded;
    if (unicode_count(folded) >= SHORT)
      continue;
    diag_report(diags, DIAG_QUOTE_SHORT, words_span(basis),
                "\"%.*s\" is too short a quote to be found with certainty", TEXT_PRINT(folded));
    diag_help(diags, "quote at least %d letters or digits in a row", SHORT);
    return;
  }
}

static void note_dash(QuoteChecker *checker, const Cited *cited, const ModelBasis *basis,
                      const QuoteMatch *match) {
  Diags *diags = checker->work.diags;
  Span digits = quote_text_span(diags, basis, match->dash_quote.from, match->dash_quote.to);
  diag_report(diags, DIAG_QUOTE_DASH, digits,
              "the quote and the document differ by a dash between two digits");
  diag_label(diags, document_span(cited, match->dash_document), "so it stands in the document");
  diag_help(diags, "text taken from PDF files loses dashes: compare with the printed document");
}

/* ---- looking up ---- */

/* In the stretches of its place, or in the whole document where none is cited. */
static QuoteMatch find_in_place(QuoteChecker *checker, Cited *cited, const ModelBasis *basis,
                                const FoldedParts *parts, bool *has_place) {
  Arena *arena = checker->work.scratch;
  *has_place = true;
  if (basis->place.length == 0)
    return quote_find(arena, cited->text, parts, quote_whole(cited->text));
  size_t place = place_index(checker, cited, basis->place, false), cursor = 0;
  QuoteMatch match = { .found = false };
  QuoteRange range;
  *has_place = false;
  while (!match.found &&
         quote_place_next(cited->text, &cited->lines, place, &cursor, &range)) {
    *has_place = true;
    match = quote_find(arena, cited->text, parts, range);
  }
  return match;
}

static void cite(QuoteChecker *checker, const Cited *cited, QuoteRange folded, CitedAs as,
                 Span span) {
  QuoteRange words = quote_original(cited->text, folded);
  LIST_ADD(checker->model_arena, &checker->work.model->citations, Citation,
           (Citation){ cited->document, words.from, words.to, as, span });
}

/* True if the quote stands where it should. */
static bool look_up(QuoteChecker *checker, ModelBasis *basis, CitedAs as) {
  Cited *cited = cited_document(checker, basis->document);
  if (!cited)
    return false;
  Arena *arena = checker->work.scratch;
  FoldedParts parts = quote_parts(arena, basis->text, false);
  bool has_place;
  QuoteMatch match = find_in_place(checker, cited, basis, &parts, &has_place);
  /* Brackets that are the document's own. */
  FoldedParts literal = quote_parts(arena, basis->text, true);
  const FoldedParts *found = &parts;
  if (!match.found && has_place) {
    match = find_in_place(checker, cited, basis, &literal, &has_place);
    found = &literal;
  }
  QuoteMatch anywhere = match.found ? match
                                    : quote_find(arena, cited->text, &parts,
                                                 quote_whole(cited->text));
  if (anywhere.found)
    basis->line = line_of(checker, cited, anywhere.folded.from);
  if (!has_place)
    report_no_place(checker, cited, basis);
  else if (!anywhere.found)
    report_missing(checker, cited, words_span(basis), &parts, anywhere.missing);
  else if (!match.found)
    report_elsewhere(checker, cited, basis, &anywhere);
  if (!match.found)
    return false;
  for (size_t i = 0; i < found->count; i++)
    cite(checker, cited, match.parts[i], as, basis->span);
  if (!warn_place(checker, basis))
    warn_short(checker, basis, &parts);
  if (match.dashes_differ)
    note_dash(checker, cited, basis, &match);
  return true;
}

/* ---- backgrounds ---- */

/* The quoted end inside the declaration; all of it where it can't be told. */
static Span end_span(const QuoteChecker *checker, const Background *background, Text words) {
  Span whole = background->span;
  Source *source = sources_get(checker->work.diags->sources, whole);
  if (!source)
    return whole;
  size_t at = text_find(text_part(source->text, 0, whole.end), words, whole.start);
  if (at + words.length > whole.end)
    return whole;
  return (Span){ whole.file, (uint32_t)at, (uint32_t)(at + words.length) };
}

static bool find_end(QuoteChecker *checker, const Cited *cited, Span span, Text words,
                     size_t from, QuoteMatch *match) {
  Arena *arena = checker->work.scratch;
  QuoteRange whole = quote_whole(cited->text);
  FoldedParts parts = quote_parts(arena, words, true);
  *match = quote_find(arena, cited->text, &parts, (QuoteRange){ from, whole.to });
  if (match->found)
    return true;
  QuoteMatch before = quote_find(arena, cited->text, &parts, whole);
  if (!before.found) {
    report_missing(checker, cited, span, &parts, match->missing);
    return false;
  }
  Diags *diags = checker->work.diags;
  diag_report(diags, DIAG_BACKGROUND_ORDER, span,
              "the end of the background, \"%.*s\", stands before its beginning",
              TEXT_PRINT(words));
  diag_label(diags, document_span(cited, quote_original(cited->text, before.folded)),
             "the end stands here");
  diag_help(diags, "write the two the other way round, or quote more of the end");
  return false;
}

static void check_background(QuoteChecker *checker, Background *background) {
  Cited *cited = cited_document(checker, background->document);
  Span from = end_span(checker, background, background->from);
  Span to = end_span(checker, background, background->to);
  QuoteMatch first, last;
  if (!cited || !find_end(checker, cited, from, background->from, 0, &first) ||
      !find_end(checker, cited, to, background->to, first.folded.from, &last))
    return;
  background->first_line = line_of(checker, cited, first.folded.from);
  background->last_line = line_of(checker, cited, last.folded.to - 1);
  cite(checker, cited, (QuoteRange){ first.folded.from, last.folded.to }, CITED_AS_BACKGROUND,
       background->span);
}

/* Does the basis stand under what is not encoded? */
static CitedAs cited_as(const Model *model, const ModelBasis *basis) {
  for (size_t i = 0; i < model->not_encoded.count; i++) {
    const ModelBases *bases = &model->not_encoded.items[i].bases;
    for (size_t j = 0; j < bases->count; j++)
      if (bases->items[j].span.file == basis->span.file &&
          bases->items[j].span.start == basis->span.start)
        return CITED_AS_NOT_ENCODED;
  }
  return CITED_BY_RULE;
}

/* ---- the whole model ---- */

static void check_rule(QuoteChecker *checker, QuotedRule *rule) {
  arena_reset(checker->work.scratch);
  if (!rule->basis || rule->basis->kind != BASIS_SOURCE ||
      !look_up(checker, rule->basis, cited_as(checker->work.model, rule->basis)))
    return;
  quote_check_value(&checker->work, rule);
  quote_check_bound(&checker->work, rule);
}

/* Bases of what is not encoded that no rule has: looked up, nothing to compare. */
static void check_left_out(QuoteChecker *checker, ModelBases *bases) {
  arena_reset(checker->work.scratch);
  for (size_t i = 0; i < bases->count; i++)
    if (bases->items[i].kind == BASIS_SOURCE && bases->items[i].line == 0)
      look_up(checker, &bases->items[i], CITED_AS_NOT_ENCODED);
}

static void note_places(QuoteChecker *checker) {
  Model *model = checker->work.model;
  for (size_t i = 0; i < model->quoted.count; i++)
    if (model->quoted.items[i].basis)
      note_place(checker, model->quoted.items[i].basis);
  for (size_t i = 0; i < model->not_encoded.count; i++) {
    ModelBases *bases = &model->not_encoded.items[i].bases;
    for (size_t j = 0; j < bases->count; j++)
      note_place(checker, &bases->items[j]);
  }
  for (size_t i = 0; i < checker->cited.count; i++) {
    Cited *cited = checker->cited.items[i];
    cited->lines = quote_places(checker->work.arena, cited->text, &cited->places);
  }
}

void quote_check(Model *model, Diags *diags, Arena *arena) {
  Arena lasting, scratch;
  arena_init_deferred(&lasting, arena->memory);
  arena_init_deferred(&scratch, arena->memory);
  QuoteChecker checker = { .work = { .model = model, .diags = diags, .arena = &lasting,
                                     .scratch = &scratch },
                           .model_arena = arena };
  note_places(&checker);
  for (size_t i = 0; i < model->quoted.count; i++)
    check_rule(&checker, &model->quoted.items[i]);
  for (size_t i = 0; i < model->not_encoded.count; i++)
    check_left_out(&checker, &model->not_encoded.items[i].bases);
  for (size_t i = 0; i < model->backgrounds.count; i++)
    check_background(&checker, &model->backgrounds.items[i]);
  memory_release(arena->memory, &scratch);
  memory_release(arena->memory, &lasting);
}

void quote_check_figures(Model *model, Diags *diags, Arena *arena) {
  Arena scratch;
  arena_init_deferred(&scratch, arena->memory);
  QuoteWork work = { .model = model, .diags = diags, .arena = arena, .scratch = &scratch };
  for (size_t i = 0; i < model->quoted.count; i++) {
    const QuotedRule *rule = &model->quoted.items[i];
    arena_reset(&scratch);
    if (!rule->basis || rule->basis->kind != BASIS_SOURCE || rule->basis->line == 0)
      continue;
    quote_check_value(&work, rule);
    quote_check_bound(&work, rule);
  }
  memory_release(arena->memory, &scratch);
}
