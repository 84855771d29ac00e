/* Queued records as candidates, many at once: from columns where the sift has them. */
#include "interp/decide/sifting.h"

/* One key of one record only, ascending: records are numbered in that order. */
static bool is_own_key(const Decision *decision, const TermKey *key) {
  const RecordType *subject = decision->subject;
  const Term *term = key->value;
  if (key->descending || subject->key_count != 1 || !term || term->kind != TERM_FIELD ||
      term->as.field.object->kind != TERM_SUBJECT)
    return false;
  const FieldType *field = &subject->fields[subject->key];
  return term->as.field.field == field &&
         (field->type.kind == TYPE_INTEGER || field->type.kind == TYPE_TEXT);
}

/* False: some key of the chunk takes a judgement, or candidates have more than columns tell. */
static bool find_keys(const Sift *sift, size_t chunk, CandidateKey *keys) {
  const Decision *decision = sift->decision;
  if (sift->draws || sift->least_amounts)
    return false;
  for (size_t i = 0; i < decision->order_count; i++) {
    keys[i] = (CandidateKey){ .as_number = is_own_key(decision, &decision->order[i]) };
    if (!keys[i].as_number && !sift_key_chunk(sift, i, chunk, &keys[i]))
      return false;
  }
  return true;
}

static void add_one(const Sift *sift, uint32_t row, uint32_t number, Value *keys,
                    Allocation *allocation) {
  Candidate candidate;
  sift_candidate(sift, row, &candidate, keys);
  candidate.number = number;
  allocation_add(allocation, &candidate);
}

/* Those of `rows` that lie in one chunk. */
static void add_chunk(const Sift *sift, const uint32_t *rows, size_t count, uint32_t first,
                      const CandidateKey *keys, Allocation *allocation) {
  const Sifted *sifted = &sift->sifted;
  uint32_t chosen[COLUMN_CHUNK], start = rows[0] / COLUMN_CHUNK * COLUMN_CHUNK;
  for (size_t i = 0; i < count; i++)
    chosen[i] = rows[i] - start;
  allocation_add_rows(allocation, &(CandidateRows){
    .count = count, .rows = chosen, .first = first + start, .amounts = sifted->amounts + start,
    .admits = sifted->admits ? sifted->admits + start : NULL,
    .stops = sifted->stops ? sifted->stops + start : NULL,
    .few_admits = sifted->few_admits ? sifted->few_admits + start : NULL,
    .few_stops = sifted->few_stops ? sifted->few_stops + start : NULL, .keys = keys });
}

void sift_queue(const Sift *sift, const uint32_t *rows, size_t count, uint32_t first,
                Allocation *allocation) {
  Arena scratch;
  arena_init_deferred(&scratch, sift->arena->memory);
  CandidateKey *keys = arena_array(&scratch, CandidateKey, sift->decision->order_count + 1);
  Value *values = arena_array(&scratch, Value, sift->decision->order_count + 1);
  for (size_t from = 0, end; from < count; from = end) {
    size_t chunk = rows[from] / COLUMN_CHUNK;
    for (end = from + 1; end < count && rows[end] / COLUMN_CHUNK == chunk;)
      end++;
    if (find_keys(sift, chunk, keys))
      add_chunk(sift, rows + from, end - from, first, keys, allocation);
    else
      for (size_t i = from; i < end; i++)
        add_one(sift, rows[i], first + rows[i], values, allocation);
  }
  memory_release(sift->arena->memory, &scratch);
}

bool sift_orderable(const Sift *sift, uint32_t *rows, size_t *count) {
  const Decision *decision = sift->decision;
  bool fine = true;
  *count = 0;
  for (size_t i = 0; i < decision->order_count; i++) {
    if (sift->keys[i].part.reference)
      return false;
    fine &= sift->keys[i].fine;
  }
  for (size_t row = 0; row < sift->columns->count; row++) {
    bool stands = !columns_faults(sift->columns, (uint32_t)row);
    for (size_t i = 0; !fine && i < decision->order_count; i++)
      stands &= !sift->keys[i].states || sift->keys[i].states[row] == FINE;
    if (stands)
      rows[(*count)++] = (uint32_t)row;
  }
  return true;
}
