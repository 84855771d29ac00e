#define _POSIX_C_SOURCE 200809L
#include "interp/driver/extract.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* How a kind of file begins, what reads it, and which package brings that. */
typedef struct {
  const char *begins;
  size_t      length;
  const char *kind;
  const char *programs[3][5];   /* the argument FILE stands for the path */
  const char *install;
} Kind;

static const Kind kinds[] = {
  { "%PDF", 4, "PDF", { { "pdftotext", "-enc", "UTF-8", "FILE", "-" } }, "poppler-utils" },
  { "PK\x03\x04", 4, "Word",
    { { "docx2txt", "FILE", "-" }, { "pandoc", "--to=plain", "--wrap=none", "FILE" } },
    "docx2txt" },
  { "\xd0\xcf\x11\xe0", 4, "Word", { { "antiword", "FILE" }, { "catdoc", "-d", "utf-8", "FILE" } },
    "antiword" },
};

/* ---- one program ---------------------------------------------------------------------- */

typedef struct { int descriptor; } Pipe;

static void close_pipe(void *context) {
  Pipe *pipe = context;
  if (pipe->descriptor >= 0)
    close(pipe->descriptor);
  pipe->descriptor = -1;
}

static Text read_all(Work *work, int descriptor) {
  enum { MOST = 64 << 20, PIECE = 65536 };
  Writer writer;
  writer_to_memory(&writer, &work->arena);
  char  *piece = arena_array(&work->arena, char, PIECE);
  size_t all = 0;
  for (;;) {
    memory_poll(work->memory);
    ssize_t count = read(descriptor, piece, PIECE);
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0 || (all += (size_t)count) > MOST)
      return writer_text(&writer);
    writer_put(&writer, (Text){ piece, (size_t)count });
  }
}

static bool start(const char *const *words, const char *path, int output, pid_t *process) {
  char *arguments[6] = { NULL };
  for (size_t i = 0; i < 5 && words[i]; i++)
    arguments[i] = (char *)(strcmp(words[i], "FILE") == 0 ? path : words[i]);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  int failed = posix_spawnp(process, words[0], &actions, NULL, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0;
}

/* False: it is not installed, or could not read the file. */
static bool run_program(Work *work, const char *const *words, const char *path, Text *text) {
  int ends[2];
  pid_t process;
  int status = 0;
  if (pipe(ends) != 0)
    return false;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  Pipe *input = arena_new(&work->arena, Pipe);
  input->descriptor = ends[0];
  memory_defer(work->memory, close_pipe, input);
  bool started = start(words, path, ends[1], &process);
  close(ends[1]);
  if (started) {
    *text = read_all(work, ends[0]);
    while (waitpid(process, &status, 0) < 0 && errno == EINTR)
      continue;
  }
  memory_release(work->memory, input);
  return started && WIFEXITED(status) && WEXITSTATUS(status) == 0 && text->length > 0;
}

/* ---- which program -------------------------------------------------------------------- */

static const Kind *kind_of(Text bytes) {
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    if (bytes.length >= kinds[i].length &&
        memcmp(bytes.bytes, kinds[i].begins, kinds[i].length) == 0)
      return &kinds[i];
  return NULL;
}

static bool is_text(Text bytes) {
  bool marked = text_starts_with(bytes, TEXT("\xff\xfe")) ||
                text_starts_with(bytes, TEXT("\xfe\xff"));
  return marked || bytes.length == 0 || !memchr(bytes.bytes, 0, bytes.length);
}

Text extract_text(Work *work, const char *path, Text bytes) {
  const Kind *kind = kind_of(bytes);
  Text text = TEXT("");
  if (!kind && is_text(bytes))
    return bytes;
  for (size_t i = 0; kind && i < 3 && kind->programs[i][0]; i++)
    if (run_program(work, kind->programs[i], path, &text))
      return text;
  if (!kind) {
    diag_report(&work->diags, DIAG_NO_TEXT, SPAN_NONE, "\"%s\" is no text", path);
    diag_help(&work->diags, "save it as text from the program that made it");
  } else {
    diag_report(&work->diags, DIAG_NO_TEXT, SPAN_NONE,
                "the text could not be taken out of \"%s\", a %s file", path, kind->kind);
    diag_help(&work->diags, "install %s (package %s), or save the file as text",
              kind->programs[0][0], kind->install);
  }
  memory_stop(work->memory);
}
