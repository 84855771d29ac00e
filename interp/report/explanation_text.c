#include "interp/report/explanation_page.h"

#include "base/unicode.h"

#include <inttypes.h>

enum { VERDICT_WIDTH = 9, INDENT = 2, DETAIL = 4, NAME_WIDTH = 22 };

static void spaces(const Page *page, size_t count) {
  writer_repeat(page->writer, TEXT(" "), count);
}

static void heading(const Page *page, const char *english) {
  writer_put_char(page->writer, '\n');
  screen_styled(page->writer, page->screen, STYLE_STRONG, told_phrase(page, english));
  writer_put_char(page->writer, '\n');
}

/* A paragraph at `indent`, its later lines `hang` further in. */
void told_line(const Page *page, size_t indent, size_t hang, Text text) {
  spaces(page, indent);
  screen_wrap(page->writer, page->screen, text, indent, indent + hang);
}

static void put_bases(const Page *page, size_t indent, const ExplainedBases *bases) {
  for (size_t i = 0; i < bases->count; i++)
    told_line(page, indent, 2, told_basis(page, &bases->items[i]));
}

static void put_asks(const Page *page, size_t indent, const ExplainedAsks *asks) {
  for (size_t i = 0; i < asks->count; i++)
    told_line(page, indent, 2, told_ask(page, &asks->items[i]));
}

/* ---- head -------------------------------------------------------------------------------- */

static void put_head(const Page *page) {
  const Explanation *it = page->explanation;
  Writer *writer = page->writer;
  Text named = it->name.length == 0 || text_equal(it->name, it->key)
                   ? TEXT("")
                   : arena_format(page->arena, " - %.*s", TEXT_PRINT(it->name));
  screen_styled(writer, page->screen, STYLE_STRONG,
                arena_format(page->arena, "%.*s %.*s%.*s", TEXT_PRINT(it->record_type),
                             TEXT_PRINT(it->key), TEXT_PRINT(named)));
  writer_put_char(writer, '\n');
  for (size_t i = 0; i < it->parties.count; i++)
    told_line(page, 0, 2, arena_format(page->arena, "%.*s: %.*s",
                                       TEXT_PRINT(it->parties.items[i].name),
                                       TEXT_PRINT(it->parties.items[i].shown)));
  screen_styled(writer, page->screen, told_outcome_style(it->kind),
                outcome_text(it->outcome, writer->language));
  if (it->kind == OUTCOME_FUNDABLE && it->decider.length)
    writer_say(writer, ": %.*s, decided by %.*s", TEXT_PRINT(it->granted),
                 TEXT_PRINT(it->decider));
  else if (it->kind == OUTCOME_FUNDABLE)
    writer_print(writer, ": %.*s", TEXT_PRINT(it->granted));
  else if (it->outcome_title.length)
    writer_print(writer, ": %.*s", TEXT_PRINT(it->outcome_title));
  writer_put_char(writer, '\n');
  if (it->recorded.length)
    told_line(page, 0, 2, it->recorded);
  for (size_t i = 0; i < it->reasons.count; i++)
    told_line(page, INDENT, 2, it->reasons.items[i]);
  for (size_t i = 0; i < it->versions.count; i++)
    told_line(page, 0, 2, it->versions.items[i]);
}

static void put_rules(const Page *page) {
  const Explanation *it = page->explanation;
  if (it->rules.count)
    heading(page, "Rules");
  explanation_put_rules(page);
}

/* ---- money ------------------------------------------------------------------------------- */

static void put_named(const Page *page, Text name, Text shown, Text more) {
  spaces(page, INDENT);
  writer_pad(page->writer, name, NAME_WIDTH);
  writer_put_char(page->writer, ' ');
  size_t width = unicode_width(name);
  size_t column = INDENT + (width > NAME_WIDTH ? width : NAME_WIDTH) + 1;
  Text line = more.length ? arena_format(page->arena, "%.*s (%.*s)", TEXT_PRINT(shown),
                                         TEXT_PRINT(more))
                          : shown;
  screen_wrap(page->writer, page->screen, line, column, INDENT + NAME_WIDTH + 1);
}

static void put_money(const Page *page) {
  const Explanation *it = page->explanation;
  heading(page, "Amount");
  if (it->steps.count == 0)
    put_named(page, told_phrase(page, "asked"), it->asked, TEXT(""));
  for (size_t i = 0; i < it->steps.count; i++) {
    const ExplainedStep *step = &it->steps.items[i];
    if (step->working)
      continue;
    Text own = text_is(step->name, "asked") ? told_phrase(page, "asked") : step->name;
    Text name = step->ceiling ? arena_format(page->arena, told_words(page, "ceiling %.*s"),
                                             TEXT_PRINT(step->name))
                              : own;
    Text more = !step->ceiling ? step->title
                : !step->known ? TEXT("")
                : step->lowers ? told_phrase(page, "cuts the amount")
                               : told_phrase(page, "cuts nothing");
    put_named(page, name, step->shown, more);
  }
  if (it->kind == OUTCOME_FUNDABLE || it->kind == OUTCOME_WAITLISTED)
    put_named(page, it->kind == OUTCOME_FUNDABLE ? told_phrase(page, "to be granted")
                                                 : told_phrase(page, "would be granted"),
              it->amount, TEXT(""));
  if (it->has_granted && it->has_amount && it->granted_minor != it->amount_minor)
    put_named(page, told_phrase(page, "granted"), it->granted, told_phrase(page, "in part"));
  for (size_t i = 0; i < it->rooms.count; i++) {
    const ExplainedRoom *room = &it->rooms.items[i];
    put_named(page,
              arena_format(page->arena, told_words(page, "drawn from %.*s"),
                           TEXT_PRINT(room->frame)),
              arena_format(page->arena, told_words(page, "room %.*s at its turn, then %.*s"),
                           TEXT_PRINT(room->before), TEXT_PRINT(room->after)),
              TEXT(""));
  }
  if (it->rank)
    put_named(page, told_phrase(page, "place in the order"),
              screen_count(page->arena, (size_t)it->rank), TEXT(""));
}

static void put_workings(const Page *page) {
  const Explanation *it = page->explanation;
  bool begun = false;
  for (size_t i = 0; i < it->steps.count; i++) {
    const ExplainedStep *step = &it->steps.items[i];
    if (!step->working)
      continue;
    if (!begun)
      heading(page, "Shown with it");
    begun = true;
    put_named(page, step->name, step->shown, step->title);
  }
}

static void put_documents(const Page *page) {
  const Explanation *it = page->explanation;
  if (it->documents.count)
    heading(page, "Documents");
  for (size_t i = 0; i < it->documents.count; i++) {
    const ExplainedDocument *document = &it->documents.items[i];
    told_line(page, INDENT, 2,
              arena_format(page->arena, "%.*s: %.*s%s%.*s", TEXT_PRINT(document->name),
                           TEXT_PRINT(document->title), document->dated.length ? ", " : "",
                           TEXT_PRINT(document->dated)));
  }
}

/* Whose rules they are, and who is told of the decision. */
static void put_told(const Page *page) {
  const Explanation *it = page->explanation;
  if (it->issued_by.length || it->sent_to.length)
    writer_put_char(page->writer, '\n');
  if (it->issued_by.length)
    told_line(page, 0, 2, arena_format(page->arena, told_words(page, "Issued by %.*s"),
                                       TEXT_PRINT(it->issued_by)));
  if (it->sent_to.length)
    told_line(page, 0, 2, arena_format(page->arena, told_words(page, "Sent to %.*s"),
                                       TEXT_PRINT(it->sent_to)));
}

static void put_power(const Page *page, const ExplainedPower *power) {
  const char *mark = power->chosen                      ? MESSAGE("yes")
              : power->why.count || power->verdict == VERDICT_FAIL ? MESSAGE("no")
              : power->asks.count                ? MESSAGE("not known")
                                                 : MESSAGE("no need");
  spaces(page, INDENT);
  screen_styled_pad(page->writer, page->screen, power->chosen ? STYLE_GOOD : STYLE_PLAIN,
                    told_phrase(page, mark), VERDICT_WIDTH + 1);
  size_t indent = INDENT + VERDICT_WIDTH + 1;
  screen_wrap(page->writer, page->screen,
              arena_format(page->arena, "%.*s%s", TEXT_PRINT(power->decider),
                           power->delegated ? told_words(page, ", by delegation") : ""),
              indent, indent);
  for (size_t i = 0; i < power->why.count; i++)
    told_line(page, indent, 2, power->why.items[i]);
  if (power->governing.length)
    told_line(page, indent, 2, power->governing);
  put_asks(page, indent, &power->asks);
  put_bases(page, indent, &power->bases);
}

static void put_powers(const Page *page) {
  const Explanation *it = page->explanation;
  if (it->powers.count == 0)
    return;
  heading(page, "Who decides");
  for (size_t i = 0; i < it->powers.count; i++)
    put_power(page, &it->powers.items[i]);
  if (it->consulted.length)
    told_line(page, INDENT, 2,
              arena_format(page->arena, told_words(page, "after hearing %.*s"),
                           TEXT_PRINT(it->consulted)));
}

static const WhyRoom *room_of(const WhyNot *why, const ExplainedRefusal *refusal) {
  for (size_t i = 0; i < why->rooms.count; i++)
    if (why->rooms.items[i].frame == refusal->frame &&
        text_equal(why->rooms.items[i].key, refusal->key))
      return &why->rooms.items[i];
  return NULL;
}

static void put_refusal(const Page *page, size_t indent, const ExplainedRefusal *refusal) {
  if (refusal->closed) {
    told_line(page, indent, 2,
              arena_format(page->arena, told_words(page, "%.*s was closed by one before it"),
                           TEXT_PRINT(refusal->name)));
    return;
  }
  told_line(page, indent, 2,
            arena_format(page->arena,
                         told_words(page, "%.*s had room for %.*s at its turn: %.*s more was "
                                          "lacking"),
                         TEXT_PRINT(refusal->name), TEXT_PRINT(refusal->room),
                         TEXT_PRINT(refusal->lacks)));
  const WhyNot *why = page->explanation->why;
  const WhyRoom *room = why ? room_of(why, refusal) : NULL;
  Text since = room ? why_not_since(page->arena, page->screen, why, room) : TEXT("");
  if (since.length)
    told_line(page, indent + 2, 2, since);
  if (!text_equal(refusal->lacks, refusal->enough))
    told_line(page, indent + 2, 2,
              arena_format(page->arena,
                           told_words(page, "with %.*s waitlisted before it in this frame, %.*s "
                                            "more surely does"),
                           TEXT_PRINT(refusal->before), TEXT_PRINT(refusal->enough)));
}

/* The refusals of one row of deciders stand together: the first of them, and how many. */
static size_t refusals_of_row(const Explanation *it, size_t first) {
  size_t count = 1;
  while (first + count < it->refusals.count &&
         it->refusals.items[first + count].power == it->refusals.items[first].power)
    count++;
  return count;
}

static bool same_rows(const Explanation *it, size_t a, size_t b) {
  size_t count = refusals_of_row(it, a);
  if (count != refusals_of_row(it, b))
    return false;
  for (size_t i = 0; i < count; i++)
    if (!explanation_same_refusal(&it->refusals.items[a + i], &it->refusals.items[b + i]))
      return false;
  return true;
}

/* Two deciders who draw from one frame lack the same room: it is told once. */
static bool is_told(const Explanation *it, size_t row) {
  for (size_t i = 0; i < row; i += refusals_of_row(it, i))
    if (same_rows(it, i, row))
      return true;
  return false;
}

static size_t rows_told(const Explanation *it) {
  size_t count = 0;
  for (size_t i = 0; i < it->refusals.count; i += refusals_of_row(it, i))
    count += !is_told(it, i);
  return count;
}

static void put_row(const Page *page, size_t first, bool alone) {
  const Explanation *it = page->explanation;
  size_t count = refusals_of_row(it, first), power = it->refusals.items[first].power;
  if (!alone && power < it->powers.count)
    told_line(page, INDENT, 2,
              arena_format(page->arena,
                           count > 1 ? told_words(page, "for %.*s to decide, all of these:")
                                     : told_words(page, "for %.*s to decide:"),
                           TEXT_PRINT(it->powers.items[power].decider)));
  else if (count > 1)
    told_line(page, INDENT, 2, told_phrase(page, "all of these frames need it:"));
  for (size_t i = 0; i < count; i++)
    put_refusal(page, alone ? INDENT : DETAIL, &it->refusals.items[first + i]);
}

static void put_trial(const Page *page) {
  switch (page->explanation->trial) {
    case TRIAL_FUNDS:
      told_line(page, INDENT, 2, told_phrase(page, "Tried: with that room it is fundable."));
      break;
    case TRIAL_FAILS:
      told_line(page, INDENT, 2, told_phrase(page, "Tried: even with that room it is not fundable; "
                                            "another frame or a delegate's choice stands in the "
                                            "way."));
      break;
    case TRIAL_NOT_MADE:
      break;
  }
}

static void put_funding(const Page *page) {
  const Explanation *it = page->explanation;
  if (it->kind != OUTCOME_WAITLISTED || it->refusals.count == 0)
    return;
  heading(page, "What would fund it");
  bool alone = rows_told(it) == 1;
  if (!alone)
    told_line(page, INDENT, 2, told_phrase(page, "Room for one of these deciders is enough:"));
  for (size_t i = 0; i < it->refusals.count; i += refusals_of_row(it, i))
    if (!is_told(it, i))
      put_row(page, i, alone);
  put_trial(page);
}

/* ---- duties and what is missing ---------------------------------------------------------- */

static void put_conditions(const Page *page) {
  const Explanation *it = page->explanation;
  if (it->conditions.count == 0)
    return;
  heading(page, "Conditions");
  for (size_t i = 0; i < it->conditions.count; i++) {
    const ExplainedCondition *condition = &it->conditions.items[i];
    Text title = condition->title.length ? condition->title : condition->name;
    told_line(page, INDENT, 2, arena_format(page->arena, "%s%.*s",
                                            condition->open ? told_words(page, "may apply: ") : "",
                                            TEXT_PRINT(title)));
    put_bases(page, DETAIL, &condition->bases);
  }
}

static void put_deadline(const Page *page, const ExplainedDeadline *deadline) {
  Text title = deadline->title.length ? deadline->title : deadline->name;
  told_line(page, INDENT, 2,
            arena_format(page->arena, "%.*s: %.*s%s", TEXT_PRINT(deadline->due),
                         TEXT_PRINT(title),
                         deadline->fulfilled ? told_words(page, " (done)") : ""));
  told_line(page, DETAIL, 2,
            deadline->owed_to.length
                ? arena_format(page->arena, told_words(page, "owed by %.*s to %.*s"),
                               TEXT_PRINT(deadline->owers), TEXT_PRINT(deadline->owed_to))
                : arena_format(page->arena, told_words(page, "owed by %.*s"),
                               TEXT_PRINT(deadline->owers)));
  if (deadline->counting.length)
    told_line(page, DETAIL, 2,
              arena_format(page->arena, told_words(page, "counted: %.*s"),
                           TEXT_PRINT(deadline->counting)));
  if (deadline->governing.length)
    told_line(page, DETAIL, 2, deadline->governing);
  put_bases(page, DETAIL, &deadline->bases);
}

static void put_deadlines(const Page *page) {
  const Explanation *it = page->explanation;
  if (it->deadlines.count == 0)
    return;
  heading(page, "Deadlines");
  for (size_t i = 0; i < it->deadlines.count; i++)
    put_deadline(page, &it->deadlines.items[i]);
}

static void put_why(const Page *page) {
  const Explanation *it = page->explanation;
  if (!it->why || !why_not_says(it->why))
    return;
  bool rooms_told = it->kind == OUTCOME_WAITLISTED && it->refusals.count > 0;
  writer_put_char(page->writer, '\n');
  why_not_write_text(page->writer, page->screen, it->model, it->why, !rooms_told);
}

static void put_missing(const Page *page) {
  const Explanation *it = page->explanation;
  if (it->missing.count == 0)
    return;
  heading(page, "What is missing");
  put_asks(page, INDENT, &it->missing);
}

void explanation_write_text(Writer *writer, const Screen *screen,
                            const Explanation *explanation) {
  Page page = { writer, screen, explanation, writer->arena };
  put_head(&page);
  put_missing(&page);
  put_rules(&page);
  if (explanation->kind != OUTCOME_INVALID)
    put_money(&page);
  put_powers(&page);
  put_funding(&page);
  put_conditions(&page);
  put_deadlines(&page);
  put_workings(&page);
  put_documents(&page);
  put_told(&page);
  put_why(&page);
}
