/* How a file is written: encoding, separator, decimal sign.  What is guessed is told. */
#include "base/unicode.h"
#include "interp/store/import_inside.h"

#include <string.h>

enum { GUESS_ROWS = 50 };

/* ---- encoding ---- */

static bool is_utf16(Text bytes) {
  return text_starts_with(bytes, TEXT("\xff\xfe")) || text_starts_with(bytes, TEXT("\xfe\xff"));
}

static bool report_encoding(Import *import, const char *what) {
  diag_report(import->diags, DIAG_FILE_ENCODING, SPAN_NONE, "file \"%.*s\" %s",
              TEXT_PRINT(import->options->path), diag_words(import->diags, what));
  diag_help(import->diags, "save it as \"CSV UTF-8\" and try again");
  return false;
}

/* Old files end their lines with CR alone. */
static Text fold_old_lines(Arena *arena, Text text) {
  if (text.length == 0 || memchr(text.bytes, '\n', text.length) ||
      !memchr(text.bytes, '\r', text.length))
    return text;
  char *bytes = arena_alloc(arena, text.length);
  for (size_t i = 0; i < text.length; i++)
    bytes[i] = text.bytes[i] == '\r' ? '\n' : text.bytes[i];
  return (Text){ bytes, text.length };
}

static bool decode(Import *import) {
  Text bytes = import->options->bytes;
  Dialect *dialect = &import->dialect;
  if (is_utf16(bytes))
    return report_encoding(import, "is UTF-16, which is not read");
  if (bytes.length > 0 && memchr(bytes.bytes, 0, bytes.length))
    return report_encoding(import, "holds bytes that are no text");
  bool mark = text_starts_with(bytes, TEXT("\xef\xbb\xbf"));
  dialect->encoding = mark ? TEXT("UTF-8 with BOM") : TEXT("UTF-8");
  dialect->text = bytes;
  if (unicode_invalid_at(bytes) != bytes.length) {
    dialect->encoding = TEXT("Windows-1252");
    dialect->text = unicode_from_windows_1252(import->arena, bytes);
    if (text_find(dialect->text, TEXT("\xef\xbf\xbd"), 0) <= dialect->text.length)
      return report_encoding(import, "is neither UTF-8 nor Windows-1252");
  }
  import->source = sources_add(import->diags->sources, import->options->path,
                               fold_old_lines(import->arena, dialect->text));
  dialect->text = import->source->text;
  return true;
}

/* ---- separator ---- */

/* "sep=;" in the first line is what a spreadsheet writes for itself. */
static void read_said_separator(Dialect *dialect) {
  Text text = dialect->text;
  dialect->start_line = 1;
  if (text.length < 5 || !name_same(text_part(text, 0, 4), TEXT("sep=")))
    return;
  if (text.length > 5 && text.bytes[5] != '\n' && text.bytes[5] != '\r')
    return;
  dialect->separator = text.bytes[4];
  dialect->separator_said = true;
  dialect->start = text.length > 5 ? 6 : 5;
  dialect->start_line = 2;
}

static Csv open_at_start(const Import *import, char separator) {
  Csv csv;
  csv_open(&csv, import->dialect.text, separator);
  csv.at = import->dialect.start;
  csv.next_line = import->dialect.start_line;
  return csv;
}

/* Headings that fit count most; then columns, if the rows have as many. */
static size_t judge_separator(Import *import, char separator) {
  Csv csv = open_at_start(import, separator);
  arena_reset(&import->row);
  if (!csv_next(&csv, &import->row) && csv.problem == CSV_FINE)
    return 0;
  size_t fitting = columns_fitting(import, &csv), columns = csv.cells.count, even = 1;
  for (size_t i = 0; i < GUESS_ROWS && csv_next(&csv, &import->row); i++)
    even += csv.cells.count == columns;
  return fitting * 1000000 + (columns > 1 ? even * 1000 + columns : 0);
}

static void guess_separator(Import *import) {
  static const char separators[] = { ',', ';', '\t' };
  size_t best = 0;
  import->dialect.separator = ',';
  for (size_t i = 0; i < sizeof separators; i++) {
    size_t score = judge_separator(import, separators[i]);
    if (score <= best)
      continue;
    best = score;
    import->dialect.separator = separators[i];
  }
}

bool dialect_guess(Import *import) {
  if (!decode(import))
    return false;
  read_said_separator(&import->dialect);
  if (!import->dialect.separator_said)
    guess_separator(import);
  import->csv = open_at_start(import, import->dialect.separator);
  return true;
}

/* ---- decimal sign ---- */

void dialect_guess_decimals(Import *import) {
  CsvSigns signs = { 0, 0 };
  Csv csv = import->csv;
  for (;;) {
    arena_reset(&import->row);
    if (!csv_next(&csv, &import->row))
      break;
    memory_poll(import->store->memory);
    for (size_t i = 0; i < csv.cells.count && i < import->column_count; i++) {
      const FieldType *field = import->columns[i].field;
      if (field && field->list == LIST_NOT && is_number_type(field))
        csv_count_signs(csv.cells.items[i].text, &signs);
    }
  }
  import->dialect.decimal_comma = signs.commas > signs.points;
  import->dialect.decimals_seen = signs.commas + signs.points > 0;
}
