#include "interp/driver/embedded.h"
#include "interp/driver/files.h"

#include <string.h>

static const Text template_folder = { "interp/driver/template/",
                                      sizeof "interp/driver/template/" - 1 };

static void write_template(Work *work, Text folder, const EmbeddedFile *file) {
  Text path = text_from(file->path);
  Text name = text_part(path, template_folder.length, path.length);
  Text target = files_join(&work->arena, folder, name);
  Text inside = files_folder_of(target);
  if (inside.length)
    files_make_folder(work, arena_text(&work->arena, inside).bytes);
  files_write(work, target.bytes, embedded_text(file));
}

static void init_body(Work *work) {
  const char *const *named = work->request;
  Text folder = text_from(*named);
  if (folder.length == 0) {
    diag_report(&work->diags, DIAG_USAGE, SPAN_NONE, "a package needs a folder");
    memory_stop(work->memory);
  }
  if (files_exist(*named) && !files_is_folder(*named)) {
    diag_report(&work->diags, DIAG_FOLDER_NOT_EMPTY, SPAN_NONE, "\"%s\" is a file, not a folder",
                *named);
    memory_stop(work->memory);
  }
  if (!files_folder_is_empty(work, *named)) {
    diag_report(&work->diags, DIAG_FOLDER_NOT_EMPTY, SPAN_NONE, "the folder \"%s\" is not empty",
                *named);
    diag_help(&work->diags, "name a new folder: nothing is ever written over");
    memory_stop(work->memory);
  }
  files_make_folder(work, *named);
  for (size_t i = 0; i < embedded_count; i++)
    if (text_starts_with(text_from(embedded_files[i].path), template_folder))
      write_template(work, folder, &embedded_files[i]);
  const char *quote = text_find(text_from(*named), TEXT(" "), 0) < strlen(*named) ? "\"" : "";
  work_say(work, "A package in \"%s\": rules with tests, a source, data.\n"
                 "Next: anslag test %s%s%s    then: %s/README.md\n", *named, quote, *named, quote,
           *named);
}

int anslag_init(AnslagSession *session, const char *folder) {
  return session_run(session, init_body, &folder);
}
