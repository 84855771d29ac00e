/* outlook.h - all budgets, targets and controls of a model, over one evaluator's records.
 *
 * Owner: the arena.  Cost: that of the tables, and of each control its records. */
#ifndef ANSLAG_INTERP_BUDGET_OUTLOOK_H
#define ANSLAG_INTERP_BUDGET_OUTLOOK_H

#include "interp/budget/table.h"

/* X(status, word): the word is in tables and JSON. */
#define TARGET_STATUSES(X)                \
  X(TARGET_STATUS_HOLDS,     "holds")     \
  X(TARGET_STATUS_FAILS,     "fails")     \
  X(TARGET_STATUS_SUSPENDED, "suspended") \
  X(TARGET_STATUS_OPEN,      "unknown")   \
  X(TARGET_STATUS_ERROR,     "error")

typedef enum {
#define X(status, word) status,
  TARGET_STATUSES(X)
#undef X
} TargetStatus;

extern const char *const target_status_words[];

typedef struct {
  const Target *target;
  bool          has_year;
  int64_t       year;
  TargetStatus  status;
  TargetResult  result;
} TargetReport;

typedef struct {
  Text key, name;
  bool certain;                 /* else it can't be told */
} ControlFinding;

typedef struct {
  const Control *control;
  LIST(ControlFinding) findings;
  size_t         hits;          /* of them certain */
  bool           unread;        /* its records are in a database, and there is none */
} ControlReport;

typedef struct {
  LIST(BudgetTable *)  tables;  /* budget by budget, year by year */
  LIST(TargetReport)   targets;
  LIST(ControlReport)  controls;
} Outlook;

typedef struct {
  const Budget *only;           /* NULL: all budgets, and targets and controls */
  bool          has_year;
  int64_t       year;           /* only this one */
} OutlookChoice;

/* `has_data`: the records are those of a database, not only what ships with the rules. */
Outlook *outlook_make(Arena *arena, Evaluator *evaluator, const Model *model,
                      const OutlookChoice *choice, bool has_data);
/* The same table, or target and year, in another outlook; NULL: it is not there. */
const BudgetTable  *outlook_table(const Outlook *outlook, const Budget *budget, int64_t year);
const TargetReport *outlook_target(const Outlook *outlook, const Target *target, int64_t year);

#endif
