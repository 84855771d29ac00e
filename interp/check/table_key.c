#include "interp/check/table.h"

/* ---- words --------------------------------------------------------------------------------- */

static const Code *code_called(const Codelist *words, Text name) {
  return name.length ? codelist_find(words, name) : NULL;
}

static const Code *code_of_body(const Codelist *words, const Body *body) {
  const Code *found = code_called(words, body->name);
  if (!found)
    found = code_called(words, body->title);
  for (size_t i = 0; !found && i < body->aliases.count; i++)
    found = code_called(words, body->aliases.items[i]);
  return found;
}

/* A record stands in a table by its key, or by its name. */
static const Code *code_of_record(Arena *arena, const Codelist *words, const Record *record) {
  const Code *found = code_called(words, record_key_text(arena, record));
  return found ? found : code_called(words, record_name(arena, record));
}

/* The word of the table's own list that the value names; NULL: none. */
static const Code *word_of(Arena *arena, const Codelist *words, Value value) {
  if (value.kind == TYPE_BODY)
    return code_of_body(words, value.as.body);
  if (value.kind == TYPE_RECORD)
    return code_of_record(arena, words, value.as.record);
  if (value.kind != TYPE_CODE)
    return code_called(words, value_plain(arena, value));
  if (value.as.code->codelist == words)
    return value.as.code;
  const Code *found = code_called(words, value.as.code->name);
  return found ? found : code_called(words, value.as.code->title);
}

/* ---- keys ---------------------------------------------------------------------------------- */

static bool part_of(Arena *arena, const DataKey *key, Value value, Text *part) {
  if (key->words) {
    const Code *code = word_of(arena, key->type.codes, value);
    *part = code ? code->name : TEXT_NONE;
    return code != NULL;
  }
  *part = value.kind == TYPE_RECORD ? record_key_text(arena, value.as.record)
                                    : value_plain(arena, value);
  return true;
}

bool data_key_text(Arena *arena, const DataTable *table, const Value *keys, Text *text) {
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < table->key_count; i++) {
    Text part;
    if (!part_of(arena, &table->keys[i], keys[i], &part))
      return false;
    if (i)
      writer_put_char(&writer, '\x1f');
    writer_put(&writer, part);
  }
  *text = writer_text(&writer);
  return true;
}

const DataRow *data_row(const DataTable *table, Text key_text) {
  return map_get(&table->by_key, key_text);
}

Text data_cell_name(Arena *arena, const DataTable *table, const Value *keys) {
  Writer writer;
  writer_to_memory(&writer, arena);
  writer_put(&writer, table->name);
  for (size_t i = 0; i < table->key_count; i++)
    writer_print(&writer, "%s%.*s", i ? ", " : "(", TEXT_PRINT(value_plain(arena, keys[i])));
  writer_put(&writer, table->key_count ? TEXT(")") : TEXT(""));
  return writer_text(&writer);
}
