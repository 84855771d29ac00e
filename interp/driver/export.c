#include "interp/driver/export.h"

#include "base/unicode.h"
#include "grammar/parse.h"
#include "interp/driver/judging.h"
#include "interp/driver/sheets.h"
#include "interp/report/bases.h"
#include "interp/report/summary.h"
#include "interp/store/ledger.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is wanted ---------------------------------------------------------------------- */

static _Noreturn void stop_without_column(Export *export, Text name, const ExportColumns *all) {
  Diags *diags = &export->work->diags;
  UnicodeNearest nearest = { export->arena, name, TEXT_NONE, 3 };
  for (size_t i = 0; i < all->count; i++)
    unicode_nearest(&nearest, all->items[i].name);
  diag_report(diags, DIAG_NO_SUCH_COLUMN, SPAN_NONE, "the list has no column \"%.*s\"",
              TEXT_PRINT(name));
  if (nearest.best.length)
    diag_help(diags, "did you mean %.*s?", TEXT_PRINT(nearest.best));
  Writer names;
  writer_to_memory(&names, export->arena);
  for (size_t i = 0; i < all->count; i++)
    writer_print(&names, "%s%.*s", i ? ", " : "", TEXT_PRINT(all->items[i].name));
  diag_help(diags, "columns are %.*s", TEXT_PRINT(writer_text(&names)));
  memory_stop(export->work->memory);
}

static void choose_named(Export *export, Text names, const ExportColumns *all,
                         ExportColumns *chosen) {
  for (size_t start = 0; start <= names.length;) {
    size_t end = text_find(names, TEXT(","), start);
    if (end > names.length)
      end = names.length;
    Text name = text_trim(text_part(names, start, end));
    start = end + 1;
    size_t at = 0;
    while (at < all->count && !text_equal(all->items[at].name, name))
      at++;
    if (at == all->count)
      stop_without_column(export, name, all);
    LIST_ADD(export->arena, chosen, ExportColumn, all->items[at]);
  }
}

static void choose_columns(Export *export, const ExportColumns *all, ExportColumns *chosen) {
  const AnslagExport *request = export->work->request;
  if (request->columns) {
    choose_named(export, text_from(request->columns), all, chosen);
    return;
  }
  for (size_t i = 0; i < all->count; i++)
    if (all->items[i].usual)
      LIST_ADD(export->arena, chosen, ExportColumn, all->items[i]);
}

static const Body *find_decider(Export *export, const char *named) {
  Text name = unicode_nfc(export->arena, text_from(named));
  for (size_t i = 0; i < export->model->bodies.count; i++) {
    const Body *body = export->model->bodies.items[i];
    if (text_equal(body->name, name) || body_is_called(body, name))
      return body;
  }
  diag_report(&export->work->diags, DIAG_USAGE, SPAN_NONE, "the rules know no body \"%s\"", named);
  memory_stop(export->work->memory);
}

static const Term *read_where(Export *export, const char *written) {
  Work   *work = export->work;
  Source *source = sources_add(&work->sources, TEXT("--where"), text_from(written));
  size_t  before = work->diags.errors;
  const Expr *expr = parse_expression(export->arena, source, export->model->surface, &work->diags);
  const Term *term = expr ? check_expression(export->model, export->decision->subject, expr,
                                             &work->diags)
                          : NULL;
  if (term && term->type.kind != TYPE_TRUTH && work->diags.errors == before)
    diag_report(&work->diags, DIAG_USAGE, term->span, "--where needs a test, which is yes or no");
  if (work->diags.errors > before) {
    work->exit = ANSLAG_USAGE;
    memory_stop(work->memory);
  }
  return term;
}

/* ---- the records of rows ------------------------------------------------------------------ */

/* Rows stand in the order of their records, decision by decision: these are read on to, as long as
 * the next is near, and else looked up. */
enum { NEAR = 16 };

typedef struct {
  StoreReader  *reader;         /* NULL: not begun, or looked up from here on */
  Text          decision;       /* whose rows they are */
  const Record *record;         /* read last */
  Arena         arenas[2];      /* of the decision's name; of the record */
  bool          looked_up;
} Reading;

static void start_reading(Export *export, Reading *reading, Text decision) {
  store_read_end(reading->reader);
  arena_reset(&reading->arenas[0]);
  reading->decision = arena_text(&reading->arenas[0], decision);
  reading->reader = store_read(export->store, export->decision->subject);
  reading->record = NULL;
  reading->looked_up = false;
}

static bool is_read(Export *export, const Reading *reading, Text key) {
  return reading->record && text_equal(record_key_text(export->arena, reading->record), key);
}

/* One that is faulty is looked up: of several with one key that finds the first. */
static const Record *find_record(Export *export, Reading *reading, Text decision, Text key) {
  if (!text_equal(reading->decision, decision))
    start_reading(export, reading, decision);
  bool found = is_read(export, reading, key);
  for (size_t i = 0; i < NEAR && !found && !reading->looked_up; i++) {
    arena_reset(&reading->arenas[1]);
    reading->record = store_next(reading->reader, &reading->arenas[1]);
    found = is_read(export, reading, key);
    if (!reading->record)
      break;
  }
  reading->looked_up |= !found;
  return found && !reading->record->faults.count ? reading->record
                                                 : export_record(export, key, export->arena);
}

/* ---- rows -------------------------------------------------------------------------------- */

typedef struct {
  Export        *export;        /* its arena is that of one row */
  ExportColumns *columns;
  bool           records;       /* the list is one of records */
  bool           reads;         /* and tells something of theirs */
  Reading       *reading;
  Writer        *writer;
  const SheetStyle *style;      /* NULL: JSON */
  SheetCell     *row;
  size_t         rows;          /* written */
} Listing;

static bool holds(Export *export, const Record *record, Arena *batch) {
  if (!export->where)
    return true;
  if (!record)
    return false;
  RecordSource source = { export->store, store_all };
  evaluator_subject(export->evaluator, record, export->decision, &source, batch);
  Value value = evaluate(export->evaluator, export->where);
  return value.state == VALUE_KNOWN && value.as.truth;
}

static bool is_own_record(const Export *export, Text decision) {
  for (size_t i = 0; i < export->model->decisions.count; i++)
    if (text_equal(export->model->decisions.items[i]->name, decision))
      return export->model->decisions.items[i]->subject == export->decision->subject;
  return false;
}

static bool add_row(void *context, const Text *cells, const bool *null, size_t count) {
  Listing *listing = context;
  Export  *export = listing->export;
  (void)count;
  arena_reset(export->arena);
  const Record *record = listing->reads && is_own_record(export, cells[0])
                             ? find_record(export, listing->reading, cells[0], cells[1])
                             : NULL;
  if (listing->records && !holds(export, record, export->arena))
    return true;
  for (size_t i = 0; i < listing->columns->count; i++)
    listing->row[i] = export_cell(export, &listing->columns->items[i], cells[i + 2], null[i + 2],
                                  cells[1], record);
  sheet_put(listing->writer, export->sheet, listing->style, listing->row, listing->rows++);
  return true;
}

static void put_select(const Export *export, Writer *writer, const ExportColumns *columns,
                       const ExportSource *source, const char *from) {
  writer_put(writer, source->records ? TEXT("SELECT d.decision, d.record") : TEXT("SELECT '', ''"));
  for (size_t i = 0; i < columns->count; i++)
    writer_print(writer, ", %.*s", TEXT_PRINT(columns->items[i].sql.length
                                                  ? columns->items[i].sql
                                                  : TEXT("NULL")));
  if (!source->records) {
    writer_print(writer, " FROM %s WHERE d.run_id = ?1 ORDER BY d.rowid", from);
    return;
  }
  writer_print(writer, ", d.id AS at, %s AS position FROM %s", source->position, from);
  if (export->decider)
    writer_print(writer, " WHERE d.decider = %.*s",
                 TEXT_PRINT(export_quote(export->arena, export->decider->name)));
}

static Text make_query(const Export *export, const ExportColumns *columns,
                       const ExportSource *source) {
  Writer writer;
  writer_to_memory(&writer, export->arena);
  put_select(export, &writer, columns, source, source->from[0]);
  if (source->from[1]) {
    writer_put(&writer, TEXT(" UNION ALL "));
    put_select(export, &writer, columns, source, source->from[1]);
  }
  if (source->records)
    writer_put(&writer, TEXT(" ORDER BY at, position"));
  return writer_text(&writer);
}

/* ---- what stands first ------------------------------------------------------------------- */

/* Nothing was set: the settings of a plain run. */
static bool is_plain(Text settings) {
  return settings.length == 0 || text_is(settings, "{}") ||
         text_is(settings, "{\"scenario\":null,\"sets\":{}}");
}

static bool take_run(void *context, const Text *cells, const bool *null, size_t count) {
  Export *export = context;
  (void)null, (void)count;
  export->run_id = strtoll(cells[0].bytes, NULL, 10);
  Text settings = is_plain(cells[2]) ? TEXT("")
                                     : arena_format(export->arena,
                                                    diag_words(&export->work->diags,
                                                               "; what if: %.*s"),
                                                    TEXT_PRINT(cells[2]));
  LIST_ADD(export->arena, &export->sheet->notes, Text,
           arena_format(export->arena,
                        diag_words(&export->work->diags,
                                   "Run %.*s of %.*s: a proposal, nothing is decided%.*s"),
                        TEXT_PRINT(cells[0]), TEXT_PRINT(cells[1]), TEXT_PRINT(settings)));
  return true;
}

typedef struct {
  Export   *export;
  BasisKind kind;
} Noting;

static void note_basis(void *context, Text rule, const ModelBasis *basis) {
  const Noting *noting = context;
  Export *export = noting->export;
  if (basis->kind != noting->kind)
    return;
  LIST_ADD(export->arena, &export->sheet->notes, Text,
           arena_format(export->arena,
                        diag_words(&export->work->diags, basis->kind == BASIS_ASSUMED
                                                           ? MESSAGE("Assumed (%.*s): %.*s")
                                                           : MESSAGE("Reading (%.*s): %.*s")),
                        TEXT_PRINT(rule),
                        TEXT_PRINT(basis->text)));
}

static void add_notes(Export *export) {
  Sheet *sheet = export->sheet;
  Text standing = summary_standing(export->arena, export->model, export->work->diags.language);
  Text title = export->model->title.length ? export->model->title : export->model->name;
  if (title.length)
    LIST_ADD(export->arena, &sheet->notes, Text,
             arena_format(export->arena, "%.*s%s%.*s", TEXT_PRINT(title),
                          standing.length ? ": " : "", TEXT_PRINT(standing)));
  store_query(export->store, export->arena,
              "SELECT run_id, started, settings FROM main.anslag_run WHERE run_id = ?1", take_run,
              export);
  if (export->run_id == 0) {
    diag_report(&export->work->diags, DIAG_NO_PROPOSAL, SPAN_NONE, "nothing has been run yet");
    diag_help(&export->work->diags, "anslag run writes the proposal that lists are made from");
    memory_stop(export->work->memory);
  }
  Noting assumed = { export, BASIS_ASSUMED }, readings = { export, BASIS_READING };
  bases_visit(export->model, note_basis, &assumed);
  bases_visit(export->model, note_basis, &readings);
}

/* ---- the whole --------------------------------------------------------------------------- */

/* Does the list tell anything of the records themselves? */
static bool reads_records(const Export *export, const ExportColumns *columns) {
  bool reads = export->where != NULL;
  for (size_t i = 0; i < columns->count; i++)
    reads |= columns->items[i].kind == EXPORT_FIELD || columns->items[i].kind == EXPORT_NAME;
  return reads;
}

/* Row by row, none of which is kept; how many. */
static size_t put_rows(const Export *export, ExportColumns *columns, const ExportSource *source,
                       Writer *writer, const SheetStyle *style) {
  Arena batch, cells;
  const char *sql = make_query(export, columns, source).bytes;
  arena_init_deferred(&batch, export->work->memory);
  arena_init_deferred(&cells, export->work->memory);
  Export row = *export;
  row.arena = &batch;
  Reading reading = { .reader = NULL };
  arena_init_deferred(&reading.arenas[0], export->work->memory);
  arena_init_deferred(&reading.arenas[1], export->work->memory);
  Listing listing = { .export = &row, .columns = columns, .records = source->records,
                      .reads = source->records && reads_records(export, columns),
                      .reading = &reading, .writer = writer, .style = style,
                      .row = arena_array(export->arena, SheetCell, columns->count + 1) };
  if (source->records)
    store_select_rows(export->store, &cells, sql, export->run_id, add_row, &listing);
  else
    store_select(export->store, &cells, sql, export->run_id, add_row, &listing);
  store_read_end(reading.reader);
  memory_release(export->work->memory, &reading.arenas[1]);
  memory_release(export->work->memory, &reading.arenas[0]);
  memory_release(export->work->memory, &cells);
  memory_release(export->work->memory, &batch);
  return listing.rows;
}

/* "decisions.csv" has 3 rows of run 2, 1 note first */
static void say_written(const Export *export, const char *to, size_t rows) {
  Work *work = export->work;
  size_t notes = export->sheet->notes.count;
  Language language = work->diags.language;
  Text of_run = arena_format(&work->arena,
                             message_for(language, rows, "%.*s row of run %lld",
                                         "%.*s rows of run %lld"),
                             TEXT_PRINT(screen_count(&work->arena, rows)),
                             (long long)export->run_id);
  Text first = arena_format(&work->arena, message_for(language, notes, "%zu note", "%zu notes"),
                            notes);
  work_say(work, "\"%s\" has %.*s, %.*s first\n", to, TEXT_PRINT(of_run), TEXT_PRINT(first));
}

static void write_list(const Export *export, ExportColumns *columns, const ExportSource *source) {
  Work *work = export->work;
  const char *to = ((const AnslagExport *)work->request)->to;
  SheetStyle csv = sheets_style(work, export->screen.swedish, to);
  const SheetStyle *style = sheets_form(work, to) == SHEET_JSON ? NULL : &csv;
  for (size_t i = 0; i < columns->count; i++)
    sheet_add_column(export->sheet, columns->items[i].name, columns->items[i].heading);
  FilesOutput *output = sheets_begin(work, to);
  Writer *writer = files_writer(output);
  sheet_begin(writer, export->sheet, style);
  size_t rows = put_rows(export, columns, source, writer, style);
  sheet_end(writer, style);
  files_end(output);
  if (to && strcmp(to, "-") != 0)
    say_written(export, to, rows);
}

static bool wants_fields(const ExportColumns *columns) {
  for (size_t i = 0; i < columns->count; i++)
    if (columns->items[i].kind == EXPORT_FIELD && !columns->items[i].field->used)
      return true;
  return false;
}

static void open_export(Export *export, const char *database, const ExportColumns *columns) {
  Work *work = export->work;
  const AnslagExport *request = work->request;
  const RecordType *subject = export->decision->subject;
  export->store = store_open(export->arena, export->model, text_from(database), STORE_READ,
                             &work->diags);
  store_begin(export->store);
  bool all = wants_fields(columns) || request->where;
  if (!names_mark(work, export->store, export->model, subject, all) && all)
    store_check_tables(export->store, subject);
  work_stop_on_errors(work);
}

static void export_body(Work *work) {
  const AnslagExport *request = work->request;
  sheets_form(work, request->to);
  RulesPlace place = rules_find(work, request->rules.path);
  Model *model = rules_load(work, place.path);
  rules_need_decision(work, model, place.path);
  Sheet  sheet;
  Export export = { .work = work, .arena = &work->arena, .model = model, .sheet = &sheet,
                    .decision = model->decisions.items[0],
                    .screen = judging_screen(work, model) };
  ExportColumns all = { NULL, 0, 0 }, chosen = { NULL, 0, 0 };
  ExportSource source;
  sheet_init(&sheet, &work->arena);
  export_columns(&export, text_from(request->what), &all, &source);
  choose_columns(&export, &all, &chosen);
  if (request->decider)
    export.decider = find_decider(&export, request->decider);
  if (request->where)
    export.where = read_where(&export, request->where);
  open_export(&export, rules_database(work, &place, request->database), &chosen);
  ModelSettings none = { NULL, 0, 0 };
  EvalOptions options = { .most_steps = work->options->max_steps };
  if (export.where)
    export.evaluator = evaluator_new(&work->arena, model, &none, &options, &work->diags);
  add_notes(&export);
  write_list(&export, &chosen, &source);
  store_rollback(export.store);
  store_close(export.store);
}

int anslag_export(AnslagSession *session, const AnslagExport *export_) {
  return session_run(session, export_body, export_);
}
