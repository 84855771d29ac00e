/* repl_words.h - what the dialogue's front end itself says, in the language of the rules. */
#ifndef ANSLAG_INTERP_COMMAND_REPL_WORDS_H
#define ANSLAG_INTERP_COMMAND_REPL_WORDS_H

#include "interp/driver/anslag.h"

#define REPL_WORDS(X)                                                                          \
  X(WORD_MORE,       "  … %zu more, type on to choose",                                        \
                     "  … %zu till, skriv vidare för att välja")                               \
  X(WORD_LINES,      "  %zu lines pasted: Enter takes them, Ctrl-C drops them",                \
                     "  %zu rader inklistrade: Retur tar in dem, Ctrl-C släpper dem")          \
  X(WORD_TABLE,      "  %zu rows pasted, %zu columns: Enter takes them, Ctrl-C drops them",    \
                     "  %zu rader inklistrade, %zu kolumner: Retur tar in dem,"                \
                     " Ctrl-C släpper dem")                                                    \
  X(WORD_NOT_TAKEN,  "  %zu lines after it were not taken",                                    \
                     "  %zu rader efter den togs inte in")                                     \
  X(WORD_AT_LINE,    "  = line %zu of the script\n",     "  = rad %zu i skriptet\n")           \
  X(WORD_UNREAD,     "the script could not be read to its end",                                \
                     "skriptet kunde inte läsas till slutet")                                  \
  X(WORD_ERROR,      "error",                            "fel")                                \
  X(WORD_NO_SCREEN,  "there is no terminal to edit on",                                        \
                     "det finns ingen terminal att redigera i")                                \
  X(WORD_NO_EDITOR,  "the editor could not be started",  "textredigeraren kunde inte startas") \
  X(WORD_SET_EDITOR, "  = help: EDITOR names the program, now %s\n",                           \
                     "  = EDITOR säger vilket program, nu %s\n")                               \
  X(WORD_NO_FILE,    "the input could not be written to a file",                               \
                     "inmatningen kunde inte skrivas till en fil")

typedef enum {
#define X(id, english, swedish) id,
  REPL_WORDS(X)
#undef X
  WORD_COUNT
} ReplWord;

const char *repl_word(AnslagLanguage language, ReplWord word);

#endif
