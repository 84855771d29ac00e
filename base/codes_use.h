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
  X(DIAG_NOT_HELD,          840, SEVERITY_ERROR, 1, "records that a question needs are not there") \
  X(DIAG_SWEEP_RANGE,       841, SEVERITY_ERROR, 2, "a sweep that can't be stepped through")   \
  X(DIAG_NOT_VARIED,        842, SEVERITY_ERROR, 2, "a parameter that can't be varied")        \
  X(DIAG_NO_MEASURE,        843, SEVERITY_ERROR, 2, "nothing that can be measured")            \
  X(DIAG_NOT_SOLVED,        844, SEVERITY_ERROR, 2, "a goal that can't be sought")             \
  X(DIAG_NO_SUCH_RUN,       860, SEVERITY_ERROR, 2, "there is no such run")                    \
  X(DIAG_NO_SUCH_BODY,      861, SEVERITY_ERROR, 2, "there is no such body")                   \
  X(DIAG_DECIDED_ALREADY,   862, SEVERITY_ERROR, 1, "a record that is decided already")        \
  X(DIAG_DECIDED_BEFORE_RUN, 863, SEVERITY_WARNING, 1, "a decision taken before its proposal")   \
  X(DIAG_NOTHING_PROPOSED,  864, SEVERITY_ERROR, 1, "nothing to decide")                       \
  X(DIAG_NOT_IN_RUN,        865, SEVERITY_ERROR, 1, "a record that the run has not judged")    \
  X(DIAG_PROPOSAL_STALE,    866, SEVERITY_ERROR, 1, "a proposal that no longer holds")         \
  X(DIAG_PROPOSAL_CHANGED,  867, SEVERITY_ERROR, 1, "a proposal that somebody has changed")    \
  X(DIAG_RULES_NOT_KEPT,    868, SEVERITY_ERROR, 1, "the rules of a run cannot be had")        \
  X(DIAG_BAD_DECISION,      869, SEVERITY_ERROR, 1, "a decision that says too little")         \
  X(DIAG_NOT_DECIDED,       870, SEVERITY_ERROR, 2, "a record that is not decided")            \
  X(DIAG_FACTS_NOT_KEPT,    871, SEVERITY_ERROR, 1, "the facts of a decision are not kept")    \
  X(DIAG_NOTHING_TO_REPLACE, 872, SEVERITY_ERROR, 1, "a correction of what is not decided")    \
  X(DIAG_NOTHING_THERE,     830, SEVERITY_ERROR, 2, "nothing is there to take back or show")   \
  X(DIAG_NOT_CHANGEABLE,    831, SEVERITY_ERROR, 2, "a fact that a what-if cannot change")     \
  X(DIAG_FILE_THERE,        832, SEVERITY_ERROR, 2, "a file that is there already")            \
  X(DIAG_NO_SUCH_COMMAND,   833, SEVERITY_ERROR, 2, "a dialogue has no such command")          \
  X(DIAG_NOT_ASKABLE,       834, SEVERITY_ERROR, 2, "a question that has no answer")           \
  X(DIAG_PASTED,            835, SEVERITY_ERROR, 2, "a pasted table that can't be understood") \
  X(DIAG_DECLARED_HERE,     836, SEVERITY_ERROR, 2, "a declaration that the dialogue can't take") \
  X(DIAG_SOURCE_EXISTS,     850, SEVERITY_ERROR, 1, "a source document that is there already") \
  X(DIAG_NO_TEXT,           851, SEVERITY_ERROR, 1, "a file whose text can't be taken out")    \
  X(DIAG_NO_SUCH_DOCUMENT,  852, SEVERITY_ERROR, 2, "there is no such source document")        \
  X(DIAG_NO_SCREEN,         885, SEVERITY_ERROR, 3, "no terminal to edit on")                  \
  X(DIAG_NO_EDITOR_FILE,    886, SEVERITY_ERROR, 3, "no file for the editor")                  \
  X(DIAG_NO_EDITOR,         887, SEVERITY_ERROR, 3, "the editor could not be started")         \
  X(DIAG_BELOW_THRESHOLD,   880, SEVERITY_ERROR, 1, "tests that show less than was asked for")  \
  X(DIAG_STEP_LIMIT,        907, SEVERITY_ERROR, 4, "a record takes too many steps")           \
  X(DIAG_MEMORY_LIMIT,      904, SEVERITY_ERROR, 4, "the memory limit was reached")            \
  X(DIAG_NO_MEMORY,         905, SEVERITY_ERROR, 3, "the machine has no more memory")          \
  X(DIAG_INTERRUPTED,       906, SEVERITY_ERROR, 130, "the work was interrupted")

#endif
