/* What is told from columns is what judging every record in full tells: one record explained,
 * deadlines that are moved, records sought by key or by a test, what differs between two. */
#define _XOPEN_SOURCE 700
#include "tests/unit/experiment_folders.h"

#include "interp/experiment/dues.h"
#include "interp/experiment/query.h"

static const Decision *first_decision(void) {
  return bench.model->decisions.items[0];
}

static void open_folder(size_t i) {
  bench_open(&bench, folders[i].rules, folders[i].tables, folders[i].count);
  dice = 77 + i;
}

/* ---- one record ---------------------------------------------------------------- */

static void put_refusals(Writer *writer, const Judgement *judgement, Arena *batch) {
  Refusal *refusals;
  size_t count = allocation_refusals(judgement->queue, batch, judgement->number, &refusals);
  for (size_t i = 0; i < count; i++)
    writer_print(writer, " refused %.*s %lld of %lld", TEXT_PRINT(refusals[i].frame->name),
                 (long long)refusals[i].amount, (long long)refusals[i].room);
  AllocationLine *lines;
  count = allocation_rooms(judgement->queue, batch, judgement->number, &lines);
  for (size_t i = 0; i < count; i++)
    writer_print(writer, " drew %lld of %lld", (long long)lines[i].taken,
                 (long long)lines[i].room);
}

/* All that an explanation is made of. */
static void put_judgement(void *context, const Judgement *judgement, Arena *batch) {
  Writer *writer = context;
  writer_print(writer, "%.*s %u kind %d by %.*s granted %lld rank %llu failed %.*s missing %.*s "
                       "due %.*s",
               TEXT_PRINT(judgement->decision->name), judgement->number, (int)judgement->kind,
               TEXT_PRINT(judgement->decider_name), (long long)judgement->granted,
               judgement->reached ? (unsigned long long)judgement->placement.rank : 0,
               TEXT_PRINT(judgement_failed(batch, judgement)),
               TEXT_PRINT(judgement_missing(batch, judgement)),
               TEXT_PRINT(judgement_deadlines(batch, judgement)));
  for (size_t i = 0; i < judgement->rules.count; i++)
    writer_print(writer, " %d", (int)judgement->rules.items[i].verdict);
  put_refusals(writer, judgement, batch);
  writer_put_char(writer, '\n');
}

typedef struct { Text key; Writer *writer; } Sought;

static void put_sought(void *context, const Judgement *judgement, Arena *batch) {
  const Sought *sought = context;
  if (text_equal(record_key_text(batch, judgement->record), sought->key))
    put_judgement(sought->writer, judgement, batch);
}

typedef struct { const Assumptions *assumed; Text key; Text told; bool in_full; } Explaining;

static void explain(void *context) {
  Explaining *explaining = context;
  Writer writer;
  Sought sought = { explaining->key, &writer };
  RunVisitor visitor = { .finished = put_sought, .context = &sought };
  writer_to_memory(&writer, &bench.arena);
  if (explaining->in_full)
    experiment_visit(bench.experiment, explaining->assumed, &visitor);
  else
    assert_true(experiment_explain(bench.experiment, explaining->assumed, explaining->key,
                                   put_judgement, &writer));
  explaining->told = writer_text(&writer);
}

static void explain_one(const Assumptions *assumed, Text key) {
  Explaining one = { assumed, key, TEXT_NONE, false }, full = { assumed, key, TEXT_NONE, true };
  bool done = memory_guard(&bench.memory, explain, &one);
  assert_int_equal(done, memory_guard(&bench.memory, explain, &full));
  if (done && !text_equal(one.told, full.told)) {
    print_error("%s, record %.*s\n%.*s%.*s", bench.rules, TEXT_PRINT(key), TEXT_PRINT(one.told),
                TEXT_PRINT(full.told));
    print_assumptions(assumed);
    fail();
  }
}

static void one_record_is_explained_as_in_a_run(void **state) {
  (void)state;
  for (size_t i = 0; i < FOLDERS; i++) {
    open_folder(i);
    size_t count = experiment_count(bench.experiment, first_decision()->subject);
    for (int trial = 0; trial < 25; trial++) {
      Assumptions assumed = assume_something();
      explain_one(&assumed, experiment_key(bench.experiment, &bench.arena, first_decision(),
                                           throw_below(count)));
      if (trial % 3 == 0)                    /* what is kept between judgings stays right */
        standing_free(experiment_judge(bench.experiment, &(Assumptions){ .name = TEXT_NONE,
                                                           .eval = assumed.eval }));
      bench.diags.errors = 0;
    }
    assert_false(experiment_explain(bench.experiment, &(Assumptions){ .name = TEXT_NONE },
                                    TEXT("no such key"), put_judgement, NULL));
    bench_close(&bench);
  }
}

/* ---- deadlines ----------------------------------------------------------------- */

typedef struct { const Decision *decision; Text *dues; } Gathering;

static void gather_due(void *context, const Judgement *judgement, Arena *batch) {
  Gathering *gathering = context;
  (void)batch;
  if (judgement->decision == gathering->decision)
    gathering->dues[judgement->number] = judgement_deadlines(&bench.arena, judgement);
}

static void expect_dues(const Standing *standing, const Decision *decision) {
  size_t count = standing->decisions[decision->index].count;
  Gathering gathering = { decision, arena_array(&bench.arena, Text, count + 1) };
  RunVisitor visitor = { .finished = gather_due, .context = &gathering };
  experiment_visit(bench.experiment, &standing->assumptions, &visitor);
  const Dues *dues = dues_of(&bench.arena, standing, decision);
  for (size_t i = 0; i < count; i++) {
    Text due = dues_text(dues, &bench.arena, i);
    if (!text_equal(due, gathering.dues[i])) {
      print_error("%s, record %zu: due %.*s, in full %.*s\n", bench.rules, i, TEXT_PRINT(due),
                  TEXT_PRINT(gathering.dues[i]));
      print_assumptions(&standing->assumptions);
      fail();
    }
  }
}

static void judge_dues(void *context) {
  const Assumptions *assumed = context;
  Standing *standing = experiment_judge(bench.experiment, assumed);
  for (size_t i = 0; i < bench.model->decisions.count; i++)
    expect_dues(standing, bench.model->decisions.items[i]);
  standing_free(standing);
}

static void deadlines_are_those_of_a_run(void **state) {
  (void)state;
  for (size_t i = 0; i < FOLDERS; i++) {
    open_folder(i);
    for (int trial = 0; trial < 12; trial++) {
      Assumptions assumed = assume_something();
      memory_guard(&bench.memory, judge_dues, &assumed);
      bench.diags.errors = 0;
    }
    bench_close(&bench);
  }
}

static void ask_who_owes(void *context) {
  Standing *standing = experiment_judge(bench.experiment, &(Assumptions){ .name = TEXT_NONE });
  const Dues *dues = dues_of(&bench.arena, standing, first_decision());
  size_t owed = 0;
  for (size_t i = 0; i < standing->decisions[0].count; i++)
    owed += dues_text(dues, &bench.arena, i).length > 0;
  assert_int_equal(owed, 108);
  assert_int_equal(dues_in_full(dues), 0);
  standing_free(standing);
  (void)context;
}

/* The last of the folders: `when decider is …`. */
static void who_owes_by_who_decides_is_told_by_columns(void **state) {
  (void)state;
  open_folder(FOLDERS - 1);
  memory_guard(&bench.memory, ask_who_owes, NULL);
  assert_int_equal(bench.diags.errors, 0);
  bench_close(&bench);
}

/* ---- keys ---------------------------------------------------------------------- */

static void records_are_found_by_their_keys(void **state) {
  (void)state;
  for (size_t i = 0; i < FOLDERS; i++) {
    open_folder(i);
    const RecordType *type = first_decision()->subject;
    size_t found, count = experiment_count(bench.experiment, type);
    for (size_t j = 0; j < count; j++) {
      Text key = experiment_key(bench.experiment, &bench.arena, first_decision(), j);
      assert_true(experiment_find(bench.experiment, type, key, &found));
      assert_int_equal(found, j);
      Text near = arena_format(&bench.arena, "0%.*s", TEXT_PRINT(key));
      assert_false(experiment_find(bench.experiment, type, near, &found));
    }
    assert_false(experiment_find(bench.experiment, type, TEXT(""), &found));
    assert_false(experiment_find(bench.experiment, type, TEXT("9999999999999999999"), &found));
    bench_close(&bench);
  }
}

/* ---- tests and keys of lists --------------------------------------------------- */

/* Each field as a key, and a comparison of it with a record's own as a test; what is asked and
 * granted too. */
typedef struct {
  const Assumptions *assumed;
  const StandingOf  *of;
  const Term        *where;
  QueryKey           key;             /* a term that is NULL: none */
  size_t             most;
} Listing;

static bool has_key(const Listing *listing) {
  return listing->key.kind != QUERY_TERM || listing->key.term;
}

/* Of a record that the evaluator stands on. */
static Value key_by_hand(Evaluator *evaluator, const Listing *listing, size_t number) {
  Stand stand = standing_at(listing->of, number);
  if (listing->key.kind == QUERY_TERM)
    return listing->key.term ? evaluate(evaluator, listing->key.term) : value_truth(true);
  bool known = listing->key.kind == QUERY_ASKED ? stand.has_asked : stand.kind == OUTCOME_FUNDABLE;
  int64_t amount = listing->key.kind == QUERY_ASKED ? stand.asked : stand.granted;
  return known ? value_number(TYPE_MONEY, fraction_from(amount)) : value_unknown(TYPE_MONEY);
}

static bool passes(Evaluator *evaluator, const Term *where) {
  Value value = where ? evaluate(evaluator, where) : value_truth(true);
  return value.state == VALUE_KNOWN && value.as.truth;
}

static int larger(Value a, Value b) {
  bool known_a = value_is_known(a), known_b = value_is_known(b);
  if (!known_a || !known_b)
    return (int)known_a - (int)known_b;
  return value_comparable(a, b) ? value_compare(a, b) : 0;
}

/* By insertion: the largest first, then by number. */
static void list_by_hand(Evaluator *evaluator, const RecordSource *source, const Listing *listing,
                         const bool *ways, QueryAnswer *answer) {
  const Decision *decision = listing->of->decision;
  uint32_t *numbers = arena_array(&bench.arena, uint32_t, listing->of->count + 1);
  Value *keys = arena_array(&bench.arena, Value, listing->of->count + 1);
  for (size_t i = 0; i < listing->of->count; i++) {
    const Record *record = held_record(&bench.experiment->held, decision->subject, i,
                                       &bench.arena);
    evaluator_subject(evaluator, record, decision, source, &bench.arena);
    query_results(listing->of, bench.model, i, evaluator);
    if (!ways[listing->of->way_of[i]] || !passes(evaluator, listing->where))
      continue;
    Value key = key_by_hand(evaluator, listing, i);
    size_t place = answer->found++;
    for (; place > 0 && larger(key, keys[place - 1]) > 0; place--) {
      keys[place] = keys[place - 1];
      numbers[place] = numbers[place - 1];
    }
    keys[place] = key;
    numbers[place] = (uint32_t)i;
  }
  answer->numbers = numbers;
  answer->count = listing->most && listing->most < answer->found ? listing->most : answer->found;
}

static void list(void *context, Evaluator *evaluator, const RecordSource *source,
                 Arena *scratch) {
  const Listing *listing = context;
  bool *ways = arena_array(scratch, bool, listing->of->way_count + 1);
  for (size_t i = 0; i < listing->of->way_count; i++)
    ways[i] = throw_below(4) > 0;
  Query query = { .of = listing->of, .ways = ways, .where = listing->where,
                  .keys = &listing->key, .key_count = has_key(listing),
                  .most = listing->most };
  QueryAnswer hand = { NULL, 0, 0 };
  QueryAnswer asked = experiment_query(bench.experiment, &bench.arena, &query, evaluator, source);
  list_by_hand(evaluator, source, listing, ways, &hand);
  assert_int_equal(asked.found, hand.found);
  assert_int_equal(asked.count, hand.count);
  for (size_t i = 0; i < asked.count; i++)
    assert_int_equal(asked.numbers[i], hand.numbers[i]);
}

static Term *field_term(const FieldType *field) {
  Term *subject = arena_new(&bench.arena, Term), *term = arena_new(&bench.arena, Term);
  *subject = (Term){ .kind = TERM_SUBJECT, .height = 1,
                     .type = { .kind = TYPE_RECORD, .record = first_decision()->subject } };
  *term = (Term){ .kind = TERM_FIELD, .height = 2, .type = field->type,
                  .as.field = { .object = subject, .field = field } };
  return term;
}

static Term *at_least_own(const FieldType *field, const Record *record) {
  Term *value = arena_new(&bench.arena, Term), *test = arena_new(&bench.arena, Term);
  *value = (Term){ .kind = TERM_CONSTANT, .height = 1, .type = field->type,
                   .as.constant = record->fields[field->index] };
  *test = (Term){ .kind = TERM_BINARY, .height = 3, .type = { .kind = TYPE_TRUTH },
                  .as.binary = { .op = BINARY_EQUAL, .left = field_term(field),
                                 .right = value } };
  if (is_number(field->type.kind) || field->type.kind == TYPE_DATE)
    test->as.binary.op = BINARY_AT_LEAST;
  return test;
}

/* granted at least what a record is granted: told by how each ends, in no plan. */
static Term *at_least_granted(const StandingOf *of, size_t number) {
  Term *value = arena_new(&bench.arena, Term), *test = arena_new(&bench.arena, Term);
  Term *granted = arena_new(&bench.arena, Term);
  Type money = { .kind = TYPE_MONEY, .currency = of->decision->currency };
  *granted = (Term){ .kind = TERM_RESULT, .height = 1, .type = money,
                     .as.result.result = RESULT_GRANTED };
  *value = (Term){ .kind = TERM_CONSTANT, .height = 1, .type = money,
                   .as.constant = value_number(TYPE_MONEY,
                                               fraction_from(standing_at(of, number).granted)) };
  *test = (Term){ .kind = TERM_BINARY, .height = 2, .type = { .kind = TYPE_TRUTH },
                  .as.binary = { .op = BINARY_AT_LEAST, .left = granted, .right = value } };
  return test;
}

static void list_by_results(const Assumptions *assumed, const StandingOf *of) {
  static const QueryKeyKind kinds[] = { QUERY_ASKED, QUERY_GRANTED };
  for (size_t i = 0; i < 4; i++) {
    Listing listing = { assumed, of, i < 2 ? NULL : at_least_granted(of, throw_below(of->count)),
                        { .kind = kinds[i % 2] }, throw_below(3) * 5 };
    experiment_alone(bench.experiment, assumed, list, &listing);
  }
}

static bool is_simple(const FieldType *field) {
  return field->type.kind != TYPE_RECORD && field->type.kind != TYPE_LIST &&
         field->type.kind != TYPE_DURATION;
}

static void lists_are_those_of_the_reference(void **state) {
  (void)state;
  for (size_t i = 0; i < FOLDERS; i++) {
    open_folder(i);
    Assumptions assumed = assume_something();
    assumed.settings.count = 0;
    Standing *standing = experiment_judge(bench.experiment, &assumed);
    const RecordType *type = first_decision()->subject;
    for (size_t j = 0; j < type->count; j++) {
      const FieldType *field = &type->fields[j];
      size_t number = throw_below(standing->decisions[0].count);
      const Record *record = experiment_record(bench.experiment, NULL, first_decision(), number,
                                               &bench.arena);
      bool tests = is_simple(field) && record->fields[j].state == VALUE_KNOWN;
      Listing listing = { &assumed, &standing->decisions[0],
                          tests ? at_least_own(field, record) : NULL,
                          { .kind = QUERY_TERM,
                            .term = is_simple(field) ? field_term(field) : NULL },
                          throw_below(3) * 5 };
      experiment_alone(bench.experiment, &assumed, list, &listing);
    }
    list_by_results(&assumed, &standing->decisions[0]);
    standing_free(standing);
    bench_close(&bench);
  }
}

/* ---- what differs -------------------------------------------------------------- */

static bool differs(const StandingOf *a, const StandingOf *b, size_t i) {
  Stand x = standing_at(a, i), y = standing_at(b, i);
  return x.kind != y.kind || x.own != y.own || x.granted != y.granted ||
         x.has_asked != y.has_asked || x.asked != y.asked ||
         !text_equal(a->deciders[x.decider], b->deciders[y.decider]);
}

static void expect_difference(const Standing *before, const Standing *after) {
  const Difference *difference = standing_compare(&bench.arena, bench.experiment, before, after);
  for (size_t i = 0; i < difference->decisions.count; i++) {
    const DifferenceOf *of = &difference->decisions.items[i];
    size_t at = 0;
    for (size_t j = 0; j < before->decisions[i].count; j++) {
      bool listed = at < of->record_count && of->records[at] == j;
      bool due = of->due_before && !text_equal(dues_text(of->due_before, &bench.arena, j),
                                               dues_text(of->due_after, &bench.arena, j));
      assert_int_equal(listed, differs(&before->decisions[i], &after->decisions[i], j) || due);
      at += listed;
    }
    assert_int_equal(at, of->record_count);
  }
}

typedef struct { Assumptions assumed[2]; bool in_full; } Pair;

static void compare(void *context) {
  const Pair *pair = context;
  Standing *before = experiment_judge(bench.experiment, &pair->assumed[0]);
  Standing *after = pair->in_full
                        ? experiment_judge_in_full(bench.experiment, &pair->assumed[1])
                        : experiment_judge(bench.experiment, &pair->assumed[1]);
  expect_difference(before, after);
  standing_free(before);
  standing_free(after);
}

static void what_differs_is_what_stands_otherwise(void **state) {
  (void)state;
  for (size_t i = 0; i < FOLDERS; i++) {
    open_folder(i);
    for (int trial = 0; trial < 20; trial++) {
      Pair pair = { { assume_something(), assume_something() }, trial % 2 };
      memory_guard(&bench.memory, compare, &pair);
      bench.diags.errors = 0;
    }
    bench_close(&bench);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(one_record_is_explained_as_in_a_run),
    cmocka_unit_test(deadlines_are_those_of_a_run),
    cmocka_unit_test(who_owes_by_who_decides_is_told_by_columns),
    cmocka_unit_test(records_are_found_by_their_keys),
    cmocka_unit_test(lists_are_those_of_the_reference),
    cmocka_unit_test(what_differs_is_what_stands_otherwise),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
