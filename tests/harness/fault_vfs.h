/* fault_vfs.h - SQLite's file system with a fault in it.
 *
 * Install once; it is the default then.  Every read, write, sync, truncate, open, delete and
 * lock counts; the one numbered `fail_at` fails, and with `lasting` all after it.  With
 * `swallow` it says that it did what it did not: the planted fault that a test must notice.
 *
 * For tests only; one thread. */
#ifndef ANSLAG_TESTS_HARNESS_FAULT_VFS_H
#define ANSLAG_TESTS_HARNESS_FAULT_VFS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  uint64_t operations;          /* so far */
  uint64_t fail_at;             /* from 1; 0: none */
  bool     lasting, swallow;
  uint64_t failed;              /* how many did */
} FaultPlan;

bool       fault_vfs_install(void);
void       fault_vfs_remove(void);
FaultPlan *fault_vfs_plan(void);

#endif
