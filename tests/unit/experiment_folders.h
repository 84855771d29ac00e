/* experiment_folders.h - folders of rules with their records, and assumptions at random over them.
 *
 * Each program includes it once, after experiment_support.h; a trial begins with
 *   bench_open(&bench, folders[i].rules, folders[i].tables, folders[i].count); */
#ifndef ANSLAG_TESTS_UNIT_EXPERIMENT_FOLDERS_H
#define ANSLAG_TESTS_UNIT_EXPERIMENT_FOLDERS_H

#include "tests/unit/experiment_support.h"

#define FOLDER "tests/acceptance/omstallning/"

/* Each third decided, some by the wrong one, one on a record that is not there. */
#define DECIDED                                                                            \
  "CREATE TABLE anslag_decided (id INTEGER PRIMARY KEY, decision, record, outcome, decider," \
  " decided_on, granted, reference, replaces);"                                            \
  "INSERT INTO anslag_decided (decision, record, outcome, decider, decided_on, granted)"   \
  " SELECT 'stod', CAST(id AS TEXT), CASE WHEN id % 4 THEN 'fundable' ELSE 'rejected' END,"   \
  " CASE WHEN id % 2 THEN 'regiondirektor' ELSE 'regionstyrelsen' END,"                    \
  " date('2026-03-01', id || ' days'), 20000000 + id * 1000 FROM application WHERE id % 3 = 0"  \
  " UNION ALL SELECT 'stod', '99999', 'fundable', 'regionstyrelsen', '2026-02-01', 500000000"

typedef struct {
  const char *rules;
  BenchTable  tables[4];
  size_t      count;
} Folder;

static const Folder folders[] = {
  { "rules/omstallning/omstallning_2026.anslag",
    { { "organisation", FOLDER "organisation.csv" },
      { "application", FOLDER "application.csv" },
      { "applicant", FOLDER "applicant.csv" } }, 3 },
  { "rules/omstallning/omstallning_2026.anslag",
    { { "organisation", FOLDER "organisation.csv" },
      { "application", FOLDER "application.csv" },
      { "applicant", FOLDER "applicant.csv" }, { NULL, DECIDED } }, 4 },
  { "examples/1_one_criterion/culture.anslag",
    { { "application", "examples/1_one_criterion/application.csv" } }, 1 },
  { "examples/2_money_and_deciders/culture.anslag",
    { { "application", "examples/2_money_and_deciders/application.csv" } }, 1 },
  { "examples/3_who_reports_when/research.anslag",
    { { "application", "examples/3_who_reports_when/application.csv" } }, 1 },
  { "examples/4_state_aid/de_minimis.anslag",
    { { "undertaking", "examples/4_state_aid/undertaking.csv" },
      { "earlier_aid", "examples/4_state_aid/earlier_aid.csv" },
      { "application", "examples/4_state_aid/application.csv" } }, 3 },
  { "examples/5_aid_intensity/research_aid.anslag",
    { { "project", "examples/5_aid_intensity/project.csv" } }, 1 },
  { "examples/6_ranked_call/ranked_call.anslag",
    { { "proposal", "examples/6_ranked_call/proposal.csv" },
      { "partner", "examples/6_ranked_call/partner.csv" },
      { "aspect", "examples/6_ranked_call/aspect.csv" } }, 3 },
  { "examples/omstallning_sv/omstallning_2026.anslag",     /* who owes hangs on who decides */
    { { "organisation", "examples/8_a_week/organisation.csv" },
      { "ansökan", "examples/8_a_week/ansökan.csv" },
      { "sökande_i", "examples/8_a_week/sökande_i.csv" } }, 3 },
};

enum { FOLDERS = sizeof folders / sizeof *folders };

static Bench bench;
static uint64_t dice;

static inline size_t throw_below(size_t bound) {
  dice = dice * 6364136223846793005u + 1442695040888963407u;
  return (size_t)(dice >> 33) % bound;
}

/* ---- assumptions at random ----------------------------------------------------- */

static inline bool is_number(TypeKind kind) {
  return kind == TYPE_INTEGER || kind == TYPE_DECIMAL || kind == TYPE_RATE || kind == TYPE_MONEY;
}

/* From nothing to three times as much, in tenths. */
static inline Value another(Value value) {
  Fraction factor;
  fraction_make((Int128)throw_below(31), 10, &factor);
  if (value.kind == TYPE_DATE)
    value.as.date += (Date)throw_below(200) - 100;
  else if (value.kind == TYPE_DURATION)
    value.as.duration.months += (int64_t)throw_below(6);
  else if (value.kind == TYPE_TRUTH)
    value.as.truth = !value.as.truth;
  else if (is_number(value.kind) && fraction_multiply(value.as.number, factor, &value.as.number) &&
           (value.kind == TYPE_MONEY || value.kind == TYPE_INTEGER))
    fraction_round(value.as.number, fraction_from(1), ROUND_DOWN, &value.as.number);
  return value;
}

static inline void set_one(Assumptions *assumed) {
  const Parameter *parameter =
      bench.model->parameters.items[throw_below(bench.model->parameters.count)];
  if (!parameter->value || parameter->value->kind != TERM_CONSTANT)
    return;
  Term *term = arena_new(&bench.arena, Term);
  *term = (Term){ .kind = TERM_CONSTANT, .height = 1, .type = parameter->type,
                  .as.constant = another(parameter->value->as.constant) };
  settings_put(&bench.arena, &assumed->settings,
               (ModelSetting){ .parameter = parameter, .value = term });
}

/* Another record's, an amount of the same one, a body's name (who decided), or not known. */
static inline Value another_fact(const FieldType *field, const Record *record,
                                 const Record *other) {
  const FieldType *source = &record->type->fields[throw_below(record->type->count)];
  size_t way = throw_below(6);
  if (way == 0)
    return value_unknown(field->type.kind);
  if (way < 3 && type_equal(&field->type, &source->type))
    return record->fields[source->index];
  if (way == 3 && field->type.kind == TYPE_TEXT && bench.model->bodies.count)
    return value_text(bench.model->bodies.items[throw_below(bench.model->bodies.count)]->title);
  return other->fields[field->index];
}

static inline void change_one(Assumptions *assumed) {
  const Decision *decision =
      bench.model->decisions.items[throw_below(bench.model->decisions.count)];
  size_t count = experiment_count(bench.experiment, decision->subject);
  size_t number = throw_below(count);
  const FieldType *field = &decision->subject->fields[throw_below(decision->subject->count)];
  const Record *other = experiment_record(bench.experiment, NULL, decision, throw_below(count),
                                          &bench.arena);
  const Record *record = experiment_record(bench.experiment, NULL, decision, number,
                                           &bench.arena);
  if (field->key)
    return;
  LIST_ADD(&bench.arena, &assumed->facts, FactChange,
           (FactChange){ .record = decision->subject, .field = field,
                         .key = experiment_key(bench.experiment, &bench.arena, decision, number),
                         .value = another_fact(field, record, other) });
}

static inline void switch_one_off(Assumptions *assumed) {
  const Decision *decision =
      bench.model->decisions.items[throw_below(bench.model->decisions.count)];
  if (decision->rules.count)
    LIST_ADD(&bench.arena, &assumed->without, const Rule *,
             decision->rules.items[throw_below(decision->rules.count)]);
}

static inline Assumptions assume_something(void) {
  Assumptions assumed = { .name = TEXT_NONE };
  assumed.eval.has_as_of = date_parse(TEXT("2026-06-01"), &assumed.eval.as_of);
  for (size_t i = throw_below(4); bench.model->parameters.count && i > 0; i--)
    set_one(&assumed);
  for (size_t i = throw_below(12); i > 0; i--)
    change_one(&assumed);
  if (throw_below(4) == 0)
    switch_one_off(&assumed);
  assumed.hold_none = throw_below(5) == 0;
  return assumed;
}

static inline void print_assumptions(const Assumptions *assumed) {
  for (size_t i = 0; i < assumed->settings.count; i++) {
    const ModelSetting *setting = &assumed->settings.items[i];
    Text value = value_show(&bench.arena, setting->value->as.constant, &setting->parameter->type,
                            false);
    print_error("  set %.*s = %.*s\n", TEXT_PRINT(setting->parameter->name), TEXT_PRINT(value));
  }
  for (size_t i = 0; i < assumed->facts.count; i++)
    print_error("  %.*s of %.*s: %.*s\n", TEXT_PRINT(assumed->facts.items[i].field->name),
                TEXT_PRINT(assumed->facts.items[i].key),
                TEXT_PRINT(value_plain(&bench.arena, assumed->facts.items[i].value)));
  for (size_t i = 0; i < assumed->without.count; i++)
    print_error("  without %.*s\n", TEXT_PRINT(assumed->without.items[i]->name));
}

#endif
