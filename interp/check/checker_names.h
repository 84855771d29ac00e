/* checker_names.h - the checker's state, and what each name of the rules stands for.
 *
 * Private to interp/check, a part of checker.h.  Names are declared in all modules first; a symbol
 * is understood when it is first needed (Progress), and the trail of those being understood tells
 * of a cycle.
 * Owner: the program arena.  Cost: a name is found in O(1) in each module that is looked in. */
#ifndef ANSLAG_INTERP_CHECK_CHECKER_NAMES_H
#define ANSLAG_INTERP_CHECK_CHECKER_NAMES_H

#include "interp/check/budget.h"
#include "interp/check/check.h"
#include "interp/data/csv_value.h"

#define MODULES_DEEP      32
#define ARGUMENTS_MOST    64
#define RULES_MOST        100000
#define POWERS_MOST       64
#define FRAMES_DEEP       64
#define GUESSES_MOST      200000   /* beyond, messages come without "did you mean" */

typedef struct DecisionWork DecisionWork;
typedef struct BudgetWork   BudgetWork;

/* ---- declared things --------------------------------------------------------------------- */

/* Things of different spaces may share a name: a document and a parameter. */
typedef enum {
  SPACE_VALUE,      /* parameters, definitions, bodies, roles, groups */
  SPACE_TYPE,       /* codelists, records */
  SPACE_DOCUMENT, SPACE_FRAME, SPACE_DECISION, SPACE_DUTY, SPACE_UNIT, SPACE_CALENDAR,
  SPACE_TRANSFER, SPACE_SAMPLE, SPACE_SCENARIO, SPACE_TEST, SPACE_MEETING, SPACE_LETTER,
  SPACE_CONFLICT,
  SPACE_COUNT
} Space;

/* What a kind is called, and as a phrase ("declared here as a table"). */
#define SYMBOL_KINDS(X)                                                                \
  X(SYMBOL_BUDGET,     SPACE_VALUE,    MESSAGE("budget"),     MESSAGE("a budget"))     \
  X(SYMBOL_TARGET,     SPACE_VALUE,    MESSAGE("target"),     MESSAGE("a target"))     \
  X(SYMBOL_CONTROL,    SPACE_VALUE,    MESSAGE("control"),    MESSAGE("a control"))    \
  X(SYMBOL_TRANSFER,   SPACE_TRANSFER, MESSAGE("transfer"),   MESSAGE("a transfer"))   \
  X(SYMBOL_PARAMETER,  SPACE_VALUE,    MESSAGE("parameter"),  MESSAGE("a parameter"))  \
  X(SYMBOL_DEFINE,     SPACE_VALUE,    MESSAGE("definition"), MESSAGE("a definition")) \
  X(SYMBOL_TABLE,      SPACE_VALUE,    MESSAGE("table"),      MESSAGE("a table"))      \
  X(SYMBOL_BODY,       SPACE_VALUE,    MESSAGE("body"),       MESSAGE("a body"))       \
  X(SYMBOL_ROLE,       SPACE_VALUE,    MESSAGE("role"),       MESSAGE("a role"))       \
  X(SYMBOL_GROUP,      SPACE_VALUE,    MESSAGE("group"),      MESSAGE("a group"))      \
  X(SYMBOL_CODELIST,   SPACE_TYPE,     MESSAGE("codelist"),   MESSAGE("a codelist"))   \
  X(SYMBOL_RECORD,     SPACE_TYPE,     MESSAGE("record"),     MESSAGE("a record"))     \
  X(SYMBOL_DOCUMENT,   SPACE_DOCUMENT, MESSAGE("document"),   MESSAGE("a document"))   \
  X(SYMBOL_FRAME,      SPACE_FRAME,    MESSAGE("frame"),      MESSAGE("a frame"))      \
  X(SYMBOL_DECISION,   SPACE_DECISION, MESSAGE("decision"),   MESSAGE("a decision"))   \
  X(SYMBOL_DUTY,       SPACE_DUTY,     MESSAGE("assignment or report"),                \
    MESSAGE("an assignment or report"))                                                \
  X(SYMBOL_MEETING,    SPACE_MEETING,  MESSAGE("meeting"),    MESSAGE("a meeting"))    \
  X(SYMBOL_LADDER,     SPACE_VALUE,    MESSAGE("ladder"),     MESSAGE("a ladder"))     \
  X(SYMBOL_LETTER,     SPACE_LETTER,   MESSAGE("letter"),     MESSAGE("a letter"))     \
  X(SYMBOL_CONFLICT,   SPACE_CONFLICT, MESSAGE("conflict"),   MESSAGE("a conflict"))   \
  X(SYMBOL_UNIT,       SPACE_UNIT,     MESSAGE("unit"),       MESSAGE("a unit"))       \
  X(SYMBOL_CALENDAR,   SPACE_CALENDAR, MESSAGE("calendar"),   MESSAGE("a calendar"))   \
  X(SYMBOL_SAMPLE,     SPACE_SAMPLE,   MESSAGE("sample"),     MESSAGE("a sample"))     \
  X(SYMBOL_SCENARIO,   SPACE_SCENARIO, MESSAGE("scenario"),   MESSAGE("a scenario"))   \
  X(SYMBOL_TEST,       SPACE_TEST,     MESSAGE("test"),       MESSAGE("a test"))

typedef enum {
#define X(kind, space, label, phrase) kind,
  SYMBOL_KINDS(X)
#undef X
} SymbolKind;

typedef struct Checker     Checker;
typedef struct ModuleScope ModuleScope;

/* A frame as it is written, for the decisions that draw on it. */
typedef struct {
  const FrameParts *parts;
  ModuleScope      *module;
  const BasisList  *bases;
  Span              head;           /* where it is declared */
  bool              whole;          /* its limit has been understood */
} FrameSite;
typedef struct Symbol      Symbol;
typedef struct Scope       Scope;

typedef struct {
  Text            name;
  const Currency *currency;
  Fraction        minor;            /* one of it, in minor units */
} Unit;

/* A definition for one choice of argument types and of the record it reads. */
typedef struct {
  Define *define;
  bool    busy;                     /* being checked: a use of it leads back to itself */
} Instance;

typedef enum { PROGRESS_NOT, PROGRESS_NOW, PROGRESS_DONE } Progress;

/* An exception as it is written, with those to itself. */
typedef struct ExceptionWork ExceptionWork;
struct ExceptionWork {
  const Decl    *decl;
  ModuleScope   *module;
  Symbol        *decision;          /* it stands in; NULL: at the top of a module, in a budget */
  const Clause  *clause;            /* of the decision it stands in; an amendment may repeal it */
  const Decl    *budget;            /* it stands in; or NULL */
  Progress       progress;          /* of finding its target */
  const Decl    *holder;            /* the decision or budget whose rule or line is the target */
  Text           member;            /* that rule or line */
  ExceptionWork *parent;            /* the exception that it is one to; NULL: a value's or rule's */
  LIST(ExceptionWork *) own;
  bool           bases_read;
  ModelBases     bases;
};

typedef LIST(ExceptionWork *) ExceptionList;

struct Symbol {
  SymbolKind   kind;
  Text         name;
  Span         span;                /* of the name where it is declared */
  ModuleScope *module;
  const Decl  *decl;
  const RecordType *subject;        /* of the decision it stands in; NULL at top level */
  Progress     progress;
  LIST(Instance *) instances;       /* SYMBOL_DEFINE, and parameters that are not one value */
  ExceptionList exceptions;         /* to a definition or parameter */
  const BudgetWork *budget_work;    /* SYMBOL_BUDGET, once begun */
  DecisionWork *work;               /* SYMBOL_DECISION */
  union {
    Parameter  *parameter;
    Body       *body;
    Group      *group;
    Codelist   *codelist;
    RecordType *record;
    Document   *document;
    Frame      *frame;
    Decision   *decision;
    Duty       *duty;
    Meeting    *meeting;
    Ladder     *ladder;
    Letter     *letter;
    Conflict   *conflict;
    Unit       *unit;
    Calendar   *calendar;
    DataTable  *table;
    Sample     *sample;
    Scenario   *scenario;
    Budget     *budget;
    Target     *target;
    Control    *control;
    Transfer   *transfer;
  } as;
};

struct ModuleScope {
  Checker *checker;
  Module  *module;
  size_t   depth;                   /* of uses, from the file asked for */
  Progress progress;                /* of loading what it uses */
  Map      spaces[SPACE_COUNT];     /* name -> Symbol */
  Map      aliases;                 /* of bodies -> Symbol */
  LIST(Symbol *)      symbols;      /* in file order */
  LIST(ModuleScope *) uses;
};

/* A clause that not every version has. */
typedef struct {
  const Clause *clause;
  Versions     *versions;
  const Expr   *governed;           /* the date that tells, where the clause has its own */
} AmendedClause;

/* A line of a budget that an amendment adds or puts in the place of another. */
typedef struct {
  Text              name;
  const Expr       *value;
  const Versions   *versions;
  const BudgetLine *before;         /* NULL: there was none */
} AmendedLine;

struct Checker {
  Arena        *arena;
  Diags        *diags;
  const CheckOptions *options;
  Model        *model;
  LIST(ModuleScope *) modules;      /* the file first */
  Map           modules_by_name;    /* dotted name -> ModuleScope */
  ExceptionList exceptions;         /* all that are written */
  LIST(Symbol *) trail;             /* being understood now: to print a cycle */
  unsigned      depth;              /* of term_check, over all that is understood on the way */
  Map           implicit;           /* "director.amount" -> Parameter (semantics X9) */
  Map           implicit_twice;     /* the same name -> Expr: its number in another clause */
  size_t        rules;              /* all decisions' rules, against RULES_MOST */
  size_t        guesses;            /* names compared so far, against GUESSES_MOST */
  bool          left_out;           /* a term could not be made: some error has been reported */
  Span          left_out_span;      /* the first such */
  bool          trying;             /* terms are made that nobody asked for */
  LIST(FrameSite) frames;           /* by Frame.index */
  bool          too_deep;           /* reported: once is enough */
  LIST(AmendedClause) amended;      /* by consolidate.c, of the declarations in Module.tree */
  LIST(AmendedLine) amended_lines;
  Map           touched;            /* day and name -> what amendment changes it */
  LIST(Text)    unread;   /* what the parser could not read: names may stand there */
};

/* In the language of the messages. */
const char *symbol_kind_text(const Checker *checker, SymbolKind kind);

/* symbols.c: declares a name; reports a second one of the same space. NULL if it is a second. */
Symbol *symbol_declare(ModuleScope *module, SymbolKind kind, Name name, const Decl *decl);
/* The module's own, else that of a module it uses; NULL without a report if there is none. */
Symbol *symbol_find(ModuleScope *module, Space space, Name name);
/* The same; what is not there, or is of another kind, is reported with what was meant. */
Symbol *symbol_need(ModuleScope *module, SymbolKind kind, Name name);
/* What the name is in another space; NULL if nothing. */
const Symbol *symbol_elsewhere(ModuleScope *module, Space not_this, Name name);
/* A body or role by name or alias; NULL (no report) if there is none. */
const Body *symbol_body(ModuleScope *module, Name name);
const Body *symbol_need_body(ModuleScope *module, Name name);
/* Adds to the last report which bodies and roles there are, where they are few. */
void symbols_help_bodies(const ModuleScope *module);

/* Is the name declared, perhaps, where the parser found a mistake?  Then it has been reported. */
void symbols_note_unread(Checker *checker);
bool symbols_unread(const Checker *checker, Text name);

/* Calls visit for each symbol of that kind, in order of the modules and of their text. */
typedef void SymbolVisit(ModuleScope *module, Symbol *symbol);
void symbols_each(Checker *checker, SymbolKind kind, SymbolVisit *visit);

/* The nearest of the names offered, for "did you mean". */
typedef struct {
  Checker *checker;
  Text     name, best;
  unsigned distance;
} Guess;
Guess guess_start(Checker *checker, Text name);
void  guess_offer(Guess *guess, Text candidate);
void  guess_offer_space(Guess *guess, const ModuleScope *module, Space space);
void  guess_offer_fields(Guess *guess, const RecordType *record);
/* Adds the help line to the last report, if something is near enough. */
void  guess_help(const Guess *guess);

/* A cycle is printed from the trail and true returned; else the symbol joins it. */
bool trail_enter(Checker *checker, Symbol *symbol, Span used);
void trail_leave(Checker *checker, Symbol *symbol);

#endif
