/* A fact's name in full, and what it holds, as the rules write them. */
#include "base/writer.h"
#include "interp/check/model.h"

/* Where the part at `start` ends: its name, and behind that its key within brackets. */
static size_t end_of_name(Text path, size_t start) {
  while (start < path.length && path.bytes[start] != '.' && path.bytes[start] != '[')
    start++;
  return start;
}

static size_t end_of_key(Text path, size_t at) {
  if (at >= path.length || path.bytes[at] != '[')
    return at;
  size_t more = text_find(path, TEXT("]."), at);
  return more < path.length ? more + 1 : path.length;
}

static const RecordType *type_behind(const FieldType *field) {
  const Type *type = &field->type;
  if (type->kind == TYPE_LIST && type->element)
    type = type->element;
  return type->kind == TYPE_RECORD ? type->record : NULL;
}

/* "organisation[3].kind": a path may begin in another table. */
static const RecordType *type_called(const Model *model, Text name) {
  for (size_t i = 0; i < model->records.count; i++)
    if (text_equal(model->records.items[i]->name, name))
      return model->records.items[i];
  return NULL;
}

/* What each part is called goes to `writer` (NULL: nowhere).  The last part's field; NULL: none. */
static const FieldType *walk(Writer *writer, const Model *model, const RecordType *of, Text path) {
  const FieldType *field = NULL;
  for (size_t at = 0; at < path.length;) {
    size_t name_end = end_of_name(path, at), end = end_of_key(path, name_end);
    Text name = text_part(path, at, name_end);
    field = of ? record_type_find(of, name) : NULL;
    const RecordType *table = at == 0 && !field ? type_called(model, name) : NULL;
    if (writer) {
      writer_put(writer, field ? field_word(field) : name);
      writer_put(writer, text_part(path, name_end, end));
      writer_put(writer, end < path.length ? TEXT(".") : TEXT(""));
    }
    of = field ? type_behind(field) : table;
    at = end + 1;
  }
  return field;
}

Text path_word(Arena *arena, const Model *model, const RecordType *of, Text path) {
  Writer writer;
  writer_to_memory(&writer, arena);
  walk(&writer, model, of, path);
  return writer_text(&writer);
}

Text path_value_word(const Model *model, const RecordType *of, Text path, Text value) {
  const FieldType *field = walk(NULL, model, of, path);
  const Code *code = field && field->type.kind == TYPE_CODE && field->type.codes
                         ? codelist_find(field->type.codes, value) : NULL;
  return code ? code_word(code) : value;
}
