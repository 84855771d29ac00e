#include "interp/report/overview.h"

#include "interp/report/bases.h"
#include "interp/report/budget.h"
#include "interp/report/html.h"
#include "interp/report/titles.h"

/* What each part of the page is written with. */
typedef struct {
  Writer         *writer;
  Arena          *arena;
  const Screen   *screen;
  const Overview *overview;
  const Model    *model;
} Sheets;

static const OutcomeKind shown_order[] = { OUTCOME_FUNDABLE,   OUTCOME_WAITLISTED,
                                           OUTCOME_INCOMPLETE, OUTCOME_REJECTED,
                                           OUTCOME_INELIGIBLE, OUTCOME_INVALID };
enum { SHOWN_COUNT = sizeof shown_order / sizeof shown_order[0] };

/* ---- tables ------------------------------------------------------------------------------ */

static void say(const Sheets *sheets, const char *english) {
  html_put(sheets->writer, text_from(message(sheets->writer->language, english)));
}

static void begin_table(const Sheets *sheets, const char *caption, const char *const *headings,
                        size_t count) {
  Writer *writer = sheets->writer;
  writer_put(writer, TEXT("<table>\n<caption>"));
  say(sheets, caption);
  writer_put(writer, TEXT("</caption>\n<thead><tr>"));
  for (size_t i = 0; i < count; i++) {
    writer_print(writer, "<th scope=\"col\"%s>", i ? " class=\"figure\"" : "");
    say(sheets, headings[i]);
    writer_put(writer, TEXT("</th>"));
  }
  writer_put(writer, TEXT("<th class=\"bar\" aria-hidden=\"true\"></th></tr></thead>\n<tbody>\n"));
}

static void end_table(const Sheets *sheets) {
  writer_put(sheets->writer, TEXT("</tbody>\n</table>\n"));
}

static void begin_row(const Sheets *sheets, Text name) {
  writer_put(sheets->writer, TEXT("<tr><th scope=\"row\">"));
  html_put(sheets->writer, name);
  writer_put(sheets->writer, TEXT("</th>"));
}

static void put_figure(const Sheets *sheets, Text figure) {
  writer_put(sheets->writer, TEXT("<td class=\"figure\">"));
  html_put(sheets->writer, figure);
  writer_put(sheets->writer, TEXT("</td>"));
}

static void put_count(const Sheets *sheets, size_t count) {
  put_figure(sheets, screen_count(sheets->arena, count));
}

static void put_amount(const Sheets *sheets, int64_t minor, const Currency *currency) {
  put_figure(sheets, screen_amount(sheets->arena, sheets->screen, minor, currency));
}

/* A bar of tenths of a per cent; what it shows stands in the row's figures. */
static void end_row(const Sheets *sheets, int64_t part, int64_t whole) {
  int64_t share = whole > 0 ? (int64_t)((Int128)(part > whole ? whole : part) * 1000 / whole) : 0;
  writer_print(sheets->writer, "<td class=\"bar\" aria-hidden=\"true\"><span style=\"inline-size:"
               "%d.%d%%\"></span></td></tr>\n", (int)(share / 10), (int)(share % 10));
}

/* ---- a decision -------------------------------------------------------------------------- */

static void put_outcomes(const Sheets *sheets, const DecisionSummary *decision) {
  static const char *const headings[] = { MESSAGE("Outcome"), MESSAGE("Records"),
                                          MESSAGE("Granted") };
  begin_table(sheets, MESSAGE("How it turned out"), headings, 3);
  for (size_t i = 0; i < SHOWN_COUNT; i++) {
    size_t count = decision->outcomes[shown_order[i]];
    if (count == 0 && shown_order[i] != OUTCOME_FUNDABLE)
      continue;
    begin_row(sheets, text_from(message(sheets->writer->language, outcome_names[shown_order[i]])));
    put_count(sheets, count);
    if (shown_order[i] == OUTCOME_FUNDABLE)
      put_amount(sheets, decision->granted, decision->decision->currency);
    else
      put_figure(sheets, TEXT(""));
    end_row(sheets, (int64_t)count, (int64_t)decision->records);
  }
  for (size_t i = 0; i < decision->own.count; i++) {
    begin_row(sheets, decision->own.items[i].name);
    put_count(sheets, decision->own.items[i].count);
    put_figure(sheets, TEXT(""));
    end_row(sheets, (int64_t)decision->own.items[i].count, (int64_t)decision->records);
  }
  end_table(sheets);
}

static void put_deciders(const Sheets *sheets, const DecisionSummary *decision) {
  static const char *const headings[] = { MESSAGE("Decider"), MESSAGE("Records"),
                                          MESSAGE("Granted") };
  if (decision->deciders.count == 0)
    return;
  begin_table(sheets, MESSAGE("Who decides"), headings, 3);
  for (size_t i = 0; i < decision->deciders.count; i++) {
    const RunTally *tally = &decision->deciders.items[i];
    begin_row(sheets, title_of_supplier(sheets->model, tally->name));
    put_count(sheets, tally->count);
    put_amount(sheets, tally->granted, decision->decision->currency);
    end_row(sheets, tally->granted, decision->granted);
  }
  end_table(sheets);
}

/* The words it rests on, and where they stand. */
static void put_words(const Sheets *sheets, const ModelBases *bases) {
  Writer *writer = sheets->writer;
  for (size_t i = 0; bases && i < bases->count; i++) {
    const ModelBasis *basis = &bases->items[i];
    if (basis->kind != BASIS_SOURCE)
      continue;
    writer_put(writer, TEXT("<q>"));
    html_put(writer, basis->text);
    writer_put(writer, TEXT("</q> <span class=\"faint\">"));
    html_put(writer, basis_place(sheets->arena, basis, writer->language));
    writer_put(writer, TEXT("</span> "));
  }
}

/* Its title; of what the rules leave without one, what it is about. */
static Text effect_name(const Sheets *sheets, const RuleEffect *effect) {
  static const struct { const char *name, *words; } unnamed[] = {
    { "in_force",   MESSAGE("in force on the governing date") },
    { "eligible",   MESSAGE("eligible") },
    { "excluded",   MESSAGE("excluded") },
    { "needs",      MESSAGE("what must be known first") },
    { "valid when", MESSAGE("what a record must hold") },
    { "asked",      MESSAGE("the amount asked") },
    { "amount",     MESSAGE("the amount") },
    { "allocate",   MESSAGE("the order") },
  };
  if (effect->title.length)
    return effect->title;
  for (size_t i = 0; i < sizeof unnamed / sizeof unnamed[0]; i++)
    if (text_is(effect->name, unnamed[i].name))
      return text_from(message(sheets->writer->language, unnamed[i].words));
  return effect->name;
}

static void put_rules(const Sheets *sheets, const DecisionEffects *effects, size_t records) {
  static const char *const headings[] = { MESSAGE("Rule"), MESSAGE("Not met"), MESSAGE("Open"),
                                          MESSAGE("Noted"), MESSAGE("The words it rests on") };
  begin_table(sheets, MESSAGE("What stopped records, and what is open"), headings, 5);
  for (size_t i = 0; i < effects->rules.count; i++) {
    const RuleEffect *effect = &effects->rules.items[i];
    if (effect->failed + effect->open + effect->noted == 0)
      continue;
    begin_row(sheets, effect_name(sheets, effect));
    put_count(sheets, effect->failed);
    put_count(sheets, effect->open);
    put_count(sheets, effect->noted);
    writer_put(sheets->writer, TEXT("<td>"));
    put_words(sheets, effect->bases);
    writer_put(sheets->writer, TEXT("</td>"));
    end_row(sheets, (int64_t)effect->failed, (int64_t)records);
  }
  end_table(sheets);
}

static Text class_name(const Sheets *sheets, size_t class, const Currency *currency) {
  Text from = screen_amount(sheets->arena, sheets->screen, overview_class_from(class, currency),
                            currency);
  if (class + 1 == AMOUNT_CLASSES)
    return arena_format(sheets->arena, message(sheets->writer->language, "from %.*s"),
                        TEXT_PRINT(from));
  Text to = screen_amount(sheets->arena, sheets->screen, overview_class_from(class + 1, currency),
                          currency);
  return arena_format(sheets->arena, message(sheets->writer->language, "%.*s to below %.*s"),
                      TEXT_PRINT(from), TEXT_PRINT(to));
}

/* From the first class that has a record to the last. */
static void put_amounts(const Sheets *sheets, const DecisionEffects *effects) {
  static const char *const headings[] = { MESSAGE("Asked"), MESSAGE("Records"),
                                          MESSAGE("of them fundable") };
  size_t first = AMOUNT_CLASSES, last = 0, most = 0;
  for (size_t i = 0; i < AMOUNT_CLASSES; i++)
    if (effects->classes[i].asked) {
      first = first < i ? first : i;
      last = i;
      most = most > effects->classes[i].asked ? most : effects->classes[i].asked;
    }
  if (first == AMOUNT_CLASSES)
    return;
  begin_table(sheets, MESSAGE("What is asked for, by size"), headings, 3);
  for (size_t i = first; i <= last; i++) {
    begin_row(sheets, class_name(sheets, i, effects->decision->currency));
    put_count(sheets, effects->classes[i].asked);
    put_count(sheets, effects->classes[i].funded);
    end_row(sheets, (int64_t)effects->classes[i].asked, (int64_t)most);
  }
  end_table(sheets);
}

static void put_decision(const Sheets *sheets, const DecisionSummary *decision,
                         const DecisionEffects *effects) {
  Writer *writer = sheets->writer;
  const Decision *of = decision->decision;
  writer_put(writer, TEXT("<h2>"));
  html_put(writer, title_of_type(of->subject));
  if (sheets->overview->summary.run->decisions.count > 1) {
    writer_put(writer, TEXT(": "));
    html_put(writer, of->title.length ? of->title : of->name);
  }
  writer_put(writer, TEXT("</h2>\n<p>"));
  writer_print(writer, message_for(writer->language, decision->records, "%.*s record",
                                   "%.*s records"),
               TEXT_PRINT(screen_count(sheets->arena, decision->records)));
  if (decision->recorded)
    writer_say(writer, ", %.*s decided already",
               TEXT_PRINT(screen_count(sheets->arena, decision->recorded)));
  writer_put(writer, TEXT("</p>\n"));
  put_outcomes(sheets, decision);
  put_deciders(sheets, decision);
  put_rules(sheets, effects, decision->records);
  put_amounts(sheets, effects);
}

/* ---- frames, what is missing, targets ---------------------------------------------------- */

static Text frame_name(const Sheets *sheets, const FrameState *state) {
  Text name = state->frame->title.length ? state->frame->title : state->frame->name;
  return state->key.length ? arena_format(sheets->arena, "%.*s: %.*s", TEXT_PRINT(name),
                                          TEXT_PRINT(state->key))
                           : name;
}

static void put_frame(const Sheets *sheets, const FrameState *state) {
  const Currency *currency = state->frame->limit && state->frame->limit->type.currency
                                 ? state->frame->limit->type.currency
                                 : sheets->model->currency;
  int64_t used = state->opening + state->drawn;
  begin_row(sheets, frame_name(sheets, state));
  put_amount(sheets, used, currency);
  if (state->pending) {
    put_figure(sheets, text_from(message(sheets->writer->language, "pending")));
    put_figure(sheets, TEXT(""));
  } else {
    put_amount(sheets, state->limit, currency);
    put_amount(sheets, state->limit - used, currency);
  }
  end_row(sheets, used, state->pending ? 0 : state->limit);
}

static void put_frames(const Sheets *sheets) {
  static const char *const headings[] = { MESSAGE("Frame"), MESSAGE("Used"), MESSAGE("Limit"),
                                          MESSAGE("Left") };
  const RunSummary *run = sheets->overview->summary.run;
  if (run->frames.count == 0)
    return;
  begin_table(sheets, MESSAGE("Frames"), headings, 4);
  for (size_t i = 0; i < run->frames.count; i++) {
    FrameState state = frame_list_at(&run->frames, sheets->arena, i);
    put_frame(sheets, &state);
  }
  end_table(sheets);
}

static void put_missing(const Sheets *sheets) {
  static const char *const headings[] = { MESSAGE("Fact"), MESSAGE("Records"),
                                          MESSAGE("Who supplies it") };
  static const char *const owners[] = { MESSAGE("the applicant"), MESSAGE("the office"),
                                        MESSAGE("a register"), MESSAGE("an event") };
  const Missing *missing = &sheets->overview->missing;
  if (missing->facts.count == 0)
    return;
  begin_table(sheets, MESSAGE("What is missing"), headings, 3);
  WantedFacts facts = missing_wanted(missing);
  for (size_t i = 0; i < facts.count; i++) {
    const MissingFact *fact = facts.items[i];
    begin_row(sheets, fact->title.length ? fact->title : fact->name);
    put_count(sheets, fact->records);
    const char *owner = fact->pending ? MESSAGE("the rules leave it open") : owners[fact->owner];
    put_figure(sheets, fact->supplier.length && !fact->pending
                           ? fact->supplier
                           : text_from(message(sheets->writer->language, owner)));
    end_row(sheets, (int64_t)fact->records, (int64_t)missing->records);
  }
  end_table(sheets);
}

static void put_targets(const Sheets *sheets) {
  const Outlook *outlook = sheets->overview->summary.outlook;
  if (!outlook || outlook->targets.count + outlook->controls.count + outlook->tables.count == 0)
    return;
  Writer text;
  Screen plain = { .swedish = sheets->screen->swedish, .width = 100 };
  writer_to_memory(&text, sheets->arena);
  text.language = sheets->writer->language;
  budget_write_text(&text, sheets->arena, &plain,
                    &(BudgetReport){ sheets->model, outlook, NULL, TEXT_NONE });
  writer_put(sheets->writer, TEXT("<h2>"));
  say(sheets, MESSAGE("Budgets, targets and controls"));
  writer_put(sheets->writer, TEXT("</h2>\n<pre tabindex=\"0\">"));
  html_put(sheets->writer, writer_text(&text));
  writer_put(sheets->writer, TEXT("</pre>\n"));
}

/* ---- what to know before reading --------------------------------------------------------- */

static void put_basis(void *context, Text rule, const ModelBasis *basis) {
  const Sheets *sheets = context;
  if (basis->kind == BASIS_SOURCE)
    return;
  writer_put(sheets->writer, TEXT("<li>"));
  say(sheets, basis->kind == BASIS_ASSUMED ? MESSAGE("Assumed") : MESSAGE("Reading"));
  writer_put(sheets->writer, TEXT(" ("));
  html_put(sheets->writer, rule);
  writer_put(sheets->writer, TEXT("): "));
  html_put(sheets->writer, basis->text);
  writer_put(sheets->writer, TEXT("</li>\n"));
}

static void put_readings(Sheets *sheets) {
  writer_put(sheets->writer, TEXT("<h2>"));
  say(sheets, MESSAGE("Assumptions and readings"));
  writer_put(sheets->writer, TEXT("</h2>\n<ul>\n"));
  bases_visit(sheets->model, put_basis, sheets);
  writer_put(sheets->writer, TEXT("</ul>\n"));
}

static void put_head(const Sheets *sheets, Text title) {
  Writer *writer = sheets->writer;
  const Summary *summary = &sheets->overview->summary;
  writer_put(writer, TEXT("<h1>"));
  html_put(writer, title);
  writer_put(writer, TEXT("</h1>\n<p class=\"faint\">"));
  html_put(writer, summary_standing(sheets->arena, sheets->model, writer->language));
  writer_put(writer, TEXT("</p>\n"));
  if (summary->settings.length) {
    writer_put(writer, TEXT("<p><strong>"));
    say(sheets, "what if: ");
    html_put(writer, summary->settings);
    writer_put(writer, TEXT("</strong></p>\n"));
  }
  writer_put(writer, TEXT("<p>"));
  say(sheets, MESSAGE("What the rules say of the records as they are. Nothing here is decided."));
  writer_put(writer, TEXT("</p>\n"));
}

/* By which anyone can tell whether two pages say the same. */
static void put_colophon(const Sheets *sheets) {
  Writer *writer = sheets->writer;
  const Overview *overview = sheets->overview;
  writer_put(writer, TEXT("<footer class=\"faint\"><p>"));
  html_put(writer, arena_format(sheets->arena,
                                message(writer->language, "Made %.*s by %.*s. Digest %.*s"),
                                TEXT_PRINT(overview->day), TEXT_PRINT(overview->engine),
                                TEXT_PRINT(overview->summary.run->digest)));
  writer_put(writer, TEXT("</p></footer>\n"));
}

void overview_write_html(Writer *writer, Overview *overview, const Screen *screen) {
  const Model *model = overview->summary.model;
  Sheets sheets = { writer, overview->arena, screen, overview, model };
  Text title = model->title.length ? model->title : model->name;
  html_begin(writer, title, screen->swedish ? "sv" : "en");
  writer_put(writer, TEXT("<main>\n"));
  put_head(&sheets, title);
  for (size_t i = 0; i < overview->decisions.count; i++)
    put_decision(&sheets, &overview->summary.run->decisions.items[i],
                 &overview->decisions.items[i]);
  put_frames(&sheets);
  put_missing(&sheets);
  put_targets(&sheets);
  put_readings(&sheets);
  writer_put(writer, TEXT("</main>\n"));
  put_colophon(&sheets);
  html_end(writer);
}
