#include "interp/driver/export.h"

#include "interp/report/titles.h"
#include "interp/store/ledger.h"

Text export_quote(Arena *arena, Text text) {
  Writer writer;
  writer_to_memory(&writer, arena);
  writer_put_char(&writer, '\'');
  for (size_t i = 0; i < text.length; i++) {
    if (text.bytes[i] == '\'')
      writer_put_char(&writer, '\'');
    writer_put_char(&writer, text.bytes[i]);
  }
  writer_put_char(&writer, '\'');
  return writer_text(&writer);
}

static void add(const Export *export, ExportColumns *columns, const char *name, Text heading,
                ExportKind kind, Text sql, bool usual) {
  ExportColumn column = { text_from(name), heading, kind, sql, NULL, usual };
  LIST_ADD(export->arena, columns, ExportColumn, column);
}

/* A heading in the language of the list. */
static Text said(const Export *export, const char *english) {
  return text_from(diag_words(&export->work->diags, english));
}

/* "Asked (kr)" */
static Text money_heading(const Export *export, const char *words) {
  const Currency *currency = export->decision->currency;
  return currency ? arena_format(export->arena, "%.*s (%.*s)", TEXT_PRINT(said(export, words)),
                                 TEXT_PRINT(currency->main_unit))
                  : said(export, words);
}

/* The record's key and its name, which every list but that of frames begins with. */
static void add_record_columns(const Export *export, ExportColumns *columns) {
  const RecordType *type = export->decision->subject;
  add(export, columns, "record", title_of_type(type), EXPORT_KEY, TEXT(""), true);
  const FieldType *field = title_field(type);
  if (!field)
    return;
  add(export, columns, "name", field->title.length ? field->title : said(export, "Name"),
      EXPORT_NAME, TEXT(""), true);
}

/* The record's own fields: lists of names are usual, the rest by name. */
static void add_field_columns(const Export *export, ExportColumns *columns) {
  const RecordType *type = export->decision->subject;
  for (size_t i = 0; i < type->count; i++) {
    const FieldType *field = &type->fields[i];
    ExportColumn column = { field->name, field_title(field),
                            EXPORT_FIELD, TEXT(""), field,
                            field->type.kind == TYPE_LIST && field->used };
    LIST_ADD(export->arena, columns, ExportColumn, column);
  }
}

/* A finding's column, gathered over the rules of a verdict. */
static Text from_findings(const Export *export, const char *column, const char *condition) {
  return arena_format(export->arena,
                      "(SELECT group_concat(f.%s, ' ') FROM"
                      " (SELECT rule, verdict, source, reason FROM anslag_ending_finding"
                      " WHERE ending = d.ending UNION ALL"
                      " SELECT rule, verdict, source, reason FROM anslag_ended_finding"
                      " WHERE ended = d.id) f WHERE f.%s <> '' AND %s)",
                      column, column, condition);
}

static void add_deadline_columns(const Export *export, ExportColumns *columns) {
  const Decision *decision = export->decision;
  for (size_t i = 0; i < decision->deadlines.count; i++) {
    const Deadline *deadline = decision->deadlines.items[i];
    Text sql = arena_format(export->arena,
                            "(SELECT group_concat(l.due, ', ') FROM"
                            " (SELECT deadline, due FROM anslag_ending_deadline"
                            " WHERE ending = d.ending UNION ALL"
                            " SELECT deadline, due FROM anslag_ended_deadline"
                            " WHERE ended = d.id) l WHERE l.deadline = %.*s)",
                            TEXT_PRINT(export_quote(export->arena, deadline->name)));
    ExportColumn column = { deadline->name,
                            deadline->title.length ? deadline->title : deadline->name, EXPORT_TEXT,
                            sql, NULL, true };
    LIST_ADD(export->arena, columns, ExportColumn, column);
  }
}

/* Workings written with the result: by name. */
static void add_shown_columns(const Export *export, ExportColumns *columns) {
  const Decision *decision = export->decision;
  for (size_t i = 0; i < decision->shows.count; i++) {
    const NamedTerm *shows = decision->shows.items[i];
    Text sql = arena_format(export->arena,
                            "(SELECT v.value FROM anslag_ended_value v WHERE v.ended = d.id"
                            " AND v.name = %.*s)",
                            TEXT_PRINT(export_quote(export->arena, shows->name)));
    bool money = shows->value->type.kind == TYPE_MONEY;
    Text title = shows->title.length ? shows->title : shows->name;
    ExportColumn column = { shows->name, title, money ? EXPORT_MONEY : EXPORT_TEXT, sql, NULL,
                            true };
    LIST_ADD(export->arena, columns, ExportColumn, column);
  }
}

static void decision_columns(const Export *export, ExportColumns *columns) {
  bool several = export->model->decisions.count > 1;
  add(export, columns, "decision", said(export, "Decision"), EXPORT_TEXT,
      TEXT("d.decision"), several);
  add_record_columns(export, columns);
  add_field_columns(export, columns);
  add(export, columns, "asked", money_heading(export, "Asked"), EXPORT_MONEY, TEXT("d.asked"),
      true);
  add(export, columns, "outcome", said(export, "Outcome"), EXPORT_OUTCOME, TEXT("d.outcome"), true);
  add(export, columns, "granted", money_heading(export, "Proposed"), EXPORT_MONEY,
      TEXT("d.granted"), true);
  add(export, columns, "decider", said(export, "Decided by"), EXPORT_DECIDER,
      TEXT("d.decider"), true);
  add(export, columns, "reasons", said(export, "Reasons"), EXPORT_TEXT,
      from_findings(export, "reason",
                    "(instr(',' || d.failed || ',', ',' || f.rule || ',') > 0"
                    " OR f.verdict = 'invalid')"), true);
  add(export, columns, "missing", said(export, "Missing"), EXPORT_FACTS, TEXT("d.missing"), true);
  add(export, columns, "noted", said(export, "Noted"), EXPORT_RULES, TEXT("d.noted"), true);
  add_deadline_columns(export, columns);
  add_shown_columns(export, columns);
  add(export, columns, "sources", said(export, "Sources"), EXPORT_TEXT,
      from_findings(export, "source", "instr(',' || d.failed || ',', ',' || f.rule || ',') > 0"),
      true);
  add(export, columns, "failed", said(export, "Failed rules"), EXPORT_RULES,
      TEXT("d.failed"), false);
  add(export, columns, "frame", said(export, "Frame"), EXPORT_TEXT, TEXT("d.frame"), false);
  add(export, columns, "rank", said(export, "Place in the order"), EXPORT_NUMBER,
      TEXT("d.rank"), false);
  add(export, columns, "consulted", said(export, "After hearing"), EXPORT_TEXT, TEXT("d.consulted"),
      false);
}

static void finding_columns(const Export *export, ExportColumns *columns) {
  add_record_columns(export, columns);
  add(export, columns, "rule", said(export, "Rule"), EXPORT_RULES, TEXT("f.rule"), true);
  add(export, columns, "verdict", said(export, "Verdict"), EXPORT_VERDICT, TEXT("f.verdict"), true);
  add(export, columns, "reason", said(export, "Reason"), EXPORT_TEXT, TEXT("f.reason"), true);
  add(export, columns, "missing", said(export, "Missing"), EXPORT_FACTS, TEXT("f.missing"), true);
  add(export, columns, "owner", said(export, "From"), EXPORT_OWNER, TEXT("f.owner"), true);
  add(export, columns, "source", said(export, "Source"), EXPORT_TEXT, TEXT("f.source"), true);
}

static void frame_columns(const Export *export, ExportColumns *columns) {
  add(export, columns, "frame", said(export, "Frame"), EXPORT_TEXT, TEXT("d.frame"), true);
  add(export, columns, "key", said(export, "Key"), EXPORT_TEXT, TEXT("d.key"), false);
  add(export, columns, "limit", money_heading(export, "Limit"), EXPORT_MONEY,
      TEXT("d.amount_limit"), true);
  add(export, columns, "opening", money_heading(export, "Decided before"), EXPORT_MONEY,
      TEXT("d.opening"), true);
  add(export, columns, "drawn", money_heading(export, "Drawn"), EXPORT_MONEY, TEXT("d.drawn"),
      true);
  add(export, columns, "remaining", money_heading(export, "Left"), EXPORT_MONEY,
      TEXT("d.remaining"), true);
}

static void deadline_columns(const Export *export, ExportColumns *columns) {
  add_record_columns(export, columns);
  add(export, columns, "deadline", said(export, "Deadline"), EXPORT_RULES,
      TEXT("l.deadline"), true);
  add(export, columns, "owed_by", said(export, "Owed by"), EXPORT_TEXT, TEXT("l.owed_by"), true);
  add(export, columns, "owed_to", said(export, "To"), EXPORT_TEXT, TEXT("l.owed_to"), true);
  add(export, columns, "due", said(export, "Due"), EXPORT_TEXT, TEXT("l.due"), true);
}

void export_columns(const Export *export, Text what, ExportColumns *columns,
                    ExportSource *source) {
  *source = (ExportSource){ .position = "0", .records = true };
  if (text_is(what, "decisions") || text_is(what, "förslag")) {
    decision_columns(export, columns);
    source->from[0] = STORE_ROWS " d";
  } else if (text_is(what, "findings") || text_is(what, "skäl")) {
    finding_columns(export, columns);
    source->from[0] = STORE_ROWS " d CROSS JOIN anslag_ending_finding f ON f.ending = d.ending";
    source->from[1] = STORE_ROWS " d CROSS JOIN anslag_ended_finding f ON f.ended = d.id";
    source->position = "f.position";
  } else if (text_is(what, "frames") || text_is(what, "ramar")) {
    frame_columns(export, columns);
    *source = (ExportSource){ .from = { "main.anslag_frame d" } };
  } else if (text_is(what, "deadlines") || text_is(what, "tidsfrister")) {
    deadline_columns(export, columns);
    source->from[0] = STORE_ROWS " d CROSS JOIN anslag_ending_deadline l ON l.ending = d.ending";
    source->from[1] = STORE_ROWS " d CROSS JOIN anslag_ended_deadline l ON l.ended = d.id";
    source->position = "l.position";
  } else {
    diag_report(&export->work->diags, DIAG_USAGE, SPAN_NONE, "there is no list \"%.*s\"",
                TEXT_PRINT(what));
    diag_help(&export->work->diags, "lists are decisions, findings, frames and deadlines");
    memory_stop(export->work->memory);
  }
}
