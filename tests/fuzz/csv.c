/* csv.c - fuzz target: any bytes are imported without harm; what is written is what is told,
 * and what was taken as good is read back as good.
 *
 * The first two bytes choose the record and what is kept; the rest is the file. */
#include "interp/store/import.h"
#include "tests/harness/store_tables.h"

#include <stdlib.h>

typedef struct {
  Memory *memory;
  Text    bytes;
} Input;

typedef struct {
  Arena   arena;
  Sources sources;
  Diags   diags;
  Tables  tables;
  Store  *store;
} Work;

static void must(bool holds) {
  if (!holds)
    abort();
}

static const RecordType *choose_record(Work *work, unsigned char choice, const char **name) {
  static const char *const names[] = { "application", "organisation", "item", "applicant" };
  const RecordType *records[] = { &work->tables.application, &work->tables.organisation,
                                  &work->tables.item, NULL };
  *name = names[choice % 4];
  return records[choice % 4];
}

/* Two organisations, so that references may lead somewhere. */
static void import_first(Work *work) {
  ImportOptions options = { .record = TEXT("organisation"), .path = TEXT("first.csv"),
                            .bytes = TEXT("id,name,kind\n1001,A,board\n1002,B,company\n") };
  Writer account;
  writer_to_memory(&account, &work->arena);
  must(import_csv(work->store, &options, &account, &work->diags).inserted == 2);
}

static size_t count_faults(Work *work, const RecordType *record) {
  StoreReader *reader = store_read(work->store, record);
  Arena batch;
  arena_init_deferred(&batch, work->arena.memory);
  size_t faults = 0;
  for (const Record *each; (each = store_next(reader, &batch)) != NULL; arena_reset(&batch))
    faults += each->faults.count;
  store_read_end(reader);
  memory_release(work->arena.memory, &batch);
  return faults;
}

static void import_input(Work *work, Text bytes) {
  const char *name;
  unsigned char choice = (unsigned char)bytes.bytes[0], how = (unsigned char)bytes.bytes[1];
  const RecordType *record = choose_record(work, choice, &name);
  ImportOptions options = { .record = text_from(name), .path = TEXT("input.csv"),
                            .bytes = text_part(bytes, 2, bytes.length),
                            .keep = (ImportKeep)(how % 3), .update = how / 3 % 2 == 1,
                            .dry_run = how / 6 % 8 == 7 };
  Writer account;
  writer_to_memory(&account, &work->arena);
  size_t before = record ? store_count(work->store, record) : 0;
  size_t errors = work->diags.errors;
  ImportResult result = import_csv(work->store, &options, &account, &work->diags);
  bool refused = work->diags.errors > errors;
  if (options.keep == IMPORT_ALL_OR_NOTHING && refused)
    must(result.inserted == 0 || options.dry_run);
  if (record && !options.dry_run)
    must(store_count(work->store, record) == before + result.inserted);
  must(result.inserted + result.left_out <= result.rows || options.update);
  if (record && !refused && !options.dry_run)
    must(count_faults(work, record) == 0);
  else if (record)
    count_faults(work, record);
  must(store_data_hash(work->store, &work->arena).length == 64);
}

static void check(void *context) {
  Input *input = context;
  Work work;
  memset(&work, 0, sizeof work);
  arena_init_deferred(&work.arena, input->memory);
  sources_init(&work.sources, &work.arena);
  diags_init(&work.diags, &work.arena, &work.sources);
  tables_make(&work.tables, &work.arena);
  work.store = store_open(&work.arena, &work.tables.model, TEXT(":memory:"), STORE_CREATE,
                          &work.diags);
  store_make_tables(work.store);
  import_first(&work);
  import_input(&work, input->bytes);
  store_close(work.store);
  memory_release(input->memory, &work.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2)
    return 0;
  Memory memory = { .limit = (size_t)256 << 20 };
  Input input = { &memory, { (const char *)data, size } };
  must(memory_guard(&memory, check, &input) || memory.failure != FAILURE_STOPPED);
  must(memory.blocks == 0);
  return 0;
}
