/* How much of a sift's time goes to each rule. */
#include "interp/decide/sifting.h"

#include "interp/decide/profile.h"

void sift_measure(Sift *sift) {
  sift->measured = true;
  plan_time(sift->plan, profile_now);
}

typedef void NodesVisit(Sift *sift, const PlanNode *nodes, size_t count, int64_t *time);

static void add_reader(Sift *sift, const PlanNode *nodes, size_t count, int64_t *time) {
  (void)time;
  plan_time_reader(sift->plan, nodes, count);
}

static void add_time(Sift *sift, const PlanNode *nodes, size_t count, int64_t *time) {
  *time += plan_time_of(sift->plan, nodes, count);
}

static void visit_part(Sift *sift, const SiftPart *part, NodesVisit *visit, int64_t *time) {
  visit(sift, part->nodes, sizeof part->nodes / sizeof *part->nodes, time);
}

static void visit_aspects(Sift *sift, const SiftAspects *aspects, NodesVisit *visit,
                          int64_t *time) {
  visit(sift, aspects->parts.items, aspects->parts.count, time);
}

/* Beside its test, what tells records apart for its reasons. */
static void visit_rule(Sift *sift, const SiftRule *rule, NodesVisit *visit, int64_t *time) {
  visit_part(sift, &rule->part, visit, time);
  if (sift->windowed) {
    visit_aspects(sift, &rule->aspects, visit, time);
    visit_aspects(sift, &rule->reasons, visit, time);
  }
}

static void visit_others(Sift *sift, NodesVisit *visit, int64_t *time) {
  for (size_t i = 0; i < sift->valid_count; i++)
    visit_part(sift, &sift->valid[i].part, visit, time);
  for (size_t i = 0; i < sift->own_count; i++)
    visit_part(sift, &sift->owns[i].part, visit, time);
  for (size_t i = 0; i < sift->decision->order_count; i++)
    visit_part(sift, &sift->keys[i].part, visit, time);
  for (size_t i = 0; i < sift->power_count; i++)
    visit_part(sift, &sift->powers[i].part, visit, time);
  visit(sift, sift->amounts.values, sift->amounts.value_count, time);
  visit(sift, sift->amounts.stands, sift->amounts.value_count, time);
}

void sift_profile(Sift *sift, Profile *profile) {
  size_t count = sift->decision->rules.count;
  for (size_t i = 0; i < count; i++)
    visit_rule(sift, &sift->rules[i], add_reader, NULL);
  visit_others(sift, add_reader, NULL);
  for (size_t i = 0; i < count; i++) {
    const SiftRule *rule = &sift->rules[i];
    int64_t time = rule->time;
    visit_rule(sift, rule, add_time, &time);
    profile_add_rule(profile, &(ProfileRule){ sift->decision, rule->rule, time,
                                              rule->by_reference });
  }
  int64_t rest = 0;
  visit_others(sift, add_time, &rest);
  profile_add_rule(profile, &(ProfileRule){ .decision = sift->decision, .time = rest });
}
