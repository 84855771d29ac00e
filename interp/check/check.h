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

typedef LIST(Text) CheckPaths;

/* The rule files in the folder of `base`, itself left out, by their names there; sorted. */
typedef void CheckBeside(void *context, Arena *arena, Text base, CheckPaths *paths);

typedef struct {
  CheckLoad   *load;
  void        *load_context;
  CheckBeside *beside;          /* NULL: the amendments beside a guideline are not looked for */
} CheckOptions;

/* The file at `path` (already read into `bytes`), all that it uses and, where it is a guideline,
 * its amendments beside it; an amendment is read as part of the guideline that it names. */
Model *check_rules(Arena *arena, Text path, Text bytes, const CheckOptions *options, Diags *diags);

/* What is understood later lives in the model's arena too, and marks there what it reads. */

/* A parsed setting against the model's parameters; false (and reported) if it does not fit. */
bool check_setting(const Model *model, const Setting *setting, Diags *diags,
                   ModelSetting *result);
/* A fact of a record as tests give it; references and lists name samples.  False if reported. */
bool check_fact(const Model *model, const RecordType *record, const Fact *fact, Diags *diags,
                ModelFact *result);
/* An expression of constants and parameters, read as one of that type would be (a code by its
 * name); NULL if reported.  Whether the type fits is the caller's. */
const Term *check_value(const Model *model, const Type *type, const Expr *expr, Diags *diags);
/* A later setting of a parameter takes the place of an earlier one, on the days it is for. */
void settings_put(Arena *arena, ModelSettings *settings, ModelSetting setting);
/* Finds a scenario by its name; NULL (and reported, with did you mean) if there is none. */
const Scenario *check_scenario(const Model *model, Text name, Diags *diags);
/* An expression over the fields of `subject` (may be NULL), as of --where; NULL if reported. */
const Term *check_expression(const Model *model, const RecordType *subject, const Expr *expr,
                             Diags *diags);
/* One over a record and how it ends in the decision (`granted`, `decider`, `when rejected`), for
 * evaluator_results; NULL if reported. */
const Term *check_ended_expression(const Model *model, const Decision *decision, const Expr *expr,
                                   Diags *diags);

/* The amendment that what stands at `span` is part of; NULL: of the adopted text. */
const Amendment *amendment_at(const Model *model, Span span);
/* The text of a module as it stands on `day`: clauses, fields and declarations that amendments in
 * force then have added or put in place of others, without what they repeal or replace; values
 * they set stand in the parameters.  Each keeps its span, so that amendment_at says where it comes
 * from.  An amendment that asks each record (applies to) counts by its dates. */
const File *consolidated(Arena *arena, const Model *model, const Module *module, Date day);

/* Is the file an amendment, of a guideline that stands elsewhere? */
bool check_amends(Arena *arena, Text path, Text bytes);

/* What a {name} in a letter stands for, in either language; false: a field, an amount or a
 * working of the decision. */
bool letter_word_find(Text name, LetterWord *word);
/* May the letter be about what the decision decided? */
bool letter_is_about(const Letter *letter, const Decision *decision);

#endif
