/* What is said after a change: who decides and gets, the frames, the cause; four lines. */
#include "interp/repl/inside.h"

#include "base/sort.h"
#include "grammar/keywords.h"
#include "interp/report/figure.h"

enum { MOST_ROWS = 3, CELLS = 4, RECORDS_NAMED = 3, OUTCOMES_NAMED = 3, WIDE = 100 };

typedef struct {
  Text         cells[CELLS];
  const Frame *frame;                 /* that the third tells of; or NULL */
} AccountRow;

typedef struct {
  Dialogue           *dialogue;
  Arena              *arena;
  const Screen       *screen;
  const DifferenceOf *of;
  const Difference   *difference;
  const Base         *base;
  const Assumptions  *assumed;
  AccountRow          rows[MOST_ROWS];
  size_t              count, most;
  Text                left_over;      /* of a row that was too narrow for it; or empty */
} Account;

/* ---- figures ------------------------------------------------------------------------------ */

static const char *arrow(const Account *account) {
  return account->screen->ascii ? "->" : "→";
}

/* "19.97" of "19.97 mkr"; the unit behind it. */
static Text split_unit(Text figure, Text *unit) {
  size_t at = figure.length;
  while (at > 0 && figure.bytes[at - 1] != ' ')
    at--;
  *unit = at ? text_part(figure, at, figure.length) : TEXT("");
  return at ? text_part(figure, 0, at - 1) : figure;
}

/* "119.98 → 149.99 mkr", "108 = 108"; the unit once where both have it. */
static Text pair(const Account *account, Text before, Text after, bool same) {
  Text unit_before, unit_after;
  Text number = split_unit(before, &unit_before);
  split_unit(after, &unit_after);
  Text first = text_equal(unit_before, unit_after) ? number : before;
  return arena_format(account->arena, "%.*s %s %.*s", TEXT_PRINT(first),
                      same ? "=" : arrow(account), TEXT_PRINT(after));
}

static Text money_pair(const Account *account, int64_t before, int64_t after) {
  const Currency *currency = account->of->decision->currency;
  return pair(account, figure_amount(account->arena, account->screen, before, currency),
              figure_amount(account->arena, account->screen, after, currency), before == after);
}

static Text count_pair(const Account *account, size_t before, size_t after) {
  return arena_format(account->arena, "%.*s %s %.*s",
                      TEXT_PRINT(screen_count(account->arena, before)),
                      before == after ? "=" : arrow(account),
                      TEXT_PRINT(screen_count(account->arena, after)));
}

/* (+4), (−64) */
static Text change(const Account *account, size_t before, size_t after) {
  const char *minus = account->screen->ascii ? "-" : "−";
  if (before == after)
    return TEXT("");
  return arena_format(account->arena, " (%s%.*s)", after > before ? "+" : minus,
                      TEXT_PRINT(screen_count(account->arena, after > before ? after - before
                                                                             : before - after)));
}

static Text visible(const Account *account, Text text) {
  return screen_visible(account->arena, text);
}

static AccountRow *new_row(Account *account) {
  return account->count < account->most ? &account->rows[account->count++] : NULL;
}

/* ---- rows --------------------------------------------------------------------------------- */

static const Shift *funded(const Account *account) {
  for (size_t i = 0; i < account->of->outcomes.count; i++)
    if (text_is(account->of->outcomes.items[i].name, outcome_names[OUTCOME_FUNDABLE]))
      return &account->of->outcomes.items[i];
  return NULL;
}

static Language language_of(const Account *account) {
  return account->screen->swedish ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
}

/* The other outcomes that change: "waitlisted 73 → 137". */
static Text other_outcomes(const Account *account) {
  Writer writer;
  size_t named = 0;
  writer_to_memory(&writer, account->arena);
  for (size_t i = 0; i < account->of->outcomes.count && named < OUTCOMES_NAMED; i++) {
    const Shift *shift = &account->of->outcomes.items[i];
    if (shift->before == shift->after || shift == funded(account))
      continue;
    writer_print(&writer, "%s%.*s %.*s", named++ ? ", " : "",
                 TEXT_PRINT(visible(account, outcome_text(shift->name, language_of(account)))),
                 TEXT_PRINT(count_pair(account, shift->before, shift->after)));
  }
  return writer_text(&writer);
}

static bool has_money(const Account *account) {
  return account->of->decision->amounts.count > 0;
}

static void add_funded(Account *account) {
  const Shift *shift = funded(account);
  AccountRow *row = new_row(account);
  if (!row || !shift)
    return;
  row->cells[0] = text_from(said(account->dialogue, "funded"));
  row->cells[1] = arena_format(account->arena, "%.*s%.*s",
                               TEXT_PRINT(count_pair(account, shift->before, shift->after)),
                               TEXT_PRINT(change(account, shift->before, shift->after)));
  if (has_money(account))
    row->cells[2] = money_pair(account, shift->granted_before, shift->granted_after);
  row->cells[3] = other_outcomes(account);
}

/* The frame that a decider draws on; NULL: none, or several. */
static const Frame *frame_of(const Account *account, Text decider) {
  const Decision *decision = account->difference->after->decisions[account->of->decision->index]
                                 .decision;
  for (size_t i = 0; i < decision->powers.count; i++) {
    const Power *power = decision->powers.items[i];
    const Term *term = power->decider;
    if (term && term->kind == TERM_CONSTANT && term->as.constant.kind == TYPE_BODY &&
        text_equal(term->as.constant.as.body->name, decider))
      return power->out_of;
  }
  return NULL;
}

/* "frame 19.97 → 19.97 of 20 mkr, binds"; `briefly`: only what is drawn now. */
static Text frame_words(const Account *account, const Frame *frame, bool briefly) {
  const Standing *after = account->difference->after;
  const FrameState *state = frame ? standing_frame(after, frame, TEXT("")) : NULL;
  if (!state || state->pending)
    return TEXT("");
  const FrameState *was = account->difference->before == after
                              ? NULL : standing_frame(account->difference->before, frame, TEXT(""));
  const Currency *currency = account->of->decision->currency;
  int64_t drawn = state->opening + state->drawn;
  Text now = figure_amount(account->arena, account->screen, drawn, currency);
  Text limit = figure_amount(account->arena, account->screen, state->limit, currency), unit;
  Text limit_unit, number = split_unit(now, &unit);
  split_unit(limit, &limit_unit);
  Text shown = text_equal(unit, limit_unit) ? number : now;
  if (!briefly && was && !was->pending && was->limit == state->limit &&
      was->opening + was->drawn != drawn) {
    Text before = figure_amount(account->arena, account->screen, was->opening + was->drawn,
                                currency);
    Text before_unit, before_number = split_unit(before, &before_unit);
    bool alike = text_equal(before_unit, limit_unit) && text_equal(unit, limit_unit);
    shown = arena_format(account->arena, "%.*s %s %.*s",
                         TEXT_PRINT(alike ? before_number : before), arrow(account),
                         TEXT_PRINT(shown));
  }
  return arena_format(account->arena, said(account->dialogue, "frame %.*s of %.*s%s"),
                      TEXT_PRINT(shown), TEXT_PRINT(limit),
                      standing_binds(after, state) ? said(account->dialogue, ", binds") : "");
}

static void add_decider(Account *account, const Shift *shift) {
  AccountRow *row = new_row(account);
  if (!row)
    return;
  row->cells[0] = arena_format(account->arena, said(account->dialogue, "%.*s decides"),
                               TEXT_PRINT(visible(account, shift->name)));
  row->cells[1] = arena_format(account->arena, "%.*s%.*s",
                               TEXT_PRINT(count_pair(account, shift->before, shift->after)),
                               TEXT_PRINT(change(account, shift->before, shift->after)));
  row->frame = frame_of(account, shift->name);
  row->cells[2] = frame_words(account, row->frame, false);
}

static size_t moved(const Shift *shift) {
  return shift->before > shift->after ? shift->before - shift->after : shift->after - shift->before;
}

/* The deciders that change most, in the order of the rules. */
static void add_deciders(Account *account, size_t most) {
  for (size_t i = 0; i < account->of->deciders.count && most; i++) {
    const Shift *shift = &account->of->deciders.items[i];
    size_t larger = 0;
    for (size_t j = 0; j < account->of->deciders.count; j++)
      larger += moved(&account->of->deciders.items[j]) > moved(shift);
    if (moved(shift) == 0 || larger >= most)
      continue;
    add_decider(account, shift);
  }
}

/* Columns that the cells before one take. */
static size_t used_before(const Account *account, size_t cell) {
  size_t used = 2;
  for (size_t j = 0; j < cell; j++) {
    size_t widest = 0;
    for (size_t i = 0; i < account->count; i++) {
      size_t width = unicode_width(account->rows[i].cells[j]);
      widest = width > widest ? width : widest;
    }
    used += widest + (j == 0 ? 1 : account->screen->width >= WIDE ? 3 : 2);
  }
  return used;
}

/* "funded 108 = 108, 119.98 = 119.98 mkr": in place of the last decider's frame, which says the
 * same of the money; without the money where the screen is narrow. */
static void add_unchanged(Account *account) {
  const Shift *shift = funded(account);
  if (!shift || account->count == 0)
    return;
  size_t cell = account->count > 1 ? 2 : 3;
  Text words = arena_format(account->arena, "%s %.*s", said(account->dialogue, "funded"),
                            TEXT_PRINT(count_pair(account, shift->before, shift->after)));
  Text money = money_pair(account, shift->granted_before, shift->granted_after);
  Text whole = arena_format(account->arena, "%.*s, %.*s", TEXT_PRINT(words), TEXT_PRINT(money));
  bool fits = used_before(account, cell) + unicode_width(whole) <= account->screen->width;
  account->rows[account->count - 1].cells[cell] = has_money(account) && fits ? whole : words;
}

static bool funding_changes(const Account *account) {
  const Shift *shift = funded(account);
  if (shift && shift->before != shift->after)
    return true;
  if (other_outcomes(account).length)
    return true;
  for (size_t i = 0; i < account->of->deciders.count; i++)
    if (moved(&account->of->deciders.items[i]))
      return false;
  return shift && shift->granted_before != shift->granted_after;
}

/* Frames without what was drawn before, where the screen has no room for it. */
static void shorten_frames(Account *account) {
  size_t used = used_before(account, 2);
  for (size_t i = 0; i < account->count; i++) {
    AccountRow *row = &account->rows[i];
    if (row->frame && used + unicode_width(row->cells[2]) > account->screen->width)
      row->cells[2] = frame_words(account, row->frame, true);
  }
}

static void gather_rows(Account *account) {
  if (funding_changes(account)) {
    add_funded(account);
    add_deciders(account, account->most - account->count);
    shorten_frames(account);
  } else {
    add_deciders(account, account->most);
    add_unchanged(account);
  }
}

/* The cells under each other, the last one closer where it would not fit; false: it did not. */
static bool write_row(const Account *account, const AccountRow *row, const size_t *widths) {
  Writer *out = account->dialogue->turn.out;
  size_t column = 0, at = 2, gap = account->screen->width >= WIDE ? 3 : 2;
  bool whole = true;
  for (size_t j = 0; j < CELLS; j++) {
    Text cell = row->cells[j];
    if (j + 1 == CELLS && at + unicode_width(cell) > account->screen->width)
      at = column + gap;
    if (j + 1 == CELLS && cell.length && at + unicode_width(cell) > account->screen->width) {
      whole = false;
      break;
    }
    if (cell.length) {
      writer_repeat(out, TEXT(" "), at - column);
      writer_put(out, cell);
      column = at + unicode_width(cell);
    }
    at += widths[j] + (j == 0 ? 1 : gap);
  }
  writer_put_char(out, '\n');
  return whole;
}

static void write_rows(Account *account) {
  size_t widths[CELLS] = { 0 };
  for (size_t i = 0; i < account->count; i++)
    for (size_t j = 0; j < CELLS; j++) {
      size_t width = unicode_width(account->rows[i].cells[j]);
      if (width > widths[j])
        widths[j] = width;
    }
  for (size_t i = 0; i < account->count; i++)
    if (!write_row(account, &account->rows[i], widths))
      account->left_over = account->rows[i].cells[CELLS - 1];
}

/* ---- the cause ---------------------------------------------------------------------------- */

static Text key_of(const Account *account, uint32_t number) {
  return visible(account, experiment_key(account->base->experiment, account->arena,
                                         account->of->decision, number));
}

static int by_number(const void *left, const void *right) {
  const uint32_t *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

/* "2, 190, 285 and 4 more": the largest, in the order of their keys. */
static Text keys_of(const Account *account, const Cause *cause) {
  Writer writer;
  writer_to_memory(&writer, account->arena);
  writer.language = language_of(account);
  size_t named = cause->count <= RECORDS_NAMED + 1 ? cause->count : RECORDS_NAMED;
  uint32_t *numbers = arena_array(account->arena, uint32_t, named + 1);
  for (size_t i = 0; i < named; i++)
    numbers[i] = cause->largest[i];
  numbers = sort_stable(account->arena, numbers, named, sizeof *numbers, by_number);
  for (size_t i = 0; i < named; i++)
    writer_print(&writer, "%s%.*s", i ? ", " : "", TEXT_PRINT(key_of(account, numbers[i])));
  if (cause->count > named)
    writer_say_number(&writer, cause->count - named, " and %zu more");
  return writer_text(&writer);
}

/* "120 mkr", "1–1.4 mkr" */
static Text amounts_of(const Account *account, const Cause *cause) {
  const Currency *currency = account->of->decision->currency;
  Text large = figure_amount(account->arena, account->screen, cause->most, currency);
  if (cause->least == cause->most)
    return large;
  Text small = figure_amount(account->arena, account->screen, cause->least, currency);
  Text unit, large_unit;
  Text number = split_unit(small, &unit);
  split_unit(large, &large_unit);
  return arena_format(account->arena, "%.*s%s%.*s",
                      TEXT_PRINT(text_equal(unit, large_unit) ? number : small),
                      account->screen->ascii ? "-" : "–", TEXT_PRINT(large));
}

/* Of one record, by what it stands in the queue: ", received 2026-01-06". */
static Text place_of(const Account *account, const Cause *cause) {
  const Decision *decision = account->of->decision;
  if (cause->count != 1 || decision->order_count == 0)
    return TEXT("");
  const Term *first = decision->order[0].value;
  if (first->kind != TERM_FIELD || first->as.field.object->kind != TERM_SUBJECT)
    return TEXT("");
  const FieldType *field = first->as.field.field;
  const Record *record = experiment_record(account->base->experiment, account->assumed, decision,
                                           cause->largest[0], account->arena);
  Value value = record->fields[field->index];
  if (value.state != VALUE_KNOWN || field->key)
    return TEXT("");
  Text shown = screen_value(account->arena, account->screen, value, &field->type);
  return arena_format(account->arena, ", %.*s %.*s", TEXT_PRINT(visible(account, field->name)),
                      TEXT_PRINT(shown));
}

/* "application 40 (120 mkr, received 2026-01-06)" */
static Text records_named(const Account *account, const Cause *cause) {
  const Decision *decision = account->of->decision;
  Text noun = visible(account, decision->subject->name);
  Text keys = keys_of(account, cause);
  if (!has_money(account))
    return arena_format(account->arena, "%.*s %.*s", TEXT_PRINT(noun), TEXT_PRINT(keys));
  return arena_format(account->arena, "%.*s %.*s (%.*s%.*s)", TEXT_PRINT(noun), TEXT_PRINT(keys),
                      TEXT_PRINT(amounts_of(account, cause)),
                      TEXT_PRINT(place_of(account, cause)));
}

static Text cause_words(const Account *account) {
  const Cause *cause = &account->of->cause;
  const Dialogue *dialogue = account->dialogue;
  Text records = cause->kind == CAUSE_NONE ? TEXT("") : records_named(account, cause);
  Text others = screen_count(account->arena, cause->others);
  switch (cause->kind) {
    case CAUSE_NONE:
      return TEXT("");
    case CAUSE_TAKES_ROOM:
      return arena_format(account->arena,
                          cause->count == 1 ? said(dialogue, "%.*s gets room and pushes out %.*s")
                          : cause->count < cause->others
                              ? said(dialogue, "%.*s take the room of %.*s smaller ones")
                              : said(dialogue, "%.*s get room and push out %.*s"),
                          TEXT_PRINT(records), TEXT_PRINT(others));
    case CAUSE_LEAVES_ROOM:
      return arena_format(account->arena,
                          cause->count == 1
                              ? said(dialogue, "%.*s falls out and leaves room for %.*s")
                              : said(dialogue, "%.*s fall out and leave room for %.*s"),
                          TEXT_PRINT(records), TEXT_PRINT(others));
    case CAUSE_FRAME_FULL:
      return arena_format(account->arena, said(dialogue, "the frame %.*s is full from %.*s"),
                          TEXT_PRINT(visible(account, cause->frame ? cause->frame->name
                                                                   : TEXT(""))),
                          TEXT_PRINT(records));
  }
  return TEXT("");
}

/* What a reader would not have expected. */
static const char *surprise_words(const Account *account) {
  const Surprise *surprise = &account->of->surprise;
  const Dialogue *dialogue = account->dialogue;
  if (surprise->power)
    return surprise->raised ? said(dialogue, "a higher limit and fewer decisions")
                            : said(dialogue, "a lower limit and more decisions");
  return surprise->raised ? said(dialogue, "more money and fewer funded")
                          : said(dialogue, "less money and more funded");
}

static void write_cause(const Account *account) {
  Writer *out = account->dialogue->turn.out;
  Text cause = cause_words(account);
  bool obs = account->of->against_expectation;
  if (!obs && cause.length == 0)
    return;
  writer_put(out, TEXT("  "));
  Text line = cause;
  if (obs) {
    screen_styled(out, account->screen, STYLE_STRONG, TEXT("obs"));
    line = arena_format(account->arena, " %s%s%.*s", surprise_words(account),
                        cause.length ? ": " : "", TEXT_PRINT(cause));
    writer_put_char(out, ' ');
  }
  screen_wrap(out, account->screen, line, obs ? 6 : 2, 2);
}

/* ---- how to see more ---------------------------------------------------------------------- */

/* "more for 3 (+4.2 mkr)", "less for 65 (−89.99 mkr)"; empty for nobody. */
static Text gain(const Account *account, size_t count, int64_t amount, bool more) {
  const char *minus = account->screen->ascii ? "-" : "−";
  const Dialogue *dialogue = account->dialogue;
  Text figures = screen_count(account->arena, count);
  if (count == 0)
    return TEXT("");
  if (!has_money(account))
    return arena_format(account->arena,
                        more ? said(dialogue, "%.*s gain") : said(dialogue, "%.*s lose"),
                        TEXT_PRINT(figures));
  return arena_format(account->arena,
                      more ? said(dialogue, "more for %.*s (%s%.*s)")
                           : said(dialogue, "less for %.*s (%s%.*s)"),
                      TEXT_PRINT(figures), more ? "+" : minus,
                      TEXT_PRINT(figure_amount(account->arena, account->screen, amount,
                                               account->of->decision->currency)));
}

static Text gains(const Account *account) {
  const DifferenceOf *of = account->of;
  Text won = gain(account, of->winners, of->won, true);
  Text lost = gain(account, of->losers, of->lost, false);
  if (won.length + lost.length == 0)
    return TEXT("");
  return arena_format(account->arena, "%.*s%s%.*s; ", TEXT_PRINT(won),
                      won.length && lost.length ? ", " : "", TEXT_PRINT(lost));
}

static void write_more(const Account *account) {
  Text gain = gains(account);
  if (account->of->moved_dues)
    gain = arena_format(account->arena,
                        said(account->dialogue, "other deadlines for %.*s; %.*s"),
                        TEXT_PRINT(screen_count(account->arena, account->of->moved_dues)),
                        TEXT_PRINT(gain));
  if (account->left_over.length)
    gain = arena_format(account->arena, "%.*s; %.*s", TEXT_PRINT(account->left_over),
                        TEXT_PRINT(gain));
  const char *diff = keyword_called("diff", account->base->model->surface);
  size_t count = account->of->record_count;
  Text line = count == 1
                  ? arena_format(account->arena,
                                 said(account->dialogue, "%.*s%s shows the one that differs"),
                                 TEXT_PRINT(gain), diff)
                  : arena_format(account->arena,
                                 said(account->dialogue, "%.*s%s shows the %.*s that differ"),
                                 TEXT_PRINT(gain), diff,
                                 TEXT_PRINT(screen_count(account->arena, count)));
  writer_put(account->dialogue->turn.out, TEXT("  "));
  screen_wrap(account->dialogue->turn.out, account->screen, line, 2, 2);
}

/* Settings add up: what was assumed before this is said. */
static void write_together(Dialogue *dialogue, const State *state, const Standing *after) {
  Writer *out = dialogue->turn.out;
  size_t held = after ? standing_held(after) : 0;
  if (held && !state->hold_none)
    writer_say_number(out, held, "  %zu decided are held (:hold none judges them too)\n");
  if (state->entries.count < 2)
    return;
  Writer writer;
  writer_to_memory(&writer, dialogue->turn.arena);
  for (size_t i = 0; i + 1 < state->entries.count; i++)
    writer_print(&writer, "%s%.*s", i ? "; " : "",
                 TEXT_PRINT(entry_line(dialogue, state->entries.items[i])));
  Text line = arena_format(dialogue->turn.arena, said(dialogue, "together with: %.*s"),
                           TEXT_PRINT(screen_visible(dialogue->turn.arena, writer_text(&writer))));
  writer_put(out, TEXT("  "));
  screen_wrap(out, &dialogue->turn.screen, line, 2, 4);
}

/* ---- the whole ---------------------------------------------------------------------------- */

static size_t records_of_all(const Standing *standing) {
  size_t count = 0;
  for (size_t i = 0; i < standing->decision_count; i++)
    count += standing->decisions[i].count;
  return count;
}

static void write_of(Account *account, bool several) {
  Writer *out = account->dialogue->turn.out;
  if (several)
    writer_print(out, "  %.*s\n", TEXT_PRINT(visible(account, account->of->decision->name)));
  gather_rows(account);
  write_rows(account);
  write_cause(account);
  write_more(account);
}

void account_of_change(Dialogue *dialogue, const Base *base, const State *state,
                   const Assumptions *assumed, const Standing *before, const Standing *after) {
  write_together(dialogue, state, after);
  if (base->model->budgets.count + base->model->targets.count)
    account_of_outlook(dialogue, base, assumed);
  if (!after || records_of_all(after) == 0)
    return;
  if (!before) {
    writer_say(dialogue->turn.out,
               "  the rules decide other things now; frames and lists show how\n");
    return;
  }
  const Difference *difference = standing_compare(dialogue->turn.arena, base->experiment, before,
                                                  after);
  size_t changed = 0;
  for (size_t i = 0; i < difference->decisions.count; i++)
    changed += difference->decisions.items[i].record_count > 0;
  if (changed == 0)
    writer_say(dialogue->turn.out, state->entries.count
                                       ? "  no application of these rules ends otherwise\n"
                                       : MESSAGE("  all stands as the rules are\n"));
  for (size_t i = 0; i < difference->decisions.count; i++) {
    Account account = { .dialogue = dialogue, .arena = dialogue->turn.arena,
                        .screen = &dialogue->turn.screen, .difference = difference,
                        .of = &difference->decisions.items[i], .base = base, .assumed = assumed,
                        .most = state->entries.count > 1 ? MOST_ROWS - 1 : MOST_ROWS };
    bool told = account.of->against_expectation || cause_words(&account).length;
    if (account.most == MOST_ROWS && told)
      account.most--;                    /* four lines in all: the cause is worth more than a row */
    if (account.of->record_count)
      write_of(&account, changed > 1);
  }
}
