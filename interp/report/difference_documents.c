#include "interp/report/difference_documents.h"

#include "base/sort.h"
#include "base/unicode.h"
#include "interp/check/quote_text.h"
#include "interp/report/bases.h"
#include "interp/report/sentences.h"

#include <string.h>

typedef struct { size_t from, to; } Bytes;

typedef struct {
  Arena               *arena;
  const Document      *document;
  const QuoteDocument *old_text, *new_text;
  DocumentDifference  *difference;
  Map                  quotes;       /* each quote of the document -> its LostQuote, or `stands` */
  LIST(Bytes)          nearest;      /* of the new text: what quotes have become */
  LIST(size_t)         places;       /* of each lost quote in the old text */
} Documents;

/* ---- quotes that no longer stand ------------------------------------------------------ */

static size_t line_at(Text text, size_t at) {
  size_t line = 1;
  for (size_t i = 0; i < at && i < text.length; i++)
    line += text.bytes[i] == '\n';
  return line;
}

static Text words_of(Documents *documents, Text text, Bytes bytes) {
  return sentences_line(documents->arena, text, bytes.from, bytes.to);
}

/* ---- words beside words --------------------------------------------------------------- */

typedef LIST(Bytes) WordList;

static bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static WordList words_in(Arena *arena, Text text, Bytes bytes) {
  WordList words = { NULL, 0, 0 };
  for (size_t at = bytes.from; at < bytes.to; at++) {
    if (is_space(text.bytes[at]))
      continue;
    size_t from = at;
    while (at + 1 < bytes.to && !is_space(text.bytes[at + 1]))
      at++;
    LIST_ADD(arena, &words, Bytes, ((Bytes){ from, at + 1 }));
  }
  return words;
}

/* Without marks around it, capital letters apart. */
static Text word_text(Arena *arena, Text text, Bytes bytes) {
  while (bytes.to > bytes.from && strchr(".,;:!?)\"", text.bytes[bytes.to - 1]))
    bytes.to--;
  while (bytes.from < bytes.to && strchr("(\"", text.bytes[bytes.from]))
    bytes.from++;
  return unicode_fold(arena, text_part(text, bytes.from, bytes.to));
}

static Text *texts_of(Arena *arena, Text text, const WordList *words) {
  Text *texts = arena_array(arena, Text, words->count + 1);
  for (size_t i = 0; i < words->count; i++)
    texts[i] = word_text(arena, text, words->items[i]);
  return texts;
}

/* The longest run of words that both have in this order: how many, and of the new ones the first
 * and the last, with the old words before and behind. */
typedef struct { size_t common, first, last, before, behind; } Alignment;

static Alignment align(Arena *arena, const Text *old_words, size_t old_count,
                       const Text *new_words, size_t new_count) {
  size_t width = new_count + 1;
  size_t *best = arena_array(arena, size_t, (old_count + 1) * width);
  for (size_t i = old_count; i-- > 0;)
    for (size_t j = new_count; j-- > 0;) {
      size_t down = best[(i + 1) * width + j], right = best[i * width + j + 1];
      best[i * width + j] = text_equal(old_words[i], new_words[j])
                                ? best[(i + 1) * width + j + 1] + 1
                                : down > right ? down : right;
    }
  Alignment alignment = { .common = best[0] };
  bool found = false;
  for (size_t i = 0, j = 0; i < old_count && j < new_count;) {
    if (text_equal(old_words[i], new_words[j])) {
      if (!found)
        alignment = (Alignment){ best[0], j, j, i, 0 };
      found = true;
      alignment.last = j++;
      alignment.behind = old_count - ++i;
    } else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) {
      i++;
    } else {
      j++;
    }
  }
  return alignment;
}

static bool ends_sentence(Text text, Bytes word) {
  return strchr(".!?", text.bytes[word.to - 1]) != NULL;
}

/* The words of `bytes` that answer to the quote: from the first common one, with as many before
 * it as the quote has before its own.  False: less than half of the quote's words are there. */
static bool narrow(Arena *arena, Text quote, Text text, Bytes *bytes) {
  enum { WORDS_MOST = 400 };
  WordList old_words = words_in(arena, quote, (Bytes){ 0, quote.length });
  WordList new_words = words_in(arena, text, *bytes);
  if (old_words.count > WORDS_MOST || new_words.count > 2 * WORDS_MOST)
    return true;
  Alignment found = align(arena, texts_of(arena, quote, &old_words), old_words.count,
                          texts_of(arena, text, &new_words), new_words.count);
  if (found.common == 0 || found.common * 2 < old_words.count)
    return false;
  size_t first = found.first, last = found.last;
  while (first > 0 && found.first - first < found.before &&
         !ends_sentence(text, new_words.items[first - 1]))
    first--;
  while (last + 1 < new_words.count && last - found.last < found.behind &&
         !ends_sentence(text, new_words.items[last]))
    last++;
  *bytes = (Bytes){ new_words.items[first].from, new_words.items[last].to };
  return true;
}

/* The nearest words of the new text. */
static void find_nearest(Documents *documents, const Folded *part, LostQuote *lost) {
  QuoteRange range;
  Text text = documents->new_text->folded.text;
  if (!quote_nearest(documents->arena, documents->new_text, part->folded, &range))
    return;
  Bytes bytes = { range.from, range.to };
  if (!narrow(documents->arena, part->text, text, &bytes))
    return;
  LIST_ADD(documents->arena, &documents->nearest, Bytes, bytes);
  lost->nearest = words_of(documents, text, bytes);
  lost->line = line_at(text, bytes.from);
}

static size_t place_in_old(Documents *documents, const FoldedParts *parts) {
  QuoteMatch match = quote_find(documents->arena, documents->old_text, parts,
                                quote_whole(documents->old_text));
  return match.found ? match.folded.from : SIZE_MAX;
}

static LostQuote *look_up(Documents *documents, Text quote) {
  FoldedParts parts = quote_parts(documents->arena, quote, true);
  QuoteMatch match = quote_find(documents->arena, documents->new_text, &parts,
                                quote_whole(documents->new_text));
  if (parts.count == 0 || match.found)
    return NULL;
  LostQuote *lost = arena_new(documents->arena, LostQuote);
  const Folded *missing = &parts.items[match.missing < parts.count ? match.missing : 0];
  lost->quote = words_of(documents, missing->text, (Bytes){ 0, missing->text.length });
  find_nearest(documents, missing, lost);
  LIST_ADD(documents->arena, &documents->places, size_t, place_in_old(documents, &parts));
  LIST_ADD(documents->arena, &documents->difference->lost, LostQuote, *lost);
  return lost;
}

static bool has_name(const RuleNames *names, Text name) {
  for (size_t i = 0; i < names->count; i++)
    if (text_equal(names->items[i], name))
      return true;
  return false;
}

/* A quote of several rules is looked up once; its number among the lost ones is kept, + 1. */
static void take_basis(void *context, Text rule, const ModelBasis *basis) {
  static char stands;
  Documents *documents = context;
  if (basis->kind != BASIS_SOURCE || basis->document != documents->document)
    return;
  void *known = map_get(&documents->quotes, basis->text);
  if (!known) {
    documents->difference->quotes++;
    size_t *number = arena_new(documents->arena, size_t);
    known = look_up(documents, basis->text) ? (void *)number : (void *)&stands;
    *number = documents->difference->lost.count;
    map_add(&documents->quotes, basis->text, known);
  }
  if (known == &stands)
    return;
  LostQuote *lost = &documents->difference->lost.items[*(size_t *)known - 1];
  if (!has_name(&lost->rules, rule))
    LIST_ADD(documents->arena, &lost->rules, Text, rule);
}

/* ---- their order, and one line for the same words ------------------------------------- */

typedef struct { size_t place; LostQuote lost; } Placed;

static int compare_places(const void *a, const void *b) {
  size_t left = ((const Placed *)a)->place, right = ((const Placed *)b)->place;
  return left < right ? -1 : left > right;
}

static LostQuote *same_words(DocumentDifference *difference, size_t count, const LostQuote *lost) {
  for (size_t i = 0; i < count; i++)
    if (text_equal(difference->lost.items[i].quote, lost->quote))
      return &difference->lost.items[i];
  return NULL;
}

static void order_quotes(Documents *documents) {
  DocumentDifference *difference = documents->difference;
  size_t count = difference->lost.count, kept = 0;
  Placed *placed = arena_array(documents->arena, Placed, count + 1);
  for (size_t i = 0; i < count; i++)
    placed[i] = (Placed){ documents->places.items[i], difference->lost.items[i] };
  placed = sort_stable(documents->arena, placed, count, sizeof(Placed), compare_places);
  for (size_t i = 0; i < count; i++) {
    LostQuote *same = same_words(difference, kept, &placed[i].lost);
    if (!same) {
      difference->lost.items[kept++] = placed[i].lost;
      continue;
    }
    for (size_t j = 0; j < placed[i].lost.rules.count; j++)
      if (!has_name(&same->rules, placed[i].lost.rules.items[j]))
        LIST_ADD(documents->arena, &same->rules, Text, placed[i].lost.rules.items[j]);
  }
  difference->lost.count = kept;
}

/* ---- new sentences -------------------------------------------------------------------- */

static bool meets(Bytes bytes, const Sentence *sentence) {
  return bytes.from < sentence->to && sentence->from < bytes.to;
}

static bool is_old(Documents *documents, Text words) {
  FoldedParts one = { NULL, 0, 0 };
  LIST_ADD(documents->arena, &one, Folded, quote_fold(documents->arena, words));
  return quote_find(documents->arena, documents->old_text, &one,
                    quote_whole(documents->old_text)).found;
}

static bool is_cited(const Documents *documents, const Model *model, const Document *cited,
                     const Sentence *sentence) {
  for (size_t i = 0; i < documents->nearest.count; i++)
    if (meets(documents->nearest.items[i], sentence))
      return true;
  for (size_t i = 0; cited && i < model->citations.count; i++) {
    const Citation *citation = &model->citations.items[i];
    if (citation->document == cited && meets((Bytes){ citation->from, citation->to }, sentence))
      return true;
  }
  return false;
}

static void find_new(Documents *documents, const Model *model, const Document *cited) {
  Text text = documents->new_text->folded.text;
  Sentences sentences = sentences_of(documents->arena, text);
  for (size_t i = 0; i < sentences.count; i++) {
    const Sentence *sentence = &sentences.items[i];
    Text words = words_of(documents, text, (Bytes){ sentence->from, sentence->to });
    memory_poll(documents->arena->memory);
    if (sentence->heading || is_cited(documents, model, cited, sentence) ||
        is_old(documents, words))
      continue;
    LIST_ADD(documents->arena, &documents->difference->added, NewSentence,
             ((NewSentence){ words, sentence->line }));
  }
}

DocumentDifference *documents_compare(Arena *arena, const Model *model, const Document *document,
                                      Text old_text, const Document *cited, Text new_text) {
  Documents documents = { .arena = arena, .document = document,
                          .old_text = quote_document(arena, old_text),
                          .new_text = quote_document(arena, new_text),
                          .difference = arena_new(arena, DocumentDifference) };
  map_init(&documents.quotes, arena);
  if (document)
    bases_visit(model, take_basis, &documents);
  order_quotes(&documents);
  documents.difference->partial = new_text.length < old_text.length / 2;
  find_new(&documents, model, cited);
  return documents.difference;
}

/* ---- written -------------------------------------------------------------------------- */

static Text quoted(Arena *arena, Text words) {
  return words.length ? arena_format(arena, "\"%.*s\"", TEXT_PRINT(screen_visible(arena, words)))
                      : TEXT("–");
}

static Text names_text(Arena *arena, const RuleNames *rules) {
  Text all = TEXT_NONE;
  for (size_t i = 0; i < rules->count; i++)
    all = all.length ? arena_format(arena, "%.*s, %.*s", TEXT_PRINT(all),
                                    TEXT_PRINT(rules->items[i]))
                     : rules->items[i];
  return arena_text(arena, screen_visible(arena, all));
}

typedef struct { size_t quote, nearest, rules; } Widths;

static size_t wider(size_t width, Text text) {
  size_t own = unicode_width(text);
  return own > width ? own : width;
}

static Widths widths_of(Arena *arena, const Text headings[3],
                        const DocumentDifference *difference) {
  Widths widths = { unicode_width(headings[0]), unicode_width(headings[1]),
                    unicode_width(headings[2]) };
  for (size_t i = 0; i < difference->lost.count; i++) {
    const LostQuote *lost = &difference->lost.items[i];
    if (difference->partial && lost->nearest.length == 0)
      continue;
    widths.quote = wider(widths.quote, quoted(arena, lost->quote));
    widths.nearest = wider(widths.nearest, quoted(arena, lost->nearest));
    widths.rules = wider(widths.rules, names_text(arena, &lost->rules));
  }
  return widths;
}

static void put_columns(Writer *writer, Text quote, Text nearest, Text rules,
                        const Widths *widths) {
  writer_pad(writer, quote, widths->quote + 2);
  writer_pad(writer, nearest, widths->nearest + 2);
  writer_put(writer, rules);
  writer_put_char(writer, '\n');
}

static void put_below(Writer *writer, const Screen *screen, const char *label, Text text) {
  Text word = text_from(screen_words(screen, label));
  size_t column = 4 + unicode_width(word) + 1;
  writer_repeat(writer, TEXT(" "), 4);
  screen_styled(writer, screen, STYLE_FAINT, word);
  writer_put_char(writer, ' ');
  screen_wrap(writer, screen, text, column, column);
}

/* RulesSide by side where the window has room, else one below the other. */
static void put_lost(Writer *writer, const Screen *screen, const DocumentDifference *difference) {
  Arena *arena = writer->arena;
  const Text headings[3] = { text_from(screen_words(screen, "Words that no longer stand")),
                             text_from(screen_words(screen, "New wording")),
                             text_from(screen_words(screen, "Rules that rest on them")) };
  Widths widths = widths_of(arena, headings, difference);
  bool wide = widths.quote + widths.nearest + widths.rules + 4 <= screen->width;
  if (wide)
    put_columns(writer, headings[0], headings[1], headings[2], &widths);
  else
    screen_styled(writer, screen, STYLE_STRONG, headings[0]);
  if (!wide)
    writer_put_char(writer, '\n');
  for (size_t i = 0; i < difference->lost.count; i++) {
    const LostQuote *lost = &difference->lost.items[i];
    Text rules = names_text(arena, &lost->rules);
    if (difference->partial && lost->nearest.length == 0)
      continue;
    if (wide) {
      put_columns(writer, quoted(arena, lost->quote), quoted(arena, lost->nearest), rules,
                  &widths);
      continue;
    }
    screen_wrap(writer, screen, quoted(arena, lost->quote), 0, 1);
    if (lost->nearest.length)
      put_below(writer, screen, MESSAGE("now"), quoted(arena, lost->nearest));
    put_below(writer, screen, MESSAGE("rests on it:"), rules);
  }
}

static size_t without_answer(const DocumentDifference *difference) {
  size_t count = 0;
  for (size_t i = 0; i < difference->lost.count; i++)
    count += difference->lost.items[i].nearest.length == 0;
  return count;
}

static void put_quotes(Writer *writer, const Screen *screen,
                       const DocumentDifference *difference) {
  size_t without = difference->partial ? without_answer(difference) : 0;
  if (without < difference->lost.count)
    put_lost(writer, screen, difference);
  if (!without)
    return;
  Writer line;
  writer_to_memory(&line, writer->arena);
  line.language = writer->language;
  writer_say_count(&line, without,
                   "%zu quote has no counterpart in the new text, which is much shorter: "
                   "--format csv shows it.",
                   "%zu quotes have no counterpart in the new text, which is much shorter: "
                   "--format csv shows them.");
  screen_wrap(writer, screen, writer_text(&line), 0, 2);
}

void documents_write_text(Writer *writer, const Screen *screen,
                          const DocumentDifference *difference) {
  if (difference->lost.count)
    put_quotes(writer, screen, difference);
  else if (difference->quotes)
    writer_say_count(writer, difference->quotes, "The %zu quote of the rules still stands.\n",
                     "All %zu quotes of the rules still stand.\n");
  else
    writer_say(writer, "No rule quotes the older text.\n");
  if (difference->added.count == 0)
    return;
  screen_styled(writer, screen, STYLE_STRONG,
                text_from(screen_words(screen, "New sentences without a rule")));
  writer_put_char(writer, '\n');
  for (size_t i = 0; i < difference->added.count; i++)
    screen_wrap(writer, screen, quoted(writer->arena, difference->added.items[i].sentence), 0, 1);
}

static void put_lost_json(Writer *writer, const LostQuote *lost) {
  writer_put(writer, TEXT("{\"quote\":"));
  writer_json(writer, lost->quote);
  writer_json_text(writer, "nearest", lost->nearest);
  writer_print(writer, ",\"line\":%zu,\"rules\":[", lost->line);
  for (size_t i = 0; i < lost->rules.count; i++) {
    writer_put(writer, i ? TEXT(",") : TEXT(""));
    writer_json(writer, lost->rules.items[i]);
  }
  writer_put(writer, TEXT("]}"));
}

void documents_write_json(Writer *writer, const DocumentDifference *difference) {
  writer_put(writer, TEXT("{\"before\":"));
  writer_json(writer, difference->before);
  writer_put(writer, TEXT(",\"after\":"));
  writer_json(writer, difference->after);
  writer_print(writer, ",\"quotes\":%zu,\"lost\":[", difference->quotes);
  for (size_t i = 0; i < difference->lost.count; i++) {
    writer_put(writer, i ? TEXT(",\n") : TEXT("\n"));
    put_lost_json(writer, &difference->lost.items[i]);
  }
  writer_put(writer, TEXT("],\"new\":["));
  for (size_t i = 0; i < difference->added.count; i++) {
    writer_print(writer, "%s\n{\"line\":%zu,\"sentence\":", i ? "," : "",
                 difference->added.items[i].line);
    writer_json(writer, difference->added.items[i].sentence);
    writer_put(writer, TEXT("}"));
  }
  writer_put(writer, TEXT("]}\n"));
}

static SheetCell line_cell(Arena *arena, size_t line) {
  return line ? sheet_number(arena_format(arena, "%zu", line)) : sheet_none();
}

void documents_to_sheet(Sheet *sheet, const DocumentDifference *difference) {
  static const char *const names[] = { "what", "quote", "new_wording", "line", "rules" };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    sheet_add_column(sheet, text_from(names[i]), text_from(names[i]));
  for (size_t i = 0; i < difference->lost.count; i++) {
    const LostQuote *lost = &difference->lost.items[i];
    SheetCell *row = sheet_add_row(sheet);
    row[0] = sheet_text(TEXT("lost"));
    row[1] = sheet_text(lost->quote);
    row[2] = sheet_text(lost->nearest);
    row[3] = line_cell(sheet->arena, lost->line);
    row[4] = sheet_text(names_text(sheet->arena, &lost->rules));
  }
  for (size_t i = 0; i < difference->added.count; i++) {
    SheetCell *row = sheet_add_row(sheet);
    row[0] = sheet_text(TEXT("new"));
    row[2] = sheet_text(difference->added.items[i].sentence);
    row[3] = line_cell(sheet->arena, difference->added.items[i].line);
  }
}
