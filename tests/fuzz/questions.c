#define _DEFAULT_SOURCE
/* questions.c - fuzz target: whatever is typed into a dialogue, line by line, ends neither it nor
 * the process, leaves no memory behind, and changes nothing in the database. */
#include "tests/fuzz/item.h"

#include <strings.h>

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *count, char ***arguments) {
  (void)count, (void)arguments;
  make_database();
  atexit(remove_database);
  return 0;
}

/* A line that writes a file is left out: the target leaves none behind. */
static int writes(const char *text, size_t length) {
  static const char *const words[] = { "save", "spara", ":once", ":svg", ":EN" };
  for (size_t i = 0; i < length; i++)
    for (size_t j = 0; j < sizeof words / sizeof words[0]; j++) {
      size_t word = strlen(words[j]);
      if (i + word <= length && strncasecmp(text + i, words[j], word) == 0)
        return 1;
    }
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *text = (const char *)data;
  AnslagSession *session = open_session();
  int code;
  AnslagRepl *repl = anslag_repl_open(session, &(AnslagDialogue){ .rules = { .path = "-" },
                                                                 .database = database }, &code);
  must(repl != NULL);
  for (size_t start = 0; start < size && !anslag_repl_over(repl);) {
    const char *newline = memchr(text + start, '\n', size - start);
    size_t length = newline ? (size_t)(newline - text) - start : size - start;
    size_t first;
    const AnslagCompletion *completions;
    anslag_repl_unfinished(repl, text + start, length);
    anslag_repl_complete(repl, text + start, length, length, &first, &completions);
    if (!writes(text + start, length))
      anslag_repl_enter(repl, text + start, length);
    start += length + 1;
  }
  must(anslag_repl_enter(repl, "frames", 6) == 0);
  anslag_repl_close(repl);
  anslag_close(session);
  return 0;
}
