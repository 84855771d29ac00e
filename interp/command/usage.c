#include "interp/command/usage.h"

#include <stdarg.h>
#include <string.h>

enum { LONGEST_WORD = 40, USUAL_COLUMN = 22 };

/* ---- the nearest word --------------------------------------------------------- */

static unsigned least_of(unsigned a, unsigned b, unsigned c) {
  unsigned least = a < b ? a : b;
  return least < c ? least : c;
}

static bool swapped(const char *a, const char *b, size_t i, size_t j) {
  return i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
}

/* Edits between two short words: insert, delete, replace, swap. */
static unsigned distance(const char *a, const char *b) {
  size_t a_length = strlen(a), b_length = strlen(b);
  unsigned edits[LONGEST_WORD + 1][LONGEST_WORD + 1];
  if (a_length > LONGEST_WORD || b_length > LONGEST_WORD)
    return LONGEST_WORD;
  for (size_t i = 0; i <= a_length; i++)
    edits[i][0] = (unsigned)i;
  for (size_t j = 0; j <= b_length; j++)
    edits[0][j] = (unsigned)j;
  for (size_t i = 1; i <= a_length; i++)
    for (size_t j = 1; j <= b_length; j++) {
      unsigned replace = edits[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      edits[i][j] = least_of(edits[i - 1][j] + 1, edits[i][j - 1] + 1, replace);
      if (swapped(a, b, i, j) && edits[i - 2][j - 2] + 1 < edits[i][j])
        edits[i][j] = edits[i - 2][j - 2] + 1;
    }
  return edits[a_length][b_length];
}

void nearest_try(Nearest *nearest, const char *candidate) {
  if (!candidate)
    return;
  unsigned edits = distance(nearest->word, candidate);
  if (edits <= 2 && edits < strlen(candidate) && (!nearest->nearest || edits < nearest->distance)) {
    nearest->nearest = candidate;
    nearest->distance = edits;
  }
}

/* ---- complaints ------------------------------------------------------------------ */

/* Control characters of what was typed never reach the terminal as such. */
static void put_visible(const char *text) {
  for (; *text; text++)
    if ((unsigned char)*text < 0x20 || *text == 0x7f)
      fprintf(stderr, "\\x%02X", (unsigned)(unsigned char)*text);
    else
      fputc(*text, stderr);
}

int usage_error(const char *help, const char *format, ...) {
  char message[1024];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  fputs("error[E0801]: ", stderr);
  put_visible(message);
  fputc('\n', stderr);
  if (help) {
    fputs("  = help: ", stderr);
    put_visible(help);
    fputc('\n', stderr);
  }
  return ANSLAG_USAGE;
}

/* ---- help ------------------------------------------------------------------------- */

static void put_padding(FILE *out, size_t used, size_t column) {
  for (size_t i = used; i < column; i++)
    fputc(' ', out);
}

bool usage_of_program(FILE *out) {
  fprintf(out, "anslag %s - funding rules that read like the guideline, checked and run\n\n"
               "  anslag COMMAND ...            anslag COMMAND --help shows how\n\n",
          anslag_version());
  for (size_t i = 0; i < command_count; i++)
    fprintf(out, "  %-9s %s\n", commands[i].name, commands[i].summary);
  fputs("\nA first hour:\n"
        "  anslag init grants            makes a small package that works\n"
        "  anslag test grants            runs its tests\n"
        "  anslag help tutorial          goes on from there\n"
        "\nCommands have Swedish names too (pröva, förklara, saknas ...); man anslag has all.\n",
        out);
  return fflush(out) == 0 && !ferror(out);
}

/* The formats that the command gives: "text, json, csv". */
static void put_formats(FILE *out, unsigned formats) {
  const char *between = "";
  for (unsigned i = 0; i < FORMAT_COUNT; i++)
    if (formats & (1u << i)) {
      fprintf(out, "%s%s", between, format_names[i]);
      between = ", ";
    }
}

static void put_option(FILE *out, const Command *command, Option option) {
  const OptionWords *words = &option_words[option];
  int used = fprintf(out, "  --%s%s%s", words->name, words->argument ? " " : "",
                     words->argument ? words->argument : "");
  put_padding(out, used < 0 ? 0 : (size_t)used, USUAL_COLUMN);
  if (option == OPTION_FORMAT) {
    fprintf(out, " ");
    put_formats(out, command->formats);
    fprintf(out, "\n");
    return;
  }
  fprintf(out, " %s\n", option == OPTION_TO && command->to ? command->to : words->help);
}

bool usage_of_command(FILE *out, const Command *command) {
  fprintf(out, "anslag %s %s\n\n%s.\n", command->name, command->usage, command->summary);
  if (command->about[0])
    fprintf(out, "%s\n", command->about);
  fputs("\nExamples\n", out);
  for (size_t i = 0; i < 3 && command->examples[i]; i++)
    fprintf(out, "  %s\n", command->examples[i]);
  fputs("\nOptions\n", out);
  for (Option option = 0; option < OPTION_COUNT; option++)
    if (command->options & (UINT64_C(1) << option))
      put_option(out, command, option);
  if (command->swedish)
    fprintf(out, "\nIn Swedish: anslag %s\n", command->swedish);
  return fflush(out) == 0 && !ferror(out);
}
