#include "grammar/print_parts.h"

#include "parser.h"

static bool written(Name name) {
  return name.text.bytes != NULL;
}

/* ---- codelists ----------------------------------------------------------------------------- */

void print_codelist(Layout *layout, const Decl *decl) {
  size_t widest = 0, count = decl->as.codelist.members.count;
  put_head(layout, TOK_CODELIST, decl->name, decl->label);
  Layout trial = layout_trial(layout);
  for (size_t i = 0; i < count; i++) {
    if (!written(decl->as.codelist.labels.items[i]))
      continue;
    layout_member(&trial, decl->as.codelist.members.items[i].text);
    layout_widen(&widest, layout_trial_width(&trial));
  }
  for (size_t i = 0; i < count; i++) {
    Name member = decl->as.codelist.members.items[i], label = decl->as.codelist.labels.items[i];
    layout_begin(layout, member.span, 2);
    layout_member(layout, member.text);
    if (written(label)) {
      layout_pad(layout, widest + 1);
      layout_string(layout, label.text);
    }
    const StringList *aliases = &decl->as.codelist.aliases.items[i];
    put_strings(layout, TOK_ALSO_CALLED, aliases->items, aliases->count);
  }
  print_bases(layout, &decl->bases, 2);
}

/* ---- records -------------------------------------------------------------------------------- */

/* The second cell of a field: its type, how many, key, optional, column. */
static void put_kind(Layout *layout, const Field *field) {
  put_type(layout, &field->type);
  if (written(field->scale) && !written(field->column))
    put_scale(layout, field->scale.text);
  if (field->at_least.length > 0) {
    layout_close(layout, ",");
    layout_word(layout, TOK_AT_LEAST);
    layout_digits(layout, field->at_least, false);
  }
  if (field->key)
    layout_word(layout, TOK_KEY);
  if (field->optional)
    layout_word(layout, TOK_OPTIONAL);
  if (!written(field->column))
    return;
  layout_word(layout, TOK_FROM_COLUMN);
  layout_name(layout, field->column.text);
  if (written(field->scale))
    put_scale(layout, field->scale.text);
}

static void put_owner(Layout *layout, const Field *field) {
  layout_break(layout);
  switch (field->owner) {
    case OWNER_APPLICANT:
      layout_word(layout, TOK_STATED_BY);
      layout_name(layout, field->owner_name.text);
      break;
    case OWNER_OFFICE:
      layout_word(layout, TOK_ASSESSED_BY);
      layout_name(layout, field->owner_name.text);
      break;
    case OWNER_REGISTER:
      layout_word(layout, TOK_LOOKED_UP_IN);
      layout_string(layout, field->owner_name.text);
      break;
    case OWNER_EVENT:
      layout_word(layout, TOK_AWAITED);
      break;
  }
}

typedef struct {
  size_t name, kind, label;   /* ends of the columns */
} Columns;

/* Measures the cells of all fields that have something behind them. */
static Columns measure(Layout *layout, const Decl *decl) {
  Columns columns = { 0, 0, 0 };
  Layout trial = layout_trial(layout);
  for (size_t i = 0; i < decl->as.record.fields.count; i++) {
    const Field *field = &decl->as.record.fields.items[i];
    layout_name(&trial, field->name.text);
    layout_widen(&columns.name, layout_trial_width(&trial));
    put_kind(&trial, field);
    size_t kind = layout_trial_width(&trial);
    if (written(field->label) || field->owner_written)
      layout_widen(&columns.kind, kind);
    if (!written(field->label) || !field->owner_written)
      continue;
    layout_string(&trial, field->label.text);
    layout_widen(&columns.label, layout_trial_width(&trial));
  }
  return columns;
}

static void put_in_columns(Layout *layout, const Field *field, const Columns *columns) {
  size_t kind = columns->name + 1, label = kind + columns->kind + 1;
  layout_name(layout, field->name.text);
  layout_pad(layout, kind);
  put_kind(layout, field);
  if (written(field->label)) {
    layout_pad(layout, label);
    layout_string(layout, field->label.text);
  }
  if (field->owner_written) {
    if (written(field->label))
      layout_pad(layout, label + columns->label + 1);
    else
      layout_pad(layout, label);
    put_owner(layout, field);
  }
  for (size_t i = 0; i < field->aliases.count; i++)
    put_text_after(layout, TOK_ALSO_CALLED, field->aliases.items[i]);
}

static void print_field(Layout *layout, const Field *field, const Columns *columns) {
  layout_begin(layout, field->span, 2);
  put_in_columns(layout, field, columns);
}

void put_field(Layout *layout, const Field *field) {
  static const Columns none = { 0, 0, 0 };
  put_in_columns(layout, field, &none);
}

static void print_recorded(Layout *layout, const Decl *decl) {
  size_t count = decl->as.record.recorded.count;
  if (count == 0)
    return;
  layout_begin(layout, decl->as.record.recorded.items[0].span, 2);
  layout_word(layout, TOK_RECORDED_DECISION);
  for (size_t i = 0; i < count; i++) {
    const NamePair *pair = &decl->as.record.recorded.items[i];
    if (i > 0) {
      layout_close(layout, ",");
      layout_break(layout);
    }
    layout_name(layout, pair->left.text);
    layout_sign(layout, "=");
    layout_name(layout, pair->right.text);
  }
}

void print_record(Layout *layout, const Decl *decl) {
  put_head(layout, TOK_RECORD, decl->name, decl->label);
  if (written(decl->as.record.table)) {
    layout_word(layout, TOK_FROM_TABLE);
    layout_name(layout, decl->as.record.table.text);
  }
  put_text_after(layout, TOK_FROM, decl->as.record.file);
  put_strings(layout, TOK_ALSO_CALLED, decl->as.record.aliases.items,
              decl->as.record.aliases.count);
  Columns columns = measure(layout, decl);
  for (size_t i = 0; i < decl->as.record.fields.count; i++)
    print_field(layout, &decl->as.record.fields.items[i], &columns);
  for (size_t i = 0; i < decl->as.record.valid.count; i++) {
    const ValidWhen *valid = &decl->as.record.valid.items[i];
    layout_begin(layout, valid->span, 2);
    layout_word(layout, TOK_VALID_WHEN);
    put_expr(layout, valid->test);
    put_label(layout, valid->reason);
  }
  print_recorded(layout, decl);
}
