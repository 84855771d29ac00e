/* print.h - from tree to text: the one layout (anslag fmt), in either surface.
 *
 * Prints from the tree, not word for word: print ∘ parse is idempotent, parse ∘
 * print is the identity on trees.  Comments and blank lines between declarations
 * stay.  A name that is a reserved word of the surface is put in single quotes. */
#ifndef ANSLAG_GRAMMAR_PRINT_H
#define ANSLAG_GRAMMAR_PRINT_H

#include "base/writer.h"
#include "grammar/ast_question.h"

void print_file(Writer *writer, const File *file, const Sources *sources, Surface surface);
/* On one line, for explanations and messages. */
void print_expr(Writer *writer, const Expr *expr, Surface surface);
/* On one line, as it would be entered again. */
void print_question(Writer *writer, const Question *question, Surface surface);
/* "at most", "<=", "no later than": an operator as it is written. */
const char *print_operator(BinaryOp op, Worded worded, Surface surface);
/* One declaration, clause or budget line without its bases; of a decision or a budget its
 * head only.  Lines part by newlines, none at the end. */
void print_decl_alone(Writer *writer, const Decl *decl, Surface surface);
void print_clause_alone(Writer *writer, const Clause *clause, Surface surface);
void print_budget_line_alone(Writer *writer, const BudgetLine *line, Surface surface);
/* True if the two trees say the same (spans and comments apart). */
bool tree_equal(const File *a, const File *b);

#endif
