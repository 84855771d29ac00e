/* stored.h - the rules and settings that a run was judged by, from the database.
 *
 * Where the rules are still the same, the model at hand is used; else the texts kept in
 * anslag_rulebook are read again, the standard library's among them.  A document whose text is
 * not kept (an older database) is read from the rules' folder if it is still the same there.
 * What is not kept, or cannot be read any more, is reported and left. */
#ifndef ANSLAG_INTERP_DRIVER_STORED_H
#define ANSLAG_INTERP_DRIVER_STORED_H

#include "interp/driver/rules.h"
#include "interp/store/ledger.h"

typedef struct {
  Model        *model;
  RulesSettings settings;           /* as_of too */
  bool          same;               /* as the rules at hand */
} StoredRules;

StoredRules stored_rules(Work *work, Store *store, Model *at_hand, const StoreRunLine *run);

/* The run of that number; reported and left (E0860) if there is none. */
const StoreRunLine *stored_run(Work *work, const StoreRunLines *runs, const char *number);

#endif
