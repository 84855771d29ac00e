/* Facts of a record written and read back; settings of a run; what has changed since. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "interp/ledger/facts.h"
#include "interp/ledger/line.h"
#include "interp/ledger/settings.h"
#include "interp/ledger/since.h"

typedef struct {
  Arena arena;
  Text  names[8], values[8];
  size_t count;
} World;

typedef void TestBody(World *world);

static TestBody *body_to_run;

static void run_body(void *context) {
  World *world = context;
  arena_init_deferred(&world->arena, world->arena.memory);
  body_to_run(world);
  memory_release(world->arena.memory, &world->arena);
}

static void world_run(TestBody *body) {
  Memory memory = { 0 };
  World world = { .arena = { .memory = &memory } };
  body_to_run = body;
  assert_true(memory_guard(&memory, run_body, &world));
  assert_int_equal(memory.blocks, 0);
}

/* ---- facts --------------------------------------------------------------------------------- */

static Code colours[] = { { .name = { "red", 3 } }, { .name = { "blue", 4 } } };
static Codelist colour = { .name = { "colour", 6 }, .codes = colours, .count = 2 };
static const Currency kronor = { .name = { "SEK", 3 }, .main_unit = { "kr", 2 }, .decimals = 2,
                                 .minor_per_main = 100 };

static FieldType firm_fields[] = {
  { .index = 0, .name = { "id", 2 }, .type = { .kind = TYPE_INTEGER }, .key = true, .used = true },
  { .index = 1, .name = { "share", 5 }, .type = { .kind = TYPE_RATE }, .used = true },
};
static RecordType firm = { .name = { "firm", 4 }, .fields = firm_fields, .count = 2,
                           .key_count = 1, .name_field = -1 };
static Type firm_element = { .kind = TYPE_RECORD, .record = &firm };

static FieldType claim_fields[] = {
  { .index = 0, .name = { "id", 2 }, .type = { .kind = TYPE_INTEGER }, .key = true, .used = true },
  { .index = 1, .name = { "amount", 6 }, .type = { .kind = TYPE_MONEY, .currency = &kronor },
    .used = true },
  { .index = 2, .name = { "on", 2 }, .type = { .kind = TYPE_DATE }, .used = true },
  { .index = 3, .name = { "good", 4 }, .type = { .kind = TYPE_TRUTH }, .used = true },
  { .index = 4, .name = { "colour", 6 }, .type = { .kind = TYPE_CODE, .codes = &colour },
    .used = true },
  { .index = 5, .name = { "note", 4 }, .type = { .kind = TYPE_TEXT }, .used = true },
  { .index = 6, .name = { "open", 4 }, .type = { .kind = TYPE_INTEGER }, .used = true },
  { .index = 7, .name = { "may", 3 }, .type = { .kind = TYPE_INTEGER }, .optional = true,
    .used = true },
  { .index = 8, .name = { "firms", 5 }, .type = { .kind = TYPE_LIST, .element = &firm_element },
    .used = true, .list = LIST_VIA },
  { .index = 9, .name = { "lasts", 5 }, .type = { .kind = TYPE_DURATION }, .used = true },
  { .index = 10, .name = { "unread", 6 }, .type = { .kind = TYPE_INTEGER } },
};
static RecordType claim = { .name = { "claim", 5 }, .fields = claim_fields, .count = 11,
                            .key_count = 1, .name_field = -1 };

static Record *make_claim(Arena *arena) {
  Fraction share;
  assert_true(fraction_parse(TEXT("0.5001"), '.', &share));
  Record *owner = arena_new(arena, Record);
  owner->type = &firm;
  owner->fields = arena_array(arena, Value, 2);
  owner->fields[0] = value_integer(7);
  owner->fields[1] = value_number(TYPE_RATE, share);
  Value *firms = arena_array(arena, Value, 1);
  firms[0] = value_record(owner);
  Record *record = arena_new(arena, Record);
  record->type = &claim;
  record->fields = arena_array(arena, Value, 11);
  record->fields[0] = value_integer(212);
  record->fields[1] = value_number(TYPE_MONEY, fraction_from(123456789));
  record->fields[2] = value_date(20000);
  record->fields[3] = value_truth(true);
  record->fields[4] = value_code(&colours[1]);
  record->fields[5] = value_text(TEXT("say \"x\" \t ,"));
  record->fields[6] = value_unknown(TYPE_INTEGER);
  record->fields[7] = value_none(TYPE_INTEGER);
  record->fields[8] = value_list(firms, 1);
  record->fields[9] = (Value){ .state = VALUE_KNOWN, .kind = TYPE_DURATION,
                               .as.duration = { 14, 3, 0 } };
  record->fields[10] = value_integer(5);
  return record;
}

static void write_and_read(World *world, Surface surface) {
  Model model = { .surface = surface };
  const Record *record = make_claim(&world->arena);
  StoreFact like = { .run_id = 1, .decision = TEXT("grant"), .record = TEXT("212") };
  StoreFactList facts = { NULL, 0, 0 };
  FactsRecords records = { NULL, 0, 0 };
  facts_gather(&world->arena, &model, record, &like, &facts);
  const Record *again = facts_rebuild(&world->arena, &model, &claim, &facts, &records);
  assert_int_equal(again->faults.count, 0);
  assert_int_equal(records.count, 2);
  for (size_t i = 0; i < 10; i++) {
    Value was = record->fields[i], is = again->fields[i];
    assert_int_equal(is.state, was.state);
    if (was.state != VALUE_KNOWN || was.kind == TYPE_LIST)
      continue;
    if (!value_same(was, is))
      fail_msg("%.*s is another", TEXT_PRINT(claim_fields[i].name));
  }
  assert_int_equal(again->fields[8].as.list.count, 1);
  assert_true(value_same(again->fields[8].as.list.items[0].as.record->fields[1],
                         record->fields[8].as.list.items[0].as.record->fields[1]));
  assert_int_equal(again->fields[10].state, VALUE_UNKNOWN);
}

static void in_english(World *world) { write_and_read(world, SURFACE_ENGLISH); }
static void in_swedish(World *world) { write_and_read(world, SURFACE_SWEDISH); }

static void a_record_is_the_same_after_its_facts(void **state) {
  (void)state;
  world_run(in_english);
  world_run(in_swedish);
}

static void gather_paths(World *world) {
  Model model = { .surface = SURFACE_ENGLISH };
  StoreFact like = { .run_id = 1 };
  StoreFactList facts = { NULL, 0, 0 };
  facts_gather(&world->arena, &model, make_claim(&world->arena), &like, &facts);
  static const char *const expected[] = {
    "id=212", "amount=1_234_567.89 kr", "on=2024-10-04", "good=yes", "colour=blue",
    "note=\"say \"x\" \t ,\"", "open", "may", "firms=7", "firms[1].id=7",
    "firms[1].share=50.01 %", "lasts=14 months + 3 days",
  };
  assert_int_equal(facts.count, sizeof expected / sizeof expected[0]);
  for (size_t i = 0; i < facts.count; i++) {
    const StoreFact *fact = &facts.items[i];
    Text said = fact->known ? arena_format(&world->arena, "%.*s=%.*s", TEXT_PRINT(fact->field),
                                           TEXT_PRINT(fact->value))
                            : fact->field;
    assert_string_equal(arena_text(&world->arena, said).bytes, expected[i]);
  }
}

static void facts_are_paths_and_values_as_rules_write_them(void **state) {
  (void)state;
  world_run(gather_paths);
}

/* ---- since --------------------------------------------------------------------------------- */

static void compare_since(World *world) {
  Arena *arena = &world->arena;
  Model model = { .surface = SURFACE_ENGLISH };
  StoreFact like = { .run_id = 1 };
  StoreFactList then = { NULL, 0, 0 }, now = { NULL, 0, 0 };
  Record *record = make_claim(arena);
  facts_gather(arena, &model, record, &like, &then);
  record->fields[1] = value_number(TYPE_MONEY, fraction_from(100));
  record->fields[6] = value_integer(3);
  ((Record *)(uintptr_t)record->fields[8].as.list.items[0].as.record)->fields[1] =
      value_number(TYPE_RATE, fraction_from(1));
  facts_gather(arena, &model, record, &like, &now);
  StoreChange changes[] = {
    { .record = TEXT("claim"), .key = TEXT("212"), .field = TEXT("amount"), .row = 8,
      .at = TEXT("2026-01-01T00:00:00Z") },
    { .record = TEXT("claim"), .key = TEXT("212"), .field = TEXT("amount"), .row = 9,
      .at = TEXT("2026-04-02T00:00:00Z") },
    { .record = TEXT("firm"), .key = TEXT("7"), .field = TEXT("share"), .row = 3,
      .at = TEXT("2026-04-03T00:00:00Z") },
    { .record = TEXT("claim"), .key = TEXT("213"), .field = TEXT("open"), .row = 4,
      .at = TEXT("2026-04-03T00:00:00Z") },
  };
  StoreChanges history = { changes, 4, 4 };
  StoreTaken line = { .record = TEXT("212"), .recorded_at = TEXT("2026-03-17T12:00:00Z") };
  SinceChanges found = since_compare(arena, &claim, &line, &then, &now, &history);
  assert_int_equal(found.count, 3);
  assert_true(text_is(found.items[0].field, "amount"));
  assert_int_equal(found.items[0].change->row, 9);         /* not the one before the decision */
  assert_true(text_is(found.items[1].field, "open"));
  assert_false(found.items[1].had);
  assert_null(found.items[1].change);                      /* that of another record */
  assert_true(text_is(found.items[2].field, "firms[1].share"));
  assert_int_equal(found.items[2].change->row, 3);
}

static void each_change_has_the_import_that_made_it(void **state) {
  (void)state;
  world_run(compare_since);
}

/* ---- settings, lines ------------------------------------------------------------------------- */

static void note_setting(void *context, Text name, Text value) {
  World *world = context;
  world->names[world->count] = name;
  world->values[world->count++] = value;
}

static void read_settings(World *world) {
  Text scenario = settings_read(&world->arena,
      TEXT("{\"scenario\":\"a \\\"b\\\" å\",\"sets\":{\"fee(2026, 1)\":\"max(1 kr, 2 kr)\","
           "\"limit\":\"1,5 mkr, 3 mkr from 2026-07-01\"}}"), note_setting, world);
  assert_true(text_is(scenario, "a \"b\" å"));
  assert_int_equal(world->count, 3);
  assert_true(text_is(world->names[0], "fee(2026, 1)"));
  assert_true(text_is(world->values[0], "max(1 kr, 2 kr)"));
  assert_true(text_is(world->values[1], "1,5 mkr"));
  assert_true(text_is(world->values[2], "3 mkr from 2026-07-01"));
  world->count = 0;
  assert_int_equal(settings_read(&world->arena, TEXT("{\"scenario\":null,\"sets\":{}}"),
                                 note_setting, world).length, 0);
  assert_int_equal(settings_read(&world->arena, TEXT("nonsense"), note_setting, world).length, 0);
  assert_int_equal(world->count, 0);
}

static void settings_are_read_as_they_were_written(void **state) {
  (void)state;
  world_run(read_settings);
}

static void hash_lines(World *world) {
  StoreTaken line = { .id = 1, .run_id = 2, .decision = TEXT("d"), .record = TEXT("3\t4"),
                      .outcome = TEXT("fundable"), .has_granted = true, .granted = 5,
                      .decider = TEXT("b"), .decided_on = TEXT("2026-01-01"),
                      .recorded_at = TEXT("t"), .previous_hash = TEXT("p") };
  StoreFact fact = { .field = TEXT("a"), .known = true, .value = TEXT("1") };
  /* printf '…' | sha256sum, with the line and its fact:
   * anslag-decided-1\t1\t2\td\t3\\t4\tfundable\t5\t\tb\t2026-01-01\t\t\t\tt\t\tp\nF\ta\t1\n */
  assert_string_equal(line_hash(&world->arena, &line, &fact, 1).bytes, 
                      "4f244140aff371aed3ca1526a0c11fa32468e3702d318db64dad50871942a600");
}

static void a_line_is_hashed_as_sha256sum_does(void **state) {
  (void)state;
  world_run(hash_lines);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_record_is_the_same_after_its_facts),
    cmocka_unit_test(facts_are_paths_and_values_as_rules_write_them),
    cmocka_unit_test(each_change_has_the_import_that_made_it),
    cmocka_unit_test(settings_are_read_as_they_were_written),
    cmocka_unit_test(a_line_is_hashed_as_sha256sum_does),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
