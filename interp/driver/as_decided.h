/* as_decided.h - explain --decided, explain --run N: what was decided, by what was kept with it. */
#ifndef ANSLAG_INTERP_DRIVER_AS_DECIDED_H
#define ANSLAG_INTERP_DRIVER_AS_DECIDED_H

#include "interp/driver/work.h"

/* The body of a call whose request is an AnslagExplain. */
void as_decided_explain(Work *work);

#endif
