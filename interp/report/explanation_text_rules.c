/* The rules of an explanation on a terminal: a tree of verdicts and what they rest on. */
#include "base/unicode.h"
#include "interp/report/explanation_page.h"

enum { VERDICT_WIDTH = 9, INDENT = 2, PART_WIDTH = 3 };

static void spaces(const Page *page, size_t count) {
  writer_repeat(page->writer, TEXT(" "), count);
}

/* A line of the tree: the verdict, what was asked, and the values it rests on. */
static void put_part(const Page *page, size_t indent, const ExplainedPart *part) {
  bool no = text_is(part->verdict, "no") && part->decides;
  Text verdict = no ? told_phrase(page, "NO")
                    : text_from(told_words(page, part->verdict.bytes));
  size_t width = unicode_width(verdict);
  width = width > PART_WIDTH ? width : PART_WIDTH;
  indent += 2 * (size_t)part->depth;
  spaces(page, indent);
  screen_styled_pad(page->writer, page->screen, told_part_style(part), verdict, width + 1);
  indent += width + 1;
  screen_wrap(page->writer, page->screen, told_part(page, part), indent, indent + 2);
  if (part->values.count)
    told_line(page, indent + 2, 2, told_values(page, &part->values, part->decides));
}

static void put_tests(const Page *page, size_t indent, const ExplainedRule *rule) {
  for (size_t i = 0; i < rule->tests.count; i++) {
    const ExplainedTest *test = &rule->tests.items[i];
    told_line(page, indent, 2, told_test(page, rule, test));
    if (!told_in_parts(rule))
      continue;
    for (size_t j = 0; j < test->parts.count; j++)
      put_part(page, indent + 2, &test->parts.items[j]);
    if (test->values.count)
      told_line(page, indent + 2, 2, told_values(page, &test->values, true));
  }
}

static void put_rule(const Page *page, const ExplainedRule *rule) {
  size_t indent = INDENT + VERDICT_WIDTH + 1;
  spaces(page, INDENT);
  screen_styled_pad(page->writer, page->screen, told_verdict_style(rule->verdict),
                    told_phrase(page, told_verdict(rule->verdict)), VERDICT_WIDTH + 1);
  Text name = told_rule(page, rule);
  Text head = rule->title.length && !text_equal(rule->title, name)
                  ? arena_format(page->arena, "%.*s - %.*s", TEXT_PRINT(name),
                                 TEXT_PRINT(rule->title))
                  : name;
  screen_wrap(page->writer, page->screen, head, indent, indent);
  put_tests(page, indent, rule);
  ExplainedValues left = told_left(page, rule);
  if (left.count)
    told_line(page, indent, 2, told_values(page, &left, told_in_parts(rule)));
  bool told = rule->verdict == VERDICT_FAIL || rule->verdict == VERDICT_INVALID ||
              rule->verdict == VERDICT_NOTED;
  if (told && rule->reason.length && !text_equal(rule->reason, rule->title) &&
      !text_equal(rule->reason, rule->name) && !text_equal(rule->reason, name))
    told_line(page, indent, 2,
              arena_format(page->arena, told_words(page, "reason: %.*s"),
                           TEXT_PRINT(rule->reason)));
  for (size_t i = 0; i < rule->asks.count; i++)
    told_line(page, indent, 2, arena_format(page->arena, told_words(page, "missing: %.*s"),
                                            TEXT_PRINT(told_ask(page, &rule->asks.items[i]))));
  for (size_t i = 0; i < rule->bases.count; i++)
    told_line(page, indent, 2, told_basis(page, &rule->bases.items[i]));
}

void explanation_put_rules(const Page *page) {
  const Explanation *it = page->explanation;
  for (size_t i = 0; i < it->rules.count; i++)
    put_rule(page, &it->rules.items[i]);
}
