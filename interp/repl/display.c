#include "interp/repl/display.h"

#include "base/unicode.h"

Display *display_new(Arena *arena) {
  Display *table = arena_new(arena, Display);
  table->arena = arena;
  return table;
}

void display_column(Display *table, Text name, Text heading, bool right) {
  DisplayColumn column = { .name = arena_text(table->arena, name), .right = right,
                           .heading = arena_text(table->arena, heading) };
  LIST_ADD(table->arena, &table->columns, DisplayColumn, column);
}

void display_over(Display *table, Text over) {
  table->columns.items[table->columns.count - 1].over = arena_text(table->arena, over);
}

DisplayCell *display_row(Display *table) {
  DisplayCell *row = arena_array(table->arena, DisplayCell, table->columns.count);
  for (size_t i = 0; i < table->columns.count; i++)
    row[i] = display_text(TEXT(""));
  LIST_ADD(table->arena, &table->rows, DisplayCell *, row);
  return row;
}

/* ---- cells -------------------------------------------------------------------------------- */

DisplayCell display_text(Text text) {
  return (DisplayCell){ text, sheet_text(text) };
}

static DisplayCell display_number(Text shown, Text digits) {
  return (DisplayCell){ shown, sheet_number(digits) };
}

DisplayCell display_count(Arena *arena, size_t count) {
  return display_number(screen_count(arena, count), arena_format(arena, "%zu", count));
}

static Text main_digits(Arena *arena, Fraction minor, const Currency *currency) {
  Fraction amount;
  if (!fraction_divide(minor, fraction_from(currency->minor_per_main), &amount))
    return TEXT("");
  return fraction_text_rounded(arena, amount, fraction_is_whole(amount) ? 0 : currency->decimals);
}

DisplayCell display_money(Arena *arena, const Screen *screen, int64_t minor,
                          const Currency *currency) {
  if (!currency)
    return display_number(screen_amount(arena, screen, minor, NULL),
                       arena_format(arena, "%lld", (long long)minor));
  return display_number(screen_amount(arena, screen, minor, currency),
                     main_digits(arena, fraction_from(minor), currency));
}

/* What the value is for a program: a figure where it is one. */
static SheetCell exact_of(Arena *arena, Value value, const Type *type, Text shown) {
  if (value.state != VALUE_KNOWN)
    return sheet_none();
  switch (value.kind) {
    case TYPE_INTEGER:
    case TYPE_DECIMAL:
      return sheet_number(value_plain(arena, value));
    case TYPE_MONEY:
      return type->currency ? sheet_number(main_digits(arena, value.as.number, type->currency))
                            : sheet_text(shown);
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_RATE: case TYPE_DATE: case TYPE_MOMENT:
    case TYPE_DURATION: case TYPE_TEXT: case TYPE_CODE: case TYPE_BODY: case TYPE_RECORD:
    case TYPE_LIST:
      break;
  }
  return sheet_text(shown);
}

DisplayCell display_value(Arena *arena, const Screen *screen, Value value, const Type *type) {
  Text shown = value.state == VALUE_NONE
                   ? TEXT("–") : arena_text(arena, screen_value(arena, screen, value, type));
  return (DisplayCell){ shown, exact_of(arena, value, type, shown) };
}

/* ---- on the screen ------------------------------------------------------------------------ */

enum { GAP = 2, NARROWEST = 8 };

static size_t shown_rows(const Display *table, size_t most) {
  return most && table->rows.count > most ? most : table->rows.count;
}

/* The widths of the columns; text gives way where the screen is too narrow, the widest first. */
static void fit_widths(const Display *table, const Screen *screen, size_t rows, size_t *widths) {
  size_t all = 0;
  for (size_t i = 0; i < table->columns.count; i++) {
    widths[i] = unicode_width(table->columns.items[i].heading);
    size_t over = unicode_width(table->columns.items[i].over);
    widths[i] = over > widths[i] ? over : widths[i];
    for (size_t j = 0; j < rows; j++) {
      size_t width = unicode_width(table->rows.items[j][i].shown);
      if (width > widths[i])
        widths[i] = width;
    }
    all += widths[i] + GAP;
  }
  while (all > screen->width) {
    size_t widest = table->columns.count;
    for (size_t i = 0; i < table->columns.count; i++)
      if (!table->columns.items[i].right && widths[i] > NARROWEST &&
          (widest == table->columns.count || widths[i] > widths[widest]))
        widest = i;
    if (widest == table->columns.count)
      return;
    widths[widest]--;
    all--;
  }
}

/* As much of the text as fits, with a mark where it is cut. */
static Text cut(Arena *arena, Text text, size_t width, bool ascii) {
  if (unicode_width(text) <= width)
    return text;
  size_t end = 0;
  for (size_t at = 0; at < text.length;) {
    unicode_next(text, &at);
    if (unicode_width(text_part(text, 0, at)) >= width)
      break;
    end = at;
  }
  return arena_format(arena, "%.*s%s", (int)end, text.bytes, ascii ? "." : "…");
}

static void put_cell(Writer *writer, const Screen *screen, const Display *table, size_t column,
                     Text text, size_t width, Style style) {
  bool right = table->columns.items[column].right, last = column + 1 == table->columns.count;
  Text fitted = cut(writer->arena, text, width, screen->ascii);
  size_t used = unicode_width(fitted);
  writer_repeat(writer, TEXT(" "), GAP);
  if (right && used < width)
    writer_repeat(writer, TEXT(" "), width - used);
  screen_styled(writer, screen, style, fitted);
  if (!right && !last && used < width)
    writer_repeat(writer, TEXT(" "), width - used);
}

/* The line above the headings, where some of them have one. */
static void put_over(Writer *writer, const Screen *screen, const Display *table,
                     const size_t *widths) {
  bool any = false;
  for (size_t i = 0; i < table->columns.count; i++)
    any |= table->columns.items[i].over.length > 0;
  for (size_t i = 0; any && i < table->columns.count; i++)
    put_cell(writer, screen, table, i, table->columns.items[i].over, widths[i], STYLE_FAINT);
  if (any)
    writer_put_char(writer, '\n');
}

void display_write(Writer *writer, const Screen *screen, const Display *table, size_t most) {
  size_t rows = shown_rows(table, most);
  size_t *widths = arena_array(writer->arena, size_t, table->columns.count + 1);
  fit_widths(table, screen, rows, widths);
  put_over(writer, screen, table, widths);
  for (size_t i = 0; i < table->columns.count; i++)
    put_cell(writer, screen, table, i, table->columns.items[i].heading, widths[i], STYLE_FAINT);
  writer_put_char(writer, '\n');
  for (size_t j = 0; j < rows; j++) {
    for (size_t i = 0; i < table->columns.count; i++)
      put_cell(writer, screen, table, i, table->rows.items[j][i].shown, widths[i], STYLE_PLAIN);
    writer_put_char(writer, '\n');
  }
  size_t total = table->total ? table->total : table->rows.count;
  if (rows < total)
    writer_say(writer, "  showing %.*s of %.*s; :once FILE.csv writes all\n",
               TEXT_PRINT(screen_count(writer->arena, rows)),
               TEXT_PRINT(screen_count(writer->arena, total)));
}

Sheet display_sheet(Arena *arena, const Display *table) {
  Sheet sheet;
  if (table->ready)
    return *table->ready;
  sheet_init(&sheet, arena);
  for (size_t i = 0; i < table->columns.count; i++) {
    const DisplayColumn *column = &table->columns.items[i];
    Text heading = column->over.length ? arena_format(arena, "%.*s: %.*s", TEXT_PRINT(column->over),
                                                      TEXT_PRINT(column->heading))
                                       : column->heading;
    sheet_add_column(&sheet, column->name, heading);
  }
  for (size_t j = 0; j < table->rows.count; j++) {
    SheetCell *row = sheet_add_row(&sheet);
    for (size_t i = 0; i < table->columns.count; i++)
      row[i] = table->rows.items[j][i].exact;
  }
  return sheet;
}

static void copy_row(Sheet *copy, const SheetCell *cells) {
  SheetCell *row = sheet_add_row(copy);
  for (size_t i = 0; i < copy->columns.count; i++) {
    row[i] = cells[i];
    row[i].text = arena_text(copy->arena, cells[i].text);
    row[i].name = arena_text(copy->arena, cells[i].name);
  }
}

const Sheet *display_copy(Arena *arena, const Sheet *sheet) {
  Sheet *copy = arena_new(arena, Sheet);
  sheet_init(copy, arena);
  for (size_t i = 0; i < sheet->columns.count; i++)
    sheet_add_column(copy, arena_text(arena, sheet->columns.items[i].name),
                     arena_text(arena, sheet->columns.items[i].heading));
  for (size_t j = 0; j < sheet->rows.count; j++)
    copy_row(copy, sheet->rows.items[j]);
  Arena batch;
  SheetCell *made = arena_array(arena, SheetCell, sheet->columns.count + 1);
  arena_init_deferred(&batch, arena->memory);
  for (size_t j = 0; sheet_next(sheet, j, made, &batch); j++) {
    copy_row(copy, made);
    memory_poll(batch.memory);
    arena_reset(&batch);
  }
  memory_release(batch.memory, &batch);
  return copy;
}
