/* rules.h - from what a command names as RULES to a model, its settings and its database.
 *
 * RULES is a file, a package's folder, "-" for the input, or nothing inside a
 * package (package.h).  Rule files and documents are read only from the
 * package's folder, or the rule file's where there is no package; the standard
 * library from the library itself, or from options.library. */
#ifndef ANSLAG_INTERP_DRIVER_RULES_H
#define ANSLAG_INTERP_DRIVER_RULES_H

#include "interp/check/check.h"
#include "interp/driver/work.h"
#include "interp/eval/eval.h"

typedef struct {
  Text path;          /* of the rule file */
  Text database;      /* from the package file; empty: not said */
} RulesPlace;

/* Everything reported, nothing stopped. */
Model *rules_read(Work *work, Text path);

/* Where the rules are; reported and left if nowhere. */
RulesPlace rules_find(Work *work, const char *path);
/* The model; left if it has errors.  Warnings are forgotten. */
Model *rules_load(Work *work, Text path);
/* Reported and left where the rules take no decision. */
void rules_need_decision(Work *work, const Model *model, Text path);
/* The database named, or the package's; reported and left if there is none. */
const char *rules_database(Work *work, const RulesPlace *place, const char *named);

/* --set, --scenario, --as-of: a scenario's settings first, then those given. */
typedef struct {
  ModelSettings settings;
  EvalOptions   options;
  Text          scenario;     /* empty: none */
} RulesSettings;
/* A later setting of a parameter takes the place of an earlier one, on the days it is for. */
void rules_put_setting(Arena *arena, ModelSettings *settings, ModelSetting setting);
/* Only --as-of; false: not given.  Reported and left if it is no date. */
bool rules_as_of(Work *work, const AnslagRules *rules, Date *as_of);
RulesSettings rules_settings(Work *work, const Model *model, const AnslagRules *rules);

/* The surface that texts about these rules are written in. */
Surface rules_surface(const Work *work, const Model *model);

#endif
