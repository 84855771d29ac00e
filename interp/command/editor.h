/* editor.h - a line read from a terminal: editing, history, completion, pasting (libedit).
 *
 * Every line is UTF-8.  What happens besides a line is an event of its own, so that the
 * caller decides what it means: Ctrl-C, a pasted block, the end.  The terminal is as
 * it was between two calls of editor_read.
 *
 * Where the terminal cannot be edited on (TERM=dumb, results go elsewhere), lines are read plainly,
 * with the same events.  Owner: the caller, with editor_close. */
#ifndef ANSLAG_INTERP_COMMAND_EDITOR_H
#define ANSLAG_INTERP_COMMAND_EDITOR_H

#include "interp/driver/anslag.h"

typedef struct Editor Editor;

typedef enum {
  EDITOR_LINE,                /* a line, without its end */
  EDITOR_PASTE,               /* what was typed with a pasted block of several lines in it */
  EDITOR_INTERRUPTED,         /* Ctrl-C: what was typed is dropped */
  EDITOR_END,                 /* Ctrl-D, or the terminal is gone */
  EDITOR_ENDED,               /* the program is to leave */
  EDITOR_NO_MEMORY
} EditorEvent;

typedef struct {
  /* As anslag_repl_complete, of the line being edited. */
  size_t (*complete)(void *context, const char *line, size_t length, size_t cursor, size_t *start,
                     const AnslagCompletion **completions);
  /* Says that `hidden` completions more are not shown. */
  void (*say_more)(void *context, size_t hidden);
  void (*resized)(void *context);
  void *context;
} EditorHooks;

/* NULL: no memory. */
Editor *editor_open(const EditorHooks *hooks);
void    editor_close(Editor *editor);

/* The text lives until the next call. */
EditorEvent editor_read(Editor *editor, const char *prompt, const char **text, size_t *length);

/* The arrow keys find it from now on; several lines are one. */
void editor_remember(Editor *editor, const char *input);

#endif
