/* pending.h - what the sources leave open: pending values, readings, assumptions and what is
 * not encoded, for `check --pending`. */
#ifndef ANSLAG_INTERP_REPORT_PENDING_H
#define ANSLAG_INTERP_REPORT_PENDING_H

#include "base/writer.h"
#include "interp/check/model.h"

void pending_write(Writer *writer, const Model *model, Sources *sources);

#endif
