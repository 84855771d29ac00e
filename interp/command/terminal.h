/* terminal.h - the program's side of the sinks: descriptors, colour, progress, Ctrl-C. */
#ifndef ANSLAG_INTERP_COMMAND_TERMINAL_H
#define ANSLAG_INTERP_COMMAND_TERMINAL_H

#include "interp/driver/anslag.h"

#include <signal.h>
#include <time.h>

typedef struct Terminal {
  bool            progress_shown, progress_wanted;
  struct timespec begun, drawn;
} Terminal;

/* Signals, closed descriptors.  Ctrl-C sets the flag that options.interrupt is connected to; the
 * second leaves at once. */
void terminal_prepare(void);

/* Fills sinks, interrupt, colour, width, progress.  `color`: 1 always, 0 auto, -1 never. */
void terminal_connect(Terminal *terminal, AnslagOptions *options, int color);

/* ---- a dialogue: many pieces of work, and waiting between them ------------------------- */

/* From now on Ctrl-C stops a piece of work and not the program (only the fourth in one piece
 * leaves at once), and the window's changes are noted. */
void terminal_prepare_dialogue(void);

/* What has happened since this was last asked; `ended`: the program is to leave. */
typedef struct { bool interrupted, ended, resized, resumed; } TerminalEvents;
TerminalEvents terminal_take_events(void);

/* Before and after a piece of work: no interrupt is left over for the next or for the line being
 * read, and progress counts from the beginning. */
void terminal_begin(Terminal *terminal);
void terminal_rest(Terminal *terminal);

/* Columns for results; lines (0: not known). */
void terminal_window(unsigned *width, unsigned *height);

/* Ends the progress bar; false if standard output could not be closed whole. */
bool terminal_finish(Terminal *terminal);

#endif
