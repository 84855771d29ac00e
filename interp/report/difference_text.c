#include "interp/report/difference_inside.h"

#include "base/unicode.h"
#include "interp/report/figure.h"

/* Columns of the table of changes are as wide as what stands in them, up to these. */
enum { NAME_MOST = 36, CELL_MOST = 26, INDENT = 2, ROWS_INDENT = 4 };

static Text said(const DifferencePage *page, const char *english) {
  return text_from(screen_words(page->screen, english));
}

size_t difference_widest(size_t width, Text text, size_t most) {
  size_t own = unicode_width(text);
  return own > width && own <= most ? own : width;
}

Text difference_dash(Text text) {
  return text.length ? text : TEXT("–");
}

const char *difference_arrow(const DifferencePage *page, bool same) {
  return same ? "=" : page->screen->ascii ? "->" : "→";
}

/* "119,98 mkr → 149,99 mkr"; the one figure where they are the same. */
Text difference_amounts(const DifferencePage *page, int64_t before, int64_t after,
                        const Currency *currency) {
  Text a = figure_amount(page->arena, page->screen, before, currency);
  Text b = figure_amount(page->arena, page->screen, after, currency);
  return before == after ? b
                         : arena_format(page->arena, "%.*s %s %.*s", TEXT_PRINT(a),
                                        difference_arrow(page, text_equal(a, b)), TEXT_PRINT(b));
}

/* ---- rules that changed --------------------------------------------------------------- */

typedef struct { size_t name, before, after; } Widths;

static Widths widths_of(const DifferencePage *page, const ChangeRows *rows, Text heading) {
  Widths widths = { unicode_width(heading) > INDENT ? unicode_width(heading) - INDENT : 0,
                    unicode_width(said(page, "before")), unicode_width(said(page, "after")) };
  for (size_t i = 0; i < rows->count; i++) {
    widths.name = difference_widest(widths.name, rows->items[i].name, NAME_MOST);
    widths.before = difference_widest(widths.before, difference_dash(rows->items[i].before),
                                      CELL_MOST);
    widths.after = difference_widest(widths.after, difference_dash(rows->items[i].after),
                                     CELL_MOST);
  }
  return widths;
}

static bool fits(const ChangeRow *row, const Widths *widths) {
  return unicode_width(row->name) <= widths->name &&
         unicode_width(row->before) <= widths->before && unicode_width(row->after) <= widths->after;
}

/* Trailing spaces are never written: the last cell is not padded. */
static void put_cells(const DifferencePage *page, Text before, Text after, Text governed,
                      const Widths *widths) {
  writer_put(page->writer, TEXT("  "));
  writer_pad(page->writer, before, widths->before);
  writer_put(page->writer, TEXT("  "));
  if (governed.length == 0) {
    writer_put(page->writer, after);
  } else {
    writer_pad(page->writer, after, widths->after);
    writer_put(page->writer, TEXT("  "));
    writer_put(page->writer, governed);
  }
  writer_put_char(page->writer, '\n');
}

static void put_long_cell(const DifferencePage *page, const char *label, Text text) {
  if (text.length == 0)
    return;
  Text word = said(page, label);
  size_t width = unicode_width(said(page, "before"));
  size_t other = unicode_width(said(page, "after"));
  width = width > other ? width : other;
  writer_repeat(page->writer, TEXT(" "), ROWS_INDENT);
  screen_styled_pad(page->writer, page->screen, STYLE_FAINT, word, width);
  writer_put(page->writer, TEXT("  "));
  screen_wrap(page->writer, page->screen, text, ROWS_INDENT + width + 2, ROWS_INDENT + width + 2);
}

static void put_change(const DifferencePage *page, const ChangeRow *row, const Widths *widths) {
  writer_repeat(page->writer, TEXT(" "), INDENT);
  if (fits(row, widths)) {
    writer_pad(page->writer, row->name, widths->name);
    put_cells(page, difference_dash(row->before), difference_dash(row->after), row->governed,
              widths);
    return;
  }
  writer_put(page->writer, row->name);
  if (row->governed.length)
    writer_say(page->writer, " (goes by %.*s)", TEXT_PRINT(row->governed));
  writer_put_char(page->writer, '\n');
  put_long_cell(page, MESSAGE("before"), row->before);
  put_long_cell(page, MESSAGE("after"), row->after);
}

/* The first day on which the amendments among the changes are in force. */
static bool first_day(const Comparison *comparison, Date *day) {
  bool found = false;
  for (size_t i = 0; i < comparison->changes.count; i++) {
    const Amendment *amendment = difference_amendment(&comparison->changes.items[i]);
    if (!amendment || amendment->in_force.count == 0)
      continue;
    if (!found || amendment->in_force.items[0].from < *day)
      *day = amendment->in_force.items[0].from;
    found = true;
  }
  return found;
}

static bool any_governed(const ChangeRows *rows) {
  for (size_t i = 0; i < rows->count; i++)
    if (rows->items[i].governed.length)
      return true;
  return false;
}

static Text heading_of(const DifferencePage *page) {
  Date day = DATE_FIRST;
  if (page->report->own_change && first_day(page->report->comparison, &day))
    return arena_format(page->arena, screen_words(page->screen, "From %.*s"),
                        TEXT_PRINT(date_text(page->arena, day)));
  return said(page, "Rules and parameters");
}

static void put_rows(const DifferencePage *page, const ChangeRows *rows, Text heading) {
  Widths widths = widths_of(page, rows, heading);
  screen_styled_pad(page->writer, page->screen, STYLE_STRONG, heading, widths.name + INDENT);
  put_cells(page, said(page, "before"), said(page, "after"),
            any_governed(rows) ? said(page, "goes by") : TEXT(""), &widths);
  for (size_t i = 0; i < rows->count; i++)
    put_change(page, &rows->items[i], &widths);
}

static void put_rules(const DifferencePage *page) {
  const Comparison *comparison = page->report->comparison;
  ChangeRows rows = difference_rows(page->arena, page->screen, comparison, false);
  ChangeRows texts = difference_rows(page->arena, page->screen, comparison, true);
  if (rows.count)
    put_rows(page, &rows, heading_of(page));
  else
    writer_say(page->writer, "No rule or parameter says anything else.\n");
  if (texts.count)
    put_rows(page, &texts, said(page, "Only the words"));
}

void difference_put_remark(const DifferencePage *page, Text text) {
  writer_repeat(page->writer, TEXT(" "), INDENT);
  screen_styled(page->writer, page->screen, STYLE_OPEN, said(page, "obs"));
  writer_put_char(page->writer, ' ');
  screen_wrap(page->writer, page->screen, text, INDENT + 4, INDENT + 4);
}

/* ---- frames --------------------------------------------------------------------------- */

static bool frame_shifts(const EndingFrame *frame) {
  return frame->has_before != frame->has_after || frame->limit_before != frame->limit_after ||
         frame->used_before != frame->used_after || frame->binds_before != frame->binds_after;
}

/* "119.98 of 120 mkr": the unit once where both have it. */
static Text room_text(const DifferencePage *page, int64_t used, int64_t limit,
                      const Currency *currency) {
  Text a = figure_amount(page->arena, page->screen, used, currency);
  Text b = figure_amount(page->arena, page->screen, limit, currency);
  size_t at = a.length, to = b.length;
  while (at > 0 && a.bytes[at - 1] != ' ')
    at--;
  while (to > 0 && b.bytes[to - 1] != ' ')
    to--;
  bool same = at > 0 && to > 0 && text_equal(text_part(a, at, a.length),
                                             text_part(b, to, b.length));
  return arena_format(page->arena, screen_words(page->screen, "%.*s of %.*s"),
                      TEXT_PRINT(same ? text_part(a, 0, at - 1) : a), TEXT_PRINT(b));
}

static void put_frame(const DifferencePage *page, const EndingFrame *frame) {
  Arena *arena = page->arena;
  Text name = frame->key.length ? arena_format(arena, "%.*s %.*s", TEXT_PRINT(frame->frame->name),
                                               TEXT_PRINT(frame->key))
                                : frame->frame->name;
  Text before = frame->has_before ? room_text(page, frame->used_before, frame->limit_before,
                                              frame->currency) : TEXT("–");
  Text after = frame->has_after ? room_text(page, frame->used_after, frame->limit_after,
                                            frame->currency) : TEXT("–");
  writer_repeat(page->writer, TEXT(" "), INDENT);
  writer_say(page->writer, "frame %.*s: ", TEXT_PRINT(screen_visible(arena, name)));
  if (!text_equal(before, after))
    writer_print(page->writer, "%.*s %s ", TEXT_PRINT(before), difference_arrow(page, false));
  writer_put(page->writer, after);
  if (frame->binds_after)
    writer_say(page->writer, frame->binds_before ? MESSAGE(", binds") : MESSAGE(", now binds"));
  else if (frame->binds_before)
    writer_say(page->writer, ", binds no more");
  writer_put_char(page->writer, '\n');
}

static void put_frames(const DifferencePage *page, const Endings *endings) {
  for (size_t i = 0; i < endings->frames.count; i++)
    if (frame_shifts(&endings->frames.items[i]))
      put_frame(page, &endings->frames.items[i]);
}

/* A delegation may take more, and the frame it draws on has no more room. */
static void remark_frames(const DifferencePage *page, const Endings *endings) {
  const Comparison *comparison = page->report->comparison;
  for (size_t i = 0; comparison && i < endings->frames.count; i++) {
    const EndingFrame *frame = &endings->frames.items[i];
    if (!frame->binds_after || frame->limit_before != frame->limit_after ||
        !comparison_widens(page->arena, comparison, frame->frame))
      continue;
    Text title = frame->frame->title.length ? frame->frame->title : frame->frame->name;
    difference_put_remark(page, arena_format(page->arena, screen_words(page->screen,
        "the frame %.*s is as it was, %.*s; with a higher limit fewer records use it up"),
        TEXT_PRINT(screen_visible(page->arena, title)),
        TEXT_PRINT(figure_amount(page->arena, page->screen, frame->limit_after,
                                 frame->currency))));
  }
}

/* ---- the whole ------------------------------------------------------------------------ */

static void put_lacking(const DifferencePage *page, const Endings *endings) {
  Text names = TEXT_NONE;
  for (size_t i = 0; i < endings->lacking_count; i++) {
    Text name = screen_visible(page->arena, endings->lacking[i]->column);
    names = names.length ? arena_format(page->arena, "%.*s, %.*s", TEXT_PRINT(names),
                                        TEXT_PRINT(name))
                         : name;
  }
  if (endings->lacking_count == 1)
    writer_say(page->writer, "The database needs a column, %.*s: anslag schema shows it.\n",
               TEXT_PRINT(names));
  else if (endings->lacking_count)
    writer_say(page->writer, "The database needs columns, %.*s: anslag schema shows them.\n",
               TEXT_PRINT(names));
}

void difference_write_text(Writer *writer, const Screen *screen, const DifferenceReport *report) {
  DifferencePage page = { writer, writer->arena, screen, report };
  const Endings *endings = report->endings;
  if (report->comparison)
    put_rules(&page);
  for (size_t i = 0; endings && i < endings->decisions.count; i++)
    difference_put_endings(&page, endings, &endings->decisions.items[i]);
  if (!endings)
    return;
  put_frames(&page, endings);
  remark_frames(&page, endings);
  put_lacking(&page, endings);
}
