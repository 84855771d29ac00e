/* Who decides: the ordinary ones, delegations, deputies, and slices that are added up. */
#include "tests/property/deciders.h"

static const char *out_of(Maker *maker, const Deciding *deciding) {
  return deciding->frame_count
             ? text(maker, " out of %s", deciding->frames[chance(maker, deciding->frame_count)])
             : "";
}

static bool has_clerk(const Maker *maker) {
  for (size_t i = 0; i < maker->application.count; i++)
    if (text_is(text_from(maker->application.fields[i].name), "clerk"))
      return true;
  return false;
}

/* A role, or whoever the record names. */
static const char *delegate(Maker *maker) {
  if (has_clerk(maker) && once_in(maker, 2))
    return reached(maker, FORM_MADE_FOUND, "clerk");
  return once_in(maker, 10) ? reached(maker, FORM_MADE_FOUND, "org") : "director";
}

/* A condition; where slices are added up it may be of what was served before. */
static const char *when_delegated(Maker *maker, const Deciding *deciding) {
  if (deciding->split && once_in(maker, 2))
    return reached(maker, FORM_MADE_EARLIER,
                   " when not (some e in earlier where e.org is org satisfies"
                   " e.granted above 100 kr)");
  return once_in(maker, 3)
             ? text(maker, " when %s", test_of(maker, deciding, 2)) : "";
}

static const char *consulting(Maker *maker) {
  return once_in(maker, 6) ? reached(maker, FORM_MADE_CONSULTED, " consulting council") : "";
}

static void delegation(Maker *maker, Deciding *deciding) {
  static const char *const most[] = { "at most limit", "below 1_000 kr", "at most 250 kr",
                                      "above 10 kr at most most", "at most 10 tkr" };
  const char *when = when_delegated(maker, deciding);
  rule_line(maker, "  delegated to %s %s%s%s%s%s " BASIS, delegate(maker),
            most[chance(maker, 5)], out_of(maker, deciding), when, governed_by(maker),
            consulting(maker));
  reached(maker, FORM_MADE_DELEGATED, "");
  if (once_in(maker, 4)) {
    rule_line(maker, "    deputy vice \"The vice director\" when %s " BASIS,
              test_of(maker, deciding, 2));
    reached(maker, FORM_MADE_DEPUTY, "");
  }
}

static const char *judged_by(Maker *maker, const Deciding *deciding) {
  if (deciding->split && once_in(maker, 2))
    return reached(maker, FORM_MADE_EARLIER,
                   "amount + (sum of e.granted for e in earlier where e.org is org)");
  return positive(maker, value_of(maker, deciding, MONEY, 2));
}

static void split(Maker *maker, Deciding *deciding) {
  static const char *const slices[] = { "org", "org, open", "open" };
  static const char *const spans[] = { "90 days", "365 days", "10 days" };
  deciding->split = maker->governed && once_in(maker, 8);
  if (!deciding->split)
    return;
  rule_line(maker, "  never split by %s within %s " BASIS, slices[chance(maker, 3)],
            spans[chance(maker, 3)]);
  reached(maker, FORM_MADE_SPLIT, "");
}

void make_deciders(Maker *maker, Deciding *deciding) {
  if (once_in(maker, 6))
    return;
  deciding->deciders = true;
  split(maker, deciding);
  if (once_in(maker, deciding->split ? 3 : 8)) {
    rule_line(maker, "  judged by %s " BASIS, judged_by(maker, deciding));
    reached(maker, FORM_MADE_JUDGED_BY, "");
  }
  for (size_t i = chance(maker, 3); i > 0; i--)
    delegation(maker, deciding);
  if (once_in(maker, 4))
    rule_line(maker, "  decided by council%s when %s%s " BASIS, out_of(maker, deciding),
              test_of(maker, deciding, 2), consulting(maker));
  if (has_clerk(maker) && once_in(maker, 4))
    rule_line(maker, "  decided by %s%s when clerk is known " BASIS,
              reached(maker, FORM_MADE_FOUND, "clerk"), out_of(maker, deciding));
  rule_line(maker, "  decided by board%s " BASIS, out_of(maker, deciding));
}
