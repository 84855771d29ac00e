/* line.h - the command line, read: one command, its options, what stands besides.
 *
 * Options and commands have an English and a Swedish name (one table each).
 * A line that cannot be understood is told on standard error, with the nearest
 * word there is, and nothing is done. */
#ifndef ANSLAG_INTERP_COMMAND_LINE_H
#define ANSLAG_INTERP_COMMAND_LINE_H

#include "interp/driver/anslag.h"

#define OPTIONS(X)                                                                            \
  X(DB,         "db",         NULL,         "FILE",   "the database")                         \
  X(OUT,        "out",        NULL,         "FILE",   "write the proposal to this database")  \
  X(SET,        "set",        NULL,         "N=V",    "a parameter's value; may be repeated") \
  X(SCENARIO,   "scenario",   NULL,         "NAME",   "a scenario of the rules")              \
  X(AS_OF,      "as-of",      NULL,         "DATE",   "the day that rules about today mean")  \
  X(DRY_RUN,    "dry-run",    "prova",      NULL,     "write nothing")                        \
  X(UPDATE,     "update",     "uppdatera",  NULL,     "change what is there; old values are kept")\
  X(GUESS,      "guess",      NULL,         NULL,     "print a first import clause; write nothing")\
  X(KEEP_GOOD,  "keep-good",  NULL,         NULL,     "leave out rows with bad cells")        \
  X(KEEP_BAD,   "keep-bad",   NULL,         NULL,     "store bad cells as they stand")        \
  X(KEEP_GOING, "keep-going", "fortsätt",   NULL,     "go on behind an input that fails")      \
  X(DECISION,   "decision",   NULL,         "NAME",   "this decision only")                   \
  X(TO,         "to",         "till",       "WHERE",  "where it is written")                  \
  X(COLUMNS,    "columns",    NULL,         "A,B",    "the columns of the list")              \
  X(WHERE,      "where",      NULL,         "TEST",   "only records for which this holds")    \
  X(DECIDER,    "decider",    "beslutande", "BODY",   "only what this body decides")          \
  X(BODY,       "body",       "organ",      "BODY",   "only what this body owes")              \
  X(DRAFT,      "draft",      "utkast",     NULL,                                             \
    "also where no decision is taken, marked so")                                             \
  X(YEAR,       "year",       "år",         "YEAR",   "only this year")                       \
  X(SOURCES,    "sources",    "källor",     NULL,                                             \
    "which sentences of the documents no rule cites")                                         \
  X(READINGS,   "readings",   "tolkningar", NULL,     "only the readings and assumptions")    \
  X(CHECK,      "check",      NULL,         NULL,     "compare only; write nothing")          \
  X(STRICT,     "strict",     NULL,         NULL,     "a rule without a basis is an error")   \
  X(PENDING,    "pending",    NULL,         NULL,     "list what the sources leave open")     \
  X(COVERAGE,   "coverage",   "täckning",   NULL,     "what the tests come to")              \
  X(BOUNDARIES, "boundaries", "gränsfall",  NULL,     "bounds of the rules that no test stands at")\
  X(MUTATE,     "mutate",     "mutera",     NULL,     "changes of the rules that no test notices")\
  X(THRESHOLD,  "threshold",  "tröskel",    "N",      "fail below N per cent")                \
  X(SAMPLE,     "sample",     "urval",      "N",      "only N of the changes")                \
  X(SEED,       "seed",       NULL,         "N",      "by which they are chosen (0)")         \
  X(RUN,        "run",        "förslag",    "N",      "the proposal of this number")          \
  X(BY,         "by",         "av",         "BODY",   "who decided")                          \
  X(ON,         "on",         "den",        "DATE",   "the day it was decided")               \
  X(REF,        "ref",        NULL,         "TEXT",   "where it stands in the minutes: \"§ 187\"") \
  X(REPLACE,    "replace",    "ersätt",     NULL,                                             \
    "correct decisions that are recorded already")                                            \
  X(COMMIT,     "commit",     NULL,         NULL,     "decide as proposed, on the day of --as-of") \
  X(DECIDED,    "decided",    "beslutat",   NULL,     "of what was decided, as it stood then") \
  X(VERIFY,     "verify",     NULL,         NULL,     "does the record say what was written?") \
  X(HEAD,       "head",       NULL,         "HASH",   "the chain's last hash, as noted elsewhere") \
  X(FROM,       "from",       "från",       "DATE",   "from this day on")                     \
  X(UNTIL,      "until",      NULL,         "DATE",   "up to and with this day")              \
  X(DOCUMENTS,  "documents",  "dokument",   NULL,                                             \
    "source documents: which quotes still stand")                                             \
  X(AS,         "as",         "som",        "NAME",   "what the document is called in the rules") \
  X(DATED,      "dated",      "daterat",    "DATE",   "the day the document is of")           \
  X(CASE_NUMBER, "case-number", "diarienummer", "NR", "the document's case number")           \
  X(FORMAT,     "format",     NULL,         "FORMAT", "how it is printed")                    \
  X(COLOR,      "color",      NULL,         "WHEN",   "auto, always, never (and NO_COLOR)")   \
  X(LANG,       "lang",       NULL,         "en|sv",                                          \
    "language of messages, figures and rules' words")                                         \
  X(QUIET,      "quiet",      NULL,         NULL,     "no closing lines, no progress")        \
  X(MESSAGES,   "messages",   NULL,         "N",      "show at most N messages (20; 0: all)") \
  X(MAX_MEMORY, "max-memory", NULL,         "SIZE",   "stop at this much memory (1G)")        \
  X(MAX_STEPS,  "max-steps",  NULL,         "N",      "stop a record after N steps (10 000 000)")\
  X(JOBS,       "jobs",       NULL,         "N",                                              \
    "use at most N threads (two, where there are two cores)")                                 \
  X(WINDOW,     "window",     "fönster",    "N",      "hold N records at a time (65 536)")    \
  X(PROFILE,    "profile",    "profil",     NULL,     "tell where the time went")             \
  X(STDLIB,     "stdlib",     NULL,         "FOLDER", "another standard library")             \
  X(HELP,       "help",       "hjälp",      NULL,     "how the command is used")              \
  X(VERSION,    "version",    NULL,         NULL,     "the version of anslag")

typedef enum {
#define X(id, name, swedish, argument, help) OPTION_##id,
  OPTIONS(X)
#undef X
  OPTION_COUNT
} Option;

typedef struct {
  const char *name, *swedish;     /* swedish: NULL where it has one name */
  const char *argument;           /* NULL: none */
  const char *help;
} OptionWords;

extern const OptionWords option_words[OPTION_COUNT];
/* The argument and the help in Swedish (commands_sv.c). */
extern const OptionWords option_words_swedish[OPTION_COUNT];

#define FORMAT_COUNT 8
extern const char *const format_names[FORMAT_COUNT];   /* by AnslagFormat */

typedef struct Command Command;
struct Terminal;

typedef struct {
  const Command *command;         /* NULL: anslag alone */
  const char   **words;           /* what stands besides, after the command */
  size_t         word_count;
  const char   **settings;        /* --set */
  size_t         setting_count;
  const char    *values[OPTION_COUNT];   /* an option's argument; "" where it takes none */
  AnslagFormat   format;
  AnslagLanguage language;        /* of --lang */
  AnslagLanguage speaks;          /* before rules are read: of --lang, the words, the locale */
  AnslagKeep     keep;
  int            color;           /* 1 always, 0 auto, -1 never */
  size_t         max_memory, most_messages;
  uint64_t       max_steps;
  unsigned       threshold;       /* per cent */
  size_t         sample, window;
  uint64_t       seed;
  unsigned       jobs;            /* threads at most; 0: not said */
  struct Terminal *terminal;      /* what the program is connected to, for a dialogue */
} Line;

/* 0, or ANSLAG_USAGE after saying why.  `words` and `settings` have room for all of `argv`. */
int line_read(Line *line, int argc, char **argv);

#define line_has(line, id) ((line)->values[OPTION_##id] != NULL)

#endif
