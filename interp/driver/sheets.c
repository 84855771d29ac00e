#include "interp/driver/sheets.h"

#include <string.h>

static bool is_stream(const char *to) {
  return !to || strcmp(to, "-") == 0;
}

SheetForm sheets_form(Work *work, const char *to) {
  if (is_stream(to))
    return work->options->format == ANSLAG_FORMAT_JSON  ? SHEET_JSON
           : work->options->format == ANSLAG_FORMAT_CSV ? SHEET_CSV
                                                        : SHEET_TEXT;
  Text path = text_from(to);
  if (text_ends_with(path, TEXT(".csv")))
    return SHEET_CSV;
  if (text_ends_with(path, TEXT(".json")))
    return SHEET_JSON;
  diag_report(&work->diags, DIAG_USAGE, SPAN_NONE, "\"%s\" is no form a list can have", to);
  diag_help(&work->diags, "end the file's name in .csv or .json, or write - and --format");
  memory_stop(work->memory);
}

SheetStyle sheets_style(Work *work, bool swedish, const char *to) {
  return (SheetStyle){ .separator = swedish ? ';' : ',',
                       .point = swedish ? ',' : '.',
                       .mark = !is_stream(to),
                       .notes = !work->options->quiet };
}

FilesOutput *sheets_begin(Work *work, const char *to) {
  return files_begin(work, is_stream(to) ? "-" : to);
}

void sheets_put_csv(Work *work, Writer *writer, const Sheet *sheet, bool swedish,
                    const char *to) {
  SheetStyle style = sheets_style(work, swedish, to);
  sheet_write_csv(writer, sheet, &style);
}

void sheets_keep(Work *work, const char *to, Text bytes) {
  files_write(work, is_stream(to) ? "-" : to, bytes);
}
