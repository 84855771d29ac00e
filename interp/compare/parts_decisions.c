/* What a decision is made of. */
#include "interp/compare/parts_inside.h"

/* A part of the decision that stands on this side; NULL: it does not. */
static RulesPart *take(Taking *taking, const Decision *decision, PartKind kind, Text name,
                       Text title,
                       Span span, const Term *stands, const ModelBases *bases) {
  if (!side_stands(taking->side, stands))
    return NULL;
  RulesPart *part = part_add(taking, kind, decision->name, name, title, span);
  part->decision = decision;
  part->bases = bases;
  part_versions(part, stands, decision->governing);
  return part;
}

/* ---- rules ---------------------------------------------------------------------------- */

/* The criterion that a score's threshold makes: what it says in words follows from that. */
static bool is_threshold(const Decision *decision, const Rule *rule) {
  for (size_t i = 0; i < decision->scores.count; i++)
    if (text_equal(decision->scores.items[i]->name, rule->name))
      return true;
  return false;
}

static void take_requirements(Taking *taking, RulesPart *part, const Rule *rule) {
  const char *label = rule->kind == RULE_CRITERION || rule->kind == RULE_CONSIDERS
                          ? (rule->kind == RULE_CRITERION ? MESSAGE("requires")
                                                          : MESSAGE("considers"))
                          : "";
  for (size_t i = 0; i < rule->require_count; i++) {
    part_term(taking, part, label, rule->requires[i].test);
    if (!is_threshold(part->decision, rule))
      part_told(taking, part, MESSAGE("else"), rule->requires[i].reason);
  }
}

static const char *rule_sort(RuleKind kind) {
  static const char *const sorts[] = { MESSAGE("in force"), MESSAGE("eligible"),
                                       MESSAGE("excluded"), MESSAGE("needs"),
                                       MESSAGE("criterion"), MESSAGE("considered"),
                                       MESSAGE("attested"), MESSAGE("note") };
  return sorts[kind];
}

static void take_rule(Taking *taking, const Decision *decision, const Rule *rule) {
  RulesPart *part = rule->kind == RULE_IN_FORCE
                   ? NULL
                   : take(taking, decision, PART_RULE, rule->name, rule->title, rule->span,
                          rule->stands, &rule->bases);
  if (!part)
    return;
  part->sort = rule_sort(rule->kind);
  part_said(taking, part, MESSAGE("sort"), part->sort);
  part_term(taking, part, MESSAGE("when"), rule->when);
  take_requirements(taking, part, rule);
  for (size_t i = 0; i < rule->need_count; i++)
    part_words(taking, part, MESSAGE("needs"), rule->needs[i]->name);
  if (rule->exceptions)
    LIST_ADD(taking->arena, &part->aspects, Aspect,
             ((Aspect){ .label = MESSAGE("exceptions"), .exceptions = rule->exceptions }));
}

/* ---- amounts, scores ------------------------------------------------------------------ */

static void take_named(Taking *taking, const Decision *decision, PartKind kind,
                       NamedTerm *const *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const NamedTerm *named = list[i];
    RulesPart *part = take(taking, decision, kind, named->name, named->title, named->span,
                           named->stands, &named->bases);
    if (part)
      part_term(taking, part, "", named->value);
  }
}

static void take_scores(Taking *taking, const Decision *decision) {
  for (size_t i = 0; i < decision->scores.count; i++) {
    const Score *score = decision->scores.items[i];
    RulesPart *part = take(taking, decision, PART_SCORE, score->name, score->title, score->span,
                           NULL,
                           &score->bases);
    part_term(taking, part, "", score->value);
    part_term(taking, part, MESSAGE("threshold"), score->threshold);
  }
}

/* ---- frames --------------------------------------------------------------------------- */

static void take_frame(Taking *taking, const Frame *frame) {
  RulesPart *part = part_add(taking, PART_FRAME, TEXT(""), frame->name, frame->title, frame->span);
  part->decision = frame->decision;
  part->bases = &frame->bases;
  part->governed = frame->governed ? frame->governed
                   : frame->decision ? frame->decision->governing : NULL;
  part_term(taking, part, "", frame->limit);
  part_words(taking, part, MESSAGE("within"), frame->within ? frame->within->name : TEXT(""));
  part_told(taking, part, MESSAGE("purpose"), frame->purpose);
  if (frame->earmarked)
    part_said(taking, part, "", MESSAGE("earmarked"));
  if (frame->yearly)
    part_said(taking, part, "", MESSAGE("each year"));
  part_term(taking, part, MESSAGE("only when"), frame->only_when);
  for (size_t i = 0; i < frame->adds.count; i++)
    part_term(taking, part, MESSAGE("adds"), frame->adds.items[i]);
  part_term(taking, part, MESSAGE("rolling"), frame->rolling);
  part_term(taking, part, MESSAGE("carries over"), frame->carries_over);
  part_term(taking, part, MESSAGE("overdraws"), frame->overdraws);
  part_term(taking, part, MESSAGE("governed by"), frame->governed);
}

static void take_uses(Taking *taking, const Decision *decision) {
  for (size_t i = 0; i < decision->uses.count; i++) {
    const FrameUse *use = decision->uses.items[i];
    RulesPart *part = take(taking, decision, PART_DRAWS, use->frame->name, use->frame->title,
                           use->frame->span, NULL, &use->frame->bases);
    part->listed = false;
    for (size_t j = 0; j < use->frame->key_count; j++)
      part_term(taking, part, MESSAGE("for each"), use->keys[j]);
    part_term(taking, part, MESSAGE("for each"), use->several);
    part_term(taking, part, MESSAGE("counting"), use->counted);
    part_term(taking, part, MESSAGE("back from"), use->day);
    part_term(taking, part, MESSAGE("shared by"), use->shared);
  }
}

/* ---- who decides ---------------------------------------------------------------------- */

static Text power_name(Arena *arena, const RulesSide *side, const Power *power) {
  const Term *decider = side_term(side, power->decider);
  if (decider && decider->kind == TERM_CONSTANT && decider->as.constant.state == VALUE_KNOWN &&
      decider->as.constant.kind == TYPE_BODY)
    return decider->as.constant.as.body->name;
  return arena_format(arena, "%zu", power->index + 1);
}

static void take_power(Taking *taking, const Decision *decision, const Power *power) {
  RulesPart *part = take(taking, decision, PART_POWER,
                         power_name(taking->arena, taking->side, power),
                         TEXT(""), power->span, power->stands, &power->bases);
  if (!part)
    return;
  part->sort = power->deputy      ? MESSAGE("deputy")
               : power->delegated ? MESSAGE("delegated")
                                  : MESSAGE("decided by");
  if (power->governed && !(part->versions && part->versions->governed))
    part->governed = power->governed;
  part_said(taking, part, MESSAGE("sort"), part->sort);
  part_term(taking, part, MESSAGE("who"), power->decider);
  part_term(taking, part, MESSAGE("above"), power->above);
  part_term(taking, part, power->most_strict ? MESSAGE("below") : MESSAGE("at most"),
            power->most);
  part_words(taking, part, MESSAGE("out of"), power->out_of ? power->out_of->name : TEXT(""));
  part_term(taking, part, MESSAGE("when"), power->when);
  part_term(taking, part, MESSAGE("governed by"), power->governed);
  for (size_t i = 0; i < power->consulting_count; i++)
    part_words(taking, part, MESSAGE("consulting"), power->consulting[i]->name);
}

/* Who is asked first: of those that delegate, the order is part of what is said. */
static void take_order_of_powers(Taking *taking, RulesPart *part, const Decision *decision) {
  Text order = TEXT_NONE;
  size_t delegated = 0;
  for (size_t i = 0; i < decision->powers.count; i++) {
    const Power *power = decision->powers.items[i];
    if (!power->delegated || !side_stands(taking->side, power->stands))
      continue;
    part_name(taking, &order, power_name(taking->arena, taking->side, power));
    delegated++;
  }
  if (delegated > 1)
    part_words(taking, part, MESSAGE("delegates in order"), order);
}

/* ---- who gets it first ---------------------------------------------------------------- */

static void take_allocation(Taking *taking, const Decision *decision) {
  static const char *const hows[] = { MESSAGE("full amount"), MESSAGE("partial down to"),
                                      MESSAGE("pro rata") };
  static const char *const elses[] = { MESSAGE("waitlist"), MESSAGE("stop"), MESSAGE("reject"),
                                       MESSAGE("outcome") };
  RulesPart *part = take(taking, decision, PART_ALLOCATION, TEXT("allocate"), TEXT(""),
                         decision->span, NULL, &decision->allocate_bases);
  for (size_t i = 0; i < decision->order_count; i++)
    part_term(taking, part, decision->order[i].descending ? MESSAGE("by descending")
                                                          : MESSAGE("by"),
              decision->order[i].value);
  for (size_t i = 0; i < decision->tie_count; i++)
    part_term(taking, part, MESSAGE("ties by"), decision->ties[i].value);
  part_said(taking, part, MESSAGE("gives"), hows[decision->how]);
  part_term(taking, part, MESSAGE("down to"), decision->least);
  part_said(taking, part, MESSAGE("then"), elses[decision->otherwise]);
  if (decision->otherwise_outcome)
    part_words(taking, part, MESSAGE("then"), decision->otherwise_outcome->name);
  part_term(taking, part, MESSAGE("governed by"), decision->governing);
  part_term(taking, part, MESSAGE("judged by"), decision->judged_by);
  part_term(taking, part, MESSAGE("never split"), decision->split);
  take_order_of_powers(taking, part, decision);
}

/* ---- what follows --------------------------------------------------------------------- */

static void take_deadline(Taking *taking, const Decision *decision, const Deadline *deadline) {
  RulesPart *part = take(taking, decision, PART_DEADLINE, deadline->name, deadline->title,
                         deadline->span, deadline->stands, &deadline->bases);
  if (!part)
    return;
  part_term(taking, part, MESSAGE("due"), deadline->due);
  part_term(taking, part, MESSAGE("when"), deadline->when);
  part_parties(taking, part, MESSAGE("owed by"), deadline->owed_by, deadline->owed_by_count);
  part_term(taking, part, MESSAGE("owed when"), deadline->owed_when);
  part_parties(taking, part, MESSAGE("otherwise by"), deadline->owed_else,
               deadline->owed_else_count);
  part_parties(taking, part, MESSAGE("owed to"), &deadline->owed_to, 1);
  part_words(taking, part, MESSAGE("before"),
             deadline->before ? deadline->before->name : TEXT(""));
  part_term(taking, part, MESSAGE("governed by"), deadline->governed);
  part_term(taking, part, MESSAGE("fulfilled when"), deadline->fulfilled);
  for (size_t i = 0; i < deadline->contains.count; i++)
    part_told(taking, part, MESSAGE("contains"), deadline->contains.items[i]);
}

static void take_rest(Taking *taking, const Decision *decision) {
  for (size_t i = 0; i < decision->conditions.count; i++) {
    const Condition *condition = decision->conditions.items[i];
    RulesPart *part = take(taking, decision, PART_CONDITION, condition->name, condition->title,
                           condition->span, condition->stands, &condition->bases);
    if (!part)
      continue;
    part_term(taking, part, MESSAGE("when"), condition->when);
    part_told(taking, part, MESSAGE("text"), condition->title);
  }
  static const char *const stages[] = { MESSAGE("first of all"), MESSAGE("eligibility"),
                                        MESSAGE("needs"), MESSAGE("criteria"),
                                        MESSAGE("allocation") };
  for (size_t i = 0; i < decision->outcomes.count; i++) {
    const OwnOutcome *outcome = decision->outcomes.items[i];
    RulesPart *part = take(taking, decision, PART_OUTCOME, outcome->name, outcome->title,
                           outcome->span, outcome->stands, &outcome->bases);
    if (!part)
      continue;
    part_said(taking, part, outcome->after ? MESSAGE("after") : MESSAGE("before"),
              stages[outcome->stage]);
    part_term(taking, part, MESSAGE("when"), outcome->when);
  }
}

void parts_of_decisions(Taking *taking) {
  const Model *model = taking->side->model;
  for (size_t i = 0; i < model->frames.count; i++)
    take_frame(taking, model->frames.items[i]);
  for (size_t i = 0; i < model->decisions.count; i++) {
    const Decision *decision = model->decisions.items[i];
    for (size_t j = 0; j < decision->rules.count; j++)
      take_rule(taking, decision, decision->rules.items[j]);
    take_named(taking, decision, PART_AMOUNT, decision->amounts.items, decision->amounts.count);
    take_named(taking, decision, PART_CEILING, decision->ceilings.items, decision->ceilings.count);
    take_named(taking, decision, PART_SHOWN, decision->shows.items, decision->shows.count);
    take_scores(taking, decision);
    take_uses(taking, decision);
    for (size_t j = 0; j < decision->powers.count; j++)
      take_power(taking, decision, decision->powers.items[j]);
    take_allocation(taking, decision);
    for (size_t j = 0; j < decision->deadlines.count; j++)
      take_deadline(taking, decision, decision->deadlines.items[j]);
    take_rest(taking, decision);
  }
}
