/* Tables and their rows, as statements of SQL. */
#include "tests/property/maker.h"

static const char *column_name(Maker *maker, const FieldMade *field) {
  return field->unit ? text(maker, "%s_in_unit", field->name) : field->name;
}

static void statement(Maker *maker, MadeLines *lines, const char *sql) {
  LIST_ADD(maker->arena, lines, const char *, sql);
}

static bool is_register(const Maker *maker, const TableMade *table) {
  return maker->recorded && table == &maker->application;
}

/* Without types a cell stays as it is written. */
static void table(Maker *maker, const TableMade *made) {
  const char *columns = "";
  for (size_t i = 0; i < made->count; i++)
    if (made->fields[i].kind != MANY)
      columns = text(maker, "%s%s%s", columns, *columns ? ", " : "",
                     column_name(maker, &made->fields[i]));
  if (is_register(maker, made))
    columns = text(maker, "%s, decided_by, granted_sum%s", columns,
                   maker->returned ? ", paid_sum, returned_sum" : "");
  if (!made->text_key && once_in(maker, 2))
    columns = text(maker, "%s, PRIMARY KEY (id%s)", columns, made->two_keys ? ", line" : "");
  statement(maker, &maker->made->tables, text(maker, "CREATE TABLE %s (%s);", made->name, columns));
}

static const char *register_cells(Maker *maker) {
  static const char *const deciders[] = { "NULL", "NULL", "'The board'", "'director'", "'Nobody'" };
  static const char *const granted[] = { "NULL", "10000", "0", "25000", "'x'" };
  const char *taken = text(maker, ", %s, %s", deciders[chance(maker, 5)],
                           granted[chance(maker, once_in(maker, 10) ? 5 : 4)]);
  return maker->returned ? text(maker, "%s, %s, %s", taken, granted[chance(maker, 3)],
                                granted[chance(maker, 3)]) : taken;
}

static const char *other_cell(Maker *maker, const FieldMade *field) {
  return field->key ? text(maker, "%zu", 1 + chance(maker, 3)) : cell(maker, field);
}

static void row(Maker *maker, const TableMade *made, size_t number) {
  const char *cells = key_cell(maker, made, number);
  for (size_t i = 1; i < made->count; i++)
    if (made->fields[i].kind != MANY)
      cells = text(maker, "%s, %s", cells, other_cell(maker, &made->fields[i]));
  if (is_register(maker, made))
    cells = text(maker, "%s%s", cells,
                 once_in(maker, 3) ? register_cells(maker)
                 : maker->returned ? ", NULL, NULL, NULL, NULL" : ", NULL, NULL");
  statement(maker, &maker->made->rows,
            text(maker, "INSERT OR IGNORE INTO %s VALUES (%s);", made->name, cells));
}

static void rows(Maker *maker, const TableMade *made) {
  table(maker, made);
  size_t number = 0;
  for (size_t i = 0; i < made->rows; i++) {
    number += once_in(maker, 8) ? 2
              : once_in(maker, made->two_keys ? 3 : 60) ? 0 : 1;    /* a gap, a key that is taken */
    row(maker, made, number ? number : ++number);
  }
}

static const char *some_key(Maker *maker, const TableMade *made) {
  return key_cell(maker, made, 1 + chance(maker, made->rows));
}

static void links(Maker *maker, const TableMade *made) {
  for (size_t i = 0; i < made->count; i++) {
    const FieldMade *field = &made->fields[i];
    if (!field->via)
      continue;
    statement(maker, &maker->made->tables,
              text(maker, "CREATE TABLE %s (%s, %s);", field->via, made->name, field->to->name));
    for (size_t j = field->to->rows ? chance(maker, 2 * made->rows + 1) : 0; j > 0; j--)
      statement(maker, &maker->made->rows,
                text(maker, "INSERT INTO %s VALUES (%s, %s);", field->via, some_key(maker, made),
                     some_key(maker, field->to)));
  }
}

/* Decisions taken, as people write them down; some on records that are not there. */
static void decided(Maker *maker) {
  static const char *const deciders[] = { "'board'", "'The director'", "'Nobody'", "NULL" };
  if (!once_in(maker, 8) || maker->application.two_keys)
    return;
  reached(maker, FORM_MADE_DECIDED, "");
  statement(maker, &maker->made->tables,
            "CREATE TABLE anslag_decided (id INTEGER PRIMARY KEY, run_id, decision, record, "
            "outcome, granted, currency, decider, decided_on, reference, deviates, reason, "
            "recorded_at, replaces, previous_hash, hash);");
  for (size_t i = 1 + chance(maker, 4); i > 0; i--)
    statement(maker, &maker->made->rows,
              text(maker, "INSERT INTO anslag_decided (run_id, decision, record, outcome, decider, "
                   "decided_on, granted, hash) VALUES (1, 'grant', %s, '%s', %s, "
                   "'2026-0%zu-15', %s, 'abc');",
                   key_cell(maker, &maker->application,
                            1 + chance(maker, maker->application.rows + 2)),
                   once_in(maker, 3) ? "rejected" : "fundable", deciders[chance(maker, 4)],
                   1 + chance(maker, 6), once_in(maker, 6) ? "NULL" : "10000"));
}

void make_rows(Maker *maker) {
  rows(maker, &maker->organisation);
  rows(maker, &maker->application);
  rows(maker, &maker->payment);
  rows(maker, &maker->award);
  if (maker->ladder)
    rows(maker, &maker->measure);
  links(maker, &maker->application);
  links(maker, &maker->organisation);
  decided(maker);
}
