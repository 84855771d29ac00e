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

static int unknown_option(const char *typed) {
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
    snprintf(help, sizeof help, "did you mean --%s?", nearest.nearest);
  else
    snprintf(help, sizeof help, "anslag COMMAND --help lists a command's options");
  return usage_error(help, "there is no option \"%s\"", typed);
}

static int unknown_command(const char *typed) {
  Nearest nearest = { typed, NULL, 0 };
  for (size_t i = 0; i < command_count; i++) {
    nearest_try(&nearest, commands[i].name);
    nearest_try(&nearest, commands[i].swedish);
  }
  char help[96];
  if (nearest.nearest)
    snprintf(help, sizeof help, "did you mean anslag %s?", nearest.nearest);
  else
    snprintf(help, sizeof help, "anslag --help lists the commands");
  return usage_error(help, "there is no command \"%s\"", typed);
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

static int read_count(const char *name, const char *text, uint64_t *number) {
  const char *rest;
  if (whole_number(text, number, &rest) && *rest == '\0')
    return 0;
  return usage_error(NULL, "--%s needs a whole number, 0 or more, not \"%s\"", name, text);
}

/* 512M, 2G, 100k, 1000000 */
static int read_size(const char *text, size_t *size) {
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
    return usage_error("write a size as 512M or 2G", "--max-memory needs a size, not \"%s\"", text);
  *size = (size_t)number << shift;
  return 0;
}

const char *const format_names[FORMAT_COUNT] = { "text", "json", "sarif", "tap",
                                                "junit", "csv", "html", "ics" };

static int read_format(const char *text, AnslagFormat *format) {
  for (size_t i = 0; i < FORMAT_COUNT; i++)
    if (strcmp(text, format_names[i]) == 0) {
      *format = (AnslagFormat)i;
      return 0;
    }
  return usage_error("formats are text, json, sarif, tap, junit, csv, html and ics",
                     "there is no format \"%s\"", text);
}

static int read_color(const char *text, int *color) {
  static const char *const names[] = { "never", "auto", "always" };
  for (int i = 0; i < 3; i++)
    if (strcmp(text, names[i]) == 0) {
      *color = i - 1;
      return 0;
    }
  return usage_error(NULL, "--color is auto, always or never, not \"%s\"", text);
}

static int read_language(const char *text, AnslagLanguage *language) {
  *language = strcmp(text, "sv") == 0 ? ANSLAG_LANGUAGE_SWEDISH : ANSLAG_LANGUAGE_ENGLISH;
  if (strcmp(text, "sv") == 0 || strcmp(text, "en") == 0)
    return 0;
  return usage_error(NULL, "--lang is en or sv, not \"%s\"", text);
}

static int read_option(Line *line, Option option, const char *value) {
  uint64_t number = 0;
  int      code = 0;
  if (option == OPTION_SET)
    line->settings[line->setting_count++] = value;
  if (option == OPTION_FORMAT)
    return read_format(value, &line->format);
  if (option == OPTION_COLOR)
    return read_color(value, &line->color);
  if (option == OPTION_LANG)
    return read_language(value, &line->language);
  if (option == OPTION_MAX_MEMORY)
    return read_size(value, &line->max_memory);
  if (option == OPTION_MAX_STEPS && (code = read_count("max-steps", value, &number)) == 0)
    line->max_steps = number;
  if (option == OPTION_MESSAGES && (code = read_count("messages", value, &number)) == 0)
    line->most_messages = (size_t)number;
  if (option == OPTION_SEED)
    return read_count("seed", value, &line->seed);
  if (option == OPTION_SAMPLE && (code = read_count("sample", value, &number)) == 0)
    line->sample = (size_t)number;
  if (option == OPTION_THRESHOLD && (code = read_count("threshold", value, &number)) == 0)
    line->threshold = number < 100 ? (unsigned)number : 100;
  if (option == OPTION_JOBS && (code = read_count("jobs", value, &number)) == 0)
    line->jobs = number < 1024 ? (unsigned)number : 1024;
  if (option == OPTION_WINDOW && (code = read_count("window", value, &number)) == 0)
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
      return usage_error(NULL, "\"%s\" needs a value", argv[optind - 1]);
    if (found == '?')
      return unknown_option(argv[optind - 1]);
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
  uint64_t always = UINT64_C(1) << OPTION_HELP | UINT64_C(1) << OPTION_VERSION;
  for (int i = 0; i < OPTION_COUNT; i++)
    if (line->values[i] && !((command->options | always) & (UINT64_C(1) << i))) {
      char help[96];
      snprintf(help, sizeof help, "anslag %s --help lists its options", command->name);
      return usage_error(help, "anslag %s has no option --%s", command->name,
                         option_words[i].name);
    }
  if (line_has(line, FORMAT) && !(command->formats & (1u << line->format)))
    return usage_error(NULL, "anslag %s has no format \"%s\"", command->name,
                       line->values[OPTION_FORMAT]);
  if (line_has(line, KEEP_GOOD) && line_has(line, KEEP_BAD))
    return usage_error(NULL, "--keep-good and --keep-bad exclude each other");
  return 0;
}

static int check_words(const Line *line) {
  const Command *command = line->command;
  char help[160];
  snprintf(help, sizeof help, "anslag %s %s", command->name, command->usage);
  if (line->word_count < command->least)
    return usage_error(help, "anslag %s needs more than that", command->name);
  if (line->word_count > command->most)
    return usage_error(help, "anslag %s does not know what to do with \"%s\"", command->name,
                       line->words[command->most]);
  return 0;
}

int line_read(Line *line, int argc, char **argv) {
  int code = read_options(line, argc, argv);
  if (code || line->word_count == 0)
    return code;
  line->command = find_command(line->words[0]);
  if (!line->command)
    return unknown_command(line->words[0]);
  line->words++;
  line->word_count--;
  if (line_has(line, HELP) || line_has(line, VERSION))
    return 0;
  code = check_options(line);
  return code ? code : check_words(line);
}
