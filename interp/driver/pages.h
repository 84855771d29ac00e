/* pages.h - the pages of help that the library carries. */
#ifndef ANSLAG_INTERP_DRIVER_PAGES_H
#define ANSLAG_INTERP_DRIVER_PAGES_H

#include "interp/driver/work.h"

/* A topic or a code to the results; NULL: the list of topics.  One there is not is reported. */
void help_write(Work *work, const char *named);

#endif
