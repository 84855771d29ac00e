/* usage.h - help texts and complaints of the program itself. */
#ifndef ANSLAG_INTERP_COMMAND_USAGE_H
#define ANSLAG_INTERP_COMMAND_USAGE_H

#include "interp/command/commands.h"

#include <stdio.h>

/* False: it could not be written. */
bool usage_of_program(FILE *out);
bool usage_of_command(FILE *out, const Command *command);

/* error[E0801]: … and a line of help (may be NULL), on standard error; ANSLAG_USAGE. */
int usage_error(const char *help, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The word of `words` nearest to `word` (two edits at most), or NULL. */
typedef struct {
  const char *word;
  const char *nearest;
  unsigned    distance;
} Nearest;
void nearest_try(Nearest *nearest, const char *candidate);

#endif
