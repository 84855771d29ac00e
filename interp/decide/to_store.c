#include "interp/decide/to_store.h"

#include "base/sha256.h"
#include "interp/budget/to_store.h"
#include "interp/decide/ladder.h"

typedef struct {
  const ToStoreOptions *options;
  const Model          *model;
  Store                *store;
} Rows;

/* ---- the rows of one record ------------------------------------------------------ */

static void write_decision(Rows *rows, const Judgement *judgement, Text key, Arena *batch) {
  const Decision *decision = judgement->decision;
  StoreDecision row = {
    .decision = decision->name, .record = key, .outcome = judgement_outcome(judgement),
    .decider = judgement->decider_name, .has_granted = judgement->has_granted,
    .granted = judgement->granted, .has_rank = judgement->reached,
    .rank = (int64_t)judgement->placement.rank,
    .currency = decision->currency ? decision->currency->name : TEXT_NONE,
    .frame = judgement->frame ? judgement->frame->name : TEXT_NONE,
    .failed = judgement_failed(batch, judgement), .missing = judgement_missing(batch, judgement),
    .noted = judgement_noted(batch, judgement), .consulted = judgement_consulted(batch, judgement),
  };
  row.has_asked = judgement->asked.state == VALUE_KNOWN &&
                  fraction_to_int64(judgement->asked.as.number, &row.asked);
  store_write_decision(rows->store, &row);
}

/* "riktlinjer: line 41: ett maxbelopp om 1 mkr", or what is assumed; of several, the first. */
Text to_store_source(const Model *model, Arena *batch, const ModelBases *bases) {
  const ModelBasis *assumed = NULL;
  for (size_t i = 0; bases && i < bases->count; i++) {
    const ModelBasis *basis = &bases->items[i];
    if (basis->kind == BASIS_SOURCE && basis->document)
      return basis->line ? arena_format(batch, model_words(model, "%.*s: line %zu: %.*s"),
                                        TEXT_PRINT(basis->document->name), basis->line,
                                        TEXT_PRINT(basis->text))
                         : arena_format(batch, "%.*s: %.*s", TEXT_PRINT(basis->document->name),
                                        TEXT_PRINT(basis->text));
    if (basis->kind == BASIS_ASSUMED && !assumed)
      assumed = basis;
  }
  if (!assumed)
    return TEXT_NONE;
  return arena_format(batch, model_words(model, "assumed: %.*s"), TEXT_PRINT(assumed->text));
}

typedef Text AskText(const Ask *ask);

/* The asks' names (in full, U6) or owners, each once. */
static Text join_asks(Arena *batch, const AskList *asks, AskText *text_of) {
  if (!asks->count)
    return TEXT_NONE;
  Writer writer;
  writer_to_memory(&writer, batch);
  size_t written = 0;
  for (size_t i = 0; i < asks->count; i++) {
    Text text = text_of(&asks->items[i]);
    bool seen = text.length == 0;
    for (size_t j = 0; j < i && !seen; j++)
      seen = text_equal(text, text_of(&asks->items[j]));
    if (seen)
      continue;
    if (written++)
      writer_put(&writer, TEXT(","));
    writer_put(&writer, text);
  }
  return writer_text(&writer);
}

static void write_finding(Rows *rows, const Judgement *judgement, const RuleVerdict *verdict,
                          Text key, Arena *batch) {
  if (verdict->verdict == VERDICT_PASS || verdict->verdict == VERDICT_DOES_NOT_APPLY)
    return;
  store_write_finding(rows->store, &(StoreFinding){
    .decision = judgement->decision->name, .record = key, .rule = verdict->name,
    .verdict = text_from(verdict_names[verdict->verdict]),
    .missing = join_asks(batch, &verdict->asks, ask_name),
    .owner = join_asks(batch, &verdict->asks, ask_owner),
    .source = to_store_source(rows->model, batch, verdict->bases), .reason = verdict->reason,
  });
}

static void write_findings(Rows *rows, const Judgement *judgement, Text key, Arena *batch) {
  for (size_t i = 0; i < judgement->rules.count; i++)
    write_finding(rows, judgement, &judgement->rules.items[i], key, batch);
  for (size_t i = 0; i < judgement->controls.count; i++)
    write_finding(rows, judgement, &judgement->controls.items[i], key, batch);
}

static void write_values(Rows *rows, const Judgement *judgement, const NamedValueList *values,
                         Text key, Arena *batch) {
  for (size_t i = 0; i < values->count; i++) {
    const NamedValue *named = &values->items[i];
    if (named->value.state != VALUE_KNOWN || !named->term->name.length)
      continue;
    store_write_value(rows->store, &(StoreValue){
      .decision = judgement->decision->name, .record = key, .name = named->term->name,
      .value = value_plain(batch, named->value),
    });
  }
}

static bool says_version(const Decision *decision) {
  for (size_t i = 0; i < decision->shows.count; i++)
    if (text_is(decision->shows.items[i]->name, "version"))
      return true;
  return false;
}

/* The amendments that the record was judged by, with a "?" where that is not known. */
static void write_version(Rows *rows, const Judgement *judgement, Text key, Arena *batch) {
  const Model *model = rows->model;
  Text names = TEXT("");
  if (model->amendments.count == 0 || says_version(judgement->decision))
    return;
  for (size_t i = 0; i < model->amendments.count; i++) {
    Versions versions = { .from = model->amendments.items[i] };
    Value stands = evaluator_stands(judgement->evaluator, &versions);
    if (stands.state == VALUE_KNOWN && !stands.as.truth)
      continue;
    names = arena_format(batch, "%.*s%s%.*s%s", TEXT_PRINT(names), names.length ? "," : "",
                         TEXT_PRINT(model->amendments.items[i]->name),
                         stands.state == VALUE_KNOWN ? "" : "?");
  }
  store_write_value(rows->store, &(StoreValue){
    .decision = judgement->decision->name, .record = key, .name = TEXT("version"),
    .value = names.length ? names : TEXT("adopted"),
  });
}

/* The step proposed on each ladder of the record, and what was skipped without a reason. */
static void write_ladders(Rows *rows, const Judgement *judgement, Text key, Arena *batch) {
  const Model *model = rows->model;
  for (size_t i = 0; i < model->ladders.count; i++) {
    const Ladder *ladder = model->ladders.items[i];
    if (ladder->subject != judgement->record->type)
      continue;
    LadderStanding standing = ladder_stand(judgement->evaluator, ladder, judgement->record, batch);
    Text unexplained = ladder_unexplained(batch, &standing);
    if (standing.next)
      store_write_value(rows->store, &(StoreValue){
        .decision = judgement->decision->name, .record = key, .name = ladder->name,
        .value = standing.next->code->name,
      });
    if (unexplained.length)
      store_write_finding(rows->store, &(StoreFinding){
        .decision = judgement->decision->name, .record = key, .rule = ladder->name,
        .verdict = TEXT("noted"), .source = to_store_source(rows->model, batch, &ladder->bases),
        .reason = arena_format(batch,
                               model_words(rows->model, "skipped without a written reason: %.*s"),
                               TEXT_PRINT(unexplained)),
      });
  }
}

/* The only state of an amount that is a field as it stands is in `asked` already. */
static bool says_more_than_asked(const NamedValueList *amounts) {
  return amounts->count > 1 ||
         (amounts->count == 1 && amounts->items[0].term->value->kind != TERM_FIELD);
}

static void write_deadlines(Rows *rows, const Judgement *judgement, Text key, Arena *batch) {
  for (size_t i = 0; i < judgement->deadlines.count; i++) {
    const DeadlineResult *deadline = &judgement->deadlines.items[i];
    store_write_deadline(rows->store, &(StoreDeadline){
      .decision = judgement->decision->name, .record = key,
      .deadline = deadline->deadline->name, .owed_by = deadline->owed_by,
      .owed_to = deadline->owed_to,
      .due = deadline->due.state == VALUE_KNOWN ? value_plain(batch, deadline->due) : TEXT_NONE,
    });
  }
}

static void write_record(void *context, const Judgement *judgement, Arena *batch) {
  Rows *rows = context;
  Text key = record_key_text(batch, judgement->record);
  write_decision(rows, judgement, key, batch);
  write_findings(rows, judgement, key, batch);
  if (says_more_than_asked(&judgement->amounts))
    write_values(rows, judgement, &judgement->amounts, key, batch);
  write_values(rows, judgement, &judgement->shows, key, batch);
  write_version(rows, judgement, key, batch);
  write_ladders(rows, judgement, key, batch);
  write_deadlines(rows, judgement, key, batch);
  const RunVisitor *visitor = rows->options->visitor;
  if (visitor && visitor->finished)
    visitor->finished(visitor->context, judgement, batch);
}

static void write_line(void *context, const FrameLine *line) {
  Rows *rows = context;
  char on[DATE_LENGTH + 1];
  if (line->has_date)
    date_write(line->on, on);
  store_write_frame_line(rows->store, &(StoreFrameLine){
    .frame = line->state->frame->name, .key = line->state->key, .kind = text_from(line->kind),
    .decision = line->decision->name, .record = line->record, .amount = line->amount,
    .on = line->has_date ? text_from(on) : TEXT_NONE,
  });
}

static void pass_progress(void *context, size_t done, size_t total) {
  const RunVisitor *visitor = ((Rows *)context)->options->visitor;
  if (visitor && visitor->progress)
    visitor->progress(visitor->context, done, total);
}

/* ---- frames and rulebook --------------------------------------------------------- */

static int64_t remaining(const FrameState *state) {
  Int128 rest = state->pending ? 0 : (Int128)state->limit - state->opening - state->drawn;
  return rest < INT64_MIN ? INT64_MIN : (int64_t)rest;
}

static void write_frames(Rows *rows, const RunSummary *summary) {
  for (size_t i = 0; i < summary->frame_count; i++) {
    const FrameState *state = &summary->frames[i];
    store_write_frame(rows->store, &(StoreFrame){
      .frame = state->frame->name, .key = state->key, .has_limit = !state->pending,
      .amount_limit = state->limit,
      .opening = state->opening, .drawn = state->drawn,
      .remaining = remaining(state),
    });
  }
}

/* A path as it is inside the package: without the folder of the rule file asked for. */
static Text inner_path(const Model *model, Text path) {
  Text main = model->modules.count ? model->modules.items[0]->path : TEXT_NONE;
  size_t folder = main.length;
  while (folder > 0 && main.bytes[folder - 1] != '/')
    folder--;
  Text prefix = text_part(main, 0, folder);
  return folder && text_starts_with(path, prefix) ? text_part(path, folder, path.length) : path;
}

typedef struct { Text path; const Source *source; bool document; } UsedFile;
typedef LIST(UsedFile) UsedFiles;

/* In order of path, each once. */
static void use_file(Arena *arena, UsedFiles *files, UsedFile file) {
  size_t place = 0;
  while (place < files->count && text_compare(files->items[place].path, file.path) < 0)
    place++;
  if (!file.source || (place < files->count && text_equal(files->items[place].path, file.path)))
    return;
  LIST_ADD(arena, files, UsedFile, file);
  for (size_t i = files->count - 1; i > place; i--)
    files->items[i] = files->items[i - 1];
  files->items[place] = file;
}

static UsedFiles used_files(Arena *arena, const Model *model) {
  UsedFiles files = { NULL, 0, 0 };
  for (size_t i = 0; i < model->modules.count; i++) {
    const Module *module = model->modules.items[i];
    use_file(arena, &files, (UsedFile){ inner_path(model, module->path), module->source, false });
  }
  for (size_t i = 0; i < model->documents.count; i++) {
    const Document *document = model->documents.items[i];
    if (document->text)
      use_file(arena, &files,
               (UsedFile){ inner_path(model, document->text->path), document->text, true });
  }
  for (size_t i = 0; i < model->csv_files.count; i++) {
    const Source *source = model->csv_files.items[i]->source;
    use_file(arena, &files, (UsedFile){ inner_path(model, source->path), source, false });
  }
  return files;
}

/* SHA-256 over path, length and bytes of every rule file, document and table, by path (H2).  Paths
 * are relative to the folder of the rule file asked for, so that the hash does not depend on
 * where it lies. */
Text to_store_rules_hash(Arena *arena, const Model *model) {
  UsedFiles files = used_files(arena, model);
  Sha256 *sha = sha256_start(arena->memory);
  for (size_t i = 0; i < files.count; i++) {
    Text text = files.items[i].source->text;
    sha256_add(sha, arena_format(arena, "%.*s\t%zu\n", TEXT_PRINT(files.items[i].path),
                                 text.length));
    sha256_add(sha, text);
  }
  return sha256_finish(sha, arena);
}

/* Rule files as they were; of a source document its hash, under which it stands itself: the same
 * document is kept once. */
static void write_rulebook(Rows *rows, Arena *arena, const Model *model, Text hash) {
  UsedFiles files = used_files(arena, model);
  for (size_t i = 0; i < files.count; i++) {
    Text path = files.items[i].path, text = files.items[i].source->text;
    if (files.items[i].document) {
      Text of_document = sha256_of(arena, text);
      store_write_rulebook(rows->store, of_document, path, text);
      text = of_document;
    }
    store_write_rulebook(rows->store, hash, path, text);
  }
}

/* ---- settings -------------------------------------------------------------------- */

/* In order of name; of two for one parameter the later counts, on the days it is for. */
static size_t sort_settings(const ModelSettings *settings, const ModelSetting **sorted) {
  size_t count = 0;
  for (size_t i = 0; settings && i < settings->count; i++) {
    const ModelSetting *setting = &settings->items[i];
    size_t kept = 0;
    for (size_t j = 0; j < count; j++)
      if (setting->dated || sorted[j]->parameter != setting->parameter)
        sorted[kept++] = sorted[j];
    count = kept;
    size_t place = count++;
    for (; place > 0 && text_compare(sorted[place - 1]->parameter->name,
                                     setting->parameter->name) > 0; place--)
      sorted[place] = sorted[place - 1];
    sorted[place] = setting;
  }
  return count;
}

/* "2 mkr", or "2 mkr, 3 mkr from 2026-07-01": all that is set of the parameter of the first. */
static Text text_of_settings(Arena *arena, const ModelSetting *const *sorted, size_t count,
                             size_t *used) {
  Text text = sorted[0]->text;
  size_t next = 1;
  for (; next < count && sorted[next]->parameter == sorted[0]->parameter; next++)
    text = arena_format(arena, "%.*s, %.*s", TEXT_PRINT(text), TEXT_PRINT(sorted[next]->text));
  *used = next;
  return text;
}

Text to_store_settings(Arena *arena, const ModelSettings *settings, Text scenario) {
  const ModelSetting **sorted = arena_array(arena, const ModelSetting *,
                                            (settings ? settings->count : 0) + 1);
  size_t count = sort_settings(settings, sorted), used;
  Writer writer;
  writer_to_memory(&writer, arena);
  writer_put(&writer, TEXT("{\"scenario\":"));
  if (scenario.length)
    writer_json(&writer, scenario);
  else
    writer_put(&writer, TEXT("null"));
  writer_put(&writer, TEXT(",\"sets\":{"));
  for (size_t i = 0; i < count; i += used) {
    if (i)
      writer_put(&writer, TEXT(","));
    writer_json(&writer, sorted[i]->parameter->name);
    writer_put(&writer, TEXT(":"));
    writer_json(&writer, text_of_settings(arena, &sorted[i], count - i, &used));
  }
  writer_put(&writer, TEXT("}}"));
  return writer_text(&writer);
}

/* ---- budgets, targets, controls --------------------------------------------------- */

static const Outlook *write_outlook(const Rows *rows, Arena *arena, const ModelSettings *settings,
                                    const Population *population, Diags *diags) {
  const Model *model = rows->model;
  if (!model->budgets.count && !model->targets.count && !model->controls.count)
    return NULL;
  static const OutlookChoice everything = { .only = NULL };
  Evaluator *evaluator = evaluator_new(arena, model, settings, &rows->options->eval, diags);
  evaluator_subject(evaluator, NULL, NULL, &population->all, arena);
  const Outlook *outlook = outlook_make(arena, evaluator, model, &everything, true);
  outlook_to_store(arena, model, outlook, to_store_source, rows->store);
  return outlook;
}

/* ---- the run --------------------------------------------------------------------- */

static Text rules_name(const Model *model) {
  if (model->name.length || !model->modules.count)
    return model->name;
  return inner_path(model, model->modules.items[0]->path);
}

StoredRun run_to_store(Arena *arena, const Model *model, const ToStoreOptions *options,
                       Diags *diags) {
  Rows rows = { .options = options, .model = model, .store = options->output };
  const ModelSettings none = { NULL, 0, 0 };
  const ModelSettings *settings = options->settings ? options->settings : &none;
  Population population;
  population_of_store(&population, options->input, arena);
  RunVisitor visitor = { .finished = write_record, .progress = pass_progress,
                         .line = write_line, .context = &rows };
  StoredRun stored = { .run_id = store_run_begin(options->output) };
  stored.summary = run_population(arena, model, settings, &options->eval, &population, &visitor,
                                  diags);
  write_frames(&rows, stored.summary);
  stored.outlook = write_outlook(&rows, arena, settings, &population, diags);
  stored.run = (StoreRun){
    .started = options->started, .rules = rules_name(model),
    .rules_hash = to_store_rules_hash(arena, model),
    .data_hash = store_data_hash(options->input, arena), .engine = options->engine,
    .as_of = options->eval.has_as_of ? date_text(arena, options->eval.as_of) : TEXT_NONE,
    .settings = to_store_settings(arena, settings, options->scenario),
    .records = (int64_t)stored.summary->records, .digest = stored.summary->digest,
  };
  write_rulebook(&rows, arena, model, stored.run.rules_hash);
  stored.hash = store_run_end(options->output, arena, &stored.run);
  return stored;
}
