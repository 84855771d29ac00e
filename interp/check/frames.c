#include "interp/check/checker.h"

Frame *frame_declare(ModuleScope *module, DecisionWork *work, Name name, Name label, Span span,
                     const FrameParts *parts) {
  Checker *checker = module->checker;
  Frame *frame = arena_new(checker->arena, Frame);
  *frame = (Frame){ .index = checker->model->frames.count, .name = name.text, .title = label.text,
                    .span = name.text.length ? name.span : span, .earmarked = parts->earmarked,
                    .purpose = parts->purpose.text, .decision = work ? work->decision : NULL };
  LIST_ADD(checker->arena, &checker->model->frames, Frame *, frame);
  if (!work)
    return frame;
  LIST_ADD(checker->arena, &work->decision->frames, Frame *, frame);
  if (!map_add(&work->frames, frame->name, frame)) {
    const Frame *other = map_get(&work->frames, frame->name);
    diag_report(checker->diags, DIAG_DUPLICATE_NAME, frame->span,
                "frame \"%.*s\" is declared twice",
                TEXT_PRINT(frame->name));
    diag_label(checker->diags, other->span, "first declared here");
  }
  return frame;
}

/* ---- finding a frame: of the decision, of the module, or `decision.frame` ---------------- */

static const Frame *frame_of_other(const Scope *scope, Name name) {
  size_t dot = text_find(name.text, TEXT("."), 0);
  if (dot >= name.text.length)
    return NULL;
  Name owner = { SPAN_NONE, text_part(name.text, 0, dot) };
  Text own = text_part(name.text, dot + 1, name.text.length);
  const Symbol *symbol = symbol_find(scope->module, SPACE_DECISION, owner);
  for (size_t i = 0; symbol && i < symbol->as.decision->frames.count; i++)
    if (text_equal(symbol->as.decision->frames.items[i]->name, own))
      return symbol->as.decision->frames.items[i];
  return NULL;
}

const Frame *frame_need(const Scope *scope, Name name) {
  const Frame *frame = scope->work ? map_get(&scope->work->frames, name.text) : NULL;
  if (frame)
    return frame;
  const Symbol *symbol = symbol_find(scope->module, SPACE_FRAME, name);
  if (symbol)
    return symbol->as.frame;
  frame = frame_of_other(scope, name);
  if (frame)
    return frame;
  if (symbols_unread(scope->checker, name.text))
    return NULL;
  diag_report(scope->checker->diags, DIAG_UNKNOWN_NAME, name.span, "frame \"%.*s\" is not declared",
              TEXT_PRINT(name.text));
  Guess guess = guess_start(scope->checker, name.text);
  for (size_t i = 0; scope->work && i < scope->work->frames.count; i++)
    guess_offer(&guess, scope->work->frames.entries[i].key);
  guess_offer_space(&guess, scope->module, SPACE_FRAME);
  guess_help(&guess);
  return NULL;
}

/* ---- what a frame holds ------------------------------------------------------------------ */

static bool stands_within_itself(const Frame *frame) {
  const Frame *outer = frame->within;
  for (size_t steps = 1; outer && outer != frame && steps < FRAMES_DEEP; steps++)
    outer = outer->within;
  return outer == frame;
}

/* A frame that stands within itself, by way of others: seen where the circle closes. */
static void check_circle(const Scope *scope, Frame *frame, Span within) {
  if (!stands_within_itself(frame))
    return;
  Text chain = frame->name;
  const Frame *outer = frame;
  do {
    outer = outer->within;
    chain = arena_format(scope->checker->arena, "%.*s -> %.*s", TEXT_PRINT(chain),
                         TEXT_PRINT(outer->name));
  } while (outer != frame);
  diag_report(scope->checker->diags, DIAG_CYCLE, within, "frame \"%.*s\" stands within itself",
              TEXT_PRINT(frame->name));
  diag_help(scope->checker->diags, "the circle is %.*s", TEXT_PRINT(chain));
  frame->within = NULL;
}

static const Term *check_limit(const Scope *scope, const Frame *frame, const FrameParts *parts) {
  Scope inner = *scope;
  inner.constant = "the limit of a frame";
  inner.may_be_pending = parts->value;
  inner.pending_name = frame->name;
  inner.named_number = only_number(parts->value, false);
  inner.implicit_name = arena_format(scope->checker->arena, "%.*s.amount", TEXT_PRINT(frame->name));
  inner.implicit_title = frame->title;
  const Term *limit = term_of_kind(&inner, parts->value, TYPE_MONEY, "the limit of a frame");
  if (limit->type.kind == TYPE_UNKNOWN && !term_failed(limit)) {
    Type money = type_of_money(scope->checker->model->currency);
    term_settle(limit, &money);
  }
  return limit;
}

void frame_check(const Scope *scope, Frame *frame, const FrameParts *parts,
                 const BasisList *bases) {
  ModuleScope *module = scope->module;
  frame->limit = check_limit(scope, frame, parts);
  if (parts->within.text.length) {
    frame->within = frame_need(scope, parts->within);
    check_circle(scope, frame, parts->within.span);
  }
  if (parts->only_when)
    frame->only_when = term_truth(scope, parts->only_when);
  if (parts->governed)
    frame->governed = term_of_kind(scope, parts->governed, TYPE_DATE, "a governing date");
  QuotedRule about = bases_about_value(frame->limit,
                                       parts->value ? parts->value->span : frame->span);
  about.has_bound = true;
  frame->bases = bases_check(module, bases, &about);
  bases_need(module, bases, frame->span, "frame", (Name){ frame->span, frame->name });
}

void frames_check_depth(Checker *checker) {
  const Model *model = checker->model;
  for (size_t i = 0; i < model->frames.count; i++) {
    Frame *frame = model->frames.items[i];
    size_t steps = 0;
    for (const Frame *outer = frame; outer && steps <= FRAMES_DEEP; outer = outer->within)
      steps++;
    if (steps <= FRAMES_DEEP)
      continue;
    diag_report(checker->diags, DIAG_TOO_MANY, frame->span,
                "frames stand within each other more than %d levels deep", FRAMES_DEEP);
    for (size_t j = 0; j < model->frames.count; j++)
      model->frames.items[j]->within = NULL;
    return;
  }
}

static void check_declared(ModuleScope *module, Symbol *symbol) {
  Scope scope = scope_of_module(module);
  frame_check(&scope, symbol->as.frame, &symbol->decl->as.frame, &symbol->decl->bases);
}

void frames_check(Checker *checker) {
  symbols_each(checker, SYMBOL_FRAME, check_declared);
}
