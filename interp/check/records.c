#include "interp/check/checker.h"

static void report_contradiction(Checker *checker, Span span, const char *fact, const char *help) {
  diag_report(checker->diags, DIAG_FIELD_CONTRADICTS, span, "%s", diag_words(checker->diags, fact));
  diag_help(checker->diags, "%s", diag_words(checker->diags, help));
}

/* ---- one field --------------------------------------------------------------------------- */

static FactOwner owner_of(ModuleScope *module, const Field *field) {
  switch (field->owner) {
    case OWNER_APPLICANT: return FACT_APPLICANT;
    case OWNER_REGISTER:  return FACT_REGISTER;
    case OWNER_EVENT:     return FACT_EVENT;
    case OWNER_OFFICE:    break;
  }
  Party party;
  Scope scope = scope_of_module(module);
  party_need(&scope, field->owner_name, &party);
  return FACT_OFFICE;
}

static void check_scale(ModuleScope *module, const Field *field, FieldType *made) {
  made->scale = made->import_scale = fraction_from(1);
  if (made->type.kind == TYPE_MONEY && made->type.currency)
    made->import_scale = fraction_from(made->type.currency->minor_per_main);
  if (field->scale.text.length == 0 || made->type.kind == TYPE_UNKNOWN)
    return;
  made->scale_written = true;
  made->scale_text = field->scale.text;
  if (units_scale(module, field->scale, &made->type, &made->scale) &&
      made->type.kind != TYPE_MONEY)
    made->import_scale = made->scale;
}

static void check_list_attributes(ModuleScope *module, const Field *field, FieldType *made) {
  Checker *checker = module->checker;
  Fraction least;
  made->via = field->type.via.text;
  made->by = field->type.by.text;
  made->list = field->type.kind != WRITTEN_LIST ? LIST_NOT : made->by.length ? LIST_BY : LIST_VIA;
  if (made->list == LIST_VIA && made->via.length == 0)
    report_contradiction(checker, field->type.span, "a list says where its rows stand",
                         "write \"via TABLE\" for a link table, or \"by FIELD\" for records that "
                         "refer back");
  if (field->at_least.length == 0)
    return;
  if (made->list == LIST_NOT)
    report_contradiction(checker, field->span, "only a list has \"at least\"",
                         "write a condition instead: valid when FIELD at least 1");
  else if (!fraction_parse(field->at_least, '.', &least) ||
           !fraction_to_int64(least, &made->at_least) || made->at_least < 1)
    report_contradiction(checker, field->span, "\"at least\" takes a whole number above zero",
                         "write \"at least 1\"");
  else if (field->optional)
    report_contradiction(checker, field->span, "an optional list cannot have \"at least\"",
                         "leave out one of the two");
}

/* Rows that ship with the rules may be named by a code too. */
static bool may_be_key(const RecordType *record, TypeKind kind) {
  return kind == TYPE_INTEGER || kind == TYPE_TEXT || kind == TYPE_UNKNOWN ||
         (kind == TYPE_CODE && record->file.length > 0);
}

static void check_key(Checker *checker, const RecordType *record, const Field *field,
                      const FieldType *made) {
  if (!field->key)
    return;
  if (field->optional)
    report_contradiction(checker, field->span, "a key cannot be optional",
                         "leave out \"optional\"");
  if (!may_be_key(record, made->type.kind))
    report_contradiction(checker, field->span, "a key is an integer or a text",
                         "give the record a number of its own: id integer key");
}

static void make_field(ModuleScope *module, const RecordType *record, const Field *field,
                       FieldType *made) {
  Checker *checker = module->checker;
  made->name = field->name.text;
  made->title = field->label.text;
  made->span = field->name.span;
  made->column = field->column.text.length ? field->column.text : field->name.text;
  made->type = type_of_written(module, &field->type);
  made->key = field->key;
  made->optional = field->optional;
  made->owner = owner_of(module, field);
  made->owner_name = field->owner_name.text;
  check_list_attributes(module, field, made);
  check_scale(module, field, made);
  check_key(checker, record, field, made);
}

/* ---- a record ---------------------------------------------------------------------------- */

static bool add_field_name(Checker *checker, Map *names, Name name, const FieldType *field,
                           const RecordType *record) {
  const FieldType *other = map_get(names, name.text);
  if (!other) {
    map_add(names, name.text, (FieldType *)field);
    return true;
  }
  if (other == field)
    return true;
  diag_report(checker->diags, DIAG_DUPLICATE_NAME, name.span,
              "field \"%.*s\" is declared twice in record \"%.*s\"", TEXT_PRINT(name.text),
              TEXT_PRINT(record->name));
  diag_label(checker->diags, other->span, "first declared here");
  return false;
}

static bool is_name_field(const FieldType *field) {
  if (field->type.kind != TYPE_TEXT)
    return false;
  if (word_is(field->name, "name", "namn"))
    return true;
  for (size_t i = 0; i < field->aliases.count; i++)
    if (word_is(field->aliases.items[i], "name", "namn"))
      return true;
  return false;
}

static void add_field(ModuleScope *module, RecordType *record, Map *names, const Field *field) {
  Checker *checker = module->checker;
  FieldType *made = &record->fields[record->count];
  if (field->name.text.length == 0 ||
      !add_field_name(checker, names, field->name, made, record))
    return;
  made->index = record->count;
  make_field(module, record, field, made);
  for (size_t i = 0; i < field->aliases.count; i++)
    if (add_field_name(checker, names, field->aliases.items[i], made, record))
      LIST_ADD(checker->arena, &made->aliases, Text, field->aliases.items[i].text);
  if (made->key && record->key_count++ == 0)
    record->key = made->index;
  if (record->name_field < 0 && is_name_field(made))
    record->name_field = (int)made->index;
  record->count++;
}

static void check_columns(Checker *checker, const RecordType *record) {
  Map columns;
  map_init(&columns, checker->arena);
  for (size_t i = 0; i < record->count; i++) {
    const FieldType *field = &record->fields[i];
    if (field->list != LIST_NOT || map_add(&columns, field->column, (FieldType *)field))
      continue;
    const FieldType *other = map_get(&columns, field->column);
    diag_report(checker->diags, DIAG_FIELD_CONTRADICTS, field->span,
                "two fields are read from column \"%.*s\"", TEXT_PRINT(field->column));
    diag_label(checker->diags, other->span, "the other one");
    diag_help(checker->diags, "write \"from column …\" with the column's own name");
  }
}

static void check_record(ModuleScope *module, Symbol *symbol) {
  Checker *checker = module->checker;
  RecordType *record = symbol->as.record;
  const Decl *decl = symbol->decl;
  Map names;
  map_init(&names, checker->arena);
  record->fields = arena_array(checker->arena, FieldType, decl->as.record.fields.count + 1);
  for (size_t i = 0; i < decl->as.record.fields.count; i++)
    add_field(module, record, &names, &decl->as.record.fields.items[i]);
  check_columns(checker, record);
  bases_check(module, &decl->bases, NULL);
  if (record->key_count)
    return;
  diag_report(checker->diags, DIAG_NO_KEY, decl->name.span, "record \"%.*s\" has no key",
              TEXT_PRINT(record->name));
  diag_help(checker->diags,
            "write \"key\" after the field that tells one from another: id integer key");
}

/* ---- lists of records that refer back, references ---------------------------------------- */

/* `siblings list of application by project`: those with the same value as this record's own. */
static bool has_same_field(const RecordType *record, const FieldType *by) {
  const FieldType *own = record_type_find(record, by->name);
  TypeKind kind = by->type.kind;
  bool told_alike = kind == TYPE_RECORD || kind == TYPE_INTEGER || kind == TYPE_TEXT ||
                    kind == TYPE_CODE || kind == TYPE_DATE;
  return own && told_alike && type_equal(&own->type, &by->type);
}

static void check_back_reference(Checker *checker, const RecordType *record,
                                 const FieldType *field) {
  if (field->type.kind != TYPE_LIST || field->list != LIST_BY)
    return;
  const RecordType *element = field->type.element->record;
  const FieldType *by = record_type_find(element, field->by);
  if (by && ((by->type.kind == TYPE_RECORD && by->type.record == record) ||
             by->type.kind == TYPE_UNKNOWN || has_same_field(record, by)))
    return;
  if (!by) {
    diag_report(checker->diags, DIAG_UNKNOWN_FIELD, field->span,
                "record \"%.*s\" has no field \"%.*s\"", TEXT_PRINT(element->name),
                TEXT_PRINT(field->by));
    diag_label(checker->diags, element->span, "declared here");
    Guess guess = guess_start(checker, field->by);
    guess_offer_fields(&guess, element);
    guess_help(&guess);
    return;
  }
  diag_report(checker->diags, DIAG_FIELD_CONTRADICTS, field->span,
              "field \"%.*s\" does not refer to record \"%.*s\"", TEXT_PRINT(by->name),
              TEXT_PRINT(record->name));
  diag_label(checker->diags, by->span, "this is %.*s",
             TEXT_PRINT(type_named(checker, &by->type)));
  diag_help(checker->diags, "declare it as a reference: %.*s %.*s", TEXT_PRINT(by->name),
            TEXT_PRINT(record->name));
}

static void report_columns(Checker *checker, const FieldType *field, const RecordType *record) {
  diag_report(checker->diags, DIAG_FIELD_CONTRADICTS, field->span,
              "a reference to \"%.*s\" would need %zu columns: its key has several fields",
              TEXT_PRINT(record->name), record->key_count);
  diag_label(checker->diags, record->span, "declared here");
  diag_help(checker->diags, "give \"%.*s\" one key field", TEXT_PRINT(record->name));
}

/* A reference is one column: the record it points to has one key field, and so have both that a
 * link table joins, and those that a list gathers. */
static void check_reference(Checker *checker, const RecordType *owner, const FieldType *field) {
  const RecordType *record = field->type.kind == TYPE_RECORD ? field->type.record
                           : field->type.kind == TYPE_LIST   ? field->type.element->record : NULL;
  if (record && record->key_count > 1)
    report_columns(checker, field, record);
  else if (field->list == LIST_VIA && owner->key_count > 1)
    report_columns(checker, field, owner);
}

void records_check(Checker *checker) {
  symbols_each(checker, SYMBOL_RECORD, check_record);
  for (size_t i = 0; i < checker->model->records.count; i++) {
    const RecordType *record = checker->model->records.items[i];
    for (size_t j = 0; j < record->count; j++) {
      check_back_reference(checker, record, &record->fields[j]);
      check_reference(checker, record, &record->fields[j]);
    }
  }
}

/* ---- valid when, recorded decision ------------------------------------------------------- */

typedef struct { const char *english, *swedish; TypeKind kind; const FieldType **place; } Slot;

static void check_pair(ModuleScope *module, const RecordType *record, const NamePair *pair,
                       const Slot *slots, size_t count) {
  Checker *checker = module->checker;
  const FieldType *field = record_type_find(record, pair->right.text);
  const Slot *slot = NULL;
  for (size_t i = 0; i < count; i++)
    if (word_is(pair->left.text, slots[i].english, slots[i].swedish))
      slot = &slots[i];
  if (!slot) {
    diag_report(checker->diags, DIAG_UNKNOWN_NAME, pair->left.span,
                "a recorded decision has no \"%.*s\"", TEXT_PRINT(pair->left.text));
    diag_help(checker->diags,
              "it has decider, granted, decided, outcome, reference, paid and returned");
    return;
  }
  if (!field) {
    diag_report(checker->diags, DIAG_UNKNOWN_FIELD, pair->right.span,
                "record \"%.*s\" has no field \"%.*s\"", TEXT_PRINT(record->name),
                TEXT_PRINT(pair->right.text));
    Guess guess = guess_start(checker, pair->right.text);
    guess_offer_fields(&guess, record);
    guess_help(&guess);
    return;
  }
  *slot->place = field;
  if (field->type.kind == slot->kind || field->type.kind == TYPE_UNKNOWN ||
      (slot->kind == TYPE_TEXT && field->type.kind == TYPE_CODE))
    return;
  Type wanted = type_of_kind(slot->kind);
  diag_report(checker->diags, DIAG_WRONG_TYPE, pair->right.span,
              "\"%s\" of a recorded decision is %s",
              slot->english, slot->kind == TYPE_MONEY
                ? diag_words(checker->diags, "money") : type_named(checker, &wanted).bytes);
  diag_label(checker->diags, field->span, "this is %.*s",
             TEXT_PRINT(type_named(checker, &field->type)));
}

static void check_recorded(ModuleScope *module, const Symbol *symbol) {
  const Decl *decl = symbol->decl;
  ModelRecorded recorded = { .record = symbol->as.record };
  Slot slots[] = {
    { "decider", "beslutande", TYPE_TEXT, &recorded.decider },
    { "granted", "beviljat", TYPE_MONEY, &recorded.granted },
    { "decided", "beslutad", TYPE_DATE, &recorded.decided },
    { "outcome", "utgång", TYPE_TEXT, &recorded.outcome },
    { "reference", "referens", TYPE_TEXT, &recorded.reference },
    { "paid", "utbetalt", TYPE_MONEY, &recorded.paid },
    { "returned", "återbetalt", TYPE_MONEY, &recorded.returned },
  };
  for (size_t i = 0; i < decl->as.record.recorded.count; i++)
    check_pair(module, symbol->as.record, &decl->as.record.recorded.items[i], slots,
               sizeof slots / sizeof *slots);
  if (decl->as.record.recorded.count)
    LIST_ADD(module->checker->arena, &module->checker->model->recorded, ModelRecorded, recorded);
}

static void check_valid(ModuleScope *module, Symbol *symbol) {
  Checker *checker = module->checker;
  const RecordType *record = symbol->as.record;
  Scope scope = scope_of_record(module, record);
  for (size_t i = 0; i < symbol->decl->as.record.valid.count; i++) {
    const ValidWhen *valid = &symbol->decl->as.record.valid.items[i];
    const Term *test = term_truth(&scope, valid->test);
    if (term_failed(test))
      continue;
    reason_check(&scope, valid->reason);
    ModelValid made = { record, test, valid->reason.text, valid->span };
    LIST_ADD(checker->arena, &checker->model->valid, ModelValid, made);
  }
  check_recorded(module, symbol);
}

void records_valid_check(Checker *checker) {
  symbols_each(checker, SYMBOL_RECORD, check_valid);
}
