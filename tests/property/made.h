/* made.h - a rule set and the records to judge by it, made by chance from a seed.
 *
 *   Made made;  make_rules(&made, arena, seed);
 *
 * The rules are a text in the language and the records statements of SQL, so that what has failed
 * can be read, given to the program, and cut down line by line.  Most sets pass the check; the same
 * seed gives the same set always.  One line is one declaration, or one clause of the line above
 * that begins at the margin.
 *
 * Owner: the arena.  Cost: some ten thousand bytes of text. */
#ifndef ANSLAG_TESTS_PROPERTY_MADE_H
#define ANSLAG_TESTS_PROPERTY_MADE_H

#include "base/arena.h"

/* What a rule set may hold; each is counted, so that what is never made is seen. */
#define FORMS(X)                                                                              \
  X(FORM_MADE_LOGIC,      "and, or, not")                                                     \
  X(FORM_MADE_COMPARISON, "comparison")                                                       \
  X(FORM_MADE_MEMBERSHIP, "in (a, b)")                                                        \
  X(FORM_MADE_RANGE,      "in a to b, between, [a..b)")                                       \
  X(FORM_MADE_STATE,      "is known, is given")                                               \
  X(FORM_MADE_IF,         "if")                                                               \
  X(FORM_MADE_QUANTIFIED, "every, some, at least n")                                          \
  X(FORM_MADE_WINDOW,     "in the … before")                                                  \
  X(FORM_MADE_ELAPSED,    "at least … since")                                                 \
  X(FORM_MADE_SUM,        "sum of")                                                           \
  X(FORM_MADE_COUNT,      "count of, share of")                                               \
  X(FORM_MADE_EXTREME,    "max of, min of, average of")                                       \
  X(FORM_MADE_PICK,       "the, first of")                                                    \
  X(FORM_MADE_LIST_OF,    "list of, x in list")                                               \
  X(FORM_MADE_TABLE_OP,   "over a whole table")                                               \
  X(FORM_MADE_CORRELATED, "over a whole table, correlated")                                   \
  X(FORM_MADE_NESTED,     "over a list of a list's elements")                                 \
  X(FORM_MADE_TO_N,       "over 1 to n")                                                      \
  X(FORM_MADE_ROUNDED,    "rounded")                                                          \
  X(FORM_MADE_QUOTIENT,   "quotient by a fact")                                               \
  X(FORM_MADE_RATE_OF,    "rate of")                                                          \
  X(FORM_MADE_MAX_MIN,    "max(), min(), absolute(), remainder()")                            \
  X(FORM_MADE_DATES,      "dates computed")                                                   \
  X(FORM_MADE_WORKING,    "working days")                                                     \
  X(FORM_MADE_TEXT,       "texts")                                                            \
  X(FORM_MADE_MOMENT,     "moments")                                                          \
  X(FORM_MADE_DURATION,   "durations of facts")                                               \
  X(FORM_MADE_SPANS,      "durations compared, computed")                                     \
  X(FORM_MADE_PATH,       "field behind a reference")                                         \
  X(FORM_MADE_BODY,       "bodies and groups")                                                \
  X(FORM_MADE_DEFINE,     "definition")                                                       \
  X(FORM_MADE_CALL,       "definition with arguments")                                        \
  X(FORM_MADE_GRID,       "decision table")                                                   \
  X(FORM_MADE_LOOKUP,     "table of a file")                                                  \
  X(FORM_MADE_EXCEPTION,  "exception to a value")                                             \
  X(FORM_MADE_EXCEPTED,   "exception to a criterion")                                         \
  X(FORM_MADE_DATED,      "dated parameter")                                                  \
  X(FORM_MADE_ON,         "parameter on a day")                                               \
  X(FORM_MADE_COMPUTED,   "computed parameter")                                               \
  X(FORM_MADE_PENDING,    "pending parameter")                                                \
  X(FORM_MADE_AMENDED,    "amendment")                                                        \
  X(FORM_MADE_VALID,      "valid when")                                                       \
  X(FORM_MADE_NEEDS,      "needs")                                                            \
  X(FORM_MADE_ELIGIBLE,   "eligible, excluded")                                               \
  X(FORM_MADE_WHEN,       "criterion … when")                                                 \
  X(FORM_MADE_CONSIDERS,  "considers, note")                                                  \
  X(FORM_MADE_AMOUNTS,    "states of the amount")                                             \
  X(FORM_MADE_CEILING,    "ceiling")                                                          \
  X(FORM_MADE_SCORE,      "score")                                                            \
  X(FORM_MADE_OWN,        "outcome of its own")                                               \
  X(FORM_MADE_OWN_AFTER,  "outcome after allocate")                                           \
  X(FORM_MADE_FRAME,      "frame")                                                            \
  X(FORM_MADE_NESTED_FRAME, "frame within another")                                           \
  X(FORM_MADE_KEYED,      "frame for each key")                                               \
  X(FORM_MADE_YEARLY,     "frame in each year")                                               \
  X(FORM_MADE_CARRIED,    "carries over, overdraws")                                          \
  X(FORM_MADE_SHARED,     "frame shared by a list")                                           \
  X(FORM_MADE_ROLLING,    "frame rolling back")                                               \
  X(FORM_MADE_SEVERAL,    "frame for each element")                                           \
  X(FORM_MADE_EARMARKED,  "frame earmarked")                                                  \
  X(FORM_MADE_ONLY_WHEN,  "frame only when")                                                  \
  X(FORM_MADE_COUNTING,   "frame counting, adds")                                             \
  X(FORM_MADE_DELEGATED,  "delegation with limits")                                           \
  X(FORM_MADE_DEPUTY,     "deputy")                                                           \
  X(FORM_MADE_JUDGED_BY,  "judged by")                                                        \
  X(FORM_MADE_SPLIT,      "never split by, earlier")                                          \
  X(FORM_MADE_TIES,       "ties by")                                                          \
  X(FORM_MADE_PARTIAL,    "partial down to")                                                  \
  X(FORM_MADE_PRO_RATA,   "pro rata")                                                         \
  X(FORM_MADE_STOP,       "else stop, reject, outcome")                                       \
  X(FORM_MADE_DEADLINE,   "deadline")                                                         \
  X(FORM_MADE_CONDITION,  "condition")                                                        \
  X(FORM_MADE_SHOWS,      "shows")                                                            \
  X(FORM_MADE_GOVERNED,   "governed by, of a clause")                                         \
  X(FORM_MADE_RECORDED,   "recorded decision")                                                \
  X(FORM_MADE_DECIDED,    "lines of anslag_decided")                                          \
  X(FORM_MADE_TWO,        "decision that reads another")                                      \
  X(FORM_MADE_UNIT,       "column in a unit")                                                 \
  X(FORM_MADE_TEXT_KEY,   "text as a key")                                                    \
  X(FORM_MADE_OUTSIDE,    "frame outside decisions")                                          \
  X(FORM_MADE_BODY_IN,    "a body in a list")                                                 \
  X(FORM_MADE_TWO_LEVELS, "list of a list's element, by links")                               \
  X(FORM_MADE_CURRENCY,   "another currency")                                                 \
  X(FORM_MADE_NAMED_LIST, "definition that is a list")                                        \
  X(FORM_MADE_OVER_MADE,  "over a list that is made")                                         \
  X(FORM_MADE_OF_RECORD,  "definition of a record")                                           \
  X(FORM_MADE_KEYED_PARAMETER, "parameter by a table")                                        \
  X(FORM_MADE_TWO_KEYS,   "key of two fields")                                                \
  X(FORM_MADE_CONSULTED,  "consulting")                                                       \
  X(FORM_MADE_FOUND,      "decider found in the data")                                        \
  X(FORM_MADE_EARLIER,    "earlier")                                                          \
  X(FORM_MADE_OWED_ELSE,  "deadline owed by …, else …")                                       \
  X(FORM_MADE_OWED_BY_LIST, "deadline owed by each of a list")                                \
  X(FORM_MADE_OWED_BY_TEXT, "deadline owed by whom a text names")                             \
  X(FORM_MADE_OWED_BY_MANY, "deadline owed by several")                                       \
  X(FORM_MADE_OWED_BY_GROUP, "deadline owed by a group")                                      \
  X(FORM_MADE_OWED_TO_FIELD, "deadline owed to whom a field names")                           \
  X(FORM_MADE_OWED_REPLACED, "amendment: a deadline")                                         \
  X(FORM_MADE_REPLACED,   "amendment: replace in")                                            \
  X(FORM_MADE_ADDED_FIELD, "amendment: a field")                                              \
  X(FORM_MADE_APPLIES_TO, "amendment: applies to")                                            \
  X(FORM_MADE_AMENDED_TWICE, "amendment: a second one")                                       \
  X(FORM_MADE_LADDER,     "ladder")                                                           \
  X(FORM_MADE_BUDGET,     "budget")                                                           \
  X(FORM_MADE_APPORTION,  "apportion")                                                        \
  X(FORM_MADE_TRANSFER,   "transfer")                                                         \
  X(FORM_MADE_TARGET,     "target")                                                           \
  X(FORM_MADE_CONTROL,    "control")                                                          \
  X(FORM_MADE_BUDGET_READ, "line of a budget, read by rules")                                 \
  X(FORM_MADE_JUDGEMENT,  "needs judgement in")                                               \
  X(FORM_MADE_BY_SCORE,   "order by a score")                                                 \
  X(FORM_MADE_RETURNED,   "paid, returned")                                                   \
  X(FORM_MADE_OTHERS,     "result of another record")                                         \
  X(FORM_MADE_WITHIN_OTHER, "frame within one of another decision")

typedef enum {
#define X(form, label) form,
  FORMS(X)
#undef X
  FORM_MADE_COUNT_OF_ALL
} MadeForm;

extern const char *const made_form_names[];

/* Lines of text; those of rules and statements alike. */
typedef LIST(const char *) MadeLines;

typedef struct {
  uint64_t    seed;
  bool        again;            /* read, not made: compared in every way */
  MadeLines   rules;
  MadeLines   file;             /* rates.csv, which tables are read from */
  MadeLines   tables;           /* CREATE TABLE, one a line */
  MadeLines   rows;             /* INSERT, one a line */
  bool        reached[FORM_MADE_COUNT_OF_ALL];
} Made;

void make_rules(Made *made, Arena *arena, uint64_t seed);
/* From a file that --show has printed; a first line `-- seed N` names the seed that chose what else
 * is tried (other parameters).  False: it cannot be read. */
bool made_again(Made *made, Arena *arena, const char *path);
/* The lines with their ends, as one text. */
Text made_text(Arena *arena, const MadeLines *lines);

#endif
