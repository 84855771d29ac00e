/* equal_parts.h - what comparing two trees is made of: used by equal.c and equal_expr.c only. */
#ifndef ANSLAG_GRAMMAR_EQUAL_PARTS_H
#define ANSLAG_GRAMMAR_EQUAL_PARTS_H

#include "grammar/print.h"

/* Two lists are equal if they are as long and equal one by one. */
#define LISTS_EQUAL(a, b, equal) \
  ((a).count == (b).count && list_equal((a).count, (a).items, (b).items, sizeof *(a).items, equal))

typedef bool ItemEqual(const void *a, const void *b);

bool list_equal(size_t count, const void *a, const void *b, size_t size, ItemEqual *equal);
bool same_name(Name a, Name b);
bool exprs_equal(const Expr *a, const Expr *b);             /* both may be NULL */
bool domains_equal(const Domain *a, const Domain *b);

/* For lists of them. */
bool names_equal(const void *a, const void *b);
bool bases_equal(const void *a, const void *b);
bool expr_items_equal(const void *a, const void *b);
bool keys_equal(const void *a, const void *b);

#endif
