/* settings.h - what a run's `settings` say, read back: {"scenario":…,"sets":{"NAME":"VALUE",…}}. */
#ifndef ANSLAG_INTERP_LEDGER_SETTINGS_H
#define ANSLAG_INTERP_LEDGER_SETTINGS_H

#include "base/arena.h"

/* `value` is as written after the "="; a parameter set on several stretches of days is told of once
 * for each, in order. */
typedef void SettingVisit(void *context, Text name, Text value);

/* The scenario's name (empty: none), whose settings are among the sets. */
Text settings_read(Arena *arena, Text settings, SettingVisit *visit, void *context);

#endif
