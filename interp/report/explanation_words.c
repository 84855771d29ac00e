/* What an explanation says, piece by piece, in the language of its reader. */
#include "interp/report/explanation_page.h"
#include "interp/report/titles.h"

const char *told_words(const Page *page, const char *english) {
  return message(page->writer->language, english);
}

Text told_phrase(const Page *page, const char *english) {
  return text_from(told_words(page, english));
}

Text told_basis(const Page *page, const ExplainedBasis *basis) {
  switch (basis->kind) {
    case BASIS_SOURCE:
      return arena_format(page->arena, "%.*s: \"%.*s\"", TEXT_PRINT(basis->place),
                          TEXT_PRINT(basis->text));
    case BASIS_READING:
      return arena_format(page->arena, told_words(page, "reading: %.*s"), TEXT_PRINT(basis->text));
    case BASIS_ASSUMED:
      return arena_format(page->arena, told_words(page, "assumed: %.*s"), TEXT_PRINT(basis->text));
  }
  return TEXT("");
}

Text told_rule(const Page *page, const ExplainedRule *rule) {
  return rule_name_word(rule->name, page->screen->swedish ? SURFACE_SWEDISH : SURFACE_ENGLISH);
}

/* A fact's name in full, in the words of the rules. */
static Text told_path(const Page *page, Text path) {
  const Explanation *it = page->explanation;
  return path_word(page->arena, it->model, it->subject, path);
}

Text told_ask(const Page *page, const ExplainedAsk *ask) {
  Text title = ask->title.length ? arena_format(page->arena, " - %.*s", TEXT_PRINT(ask->title))
                                 : TEXT("");
  const char *from = text_is(ask->owner, "applicant")  ? MESSAGE("ask the applicant")
                     : text_is(ask->owner, "office")   ? MESSAGE("to be assessed")
                     : text_is(ask->owner, "register") ? MESSAGE("to be looked up")
                     : text_is(ask->owner, "event")    ? MESSAGE("wait for it")
                                                       : MESSAGE("the rules leave it open");
  bool named = ask->supplier.length > 0 && ask->owner.length > 0;
  return arena_format(page->arena, "%.*s%.*s: %s%s%.*s%s%s",
                      TEXT_PRINT(told_path(page, ask->name)),
                      TEXT_PRINT(title), told_words(page, from), named ? " (" : "",
                      named ? (int)ask->supplier.length : 0,
                      named ? ask->supplier.bytes : "", named ? ")" : "",
                      ask->possibly ? told_words(page, ", may turn out not to matter") : "");
}

/* ---- verdicts ---------------------------------------------------------------------------- */

Style told_outcome_style(OutcomeKind kind) {
  return kind == OUTCOME_FUNDABLE                                   ? STYLE_GOOD
         : kind == OUTCOME_WAITLISTED || kind == OUTCOME_INCOMPLETE ? STYLE_OPEN
                                                                    : STYLE_BAD;
}

Text told_outcome(const Page *page) {
  const Explanation *it = page->explanation;
  Text outcome = outcome_text(it->outcome, page->writer->language);
  if (it->kind == OUTCOME_FUNDABLE && it->decider.length)
    return arena_format(page->arena, told_words(page, "%.*s: %.*s, decided by %.*s"),
                        TEXT_PRINT(outcome), TEXT_PRINT(it->granted), TEXT_PRINT(it->decider));
  Text more = it->kind == OUTCOME_FUNDABLE ? it->granted : it->outcome_title;
  return more.length ? arena_format(page->arena, "%.*s: %.*s", TEXT_PRINT(outcome),
                                    TEXT_PRINT(more))
                     : outcome;
}

const char *told_verdict(Verdict verdict) {
  switch (verdict) {
    case VERDICT_PASS:           return MESSAGE("yes");
    case VERDICT_FAIL:           return MESSAGE("NO");
    case VERDICT_UNKNOWN:        return MESSAGE("not known");
    case VERDICT_POSSIBLY:       return MESSAGE("not known");
    case VERDICT_NOTED:          return MESSAGE("noted");
    case VERDICT_INVALID:        return MESSAGE("invalid");
    case VERDICT_DOES_NOT_APPLY: return MESSAGE("no matter");
  }
  return "";
}

Style told_verdict_style(Verdict verdict) {
  switch (verdict) {
    case VERDICT_PASS:
      return STYLE_GOOD;
    case VERDICT_FAIL:
    case VERDICT_INVALID:
      return STYLE_BAD;
    case VERDICT_UNKNOWN:
    case VERDICT_POSSIBLY:
    case VERDICT_NOTED:
      return STYLE_OPEN;
    case VERDICT_DOES_NOT_APPLY:
      return STYLE_FAINT;
  }
  return STYLE_PLAIN;
}

/* ---- tests, parts, values ------------------------------------------------------------------ */

/* "(stated by the applicant)"; empty for what is none of the facts. */
static Text told_by(const Page *page, const ExplainedValue *value) {
  const char *by = text_is(value->owner, "office")     ? MESSAGE(" (assessed by %.*s)")
                   : text_is(value->owner, "register") ? MESSAGE(" (looked up in %.*s)")
                   : text_is(value->owner, "event")    ? MESSAGE(" (awaited from %.*s)")
                                                       : MESSAGE(" (stated by %.*s)");
  if (!value->owner.length)
    return TEXT("");
  if (value->supplier.length)
    return arena_format(page->arena, told_words(page, by), TEXT_PRINT(value->supplier));
  return text_is(value->owner, "applicant") ? told_phrase(page, " (stated by the applicant)")
                                            : TEXT("");
}

Text told_values(const Page *page, const ExplainedValues *values, bool stated) {
  Writer writer;
  writer_to_memory(&writer, page->arena);
  for (size_t i = 0; i < values->count; i++)
    writer_print(&writer, "%s%.*s: %.*s%.*s", i ? "; " : "",
                 TEXT_PRINT(values->items[i].parameter ? values->items[i].name
                                                       : told_path(page, values->items[i].name)),
                 TEXT_PRINT(values->items[i].shown),
                 TEXT_PRINT(stated ? told_by(page, &values->items[i]) : TEXT("")));
  return writer_text(&writer);
}

Text told_part(const Page *page, const ExplainedPart *part) {
  if (!part->name.length)
    return part->text;
  if (!part->text.length || !part->whole)
    return part->name;
  return arena_format(page->arena, "%.*s: %.*s", TEXT_PRINT(part->name), TEXT_PRINT(part->text));
}

Style told_part_style(const ExplainedPart *part) {
  if (!part->decides)
    return STYLE_FAINT;
  return text_is(part->verdict, "no")    ? STYLE_BAD
         : text_is(part->verdict, "yes") ? STYLE_GOOD
                                         : STYLE_OPEN;
}

Text told_test(const Page *page, const ExplainedRule *rule, const ExplainedTest *test) {
  bool told = rule->tests.count > 1 && test->verdict.length;
  Text word = test->word.length ? test->word : rule->word;
  return arena_format(page->arena, "%.*s%s%.*s%s%s", TEXT_PRINT(word),
                      word.length && test->text.length ? " " : "", TEXT_PRINT(test->text),
                      told ? ": " : "", told ? told_words(page, test->verdict.bytes) : "");
}

bool told_in_parts(const ExplainedRule *rule) {
  return rule->verdict != VERDICT_PASS && rule->verdict != VERDICT_DOES_NOT_APPLY;
}

static bool has_value(const ExplainedValues *values, Text name) {
  for (size_t i = 0; i < values->count; i++)
    if (text_equal(values->items[i].name, name))
      return true;
  return false;
}

static bool names_value(const ExplainedTest *test, Text name) {
  for (size_t i = 0; i < test->parts.count; i++)
    if (has_value(&test->parts.items[i].values, name))
      return true;
  return has_value(&test->values, name);
}

ExplainedValues told_left(const Page *page, const ExplainedRule *rule) {
  ExplainedValues left = { NULL, 0, 0 };
  for (size_t i = 0; i < rule->values.count; i++) {
    bool told = false;
    for (size_t j = 0; told_in_parts(rule) && j < rule->tests.count && !told; j++)
      told = names_value(&rule->tests.items[j], rule->values.items[i].name);
    if (!told)
      LIST_ADD(page->arena, &left, ExplainedValue, rule->values.items[i]);
  }
  return left;
}
