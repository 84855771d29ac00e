#include "interp/driver/judging.h"
#include "interp/driver/sheets.h"
#include "interp/report/coverage.h"
#include "interp/report/document.h"

#include <string.h>

typedef struct {
  Work         *work;
  const Model  *model;
  Screen        screen;
  const char   *to;
  bool          has_as_of;
  Date          as_of;
} Doc;

static bool ends_in(const char *path, const char *ending) {
  size_t length = strlen(path), tail = strlen(ending);
  return length > tail && strcmp(path + length - tail, ending) == 0;
}

/* ---- what of the sources is covered, and what was read into them ---------------------- */

static void write_coverage(const Doc *doc, SheetForm form) {
  Work *work = doc->work;
  Coverage coverage = coverage_of(&work->arena, doc->model);
  if (form == SHEET_TEXT) {
    coverage_write_text(&work->results, &doc->screen, &coverage);
    return;
  }
  Writer writer;
  writer_to_memory(&writer, &work->arena);
  if (form == SHEET_JSON) {
    coverage_write_json(&writer, &coverage);
  } else {
    Sheet sheet;
    sheet_init(&sheet, &work->arena);
    coverage_to_sheet(&sheet, &coverage);
    sheets_put_csv(work, &writer, &sheet, doc->screen.swedish, doc->to);
  }
  sheets_keep(work, doc->to, writer_text(&writer));
}

static RulesDocument *document_of(const Doc *doc) {
  Work *work = doc->work;
  return rules_document(&work->arena, doc->model, &work->sources,
                        rules_surface(work, doc->model), doc->has_as_of ? &doc->as_of : NULL);
}

static void write_readings(const Doc *doc, SheetForm form) {
  Work *work = doc->work;
  const RulesDocument *document = document_of(doc);
  if (form == SHEET_TEXT) {
    readings_write_text(&work->results, &doc->screen, document);
    return;
  }
  Writer writer;
  Sheet sheet;
  writer_to_memory(&writer, &work->arena);
  sheet_init(&sheet, &work->arena);
  readings_to_sheet(&sheet, document);
  if (form == SHEET_JSON)
    sheet_write_json(&writer, &sheet);
  else
    sheets_put_csv(work, &writer, &sheet, doc->screen.swedish, doc->to);
  sheets_keep(work, doc->to, writer_text(&writer));
}

/* ---- the rules beside their sources ------------------------------------------------------ */

static void write_document(const Doc *doc) {
  Work *work = doc->work;
  const RulesDocument *document = document_of(doc);
  bool html = work->options->format == ANSLAG_FORMAT_HTML || (doc->to && ends_in(doc->to, ".html"));
  if (!html && work->options->format == ANSLAG_FORMAT_TEXT && !doc->to) {
    document_write_text(&work->results, &doc->screen, document);
    return;
  }
  Writer writer;
  writer_to_memory(&writer, &work->arena);
  if (html)
    document_write_html(&writer, document, rules_surface(work, doc->model));
  else if (work->options->format == ANSLAG_FORMAT_JSON || (doc->to && ends_in(doc->to, ".json")))
    document_write_json(&writer, document);
  else
    document_write_text(&writer, &doc->screen, document);
  sheets_keep(work, doc->to, writer_text(&writer));
}

static void doc_body(Work *work) {
  const AnslagDoc *request = work->request;
  bool list = request->what != ANSLAG_DOC_RULES;
  SheetForm form = list ? sheets_form(work, request->to) : SHEET_TEXT;
  RulesPlace place = rules_find(work, request->rules.path);
  Doc doc = { .work = work, .model = rules_load(work, place.path), .to = request->to };
  doc.screen = judging_screen(work, doc.model);
  doc.has_as_of = rules_as_of(work, &request->rules, &doc.as_of);
  if (request->what == ANSLAG_DOC_SOURCES)
    write_coverage(&doc, form);
  else if (request->what == ANSLAG_DOC_READINGS)
    write_readings(&doc, form);
  else
    write_document(&doc);
}

int anslag_doc(AnslagSession *session, const AnslagDoc *doc) {
  return session_run(session, doc_body, doc);
}
