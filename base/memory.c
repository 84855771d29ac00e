#include "base/memory.h"

#include <stdlib.h>

struct MemoryDeferred {
  MemoryCleanup  *cleanup;
  void           *what;
  size_t          depth;      /* how many guards stood when it was registered */
  MemoryDeferred *next;       /* the one registered before */
};

/* True, with memory->failure set, if this call may not have `size` bytes more. */
static bool refuse(Memory *memory, size_t size) {
  memory->calls++;
  bool planted = memory->fail_at != 0 &&
                 (memory->calls == memory->fail_at ||
                  (memory->fail_lasting && memory->calls > memory->fail_at));
  if (planted || size > PTRDIFF_MAX) {
    memory->failure = FAILURE_MEMORY;
    return true;
  }
  if (memory->limit != 0 && (memory->used > memory->limit || size > memory->limit - memory->used)) {
    memory->failure = FAILURE_LIMIT;
    return true;
  }
  return false;
}

/* NULL when there is none: memory->failure says why. */
static void *try_alloc(Memory *memory, size_t size) {
  if (refuse(memory, size))
    return NULL;
  void *block = malloc(size ? size : 1);
  if (!block) {
    memory->failure = FAILURE_MEMORY;
    return NULL;
  }
  memory->used += size;
  if (memory->used > memory->peak)
    memory->peak = memory->used;
  memory->blocks++;
  return block;
}

void *memory_alloc(Memory *memory, size_t size) {
  void *block = try_alloc(memory, size);
  if (!block)
    memory_fail(memory, memory->failure);
  return block;
}

void memory_free(Memory *memory, void *block, size_t size) {
  if (!block)
    return;
  free(block);
  memory->used -= size;
  memory->blocks--;
}

/* What `work` left registered belongs to the guard around it from now on. */
static void hand_outwards(Memory *memory) {
  for (MemoryDeferred *each = memory->deferred; each && each->depth > memory->depth;
       each = each->next)
    each->depth = memory->depth;
}

bool memory_guard(Memory *memory, void work(void *context), void *context) {
  jmp_buf door;
  jmp_buf *const outer = memory->door;
  memory->door = &door;
  memory->depth++;
  if (setjmp(door) != 0) {
    memory->door = outer;
    memory->depth--;
    return false;
  }
  work(context);
  memory->door = outer;
  memory->depth--;
  hand_outwards(memory);
  return true;
}

/* Takes the first cleanup out of the list and frees its entry. */
static MemoryDeferred pop(Memory *memory, MemoryDeferred **link) {
  MemoryDeferred *first = *link;
  MemoryDeferred  copy = *first;
  *link = first->next;
  memory_free(memory, first, sizeof *first);
  return copy;
}

/* Runs what the innermost guard holds while the frames below it still stand, so
 * that `what` may lie on the stack.  Each cleanup has its own guard: one that
 * fails is left, and the next one runs. */
static void clean_up(Memory *memory) {
  while (memory->deferred && memory->deferred->depth >= memory->depth) {
    MemoryDeferred newest = pop(memory, &memory->deferred);
    memory_guard(memory, newest.cleanup, newest.what);
  }
}

_Noreturn void memory_fail(Memory *memory, Failure failure) {
  if (!memory->door)
    abort();   /* an error of ours: work that may fail is begun inside a guard */
  clean_up(memory);
  memory->failure = failure;
  longjmp(*memory->door, 1);
}

_Noreturn void memory_stop(Memory *memory) {
  memory_fail(memory, FAILURE_STOPPED);
}

void memory_poll(Memory *memory) {
  if (memory->interrupt && *memory->interrupt)
    memory_fail(memory, FAILURE_INTERRUPT);
}

void memory_defer(Memory *memory, MemoryCleanup *cleanup, void *what) {
  MemoryDeferred *entry = try_alloc(memory, sizeof *entry);
  if (!entry) {
    Failure failure = memory->failure;
    memory_guard(memory, cleanup, what);
    memory_fail(memory, failure);
  }
  *entry = (MemoryDeferred){ cleanup, what, memory->depth, memory->deferred };
  memory->deferred = entry;
}

/* Takes the newest entry of `what` out; false: there is none. */
static bool take(Memory *memory, const void *what, MemoryDeferred *found) {
  MemoryDeferred **link = &memory->deferred;
  while (*link && (*link)->what != what)
    link = &(*link)->next;
  if (!*link)
    return false;
  *found = pop(memory, link);
  return true;
}

void memory_release(Memory *memory, void *what) {
  MemoryDeferred found;
  if (take(memory, what, &found))
    found.cleanup(found.what);
}

void memory_forget(Memory *memory, void *what) {
  MemoryDeferred found;
  take(memory, what, &found);
}
