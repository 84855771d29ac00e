#include "grammar/print_parts.h"

#include "parser.h"

static bool written(Name name) {
  return name.text.bytes != NULL;
}

void put_label(Layout *layout, Name label) {
  if (!written(label))
    return;
  layout_deeper(layout, 2);   /* rather break behind the title than before it */
  layout_break(layout);
  layout_string(layout, label.text);
  layout_deeper(layout, -2);
}

void put_head(Layout *layout, int token, Name name, Name label) {
  layout_word(layout, token);
  layout_name(layout, name.text);
  put_label(layout, label);
}

/* a.b.c: after a dot any word is a name. */
void put_dotted(Layout *layout, Text path) {
  for (size_t start = 0; start <= path.length;) {
    size_t end = text_find(path, TEXT("."), start);
    if (end > path.length)
      end = path.length;
    Text part = text_part(path, start, end);
    if (start == 0) {
      layout_name(layout, part);
    } else {
      layout_close(layout, ".");
      layout_after_dot(layout, part);
    }
    start = end + 1;
  }
}

typedef void PutText(Layout *layout, Text text);

/* word A, B, C; nothing if there are none. */
static void put_listed(Layout *layout, int token, const Name *items, size_t count,
                       PutText *put) {
  if (count == 0)
    return;
  layout_break(layout);
  layout_word(layout, token);
  for (size_t i = 0; i < count; i++) {
    if (i > 0) {
      layout_close(layout, ",");
      layout_break(layout);
    }
    put(layout, items[i].text);
  }
}

void put_names(Layout *layout, int token, const Name *names, size_t count) {
  put_listed(layout, token, names, count, put_dotted);
}

void put_strings(Layout *layout, int token, const Name *texts, size_t count) {
  put_listed(layout, token, texts, count, layout_string);
}

void put_after(Layout *layout, int token, const Expr *expr) {
  if (!expr)
    return;
  layout_break(layout);
  layout_word(layout, token);
  layout_deeper(layout, 1);
  put_expr(layout, expr);
  layout_deeper(layout, -1);
}

void put_text_after(Layout *layout, int token, Name text) {
  if (!written(text))
    return;
  layout_break(layout);
  layout_word(layout, token);
  layout_string(layout, text.text);
}

static int type_token(WrittenTypeKind kind) {
  switch (kind) {
    case WRITTEN_MONEY:    return TOK_MONEY;
    case WRITTEN_RATE:     return TOK_RATE;
    case WRITTEN_DECIMAL:  return TOK_DECIMAL;
    case WRITTEN_INTEGER:  return TOK_INTEGER;
    case WRITTEN_DATE:     return TOK_DATE_WORD;
    case WRITTEN_DURATION: return TOK_DURATION;
    case WRITTEN_TEXT:     return TOK_TEXT_WORD;
    case WRITTEN_TRUTH:    return TOK_YES_NO;
    case WRITTEN_MOMENT:   return TOK_MOMENT;
    case WRITTEN_LIST:     return TOK_LIST_OF;
    case WRITTEN_NAME:     return 0;
  }
  return 0;
}

void put_type(Layout *layout, const WrittenType *type) {
  if (type->kind == WRITTEN_NAME) {
    layout_strict_name(layout, type->name.text);
    return;
  }
  layout_word(layout, type_token(type->kind));
  bool scaled = type->kind == WRITTEN_RATE || type->kind == WRITTEN_DECIMAL;
  if (scaled && written(type->name))
    put_scale(layout, type->name.text);
  if (type->kind == WRITTEN_MONEY && written(type->name)) {
    layout_word(layout, TOK_IN);
    layout_strict_name(layout, type->name.text);
  }
  if (type->kind != WRITTEN_LIST)
    return;
  layout_strict_name(layout, type->name.text);
  if (written(type->via)) {
    layout_word(layout, TOK_VIA);
    layout_name(layout, type->via.text);
  } else if (written(type->by)) {
    layout_word(layout, TOK_BY);
    layout_name(layout, type->by.text);
  }
}

static void put_basis(Layout *layout, const Basis *basis) {
  switch (basis->kind) {
    case BASIS_SOURCE:
      layout_word(layout, TOK_SOURCE);
      layout_name(layout, basis->document.text);
      if (written(basis->place)) {
        layout_word(layout, TOK_IN);
        layout_string(layout, basis->place.text);
      }
      layout_string(layout, basis->text.text);
      break;
    case BASIS_READING:
      layout_word(layout, TOK_READING);
      layout_string(layout, basis->text.text);
      break;
    case BASIS_ASSUMED:
      layout_word(layout, TOK_ASSUMED);
      layout_string(layout, basis->text.text);
      break;
  }
}

void print_bases(Layout *layout, const BasisList *bases, unsigned indent) {
  if (layout->without_bases)
    return;
  for (size_t i = 0; i < bases->count; i++) {
    layout_begin(layout, bases->items[i].span, indent);
    put_basis(layout, &bases->items[i]);
  }
}

void print_bases_beside(Layout *layout, const BasisList *bases, unsigned indent) {
  if (layout->without_bases)
    return;
  LayoutMark mark = layout_mark(layout);
  bool alone = bases->count == 1 && !layout_comment_before(layout, bases->items[0].span);
  if (alone && layout_in_block(layout, bases->items[0].span)) {
    layout_pad(layout, layout_column(layout) + 2);
    put_basis(layout, &bases->items[0]);
    if (layout_fits(layout))
      return;
    layout_rewind(layout, mark);
  }
  print_bases(layout, bases, indent);
}

void put_path(Layout *layout, NameList path) {
  layout_name(layout, path.items[0].text);
  for (size_t i = 1; i < path.count; i++) {
    layout_close(layout, ".");
    layout_after_dot(layout, path.items[i].text);
  }
}

void put_scale(Layout *layout, Text scale) {
  bool digits = scale.length > 0 && scale.bytes[0] >= '0' && scale.bytes[0] <= '9';
  layout_word(layout, TOK_IN);
  if (digits)
    layout_digits(layout, scale, false);
  else if (text_is(scale, "%"))
    layout_sign(layout, "%");
  else
    layout_strict_name(layout, scale);
}

/* Before a date Swedish says "från och med". */
static void put_from_date(Layout *layout, Name date) {
  if (layout->surface == SURFACE_SWEDISH)
    layout_other_word(layout, TEXT("från och med"));
  else
    layout_word(layout, TOK_FROM);
  layout_verbatim(layout, date.text);
}

void put_period(Layout *layout, Name from, Name until) {
  if (written(from)) {
    layout_break(layout);
    put_from_date(layout, from);
  }
  if (!written(until))
    return;
  if (!written(from))
    layout_break(layout);
  layout_word(layout, written(from) ? TOK_TO : TOK_UNTIL);
  layout_verbatim(layout, until.text);
}

void put_due(Layout *layout, const Expr *due, Name before) {
  put_after(layout, TOK_DUE, due);
  if (!written(before))
    return;
  layout_break(layout);
  layout_word(layout, TOK_DUE);
  layout_word(layout, TOK_BEFORE);
  layout_name(layout, before.text);
}

/* An outcome of the language in the words of the surface; one's own as it is. */
void put_outcome_name(Layout *layout, Text name) {
  static const int outcomes[] = { TOK_FUNDABLE, TOK_WAITLISTED, TOK_INCOMPLETE, TOK_REJECTED,
                                  TOK_INELIGIBLE, TOK_INVALID };
  for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
    if (text_is(name, keyword_text(outcomes[i], SURFACE_ENGLISH))) {
      layout_word(layout, outcomes[i]);
      return;
    }
  layout_strict_name(layout, name);
}

/* ---- frames ---------------------------------------------------------------------------- */

static void put_drawn(Layout *layout, int token, const Drawn *drawn) {
  put_after(layout, token, drawn->value);
  if (!drawn->domain.from)
    return;
  put_for(layout, &drawn->domain);
  put_after(layout, TOK_WHERE, drawn->where);
}

static void put_at_most(Layout *layout, int token, const Expr *most) {
  if (!most)
    return;
  layout_break(layout);
  layout_word(layout, token);
  layout_word(layout, TOK_AT_MOST);
  put_expr(layout, most);
}

/* What makes several frames of one, or moves what is left of it. */
static void put_keyed(Layout *layout, const FrameParts *frame) {
  for (size_t i = 0; i < frame->for_each.count; i++) {
    if (i == 0) {
      put_after(layout, TOK_FOR_EACH, frame->for_each.items[i]);
      continue;
    }
    layout_close(layout, ",");
    put_expr(layout, frame->for_each.items[i]);
  }
  put_after(layout, TOK_IN_EACH_YEAR_OF, frame->each_year);
  put_after(layout, TOK_ROLLING, frame->rolling);
  if (frame->rolling) {
    layout_word(layout, TOK_BACK_FROM);
    put_expr(layout, frame->back_from);
  }
  if (frame->counting)
    put_drawn(layout, TOK_COUNTING, frame->counting);
  for (size_t i = 0; i < frame->adds.count; i++)
    put_drawn(layout, TOK_ADDS, &frame->adds.items[i]);
  put_after(layout, TOK_SHARED_BY, frame->shared_by);
  put_at_most(layout, TOK_CARRIES_OVER, frame->carries_over);
  put_at_most(layout, TOK_OVERDRAWS, frame->overdraws);
}

void put_frame(Layout *layout, Name name, Name label, const FrameParts *frame) {
  put_head(layout, TOK_FRAME, name, label);
  put_equals(layout, frame->value);
  if (written(frame->within)) {
    layout_break(layout);
    layout_word(layout, TOK_WITHIN);
    put_dotted(layout, frame->within.text);
  }
  if (frame->earmarked)
    layout_word(layout, TOK_EARMARKED);
  put_keyed(layout, frame);
  put_text_after(layout, TOK_PURPOSE, frame->purpose);
  put_after(layout, TOK_ONLY_WHEN, frame->only_when);
  put_after(layout, TOK_GOVERNED_BY, frame->governed);
}
