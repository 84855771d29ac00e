/* What differs from the rules as they are; scenarios side by side; frames. */
#include "interp/repl/inside.h"

#include "interp/check/check.h"
#include "interp/experiment/prospect.h"
#include "interp/report/difference_experiment.h"
#include "interp/report/figure.h"

enum { ROWS_SHOWN = 12, FRAMES_SHOWN = 40, WIDE = 100, BAR_CELLS = 10 };

/* ---- diff --------------------------------------------------------------------------------- */

static const FieldType *group_field(Dialogue *dialogue, Name name) {
  const RecordType *subject = dialogue_decision(dialogue)->subject;
  const FieldType *field = record_type_find(subject, name.text);
  if (field)
    return field;
  diag_report(dialogue->turn.diags, DIAG_UNKNOWN_FIELD, name.span,
              "record \"%.*s\" has no field \"%.*s\"", TEXT_PRINT(subject->name),
              TEXT_PRINT(name.text));
  UnicodeNearest nearest = { dialogue->turn.arena, name.text, TEXT_NONE, 4 };
  for (size_t i = 0; i < subject->count; i++)
    unicode_nearest(&nearest, subject->fields[i].name);
  if (nearest.best.length)
    diag_help(dialogue->turn.diags, "did you mean %.*s?", TEXT_PRINT(nearest.best));
  dialogue_stop(dialogue);
}

void ask_diff(Dialogue *dialogue, const Question *question) {
  DialogueTurn *turn = &dialogue->turn;
  dialogue_decision(dialogue);
  const FieldType *by = question->as.names.count
                            ? group_field(dialogue, question->as.names.items[0]) : NULL;
  const Standing *before = standing_baseline_for(dialogue, dialogue->base);
  const Standing *after = standing_now(dialogue);
  if (!before) {
    diag_report(turn->diags, DIAG_NOT_ASKABLE, question->span,
                "the rules decide other things than before: there is nothing to set beside them");
    dialogue_stop(dialogue);
  }
  Experiment *experiment = dialogue->base->experiment;
  const Difference *difference = standing_compare(turn->arena, experiment, before, after);
  const Endings *endings = endings_of_difference(turn->arena, experiment, difference, by);
  DifferenceReport report = { .endings = endings, .most_rows = ROWS_SHOWN, .dialogue = true,
                              .grouped = by != NULL };
  difference_write_text(turn->out, &turn->screen, &report);
  Display *table = display_new(kept_begin(&dialogue->table.kept));
  Sheet sheet;
  sheet_init(&sheet, turn->arena);
  difference_to_sheet(&sheet, &report);
  table->ready = display_copy(table->arena, &sheet);
  display_keep(dialogue, table);
}

/* ---- compare A, B, C ---------------------------------------------------------------------- */

typedef struct {
  Text            name;
  const Standing *standing;
} Side;

typedef LIST(Side) Sides;

static void free_standing(void *standing) {
  standing_free(standing);
}

/* Judged for this turn only. */
static const Standing *judge_scenario(Dialogue *dialogue, Name name) {
  Base *base = dialogue->base;
  const Scenario *scenario = dialogue->host.scenario(dialogue->host.context, base->model,
                                                     name.text);
  if (!scenario)
    dialogue_stop(dialogue);
  Assumptions assumed = { .eval = dialogue->eval, .name = scenario->name };
  for (size_t i = 0; i < scenario->settings.count; i++)
    settings_put(dialogue->turn.arena, &assumed.settings, scenario->settings.items[i]);
  Standing *standing = experiment_judge(base->experiment, &assumed);
  memory_defer(dialogue->memory, free_standing, standing);
  return standing;
}

static void add_side(Dialogue *dialogue, Sides *sides, Name name) {
  Arena *arena = dialogue->turn.arena;
  const Standing *standing;
  if (word_means(name.text, "baseline", "utgångsläge"))
    standing = standing_baseline_for(dialogue, dialogue->base);
  else if (word_means(name.text, "current", "nuläge"))
    standing = standing_now(dialogue);
  else
    standing = judge_scenario(dialogue, name);
  if (standing)
    LIST_ADD(arena, sides, Side, (Side){ name.text, standing });
}

static DisplayCell *label_row(Dialogue *dialogue, Display *table, const char *english) {
  DisplayCell *row = display_row(table);
  row[0] = display_text(text_from(said(dialogue, english)));
  return row;
}

static const DecisionSummary *summary_of(const Side *side, const Decision *decision) {
  return &side->standing->decisions[decision->index].summary;
}

static void add_outcomes(Dialogue *dialogue, Display *table, const Sides *sides,
                         const Decision *decision) {
  Language language = dialogue->turn.screen.swedish ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
  for (int kind = OUTCOME_FUNDABLE; kind >= 0; kind--) {
    size_t any = 0;
    for (size_t i = 0; i < sides->count; i++)
      any += summary_of(&sides->items[i], decision)->outcomes[kind];
    if (!any && kind != OUTCOME_FUNDABLE)
      continue;
    DisplayCell *row = display_row(table);
    row[0] = display_text(outcome_text(text_from(outcome_names[kind]), language));
    for (size_t i = 0; i < sides->count; i++)
      row[i + 1] = display_count(table->arena,
                              summary_of(&sides->items[i], decision)->outcomes[kind]);
  }
}

static DisplayCell short_money(Dialogue *dialogue, Arena *arena, int64_t minor,
                             const Currency *currency) {
  DisplayCell cell = display_money(arena, &dialogue->turn.screen, minor, currency);
  cell.shown = figure_amount(arena, &dialogue->turn.screen, minor, currency);
  return cell;
}

static void add_granted(Dialogue *dialogue, Display *table, const Sides *sides,
                        const Decision *decision) {
  if (decision->amounts.count == 0)
    return;
  DisplayCell *row = label_row(dialogue, table, MESSAGE("granted"));
  for (size_t i = 0; i < sides->count; i++)
    row[i + 1] = short_money(dialogue, table->arena,
                             summary_of(&sides->items[i], decision)->granted,
                             decision->currency);
}

static size_t tally_of(const RunTallies *tallies, Text name) {
  for (size_t i = 0; i < tallies->count; i++)
    if (text_equal(tallies->items[i].name, name))
      return tallies->items[i].count;
  return 0;
}

static void add_deciders(Dialogue *dialogue, Display *table, const Sides *sides,
                         const Decision *decision) {
  for (size_t side = 0; side < sides->count; side++) {
    const RunTallies *tallies = &summary_of(&sides->items[side], decision)->deciders;
    for (size_t i = 0; i < tallies->count; i++) {
      Text name = tallies->items[i].name;
      bool before = false;
      for (size_t j = 0; j < side; j++)
        before |= tally_of(&summary_of(&sides->items[j], decision)->deciders, name) > 0;
      if (before || tallies->items[i].count == 0)
        continue;
      DisplayCell *row = display_row(table);
      row[0] = display_text(arena_format(table->arena, said(dialogue, "%.*s decides"),
                                      TEXT_PRINT(screen_visible(table->arena, name))));
      for (size_t j = 0; j < sides->count; j++)
        row[j + 1] = display_count(table->arena,
                                tally_of(&summary_of(&sides->items[j], decision)->deciders, name));
    }
  }
}

static void add_frames(Dialogue *dialogue, Display *table, const Sides *sides) {
  const Standing *first = sides->items[0].standing;
  for (size_t i = 0; i < first->frame_count; i++) {
    const FrameState *state = &first->frames[i];
    const Currency *currency = state->frame->limit->type.currency;
    DisplayCell *row = display_row(table);
    row[0] = display_text(arena_format(table->arena, said(dialogue, "frame %.*s: drawn"),
                                    TEXT_PRINT(screen_visible(table->arena, state->frame->name))));
    for (size_t j = 0; j < sides->count; j++) {
      const FrameState *other = standing_frame(sides->items[j].standing, state->frame, state->key);
      row[j + 1] = display_text(TEXT("?"));
      if (other && !other->pending)
        row[j + 1] = short_money(dialogue, table->arena, other->opening + other->drawn, currency);
    }
  }
}

/* The margins that are not the same on all sides: of each target its last year that differs. */
static void add_target(Dialogue *dialogue, Display *table, const Sides *sides,
                       const Outlook *const *outlooks, const TargetReport *report) {
  const Target *target = report->target;
  Text title = screen_visible(table->arena, target->title.length ? target->title : target->name);
  DisplayCell *row = display_row(table);
  row[0] = display_text(report->has_year
                          ? arena_format(table->arena, said(dialogue, "%.*s %lld: margin"),
                                         TEXT_PRINT(title), (long long)report->year)
                          : arena_format(table->arena, said(dialogue, "%.*s: margin"),
                                         TEXT_PRINT(title)));
  for (size_t i = 0; i < sides->count; i++) {
    const TargetReport *side = outlook_target(outlooks[i], target, report->year);
    row[i + 1] = display_text(side && side->result.margin.state == VALUE_KNOWN
                                ? figure_value(table->arena, &dialogue->turn.screen,
                                               side->result.margin, &target->value->type)
                                : TEXT("?"));
  }
}

static bool margins_differ(const Sides *sides, const Outlook *const *outlooks,
                           const TargetReport *report) {
  for (size_t i = 1; i < sides->count; i++) {
    const TargetReport *side = outlook_target(outlooks[i], report->target, report->year);
    if (side && side->result.margin.state == VALUE_KNOWN &&
        report->result.margin.state == VALUE_KNOWN &&
        !value_same(side->result.margin, report->result.margin))
      return true;
  }
  return false;
}

static void add_targets(Dialogue *dialogue, Display *table, const Sides *sides) {
  OutlookChoice all = { .only = NULL };
  if (dialogue_model(dialogue)->targets.count == 0)
    return;
  const Outlook **outlooks = arena_array(dialogue->turn.arena, const Outlook *, sides->count);
  for (size_t i = 0; i < sides->count; i++)
    outlooks[i] = experiment_outlook(dialogue->base->experiment, dialogue->turn.arena,
                                     &sides->items[i].standing->assumptions, &all);
  for (size_t i = 0, next; i < outlooks[0]->targets.count; i = next) {
    const TargetReport *last = NULL;
    for (next = i; next < outlooks[0]->targets.count &&
                   outlooks[0]->targets.items[next].target == outlooks[0]->targets.items[i].target;
         next++)
      if (margins_differ(sides, outlooks, &outlooks[0]->targets.items[next]))
        last = &outlooks[0]->targets.items[next];
    if (last)
      add_target(dialogue, table, sides, outlooks, last);
  }
}

static bool has_records(const Sides *sides, const Decision *decision) {
  for (size_t i = 0; i < sides->count; i++)
    if (summary_of(&sides->items[i], decision)->records)
      return true;
  return false;
}

static bool word_of_scenario(Text name) {
  return !word_means(name, "baseline", "utgångsläge") && !word_means(name, "current", "nuläge");
}

static void release_sides(Dialogue *dialogue, const Sides *sides) {
  for (size_t i = 0; i < sides->count; i++)
    if (word_of_scenario(sides->items[i].name))
      memory_release(dialogue->memory, (void *)sides->items[i].standing);
}

void ask_compare(Dialogue *dialogue, const Question *question) {
  DialogueTurn *turn = &dialogue->turn;
  const Model *model = dialogue_model(dialogue);
  Sides sides = { NULL, 0, 0 };
  dialogue_decision(dialogue);
  for (size_t i = 0; i < question->as.names.count; i++)
    add_side(dialogue, &sides, question->as.names.items[i]);
  Display *table = display_new(kept_begin(&dialogue->table.kept));
  display_column(table, TEXT("what"), TEXT(""), false);
  for (size_t i = 0; i < sides.count; i++)
    display_column(table, sides.items[i].name, screen_visible(turn->arena, sides.items[i].name),
                   true);
  bool records = false;
  for (size_t i = 0; i < model->decisions.count; i++) {
    const Decision *decision = model->decisions.items[i];
    if (sides.count == 0 || !has_records(&sides, decision))
      continue;
    records = true;
    if (model->decisions.count > 1)
      display_row(table)[0] = display_text(screen_visible(table->arena, decision->name));
    add_outcomes(dialogue, table, &sides, decision);
    add_granted(dialogue, table, &sides, decision);
    add_deciders(dialogue, table, &sides, decision);
  }
  if (records)
    add_frames(dialogue, table, &sides);
  if (sides.count)
    add_targets(dialogue, table, &sides);
  release_sides(dialogue, &sides);
  display_write(turn->out, &turn->screen, table, 0);
  display_keep(dialogue, table);
}

/* ---- frames ------------------------------------------------------------------------------- */

static Text bar_of(Dialogue *dialogue, int64_t part, int64_t whole) {
  Writer writer;
  writer_to_memory(&writer, dialogue->turn.arena);
  bool wide = dialogue->turn.screen.width >= WIDE;
  screen_bar(&writer, &dialogue->turn.screen, part, whole, wide ? 2 * BAR_CELLS : BAR_CELLS);
  return writer_text(&writer);
}

/* "binds: full from application 43"; "full from 43" where the screen is narrow. */
static Text standing_words(Dialogue *dialogue, Arena *arena, const Standing *standing,
                           const FrameState *state) {
  if (state->pending)
    return text_from(said(dialogue, "the limit is not known"));
  if (!standing_binds(standing, state))
    return TEXT("");
  const Decision *decision = state->refused_in;
  Text key = experiment_key(dialogue->base->experiment, arena, decision, state->first_refused);
  if (dialogue->turn.screen.width < WIDE)
    return arena_format(arena, said(dialogue, "full from %.*s"),
                        TEXT_PRINT(screen_visible(arena, key)));
  return arena_format(arena, said(dialogue, "binds: full from %.*s %.*s"),
                      TEXT_PRINT(screen_visible(arena, decision->subject->name)),
                      TEXT_PRINT(screen_visible(arena, key)));
}

static void frame_row(Dialogue *dialogue, Display *table, const Standing *standing,
                      const FrameState *state) {
  const Currency *currency = state->frame->limit->type.currency;
  int64_t used = state->opening + state->drawn;
  DisplayCell *row = display_row(table);
  Text name = state->key.length
                  ? arena_format(table->arena, "%.*s %.*s", TEXT_PRINT(state->frame->name),
                                 TEXT_PRINT(state->key))
                  : state->frame->name;
  row[0] = display_text(arena_text(table->arena, screen_visible(table->arena, name)));
  row[5] = display_text(standing_words(dialogue, table->arena, standing, state));
  if (state->pending)
    return;
  row[1] = short_money(dialogue, table->arena, used, currency);
  row[2] = short_money(dialogue, table->arena, state->limit, currency);
  row[3] = short_money(dialogue, table->arena, state->limit - used, currency);
  row[4] = (DisplayCell){ arena_text(table->arena, bar_of(dialogue, used, state->limit)),
                        sheet_none() };
}

void ask_frames(Dialogue *dialogue) {
  DialogueTurn *turn = &dialogue->turn;
  dialogue_decision(dialogue);
  const Standing *standing = standing_now(dialogue);
  static const char *const headings[] = { MESSAGE("frame"), MESSAGE("drawn"), MESSAGE("of"),
                                          MESSAGE("left"), "", "" };
  Display *table = display_new(kept_begin(&dialogue->table.kept));
  for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
    display_column(table, text_from(headings[i]),
                 text_from(headings[i][0] ? said(dialogue, headings[i]) : ""), i >= 1 && i <= 4);
  for (size_t i = 0; i < standing->frame_count; i++)
    frame_row(dialogue, table, standing, &standing->frames[i]);
  if (standing->frame_count)
    display_write(turn->out, &turn->screen, table, FRAMES_SHOWN);
  else
    writer_say(turn->out, "  these rules have no frames\n");
  display_keep(dialogue, table);
}
