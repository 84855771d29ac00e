#define _POSIX_C_SOURCE 200809L
#include "interp/command/line.h"

#include "interp/command/usage.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

const OptionWords option_words[OPTION_COUNT] = {
#define X(id, name, swedish, argument, help) { name, swedish, argument, help },
  OPTIONS(X)
#undef X
};

enum { FIRST_OPTION = 1000 };   /* getopt's values for ours, beyond every letter */

/* Both names of every option, as getopt wants them. */
static void make_table(struct option table[2 * OPTION_COUNT + 1]) {
  size_t count = 0;
  for (int i = 0; i < OPTION_COUNT; i++) {
    int argument = option_words[i].argument ? required_argument : no_argument;
    table[count++] = (struct option){ option_words[i].name, argument, NULL, FIRST_OPTION + i };
    if (option_words[i].swedish)
      table[count++] = (struct option){ option_words[i].swedish, argument, NULL, FIRST_OPTION + i };
  }
  table[count] = (struct option){ 0 };
}

static int unknown_option(const Line *line, const char *typed) {
  char word[64];
  const char *start = typed;
  while (*start == '-')
    start++;
  snprintf(word, sizeof word, "%.*s", (int)strcspn(start, "="), start);
  Nearest nearest = { word, NULL, 0 };
  for (int i = 0; i < OPTION_COUNT; i++) {
    nearest_try(&nearest, option_words[i].name);
    nearest_try(&nearest, option_words[i].swedish);
  }
  char help[96];
  if (nearest.nearest)
    snprintf(help, sizeof help, usage_word(line->speaks, USAGE_MEANT_OPTION), nearest.nearest);
  else
    snprintf(help, sizeof help, "%s", usage_word(line->speaks, USAGE_LISTS_OPTIONS));
  return usage_error(line, help, USAGE_NO_OPTION, typed);
}

static int unknown_command(const Line *line, const char *typed) {
  Nearest nearest = { typed, NULL, 0 };
  for (size_t i = 0; i < command_count; i++) {
    nearest_try(&nearest, commands[i].name);
    nearest_try(&nearest, commands[i].swedish);
  }
  char help[96];
  if (nearest.nearest)
    snprintf(help, sizeof help, usage_word(line->speaks, USAGE_MEANT_COMMAND), nearest.nearest);
  else
    snprintf(help, sizeof help, "%s", usage_word(line->speaks, USAGE_LISTS_COMMANDS));
  return usage_error(line, help, USAGE_NO_COMMAND, typed);
}

static const Command *find_command(const char *word) {
  for (size_t i = 0; i < command_count; i++)
    if (strcmp(word, commands[i].name) == 0 ||
        (commands[i].swedish && strcmp(word, commands[i].swedish) == 0))
      return &commands[i];
  return NULL;
}

/* ---- values ------------------------------------------------------------------------- */

static bool whole_number(const char *text, uint64_t *number, const char **rest) {
  char *end;
  if (*text < '0' || *text > '9')
    return false;
  errno = 0;
  unsigned long long value = strtoull(text, &end, 10);
  *number = value;
  *rest = end;
  return errno == 0;
}

static int read_count(const Line *line, Option option, const char *text, uint64_t *number) {
  const char *rest;
  if (whole_number(text, number, &rest) && *rest == '\0')
    return 0;
  bool swedish = line->speaks == ANSLAG_LANGUAGE_SWEDISH && option_words[option].swedish;
  return usage_error(line, NULL, USAGE_WHOLE_NUMBER,
                     swedish ? option_words[option].swedish : option_words[option].name, text);
}

/* 512M, 2G, 100k, 1000000 */
static int read_size(const Line *line, const char *text, size_t *size) {
  uint64_t number;
  const char *rest;
  unsigned shift = 0;
  bool read = whole_number(text, &number, &rest);
  if (read && *rest) {
    const char *units = "kKmMgG", *unit = strchr(units, *rest);
    read = unit && (rest[1] == '\0' || strcmp(rest + 1, "iB") == 0 || strcmp(rest + 1, "B") == 0);
    shift = unit ? 10 * (unsigned)((unit - units) / 2 + 1) : 0;
  }
  if (!read || number == 0 || number > (SIZE_MAX >> shift))
    return usage_error(line, usage_word(line->speaks, USAGE_WRITE_SIZE), USAGE_SIZE, text);
  *size = (size_t)number << shift;
  return 0;
}

const char *const format_names[FORMAT_COUNT] = { "text", "json", "sarif", "tap",
                                                "junit", "csv", "html", "ics" };

static int read_format(const Line *line, const char *text, AnslagFormat *format) {
  for (size_t i = 0; i < FORMAT_COUNT; i++)
    if (strcmp(text, format_names[i]) == 0) {
      *format = (AnslagFormat)i;
      return 0;
    }
  return usage_error(line, usage_word(line->speaks, USAGE_FORMATS), USAGE_NO_FORMAT, text);
}

static int read_color(const Line *line, const char *text, int *color) {
  static const char *const names[] = { "never", "auto", "always" };
  for (int i = 0; i < 3; i++)
    if (strcmp(text, names[i]) == 0) {
      *color = i - 1;
      return 0;
    }
  return usage_error(line, NULL, USAGE_COLOR, text);
}

static int read_language(const Line *line, const char *text, AnslagLanguage *language) {
  *language = strcmp(text, "sv") == 0 ? ANSLAG_LANGUAGE_SWEDISH : ANSLAG_LANGUAGE_ENGLISH;
  if (strcmp(text, "sv") == 0 || strcmp(text, "en") == 0)
    return 0;
  return usage_error(line, NULL, USAGE_LANG, text);
}

static int read_option(Line *line, Option option, const char *value) {
  uint64_t number = 0;
  int      code = 0;
  if (option == OPTION_SET)
    line->settings[line->setting_count++] = value;
  if (option == OPTION_FORMAT)
    return read_format(line, value, &line->format);
  if (option == OPTION_COLOR)
    return read_color(line, value, &line->color);
  if (option == OPTION_LANG)
    return read_language(line, value, &line->language);
  if (option == OPTION_MAX_MEMORY)
    return read_size(line, value, &line->max_memory);
  if (option == OPTION_MAX_STEPS && (code = read_count(line, option, value, &number)) == 0)
    line->max_steps = number;
  if (option == OPTION_MESSAGES && (code = read_count(line, option, value, &number)) == 0)
    line->most_messages = (size_t)number;
  if (option == OPTION_SEED)
    return read_count(line, option, value, &line->seed);
  if (option == OPTION_SAMPLE && (code = read_count(line, option, value, &number)) == 0)
    line->sample = (size_t)number;
  if (option == OPTION_THRESHOLD && (code = read_count(line, option, value, &number)) == 0)
    line->threshold = number < 100 ? (unsigned)number : 100;
  if (option == OPTION_JOBS && (code = read_count(line, option, value, &number)) == 0)
    line->jobs = number < 1024 ? (unsigned)number : 1024;
  if (option == OPTION_WINDOW && (code = read_count(line, option, value, &number)) == 0)
    line->window = (size_t)number;
  if (option == OPTION_KEEP_GOOD)
    line->keep = ANSLAG_KEEP_GOOD;
  if (option == OPTION_KEEP_BAD)
    line->keep = ANSLAG_KEEP_BAD;
  return code;
}

/* ---- the whole ------------------------------------------------------------------------ */

static int read_options(Line *line, int argc, char **argv) {
  struct option table[2 * OPTION_COUNT + 1];
  make_table(table);
  opterr = 0;
  for (int found; (found = getopt_long(argc, argv, ":hqVo:", table, NULL)) != -1;) {
    if (found == ':')
      return usage_error(line, NULL, USAGE_VALUE, argv[optind - 1]);
    if (found == '?')
      return unknown_option(line, argv[optind - 1]);
    Option option = found == 'h'   ? OPTION_HELP
                    : found == 'q' ? OPTION_QUIET
                    : found == 'V' ? OPTION_VERSION
                    : found == 'o' ? OPTION_TO
                                   : (Option)(found - FIRST_OPTION);
    const char *value = optarg ? optarg : "";
    line->values[option] = value;
    int code = read_option(line, option, value);
    if (code)
      return code;
  }
  for (int i = optind; i < argc; i++)
    line->words[line->word_count++] = argv[i];
  return 0;
}

static int check_options(const Line *line) {
  const Command *command = line->command;
  const char *called = command_called(command, line->speaks);
  uint64_t always = UINT64_C(1) << OPTION_HELP | UINT64_C(1) << OPTION_VERSION;
  for (int i = 0; i < OPTION_COUNT; i++)
    if (line->values[i] && !((command->options | always) & (UINT64_C(1) << i))) {
      char help[96];
      bool swedish = line->speaks == ANSLAG_LANGUAGE_SWEDISH && option_words[i].swedish;
      snprintf(help, sizeof help, usage_word(line->speaks, USAGE_LISTS_ITS), called);
      return usage_error(line, help, USAGE_HAS_NO_OPTION, called,
                         swedish ? option_words[i].swedish : option_words[i].name);
    }
  if (line_has(line, FORMAT) && !(command->formats & (1u << line->format)))
    return usage_error(line, NULL, USAGE_HAS_NO_FORMAT, called, line->values[OPTION_FORMAT]);
  if (line_has(line, KEEP_GOOD) && line_has(line, KEEP_BAD))
    return usage_error(line, NULL, USAGE_KEEP);
  return 0;
}

static int check_words(const Line *line) {
  const Command *command = line->command;
  const char *called = command_called(command, line->speaks);
  char help[160];
  snprintf(help, sizeof help, "anslag %s %s", called, command_words(command, line->speaks).usage);
  if (line->word_count < command->least)
    return usage_error(line, help, USAGE_NEEDS_MORE, called);
  if (line->word_count > command->most)
    return usage_error(line, help, USAGE_NOT_KNOWN, called, line->words[command->most]);
  return 0;
}

/* ---- its language ---------------------------------------------------------------------- */

static bool is_swedish_option(const char *typed) {
  size_t length = strcspn(typed, "=");
  for (int i = 0; i < OPTION_COUNT; i++)
    if (option_words[i].swedish && strlen(option_words[i].swedish) == length &&
        strncmp(option_words[i].swedish, typed, length) == 0)
      return true;
  return false;
}

static bool is_swedish_command(const char *typed) {
  const Command *command = find_command(typed);
  return command && strcmp(command->name, typed) != 0;
}

/* The value of --lang, wherever it stands; NULL: it is not said. */
static const char *language_asked(int argc, char **argv) {
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
    if (strncmp(argv[i], "--lang=", 7) == 0)
      return argv[i] + 7;
    if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
      return argv[i + 1];
  }
  return NULL;
}

static bool locale_is_swedish(void) {
  static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    const char *value = getenv(names[i]);
    if (value && *value)
      return strncmp(value, "sv", 2) == 0 && (value[2] == '\0' || strchr("_.@", value[2]));
  }
  return false;
}

/* A line with a Swedish word of ours is Swedish, whatever the locale says. */
static AnslagLanguage language_of(int argc, char **argv) {
  const char *asked = language_asked(argc, argv);
  if (asked)
    return strcmp(asked, "sv") == 0 ? ANSLAG_LANGUAGE_SWEDISH : ANSLAG_LANGUAGE_ENGLISH;
  bool word = false;
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
    if (strncmp(argv[i], "--", 2) == 0 ? is_swedish_option(argv[i] + 2)
                                       : !word && is_swedish_command(argv[i]))
      return ANSLAG_LANGUAGE_SWEDISH;
    word = word || argv[i][0] != '-';
  }
  return locale_is_swedish() ? ANSLAG_LANGUAGE_SWEDISH : ANSLAG_LANGUAGE_ENGLISH;
}

int line_read(Line *line, int argc, char **argv) {
  line->speaks = language_of(argc, argv);
  int code = read_options(line, argc, argv);
  if (code || line->word_count == 0)
    return code;
  line->command = find_command(line->words[0]);
  if (!line->command)
    return unknown_command(line, line->words[0]);
  line->words++;
  line->word_count--;
  if (line_has(line, HELP) || line_has(line, VERSION))
    return 0;
  code = check_options(line);
  return code ? code : check_words(line);
}
