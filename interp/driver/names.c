#include "interp/driver/names.h"

#include "interp/report/titles.h"

typedef LIST(FieldType *) Marked;

static void mark(Work *work, FieldType *field, Marked *marked) {
  if (field->used)
    return;
  field->used = true;
  LIST_ADD(&work->arena, marked, FieldType *, field);
}

/* The model's own record type, which may be changed. */
static RecordType *own_type(Model *model, const RecordType *record) {
  for (size_t i = 0; i < model->records.count; i++)
    if (model->records.items[i] == record)
      return model->records.items[i];
  return NULL;
}

static void mark_name(Work *work, Model *model, const RecordType *record, Marked *marked) {
  RecordType *type = own_type(model, record);
  const FieldType *field = type ? title_field(type) : NULL;
  if (field)
    mark(work, &type->fields[field->index], marked);
}

bool names_mark(Work *work, Store *store, Model *model, const RecordType *record, bool all) {
  Marked marked = { NULL, 0, 0 };
  RecordType *type = own_type(model, record);
  mark_name(work, model, record, &marked);
  for (size_t i = 0; type && i < type->count; i++) {
    FieldType *field = &type->fields[i];
    if (all)
      mark(work, field, &marked);
    const Type *element = field->type.kind == TYPE_LIST ? field->type.element : &field->type;
    if (field->used && element->kind == TYPE_RECORD)
      mark_name(work, model, element->record, &marked);
  }
  bool muted = work->diags.muted;
  work->diags.muted = true;
  bool there = store_check_tables(store, record);
  work->diags.muted = muted;
  for (size_t i = 0; i < marked.count && !there; i++)
    marked.items[i]->used = false;
  return there;
}
