/* iCalendar, RFC 5545: lines of at most 75 octets end in CRLF, longer ones go on after CRLF and a
 * space, never inside a character (3.1); text has its commas, semicolons, backslashes and line
 * ends escaped (3.3.11).  DTSTAMP is the day asked about, so that nothing changes by itself. */
#include "base/sha256.h"
#include "base/unicode.h"
#include "interp/report/duties.h"

enum { LINE_OCTETS = 75, UID_LENGTH = 32 };

/* ---- lines --------------------------------------------------------------------------- */

static size_t character_length(Text text, size_t at) {
  size_t end = at + 1;
  while (end < text.length && ((unsigned char)text.bytes[end] & 0xC0) == 0x80)
    end++;
  return end - at;
}

static void put_folded(Writer *writer, Text line) {
  size_t used = 0;
  for (size_t at = 0; at < line.length;) {
    size_t length = character_length(line, at);
    if (used + length > LINE_OCTETS) {
      writer_put(writer, TEXT("\r\n "));
      used = 1;
    }
    writer_put(writer, text_part(line, at, at + length));
    used += length;
    at += length;
  }
  writer_put(writer, TEXT("\r\n"));
}

static void put_escaped(Writer *writer, Text text) {
  for (size_t i = 0; i < text.length; i++) {
    char c = text.bytes[i];
    if (c == '\\' || c == ';' || c == ',')
      writer_put_char(writer, '\\');
    if (c == '\n')
      writer_put(writer, TEXT("\\n"));
    else if ((unsigned char)c >= 0x20 && c != 0x7f)
      writer_put_char(writer, c);
  }
}

static void put_property(Writer *writer, Arena *arena, const char *name, Text text) {
  Writer line;
  writer_to_memory(&line, arena);
  writer_print(&line, "%s:", name);
  put_escaped(&line, text);
  put_folded(writer, writer_text(&line));
}

static void put_day(Writer *writer, const char *name, Date date) {
  Civil civil = date_civil(date);
  writer_print(writer, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, civil.year, civil.month,
               civil.day);
}

/* ---- events -------------------------------------------------------------------------- */

typedef struct {
  Writer         *writer;
  Arena          *arena;
  const OwedList *owed;
} Planner;

typedef struct {
  Text identity;                /* by which its UID stays the same */
  Text summary, description;
  Date day;
} Event;

static void put_event(const Planner *planner, const Event *event) {
  Writer *writer = planner->writer;
  Date next = event->day;
  Civil stamp = date_civil(planner->owed->as_of);
  Text uid = text_part(sha256_of(planner->arena, event->identity), 0, UID_LENGTH);
  date_add_days(event->day, 1, &next);
  writer_put(writer, TEXT("BEGIN:VEVENT\r\n"));
  writer_print(writer, "UID:%.*s@anslag\r\n", TEXT_PRINT(uid));
  writer_print(writer, "DTSTAMP:%04d%02d%02dT000000Z\r\n", stamp.year, stamp.month, stamp.day);
  put_day(writer, "DTSTART", event->day);
  put_day(writer, "DTEND", next);
  put_property(writer, planner->arena, "SUMMARY", event->summary);
  if (event->description.length)
    put_property(writer, planner->arena, "DESCRIPTION", event->description);
  writer_put(writer, TEXT("TRANSP:TRANSPARENT\r\n"));
  writer_put(writer, TEXT("END:VEVENT\r\n"));
}

static void add_line(Writer *writer, const char *format, Text text) {
  if (text.length == 0)
    return;
  if (writer->used)
    writer_put_char(writer, '\n');
  writer_say(writer, format, TEXT_PRINT(text));
}

static Text describe(const Planner *planner, const Owed *owed) {
  Writer writer;
  writer_to_memory(&writer, planner->arena);
  writer.language = planner->writer->language;
  add_line(&writer, "%.*s", owed->name);
  add_line(&writer, MESSAGE("to %.*s"), owed->to);
  add_line(&writer, MESSAGE("together with %.*s"), owed->together);
  add_line(&writer, MESSAGE("covering %.*s"), owed->covering);
  add_line(&writer, MESSAGE("contains %.*s"), owed->contains);
  add_line(&writer, MESSAGE("after %.*s"), owed->depends);
  add_line(&writer, MESSAGE("provided that %.*s"), owed->provided);
  if (owed->proposal)
    add_line(&writer, "%.*s", text_from(message(writer.language, MESSAGE("a proposal"))));
  return writer_text(&writer);
}

static void put_owed(const Planner *planner, const Owed *owed) {
  const Model *model = planner->owed->model;
  Language language = planner->writer->language;
  Text note = owed->when == OWED_IN_MONTH
                  ? text_from(message(language, MESSAGE(" (day not set)"))) : TEXT("");
  Event event = { .day = owed->due, .description = describe(planner, owed) };
  event.identity = arena_format(planner->arena, "%.*s\n%s\n%.*s\n%.*s", TEXT_PRINT(model->name),
                                owed_kind_names[owed->kind], TEXT_PRINT(owed->name),
                                TEXT_PRINT(owed->body));
  event.summary = arena_format(planner->arena, "%.*s%s%.*s%.*s", TEXT_PRINT(owed->body_title),
                               owed->body_title.length ? ": " : "", TEXT_PRINT(owed->title),
                               TEXT_PRINT(note));
  put_event(planner, &event);
}

static void put_meeting(const Planner *planner, const Meeting *meeting) {
  const Model *model = planner->owed->model;
  Text title = meeting->title.length ? meeting->title : meeting->name;
  Text at = meeting->at ? (meeting->at->title.length ? meeting->at->title : meeting->at->name)
                        : TEXT("");
  Event event = { .day = meeting->day };
  event.identity = arena_format(planner->arena, "%.*s\nmeeting\n%.*s", TEXT_PRINT(model->name),
                                TEXT_PRINT(meeting->name));
  event.summary = arena_format(planner->arena, "%.*s%s%.*s", TEXT_PRINT(at),
                               at.length ? ": " : "", TEXT_PRINT(title));
  put_event(planner, &event);
}

void duties_write_calendar(Writer *writer, const OwedList *owed, Text only) {
  Planner planner = { writer, owed->arena, owed };
  const Model *model = owed->model;
  writer_put(writer, TEXT("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                          "PRODID:-//anslag//deadlines//EN\r\nCALSCALE:GREGORIAN\r\n"));
  put_property(writer, owed->arena, "X-WR-CALNAME",
               model->title.length ? model->title : model->name);
  for (size_t i = 0; i < owed->list.count; i++) {
    const Owed *each = &owed->list.items[i];
    bool dated = each->when == OWED_ON_DAY || each->when == OWED_IN_MONTH;
    if (dated && each->status != OWED_DONE && (!only.length || owed_is_by(each, only)))
      put_owed(&planner, each);
  }
  for (size_t i = 0; i < model->meetings.count; i++)
    if (!model->meetings.items[i]->day_not_set && !only.length)
      put_meeting(&planner, model->meetings.items[i]);
  writer_put(writer, TEXT("END:VCALENDAR\r\n"));
}
