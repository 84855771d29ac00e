/* A cell of a file: read whole by its field's type, and written as the table keeps it. */
#include "base/unicode.h"
#include "interp/store/import_inside.h"

#include <string.h>

bool is_number_type(const FieldType *field) {
  switch (field->type.kind) {
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
      return true;
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_DATE: case TYPE_MOMENT: case TYPE_DURATION:
    case TYPE_TEXT: case TYPE_CODE: case TYPE_BODY: case TYPE_RECORD: case TYPE_LIST:
      return false;
  }
  return false;
}

/* ---- numbers ---- */

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static size_t digits_at(Text text, size_t at) {
  size_t count = 0;
  while (at + count < text.length && is_digit(text.bytes[at + count]))
    count++;
  return count;
}

/* "25 %" in a column of per cent, "100 kr" in one of kronor: the unit says nothing new. */
static Text drop_unit(const ImportColumn *column, Text text) {
  Text unit = column->unit.unit;
  if (unit.length == 0 || text.length <= unit.length || !text_ends_with(text, unit))
    return text;
  Text rest = text_part(text, 0, text.length - unit.length);
  size_t end = rest.length;
  while (end > 0 && !is_digit(rest.bytes[end - 1]))
    end--;
  size_t space = end < rest.length ? csv_space_at(rest, end) : 0;
  return end > 0 && end + space == rest.length ? text_part(rest, 0, end) : text;
}

static const char *number_reason(const Import *import, const ImportColumn *column, Text text) {
  bool comma = memchr(text.bytes, ',', text.length) != NULL;
  bool point = memchr(text.bytes, '.', text.length) != NULL;
  if (comma && point)
    return MESSAGE("has both a comma and a point: write it without thousands separators");
  if (comma && !import->dialect.decimal_comma)
    return MESSAGE("has a comma, but the file's decimal sign is a point");
  if (point && import->dialect.decimal_comma)
    return MESSAGE("has a point, but the file's decimal sign is a comma");
  switch (column->field->type.kind) {
    case TYPE_INTEGER: return MESSAGE("is not a whole number");
    case TYPE_MONEY:   return MESSAGE("is not an amount");
    case TYPE_RATE:    return MESSAGE("is not a rate");
    default:           return MESSAGE("is not a number");
  }
}

/* "1.200" in a file that shows nowhere what its point is: 1 200, or 1.2 with a digit too many. */
static bool is_ambiguous(const Import *import, const FieldType *field, Text text) {
  bool counted = field->type.kind == TYPE_MONEY || field->type.kind == TYPE_INTEGER;
  size_t start = text.length > 0 && text.bytes[0] == '-';
  size_t before = digits_at(text, start);
  size_t at = start + before;
  return counted && !import->dialect.decimals_seen && before >= 1 && before <= 3 &&
         text.bytes[start] != '0' && at + 4 == text.length && text.bytes[at] == '.' &&
         digits_at(text, at + 1) == 3;
}

/* The value of a number in the file, then as it stands in the table. */
static ReadCell read_number(Import *import, ImportColumn *column, Text text) {
  const FieldType *field = column->field;
  ReadCell read = { .reason = number_reason(import, column, text) };
  Text digits = drop_unit(column, text);
  Fraction number, value, cell;
  if (is_ambiguous(import, field, digits)) {
    read.reason = MESSAGE("may be thousands or decimals: write it without the point, or with "
                          "other decimals");
    return read;
  }
  if (!csv_number(&import->row, digits, import->dialect.decimal_comma, &number) ||
      !fraction_multiply(number, column->unit.scale, &value) ||
      !fraction_divide(value, field_scale(field), &cell))
    return read;
  int64_t whole;
  read.stored = (Cell){ .kind = CELL_TEXT, .text = fraction_text(&import->row, cell) };
  if (fraction_to_int64(cell, &whole) && strcmp(field_sql_type(field), "INTEGER") == 0)
    read.stored = (Cell){ .kind = CELL_INTEGER, .integer = whole };
  read.fine = cell_value(import->store->model, field, read.stored, &import->row, &read.value,
                         &read.reason);
  if (!read.fine && field->type.kind == TYPE_MONEY && !fraction_is_whole(value))
    read.reason = MESSAGE("is finer than the smallest amount of the currency");
  return read;
}

/* ---- others ---- */

static ReadCell read_truth(Text text) {
  static const struct { const char *word; bool truth; } words[] = {
    { "yes", true }, { "no", false }, { "ja", true }, { "nej", false },
    { "1", true },   { "0", false },
  };
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (name_same(text, text_from(words[i].word)))
      return (ReadCell){ .fine = true, .value = value_truth(words[i].truth),
                         .stored = { .kind = CELL_INTEGER, .integer = words[i].truth } };
  return (ReadCell){ .reason = MESSAGE("is neither yes nor no") };
}

static ReadCell read_other(Import *import, const FieldType *field, Text text) {
  ReadCell read = { .stored = { .kind = CELL_TEXT, .text = unicode_nfc(&import->row, text) } };
  read.fine = cell_value(import->store->model, field, read.stored, &import->row, &read.value,
                         &read.reason);
  if (read.fine)
    read.stored.text = value_plain(&import->row, read.value);
  return read;
}

/* An apostrophe before what a spreadsheet would run as a formula is the export's, not the
 * text's. */
static Text drop_guard(Text text) {
  static const char formula[] = "=+-@\t\r";
  bool guarded = text.length > 1 && text.bytes[0] == '\'' &&
                 memchr(formula, text.bytes[1], sizeof formula - 1);
  return guarded ? text_part(text, 1, text.length) : text;
}

ReadCell cell_of_file(Import *import, ImportColumn *column, Text text) {
  const FieldType *field = column->field;
  Text trimmed = text_trim(text);
  if (trimmed.length == 0 || import_is_blank(import, trimmed))
    return (ReadCell){ .fine = true, .value = value_unknown(field->type.kind) };
  if (memchr(text.bytes, 0, text.length))
    return (ReadCell){ .reason = MESSAGE("holds a byte that is no text") };
  switch (field->type.kind) {
    case TYPE_TRUTH:
      return read_truth(trimmed);
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
      return read_number(import, column, trimmed);
    case TYPE_RECORD:
      return reference_of_file(import, column, field, trimmed);
    case TYPE_TEXT:
      return read_other(import, field, drop_guard(field->key ? trimmed : text));
    case TYPE_UNKNOWN: case TYPE_DATE: case TYPE_MOMENT: case TYPE_DURATION: case TYPE_CODE:
    case TYPE_BODY: case TYPE_LIST:
      return read_other(import, field, trimmed);
  }
  return (ReadCell){ .reason = MESSAGE("has no type that can be read") };
}

/* A bad cell as it stands, so that it is read as bad: as text, and where the table would make
 * something of the text (a number, or a value in the table's own unit), as bytes. */
Cell cell_kept_bad(Import *import, const FieldType *field, Text text) {
  Cell cell = { .kind = CELL_TEXT, .text = text };
  Value value;
  const char *reason;
  bool digits = false;
  for (size_t i = 0; i < text.length; i++)
    digits = digits || is_digit(text.bytes[i]);
  bool turned = digits && strcmp(field_sql_type(field), "INTEGER") == 0;
  if (turned || cell_value(import->store->model, field, cell, &import->row, &value, &reason))
    cell.kind = CELL_BLOB;
  return cell;
}
