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

static void close_with_counts(Work *work, size_t files) {
  size_t errors = work->diags.errors, warnings = work->diags.warnings;
  work_write_messages(work);
  Language language = work->diags.language;
  Arena *arena = &work->arena;
  Text checked = arena_format(arena, message_for(language, files, "%zu file checked",
                                                 "%zu files checked"), files);
  if (errors + warnings == 0) {
    work_say(work, "%.*s, nothing to complain of\n", TEXT_PRINT(checked));
    return;
  }
  Text wrong = arena_format(arena, message_for(language, errors, "%zu error", "%zu errors"),
                            errors);
  Text doubtful = arena_format(arena, message_for(language, warnings, "%zu warning",
                                                  "%zu warnings"), warnings);
  work_say(work, "\n%.*s: %.*s, %.*s\n", TEXT_PRINT(checked), TEXT_PRINT(wrong),
           TEXT_PRINT(doubtful));
}

/* Above what is pending in one of several files. */
static void put_file(Work *work, Text path, bool first) {
  if (!first)
    writer_put_char(&work->results, '\n');
  diag_put_shown(&work->results, path);
  writer_put(&work->results, TEXT(":\n"));
}

/* A guideline is checked with its amendments, an amendment with its guideline. */
static void say_beside(Work *work, const Model *model, Text path) {
  for (size_t i = 0; i < model->amendments.count; i++) {
    Text beside = model->amendments.items[i]->module->path;
    if (!text_equal(beside, path) && model->asked == model->modules.items[0])
      work_say(work, "%.*s: with its amendment %.*s\n", TEXT_PRINT(path), TEXT_PRINT(beside));
  }
  if (model->asked && model->asked != model->modules.items[0])
    work_say(work, "%.*s: with its guideline %.*s\n", TEXT_PRINT(path),
             TEXT_PRINT(model->modules.items[0]->path));
}

static void check_body(Work *work) {
  const AnslagCheck *check = work->request;
  bool text = work->options->format == ANSLAG_FORMAT_TEXT;
  work->messages_are_results = !text;
  work->diags.strict = check->strict;
  size_t read = 0;
  Map known, pending;
  map_init(&known, &work->arena);
  map_init(&pending, &work->arena);
  PathsInOrder order = paths_in_order(work, check->paths, check->path_count);
  for (size_t i = 0; i < order.files.count; i++) {
    Text file = order.files.items[i];
    if (paths_passed(&order, file))
      continue;
    size_t before = work->diags.list.count;
    const Model *model = rules_read(work, file);
    paths_note(&order, file, model);
    if (text)
      say_beside(work, model, file);
    if (check->pending && text) {
      if (order.files.count > 1)
        put_file(work, file, read == 0);
      pending_write(&work->results, model, &work->sources, &pending);
    }
    if (order.files.count > 1)
      drop_repeated(work, &known, before);
    read++;
    memory_poll(work->memory);
  }
  if (text)
    close_with_counts(work, order.files.count);
}

int anslag_check(AnslagSession *session, const AnslagCheck *check) {
  return session_run(session, check_body, check);
}
