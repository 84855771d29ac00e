/* parse.h - from text to tree.
 *
 * One call a file.  Mistakes are reported to `diags` and the parser goes on at
 * the next clause or declaration, so that one run shows them all; what could
 * not be read is left out of the tree (or stands as EXPR_ERROR).  The tree is
 * always there.  Cost: linear; stack bounded by YYMAXDEPTH and EXPR_MAX_HEIGHT. */
#ifndef ANSLAG_GRAMMAR_PARSE_H
#define ANSLAG_GRAMMAR_PARSE_H

#include "base/diag.h"
#include "grammar/ast_question.h"

File *parse_file(Arena *arena, Source *source, Diags *diags);

/* A single expression, as typed for --set or in a query; NULL (and reported) if it is not one. */
const Expr *parse_expression(Arena *arena, Source *source, Surface surface, Diags *diags);

/* "NAME = VALUE" or "NAME=VALUE", as in --set; false (and reported) if it is not one. */
bool parse_setting(Arena *arena, Source *source, Surface surface, Diags *diags, Setting *setting);

/* A question of a dialogue; NULL (and reported) if it is not one. */
const Question *parse_question(Arena *arena, Source *source, Surface surface, Diags *diags);

#endif
