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
typedef struct { NameList names, others; const Expr *when; } Owed;
typedef LIST(Argument)    ArgumentList;
typedef LIST(NamePair)    PairList;
typedef LIST(Covering)    CoveringList;
typedef LIST(Expectation) ExpectationList;

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
Decl *unit_new(Parse *parse, Span span, Span head, Name name, Name digits, Name of);
Decl *calendar_new(Parse *parse, Span span, Span head, Name name, Name label,
                   ArgumentList arguments, const Expr *when, Name from, Name to);
Decl *parameter_new(Parse *parse, Span span, Span head, Name name, Name label, const Expr *value);
Decl *define_new(Parse *parse, Span span, Span head, Name name, Name label,
                 ArgumentList arguments, const Expr *value);
ArgumentList arguments_none(void);
ArgumentList arguments_add(Parse *parse, ArgumentList list, Name name, const WrittenType *type);
Decl *codelist_add(Parse *parse, Decl *decl, Name member, Name label);
Decl *codelist_add_aliases(Parse *parse, Decl *decl, Span word, StringList aliases, Span span);

Decl *record_new(Parse *parse, Span span, Span head, Name name, Name label, Name table,
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

/* ---- duties, scenarios, tests (build_duty.c) ---- */
Decl *assignment_new(Parse *parse, Span span, Span head, Name name, Name label, NameList to);
Decl *assignment_lead(Parse *parse, Span part, Decl *decl, NameList names);
Decl *assignment_together(Parse *parse, Span part, Decl *decl, NameList names);
Decl *assignment_depends(Parse *parse, Span part, Decl *decl, NameList names);
Decl *assignment_due(Parse *parse, Span part, Decl *decl, const Expr *due);
Decl *assignment_until_further_notice(Parse *parse, Span part, Decl *decl);
Decl *assignment_provided(Parse *parse, Span part, Decl *decl, Name text);
Decl *report_new(Parse *parse, Span span, Span head, Name name, Name label, NameList owed_by,
                 NameList to);
Decl *report_covering(Parse *parse, Decl *decl, CoveringList covering);
Decl *report_due(Parse *parse, Span part, Decl *decl, const Expr *due);
Decl *report_handled(Parse *parse, Span part, Decl *decl, HandledAs how);
Decl *report_contains(Parse *parse, Span part, Decl *decl, StringList contains);
CoveringList coverings_none(void);
CoveringList coverings_add(Parse *parse, CoveringList list, Name from, Name to);

Setting *setting_new(Parse *parse, Span span, NameList path, ExprList arguments,
                     const Expr *value);
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

Limits  limits_none(void);
Clause *clause_power(Parse *parse, Span span, Span head, ClauseKind kind, const Expr *decider,
                     Limits limits, Name out_of);
Clause *power_when(Clause *clause, Span span, const Expr *when, const Expr *governed);
Clause *power_consulting(Clause *clause, NameList names);
Clause *clause_allocate(Parse *parse, Span span, Span head, SortKeyList keys, ElseOut otherwise);
Owed   *owed_new(Parse *parse, NameList names, const Expr *when, NameList others);
Clause *clause_deadline(Parse *parse, Span span, Span head, Name name, Name label,
                        const Expr *when, const Owed *owed, Name to);
Clause *deadline_due(Clause *clause, Span span, const Expr *due);
Clause *deadline_governed(Parse *parse, Span part, Clause *clause, Span span, const Expr *date);
Clause *deadline_fulfilled(Parse *parse, Span part, Clause *clause, Span span, const Expr *test);
Clause *deadline_when(Parse *parse, Span part, Clause *clause, Span span, const Expr *when);
Clause *deadline_contains(Parse *parse, Span part, Clause *clause, Span span, StringList contains);

#endif
