/* How each record stands before allocation: in columns, and judged one by one. */
#include "tests/property/compare.h"

#include "interp/decide/states.h"
#include "tests/harness/sifted_pair.h"

typedef struct {
  Comparing      *comparing;
  const Decision *decision;
  Evaluator      *evaluator;
  StoreDecided   *decided;
  size_t          decided_count;
  Arena           batch;
} Sifting;

static Book *open_book(const Sifting *sifting) {
  Comparing *comparing = sifting->comparing;
  Trial *trial = comparing->trial;
  Book *book = arena_new(&comparing->arena, Book);
  book_init(book, &comparing->arena, trial->model->frames.count);
  evaluator_subject(sifting->evaluator, NULL, NULL, &trial->population.all, &comparing->arena);
  Opener opener = { book, trial->model, sifting->evaluator, &comparing->arena };
  states_open_plain(&opener, &trial->diags);
  return book;
}

static void judge_all(const Sifting *sifting, SiftedPair *pair) {
  Comparing *comparing = sifting->comparing;
  const TrialRecords *records = &comparing->trial->records[sifting->decision->subject->index];
  for (size_t i = 0; i < records->count && !comparing->difference.length; i++) {
    pair->record = records->records[i];
    pair->row = (uint32_t)i;
    if (!sifted_pair_same(pair))
      differ(comparing, "%.*s", TEXT_PRINT(pair->difference));
    comparing->counted->records++;
    arena_reset(pair->batch);
  }
}

/* One sift, as one that is asked again and again: what it keeps must stand. */
static void compare_under(Sifting *sifting, Sift *sift, const ModelSettings *settings) {
  Comparing *comparing = sifting->comparing;
  Trial *trial = comparing->trial;
  sifting->evaluator = evaluator_new(&comparing->arena, trial->model, settings, &trial->options,
                                     &trial->diags);
  evaluator_need_parameters(sifting->evaluator);
  Book *book = open_book(sifting), *other = open_book(sifting);
  SiftUnder under = { .arena = &comparing->arena, .evaluator = sifting->evaluator,
                      .source = &trial->population.all, .book = book,
                      .decided = sifting->decided, .decided_count = sifting->decided_count };
  SiftedPair pair = { .decision = sifting->decision, .sift = sift, .book = book, .other = other,
                      .batch = &sifting->batch };
  pair.sifted = sift_judge(sift, &under);
  comparing->counted->by_reference += pair.sifted->by_reference;
  pair.judge = judge_new(&comparing->arena, trial->model, sifting->decision, sifting->evaluator,
                         &trial->population.all);
  judge_frames(pair.judge, other);
  judge_decided(pair.judge, sifting->decided, sifting->decided_count);
  judge_all(sifting, &pair);
}

static void compare_decision(Sifting *sifting) {
  Comparing *comparing = sifting->comparing;
  const Trial *trial = comparing->trial;
  Census *census = census_of_trial(comparing, sifting->decision->subject);
  Sift *sift = sift_new(&comparing->arena, trial->model, sifting->decision, census);
  compare_under(sifting, sift, &trial->none);
  compare_under(sifting, sift, &trial->changed);
  compare_under(sifting, sift, &trial->none);
}

void compare_sift(Comparing *comparing) {
  Trial *trial = comparing->trial;
  for (size_t i = 0; i < trial->model->decisions.count; i++) {
    Sifting sifting = { .comparing = comparing, .decision = trial->model->decisions.items[i],
                        .decided = trial->decided[i].rows,
                        .decided_count = trial->decided[i].count };
    if (!sift_can(trial->model, sifting.decision)) {
      comparing->counted->not_sifted++;
      continue;
    }
    arena_init_deferred(&sifting.batch, &trial->memory);
    compare_decision(&sifting);
    memory_release(&trial->memory, &sifting.batch);
  }
}
