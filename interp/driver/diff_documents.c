#include "interp/driver/diff_documents.h"

#include "base/unicode.h"
#include "interp/driver/extract.h"
#include "interp/driver/files.h"
#include "interp/driver/judging.h"
#include "interp/driver/sheets.h"
#include "interp/driver/source_text.h"
#include "interp/report/difference_documents.h"

typedef struct {
  Work        *work;
  const Model *model;
  Text         folder;          /* of the rules */
} Finding;

typedef struct {
  const Document *document;     /* NULL: the rules know of none */
  Text            text;
} Found;

/* ---- where a text is ------------------------------------------------------------------ */

static const Document *document_named(const Model *model, Text name) {
  for (size_t i = 0; i < model->documents.count; i++)
    if (text_equal(model->documents.items[i]->name, name) && model->documents.items[i]->text)
      return model->documents.items[i];
  return NULL;
}

/* The document of the rules that is this file. */
static const Document *document_of_file(const Finding *finding, Text path) {
  for (size_t i = 0; i < finding->model->documents.count; i++) {
    const Document *document = finding->model->documents.items[i];
    Text own = files_join(&finding->work->arena, finding->folder, document->path);
    if (document->text && (text_equal(own, path) || text_equal(document->path, path)))
      return document;
  }
  return NULL;
}

/* sources/NAME.txt or sources/NAME_DATE.txt, the last by date; empty: none. */
static Text newest_source(const Finding *finding, Text name) {
  Arena   *arena = &finding->work->arena;
  TextList names = { NULL, 0, 0 };
  Text     folder = files_join(arena, finding->folder, TEXT("sources"));
  Text     stem = source_stem(arena, name), newest = TEXT_NONE;
  if (files_is_folder(folder.bytes))
    files_names(finding->work, folder, &names);
  for (size_t i = 0; i < names.count; i++) {
    Text each = names.items[i];
    if (!text_starts_with(each, stem) || !text_ends_with(each, TEXT(".txt")))
      continue;
    Text rest = text_part(each, stem.length, each.length - 4);
    Date date;
    if (rest.length == 0 || (rest.bytes[0] == '_' &&
                             date_parse(text_part(rest, 1, rest.length), &date)))
      newest = files_join(arena, folder, each);
  }
  return newest;
}

static _Noreturn void report_unknown(const Finding *finding, Text name) {
  Work *work = finding->work;
  UnicodeNearest nearest = { &work->arena, name, TEXT_NONE, name.length < 5 ? 2 : 4 };
  for (size_t i = 0; i < finding->model->documents.count; i++)
    unicode_nearest(&nearest, finding->model->documents.items[i]->name);
  diag_report(&work->diags, DIAG_NO_SUCH_DOCUMENT, SPAN_NONE,
              "\"%.*s\" is no document of the rules and no file", TEXT_PRINT(name));
  if (nearest.best.length)
    diag_help(&work->diags, "did you mean \"%.*s\"?", TEXT_PRINT(nearest.best));
  else
    diag_help(&work->diags, "anslag source add FILE --as %.*s takes a text into sources/",
              TEXT_PRINT(name));
  memory_stop(work->memory);
}

static Found find_text(const Finding *finding, const char *written) {
  Work *work = finding->work;
  Text name = text_from(written);
  Found found = { .document = document_named(finding->model, name) };
  if (!found.document) {
    Text path = files_exist(written) && !files_is_folder(written)
                    ? arena_text(&work->arena, name) : newest_source(finding, name);
    if (path.length == 0)
      report_unknown(finding, name);
    found.document = document_of_file(finding, path);
    if (!found.document) {
      Text bytes = extract_text(work, path.bytes, files_read(work, path.bytes));
      found.text = source_text(&work->arena, bytes).text;
    }
  }
  if (found.document)
    found.text = found.document->text->text;
  return found;
}

/* ---- what is written ------------------------------------------------------------------ */

static void write_documents(Work *work, const Screen *screen,
                            const DocumentDifference *difference) {
  const AnslagDiff *request = work->request;
  SheetForm form = sheets_form(work, request->to);
  if (form == SHEET_TEXT) {
    documents_write_text(&work->results, screen, difference);
    return;
  }
  Writer writer;
  writer_to_memory(&writer, &work->arena);
  if (form == SHEET_JSON) {
    documents_write_json(&writer, difference);
  } else {
    Sheet sheet;
    sheet_init(&sheet, &work->arena);
    documents_to_sheet(&sheet, difference);
    sheets_put_csv(work, &writer, &sheet, screen->swedish, request->to);
  }
  sheets_keep(work, request->to, writer_text(&writer));
}

void diff_documents(Work *work) {
  const AnslagDiff *request = work->request;
  if (!request->before || !request->after) {
    diag_report(&work->diags, DIAG_USAGE, SPAN_NONE, "two documents are compared");
    diag_help(&work->diags, "anslag diff --documents OLD NEW");
    memory_stop(work->memory);
  }
  RulesPlace place = rules_find(work, request->rules.path);
  Finding finding = { .work = work, .model = rules_load(work, place.path),
                      .folder = files_folder_of(place.path) };
  Found before = find_text(&finding, request->before);
  Found after = find_text(&finding, request->after);
  DocumentDifference *difference =
      documents_compare(&work->arena, finding.model, before.document, before.text,
                        after.document, after.text);
  difference->before = text_from(request->before);
  difference->after = text_from(request->after);
  Screen screen = judging_screen(work, finding.model);
  write_documents(work, &screen, difference);
}
