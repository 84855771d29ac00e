/* check.h - from files to a Model: modules, names, types, units, bases, clauses.
 *
 * Reports every mistake it finds, in order, and leaves out what it could not
 * understand; the model may be run only if diags->errors is 0.  Reads files
 * through `load`, so that the checker itself touches no disk.
 * Cost: linear in the text of rules and documents. */
#ifndef ANSLAG_INTERP_CHECK_CHECK_H
#define ANSLAG_INTERP_CHECK_CHECK_H

#include "base/diag.h"
#include "interp/check/model.h"

/* Reads `path` (relative to the rule file that names it, or of the standard library when
 * `library`); false if it cannot be read, with `reason` in the system's words. */
typedef bool CheckLoad(void *context, Arena *arena, Text base, Text path, bool library,
                       Text *bytes, Text *reason);

typedef struct {
  CheckLoad *load;
  void      *load_context;
} CheckOptions;

/* The file at `path` (already read into `bytes`) and all that it uses. */
Model *check_rules(Arena *arena, Text path, Text bytes, const CheckOptions *options, Diags *diags);

/* What is understood later lives in the model's arena too, and marks there what it reads. */

/* A parsed setting against the model's parameters; false (and reported) if it does not fit. */
bool check_setting(const Model *model, const Setting *setting, Diags *diags,
                   ModelSetting *result);
/* Finds a scenario by its name; NULL (and reported, with did you mean) if there is none. */
const Scenario *check_scenario(const Model *model, Text name, Diags *diags);
/* An expression over the fields of `subject` (may be NULL), as of --where; NULL if reported. */
const Term *check_expression(const Model *model, const RecordType *subject, const Expr *expr,
                             Diags *diags);

#endif
