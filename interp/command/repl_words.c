#include "interp/command/repl_words.h"

const char *repl_word(AnslagLanguage language, ReplWord word) {
  static const char *const words[WORD_COUNT][2] = {
#define X(id, english, swedish) { english, swedish },
    REPL_WORDS(X)
#undef X
  };
  return words[word][language == ANSLAG_LANGUAGE_SWEDISH];
}
