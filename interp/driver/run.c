#define _POSIX_C_SOURCE 200809L
#define _XOPEN_SOURCE 700
#include "interp/decide/to_store.h"
#include "interp/driver/judging.h"
#include "interp/driver/taking.h"
#include "interp/report/summary.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Two names of one file: the proposal goes to the database itself. */
static bool same_file(const char *a, const char *b) {
  char real_a[PATH_MAX], real_b[PATH_MAX];
  return strcmp(a, b) == 0 ||
         (realpath(a, real_a) && realpath(b, real_b) && strcmp(real_a, real_b) == 0);
}

static void tell_progress(void *context, size_t done, size_t total) {
  const AnslagOptions *options = context;
  options->progress(options->progress_context, done, total);
}

static StoredRun run_into(Work *work, const Judging *judging, Store *input, Store *output,
                          Profile *profile) {
  /* The host's progress is behind a const for us alone: it is called, never changed. */
  AnslagOptions options = *work->options;
  RunVisitor visitor = { .progress = options.progress ? tell_progress : NULL,
                         .context = &options };
  ToStoreOptions to = { .input = input,
                        .output = output,
                        .settings = &judging->settings.settings,
                        .scenario = judging->settings.scenario,
                        .eval = judging->settings.options,
                        .started = date_stamp(&work->arena, (int64_t)time(NULL)),
                        .engine = arena_format(&work->arena, "anslag %s", anslag_version()),
                        .window = ((const AnslagRun *)work->request)->window,
                        .threads = judging_threads(work),
                        .visitor = &visitor,
                        .profile = profile };
  return run_to_store(&work->arena, judging->model, &to, &work->diags);
}

static Store *open_store(Work *work, const Judging *judging, const char *path, StoreMode mode) {
  Store *store = store_open(&work->arena, judging->model, text_from(path), mode, &work->diags);
  store_begin(store);
  return store;
}

/* Everything proposed is decided, each record by the decider it is proposed for. */
static Taken *decide_all(Work *work, const Judging *judging, Store *store,
                         const StoredRun *stored) {
  TakeOrder *order = arena_new(&work->arena, TakeOrder);
  *order = (TakeOrder){ .arena = &work->arena, .diags = &work->diags, .model = judging->model,
                        .run_id = stored->run_id, .on = judging->settings.options.as_of,
                        .recorded_at = stored->run.started };
  return taking_record(work, store, &judging->settings, order, stored->run.data_hash);
}

/* All of it in one transaction; committed before anything is told. */
static Summary store_run(Work *work, const Judging *judging, const char *output_path,
                         Taken **taken, Profile *profile) {
  bool apart = output_path && !same_file(judging->database, output_path);
  Store *input = open_store(work, judging, judging->database, apart ? STORE_READ : STORE_WRITE);
  Store *output = apart ? open_store(work, judging, output_path, STORE_CREATE) : input;
  StoredRun stored = run_into(work, judging, input, output, profile);
  if (taken)
    *taken = decide_all(work, judging, input, &stored);
  memory_poll(work->memory);
  profile_enter(profile, PHASE_COMMIT);
  store_commit(output);
  if (apart) {
    store_rollback(input);
    store_close(output);
  }
  store_close(input);
  profile_enter(profile, PHASE_REST);
  return (Summary){ .model = judging->model,
                    .run = stored.summary,
                    .outlook = stored.outlook,
                    .stored = true,
                    .run_id = stored.run_id };
}

static Summary dry_run(Work *work, const Judging *judging, Profile *profile) {
  const AnslagRun *run = work->request;
  RunColumns columns = { .window = run->window, .threads = judging_threads(work) };
  RunVisitor nobody = { .columns = &columns, .profile = profile };
  return (Summary){ .model = judging->model, .run = judging_read(work, judging, &nobody) };
}

/* What is decided is decided on a day, and stands in the database of the records. */
static void need_day_to_decide(Work *work, const Judging *judging) {
  const AnslagRun *run = work->request;
  const char *wrong = run->dry_run ? "--dry-run" : run->output ? "--out" : NULL;
  if (!run->commit || (judging->settings.options.has_as_of && !wrong))
    return;
  if (wrong) {
    diag_report(&work->diags, DIAG_USAGE, SPAN_NONE, "--commit and %s exclude each other", wrong);
  } else {
    diag_report(&work->diags, DIAG_USAGE, SPAN_NONE, "the day of the decision was not said");
    diag_help(&work->diags, "add %s", "--as-of 2026-01-31");
  }
  memory_stop(work->memory);
}

static void run_body(Work *work) {
  const AnslagRun *run = work->request;
  Judging judging = judging_begin(work, &run->rules, run->database);
  Taken  *taken = NULL;
  need_day_to_decide(work, &judging);
  Profile *profile = run->profile ? profile_new(&work->arena) : NULL;
  Summary summary = run->dry_run ? dry_run(work, &judging, profile)
                                 : store_run(work, &judging, run->output,
                                             run->commit ? &taken : NULL, profile);
  profile_end(profile);
  summary.profile = profile;
  summary.settings = judging_settings_text(work, &judging);
  summary.decided = taken != NULL;
  if (work->options->format == ANSLAG_FORMAT_JSON) {
    summary_write_json(&work->results, &work->arena, &summary);
    return;
  }
  if (work->options->quiet)
    return;
  summary_write_text(&work->results, &work->arena, &judging.screen, &summary);
  if (taken)
    taken_write_text(&work->results, &judging.screen, taken);
}

int anslag_run(AnslagSession *session, const AnslagRun *run) {
  return session_run(session, run_body, run);
}
