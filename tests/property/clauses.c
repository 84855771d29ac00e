/* Decisions: what is asked of a record, what it may be given, by whom and in what order. */
#include "tests/property/maker.h"

#define BASIS "assumed \"Made.\""

typedef struct {
  const char *name, *frames[4];
  size_t      frame_count, criteria;
  bool        second;           /* it reads the one before it */
  bool        deciders, own_sent;
  bool        keyed, several, split;    /* a frame has keys, several for a record; slices count */
  Scope       scope;            /* with what is computed above */
} Deciding;

static const char *test(Maker *maker, const Deciding *deciding, unsigned depth) {
  maker->scope = deciding->scope;
  return expression(maker, TRUTH, depth);
}

static const char *amount_of(Maker *maker, const Deciding *deciding, Kind kind, unsigned depth) {
  maker->scope = deciding->scope;
  return expression(maker, kind, depth);
}

/* ---- what must hold ------------------------------------------------------------------ */

static void needs(Maker *maker, const Deciding *deciding) {
  if (!once_in(maker, 4))
    return;
  reached(maker, FORM_MADE_NEEDS, "");
  if (once_in(maker, 2))
    rule_line(maker, "  needs amount, open " BASIS);
  else
    rule_line(maker, "  needs amount when %s " BASIS, test(maker, deciding, 2));
}

static void eligible(Maker *maker, const Deciding *deciding) {
  if (once_in(maker, 3)) {
    reached(maker, FORM_MADE_ELIGIBLE, "");
    rule_line(maker, "  eligible when %s else \"It may not apply.\" " BASIS,
              test(maker, deciding, 1));
  }
  if (once_in(maker, 4)) {
    reached(maker, FORM_MADE_ELIGIBLE, "");
    rule_line(maker, "  excluded barred when (%s and %s) else \"It is barred.\" " BASIS,
              test(maker, deciding, 2), test(maker, deciding, 2));
  }
}

/* A criterion that fails hides all that follows, so that most have an "or". */
static const char *gentle(Maker *maker, const Deciding *deciding) {
  const char *first = test(maker, deciding, 1);
  return once_in(maker, 3) ? first : text(maker, "(%s or %s)", first, test(maker, deciding, 1));
}

static void criterion(Maker *maker, Deciding *deciding) {
  const char *when = once_in(maker, 4)
      ? reached(maker, FORM_MADE_WHEN, text(maker, " when %s", test(maker, deciding, 2))) : "";
  const char *first = gentle(maker, deciding);
  const char *reason = once_in(maker, 3) ? " else \"{amount} is not right.\"" : "";
  size_t number = deciding->criteria++;
  if (once_in(maker, 5))
    rule_line(maker,
              "  criterion c%zu \"Number %zu\"%s requires %s%s requires %s else \"Nor this.\" " BASIS, number, number, when, first, reason, gentle(maker, deciding));
  else
    rule_line(maker, "  criterion c%zu \"Number %zu\"%s requires %s%s " BASIS, number, number, when,
              first, reason);
  if (once_in(maker, 8)) {
    const char *instead = once_in(maker, 2)
        ? text(maker, " requires %s else \"Not even so.\"", gentle(maker, deciding)) : "";
    rule_line(maker, "  exception e%zu to c%zu%s when %s " BASIS, number, number, instead,
              test(maker, deciding, 2));
    reached(maker, FORM_MADE_EXCEPTED, "");
  }
}

static void considered(Maker *maker, const Deciding *deciding) {
  if (once_in(maker, 3)) {
    rule_line(maker, "  criterion weighed \"Weighed\" considers %s " BASIS,
              test(maker, deciding, 1));
    reached(maker, FORM_MADE_CONSIDERS, "");
  }
  if (once_in(maker, 4))
    rule_line(maker, "  note remark \"A remark.\" when %s " BASIS, test(maker, deciding, 2));
  if (once_in(maker, 6))
    rule_line(maker, "  attested by %s " BASIS,
              once_in(maker, 2) ? "open" : gentle(maker, deciding));
}

static void rules(Maker *maker, Deciding *deciding) {
  needs(maker, deciding);
  eligible(maker, deciding);
  for (size_t i = chance(maker, 4); i > 0; i--)
    criterion(maker, deciding);
  considered(maker, deciding);
}

/* ---- amounts ------------------------------------------------------------------------- */

static const char *positive(Maker *maker, const char *amount) {
  return once_in(maker, 6) ? amount : text(maker, "max(0 kr, %s)", amount);
}

static void amounts(Maker *maker, Deciding *deciding) {
  if (once_in(maker, 3))
    rule_line(maker, "  amount asked = %s " BASIS,
              positive(maker, amount_of(maker, deciding, MONEY, 1)));
  if (once_in(maker, 3)) {
    rule_line(maker, "  amount kept_amount \"Kept\" = %s " BASIS,
              once_in(maker, 2) ? "amount rounded down to 100 kr"
                                : positive(maker, amount_of(maker, deciding, MONEY, 1)));
    scope_name(&deciding->scope, "kept_amount", MONEY);
    reached(maker, FORM_MADE_AMOUNTS, "");
  }
  for (size_t i = chance(maker, 3); i > 0; i--) {
    rule_line(maker, "  ceiling top%zu \"Ceiling %zu\" = %s " BASIS, i, i,
              once_in(maker, 2) ? "most" : positive(maker, amount_of(maker, deciding, MONEY, 2)));
    reached(maker, FORM_MADE_CEILING, "");
  }
}

static void score(Maker *maker, Deciding *deciding) {
  if (!once_in(maker, 5))
    return;
  const char *threshold = once_in(maker, 2) ? " threshold 2" : "";
  rule_line(maker, "  score merit \"Merit\" = %s%s " BASIS,
            amount_of(maker, deciding, INTEGER, 2), threshold);
  scope_name(&deciding->scope, "merit", INTEGER);
  reached(maker, FORM_MADE_SCORE, "");
}

/* ---- who decides --------------------------------------------------------------------- */

static const char *out_of(Maker *maker, const Deciding *deciding) {
  return deciding->frame_count
             ? text(maker, " out of %s", deciding->frames[chance(maker, deciding->frame_count)])
             : "";
}

static const char *governed_by(Maker *maker) {
  for (size_t i = 0; i < maker->application.count; i++)
    if (maker->governed && once_in(maker, 6) &&
        text_equal(text_from(maker->application.fields[i].name), TEXT("decided")))
      return reached(maker, FORM_MADE_GOVERNED, " governed by decided");
  return "";
}

static void delegation(Maker *maker, const Deciding *deciding) {
  static const char *const most[] = { "at most limit", "below 1_000 kr", "at most 250 kr",
                                      "above 10 kr at most most", "at most 10 tkr" };
  const char *when = once_in(maker, 3) ? text(maker, " when %s", test(maker, deciding, 2)) : "";
  rule_line(maker, "  delegated to director %s%s%s%s " BASIS, most[chance(maker, 5)],
            out_of(maker, deciding), when, governed_by(maker));
  reached(maker, FORM_MADE_DELEGATED, "");
  if (once_in(maker, 4)) {
    rule_line(maker, "    deputy vice \"The vice director\" when %s " BASIS,
              test(maker, deciding, 2));
    reached(maker, FORM_MADE_DEPUTY, "");
  }
}

static void deciders(Maker *maker, Deciding *deciding) {
  if (once_in(maker, 6))
    return;
  deciding->deciders = true;
  if (once_in(maker, 8)) {
    rule_line(maker, "  judged by %s " BASIS,
              positive(maker, amount_of(maker, deciding, MONEY, 2)));
    reached(maker, FORM_MADE_JUDGED_BY, "");
  }
  for (size_t i = chance(maker, 3); i > 0; i--)
    delegation(maker, deciding);
  if (once_in(maker, 4))
    rule_line(maker, "  decided by council%s when %s " BASIS, out_of(maker, deciding),
              test(maker, deciding, 2));
  rule_line(maker, "  decided by board%s " BASIS, out_of(maker, deciding));
  if (once_in(maker, 20) && maker->governed) {
    deciding->split = true;
    rule_line(maker, "  never split by org within 90 days " BASIS);
    reached(maker, FORM_MADE_SPLIT, "");
  }
}

/* ---- the order ----------------------------------------------------------------------- */

static const char *order_keys(Maker *maker, Deciding *deciding) {
  switch (chance(maker, 6)) {
    case 0: return "id";
    case 1: return "amount, id";
    case 2: return text(maker, "%s, id", amount_of(maker, deciding, INTEGER, 3));
    case 3: return text(maker, "%s%s, received, id", amount_of(maker, deciding, RATE, 3),
                        once_in(maker, 2) ? " descending" : "");
    default: return "received, id";
  }
}

static void allocate(Maker *maker, Deciding *deciding) {
  if (!deciding->frame_count || once_in(maker, 12))
    return;
  const char *keys = order_keys(maker, deciding);
  const char *how = "full amount";
  size_t way = chance(maker, 8);
  if (way == 0 && !deciding->several)
    how = reached(maker, FORM_MADE_PARTIAL, "partial down to 50 kr");
  else if (way == 1 && !deciding->several)
    how = reached(maker, FORM_MADE_PARTIAL, "partial down to 20 % of amount");
  else if (way == 2 && !deciding->keyed && !deciding->split)
    how = reached(maker, FORM_MADE_PRO_RATA, "pro rata");
  const char *otherwise = "";
  switch (chance(maker, 6)) {
    case 0: case 1: otherwise = ", else waitlist"; break;
    case 2: otherwise = reached(maker, FORM_MADE_STOP, ", else stop"); break;
    case 3: otherwise = reached(maker, FORM_MADE_STOP, ", else reject"); break;
    case 4: otherwise = deciding->own_sent ? ", else passed_on" : ""; break;
    default: break;
  }
  const char *ties = "";
  if (once_in(maker, 15) && way != 2) {
    keys = "received";
    ties = reached(maker, FORM_MADE_TIES, " ties by (count of e in placed where e.org is org), id");
  }
  rule_line(maker, "  allocate by %s%s %s%s " BASIS, keys, ties, how, otherwise);
}

/* ---- what follows -------------------------------------------------------------------- */

static void own_outcomes(Maker *maker, Deciding *deciding) {
  if (once_in(maker, 3)) {
    static const char *const stages[] = { "after criterion", "before criterion", "before eligible",
                                          "after criterion" };
    rule_line(maker, "  outcome passed_on \"Passed on\" %s when (%s and %s) " BASIS,
              stages[chance(maker, 4)], test(maker, deciding, 2), test(maker, deciding, 2));
    deciding->own_sent = true;
    reached(maker, FORM_MADE_OWN, "");
  }
  if (once_in(maker, 12)) {
    rule_line(maker, "  outcome prepared \"Prepared\" after allocate when (%s%s) " BASIS,
              deciding->deciders ? "decider is board and " : "", test(maker, deciding, 2));
    reached(maker, FORM_MADE_OWN_AFTER, "");
  }
}

static const char *due(Maker *maker, const Deciding *deciding) {
  if (once_in(maker, 3))
    return text(maker, "received + %s", maker->calendar ? "6 months" : "30 days");
  return amount_of(maker, deciding, DAY, 2);
}

static void duties(Maker *maker, const Deciding *deciding) {
  if (once_in(maker, 3)) {
    rule_line(maker, "  condition no_raise \"It gives no more.\"%s " BASIS,
              once_in(maker, 2) ? text(maker, " when %s", test(maker, deciding, 2)) : "");
    reached(maker, FORM_MADE_CONDITION, "");
  }
  if (!once_in(maker, 3))
    return;
  const char *day = due(maker, deciding);
  const char *owed = once_in(maker, 3) ? "director" : "org";
  rule_line(maker, "  deadline outcome_report \"Report\"%s owed by %s to board due (%s)%s%s " BASIS,
            once_in(maker, 3) ? text(maker, " when %s", test(maker, deciding, 2)) : "", owed, day,
            governed_by(maker),
            once_in(maker, 4) ? text(maker, " fulfilled when %s", test(maker, deciding, 2)) : "");
  reached(maker, FORM_MADE_DEADLINE, "");
}

static void shows(Maker *maker, const Deciding *deciding) {
  static const Kind kinds[] = { MONEY, MONEY, INTEGER, RATE, DAY, TRUTH, WORDS, KIND, DECIMAL };
  for (size_t i = chance(maker, 4); i > 0; i--) {
    rule_line(maker, "  shows s%zu \"Shown\" = %s", i,
              amount_of(maker, deciding, kinds[chance(maker, 9)], 0));
    reached(maker, FORM_MADE_SHOWS, "");
  }
  if (once_in(maker, 3))
    rule_line(maker, "  shows left_over \"Left\" = amount - granted");
  if (once_in(maker, 8) && maker->governed)
    rule_line(maker, "  shows then_limit \"Then\" = %s",
              reached(maker, FORM_MADE_ON, "limit on received"));
}

/* ---- the whole ----------------------------------------------------------------------- */

static void decision(Maker *maker, Deciding *deciding) {
  deciding->scope = scope_of_subject(maker);
  rule_line(maker, "decision %s on application", deciding->name);
  if (maker->governed)
    rule_line(maker, "  governed by received " BASIS);
  if (deciding->second) {
    rule_line(maker, "  amount asked = 25 %% of grant.granted " BASIS);
    rule_line(maker, "  criterion first_granted requires grant.outcome is fundable " BASIS);
    reached(maker, FORM_MADE_TWO, "");
  }
  score(maker, deciding);
  rules(maker, deciding);
  if (!deciding->second)
    amounts(maker, deciding);
  FramesMade frames = make_frames(maker);
  deciding->frame_count = frames.count;
  deciding->keyed = frames.keyed;
  deciding->several = frames.several;
  for (size_t i = 0; i < frames.count; i++)
    deciding->frames[i] = frames.names[i];
  deciders(maker, deciding);
  own_outcomes(maker, deciding);
  allocate(maker, deciding);
  duties(maker, deciding);
  shows(maker, deciding);
}

void make_decisions(Maker *maker) {
  maker->outside = once_in(maker, 8);
  if (maker->outside)
    rule_line(maker, "frame all_money = %zu_000 kr purpose \"grants of all kinds\" " BASIS,
              5 + chance(maker, 200));
  Deciding first = { .name = "grant" };
  decision(maker, &first);
  maker->criteria = first.criteria;
  if (!once_in(maker, 12))
    return;
  Deciding second = { .name = "payment_out", .second = !once_in(maker, 3) };
  decision(maker, &second);
}

/* ---- amendments ---------------------------------------------------------------------- */

void make_amendment(Maker *maker) {
  if (!maker->governed || !once_in(maker, 6))
    return;
  Deciding deciding = { .name = "grant", .scope = scope_of_subject(maker), .criteria = 20 };
  rule_line(maker, "amendment first_change of made \"A change\"");
  rule_line(maker, "  in force 2026-02-01 until further notice");
  if (once_in(maker, 4))
    rule_line(maker, "  applies to application when open");
  rule_line(maker, "  set limit = %s " BASIS, money_written(maker));
  if (once_in(maker, 2))
    rule_line(maker, "  add to decision grant criterion added \"Added\" requires %s " BASIS,
              gentle(maker, &deciding));
  if (maker->criteria && once_in(maker, 3))
    rule_line(maker, "  repeal grant.c0 " BASIS);
  reached(maker, FORM_MADE_AMENDED, "");
}
