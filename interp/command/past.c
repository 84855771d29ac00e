#define _POSIX_C_SOURCE 200809L
#define _DEFAULT_SOURCE
#include "interp/command/past.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what must not be kept ------------------------------------------------------------- */

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static size_t digits_at(const char *text) {
  size_t count = 0;
  while (is_digit(text[count]))
    count++;
  return count;
}

static int two_digits(const char *text) {
  return (text[0] - '0') * 10 + (text[1] - '0');
}

/* MMDD; the day of a coordination number is 60 higher. */
static bool could_be_day(const char *text) {
  int month = two_digits(text), day = two_digits(text + 2);
  if (day > 60)
    day -= 60;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* The digits that begin here: a day in `date` of them, then four more, perhaps behind a sign. */
static bool number_begins(const char *text, size_t date) {
  size_t count = digits_at(text);
  if (count == date + 4)
    return could_be_day(text + date - 4);
  if (count != date)
    return false;
  static const char *const signs[] = { "-", "+", " ", "–", "−", "\u00a0", " - " };
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    size_t sign = strlen(signs[i]);
    if (strncmp(text + date, signs[i], sign) == 0 && digits_at(text + date + sign) == 4)
      return could_be_day(text + date - 4);
  }
  return false;
}

/* YYMMDD-NNNN, YYYYMMDD-NNNN, the same with + or a space or without any, if the day could be
 * one. */
static bool past_holds_personal_number(const char *text) {
  for (size_t i = 0; text[i]; i += is_digit(text[i]) ? digits_at(text + i) : 1)
    if (is_digit(text[i]) && (number_begins(text + i, 6) || number_begins(text + i, 8)))
      return true;
  return false;
}

/* ---- the file -------------------------------------------------------------------------- */

static uint64_t number_of(const char *path) {
  uint64_t number = UINT64_C(14695981039346656037);      /* FNV-1a */
  for (; *path; path++)
    number = (number ^ (unsigned char)*path) * UINT64_C(1099511628211);
  return number;
}

static char *joined(const char *folder, const char *rest) {
  size_t length = strlen(folder) + strlen(rest) + 1;
  char  *path = malloc(length);
  if (path)
    snprintf(path, length, "%s%s", folder, rest);
  return path;
}

/* The folder of what programs remember, made if it is not there: for its owner only. */
static char *state_folder(void) {
  const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
  char *folder = NULL;
  if (state && state[0] == '/')
    folder = joined(state, "/anslag");
  else if (home && home[0] == '/')
    folder = joined(home, "/.local/state/anslag");
  if (!folder)
    return NULL;
  for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    mkdir(folder, 0700);
    *slash = '/';
  }
  if (mkdir(folder, 0700) == 0 || errno == EEXIST)
    return folder;
  free(folder);
  return NULL;
}

char *past_file(const char *rules) {
  char *folder = state_folder();
  char *path = realpath(rules && strcmp(rules, "-") != 0 ? rules : ".", NULL);
  char *file = NULL;
  if (folder && path) {
    char name[128];
    const char *last = strrchr(path, '/');
    snprintf(name, sizeof name, "/history-%.80s-%016llx", last && last[1] ? last + 1 : "rules",
             (unsigned long long)number_of(path));
    file = joined(folder, name);
  }
  free(folder);
  free(path);
  return file;
}

/* \n and \\ become what they stand for, in place. */
static void unescape(char *line) {
  char *out = line;
  for (const char *in = line; *in; in++) {
    if (*in == '\\' && in[1] != '\0')
      *out++ = *++in == 'n' ? '\n' : *in;
    else if (*in != '\n')
      *out++ = *in;
  }
  *out = '\0';
}

static size_t count_lines(FILE *stream) {
  size_t count = 0;
  for (int c; (c = getc(stream)) != EOF;)
    count += c == '\n';
  rewind(stream);
  return count;
}

void past_read(const char *file, void each(void *context, const char *input), void *context) {
  FILE *stream = file ? fopen(file, "r") : NULL;
  if (!stream)
    return;
  size_t lines = count_lines(stream), room = 0;
  char  *line = NULL;
  for (size_t i = 0; getline(&line, &room, stream) > 0; i++) {
    unescape(line);
    if (i + PAST_MOST >= lines && line[0])
      each(context, line);
  }
  free(line);
  fclose(stream);
}

void past_add(const char *file, const char *input) {
  size_t length = strlen(input);
  if (!file || length == 0 || length > PAST_LONGEST || past_holds_personal_number(input))
    return;
  char *line = malloc(length * 2 + 1);
  int   opened = open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (line && opened >= 0) {
    size_t end = 0;
    for (size_t i = 0; i < length; i++) {
      if (input[i] == '\n' || input[i] == '\\')
        line[end++] = '\\';
      line[end++] = input[i] == '\n' ? 'n' : input[i];
    }
    line[end++] = '\n';
    ssize_t written = write(opened, line, end);     /* at once: lines of two dialogues don't mix */
    (void)written;
  }
  free(line);
  if (opened >= 0)
    close(opened);
}
