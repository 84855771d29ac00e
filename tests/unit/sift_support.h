/* sift_support.h - the sift held against judge_record, record by record: for tests.
 *
 * Each program includes it once, after experiment_support.h. */
#ifndef ANSLAG_TESTS_UNIT_SIFT_SUPPORT_H
#define ANSLAG_TESTS_UNIT_SIFT_SUPPORT_H

#include "interp/decide/sift.h"
#include "interp/decide/states.h"

enum { MADE = 400 };

/* ---- chance, the same each time ---------------------------------------------------------- */

static uint64_t seed;

static size_t chance(size_t most) {
  seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (size_t)(seed >> 33) % most;
}

/* ---- records made of the facts of others ------------------------------------------------- */

static Value stranger(const FieldType *field, Value value) {
  static const int64_t numbers[] = { 0, 1, -1, 99, 100, 100000000, 100000001, 99999999,
                                     INT64_C(9000000000000000), INT64_MAX, INT64_C(123456789) };
  int64_t number = numbers[chance(sizeof numbers / sizeof *numbers)];
  switch (field->type.kind) {
    case TYPE_INTEGER: case TYPE_MONEY:
      return value_number(field->type.kind, fraction_from(number));
    case TYPE_DECIMAL: case TYPE_RATE: {
      Fraction part = fraction_from(0);
      fraction_make((int64_t)chance(2000), chance(2) ? 1000 : 7, &part);
      return value_number(field->type.kind, part);
    }
    case TYPE_DATE:
      return value_date((Date)(20000 + chance(1500)));
    case TYPE_TRUTH:
      return value_truth(chance(2));
    case TYPE_CODE:
      return value_code(&field->type.codes->codes[chance(field->type.codes->count)]);
    default:
      return value;
  }
}

/* What records are made of. */
typedef struct {
  const RecordType    *type;
  const Record *const *records;
  size_t               count;
} Stock;

static Value some_value(const Stock *held, const FieldType *field) {
  if (chance(12) == 0)
    return field->optional ? value_none(field->type.kind) : value_unknown(field->type.kind);
  Value value = held->count ? held->records[chance(held->count)]->fields[field->index]
                            : value_unknown(field->type.kind);
  return chance(4) == 0 ? stranger(field, value) : value;
}

static void set_key(Bench *bench, const FieldType *field, Value *value, size_t number) {
  if (field->type.kind == TYPE_INTEGER)
    *value = value_integer((int64_t)number + 1);
  else if (field->type.kind == TYPE_TEXT)
    *value = value_text(arena_format(&bench->arena, "k%06zu", number));
}

static const Record **make_records(Bench *bench, const Stock *held) {
  const Record **records = arena_array(&bench->arena, const Record *, MADE);
  for (size_t i = 0; i < MADE; i++) {
    Record *record = arena_new(&bench->arena, Record);
    record->type = held->type;
    record->fields = arena_array(&bench->arena, Value, held->type->count + 1);
    for (size_t j = 0; j < held->type->count; j++) {
      const FieldType *field = &held->type->fields[j];
      record->fields[j] = some_value(held, field);
      if (field->key)
        set_key(bench, field, &record->fields[j], i);
    }
    if (chance(40) == 0)
      LIST_ADD(&bench->arena, &record->faults, Fault,
               (Fault){ NULL, TEXT("x"), TEXT("is not an amount") });
    records[i] = record;
  }
  return records;
}

/* ---- one record, both ways --------------------------------------------------------------- */

typedef struct {
  Bench          *bench;
  const Decision *decision;
  Sift           *sift;
  const Sifted   *sifted;
  Judge          *judge;
  const Record   *record;
  uint32_t        row;
  Arena          *batch;
} Pair;

static _Noreturn void differ(const Pair *pair, const char *what, int64_t sifted,
                             int64_t judged) {
  Text key = record_key_text(pair->batch, pair->record);
  fail_msg("%s: record %.*s: %s is %lld in columns, %lld judged", pair->bench->rules,
           TEXT_PRINT(key), what, (long long)sifted, (long long)judged);
  abort();
}

static void same(const Pair *pair, const char *what, int64_t sifted, int64_t judged) {
  if (sifted != judged)
    differ(pair, what, sifted, judged);
}

static int64_t minor(Value value) {
  int64_t amount = SIFT_NOT_KNOWN;
  if (value.state == VALUE_KNOWN)
    fraction_to_int64(value.as.number, &amount);
  return amount;
}

static void same_verdicts(const Pair *pair, const Judgement *judgement) {
  for (size_t i = 0; i < pair->decision->rules.count; i++) {
    const Rule *rule = pair->decision->rules.items[i];
    int verdict = SIFT_NOT_JUDGED;
    for (size_t j = 0; j < judgement->rules.count; j++)
      if (judgement->rules.items[j].rule == rule)
        verdict = judgement->rules.items[j].verdict == VERDICT_POSSIBLY
                      ? VERDICT_UNKNOWN : (int)judgement->rules.items[j].verdict;
    char name[128];
    snprintf(name, sizeof name, "rule %.*s", TEXT_PRINT(rule->name));
    same(pair, name, pair->sifted->verdicts[i][pair->row], verdict);
  }
}

static void same_draws(const Pair *pair, const Candidate *candidate,
                       const Judgement *judgement) {
  same(pair, "number of draws", (int64_t)candidate->draw_count,
       (int64_t)judgement->draws.count);
  for (size_t i = 0; i < candidate->draw_count; i++) {
    const Draw *a = &candidate->draws[i], *b = &judgement->draws.items[i];
    same(pair, "state drawn on", a->state, b->state);
    same(pair, "amount drawn", a->amount, b->amount);
    same(pair, "counted", a->counted, b->counted);
    same(pair, "own limit", a->own_limit ? a->limit : -1, b->own_limit ? b->limit : -1);
  }
}

static void same_candidate(const Pair *pair, const Judgement *judgement) {
  Candidate candidate, expected = { .number = pair->row };
  Value *keys = arena_array(pair->batch, Value, pair->decision->order_count + 1);
  judgement_candidate(judgement, &expected);
  sift_candidate(pair->sift, pair->row, &candidate, keys);
  same(pair, "amount", candidate.amount, expected.amount);
  same(pair, "rows that admit", (int64_t)candidate.admits, (int64_t)expected.admits);
  same(pair, "rows that stop", (int64_t)candidate.stops, (int64_t)expected.stops);
  same(pair, "least", candidate.least, expected.least);
  same_draws(pair, &candidate, judgement);
  for (size_t i = 0; i < pair->decision->order_count; i++) {
    same(pair, "state of a key", keys[i].state, judgement->order[i].state);
    if (keys[i].state == VALUE_KNOWN && !value_same(keys[i], judgement->order[i]))
      differ(pair, "key", (int64_t)i, (int64_t)i);
  }
}

static void compare_record(const Pair *pair) {
  const Judgement *judgement = judge_record(pair->judge, pair->record, pair->batch);
  const Sifted *sifted = pair->sifted;
  if (!sifted->unread[pair->row])
    same_verdicts(pair, judgement);
  same(pair, "outcome", sifted->kinds[pair->row], judgement->kind);
  same(pair, "recorded", sifted->recorded[pair->row], judgement->recorded);
  same(pair, "asked", sifted->asked[pair->row], minor(judgement->asked));
  if (judgement->kind == OUTCOME_OWN &&
      pair->decision->outcomes.items[sifted->owns[pair->row]] != judgement->own)
    differ(pair, "own outcome", sifted->owns[pair->row], -1);
  if (judgement->kind == OUTCOME_QUEUED)
    same_candidate(pair, judgement);
}

/* ---- all records, under all settings ------------------------------------------------------- */

typedef struct {
  Bench             *bench;
  const Decision    *decision;
  const Record *const *records;
  size_t             count;
  Population        *population;
  Sift              *sift;
  size_t             by_reference;
} Trial;

static Book *open_book(Bench *bench, Arena *scratch, Evaluator *evaluator,
                       const Population *population) {
  Book *book = arena_new(scratch, Book);
  book_init(book, scratch, bench->model->frames.count);
  evaluator_subject(evaluator, NULL, NULL, &population->all, scratch);
  Opener opener = { book, bench->model, evaluator, scratch };
  states_open_plain(&opener, &bench->diags);
  return book;
}

static void try_settings(Trial *trial, const ModelSettings *settings, const EvalOptions *options,
                         bool without) {
  Bench *bench = trial->bench;
  Arena scratch, batch;
  arena_init(&scratch, &bench->memory);
  arena_init(&batch, &bench->memory);
  Evaluator *evaluator = evaluator_new(&scratch, bench->model, settings, options,
                                       &bench->diags);
  Book *book = open_book(bench, &scratch, evaluator, trial->population);
  Book *other = open_book(bench, &scratch, evaluator, trial->population);
  const Rule *off = trial->decision->rules.count
                        ? trial->decision->rules.items[trial->decision->rules.count / 2] : NULL;
  SiftUnder under = { .arena = &scratch, .evaluator = evaluator,
                      .source = &trial->population->all, .book = book, .without = &off,
                      .without_count = without && off };
  Pair pair = { .bench = bench, .decision = trial->decision, .sift = trial->sift,
                .batch = &batch };
  pair.sifted = sift_judge(trial->sift, &under);
  trial->by_reference = pair.sifted->by_reference;
  pair.judge = judge_new(&scratch, bench->model, trial->decision, evaluator,
                         &trial->population->all);
  judge_frames(pair.judge, other);
  judge_without(pair.judge, under.without, under.without_count);
  for (size_t i = 0; i < trial->count; i++) {
    pair.record = trial->records[i];
    pair.row = (uint32_t)i;
    compare_record(&pair);
    arena_reset(&batch);
  }
  arena_free(&batch);
  arena_free(&scratch);
}

#endif
