/* An explanation as a page of its own: for a file, a mail, a printer. */
#include "interp/report/explanation_page.h"
#include "interp/report/html.h"

#include <inttypes.h>

static const char style[] =
  "body { max-width: 52rem; }\n"
  "ul.tree, ul.tree ul { list-style: none; padding-left: 1.25rem; margin: 0.25rem 0; }\n"
  "ul.tree { padding-left: 0; }\n"
  "ul.tree > li { border-top: 1px solid var(--line); padding: 0.5rem 0; }\n"
  ".verdict { display: inline-block; min-inline-size: 5rem; font-weight: 600; }\n"
  ".good { color: light-dark(#1d6b37, #7fd39a); }\n"
  ".bad { color: light-dark(#a3161d, #ff9a94); }\n"
  ".open { color: light-dark(#7a5300, #e8bf62); }\n"
  "h2 { border-top: 1px solid var(--line); padding-top: 0.75rem; margin-top: 1.5rem; }\n"
  "p { margin: 0.25rem 0; }\n"
  ".outcome { font-size: 1.15rem; font-weight: 600; }\n"
  "dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1.5rem; margin: 0; }\n"
  "dd { margin: 0; }\n"
  "@media print { body { margin: 0; max-width: none; } li { break-inside: avoid; } }\n";

/* ---- pieces ------------------------------------------------------------------------------ */

static void put(const Page *page, const char *html) {
  writer_put(page->writer, text_from(html));
}

static void put_tagged(const Page *page, const char *tag, const char *class, Text text) {
  if (!text.length)
    return;
  writer_print(page->writer, "<%s%s%s%s>", tag, class ? " class=\"" : "", class ? class : "",
               class ? "\"" : "");
  html_put(page->writer, text);
  writer_print(page->writer, "</%s>\n", tag);
}

static void put_paragraph(const Page *page, Text text) {
  put_tagged(page, "p", NULL, text);
}

static void put_headed(const Page *page, const char *english) {
  put_tagged(page, "h2", NULL, told_phrase(page, english));
}

static const char *class_of(Style style_) {
  switch (style_) {
    case STYLE_GOOD:  return "good";
    case STYLE_BAD:   return "bad";
    case STYLE_OPEN:  return "open";
    case STYLE_FAINT: return "faint";
    case STYLE_PLAIN: case STYLE_STRONG: break;
  }
  return "plain";
}

static void put_verdict(const Page *page, Style style_, Text verdict) {
  writer_print(page->writer, "<span class=\"verdict %s\">", class_of(style_));
  html_put(page->writer, verdict);
  put(page, "</span> ");
}

/* An item of lists within lists, `level` of them; *depth is how many are open.  It stays open, so
 * that what lies within it comes inside it. */
static void begin_item(const Page *page, unsigned *depth, unsigned level) {
  for (; *depth > level; (*depth)--)
    put(page, "</li></ul>\n");
  if (*depth == level)
    put(page, "</li>\n");
  for (; *depth < level; (*depth)++)
    put(page, "<ul>\n");
  put(page, "<li>");
}

static void end_items(const Page *page, unsigned depth) {
  for (; depth > 0; depth--)
    put(page, "</li></ul>\n");
}

static void put_bases(const Page *page, const ExplainedBases *bases) {
  for (size_t i = 0; i < bases->count; i++)
    put_tagged(page, bases->items[i].kind == BASIS_SOURCE ? "blockquote" : "p",
               bases->items[i].kind == BASIS_SOURCE ? NULL : "reading",
               told_basis(page, &bases->items[i]));
}

static void put_texts(const Page *page, const TextItems *texts) {
  for (size_t i = 0; i < texts->count; i++)
    put_paragraph(page, texts->items[i]);
}

/* ---- the head ---------------------------------------------------------------------------- */

static Text heading_of(const Page *page) {
  const Explanation *it = page->explanation;
  bool named = it->name.length && !text_equal(it->name, it->key);
  return arena_format(page->arena, "%.*s %.*s%s%.*s", TEXT_PRINT(it->record_type),
                      TEXT_PRINT(it->key), named ? " - " : "", named ? (int)it->name.length : 0,
                      named ? it->name.bytes : "");
}

static void put_head(const Page *page) {
  const Explanation *it = page->explanation;
  put_tagged(page, "h1", NULL, heading_of(page));
  for (size_t i = 0; i < it->parties.count; i++)
    put_tagged(page, "p", "faint",
               arena_format(page->arena, "%.*s: %.*s", TEXT_PRINT(it->parties.items[i].name),
                            TEXT_PRINT(it->parties.items[i].shown)));
  writer_print(page->writer, "<p class=\"outcome %s\">", class_of(told_outcome_style(it->kind)));
  html_put(page->writer, told_outcome(page));
  put(page, "</p>\n");
  put_paragraph(page, it->recorded);
  put_texts(page, &it->reasons);
  put_texts(page, &it->versions);
}

static void put_asks(const Page *page, const ExplainedAsks *asks) {
  if (!asks->count)
    return;
  put(page, "<ul>\n");
  for (size_t i = 0; i < asks->count; i++)
    put_tagged(page, "li", NULL, told_ask(page, &asks->items[i]));
  put(page, "</ul>\n");
}

/* ---- the tree of rules ------------------------------------------------------------------- */

static void put_parts(const Page *page, const ExplainedTest *test) {
  unsigned depth = 0;
  for (size_t i = 0; i < test->parts.count; i++) {
    const ExplainedPart *part = &test->parts.items[i];
    begin_item(page, &depth, part->depth + 1);
    put_verdict(page, told_part_style(part), text_from(told_words(page, part->verdict.bytes)));
    html_put(page->writer, told_part(page, part));
    put(page, "\n");
    put_tagged(page, "p", "faint", told_values(page, &part->values, part->decides));
  }
  end_items(page, depth);
}

static void put_rule(const Page *page, const ExplainedRule *rule) {
  Text name = told_rule(page, rule);
  bool titled = rule->title.length && !text_equal(rule->title, name);
  put(page, "<li>");
  put_verdict(page, told_verdict_style(rule->verdict),
              told_phrase(page, told_verdict(rule->verdict)));
  put(page, "<strong>");
  html_put(page->writer, titled ? rule->title : name);
  put(page, "</strong> <span class=\"faint\">");
  html_put(page->writer, titled ? name : TEXT(""));
  put(page, "</span>\n");
  for (size_t i = 0; i < rule->tests.count; i++) {
    put_paragraph(page, told_test(page, rule, &rule->tests.items[i]));
    if (told_in_parts(rule)) {
      put_parts(page, &rule->tests.items[i]);
      put_tagged(page, "p", "faint", told_values(page, &rule->tests.items[i].values, true));
    }
  }
  ExplainedValues left = told_left(page, rule);
  put_tagged(page, "p", "faint", told_values(page, &left, told_in_parts(rule)));
  if (rule->verdict == VERDICT_FAIL || rule->verdict == VERDICT_INVALID)
    put_paragraph(page, rule->reason);
  put_asks(page, &rule->asks);
  put_bases(page, &rule->bases);
  put(page, "</li>\n");
}

static void put_rules(const Page *page) {
  const Explanation *it = page->explanation;
  if (!it->rules.count)
    return;
  put_headed(page, "Rules");
  put(page, "<ul class=\"tree\">\n");
  for (size_t i = 0; i < it->rules.count; i++)
    put_rule(page, &it->rules.items[i]);
  put(page, "</ul>\n");
}

/* ---- money and deciders ------------------------------------------------------------------ */

static void put_pair(const Page *page, Text name, Text value) {
  put_tagged(page, "dt", "faint", name);
  put_tagged(page, "dd", NULL, value);
}

static void put_steps(const Page *page, bool working) {
  const Explanation *it = page->explanation;
  for (size_t i = 0; i < it->steps.count; i++) {
    const ExplainedStep *step = &it->steps.items[i];
    if (step->working == working)
      put_pair(page, step->title.length ? step->title : step->name, step->shown);
  }
}

static void put_money(const Page *page) {
  const Explanation *it = page->explanation;
  put_headed(page, "Amount");
  put(page, "<dl>\n");
  if (!it->steps.count)
    put_pair(page, told_phrase(page, "asked"), it->asked);
  put_steps(page, false);
  if (it->kind == OUTCOME_FUNDABLE || it->kind == OUTCOME_WAITLISTED)
    put_pair(page, it->kind == OUTCOME_FUNDABLE ? told_phrase(page, "to be granted")
                                                : told_phrase(page, "would be granted"),
             it->amount);
  if (it->has_granted)
    put_pair(page, told_phrase(page, "granted"), it->granted);
  for (size_t i = 0; i < it->rooms.count; i++)
    put_pair(page,
             arena_format(page->arena, told_words(page, "drawn from %.*s"),
                          TEXT_PRINT(it->rooms.items[i].frame)),
             arena_format(page->arena, told_words(page, "room %.*s at its turn, then %.*s"),
                          TEXT_PRINT(it->rooms.items[i].before),
                          TEXT_PRINT(it->rooms.items[i].after)));
  if (it->rank)
    put_pair(page, told_phrase(page, "place in the order"),
             screen_count(page->arena, (size_t)it->rank));
  put_steps(page, true);
  put(page, "</dl>\n");
}

static void put_power(const Page *page, const ExplainedPower *power) {
  bool no = power->why.count || power->verdict == VERDICT_FAIL;
  const char *mark = power->chosen       ? MESSAGE("yes")
                     : no                ? MESSAGE("no")
                     : power->asks.count ? MESSAGE("not known")
                                         : MESSAGE("no need");
  put(page, "<li>");
  put_verdict(page, power->chosen ? STYLE_GOOD : STYLE_PLAIN, told_phrase(page, mark));
  html_put(page->writer, power->title.length ? power->title : power->decider);
  html_put(page->writer, power->delegated ? told_phrase(page, ", by delegation") : TEXT(""));
  put(page, "\n");
  put_texts(page, &power->why);
  put_paragraph(page, power->governing);
  put_asks(page, &power->asks);
  put_bases(page, &power->bases);
  put(page, "</li>\n");
}

static void put_powers(const Page *page) {
  const Explanation *it = page->explanation;
  if (!it->powers.count)
    return;
  put_headed(page, "Who decides");
  put(page, "<ul class=\"tree\">\n");
  for (size_t i = 0; i < it->powers.count; i++)
    put_power(page, &it->powers.items[i]);
  put(page, "</ul>\n");
}

/* ---- what follows, what would change it -------------------------------------------------- */

static void put_conditions(const Page *page) {
  const Explanation *it = page->explanation;
  if (it->conditions.count)
    put_headed(page, "Conditions");
  for (size_t i = 0; i < it->conditions.count; i++) {
    const ExplainedCondition *condition = &it->conditions.items[i];
    put_paragraph(page, arena_format(page->arena, "%s%.*s",
                                     condition->open ? told_words(page, "may apply: ") : "",
                                     TEXT_PRINT(condition->title.length ? condition->title
                                                                        : condition->name)));
    put_bases(page, &condition->bases);
  }
}

static void put_deadlines(const Page *page) {
  const Explanation *it = page->explanation;
  if (it->deadlines.count)
    put_headed(page, "Deadlines");
  for (size_t i = 0; i < it->deadlines.count; i++) {
    const ExplainedDeadline *deadline = &it->deadlines.items[i];
    put_paragraph(page, arena_format(page->arena, "%.*s: %.*s%s", TEXT_PRINT(deadline->due),
                                     TEXT_PRINT(deadline->title.length ? deadline->title
                                                                       : deadline->name),
                                     deadline->fulfilled ? told_words(page, " (done)") : ""));
    if (deadline->counting.length)
      put_tagged(page, "p", "faint",
                 arena_format(page->arena, told_words(page, "counted: %.*s"),
                              TEXT_PRINT(deadline->counting)));
    put_tagged(page, "p", "faint", deadline->governing);
    put_bases(page, &deadline->bases);
  }
}

static void put_why(const Page *page) {
  const Explanation *it = page->explanation;
  WhyLines lines = { NULL, 0, 0 };
  if (!it->why || !why_not_says(it->why))
    return;
  why_not_lines(page->arena, page->screen, it->model, it->why, true, &lines);
  put_tagged(page, "h2", NULL, why_not_heading(page->screen));
  unsigned depth = 0;
  for (size_t i = 0; i < lines.count; i++) {
    begin_item(page, &depth, lines.items[i].depth + 1);
    html_put(page->writer, lines.items[i].text);
  }
  end_items(page, depth);
}

static void put_documents(const Page *page) {
  const Explanation *it = page->explanation;
  if (it->documents.count)
    put_headed(page, "Documents");
  for (size_t i = 0; i < it->documents.count; i++) {
    const ExplainedDocument *document = &it->documents.items[i];
    put_paragraph(page, arena_format(page->arena, "%.*s: %.*s%s%.*s", TEXT_PRINT(document->name),
                                     TEXT_PRINT(document->title),
                                     document->dated.length ? ", " : "",
                                     TEXT_PRINT(document->dated)));
  }
}

/* ---- the page ---------------------------------------------------------------------------- */

static void put_explanation(const Page *page) {
  const Explanation *it = page->explanation;
  put(page, "<article>\n");
  put_head(page);
  if (it->missing.count)
    put_headed(page, "What is missing");
  put_asks(page, &it->missing);
  put_why(page);
  put_rules(page);
  if (it->kind != OUTCOME_INVALID)
    put_money(page);
  put_powers(page);
  put_conditions(page);
  put_deadlines(page);
  put_documents(page);
  put(page, "</article>\n");
}

void explanations_write_html(Writer *writer, const Screen *screen,
                             const Explanation *const *explanations, size_t count) {
  Page page = { writer, screen, NULL, writer->arena };
  for (size_t i = 0; i < count; i++) {
    page.explanation = explanations[i];
    if (i == 0) {
      html_begin_styled(writer, heading_of(&page), screen->swedish ? "sv" : "en", style);
      put(&page, "<main>\n");
    }
    put_explanation(&page);
  }
  put(&page, "</main>\n");
  html_end(writer);
}
