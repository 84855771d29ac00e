/* store_tables.h - a model of three tables made by hand, for tests and the fuzzer of the store.
 *
 * organisation (id key, name, kind, owned_share in %, parent), application (id key, title,
 * applicants via applicant, amount …), item (id key, application, cost): enough for references,
 * lists both ways and every type. */
#ifndef ANSLAG_TESTS_HARNESS_STORE_TABLES_H
#define ANSLAG_TESTS_HARNESS_STORE_TABLES_H

#include "interp/check/model.h"

#include <string.h>

typedef struct {
  Currency   currency;
  Codelist   kind, focus;
  Code       kinds[3], areas[2];
  RecordType organisation, application, item;
  FieldType  organisation_fields[5], application_fields[10], item_fields[3];
  Type       list_of_organisation, list_of_item;
  Type       element_organisation, element_item;
  Model      model;
} Tables;

static inline FieldType *field_add(FieldType *fields, size_t index, const char *name,
                                   TypeKind kind) {
  fields[index] = (FieldType){ .index = index, .name = text_from(name), .column = text_from(name),
                               .type = { .kind = kind }, .used = true,
                               .scale = fraction_from(1), .import_scale = fraction_from(1) };
  return &fields[index];
}

static inline void money_add(Tables *tables, FieldType *fields, size_t index, const char *name) {
  FieldType *field = field_add(fields, index, name, TYPE_MONEY);
  field->type.currency = &tables->currency;
  field->import_scale = fraction_from(100);
}

static inline void tables_make_codes(Tables *tables) {
  static const char *const kinds[] = { "committee", "board", "company" };
  tables->currency = (Currency){ TEXT("SEK"), TEXT("kr"), 2, 100 };
  tables->kind = (Codelist){ .name = TEXT("kind"), .codes = tables->kinds, .count = 3 };
  for (size_t i = 0; i < 3; i++)
    tables->kinds[i] = (Code){ .codelist = &tables->kind, .index = i, .name = text_from(kinds[i]) };
  tables->kinds[0].title = TEXT("Nämnd");
  tables->focus = (Codelist){ .name = TEXT("focus_area"), .codes = tables->areas, .count = 2 };
  tables->areas[0] = (Code){ .codelist = &tables->focus, .name = TEXT("staffing") };
  tables->areas[1] = (Code){ .codelist = &tables->focus, .index = 1, .name = TEXT("other") };
}

static inline void tables_make_organisation(Tables *tables) {
  FieldType *fields = tables->organisation_fields;
  field_add(fields, 0, "id", TYPE_INTEGER)->key = true;
  field_add(fields, 1, "name", TYPE_TEXT);
  field_add(fields, 2, "kind", TYPE_CODE)->type.codes = &tables->kind;
  FieldType *share = field_add(fields, 3, "owned_share", TYPE_RATE);
  share->scale_written = true;
  share->scale_text = TEXT("%");
  fraction_make(1, 100, &share->scale);
  share->import_scale = share->scale;
  FieldType *parent = field_add(fields, 4, "parent", TYPE_RECORD);
  parent->type.record = &tables->organisation;
  parent->optional = true;
  tables->organisation = (RecordType){ .index = 0, .name = TEXT("organisation"),
                                       .table = TEXT("organisation"), .fields = fields, .count = 5,
                                       .key = 0, .key_count = 1, .name_field = 1, .used = true };
}

static inline void tables_make_application(Tables *tables) {
  FieldType *fields = tables->application_fields;
  field_add(fields, 0, "id", TYPE_INTEGER)->key = true;
  field_add(fields, 1, "title", TYPE_TEXT);
  FieldType *list = field_add(fields, 2, "applicants", TYPE_LIST);
  tables->element_organisation = (Type){ .kind = TYPE_RECORD, .record = &tables->organisation };
  list->type.element = &tables->element_organisation;
  list->list = LIST_VIA;
  list->via = TEXT("applicant");
  list->at_least = 1;
  money_add(tables, fields, 3, "amount");
  fields[3].title = TEXT("Sökt belopp");
  field_add(fields, 4, "received", TYPE_DATE);
  field_add(fields, 5, "focus", TYPE_CODE)->type.codes = &tables->focus;
  field_add(fields, 6, "benefit", TYPE_TRUTH);
  FieldType *items = field_add(fields, 7, "items", TYPE_LIST);
  tables->element_item = (Type){ .kind = TYPE_RECORD, .record = &tables->item };
  items->type.element = &tables->element_item;
  items->list = LIST_BY;
  items->by = TEXT("application");
  items->optional = true;
  FieldType *budget = &fields[8];
  money_add(tables, fields, 8, "budget");
  budget->scale_written = true;
  budget->scale_text = TEXT("tkr");
  budget->scale = fraction_from(100000);
  budget->optional = true;
  field_add(fields, 9, "note", TYPE_TEXT)->used = false;
  tables->application = (RecordType){ .index = 1, .name = TEXT("application"),
                                      .title = TEXT("Ansökan"), .table = TEXT("application"),
                                      .fields = fields, .count = 10, .key = 0, .key_count = 1,
                                      .name_field = 1, .used = true };
}

static inline void tables_make(Tables *tables, Arena *arena) {
  memset(tables, 0, sizeof *tables);
  tables_make_codes(tables);
  tables_make_organisation(tables);
  tables_make_application(tables);
  FieldType *fields = tables->item_fields;
  field_add(fields, 0, "id", TYPE_INTEGER)->key = true;
  field_add(fields, 1, "application", TYPE_RECORD)->type.record = &tables->application;
  money_add(tables, fields, 2, "cost");
  tables->item = (RecordType){ .index = 2, .name = TEXT("item"), .table = TEXT("item"),
                               .fields = fields, .count = 3, .key_count = 1, .name_field = -1,
                               .used = true };
  LIST_ADD(arena, &tables->model.records, RecordType *, &tables->organisation);
  LIST_ADD(arena, &tables->model.records, RecordType *, &tables->application);
  LIST_ADD(arena, &tables->model.records, RecordType *, &tables->item);
  LIST_ADD(arena, &tables->model.currencies, Currency *, &tables->currency);
}

#endif
