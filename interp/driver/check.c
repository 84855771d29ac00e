#include "interp/driver/files.h"
#include "interp/driver/paths.h"
#include "interp/driver/rules.h"
#include "interp/report/pending.h"

/* The same mistake at the same place of the same file, found by way of two files that use it. */
static bool same_report(Work *work, const Diag *a, const Diag *b) {
  const Source *left = sources_get(&work->sources, a->span);
  const Source *right = sources_get(&work->sources, b->span);
  return left && right && a->code == b->code && a->span.start == b->span.start &&
         a->span.end == b->span.end && text_equal(left->path, right->path) &&
         text_equal(a->message, b->message);
}

/* Keeps the first of equal reports; `from` is where those of the newest file begin. */
static void drop_repeated(Work *work, size_t from) {
  Diags *diags = &work->diags;
  size_t kept = from;
  for (size_t i = from; i < diags->list.count; i++) {
    const Diag *each = diags->list.items[i];
    bool known = false;
    for (size_t j = 0; j < from && !known; j++)
      known = same_report(work, diags->list.items[j], each);
    if (!known)
      diags->list.items[kept++] = diags->list.items[i];
    else if (each->severity == SEVERITY_ERROR)
      diags->errors--;
    else if (each->severity == SEVERITY_WARNING)
      diags->warnings--;
  }
  diags->list.count = kept;
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

static void check_body(Work *work) {
  const AnslagCheck *check = work->request;
  bool text = work->options->format == ANSLAG_FORMAT_TEXT;
  work->messages_are_results = !text;
  work->diags.strict = check->strict;
  TextList files = { NULL, 0, 0 };
  paths_expand(work, check->paths, check->path_count, &files);
  for (size_t i = 0; i < files.count; i++) {
    size_t before = work->diags.list.count;
    const Model *model = rules_read(work, files.items[i]);
    if (check->pending && text)
      pending_write(&work->results, model, &work->sources);
    if (i > 0)
      drop_repeated(work, before);
    memory_poll(work->memory);
  }
  if (text)
    close_with_counts(work, files.count);
}

int anslag_check(AnslagSession *session, const AnslagCheck *check) {
  return session_run(session, check_body, check);
}
