/* The type of the column `record`: INTEGER where all that is judged has one whole number for its
 * key, else TEXT.
 *
 * For a join SQLite makes an index of its own only where a column has the type that it is compared
 * by.  So `record` joins with the key of the register, and these tables with each other, in a time
 * that grows as the rows do, and writing pays for no index.  When a database meets keys of another
 * type, the tables are made anew, with whatever indexes and triggers people gave them. */
#include "interp/store/runs.h"

#include <string.h>

static const char *const keyed_tables[] = {
  "anslag_ended", "anslag_frame_line", "anslag_decided", "anslag_fact",
};
enum { KEYED_COUNT = sizeof keyed_tables / sizeof keyed_tables[0] };

/* What stands in their definitions. */
static const char *const definitions[] = {
  "record INTEGER NOT NULL", "record TEXT NOT NULL", "record NOT NULL",
};

/* ---- which type ------------------------------------------------------------------------- */

static bool rules_have_numbers(const Model *model) {
  bool numbers = true;
  for (size_t i = 0; i < model->decisions.count; i++) {
    const RecordType *type = model->decisions.items[i]->subject;
    numbers &= type->key_count == 1 && type->fields[type->key].type.kind == TYPE_INTEGER;
  }
  return numbers;
}

/* Those of the runs before; a record that has no key has an empty one. */
static bool rows_have_numbers(Store *store, Arena *arena, const char *table) {
  ColumnList columns = table_columns(store, arena, text_from(table));
  const Column *column = column_find(&columns, TEXT("record"));
  if (!column || text_is(column->type, "INTEGER"))
    return true;
  Text sql = arena_format(arena, "SELECT 1 FROM main.%s WHERE record <> '' AND "
                          "CAST(CAST(record AS INTEGER) AS TEXT) <> CAST(record AS TEXT) LIMIT 1",
                          table);
  return store_number(store, sql, 0) == 0;
}

void store_choose_key_type(Store *store) {
  Arena scratch;
  arena_init_deferred(&scratch, store->memory);
  const char *rows = store_has_old_rows(store) ? "anslag_decision" : "anslag_ended";
  bool numbers = rules_have_numbers(store->model) && rows_have_numbers(store, &scratch, rows) &&
                 rows_have_numbers(store, &scratch, "anslag_decided");
  store->keys_are_numbers = numbers;
  memory_release(store->memory, &scratch);
}

/* ---- the tables anew ---------------------------------------------------------------------- */

/* `definition` with the type that keys now have; none if it is not as we write it. */
static Text retyped(Arena *arena, Text definition, const char *type) {
  for (size_t i = 0; i < sizeof definitions / sizeof definitions[0]; i++) {
    Text   was = text_from(definitions[i]);
    size_t at = text_find(definition, was, 0), after = at + was.length;
    if (at < definition.length)
      return arena_format(arena, "%.*srecord %s NOT NULL%.*s", (int)at, definition.bytes, type,
                          (int)(definition.length - after), definition.bytes + after);
  }
  return TEXT_NONE;
}

typedef LIST(Text) TextList;

/* What people and we have made on it. */
static TextList made_on(Store *store, Arena *arena, const char *table) {
  TextList made = { NULL, 0, 0 };
  Statement *statement = statement_new(store, TEXT(
      "SELECT sql FROM main.sqlite_schema WHERE tbl_name = ?1 COLLATE NOCASE"
      " AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid"));
  statement_bind_text(store, statement, 1, text_from(table));
  while (statement_step(store, statement))
    LIST_ADD(arena, &made, Text, statement_text(store, statement, 0, arena));
  statement_end(statement);
  return made;
}

static Text definition_of(Store *store, Arena *arena, const char *table) {
  Statement *statement = statement_new(store, TEXT(
      "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?1 COLLATE NOCASE"));
  statement_bind_text(store, statement, 1, text_from(table));
  Text sql = statement_step(store, statement) ? statement_text(store, statement, 0, arena)
                                              : TEXT_NONE;
  statement_end(statement);
  return sql;
}

static void make_anew(Store *store, Arena *arena, const char *table, Text definition) {
  TextList made = made_on(store, arena, table);
  store_execute(store, arena_format(arena, "CREATE TEMP TABLE anslag_kept AS SELECT *"
                                    " FROM main.%s ORDER BY rowid", table).bytes);
  store_execute(store, arena_format(arena, "DROP TABLE main.%s", table).bytes);
  store_execute(store, definition.bytes);
  store_execute(store, arena_format(arena, "INSERT INTO main.%s SELECT * FROM temp.anslag_kept"
                                    " ORDER BY rowid", table).bytes);
  store_execute(store, "DROP TABLE temp.anslag_kept");
  for (size_t i = 0; i < made.count; i++)
    store_execute(store, made.items[i].bytes);
}

void store_type_keys(Store *store) {
  Arena scratch;
  arena_init_deferred(&scratch, store->memory);
  for (size_t i = 0; i < KEYED_COUNT; i++) {
    Text definition = definition_of(store, &scratch, keyed_tables[i]);
    Text wanted = retyped(&scratch, definition, store_key_type(store));
    if (wanted.length && !text_equal(wanted, definition))
      make_anew(store, &scratch, keyed_tables[i], wanted);
  }
  memory_release(store->memory, &scratch);
}

/* ---- keys ---------------------------------------------------------------- */

const char *store_key_type(const Store *store) {
  return store->keys_are_numbers ? "INTEGER" : "TEXT";
}

bool store_key_number(Text key, int64_t *number) {
  bool   negative = key.length && key.bytes[0] == '-';
  size_t digits = key.length - negative;
  *number = 0;
  if (digits == 0 || (key.bytes[negative] == '0' && key.length > 1))
    return false;
  for (size_t i = negative; i < key.length; i++) {
    int digit = key.bytes[i] - '0';
    if (digit < 0 || digit > 9 || __builtin_mul_overflow(*number, 10, number) ||
        __builtin_add_overflow(*number, negative ? -digit : digit, number))
      return false;
  }
  return true;
}
