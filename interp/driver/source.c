/* anslag source add: a text taken into the package's sources/, as rules can cite it. */
#define _POSIX_C_SOURCE 200809L
#include "base/date.h"
#include "base/unicode.h"
#include "grammar/keywords.h"
#include "grammar/parse.h"
#include "grammar/print.h"
#include "interp/driver/extract.h"
#include "interp/driver/files.h"
#include "interp/driver/package.h"
#include "interp/driver/source_text.h"
#include "interp/report/screen.h"

#include <string.h>

typedef struct {
  Work               *work;
  const AnslagSource *request;
  Surface             surface;
  Text                folder;       /* of the package; empty: the current one */
  Text                name;         /* of the document */
  Text                path;         /* sources/NAME_DATED.txt, from the folder */
  SourceText          text;
} Taking;

/* ---- what it is called ---------------------------------------------------------------- */

static Text file_stem(Text path) {
  size_t start = path.length, end = path.length;
  while (start > 0 && path.bytes[start - 1] != '/')
    start--;
  for (size_t i = path.length; i-- > start + 1;)
    if (path.bytes[i] == '.') {
      end = i;
      break;
    }
  return text_part(path, start, end);
}

static _Noreturn void stop_usage(Work *work) {
  work->exit = ANSLAG_USAGE;
  memory_stop(work->memory);
}

static void check_date(Work *work, const char *dated) {
  Date date;
  if (!dated || date_parse(text_from(dated), &date))
    return;
  diag_report(&work->diags, DIAG_USAGE, SPAN_NONE, "\"%s\" is not a date", dated);
  diag_help(&work->diags, "write a date as 2026-01-31");
  stop_usage(work);
}

/* Letters and figures that any file system takes: å as a, what else is left out as _. */
Text source_stem(Arena *arena, Text name) {
  Writer writer;
  writer_to_memory(&writer, arena);
  Text folded = unicode_nfkc(arena, unicode_fold(arena, name));
  for (size_t at = 0; at < folded.length;) {
    int32_t c = unicode_next(folded, &at);
    if (c < 0)
      break;
    char plain = c == 0xe5 || c == 0xe4 ? 'a' : c == 0xf6 ? 'o' : c == 0xe9 || c == 0xe8 ? 'e' : 0;
    bool usual = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    writer_put_char(&writer, plain ? plain : usual ? (char)c : '_');
  }
  return writer_text(&writer);
}

/* sources/NAME_DATED.txt, or sources/NAME.txt, in letters that any file system takes (source.c). */
static Text source_path(Arena *arena, Text name, Text dated) {
  Text plain = source_stem(arena, name);
  return dated.length ? arena_format(arena, "sources/%.*s_%.*s.txt", TEXT_PRINT(plain),
                                     TEXT_PRINT(dated))
                      : arena_format(arena, "sources/%.*s.txt", TEXT_PRINT(plain));
}

/* ---- where it goes -------------------------------------------------------------------- */

/* The package around the current folder, and the language its rules are written in. */
static void find_package(Taking *taking) {
  Work *work = taking->work;
  Package package;
  Text bytes, reason;
  taking->surface = work->options->language == ANSLAG_LANGUAGE_SWEDISH ? SURFACE_SWEDISH
                                                                       : SURFACE_ENGLISH;
  if (!package_around(work, TEXT(""), &package))
    return;
  taking->folder = package.folder;
  if (!files_try_read(&work->arena, package.rules.bytes, FILES_RULES_MOST, &bytes, &reason))
    return;
  bool muted = work->diags.muted;
  work->diags.muted = true;
  const File *file = parse_file(&work->arena, sources_add(&work->sources, package.rules, bytes),
                                &work->diags);
  work->diags.muted = muted;
  if (work->options->language != ANSLAG_LANGUAGE_OF_FILE)
    return;
  taking->surface = file->surface;
  diags_speak(&work->diags, surface_language(file->surface));
  work->results.language = work->messages.language = work->diags.language;
}

static void write_text(Taking *taking) {
  Work *work = taking->work;
  Text path = files_join(&work->arena, taking->folder, taking->path);
  if (files_exist(path.bytes)) {
    diag_report(&work->diags, DIAG_SOURCE_EXISTS, SPAN_NONE, "\"%.*s\" is there already",
                TEXT_PRINT(path));
    diag_help(&work->diags, "a source is never written over: give another name or date with --as "
              "and --dated");
    memory_stop(work->memory);
  }
  files_make_folder(work, arena_text(&work->arena, files_folder_of(path)).bytes);
  files_write(work, path.bytes, taking->text.text);
}

/* ---- what is said --------------------------------------------------------------------- */

static Text lines_text(const Taking *taking) {
  Arena *arena = &taking->work->arena;
  Text all = TEXT_NONE;
  for (size_t i = 0; i < taking->text.doubtful.count; i++) {
    const char *between = i == 0 ? ""
                          : i + 1 < taking->text.doubtful.count ? ", "
                          : message(taking->work->results.language, " and ");
    all = arena_format(arena, "%.*s%s%zu", TEXT_PRINT(all), between,
                       taking->text.doubtful.items[i]);
  }
  return all;
}

static void say_counts(Taking *taking) {
  Writer *results = &taking->work->results;
  Arena *arena = &taking->work->arena;
  writer_print(results, "%.*s: ", TEXT_PRINT(screen_visible(arena, taking->name)));
  writer_say_count(results, taking->text.pages, "%zu page", "%zu pages");
  writer_say_count(results, taking->text.words, ", %zu word", ", %zu words");
  writer_print(results, " → %.*s\n", TEXT_PRINT(screen_visible(arena, taking->path)));
  if (taking->text.doubtful.count == 0)
    return;
  writer_say(results, taking->text.doubtful.count == 1
             ? MESSAGE("Read line %.*s through: a hyphen or a minus sign may have "
                       "fallen away.\n")
             : MESSAGE("Read lines %.*s through: a hyphen or a minus sign may have "
                       "fallen away.\n"),
             TEXT_PRINT(lines_text(taking)));
}

/* Line by line, so that nothing in a document steers the terminal. */
static void put_visible(Taking *taking, Text text) {
  Writer *results = &taking->work->results;
  for (size_t start = 0; start <= text.length;) {
    size_t end = text_find(text, TEXT("\n"), start);
    if (end > text.length)
      end = text.length;
    Text line = text_part(text, start, end);
    writer_print(results, "%.*s\n", TEXT_PRINT(screen_visible(&taking->work->arena, line)));
    start = end + 1;
  }
}

/* The clause to paste. */
static void say_clause(Taking *taking) {
  const AnslagSource *request = taking->request;
  Writer *results = &taking->work->results;
  Decl decl = { .kind = DECL_DOCUMENT, .name = { SPAN_NONE, taking->name },
                .label = { SPAN_NONE, taking->text.title } };
  decl.as.document.file = (Name){ SPAN_NONE, taking->path };
  if (request->dated)
    decl.as.document.dated = (Name){ SPAN_NONE, text_from(request->dated) };
  if (request->case_number)
    decl.as.document.case_number = (Name){ SPAN_NONE, text_from(request->case_number) };
  Writer clause;
  writer_to_memory(&clause, &taking->work->arena);
  print_decl_alone(&clause, &decl, taking->surface);
  writer_put_char(results, '\n');
  put_visible(taking, text_trim(writer_text(&clause)));
}

static void source_body(Work *work) {
  const AnslagSource *request = work->request;
  Taking taking = { .work = work, .request = request };
  check_date(work, request->dated);
  find_package(&taking);
  Text bytes = extract_text(work, request->file, files_read(work, request->file));
  taking.name = request->name ? text_from(request->name) : file_stem(text_from(request->file));
  taking.text = source_text(&work->arena, bytes);
  taking.path = source_path(&work->arena, taking.name,
                            request->dated ? text_from(request->dated) : TEXT(""));
  write_text(&taking);
  say_counts(&taking);
  say_clause(&taking);
}

int anslag_source_add(AnslagSession *session, const AnslagSource *source) {
  return session_run(session, source_body, source);
}
