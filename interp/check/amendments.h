/* amendments.h - what the files about versions share.
 *
 * Private to interp/check.  A guideline and its amendments are one model: each clause
 * that some version lacks carries the versions that have it (Versions), and what is
 * judged asks first whether it stands.  The order of calls: amendments_find_guideline
 * before the modules are loaded, amendments_load after, consolidate before anything is
 * declared, amendments_check once records are known, amendments_set for parameters. */
#ifndef ANSLAG_INTERP_CHECK_AMENDMENTS_H
#define ANSLAG_INTERP_CHECK_AMENDMENTS_H

#include "interp/check/checker.h"

/* ---- amendments.c ---------------------------------------------------------------------- */

/* Where the file is an amendment, the guideline beside it takes its place; false: it stays. */
bool amendments_find_guideline(Checker *checker, Text *path, Text *bytes);
/* The amendments of the guideline that was loaded, in order; `asked`: the file asked for. */
void amendments_load(Checker *checker, Text asked);
/* Their heads, and the governing dates they stand under. */
void amendments_check(Checker *checker);
ModuleScope *amendment_scope(Checker *checker, const Amendment *amendment);

/* ---- consolidate.c --------------------------------------------------------------------- */

/* Module.tree of each file is the union of all versions from here on. */
void consolidate(Checker *checker);
/* Reports a second amendment in force from the same day that touches `what`; true if it did. */
bool amended_twice(Checker *checker, Text what, const Amendment *amendment, Span span);

/* ---- amended_lines.c -------------------------------------------------------------------- */

/* The budget with the lines of all versions. */
Decl *budget_of_all(Checker *checker, const Decl *decl);

/* ---- amended_values.c ------------------------------------------------------------------- */

/* `set` of an amendment on declared parameters; then, when decisions are understood, on the
 * numbers in their clauses. */
void amendments_set_parameters(Checker *checker);
void amendments_set_numbers(Checker *checker);

#endif
