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

void usage_complain(AnslagLanguage language, const char *code, UsageWord word) {
  fprintf(stderr, "%s[%s]: %s\n", usage_word(language, USAGE_ERROR), code,
          usage_word(language, word));
}

int usage_error(const Line *line, const char *help, UsageWord word, ...) {
  char message[1024];
  va_list arguments;
  va_start(arguments, word);
  vsnprintf(message, sizeof message, usage_word(line->speaks, word), arguments);
  va_end(arguments);
  fprintf(stderr, "%s[E0801]: ", usage_word(line->speaks, USAGE_ERROR));
  put_visible(message);
  fputc('\n', stderr);
  if (help) {
    fprintf(stderr, "  = %s", usage_word(line->speaks, USAGE_HELP));
    put_visible(help);
    fputc('\n', stderr);
  }
  return ANSLAG_USAGE;
}

/* ---- help ------------------------------------------------------------------------- */

const char *command_called(const Command *command, AnslagLanguage language) {
  bool swedish = language == ANSLAG_LANGUAGE_SWEDISH && command->swedish;
  return swedish ? command->swedish : command->name;
}

CommandWords command_words(const Command *command, AnslagLanguage language) {
  size_t place = (size_t)(command - commands);
  if (language == ANSLAG_LANGUAGE_SWEDISH && place < commands_swedish_count)
    return commands_swedish[place];
  return (CommandWords){ command->usage, command->summary, command->about,
                         { command->examples[0], command->examples[1], command->examples[2] },
                         command->to };
}

/* Columns of UTF-8 text without wide characters. */
static size_t width_of(const char *text) {
  size_t width = 0;
  for (; *text; text++)
    width += ((unsigned char)*text & 0xc0) != 0x80;
  return width;
}

static void put_padded(FILE *out, const char *text, size_t columns) {
  fputs(text, out);
  for (size_t i = width_of(text); i < columns; i++)
    fputc(' ', out);
}

bool usage_of_program(FILE *out, AnslagLanguage language) {
  size_t widest = 0;
  for (size_t i = 0; i < command_count; i++) {
    size_t width = width_of(command_called(&commands[i], language));
    widest = width > widest ? width : widest;
  }
  fprintf(out, usage_word(language, USAGE_PROGRAM), anslag_version());
  for (size_t i = 0; i < command_count; i++) {
    fputs("  ", out);
    put_padded(out, command_called(&commands[i], language), widest);
    fprintf(out, " %s\n", command_words(&commands[i], language).summary);
  }
  fputs(usage_word(language, USAGE_FIRST_HOUR), out);
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

static void put_option(FILE *out, const Command *command, Option option, AnslagLanguage language) {
  bool swedish = language == ANSLAG_LANGUAGE_SWEDISH;
  const OptionWords *words = &option_words[option];
  const OptionWords *said = swedish ? &option_words_swedish[option] : words;
  const char *to = command_words(command, language).to;
  char call[2 * LONGEST_WORD];
  snprintf(call, sizeof call, "  --%s%s%s",
           swedish && words->swedish ? words->swedish : words->name,
           said->argument ? " " : "", said->argument ? said->argument : "");
  put_padded(out, call, USUAL_COLUMN);
  fputc(' ', out);
  if (option == OPTION_FORMAT)
    put_formats(out, command->formats);
  else
    fputs(option == OPTION_TO && to ? to : said->help, out);
  fputc('\n', out);
}

bool usage_of_command(FILE *out, const Command *command, AnslagLanguage language) {
  CommandWords words = command_words(command, language);
  const char *other = command_called(command, language) == command->swedish ? command->name
                                                                            : command->swedish;
  fprintf(out, "anslag %s %s\n\n%s.\n", command_called(command, language), words.usage,
          words.summary);
  if (words.about[0])
    fprintf(out, "%s\n", words.about);
  fprintf(out, "\n%s\n", usage_word(language, USAGE_EXAMPLES));
  for (size_t i = 0; i < 3 && words.examples[i]; i++)
    fprintf(out, "  %s\n", words.examples[i]);
  fprintf(out, "\n%s\n", usage_word(language, USAGE_OPTIONS));
  for (Option option = 0; option < OPTION_COUNT; option++)
    if (command->options & (UINT64_C(1) << option))
      put_option(out, command, option, language);
  if (other) {
    fputc('\n', out);
    fprintf(out, usage_word(language, USAGE_OTHER_NAME), other);
  }
  return fflush(out) == 0 && !ferror(out);
}
