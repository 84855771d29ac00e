/* codes.h - every diagnostic code, one list a room.
 *
 * X(name, number, severity, exit, title).  The number is printed with the
 * severity's letter: E0312, W0714, N0720.  `exit` is the exit code an error of
 * this kind calls for: 1 rules, tests or data; 2 the command line; 3 the
 * environment; 4 a limit. */
#ifndef ANSLAG_BASE_CODES_H
#define ANSLAG_BASE_CODES_H

#include "base/codes_budget.h"
#include "base/codes_check.h"
#include "base/codes_data.h"
#include "base/codes_grammar.h"
#include "base/codes_sources.h"
#include "base/codes_tables.h"
#include "base/codes_use.h"
#include "base/codes_versions.h"

#define DIAG_CODES(X) \
  GRAMMAR_CODES(X)    \
  CHECK_CODES(X)      \
  BUDGET_CODES(X)     \
  VERSIONS_CODES(X)   \
  TABLES_CODES(X)     \
  SOURCES_CODES(X)    \
  DATA_CODES(X)       \
  USE_CODES(X)

typedef enum { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR } Severity;

typedef enum {
  DIAG_NONE,
#define X(name, number, severity, exit, title) name,
  DIAG_CODES(X)
#undef X
  DIAG_COUNT
} DiagCode;

#endif
