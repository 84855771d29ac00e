/* timed.c - runs a command and says what it took.
 *
 *   timed COMMAND ARGUMENT...        one line on standard output: wall and processor time in
 *                                    microseconds, the most memory in kilobytes; what the command
 *                                    prints goes to standard error.  Ends as the command does. */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000LL + time.tv_nsec / 1000;
}

static long long microseconds(struct timeval time) {
  return time.tv_sec * 1000000LL + time.tv_usec;
}

int main(int argc, char **argv) {
  struct rusage used;
  int status;
  if (argc < 2)
    return fprintf(stderr, "timed COMMAND...\n"), 2;
  long long start = now();
  pid_t child = fork();
  if (child == 0) {
    dup2(STDERR_FILENO, STDOUT_FILENO);
    execvp(argv[1], argv + 1);
    perror(argv[1]);
    _exit(127);
  }
  if (child < 0 || wait4(child, &status, 0, &used) < 0)
    return perror("timed"), 3;
  printf("%lld %lld %ld\n", now() - start,
         microseconds(used.ru_utime) + microseconds(used.ru_stime), used.ru_maxrss);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 3;
}
