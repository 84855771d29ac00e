/* memory.h - where all memory comes from, and what happens when it ends.
 *
 * Every arena takes its blocks here.  Running out (of the machine's memory or
 * of `limit`) and an interrupt leave the work by one door: memory_guard, which
 * runs the cleanups registered since it began, newest first, and returns false.
 * Code inside a guard never tests for NULL.  What is not memory (a file, a
 * statement) is registered with memory_defer the moment it is opened.
 *
 * Owner: the caller; one Memory belongs to one thread at a time.
 * Cost: one malloc a call; arenas make these rare. */
#ifndef ANSLAG_BASE_MEMORY_H
#define ANSLAG_BASE_MEMORY_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
  FAILURE_NONE,
  FAILURE_MEMORY,     /* the machine has no more */
  FAILURE_LIMIT,      /* `limit` reached */
  FAILURE_INTERRUPT,  /* memory_poll saw *interrupt */
  FAILURE_STOPPED     /* memory_stop: a diagnostic says why */
} Failure;

typedef void MemoryCleanup(void *what);

typedef struct MemoryDeferred MemoryDeferred;

typedef struct {
  size_t          limit;            /* bytes; 0: none */
  size_t          used, peak;       /* bytes handed out now, and at most */
  size_t          blocks;           /* live blocks: 0 when all is returned */
  uint64_t        calls;            /* allocations so far */
  uint64_t        fail_at;          /* the call that fails, counted from 1; 0: none */
  bool            fail_lasting;     /* every call after it fails too */
  const volatile int *interrupt;    /* not 0: stop at the next poll; may be NULL */
  Failure         failure;          /* why the last guard returned false */
  jmp_buf        *door;             /* the innermost guard's; NULL outside one */
  size_t          depth;            /* how many guards stand */
  MemoryDeferred *deferred;         /* cleanups, newest first */
} Memory;

/* Bytes, aligned for any type.  Leaves through the guard when there are none. */
void *memory_alloc(Memory *memory, size_t size);
/* `size` is what memory_alloc was asked for; NULL is nothing. */
void  memory_free(Memory *memory, void *block, size_t size);

/* Runs work(context).  False: it was left early; memory->failure says why and
 * all that it deferred has been cleaned up (before the stack is unwound, so what
 * was deferred may lie on it).  Guards nest: what a work that ended well still
 * has deferred passes to the guard around it. */
bool memory_guard(Memory *memory, void work(void *context), void *context);

/* Leaves the innermost guard.  There must be one: without it the process ends. */
_Noreturn void memory_fail(Memory *memory, Failure failure);
/* Leaves it because a diagnostic was reported and the work cannot go on. */
_Noreturn void memory_stop(Memory *memory);
/* Leaves it if *interrupt is set; cheap enough for every record. */
void memory_poll(Memory *memory);

/* Calls cleanup(what) when the guard is left early, or at memory_release; at once
 * if there is no memory to register it.  A cleanup that fails is itself left, and
 * the next one runs. */
void memory_defer(Memory *memory, MemoryCleanup *cleanup, void *what);
/* Runs and forgets the newest cleanup registered for `what` (the normal way out);
 * nothing if there is none. */
void memory_release(Memory *memory, void *what);
/* Forgets it without running it: what outlives the guard has another owner from now on. */
void memory_forget(Memory *memory, void *what);

#endif
