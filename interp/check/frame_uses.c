/* How the records of a decision draw on a frame: keys, windows, what counts in it (F2 to F4). */
#include "interp/check/checker.h"

#include "grammar/equal_parts.h"

/* ---- keys in the limit ------------------------------------------------------------------- */

static const Term *key_variable(const Scope *scope, const Expr *expr, unsigned slot, Type type) {
  Term *term = term_new(scope, TERM_VARIABLE, expr, type);
  term->as.variable.slot = slot;
  term->as.variable.name = TEXT("");
  return term;
}

const Term *frame_key_term(const Scope *scope, const Expr *expr) {
  const FrameKeys *keys = scope->keys;
  if (!keys || (expr->kind != EXPR_NAME && expr->kind != EXPR_MEMBER && expr->kind != EXPR_UNARY))
    return NULL;
  bool year = expr->kind == EXPR_UNARY && expr->as.unary.op == UNARY_YEAR_OF;
  for (size_t i = 0; i < keys->count; i++) {
    bool of_year = keys->yearly && i == keys->count - 1;
    const Expr *written = of_year && year ? expr->as.unary.operand : expr;
    if (of_year == year && exprs_equal(tree_inside(keys->exprs[i]), tree_inside(written)))
      return key_variable(scope, expr, (unsigned)i, keys->types[i]);
  }
  if (expr->kind != EXPR_NAME || !keys->subject ||
      !record_type_find(keys->subject, expr->as.name.text))
    return NULL;
  diag_report(scope->checker->diags, DIAG_FRAME_KEY, expr->span,
              "the limit depends on \"%.*s\", which is no key of the frame",
              TEXT_PRINT(expr->as.name.text));
  diag_help(scope->checker->diags, "write: for each %.*s", TEXT_PRINT(expr->as.name.text));
  return term_error(scope, expr);
}

/* ---- sums -------------------------------------------------------------------------------- */

/* VALUE for V in D where C as the sum that it is. */
static const Expr *sum_of(Arena *arena, const Drawn *drawn) {
  Expr *sum = arena_new(arena, Expr);
  *sum = (Expr){ .kind = EXPR_AGGREGATE, .height = drawn->value->height + 1,
                 .span = drawn->value->span };
  sum->as.aggregate.kind = AGGREGATE_SUM;
  sum->as.aggregate.value = drawn->value;
  sum->as.aggregate.domain = drawn->domain;
  sum->as.aggregate.where = drawn->where;
  return sum;
}

const Term *frame_sum(const Scope *scope, const Drawn *drawn, const char *place) {
  if (!drawn->domain.from)
    return term_of_kind(scope, drawn->value, TYPE_MONEY, place);
  return term_of_kind(scope, sum_of(scope->checker->arena, drawn), TYPE_MONEY, place);
}

/* ---- keys of the record ------------------------------------------------------------------ */

typedef struct { Text name; bool found; } Mention;

static bool look_for_name(void *context, const Expr *expr) {
  Mention *mention = context;
  if (expr->kind == EXPR_NAME && text_equal(expr->as.name.text, mention->name))
    mention->found = true;
  return !mention->found;
}

static bool mentions(const Expr *expr, Text name) {
  Mention mention = { name, false };
  if (expr && name.length)
    tree_walk(expr, look_for_name, &mention);
  return mention.found;
}

/* The keys are those of each element counted: a record draws on several (F2). */
static bool draws_on_several(const FrameParts *parts) {
  if (!parts->counting)
    return false;
  Text name = parts->counting->domain.variable.text;
  bool found = mentions(parts->each_year, name);
  for (size_t i = 0; i < parts->for_each.count; i++)
    found = found || mentions(parts->for_each.items[i], name);
  return found;
}

static bool may_be_key(TypeKind kind) {
  switch (kind) {
    case TYPE_INTEGER: case TYPE_TRUTH: case TYPE_DATE: case TYPE_TEXT: case TYPE_CODE:
    case TYPE_BODY: case TYPE_RECORD: case TYPE_UNKNOWN:
      return true;
    case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY: case TYPE_MOMENT: case TYPE_DURATION:
    case TYPE_LIST:
      return false;
  }
  return false;
}

static const Term *check_key(const Scope *scope, const Expr *written) {
  Checker *checker = scope->checker;
  const Term *key = term_value(scope, written, NULL);
  if (may_be_key(key->type.kind))
    return key;
  diag_report(checker->diags, DIAG_FRAME_KEY, key->span, "this cannot be the key of a frame");
  diag_mark(checker->diags, "this is %.*s", TEXT_PRINT(type_named(checker, &key->type)));
  if (key->type.kind == TYPE_LIST)
    diag_help(checker->diags, "for each of its elements: for each a counting amount for a in %.*s",
              TEXT_PRINT(term_written(scope, key->span)));
  return term_error(scope, written);
}

static const Term *check_year(const Scope *scope, const Expr *written) {
  const Term *date = term_of_kind(scope, written, TYPE_DATE, "the date whose year it is");
  if (term_failed(date))
    return date;
  const Term **arguments = arena_array(scope->checker->arena, const Term *, 1);
  arguments[0] = date;
  Term *year = term_new(scope, TERM_BUILTIN, written, type_of_kind(TYPE_INTEGER));
  year->as.builtin.builtin = BUILTIN_YEAR_OF;
  year->as.builtin.arguments = arguments;
  year->as.builtin.count = 1;
  term_holds(scope, year, date);
  return year;
}

static void check_keys(const Scope *scope, const FrameParts *parts, FrameUse *use) {
  size_t count = 0;
  use->keys = arena_array(scope->checker->arena, const Term *, use->frame->key_count + 1);
  for (size_t i = 0; i < parts->for_each.count; i++)
    use->keys[count++] = check_key(scope, parts->for_each.items[i]);
  if (parts->each_year)
    use->keys[count++] = check_year(scope, parts->each_year);
}

/* The types of the keys are those of the decision first understood; others have the same. */
static void settle_types(const Scope *scope, Frame *frame, const FrameUse *use) {
  Checker *checker = scope->checker;
  if (!frame->keys) {
    Type *types = arena_array(checker->arena, Type, frame->key_count + 1);
    for (size_t i = 0; i < frame->key_count; i++)
      types[i] = use->keys[i]->type;
    frame->keys = types;
    return;
  }
  for (size_t i = 0; i < frame->key_count; i++) {
    const Type *own = &use->keys[i]->type;
    if (own->kind == TYPE_UNKNOWN || type_equal(own, &frame->keys[i]))
      continue;
    diag_report(checker->diags, DIAG_FRAME_KEY, use->keys[i]->span,
                "this key is %.*s here, and %.*s where the frame is drawn on elsewhere",
                TEXT_PRINT(type_named(checker, own)),
                TEXT_PRINT(type_named(checker, &frame->keys[i])));
  }
}

/* ---- windows and what counts ------------------------------------------------------------- */

static bool find_window(void *context, const Term *term) {
  bool *found = context;
  *found |= term->kind == TERM_WINDOW;
  return !*found;
}

/* The same date of what is counted, where its record has it: `decided` read of an award. */
static const Expr *window_of_counted(const Scope *scope, const FrameParts *parts,
                                     const RecordType *record) {
  const Expr *day = tree_inside(parts->back_from);
  if (day->kind != EXPR_NAME || !record_type_find(record, day->as.name.text))
    return NULL;
  Arena *arena = scope->checker->arena;
  Expr *variable = arena_new(arena, Expr), *member = arena_new(arena, Expr);
  *variable = (Expr){ .kind = EXPR_NAME, .height = 1, .span = day->span };
  variable->as.name.text = parts->counting->domain.variable.text;
  *member = (Expr){ .kind = EXPR_MEMBER, .height = 2, .span = day->span };
  member->as.member.object = variable;
  member->as.member.field = (Name){ day->span, day->as.name.text };
  Expr *window = arena_new(arena, Expr);
  *window = (Expr){ .kind = EXPR_WINDOW, .height = 3, .span = parts->rolling->span };
  window->as.window.day = member;
  window->as.window.period = parts->rolling;
  window->as.window.anchor = parts->back_from;
  return window;
}

static const Expr *both(Arena *arena, const Expr *left, const Expr *right) {
  if (!left)
    return right;
  Expr *and = arena_new(arena, Expr);
  unsigned height = left->height > right->height ? left->height : right->height;
  *and = (Expr){ .kind = EXPR_BINARY, .height = height + 1, .span = left->span };
  and->as.binary.op = BINARY_AND;
  and->as.binary.left = left;
  and->as.binary.right = right;
  return and;
}

static const RecordType *counted_record(const Term *sum) {
  const TermDomain *domain = &sum->as.aggregate.domain;
  if (sum->kind != TERM_AGGREGATE)
    return NULL;
  if (domain->all)
    return domain->all;
  return domain->list && domain->list->type.kind == TYPE_LIST &&
         domain->list->type.element->kind == TYPE_RECORD
             ? domain->list->type.element->record : NULL;
}

/* A rolling frame counts what lies in its window only: by the date of the same name, or as the
 * `where` says. */
static const Term *window_counted(const Scope *scope, const FrameParts *parts, const Term *sum) {
  const RecordType *record = counted_record(sum);
  bool found = false;
  if (sum->kind == TERM_AGGREGATE && sum->as.aggregate.where)
    term_walk(sum->as.aggregate.where, find_window, &found);
  if (!record || found)
    return sum;
  const Expr *window = window_of_counted(scope, parts, record);
  if (window) {
    Drawn drawn = *parts->counting;
    drawn.where = both(scope->checker->arena, drawn.where, window);
    return frame_sum(scope, &drawn, "what a frame counts");
  }
  diag_report(scope->checker->diags, DIAG_FRAME_WINDOW, parts->counting->span,
              "the window says nothing of the records counted: \"%.*s\" has no such date",
              TEXT_PRINT(record->name));
  diag_label(scope->checker->diags, parts->back_from->span, "this date is the applicant's own");
  diag_help(scope->checker->diags, "add to the where: and %.*s.DATE in the %.*s before %.*s",
            TEXT_PRINT(parts->counting->domain.variable.text),
            TEXT_PRINT(term_written(scope, parts->rolling->span)),
            TEXT_PRINT(term_written(scope, parts->back_from->span)));
  return sum;
}

static void check_counting(const Scope *scope, const FrameParts *parts, FrameUse *use) {
  if (!parts->counting)
    return;
  Scope inner = *scope;
  inner.earlier = true;
  bool several = draws_on_several(parts);
  const Term *sum = frame_sum(&inner, parts->counting, "what a frame counts");
  if (term_failed(sum))
    return;
  if (several)
    use->several = sum;
  else
    use->counted = parts->rolling && parts->back_from ? window_counted(&inner, parts, sum) : sum;
}

static void check_shared(const Scope *scope, const FrameParts *parts, FrameUse *use) {
  Checker *checker = scope->checker;
  if (!parts->shared_by)
    return;
  const Term *shared = term_value(scope, parts->shared_by, NULL);
  if (term_failed(shared))
    return;
  const Type *element = shared->type.kind == TYPE_LIST ? shared->type.element : NULL;
  if (use->frame->key_count == 1 && element && type_equal(element, &use->keys[0]->type)) {
    use->shared = shared;
    return;
  }
  diag_report(checker->diags, DIAG_FRAME_KEY, shared->span,
              "\"shared by\" takes a list of keys of the frame");
  if (use->frame->key_count != 1)
    diag_help(checker->diags, "the frame has one key: write for each KEY");
  else
    diag_help(checker->diags, "its key is %.*s",
              TEXT_PRINT(type_named(checker, &use->keys[0]->type)));
}

/* ---- a use ------------------------------------------------------------------------------- */

/* The scope of the keys: with the variable of what is counted, where they are its. */
static Scope scope_of_keys(const Scope *scope, const FrameParts *parts, const FrameUse *use) {
  if (!use->several || use->several->kind != TERM_AGGREGATE)
    return *scope;
  const TermDomain *domain = &use->several->as.aggregate.domain;
  Type element = domain->all    ? type_of_record(domain->all)
                 : domain->list ? *domain->list->type.element
                                : type_of_kind(TYPE_INTEGER);
  unsigned slot;
  Name name = { SPAN_NONE, parts->counting->domain.variable.text };
  return scope_with_variable(scope, name, element, &slot);
}

static FrameUse *make_use(const Scope *scope, const Frame *frame, const FrameParts *parts) {
  FrameUse *use = arena_new(scope->checker->arena, FrameUse);
  *use = (FrameUse){ .frame = frame };
  check_counting(scope, parts, use);
  Scope keyed = scope_of_keys(scope, parts, use);
  check_keys(&keyed, parts, use);
  if (parts->back_from)
    use->day = term_of_kind(scope, parts->back_from, TYPE_DATE, "the date it rolls back from");
  check_shared(scope, parts, use);
  if (parts->only_when)
    use->only_when = term_truth(scope, parts->only_when);
  if (parts->governed)
    use->governed = term_of_kind(scope, parts->governed, TYPE_DATE, "a governing date");
  return use;
}

static FrameKeys keys_of(const Scope *scope, const FrameParts *parts, const Frame *frame) {
  const Expr **exprs = arena_array(scope->checker->arena, const Expr *, frame->key_count + 1);
  for (size_t i = 0; i < parts->for_each.count; i++)
    exprs[i] = parts->for_each.items[i];
  if (parts->each_year)
    exprs[parts->for_each.count] = parts->each_year;
  return (FrameKeys){ exprs, frame->keys, frame->key_count, frame->yearly, scope->subject };
}

static bool is_drawn(const Decision *decision, const Frame *frame) {
  for (size_t i = 0; i < decision->uses.count; i++)
    if (decision->uses.items[i]->frame == frame)
      return true;
  return false;
}

void frame_draw(const Scope *scope, const Frame *drawn) {
  Checker *checker = scope->checker;
  Frame *frame = checker->model->frames.items[drawn->index];
  const FrameSite *site = &checker->frames.items[frame->index];
  const FrameParts *parts = site->parts;
  Decision *decision = scope->work->decision;
  if (is_drawn(decision, frame))
    return;
  FrameUse *use = make_use(scope, frame, parts);
  settle_types(scope, frame, use);
  LIST_ADD(checker->arena, &decision->uses, FrameUse *, use);
  if (frame->decision == decision) {
    frame->only_when = use->only_when;
    frame->governed = use->governed;
  }
  Scope home = frame->decision == decision ? *scope : scope_of_module(site->module);
  FrameKeys keys = keys_of(scope, parts, frame);
  frame_complete(&home, frame, &keys);
}

void frames_drawn_check(const Scope *scope) {
  const Decision *decision = scope->work->decision;
  for (size_t i = 0; i < decision->frames.count; i++)
    for (const Frame *frame = decision->frames.items[i]->within; frame; frame = frame->within)
      frame_draw(scope, frame);
  for (size_t i = 0; i < decision->powers.count; i++)
    for (const Frame *frame = decision->powers.items[i]->out_of; frame; frame = frame->within)
      frame_draw(scope, frame);
}
