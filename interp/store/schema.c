/* The tables that the rules need, as SQL. */
#include "interp/store/inside.h"

#include <string.h>

const char *field_sql_type(const FieldType *field) {
  const FieldType *behind = field->type.kind == TYPE_RECORD ? field_behind(field) : field;
  bool whole = fraction_compare(field_scale(behind), fraction_from(1)) == 0;
  switch (behind->type.kind) {
    case TYPE_TRUTH: case TYPE_INTEGER:
      return "INTEGER";
    case TYPE_MONEY:
      return whole ? "INTEGER" : "TEXT";
    case TYPE_UNKNOWN: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_DATE: case TYPE_MOMENT:
    case TYPE_DURATION: case TYPE_TEXT: case TYPE_CODE: case TYPE_BODY: case TYPE_RECORD:
    case TYPE_LIST:
      break;
  }
  return "TEXT";
}

/* What a reader of the table should know beyond the name: unit and title, on one line. */
static void write_comment(Writer *writer, Text title, const FieldType *field) {
  Text unit = TEXT("");
  if (field->type.kind == TYPE_MONEY && field->scale_text.length == 0)
    unit = TEXT("minor units");
  else if (field->scale_text.length)
    unit = field->scale_text;
  else if (field->type.kind == TYPE_TRUTH)
    unit = TEXT("1 yes, 0 no");
  if (title.length == 0 && unit.length == 0)
    return;
  writer_put(writer, TEXT("   -- "));
  for (size_t i = 0; i < title.length; i++)
    writer_put_char(writer, (unsigned char)title.bytes[i] < ' ' ? ' ' : title.bytes[i]);
  if (unit.length)
    writer_print(writer, "%s%s%.*s%s", title.length ? " " : "", title.length ? "(" : "",
                 TEXT_PRINT(unit), title.length ? ")" : "");
}

static void write_reference(Writer *writer, Arena *arena, const RecordType *target) {
  if (target->key_count != 1 || target->row_by_key)
    return;                               /* rows that ship with the rules have no table */
  Text table = quoted_name(arena, target->table);
  Text key = quoted_name(arena, target->fields[target->key].column);
  writer_print(writer, " REFERENCES %.*s (%.*s) DEFERRABLE INITIALLY DEFERRED", TEXT_PRINT(table),
               TEXT_PRINT(key));
}

static void write_column(Writer *writer, Arena *arena, const RecordType *record,
                         const FieldType *field) {
  Text name = quoted_name(arena, field->column);
  writer_print(writer, "  %.*s %s", TEXT_PRINT(name), field_sql_type(field));
  if (field->key)
    writer_put(writer, record->key_count == 1 ? TEXT(" NOT NULL PRIMARY KEY") : TEXT(" NOT NULL"));
  if (field->type.kind == TYPE_RECORD)
    write_reference(writer, arena, field->type.record);
}

static void write_composite_key(Writer *writer, Arena *arena, const RecordType *record) {
  writer_put(writer, TEXT("  PRIMARY KEY ("));
  bool first = true;
  for (size_t i = 0; i < record->count; i++) {
    if (!record->fields[i].key)
      continue;
    Text name = quoted_name(arena, record->fields[i].column);
    writer_print(writer, "%s%.*s", first ? "" : ", ", TEXT_PRINT(name));
    first = false;
  }
  writer_put(writer, TEXT(")\n"));
}

static size_t count_columns(const RecordType *record) {
  size_t count = 0;
  for (size_t i = 0; i < record->count; i++)
    count += record->fields[i].list == LIST_NOT;
  return count;
}

static void write_record(Writer *writer, Arena *arena, const RecordType *record) {
  Text table = quoted_name(arena, record->table);
  writer_print(writer, "CREATE TABLE IF NOT EXISTS %.*s (", TEXT_PRINT(table));
  if (record->title.length)
    write_comment(writer, record->title, &(FieldType){ .type.kind = TYPE_TEXT });
  writer_put_char(writer, '\n');
  size_t left = count_columns(record);
  for (size_t i = 0; i < record->count; i++) {
    const FieldType *field = &record->fields[i];
    if (field->list != LIST_NOT)
      continue;
    left--;
    write_column(writer, arena, record, field);
    if (left > 0 || record->key_count > 1)
      writer_put_char(writer, ',');
    write_comment(writer, field->title, field);
    writer_put_char(writer, '\n');
  }
  if (record->key_count > 1)
    write_composite_key(writer, arena, record);
  writer_put(writer, TEXT(");\n"));
}

static void write_link(Writer *writer, Arena *arena, const RecordType *owner,
                       const FieldType *field) {
  const RecordType *ends[] = { owner, field->type.element->record };
  Text table = quoted_name(arena, field->via);
  writer_print(writer, "CREATE TABLE IF NOT EXISTS %.*s (", TEXT_PRINT(table));
  if (field->title.length)
    write_comment(writer, field->title, &(FieldType){ .type.kind = TYPE_TEXT });
  writer_put_char(writer, '\n');
  for (size_t i = 0; i < 2; i++) {
    Text name = quoted_name(arena, ends[i]->name);
    writer_print(writer, "  %.*s %s NOT NULL", TEXT_PRINT(name),
                 field_sql_type(&ends[i]->fields[ends[i]->key]));
    write_reference(writer, arena, ends[i]);
    writer_put(writer, TEXT(",\n"));
  }
  writer_print(writer, "  PRIMARY KEY (%.*s, %.*s)\n) WITHOUT ROWID;\n",
               TEXT_PRINT(quoted_name(arena, ends[0]->name)),
               TEXT_PRINT(quoted_name(arena, ends[1]->name)));
}

/* Calls back for each record and each link table once, the records first. */
typedef void SchemaVisit(void *context, const RecordType *record, const FieldType *link);

/* Is `field` not the first whose list is read through that table? */
static bool link_was_visited(const Model *model, const FieldType *field) {
  for (size_t i = 0; i < model->records.count; i++) {
    const RecordType *other = model->records.items[i];
    for (size_t j = 0; j < other->count; j++) {
      if (&other->fields[j] == field)
        return false;
      if (other->fields[j].list == LIST_VIA && text_equal(other->fields[j].via, field->via))
        return true;
    }
  }
  return false;
}

static bool is_linked_table(const Model *model, Text table) {
  for (size_t i = 0; i < model->records.count; i++)
    if (name_same(model->records.items[i]->table, table))
      return true;
  return false;
}

static void visit_tables(const Model *model, SchemaVisit *visit, void *context) {
  for (size_t i = 0; i < model->records.count; i++)
    if (!model->records.items[i]->row_by_key)
      visit(context, model->records.items[i], NULL);
  for (size_t i = 0; i < model->records.count; i++) {
    const RecordType *record = model->records.items[i];
    for (size_t j = 0; !record->row_by_key && j < record->count; j++) {
      const FieldType *field = &record->fields[j];
      if (field->list == LIST_VIA && !link_was_visited(model, field) &&
          !is_linked_table(model, field->via))
        visit(context, record, field);
    }
  }
}

static void write_visit(void *context, const RecordType *record, const FieldType *link) {
  Writer *writer = context;
  Arena scratch;
  arena_init_deferred(&scratch, writer->arena->memory);
  if (link)
    write_link(writer, &scratch, record, link);
  else
    write_record(writer, &scratch, record);
  memory_release(writer->arena->memory, &scratch);
}

/* What becomes of assignments and reports is noted by people, in a table of ours. */
static const char duty_table[] =
    "CREATE TABLE IF NOT EXISTS anslag_duty (   -- what became of what is owed\n"
    "  kind TEXT NOT NULL,   -- assignment, report, deadline, step\n"
    "  name TEXT NOT NULL,   -- as anslag deadlines has it\n"
    "  body TEXT,            -- who owes it; empty: all of them\n"
    "  due TEXT,             -- 2026-01-31, where the rules set no day\n"
    "  status TEXT,          -- done, or words of your own\n"
    "  done_on TEXT,\n"
    "  evidence TEXT\n"
    ");\n";

void store_schema(Writer *writer, const Model *model) {
  visit_tables(model, write_visit, writer);
  if (model->duties.count || model->ladders.count)
    writer_put(writer, text_from(duty_table));
}

void store_make_tables(Store *store) {
  Writer writer;
  writer_to_memory(&writer, store->arena);
  store_schema(&writer, store->model);
  store_execute(store, writer_text(&writer).bytes);
}

/* ---- comparing ---- */

typedef struct { Store *store; bool fine; } Comparison;

static void report_difference(Comparison *comparison, Span span, Text table, const char *what,
                              Text name) {
  diag_report(comparison->store->diags, DIAG_SCHEMA_DIFFERS, span, "table \"%.*s\" %s \"%.*s\"",
              TEXT_PRINT(table), diag_words(comparison->store->diags, what), TEXT_PRINT(name));
  comparison->fine = false;
}

static bool is_of_type(const Column *column, const char *type) {
  /* A table that is not ours may declare otherwise; only a numeric type spoils a text that
   * looks like a number, and only there does reading change. */
  bool integer = false;
  for (size_t i = 0; i + 3 <= column->type.length && !integer; i++)
    integer = name_same(text_part(column->type, i, i + 3), TEXT("INT"));
  return integer ? strcmp(type, "INTEGER") == 0 : true;
}

static void compare_column(Comparison *comparison, const ColumnList *columns, Text table,
                           const FieldType *field) {
  Store *store = comparison->store;
  const Column *column = column_find(columns, field->column);
  if (!column) {
    report_difference(comparison, field->span, table, "has no column", field->column);
    Text nearest = nearest_column(store->arena, columns, field->column);
    if (nearest.length)
      diag_help(store->diags, "did you mean \"%.*s\"? Write: from column %.*s",
                TEXT_PRINT(nearest), TEXT_PRINT(nearest));
    return;
  }
  if (is_of_type(column, field_sql_type(field)))
    return;
  report_difference(comparison, field->span, table, "has another type in column", field->column);
  diag_help(store->diags, "it is %.*s, the rules need %s", TEXT_PRINT(column->type),
            field_sql_type(field));
}

static void compare_link(Comparison *comparison, const ColumnList *columns,
                         const RecordType *owner, const FieldType *link) {
  const RecordType *ends[] = { owner, link->type.element->record };
  for (size_t i = 0; i < 2; i++)
    if (!column_of_record(columns, ends[i]))
      report_difference(comparison, link->span, link->via, "has no column", ends[i]->name);
}

static void compare_visit(void *context, const RecordType *record, const FieldType *link) {
  Comparison *comparison = context;
  Store *store = comparison->store;
  Text table = link ? link->via : record->table;
  ColumnList columns = table_columns(store, store->arena, table);
  if (columns.count == 0) {
    diag_report(store->diags, DIAG_SCHEMA_DIFFERS, link ? link->span : record->span,
                "database \"%.*s\" has no table \"%.*s\"", TEXT_PRINT(store->path),
                TEXT_PRINT(table));
    comparison->fine = false;
    Text nearest = nearest_table(store, store->arena, table);
    if (nearest.length)
      diag_help(store->diags, "did you mean \"%.*s\"?", TEXT_PRINT(nearest));
    return;
  }
  if (link) {
    compare_link(comparison, &columns, record, link);
    return;
  }
  for (size_t i = 0; i < record->count; i++)
    if (record->fields[i].list == LIST_NOT)
      compare_column(comparison, &columns, table, &record->fields[i]);
}

bool store_compare_schema(Store *store) {
  Comparison comparison = { store, true };
  visit_tables(store->model, compare_visit, &comparison);
  return comparison.fine;
}
