/* worker.h - one function run beside its caller, in a thread of its own.
 *
 *   Worker *worker = worker_start(memory, body, context);
 *   ...                                     what the body neither reads nor writes
 *   worker_wait(worker);                    now all that it wrote can be read
 *
 * The body takes no memory from the caller's Memory or arenas and never leaves through its guard:
 * it works in room made before, or made by itself.  What went wrong it notes in its context.
 * If the caller's guard is left first, worker_stops is true in the body from then on, and the guard
 * waits for its end; a long body looks there now and then.  Where no thread is to be had the body
 * runs in worker_start, to its end.
 *
 * Owner: whoever started it, who waits once. */
#ifndef ANSLAG_BASE_WORKER_H
#define ANSLAG_BASE_WORKER_H

#include "base/memory.h"

typedef struct Worker Worker;
typedef void WorkerBody(Worker *worker, void *context);

Worker *worker_start(Memory *memory, WorkerBody *body, void *context);
/* For the body: does it run in a thread of its own? */
bool    worker_is_beside(const Worker *worker);
/* For the body: its end is waited for, and what it makes is not wanted. */
bool    worker_stops(const Worker *worker);
void    worker_wait(Worker *worker);

/* How many threads the machine runs at a time; at least 1. */
unsigned worker_cores(void);

#endif
