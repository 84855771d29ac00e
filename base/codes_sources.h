/* codes_sources.h - W07xx bases, quotes and documents (see codes.h). */
#ifndef ANSLAG_BASE_CODES_SOURCES_H
#define ANSLAG_BASE_CODES_SOURCES_H

#define SOURCES_CODES(X)                                                                      \
  X(DIAG_NO_BASIS,          701, SEVERITY_WARNING, 1, "a rule without a basis")                \
  X(DIAG_QUOTE_NOT_FOUND,   710, SEVERITY_ERROR, 1, "a quote that does not stand in its document") \
  X(DIAG_QUOTE_ELSEWHERE,   711, SEVERITY_ERROR, 1, "a quote that stands outside the place cited") \
  X(DIAG_PLACE_NOT_FOUND,   712, SEVERITY_ERROR, 1, "a place that the document does not have") \
  X(DIAG_QUOTE_BOUND,       713, SEVERITY_WARNING, 1,                                              \
    "a word of bound that contradicts the operator")                                               \
  X(DIAG_QUOTE_VALUE,       714, SEVERITY_WARNING, 1, "a value that is not in the quoted words") \
  X(DIAG_QUOTE_SHORT,       715, SEVERITY_WARNING, 1,                                              \
    "a quoted part too short to be found with certainty")                                          \
  X(DIAG_QUOTE_NEEDS_PLACE, 716, SEVERITY_WARNING, 1,                                              \
    "a quote under three words without its place")                                                 \
  X(DIAG_BACKGROUND_ORDER,  717, SEVERITY_ERROR, 1,                                                \
    "a background whose end stands before its beginning")                                          \
  X(DIAG_QUOTE_DASH,        720, SEVERITY_NOTE, 1,                                                 \
    "a dash between digits that the document does not have")

#endif
