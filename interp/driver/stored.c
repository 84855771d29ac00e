#include "interp/driver/stored.h"

#include "grammar/parse.h"
#include "interp/decide/to_store.h"
#include "interp/driver/files.h"
#include "interp/ledger/rulebook.h"
#include "interp/ledger/settings.h"

#include <stdlib.h>

typedef struct {
  Work    *work;
  Rulebook book;
  Text     rules_hash;
  Text     folder;                /* of the rules at hand, for documents that are not kept */
} Shelf;

/* ---- reading what the rules name, from the database ------------------------------------- */

/* A document that is kept by its hash only may still stand in the folder as it was. */
static bool same_on_disk(const Shelf *shelf, Arena *arena, Text path, Text *bytes) {
  Text reason;
  if (!files_stay_inside(arena, shelf->folder, path))
    return false;
  Text joined = files_join(arena, shelf->folder, path);
  return files_is_regular(joined.bytes) &&
         files_try_read(arena, joined.bytes, FILES_RULES_MOST, bytes, &reason) &&
         rulebook_is_hash_of(&shelf->book, arena, shelf->rules_hash, path, *bytes);
}

static bool load(void *context, Arena *arena, Text base, Text path, bool library, Text *bytes,
                 Text *reason) {
  const Shelf *shelf = context;
  memory_poll(shelf->work->memory);
  Text joined = files_join(arena, files_folder_of(base), path);
  if ((library && rulebook_text(&shelf->book, arena, shelf->rules_hash, path, bytes)) ||
      rulebook_text(&shelf->book, arena, shelf->rules_hash, joined, bytes) ||
      same_on_disk(shelf, arena, joined, bytes))
    return true;
  *reason = text_from(diag_words(&shelf->work->diags, "it is not kept with the run"));
  return false;
}

static bool is_rule_file(Text path) {
  return text_ends_with(path, TEXT(".anslag")) || text_ends_with(path, TEXT(".anslag.md"));
}

/* Files of the rule set that stand in the folder of the one asked for, that one left out. */
static void beside(void *context, Arena *arena, Text base, CheckPaths *paths) {
  const Shelf *shelf = context;
  for (size_t i = 0; i < shelf->book.texts.count; i++) {
    const StoreRuleText *row = &shelf->book.texts.items[i];
    if (text_equal(row->rules_hash, shelf->rules_hash) && is_rule_file(row->path) &&
        text_find(row->path, TEXT("/"), 0) > row->path.length && !text_equal(row->path, base))
      LIST_ADD(arena, paths, Text, row->path);
  }
}

/* ---- the file asked for then ------------------------------------------------------------ */

static Text last_part(Text path) {
  Text folder = files_folder_of(path);
  return folder.length ? text_part(path, folder.length + 1, path.length) : path;
}

/* That of the same name, else the guideline's, else the first that is no amendment. */
static Text main_file(const Shelf *shelf, const Model *at_hand) {
  Arena *arena = &shelf->work->arena;
  Text name = at_hand->modules.count ? last_part(at_hand->modules.items[0]->path) : TEXT("");
  Text first = TEXT(""), bytes;
  if (rulebook_text(&shelf->book, arena, shelf->rules_hash, name, &bytes))
    return name;
  CheckPaths paths = { NULL, 0, 0 };
  beside((void *)(uintptr_t)shelf, arena, TEXT(""), &paths);
  for (size_t i = 0; i < paths.count; i++) {
    if (!rulebook_text(&shelf->book, arena, shelf->rules_hash, paths.items[i], &bytes) ||
        check_amends(arena, paths.items[i], bytes))
      continue;
    if (text_find(bytes, TEXT("guideline "), 0) < bytes.length ||
        text_find(bytes, TEXT("riktlinje "), 0) < bytes.length)
      return paths.items[i];
    first = first.length ? first : paths.items[i];
  }
  return first;
}

static Model *read_stored(Shelf *shelf, Model *at_hand, const StoreRunLine *run) {
  Work *work = shelf->work;
  Text path = main_file(shelf, at_hand), bytes;
  if (!path.length ||
      !rulebook_text(&shelf->book, &work->arena, shelf->rules_hash, path, &bytes)) {
    diag_report(&work->diags, DIAG_RULES_NOT_KEPT, SPAN_NONE,
                "the rules of run %lld are not kept in the database", (long long)run->run_id);
    diag_help(&work->diags, "they were under the hash %.*s in the table anslag_rulebook",
              TEXT_PRINT(run->run.rules_hash));
    memory_stop(work->memory);
  }
  CheckOptions options = { load, shelf, beside };
  Model *model = check_rules(&work->arena, path, bytes, &options, &work->diags);
  if (work->diags.errors) {
    diag_report(&work->diags, DIAG_RULES_NOT_KEPT, SPAN_NONE,
                "the rules of run %lld can no longer be read as they were",
                (long long)run->run_id);
    diag_help(&work->diags, "they were read by %.*s", TEXT_PRINT(run->run.engine));
    memory_stop(work->memory);
  }
  work_forget_warnings(work);
  return model;
}

/* ---- settings --------------------------------------------------------------------------- */

typedef struct {
  Work          *work;
  const Model   *model;
  RulesSettings *settings;
} SettingPlace;

static void put_setting(void *context, Text name, Text value) {
  const SettingPlace *place = context;
  Work *work = place->work;
  Text written = arena_format(&work->arena, "%.*s = %.*s", TEXT_PRINT(name), TEXT_PRINT(value));
  Source *source = sources_add(&work->sources, TEXT("anslag_run"), written);
  Setting *setting = arena_new(&work->arena, Setting);
  ModelSetting checked;
  if (parse_setting(&work->arena, source, place->model->surface, &work->diags, setting) &&
      check_setting(place->model, setting, &work->diags, &checked))
    settings_put(&work->arena, &place->settings->settings, checked);
}

static RulesSettings settings_of(Work *work, const Model *model, const StoreRunLine *run) {
  RulesSettings settings = { .options = { .most_steps = work->options->max_steps } };
  SettingPlace place = { work, model, &settings };
  settings.options.has_as_of = date_parse(run->run.as_of, &settings.options.as_of);
  settings.scenario = settings_read(&work->arena, run->run.settings, put_setting, &place);
  work_stop_on_errors(work);
  return settings;
}

StoredRules stored_rules(Work *work, Store *store, Model *at_hand, const StoreRunLine *run) {
  StoredRules rules = { .model = at_hand };
  Shelf *shelf = arena_new(&work->arena, Shelf);
  rules.same = text_equal(to_store_rules_hash(&work->arena, at_hand), run->run.rules_hash);
  if (!rules.same) {
    Text path = at_hand->modules.count ? at_hand->modules.items[0]->path : TEXT("");
    *shelf = (Shelf){ work, rulebook_read(store, &work->arena), run->run.rules_hash,
                      files_folder_of(path) };
    rules.model = read_stored(shelf, at_hand, run);
  }
  rules.settings = settings_of(work, rules.model, run);
  return rules;
}

const StoreRunLine *stored_run(Work *work, const StoreRunLines *runs, const char *number) {
  char *end;
  long long wanted = strtoll(number, &end, 10);
  for (size_t i = 0; i < runs->count && *number && !*end; i++)
    if (runs->items[i].run_id == wanted)
      return &runs->items[i];
  diag_report(&work->diags, DIAG_NO_SUCH_RUN, SPAN_NONE, "there is no run \"%s\"", number);
  if (runs->count)
    diag_help(&work->diags, "the latest is %lld; anslag runs lists them",
              (long long)runs->items[runs->count - 1].run_id);
  else
    diag_help(&work->diags, "nothing has been run yet: anslag run writes a proposal");
  memory_stop(work->memory);
}
