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

/* Is the amendment at this path, beside the guideline, read with it? */
typedef bool RulesKeep(void *context, Text path);

/* Texts in place of files, by their path as it would be opened, and the name of an amendment (one
 * of them) beside the guideline: what a dialogue declares.  Kept as long as the model. */
typedef struct { Text path, bytes; } RulesOverlayFile;
typedef struct {
  LIST(RulesOverlayFile) files;
  Text beside;        /* empty: none */
  RulesKeep *keep;    /* NULL: all are read */
  void *keep_context;
} RulesOverlay;
Model *rules_read_overlaid(Work *work, Arena *arena, Text path, const RulesOverlay *overlay);

/* Where the rules are; reported and left if nowhere. */
RulesPlace rules_find(Work *work, const char *path);
/* The model; left if it has errors.  Warnings are forgotten. */
Model *rules_load(Work *work, Text path);
/* The same with those of the amendments beside it that `keep` lets through, by their path. */
Model *rules_load_some(Work *work, Text path, RulesKeep *keep, void *context);
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
/* Is what is named a scenario's file, not a scenario of the rules?  The first scenario that stands
 * in it, as a dialogue saves one, against the model; NULL: reported. */
bool            rules_names_file(Text scenario);
const Scenario *rules_scenario_of_file(Work *work, const Model *model, Text path);
/* Only --as-of; false: not given.  Reported and left if it is no date. */
bool rules_as_of(Work *work, const AnslagRules *rules, Date *as_of);
RulesSettings rules_settings(Work *work, const Model *model, const AnslagRules *rules);
/* The same where nothing is judged, or the caller gives the run's date: it is not missed. */
RulesSettings rules_settings_alone(Work *work, const Model *model, const AnslagRules *rules);

/* Rules that read the day of the run mean by it, where none was given, the first day of their time
 * in force: a budget is drawn up for that time. */
void rules_choose_day(Work *work, const Model *model, AnslagRules *rules);

/* The surface that texts about these rules are written in. */
Surface rules_surface(const Work *work, const Model *model);

#endif
