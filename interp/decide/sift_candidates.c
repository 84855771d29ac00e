/* What a queued record brings to the queue: its amount, its keys, and who may decide it. */
#include "interp/decide/sifting.h"

#include <string.h>

typedef struct { const int64_t *numbers; const int32_t *names; const uint8_t *states; } KeyCells;

/* The cells of a chunk: of the column itself, or as they were taken. */
static KeyCells cells_of(const SiftKey *key, size_t chunk) {
  size_t first = chunk * COLUMN_CHUNK;
  if (key->column)
    return (KeyCells){ key->column->chunks.items[chunk].numbers,
                       key->column->chunks.items[chunk].names, NULL };
  return (KeyCells){ key->numbers ? key->numbers + first : NULL,
                     key->names ? key->names + first : NULL, key->cells + first };
}

static Value key_value(const Sift *sift, const SiftKey *key, uint32_t row) {
  TypeKind kind = key->term->type.kind;
  KeyCells cells = cells_of(key, row / COLUMN_CHUNK);
  size_t at = row % COLUMN_CHUNK;
  if (cells.states && cells.states[at] == CELL_NONE)
    return value_none(kind);
  if (cells.names && kind == TYPE_DATE)
    return value_date(cells.names[at]);
  if (cells.names && kind == TYPE_CODE)
    return value_code(&key->term->type.codes->codes[cells.names[at]]);
  if (cells.names && kind == TYPE_DURATION)
    return value_duration(census_duration(sift->census, cells.names[at]));
  if (cells.names)
    return value_text(census_text(sift->census, cells.names[at]));
  if (kind == TYPE_MOMENT)
    return (Value){ .state = VALUE_KNOWN, .kind = kind, .as.moment = cells.numbers[at] };
  Fraction number = fraction_from(cells.numbers[at]);
  int64_t parts = key->parts ? key->parts[row] : key->denominator;
  if (parts != 1)
    fraction_make(cells.numbers[at], parts, &number);
  return value_number(kind, number);
}

static bool has_cells(const SiftKey *key, uint32_t row) {
  return key->column || (key->cells && key->cells[row] != CELL_ODD);
}

bool sift_key_chunk(const Sift *sift, size_t key, size_t chunk, CandidateKey *cells) {
  const SiftKey *of = &sift->keys[key];
  TypeKind kind = of->term->type.kind;
  if (of->part.reference || of->parts || kind == TYPE_TEXT || kind == TYPE_DURATION)
    return false;
  KeyCells read = cells_of(of, chunk);
  if (read.states && memchr(read.states, CELL_ODD, plan_rows(sift->plan, chunk)))
    return false;
  *cells = (CandidateKey){ .numbers = read.numbers, .names = read.names, .none = read.states,
                           .denominator = of->denominator };
  return true;
}

/* What no vector holds is evaluated; the values live as long as the arena of this sifting. */
static void keys_by_reference(const Sift *sift, uint32_t row, Value *keys) {
  Arena *arena = sift->under.arena;
  const Record *record = columns_record(sift->columns, row, arena);
  Judging *judging = judging_start(sift->judge, record, arena);
  amounts_compute(judging);
  for (size_t i = 0; i < sift->decision->order_count; i++)
    keys[i] = evaluate(sift->judge->evaluator, sift->decision->order[i].value);
}

/* The powers that take its amount. */
static uint64_t takers_of(const Sifted *sifted, size_t row) {
  uint64_t takers = 0;
  for (size_t i = 0; i < sifted->power_count; i++)
    takers |= (uint64_t)(sifted->amounts[row] <= sifted->mosts[i]) << i;
  return takers;
}

uint64_t sifted_admits(const Sifted *sifted, size_t row) {
  return takers_of(sifted, row) & (sifted->admits ? sifted->admits[row] : sifted->few_admits[row]);
}

uint64_t sifted_stops(const Sifted *sifted, size_t row) {
  return takers_of(sifted, row) & (sifted->stops ? sifted->stops[row] : sifted->few_stops[row]);
}

void sift_candidate(const Sift *sift, uint32_t row, Candidate *candidate, Value *keys) {
  *candidate = (Candidate){ .number = row, .keys = keys, .amount = sift->amounts_final[row],
                            .admits = sifted_admits(&sift->sifted, row),
                            .stops = sifted_stops(&sift->sifted, row) };
  if (sift->least_amounts)
    candidate->least = sift->least_amounts[row];
  if (sift->draws) {
    candidate->draws = sift->draws[row].draws;
    candidate->draw_count = sift->draws[row].count;
  }
  for (size_t i = 0; i < sift->decision->order_count; i++) {
    const SiftKey *key = &sift->keys[i];
    if (!has_cells(key, row)) {
      keys_by_reference(sift, row, keys);
      return;
    }
    keys[i] = key_value(sift, key, row);
  }
}

const Body *sift_decider(Sift *sift, uint32_t row, size_t power) {
  const Decision *decision = sift->decision;
  const Term *decider = power < decision->powers.count ? decision->powers.items[power]->decider
                                                       : NULL;
  if (decider && decider->kind == TERM_CONSTANT && decider->as.constant.kind == TYPE_BODY)
    return decider->as.constant.as.body;
  if (!decider)
    return NULL;
  const Judgement *judgement = sift_judgement(sift, row, sift->under.arena);
  return power < judgement->powers.count ? judgement->powers.items[power].decider : NULL;
}
