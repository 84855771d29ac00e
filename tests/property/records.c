/* The head of the rules, and the record types. */
#include "tests/property/maker.h"

static const char *kind_words(Kind kind) {
  switch (kind) {
    case TRUTH:   return "yes/no";
    case MONEY:   return "money";
    case RATE:    return "rate";
    case INTEGER: return "integer";
    case DECIMAL: return "decimal";
    case DAY:     return "date";
    case SPAN:    return "duration";
    case MOMENT:  return "moment";
    case KIND:    return "kind";
    case WORDS:   return "text";
    case FOREIGN: return "money in EUR";
    case STEP:    return "sanctions";
    case REFERENCE: case MANY: case KINDS: break;
  }
  return "text";
}

/* ---- the head ------------------------------------------------------------------------ */

static void in_force(Maker *maker) {
  switch (chance(maker, 4)) {
    case 0: rule_line(maker, "  in force 2026-01-01 to 2026-12-31 assumed \"The year.\""); break;
    case 1: rule_line(maker, "  in force 2025-01-01 to 2027-12-31 assumed \"Three years.\""); break;
    case 2: rule_line(maker, "  in force 2020-01-01 until further notice assumed \"Long.\""); break;
    default:
      rule_line(maker, "  in force 2025-01-01 to 2025-12-31 assumed \"The first period.\"");
      rule_line(maker, "  in force 2026-02-01 to 2027-06-30 assumed \"The second period.\"");
  }
}

void make_head(Maker *maker) {
  maker->calendar = !once_in(maker, 3);
  maker->governed = !once_in(maker, 4);
  maker->codes = 2 + chance(maker, 4);
  rule_line(maker, "guideline made \"Made by chance\"");
  in_force(maker);
  rule_line(maker, "  currency SEK");
  if (maker->calendar) {
    rule_line(maker, "  counts time by std.time.se");
    rule_line(maker, "use std.time.se");
  }
  rule_line(maker, "body board \"The board\" also called \"org 1\"");
  rule_line(maker, "body council \"The council\"");
  rule_line(maker, "role director \"The director\" at board");
  rule_line(maker, "group committees = board, council");
  rule_line(maker, "group of_sort = organisation where sort is%s k0",
            once_in(maker, 2) ? " not" : "");
  rule_line(maker, "codelist kind \"Kind\"");
  for (size_t i = 0; i < maker->codes; i++)
    rule_line(maker, "  k%zu \"Kind %zu\"", i, i);
}

/* ---- fields -------------------------------------------------------------------------- */

static FieldMade *add_field(TableMade *table, const char *name, Kind kind, bool optional) {
  FieldMade *field = &table->fields[table->count++];
  *field = (FieldMade){ .name = name, .kind = kind, .optional = optional };
  return field;
}

static FieldMade *maybe(Maker *maker, TableMade *table, const char *name, Kind kind,
                        bool optional) {
  return once_in(maker, 4) ? NULL : add_field(table, name, kind, optional);
}

static void refer(FieldMade *field, TableMade *to) {
  if (field)
    field->to = to;
}

static void add_key(Maker *maker, TableMade *table, const char *name, bool may_be_text) {
  table->name = name;
  table->text_key = may_be_text && once_in(maker, 8);
  if (table->text_key)
    reached(maker, FORM_MADE_TEXT_KEY, "");
  add_field(table, "id", table->text_key ? WORDS : INTEGER, false)->key = true;
}

/* A second key; nothing can refer to such a record by one column. */
static void add_line(Maker *maker, TableMade *table, size_t times) {
  table->two_keys = once_in(maker, times);
  if (table->two_keys)
    add_field(table, "line", INTEGER, false)->key = true;
}

static void in_a_unit(Maker *maker, FieldMade *field, const char *unit) {
  if (!field || !once_in(maker, 8))
    return;
  field->unit = unit;
  reached(maker, FORM_MADE_UNIT, "");
}

static void organisation(Maker *maker) {
  TableMade *table = &maker->organisation;
  add_key(maker, table, "organisation", true);
  add_field(table, "name", WORDS, false);
  add_field(table, "sort", KIND, false);
  maybe(maker, table, "owned", RATE, true);
  maybe(maker, table, "size", INTEGER, false);
  maybe(maker, table, "founded", DAY, false);
  maybe(maker, table, "trusted", TRUTH, false);
  in_a_unit(maker, maybe(maker, table, "turnover", MONEY, once_in(maker, 2)), "tkr");
  if (once_in(maker, 3)) {
    refer(add_field(table, "parent", REFERENCE, true), table);
    refer(maybe(maker, table, "members", MANY, true), table);
  }
  if (once_in(maker, 3))
    refer(add_field(table, "costs", MANY, once_in(maker, 2)), &maker->payment);
  if (once_in(maker, 4)) {
    FieldMade *contacts = add_field(table, "contacts", MANY, once_in(maker, 2));
    contacts->to = &maker->payment;
    contacts->via = "contact";
  }
}

static void payment(Maker *maker) {
  TableMade *table = &maker->payment;
  add_key(maker, table, "payment", false);
  if (!maker->application.two_keys)
    refer(add_field(table, "application", REFERENCE, false), &maker->application);
  refer(add_field(table, "organisation", REFERENCE, once_in(maker, 4)), &maker->organisation);
  add_field(table, "paid", MONEY, false);
  add_field(table, "year", INTEGER, false);
  maybe(maker, table, "on_day", DAY, once_in(maker, 4));
  maybe(maker, table, "done", TRUTH, false);
}

static void award(Maker *maker) {
  TableMade *table = &maker->award;
  add_key(maker, table, "award", false);
  add_line(maker, table, 6);
  refer(add_field(table, "receiver", REFERENCE, false), &maker->organisation);
  add_field(table, "given_sum", MONEY, false);
  add_field(table, "given_on", DAY, false);
  maybe(maker, table, "about", KIND, false);
}

static void measure(Maker *maker) {
  TableMade *table = &maker->measure;
  add_key(maker, table, "measure", false);
  refer(add_field(table, "application", REFERENCE, false), &maker->application);
  add_field(table, "step", STEP, false);
  add_field(table, "reason", WORDS, true);
  table->rows = chance(maker, 12);
}

static void lists(Maker *maker, TableMade *table) {
  bool one_key = !table->two_keys;
  if (one_key && !once_in(maker, 3)) {
    FieldMade *partners = add_field(table, "partners", MANY, once_in(maker, 3));
    partners->to = &maker->organisation;
    partners->via = "partner";
  }
  if (one_key && !once_in(maker, 3))
    refer(add_field(table, "payments", MANY, once_in(maker, 2)), &maker->payment);
  maker->ladder = one_key && once_in(maker, 8);
  if (maker->ladder)
    refer(add_field(table, "measures", MANY, true), &maker->measure);
  if (one_key && once_in(maker, 5))
    refer(add_field(table, "siblings", MANY, false), table);
}

static void application(Maker *maker) {
  TableMade *table = &maker->application;
  add_key(maker, table, "application", true);
  add_line(maker, table, 12);
  add_field(table, "amount", MONEY, false);
  add_field(table, "received", DAY, false);
  in_a_unit(maker, maybe(maker, table, "cost", MONEY, false), "tkr");
  maybe(maker, table, "other", MONEY, true);
  in_a_unit(maker, maybe(maker, table, "quota", RATE, false), "%");
  maybe(maker, table, "part", RATE, true);
  maybe(maker, table, "number", INTEGER, false);
  maybe(maker, table, "factor", DECIMAL, false);
  maybe(maker, table, "decided", DAY, false);
  maybe(maker, table, "seen", DAY, true);
  if (once_in(maker, 3))
    add_field(table, "term", SPAN, false);
  if (once_in(maker, 3))
    add_field(table, "sent", MOMENT, false);
  if (once_in(maker, 4))
    add_field(table, "abroad", FOREIGN, once_in(maker, 2));
  if (once_in(maker, 4))
    add_field(table, "clerk", WORDS, false);
  add_field(table, "open", TRUTH, false);
  maybe(maker, table, "flag", TRUTH, true);
  maybe(maker, table, "sort", KIND, false);
  maybe(maker, table, "extra", KIND, true);
  maybe(maker, table, "title", WORDS, false);
  add_field(table, "org", REFERENCE, false)->to = &maker->organisation;
  if (once_in(maker, 3))
    refer(add_field(table, "host", REFERENCE, true), &maker->organisation);
  lists(maker, table);
  maker->recorded = once_in(maker, 5);
}

/* ---- as text ------------------------------------------------------------------------- */

static const char *list_words(Maker *maker, const TableMade *table, const FieldMade *field) {
  const char *least = !field->optional && once_in(maker, 3) ? ", at least 2" : "";
  if (field->via)
    return text(maker, "list of %s via %s%s", field->to->name, field->via, least);
  if (field->to == table)         /* those that refer to the same one */
    return text(maker, "list of %s by %s", table->name,
                table == &maker->application ? "org" : "parent");
  return text(maker, "list of %s by %s%s", field->to->name, table->name, least);
}

static const char *type_words(Maker *maker, const TableMade *table, const FieldMade *field) {
  if (field->kind == REFERENCE)
    return field->to->name;
  if (field->kind != MANY)
    return kind_words(field->kind);
  return list_words(maker, table, field);
}

static void field_line(Maker *maker, const TableMade *table, const FieldMade *field) {
  static const char *const owners[] = { "", "", " awaited" };
  const char *column = field->unit ? text(maker, " from column %s_in_unit in %s", field->name,
                                          field->unit) : "";
  rule_line(maker, "  %s %s%s%s%s%s", field->name, type_words(maker, table, field),
            field->key ? " key" : "", field->optional ? " optional" : "", column,
            field->kind == DAY && !field->optional ? owners[chance(maker, 3)] : "");
}

static void record(Maker *maker, const TableMade *table) {
  rule_line(maker, "record %s", table->name);
  for (size_t i = 0; i < table->count; i++)
    field_line(maker, table, &table->fields[i]);
}

/* Validity is told of by few: what is invalid hides all else. */
static void valid(Maker *maker, const TableMade *table) {
  if (!once_in(maker, 5))
    return;
  maker->scope = scope_of(maker, table, "");
  maker->scope.named_count = 0;
  rule_line(maker, "  valid when (%s or %s) \"It is not valid.\"",
            expression(maker, TRUTH, 3),
            once_in(maker, 2) ? expression(maker, TRUTH, 3)
                              : table == &maker->application ? "amount at least 0 kr" : "yes");
  reached(maker, FORM_MADE_VALID, "");
}

void make_records(Maker *maker) {
  organisation(maker);
  application(maker);
  payment(maker);
  award(maker);
  if (maker->ladder)
    measure(maker);
  if (maker->application.two_keys || maker->award.two_keys)
    reached(maker, FORM_MADE_TWO_KEYS, "");
  maker->organisation.rows = 2 + chance(maker, 5);
  maker->application.rows = 1 + chance(maker, 14);
  maker->payment.rows = chance(maker, 16);
  maker->award.rows = chance(maker, 10);
  record(maker, &maker->organisation);
  valid(maker, &maker->organisation);
  record(maker, &maker->payment);
  record(maker, &maker->award);
  if (maker->ladder)
    record(maker, &maker->measure);
  record(maker, &maker->application);
  if (maker->recorded) {
    rule_line(maker, "  decided_by text optional");
    rule_line(maker, "  granted_sum money optional");
    maker->returned = once_in(maker, 3);
    if (maker->returned) {
      rule_line(maker, "  paid_sum money optional");
      rule_line(maker, "  returned_sum money optional");
      reached(maker, FORM_MADE_RETURNED, "");
    }
    rule_line(maker, "  recorded decision decider = decided_by, granted = granted_sum%s",
              maker->returned ? ", paid = paid_sum, returned = returned_sum" : "");
    reached(maker, FORM_MADE_RECORDED, "");
  }
  valid(maker, &maker->application);
}
