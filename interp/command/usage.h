/* usage.h - help texts and complaints of the program itself. */
#ifndef ANSLAG_INTERP_COMMAND_USAGE_H
#define ANSLAG_INTERP_COMMAND_USAGE_H

#include "interp/command/commands.h"
#include "interp/command/usage_words.h"

#include <stdio.h>

/* False: it could not be written. */
bool usage_of_program(FILE *out, AnslagLanguage language);
bool usage_of_command(FILE *out, const Command *command, AnslagLanguage language);

/* What the command is called in that language, and what is said of it. */
const char  *command_called(const Command *command, AnslagLanguage language);
CommandWords command_words(const Command *command, AnslagLanguage language);

/* error[E0801]: … (the arguments of `word` follow) and a line of help (may be NULL), on standard
 * error, in the language of the line; ANSLAG_USAGE. */
int usage_error(const Line *line, const char *help, UsageWord word, ...);

/* error[CODE]: …, on standard error. */
void usage_complain(AnslagLanguage language, const char *code, UsageWord word);

/* The word of `words` nearest to `word` (two edits at most), or NULL. */
typedef struct {
  const char *word;
  const char *nearest;
  unsigned    distance;
} Nearest;
void nearest_try(Nearest *nearest, const char *candidate);

#endif
