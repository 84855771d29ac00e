#include "interp/driver/files.h"
#include "interp/driver/rules.h"
#include "interp/store/import.h"

static ImportKeep keep_of(AnslagKeep keep) {
  return keep == ANSLAG_KEEP_GOOD  ? IMPORT_KEEP_GOOD
         : keep == ANSLAG_KEEP_BAD ? IMPORT_KEEP_BAD
                                   : IMPORT_ALL_OR_NOTHING;
}

static void guess(Work *work, const Model *model, const ImportOptions *options) {
  Writer clause;
  writer_to_memory(&clause, &work->arena);
  if (!import_guess(&work->arena, model, options, &clause, &work->diags))
    work->exit = ANSLAG_MISTAKES;
  work_write_messages(work);
  writer_put(&work->results, writer_text(&clause));
}

static void import_body(Work *work) {
  const AnslagImport *import = work->request;
  RulesPlace place = rules_find(work, import->rules.path);
  const Model *model = rules_load(work, place.path);
  ImportOptions options = { .record = text_from(import->record),
                            .path = text_from(import->path),
                            .bytes = files_read(work, import->path),
                            .keep = keep_of(import->keep),
                            .dry_run = import->dry_run,
                            .update = import->update };
  if (import->guess) {
    guess(work, model, &options);
    return;
  }
  const char *database = rules_database(work, &place, import->database);
  Store *store = store_open(&work->arena, model, text_from(database), STORE_WRITE, &work->diags);
  Writer account;
  writer_to_memory(&account, &work->arena);
  account.language = work->results.language;
  ImportResult result = import_csv(store, &options, &account, &work->diags);
  store_close(store);
  if (result.bad_cells)
    work->exit = ANSLAG_MISTAKES;
  work_write_messages(work);
  if (!work->options->quiet)
    writer_put(&work->results, writer_text(&account));
}

int anslag_import(AnslagSession *session, const AnslagImport *import) {
  return session_run(session, import_body, import);
}
