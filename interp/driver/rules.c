#define _POSIX_C_SOURCE 200809L
#include "interp/driver/rules.h"

#include "grammar/parse.h"
#include "interp/driver/embedded.h"
#include "interp/driver/files.h"
#include "interp/driver/package.h"
#include "interp/driver/shipped.h"

#define MOST_DOCUMENT_BYTES ((size_t)64 << 20)

/* ---- reading what rules name ----------------------------------------------------- */

/* Why a file could not be read, in the language of the messages. */
static Text reason_in(const Work *work, const char *english) {
  return text_from(diag_words(&work->diags, english));
}

static bool load_from_folder(Work *work, Arena *arena, Text path, Text *bytes, Text *reason) {
  Text folder = text_from(work->options->library);
  if (!files_stay_inside(arena, folder, path)) {
    *reason = reason_in(work, "it leads out of the library's folder");
    return false;
  }
  return files_try_read(arena, files_join(arena, folder, path).bytes, FILES_RULES_MOST, bytes,
                        reason);
}

/* A module of the library by its path in it, or a file beside one (its documents). */
static bool load_from_library(Work *work, Arena *arena, Text base, Text path, Text *bytes,
                              Text *reason) {
  Text beside = files_join(arena, files_folder_of(base), path);
  if (work->options->library)
    return load_from_folder(work, arena, path, bytes, reason) ||
           load_from_folder(work, arena, beside, bytes, reason);
  if (embedded_find(arena_format(arena, "stdlib/%.*s", TEXT_PRINT(path)), bytes) ||
      embedded_find(arena_format(arena, "stdlib/%.*s", TEXT_PRINT(beside)), bytes))
    return true;
  *reason = reason_in(work, "the standard library has no such file");
  return false;
}

/* What the checker's callbacks need; kept with the model. */
typedef struct {
  Work              *work;
  const RulesOverlay *overlay;    /* or NULL */
} Reading;

static bool overlaid(const Reading *reading, Text path, Text *bytes) {
  for (size_t i = 0; reading->overlay && i < reading->overlay->files.count; i++)
    if (text_equal(reading->overlay->files.items[i].path, path)) {
      *bytes = reading->overlay->files.items[i].bytes;
      return true;
    }
  return false;
}

static bool load(void *context, Arena *arena, Text base, Text path, bool library, Text *bytes,
                 Text *reason) {
  const Reading *reading = context;
  Work *work = reading->work;
  memory_poll(work->memory);
  if (library)
    return load_from_library(work, arena, base, path, bytes, reason);
  Text folder = files_folder_of(base);
  if (overlaid(reading, files_join(arena, folder, path), bytes))
    return true;
  if (!files_stay_inside(arena, folder, path)) {
    *reason = reason_in(work, "it leads out of the rule file's folder");
    return false;
  }
  Text joined = files_join(arena, folder, path);
  if (files_exist(joined.bytes) && !files_is_regular(joined.bytes)) {
    *reason = files_is_folder(joined.bytes) ? reason_in(work, "it is a folder")
                                            : reason_in(work, "it is no file");
    return false;
  }
  return files_try_read(arena, joined.bytes, MOST_DOCUMENT_BYTES, bytes, reason);
}

static bool is_kept(const Reading *reading, Text path) {
  const RulesOverlay *overlay = reading->overlay;
  return !overlay || !overlay->keep || overlay->keep(overlay->keep_context, path);
}

/* The rule files in the folder of `base`, itself left out. */
static void beside(void *context, Arena *arena, Text base, CheckPaths *paths) {
  const Reading *reading = context;
  TextList found = { NULL, 0, 0 };
  Text folder = files_folder_of(base);
  if (reading->overlay && reading->overlay->beside.length)
    LIST_ADD(arena, paths, Text, reading->overlay->beside);
  if (text_is(base, "-"))
    return;
  files_in(reading->work, folder, &found);
  for (size_t i = 0; i < found.count; i++) {
    Text path = files_join(arena, folder, found.items[i]);
    if (!text_equal(path, base) && is_kept(reading, path))
      LIST_ADD(arena, paths, Text, found.items[i]);
  }
}

Model *rules_read(Work *work, Text path) {
  return rules_read_overlaid(work, &work->arena, path, NULL);
}

Model *rules_read_overlaid(Work *work, Arena *arena, Text path, const RulesOverlay *overlay) {
  Reading *reading = arena_new(arena, Reading);
  *reading = (Reading){ work, overlay };
  Text bytes;
  if (!overlaid(reading, path, &bytes))
    bytes = files_read_rules(work, path.bytes);
  CheckOptions options = { load, reading, beside };
  if (work->options->language == ANSLAG_LANGUAGE_OF_FILE)
    work->diags.language_set = false;    /* messages in the words of this file */
  Model *model = check_rules(arena, path, bytes, &options, &work->diags);
  work->results.language = work->messages.language = work->diags.language;
  shipped_hold(work, model);
  return model;
}

/* ---- where the rules are ---------------------------------------------------------- */

static _Noreturn void stop_without_rules(Work *work, Text folder) {
  if (folder.length)
    diag_report(&work->diags, DIAG_NO_RULES, SPAN_NONE,
                "\"%.*s\" is a folder without a package file", TEXT_PRINT(folder));
  else
    diag_report(&work->diags, DIAG_NO_RULES, SPAN_NONE,
                "no rules were named, and this folder is not in a package");
  diag_help(&work->diags, "name the rule file, or make a package: anslag init FOLDER");
  memory_stop(work->memory);
}

static bool is_amendment(Work *work, Text path) {
  Text bytes, reason;
  return files_try_read(&work->arena, path.bytes, FILES_RULES_MOST, &bytes, &reason) &&
         check_amends(&work->arena, path, bytes);
}

/* The only rule file that stands in a folder without a package file, amendments apart; empty if
 * not one. */
static Text only_rules_in(Work *work, Text folder) {
  TextList found = { NULL, 0, 0 };
  files_in(work, folder, &found);
  Text only = TEXT("");
  size_t count = 0;
  for (size_t i = 0; i < found.count; i++) {
    Text path = files_join(&work->arena, folder, found.items[i]);
    if (found.count > 1 && is_amendment(work, path))
      continue;
    only = path;
    count++;
  }
  return count == 1 ? only : TEXT("");
}

RulesPlace rules_find(Work *work, const char *path) {
  Package package;
  Arena  *arena = &work->arena;
  if (!path) {
    if (!package_around(work, TEXT(""), &package))
      stop_without_rules(work, TEXT(""));
    return (RulesPlace){ package.rules, package.database };
  }
  Text named = arena_text(arena, text_from(path));
  if (text_is(named, "-") || !files_is_folder(path)) {
    bool packed = !text_is(named, "-") &&
                  package_around(work, files_folder_of(named), &package);
    return (RulesPlace){ named, packed ? package.database : TEXT("") };
  }
  while (named.length > 1 && named.bytes[named.length - 1] == '/')
    named = arena_text(arena, text_part(named, 0, named.length - 1));
  if (package_in(work, named, &package))
    return (RulesPlace){ package.rules, package.database };
  Text only = only_rules_in(work, named);
  if (only.length == 0)
    stop_without_rules(work, named);
  return (RulesPlace){ only, TEXT("") };
}

Model *rules_load(Work *work, Text path) {
  Model *model = rules_read(work, path);
  work_stop_on_errors(work);
  work_forget_warnings(work);
  return model;
}

Model *rules_load_some(Work *work, Text path, RulesKeep *keep, void *context) {
  RulesOverlay *overlay = arena_new(&work->arena, RulesOverlay);
  *overlay = (RulesOverlay){ .keep = keep, .keep_context = context };
  Model *model = rules_read_overlaid(work, &work->arena, path, overlay);
  work_stop_on_errors(work);
  work_forget_warnings(work);
  return model;
}

void rules_need_decision(Work *work, const Model *model, Text path) {
  if (model->decisions.count)
    return;
  diag_report(&work->diags, DIAG_NO_DECISION, SPAN_NONE, "\"%.*s\" has no decision to take",
              TEXT_PRINT(path));
  diag_help(&work->diags, "a guideline decides with: decision NAME on RECORD");
  memory_stop(work->memory);
}

const char *rules_database(Work *work, const RulesPlace *place, const char *named) {
  if (named)
    return named;
  if (place->database.length)
    return place->database.bytes;
  diag_report(&work->diags, DIAG_NO_DATABASE, SPAN_NONE, "no database was named");
  diag_help(&work->diags, "add --db FILE, or a line \"db = FILE\" to %s", PACKAGE_FILE);
  memory_stop(work->memory);
}

/* ---- settings ----------------------------------------------------------------------- */

bool rules_names_file(Text scenario) {
  return text_ends_with(scenario, TEXT(".anslag"));
}

static void read_settings(Work *work, const Model *model, const Decl *decl, Scenario *scenario) {
  scenario->name = decl->name.text;
  scenario->span = decl->span;
  for (size_t i = 0; i < decl->as.scenario.settings.count; i++) {
    ModelSetting setting;
    if (check_setting(model, &decl->as.scenario.settings.items[i], &work->diags, &setting))
      LIST_ADD(&work->arena, &scenario->settings, ModelSetting, setting);
  }
}

const Scenario *rules_scenario_of_file(Work *work, const Model *model, Text path) {
  const char *name = arena_text(&work->arena, path).bytes;
  Source *source = sources_add(&work->sources, path, files_read_rules(work, name));
  size_t errors = work->diags.errors;
  const File *file = parse_file(&work->arena, source, &work->diags);
  Scenario *scenario = arena_new(&work->arena, Scenario);
  for (size_t i = 0; i < file->decls.count; i++)
    if (file->decls.items[i]->kind == DECL_SCENARIO) {
      read_settings(work, model, file->decls.items[i], scenario);
      return work->diags.errors == errors ? scenario : NULL;
    }
  diag_report(&work->diags, DIAG_USAGE, SPAN_NONE, "\"%s\" has no scenario", name);
  return NULL;
}

static void add_scenario(Work *work, const Model *model, const char *name,
                         RulesSettings *result) {
  Text named = text_from(name);
  const Scenario *scenario = rules_names_file(named) ? rules_scenario_of_file(work, model, named)
                                                     : check_scenario(model, named, &work->diags);
  if (!scenario)
    return;
  result->scenario = scenario->name;
  for (size_t i = 0; i < scenario->settings.count; i++)
    settings_put(&work->arena, &result->settings, scenario->settings.items[i]);
}

static void add_written(Work *work, const Model *model, const char *written, size_t number,
                        RulesSettings *result) {
  Text name = arena_format(&work->arena, "--set %zu", number);
  Source *source = sources_add(&work->sources, name,
                               arena_text(&work->arena, text_from(written)));
  Setting *setting = arena_new(&work->arena, Setting);
  ModelSetting checked;
  if (parse_setting(&work->arena, source, model->surface, &work->diags, setting) &&
      check_setting(model, setting, &work->diags, &checked))
    settings_put(&work->arena, &result->settings, checked);
}

static void add_as_of(Work *work, const char *as_of, RulesSettings *result) {
  result->options.has_as_of = date_parse(text_from(as_of), &result->options.as_of);
  if (result->options.has_as_of)
    return;
  diag_report(&work->diags, DIAG_USAGE, SPAN_NONE, "\"%s\" is not a date", as_of);
  diag_help(&work->diags, "write a date as 2026-01-31");
}

/* Rules that read the run's date do not run without it (semantics T4). */
static void need_as_of(Work *work, const Model *model) {
  diag_report(&work->diags, DIAG_USAGE, model->as_of_read,
              "these rules read the date of the run, and none was given");
  diag_help(&work->diags, "give it: --as-of 2026-01-31");
}

static RulesSettings settings_of(Work *work, const Model *model, const AnslagRules *rules,
                                 bool judges) {
  RulesSettings result = { .options = { .most_steps = work->options->max_steps } };
  size_t before = work->diags.errors;
  if (rules->scenario)
    add_scenario(work, model, rules->scenario, &result);
  for (size_t i = 0; i < rules->setting_count; i++)
    add_written(work, model, rules->settings[i], i + 1, &result);
  if (rules->as_of)
    add_as_of(work, rules->as_of, &result);
  else if (model->as_of_read.file && judges)
    need_as_of(work, model);
  if (work->diags.errors > before) {
    work->exit = ANSLAG_USAGE;
    memory_stop(work->memory);
  }
  return result;
}

void rules_choose_day(Work *work, const Model *model, AnslagRules *rules) {
  if (rules->as_of || !model->as_of_read.file || model->in_force.count == 0)
    return;
  Text day = date_text(&work->arena, model->in_force.items[0].from);
  rules->as_of = arena_text(&work->arena, day).bytes;
  work_say(work, "as of %s, the first day in force\n", rules->as_of);
}

RulesSettings rules_settings(Work *work, const Model *model, const AnslagRules *rules) {
  return settings_of(work, model, rules, true);
}

RulesSettings rules_settings_alone(Work *work, const Model *model, const AnslagRules *rules) {
  return settings_of(work, model, rules, false);
}

bool rules_as_of(Work *work, const AnslagRules *rules, Date *as_of) {
  RulesSettings result = { 0 };
  if (!rules->as_of)
    return false;
  add_as_of(work, rules->as_of, &result);
  if (!result.options.has_as_of) {
    work->exit = ANSLAG_USAGE;
    memory_stop(work->memory);
  }
  *as_of = result.options.as_of;
  return true;
}

Surface rules_surface(const Work *work, const Model *model) {
  switch (work->options->language) {
    case ANSLAG_LANGUAGE_OF_FILE:
      break;
    case ANSLAG_LANGUAGE_ENGLISH:
      return SURFACE_ENGLISH;
    case ANSLAG_LANGUAGE_SWEDISH:
      return SURFACE_SWEDISH;
  }
  return model->surface;
}
