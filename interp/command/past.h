/* past.h - the file of what was entered before, one for each package.
 *
 * $XDG_STATE_HOME/anslag/history-NAME-NUMBER (or ~/.local/state/...), readable by its owner only;
 * an input a line, a newline written \n and a backslash \\.  Each input is added
 * at once, so that nothing is lost and two dialogues do not overwrite each other.
 * What holds something like a Swedish personal number, or is longer than PAST_LONGEST, is not
 * kept.  Where the file cannot be written there is no past, and nothing is said. */
#ifndef ANSLAG_INTERP_COMMAND_PAST_H
#define ANSLAG_INTERP_COMMAND_PAST_H

#include <stdbool.h>
#include <stddef.h>

enum { PAST_LONGEST = 4096, PAST_MOST = 1000 };

/* The file for these rules (a path; NULL: the package of this folder); NULL: there is none.  The
 * caller frees it. */
char *past_file(const char *rules);
/* Each input kept, oldest first, the last PAST_MOST. */
void  past_read(const char *file, void each(void *context, const char *input), void *context);
void  past_add(const char *file, const char *input);


#endif
