#include "interp/report/letters.h"

#include "interp/check/check.h"
#include "interp/report/html.h"
#include "interp/report/titles.h"

typedef struct {
  Arena           *arena;
  const Model     *model;
  const Screen    *screen;
  Language         language;
  const Judgement *judgement;
} Filling;

/* What was decided where a decision has been taken, whatever the rules say of it. */
static Text outcome_of(const Judgement *judgement) {
  const RecordedDecision *taken = &judgement->record_decision;
  if (!judgement->recorded)
    return judgement_outcome(judgement);
  for (size_t i = 0; i < judgement->decision->outcomes.count; i++)
    if (text_equal(judgement->decision->outcomes.items[i]->name, taken->outcome))
      return taken->outcome;
  return text_from(outcome_names[taken->kind]);
}

const Letter *letter_for(const Model *model, const Judgement *judgement) {
  Text outcome = outcome_of(judgement);
  for (size_t i = 0; i < model->letters.count; i++) {
    const Letter *letter = model->letters.items[i];
    if (text_equal(letter->outcome, outcome) && letter_is_about(letter, judgement->decision))
      return letter;
  }
  return NULL;
}

/* ---- lists of words ------------------------------------------------------------------ */

typedef struct {
  Writer      writer;
  const char *between;
  size_t      count;
} Listing;

static Listing listing_start(const Filling *filling, const char *between) {
  Listing listing = { .between = between };
  writer_to_memory(&listing.writer, filling->arena);
  return listing;
}

static void listing_add(Listing *listing, Text text) {
  if (text.length == 0)
    return;
  if (listing->count++)
    writer_put(&listing->writer, text_from(listing->between));
  writer_put(&listing->writer, text);
}

static Text reasons(const Filling *filling) {
  Listing listing = listing_start(filling, " ");
  for (size_t i = 0; i < filling->judgement->failed.count; i++)
    listing_add(&listing, filling->judgement->failed.items[i]->reason);
  return writer_text(&listing.writer);
}

/* The plan, Annex 2: ”the words” */
static Text source_words(const Filling *filling, const ModelBasis *basis) {
  const Document *document = basis->document;
  Text title = !document ? TEXT("") : document->title.length ? document->title : document->name;
  return arena_format(filling->arena, "%.*s%s%.*s: ”%.*s”", TEXT_PRINT(title),
                      basis->place.length ? ", " : "", TEXT_PRINT(basis->place),
                      TEXT_PRINT(basis->text));
}

/* Of the rules that failed. */
static Text sources(const Filling *filling) {
  Listing listing = listing_start(filling, "; ");
  const Judgement *judgement = filling->judgement;
  for (size_t i = 0; i < judgement->failed.count; i++) {
    const ModelBases *bases = judgement->failed.items[i]->bases;
    for (size_t j = 0; bases && j < bases->count; j++)
      if (bases->items[j].kind == BASIS_SOURCE)
        listing_add(&listing, source_words(filling, &bases->items[j]));
  }
  return writer_text(&listing.writer);
}

static Text missing(const Filling *filling) {
  Listing listing = listing_start(filling, ", ");
  const AskList *asks = &filling->judgement->missing;
  for (size_t i = 0; i < asks->count; i++) {
    const FieldType *field = asks->items[i].field;
    if (field && field->owner == FACT_APPLICANT)
      listing_add(&listing, field_title(field));
  }
  return writer_text(&listing.writer);
}

static Text conditions(const Filling *filling) {
  Listing listing = listing_start(filling, " ");
  for (size_t i = 0; i < filling->judgement->conditions.count; i++) {
    const Condition *condition = filling->judgement->conditions.items[i];
    listing_add(&listing, condition->title.length ? condition->title : condition->name);
  }
  return writer_text(&listing.writer);
}

static Text deadlines(const Filling *filling) {
  Listing listing = listing_start(filling, "; ");
  for (size_t i = 0; i < filling->judgement->deadlines.count; i++) {
    const DeadlineResult *result = &filling->judgement->deadlines.items[i];
    const Deadline *deadline = result->deadline;
    Text title = deadline->title.length ? deadline->title : deadline->name;
    if (result->due.state == VALUE_KNOWN)
      title = arena_format(filling->arena, "%.*s: %.*s",
                           TEXT_PRINT(date_text(filling->arena, result->due.as.date)),
                           TEXT_PRINT(title));
    listing_add(&listing, title);
  }
  return writer_text(&listing.writer);
}

/* ---- single words -------------------------------------------------------------------- */

static Text decider(const Filling *filling) {
  const Judgement *judgement = filling->judgement;
  Text name = judgement->recorded ? judgement->record_decision.decider : judgement->decider_name;
  for (size_t i = 0; i < filling->model->bodies.count; i++) {
    const Body *body = filling->model->bodies.items[i];
    if (text_equal(body->name, name) && body->title.length)
      return body->title;
  }
  return name;
}

static Text granted(const Filling *filling) {
  const Judgement *judgement = filling->judgement;
  int64_t amount = judgement->recorded ? judgement->record_decision.granted
                                       : judgement->granted;
  return judgement->recorded || judgement->has_granted
             ? screen_amount(filling->arena, filling->screen, amount,
                             judgement->decision->currency)
             : TEXT("");
}

static Text decided_on(const Filling *filling) {
  const RecordedDecision *decision = &filling->judgement->record_decision;
  return filling->judgement->recorded && decision->has_date
             ? date_text(filling->arena, decision->on) : TEXT("");
}

static Text reference(const Filling *filling) {
  return filling->judgement->recorded ? filling->judgement->record_decision.reference : TEXT("");
}

static Text word_text(const Filling *filling, LetterWord word) {
  switch (word) {
    case LETTER_REASONS:    return reasons(filling);
    case LETTER_SOURCES:    return sources(filling);
    case LETTER_MISSING:    return missing(filling);
    case LETTER_CONDITIONS: return conditions(filling);
    case LETTER_DEADLINES:  return deadlines(filling);
    case LETTER_DECIDER:    return decider(filling);
    case LETTER_GRANTED:    return granted(filling);
    case LETTER_DECIDED:    return decided_on(filling);
    case LETTER_REFERENCE:  return reference(filling);
    case LETTER_WORD_COUNT: break;
  }
  return TEXT("");
}

/* ---- what the decision has of its own ------------------------------------------------ */

static const NamedValue *named_value(const NamedValueList *values, Text name) {
  for (size_t i = 0; i < values->count; i++)
    if (text_equal(values->items[i].term->name, name))
      return &values->items[i];
  return NULL;
}

/* As it stands in a sentence: words without quotation marks, titles for codes and bodies. */
static Text value_words(const Filling *filling, Value value, const Type *type) {
  if (value.state != VALUE_KNOWN)
    return TEXT("");
  if (value.kind == TYPE_TEXT)
    return value.as.text;
  if (value.kind == TYPE_CODE)
    return code_title(value.as.code);
  if (value.kind == TYPE_BODY)
    return value.as.body->title.length ? value.as.body->title : value.as.body->name;
  if (value.kind == TYPE_RECORD)
    return title_of(filling->arena, value.as.record);
  if (value.kind != TYPE_LIST)
    return screen_value(filling->arena, filling->screen, value, type);
  Listing listing = listing_start(filling, ", ");
  for (size_t i = 0; i < value.as.list.count; i++) {
    Value item = value.as.list.items[i];
    listing_add(&listing, item.kind == TYPE_RECORD && item.state == VALUE_KNOWN
                              ? title_of(filling->arena, item.as.record) : TEXT(""));
  }
  return writer_text(&listing.writer);
}

/* The record's field first, then an amount, a ceiling or a working; empty: not known. */
static Text name_text(const Filling *filling, Text name) {
  const Judgement *judgement = filling->judgement;
  const Record *record = judgement->record;
  LetterWord word;
  const FieldType *field = record_type_find(record->type, name);
  if (field)
    return value_words(filling, record->fields[field->index], &field->type);
  const NamedValue *named = named_value(&judgement->amounts, name);
  named = named ? named : named_value(&judgement->ceilings, name);
  named = named ? named : named_value(&judgement->shows, name);
  if (named)
    return value_words(filling, named->value, &named->term->value->type);
  return letter_word_find(name, &word) ? word_text(filling, word) : TEXT("");
}

/* ---- the page ------------------------------------------------------------------------ */

static const char gap[] = "<span class=\"gap\">________</span>";

/* A paragraph that is one list of words alone, and empty, is left out. */
static bool is_empty_list(const Filling *filling, Text paragraph) {
  LetterWord word;
  Text trimmed = text_trim(paragraph);
  size_t close = text_find(trimmed, TEXT("}"), 0);
  if (!text_starts_with(trimmed, TEXT("{")) || close + 1 != trimmed.length)
    return false;
  Text name = text_trim(text_part(trimmed, 1, close));
  return letter_word_find(name, &word) && word <= LETTER_DEADLINES &&
         name_text(filling, name).length == 0;
}

static void put_filled(const Filling *filling, Writer *writer, Text paragraph) {
  size_t at = 0;
  for (;;) {
    size_t open = text_find(paragraph, TEXT("{"), at);
    size_t close = open < paragraph.length ? text_find(paragraph, TEXT("}"), open)
                                           : paragraph.length;
    if (close >= paragraph.length)
      break;
    html_put(writer, text_part(paragraph, at, open));
    Text filled = name_text(filling, text_trim(text_part(paragraph, open + 1, close)));
    if (filled.length)
      html_put(writer, filled);
    else
      writer_put(writer, text_from(gap));
    at = close + 1;
  }
  html_put(writer, text_part(paragraph, at, paragraph.length));
}

static void put_paragraphs(const Filling *filling, Writer *writer, const Letter *letter) {
  for (size_t i = 0; i < letter->paragraphs.count; i++) {
    if (is_empty_list(filling, letter->paragraphs.items[i]))
      continue;
    writer_put(writer, TEXT("<p>"));
    put_filled(filling, writer, letter->paragraphs.items[i]);
    writer_put(writer, TEXT("</p>\n"));
  }
}

Text letter_write(Arena *arena, const Model *model, const Screen *screen, Language language,
                  const Letter *letter, const Judgement *judgement, bool draft) {
  Filling filling = { arena, model, screen, language, judgement };
  Writer writer;
  writer_to_memory(&writer, arena);
  Text title = letter->title.length ? letter->title : letter->name;
  html_begin(&writer, title, language == LANGUAGE_SWEDISH ? "sv" : "en");
  if (draft) {
    writer_put(&writer, TEXT("<p class=\"faint\"><strong>"));
    html_put(&writer, text_from(message(language, MESSAGE("Draft: no decision has been taken."))));
    writer_put(&writer, TEXT("</strong></p>\n"));
  }
  if (model->issued_by.length) {
    writer_put(&writer, TEXT("<p class=\"faint\">"));
    html_put(&writer, model->issued_by);
    writer_put(&writer, TEXT("</p>\n"));
  }
  writer_put(&writer, TEXT("<h1>"));
  html_put(&writer, title);
  writer_put(&writer, TEXT("</h1>\n"));
  put_paragraphs(&filling, &writer, letter);
  html_end(&writer);
  return writer_text(&writer);
}
