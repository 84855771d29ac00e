/* inside.h - what the files of this room share: the open database, statements, cells, tables.
 *
 * Private to interp/store.  Failures of the database leave through store_fail, so
 * whoever calls these never tests a result code. */
#ifndef ANSLAG_INTERP_STORE_INSIDE_H
#define ANSLAG_INTERP_STORE_INSIDE_H

#include "base/map.h"
#include "base/sha256.h"
#include "interp/store/store.h"

#include <sqlite3.h>

enum {
  STORE_SCHEMA_VERSION = 3,   /* of the anslag_* tables */
  STORE_SMALL_TABLE = 16384,  /* records of a table that may be kept in memory once looked up */
  STORE_BUSY_MILLISECONDS = 5000,
  STORE_WRITERS = 2           /* statements that write frames and rules of a run */
};

/* ---- cells ------------------------------------------------------------------- */

typedef enum { CELL_NULL, CELL_INTEGER, CELL_REAL, CELL_TEXT, CELL_BLOB } CellKind;

typedef struct {
  CellKind kind;
  int64_t  integer;
  double   real;
  Text     text;                /* of TEXT and BLOB; borrowed until the next step */
} Cell;

/* As a person would write it: digits, the text, x'00ff'. */
Text cell_text(Arena *arena, Cell cell);
/* The shortest decimal form of a double, without exponent: 0.1, 100000000000000000000. */
Text cell_real_text(Arena *arena, double real);
/* The value of a cell of a database under V6, in `arena`; false with `reason` if it cannot be
 * read.  Of a reference: the value of the key it holds. */
bool cell_value(const Model *model, const FieldType *field, Cell cell, Arena *arena, Value *value,
                const char **reason);
bool cell_find_body(const Model *model, Text name, const Body **body);
/* The field whose value a reference holds: the key of the record it leads to, in the end. */
const FieldType *field_behind(const FieldType *field);
/* What a cell is multiplied by; 1 where none is said. */
Fraction field_scale(const FieldType *field);

/* ---- statements --------------------------------------------------------------- */

typedef sqlite3_stmt Statement;

Statement *statement_new(Store *store, Text sql);
/* False at the end. */
bool       statement_step(Store *store, Statement *statement);
/* For a write of one row: steps and makes ready for the next. */
void       statement_run(Store *store, Statement *statement);
/* The same for a row that must be there afterwards: a trigger may not swallow it. */
void       statement_write(Store *store, Statement *statement);
/* The same for one that writes `count` rows. */
void       statement_write_rows(Store *store, Statement *statement, size_t count);
/* What it says of the statement that has just run: that those are there. */
void       statement_kept(Store *store, size_t count);
void       statement_end(Statement *statement);     /* may be NULL */
Cell       statement_cell(Store *store, Statement *statement, int column);
/* The first `count` of the row, borrowed until the next step. */
void       statement_cells(Store *store, Statement *statement, int count, Cell *cells);
Text       statement_text(Store *store, Statement *statement, int column, Arena *arena);
void       statement_bind_integer(Store *store, Statement *statement, int index, int64_t value);
void       statement_bind_text(Store *store, Statement *statement, int index, Text text);
void       statement_bind_optional(Store *store, Statement *statement, int index, bool has,
                                   int64_t value);
void       statement_bind_cell(Store *store, Statement *statement, int index, Cell cell);
void       store_execute(Store *store, const char *sql);
/* The first cell of the first row as a whole number; `otherwise` if there is no row. */
int64_t    store_number(Store *store, Text sql, int64_t otherwise);

/* Reports what SQLite says, with its own code and what to do, and leaves. */
_Noreturn void store_fail(Store *store, int result);
/* The same without leaving: for a statement that may fail for the data's sake. */
void store_report(Store *store, int result);
/* Leaves at once if the result is memory or an interrupt that a diagnostic does not tell. */
void store_leave_if_interrupted(Store *store, int result);

/* "name" with its quotes doubled. */
Text quoted_name(Arena *arena, Text name);

/* ---- tables -------------------------------------------------------------------- */

typedef struct {
  Text name, type;
  bool primary;
  bool hidden;                  /* computed, or of a virtual table */
} Column;

typedef LIST(Column) ColumnList;

/* The columns of a table or view; none if it does not exist. */
ColumnList table_columns(Store *store, Arena *arena, Text table);
/* Upper and lower case of ASCII alike, as SQLite does. */
bool name_same(Text a, Text b);
const Column *column_find(const ColumnList *columns, Text name);
/* The column of a link table for a record: its name, title, table or alias. */
const Column *column_of_record(const ColumnList *columns, const RecordType *record);

typedef struct Table Table;

/* A list field read: SELECT element keys WHERE owner = ?1 ORDER BY element. */
typedef struct {
  const FieldType *field;
  Table           *element;
  const FieldType *owner_key;   /* whose value in the record is looked up */
  bool             back;        /* by a field that refers back: dangling cannot be */
  Text             sql;
  Table           *pairs;       /* all rows as a table of two columns, owner and element key, in
                                   this order */
  Statement       *statement;
} ListPlan;

struct Table {
  const RecordType  *record;
  const FieldType  **columns;   /* keys and used fields that are cells, in file order */
  size_t             count, key_count;
  bool               resolves;  /* it has references or lists that are used */
  LIST(ListPlan *)   lists;
  Text               select;    /* SELECT columns FROM table */
  Text               order;     /* ORDER BY keys, then all columns */
  Cell              *cells;     /* room for those of one row */
  bool               find_planned, small;
  Text               find_sql;  /* of `find` */
  bool               find_copied;         /* its columns are c1, c2 ... of a copy */
  Map                kept;      /* of a small table: key text to Record */
  Statement         *find;      /* WHERE key = ?1 … */
  const Record     **all;       /* store_all */
  size_t             all_count;
  bool               has_all;
  Text               hash;      /* of its cells; empty: not computed */
  uint64_t           row_count; /* of the hash */
};

/* Made at first use; what is missing is reported and leaves. */
Table *table_of(Store *store, const RecordType *record);
void   table_plan_find(Store *store, Table *table);
void   table_plan_list(Store *store, ListPlan *plan, const RecordType *owner);
/* The column `field` of table `table` as an expression that sorts and compares as keys do;
 * *plain: it is the column itself. */
Text   key_expression(Store *store, Text table, Text column, const FieldType *field, bool *plain);
void   key_function_register(Store *store);
/* Plans all that records lead to, before the first row is read: indexes are made now. */
void   store_plan_reached(Store *store);

/* ---- records ------------------------------------------------------------------- */

/* A record of the cells of a row (those of Table.columns), with all it leads to, in `arena`. */
Record *record_build(Store *store, Table *table, const Cell *cells, Arena *arena);
void    record_add_fault(Arena *arena, Record *record, const FieldType *field, Text cell,
                         Text reason);
/* A key's value as ?index. */
void    key_bind(Store *store, Statement *statement, int index, Value key);
/* The record with this key value; NULL if there is none. */
Record *record_find(Store *store, Table *table, const Value *keys, Arena *arena);
/* The keys written as a digest does, read back; false if they are none. */
bool    record_key_parse(Store *store, const RecordType *record, Text key, Arena *arena,
                         Value *keys);

typedef struct { Record *record; const FieldType *field; Table *table; Value key;
                 ListPlan *list; Arena *arena; } Pending;
typedef struct { Record *from; const Record *to; const FieldType *field; Arena *arena;
                 bool invalid; } Edge;      /* invalid: what it leads to is */
typedef struct { const Table *table; Text key; const Arena *arena; Record *record; } Seen;

/* One resolution: a record and all it leads to, without recursion. */
typedef struct {
  LIST(Pending) pending;
  size_t        done;           /* of pending */
  LIST(Edge)    edges;
  LIST(Seen)    seen;           /* records of tables not kept */
  Map           seen_map;       /* where these are many: key text to Seen, one behind another */
  bool          mapped;
  Arena         arena;          /* reset after each */
} Resolution;

/* ---- hash ------------------------------------------------------------------------ */

typedef struct {
  Sha256       *sha;
  unsigned char buffer[4096];
  size_t        used;
  uint64_t      rows;
} CellHash;

void cell_hash_start(CellHash *hash, Memory *memory);
void cell_hash_row(CellHash *hash, const Cell *cells, size_t count);
/* Rows written in cell_bytes already; all of a table come so, or none. */
void cell_hash_rows(CellHash *hash, Text bytes, size_t rows);
Text cell_hash_end(CellHash *hash, Arena *arena);
/* Ends it: it was over all rows of the table. */
void table_keep_hash(Table *table, CellHash *hash, Arena *arena);

typedef struct { Text name, hash; uint64_t rows; } HashLine;
/* Of the rows of a SELECT, in the form of "anslag-data-1". */
HashLine hash_in_lines(Store *store, Text name, Text sql, int columns);

/* ---- the store ------------------------------------------------------------------- */

typedef struct RunEndings RunEndings;
typedef struct Proposals Proposals;
typedef struct RunLines RunLines;

struct Store {
  Arena       *arena;
  Memory      *memory;
  const Model *model;
  Diags       *diags;
  Text         path;
  StoreMode    mode;
  sqlite3     *connection;
  int64_t      waited;          /* milliseconds for the one who has it locked */
  bool         impatient;       /* it does not wait */
  bool         by_sqlite;       /* no page is read but by SQLite: tables that are judged have been
                                   written here, or a test wants it so */
  Arena        scratch;         /* of functions called by SQLite */
  LIST(Table *) tables;
  bool         forgives;        /* a column that is not there is no mistake */
  LIST(const FieldType *) lacking;
  LIST(const FieldType *) key_fields;   /* by the number that anslag_key is given */
  LIST(Table *) links;          /* link tables read, as tables of two columns */
  size_t       temporary;       /* tables made in temp */
  Resolution   resolution;
  int64_t      run_id;
  Text         previous_hash;
  bool         queue_made;      /* anslag_queue is that of the run that is being written */
  Statement   *writers[STORE_WRITERS];
  RunEndings  *endings;              /* of the run that is being written */
  Proposals   *proposals;
  RunLines    *lines;
  Statement   *seek_ended;      /* the first row from an id on */
  bool         rows_seen;       /* store_see_rows was here in this transaction: */
  bool         has_rows;        /* what it saw */
  bool         keys_are_numbers;     /* of rows of runs: store_choose_key_type */
  Statement   *take, *keep_fact;        /* write a decision taken, and what it rests on */
};

/* Another connection to the same file for reading, which does not wait for locks: for a thread of
 * its own, with the memory of `arena`. */
Store *store_open_beside(const Store *store, Arena *arena, Diags *diags);
bool store_has_table(Store *store, Text name);
/* What was written lately stands in a log beside the file. */
bool store_has_log(Store *store);
/* Of the anslag_* tables; 0: there are none, or they do not say. */
int64_t store_version(Store *store);
/* Makes the tables of runs, and of imports. */
void store_make_run_tables(Store *store);
void store_make_history(Store *store);
/* The columns that `record`'s table has in what schema makes: "INTEGER", "TEXT". */
const char *field_sql_type(const FieldType *field);
/* The closest of the names of tables, or of columns; empty: none is near. */
Text nearest_table(Store *store, Arena *arena, Text name);
Text nearest_column(Arena *arena, const ColumnList *columns, Text name);

#endif
