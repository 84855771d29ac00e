/* sifted_pair.h - one record as the sift has it and as judge_record has it, held beside each other.
 *
 * Fill a SiftedPair, then sifted_pair_same for each record; false: `difference` says what
 * differs. */
#ifndef ANSLAG_TESTS_HARNESS_SIFTED_PAIR_H
#define ANSLAG_TESTS_HARNESS_SIFTED_PAIR_H

#include "interp/decide/sift.h"

typedef struct {
  const Decision *decision;
  Sift           *sift;
  const Sifted   *sifted;
  Judge          *judge;
  const Book     *book, *other;   /* of the sift, and of the judge: they open states in orders of
                                     their own */
  const Record   *record;
  uint32_t        row;
  Arena          *batch;
  Text            difference;     /* the first that is found */
} SiftedPair;

static inline void sifted_differs(SiftedPair *pair, const char *what, int64_t sifted,
                                  int64_t judged) {
  if (!pair->difference.length)
    pair->difference = arena_format(pair->batch, "record %.*s: %s is %lld in columns, %lld judged",
                                    TEXT_PRINT(record_key_text(pair->batch, pair->record)), what,
                                    (long long)sifted, (long long)judged);
}

static inline void sifted_same(SiftedPair *pair, const char *what, int64_t sifted,
                               int64_t judged) {
  if (sifted != judged)
    sifted_differs(pair, what, sifted, judged);
}

static inline int64_t sifted_minor(Value value) {
  int64_t amount = SIFT_NOT_KNOWN;
  if (value.state == VALUE_KNOWN)
    fraction_to_int64(value.as.number, &amount);
  return amount;
}

static inline void sifted_verdicts(SiftedPair *pair, const Judgement *judgement) {
  for (size_t i = 0; i < pair->decision->rules.count; i++) {
    const Rule *rule = pair->decision->rules.items[i];
    int verdict = SIFT_NOT_JUDGED;
    for (size_t j = 0; j < judgement->rules.count; j++)
      if (judgement->rules.items[j].rule == rule)
        verdict = judgement->rules.items[j].verdict == VERDICT_POSSIBLY
                      ? VERDICT_UNKNOWN : (int)judgement->rules.items[j].verdict;
    Text name = arena_format(pair->batch, "rule %.*s", TEXT_PRINT(rule->name));
    sifted_same(pair, name.bytes, pair->sifted->verdicts[i][pair->row], verdict);
  }
}

static inline bool sifted_state_same(const SiftedPair *pair, uint32_t of_sift, uint32_t of_judge) {
  if (of_sift == BOOK_NOWHERE || of_judge == BOOK_NOWHERE)
    return of_sift == of_judge;
  FrameState a = book_state(pair->book, pair->batch, of_sift);
  FrameState b = book_state(pair->other, pair->batch, of_judge);
  return a.frame == b.frame && text_equal(a.key, b.key);
}

static inline void sifted_draws(SiftedPair *pair, const Candidate *candidate,
                                const Judgement *judgement) {
  sifted_same(pair, "number of draws", (int64_t)candidate->draw_count,
              (int64_t)judgement->draws.count);
  for (size_t i = 0; i < candidate->draw_count && i < judgement->draws.count; i++) {
    const Draw *a = &candidate->draws[i], *b = &judgement->draws.items[i];
    if (!sifted_state_same(pair, a->state, b->state))
      sifted_differs(pair, "state drawn on", a->state, b->state);
    sifted_same(pair, "amount drawn", a->amount, b->amount);
    sifted_same(pair, "counted", a->counted, b->counted);
    sifted_same(pair, "own limit", a->own_limit ? a->limit : -1, b->own_limit ? b->limit : -1);
  }
}

static inline void sifted_candidate(SiftedPair *pair, const Judgement *judgement) {
  Candidate candidate, expected = { .number = pair->row };
  Value *keys = arena_array(pair->batch, Value, pair->decision->order_count + 1);
  judgement_candidate(judgement, &expected);
  sift_candidate(pair->sift, pair->row, &candidate, keys);
  sifted_same(pair, "amount", candidate.amount, expected.amount);
  sifted_same(pair, "rows that admit", (int64_t)candidate.admits, (int64_t)expected.admits);
  sifted_same(pair, "rows that stop", (int64_t)candidate.stops, (int64_t)expected.stops);
  sifted_same(pair, "least", candidate.least, expected.least);
  sifted_draws(pair, &candidate, judgement);
  for (size_t i = 0; i < pair->decision->order_count; i++) {
    sifted_same(pair, "state of a key", keys[i].state, judgement->order[i].state);
    if (keys[i].state == VALUE_KNOWN && !value_same(keys[i], judgement->order[i]))
      sifted_differs(pair, "key", (int64_t)i, (int64_t)i);
  }
}

static inline bool sifted_pair_same(SiftedPair *pair) {
  const Judgement *judgement = judge_record(pair->judge, pair->record, pair->batch);
  const Sifted *sifted = pair->sifted;
  if (!sifted->unread[pair->row])
    sifted_verdicts(pair, judgement);
  sifted_same(pair, "outcome", sifted->kinds[pair->row], judgement->kind);
  sifted_same(pair, "recorded", sifted->recorded[pair->row], judgement->recorded);
  sifted_same(pair, "asked", sifted->asked[pair->row], sifted_minor(judgement->asked));
  if (judgement->kind == OUTCOME_OWN &&
      pair->decision->outcomes.items[sifted->owns[pair->row]] != judgement->own)
    sifted_differs(pair, "own outcome", sifted->owns[pair->row], -1);
  if (judgement->kind == OUTCOME_QUEUED && !judgement->recorded && !pair->difference.length)
    sifted_candidate(pair, judgement);
  return !pair->difference.length;
}

#endif
