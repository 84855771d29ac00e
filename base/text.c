#define _GNU_SOURCE   /* memmem, which searches in linear time */
#include "base/text.h"

#include <string.h>

Text text_from(const char *nul_terminated) {
  if (!nul_terminated)
    return TEXT_NONE;
  return (Text){ nul_terminated, strlen(nul_terminated) };
}

bool text_equal(Text a, Text b) {
  return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

bool text_is(Text a, const char *nul_terminated) {
  return text_equal(a, text_from(nul_terminated));
}

int text_compare(Text a, Text b) {
  size_t common = a.length < b.length ? a.length : b.length;
  int order = common ? memcmp(a.bytes, b.bytes, common) : 0;
  if (order != 0)
    return order < 0 ? -1 : 1;
  return (a.length > b.length) - (a.length < b.length);
}

bool text_starts_with(Text text, Text start) {
  return start.length <= text.length && text_equal(text_part(text, 0, start.length), start);
}

bool text_ends_with(Text text, Text end) {
  return end.length <= text.length &&
         text_equal(text_part(text, text.length - end.length, text.length), end);
}

size_t text_find(Text text, Text part, size_t from) {
  size_t none = text.length + 1;
  if (from > text.length || part.length > text.length - from)
    return none;
  if (part.length == 0)
    return from;
  const char *found = memmem(text.bytes + from, text.length - from, part.bytes, part.length);
  return found ? (size_t)(found - text.bytes) : none;
}

Text text_part(Text text, size_t start, size_t end) {
  if (end > text.length)
    end = text.length;
  if (start > end)
    start = end;
  return (Text){ text.bytes ? text.bytes + start : NULL, end - start };
}

static bool is_white(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

Text text_trim(Text text) {
  size_t start = 0, end = text.length;
  while (start < end && is_white(text.bytes[start]))
    start++;
  while (end > start && is_white(text.bytes[end - 1]))
    end--;
  return text_part(text, start, end);
}

/* SipHash-1-3 (Aumasson and Bernstein), its key made from the seed: whoever does
 * not know the seed cannot choose keys that collide. */
typedef struct { uint64_t a, b, c, d; } Sip;

static uint64_t rotate(uint64_t value, unsigned bits) {
  return (value << bits) | (value >> (64 - bits));
}

static void sip_round(Sip *sip) {
  sip->a += sip->b;
  sip->c += sip->d;
  sip->b = rotate(sip->b, 13) ^ sip->a;
  sip->d = rotate(sip->d, 16) ^ sip->c;
  sip->a = rotate(sip->a, 32);
  sip->c += sip->b;
  sip->a += sip->d;
  sip->b = rotate(sip->b, 17) ^ sip->c;
  sip->d = rotate(sip->d, 21) ^ sip->a;
  sip->c = rotate(sip->c, 32);
}

static void sip_word(Sip *sip, uint64_t word) {
  sip->d ^= word;
  sip_round(sip);
  sip->a ^= word;
}

/* Up to eight bytes as one little-endian number. */
static uint64_t read_bytes(const char *bytes, size_t count) {
  uint64_t word = 0;
  for (size_t i = 0; i < count; i++)
    word |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
  return word;
}

uint64_t text_hash(Text text, uint64_t seed) {
  uint64_t key0 = seed, key1 = rotate(seed, 32) * UINT64_C(0x9e3779b97f4a7c15);
  Sip sip = { key0 ^ UINT64_C(0x736f6d6570736575), key1 ^ UINT64_C(0x646f72616e646f6d),
              key0 ^ UINT64_C(0x6c7967656e657261), key1 ^ UINT64_C(0x7465646279746573) };
  size_t whole = text.length / 8 * 8;
  for (size_t i = 0; i < whole; i += 8)
    sip_word(&sip, read_bytes(text.bytes + i, 8));
  uint64_t rest = text.length > whole ? read_bytes(text.bytes + whole, text.length - whole) : 0;
  sip_word(&sip, rest | (uint64_t)(text.length & 0xff) << 56);
  sip.c ^= 0xff;
  for (int i = 0; i < 3; i++)
    sip_round(&sip);
  return sip.a ^ sip.b ^ sip.c ^ sip.d;
}
