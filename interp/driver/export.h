/* export.h - private to export*.c: a list made from the latest proposal. */
#ifndef ANSLAG_INTERP_DRIVER_EXPORT_H
#define ANSLAG_INTERP_DRIVER_EXPORT_H

#include "interp/driver/names.h"
#include "interp/driver/rules.h"
#include "interp/report/screen.h"
#include "interp/report/sheet.h"

typedef struct {
  Work          *work;
  Arena         *arena;
  Model         *model;
  Store         *store;
  const Decision *decision;     /* the first: its records are listed */
  Screen         screen;
  Sheet         *sheet;
  const Body    *decider;       /* only what it decides; NULL: all */
  const Term    *where;         /* NULL: all */
  Evaluator     *evaluator;
  int64_t        run_id;
} Export;

/* One list: what its columns are called, and the SELECT that gives them in that order.  Every
 * SELECT begins with decision and record (empty for frames), which are not columns, and ends with
 * what its rows are ordered by. */
typedef enum { EXPORT_TEXT, EXPORT_MONEY, EXPORT_NUMBER, EXPORT_DECIDER, EXPORT_FACTS, EXPORT_RULES,
               EXPORT_OUTCOME, EXPORT_VERDICT, EXPORT_OWNER, EXPORT_FIELD, EXPORT_KEY,
               EXPORT_NAME } ExportKind;

typedef struct {
  Text       name, heading;
  ExportKind kind;
  Text       sql;               /* empty for fields of the record itself */
  const FieldType *field;       /* EXPORT_FIELD */
  bool       usual;             /* shown when no columns are named */
} ExportColumn;

typedef LIST(ExportColumn) ExportColumns;

/* What a list is selected from, d having the decisions: twice where rows are kept in two ways. */
typedef struct {
  const char *from[2];          /* the second may be NULL */
  const char *position;         /* of a row among those of its record */
  bool        records;          /* else the list is not one of records */
} ExportSource;

/* The columns that a list has (E0801 if there is no such list), and what it is selected from. */
void export_columns(const Export *export, Text what, ExportColumns *columns,
                    ExportSource *source);

/* The record of a row, read with its names; NULL where it is gone. */
const Record *export_record(const Export *export, Text key, Arena *batch);

/* The cell of a column; `record` may be NULL. */
SheetCell export_cell(const Export *export, const ExportColumn *column, Text cell, bool null,
                      Text key, const Record *record);

/* An SQL literal. */
Text export_quote(Arena *arena, Text text);

#endif
