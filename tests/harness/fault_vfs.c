#include "tests/harness/fault_vfs.h"

#include <sqlite3.h>
#include <stddef.h>

typedef struct {
  sqlite3_file  base;           /* SQLite sees this */
  sqlite3_file *real;           /* behind it, in the same block */
} FaultFile;

static FaultPlan    plan;
static sqlite3_vfs *real_vfs;
static sqlite3_vfs  fault_vfs;

FaultPlan *fault_vfs_plan(void) {
  return &plan;
}

static bool fails(void) {
  plan.operations++;
  bool now = plan.fail_at != 0 && (plan.operations == plan.fail_at ||
                                   (plan.lasting && plan.operations > plan.fail_at));
  plan.failed += now;
  return now;
}

/* What a failing operation answers. */
static int failure(int code) {
  return plan.swallow ? SQLITE_OK : code;
}

static sqlite3_file *real_of(sqlite3_file *file) {
  return ((FaultFile *)file)->real;
}

/* ---- files ---- */

static int close_file(sqlite3_file *file) {
  return real_of(file)->pMethods->xClose(real_of(file));
}

static int read_file(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  if (fails() && !plan.swallow)
    return SQLITE_IOERR_READ;
  return real_of(file)->pMethods->xRead(real_of(file), bytes, count, offset);
}

static int write_file(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  if (fails())
    return failure(plan.fail_at % 2 ? SQLITE_IOERR_WRITE : SQLITE_FULL);
  return real_of(file)->pMethods->xWrite(real_of(file), bytes, count, offset);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size) {
  if (fails())
    return failure(SQLITE_IOERR_TRUNCATE);
  return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int sync_file(sqlite3_file *file, int flags) {
  if (fails())
    return failure(SQLITE_IOERR_FSYNC);
  return real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int size_file(sqlite3_file *file, sqlite3_int64 *size) {
  if (fails() && !plan.swallow)
    return SQLITE_IOERR_FSTAT;
  return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int lock_file(sqlite3_file *file, int level) {
  if (fails() && !plan.swallow)
    return SQLITE_IOERR_LOCK;
  return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int unlock_file(sqlite3_file *file, int level) {
  return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int check_reserved(sqlite3_file *file, int *result) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), result);
}

static int control_file(sqlite3_file *file, int operation, void *argument) {
  return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int sector_size(sqlite3_file *file) {
  return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int device_characteristics(sqlite3_file *file) {
  return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

/* Version 1: no shared memory and no mapping, so all goes through the methods above. */
static const sqlite3_io_methods methods = {
  .iVersion = 1,
  .xClose = close_file,
  .xRead = read_file,
  .xWrite = write_file,
  .xTruncate = truncate_file,
  .xSync = sync_file,
  .xFileSize = size_file,
  .xLock = lock_file,
  .xUnlock = unlock_file,
  .xCheckReservedLock = check_reserved,
  .xFileControl = control_file,
  .xSectorSize = sector_size,
  .xDeviceCharacteristics = device_characteristics,
};

/* ---- the file system ---- */

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                     int *out_flags) {
  (void)vfs;
  FaultFile *fault = (FaultFile *)file;
  fault->base.pMethods = NULL;
  fault->real = (sqlite3_file *)(fault + 1);
  fault->real->pMethods = NULL;
  if (fails() && !plan.swallow)
    return SQLITE_CANTOPEN;
  int result = real_vfs->xOpen(real_vfs, name, fault->real, flags, out_flags);
  if (fault->real->pMethods)
    fault->base.pMethods = &methods;
  return result;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync) {
  (void)vfs;
  if (fails())
    return failure(SQLITE_IOERR_DELETE);
  return real_vfs->xDelete(real_vfs, name, sync);
}

static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *result) {
  (void)vfs;
  if (fails() && !plan.swallow)
    return SQLITE_IOERR_ACCESS;
  return real_vfs->xAccess(real_vfs, name, flags, result);
}

bool fault_vfs_install(void) {
  plan = (FaultPlan){ 0 };
  real_vfs = sqlite3_vfs_find(NULL);
  if (!real_vfs)
    return false;
  fault_vfs = *real_vfs;
  fault_vfs.zName = "fault";
  fault_vfs.szOsFile = (int)sizeof(FaultFile) + real_vfs->szOsFile;
  fault_vfs.xOpen = open_file;
  fault_vfs.xDelete = delete_file;
  fault_vfs.xAccess = access_file;
  return sqlite3_vfs_register(&fault_vfs, 1) == SQLITE_OK;
}

void fault_vfs_remove(void) {
  sqlite3_vfs_unregister(&fault_vfs);
  sqlite3_vfs_register(real_vfs, 1);
}
