#include "interp/command/usage_words.h"

const char *usage_word(AnslagLanguage language, UsageWord word) {
  static const char *const words[USAGE_WORD_COUNT][2] = {
#define X(id, english, swedish) { english, swedish },
    USAGE_WORDS(X)
#undef X
  };
  return words[word][language == ANSLAG_LANGUAGE_SWEDISH];
}
