/* cell_bytes.h - a cell as bytes: what data_hash is over, and what a row is read from again.
 *
 *   00              nothing (NULL)
 *   11 ... 18       a whole number in 1 to 8 bytes, two's complement, the least byte first, as few
 *                   bytes as hold it; also a REAL that is whole and fits 64 bits
 *   20              another REAL: the 8 bytes of its binary form (IEEE 754), the least byte first
 *   30, 31          text, blob: its length (7 bits a byte, the lowest first, each but the last byte
 *                   with 80 added), its bytes
 *   80 + n          text of n bytes, below 128, its bytes
 *
 * No two cells of different value have the same bytes, and cells stand one after the other.
 * Private to interp/store. */
#ifndef ANSLAG_INTERP_STORE_CELL_BYTES_H
#define ANSLAG_INTERP_STORE_CELL_BYTES_H

#include "interp/store/inside.h"

#include <string.h>

enum {
  CELL_BYTES_NULL = 0x00, CELL_BYTES_WHOLE = 0x10, CELL_BYTES_REAL = 0x20,
  CELL_BYTES_TEXT = 0x30, CELL_BYTES_BLOB = 0x31, CELL_BYTES_SHORT = 0x80,
  CELL_BYTES_HEAD = 12          /* at most, besides a text's own */
};

static inline unsigned char *cell_put_eight(unsigned char *at, uint64_t bits) {
  at[0] = (unsigned char)bits;              /* not a loop: these become one store */
  at[1] = (unsigned char)(bits >> 8);
  at[2] = (unsigned char)(bits >> 16);
  at[3] = (unsigned char)(bits >> 24);
  at[4] = (unsigned char)(bits >> 32);
  at[5] = (unsigned char)(bits >> 40);
  at[6] = (unsigned char)(bits >> 48);
  at[7] = (unsigned char)(bits >> 56);
  return at + 8;
}

/* There is room for CELL_BYTES_HEAD from `at`; the place behind what was put. */
static inline unsigned char *cell_put_whole(unsigned char *at, int64_t whole) {
  uint64_t size = whole < 0 ? ~(uint64_t)whole : (uint64_t)whole;
  unsigned bytes = (72u - (unsigned)__builtin_clzll(size | 1)) / 8;
  *at = (unsigned char)(CELL_BYTES_WHOLE + bytes);
  cell_put_eight(at + 1, (uint64_t)whole);
  return at + 1 + bytes;
}

static inline unsigned char *cell_put_real(unsigned char *at, double real) {
  uint64_t bits;
  memcpy(&bits, &real, sizeof bits);
  bool fits = real >= -0x1p63 && real < 0x1p63;
  if (fits && (double)(int64_t)real >= real && (double)(int64_t)real <= real &&
      bits != UINT64_C(1) << 63)
    return cell_put_whole(at, (int64_t)real);
  *at = CELL_BYTES_REAL;
  return cell_put_eight(at + 1, bits);
}

static inline unsigned char *cell_put_length(unsigned char *at, CellKind kind, size_t length) {
  if (kind == CELL_TEXT && length < 0x80) {
    *at = (unsigned char)(CELL_BYTES_SHORT + length);
    return at + 1;
  }
  *at++ = kind == CELL_TEXT ? CELL_BYTES_TEXT : CELL_BYTES_BLOB;
  for (; length >= 0x80; length >>= 7)
    *at++ = (unsigned char)(length | 0x80);
  *at = (unsigned char)length;
  return at + 1;
}

/* The cell at `at`, its text where it stands; the place behind it. */
const unsigned char *cell_take(const unsigned char *at, Cell *cell);

#endif
