#include "interp/report/missing.h"
#include "interp/driver/judging.h"
#include "interp/driver/sheets.h"

static void add_judgement(void *context, const Judgement *judgement, Arena *batch) {
  (void)batch;
  missing_add(context, judgement);
}

static void write_missing(Work *work, const Judging *judging, const Missing *missing) {
  const AnslagMissing *request = work->request;
  SheetForm form = sheets_form(work, request->to);
  if (form == SHEET_TEXT) {
    missing_write_text(&work->results, &judging->screen, missing);
    return;
  }
  Writer writer;
  writer_to_memory(&writer, &work->arena);
  if (form == SHEET_JSON) {
    missing_write_json(&writer, missing);
  } else {
    Sheet sheet;
    sheet_init(&sheet, &work->arena);
    missing_to_sheet(&sheet, &judging->screen, missing);
    sheets_put_csv(work, &writer, &sheet, judging->screen.swedish, request->to);
  }
  sheets_keep(work, request->to, writer_text(&writer));
}

static void missing_body(Work *work) {
  const AnslagMissing *request = work->request;
  sheets_form(work, request->to);          /* a wrong ending is told before the work */
  Judging judging = judging_begin(work, &request->rules, request->database);
  Missing missing;
  missing_init(&missing, &work->arena, judging.model);
  HarvestTo to = { .words = missing_words, .take = missing_take, .context = &missing };
  RunColumns columns = { .threads = judging_threads(work), .harvest = &to, .no_digest = true };
  RunVisitor visitor = { .finished = add_judgement, .columns = &columns, .context = &missing };
  judging_read(work, &judging, &visitor);
  write_missing(work, &judging, &missing);
}

int anslag_missing(AnslagSession *session, const AnslagMissing *missing) {
  return session_run(session, missing_body, missing);
}
