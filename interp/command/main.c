/* The program: reads the command line, connects the library to the terminal, returns its code. */
#include "interp/command/commands.h"
#include "interp/command/terminal.h"
#include "interp/command/usage.h"

#include <stdlib.h>

/* No honest file needs more; --max-memory raises it. */
#define USUAL_MEMORY ((size_t)1 << 30)

static AnslagOptions options_of(const Line *line) {
  AnslagOptions options = anslag_options();
  options.format = line->format;
  options.language = line->language;
  options.speaks = line->speaks;
  options.quiet = line_has(line, QUIET);
  options.max_memory = line->max_memory ? line->max_memory : USUAL_MEMORY;
  options.max_steps = line->max_steps;
  options.jobs = line->jobs;
  options.most_messages = line->most_messages;
  options.library = line->values[OPTION_STDLIB] ? line->values[OPTION_STDLIB]
                                                : getenv("ANSLAG_STDLIB");
  if (options.library && !*options.library)
    options.library = NULL;
  return options;
}

/* Help and version, which need no library. */
static int tell(const Line *line) {
  bool told = line_has(line, VERSION)
                  ? printf("anslag %s\n", anslag_version()) > 0 && fflush(stdout) == 0
              : line->command ? usage_of_command(stdout, line->command, line->speaks)
                              : usage_of_program(stdout, line->speaks);
  if (told)
    return ANSLAG_DONE;
  usage_complain(line->speaks, "E0816", USAGE_UNWRITTEN);
  return ANSLAG_ENVIRONMENT;
}

/* anslag alone: where one stands; outside a package the help. */
static int run_alone(AnslagSession *session, const Line *line) {
  int code = anslag_status(session);
  return code == ANSLAG_USAGE ? tell(line) : code;
}

static int run_line(Line *line) {
  Terminal terminal;
  AnslagOptions options = options_of(line);
  terminal_connect(&terminal, &options, line->color);
  line->terminal = &terminal;
  AnslagSession *session = anslag_open(&options);
  if (!session) {
    usage_complain(line->speaks, "E0905", USAGE_NO_MEMORY);
    return ANSLAG_ENVIRONMENT;
  }
  int code = line->command ? line->command->run(session, line) : run_alone(session, line);
  anslag_close(session);
  if (!terminal_finish(&terminal) && code < ANSLAG_ENVIRONMENT) {
    usage_complain(line->speaks, "E0816", USAGE_UNWRITTEN);
    code = ANSLAG_ENVIRONMENT;
  }
  return code;
}

int main(int argc, char **argv) {
  terminal_prepare();
  const char **words = calloc((size_t)argc + 1, sizeof *words);
  const char **settings = calloc((size_t)argc + 1, sizeof *settings);
  int code = ANSLAG_ENVIRONMENT;
  if (words && settings) {
    Line line = { .words = words, .settings = settings,
                  .most_messages = anslag_options().most_messages };
    code = line_read(&line, argc, argv);
    if (code == 0)
      code = line_has(&line, HELP) || line_has(&line, VERSION) ? tell(&line) : run_line(&line);
  }
  free(words);
  free(settings);
  return code;
}
