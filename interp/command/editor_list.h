/* editor_list.h - completions below the line: each with its title, or in columns where there are
 * none. */
#ifndef ANSLAG_INTERP_COMMAND_EDITOR_LIST_H
#define ANSLAG_INTERP_COMMAND_EDITOR_LIST_H

#include "interp/driver/anslag.h"

/* Begins on a new line of standard output; the number that had no room. */
size_t editor_list(const AnslagCompletion *completions, size_t count);

#endif
