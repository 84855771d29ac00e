#define _POSIX_C_SOURCE 200809L
#define _DEFAULT_SOURCE
#include "interp/command/repl_edit.h"

#include "interp/command/repl_words.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int complain(AnslagLanguage language, const char *code, ReplWord what) {
  fprintf(stderr, "%s[%s]: %s\n", repl_word(language, WORD_ERROR), code,
          repl_word(language, what));
  return ANSLAG_ENVIRONMENT;
}

static const char *editor_name(void) {
  const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");
  return visual && *visual ? visual : editor && *editor ? editor : "vi";
}

/* Ctrl-C is the editor's while it runs; the command may have words of its own ("code --wait"). */
static bool run_editor(const char *editor, const char *path) {
  struct sigaction ignored = { .sa_handler = SIG_IGN }, before;
  sigemptyset(&ignored.sa_mask);
  sigaction(SIGINT, &ignored, &before);
  pid_t child = fork();
  if (child == 0) {
    char command[4096];
    struct sigaction usual = { .sa_handler = SIG_DFL };
    sigemptyset(&usual.sa_mask);
    sigaction(SIGINT, &usual, NULL);
    sigaction(SIGPIPE, &usual, NULL);
    snprintf(command, sizeof command, "%s \"$1\"", editor);
    execl("/bin/sh", "sh", "-c", command, "anslag", path, (char *)NULL);
    _exit(127);
  }
  int status = -1;
  while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
    ;
  sigaction(SIGINT, &before, NULL);
  return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool write_file(int file, const char *text) {
  size_t length = strlen(text);
  bool   whole = write(file, text, length) == (ssize_t)length;
  return close(file) == 0 && whole;
}

static void read_file(const char *path, Assembly *after) {
  FILE *stream = fopen(path, "r");
  char  bytes[4096];
  for (size_t got; stream && (got = fread(bytes, 1, sizeof bytes, stream)) > 0;)
    assembly_add(after, bytes, got);
  if (stream)
    fclose(stream);
}

int repl_edit(AnslagLanguage language, const char *before, Assembly *after) {
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
    return complain(language, "E0885", WORD_NO_SCREEN);
  const char *folder = getenv("TMPDIR"), *editor = editor_name();
  char path[4096];
  static const char ending[] = ".anslag";
  snprintf(path, sizeof path, "%s/anslag-XXXXXX%s", folder && *folder ? folder : "/tmp", ending);
  int file = mkstemps(path, (int)sizeof ending - 1);       /* 0600 */
  if (file < 0 || !write_file(file, before)) {
    if (file >= 0)
      unlink(path);
    return complain(language, "E0886", WORD_NO_FILE);
  }
  bool edited = run_editor(editor, path);
  if (edited)
    read_file(path, after);
  unlink(path);
  if (edited)
    return ANSLAG_DONE;
  complain(language, "E0887", WORD_NO_EDITOR);
  fprintf(stderr, repl_word(language, WORD_SET_EDITOR), editor);
  return ANSLAG_ENVIRONMENT;
}
