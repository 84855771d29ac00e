#include "interp/check/model.h"

#include "grammar/keywords.h"

const char *model_words(const Model *model, const char *english) {
  return message(surface_language(model->surface), english);
}
