#define _POSIX_C_SOURCE 200809L
#include "interp/decide/to_store.h"
#include "interp/driver/judging.h"
#include "interp/driver/names.h"
#include "interp/driver/sheets.h"
#include "interp/ledger/facts.h"
#include "interp/report/audit.h"
#include "interp/report/titles.h"

#include <time.h>

typedef struct {
  Work          *work;
  Model         *model;
  RulesSettings  settings;
  Store         *store;
  StoreTakenList taken;
  StoreChanges   history;
  Audit          audit;
  Population     stored;              /* the records as they stand */
  const Record  *live;                /* judged last, as it stands */
  bool           as_then;             /* decided records are read as they were */
  OwedList       owed;
  Arena          facts;               /* of one record */
} Auditing;

/* ---- records as they were when they were decided ---------------------------------------- */

/* The decision on such a record whose facts are kept; NULL: none. */
static const StoreTaken *taken_on(const Auditing *auditing, Arena *batch, const Record *record) {
  Text key = record_key_text(batch, record);
  for (size_t i = 0; i < auditing->model->decisions.count; i++) {
    const Decision *decision = auditing->model->decisions.items[i];
    const StoreTaken *line = decision->subject == record->type
        ? audit_taken(&auditing->audit, batch, decision->name, key) : NULL;
    if (line)
      return line;
  }
  return NULL;
}

/* The record judged in place of the live one. */
static const Record *record_then(void *context, const Record *live, Arena *batch) {
  Auditing *auditing = context;
  auditing->live = live;
  const StoreTaken *line = auditing->as_then ? taken_on(auditing, batch, live) : NULL;
  if (!line)
    return live;
  StoreFactList facts = store_facts(auditing->store, batch, line->run_id, line->decision,
                                    line->record);
  FactsRecords others = { NULL, 0, 0 };
  return facts.count ? facts_rebuild(batch, auditing->model, live->type, &facts, &others) : live;
}

static void start_records(void *context, const RecordType *record) {
  Auditing *auditing = context;
  auditing->stored.start(auditing->stored.context, record);
}

static const Record *next_record(void *context, Arena *batch) {
  Auditing *auditing = context;
  return auditing->stored.next(auditing->stored.context, batch);
}

static void stop_records(void *context) {
  Auditing *auditing = context;
  if (auditing->stored.stop)
    auditing->stored.stop(auditing->stored.context);
}

static size_t decided_rows(void *context, Arena *arena, const Decision *decision,
                           StoreDecided **rows) {
  Auditing *auditing = context;
  return auditing->stored.decided(auditing->stored.context, arena, decision, rows);
}

static size_t count_records(void *context, const RecordType *record) {
  Auditing *auditing = context;
  return auditing->stored.count(auditing->stored.context, record);
}

static Population population_of(Auditing *auditing, bool as_then) {
  auditing->as_then = as_then;
  population_of_store(&auditing->stored, auditing->store, &auditing->work->arena);
  return (Population){ .context = auditing, .start = start_records, .next = next_record,
                       .stop = stop_records, .all = auditing->stored.all,
                       .decided = decided_rows, .count = count_records, .instead = record_then };
}

/* ---- the passes ------------------------------------------------------------------------- */

static void look_then(void *context, const Judgement *judgement, Arena *batch) {
  Auditing *auditing = context;
  audit_look(&auditing->audit, judgement, auditing->live, batch);
}

static void see_line(void *context, const FrameLine *line) {
  audit_line(&((Auditing *)context)->audit, line);
}

static void look_now(void *context, const Judgement *judgement, Arena *batch) {
  Auditing *auditing = context;
  owed_add_judgement(&auditing->owed, judgement);
  if (!judgement->recorded || !auditing->live)
    return;
  const StoreTaken *line = audit_taken(&auditing->audit, batch, judgement->decision->name,
                                       record_key_text(batch, auditing->live));
  if (!line)
    return;
  arena_reset(&auditing->facts);
  StoreFact like = { .run_id = line->run_id, .decision = line->decision, .record = line->record };
  StoreFactList now = { NULL, 0, 0 };
  StoreFactList then = store_facts(auditing->store, &auditing->facts, line->run_id,
                                   line->decision, line->record);
  facts_gather(&auditing->facts, auditing->model, auditing->live, &like, &now);
  audit_facts(&auditing->audit, line, auditing->live->type, &then, &now, &auditing->history,
              &auditing->facts);
}

/* Of what was not decided an audit asks no more than what is owed. */
static void take_then(void *context, const Harvest *harvest) {
  Auditing *auditing = context;
  HarvestRecord record;
  Arena *batch;
  for (HarvestReader *reader = harvest_read(harvest); harvest_next(reader, &record);) {
    if (!harvest_ending(harvest, record.ending).recorded)
      continue;
    Judgement *judgement = harvest_judgement(reader, &batch);
    look_then(auditing, judgement, batch);
  }
}

static void take_now(void *context, const Harvest *harvest) {
  Auditing *auditing = context;
  HarvestRecord record;
  Arena *batch;
  for (HarvestReader *reader = harvest_read(harvest); harvest_next(reader, &record);) {
    bool recorded = harvest_ending(harvest, record.ending).recorded;
    if (!recorded && !record.due) {
      auditing->owed.waiting += record.owed;
      continue;
    }
    Judgement *judgement = harvest_judgement(reader, &batch);
    look_now(auditing, judgement, batch);
  }
}

static void judge(Auditing *auditing, bool as_then, RunVisitor *visitor) {
  Work *work = auditing->work;
  Population population = population_of(auditing, as_then);
  HarvestTo to = { .take = as_then ? take_then : take_now, .context = auditing };
  RunColumns columns = { .input = auditing->store, .threads = judging_threads(work),
                         .harvest = &to, .no_digest = true };
  visitor->columns = &columns;
  visitor->context = auditing;
  run_population(&work->arena, auditing->model, &auditing->settings.settings,
                 &auditing->settings.options, &population, visitor, &work->diags);
}

static void read_standing(Auditing *auditing) {
  Arena *arena = &auditing->work->arena;
  StoreDuty *rows;
  size_t count = store_duties(auditing->store, arena, &rows);
  OwedStanding *standing = arena_array(arena, OwedStanding, count + 1);
  for (size_t i = 0; i < count; i++)
    standing[i] = (OwedStanding){ .kind = rows[i].kind, .name = rows[i].name,
                                  .body = rows[i].body, .due = rows[i].due,
                                  .status = rows[i].status, .done_on = rows[i].done_on,
                                  .evidence = rows[i].evidence };
  owed_finish(&auditing->owed, standing, count);
}

/* ---- controls of the rules see decisions where the register has none -------------------- */

typedef struct {
  Auditing *auditing;
  Judge   **judges;                 /* by Decision.index, with their decisions */
  const Record *const **laid;       /* by RecordType.index; NULL: not made */
} Laying;

static const Judge *judge_of(const Laying *laying, const RecordType *type) {
  const Model *model = laying->auditing->model;
  for (size_t i = 0; i < model->decisions.count; i++)
    if (model->decisions.items[i]->subject == type)
      return laying->judges[i];
  return NULL;
}

static void all_laid(void *context, const RecordType *type, const Record *const **records,
                     size_t *count) {
  Laying *laying = context;
  Auditing *auditing = laying->auditing;
  Arena *arena = &auditing->work->arena;
  const Judge *of_type = judge_of(laying, type);
  auditing->stored.all.all(auditing->stored.all.context, type, records, count);
  if (!of_type)
    return;
  if (!laying->laid[type->index]) {
    const Record **laid = arena_array(arena, const Record *, *count + 1);
    for (size_t i = 0; i < *count; i++)
      laid[i] = judge_laid_over(of_type, (*records)[i], arena);
    laying->laid[type->index] = laid;
  }
  *records = laying->laid[type->index];
}

static void look_at_controls(Auditing *auditing) {
  Work *work = auditing->work;
  const Model *model = auditing->model;
  if (!model->controls.count)
    return;
  Evaluator *evaluator = evaluator_new(&work->arena, model, &auditing->settings.settings,
                                       &auditing->settings.options, &work->diags);
  Laying laying = { .auditing = auditing,
                    .judges = arena_array(&work->arena, Judge *, model->decisions.count + 1),
                    .laid = arena_array(&work->arena, const Record *const *,
                                        model->records.count + 1) };
  RecordSource source = { .context = &laying, .all = all_laid };
  for (size_t i = 0; i < model->decisions.count; i++) {
    StoreDecided *rows;
    const Decision *decision = model->decisions.items[i];
    size_t count = store_decided(auditing->store, &work->arena, decision->name, &rows);
    laying.judges[i] = judge_new(&work->arena, model, decision, evaluator, &source);
    judge_decided(laying.judges[i], rows, count);
  }
  evaluator_subject(evaluator, NULL, NULL, &source, &work->arena);
  static const OutlookChoice everything = { .only = NULL };
  audit_outlook(&auditing->audit, outlook_make(&work->arena, evaluator, model, &everything, true));
}

/* ---- what was asked for ----------------------------------------------------------------- */

static bool read_day(Work *work, const char *written, Date *day) {
  if (!written)
    return false;
  if (date_parse(text_from(written), day))
    return true;
  diag_report(&work->diags, DIAG_USAGE, SPAN_NONE, "\"%s\" is not a date", written);
  diag_help(&work->diags, "write a date as 2026-01-31");
  memory_stop(work->memory);
}

/* The day asked about, else the last of those asked about, else today; rules that read the date
 * of the run read that day. */
static void set_days(Auditing *auditing) {
  Work *work = auditing->work;
  const AnslagAudit *request = work->request;
  Audit *audit = &auditing->audit;
  audit->has_from = read_day(work, request->from, &audit->from);
  audit->has_until = read_day(work, request->until, &audit->until);
  if (auditing->settings.options.has_as_of)
    audit->as_of = auditing->settings.options.as_of;
  else if (audit->has_until)
    audit->as_of = audit->until;
  else
    date_parse(text_part(date_stamp(&work->arena, (int64_t)time(NULL)), 0, DATE_LENGTH),
               &audit->as_of);
  auditing->settings.options.has_as_of |= auditing->model->as_of_read.file != 0;
  auditing->settings.options.as_of = audit->as_of;
}

static bool other_rules(const Auditing *auditing, const Verification *verification) {
  Text at_hand = to_store_rules_hash(&auditing->work->arena, auditing->model);
  const RecordChain *chain = &verification->chain;
  for (size_t i = 0; i < chain->taken.count; i++) {
    const ChainLine *run = chain_run(chain, chain->taken.items[i].run_id);
    if (run && !text_equal(run->run->run.rules_hash, at_hand))
      return true;
  }
  return false;
}

/* ---- the whole -------------------------------------------------------------------------- */

static void look(Auditing *auditing) {
  Work *work = auditing->work;
  RunVisitor then = { .finished = look_then, .line = see_line };
  RunVisitor now = { .finished = look_now };
  Evaluator *evaluator = evaluator_new(&work->arena, auditing->model,
                                       &auditing->settings.settings,
                                       &auditing->settings.options, &work->diags);
  work_stop_on_errors(work);
  audit_start(&auditing->audit);
  judge(auditing, true, &then);
  population_of_store(&auditing->stored, auditing->store, &work->arena);
  evaluator_subject(evaluator, NULL, NULL, &auditing->stored.all, &work->arena);
  owed_start(&auditing->owed, &work->arena, auditing->model, evaluator, &auditing->stored.all,
             auditing->audit.as_of);
  owed_add_duties(&auditing->owed);
  judge(auditing, false, &now);
  read_standing(auditing);
  audit_owed(&auditing->audit, &auditing->owed);
  look_at_controls(auditing);
  audit_finish(&auditing->audit);
}

static void write(Auditing *auditing, const Screen *screen, const AuditReport *report) {
  Work *work = auditing->work;
  const AnslagAudit *request = work->request;
  SheetForm form = sheets_form(work, request->to);
  if (form == SHEET_TEXT) {
    audit_write_text(&work->results, &work->arena, screen, report);
    return;
  }
  Writer writer;
  writer_to_memory(&writer, &work->arena);
  writer.language = work->results.language;
  if (form == SHEET_JSON) {
    audit_write_json(&writer, &work->arena, report);
  } else {
    Sheet sheet;
    sheet_init(&sheet, &work->arena);
    audit_to_sheet(&sheet, screen, report);
    sheets_put_csv(work, &writer, &sheet, screen->swedish, request->to);
  }
  sheets_keep(work, request->to, writer_text(&writer));
}

static void audit_body(Work *work) {
  const AnslagAudit *request = work->request;
  Auditing auditing = { .work = work };
  sheets_form(work, request->to);            /* a wrong ending is told before the work */
  RulesPlace place = rules_find(work, request->rules.path);
  auditing.model = rules_load(work, place.path);
  rules_need_decision(work, auditing.model, place.path);
  auditing.settings = rules_settings_alone(work, auditing.model, &request->rules);
  const char *database = rules_database(work, &place, request->database);
  Screen screen = judging_screen(work, auditing.model);
  auditing.store = store_open(&work->arena, auditing.model, text_from(database), STORE_READ,
                              &work->diags);
  store_begin(auditing.store);
  auditing.taken = store_taken(auditing.store, &work->arena);
  auditing.history = store_changes(auditing.store, &work->arena);
  auditing.audit = (Audit){ .arena = &work->arena, .model = auditing.model,
                            .language = work->results.language, .taken = &auditing.taken,
                            .title = title_of };
  arena_init_deferred(&auditing.facts, work->memory);
  set_days(&auditing);
  AuditReport report = { .audit = &auditing.audit,
                         .verification = verify_store(auditing.store, &work->arena, TEXT("")) };
  report.other_rules = other_rules(&auditing, report.verification);
  for (size_t i = 0; i < auditing.model->decisions.count; i++)
    names_mark(work, auditing.store, auditing.model, auditing.model->decisions.items[i]->subject,
               false);
  look(&auditing);
  if (!verify_is_whole(report.verification))
    work->exit = ANSLAG_MISTAKES;
  write(&auditing, &screen, &report);
  memory_release(work->memory, &auditing.facts);
  store_rollback(auditing.store);
  store_close(auditing.store);
}

int anslag_audit(AnslagSession *session, const AnslagAudit *audit) {
  return session_run(session, audit_body, audit);
}
