/* usage_words.h - what the program says of its own command line, in both languages.
 *
 * A command line has a language before any rules are read: that of --lang, else the one its words
 * are in (anslag pröva), else the locale's (Line.speaks). */
#ifndef ANSLAG_INTERP_COMMAND_USAGE_WORDS_H
#define ANSLAG_INTERP_COMMAND_USAGE_WORDS_H

#include "interp/driver/anslag.h"

/* Both of a row take the same arguments in the same order. */
#define USAGE_WORDS(X)                                                                         \
  X(USAGE_ERROR,          "error",                     "fel")                                  \
  X(USAGE_HELP,           "help: ",                    "")                                     \
  X(USAGE_MEANT_OPTION,   "did you mean --%s?",        "menades --%s?")                        \
  X(USAGE_MEANT_COMMAND,  "did you mean anslag %s?",   "menades anslag %s?")                   \
  X(USAGE_LISTS_OPTIONS,  "anslag COMMAND --help lists a command's options",                   \
                          "anslag KOMMANDO --hjälp visar ett kommandos alternativ")             \
  X(USAGE_LISTS_ITS,      "anslag %s --help lists its options",                                \
                          "anslag %s --hjälp visar dess alternativ")                           \
  X(USAGE_LISTS_COMMANDS, "anslag --help lists the commands",                                  \
                          "anslag --hjälp visar kommandona")                                   \
  X(USAGE_NO_OPTION,      "there is no option \"%s\"", "alternativet \"%s\" finns inte")        \
  X(USAGE_NO_COMMAND,     "there is no command \"%s\"", "kommandot \"%s\" finns inte")         \
  X(USAGE_WHOLE_NUMBER,   "--%s needs a whole number, 0 or more, not \"%s\"",                  \
                          "--%s ska ha ett heltal, 0 eller mer, inte \"%s\"")                  \
  X(USAGE_WRITE_SIZE,     "write a size as 512M or 2G", "skriv storleken som 512M eller 2G")   \
  X(USAGE_SIZE,           "--max-memory needs a size, not \"%s\"",                             \
                          "--max-memory ska ha en storlek, inte \"%s\"")                       \
  X(USAGE_FORMATS,        "formats are text, json, sarif, tap, junit, csv, html and ics",      \
                          "formaten är text, json, sarif, tap, junit, csv, html och ics")      \
  X(USAGE_NO_FORMAT,      "there is no format \"%s\"",  "formatet \"%s\" finns inte")          \
  X(USAGE_COLOR,          "--color is auto, always or never, not \"%s\"",                      \
                          "--color är auto, always eller never, inte \"%s\"")                  \
  X(USAGE_LANG,           "--lang is en or sv, not \"%s\"", "--lang är en eller sv, inte \"%s\"") \
  X(USAGE_VALUE,          "\"%s\" needs a value",       "\"%s\" ska ha ett värde")             \
  X(USAGE_HAS_NO_OPTION,  "anslag %s has no option --%s", "anslag %s har inte alternativet --%s") \
  X(USAGE_HAS_NO_FORMAT,  "anslag %s has no format \"%s\"",                                    \
                          "anslag %s har inte formatet \"%s\"")                                \
  X(USAGE_KEEP,           "--keep-good and --keep-bad exclude each other",                     \
                          "--keep-good och --keep-bad utesluter varandra")                     \
  X(USAGE_NEEDS_MORE,     "anslag %s needs more than that", "anslag %s behöver mer än så")     \
  X(USAGE_NOT_KNOWN,      "anslag %s does not know what to do with \"%s\"",                    \
                          "anslag %s vet inte vad det ska göra med \"%s\"")                    \
  X(USAGE_RUN_VERBS,      "anslag runs show 12, or replay 12",                                 \
                          "anslag körningar visa 12, eller ompröva 12")                        \
  X(USAGE_NO_RUN_VERB,    "\"%s\" is nothing to do with a run",                                \
                          "\"%s\" är inget att göra med en körning")                           \
  X(USAGE_TEST_ONE,       "anslag test --mutate",       "anslag testa --mutera")               \
  X(USAGE_TEST_THREE,     "--coverage, --boundaries and --mutate are three questions",         \
                          "--täckning, --gränsfall och --mutera är tre frågor")                \
  X(USAGE_FMT_TO,         "anslag fmt --to sv",         "anslag formatera --till sv")          \
  X(USAGE_NO_LANGUAGE,    "\"%s\" is no language of the rules",                                \
                          "\"%s\" är inget språk för regler")                                  \
  X(USAGE_DOC_ONE,        "anslag doc --sources",       "anslag dokument --källor")            \
  X(USAGE_DOC_TWO,        "--sources and --readings are two lists",                            \
                          "--källor och --tolkningar är två listor")                           \
  X(USAGE_DIFF,           "anslag diff OLD NEW",        "anslag jämför GAMLA NYA")             \
  X(USAGE_DIFF_MORE,      "\"%s\" is one word too many", "\"%s\" är ett ord för mycket")       \
  X(USAGE_SOURCE,         "anslag source add FILE",     "anslag källa ny FIL")                 \
  X(USAGE_NO_SOURCE_VERB, "\"%s\" is nothing that source does",                                \
                          "\"%s\" är inget som källa gör")                                     \
  X(USAGE_UNWRITTEN,      "the result could not be written", "resultatet kunde inte skrivas")  \
  X(USAGE_NO_MEMORY,      "the machine has no more memory", "datorn har inget mer minne")      \
  X(USAGE_PROGRAM,                                                                             \
    "anslag %s - funding rules that read like the guideline, checked and run\n\n"              \
    "  anslag COMMAND ...            anslag COMMAND --help shows how\n\n",                     \
    "anslag %s - stödregler som läses som riktlinjerna, kontrollerade och prövade\n\n"         \
    "  anslag KOMMANDO ...           anslag KOMMANDO --hjälp visar hur\n\n")                   \
  X(USAGE_FIRST_HOUR,                                                                          \
    "\nA first hour:\n"                                                                        \
    "  anslag init grants            makes a small package that works\n"                       \
    "  anslag test grants            runs its tests\n"                                         \
    "  anslag help tutorial          goes on from there\n"                                     \
    "\nCommands have Swedish names too (pröva, förklara, saknas ...); man anslag has all.\n",  \
    "\nEn första timme:\n"                                                                     \
    "  anslag ny stöd                ger ett litet paket som fungerar\n"                       \
    "  anslag testa stöd             kör dess test\n"                                          \
    "  anslag hjälp handledning      fortsätter därifrån\n"                                    \
    "\nKommandona har engelska namn också (run, explain, missing ...); man anslag har alla.\n") \
  X(USAGE_EXAMPLES,       "Examples",                   "Exempel")                             \
  X(USAGE_OPTIONS,        "Options",                    "Alternativ")                          \
  X(USAGE_OTHER_NAME,     "In Swedish: anslag %s\n",    "På engelska: anslag %s\n")

typedef enum {
#define X(id, english, swedish) id,
  USAGE_WORDS(X)
#undef X
  USAGE_WORD_COUNT
} UsageWord;

const char *usage_word(AnslagLanguage language, UsageWord word);

#endif
