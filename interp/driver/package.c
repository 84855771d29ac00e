#define _POSIX_C_SOURCE 200809L
#define _XOPEN_SOURCE 700
#include "interp/driver/package.h"

#include "interp/driver/files.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
  PACKAGE_MOST_BYTES = 65536,
  FOLDERS_UP = 64             /* where a package is looked for */
};

static void report_line(Work *work, Source *source, size_t start, size_t end, const char *what) {
  Span span = { source->number, (uint32_t)start, (uint32_t)end };
  diag_report(&work->diags, DIAG_PACKAGE_FILE, span, "%s", diag_words(&work->diags, what));
  diag_help(&work->diags, "a package file holds lines like: rules = guideline.anslag");
}

/* One line `name = value`; the paths in it stay inside the package. */
static void read_line(Work *work, Source *source, size_t start, size_t end, Package *package) {
  Text line = text_trim(text_part(source->text, start, end));
  if (line.length == 0 || text_starts_with(line, TEXT("--")))
    return;
  size_t equals = text_find(line, TEXT("="), 0);
  Text name = equals < line.length ? text_trim(text_part(line, 0, equals)) : line;
  Text value = equals < line.length ? text_trim(text_part(line, equals + 1, line.length))
                                    : TEXT("");
  bool rules = text_is(name, "rules");
  if (!rules && !text_is(name, "db")) {
    report_line(work, source, start, end, "a package file says \"rules\" and \"db\", nothing else");
    return;
  }
  if (value.length == 0) {
    report_line(work, source, start, end, "a file's name is missing after \"=\"");
    return;
  }
  if (!files_stay_inside(&work->arena, package->folder, value)) {
    report_line(work, source, start, end, "a path that leads out of the package");
    return;
  }
  Text path = files_join(&work->arena, package->folder, value);
  *(rules ? &package->rules : &package->database) = path;
}

bool package_in(Work *work, Text folder, Package *package) {
  Text path = files_join(&work->arena, folder, TEXT(PACKAGE_FILE));
  Text bytes, reason;
  if (!files_exist(path.bytes))
    return false;
  *package = (Package){ .folder = folder };
  if (!files_try_read(&work->arena, path.bytes, PACKAGE_MOST_BYTES, &bytes, &reason)) {
    diag_report(&work->diags, DIAG_FILE_UNREADABLE, SPAN_NONE, "\"%.*s\" could not be read: %.*s",
                TEXT_PRINT(path), TEXT_PRINT(text_from(diag_words(&work->diags, reason.bytes))));
    memory_stop(work->memory);
  }
  Source *source = sources_add(&work->sources, path, bytes);
  for (size_t start = 0; start < source->text.length;) {
    size_t end = text_find(source->text, TEXT("\n"), start);
    if (end > source->text.length)
      end = source->text.length;
    read_line(work, source, start, end, package);
    start = end + 1;
  }
  if (package->rules.length == 0 && work->diags.errors == 0)
    report_line(work, source, 0, 0, "the package file does not say which rules are its own");
  work_stop_on_errors(work);
  return true;
}

bool package_around(Work *work, Text folder, Package *package) {
  char real[PATH_MAX];
  Text here = folder.length ? arena_text(&work->arena, folder) : TEXT(".");
  if (!realpath(here.bytes, real))
    return false;
  /* As the user sees it: "", "..", "../.." rather than the absolute path. */
  Text shown = folder;
  for (size_t depth = 0; depth < FOLDERS_UP; depth++) {
    if (package_in(work, shown, package))
      return true;
    char *slash = strrchr(real, '/');
    if (!slash || slash == real)
      return false;
    *slash = '\0';
    shown = shown.length ? files_join(&work->arena, shown, TEXT("..")) : TEXT("..");
  }
  return false;
}
