/* terminal.h - the program's side of the sinks: descriptors, colour, progress, Ctrl-C. */
#ifndef ANSLAG_INTERP_COMMAND_TERMINAL_H
#define ANSLAG_INTERP_COMMAND_TERMINAL_H

#include "interp/driver/anslag.h"

#include <signal.h>
#include <time.h>

typedef struct {
  bool            progress_shown, progress_wanted;
  struct timespec begun, drawn;
} Terminal;

/* Signals, closed descriptors.  Ctrl-C sets the flag that options.interrupt is connected to; the
 * second leaves at once. */
void terminal_prepare(void);

/* Fills sinks, interrupt, colour, width, progress.  `color`: 1 always, 0 auto, -1 never. */
void terminal_connect(Terminal *terminal, AnslagOptions *options, int color);

/* Ends the progress bar; false if standard output could not be closed whole. */
bool terminal_finish(Terminal *terminal);

#endif
