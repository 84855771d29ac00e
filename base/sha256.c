#include "base/sha256.h"

#include <openssl/err.h>
#include <openssl/evp.h>

struct Sha256 {
  Memory     *memory;
  EVP_MD_CTX *context;
};

static void free_sha(void *what) {
  Sha256 *sha = what;
  EVP_MD_CTX_free(sha->context);
  memory_free(sha->memory, sha, sizeof *sha);
}

Sha256 *sha256_start(Memory *memory) {
  Sha256 *sha = memory_alloc(memory, sizeof *sha);
  *sha = (Sha256){ memory, NULL };
  memory_defer(memory, free_sha, sha);
  /* What OpenSSL notes about a failure is memory of its own: it goes, the host's notes stay. */
  ERR_set_mark();
  sha->context = EVP_MD_CTX_new();
  bool started = sha->context && EVP_DigestInit_ex(sha->context, EVP_sha256(), NULL) == 1;
  ERR_pop_to_mark();
  if (!started) {
    memory_release(memory, sha);
    memory_fail(memory, FAILURE_MEMORY);
  }
  return sha;
}

void sha256_add(Sha256 *sha, Text text) {
  if (text.length && EVP_DigestUpdate(sha->context, text.bytes, text.length) != 1)
    memory_fail(sha->memory, FAILURE_MEMORY);
}

Text sha256_finish(Sha256 *sha, Arena *arena) {
  static const char digits[] = "0123456789abcdef";
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  char *hex = arena_alloc(arena, SHA256_HEX_LENGTH + 1);
  if (EVP_DigestFinal_ex(sha->context, digest, &length) != 1 || length != SHA256_HEX_LENGTH / 2)
    memory_fail(sha->memory, FAILURE_MEMORY);
  for (size_t i = 0; i < SHA256_HEX_LENGTH / 2; i++) {
    hex[2 * i] = digits[digest[i] >> 4];
    hex[2 * i + 1] = digits[digest[i] & 15];
  }
  memory_release(sha->memory, sha);
  return (Text){ hex, SHA256_HEX_LENGTH };
}

Text sha256_of(Arena *arena, Text text) {
  Sha256 *sha = sha256_start(arena->memory);
  sha256_add(sha, text);
  return sha256_finish(sha, arena);
}
