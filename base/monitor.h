/* monitor.h - what two threads share, looked at by one of them at a time.
 *
 *   monitor_enter(monitor);
 *   while (!ready)
 *     monitor_wait(monitor);            another may enter meanwhile
 *   ...
 *   monitor_leave(monitor);
 *
 * Between enter and leave nothing may leave through the guard.
 * Owner: who made it, who releases it (memory_release) when no other thread looks at it. */
#ifndef ANSLAG_BASE_MONITOR_H
#define ANSLAG_BASE_MONITOR_H

#include "base/memory.h"

typedef struct Monitor Monitor;

/* Deferred: it goes with the guard. */
Monitor *monitor_new(Memory *memory);
void     monitor_enter(Monitor *monitor);
void     monitor_leave(Monitor *monitor);
/* Until monitor_wake, or a little less. */
void     monitor_wait(Monitor *monitor);
/* For all who wait. */
void     monitor_wake(Monitor *monitor);

#endif
