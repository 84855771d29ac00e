/* codes_versions.h - E034x and E035x: values and rules that differ with time (see codes.h). */
#ifndef ANSLAG_BASE_CODES_VERSIONS_H
#define ANSLAG_BASE_CODES_VERSIONS_H

#define VERSIONS_CODES(X)                                                                      \
  X(DIAG_VALUE_GAP,         340, SEVERITY_ERROR,   1, "days for which a parameter has no value") \
  X(DIAG_VALUE_OVERLAP,     341, SEVERITY_ERROR,   1, "days for which a parameter has two values") \
  X(DIAG_VALUE_UNDATED,     342, SEVERITY_ERROR,   1,                                              \
    "a value without dates beside values with dates")                                              \
  X(DIAG_DATE_NOT_SAID,     343, SEVERITY_WARNING, 1,                                              \
    "a delegation or deadline that does not say which date governs it")                            \
  X(DIAG_AMENDED_UNKNOWN,   344, SEVERITY_ERROR,   1, "an amendment of what is not there")       \
  X(DIAG_AMENDED_TWICE,     345, SEVERITY_ERROR,   1,                                              \
    "two amendments of one date that touch the same name")                                         \
  X(DIAG_GUIDELINE_MISSING, 346, SEVERITY_ERROR,   1, "an amendment without its guideline")      \
  X(DIAG_ADDED_TWICE,       347, SEVERITY_ERROR,   1, "an amendment that adds what is there")    \
  X(DIAG_RUN_DATE_NEEDED,   349, SEVERITY_ERROR,   2, "a run whose versions need its date")      \
  X(DIAG_AMENDMENT_UNDATED, 350, SEVERITY_ERROR,   1, "an amendment that is never in force")     \
  X(DIAG_NOT_AMENDABLE,     351, SEVERITY_ERROR,   1, "a clause that an amendment cannot change")

#endif
