/* codes_use.h - E08xx the command line, packages, tests and runs; E09xx limits of a run (see
 * codes.h). */
#ifndef ANSLAG_BASE_CODES_USE_H
#define ANSLAG_BASE_CODES_USE_H

#define USE_CODES(X)                                                                          \
  X(DIAG_USAGE,             801, SEVERITY_ERROR, 2, "the command line is wrong")               \
  X(DIAG_PACKAGE_FILE,      802, SEVERITY_ERROR, 1, "a package file that can't be understood") \
  X(DIAG_NO_RULES,          803, SEVERITY_ERROR, 2, "no rules where rules were expected")      \
  X(DIAG_NO_DATABASE,       804, SEVERITY_ERROR, 2, "no database was named")                   \
  X(DIAG_NO_SUCH_KEY,       805, SEVERITY_ERROR, 2, "no record has that key")                  \
  X(DIAG_NO_DECISION,       806, SEVERITY_ERROR, 1, "rules that decide nothing")               \
  X(DIAG_FOLDER_NOT_EMPTY,  807, SEVERITY_ERROR, 2, "a folder that is not empty")              \
  X(DIAG_NO_PROPOSAL,       808, SEVERITY_ERROR, 2, "nothing has been run yet")                \
  X(DIAG_TEST_FAILED,       810, SEVERITY_ERROR, 1, "a test does not hold")                    \
  X(DIAG_LAYOUT,            811, SEVERITY_ERROR, 1, "a file that is not in the one layout")    \
  X(DIAG_NO_SUCH_COLUMN,    812, SEVERITY_ERROR, 2, "a list has no such column")               \
  X(DIAG_NO_SUCH_TOPIC,     813, SEVERITY_ERROR, 2, "there is no help on that")                \
  X(DIAG_FILE_UNWRITABLE,   815, SEVERITY_ERROR, 3, "a file could not be written")             \
  X(DIAG_RESULT_UNWRITABLE, 816, SEVERITY_ERROR, 3, "the result could not be written")         \
  X(DIAG_LAYOUT_FAULT,      817, SEVERITY_ERROR, 3, "a file that the formatter can't keep whole") \
  X(DIAG_NO_LETTER,         818, SEVERITY_ERROR, 1, "rules without a letter")                  \
  X(DIAG_PARAMETER_ERROR,   820, SEVERITY_ERROR, 1, "a parameter that can't be computed")      \
  X(DIAG_FRAME_ERROR,       821, SEVERITY_ERROR, 1, "a frame that can't be computed")        \
  X(DIAG_STEP_LIMIT,        907, SEVERITY_ERROR, 4, "a record takes too many steps")           \
  X(DIAG_MEMORY_LIMIT,      904, SEVERITY_ERROR, 4, "the memory limit was reached")            \
  X(DIAG_NO_MEMORY,         905, SEVERITY_ERROR, 3, "the machine has no more memory")          \
  X(DIAG_INTERRUPTED,       906, SEVERITY_ERROR, 130, "the work was interrupted")

#endif
