#define _DEFAULT_SOURCE
#define _XOPEN_SOURCE 700
#include "interp/command/editor_list.h"

#include "interp/command/terminal.h"

#include <stdio.h>
#include <string.h>
#include <wchar.h>

enum { USUAL_LINES = 24, KEPT_LINES = 4, BETWEEN = 2, WIDEST_WORD = 40 };

/* The columns of the first character, and its bytes. */
static unsigned width_at(const char *text, size_t *bytes) {
  wchar_t   character;
  mbstate_t state = { 0 };
  size_t length = mbrtowc(&character, text, strlen(text), &state);
  *bytes = length == 0 || length > (size_t)-3 ? 1 : length;
  int width = length > (size_t)-3 ? 1 : wcwidth(character);
  return width > 0 ? (unsigned)width : 0;
}

static unsigned width_of(const char *text) {
  unsigned width = 0;
  for (size_t bytes; *text; text += bytes)
    width += width_at(text, &bytes);
  return width;
}

/* As much of it as fits, with an ellipsis where that is not all; the columns used. */
static unsigned put_fitting(const char *text, unsigned room) {
  bool     fits = width_of(text) <= room;
  unsigned used = 0;
  size_t   bytes;
  for (; *text; text += bytes) {
    unsigned width = width_at(text, &bytes);
    if (used + width + (fits ? 0 : 1) > room)
      break;
    fwrite(text, 1, bytes, stdout);
    used += width;
  }
  if (!fits)
    fputs("…", stdout);
  return used + !fits;
}

static unsigned widest(const AnslagCompletion *completions, size_t count) {
  unsigned most = 0;
  for (size_t i = 0; i < count; i++) {
    unsigned width = width_of(completions[i].text);
    most = width > most ? width : most;
  }
  return most;
}

static size_t list_with_titles(const AnslagCompletion *completions, size_t count, unsigned width,
                               size_t lines) {
  unsigned words = widest(completions, count);
  words = words > WIDEST_WORD ? WIDEST_WORD : words;
  size_t shown = count <= lines ? count : lines;
  for (size_t i = 0; i < shown; i++) {
    fputs("  ", stdout);
    unsigned used = put_fitting(completions[i].text, words);
    const char *about = completions[i].about;
    if (about && *about && width > words + 2 * BETWEEN + BETWEEN) {
      for (; used < words + BETWEEN; used++)
        putchar(' ');
      put_fitting(about, width - words - 2 * BETWEEN);
    }
    putchar('\n');
  }
  return count - shown;
}

static size_t list_in_columns(const AnslagCompletion *completions, size_t count, unsigned width,
                              size_t lines) {
  unsigned each = widest(completions, count) + BETWEEN;
  size_t columns = width > each + BETWEEN ? (width - BETWEEN) / each : 1;
  size_t rows = (count + columns - 1) / columns;
  size_t shown_rows = rows <= lines ? rows : lines;
  size_t hidden = rows <= lines ? 0 : count - columns * lines;
  for (size_t row = 0; row < shown_rows; row++) {
    fputs("  ", stdout);
    for (size_t i = row * columns; i < (row + 1) * columns && i < count; i++) {
      unsigned used = put_fitting(completions[i].text, width - BETWEEN);
      for (; i + 1 < (row + 1) * columns && i + 1 < count && used < each; used++)
        putchar(' ');
    }
    putchar('\n');
  }
  return hidden;
}

size_t editor_list(const AnslagCompletion *completions, size_t count) {
  unsigned width, height;
  terminal_window(&width, &height);
  size_t lines = (height ? height : USUAL_LINES) > 2 * KEPT_LINES
                     ? (height ? height : USUAL_LINES) - KEPT_LINES : KEPT_LINES;
  bool titles = false;
  for (size_t i = 0; i < count; i++)
    titles = titles || (completions[i].about && *completions[i].about);
  putchar('\n');
  return titles ? list_with_titles(completions, count, width, lines)
                : list_in_columns(completions, count, width, lines);
}
