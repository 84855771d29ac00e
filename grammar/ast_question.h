/* ast_question.h - the tree of one question of a dialogue (anslag repl), as it was written.
 *
 * The words of questions are words of the language only where a question is read: a rule file
 * may have a field `show`.  Which part of the union counts is the kind's; expressions, settings
 * and facts are those of rule files.  Owner: the arena given to parse_question. */
#ifndef ANSLAG_GRAMMAR_AST_QUESTION_H
#define ANSLAG_GRAMMAR_AST_QUESTION_H

#include "grammar/ast.h"

#define QUESTION_KINDS(X)                        \
  X(QUESTION_VALUE,         "an expression")     \
  X(QUESTION_LIST,          "a list of records") \
  X(QUESTION_SET,           "set")               \
  X(QUESTION_UNSET,         "unset")             \
  X(QUESTION_SCENARIO,      "scenario")          \
  X(QUESTION_WITHOUT,       "without")           \
  X(QUESTION_WHAT_IF,       "what if")           \
  X(QUESTION_DIFF,          "diff")              \
  X(QUESTION_COMPARE,       "compare")           \
  X(QUESTION_EXPLAIN,       "explain")           \
  X(QUESTION_WHY_NOT,       "why not")           \
  X(QUESTION_SWEEP,         "sweep")             \
  X(QUESTION_PLOT,          "plot")              \
  X(QUESTION_SOLVE,         "solve")             \
  X(QUESTION_BUDGET,        "budget")            \
  X(QUESTION_TARGETS,       "targets")           \
  X(QUESTION_CONTROLS,      "controls")          \
  X(QUESTION_FRAMES,        "frames")            \
  X(QUESTION_SAVE_SCENARIO, "save scenario")     \
  X(QUESTION_SAVE_TEST,     "save test")         \
  X(QUESTION_TEST,          "test that")         \
  X(QUESTION_UNDO,          "undo")              \
  X(QUESTION_REDO,          "redo")

typedef enum {
#define X(kind, label) kind,
  QUESTION_KINDS(X)
#undef X
} QuestionKind;

/* V [by NAME] or count V, of `show`: what is measured, or a column. */
typedef struct {
  Span        span;
  const Expr *value;
  Name        by;               /* none: not parted */
  bool        counts;
} Shown;

typedef LIST(Shown) ShownList;

/* NAME from V to V step V */
typedef struct {
  Span        span;
  NameList    path;             /* the parameter: director.limit has two names */
  const Expr *from, *to, *step;
} Swept;

typedef LIST(Swept) SweptList;

typedef struct {
  QuestionKind kind;
  Span         span;
  union {
    const Setting *setting;                     /* SET */
    NameList names;                     /* UNSET, WITHOUT, COMPARE; DIFF (by), BUDGET: one */
    struct { Name key; FactList facts; } record;       /* WHAT_IF; EXPLAIN, WHY_NOT: the key */
    struct { const Expr *of, *where;            /* VALUE; LIST: which; NULL: every record */
             Text most;                         /* top N: digits; empty: all */
             SortKeyList keys; ShownList shown; } list;
    struct { SweptList swept; ShownList shown; } sweep;
    struct { NameList path; const Expr *goal, *from, *to; } solve;   /* bounds: or NULL */
    struct { Name text, file; } text;           /* SCENARIO, TEST, SAVE_… */
  } as;
} Question;

#endif
