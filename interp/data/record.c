/* Keys and names of records: how they are told apart, ordered and called. */
#include "interp/data/value.h"

enum { REFERENCE_DEPTH = 8 };   /* a key that refers to a record whose key refers … */

static bool is_separator(char c) {
  return c == ',' || c == '\\';
}

/* The part of a composite key, with a backslash before its own commas and backslashes. */
static Text escape_part(Arena *arena, Text part) {
  size_t marked = 0;
  for (size_t i = 0; i < part.length; i++)
    marked += is_separator(part.bytes[i]);
  if (marked == 0)
    return part;
  char *bytes = arena_alloc(arena, part.length + marked + 1);
  size_t length = 0;
  for (size_t i = 0; i < part.length; i++) {
    if (is_separator(part.bytes[i]))
      bytes[length++] = '\\';
    bytes[length++] = part.bytes[i];
  }
  return (Text){ bytes, length };
}

Text record_key_text(Arena *arena, const Record *record) {
  const RecordType *type = record->type;
  if (type->key_count == 1) {
    Value only = record->fields[type->key];
    Text text = value_plain(arena, only);
    return only.kind == TYPE_TEXT ? arena_text(arena, text) : text;   /* the record may go first */
  }
  Text key = TEXT("");
  bool first = true;
  for (size_t i = 0; i < type->count; i++) {
    if (!type->fields[i].key)
      continue;
    Text part = escape_part(arena, value_plain(arena, record->fields[i]));
    key = first ? part : arena_format(arena, "%.*s,%.*s", TEXT_PRINT(key), TEXT_PRINT(part));
    first = false;
  }
  return key;
}

Text record_name(Arena *arena, const Record *record) {
  int field = record->type->name_field;
  if (field >= 0) {
    Value name = record->fields[field];
    if (value_is_known(name) && name.kind == TYPE_TEXT && name.as.text.length > 0)
      return name.as.text;
  }
  return record_key_text(arena, record);
}

static int compare_keys(const Record *a, const Record *b, unsigned depth);

static int compare_parts(Value a, Value b, unsigned depth) {
  if (!value_is_known(a) || !value_is_known(b))
    return (int)value_is_known(a) - (int)value_is_known(b);   /* what is not known comes first */
  if (a.kind != b.kind)
    return a.kind < b.kind ? -1 : 1;
  if (a.kind == TYPE_CODE)
    return text_compare(a.as.code->name, b.as.code->name);
  if (a.kind == TYPE_RECORD)
    return depth == 0 ? 0 : compare_keys(a.as.record, b.as.record, depth - 1);
  return value_compare(a, b);
}

static int compare_keys(const Record *a, const Record *b, unsigned depth) {
  const RecordType *type = a->type;
  if (type != b->type)
    return text_compare(type->name, b->type->name);
  for (size_t i = 0; i < type->count; i++) {
    if (!type->fields[i].key)
      continue;
    int compared = compare_parts(a->fields[i], b->fields[i], depth);
    if (compared != 0)
      return compared;
  }
  return 0;
}

int record_key_compare(const Record *a, const Record *b) {
  return compare_keys(a, b, REFERENCE_DEPTH);
}
