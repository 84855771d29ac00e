/* chance.h - numbers by chance, the same from the same seed (not 0). */
#ifndef ANSLAG_TESTS_UNIT_CHANCE_H
#define ANSLAG_TESTS_UNIT_CHANCE_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t next_random(uint64_t *seed) {
  *seed ^= *seed << 13;
  *seed ^= *seed >> 7;
  *seed ^= *seed << 17;
  return *seed;
}

static inline size_t below(uint64_t *seed, size_t bound) {
  return (size_t)(next_random(seed) % bound);
}

#endif
