#include "grammar/build.h"

void file_add(Parse *parse, Decl *decl) {
  if (decl)
    LIST_ADD(parse->arena, &parse->file->decls, Decl *, decl);
}

void check_once(Parse *parse, bool before, Span part) {
  if (!before)
    return;
  diag_report(parse->diags, DIAG_SYNTAX, part, "this part is written twice");
  diag_help(parse->diags, "keep the one that holds");
}

Decl *decl_new(Parse *parse, Span span, Span head, DeclKind kind, Name name, Name label) {
  Decl *decl = arena_new(parse->arena, Decl);
  decl->kind = kind;
  decl->span = span;
  decl->head = head;
  decl->name = name;
  decl->label = label;
  return decl;
}

Decl *decl_end(Parse *parse, Decl *decl, Span span, BasisList bases) {
  for (size_t i = 0; i < bases.count; i++)
    LIST_ADD(parse->arena, &decl->bases, Basis, bases.items[i]);
  decl->span = span;
  return decl;
}

Decl *decl_close(Decl *decl, Span span) {
  decl->span = span;
  return decl;
}

/* ---- the head ------------------------------------------------------------------------- */

Decl *head_new(Parse *parse, Span span, Span head, TextKind kind, Name name, Name label) {
  Decl *decl = decl_new(parse, span, head, DECL_HEAD, name, label);
  decl->as.head.kind = kind;
  return decl;
}

Decl *head_add_basis(Parse *parse, Decl *decl, const Basis *basis) {
  decl->bases = bases_add(parse, decl->bases, basis);
  return decl;
}

/* An amendment has a head of its own. */
static HeadLineList *lines_of(Decl *decl) {
  return decl->kind == DECL_AMENDMENT ? &decl->as.amendment.lines : &decl->as.head.lines;
}

Decl *head_add_line(Parse *parse, Decl *decl, const HeadLine *line) {
  LIST_ADD(parse->arena, lines_of(decl), HeadLine, *line);
  return decl;
}

Decl *head_add_line_basis(Parse *parse, Decl *decl, const Basis *basis, Span span) {
  HeadLineList *lines = lines_of(decl);
  if (lines->count == 0)
    return head_add_basis(parse, decl, basis);
  HeadLine *line = &lines->items[lines->count - 1];
  line->bases = bases_add(parse, line->bases, basis);
  line->span = span_join(line->span, span);
  return decl;
}

static HeadLine *head_line(Parse *parse, Span span, HeadLineKind kind) {
  HeadLine *line = arena_new(parse->arena, HeadLine);
  line->kind = kind;
  line->span = span;
  return line;
}

HeadLine *head_text(Parse *parse, Span span, HeadLineKind kind, Name text) {
  HeadLine *line = head_line(parse, span, kind);
  line->text = text;
  return line;
}

HeadLine *head_sent_to(Parse *parse, Span span, NameList names) {
  HeadLine *line = head_line(parse, span, HEAD_SENT_TO);
  line->names = names;
  return line;
}

HeadLine *head_status(Parse *parse, Span span, bool adopted, Name by, Name date, Name paragraph) {
  HeadLine *line = head_line(parse, span, HEAD_STATUS);
  line->adopted = adopted;
  line->by = by;
  line->from = date;
  line->paragraph = paragraph;
  return line;
}

HeadLine *head_in_force(Parse *parse, Span span, Name from, Name to) {
  HeadLine *line = head_line(parse, span, HEAD_IN_FORCE);
  line->from = from;
  line->to = to;
  return line;
}

HeadLine *head_applies_to(Parse *parse, Span span, Name record, const Expr *when) {
  HeadLine *line = head_line(parse, span, HEAD_APPLIES_TO);
  line->record = record;
  line->when = when;
  return line;
}

/* ---- sources and bodies ------------------------------------------------------------------ */

Decl *document_new(Parse *parse, Span span, Span head, Name name, Name file, Name label) {
  Decl *decl = decl_new(parse, span, head, DECL_DOCUMENT, name, label);
  decl->as.document.file = file;
  return decl;
}

Decl *document_dated(Parse *parse, Span part, Decl *decl, Name date) {
  check_once(parse, decl->as.document.dated.text.length > 0, part);
  decl->as.document.dated = date;
  return decl;
}

Decl *document_case(Parse *parse, Span part, Decl *decl, Name number) {
  check_once(parse, decl->as.document.case_number.text.length > 0, part);
  decl->as.document.case_number = number;
  return decl;
}

Decl *not_encoded_new(Parse *parse, Span span, Span head, Name text, BasisList bases) {
  Decl *decl = decl_new(parse, span, head, DECL_NOT_ENCODED, name_none(), name_none());
  decl->as.not_encoded.text = text;
  decl->bases = bases;
  return decl;
}

Decl *not_encoded_because(Decl *decl, Name because) {
  decl->as.not_encoded.because = because;
  return decl;
}

Decl *not_encoded_judged(Decl *decl, NameList names) {
  decl->as.not_encoded.judgement = names;
  return decl;
}

Decl *background_new(Parse *parse, Span span, Span head, Name document, Name from, Name to) {
  Decl *decl = decl_new(parse, span, head, DECL_BACKGROUND, name_none(), name_none());
  decl->as.background.document = document;
  decl->as.background.from = from;
  decl->as.background.to = to;
  return decl;
}

Decl *body_new(Parse *parse, Span span, Span head, DeclKind kind, Name name, Name label, Name at,
               StringList aliases) {
  Decl *decl = decl_new(parse, span, head, kind, name, label);
  decl->as.body.at = at;
  decl->as.body.aliases = aliases;
  return decl;
}

Decl *group_new(Parse *parse, Span span, Span head, Name name, Name label, NameList names,
                const Expr *where) {
  Decl *decl = decl_new(parse, span, head, DECL_GROUP, name, label);
  decl->as.group.names = names;
  decl->as.group.where = where;
  return decl;
}

Decl *meeting_new(Parse *parse, Span span, Span head, Name name, Name label, Name at, Name day) {
  Decl *decl = decl_new(parse, span, head, DECL_MEETING, name, label);
  decl->as.meeting.at = at;
  decl->as.meeting.day = day;
  return decl;
}

Decl *conflict_new(Parse *parse, Span span, Span head, Name name, Name label, const Basis *first,
                   const Basis *second) {
  Decl *decl = decl_new(parse, span, head, DECL_CONFLICT, name, label);
  decl->as.conflict.first = *first;
  decl->as.conflict.second = *second;
  return decl;
}

Decl *conflict_follows(Parse *parse, Span part, Decl *decl, Name document, Name place,
                       Name because) {
  check_once(parse, decl->as.conflict.follows, part);
  decl->as.conflict.follows = true;
  decl->as.conflict.document = document;
  decl->as.conflict.place = place;
  decl->as.conflict.because = because;
  return decl;
}

Name name_of_rule(Span span, const char *english) {
  return (Name){ span, text_from(english) };
}

/* ---- codelists and records ----------------------------------------------------------------- */

Decl *codelist_add(Parse *parse, Decl *decl, Name member, Name label) {
  LIST_ADD(parse->arena, &decl->as.codelist.members, Name, member);
  LIST_ADD(parse->arena, &decl->as.codelist.labels, Name, label);
  LIST_ADD(parse->arena, &decl->as.codelist.aliases, StringList, strings_none());
  decl->span = span_join(decl->span, label.text.length ? label.span : member.span);
  return decl;
}

Decl *codelist_add_aliases(Parse *parse, Decl *decl, Span word, StringList aliases, Span span) {
  size_t count = decl->as.codelist.aliases.count;
  if (count == 0) {
    diag_report(parse->diags, DIAG_SYNTAX, word,
                "\"also called\" stands after a member of the codelist");
    return decl;
  }
  StringList *last = &decl->as.codelist.aliases.items[count - 1];
  for (size_t i = 0; i < aliases.count; i++)
    LIST_ADD(parse->arena, last, Name, aliases.items[i]);
  return decl_close(decl, span);
}

Decl *record_new(Parse *parse, Span span, Span head, Name name, Name label, const Rows *rows,
                 StringList aliases) {
  Decl *decl = decl_new(parse, span, head, DECL_RECORD, name, label);
  decl->as.record.table = rows->table;
  decl->as.record.file = rows->file;
  decl->as.record.aliases = aliases;
  return decl;
}

Decl *record_add_field(Parse *parse, Decl *decl, const Field *field, Span span) {
  LIST_ADD(parse->arena, &decl->as.record.fields, Field, *field);
  return decl_close(decl, span);
}

Decl *record_add_valid(Parse *parse, Decl *decl, const Expr *test, Name reason, Span from,
                       Span whole) {
  ValidWhen valid = { .span = { from.file, from.start, whole.end }, .test = test,
                      .reason = reason };
  LIST_ADD(parse->arena, &decl->as.record.valid, ValidWhen, valid);
  return decl_close(decl, whole);
}

PairList pairs_none(void) {
  return (PairList){ NULL, 0, 0 };
}

PairList pairs_add(Parse *parse, PairList pairs, Name left, Name right, Span span) {
  LIST_ADD(parse->arena, &pairs, NamePair, (NamePair){ span, left, right });
  return pairs;
}

Decl *record_add_pairs(Parse *parse, Decl *decl, PairList pairs, Span span) {
  for (size_t i = 0; i < pairs.count; i++)
    LIST_ADD(parse->arena, &decl->as.record.recorded, NamePair, pairs.items[i]);
  return decl_close(decl, span);
}

Field *field_new(Parse *parse, Span span, Name name, const WrittenType *type) {
  Field *field = arena_new(parse->arena, Field);
  *field = (Field){ .span = span, .name = name, .type = *type };
  return field;
}

Field *field_alias(Parse *parse, Field *field, Span span, Name alias) {
  LIST_ADD(parse->arena, &field->aliases, Name, alias);
  field->span = span;
  return field;
}

Field *field_key(Parse *parse, Span part, Field *field, Span span) {
  check_once(parse, field->key, part);
  field->key = true;
  field->span = span;
  return field;
}

Field *field_optional(Parse *parse, Span part, Field *field, Span span) {
  check_once(parse, field->optional, part);
  field->optional = true;
  field->span = span;
  return field;
}

Field *field_label(Parse *parse, Field *field, Span span, Name label) {
  if (field->label.text.length > 0) {
    diag_report(parse->diags, DIAG_SYNTAX, label.span, "field \"%.*s\" has a title already",
                TEXT_PRINT(field->name.text));
    diag_label(parse->diags, field->label.span, "the title");
  }
  field->label = label;
  field->span = span;
  return field;
}

Field *field_owner(Parse *parse, Span part, Field *field, Span span, OwnerKind owner, Name name) {
  check_once(parse, field->owner_written, part);
  field->owner_written = true;
  field->owner = owner;
  field->owner_name = name;
  field->span = span;
  return field;
}

Field *field_column(Parse *parse, Span part, Field *field, Span span, Name column, Name scale) {
  check_once(parse, field->column.text.length > 0, part);
  field->column = column;
  field->scale = scale;
  field->span = span;
  return field;
}

Field *field_at_least(Parse *parse, Span part, Field *field, Span span, Name digits) {
  check_once(parse, field->at_least.length > 0, part);
  field->at_least = digits.text;
  field->span = span;
  return field;
}

WrittenType *type_new(Parse *parse, Span span, WrittenTypeKind kind, Name name) {
  WrittenType *type = arena_new(parse->arena, WrittenType);
  *type = (WrittenType){ .kind = kind, .span = span, .name = name };
  return type;
}

WrittenType *type_list(Parse *parse, Span span, Name name, Name via, Name by) {
  WrittenType *type = type_new(parse, span, WRITTEN_LIST, name);
  type->via = via;
  type->by = by;
  return type;
}
