/* pending.h - what the sources leave open: pending values, readings, assumptions and what is
 * not encoded, for `check --pending`. */
#ifndef ANSLAG_INTERP_REPORT_PENDING_H
#define ANSLAG_INTERP_REPORT_PENDING_H

#include "base/writer.h"
#include "interp/check/model.h"

/* `told` keeps what has been written, so that files that use one another repeat nothing. */
void pending_write(Writer *writer, const Model *model, Sources *sources, Map *told);

#endif
