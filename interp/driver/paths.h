/* paths.h - the rule files that PATH… of check, test and fmt mean. */
#ifndef ANSLAG_INTERP_DRIVER_PATHS_H
#define ANSLAG_INTERP_DRIVER_PATHS_H

#include "interp/driver/files.h"

/* Files as named, folders as the .anslag files in them; without paths the package around "."
 * (E0803 if there is none).  Each file once; an empty result is E0803 too. */
void paths_expand(Work *work, const char *const *paths, size_t count, TextList *files);

#endif
