/* What stands beside decisions: a ladder, a budget for each organisation, targets, controls. */
#include "tests/property/maker.h"

#define BASIS "assumed \"Made.\""

static void ladder(Maker *maker) {
  if (!maker->ladder)
    return;
  maker->scope = scope_of(maker, &maker->application, "");
  rule_line(maker, "ladder sanctions \"Sanctions\" on application");
  rule_line(maker, "  step s0 \"Reminder\"");
  rule_line(maker, "  step s1 \"Repayment\" when %s", expression(maker, TRUTH, 3));
  rule_line(maker, "  step s2 \"Rescission\"%s",
            once_in(maker, 2) ? text(maker, " when %s", expression(maker, TRUTH, 3)) : "");
  rule_line(maker, "  " BASIS);
  reached(maker, FORM_MADE_LADDER, "");
}

static const char *line(Maker *maker, Kind kind, unsigned depth) {
  maker->scope = scope_of(maker, &maker->organisation, "");
  return expression(maker, kind, depth);
}

static const char *share(Maker *maker) {
  maker->scope = scope_of(maker, &maker->organisation, "");
  return reached(maker, FORM_MADE_APPORTION,
                 text(maker, "apportion %s in proportion to absolute(%s)",
                      once_in(maker, 2) ? "base" : "1_000.01 kr", expression(maker, INTEGER, 3)));
}

static void budget(Maker *maker) {
  bool years = maker->budget_years = once_in(maker, 4);
  rule_line(maker, "budget outlay \"Outlay\" for each organisation%s",
            once_in(maker, 3) ? " by sort" : "");
  if (years)
    rule_line(maker, "  for year 2026 to 2026");
  rule_line(maker, "  line base_line \"Base\" = %s", line(maker, MONEY, 1));
  rule_line(maker, "  section extra \"Extra\"");
  rule_line(maker, "    line parts \"Part\"%s = %s", once_in(maker, 3) ? " once" : "",
            once_in(maker, 2) ? share(maker) : line(maker, MONEY, 2));
  if (once_in(maker, 3)) {
    rule_line(maker, "    lines from transfers");
    reached(maker, FORM_MADE_TRANSFER, "");
  }
  rule_line(maker, "    subtotal \"Sum\"");
  rule_line(maker, "  total in_all \"In all\"");
  reached(maker, FORM_MADE_BUDGET, "");
}

static void transfer(Maker *maker) {
  if (maker->made->reached[FORM_MADE_TRANSFER])
    rule_line(maker, "transfer moved \"Moved\" of %s from board to council", money_written(maker));
}

/* Nothing reads them; a run writes what they come to. */
static void watched(Maker *maker) {
  if (maker->budget && once_in(maker, 2)) {
    rule_line(maker, "target goal \"Goal\" requires outlay%s.in_all at most %s " BASIS,
              maker->budget_years ? "(year)" : "", money_written(maker));
    reached(maker, FORM_MADE_TARGET, "");
  }
  if (once_in(maker, 10)) {
    maker->scope = scope_of(maker, &maker->application, "");
    rule_line(maker, "control odd_one \"Odd\" severity high on application");
    rule_line(maker, "  when %s " BASIS, expression(maker, TRUTH, 2));
    reached(maker, FORM_MADE_CONTROL, "");
  }
}

void make_plans(Maker *maker) {
  ladder(maker);
  bool made = once_in(maker, 10);
  if (made)
    budget(maker);
  maker->budget = made;
  transfer(maker);
  watched(maker);
}
