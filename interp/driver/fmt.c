#include "grammar/parse.h"
#include "grammar/print.h"
#include "interp/driver/paths.h"

static Text print_tree(Work *work, const File *tree, Surface surface) {
  Writer writer;
  writer_to_memory(&writer, &work->arena);
  print_file(&writer, tree, &work->sources, surface);
  return writer_text(&writer);
}

/* What is written over a file must say the same: read again and compared. */
static bool says_the_same(Work *work, Text path, const File *tree, Text printed) {
  Diags quiet;
  diags_init(&quiet, &work->arena, &work->sources);
  Source *source = sources_add(&work->sources, path, printed);
  const File *again = parse_file(&work->arena, source, &quiet);
  if (quiet.errors == 0 && tree_equal(tree, again))
    return true;
  diag_report(&work->diags, DIAG_LAYOUT_FAULT, SPAN_NONE,
              "\"%.*s\" was left as it is: its new layout would not read the same",
              TEXT_PRINT(path));
  diag_help(&work->diags, "this is a fault of anslag; please report it with the file");
  return false;
}

static void report_layout(Work *work, Text path, Text before, Text after) {
  size_t same = 0;
  while (same < before.length && same < after.length && before.bytes[same] == after.bytes[same])
    same++;
  size_t line = 1;
  for (size_t i = 0; i < same; i++)
    line += before.bytes[i] == '\n';
  diag_report(&work->diags, DIAG_LAYOUT, SPAN_NONE,
              "\"%.*s\" is not in the one layout (first at line %zu)", TEXT_PRINT(path), line);
  diag_help(&work->diags, "anslag fmt %.*s", TEXT_PRINT(path));
}

static Surface target_surface(const AnslagFmt *fmt, const File *tree) {
  return fmt->to == ANSLAG_LANGUAGE_ENGLISH   ? SURFACE_ENGLISH
         : fmt->to == ANSLAG_LANGUAGE_SWEDISH ? SURFACE_SWEDISH
                                              : tree->surface;
}

static void format_file(Work *work, Text path) {
  const AnslagFmt *fmt = work->request;
  Text    bytes = files_read_rules(work, path.bytes);
  size_t  errors = work->diags.errors;
  Source *source = sources_add(&work->sources, path, bytes);
  const File *tree = parse_file(&work->arena, source, &work->diags);
  if (work->diags.errors > errors)
    return;
  Text printed = print_tree(work, tree, target_surface(fmt, tree));
  bool input = text_is(path, "-");
  bool same = text_equal(bytes, printed);
  if (fmt->check && !same)
    report_layout(work, path, bytes, printed);
  if (fmt->check || (same && !input) || !says_the_same(work, path, tree, printed))
    return;
  files_write(work, path.bytes, printed);
}

static void fmt_body(Work *work) {
  const AnslagFmt *fmt = work->request;
  TextList files = { NULL, 0, 0 };
  paths_expand(work, fmt->paths, fmt->path_count, &files);
  for (size_t i = 0; i < files.count; i++) {
    memory_poll(work->memory);
    format_file(work, files.items[i]);
  }
}

int anslag_fmt(AnslagSession *session, const AnslagFmt *fmt) {
  return session_run(session, fmt_body, fmt);
}
