/* print_parts.h - the pieces of the printer, one file each: used by print_*.c only. */
#ifndef ANSLAG_GRAMMAR_PRINT_PARTS_H
#define ANSLAG_GRAMMAR_PRINT_PARTS_H

#include "grammar/layout.h"
#include "grammar/print.h"

/* print_expr.c */
void put_expr(Layout *layout, const Expr *expr);
void put_keys(Layout *layout, SortKeyList keys);

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

/* print_decl.c, print_data.c, print_clause.c */
void print_decl(Layout *layout, const Decl *decl, unsigned indent);
void print_codelist(Layout *layout, const Decl *decl);
void print_record(Layout *layout, const Decl *decl);
void print_decision(Layout *layout, const Decl *decl);

/* print_duty.c */
void put_assignment(Layout *layout, const Decl *decl);
void put_report(Layout *layout, const Decl *decl);
void print_scenario(Layout *layout, const Decl *decl);
void print_sample(Layout *layout, const Decl *decl);
void print_test(Layout *layout, const Decl *decl);

#endif
