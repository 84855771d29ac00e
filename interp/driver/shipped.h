/* shipped.h - rows that ship with the rules, held against their record's `valid when`.
 *
 * Read after the rules, by every command: a row that breaks it is a mistake of the rules. */
#ifndef ANSLAG_INTERP_DRIVER_SHIPPED_H
#define ANSLAG_INTERP_DRIVER_SHIPPED_H

#include "interp/check/check.h"
#include "interp/driver/work.h"

/* Reports each row that is not valid; nothing where the rules have errors already. */
void shipped_hold(Work *work, const Model *model);

#endif
