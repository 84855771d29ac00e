#include "interp/driver/judging.h"

#include "base/worker.h"

enum { THREADS_OF_USE = 2 };

Screen judging_screen(const Work *work, const Model *model) {
  return (Screen){ .color = work->options->color_results,
                   .ascii = work->options->ascii,
                   .swedish = rules_surface(work, model) == SURFACE_SWEDISH,
                   .width = work->options->width };
}

Judging judging_begin(Work *work, const AnslagRules *rules, const char *database) {
  Judging judging = { 0 };
  RulesPlace place = rules_find(work, rules->path);
  judging.model = rules_load(work, place.path);
  judging.screen = judging_screen(work, judging.model);
  judging.settings = rules_settings(work, judging.model, rules);
  rules_need_decision(work, judging.model, place.path);
  judging.database = rules_database(work, &place, database);
  return judging;
}

typedef struct {
  const AnslagOptions *options;
  RunVisitor          *inner;
} Telling;

static void pass_finished(void *context, const Judgement *judgement, Arena *batch) {
  const Telling *telling = context;
  if (telling->inner->finished)
    telling->inner->finished(telling->inner->context, judgement, batch);
}

static bool pass_wanted(void *context, const Record *record, Arena *batch) {
  const Telling *telling = context;
  return !telling->inner->wanted ||
         telling->inner->wanted(telling->inner->context, record, batch);
}

static void pass_progress(void *context, size_t done, size_t total) {
  const Telling *telling = context;
  if (telling->options->progress)
    telling->options->progress(telling->options->progress_context, done, total);
}

unsigned judging_threads(const Work *work) {
  unsigned asked = work->options->jobs ? work->options->jobs : worker_cores();
  return asked < THREADS_OF_USE ? asked : THREADS_OF_USE;
}

RunSummary *judging_read(Work *work, const Judging *judging, RunVisitor *visitor) {
  Store *store = store_open(&work->arena, judging->model, text_from(judging->database),
                            STORE_READ, &work->diags);
  Population population;
  Telling    telling = { work->options, visitor };
  RunVisitor passing = { .finished = pass_finished, .progress = pass_progress,
                         .wanted = visitor->wanted ? pass_wanted : NULL, .context = &telling };
  RunColumns columns;
  passing.profile = visitor->profile;
  if (visitor->columns) {
    columns = *visitor->columns;
    columns.input = store;
    passing.columns = &columns;
  }
  store_begin(store);
  population_of_store(&population, store, &work->arena);
  population.raises = judging->raises;
  population.raise_count = judging->raise_count;
  RunSummary *summary =
      run_population(&work->arena, judging->model, &judging->settings.settings,
                     &judging->settings.options, &population, &passing, &work->diags);
  store_rollback(store);
  store_close(store);
  return summary;
}

Text judging_settings_text(Work *work, const Judging *judging) {
  const RulesSettings *settings = &judging->settings;
  Writer writer;
  writer_to_memory(&writer, &work->arena);
  if (settings->scenario.length)
    writer_print(&writer, "%.*s: ", TEXT_PRINT(settings->scenario));
  for (size_t i = 0; i < settings->settings.count; i++) {
    const ModelSetting *setting = &settings->settings.items[i];
    writer_print(&writer, "%s%.*s = %.*s", i ? ", " : "", TEXT_PRINT(setting->parameter->name),
                 TEXT_PRINT(setting->text));
  }
  return settings->settings.count ? writer_text(&writer) : TEXT("");
}
