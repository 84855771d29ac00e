#include "interp/report/summary.h"

#include "base/unicode.h"
#include "interp/report/budget.h"
#include "interp/report/profile.h"

#include <inttypes.h>

/* Widths of columns: a name is as wide as the widest between LEAST and MOST. */
enum { BAR_CELLS = 20, NAME_LEAST = 11, NAME_MOST = 28, COUNT_WIDTH = 9, AMOUNT_WIDTH = 22,
       KEYS_SHOWN = 12 };

/* As people read them: from what can be granted to what could not be read. */
static const OutcomeKind shown_order[] = { OUTCOME_FUNDABLE,   OUTCOME_WAITLISTED,
                                           OUTCOME_INCOMPLETE, OUTCOME_REJECTED,
                                           OUTCOME_INELIGIBLE, OUTCOME_INVALID };
enum { SHOWN_COUNT = sizeof shown_order / sizeof shown_order[0] };

static Style outcome_style(OutcomeKind kind) {
  return kind == OUTCOME_FUNDABLE                                   ? STYLE_GOOD
         : kind == OUTCOME_WAITLISTED || kind == OUTCOME_INCOMPLETE ? STYLE_OPEN
                                                                    : STYLE_PLAIN;
}

Text summary_standing(Arena *arena, const Model *model, Language language) {
  if (!model->has_status)
    return TEXT("");
  Writer writer;
  writer_to_memory(&writer, arena);
  writer.language = language;
  const Body *body = model->status_by;
  Text by = body ? (body->title.length ? body->title : body->name) : TEXT("");
  Text date = date_text(arena, model->status_date);
  if (body)
    writer_say(&writer, model->adopted ? MESSAGE("adopted by %.*s %.*s")
                                       : MESSAGE("proposed by %.*s %.*s"),
               TEXT_PRINT(by), TEXT_PRINT(date));
  else
    writer_say(&writer, model->adopted ? MESSAGE("adopted %.*s") : MESSAGE("proposed %.*s"),
               TEXT_PRINT(date));
  if (model->status_paragraph.length)
    writer_print(&writer, " %.*s", TEXT_PRINT(model->status_paragraph));
  if (!model->adopted)
    writer_say(&writer, ", not adopted");
  return writer_text(&writer);
}

/* The text as it was adopted is not the whole of what is run. */
static void put_amendments(Writer *writer, Arena *arena, const Model *model) {
  for (size_t i = 0; i < model->amendments.count; i++) {
    const Amendment *amendment = model->amendments.items[i];
    Text name = screen_visible(arena, amendment->title.length ? amendment->title
                                                              : amendment->name);
    writer_say(writer, amendment->has_status && !amendment->adopted
                           ? MESSAGE("amended from %.*s, if adopted: %.*s\n")
                           : MESSAGE("amended from %.*s: %.*s\n"),
               TEXT_PRINT(date_text(arena, amendment->in_force.items[0].from)),
               TEXT_PRINT(name));
  }
}

static void put_head(Writer *writer, Arena *arena, const Screen *screen, const Summary *summary) {
  const Model *model = summary->model;
  Text title = screen_visible(arena, model->title.length ? model->title : model->name);
  Text standing = summary_standing(arena, model, writer->language);
  if (title.length)
    screen_styled(writer, screen, STYLE_STRONG, title);
  if (title.length && standing.length)
    writer_put_char(writer, '\n');
  if (standing.length)
    screen_styled(writer, screen, model->adopted ? STYLE_FAINT : STYLE_OPEN, standing);
  if (title.length || standing.length)
    writer_put_char(writer, '\n');
  put_amendments(writer, arena, model);
  if (summary->settings.length) {
    Text what_if = text_from(message(writer->language, "what if: "));
    writer_put(writer, what_if);
    screen_wrap(writer, screen, screen_visible(arena, summary->settings), what_if.length,
                what_if.length);
  }
}

/* ---- a decision -------------------------------------------------------------------------- */

static void put_line(Writer *writer, Arena *arena, const Screen *screen, Style style, Text name,
                     size_t width, size_t count) {
  writer_put(writer, TEXT("  "));
  screen_styled_pad(writer, screen, style, name, width);
  writer_put(writer, TEXT(" "));
  writer_pad_left(writer, screen_count(arena, count), COUNT_WIDTH);
}

static size_t widest_name(const RunTallies *list, size_t least) {
  for (size_t i = 0; i < list->count; i++) {
    size_t width = unicode_width(list->items[i].name);
    least = width > least && width <= NAME_MOST ? width : least;
  }
  return least;
}

static bool is_shown(const DecisionSummary *decision, OutcomeKind kind) {
  return decision->outcomes[kind] || kind == OUTCOME_FUNDABLE;
}

static Text outcome_name(const Writer *writer, OutcomeKind kind) {
  return text_from(message(writer->language, outcome_names[kind]));
}

/* Of all names in the first column. */
static size_t name_width(const Writer *writer, const DecisionSummary *decision) {
  size_t width = widest_name(&decision->deciders, widest_name(&decision->own, NAME_LEAST));
  for (size_t i = 0; i < SHOWN_COUNT; i++) {
    size_t name = unicode_width(outcome_name(writer, shown_order[i]));
    width = is_shown(decision, shown_order[i]) && name > width ? name : width;
  }
  return width;
}

static void put_outcomes(Writer *writer, Arena *arena, const Screen *screen,
                         const DecisionSummary *decision, size_t width) {
  const Currency *currency = decision->decision->currency;
  for (size_t i = 0; i < SHOWN_COUNT; i++) {
    size_t count = decision->outcomes[shown_order[i]];
    if (!is_shown(decision, shown_order[i]))
      continue;
    put_line(writer, arena, screen, outcome_style(shown_order[i]),
             outcome_name(writer, shown_order[i]), width, count);
    if (shown_order[i] == OUTCOME_FUNDABLE) {
      writer_put(writer, TEXT("  "));
      writer_pad_left(writer, screen_amount(arena, screen, decision->granted, currency),
                      AMOUNT_WIDTH);
    }
    writer_put_char(writer, '\n');
  }
  for (size_t i = 0; i < decision->own.count; i++) {
    put_line(writer, arena, screen, STYLE_PLAIN,
             screen_visible(arena, decision->own.items[i].name), width,
             decision->own.items[i].count);
    writer_put_char(writer, '\n');
  }
}

static void put_deciders(Writer *writer, Arena *arena, const Screen *screen,
                         const DecisionSummary *decision, size_t width) {
  const Currency *currency = decision->decision->currency;
  if (decision->deciders.count == 0)
    return;
  writer_say(writer, "who decides\n");
  for (size_t i = 0; i < decision->deciders.count; i++) {
    const RunTally *tally = &decision->deciders.items[i];
    put_line(writer, arena, screen, STYLE_PLAIN, screen_visible(arena, tally->name), width,
             tally->count);
    writer_put(writer, TEXT("  "));
    writer_pad_left(writer, screen_amount(arena, screen, tally->granted, currency),
                    AMOUNT_WIDTH);
    writer_put_char(writer, '\n');
  }
}

static void put_decision(Writer *writer, Arena *arena, const Screen *screen,
                         const Summary *summary, const DecisionSummary *decision) {
  const RecordType *subject = decision->decision->subject;
  Text record = subject->title.length ? subject->title : subject->name;
  size_t width = name_width(writer, decision);
  writer_put_char(writer, '\n');
  if (summary->run->decisions.count > 1)
    writer_print(writer, "%.*s: ", TEXT_PRINT(screen_visible(arena, decision->decision->name)));
  writer_print(writer, "%.*s, ", TEXT_PRINT(screen_visible(arena, record)));
  writer_print(writer, message_for(writer->language, decision->records, "%.*s record",
                                   "%.*s records"),
               TEXT_PRINT(screen_count(arena, decision->records)));
  if (decision->recorded)
    writer_say(writer, ", %.*s decided already",
               TEXT_PRINT(screen_count(arena, decision->recorded)));
  writer_put_char(writer, '\n');
  put_outcomes(writer, arena, screen, decision, width);
  put_deciders(writer, arena, screen, decision, width);
}

/* ---- frames ------------------------------------------------------------------------------ */

static const Currency *frame_currency(const Model *model, const Frame *frame) {
  return frame->limit && frame->limit->type.currency ? frame->limit->type.currency
                                                     : model->currency;
}

static Text amount_without_unit(Arena *arena, const Screen *screen, int64_t minor,
                                const Currency *currency) {
  if (!currency)
    return screen_amount(arena, screen, minor, NULL);
  Currency bare = *currency;
  bare.main_unit = TEXT("");
  return screen_amount(arena, screen, minor, &bare);
}

/* "themes", or of a family "themes energy". */
static Text state_name(Arena *arena, const FrameState *state) {
  Text name = screen_visible(arena, state->frame->name);
  return state->key.length ? arena_format(arena, "%.*s %.*s", TEXT_PRINT(name),
                                          TEXT_PRINT(screen_visible(arena, state->key)))
                           : name;
}

static void put_frame(Writer *writer, Arena *arena, const Screen *screen, const Model *model,
                      const FrameState *state, size_t width) {
  const Currency *currency = frame_currency(model, state->frame);
  int64_t used = state->opening + state->drawn;
  writer_put(writer, TEXT("  "));
  writer_pad(writer, state_name(arena, state), width);
  writer_put_char(writer, ' ');
  if (state->pending) {
    writer_say(writer, "the limit is pending: nothing can be drawn\n");
    return;
  }
  if (state->frame->rolling) {
    writer_say(writer, "%.*s in all, in any window at most %.*s\n",
               TEXT_PRINT(amount_without_unit(arena, screen, used, currency)),
               TEXT_PRINT(screen_amount(arena, screen, state->limit, currency)));
    return;
  }
  screen_bar(writer, screen, used, state->limit, BAR_CELLS);
  writer_put_char(writer, ' ');
  writer_say(writer, "%.*s of %.*s",
             TEXT_PRINT(amount_without_unit(arena, screen, used, currency)),
             TEXT_PRINT(screen_amount(arena, screen, state->limit, currency)));
  if (used > state->limit)
    writer_say(writer, ", overdrawn");
  writer_put_char(writer, '\n');
}

/* Behind the states of a frame that are shown; they stand together from `start`. */
static size_t end_of_shown(const RunSummary *run, size_t start, size_t *end) {
  *end = frame_list_end(&run->frames, start);
  return *end - start > KEYS_SHOWN ? start + KEYS_SHOWN : *end;
}

static size_t widest_state(const RunSummary *run, Arena *arena) {
  size_t width = 8;
  for (size_t i = 0, end; i < run->frames.count; i = end) {
    size_t shown = end_of_shown(run, i, &end);
    for (size_t j = i; j < shown; j++) {
      FrameState state = frame_list_at(&run->frames, arena, j);
      size_t name = unicode_width(state_name(arena, &state));
      width = name > width && name <= NAME_MOST ? name : width;
    }
  }
  return width;
}

static void put_frames(Writer *writer, Arena *arena, const Screen *screen,
                       const Summary *summary) {
  const RunSummary *run = summary->run;
  if (run->frames.count == 0)
    return;
  size_t width = widest_state(run, arena);
  writer_say(writer, "\nframes\n");
  for (size_t i = 0, end; i < run->frames.count; i = end) {
    size_t shown = end_of_shown(run, i, &end);
    FrameState state = { .frame = NULL };
    for (size_t j = i; j < shown; j++) {
      state = frame_list_at(&run->frames, arena, j);
      put_frame(writer, arena, screen, summary->model, &state, width);
    }
    if (shown < end)
      writer_say(writer, "  %.*s: %.*s more keys\n",
                 TEXT_PRINT(screen_visible(arena, state.frame->name)),
                 TEXT_PRINT(screen_count(arena, end - shown)));
  }
}

/* ---- the whole --------------------------------------------------------------------------- */

static bool any_incomplete(const RunSummary *run) {
  for (size_t i = 0; i < run->decisions.count; i++)
    if (run->decisions.items[i].outcomes[OUTCOME_INCOMPLETE])
      return true;
  return false;
}

void summary_write_text(Writer *writer, Arena *arena, const Screen *screen,
                        const Summary *summary) {
  put_head(writer, arena, screen, summary);
  for (size_t i = 0; i < summary->run->decisions.count; i++)
    put_decision(writer, arena, screen, summary, &summary->run->decisions.items[i]);
  put_frames(writer, arena, screen, summary);
  if (summary->outlook)
    budget_write_hits(writer, arena, screen,
                      &(BudgetReport){ summary->model, summary->outlook, NULL, TEXT_NONE });
  if (summary->decided)
    writer_say(writer, "\nRun %lld is written, and decided as proposed.",
               (long long)summary->run_id);
  else if (summary->stored)
    writer_say(writer, "\nRun %lld is a proposal: nothing is decided.",
               (long long)summary->run_id);
  else
    writer_say(writer, "\nA dry run: nothing was written, nothing is decided.");
  if (any_incomplete(summary->run))
    writer_say(writer, "\nanslag missing: what is missing, from whom.");
  writer_put_char(writer, '\n');
  if (summary->profile)
    profile_write_text(writer, arena, screen, summary->profile);
}

/* ---- JSON -------------------------------------------------------------------------------- */

static void put_outcome_object(Writer *writer, const size_t counts[OUTCOME_QUEUED],
                               const RunTallies *own) {
  writer_put_char(writer, '{');
  for (size_t i = 0; i < SHOWN_COUNT; i++)
    writer_print(writer, "%s\"%s\":%zu", i ? "," : "", outcome_names[shown_order[i]],
                 counts[shown_order[i]]);
  for (size_t i = 0; i < own->count; i++) {
    writer_put_char(writer, ',');
    writer_json(writer, own->items[i].name);
    writer_print(writer, ":%zu", own->items[i].count);
  }
  writer_put_char(writer, '}');
}

static void put_granted_object(Writer *writer, const RunTallies *deciders, bool counts) {
  writer_put_char(writer, '{');
  for (size_t i = 0; i < deciders->count; i++) {
    const RunTally *tally = &deciders->items[i];
    if (i)
      writer_put_char(writer, ',');
    writer_json(writer, tally->name);
    if (counts)
      writer_print(writer, ":{\"count\":%zu,\"granted\":%" PRId64 "}", tally->count,
                   tally->granted);
    else
      writer_print(writer, ":%" PRId64, tally->granted);
  }
  writer_put_char(writer, '}');
}

static void put_decision_object(Writer *writer, const DecisionSummary *decision) {
  const Currency *currency = decision->decision->currency;
  writer_put(writer, TEXT("{\"name\":"));
  writer_json(writer, decision->decision->name);
  writer_print(writer, ",\"records\":%zu,\"outcomes\":", decision->records);
  put_outcome_object(writer, decision->outcomes, &decision->own);
  writer_print(writer, ",\"granted\":%" PRId64 ",\"currency\":", decision->granted);
  if (currency)
    writer_json(writer, currency->name);
  else
    writer_put(writer, TEXT("null"));
  writer_put(writer, TEXT(",\"deciders\":"));
  put_granted_object(writer, &decision->deciders, true);
  writer_put_char(writer, '}');
}

static void put_frame_object(Writer *writer, const FrameState *state) {
  writer_put(writer, TEXT("{\"name\":"));
  writer_json(writer, state->frame->name);
  if (state->frame->key_count) {
    writer_put(writer, TEXT(",\"key\":"));
    writer_json(writer, state->key);
  }
  if (state->pending)
    writer_print(writer, ",\"limit\":null,\"opening\":%" PRId64 ",\"drawn\":%" PRId64
                         ",\"remaining\":null}", state->opening, state->drawn);
  else
    writer_print(writer, ",\"limit\":%" PRId64 ",\"opening\":%" PRId64 ",\"drawn\":%" PRId64
                         ",\"remaining\":%" PRId64 "}", state->limit, state->opening,
                 state->drawn, state->limit - state->opening - state->drawn);
}

static void add_tallies(Arena *arena, RunTallies *all, const RunTallies *more) {
  for (size_t i = 0; i < more->count; i++) {
    size_t at = 0;
    while (at < all->count && !text_equal(all->items[at].name, more->items[i].name))
      at++;
    if (at == all->count)
      LIST_ADD(arena, all, RunTally, (RunTally){ .name = more->items[i].name });
    all->items[at].count += more->items[i].count;
    all->items[at].granted += more->items[i].granted;
  }
}

void summary_write_json(Writer *writer, Arena *arena, const Summary *summary) {
  const RunSummary *run = summary->run;
  size_t totals[OUTCOME_QUEUED] = { 0 };
  RunTallies own = { NULL, 0, 0 }, deciders = { NULL, 0, 0 };
  for (size_t i = 0; i < run->decisions.count; i++) {
    const DecisionSummary *decision = &run->decisions.items[i];
    for (size_t kind = 0; kind < OUTCOME_QUEUED; kind++)
      totals[kind] += decision->outcomes[kind];
    add_tallies(arena, &own, &decision->own);
    add_tallies(arena, &deciders, &decision->deciders);
  }
  writer_print(writer, "{\"records\":%zu,\"outcomes\":", run->records);
  put_outcome_object(writer, totals, &own);
  writer_put(writer, TEXT(",\"granted\":"));
  put_granted_object(writer, &deciders, false);
  writer_put(writer, TEXT(",\"decisions\":["));
  for (size_t i = 0; i < run->decisions.count; i++) {
    if (i)
      writer_put_char(writer, ',');
    put_decision_object(writer, &run->decisions.items[i]);
  }
  writer_put(writer, TEXT("],\"frames\":["));
  for (size_t i = 0; i < run->frames.count; i++) {
    FrameState state = frame_list_at(&run->frames, arena, i);
    if (i)
      writer_put_char(writer, ',');
    put_frame_object(writer, &state);
  }
  writer_put(writer, TEXT("],\"run_id\":"));
  if (summary->stored)
    writer_print(writer, "%" PRId64, summary->run_id);
  else
    writer_put(writer, TEXT("null"));
  writer_put(writer, TEXT(",\"digest\":"));
  writer_json(writer, run->digest);
  if (summary->profile) {
    writer_put(writer, TEXT(",\"profile\":"));
    profile_write_json(writer, summary->profile);
  }
  writer_put(writer, TEXT("}\n"));
}
