/* taking.h - decisions recorded in an open transaction: by `decide`, and by `run --commit`.
 *
 * The order's records are judged by the run's rules and settings, for the facts they rest on; lines
 * are written; then all is judged once more, with them, for the account.  What is wrong is
 * reported and left: the caller's transaction is rolled back. */
#ifndef ANSLAG_INTERP_DRIVER_TAKING_H
#define ANSLAG_INTERP_DRIVER_TAKING_H

#include "interp/driver/rules.h"
#include "interp/report/taken.h"

/* `order` lives as long as the account.  `data_hash`: of the run. */
Taken *taking_record(Work *work, Store *store, const RulesSettings *settings,
                     const TakeOrder *order, Text data_hash);

#endif
