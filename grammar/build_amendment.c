#include "grammar/build.h"

Decl *amendment_new(Parse *parse, Span span, Span head, Name name, NameList of, Name label) {
  Decl *decl = decl_new(parse, span, head, DECL_AMENDMENT, name, label);
  decl->as.amendment.of = of;
  return decl;
}

Decl *amendment_add(Parse *parse, Decl *decl, const Change *change, Span span) {
  LIST_ADD(parse->arena, &decl->as.amendment.changes, Change, *change);
  return decl_close(decl, span);
}

static Change *change_new(Parse *parse, Span span, Span head, ChangeKind kind, Name target) {
  Change *change = arena_new(parse->arena, Change);
  *change = (Change){ .kind = kind, .span = span, .head = head, .target = target };
  return change;
}

Decl *amendment_declare(Parse *parse, Decl *decl, const Decl *inner, Span span) {
  Change *change = change_new(parse, inner->span, inner->head, CHANGE_DECLARED, name_none());
  change->decl = inner;
  return amendment_add(parse, decl, change, span);
}

Change *change_set(Parse *parse, Span span, Span head, const Setting *setting,
                   const Expr *governed, BasisList bases) {
  Setting *whole = arena_new(parse->arena, Setting);
  Change *change = change_new(parse, span, head, CHANGE_SET, name_none());
  *whole = *setting;
  whole->governed = governed;
  whole->bases = bases;
  change->setting = whole;
  return change;
}

Change *change_add_field(Parse *parse, Span span, Span head, Name record, const Field *field) {
  Change *change = change_new(parse, span, head, CHANGE_ADD_FIELD, record);
  change->field = field;
  return change;
}

Change *change_clause(Parse *parse, Span span, Span head, ChangeKind kind, Name decision,
                      const Clause *clause) {
  Change *change = change_new(parse, span, head, kind, decision);
  change->clause = clause;
  return change;
}

Change *change_line(Parse *parse, Span span, Span head, ChangeKind kind, Name budget,
                    const BudgetLine *line) {
  Change *change = change_new(parse, span, head, kind, budget);
  change->line = line;
  return change;
}

Change *change_repeal(Parse *parse, Span span, Span head, NameList path, BasisList bases) {
  Change *change = change_new(parse, span, head, CHANGE_REPEAL, name_none());
  change->path = path;
  change->bases = bases;
  return change;
}
