/* A frame that an amendment replaces stays one pool: what was drawn under any version counts, and
 * each version has its own limit (semantics X3). */
#include "interp/check/checker.h"

Frame *frame_amended_by(const DecisionWork *work, const Checker *checker, const Clause *clause) {
  return clause->kind == CLAUSE_FRAME && clause_replaces(checker, clause)
             ? map_get(&work->frames, clause->name.text) : NULL;
}

/* Its keys, windows and place among the others are the same in all versions. */
static bool same_pool(const FrameParts *a, const FrameParts *b) {
  return a->for_each.count == b->for_each.count && !a->each_year == !b->each_year &&
         !a->rolling == !b->rolling && !a->counting == !b->counting &&
         !a->shared_by == !b->shared_by && a->adds.count == b->adds.count &&
         a->earmarked == b->earmarked && text_equal(a->within.text, b->within.text) &&
         !b->carries_over == !a->carries_over && !b->overdraws == !a->overdraws;
}

static void report_other_pool(const Scope *scope, const Frame *frame, const Clause *clause) {
  Diags *diags = scope->checker->diags;
  diag_report(diags, DIAG_NOT_AMENDABLE, clause->head,
              "an amendment can change what frame \"%.*s\" holds, not how it is divided",
              TEXT_PRINT(frame->name));
  diag_label(diags, frame->span, "the frame");
  diag_help(diags, "write its keys, and what it lies within, as they are; or add a frame of "
            "another name");
}

static const Term *read_limit(const Scope *scope, const Frame *frame, const FrameParts *parts) {
  Scope inner = scope_of_module(scope->module);
  inner.work = scope->work;
  inner.constant = MESSAGE("the limit of a frame");
  inner.may_be_pending = parts->value;
  inner.pending_name = frame->name;
  inner.named_number = only_number(parts->value, false);
  inner.implicit_name = arena_format(scope->checker->arena, "%.*s.amount",
                                     TEXT_PRINT(frame->name));
  inner.implicit_title = frame->title;
  const Term *limit = term_of_kind(&inner, parts->value, TYPE_MONEY, "the limit of a frame");
  term_settle(limit, &frame->limit->type);
  return limit;
}

static const Term *always(const Scope *scope) {
  return term_constant(scope, NULL, type_of_kind(TYPE_TRUTH), value_truth(true));
}

static void amend_condition(const Scope *scope, const Term *stands, const Frame *frame,
                            const FrameParts *parts) {
  Decision *decision = scope->work->decision;
  for (size_t i = 0; i < decision->uses.count; i++) {
    FrameUse *use = decision->uses.items[i];
    if (use->frame != frame || (!use->only_when && !parts->only_when))
      continue;
    const Term *test = parts->only_when ? term_truth(scope, parts->only_when) : always(scope);
    use->only_when = term_in_versions(scope, stands, test,
                                      use->only_when ? use->only_when : always(scope));
  }
}

void frame_amend(const Scope *outer, Frame *frame, const Clause *clause) {
  const Scope here = scope_at(outer, clause->span), *scope = &here;
  const FrameParts *parts = &clause->as.frame;
  const Term *stands = clause_stands(scope, clause);
  if (!same_pool(scope->checker->frames.items[frame->index].parts, parts)) {
    report_other_pool(scope, frame, clause);
    return;
  }
  const Term *limit = read_limit(scope, frame, parts);
  frame->limit = term_in_versions(scope, stands, limit, frame->limit);
  amend_condition(scope, stands, frame, parts);
  QuotedRule about = bases_about_value(limit, parts->value ? parts->value->span : clause->head);
  about.has_bound = true;
  ModelBases bases = bases_check(scope->module, &clause->bases, &about);
  bases_need(scope->module, &clause->bases, clause->head, "frame", clause->name);
  for (size_t i = 0; i < bases.count; i++)
    LIST_ADD(scope->checker->arena, &frame->bases, ModelBasis, bases.items[i]);
}
