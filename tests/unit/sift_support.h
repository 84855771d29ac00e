/* sift_support.h - the sift held against judge_record, record by record: for tests.
 *
 * Each program includes it once, after experiment_support.h. */
#ifndef ANSLAG_TESTS_UNIT_SIFT_SUPPORT_H
#define ANSLAG_TESTS_UNIT_SIFT_SUPPORT_H

#include "interp/decide/states.h"
#include "tests/harness/sifted_pair.h"

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
  SiftedPair pair = { .decision = trial->decision, .sift = trial->sift, .book = book,
                      .other = other, .batch = &batch };
  pair.sifted = sift_judge(trial->sift, &under);
  trial->by_reference = pair.sifted->by_reference;
  pair.judge = judge_new(&scratch, bench->model, trial->decision, evaluator,
                         &trial->population->all);
  judge_frames(pair.judge, other);
  judge_without(pair.judge, under.without, under.without_count);
  for (size_t i = 0; i < trial->count; i++) {
    pair.record = trial->records[i];
    pair.row = (uint32_t)i;
    if (!sifted_pair_same(&pair))
      fail_msg("%s: %.*s", bench->rules, TEXT_PRINT(pair.difference));
    arena_reset(&batch);
  }
  arena_free(&batch);
  arena_free(&scratch);
}

#endif
