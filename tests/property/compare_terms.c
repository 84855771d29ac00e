/* Each term of a decision, by the reference and over columns. */
#include "tests/property/compare.h"

#include "interp/plan/plan.h"

typedef struct {
  const Term *term, *governed;
  const char *what;
  bool        kept;
  PlanNode    node;
} Pair;

typedef struct {
  Comparing      *comparing;
  const Decision *decision;
  Census         *census;
  Plan           *plan;
  Evaluator      *evaluator;
  Arena           batch;
  PlanNode       *amounts;
  LIST(Pair)      pairs;
  PlanNode       *wanted;       /* their nodes */
} Terms;

/* ---- which terms --------------------------------------------------------------------- */

static void add(Terms *terms, const char *what, const Term *term, const Term *governed, bool kept) {
  if (!term)
    return;
  PlanContext context = { .decision = terms->decision, .governed = governed,
                          .amounts = terms->amounts,
                          .amount_count = terms->decision->amounts.count };
  Pair pair = { term, governed, what, kept, PLAN_NONE };
  pair.node = kept ? plan_kept(terms->plan, &context, term)
                   : plan_term(terms->plan, &context, term);
  if (pair.node == PLAN_NONE)
    terms->comparing->counted->left++;
  else
    LIST_ADD(&terms->comparing->arena, &terms->pairs, Pair, pair);
}

static void add_amounts(Terms *terms) {
  const Decision *decision = terms->decision;
  terms->amounts = arena_array(&terms->comparing->arena, PlanNode, decision->amounts.count + 1);
  for (size_t i = 0; i < decision->amounts.count; i++) {
    PlanContext context = { .decision = decision, .amounts = terms->amounts, .amount_count = i };
    terms->amounts[i] = plan_kept(terms->plan, &context, decision->amounts.items[i]->value);
    if (terms->amounts[i] != PLAN_NONE)
      LIST_ADD(&terms->comparing->arena, &terms->pairs, Pair,
               (Pair){ decision->amounts.items[i]->value, NULL, "amount", true,
                       terms->amounts[i] });
  }
}

static void add_rules(Terms *terms) {
  const Decision *decision = terms->decision;
  for (size_t i = 0; i < decision->rules.count; i++) {
    const Rule *rule = decision->rules.items[i];
    add(terms, "when of a rule", rule->when, NULL, false);
    for (size_t j = 0; j < rule->require_count; j++)
      add(terms, "rule", rule->requires[j].test, NULL, false);
  }
  const Model *model = terms->comparing->trial->model;
  for (size_t i = 0; i < model->valid.count; i++)
    if (model->valid.items[i].record == decision->subject)
      add(terms, "valid when", model->valid.items[i].test, NULL, false);
}

static void add_powers(Terms *terms) {
  const Decision *decision = terms->decision;
  for (size_t i = 0; i < decision->powers.count; i++) {
    const Power *power = decision->powers.items[i];
    add(terms, "when of a power", power->when, power->governed, false);
    add(terms, "limit of a power", power->most, power->governed, false);
    add(terms, "limit of a power", power->above, power->governed, false);
  }
  add(terms, "judged by", decision->judged_by, NULL, false);
  for (size_t i = 0; i < decision->uses.count; i++)
    add(terms, "only when", decision->uses.items[i]->only_when, decision->uses.items[i]->governed,
        false);
}

static void add_others(Terms *terms) {
  const Decision *decision = terms->decision;
  for (size_t i = 0; i < decision->ceilings.count; i++)
    add(terms, "ceiling", decision->ceilings.items[i]->value, NULL, true);
  for (size_t i = 0; i < decision->shows.count; i++)
    add(terms, "shown", decision->shows.items[i]->value, NULL, false);
  for (size_t i = 0; i < decision->scores.count; i++)
    add(terms, "score", decision->scores.items[i]->value, NULL, false);
  for (size_t i = 0; i < decision->order_count; i++)
    add(terms, "key of the order", decision->order[i].value, NULL, false);
  for (size_t i = 0; i < decision->conditions.count; i++)
    add(terms, "condition", decision->conditions.items[i]->when, NULL, false);
  for (size_t i = 0; i < decision->outcomes.count; i++)
    add(terms, "own outcome", decision->outcomes.items[i]->when, NULL, false);
  for (size_t i = 0; i < decision->deadlines.count; i++) {
    const Deadline *deadline = decision->deadlines.items[i];
    add(terms, "when of a deadline", deadline->when, deadline->governed, false);
    add(terms, "due", deadline->due, deadline->governed, false);
    add(terms, "fulfilled", deadline->fulfilled, deadline->governed, false);
  }
}

/* ---- one value, both ways ------------------------------------------------------------ */

static bool same_name(const Terms *terms, int32_t name, Value value, const Type *type) {
  switch (value.kind) {
    case TYPE_CODE: return (size_t)name == value.as.code->index;
    case TYPE_BODY: return name == census_body_number(terms->census, value.as.body);
    case TYPE_TEXT: return text_equal(census_text(terms->census, name), value.as.text);
    case TYPE_RECORD: {
      Columns *referred = census_referred(terms->census, type->record);
      Arena *arena = &terms->comparing->arena;
      return referred && (size_t)name < referred->count &&
             text_equal(record_key_text(arena, columns_record(referred, (uint32_t)name, arena)),
                        record_key_text(arena, value.as.record));
    }
    default: return false;
  }
}

static bool same_known(const Terms *terms, const Vector *vector, size_t row, Value value,
                       const Type *type) {
  switch (vector->form) {
    case FORM_TRUTH: return vector->truths[row] == (value.as.truth ? 2 : 0);
    case FORM_NUMBER: {
      Fraction number;
      if (value.kind == TYPE_MOMENT)
        return vector->numbers[row] == value.as.moment;
      return fraction_make(vector->numbers[row], vector->denominator, &number) &&
             fraction_compare(number, value.as.number) == 0;
    }
    case FORM_RATIO: {
      Fraction ratio;
      return fraction_make(vector->numbers[row], vector->parts[row], &ratio) &&
             fraction_compare(ratio, value.as.number) == 0;
    }
    case FORM_DAY:      return vector->names[row] == value.as.date;
    case FORM_NAME:     return same_name(terms, vector->names[row], value, type);
    case FORM_DURATION:
      return value_same(value_duration(census_duration(terms->census, vector->names[row])), value);
  }
  return false;
}

static bool same(Terms *terms, const Vector *vector, size_t row, Value value, const Type *type) {
  size_t at = vector->one ? 0 : row;
  CellState state = vector->states ? (CellState)vector->states[at] : CELL_KNOWN;
  terms->comparing->counted->values++;
  if (state == CELL_ODD) {
    terms->comparing->counted->odd++;
    return true;
  }
  switch (value.state) {
    case VALUE_ERROR: return false;
    case VALUE_NONE:  return state == CELL_NONE;
    case VALUE_UNKNOWN:
      return vector->form == FORM_TRUTH ? vector->truths[at] == 1 : state == CELL_UNKNOWN;
    case VALUE_KNOWN: break;
  }
  return (vector->form == FORM_TRUTH || state == CELL_KNOWN) &&
         same_known(terms, vector, at, value, type);
}

static Text vector_words(Terms *terms, const Vector *vector, size_t row) {
  static const char *const states[] = { "known", "unknown", "none", "odd" };
  size_t at = vector->one ? 0 : row;
  const char *state = states[vector->states ? vector->states[at] : 0];
  Arena *arena = &terms->comparing->arena;
  switch (vector->form) {
    case FORM_TRUTH: return arena_format(arena, "truth %d (%s)", vector->truths[at], state);
    case FORM_NUMBER:
      return arena_format(arena, "number %lld/%lld (%s)", (long long)vector->numbers[at],
                          (long long)vector->denominator, state);
    case FORM_RATIO:
      return arena_format(arena, "ratio %lld/%lld (%s)", (long long)vector->numbers[at],
                          (long long)vector->parts[at], state);
    case FORM_DAY: case FORM_NAME:
      return arena_format(arena, "name %d (%s)", vector->names[at], state);
    case FORM_DURATION: break;
  }
  return arena_format(arena, "duration (%s)", state);
}

static void tell(Terms *terms, const Pair *pair, const Record *record, Text in_columns,
                 Value value) {
  Arena *arena = &terms->comparing->arena;
  static const char *const states[] = { "unknown", "known", "none", "error" };
  const Source *source = sources_get(&terms->comparing->trial->sources, pair->term->span);
  Text written = source ? text_part(source->text, pair->term->span.start, pair->term->span.end)
                        : TEXT("?");
  differ(terms->comparing, "%s %.*s\n  record %.*s: in columns %.*s, by the reference %s %.*s",
         pair->what, TEXT_PRINT(written), TEXT_PRINT(record_key_text(arena, record)),
         TEXT_PRINT(in_columns), states[value.state],
         TEXT_PRINT(value.state == VALUE_KNOWN ? value_plain(arena, value) : TEXT("")));
}

/* ---- all values ---------------------------------------------------------------------- */

/* The states of the amount, as terms may read them. */
static void set_amounts(Terms *terms, Value *amounts, Results *results) {
  const Decision *decision = terms->decision;
  *results = (Results){ .amounts = amounts };
  evaluator_results(terms->evaluator, results);
  for (size_t i = 0; i < decision->amounts.count; i++) {
    amounts[i] = evaluate_kept(terms->evaluator, decision->amounts.items[i]->value);
    results->amount_count = i + 1;
    evaluator_results(terms->evaluator, results);
  }
}

static void compare_record(Terms *terms, const Record *record, size_t row) {
  const RecordSource *source = &terms->comparing->trial->population.all;
  Value *amounts = arena_array(&terms->batch, Value, terms->decision->amounts.count + 1);
  Results results;
  evaluator_subject(terms->evaluator, record, terms->decision, source, &terms->batch);
  set_amounts(terms, amounts, &results);
  for (size_t i = 0; i < terms->pairs.count; i++) {
    const Pair *pair = &terms->pairs.items[i];
    const Vector *vector = plan_vector(terms->plan, pair->node);
    evaluator_governed_by(terms->evaluator, pair->governed);
    Value value = pair->kept ? evaluate_kept(terms->evaluator, pair->term)
                             : evaluate(terms->evaluator, pair->term);
    evaluator_governed_by(terms->evaluator, NULL);
    if (!same(terms, vector, row, value, &pair->term->type))
      tell(terms, pair, record, vector_words(terms, vector, row), value);
  }
  arena_reset(&terms->batch);
}

/* The plan is bound anew to the settings; it has one chunk. */
static void compare_under(Terms *terms, const ModelSettings *settings) {
  Comparing *comparing = terms->comparing;
  Trial *trial = comparing->trial;
  const TrialRecords *records = &trial->records[terms->decision->subject->index];
  terms->evaluator = evaluator_new(&comparing->arena, trial->model, settings, &trial->options,
                                   &trial->diags);
  evaluator_need_parameters(terms->evaluator);
  plan_bind(terms->plan, terms->evaluator, &trial->population.all);
  plan_want(terms->plan, terms->wanted, terms->pairs.count);
  Arena run;
  arena_init_deferred(&run, &trial->memory);
  for (size_t chunk = 0; chunk < plan_chunks(terms->plan); chunk++) {
    plan_run(terms->plan, chunk, &run);
    for (size_t i = 0; i < plan_rows(terms->plan, chunk); i++)
      compare_record(terms, records->records[chunk * COLUMN_CHUNK + i], i);
  }
  memory_release(&trial->memory, &run);
}

static void compare_decision(Terms *terms) {
  Comparing *comparing = terms->comparing;
  Trial *trial = comparing->trial;
  terms->census = census_of_trial(comparing, terms->decision->subject);
  terms->plan = plan_new(&comparing->arena, trial->model, terms->census, terms->decision->subject);
  add_amounts(terms);
  add_rules(terms);
  add_powers(terms);
  add_others(terms);
  terms->wanted = arena_array(&comparing->arena, PlanNode, terms->pairs.count + 1);
  for (size_t i = 0; i < terms->pairs.count; i++)
    terms->wanted[i] = terms->pairs.items[i].node;
  comparing->counted->nodes += plan_node_count(terms->plan);
  comparing->counted->scalar += plan_scalar_count(terms->plan);
  compare_under(terms, &trial->none);
  compare_under(terms, &trial->changed);
  compare_under(terms, &trial->none);
}

void compare_terms(Comparing *comparing) {
  Trial *trial = comparing->trial;
  for (size_t i = 0; i < trial->model->decisions.count; i++) {
    Terms terms = { .comparing = comparing, .decision = trial->model->decisions.items[i] };
    if (terms.decision->late || terms.decision->tie_count || terms.decision->reads.count)
      continue;
    arena_init_deferred(&terms.batch, &trial->memory);
    compare_decision(&terms);
    memory_release(&trial->memory, &terms.batch);
  }
}
