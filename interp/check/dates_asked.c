/* Where values or versions differ with time, a delegation or a deadline says by which day it goes:
 * the day of the decision, most often, and not the day of the application. */
#include "interp/check/checker.h"

/* ---- does a value differ with the day? ----------------------------------------------- */

typedef struct { bool found; unsigned deep; } Search;

static bool look(void *context, const Term *term);

static void look_into(Search *search, const Term *term) {
  enum { MOST_DEEP = 64 };
  if (!term || search->found || search->deep == MOST_DEEP)
    return;
  search->deep++;
  term_walk(term, look, search);
  search->deep--;
}

static bool look(void *context, const Term *term) {
  Search *search = context;
  if (term->kind == TERM_CALL)
    look_into(search, term->as.call.define->value);
  if (term->kind != TERM_PARAMETER || term->as.parameter.on)
    return !search->found;
  const Parameter *parameter = term->as.parameter.parameter;
  if (parameter->values.count > 0)
    search->found = true;
  else
    look_into(search, parameter->value);
  return !search->found;
}

bool term_is_dated(const Term *term) {
  Search search = { .found = false };
  look_into(&search, term);
  return search.found;
}

/* ---- the clauses --------------------------------------------------------------------- */

static void ask(Checker *checker, Span span, const char *clause) {
  diag_report(checker->diags, DIAG_DATE_NOT_SAID, span,
              "this %s differs with time, but does not say which day governs it",
              diag_words(checker->diags, clause));
  diag_help(checker->diags, "add \"governed by DATE\": the day of the decision, say, or the day "
            "that governs the whole decision");
}

static bool power_differs(const Power *power) {
  return power->stands || term_is_dated(power->most) || term_is_dated(power->above) ||
         term_is_dated(power->when);
}

static void check_decision(Checker *checker, const Decision *decision) {
  for (size_t i = 0; i < decision->powers.count; i++) {
    Power *power = decision->powers.items[i];
    power->dated = power_differs(power);
    if (power->dated && power->delegated && !power->governed)
      ask(checker, power->span, "delegation");
  }
  for (size_t i = 0; i < decision->deadlines.count; i++) {
    Deadline *deadline = decision->deadlines.items[i];
    deadline->dated = deadline->stands || term_is_dated(deadline->due);
    if (deadline->dated && !deadline->governed)
      ask(checker, deadline->span, "deadline");
  }
}

/* A decision without a governing date goes by the day of the run (T4). */
static void need_run_date(Checker *checker, const Decision *decision) {
  Model *model = checker->model;
  for (size_t i = 0; !decision->governing && i < model->amendments.count; i++)
    if (!model->amendments.items[i]->when && !model->as_of_read.file)
      model->as_of_read = decision->span;
}

void dates_asked_check(Checker *checker) {
  const Model *model = checker->model;
  for (size_t i = 0; i < model->decisions.count; i++) {
    check_decision(checker, model->decisions.items[i]);
    need_run_date(checker, model->decisions.items[i]);
  }
}
