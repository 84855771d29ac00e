#include "base/diag_write.h"
#include "interp/driver/files.h"
#include "interp/driver/paths.h"
#include "interp/driver/rules.h"
#include "interp/report/pending.h"

/* The same for the same mistake at the same place of the same file, found by way of two files
 * that use it; empty for one without a place. */
static Text report_key(Work *work, const Diag *diag) {
  const Source *source = sources_get(&work->sources, diag->span);
  if (!source)
    return TEXT("");
  return arena_format(&work->arena, "%d %u %u %.*s: %.*s", (int)diag->code,
                      (unsigned)diag->span.start, (unsigned)diag->span.end,
                      TEXT_PRINT(source->path), TEXT_PRINT(diag->message));
}

/* Drops from the newest file's reports, which begin at `from`, those of an earlier file. */
static void drop_repeated(Work *work, Map *known, size_t from) {
  Diags *diags = &work->diags;
  size_t kept = from;
  TextList keys = { NULL, 0, 0 };
  for (size_t i = from; i < diags->list.count; i++) {
    Diag *each = diags->list.items[i];
    Text key = report_key(work, each);
    LIST_ADD(&work->arena, &keys, Text, key);
    if (key.length == 0 || !map_get(known, key))
      diags->list.items[kept++] = each;
    else if (each->severity == SEVERITY_ERROR)
      diags->errors--;
    else if (each->severity == SEVERITY_WARNING)
      diags->warnings--;
  }
  diags->list.count = kept;
  for (size_t i = 0; i < keys.count; i++)
    map_add(known, keys.items[i], diags);
}

static const char *plural(size_t count) {
  return count == 1 ? "" : "s";
}

static void close_with_counts(Work *work, size_t files) {
  size_t errors = work->diags.errors, warnings = work->diags.warnings;
  work_write_messages(work);
  if (errors + warnings == 0)
    work_say(work, "%zu file%s checked, nothing to complain of\n", files, plural(files));
  else
    work_say(work, "\n%zu file%s checked: %zu error%s, %zu warning%s\n", files, plural(files),
             errors, plural(errors), warnings, plural(warnings));
}

/* Above what is pending in one of several files. */
static void put_file(Work *work, Text path, bool first) {
  if (!first)
    writer_put_char(&work->results, '\n');
  diag_put_shown(&work->results, path);
  writer_put(&work->results, TEXT(":\n"));
}

static void check_body(Work *work) {
  const AnslagCheck *check = work->request;
  bool text = work->options->format == ANSLAG_FORMAT_TEXT;
  work->messages_are_results = !text;
  work->diags.strict = check->strict;
  TextList files = { NULL, 0, 0 };
  Map known, pending;
  map_init(&known, &work->arena);
  map_init(&pending, &work->arena);
  paths_expand(work, check->paths, check->path_count, &files);
  for (size_t i = 0; i < files.count; i++) {
    size_t before = work->diags.list.count;
    const Model *model = rules_read(work, files.items[i]);
    if (check->pending && text) {
      if (files.count > 1)
        put_file(work, files.items[i], i == 0);
      pending_write(&work->results, model, &work->sources, &pending);
    }
    if (files.count > 1)
      drop_repeated(work, &known, before);
    memory_poll(work->memory);
  }
  if (text)
    close_with_counts(work, files.count);
}

int anslag_check(AnslagSession *session, const AnslagCheck *check) {
  return session_run(session, check_body, check);
}
