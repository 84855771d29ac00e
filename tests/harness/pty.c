/* pty - drives a program in a terminal of its own, as a person would.
 *
 *   pty [--show] COLUMNS LINES PROGRAM [ARGUMENT…] < STEPS
 *
 * A step a line:  type TEXT    keys; \r Return, \t Tab, \e Escape, \xHH any byte
 *                 paste TEXT   the same, marked as a paste (ESC [200~ … ESC [201~)
 *                 see TEXT     waits until TEXT has been shown since the last step `see`
 *                 hide TEXT    TEXT has not been shown since the last step `see`
 *                 wait N       N milliseconds
 *                 size C L     another size of the window
 *                 end N        waits until the program ends, with code N
 *
 * Escape sequences of the terminal are left out of what is shown.  Prints "ok" (with --show: all
 * that was shown) or the first step that fails and what was shown; exit 0 or 1.
 * Nothing is waited for longer than 20 s. */
#define _DEFAULT_SOURCE
#define _XOPEN_SOURCE 700

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SHOWN_ROOM = 1 << 20, LONGEST_WAIT = 20000 };

typedef struct {
  int    terminal;
  pid_t  program;
  char  *shown;               /* without escape sequences */
  size_t length, seen;        /* seen: where the last step `see` ended */
  enum { PLAIN, ESCAPE, SEQUENCE, TITLE } state;
  bool   closed;
} Drive;

static void take(Drive *drive, char c) {
  switch (drive->state) {
    case PLAIN:
      if (c == '\033')
        drive->state = ESCAPE;
      else if (drive->length + 1 < SHOWN_ROOM)
        drive->shown[drive->length++] = c;
      break;
    case ESCAPE:
      drive->state = c == '[' ? SEQUENCE : c == ']' ? TITLE : PLAIN;
      break;
    case SEQUENCE:
      if (c >= '@' && c <= '~')
        drive->state = PLAIN;
      break;
    case TITLE:
      if (c == '\007')
        drive->state = PLAIN;
  }
  drive->shown[drive->length] = '\0';
}

/* What the program shows within so many milliseconds. */
static void watch(Drive *drive, int milliseconds) {
  struct pollfd waited = { .fd = drive->terminal, .events = POLLIN };
  if (drive->closed || poll(&waited, 1, milliseconds) <= 0)
    return;
  char bytes[4096];
  ssize_t got = read(drive->terminal, bytes, sizeof bytes);
  if (got <= 0 && errno != EINTR)
    drive->closed = true;
  for (ssize_t i = 0; i < got; i++)
    take(drive, bytes[i]);
}

static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* ---- steps --------------------------------------------------------------------------------- */

/* \r \n \t \e \\ \xHH, in place; the length. */
static size_t unescape(char *text) {
  char *out = text;
  for (char *in = text; *in; in++) {
    if (*in != '\\' || !in[1]) {
      *out++ = *in;
      continue;
    }
    switch (*++in) {
      case 'r': *out++ = '\r'; break;
      case 'n': *out++ = '\n'; break;
      case 't': *out++ = '\t'; break;
      case 'e': *out++ = '\033'; break;
      case 'x': {
        char digits[3] = { in[1], in[1] ? in[2] : '\0', '\0' };
        *out++ = (char)strtol(digits, NULL, 16);
        in += strlen(digits);
        break;
      }
      default: *out++ = *in;
    }
  }
  *out = '\0';
  return (size_t)(out - text);
}

static bool type(Drive *drive, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t put = write(drive->terminal, bytes, length < 512 ? length : 512);
    if (put < 0 && errno != EINTR)
      return false;
    bytes += put > 0 ? put : 0;
    length -= put > 0 ? (size_t)put : 0;
    watch(drive, 0);
  }
  return true;
}

static bool see(Drive *drive, const char *text) {
  for (long begun = now();;) {
    const char *found = strstr(drive->shown + drive->seen, text);
    if (found) {
      drive->seen = (size_t)(found - drive->shown) + strlen(text);
      return true;
    }
    if (drive->closed || now() - begun > LONGEST_WAIT)
      return false;
    watch(drive, 100);
  }
}

static void rest(Drive *drive, int milliseconds) {
  for (long until = now() + milliseconds; now() < until && !drive->closed;)
    watch(drive, (int)(until - now()));
}

static bool ends(Drive *drive, int code) {
  int status = 0;
  for (long begun = now(); now() - begun < LONGEST_WAIT;) {
    watch(drive, 50);
    if (waitpid(drive->program, &status, WNOHANG) == drive->program) {
      drive->program = 0;
      return WIFEXITED(status) && WEXITSTATUS(status) == code;
    }
  }
  return false;
}

static bool resize(Drive *drive, const char *size) {
  struct winsize window = { 0 };
  if (sscanf(size, "%hu %hu", &window.ws_col, &window.ws_row) != 2)
    return false;
  return ioctl(drive->terminal, TIOCSWINSZ, &window) == 0;
}

static bool step(Drive *drive, char *line) {
  char  *text = strchr(line, ' ');
  size_t word = text ? (size_t)(text - line) : strlen(line);
  text = text ? text + 1 : line + word;
  if (strncmp(line, "size", word) == 0)
    return resize(drive, text);
  if (strncmp(line, "end", word) == 0)
    return ends(drive, atoi(text));
  if (strncmp(line, "wait", word) == 0) {
    rest(drive, atoi(text));
    return true;
  }
  size_t length = unescape(text);
  if (strncmp(line, "type", word) == 0)
    return type(drive, text, length);
  if (strncmp(line, "paste", word) == 0)
    return type(drive, "\033[200~", 6) && type(drive, text, length) &&
           type(drive, "\033[201~", 6);
  if (strncmp(line, "see", word) == 0)
    return see(drive, text);
  if (strncmp(line, "hide", word) == 0)
    return !strstr(drive->shown + drive->seen, text);
  return false;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static int run_steps(Drive *drive) {
  char  *line = NULL;
  size_t room = 0;
  int    code = 0;
  for (ssize_t length; code == 0 && (length = getline(&line, &room, stdin)) >= 0;) {
    while (length > 0 && line[length - 1] == '\n')
      line[--length] = '\0';
    char *told = strdup(line);
    if (*line && *line != '#' && !step(drive, line)) {
      printf("FAIL at: %s\n--- shown since:\n%s\n", told, drive->shown + drive->seen);
      code = 1;
    }
    free(told);
  }
  free(line);
  return code;
}

/* All that was shown, its lines ended as a file's are. */
static void print_shown(const Drive *drive) {
  for (const char *c = drive->shown; *c; c++)
    if (*c != '\r' && *c != '\007')
      putchar(*c);
}

int main(int argc, char **argv) {
  bool show = argc > 1 && strcmp(argv[1], "--show") == 0;
  argc -= show;
  argv += show;
  if (argc < 4) {
    fputs("pty [--show] COLUMNS LINES PROGRAM [ARGUMENT…] < STEPS\n", stderr);
    return 2;
  }
  struct winsize window = { .ws_col = (unsigned short)atoi(argv[1]),
                            .ws_row = (unsigned short)atoi(argv[2]) };
  Drive drive = { .shown = calloc(1, SHOWN_ROOM + 1) };
  drive.program = forkpty(&drive.terminal, NULL, NULL, &window);
  if (drive.program < 0 || !drive.shown)
    return 2;
  if (drive.program == 0) {
    execvp(argv[3], argv + 3);
    _exit(127);
  }
  int code = run_steps(&drive);
  if (code == 0 && show)
    print_shown(&drive);
  else if (code == 0)
    puts("ok");
  if (drive.program > 0) {
    kill(drive.program, SIGKILL);
    waitpid(drive.program, NULL, 0);
  }
  free(drive.shown);
  return code;
}
