/* codes_grammar.h - E01xx words and sentences, E09xx limits of the text (see codes.h). */
#ifndef ANSLAG_BASE_CODES_GRAMMAR_H
#define ANSLAG_BASE_CODES_GRAMMAR_H

#define GRAMMAR_CODES(X)                                                                      \
  X(DIAG_STRAY_CHARACTER,   101, SEVERITY_ERROR, 1, "a character that is no part of the language") \
  X(DIAG_UNTERMINATED,      102, SEVERITY_ERROR, 1, "a text or quoted name that is not closed") \
  X(DIAG_NUMBER_FORM,       103, SEVERITY_ERROR, 1, "a number, date or name in the wrong form") \
  X(DIAG_ENCODING,          104, SEVERITY_ERROR, 1, "a file that is not text in UTF-8")         \
  X(DIAG_WORD_AS_NAME,      105, SEVERITY_ERROR, 1, "a word of the language where a name stands") \
  X(DIAG_FOREIGN_SIGN,      106, SEVERITY_ERROR, 1, "a sign that other languages use")          \
  X(DIAG_MISSPELT_WORD,     107, SEVERITY_ERROR, 1, "a word of the language, misspelt")         \
  X(DIAG_SYNTAX,            110, SEVERITY_ERROR, 1, "a word that does not belong here")        \
  X(DIAG_UNFINISHED,        111, SEVERITY_ERROR, 1,                                                \
    "a clause or declaration that is not finished")                                                \
  X(DIAG_PARENTHESIS,       113, SEVERITY_ERROR, 1,                                                \
    "a parenthesis that is not closed, or not opened")                                             \
  X(DIAG_NO_BLOCK,          114, SEVERITY_WARNING, 1, "a literate file without a block of rules") \
  X(DIAG_NESTING_LIMIT,     901, SEVERITY_ERROR, 4, "an expression is nested too deeply")      \
  X(DIAG_SIZE_LIMIT,        902, SEVERITY_ERROR, 4, "a file is too large")                     \
  X(DIAG_LENGTH_LIMIT,      903, SEVERITY_ERROR, 4, "a name, number or text is too long")      \
  X(DIAG_MISTAKES_LIMIT,    911, SEVERITY_ERROR, 4, "a file has too many mistakes")

#endif
