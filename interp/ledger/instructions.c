#include "interp/ledger/instructions.h"

#include "base/map.h"
#include "base/unicode.h"
#include "interp/data/csv_file.h"
#include "interp/data/csv_value.h"

typedef enum {
  COLUMN_RECORD, COLUMN_OUTCOME, COLUMN_GRANTED, COLUMN_REASON, COLUMN_DECIDER, COLUMN_REFERENCE,
  COLUMN_DECISION, COLUMN_COUNT
} ColumnName;

enum { WORDS_MOST = 4 };

static const char *const column_words[COLUMN_COUNT][WORDS_MOST] = {
  [COLUMN_RECORD]    = { "record", "key", "post", "nyckel" },
  [COLUMN_OUTCOME]   = { "outcome", "utgång", "utfall", "beslut" },
  [COLUMN_GRANTED]   = { "granted", "beviljat", "beviljat belopp", NULL },
  [COLUMN_REASON]    = { "reason", "skäl", "motivering", NULL },
  [COLUMN_DECIDER]   = { "decider", "beslutande", "beslutad av", NULL },
  [COLUMN_REFERENCE] = { "reference", "referens", "paragraf", "ref" },
  [COLUMN_DECISION]  = { "decision", "ärendeslag", NULL, NULL },
};

static const char *const undecided_words[] = { "undecided", "obeslutad", "bordlagd",
                                               "återremiss" };

typedef struct {
  Arena       *arena;
  const Model *model;
  const CsvFile *file;
  Diags       *diags;
  size_t       columns[COLUMN_COUNT];   /* SIZE_MAX: the file has none */
  bool        *read;                    /* by column of the file */
  const Decision *decision;             /* whose outcomes and money are meant */
  Map          listed;                  /* records that rows have named */
} Reading;

/* ---- columns ---------------------------------------------------------------------------- */

static void take_column(Reading *reading, ColumnName name, Text word) {
  if (reading->columns[name] != SIZE_MAX || !word.length)
    return;
  size_t column = csv_file_column(reading->arena, reading->file, word);
  if (column == SIZE_MAX || reading->read[column])
    return;
  reading->columns[name] = column;
  reading->read[column] = true;
}

/* The record may be told by its own words: "id", "Ansökans nummer", "application", "Ansökan". */
static void find_record_column(Reading *reading) {
  const RecordType *type = reading->decision->subject;
  const FieldType  *key = &type->fields[type->key];
  const Text words[] = { key->name, key->title, key->column, type->name, type->title };
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    take_column(reading, COLUMN_RECORD, words[i]);
  for (size_t i = 0; i < type->aliases.count; i++)
    take_column(reading, COLUMN_RECORD, type->aliases.items[i]);
}

static bool find_columns(Reading *reading) {
  const CsvFile *file = reading->file;
  reading->read = arena_array(reading->arena, bool, file->columns + 1);
  for (int name = 0; name < COLUMN_COUNT; name++) {
    reading->columns[name] = SIZE_MAX;
    for (size_t i = 0; i < WORDS_MOST && column_words[name][i]; i++)
      take_column(reading, (ColumnName)name, text_from(column_words[name][i]));
  }
  find_record_column(reading);
  for (size_t i = 0; i < file->columns; i++)
    if (!reading->read[i] && file->headings[i].text.length)
      diag_report(reading->diags, DIAG_COLUMN_NOT_READ, file->headings[i].span,
                  "column \"%.*s\" is not read", TEXT_PRINT(file->headings[i].text));
  if (reading->columns[COLUMN_RECORD] != SIZE_MAX)
    return true;
  diag_report(reading->diags, DIAG_KEY_COLUMN_MISSING, file->headings[0].span,
              "there is no column that says which record is meant");
  diag_help(reading->diags, "name it record; the others are outcome, granted, reason, decider");
  return false;
}

/* ---- cells ------------------------------------------------------------------------------ */

static const CsvFileCell *cell_of(const Reading *reading, const CsvFileRow *row,
                                  ColumnName name) {
  size_t column = reading->columns[name];
  return column == SIZE_MAX || !row->cells[column].text.length ? NULL : &row->cells[column];
}

static Text text_of(const Reading *reading, const CsvFileRow *row, ColumnName name) {
  const CsvFileCell *cell = cell_of(reading, row, name);
  return cell ? unicode_nfc(reading->arena, cell->text) : TEXT("");
}

static bool same_folded(Arena *arena, Text a, Text b) {
  return text_equal(unicode_fold(arena, a), unicode_fold(arena, b));
}

/* By name or in words, of either language. */
static bool is_outcome(Reading *reading, Text said, Text name, Text title) {
  Arena *arena = reading->arena;
  return same_folded(arena, said, name) || (title.length && same_folded(arena, said, title)) ||
         same_folded(arena, said, outcome_text(name, LANGUAGE_SWEDISH));
}

static void read_outcome(Reading *reading, const CsvFileRow *row, Instruction *said) {
  const CsvFileCell *cell = cell_of(reading, row, COLUMN_OUTCOME);
  const Decision *decision = reading->decision;
  if (!cell)
    return;
  Text word = unicode_nfc(reading->arena, cell->text);
  for (size_t i = 0; i < sizeof undecided_words / sizeof undecided_words[0]; i++)
    said->left |= same_folded(reading->arena, word, text_from(undecided_words[i]));
  for (int kind = 0; kind < OUTCOME_OWN; kind++)
    if (is_outcome(reading, word, text_from(outcome_names[kind]), TEXT("")))
      said->outcome = text_from(outcome_names[kind]);
  for (size_t i = 0; i < decision->outcomes.count; i++)
    if (is_outcome(reading, word, decision->outcomes.items[i]->name,
                   decision->outcomes.items[i]->title))
      said->outcome = decision->outcomes.items[i]->name;
  if (said->left || said->outcome.length)
    return;
  diag_report(reading->diags, DIAG_BAD_DECISION, cell->span, "there is no outcome \"%.*s\"",
              TEXT_PRINT(word));
  diag_help(reading->diags, "write fundable, rejected, ineligible, an outcome of the rules, or "
                            "undecided for what is left to another time");
}

static void read_granted(Reading *reading, const CsvFileRow *row, Instruction *said) {
  const CsvFileCell *cell = cell_of(reading, row, COLUMN_GRANTED);
  const Currency *currency = reading->decision->currency;
  if (!cell)
    return;
  CsvForm form = { .type = { .kind = TYPE_MONEY, .currency = currency },
                   .scale = fraction_from(currency ? currency->minor_per_main : 100),
                   .decimal_comma = reading->file->decimal_comma,
                   .language = reading->diags->language };
  Text digits = text_trim(cell->text);
  if (currency && currency->main_unit.length && text_ends_with(digits, currency->main_unit))
    digits = text_trim(text_part(digits, 0, digits.length - currency->main_unit.length));
  Value value = value_unknown(TYPE_MONEY);
  const char *reason = MESSAGE("is not an amount");
  if (csv_value(reading->arena, &form, digits, &value, &reason) && value.state == VALUE_KNOWN &&
      fraction_to_int64(value.as.number, &said->granted) && said->granted >= 0) {
    said->has_granted = true;
    return;
  }
  if (value.state == VALUE_KNOWN)
    reason = MESSAGE("is below zero");
  diag_report(reading->diags, DIAG_BAD_CELL, cell->span, "\"%.*s\" %s", TEXT_PRINT(cell->text),
              diag_words(reading->diags, reason));
}

const Body *instructions_body(const Model *model, Text name) {
  for (size_t i = 0; i < model->bodies.count; i++)
    if (text_equal(model->bodies.items[i]->name, name) ||
        body_is_called(model->bodies.items[i], name))
      return model->bodies.items[i];
  return NULL;
}

static void read_decider(Reading *reading, const CsvFileRow *row, Instruction *said) {
  const CsvFileCell *cell = cell_of(reading, row, COLUMN_DECIDER);
  if (!cell)
    return;
  said->decider = instructions_body(reading->model, unicode_nfc(reading->arena, cell->text));
  if (!said->decider)
    diag_report(reading->diags, DIAG_NO_SUCH_BODY, cell->span, "the rules know no body \"%.*s\"",
                TEXT_PRINT(cell->text));
}

/* ---- rows ------------------------------------------------------------------------------- */

static const Decision *decision_of(Reading *reading, Text name) {
  const Model *model = reading->model;
  for (size_t i = 0; i < model->decisions.count; i++)
    if (text_equal(model->decisions.items[i]->name, name) ||
        text_equal(model->decisions.items[i]->title, name))
      return model->decisions.items[i];
  return NULL;
}

static void read_row(Reading *reading, const CsvFileRow *row, Instructions *instructions) {
  const CsvFileCell *cell = cell_of(reading, row, COLUMN_RECORD);
  const CsvFileCell *decision = cell_of(reading, row, COLUMN_DECISION);
  if (!cell) {
    diag_report(reading->diags, DIAG_KEY_EMPTY, row->span, "the row names no record");
    return;
  }
  Instruction said = { .record = unicode_nfc(reading->arena, cell->text), .span = cell->span,
                       .reason = text_of(reading, row, COLUMN_REASON),
                       .reference = text_of(reading, row, COLUMN_REFERENCE) };
  reading->decision = reading->model->decisions.items[0];
  if (decision) {
    reading->decision = decision_of(reading, decision->text);
    if (!reading->decision) {
      diag_report(reading->diags, DIAG_BAD_DECISION, decision->span,
                  "the rules take no decision \"%.*s\"", TEXT_PRINT(decision->text));
      return;
    }
    said.decision = reading->decision->name;
  }
  read_outcome(reading, row, &said);
  read_granted(reading, row, &said);
  read_decider(reading, row, &said);
  if (said.has_granted && !said.outcome.length && said.granted > 0)
    said.outcome = text_from(outcome_names[OUTCOME_FUNDABLE]);
  if (!map_add(&reading->listed, said.record, reading))
    diag_report(reading->diags, DIAG_KEY_TWICE, cell->span, "\"%.*s\" stands twice in the file",
                TEXT_PRINT(said.record));
  else
    LIST_ADD(reading->arena, instructions, Instruction, said);
}

bool instructions_read(Arena *arena, const Model *model, const Source *source, Diags *diags,
                       Instructions *instructions) {
  CsvFile file;
  size_t errors = diags->errors;
  if (!csv_file_read(arena, source, diags, &file))
    return false;
  Reading reading = { .arena = arena, .model = model, .file = &file, .diags = diags,
                      .decision = model->decisions.items[0] };
  if (!find_columns(&reading))
    return false;
  map_init(&reading.listed, arena);
  for (size_t i = 0; i < file.rows.count; i++)
    read_row(&reading, &file.rows.items[i], instructions);
  return diags->errors == errors;
}
