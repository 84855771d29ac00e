#include "interp/data/outcome.h"

const char *const outcome_names[] = {
#define X(kind, label) [kind] = label,
  OUTCOME_KINDS(X)
#undef X
};

Text outcome_text(Text name, Language language) {
  for (size_t i = 0; i < OUTCOME_OWN; i++)
    if (text_is(name, outcome_names[i]))
      return text_from(message(language, outcome_names[i]));
  return name;
}
