/* repl_edit.h - an input written in the editor of one's choice.
 *
 * $VISUAL, else $EDITOR, else vi, on a temporary file that only its owner can read and that is
 * gone afterwards. */
#ifndef ANSLAG_INTERP_COMMAND_REPL_EDIT_H
#define ANSLAG_INTERP_COMMAND_REPL_EDIT_H

#include "interp/command/assembly.h"
#include "interp/driver/anslag.h"

/* What was written, starting from `before`, is added to `after`; ANSLAG_DONE, or a code of
 * failure after it has been said. */
int repl_edit(AnslagLanguage language, const char *before, Assembly *after);

#endif
