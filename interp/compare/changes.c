#include "interp/compare/changes.h"

typedef struct {
  Arena      *arena;
  Comparison *comparison;
  bool        one_decision;     /* on each side: its name tells nothing apart */
} Comparing;

const RulesPart *change_part(const RulesChange *change) {
  return change->after ? change->after : change->before;
}

Former comparison_former(Arena *arena, const Comparison *comparison, bool after,
                         const Decision *decision) {
  return (Former){ .arena = arena, .side = after ? &comparison->after : &comparison->before,
                   .shared = comparison->shared, .decision = decision };
}

/* ---- the form of an aspect ------------------------------------------------------------ */

static Text aspect_form(Former *former, const Aspect *aspect) {
  if (aspect->term)
    return form_of(former, aspect->term);
  if (aspect->parameter)
    return form_parameter(former, aspect->parameter);
  if (aspect->table)
    return form_table(former, aspect->table);
  if (aspect->exceptions)
    return form_exceptions(former, aspect->exceptions);
  return aspect->said ? text_from(aspect->said) : aspect->words;
}

typedef struct { const Aspect *aspect; Text form; bool matched; } Formed;
typedef struct { Formed *items; size_t count; } FormedList;

/* What an aspect comes to nothing on this side (exceptions that cannot hold, `when yes`) is left
 * out. */
static FormedList forms_of(const Comparing *comparing, const RulesPart *part, bool after,
                           bool by_name) {
  Arena *arena = comparing->arena;
  Former former = comparison_former(arena, comparing->comparison, after, part->decision);
  former.by_name = by_name;
  FormedList list = { arena_array(arena, Formed, part->aspects.count + 1), 0 };
  for (size_t i = 0; i < part->aspects.count; i++) {
    const Aspect *aspect = &part->aspects.items[i];
    Text form = aspect_form(&former, aspect);
    if (form.length && !(text_is(form, "yes") && text_is(text_from(aspect->label), "when")))
      list.items[list.count++] = (Formed){ aspect, form, false };
  }
  return list;
}

static bool same_label(const Formed *a, const Formed *b) {
  return text_equal(text_from(a->aspect->label), text_from(b->aspect->label));
}

static Formed *find_same(FormedList *list, const Formed *wanted) {
  for (size_t i = 0; i < list->count; i++)
    if (!list->items[i].matched && same_label(&list->items[i], wanted) &&
        text_equal(list->items[i].form, wanted->form))
      return &list->items[i];
  return NULL;
}

static bool match_forms(FormedList *before, FormedList *after) {
  size_t matched = 0;
  for (size_t i = 0; i < before->count; i++) {
    Formed *same = find_same(after, &before->items[i]);
    if (!same)
      continue;
    same->matched = before->items[i].matched = true;
    matched++;
  }
  return matched == before->count && matched == after->count;
}

static bool says_the_same(const Comparing *comparing, const RulesPart *before,
                          const RulesPart *after,
                          bool by_name, FormedList *befores, FormedList *afters) {
  *befores = forms_of(comparing, before, false, by_name);
  *afters = forms_of(comparing, after, true, by_name);
  return match_forms(befores, afters);
}

/* ---- one part that both have ---------------------------------------------------------- */

static Formed *next_of_label(FormedList *list, const Formed *wanted) {
  for (size_t i = 0; i < list->count; i++)
    if (!list->items[i].matched && same_label(&list->items[i], wanted))
      return &list->items[i];
  return NULL;
}

static void list_differences(const Comparing *comparing, FormedList *befores, FormedList *afters,
                             RulesChange *change) {
  change->only_words = true;
  for (size_t i = 0; i < befores->count; i++) {
    Formed *before = &befores->items[i], *after;
    if (before->matched)
      continue;
    after = next_of_label(afters, before);
    if (after)
      after->matched = true;
    change->only_words &= before->aspect->only_words;
    LIST_ADD(comparing->arena, &change->aspects, AspectChange,
             ((AspectChange){ before->aspect, after ? after->aspect : NULL }));
  }
  for (size_t i = 0; i < afters->count; i++) {
    if (afters->items[i].matched)
      continue;
    change->only_words &= afters->items[i].aspect->only_words;
    LIST_ADD(comparing->arena, &change->aspects, AspectChange,
             ((AspectChange){ NULL, afters->items[i].aspect }));
  }
}

/* Is it the table or definition itself that is compared?  Then its own content tells. */
static void compare_parts(const Comparing *comparing, const RulesPart *before,
                          const RulesPart *after) {
  FormedList befores, afters;
  if (says_the_same(comparing, before, after, false, &befores, &afters) ||
      says_the_same(comparing, before, after, true, &befores, &afters))
    return;
  RulesChange change = { .kind = RULES_CHANGED, .before = before, .after = after };
  list_differences(comparing, &befores, &afters, &change);
  LIST_ADD(comparing->arena, &comparing->comparison->changes, RulesChange, change);
}

/* ---- matching ------------------------------------------------------------------------- */

static bool same_owner(const Comparing *comparing, const RulesPart *a, const RulesPart *b) {
  if (text_equal(a->owner, b->owner))
    return true;
  return comparing->one_decision && a->decision && b->decision;
}

static bool same_place(const Comparing *comparing, const RulesPart *a, const RulesPart *b) {
  return same_owner(comparing, a, b) && text_equal(a->name, b->name);
}

typedef struct {
  const Comparing *comparing;
  const Parts     *before, *after;
  const RulesPart     **match;         /* of each of `after`; NULL: it is new */
  bool            *taken;         /* of each of `before` */
} Matching;

/* Several may have one name (excluded … excluded …): those that say the same go together first. */
static void match_by_name(Matching *matching, bool same_only) {
  for (size_t i = 0; i < matching->after->count; i++) {
    const RulesPart *after = matching->after->items[i];
    for (size_t j = 0; j < matching->before->count && !matching->match[i]; j++) {
      const RulesPart *before = matching->before->items[j];
      FormedList unused[2];
      if (matching->taken[j] || !same_place(matching->comparing, before, after))
        continue;
      if (same_only &&
          !says_the_same(matching->comparing, before, after, false, &unused[0], &unused[1]))
        continue;
      matching->match[i] = before;
      matching->taken[j] = true;
    }
  }
}

static bool is_renamed(const Comparing *comparing, const RulesPart *before,
                       const RulesPart *after) {
  FormedList unused[2];
  return after->aspects.count > 1 && same_owner(comparing, before, after) &&
         says_the_same(comparing, before, after, false, &unused[0], &unused[1]);
}

static void report_new(Matching *matching, const RulesPart *after) {
  const Comparing *comparing = matching->comparing;
  RulesChange change = { .kind = RULES_ADDED, .after = after };
  for (size_t j = 0; j < matching->before->count && after->listed; j++) {
    if (matching->taken[j] || !is_renamed(comparing, matching->before->items[j], after))
      continue;
    change.kind = RULES_RENAMED;
    change.before = matching->before->items[j];
    matching->taken[j] = true;
    break;
  }
  if (after->listed)
    LIST_ADD(comparing->arena, &comparing->comparison->changes, RulesChange, change);
}

static void compare_kind(const Comparing *comparing, const Parts *before, const Parts *after) {
  Arena *arena = comparing->arena;
  Matching matching = { comparing, before, after,
                        arena_array(arena, const RulesPart *, after->count + 1),
                        arena_array(arena, bool, before->count + 1) };
  match_by_name(&matching, true);
  match_by_name(&matching, false);
  for (size_t i = 0; i < after->count; i++)
    if (matching.match[i])
      compare_parts(comparing, matching.match[i], after->items[i]);
    else
      report_new(&matching, after->items[i]);
  for (size_t j = 0; j < before->count; j++)
    if (!matching.taken[j] && before->items[j]->listed)
      LIST_ADD(arena, &comparing->comparison->changes, RulesChange,
               ((RulesChange){ .kind = RULES_REMOVED, .before = before->items[j] }));
}

/* ---- amendments ----------------------------------------------------------------------- */

/* What the new rules still hold of a part that has gone: the versions that had it. */
static const RulesPart *gone_part(const Comparing *comparing, const PartsByKind *all,
                                  const RulesPart *before) {
  const Parts *parts = &all->of[before->kind];
  for (size_t i = 0; i < parts->count; i++) {
    const RulesPart *part = parts->items[i];
    if (part->versions && part->versions->until.count && same_place(comparing, before, part))
      return part;
  }
  return NULL;
}

/* Does the older side have the amendment too?  Then it is not what has changed. */
static bool had_before(const Comparing *comparing, const Versions *versions, bool gone) {
  const RulesSide *before = &comparing->comparison->before;
  const Amendment *amendment = gone && versions->until.count ? versions->until.items[0]
                                                             : versions->from;
  for (size_t i = 0; amendment && i < before->model->amendments.count; i++) {
    const Amendment *own = before->model->amendments.items[i];
    if (text_equal(own->name, amendment->name) && side_amended(before, own))
      return true;
  }
  return false;
}

static void find_versions(const Comparing *comparing) {
  Comparison *comparison = comparing->comparison;
  RulesSide side = comparison->after;
  PartsByKind all;
  side.all = true;
  parts_gather(comparing->arena, &side, &all);
  for (size_t i = 0; i < comparison->changes.count; i++) {
    RulesChange *change = &comparison->changes.items[i];
    const RulesPart *part = change->after ? change->after
                                          : gone_part(comparing, &all, change->before);
    if (!part || !part->versions || had_before(comparing, part->versions, !change->after))
      continue;
    change->versions = part->versions;
    change->governed = part->governed;
  }
}

Comparison *rules_compare(Arena *arena, const RulesSide *before, const RulesSide *after) {
  Comparison *comparison = arena_new(arena, Comparison);
  *comparison = (Comparison){ .before = *before, .after = *after,
                              .shared = form_shared(arena, before->model, after->model) };
  Comparing comparing = { arena, comparison,
                          before->model->decisions.count == 1 &&
                              after->model->decisions.count == 1 };
  PartsByKind befores, afters;
  parts_gather(arena, before, &befores);
  parts_gather(arena, after, &afters);
  for (size_t kind = 0; kind < PART_KIND_COUNT; kind++)
    compare_kind(&comparing, &befores.of[kind], &afters.of[kind]);
  if (after->model->amendments.count)
    find_versions(&comparing);
  return comparison;
}

/* ---- limits --------------------------------------------------------------------------- */

/* The constant that a term comes to on a side, through parameters of one value; NULL: none. */
static const Term *constant_of(Arena *arena, const RulesSide *side, const Term *term) {
  term = side_term(side, term);
  for (unsigned i = 0; term && term->kind == TERM_PARAMETER && i < EXPR_MAX_HEIGHT; i++) {
    SideValues values = side_values(arena, side, term->as.parameter.parameter);
    term = side_term(side, values.items[values.count - 1].value);
  }
  return term && term->kind == TERM_CONSTANT && term->as.constant.state == VALUE_KNOWN ? term
                                                                                        : NULL;
}

/* The body it names; NULL: it depends on the record. */
static const Body *body_of(const Power *power) {
  const Term *decider = power->decider;
  return decider->kind == TERM_CONSTANT && decider->as.constant.kind == TYPE_BODY
             ? decider->as.constant.as.body : NULL;
}

static const Power *power_like(const Decision *decision, const Power *power) {
  for (size_t i = 0; i < decision->powers.count; i++) {
    const Power *other = decision->powers.items[i];
    if (other->delegated == power->delegated && other->most && body_of(other) &&
        body_of(power) && text_equal(body_of(other)->name, body_of(power)->name))
      return other;
  }
  return NULL;
}

static bool may_take_more(Arena *arena, const Comparison *comparison, const Decision *before,
                          const Power *power) {
  const Power *old = power->most ? power_like(before, power) : NULL;
  const Term *now = constant_of(arena, &comparison->after, power->most);
  const Term *was = old ? constant_of(arena, &comparison->before, old->most) : NULL;
  return now && was && now->as.constant.kind == was->as.constant.kind &&
         value_compare(now->as.constant, was->as.constant) > 0;
}

static const Decision *decision_like(const Model *model, const Decision *decision) {
  for (size_t i = 0; i < model->decisions.count; i++)
    if (text_equal(model->decisions.items[i]->name, decision->name))
      return model->decisions.items[i];
  return NULL;
}

bool comparison_widens(Arena *arena, const Comparison *comparison, const Frame *frame) {
  const Model *model = comparison->after.model;
  for (size_t i = 0; i < model->decisions.count; i++) {
    const Decision *decision = model->decisions.items[i];
    const Decision *before = decision_like(comparison->before.model, decision);
    for (size_t j = 0; before && j < decision->powers.count; j++)
      if (decision->powers.items[j]->out_of == frame &&
          may_take_more(arena, comparison, before, decision->powers.items[j]))
        return true;
  }
  return false;
}
