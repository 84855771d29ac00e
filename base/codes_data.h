/* codes_data.h - E05xx data and imports, E06xx databases and files, E09xx limits of data (see
 * codes.h). */
#ifndef ANSLAG_BASE_CODES_DATA_H
#define ANSLAG_BASE_CODES_DATA_H

#define DATA_CODES(X)                                                                         \
  X(DIAG_BAD_CELL,          501, SEVERITY_ERROR, 1, "a cell that can't be read as its type")   \
  X(DIAG_COLUMN_NOT_READ,   502, SEVERITY_WARNING, 1, "a column of a file that no field takes") \
  X(DIAG_COLUMN_MISSING,    503, SEVERITY_WARNING, 1, "a field without a column in the file")  \
  X(DIAG_KEY_COLUMN_MISSING, 504, SEVERITY_ERROR, 1, "a file without a column for the key")    \
  X(DIAG_COLUMN_TWICE,      505, SEVERITY_ERROR, 1, "two columns for one field")               \
  X(DIAG_RAGGED_ROW,        506, SEVERITY_ERROR, 1,                                                \
    "a row with more or fewer cells than the heading")                                             \
  X(DIAG_UNIT_CONTRADICTS,  507, SEVERITY_ERROR, 1,                                                \
    "a unit in a heading that contradicts the rules")                                              \
  X(DIAG_KEY_EXISTS,        508, SEVERITY_ERROR, 1, "a key that is in the database already")   \
  X(DIAG_KEY_TWICE,         509, SEVERITY_ERROR, 1, "a key that stands twice in a file")       \
  X(DIAG_KEY_EMPTY,         510, SEVERITY_ERROR, 1, "a row without a key")                     \
  X(DIAG_NO_SUCH_RECORD,    511, SEVERITY_ERROR, 1, "a reference to a record that does not exist") \
  X(DIAG_IMPORT_TARGET,     512, SEVERITY_ERROR, 2, "no such record or link table to import into") \
  X(DIAG_FILE_EMPTY,        513, SEVERITY_ERROR, 1, "a file without a heading line")           \
  X(DIAG_CSV_QUOTE,         514, SEVERITY_ERROR, 1, "a quoted cell that is not closed")        \
  X(DIAG_FILE_ENCODING,     515, SEVERITY_ERROR, 1,                                                \
    "a file that is neither UTF-8 nor Windows-1252 text")                                          \
  X(DIAG_NAME_AMBIGUOUS,    516, SEVERITY_ERROR, 1, "a name that several records have")        \
  X(DIAG_ROW_REFUSED,       517, SEVERITY_ERROR, 1, "a row that the database refuses")         \
  X(DIAG_FILE_UNREADABLE,   601, SEVERITY_ERROR, 3, "a file could not be read")                \
  X(DIAG_DATABASE,          610, SEVERITY_ERROR, 3, "the database could not be used")          \
  X(DIAG_DATABASE_MISSING,  611, SEVERITY_ERROR, 3, "the database does not exist")             \
  X(DIAG_DATABASE_CORRUPT,  612, SEVERITY_ERROR, 3, "the file is damaged or no database")      \
  X(DIAG_DATABASE_LOCKED,   613, SEVERITY_ERROR, 3, "the database is in use")                  \
  X(DIAG_DATABASE_READ_ONLY, 614, SEVERITY_ERROR, 3, "the database is read-only")              \
  X(DIAG_DATABASE_FULL,     615, SEVERITY_ERROR, 3, "the disk is full")                        \
  X(DIAG_DATABASE_IO,       616, SEVERITY_ERROR, 3, "the database could not be read or written") \
  X(DIAG_DATABASE_NEWER,    617, SEVERITY_ERROR, 3, "the database was written by a newer version") \
  X(DIAG_TABLE_MISSING,     618, SEVERITY_ERROR, 1, "a table that the rules need is missing")  \
  X(DIAG_TABLE_COLUMN_MISSING, 619, SEVERITY_ERROR, 1, "a column that the rules need is missing") \
  X(DIAG_TABLE_SHAPE,       620, SEVERITY_ERROR, 1, "a table that looks otherwise than it should") \
  X(DIAG_LINK_COLUMNS,      621, SEVERITY_ERROR, 1, "a link table without a column for a record") \
  X(DIAG_KEY_SHAPE,         622, SEVERITY_ERROR, 1,                                                \
    "a reference to a record with several key fields")                                             \
  X(DIAG_SCHEMA_DIFFERS,    623, SEVERITY_ERROR, 1, "a table that differs from the rules")     \
  X(DIAG_CONSTRAINT,        624, SEVERITY_ERROR, 1, "a constraint of the database is broken")  \
  X(DIAG_CSV_LINE_LIMIT,    909, SEVERITY_ERROR, 4, "a line of a file is too long")            \
  X(DIAG_CSV_COLUMN_LIMIT,  910, SEVERITY_ERROR, 4, "a file has too many columns")             \
  X(DIAG_CELL_LIMIT,        908, SEVERITY_ERROR, 4,                                                \
    "a value or statement is too large for the database")

#endif
