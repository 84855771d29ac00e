#include "interp/check/checker.h"

/* Line ends mean nothing, but a reader trusts the indentation: where it tells another story than
 * what a clause belongs to, she is told. */

/* The column of a place that is first on its line, from 1; 0 if something stands before it. */
static size_t column_of(Checker *checker, Span span) {
  const Source *source = sources_get(checker->diags->sources, span);
  size_t column = 1;
  for (size_t at = span.start; source && at > 0 && source->text.bytes[at - 1] != '\n'; at--) {
    char before = source->text.bytes[at - 1];
    if (before != ' ' && before != '\t')
      return 0;
    column++;
  }
  return source ? column : 0;
}

static void check_bases(Checker *checker, const BasisList *bases, Span owner) {
  size_t outer = column_of(checker, owner);
  for (size_t i = 0; outer && i < bases->count; i++) {
    size_t column = column_of(checker, bases->items[i].span);
    if (column == 0 || column > outer)
      continue;
    diag_report(checker->diags, DIAG_INDENTATION, bases->items[i].span,
                "this stands as if it belonged further out, but it belongs to the clause above");
    diag_label(checker->diags, owner, "to this");
    diag_help(checker->diags, "indent it under its clause, or move it; anslag fmt does the first");
    return;
  }
}

static void check_clauses(Checker *checker, const Decl *decl) {
  size_t outer = column_of(checker, decl->head);
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    check_bases(checker, &clause->bases, clause->head);
    size_t column = column_of(checker, clause->head);
    if (clause->kind == CLAUSE_DECLARED || column == 0 || outer == 0 || column > outer)
      continue;
    diag_report(checker->diags, DIAG_INDENTATION, clause->head,
                "this stands as if it were on its own, but it belongs to decision \"%.*s\"",
                TEXT_PRINT(decl->name.text));
    diag_label(checker->diags, decl->head, "to this");
    diag_help(checker->diags, "indent it, or move it above the decision");
  }
}

static void check_decl(Checker *checker, const Decl *decl, const Decl *before) {
  check_bases(checker, &decl->bases, decl->head);
  if (decl->kind == DECL_DECISION)
    check_clauses(checker, decl);
  for (size_t i = 0; decl->kind == DECL_HEAD && i < decl->as.head.lines.count; i++)
    check_bases(checker, &decl->as.head.lines.items[i].bases, decl->as.head.lines.items[i].span);
  size_t column = column_of(checker, decl->head);
  size_t outer = before ? column_of(checker, before->head) : 0;
  if (column == 0 || outer == 0 || column <= outer)
    return;
  diag_report(checker->diags, DIAG_INDENTATION, decl->head,
              "this stands as if it belonged to \"%.*s\", but it is on its own",
              TEXT_PRINT(before->name.text));
  diag_label(checker->diags, before->head, "which ends here");
  diag_help(checker->diags, "write it at the margin");
}

void layout_advise(Checker *checker) {
  for (size_t i = 0; i < checker->modules.count; i++) {
    const Module *module = checker->modules.items[i]->module;
    for (size_t j = 0; !module->library && j < module->written->decls.count; j++)
      check_decl(checker, module->written->decls.items[j],
                 j > 0 ? module->written->decls.items[j - 1] : NULL);
  }
}
