#include "interp/report/duties.h"

#include "base/unicode.h"
#include "interp/report/bases.h"

enum { INDENT = 2, WHEN_WIDTH = 20, STATUS_WIDTH = 9, DETAIL = INDENT + 2, MOST_LISTED = 12 };

/* ---- one duty ------------------------------------------------------------------------ */

static Text when_text(Arena *arena, Language language, const Owed *owed) {
  Text day = date_text(arena, owed->due);
  switch (owed->when) {
    case OWED_ON_DAY:
      return day;
    case OWED_IN_MONTH:
      return owed->before ? arena_format(arena, message(language, MESSAGE("before %.*s")), 7,
                                         date_text(arena, owed->before->day).bytes)
                          : arena_format(arena, message(language, MESSAGE("%.*s, day not set")), 7,
                                         day.bytes);
    case OWED_UNTIL_NOTICE: return text_from(message(language, MESSAGE("until further notice")));
    case OWED_PENDING:      return text_from(message(language, MESSAGE("pending")));
    case OWED_NOT_KNOWN:    return text_from(message(language, MESSAGE("not yet known")));
    case OWED_NOT_SAID:     break;
  }
  return text_from(message(language, MESSAGE("no day said")));
}

static Text status_text(Language language, const Owed *owed) {
  switch (owed->status) {
    case OWED_DONE:    return text_from(message(language, MESSAGE("done")));
    case OWED_OVERDUE: return text_from(message(language, MESSAGE("overdue")));
    case OWED_DUE:     return text_from(message(language, MESSAGE("due")));
    case OWED_OPEN:    break;
  }
  return TEXT("");
}

static Style status_style(OwedStatus status) {
  return status == OWED_OVERDUE ? STYLE_BAD : status == OWED_DONE ? STYLE_GOOD : STYLE_PLAIN;
}

static const char *handled_words(HandledAs handled) {
  return handled == HANDLED_DECISION      ? MESSAGE("decision item")
         : handled == HANDLED_INFORMATION ? MESSAGE("information item")
                                          : "";
}

typedef struct {
  Writer       *writer;
  const Screen *screen;
  Arena        *arena;
} Page;

static void put_line(const Page *page, size_t indent, Text text) {
  writer_repeat(page->writer, TEXT(" "), indent);
  screen_wrap(page->writer, page->screen, screen_visible(page->arena, text), indent, indent + 2);
}

static void put_detail(const Page *page, const char *format, Text text) {
  if (text.length)
    put_line(page, DETAIL,
             arena_format(page->arena, message(page->writer->language, format),
                          TEXT_PRINT(text)));
}

/* What the day leans on: the meeting, other duties, a condition, what has been said. */
static void put_details(const Page *page, const Owed *owed) {
  put_detail(page, MESSAGE("to %.*s"), owed->to);
  put_detail(page, MESSAGE("lead %.*s"), owed->lead);
  put_detail(page, MESSAGE("together with %.*s"), owed->together);
  put_detail(page, MESSAGE("covering %.*s"), owed->covering);
  put_detail(page, MESSAGE("handled as %.*s"),
             text_from(message(page->writer->language, handled_words(owed->handled))));
  put_detail(page, MESSAGE("contains %.*s"), owed->contains);
  if (owed->before && owed->when == OWED_ON_DAY)
    put_detail(page, MESSAGE("before the meeting on %.*s"),
               date_text(page->arena, owed->before->day));
  put_detail(page, MESSAGE("after %.*s"), owed->depends);
  put_detail(page, MESSAGE("provided that %.*s"), owed->provided);
  put_detail(page, MESSAGE("skipped without a written reason: %.*s"), owed->skipped);
  if (owed->conflict)
    put_detail(page, MESSAGE("open: %.*s"),
               owed->conflict->title.length ? owed->conflict->title : owed->conflict->name);
  put_detail(page, "%.*s", owed->status == OWED_DONE ? TEXT("") : owed->said);
  put_detail(page, MESSAGE("done on %.*s"), owed->done_on);
  put_detail(page, "%.*s", owed->evidence);
}

static void put_owed(const Page *page, const Owed *owed) {
  Language language = page->writer->language;
  Text status = status_text(language, owed), when = when_text(page->arena, language, owed);
  writer_repeat(page->writer, TEXT(" "), INDENT);
  writer_pad(page->writer, when, WHEN_WIDTH);
  writer_repeat(page->writer, TEXT(" "), 2);
  screen_styled_pad(page->writer, page->screen, status_style(owed->status), status, STATUS_WIDTH);
  writer_repeat(page->writer, TEXT(" "), 2);
  size_t column = INDENT + WHEN_WIDTH + STATUS_WIDTH + 4;
  Text title = text_equal(owed->name, owed->title) ? TEXT("") : owed->title;
  Text line = arena_format(page->arena, "%.*s%s%.*s%s", TEXT_PRINT(owed->name),
                           title.length ? ": " : "", TEXT_PRINT(title),
                           owed->proposal ? message(language, MESSAGE(" (proposal)")) : "");
  screen_wrap(page->writer, page->screen, screen_visible(page->arena, line), column, column);
  put_details(page, owed);
}

/* ---- the whole ----------------------------------------------------------------------- */

static void put_head(const Page *page, const OwedList *owed, Text only) {
  const Model *model = owed->model;
  Text title = model->title.length ? model->title : model->name;
  if (title.length) {
    screen_styled(page->writer, page->screen, STYLE_STRONG, screen_visible(page->arena, title));
    writer_put_char(page->writer, '\n');
  }
  writer_say(page->writer, MESSAGE("What is owed, as of %.*s"),
             TEXT_PRINT(date_text(page->arena, owed->as_of)));
  if (only.length)
    writer_say(page->writer, MESSAGE(", by %.*s"), TEXT_PRINT(screen_visible(page->arena, only)));
  writer_put_char(page->writer, '\n');
}

static void put_body(const Page *page, const Owed *owed) {
  Text title = owed->body_title.length
                   ? owed->body_title
                   : text_from(message(page->writer->language, MESSAGE("Nobody named")));
  writer_put_char(page->writer, '\n');
  screen_styled(page->writer, page->screen, STYLE_STRONG, screen_visible(page->arena, title));
  writer_put_char(page->writer, '\n');
}

static void put_waiting(const Page *page, const OwedList *owed) {
  if (owed->waiting == 0)
    return;
  writer_put_char(page->writer, '\n');
  writer_say_count(page->writer, owed->waiting,
                   MESSAGE("%zu deadline begins when its decision is taken\n"),
                   MESSAGE("%zu deadlines begin when their decisions are taken\n"));
}

/* How many duties without a day follow one another, of one body and standing alike. */
static size_t run_of(const OwedList *owed, size_t from) {
  const Owed *first = &owed->list.items[from];
  size_t count = 0;
  if (first->when == OWED_ON_DAY || first->when == OWED_IN_MONTH)
    return 1;
  for (size_t i = from; i < owed->list.count; i++, count++) {
    const Owed *each = &owed->list.items[i];
    if (each->when != first->when || !text_equal(each->body, first->body))
      break;
  }
  return count;
}

/* Many without a day are counted; those of one body asked for are all listed. */
static void put_run(const Page *page, const Owed *first, size_t count) {
  Language language = page->writer->language;
  Text when = when_text(page->arena, language, first);
  writer_repeat(page->writer, TEXT(" "), INDENT);
  writer_pad(page->writer, when, WHEN_WIDTH);
  writer_repeat(page->writer, TEXT(" "), STATUS_WIDTH + 4);
  writer_say(page->writer, MESSAGE("%zu (--body \"%.*s\" lists them)\n"), count,
             TEXT_PRINT(screen_visible(page->arena, first->body_title)));
}

void duties_write_text(Writer *writer, const Screen *screen, const OwedList *owed, Text only) {
  Page page = { writer, screen, owed->arena };
  const Owed *before = NULL;
  put_head(&page, owed, only);
  for (size_t i = 0; i < owed->list.count; i++) {
    const Owed *each = &owed->list.items[i];
    if (only.length && !owed_is_by(each, only))
      continue;
    if (!before || !text_equal(before->body, each->body))
      put_body(&page, each);
    size_t run = only.length ? 1 : run_of(owed, i);
    before = each;
    if (run <= MOST_LISTED) {
      put_owed(&page, each);
      continue;
    }
    put_run(&page, each, run);
    i += run - 1;
  }
  if (!before)
    writer_say(writer, MESSAGE("\nNothing is owed.\n"));
  if (!only.length)
    put_waiting(&page, owed);
}

/* ---- as a list ----------------------------------------------------------------------- */

static const struct { const char *name, *heading; } columns[] = {
  { "body", "Body" }, { "kind", "Kind" }, { "name", "Name" }, { "title", "Title" },
  { "when", "When" }, { "due", "Due" }, { "status", "Status" }, { "said", "Said" },
  { "done_on", "Done on" }, { "evidence", "Evidence" }, { "to", "To" }, { "lead", "Lead" },
  { "together_with", "Together with" }, { "covering", "Covering" },
  { "handled_as", "Handled as" }, { "contains", "Contains" }, { "before", "Before" },
  { "depends_on", "Depends on" }, { "provided", "Provided that" }, { "record", "Record" },
  { "proposal", "Proposal" }, { "skipped", "Skipped without a reason" },
  { "conflict", "Open conflict" }, { "source", "Source" },
};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

/* The first source, or what is assumed. */
static Text source_of(Arena *arena, const ModelBases *bases) {
  for (size_t i = 0; i < bases->count; i++)
    if (bases->items[i].kind == BASIS_SOURCE)
      return arena_format(arena, "%.*s: %.*s", TEXT_PRINT(basis_place(arena, &bases->items[i],
                                                                      LANGUAGE_ENGLISH)),
                          TEXT_PRINT(bases->items[i].text));
  return TEXT("");
}

static Text due_of(Arena *arena, const Owed *owed) {
  Text day = date_text(arena, owed->due);
  return owed->when == OWED_ON_DAY ? day
         : owed->when == OWED_IN_MONTH && !owed->before ? text_part(day, 0, 7) : TEXT("");
}

static void add_row(Sheet *sheet, Arena *arena, const Owed *owed) {
  const Text cells[COLUMN_COUNT] = {
    owed->body_title, text_from(owed_kind_names[owed->kind]), owed->name, owed->title,
    text_from(owed_when_names[owed->when]), due_of(arena, owed),
    text_from(owed_status_names[owed->status]), owed->said, owed->done_on, owed->evidence,
    owed->to, owed->lead, owed->together, owed->covering,
    text_from(handled_words(owed->handled)), owed->contains,
    owed->before ? owed->before->name : TEXT(""), owed->depends, owed->provided, owed->record,
    owed->proposal ? TEXT("yes") : TEXT("no"), owed->skipped,
    owed->conflict ? owed->conflict->name : TEXT(""), source_of(arena, owed->bases),
  };
  SheetCell *row = sheet_add_row(sheet);
  for (size_t i = 0; i < COLUMN_COUNT; i++)
    row[i] = sheet_text(cells[i]);
}

void duties_to_sheet(Sheet *sheet, const OwedList *owed, Text only) {
  for (size_t i = 0; i < COLUMN_COUNT; i++)
    sheet_add_column(sheet, text_from(columns[i].name), text_from(columns[i].heading));
  for (size_t i = 0; i < owed->list.count; i++)
    if (!only.length || owed_is_by(&owed->list.items[i], only))
      add_row(sheet, owed->arena, &owed->list.items[i]);
}
