/* sheets.h - where a list goes, and in what form: by the file's ending, else by --format. */
#ifndef ANSLAG_INTERP_DRIVER_SHEETS_H
#define ANSLAG_INTERP_DRIVER_SHEETS_H

#include "interp/driver/files.h"
#include "interp/report/sheet.h"

typedef enum { SHEET_TEXT, SHEET_CSV, SHEET_JSON } SheetForm;

/* Reported and left if the ending is neither .csv nor .json. */
SheetForm sheets_form(Work *work, const char *to);
/* Lists that are written as they are made: files_begin for `to`, and how their rows look. */
FilesOutput *sheets_begin(Work *work, const char *to);
SheetStyle   sheets_style(Work *work, bool swedish, const char *to);
/* With a mark for spreadsheets where it goes to a file; Swedish lists part cells by ; */
void sheets_put_csv(Work *work, Writer *writer, const Sheet *sheet, bool swedish, const char *to);
/* To the file, or to the results (NULL or "-"). */
void sheets_keep(Work *work, const char *to, Text bytes);

#endif
