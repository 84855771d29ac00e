/* codes_budget.h - E045x-E049x records that ship with the rules, budgets, transfers, targets and
 * controls (see codes.h). */
#ifndef ANSLAG_BASE_CODES_BUDGET_H
#define ANSLAG_BASE_CODES_BUDGET_H

#define BUDGET_CODES(X)                                                                         \
  X(DIAG_BUDGET_LINE,       450, SEVERITY_ERROR,   1, "a budget has no such line")              \
  X(DIAG_BUDGET_EARLY,      451, SEVERITY_ERROR,   1, "a line used before it is computed")      \
  X(DIAG_BUDGET_ARGUMENTS,  452, SEVERITY_ERROR,   1,                                           \
    "a budget asked for a record or year that it does not have")                                \
  X(DIAG_NO_PREVIOUS,       453, SEVERITY_ERROR,   1, "a year before the first")                \
  X(DIAG_BUDGET_PLACE,      454, SEVERITY_ERROR,   1, "a part of a budget out of its place")    \
  X(DIAG_LINES_FROM,        455, SEVERITY_ERROR,   1, "lines from what has no lines to give")   \
  X(DIAG_TRANSFER_PARTS,    456, SEVERITY_ERROR,   1, "a transfer whose parts do not add up")   \
  X(DIAG_TRANSFER_PARTY,    457, SEVERITY_ERROR,   1, "a transfer from or to nobody")           \
  X(DIAG_PRICES_MIXED,      458, SEVERITY_WARNING, 1, "prices of two years in one sum")         \
  X(DIAG_BALANCED_BY,       459, SEVERITY_ERROR,   1, "a budget balanced by nobody")            \
  X(DIAG_TARGET_YEARS,      460, SEVERITY_ERROR,   1, "a target for no year")                   \
  X(DIAG_TARGET_FORM,       461, SEVERITY_ERROR,   1, "a target that is not a comparison")      \
  X(DIAG_EVERY_DATE,        462, SEVERITY_ERROR,   1,                                           \
    "a balance that does not depend on the date")                                               \
  X(DIAG_FINANCED_FROM,     463, SEVERITY_ERROR,   1, "a line financed from nothing")           \
  X(DIAG_NOT_FINANCED,      464, SEVERITY_WARNING, 1, "a year in which a line is not financed") \
  X(DIAG_TRANSFER_UNUSED,   465, SEVERITY_WARNING, 1, "a transfer that stands in no budget")    \
  X(DIAG_SHIPPED_COLUMN,    466, SEVERITY_ERROR,   1, "a file without a column for a field")    \
  X(DIAG_SHIPPED_REFERENCE, 467, SEVERITY_ERROR,   1, "a row of the rules that refers to data") \
  X(DIAG_SHIPPED_INVALID,   468, SEVERITY_ERROR,   1, "a row of the rules that is not valid")   \
  X(DIAG_BUDGET_DISAGREES,  470, SEVERITY_ERROR,   1,                                           \
    "a budget that does not agree with what is printed")                                        \
  X(DIAG_BUDGET_VALUE,      471, SEVERITY_ERROR,   1,                                           \
    "a line of a budget that cannot be computed")                                               \
  X(DIAG_PLAN_DISAGREES,    473, SEVERITY_WARNING, 1,                                           \
    "a plan year that does not agree with what is printed")                                     \
  X(DIAG_NO_BUDGET,         472, SEVERITY_ERROR,   1, "no budget, target or control to show")

#endif
