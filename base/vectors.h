/* vectors.h - VECTORS before a function: a loop that the compiler makes vectors of.
 *
 * The function is compiled for processors with wider vectors too, and the copy is chosen when the
 * program starts; the sanitizers and other compilers take the plain one.  Its file is built with
 * -O3 (Makefile). */
#ifndef ANSLAG_BASE_VECTORS_H
#define ANSLAG_BASE_VECTORS_H

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__OPTIMIZE__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define VECTORS __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define VECTORS
#endif

#endif
