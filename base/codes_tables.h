/* codes_tables.h - E037x to E039x exceptions, decision tables, tables of files (see codes.h). */
#ifndef ANSLAG_BASE_CODES_TABLES_H
#define ANSLAG_BASE_CODES_TABLES_H

#define TABLES_CODES(X)                                                                       \
  X(DIAG_EXCEPTION_TARGET,  370, SEVERITY_ERROR,   1, "an exception to what can have none")    \
  X(DIAG_EXCEPTION_BODY,    371, SEVERITY_ERROR,   1,                                              \
    "an exception that says what does not suit its target")                                        \
  X(DIAG_EXCEPTIONS_CLASH,  372, SEVERITY_ERROR,   1,                                              \
    "two exceptions that apply at once and disagree")                                              \
  X(DIAG_OVERRIDES,         373, SEVERITY_ERROR,   1,                                              \
    "\"overrides\" without an exception to override")                                              \
  X(DIAG_TABLE_HEADING,     374, SEVERITY_ERROR,   1,                                              \
    "a heading of a decision table that does not fit")                                             \
  X(DIAG_TABLE_ROW,         375, SEVERITY_ERROR,   1,                                              \
    "rows of a decision table that give different kinds of value")                                 \
  X(DIAG_TABLE_GAP,         376, SEVERITY_WARNING, 1, "a decision table with a gap")           \
  X(DIAG_TABLE_OVERLAP,     377, SEVERITY_ERROR,   1, "two rows of a decision table that overlap") \
  X(DIAG_TABLE_UNREACHED,   378, SEVERITY_WARNING, 1,                                              \
    "a row of a decision table that never decides")                                                \
  X(DIAG_TABLE_COLUMN,      379, SEVERITY_ERROR,   1, "a table whose file lacks a column")     \
  X(DIAG_TABLE_KEY_TWICE,   380, SEVERITY_ERROR,   1, "keys that stand twice in a table")      \
  X(DIAG_TABLE_KEY,         381, SEVERITY_ERROR,   1, "a key that can't find a row of its table") \
  X(DIAG_IMPORT_COLUMN,     382, SEVERITY_ERROR,   1, "an import that names what is not there") \
  X(DIAG_TABLE_LARGE,       721, SEVERITY_WARNING, 1,                                              \
    "a decision table too large to be searched whole")

#endif
