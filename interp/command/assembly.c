#include "interp/command/assembly.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool assembly_is_blank(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (!strchr(" \t\r\n", text[i]) || text[i] == '\0')
      return false;
  return true;
}

static bool make_room(Assembly *assembly, size_t more) {
  if (assembly->failed || more > SIZE_MAX / 4 - assembly->length)
    return false;
  size_t needed = assembly->length + more + 1;
  if (needed <= assembly->room)
    return true;
  size_t room = needed * 2;
  char  *text = realloc(assembly->text, room);
  if (!text)
    return false;
  assembly->text = text;
  assembly->room = room;
  return true;
}

void assembly_add(Assembly *assembly, const char *text, size_t length) {
  if (!make_room(assembly, length)) {
    assembly->failed = true;
    return;
  }
  memcpy(assembly->text + assembly->length, text, length);
  assembly->length += length;
  assembly->text[assembly->length] = '\0';
}

/* The last line gathered, with its newline. */
static const char *last_line(const Assembly *assembly, size_t *length) {
  size_t start = assembly->length ? assembly->length - 1 : 0;
  while (start > 0 && assembly->text[start - 1] != '\n')
    start--;
  *length = assembly->length - start;
  return assembly->text + start;
}

static bool belongs(const Assembly *assembly, const char *line, size_t length) {
  size_t last_length;
  const char *last = last_line(assembly, &last_length);
  if (line[0] == ' ' || line[0] == '\t')
    return true;
  if (memchr(last, '\t', last_length) && memchr(line, '\t', length))
    return true;
  return assembly->unfinished(assembly->context, assembly->text, assembly->length);
}

bool assembly_take(Assembly *assembly, const char *line, size_t length) {
  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
    length--;
  bool blank = assembly_is_blank(line, length);
  if (assembly->length > 0 && (blank || !belongs(assembly, line, length)))
    return false;
  assembly->lines++;
  if (blank)
    return true;
  if (assembly->length == 0)
    assembly->first = assembly->lines;
  assembly_add(assembly, line, length);
  assembly_add(assembly, "\n", 1);
  return true;
}

void assembly_clear(Assembly *assembly) {
  assembly->length = 0;
  if (assembly->text)
    assembly->text[0] = '\0';
}

void assembly_free(Assembly *assembly) {
  free(assembly->text);
  assembly->text = NULL;
  assembly->length = assembly->room = 0;
}
