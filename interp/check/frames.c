#include "interp/check/checker.h"

Frame *frame_declare(ModuleScope *module, DecisionWork *work, Name name, Name label, Span span,
                     const FrameParts *parts) {
  Checker *checker = module->checker;
  Frame *frame = arena_new(checker->arena, Frame);
  *frame = (Frame){ .index = checker->model->frames.count, .name = name.text, .title = label.text,
                    .span = name.text.length ? name.span : span, .earmarked = parts->earmarked,
                    .purpose = parts->purpose.text, .decision = work ? work->decision : NULL };
  frame->yearly = parts->each_year != NULL;
  frame->key_count = parts->for_each.count + (frame->yearly ? 1 : 0);
  frame->by_record = frame->key_count > 0 || parts->rolling || parts->counting || parts->shared_by;
  LIST_ADD(checker->arena, &checker->model->frames, Frame *, frame);
  LIST_ADD(checker->arena, &checker->frames, FrameSite,
           (FrameSite){ .parts = parts, .module = module, .head = frame->span });
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

/* The limit, and what adds to it, are read without the record: of keys and parameters only. */
static Scope scope_of_limit(const Scope *scope, const FrameKeys *keys) {
  Scope inner = keys->count ? scope_of_module(scope->module) : *scope;
  inner.keys = keys->count ? keys : NULL;
  inner.constant = keys->count ? NULL : MESSAGE("the limit of a frame");
  inner.next_slot = (unsigned)keys->count;
  if (scope->checker->model->most_slots < inner.next_slot)
    scope->checker->model->most_slots = inner.next_slot;
  return inner;
}

static const Term *check_limit(const Scope *scope, const Frame *frame, const FrameParts *parts) {
  Scope inner = *scope;
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

/* `t.amount for t in top_up where …`: a sum; without `for` the value alone. */
static const Term *check_addition(const Scope *scope, const Drawn *drawn) {
  Scope inner = *scope;
  inner.constant = NULL;
  return frame_sum(&inner, drawn, "what adds to a frame");
}

/* Carried over or overdrawn at most: an amount, or a rate of the limit. */
static const Term *check_most(const Scope *scope, const Frame *frame, const Expr *written,
                              const char *what) {
  if (!written)
    return NULL;
  const Term *most = term_value(scope, written, NULL);
  if (!term_failed(most) && most->type.kind != TYPE_RATE && most->type.kind != TYPE_MONEY) {
    diag_report(scope->checker->diags, DIAG_WRONG_TYPE, most->span,
                "%s is a rate of the limit, or money", diag_words(scope->checker->diags, what));
    diag_mark(scope->checker->diags, "this is %.*s",
              TEXT_PRINT(type_named(scope->checker, &most->type)));
    return NULL;
  }
  if (!frame->yearly) {
    diag_report(scope->checker->diags, DIAG_FRAME_KEY, most->span,
                "only a frame of each year has a next one");
    diag_help(scope->checker->diags, "write: in each year of DATE");
    return NULL;
  }
  return term_failed(most) ? NULL : most;
}

static void check_limits(const Scope *scope, Frame *frame, const FrameParts *parts,
                         const FrameKeys *keys) {
  Scope inner = scope_of_limit(scope, keys);
  frame->limit = check_limit(&inner, frame, parts);
  for (size_t i = 0; i < parts->adds.count; i++) {
    const Term *more = check_addition(&inner, &parts->adds.items[i]);
    if (!term_failed(more))
      LIST_ADD(scope->checker->arena, &frame->adds, const Term *, more);
  }
  frame->carries_over = check_most(&inner, frame, parts->carries_over, "what is carried over");
  frame->overdraws = check_most(&inner, frame, parts->overdraws, "what is overdrawn");
}

static void check_rolling(const Scope *scope, Frame *frame, const FrameParts *parts) {
  if (!parts->rolling)
    return;
  Scope inner = scope_of_module(scope->module);
  inner.constant = MESSAGE("how long a frame rolls");
  frame->rolling = term_of_kind(&inner, parts->rolling, TYPE_DURATION, "how long a frame rolls");
  frame->rolling_calendar = scope->checker->model->law_calendar;
  if (!term_failed(frame->rolling))
    time_allowed(scope, frame->rolling, parts->rolling->span, "counting back");
}

void frame_complete(const Scope *scope, Frame *frame, const FrameKeys *keys) {
  FrameSite *site = &scope->checker->frames.items[frame->index];
  const FrameParts *parts = site->parts;
  if (site->whole)
    return;
  site->whole = true;
  check_limits(scope, frame, parts, keys);
  check_rolling(scope, frame, parts);
  if (parts->within.text.length) {
    frame->within = frame_need(scope, parts->within);
    check_circle(scope, frame, parts->within.span);
  }
  QuotedRule about = bases_about_value(frame->limit,
                                       parts->value ? parts->value->span : frame->span);
  about.has_bound = true;
  frame->bases = bases_check(site->module, site->bases, &about);
  bases_need(site->module, site->bases, frame->span, "frame", (Name){ frame->span, frame->name });
}

void frame_check(const Scope *scope, Frame *frame, const BasisList *bases) {
  FrameSite *site = &scope->checker->frames.items[frame->index];
  site->bases = bases;
  if (scope->work)
    frame_draw(scope, frame);
  else if (!frame->key_count)
    frame_complete(scope, frame, &(FrameKeys){ .count = 0 });
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
  frame_check(&scope, symbol->as.frame, &symbol->decl->bases);
}

void frames_check(Checker *checker) {
  symbols_each(checker, SYMBOL_FRAME, check_declared);
}

void frames_check_drawn(Checker *checker) {
  for (size_t i = 0; i < checker->frames.count; i++) {
    Frame *frame = checker->model->frames.items[i];
    if (checker->frames.items[i].whole)
      continue;
    Scope scope = scope_of_module(checker->frames.items[i].module);
    frame->limit = term_error(&scope, NULL);
    diag_report(checker->diags, DIAG_FRAME_KEY, frame->span,
                "frame \"%.*s\" has keys, but no decision draws on it", TEXT_PRINT(frame->name));
    diag_help(checker->diags, "its keys are fields of the record that a decision draws it for");
  }
}
