/* to_store.h - an outlook as rows of anslag_budget, anslag_target and anslag_control. */
#ifndef ANSLAG_INTERP_BUDGET_TO_STORE_H
#define ANSLAG_INTERP_BUDGET_TO_STORE_H

#include "interp/budget/outlook.h"
#include "interp/store/store.h"

/* Within the run that is being written.  `source_of` says what a control rests on. */
typedef Text OutlookSource(const Model *model, Arena *arena, const ModelBases *bases);
void outlook_to_store(Arena *arena, const Model *model, const Outlook *outlook,
                      OutlookSource *source_of, Store *store);

#endif
