/* A budget's table on a terminal: lines down, records (or years) across. */
#include "interp/report/budget.h"

#include "base/message.h"
#include "base/unicode.h"

#include <inttypes.h>

enum { LABEL_LEAST = 16, LABEL_MOST = 44, HEADING_MOST = 11, HEADING_LINES = 3, GAP = 2 };

/* ---- figures ------------------------------------------------------------------------- */

Text budget_unit(const Budget *budget) {
  if (budget->shown_unit.length)
    return budget->shown_unit;
  const Currency *currency = budget->currency;
  return currency->main_unit.length ? currency->main_unit : currency->name;
}

/* "-18736.2" as "-18 736,2". */
static Text grouped(Arena *arena, const Screen *screen, Text plain) {
  enum { GROUP = 3 };
  size_t sign = plain.length > 0 && plain.bytes[0] == '-';
  size_t point = text_find(plain, TEXT("."), 0);
  size_t end = point < plain.length ? point : plain.length;
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < plain.length; i++) {
    if (i > sign && i < end && (end - i) % GROUP == 0)
      writer_put_char(&writer, ' ');
    writer_put_char(&writer, i == point && screen->swedish ? ',' : plain.bytes[i]);
  }
  return writer_text(&writer);
}

Text budget_sum(Arena *arena, const Screen *screen, const Budget *budget, Fraction minor,
                bool signed_) {
  Fraction shown = minor, one = fraction_from(budget->currency->minor_per_main);
  unsigned decimals = budget->currency->decimals;
  if (budget->has_shown)
    fraction_round(minor, budget->shown_in, ROUND_NEAREST, &shown);
  if (budget->shown_unit.length) {
    one = budget->shown_one;
    decimals = budget->shown_decimals;
  }
  if (!fraction_divide(shown, one, &shown))
    return TEXT("?");
  if (!budget->has_shown && fraction_is_whole(shown))
    decimals = 0;
  Text text = grouped(arena, screen, fraction_text_rounded(arena, shown, decimals));
  return signed_ && fraction_sign(shown) > 0 ? arena_format(arena, "+%.*s", TEXT_PRINT(text))
                                             : text;
}

Text budget_figure(Arena *arena, const Screen *screen, const Budget *budget,
                   const BudgetAmount *amount) {
  if (amount->error)
    return text_from(screen->swedish ? "fel" : "error");
  if (fraction_is_zero(amount->amount))
    return amount->open ? TEXT("?") : screen->ascii ? TEXT("-") : TEXT("–");
  Text text = budget_sum(arena, screen, budget, amount->amount, false);
  return amount->open ? arena_format(arena, "%.*s?", TEXT_PRINT(text)) : text;
}

/* ---- columns ------------------------------------------------------------------------- */

typedef struct {
  Text                heading;
  Text                lines[HEADING_LINES];   /* of the heading, the last ones filled */
  const BudgetAmount *amounts;
  Style               style;
} SheetColumn;

typedef struct {
  Writer       *writer;
  Arena        *arena;
  const Screen *screen;
  const Budget *budget;
  LIST(SheetColumn) columns;
  size_t        label_width, width;     /* width: of a column */
} Sheet;

static Text cut(Arena *arena, Text text, size_t most) {
  if (unicode_width(text) <= most)
    return text;
  size_t at = 0, end = 0;
  while (at < text.length && unicode_next(text, &at) >= 0 &&
         unicode_width(text_part(text, 0, at)) < most)
    end = at;
  return arena_format(arena, "%.*s…", TEXT_PRINT(text_part(text, 0, end)));
}

static void add_column(Sheet *sheet, Text heading, const BudgetAmount *amounts, Style style) {
  heading = screen_visible(sheet->arena, heading);
  LIST_ADD(sheet->arena, &sheet->columns, SheetColumn,
           (SheetColumn){ .heading = heading, .amounts = amounts, .style = style });
}

static Text year_heading(Sheet *sheet, const BudgetTable *table) {
  static const char *const words[] = {
    [STANDING_PROPOSED] = MESSAGE("proposed"), [STANDING_ADOPTED]  = MESSAGE("adopted"),
    [STANDING_PLAN]     = MESSAGE("plan"),     [STANDING_FORECAST] = MESSAGE("forecast"),
    [STANDING_ACTUAL]   = MESSAGE("actual"),
  };
  if (!table->has_standing)
    return arena_format(sheet->arena, "%" PRId64, table->year);
  return arena_format(sheet->arena, "%" PRId64 " %s", table->year,
                      message(sheet->writer->language, words[table->standing]));
}

/* Years do not add up to anything. */
static bool rows_are_years(const Budget *budget) {
  Text key = budget->record->fields[budget->record->key].name;
  return text_is(key, "year") || text_is(key, "år");
}

static void columns_of_records(Sheet *sheet, const BudgetTable *table) {
  size_t group = 0;
  for (size_t row = 0; row < table->row_count; row++) {
    add_column(sheet, table->rows[row].key, table->rows[row].amounts, STYLE_PLAIN);
    for (; group < table->groups.count; group++) {
      const BudgetGroup *ending = &table->groups.items[group];
      if (ending->first_row + ending->row_count != row + 1)
        break;
      if (ending->row_count > 1)
        add_column(sheet, ending->label, ending->amounts, STYLE_STRONG);
    }
  }
  if (table->row_count != 1 && !rows_are_years(table->budget))
    add_column(sheet, text_from(message(sheet->writer->language, "All")), table->totals,
               STYLE_STRONG);
  if (table->balancing.record)
    add_column(sheet, table->balancing.key, table->balancing.amounts, STYLE_PLAIN);
}

/* ---- widths -------------------------------------------------------------------------- */

static bool is_shown(const BudgetItem *item) {
  return item->kind != ITEM_WEIGHT;
}

static Text label_of(const BudgetItem *item) {
  if (item->kind == ITEM_SECTION && item->subtotal.length)
    return item->subtotal;
  return budget_title(item->title, item->name);
}

/* The widest word of a heading, which is broken at spaces. */
static size_t word_width(Text heading) {
  size_t widest = 0;
  for (size_t at = 0; at < heading.length;) {
    size_t space = text_find(heading, TEXT(" "), at);
    size_t end = space < heading.length ? space : heading.length;
    size_t width = unicode_width(text_part(heading, at, end));
    widest = width > widest ? width : widest;
    at = end + 1;
  }
  return widest < HEADING_MOST ? widest : HEADING_MOST;
}

/* As many words of the heading as fit, from *at on. */
static Text heading_line(const Sheet *sheet, Text heading, size_t *at) {
  size_t start = *at, fits = start;
  while (fits < heading.length) {
    size_t space = text_find(heading, TEXT(" "), fits + (fits > start));
    size_t end = space < heading.length ? space : heading.length;
    if (fits > start && unicode_width(text_part(heading, start, end)) > sheet->width)
      break;
    fits = end;
  }
  *at = fits < heading.length ? fits + 1 : fits;
  return cut(sheet->arena, text_part(heading, start, fits), sheet->width);
}

static void break_heading(const Sheet *sheet, SheetColumn *column) {
  Text lines[HEADING_LINES];
  size_t count = 0, at = 0;
  while (at < column->heading.length && count < HEADING_LINES)
    lines[count++] = heading_line(sheet, column->heading, &at);
  for (size_t i = 0; i < HEADING_LINES; i++)
    column->lines[i] = i + count >= HEADING_LINES ? lines[i + count - HEADING_LINES] : TEXT("");
}

static size_t heading_lines(const Sheet *sheet, size_t first, size_t end) {
  size_t most = 1;
  for (size_t i = first; i < end; i++)
    for (size_t line = 0; line < HEADING_LINES; line++)
      if (sheet->columns.items[i].lines[line].length && HEADING_LINES - line > most)
        most = HEADING_LINES - line;
  return most;
}

static void measure(Sheet *sheet) {
  sheet->label_width = LABEL_LEAST;
  for (size_t i = 0; i < sheet->budget->items.count; i++) {
    const BudgetItem *item = sheet->budget->items.items[i];
    size_t width = is_shown(item) ? unicode_width(label_of(item)) + 2 * GAP : 0;
    if (width > sheet->label_width)
      sheet->label_width = width;
  }
  if (sheet->label_width > LABEL_MOST)
    sheet->label_width = LABEL_MOST;
  for (size_t i = 0; i < sheet->columns.count; i++) {
    const SheetColumn *column = &sheet->columns.items[i];
    size_t width = word_width(column->heading);
    for (size_t j = 0; j < sheet->budget->items.count; j++) {
      Text figure = budget_figure(sheet->arena, sheet->screen, sheet->budget, &column->amounts[j]);
      width = unicode_width(figure) > width ? unicode_width(figure) : width;
    }
    sheet->width = width > sheet->width ? width : sheet->width;
  }
  for (size_t i = 0; i < sheet->columns.count; i++)
    break_heading(sheet, &sheet->columns.items[i]);
}

/* ---- lines --------------------------------------------------------------------------- */

static void put_label(Sheet *sheet, Style style, Text label, size_t indent) {
  Arena *arena = sheet->arena;
  writer_repeat(sheet->writer, TEXT(" "), indent);
  screen_styled_pad(sheet->writer, sheet->screen, style,
                    cut(arena, screen_visible(arena, label), sheet->label_width - indent),
                    sheet->label_width - indent);
}

static void put_cell(Sheet *sheet, Style style, Text text) {
  size_t width = unicode_width(text);
  writer_repeat(sheet->writer, TEXT(" "), GAP + (sheet->width > width ? sheet->width - width : 0));
  screen_styled(sheet->writer, sheet->screen, style, text);
}

static void put_headings(Sheet *sheet, size_t first, size_t end) {
  size_t lines = heading_lines(sheet, first, end);
  for (size_t line = HEADING_LINES - lines; line < HEADING_LINES; line++) {
    put_label(sheet, STYLE_FAINT, line + 1 == HEADING_LINES ? budget_unit(sheet->budget) : TEXT(""),
              0);
    size_t filled = end;
    while (filled > first && sheet->columns.items[filled - 1].lines[line].length == 0)
      filled--;                           /* no white space at the end of a line */
    for (size_t i = first; i < filled; i++) {
      const SheetColumn *column = &sheet->columns.items[i];
      put_cell(sheet, column->style == STYLE_PLAIN ? STYLE_FAINT : STYLE_STRONG,
               column->lines[line]);
    }
    writer_put_char(sheet->writer, '\n');
  }
}

static void put_section(Sheet *sheet, const BudgetItem *section) {
  Text title = budget_title(section->title, section->name);
  if (section->has_prices)
    title = arena_format(sheet->arena, "%.*s (%s %" PRId64 ")", TEXT_PRINT(title),
                         message(sheet->writer->language, "prices of"), section->prices);
  screen_styled(sheet->writer, sheet->screen, STYLE_FAINT, screen_visible(sheet->arena, title));
  writer_put_char(sheet->writer, '\n');
}

static void put_item(Sheet *sheet, const BudgetItem *item, size_t first, size_t end) {
  bool sum = item->kind != ITEM_LINE;
  put_label(sheet, sum ? STYLE_STRONG : STYLE_PLAIN, label_of(item), item->section ? GAP : 0);
  for (size_t i = first; i < end; i++) {
    const SheetColumn *column = &sheet->columns.items[i];
    const BudgetAmount *amount = &column->amounts[item->index];
    Style style = amount->error ? STYLE_BAD : amount->open ? STYLE_OPEN
                                : sum ? STYLE_STRONG : column->style;
    put_cell(sheet, style, budget_figure(sheet->arena, sheet->screen, sheet->budget, amount));
  }
  writer_put_char(sheet->writer, '\n');
}

/* Where the table is parted into blocks, a line without an amount in the block is left out. */
static bool is_empty_here(const Sheet *sheet, const BudgetItem *item, size_t first, size_t end) {
  if (item->kind != ITEM_LINE || (first == 0 && end == sheet->columns.count))
    return false;
  for (size_t i = first; i < end; i++) {
    const BudgetAmount *amount = &sheet->columns.items[i].amounts[item->index];
    if (amount->error || amount->open || !fraction_is_zero(amount->amount))
      return false;
  }
  return true;
}

static void put_block(Sheet *sheet, size_t first, size_t end) {
  const BudgetItem *section = NULL;
  put_headings(sheet, first, end);
  for (size_t i = 0; i < sheet->budget->items.count; i++) {
    const BudgetItem *item = sheet->budget->items.items[i];
    if (!is_shown(item) || is_empty_here(sheet, item, first, end))
      continue;
    if (item->section && item->section != section)
      put_section(sheet, item->section);
    section = item->section;
    put_item(sheet, item, first, end);
  }
}

static void put_sheet(Sheet *sheet) {
  measure(sheet);
  size_t room = sheet->screen->width > sheet->label_width
                    ? sheet->screen->width - sheet->label_width : 0;
  size_t across = room / (sheet->width + GAP);
  if (across == 0)
    across = 1;
  for (size_t first = 0; first < sheet->columns.count; first += across) {
    size_t end = first + across < sheet->columns.count ? first + across : sheet->columns.count;
    if (first > 0)
      writer_put_char(sheet->writer, '\n');
    put_block(sheet, first, end);
  }
}

/* ---- tables of one budget ------------------------------------------------------------ */

static Sheet sheet_new(Writer *writer, Arena *arena, const Screen *screen, const Budget *budget) {
  return (Sheet){ .writer = writer, .arena = arena, .screen = screen, .budget = budget };
}

/* One record: its years across. */
static void put_years(Sheet *sheet, const BudgetTable *const *tables, size_t count) {
  for (size_t i = 0; i < count; i++)
    add_column(sheet, year_heading(sheet, tables[i]), tables[i]->rows[0].amounts, STYLE_PLAIN);
  put_sheet(sheet);
}

static void put_records(Sheet *sheet, const BudgetTable *table) {
  if (table->has_year) {
    screen_styled(sheet->writer, sheet->screen, STYLE_STRONG, year_heading(sheet, table));
    writer_put_char(sheet->writer, '\n');
  }
  columns_of_records(sheet, table);
  put_sheet(sheet);
}

void budget_write_sheet(Writer *writer, Arena *arena, const Screen *screen,
                        const BudgetTable *const *tables, size_t count) {
  bool one_record = count > 0 && tables[0]->has_year && tables[0]->row_count == 1 &&
                    !tables[0]->balancing.record;
  if (one_record) {
    Sheet sheet = sheet_new(writer, arena, screen, tables[0]->budget);
    put_years(&sheet, tables, count);
    return;
  }
  for (size_t i = 0; i < count; i++) {
    Sheet sheet = sheet_new(writer, arena, screen, tables[i]->budget);
    if (i > 0)
      writer_put_char(writer, '\n');
    put_records(&sheet, tables[i]);
  }
}
