/* commands.h - every command: its names, its words, its options, two examples, what it calls. */
#ifndef ANSLAG_INTERP_COMMAND_COMMANDS_H
#define ANSLAG_INTERP_COMMAND_COMMANDS_H

#include "interp/command/line.h"

struct Command {
  const char *name, *swedish;
  const char *usage;              /* what stands after the name */
  const char *summary;
  const char *about;              /* a few lines more; may be "" */
  const char *examples[3];
  size_t      least, most;        /* words after the command */
  uint64_t    options;            /* a bit for each Option it takes */
  unsigned    formats;            /* with --format: a bit for each AnslagFormat it gives */
  const char *to;                 /* what --to takes; NULL: it has none */
  int (*run)(AnslagSession *session, const Line *line);
};

extern const Command commands[];
extern const size_t  command_count;

/* The same in Swedish, in the same order (commands_sv.c); names stand in `commands`. */
typedef struct {
  const char *usage, *summary, *about;
  const char *examples[3];
  const char *to;
} CommandWords;

extern const CommandWords commands_swedish[];
extern const size_t       commands_swedish_count;

#endif
