/* A rule set as --show prints it, read again. */
#include "tests/property/made.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_line(Arena *arena, MadeLines *lines, const char *line) {
  Text copy = arena_text(arena, text_from(line));
  LIST_ADD(arena, lines, const char *, copy.bytes);
}

/* The lines go where the last heading says; statements by how they begin. */
bool made_again(Made *made, Arena *arena, const char *path) {
  char line[65536];
  FILE *file = fopen(path, "r");
  if (!file)
    return false;
  uint64_t seed = made->seed;
  *made = (Made){ .seed = seed, .again = true };
  MadeLines *lines = &made->rules;
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = '\0';
    if (strncmp(line, "-- seed ", 8) == 0)
      made->seed = strtoull(line + 8, NULL, 10);
    else if (strcmp(line, "-- prices.csv --") == 0)
      lines = &made->file;
    else if (strcmp(line, "-- the database --") == 0)
      lines = &made->rows;
    else if (lines == &made->rows && strncmp(line, "CREATE", 6) == 0)
      add_line(arena, &made->tables, line);
    else
      add_line(arena, lines, line);
  }
  fclose(file);
  return true;
}
