/* codes_check.h - E02xx names and modules, E03xx types, E04xx clauses (see codes.h). */
#ifndef ANSLAG_BASE_CODES_CHECK_H
#define ANSLAG_BASE_CODES_CHECK_H

#define CHECK_CODES(X)                                                                          \
  X(DIAG_UNKNOWN_NAME,      201, SEVERITY_ERROR,   1, "a name that is not declared")            \
  X(DIAG_UNKNOWN_FIELD,     202, SEVERITY_ERROR,   1, "a record has no such field")             \
  X(DIAG_DUPLICATE_NAME,    203, SEVERITY_ERROR,   1, "a name that is declared twice")          \
  X(DIAG_WRONG_KIND,        204, SEVERITY_ERROR,   1, "a name of another kind of thing")        \
  X(DIAG_UNKNOWN_CODE,      205, SEVERITY_ERROR,   1, "a codelist has no such code")            \
  X(DIAG_UNKNOWN_UNIT,      206, SEVERITY_ERROR,   1, "a unit that is not declared")            \
  X(DIAG_AMBIGUOUS_NAME,    207, SEVERITY_ERROR,   1, "a name that two modules declare")        \
  X(DIAG_RESERVED_NAME,     208, SEVERITY_ERROR,   1, "a name that belongs to the language")    \
  X(DIAG_SHADOWED_NAME,     209, SEVERITY_WARNING, 1, "a name that hides another")              \
  X(DIAG_MODULE_MISSING,    210, SEVERITY_ERROR,   1, "a module that could not be found")       \
  X(DIAG_MODULE_CYCLE,      211, SEVERITY_ERROR,   1, "modules that use each other in a circle") \
  X(DIAG_MODULE_DEPTH,      212, SEVERITY_ERROR,   4, "modules used too many levels deep")      \
  X(DIAG_PATH_FORBIDDEN,    213, SEVERITY_ERROR,   1, "a path that leads out of the package")   \
  X(DIAG_CYCLE,             214, SEVERITY_ERROR,   1, "declarations that lead back to themselves") \
  X(DIAG_ARGUMENTS,         215, SEVERITY_ERROR,   1,                                              \
    "a function with the wrong number of arguments")                                               \
  X(DIAG_DUTY_COLUMN,       250, SEVERITY_ERROR,   1,                                              \
    "a file of assignments that lacks a column")                                                   \
  X(DIAG_DUTY_CELL,         251, SEVERITY_ERROR,   1,                                              \
    "an assignment of a file that can't be read")                                                  \
  X(DIAG_LADDER,            252, SEVERITY_ERROR,   1, "a ladder that can't tell what was taken") \
  X(DIAG_LETTER_WORD,       253, SEVERITY_ERROR,   1, "a letter that names what it can't know") \
  X(DIAG_CONFLICT,          254, SEVERITY_ERROR,   1, "a conflict that follows neither place")  \
  X(DIAG_NO_SUCH_DATE,      301, SEVERITY_ERROR,   1, "a date that does not exist")             \
  X(DIAG_WRONG_TYPE,        311, SEVERITY_ERROR,   1, "a value of the wrong type for its place") \
  X(DIAG_TYPE_MISMATCH,     312, SEVERITY_ERROR,   1,                                              \
    "two types that can't be compared or combined")                                                \
  X(DIAG_CURRENCY_MIX,      313, SEVERITY_ERROR,   1, "two currencies in one operation")        \
  X(DIAG_WRONG_WORD,        314, SEVERITY_ERROR,   1, "a comparison in the words of another type") \
  X(DIAG_NO_TIME_LAW,       315, SEVERITY_ERROR,   1, "counting time without a law of time")    \
  X(DIAG_NO_GOVERNING,      316, SEVERITY_ERROR,   1, "elapsed time without a governing date")  \
  X(DIAG_SUM_OF_QUOTIENT,   317, SEVERITY_ERROR,   1, "a sum whose terms divide by a field")    \
  X(DIAG_ROUND_UNIT,        318, SEVERITY_ERROR,   1,                                              \
    "a rounding unit that is not a positive constant")                                             \
  X(DIAG_NOT_CONSTANT,      319, SEVERITY_ERROR,   1, "a value that must not depend on a record") \
  X(DIAG_MAYBE_NONE,        320, SEVERITY_ERROR,   1, "a value used where it may be none")      \
  X(DIAG_NOT_OPTIONAL,      321, SEVERITY_ERROR,   1, "\"is given\" on what is not optional")   \
  X(DIAG_NOT_A_LIST,        322, SEVERITY_ERROR,   1, "a list operation on what is not a list") \
  X(DIAG_NO_CURRENCY,       323, SEVERITY_ERROR,   1, "money without a currency")               \
  X(DIAG_NUMBER_TOO_LARGE,  324, SEVERITY_ERROR,   1, "a number that is too large or too fine") \
  X(DIAG_EVERY_OF_NOTHING,  325, SEVERITY_WARNING, 1, "\"every\" over a list that may be empty") \
  X(DIAG_NO_KEY,            401, SEVERITY_ERROR,   1, "a record without a key")                 \
  X(DIAG_FIELD_CONTRADICTS, 402, SEVERITY_ERROR,   1,                                              \
    "a field whose attributes contradict each other")                                              \
  X(DIAG_RESULT_TOO_EARLY,  403, SEVERITY_ERROR,   1, "a result used before it exists")         \
  X(DIAG_NO_DECIDER,        404, SEVERITY_ERROR,   1, "an amount that nobody may decide")       \
  X(DIAG_ORDER_NOT_TOTAL,   405, SEVERITY_ERROR,   1, "an order that does not end in the key")  \
  X(DIAG_FRAME_CHOICE,      406, SEVERITY_ERROR,   1, "several frames and no choice among them") \
  X(DIAG_NO_AMOUNT,         407, SEVERITY_ERROR,   1, "a decision about money without an amount") \
  X(DIAG_TOO_MANY,          409, SEVERITY_ERROR,   4, "more than a limit of the language allows") \
  X(DIAG_CLAUSE_TWICE,      410, SEVERITY_ERROR,   1, "a clause that may stand once")           \
  X(DIAG_PERIOD_EMPTY,      411, SEVERITY_ERROR,   1, "a period that ends before it begins")    \
  X(DIAG_EXPECTATION,       412, SEVERITY_ERROR,   1, "a test that expects what cannot be")     \
  X(DIAG_SETTING,           413, SEVERITY_ERROR,   1, "a setting that does not fit its parameter") \
  X(DIAG_FRAME_KEY,         430, SEVERITY_ERROR,   1, "a frame whose keys do not fit")           \
  X(DIAG_FRAME_WINDOW,      431, SEVERITY_ERROR,   1,                                              \
    "a window that says nothing of what is counted")                                               \
  X(DIAG_SHARE_SEVERAL,     433, SEVERITY_ERROR,   1, "amounts that cannot be granted in part")  \
  X(DIAG_EARLIER,           434, SEVERITY_ERROR,   1, "earlier records where they are not told") \
  X(DIAG_SPLIT_KEY,         436, SEVERITY_ERROR,   1, "slices that cannot be told alike")        \
  X(DIAG_RESULT_OF,         438, SEVERITY_ERROR,   1, "a result of another record's decision")   \
  X(DIAG_UNNAMED_NUMBER,    420, SEVERITY_WARNING, 1, "a number without a name")                \
  X(DIAG_INDENTATION,       421, SEVERITY_WARNING, 1, "an indentation that tells another story") \
  X(DIAG_NO_ORDER,          422, SEVERITY_WARNING, 1, "a frame without an order to serve it in") \
  X(DIAG_ORDER_OF_RECEIPT,  423, SEVERITY_WARNING, 1,                                              \
    "an order by date that does not say what completion does")                                     \
  X(DIAG_NOTHING_EXPECTED,  424, SEVERITY_WARNING, 1, "a test that expects nothing")

#endif
