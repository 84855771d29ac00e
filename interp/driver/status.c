#include "interp/driver/files.h"
#include "interp/driver/judging.h"
#include "interp/driver/package.h"
#include "interp/report/summary.h"

typedef struct {
  Work  *work;
  size_t runs;              /* rows of the latest run: 0 or 1 */
  bool   incomplete;
} Standing;

static bool put_run(void *context, const Text *cells, const bool *null, size_t count) {
  Standing *standing = context;
  (void)null, (void)count;
  standing->runs++;
  writer_say(&standing->work->results, "latest run    %.*s, %.*s, %.*s records: a proposal\n",
             TEXT_PRINT(cells[0]), TEXT_PRINT(cells[1]), TEXT_PRINT(cells[2]));
  return true;
}

static bool put_outcome(void *context, const Text *cells, const bool *null, size_t count) {
  Standing *standing = context;
  (void)null, (void)count;
  standing->incomplete |= text_is(cells[0], "incomplete");
  writer_put(&standing->work->results, TEXT("              "));
  Writer *results = &standing->work->results;
  writer_pad(results, text_from(message(results->language, arena_text(&standing->work->arena,
                                                                      cells[0]).bytes)), 12);
  writer_pad_left(&standing->work->results, cells[1], 7);
  writer_put_char(&standing->work->results, '\n');
  return true;
}

static void put_records(Work *work, Store *store, const Model *model, size_t *total) {
  for (size_t i = 0; i < model->decisions.count; i++) {
    const RecordType *type = model->decisions.items[i]->subject;
    bool known = false;
    for (size_t j = 0; j < i && !known; j++)
      known = model->decisions.items[j]->subject == type;
    if (known)
      continue;
    size_t count = store_count(store, type);
    *total += count;
    writer_say(&work->results, "records       %.*s %.*s\n",
               TEXT_PRINT(screen_count(&work->arena, count)),
               TEXT_PRINT(type->title.length ? type->title : type->name));
  }
}

static const char *next_command(const Standing *standing, size_t records) {
  return records == 0              ? MESSAGE("anslag import RECORD FILE.csv")
         : standing->runs == 0     ? MESSAGE("anslag run")
         : standing->incomplete    ? MESSAGE("anslag missing")
                                   : MESSAGE("anslag export decisions --to decisions.csv");
}

static const char *stand_in_database(Work *work, const Model *model, Text database) {
  Standing standing = { .work = work };
  size_t   records = 0;
  Store   *store = store_open(&work->arena, model, database, STORE_READ, &work->diags);
  store_begin(store);
  put_records(work, store, model, &records);
  store_query(store, &work->arena,
              "SELECT run_id, started, records FROM main.anslag_run WHERE run_id = ?1", put_run,
              &standing);
  store_query(store, &work->arena,
              "SELECT outcome, count(*) FROM anslag_decision WHERE run_id = ?1"
              " GROUP BY outcome ORDER BY 2 DESC, 1", put_outcome, &standing);
  store_rollback(store);
  store_close(store);
  return next_command(&standing, records);
}

static void status_body(Work *work) {
  Package package;
  if (!package_around(work, TEXT(""), &package)) {
    work->exit = ANSLAG_USAGE;
    return;
  }
  const Model *model = rules_load(work, package.rules);
  Text standing = summary_standing(&work->arena, model, work->diags.language);
  writer_say(&work->results, "guideline     %.*s\n",
             TEXT_PRINT(model->title.length ? model->title : model->name));
  if (standing.length)
    writer_say(&work->results, "standing      %.*s\n", TEXT_PRINT(standing));
  const char *next = MESSAGE("anslag schema --db FILE");
  if (package.database.length && !files_exist(package.database.bytes))
    next = arena_format(&work->arena, "anslag schema --db %.*s",
                        TEXT_PRINT(package.database)).bytes;
  else if (package.database.length)
    next = stand_in_database(work, model, package.database);
  writer_say(&work->results, "next          %s\n", message(work->results.language, next));
}

int anslag_status(AnslagSession *session) {
  return session_run(session, status_body, NULL);
}
