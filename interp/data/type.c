#include "interp/data/type.h"

const char *const fact_owner_names[] = {
  [FACT_APPLICANT] = MESSAGE("applicant"),
  [FACT_OFFICE]    = MESSAGE("office"),
  [FACT_REGISTER]  = MESSAGE("register"),
  [FACT_EVENT]     = MESSAGE("event"),
};

Text fact_owner_text(Text name, Language language) {
  for (int owner = FACT_APPLICANT; owner <= FACT_EVENT; owner++)
    if (text_is(name, fact_owner_names[owner]))
      return text_from(message(language, fact_owner_names[owner]));
  return name;
}

static const char *const type_kind_names[] = {
#define X(kind, label) [kind] = label,
  TYPE_KINDS(X)
#undef X
};

bool type_equal(const Type *a, const Type *b) {
  while (a->kind == TYPE_LIST && b->kind == TYPE_LIST && a->element && b->element) {
    a = a->element;
    b = b->element;
  }
  if (a->kind != b->kind)
    return false;
  switch (a->kind) {
    case TYPE_MONEY:  return a->currency == b->currency;
    case TYPE_CODE:   return a->codes == b->codes;
    case TYPE_RECORD: return a->record == b->record;
    case TYPE_LIST:   return a->element == b->element;   /* at least one has none */
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE:
    case TYPE_DATE: case TYPE_MOMENT: case TYPE_DURATION: case TYPE_TEXT: case TYPE_BODY:
      return true;
  }
  return false;
}

Text type_text(Arena *arena, const Type *type, Language language) {
  switch (type->kind) {
    case TYPE_MONEY:
      if (type->currency)
        return arena_format(arena, message(language, "money %.*s"),
                            TEXT_PRINT(type->currency->name));
      break;
    case TYPE_CODE:
      if (type->codes && !type->codes->foreign)
        return type->codes->name;
      break;
    case TYPE_RECORD:
      if (type->record)
        return type->record->name;
      break;
    case TYPE_LIST:
      if (type->element) {
        Text element = type_text(arena, type->element, language);
        return arena_format(arena, message(language, "list of %.*s"), TEXT_PRINT(element));
      }
      break;
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE:
    case TYPE_DATE: case TYPE_MOMENT: case TYPE_DURATION: case TYPE_TEXT: case TYPE_BODY:
      break;
  }
  return text_from(message(language, type_kind_names[type->kind]));
}

Text code_word(const Code *code) {
  return code->local.length ? code->local : code->name;
}

Text code_title(const Code *code) {
  return code->title.length ? code->title : code_word(code);
}

Text field_word(const FieldType *field) {
  return field->local.length ? field->local : field->name;
}

Text field_title(const FieldType *field) {
  return field->title.length ? field->title : field_word(field);
}

static bool among(const Text *texts, size_t count, Text text) {
  for (size_t i = 0; i < count; i++)
    if (text_equal(texts[i], text))
      return true;
  return false;
}

/* A name wins over a title, and a title over an alias, whatever the order of the codes. */
const Code *codelist_find(const Codelist *codelist, Text text) {
  if (text.length == 0)
    return NULL;
  for (size_t i = 0; i < codelist->count; i++)
    if (text_equal(codelist->codes[i].name, text))
      return &codelist->codes[i];
  for (size_t i = 0; i < codelist->count; i++)
    if (text_equal(codelist->codes[i].title, text))
      return &codelist->codes[i];
  for (size_t i = 0; i < codelist->count; i++)
    if (among(codelist->codes[i].aliases.items, codelist->codes[i].aliases.count, text))
      return &codelist->codes[i];
  return NULL;
}

const struct Record *record_type_row(const RecordType *record, Text key) {
  return record->row_by_key ? map_get(record->row_by_key, key) : NULL;
}

const FieldType *record_type_find(const RecordType *record, Text name) {
  if (name.length == 0)
    return NULL;
  for (size_t i = 0; i < record->count; i++)
    if (text_equal(record->fields[i].name, name))
      return &record->fields[i];
  for (size_t i = 0; i < record->count; i++)
    if (among(record->fields[i].aliases.items, record->fields[i].aliases.count, name))
      return &record->fields[i];
  return NULL;
}

const Body *body_nobody(void) {
  static const Body nobody = { .kind = BODY_BODY, .name = { "", 0 }, .title = { "", 0 } };
  return &nobody;
}

bool body_is_called(const Body *body, Text name) {
  return name.length > 0 &&
         (text_equal(body->name, name) || text_equal(body->title, name) ||
          among(body->aliases.items, body->aliases.count, name));
}
