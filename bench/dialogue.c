/* dialogue.c - how long the answers of `anslag repl` take.
 *
 *   dialogue RULES DATABASE [ROUNDS] < dialogue.txt
 *
 * Opens the dialogue as the program does and enters each line, the whole script ROUNDS times.
 * Prints how long it takes to open and each answer (medians), from the entered line to its
 * last written byte: as it passes, and of the processor; and the resident memory. */
#define _POSIX_C_SOURCE 200809L
#include "interp/driver/anslag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_LINES = 100, MOST_ROUNDS = 101, LINE_ROOM = 500 };

typedef struct {
  char   text[LINE_ROOM];
  double times[MOST_ROUNDS], work[MOST_ROUNDS];
  int    code;
} Line;

static double now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static long resident(void) {
  long pages = 0, all;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file && fscanf(file, "%ld %ld", &all, &pages) != 2)
    pages = 0;
  if (file)
    fclose(file);
  return pages * 4 / 1024;
}

/* The answers are written, and go nowhere. */
static bool take_bytes(void *context, const char *bytes, size_t length) {
  (void)bytes;
  *(size_t *)context += length;
  return true;
}

static int compare_doubles(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *times, size_t count) {
  qsort(times, count, sizeof *times, compare_doubles);
  return times[count / 2];
}

static size_t read_lines(Line *lines) {
  size_t count = 0;
  while (count < MOST_LINES && fgets(lines[count].text, LINE_ROOM, stdin)) {
    lines[count].text[strcspn(lines[count].text, "\n")] = '\0';
    count += lines[count].text[0] != '\0';
  }
  return count;
}

static void enter(AnslagRepl *repl, Line *line, size_t round) {
  double start = now(CLOCK_MONOTONIC), work = now(CLOCK_PROCESS_CPUTIME_ID);
  line->code = anslag_repl_enter(repl, line->text, strlen(line->text));
  line->times[round] = now(CLOCK_MONOTONIC) - start;
  line->work[round] = now(CLOCK_PROCESS_CPUTIME_ID) - work;
}

int main(int argc, char **argv) {
  static Line lines[MOST_LINES];
  size_t written = 0, rounds = argc > 3 ? (size_t)atoi(argv[3]) : 5;
  if (argc < 3 || rounds < 1 || rounds > MOST_ROUNDS)
    return 2;
  AnslagOptions options = anslag_options();
  options.results = options.messages = take_bytes;
  options.results_context = options.messages_context = &written;
  AnslagSession *session = anslag_open(&options);
  AnslagDialogue dialogue = { .rules = { .path = argv[1] }, .database = argv[2] };
  int code;
  double start = now(CLOCK_MONOTONIC);
  AnslagRepl *repl = anslag_repl_open(session, &dialogue, &code);
  if (!repl)
    return code;
  printf("%8s  %8s\n", "ms", "of work");
  printf("%8.1f  %8.1f  opened: %ld MiB\n", now(CLOCK_MONOTONIC) - start,
         now(CLOCK_PROCESS_CPUTIME_ID), resident());
  size_t count = read_lines(lines);
  for (size_t round = 0; round < rounds; round++)
    for (size_t i = 0; i < count; i++)
      enter(repl, &lines[i], round);
  for (size_t i = 0; i < count; i++)
    printf("%8.1f  %8.1f  %s%s\n", median(lines[i].times, rounds), median(lines[i].work, rounds),
           lines[i].text, lines[i].code ? "  (failed)" : "");
  printf("in the end %ld MiB\n", resident());
  anslag_repl_close(repl);
  anslag_close(session);
  return 0;
}
