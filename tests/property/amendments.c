/* Amendments: other values, clauses in place of others, facts that are asked for from a day on. */
#include "tests/property/deciders.h"

#define BASIS "assumed \"Made.\""

static void applies_to(Maker *maker) {
  if (!once_in(maker, 3))
    return;
  maker->scope = scope_of(maker, &maker->application, "");
  maker->scope.named_count = 0;
  rule_line(maker, "  applies to application when %s",
            once_in(maker, 2) ? "open" : expression(maker, TRUTH, 3));
  reached(maker, FORM_MADE_APPLIES_TO, "");
}

static const char *set_governed(Maker *maker) {
  for (size_t i = 0; i < maker->application.count; i++)
    if (once_in(maker, 4) && text_is(text_from(maker->application.fields[i].name), "decided"))
      return " governed by decided";
  return "";
}

/* A field of the records that come after, and a criterion that reads it. */
static void new_field(Maker *maker) {
  TableMade *table = &maker->application;
  Kind kind = once_in(maker, 2) && maker->calendar ? SPAN : INTEGER;
  rule_line(maker, "  add to record application payback %s", kind == SPAN ? "duration" : "integer");
  rule_line(maker, "  add to decision grant criterion pays_back \"Pays back\" requires payback %s"
            " else \"It takes {payback}.\" " BASIS,
            kind == SPAN ? "at most 24 months" : "at most 7");
  table->fields[table->count++] = (FieldMade){ .name = "payback", .kind = kind };
  reached(maker, FORM_MADE_ADDED_FIELD, "");
}

static void new_deadline(Maker *maker) {
  if (once_in(maker, 3))
    rule_line(maker, "  repeal grant.outcome_report " BASIS);
  else
    rule_line(maker, "  replace in decision grant deadline outcome_report \"Report\"%s owed by %s"
              " to board due received + 20 days%s " BASIS, once_in(maker, 3) ? " when open" : "",
              once_in(maker, 2) ? "org" : "director", governed_by(maker));
  reached(maker, FORM_MADE_OWED_REPLACED, "");
}

static void replacing(Maker *maker) {
  Scope scope = scope_of_subject(maker);
  if (maker->criteria > 1 && once_in(maker, 3)) {
    rule_line(maker, "  replace in decision grant criterion c1 \"Replaced\" requires %s"
              " else \"Not as amended.\" " BASIS, gentle(maker, &scope));
    reached(maker, FORM_MADE_REPLACED, "");
  }
  if (maker->capped && once_in(maker, 2)) {
    rule_line(maker, "  replace in decision grant ceiling top1 = %s " BASIS, money_written(maker));
    reached(maker, FORM_MADE_REPLACED, "");
  }
  if (maker->pooled && once_in(maker, 2)) {
    rule_line(maker, "  replace in decision grant frame pool = %zu_000 kr " BASIS,
              1 + chance(maker, 40));
    reached(maker, FORM_MADE_REPLACED, "");
  }
  if (maker->criteria && once_in(maker, 3))
    rule_line(maker, "  repeal grant.c0 " BASIS);
  if (maker->owes && once_in(maker, 2))
    new_deadline(maker);
}

static void first(Maker *maker) {
  Scope scope = scope_of_subject(maker);
  rule_line(maker, "amendment first_change of made \"A change\"");
  rule_line(maker, "  in force %s until further notice",
            once_in(maker, 4) ? "2020-01-01" : "2026-02-01");
  applies_to(maker);
  rule_line(maker, "  set limit = %s%s " BASIS, money_written(maker), set_governed(maker));
  if (once_in(maker, 2))
    rule_line(maker, "  add to decision grant criterion added \"Added\" requires %s " BASIS,
              gentle(maker, &scope));
  if (once_in(maker, 3))
    new_field(maker);
  replacing(maker);
  reached(maker, FORM_MADE_AMENDED, "");
}

static void second(Maker *maker) {
  rule_line(maker, "amendment second_change of made \"Another change\"");
  rule_line(maker, "  in force 2026-06-01 until further notice");
  rule_line(maker, "  set most = %s " BASIS, money_written(maker));
  if (once_in(maker, 2))
    rule_line(maker, "  add to decision grant note late \"Late\" when open " BASIS);
  reached(maker, FORM_MADE_AMENDED_TWICE, "");
}

void make_amendments(Maker *maker) {
  if (!maker->governed || !once_in(maker, 6))
    return;
  first(maker);
  if (once_in(maker, 3))
    second(maker);
}
