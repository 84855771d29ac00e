/* repl.h - anslag repl: questions asked one after the other, typed or from a script.
 *
 * On a terminal a prompt, and an error ends nothing.  Elsewhere each input of standard input
 * is entered, and the first that fails ends it with its code (but `keep_going`: the worst of
 * all codes at the end). */
#ifndef ANSLAG_INTERP_COMMAND_REPL_H
#define ANSLAG_INTERP_COMMAND_REPL_H

#include "interp/command/terminal.h"

int repl_run(AnslagSession *session, Terminal *terminal, const AnslagDialogue *dialogue,
             bool keep_going);

#endif
