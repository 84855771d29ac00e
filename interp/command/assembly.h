/* assembly.h - inputs of the dialogue, put together from lines.
 *
 * A line belongs to the input before it if that is unfinished, if the line begins with
 * white space, or if both are rows of a table (hold a tab).  An empty line ends
 * an input in any case, and belongs to none.
 *
 *   while (a line is read) {
 *     if (!assembly_take(&assembly, line, length)) {
 *       enter(assembly.text, assembly.length);
 *       assembly_clear(&assembly);
 *       assembly_take(&assembly, line, length);
 *     }
 *   }
 *
 * Owner: the caller, with assembly_free.  No memory: `failed` is set and stays. */
#ifndef ANSLAG_INTERP_COMMAND_ASSEMBLY_H
#define ANSLAG_INTERP_COMMAND_ASSEMBLY_H

#include <stdbool.h>
#include <stddef.h>

typedef bool AssemblyUnfinished(void *context, const char *text, size_t length);

typedef struct {
  AssemblyUnfinished *unfinished;
  void               *context;
  char               *text;           /* ends in NUL besides; lines end in newline */
  size_t              length, room;
  size_t              lines, first;   /* lines taken in all; the first line of what is gathered */
  bool                failed;
} Assembly;

/* False: the line does not belong to what is gathered, and was not taken. */
bool assembly_take(Assembly *assembly, const char *line, size_t length);
/* Takes text as it stands, whatever it is. */
void assembly_add(Assembly *assembly, const char *text, size_t length);
void assembly_clear(Assembly *assembly);
void assembly_free(Assembly *assembly);
/* Is there nothing but white space? */
bool assembly_is_blank(const char *text, size_t length);

#endif
