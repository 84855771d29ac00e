#include "base/unicode.h"
#include "grammar/keywords.h"
#include "interp/driver/embedded.h"
#include "interp/driver/files.h"
#include "interp/driver/pages.h"
#include "interp/report/page.h"

static const Text topic_folder = { "docs/help/", sizeof "docs/help/" - 1 };
static const Text ending = { ".md", sizeof ".md" - 1 };

static bool is_topic(Text path) {
  return text_starts_with(path, topic_folder) && text_ends_with(path, ending);
}

static Text topic_name(Text path) {
  return text_part(path, topic_folder.length, path.length - ending.length);
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
  for (size_t i = 0; i < embedded_count; i++) {
    Text path = text_from(embedded_files[i].path);
    if (!is_topic(path))
      continue;
    writer_put(out, TEXT("  "));
    writer_pad(out, topic_name(path), 14);
    writer_put(out, page_title(embedded_text(&embedded_files[i])));
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
  writer_say(out, "\nAll words; those with a * are names only in single quotes.\n\n");
  for (size_t i = 0; i < count; i++) {
    writer_put(out, keywords[i].reserved ? TEXT("  * ") : TEXT("    "));
    writer_pad(out, text_from(keywords[i].english), 30);
    writer_print(out, " %s\n", keywords[i].swedish);
  }
}

static bool write_topic(Work *work, Text topic) {
  Text page;
  Text path = arena_format(&work->arena, "docs/help/%.*s.md", TEXT_PRINT(topic));
  if (!embedded_find(path, &page))
    return false;
  page_write(&work->results, page, work->options->color_results);
  if (text_is(topic, "words"))
    write_words(work);
  return true;
}

static void report_no_topic(Work *work, Text topic) {
  UnicodeNearest nearest = { &work->arena, topic, TEXT_NONE, 3 };
  for (size_t i = 0; i < embedded_count; i++) {
    Text path = text_from(embedded_files[i].path);
    if (is_topic(path))
      unicode_nearest(&nearest, topic_name(path));
  }
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
