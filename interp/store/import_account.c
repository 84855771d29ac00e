/* The account of an import: how the file was read, and what each column becomes. */
#include "base/unicode.h"
#include "interp/store/import_inside.h"

static const char *separator_name(char separator) {
  switch (separator) {
    case ',':  return MESSAGE("comma");
    case ';':  return MESSAGE("semicolon");
    case '\t': return MESSAGE("tab");
    case '|':  return MESSAGE("bar");
    default:   return MESSAGE("another sign");
  }
}

/* In the language of the account. */
static const char *said(const Import *import, const char *english) {
  return message(import->account->language, english);
}

static Text unit_text(Import *import, const ImportColumn *column) {
  if (column->unit.unit.length == 0)
    return TEXT("");
  return arena_format(import->arena,
                      said(import, column->unit.from_heading ? MESSAGE(" in %.*s (the heading)")
                                                             : MESSAGE(" in %.*s")),
                      TEXT_PRINT(column->unit.unit));
}

/* "money SEK in kr", "focus_area", "keys or names of organisation". */
static Text reading(Import *import, const ImportColumn *column) {
  const FieldType *field = column->field;
  if (field->type.kind == TYPE_RECORD)
    return arena_format(import->arena, said(import, MESSAGE("key or name of %.*s")),
                        TEXT_PRINT(field->type.record->name));
  if (field->type.kind == TYPE_LIST)
    return arena_format(import->arena,
                        said(import, MESSAGE("keys or names of %.*s, parted by %.*s, into %.*s")),
                        TEXT_PRINT(field->type.element->record->name),
                        TEXT_PRINT(import_separator(column)), TEXT_PRINT(field->via));
  Text type = type_text(import->arena, &field->type, import->account->language);
  return arena_format(import->arena, "%.*s%.*s%s", TEXT_PRINT(type),
                      TEXT_PRINT(unit_text(import, column)),
                      field->key ? said(import, MESSAGE(", key")) : "");
}

static Text amount_text(Import *import, const ImportColumn *column, Fraction amount) {
  return value_say(import->arena, value_number(column->field->type.kind, amount),
                   &column->field->type,
                   import->account->language == LANGUAGE_SWEDISH);
}

static void write_range(Import *import, const ImportColumn *column) {
  if (!column->has_range)
    return;
  if (column->field->type.kind != TYPE_MONEY) {
    writer_say(import->account, "  smallest %.*s, largest %.*s",
               TEXT_PRINT(amount_text(import, column, column->least)),
               TEXT_PRINT(amount_text(import, column, column->most)));
    return;
  }
  Text sum = column->sum_fails ? text_from(said(import, MESSAGE("too large")))
                               : amount_text(import, column, column->sum);
  writer_say(import->account, "  smallest %.*s, largest %.*s, sum %.*s",
             TEXT_PRINT(amount_text(import, column, column->least)),
             TEXT_PRINT(amount_text(import, column, column->most)), TEXT_PRINT(sum));
}

static size_t widest(size_t a, Text text) {
  size_t width = unicode_width(text);
  return width > a ? width : a;
}

static Text count_text(Import *import, size_t count) {
  Writer text;
  writer_to_memory(&text, import->arena);
  writer_count(&text, count);
  return writer_text(&text);
}

static void write_columns(Import *import) {
  size_t heading = 6, name = 7, read = 7, blank = 5;
  for (size_t i = 0; i < import->column_count; i++) {
    const ImportColumn *column = &import->columns[i];
    heading = widest(heading, text_trim(column->heading));
    if (column->field) {
      name = widest(name, field_word(column->field));
      read = widest(read, reading(import, column));
      blank = widest(blank, count_text(import, column->blank));
    }
  }
  Writer *account = import->account;
  const Text titles[] = { text_from(said(import, MESSAGE("column"))),
                          text_from(said(import, MESSAGE("becomes"))),
                          text_from(said(import, MESSAGE("read as"))) };
  const size_t widths[] = { heading, name, read };
  for (size_t i = 0; i < 3; i++) {
    writer_put(account, TEXT("  "));
    writer_pad(account, titles[i], widths[i]);
  }
  writer_print(account, "%*s", (int)(blank - 5), "");
  writer_say(account, "  blank\n");
  for (size_t i = 0; i < import->column_count; i++) {
    const ImportColumn *column = &import->columns[i];
    writer_put(account, TEXT("  "));
    writer_pad(account, text_trim(column->heading), heading);
    writer_put(account, TEXT("  "));
    if (!column->field) {
      writer_say(account, "(not read)\n");
      continue;
    }
    writer_pad(account, field_word(column->field), name);
    writer_put(account, TEXT("  "));
    writer_pad(account, reading(import, column), read);
    writer_put(account, TEXT("  "));
    writer_pad_left(account, count_text(import, column->blank), blank);
    write_range(import, column);
    if (column->bad)
      writer_say(account, "  %zu bad", column->bad);
    writer_put_char(account, '\n');
  }
}

void account_write(Import *import) {
  const Dialect *dialect = &import->dialect;
  writer_print(import->account, "%.*s: ", TEXT_PRINT(import->options->path));
  writer_say_count(import->account, import->result.rows, "%zu row", "%zu rows");
  writer_say(import->account, ", read as %.*s, separator %s%s, decimal %s\n",
             TEXT_PRINT(dialect->encoding), said(import, separator_name(dialect->separator)),
             dialect->separator_said ? said(import, MESSAGE(" (as the file says)")) : "",
             said(import, dialect->decimal_comma ? MESSAGE("comma") : MESSAGE("point")));
  write_columns(import);
  if (import->change_count == 0)
    return;
  writer_say(import->account, "changes\n");
  writer_put(import->account, writer_text(&import->changes));
  if (import->change_count > CHANGES_SHOWN)
    writer_say(import->account, "  … and %zu more\n", import->change_count - CHANGES_SHOWN);
}

void account_write_result(Import *import, bool written) {
  const ImportResult *result = &import->result;
  Writer *account = import->account;
  if (!written && !import->options->dry_run) {
    writer_say(account, "nothing was written\n");
    return;
  }
  if (import->options->dry_run)
    writer_say(account, "nothing was written (a dry run); would be: ");
  writer_say_number(account, result->inserted, "%zu added to ");
  writer_put(account, import->record->table);
  if (import->options->update)
    writer_print(account, message_for(account->language, result->changed_values,
                                      ", %zu changed (%zu value, what it was is in anslag_history)",
                                      ", %zu changed (%zu values, what they were is in "
                                      "anslag_history)"),
                 result->changed, result->changed_values);
  if (result->left_out)
    writer_say_number(account, result->left_out, ", %zu left out");
  if (result->bad_cells)
    writer_say_count(account, result->bad_cells, ", %zu bad cell", ", %zu bad cells");
  writer_put_char(account, '\n');
}
