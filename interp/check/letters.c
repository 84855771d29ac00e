/* Letters: for which outcome, and what their {names} stand for. */
#include "interp/check/checker.h"

static const struct { const char *english, *swedish; } words[] = {
#define X(word, english, swedish) [word] = { english, swedish },
  LETTER_WORDS(X)
#undef X
};

bool letter_word_find(Text name, LetterWord *word) {
  for (size_t i = 0; i < LETTER_WORD_COUNT; i++)
    if (word_is(name, words[i].english, words[i].swedish)) {
      *word = (LetterWord)i;
      return true;
    }
  return false;
}

/* ---- which decisions it may be about ------------------------------------------------- */

static const char *const outcome_words[] = { "invalid", "ineligible", "rejected", "incomplete",
                                             "waitlisted", "fundable" };

static bool is_outcome_word(Text name) {
  for (size_t i = 0; i < sizeof outcome_words / sizeof *outcome_words; i++)
    if (text_is(name, outcome_words[i]))
      return true;
  return false;
}

bool letter_is_about(const Letter *letter, const Decision *decision) {
  return is_outcome_word(letter->outcome) || outcome_find(decision, letter->outcome) != NULL;
}

static bool has_outcome(Checker *checker, Name outcome, Guess *guess) {
  const Model *model = checker->model;
  if (is_outcome_word(outcome.text))
    return true;
  for (size_t i = 0; i < model->decisions.count; i++) {
    const Decision *decision = model->decisions.items[i];
    if (outcome_find(decision, outcome.text))
      return true;
    for (size_t j = 0; j < decision->outcomes.count; j++)
      guess_offer(guess, decision->outcomes.items[j]->name);
  }
  for (size_t i = 0; i < sizeof outcome_words / sizeof *outcome_words; i++)
    guess_offer(guess, text_from(outcome_words[i]));
  return false;
}

/* ---- what it names ------------------------------------------------------------------- */

#define OFFER_EACH(guess, decision, list)                                         \
  for (size_t i_ = 0; i_ < (decision)->list.count; i_++)                          \
    guess_offer((guess), (decision)->list.items[i_]->name)
#define FIND_EACH(name, decision, list)                                           \
  for (size_t i_ = 0; i_ < (decision)->list.count; i_++)                          \
    if (text_equal((decision)->list.items[i_]->name, (name)))                     \
      return true

static bool decision_knows(const Decision *decision, Text name) {
  if (!decision->subject || record_type_find(decision->subject, name))
    return true;
  FIND_EACH(name, decision, amounts);
  FIND_EACH(name, decision, ceilings);
  FIND_EACH(name, decision, shows);
  return false;
}

static void offer_names(Guess *guess, const Decision *decision) {
  guess_offer_fields(guess, decision->subject);
  OFFER_EACH(guess, decision, amounts);
  OFFER_EACH(guess, decision, shows);
  for (size_t i = 0; i < LETTER_WORD_COUNT; i++) {
    guess_offer(guess, text_from(words[i].english));
    guess_offer(guess, text_from(words[i].swedish));
  }
}

/* Every decision that the letter may be about knows the name. */
static void check_name(Checker *checker, const Letter *letter, Text name, Span span) {
  LetterWord word;
  const Model *model = checker->model;
  if (letter_word_find(name, &word) || symbols_unread(checker, name))
    return;
  for (size_t i = 0; i < model->decisions.count; i++) {
    const Decision *decision = model->decisions.items[i];
    if (!letter_is_about(letter, decision) || decision_knows(decision, name))
      continue;
    diag_report(checker->diags, DIAG_LETTER_WORD, span,
                "letter \"%.*s\" names \"%.*s\", which record \"%.*s\" does not have",
                TEXT_PRINT(letter->name), TEXT_PRINT(name), TEXT_PRINT(decision->subject->name));
    diag_label(checker->diags, decision->span, "the decision it is about");
    Guess guess = guess_start(checker, name);
    offer_names(&guess, decision);
    guess_help(&guess);
    if (guess.best.length == 0)
      diag_help(checker->diags, "in braces stands a field, an amount, a working, or one of "
                "reasons, sources, missing, conditions, deadlines, decider, granted, decided_on "
                "and reference");
    return;
  }
}

static void check_letter(ModuleScope *module, Symbol *symbol) {
  Checker *checker = module->checker;
  const Decl *decl = symbol->decl;
  Letter *letter = arena_new(checker->arena, Letter);
  *letter = (Letter){ .name = symbol->name, .title = decl->label.text, .span = symbol->span,
                      .outcome = decl->as.letter.outcome.text };
  Guess guess = guess_start(checker, letter->outcome);
  if (!has_outcome(checker, decl->as.letter.outcome, &guess)) {
    diag_report(checker->diags, DIAG_UNKNOWN_NAME, decl->as.letter.outcome.span,
                "no outcome is called \"%.*s\"", TEXT_PRINT(letter->outcome));
    guess_help(&guess);
    return;
  }
  for (size_t i = 0; i < decl->as.letter.paragraphs.count; i++) {
    Name paragraph = decl->as.letter.paragraphs.items[i];
    Text name;
    for (size_t from = 0; reason_next(paragraph.text, &from, &name);)
      check_name(checker, letter, name, paragraph.span);
    LIST_ADD(checker->arena, &letter->paragraphs, Text, paragraph.text);
  }
  letter->bases = bases_check(module, &decl->bases, NULL);
  LIST_ADD(checker->arena, &checker->model->letters, Letter *, letter);
}

void letters_check(Checker *checker) {
  symbols_each(checker, SYMBOL_LETTER, check_letter);
}
