#include "interp/report/sheet.h"

void sheet_init(Sheet *sheet, Arena *arena) {
  *sheet = (Sheet){ .arena = arena };
}

void sheet_add_column(Sheet *sheet, Text name, Text heading) {
  SheetColumn column = { name, heading.length ? heading : name };
  LIST_ADD(sheet->arena, &sheet->columns, SheetColumn, column);
}

SheetCell *sheet_add_row(Sheet *sheet) {
  SheetCell *row = arena_array(sheet->arena, SheetCell, sheet->columns.count);
  for (size_t i = 0; i < sheet->columns.count; i++)
    row[i] = sheet_none();
  LIST_ADD(sheet->arena, &sheet->rows, SheetCell *, row);
  return row;
}

SheetCell sheet_text(Text text) {
  return sheet_word(TEXT_NONE, text);
}

SheetCell sheet_word(Text name, Text text) {
  return (SheetCell){ text.length ? SHEET_CELL_TEXT : SHEET_CELL_NONE, text, name };
}

SheetCell sheet_number(Text digits) {
  return (SheetCell){ .kind = SHEET_CELL_NUMBER, .text = digits };
}

SheetCell sheet_none(void) {
  return (SheetCell){ .kind = SHEET_CELL_NONE };
}

/* ---- CSV --------------------------------------------------------------------------------- */

static bool begins_formula(Text text) {
  if (text.length == 0)
    return false;
  char first = text.bytes[0];
  return first == '=' || first == '+' || first == '-' || first == '@' || first == '\t' ||
         first == '\r';
}

static bool needs_quotes(Text text, char separator) {
  for (size_t i = 0; i < text.length; i++)
    if (text.bytes[i] == separator || text.bytes[i] == '"' || text.bytes[i] == '\n' ||
        text.bytes[i] == '\r')
      return true;
  return text.length && (text.bytes[0] == ' ' || text.bytes[text.length - 1] == ' ');
}

static void put_text(Writer *writer, Text text, char separator) {
  bool guarded = begins_formula(text), quoted = needs_quotes(text, separator);
  if (quoted)
    writer_put_char(writer, '"');
  if (guarded)
    writer_put_char(writer, '\'');
  for (size_t i = 0; i < text.length; i++) {
    if (text.bytes[i] == '"')
      writer_put_char(writer, '"');
    writer_put_char(writer, text.bytes[i]);
  }
  if (quoted)
    writer_put_char(writer, '"');
}

static void put_number(Writer *writer, Text digits, const SheetStyle *style) {
  bool quoted = style->point == style->separator;
  if (quoted)
    writer_put_char(writer, '"');
  for (size_t i = 0; i < digits.length; i++)
    writer_put_char(writer, digits.bytes[i] == '.' ? style->point : digits.bytes[i]);
  if (quoted)
    writer_put_char(writer, '"');
}

static void put_row(Writer *writer, const Sheet *sheet, const SheetCell *row,
                    const SheetStyle *style) {
  for (size_t i = 0; i < sheet->columns.count; i++) {
    if (i)
      writer_put_char(writer, style->separator);
    if (row[i].kind == SHEET_CELL_NUMBER)
      put_number(writer, row[i].text, style);
    else if (row[i].kind == SHEET_CELL_TEXT)
      put_text(writer, row[i].text, style->separator);
  }
  writer_put(writer, TEXT("\r\n"));
}

static void put_csv_head(Writer *writer, const Sheet *sheet, const SheetStyle *style) {
  if (style->mark)
    writer_put(writer, TEXT("\xef\xbb\xbf"));
  for (size_t i = 0; style->notes && i < sheet->notes.count; i++) {
    put_text(writer, sheet->notes.items[i], style->separator);
    writer_put(writer, TEXT("\r\n"));
  }
  if (style->notes && sheet->notes.count)
    writer_put(writer, TEXT("\r\n"));
  for (size_t i = 0; i < sheet->columns.count; i++) {
    if (i)
      writer_put_char(writer, style->separator);
    put_text(writer, sheet->columns.items[i].heading, style->separator);
  }
  writer_put(writer, TEXT("\r\n"));
}

/* ---- JSON -------------------------------------------------------------------------------- */

static void put_json_cell(Writer *writer, SheetCell cell) {
  switch (cell.kind) {
    case SHEET_CELL_TEXT:
      writer_json(writer, cell.name.length ? cell.name : cell.text);
      return;
    case SHEET_CELL_NUMBER:
      writer_put(writer, cell.text);
      return;
    case SHEET_CELL_NONE:
      writer_put(writer, TEXT("null"));
      return;
  }
}

static void put_json_head(Writer *writer, const Sheet *sheet) {
  writer_put(writer, TEXT("{\"notes\":["));
  for (size_t i = 0; i < sheet->notes.count; i++) {
    if (i)
      writer_put_char(writer, ',');
    writer_json(writer, sheet->notes.items[i]);
  }
  writer_put(writer, TEXT("],\"columns\":["));
  for (size_t i = 0; i < sheet->columns.count; i++) {
    writer_put(writer, i ? TEXT(",{\"name\":") : TEXT("{\"name\":"));
    writer_json(writer, sheet->columns.items[i].name);
    writer_put(writer, TEXT(",\"heading\":"));
    writer_json(writer, sheet->columns.items[i].heading);
    writer_put_char(writer, '}');
  }
  writer_put(writer, TEXT("],\"rows\":["));
}

static void put_json_row(Writer *writer, const Sheet *sheet, const SheetCell *row, size_t number) {
  writer_put(writer, number ? TEXT(",\n{") : TEXT("\n{"));
  for (size_t i = 0; i < sheet->columns.count; i++) {
    if (i)
      writer_put_char(writer, ',');
    writer_json(writer, sheet->columns.items[i].name);
    writer_put_char(writer, ':');
    put_json_cell(writer, row[i]);
  }
  writer_put_char(writer, '}');
}

/* ---- both -------------------------------------------------------------------------------- */

void sheet_begin(Writer *writer, const Sheet *sheet, const SheetStyle *style) {
  if (style)
    put_csv_head(writer, sheet, style);
  else
    put_json_head(writer, sheet);
}

void sheet_put(Writer *writer, const Sheet *sheet, const SheetStyle *style, const SheetCell *row,
               size_t number) {
  if (style)
    put_row(writer, sheet, row, style);
  else
    put_json_row(writer, sheet, row, number);
}

void sheet_end(Writer *writer, const SheetStyle *style) {
  if (!style)
    writer_put(writer, TEXT("\n]}\n"));
}

bool sheet_next(const Sheet *sheet, size_t number, SheetCell *row, Arena *batch) {
  for (size_t i = 0; i < sheet->columns.count; i++)
    row[i] = sheet_none();
  return sheet->next && sheet->next(sheet->context, number, row, batch);
}

static void write_sheet(Writer *writer, const Sheet *sheet, const SheetStyle *style) {
  size_t number = 0;
  Arena  batch;
  SheetCell *row = arena_array(sheet->arena, SheetCell, sheet->columns.count + 1);
  arena_init_deferred(&batch, sheet->arena->memory);
  sheet_begin(writer, sheet, style);
  for (; number < sheet->rows.count; number++)
    sheet_put(writer, sheet, style, sheet->rows.items[number], number);
  for (; sheet_next(sheet, number - sheet->rows.count, row, &batch); number++) {
    sheet_put(writer, sheet, style, row, number);
    memory_poll(batch.memory);
    arena_reset(&batch);
  }
  sheet_end(writer, style);
  memory_release(batch.memory, &batch);
}

void sheet_write_csv(Writer *writer, const Sheet *sheet, const SheetStyle *style) {
  write_sheet(writer, sheet, style);
}

void sheet_write_json(Writer *writer, const Sheet *sheet) {
  write_sheet(writer, sheet, NULL);
}
