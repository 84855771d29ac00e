/* Every term of a decision, for those who ask what it reads. */
#include "interp/check/checker.h"

typedef struct {
  TermVisit *visit;
  void      *context;
} Walk;

static void walk(const Walk *walk, const Term *term) {
  if (term)
    term_walk(term, walk->visit, walk->context);
}

static void walk_rule(const Walk *to, const Rule *rule) {
  walk(to, rule->when);
  for (size_t i = 0; i < rule->require_count; i++)
    walk(to, rule->requires[i].test);
}

static void walk_use(const Walk *to, const FrameUse *use) {
  const Term *const terms[] = { use->several, use->counted, use->day, use->shared, use->only_when,
                                use->governed };
  for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
    walk(to, terms[i]);
  for (size_t i = 0; i < use->frame->key_count; i++)
    walk(to, use->keys[i]);
}

static void walk_frame(const Walk *to, const Frame *frame) {
  const Term *const terms[] = { frame->limit, frame->rolling, frame->carries_over,
                                frame->overdraws };
  for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
    walk(to, terms[i]);
  for (size_t i = 0; i < frame->adds.count; i++)
    walk(to, frame->adds.items[i]);
}

static void walk_power(const Walk *to, const Power *power) {
  const Term *const terms[] = { power->decider, power->above, power->most, power->when,
                                power->governed };
  for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
    walk(to, terms[i]);
  for (const Frame *frame = power->out_of; frame; frame = frame->within)
    walk_frame(to, frame);
}

static void walk_deadline(const Walk *to, const Deadline *deadline) {
  const Term *const terms[] = { deadline->when, deadline->owed_when, deadline->due,
                                deadline->governed, deadline->fulfilled };
  for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
    walk(to, terms[i]);
}

static void walk_keys(const Walk *to, const TermKey *keys, size_t count) {
  for (size_t i = 0; i < count; i++)
    walk(to, keys[i].value);
}

#define WALK_EACH(list, part)                     \
  for (size_t i_ = 0; i_ < (list)->count; i_++)   \
    walk(&to, (list)->items[i_]->part)

void decision_each_term(const Decision *decision, TermVisit *visit, void *context) {
  const Walk to = { visit, context };
  walk(&to, decision->governing);
  for (size_t i = 0; i < decision->rules.count; i++)
    walk_rule(&to, decision->rules.items[i]);
  WALK_EACH(&decision->amounts, value);
  WALK_EACH(&decision->ceilings, value);
  WALK_EACH(&decision->shows, value);
  WALK_EACH(&decision->scores, threshold);
  WALK_EACH(&decision->conditions, when);
  WALK_EACH(&decision->outcomes, when);
  for (size_t i = 0; i < decision->frames.count; i++)
    walk_frame(&to, decision->frames.items[i]);
  for (size_t i = 0; i < decision->uses.count; i++)
    walk_use(&to, decision->uses.items[i]);
  for (size_t i = 0; i < decision->powers.count; i++)
    walk_power(&to, decision->powers.items[i]);
  walk(&to, decision->judged_by);
  walk(&to, decision->split);
  walk(&to, decision->least);
  walk_keys(&to, decision->order, decision->order_count);
  walk_keys(&to, decision->ties, decision->tie_count);
  for (size_t i = 0; i < decision->deadlines.count; i++)
    walk_deadline(&to, decision->deadlines.items[i]);
}
