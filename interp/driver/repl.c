/* anslag repl: a session that stays open, one guarded turn for each input. */
#include "interp/driver/files.h"
#include "interp/driver/judging.h"
#include "interp/driver/pages.h"
#include "interp/repl/dialogue.h"
#include "interp/store/store.h"

#include <stdlib.h>
#include <string.h>

struct AnslagRepl {
  AnslagSession *session;
  Work           work;          /* of the turn; its messages keep their address */
  Arena          lasting;
  Arena          offered;       /* the last completions */
  AnslagDialogue request;       /* copied */
  RulesPlace     place;
  Text           main_text;     /* of the rule file, as it was when the dialogue began */
  Dialogue      *dialogue;      /* NULL: not open */
  Language       language;
  bool           speaks;        /* the language is known */
  unsigned       height;
};

/* ---- what the dialogue asks of its host --------------------------------------------------- */

#define OVERLAY_NAME "dialogue.anslag"

static RulesOverlay *rules_overlay(AnslagRepl *repl, Arena *arena, const Overlay *overlay) {
  RulesOverlay *made = arena_new(arena, RulesOverlay);
  for (size_t i = 0; i < overlay->files.count; i++)
    LIST_ADD(arena, &made->files, RulesOverlayFile,
             (RulesOverlayFile){ overlay->files.items[i].path, overlay->files.items[i].bytes });
  LIST_ADD(arena, &made->files, RulesOverlayFile,
           (RulesOverlayFile){ repl->place.path, repl->main_text });
  if (overlay->amendment.length) {
    made->beside = TEXT(OVERLAY_NAME);
    Text path = files_join(arena, files_folder_of(repl->place.path), made->beside);
    LIST_ADD(arena, &made->files, RulesOverlayFile,
             (RulesOverlayFile){ path, overlay->amendment });
  }
  return made;
}

static Model *read_model(void *context, Arena *arena, const Overlay *overlay) {
  AnslagRepl *repl = context;
  Work *work = &repl->work;
  Model *model = rules_read_overlaid(work, arena, repl->place.path,
                                     rules_overlay(repl, arena, overlay));
  work_forget_warnings(work);
  work_stop_on_errors(work);
  repl->language = work->diags.language;
  repl->speaks = true;
  return model;
}

/* Rules that only decide need a database; others read the one that is there. */
static const char *database_of(AnslagRepl *repl, const Model *model) {
  const Text packed = repl->place.database;
  bool plans = model->budgets.count || model->targets.count || model->controls.count;
  if (repl->request.database)
    return repl->request.database;
  if (model->decisions.count && !plans)
    return rules_database(&repl->work, &repl->place, NULL);
  return packed.length && files_exist(packed.bytes) ? packed.bytes : NULL;
}

static EvalOptions read_options(void *context, const Model *model) {
  AnslagRepl *repl = context;
  AnslagRules rules = { .path = repl->request.rules.path, .as_of = repl->request.rules.as_of };
  if (!database_of(repl, model))
    rules_choose_day(&repl->work, model, &rules);
  return rules_settings(&repl->work, model, &rules).options;
}

static Experiment *read_population(void *context, Arena *arena, Model *model) {
  AnslagRepl *repl = context;
  Work *work = &repl->work;
  const char *database = database_of(repl, model);
  if (!database)
    return experiment_open(arena, model, NULL, 1, &work->diags);
  Store *store = store_open(arena, model, text_from(database), STORE_READ, &work->diags);
  store_begin(store);
  Experiment *experiment = experiment_open(arena, model, store, judging_threads(work),
                                           &work->diags);
  store_rollback(store);
  store_close(store);
  return experiment;
}

static const Scenario *find_scenario(void *context, const Model *model, Text name) {
  AnslagRepl *repl = context;
  return rules_names_file(name) ? rules_scenario_of_file(&repl->work, model, name)
                                : check_scenario(model, name, &repl->work.diags);
}

static bool write_file(void *context, Text path, Text bytes, bool again) {
  AnslagRepl *repl = context;
  const char *name = arena_text(&repl->work.arena, path).bytes;
  if (!again && files_exist(name))
    return false;
  files_write(&repl->work, name, bytes);
  return true;
}

static void append_file(void *context, Text path, Text bytes) {
  AnslagRepl *repl = context;
  Arena *arena = &repl->work.arena;
  const char *name = arena_text(arena, path).bytes;
  Text before = files_read_rules(&repl->work, name);
  files_write(&repl->work, name, arena_format(arena, "%.*s\n%.*s", TEXT_PRINT(before),
                                              TEXT_PRINT(bytes)));
}

static void write_help(void *context, Text topic) {
  AnslagRepl *repl = context;
  help_write(&repl->work, topic.length ? arena_text(&repl->work.arena, topic).bytes : NULL);
}

static void tell_progress(void *context, size_t done, size_t total) {
  const AnslagRepl *repl = context;
  const AnslagOptions *options = repl->work.options;
  if (options->progress)
    options->progress(options->progress_context, done, total);
}

static DialogueHost host_of(AnslagRepl *repl) {
  return (DialogueHost){ .context = repl,
                         .model = read_model,
                         .options = read_options,
                         .scenario = find_scenario,
                         .population = read_population,
                         .write = write_file,
                         .append = append_file,
                         .help = write_help,
                         .progress = tell_progress };
}

/* ---- turns -------------------------------------------------------------------------------- */

static AnslagRepl *repl_of(Work *work) {
  return (AnslagRepl *)((char *)work - offsetof(AnslagRepl, work));
}

static DialogueTurn turn_of(AnslagRepl *repl) {
  Work *work = &repl->work;
  const AnslagOptions *options = work->options;
  return (DialogueTurn){ .arena = &work->arena,
                         .diags = &work->diags,
                         .out = &work->results,
                         .screen = { .color = options->color_results,
                                     .ascii = options->ascii,
                                     .swedish = repl->language == LANGUAGE_SWEDISH,
                                     .width = options->width },
                         .height = repl->height };
}

/* Each turn has messages and results of its own: they speak what the first ones did. */
static void speak(AnslagRepl *repl) {
  Work *work = &repl->work;
  if (!repl->speaks)
    return;
  diags_speak(&work->diags, repl->language);
  work->results.language = work->messages.language = repl->language;
}

/* What is read again later than the call. */
static void keep_request(AnslagRepl *repl) {
  const char **kept[] = { &repl->request.database, &repl->request.rules.as_of };
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
    if (*kept[i])
      *kept[i] = arena_text(&repl->lasting, text_from(*kept[i])).bytes;
}

static void open_body(Work *work) {
  AnslagRepl *repl = repl_of(work);
  const AnslagRules *rules = &repl->request.rules;
  keep_request(repl);
  RulesPlace place = rules_find(work, rules->path);
  repl->place = (RulesPlace){ arena_text(&repl->lasting, place.path),
                              arena_text(&repl->lasting, place.database) };
  repl->main_text = arena_text(&repl->lasting, files_read_rules(work, repl->place.path.bytes));
  DialogueHost host = host_of(repl);
  DialogueTurn turn = turn_of(repl);
  DialogueStart start = { rules->settings, rules->setting_count, rules->scenario };
  repl->dialogue = dialogue_open(&repl->lasting, &host, &turn, &start);
}

static void enter_body(Work *work) {
  AnslagRepl *repl = repl_of(work);
  speak(repl);
  DialogueTurn turn = turn_of(repl);
  dialogue_turn(repl->dialogue, &turn);
  const Text *input = work->request;
  dialogue_enter(repl->dialogue, arena_text(&repl->lasting, *input));
}

/* ---- the public functions ----------------------------------------------------------------- */

AnslagRepl *anslag_repl_open(AnslagSession *session, const AnslagDialogue *dialogue, int *code) {
  AnslagRepl *repl = calloc(1, sizeof *repl);
  *code = ANSLAG_ENVIRONMENT;
  if (!repl)
    return NULL;
  repl->session = session;
  repl->request = *dialogue;
  arena_init(&repl->lasting, &session->memory);
  arena_init(&repl->offered, &session->memory);
  *code = session_turn(session, &repl->work, &repl->lasting, open_body, NULL);
  if (*code == ANSLAG_DONE && repl->dialogue)
    return repl;
  anslag_repl_close(repl);
  return NULL;
}

int anslag_repl_enter(AnslagRepl *repl, const char *text, size_t length) {
  Text input = { text, length };
  return session_turn(repl->session, &repl->work, &repl->lasting, enter_body, &input);
}

/* Is the input whole?  Read as it will be, and nothing told. */
typedef struct {
  Text text;
  bool unfinished;
} Wholeness;

static void unfinished_body(Work *work) {
  AnslagRepl *repl = repl_of(work);
  Wholeness *whole = *(Wholeness *const *)work->request;
  speak(repl);
  DialogueTurn turn = turn_of(repl);
  dialogue_turn(repl->dialogue, &turn);
  Sources sources = work->sources;
  whole->unfinished = dialogue_unfinished(repl->dialogue, whole->text);
  work->sources = sources;
  diags_init(&work->diags, &work->arena, &work->sources);
}

bool anslag_repl_unfinished(AnslagRepl *repl, const char *text, size_t length) {
  Wholeness whole = { { text, length }, false };
  Wholeness *request = &whole;
  session_turn(repl->session, &repl->work, &repl->lasting, unfinished_body, &request);
  return whole.unfinished;
}

bool anslag_repl_over(const AnslagRepl *repl) {
  return dialogue_over(repl->dialogue);
}

void anslag_repl_window(AnslagRepl *repl, unsigned width, unsigned height) {
  enum { LEAST_WIDTH = 60 };
  repl->session->options.width = width < LEAST_WIDTH ? LEAST_WIDTH : width;
  repl->height = height;
}

AnslagLanguage anslag_repl_language(const AnslagRepl *repl) {
  return repl->language == LANGUAGE_SWEDISH ? ANSLAG_LANGUAGE_SWEDISH : ANSLAG_LANGUAGE_ENGLISH;
}

/* What is asked for, and what was found: kept in AnslagRepl.offered. */
typedef struct {
  Text   input;
  size_t cursor, start, count;
  AnslagCompletion *found;
} Completing;

static void complete_body(Work *work) {
  AnslagRepl *repl = repl_of(work);
  Completing *completing = *(Completing *const *)work->request;
  Completions completions = { NULL, 0, 0 };
  speak(repl);
  DialogueTurn turn = turn_of(repl);
  dialogue_turn(repl->dialogue, &turn);
  dialogue_complete(repl->dialogue, completing->input, completing->cursor, &completing->start,
                    &completions);
  Arena *arena = &repl->offered;
  arena_free(arena);
  completing->found = arena_array(arena, AnslagCompletion, completions.count + 1);
  for (size_t i = 0; i < completions.count; i++)
    completing->found[i] =
        (AnslagCompletion){ arena_text(arena, completions.items[i].text).bytes,
                            arena_text(arena, completions.items[i].about).bytes };
  completing->count = completions.count;
}

size_t anslag_repl_complete(AnslagRepl *repl, const char *text, size_t length, size_t cursor,
                            size_t *start, const AnslagCompletion **completions) {
  Completing completing = { .input = { text, length }, .cursor = cursor, .start = cursor };
  Completing *request = &completing;
  session_turn(repl->session, &repl->work, &repl->lasting, complete_body, &request);
  *start = completing.start;
  *completions = completing.found;
  return completing.count;
}

void anslag_repl_close(AnslagRepl *repl) {
  if (!repl)
    return;
  if (repl->dialogue)
    dialogue_close(repl->dialogue);
  arena_free(&repl->offered);
  arena_free(&repl->lasting);
  free(repl);
}
