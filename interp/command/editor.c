#define _POSIX_C_SOURCE 200809L
#define _DEFAULT_SOURCE
#include "interp/command/editor.h"

#include "interp/command/assembly.h"
#include "interp/command/editor_list.h"
#include "interp/command/past.h"
#include "interp/command/terminal.h"

#include <errno.h>
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>
#include <wchar.h>

struct Editor {
  EditorHooks hooks;
  EditLine   *line;           /* NULL: lines are read plainly */
  History    *history;
  const char *prompt;
  Assembly    text;           /* what was read */
  sigset_t    usual, held;    /* signals are held back but while it waits */
  TerminalEvents events;
  bool        pasted;
  size_t      tab_length, tab_cursor;   /* of the line when Tab last filled in nothing */
};

/* ---- waiting for keys ---------------------------------------------------------------------- */

/* Signals come only here and while it waits, so that none is missed between two looks at what
 * has happened; here too, as keys that are there already keep them out of pselect. */
static void let_signals_come(const Editor *editor) {
  sigprocmask(SIG_SETMASK, &editor->usual, NULL);
  sigprocmask(SIG_BLOCK, &editor->held, NULL);
}

static bool wait_for_key(Editor *editor) {
  fd_set keys;
  FD_ZERO(&keys);
  FD_SET(STDIN_FILENO, &keys);
  return pselect(STDIN_FILENO + 1, &keys, NULL, NULL, NULL, &editor->usual) > 0;
}

/* False: the line is given up. */
static bool heed_events(Editor *editor) {
  TerminalEvents events = terminal_take_events();
  editor->events.interrupted |= events.interrupted;
  editor->events.ended |= events.ended;
  if (editor->line && events.resumed) {
    el_set(editor->line, EL_PREP_TERM, 0);      /* it takes the terminal for as it left it */
    el_set(editor->line, EL_PREP_TERM, 1);
    el_set(editor->line, EL_REFRESH);
  }
  if (events.resized) {
    if (editor->line)
      el_resize(editor->line);
    editor->hooks.resized(editor->hooks.context);
  }
  return !editor->events.interrupted && !editor->events.ended;
}

/* 1, 0 at the end, -1 where the line is given up. */
static int read_byte(Editor *editor, char *byte) {
  for (;;) {
    let_signals_come(editor);
    if (!heed_events(editor))
      return -1;
    if (!wait_for_key(editor))
      continue;
    ssize_t got = read(STDIN_FILENO, byte, 1);
    if (got >= 0)
      return (int)got;
    if (errno != EINTR && errno != EAGAIN)
      return 0;
  }
}

/* One character for libedit; what is no UTF-8 is shown as U+FFFD. */
static int read_character(EditLine *line, wchar_t *character) {
  Editor *editor;
  mbstate_t state = { 0 };
  el_get(line, EL_CLIENTDATA, &editor);
  for (;;) {
    char byte;
    int  got = read_byte(editor, &byte);
    if (got <= 0)
      return got;
    size_t length = mbrtowc(character, &byte, 1, &state);
    if (length == (size_t)-2)
      continue;
    if (length == (size_t)-1)
      *character = 0xfffd;
    return 1;
  }
}

/* ---- pasting ------------------------------------------------------------------------------- */

/* The next character of a paste, without that of its end mark; false: the end. */
static bool next_pasted(Editor *editor, Assembly *block) {
  static const char mark[] = "\033[201~";
  size_t length = sizeof mark - 1;
  char   byte;
  if (read_byte(editor, &byte) <= 0)
    return false;
  if (byte == '\r')
    byte = '\n';
  if (byte == '\0')
    return true;
  assembly_add(block, &byte, 1);
  if (block->length < length || memcmp(block->text + block->length - length, mark, length) != 0)
    return !block->failed;
  block->length -= length;
  block->text[block->length] = '\0';
  return false;
}

/* What the terminal would act on, and line ends doubled as \r\n, are left out. */
static void tidy(Assembly *block) {
  char *out = block->text;
  for (size_t i = 0; i < block->length; i++) {
    unsigned char c = (unsigned char)block->text[i];
    if (c >= ' ' ? c != 0x7f : c == '\n' || c == '\t')
      *out++ = (char)c;
  }
  block->length = (size_t)(out - block->text);
  *out = '\0';
}

/* A line goes where the cursor is; several are taken out of the editor as they are. */
static unsigned char on_paste(EditLine *line, wint_t key) {
  Editor  *editor;
  Assembly block = { 0 };
  (void)key;
  el_get(line, EL_CLIENTDATA, &editor);
  assembly_add(&block, "", 0);
  while (next_pasted(editor, &block))
    ;
  unsigned char then = CC_REFRESH;
  if (editor->events.interrupted || editor->events.ended || block.failed) {
    then = CC_EOF;
  } else {
    tidy(&block);
    const LineInfo *now = el_line(line);
    if (strchr(block.text, '\n')) {
      assembly_clear(&editor->text);
      assembly_add(&editor->text, now->buffer, (size_t)(now->cursor - now->buffer));
      assembly_add(&editor->text, block.text, block.length);
      assembly_add(&editor->text, now->cursor, (size_t)(now->lastchar - now->cursor));
      editor->pasted = true;
      then = CC_NEWLINE;
    } else if (block.length > 0 && el_insertstr(line, block.text) < 0) {
      then = CC_ERROR;
    }
  }
  assembly_free(&block);
  return then;
}

/* ---- completing ---------------------------------------------------------------------------- */

static int characters(const char *bytes, size_t length) {
  int count = 0;
  for (size_t i = 0; i < length; i++)
    count += ((unsigned char)bytes[i] & 0xc0) != 0x80;
  return count;
}

/* `word` in place of the bytes from `start` to the cursor. */
static void replace_begun(EditLine *line, size_t start, const char *word, size_t length) {
  const LineInfo *now = el_line(line);
  size_t cursor = (size_t)(now->cursor - now->buffer);
  char  *copy = malloc(length + 2);
  if (!copy)
    return;
  memcpy(copy, word, length);
  copy[length] = '\0';
  el_deletestr(line, characters(now->buffer + start, cursor - start));
  el_insertstr(line, copy);
  free(copy);
}

/* How many bytes all have in common, whole characters. */
static size_t common_length(const AnslagCompletion *completions, size_t count) {
  const char *first = completions[0].text;
  size_t common = strlen(first);
  for (size_t i = 1; i < count; i++) {
    size_t length = 0;
    while (length < common && completions[i].text[length] == first[length])
      length++;
    common = length;
  }
  while (common > 0 && ((unsigned char)first[common] & 0xc0) == 0x80)
    common--;
  return common;
}

static bool ends_a_word(const char *word) {
  size_t length = strlen(word);
  return length > 0 && !strchr(" (.\"'/", word[length - 1]);
}

static void fill_in_whole(EditLine *line, size_t start, const char *word) {
  replace_begun(line, start, word, strlen(word));
  const LineInfo *now = el_line(line);
  if (ends_a_word(word) && (now->cursor == now->lastchar || *now->cursor != ' '))
    el_insertstr(line, " ");
}

/* Said in a beep first; a second Tab at the same place lists them. */
static unsigned char list_them(Editor *editor, const LineInfo *now,
                               const AnslagCompletion *completions, size_t count) {
  size_t length = (size_t)(now->lastchar - now->buffer);
  size_t cursor = (size_t)(now->cursor - now->buffer);
  bool   again = editor->tab_length == length && editor->tab_cursor == cursor;
  editor->tab_length = length;
  editor->tab_cursor = cursor;
  if (!again)
    return CC_REFRESH_BEEP;
  size_t hidden = editor_list(completions, count);
  if (hidden)
    editor->hooks.say_more(editor->hooks.context, hidden);
  fflush(stdout);
  return CC_REDISPLAY;
}

/* The one there is; of several what they have in common, if that is more than what stands there. */
static unsigned char fill_in(Editor *editor, EditLine *line, size_t start,
                             const AnslagCompletion *completions, size_t count) {
  const LineInfo *now = el_line(line);
  size_t begun = (size_t)(now->cursor - now->buffer) - start;
  size_t common = common_length(completions, count);
  bool   same = common == begun &&
              memcmp(now->buffer + start, completions[0].text, common) == 0;
  if (count > 1 && (common < begun || same))
    return list_them(editor, now, completions, count);
  if (count == 1)
    fill_in_whole(line, start, completions[0].text);
  else
    replace_begun(line, start, completions[0].text, common);
  return CC_REFRESH;
}

static unsigned char on_tab(EditLine *line, wint_t key) {
  Editor *editor;
  (void)key;
  el_get(line, EL_CLIENTDATA, &editor);
  const LineInfo *now = el_line(line);
  size_t length = (size_t)(now->lastchar - now->buffer);
  size_t cursor = (size_t)(now->cursor - now->buffer), start = cursor;
  const AnslagCompletion *completions = NULL;
  size_t count = editor->hooks.complete(editor->hooks.context, now->buffer, length, cursor,
                                        &start, &completions);
  if (count == 0 || start > cursor)
    return CC_REFRESH_BEEP;
  return fill_in(editor, line, start, completions, count);
}

/* ---- opening ------------------------------------------------------------------------------- */

static char *show_prompt(EditLine *line) {
  Editor *editor;
  el_get(line, EL_CLIENTDATA, &editor);
  return (char *)(size_t)editor->prompt;
}

static void bind_keys(EditLine *line) {
  static const char *const keys[][2] = {
    { "^I", "anslag-complete" },         { "\033[200~", "anslag-paste" },
    { "^R", "em-inc-search-prev" },      { "^W", "ed-delete-prev-word" },
    { "\033[H", "ed-move-to-beg" },      { "\033[F", "ed-move-to-end" },
    { "\033[1~", "ed-move-to-beg" },     { "\033[4~", "ed-move-to-end" },
    { "\033OH", "ed-move-to-beg" },      { "\033OF", "ed-move-to-end" },
    { "\033[3~", "ed-delete-next-char" }, { "\033[1;5D", "ed-prev-word" },
    { "\033[1;5C", "em-next-word" },
  };
  el_wset(line, EL_ADDFN, L"anslag-complete", L"Fills in the word", on_tab);
  el_wset(line, EL_ADDFN, L"anslag-paste", L"Takes a pasted block", on_paste);
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    el_set(line, EL_BIND, keys[i][0], keys[i][1], NULL);
}

/* Letters beyond ASCII need a UTF-8 character set, which every machine of ours has as C.UTF-8. */
static void speak_utf8(void) {
  if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
    setlocale(LC_CTYPE, "C.UTF-8");
}

static bool can_edit(void) {
  const char *kind = getenv("TERM");
  return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && kind && *kind &&
         strcmp(kind, "dumb") != 0;
}

static void open_line(Editor *editor) {
  HistEvent event;
  speak_utf8();
  editor->line = el_init("anslag", stdin, stdout, stderr);
  editor->history = history_init();
  if (!editor->line || !editor->history)
    return;
  history(editor->history, &event, H_SETSIZE, PAST_MOST);
  history(editor->history, &event, H_SETUNIQUE, 1);
  el_set(editor->line, EL_CLIENTDATA, editor);
  el_set(editor->line, EL_SIGNAL, 0);
  el_set(editor->line, EL_EDITOR, "emacs");
  el_set(editor->line, EL_PROMPT, show_prompt);
  el_set(editor->line, EL_GETCFN, read_character);
  el_set(editor->line, EL_HIST, history, editor->history);
  bind_keys(editor->line);
  el_source(editor->line, NULL);
}

Editor *editor_open(const EditorHooks *hooks) {
  Editor *editor = calloc(1, sizeof *editor);
  if (!editor)
    return NULL;
  editor->hooks = *hooks;
  if (!can_edit())
    return editor;
  open_line(editor);
  if (editor->line && editor->history)
    return editor;
  editor_close(editor);
  return NULL;
}

void editor_close(Editor *editor) {
  if (!editor)
    return;
  if (editor->line)
    el_end(editor->line);
  if (editor->history)
    history_end(editor->history);
  assembly_free(&editor->text);
  free(editor);
}

void editor_remember(Editor *editor, const char *input) {
  HistEvent event;
  if (editor->history && *input)
    history(editor->history, &event, H_ENTER, input);
}

/* ---- reading ------------------------------------------------------------------------------- */

static void hold_signals(Editor *editor) {
  static const int signals[] = { SIGINT, SIGTERM, SIGWINCH, SIGCONT };
  sigemptyset(&editor->held);
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
    sigaddset(&editor->held, signals[i]);
  sigprocmask(SIG_BLOCK, &editor->held, &editor->usual);
}

static EditorEvent what_happened(const Editor *editor, bool some) {
  if (editor->events.ended)
    return EDITOR_ENDED;
  if (editor->events.interrupted)
    return EDITOR_INTERRUPTED;
  if (editor->text.failed)
    return EDITOR_NO_MEMORY;
  return editor->pasted ? EDITOR_PASTE : some ? EDITOR_LINE : EDITOR_END;
}

static bool read_edited(Editor *editor) {
  int length = 0;
  el_set(editor->line, EL_PREP_TERM, 1);  /* before the prompt: keys typed at once are keys */
  fputs("\033[?2004h", stdout);           /* a paste comes marked */
  const char *line = el_gets(editor->line, &length);
  fputs("\033[?2004l", stdout);
  fflush(stdout);
  bool some = line && length > 0;
  if (some && !editor->pasted)
    assembly_add(&editor->text, line, (size_t)length);
  return some;
}

static bool read_plainly(Editor *editor) {
  char byte = '\0';
  int  got;
  FILE *shown = isatty(STDOUT_FILENO) ? stdout : stderr;
  fputs(editor->prompt, shown);
  fflush(shown);
  while ((got = read_byte(editor, &byte)) > 0 && byte != '\n')
    assembly_add(&editor->text, &byte, 1);
  return got > 0 || editor->text.length > 0;
}

EditorEvent editor_read(Editor *editor, const char *prompt, const char **text, size_t *length) {
  assembly_clear(&editor->text);
  editor->prompt = prompt;
  editor->pasted = false;
  editor->tab_length = editor->tab_cursor = (size_t)-1;
  editor->events = (TerminalEvents){ 0 };
  assembly_add(&editor->text, "", 0);
  hold_signals(editor);
  bool some = editor->line ? read_edited(editor) : read_plainly(editor);
  sigprocmask(SIG_SETMASK, &editor->usual, NULL);
  while (editor->text.length > 0 && editor->text.text[editor->text.length - 1] == '\n')
    editor->text.text[--editor->text.length] = '\0';
  *text = editor->text.text;
  *length = editor->text.length;
  return what_happened(editor, some);
}
