/* Decisions: what is asked of a record, what it may be given, by whom and in what order. */
#include "tests/property/deciders.h"

#include <string.h>

const char *test_of(Maker *maker, const Deciding *deciding, unsigned depth) {
  maker->scope = deciding->scope;
  return expression(maker, TRUTH, depth);
}

const char *value_of(Maker *maker, const Deciding *deciding, Kind kind, unsigned depth) {
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
    rule_line(maker, "  needs amount when %s " BASIS, test_of(maker, deciding, 2));
}

static void eligible(Maker *maker, const Deciding *deciding) {
  if (once_in(maker, 3)) {
    reached(maker, FORM_MADE_ELIGIBLE, "");
    rule_line(maker, "  eligible when %s else \"It may not apply.\" " BASIS,
              test_of(maker, deciding, 1));
  }
  if (once_in(maker, 4)) {
    reached(maker, FORM_MADE_ELIGIBLE, "");
    rule_line(maker, "  excluded barred when (%s and %s) else \"It is barred.\" " BASIS,
              test_of(maker, deciding, 2), test_of(maker, deciding, 2));
  }
}

/* A criterion that fails hides all that follows, so that most have an "or". */
const char *gentle(Maker *maker, const Scope *scope) {
  maker->scope = *scope;
  const char *first = expression(maker, TRUTH, 1);
  if (once_in(maker, 3))
    return first;
  maker->scope = *scope;
  return text(maker, "(%s or %s)", first, expression(maker, TRUTH, 1));
}

static void criterion(Maker *maker, Deciding *deciding) {
  const char *when = once_in(maker, 4)
      ? reached(maker, FORM_MADE_WHEN, text(maker, " when %s", test_of(maker, deciding, 2))) : "";
  const char *first = gentle(maker, &deciding->scope);
  const char *reason = once_in(maker, 3) ? " else \"{amount} is not right.\"" : "";
  size_t number = deciding->criteria++;
  const char *more = once_in(maker, 5)
      ? text(maker, " requires %s else \"Nor this.\"", gentle(maker, &deciding->scope)) : "";
  rule_line(maker, "  criterion c%zu \"Number %zu\"%s requires %s%s%s " BASIS, number, number, when,
            first, reason, more);
  if (once_in(maker, 8)) {
    const char *instead = once_in(maker, 2)
        ? text(maker, " requires %s else \"Not even so.\"", gentle(maker, &deciding->scope)) : "";
    rule_line(maker, "  exception e%zu to c%zu%s when %s " BASIS, number, number, instead,
              test_of(maker, deciding, 2));
    reached(maker, FORM_MADE_EXCEPTED, "");
  }
}

static void considered(Maker *maker, const Deciding *deciding) {
  if (once_in(maker, 3)) {
    rule_line(maker, "  criterion weighed \"Weighed\" considers %s " BASIS,
              test_of(maker, deciding, 1));
    reached(maker, FORM_MADE_CONSIDERS, "");
  }
  if (once_in(maker, 4))
    rule_line(maker, "  note remark \"A remark.\" when %s " BASIS, test_of(maker, deciding, 2));
  if (once_in(maker, 6))
    rule_line(maker, "  attested by %s " BASIS,
              once_in(maker, 2) ? "open" : gentle(maker, &deciding->scope));
}

static void rules(Maker *maker, Deciding *deciding) {
  needs(maker, deciding);
  eligible(maker, deciding);
  for (size_t i = chance(maker, 4); i > 0; i--)
    criterion(maker, deciding);
  considered(maker, deciding);
}

/* ---- amounts ------------------------------------------------------------------------- */

const char *positive(Maker *maker, const char *amount) {
  return once_in(maker, 6) ? amount : text(maker, "max(0 kr, %s)", amount);
}

static void amounts(Maker *maker, Deciding *deciding) {
  if (once_in(maker, 3))
    rule_line(maker, "  amount asked = %s " BASIS,
              positive(maker, value_of(maker, deciding, MONEY, 1)));
  if (once_in(maker, 3)) {
    rule_line(maker, "  amount kept_amount \"Kept\" = %s " BASIS,
              once_in(maker, 2) ? "amount rounded down to 100 kr"
                                : positive(maker, value_of(maker, deciding, MONEY, 1)));
    scope_name(&deciding->scope, "kept_amount", MONEY);
    reached(maker, FORM_MADE_AMOUNTS, "");
  }
  for (size_t i = chance(maker, 3); i > 0; i--) {
    rule_line(maker, "  ceiling top%zu \"Ceiling %zu\" = %s " BASIS, i, i,
              once_in(maker, 2) ? "most" : positive(maker, value_of(maker, deciding, MONEY, 2)));
    reached(maker, FORM_MADE_CEILING, "");
    maker->capped |= text_is(text_from(deciding->name), "grant");
  }
}

static void one_score(Maker *maker, Deciding *deciding, const char *name) {
  static const Kind kinds[] = { INTEGER, INTEGER, DECIMAL, RATE };
  Kind kind = kinds[chance(maker, 4)];
  const char *least = kind == RATE ? " threshold 5 %" : " threshold 2";
  rule_line(maker, "  score %s \"A score\" = %s%s " BASIS, name,
            value_of(maker, deciding, kind, 2), once_in(maker, 2) ? least : "");
  scope_name(&deciding->scope, name, kind);
  reached(maker, FORM_MADE_SCORE, "");
}

static void score(Maker *maker, Deciding *deciding) {
  deciding->scored = once_in(maker, 5);
  if (!deciding->scored)
    return;
  one_score(maker, deciding, "merit");
  if (once_in(maker, 3))
    one_score(maker, deciding, "use_of_it");
}

/* ---- its date -------------------------------------------------------------------------- */

const char *governed_by(Maker *maker) {
  for (size_t i = 0; i < maker->application.count; i++)
    if (maker->governed && once_in(maker, 6) &&
        text_equal(text_from(maker->application.fields[i].name), TEXT("decided")))
      return reached(maker, FORM_MADE_GOVERNED, " governed by decided");
  return "";
}

/* ---- the order ----------------------------------------------------------------------- */

static const char *order_keys(Maker *maker, Deciding *deciding, const char *key) {
  if (deciding->scored && !once_in(maker, 3))
    return reached(maker, FORM_MADE_BY_SCORE, text(maker, "merit descending, %s", key));
  switch (chance(maker, 9)) {
    case 0: return key;
    case 1: return text(maker, "amount, %s", key);
    case 2: return text(maker, "%s, %s", value_of(maker, deciding, INTEGER, 3), key);
    case 3: return text(maker, "%s%s, received, %s", value_of(maker, deciding, RATE, 3),
                        once_in(maker, 2) ? " descending" : "", key);
    case 4: return reached(maker, FORM_MADE_QUOTIENT,
                           text(maker, "%s / %s%s, %s", value_of(maker, deciding, MONEY, 3),
                                value_of(maker, deciding, MONEY, 3),
                                once_in(maker, 2) ? " descending" : "", key));
    case 5: return reached(maker, FORM_MADE_SPANS,
                           text(maker, "%s, %s", value_of(maker, deciding, SPAN, 2), key));
    default: return text(maker, "received, %s", key);
  }
}

static void allocate(Maker *maker, Deciding *deciding) {
  if (!deciding->frame_count || once_in(maker, 12))
    return;
  const char *key = maker->application.two_keys ? "id, line" : "id";
  const char *keys = order_keys(maker, deciding, key);
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
    ties = reached(maker, FORM_MADE_TIES,
                   text(maker, " ties by (count of e in placed where e.org is org), %s", key));
  }
  rule_line(maker, "  allocate by %s%s %s%s " BASIS, keys, ties, how, otherwise);
}

/* ---- what follows -------------------------------------------------------------------- */

static void own_outcomes(Maker *maker, Deciding *deciding) {
  if (once_in(maker, 3)) {
    static const char *const stages[] = { "after criterion", "before criterion", "before eligible",
                                          "after criterion" };
    rule_line(maker, "  outcome passed_on \"Passed on\" %s when (%s and %s) " BASIS,
              stages[chance(maker, 4)], test_of(maker, deciding, 2), test_of(maker, deciding, 2));
    deciding->own_sent = true;
    reached(maker, FORM_MADE_OWN, "");
  }
  if (once_in(maker, 12)) {
    rule_line(maker, "  outcome prepared \"Prepared\" after allocate when (%s%s) " BASIS,
              deciding->deciders ? "decider is board and " : "", test_of(maker, deciding, 2));
    reached(maker, FORM_MADE_OWN_AFTER, "");
  }
}

static const char *due(Maker *maker, const Deciding *deciding) {
  if (once_in(maker, 3))
    return text(maker, "received + %s", maker->calendar ? "6 months" : "30 days");
  return value_of(maker, deciding, DAY, 2);
}

/* A body, or a field of the record that names somebody. */
static const char *somebody(Maker *maker) {
  const TableMade *table = &maker->application;
  const FieldMade *field = &table->fields[chance(maker, table->count)];
  if (once_in(maker, 4))
    return once_in(maker, 2) ? "director" : "council";
  if (once_in(maker, 8))
    return reached(maker, FORM_MADE_OWED_BY_GROUP,
                   once_in(maker, 2) ? "committees" : "of_sort");
  if (field->to == &maker->organisation && field->kind == MANY)
    return reached(maker, FORM_MADE_OWED_BY_LIST, field->name);
  if (field->kind == WORDS && !field->key)
    return reached(maker, FORM_MADE_OWED_BY_TEXT, field->name);
  return field->to == &maker->organisation ? field->name : "org";
}

static const char *owers(Maker *maker) {
  const char *first = somebody(maker);
  if (!once_in(maker, 4))
    return first;
  return reached(maker, FORM_MADE_OWED_BY_MANY, text(maker, "%s, %s", first, somebody(maker)));
}

/* By the facts, by how the record ends, or both. */
static const char *owed_when(Maker *maker, const Deciding *deciding) {
  const char *test = once_in(maker, 2) ? "open" : test_of(maker, deciding, 2);
  if (!deciding->deciders || once_in(maker, 3))
    return test;
  const char *ended = once_in(maker, 2) ? "decider is board" : "granted above 30 kr";
  return once_in(maker, 2) ? ended : text(maker, "(%s) and %s", test, ended);
}

static void deadline(Maker *maker, const Deciding *deciding, const char *name) {
  const char *day = due(maker, deciding);
  const char *owed = owers(maker), *to = "board";
  if (once_in(maker, 3))
    owed = reached(maker, FORM_MADE_OWED_ELSE,
                   text(maker, "%s when %s, else %s", owed, owed_when(maker, deciding),
                        owers(maker)));
  if (once_in(maker, 6))
    to = reached(maker, FORM_MADE_OWED_TO_FIELD, somebody(maker));
  const char *when = once_in(maker, 3)
                         ? text(maker, " when %s", test_of(maker, deciding, 2)) : "";
  const char *fulfilled = once_in(maker, 4)
                              ? text(maker, " fulfilled when %s", test_of(maker, deciding, 2)) : "";
  rule_line(maker, "  deadline %s \"Report\"%s owed by %s to %s due (%s)%s%s " BASIS, name,
            when, owed, to, day, governed_by(maker), fulfilled);
  maker->owes |= text_is(text_from(deciding->name), "grant");
  reached(maker, FORM_MADE_DEADLINE, "");
}

static void duties(Maker *maker, const Deciding *deciding) {
  if (once_in(maker, 3)) {
    rule_line(maker, "  condition no_raise \"It gives no more.\"%s " BASIS,
              once_in(maker, 2) ? text(maker, " when %s", test_of(maker, deciding, 2)) : "");
    reached(maker, FORM_MADE_CONDITION, "");
  }
  if (!once_in(maker, 3))
    return;
  deadline(maker, deciding, "outcome_report");
  if (once_in(maker, 4))
    deadline(maker, deciding, "account");
}

static void shows(Maker *maker, const Deciding *deciding) {
  static const Kind kinds[] = { MONEY, MONEY, INTEGER, RATE, RATE, DAY, TRUTH, WORDS, KIND,
                                DECIMAL, SPAN };
  for (size_t i = chance(maker, 4); i > 0; i--) {
    rule_line(maker, "  shows s%zu \"Shown\" = %s", i,
              value_of(maker, deciding, kinds[chance(maker, 11)], 0));
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
  maker->results = deciding->second;
  rule_line(maker, "decision %s on application", deciding->name);
  if (maker->governed)
    rule_line(maker, "  governed by received " BASIS);
  if (deciding->second) {
    rule_line(maker, "  amount asked = 25 %% of grant.granted " BASIS);
    rule_line(maker, "  criterion first_granted requires grant.outcome is fundable " BASIS);
    if (once_in(maker, 3))
      rule_line(maker, "  criterion of_others requires (sum of c.grant.granted for c in %s)"
                " at most 10 tkr " BASIS,
                reached(maker, FORM_MADE_OTHERS, "application where c.org is org"));
    reached(maker, FORM_MADE_TWO, "");
  }
  score(maker, deciding);
  rules(maker, deciding);
  if (!deciding->second)
    amounts(maker, deciding);
  FramesMade frames = make_frames(maker, deciding->second);
  deciding->frame_count = frames.count;
  deciding->keyed = frames.keyed;
  deciding->several = frames.several;
  for (size_t i = 0; i < frames.count; i++)
    deciding->frames[i] = frames.names[i];
  make_deciders(maker, deciding);
  own_outcomes(maker, deciding);
  allocate(maker, deciding);
  duties(maker, deciding);
  shows(maker, deciding);
  maker->results = false;
}

/* What is read may stand behind who reads it. */
static void put_first(MadeLines *lines, size_t first, size_t second) {
  const char **items = lines->items;
  for (size_t i = second; i < lines->count; i++) {
    const char *line = items[i];
    memmove(items + first + 1, items + first, (i - first) * sizeof *items);
    items[first++] = line;
  }
}

void make_decisions(Maker *maker) {
  maker->outside = once_in(maker, 8);
  if (maker->outside)
    rule_line(maker, "frame all_money = %zu_000 kr purpose \"grants of all kinds\" " BASIS,
              5 + chance(maker, 200));
  Deciding first = { .name = "grant" };
  size_t begins = maker->made->rules.count;
  decision(maker, &first);
  maker->criteria = first.criteria;
  if (maker->criteria && once_in(maker, 12)) {
    rule_line(maker, "not encoded \"How it is weighed\" because \"No measure.\" "
              "needs judgement in grant.c0");
    reached(maker, FORM_MADE_JUDGEMENT, "");
  }
  if (!once_in(maker, 6))
    return;
  Deciding second = { .name = "payment_out", .second = !once_in(maker, 4) };
  size_t ends = maker->made->rules.count;
  decision(maker, &second);
  if (second.second && once_in(maker, 4))
    put_first(&maker->made->rules, begins, ends);
}
