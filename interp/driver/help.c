#include "base/unicode.h"
#include "grammar/keywords.h"
#include "interp/driver/embedded.h"
#include "interp/driver/files.h"
#include "interp/driver/pages.h"
#include "interp/report/page.h"

/* A topic's names; its pages are docs/help/ENGLISH.md and, in Swedish, docs/help/ENGLISH.sv.md. */
typedef struct { const char *english, *swedish; } Topic;

static const Topic topics[] = {
  { "amendments", "ändringar" },     { "budgets", "budgetar" },   { "criteria", "kriterier" },
  { "dates", "datum" },              { "deciders", "beslutande" }, { "decisions", "beslut" },
  { "differences", "skillnader" },   { "duties", "åligganden" },  { "frames", "ramar" },
  { "money", "belopp" },             { "outcomes", "utgångar" },  { "packages", "paket" },
  { "repl", "fråga" },               { "rules", "regler" },       { "sources", "källor" },
  { "tables", "tabeller" },          { "tests", "test" },         { "tutorial", "handledning" },
  { "unknown", "okänt" },            { "what-if", "tänk-om" },    { "why", "varför" },
  { "words", "ord" },
};

enum { TOPICS = sizeof topics / sizeof topics[0], NAME_COLUMNS = 14 };

static bool speaks_swedish(const Work *work) {
  return work->diags.language == LANGUAGE_SWEDISH;
}

static Text topic_name(const Work *work, const Topic *topic) {
  return text_from(speaks_swedish(work) ? topic->swedish : topic->english);
}

static Text topic_page(Work *work, const Topic *topic) {
  Text page = TEXT("");
  embedded_find(arena_format(&work->arena, "docs/help/%s%s.md", topic->english,
                             speaks_swedish(work) ? ".sv" : ""), &page);
  return page;
}

/* "# words: …" or "# Words" - the first line without its mark. */
static Text page_title(Text page) {
  size_t end = text_find(page, TEXT("\n"), 0);
  Text line = text_part(page, 0, end > page.length ? page.length : end);
  size_t start = 0;
  while (start < line.length && (line.bytes[start] == '#' || line.bytes[start] == ' '))
    start++;
  return text_part(line, start, line.length);
}

static void list_topics(Work *work) {
  Writer *out = &work->results;
  writer_say(out, "Topics\n\n");
  for (size_t i = 0; i < TOPICS; i++) {
    writer_put(out, TEXT("  "));
    writer_pad(out, topic_name(work, &topics[i]), NAME_COLUMNS);
    writer_put(out, page_title(topic_page(work, &topics[i])));
    writer_put_char(out, '\n');
  }
  writer_say(out, "\nanslag help TOPIC shows one, anslag help E0312 what a message means,\n"
                  "anslag COMMAND --help how a command is used.\n");
}

static bool write_code(Work *work, Text topic) {
  DiagCode code = diag_code_find(topic);
  if (code == DIAG_NONE)
    return false;
  Text path = arena_format(&work->arena, "docs/diagnostics/%s.md", diag_code_text(code));
  Text page;
  if (embedded_find(path, &page))
    page_write(&work->results, page, work->options->color_results);
  else
    writer_print(&work->results, "%s: %s\n", diag_code_text(code), diag_code_title(code));
  return true;
}

/* The whole table of words, which the topic of that name ends with. */
static void write_words(Work *work) {
  size_t count;
  const Keyword *keywords = keywords_all(&count);
  Writer *out = &work->results;
  bool swedish = speaks_swedish(work);
  writer_say(out, "\nAll words; those with a * are names only in single quotes.\n\n");
  for (size_t i = 0; i < count; i++) {
    writer_put(out, keywords[i].reserved ? TEXT("  * ") : TEXT("    "));
    writer_pad(out, text_from(swedish ? keywords[i].swedish : keywords[i].english), 30);
    writer_print(out, " %s\n", swedish ? keywords[i].english : keywords[i].swedish);
  }
}

/* By its name in either language; a Swedish name asks for the Swedish page. */
static bool write_topic(Work *work, Text named) {
  for (size_t i = 0; i < TOPICS; i++) {
    if (!text_is(named, topics[i].english) && !text_is(named, topics[i].swedish))
      continue;
    if (text_is(named, topics[i].swedish)) {
      diags_speak(&work->diags, LANGUAGE_SWEDISH);
      work->results.language = work->diags.language;
    }
    page_write(&work->results, topic_page(work, &topics[i]), work->options->color_results);
    if (text_is(text_from(topics[i].english), "words"))
      write_words(work);
    return true;
  }
  return false;
}

static void report_no_topic(Work *work, Text topic) {
  UnicodeNearest nearest = { &work->arena, topic, TEXT_NONE, 3 };
  for (size_t i = 0; i < TOPICS; i++)
    unicode_nearest(&nearest, topic_name(work, &topics[i]));
  diag_report(&work->diags, DIAG_NO_SUCH_TOPIC, SPAN_NONE, "there is no help on \"%.*s\"",
              TEXT_PRINT(topic));
  if (nearest.best.length)
    diag_help(&work->diags, "did you mean %.*s?", TEXT_PRINT(nearest.best));
  else
    diag_help(&work->diags, "anslag help lists the topics");
}

void help_write(Work *work, const char *named) {
  if (!named) {
    list_topics(work);
    return;
  }
  Text topic = text_from(named);
  if (!write_topic(work, topic) && !write_code(work, topic))
    report_no_topic(work, topic);
}

static void help_body(Work *work) {
  const char *const *named = work->request;
  help_write(work, *named);
}

int anslag_help(AnslagSession *session, const char *topic) {
  return session_run(session, help_body, &topic);
}
