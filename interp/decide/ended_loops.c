/* Loops over all records that the compiler makes vectors of. */
#include "base/vectors.h"
#include "interp/decide/ended_round.h"

VECTORS size_t loop_count(const uint8_t *restrict bytes, uint8_t value, size_t count) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++)
    found += bytes[i] == value;
  return found;
}

VECTORS void loop_put_class(const uint8_t *restrict kinds, uint8_t kind, uint16_t class_number,
                            uint16_t *restrict classes, size_t count) {
  for (size_t i = 0; i < count; i++)
    classes[i] = kinds[i] == kind ? class_number : classes[i];
}

VECTORS void loop_codes(const uint8_t *restrict kinds, const uint8_t *restrict recorded,
                        const uint8_t *restrict admits, uint8_t *restrict codes, size_t count) {
  for (size_t i = 0; i < count; i++)
    codes[i] = kinds[i] == OUTCOME_QUEUED && !recorded[i] ? admits[i] : CANDIDATE_NONE;
}

VECTORS uint8_t loop_any(const uint8_t *restrict bytes, size_t count) {
  uint8_t any = 0;
  for (size_t i = 0; i < count; i++)
    any |= bytes[i];
  return any;
}
