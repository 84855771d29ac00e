/* print_parts.h - the pieces of the printer, one file each: used by print_*.c only. */
#ifndef ANSLAG_GRAMMAR_PRINT_PARTS_H
#define ANSLAG_GRAMMAR_PRINT_PARTS_H

#include "grammar/layout.h"
#include "grammar/print.h"

/* print_expr.c */
void put_expr(Layout *layout, const Expr *expr);
void put_equals(Layout *layout, const Expr *value);                /* = V */
void put_keys(Layout *layout, SortKeyList keys);
void put_for(Layout *layout, const Domain *domain);                /* for V in D */
void put_operator(Layout *layout, BinaryOp op, Worded worded);
void put_interval(Layout *layout, const Expr *low, const Expr *high, bool open_low,
                  bool open_high);                                 /* [low..high) */

/* print_parts.c */
void put_head(Layout *layout, int token, Name name, Name label);   /* word name "label" */
void put_label(Layout *layout, Name label);
void put_dotted(Layout *layout, Text path);
void put_names(Layout *layout, int token, const Name *names, size_t count);
void put_strings(Layout *layout, int token, const Name *texts, size_t count);
void put_after(Layout *layout, int token, const Expr *expr);       /* nothing if NULL */
void put_text_after(Layout *layout, int token, Name text);         /* nothing if none */
void put_type(Layout *layout, const WrittenType *type);
void print_bases(Layout *layout, const BasisList *bases, unsigned indent);
/* The bases behind the line if there is one and it fits, else on lines of their own. */
void print_bases_beside(Layout *layout, const BasisList *bases, unsigned indent);
void put_frame(Layout *layout, Name name, Name label, const FrameParts *frame);
void put_path(Layout *layout, NameList path);                      /* a.b.c */
void put_scale(Layout *layout, Text scale);                        /* in tkr, in %, in 0.01 */
void put_due(Layout *layout, const Expr *due, Name before);        /* nothing if neither */
void put_outcome_name(Layout *layout, Text name);
/* from D to D, until D: nothing without dates. */
void put_period(Layout *layout, Name from, Name until);

/* print_decl.c, print_data.c, print_clause.c */
void print_decl(Layout *layout, const Decl *decl, unsigned indent);
void print_codelist(Layout *layout, const Decl *decl);
void print_record(Layout *layout, const Decl *decl);
void print_decision(Layout *layout, const Decl *decl);
void print_clause(Layout *layout, const Clause *clause);

/* What belongs to the clause stands two columns further in than `indent`, the clause's. */
void put_clause(Layout *layout, const Clause *clause, unsigned indent);
void print_head_lines(Layout *layout, const HeadLineList *lines);
void put_field(Layout *layout, const Field *field);

/* print_value.c */
void put_unit_decl(Layout *layout, const Decl *decl);
void put_calendar(Layout *layout, const Decl *decl);
void print_parameter(Layout *layout, const Decl *decl, unsigned indent);
void print_define(Layout *layout, const Decl *decl, unsigned indent);
void put_exception(Layout *layout, const Decl *decl);
void put_table(Layout *layout, const Decl *decl);
void print_import(Layout *layout, const Decl *decl);

/* print_table.c: by table POLICY, and its rows in columns */
void print_table(Layout *layout, const DecisionTable *table, unsigned indent);

/* print_budget.c */
void print_budget(Layout *layout, const Decl *decl);
void put_budget_line(Layout *layout, const BudgetLine *line, unsigned indent);
void put_transfer(Layout *layout, const Decl *decl);
void print_target(Layout *layout, const Decl *decl);
void put_control(Layout *layout, const Decl *decl);

/* print_amendment.c */
void print_amendment(Layout *layout, const Decl *decl);
void put_setting(Layout *layout, const Setting *setting);          /* set P = V … */
void print_setting(Layout *layout, const Setting *setting, unsigned indent);

/* print_duty.c */
void put_assignments_from(Layout *layout, const Decl *decl);
void print_ladder(Layout *layout, const Decl *decl);
void print_letter(Layout *layout, const Decl *decl);
void put_assignment(Layout *layout, const Decl *decl);
void put_report(Layout *layout, const Decl *decl);
void print_scenario(Layout *layout, const Decl *decl);
void print_sample(Layout *layout, const Decl *decl);
void print_test(Layout *layout, const Decl *decl);

#endif
