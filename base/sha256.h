/* sha256.h - SHA-256 (OpenSSL's) for digests and the run chain. */
#ifndef ANSLAG_BASE_SHA256_H
#define ANSLAG_BASE_SHA256_H

#include "base/arena.h"

#define SHA256_HEX_LENGTH 64

typedef struct Sha256 Sha256;

/* Lives until sha256_finish, or until the guard is left. */
Sha256 *sha256_start(Memory *memory);
void    sha256_add(Sha256 *sha, Text text);
/* Lower-case hexadecimal; ends the Sha256. */
Text    sha256_finish(Sha256 *sha, Arena *arena);
Text    sha256_of(Arena *arena, Text text);

#endif
