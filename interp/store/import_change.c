/* What an import writes: rows, changes with their history, links. */
#include "interp/store/import_inside.h"

static bool is_cell(const ImportColumn *column) {
  return column->field && column->field->list == LIST_NOT;
}

/* ---- statements ---- */

static void write_where(Import *import, Writer *writer) {
  bool first = true;
  for (size_t i = 0; i < import->column_count; i++) {
    const ImportColumn *column = &import->columns[i];
    if (!is_cell(column) || !column->field->key)
      continue;
    Text name = quoted_name(import->arena, column->field->column);
    writer_print(writer, "%s%.*s = ?%zu", first ? " WHERE " : " AND ", TEXT_PRINT(name), i + 1);
    first = false;
  }
}

static Statement *plan_insert(Import *import, Text table) {
  Writer writer, places;
  writer_to_memory(&writer, import->arena);
  writer_to_memory(&places, import->arena);
  writer_print(&writer, "INSERT INTO main.%.*s (", TEXT_PRINT(table));
  bool first = true;
  for (size_t i = 0; i < import->column_count; i++) {
    if (!is_cell(&import->columns[i]))
      continue;
    Text name = quoted_name(import->arena, import->columns[i].field->column);
    writer_print(&writer, "%s%.*s", first ? "" : ", ", TEXT_PRINT(name));
    writer_print(&places, "%s?%zu", first ? "" : ", ", i + 1);
    first = false;
  }
  writer_print(&writer, ") VALUES (%.*s)", TEXT_PRINT(writer_text(&places)));
  return statement_new(import->store, writer_text(&writer));
}

/* SELECT and UPDATE name every column of the file, so that the statement's are the file's. */
static Statement *plan_find(Import *import, Text table) {
  Writer writer;
  writer_to_memory(&writer, import->arena);
  writer_put(&writer, TEXT("SELECT "));
  for (size_t i = 0; i < import->column_count; i++) {
    Text name = is_cell(&import->columns[i])
                    ? quoted_name(import->arena, import->columns[i].field->column)
                    : TEXT("NULL");
    writer_print(&writer, "%s%.*s", i ? ", " : "", TEXT_PRINT(name));
  }
  writer_print(&writer, " FROM main.%.*s", TEXT_PRINT(table));
  write_where(import, &writer);
  return statement_new(import->store, writer_text(&writer));
}

static Statement *plan_update(Import *import, Text table) {
  Writer writer;
  writer_to_memory(&writer, import->arena);
  writer_print(&writer, "UPDATE main.%.*s SET ", TEXT_PRINT(table));
  bool first = true;
  for (size_t i = 0; i < import->column_count; i++) {
    if (!is_cell(&import->columns[i]) || import->columns[i].field->key)
      continue;
    Text name = quoted_name(import->arena, import->columns[i].field->column);
    writer_print(&writer, "%s%.*s = ?%zu", first ? "" : ", ", TEXT_PRINT(name), i + 1);
    first = false;
  }
  if (first)
    return NULL;
  write_where(import, &writer);
  return statement_new(import->store, writer_text(&writer));
}

static void plan_links(Import *import, ImportColumn *column) {
  const FieldType *field = column->field;
  const RecordType *element = field->type.element->record;
  ColumnList columns = table_columns(import->store, import->arena, field->via);
  const Column *left = column_of_record(&columns, import->record);
  const Column *right = column_of_record(&columns, element);
  if (!left || !right) {
    store_check_tables(import->store, import->record);
    memory_stop(import->store->memory);
  }
  Text table = quoted_name(import->arena, field->via);
  Text owner = quoted_name(import->arena, left->name);
  Text other = quoted_name(import->arena, right->name);
  column->link_add = statement_new(import->store, arena_format(
      import->arena, "INSERT INTO main.%.*s (%.*s, %.*s) VALUES (?1, ?2)", TEXT_PRINT(table),
      TEXT_PRINT(owner), TEXT_PRINT(other)));
  column->link_remove = statement_new(import->store, arena_format(
      import->arena, "DELETE FROM main.%.*s WHERE %.*s = ?1", TEXT_PRINT(table),
      TEXT_PRINT(owner)));
  column->link_list = statement_new(import->store, arena_format(
      import->arena, "SELECT %.*s FROM main.%.*s WHERE %.*s = ?1 ORDER BY 1", TEXT_PRINT(other),
      TEXT_PRINT(table), TEXT_PRINT(owner)));
}

void changes_prepare(Import *import) {
  Text table = quoted_name(import->arena, import->record->table);
  import->insert = plan_insert(import, table);
  import->find = plan_find(import, table);
  writer_to_memory(&import->changes, import->arena);
  import->changes.language = import->account->language;
  for (size_t i = 0; i < import->column_count; i++)
    if (import->columns[i].field && import->columns[i].field->list == LIST_VIA)
      plan_links(import, &import->columns[i]);
  if (!import->options->update)
    return;
  store_make_history(import->store);
  import->update = plan_update(import, table);
  import->history = statement_new(import->store, TEXT(
      "INSERT INTO main.anslag_history (record, key, field, old, new, file, row, at)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
}

/* ---- rows ---- */

static void bind_row(Import *import, Statement *statement, const Cell *cells, bool keys_only) {
  for (size_t i = 0; i < import->column_count; i++)
    if (is_cell(&import->columns[i]) && (!keys_only || import->columns[i].field->key))
      statement_bind_cell(import->store, statement, (int)i + 1, cells[i]);
}

/* Steps what the data may make fail; false, and reported with the line, if it does. */
static bool run_or_report(Import *import, Statement *statement) {
  Store *store = import->store;
  int result = sqlite3_step(statement);
  while (result == SQLITE_ROW)
    result = sqlite3_step(statement);
  if (result == SQLITE_DONE) {
    sqlite3_reset(statement);
    return true;
  }
  int primary = result & 0xff;
  if (primary != SQLITE_CONSTRAINT && primary != SQLITE_MISMATCH && primary != SQLITE_TOOBIG)
    store_fail(store, sqlite3_extended_errcode(store->connection));
  diag_report(import->diags, DIAG_ROW_REFUSED,
              import_span(import, import->csv.start, import->csv.end),
              "line %zu: the database refuses the row: %s", import->csv.line,
              sqlite3_errmsg(store->connection));
  sqlite3_reset(statement);
  import->result.left_out++;
  if (sqlite3_get_autocommit(store->connection))
    store_fail(store, SQLITE_CONSTRAINT);   /* a trigger has rolled all back */
  return false;
}

bool row_exists(Import *import, const Cell *cells) {
  sqlite3_reset(import->find);
  bind_row(import, import->find, cells, true);
  bool exists = statement_step(import->store, import->find);
  if (!exists || !import->options->update)
    sqlite3_reset(import->find);
  return exists;
}

bool row_insert(Import *import, const Cell *cells) {
  bind_row(import, import->insert, cells, false);
  if (!run_or_report(import, import->insert))
    return false;
  import->result.inserted++;
  return true;
}

/* ---- changes ---- */

static Text shown_cell(Import *import, const FieldType *field, Cell cell) {
  Value value;
  const char *reason;
  if (field->type.kind == TYPE_RECORD || cell.kind == CELL_NULL ||
      !cell_value(import->store->model, field, cell, &import->row, &value, &reason))
    return cell.kind == CELL_NULL
               ? text_from(message(import->account->language, "nothing"))
               : cell_text(&import->row, cell);
  return value_say(&import->row, value, &field->type,
                   import->account->language == LANGUAGE_SWEDISH);
}

static void note_change(Import *import, const FieldType *field, Text key, Text old_text,
                        Text new_text) {
  Statement *history = import->history;
  Store *store = import->store;
  statement_bind_text(store, history, 1, import->record->name);
  statement_bind_text(store, history, 2, key);
  statement_bind_text(store, history, 3, field->name);
  statement_bind_text(store, history, 4, old_text);
  statement_bind_text(store, history, 5, new_text);
  statement_bind_text(store, history, 6, import->options->path);
  statement_bind_integer(store, history, 7, (int64_t)import->csv.line);
  statement_bind_text(store, history, 8, import->now);
  statement_run(store, history);
  import->result.changed_values++;
}

static void show_change(Import *import, const FieldType *field, Text key, Text old_text,
                        Text new_text) {
  if (import->change_count++ < CHANGES_SHOWN)
    writer_say(&import->changes, "  line %zu, %.*s %.*s: %.*s %.*s → %.*s\n", import->csv.line,
               TEXT_PRINT(import->record->name), TEXT_PRINT(key), TEXT_PRINT(field_word(field)),
               TEXT_PRINT(old_text), TEXT_PRINT(new_text));
}

static Text plain_cell(Import *import, Cell cell) {
  return cell.kind == CELL_NULL ? TEXT_NONE
                                : arena_text(&import->row, cell_text(&import->row, cell));
}

static size_t compare_row(Import *import, const Cell *cells, Text key) {
  size_t changed = 0;
  for (size_t i = 0; i < import->column_count; i++) {
    const FieldType *field = import->columns[i].field;
    if (!is_cell(&import->columns[i]) || field->key)
      continue;
    Cell old = statement_cell(import->store, import->find, (int)i);
    Text old_text = plain_cell(import, old), new_text = plain_cell(import, cells[i]);
    if (text_equal(old_text, new_text))
      continue;
    Text shown = arena_text(&import->row, shown_cell(import, field, old));
    show_change(import, field, key, shown, shown_cell(import, field, cells[i]));
    note_change(import, field, key, old_text, new_text);
    changed++;
  }
  return changed;
}

void row_update(Import *import, const Cell *cells, Text key) {
  size_t changed = compare_row(import, cells, key);
  sqlite3_reset(import->find);
  if (changed == 0 || !import->update)
    return;
  bind_row(import, import->update, cells, false);
  if (run_or_report(import, import->update))
    import->result.changed++;
}

/* ---- links ---- */

static Text join_cells(Import *import, const CellList *cells) {
  Writer writer;
  writer_to_memory(&writer, &import->row);
  for (size_t i = 0; i < cells->count; i++)
    writer_print(&writer, "%s%.*s", i ? ";" : "",
                 TEXT_PRINT(cell_text(&import->row, cells->items[i])));
  return writer_text(&writer);
}

static CellList list_links(Import *import, ImportColumn *column, Cell owner) {
  CellList cells = { NULL, 0, 0 };
  statement_bind_cell(import->store, column->link_list, 1, owner);
  while (statement_step(import->store, column->link_list)) {
    Cell cell = statement_cell(import->store, column->link_list, 0);
    if (cell.kind == CELL_TEXT || cell.kind == CELL_BLOB)
      cell.text = arena_text(&import->row, cell.text);
    LIST_ADD(&import->row, &cells, Cell, cell);
  }
  sqlite3_reset(column->link_list);
  return cells;
}

static void write_links(Import *import, ImportColumn *column, Cell owner, const CellList *cells) {
  for (size_t i = 0; i < cells->count; i++) {
    statement_bind_cell(import->store, column->link_add, 1, owner);
    statement_bind_cell(import->store, column->link_add, 2, cells->items[i]);
    run_or_report(import, column->link_add);
  }
}

static bool same_cells(Import *import, const CellList *a, const CellList *b) {
  size_t found = 0;
  for (size_t i = 0; i < a->count; i++)
    for (size_t j = 0; j < b->count; j++)
      found += text_equal(cell_text(&import->row, a->items[i]),
                          cell_text(&import->row, b->items[j]));
  return a->count == b->count && found == a->count;
}

void links_write(Import *import, const Cell *cells, const CellList *lists, Text key) {
  Cell owner = { .kind = CELL_NULL };
  for (size_t i = 0; i < import->column_count; i++)
    if (is_cell(&import->columns[i]) && import->columns[i].field->key)
      owner = cells[i];
  for (size_t i = 0; i < import->column_count; i++) {
    ImportColumn *column = &import->columns[i];
    if (!column->field || column->field->list != LIST_VIA)
      continue;
    CellList before = list_links(import, column, owner);
    if (same_cells(import, &before, &lists[i]))
      continue;
    if (import->options->update) {
      Text old_text = join_cells(import, &before), new_text = join_cells(import, &lists[i]);
      show_change(import, column->field, key, old_text, new_text);
      note_change(import, column->field, key, old_text, new_text);
      statement_bind_cell(import->store, column->link_remove, 1, owner);
      statement_run(import->store, column->link_remove);
    }
    write_links(import, column, owner, &lists[i]);
  }
}
