#include "interp/decide/to_store.h"

#include "base/sha256.h"
#include "interp/budget/to_store.h"
#include "interp/decide/rows.h"

typedef struct {
  const ToStoreOptions *options;
  const Model          *model;
  Store                *store;
  const Decision       *decision;     /* whose records are written */
  uint64_t              number;       /* of the next of them */
  Text                 *frames;       /* by Frame.index: what its rows call it */
} Rows;

Text to_store_source(const Model *model, Arena *batch, const ModelBases *bases) {
  return rows_source(model, batch, bases);
}

/* ---- the rows of one record ------------------------------------------------------ */

/* Findings whose reasons are words: these may be the record's alone. */
static bool has_reasons(const StoreFindings *findings) {
  for (size_t i = 0; i < findings->count; i++)
    if (findings->items[i].reason.length)
      return true;
  return false;
}

static StoreEnded ended_row(const Judgement *judgement, Arena *batch) {
  const Record *record = judgement->record;
  StoreEnded row = {
    .has_granted = judgement->has_granted, .granted = judgement->granted,
    .has_rank = judgement->reached, .rank = (int64_t)judgement->placement.rank,
  };
  row.has_asked = judgement->asked.state == VALUE_KNOWN &&
                  fraction_to_int64(judgement->asked.as.number, &row.asked);
  Value key = record->fields[record->type->key];
  row.key_is_number = record->type->key_count == 1 && key.kind == TYPE_INTEGER &&
                      value_is_known(key) && fraction_to_int64(key.as.number, &row.key);
  if (!row.key_is_number)
    row.key_text = record_key_text(batch, record);
  return row;
}

static void write_decision(Rows *rows, const Judgement *judgement, Arena *batch) {
  StoreFindings findings = rows_findings(judgement, batch);
  StoreEnding ending = rows_ending(judgement, batch);
  StoreEnded  row = ended_row(judgement, batch);
  bool own = has_reasons(&findings);
  for (size_t i = 0; i < findings.count && own; i++)
    store_write_finding(rows->store, rows->number, &findings.items[i]);
  if (!own) {
    ending.findings = findings.items;
    ending.finding_count = findings.count;
  }
  row.ending = store_ending(rows->store, &ending);
  store_write_ended(rows->store, &row);
}

static void write_record(void *context, const Judgement *judgement, Arena *batch) {
  Rows *rows = context;
  if (rows->decision != judgement->decision) {
    store_decision_begin(rows->store, judgement->decision->name);
    rows->decision = judgement->decision;
    rows->number = 0;
  }
  write_decision(rows, judgement, batch);
  StoreValues values = rows_values(judgement, batch);
  for (size_t i = 0; i < values.count; i++)
    store_write_value(rows->store, rows->number, &values.items[i]);
  StoreDeadlines deadlines = rows_deadlines(judgement, batch);
  for (size_t i = 0; i < deadlines.count; i++)
    store_write_deadline(rows->store, rows->number, &deadlines.items[i]);
  rows->number++;
  const RunVisitor *visitor = rows->options->visitor;
  if (visitor && visitor->finished)
    visitor->finished(visitor->context, judgement, batch);
}

/* "pool", or "stod.pool" where another decision has a frame of that name. */
static Text *frame_names(Arena *arena, const Model *model) {
  Text *names = arena_array(arena, Text, model->frames.count + 1);
  for (size_t i = 0; i < model->frames.count; i++) {
    const Frame *frame = model->frames.items[i];
    bool shared = false;
    for (size_t j = 0; j < model->frames.count && !shared; j++)
      shared = j != i && text_equal(model->frames.items[j]->name, frame->name);
    names[frame->index] = shared && frame->decision
                              ? arena_format(arena, "%.*s.%.*s",
                                             TEXT_PRINT(frame->decision->name),
                                             TEXT_PRINT(frame->name))
                              : frame->name;
  }
  return names;
}

static void write_line(void *context, const FrameLine *line) {
  Rows *rows = context;
  char on[DATE_LENGTH + 1];
  if (line->has_date)
    date_write(line->on, on);
  store_write_frame_line(rows->store, &(StoreFrameLine){
    .frame = rows->frames[line->state->frame->index], .key = line->state->key,
    .kind = text_from(line->kind),
    .decision = line->decision->name, .record = line->record, .amount = line->amount,
    .on = line->has_date ? text_from(on) : TEXT_NONE,
  });
}

static void pass_progress(void *context, size_t done, size_t total) {
  const RunVisitor *visitor = ((Rows *)context)->options->visitor;
  visitor->progress(visitor->context, done, total);
}

/* ---- frames and rulebook --------------------------------------------------------- */

static int64_t remaining(const FrameState *state) {
  Int128 rest = state->pending ? 0 : (Int128)state->limit - state->opening - state->drawn;
  return rest < INT64_MIN ? INT64_MIN : (int64_t)rest;
}

static void write_frames(Rows *rows, Memory *memory, const RunSummary *summary) {
  Arena batch;
  arena_init_deferred(&batch, memory);
  for (size_t i = 0; i < summary->frames.count; i++) {
    FrameState state = frame_list_at(&summary->frames, &batch, i);
    store_write_frame(rows->store, &(StoreFrame){
      .frame = rows->frames[state.frame->index], .key = state.key, .has_limit = !state.pending,
      .amount_limit = state.limit, .opening = state.opening, .drawn = state.drawn,
      .remaining = remaining(&state),
    });
    arena_reset(&batch);
  }
  memory_release(memory, &batch);
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
  outlook_to_store(arena, model, outlook, rows_source, rows->store);
  return outlook;
}

/* ---- the run --------------------------------------------------------------------- */

static Text rules_name(const Model *model) {
  if (model->name.length || !model->modules.count)
    return model->name;
  return inner_path(model, model->modules.items[0]->path);
}

static bool is_by_records(const ToStoreOptions *options) {
  return options->by_records || (options->visitor && options->visitor->finished);
}

StoredRun run_to_store(Arena *arena, const Model *model, const ToStoreOptions *options,
                       Diags *diags) {
  Rows rows = { .options = options, .model = model, .store = options->output,
                .frames = frame_names(arena, model) };
  const ModelSettings none = { NULL, 0, 0 };
  const ModelSettings *settings = options->settings ? options->settings : &none;
  Population population;
  population_of_store(&population, options->input, arena);
  RunColumns columns = { .input = options->input, .output = options->output,
                         .window = options->window, .threads = options->threads };
  bool tells = options->visitor && options->visitor->progress;
  RunVisitor visitor = { .finished = write_record, .progress = tells ? pass_progress : NULL,
                         .line = write_line, .context = &rows,
                         .columns = is_by_records(options) ? NULL : &columns,
                         .profile = options->profile };
  StoredRun stored = { .run_id = store_run_begin(options->output) };
  stored.summary = run_population(arena, model, settings, &options->eval, &population, &visitor,
                                  diags);
  write_frames(&rows, arena->memory, stored.summary);
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
