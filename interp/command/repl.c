#define _POSIX_C_SOURCE 200809L
#include "interp/command/repl.h"

#include "interp/command/assembly.h"
#include "interp/command/editor.h"
#include "interp/command/past.h"
#include "interp/command/repl_edit.h"
#include "interp/command/repl_words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  AnslagRepl *repl;
  Terminal   *terminal;
  AnslagLanguage language;
  bool        keep_going;
  int         worst;              /* code of what was entered */
  Editor     *editor;             /* NULL: a script */
  char       *past;               /* file of what was entered; NULL: none */
  Assembly    pending;            /* lines of an input that is not whole yet */
  Assembly    last;               /* the last input, for :edit */
} Front;

/* Without the end of its last line, which would be an empty line more. */
static bool unfinished(void *context, const char *text, size_t length) {
  Front *front = context;
  if (length > 0 && text[length - 1] == '\n')
    length--;
  return anslag_repl_unfinished(front->repl, text, length);
}

/* One whole input. */
static int enter(Front *front, const char *text, size_t length) {
  terminal_begin(front->terminal);
  int code = anslag_repl_enter(front->repl, text, length);
  terminal_rest(front->terminal);
  if (code > front->worst)
    front->worst = code;
  return code;
}

static int no_memory(Front *front) {
  fprintf(stderr, "%s[E0905]: the machine has no more memory\n",
          repl_word(front->language, WORD_ERROR));
  return ANSLAG_ENVIRONMENT;
}

/* ---- a script ------------------------------------------------------------------------------ */

static void report_unread(Front *front, int error) {
  fprintf(stderr, "%s[E0601]: %s: %s\n", repl_word(front->language, WORD_ERROR),
          repl_word(front->language, WORD_UNREAD), strerror(error));
  front->worst = ANSLAG_ENVIRONMENT;
}

/* What is gathered, if anything is: its code, and where it stood if it failed. */
static int enter_gathered(Front *front, Assembly *gathered) {
  if (gathered->failed)
    return no_memory(front);
  if (gathered->length == 0)
    return ANSLAG_DONE;
  int code = enter(front, gathered->text, gathered->length);
  if (code)
    fprintf(stderr, repl_word(front->language, WORD_AT_LINE), gathered->first);
  assembly_clear(gathered);
  return code;
}

static bool stops(const Front *front, int code) {
  return anslag_repl_over(front->repl) || code == ANSLAG_INTERRUPTED ||
         (code && !front->keep_going);
}

/* While it waited for a line. */
static bool was_interrupted(void) {
  TerminalEvents events = terminal_take_events();
  return events.interrupted || events.ended;
}

static int run_script(Front *front) {
  Assembly gathered = { .unfinished = unfinished, .context = front };
  char  *line = NULL;
  size_t room = 0;
  int    code = ANSLAG_DONE;
  bool   stopped = false;
  for (ssize_t length; !stopped && (length = getline(&line, &room, stdin)) >= 0;) {
    if (assembly_take(&gathered, line, (size_t)length))
      continue;
    code = enter_gathered(front, &gathered);
    stopped = stops(front, code);
    assembly_take(&gathered, line, (size_t)length);
  }
  int error = errno;
  if (!stopped && was_interrupted())
    front->worst = ANSLAG_INTERRUPTED;
  else if (!stopped && ferror(stdin))
    report_unread(front, error);
  else if (!stopped && !stops(front, ANSLAG_DONE))
    enter_gathered(front, &gathered);
  free(line);
  assembly_free(&gathered);
  return front->worst;
}

/* ---- a terminal: what the editor asks ---------------------------------------------------- */

/* The line being edited stands behind the lines before it. */
static size_t complete(void *context, const char *line, size_t length, size_t cursor,
                       size_t *start, const AnslagCompletion **completions) {
  Front *front = context;
  size_t before = front->pending.length;
  assembly_add(&front->pending, line, length);
  size_t count = front->pending.failed
                     ? 0
                     : anslag_repl_complete(front->repl, front->pending.text,
                                            front->pending.length, before + cursor, start,
                                            completions);
  front->pending.length = before;
  if (front->pending.text)
    front->pending.text[before] = '\0';
  if (count > 0 && *start < before)
    return 0;
  *start -= count > 0 ? before : 0;
  return count;
}

static void say_more(void *context, size_t hidden) {
  Front *front = context;
  printf(repl_word(front->language, WORD_MORE), hidden);
  putchar('\n');
}

static void resized(void *context) {
  Front *front = context;
  unsigned width, height;
  terminal_window(&width, &height);
  anslag_repl_window(front->repl, width, height);
}

static void remember_in_editor(void *context, const char *input) {
  Front *front = context;
  editor_remember(front->editor, input);
}

/* ---- a terminal: what is typed ----------------------------------------------------------- */

static void remember(Front *front, const char *text, size_t length) {
  while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == ' '))
    length--;
  assembly_clear(&front->last);
  assembly_add(&front->last, text, length);
  if (front->last.failed)
    return;
  editor_remember(front->editor, front->last.text);
  past_add(front->past, front->last.text);
}

static size_t count_lines(const char *text, size_t length) {
  size_t count = 0;
  for (size_t i = 0; i < length; i++)
    count += text[i] == '\n';
  return count + (length > 0 && text[length - 1] != '\n');
}

/* Inputs one after the other, until one fails. */
static void enter_each(Front *front, const char *text, size_t length) {
  Assembly gathered = { .unfinished = unfinished, .context = front };
  int code = ANSLAG_DONE;
  for (size_t start = 0; start < length && !code && !anslag_repl_over(front->repl);) {
    const char *end = memchr(text + start, '\n', length - start);
    size_t line = end ? (size_t)(end - text) - start : length - start;
    if (assembly_take(&gathered, text + start, line)) {
      start += line + 1;
      continue;
    }
    code = enter(front, gathered.text, gathered.length);
    assembly_clear(&gathered);
    size_t left = count_lines(text + start, length - start);
    if (code && left > 0) {
      printf(repl_word(front->language, WORD_NOT_TAKEN), left);
      putchar('\n');
      fflush(stdout);
    }
  }
  if (gathered.failed)
    no_memory(front);
  else if (!code && gathered.length > 0)
    enter(front, gathered.text, gathered.length);
  assembly_free(&gathered);
}

static bool is_word(const char *text, size_t length, const char *word) {
  while (length > 0 && strchr(" \t\n", text[length - 1]))
    length--;
  while (length > 0 && (*text == ' ' || *text == '\t')) {
    text++;
    length--;
  }
  return strlen(word) == length && memcmp(text, word, length) == 0;
}

/* :edit: the last input in an editor, then entered as it was left. */
static void edit(Front *front) {
  Assembly edited = { 0 };
  assembly_add(&edited, "", 0);
  int code = repl_edit(front->language, front->last.text ? front->last.text : "", &edited);
  if (code == ANSLAG_DONE && !edited.failed && !assembly_is_blank(edited.text, edited.length)) {
    fwrite(edited.text, 1, edited.length, stdout);
    fflush(stdout);
    remember(front, edited.text, edited.length);
    enter_each(front, edited.text, edited.length);
  }
  assembly_free(&edited);
}

static void take_pending(Front *front) {
  Assembly *pending = &front->pending;
  if (is_word(pending->text, pending->length, ":edit") ||
      is_word(pending->text, pending->length, ":redigera")) {
    edit(front);
  } else {
    remember(front, pending->text, pending->length);
    enter_each(front, pending->text, pending->length);
  }
  assembly_clear(pending);
}

/* ---- a terminal: what is pasted ---------------------------------------------------------- */

static size_t count_columns(const char *text, size_t length) {
  size_t most = 1, columns = 1;
  for (size_t i = 0; i < length; i++) {
    columns = text[i] == '\n' ? 1 : columns + (text[i] == '\t');
    most = columns > most ? columns : most;
  }
  return most;
}

/* The first lines of a block in place of what was typed, and how many there are of what. */
static void preview(Front *front, const char *prompt, const char *text, size_t length) {
  enum { SHOWN = 6 };
  size_t lines = count_lines(text, length), columns = count_columns(text, length);
  size_t end = 0;
  for (size_t shown = 0; shown < SHOWN && end < length; shown++) {
    const char *newline = memchr(text + end, '\n', length - end);
    end = newline ? (size_t)(newline - text) + 1 : length;
  }
  printf("\r\033[K%s", prompt);
  fwrite(text, 1, end, stdout);
  if (end > 0 && text[end - 1] != '\n')
    putchar('\n');
  if (end < length)
    puts("…");
  if (columns > 1)
    printf(repl_word(front->language, WORD_TABLE), lines, columns);
  else
    printf(repl_word(front->language, WORD_LINES), lines);
  putchar('\n');
  fflush(stdout);
}

/* ---- a terminal -------------------------------------------------------------------------- */

static void take_paste(Front *front, const char *prompt, const char *text, size_t length) {
  preview(front, prompt, text, length);
  assembly_add(&front->pending, text, length);
  assembly_add(&front->pending, "\n", 1);
}

/* An empty line ends an input that waits for more. */
static void take_line(Front *front, const char *text, size_t length, bool waits_for_enter) {
  bool blank = assembly_is_blank(text, length);
  if (blank && front->pending.length == 0)
    return;
  if (!blank) {
    assembly_add(&front->pending, text, length);
    assembly_add(&front->pending, "\n", 1);
  }
  if (front->pending.failed)
    return;
  if (blank || waits_for_enter ||
      !unfinished(front, front->pending.text, front->pending.length))
    take_pending(front);
}

static int talk(Front *front) {
  bool pasted = false;
  while (!anslag_repl_over(front->repl)) {
    const char *text;
    size_t length;
    bool   more = front->pending.length > 0;
    const char *prompt = more ? "… " : "> ";
    EditorEvent event = editor_read(front->editor, prompt, &text, &length);
    if (event == EDITOR_NO_MEMORY || front->pending.failed)
      return no_memory(front);
    if (event == EDITOR_ENDED)
      return ANSLAG_INTERRUPTED;
    if (event == EDITOR_INTERRUPTED || event == EDITOR_END) {
      putchar('\n');
      fflush(stdout);
      assembly_clear(&front->pending);
      if (event == EDITOR_END && !more)
        break;
    }
    if (event == EDITOR_PASTE)
      take_paste(front, prompt, text, length);
    if (event == EDITOR_LINE)
      take_line(front, text, length, pasted);
    pasted = event == EDITOR_PASTE;
  }
  return ANSLAG_DONE;
}

static int run_terminal(Front *front, const char *rules) {
  EditorHooks hooks = { complete, say_more, resized, front };
  terminal_prepare_dialogue();
  front->editor = editor_open(&hooks);
  if (!front->editor)
    return no_memory(front);
  front->past = past_file(rules);
  past_read(front->past, remember_in_editor, front);
  resized(front);
  int code = talk(front);
  editor_close(front->editor);
  free(front->past);
  return code;
}

int repl_run(AnslagSession *session, Terminal *terminal, const AnslagDialogue *dialogue,
             bool keep_going) {
  int code = ANSLAG_DONE;
  AnslagRepl *repl = anslag_repl_open(session, dialogue, &code);
  if (!repl)
    return code;
  Front front = { .repl = repl, .terminal = terminal, .keep_going = keep_going,
                  .language = anslag_repl_language(repl) };
  terminal_rest(terminal);
  code = isatty(STDIN_FILENO) ? run_terminal(&front, dialogue->rules.path) : run_script(&front);
  assembly_free(&front.pending);
  assembly_free(&front.last);
  anslag_repl_close(repl);
  return code;
}
