#include "interp/data/outcome.h"

const char *const outcome_names[] = {
#define X(kind, label) [kind] = label,
  OUTCOME_KINDS(X)
#undef X
};
