#include "interp/report/titles.h"

const FieldType *title_field(const RecordType *type) {
  if (type->name_field >= 0)
    return &type->fields[type->name_field];
  for (size_t i = 0; i < type->count; i++)
    if (type->fields[i].type.kind == TYPE_TEXT && !type->fields[i].key && !type->fields[i].optional)
      return &type->fields[i];
  return NULL;
}

Text title_of(Arena *arena, const Record *record) {
  const FieldType *field = title_field(record->type);
  if (field) {
    Value name = record->fields[field->index];
    if (value_is_known(name) && name.as.text.length)
      return name.as.text;
  }
  return record_key_text(arena, record);
}

Text title_of_type(const RecordType *type) {
  return type->title.length ? type->title : type->name;
}

Text title_of_supplier(const Model *model, Text supplier) {
  for (size_t i = 0; i < model->bodies.count; i++) {
    const Body *body = model->bodies.items[i];
    if (text_equal(body->name, supplier))
      return body->title.length ? body->title : body->name;
  }
  return supplier;
}
