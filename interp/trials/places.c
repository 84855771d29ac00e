#include "interp/trials/places.h"

static Span line_of_head(const Decl *head) {
  for (size_t i = 0; i < head->as.head.lines.count; i++)
    if (head->as.head.lines.items[i].kind == HEAD_IN_FORCE)
      return head->as.head.lines.items[i].span;
  return SPAN_NONE;
}

Span places_in_force(const Model *model, const Rule *rule) {
  const File *file = model->modules.count ? model->modules.items[0]->written : NULL;
  for (size_t i = 0; file && i < file->decls.count; i++)
    if (file->decls.items[i]->kind == DECL_HEAD && line_of_head(file->decls.items[i]).file)
      return line_of_head(file->decls.items[i]);
  return rule->span;
}
