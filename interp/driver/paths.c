#include "interp/driver/paths.h"

#include "interp/driver/package.h"

static void drop_doubles(TextList *files) {
  size_t kept = 0;
  for (size_t i = 0; i < files->count; i++) {
    bool known = false;
    for (size_t j = 0; j < kept && !known; j++)
      known = text_equal(files->items[j], files->items[i]);
    if (!known)
      files->items[kept++] = files->items[i];
  }
  files->count = kept;
}

void paths_expand(Work *work, const char *const *paths, size_t count, TextList *files) {
  Package package;
  if (count == 0 && package_around(work, TEXT(""), &package))
    files_collect(work, package.folder.length ? package.folder.bytes : ".", files);
  for (size_t i = 0; i < count; i++)
    files_collect(work, paths[i], files);
  work_stop_on_errors(work);
  drop_doubles(files);
  if (files->count)
    return;
  if (count == 0)
    diag_report(&work->diags, DIAG_NO_RULES, SPAN_NONE,
                "no files were named, and this folder is not in a package");
  else
    diag_report(&work->diags, DIAG_NO_RULES, SPAN_NONE, "there are no .anslag files in \"%s\"",
                paths[0]);
  diag_help(&work->diags, "name a rule file or a folder that holds some");
  memory_stop(work->memory);
}
