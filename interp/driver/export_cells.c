#include "interp/driver/export.h"

#include "interp/decide/judge.h"
#include "interp/report/titles.h"

const Record *export_record(const Export *export, Text key, Arena *batch) {
  return store_find(export->store, export->decision->subject, key, batch);
}

/* Minor units as the main unit's plain decimals: 100000001 is 1000000.01. */
static SheetCell money_cell(const Export *export, Text cell) {
  const Currency *currency = export->decision->currency;
  Fraction minor, amount;
  if (!currency || !fraction_parse(cell, '.', &minor) ||
      !fraction_divide(minor, fraction_from(currency->minor_per_main), &amount))
    return sheet_text(arena_text(export->arena, cell));
  unsigned decimals = fraction_is_whole(amount) ? 0 : currency->decimals;
  return sheet_number(fraction_text_rounded(export->arena, amount, decimals));
}

static Text body_words(const Export *export, Text name) {
  for (size_t i = 0; i < export->model->bodies.count; i++) {
    const Body *body = export->model->bodies.items[i];
    if (text_equal(body->name, name))
      return body->title.length ? body->title : body->name;
  }
  return name;
}

/* The first field of that name with a title: of the record judged, else of any other. */
static Text fact_words(const Export *export, Text name) {
  const FieldType *field = record_type_find(export->decision->subject, name);
  for (size_t i = 0; i < export->model->records.count && !field; i++)
    field = record_type_find(export->model->records.items[i], name);
  return field ? field_title(field)
               : path_word(export->arena, export->model, export->decision->subject, name);
}

static Text rule_words(const Export *export, Text name) {
  for (size_t i = 0; i < export->model->decisions.count; i++) {
    const Decision *decision = export->model->decisions.items[i];
    for (size_t j = 0; j < decision->rules.count; j++)
      if (text_equal(decision->rules.items[j]->name, name) &&
          decision->rules.items[j]->title.length)
        return decision->rules.items[j]->title;
    for (size_t j = 0; j < decision->deadlines.count; j++)
      if (text_equal(decision->deadlines.items[j]->name, name) &&
          decision->deadlines.items[j]->title.length)
        return decision->deadlines.items[j]->title;
  }
  return rule_name_word(name, export->screen.swedish ? SURFACE_SWEDISH : SURFACE_ENGLISH);
}

static Language language_of(const Export *export) {
  return export->screen.swedish ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
}

static Text outcome_words(const Export *export, Text name) {
  for (size_t i = 0; i < export->model->decisions.count; i++) {
    const Decision *decision = export->model->decisions.items[i];
    for (size_t j = 0; j < decision->outcomes.count; j++)
      if (text_equal(decision->outcomes.items[j]->name, name) &&
          decision->outcomes.items[j]->title.length)
        return decision->outcomes.items[j]->title;
  }
  return outcome_text(name, language_of(export));
}

/* A word of ours: "fundable", "kan beviljas". */
static SheetCell word_cell(const Export *export, Text cell, Text words) {
  return sheet_word(arena_text(export->arena, cell), arena_text(export->arena, words));
}

/* "a,b" with each name in words, parted by "; ". */
static SheetCell each_in_words(const Export *export, Text names,
                               Text words(const Export *, Text)) {
  Writer writer;
  writer_to_memory(&writer, export->arena);
  for (size_t start = 0; start < names.length;) {
    size_t end = text_find(names, TEXT(","), start);
    if (end > names.length)
      end = names.length;
    if (start)
      writer_put(&writer, TEXT("; "));
    writer_put(&writer, words(export, text_part(names, start, end)));
    start = end + 1;
  }
  return sheet_text(writer_text(&writer));
}

static SheetCell list_cell(const Export *export, Value value) {
  Writer writer;
  writer_to_memory(&writer, export->arena);
  for (size_t i = 0; i < value.as.list.count; i++)
    writer_print(&writer, "%s%.*s", i ? "; " : "",
                 TEXT_PRINT(title_of(export->arena, value.as.list.items[i].as.record)));
  return sheet_text(writer_text(&writer));
}

static SheetCell field_cell(const Export *export, const FieldType *field, const Record *record) {
  Value value = record->fields[field->index];
  if (value.state != VALUE_KNOWN)
    return sheet_none();
  switch (value.kind) {
    case TYPE_LIST:
      return list_cell(export, value);
    case TYPE_RECORD:
      return sheet_text(arena_text(export->arena, title_of(export->arena, value.as.record)));
    case TYPE_MONEY:
      return money_cell(export, value_plain(export->arena, value));
    case TYPE_INTEGER:
      return sheet_number(value_plain(export->arena, value));
    case TYPE_CODE:
      return sheet_text(code_title(value.as.code));
    case TYPE_TEXT:
      return sheet_text(arena_text(export->arena, value.as.text));
    case TYPE_UNKNOWN:
    case TYPE_TRUTH:
    case TYPE_DECIMAL:
    case TYPE_RATE:
    case TYPE_DATE:
    case TYPE_MOMENT:
    case TYPE_DURATION:
    case TYPE_BODY:
      break;
  }
  return sheet_text(value_say(export->arena, value, &field->type, export->screen.swedish));
}

/* A key of figures alone is a number for a spreadsheet unless that would change it. */
static SheetCell key_cell(const Export *export, Text key) {
  bool figures = key.length > 0 && key.length < 16 && (key.bytes[0] != '0' || key.length == 1);
  for (size_t i = 0; i < key.length && figures; i++)
    figures = key.bytes[i] >= '0' && key.bytes[i] <= '9';
  Text copy = arena_text(export->arena, key);
  return figures ? sheet_number(copy) : sheet_text(copy);
}

SheetCell export_cell(const Export *export, const ExportColumn *column, Text cell, bool null,
                      Text key, const Record *record) {
  if (column->kind == EXPORT_KEY)
    return key_cell(export, key);
  if (column->kind == EXPORT_NAME)
    return record ? sheet_text(arena_text(export->arena, title_of(export->arena, record)))
                  : sheet_none();
  if (column->kind == EXPORT_FIELD)
    return record && record->type == export->decision->subject
               ? field_cell(export, column->field, record)
               : sheet_none();
  if (null || cell.length == 0)
    return sheet_none();
  switch (column->kind) {
    case EXPORT_MONEY:
      return money_cell(export, cell);
    case EXPORT_NUMBER:
      return sheet_number(arena_text(export->arena, cell));
    case EXPORT_DECIDER:
      return sheet_text(arena_text(export->arena, body_words(export, cell)));
    case EXPORT_FACTS:
      return each_in_words(export, cell, fact_words);
    case EXPORT_RULES:
      return each_in_words(export, cell, rule_words);
    case EXPORT_OUTCOME:
      return word_cell(export, cell, outcome_words(export, cell));
    case EXPORT_VERDICT:
      return word_cell(export, cell, verdict_text(cell, language_of(export)));
    case EXPORT_OWNER:
      return word_cell(export, cell, fact_owner_text(cell, language_of(export)));
    case EXPORT_TEXT:
    case EXPORT_FIELD:
    case EXPORT_KEY:
    case EXPORT_NAME:
      break;
  }
  return sheet_text(arena_text(export->arena, cell));
}
