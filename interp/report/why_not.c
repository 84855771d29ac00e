#include "interp/report/why_not.h"

#include "interp/report/titles.h"

#include <inttypes.h>

enum { INDENT, DETAIL };          /* depth of a line */

typedef struct {
  WhyLines     *lines;
  const Screen *screen;
  const Model  *model;
  const WhyNot *why;
  Arena        *arena;
} Page;

static __attribute__((format_arg(2))) const char *words(const Page *page, const char *english) {
  return screen_words(page->screen, english);
}

static void paragraph(const Page *page, unsigned depth, Text text) {
  LIST_ADD(page->arena, page->lines, WhyLine, (WhyLine){ depth, text });
}

static void say(const Page *page, unsigned depth, const char *english) {
  paragraph(page, depth, text_from(words(page, english)));
}

/* A fact's name in full, in the words of the rules. */
static Text fact_path(const Page *page, Text path) {
  return screen_visible(page->arena, path_word(page->arena, page->model,
                                               page->why->decision->subject, path));
}

/* ---- changes ----------------------------------------------------------------------------- */

static Text value_text_of(const Page *page, const WhyChange *change, Value value) {
  if (value.state != VALUE_KNOWN)
    return text_from(words(page, "not known"));
  return screen_value(page->arena, page->screen, value, &change->field->type);
}

/* "committee, board or company" */
static Text values_text(const Page *page, const WhyChange *change) {
  Writer writer;
  writer_to_memory(&writer, page->arena);
  for (size_t i = 0; i < change->values.count; i++) {
    bool last = i + 1 == change->values.count;
    writer_print(&writer, "%s%.*s", i == 0 ? "" : last ? words(page, " or ") : ", ",
                 TEXT_PRINT(value_text_of(page, change, change->values.items[i])));
  }
  return writer_text(&writer);
}

static Text wanted_text(const Page *page, const WhyChange *change) {
  Text to = value_text_of(page, change, change->to), end;
  switch (change->reach) {
    case REACH_FROM:
      return arena_format(page->arena, words(page, "at least %.*s"), TEXT_PRINT(to));
    case REACH_TO:
      return arena_format(page->arena, words(page, "at most %.*s"), TEXT_PRINT(to));
    case REACH_BETWEEN:
      end = value_text_of(page, change, change->end);
      if (value_compare(change->to, change->end) <= 0)
        return arena_format(page->arena, words(page, "from %.*s to %.*s"), TEXT_PRINT(to),
                            TEXT_PRINT(end));
      return arena_format(page->arena, words(page, "at most %.*s, but at least %.*s"),
                          TEXT_PRINT(to), TEXT_PRINT(end));
    case REACH_ONE_OF:
      return values_text(page, change);
    case REACH_ANY:
      return text_from(words(page, "whatever it is"));
    case REACH_ONLY: case REACH_WITHOUT:
      break;
  }
  return to;
}

/* "(assessed by Handläggaren: not the applicant's to change)"; empty for the applicant's own. */
static Text owner_text(const Page *page, const FieldType *field) {
  Text by = title_of_supplier(page->model, field->owner_name);
  switch (field->owner) {
    case FACT_APPLICANT: return TEXT("");
    case FACT_OFFICE:
      return arena_format(page->arena,
                          words(page, " (assessed by %.*s: not the applicant's to change)"),
                          TEXT_PRINT(by));
    case FACT_REGISTER:
      return arena_format(page->arena,
                          words(page, " (looked up in %.*s: not the applicant's to change)"),
                          TEXT_PRINT(by));
    case FACT_EVENT:
      return text_from(words(page, " (awaited: not the applicant's to change)"));
  }
  return TEXT("");
}

static Text change_text(const Page *page, const WhyChange *change) {
  if (change->reach == REACH_WITHOUT)
    return arena_format(page->arena, words(page, "%.*s: without %.*s"),
                        TEXT_PRINT(fact_path(page, change->path)),
                        TEXT_PRINT(screen_visible(page->arena, change->entry_name)));
  Text wanted = wanted_text(page, change);
  Text owner = owner_text(page, change->field);
  Text path = fact_path(page, change->path);
  if (change->now.state != VALUE_KNOWN)
    return arena_format(page->arena, words(page, "%.*s: %.*s, which is not known%.*s"),
                        TEXT_PRINT(path), TEXT_PRINT(wanted), TEXT_PRINT(owner));
  return arena_format(page->arena, words(page, "%.*s: %.*s, now %.*s%.*s"), TEXT_PRINT(path),
                      TEXT_PRINT(wanted), TEXT_PRINT(value_text_of(page, change, change->now)),
                      TEXT_PRINT(owner));
}

/* "fundable: 20 000 kr, decided by manager" */
static Text ending_text(const Page *page, const WhyAnswer *answer) {
  Text granted = screen_amount(page->arena, page->screen, answer->granted,
                               page->why->decision->currency);
  Text decider = screen_visible(page->arena, answer->decider);
  if (answer->kind == OUTCOME_WAITLISTED)
    return text_from(words(page, "waitlisted"));
  if (answer->kind != OUTCOME_FUNDABLE)
    return text_from(words(page, "fundable, if its frames have room"));
  return decider.length ? arena_format(page->arena, words(page, "fundable: %.*s, decided by %.*s"),
                                       TEXT_PRINT(granted), TEXT_PRINT(decider))
                        : arena_format(page->arena, words(page, "fundable: %.*s"),
                                       TEXT_PRINT(granted));
}

static void put_answer(const Page *page, unsigned depth, const WhyAnswer *answer) {
  Text ending = ending_text(page, answer);
  bool several = answer->changes.count > 1;
  if (several)
    paragraph(page, depth, arena_format(page->arena, words(page, "all of these together (%.*s):"),
                                        TEXT_PRINT(ending)));
  for (size_t i = 0; i < answer->changes.count; i++) {
    Text change = change_text(page, &answer->changes.items[i]);
    if (!several)
      change = arena_format(page->arena, "%.*s (%.*s)", TEXT_PRINT(change), TEXT_PRINT(ending));
    paragraph(page, depth + several, change);
  }
}

static void put_answers(const Page *page, const WhyAnswers *answers) {
  bool choice = answers->count > 1;
  if (choice)
    say(page, INDENT, MESSAGE("One of these is enough:"));
  for (size_t i = 0; i < answers->count; i++)
    put_answer(page, choice ? DETAIL : INDENT, &answers->items[i]);
}

/* "would be the director's with" */
static void put_deciders(const Page *page) {
  const WhyNot *why = page->why;
  for (size_t i = 0; i < why->deciders.count; i++) {
    const WhyAnswer *answer = &why->deciders.items[i];
    for (size_t j = 0; j < answer->changes.count; j++)
      paragraph(page, INDENT,
                arena_format(page->arena, words(page, "%.*s would decide with %.*s"),
                             TEXT_PRINT(screen_visible(page->arena, answer->decider)),
                             TEXT_PRINT(change_text(page, &answer->changes.items[j]))));
  }
}

/* ---- rooms ------------------------------------------------------------------------------- */

static Text amount_text(const Page *page, int64_t minor) {
  return screen_amount(page->arena, page->screen, minor, page->why->decision->currency);
}

static Text since_text(const Page *page, const WhyRoom *room) {
  if (room->has_since && room->since.length)
    return arena_format(page->arena,
                        words(page, "full for it since %.*s %.*s was served, which took %.*s"),
                        TEXT_PRINT(title_of_type(page->why->decision->subject)),
                        TEXT_PRINT(screen_visible(page->arena, room->since)),
                        TEXT_PRINT(amount_text(page, room->since_took)));
  return room->has_since || room->closed
             ? TEXT("")
             : text_from(words(page, "the room was too small for it from the start"));
}

Text why_not_since(Arena *arena, const Screen *screen, const WhyNot *why, const WhyRoom *room) {
  Page page = { .screen = screen, .why = why, .arena = arena };
  return since_text(&page, room);
}

static void put_room(const Page *page, const WhyRoom *room) {
  Text frame = screen_visible(page->arena, room->frame->name);
  if (room->key.length)
    frame = arena_format(page->arena, "%.*s%s%.*s", TEXT_PRINT(frame), words(page, " of "),
                         TEXT_PRINT(screen_visible(page->arena, room->key)));
  if (room->closed)
    paragraph(page, INDENT, arena_format(page->arena, words(page, "the frame %.*s is closed"),
                                         TEXT_PRINT(frame)));
  else
    paragraph(page, INDENT,
              arena_format(page->arena, words(page, "%.*s has room for %.*s at its turn: %.*s more "
                                                    "is lacking"),
                           TEXT_PRINT(frame), TEXT_PRINT(amount_text(page, room->room)),
                           TEXT_PRINT(amount_text(page, room->lacks))));
  Text since = since_text(page, room);
  if (since.length)
    paragraph(page, DETAIL, since);
}

static void put_queued(const Page *page) {
  const WhyAnswers *queued = &page->why->queued;
  if (!queued->count)
    return;
  say(page, INDENT, MESSAGE("This would bring it to the waiting list, but there is no room for "
                            "it:"));
  for (size_t i = 0; i < queued->items[0].changes.count; i++)
    paragraph(page, DETAIL, change_text(page, &queued->items[0].changes.items[i]));
}

/* ---- what to ask, what can't be mended --------------------------------------------------- */

static void put_ask(const Page *page, const WhyAsk *ask, size_t place) {
  Writer writer;
  writer_to_memory(&writer, page->arena);
  writer.language = page->screen->swedish ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
  writer_print(&writer, "%zu. %.*s: ", place, TEXT_PRINT(fact_path(page, ask->path)));
  writer_say_count(&writer, ask->rules, MESSAGE("in %zu open rule"), MESSAGE("in %zu open rules"));
  if (ask->settles)
    writer_say(&writer, "; %zu of %zu values tried would end it", ask->settles, ask->values);
  paragraph(page, INDENT, writer_text(&writer));
}

static void put_asks(const Page *page) {
  const WhyNot *why = page->why;
  if (why->asks.count < 2)
    return;
  say(page, INDENT, MESSAGE("Ask first for what settles most:"));
  for (size_t i = 0; i < why->asks.count; i++)
    put_ask(page, &why->asks.items[i], i + 1);
}

static Text bar_text(const Page *page, const WhyBar *bar) {
  Surface surface = page->screen->swedish ? SURFACE_SWEDISH : SURFACE_ENGLISH;
  Text name = screen_visible(page->arena, rule_name_word(bar->name, surface));
  Text reason = screen_visible(page->arena, bar->reason);
  switch (bar->kind) {
    case BAR_DECIDED:
      return text_from(words(page, "It is decided already: a change of facts changes no "
                                   "decision."));
    case BAR_TRIES:
      return text_from(words(page, "So many facts may matter that not all of them were tried."));
    case BAR_OTHERS:
      return text_from(words(page, "What would do for this record alone moves others too, and then "
                                   "does not do."));
    case BAR_OUTCOME:
      return arena_format(page->arena, words(page, "%.*s ends it, whatever the applicant states: "
                                                   "%.*s"),
                          TEXT_PRINT(name), TEXT_PRINT(reason));
    case BAR_FAULT: case BAR_RULE:
      break;
  }
  if (bar->fixed.length)
    return arena_format(page->arena, words(page, "%.*s: %.*s (%.*s has happened, and is not "
                                                 "changed afterwards)"),
                        TEXT_PRINT(name), TEXT_PRINT(reason), TEXT_PRINT(bar->fixed));
  return arena_format(page->arena, "%.*s: %.*s", TEXT_PRINT(name), TEXT_PRINT(reason));
}

static bool is_empty(const WhyNot *why) {
  return !why->answers.count && !why->others.count && !why->deciders.count && !why->queued.count &&
         !why->asks.count;
}

static void put_bars(const Page *page) {
  const WhyNot *why = page->why;
  if (why->kind != OUTCOME_FUNDABLE && is_empty(why) &&
      !(why->bars.count && why->bars.items[0].kind == BAR_DECIDED))
    say(page, INDENT, MESSAGE("Nothing within reach would make it fundable."));
  for (size_t i = 0; i < why->bars.count; i++)
    paragraph(page, INDENT, bar_text(page, &why->bars.items[i]));
}

bool why_not_says(const WhyNot *why) {
  return why->kind != OUTCOME_FUNDABLE || why->deciders.count > 0;
}

void why_not_lines(Arena *arena, const Screen *screen, const Model *model, const WhyNot *why,
                   bool with_rooms, WhyLines *lines) {
  Page page = { lines, screen, model, why, arena };
  put_asks(&page);
  put_answers(&page, &why->answers);
  put_answers(&page, &why->others);
  put_deciders(&page);
  put_queued(&page);
  for (size_t i = 0; i < why->rooms.count && with_rooms; i++)
    put_room(&page, &why->rooms.items[i]);
  put_bars(&page);
}

Text why_not_heading(const Screen *screen) {
  return text_from(screen_words(screen, "What would change it"));
}

void why_not_write_text(Writer *writer, const Screen *screen, const Model *model,
                        const WhyNot *why, bool with_rooms) {
  WhyLines lines = { NULL, 0, 0 };
  if (!why_not_says(why))
    return;
  why_not_lines(writer->arena, screen, model, why, with_rooms, &lines);
  screen_styled(writer, screen, STYLE_STRONG, why_not_heading(screen));
  writer_put_char(writer, '\n');
  for (size_t i = 0; i < lines.count; i++) {
    size_t indent = 2 * (size_t)lines.items[i].depth + 2;
    writer_repeat(writer, TEXT(" "), indent);
    screen_wrap(writer, screen, lines.items[i].text, indent, indent + 2);
  }
}
