/* What differs between the rules as they are and with other parameters: by columns, and record by
 * record; told as one object with every record that differs. */
#include "tests/property/compare.h"

#include "interp/report/difference.h"

#include <string.h>

typedef struct {
  Comparing *comparing;
  bool       by_columns, decided_only;
  Text       told;
} Telling;

static Store *open_side(Trial *trial, Arena *arena, Population *population) {
  Store *store = store_open(arena, trial->model, text_from(trial->path), STORE_READ,
                            &trial->diags);
  store_begin(store);
  population_of_store(population, store, arena);
  return store;
}

static void tell(void *context) {
  Telling *telling = context;
  Trial *trial = telling->comparing->trial;
  Arena *arena = &telling->comparing->arena;
  Population populations[2];
  RulesSide old = { .model = trial->model, .settings = &trial->none };
  RulesSide new = { .model = trial->model, .settings = &trial->changed };
  Store *stores[2];
  for (size_t i = 0; i < 2; i++)
    stores[i] = open_side(trial, arena, &populations[i]);
  populations[1].hold_none = telling->decided_only;
  EndingSide before = { .side = &old, .eval = trial->options, .population = &populations[0],
                        .store = telling->by_columns ? stores[0] : NULL, .threads = 1,
                        .decided_only = telling->decided_only };
  EndingSide after = { .side = &new, .eval = trial->options, .population = &populations[1],
                       .store = telling->by_columns ? stores[1] : NULL, .threads = 1 };
  RunVisitor progress = { .progress = NULL };
  Endings *endings = endings_judge(arena, &before, &after, NULL, &progress, &trial->diags);
  DifferenceReport report = { .endings = endings };
  for (size_t i = 0; i < endings->decisions.count; i++)
    endings->decisions.items[i].pairs.title = NULL;     /* titles are read by columns alone */
  Writer writer;
  writer_to_memory(&writer, arena);
  difference_write_json(&writer, &report);
  telling->told = writer_text(&writer);
  endings_end(endings);
  for (size_t i = 2; i-- > 0;) {
    store_rollback(stores[i]);
    store_close(stores[i]);
  }
}

static Text told(Comparing *comparing, bool by_columns, bool decided_only) {
  Telling telling = { .comparing = comparing, .by_columns = by_columns,
                      .decided_only = decided_only };
  if (!memory_guard(&comparing->trial->memory, tell, &telling))
    return TEXT("left\n");
  return telling.told;
}

/* From a little before where they part. */
static Text parting(Text text, size_t at) {
  size_t from = at > 160 ? at - 160 : 0, to = at + 160;
  return text_part(text, from, to < text.length ? to : text.length);
}

static void compare_told(Comparing *comparing, bool decided_only) {
  Text records = told(comparing, false, decided_only);
  Text columns = told(comparing, true, decided_only);
  size_t at = 0;
  while (at < records.length && at < columns.length && records.bytes[at] == columns.bytes[at])
    at++;
  if (at < records.length || at < columns.length)
    differ(comparing, "%s\n  by records: %.*s\n  by columns: %.*s",
           decided_only ? "of those decided" : "of all", TEXT_PRINT(parting(records, at)),
           TEXT_PRINT(parting(columns, at)));
}

void compare_diff(Comparing *comparing) {
  uint64_t seed = comparing->trial->made->seed;
  if (!comparing->all && seed % 12 != 1)
    return;
  compare_told(comparing, false);
  if (comparing->all || seed / 12 % 2)
    compare_told(comparing, true);
}
