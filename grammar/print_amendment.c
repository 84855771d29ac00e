#include "grammar/print_parts.h"

#include "parser.h"

void put_setting(Layout *layout, const Setting *setting) {
  layout_word(layout, TOK_SET);
  put_path(layout, setting->path);
  if (setting->arguments.count > 0) {
    layout_close(layout, "(");
    layout_glue(layout);
    for (size_t i = 0; i < setting->arguments.count; i++) {
      if (i > 0)
        layout_close(layout, ",");
      put_expr(layout, setting->arguments.items[i]);
    }
    layout_close(layout, ")");
  }
  put_equals(layout, setting->value);
  put_period(layout, setting->from, setting->until);
  put_after(layout, TOK_GOVERNED_BY, setting->governed);
}

void print_setting(Layout *layout, const Setting *setting, unsigned indent) {
  layout_begin(layout, setting->span, indent);
  put_setting(layout, setting);
  print_bases_beside(layout, &setting->bases, indent + 2);
}

/* add to decision NAME, replace in budget NAME … */
static void put_target(Layout *layout, int verb, int kind, const Change *change) {
  layout_word(layout, verb);
  layout_word(layout, kind);
  layout_name(layout, change->target.text);
}

static void print_change(Layout *layout, const Change *change, unsigned indent) {
  if (change->kind == CHANGE_DECLARED) {
    print_decl(layout, change->decl, 0);
    return;
  }
  if (change->kind == CHANGE_SET) {
    print_setting(layout, change->setting, indent);
    return;
  }
  layout_begin(layout, change->span, indent);
  switch (change->kind) {
    case CHANGE_ADD_FIELD:
      put_target(layout, TOK_ADD_TO, TOK_RECORD, change);
      put_field(layout, change->field);
      break;
    case CHANGE_ADD_CLAUSE:
      put_target(layout, TOK_ADD_TO, TOK_DECISION, change);
      put_clause(layout, change->clause, indent);
      break;
    case CHANGE_ADD_LINE:
      put_target(layout, TOK_ADD_TO, TOK_BUDGET, change);
      put_budget_line(layout, change->line, indent);
      break;
    case CHANGE_REPLACE_CLAUSE:
      put_target(layout, TOK_REPLACE_IN, TOK_DECISION, change);
      put_clause(layout, change->clause, indent);
      break;
    case CHANGE_REPLACE_LINE:
      put_target(layout, TOK_REPLACE_IN, TOK_BUDGET, change);
      put_budget_line(layout, change->line, indent);
      break;
    case CHANGE_REPEAL:
      layout_word(layout, TOK_REPEAL);
      put_path(layout, change->path);
      print_bases_beside(layout, &change->bases, indent + 2);
      break;
    case CHANGE_SET: case CHANGE_DECLARED: break;
  }
}

/* Changes stand under the amendment's head; after a declaration at the margin so do they. */
void print_amendment(Layout *layout, const Decl *decl) {
  unsigned indent = 2;
  layout_word(layout, TOK_AMENDMENT);
  layout_name(layout, decl->name.text);
  layout_word(layout, TOK_OF);
  put_path(layout, decl->as.amendment.of);
  put_label(layout, decl->label);
  print_bases(layout, &decl->bases, 2);
  print_head_lines(layout, &decl->as.amendment.lines);
  for (size_t i = 0; i < decl->as.amendment.changes.count; i++) {
    const Change *change = &decl->as.amendment.changes.items[i];
    if (change->kind == CHANGE_DECLARED)
      indent = 0;
    print_change(layout, change, indent);
  }
}
