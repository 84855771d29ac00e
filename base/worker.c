#define _POSIX_C_SOURCE 200809L
#include "base/worker.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

struct Worker {
  Memory     *memory;
  WorkerBody *body;
  void       *context;
  pthread_t   thread;
  bool        runs;               /* in the thread, which is to be joined */
  bool        beside;             /* the body is in the thread; else where it was started */
  atomic_bool stops;
};

static void *run_beside(void *context) {
  Worker *worker = context;
  worker->beside = true;
  worker->body(worker, worker->context);
  return NULL;
}

/* The way out, also when the guard is left: the thread must not outlive what it looks at. */
static void end_worker(void *context) {
  Worker *worker = context;
  atomic_store_explicit(&worker->stops, true, memory_order_relaxed);
  if (worker->runs)
    pthread_join(worker->thread, NULL);
  memory_free(worker->memory, worker, sizeof *worker);
}

/* Signals are for the thread that was there before: what their handlers set, it alone looks at. */
static bool start_thread(Worker *worker) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  bool runs = pthread_create(&worker->thread, NULL, run_beside, worker) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return runs;
}

Worker *worker_start(Memory *memory, WorkerBody *body, void *context) {
  Worker *worker = memory_alloc(memory, sizeof *worker);
  *worker = (Worker){ .memory = memory, .body = body, .context = context };
  atomic_init(&worker->stops, false);
  memory_defer(memory, end_worker, worker);
  worker->runs = start_thread(worker);
  if (!worker->runs)
    body(worker, context);
  return worker;
}

bool worker_is_beside(const Worker *worker) {
  return worker->beside;
}

bool worker_stops(const Worker *worker) {
  return atomic_load_explicit(&worker->stops, memory_order_relaxed);
}

void worker_wait(Worker *worker) {
  if (worker->runs)
    pthread_join(worker->thread, NULL);
  worker->runs = false;
  memory_release(worker->memory, worker);
}

unsigned worker_cores(void) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  return cores > 1 ? (unsigned)cores : 1;
}
