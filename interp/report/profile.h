/* profile.h - where a run's time went, for people and as JSON. */
#ifndef ANSLAG_INTERP_REPORT_PROFILE_H
#define ANSLAG_INTERP_REPORT_PROFILE_H

#include "interp/decide/profile.h"
#include "interp/report/screen.h"

/* The phases, and the rules that took the most. */
void profile_write_text(Writer *writer, Arena *arena, const Screen *screen,
                        const Profile *profile);
/* An object: all phases and all rules, in nanoseconds. */
void profile_write_json(Writer *writer, const Profile *profile);

#endif
