/* Amounts, ceilings, frames, scores, and the order in which money is given. */
#include "interp/trials/mutants.h"

#define PUT(mutants, kind, span, change, place, Type, ...) \
  MUTANTS_PUT((mutants), (kind), (span), NULL, (change), (place), Type, __VA_ARGS__)

/* A clause of the frame or decision that may be left out. */
static void put_without(Mutants *mutants, MutantKind kind, const Term **part) {
  if (*part && (*part)->span.file)
    PUT(mutants, kind, (*part)->span, mutants_say(mutants, MESSAGE("left out")), part,
        const Term *, NULL);
  mutate_term(mutants, *part);
}

/* ---- frames ------------------------------------------------------------------------------ */

void mutate_frame(Mutants *mutants, Frame *frame) {
  bool everywhere = mutants->everywhere;
  mutants->everywhere = true;
  if (frame->within) {
    PUT(mutants, MUTANT_FRAME, frame->span, mutants_say(mutants, MESSAGE("within no other")),
        &frame->within, const Frame *, NULL);
    PUT(mutants, MUTANT_FRAME, frame->span,
        mutants_say(mutants, frame->earmarked ? MESSAGE("not earmarked") : MESSAGE("earmarked")),
        &frame->earmarked, bool, !frame->earmarked);
  }
  put_without(mutants, MUTANT_FRAME, &frame->only_when);
  put_without(mutants, MUTANT_FRAME, &frame->carries_over);
  put_without(mutants, MUTANT_FRAME, &frame->overdraws);
  mutate_term(mutants, frame->rolling);
  mutate_term(mutants, frame->limit);
  for (size_t i = 0; i < frame->adds.count; i++)
    mutate_term(mutants, frame->adds.items[i]);
  mutants->everywhere = everywhere;
}

/* Of a sum whose elements draw one by one, what each draws: nobody adds them up. */
static void mutate_several(Mutants *mutants, const Term *sum) {
  if (!sum)
    return;
  mutate_term(mutants, sum->as.aggregate.value);
  mutate_term(mutants, sum->as.aggregate.where);
}

static void mutate_use(Mutants *mutants, FrameUse *use) {
  bool everywhere = mutants->everywhere;
  mutants->everywhere = true;
  for (size_t i = 0; i < use->frame->key_count; i++)
    mutate_term(mutants, use->keys[i]);
  mutate_several(mutants, use->several);
  put_without(mutants, MUTANT_FRAME, &use->counted);
  put_without(mutants, MUTANT_FRAME, &use->shared);
  put_without(mutants, MUTANT_FRAME, &use->only_when);
  mutate_term(mutants, use->day);
  mutants->everywhere = everywhere;
}

/* ---- amounts ----------------------------------------------------------------------------- */

/* A state left out is the one before it. */
static void leave_out_state(Mutants *mutants, Decision *decision, size_t state) {
  NamedTerm *named = decision->amounts.items[state];
  Term *before = arena_new(mutants->arena, Term);
  *before = (Term){ .kind = TERM_STATE_OF_AMOUNT, .height = 1, .type = named->value->type };
  before->as.state_of_amount.amount = state - 1;
  PUT(mutants, MUTANT_AMOUNT, named->span, mutants_say(mutants, MESSAGE("left out")),
      &named->value, const Term *, before);
}

static void leave_out_ceiling(Mutants *mutants, Decision *decision, size_t ceiling) {
  size_t count = decision->ceilings.count;
  NamedTerm **kept = arena_array(mutants->arena, NamedTerm *, count);
  for (size_t i = 0, at = 0; i < count; i++)
    if (i != ceiling)
      kept[at++] = decision->ceilings.items[i];
  PUT(mutants, MUTANT_AMOUNT, decision->ceilings.items[ceiling]->span,
      mutants_say(mutants, MESSAGE("left out")), &decision->ceilings.items, NamedTerm **, kept);
  mutants_also(mutants, &decision->ceilings.count, &(size_t){ count - 1 }, sizeof count);
}

static void mutate_amounts(Mutants *mutants, Decision *decision) {
  for (size_t i = 0; i < decision->amounts.count; i++) {
    if (i > 0)
      leave_out_state(mutants, decision, i);
    mutate_term(mutants, decision->amounts.items[i]->value);
  }
  for (size_t i = 0; i < decision->ceilings.count; i++) {
    leave_out_ceiling(mutants, decision, i);
    mutate_term(mutants, decision->ceilings.items[i]->value);
  }
  for (size_t i = 0; i < decision->shows.count; i++)
    mutate_term(mutants, decision->shows.items[i]->value);
  for (size_t i = 0; i < decision->scores.count; i++) {
    mutate_term(mutants, decision->scores.items[i]->value);
    mutate_term(mutants, decision->scores.items[i]->threshold);
  }
}

/* ---- order ------------------------------------------------------------------------------- */

static void mutate_keys(Mutants *mutants, const TermKey *keys, size_t count, bool ends_in_key) {
  for (size_t i = 0; i < count; i++) {
    TermKey *key = (TermKey *)&keys[i];
    PUT(mutants, MUTANT_ORDER, key->value->span,
        mutants_say(mutants, key->descending ? MESSAGE("ascending") : MESSAGE("descending")),
        &key->descending, bool, !key->descending);
    mutate_term(mutants, key->value);
    if (ends_in_key && i + 1 == count)
      continue;
    /* The key after it counts in its place: equal keys tell nothing. */
    if (i + 1 < count)
      PUT(mutants, MUTANT_ORDER, key->value->span, mutants_say(mutants, MESSAGE("left out")), key,
          TermKey, keys[i + 1]);
  }
}

static void mutate_otherwise(Mutants *mutants, Decision *decision, Span span) {
  static const char *const names[] = {
    [ELSE_WAITLIST] = MESSAGE("else waitlist"),
    [ELSE_STOP]     = MESSAGE("else stop"),
    [ELSE_REJECT]   = MESSAGE("else reject"),
  };
  for (ElseKind other = ELSE_WAITLIST; other <= ELSE_REJECT; other++)
    if (other != decision->otherwise)
      PUT(mutants, MUTANT_ORDER, span, mutants_say(mutants, names[other]), &decision->otherwise,
          ElseKind, other);
}

/* The clause as a whole stands where its last key does. */
static void mutate_allocation(Mutants *mutants, Decision *decision) {
  Span span = SPAN_NONE;
  for (size_t i = 0; i < decision->order_count; i++)
    if (decision->order[i].value->span.file)
      span = decision->order[i].value->span;
  mutate_keys(mutants, decision->order, decision->order_count, true);
  mutate_keys(mutants, decision->ties, decision->tie_count, false);
  mutate_term(mutants, decision->least);
  if (decision->uses.count == 0)
    return;
  mutate_otherwise(mutants, decision, span);
  if (decision->how != HOW_FULL_AMOUNT)
    PUT(mutants, MUTANT_ORDER, span, mutants_say(mutants, MESSAGE("full amount")), &decision->how,
        HowAllocated, HOW_FULL_AMOUNT);
}

void mutate_money(Mutants *mutants, Decision *decision) {
  mutate_amounts(mutants, decision);
  for (size_t i = 0; i < decision->uses.count; i++)
    mutate_use(mutants, decision->uses.items[i]);
  put_without(mutants, MUTANT_DECIDER, &decision->judged_by);
  put_without(mutants, MUTANT_DECIDER, &decision->split);
  mutate_allocation(mutants, decision);
}
