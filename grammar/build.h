/* build.h - one function for each action of parser.y: the making of the tree.
 *
 * Nodes live in parse->arena.  Only expressions can fail: one that is nested
 * deeper than EXPR_MAX_HEIGHT is reported (E0901) and NULL returned, and the
 * parser goes on as after any mistake.  Parts that could not be read are NULL
 * and left out.  Cost: O(1) each, amortised. */
#ifndef ANSLAG_GRAMMAR_BUILD_H
#define ANSLAG_GRAMMAR_BUILD_H

#include "grammar/parsing.h"

typedef struct { BinaryOp op; Worded worded; Span span; } Operator;
typedef struct { StageWord word; bool after; } Stage;
typedef struct { ElseKind kind; bool written; Name outcome; } ElseOut;
typedef struct { const Expr *above, *most; bool below; } Limits;
typedef struct { HowAllocated how; const Expr *least; } How;
typedef struct { Name from, until; } Period;
typedef struct { Name table, file; } Rows;   /* where they are: one of the two, or none */
typedef struct { NameList names, others; const Expr *when; } Owed;
typedef LIST(Argument)    ArgumentList;
typedef LIST(NamePair)    PairList;
typedef LIST(Covering)    CoveringList;
typedef LIST(Expectation) ExpectationList;
typedef LIST(YearStanding) StandingList;

/* ---- the parse (stream.c, complain.c) ---- */
const Token *stream_next(Parse *parse);
/* Pass over what follows, up to the next beginning; `ahead`: the last token is not used up. */
void parse_skip(Parse *parse, bool ahead);
/* The last token does not fit; `expected` are the kinds that would. */
void parse_mistake(Parse *parse, const int *expected, int count);

/* ---- names, texts, lists (build_expr.c) ---- */
Name       name_none(void);
Name       name_dotted(Parse *parse, Span span, NameList path);
NameList   names_none(void);
NameList   names_first(Parse *parse, Name name);
NameList   names_add(Parse *parse, NameList names, Name name);
StringList strings_none(void);
StringList strings_first(Parse *parse, Name text);
StringList strings_add(Parse *parse, StringList strings, Name text);
BasisList  bases_none(void);
BasisList  bases_add(Parse *parse, BasisList bases, const Basis *basis);
Basis     *basis_source(Parse *parse, Span span, Name document, Name place, Name quote);
Basis     *basis_text(Parse *parse, Span span, BasisKind kind, Name text);

/* ---- expressions (build_expr.c) ---- */
void        nesting_report(Parse *parse, Span span);
ExprList    exprs_none(void);
ExprList    exprs_first(Parse *parse, const Expr *expr);
ExprList    exprs_add(Parse *parse, ExprList exprs, const Expr *expr);
SortKeyList keys_first(Parse *parse, const SortKey *key);
SortKeyList keys_add(Parse *parse, SortKeyList keys, const SortKey *key);
SortKey    *key_new(Parse *parse, const Expr *value, bool descending);
Domain     *domain_new(Parse *parse, const Expr *from, const Expr *end);
Operator    operator_of(BinaryOp op, Worded worded, Span span);

const Expr *expr_error(Parse *parse, Span span);
const Expr *expr_number(Parse *parse, Span span, Name digits, Name unit);
const Expr *expr_percent(Parse *parse, Span span, Name digits);
const Expr *expr_literal(Parse *parse, ExprKind kind, Name text);
const Expr *expr_truth(Parse *parse, Span span, bool yes);
const Expr *expr_pending(Parse *parse, Span span);
const Expr *expr_name(Parse *parse, Name name);
const Expr *expr_previous(Parse *parse, Span span, Name name);
const Expr *expr_path(Parse *parse, NameList path);
const Expr *expr_call(Parse *parse, Span span, Name name, ExprList arguments);
const Expr *expr_member(Parse *parse, Span span, const Expr *object, Name field);
const Expr *expr_group(Parse *parse, Span span, const Expr *inner);
const Expr *expr_list(Parse *parse, Span span, const Expr *first, ExprList others);
const Expr *expr_unary(Parse *parse, Span span, UnaryOp op, const Expr *operand);
const Expr *expr_binary(Parse *parse, Span span, BinaryOp op, Span op_span, const Expr *left,
                        const Expr *right);
const Expr *expr_compare(Parse *parse, Span span, Operator op, const Expr *left,
                         const Expr *right);
const Expr *expr_state(Parse *parse, Span span, const Expr *value, StateTest test, bool negated);
const Expr *expr_range(Parse *parse, Span span, RangeKind kind, bool negated, const Expr *value,
                       const Expr *low, const Expr *high);
/* [low..high], for expr_within: a range without a value. */
const Expr *expr_interval(Parse *parse, Span span, const Expr *low, const Expr *high,
                          bool open_low, bool open_high);
const Expr *expr_within(Parse *parse, Span span, bool negated, const Expr *value,
                        const Expr *interval);
const Expr *expr_window(Parse *parse, Span span, const Expr *day, const Expr *period,
                        const Expr *anchor, bool after);
const Expr *expr_elapsed(Parse *parse, Span span, const Expr *period, const Expr *since);
const Expr *expr_choice(Parse *parse, Span span, const Expr *condition, const Expr *then,
                        const Expr *otherwise);
const Expr *expr_round(Parse *parse, Span span, RoundedKind kind, const Expr *value,
                       const Expr *unit);
const Expr *expr_roll(Parse *parse, Span span, const Expr *value);
const Expr *expr_on(Parse *parse, Span span, const Expr *value, const Expr *date);
const Expr *expr_quantified(Parse *parse, Span span, QuantifiedKind kind, Name least,
                            Name variable, const Domain *domain, const Expr *where,
                            const Expr *satisfies);
const Expr *expr_aggregate(Parse *parse, Span span, AggregateKind kind, const Expr *value,
                           const SortKeyList *keys, Name variable, const Domain *domain,
                           const Expr *where, const Expr *otherwise);
const Expr *expr_apportion(Parse *parse, Span span, const Expr *amount, const Expr *weight,
                           Name variable, const Domain *domain, const Expr *where);

/* ---- declarations (build_decl.c) ---- */
/* "eligible", "excluded": what a rule without a name is called, in either surface. */
Name name_of_rule(Span span, const char *english);
/* Reports a part of a declaration or clause that was written before. */
void  check_once(Parse *parse, bool before, Span part);
void  file_add(Parse *parse, Decl *decl);
Decl *decl_new(Parse *parse, Span span, Span head, DeclKind kind, Name name, Name label);
Decl *decl_end(Parse *parse, Decl *decl, Span span, BasisList bases);
Decl *decl_close(Decl *decl, Span span);

Decl     *head_new(Parse *parse, Span span, Span head, TextKind kind, Name name, Name label);
Decl     *head_add_basis(Parse *parse, Decl *decl, const Basis *basis);
Decl     *head_add_line(Parse *parse, Decl *decl, const HeadLine *line);
Decl     *head_add_line_basis(Parse *parse, Decl *decl, const Basis *basis, Span span);
HeadLine *head_text(Parse *parse, Span span, HeadLineKind kind, Name text);
HeadLine *head_sent_to(Parse *parse, Span span, NameList names);
HeadLine *head_status(Parse *parse, Span span, bool adopted, Name by, Name date, Name paragraph);
HeadLine *head_in_force(Parse *parse, Span span, Name from, Name to);
HeadLine *head_applies_to(Parse *parse, Span span, Name record, const Expr *when);

Decl *document_new(Parse *parse, Span span, Span head, Name name, Name file, Name label);
Decl *document_dated(Parse *parse, Span part, Decl *decl, Name date);
Decl *document_case(Parse *parse, Span part, Decl *decl, Name number);
Decl *not_encoded_new(Parse *parse, Span span, Span head, Name text, BasisList bases);
Decl *not_encoded_because(Decl *decl, Name because);
Decl *not_encoded_judged(Decl *decl, NameList names);
Decl *background_new(Parse *parse, Span span, Span head, Name document, Name from, Name to);
Decl *body_new(Parse *parse, Span span, Span head, DeclKind kind, Name name, Name label, Name at,
               StringList aliases);
Decl *group_new(Parse *parse, Span span, Span head, Name name, Name label, NameList names,
                const Expr *where);
Decl *meeting_new(Parse *parse, Span span, Span head, Name name, Name label, Name at, Name day);
Decl *conflict_new(Parse *parse, Span span, Span head, Name name, Name label, const Basis *first,
                   const Basis *second);
Decl *conflict_follows(Parse *parse, Span part, Decl *decl, Name document, Name place,
                       Name because);

/* ---- values: parameters, definitions, exceptions, tables (build_value.c) ---- */
Decl *unit_new(Parse *parse, Span span, Span head, Name name, Name digits, Name of);
Decl *calendar_new(Parse *parse, Span span, Span head, Name name, Name label,
                   ArgumentList arguments, const Expr *when, Name from, Name to);
Rows     *rows_in(Parse *parse, Name table, Name file);
Rows     *rows_none(Parse *parse);
Period   *period_new(Parse *parse, Name from, Name until);
Decl *calendar_in(Parse *parse, Span span, Span head, Name name, Name label,
                  ArgumentList arguments, const Rows *rows, Name from, Name to);
/* The bases of a sole value without dates become the declaration's. */
Decl *parameter_valued(Parse *parse, Span span, Span head, Name name, Name label,
                       ArgumentList arguments, DatedValueList values);
Decl *parameter_tabled(Parse *parse, Span span, Span head, Name name, Name label,
                       ArgumentList arguments, const DecisionTable *table);
DatedValue *dated_new(Parse *parse, Span span, const Expr *value, const Period *period,
                      BasisList bases);
DatedValueList dated_first(Parse *parse, const DatedValue *value);
DatedValueList dated_add(Parse *parse, DatedValueList values, const DatedValue *value);
Decl *define_new(Parse *parse, Span span, Span head, Name name, Name label,
                 ArgumentList arguments, const Expr *value);
Decl *define_tabled(Parse *parse, Span span, Span head, Name name, Name label,
                    ArgumentList arguments, const DecisionTable *table);
ArgumentList arguments_none(void);
ArgumentList arguments_add(Parse *parse, ArgumentList list, Name name, const WrittenType *type);
Decl *exception_new(Parse *parse, Span span, Span head, Name name, Name label, NameList target);
Decl *exception_value(Decl *decl, const Expr *value);
Decl *exception_requires(Decl *decl, const Expr *test, Name reason);
Decl *exception_when(Decl *decl, const Expr *when, NameList overrides);
Decl *table_new(Parse *parse, Span span, Span head, Name name, Name label, ArgumentList arguments,
                const WrittenType *type, Name file, const Expr *blank);
Decl *import_new(Parse *parse, Span span, Span head, Name name, Name label, Name record);
Decl *import_add(Parse *parse, Decl *decl, const ImportLine *line, Span span);
Decl *import_blanks(Parse *parse, Decl *decl, StringList blanks, Span span);
ImportLine *import_column(Parse *parse, Span span, Name column, Name field, Name scale,
                          Name separator);

/* ---- decision tables (build_table.c) ---- */
DecisionTable *table_start(Parse *parse, Span heading, HitPolicy policy, Span policy_span,
                           NameList inputs, NameList outputs);
/* A row of another width than the heading, or of several lines, is reported and left out. */
DecisionTable *table_add(Parse *parse, DecisionTable *table, const TableRow *row);
TableRow  *row_new(Parse *parse, Span span);
TableRow  *row_add(Parse *parse, TableRow *row, const TableCell *cell);
TableRow  *row_end(TableRow *row, Span span, ExprList outputs);
TableCell *cell_new(Parse *parse, Span span, TableCellKind kind, bool negated);
TableCell *cell_values(Parse *parse, TableCell *cell, ExprList values);
TableCell *cell_compared(Parse *parse, TableCell *cell, Operator op, const Expr *value);
TableCell *cell_interval(Parse *parse, Span span, bool negated, const Expr *interval);
TableCell *cell_range(Parse *parse, Span span, bool negated, const Expr *low, const Expr *high);
TableCell *cell_in(Parse *parse, Span span, bool negated, const Expr *list);

/* ---- codelists and records (build_decl.c) ---- */
Decl *codelist_add(Parse *parse, Decl *decl, Name member, Name label);
Decl *codelist_add_aliases(Parse *parse, Decl *decl, Span word, StringList aliases, Span span);

Decl *record_new(Parse *parse, Span span, Span head, Name name, Name label, const Rows *rows,
                 StringList aliases);
Decl *record_add_field(Parse *parse, Decl *decl, const Field *field, Span span);
Decl *record_add_valid(Parse *parse, Decl *decl, const Expr *test, Name reason, Span from,
                       Span whole);
PairList pairs_none(void);
PairList pairs_add(Parse *parse, PairList pairs, Name left, Name right, Span span);
Decl *record_add_pairs(Parse *parse, Decl *decl, PairList pairs, Span span);
Field *field_new(Parse *parse, Span span, Name name, const WrittenType *type);
Field *field_alias(Parse *parse, Field *field, Span span, Name alias);
Field *field_key(Parse *parse, Span part, Field *field, Span span);
Field *field_optional(Parse *parse, Span part, Field *field, Span span);
Field *field_label(Parse *parse, Field *field, Span span, Name label);
Field *field_owner(Parse *parse, Span part, Field *field, Span span, OwnerKind owner, Name name);
Field *field_column(Parse *parse, Span part, Field *field, Span span, Name column, Name scale);
Field *field_at_least(Parse *parse, Span part, Field *field, Span span, Name digits);
WrittenType *type_new(Parse *parse, Span span, WrittenTypeKind kind, Name name);
WrittenType *type_list(Parse *parse, Span span, Name name, Name via, Name by);

/* ---- duties, letters (build_duty.c) ---- */
Decl *assignment_new(Parse *parse, Span span, Span head, Name name, Name label, NameList to);
Decl *assignment_lead(Parse *parse, Span part, Decl *decl, NameList names);
Decl *assignment_together(Parse *parse, Span part, Decl *decl, NameList names);
Decl *assignment_depends(Parse *parse, Span part, Decl *decl, NameList names);
Decl *assignment_due(Parse *parse, Span part, Decl *decl, const Expr *due);
Decl *assignment_due_before(Parse *parse, Span part, Decl *decl, Name meeting);
Decl *assignment_until_further_notice(Parse *parse, Span part, Decl *decl);
Decl *assignment_provided(Parse *parse, Span part, Decl *decl, Name text);
Decl *assignments_from_new(Parse *parse, Span span, Span head, Name file, Name document,
                           Name quote);
Decl *report_new(Parse *parse, Span span, Span head, Name name, Name label, NameList owed_by,
                 NameList to);
Decl *report_covering(Parse *parse, Decl *decl, CoveringList covering);
Decl *report_due(Parse *parse, Span part, Decl *decl, const Expr *due);
Decl *report_due_before(Parse *parse, Span part, Decl *decl, Name meeting);
Decl *report_handled(Parse *parse, Span part, Decl *decl, HandledAs how);
Decl *report_contains(Parse *parse, Span part, Decl *decl, StringList contains);
CoveringList coverings_none(void);
CoveringList coverings_add(Parse *parse, CoveringList list, Name from, Name to);
Decl *ladder_new(Parse *parse, Span span, Span head, Name name, Name label, Name record,
                 BasisList bases);
Decl *ladder_add(Parse *parse, Decl *decl, const LadderStep *step, Span span);
LadderStep *step_new(Parse *parse, Span span, Name name, Name label, const Expr *due,
                     const Expr *when, BasisList bases);
Decl *letter_new(Parse *parse, Span span, Span head, Name name, Name label, Name outcome,
                 StringList paragraphs);

/* ---- budgets, transfers, targets, controls (build_budget.c) ---- */
Decl *budget_new(Parse *parse, Span span, Span head, Name name, Name label, Name record,
                 NameList by);
Decl *budget_add(Parse *parse, Decl *decl, const BudgetLine *line, Span span);
Decl *budget_declare(Parse *parse, Decl *decl, const Decl *inner, Span span);
BudgetLine *line_new(Parse *parse, Span span, Span head, BudgetLineKind kind, Name name,
                     Name label);
BudgetLine *line_plain(Parse *parse, Span span, Span head, BudgetLineKind kind);
BudgetLine *line_end(BudgetLine *line, Span span, BasisList bases);
BudgetLine *line_value(BudgetLine *line, bool once, const Expr *value);
BudgetLine *line_prices(BudgetLine *line, const Expr *prices);
BudgetLine *line_where(BudgetLine *line, const Expr *where);
BudgetLine *line_span(BudgetLine *line, const Expr *value, const Expr *within);
BudgetLine *line_financed(BudgetLine *line, const Expr *year, bool requested);
BudgetLine *line_standings(Parse *parse, BudgetLine *line, StandingList standings);
StandingList  standings_none(void);
StandingList  standings_add(Parse *parse, StandingList list, const YearStanding *standing);
YearStanding *standing_new(Parse *parse, Span span, YearStandingKind kind, const Expr *from,
                           const Expr *to);
Decl *transfer_new(Parse *parse, Span span, Span head, Name name, Name label, const Expr *amount,
                   TransferShareList from, TransferShareList to, const Expr *prices);
TransferShareList shares_none(void);
TransferShareList shares_add(Parse *parse, TransferShareList list, const TransferShare *share);
TransferShare    *share_new(Parse *parse, Span span, Name name, const Expr *part);
Decl *target_new(Parse *parse, Span span, Span head, Name name, Name label, const Expr *value,
                 BinaryOp op, const Expr *bound);
Decl *target_rolling(Decl *decl, const Expr *years, const Expr *year);
Decl *target_every_date(Decl *decl, const Expr *time);
Decl *target_suspended(Parse *parse, Decl *decl, Span span, Span part, const Expr *from,
                       const Expr *to, BasisList bases);
Decl *control_new(Parse *parse, Span span, Span head, Name name, Name label, Gravity severity,
                  Name record, const Expr *when);

/* ---- amendments (build_amendment.c) ---- */
Decl   *amendment_new(Parse *parse, Span span, Span head, Name name, NameList of, Name label);
Decl   *amendment_add(Parse *parse, Decl *decl, const Change *change, Span span);
Decl   *amendment_declare(Parse *parse, Decl *decl, const Decl *inner, Span span);
Change *change_set(Parse *parse, Span span, Span head, const Setting *setting,
                   const Expr *governed, BasisList bases);
Change *change_add_field(Parse *parse, Span span, Span head, Name record, const Field *field);
Change *change_clause(Parse *parse, Span span, Span head, ChangeKind kind, Name decision,
                      const Clause *clause);
Change *change_line(Parse *parse, Span span, Span head, ChangeKind kind, Name budget,
                    const BudgetLine *line);
Change *change_repeal(Parse *parse, Span span, Span head, NameList path, BasisList bases);

/* ---- scenarios, samples, tests (build_duty.c) ---- */
Setting *setting_new(Parse *parse, Span span, NameList path, ExprList arguments,
                     const Expr *value, const Period *period);
void     setting_keep(Parse *parse, const Setting *setting);
Decl    *scenario_add(Parse *parse, Decl *decl, const Setting *setting);
Decl    *sample_new(Parse *parse, Span span, Span head, Name name, Name record, FactList facts);
FactList facts_none(void);
FactList facts_add(Parse *parse, FactList facts, const Fact *fact);
Fact    *fact_new(Parse *parse, Span span, Name name, const Expr *value);
Decl    *test_add_given(Parse *parse, Decl *decl, const Given *given);
Decl    *test_add_setting(Parse *parse, Decl *decl, const Setting *setting);
Decl    *test_as_of(Parse *parse, Span part, Decl *decl, Name date);
Decl    *test_cut_short(Decl *decl);
Decl    *test_expect(Parse *parse, Decl *decl, ExpectationList expectations);
Given   *given_new(Parse *parse, Span span, Name record, Name like, FactList facts);
ExpectationList expectations_none(void);
ExpectationList expectations_add(Parse *parse, ExpectationList list, const Expectation *one);
Expectation *expectation_name(Parse *parse, Span span, ExpectKind kind, Name name);
Expectation *expectation_names(Parse *parse, Span span, ExpectKind kind, NameList names);
Expectation *expectation_value(Parse *parse, Span span, ExpectKind kind, Name name,
                               const Expr *value);
Name         outcome_name(Span span, const char *english);

/* ---- decisions and their clauses (build_clause.c) ---- */
Decl   *decision_new(Parse *parse, Span span, Span head, Name name, Name label, Name record);
Decl   *decision_governed(Parse *parse, Decl *decl, Span span, BasisList bases, const Expr *date,
                          BasisList governed_bases);
Decl   *decision_add(Parse *parse, Decl *decl, const Clause *clause, Span span);
Clause *clause_end(Clause *clause, Span span, BasisList bases);
Clause *clause_declared(Parse *parse, Span span, Decl *decl);
Clause *clause_needs(Parse *parse, Span span, Span head, NameList fields, const Expr *when);
Clause *clause_who(Parse *parse, Span span, Span head, ClauseKind kind, Name name, Name label,
                   const Expr *test, Name reason);
Clause *clause_outcome(Parse *parse, Span span, Span head, Name name, Name label, Stage stage,
                       const Expr *when);
Clause *clause_value(Parse *parse, Span span, Span head, ClauseKind kind, Name name, Name label,
                     const Expr *value);
Clause *clause_note(Parse *parse, Span span, Span head, ClauseKind kind, Name name, Name label,
                    const Expr *when);
Clause *clause_criterion(Parse *parse, Span span, Span head, Name name, Name label,
                         const Expr *when, const Requirement *requirement);
Clause *clause_considers(Parse *parse, Span span, Span head, Name name, Name label,
                         const Expr *when, const Expr *considers);
Clause *criterion_add(Parse *parse, Clause *clause, const Requirement *requirement, Span span);
Requirement *requirement_new(Parse *parse, Span span, const Expr *test, Name reason);

Decl *frame_new(Parse *parse, Span span, Span head, Name name, Name label, const Expr *value);
Decl *frame_within(Parse *parse, Span part, Decl *decl, Span span, Name parent);
Decl *frame_earmarked(Parse *parse, Span part, Decl *decl, Span span);
Decl *frame_purpose(Parse *parse, Span part, Decl *decl, Span span, Name text);
Decl *frame_only_when(Parse *parse, Span part, Decl *decl, Span span, const Expr *test);
Decl *frame_governed(Parse *parse, Span part, Decl *decl, Span span, const Expr *date);

Decl *frame_for_each(Parse *parse, Span part, Decl *decl, Span span, ExprList keys);
Decl *frame_each_year(Parse *parse, Span part, Decl *decl, Span span, const Expr *date);
Decl *frame_rolling(Parse *parse, Span part, Decl *decl, Span span, const Expr *period,
                    const Expr *back_from);
Decl *frame_counting(Parse *parse, Span part, Decl *decl, Span span, const Drawn *drawn);
Decl *frame_adds(Parse *parse, Decl *decl, Span span, const Drawn *drawn);
Decl *frame_shared_by(Parse *parse, Span part, Decl *decl, Span span, const Expr *keys);
Decl *frame_carries_over(Parse *parse, Span part, Decl *decl, Span span, const Expr *most);
Decl *frame_overdraws(Parse *parse, Span part, Decl *decl, Span span, const Expr *most);
Drawn *drawn_value(Parse *parse, Span span, const Expr *value);
Drawn *drawn_new(Parse *parse, Span span, const Expr *value, Name variable, const Domain *domain,
                 const Expr *where);

Limits  limits_none(void);
Clause *clause_power(Parse *parse, Span span, Span head, ClauseKind kind, const Expr *decider,
                     Limits limits, Name out_of);
Clause *power_when(Clause *clause, Span span, const Expr *when, const Expr *governed);
Clause *power_consulting(Clause *clause, NameList names);
Clause *power_deputy(Parse *parse, Clause *clause, Span span, Span part, Name name, Name label,
                     const Expr *when, BasisList bases);
Clause *clause_score(Parse *parse, Span span, Span head, Name name, Name label, const Expr *value,
                     const Expr *threshold);
Clause *clause_never_split(Parse *parse, Span span, Span head, NameList keys, const Expr *within);
Clause *clause_allocate(Parse *parse, Span span, Span head, SortKeyList keys, SortKeyList ties,
                        How how, ElseOut otherwise);
Owed   *owed_new(Parse *parse, NameList names, const Expr *when, NameList others);
Clause *clause_deadline(Parse *parse, Span span, Span head, Name name, Name label,
                        const Expr *when, const Owed *owed, Name to);
Clause *deadline_due(Clause *clause, Span span, const Expr *due);
Clause *deadline_due_before(Clause *clause, Span span, Name meeting);
Clause *deadline_governed(Parse *parse, Span part, Clause *clause, Span span, const Expr *date);
Clause *deadline_fulfilled(Parse *parse, Span part, Clause *clause, Span span, const Expr *test);
Clause *deadline_when(Parse *parse, Span part, Clause *clause, Span span, const Expr *when);
Clause *deadline_contains(Parse *parse, Span part, Clause *clause, Span span, StringList contains);

/* ---- questions (build_question.c) ---- */
Question *question_new(Parse *parse, Span span, QuestionKind kind);
Question *question_set(Parse *parse, Span span, const Setting *setting);
Question *question_names(Parse *parse, Span span, QuestionKind kind, NameList names);
Question *question_name(Parse *parse, Span span, QuestionKind kind, Name name);
Question *question_record(Parse *parse, Span span, QuestionKind kind, Name key, FactList facts);
Question *question_text(Parse *parse, Span span, QuestionKind kind, Name text, Name file);
Question *question_value(Parse *parse, Span span, const Expr *value);
/* A list of records, part by part: top N by K; where C; show V; and which (NULL: every record). */
Question *question_top(Parse *parse, Span span, Name most, const SortKeyList *keys);
Question *question_where(Parse *parse, Span span, const Expr *where, Question *top);
Question *question_show(Parse *parse, Span span, Question *which, ShownList shown);
Question *question_list(Question *tail, Span span, const Expr *of);
Question *question_sweep(Parse *parse, Span span, SweptList swept, ShownList shown);
Question *question_solve(Parse *parse, Span span, NameList path, const Expr *goal,
                         const Expr *from, const Expr *to);
Shown    *shown_new(Parse *parse, Span span, const Expr *value, Name by, bool counts);
ShownList shown_none(void);
ShownList shown_add(Parse *parse, ShownList list, const Shown *shown);
Swept    *swept_new(Parse *parse, Span span, NameList path, const Expr *from, const Expr *to,
                    const Expr *step);
SweptList swept_none(void);
SweptList swept_add(Parse *parse, SweptList list, const Swept *swept);

#endif
