/* import_inside.h - what the files of the import share.  Private to interp/store. */
#ifndef ANSLAG_INTERP_STORE_IMPORT_INSIDE_H
#define ANSLAG_INTERP_STORE_IMPORT_INSIDE_H

#include "interp/data/csv.h"
#include "interp/data/csv_file.h"
#include "interp/data/csv_value.h"
#include "interp/store/import.h"
#include "interp/store/inside.h"

enum { CHANGES_SHOWN = 20 };    /* in the account; the rest are counted */

/* How the file is written, as guessed from its bytes. */
typedef struct {
  Text text;                    /* UTF-8, without BOM */
  Text encoding;                /* in words: "UTF-8 with BOM" */
  char separator;
  bool separator_said;          /* a first line "sep=;" */
  size_t start;                 /* of the heading */
  size_t start_line;
  bool decimal_comma;
  bool decimals_seen;           /* a number that can only be read with that sign */
} Dialect;

typedef struct {
  Text   unit;                  /* "tkr": as the heading or the rules say; may be empty */
  bool   from_heading;
  Fraction scale;               /* cell * scale = value */
} ImportUnit;

typedef struct {
  Text       heading;           /* as it stands */
  size_t     start, end;        /* in the source */
  const FieldType *field;       /* NULL: not read */
  const ModelImportColumn *listed;   /* by the rules' import clause; NULL: not */
  ImportUnit unit;
  size_t     blank, bad;
  bool       has_range, sum_fails;
  Fraction   least, most;       /* of money and rates */
  Fraction   sum;               /* of money */
  Map        known;             /* reference cells looked up: text to Cell */
  bool       has_known;
  Statement *by_key, *by_name;  /* of the record referred to */
  Statement *link_add, *link_remove, *link_list;
} ImportColumn;

typedef LIST(Cell) CellList;

typedef struct {
  Store         *store;
  const ImportOptions *options;
  Writer        *account;
  Diags         *diags;
  Arena         *arena;         /* for the import */
  Arena          row;           /* for a row */
  const RecordType *record;     /* or one made for a link table */
  bool           is_link;
  Source        *source;
  Dialect        dialect;
  Csv            csv;
  ImportColumn  *columns;
  size_t         column_count;
  Map            keys;          /* of this file: key text to line number + 1 as pointer-sized */
  Map            own_keys;      /* keys anywhere in the file, for references to itself */
  bool           has_own_keys;
  Statement     *insert, *find, *update, *history;
  Writer         changes;
  size_t         change_count;
  size_t         existing;      /* rows whose keys the database has, without --update */
  Text           existing_key;  /* of the first of them, which stands at existing_at */
  size_t         existing_line;
  Span           existing_at;
  Text           now;
  ImportResult   result;
} Import;

/* import_dialect.c */
bool  dialect_guess(Import *import);
void  dialect_guess_decimals(Import *import);
/* import_columns.c */
bool  columns_match(Import *import);
/* The headings with the fields they are, without a word about those that are none. */
bool  columns_read(Import *import);
/* "tkr" of "Sökt belopp (tkr)", "belopp, tkr" and "belopp i tkr"; *rest is what stands before. */
Text  import_split_unit(Text heading, Text *rest);
bool  import_find_target(Import *import);       /* the record; import.c */
/* A word that the import clauses say is no value. */
bool  import_is_blank(const Import *import, Text cell);
/* How well a heading row fits the record: for guessing the separator. */
size_t columns_fitting(Import *import, const Csv *csv);
/* import_cells.c */
/* reason: said in the language of the messages; code: of the message, where it is no BAD_CELL. */
typedef struct { Cell stored; Value value; const char *reason; DiagCode code; bool fine; } ReadCell;
ReadCell cell_of_file(Import *import, ImportColumn *column, Text text);
Cell     cell_kept_bad(Import *import, const FieldType *field, Text text);
bool     is_number_type(const FieldType *field);
/* import_references.c */
ReadCell reference_of_file(Import *import, ImportColumn *column, const FieldType *field,
                           Text text);
/* What parts the values of a list in one cell. */
Text import_separator(const ImportColumn *column);
/* The parts of a list cell, each looked up; the number of bad ones, which are named. */
size_t list_of_file(Import *import, ImportColumn *column, const CsvCell *raw, CellList *cells);
/* import_rows.c */
void  rows_import(Import *import);
Span  import_span(const Import *import, size_t start, size_t end);
/* What keeps the file from being read further, if anything does. */
void  report_problem(Import *import);
void  report_cell(Import *import, const ImportColumn *column, const CsvCell *cell, DiagCode code,
                  const char *reason);
/* import_change.c */
bool  row_insert(Import *import, const Cell *cells);   /* false: the database refuses it */
void  row_update(Import *import, const Cell *cells, Text key);
bool  row_exists(Import *import, const Cell *cells);
void  links_write(Import *import, const Cell *cells, const CellList *lists, Text key);
void  changes_prepare(Import *import);
/* import_account.c */
void  account_write(Import *import);
void  account_write_result(Import *import, bool written);

#endif
