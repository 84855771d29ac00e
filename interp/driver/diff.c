/* anslag diff: two rule sets beside each other, then the records of a database by both. */
#include "interp/compare/endings.h"
#include "interp/driver/diff_documents.h"
#include "interp/driver/files.h"
#include "interp/driver/judging.h"
#include "interp/driver/names.h"
#include "interp/driver/sheets.h"
#include "interp/report/difference.h"

enum { ROWS_SHOWN = 40 };

/* ---- what OLD and NEW mean ------------------------------------------------------------ */

/* PATH, PATH@DAY or PATH@SCENARIO; without PATH that of the other side. */
typedef struct {
  Text        written;
  Text        path;               /* empty: as the other side's, or the package's */
  bool        has_day;
  Date        day;
  const char *scenario;           /* NULL: none */
} Named;

static bool is_there(Arena *arena, Text path) {
  const char *name = arena_text(arena, path).bytes;
  return files_exist(name);
}

/* A rule file may be named without its ending. */
static Text with_ending(Arena *arena, Text path) {
  static const char *const endings[] = { ".anslag", ".anslag.md" };
  for (size_t i = 0; i < 2 && path.length && !is_there(arena, path); i++) {
    Text whole = arena_format(arena, "%.*s%s", TEXT_PRINT(path), endings[i]);
    if (is_there(arena, whole))
      return whole;
  }
  return path;
}

static Named read_named(Work *work, const char *written) {
  Arena *arena = &work->arena;
  Named named = { .written = written ? text_from(written) : TEXT("") };
  named.path = with_ending(arena, named.written);
  size_t at = named.written.length;
  while (at > 0 && named.written.bytes[at - 1] != '@')
    at--;
  if (at == 0 || is_there(arena, named.path))
    return named;
  Text what = text_part(named.written, at, named.written.length);
  named.path = with_ending(arena, arena_text(arena, text_part(named.written, 0, at - 1)));
  named.has_day = date_parse(what, &named.day);
  if (!named.has_day)
    named.scenario = arena_text(arena, what).bytes;
  return named;
}

/* ---- the models ----------------------------------------------------------------------- */

/* The amendments beside a guideline up to the one that was named; later ones are left out. */
typedef struct {
  const Model *model;             /* with all of them, in their order */
  size_t       count;             /* how many are kept */
} Kept;

static bool is_kept(void *context, Text path) {
  const Kept *kept = context;
  for (size_t i = kept->count; i < kept->model->amendments.count; i++)
    if (text_equal(kept->model->amendments.items[i]->module->path, path))
      return false;
  return true;
}

/* Its place among the amendments; their count: the file asked for is the guideline. */
static size_t amendment_asked(const Model *model) {
  size_t i = 0;
  while (i < model->amendments.count && model->amendments.items[i]->module != model->asked)
    i++;
  return i;
}

static Text guideline_path(const Model *model) {
  return model->modules.items[0]->path;
}

/* With the first `count` amendments. */
static Model *load_until(Work *work, const Model *model, size_t count) {
  Kept kept = { model, count };
  return rules_load_some(work, guideline_path(model), is_kept, &kept);
}

typedef struct {
  Named         named;
  RulesPlace    place;
  Model        *model;
  RulesSettings settings;
  RulesSide          side;
  Store        *store;
  Population    population;
} DiffSide;

typedef struct {
  Work             *work;
  const AnslagDiff *request;
  DiffSide          before, after;
  bool              amendment;    /* NEW is an amendment of OLD */
  const char       *database;     /* NULL: the rules alone are compared */
  Screen            screen;
} Diff;

static void find_side(Work *work, DiffSide *side, const Named *other) {
  Text path = side->named.path.length ? side->named.path : other->path;
  side->place = rules_find(work, path.length ? path.bytes : NULL);
  side->model = rules_load(work, side->place.path);
}

/* Where NEW is an amendment and OLD its guideline: the guideline without it and with it, both
 * with those before it. */
static void part_amendments(Diff *diff) {
  const Model *before = diff->before.model, *after = diff->after.model;
  size_t asked = amendment_asked(after), old = amendment_asked(before);
  if (asked == after->amendments.count ||
      !text_equal(guideline_path(before), guideline_path(after)))
    return;
  diff->amendment = true;
  size_t until = old < before->amendments.count && old < asked ? old + 1 : asked;
  diff->before.model = load_until(diff->work, after, until);
  diff->after.model = load_until(diff->work, after, asked + 1);
}

/* Named, or the package's; NULL: the rules alone are compared. */
static const char *database_of(const Diff *diff) {
  if (diff->after.model->decisions.count == 0 && diff->before.model->decisions.count == 0)
    return NULL;
  if (diff->request->database)
    return diff->request->database;
  Text path = diff->after.place.database.length ? diff->after.place.database
                                                : diff->before.place.database;
  return path.length && files_exist(path.bytes) ? path.bytes : NULL;
}

static void lay_settings(Diff *diff, DiffSide *side, const AnslagRules *rules) {
  side->settings = diff->database ? rules_settings(diff->work, side->model, rules)
                                  : rules_settings_alone(diff->work, side->model, rules);
  side->side = (RulesSide){ .model = side->model, .settings = &side->settings.settings,
                       .has_day = side->named.has_day, .day = side->named.day };
  if (side->named.has_day) {
    side->settings.options.has_text_day = true;
    side->settings.options.text_day = side->named.day;
  }
}

static const char *first_of(const char *a, const char *b) {
  return a ? a : b;
}

static void load_sides(Diff *diff) {
  const AnslagDiff *request = diff->request;
  diff->before.named = read_named(diff->work, request->before);
  diff->after.named = read_named(diff->work, request->after);
  find_side(diff->work, &diff->before, &diff->after.named);
  find_side(diff->work, &diff->after, &diff->before.named);
  part_amendments(diff);
  diff->database = database_of(diff);
  lay_settings(diff, &diff->before, &(AnslagRules){ .scenario = diff->before.named.scenario,
                                                    .as_of = request->rules.as_of });
  AnslagRules after = request->rules;
  after.scenario = first_of(diff->after.named.scenario, request->rules.scenario);
  lay_settings(diff, &diff->after, &after);
  diff->screen = judging_screen(diff->work, diff->after.model);
}

/* ---- the records ---------------------------------------------------------------------- */

/* A database of the older rules may lack what the new ones read: that is not known, and told. */
static void open_side(Diff *diff, DiffSide *side) {
  Work *work = diff->work;
  side->store = store_open(&work->arena, side->model, text_from(diff->database), STORE_READ,
                           &work->diags);
  store_forgive(side->store);
  for (size_t i = 0; i < side->model->decisions.count; i++)
    names_mark(work, side->store, side->model, side->model->decisions.items[i]->subject, false);
  store_begin(side->store);
  population_of_store(&side->population, side->store, &work->arena);
}

static void close_side(DiffSide *side) {
  store_rollback(side->store);
  store_close(side->store);
}

static void pass_progress(void *context, size_t done, size_t total) {
  const AnslagOptions *options = context;
  if (options->progress)
    options->progress(options->progress_context, done, total);
}

static Endings *judge_both(Diff *diff, const Comparison *comparison) {
  Work *work = diff->work;
  open_side(diff, &diff->before);
  open_side(diff, &diff->after);
  diff->after.population.hold_none = diff->request->decided;
  const DiffSide *old = &diff->before, *new = &diff->after;
  unsigned threads = judging_threads(work);
  EndingSide before = { &old->side, old->settings.options, &old->population, old->store, threads,
                        diff->request->decided };
  EndingSide *after = arena_new(&work->arena, EndingSide);
  *after = (EndingSide){ &new->side, new->settings.options, &new->population, new->store, threads,
                         false };
  RunVisitor progress = { .progress = pass_progress, .context = (void *)work->options };
  Endings *endings = endings_judge(&work->arena, &before, after, comparison, &progress,
                                   &work->diags);
  endings->lacking = store_lacks(diff->after.store, &endings->lacking_count);
  return endings;
}

/* After the last title was read from them. */
static void close_both(Diff *diff, Endings *endings) {
  endings_end(endings);
  close_side(&diff->after);
  close_side(&diff->before);
}

/* ---- what is written ------------------------------------------------------------------ */

static void write_diff(Diff *diff, const DifferenceReport *report) {
  Work *work = diff->work;
  SheetForm form = sheets_form(work, diff->request->to);
  if (form == SHEET_TEXT) {
    difference_write_text(&work->results, &diff->screen, report);
    return;
  }
  FilesOutput *output = sheets_begin(work, diff->request->to);
  Writer *writer = files_writer(output);
  if (form == SHEET_JSON) {
    difference_write_json(writer, report);
  } else {
    Sheet sheet;
    sheet_init(&sheet, &work->arena);
    difference_to_sheet(&sheet, report);
    sheets_put_csv(work, writer, &sheet, diff->screen.swedish, diff->request->to);
  }
  files_end(output);
}

static void diff_body(Work *work) {
  const AnslagDiff *request = work->request;
  sheets_form(work, request->to);
  if (request->documents) {
    diff_documents(work);
    return;
  }
  Diff diff = { .work = work, .request = request };
  load_sides(&diff);
  Comparison *comparison = rules_compare(&work->arena, &diff.before.side, &diff.after.side);
  DifferenceReport report = { .comparison = comparison, .before = diff.before.named.written,
                              .after = diff.after.named.written, .most_rows = ROWS_SHOWN,
                              .own_change = diff.amendment };
  Endings *endings = diff.database ? judge_both(&diff, comparison) : NULL;
  report.endings = endings;
  write_diff(&diff, &report);
  if (endings)
    close_both(&diff, endings);
}

int anslag_diff(AnslagSession *session, const AnslagDiff *diff) {
  return session_run(session, diff_body, diff);
}
