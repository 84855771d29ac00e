#include "interp/check/model.h"

#include "grammar/keywords.h"

const char *model_words(const Model *model, const char *english) {
  return message(surface_language(model->surface), english);
}

Text rule_name_word(Text name, Surface surface) {
  static const struct { const char *name, *swedish; } words[] = {
    { "in_force", "gäller" },   { "eligible", "behörig" },      { "excluded", "utesluts" },
    { "needs",    "behöver" },  { "valid when", "giltig när" }, { "asked",    "sökt" },
    { "amount",   "belopp" },   { "allocate", "turordning" },
  };
  for (size_t i = 0; surface == SURFACE_SWEDISH && i < sizeof words / sizeof words[0]; i++)
    if (text_is(name, words[i].name))
      return text_from(words[i].swedish);
  return name;
}
