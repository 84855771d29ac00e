/* checker.h - what the files of this room share: names, scopes, typed terms.
 *
 * Private to interp/check.  A Checker lives for one check_rules; a ModuleScope
 * holds what one file declares; a Scope is what an expression may name where it
 * stands.  Names are declared in all modules first, then understood one by one
 * when they are first needed, so that their order in the files does not matter. */
#ifndef ANSLAG_INTERP_CHECK_CHECKER_H
#define ANSLAG_INTERP_CHECK_CHECKER_H

#include "interp/check/checker_names.h"
#include "interp/check/term_walk.h"

/* ---- scopes ------------------------------------------------------------------------------ */

typedef struct Variable {
  Text     name;
  Span     span;
  Type     type;
  unsigned slot;
  const struct Variable *next;
  const Decision *results;          /* a record served before: its results may be read (F7) */
} Variable;

/* A field that certainly holds a value here (semantics V4). */
typedef struct Certain {
  const Term *field;
  const struct Certain *next;
} Certain;

/* The keys of a frame: its limit is a function of them, and of parameters (F2). */
typedef struct {
  const Expr *const *exprs;         /* as written after `for each`; of a year: the date it is of */
  const Type        *types;
  size_t             count;
  bool               yearly;        /* the last is `year of` its expression */
  const RecordType  *subject;       /* whose other fields the limit does not read */
} FrameKeys;

struct DecisionWork {
  Decision *decision;
  const Decl *decl;
  Scope    *scope;                  /* where its amounts are known */
  Progress  progress;               /* of its amounts and frames */
  Map       frames;                 /* name -> Frame */
  LIST(Name) amount_names;          /* beside Decision.amounts */
};

/* A budget while its lines are understood. */
struct BudgetWork {
  Budget     *budget;
  const Decl *decl;
  size_t      available;            /* items that a line may read */
};

struct Scope {
  Checker          *checker;
  ModuleScope      *module;
  const RecordType *subject;        /* whose fields may be written bare; NULL: none */
  const Term       *subject_term;
  DecisionWork     *work;           /* NULL outside a decision */
  const BudgetWork *budget;         /* NULL outside the lines of a budget */
  const Variable   *variables;
  const Certain    *given;
  unsigned          next_slot;
  unsigned         *most_slots;
  size_t            amount_count;   /* states of the amount that may be used */
  const Expr       *named_number;   /* this number is set by `implicit_name` (X9); NULL: none */
  Text              implicit_name;
  Text              implicit_title;
  const Expr       *may_be_pending; /* this one may be `pending`, under `pending_name` */
  Text              pending_name;
  bool             *subject_read;   /* set when a bare field is read; may be NULL */
  const char       *constant;       /* not NULL: fields may not be read; who must not, as
                                       "the limit of a frame" */
  const Decision   *shown;          /* whose `shows` may be read, in a test; or NULL */
  bool              results;        /* decider, granted (M4) */
  bool              ranked;         /* rank too: not where the outcome may still change */
  bool              governing;      /* there is a governing date */
  bool              earlier;        /* records served before may be read (F7) */
  bool              ranking;        /* and those with better keys, in an order (F11) */
  const FrameKeys  *keys;           /* in a frame's limit: its keys; or NULL */
  bool              states_by_value; /* a state of the amount stands for its expression */
};

/* A scope at the top of a module; `most_slots` may be NULL (the model's is raised anyway). */
Scope scope_of_module(ModuleScope *module);
/* With bare fields of `record`, which is the record judged. */
Scope scope_of_record(ModuleScope *module, const RecordType *record);
/* With `name` bound; *slot is its slot.  Warns where it hides another name. */
Scope scope_with_variable(const Scope *scope, Name name, Type type, unsigned *slot);
/* Where `test` is certainly `truth`: with the fields this gives (scope.c). */
Scope scope_where(const Scope *scope, const Term *test, bool truth);
bool  scope_is_given(const Scope *scope, const Term *field);

/* ---- terms (terms.c) --------------------------------------------------------------------- */

/* Any term, with `hint` for bare names of codes (V10), may be NULL.  Never NULL: what is wrong is
 * TERM_ERROR of TYPE_UNKNOWN, reported. */
const Term *term_check(const Scope *scope, const Expr *expr, const Type *hint);
/* One that is used as a value: not where it may be none (V4). */
const Term *term_value(const Scope *scope, const Expr *expr, const Type *hint);
const Term *term_truth(const Scope *scope, const Expr *expr);
/* A value of `kind`; `place` names who wants it: "the limit of a frame".  Reported otherwise. */
const Term *term_of_kind(const Scope *scope, const Expr *expr, TypeKind kind, const char *place);
/* Reports a value that may be none here. */
void term_need_value(const Scope *scope, const Term *term);

/* The hint that a term gives the one beside it: none from what is pending; TYPE_UNKNOWN from what
 * has been reported, so that the other is passed over in silence. */
const Type *term_hint(const Term *term);
Term *term_new(const Scope *scope, TermKind kind, const Expr *expr, Type type);
/* Sets the height from a part's; too deep is reported once. */
void  term_holds(const Scope *scope, Term *term, const Term *part);
Term *term_error(const Scope *scope, const Expr *expr);
Term *term_binary(const Scope *scope, const Expr *expr, Type type, BinaryOp op, const Term *left,
                  const Term *right);
const Term *term_constant(const Scope *scope, const Expr *expr, Type type, Value value);
bool  term_failed(const Term *term);        /* of TYPE_UNKNOWN by a mistake already reported */
bool  term_is_constant(const Term *term, Value *value);
/* The same through parameters: the value as written in the rules, without settings. */
bool  term_default(const Term *term, Value *value);
/* A pending parameter takes the type it is used with. */
void  term_settle(const Term *term, const Type *type);

/* mismatch.c: reports two types that do not go together: "a rate can't be `done` with money". */
void  term_mismatch(const Scope *scope, const Expr *expr, const char *done, const Term *left,
                    const Term *right);
/* Adds to the last report how a plain number is written as the type that is wanted. */
void  term_help_unit(const Scope *scope, const Type *wanted, const Term *number);
/* The text of a place as written, on one line, for help lines. */
Text  term_written(const Scope *scope, Span span);

/* By file, one for each kind of expression: typed_*.c */
const Term *typed_number(const Scope *scope, const Expr *expr);                    /* units.c */
const Term *typed_literal(const Scope *scope, const Expr *expr);   /* typed_literal.c */
/* A month as its first day, or as its last where it ends something (T6). */
const Term *typed_month(const Scope *scope, const Expr *expr, bool last);
const Expr *tree_inside(const Expr *expr);       /* without parentheses around it */
/* Would the bare name be understood without a hint?  Reports nothing. */
bool        typed_name_known(const Scope *scope, const Expr *expr);
const Term *typed_name(const Scope *scope, const Expr *expr, const Type *hint);   /* typed_name.c */
const Term *typed_member(const Scope *scope, const Expr *expr);
const Term *typed_call(const Scope *scope, const Expr *expr);   /* typed_call.c */
const Term *typed_unary(const Scope *scope, const Expr *expr);
const Term *typed_logic(const Scope *scope, const Expr *expr);   /* typed_logic.c */
const Term *typed_state(const Scope *scope, const Expr *expr);
const Term *typed_if(const Scope *scope, const Expr *expr, const Type *hint);
const Term *typed_compare(const Scope *scope, const Expr *expr);   /* typed_compare.c */
const Term *typed_membership(const Scope *scope, const Expr *expr);
const Term *typed_range(const Scope *scope, const Expr *expr);
const Term *typed_arithmetic(const Scope *scope, const Expr *expr);   /* typed_arithmetic.c */
const Term *typed_round(const Scope *scope, const Expr *expr);
const Term *typed_window(const Scope *scope, const Expr *expr);   /* typed_time.c */
const Term *typed_elapsed(const Scope *scope, const Expr *expr);
const Term *typed_roll(const Scope *scope, const Expr *expr);
const Term *typed_on(const Scope *scope, const Expr *expr);
const Term *typed_quantified(const Scope *scope, const Expr *expr);   /* typed_list.c */
const Term *typed_aggregate(const Scope *scope, const Expr *expr);
const Term *typed_apportion(const Scope *scope, const Expr *expr);
bool term_divides(const Term *term);     /* by what is no constant, unrounded (A1) */

/* Date + duration needs the law of time unless only days are added: reported; true if it may. */
bool time_allowed(const Scope *scope, const Term *duration, Span span, const char *doing);

/* ---- trees (tree_walk.c) ----------------------------------------------------------------- */

/* Calls visit(context, expr) for the expression and, where it returns true, for all below it. */
typedef bool ExprVisit(void *context, const Expr *expr);
void tree_walk(const Expr *expr, ExprVisit *visit, void *context);

/* ---- types (types.c) --------------------------------------------------------------------- */

Type type_of_kind(TypeKind kind);
Type type_of_money(const Currency *currency);
Type type_of_record(const RecordType *record);
Type type_of_list(Arena *arena, Type element);
/* What is written, resolved; TYPE_UNKNOWN if reported. */
Type type_of_written(ModuleScope *module, const WrittenType *written);
bool type_is_number(const Type *type);                 /* integer, decimal */
bool type_is_quantity(const Type *type);               /* and rate, money */
bool type_is_ordered(const Type *type);
/* The type of both where one widens to the other; false if there is none. */
bool type_common(const Type *a, const Type *b, Type *common);
/* "a rate", "money SEK", "a date", "the codelist focus_area": for messages. */
Text type_named(const Checker *checker, const Type *type);
bool type_currencies_differ(const Type *a, const Type *b);

/* ---- units (units.c) --------------------------------------------------------------------- */

void units_declare(Checker *checker);
const Currency *currency_need(ModuleScope *module, Name name);
/* The currency that `money` without one means; NULL (reported) if none is named. */
const Currency *currency_of_money(ModuleScope *module, Span span);
/* Scale of a column: "tkr", "%", "0.0001". */
bool units_scale(ModuleScope *module, Name scale, const Type *type, Fraction *result);

/* ---- declarations ------------------------------------------------------------------------ */

void declare_all(Checker *checker);                                  /* declare.c */
void modules_load(Checker *checker, Text path, Text bytes);          /* modules.c */
ModuleScope *module_add(Checker *checker, Text path, Text name, Text bytes, bool library,
                        size_t depth);
/* The scope for what stands at `span`: that of its own file, which an amendment may be. */
Scope scope_at(const Scope *scope, Span span);                       /* scope.c */
ModuleScope *module_at(ModuleScope *module, Span span);
/* versions.c: is the clause part of the version in force?  TERM_STANDS; NULL: of every one. */
const Term *clause_stands(const Scope *scope, const Clause *clause);
/* Does the version with the first `amended` amendments, and no other, have it? */
bool versions_have(const Versions *versions, size_t amended);
/* Does the text at `span` stand in an amendment? */
bool tree_amended(const Checker *checker, Span span);
/* amended_lines.c: the value of a line of a budget, by the version of the run's day, where
 * amendments touch it. */
const Term *line_in_versions(const Scope *scope, const Expr *written, const Term *value);
/* Does it take the place of another of its name, which has been taken away? */
bool clause_replaces(const Checker *checker, const Clause *clause);
/* `value` where it stands, else `otherwise`. */
const Term *term_in_versions(const Scope *scope, const Term *stands, const Term *value,
                             const Term *otherwise);
/* Whether it stands and `test` (may be NULL) is yes. */
const Term *term_where_stands(const Scope *scope, const Term *stands, const Term *test);
/* The same of a declaration that stands in an amendment; NULL: it does not. */
const Term *decl_stands(const Scope *scope, const Decl *decl);
bool modules_path_allowed(Checker *checker, Text path, Span span);
void head_check(Checker *checker);                                   /* head.c */
void head_time_law(Checker *checker);
/* package_file.c: a file of the package by its path from the rule file's folder, no absolute one,
 * none that leads out; NULL if it was reported.  `kind`: "document". */
Source *package_source(ModuleScope *module, Name file, const char *kind);
/* A path in the folder of the module, as it is shown. */
Text package_path(Arena *arena, Text module_path, Text path);
/* A CSV file of the package, read once (Model.csv_files, so it is part of the rules' hash);
 * NULL if reported. */
const CsvFile *package_csv(ModuleScope *module, Name file);
/* One cell of it by its type; what cannot be read is reported at the cell. */
bool package_cell(Checker *checker, const CsvForm *form, const CsvFileCell *cell, Text heading,
                  Value *value);
void documents_check(Checker *checker);                              /* documents.c */
void groups_check(Checker *checker);                                 /* bodies.c */
void aliases_declare(Checker *checker);
/* A body, a group or (with a subject) a field, reported if none. */
bool party_need(const Scope *scope, Name name, Party *party);
void codelists_check(Checker *checker);                              /* codelists.c */
void records_check(Checker *checker);                                /* records.c */
void records_valid_check(Checker *checker);
void shipped_check(Checker *checker);                                /* shipped.c */
void parameters_check(Checker *checker);                             /* values.c */
const Parameter *parameter_understand(Checker *checker, Symbol *symbol, Span used);
/* dated.c: values that hold on some days.  Are there such, rather than one that holds always? */
bool dated_values_written(const Decl *decl);
/* Sets the type and the values of the parameter, in order of their days; false if reported. */
bool dated_values_check(ModuleScope *module, const Symbol *symbol, Parameter *parameter);
void dated_bases_check(ModuleScope *module, const Symbol *symbol, Parameter *parameter);
/* `from D to E`, either may be missing; false if reported. */
bool days_need(Checker *checker, Name from, Name until, Days *days);
/* definitions.c: finds or makes the instance; NULL if reported. */
const Define *define_instance(const Scope *scope, Symbol *symbol, const Type *types, size_t count,
                              Span used);
/* A definition or a parameter with arguments, a table or exceptions. */
const Argument *define_arguments(const Decl *decl, size_t *count);
void defines_check(Checker *checker);
/* decision_table.c: a table of definition or parameter `name` as a term. */
const Term *decision_table_check(const Scope *scope, Text name, const DecisionTable *written,
                                 bool parameter);
/* exceptions.c: finds the target of each, once all is declared. */
void exceptions_declare(Checker *checker);
/* Those to a line of the budget. */
ExceptionList exceptions_to_line(Checker *checker, const Decl *budget, Text line);
/* The value of a definition, parameter or budget line with its exceptions; `general` itself where
 * there are none.  `kept`: money is rounded as it is kept (A2). */
const Term *exceptions_to_value(const Scope *scope, Text target, const ExceptionList *exceptions,
                                const Term *general, bool kept);
ExceptionList exceptions_of_rule(const Checker *checker, const Decl *decision, Text rule);
/* excepted.c: those of a rule, with the verdict that passes where one lifts it; NULL: none. */
const Exceptions *exceptions_to_rule(const Scope *scope, const Rule *rule);
void imports_check(Checker *checker);                                /* imports.c */
/* data_tables.c */
void tables_check(Checker *checker);
const Term *typed_lookup(const Scope *scope, const Expr *expr, Symbol *symbol);
const DataTable *table_understand(Symbol *symbol);
/* calendar_days.c: is the day one of those that the calendar's table or file names? */
const Term *calendar_closed_days(const Scope *scope, const Decl *decl, const Term *day);
void calendars_check(Checker *checker);
void frames_check(Checker *checker);                                 /* frames.c */
/* amended_frames.c: the frame of the decision that the clause of an amendment replaces; NULL: it
 * replaces none. */
Frame *frame_amended_by(const DecisionWork *work, const Checker *checker, const Clause *clause);
void frame_amend(const Scope *scope, Frame *frame, const Clause *clause);
void frames_check_depth(Checker *checker);    /* once all stand where they are */
Frame *frame_declare(ModuleScope *module, DecisionWork *work, Name name, Name label, Span span,
                     const FrameParts *parts);
void frame_check(const Scope *scope, Frame *frame, const BasisList *bases);
/* Its limit, and what else is of the frame and not of a record. */
void frame_complete(const Scope *scope, Frame *frame, const FrameKeys *keys);
/* frame_uses.c: VALUE for V in D where C as a sum, or the value alone. */
const Term *frame_sum(const Scope *scope, const Drawn *drawn, const char *place);
/* A frame of the decision, of the module, or `decision.frame`; reported if there is none. */
const Frame *frame_need(const Scope *scope, Name name);
/* frame_uses.c: how the decision's records draw on the frame and on those around it. */
void frame_draw(const Scope *scope, const Frame *frame);
/* All frames that the decision's rows draw on. */
void frames_drawn_check(const Scope *scope);
/* Frames with keys on which nothing draws: reported. */
void frames_check_drawn(Checker *checker);
/* The key that the expression is, or the limit's own reading of it; NULL: neither. */
const Term *frame_key_term(const Scope *scope, const Expr *expr);
void decisions_check(Checker *checker);                              /* decisions.c */
/* Its amounts and frames, when another decision asks for them; false: reported as a cycle. */
bool decision_understand(Checker *checker, Symbol *symbol, Span used);
void results_check(Checker *checker);                                /* results.c: D1, D2 */
/* `stod.granted`, `a.stod.rank`, and of a record served before `e.granted`; NULL: no result. */
const Term *typed_result(const Scope *scope, const Expr *expr);
/* `earlier`, `better`, `placed`; NULL: none of them. */
const Term *typed_earlier(const Scope *scope, const Expr *expr);
bool  scope_has_earlier(const Scope *scope, Text name);
void scores_check(const Scope *scope);                               /* scores.c */
/* A score of the decision by its name, or the only one by `score`; NULL: none. */
const Score *score_named(const Scope *scope, Text name);
/* The criterion of its threshold; NULL: it has none. */
Rule *score_rule(const Scope *scope, const Clause *clause);
void never_split_check(const Scope *scope);                          /* never_split.c */
Term *result_term_of(const Scope *scope, const Expr *expr, const Decision *decision,
                     const Term *object, ResultKind kind, size_t amount);
void outcome_codes_make(Checker *checker, Decision *decision, const Decl *decl);
/* decision_terms.c: calls visit for each term of the decision (term_walk). */
void decision_each_term(const Decision *decision, TermVisit *visit, void *context);
/* deputies.c: the body or role; a title makes it one where none of the name is declared. */
const Body *body_of_deputy(ModuleScope *module, const Deputy *deputy, const Decl *decl);
/* The rows of the deputies written under `row`, into powers[0 .. room-1]; how many. */
size_t deputies_check(const Scope *scope, const Clause *clause, const Power *row, Power **powers,
                      size_t room);
void rules_check(const Scope *scope);                                /* decision_rules.c */
void amounts_check(Scope *scope);                                    /* decision_money.c */
void powers_check(const Scope *scope);
void order_check(const Scope *scope);                                /* order.c */
void deciders_check(const Scope *scope);                             /* deciders.c */
void duties_of_decision_check(const Scope *scope);                   /* decision_duties.c */
void meetings_check(Checker *checker);                               /* meetings.c */
/* `due before NAME`: the meeting (NULL if reported), and the last day before it. */
const Meeting *meeting_need(const Scope *scope, Name name, const Term **day_before);
/* assignments_from.c: declares each row of the file as the assignment it is. */
typedef void AssignmentDeclared(ModuleScope *module, const Decl *decl);
void assignments_read(ModuleScope *module, const Decl *decl, AssignmentDeclared *declared);
/* dates_asked.c: W0343, once decisions and amendments are understood. */
void dates_asked_check(Checker *checker);
/* Does it rest on a parameter whose value differs with the governing date? */
bool term_is_dated(const Term *term);
void duties_check(Checker *checker);                                 /* duties.c */
void judgement_check(Checker *checker);                              /* judgement.c */
void ladders_check(Checker *checker);                                /* ladders.c */
/* The steps of the ladder as a codelist, before records are understood. */
void ladder_make_codes(ModuleScope *module, Symbol *symbol);
/* The step to take next, of the record that `object` is; reported if it is of another. */
const Term *ladder_term(const Scope *scope, const Expr *expr, Symbol *symbol, const Term *object);
void letters_check(Checker *checker);                                /* letters.c */
void conflicts_check(Checker *checker);                              /* conflicts.c */
/* Once the quotes are found: what rests on an open conflict is unknown (V8). */
void conflicts_settle(Checker *checker);
void trials_check(Checker *checker);                                 /* trials.c */
void scenarios_check(Checker *checker);                              /* settings.c */
/* One pair of field and value. */
bool fact_check(ModuleScope *module, const RecordType *record, const Fact *written,
                ModelFact *fact);
bool setting_check(ModuleScope *module, const Setting *setting, ModelSetting *result);
/* cell_settings.c: fee(2026, 1) = … */
bool cell_setting_check(ModuleScope *module, const Setting *setting, ModelSetting *result);
void uses_mark(Checker *checker);                                    /* uses.c */
void local_names_give(Checker *checker);                             /* local_names.c */
void uses_mark_term(const Term *term);
void numbers_advise(Checker *checker);                                /* numbers.c: law 8 */
void layout_advise(Checker *checker);                                 /* layout.c */

/* ---- budgets, transfers, targets, controls ------------------------------------------------- */

void transfers_check(Checker *checker);                              /* transfers.c */
void transfers_advise(Checker *checker);      /* once the budgets are understood */
void budgets_check(Checker *checker);                                /* budgets.c */
/* NULL if reported; while it is being understood, with the items that `budget_available` counts. */
const Budget *budget_understand(Checker *checker, Symbol *symbol, Span used);
size_t        budget_available(const Symbol *symbol);
/* A whole number that does not depend on records; false if reported. */
bool          constant_year(ModuleScope *module, const Expr *written, const char *place,
                            int64_t *year);
void          targets_check(Checker *checker);                       /* targets.c */
const Target *target_understand(Checker *checker, Symbol *symbol, Span used);
const Control *control_understand(Checker *checker, Symbol *symbol, Span used);
void          controls_check(Checker *checker);
/* tree_make.c: expressions that are implied, at the place of what implies them. */
const Expr *tree_name(Arena *arena, Span span, Text name);
const Expr *tree_text(Arena *arena, Span span, Text text);
const Expr *tree_integer(Arena *arena, Span span, int64_t number);
const Expr *tree_member(Arena *arena, Span span, const Expr *object, Text field);
const Expr *tree_binary(Arena *arena, Span span, BinaryOp op, const Expr *left, const Expr *right);
const Expr *tree_call(Arena *arena, Name name, const ExprList *arguments);
const Expr *tree_sum(Arena *arena, Span span, Text variable, Text record, const Expr *value,
                     const Expr *where);
/* typed_budget.c: BUDGET(…).LINE, TARGET(…).holds, CONTROL.hits; NULL: the object is none. */
const Term *typed_budget_member(const Scope *scope, const Expr *expr);
const Term *typed_previous(const Scope *scope, const Expr *expr);
const Term *typed_share(const Scope *scope, const Expr *expr);
/* A line above, by its bare name; NULL: there is none. */
const BudgetItem *budget_item_named(const Scope *scope, Text name);
const Term *budget_item_term(const Scope *scope, const Expr *expr, const BudgetItem *item);
const Term *budget_year_term(const Scope *scope, const Expr *expr);
/* Is the bare name a variable, a line or a field, before what a module declares? */
bool typed_name_is_nearer(const Scope *scope, Text name);            /* typed_name.c */

/* ---- clauses of a decision (decisions.c) ------------------------------------------------- */

/* Names of clauses that share a column of results; a second one is reported. */
void  clause_unique(Checker *checker, Map *names, const Clause *clause, const char *kind,
                    const char *unnamed);
/* The clause's `when` in *test (NULL if none is written), and the scope behind it.  False if it
 * was reported. */
bool  clause_when(const Scope *scope, const Clause *clause, const Term **test, Scope *inner);
/* reasons.c: the next {name} of a reason at or after *from, which moves past it; false if there
 * is none. */
bool  reason_next(Text reason, size_t *from, Text *name);
/* Each {name} is a field of the record judged, or it is reported. */
void  reason_check(const Scope *scope, Name reason);
const OwnOutcome *outcome_find(const Decision *decision, Text name);

/* ---- bases (bases.c) --------------------------------------------------------------------- */

/* Resolves the documents and adds what each source stands under to Model.quoted; `about` (may be
 * NULL) has value, tests and bounds filled in. */
ModelBases bases_check(ModuleScope *module, const BasisList *bases, const QuotedRule *about);
/* Law 7: reports a rule that has no source and no assumption. */
void bases_need(ModuleScope *module, const BasisList *bases, Span span, const char *kind,
                Name name);
/* The constant of a value, for the checks of Q4: the term itself. */
QuotedRule bases_about_value(const Term *value, Span span);

/* ---- settings (settings.c) --------------------------------------------------------------- */

/* Makes the parameter that a number written in a named clause is set by. */
const Term *implicit_parameter(const Scope *scope, const Expr *expr, const Term *constant);
/* The only number (or only duration) in an expression; NULL if there are none or several. */
const Expr *only_number(const Expr *expr, bool durations);

/* ---- what several of them need ----------------------------------------------------------- */

/* typed_name.c: name texts both surfaces have: word_is(name, "amount", "belopp"). */
bool word_is(Text name, const char *english, const char *swedish);
/* typed_literal.c: date literals of heads and tests; false (reported) if there is no such day. */
bool date_need(Checker *checker, Name name, Date *result);

#endif
