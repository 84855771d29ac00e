#include "interp/decide/judging.h"

/* The value at the end of a path of fields ("applicant.name"), and its type. */
static bool find_field(const Record *record, Text path, Value *value, const Type **type) {
  size_t dot = text_find(path, TEXT("."), 0);
  Text first = dot < path.length ? text_part(path, 0, dot) : path;
  const FieldType *field = record_type_find(record->type, text_trim(first));
  if (!field)
    return false;
  *value = record->fields[field->index];
  *type = &field->type;
  if (dot >= path.length)
    return true;
  if (value->state != VALUE_KNOWN || value->kind != TYPE_RECORD)
    return field->type.kind == TYPE_RECORD && value->state != VALUE_KNOWN;
  return find_field(value->as.record, text_part(path, dot + 1, path.length), value, type);
}

static bool find_parameter(Judging *judging, Text name, Value *value, const Type **type) {
  const Model *model = judging->judge->model;
  for (size_t i = 0; i < model->parameters.count; i++) {
    const Parameter *parameter = model->parameters.items[i];
    if (!text_equal(parameter->name, text_trim(name)))
      continue;
    *value = evaluator_parameter(judging->judge->evaluator, parameter);
    *type = &parameter->type;
    return true;
  }
  return false;
}

Text reason_fill(Judging *judging, Text reason) {
  if (text_find(reason, TEXT("{"), 0) >= reason.length)
    return reason;
  Writer writer;
  writer_to_memory(&writer, judging->batch);
  size_t at = 0;
  while (at < reason.length) {
    size_t open = text_find(reason, TEXT("{"), at);
    size_t close = open < reason.length ? text_find(reason, TEXT("}"), open) : reason.length;
    if (close >= reason.length)
      break;
    Value value = value_unknown(TYPE_UNKNOWN);
    const Type *type = NULL;
    Text name = text_part(reason, open + 1, close);
    writer_put(&writer, text_part(reason, at, open));
    if (find_field(judging->judgement->record, name, &value, &type) ||
        find_parameter(judging, name, &value, &type))
      writer_put(&writer, value_show(judging->batch, value, type, judging->judge->swedish));
    else
      writer_put(&writer, text_part(reason, open, close + 1));
    at = close + 1;
  }
  writer_put(&writer, text_part(reason, at, reason.length));
  return writer_text(&writer);
}
