#define _POSIX_C_SOURCE 200809L
#include "base/monitor.h"

#include <pthread.h>

struct Monitor {
  Memory         *memory;
  pthread_mutex_t mutex;
  pthread_cond_t  changed;
};

static void end_monitor(void *context) {
  Monitor *monitor = context;
  pthread_cond_destroy(&monitor->changed);
  pthread_mutex_destroy(&monitor->mutex);
  memory_free(monitor->memory, monitor, sizeof *monitor);
}

Monitor *monitor_new(Memory *memory) {
  Monitor *monitor = memory_alloc(memory, sizeof *monitor);
  *monitor = (Monitor){ .memory = memory };
  bool made = pthread_mutex_init(&monitor->mutex, NULL) == 0;
  if (made && pthread_cond_init(&monitor->changed, NULL) != 0) {
    pthread_mutex_destroy(&monitor->mutex);
    made = false;
  }
  if (!made) {
    memory_free(memory, monitor, sizeof *monitor);
    memory_fail(memory, FAILURE_MEMORY);
  }
  memory_defer(memory, end_monitor, monitor);
  return monitor;
}

void monitor_enter(Monitor *monitor) {
  pthread_mutex_lock(&monitor->mutex);
}

void monitor_leave(Monitor *monitor) {
  pthread_mutex_unlock(&monitor->mutex);
}

void monitor_wait(Monitor *monitor) {
  pthread_cond_wait(&monitor->changed, &monitor->mutex);
}

void monitor_wake(Monitor *monitor) {
  pthread_cond_broadcast(&monitor->changed);
}
