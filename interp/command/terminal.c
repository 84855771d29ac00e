#define _POSIX_C_SOURCE 200809L
#define _DEFAULT_SOURCE
#include "interp/command/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { RESULTS = STDOUT_FILENO, MESSAGES = STDERR_FILENO, BAR_CELLS = 30 };
enum { FIRST_DRAWN_AFTER = 1000, DRAWN_EVERY = 100 };   /* milliseconds */

/* A signal handler can reach nothing else. */
static volatile int interrupted, patience;      /* patience: more interrupts before it leaves */
static volatile int ended, resized, resumed;

static void on_interrupt(int signal_number) {
  if (interrupted > patience)
    _exit(ANSLAG_INTERRUPTED);
  interrupted++;
  if (signal_number == SIGTERM)
    ended = 1;
}

static void on_window(int signal_number) {
  if (signal_number == SIGWINCH)
    resized = 1;
  else
    resumed = 1;
}

static void handle(int signal_number, void handler(int)) {
  struct sigaction action = { .sa_handler = handler };
  sigemptyset(&action.sa_mask);
  sigaction(signal_number, &action, NULL);
}

/* A closed descriptor would be taken by the next file opened, and written into. */
static void occupy_closed(void) {
  for (int number = 0; number <= STDERR_FILENO; number++)
    if (fcntl(number, F_GETFD) < 0 && errno == EBADF) {
      int opened = open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY);
      if (opened >= 0 && opened != number) {
        dup2(opened, number);
        close(opened);
      }
    }
}

void terminal_prepare(void) {
  occupy_closed();
  handle(SIGPIPE, SIG_IGN);     /* a full or closed reader comes back as an error */
  handle(SIGXFSZ, SIG_IGN);
  handle(SIGINT, on_interrupt);
  handle(SIGTERM, on_interrupt);
}

/* ---- a dialogue ----------------------------------------------------------------------- */

static bool take(volatile int *flag) {
  bool was_set = *flag != 0;
  *flag = 0;
  return was_set;
}

void terminal_prepare_dialogue(void) {
  patience = 2;
  handle(SIGWINCH, on_window);
  handle(SIGCONT, on_window);
}

TerminalEvents terminal_take_events(void) {
  TerminalEvents events = { .ended = ended };
  events.interrupted = take(&interrupted);
  events.resized = take(&resized);
  events.resumed = take(&resumed);
  return events;
}

void terminal_begin(Terminal *terminal) {
  take(&interrupted);
  clock_gettime(CLOCK_MONOTONIC, &terminal->begun);
  terminal->drawn = terminal->begun;
}

/* ---- sinks ------------------------------------------------------------------------- */

static bool write_whole(int number, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t put = write(number, bytes, length);
    if (put < 0 && errno == EINTR)
      continue;
    if (put <= 0)
      return false;
    bytes += put;
    length -= (size_t)put;
  }
  return true;
}

static void clear_progress(Terminal *terminal) {
  static const char clear[] = "\r\033[K";
  if (terminal->progress_shown)
    write_whole(MESSAGES, clear, sizeof clear - 1);
  terminal->progress_shown = false;
}

static bool to_results(void *context, const char *bytes, size_t length) {
  clear_progress(context);
  return write_whole(RESULTS, bytes, length);
}

static bool to_messages(void *context, const char *bytes, size_t length) {
  clear_progress(context);
  return write_whole(MESSAGES, bytes, length);
}

static long from_input(void *context, char *bytes, size_t room) {
  (void)context;
  for (;;) {
    ssize_t got = read(STDIN_FILENO, bytes, room);
    if (got >= 0)
      return (long)got;
    if (errno != EINTR || interrupted)
      return -1;
  }
}

/* ---- progress ------------------------------------------------------------------------ */

static long milliseconds(const struct timespec *from, const struct timespec *to) {
  return (to->tv_sec - from->tv_sec) * 1000 + (to->tv_nsec - from->tv_nsec) / 1000000;
}

static void draw(Terminal *terminal, size_t done, size_t total) {
  char line[160];
  int  length;
  if (total == 0) {
    length = snprintf(line, sizeof line, "\r\033[K%zu records", done);
  } else {
    size_t cells = done >= total ? BAR_CELLS : (size_t)((double)done / (double)total * BAR_CELLS);
    char bar[BAR_CELLS + 1];
    memset(bar, '.', BAR_CELLS);
    memset(bar, '#', cells);
    bar[BAR_CELLS] = '\0';
    length = snprintf(line, sizeof line, "\r\033[K[%s] %zu of %zu", bar, done, total);
  }
  if (length > 0)
    write_whole(MESSAGES, line, (size_t)length);
  terminal->progress_shown = true;
}

static void on_progress(void *context, size_t done, size_t total) {
  Terminal *terminal = context;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (milliseconds(&terminal->begun, &now) < FIRST_DRAWN_AFTER ||
      milliseconds(&terminal->drawn, &now) < DRAWN_EVERY)
    return;
  terminal->drawn = now;
  draw(terminal, done, total);
}

/* ---- what the terminal can show -------------------------------------------------------- */

static bool is_set(const char *name) {
  const char *value = getenv(name);
  return value && *value;
}

static bool wants_color(int descriptor, int color) {
  const char *kind = getenv("TERM");
  if (color != 0)
    return color > 0;
  return !is_set("NO_COLOR") && isatty(descriptor) && !(kind && strcmp(kind, "dumb") == 0);
}

/* The environment names a character set, and it is not UTF-8. */
static bool is_ascii_only(void) {
  const char *locale = is_set("LC_ALL")     ? getenv("LC_ALL")
                       : is_set("LC_CTYPE") ? getenv("LC_CTYPE")
                                            : getenv("LANG");
  const char *set = locale ? strchr(locale, '.') : NULL;
  return set && strncasecmp(set, ".UTF-8", 6) != 0 && strncasecmp(set, ".utf8", 5) != 0;
}

static unsigned columns_of(int descriptor) {
  enum { USUAL = 80, NARROWEST = 60, WIDEST = 110 };    /* wider lines are hard to read */
  struct winsize size;
  if (!isatty(descriptor) || ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return USUAL;
  return size.ws_col < NARROWEST ? NARROWEST : size.ws_col > WIDEST ? WIDEST : size.ws_col;
}

void terminal_window(unsigned *width, unsigned *height) {
  struct winsize size;
  bool known = isatty(RESULTS) && ioctl(RESULTS, TIOCGWINSZ, &size) == 0 && size.ws_row > 0;
  *width = columns_of(RESULTS);
  *height = known ? size.ws_row : 0;
}

void terminal_rest(Terminal *terminal) {
  take(&interrupted);
  clear_progress(terminal);
}

void terminal_connect(Terminal *terminal, AnslagOptions *options, int color) {
  *terminal = (Terminal){ .progress_wanted = isatty(MESSAGES) && !options->quiet };
  clock_gettime(CLOCK_MONOTONIC, &terminal->begun);
  terminal->drawn = terminal->begun;
  options->results = to_results;
  options->messages = to_messages;
  options->results_context = options->messages_context = terminal;
  options->input = from_input;
  options->interrupt = &interrupted;
  options->color_results = wants_color(RESULTS, color);
  options->color_messages = wants_color(MESSAGES, color);
  options->ascii = is_ascii_only();
  options->width = columns_of(RESULTS);
  options->message_width = isatty(MESSAGES) ? columns_of(MESSAGES) : 0;
  if (terminal->progress_wanted) {
    options->progress = on_progress;
    options->progress_context = terminal;
  }
}

bool terminal_finish(Terminal *terminal) {
  clear_progress(terminal);
  return close(RESULTS) == 0 || errno == EBADF;
}
