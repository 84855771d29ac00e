#include "tests/property/compare.h"

#include "interp/plan/columns.h"

#include <string.h>

void differ(Comparing *comparing, const char *format, ...) {
  if (comparing->difference.length)
    return;
  va_list arguments;
  va_start(arguments, format);
  comparing->difference = arena_format_list(&comparing->trial->arena, format, arguments);
  va_end(arguments);
}

/* An amount that is known becomes one öre more. */
static void plant(Comparing *comparing, Census *census, const RecordType *type) {
  const TrialRecords *records = &comparing->trial->records[type->index];
  for (size_t i = 0; i < records->count; i++)
    for (size_t j = 0; j < type->count; j++) {
      Value value = records->records[i]->fields[j];
      if (!type->fields[j].used || type->fields[j].type.kind != TYPE_MONEY ||
          value.state != VALUE_KNOWN || value.as.number.denominator != 1)
        continue;
      fraction_add(value.as.number, fraction_from(1), &value.as.number);
      census_put(census, type, (uint32_t)i, &type->fields[j], value);
    }
}

Census *census_of_trial(Comparing *comparing, const RecordType *type) {
  const TrialRecords *records = &comparing->trial->records[type->index];
  Census *census = census_new(&comparing->arena, comparing->trial->model);
  for (size_t i = 0; i < records->count; i++)
    census_add(census, records->records[i]);
  if (comparing->planted)
    plant(comparing, census, type);
  return census;
}

typedef struct { Comparing *comparing; Compare *compare; } Work;

static void work(void *context) {
  Work *todo = context;
  arena_init_deferred(&todo->comparing->arena, &todo->comparing->trial->memory);
  todo->compare(todo->comparing);
  memory_release(&todo->comparing->trial->memory, &todo->comparing->arena);
}

static const ComparisonName names[] = {
#define X(each, label) { #each, label },
  COMPARISONS(X)
#undef X
};

/* What cannot be judged at all (a parameter that divides by zero) is left by both. */
bool compare_all(Comparing *comparing, const ComparisonName **which) {
  static Compare *const all[] = {
#define X(each, label) compare_##each,
    COMPARISONS(X)
#undef X
  };
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    Work todo = { comparing, all[i] };
    if (comparing->only && strcmp(comparing->only, names[i].name) != 0)
      continue;
    *which = &names[i];
    memory_guard(&comparing->trial->memory, work, &todo);
    if (comparing->difference.length)
      return false;
  }
  return true;
}
